"""Settles sessions of the chain again, and the example of docs/energy-market.md.

Usage: python -m unittest discover -s tests/market
"""

import copy
import json
import random
import sys
import unittest
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
import market as m
import settle

VECTORS = Path(__file__).parent / "vectors" / "settlement.json"
SLOT, DAY = 900_000, 86_400_000
NOON = 48
PERIOD = 20_000
AT = 96 * PERIOD + NOON
LEAST = {
    "clearings": 30,
    "counts": 25,
    "energies": 2_000,
    "lines": 500,
    "payments": 30,
    "positions": 20,
    "preliminary": 30,
    "final": 30,
    "lapsed": 5,
    "debts": 50,
    "balances": 100,
}
"""How much of what the sessions found has to be compared, so that they say something."""
ALICE = "5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQY"
BOB = "5FHneW46xGXgs5mUiveU4sbTyGBzmstUspZC92UhjJM694ty"
CHARLIE = "5FLSigC9HGRKVhB9FiEo4Y3koPsNmBmLJbpXg2mp1hXcS59Y"


def always(value, start: int = 0) -> dict:
    return {"entries": [{"from": start, "value": value}]}


def keys() -> list[str]:
    """Ids of homes A to D, in the order of their hashes."""
    return settle.by_key(f"0x{number:032x}" for number in range(4))


class Example:
    """The four homes of docs/energy-market.md, in one slot at noon."""

    def __init__(self):
        self.homes = keys()
        self.journal = []
        agreement = {"supplier": 7, "tariff": 0}
        charge = [
            {"kind": kind, "rate": rate, "payee": payee}
            for kind, rate, payee in [
                ("network", 81_000, BOB), ("levy", 19_000, CHARLIE), ("tax", 20_000, CHARLIE)
            ]
        ]  # fmt: skip
        terms = {
            "grid": {"floor": -100, "cap": 520, "tick": 1}, "capacity": 10**9, "charges": charge,
            "deviation": 5, "standard": 0, "defaults": [agreement],
        }  # fmt: skip
        tariff = {"supply": {"flat": 182_331}, "feedIn": {"flat": 78_600}}
        self.given = {
            "timing": {"slot": SLOT, "period": 96, "lead": SLOT, "firm": 300_000,
                       "horizon": 28_800_000},
            "existential": 10, "floatPeriods": 3, "floatSpan": 10,
            "zones": {"0": {"operator": BOB, "terms": always(0), "versions": {"0": terms}}},
            "tariffs": {"0": {"supplier": 7, "versions": always(0), "ends": None,
                              "texts": {"0": tariff}}},
            "indices": {},
            "suppliers": {"7": {"standing": always("supplies"), "account": CHARLIE}},
            "points": {id: self.point(number) for number, id in enumerate(self.homes)},
            "balances": {ALICE: 0, BOB: 1_000, CHARLIE: 1_000_000},
            "journal": self.journal,
        }  # fmt: skip

    def point(self, number: int) -> dict:
        counter = [{"channel": channel, "exponent": 0} for channel in (0, 1)]
        meter = {"device": f"0x{number:064x}", "from": AT, "until": None}
        meter |= {"import": counter[0], "export": counter[1]}
        return {
            "owner": ALICE, "zone": 0, "powers": {"connected": 11_000, "export": 11_000},
            "contract": always(None, AT), "ends": AT + 1, "free": 1_000_000, "meters": [meter],
        }  # fmt: skip

    def note(self, at: int, kind: str, content: dict):
        self.journal.append({"at": at, kind: content})

    def trade(self):
        orders = [("buy", 282, 900), ("buy", 240, 700), ("sell", 179, 1_000), ("sell", 179, 800)]
        for home, (side, tick, energy) in zip(self.homes, orders):
            order = {"side": side, "steps": [{"tick": tick, "energy": energy}]}
            self.note(
                AT * SLOT - 2 * SLOT,
                "place",
                {"point": home, "period": PERIOD, "orders": [[NOON, order]]},
            )
        clearing = {
            "price": 79, "volume": 1_600,
            "bid": {"tick": 240, "filled": 700, "offered": 700},
            "ask": {"tick": 179, "filled": 1_600, "offered": 1_800},
        }  # fmt: skip
        self.note(AT * SLOT, "cleared", {"zone": 0, "slot": AT, "clearing": clearing})
        end = (PERIOD + 1) * DAY
        freed = [0, 0, 108_331 - 96_198, 86_665 - 77_132]
        costs = [71_100, 55_300, -70_152, -56_248]
        for home, amount, cost in zip(self.homes, freed, costs):
            content = {"point": home, "period": PERIOD, "freed": amount}
            content |= {"paid": max(cost, 0), "credit": max(-cost, 0)}
            self.note(end, "counted", content)
        deadlines = {"period": PERIOD, "estimation": end + DAY, "correction": end + 3 * DAY}
        self.note(end, "deadlines", deadlines)

    def read(self, at: int, number: int, imported: int, exported: int):
        for channel, energy in enumerate((imported, exported)):
            run = {
                "first": {"time": AT * SLOT, "value": 5_000},
                "last": {"time": (AT + 1) * SLOT, "value": 5_000 + energy},
                "min": 5_000, "max": 5_000 + energy,
            }  # fmt: skip
            device = f"0x{number:064x}"
            run = {"device": device, "channel": channel, "active": True, "facts": [], "run": run}
            self.note(at, "observed", run)

    def settled(self, at: int, home: int, run: str):
        content = {"point": self.homes[home], "period": PERIOD, "run": run, "lapsed": 0}
        self.note(at, "settled", content)

    def market(self) -> settle.Market:
        market = settle.Market(copy.deepcopy(self.given))
        for entry in self.journal:
            market.play(entry)
        return market


