"""Checks a Tallystick proof file. Written from docs/proofs.md alone.

Usage:
    verify.py FILE --genesis HEX --block HEX
        Prints what the file proves and exits 0, or why it is refused and exits 1. The file is a
        proof of a reading, of an event of an asset, or of an act: a firing or a command.
    verify.py --bulk [FILE]
        Reads lines {"proof": hex, "genesis": hex, "block": hex} from the file or from
        standard input, writes one line of JSON for each, and exits 0 if all of them are
        proven, 1 otherwise.

Wrong usage, and a file that cannot be read, exit 2.

As a module: `verify(proof, genesis, block)` returns a `Proven`, of a reading or of what a block
recorded, or raises a `Refused`.
"""

import argparse
import functools
import hashlib
import json
import sys
from dataclasses import dataclass
from typing import NamedTuple

import acts
import events
import recorded
from chain import (
    BATCHES,
    MAX_BYTES,
    BlockProof,
    End,
    Malformed,
    Place,
    ancestry,
    check_end,
    check_statement,
    fold,
    leaf_hash,
    open_file,
    plain_root,
    take_block_proof,
    take_place,
)
from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, ed25519
from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature
from trees import (
    READING,
    SIGNED_READING,
    Node,
    NotInSegment,
    Refused,
    Summary,
    blake2,
    decode_node,
    encode_summary,
    hexed,
    i8,
    i64,
    join_nodes,
    make_node,
    moment,
    u16,
    u32,
    u64,
    unhex,
)

MAGIC = b"TLYP\x01"
CONTEXT = b"tallystick/1"

DEVICE_ID, SEGMENT_NAME = b"\x40", b"\x41"
RUNS, SEGMENTS, KEYS, MODELS, CHANNELS = 0, 1, 3, 9, 10

GATEWAY, READINGS, SEGMENT = 0, 1, 2
ATTESTATIONS = ("Gateway", "Readings", "Segment")

ED25519, P256, SECP256K1 = 0, 1, 2
SCHEMES = ("Ed25519", "P-256", "secp256k1")
KEY_BYTES = (32, 33, 33)
PROTECTED = (b"\xa1\x01\x27", b"\xa1\x01\x26", b"\xa1\x01\x38\x2e")
PURPOSE_SEGMENT, PURPOSE_READING = 0, 1

PROVENANCES = ("Declared", "Endorsed", "Lot")
VOUCHED = (
    "That it is of this model, its owner alone said.",
    "The manufacturer signed that this device is of this model.",
    "The manufacturer put its key into a production lot of this model.",
)
LAST_CHANNEL = 63
LONGEST_NAME, LONGEST_UNIT = 32, 16
U64 = 2**64 - 1


class OutOfBounds(Refused):
    pass


class Incoherent(Refused):
    pass


class WrongSigner(Refused):
    pass


class WrongKey(Refused):
    pass


class LaterKey(Refused):
    pass


class BadSignature(Refused):
    pass


class NotInBatch(Refused):
    pass


class NotInModel(Refused):
    pass


class OtherLimits(Refused):
    pass


class Unavailable(Refused):
    """Not the file's fault: the libraries here cannot check a signature of its kind."""


# What contradicts itself


def contradiction(s: Summary, low: int, high: int) -> int | None:
    """The first of the rules 1 to 6 that a summary of a run with these limits breaks."""
    first, last = (s.first_time, s.first_value), (s.last_time, s.last_value)
    if s.count < 1:
        return 1
    if s.last_time - s.first_time < s.count - 1:
        return 2
    if s.count == 1 and first != last:
        return 3
    known = [s.first_value] + [s.last_value] * (s.count > 1)
    known += [extreme for extreme in (s.min, s.max) if extreme not in (first[1], last[1])]
    within = all(s.min <= value <= s.max for value in (s.first_value, s.last_value))
    if not within or len(known) > s.count:
        return 4
    b = s.violations - sum(not low <= value <= high for value in known)
    w = s.count - len(known) - b
    wl, wh = max(s.min, low), min(s.max, high)
    bl = s.min if s.min < low else max(s.min, high + 1)
    bh = s.max if s.max > high else min(s.max, low - 1)
    if b < 0 or w < 0 or (w > 0 and wl > wh) or (b > 0 and bl > bh):
        return 5
    if not sum(known) + w * wl + b * bl <= s.sum <= sum(known) + w * wh + b * bh:
        return 6
    return None


