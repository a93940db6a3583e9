"""Checks market.py against its own definitions on random input, by exhaustive search.

Usage: python -m unittest discover -s tests/market
"""

import random
import sys
import unittest
from collections import Counter
from itertools import pairwise, product
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
import market as m
import metering

BOOKS, POSITIONS = 3000, 3000


def random_book(rng: random.Random) -> tuple[list[m.Step], int]:
    ticks = rng.choice((1, 2, 3, 6))
    steps = [
        m.Step(rng.random() < 0.5, rng.randrange(ticks), rng.randint(1, 4))
        for _ in range(rng.randrange(7))
    ]
    return steps, rng.choice((10**6, 10**6, rng.randrange(8)))


def single_units(steps: list[m.Step], capacity: int) -> tuple[int, int] | None:
    """The last tick and the volume, by trading one watt-hour after the other: the best bid with the
    best ask, as long as both are content and the capacity lasts."""
    bids = sorted((s.tick for s in steps if s.buys for _ in range(s.energy)), reverse=True)
    asks = sorted(s.tick for s in steps if not s.buys for _ in range(s.energy))
    pairs = [pair for pair in zip(bids, asks) if pair[0] >= pair[1]][:capacity]
    if not pairs:
        return None
    volume = len(pairs)

    def content(price: int) -> bool:
        """Nobody trades against their limit or is left out with a better one."""
        trades = bids[volume - 1] >= price >= asks[volume - 1]
        kept_out = [bid > price for bid in bids[volume:]] + [ask < price for ask in asks[volume:]]
        return trades and not any(kept_out)

    fair = [price for price in range(7) if content(price)]
    low, high = (fair[0], fair[-1]) if fair else (asks[volume - 1], bids[volume - 1])
    return (low + high) // 2, volume


