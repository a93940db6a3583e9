"""Settles an energy market again from its records: trades, meters, accounts, and every balance.

Usage:
    settle.py [FILE]
        Reads sessions from the file or from standard input, and compares what follows from each
        with what the chain has. Prints how much that was, and exits 0; 1, with the first
        difference, if there is one; 2, with the reason, if a session cannot be used.

The input is a list of sessions, each a JSON object. Integers may be numbers or strings of digits;
bytes are hexadecimal, with 0x. Records have the forms that the node gives them. What is in force
by slot is {"entries": [{"from": slot, "value"}]}.

"timing"        {"slot", "period", "lead", "firm", "horizon"}
"existential"   the existential deposit
"floatPeriods"  how many times the payouts of a period a supplier's float has to be
"floatSpan"     how many periods make a span, of which the greatest payouts count
"estimation", "notice"  for how many milliseconds nobody misses a reading, and the least notice in
                slots, of meters that others ended; may be left out if there are none
"zones"         by number: {"operator": the account of its grid operator, or null, "terms": numbers by
                slot, "versions": {number: terms}}
"tariffs"       by number: {"supplier", "versions": numbers by slot, "ends": slot or null,
                "texts": {number: {"supply", "feedIn"}}}
"indices"       by number: [{"period", "publisher", "values": one a slot, or null}]
"suppliers"     by number: {"standing": "supplies" or "suspended" by slot, "account": of the
                organisation, or null}
"points"        by id: {"owner", "zone", "powers", "contract": agreements by slot, "ends": slot or
                null, "free": of its margin when the session begins, "meters": [{"device", "from",
                "until", "import": {"channel", "exponent"}, "export", "gone": when others
                ended the device, or null; may be left out}]}
"balances"      by account: what is free when the session begins
"journal"       what happened, in the order of the chain. Each is {"at": moment, kind: content}:
    "fund", "withdraw"  {"point", "amount"}
    "place"     {"point", "period", "orders": [[place, {"side", "steps": [{"tick", "energy"}]}]]}
    "cleared"   {"zone", "slot", "clearing"}
    "counted"   {"point", "period", "freed", "paid", "credit"}
    "observed"  {"device", "channel", "active", "facts": [names], "run": {"first": {"time",
                "value"}, "last", "min", "max"}}
    "shown"     {"point", "device", "channel", "readings": [[time, value]]}: all of a run
    "deadlines" {"period", "estimation", "correction"}: they are known from now on
    "fundFloat", "withdrawFloat"    {"supplier", "amount"}
    "settled"   {"point", "period", "run": "preliminary", "final" or "lapsed", "lapsed": all
                periods before this one have lapsed, "moved": [[party, what the point paid it]],
                "accounts": those that were settled, as in a statement}
    "debtsPaid" {"point", "moved"}: "moved" and "accounts" may be left out
    "forgiven"  {"point", "party", "amount"}: a party is {"supplier": number} or {"payee": account}
    "deposit"   {"account", "amount"}: what is held of them for records rose by this
    "found"     what the chain has now, to compare with:
        "balances"      by account: {"free", "held"}: held for the market, deposits left out
        "floats"        by supplier
        "supply"        [{"period", "zone", "supplier", "energy"}]: their balancing positions.
                        Those before period "kept" may be missing
        "points"        by id: {"free", "locked", "reserved", "next": the first period without a
                        final account, "debts": [{"party", "amount", "since"}], "periods": {period:
                        {"metered": by slot [import, export, quality] or null, "statement": null
                        or {"accounts", "awaited", "provisional"}}}}
"""

import argparse
import hashlib
import json
import sys
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

sys.path.insert(0, str(Path(__file__).resolve().parent))
import market as m
import metering


BASE58 = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"
MAX_DEBTS, MAX_SKIPPED = 25, 64


class Unusable(Exception):
    """The session cannot have happened."""


class Disagreement(Exception):
    """The chain has something else than what follows from the session."""


def demand(holds: bool, reason: str):
    if not holds:
        raise Unusable(reason)


def same(found, follows, what: str):
    if found != follows:
        raise Disagreement(f"{what}: the chain has {found}, and {follows} follows")


def account(text: str) -> bytes:
    """The bytes of an address in SS58."""
    number = 0
    for character in text:
        number = 58 * number + BASE58.index(character)
    # A prefix before it and two bytes of checksum behind it.
    return number.to_bytes(64, "big")[-34:-2]


def pot_of(zone: int) -> bytes:
    return (b"modltallymkt" + zone.to_bytes(4, "little")).ljust(32, b"\0")


# What is in force


