"""Settles a trade again from its evidence: bounds, charges, discount, shares, payments.

Usage:
    settle.py [FILE]
        Reads a trade from the file or from standard input, prints one JSON object, and exits 0;
        2, with the reason, if it cannot be used.

The input is one JSON object. Forms of JSON are those of primitives/condition/vectors/README.md:
times in milliseconds; integers may be numbers or strings of digits; bytes are hexadecimal.

"streams"   by name: {"period", "policies", "stream", "at", "observations"} as in tallies.json. An
            observation is {"root": node, "facts": [names]}, in the order in which the chain took
            them, and may have
                "openings"  lists of pairs of children: what was shown to this trade
            A segment that replaced missing time stands where its numbers put it.
"stays"     [{"stream", "from", "to"}], in order of time: which stream counted, and when; none
            begins before its stream's "at"
"weights"   {policy id: weight}: by how much the charges under each policy count
"custody"   the intervals, in order of time, each beginning where the one before ends; the trade's
            time is all of them:
                "holder"    "seller", "buyer", "unbonded" or {"bonded": bond}
                "from", "to"
                "allowance" a loss, or {"agreed", "waited", "rate"}
                "keeper"    who answers for silence: "seller", "buyer", or the number of the
                            interval whose holder does; if left out, this one's
"offer"     what the buyer offered
"curve"     {"points": [{"loss", "parts"}]}

Silence is the time from a stream's last reading to the end of its stay, if no more came. Time that
no stay covers is missing, and charged to whoever held the goods.

The output, with all integers as strings:

"policies"  [{"policy", "stays": [bounds], "charges": [one an interval], "silence": [one an
            interval]}]
"intervals" [{"holder", "loss", "allowance", "beyond", "share", "answers", "bond"}]: those of
            custody, and then one for each of them with silence, without an allowance. "answers" is
            the number of the interval whose holder answers, null for the seller; "bond" is what
            that interval's bond pays
"free"      the greatest loss that costs nothing, to compare with the sum of the allowances
"loss", "price", "discount"
"payments"  {"seller", "buyer", "bonds"}: the buyer's is what comes back of the offer
"""

import argparse
import json
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

sys.path.insert(0, str(Path(__file__).resolve().parent))
import condition as c

WHOLE = 10**9
"""Parts of an offer."""
POINTS = 16
GREATEST_LOSS = 2**120 - 1
NO_LIMIT = 2**128 - 1


# Price


@dataclass(frozen=True)
class Curve:
    """Parts of the offer by loss: level before the first point and after the last, straight between
    two."""

    points: list[tuple[int, int]]

    def __post_init__(self):
        if not 1 <= len(self.points) <= POINTS:
            raise c.Refused("Points", f"a curve has {len(self.points)} points, not 1 to {POINTS}")
        losses, parts = zip(*self.points, strict=True)
        if any(a >= b for a, b in zip(losses, losses[1:])) or losses[-1] > GREATEST_LOSS:
            raise c.Refused(
                "Order", "a curve's losses do not rise, or the last is beyond 2^120 − 1"
            )
        if parts[0] > WHOLE or any(a < b for a, b in zip(parts, parts[1:])):
            raise c.Refused("Rises", "a curve rises, or is above the offer")

    def parts(self, loss: int) -> int:
        """Rounded down."""
        if loss <= self.points[0][0]:
            return self.points[0][1]
        for (l0, p0), (l1, p1) in zip(self.points, self.points[1:]):
            if loss <= l1:
                return p0 + (p1 - p0) * (loss - l0) // (l1 - l0)
        return self.points[-1][1]

    def price(self, offer: int, loss: int) -> int:
        """Rounded down."""
        return offer * self.parts(loss) // WHOLE

    def free(self) -> int:
        """The greatest loss that costs nothing."""
        at_offer = [loss for loss, parts in self.points if parts == WHOLE]
        if len(at_offer) == len(self.points):
            return NO_LIMIT
        return at_offer[-1] if at_offer else 0


def loss_of(charges: list[tuple[int, int]]) -> int:
    """Of weights and charges."""
    return min(GREATEST_LOSS, sum(weight * charge for weight, charge in charges))


def allowance_of(agreed: int, waited: int, rate: int) -> int:
    """Time waited for the taker beyond the agreed time adds to it."""
    return min(GREATEST_LOSS, (agreed + waited) * rate)


def shares(amount: int, weights: list[int]) -> list[int] | None:
    """`amount` in proportion to the weights. What is left over after rounding down goes to the
    largest remainders, a unit each, the earlier of equal ones first."""
    whole = sum(weights)
    if whole == 0:
        return None
    given, remainders = zip(*(divmod(amount * weight, whole) for weight in weights), strict=True)
    order = sorted(range(len(weights)), key=lambda i: (-remainders[i], i))
    favoured = order[: amount - sum(given)]
    return [part + (i in favoured) for i, part in enumerate(given)]


