"""Tests of verify.py: the vectors, and what has to be refused.

Usage: python -m unittest discover -s tests/proofs
"""

import contextlib
import dataclasses
import io
import itertools
import json
import os
import random
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
import chain
import verify as v

VECTORS = Path(__file__).parents[2] / "primitives" / "evidence" / "vectors"
PAGE = Path(__file__).parents[2] / "docs" / "proofs.md"
COMMAND = [sys.executable, str(Path(__file__).with_name("verify.py"))]
MUTATED = (
    "the smallest",
    "Gateway, Ed25519, first key",
    "Readings, P-256, second key",
    "Segment, Ed25519, second key",
    "Segment, secp256k1, first key",
    "Gateway, registered",
    "Segment, second key, registered",
    "model, registration and batch in one block, up to that block",
)


# Integers that are text if a parser could round them.
EXACT = {"time", "value", "min", "max", "sum"}


def integers(fields: dict) -> dict:
    return {name: int(value) if name in EXACT else value for name, value in fields.items()}


def load(name: str):
    return json.loads((VECTORS / name).read_text(), object_hook=integers)


def inputs(vector: dict) -> tuple[bytes, bytes, bytes]:
    return tuple(bytes.fromhex(vector[name]) for name in ("file", "genesis", "block"))


def unhex(values: list[str]) -> list[bytes]:
    return [bytes.fromhex(value) for value in values]


PROOFS = load("proofs.json")
REGISTERED = [vector for vector in PROOFS if vector["proven"]["registration"]]
REFUSED = load("refused.json")
PRIMITIVES = load("primitives.json")


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
        block = v.blake2(v.decode(file).block_header)
    except v.Refused:
        block = bytes(32)
    return outcome(file, file[5:37], block)


def walk(leaves: list, join) -> tuple[object, list[list]]:
    """The top of a tree and the path of every leaf, by pairing level by level."""
    paths, places, level = [[] for _ in leaves], list(range(len(leaves))), leaves
    while len(level) > 1:
        for leaf, place in enumerate(places):
            if place ^ 1 < len(level):
                paths[leaf].append(level[place ^ 1])
            places[leaf] = place // 2
        level = [
            join(*level[i : i + 2]) if i + 1 < len(level) else level[i]
            for i in range(0, len(level), 2)
        ]
    return level[0], paths


class Recorder(chain.Reader):
    """Remembers where the compact integers and the options of a file are."""

    compacts: list[tuple[int, int, int]] = []
    options: list[int] = []

    def compact(self):
        start = self.at
        value = super().compact()
        if self.error is chain.Malformed:
            Recorder.compacts.append((start, self.at, value))
        return value

    def option(self, read):
        Recorder.options.append(self.at)
        return super().option(read)


def record(file: bytes) -> tuple[list, list]:
    Recorder.compacts, Recorder.options = [], []
    reader, chain.Reader = chain.Reader, Recorder
    try:
        v.decode(file)
    finally:
        chain.Reader = reader
    return Recorder.compacts, Recorder.options


class Vectors(unittest.TestCase):
    def test_proofs(self):
        self.assertGreaterEqual(len(PROOFS), 23)
        self.assertGreaterEqual(len(REGISTERED), 4)
        for vector in PROOFS:
            with self.subTest(vector["name"]):
                proven = v.verify(*inputs(vector)).to_json()
                self.assertEqual(vector["proven"] | proven, proven)

    def test_refused(self):
        self.assertGreaterEqual(len(REFUSED), 120)
        for vector in REFUSED:
            with self.subTest(vector["name"]):
                self.assertEqual(outcome(*inputs(vector)), vector["error"])

    def test_every_error_is_met(self):
        met = {vector["error"] for vector in REFUSED}
        named = {error.__name__ for error in v.Refused.__subclasses__()}
        # A file that is too long is tested below; Unavailable is not about files.
        self.assertEqual(met | {"TooLong"}, named - {"Unavailable"})


