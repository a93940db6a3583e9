"""Two short logs by hand: the cheapest vendor does not answer, the next one delivers; and a repair that a warrantor pays."""

import copy
import json
import unittest

import check

HOUR = 3_600_000
DAY = 24 * HOUR
DETERGENT = {"class": 10_000_405, "part": None}
REPAIR = {"class": 90_000_001, "part": None}
TERMS = {
    "categories": [DETERGENT], "vendors": [5, 6], "arbiters": ["office"], "perUnit": "150", "perOrder": "150",
    "perPeriod": "300", "period": 28 * DAY, "veto": 4 * HOUR, "within": 3 * DAY, "window": DAY, "arbitration": DAY,
    "filled": "0", "until": 90 * DAY,
}


def offer(vendor, unit):
    terms = {"unit": str(unit), "freight": "10", "tax": 1_900, "stock": 5, "accept": 6 * HOUR, "dispatch": DAY,
             "delivery": DAY, "until": 60 * DAY, "arbiter": "office", "by": "parcel"}
    return {"kind": "offer", "at": 0, "vendor": vendor, "category": DETERGENT, "offer": terms}


def party(org, name):
    return {"kind": "party", "name": name, "org": org, "account": name, "treasury": f"{name} org"}


def reading(at, detergent):
    return {"kind": "reading", "at": at, "detergent": detergent, "cycles": 4, "pump": 30, "error": 0, "energy": 740}


def anchored(at):
    return {"kind": "anchored", "at": at}


def event(at, name, **fields):
    return {"kind": "event", "at": at, "block": 0, "name": name, "fields": fields}


def placed(at, order, vendor, net, tax):
    landed = {"net": str(net), "rate": 1_900, "tax": str(tax), "gross": str(net + tax)}
    return event(at, "Placed", order=order, need=0, vendor=vendor, quantity=1, landed=landed, until=at + 4 * HOUR,
                 evidence=[{"value": {"number": "60"}}])


def advanced(at, state, until, order=1):
    return event(at, "Advanced", order=order, state=state, until=until)


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
        {"kind": "need", "at": 0, "need": 0, "mandate": 0, "category": DETERGENT, "quantity": 1,
         "warrantor": None},
        {"kind": "mandate", "at": 0, "mandate": 0, "org": 1, "payer": "household", "warranties": False, "terms": TERMS, "begun": 0},
        offer(5, 60), offer(6, 90), reading(first - 1, 60), anchored(first),
        placed(first, 0, 5, 70, 13),
        ended(first + 11 * HOUR, 0, "lapsed", 0, 83),
        placed(again, 1, 6, 100, 19),
        advanced(again + 5 * HOUR, "accepted", again + 5 * HOUR + DAY),
        event(shipped, "Shipped", order=1, invoice=""),
        advanced(shipped, {"shipped": {"quantity": 1, "parcel": "0x"}}, shipped + 2 * DAY),
        advanced(received, {"received": {"quantity": 1, "shipped": 1}}, received + DAY),
        reading(received, 1_000), anchored(received),
        event(received, "Cleared", need=0, by="byCondition"),
        ended(received + DAY + 1, 1, {"paid": {"amount": "119"}}, 119, 0),
        money("household", 500, 381), money("bargain", 20, 20), money("bargain org", 0, 0), money("drugstore org", 0, 119),
        {"kind": "held", "at": 0, "account": "household", "budgets": "181"},
        {"kind": "outcome", "orders": [], "figures": {}, "findings": []},
    ]


def attested(at, said, sequence, visit, code=31):
    statement = {"order": "0", "tenure": 0, "visit": visit, "said": said, "counter": "4", "codes": [code] * (code > 0),
                 "bootEpoch": 1, "sequence": str(sequence)}
    return event(at, "Attested", statement={**statement, "order": 0}, doubts={"counterFell": False, "newKey": False})


