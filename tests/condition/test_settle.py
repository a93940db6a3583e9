"""Tests of settle.py: a trade by hand, random trades against the exact condition, and what is
refused.

Usage: python -m unittest discover -s tests/condition
"""

import json
import random
import sys
import unittest
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
import condition as c
import fuzz
import samples as s
import settle
from samples import MINUTE, minutes

READINGS = minutes(40, 90, 70, 50)
CARRIER = {"bonded": "300"}


def trade(*observations: dict, custody: list[dict], **more) -> dict:
    last = custody[-1]["to"]
    return {
        "streams": {"truck": s.stream(*observations)},
        "stays": [{"stream": "truck", "from": 0, "to": last}],
        "weights": {"5": 1},
        "custody": custody,
        "offer": "1000",
        "curve": {"points": [{"loss": "100000", "parts": 10**9}, {"loss": "1100000", "parts": 0}]},
    } | more


def interval(holder, start: int, end: int, allowance=0, **more) -> dict:
    return {"holder": holder, "from": start, "to": end, "allowance": allowance} | more


def numbers(values) -> list[int]:
    return [int(value) for value in values]


class ByHand(unittest.TestCase):
    maxDiff = None
    custody = [
        interval("seller", 0, 60_000, 8_000),
        interval(CARRIER, 60_000, 180_000, {"agreed": 2_320, "rate": 50}),
    ]

    def test_a_closed_run_is_charged_by_time(self):
        found = settle.settled(trade(s.observation(READINGS), custody=self.custody))
        (policy,) = found["policies"]
        self.assertEqual(policy["stays"], [{"lower": "588000", "upper": "624000"}])
        self.assertEqual(policy["charges"], ["208000", "416000"])
        self.assertEqual(policy["silence"], ["0", "0"])
        beside, seller, carrier, _ = found["intervals"]
        self.assertEqual((beside["holder"], beside["loss"]), ("seller", "0"))
        self.assertEqual(
            (seller["beyond"], seller["share"], seller["answers"]), ("200000", "210", None)
        )
        self.assertEqual(
            (carrier["beyond"], carrier["share"], carrier["answers"]), ("300000", "314", 2)
        )
        self.assertEqual((found["loss"], found["price"]), ("624000", "476"))
        self.assertEqual(found["free"], "100000")
        expected = {"seller": "776", "buyer": "524", "bonds": ["0", "0", "300", "0"]}
        self.assertEqual(found["payments"], expected)

    def test_an_opened_run_is_charged_to_whoever_had_the_heat(self):
        opened = s.observation(READINGS, openings=[s.pairs(READINGS)])
        found = settle.settled(trade(opened, custody=self.custody))
        (policy,) = found["policies"]
        self.assertEqual(policy["stays"], [{"lower": "600000", "upper": "600000"}])
        self.assertEqual(policy["charges"], ["0", "600000"])
        self.assertEqual((found["price"], found["discount"]), ("500", "500"))
        self.assertEqual([one["share"] for one in found["intervals"]], ["0", "0", "500", "0"])
        expected = {"seller": "800", "buyer": "500", "bonds": ["0", "0", "300", "0"]}
        self.assertEqual(found["payments"], expected)

    def test_the_example_of_the_documentation(self):
        # docs/condition.md
        custody = [
            interval("seller", 0, 100_000, 100_000),
            interval({"bonded": 50_000_000}, 100_000, 180_000, 150_000),
        ]
        points = [{"loss": 300_000, "parts": 10**9}, {"loss": 1_300_000, "parts": 5 * 10**8}]
        for openings, charges, price, shares, seller, buyer in (
            ([], [346_667, 277_333], 838, [106_845_064, 55_154_936], 888_000_000, 162_000_000),
            (
                [s.pairs(READINGS)],
                [400_000, 200_000],
                850,
                [128_571_429, 21_428_571],
                871_428_571,
                150_000_000,
            ),
        ):
            found = settle.settled(
                trade(
                    s.observation(READINGS, openings=openings),
                    custody=custody,
                    offer=10**9,
                    curve={"points": points},
                )
            )
            self.assertEqual(numbers(found["policies"][0]["charges"]), charges)
            self.assertEqual(int(found["price"]), price * 10**6)
            found_shares = numbers(one["share"] for one in found["intervals"])
            self.assertEqual(found_shares, [0, *shares, 0])
            payments = found["payments"]
            self.assertEqual((int(payments["seller"]), int(payments["buyer"])), (seller, buyer))

    def test_policies_count_by_their_weights(self):
        missing = s.POLICY | {"measure": "missing"}
        given = trade(s.observation(READINGS), custody=self.custody, weights={"5": 2, "6": 3})
        given["streams"]["truck"]["policies"].append({"id": 6, "policy": missing})
        given["custody"] = [interval("seller", 0, 240_000)]
        given["stays"][0]["to"] = 360_000
        given["custody"][0]["to"] = 360_000
        found = settle.settled(given)
        self.assertEqual([one["charges"] for one in found["policies"]], [["624000"], ["0"]])
        # 50 tenths are below the hinge; from 300,000 on the reading does not stand any more.
        silence = [["10200000"], ["60000"]]
        self.assertEqual([one["silence"] for one in found["policies"]], silence)
        self.assertEqual(found["loss"], str(2 * (624_000 + 10_200_000) + 3 * 60_000))

    def test_silence_is_charged_to_the_keeper_of_the_logger(self):
        for keeper, place, payments in (
            (None, 2, ("300", "1000", ["0", "0", "300", "0"])),
            ("buyer", 3, ("1000", "0", ["0", "0", "0", "0"])),
            ("seller", 0, ("0", "1000", ["0", "0", "0", "0"])),
            (0, 1, ("0", "1000", ["0", "0", "0", "0"])),
        ):
            kept = {} if keeper is None else {"keeper": keeper}
            custody = [
                interval("seller", 0, 60_000),
                interval(CARRIER, 60_000, 1_180_000, 10_000, **kept),
            ]
            given = trade(s.observation(minutes(40, 40, 40, 40)), custody=custody)
            found = settle.settled(given)
            losses = [0, 0, 0, 0]
            losses[place] = 880_000 * 170
            self.assertEqual(numbers(one["loss"] for one in found["intervals"]), losses)
            seller, buyer, bonds = payments
            expected = {"seller": seller, "buyer": buyer, "bonds": bonds}
            self.assertEqual(found["payments"], expected, keeper)

    def test_a_stranger_who_ends_a_device_relieves_no_keeper(self):
        custody = [
            interval("seller", 0, 60_000),
            interval(CARRIER, 60_000, 1_180_000, keeper="buyer"),
        ]
        for kept, losses in ((False, [880_000, 0, 0, 0]), (True, [180_000, 0, 0, 700_000])):
            given = trade(s.observation(minutes(40, 40, 40, 40)), custody=custody)
            stay = {"stream": "truck", "from": 0, "to": 1_000_000}
            given["stays"] = [stay | {"failed": "seller", "kept": kept}]
            found = settle.settled(given)
            expected = [loss * 170 for loss in losses]
            self.assertEqual(numbers(one["loss"] for one in found["intervals"]), expected)

    def test_time_that_no_stay_covers_is_missing(self):
        for failed, losses in (
            (None, [0, 8_500_000, 1_700_000, 0]),
            (1, [0, 8_500_000, 1_700_000, 0]),
            (0, [0, 10_200_000, 0, 0]),
            ("seller", [1_700_000, 8_500_000, 0, 0]),
            ("buyer", [0, 8_500_000, 0, 1_700_000]),
        ):
            given = trade(s.observation(minutes(40, 40, 40, 40)), custody=self.custody)
            given["stays"] = [{"stream": "truck", "from": 50_000, "to": 170_000, "failed": failed}]
            found = settle.settled(given)
            self.assertEqual(numbers(one["loss"] for one in found["intervals"]), losses, failed)

    def test_time_is_missing_if_nobody_shows_the_leaf_of_its_end(self):
        # Runs to 180 s and to 360 s; from 120 s to 240 s by the carrier.
        runs = [minutes(40, 40, 40, 40), [(MINUTE * at, 40) for at in (4, 5, 6)]]
        custody = [
            interval("seller", 0, 120_000),
            interval(CARRIER, 120_000, 240_000),
            interval("buyer", 240_000, 360_000),
        ]
        for proven, charges in (
            ([True, True], ["0", "0", "0"]),
            # The newest one needs no proof.
            ([True, False], ["0", "0", "0"]),
            ([False, True], [str(120_000 * 170), str(120_000 * 170), "0"]),
        ):
            seen = [s.observation(run) | {"proven": one} for run, one in zip(runs, proven)]
            found = settle.settled(trade(*seen, custody=custody))
            self.assertEqual(found["policies"][0]["charges"], charges, proven)

    def test_a_swapped_logger_counts_from_its_first_reading_after_the_swap(self):
        swap = 2 * MINUTE
        for readings, charge in (
            # Half a minute is missing.
            ([(swap + 30_000, 90), (swap + 90_000, 90)], 30_000 * 170 + 30_000 * 10),
            # In a run that began before, nobody knows when it came: at the latest after two minutes.
            ([(MINUTE, 90), (swap, 90), (3 * MINUTE, 90)], MINUTE * 170),
            # What was before the swap does not stand.
            ([(0, 40), (MINUTE, 40)], MINUTE * 170),
        ):
            given = trade(s.observation(minutes(40, 40, 40, 40)), custody=self.custody)
            given["streams"]["spare"] = s.stream(s.observation(readings))
            given["stays"] = [
                {"stream": "truck", "from": 0, "to": swap},
                {"stream": "spare", "from": swap, "to": 3 * MINUTE},
            ]
            (_, seller, carrier, _) = settle.settled(given)["intervals"]
            self.assertEqual((seller["loss"], carrier["loss"]), ("0", str(charge)), readings)

    def test_a_run_during_which_the_logger_is_swapped_counts_at_its_upper_bound(self):
        given = trade(s.observation(READINGS), custody=self.custody)
        given["streams"]["spare"] = s.stream()
        given["stays"] = [
            {"stream": "truck", "from": 0, "to": 100_000},
            {"stream": "spare", "from": 100_000, "to": 180_000},
        ]
        (policy,) = settle.settled(given)["policies"]
        upper = int(policy["stays"][0]["upper"])
        charged = numbers(policy["charges"])
        # Nothing came from the other one.
        self.assertEqual(sum(charged) + 80_000 * 170, upper + 2 * 80_000 * 170 - 80_000 * 170)

    def test_what_had_not_come_when_the_goods_changed_hands_is_the_keepers(self):
        # No reading for ten minutes before the hand-over, at which one run was counted; later ones
        # come with the second.
        runs = [minutes(40, 40), [(11 * MINUTE, 40), (12 * MINUTE, 40)]]
        gap = 8 * MINUTE * 170
        for counted, losses in (
            (1, [gap - MINUTE * 170, 0, 0, MINUTE * 170]),
            (2, [0, gap - MINUTE * 170, 0, MINUTE * 170]),
        ):
            custody = [
                interval("seller", 0, 10 * MINUTE, keeper="seller", counted=counted),
                interval(CARRIER, 10 * MINUTE, 12 * MINUTE, keeper="buyer", counted=1),
            ]
            found = settle.settled(trade(*map(s.observation, runs), custody=custody))
            self.assertEqual(numbers(one["loss"] for one in found["intervals"]), losses, counted)

    def test_who_hands_on_to_one_without_bond_answers_for_them(self):
        custody = [
            interval("seller", 0, 60_000),
            interval("unbonded", 60_000, 90_000),
            interval({"bonded": 1000}, 90_000, 120_000),
            interval("unbonded", 120_000, 180_000),
        ]
        found = settle.settled(trade(s.observation(READINGS), custody=custody))
        answers = [one["answers"] for one in found["intervals"]]
        self.assertEqual(answers, [None, None, None, 3, 3, 5])


