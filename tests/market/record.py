"""Writes what happened in the energy market of a chain, as settle.py reads it.

Usage:
    record.py --node URL [--first BLOCK] [--last BLOCK]
        Prints a list of one session. It begins with the state after the first block, or the
        genesis, and ends with the last one, or the newest finalised block. What the chain has is
        noted at the end, and after each block that settles something. The node has to keep old
        states.

It reads the chain by the client of tests/cold-chain, whose packages it needs, and shares no code
with the chain's. When the session begins, margins may be put up, but no float is, and nothing is
ordered, counted or settled. Until it ends, the chain takes all calls, and the accounts of the market (owners of points,
suppliers, payees and pots) pay fees and deposits, and take part in no transfer.
"""

import argparse
import json
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

TESTS = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(TESTS / name) for name in ("cold-chain", "proofs", "condition")]
import condition as c
from client import Chain, Unreadable

MARKET = "EnergyMarket"
POTS, ORGANIZATIONS = b"tallymkt", b"tallyorg"
"""The ids of the pallets from which accounts derive."""
OWN = {"Margin", "Float"}
"""Reasons of holds that settle.py accounts for."""
SPANS = {"estimation": 2, "correction": 7}
"""In periods, from the later of a period's end and its clearing. The runtime's, no constants."""
REACTION = 7
"""In periods: within them, and the horizon, whoever dislikes a change can leave."""
FLOAT_SPAN = 10
"""In periods: as long as accounts can be made."""


def plain(value):
    """With names as the node's JSON has them."""
    if isinstance(value, dict):
        return {lower(name): plain(own) for name, own in value.items()}
    if isinstance(value, (list, tuple)):
        return [plain(own) for own in value]
    if isinstance(value, str) and value.isalpha():
        return lower(value)
    return value


def lower(name: str) -> str:
    first, *rest = name.split("_")
    return first[:1].lower() + first[1:] + "".join(part.capitalize() for part in rest)


def places(bits: int) -> list[int]:
    return [place for place in range(96) if bits >> place & 1]


def is_own(given: dict) -> bool:
    """Whether a hold has one of the reasons that settle.py accounts for."""
    ((pallet, reason),) = given.items()
    return pallet == MARKET and reason in OWN


