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
        interval(CARRIER, 60_000, 180_000, {"agreed": 2_000, "waited": 320, "rate": 50}),
    ]

    def test_a_closed_run_is_charged_by_time(self):
        found = settle.settled(trade(s.observation(READINGS), custody=self.custody))
        (policy,) = found["policies"]
        self.assertEqual(policy["stays"], [{"lower": "588000", "upper": "624000"}])
        self.assertEqual(policy["charges"], ["208000", "416000"])
        self.assertEqual(policy["silence"], ["0", "0"])
        seller, carrier = found["intervals"]
        self.assertEqual(
            (seller["beyond"], seller["share"], seller["answers"]), ("200000", "210", None)
        )
        self.assertEqual(
            (carrier["beyond"], carrier["share"], carrier["answers"]), ("300000", "314", 1)
        )
        self.assertEqual((found["loss"], found["price"]), ("624000", "476"))
        self.assertEqual(found["free"], "100000")
        expected = {"seller": "776", "buyer": "524", "bonds": ["0", "300"]}
        self.assertEqual(found["payments"], expected)

    def test_an_opened_run_is_charged_to_whoever_had_the_heat(self):
        opened = s.observation(READINGS, openings=[s.pairs(READINGS)])
        found = settle.settled(trade(opened, custody=self.custody))
        (policy,) = found["policies"]
        self.assertEqual(policy["stays"], [{"lower": "600000", "upper": "600000"}])
        self.assertEqual(policy["charges"], ["0", "600000"])
        self.assertEqual((found["price"], found["discount"]), ("500", "500"))
        self.assertEqual([one["share"] for one in found["intervals"]], ["0", "500"])
        expected = {"seller": "800", "buyer": "500", "bonds": ["0", "300"]}
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
            self.assertEqual(numbers(one["share"] for one in found["intervals"]), shares)
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
        # 70 tenths are below the hinge; from 300,000 on the reading does not stand any more.
        silence = [["10200000"], ["60000"]]
        self.assertEqual([one["silence"] for one in found["policies"]], silence)
        self.assertEqual(found["loss"], str(2 * (624_000 + 10_200_000) + 3 * 60_000))

    def test_silence_is_charged_to_the_keeper_of_the_logger(self):
        for keeper, answers, payments in (
            (None, 1, ("300", "1000", ["0", "300", "0"])),
            ("buyer", 2, ("1000", "0", ["0", "0", "0"])),
            ("seller", None, ("0", "1000", ["0", "0", "0"])),
            (0, None, ("0", "1000", ["0", "0", "0"])),
        ):
            kept = {} if keeper is None else {"keeper": keeper}
            custody = [
                interval("seller", 0, 60_000),
                interval(CARRIER, 60_000, 1_180_000, 10**9, **kept),
            ]
            given = trade(s.observation(minutes(40, 40, 40, 40)), custody=custody)
            found = settle.settled(given)
            silence = found["intervals"][2]
            self.assertEqual(silence["loss"], str(880_000 * 170))
            self.assertEqual(silence["answers"], answers)
            seller, buyer, bonds = payments
            expected = {"seller": seller, "buyer": buyer, "bonds": bonds}
            self.assertEqual(found["payments"], expected, keeper)

    def test_time_that_no_stay_covers_is_missing(self):
        given = trade(s.observation(minutes(40, 40, 40, 40)), custody=self.custody)
        given["stays"] = [
            {"stream": "truck", "from": 0, "to": 50_000},
            {"stream": "truck", "from": 70_000, "to": 170_000},
        ]
        found = settle.settled(given)
        self.assertEqual(found["policies"][0]["charges"], ["1700000", "3400000"])

    def test_a_swapped_logger_counts_on_from_its_stay(self):
        other = s.observation([(MINUTE, 90), (2 * MINUTE, 90), (3 * MINUTE, 90)])
        given = trade(s.observation(minutes(40, 40, 40, 40)), custody=self.custody)
        given["streams"]["spare"] = s.stream(other)
        given["stays"] = [
            {"stream": "truck", "from": 0, "to": 2 * MINUTE},
            {"stream": "spare", "from": 2 * MINUTE, "to": 3 * MINUTE},
        ]
        found = settle.settled(given)
        self.assertEqual(found["policies"][0]["charges"], ["0", "600000"])

    def test_who_hands_on_to_one_without_bond_answers_for_them(self):
        custody = [
            interval("seller", 0, 60_000),
            interval("unbonded", 60_000, 90_000),
            interval({"bonded": 1000}, 90_000, 120_000),
            interval("unbonded", 120_000, 180_000),
        ]
        found = settle.settled(trade(s.observation(READINGS), custody=custody))
        answers = [one["answers"] for one in found["intervals"]]
        self.assertEqual(answers, [None, None, 2, 2])


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
        charged = [sum(both) for both in zip(made.charges(0), made.silence(0))]
        exact = [series.exact(a, b) for a, b in zip(cuts, cuts[1:])]
        self.assertEqual(charged, exact)
        self.assertEqual(made.bounds(0), [c.exactly(sum(exact))])
        closed = settle.Trade({"one": series.tally}, {"one": [[] for _ in openings]}, stays, cuts)
        lower, upper = closed.bounds(0)[0]
        self.assertTrue(lower <= sum(exact) <= upper)
        self.assertTrue(lower <= sum(closed.charges(0)) + sum(closed.silence(0)) <= upper)


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