class ByChance(unittest.TestCase):
    def test_the_charges_of_opened_streams_are_their_exact_condition(self):
        for seed in range(200):
            with self.subTest(seed):
                self.check(random.Random(seed))

    def check(self, rng: random.Random):
        series = fuzz.Series(rng)
        while not series.certified or series.end - series.since < 3:
            series = fuzz.Series(rng)
        cuts = sorted(rng.sample(range(series.since, series.end + 1), 3))
        stays = [settle.Stay("one", cuts[0], cuts[-1])]
        openings = [
            [c.open_run(root, c.opening(root, children, lambda _: True))]
            for root, children in series.trees
        ]
        made = settle.Trade({"one": series.tally}, {"one": openings}, stays, cuts)
        account = made.account(0)
        charged = [sum(both) for both in zip(account.own, account.kept)]
        exact = [series.exact(a, b) for a, b in zip(cuts, cuts[1:])]
        self.assertEqual(charged, exact)
        self.assertEqual(made.bounds(0), [c.exactly(sum(exact))])
        closed = settle.Trade({"one": series.tally}, {"one": [[] for _ in openings]}, stays, cuts)
        lower, upper = closed.bounds(0)[0]
        self.assertTrue(lower <= sum(exact) <= upper)
        account = closed.account(0)
        self.assertTrue(lower <= sum(account.own) + sum(account.kept) <= upper)