class Holder(NamedTuple):
    role: str
    """seller, buyer, bonded or unbonded."""
    bond: int = 0


class Interval(NamedTuple):
    holder: Holder
    loss: int
    allowance: int
    of: int | None = None
    """The earlier interval whose holder it is, if it is not in the chain of custody."""


@dataclass
class Settlement:
    price: int
    shares: list[int]
    answers: list[int | None]
    """The interval whose holder answers for each; None for the seller."""
    bonds: list[int]
    """What each interval's bond pays."""
    seller: int
    buyer: int
    """What comes back of the offer."""


def settle(offer: int, curve: Curve, intervals: list[Interval]) -> Settlement:
    price = curve.price(offer, loss_of([(1, one.loss) for one in intervals]))
    beyond = [max(0, one.loss - one.allowance) for one in intervals]
    divided = shares(offer - price, beyond) or [0] * len(intervals)
    answers = []
    for i, one in enumerate(intervals):
        if one.of is not None:
            answers.append(answers[one.of])
        elif one.holder.role == "unbonded":
            # Whoever handed on to them answers; the first had the goods from the seller.
            answers.append(answers[-1] if answers else None)
        else:
            answers.append(None if one.holder.role == "seller" else i)
    owed = [0] * len(intervals)
    for share, answer in zip(divided, answers, strict=True):
        if answer is not None:
            owed[answer] += share
    of_buyer = sum(amount for amount, one in zip(owed, intervals) if one.holder.role == "buyer")
    bonds = [
        min(amount, one.holder.bond) if one.holder.role == "bonded" else 0
        for amount, one in zip(owed, intervals)
    ]
    seller, buyer = price + sum(bonds) + of_buyer, offer - price - of_buyer
    return Settlement(price, divided, answers, bonds, seller, buyer)


# JSON


def read_curve(points: list[dict]) -> Curve:
    return Curve([(int(one["loss"]), int(one["parts"])) for one in points])


def read_holder(given) -> Holder:
    if isinstance(given, dict):
        return Holder("bonded", int(given["bonded"]))
    if given not in ("seller", "buyer", "unbonded"):
        raise c.Refused("Holder", f"'{given}' is no holder")
    return Holder(given)


def read_allowance(given) -> int:
    if isinstance(given, dict):
        return allowance_of(*(int(given[name]) for name in ("agreed", "waited", "rate")))
    return int(given)


# A whole trade


class Stay(NamedTuple):
    stream: str
    start: int
    end: int


@dataclass
class Trade:
    tallies: dict[str, c.Tally]
    openings: dict[str, list[list[list[c.t.Summary]]]]
    """Of each stream, by observation."""
    stays: list[Stay]
    cuts: list[int]
    """The moments at which the trade begins, the goods change hands, and it ends."""

    def pieces(self, start: int, end: int) -> list[tuple[int, int, int]]:
        """The intervals that have a part in this time, and the part."""
        parts = (
            (i, max(a, start), min(b, end))
            for i, (a, b) in enumerate(zip(self.cuts, self.cuts[1:]))
        )
        return [(i, a, b) for i, a, b in parts if a < b]

    def bounds(self, policy: int) -> list[c.Bounds]:
        found = []
        for stay in self.stays:
            tally = self.tallies[stay.stream]
            bounds = c.exactly(tally.silence(policy).between(stay.start, stay.end))
            for taken, openings in zip(tally.taken, self.openings[stay.stream], strict=True):
                shares = c.Shares(taken.value[policy], [stay.start, stay.end])
                for nodes in openings:
                    shares.refine(nodes)
                bounds = bounds.plus(shares.total())
            found.append(bounds)
        return found

    def charges(self, policy: int) -> list[int]:
        charged = [0] * (len(self.cuts) - 1)
        for stay in self.stays:
            pieces = self.pieces(stay.start, stay.end)
            tally = self.tallies[stay.stream]
            for taken, openings in zip(tally.taken, self.openings[stay.stream], strict=True):
                counted = taken.value[policy]
                within = [
                    (i, max(a, counted.start), min(b, counted.end))
                    for i, a, b in pieces
                    if a < counted.end and counted.start < b
                ]
                if not within:
                    continue
                shares = c.Shares(counted, [a for _, a, _ in within] + [within[-1][2]])
                for nodes in openings:
                    shares.refine(nodes)
                for (i, _, _), charge in zip(within, shares.charges(), strict=True):
                    charged[i] += charge
        missing = self.tallies[self.stays[0].stream].policies[policy].missing
        for start, end in self.uncovered():
            for i, a, b in self.pieces(start, end):
                charged[i] += (b - a) * missing
        return charged

    def uncovered(self) -> list[tuple[int, int]]:
        ends = [self.cuts[0]] + [stay.end for stay in self.stays]
        starts = [stay.start for stay in self.stays] + [self.cuts[-1]]
        return [(end, start) for end, start in zip(ends, starts, strict=True) if end < start]

    def silence(self, policy: int) -> list[int]:
        found = [0] * (len(self.cuts) - 1)
        for stay in self.stays:
            silence = self.tallies[stay.stream].silence(policy)
            for i, a, b in self.pieces(stay.start, stay.end):
                found[i] += silence.between(a, b)
        return found


