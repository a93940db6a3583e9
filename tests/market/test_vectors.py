"""Computes the vectors of primitives/market again, to the integer.

Usage: python -m unittest discover -s tests/market
"""

import json
import sys
import unittest
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
import market as m

FOLDER = Path(__file__).parents[2] / "primitives" / "market" / "vectors"


def load(name: str):
    return json.loads((FOLDER / name).read_text())


def refused(work, *arguments) -> str | None:
    try:
        work(*arguments)
    except m.Refused as error:
        return error.name
    return None


def grid(of: dict) -> m.Grid:
    return m.Grid(of["floor"], of["cap"], of["tick"])


def tariff(of: dict) -> dict:
    names = {"supply": "supply", "feed_in": "feedIn"}
    formulas = {name: next(iter(of[key].items())) for name, key in names.items()}
    return formulas


class Grids(unittest.TestCase):
    def setUp(self):
        self.vectors = m.integers(load("grids.json"))

    def test_grids(self):
        for vector in self.vectors["grids"]:
            found = grid(vector["grid"])
            self.assertEqual(refused(found.check), vector["refused"], vector)
            if vector["refused"] is None:
                self.assertEqual(found.ticks, vector["ticks"])

    def test_limits(self):
        self.assertGreaterEqual(len(self.vectors["limits"]), 50)
        for vector in self.vectors["limits"]:
            found = grid(vector["grid"])
            for work, name in (
                (lambda: found.bid(vector["limit"], vector["charges"]), "bid"),
                (lambda: found.ask(vector["limit"]), "ask"),
            ):
                self.assertEqual(refused(work), vector[name + "Refused"], vector)
                if vector[name] is not None:
                    self.assertEqual(work(), vector[name], vector)

    def test_orders(self):
        for vector in self.vectors["orders"]:
            steps = [(step["tick"], step["energy"]) for step in vector["order"]["steps"]]
            found = refused(m.check_order, steps, vector["ticks"], vector["most"])
            self.assertEqual(found, vector["refused"], vector)


class Books(unittest.TestCase):
    def test_books(self):
        vectors = m.integers(load("books.json"))
        self.assertGreaterEqual(len(vectors), 250)
        for vector in vectors:
            with self.subTest(vector["name"]):
                steps = [
                    m.Step(step["side"] == "buy", step["tick"], step["energy"])
                    for step in vector["steps"]
                ]
                found, given = m.clear(steps, vector["capacity"]), vector["clearing"]
                self.assertEqual(m.fills(found, steps), vector["fills"])
                self.assertEqual(found is None, given is None)
                if found:
                    self.assertEqual(grid(vector["grid"]).price(found.tick), given["price"])
                    self.assertEqual(found.volume, given["volume"])
                    for side, name in ((found.bid, "bid"), (found.ask, "ask")):
                        parts = tuple(given[name][key] for key in ("tick", "filled", "offered"))
                        self.assertEqual(side, parts)


class Slots(unittest.TestCase):
    def setUp(self):
        self.vectors = load("slots.json")

    def test_timings(self):
        for vector in self.vectors["timings"]:
            found = refused(m.Timing(**vector["timing"]).check)
            self.assertEqual(found, vector["refused"], vector)

    def test_moments(self):
        self.assertGreaterEqual(len(self.vectors["moments"]), 50)
        for vector in self.vectors["moments"]:
            timing, slot, now = m.Timing(**vector["timing"]), vector["slot"], vector["now"]
            day, weekday, minute = m.local(now, vector["offset"])
            start, length = slot * timing.slot, timing.slot
            found = {
                "of": now // length, "start": start, "end": start + length,
                "opens": start - timing.horizon, "gate": start - timing.lead,
                "phase": timing.phase(slot, now), "nextUnopened": timing.next_unopened(now),
                "period": slot // timing.period, "place": slot % timing.period,
                "weekBefore": slot - 7 * m.DAY // length,
                "most": m.most(vector["power"], length), "maxSkew": length // 15,
                "deadline": max(start + length, now) + 7_200_000,
                "local": {"day": day, "weekday": weekday, "minute": minute},
            }  # fmt: skip
            self.assertEqual(found, {name: vector[name] for name in found})