def repair():
    """The works pay for a visit, after which the technician has to come again."""
    broken, granted = 10 * HOUR, 13 * HOUR
    first, second = DAY + 12 * HOUR, 2 * DAY + 12 * HOUR
    over = {"received": {"quantity": 1, "shipped": 1}}
    terms = {**TERMS, "categories": [REPAIR], "vendors": [7], "veto": HOUR}
    mandate = {"kind": "mandate", "at": 0, "begun": 0}
    placed_at = event(granted, "Placed", order=0, need=0, vendor=7, quantity=1, until=granted + HOUR, evidence=[],
                      landed={"net": "100", "rate": 1_900, "tax": "19", "gross": "119"})
    visits = offer(7, 90)
    visits["category"] = REPAIR
    visits["offer"].update(by="visit", dispatch=4 * HOUR, delivery=4 * HOUR)
    return [
        {"kind": "machine", "buyer": 1, "bond": 10, "coolDown": HOUR},
        party(1, "household"), party(2, "works"), party(7, "careful"),
        {"kind": "need", "at": 0, "need": 0, "mandate": 0, "category": REPAIR, "quantity": 1, "warrantor": 2},
        {**mandate, "mandate": 0, "org": 1, "payer": "household", "warranties": False, "terms": terms},
        {**mandate, "mandate": 1, "org": 2, "payer": "works", "warranties": True, "terms": terms},
        visits,
        {"kind": "slots", "at": 0, "vendor": 7, "category": REPAIR, "slots": [12 * HOUR, first, second]},
        {**reading(broken, 500), "error": 31}, anchored(broken),
        event(broken, "Claimed", need=0, warrantor=2, until=broken + DAY, evidence=[{"value": {"number": "31"}}]),
        placed_at,
        advanced(granted + 2 * HOUR, "accepted", first + 4 * HOUR, order=0),
        attested(first, "started", 10, first),
        advanced(first, "started", first + 4 * HOUR + DAY, order=0),
        attested(first + HOUR, "finished", 11, first),
        advanced(first + HOUR, over, first + HOUR + DAY, order=0),
        advanced(first + 2 * HOUR, "accepted", second + 4 * HOUR, order=0),
        attested(second, "started", 12, second),
        advanced(second, "started", second + 4 * HOUR + DAY, order=0),
        reading(second + HOUR, 500), anchored(second + HOUR),
        attested(second + HOUR, "finished", 13, second, code=0),
        advanced(second + HOUR, over, second + HOUR + DAY, order=0),
        event(second + HOUR, "Cleared", need=0, by="byCondition"),
        ended(second + 2 * HOUR + DAY, 0, {"paid": {"amount": "119"}}, 119, 0),
        money("household", 500, 500), money("works", 500, 381), money("careful", 20, 20), money("careful org", 0, 119),
        {"kind": "held", "at": 0, "account": "household", "budgets": "300"},
        {"kind": "held", "at": 0, "account": "works", "budgets": "181"},
        {"kind": "outcome", "orders": [], "figures": {}, "findings": []},
    ]


def check_all(lines):
    return check.check(json.dumps(line) for line in lines)


class Check(unittest.TestCase):
    def refuses(self, change, word, log=log):
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
        at = {name: place for place, name in enumerate(["placed", "lapsed", "again", "accepted"], 10)}

        def dearer(lines):
            lines[at["placed"]]["fields"]["vendor"] = 6

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
            lines[11]["fields"]["refunded"] = "82"

        for change, word in [(lost, "bargain org|nothing is known|has 1"), (held, "on hold"), (kept, "ends with")]:
            lines = copy.deepcopy(log())
            lines.insert(-3, money("drugstore", 20, 20))
            change(lines)
            with self.assertRaisesRegex(check.Wrong, word):
                check_all(lines)

    def test_refuses_an_order_on_what_was_not_signed(self):
        def unsigned(lines):
            lines[10]["fields"]["evidence"][0]["value"]["number"] = "50"

        self.refuses(unsigned, "something is ordered at detergent 50")

    def test_follows_a_repair_that_the_works_pay(self):
        [own] = check_all(repair()).orders.values()
        self.assertEqual((own.outcome, own.payer, own.reworked), ("paid", "works", True))

    def test_refuses_a_visit_for_which_the_machine_has_not_signed(self):
        at = {name: place for place, name in enumerate(["claimed", "placed", "accepted", "start", "started"], 11)}

        def unsigned(lines):
            del lines[at["start"]]

        def unasked(lines):
            del lines[at["claimed"]]

        def by_the_owner(lines):
            lines[6]["payer"] = "household"

        def old(lines):
            lines[at["started"] + 1]["fields"]["statement"]["sequence"] = "10"

        def of_another_visit(lines):
            lines[at["started"] + 4]["fields"]["statement"]["visit"] -= 1

        def late(lines):
            lines[at["accepted"]]["fields"]["until"] += DAY

        for change, word in [(unsigned, "not signed that a visit begins"), (unasked, "not asked"), (old, "old statement"),
                             (by_the_owner, "has 500, not 381"), (of_another_visit, "another visit"), (late, "accepted until")]:
            self.refuses(change, word, repair)


if __name__ == "__main__":
    unittest.main()