def has_room(count: int, part: int, parts: int) -> bool:
    """Rules 8 and 12: whether `part` readings leave one of `count` for each of the other parts."""
    others = parts - 1
    return part == count if others == 0 else part + others <= count


# Signatures


class Key(NamedTuple):
    scheme: int
    public: bytes

    def encode(self) -> bytes:
        return bytes([self.scheme]) + self.public


def device_id(key: Key) -> bytes:
    return blake2(DEVICE_ID + key.encode())


def bstr(x: bytes) -> bytes:
    n = len(x)
    if n <= 23:
        return bytes([0x40 + n]) + x
    if n <= 255:
        return bytes([0x58, n]) + x
    return b"\x59" + n.to_bytes(2, "big") + x


def signed_message(
    scheme: int, purpose: int, genesis: bytes, device: bytes, payload: bytes
) -> bytes:
    aad = CONTEXT + bytes([purpose]) + genesis + device
    return b"\x84\x6aSignature1" + bstr(PROTECTED[scheme]) + bstr(aad) + bstr(payload)


CURVES = {P256: ec.SECP256R1(), SECP256K1: ec.SECP256K1()}
SECP256K1_ORDER = 0xFFFFFFFF_FFFFFFFF_FFFFFFFF_FFFFFFFE_BAAEDCE6_AF48A03B_BFD25E8C_D0364141
ECDSA = ec.ECDSA(hashes.SHA256())


@functools.lru_cache(maxsize=1024)
def load_key(key: Key):
    if key.scheme == ED25519:
        return ed25519.Ed25519PublicKey.from_public_bytes(key.public)
    if key.public[0] not in (2, 3):
        raise ValueError("not a compressed point")
    return ec.EllipticCurvePublicKey.from_encoded_point(CURVES[key.scheme], key.public)


def signature_holds(key: Key, signature: bytes, message: bytes) -> bool:
    try:
        if key.scheme == ED25519:
            load_key(key).verify(signature, message)
            return True
        r = int.from_bytes(signature[:32], "big")
        s = int.from_bytes(signature[32:], "big")
        if key.scheme == SECP256K1 and s > SECP256K1_ORDER // 2:
            return False
        # That r and s lie between 1 and the order minus 1 is the library's to check.
        load_key(key).verify(encode_dss_signature(r, s), message, ECDSA)
        return True
    except (InvalidSignature, ValueError):
        # The library is stricter than ZIP-215: it uses the equation without the cofactor
        # and compares R as bytes. What it takes, ZIP-215 takes; what it refuses is looked
        # at again. For ECDSA there is no such difference.
        return key.scheme == ED25519 and zip215_holds(key.public, signature, message)
    except UnsupportedAlgorithm as error:
        raise Unavailable(f"{SCHEMES[key.scheme]} is not available here") from error


# Ed25519 as ZIP-215 has it. Points are in extended coordinates (X, Y, Z, T).

