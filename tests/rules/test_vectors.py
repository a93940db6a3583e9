"""Evaluates the histories of primitives/rules again: values, cells, outputs, next moments.

Usage: python -m unittest discover -s tests/rules
"""

import json
import sys
import unittest
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
import rules as r

FILE = Path(__file__).parents[2] / "primitives" / "rules" / "vectors" / "rules.json"


def load() -> list[dict]:
    return json.loads(FILE.read_text())


class Histories(unittest.TestCase):
    maxDiff = None

    def test_each_evaluation_is_that_of_the_vectors(self):
        vectors = load()
        self.assertGreaterEqual(len(vectors), 150)
        for vector in vectors:
            found = r.evaluate(vector)
            for number, (evaluation, step) in enumerate(zip(found, vector["steps"], strict=True)):
                for part in ("trace", "cells", "effects", "next"):
                    with self.subTest(vector["name"], step=number, part=part):
                        self.assertEqual(evaluation[part], step["evaluation"][part])


if __name__ == "__main__":
    unittest.main()
