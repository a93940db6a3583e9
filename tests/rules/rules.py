"""Evaluates rules and conditions, with the value of each node.

Written from what the documentation says of each node, so that it finds errors of
`primitives/rules`. A node that keeps a state remembers here its whole history, and each of its
values is what the history says by the node's definition; its cell is then derived from the same.
The forms of JSON are those of `primitives/rules/vectors/README.md`. A value is None (undefined),
a bool or an int; moments are milliseconds.

Usage:
    rules.py [FILE]
        Reads an object with `program`, `site` and `steps` from the file or from standard input.
        Prints the evaluation of each step's snapshot as a line of JSON.
"""

import argparse
import json
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))
import clock

LEAST, MOST = -(2**63), 2**63 - 1
MINUTE = 60_000
MAX_AHEAD = 200
HOUR = 3_600_000
FACTS = (
    "gap",
    "restart",
    "fork",
    "skew",
    "outOfRange",
    "uncalibrated",
    "late",
    "oldKey",
    "omitted",
)
FRACTION = {"Wh": HOUR, "kWh": HOUR, "VAh": HOUR, "kVAh": HOUR, "varh": HOUR, "kvarh": HOUR}
"""The milliseconds for which a rate is, where that is not a second."""


def variant(given) -> tuple[str, object]:
    """The name of one of several forms, and what it holds."""
    if isinstance(given, str):
        return given, None
    ((name, body),) = given.items()
    return name, body


def fit(number: int) -> int | None:
    """A number of 64 bits, or nothing."""
    return number if LEAST <= number <= MOST else None


def is_number(value) -> bool:
    return type(value) is int


def read_value(given):
    name, body = variant(given)
    return {"undefined": lambda: None, "truth": lambda: body, "number": lambda: int(body)}[name]()


def show_value(value):
    if value is None:
        return "undefined"
    return {"truth": value} if isinstance(value, bool) else {"number": str(value)}


# Inputs


def coherent(summary: dict, limits: dict) -> bool:
    """Whether readings can add up to a summary: the rules 1 to 6 of docs/proofs.md."""
    count, violations = summary["count"], summary["violations"]
    least, most, total = (int(summary[name]) for name in ("min", "max", "sum"))
    low, high = int(limits["low"]), int(limits["high"])
    (t0, v0), (t1, v1) = (
        (int(summary[name]["time"]), int(summary[name]["value"])) for name in ("first", "last")
    )
    if count < 1 or t1 - t0 < count - 1 or (count == 1 and (t0, v0) != (t1, v1)):
        return False
    if not (least <= v0 <= most and least <= v1 <= most):
        return False
    known = [v0] if count == 1 else [v0, v1]
    known += [value for value in (least, most) if value not in (v0, v1)]
    beyond = violations - sum(not low <= value <= high for value in known)
    within = count - len(known) - beyond
    if len(known) > count or beyond < 0 or within < 0:
        return False
    inside = max(least, low), min(most, high)
    outside = (
        least if least < low else max(least, high + 1),
        most if most > high else min(most, low - 1),
    )
    if (within and inside[0] > inside[1]) or (beyond and outside[0] > outside[1]):
        return False
    bounds = [sum(known) + within * inside[end] + beyond * outside[end] for end in (0, 1)]
    return bounds[0] <= total <= bounds[1]


