"""Searches for a home that gains by leaving out readings of its meter, or sending them late.

Usage: python -m unittest discover -s tests/market
"""

import copy
import os
import random
import sys
import unittest
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
import market as m
import settle

WORLDS = int(os.environ.get("WORLDS", "1000"))
SLOT, PERIOD, PERIODS = 900_000, 6, 9
SLOTS = PERIOD * PERIODS
CORRECTION = 3
"""Of a period, data count for so many periods after its end."""
POWERS = {"connected": 8_000, "export": 4_000}
MOST = 2_001, 1_001
HOME = "0x" + "07" * 16
PAYEES = [
    "5FHneW46xGXgs5mUiveU4sbTyGBzmstUspZC92UhjJM694ty",
    "5FLSigC9HGRKVhB9FiEo4Y3koPsNmBmLJbpXg2mp1hXcS59Y",
]


def rate(rng: random.Random) -> int:
    return 1_000 * rng.choice([0, rng.randint(-30, 80)])


def table(rng: random.Random) -> dict:
    starts = sorted(rng.sample(range(15, 60 * SLOTS // 4, 15), rng.randrange(8)))
    bands = [{"days": 127, "from": start, "rate": rate(rng)} for start in [0, *starts]]
    of = {"offset": 0, "until": 2**63, "fallback": 0, "bands": bands}
    return {"timeOfUse": of}


def flat(rng: random.Random) -> dict:
    return {"flat": rate(rng)}


def blocks(rng: random.Random) -> dict:
    starts = sorted(rng.sample(range(1, 9_000), rng.randint(1, 3)))
    more = [{"above": start, "rate": rate(rng)} for start in starts]
    return {"blocks": {"first": rate(rng), "more": more}}


def energies(rng: random.Random, most: int) -> list[int]:
    usual = rng.choice([most // 20, most // 4, most])
    return [rng.choice([0, rng.randint(0, usual), rng.randint(0, usual)]) for _ in range(SLOTS)]


def segments(rng: random.Random) -> list[tuple[int, int, int, list[str]]]:
    """Each from a slot to another, when it arrives in periods, and the facts. Some are lost."""
    found, at, arrives = [], 0, 0
    # Often little is left out, so that what it gains is not made up for elsewhere.
    lost, late, doubt = (rng.choice([0, 0.05, rng.random()]) for _ in range(3))
    longest = rng.choice([1, 1, 8, SLOTS])
    gap = range(start := rng.randrange(SLOTS), start + rng.choice([0, 1, rng.randint(1, 12)]))
    while at < SLOTS:
        to = min(SLOTS, at + rng.randint(1, longest))
        if rng.random() >= lost and not set(gap) & set(range(at, to)):
            delay = rng.randrange(9) if rng.random() < late else 0
            arrives = max(arrives, (to - 1) // PERIOD + 1 + delay)
            found.append((at, to, arrives, ["uncalibrated"] if rng.random() < doubt else []))
        at = to
    return found


def all_but(gap: range) -> list[tuple[int, int, int, list[str]]]:
    return [(slot, slot + 1, slot // PERIOD + 1, []) for slot in range(SLOTS) if slot not in gap]


def gap_at_an_end(rng: random.Random) -> range:
    end = PERIOD * rng.randrange(1, PERIODS)
    return range(end - rng.randrange(3), end + rng.randrange(3))


class World:
    def __init__(self, rng: random.Random):
        switch = rng.randrange(SLOTS)
        formula = rng.choice([table, table, blocks, flat])
        tariff = {"supply": formula(rng), "feedIn": rng.choice([table, flat])(rng)}
        other = {"supply": table(rng), "feedIn": flat(rng)}
        charges = [
            [{"kind": "network", "rate": 1_000 * rng.randrange(9), "payee": payee}]
            for payee in PAYEES
        ]
        self.energies = [energies(rng, most) for most in MOST]
        self.trades = {}
        for slot in rng.sample(range(SLOTS), rng.randrange(12)):
            traded = rng.randint(1, 1_500)
            self.trades[slot] = rng.choice([(traded, 0), (0, traded)]), rng.randint(-20, 70)
        terms = {
            "grid": {"floor": -100, "cap": 520, "tick": 1}, "capacity": 10**9, "deviation": 3,
            "standard": 100, "defaults": [{"supplier": 7, "tariff": 0}],
        }  # fmt: skip
        counters = [{"channel": channel, "exponent": 0} for channel in (0, 1)]
        meter = {"device": "0x00", "from": 0, "until": None}
        meter |= {"import": counters[0], "export": counters[1]}
        versions = {"entries": [{"from": 0, "value": 0}, {"from": 1 + switch, "value": 1}]}
        own = {"supplier": 8, "tariff": 1}
        contract = [{"from": 0, "value": None}, {"from": SLOTS - switch, "value": own}]
        self.given = {
            "timing": {"slot": SLOT, "period": PERIOD, "lead": 1, "firm": 1, "horizon": 10},
            "existential": 1, "floatPeriods": 3, "floatSpan": 10, "indices": {}, "balances": {},
            "zones": {"0": {"terms": copy.deepcopy(versions), "versions": {
                str(number): terms | {"charges": own} for number, own in enumerate(charges)
            }}},
            "tariffs": {
                str(number): {
                    "supplier": 7 + number, "versions": {"entries": [{"from": 0, "value": 0}]},
                    "ends": None, "texts": {"0": text},
                } for number, text in enumerate([tariff, other])
            },
            "suppliers": {str(number): {"standing": {
                "entries": [{"from": 0, "value": "supplies"}]
            }, "account": None} for number in (7, 8)},
            "points": {HOME: {
                "owner": "5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQY", "zone": 0,
                "powers": POWERS, "contract": {"entries": contract}, "ends": SLOTS, "free": 0,
                "meters": [meter],
            }},
        }  # fmt: skip

    def cost(self, said: list[list]) -> int:
        """In all periods, when nothing can change any more."""
        market = settle.Market(copy.deepcopy(self.given))
        for slot, (traded, price) in self.trades.items():
            period, place = divmod(slot, PERIOD)
            book = market.books.setdefault((0, period), settle.Book())
            book.clearings[place] = m.Clearing(price + 100, 1, (0, 0, 0), (0, 0, 0))
            fills = book.trades.setdefault(HOME, settle.Trades({}, 0, 0)).fills
            fills[place] = traded
        registers = [
            [5_000 + sum(own[:slot]) for slot in range(SLOTS + 1)] for own in self.energies
        ]
        cost = 0
        for passed in range(1, PERIODS + CORRECTION + 1):
            now = passed * PERIOD * SLOT
            over = passed - CORRECTION - 1
            market.now = now
            deadlines = {"period": passed - 1, "estimation": now + 1}
            market.on_deadlines(deadlines | {"correction": now + CORRECTION * PERIOD * SLOT})
            if over >= 0:
                statement = market.statement(HOME, over)
                cost += sum(n for own in statement.accounts.values() for _, _, n in own.lines)
            for channel, own in enumerate(said):
                for start, end, _, facts in (part for part in own if part[2] == passed):
                    first, last = registers[channel][start], registers[channel][end]
                    run = {
                        "first": {"time": start * SLOT, "value": first},
                        "last": {"time": end * SLOT, "value": last},
                        "min": first, "max": last,
                    }  # fmt: skip
                    one = {"device": "0x00", "channel": channel, "active": True}
                    market.on_observed(one | {"facts": facts, "run": run})
        return cost


class Silence(unittest.TestCase):
    def test_no_silence_pays_whatever_is_used_and_whenever_it_is_told(self):
        rng, differ = random.Random(7), 0
        for number in range(WORLDS):
            world = World(rng)
            all_of_it = all_but(range(0))
            told = world.cost([all_of_it, all_of_it])
            if rng.random() < 0.5:
                said = [segments(rng), segments(rng)]
            else:
                said = rng.sample([all_of_it, all_but(gap_at_an_end(rng))], 2)
            silent = world.cost(said)
            self.assertGreaterEqual(silent, told, (number, said))
            differ += silent != told
        self.assertGreater(differ, WORLDS // 2)


if __name__ == "__main__":
    unittest.main()
