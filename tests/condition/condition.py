"""Certified bounds on the condition of goods, from the summaries of their stream's runs.

Written from the design alone, so that it finds errors of `primitives/condition`. Times are
milliseconds, values those of the channel; a condition is the integral of a measure's figure over
time. Integers only. The forms of JSON are those of `primitives/condition/vectors/README.md`.

As a module: `Tally` counts the observations of a stream under its policies, and `Tally.between`
bounds a stay; `Shares` divides one observation among those who held the goods.

Usage:
    condition.py [FILE]
        Reads a stream as in tallies.json from the file or from standard input. Prints the tally
        after each observation, and the bounds of each stay, as lines of JSON. What the input
        says of the results is not looked at.

Exits 2 if the input cannot be used.
"""

import argparse
import bisect
import copy
import json
import sys
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import NamedTuple

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "proofs"))
import trees as t

REACH = 2**31
FIGURES = 2**32
BREAKPOINTS = 64
PAIRS = 256
OBSERVATION = b"\x50"
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
HARMLESS = frozenset({"gap", "restart", "omitted"})
"""Their time is missing by the joint: they have no effect of their own."""


class Refused(Exception):
    """The input cannot be used. `name` is that of the error, the message says why."""

    def __init__(self, name: str, reason: str):
        super().__init__(reason)
        self.name = name


class Bounds(NamedTuple):
    lower: int
    upper: int

    def plus(self, other: "Bounds") -> "Bounds":
        return Bounds(self.lower + other.lower, self.upper + other.upper)

    def times(self, n: int) -> "Bounds":
        return Bounds(self.lower * n, self.upper * n)

    def within(self, other: "Bounds") -> "Bounds":
        return Bounds(max(self.lower, other.lower), min(self.upper, other.upper))


NOTHING = Bounds(0, 0)


def exactly(value: int) -> Bounds:
    return Bounds(value, value)


def total(bounds) -> Bounds:
    whole = NOTHING
    for one in bounds:
        whole = whole.plus(one)
    return whole


# Measures. Each has `of(value)`; `extremes(a, b)`, its least and greatest on [a, b]; and
# `sums(r, a, b, total)`, the bounds of its sum over r values within [a, b] that add up to `total`.


class Convex:
    """A line of integer slopes that never fall: `f0` at `x0`, `slope` before the first breakpoint,
    and from each breakpoint (x, slope) on its own. Where it is negative, 0."""

    def __init__(self, x0: int, f0: int, slope: int, breakpoints: list[tuple[int, int]]):
        self.xs = [x for x, _ in breakpoints]
        self.slopes = [slope] + [s for _, s in breakpoints]
        if len(self.xs) > BREAKPOINTS:
            raise Refused("Breakpoints", f"{len(self.xs)} breakpoints, more than {BREAKPOINTS}")
        if any(left >= right for left, right in zip(self.xs, self.xs[1:])):
            raise Refused("Order", "the breakpoints do not rise")
        if any(left > right for left, right in zip(self.slopes, self.slopes[1:])):
            raise Refused("Falls", "the slopes fall")
        # The line at its breakpoints; first as if it were 0 at the first.
        self.start = (self.xs or [x0])[0]
        self.heights = [0]
        for i in range(1, len(self.xs)):
            climb = self.slopes[i] * (self.xs[i] - self.xs[i - 1])
            self.heights.append(self.heights[-1] + climb)
        lift = f0 - self.line(x0)
        self.heights = [height + lift for height in self.heights]

    def line(self, value: int) -> int:
        i = bisect.bisect_right(self.xs, value)
        if i == 0:
            return self.heights[0] + self.slopes[0] * (value - self.start)
        return self.heights[i - 1] + self.slopes[i] * (value - self.xs[i - 1])

    def lowest(self, a: int, b: int) -> int:
        # At an end, or where the slope is no longer negative.
        turns = [x for x, s in zip(self.xs, self.slopes[1:]) if s >= 0][:1]
        return min(self.line(x) for x in [a, b, *turns] if a <= x <= b)

    def check(self, low: int, high: int):
        """Whether the line is a measure on a channel with these limits."""
        greatest = max(self.line(low), self.line(high))
        if self.lowest(low, high) < 0 or greatest >= FIGURES:
            raise Refused("Value", f"a figure between {low} and {high} is not within 0 … 2^32 − 1")

    def of(self, value: int) -> int:
        return max(0, self.line(value))

    def extremes(self, a: int, b: int) -> Bounds:
        return Bounds(max(0, self.lowest(a, b)), max(self.of(a), self.of(b)))

    def sums(self, r: int, a: int, b: int, total: int) -> Bounds:
        return convex_sums(self.of, r, a, b, total)