P = 2**255 - 19
L = 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, -1, P) % P
SQRT_MINUS_1 = pow(2, (P - 1) // 4, P)


def point_add(a, b):
    x = (a[1] - a[0]) * (b[1] - b[0]) % P
    y = (a[1] + a[0]) * (b[1] + b[0]) % P
    t = 2 * a[3] * b[3] * D % P
    z = 2 * a[2] * b[2] % P
    e, f, g, h = y - x, z - t, z + t, y + x
    return e * f % P, g * h % P, f * g % P, e * h % P


def point_mul(n: int, point):
    result = (0, 1, 1, 0)
    while n:
        if n & 1:
            result = point_add(result, point)
        point = point_add(point, point)
        n >>= 1
    return result


def point_negate(a):
    return -a[0] % P, a[1], a[2], -a[3] % P


def point_decode(encoded: bytes):
    """The point, or None. Takes y that is not below P, and zero with a sign."""
    y = int.from_bytes(encoded, "little")
    negative, y = y >> 255, (y & (1 << 255) - 1) % P
    u, v = (y * y - 1) % P, (D * y * y + 1) % P
    x = u * pow(v, 3, P) * pow(u * pow(v, 7, P), (P - 5) // 8, P) % P
    if v * x * x % P != u:
        x = x * SQRT_MINUS_1 % P
        if v * x * x % P != u:
            return None
    if x & 1 != negative:
        x = -x % P
    return x, y, 1, x * y % P


BASE = point_decode((4 * pow(5, -1, P) % P).to_bytes(32, "little"))


def is_identity(point) -> bool:
    x, y, z, _ = point
    return x == 0 and y == z


def is_of_small_order(key: bytes) -> bool:
    point = point_decode(key)
    return point is not None and is_identity(point_mul(8, point))


def zip215_holds(key: bytes, signature: bytes, message: bytes) -> bool:
    s = int.from_bytes(signature[32:], "little")
    a, r = point_decode(key), point_decode(signature[:32])
    if s >= L or a is None or r is None:
        return False
    k = int.from_bytes(hashlib.sha512(signature[:32] + key + message).digest(), "little") % L
    difference = point_add(point_mul(s, BASE), point_negate(point_add(r, point_mul(k, a))))
    return is_identity(point_mul(8, difference))


# The file


class Header(NamedTuple):
    """Of a segment."""

    device: bytes
    attestation: int
    key_epoch: int
    boot_epoch: int
    sequence: int
    count: int
    start: int
    end: int
    root: bytes
    previous: bytes


class Statement(NamedTuple):
    gateway: bytes
    number: int
    root: bytes
    segments: int
    readings: int
    start: int
    end: int
    data: bytes


class Change(NamedTuple):
    since: int
    proof: BlockProof


class Registration(NamedTuple):
    """Of the device, and what its model says of the channel."""

    key: Key
    """The device's first one."""
    since: int
    model: int
    provenance: int
    block: BlockProof
    manufacturer: int
    name: bytes
    unit: bytes
    exponent: int
    low: int
    high: int
    place: Place
    """Of the channel, among those of the model."""
    model_block: BlockProof


@dataclass
class Proof:
    """The file, field by field."""

    genesis: bytes
    time: int
    value: int
    salt: bytes
    signed: tuple[int, bytes] | None
    index: int
    count: int
    path: list[Node]
    channel: int
    low: int
    high: int
    run_place: Place
    header: Header
    header_bytes: bytes
    signature: bytes | None
    key: tuple[Key, Change | None] | None
    registration: Registration | None
    segment_place: Place
    statement: Statement
    statement_bytes: bytes
    block: BlockProof
    block_header: bytes


def decode(file: bytes) -> Proof:
    r = open_file(file, MAGIC)

    def header():
        device, attestation, epochs = r.hash(), r.u8(), (r.u32(), r.u32())
        numbers, times, names = (r.u64(), r.u32()), (r.u64(), r.u64()), (r.hash(), r.hash())
        made = Header(device, attestation, *epochs, *numbers, *times, *names)
        if made.attestation > SEGMENT:
            raise Malformed(f"there is no attestation {made.attestation}")
        return made

    def key():
        scheme = r.u8()
        if scheme > SECP256K1:
            raise Malformed(f"there is no scheme {scheme}")
        return Key(scheme, r.take(KEY_BYTES[scheme]))

    def signing_key():
        return key(), r.option(lambda: Change(r.u64(), take_block_proof(r)))

    def registration():
        registered = key(), r.u64(), r.u32(), r.u8()
        if registered[-1] >= len(PROVENANCES):
            raise Malformed(f"there is no provenance {registered[-1]}")
        registered += take_block_proof(r), r.u32()
        name, unit = r.take(r.compact()), r.take(r.compact())
        meaning = r.i8(), r.i64(), r.i64()
        return Registration(*registered, name, unit, *meaning, take_place(r), take_block_proof(r))

    def statement():
        return Statement(r.hash(), r.u64(), r.hash(), r.u32(), r.u64(), r.u64(), r.u64(), r.hash())

    def with_bytes(read):
        start = r.at
        return read(), file[start : r.at]

    genesis = r.hash()
    time, value, salt = r.u64(), r.i64(), r.take(16)
    signed = r.option(lambda: (r.u64(), r.take(64)))
    index, count = r.u32(), r.u32()
    path = r.vec(lambda: decode_node(r.take(104)))
    channel, low, high, run_place = r.u16(), r.i64(), r.i64(), take_place(r)
    segment, segment_bytes = with_bytes(header)
    signature = r.option(lambda: r.take(64))
    signer = r.option(signing_key)
    registered = r.option(registration)
    segment_place = take_place(r)
    batch, batch_bytes = with_bytes(statement)
    block, block_header = take_block_proof(r), r.take(r.compact())
    r.end()
    return Proof(
        genesis=genesis,
        time=time,
        value=value,
        salt=salt,
        signed=signed,
        index=index,
        count=count,
        path=path,
        channel=channel,
        low=low,
        high=high,
        run_place=run_place,
        header=segment,
        header_bytes=b"\x01" + segment_bytes,
        signature=signature,
        key=signer,
        registration=registered,
        segment_place=segment_place,
        statement=batch,
        statement_bytes=batch_bytes,
        block=block,
        block_header=block_header,
    )


# Verification


@dataclass
class Proven:
    """What the file proves, to whoever trusts the block."""

    gateway: bytes
    batch: int
    block: int
    block_hash: bytes
    trusted_block: int
    device: bytes
    channel: int
    time: int
    value: int
    number: int | None
    """The reading's number, where the device signed it."""
    low: int
    high: int
    run: Summary
    attestation: str
    segment: bytes
    """The segment's name."""
    header: Header
    key: Key | None
    key_since: int | None
    """Where the key is a later one of the device."""
    registration: Registration | None

    def to_json(self) -> dict:
        """With the names of the test vectors; bytes in hexadecimal."""
        run, header, registration = self.run, self.header, self.registration
        return {
            "device": self.device.hex(),
            "channel": self.channel,
            "time": self.time,
            "value": self.value,
            "number": self.number,
            "low": self.low,
            "high": self.high,
            "run": {
                "count": run.count,
                "first": {"time": run.first_time, "value": run.first_value},
                "last": {"time": run.last_time, "value": run.last_value},
                "min": run.min,
                "max": run.max,
                "sum": run.sum,
                "violations": run.violations,
                "bytes": encode_summary(run).hex(),
            },
            "attestation": self.attestation,
            "key_bytes": self.key and self.key.encode().hex(),
            "key_epoch": header.key_epoch,
            "key_since": self.key_since,
            "registration": registration
            and {
                "since": registration.since,
                "block": registration.block.number,
                "model": registration.model,
                "provenance": PROVENANCES[registration.provenance],
                "manufacturer": registration.manufacturer,
                "name": registration.name.decode(),
                "unit": registration.unit.decode(),
                "exponent": registration.exponent,
            },
            "segment": self.segment.hex(),
            "previous": header.previous.hex(),
            "boot_epoch": header.boot_epoch,
            "sequence": header.sequence,
            "count": header.count,
            "start": header.start,
            "end": header.end,
            "gateway": self.gateway.hex(),
            "batch": self.batch,
            "block": self.block,
            "block_hash": self.block_hash.hex(),
            "trusted_block": self.trusted_block,
        }


def recorder_of(file: bytes):
    """The module for what a block recorded. None of a reading, and of what is no proof."""
    return next((kind for kind in (events, acts) if file.startswith(kind.MAGIC)), None)


def end_of(file: bytes) -> bytes:
    """The header at which a proof of any kind ends."""
    recorder = recorder_of(file)
    return (recorder.decode if recorder else decode)(file).block_header


def verify(file: bytes, genesis: bytes, block: bytes) -> Proven | recorded.Proven:
    if recorder := recorder_of(file):
        return recorder.verify(file, genesis, block)
    proof = decode(file)
    end = check_end(proof.genesis, proof.block_header, genesis, block)
    run = check_run(proof)
    check_segment(proof, run)
    check_summaries(proof, run)
    check_signer(proof)
    if proof.header.attestation != GATEWAY:
        check_key(proof, end)
        check_signature(proof)
    check_batch(proof)
    check_statement(leaf_hash(BATCHES, proof.statement_bytes), proof.block, end)
    if proof.registration is not None:
        check_registration(proof, proof.registration, end)
        check_model(proof, proof.registration, end)
    key, change = proof.key or (None, None)
    return Proven(
        gateway=proof.statement.gateway,
        batch=proof.statement.number,
        block=proof.block.number,
        block_hash=proof.block.hash,
        trusted_block=end.height,
        device=proof.header.device,
        channel=proof.channel,
        time=proof.time,
        value=proof.value,
        number=proof.signed and proof.signed[0],
        low=proof.low,
        high=proof.high,
        run=run,
        attestation=ATTESTATIONS[proof.header.attestation],
        segment=blake2(SEGMENT_NAME + proof.header_bytes),
        header=proof.header,
        key=key,
        key_since=change and change.since,
        registration=proof.registration,
    )


def check_run(proof: Proof) -> Summary:
    """Steps 7 and 8."""
    time, value = proof.time, proof.value
    content = proof.salt + u64(time) + i64(value)
    if proof.signed is None:
        hash_ = blake2(READING + content)
    else:
        sequence, signature = proof.signed
        hash_ = blake2(SIGNED_READING + content + u64(sequence) + signature)
    violations = 0 if proof.low <= value <= proof.high else 1
    leaf = make_node(Summary(1, time, value, time, value, value, value, value, violations), hash_)
    root = fold(leaf, proof.index, proof.count, proof.path, join_nodes, NotInSegment)
    if root.summary.count != proof.count:
        raise NotInSegment(f"the run has {root.summary.count} readings, not {proof.count}")
    content = u16(proof.channel) + i64(proof.low) + i64(proof.high) + root.encoded
    leaf = leaf_hash(RUNS, content)
    if plain_root(RUNS, leaf, proof.run_place, NotInSegment) != proof.header.root:
        raise NotInSegment("the run does not lead to the segment's root")
    return root.summary


def check_segment(proof: Proof, run: Summary):
    """Step 9."""
    header, place = proof.header, proof.run_place
    if header.count < 1 or header.start > header.end or header.sequence + header.count > U64:
        raise OutOfBounds("rule 7: the segment's count, times or numbers are impossible")
    if not has_room(header.count, run.count, place.count):
        raise OutOfBounds("rule 8: the run's count does not fit the segment's")
    for time in (run.first_time, run.last_time, proof.time):
        if not header.start <= time <= header.end:
            raise OutOfBounds("rule 9: a time of the run is not within the segment's")
    after = place.count - 1 - place.index
    if place.index > proof.channel or after > LAST_CHANNEL - proof.channel:
        raise OutOfBounds("rule 10: the run's place does not fit its channel")


def check_summaries(proof: Proof, run: Summary):
    """Step 10."""
    for summary in [node.summary for node in proof.path] + [run]:
        rule = contradiction(summary, proof.low, proof.high)
        if rule is not None:
            raise Incoherent(f"rule {rule}: a summary on the proof path contradicts itself")


def check_signer(proof: Proof):
    """Step 11."""
    header = proof.header
    found = (proof.key is not None, proof.signature is not None, proof.signed is not None)
    wanted = {
        GATEWAY: (False, False, False),
        READINGS: (True, False, True),
        SEGMENT: (True, True, False),
    }[header.attestation]
    if found != wanted:
        raise WrongSigner(
            f"attestation {ATTESTATIONS[header.attestation]} wants other keys and signatures"
        )


def check_order(key: Key):
    """The first part of steps 12 and 19."""
    if key.scheme == ED25519 and is_of_small_order(key.public):
        raise WrongKey("anybody can sign under a key of small order")


def check_key(proof: Proof, end: End):
    """Steps 12 to 14."""
    header, (key, change) = proof.header, proof.key
    check_order(key)
    if header.key_epoch == 0:
        if change is not None:
            raise WrongKey("a device's first key has no record")
        if device_id(key) != header.device:
            raise WrongKey("the device is not named after the key")
        return
    if change is None:
        raise WrongKey("the record of a later key is missing")
    record = header.device + u32(header.key_epoch) + key.encode() + u64(change.since)
    check_statement(leaf_hash(KEYS, record), change.proof, end)
    if change.proof.number > proof.block.number:
        raise LaterKey("the chain recorded the key after it had taken the batch")


def check_signature(proof: Proof):
    """Step 15."""
    header, key = proof.header, proof.key[0]
    if header.attestation == SEGMENT:
        purpose, payload, signature = PURPOSE_SEGMENT, proof.header_bytes, proof.signature
    else:
        sequence, signature = proof.signed
        if not header.sequence <= sequence < header.sequence + header.count:
            raise BadSignature("the reading's number is not one of the segment's")
        purpose = PURPOSE_READING
        payload = u32(header.boot_epoch) + u64(sequence) + u16(proof.channel)
        payload += u64(proof.time) + i64(proof.value)
    message = signed_message(key.scheme, purpose, proof.genesis, header.device, payload)
    if not signature_holds(key, signature, message):
        raise BadSignature("the signature is not the key's")


def check_batch(proof: Proof):
    """Steps 16 and 17."""
    header, statement = proof.header, proof.statement
    leaf = leaf_hash(SEGMENTS, proof.header_bytes + (proof.signature or b""))
    if plain_root(SEGMENTS, leaf, proof.segment_place, NotInBatch) != statement.root:
        raise NotInBatch("the segment does not lead to the batch's root")
    if proof.segment_place.count != statement.segments:
        raise NotInBatch("the batch has another number of segments")
    if not 1 <= statement.segments <= statement.readings or statement.start > statement.end:
        raise OutOfBounds("rule 11: the batch's counts or times are impossible")
    if not has_room(statement.readings, header.count, statement.segments):
        raise OutOfBounds("rule 12: the segment's count does not fit the batch's")
    if header.start < statement.start or header.end > statement.end:
        raise OutOfBounds("rule 12: the segment's times are not within the batch's")


def check_registration(proof: Proof, registration: Registration, end: End):
    """Steps 19 to 21."""
    device, key = proof.header.device, registration.key
    check_order(key)
    if device_id(key) != device:
        raise WrongKey("the device is not named after the key that was registered")
    record = device + u32(0) + key.encode() + u64(registration.since) + u32(registration.model)
    record += bytes([registration.provenance])
    check_statement(leaf_hash(KEYS, record), registration.block, end)
    if registration.block.number > proof.block.number:
        raise LaterKey("the chain registered the device after it had taken the batch")


def channels_root(channel: int, registration: Registration) -> bytes:
    """Step 22. The root over the channels of the model."""
    name, unit, place = registration.name, registration.unit, registration.place
    if len(name) > LONGEST_NAME or len(unit) > LONGEST_UNIT:
        raise NotInModel("the channel's name or unit is longer than that of any model")
    try:
        text = name.decode()
    except UnicodeDecodeError as error:
        raise NotInModel("the channel's name is not UTF-8") from error
    if not text or any(ord(c) < 0x20 or 0x7F <= ord(c) < 0xA0 for c in text):
        raise NotInModel("the channel's name is empty, or has a control character")
    if not all(0x21 <= byte <= 0x7E for byte in unit):
        raise NotInModel("the channel's unit has a byte that no unit has")
    if place.index != channel:
        raise NotInModel(f"the model's channel {place.index} is not that of the reading")
    content = u16(channel) + i8(registration.exponent)
    content += i64(registration.low) + i64(registration.high)
    content += bytes([len(name)]) + name.ljust(LONGEST_NAME, b"\0")
    content += bytes([len(unit)]) + unit.ljust(LONGEST_UNIT, b"\0")
    return plain_root(CHANNELS, leaf_hash(CHANNELS, content), place, NotInModel)


def check_model(proof: Proof, registration: Registration, end: End):
    """Steps 22 to 24."""
    root = channels_root(proof.channel, registration)
    numbers = u32(registration.model) + u32(registration.manufacturer)
    model = leaf_hash(MODELS, proof.genesis + numbers + root)
    check_statement(model, registration.model_block, end)
    if (registration.low, registration.high) != (proof.low, proof.high):
        raise OtherLimits(
            f"the run has limits {proof.low} and {proof.high}, "
            f"the model {registration.low} and {registration.high}"
        )


# The command


def registration_words(channel: int, registration: Registration) -> str:
    unit = f"10^{registration.exponent} {registration.unit.decode()}".rstrip()
    # As Python quotes it, a name has no line breaks, nor anything else that is not printed.
    return (
        f"The chain registered the device in block {registration.block.number}, "
        f"at {moment(registration.since)}, as one of model {registration.model} "
        f"of organisation {registration.manufacturer}. "
        f"{VOUCHED[registration.provenance]} "
        f"The model calls channel {channel} {registration.name.decode()!r}, its values count in "
        f"units of {unit}, and its limits are those of the run."
    )


def plain_words(p: Proven | recorded.Proven) -> str:
    if isinstance(p, recorded.Proven):
        return p.words()
    run, header = p.run, p.header
    key = p.key and f"The {SCHEMES[p.key.scheme]} key {hexed(p.key.public)}"
    signed = {
        "Gateway": "Nothing is signed by the device: the reading is the gateway's word alone.",
        "Readings": f"{key} signed this reading, its channel and its number {p.number}.",
        "Segment": f"{key} signed the segment, so also its bounds and the name of the one before.",
    }[p.attestation]
    lines = [
        f"Device {hexed(p.device)} read {p.value} on channel {p.channel} at {moment(p.time)}, "
        "by its own clock.",
        signed,
    ]
    if p.key and p.key_since is None:
        lines.append("It is the device's first key.")
    elif p.key:
        lines.append(
            f"The chain recorded it as the device's key {header.key_epoch}, "
            f"valid since {moment(p.key_since)}."
        )
    if p.registration:
        lines.append(registration_words(p.channel, p.registration))
    before = "none" if header.previous == bytes(32) else hexed(header.previous)
    lines += [
        f"Channel {p.channel} in the segment, with limits {p.low} and {p.high}: "
        f"readings {run.count}, first {run.first_value} at {moment(run.first_time)}, "
        f"last {run.last_value} at {moment(run.last_time)}, least {run.min}, greatest {run.max}, "
        f"sum {run.sum}, beyond the limits {run.violations}.",
        f"Segment {hexed(p.segment)}: numbers {header.sequence} to "
        f"{header.sequence + header.count - 1} of boot {header.boot_epoch}, "
        f"from {moment(header.start)} to {moment(header.end)}. The segment before: {before}.",
        f"Gateway {hexed(p.gateway)} anchored it in its batch {p.batch}, in block {p.block}, "
        f"{hexed(p.block_hash)}, {ancestry(p.block, p.trusted_block)}.",
    ]
    return "\n".join(lines)


def check_line(line: str) -> dict:
    try:
        entry = json.loads(line)
        proof, genesis, block = (unhex(entry[name]) for name in ("proof", "genesis", "block"))
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return {"ok": False, "error": "BadLine", "reason": "not a line of proof, genesis and block"}
    try:
        return {"ok": True, "error": None, **verify(proof, genesis, block).to_json()}
    except Refused as error:
        return {"ok": False, "error": error.name, "reason": str(error)}


def bulk(lines) -> int:
    all_proven = True
    for line in lines:
        if not line.strip():
            continue
        answer = check_line(line)
        all_proven &= answer["ok"]
        print(json.dumps(answer))
    return 0 if all_proven else 1


def hash_argument(text: str) -> bytes:
    data = unhex(text)
    if len(data) != 32:
        raise ValueError("not 32 bytes")
    return data


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description="Checks a Tallystick proof file.")
    parser.add_argument("file", nargs="?", metavar="FILE", help="the proof; with --bulk, the lines")
    parser.add_argument(
        "--genesis", type=hash_argument, metavar="HEX", help="the chain's genesis hash"
    )
    parser.add_argument(
        "--block", type=hash_argument, metavar="HEX", help="hash of a block known to be final"
    )
    parser.add_argument(
        "--bulk", action="store_true", help="check lines of JSON, by default from standard input"
    )
    options = parser.parse_args(arguments)
    single = options.file and options.genesis is not None and options.block is not None
    if options.bulk and (options.genesis is not None or options.block is not None):
        parser.error("with --bulk, every line has its own genesis and block")
    if not options.bulk and not single:
        parser.error("FILE, --genesis and --block are needed")
    try:
        if options.bulk and options.file in (None, "-"):
            sys.stdin.reconfigure(encoding="utf-8", errors="replace")
            return bulk(sys.stdin)
        if options.bulk:
            with open(options.file, encoding="utf-8", errors="replace") as lines:
                return bulk(lines)
        with open(options.file, "rb") as file:
            proof = file.read(MAX_BYTES + 1)
    except OSError as error:
        parser.error(str(error))
    try:
        print(plain_words(verify(proof, options.genesis, options.block)))
    except Refused as error:
        print(f"refused: {error.name}: {error}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    # The name of a channel may have letters that the terminal has not.
    sys.stdout.reconfigure(errors="backslashreplace")
    sys.exit(main())
