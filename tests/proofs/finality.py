"""Checks that a Tallystick proof ends at a final block. Written from docs/proofs.md alone.

Usage:
    finality.py FINALITY PROOF TRUST
        Checks the proof, and the votes for the block at which it ends, by the genesis and the
        validator sets of a file of trust. Prints what is proven and exits 0, or why it is refused
        and exits 1.

Wrong usage, and a file that cannot be read, exit 2.

As a module: `verify(file, genesis, trusted, header)` returns a `Signed` or raises a `NotFinal`.
"""

import argparse
import json
import sys
from typing import NamedTuple

import chain
import verify as v

MAGIC = b"TLYF\x01"
MAX_BYTES = 4_194_304
GRANDPA = b"FRNK"


class NotFinal(Exception):
    """The file does not show it. `name` is the name of the error."""

    def __init__(self, name: str, reason: str):
        super().__init__(reason)
        self.name = name


class ValidatorSet(NamedTuple):
    id: int
    weights: dict[bytes, int]


class Header(NamedTuple):
    encoded: bytes
    parent: bytes
    number: int
    consensus: list[tuple[bytes, bytes]]

    def hash(self) -> bytes:
        return v.blake2(self.encoded)


class Vote(NamedTuple):
    target: bytes
    number: int
    signature: bytes
    voter: bytes


class Step(NamedTuple):
    header: Header
    round: int
    target: bytes
    number: int
    votes: list[Vote]
    ancestry: list[Header]


class Signed(NamedTuple):
    set: int
    signed: int
    validators: int
    number: int
    hash: str


def validator_set(id_: int, authorities: list[tuple[bytes, int]]) -> ValidatorSet | None:
    weights = dict(authorities)
    sound = weights and len(weights) == len(authorities) and all(weights.values())
    return ValidatorSet(id_, weights) if sound and sum(weights.values()) <= v.U64 else None


# The file


def read_header(reader: chain.Reader) -> Header:
    start = reader.at
    parent, number = reader.hash(), reader.compact()
    reader.take(64)
    consensus = []
    for _ in range(reader.compact()):
        item = reader.u8()
        if item in (4, 5, 6):
            engine = reader.take(4)
            content = reader.take(reader.compact())
            if item == 4:
                consensus.append((engine, content))
        elif item == 0:
            reader.take(reader.compact())
        elif item != 8:
            raise reader.error(f"a digest has an item {item}")
    return Header(reader.data[start : reader.at], parent, number, consensus)


def read_step(reader: chain.Reader) -> Step:
    def vote() -> Vote:
        return Vote(reader.hash(), reader.u32(), reader.take(64), reader.hash())

    return Step(
        header=read_header(reader),
        round=reader.u64(),
        target=reader.hash(),
        number=reader.u32(),
        votes=reader.vec(vote),
        ancestry=reader.vec(lambda: read_header(reader)),
    )


def decode(file: bytes) -> tuple[bytes, int, list[Step], tuple[bytes, list[bytes]] | None]:
    if len(file) > MAX_BYTES:
        raise NotFinal("TooLong", f"the file has more than {MAX_BYTES} bytes")
    if not file.startswith(MAGIC):
        raise NotFinal("Malformed", "the file does not begin as one of finality does")
    reader = chain.Reader(file[len(MAGIC) :], lambda reason: NotFinal("Malformed", reason))
    genesis, first = reader.hash(), reader.u64()
    steps = reader.vec(lambda: read_step(reader))
    path = reader.option(lambda: (reader.hash(), reader.vec(reader.hash)))
    reader.end()
    return genesis, first, steps, path


# The checks


def check_step(step: Step, validators: ValidatorSet) -> int:
    """Steps 5 to 11. How many signed."""
    if (step.target, step.number) != (step.header.hash(), step.header.number):
        raise NotFinal("OtherTarget", "the votes are not for the header")
    parents = {header.hash(): header.parent for header in step.ancestry}
    votes: dict[bytes, list[Vote]] = {}
    for vote in step.votes:
        if vote.voter not in validators.weights:
            raise NotFinal("UnknownVoter", f"{vote.voter.hex()} is not in set {validators.id}")
        own = votes.setdefault(vote.voter, [])
        same = (vote.target, vote.number) in [(other.target, other.number) for other in own]
        if same or len(own) == 2:
            raise NotFinal("Twice", f"{vote.voter.hex()} has a vote too many")
        own.append(vote)
        message = b"\x01" + vote.target + v.u32(vote.number)
        message += v.u64(step.round) + v.u64(validators.id)
        if not v.signature_holds(v.Key(v.ED25519, vote.voter), vote.signature, message):
            raise NotFinal("BadSignature", f"a signature is not that of {vote.voter.hex()}")
    used = set()
    for own in votes.values():
        if len(own) == 2:
            continue
        at = own[0].target
        while at != step.target:
            if at not in parents:
                raise NotFinal("Aside", f"no header leads on from {at.hex()}")
            used.add(at)
            at = parents[at]
    if len(used) != len(step.ancestry):
        raise NotFinal("Surplus", "there are headers that no vote needs")
    weight = sum(validators.weights[voter] for voter in votes)
    total = sum(validators.weights.values())
    if weight * 3 <= total * 2:
        raise NotFinal("TooFew", f"the votes weigh {weight} of {total}")
    return len(votes)