class Primitives(unittest.TestCase):
    def key(self, encoded: str) -> v.Key:
        data = bytes.fromhex(encoded)
        return v.Key(data[0], data[1:])

    def test_keys(self):
        for vector in PRIMITIVES["keys"]:
            key = v.Key(v.SCHEMES.index(vector["scheme"]), bytes.fromhex(vector["public"]))
            self.assertEqual(key.encode().hex(), vector["key_bytes"])
            self.assertEqual(v.device_id(key).hex(), vector["device_id"])
            self.assertEqual(chain.leaf_hash(4, key.encode()).hex(), vector["lot_leaf"])

    def test_messages(self):
        for vector in PRIMITIVES["messages"]:
            with self.subTest(vector["purpose"], key=vector["key_bytes"]):
                key = self.key(vector["key_bytes"])
                genesis, device, payload, signature = unhex(
                    [vector[name] for name in ("genesis", "device", "payload", "signature")]
                )
                number = vector["number"]
                message = v.signed_message(key.scheme, number, genesis, device, payload)
                self.assertEqual(message.hex(), vector["message"])
                self.assertTrue(v.signature_holds(key, signature, message))
                self.assertFalse(v.signature_holds(key, signature, message + b"\0"))

    def node(self, reading: dict, low: int, high: int) -> v.Node:
        content = bytes.fromhex(reading["salt"]) + v.u64(reading["time"]) + v.i64(reading["value"])
        if reading.get("signature"):
            content += v.u64(reading["sequence"]) + bytes.fromhex(reading["signature"])
            hash_ = v.blake2(v.SIGNED_READING + content)
        else:
            hash_ = v.blake2(v.READING + content)
        time, value = reading["time"], reading["value"]
        violations = int(value < low or value > high)
        return v.make_node(
            v.Summary(1, time, value, time, value, value, value, value, violations), hash_
        )

    def check_node(self, node: v.Node, vector: dict):
        self.assertEqual(node.hash.hex(), vector["hash"])
        self.assertEqual(v.encode_summary(node.summary).hex(), vector["summary"]["bytes"])
        self.assertEqual(v.decode_node(node.encoded), node)

    def test_readings(self):
        for reading in PRIMITIVES["readings"]:
            node = self.node(reading, reading["low"], reading["high"])
            self.check_node(node, reading["node"])

    def test_runs(self):
        for vector in PRIMITIVES["runs"]:
            run = vector["run"]
            leaves = [self.node(r, run["low"], run["high"]) for r in vector["readings"]]
            root, paths = walk(leaves, v.join_nodes)
            self.check_node(root, run["root"])
            content = v.u16(run["channel"]) + v.i64(run["low"]) + v.i64(run["high"]) + root.encoded
            self.assertEqual(chain.leaf_hash(v.RUNS, content).hex(), run["leaf"])
            for index, path in enumerate(paths):
                hashes = [node.hash.hex() for node in path]
                self.assertEqual(hashes, vector["path_hashes"][index])
                arguments = (index, len(leaves), path, v.join_nodes, v.NotInSegment)
                self.assertEqual(chain.fold(leaves[index], *arguments), root)

    def test_plain_trees(self):
        for vector in PRIMITIVES["plain_trees"]:
            leaves, tree = unhex(vector["leaf_hashes"]), vector["tree"]
            if not leaves:
                root = v.blake2(bytes([chain.ROOT + tree]) + v.u32(0) + bytes(32))
                self.assertEqual(root.hex(), vector["root"])
            for index, leaf in enumerate(leaves):
                place = chain.Place(index, len(leaves), unhex(vector["paths"][index]))
                root = chain.plain_root(tree, leaf, place, v.NotInBatch)
                self.assertEqual(root.hex(), vector["root"])

    def test_segment(self):
        vector = PRIMITIVES["segment"]
        header, signature = unhex([vector["header"], vector["signature"]])
        self.assertEqual(v.blake2(v.SEGMENT_NAME + header).hex(), vector["name"])
        self.assertEqual(
            chain.leaf_hash(v.SEGMENTS, header).hex(), vector["leaf_without_signature"]
        )
        leaf = chain.leaf_hash(v.SEGMENTS, header + signature)
        self.assertEqual(leaf.hex(), vector["leaf_with_signature"])
        inner = bytes([chain.INNER + v.RUNS])
        leaves = unhex([run["leaf"] for run in vector["runs"]])
        _, paths = walk(leaves, lambda left, right: v.blake2(inner + left + right))
        for index, path in enumerate(paths):
            place = chain.Place(index, len(leaves), path)
            root = chain.plain_root(v.RUNS, leaves[index], place, v.NotInSegment)
            self.assertEqual(root.hex(), vector["root"])

    def test_statements(self):
        vectors = PRIMITIVES["statements"]
        batch, key = vectors["batch"], vectors["key"]
        gateway, root, data = unhex([batch[name] for name in ("gateway", "root", "data")])
        content = gateway + v.u64(batch["number"]) + root + v.u32(batch["segments"])
        content += v.u64(batch["readings"]) + v.u64(batch["start"]) + v.u64(batch["end"]) + data
        batch_leaf = chain.leaf_hash(chain.BATCHES, content)
        self.assertEqual(batch_leaf.hex(), batch["leaf"])
        device, key_bytes = unhex([key["device"], key["key_bytes"]])
        content = device + v.u32(key["epoch"]) + key_bytes + v.u64(key["since"])
        key_leaf = chain.leaf_hash(v.KEYS, content)
        self.assertEqual(key_leaf.hex(), key["leaf"])
        first = vectors["first_key"]
        device, key_bytes = unhex([first["device"], first["key_bytes"]])
        content = device + v.u32(0) + key_bytes + v.u64(first["since"]) + v.u32(first["model"])
        content += bytes([v.PROVENANCES.index(first["provenance"])])
        self.assertEqual(chain.leaf_hash(v.KEYS, content).hex(), first["leaf"])
        events = vectors["events"]
        genesis, root = unhex([events["genesis"], events["root"]])
        event_leaf = chain.leaf_hash(6, genesis + root + v.u32(events["count"]))
        self.assertEqual(event_leaf.hex(), events["leaf"])
        model = vectors["model"]
        leaves = []
        for channel in model["channels"]:
            name, unit = channel["name"].encode(), channel["unit"].encode()
            content = v.u16(channel["number"]) + v.i8(channel["exponent"])
            content += v.i64(channel["low"]) + v.i64(channel["high"])
            content += bytes([len(name)]) + name.ljust(32, b"\0")
            content += bytes([len(unit)]) + unit.ljust(16, b"\0")
            leaves.append(chain.leaf_hash(v.CHANNELS, content))
            self.assertEqual(leaves[-1].hex(), channel["leaf"])
        genesis, root = unhex([model["genesis"], model["root"]])
        inner = bytes([chain.INNER + v.CHANNELS])
        _, paths = walk(leaves, lambda left, right: v.blake2(inner + left + right))
        for index, path in enumerate(paths):
            place = chain.Place(index, len(leaves), path)
            above = chain.plain_root(v.CHANNELS, leaves[index], place, v.NotInModel)
            self.assertEqual(above, root)
        numbers = v.u32(model["model"]) + v.u32(model["manufacturer"])
        leaf = chain.leaf_hash(v.MODELS, genesis + numbers + root)
        self.assertEqual(leaf.hex(), model["leaf"])
        both = chain.plain_root(
            chain.BATCHES, batch_leaf, chain.Place(0, 2, [key_leaf]), chain.NotInChain
        )
        self.assertEqual(both.hex(), vectors["root_of_both"])

    def test_ranges(self):
        for vector in PRIMITIVES["mmr"]:
            leaves = unhex(vector["leaves"])
            self.assertEqual(len(leaves), len(vector["items"]))
            for index, leaf in enumerate(leaves):
                self.assertEqual(leaf[:4], v.u32(index))
                items = unhex(vector["items"][index])
                root = chain.range_root(v.blake2(leaf), index, len(leaves), items)
                self.assertEqual(root.hex(), vector["root"])
                for wrong in (items[1:], items + [bytes(32)]):
                    if len(wrong) != len(items):
                        with self.assertRaises(chain.NotInChain):
                            chain.range_root(v.blake2(leaf), index, len(leaves), wrong)

    def test_headers(self):
        for vector in PRIMITIVES["headers"]:
            header = bytes.fromhex(vector["header"])
            self.assertEqual(v.blake2(header).hex(), vector["hash"])
            number, hash_, genesis, root, statements = chain.read_header(header)
            self.assertEqual(hash_.hex(), vector["hash"])
            self.assertEqual(statements and statements.hex(), vector["statements"])
            self.assertEqual((number, root.hex()), (vector["number"], vector["root"]))
            self.assertEqual(genesis.hex(), vector["genesis"])


