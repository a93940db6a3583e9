"""Tests of acts.py: the vectors, and what has to be refused.

Usage: python -m unittest discover -s tests/proofs
"""

import sys
import unittest
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
import acts as a
import cases
import chain
import events as e


class Kind(cases.Kind):
    module, crate, least = a, "rules", 10


def read(kind, data: bytes):
    reader = chain.Reader(data, chain.Malformed)
    taken = kind(reader)
    reader.end()
    return taken


class Vectors(Kind, cases.Vectors, unittest.TestCase):
    def test_cause(self):
        fired, commanded = (vector["proven"] for vector in self.proofs[:2])
        self.assertEqual(commanded["commanded"]["cause"], "0x" + fired["leaf"])

    def test_reasons(self):
        causes = [vector["proven"].get("commanded", {}).get("cause") for vector in self.proofs]
        by_hand = a.reason_hash(1, 8, b"\x77" * 32)
        for reason in [by_hand, a.limit_hash(258), *a.REASONS]:
            self.assertIn("0x" + reason.hex(), causes)


class Kinds(Kind, unittest.TestCase):
    """An event of an asset is no act, and no act is an event of an asset."""

    def test_bytes(self):
        for vector in cases.load("gs1", "events.json"):
            event = bytes.fromhex(vector["event"])
            for tag in (event[0], a.FIRED, a.COMMANDED):
                tagged = bytes([tag]) + event[1:]
                for data in (tagged, tagged.ljust(e.LEAST_LEAF - 1, b"\0"), b"\x15" + event):
                    with self.assertRaises(chain.Malformed):
                        a.Act(chain.Reader(data, chain.Malformed))
        for vector in self.proofs:
            with self.assertRaises(chain.Malformed):
                e.Event(chain.Reader(bytes.fromhex(vector["proven"]["act"]), chain.Malformed))

    def test_leaves(self):
        events = {vector["leaf"] for vector in cases.load("gs1", "events.json")}
        acts = {vector["proven"]["leaf"] for vector in self.proofs}
        self.assertTrue(events.isdisjoint(acts))

    def test_files(self):
        for kind, crate in ((e.MAGIC, "rules"), (a.MAGIC, "gs1")):
            for vector in cases.load(crate, "proofs.json"):
                file, genesis, block = cases.inputs(vector)
                renamed = kind + file[len(kind) :]
                self.assertEqual(cases.outcome(renamed, genesis, block), "Malformed")


class AnyBytes(Kind, cases.AnyBytes, unittest.TestCase):
    def test_every_byte_of_every_act(self):
        """What is read as an act has these bytes and no others."""
        for vector in self.proofs:
            act = bytearray.fromhex(vector["proven"]["act"])
            known = read(a.Act, bytes(act)).to_json()
            for at in range(len(act)):
                for other in (0, 1, 2, 3, 16, 17, 0x18, 0x80, 0xFF):
                    changed = act[:at] + bytes([other]) + act[at + 1 :]
                    if changed == act:
                        continue
                    try:
                        shown = read(a.Act, bytes(changed)).to_json()
                    except chain.Malformed:
                        continue
                    del shown["act"]
                    self.assertNotEqual(known | shown, known)


class Command(Kind, cases.Command, unittest.TestCase):
    def test_words(self):
        wanted = {
            "a rule with observations": (
                "Version 1 of rule 4 fired at 2026-01-01 00:08:00.000 UTC",
                "Its output 0 came to: the value 21.\n",
                "Its output 5 came to: active.\n",
                f"It went by channel 258 of device 0x{'07' * 32}, boot epoch 3, segment from number 9: "
                "value -2, facts gap, omitted.\n",
                "value true, facts none.\n",
                "value undefined, facts late.\n",
            ),
            "a rule that released an output by time": (
                "Its output 0 came to: released.\n",
                "It went by no observation.\n",
            ),
            "the command that it led to": (
                f"Channel 2 of device 0x{'0b' * 32} was commanded to the value 21 at ",
                "command 6, tenure 2.\n",
                "the leaf of the firing that led to it",
            ),
            "a command by default": ("nobody claimed anything",),
            "a command by hand": ("the hash of a claim by hand",),
            "a command after a guard failed": ("a guard had failed",),
            "a command to an actuator that changed too often": ("had changed too often",),
            "a command by a grid operator's limit": ("or of a grid operator's limit",),
        }
        for vector in self.proofs:
            out = self.words_of(vector)
            for text in wanted.pop(vector["name"], ()):
                self.assertIn(text, out)
        self.assertEqual(wanted, {})


if __name__ == "__main__":
    unittest.main()
