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
                "proven"    false if nobody showed its leaf to this trade. Of the newest one
                            nobody has to.
"stays"     [{"stream", "from", "to"}], in order of time: which stream counted, and when; none
            begins before its stream's "at". If its device ended, "failed" may be who answers for
            what it had not said and for the time until the next one, as a keeper below. With
            "kept": true, they answer for the second alone: whoever ended it has no part in the
            trade, and relieves no keeper of the first
"weights"   {policy id: weight}: by how much the charges under each policy count
"custody"   the intervals, in order of time, each beginning where the one before ends; the trade's
            time is all of them:
                "holder"    "seller", "buyer", "unbonded" or {"bonded": bond}
                "from", "to"
                "allowance" a loss, or {"agreed", "rate"}
                "keeper"    who kept the logger at its end: "seller", "buyer", or the number of
                            the interval whose holder did; if left out, this one's
                "counted"   how many observations of its stream were counted when its end was
                            agreed; if left out, all of them
"offer"     what the buyer offered; or, in its place,
"price", "quantity", "left"
            what they offered for the whole quantity, and how much of that was delivered
"refused"   [{"quantity", "answers"}]: the parts of "quantity" that somebody refused on the way and
            the seller does not have again. "answers" is "buyer", or the number of the interval
            whose bond answers
"curve"     {"points": [{"loss", "parts"}]}

Silence is the time in which no reading stands and of which no data had come when the end of the
interval was agreed: the time after the stream's last reading, and the gaps before observations that
came later. Whoever kept the logger answers for it. Other missing time is charged to whoever held
the goods; so is time that no stay covers, and the time of an interval that a stream counted, if the
observation that counts one of its ends is not proven. Nothing that a stream said before it replaced
another one counts, and a run during which one replaced another is charged its upper bound.

The output, with all integers as strings:

"policies"  [{"policy", "stays": [bounds], "charges": [one an interval], "silence": [one an
            interval]}]
"intervals" [{"holder", "loss", "allowance", "beyond", "share", "answers", "bond"}]: those of
            custody, and before and after them what seller and buyer answer for beside their own,
            without an allowance. The loss in silence is that of its keeper's interval. "answers"
            is the number of the interval whose holder answers, null for the seller; "bond" is what
            that interval's bond pays
"free"      the greatest loss that costs nothing, to compare with the sum of the allowances
"loss", "price", "discount"
"payments"  {"seller", "buyer", "bonds"}: the buyer's is what comes back of their money. Parts that
            were refused are in them
"""

import argparse
import json
import sys
from collections.abc import Sequence
from dataclasses import dataclass, field
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


def allowance_of(agreed: int, rate: int) -> int:
    return min(GREATEST_LOSS, agreed * rate)


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
    """What comes back of the offer, less what the buyer pays for parts that were refused."""


class Refused(NamedTuple):
    """A part of the goods that the seller does not have again."""

    worth: int
    answers: int | None
    """The interval whose bond answers; None for the buyer's money."""


def settle(
    offer: int, curve: Curve, intervals: list[Interval], refused: Sequence[Refused] = ()
) -> Settlement:
    price = curve.price(offer, loss_of([(1, one.loss) for one in intervals]))
    beyond = [max(0, one.loss - one.allowance) for one in intervals]
    divided = shares(offer - price, beyond) or [0] * len(intervals)
    answers = []
    for i, one in enumerate(intervals):
        if one.holder.role == "unbonded":
            # Whoever handed on to them answers; the first had the goods from the seller.
            answers.append(answers[-1] if answers else None)
        else:
            answers.append(None if one.holder.role == "seller" else i)
    owed = [0] * len(intervals)
    for share, answer in zip(divided, answers, strict=True):
        if answer is not None:
            owed[answer] += share
    of_buyer = sum(amount for amount, one in zip(owed, intervals) if one.holder.role == "buyer")
    for part in refused:
        if part.answers is None:
            of_buyer += part.worth
        else:
            owed[part.answers] += part.worth
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
        return allowance_of(*(int(given[name]) for name in ("agreed", "rate")))
    return int(given)


