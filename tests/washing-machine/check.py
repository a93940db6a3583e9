#!/usr/bin/env python3
"""Follows every order and every unit of money of a washing machine, by the log of its story.

    python3 tests/washing-machine/check.py story.jsonl

This is a second implementation of what pallets/procurement does with orders: it takes from the log what owner and vendors have said, what the
machine has signed and when blocks were made, and works out which offer must be taken at which price, in which state each order may be, until
when, and where its money goes. What the log reports as events of the chain, and as everybody's money, must be the same. Needs the
standard library only.
"""

import hashlib
import json
import sys

WHOLE = 10_000  # A rate of tax is in hundredths of a percent.
MAX_FAILURES = 3

# By the class of a category: what a reading must show for an order, and for the need to be covered.
LACKING = {
    10_000_405: ("detergent", lambda level: level < 100, lambda level: level >= 300),
    10_005_220: ("pump", lambda current: current > 55, lambda current: current < 40),
    90_000_001: ("error", lambda code: code >= 30, lambda code: code < 30),
}


class Wrong(Exception):
    """Something is otherwise than it must be."""


def must(is_so, what):
    if not is_so:
        raise Wrong(what)


def key(category):
    return category["class"], category["part"]


def landed(offer, quantity):
    """Net, tax and gross price of an order: the tax is rounded once, halves up."""
    net = int(offer["unit"]) * quantity + int(offer["freight"])
    tax = (net * offer["tax"] + WHOLE // 2) // WHOLE
    return net, tax, net + tax


def named(value):
    """The name of a variant, and its fields."""
    if isinstance(value, str):
        return value, {}
    [(name, fields)] = value.items()
    return name, fields


class Mandate:
    def __init__(self, line):
        self.begun, self.terms = line["begun"], line["terms"]
        self.org, self.payer, self.warranties = line["org"], line["payer"], line["warranties"]
        self.at, self.spent = 0, 0

    def money(self, name):
        return int(self.terms[name])

    def period(self, now):
        return (now - self.begun) // self.terms["period"]

    def roll(self, now):
        if self.period(now) > self.at:
            self.at, self.spent = self.period(now), 0

    def left(self, now=None):
        """What may be spent at a moment; without one, what is on hold."""
        spent = self.spent if now is None or self.period(now) <= self.at else 0
        return max(0, self.money("perPeriod") - spent)


class Need:
    def __init__(self, entry):
        self.category, self.mandate = entry["category"], entry["mandate"]
        self.quantity, self.since, self.warrantor = entry["quantity"], entry["at"], entry["warrantor"]
        # None, until when the warrantor may answer, or "over".
        self.claim = None
        self.state, self.until, self.order = "clear", None, None
        self.attempts, self.failures, self.skipped = 0, 0, []

    def begin(self):
        if self.state != "open":
            self.failures, self.skipped = 0, []
        self.state = "open"


class Order:
    def __init__(self, at, fields, mandate_id, mandate, offer, visit):
        self.id, self.need, self.vendor = fields["order"], fields["need"], fields["vendor"]
        self.quantity, self.mandate, self.period = fields["quantity"], mandate_id, mandate.at
        self.net, self.tax, self.gross = landed(offer, self.quantity)
        self.fills = self.gross <= mandate.money("filled")
        self.times = {**mandate.terms, **offer}
        self.state, self.until = "placed", at + mandate.terms["veto"]
        self.shipped, self.shipped_at, self.parcel, self.outcome = 0, None, None, None
        self.bond, self.payer = 0, mandate.payer
        # When somebody comes, whether they had to come again, and what the machine has signed last.
        self.visit, self.reworked, self.signed = visit, False, None

    def now(self, at):
        """The state at a moment, and its last moment: after the time for objections, an order is offered."""
        if self.state == "placed" and at > self.until:
            return "offered", self.until + self.times["accept"]
        return self.state, self.until


class Story:
    def __init__(self):
        self.parties, self.offers, self.mandates, self.needs, self.orders = {}, {}, {}, {}, {}
        self.slots, self.place, self.counter, self.reports = {}, (0, 0), 0, 0
        self.readings, self.change, self.after, self.before = [], {}, {}, {}
        self.machine, self.held, self.outcome = None, {}, None
        self.given_up, self.last = {}, 0
        self.counts = {}

    # What was said, and by whom.

    def machine_line(self, line):
        self.machine = line

    def party_line(self, line):
        self.parties[line["org"]] = line

    def mandate_line(self, line):
        known = self.mandates.get(line["mandate"])
        if known is None:
            self.mandates[line["mandate"]] = Mandate(line)
        else:
            must(known.begun == line["begun"], "amending has moved the periods of a mandate")
            known.terms = line["terms"]

    def offer_line(self, line):
        self.offers[line["vendor"], key(line["category"])] = dict(line["offer"])

    def slots_line(self, line):
        self.slots[line["vendor"], key(line["category"])] = list(line["slots"])

    def need_line(self, line):
        known = self.needs.get(line["need"])
        if known is None:
            self.needs[line["need"]] = Need(line)
        else:
            known.mandate, known.quantity = line["mandate"], line["quantity"]

    def reading_line(self, line):
        self.readings.append(line)

    def anchored_line(self, line):
        for reading in self.readings:
            reading.setdefault("arrived", line["at"])

    def history_line(self, line):
        must(line["text"], "a line of the history is empty")

    def chapter_line(self, line):
        pass

    def money_line(self, line):
        must(line["account"] not in self.after, f"{line['who']} has two lines of money")
        self.before[line["account"]] = int(line["before"])
        self.after[line["account"]] = int(line["after"])

    def held_line(self, line):
        self.held[line["account"]] = int(line["budgets"])

    def outcome_line(self, line):
        self.outcome = line

    def event_line(self, line):
        must(line["at"] >= self.last, "time runs backwards")
        self.last = line["at"]
        self.counts[line["name"]] = self.counts.get(line["name"], 0) + 1
        getattr(self, "on_" + line["name"])(line["at"], line["fields"])

    # What the chain says.

    def on_OfferPublished(self, at, fields):
        pass

    def on_OfferRemoved(self, at, fields):
        del self.offers[fields["vendor"], key(fields["category"])]
        self.slots.pop((fields["vendor"], key(fields["category"])), None)

    def on_SlotsSet(self, at, fields):
        slots = self.slots[fields["vendor"], key(fields["category"])]
        must(fields["slots"] == len(slots) and slots == sorted(set(slots)), "other times are set")
        must(slots[0] > at, "a time is set that has passed")

    def on_MandateGranted(self, at, fields):
        must(fields["org"] in self.parties, "somebody else gives a mandate")

    def on_MandateAmended(self, at, fields):
        must(fields["mandate"] in self.mandates, "an unknown mandate is amended")

    def on_MandateEnded(self, at, fields):
        del self.mandates[fields["mandate"]]

    def on_NeedDeclared(self, at, fields):
        pass

    def on_NeedChanged(self, at, fields):
        must(fields["need"] in self.needs, "an unknown need is changed")

    def on_Claimed(self, at, fields):
        need = self.needs[fields["need"]]
        mandate = self.mandates[need.mandate]
        must(need.warrantor == fields["warrantor"], "somebody is asked who has promised nothing")
        must(need.order is None and need.claim is None, "a warrantor is asked twice")
        must(need.state in ("clear", "open"), f"a warrantor is asked while the need is {need.state}")
        self.ensure_lacking(at, need, fields["evidence"])
        need.begin()
        need.claim = at + mandate.terms["window"]
        must(fields["until"] == need.claim, f"a claim stands until {fields['until']}")

    def on_ClaimRefused(self, at, fields):
        need = self.needs[fields["need"]]
        must(isinstance(need.claim, int) and at <= need.claim, "a claim is refused that does not stand")
        need.claim = "over"

    def on_Attested(self, at, fields):
        """The machine says something of a visit: of the time that was booked, after all it said and measured before."""
        statement = fields["statement"]
        own = self.orders[statement["order"]]
        must(statement["visit"] == own.visit, f"order {own.id}: a statement on another visit")
        place = (statement["bootEpoch"], int(statement["sequence"]))
        must(place > self.place, f"order {own.id}: an old statement")
        last = self.readings[-1]
        must(int(statement["counter"]) == last["cycles"], f"order {own.id}: other cycles are stated")
        must(statement["codes"] == [last["error"]] * (last["error"] > 0), f"order {own.id}: another error is stated")
        doubts = {"counterFell": int(statement["counter"]) < self.counter, "newKey": False}
        must(fields["doubts"] == doubts, f"order {own.id}: {fields['doubts']}")
        self.place, self.counter, own.signed = place, int(statement["counter"]), named(statement["said"])[0]

    def on_Reported(self, at, fields):
        own = self.orders[fields["order"]]
        must(own.state == "received" and own.visit is not None, f"order {own.id} is reported while {own.state}")
        self.reports += 1

    def on_Raised(self, at, fields):
        pass

    def on_Returned(self, at, fields):
        pass

    def tenders(self, at, need, mandate):
        """What each vendor's offer comes to, or why it does not fit."""
        terms, found = mandate.terms, []
        for vendor in terms["vendors"]:
            offer = self.offers.get((vendor, key(need.category)))
            found.append((vendor, *self.fit(at, need, mandate, vendor, offer)))
        return found

    def fit(self, at, need, mandate, vendor, offer):
        terms = mandate.terms
        if vendor in need.skipped:
            return "failed", None
        if offer is None or at > offer["until"]:
            return "noOffer", None
        if offer["stock"] < need.quantity:
            return "stock", None
        if offer["arbiter"] not in terms["arbiters"]:
            return "arbiter", None
        slot = None
        if offer["by"] == "visit":
            first, last = at + terms["veto"] + offer["accept"], at + terms["within"] - offer["dispatch"]
            slots = self.slots.get((vendor, key(need.category)), [])
            slot = next((slot for slot in slots if first < slot <= last), None)
            if slot is None:
                return "noSlot", None
            arrives = slot - at
        else:
            arrives = terms["veto"] + offer["accept"] + offer["dispatch"] + offer["delivery"]
            if arrives > terms["within"]:
                return "late", None
        gross = landed(offer, need.quantity)[2]
        if -(-gross // need.quantity) > mandate.money("perUnit"):
            return "unitPrice", None
        if gross > mandate.money("perOrder"):
            return "orderPrice", None
        if gross > mandate.left(at):
            return "budget", None
        return None, (gross, arrives, slot)

    def ensure_lacking(self, at, need, evidence):
        """The observation on which something is ordered is the newest that the machine has signed of its channel, and says so."""
        must(len(evidence) == 1, f"an order goes by {len(evidence)} observations")
        value = int(evidence[0]["value"]["number"])
        signed = self.known()
        must(signed, "something is ordered before anything was signed")
        name, is_lacking, _ = LACKING[need.category["class"]]
        must(value == signed[-1][name] and is_lacking(value), f"something is ordered at {name} {value}")
        must(signed[-1]["arrived"] >= need.since, "what was known before the need was covered counts")

    def known(self):
        """What the chain has of the machine."""
        return [reading for reading in self.readings if "arrived" in reading]

    def lot(self, need_id, need, vendor):
        parts = [b"tallystick/lot", need_id.to_bytes(4, "little"), need.attempts.to_bytes(8, "little")]
        message = b"".join([*parts, vendor.to_bytes(4, "little")])
        return hashlib.blake2b(message, digest_size=32).digest()

    def on_Placed(self, at, fields):
        need_id, order = fields["need"], fields["order"]
        need = self.needs[need_id]
        must(need.order is None, f"need {need_id} has two open orders")
        is_late = need.state == "givenUp" and at >= need.until
        must(need.state in ("clear", "open") or is_late, f"need {need_id} is ordered while {need.state}")
        mandate_id = need.mandate
        if isinstance(need.claim, int) and at <= need.claim:
            # While a claim stands, only the warrantor orders.
            of_warrantor = [number for number, own in self.mandates.items() if own.warranties and own.org == need.warrantor]
            must(len(of_warrantor) == 1 and not fields["evidence"], f"order {order} is placed while a claim stands")
            [mandate_id] = of_warrantor
        else:
            must(need.warrantor is None or need.claim is not None, f"order {order}: the warrantor was not asked")
            self.ensure_lacking(at, need, fields["evidence"])
        mandate = self.mandates[mandate_id]
        must(at <= mandate.terms["until"], "an order is placed after the mandate's end")
        need.begin()
        need.claim = None
        fitting = [(gross, arrives, self.lot(need_id, need, vendor), vendor, slot)
                   for vendor, misfit, (gross, arrives, slot) in
                   ((vendor, misfit, price or (0, 0, None)) for vendor, misfit, price in self.tenders(at, need, mandate))
                   if misfit is None]
        must(fitting, f"order {order} is placed, though nothing fits")
        *_, vendor, slot = min(fitting)
        must(vendor == fields["vendor"], f"order {order} goes to {fields['vendor']}, not to {vendor}")
        must(fields["quantity"] == need.quantity, f"order {order} is for {fields['quantity']}")
        offer = self.offers[vendor, key(need.category)]
        mandate.roll(at)
        own = Order(at, fields, mandate_id, mandate, offer, slot)
        if slot is not None:
            self.slots[vendor, key(need.category)].remove(slot)
        price = {name: int(fields["landed"][name]) for name in ("net", "tax", "gross")}
        must(price == {"net": own.net, "tax": own.tax, "gross": own.gross}, f"order {order} costs {price}")
        must(fields["until"] == own.until, f"order {order} can be taken back until {fields['until']}")
        mandate.spent += own.gross
        must(mandate.spent <= mandate.money("perPeriod"), f"order {order} is beyond the budget")
        offer["stock"] -= own.quantity
        self.orders[order] = own
        need.state, need.order = "ordered", order
        need.attempts += 1

    def on_Unmet(self, at, fields):
        need = self.needs[fields["need"]]
        mandate = self.mandates[need.mandate]
        self.ensure_lacking(at, need, fields["evidence"]) if "evidence" in fields else None
        need.begin()
        found = [[vendor, misfit] for vendor, misfit, _ in self.tenders(at, need, mandate)]
        must(all(misfit for _, misfit in found), "an offer fits and is not taken")
        must(found == fields["misfits"], f"offers do not fit for {found}, and the chain says {fields['misfits']}")

    def on_Shipped(self, at, fields):
        own = self.orders[fields["order"]]
        must(own.state == "accepted", f"order {own.id} is shipped while {own.state}")

    def on_Advanced(self, at, fields):
        own = self.orders[fields["order"]]
        must(own.outcome is None, f"order {own.id} goes on after its end")
        state, until = own.now(at)
        must(at <= until, f"order {own.id} is advanced after its deadline")
        name, more = named(fields["state"])
        times = own.times
        if (state, name) == ("offered", "accepted"):
            own.bond = -(-own.gross * self.machine["bond"] // 100)
            until = (at if own.visit is None else own.visit) + times["dispatch"]
        elif (state, name) == ("accepted", "started"):
            must(own.signed == "started", f"order {own.id}: the machine has not signed that a visit begins")
            must(own.visit is not None, f"order {own.id} is no visit")
            until = at + times["delivery"] + times["window"]
        elif (state, name) == ("started", "received"):
            must(own.signed == "finished", f"order {own.id}: the machine has not signed that a visit is over")
            own.shipped = own.received = own.quantity
            must(more == {"quantity": own.quantity, "shipped": own.quantity}, f"order {own.id}: {more} is received")
            until = at + times["window"]
        elif (state, name) == ("received", "accepted"):
            must(own.visit is not None and not own.reworked, f"order {own.id}: the vendor has to come a third time")
            own.visit, own.reworked = fields["until"] - times["dispatch"], True
            slots = self.slots[own.vendor, key(self.needs[own.need].category)]
            must(own.visit in slots and own.visit > at + times["accept"], f"order {own.id}: a time is booked that is not free")
            slots.remove(own.visit)
            until = own.visit + times["dispatch"]
        elif (state, name) == ("accepted", "shipped"):
            must(own.visit is None, f"order {own.id}: a visit is shipped")
            must(0 < more["quantity"] <= own.quantity, f"order {own.id}: {more['quantity']} are shipped")
            own.shipped, own.shipped_at = more["quantity"], at
            until = at + times["delivery"] + times["window"]
        elif (state, name) == ("shipped", "received"):
            must(more["shipped"] == own.shipped, f"order {own.id}: {more} is received")
            must(more["quantity"] <= own.shipped, f"order {own.id}: {more} is received")
            own.received = more["quantity"]
            until = at + times["window"]
        elif (state, name) == ("received", "returning"):
            must(own.received == own.shipped, f"order {own.id}: a part is sent back")
            until = at + times["delivery"] + times["window"]
        else:
            raise Wrong(f"order {own.id} goes from {state} to {name}")
        must(fields["until"] == until, f"order {own.id} is {name} until {fields['until']}, not {until}")
        own.state, own.until = name, until

    def on_Ended(self, at, fields):
        own = self.orders[fields["order"]]
        must(own.outcome is None, f"order {own.id} ends twice")
        must(fields["need"] == own.need, f"order {own.id} is for another need")
        state, until = own.now(at)
        is_late = at > until
        name, more = named(fields["outcome"])
        paid, bond = 0, 0
        ends = {
            ("placed", False): {"vetoed", "refused"},
            ("offered", False): {"withdrawn", "refused"},
            ("offered", True): {"lapsed"},
            ("accepted", False): {"cancelled"},
            ("accepted", True): {"failed"},
            ("shipped", True): {"undelivered"},
            ("started", True): {"undelivered"},
            ("received", True): {"paid"},
            ("returning", False): {"refunded"},
        }
        must(name in ends.get((state, is_late), ()), f"order {own.id} ends as {name} while {state}, late: {is_late}")
        if name == "paid":
            paid = own.gross * own.received // own.quantity
            must(int(more["amount"]) == paid, f"order {own.id} is paid with {more}")
        if name in ("cancelled", "failed", "undelivered"):
            bond = own.bond
        found = [int(fields[field]) for field in ("paid", "refunded", "bond", "fee")]
        must(found == [paid, own.gross - paid, bond, 0], f"order {own.id} ends with {found}")
        self.end(at, own, name, paid, bond)

    def end(self, at, own, name, paid, bond):
        own.outcome = name
        mandate, need = self.mandates.get(own.mandate), self.needs[own.need]
        if mandate is not None and mandate.at == own.period == mandate.period(at):
            mandate.spent -= own.gross - paid
        if own.state in ("placed", "offered", "accepted"):
            offer = self.offers.get((own.vendor, key(need.category)))
            if offer is not None:
                offer["stock"] += own.quantity
                if own.visit is not None:
                    slots = self.slots[own.vendor, key(need.category)]
                    slots.append(own.visit)
                    slots.sort()
        vendor = self.parties[own.vendor]
        for account, amount in [
            (own.payer, bond - paid),
            (vendor["treasury"], paid),
            (vendor["account"], -bond),
        ]:
            self.change[account] = self.change.get(account, 0) + amount
        need.order = None
        if need.state != "ordered":
            return
        if name in ("vetoed", "withdrawn"):
            must(own.payer == self.parties[self.machine["buyer"]]["account"], "a warrantor has objected")
            self.give_up(at, own.need, "objection")
        elif paid == 0:
            need.failures += 1
            need.skipped.append(own.vendor)
            need.state = "open"
            if need.failures == MAX_FAILURES:
                self.give_up(at, own.need, "failures")

    def give_up(self, at, need_id, why):
        need = self.needs[need_id]
        need.state, need.since, need.until = "givenUp", at, at + self.machine["coolDown"]
        need.claim = None
        must(self.given_up.pop(need_id, None) == (why, need.until), f"need {need_id} is given up for {why}, and no event says so")

    def on_NeedGivenUp(self, at, fields):
        need_id, why = fields["need"], fields["why"]
        need = self.needs[need_id]
        # The event comes before that of the order by whose end a need is given up.
        self.given_up[need_id] = (why, fields["until"])
        if why == "mandateEnded":
            must(need.mandate not in self.mandates, "a need is given up though its mandate stands")
            must(need.order is None, "a need is given up while it is on order")
            self.give_up(at, need_id, why)

    def on_Cleared(self, at, fields):
        need = self.needs[fields["need"]]
        must(fields["by"] == "byCondition", "somebody says that a need is covered")
        must(need.state != "clear", f"need {fields['need']} is clear already")
        last = self.known()[-1]
        name, _, is_covered = LACKING[need.category["class"]]
        must(is_covered(last[name]), f"need {fields['need']} is covered by {last}")
        need.state, need.since, need.claim = "clear", at, None
        need.failures, need.skipped = 0, []

    # What came of it.

    def check_end(self):
        must(self.outcome is not None, "the story has no end")
        must(not self.outcome["findings"], f"the story found {self.outcome['findings']}")
        must(not self.given_up, "an event says that a need is given up, and it is not")
        ended = [own for own in self.orders.values() if own.outcome is not None]
        must(len(ended) == len(self.orders), "an order has not ended")
        for account, change in self.change.items():
            must(account in self.after, f"nothing is known of the money of {account}")
        for account, before in self.before.items():
            expected = before + self.change.get(account, 0)
            must(self.after[account] == expected, f"{account} has {self.after[account]}, not {expected}")
        must(sum(self.before.values()) == sum(self.after.values()), "money has come or gone")
        must(self.held, "nothing is known of what is on hold")
        for account, found in self.held.items():
            held = sum(mandate.left() for mandate in self.mandates.values() if mandate.payer == account)
            must(held == found, f"{account} has {found} on hold for budgets, not {held}")


def check(lines):
    """Follows the lines of a log, and answers the story."""
    story = Story()
    for number, line in enumerate(lines, 1):
        try:
            entry = json.loads(line)
            getattr(story, entry["kind"] + "_line")(entry)
        except Wrong as wrong:
            raise Wrong(f"line {number}: {wrong}") from None
    story.check_end()
    return story


def main():
    with open(sys.argv[1]) as file:
        try:
            story = check(file)
        except Wrong as wrong:
            sys.exit(f"check: WRONG: {wrong}")
    ends = {}
    for own in story.orders.values():
        ends[own.outcome] = ends.get(own.outcome, 0) + 1
    paid = sum(own.gross for own in story.orders.values() if own.outcome == "paid")
    told = ", ".join(f"{count} {name}" for name, count in sorted(ends.items()))
    print(f"check: ok: {len(story.orders)} orders ({told}); {paid} paid; every unit of money is where it belongs")


if __name__ == "__main__":
    main()
