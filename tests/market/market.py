"""The arithmetic of the energy market, a second time, from docs/energy-market.md.

Integers only. Prices are per watt-hour, rates per kilowatt-hour; amounts are in thousandths of the
smallest unit until a line is rounded.
"""

from dataclasses import dataclass
from itertools import pairwise

MAX_TICKS, MAX_STEPS, MAX_PRICE = 1024, 8, 10**9
MAX_RATE = 1000 * MAX_PRICE
HOUR, DAY = 3_600_000, 86_400_000
MAX_BANDS, MAX_BLOCKS, MAX_CHARGES = 48, 7, 8


class Refused(Exception):
    """Bad input. `name` is that of the error in the Rust crate."""

    def __init__(self, name: str):
        super().__init__(name)
        self.name = name


def demand(holds: bool, name: str):
    if not holds:
        raise Refused(name)


def integers(of):
    """With each string of digits as an integer."""
    if isinstance(of, dict):
        return {name: integers(value) for name, value in of.items()}
    if isinstance(of, list):
        return [integers(value) for value in of]
    if isinstance(of, str) and of.lstrip("-").isdigit():
        return int(of)
    return of


# The grid


@dataclass(frozen=True)
class Grid:
    floor: int
    cap: int
    tick: int

    def check(self):
        demand(self.tick >= 1, "Tick")
        within = -MAX_PRICE <= self.floor <= self.cap <= MAX_PRICE
        demand(within, "Bounds")
        demand((self.cap - self.floor) % self.tick == 0, "Uneven")
        demand(self.ticks <= MAX_TICKS, "Ticks")

    @property
    def ticks(self) -> int:
        return len(range(self.floor, self.cap + 1, self.tick))

    def price(self, tick: int) -> int:
        return range(self.floor, self.cap + 1, self.tick)[tick]

    def bid(self, limit: int, charges: int) -> int:
        """The last price that is within the limit, charges included."""
        fit = [t for t in range(self.ticks) if 1000 * self.price(t) + charges <= limit]
        demand(bool(fit), "TooLow")
        return fit[-1]

    def ask(self, limit: int) -> int:
        """The first price that is within the limit."""
        fit = [t for t in range(self.ticks) if 1000 * self.price(t) >= limit]
        demand(bool(fit), "TooHigh")
        return fit[0]