def read_offer(given: dict, count: int) -> tuple[int, list[Refused], int]:
    """What was offered for what was delivered, the parts that were refused, and what the buyer put
    up."""
    if "offer" in given:
        offer = int(given["offer"])
        return offer, [], offer
    price, quantity = int(given["price"]), int(given["quantity"])
    refused = []
    for part in given["refused"]:
        answers = part["answers"]
        place = None if answers == "buyer" else place_of(answers, count, 0)
        refused.append(Refused(price * int(part["quantity"]) // quantity, place))
    return price * int(given["left"]) // quantity, refused, price


# A whole trade


class Stay(NamedTuple):
    stream: str
    start: int
    end: int
    failed: str | int | None = None
    """Who answers for what it had not said and for the time from its end to the next stay, because
    their device ended: seller, buyer, or the number of an interval. If None, its device did not end
    in time."""
    kept: bool = False
    """Whether what it had not said is its keeper's all the same."""


class Window(NamedTuple):
    """A stay among those of the trade."""

    stay: Stay
    following: int
    """When the next one begins, or the trade ends."""
    joined: bool
    """Whether its stream replaced another one."""
    left: bool
    """Whether another one replaced its stream."""
    begin: int
    """From when on it is read: nothing that a stream said before it joined counts."""


class Charges(NamedTuple):
    """What is charged for each interval: to its holder, and to whoever kept the logger."""

    own: list[int]
    kept: list[int]
    failed: dict[int, list[int]]
    """By stay, what is charged because its device ended."""


@dataclass
class Trade:
    tallies: dict[str, c.Tally]
    openings: dict[str, list[list[list[c.t.Summary]]]]
    """Of each stream, by observation."""
    stays: list[Stay]
    cuts: list[int]
    """The moments at which the trade begins, the goods change hands, and it ends."""
    unproven: dict[str, set[int]] = field(default_factory=dict)
    """Of a stream, the numbers of observations whose leaves nobody showed."""
    counted: list[int] | None = None
    """By interval, how many observations of its stream were counted when its end was agreed. If
    None, all of them."""

    def pieces(self, start: int, end: int) -> list[tuple[int, int, int]]:
        """The intervals that have a part in this time, and the part."""
        parts = (
            (i, max(a, start), min(b, end))
            for i, (a, b) in enumerate(zip(self.cuts, self.cuts[1:]))
        )
        return [(i, a, b) for i, a, b in parts if a < b]

    def windows(self, policy: int) -> list[Window]:
        following = [stay.start for stay in self.stays[1:]] + [self.cuts[-1]]
        found = []
        for i, (stay, then) in enumerate(zip(self.stays, following, strict=True)):
            left = i + 1 < len(self.stays)
            begin = self.begin_of(stay, policy) if i else stay.start
            found.append(Window(stay, then, i > 0, left, begin))
        return found

    def begin_of(self, stay: Stay, policy: int) -> int:
        """From when on a stream is read that replaced another one: from its first reading after that.
        If a run lies on both sides, nobody knows when that was, but no reading stands for longer
        than one can."""
        tally = self.tallies[stay.stream]
        for i, taken in enumerate(tally.taken):
            counted = taken.value[policy]
            if counted.start <= stay.start < counted.end and self.is_known(stay.stream, i):
                if taken.first_time < stay.start:
                    stands = tally.policies[policy].stands
                    return min(stay.start + stands, counted.end, stay.end)
                return min(taken.first_time, stay.end)
        return stay.start

    def is_known(self, stream: str, index: int) -> bool:
        """Whether somebody showed the leaf of an observation, or nobody has to."""
        newest = len(self.tallies[stream].taken) - 1
        return index == newest or index not in self.unproven.get(stream, set())

    def is_proven(self, stream: str, policy: int, moment: int) -> bool:
        """Whether it is known what the stream's tally was then."""
        taken = self.tallies[stream].taken
        newest = len(taken) - 1
        return any(
            self.is_known(stream, i)
            for i, counted in enumerate(one.value[policy] for one in taken)
            if counted.start <= moment < counted.end or i == newest and moment == counted.end
        )

    def shares(self, window: Window, policy: int, index: int) -> tuple[c.Shares, list[int]] | None:
        """An observation between the hand-overs in a stay, and the intervals of its pieces. None if
        it is not read."""
        stay = window.stay
        counted = self.tallies[stay.stream].taken[index].value[policy]
        start, end = max(counted.start, window.begin), min(counted.end, stay.end)
        within = self.pieces(start, end)
        if not within:
            return None
        shares = c.Shares(counted, [a for _, a, _ in within] + [within[-1][2]])
        cut = (stay.end,) * window.left + (stay.start,) * window.joined
        if any(counted.start < at < counted.end or at == counted.start == stay.start for at in cut):
            # Nobody gains by a swap.
            shares.complete = True
        for nodes in self.openings[stay.stream][index]:
            shares.refine(nodes)
        return shares, [i for i, _, _ in within]

    def bounds(self, policy: int) -> list[c.Bounds]:
        """Of each stay."""
        found = []
        for window in self.windows(policy):
            stay, tally = window.stay, self.tallies[window.stay.stream]
            unread = (window.begin - stay.start) * tally.policies[policy].missing
            silence = sum(whole for whole, _ in self.silences(window, policy))
            bounds = c.exactly(unread + silence)
            for index in range(len(tally.taken)):
                shares = self.shares(window, policy, index)
                bounds = bounds.plus(shares[0].total()) if shares else bounds
            found.append(bounds)
        return found

    def read(self, window: Window, policy: int) -> list[int]:
        """What is charged for the time of which there are data."""
        stay, tally = window.stay, self.tallies[window.stay.stream]
        charged, blank = [0] * (len(self.cuts) - 1), set()
        for i, start, end in self.pieces(window.begin, min(stay.end, tally.until)):
            # Where a stream joined, the leaf that says so is known, or it is read from there on.
            begins = start == window.begin != stay.start
            begins = begins or self.is_proven(stay.stream, policy, start)
            if not (begins and self.is_proven(stay.stream, policy, end)):
                charged[i] += (end - start) * tally.policies[policy].missing
                blank.add(i)
        for index in range(len(tally.taken)):
            shares, parts = self.shares(window, policy, index) or (None, [])
            for i, charge in zip(parts, shares.charges() if shares else []):
                charged[i] += 0 if i in blank else charge
        return charged

    def silences(self, window: Window, policy: int) -> list[tuple[int, int]]:
        """Of each interval, what is charged for the time after the last reading, and the part of it
        in which that does not stand."""
        stay, tally = window.stay, self.tallies[window.stay.stream]
        silence, rules = tally.silence(policy), tally.policies[policy]
        found = [(0, 0)] * (len(self.cuts) - 1)
        for i, start, end in self.pieces(max(stay.start, tally.until), stay.end):
            if tally.value is None or window.joined and tally.until < stay.start:
                found[i] = ((end - start) * rules.missing,) * 2
                continue
            gap = c.overlap(tally.until + rules.stands, end, start, end) * rules.missing
            found[i] = (silence.between(start, end), gap)
        return found

    def gaps(self, window: Window, policy: int, interval: int, counted: int) -> int:
        """What is charged for the gaps in an interval of which no data had come when its end was
        agreed, though later ones have by now."""
        stay, tally = window.stay, self.tallies[window.stay.stream]
        rules, found = tally.policies[policy], 0
        for index, taken in enumerate(tally.taken):
            if index < counted or not self.is_known(stay.stream, index):
                continue
            value = taken.value[policy]
            start, end = value.gap
            if window.joined and value.start <= stay.start < value.end:
                start, end = stay.start, taken.first_time
            for i, a, b in self.pieces(max(start, stay.start), min(end, stay.end)):
                found += (b - a) * rules.missing * (i == interval)
        return found

    def account(self, policy: int) -> Charges:
        count = len(self.cuts) - 1
        charges = Charges([0] * count, [0] * count, {})
        for place, window in enumerate(self.windows(policy)):
            stay, tally = window.stay, self.tallies[window.stay.stream]
            missing = tally.policies[policy].missing
            since = stay.start if window.joined else self.cuts[0]
            until = window.begin if window.joined else stay.start
            whole = self.read(window, policy)
            for i, a, b in self.pieces(since, until):
                whole[i] += (b - a) * missing
            failed = [0] * count
            for i, (silence, gap) in enumerate(self.silences(window, policy)):
                if stay.failed is not None and not stay.kept:
                    failed[i], gap, silence = gap, 0, silence - gap
                whole[i] += silence
                late = 0
                # A stream that was replaced before the end is nobody's to keep there.
                if self.cuts[i + 1] <= window.following:
                    counted = len(tally.taken) if self.counted is None else self.counted[i]
                    late = gap + self.gaps(window, policy, i, counted)
                late = min(late, whole[i])
                charges.kept[i] += late
                charges.own[i] += whole[i] - late
            for i, a, b in self.pieces(stay.end, window.following):
                failed[i] += (b - a) * missing
            charges.failed[place] = failed
        return charges


def read_trade(given: dict) -> Trade:
    tallies, openings, unproven = {}, {}, {}
    for name, stream in given["streams"].items():
        tallies[name], openings[name] = c.read_tally(stream), []
        seen_by_number = enumerate(stream["observations"])
        unproven[name] = {i for i, seen in seen_by_number if not seen.get("proven", True)}
        for seen in stream["observations"]:
            root = c.read_node(seen["root"])
            tallies[name].observe(root, frozenset(seen["facts"]))
            shown = [[c.t.unhex(pair) for pair in pairs] for pairs in seen.get("openings", [])]
            openings[name].append([c.open_run(root, pairs) for pairs in shown])
    stays = [
        Stay(
            one["stream"],
            int(one["from"]),
            int(one["to"]),
            one.get("failed"),
            one.get("kept", False),
        )
        for one in given["stays"]
    ]
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
    cuts = [custody[0][0]] + [end for _, end in custody]
    counted = None
    if all("counted" in one for one in given["custody"]):
        counted = [int(one["counted"]) for one in given["custody"]]
    return Trade(tallies, openings, stays, cuts, unproven, counted)


def place_of(who, count: int, own: int) -> int:
    """The interval of whoever answers, among all of them; of `own`, if that is nobody else."""
    who = own if who is None else who
    if isinstance(who, int) and 0 <= who < count:
        return who + 1
    if who in ("seller", "buyer"):
        return 0 if who == "seller" else count + 1
    raise c.Refused("Keeper", f"{who!r} is no interval, seller or buyer")


def losses_of(trade: Trade, weights: dict[int, int], keepers: list) -> list[int]:
    """Of all intervals: what the seller answers for beside their own, those of custody, and what the
    buyer does."""
    count = len(trade.cuts) - 1
    losses = [0] * (count + 2)

    def charge(place: int, weight: int, amount: int):
        losses[place] = loss_of([(1, losses[place]), (weight, amount)])

    for policy, weight in weights.items():
        found = trade.account(policy)
        for i in range(count):
            charge(i + 1, weight, found.own[i])
            charge(place_of(keepers[i], count, i), weight, found.kept[i])
            for stay, failed in found.failed.items():
                charge(place_of(trade.stays[stay].failed, count, i), weight, failed[i])
    return losses


def settled(given: dict) -> dict:
    trade, custody = read_trade(given), given["custody"]
    weights = {int(id): int(weight) for id, weight in given["weights"].items()}
    bounds = {id: trade.bounds(id) for id in weights}
    accounts = {id: trade.account(id) for id in weights}
    losses = losses_of(trade, weights, [one.get("keeper") for one in custody])
    holders = [Holder("seller"), *(read_holder(one["holder"]) for one in custody), Holder("buyer")]
    allowances = [0, *(read_allowance(one["allowance"]) for one in custody), 0]
    intervals = [Interval(*one) for one in zip(holders, losses, allowances, strict=True)]
    curve = read_curve(given["curve"]["points"])
    offer, refused, money = read_offer(given, len(custody))
    found = settle(offer, curve, intervals, refused)
    return {
        "policies": [
            {
                "policy": id,
                "stays": [c.show_bounds(one) for one in bounds[id]],
                "charges": [str(charge) for charge in accounts[id].own],
                "silence": [str(charge) for charge in accounts[id].kept],
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
            "buyer": str(money - offer + found.buyer),
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