class Examples(unittest.TestCase):
    """With the figures of docs/energy-market.md."""

    ENERGIES = [(850, 0), (1_100, 0), (0, 1_200), (0, 500)]
    SUPPLIED = [-3_680, 72_932, -24_524, 39_714]
    TRADED = [71_100, 55_300, -70_152, -56_248]
    CHARGED = [102_000, 132_000, 0, 0]

    def setUp(self):
        self.example = Example()
        self.example.trade()
        self.end = (PERIOD + 1) * DAY
        self.bob, self.charlie = settle.account(BOB), settle.account(CHARLIE)
        self.example.note(self.end, "fundFloat", {"supplier": 7, "amount": 500_000})

    def margins(self, market: settle.Market) -> list[list[int]]:
        return [market.margins[home] for home in self.example.homes]

    def test_orders_hold_and_trades_keep_what_the_page_says(self):
        market = self.example.market()
        holds = [276_300, 185_500, 96_198, 77_132]
        paid = [71_100, 55_300, 0, 0]
        expected = [
            [1_000_000 - hold, hold - part] for hold, part in zip(holds, paid, strict=True)
        ]
        self.assertEqual(self.margins(market), expected)
        self.assertEqual(market.free[settle.pot_of(0)], 126_400)

    def test_four_homes_pay_what_the_page_says(self):
        for home, (imported, exported) in enumerate(self.ENERGIES):
            self.example.read(self.end, home, imported, exported)
        for home in range(4):
            self.example.settled(self.end + DAY, home, "final")
        market = self.example.market()
        costs = map(sum, zip(self.SUPPLIED, self.TRADED, self.CHARGED, strict=True))
        self.assertEqual(self.margins(market), [[1_000_000 - cost, 0] for cost in costs])
        self.assertEqual(market.free[settle.pot_of(0)], 0)
        # The grid operator gets the charge for what was traded and not metered.
        deviations = [5 * 50, 5 * 212]
        self.assertEqual(market.free[self.bob], 1_000 + 1_950 * 81 + sum(deviations))
        own = 1_950 * 39 + 72_932 + 39_714 - deviations[1]
        self.assertEqual(market.free[self.charlie], 500_000 + own)
        self.assertEqual(market.floats[7], 500_000 - 3_680 - deviations[0] - 24_524)
        self.assertEqual(market.supplied[PERIOD, 0, 7], 250)
        self.assertFalse(any(market.debts.values()))

    def test_what_data_say_later_is_booked_as_the_difference(self):
        self.example.read(self.end, 2, 0, 1_200)
        self.example.settled(self.end + DAY, 1, "preliminary")
        silent = self.example.market()
        # Nothing of a period is booked as long as an energy in it can change.
        self.assertEqual(sum(self.margins(silent)[1]), 1_000_000 - 55_300)
        self.assertEqual(silent.supplied[PERIOD, 0, 7], 0)
        self.example.read(self.end + 2 * DAY, 1, 1_100, 0)
        self.example.settled(self.end + 2 * DAY, 1, "final")
        market = self.example.market()
        self.assertEqual(self.margins(market)[1], [1_000_000 - 260_232, 0])
        self.assertEqual(market.supplied[PERIOD, 0, 7], 400)
        self.assertEqual(market.payouts[7, PERIOD + 2], 0)

    def test_a_silent_seller_covers_out_of_what_was_locked(self):
        self.example.settled(self.end + DAY, 3, "preliminary")
        market = self.example.market()
        free, locked = self.margins(market)[3]
        self.assertEqual([free, locked], [1_000_000 - 77_132, 77_132])
        # What is locked and the credit cover all.
        self.assertEqual(market.reserved(self.example.homes[3]), 0)
        # In the end it counts as having used all that its connection takes.
        self.example.settled(self.end + 3 * DAY, 3, "final")
        covered, used, market = 712 * 187_331 // 1_000, 2_751, self.example.market()
        supplied = used * 182_331 // 1_000
        paid = covered + supplied + used * 120
        self.assertEqual(self.margins(market)[3], [free + locked + 56_248 - paid, 0])
        self.assertEqual(market.free[self.bob], 1_000 + 5 * 712 + used * 81)
        own = covered - 5 * 712 + supplied + used * 39
        self.assertEqual(market.free[self.charlie], 500_000 + own)

    def test_a_seller_whose_meter_others_ended_covers_and_has_used_the_standard(self):
        given = self.example.given
        (meter,) = given["points"][self.example.homes[3]]["meters"]
        self.example.settled(self.end + 3 * DAY, 3, "final")
        covered = 712 * 187_331 // 1_000
        for grace, notice, used in [(DAY, 0, 0), (0, 0, 2_751), (0, NOON, 0), (0, NOON - 1, 2_751)]:
            # At the period's end, or as long before the slot as the notice has slots.
            meter["gone"] = self.end if notice == 0 else PERIOD * DAY
            given |= {"estimation": grace, "notice": notice}
            market = self.example.market()
            paid = covered + used * 182_331 // 1_000 + used * 120
            self.assertEqual(self.margins(market)[3], [1_000_000 + 56_248 - paid, 0])

    def test_what_a_home_will_owe_stays(self):
        home = self.example.homes[1]
        self.example.given["zones"]["0"]["versions"]["0"]["standard"] = 1_000
        self.example.settled(self.end + DAY, 1, "preliminary")
        market = self.example.market()
        # Supplied, charges, and all that was bought is returned; less what is locked.
        reserved = 182_331 + 120_000 - 51_520 - (185_500 - 55_300)
        self.assertEqual(market.reserved(home), reserved)
        self.assertEqual(self.margins(market)[1], [1_000_000 - 185_500, 185_500 - 55_300])
        self.assertEqual(market.free[self.bob], 1_000)
        most = 1_000_000 - 185_500 - reserved
        self.example.note(self.end + DAY, "withdraw", {"point": home, "amount": most})
        self.example.market()
        self.example.note(self.end + DAY, "withdraw", {"point": home, "amount": 1})
        with self.assertRaises(settle.Unusable):
            self.example.market()

    def test_what_a_home_cannot_pay_is_a_debt_until_it_can(self):
        home = self.example.homes[0]
        self.example.given["points"][home]["powers"]["connected"] = 36_000_000
        free = 1_000_000 - 276_300
        self.example.read(self.end, 0, 9_000_000, 0)
        self.example.note(self.end, "withdraw", {"point": home, "amount": free})
        self.example.settled(self.end + DAY, 0, "final")
        market = self.example.market()
        # All that was locked is free at the end, and goes to the grid operator first.
        left = 276_300 - 71_100
        network, other = 9_000_000 * 81, 9_000_000 * 39
        supplied = (9_000_000 - 900) * 182_331 // 1_000
        payees = [settle.Party(True, who) for who in (self.bob, self.charlie)]
        parties = [settle.Party(False, 7), *payees]
        since = self.end + DAY
        bob_first = self.bob < self.charlie
        owed = [supplied, network - left * bob_first, other - left * (not bob_first)]
        self.assertEqual(
            market.debts[home], {party: (n, since) for party, n in zip(parties, owed, strict=True)}
        )
        self.assertEqual(market.margins[home], [0, 0])
        self.example.note(since + DAY, "fund", {"point": home, "amount": 1_000})
        self.example.note(since + DAY, "debtsPaid", {"point": home})
        later = self.example.market()
        first = parties[1 if bob_first else 2]
        self.assertEqual(later.debts[home][first], (market.debts[home][first][0] - 1_000, since))

    def test_two_runs_book_what_the_final_one_alone_would(self):
        rng = random.Random(1)
        for _ in range(30):
            energies = [(rng.randrange(2_000), rng.randrange(2_000)) for _ in range(4)]
            ends = []
            for first in (True, False):
                self.setUp()
                self.example.note(self.end, "fundFloat", {"supplier": 7, "amount": 400_000})
                for home in range(4 if first else 0):
                    self.example.settled(self.end + DAY, home, "preliminary")
                for home, (imported, exported) in enumerate(energies):
                    self.example.read(self.end + 2 * DAY, home, imported, exported)
                for home in range(4):
                    self.example.settled(self.end + 2 * DAY, home, "final")
                market = self.example.market()
                # What a float paid comes back into what is free of the same account.
                market.free[self.charlie] += market.floats.pop(7)
                ends.append((self.margins(market), market.free, market.supplied))
                self.assertFalse(any(market.debts.values()))
            self.assertEqual(*ends, energies)

    def test_money_is_never_made_or_lost(self):
        for home, (imported, exported) in enumerate(self.ENERGIES):
            if home % 2:
                self.example.read(self.end, home, imported, exported)
        for home in range(4):
            self.example.settled(self.end + DAY, home, "final" if home % 2 else "preliminary")
        for home in (0, 2):
            self.example.settled(self.end + 3 * DAY, home, "final")
        market = settle.Market(copy.deepcopy(self.example.given))
        whole = self.total(market)
        for entry in self.example.journal:
            market.play(entry)
            self.assertEqual(self.total(market), whole, entry)

    def total(self, market: settle.Market) -> int:
        margins = sum(map(sum, market.margins.values()))
        return sum(market.free.values()) + margins + sum(market.floats.values())

    def test_what_cannot_have_happened_is_refused(self):
        self.example.settled(self.end + DAY - 1, 1, "final")
        with self.assertRaises(settle.Unusable):
            self.example.market()
        self.example.journal[-1] = {"at": self.end + DAY, "settled": {
            "point": self.example.homes[1], "period": PERIOD, "run": "final", "lapsed": 0
        }}  # fmt: skip
        with self.assertRaises(settle.Disagreement):
            self.example.market()


