"""What every proof shares: decoding, plain trees, the range of blocks, a block's header, as
docs/proofs.md has them. Needs nothing but Python."""

from typing import NamedTuple

from trees import Refused, blake2, hexed, u32

MAX_BYTES = 65_536
RANGE_ENGINE = b"TLMR"
STATEMENTS_ENGINE = b"TLST"
LEAF, INNER, ROOT = 0x10, 0x20, 0x30
BATCHES = 2


class TooLong(Refused):
    pass


class Malformed(Refused):
    pass


class OtherChain(Refused):
    pass


class OtherBlock(Refused):
    pass


class BadHeader(Refused):
    pass


class NotInChain(Refused):
    pass


# Decoding


class Reader:
    """Takes values from the front of some bytes; `error` is raised where it cannot."""

    def __init__(self, data: bytes, error: type[Refused]):
        self.data, self.at, self.error = data, 0, error

    def take(self, n: int) -> bytes:
        end = self.at + n
        if end > len(self.data):
            raise self.error(f"{n} bytes are wanted at {self.at}, the end is at {len(self.data)}")
        taken = self.data[self.at : end]
        self.at = end
        return taken

    def hash(self) -> bytes:
        return self.take(32)

    def u8(self) -> int:
        return self.take(1)[0]

    def u16(self) -> int:
        return int.from_bytes(self.take(2), "little")

    def u32(self) -> int:
        return int.from_bytes(self.take(4), "little")

    def u64(self) -> int:
        return int.from_bytes(self.take(8), "little")

    def i8(self) -> int:
        return int.from_bytes(self.take(1), "little", signed=True)

    def i64(self) -> int:
        return int.from_bytes(self.take(8), "little", signed=True)

    def compact(self) -> int:
        first = self.u8()
        mode, rest = first & 3, first >> 2
        if mode == 0:
            return rest
        if mode == 3:
            if rest != 0:
                raise self.error("a compact integer has more than 32 bits")
            value, least = self.u32(), 2**30
        elif mode == 2:
            value, least = int.from_bytes(self.take(3), "little") << 6 | rest, 2**14
        else:
            value, least = self.u8() << 6 | rest, 2**6
        if value < least:
            raise self.error("a compact integer is not in its shortest form")
        return value

    def option(self, read):
        flag = self.u8()
        if flag > 1:
            raise self.error(f"an option begins with {flag}")
        return read() if flag else None

    def vec(self, read) -> list:
        return [read() for _ in range(self.compact())]

    def end(self):
        if self.at != len(self.data):
            raise self.error(f"{len(self.data) - self.at} bytes are left over")


def fold(node, index: int, count: int, path: list, join, error: type[Refused]):
    """Leads from leaf `index` of `count` along `path` to the top."""
    if index >= count:
        raise error(f"index {index} is not below the count {count}")
    used = 0
    while count > 1:
        if index & 1 or index + 1 < count:
            if used == len(path):
                raise error("a path is too short")
            node = join(path[used], node) if index & 1 else join(node, path[used])
            used += 1
        index, count = index // 2, (count + 1) // 2
    if used != len(path):
        raise error("a path is too long")
    return node


# Plain trees


class Place(NamedTuple):
    index: int
    count: int
    path: list


def plain_root(tree: int, leaf: bytes, place: Place, error: type[Refused]) -> bytes:
    inner = bytes([INNER + tree])
    top = fold(leaf, *place, lambda left, right: blake2(inner + left + right), error)
    return blake2(bytes([ROOT + tree]) + u32(place.count) + top)


def leaf_hash(kind: int, content: bytes) -> bytes:
    return blake2(bytes([LEAF + kind]) + content)


# The range of blocks


class BlockProof(NamedTuple):
    place: Place
    number: int
    hash: bytes
    items: list | None
    """None where the file ends at the header of this block."""


class End(NamedTuple):
    """The header at which a file ends."""

    height: int
    hash: bytes
    genesis: bytes
    range: bytes
    statements: bytes | None


