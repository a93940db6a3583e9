"""Tests of check.py without a chain: it has to notice what a chain could say wrongly.

Usage: python -m unittest discover -s tests/cold-chain
"""

import copy
import sys
import unittest
from collections import Counter
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
import check
import condition as c
import samples as s
import trees as t

POLICY = {
    "measure": {"Convex": {"x0": 80, "f0": 0, "slope": 0, "breakpoints": [{"at": 80, "slope": 1}]}},
    "hot": 250,
    "cold": 0,
    "stands": 2000,
    "spacing": 980,
    "ignored": 1 << c.FACTS.index("late"),
    "oversampled": "Doubtful",
}
"""As the chain has it. It is that of the samples."""
STREAM = {"device": "0x" + "07" * 32, "channel": 3}
RUNS = [s.minutes(40, 90, 70)] + [
    [(at * s.MINUTE, value) for at, value in enumerate(values, first)]
    for first, values in (
        (3, (70, 90, 85)),
        (8, (60, 95, 120)),
        (11, (100, 40, 50)),
        (14, (40, 40)),
    )
]


def counted(tally: c.Tally) -> list[dict]:
    return [
        {
            "policy": id,
            "since": one.since,
            "value": shown(one.value),
            "missing": shown(one.missing),
            "readings": one.readings,
            "doubtful": one.doubtful,
        }
        for id, one in tally.counters.items()
    ]


def shown(bounds: c.Bounds) -> dict:
    return {"lower": str(bounds.lower), "upper": str(bounds.upper)}


def told() -> tuple[dict, list[dict]]:
    """A tally and all of its leaves, as a chain tells them."""
    tally = c.read_tally(s.stream())
    leaves, hashes = [], []
    for number, run in enumerate(RUNS):
        root, _ = c.build(run)
        leaves.append(
            {
                "stream": STREAM,
                "number": number,
                "before": {"until": str(tally.until), "value": tally.value},
                "root": s.show_node(root),
                "facts": [],
                "counted": counted(tally),
            }
        )
        hashes.append(t.blake2(tally.observe(root).leaf))
    kept = {
        "stream": STREAM,
        "period": s.MINUTE,
        "until": {"until": tally.until, "value": tally.value},
        "observations": len(RUNS),
        "peaks": [t.hexed(peak) for _, peak in tally.peaks],
        "entries": [{"policy": POLICY, "counted": one} for one in counted(tally)],
    }
    return kept, [{"leaf": leaf, "path": path(hashes, i)} for i, leaf in enumerate(leaves)]


def path(hashes: list[bytes], number: int) -> list[str]:
    """Of a range of five leaves."""
    if number == 4:
        return []
    low, high = (t.blake2(hashes[i] + hashes[i + 1]) for i in (0, 2))
    return [t.hexed(hashes[number ^ 1]), t.hexed(high if number < 2 else low)]


class Streams(unittest.TestCase):
    def test_counts_a_tally_anew_from_any_of_its_leaves(self):
        kept, leaves = told()
        for first in range(len(leaves)):
            stream = check.Stream(kept, leaves[first:])
            stream.finish()
            self.assertEqual(len(stream.roots), len(leaves) - first)
            self.assertEqual([stream.index(n) for n in (4, 5, 0)], [4 - first, 5 - first, 0])

    def test_notices_what_a_chain_says_wrongly(self):
        def at(place, *names):
            for name in names[:-1]:
                place = place[name]
            return place, names[-1]

        wrong = [
            ("leaves", (2, "leaf", "counted", 0, "value", "lower"), "1"),
            ("leaves", (2, "leaf", "counted", 0, "missing", "upper"), "7"),
            ("leaves", (1, "leaf", "before", "until"), "5"),
            ("leaves", (1, "leaf", "root", "summary", "sum"), 244),
            ("leaves", (3, "leaf", "facts"), ["skew"]),
            ("leaves", (3, "path", 0), "0x" + "01" * 32),
            ("leaves", (3, "path"), []),
            ("kept", ("peaks", 1), "0x" + "01" * 32),
            ("kept", ("observations",), 6),
            ("kept", ("until", "value"), 41),
            ("kept", ("entries", 0, "counted", "value", "upper"), "1"),
            ("kept", ("entries", 0, "counted", "doubtful"), True),
            ("kept", ("entries", 0, "policy", "measure", "Convex", "f0"), 1),
        ]
        for which, place, value in wrong:
            kept, leaves = copy.deepcopy(told())
            inner, name = at(leaves if which == "leaves" else kept, *place)
            self.assertNotEqual(inner[name], value)
            inner[name] = value
            with self.subTest(place), self.assertRaises((check.Disagreement, c.Refused)):
                # One that begins in the middle takes the counters of its first leaf as they are.
                check.Stream(kept, leaves).finish()

    def test_takes_a_tally_as_it_is_if_nothing_came_since(self):
        kept, _ = told()
        stream = check.Stream(kept, [])
        stream.finish()
        self.assertEqual((stream.tally.until, stream.tally.value), (15 * s.MINUTE, 40))
        self.assertEqual(stream.roots, [])


