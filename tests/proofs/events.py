"""Reads events of assets, and checks their proofs. Written from docs/events.md and docs/proofs.md
alone. Needs nothing but Python.

As a module: `verify(proof, genesis, block)` returns a `recorded.Proven` or raises a `Refused`.
"""

import datetime
import functools
import hashlib
import json
import string
from pathlib import Path
from urllib.parse import quote

import recorded
from chain import Malformed, Reader, leaf_hash
from trees import hexed

MAGIC = b"TLYE\x01"
LEAST_LEAF = 69
TYPES = ("Object", "Aggregation", "Transaction", "Transformation", "Association")
ACTIONS = ("ADD", "OBSERVE", "DELETE")
LAST_MOMENT = 253_402_300_799_999
CHARACTERS = string.ascii_letters + string.digits + "!\"%&'()*+,-./:;<=>?_"
IN_LINK, IN_URN = '!"%&()*+,/:<>?', '"%&/<>?'
VOCABULARY = Path(__file__).parents[2] / "primitives" / "gs1" / "vectors" / "vocabulary.json"
CONTEXT = [
    "https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld",
    {"tallystick": "urn:tallystick:epcis:"},
]


@functools.cache
def terms(kind: str) -> list[str]:
    return json.loads(VOCABULARY.read_text())[kind]


# Decoding: what comes out is EPCIS in JSON


def moment(milliseconds: int) -> str:
    date = datetime.datetime(1970, 1, 1) + datetime.timedelta(milliseconds=milliseconds)
    return date.isoformat(timespec="milliseconds") + "Z"


def clock_offset(minutes: int) -> str:
    sign = "-" if minutes < 0 else "+"
    return f"{sign}{abs(minutes) // 60:02}:{abs(minutes) % 60:02}"


def escaped(text: str, reserved: str) -> str:
    return "".join(quote(c, safe="") if c in reserved else c for c in text)