def in_force(timeline: dict, slot: int):
    """None before the first entry."""
    begun = [entry["value"] for entry in timeline["entries"] if entry["from"] <= slot]
    return begun[-1] if begun else None


class Charged(NamedTuple):
    rate: int
    payee: bytes


class Zone(NamedTuple):
    """The terms of a zone in a slot."""

    version: int
    grid: m.Grid
    capacity: int
    charges: list[Charged]
    deviation: int
    standard: int
    defaults: list[dict]


class Supply(NamedTuple):
    """Who supplies a point in a slot."""

    supplier: int
    tariff: int
    version: int


class Contracts:
    """Which terms, suppliers and rates are in force."""

    def __init__(self, given: dict, timing: m.Timing):
        self.timing = timing
        self.zones, self.tariffs = given["zones"], given["tariffs"]
        self.indices, self.suppliers = given["indices"], given["suppliers"]
        self.points = given["points"]

    def zone(self, zone: int, slot: int) -> Zone:
        given = self.zones[str(zone)]
        version = in_force(given["terms"], slot)
        demand(version is not None, f"zone {zone} has no terms in slot {slot}")
        of = given["versions"][str(version)]
        grid = m.Grid(of["grid"]["floor"], of["grid"]["cap"], of["grid"]["tick"])
        charges = [Charged(charge["rate"], account(charge["payee"])) for charge in of["charges"]]
        rest = (of[name] for name in ("capacity", "deviation", "standard", "defaults"))
        capacity, deviation, standard, defaults = rest
        return Zone(version, grid, capacity, charges, deviation, standard, defaults)

    def offered(self, agreement: dict, slot: int, also_ended: bool = False) -> Supply | None:
        """What an agreement is in a slot; None if its tariff has not begun or, as a rule, has ended."""
        tariff = self.tariffs[str(agreement["tariff"])]
        version = in_force(tariff["versions"], slot)
        ended = tariff["ends"] is not None and tariff["ends"] <= slot
        if version is None or (ended and not also_ended):
            return None
        return Supply(agreement["supplier"], agreement["tariff"], version)

    def supplies(self, agreement: dict | None, slot: int) -> Supply | None:
        if agreement is None:
            return None
        supplier = self.suppliers.get(str(agreement["supplier"]))
        if supplier is None or in_force(supplier["standing"], slot) != "supplies":
            return None
        return self.offered(agreement, slot)

    def takes_part(self, point: str, slot: int) -> bool:
        given = self.points[point]
        begun = [entry["from"] <= slot for entry in given["contract"]["entries"][:1]] == [True]
        return begun and (given["ends"] is None or slot < given["ends"])

    def supply(self, point: str, slot: int) -> Supply:
        given = self.points[point]
        defaults = self.zone(given["zone"], slot).defaults
        for agreement in [in_force(given["contract"], slot), *defaults]:
            found = self.supplies(agreement, slot)
            if found:
                return found
        # Somebody answers for the energy, whatever their standing is, and then also if their tariff has ended.
        for ended in (False, True):
            for agreement in defaults:
                found = self.offered(agreement, slot, ended)
                if found:
                    return found
        raise Unusable(f"nobody supplies {point} in slot {slot}")

    def text(self, supply: Supply) -> dict:
        """A version of a tariff, by the names of the formulas' kinds."""
        given = self.tariffs[str(supply.tariff)]["texts"][str(supply.version)]
        names = {"supply": "supply", "feed_in": "feedIn"}
        return {name: next(iter(given[key].items())) for name, key in names.items()}

    def rates(self, supply: Supply, slot: int) -> tuple[int, int]:
        period, place = divmod(slot, self.timing.period)
        values: dict[int, int | None] = defaultdict(lambda: None)
        for index, reports in self.indices.items():
            values[int(index)] = self.index(reports, period, place)
        return m.rates_at(self.text(supply), slot, slot * self.timing.slot, values)

    def index(self, reports: list[dict], period: int, place: int) -> int | None:
        """A value counts that two said."""
        values = (report["values"] for report in reports if report["period"] == period)
        said = Counter(own[place] for own in values if place < len(own))
        return next((value for value, n in said.items() if n > 1 and value is not None), None)

    def terms(self, point: str, slot: int) -> tuple[Zone, Supply, m.Terms]:
        zone, supply = self.zone(self.points[point]["zone"], slot), self.supply(point, slot)
        return zone, supply, m.Terms(*self.rates(supply, slot), zone.deviation)


# The book


class Order(NamedTuple):
    buys: bool
    steps: list[tuple[int, int]]
    """Each a tick and an energy."""


