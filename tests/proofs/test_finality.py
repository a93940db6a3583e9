"""Tests of finality.py: the vectors, and what has to be refused.

Usage: python -m unittest discover -s tests/proofs
"""

import json
import random
import sys
import unittest
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
import finality as f

PATH = Path(__file__).parents[2] / "client" / "vectors" / "finality.json"
VECTORS = json.loads(PATH.read_text())
ERRORS = {
    "TooLong", "Malformed", "OtherChain", "OtherSet", "OtherTarget", "UnknownVoter", "Twice",
    "BadSignature", "Aside", "Surplus", "TooFew", "NoChange", "BadHeader", "OtherBlock",
}  # fmt: skip


def inputs(vector: dict) -> tuple[bytes, bytes, f.ValidatorSet, bytes]:
    authorities = [(bytes.fromhex(one["key"]), one["weight"]) for one in vector["authorities"]]
    file, genesis, header = (bytes.fromhex(vector[name]) for name in ("file", "genesis", "header"))
    return file, genesis, f.validator_set(vector["set"], authorities), header


def outcome(*args) -> str | None:
    """The name of the error, or None. Anything that is not a `NotFinal` escapes."""
    try:
        f.verify(*args)
    except f.NotFinal as error:
        return error.name
    return None


class Finality(unittest.TestCase):
    def test_vectors(self):
        self.assertGreaterEqual(len(VECTORS), 20)
        for vector in VECTORS:
            with self.subTest(vector["name"]):
                if "error" in vector:
                    self.assertEqual(outcome(*inputs(vector)), vector["error"])
                else:
                    signed = f.verify(*inputs(vector))._asdict()
                    self.assertEqual(signed, vector["signed"])

    def test_every_error_is_met(self):
        met = {vector["error"] for vector in VECTORS if "error" in vector}
        self.assertEqual(met | {"TooLong", "Malformed"}, ERRORS)

    def test_sizes(self):
        file, *rest = inputs(VECTORS[0])
        self.assertIsNone(outcome(file, *rest))
        for length in range(len(file)):
            self.assertEqual(outcome(file[:length], *rest), "Malformed")
        self.assertEqual(outcome(file + b"\0", *rest), "Malformed")
        self.assertEqual(outcome(file.ljust(f.MAX_BYTES + 1, b"\0"), *rest), "TooLong")

    def test_every_byte_matters(self):
        file, *rest = inputs(VECTORS[0])
        draw = random.Random(1)
        for at in range(len(file)):
            changed = bytearray(file)
            changed[at] ^= 1 << draw.randrange(8)
            self.assertIsNotNone(outcome(bytes(changed), *rest), at)

    def test_files_of_trust(self):
        key = "0x" + "07" * 32
        authorities = [{"key": key, "weight": "1"}]
        one = {"set": "18446744073709551615", "since": 0, "authorities": authorities}
        other = one | {"set": "3"}

        def read(*sets, genesis="08" * 32):
            trust = {"genesis": genesis, "finalized": [], "validators": sets}
            return f.read_trust(json.dumps(trust))

        genesis, sets = read(one, other)
        self.assertEqual((genesis, [found.id for found in sets]), (b"\x08" * 32, [3, 2**64 - 1]))
        self.assertEqual(sets[0].weights, {b"\x07" * 32: 1})
        for wrong in (
            one | {"set": 3},
            one | {"set": "18446744073709551616"},
            one | {"set": "-1"},
            one | {"set": "0x3"},
            one | {"authorities": []},
            one | {"authorities": authorities * 2},
            one | {"authorities": [{"key": key, "weight": 1}]},
            one | {"authorities": [{"key": key[:-2], "weight": "1"}]},
        ):
            with self.subTest(wrong), self.assertRaises(ValueError):
                read(wrong)
        for sets in ([one, one], []):
            with self.assertRaises(ValueError):
                read(*sets)
        with self.assertRaises(ValueError):
            read(one, genesis="08")

    def test_sets_that_are_none(self):
        twice, idle = [(b"a", 1), (b"a", 1)], [(b"a", 0)]
        for authorities in ([], twice, idle, [(b"a", 2**64 - 1), (b"b", 1)]):
            self.assertIsNone(f.validator_set(0, authorities))


if __name__ == "__main__":
    unittest.main()