def most(power: int, length: int) -> int:
    """What a register can show of a slot at a power: both readings are rounded down."""
    return -(-power * length // HOUR) + 1


def check_order(steps: list[tuple[int, int]], ticks: int, most: int):
    """Steps are (tick, energy)."""
    demand(len(steps) <= MAX_STEPS, "Steps")
    for number, (tick, energy) in enumerate(steps):
        demand(energy > 0, "Nothing")
        demand(tick < ticks, "Tick")
        demand(number == 0 or steps[number - 1][0] < tick, "Sequence")
    demand(sum(energy for _, energy in steps) <= most, "Power")


# The auction


@dataclass(frozen=True)
class Step:
    buys: bool
    tick: int
    energy: int


@dataclass(frozen=True)
class Clearing:
    tick: int
    volume: int
    # By side: tick, filled, offered.
    bid: tuple[int, int, int]
    ask: tuple[int, int, int]


def filled(steps: list[Step], volume: int) -> tuple[dict[int, list[int]], int]:
    """Fills one side in its order: [filled, offered] by tick, and the last tick that is filled."""
    levels: dict[int, list[int]] = {}
    for step in steps:
        levels.setdefault(step.tick, [0, 0])[1] += step.energy
    last = steps[0].tick
    for tick, level in levels.items():
        level[0] = min(volume, level[1])
        volume -= level[0]
        if level[0]:
            last = tick
    return levels, last


def clear(steps: list[Step], capacity: int) -> Clearing | None:
    """From single steps. Prices are tried where a step is: between, nothing changes."""
    bids = sorted((step for step in steps if step.buys), key=lambda step: -step.tick)
    asks = sorted((step for step in steps if not step.buys), key=lambda step: step.tick)

    def possible(price: int) -> int:
        wanted = sum(step.energy for step in bids if step.tick >= price)
        offered = sum(step.energy for step in asks if step.tick <= price)
        return min(wanted, offered)

    volume = min(max((possible(step.tick) for step in steps), default=0), capacity)
    if volume == 0:
        return None
    (wanted, b), (offered, a) = filled(bids, volume), filled(asks, volume)
    # Nobody who trades is worse off than the limit; nobody who does not would be better off.
    low = max([a] + [tick for tick, (part, whole) in wanted.items() if part < whole])
    high = min([b] + [tick for tick, (part, whole) in offered.items() if part < whole])
    if low > high:
        low, high = a, b
    return Clearing((low + high) // 2, volume, (b, *wanted[b]), (a, *offered[a]))


def fills(clearing: Clearing | None, steps: list[Step]) -> list[int]:
    """What each step trades, in the order of the points' keys."""
    before = {True: 0, False: 0}
    found = []
    for step in steps:
        if clearing is None:
            found.append(0)
            continue
        tick, part, whole = clearing.bid if step.buys else clearing.ask
        if step.tick != tick:
            better = step.tick > tick if step.buys else step.tick < tick
            found.append(step.energy if better else 0)
            continue
        start = before[step.buys]
        end = before[step.buys] = start + step.energy
        found.append(end * part // whole - start * part // whole)
    return found


# Time


@dataclass(frozen=True)
class Timing:
    slot: int
    period: int
    lead: int
    firm: int
    horizon: int

    def check(self):
        demand(self.slot > 0 and HOUR % self.slot == 0, "Slot")
        demand(1 <= self.period <= 96, "Period")
        demand(self.horizon > self.lead + self.firm, "Horizon")

    def phase(self, slot: int, now: int) -> str:
        left = slot * self.slot - now
        if left > self.horizon:
            return "Ahead"
        if left <= self.lead:
            return "Closed"
        return "Firm" if left <= self.lead + self.firm else "Open"

    def next_unopened(self, now: int) -> int:
        slot = now // self.slot
        while self.phase(slot, now) != "Ahead":
            slot += 1
        return slot


def local(now: int, offset: int) -> tuple[int, int, int]:
    """Day, day of the week from 0 for Monday, minute of the day."""
    day, rest = divmod(now + offset * 60_000, DAY)
    return day, (day + 3) % 7, rest // 60_000


# Tariffs. A formula is (kind, content), with all numbers as integers.


def check_rate(rate: int):
    demand(abs(rate) <= MAX_RATE, "Rate")


def check_formula(kind: str, of):
    if kind == "flat":
        check_rate(of)
    elif kind == "dynamic":
        check_rate(of["margin"])
        check_rate(of["fallback"])
    elif kind == "blocks":
        check_rate(of["first"])
        for number, block in enumerate(of["more"]):
            check_rate(block["rate"])
            start = of["more"][number - 1]["above"] if number else 0
            demand(block["above"] > start, "Order")
    else:
        check_rate(of["fallback"])
        demand(abs(of["offset"]) <= 840, "Offset")
        demand(0 < len(of["bands"]) <= MAX_BANDS, "Count")
        seen = set()
        for number, band in enumerate(of["bands"]):
            check_rate(band["rate"])
            demand(0 < band["days"] < 128, "Days")
            start = of["bands"][number - 1]["from"] if number else 0
            demand(start <= band["from"] < 1440, "Order")
            begins = {(day, band["from"]) for day in range(7) if band["days"] >> day & 1}
            demand(not begins & seen, "Twice")
            seen |= begins
        demand(all((day, 0) in seen for day in range(7)), "Uncovered")


def check_tariff(tariff: dict):
    check_formula(*tariff["supply"])
    demand(tariff["feed_in"][0] != "blocks", "FeedInBlocks")
    check_formula(*tariff["feed_in"])


def rate_at(formula: tuple, slot: int, start: int, indices: list) -> int:
    kind, of = formula
    if kind == "flat":
        return of
    if kind == "blocks":
        return of["first"]
    if kind == "dynamic":
        index = indices[of["index"]]
        usable = index is not None and abs(index) <= MAX_RATE
        return index + of["margin"] if usable else of["fallback"]
    if slot >= of["until"]:
        return of["fallback"]
    _, weekday, minute = local(start, of["offset"])
    begun = {
        band["from"]: band["rate"]
        for band in of["bands"]
        if band["days"] >> weekday & 1 and band["from"] <= minute
    }
    return begun[max(begun)]


def rates_at(tariff: dict, slot: int, start: int, indices: list) -> tuple[int, int]:
    supply, feed_in = (
        rate_at(tariff[name], slot, start, indices) for name in ("supply", "feed_in")
    )
    return supply, min(feed_in, supply)


def block_rest(blocks: dict, supplied: int) -> int:
    """Every block by its own rate, less all at the first block's."""
    starts = [0] + [block["above"] for block in blocks["more"]]
    rates = [blocks["first"]] + [block["rate"] for block in blocks["more"]]
    sizes = [max(0, min(supplied, end) - start) for start, end in pairwise([*starts, supplied])]
    full = sum(size * rate for size, rate in zip(sizes, rates))
    return (full - supplied * blocks["first"]) // 1000


def block_energy(blocks: dict, supplied: int) -> int | None:
    """The energy of the line for later blocks, if there is one."""
    later = supplied - blocks["more"][0]["above"] if blocks["more"] else 0
    return later if later > 0 else None


def quote(supply: int, charges: list[int], energy: int) -> dict:
    parts = [energy * rate // 1000 for rate in charges]
    own = energy * supply // 1000
    total, all_in = own + sum(parts), supply + sum(charges)
    return {"supply": own, "charges": parts, "total": total, "all_in": all_in}


# Registers


@dataclass(frozen=True)
class Run:
    meter: int
    first: tuple[int, int]
    last: tuple[int, int]
    doubtful: bool


def run_registers(first: int, last: int, least: int, greatest: int, exponent: int) -> tuple:
    demand((least, greatest) == (first, last), "Falls")
    found = tuple(x * 10**exponent if exponent >= 0 else x // 10**-exponent for x in (first, last))
    demand(first >= 0 and max(found) < 2**64, "Value")
    return found


class Register:
    """Reads the register as R(B), apart for each stretch in which it only rises."""

    def __init__(self, runs: list[Run], slot: int):
        self.slot = slot
        # Time, register, whether it goes on from the reading before, whether that is doubtful.
        self.readings: list[tuple[int, int, bool, bool]] = []
        before = None
        for run in runs:
            ordered = run.first[0] <= run.last[0] and run.first[1] <= run.last[1]
            demand(ordered and (run.first[0] < run.last[0] or run.first == run.last), "Order")
            if before:
                gap = run.first[0] - before.last[0]
                demand(before.meter <= run.meter, "Order")
                # A meter's segment begins with the last reading of the one before.
                again = before.meter < run.meter or run.first == before.last
                demand(gap > 0 or gap == 0 and again, "Order")
            same = before is not None and before.meter == run.meter
            goes_on = same and before.last[1] <= run.first[1]
            self.readings.append((*run.first, goes_on, run.doubtful))
            if run.last != run.first:
                self.readings.append((*run.last, True, run.doubtful))
            before = run

    def at(self, moment: int) -> int:
        """All that the register rose by up to a moment."""
        total = 0
        for (t0, r0, _, _), (t1, r1, goes_on, _) in pairwise(self.readings):
            if goes_on and moment > t0:
                total += r1 - r0 if moment >= t1 else (r1 - r0) * (moment - t0) // (t1 - t0)
        return total

    def interval(self, start: int, end: int) -> tuple[int, str] | None:
        times = [reading[0] for reading in self.readings]
        if len(set(times)) < 2 or not times[0] <= start < end <= times[-1]:
            return None
        quality = "provided" if start in times and end in times else "calculated"
        for (t0, _, _, doubt0), (t1, _, goes_on, doubt1) in pairwise(self.readings):
            if t0 < t1 and t0 < end and t1 > start:
                if doubt0 or doubt1 or not goes_on or t1 - t0 > self.slot:
                    quality = "estimated"
        return self.at(end) - self.at(start), quality


def substitute(last_week: int | None, standard: int, most: int) -> int:
    return min(max(standard, last_week or 0), most)


# Positions


@dataclass(frozen=True)
class Terms:
    supply: int
    feed_in: int
    deviation: int

    @property
    def paid_for_feeding_in(self) -> int:
        return min(self.supply, self.feed_in)

    def returned(self, price: int) -> int:
        return min(self.paid_for_feeding_in, 1000 * price) - 1000 * self.deviation

    def covered(self, price: int) -> int:
        return max(self.supply, 1000 * price) + 1000 * self.deviation

    def hold(self, charges: list[int], buys: bool, limit: int, energy: int) -> int:
        worst = max(0, -self.paid_for_feeding_in)
        if buys:
            each = max(1000 * limit, 0) + sum(charges) + worst
        else:
            each = max(self.supply - 1000 * limit, -1000 * limit, 0)
        return -(-energy * (each + 1000 * self.deviation) // 1000)


def parts(bought: int, sold: int, imported: int, exported: int, measured: bool) -> dict[str, int]:
    """What became of a position, by the names of the crate."""
    net = bought - sold
    b, s = max(net, 0), max(-net, 0)
    u, d = (min(b, imported), min(s, exported)) if measured else (0, 0)
    return {
        "used": u, "unused": b - u, "supplied": imported - u,
        "delivered": d, "undelivered": s - d, "fedIn": exported - d,
    }  # fmt: skip


def balance(of: dict[str, int]) -> int:
    return of["supplied"] + of["undelivered"] - of["fedIn"] - of["unused"]


@dataclass(frozen=True)
class Slot:
    parts: dict[str, int]
    terms: Terms
    price: int | None
    dearest: tuple[int, int] | None = None
    """If it is estimated: what import costs with all charges, and export."""


def bill(slots: list[Slot], charges: list[int]) -> tuple[int, list[tuple]]:
    """The exact sum in thousandths, and the lines: what for, energy, amount."""
    flows: dict = {}

    def flow(kind, energy: int, rate: int):
        line = flows.setdefault(kind, [0, 0])
        line[0] += energy
        line[1] += energy * rate

    for slot in slots:
        of, terms = slot.parts, slot.terms
        if slot.price is not None:
            flow("bought", of["used"] + of["unused"], 1000 * slot.price)
            flow("sold", of["delivered"] + of["undelivered"], -1000 * slot.price)
            flow("returned", of["unused"], -terms.returned(slot.price))
            flow("covered", of["undelivered"], terms.covered(slot.price))
        supply, export = terms.supply, -terms.paid_for_feeding_in
        if slot.dearest:
            supply, export = max(slot.dearest[0] - sum(charges), 0), slot.dearest[1]
        flow("supplied", of["supplied"], supply)
        flow("fedIn", of["fedIn"], export)
        for number, rate in enumerate(charges):
            flow(("charge", number), of["used"] + of["supplied"], rate)
    order = ["bought", "sold", "supplied", "fedIn", "returned", "covered"]
    order += [("charge", number) for number in range(len(charges))]
    exact = sum(amount for _, amount in flows.values())
    lines = [(kind, *flows[kind]) for kind in order if kind in flows and flows[kind][0] > 0]
    return exact, [(kind, energy, amount // 1000) for kind, energy, amount in lines]
