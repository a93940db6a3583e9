"""Runs fuzz.py for a short time. For longer: fuzz.py 100000 --seed 5.

Usage: python -m unittest discover -s tests/condition
"""

import random
import sys
import unittest
from collections import Counter
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
import condition as c
import fuzz

SERIES = 1500


class Random(unittest.TestCase):
    def test_bounds_charges_and_payments_of_random_series(self):
        seen = fuzz.run(SERIES, seed=1)
        self.assertEqual(seen["series"], SERIES)
        self.assertGreater(seen["certified"], 0.9 * SERIES)

    def test_a_wrong_bound_is_found(self):
        inside = c.inside
        try:
            # As if a run had no missing time.
            c.inside = lambda *given: inside(*given)._replace(figures=c.Bounds(1, 1))
            with self.assertRaises(fuzz.Different):
                fuzz.run(SERIES, seed=1)
        finally:
            c.inside = inside

    def test_series_are_dirty(self):
        found = Counter()
        for seed in range(300):
            series = fuzz.Series(random.Random(seed))
            runs, spacing = series.runs, series.policy.spacing
            found["single readings"] += any(len(run) == 1 for run in runs)
            found["clock steps"] += any(a[-1][0] >= b[0][0] for a, b in zip(runs, runs[1:]))
            found["bursts"] += any(fuzz.shows_bursts(run, spacing) for run in runs)
            found["gaps"] += any(
                b[0] - a[0] > 2 * series.policy.stands for run in runs for a, b in zip(run, run[1:])
            )
            found["equal values"] += any(
                len(run) > 3 and len({value for _, value in run}) == 1 for run in runs
            )
            found["doubtful runs"] += any(counted.doubtful for counted in series.counted)
        for kind, count in found.items():
            self.assertGreater(count, 5, kind)


if __name__ == "__main__":
    unittest.main()
