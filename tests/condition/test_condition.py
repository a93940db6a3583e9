"""Tests of condition.py: the rules one by one, by hand and by trying everything that is small.

Usage: python -m unittest discover -s tests/condition
"""

import copy
import itertools
import json
import sys
import unittest
from dataclasses import replace
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
import condition as c
import samples as s
from samples import MINUTE, minutes

HINGE = c.Convex(80, 0, 0, [(80, 1)])
"""Tenths of a degree above 8.0."""


def policy(measure=HINGE, hot=250, cold=0, **more) -> c.Policy:
    rest = {"stands": 2 * MINUTE, "spacing": 58_800, "ignored": frozenset(c.FACTS)}
    return c.Policy(measure, hot, cold, **rest | {"doubts_oversampled": False} | more)


def tally(of: c.Policy, *runs, facts=()) -> c.Tally:
    made = c.Tally(bytes(32), 0, {0: of}, 0)
    for run in runs:
        made.observe(c.build(run)[0], frozenset(facts))
    return made


def fresh(of: c.Policy, readings: list) -> c.Counted:
    """One observation, of which nothing was counted before."""
    return c.Counted(of, c.Before(0, None), c.build(readings)[0].summary)


def every(readings: list) -> list[c.t.Summary]:
    return c.open_run(c.build(readings)[0], s.pairs(readings))


def multisets(r: int, a: int, b: int):
    return itertools.combinations_with_replacement(range(a, b + 1), r)


class Measures(unittest.TestCase):
    def test_sums_are_attained_and_never_exceeded(self):
        line = c.Convex(0, 7, -3, [(-1, -1), (1, 0), (2, 4)])
        plain = (line, HINGE, c.Above(0), c.Above(2), c.Below(0), c.Below(-2), c.Missing())
        floored = (c.Floored(line, 6), c.Floored(c.Above(0), 1), c.Floored(c.Below(0), 0))
        for measure in plain + floored:
            for r, (a, b) in itertools.product(
                range(6), itertools.combinations_with_replacement(range(-3, 4), 2)
            ):
                found = {}
                for values in multisets(r, a, b):
                    found.setdefault(sum(values), set()).add(sum(map(measure.of, values)))
                for total, sums in found.items():
                    bounds = measure.sums(r, a, b, total)
                    self.assertEqual(bounds, (min(sums), max(sums)), (measure, r, a, b, total))

    def test_extremes_are_the_least_and_the_greatest(self):
        lines = (
            c.Convex(3, 9, -2, []),
            c.Convex(3, 9, -2, [(-1, -1), (1, 2)]),
            c.Convex(0, 5, 1, [(0, 1), (2, 3)]),
            c.Convex(0, 5, -4, [(-2, -1), (0, -1), (2, -1)]),
        )
        floored = c.Floored(lines[1], 6)
        for measure in (*lines, floored, c.Above(0), c.Below(0), c.Missing()):
            for a, b in itertools.combinations_with_replacement(range(-4, 5), 2):
                values = [measure.of(x) for x in range(a, b + 1)]
                self.assertEqual(measure.extremes(a, b), (min(values), max(values)))

    def test_a_line_is_never_below_zero(self):
        line = c.Convex(0, -3, -1, [(0, 2)])
        self.assertEqual([line.of(x) for x in range(-5, 4)], [2, 1, 0, 0, 0, 0, 0, 1, 3])
        self.assertEqual(line.extremes(-5, 3), (0, 3))
        self.assertEqual(line.sums(2, -4, 2, -2), (0, 2))

    def test_a_line_goes_on_beyond_its_ends(self):
        line = c.Convex(10, 100, -2, [(0, 1), (20, 5)])
        values = {-1000: 2090, -1: 92, 0: 90, 10: 100, 20: 110, 21: 115, 1020: 5110}
        self.assertEqual({x: line.of(x) for x in values}, values)

    def test_refuses_lines_that_are_not_convex(self):
        for slope, breaks in (
            (0, [(0, -1)]),
            (0, [(0, 2), (5, 1)]),
            (0, [(5, 1), (0, 2)]),
            (0, [(5, 1), (5, 2)]),
            (0, [(x, x) for x in range(c.BREAKPOINTS + 1)]),
        ):
            with self.assertRaises(c.Refused):
                c.Convex(0, 0, slope, breaks)

    def test_refuses_figures_beyond_their_range_on_the_channel(self):
        line = c.Convex(0, 1, -1, [(0, 1)])
        line.check(-(2**31), 2**31)
        for low, high, given in (
            (-(2**32), 0, line),
            (0, 2**32 - 1, line),
            (-1, 5, c.Convex(0, 1, -1, [(3, 1)])),
        ):
            with self.assertRaises(c.Refused):
                given.check(low, high)

    def test_shelf_life_by_57_points_is_within_a_thousandth(self):
        table, rate = shelf_life()
        worst = max(abs(table.of(x) / rate(x) - 1) for x in range(-50, 401))
        self.assertLess(worst, 0.0008)