def range_root(leaf: bytes, index: int, leaves: int, items: list) -> bytes:
    if index >= leaves:
        raise NotInChain(f"block {index} is not below the trusted block {leaves}")
    before, peaks_left = 0, 0
    for height in reversed(range(leaves.bit_length())):
        if not leaves >> height & 1:
            continue
        if index < before + (1 << height):
            break
        before += 1 << height
        peaks_left += 1
    peaks_right = before + (1 << height) < leaves
    if len(items) != peaks_left + height + peaks_right:
        raise NotInChain("the path through the range has the wrong length")
    node, position = leaf, index - before
    for level in range(height):
        sibling = items[peaks_left + level]
        node = blake2(sibling + node if position >> level & 1 else node + sibling)
    if peaks_right:
        node = blake2(items[-1] + node)
    for peak in reversed(items[:peaks_left]):
        node = blake2(node + peak)
    return node


def check_statement(leaf: bytes, proof: BlockProof, end: End):
    statements = plain_root(BATCHES, leaf, proof.place, NotInChain)
    if proof.items is None:
        if (proof.number, proof.hash) != (end.height, end.hash):
            raise NotInChain(f"the file does not end at block {proof.number}, {hexed(proof.hash)}")
        if statements != end.statements:
            raise NotInChain("a statement does not lead to the root in its block's header")
        return
    block = blake2(u32(proof.number) + proof.hash + statements)
    if range_root(block, proof.number, end.height, proof.items) != end.range:
        raise NotInChain("a statement does not lead to the root of the range")


def read_header(encoded: bytes) -> End:
    """The number of a block and the roots in its digest."""
    header = Reader(encoded, BadHeader)
    header.hash()
    number = header.compact()
    header.hash()
    header.hash()
    roots = {RANGE_ENGINE: [], STATEMENTS_ENGINE: []}
    for _ in range(header.compact()):
        item = header.u8()
        if item in (4, 5, 6):
            engine = header.take(4)
            content = header.take(header.compact())
            if item == 4 and engine in roots:
                roots[engine].append(content)
        elif item == 0:
            header.take(header.compact())
        elif item != 8:
            raise BadHeader(f"the digest has an item {item}")
    header.end()
    of_range, of_statements = roots.values()
    if len(of_range) != 1:
        raise BadHeader(f"the digest has {len(of_range)} roots of the range")
    if len(of_statements) > 1:
        raise BadHeader(f"the digest has {len(of_statements)} roots of statements")
    for content, expected in [(of_range[0], 64)] + [(root, 32) for root in of_statements]:
        if len(content) != expected:
            raise BadHeader(f"an item of the digest has {len(content)} bytes, not {expected}")
    genesis, root = of_range[0][:32], of_range[0][32:]
    return End(number, blake2(encoded), genesis, root, (of_statements or [None])[0])


# What all files have


def open_file(file: bytes, magic: bytes) -> Reader:
    """Steps 1 and 2, as far as the magic."""
    if len(file) > MAX_BYTES:
        raise TooLong(f"the file has {len(file)} bytes")
    r = Reader(file, Malformed)
    if r.take(len(magic)) != magic:
        raise Malformed("the file does not begin as a proof of version 1")
    return r


def take_place(r: Reader) -> Place:
    return Place(r.u32(), r.u32(), r.vec(r.hash))


def take_block_proof(r: Reader) -> BlockProof:
    return BlockProof(take_place(r), r.u32(), r.hash(), r.option(lambda: r.vec(r.hash)))


def check_end(found: bytes, header: bytes, genesis: bytes, block: bytes) -> End:
    """Steps 3 to 6: the header at which a file ends."""
    if found != genesis:
        raise OtherChain(f"the file is of the chain {hexed(found)}")
    if blake2(header) != block:
        raise OtherBlock(f"the file leads to the block {hexed(blake2(header))}")
    end = read_header(header)
    if end.genesis != genesis:
        raise OtherChain(f"the header is of the chain {hexed(end.genesis)}")
    return end


def ancestry(block: int, trusted: int) -> str:
    """How the block that holds a statement stands to the trusted one, in words."""
    if block == trusted:
        return "the trusted block itself"
    return f"an ancestor of the trusted block {trusted}"
