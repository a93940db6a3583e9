"""Tests of the files of what a block recorded, for any kind: the vectors, and what has to be refused.

A module of tests makes test cases of the classes here: each with a `Kind` and `unittest.TestCase`.
"""

import contextlib
import io
import json
import random
import tempfile
import unittest
from pathlib import Path

import chain
import flip
import verify as v

PRIMITIVES = Path(__file__).parents[2] / "primitives"


def load(crate: str, name: str):
    return json.loads((PRIMITIVES / crate / "vectors" / name).read_text())


def inputs(vector: dict) -> tuple[bytes, bytes, bytes]:
    return tuple(bytes.fromhex(vector[name]) for name in ("file", "genesis", "block"))


def outcome(file: bytes, genesis: bytes, block: bytes) -> str | None:
    """The name of the error, or None. Anything that is not a `Refused` escapes."""
    try:
        v.verify(file, genesis, block)
    except v.Refused as error:
        return error.name
    return None


def followed(kind, file: bytes) -> str | None:
    """As `outcome`, trusting whatever the file says, so that checks further on are met."""
    try:
        proof = kind.decode(file)
    except v.Refused:
        return outcome(file, bytes(32), bytes(32))
    return outcome(file, proof.genesis, v.blake2(proof.block_header))


class Kind:
    module = None
    """That of the verifier."""
    crate = ""
    """In whose folder the vectors are."""
    least = 0
    """How many files verify, at least."""
    told = ()
    """What of `proven` the words of the command show, too."""

    @classmethod
    def setUpClass(cls):
        cls.proofs = load(cls.crate, "proofs.json")
        cls.refused = load(cls.crate, "refused.json")


class Vectors:
    def test_proofs(self):
        self.assertGreaterEqual(len(self.proofs), self.least)
        for vector in self.proofs:
            with self.subTest(vector["name"]):
                proven = v.verify(*inputs(vector)).to_json()
                self.assertEqual(vector["proven"] | proven, proven)
                self.assertEqual(proven.keys() - vector["proven"].keys(), {"trusted_block"})

    def test_refused(self):
        for vector in self.refused:
            with self.subTest(vector["name"]):
                self.assertEqual(outcome(*inputs(vector)), vector["error"])
        steps = {vector["name"].split(":")[0] for vector in self.refused}
        self.assertEqual(steps, {f"step {step}" for step in range(2, 9)})

    def test_too_long(self):
        magic = self.module.MAGIC
        file = magic + bytes(chain.MAX_BYTES - len(magic))
        self.assertEqual(followed(self.module, file + b"\0"), "TooLong")
        self.assertNotEqual(followed(self.module, file), "TooLong")


class AnyBytes:
    """Nothing but the typed errors comes out, and no damaged file is taken."""

    def test_every_bit(self):
        for vector in self.proofs:
            with self.subTest(vector["name"]):
                answer = flip.flips(*inputs(vector))
                self.assertEqual(answer, {"flipped": len(vector["file"]) * 4, "accepted": 0})

    def test_every_end(self):
        file, genesis, block = inputs(self.proofs[0])
        for end in range(len(file)):
            self.assertEqual(outcome(file[:end], genesis, block), "Malformed")

    def test_random_changes(self):
        chance = random.Random(4)
        files = [inputs(vector)[0] for vector in self.proofs]
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
            met.add(followed(self.module, bytes(file)))
        self.assertLessEqual({"Malformed", "BadHeader", "NotInChain"}, met)

    def test_random_bytes(self):
        chance = random.Random(5)
        for _ in range(2000):
            file = self.module.MAGIC + chance.randbytes(chance.randrange(300))
            self.assertIsNotNone(followed(self.module, file))


class Command:
    def run_command(self, *arguments: str) -> tuple[int, str, str]:
        out, error = io.StringIO(), io.StringIO()
        with contextlib.redirect_stdout(out), contextlib.redirect_stderr(error):
            code = v.main(list(arguments))
        return code, out.getvalue(), error.getvalue()

    def setUp(self):
        directory = tempfile.TemporaryDirectory()
        self.addCleanup(directory.cleanup)
        self.path = Path(directory.name) / "proof"

    def words_of(self, vector: dict) -> str:
        self.path.write_bytes(bytes.fromhex(vector["file"]))
        trusted = ["--genesis", vector["genesis"], "--block", vector["block"]]
        code, out, error = self.run_command(str(self.path), *trusted)
        self.assertEqual((code, error), (0, ""))
        return out

    def test_proven_and_refused(self):
        for vector in self.proofs:
            out, proven = self.words_of(vector), vector["proven"]
            for name in ("leaf", "block_hash", *self.told):
                self.assertIn(proven[name], out)
            trusted = ["--genesis", "00" * 32, "--block", vector["block"]]
            code, out, error = self.run_command(str(self.path), *trusted)
            self.assertEqual((code, out), (1, ""))
            self.assertTrue(error.startswith("refused: OtherChain: "))

    def test_bulk(self):
        def line(vector: dict) -> str:
            return json.dumps(
                {"proof": vector["file"], "genesis": vector["genesis"], "block": vector["block"]}
            )

        vectors = self.proofs + self.refused
        self.path.write_text("\n".join(map(line, vectors)))
        code, out, error = self.run_command("--bulk", str(self.path))
        self.assertEqual((code, error), (1, ""))
        for vector, answer in zip(vectors, map(json.loads, out.splitlines()), strict=True):
            self.assertEqual(answer["error"], vector.get("error"))
            self.assertEqual(vector.get("proven", {}) | answer, answer)