def convex_sums(of, r: int, a: int, b: int, total: int) -> Bounds:
    if r == 0:
        return NOTHING
    if a == b:
        return exactly(r * of(a))
    q, c = divmod(total, r)
    lower = (r - c) * of(q) + (c * of(q + 1) if c else 0)
    k, c = divmod(total - r * a, b - a)
    if k == r:
        return Bounds(lower, r * of(b))
    return Bounds(lower, k * of(b) + (r - k - 1) * of(a) + of(a + c))


class Above:
    """1 above the limit, otherwise 0."""

    def __init__(self, limit: int):
        self.limit = limit

    def of(self, value: int) -> int:
        return int(value > self.limit)

    def extremes(self, a: int, b: int) -> Bounds:
        return Bounds(self.of(a), self.of(b))

    def sums(self, r: int, a: int, b: int, total: int) -> Bounds:
        limit = self.limit
        if r == 0 or b <= limit:
            return NOTHING
        if a > limit:
            return exactly(r)
        lower = -((r * limit - total) // (b - limit))
        return Bounds(max(0, lower), min(r, (total - r * a) // (limit + 1 - a)))


class Below:
    """1 below the limit, otherwise 0."""

    def __init__(self, limit: int):
        self.limit = limit
        self.mirrored = Above(-limit)

    def of(self, value: int) -> int:
        return int(value < self.limit)

    def extremes(self, a: int, b: int) -> Bounds:
        return Bounds(self.of(b), self.of(a))

    def sums(self, r: int, a: int, b: int, total: int) -> Bounds:
        return self.mirrored.sums(r, -b, -a, -total)


class Missing:
    """0 while there is a reading; 1 for missing time, by the policy."""

    def of(self, value: int) -> int:
        return 0

    def extremes(self, a: int, b: int) -> Bounds:
        return NOTHING

    def sums(self, r: int, a: int, b: int, total: int) -> Bounds:
        return NOTHING


class Floored:
    """The greater of a measure and a constant: a convex one stays convex."""

    def __init__(self, measure, floor: int):
        self.measure, self.floor = measure, floor

    def of(self, value: int) -> int:
        return max(self.measure.of(value), self.floor)

    def extremes(self, a: int, b: int) -> Bounds:
        least, greatest = self.measure.extremes(a, b)
        return Bounds(max(least, self.floor), max(greatest, self.floor))

    def sums(self, r: int, a: int, b: int, total: int) -> Bounds:
        if isinstance(self.measure, Convex):
            return convex_sums(self.of, r, a, b, total)
        if self.floor <= 0:
            return self.measure.sums(r, a, b, total)
        return exactly(r * self.floor)


@dataclass(frozen=True)
class Policy:
    measure: Convex | Above | Below | Missing
    hot: int
    cold: int
    stands: int
    """The longest time that a reading stands for, ms."""
    spacing: int
    """The shortest time between two readings, ms."""
    ignored: frozenset = frozenset()
    """The facts that do not make an observation doubtful."""
    doubts_oversampled: bool = True

    @property
    def missing(self) -> int:
        if isinstance(self.measure, Missing):
            return 1
        return max(self.measure.of(self.hot), self.measure.of(self.cold))

    def trusting(self, doubtful: bool):
        """The measure, which is never less than missing time if the reading is doubtful."""
        return Floored(self.measure, self.missing) if doubtful else self.measure

    def of_missing_time(self) -> "Policy":
        return replace(self, measure=Missing())

    def doubts(self, s: t.Summary, facts: frozenset) -> bool:
        if facts - HARMLESS - self.ignored:
            return True
        return self.doubts_oversampled and is_oversampled(s, self.spacing)


def is_oversampled(s: t.Summary, spacing: int) -> bool:
    return (s.count - 1) * spacing > s.last_time - s.first_time


# Summaries


def check_summary(s: t.Summary):
    """Refuses a summary that no readings have, whatever the channel's limits are."""
    if s.count < 1:
        raise Refused("Incoherent", "a summary of no reading")
    if s.last_time - s.first_time < s.count - 1:
        raise Refused("Incoherent", "a summary without time for its readings")
    if s.count == 1 and (s.first_time, s.first_value) != (s.last_time, s.last_value):
        raise Refused("Incoherent", "a summary of one reading with two")
    if not (s.min <= s.first_value <= s.max and s.min <= s.last_value <= s.max):
        raise Refused(
            "Incoherent", "a summary whose first or last value is not within its extremes"
        )
    known = [s.first_value] + [s.last_value] * (s.count > 1) + extremes_apart(s)
    rest = s.count - len(known)
    if rest < 0:
        raise Refused("Incoherent", "a summary with more known values than readings")
    if not rest * s.min <= s.sum - sum(known) <= rest * s.max:
        raise Refused("Incoherent", "a summary with an impossible sum")


def extremes_apart(s: t.Summary) -> list[int]:
    """The least and the greatest value, where a reading of its own had it."""
    return [x for x in sorted({s.min, s.max}) if x not in (s.first_value, s.last_value)]


# Time


class Piece(NamedTuple):
    """What is known of the condition on [start, end): bounds of the whole, and figures between
    which it runs at every moment."""

    start: int
    end: int
    whole: Bounds
    figures: Bounds

    def part(self, start: int, end: int) -> Bounds:
        inside = overlap(self.start, self.end, start, end)
        outside = self.end - self.start - inside
        if inside == 0 or outside == 0:
            return self.whole if inside else NOTHING
        rest = self.figures.times(outside)
        left = Bounds(self.whole.lower - rest.upper, self.whole.upper - rest.lower)
        return self.figures.times(inside).within(left)


def overlap(a: int, b: int, start: int, end: int) -> int:
    return max(0, min(b, end) - max(a, start))


def steady(start: int, end: int, figure: int) -> Piece:
    return Piece(start, end, exactly(figure * max(0, end - start)), exactly(figure))


def standing(policy: Policy, figure: int, start: int, end: int) -> list[Piece]:
    """From a reading to the next one: it stands, and then is missing."""
    turn = min(end, start + policy.stands)
    return [steady(start, turn, figure), steady(turn, end, policy.missing)]


def standing_back(policy: Policy, figure: int, start: int, end: int) -> list[Piece]:
    """To the first reading of all: missing, and then it stands."""
    turn = max(start, end - policy.stands)
    return [steady(start, turn, policy.missing), steady(turn, end, figure)]


def inside(policy: Policy, s: t.Summary, doubtful: bool, spacing: int) -> Piece:
    """From the first reading of a node to its last."""
    measure, missing = policy.trusting(doubtful), policy.missing
    m, elapsed = s.count - 1, s.last_time - s.first_time
    if m == 0:
        return steady(s.first_time, s.last_time, measure.of(s.first_value))
    if m * spacing > elapsed:
        spacing = 1
    known = [s.first_value] + extremes_apart(s)
    rest = s.sum - s.last_value - sum(known)
    sums = measure.sums(m - len(known), s.min, s.max, rest)
    sums = sums.plus(exactly(sum(map(measure.of, known))))
    least, greatest = measure.extremes(s.min, s.max)
    loose = elapsed - m * spacing
    gaps = (
        max(0, elapsed - m * policy.stands),
        max(0, elapsed - (m - 1) * spacing - policy.stands),
    )
    lower = min((loose - gap) * least + gap * missing for gap in gaps)
    upper = max((loose - gap) * greatest + gap * missing for gap in gaps)
    figures = Bounds(least, greatest)
    if gaps[1] > 0:
        figures = Bounds(min(least, missing), max(greatest, missing))
    whole = sums.times(spacing).plus(Bounds(lower, upper))
    return Piece(s.first_time, s.last_time, whole, figures)


def of_nodes(policy: Policy, nodes: list[t.Summary], doubtful: bool) -> list[Piece]:
    """From the first reading of a run to its last, by nodes that follow one another in it."""
    count, elapsed = sum(s.count for s in nodes), nodes[-1].last_time - nodes[0].first_time
    # Readings that are nearer somewhere in the run may be so in any of its nodes.
    spacing = policy.spacing if (count - 1) * policy.spacing <= elapsed else 1
    measure, pieces, before = policy.trusting(doubtful), [], None
    for node in nodes:
        if before:
            figure = measure.of(before.last_value)
            pieces += standing(policy, figure, before.last_time, node.first_time)
        pieces.append(inside(policy, node, doubtful, spacing))
        before = node
    return pieces


# Runs and openings


def build(readings: list[tuple[int, int]]) -> tuple[t.Node, dict]:
    """A run's root, and the children of each inner node by the node's bytes. Salts are zeros, and
    no limit is violated."""
    children, level = {}, []
    for time, value in readings:
        summary = t.Summary(1, time, value, time, value, value, value, value, 0)
        leaf = t.blake2(t.READING + bytes(16) + t.u64(time) + t.i64(value))
        level.append(t.make_node(summary, leaf))
    while len(level) > 1:
        above = []
        for i in range(0, len(level), 2):
            pair = level[i : i + 2]
            above.append(t.join_nodes(*pair) if len(pair) == 2 else pair[0])
            if len(pair) == 2:
                children[above[-1].encoded] = pair
        level = above
    return level[0], children


def opening(root: t.Node, children: dict, opens) -> list[bytes]:
    """The pairs of the nodes for which `opens(node)` is true, in pre-order."""
    pair = children.get(root.encoded)
    if pair is None or not opens(root):
        return []
    below = (opening(node, children, opens) for node in pair)
    return [pair[0].encoded + pair[1].encoded] + [one for part in below for one in part]


def open_run(root: t.Node, pairs: list[bytes]) -> list[t.Summary]:
    """The nodes that stay closed, from left to right. The pairs of children stand in pre-order."""
    if len(pairs) > PAIRS:
        raise Refused("TooMany", f"an opening has {len(pairs)} pairs, more than {PAIRS}")
    closed, stack, used = [], [root], 0
    while stack:
        node = stack.pop()
        children = used < len(pairs) and children_of(node, pairs[used])
        if not children:
            closed.append(node.summary)
            continue
        for child in children:
            check_summary(child.summary)
        used += 1
        stack += reversed(children)
    if used != len(pairs):
        raise Refused("Unconnected", f"pair {used} of an opening belongs to no open node")
    return closed


def children_of(node: t.Node, pair: bytes) -> list[t.Node] | None:
    if len(pair) != 208:
        raise Refused("Unconnected", f"a pair of children has {len(pair)} bytes, not 208")
    children = [t.decode_node(half) for half in (pair[:104], pair[104:])]
    try:
        parent = t.join_nodes(*children)
    except t.Refused:
        return None
    if parent.summary != node.summary:
        return None
    if parent.hash != node.hash:
        raise Refused("Forged", "a pair of children has the node's summary, but not its hash")
    return children


# Tallies


@dataclass(frozen=True)
class Before:
    """What stands when an observation comes: the last reading counted, and its doubt."""

    until: int
    value: int | None
    doubtful: bool = False


class Counted:
    """The condition on [start, end), by one observation under one policy."""

    def __init__(
        self, policy: Policy, before: Before, s: t.Summary, facts: frozenset = frozenset()
    ):
        self.policy = policy
        self.doubtful = policy.doubts(s, facts)
        self.start, self.end = before.until, max(before.until, s.last_time)
        self.joint: list[Piece] = []
        self.gap = (before.until + policy.stands, s.first_time)
        """When no reading stands before the first one."""
        if before.value is None:
            self.gap = (before.until, s.first_time - policy.stands)
        self.first = min(self.end, max(self.start, s.first_time))
        if self.first > self.start:
            if before.value is None:
                figure = policy.trusting(self.doubtful).of(s.first_value)
                self.joint = standing_back(policy, figure, self.start, self.first)
            else:
                figure = policy.trusting(before.doubtful).of(before.value)
                self.joint = standing(policy, figure, self.start, self.first)
        self.read([s])

    def read(self, nodes: list[t.Summary]):
        # A doubtful run must not look better than the same readings would without doubt. Its
        # figures are no less, but bounds of greater figures may be closer.
        doubts = (False, True) if self.doubtful else (False,)
        self.nodes = nodes
        self.readings = [of_nodes(self.policy, nodes, doubtful) for doubtful in doubts]

    def opened(self, nodes: list[t.Summary]) -> "Counted":
        other = copy.copy(self)
        other.read(nodes)
        return other

    def joint_between(self, start: int, end: int) -> int:
        return total(piece.part(start, end) for piece in self.joint).lower

    def inside_between(self, start: int, end: int) -> Bounds:
        start, end = max(start, self.start), min(end, self.end)
        found = [total(piece.part(start, end) for piece in pieces) for pieces in self.readings]
        return Bounds(*map(max, zip(*found, strict=True)))

    def span_between(self, start: int, end: int) -> int:
        return overlap(self.first, self.end, start, end)

    def between(self, start: int, end: int) -> Bounds:
        return exactly(self.joint_between(start, end)).plus(self.inside_between(start, end))


@dataclass
class Counters:
    """What a tally has counted under one policy."""

    value: Bounds = NOTHING
    missing: Bounds = NOTHING
    readings: int = 0
    doubtful: bool = False
    since: int = 0
    """The number of the first observation that is counted."""

    def encode(self, policy: int) -> bytes:
        sums = b"".join(n.to_bytes(16, "little") for n in (*self.value, *self.missing))
        return (
            t.u32(policy) + t.u32(self.since) + sums + t.u64(self.readings) + bytes([self.doubtful])
        )


@dataclass
class Taken:
    """An observation that was counted: the leaf that keeps it, and its parts by policy."""

    leaf: bytes
    first_time: int
    value: dict[int, Counted]
    missing: dict[int, Counted]


@dataclass
class Tally:
    """The record of a stream under its policies. It can begin in the middle, with what was counted
    by then."""

    device: bytes
    channel: int
    policies: dict[int, Policy]
    until: int
    value: int | None = None
    number: int = 0
    """That of the next observation."""
    counters: dict[int, Counters] = field(default_factory=dict)
    taken: list[Taken] = field(default_factory=list)
    peaks: list[tuple[int, bytes]] = field(default_factory=list)
    """Of the range over all leaves: height and hash."""

    def __post_init__(self):
        self.counters = self.counters or {id: Counters() for id in self.policies}

    def observe(self, root: t.Node, facts: frozenset = frozenset()) -> Taken:
        s = root.summary
        check_summary(s)
        if s.min < -REACH or s.max > REACH:
            raise Refused("Value", f"a value between {s.min} and {s.max} is beyond ±2^31")
        taken = Taken(self.leaf(root, facts), s.first_time, {}, {})
        self.append(t.blake2(taken.leaf))
        for id, policy in self.policies.items():
            counters = self.counters[id]
            before = Before(self.until, self.value, counters.doubtful)
            value = Counted(policy, before, s, facts)
            missing = Counted(policy.of_missing_time(), before, s, facts)
            taken.value[id], taken.missing[id] = value, missing
            if s.last_time > self.until:
                counters.value = counters.value.plus(value.between(value.start, value.end))
                counters.missing = counters.missing.plus(missing.between(value.start, value.end))
                counters.readings += s.count
                counters.doubtful = value.doubtful
        if s.last_time > self.until:
            self.until, self.value = s.last_time, s.last_value
        self.taken.append(taken)
        self.number += 1
        return taken

    def leaf(self, root: t.Node, facts: frozenset) -> bytes:
        value = b"\0" if self.value is None else b"\1" + t.i64(self.value)
        entries = [counters.encode(id) for id, counters in self.counters.items()]
        return b"".join(
            [
                OBSERVATION + self.device + t.u16(self.channel) + t.u32(self.number),
                t.u64(self.until) + value + root.encoded,
                t.u16(sum(1 << FACTS.index(fact) for fact in facts)),
                bytes([4 * len(entries)]) + b"".join(entries),
            ]
        )

    def append(self, leaf: bytes):
        height = 0
        while self.peaks and self.peaks[-1][0] == height:
            leaf = t.blake2(self.peaks.pop()[1] + leaf)
            height += 1
        self.peaks.append((height, leaf))

    def between(self, policy: int, start: int, end: int) -> Bounds:
        """The bounds of a stay, up to the last reading counted."""
        return total(taken.value[policy].between(start, end) for taken in self.taken)

    def missing_between(self, policy: int, start: int, end: int) -> Bounds:
        return total(taken.missing[policy].between(start, end) for taken in self.taken)

    def silence(self, id: int) -> "Silence":
        before = Before(self.until, self.value, self.counters[id].doubtful)
        return Silence(self.policies[id], before)


class Silence:
    """The condition from the last reading on, if no more come."""

    def __init__(self, policy: Policy, before: Before):
        self.policy, self.before = policy, before

    def pieces(self, end: int) -> list[Piece]:
        until, end = self.before.until, max(end, self.before.until)
        if self.before.value is None:
            return [steady(until, end, self.policy.missing)]
        figure = self.policy.trusting(self.before.doubtful).of(self.before.value)
        return standing(self.policy, figure, until, end)

    def between(self, start: int, end: int) -> int:
        return total(piece.part(start, end) for piece in self.pieces(end)).lower


# Charges


class Share(NamedTuple):
    """Of one observation, a part that one party held: what is exact before the run's first reading,
    and `inside` what is bounded in `span` milliseconds after it."""

    joint: int
    span: int
    inside: Bounds


class Shares:
    """An observation within a trade, between moments at which the goods change hands."""

    def __init__(self, counted: Counted, cuts: list[int]):
        self.counted, self.cuts = counted, list(cuts)
        self.whole, self.pieces = self.of(counted)
        self.complete = self.whole.span == counted.end - counted.first

    def of(self, counted: Counted) -> tuple[Share, list[Share]]:
        def share(a: int, b: int) -> Share:
            bounds = counted.inside_between(a, b)
            return Share(counted.joint_between(a, b), counted.span_between(a, b), bounds)

        pieces = [share(a, b) for a, b in zip(self.cuts, self.cuts[1:])]
        return share(self.cuts[0], self.cuts[-1]), pieces

    def refine(self, nodes: list[t.Summary]):
        """Intersects what is known with what an opening shows."""
        whole, pieces = self.of(self.counted.opened(nodes))

        def met(known: Share, more: Share) -> Share:
            return known._replace(inside=known.inside.within(more.inside))

        self.whole = met(self.whole, whole)
        self.pieces = [met(*both) for both in zip(self.pieces, pieces, strict=True)]

    def inside(self) -> Bounds:
        return self.whole.inside.within(total(piece.inside for piece in self.pieces))

    def total(self) -> Bounds:
        return exactly(self.whole.joint).plus(self.inside())

    def charged(self) -> int:
        """The upper bound; of a run that the trade's start or end cuts, the lower one."""
        lower, upper = self.inside()
        return self.whole.joint + (max(lower, upper) if self.complete else lower)

    def charges(self) -> list[int]:
        """By time, so far as the bounds of the pieces allow. What does not divide at a hand-over
        stays with the giver."""
        left, span = self.charged() - self.whole.joint, sum(piece.span for piece in self.pieces)
        found = []
        for i in reversed(range(1, len(self.pieces))):
            piece = self.pieces[i]
            before = total(earlier.inside for earlier in self.pieces[:i])
            charge = left * piece.span // span if span else 0
            low = max(piece.inside.lower, left - before.upper, 0)
            high = min(piece.inside.upper, max(0, left - before.lower))
            if low <= high:
                charge = min(max(charge, low), high)
            found.append(piece.joint + charge)
            left, span = left - charge, span - piece.span
        return [self.pieces[0].joint + left] + found[::-1]


# JSON


def read_measure(given) -> Convex | Above | Below | Missing:
    if given == "missing":
        return Missing()
    ((kind, content),) = given.items()
    if kind == "convex":
        breakpoints = [(int(one["at"]), int(one["slope"])) for one in content["breakpoints"]]
        return Convex(*(int(content[name]) for name in ("x0", "f0", "slope")), breakpoints)
    return {"above": Above, "below": Below}[kind](int(content))


def read_policy(given: dict, period: int) -> Policy:
    spacing = max(1, period * given["spacing"] // 1000)
    return Policy(
        measure=read_measure(given["measure"]),
        hot=given["hot"],
        cold=given["cold"],
        stands=max(spacing, period * given["stands"] // 1000),
        spacing=spacing,
        ignored=frozenset(given["ignored"]),
        doubts_oversampled={"doubtful": True, "ignored": False}[given["oversampled"]],
    )


def check_policy(given: dict, channel: dict):
    """Whether a policy can judge the readings of a channel."""
    low, high = int(channel["limits"]["low"]), int(channel["limits"]["high"])
    hot, cold, stands, spacing = (given[name] for name in ("hot", "cold", "stands", "spacing"))
    for name, holds in (
        ("Kind", channel["kind"] == "gauge"),
        ("Unit", channel["unit"] == given["unit"]),
        ("Exponent", channel["exponent"] == given["exponent"]),
        ("Limits", -REACH <= low <= high <= REACH),
        ("Assumed", low <= cold <= hot <= high),
        ("Stands", 0 < stands <= 1_000_000 and stands >= spacing),
        ("Spacing", spacing <= 1000),
    ):
        if not holds:
            raise Refused(name, f"the policy cannot judge the channel: {name}")
    measure = read_measure(given["measure"])
    try:
        if isinstance(measure, Convex):
            measure.check(low, high)
    except Refused as error:
        raise Refused("Table", str(error)) from None


def read_summary(given: dict) -> t.Summary:
    points = [int(given[end][name]) for end in ("first", "last") for name in ("time", "value")]
    aggregates = [int(given[name]) for name in ("min", "max", "sum", "violations")]
    return t.Summary(int(given["count"]), *points, *aggregates)


def read_node(given: dict) -> t.Node:
    return t.make_node(read_summary(given["summary"]), t.unhex(given["hash"]))


def read_tally(given: dict) -> Tally:
    period = given["period"]
    policies = {one["id"]: read_policy(one["policy"], period) for one in given["policies"]}
    stream = given["stream"]
    return Tally(t.unhex(stream["device"]), stream["channel"], policies, int(given["at"]))


def show_bounds(bounds: Bounds) -> dict:
    return {"lower": str(bounds.lower), "upper": str(bounds.upper)}


def show_taken(tally: Tally, taken: Taken) -> dict:
    """What follows from an observation, in the form of tallies.json."""
    return {
        "leaf": t.hexed(taken.leaf),
        "hash": t.hexed(t.blake2(taken.leaf)),
        "until": {"until": str(tally.until), "value": tally.value},
        "peaks": [t.hexed(peak) for _, peak in tally.peaks],
        "counted": [
            {
                "policy": id,
                "since": counters.since,
                "value": show_bounds(counters.value),
                "missing": show_bounds(counters.missing),
                "readings": str(counters.readings),
                "doubtful": counters.doubtful,
            }
            for id, counters in tally.counters.items()
        ],
    }


def show_stay(tally: Tally, policy: int, start: int, end: int) -> dict:
    return {
        "policy": policy,
        "from": str(start),
        "to": str(end),
        "value": show_bounds(tally.between(policy, start, end)),
        "missing": show_bounds(tally.missing_between(policy, start, end)),
    }


# The command


def lines_of(given: dict):
    tally = read_tally(given)
    for seen in given["observations"]:
        try:
            taken = tally.observe(read_node(seen["root"]), frozenset(seen["facts"]))
            yield show_taken(tally, taken)
        except Refused as error:
            yield {"refused": error.name, "reason": str(error)}
    for stay in given["stays"]:
        yield show_stay(tally, stay["policy"], int(stay["from"]), int(stay["to"]))


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description="Bounds the condition of goods from summaries.")
    parser.add_argument("file", nargs="?", metavar="FILE", help="a stream, as in tallies.json")
    options = parser.parse_args(arguments)
    try:
        text = Path(options.file).read_text() if options.file else sys.stdin.read()
        for line in lines_of(json.loads(text)):
            print(json.dumps(line))
    except OSError as error:
        parser.error(str(error))
    except Refused as error:
        parser.error(f"{error.name}: {error}")
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        parser.error(f"not a stream as in tallies.json: {error!r}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
