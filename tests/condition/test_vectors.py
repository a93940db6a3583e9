"""Computes the vectors of primitives/condition again, to the integer.

Usage: python -m unittest discover -s tests/condition
"""

import json
import sys
import unittest
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
import condition as c
import settle

FOLDER = Path(__file__).parents[2] / "primitives" / "condition" / "vectors"


def load(name: str):
    return json.loads((FOLDER / name).read_text())


def ints(values: list) -> list[int]:
    return [int(value) for value in values]


def bounds(given: dict) -> c.Bounds:
    return c.Bounds(int(given["lower"]), int(given["upper"]))


def refused(work, *arguments) -> str | None:
    try:
        work(*arguments)
    except c.Refused as error:
        return error.name
    return None


class Measures(unittest.TestCase):
    def test_figures(self):
        vectors = load("measures.json")["measures"]
        self.assertGreaterEqual(len(vectors), 20)
        for vector in vectors:
            with self.subTest(vector["name"]):
                measure = c.read_measure(vector["measure"])
                for one in vector["figures"]:
                    self.assertEqual(measure.of(int(one["value"])), int(one["figure"]), one)
                if isinstance(measure, c.Convex):
                    limits = int(vector["limits"]["low"]), int(vector["limits"]["high"])
                    self.assertEqual(refused(measure.check, *limits), vector["refused"])

    def test_malformed_tables(self):
        for vector in load("measures.json")["malformed"]:
            with self.subTest(vector["name"]):
                found = refused(c.read_measure, {"convex": vector})
                self.assertEqual(found, vector["refused"])

    def test_sums(self):
        vectors = load("sums.json")
        self.assertGreaterEqual(len(vectors), 100)
        for vector in vectors:
            with self.subTest(vector):
                r, a, b, whole, floor = (
                    int(vector[name]) for name in ("count", "low", "high", "sum", "floor")
                )
                possible = a <= b and r * a <= whole <= r * b
                self.assertEqual(possible, vector["bounds"] is not None)
                if possible:
                    measure = c.Floored(c.read_measure(vector["measure"]), floor)
                    self.assertEqual(measure.sums(r, a, b, whole), bounds(vector["bounds"]))

    def test_policies(self):
        for vector in load("policies.json"):
            with self.subTest(vector["name"]):
                policy = c.read_policy(vector["policy"], vector["channel"]["period"])
                found = (policy.stands, policy.spacing, policy.missing)
                given = [vector[name] for name in ("stands", "spacing", "missing")]
                self.assertEqual(found, tuple(ints(given)))
                found = refused(c.check_policy, vector["policy"], vector["channel"])
                self.assertEqual(found, vector["refused"])


class Tallies(unittest.TestCase):
    maxDiff = None

    def test_tallies(self):
        vectors = load("tallies.json")
        self.assertGreaterEqual(len(vectors), 20)
        for vector in vectors:
            with self.subTest(vector["name"]):
                self.check(vector)

    def check(self, vector: dict):
        tally = c.read_tally(vector)
        for number, seen in enumerate(vector["observations"]):
            root, facts = c.read_node(seen["root"]), frozenset(seen["facts"])
            if seen["readings"] is not None:
                built = c.build([(int(t), int(x)) for t, x in seen["readings"]])[0]
                self.assertEqual(built, root)
            if seen.get("refused"):
                found = refused(tally.observe, root, facts)
                self.assertEqual(found, seen["refused"])
                continue
            found = c.show_taken(tally, tally.observe(root, facts))
            given = {name: seen[name] for name in found}
            self.assertEqual(found, given, f"observation {number}")
        for stay in vector["stays"]:
            start, end = int(stay["from"]), int(stay["to"])
            found = c.show_stay(tally, stay["policy"], start, end)
            self.assertEqual(found, {name: stay[name] for name in found})
        for silence in vector["silences"]:
            found = tally.silence(silence["policy"])
            figure = found.between(int(silence["from"]), int(silence["to"]))
            self.assertEqual(figure, int(silence["figure"]), silence)


class Openings(unittest.TestCase):
    def test_openings(self):
        vectors = load("openings.json")
        self.assertGreaterEqual(len(vectors), 15)
        for vector in vectors:
            with self.subTest(vector["name"]):
                root = c.read_node(vector["root"])
                pairs = [c.t.unhex(pair) for pair in vector["pairs"]]
                self.assertEqual(refused(c.open_run, root, pairs), vector["refused"])
                if vector["refused"] is None:
                    closed = [c.read_summary(one) for one in vector["closed"]]
                    self.assertEqual(c.open_run(root, pairs), closed)


class Charges(unittest.TestCase):
    def share(self, given: dict) -> c.Share:
        return c.Share(int(given["joint"]), int(given["span"]), bounds(given["inside"]))

    def test_charges(self):
        vectors = load("charges.json")
        self.assertGreaterEqual(len(vectors), 20)
        for vector in vectors:
            with self.subTest(vector["name"]):
                self.check(vector)

    def check(self, vector: dict):
        root, value = c.read_node(vector["root"]), vector["before"]["value"]
        before = c.Before(int(vector["before"]["until"]), value and int(value), vector["doubtful"])
        policy = c.read_policy(vector["policy"], vector["period"])
        counted = c.Counted(policy, before, root.summary, frozenset(vector["facts"]))
        shares = c.Shares(counted, ints(vector["cuts"]))
        for number, step in enumerate(vector["steps"]):
            if number:
                pairs = [c.t.unhex(pair) for pair in step["pairs"]]
                shares.refine(c.open_run(root, pairs))
            known = step["known"]
            self.assertEqual(shares.whole, self.share(known["whole"]), number)
            self.assertEqual(shares.pieces, [self.share(one) for one in known["pieces"]], number)
            self.assertEqual(shares.complete, known["extent"] == "all")
            self.assertEqual(shares.total(), bounds(step["total"]))
            self.assertEqual(shares.charged(), int(step["charged"]))
            self.assertEqual(shares.charges(), ints(step["charges"]))