@dataclass
class Trades:
    """What a point has traded in a period."""

    fills: dict[int, tuple[int, int]]
    """By place, what it bought and sold."""
    locked: int
    """What stays locked for the period."""
    credit: int
    """What the pot owes."""


def by_key(points) -> list[str]:
    """In the order of their hashed ids."""

    def key(point: str) -> bytes:
        return hashlib.blake2b(bytes.fromhex(point.removeprefix("0x")), digest_size=16).digest()

    return sorted(points, key=key)


@dataclass
class Book:
    """The orders of a zone's period, and what came out of them."""

    orders: dict[str, dict[int, Order]] = field(default_factory=dict)
    """By point and place."""
    clearings: dict[int, m.Clearing | None] = field(default_factory=dict)
    trades: dict[str, Trades] = field(default_factory=dict)
    counted: set[str] = field(default_factory=set)

    def steps(self, place: int) -> list[tuple[str, int, m.Step]]:
        """All of a slot, in the order of the points' keys: each the point, the step's number in its
        order, and the step."""
        found = []
        for point in by_key(self.orders):
            order = self.orders[point].get(place)
            for number, (tick, energy) in enumerate(order.steps if order else []):
                found.append((point, number, m.Step(order.buys, tick, energy)))
        return found

    def filled(self, point: str, place: int) -> list[int]:
        """Of each step of a point's order."""
        steps = self.steps(place)
        fills = m.fills(self.clearings.get(place), [step for _, _, step in steps])
        return [fill for fill, (whose, _, _) in zip(fills, steps) if whose == point]


# Accounts


class Key(NamedTuple):
    """What one account is for."""

    supplier: int
    tariff: int
    version: int
    terms: int


class Account(NamedTuple):
    """What the slots of a period in which the same is in force cost a point."""

    slots: list[int]
    lines: list[tuple]
    """Each what it is for, an energy, and what the point pays."""
    balance: int
    payees: list[bytes]
    """Of each charge."""
    deviation: int
    """The charge for a watt-hour that was traded and not metered."""


class Statement(NamedTuple):
    accounts: dict[Key, Account]
    awaited: set[int]
    provisional: set[int]


class Party(NamedTuple):
    """Suppliers come before payees."""

    is_payee: bool
    who: int | bytes


@dataclass
class Due:
    """What a statement says of a party."""

    amount: int = 0
    deviation: int = 0
    balance: int = 0


def dues_of(statement: Statement, operator: bytes | None) -> dict[Party, Due]:
    """The grid operator gets what deviations cost beyond the supplier's rates, if it has an account."""
    found: dict[Party, Due] = {}
    for key, own in statement.accounts.items():
        supplier = found.setdefault(Party(False, key.supplier), Due())
        supplier.balance += own.balance
        for kind, energy, amount in own.lines:
            if isinstance(kind, tuple):
                party = Party(True, own.payees[kind[1]])
                found.setdefault(party, Due()).amount += amount
            elif kind in ("returned", "covered"):
                charge = own.deviation * energy if operator else 0
                if charge:
                    of_operator = found.setdefault(Party(True, operator), Due())
                    of_operator.amount += charge
                    of_operator.deviation += charge
                supplier.amount += amount - charge
                supplier.deviation += amount - charge
            elif kind not in ("bought", "sold"):
                supplier.amount += amount
    return found