def shelf_life():
    """Q10 of 2.5, in 10^-6 of the rate at 4.0 °C, for tenths of a degree, in steps of 0.8 °C."""

    def rate(x: int) -> float:
        return 1e6 * 2.5 ** ((x - 40) / 100)

    xs = list(range(-50, 399, 8))
    height, slopes = rate(xs[0]), []
    for x in xs:
        # From the line as it is so far, so that rounding does not add up.
        slopes.append(round((rate(x + 8) - height) / 8))
        height += 8 * slopes[-1]
    return c.Convex(xs[0], round(rate(xs[0])), slopes[0], list(zip(xs, slopes))), rate


class Summaries(unittest.TestCase):
    def coherent(self, s: c.t.Summary) -> bool:
        try:
            c.check_summary(s)
        except c.Refused:
            return False
        return True

    def test_refuses_exactly_the_summaries_that_no_readings_have(self):
        span = range(-1, 2)
        for n in range(1, 5):
            possible = {
                c.build(list(enumerate(values)))[0].summary
                for values in itertools.product(span, repeat=n)
            }
            for first, last, least, most in itertools.product(span, repeat=4):
                for total in range(-5, 6):
                    s = c.t.Summary(n, 0, first, n - 1, last, least, most, total, 0)
                    self.assertEqual(self.coherent(s), s in possible, s)

    def test_refuses_summaries_without_time_for_their_readings(self):
        s = c.build([(5, 1), (6, 1), (7, 1)])[0].summary
        self.assertTrue(self.coherent(s))
        self.assertFalse(self.coherent(s._replace(last_time=6)))
        self.assertFalse(self.coherent(s._replace(count=0)))
        one = c.build([(5, 1)])[0].summary
        self.assertTrue(self.coherent(one))
        self.assertFalse(self.coherent(one._replace(last_time=6)))

    def test_what_contradicts_itself_changes_nothing_and_its_time_is_missing(self):
        made = tally(policy(), minutes(40, 40, 40))
        bad, _ = c.build([(3 * MINUTE, 40), (9 * MINUTE, 40)])
        before = copy.deepcopy(made)
        with self.assertRaises(c.Refused):
            made.observe(bad._replace(summary=bad.summary._replace(sum=0)))
        self.assertEqual(c.show_stay(made, 0, 0, 9 * MINUTE), c.show_stay(before, 0, 0, 9 * MINUTE))
        self.assertEqual((made.until, made.peaks), (before.until, before.peaks))
        self.assertEqual(made.silence(0).between(0, 9 * MINUTE), 5 * MINUTE * 170)