class Prices(unittest.TestCase):
    def setUp(self):
        self.vectors = load("prices.json")

    def curve(self, given: dict) -> settle.Curve:
        return settle.read_curve(given["curve"]["points"])

    def test_curves(self):
        self.assertGreaterEqual(len(self.vectors["curves"]), 20)
        for vector in self.vectors["curves"]:
            with self.subTest(vector):
                curve, loss = self.curve(vector), int(vector["loss"])
                self.assertEqual(curve.free(), int(vector["free"]))
                self.assertEqual(curve.parts(loss), int(vector["parts"]))
                prices = [curve.price(offer, loss) for offer in ints(vector["offers"])]
                self.assertEqual(prices, ints(vector["prices"]))

    def test_malformed_curves(self):
        for vector in self.vectors["malformed"]:
            found = refused(settle.read_curve, vector["points"])
            self.assertEqual(found, vector["refused"], vector["name"])

    def test_losses_and_allowances(self):
        for vector in self.vectors["losses"]:
            charges = [(one["weight"], int(one["charge"])) for one in vector["charges"]]
            self.assertEqual(settle.loss_of(charges), int(vector["loss"]))
        for vector in self.vectors["allowances"]:
            given = (int(vector[name]) for name in ("agreed", "rate"))
            self.assertEqual(settle.allowance_of(*given), int(vector["allowance"]))

    def test_shares(self):
        for vector in self.vectors["shares"]:
            with self.subTest(vector):
                found = settle.shares(int(vector["amount"]), ints(vector["weights"]))
                self.assertEqual(found, vector["shares"] and ints(vector["shares"]))

    def test_settlements(self):
        vectors = self.vectors["settlements"]
        self.assertGreaterEqual(len(vectors), 20)
        for vector in vectors:
            with self.subTest(vector["name"]):
                intervals = [
                    settle.Interval(
                        settle.read_holder(one["holder"]), int(one["loss"]), int(one["allowance"])
                    )
                    for one in vector["intervals"]
                ]
                found = settle.settle(int(vector["offer"]), self.curve(vector), intervals)
                self.assertEqual(found.price, int(vector["price"]))
                self.assertEqual(found.shares, ints(vector["shares"]))
                self.assertEqual(found.answers, vector["answers"])
                self.assertEqual(found.bonds, ints(vector["bonds"]))
                self.assertEqual(found.seller, int(vector["seller"]))
                self.assertEqual(found.buyer, int(vector["buyer"]))


class Trades(unittest.TestCase):
    """Trades that the pallet priced, with lost data, hand-overs, swaps and devices that ended."""

    maxDiff = None

    def load(self) -> list[dict]:
        """With the pairs of openings as bytes."""
        trades = json.loads((Path(__file__).parent / "trades.json").read_text())
        for vector in trades:
            for stream in vector["trade"]["streams"].values():
                for seen in stream["observations"]:
                    pairs = (pair for one in seen["openings"] for pair in one)
                    nodes = ([c.read_node(node).encoded for node in pair] for pair in pairs)
                    opened = [c.t.hexed(b"".join(pair)) for pair in nodes]
                    seen["openings"] = [opened] if opened else []
        return trades

    def test_settles_as_the_chain_does(self):
        trades = self.load()
        self.assertGreaterEqual(len(trades), 30)
        for vector in trades:
            with self.subTest(vector["name"]):
                found = settle.settled(vector["trade"])
                for name, key in (("loss", "losses"), ("allowance", "allowances")):
                    self.assertEqual([one[name] for one in found["intervals"]], vector[key], key)
                self.assertEqual([one["share"] for one in found["intervals"]], vector["shares"])
                paid = found["payments"]
                self.assertEqual(found["price"], vector["price"])
                self.assertEqual((paid["seller"], paid["buyer"]), (vector["seller"], vector["buyer"]))
                self.assertEqual(sum(ints(paid["bonds"])), int(vector["bonds"]))

    def test_all_that_can_happen_is_among_them(self):
        trades = self.load()
        settled = [settle.settled(vector["trade"]) for vector in trades]
        policies = [policy for one in settled for policy in one["policies"]]
        for name in ("charges", "silence"):
            some = [policy for policy in policies if any(ints(policy[name]))]
            self.assertGreater(len(some), 3, name)
        stays = [stay for vector in trades for stay in vector["trade"]["stays"]]
        self.assertGreater(sum(stay["failed"] is not None for stay in stays), 2)
        self.assertGreater(len(stays), len(trades) + 5)
        keepers = [leg["keeper"] for vector in trades for leg in vector["trade"]["custody"]]
        self.assertGreater(len(set(map(str, keepers))), 3)


if __name__ == "__main__":
    unittest.main()
