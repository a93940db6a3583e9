#!/usr/bin/env python3
"""Draws what the story of a street wrote to its log: prices beside tariffs, a book, a home's day, and all bills.

    tallystick-sim story street … --log street.jsonl
    python3 scripts/plot-street.py street.jsonl docs/street.svg [HOME]

The home is one of 0 to 11; the one that the market saves most if it is left out. Needs the standard library only.
docs/energy-market.md says how to read it.
"""

import json
import sys

from svg import LEFT, RIGHT, SOFT, Panel, box, legend, line, path, text, write

PRICE, BUY, SELL, DEMAND, SUPPLY = "#1b2733", "#2f6f9f", "#6a9a3c", "#2f6f9f", "#d9822b"
SUPPLIERS = {"cooperative": "#b03060", "utility": "#7d5ba6"}
UNIT = 1e6
"""The smallest units in a TALLY."""


class Street:
    """The log, sorted by what its lines are."""

    def __init__(self, lines):
        self.kinds = {}
        for entry in map(json.loads, lines):
            self.kinds.setdefault(entry["kind"], []).append(entry)
        self.head = self.of("street")[0]
        self.clock = self.head["clock"]
        self.hours = len(self.clock)
        self.results = {one["hour"]: one["result"] for one in self.of("cleared")}
        self.prices = {hour: int(own["price"]) / 1e3 for hour, own in self.results.items() if own}
        """In TALLY for a kWh, as all prices here."""
        self.volumes = {hour: int(own["volume"]) for hour, own in self.results.items() if own}

    def of(self, kind):
        return self.kinds.get(kind, [])

    def rates(self, supplier):
        """Of a supplier, S and F by hour."""
        return {
            one["hour"]: tuple(int(one["rates"][name]) / UNIT for name in ("supply", "feedIn"))
            for one in self.of("rates")
            if one["supplier"] == supplier
        }

    def bills(self):
        return {one["home"]: (int(one["with"]) / UNIT, int(one["without"]) / UNIT) for one in self.of("bill")}

    def number(self, home):
        return next(one["number"] for one in self.of("home") if one["home"] == home)

    def best(self):
        bills = self.bills()
        return min(bills, key=lambda home: bills[home][0] - bills[home][1])


def steps(panel, values, hours):
    """A line with a step an hour, in parts where hours are missing."""
    part = []
    for hour in range(hours + 1):
        value = values.get(hour) if hour < hours else None
        if value is None:
            if part:
                yield part
            part = []
        else:
            part += [(panel.x(hour), panel.y(value)), (panel.x(hour + 1), panel.y(value))]


def hour_axis(street, panel, title=""):
    for hour, clock in enumerate(street.clock):
        x = (panel.x(hour) + panel.x(hour + 1)) / 2
        yield text(x, panel.bottom + 16, f"{clock}", 11, "middle", SOFT)
    yield text((LEFT + RIGHT) / 2, panel.bottom + 34, title, 12, "middle", SOFT)