class Market:
    def __init__(self, given: dict):
        self.timing = m.Timing(**given["timing"])
        self.timing.check()
        self.contracts = Contracts(given, self.timing)
        self.points = given["points"]
        self.margins = {id: [point["free"], 0] for id, point in self.points.items()}
        """Of each point, free and locked."""
        self.books: dict[tuple[int, int], Book] = {}
        self.deadlines: dict[int, dict] = {}
        self.metered = {id: self.read_metered(point) for id, point in self.points.items()}
        self.free = Counter({account(own): n for own, n in given["balances"].items()})
        self.existential, self.float_periods = given["existential"], given["floatPeriods"]
        self.float_span = given["floatSpan"]
        self.excuse = given.get("estimation", 0), given.get("notice", 0)
        self.accounts = {
            int(org): own["account"] and account(own["account"])
            for org, own in given["suppliers"].items()
        }
        self.floats: Counter[int] = Counter()
        self.payouts: Counter[tuple[int, int]] = Counter()
        """By supplier and the period in which it was paid."""
        self.supplied: Counter[tuple[int, int, int]] = Counter()
        """The balancing position by period, zone and supplier."""
        self.reserves: dict[str, dict[int, int]] = {id: {} for id in self.points}
        """By period, what a preliminary account says that a point will owe."""
        self.debts: dict[str, dict[Party, tuple[int, int]]] = {id: {} for id in self.points}
        """What is open with each party, and since when."""
        self.next = {id: self.first_period(id) for id in self.points}
        self.now = 0
        self.compared = Counter()

    def first_period(self, point: str) -> int:
        return self.points[point]["contract"]["entries"][0]["from"] // self.timing.period

    def read_metered(self, given: dict) -> metering.Metered:
        powers = {"import": "connected", "export": "export"}
        most = {
            flow: m.most(given["powers"][name], self.timing.slot)
            for flow, name in powers.items()
        }
        meters = [metering.read_meter(meter, self.timing) for meter in given["meters"]]
        return metering.Metered(self.timing, most, meters)

    def play(self, entry: dict):
        demand(entry["at"] >= self.now, "the journal is not in order")
        self.now = entry["at"]
        for kind, content in entry.items():
            if kind != "at":
                getattr(self, "on_" + kind)(content)

    # Margins and orders

    def on_deposit(self, given: dict):
        self.free[account(given["account"])] -= given["amount"]

    def on_fund(self, given: dict):
        self.fund(given["point"], given["amount"])

    def on_withdraw(self, given: dict):
        point = given["point"]
        self.fund(point, -given["amount"])
        is_kept = self.margins[point][0] >= self.owes(point)
        demand(is_kept, f"{point} withdraws what it owes, or will owe")

    def owes(self, point: str) -> int:
        """All debts, whatever their age, and all that will be owed by preliminary accounts."""
        debts = sum(max(amount, 0) for amount, _ in self.debts[point].values())
        return debts + self.reserved(point)

    def reserved(self, point: str) -> int:
        return sum(self.reserves[point].values())

    def fund(self, point: str, amount: int):
        self.free[self.owner(point)] -= amount
        self.margins[point][0] += amount
        demand(self.margins[point][0] >= 0, f"{point} withdraws more than is free")

    def owner(self, point: str) -> bytes:
        return account(self.points[point]["owner"])

    def lock(self, point: str, amount: int):
        margin = self.margins[point]
        margin[0] -= amount
        margin[1] += amount
        demand(min(margin) >= 0, f"{point} locks more than it has")

    def held(self, point: str, slot: int, order: Order | None) -> int:
        """What an order holds."""
        if order is None:
            return 0
        zone, _, terms = self.contracts.terms(point, slot)
        rates = [charge.rate for charge in zone.charges]
        return sum(
            terms.hold(rates, order.buys, zone.grid.price(tick), energy)
            for tick, energy in order.steps
        )

    def book(self, point: str, period: int) -> Book:
        return self.books.setdefault((self.points[point]["zone"], period), Book())

    def on_place(self, given: dict):
        point, period = given["point"], given["period"]
        orders = self.book(point, period).orders.setdefault(point, {})
        more = 0
        for place, order in given["orders"]:
            steps = [(step["tick"], step["energy"]) for step in order["steps"]]
            slot, before = period * self.timing.period + place, orders.get(place)
            after = Order(order["side"] == "buy", steps) if steps else None
            if after != before:
                phase = self.timing.phase(slot, self.now)
                demand(phase in ("Open", "Firm"), f"slot {slot} is {phase}")
            more += self.held(point, slot, after) - self.held(point, slot, before)
            if after:
                orders[place] = after
            else:
                orders.pop(place, None)
        self.lock(point, more)
        is_kept = self.margins[point][0] >= self.owes(point)
        demand(more <= 0 or is_kept, f"{point} orders with what it owes, or will owe")
        if not orders:
            del self.book(point, period).orders[point]

    def on_cleared(self, given: dict):
        zone, slot = given["zone"], given["slot"]
        period, place = divmod(slot, self.timing.period)
        book, terms = self.books[zone, period], self.contracts.zone(zone, slot)
        demand(place not in book.clearings, f"slot {slot} is cleared twice")
        steps = [step for _, _, step in book.steps(place)]
        found = book.clearings[place] = m.clear(steps, terms.capacity)
        follows = None
        if found:
            parts = {
                name: dict(zip(("tick", "filled", "offered"), side))
                for name, side in (("bid", found.bid), ("ask", found.ask))
            }
            price = terms.grid.price(found.tick)
            follows = {"price": price, "volume": found.volume, **parts}
        same(given["clearing"], follows, f"what slot {slot} of zone {zone} cleared at")
        self.compared["clearings"] += 1

    def on_counted(self, given: dict):
        point, period = given["point"], given["period"]
        book = self.book(point, period)
        fills, before, after = {}, 0, 0
        for place, order in book.orders[point].items():
            slot = period * self.timing.period + place
            filled = book.filled(point, place)
            total = sum(filled)
            if total:
                fills[place] = (total, 0) if order.buys else (0, total)
            kept = [(tick, part) for (tick, _), part in zip(order.steps, filled) if part]
            before += self.held(point, slot, order)
            after += self.held(point, slot, Order(order.buys, kept))
        same(given["freed"], before - after, f"what counting period {period} freed of {point}")
        self.lock(point, after - before)
        demand(point not in book.counted, f"period {period} of {point} is counted twice")
        book.counted.add(point)
        paid = credit = 0
        if fills:
            cost = sum(
                self.price(point, period, place) * (bought - sold)
                for place, (bought, sold) in fills.items()
            )
            paid, credit = max(cost, 0), max(-cost, 0)
            self.margins[point][1] -= paid
            self.free[pot_of(self.points[point]["zone"])] += paid
            book.trades[point] = Trades(fills, after - paid, credit)
        what = f"what {point} paid the pot for period {period}, and its credit"
        same([given["paid"], given["credit"]], [paid, credit], what)
        self.compared["counts"] += 1

    def price(self, point: str, period: int, place: int) -> int | None:
        """Of a slot, if anything was traded."""
        clearing = self.book(point, period).clearings.get(place)
        if clearing is None:
            return None
        zone = self.contracts.zone(
            self.points[point]["zone"], period * self.timing.period + place
        )
        return zone.grid.price(clearing.tick)

    # Meters

    def on_deadlines(self, given: dict):
        self.deadlines[given["period"]] = given

    def is_past(self, period: int, which: str) -> bool:
        return period in self.deadlines and self.now >= self.deadlines[period][which]

    def on_observed(self, given: dict):
        early = given["run"]["last"]["time"] > self.now + self.timing.slot // 15
        defects = set(given["facts"]) - metering.HARMLESS
        doubtful = early or not given["active"] or bool(defects)
        for own in self.metered.values():
            own.observe(given["device"], given["channel"], given["run"], doubtful, self.counts)

    def on_shown(self, given: dict):
        own, readings = self.metered[given["point"]], [tuple(one) for one in given["readings"]]
        own.show(given["device"], given["channel"], readings, self.counts)

    def counts(self, period: int) -> bool:
        """Whether what arrives now can change it."""
        return not self.is_past(period, "correction")

    def slots(self, period: int) -> range:
        return range(period * self.timing.period, (period + 1) * self.timing.period)

    def energies(self, point: str, period: int) -> list:
        """Of each slot import, export and quality; None if it takes no part or is waited for."""
        waits, ended = not self.is_past(period, "estimation"), self.is_past(period, "correction")
        found: list = []
        for slot in self.slots(period):
            if self.contracts.takes_part(point, slot):
                zone, _, terms = self.contracts.terms(point, slot)
                costs = terms.paid_for_feeding_in < 0
                metered = self.metered[point]
                charged = ended and not metered.is_excused(slot, *self.excuse)
                found.append(metered.slot(slot, zone.standard, waits, charged, costs))
            else:
                found.append(None)
        return found

    # Accounts

    def is_counted(self, point: str, period: int) -> bool:
        """Whether all trades of its zone are."""
        book = self.book(point, period)
        return period in self.deadlines and book.orders.keys() == book.counted

    def statement(self, point: str, period: int) -> Statement | None:
        if not self.is_counted(point, period):
            return None
        trades = self.book(point, period).trades.get(point)
        groups: dict[Key, list[tuple[int, m.Slot, Zone]]] = {}
        awaited, provisional = set(), set()
        energies = self.energies(point, period)
        dearest = self.dearest(point, period, energies)
        for place, slot in enumerate(self.slots(period)):
            if not self.contracts.takes_part(point, slot):
                continue
            if energies[place] is None:
                awaited.add(place)
                continue
            imported, exported, quality = energies[place]
            estimated = quality == "estimated"
            if estimated and not self.is_past(period, "correction"):
                provisional.add(place)
            zone, supply, terms = self.contracts.terms(point, slot)
            bought, sold = trades.fills.get(place, (0, 0)) if trades else (0, 0)
            parts = m.parts(bought, sold, imported, exported, not estimated)
            price = self.price(point, period, place)
            of_slot = m.Slot(parts, terms, price, dearest if estimated else None)
            groups.setdefault(Key(*supply, zone.version), []).append((place, of_slot, zone))
        accounts = {key: self.account(groups[key]) for key in sorted(groups)}
        for key in accounts:
            self.add_blocks(key, groups, accounts)
        return Statement(accounts, awaited, provisional)

    def dearest(self, point: str, period: int, energies: list) -> tuple[int, int]:
        """What imported and exported energy cost in the dearest of the estimated slots, at least
        nothing."""
        costs = [(0, 0)]
        for slot, own in zip(self.slots(period), energies):
            if own and own[2] == "estimated":
                zone, supply, terms = self.contracts.terms(point, slot)
                kind, of = self.contracts.text(supply)["supply"]
                later = [block["rate"] for block in of["more"]] if kind == "blocks" else []
                rate = max([terms.supply, *later]) + sum(charge.rate for charge in zone.charges)
                costs.append((rate, -terms.paid_for_feeding_in))
        imported, exported = map(max, zip(*costs))
        return imported, exported

    def account(self, group: list[tuple[int, m.Slot, Zone]]) -> Account:
        slots, zone = [slot for _, slot, _ in group], group[0][2]
        charges = zone.charges
        _, lines = m.bill(slots, [charge.rate for charge in charges])
        balance = sum(m.balance(slot.parts) for slot in slots)
        payees = [charge.payee for charge in charges]
        places = [place for place, _, _ in group]
        return Account(places, lines, balance, payees, zone.deviation)

    def add_blocks(self, key: Key, groups: dict[Key, list], accounts: dict[Key, Account]):
        """To the last account of a version, for what all of them supplied by it."""
        same_version = [own for own in accounts if own[:3] == key[:3]]
        kind, blocks = self.contracts.text(Supply(*key[:3]))["supply"]
        if kind != "blocks" or not blocks["more"] or key != max(same_version):
            return
        slots = [slot for own in same_version for _, slot, _ in groups[own]]
        supplied = sum(slot.parts["supplied"] for slot in slots if not slot.dearest)
        beyond = supplied - blocks["more"][0]["above"]
        if beyond > 0:
            accounts[key].lines.append(("blocks", beyond, m.block_rest(blocks, supplied)))

    # Settlement

    def on_settled(self, given: dict):
        point, period = given["point"], given["period"]
        cursor = self.next[point]
        demand(period >= cursor, f"period {period} of {point} is settled twice")
        book = self.book(point, period)
        is_counted = book.orders.keys() == book.counted
        demand(is_counted, f"trades of period {period} are not counted")
        if period == cursor and period < given["lapsed"]:
            run, dues, accounts = "lapsed", {}, {}
        else:
            demand(self.is_past(period, "estimation"), f"period {period} is settled too early")
            in_order = period == cursor or not self.is_past(cursor, "correction")
            demand(in_order, f"period {cursor} of {point} has to be settled first")
            statement = self.statement(point, period)
            operator = self.contracts.zones[str(self.points[point]["zone"])]["operator"]
            dues = dues_of(statement, operator and account(operator))
            accounts = statement.accounts
            is_final = period == cursor and not statement.provisional
            run = "final" if is_final else "preliminary"
        same(given["run"], run, f"how period {period} of {point} is settled at {self.now}")
        if "accounts" in given:
            self.same_accounts(given["accounts"], accounts, f"of period {period} of {point}")
        is_over = run != "preliminary"
        moved = self.settle(point, period, dues) if is_over else Counter()
        self.same_moved(given, moved, f"what {point} paid for period {period} at {self.now}")
        if not is_over:
            trades = self.book(point, period).trades.get(point, Trades({}, 0, 0))
            owed = sum(max(due.amount, 0) for due in dues.values())
            owed = max(owed - trades.locked - trades.credit, 0)
            before = self.reserves[point].get(period)
            demand(owed != before, f"period {period} has this preliminary account")
            self.reserves[point][period] = owed
        else:
            self.reserves[point].pop(period, None)
            self.book(point, period).trades.pop(point, None)
            self.next[point] = period + 1
            if run == "lapsed":
                self.skip(point, given["lapsed"])
        self.compared[run] += 1

    def same_moved(self, given: dict, moved: Counter, what: str):
        if "moved" not in given:
            return
        found = {read_party(party): amount for party, amount in given["moved"]}
        same(found, {party: amount for party, amount in moved.items() if amount}, what)
        self.compared["payments"] += len(found)

    def settle(self, point: str, period: int, dues: dict) -> Counter:
        """What the point pays each party."""
        zone, book = self.points[point]["zone"], self.book(point, period)
        trades = book.trades.get(point, Trades({}, 0, 0))
        margin = self.margins[point]
        self.free[pot_of(zone)] -= trades.credit
        demand(self.free[pot_of(zone)] >= 0, f"the pot of zone {zone} is short")
        margin[1] += trades.credit
        locked = trades.locked + trades.credit

        owed = Counter({party: amount for party, (amount, _) in self.debts[point].items()})
        for party, due in dues.items():
            owed[party] += due.amount
            if not party.is_payee:
                self.supplied[period, zone, party.who] += due.balance
                payout = max(-due.amount, 0)
                self.payouts[party.who, self.period_at(self.now)] += payout
        moved: Counter[Party] = Counter()
        for party, due in sorted(dues.items(), key=lambda own: own[0]):
            part = min(due.deviation, owed[party], locked)
            if part > 0 and self.pay(party, part):
                locked -= part
                margin[1] -= part
                owed[party] -= part
                moved[party] += part
        self.lock(point, -locked)
        self.clear_debts(point, owed, moved)
        return moved

    def period_at(self, moment: int) -> int:
        return moment // self.timing.slot // self.timing.period

    def pay(self, party: Party, amount: int) -> bool:
        """Pays a party into what is free of its account, unless that cannot be."""
        to = party.who if party.is_payee else self.accounts.get(party.who)
        if to is None or self.free[to] + amount < self.existential:
            return False
        self.free[to] += amount
        return True

    def clear_debts(self, point: str, owed: Counter, moved: Counter):
        """Pays what can be, and keeps the rest."""
        margin = self.margins[point]
        for party in sorted(own for own in owed if owed[own] < 0 and not own.is_payee):
            part = min(-owed[party], self.floats[party.who])
            self.floats[party.who] -= part
            margin[0] += part
            owed[party] += part
            moved[party] -= part
        # Payees first.
        for party in sorted(owed, key=lambda party: (not party.is_payee, party.who)):
            part = min(owed[party], margin[0])
            if part > 0 and self.pay(party, part):
                margin[0] -= part
                owed[party] -= part
                moved[party] += part
        before, after = self.debts[point], {}
        # A dissolved organisation has no account, and nothing stays open with it.
        pays = (party for party in owed if party.is_payee or self.accounts.get(party.who))
        still_open = (party for party in pays if owed[party])
        # The largest ones are kept.
        kept = sorted(still_open, key=lambda party: (-abs(owed[party]), party))[:MAX_DEBTS]
        for party in sorted(kept):
            amount, since = before.get(party, (0, self.now))
            goes_on = amount * owed[party] > 0
            after[party] = owed[party], since if goes_on else self.now
        self.debts[point] = after

    def skip(self, point: str, lapsed: int):
        """Passes over further periods that lapsed and in which nothing happened."""
        zone = self.points[point]["zone"]

        def happened(period: int) -> bool:
            book = self.books.get((zone, period), Book())
            return point in book.trades or period in self.reserves[point]

        periods = {period for _, period in self.books} | self.reserves[point].keys()
        any_happened = any(map(happened, periods))
        left = MAX_SKIPPED if any_happened else None
        while left != 0:
            period = self.next[point]
            takes_part = any(self.contracts.takes_part(point, slot) for slot in self.slots(period))
            if period >= lapsed or happened(period) or not takes_part:
                break
            self.next[point] += 1
            left = left and left - 1

    def on_debtsPaid(self, given: dict):
        point = given["point"]
        owed = Counter({party: amount for party, (amount, _) in self.debts[point].items()})
        moved: Counter[Party] = Counter()
        before = self.debts[point]
        self.clear_debts(point, owed, moved)
        self.same_moved(given, moved, f"what {point} paid of its debts at {self.now}")
        is_changed = any(moved.values()) or self.debts[point] != before
        demand(is_changed, f"nothing of the debts of {point} could be paid")

    def on_forgiven(self, given: dict):
        point, party = given["point"], read_party(given["party"])
        amount, since = self.debts[point].pop(party)
        less = min(abs(amount), given["amount"])
        amount -= less if amount > 0 else -less
        if amount:
            self.debts[point][party] = amount, since

    def on_fundFloat(self, given: dict):
        supplier, amount = given["supplier"], given["amount"]
        self.free[self.accounts[supplier]] -= amount
        self.floats[supplier] += amount

    def on_withdrawFloat(self, given: dict):
        supplier, amount = given["supplier"], given["amount"]
        self.free[self.accounts[supplier]] += amount
        self.floats[supplier] -= amount
        span = self.period_at(self.now) // self.float_span
        first, last = (span - 1) * self.float_span, (span + 1) * self.float_span
        payouts = [self.payouts[supplier, period] for period in range(first, last)]
        debts = (own.get(Party(False, supplier), (0, 0))[0] for own in self.debts.values())
        owed = sum(max(-amount, 0) for amount in debts)
        needed = self.float_periods * max(payouts) + owed
        demand(self.floats[supplier] >= needed, f"supplier {supplier} withdraws needed float")

    # Comparison

    def on_found(self, given: dict):
        for point, found in given["points"].items():
            follows = [*self.margins[point], self.reserved(point), self.next[point]]
            now = [found[name] for name in ("free", "locked", "reserved", "next")]
            same(now, follows, f"free, locked, reserved and next period of {point} at {self.now}")
            debts = {
                read_party(own["party"]): (own["amount"], own["since"]) for own in found["debts"]
            }
            same(debts, self.debts[point], f"debts of {point} at {self.now}")
            self.compared["debts"] += len(debts)
            for period, own in found["periods"].items():
                self.compare(point, int(period), own)
        for name, found in given["balances"].items():
            follows = {"free": self.free[account(name)], "held": self.held_of(account(name))}
            same(found, follows, f"the balance of {name} at {self.now}")
        self.compared["balances"] += len(given["balances"])
        floats = {int(org): own for org, own in given["floats"].items() if own}
        same(floats, +self.floats, f"floats at {self.now}")
        supplied = {
            (own["period"], own["zone"], own["supplier"]): own["energy"]
            for own in given["supply"]
        }
        supplied = {key: own for key, own in supplied.items() if own}
        follows = {
            key: energy
            for key, energy in self.supplied.items()
            if energy and (key[0] >= given["kept"] or key in supplied)
        }
        same(supplied, follows, f"balancing positions at {self.now}")
        self.compared["positions"] += len(supplied)

    def held_of(self, who: bytes) -> int:
        own = (point for point in self.points if self.owner(point) == who)
        floats = (self.floats[org] for org, account in self.accounts.items() if account == who)
        return sum(sum(self.margins[point]) for point in own) + sum(floats)

    def compare(self, point: str, period: int, found: dict):
        what = f"of {point} in period {period} at {self.now}"
        energies = [own and list(own) for own in self.energies(point, period)]
        same(found["metered"], energies, f"the energies {what}")
        self.compared["energies"] += sum(own is not None for own in energies)
        is_settled = period < self.next[point]
        statement = None if is_settled else self.statement(point, period)
        given = found["statement"]
        if given is None or statement is None:
            same(given, statement, f"the statement {what}")
            return
        for part in ("awaited", "provisional"):
            same(given[part], sorted(getattr(statement, part)), f"the {part} slots {what}")
        self.same_accounts(given["accounts"], statement.accounts, what)

    def same_accounts(self, given: list[dict], accounts: dict[Key, Account], what: str):
        found = {Key(*(own[name] for name in Key._fields)): read_account(own) for own in given}
        follows = {key: show_account(own) for key, own in accounts.items()}
        same(found, follows, f"the accounts {what}")
        self.compared["lines"] += sum(len(own.lines) for own in accounts.values())