class Tariffs(unittest.TestCase):
    def setUp(self):
        self.vectors = m.integers(load("tariffs.json"))

    def test_malformed_tariffs(self):
        self.assertGreaterEqual(len(self.vectors["malformed"]), 10)
        for vector in self.vectors["malformed"]:
            found = refused(m.check_tariff, tariff(vector["tariff"]))
            self.assertEqual(found, vector["refused"], vector)

    def test_rates(self):
        self.assertGreaterEqual(len(self.vectors["tariffs"]), 30)
        for vector in self.vectors["tariffs"]:
            of = tariff(vector["tariff"])
            m.check_tariff(of)
            for case in vector["cases"]:
                found = m.rates_at(of, case["slot"], case["start"], case["indices"])
                self.assertEqual(found, (case["rates"]["supply"], case["rates"]["feedIn"]), case)

    def test_blocks(self):
        for vector in self.vectors["rests"]:
            blocks, supplied = vector["blocks"], vector["supplied"]
            self.assertEqual(m.block_rest(blocks, supplied), vector["rest"])
            self.assertEqual(m.block_energy(blocks, supplied), vector["energy"])

    def test_quotes(self):
        for vector in self.vectors["quotes"]:
            given, rates = vector["quote"], [charge["rate"] for charge in vector["charges"]]
            found = m.quote(given["rates"]["supply"], rates, given["energy"])
            self.assertEqual(found["charges"], [part["amount"] for part in given["charges"]])
            for name, key in (("supply", "supply"), ("total", "total"), ("all_in", "allIn")):
                self.assertEqual(found[name], given[key])


class Registers(unittest.TestCase):
    def setUp(self):
        self.vectors = m.integers(load("registers.json"))

    def test_registers(self):
        self.assertGreaterEqual(len(self.vectors["registers"]), 150)
        for vector in self.vectors["registers"]:
            runs = [
                m.Run(
                    run["meter"],
                    *((run[end]["at"], run[end]["register"]) for end in ("first", "last")),
                    run["doubtful"],
                )
                for run in vector["runs"]
            ]
            with self.subTest(vector["name"]):
                found = refused(m.Register, runs, vector["slot"])
                self.assertEqual(found, vector["refused"])
                if found:
                    continue
                register, length = m.Register(runs, vector["slot"]), vector["slot"]
                for slot, given in enumerate(vector["intervals"]):
                    found = register.interval(slot * length, (slot + 1) * length)
                    self.assertEqual(found, given and (given["energy"], given["quality"]), slot)

    def test_runs(self):
        for vector in self.vectors["runs"]:
            of = vector["summary"]
            ends = (of["first"]["value"], of["last"]["value"])
            given = (*ends, of["min"], of["max"], vector["exponent"])
            self.assertEqual(refused(m.run_registers, *given), vector["refused"], vector)
            if vector["refused"] is None:
                self.assertEqual(m.run_registers(*given), (vector["first"], vector["last"]))

    def test_substitutes(self):
        for vector in self.vectors["substitutes"]:
            found = m.substitute(vector["lastWeek"], vector["standard"], vector["most"])
            self.assertEqual({"energy": found, "quality": "estimated"}, vector["interval"])


def terms(of: dict) -> m.Terms:
    return m.Terms(of["rates"]["supply"], of["rates"]["feedIn"], of["deviation"])


class Positions(unittest.TestCase):
    def setUp(self):
        self.vectors = m.integers(load("positions.json"))

    def test_bills(self):
        self.assertGreaterEqual(len(self.vectors["bills"]), 100)
        for vector in self.vectors["bills"]:
            with self.subTest(vector["name"]):
                self.check(vector)

    def check(self, vector: dict):
        slots = []
        for given in vector["slots"]:
            position, metered, price = given["position"], given["metered"], given["price"]
            measured = metered["quality"] != "estimated"
            traded = position["bought"], position["sold"]
            of = m.parts(*traded, metered["import"], metered["export"], measured)
            self.assertEqual(of, given["parts"])
            self.assertEqual(m.balance(of), given["balance"])
            if price is not None:
                of_slot = terms(given["terms"])
                found = [of_slot.returned(price), of_slot.covered(price)]
                self.assertEqual(found, given["deviation"])
            slots.append(m.Slot(of, terms(given["terms"]), price))
        exact, lines = m.bill(slots, [charge["rate"] for charge in vector["charges"]])
        self.assertEqual(exact, vector["exact"])

        def kind(of):
            return ("charge", of["charge"]) if isinstance(of, dict) else of

        given = [(kind(line["kind"]), line["energy"], line["amount"]) for line in vector["lines"]]
        self.assertEqual(lines, given)

    def test_holds(self):
        self.assertGreaterEqual(len(self.vectors["holds"]), 100)
        for vector in self.vectors["holds"]:
            charges = [charge["rate"] for charge in vector["charges"]]
            found = terms(vector["terms"]).hold(
                charges, vector["side"] == "buy", vector["limit"], vector["energy"]
            )
            self.assertEqual(found, vector["hold"], vector)


if __name__ == "__main__":
    unittest.main()
