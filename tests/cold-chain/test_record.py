"""Tests of tests/market/record.py without a chain: what it makes of what a chain says.

Usage: python -m unittest discover -s tests/cold-chain
"""

import sys
import unittest
from pathlib import Path
from types import SimpleNamespace

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "market"))
import record

POINT, OWNER = "0x" + "11" * 16, "5Owner1"
TIMING = {"slot": 1000, "period": 2, "lead": 100, "firm": 100, "horizon": 4000}


def event(module: str, name: str, **fields):
    value = {"module_id": module, "event_id": name, "attributes": fields}
    return SimpleNamespace(value=value)


class FakeChain:
    """A chain of two blocks after the first: in one an order is placed, in the next it is gone."""

    def __init__(self, events: dict[int, list]):
        order = {"side": "Sell", "steps": [{"tick": 3, "energy": 5}]}
        self.orders = {1: [{"place": 1, "order": order, "rates": {}}]}
        self.api = SimpleNamespace(get_events=lambda hash: events.get(int(hash, 16), []))

    def hash(self, number: int) -> str:
        return hex(number)

    def value(self, block: int, pallet: str, entry: str, *keys):
        if entry == "Orders":
            return self.orders.get(block)
        known = {"MarketTiming": TIMING, "Now": 10_000 + block, "Points": [{"zone": 3}, {}]}
        return known[entry]

    def values(self, block: int, pallet: str, entry: str, *keys):
        yield from [(4, (10_500, 0))] if entry == "Cleared" and block == 2 else []


def journal(events: dict[int, list]) -> list[dict]:
    recorder = record.Recorder(FakeChain(events), 0, 2)
    for block in (1, 2):
        recorder.block(block)
    return recorder.journal


class Records(unittest.TestCase):
    def test_names_are_those_of_the_nodes_json(self):
        given = {"feed_in": {"Flat": 3}, "side": "Buy", "id": POINT, "none": None}
        follows = {"feedIn": {"flat": 3}, "side": "buy", "id": POINT, "none": None}
        self.assertEqual(record.plain(given), follows)
        self.assertEqual(record.places(0b1010), [1, 3])

    def test_an_order_that_is_gone_is_one_without_steps(self):
        placed = event("EnergyMarket", "Placed", point=POINT, period=5, free=1, locked=1)
        found = [own for own in journal({1: [placed], 2: [placed]}) if "place" in own]
        orders = [own["place"]["orders"] for own in found]
        self.assertEqual(orders[0], [(1, {"side": "sell", "steps": [{"tick": 3, "energy": 5}]})])
        self.assertEqual(orders[1], [(1, {"side": "buy", "steps": []})])
        self.assertEqual([own["at"] for own in found], [10_001, 10_002])

    def test_deadlines_count_from_the_later_of_end_and_clearing(self):
        found = [own["deadlines"] for own in journal({}) if "deadlines" in own]
        # The period ends at 10,000 and was cleared later; two and seven periods of two slots follow.
        follows = {"period": 4, "estimation": 10_500 + 4_000, "correction": 10_500 + 14_000}
        self.assertEqual(found, [follows])

    def test_fees_and_deposits_leave_an_account_and_margins_do_not(self):
        def held(name: str, reason: str, amount: int):
            return event("Balances", name, reason={"EnergyMarket": reason}, who=OWNER, amount=amount)

        fee = event("TransactionPayment", "TransactionFeePaid", who=OWNER, actual_fee=7, tip=0)
        free = event("TransactionPayment", "TransactionFeePaid", who=OWNER, actual_fee=0, tip=0)
        happened = [fee, free, held("Held", "Point", 50), held("Held", "Margin", 90)]
        happened += [held("Released", "Point", 20), held("Released", "Margin", 10)]
        found = [own["deposit"] for own in journal({1: happened}) if "deposit" in own]
        self.assertEqual([own["amount"] for own in found], [7, 50, -20])


if __name__ == "__main__":
    unittest.main()