class Time(unittest.TestCase):
    def test_the_example(self):
        readings = minutes(40, 90, 70, 50)
        self.assertEqual(fresh(policy(), readings).between(0, 3 * MINUTE), (588_000, 624_000))
        opened = fresh(policy(), readings).opened(every(readings))
        self.assertEqual(opened.between(0, 3 * MINUTE), c.exactly(600_000))

    def test_an_ordinary_hour_is_bounded_closely(self):
        table, _ = shelf_life()
        readings = minutes(*(40 + (-1) ** i * (i % 3) for i in range(61)))
        bounds = fresh(policy(table, 220, 0), readings).between(0, 60 * MINUTE)
        exact = sum(MINUTE * table.of(value) for _, value in readings[:-1])
        self.assertLess(0.996 * exact, bounds.lower)
        self.assertLess(bounds.upper, 1.015 * exact)

    def test_a_burst_of_cold_readings_does_not_hide_heat(self):
        # Ten readings of 2 °C in ten seconds, then 20 °C for a minute.
        readings = [(i * 1000, 20) for i in range(10)] + [(10_000, 200), (70_000, 200)]
        exact = 60_000 * 120
        for spacing in (1, 58_800):
            bounds = fresh(policy(spacing=spacing), readings).between(0, 70_000)
            self.assertLessEqual(bounds.lower, exact)
            self.assertLessEqual(exact, bounds.upper)
        doubted = fresh(policy(doubts_oversampled=True), readings)
        self.assertGreaterEqual(doubted.between(0, 70_000).upper, 70_000 * 170)

    def test_an_opening_of_a_run_with_a_burst_stays_certified(self):
        # The left half looks regular; only the whole run shows that it need not be.
        times = (0, 1_000, 2_000, 177_000, 178_000, 179_000, 180_000, 181_000)
        readings = list(zip(times, [120, 120] + [40] * 6))
        of = policy(hot=150, stands=3 * MINUTE)
        root, children = c.build(readings)
        halves = c.open_run(root, c.opening(root, children, lambda node: node == root))
        self.assertEqual(fresh(of, readings).between(0, 181_000), (40, 7_269_620))
        opened = fresh(of, readings).opened(halves).between(0, 181_000)
        self.assertEqual(opened, (40, 7_079_960))
        self.assertLess(opened.lower, 80_000)

    def test_a_node_that_shows_a_burst_is_taken_as_one(self):
        times = (0, 1_000, 2_000, 3_000, 400_000, 460_000, 520_000, 580_000)
        readings = list(zip(times, (120, 40, 40, 40, 40, 40, 40, 40)))
        of = policy(stands=10 * MINUTE)
        root, children = c.build(readings)
        halves = c.open_run(root, c.opening(root, children, lambda node: node == root))
        left = fresh(of, readings).opened(halves).readings[0][0]
        self.assertEqual(left.whole, (40, 3_000 * 40 - 2 * 40 + 2 * 0))

    def test_a_reading_stands_no_longer_than_the_policy_says(self):
        made, expected = tally(policy(), [(MINUTE, 90)]), 2 * MINUTE * 10 + 3 * MINUTE * 170
        self.assertEqual(made.silence(0).between(MINUTE, 6 * MINUTE), expected)
        made.observe(c.build([(6 * MINUTE, 40)])[0])
        self.assertEqual(made.between(0, MINUTE, 6 * MINUTE), c.exactly(expected))

    def test_the_first_reading_of_all_stands_back(self):
        made = tally(policy(), [(5 * MINUTE, 90)])
        self.assertEqual(made.between(0, 0, 3 * MINUTE), c.exactly(3 * MINUTE * 170))
        self.assertEqual(made.between(0, 3 * MINUTE, 5 * MINUTE), c.exactly(2 * MINUTE * 10))

    def test_a_run_from_before_counts_from_the_last_reading_on(self):
        made = tally(policy(), minutes(40, 40, 40), [(MINUTE, 90), (3 * MINUTE, 90)])
        self.assertEqual(made.until, 3 * MINUTE)
        bounds = made.between(0, 2 * MINUTE, 3 * MINUTE)
        self.assertEqual(bounds, c.exactly(MINUTE * 10))
        made.observe(c.build(minutes(250, 250))[0])
        self.assertEqual((made.until, made.value), (3 * MINUTE, 90))
        self.assertEqual(made.between(0, 2 * MINUTE, 3 * MINUTE), bounds)

    def test_missing_time_is_the_worse_of_the_assumed_values(self):
        self.assertEqual(policy().missing, 170)
        self.assertEqual(policy(hot=90, cold=300).missing, 220)
        self.assertEqual(policy(c.Below(20), 250, 0).missing, 1)
        self.assertEqual(policy(c.Below(20), 250, 30).missing, 0)
        self.assertEqual(policy(c.Missing(), 0, 0).missing, 1)

    def test_a_cut_run_is_not_shared_out_by_time(self):
        # Whatever is left of the cut may have had all of the heat, or none of it.
        run = fresh(policy(), minutes(40, 90, 70, 50))
        self.assertEqual(run.between(0, 60_000), (0, 600_000))
        self.assertEqual(run.between(60_000, 180_000), (0, 624_000))
        self.assertEqual(run.between(0, 3 * MINUTE - 1_000).lower, 588_000 - 1_000 * 10)


