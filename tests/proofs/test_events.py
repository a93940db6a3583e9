"""Tests of events.py: the vectors, and what has to be refused.

Usage: python -m unittest discover -s tests/proofs
"""

import contextlib
import io
import json
import random
import sys
import tempfile
import unittest
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
import chain
import events as e
import flip
import verify as v

VECTORS = Path(__file__).parents[2] / "primitives" / "gs1" / "vectors"


def load(name: str):
    return json.loads((VECTORS / name).read_text())


def inputs(vector: dict) -> tuple[bytes, bytes, bytes]:
    return tuple(bytes.fromhex(vector[name]) for name in ("file", "genesis", "block"))


def outcome(file: bytes, genesis: bytes, block: bytes) -> str | None:
    """The name of the error, or None. Anything that is not a `Refused` escapes."""
    try:
        v.verify(file, genesis, block)
    except v.Refused as error:
        return error.name
    return None


def followed(file: bytes) -> str | None:
    """As `outcome`, trusting whatever the file says, so that checks further on are met."""
    try:
        proof = e.decode(file)
    except v.Refused:
        return outcome(file, bytes(32), bytes(32))
    return outcome(file, proof.genesis, v.blake2(proof.block_header))


PROOFS = load("proofs.json")
REFUSED = load("refused.json")


class Vectors(unittest.TestCase):
    def test_events(self):
        for vector in load("events.json"):
            with self.subTest(vector["name"]):
                reader = chain.Reader(bytes.fromhex(vector["event"]), chain.Malformed)
                event = e.Event(reader)
                reader.end()
                self.assertEqual(event.leaf().hex(), vector["leaf"])
                self.assertEqual(event.cbv_text(), vector["preHash"])
                self.assertEqual(event.id, vector["id"])
                self.assertEqual(event.epcis, vector["epcis"])

    def test_proofs(self):
        self.assertGreaterEqual(len(PROOFS), 9)
        for vector in PROOFS:
            with self.subTest(vector["name"]):
                proven = v.verify(*inputs(vector)).to_json()
                self.assertEqual(vector["proven"] | proven, proven)

    def test_refused(self):
        for vector in REFUSED:
            with self.subTest(vector["name"]):
                self.assertEqual(outcome(*inputs(vector)), vector["error"])
        steps = {vector["name"].split(":")[0] for vector in REFUSED}
        self.assertEqual(steps, {f"step {step}" for step in range(2, 8)})

    def test_too_long(self):
        file = e.MAGIC + bytes(chain.MAX_BYTES - len(e.MAGIC))
        self.assertEqual(followed(file + b"\0"), "TooLong")
        self.assertNotEqual(followed(file), "TooLong")


class AnyBytes(unittest.TestCase):
    """Nothing but the typed errors comes out, and no damaged file is taken."""

    def test_every_bit(self):
        for vector in PROOFS:
            with self.subTest(vector["name"]):
                answer = flip.flips(*inputs(vector))
                self.assertEqual(answer, {"flipped": len(vector["file"]) * 4, "accepted": 0})

    def test_every_end(self):
        file, genesis, block = inputs(PROOFS[0])
        for end in range(len(file)):
            self.assertEqual(outcome(file[:end], genesis, block), "Malformed")

    def test_zeros_of_the_leaf(self):
        vector = PROOFS[-1]
        file, genesis, block = inputs(vector)
        end = 5 + 32 + len(vector["proven"]["event"]) // 2
        for zeros in range(1, 30):
            padded = file[:end] + bytes(zeros) + file[end:]
            self.assertIsNotNone(outcome(padded, genesis, block))

    def test_random_changes(self):
        chance = random.Random(4)
        files = [inputs(vector)[0] for vector in PROOFS]
        met = set()
        for _ in range(5000):
            file = bytearray(chance.choice(files))
            for _ in range(chance.randrange(1, 4)):
                at = chance.randrange(5, len(file))
                match chance.randrange(4):
                    case 0:
                        file[at] ^= 1 << chance.randrange(8)
                    case 1:
                        file[at : at + 8] = chance.choice((b"\0", b"\xff")) * 8
                    case 2:
                        del file[at : at + chance.randrange(64)]
                    case 3:
                        other = chance.choice(files)
                        file[at : at + 32] = other[at : at + 32]
            met.add(followed(bytes(file)))
        self.assertLessEqual({"Malformed", "BadHeader", "NotInChain"}, met)

    def test_random_bytes(self):
        chance = random.Random(5)
        for _ in range(2000):
            self.assertIsNotNone(followed(e.MAGIC + chance.randbytes(chance.randrange(300))))


class Command(unittest.TestCase):
    def run_command(self, *arguments: str) -> tuple[int, str, str]:
        out, error = io.StringIO(), io.StringIO()
        with contextlib.redirect_stdout(out), contextlib.redirect_stderr(error):
            code = v.main(list(arguments))
        return code, out.getvalue(), error.getvalue()

    def setUp(self):
        directory = tempfile.TemporaryDirectory()
        self.addCleanup(directory.cleanup)
        self.path = Path(directory.name) / "proof"

    def test_proven_and_refused(self):
        for vector in PROOFS:
            self.path.write_bytes(bytes.fromhex(vector["file"]))
            trusted = ["--genesis", vector["genesis"], "--block", vector["block"]]
            code, out, error = self.run_command(str(self.path), *trusted)
            self.assertEqual((code, error), (0, ""))
            proven = vector["proven"]
            for text in (proven["id"], proven["leaf"], proven["block_hash"]):
                self.assertIn(text, out)
            trusted[1] = "00" * 32
            code, out, error = self.run_command(str(self.path), *trusted)
            self.assertEqual((code, out), (1, ""))
            self.assertTrue(error.startswith("refused: OtherChain: "))

    def test_bulk(self):
        def line(vector: dict) -> str:
            return json.dumps(
                {"proof": vector["file"], "genesis": vector["genesis"], "block": vector["block"]}
            )

        vectors = PROOFS + REFUSED
        self.path.write_text("\n".join(map(line, vectors)))
        code, out, error = self.run_command("--bulk", str(self.path))
        self.assertEqual((code, error), (1, ""))
        for vector, answer in zip(vectors, map(json.loads, out.splitlines()), strict=True):
            self.assertEqual(answer["error"], vector.get("error"))
            self.assertEqual(vector.get("proven", {}) | answer, answer)


if __name__ == "__main__":
    unittest.main()