def ticks(low, high, count=5):
    """Round numbers between two."""
    size = next(
        size for power in range(-4, 7) for size in (10.0**power, 2 * 10.0**power, 5 * 10.0**power)
        if (high - low) / size <= count
    )  # fmt: skip
    first = int(low // size)
    return [round(n * size, 6) for n in range(first, int(high // size) + 1) if n * size >= low]


def prices(street, top):
    rates = {supplier: street.rates(supplier) for supplier in SUPPLIERS}
    every = [value for own in rates.values() for pair in own.values() for value in pair]
    every += street.prices.values()
    low, high = min([*every, 0]), max(every)
    panel = Panel(top, top + 210, (0, street.hours), (low, high * 1.08))
    yield from panel.grid(ticks(low, high), "TALLY for a kWh")
    for supplier, colour in SUPPLIERS.items():
        for place, more in ((0, ""), (1, ' stroke-dasharray="5 4"')):
            values = {hour: pair[place] for hour, pair in rates[supplier].items()}
            for part in steps(panel, values, street.hours):
                yield path(part, colour, 1.6, more)
    for part in steps(panel, street.prices, street.hours):
        yield path(part, PRICE, 3.0)
    most = max(street.volumes.values(), default=1)
    for hour, volume in street.volumes.items():
        height = volume / most * 34
        left, right = panel.x(hour), panel.x(hour + 1)
        yield box(left + 3, panel.bottom - height, right - left - 6, height, PRICE, ' fill-opacity="0.12"')
    yield from hour_axis(street, panel, f"hour of {street.head['date']}, local time; grey bars: energy traded, the highest {most / 1e3:.1f} kWh")


def curves(street, top, hour):
    """Demand and supply of one hour: for each price, what is bid at it or above, and asked at it or below."""
    book = next((one for one in street.of("book") if one["hour"] == hour), None)
    if not book or not book["levels"]:
        return
    levels = [(int(one["price"]) / 1e3, int(one["buy"]), int(one["sell"])) for one in book["levels"]]
    levels.sort()
    most = max(sum(buy for _, buy, _ in levels), sum(sell for _, _, sell in levels)) / 1e3
    low, high = levels[0][0], levels[-1][0]
    room = max((high - low) * 0.15, 0.01)
    panel = Panel(top, top + 210, (0, most * 1.05), (low - room, high + room))
    yield from panel.grid(ticks(low - room, high + room), "TALLY for a kWh")
    demand, energy = [(0.0, high + room)], 0.0
    for price, buy, _ in reversed(levels):
        if buy:
            demand += [(energy, price), (energy + buy / 1e3, price)]
            energy += buy / 1e3
    demand.append((energy, low - room))
    supply, energy = [(0.0, low - room)], 0.0
    for price, _, sell in levels:
        if sell:
            supply += [(energy, price), (energy + sell / 1e3, price)]
            energy += sell / 1e3
    supply.append((energy, high + room))
    for points, colour in ((demand, DEMAND), (supply, SUPPLY)):
        yield path([(panel.x(x), panel.y(y)) for x, y in points], colour, 2.2)
    if hour in street.prices:
        x, y = panel.x(street.volumes[hour] / 1e3), panel.y(street.prices[hour])
        yield line(LEFT, y, x, y, PRICE, 1, ' stroke-dasharray="3 3"')
        yield line(x, y, x, panel.bottom, PRICE, 1, ' stroke-dasharray="3 3"')
        words = f"{street.volumes[hour] / 1e3:.2f} kWh at {street.prices[hour]:.3f}"
        yield text(x + 8, y - 8, words, 12, weight="bold")
    for tick in ticks(0, most):
        yield text(panel.x(tick), panel.bottom + 16, f"{tick:g}", 11, "middle", SOFT)
    yield text((LEFT + RIGHT) / 2, panel.bottom + 34, "kWh", 12, "middle", SOFT)


def day(street, top, home):
    """What a home's meter counted, and what it had bought and sold: above the line taken, below it delivered."""
    own = {one["hour"]: one for one in street.of("settled") if one["home"] == home}
    known = {hour: one for hour, one in own.items() if one["metered"]}

    def kwh(of, name):
        return int(of[name]) / 1e3

    imports = [kwh(one["metered"], "import") for one in known.values()] + [
        kwh(one["position"], "bought") for one in own.values()
    ]
    exports = [kwh(one["metered"], "export") for one in known.values()] + [
        kwh(one["position"], "sold") for one in own.values()
    ]
    high, low = max([*imports, 0.1]), -max([*exports, 0.1])
    panel = Panel(top, top + 190, (0, street.hours), (low * 1.1, high * 1.1))
    yield from panel.grid(ticks(low * 1.1, high * 1.1), "kWh")
    for hour, one in own.items():
        left, right = panel.x(hour) + 3, panel.x(hour + 1) - 3
        if one["metered"]:
            shown = ' fill-opacity="0.3"' if one["metered"]["quality"] != "estimated" else ' fill-opacity="0.12"'
            taken, given = (kwh(one["metered"], name) for name in ("import", "export"))
            yield box(left, panel.y(taken), right - left, panel.y(0) - panel.y(taken), BUY, shown)
            yield box(left, panel.y(0), right - left, panel.y(-given) - panel.y(0), SELL, shown)
        for name, sign, colour in (("bought", 1, BUY), ("sold", -1, SELL)):
            amount = kwh(one["position"], name) * sign
            if amount:
                yield line(left, panel.y(amount), right, panel.y(amount), colour, 3)
    yield line(LEFT, panel.y(0), RIGHT, panel.y(0), SOFT, 1)
    yield from hour_axis(street, panel)


def bills(street, top):
    found = street.bills()
    values = [value for pair in found.values() for value in pair]
    panel = Panel(top, top + 170, (0, max(len(found), 1)), (min([*values, 0]) * 1.1, max([*values, 0.1]) * 1.1))
    yield from panel.grid(ticks(*panel.ys), "TALLY")
    for place, (home, (with_market, without)) in enumerate(sorted(found.items())):
        left, right = panel.x(place), panel.x(place + 1)
        width = (right - left) * 0.36
        for at, amount, colour in ((0.1, without, "#aab4bd"), (0.5, with_market, PRICE)):
            y, zero = panel.y(max(amount, 0)), panel.y(min(amount, 0))
            yield box(left + (right - left) * at, y, width, zero - y, colour)
        yield text((left + right) / 2, panel.bottom + 16, f"home {street.number(home)}", 11, "middle", SOFT)
        more = round(with_market - without, 2)
        words = f"{more:+.2f}".replace("-", "−") if more else "0.00"
        yield text((left + right) / 2, panel.y(max(with_market, without, 0)) - 5, words, 11, "middle")
    yield line(LEFT, panel.y(0), RIGHT, panel.y(0), SOFT, 1)


def draw(street, home):
    head = street.head
    yield text(LEFT, 30, "A street that trades energy", 18, weight="bold")
    yield text(
        LEFT,
        50,
        f"Load, generation and exchange prices were measured; an hour took {head['timing']['slot'] / 1e3:g} s. Seed {head['seed']}.",
        12,
        colour=SOFT,
    )

    def stroke(colour, width=1.6, more=""):
        return lambda x, y: path([(x, y), (x + 20, y)], colour, width, more)

    dashed = ' stroke-dasharray="5 4"'
    yield from legend(
        [
            (stroke(PRICE, 3.0), "clearing price", 128),
            (stroke(SUPPLIERS["cooperative"]), "cooperative: supply", 162),
            (stroke(SUPPLIERS["cooperative"], more=dashed), "cooperative: feed-in", 166),
            (stroke(SUPPLIERS["utility"]), "utility: supply", 130),
            (stroke(SUPPLIERS["utility"], more=dashed), "utility: feed-in", 134),
        ],
        74,
    )
    yield from prices(street, 92)
    if street.volumes:
        hour = max(street.volumes, key=street.volumes.get)
        yield text(LEFT, 384, f"The book of the hour from {street.clock[hour]}:00", 13, weight="bold")
        yield from legend([(stroke(DEMAND, 2.2), "demand", 90), (stroke(SUPPLY, 2.2), "supply", 90)], 402)
        yield from curves(street, 418, hour)
    yield text(LEFT, 708, f"The day of home {street.number(home)}", 13, weight="bold")
    yield from legend(
        [
            (lambda x, y: box(x, y - 6, 20, 12, BUY, ' fill-opacity="0.3"'), "taken from the grid", 158),
            (lambda x, y: box(x, y - 6, 20, 12, SELL, ' fill-opacity="0.3"'), "delivered", 98),
            (lambda x, y: box(x, y - 6, 20, 12, BUY, ' fill-opacity="0.12"'), "paler: estimated", 144),
            (stroke(BUY, 3), "bought", 84),
            (stroke(SELL, 3), "sold", 70),
        ],
        726,
    )
    yield from day(street, 742, home)
    yield text(LEFT, 1004, "The day's bills: without the market (grey), with it (black), and the difference", 13, weight="bold")
    yield from bills(street, 1022)


def main():
    if len(sys.argv) not in (3, 4):
        sys.exit("usage: plot-street.py STREET.jsonl PLOT.svg [HOME]")
    with open(sys.argv[1]) as file:
        street = Street(file)
    home = int(sys.argv[3]) if len(sys.argv) == 4 else street.best()
    write(sys.argv[2], "A street that trades energy", 1230, draw(street, home))


if __name__ == "__main__":
    main()