class Facts(unittest.TestCase):
    def test_a_doubtful_observation_is_no_better_than_missing_data(self):
        for facts, expected in ((("late",), 170), (("gap", "restart", "omitted"), 0), ((), 0)):
            made = tally(policy(ignored=frozenset()), minutes(40, 40, 40), facts=facts)
            self.assertEqual(made.between(0, 0, 2 * MINUTE), c.exactly(2 * MINUTE * expected))

    def test_its_last_reading_stays_doubtful_until_the_next(self):
        made = tally(policy(ignored=frozenset()), minutes(40, 40), facts=("late",))
        self.assertEqual(made.silence(0).between(MINUTE, 4 * MINUTE), 3 * MINUTE * 170)
        made.observe(c.build([(2 * MINUTE, 40)])[0])
        self.assertEqual(made.between(0, MINUTE, 2 * MINUTE), c.exactly(MINUTE * 170))
        self.assertEqual(made.silence(0).between(2 * MINUTE, 4 * MINUTE), 0)

    def test_a_doubtful_observation_is_no_better_than_the_same_without_doubt(self):
        # Bounds of the greater of two figures can be closer than those of one of them.
        readings = minutes(40, 100, 40, 40, 100, 60, 40)
        of = policy(c.Convex(0, 400, -5, []), hot=80, cold=60)
        parts = [(a, b) for a in (0, 5_000, 190_000) for b in (190_001, 300_000, 6 * MINUTE)]
        trusted = tally(of, readings, facts=("late",))
        doubted = tally(replace(of, ignored=frozenset()), readings, facts=("late",))
        for a, b in parts:
            better, worse = (made.between(0, a, b) for made in (trusted, doubted))
            self.assertLessEqual(better.lower, worse.lower)
            self.assertLessEqual(better.upper, worse.upper)

    def test_a_doubtful_observation_that_is_worse_counts_as_read(self):
        made = tally(policy(ignored=frozenset()), minutes(300, 300, 300), facts=("late",))
        self.assertEqual(made.between(0, 0, 2 * MINUTE), c.exactly(2 * MINUTE * 220))