@unittest.skipUnless(VECTORS.exists(), "no sessions")
class Sessions(unittest.TestCase):
    """What the pallet says of random ones."""

    @classmethod
    def setUpClass(cls):
        cls.sessions = json.loads(VECTORS.read_text())

    def test_all_that_the_chain_has_follows(self):
        compared = Counter()
        for number, session in enumerate(self.sessions):
            with self.subTest(number):
                compared += settle.replay(session)
        for what, least in LEAST.items():
            self.assertGreaterEqual(compared[what], least, (what, compared))

    def test_a_wrong_unit_is_found(self):
        """Wherever the chain has a number, except for what it has forgotten."""
        session = m.integers(self.sessions[0])
        finds = [entry["found"] for entry in session["journal"] if "found" in entry]
        kinds = {}
        for path in paths(finds):
            if path[-1] != "kept":
                kinds.setdefault(tuple(map(kind_of, path)), path)
        self.assertGreaterEqual(len(kinds), 10)
        for path in kinds.values():
            *to, last = path
            of = finds
            for name in to:
                of = of[name]
            of[last] += 1
            with self.subTest(path), self.assertRaises(settle.Disagreement):
                settle.replay(session)
            of[last] -= 1


def paths(of, path: tuple = ()) -> Iterator[tuple]:
    """To each number."""
    if isinstance(of, int):
        yield path
    elif isinstance(of, (dict, list)):
        for name, value in of.items() if isinstance(of, dict) else enumerate(of):
            yield from paths(value, (*path, name))


def kind_of(name):
    """One for all ids, accounts and places in a list."""
    return name if isinstance(name, str) and name.isalpha() else None


if __name__ == "__main__":
    unittest.main()