def read_trade(given: dict) -> Trade:
    tallies, openings = {}, {}
    for name, stream in given["streams"].items():
        tallies[name], openings[name] = c.read_tally(stream), []
        for seen in stream["observations"]:
            root = c.read_node(seen["root"])
            tallies[name].observe(root, frozenset(seen["facts"]))
            shown = [[c.t.unhex(pair) for pair in pairs] for pairs in seen.get("openings", [])]
            openings[name].append([c.open_run(root, pairs) for pairs in shown])
    stays = [Stay(one["stream"], int(one["from"]), int(one["to"])) for one in given["stays"]]
    custody = [(int(one["from"]), int(one["to"])) for one in given["custody"]]
    if not custody or not stays:
        raise c.Refused("Empty", "a trade needs a stay and an interval of custody")
    if any(a >= b for a, b in custody) or any(x[1] != y[0] for x, y in zip(custody, custody[1:])):
        raise c.Refused("Custody", "the intervals of custody do not follow one another")
    if any(x.end > y.start for x, y in zip(stays, stays[1:])):
        raise c.Refused("Stays", "the stays overlap, or are not in order of time")
    for stay in stays:
        if not int(given["streams"][stay.stream]["at"]) <= stay.start < stay.end:
            raise c.Refused("Stays", "a stay is empty, or begins before its stream's tally")
    return Trade(tallies, openings, stays, [custody[0][0]] + [end for _, end in custody])


def keeper_of(one: dict, number: int, losses: list[int], loss: int) -> Interval:
    """An interval of its own for the silence in the interval `number`."""
    keeper = one.get("keeper", number)
    if isinstance(keeper, int) and 0 <= keeper < len(losses):
        return Interval(Holder("kept"), loss, 0, keeper)
    if keeper in ("seller", "buyer"):
        return Interval(Holder(keeper), loss, 0)
    raise c.Refused("Keeper", f"the keeper {keeper!r} is no interval, seller or buyer")


def settled(given: dict) -> dict:
    trade, custody = read_trade(given), given["custody"]
    weights = {int(id): int(weight) for id, weight in given["weights"].items()}
    bounds = {id: trade.bounds(id) for id in weights}
    charges = {id: trade.charges(id) for id in weights}
    silence = {id: trade.silence(id) for id in weights}

    def losses(found: dict[int, list[int]]) -> list[int]:
        return [
            loss_of([(weight, found[id][i]) for id, weight in weights.items()])
            for i in range(len(custody))
        ]

    read, silent = losses(charges), losses(silence)
    intervals = [
        Interval(read_holder(one["holder"]), loss, read_allowance(one["allowance"]))
        for one, loss in zip(custody, read, strict=True)
    ]
    intervals += [
        keeper_of(one, i, read, loss)
        for i, (one, loss) in enumerate(zip(custody, silent, strict=True))
        if loss
    ]
    offer, curve = int(given["offer"]), read_curve(given["curve"]["points"])
    found = settle(offer, curve, intervals)
    return {
        "policies": [
            {
                "policy": id,
                "stays": [c.show_bounds(one) for one in bounds[id]],
                "charges": [str(charge) for charge in charges[id]],
                "silence": [str(charge) for charge in silence[id]],
            }
            for id in weights
        ],
        "intervals": [
            {
                "holder": one.holder.role,
                "loss": str(one.loss),
                "allowance": str(one.allowance),
                "beyond": str(max(0, one.loss - one.allowance)),
                "share": str(share),
                "answers": answer,
                "bond": str(bond),
            }
            for one, share, answer, bond in zip(
                intervals, found.shares, found.answers, found.bonds, strict=True
            )
        ],
        "free": str(curve.free()),
        "loss": str(loss_of([(1, one.loss) for one in intervals])),
        "price": str(found.price),
        "discount": str(offer - found.price),
        "payments": {
            "seller": str(found.seller),
            "buyer": str(found.buyer),
            "bonds": [str(bond) for bond in found.bonds],
        },
    }


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description="Settles a trade again from its evidence.")
    parser.add_argument("file", nargs="?", metavar="FILE", help="the trade; standard input if none")
    options = parser.parse_args(arguments)
    try:
        text = Path(options.file).read_text() if options.file else sys.stdin.read()
        print(json.dumps(settled(json.loads(text)), indent=2))
    except OSError as error:
        parser.error(str(error))
    except c.Refused as error:
        parser.error(f"{error.name}: {error}")
    except (ValueError, KeyError, TypeError, AttributeError, IndexError) as error:
        parser.error(f"not a trade as described above: {error!r}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
