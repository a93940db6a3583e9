"""Why a program or a condition is refused: where, and by which name.

Written from what docs/rules.md says of each node and bound, so that it finds errors of `primitives/rules`. The forms
of JSON are those of `primitives/rules/vectors/README.md`.
"""

import re

import kinds
import rules as r

MAX_CELLS = 16
MAX_EXPONENT = 18
MAX_TIME = 7 * 86_400_000
MIN_WIDTH = 1_000
MAX_BUCKETS = 16
MAX_AHEAD = 200
MAX_QUANTILE = 1_000
MAX_TABLES = 8
MAX_PARAMS = 16
MAX_FLAGS = 32
LEVELS = range(10, 16)
SYMBOL = re.compile(r"[A-Za-z0-9/%]*")
LABEL = re.compile(r"[A-Za-z_][A-Za-z0-9_.]*")


class Refused(Exception):
    """The name of a problem."""


def need(holds: bool, problem: str):
    if not holds:
        raise Refused(problem)


def check_quantity(quantity: dict):
    sound = SYMBOL.fullmatch(quantity["unit"]) and abs(quantity["exponent"]) <= MAX_EXPONENT
    need(bool(sound), "quantity")


def check_time(time: int, least: int = 1):
    need(least <= time <= MAX_TIME, "time")


def check_input(source):
    kind, body = r.variant(source)
    quantity = body.get("quantity")
    if kind == "param":
        need(body["param"] < MAX_PARAMS, "param")
    if quantity is not None:
        check_quantity(quantity)
    if kind == "stream":
        check_time(body["maxAge"])
        need(body["figure"] != "rate" or quantity["unit"] in kinds.RATES, "noFigure")
    if kind == "asset":
        state, flag = r.variant(body["state"])
        need(state != "flag" or flag < MAX_FLAGS, "flag")


def can_add(left: str, right: str) -> bool:
    return {left, right} == {"Cel", "K"} or left == right != "Cel"


def can_subtract(left: str, right: str) -> bool:
    return left == right or (left, right) == ("Cel", "K")


