"""Tests of events.py: the vectors, and what has to be refused.

Usage: python -m unittest discover -s tests/proofs
"""

import sys
import unittest
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
import cases
import chain
import events as e


class Kind(cases.Kind):
    module, crate, least, told = e, "gs1", 9, ("id",)


class Vectors(Kind, cases.Vectors, unittest.TestCase):
    def test_events(self):
        for vector in cases.load("gs1", "events.json"):
            with self.subTest(vector["name"]):
                reader = chain.Reader(bytes.fromhex(vector["event"]), chain.Malformed)
                event = e.Event(reader)
                reader.end()
                self.assertEqual(event.leaf().hex(), vector["leaf"])
                self.assertEqual(event.cbv_text(), vector["preHash"])
                self.assertEqual(event.id, vector["id"])
                self.assertEqual(event.epcis, vector["epcis"])


class AnyBytes(Kind, cases.AnyBytes, unittest.TestCase):
    def test_zeros_of_the_leaf(self):
        vector = self.proofs[-1]
        file, genesis, block = cases.inputs(vector)
        end = 5 + 32 + len(vector["proven"]["event"]) // 2
        for zeros in range(1, 30):
            padded = file[:end] + bytes(zeros) + file[end:]
            self.assertIsNotNone(cases.outcome(padded, genesis, block))


class Command(Kind, cases.Command, unittest.TestCase):
    pass


if __name__ == "__main__":
    unittest.main()
