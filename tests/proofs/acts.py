"""Reads acts, which are firings of rules and commands to actuators, and checks their proofs. Written
from docs/proofs.md alone. Needs nothing but Python.

As a module: `verify(proof, genesis, block)` returns a `recorded.Proven` or raises a `Refused`.
"""

import recorded
from chain import Malformed, Reader
from trees import blake2, hexed, moment

MAGIC = b"TLYA\x01"
FIRED, COMMANDED, REASON = 0x17, 0x18, b"\x43"
EARLIEST, LATEST = 2**40, 2**56 - 1
MOST = 16
FACTS = (
    "gap",
    "restart",
    "fork",
    "skew",
    "outOfRange",
    "uncalibrated",
    "late",
    "oldKey",
    "omitted",
)


def reason_hash(kind: int, level: int = 0, subject: bytes = bytes(32)) -> bytes:
    return blake2(REASON + bytes([kind, level]) + subject)


def limit_hash(event: int) -> bytes:
    return reason_hash(4, subject=event.to_bytes(32, "little"))


REASONS = {
    reason_hash(0): "nobody claimed anything: the default of the owner's envelope",
    reason_hash(2): "a guard had failed",
    reason_hash(3): "the actuator had changed too often",
}


class Act:
    """Takes an act from the front of a reader."""

    def __init__(self, r: Reader):
        self.r = r
        start = r.at
        kind = r.u8()
        if kind == FIRED:
            self.content = {"fired": self.take_firing()}
        elif kind == COMMANDED:
            self.content = {"commanded": self.take_command()}
        else:
            raise Malformed(f"{kind} is no kind of act")
        self.bytes = r.data[start : r.at]

    def take_time(self) -> int:
        at = self.r.u64()
        if not EARLIEST <= at <= LATEST:
            raise Malformed(f"no act has the time {at}")
        return at

    def take_list(self, least: int, read) -> list:
        length = self.r.u8()
        if not least <= length <= MOST:
            raise Malformed(f"a list has {length} elements")
        return [read() for _ in range(length)]

    def take_stream(self) -> dict:
        return {"device": hexed(self.r.hash()), "channel": self.r.u16()}

    def take_firing(self) -> dict:
        return {
            "at": self.take_time(),
            "rule": self.r.u32(),
            "version": self.r.u32(),
            "firings": self.take_list(1, self.take_output),
            "evidence": self.take_list(0, self.take_observation),
        }

    def take_output(self) -> dict:
        return {"output": self.r.u8(), "effect": self.take_effect()}

    def take_effect(self) -> str | dict:
        match self.r.u8(), self.r.i64():
            case 0, 0:
                return "released"
            case 1, 0:
                return "active"
            case 2, value:
                return {"value": str(value)}
            case kind, value:
                raise Malformed(f"an output has the kind {kind} and the value {value}")

    def take_observation(self) -> dict:
        return {
            "stream": self.take_stream(),
            "bootEpoch": self.r.u32(),
            "sequence": str(self.r.u64()),
            "facts": self.take_facts(),
            "value": self.take_value(),
        }

    def take_facts(self) -> list[str]:
        bits = self.r.u16()
        if bits >> len(FACTS):
            raise Malformed(f"{bits:#x} has a bit that is no fact")
        return [name for place, name in enumerate(FACTS) if bits >> place & 1]

    def take_value(self) -> str | dict:
        match self.r.u8(), self.r.i64():
            case 0, 0:
                return "undefined"
            case 1, (0 | 1) as value:
                return {"truth": bool(value)}
            case 2, value:
                return {"number": str(value)}
            case kind, value:
                raise Malformed(f"an observation has the kind {kind} and the value {value}")

    def take_command(self) -> dict:
        return {
            "at": self.take_time(),
            "actuator": self.take_stream(),
            "tenure": self.r.u32(),
            "id": self.r.u64(),
            "value": str(self.r.i64()),
            "cause": hexed(self.r.hash()),
        }

    # What follows from it

    def leaf(self) -> bytes:
        return blake2(self.bytes)

    def to_json(self) -> dict:
        return {"act": self.bytes.hex()} | self.content

    def words(self) -> str:
        fired = self.content.get("fired")
        return firing_in_words(fired) if fired else command_in_words(self.content["commanded"])


def firing_in_words(fired: dict) -> str:
    lines = [
        f"Version {fired['version']} of rule {fired['rule']} fired at {moment(fired['at'])}, "
        "by the chain's clock."
    ]
    for firing in fired["firings"]:
        effect = firing["effect"]
        effect = effect if isinstance(effect, str) else f"the value {effect['value']}"
        lines.append(f"Its output {firing['output']} came to: {effect}.")
    for observed in fired["evidence"]:
        value = observed["value"]
        if isinstance(value, dict):
            value = str(next(iter(value.values()))).lower()
        facts = ", ".join(observed["facts"]) or "none"
        stream = observed["stream"]
        lines.append(
            f"It went by channel {stream['channel']} of device {stream['device']}, boot epoch "
            f"{observed['bootEpoch']}, segment from number {observed['sequence']}: value {value}, "
            f"facts {facts}."
        )
    if not fired["evidence"]:
        lines.append("It went by no observation.")
    return "\n".join(lines)


def command_in_words(command: dict) -> str:
    actuator, cause = command["actuator"], command["cause"]
    otherwise = (
        "the leaf of the firing that led to it, or the hash of a claim by hand or of a grid "
        "operator's limit"
    )
    why = REASONS.get(bytes.fromhex(cause[2:]), otherwise)
    return (
        f"Channel {actuator['channel']} of device {actuator['device']} was commanded to the value "
        f"{command['value']} at {moment(command['at'])}, by the chain's clock: "
        f"command {command['id']}, tenure {command['tenure']}.\nIts cause is {cause}: {why}."
    )


# The file


def decode(file: bytes) -> recorded.Proof:
    return recorded.decode(file, MAGIC, Act)


def verify(file: bytes, genesis: bytes, block: bytes) -> recorded.Proven:
    return recorded.check(decode(file), genesis, block)
