"""Evaluates histories and conditions of primitives/rules again: values, cells, outputs, next moments. Refuses again.

Usage: python -m unittest discover -s tests/rules
"""

import copy
import functools
import json
import random
import sys
import unittest
from collections import Counter
from pathlib import Path
from unittest import mock

sys.path.insert(0, str(Path(__file__).parent))
import check
import clock
import kinds
import rules as r

FOLDER = Path(__file__).parents[2] / "primitives" / "rules" / "vectors"


@functools.cache
def load(name: str = "rules.json") -> list[dict]:
    """Not to be changed: all tests have the same."""
    return json.loads((FOLDER / name).read_text())


class Histories(unittest.TestCase):
    maxDiff = None

    def test_each_evaluation_is_that_of_the_vectors(self):
        vectors = load()
        self.assertGreaterEqual(len(vectors), 150)
        for vector in vectors:
            found = r.evaluate(vector)
            for number, (evaluation, step) in enumerate(zip(found, vector["steps"], strict=True)):
                for part in ("trace", "cells", "effects", "next", "own"):
                    with self.subTest(vector["name"], step=number, part=part):
                        self.assertEqual(evaluation[part], step["evaluation"][part])

    def test_units_exponents_and_costs_are_those_of_the_vectors(self):
        for vector in load():
            with self.subTest(vector["name"]):
                self.assertEqual(kinds.of_program(vector["program"]), vector["kinds"])
                self.assertEqual(kinds.cost(vector["program"]), vector["cost"])

    def test_every_node_and_lack_is_among_them(self):
        found = Counter()
        for vector in load():
            nodes = [r.variant(node)[0] for node in vector["program"]["nodes"]]
            for step in vector["steps"]:
                trace = step["evaluation"]["trace"]
                for node, value in zip(nodes, trace["nodes"]):
                    found[node, value == "undefined"] += 1
                found.update(r.variant(seen["lack"] or "none")[0] for seen in trace["inputs"])
        never = {"number", "truth", "known", "holiday"}
        for node in r.OPERANDS:
            self.assertGreater(found[node, False], 3, node)
            if node not in never:
                self.assertGreater(found[node, True], 3, node)
        lacks = ("inactive", "missed", "incoherent", "facts", "stale", "figure", "nothing", "other")
        for lack in lacks:
            self.assertGreater(found[lack], 3, lack)


class Conditions(unittest.TestCase):
    def test_each_says_what_the_vectors_say(self):
        found = Counter()
        for vector in load("conditions.json"):
            condition = vector["condition"]
            self.assertEqual(kinds.cost({**condition, "outputs": []}), vector["cost"])
            for number, step in enumerate(vector["steps"]):
                with self.subTest(vector["name"], step=number):
                    expected = step["trace"], step["truth"]
                    self.assertEqual(r.evaluate_condition(condition, step["snapshot"]), expected)
                found[step["truth"]] += 1
                found.update(r.variant(seen["lack"] or "none")[0] for seen in step["trace"]["inputs"])
        for what in (True, False, None, "nothing", "facts", "stale"):
            self.assertGreater(found[what], 3, what)

    def test_each_refused_one_is_refused_for_the_same_problem(self):
        found = Counter()
        for number, vector in enumerate(load("unsound_conditions.json")):
            with self.subTest(number):
                expected = vector["place"], vector["problem"]
                self.assertEqual(check.refusal_of_condition(vector["condition"]), expected)
            found[vector["problem"]] += 1
        for problem in ("noValue", "notStream", "state", "calendar", "notTruth"):
            self.assertGreater(found[problem], 0, problem)

    def test_no_sound_one_is_refused(self):
        for vector in load("conditions.json"):
            with self.subTest(vector["name"]):
                self.assertIsNone(check.refusal_of_condition(vector["condition"]))