class Checked:
    """What the inputs and nodes of a program are, as far as it has been checked."""

    def __init__(self):
        # None of a truth value, otherwise unit and exponent; a series is also in `all_series`.
        self.kinds, self.all_series, self.numbers, self.cells = {}, set(), {}, 0

    def find(self, of):
        need(r.variant(of) in self.kinds, "missing")
        return self.kinds[r.variant(of)]

    def is_series(self, of) -> bool:
        return r.variant(of) in self.all_series

    def truth(self, of):
        need(self.find(of) is None, "notTruth")

    def value(self, of):
        """A number or a truth value."""
        kind = self.find(of)
        need(not self.is_series(of), "notNumber")
        return kind

    def number(self, of) -> tuple[str, int]:
        kind = self.value(of)
        need(kind is not None, "notNumber")
        return kind

    def amount(self, of) -> tuple[str, int]:
        """A number that is not a point of a scale."""
        kind = self.number(of)
        need(kind[0] != "Cel", "point")
        return kind

    def series(self, of):
        self.find(of)
        need(self.is_series(of), "notSeries")

    def alike(self, *all_of):
        """Numbers of one unit and exponent."""
        first = self.number(all_of[0])
        for of in all_of[1:]:
            unit, exponent = self.number(of)
            need(unit == first[0], "units")
            need(exponent == first[1], "exponents")

    def same(self, *all_of):
        """Truth values, or numbers that are alike."""
        first = self.value(all_of[0])
        for of in all_of[1:]:
            need((self.value(of) is None) == (first is None), "mixed")
        if first is not None:
            self.alike(*all_of)

    def combined(self, left, right, can):
        (one, low), (other, high) = self.number(left), self.number(right)
        need(can(one, other), "units")
        need(low == high, "exponents")

    def check_node(self, name: str, body):
        match name:
            case "number":
                check_quantity(body["quantity"])
            case "weekly":
                need(body < MAX_TABLES, "table")
            case "not" | "and" | "or":
                for of in r.operands(name, body):
                    self.truth(of)
            case "compare" if body["how"] in ("equal", "unequal"):
                self.same(body["left"], body["right"])
            case "compare" | "min" | "max" | "clamp" | "mid" | "hysteresis":
                self.alike(*r.operands(name, body))
            case "add":
                self.combined(*body, can_add)
            case "subtract":
                self.combined(*body, can_subtract)
            case "multiply" | "divide":
                self.amount(body["of"])
                need(abs(body["by"]["exponent"]) <= MAX_EXPONENT, "exponent")
                need(name == "multiply" or int(body["by"]["value"]) != 0, "zero")
            case "scale":
                self.number(body["of"])
                need(0 < abs(body["digits"]) <= MAX_EXPONENT, "digits")
            case "abs":
                self.amount(body)
            case "line":
                self.alike(body["of"], body["x0"], body["x1"])
                self.alike(body["y0"], body["y1"])
                low, high = (self.numbers.get(r.variant(body[x])) for x in ("x0", "x1"))
                need(None not in (low, high) and low < high, "ends")
            case "choose":
                self.truth(body["condition"])
                self.same(body["yes"], body["no"])
            case "known":
                self.value(body)
            case "else":
                self.same(*body)
            case "onDelay" | "offDelay":
                self.truth(body["of"])
                check_time(body["time"])
            case "count":
                self.truth(body["of"])
                check_time(body["width"], MIN_WIDTH)
                need(0 < body["least"] <= body["buckets"] <= MAX_BUCKETS, "buckets")
            case "delta":
                self.number(body)
            case "stuck":
                self.number(body["of"])
                check_time(body["time"])
            case "at":
                self.series(body["series"])
                need(body["slot"] < MAX_AHEAD, "slots")
            case "over":
                self.series(body["series"])
                span, slots = r.variant(body["span"])
                if span == "slots":
                    need(slots["from"] < slots["to"] <= MAX_AHEAD, "slots")
                statistic, thousandths = r.variant(body["statistic"])
                need(statistic != "quantile" or 0 < thousandths <= MAX_QUANTILE, "quantile")

    def add_input(self, number: int, source):
        check_input(source)
        self.kinds["input", number] = kinds.of_input(source)
        if r.variant(source)[0] == "price":
            self.all_series.add(("input", number))

    def add_node(self, number: int, node):
        name, body = r.variant(node)
        self.check_node(name, body)
        kind = kinds.of_node(name, body, [self.find(of) for of in r.operands(name, body)])
        need(kind is None or abs(kind[1]) <= MAX_EXPONENT, "exponent")
        self.cells += name in r.MEMORIES
        need(self.cells <= MAX_CELLS, "cells")
        self.kinds["node", number] = kind
        if name == "number":
            self.numbers["node", number] = int(body["value"])

    def check_output(self, output, before: list):
        kind, body = r.variant(output)
        if body["when"] is not None:
            self.truth(body["when"])
        match kind:
            case "set":
                self.value(body["value"])
                need(body["level"] in LEVELS, "level")
                sets = [own for name, own in map(r.variant, before) if name == "set"]
                need(body["actuator"] not in [own["actuator"] for own in sets], "twice")
            case "bid":
                unit, exponent = self.number(body["value"])
                need(unit == kinds.PRICE[0], "units")
                need(exponent == kinds.PRICE[1], "exponents")
            case "alarm":
                need(bool(LABEL.fullmatch(body["name"])), "label")
            case "flag":
                need(body["flag"] < MAX_FLAGS, "flag")


def refusal(program: dict) -> tuple[object, str] | None:
    """The place and the name of the first problem, in the form of the vectors. None of a sound program."""
    checked, place = Checked(), "program"
    try:
        for number, source in enumerate(program["inputs"]):
            place = {"input": number}
            checked.add_input(number, source)
        for number, node in enumerate(program["nodes"]):
            place = {"node": number}
            checked.add_node(number, node)
        for number, output in enumerate(program["outputs"]):
            place = {"output": number}
            checked.check_output(output, program["outputs"][:number])
        place = "program"
        need(bool(program["outputs"]), "noOutput")
    except Refused as problem:
        return place, str(problem)
    return None


def refusal_of_condition(condition: dict) -> tuple[object, str] | None:
    """The same of a condition, which has streams and what is known now, and a truth value at its end."""
    checked, place = Checked(), "program"
    try:
        for number, source in enumerate(condition["inputs"]):
            place = {"input": number}
            need(r.variant(source)[0] == "stream", "notStream")
            checked.add_input(number, source)
        for number, node in enumerate(condition["nodes"]):
            place = {"node": number}
            name = r.variant(node)[0]
            need(name not in r.MEMORIES, "state")
            need(name not in ("weekly", "holiday"), "calendar")
            checked.add_node(number, node)
        place = "program"
        need(bool(condition["nodes"]), "noValue")
        place = {"node": len(condition["nodes"]) - 1}
        checked.truth(place)
    except Refused as problem:
        return place, str(problem)
    return None
