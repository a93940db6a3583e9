"""Makes the messages of primitives/control again, and checks their signatures.

Usage: python -m unittest discover -s tests/control, with the packages of tests/proofs.
"""

import hashlib
import json
import sys
import unittest
from pathlib import Path

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

sys.path.insert(0, str(Path(__file__).parent))
import messages as m

FILE = Path(__file__).parents[2] / "primitives" / "control" / "vectors" / "messages.json"
GENESIS = bytes([0x11]) * 32


def kind_of(vector: dict) -> str:
    return next(kind for kind, number in m.PURPOSES.items() if number == vector["purpose"])


def key_of(seed: bytes) -> tuple[Ed25519PrivateKey, bytes]:
    key = Ed25519PrivateKey.from_private_bytes(seed)
    return key, key.public_key().public_bytes_raw()


def device() -> bytes:
    _, public = key_of(bytes([7]) * 32)
    return hashlib.blake2b(b"\x40\x00" + public, digest_size=32).digest()


class Messages(unittest.TestCase):
    def setUp(self) -> None:
        self.vectors = json.loads(FILE.read_text())

    def test_every_kind_of_message_and_every_reason_has_a_vector(self) -> None:
        self.assertEqual({kind_of(vector) for vector in self.vectors}, set(m.PURPOSES))
        outcomes = [v["content"].get("outcome") for v in self.vectors]
        refused = {one["refused"] for one in outcomes if isinstance(one, dict)}
        self.assertEqual(refused, set(m.REASONS))

    def test_the_documented_layouts_make_the_same_bytes(self) -> None:
        for vector in self.vectors:
            with self.subTest(vector["name"]):
                kind, key = kind_of(vector), vector["key"]
                payload = m.WRITERS[kind](vector["content"])
                self.assertEqual(len(payload), m.LENGTHS[kind])
                self.assertEqual(payload.hex(), vector["payload"])
                self.assertEqual(vector["topic"].split("/")[1], device().hex())
                scheme = m.SCHEMES.index(key["scheme"])
                signed = m.signed_bytes(kind, scheme, GENESIS, device(), payload)
                self.assertEqual(signed.hex(), vector["signedBytes"])
                secret, public = key_of(bytes.fromhex(vector["seed"]))
                self.assertEqual("0x" + public.hex(), key["key"])
                signature = secret.sign(signed)
                self.assertEqual("0x" + signature.hex(), vector["signature"])
                read = m.read(kind, bytes.fromhex(vector["published"]))
                self.assertEqual((read[0], read[2], read[3]), (scheme, payload, signature))

    def test_a_changed_message_does_not_verify(self) -> None:
        for vector in self.vectors:
            kind = kind_of(vector)
            data = bytearray.fromhex(vector["published"])
            data[-100] ^= 1
            try:
                scheme, _, payload, signature = m.read(kind, bytes(data))
            except m.Invalid:
                continue
            signed = m.signed_bytes(kind, scheme, GENESIS, device(), payload)
            secret, _ = key_of(bytes.fromhex(vector["seed"]))
            with self.assertRaises(InvalidSignature):
                secret.public_key().verify(signature, signed)

    def test_keys_of_each_kind_come_back(self) -> None:
        for key in self.vectors[0]["content"]["gateways"]:
            self.assertEqual(m.read_key(m.key_bytes(key)), key)
        with self.assertRaises(m.Invalid):
            m.read_key(b"\x03" + bytes(33))


if __name__ == "__main__":
    unittest.main()