class Refusals(unittest.TestCase):
    def differs(self) -> bool:
        def refusal(vector):
            return vector["place"], vector["problem"]

        return any(
            check.refusal(vector["program"]) != refusal(vector) for vector in load("unsound.json")
        )

    def test_each_refused_program_is_refused_for_the_same_problem(self):
        vectors = load("unsound.json")
        self.assertGreaterEqual(len(vectors), 100)
        for number, vector in enumerate(vectors):
            with self.subTest(number):
                expected = vector["place"], vector["problem"]
                self.assertEqual(check.refusal(vector["program"]), expected)

    def test_no_sound_program_is_refused(self):
        for vector in load():
            with self.subTest(vector["name"]):
                self.assertIsNone(check.refusal(vector["program"]))

    def test_a_wrong_bound_is_found(self):
        self.assertFalse(self.differs())
        bounds = [name for name in vars(check) if name.startswith("MAX_")]
        self.assertEqual(len(bounds), 9)
        wrong = [(name, getattr(check, name) + 1) for name in bounds]
        wrong += [("MIN_WIDTH", 999), ("LEVELS", range(9, 16)), ("LEVELS", range(10, 17))]
        wrong += [("can_add", lambda left, right: left == right)]
        wrong += [("can_subtract", lambda *units: len(set(units) - {"Cel"}) < 2)]
        for name, value in wrong:
            with self.subTest(name), mock.patch.object(check, name, value):
                self.assertTrue(self.differs())


class Properties(unittest.TestCase):
    """What the next moment promises, by this implementation."""

    def test_between_an_evaluation_and_the_next_moment_no_value_changes(self):
        chance = random.Random(1)
        for vector in load():
            rule = r.Rule(vector["program"], vector["site"])
            for step in vector["steps"]:
                snapshot = step["snapshot"]
                evaluation = rule.evaluate(snapshot)
                now = snapshot["now"]
                end = evaluation["next"] or now + 400 * 86_400_000
                for at in (end - 1, chance.randrange(now, end)):
                    later = copy.deepcopy(rule).evaluate({**snapshot, "now": at})
                    with self.subTest(vector["name"], now=now, at=at):
                        self.assertEqual(later["trace"], evaluation["trace"])
                        self.assertEqual(later["effects"], evaluation["effects"])


class Mistakes(unittest.TestCase):
    """A reader who takes a definition for another one is found out."""

    def differs(self) -> bool:
        for vector in load():
            for found, step in zip(r.evaluate(vector), vector["steps"]):
                if found != step["evaluation"]:
                    return True
        return False

    def patched(self, where, name: str, new) -> bool:
        with mock.patch.object(where, name, new):
            return self.differs()

    def test_a_wrong_definition_is_found(self):
        self.assertFalse(self.differs())

        def floor(prices, thousandths):
            return sorted(prices)[len(prices) * thousandths // 1_000 - 1]

        def restarts(self):
            return self.history[-1][0]

        def any_day(self, day):
            return 1 << (day + 3) % 7

        def day_of_utc(self, minute):
            begin = minute // 1_440 * 1_440
            return begin, begin + 1_440

        def loosely(a, b):
            return None if a is None or b is None else a and b

        def forgets(self):
            of, low, high = self.history[-1][1]
            return None if None in (of, low, high) else of > high

        def steep(x, x0, y0, x1, y1):
            return y0 + int((min(max(x, x0), x1) - x0) * (y1 - y0) / (x1 - x0))

        mistakes = [
            (r, "line", steep),
            (r, "quantile", floor),
            (r, "conjunction", loosely),
            (r, "coherent", lambda summary, limits: True),
            (r.Hysteresis, "state", forgets),
            (r.OffDelay, "fell", restarts),
            (r.Stuck, "begin", restarts),
            (r.Count, "settled", lambda self, now: False),
            (clock.Site, "kind", any_day),
            (clock.Site, "day", day_of_utc),
            (clock.Zone, "local", lambda self, minute: minute + self.standard),
            (clock, "EDGES", 1),
        ]
        for where, name, new in mistakes:
            with self.subTest(name):
                self.assertTrue(self.patched(where, name, new))


if __name__ == "__main__":
    unittest.main()