def check_chain(header: Header, genesis: bytes):
    """Steps 12 and 13."""
    try:
        found = chain.read_header(header.encoded).genesis
    except chain.BadHeader as error:
        raise NotFinal("BadHeader", str(error)) from error
    if found != genesis:
        raise NotFinal("OtherChain", f"block {header.number} is of the chain {found.hex()}")


def next_set(header: Header, validators: ValidatorSet) -> ValidatorSet:
    """Step 14."""
    reason = f"block {header.number} does not name the set after {validators.id}"
    none = NotFinal("NoChange", reason)
    changes = [
        content
        for engine, content in header.consensus
        if engine == GRANDPA and content[:1] in (b"\x01", b"\x02")
    ]
    if len(changes) != 1 or changes[0][0] != 1:
        raise none
    reader = chain.Reader(changes[0][1:], lambda reason: none)
    authorities = reader.vec(lambda: (reader.hash(), reader.u64()))
    delay = reader.u32()
    reader.end()
    following = validator_set(validators.id + 1, authorities)
    if delay != 0 or following is None or following.id > v.U64:
        raise none
    return following


def check_path(header: Header, path: tuple[bytes, list[bytes]] | None, proven: bytes):
    """Steps 15 to 17."""
    if path is None:
        leads = header.hash() == v.blake2(proven)
    else:
        statements, items = path
        try:
            end = chain.read_header(header.encoded)
            number = chain.read_header(proven).height
        except chain.BadHeader as error:
            raise NotFinal("BadHeader", str(error)) from error
        leaf = v.blake2(v.u32(number) + v.blake2(proven) + statements)
        try:
            leads = chain.range_root(leaf, number, end.height, items) == end.range
        except chain.NotInChain:
            leads = False
    if not leads:
        raise NotFinal("OtherBlock", "the signed block does not lead to the one in question")


def verify(file: bytes, genesis: bytes, trusted: ValidatorSet, proven: bytes) -> Signed:
    """Who signed the block of the encoded header `proven`, or one after it."""
    found, first, steps, path = decode(file)
    if found != genesis:
        raise NotFinal("OtherChain", "the file is of another chain")
    skipped = trusted.id - first
    if not 0 <= skipped < len(steps):
        last = first + max(len(steps) - 1, 0)
        raise NotFinal("OtherSet", f"the file has the sets {first} to {last}, not {trusted.id}")
    validators = trusted
    for step in steps[skipped:-1]:
        check_step(step, validators)
        check_chain(step.header, genesis)
        validators = next_set(step.header, validators)
    last = steps[-1]
    signed = check_step(last, validators)
    check_chain(last.header, genesis)
    check_path(last.header, path, proven)
    count = len(validators.weights)
    return Signed(validators.id, signed, count, last.header.number, last.header.hash().hex())


# The command


def hash_(text: str) -> bytes:
    found = v.unhex(text)
    if len(found) != 32:
        raise ValueError(f"{text!r} is no hash")
    return found


def read_trust(text: str) -> tuple[bytes, list[ValidatorSet]]:
    def integer(text: str) -> int:
        if not (isinstance(text, str) and text.isascii() and text.isdigit() and int(text) <= v.U64):
            raise ValueError(f"{text!r} is no integer as text")
        return int(text)

    trust = json.loads(text)
    sets = {}
    for entry in trust.get("validators", []):
        authorities = [(hash_(one["key"]), integer(one["weight"])) for one in entry["authorities"]]
        found = validator_set(integer(entry["set"]), authorities)
        if found is None or found.id in sets:
            raise ValueError("a validator set of the file of trust is none, or is in it twice")
        sets[found.id] = found
    if not sets:
        raise ValueError("the file of trust has no validator set")
    return hash_(trust["genesis"]), [sets[id_] for id_ in sorted(sets)]


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(
        description="Checks that a Tallystick proof ends at a final block."
    )
    parser.add_argument("finality", help="the votes")
    parser.add_argument("proof", help="the proof")
    parser.add_argument("trust", help="the genesis and the validator sets, as JSON")
    options = parser.parse_args(arguments)
    try:
        with open(options.finality, "rb") as file:
            votes = file.read(MAX_BYTES + 1)
        with open(options.proof, "rb") as file:
            proof = file.read(chain.MAX_BYTES + 1)
        with open(options.trust, encoding="utf-8") as file:
            genesis, sets = read_trust(file.read())
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        parser.error(str(error))
    try:
        header = v.end_of(proof)
        proven = v.verify(proof, genesis, v.blake2(header))
        _, first, steps, _ = decode(votes)
        reached = [one for one in sets if first <= one.id < first + len(steps)]
        signed = verify(votes, genesis, (reached or sets)[-1], header)
    except (v.Refused, NotFinal) as error:
        print(f"refused: {error.name}: {error}", file=sys.stderr)
        return 1
    print(v.plain_words(proven))
    print(
        f"{signed.signed} of {signed.validators} validators of set {signed.set} "
        f"signed block {signed.number}, 0x{signed.hash}."
    )
    return 0


if __name__ == "__main__":
    # As in verify.py.
    sys.stdout.reconfigure(errors="backslashreplace")
    sys.exit(main())
