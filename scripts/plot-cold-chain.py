#!/usr/bin/env python3
"""Draws what the story of a cold chain wrote to its log: temperatures, what the chain knows of them, and the price.

    tallystick-sim story cold-chain … --log story.jsonl
    python3 scripts/plot-cold-chain.py story.jsonl docs/cold-chain.svg

Needs the standard library only. docs/cold-chain.md says how to read it.
"""

import json
import sys

from svg import LEFT, RIGHT, SOFT, Panel, box, legend, line, path, text, write

TRUE, READ, OUT, SEEN = "#b03060", "#b03060", "#7a8794", "#2f6f9f"
COLOURS = {
    "grower": "#6a9a3c",
    "carrier 1": "#2f6f9f",
    "carrier 2": "#d9822b",
    "supermarket": "#7d5ba6",
}
WHENS = {
    "delivered": ["on delivery: nothing shown,", "so all of it counts as missing"],
    "leaves": ["leaves shown: the hand-over's", "run is shared by time"],
    "readings": ["the run opened: each", "answers for their own time"],
}


def money(units):
    return f"{int(units) / 1e6:,.2f}"


class Story:
    """The log, sorted by what its lines are."""

    def __init__(self, lines):
        self.kinds = {}
        for entry in map(json.loads, lines):
            self.kinds.setdefault(entry["kind"], []).append(entry)
        self.head = self.of("story")[0]
        self.scale = 10.0 ** self.head["exponent"]
        # Simulated hours of a real millisecond.
        self.pace = self.head["minutes"] / 60_000

    def of(self, kind):
        return self.kinds.get(kind, [])

    def hours(self, at):
        """Simulated hours after the pick-up."""
        return (at - self.head["pickedUp"]) * self.pace

    def life(self, loss):
        """Hours at the reference temperature."""
        return int(loss) / 1e6 * self.pace


def temperatures(story, panel, base):
    """Who has the goods, what the logger measured, and the bounds that the chain has of it."""
    for happening in story.of("happening"):
        low, high = panel.x(story.hours(happening["from"])), panel.x(story.hours(happening["to"]))
        what = happening["what"]
        if what == "doors":
            yield box(low, panel.top, high - low, panel.bottom - panel.top, "#f3ead2")
            yield text((low + high) / 2, panel.bottom - 6, "doors", 10, "middle", SOFT)
        else:
            names = {
                "compressor": "the compressor stands still",
                "ajar": "the doors stand ajar",
                "silent": "the logger is silent",
                "late": "no network",
            }
            yield box(low, panel.top, high - low, panel.bottom - panel.top, "#fae3e0")
            yield text((low + high) / 2, panel.top + 16, names[what], 12, "middle", "#a23b2f")
    yield from panel.grid(range(0, 19, 3), "temperature, °C")
    for seen in story.of("observation"):
        low, high = panel.x(story.hours(seen["from"])), panel.x(story.hours(seen["to"]))
        top, bottom = panel.y(seen["max"] * story.scale), panel.y(seen["min"] * story.scale)
        yield box(low, top, high - low, bottom - top, SEEN, f' fill-opacity="0.13" stroke="{SEEN}" stroke-width="1"')
    readings = story.of("reading")
    hours = [story.hours(reading["at"]) for reading in readings]
    outside = [(panel.x(h), panel.y(r["outside"])) for h, r in zip(hours, readings)]
    yield path(outside, OUT, 1.2, ' stroke-dasharray="5 4"')
    inside = [(panel.x(h), panel.y(r["inside"])) for h, r in zip(hours, readings)]
    yield path(inside, TRUE, 1.0, ' stroke-opacity="0.45"')
    for hour, reading in zip(hours, readings):
        if reading["read"] is not None:
            x, y = panel.x(hour), panel.y(reading["read"] * story.scale)
            yield f'<circle cx="{x:.1f}" cy="{y:.1f}" r="1.5" fill="{READ}"/>'
    yield from custody(story, panel, base)


def custody(story, panel, base):
    legs = story.of("custody")
    if not legs:
        return
    spans = [("grower", panel.xs[0], story.hours(legs[0]["from"]))]
    spans += [(leg["holder"], story.hours(leg["from"]), story.hours(leg["to"])) for leg in legs]
    spans.append(("supermarket", story.hours(legs[-1]["to"]), panel.xs[1]))
    for holder, low, high in spans:
        left, right = panel.x(low), panel.x(high)
        yield box(left, base, right - left, 20, COLOURS.get(holder, SOFT))
        size = min(12, (right - left) / len(holder) * 1.5)
        yield text((left + right) / 2, base + 14, holder, round(size, 1), "middle", "#ffffff", "bold")
        yield line(right, base, right, panel.bottom, SOFT, 1, ' stroke-dasharray="2 3"')


