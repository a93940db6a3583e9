"""What the proofs of a block's events share, whatever the events are of, as docs/proofs.md has it.
Needs nothing but Python.

A kind of events is a class. Made with a `Reader`, it takes an event from its front, and then has
`leaf()`, `to_json()` and `words()`.
"""

from typing import NamedTuple, Protocol

from chain import (
    BlockProof,
    NotInChain,
    Place,
    ancestry,
    check_end,
    check_statement,
    leaf_hash,
    open_file,
    plain_root,
    take_block_proof,
    take_place,
)
from trees import hexed, u32

EVENTS, EVENT_ROOTS = 5, 6


class Recorded(Protocol):
    def leaf(self) -> bytes: ...

    def to_json(self) -> dict:
        """With the names of the test vectors; bytes in hexadecimal."""

    def words(self) -> str: ...


class Proof(NamedTuple):
    """The file, field by field."""

    genesis: bytes
    event: Recorded
    place: Place
    block: BlockProof
    block_header: bytes


def decode(file: bytes, magic: bytes, take_event) -> Proof:
    r = open_file(file, magic)
    proof = Proof(r.hash(), take_event(r), take_place(r), take_block_proof(r), r.take(r.compact()))
    r.end()
    return proof


class Proven(NamedTuple):
    """What the file proves, to whoever trusts the block."""

    event: Recorded
    leaf: bytes
    index: int
    count: int
    block: int
    block_hash: bytes
    trusted_block: int

    def to_json(self) -> dict:
        """With the names of the test vectors; bytes in hexadecimal."""
        return self.event.to_json() | {
            "leaf": self.leaf.hex(),
            "index": self.index,
            "count": self.count,
            "block": self.block,
            "block_hash": self.block_hash.hex(),
            "trusted_block": self.trusted_block,
        }

    def words(self) -> str:
        place = (
            f"It is number {self.index} of the {self.count} events of block {self.block}, "
            f"{hexed(self.block_hash)}, {ancestry(self.block, self.trusted_block)}. "
            f"Its leaf is {hexed(self.leaf)}."
        )
        return f"{self.event.words()}\n{place}"


def check(proof: Proof, genesis: bytes, block: bytes) -> Proven:
    """Steps 3 to 8."""
    end = check_end(proof.genesis, proof.block_header, genesis, block)
    leaf, (index, count, _) = proof.event.leaf(), proof.place
    root = plain_root(EVENTS, leaf, proof.place, NotInChain)
    statement = leaf_hash(EVENT_ROOTS, proof.genesis + root + u32(count))
    check_statement(statement, proof.block, end)
    return Proven(proof.event, leaf, index, count, proof.block.number, proof.block.hash, end.height)