class Mutations(unittest.TestCase):
    def test_every_bit_counts(self):
        for vector in PROOFS:
            if vector["name"] not in MUTATED:
                continue
            file, genesis, block = inputs(vector)
            for bit in range(len(file) * 8):
                changed = bytearray(file)
                changed[bit // 8] ^= 1 << bit % 8
                if outcome(bytes(changed), genesis, block) is None:
                    self.fail(f"{vector['name']}: bit {bit % 8} of byte {bit // 8}")

    def test_every_bit_of_what_is_trusted_counts(self):
        file, genesis, block = inputs(PROOFS[0])
        for bit in range(256):
            change = 1 << bit
            other = (int.from_bytes(genesis, "little") ^ change).to_bytes(32, "little")
            self.assertEqual(outcome(file, other, block), "OtherChain")
            other = (int.from_bytes(block, "little") ^ change).to_bytes(32, "little")
            self.assertEqual(outcome(file, genesis, other), "OtherBlock")

    def test_truncations(self):
        for vector in PROOFS:
            file, genesis, block = inputs(vector)
            for length in range(len(file)):
                self.assertEqual(outcome(file[:length], genesis, block), "Malformed")

    def test_trailing_bytes(self):
        for vector in PROOFS:
            file, genesis, block = inputs(vector)
            for more in (b"\0", b"\1", file):
                self.assertEqual(outcome(file + more, genesis, block), "Malformed")

    def test_length(self):
        file, genesis, block = inputs(PROOFS[0])
        fill = chain.MAX_BYTES - len(file)
        self.assertEqual(outcome(file + bytes(fill), genesis, block), "Malformed")
        self.assertEqual(outcome(file + bytes(fill + 1), genesis, block), "TooLong")

    def test_compact_integers_in_longer_forms(self):
        for vector in PROOFS:
            file, genesis, block = inputs(vector)
            compacts, _ = record(file)
            # The path through the range has one, if there is one.
            self.assertGreaterEqual(len(compacts), 5)
            for start, end, value in compacts:
                forms = [
                    (value << 2 | 1).to_bytes(2, "little"),
                    (value << 2 | 2).to_bytes(4, "little"),
                    b"\x03" + value.to_bytes(4, "little"),
                    b"\x07" + value.to_bytes(5, "little"),
                    b"\x13" + value.to_bytes(8, "little"),
                ]
                self.assertNotEqual(end - start, 4)
                for form in forms:
                    if len(form) != end - start:
                        changed = file[:start] + form + file[end:]
                        self.assertEqual(outcome(changed, genesis, block), "Malformed")

    def test_options(self):
        for vector in PROOFS:
            file, genesis, block = inputs(vector)
            _, options = record(file)
            self.assertGreaterEqual(len(options), 5)
            for at in options:
                for flag in range(2, 256):
                    changed = file[:at] + bytes([flag]) + file[at + 1 :]
                    self.assertEqual(outcome(changed, genesis, block), "Malformed")

    def test_vectors_that_claim_to_be_long(self):
        file, genesis, block = inputs(PROOFS[0])
        for start, end, _ in record(file)[0]:
            for form in (b"\x03" + b"\xff" * 4, b"\xfe\xff\xff\xff", b"\xfd\xff"):
                changed = file[:start] + form + file[end:]
                self.assertEqual(outcome(changed, genesis, block), "Malformed")


class Page(unittest.TestCase):
    """What the page says of files, beyond what a verifier needs."""

    def table(self, heading: str) -> list[list[str]]:
        """The cells of the first table below a heading, without its two lines of names."""
        _, _, text = PAGE.read_text().partition(f"\n{heading}\n")
        rows = itertools.dropwhile(lambda line: not line.startswith("|"), text.splitlines())
        rows = itertools.takewhile(lambda line: line.startswith("|"), rows)
        return [[cell.strip() for cell in row.split("|")[1:-1]] for row in rows][2:]

    def test_steps(self):
        rows = self.table("## Verification")
        self.assertEqual([row[0] for row in rows], [str(step) for step in range(1, 25)])
        named = {error.__name__ for error in v.Refused.__subclasses__()} - {"Unavailable"}
        self.assertEqual({row[2].strip("`") for row in rows}, named)

    def test_example(self):
        vector = next(vector for vector in PROOFS if vector["name"] == "the smallest")
        file, at = inputs(vector)[0], 0
        for offset, length, field, value in self.table("## Example"):
            with self.subTest(field):
                self.assertEqual(int(offset), at)
                at += int(length)
                # What is left out of the digits has an ellipsis in its place.
                digits = value.split("`")[1].replace(" ", "").replace("…", ".*")
                self.assertRegex(file[int(offset) : at].hex(), f"^{digits}$")
        self.assertEqual(at, len(file))
        self.assertIn(f"`primitives/evidence/vectors/proofs.json` has {at} bytes", PAGE.read_text())

    def test_size(self):
        def hashes_of(proof: chain.BlockProof) -> int:
            return len(proof.place.path) + len(proof.items or [])

        for vector in PROOFS:
            file, _, _ = inputs(vector)
            proof = v.decode(file)
            hashes = len(proof.run_place.path) + len(proof.segment_place.path)
            hashes += hashes_of(proof.block)
            length = len(proof.block_header)
            size = 429 if proof.block.items is None else 430
            size += 104 * len(proof.path) + (1 if length < 64 else 2) + length
            size += {"Gateway": 0, "Segment": 64, "Readings": 72}[vector["proven"]["attestation"]]
            if proof.key:
                key, change = proof.key
                size += 34 if key.scheme == v.ED25519 else 35
                if change:
                    size += 54 if change.proof.items is None else 55
                    hashes += hashes_of(change.proof)
            if proof.registration:
                registration = proof.registration
                size += 172 if registration.key.scheme == v.ED25519 else 173
                size += len(registration.name) + len(registration.unit)
                for block in (registration.block, registration.model_block):
                    size -= block.items is None
                    hashes += hashes_of(block)
                hashes += len(registration.place.path)
            with self.subTest(vector["name"]):
                self.assertEqual(size + 32 * hashes, len(file))


class Registrations(unittest.TestCase):
    """What the vectors do not have."""

    def setUp(self):
        file, genesis, block = inputs(REGISTERED[0])
        self.proof = v.decode(file)
        self.end = v.check_end(genesis, self.proof.block_header, genesis, block)

    def test_every_error_is_met(self):
        of_registrations = (
            "Malformed",
            "NotInChain",
            "NotInModel",
            "LaterKey",
            "OtherLimits",
            "WrongKey",
        )
        met = {vector["error"] for vector in REFUSED if vector["name"].startswith("registration: ")}
        self.assertEqual(met, set(of_registrations))

    def error_of(self, check, **changes) -> str | None:
        registration = self.proof.registration._replace(**changes)
        try:
            check(self.proof, registration, self.end)
        except v.Refused as error:
            return error.name
        return None

    def test_what_a_channel_may_be_called(self):
        """A name that no model of the chain has is refused, but not for how it is written."""
        name, unit = self.proof.registration.name, self.proof.registration.unit
        self.assertIsNone(self.error_of(v.check_model, name=name, unit=unit))
        last = b"\xf4\x8f\xbf\xbf"
        for fine in (b"x", b"x" * 32, "ß".encode() * 16, b" ~", "\u00a0".encode(), last):
            self.assertEqual(self.error_of(v.check_model, name=fine), "NotInChain", fine)
        for bad in (b"x" * 33, "ß".encode() * 16 + b"x", b"\xc3", b"\x80", b"\xc0\x80"):
            self.assertEqual(self.error_of(v.check_model, name=bad), "NotInModel", bad)
        for bad in (b"", b"a\0", b"a\nb", b"\x1f", b"\x7f", "\u0080".encode(), "\u009f".encode()):
            self.assertEqual(self.error_of(v.check_model, name=bad), "NotInModel", bad)
        # A surrogate, what is beyond Unicode, a letter in five bytes, and one cut off at the bound.
        for bad in (b"\xed\xa0\x80", b"\xf4\x90\x80\x80", b"\xf8\x88\x80\x80\x80"):
            self.assertEqual(self.error_of(v.check_model, name=bad), "NotInModel", bad)
        self.assertEqual(self.error_of(v.check_model, name=b"x" * 31 + b"\xc3"), "NotInModel")

    def test_what_a_unit_may_be(self):
        for fine in (b"", b"x" * 16, b"!", b"~"):
            self.assertEqual(self.error_of(v.check_model, unit=fine), "NotInChain", fine)
        for bad in (b"x" * 17, b"\0", b"Cel\0", b" ", b"\x7f", b"\xc2\xb0C"):
            self.assertEqual(self.error_of(v.check_model, unit=bad), "NotInModel", bad)

    def test_every_field_is_bound(self):
        registration = self.proof.registration
        for name in ("since", "model", "provenance"):
            changes = {name: getattr(registration, name) + 1}
            self.assertEqual(self.error_of(v.check_registration, **changes), "NotInChain", name)
        for name in ("exponent", "low", "high", "model", "manufacturer"):
            changes = {name: getattr(registration, name) + 1}
            self.assertEqual(self.error_of(v.check_model, **changes), "NotInChain", name)
        for exponent in (-128, 127):
            self.assertEqual(self.error_of(v.check_model, exponent=exponent), "NotInChain")

    def test_the_place_of_the_channel(self):
        place = self.proof.registration.place
        for index in set(range(place.count + 1)) - {place.index}:
            other = place._replace(index=index)
            self.assertEqual(self.error_of(v.check_model, place=other), "NotInModel", index)
        for path in (place.path[1:], [*place.path, bytes(32)]):
            other = place._replace(path=path)
            self.assertEqual(self.error_of(v.check_model, place=other), "NotInModel")
        for count in (0, place.index):
            other = place._replace(count=count)
            self.assertEqual(self.error_of(v.check_model, place=other), "NotInModel")
        other = place._replace(path=[bytes(32) for _ in place.path])
        self.assertEqual(self.error_of(v.check_model, place=other), "NotInChain")

    def test_proofs_of_other_statements(self):
        """The record of a model is none of a registration, and the other way round."""
        registration = self.proof.registration
        for check, changes in (
            (v.check_registration, {"block": registration.model_block}),
            (v.check_registration, {"block": self.proof.block}),
            (v.check_model, {"model_block": registration.block}),
            (v.check_model, {"model_block": self.proof.block}),
        ):
            self.assertEqual(self.error_of(check, **changes), "NotInChain")

    def test_a_later_block_is_seen_after_the_record(self):
        earlier = self.proof.block._replace(number=self.proof.registration.block.number - 1)
        proof = dataclasses.replace(self.proof, block=earlier)
        with self.assertRaises(v.LaterKey):
            v.check_registration(proof, proof.registration, self.end)
        with self.assertRaises(chain.NotInChain):
            other = proof.registration._replace(since=0)
            v.check_registration(proof, other, self.end)

    def test_other_limits_are_seen_last(self):
        for changes in ({"low": self.proof.low - 1}, {"high": self.proof.high + 1}):
            proof = dataclasses.replace(self.proof, **changes)
            with self.assertRaises(v.OtherLimits):
                v.check_model(proof, proof.registration, self.end)
            with self.assertRaises(chain.NotInChain):
                other = proof.registration._replace(**changes)
                v.check_model(proof, other, self.end)

    def test_a_file_of_another_registration(self):
        """That of one file proves nothing in another one, of another device."""
        others = [v.decode(inputs(vector)[0]) for vector in PROOFS]
        others = [other for other in others if other.header.device != self.proof.header.device]
        self.assertNotEqual(others, [])
        for other in others:
            with self.assertRaises(v.WrongKey):
                v.check_registration(other, self.proof.registration, self.end)


class Compact(unittest.TestCase):
    def read(self, data: bytes) -> int:
        reader = chain.Reader(data, chain.Malformed)
        value = reader.compact()
        reader.end()
        return value

    def test_bounds(self):
        for encoded, value in (
            ("00", 0),
            ("fc", 2**6 - 1),
            ("0101", 2**6),
            ("fdff", 2**14 - 1),
            ("02000100", 2**14),
            ("feffffff", 2**30 - 1),
            ("0300000040", 2**30),
            ("03ffffffff", 2**32 - 1),
        ):
            self.assertEqual(self.read(bytes.fromhex(encoded)), value)

    def test_refused(self):
        for encoded in ("0100", "fd00", "02000000", "feff0000", "0300000000", "03ffffff3f") + (
            "0700000000",
            "070000000001",
            "ff" + "ff" * 67,
            "",
            "01",
            "0200",
            "03ffffff",
        ):
            with self.subTest(encoded), self.assertRaises(chain.Malformed):
                self.read(bytes.fromhex(encoded))


class BlockHeaders(unittest.TestCase):
    ROOT = b"\x04TLMR\x01\x01" + bytes(range(64))

    def header(self, *items: bytes, number: bytes = b"\x18", count: bytes | None = None) -> bytes:
        count = bytes([len(items) << 2]) if count is None else count
        return b"\1" * 32 + number + b"\2" * 64 + count + b"".join(items)

    def refused(self, header: bytes):
        with self.assertRaises(chain.BadHeader):
            chain.read_header(header)

    def test_items_of_every_kind(self):
        header = self.header(
            b"\x06aura\x04\0", b"\x00\x08xy", b"\x08", b"\x04BABE\x00", self.ROOT, b"\x05TLMR\x04\0"
        )
        end = chain.End(6, v.blake2(header), bytes(range(32)), bytes(range(32, 64)), None)
        self.assertEqual(chain.read_header(header), end)
        for length in range(len(header)):
            self.refused(header[:length])
        self.refused(header + b"\0")

    def test_refused(self):
        for item in set(range(256)) - {0, 4, 5, 6, 8}:
            self.refused(self.header(self.ROOT, bytes([item])))
        self.refused(self.header())
        self.refused(self.header(self.ROOT, self.ROOT))
        self.refused(self.header(b"\x06" + self.ROOT[1:]))
        own = b"\x04TLST\x80" + bytes(32)
        self.assertEqual(chain.read_header(self.header(self.ROOT, own)).statements, bytes(32))
        seal = self.header(self.ROOT, b"\x05" + own[1:])
        self.assertIsNone(chain.read_header(seal).statements)
        self.refused(self.header(own))
        self.refused(self.header(own, self.ROOT, own))
        self.refused(self.header(self.ROOT, b"\x04TLST\x7c" + bytes(31)))
        self.refused(self.header(b"\x04TLMR\x80" + bytes(32)))
        self.refused(self.header(b"\x04TLMR\xfc" + bytes(63)))
        self.refused(self.header(b"\x04TLMR\x05\x01" + bytes(65)))
        self.refused(self.header(self.ROOT, number=b"\x19\x00"))
        self.refused(self.header(self.ROOT, number=b"\x07" + b"\xff" * 5))
        self.refused(self.header(self.ROOT, count=b"\x05\x00"))
        self.refused(self.header(self.ROOT, count=b"\x03\xff\xff\xff\xff"))


class Rules(unittest.TestCase):
    def test_every_rule_has_a_vector_that_names_it(self):
        met = set()
        for vector in REFUSED:
            rule, _, _ = vector["name"].partition(": ")
            # A sibling without readings has no place in a tree: that is seen before the rule.
            if not rule.startswith("rule ") or vector["error"] == "NotInSegment":
                continue
            with self.subTest(vector["name"]), self.assertRaises(v.Refused) as caught:
                v.verify(*inputs(vector))
            self.assertTrue(str(caught.exception).startswith(rule + ": "), vector["name"])
            met.add(int(rule.removeprefix("rule ")))
        self.assertEqual(met, set(range(2, 13)))

    def test_an_empty_summary(self):
        self.assertEqual(v.contradiction(v.Summary(0, 1, 5, 1, 5, 5, 5, 0, 0), 0, 9), 1)

    def test_nothing_else_than_the_truth_passes(self):
        """With values beyond the limits on one side at most; otherwise more may pass."""
        values = range(4)
        for low, high in ((0, 3), (0, 1), (2, 3), (2, 1), (4, 9), (-5, -1), (1, 2)):
            for count in (1, 2, 3, 4):
                known = set()
                for series in itertools.product(values, repeat=count):
                    out = sum(not low <= value <= high for value in series)
                    extremes = min(series), max(series)
                    known.add((series[0], series[-1], *extremes, sum(series), out))
                passed = {
                    (first, last, least, most, total, out)
                    for first, last, least, most in itertools.product(values, repeat=4)
                    for total in range(-2, 3 * count + 3)
                    for out in range(count + 2)
                    if v.contradiction(
                        v.Summary(count, 1, first, count, last, least, most, total, out), low, high
                    )
                    is None
                }
                with self.subTest(low=low, high=high, count=count):
                    if (low, high) == (1, 2):
                        self.assertLessEqual(known, passed)
                    else:
                        self.assertEqual(known, passed)


class SummaryTrees(unittest.TestCase):
    def node(self, count=1, first=1, last=1, total=0, violations=0) -> v.Node:
        return v.make_node(v.Summary(count, first, 0, last, 0, 0, 0, total, violations), bytes(32))

    def test_a_node_that_does_not_exist(self):
        later = {"first": 2, "last": 2}
        for left, right in (
            ({"last": 2}, later),
            ({"last": 3}, later),
            ({"count": 3}, later),
            ({"count": 0}, later),
            ({}, {"count": 0, **later}),
            ({}, {"count": 2, **later}),
            ({"count": 2**31}, {"count": 2**31, **later}),
            ({"total": 2**127 - 1}, {"total": 1, **later}),
            ({"total": -(2**127)}, {"total": -1, **later}),
            ({"violations": 2**32 - 1}, {"violations": 1, **later}),
        ):
            with self.subTest(left=left, right=right), self.assertRaises(v.NotInSegment):
                v.join_nodes(self.node(**left), self.node(**right))

    def test_extremes(self):
        left = self.node(2**31, 0, 2**64 - 2, 2**127 - 1, 2**32 - 1)
        right = self.node(2**31 - 1, 2**64 - 1, 2**64 - 1, 0, 0)
        joined = v.join_nodes(left, right).summary
        self.assertEqual(joined.count, 2**32 - 1)
        self.assertEqual(joined.sum, 2**127 - 1)


def torsion_encodings() -> list[bytes]:
    """Every encoding of the eight points whose order divides 8, with those that are not the
    shortest: y that is not below p, and zero with a sign."""
    torsion = None
    y = 2
    while torsion is None:
        point = v.point_decode(v.u64(y) + bytes(24))
        if point is not None:
            point = v.point_mul(v.L, point)
            _, fourfold_y, z, _ = v.point_mul(4, point)
            if fourfold_y != z:
                torsion = point
        y += 1
    ys = set()
    for n in range(8):
        _, y, z, _ = v.point_mul(n, torsion)
        ys.add(y * pow(z, -1, v.P) % v.P)
    encodings = []
    for y in ys:
        for value in (y, y + v.P):
            if value < 2**255:
                encodings += [(value | sign << 255).to_bytes(32, "little") for sign in (0, 1)]
    return encodings


class Signatures(unittest.TestCase):
    def vector(self, scheme: str) -> tuple[v.Key, bytes, bytes]:
        for vector in PRIMITIVES["messages"]:
            key_bytes, signature, message = unhex(
                [vector[name] for name in ("key_bytes", "signature", "message")]
            )
            if v.SCHEMES[key_bytes[0]] == scheme:
                return v.Key(key_bytes[0], key_bytes[1:]), signature, message
        raise AssertionError(f"no vector has {scheme}")

    def test_zip215_takes_every_encoding_of_small_order(self):
        encodings = torsion_encodings()
        self.assertEqual(len(encodings), 14)
        for a in encodings:
            for r in encodings:
                key = v.Key(v.ED25519, a)
                self.assertTrue(v.signature_holds(key, r + bytes(32), b"Zcash"))
                self.assertFalse(v.signature_holds(key, r + b"\1" + bytes(31), b"Zcash"))

    def test_keys_of_small_order(self):
        encodings = torsion_encodings()
        self.assertTrue(all(map(v.is_of_small_order, encodings)))
        key, _, _ = self.vector("Ed25519")
        self.assertFalse(v.is_of_small_order(key.public))
        chance = random.Random(6)
        for _ in range(200):
            self.assertFalse(v.is_of_small_order(chance.randbytes(32)))

    def test_zip215_agrees_with_the_library(self):
        key, signature, message = self.vector("Ed25519")
        self.assertTrue(v.zip215_holds(key.public, signature, message))
        self.assertFalse(v.zip215_holds(key.public, signature, message + b"\0"))

    def test_ed25519_s_is_below_the_order(self):
        key, signature, message = self.vector("Ed25519")
        s = int.from_bytes(signature[32:], "little") + v.L
        self.assertFalse(v.signature_holds(key, signature[:32] + s.to_bytes(32, "little"), message))

    def test_the_other_s(self):
        p256 = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551
        for scheme, order, taken in (
            ("P-256", p256, True),
            ("secp256k1", v.SECP256K1_ORDER, False),
        ):
            key, signature, message = self.vector(scheme)
            s = order - int.from_bytes(signature[32:], "big")
            other = signature[:32] + s.to_bytes(32, "big")
            self.assertEqual(v.signature_holds(key, other, message), taken)
            for r, s in ((0, 1), (1, 0), (order, 1), (1, order), (2**256 - 1, 2**256 - 1)):
                other = r.to_bytes(32, "big") + s.to_bytes(32, "big")
                self.assertFalse(v.signature_holds(key, other, message))

    def test_keys_that_are_none(self):
        for scheme in ("P-256", "secp256k1"):
            key, signature, message = self.vector(scheme)
            for first in set(range(256)) - {key.public[0]}:
                other = v.Key(key.scheme, bytes([first]) + key.public[1:])
                self.assertFalse(v.signature_holds(other, signature, message))
            for x in (b"\0" * 32, b"\xff" * 32):
                other = v.Key(key.scheme, b"\2" + x)
                self.assertFalse(v.signature_holds(other, signature, message))

    def test_any_bytes(self):
        chance = random.Random(1)
        for _ in range(100):
            for scheme, length in enumerate(v.KEY_BYTES):
                key = v.Key(scheme, chance.randbytes(length))
                self.assertFalse(v.signature_holds(key, chance.randbytes(64), b""))


class AnyBytes(unittest.TestCase):
    """Nothing but the typed errors comes out."""

    def test_random_bytes(self):
        chance = random.Random(2)
        for _ in range(5000):
            data = chance.randbytes(chance.randrange(200) ** 2 // 20)
            self.assertEqual(outcome(data, bytes(32), bytes(32)), "Malformed")
            self.assertIsNotNone(followed(v.MAGIC + data))
            with self.assertRaises(chain.BadHeader):
                chain.read_header(data)

    def test_random_changes(self):
        chance = random.Random(3)
        files = [inputs(vector)[0] for vector in PROOFS]
        met = set()
        for _ in range(5000):
            file = bytearray(chance.choice(files))
            for _ in range(chance.randrange(1, 4)):
                self.change(file, chance.randrange(5, len(file)), files, chance)
            met.add(followed(bytes(file)))
        self.assertLessEqual({"Malformed", "BadHeader", "NotInSegment", "NotInChain"}, met)

    def test_random_changes_of_a_registration(self):
        chance = random.Random(4)
        files = [inputs(vector)[0] for vector in REGISTERED]
        met = set()
        for _ in range(2000):
            file = bytearray(chance.choice(files))
            registration = v.decode(bytes(file)).registration
            start = file.index(registration.key.encode() + v.u64(registration.since))
            end = file.index(registration.name) + 100
            self.change(file, chance.randrange(start, end), files, chance)
            met.add(followed(bytes(file)))
        self.assertLessEqual({"Malformed", "WrongKey", "NotInChain", "NotInModel"}, met)

    def change(self, file: bytearray, at: int, files: list[bytes], chance: random.Random):
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


class Command(unittest.TestCase):
    def run_command(self, *arguments: str, stdin: bytes = b"") -> subprocess.CompletedProcess:
        return subprocess.run(
            [*COMMAND, *arguments], input=stdin, capture_output=True, timeout=120, check=False
        )

    def in_process(self, *arguments: str) -> tuple[int, str, str]:
        out, error = io.StringIO(), io.StringIO()
        with contextlib.redirect_stdout(out), contextlib.redirect_stderr(error):
            try:
                code = v.main(list(arguments))
            except SystemExit as exit_:
                code = exit_.code
        return code, out.getvalue(), error.getvalue()

    def setUp(self):
        directory = tempfile.TemporaryDirectory()
        self.addCleanup(directory.cleanup)
        self.path = os.path.join(directory.name, "proof")

    def write(self, data: bytes):
        Path(self.path).write_bytes(data)

    def test_proven(self):
        for vector in PROOFS:
            self.write(bytes.fromhex(vector["file"]))
            code, out, error = self.in_process(
                self.path, "--genesis", "0x" + vector["genesis"], "--block", vector["block"]
            )
            self.assertEqual((code, error), (0, ""))
            proven = vector["proven"]
            self.assertIn(f"read {proven['value']} on channel {proven['channel']} at 20", out)
            self.assertIn(proven["device"], out)
            word = "word alone" if proven["attestation"] == "Gateway" else "signed"
            self.assertIn(word, out)
            self.check_registration_words(proven, out)
        result = self.run_command(
            self.path, "--genesis", vector["genesis"], "--block", vector["block"]
        )
        self.assertEqual((result.returncode, result.stderr), (0, b""))
        self.assertEqual(result.stdout.decode(), out)

    def check_registration_words(self, proven: dict, out: str):
        registration = proven["registration"]
        if registration is None:
            for word in ("registered", "model", "units"):
                self.assertNotIn(word, out)
            return
        block, since = registration["block"], v.moment(registration["since"])
        unit = f"10^{registration['exponent']} {registration['unit']}"
        self.assertIn(f"registered the device in block {block}, at {since}, as one of", out)
        model, maker = registration["model"], registration["manufacturer"]
        self.assertIn(f" of model {model} of organisation {maker}. ", out)
        self.assertIn(f" calls channel {proven['channel']} '{registration['name']}', ", out)
        self.assertIn(f" count in units of {unit}, ", out)

    def test_names_of_channels_that_do_more_than_name(self):
        proof = v.decode(inputs(REGISTERED[0])[0])
        name = "a\n'\x1b[2J\u202e".encode()
        registration = proof.registration._replace(name=name, unit=b"", exponent=3)
        words = v.registration_words(5, registration)
        self.assertIn("""calls channel 5 "a\\n'\\x1b[2J\\u202e", its values""", words)
        self.assertIn("in units of 10^3, and", words)
        self.assertTrue(words.isprintable())

    def test_a_terminal_without_the_letters_of_a_name(self):
        vector = REGISTERED[0]
        self.write(bytes.fromhex(vector["file"]))
        trusted = ["--genesis", vector["genesis"], "--block", vector["block"]]
        result = subprocess.run(
            [*COMMAND, self.path, *trusted],
            env=os.environ | {"PYTHONIOENCODING": "ascii"},
            capture_output=True,
            timeout=120,
            check=False,
        )
        self.assertEqual((result.returncode, result.stderr), (0, b""))
        name = vector["proven"]["registration"]["name"]
        self.assertFalse(name.isascii())
        self.assertIn(name.encode("ascii", "backslashreplace"), result.stdout)

    def test_refused(self):
        vector = PROOFS[0]
        for file, reason in (
            (b"", "Malformed"),
            (bytes(chain.MAX_BYTES), "Malformed"),
            (bytes(chain.MAX_BYTES + 1), "TooLong"),
            (bytes.fromhex(vector["file"]), "OtherChain"),
        ):
            self.write(file)
            result = self.run_command(self.path, "--genesis", "00" * 32, "--block", vector["block"])
            self.assertEqual((result.returncode, result.stdout), (1, b""))
            self.assertTrue(result.stderr.startswith(b"refused: " + reason.encode()))

    def test_usage(self):
        self.write(b"")
        hash_ = "00" * 32
        for arguments in (
            [],
            [self.path],
            [self.path, "--genesis", hash_],
            [self.path, "--genesis", hash_, "--block", hash_[1:]],
            [self.path, "--genesis", hash_, "--block", "zz" * 32],
            [self.path, "--genesis", hash_, "--block", hash_ + "00"],
            [self.path, "--genesis", hash_, "--block", hash_, "more"],
            [self.path + "x", "--genesis", hash_, "--block", hash_],
            ["--bulk", self.path + "x"],
            ["--bulk", self.path, "--block", hash_],
        ):
            with self.subTest(arguments):
                self.assertEqual(self.in_process(*arguments)[:2], (2, ""))

    def test_times_beyond_the_calendar(self):
        self.assertEqual(v.moment(0), "1970-01-01 00:00:00.000 UTC")
        self.assertEqual(v.moment(v.U64), f"{v.U64} ms after 1970")

    def bulk_line(self, vector: dict) -> str:
        return json.dumps({"proof": vector["file"]} | {k: vector[k] for k in ("genesis", "block")})

    def test_bulk(self):
        vectors = PROOFS + REFUSED
        lines = "\n".join(map(self.bulk_line, vectors)).encode()
        self.write(lines)
        result = self.run_command("--bulk", self.path)
        self.assertEqual((result.returncode, result.stderr), (1, b""))
        answers = [json.loads(line) for line in result.stdout.splitlines()]
        self.assertEqual(len(answers), len(vectors))
        for vector, answer in zip(vectors, answers):
            self.assertEqual(answer["ok"], "proven" in vector)
            self.assertEqual(answer["error"], vector.get("error"))
            self.assertEqual(vector.get("proven", {}) | answer, answer)
        for arguments in (["--bulk"], ["--bulk", "-"]):
            self.assertEqual(self.run_command(*arguments, stdin=lines).stdout, result.stdout)

    def test_bulk_that_is_all_proven(self):
        self.write("\n".join(map(self.bulk_line, PROOFS)).encode())
        self.assertEqual(self.in_process("--bulk", self.path)[0], 0)
        self.write(b"\n")
        self.assertEqual(self.in_process("--bulk", self.path), (0, "", ""))

    def test_bulk_lines_that_are_none(self):
        bad = [b"{", b"[]", b"1", b"null", b'{"proof": 1, "genesis": "", "block": ""}']
        bad += [b'{"proof": "0 0", "genesis": "", "block": ""}', b"\xff\xfe", b"[" * 100_000]
        bad += [b"1" * 10_000, b'{"proof": "\xc3\xa9", "genesis": "", "block": ""}']
        result = self.run_command("--bulk", stdin=b"\n".join(bad))
        self.assertEqual((result.returncode, result.stderr), (1, b""))
        answers = [json.loads(line) for line in result.stdout.splitlines()]
        self.assertEqual([answer["error"] for answer in answers], ["BadLine"] * len(bad))


if __name__ == "__main__":
    unittest.main()