class Recorder:
    def __init__(self, chain: Chain, first: int, last: int):
        self.chain, self.first, self.last = chain, first, last
        self.hash = chain.hash(last)
        self.timing = chain.value(last, MARKET, "MarketTiming")
        self.journal: list[dict] = []
        self.known: dict[tuple[str, int], set[int]] = {}
        """The places of the orders of a point and period."""
        self.dated: set[int] = set()
        self.accounts: set[str] = set()
        """Those that the market pays, or is paid by."""
        self.now = 0

    def constant(self, pallet: str, name: str) -> int:
        return self.chain.api.get_constant(pallet, name, block_hash=self.hash).value

    def all(self, entry: str, *keys, block: int | None = None) -> Iterator[tuple]:
        return self.chain.values(self.last if block is None else block, MARKET, entry, *keys)

    def at(self, block: int, entry: str, *keys):
        return self.chain.value(block, MARKET, entry, *keys)

    def note(self, kind: str, content: dict):
        self.journal.append({"at": self.now, kind: content})

    def session(self) -> dict:
        before = {
            name: account["data"]["free"]
            for name, account in self.chain.values(self.first, "System", "Account")
        }
        records = self.records()
        self.accounts = self.parties(records)
        for block in range(self.first + 1, self.last + 1):
            self.block(block)
        self.note("found", self.found(self.last))
        return {
            "timing": plain(self.timing),
            "existential": self.constant("Balances", "ExistentialDeposit"),
            "floatPeriods": self.constant(MARKET, "FloatPeriods"),
            "floatSpan": FLOAT_SPAN,
            **self.spans(),
            **records,
            "balances": before,
            "journal": self.journal,
        }

    def records(self) -> dict:
        zones, tariffs, indices = {}, {}, {}
        for zone, (record, _) in self.all("Zones"):
            zones[zone] = {
                "operator": self.account(record["operator"]),
                "terms": plain(record["terms"]),
                "versions": {},
            }
        for (zone, version), (terms, _) in self.all("Terms"):
            zones[zone]["versions"][version] = plain(terms)
        for tariff, (head, _) in self.all("Tariffs"):
            names = ("supplier", "versions", "ends")
            tariffs[tariff] = {name: plain(head[name]) for name in names} | {"texts": {}}
        for (tariff, version), (text, _) in self.all("Versions"):
            tariffs[tariff]["texts"][version] = plain(text)
        for (index, period), reports in self.all("Reports"):
            for report, _ in reports:
                indices.setdefault(index, []).append({"period": period, **plain(report)})
        suppliers = {}
        for org, record in self.all("Suppliers"):
            suppliers[org] = {"standing": plain(record["standing"]), "account": self.account(org)}
        return {
            "zones": zones, "tariffs": tariffs, "indices": indices, "suppliers": suppliers,
            "points": {id: self.point(id, record) for id, (record, _) in self.all("Points")},
        }  # fmt: skip

    def account(self, org: int) -> str | None:
        """Of an organisation, if there is one."""
        known = self.chain.value(self.last, "Consortium", "Organizations", org)
        return self.derived(ORGANIZATIONS, org) if known else None

    def derived(self, pallet: bytes, id: int) -> str:
        """The address of an account without a key."""
        account = b"modl" + pallet + id.to_bytes(4, "little")
        return self.chain.api.ss58_encode(account.ljust(32, b"\0"))

    def gone(self, device: str) -> int | None:
        """When it was retired or revoked."""
        record = self.chain.value(self.last, "DeviceRegistry", "Devices", device)
        ended = record and record_of(record)["ended"]
        return ended and ended["at"]

    def spans(self) -> dict:
        """For how long nobody misses a reading, and the least notice in slots."""
        slot = self.timing["slot"]
        length = slot * self.timing["period"]
        reaction = REACTION * length
        return {
            "estimation": SPANS["estimation"] * length,
            "notice": -(-(self.timing["horizon"] + reaction) // slot),
        }

    def point(self, id: str, record: dict) -> dict:
        meters = []
        for own in self.at(self.last, "PointMeters", id)["meters"]:
            counters = {
                flow: {name: own[flow][name] for name in ("channel", "exponent")}
                for flow in ("import", "export")
            }
            meters.append(
                {name: own[name] for name in ("device", "from", "until")}
                | counters
                | {"gone": self.gone(own["device"])}
            )
        status, before = record["status"], self.at(self.first, "Points", id)
        return {
            "owner": record["owner"],
            "zone": record["zone"],
            "powers": plain(record["powers"]),
            "contract": plain(record["contract"]),
            "ends": status["Closed"] if isinstance(status, dict) else None,
            "free": before[0]["free"] if before else 0,
            "meters": meters,
        }

    def block(self, block: int):
        # What the block begins with happens by the clock of the one before.
        for period, (moment, _) in self.all("Cleared", block=block):
            self.deadlines(period, moment)
        self.now = self.chain.value(block, "Timestamp", "Now")
        events = [event.value for event in self.chain.api.get_events(self.chain.hash(block))]
        names = {event["event_id"] for event in events if event["module_id"] == MARKET}
        for event in events:
            handler = f"{event['module_id']}_{event['event_id']}"
            if hasattr(self, handler):
                getattr(self, handler)(block, event["attributes"], names)
        if "Settled" in names:
            self.note("found", self.found(block))

    def deadlines(self, period: int, moment: int):
        if period in self.dated:
            return
        self.dated.add(period)
        length = self.timing["period"] * self.timing["slot"]
        since = max(moment, (period + 1) * length)
        ends = {name: since + count * length for name, count in SPANS.items()}
        self.note("deadlines", {"period": period, **ends})

    def EnergyMarket_ZoneOpened(self, _, of: dict, __):
        """The operator endows the pot with the least that an account can have."""
        endowment = self.constant("Balances", "ExistentialDeposit")
        self.deposit(self.account(of["operator"]), endowment)
        self.deposit(self.derived(POTS, of["zone"]), -endowment)

    def TransactionPayment_TransactionFeePaid(self, _, of: dict, __):
        self.deposit(of["who"], of["actual_fee"])

    def Balances_Held(self, _, of: dict, __):
        if not is_own(of["reason"]):
            self.deposit(of["who"], of["amount"])

    def Balances_Released(self, _, of: dict, __):
        if not is_own(of["reason"]):
            self.deposit(of["who"], -of["amount"])

    def deposit(self, account: str, amount: int):
        """What is free of an account falls, and the market has nothing to do with it."""
        if amount:
            self.note("deposit", {"account": account, "amount": amount})

    def amount(self, kind: str, of: dict, *names: str):
        self.note(kind, {name: plain(of[name]) for name in names})

    def EnergyMarket_Funded(self, _, of: dict, __):
        self.amount("fund", of, "point", "amount")

    def EnergyMarket_Withdrawn(self, _, of: dict, __):
        self.amount("withdraw", of, "point", "amount")

    def EnergyMarket_Placed(self, block: int, of: dict, names: set):
        """The orders are those after the block: several calls in one add up to them."""
        point, period = of["point"], of["period"]
        zone = self.at(block, "Points", point)[0]["zone"]
        placed = self.at(block, "Orders", (zone, period), point) or []
        if not placed and "Counted" in names:
            return
        orders = {own["place"]: plain(own["order"]) for own in placed}
        gone = self.known.get((point, period), set()) - orders.keys()
        self.known[point, period] = set(orders)
        empty = {"side": "buy", "steps": []}
        every = [*((place, empty) for place in gone), *orders.items()]
        self.note("place", {"point": point, "period": period, "orders": every})

    def EnergyMarket_Cleared(self, _, of: dict, __):
        self.amount("cleared", of, "zone", "slot", "clearing")

    def EnergyMarket_Counted(self, _, of: dict, __):
        self.amount("counted", of, "point", "period", "freed", "paid", "credit")

    def EnergyMarket_Settled(self, _, of: dict, __):
        # Nothing is noted of periods before the first order.
        self.deadlines(of["period"], 0)
        content = {name: plain(of[name]) for name in ("point", "period", "moved")}
        accounts = [plain(own) for own in of["accounts"]]
        content["accounts"] = [own | {"slots": places(own["slots"])} for own in accounts]
        # A run lapses only if its period did.
        run = plain(of["finality"])
        lapsed = of["period"] + 1 if run == "lapsed" else 0
        self.note("settled", content | {"run": run, "lapsed": lapsed})

    def EnergyMarket_DebtsPaid(self, _, of: dict, __):
        self.amount("debtsPaid", of, "point", "moved")

    def EnergyMarket_Forgiven(self, _, of: dict, __):
        content = {name: plain(of[name]) for name in ("point", "party")}
        self.note("forgiven", content | {"amount": abs(of["amount"])})

    def EnergyMarket_FloatFunded(self, _, of: dict, __):
        self.amount("fundFloat", of, "supplier", "amount")

    def EnergyMarket_FloatWithdrawn(self, _, of: dict, __):
        self.amount("withdrawFloat", of, "supplier", "amount")

    def Telemetry_Observed(self, block: int, of: dict, _):
        stream, observation = of["stream"], of["observation"]
        device = self.chain.value(block, "DeviceRegistry", "Devices", stream["device"])
        summary, facts = observation["summary"], observation["facts"]
        content = {
            "device": stream["device"],
            "channel": stream["channel"],
            "active": device is not None and record_of(device)["status"] == "Active",
            "facts": [lower(name) for i, name in enumerate(c.FACTS) if facts >> i & 1],
            "run": {name: summary[name] for name in ("first", "last", "min", "max")},
        }
        self.note("observed", content)

    def parties(self, records: dict) -> set[str]:
        charges = [
            charge
            for zone in records["zones"].values()
            for terms in zone["versions"].values()
            for charge in terms["charges"]
        ]
        found = {point["owner"] for point in records["points"].values()}
        found |= {charge["payee"] for charge in charges}
        zones = records["zones"].values()
        found |= {own["operator"] for own in zones if own["operator"]}
        found |= {own["account"] for own in records["suppliers"].values() if own["account"]}
        return found | {self.derived(POTS, zone) for zone in records["zones"]}

    def found(self, block: int) -> dict:
        """What the chain has after a block."""
        points = {}
        for id, (record, _) in self.all("Points", block=block):
            points[id] = {
                "free": record["free"], "locked": record["locked"],
                "reserved": record["reserved"],
                "next": self.at(block, "Settled", id),
                "debts": plain(self.at(block, "Debts", id)),
                "periods": {},
            }  # fmt: skip
        progress = self.at(block, "Progress")
        floats = {
            org: record["float"]["held"] for org, record in self.all("Suppliers", block=block)
        }
        supply = [
            {"period": period, "zone": zone, "supplier": supplier, "energy": energy}
            for period in sorted(self.dated)
            for (zone, supplier), energy in self.all("SupplierBalances", period, block=block)
        ]
        return {
            "points": points, "balances": dict(self.balances(block)), "floats": floats, "supply": supply,
            "kept": progress["kept"] if progress else 0,
        }  # fmt: skip

    def balances(self, block: int) -> Iterator[tuple[str, dict]]:
        for name, account in self.chain.values(block, "System", "Account"):
            if name not in self.accounts:
                continue
            held: Counter[bool] = Counter()
            for hold in self.chain.value(block, "Balances", "Holds", name) or []:
                held[is_own(hold["id"])] += hold["amount"]
            yield name, {"free": account["data"]["free"], "held": held[True]}


def record_of(stored):
    """Without the deposit beside it."""
    return stored[0] if isinstance(stored, (list, tuple)) else stored


def main() -> int:
    parser = argparse.ArgumentParser(description="Writes what happened in an energy market.")
    parser.add_argument("--node", required=True, metavar="URL", help="JSON-RPC over HTTP or WS")
    parser.add_argument("--first", type=int, default=0, metavar="BLOCK", help="0 if left out")
    parser.add_argument("--last", type=int, metavar="BLOCK", help="the newest final one if left out")
    options = parser.parse_args()
    try:
        chain = Chain(options.node)
        last = chain.finalized() if options.last is None else options.last
        json.dump([Recorder(chain, options.first, last).session()], sys.stdout)
    except Unreadable as error:
        parser.error(str(error))
    return 0


if __name__ == "__main__":
    sys.exit(main())