class Event:
    """Takes an event from the front of a reader."""

    def __init__(self, r: Reader):
        self.r = r
        start = r.at
        self.time = self.take_time()
        offset = int.from_bytes(r.take(2), "little", signed=True)
        if not -840 <= offset <= 840:
            raise Malformed(f"an offset of {offset} minutes")
        self.recorded = self.take_time()
        kind = self.one_of(TYPES)
        epcis = {
            "type": kind + "Event",
            "eventTime": moment(self.time),
            "eventTimeZoneOffset": clock_offset(offset),
            "recordTime": moment(self.recorded),
        }
        match kind:
            case "Object" | "Transaction":
                epcis["action"] = self.one_of(ACTIONS)
                self.take_items(epcis, "epcList", "quantityList")
            case "Transformation":
                self.take_items(epcis, "inputEPCList", "inputQuantityList")
                self.take_items(epcis, "outputEPCList", "outputQuantityList")
            case _:
                epcis["action"] = self.one_of(ACTIONS)
                parent = r.option(self.take_thing) if kind == "Aggregation" else self.take_thing()
                epcis["parentID"] = parent
                self.take_items(epcis, "childEPCs", "childQuantityList")
        epcis["bizStep"] = r.option(lambda: self.one_of(terms("BizStep")))
        epcis["disposition"] = r.option(lambda: self.one_of(terms("Disp")))
        epcis["readPoint"] = r.option(lambda: {"id": self.take_site()})
        epcis["bizLocation"] = r.option(lambda: {"id": self.take_site()})
        epcis["bizTransactionList"] = self.take_list(8, self.take_transaction)
        epcis["sourceList"] = self.take_side("source")
        epcis["destinationList"] = self.take_side("destination")
        epcis["ilmd"] = r.option(lambda: {"tallystick:hash": hexed(r.hash())})
        for name in ("short", "damaged", "over"):
            epcis["tallystick:" + name] = r.option(self.take_stated_amount)
        epcis["errorDeclaration"] = r.option(self.take_error)
        self.epcis = {name: value for name, value in epcis.items() if value not in (None, [])}
        self.bytes = r.data[start : r.at]
        self.epcis["eventID"] = self.id = event_id(self.cbv_hash())

    def one_of(self, names: list[str]) -> str:
        at = self.r.u8()
        if at >= len(names):
            raise Malformed(f"{at} is none of {len(names)} values")
        return names[at]

    def take_time(self) -> int:
        milliseconds = self.r.u64()
        if milliseconds > LAST_MOMENT:
            raise Malformed("a time after the year 9999")
        return milliseconds

    def take_list(self, most: int, read) -> list:
        length = self.r.compact()
        if length > most:
            raise Malformed(f"a list has {length} elements")
        return [read() for _ in range(length)]

    def take_text(self, least: int, most: int) -> str:
        length = self.r.compact()
        if not least <= length <= most:
            raise Malformed(f"a text has {length} characters")
        text = self.r.take(length).decode("latin-1")
        if not set(text) <= set(CHARACTERS):
            raise Malformed(f"GS1 does not allow all characters of {text!r}")
        return text

    def take_number(self, digits: int) -> str:
        number = f"{self.r.u64():0{digits}}"
        weights = [3, 1] * digits
        total = sum(int(digit) * weight for digit, weight in zip(reversed(number[:-1]), weights))
        if len(number) > digits or (total + int(number[-1])) % 10:
            raise Malformed(f"{number} has too many digits, or a wrong check digit")
        return number

    def take_key(self, kind: int) -> str:
        def text(most: int) -> str:
            return escaped(self.take_text(1, most), IN_LINK)

        match kind:
            case 0:
                key = f"01/{self.take_number(14)}/21/{text(20)}"
            case 1:
                key = f"01/{self.take_number(14)}/10/{text(20)}"
            case 2:
                key = f"00/{self.take_number(18)}"
            case 3:
                key = f"8003/0{self.take_number(13)}{text(16)}"
            case _:
                giai = self.take_text(5, 30)
                if not giai[:4].isdecimal():
                    raise Malformed("a GIAI begins with four digits")
                key = f"8004/{escaped(giai, IN_LINK)}"
        return "https://id.gs1.org/" + key

    def take_thing(self) -> str:
        kind = self.r.u8()
        if kind not in (0, 2, 3, 4):
            raise Malformed(f"a thing has no key of kind {kind}")
        return self.take_key(kind)

    def take_items(self, epcis: dict, things: str, quantities: str):
        epcis[things] = self.take_list(32, self.take_thing)
        epcis[quantities] = self.take_list(32, self.take_quantity)

    def take_quantity(self) -> dict:
        match self.r.u8():
            case 0:
                kind = self.take_key(1)
            case 1:
                kind = "https://id.gs1.org/01/" + self.take_number(14)
            case 2:
                kind = "https://id.gs1.org/8003/0" + self.take_number(13)
            case other:
                raise Malformed(f"{other} is no kind of quantity")
        return {"epcClass": kind} | (self.r.option(self.take_amount) or {})

    def take_stated_amount(self) -> str:
        amount = self.take_amount()
        return " ".join(str(amount[name]) for name in ("quantity", "uom") if name in amount)

    def take_amount(self) -> dict:
        number, decimals = self.r.u64(), self.r.u8()
        if number >= 10**15 or decimals > 4 or (decimals and number % 10 == 0):
            raise Malformed("an amount has too many digits, or a zero at its end")
        amount = {"quantity": number / 10**decimals if decimals else number}
        unit = self.r.option(lambda: self.take_text(2, 3))
        if unit is not None:
            if not set(unit) <= set(string.ascii_uppercase + string.digits):
                raise Malformed(f"{unit!r} is no unit")
            exponent = unit[1] == "E" and unit[0].isdecimal() and unit[2:].isdecimal()
            if unit[0] == "0" or unit == "INF" or exponent:
                raise Malformed(f"the unit {unit!r} looks like a number")
            amount["uom"] = unit
        return amount

    def take_site(self) -> str:
        number, extension = self.take_number(13), self.r.option(lambda: self.take_text(1, 20))
        if extension == "0":
            raise Malformed("the extension 0")
        behind = "" if extension is None else "/254/" + escaped(extension, IN_LINK)
        return f"https://id.gs1.org/414/{number}{behind}"

    def take_transaction(self) -> dict:
        kind = self.one_of(terms("BTT"))
        match self.r.u8():
            case 0:
                by = self.take_number(13)
                number = escaped(self.take_text(1, 20), IN_URN)
                name = f"urn:epcglobal:cbv:bt:{by}:{number}"
            case 1:
                name = "urn:tallystick:hash:" + hexed(self.r.hash())
            case other:
                raise Malformed(f"{other} is no name of a transaction")
        return {"type": kind, "bizTransaction": name}

    def take_side(self, name: str) -> list[dict]:
        def party() -> str:
            return "https://id.gs1.org/417/" + self.take_number(13)

        owner, possessor = self.r.option(party), self.r.option(party)
        sides = {
            "location": self.r.option(self.take_site),
            "owning_party": owner,
            "possessing_party": possessor,
        }
        return [{"type": kind, name: who} for kind, who in sides.items() if who is not None]

    def take_error(self) -> dict:
        error = {
            "declarationTime": moment(self.take_time()),
            "reason": self.r.option(lambda: self.one_of(terms("ER"))),
            "correctiveEventIDs": self.take_list(8, lambda: event_id(self.r.hash())),
        }
        return {name: value for name, value in error.items() if value not in (None, [])}

    # What follows from it

    def to_json(self) -> dict:
        return {
            "event": self.bytes.hex(),
            "recorded": self.recorded,
            "id": self.id,
            "epcis": self.epcis,
        }

    def words(self) -> str:
        recorded_at = self.epcis["recordTime"]
        return (
            f"Event {self.id}, recorded at {recorded_at} by the chain's clock.\n"
            + json.dumps({"@context": CONTEXT} | self.epcis, indent=1)
        )

    def leaf(self) -> bytes:
        return leaf_hash(recorded.EVENTS, self.bytes.ljust(LEAST_LEAF - 1, b"\0"))

    def cbv_text(self) -> str:
        epcis, text = self.epcis, []

        def uri(kind: str, term: str) -> str:
            return f"https://ref.gs1.org/cbv/{kind}-{term}"

        def put(name: str, value: str | None):
            if value is not None:
                text.append(f"{name}={value}")

        def put_list(name: str, write):
            elements = sorted(write(element) for element in epcis.get(name, []))
            text.extend([name, *elements] if elements else [])

        def quantity(one: dict) -> str:
            names = {"epcClass": "quantityElementepcClass", "quantity": "quantity", "uom": "uom"}
            return "".join(f"{names[name]}={value}" for name, value in one.items())

        for name in ("type", "eventTime", "eventTimeZoneOffset", "parentID"):
            put("eventType" if name == "type" else name, epcis.get(name))
        for things in ("epcList", "childEPCs", "inputEPCList"):
            put_list(things, lambda epc: f"epc={epc}")
        for quantities in ("quantityList", "childQuantityList", "inputQuantityList"):
            put_list(quantities, quantity)
        put_list("outputEPCList", lambda epc: f"epc={epc}")
        put_list("outputQuantityList", quantity)
        put("action", epcis.get("action"))
        for name, kind in (("bizStep", "BizStep"), ("disposition", "Disp")):
            put(name, epcis.get(name) and uri(kind, epcis[name]))
        for name in ("readPoint", "bizLocation"):
            put(name + "id", epcis.get(name, {}).get("id"))
        put_list(
            "bizTransactionList",
            lambda one: f"type={uri('BTT', one['type'])}bizTransaction={one['bizTransaction']}",
        )
        for name in ("source", "destination"):
            put_list(
                name + "List",
                lambda one, name=name: f"type={uri('SDT', one['type'])}{name}={one[name]}",
            )
        hash_ = epcis.get("ilmd", {}).get("tallystick:hash")
        put("ilmd{urn:tallystick:epcis:}hash", hash_)
        for name in ("damaged", "over", "short"):
            put("{urn:tallystick:epcis:}" + name, epcis.get("tallystick:" + name))
        return "".join(text)

    def cbv_hash(self) -> bytes:
        return hashlib.sha256(self.cbv_text().encode()).digest()


def event_id(hash_: bytes) -> str:
    return f"ni:///sha-256;{hash_.hex()}?ver=CBV2.0"


# The file


def decode(file: bytes) -> recorded.Proof:
    return recorded.decode(file, MAGIC, Event)


def verify(file: bytes, genesis: bytes, block: bytes) -> recorded.Proven:
    return recorded.check(decode(file), genesis, block)
