"""What the nodes of a sound program are, and what its evaluation costs."""

import rules as r

PLAIN = ("", 0)
PRICE = ("/kWh", 0)
TRUTHS = {"truth", "not", "and", "or", "compare", "known", "weekly", "holiday"}
TRUTHS |= {"hysteresis", "onDelay", "offDelay", "count", "stuck"}
RATES = {
    "Wh": "W",
    "kWh": "kW",
    "VAh": "VA",
    "kVAh": "kVA",
    "varh": "var",
    "kvarh": "kvar",
    "J": "W",
    "m3": "m3/s",
    "l": "l/s",
    "m": "m/s",
    "kg": "kg/s",
    "B": "B/s",
    "": "1/s",
}
STEPS = 64
"""What a look at the calendar costs."""


def difference(unit: str) -> str:
    return "K" if unit == "Cel" else unit


def of_figure(figure: str, unit: str, exponent: int) -> tuple[str, int]:
    match figure:
        case "count" | "violations":
            return PLAIN
        case "advance":
            return difference(unit), exponent
        case "rate":
            return RATES[unit], exponent
    return unit, exponent


def of_input(source):
    """None of a truth value, otherwise unit and exponent; of a series, those of a price."""
    kind, body = r.variant(source)
    if kind == "price":
        return PRICE
    if r.is_truth(kind, body):
        return None
    if kind == "asset" or (kind == "actuator" and body["state"] == "mode"):
        return PLAIN
    quantity = body["quantity"]["unit"], body["quantity"]["exponent"]
    return of_figure(body["figure"], *quantity) if kind == "stream" else quantity


def of_node(name: str, body, of: list):
    if name in TRUTHS:
        return None
    match name:
        case "number":
            return body["quantity"]["unit"], body["quantity"]["exponent"]
        case "add":
            return ("Cel" if "Cel" in (of[0][0], of[1][0]) else of[0][0]), of[0][1]
        case "subtract":
            # A point less a point is a difference, a point less a difference is a point.
            return difference(of[0][0]) if of[1][0] == "Cel" else of[0][0], of[0][1]
        case "delta":
            return difference(of[0][0]), of[0][1]
        case "multiply":
            return of[0][0], of[0][1] + body["by"]["exponent"]
        case "divide":
            return of[0][0], of[0][1] - body["by"]["exponent"]
        case "scale":
            return of[0][0], of[0][1] - body["digits"]
        case "line" | "choose":
            return of[2] if name == "line" else of[1]
        case "over" if body["statistic"] == "rank":
            return PLAIN
    return of[0]


def of_program(program: dict) -> list:
    """In the form of the vectors."""
    kinds = {("input", n): of_input(source) for n, source in enumerate(program["inputs"])}
    shown = []
    for number, node in enumerate(program["nodes"]):
        name, body = r.variant(node)
        of = [kinds[r.variant(one)] for one in r.operands(name, body)]
        kind = kinds["node", number] = of_node(name, body, of)
        shown.append("truth" if kind is None else {"number": dict(zip(("unit", "exponent"), kind))})
    return shown


def cost_of_node(node) -> int:
    name, body = r.variant(node)
    if name in r.MEMORIES or name in ("line", "divide", "scale"):
        return 2
    if name in ("weekly", "holiday"):
        return STEPS
    if name == "over":
        kind, span = r.variant(body["span"])
        # A step for four slots; the longest day has a hundred.
        return STEPS + 25 if kind == "day" else 1 - (span["from"] - span["to"]) // 4
    return 1


def cost(program: dict) -> int:
    ends = len(program["inputs"]) + len(program["outputs"])
    return ends + sum(map(cost_of_node, program["nodes"]))