class Forms(unittest.TestCase):
    def test_reads_policies_as_the_chain_has_them(self):
        policy = check.policy_of(POLICY, s.MINUTE)
        expected = c.read_policy(s.POLICY, s.MINUTE)
        self.assertEqual(
            [policy.measure.of(v) for v in range(70, 99)],
            [expected.measure.of(v) for v in range(70, 99)],
        )
        for name in ("hot", "cold", "stands", "spacing", "ignored", "doubts_oversampled"):
            self.assertEqual(getattr(policy, name), getattr(expected, name), name)
        for measure, value, figure in (
            ({"Above": 3}, 4, 1),
            ({"Below": 3}, 2, 1),
            ("Missing", 9, 0),
        ):
            self.assertEqual(check.measure_of(measure).of(value), figure)

    def test_climbs_to_each_peak_and_by_no_other_way(self):
        hashes = [t.blake2(bytes([i])) for i in range(5)]
        left, right = (t.blake2(hashes[i] + hashes[i + 1]) for i in (0, 2))
        top = t.blake2(left + right)
        for number in range(4):
            siblings = [t.unhex(one) for one in path(hashes, number)]
            self.assertEqual(check.climb(hashes[number], number, 5, siblings), top)
            self.assertNotEqual(check.climb(hashes[number], number ^ 1, 5, siblings), top)
            self.assertIsNone(check.climb(hashes[number], number, 5, siblings[:1]))
        self.assertEqual(check.climb(hashes[4], 4, 5, []), hashes[4])
        self.assertIsNone(check.climb(hashes[4], 5, 5, []))


class Payments(unittest.TestCase):
    """A sale for 100 that turned out to be worth 70, of which the bond of 50 pays 20."""

    def outcome(self, **wrong) -> check.Outcome:
        before = {"seller": 5, "buyer": 200, "carrier": 60, "other": 1}
        after = before | {"seller": 95, "buyer": 130, "carrier": 40} | wrong.get("after", {})
        last = before | wrong.get("last", {})
        held = {("buyer", "Escrow.Money"): 100, ("carrier", "Escrow.Money"): 50}
        held |= wrong.get("held", {})
        blocks = {1: (before, {}), 2: (last, held), 3: (after, wrong.get("left", {}))}

        class Chain:
            def values(self, block, pallet, entry):
                total, holds = blocks[block]
                if entry == "Account":
                    for who, money in total.items():
                        yield who, {"data": {"free": money, "reserved": 0}}
                    return
                for (who, reason), amount in holds.items():
                    kind, name = reason.split(".")
                    yield who, [{"id": {kind: name}, "amount": amount}]

        class Trade:
            chain = Chain()
            before, last, after = 1, 2, 3
            record = {"escrow": 0, "payee": "seller", "bonds": [{"escrow": 1}]}
            ended = check.Happening(3, 1, "TradeEnded", {"paid": wrong.get("paid", 70)})

            def escrow(self, number):
                return {"payer": ("buyer", "carrier")[number]}, {}

            def held(self):
                kept = {("buyer", "Escrow.Money"): 100, ("carrier", "Escrow.Money"): 50}
                return Counter(kept)

            def passed(self):
                return Counter()

        found = check.Outcome.__new__(check.Outcome)
        found.trade, found.paid, found.bonds = Trade(), 70, [20]
        return found

    def test_knows_who_has_what_in_the_end(self):
        moves = self.outcome().check_payments()
        self.assertEqual(moves, {"seller": 90, "buyer": -70, "carrier": -20})

    def test_notices_a_unit_anywhere(self):
        for wrong in (
            {"paid": 71},
            {"after": {"seller": 96}},
            {"after": {"carrier": 39}},
            {"after": {"other": 0}},
            {"after": {"new": 1}},
            {"last": {"buyer": 199}},
            {"held": {("carrier", "Escrow.Money"): 49}},
            {"held": {("other", "AssetLifecycle.Offer"): 1}},
            {"left": {("carrier", "Escrow.Money"): 1}},
        ):
            with self.subTest(wrong), self.assertRaises(check.Disagreement):
                self.outcome(**wrong).check_payments()


if __name__ == "__main__":
    unittest.main()
