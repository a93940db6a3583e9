#!/usr/bin/env python3
"""Draws days of the building: temperatures of the zones, power of the heat pump, and the price, with and without rules.

    tallystick-building log --controller rules > rules.jsonl
    tallystick-building log --controller setback > setback.jsonl
    python3 scripts/plot-building.py rules.jsonl setback.jsonl docs/building.svg

In place of rules.jsonl the log of a story can be drawn. Of the baseline the same hours are.
Needs the standard library only. docs/building.md says how to read it.
"""

import itertools
import json
import sys

from svg import INK, LEFT, RIGHT, SOFT, Panel, box, legend, line, path, text, write

RULES, BASE, OUTDOOR = "#2f6f9f", "#d9822b", "#6a9a3c"
DAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]
LOW, HIGH = 20, 24


def read(name):
    with open(name) as file:
        rows = [json.loads(row) for row in file]
    return [row for row in rows if row.get("kind", "quarter") == "quarter"]


def span(rows):
    return rows[0]["hour"], rows[-1]["hour"] + 0.25


def stroke(colour, width=2.0, more=""):
    return lambda x, y: line(x, y, x + 20, y, colour, width, more)


def axis(panel, rows):
    begin, end = span(rows)
    for day in range(int(begin // 24), int(-(-end // 24))):
        left, right = max(day * 24, begin), min((day + 1) * 24, end)
        yield line(panel.x(left), panel.top, panel.x(left), panel.bottom)
        yield text(panel.x((left + right) / 2), panel.bottom + 16, DAYS[day % 7], 11, "middle", SOFT)
    if end - begin <= 24:
        for hour in range(int(begin) + 3, int(end), 3):
            yield line(panel.x(hour), panel.bottom, panel.x(hour), panel.bottom + 4, SOFT)
            if hour % 24 != 12:
                yield text(panel.x(hour), panel.bottom + 16, f"{hour % 24:02}:00", 11, "middle", SOFT)


def occupied(panel, rows):
    for is_occupied, part in itertools.groupby(rows, lambda row: row["occupied"]):
        part = list(part)
        if is_occupied:
            left, right = panel.x(part[0]["hour"]), panel.x(part[-1]["hour"] + 0.25)
            yield box(left, panel.top, right - left, panel.bottom - panel.top, SOFT, ' fill-opacity="0.09"')


def steps(panel, rows, value):
    points = []
    for height, part in itertools.groupby(rows, value):
        part, y = list(part), panel.y(height)
        points += [(panel.x(part[0]["hour"]), y), (panel.x(part[-1]["hour"] + 0.25), y)]
    return points


def temperatures(rows, base, top):
    low = min(min(row["rooms"]) for row in rows + base)
    panel = Panel(top, top + 230, span(rows), (int(low), HIGH + 0.5))
    yield from occupied(panel, rows)
    yield from panel.grid(range(int(low), HIGH + 1), "°C")
    for edge in (LOW, HIGH):
        yield line(LEFT, panel.y(edge), RIGHT, panel.y(edge), SOFT, 1, ' stroke-dasharray="5 4"')
    for own, colour in ((base, BASE), (rows, RULES)):
        upper = [(panel.x(row["hour"]), panel.y(max(row["rooms"]))) for row in own]
        lower = [(panel.x(row["hour"]), panel.y(min(row["rooms"]))) for row in reversed(own)]
        area = " ".join(f"{x:.1f},{y:.1f}" for x, y in upper + lower)
        yield f'<polygon points="{area}" fill="{colour}" fill-opacity="0.35"/>'
    yield from axis(panel, rows)


def series(rows, top, height, unit, curves):
    """Steps of several logs: each with its rows, what is drawn of them, and a colour."""
    values = [value(row) for own, value, _ in curves for row in own]
    low, high = min([0, *values]), max(values)
    size = next(s for p in range(-3, 5) for s in (10.0**p, 2 * 10.0**p, 5 * 10.0**p) if (high - low) / s <= 5)
    panel = Panel(top, top + height, span(rows), (low, high * 1.05))
    yield from occupied(panel, rows)
    first = int(low // size) + (low % size > 0)
    yield from panel.grid([round(n * size, 6) for n in range(first, int(high // size) + 1)], unit)
    for own, value, colour in curves:
        yield path(steps(panel, own, value), colour, 1.6)
    yield from axis(panel, rows)


def draw(rows, base):
    begin, end = span(rows)
    base = [row for row in base if begin <= row["hour"] < end]
    length = "A day" if end - begin <= 24 else "A week" if end - begin > 96 else "Days"
    yield text(LEFT, 30, f"{length} of ten zones: rules, and setback with optimal start", 16, weight="bold")
    yield text(LEFT, 52, "Grey: occupied hours. Dashed: limits of comfort. Areas reach from the coldest zone to the warmest.", 12, colour=SOFT)
    yield from legend([(stroke(RULES, 6), "rules", 80), (stroke(BASE, 6), "B1", 60)], 74)
    yield from temperatures(rows, base, 90)
    yield text(LEFT, 372, "Electric power of the heat pump", 13, weight="bold")
    power = lambda row: row["power"]
    yield from series(rows, 384, 150, "kW", [(base, power, BASE), (rows, power, RULES)])
    yield text(LEFT, 586, "Price of electricity", 13, weight="bold")
    yield from series(rows, 598, 120, "USD/kWh", [(rows, lambda row: row["price"], INK)])
    yield text(LEFT, 770, "Outdoors", 13, weight="bold")
    yield from series(rows, 782, 80, "°C", [(rows, lambda row: row["outdoor"], OUTDOOR)])


def main():
    if len(sys.argv) != 4:
        sys.exit("usage: plot-building.py RULES.jsonl BASELINE.jsonl PLOT.svg")
    write(sys.argv[3], "A building that rules heat", 900, draw(read(sys.argv[1]), read(sys.argv[2])))


if __name__ == "__main__":
    main()