def read_account(given: dict) -> Account:
    lines = []
    for line in given["lines"]:
        kind = line["kind"]
        kind = ("charge", kind["charge"]) if isinstance(kind, dict) else kind
        lines.append((kind, line["energy"], line["amount"]))
    return given["slots"], lines, given["balance"]


def show_account(own: Account) -> tuple:
    return own.slots, own.lines, own.balance


def read_party(given: dict) -> Party:
    if "payee" in given:
        return Party(True, account(given["payee"]))
    return Party(False, given["supplier"])


def replay(given: dict) -> Counter:
    """How much of what a session found follows from it."""
    session = m.integers(given)
    market = Market(session)
    for entry in session["journal"]:
        market.play(entry)
    return market.compared


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description="Settles an energy market again.")
    parser.add_argument("file", nargs="?", metavar="FILE", help="sessions; standard input if none")
    options = parser.parse_args(arguments)
    compared = Counter()
    try:
        text = Path(options.file).read_text() if options.file else sys.stdin.read()
        for session in json.loads(text):
            compared += replay(session)
    except OSError as error:
        parser.error(str(error))
    except Disagreement as error:
        print(error, file=sys.stderr)
        return 1
    except Unusable as error:
        parser.error(str(error))
    except m.Refused as error:
        parser.error(f"{error.name}")
    except (ValueError, KeyError, TypeError, AttributeError, IndexError) as error:
        parser.error(f"not sessions as described above: {error!r}")
    print(json.dumps(compared))
    return 0


if __name__ == "__main__":
    sys.exit(main())