class Openings(unittest.TestCase):
    def setUp(self):
        self.root, self.children = c.build(minutes(*range(13)))
        self.every = c.opening(self.root, self.children, lambda _: True)

    def test_a_full_opening_shows_every_reading(self):
        shown = [(s.first_time, s.first_value) for s in c.open_run(self.root, self.every)]
        self.assertEqual(shown, minutes(*range(13)))
        self.assertEqual(len(self.every), 12)

    def test_257_readings_are_opened_in_one_call_and_258_are_not(self):
        self.assertEqual(len(every(minutes(*range(257)))), 257)
        with self.assertRaises(c.Refused):
            every(minutes(*range(258)))

    def test_refuses_pairs_that_do_not_belong(self):
        other, children = c.build(minutes(*range(1, 14)))
        altered = bytearray(self.every[0])
        altered[40] ^= 1
        for pairs in (
            c.opening(other, children, lambda _: True),
            self.every[1:],
            self.every[::-1],
            self.every + self.every[-1:],
            self.every[:1] * 2,
            [bytes(altered)],
            [self.every[0][104:] + self.every[0][:104]],
            [self.every[0][:207]],
        ):
            with self.assertRaises(c.Refused):
                c.open_run(self.root, pairs)

    def test_order_and_repetition_do_not_matter(self):
        flags = iter((True, True, False, True, False, False, False, True))
        opened = c.opening(self.root, self.children, lambda _: next(flags))
        some, other = c.open_run(self.root, opened), c.open_run(self.root, self.every[:1])
        counted, results = fresh(policy(c.Convex(0, 0, 0, [(4, 5)])), minutes(*range(13))), set()
        for openings in ([some, other], [other, some], [some, other, some]):
            shares = c.Shares(counted, [0, MINUTE, 5 * MINUTE, 12 * MINUTE])
            for nodes in openings:
                shares.refine(nodes)
            results.add((shares.total(), *shares.charges()))
        self.assertEqual(len(results), 1)


class Charges(unittest.TestCase):
    readings = minutes(40, 90, 70, 50)

    def charges(self, *cuts: int, opened=False) -> list[int]:
        shares = c.Shares(fresh(policy(), self.readings), list(cuts))
        if opened:
            shares.refine(every(self.readings))
        return shares.charges()

    def test_a_run_across_a_handover_is_charged_by_time_and_the_giver_pays_the_rest(self):
        self.assertEqual(self.charges(0, 100_001, 180_000), [624_000 - 277_329, 277_329])

    def test_an_opened_run_is_charged_to_whoever_had_the_heat(self):
        self.assertEqual(self.charges(0, 60_000, 180_000, opened=True), [0, 600_000])
        self.assertEqual(self.charges(0, 90_000, 180_000, opened=True), [300_000, 300_000])
        self.assertEqual(self.charges(0, 120_000, 180_000, opened=True), [600_000, 0])

    def test_a_run_across_the_trades_start_or_end_is_charged_its_least(self):
        self.assertEqual(self.charges(1_000, 90_500, 180_000), [289_000, 289_000])
        self.assertEqual(self.charges(0, 179_000), [578_000])
        self.assertEqual(self.charges(60_000, 180_000), [0])
        self.assertEqual(self.charges(60_000, 180_000, opened=True), [600_000])

    def test_the_time_before_a_run_is_charged_to_whoever_held_the_goods(self):
        made = tally(policy(), [(MINUTE, 90)], [(6 * MINUTE, 40)])
        shares = c.Shares(made.taken[1].value[0], [MINUTE, 2 * MINUTE, 4 * MINUTE, 6 * MINUTE])
        expected = [MINUTE * 10, MINUTE * 10 + MINUTE * 170, 2 * MINUTE * 170]
        self.assertEqual(shares.charges(), expected)


class Command(unittest.TestCase):
    def stream(self) -> dict:
        given = s.stream(s.observation(minutes(40, 90, 70, 50)))
        return given | {"stays": [{"policy": 5, "from": "0", "to": "180000"}]}

    def test_prints_observations_and_stays(self):
        code, output, errors = s.run_command(c.main, json.dumps(self.stream()))
        self.assertEqual((code, errors), (0, ""))
        seen, stay = map(json.loads, output.splitlines())
        self.assertEqual(seen["until"], {"until": "180000", "value": 50})
        self.assertEqual(stay["value"], {"lower": "588000", "upper": "624000"})

    def test_refuses_other_input(self):
        stream = self.stream()
        for text in ("", "[]", "{", "{}", json.dumps(stream | {"policies": [{"id": 5}]})):
            code, output, errors = s.run_command(c.main, text)
            self.assertEqual((code, output), (2, ""), text)
            self.assertIn("not a stream", errors)


if __name__ == "__main__":
    unittest.main()
