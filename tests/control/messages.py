"""Writes and reads what goes to a device and comes back: grants, commands, beats and answers. Written from
docs/devices.md alone. Needs nothing but Python."""

import struct

PURPOSES = {"grant": 7, "command": 8, "beat": 9, "done": 10, "entrust": 11}
SCHEMES = ("ed25519", "p256", "secp256k1")
PROTECTED = (bytes.fromhex("a10127"), bytes.fromhex("a10126"), bytes.fromhex("a101382e"))
REASONS = ("local", "interlock", "model", "envelope", "stale", "noLease", "tenure", "pace", "noGrant", "expired", "memory")
LENGTHS = {"grant": 262, "entrust": 42, "command": 54, "beat": 100, "done": 36}
NO_CHANNEL = 0xFFFF


class Invalid(Exception):
    pass


def raw(text: str) -> bytes:
    return bytes.fromhex(text.removeprefix("0x"))


def key_bytes(key: dict | None) -> bytes:
    if key is None:
        return b"\xff" + bytes(33)
    return bytes([SCHEMES.index(key["scheme"])]) + raw(key["key"]).ljust(33, b"\0")


def read_key(data: bytes) -> dict | None:
    scheme, key = data[0], data[1:]
    if scheme == 0xFF and key == bytes(33):
        return None
    if scheme > 2 or (scheme == 0 and key[-1]):
        raise Invalid(f"no key: {data.hex()}")
    return {"scheme": SCHEMES[scheme], "key": "0x" + key[: 33 - (scheme == 0)].hex()}


def option(value: object, layout: str, *fields: int) -> bytes:
    return struct.pack("<?" + layout, value is not None, *fields)


def grant(of: dict) -> bytes:
    envelope = of["envelope"]
    bounds, slew = envelope["bounds"], envelope["slew"]
    pace, limits = bounds["pace"], bounds["range"]
    off = pace["off"]
    return b"".join(
        [
            struct.pack("<I32sHI", of["tenure"], raw(of["model"]), of["channel"], of["version"]),
            struct.pack("<qqI", int(limits["low"]), int(limits["high"]), bounds["step"]),
            struct.pack("<qq", int(bounds["failSafe"]), int(bounds["startup"])),
            option(off, "q", int(off or 0)),
            struct.pack("<IIHI", pace["minOn"], pace["minOff"], pace["perHour"], bounds["lease"]),
            option(slew, "II", *((slew["by"], slew["per"]) if slew else (0, 0))),
            struct.pack("<q", int(envelope["default"])),
            *map(key_bytes, of["gateways"]),
            struct.pack("<Q", int(of["ends"])),
        ]
    )


def entrust(of: dict) -> bytes:
    return key_bytes(of["key"]) + struct.pack("<II", of["tenure"], of["version"])


def command(of: dict) -> bytes:
    return struct.pack(
        "<IHQq32s", of["tenure"], of["channel"], int(of["id"]), int(of["value"]), raw(of["cause"])
    )


def beat(of: dict) -> bytes:
    newest = [(one["channel"], int(one["id"])) if one else (NO_CHANNEL, 0) for one in of["newest"]]
    head = struct.pack("<IQQ", of["height"], int(of["time"]), int(of["nonce"]))
    return head + b"".join(struct.pack("<HQ", *one) for one in newest)


def outcome(of: str | dict) -> bytes:
    if isinstance(of, dict):
        return bytes([1, REASONS.index(of["refused"]) + 1])
    return bytes([("done", None, "interrupted").index(of), 0])


def done(of: dict) -> bytes:
    numbers = (int(of["before"]), int(of["after"]), of["bootEpoch"])
    head = struct.pack("<IHQ", of["tenure"], of["channel"], int(of["id"]))
    return head + outcome(of["outcome"]) + struct.pack("<qqI", *numbers)


WRITERS = {"grant": grant, "entrust": entrust, "command": command, "beat": beat, "done": done}


def string(part: bytes) -> bytes:
    length = len(part)
    if length < 24:
        return bytes([0x40 | length]) + part
    return (bytes([0x58, length]) if length < 256 else b"\x59" + length.to_bytes(2, "big")) + part


def signed_bytes(kind: str, scheme: int, genesis: bytes, device: bytes, payload: bytes) -> bytes:
    aad = b"tallystick/1" + bytes([PURPOSES[kind]]) + genesis + device
    return b"\x84\x6aSignature1" + string(PROTECTED[scheme]) + string(aad) + string(payload)


def published(scheme: int, kid: int | None, payload: bytes, signature: bytes) -> bytes:
    unprotected = b"\xa0" if kid is None else b"\xa1\x04\x44" + struct.pack("<I", kid)
    return b"\x84" + string(PROTECTED[scheme]) + unprotected + string(payload) + string(signature)


def read(kind: str, data: bytes) -> tuple[int, int | None, bytes, bytes]:
    """Scheme, kid, payload and signature of a message of this kind."""
    for scheme, protected in enumerate(PROTECTED):
        start = b"\x84" + string(protected)
        if not data.startswith(start):
            continue
        at = len(start)
        kid = None
        if data[at : at + 3] == b"\xa1\x04\x44":
            kid = int.from_bytes(data[at + 3 : at + 7], "little")
        at += 1 if kid is None else 7
        payload = data[-66 - LENGTHS[kind] : -66]
        signature = data[-64:]
        if published(scheme, kid, payload, signature) == data:
            return scheme, kid, payload, signature
    raise Invalid(f"not one form: {data.hex()}")