class Command(unittest.TestCase):
    def test_prints_what_it_found(self):
        given = trade(s.observation(READINGS), custody=ByHand.custody)
        code, output, errors = s.run_command(settle.main, json.dumps(given))
        self.assertEqual((code, errors), (0, ""))
        self.assertEqual(json.loads(output), settle.settled(given))

    def test_refuses_other_input(self):
        good = trade(s.observation(READINGS), custody=ByHand.custody)
        custody = ByHand.custody
        other = s.observation(minutes(*range(5)), openings=[s.pairs(minutes(*range(1, 6)))])
        for word, text in (
            ("not a trade", ""),
            ("not a trade", "[]"),
            ("not a trade", json.dumps(good | {"weights": {"7": 1}})),
            ("not a trade", json.dumps(good | {"stays": [{"stream": "x", "from": 0, "to": 9}]})),
            ("Empty", json.dumps(good | {"custody": []})),
            ("Custody", json.dumps(good | {"custody": custody[::-1]})),
            ("Stays", json.dumps(good | {"stays": good["stays"] * 2})),
            ("Stays", json.dumps(good | {"stays": [{"stream": "truck", "from": -1, "to": 9}]})),
            ("Stays", json.dumps(good | {"stays": [{"stream": "truck", "from": 9, "to": 9}]})),
            ("Holder", json.dumps(good | {"custody": [interval("bank", 0, 180_000)]})),
            ("Keeper", json.dumps(good | {"custody": [interval("seller", 0, 990_000, keeper=4)]})),
            ("Unconnected", json.dumps(trade(other, custody=custody))),
            ("Points", json.dumps(good | {"curve": {"points": []}})),
        ):
            if word == "Keeper":
                given = json.loads(text)
                given["stays"][0]["to"] = 990_000
                text = json.dumps(given)
            code, output, errors = s.run_command(settle.main, text)
            self.assertEqual((code, output), (2, ""), word)
            self.assertIn(word, errors)


if __name__ == "__main__":
    unittest.main()
