"""A short log by hand: the cheapest vendor does not answer, the next one delivers."""

import copy
import json
import unittest

import check

HOUR = 3_600_000
DAY = 24 * HOUR
DETERGENT = {"class": 1, "part": None}
TERMS = {
    "categories": [DETERGENT], "vendors": [5, 6], "arbiters": ["office"], "perUnit": "150", "perOrder": "150",
    "perPeriod": "300", "period": 28 * DAY, "veto": 4 * HOUR, "within": 3 * DAY, "window": DAY, "arbitration": DAY,
    "filled": "0", "until": 90 * DAY,
}


def offer(vendor, unit):
    terms = {"unit": str(unit), "freight": "10", "tax": 1_900, "stock": 5, "accept": 6 * HOUR, "dispatch": DAY,
             "delivery": DAY, "until": 60 * DAY, "arbiter": "office"}
    return {"kind": "offer", "at": 0, "vendor": vendor, "category": DETERGENT, "offer": terms}


def party(org, name):
    return {"kind": "party", "name": name, "org": org, "account": name, "treasury": f"{name} org"}


def reading(at, detergent):
    return {"kind": "reading", "at": at, "detergent": detergent, "cycles": 4, "pump": 30, "error": 0, "energy": 740}


def event(at, name, **fields):
    return {"kind": "event", "at": at, "block": 0, "name": name, "fields": fields}


def placed(at, order, vendor, net, tax):
    landed = {"net": str(net), "rate": 1_900, "tax": str(tax), "gross": str(net + tax)}
    return event(at, "Placed", order=order, need=0, vendor=vendor, quantity=1, landed=landed, until=at + 4 * HOUR,
                 evidence=[{"value": {"number": "60"}}])


def advanced(at, state, until):
    return event(at, "Advanced", order=1, state=state, until=until)


def ended(at, order, outcome, paid, refunded):
    return event(at, "Ended", order=order, need=0, outcome=outcome, paid=str(paid), refunded=str(refunded), bond="0", fee="0")


def money(who, before, after):
    return {"kind": "money", "who": who, "account": who, "before": str(before), "after": str(after)}


def log():
    first, again = 10 * HOUR, 34 * HOUR
    shipped, received = again + 8 * HOUR, again + 20 * HOUR
    return [
        {"kind": "machine", "buyer": 1, "bond": 10, "coolDown": HOUR},
        party(1, "household"), party(5, "bargain"), party(6, "drugstore"),
        {"kind": "need", "at": 0, "need": 0, "mandate": 0, "category": DETERGENT, "quantity": 1},
        {"kind": "mandate", "at": 0, "mandate": 0, "terms": TERMS, "begun": 0},
        offer(5, 60), offer(6, 90), reading(first - 1, 60),
        placed(first, 0, 5, 70, 13),
        ended(first + 11 * HOUR, 0, "lapsed", 0, 83),
        placed(again, 1, 6, 100, 19),
        advanced(again + 5 * HOUR, "accepted", again + 5 * HOUR + DAY),
        event(shipped, "Shipped", order=1, invoice=""),
        advanced(shipped, {"shipped": {"quantity": 1, "parcel": "0x"}}, shipped + 2 * DAY),
        advanced(received, {"received": {"quantity": 1, "shipped": 1}}, received + DAY),
        reading(received, 1_000),
        event(received, "Cleared", need=0, by="byCondition"),
        ended(received + DAY + 1, 1, {"paid": {"amount": "119"}}, 119, 0),
        money("household", 500, 381), money("bargain", 20, 20), money("bargain org", 0, 0), money("drugstore org", 0, 119),
        {"kind": "held", "at": 0, "budgets": "181"},
        {"kind": "outcome", "orders": [], "figures": {}, "findings": []},
    ]


def check_all(lines):
    return check.check(json.dumps(line) for line in lines)


class Check(unittest.TestCase):
    def refuses(self, change, word):
        lines = copy.deepcopy(log())
        change(lines)
        with self.assertRaisesRegex(check.Wrong, word):
            check_all(lines)

    def test_follows_two_orders_to_the_unit(self):
        lines = log() + []
        lines.insert(-3, money("drugstore", 20, 20))
        story = check_all(lines)
        self.assertEqual([own.outcome for own in story.orders.values()], ["lapsed", "paid"])

    def test_refuses_another_vendor_price_state_or_deadline(self):
        at = {name: place for place, name in enumerate(["lapsed", "again", "accepted"], 10)}

        def dearer(lines):
            lines[9]["fields"]["vendor"] = 6

        def early(lines):
            lines[at["lapsed"]]["at"] -= 2 * HOUR

        def longer(lines):
            lines[at["accepted"]]["fields"]["until"] += 1

        def cheaper(lines):
            lines[at["again"]]["fields"]["landed"]["tax"] = "18"

        self.refuses(dearer, "goes to 6, not to 5")
        self.refuses(early, "ends as lapsed while offered")
        self.refuses(longer, "is accepted until")
        self.refuses(cheaper, "costs")

    def test_refuses_money_that_is_elsewhere(self):
        def lost(lines):
            lines[-6]["after"] = "1"

        def held(lines):
            lines[-2]["budgets"] = "98"

        def kept(lines):
            lines[10]["fields"]["refunded"] = "82"

        for change, word in [(lost, "bargain org|nothing is known|has 1"), (held, "on hold"), (kept, "ends with")]:
            lines = copy.deepcopy(log())
            lines.insert(-3, money("drugstore", 20, 20))
            change(lines)
            with self.assertRaisesRegex(check.Wrong, word):
                check_all(lines)

    def test_refuses_an_order_on_what_was_not_signed(self):
        def unsigned(lines):
            lines[9]["fields"]["evidence"][0]["value"]["number"] = "50"

        self.refuses(unsigned, "detergent is ordered at 50")


if __name__ == "__main__":
    unittest.main()