class Books(unittest.TestCase):
    def test_every_watt_hour_that_can_be_traded_is(self):
        rng, seen = random.Random(1), Counter()
        for _ in range(BOOKS):
            steps, capacity = random_book(rng)
            found, expected = m.clear(steps, capacity), single_units(steps, capacity)
            with self.subTest(steps=steps, capacity=capacity):
                self.assertEqual(found and (found.tick, found.volume), expected)
                fills = m.fills(found, steps)
                for buys in (True, False):
                    total = sum(fill for fill, step in zip(fills, steps) if step.buys == buys)
                    self.assertEqual(total, expected[1] if expected else 0)
                self.assertTrue(all(0 <= f <= step.energy for f, step in zip(fills, steps)))
            seen["traded"] += expected is not None
            seen["capacity"] += expected is not None and expected[1] == capacity
        self.assertGreater(min(seen.values()), BOOKS // 20, seen)

    def test_a_wrong_price_is_found(self):
        """The middle of the last bid and ask that trade, whoever is left out."""
        rng, wrong = random.Random(1), 0
        for _ in range(BOOKS):
            steps, capacity = random_book(rng)
            found = m.clear(steps, capacity)
            if found:
                middle = (found.bid[0] + found.ask[0]) // 2
                wrong += (middle, found.volume) != single_units(steps, capacity)
        self.assertGreater(wrong, BOOKS // 50)


class Positions(unittest.TestCase):
    def test_no_position_beats_the_better_of_none_and_the_metered_one(self):
        rng = random.Random(2)
        for _ in range(POSITIONS):
            terms = m.Terms(rng.randint(-9, 9) * 500, rng.randint(-9, 9) * 500, rng.randint(1, 3))
            price, imported, exported = rng.randint(-6, 6), rng.randrange(5), rng.randrange(5)

            def cost(net: int, measured: bool = True) -> int:
                of = m.parts(max(net, 0), max(-net, 0), imported, exported, measured)
                return m.bill([m.Slot(of, terms, price)], [700])[0]

            costs = {net: cost(net) for net in range(-8, 9)}
            best = min(costs[0], costs[imported], costs[-exported])
            self.assertEqual(min(costs.values()), best, (terms, price, imported, exported))
            for net in costs:
                self.assertGreaterEqual(cost(net, measured=False), costs[net])

    def test_holds_cover_every_outcome(self):
        rng = random.Random(3)
        for _ in range(POSITIONS):
            terms = m.Terms(rng.randint(-9, 9) * 501, rng.randint(-9, 9) * 501, rng.randint(1, 3))
            charges, limit, energy = [rng.randrange(999), 7], rng.randint(-6, 6), rng.randint(1, 3)
            for buys in (True, False):
                hold = terms.hold(charges, buys, limit, energy)
                prices = range(limit - 5, limit + 1) if buys else range(limit, limit + 6)
                outcomes = product(prices, range(energy + 1), range(energy + 1), (True, False))
                for price, traded, metered, measured in outcomes:
                    of = m.parts(
                        *((traded, 0, metered, 0) if buys else (0, traded, 0, metered)), measured
                    )
                    _, written = m.bill([m.Slot(of, terms, price)], charges)
                    lines = {kind: paid for kind, _, paid in written}
                    market = lines.get("bought", 0) + lines.get("sold", 0)
                    later = lines.get("returned", 0) + lines.get("covered", 0)
                    # What is charged on energy that was bought and used.
                    later += sum(of["used"] * rate for rate in charges) // 1000
                    self.assertLessEqual(market, hold)
                    self.assertLessEqual(market + later, hold)


class Meters(unittest.TestCase):
    def test_slots_are_the_register_of_all_runs(self):
        """What is added run by run is what the register of all runs has."""
        rng, seen, slot = random.Random(4), Counter(), 20
        # All of it is of one period.
        timing = m.Timing(slot, 96, 5, 5, 100)
        for _ in range(POSITIONS // 10):
            counter, runs = metering.Counter(timing, 0), []
            time, register = 0, 50
            for _ in range(rng.randint(1, 12)):
                if rng.random() < 0.4:
                    time, register = time + rng.randint(1, 50), register + rng.randint(0, 9)
                if rng.random() < 0.1:
                    time, register = time + 1, rng.randint(0, 5)
                first = time, register
                if rng.random() < 0.9:
                    length = rng.choice([slot - time % slot, rng.randint(1, 50)])
                    time, register = time + length, register + rng.randint(0, 30)
                doubtful = rng.random() < 0.1
                runs.append(m.Run(0, first, (time, register), doubtful))
                said = {
                    "first": {"time": first[0], "value": first[1]},
                    "last": {"time": time, "value": register},
                    "min": first[1],
                    "max": register,
                }
                self.assertTrue(counter.observe(said, doubtful, lambda _: True))
            register_of_all = m.Register(runs, slot)
            falls = [
                (before.last[0], after.first[0])
                for before, after in pairwise(runs)
                if after.first[1] < before.last[1]
            ]
            for number in range(time // slot):
                found, start, end = counter.slot(number), number * slot, (number + 1) * slot
                expected = register_of_all.interval(start, end)
                if any(fell < end and start < rose for fell, rose in falls):
                    expected = None
                self.assertEqual(found, expected, runs)
                seen[found and found[1]] += 1
        self.assertGreater(min(seen[quality] for quality in metering.QUALITIES), 20, seen)

    def test_each_period_has_all_of_a_gap(self):
        counter = metering.Counter(m.Timing(20, 4, 5, 5, 100), 0)
        for time, register in [(60, 5), (120, 35), (140, 40)]:
            end = {"time": time, "value": register}
            said = {"first": end, "last": end, "min": register, "max": register}
            self.assertTrue(counter.observe(said, False, lambda _: True))
        found = [counter.slot(number) for number in range(3, 7)]
        estimates = [(energy, "estimated") for energy in (30, 15, 15)]
        self.assertEqual(found, [*estimates, (5, "provided")])


if __name__ == "__main__":
    unittest.main()