def figure_of(figure: str, summary: dict, unit: str) -> int | None:
    first, last = (
        (int(summary[name]["time"]), int(summary[name]["value"])) for name in ("first", "last")
    )
    advance = last[1] - first[1]
    match figure:
        case "last":
            return last[1]
        case "first":
            return first[1]
        case "min" | "max":
            return int(summary[figure])
        case "mean":
            return int(summary["sum"]) // summary["count"]
        case "count" | "violations":
            return summary[figure]
        case "advance":
            return fit(advance) if advance >= 0 else None
        case "rate":
            span = last[0] - first[0]
            if advance < 0 or span == 0:
                return None
            return fit(advance * FRACTION.get(unit, 1_000) // span)


class Lack(Exception):
    """Why an input is undefined."""

    def __init__(self, why):
        self.why = why


class Wakes:
    """When a rule has to be evaluated again: moments of its own, and those of many rules."""

    def __init__(self):
        self.own, self.common = [], []


def see_stream(source: dict, seen: dict, now: int, wakes: Wakes) -> int:
    """The value of a stream's figure. The first lack of these that it has is its lack."""
    if not seen["active"]:
        raise Lack("inactive")
    if seen["missed"]:
        raise Lack("missed")
    if not coherent(seen["summary"], seen["limits"]):
        raise Lack("incoherent")
    odd = [fact for fact in FACTS if fact in seen["facts"] and fact not in source["allow"]]
    if odd:
        raise Lack({"facts": odd})
    age = now - min(seen["arrived"], int(seen["summary"]["last"]["time"]))
    if age > source["maxAge"]:
        raise Lack("stale")
    # It is stale once it is older than that.
    wakes.own.append(now + source["maxAge"] - age + 1)
    value = figure_of(source["figure"], seen["summary"], source["quantity"]["unit"])
    if value is None:
        raise Lack("figure")
    return value


class Series:
    def __init__(self, given: dict):
        self.slot, self.first = given["slot"], given["first"]
        self.prices = [None if one is None else int(one) for one in given["prices"]]

    def price(self, slot: int) -> int | None:
        place = slot - self.first
        return self.prices[place] if 0 <= place < len(self.prices) else None

    def current(self, now: int) -> int:
        return now // self.slot


def is_truth(kind: str, source: dict) -> bool:
    """Whether a source that is neither a stream nor a price is a truth value."""
    return (
        kind == "need"
        or (kind == "actuator" and source["state"] == "silent")
        or (kind == "asset" and variant(source["state"])[0] == "flag")
        or (kind == "param" and source["quantity"] is None)
    )


def see(source, found, now: int, wakes: Wakes):
    """What an input comes to."""
    (kind, source), (what, found) = variant(source), variant(found)
    if what == "nothing":
        raise Lack("nothing")
    expected = {"stream": "observed", "price": "prices"}.get(kind, "value")
    if what != expected:
        raise Lack("other")
    if kind == "stream":
        return see_stream(source, found, now, wakes)
    if kind == "price":
        series = Series(found)
        current = series.current(now)
        wakes.common.append((current + 1) * series.slot)
        value = series.price(current)
    else:
        value = read_value(found)
    if value is None:
        raise Lack("nothing")
    if isinstance(value, bool) != is_truth(kind, source):
        raise Lack("other")
    return value


# Nodes that keep a state


class Memory:
    """A node's history: what its operands were, and from when on. Each stood until the next."""

    def __init__(self, body):
        self.body = body
        self.history: list[tuple[int, object]] = []

    def see(self, now: int, operands: list):
        self.history.append((now, operands[0] if len(operands) == 1 else tuple(operands)))
        return self.value(now)

    def since(self, passes) -> int | None:
        """From when on the newest operands all pass."""
        begin = None
        for at, value in reversed(self.history):
            if not passes(value):
                break
            begin = at
        return begin

    def value(self, now: int):
        raise NotImplementedError

    def cell(self, now: int):
        raise NotImplementedError

    def wakes(self, now: int) -> list[int]:
        return []


class OnDelay(Memory):
    def value(self, now: int):
        if self.history[-1][1] is not True:
            return self.history[-1][1]
        return now - self.since(lambda of: of is True) >= self.body["time"]

    def cell(self, now: int):
        begin = self.since(lambda of: of is True)
        return "empty" if begin is None else {"since": begin}

    def wakes(self, now: int):
        begin = self.since(lambda of: of is True)
        return [] if begin is None else [begin + self.body["time"]]


class OffDelay(Memory):
    def __init__(self, body):
        super().__init__(body)
        self.kept = "empty"

    def fell(self) -> int | None:
        """When it was first known to be false after it was true last."""
        found = None
        for at, of in reversed(self.history):
            if of is True:
                return found
            if of is False:
                found = at
        return None

    def value(self, now: int):
        of = self.history[-1][1]
        if of is not False:
            return of
        fell = self.fell()
        return fell is not None and now < fell + self.body["time"]

    def cell(self, now: int):
        of = self.history[-1][1]
        if of is True:
            self.kept = {"on": True}
        elif of is False:
            self.kept = {"since": self.fell()} if self.value(now) else "empty"
        return self.kept

    def wakes(self, now: int):
        if self.history[-1][1] is False and self.fell() is not None:
            return [self.fell() + self.body["time"]]
        return []


class Hysteresis(Memory):
    def state(self) -> bool | None:
        """On which side of the bounds it was last. None if nothing was known so far."""
        found = None
        for _, (of, low, high) in self.history:
            if None in (of, low, high) or low > high:
                continue
            found = True if of > high else False if of < low else bool(found)
        return found

    def value(self, now: int):
        of, low, high = self.history[-1][1]
        return None if None in (of, low, high) or low > high else self.state()

    def cell(self, now: int):
        return "empty" if self.state() is None else {"on": self.state()}


class Delta(Memory):
    def numbers(self) -> list[int]:
        """The last two numbers that differ, as far as there are such."""
        found = []
        for _, of in self.history:
            if of is not None and found[-1:] != [of]:
                found.append(of)
        return found[-2:]

    def value(self, now: int):
        found = self.numbers()
        known = self.history[-1][1] is not None and len(found) == 2
        return fit(found[1] - found[0]) if known else None

    def cell(self, now: int):
        found = [str(one) for one in self.numbers()]
        match found:
            case []:
                return "empty"
            case [first]:
                return {"first": first}
        return {"changed": {"from": found[0], "to": found[1]}}


class Stuck(Memory):
    def begin(self) -> int:
        newest = self.history[-1][1]
        return self.since(lambda of: of == newest)

    def value(self, now: int):
        if self.history[-1][1] is None:
            return None
        return now - self.begin() >= self.body["time"]

    def cell(self, now: int):
        newest = self.history[-1][1]
        if newest is None:
            return "empty"
        return {"still": {"since": self.begin(), "value": str(newest)}}

    def wakes(self, now: int):
        return [] if self.history[-1][1] is None else [self.begin() + self.body["time"]]


class Count(Memory):
    def __init__(self, body):
        super().__init__(body)
        self.kept = None

    def intervals(self, now: int) -> list[bool | None]:
        """Of each interval, the newest first: whether it was true at some moment."""
        width, found = self.body["width"], []
        ends = [at for at, _ in self.history[1:]] + [now + 1]
        pieces = [(None, LEAST, self.history[0][0])]
        pieces += [(of, at, end) for (at, of), end in zip(self.history, ends)]
        for number in range(self.body["buckets"]):
            begin = (now // width - number) * width
            stood = [of for of, at, end in pieces if at < begin + width and end > begin]
            found.append(True if True in stood else None if None in stood else False)
        return found

    def value(self, now: int):
        found, least = self.intervals(now), self.body["least"]
        if found.count(True) >= least:
            return True
        return None if found.count(True) + found.count(None) >= least else False

    def settled(self, now: int) -> bool:
        """Whether all intervals are what the last value makes them, so that nothing moves."""
        return set(self.intervals(now)) == {self.history[-1][1]}

    def cell(self, now: int):
        found, last = self.intervals(now), self.history[-1][1]
        bits = {
            name: sum(1 << place for place, of in enumerate(found) if of is what)
            for name, what in (("truths", True), ("unknown", None))
        }
        new = {"last": last, **bits}
        # Written only when something else than the number of the newest interval changed, once
        # all intervals are what the last value makes them.
        if not (self.kept and new == {key: self.kept[key] for key in new} and self.settled(now)):
            self.kept = {**new, "newest": str(now // self.body["width"])}
        return {"buckets": self.kept}

    def wakes(self, now: int):
        width = self.body["width"]
        return [] if self.settled(now) else [(now // width + 1) * width]


MEMORIES = {
    "onDelay": OnDelay,
    "offDelay": OffDelay,
    "hysteresis": Hysteresis,
    "delta": Delta,
    "stuck": Stuck,
    "count": Count,
}

OPERANDS = {
    "not": None,
    "abs": None,
    "known": None,
    "delta": None,
    "and": None,
    "or": None,
    "add": None,
    "subtract": None,
    "min": None,
    "max": None,
    "else": None,
    "mid": None,
    "compare": ("left", "right"),
    "clamp": ("of", "low", "high"),
    "hysteresis": ("of", "low", "high"),
    "line": ("of", "x0", "y0", "x1", "y1"),
    "choose": ("condition", "yes", "no"),
    "multiply": ("of",),
    "divide": ("of",),
    "scale": ("of",),
    "onDelay": ("of",),
    "offDelay": ("of",),
    "count": ("of",),
    "stuck": ("of",),
    "at": ("series",),
    "over": ("series",),
    "number": (),
    "truth": (),
    "weekly": (),
    "holiday": (),
}
"""The names of what a node names. None if it is the node's whole body, or a list of them."""


def operands(name: str, body) -> list:
    """What a node names, in the order of the text."""
    names = OPERANDS[name]
    if names is None:
        return body if isinstance(body, list) else [body]
    return [body[name] for name in names]


# Other nodes


def conjunction(a: bool | None, b: bool | None) -> bool | None:
    """False if one is, true if both are, otherwise nobody knows."""
    if a is False or b is False:
        return False
    return None if a is None or b is None else True


def negation(a: bool | None) -> bool | None:
    return None if a is None else not a


COMPARISONS = {
    "less": lambda a, b: a < b,
    "atMost": lambda a, b: a <= b,
    "equal": lambda a, b: a == b,
    "unequal": lambda a, b: a != b,
    "atLeast": lambda a, b: a >= b,
    "greater": lambda a, b: a > b,
}


def line(x: int, x0: int, y0: int, x1: int, y1: int) -> int | None:
    if x0 >= x1:
        return None
    x = min(max(x, x0), x1)
    return y0 + (x - x0) * (y1 - y0) // (x1 - x0)


def quantile(prices: list[int], thousandths: int) -> int:
    """The least price that at least so many thousandths of all are not above."""
    return min(
        price
        for price in prices
        if 1_000 * sum(one <= price for one in prices) >= thousandths * len(prices)
    )


def defined(name: str, body, of: list) -> int | bool | None:
    """A node of which all that it names is known, and which looks at nothing else."""
    match name:
        case "compare":
            return COMPARISONS[body["how"]](*of)
        case "add":
            return fit(of[0] + of[1])
        case "subtract":
            return fit(of[0] - of[1])
        case "multiply":
            return fit(of[0] * int(body["by"]["value"]))
        case "divide":
            return fit(of[0] // int(body["by"]["value"]))
        case "scale":
            digits = body["digits"]
            return fit(of[0] * 10**digits if digits > 0 else of[0] // 10**-digits)
        case "min":
            return min(of)
        case "max":
            return max(of)
        case "abs":
            return fit(abs(of[0]))
        case "clamp":
            number, low, high = of
            return None if low > high else max(low, min(number, high))
        case "mid":
            return sorted(of)[1]
        case "line":
            return line(*of)
    raise KeyError(name)


class Rule:
    """A program on a site, and what its nodes remember."""

    def __init__(self, program: dict, site: dict):
        self.inputs, self.outputs = program["inputs"], program["outputs"]
        self.nodes = [variant(node) for node in program["nodes"]]
        self.site = clock.Site(site)
        self.memories = {
            number: MEMORIES[name](body)
            for number, (name, body) in enumerate(self.nodes)
            if name in MEMORIES
        }

    def evaluate(self, snapshot: dict) -> dict:
        now, wakes, found = snapshot["now"], Wakes(), snapshot["found"]
        seen, values = [], {}
        for number, source in enumerate(self.inputs):
            value = lack = None
            try:
                value = see(source, found[number], now, wakes)
            except Lack as reason:
                lack = reason.why
            values["input", number] = value
            seen.append({"value": show_value(value), "lack": lack})
        cells = []
        for number, (name, body) in enumerate(self.nodes):
            names = [variant(of) for of in operands(name, body)]
            of = [values[one] for one in names]
            if name in MEMORIES:
                memory = self.memories[number]
                value = memory.see(now, of)
                cells.append(memory.cell(now))
                wakes.own += memory.wakes(now)
            elif name in ("at", "over"):
                given = found[names[0][1]]
                value = None
                if variant(given)[0] == "prices":
                    value = self.price(name, body, Series(given["prices"]), now, wakes)
            else:
                value = self.value(name, body, of, now, wakes)
            values["node", number] = value
        own, common = (min(filter(now.__lt__, one), default=None) for one in (wakes.own, wakes.common))
        return {
            "effects": [effect(output, values) for output in self.outputs],
            "cells": cells,
            "next": min((at for at in (own, common) if at is not None), default=None),
            "own": own,
            "trace": {
                "inputs": seen,
                "nodes": [show_value(values["node", n]) for n in range(len(self.nodes))],
            },
        }

    def value(self, name: str, body, of: list, now: int, wakes: Wakes):
        match name:
            case "number":
                return int(body["value"])
            case "truth":
                return body
            case "not":
                return negation(of[0])
            case "and":
                return conjunction(*of)
            case "or":
                return negation(conjunction(*map(negation, of)))
            case "known":
                return of[0] is not None
            case "else":
                return of[1] if of[0] is None else of[0]
            case "choose":
                return None if of[0] is None else of[1] if of[0] else of[2]
            case "weekly":
                until = self.site.weekly_until(body, now // MINUTE)
                if until is not None:
                    wakes.common.append(until * MINUTE)
                return self.site.weekly(body, now // MINUTE)
            case "holiday":
                wakes.common.append(self.site.holiday_until(now // MINUTE) * MINUTE)
                return self.site.holiday(now // MINUTE)
        return None if None in of else defined(name, body, of)

    def price(self, name: str, body: dict, series: Series, now: int, wakes: Wakes):
        current = series.current(now)
        if name == "at":
            return series.price(current + body["slot"])
        kind, span = variant(body["span"])
        if kind == "slots":
            slots = range(current + span["from"], current + span["to"])
        else:
            begin, end = (minute * MINUTE for minute in self.site.day(now // MINUTE))
            wakes.common.append(end)
            # Those that begin on the day.
            slots = range(-(-begin // series.slot), -(-end // series.slot))
        prices = [series.price(slot) for slot in slots]
        if not prices or None in prices or len(prices) > MAX_AHEAD:
            return None
        match variant(body["statistic"]):
            case "min", _:
                return min(prices)
            case "max", _:
                return max(prices)
            case "mean", _:
                return sum(prices) // len(prices)
            case "quantile", thousandths:
                return quantile(prices, thousandths)
            case "rank", _:
                price = series.price(current)
                return None if price is None else sum(one < price for one in prices)


def effect(output: dict, values: dict):
    """What an output comes to. It acts only on what is known."""
    _, body = variant(output)
    when = body.get("when")
    if when is not None and values[variant(when)] is not True:
        return "released"
    if "value" not in body:
        return "active"
    value = values[variant(body["value"])]
    return "released" if value is None else {"value": str(int(value))}


def evaluate(history: dict) -> list[dict]:
    """The evaluation of each step's snapshot, one after the other."""
    rule = Rule(history["program"], history["site"])
    return [rule.evaluate(step["snapshot"]) for step in history["steps"]]


NOWHERE = {"zone": {"standard": 0, "daylight": None}, "tables": [], "exceptions": []}


def evaluate_condition(condition: dict, snapshot: dict) -> tuple[dict, bool | None]:
    """The trace on one snapshot, and what its last node says. No node asks where or remembers."""
    rule = Rule({**condition, "outputs": []}, NOWHERE)
    trace = rule.evaluate(snapshot)["trace"]
    return trace, read_value(trace["nodes"][-1])


def main():
    parser = argparse.ArgumentParser(description="Evaluates a rule's snapshots.")
    parser.add_argument("file", nargs="?", type=argparse.FileType(), default=sys.stdin)
    for evaluation in evaluate(json.load(parser.parse_args().file)):
        print(json.dumps(evaluation))


if __name__ == "__main__":
    main()
