"""Encodings and summary trees, as docs/proofs.md has them. Needs nothing but Python."""

import datetime
import hashlib
import struct
from typing import NamedTuple

READING, SIGNED_READING, SUMMARY_NODE = b"\x00", b"\x01", b"\x02"
U32 = 2**32 - 1
I128 = 2**127


class Refused(Exception):
    """The file proves nothing. The name of the class is that of the error."""

    @property
    def name(self) -> str:
        return type(self).__name__


class NotInSegment(Refused):
    pass


# Encodings


def u16(n: int) -> bytes:
    return n.to_bytes(2, "little")


def u32(n: int) -> bytes:
    return n.to_bytes(4, "little")


def u64(n: int) -> bytes:
    return n.to_bytes(8, "little")


def i8(n: int) -> bytes:
    return n.to_bytes(1, "little", signed=True)


def i64(n: int) -> bytes:
    return n.to_bytes(8, "little", signed=True)


def blake2(data: bytes) -> bytes:
    return hashlib.blake2b(data, digest_size=32).digest()


def hexed(data: bytes) -> str:
    return "0x" + data.hex()


def unhex(text: str) -> bytes:
    text = text.removeprefix("0x")
    data = bytes.fromhex(text)
    if len(data) * 2 != len(text):
        raise ValueError("not hexadecimal")
    return data


# In words


def moment(milliseconds: int) -> str:
    try:
        date = datetime.datetime(1970, 1, 1) + datetime.timedelta(milliseconds=milliseconds)
    except OverflowError:
        return f"{milliseconds} ms after 1970"
    return date.isoformat(sep=" ", timespec="milliseconds") + " UTC"


# Summary trees


class Summary(NamedTuple):
    count: int
    first_time: int
    first_value: int
    last_time: int
    last_value: int
    min: int
    max: int
    sum: int
    violations: int


class Node(NamedTuple):
    summary: Summary
    hash: bytes
    encoded: bytes


SUMMARY_START = struct.Struct("<IQqQqqq")


def encode_summary(s: Summary) -> bytes:
    total = s.sum.to_bytes(16, "little", signed=True)
    return SUMMARY_START.pack(*s[:7]) + total + u32(s.violations)


def decode_node(encoded: bytes) -> Node:
    total = int.from_bytes(encoded[52:68], "little", signed=True)
    violations = int.from_bytes(encoded[68:72], "little")
    summary = Summary(*SUMMARY_START.unpack_from(encoded), total, violations)
    return Node(summary, encoded[72:], encoded)


def make_node(summary: Summary, hash_: bytes) -> Node:
    return Node(summary, hash_, encode_summary(summary) + hash_)


def join_nodes(left: Node, right: Node) -> Node:
    a, b = left.summary, right.summary
    if a.last_time >= b.first_time:
        raise NotInSegment("times do not rise within the run")
    if a.count == 0 or a.count & (a.count - 1) or not 0 < b.count <= a.count:
        raise NotInSegment("the run's tree does not have the shape of its count")
    count, total, violations = a.count + b.count, a.sum + b.sum, a.violations + b.violations
    if count > U32 or violations > U32 or not -I128 <= total < I128:
        raise NotInSegment("an aggregate of the run does not fit its type")
    summary = Summary(
        count,
        a.first_time,
        a.first_value,
        b.last_time,
        b.last_value,
        min(a.min, b.min),
        max(a.max, b.max),
        total,
        violations,
    )
    return make_node(summary, blake2(SUMMARY_NODE + left.encoded + right.encoded))