def life(story, panel):
    """The shelf life that is used up: what the chain knows of it, and what is allowed."""
    yield from panel.grid(range(0, int(panel.ys[1]) + 1, 3), "shelf life used, h")
    legs = story.of("custody")
    seen = story.of("observation")
    if not legs or not seen:
        return
    begin, end = legs[0]["from"], legs[-1]["to"]
    rate = next(
        int(i["allowance"]) / leg["agreed"] / 1e6
        for price in story.of("price")
        for i, leg in zip(price["intervals"][1:], legs)
        if leg["agreed"]
    )
    allowed = [(story.hours(begin), 0.0)]
    for leg in legs:
        allowed.append((story.hours(leg["to"]), allowed[-1][1] + leg["agreed"] * rate * story.pace))
    yield path([(panel.x(h), panel.y(v)) for h, v in allowed], SOFT, 1.5, ' stroke-dasharray="6 4"')
    lower, upper = [], []
    sums = [0.0, 0.0]
    for one in seen:
        # What an observation counts is spread evenly over its time, but only the trade's part is drawn.
        time = one["to"] - one["until"]
        low, high = max(one["until"], begin), min(one["to"], end)
        if high <= low or time <= 0:
            continue
        for at, share in ((low, 0.0), (high, (high - low) / time)):
            for points, name, place in ((lower, "lower", 0), (upper, "upper", 1)):
                points.append((panel.x(story.hours(at)), panel.y(sums[place] + story.life(one[name]) * share)))
        for place, name in enumerate(("lower", "upper")):
            sums[place] += story.life(one[name]) * (high - low) / time
    outline = " ".join(f"{x:.1f},{y:.1f}" for x, y in upper + lower[::-1])
    yield f'<polygon points="{outline}" fill="{SEEN}" fill-opacity="0.35" stroke="{SEEN}" stroke-width="1"/>'
    for at in [leg["to"] for leg in legs]:
        x = panel.x(story.hours(at))
        yield line(x, panel.top, x, panel.bottom, SOFT, 1, ' stroke-dasharray="2 3"')
    x, y = upper[-1]
    yield text(x - 10, y - 8, f"{sums[0]:.2f} … {sums[1]:.2f} h", 12, "end", SEEN, "bold")
    hour, value = allowed[-1]
    yield text(panel.x(hour) - 8, panel.y(value) + 26, f"allowed {value:.2f} h", 12, "end", SOFT)


def hour_axis(panel, title=""):
    for hour in range(int(panel.xs[0]), int(panel.xs[1]) + 1):
        x = panel.x(hour)
        yield line(x, panel.bottom, x, panel.bottom + 4, SOFT)
        yield text(x, panel.bottom + 18, f"{hour}", 12, "middle", SOFT)
    yield text((LEFT + RIGHT) / 2, panel.bottom + 36, title, 12, "middle", SOFT)


def prices(story, top):
    """What the goods are worth, and who answers for the rest, before and after readings were shown."""
    left = LEFT + 190
    rows = [price for price in story.of("price") if price["when"] in WHENS]
    for row, price in enumerate(rows):
        y = top + row * 44
        offer = int(price["offer"])
        scale = (RIGHT - left) / offer
        for at, words in enumerate(WHENS[price["when"]]):
            yield text(left - 12, y + 12 + at * 14, words, 12, "end")
        parts = [("worth", int(price["price"]), "#3f4d5a")]
        known = {}
        for interval in price["intervals"]:
            known[interval["holder"]] = known.get(interval["holder"], 0) + int(interval["share"])
        parts += [(holder, share, COLOURS.get(holder, SOFT)) for holder, share in known.items() if share]
        x = left
        for holder, amount, colour in parts:
            width = amount * scale
            yield box(x, y, width, 28, colour)
            name = "" if holder == "worth" else f"{holder} "
            words = f"{name}{money(amount)}" if width > 130 else money(amount) if width > 60 else ""
            if words:
                yield text(x + width / 2, y + 18, words, 12, "middle", "#ffffff", "bold")
            else:
                yield text(x + width / 2, y - 4, f"{name}{money(amount)}", 11, "middle", colour, "bold")
            x += width


def draw(story):
    readings = story.of("reading")
    xs = (story.hours(readings[0]["at"]), story.hours(readings[-1]["at"]))
    hottest = max(max(r["inside"], r["outside"]) for r in readings)
    one = Panel(118, 358, xs, (0, max(18, hottest + 1)))
    used = sum(story.life(seen["upper"]) for seen in story.of("observation"))
    two = Panel(420, 560, xs, (0, max(3, used * 1.1)))
    head = story.head
    yield text(LEFT, 30, "A cold chain: strawberries from the grower to the supermarket", 18, weight="bold")
    yield text(
        LEFT,
        50,
        f"The temperature in the truck is simulated; one real second stands for {head['minutes']} minutes. Seed {head['seed']}.",
        12,
        colour=SOFT,
    )
    yield from legend(
        [
            (lambda x, y: path([(x, y), (x + 20, y)], TRUE, 1.5), "in the truck (simulated), dots: as the logger read it", 352),
            (lambda x, y: path([(x, y), (x + 20, y)], OUT, 1.2, ' stroke-dasharray="5 4"'), "outdoors (measured)", 172),
            (
                lambda x, y: box(x, y - 6, 20, 12, SEEN, f' fill-opacity="0.13" stroke="{SEEN}"'),
                "a run as the chain knows it: least to greatest",
                300,
            ),
        ],
        74,
    )
    yield from temperatures(story, one, 92)
    yield from hour_axis(one)
    yield from life(story, two)
    yield from hour_axis(two, "hours after the pick-up (simulated)")
    yield from legend(
        [
            (
                lambda x, y: box(x, y - 6, 20, 12, SEEN, f' fill-opacity="0.35" stroke="{SEEN}"'),
                "the chain's bounds, spread evenly over each run (hours at 3 °C)",
                428,
            ),
            (lambda x, y: path([(x, y), (x + 20, y)], SOFT, 1.5, ' stroke-dasharray="6 4"'), "what the terms allow", 160),
        ],
        410,
    )
    yield text(LEFT, 624, "What the goods are worth, and who answers for the rest, in TALLY", 13, weight="bold")
    yield from prices(story, 640)


def main():
    if len(sys.argv) != 3:
        sys.exit("usage: plot-cold-chain.py STORY.jsonl PLOT.svg")
    with open(sys.argv[1]) as file:
        story = Story(file)
    height = 650 + 44 * len([p for p in story.of("price") if p["when"] in WHENS])
    write(sys.argv[2], "A cold chain (simulated)", height, draw(story))


if __name__ == "__main__":
    main()
