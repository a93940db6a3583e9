"""Compares condition.py with oracle.py on random series, and settles random trades.

Usage:
    fuzz.py [SERIES] [--seed SEED]    10,000 series unless told otherwise

Prints how much was compared. Exits 1 at the first difference, and names the series that shows it.
"""

import argparse
import random
import sys
from collections import Counter
from dataclasses import replace
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))
import condition as c
import oracle
import settle

STREAM = (bytes(32), 0)


class Different(Exception):
    """A series on which the two disagree."""


def expect(holds: bool, *what):
    if not holds:
        raise Different(" ".join(map(str, what)))


# Random input


def random_measure(rng: random.Random):
    """A measure, and the same as a plain function."""
    kind, limit = rng.randrange(6), rng.randint(-12, 12)
    if kind == 0:
        return c.Above(limit), lambda x: int(x > limit)
    if kind == 1:
        return c.Below(limit), lambda x: int(x < limit)
    if kind == 2:
        return c.Missing(), lambda x: 0
    slopes = sorted(rng.randint(-9, 9) for _ in range(rng.randint(1, 6)))
    xs = sorted(rng.sample(range(-15, 16), len(slopes) - 1))
    # One unit after the other.
    line = {-60: rng.randint(0, 300)}
    for x in range(-60, 60):
        line[x + 1] = line[x] + slopes[sum(y <= x for y in xs)]
    # Partly below 0, now and then.
    lift = rng.choice((0, 0, 0, -9)) - min(line.values())
    line = {x: figure + lift for x, figure in line.items()}
    at = rng.randint(-20, 20)
    measure = c.Convex(at, line[at], slopes[0], list(zip(xs, slopes[1:])))
    return measure, lambda x: max(0, line[x])


def random_policy(rng: random.Random) -> tuple[c.Policy, oracle.Rule]:
    measure, figure = random_measure(rng)
    cold, hot = sorted((rng.randint(-20, 20), rng.randint(-20, 20)))
    spacing = rng.choice((1, 1, 5, 9, 10))
    stands = max(spacing, rng.choice((spacing, 10, 20, 37)))
    # Mostly trusted, so that bounds are not hidden by doubt.
    ignored = frozenset(c.FACTS) if rng.randrange(3) else frozenset(rng.sample(c.FACTS, 4))
    policy = c.Policy(measure, hot, cold, stands, spacing, ignored, rng.random() < 0.5)
    missing = 1 if isinstance(measure, c.Missing) else max(figure(hot), figure(cold))
    return policy, oracle.Rule(figure, missing, stands)


def random_run(rng: random.Random, at: int, spacing: int) -> list[tuple[int, int]]:
    """Readings from `at` on, none nearer than `spacing`."""
    count = rng.choice((1, 1, 2, 3, 4, 5, 8, 13))
    kind, value, readings = rng.randrange(5), rng.randint(-20, 20), []
    for _ in range(count):
        readings.append((at, value))
        at += spacing + rng.choice((0, 0, 0, 1, 2, rng.randint(0, 10)))
        if rng.randrange(9) == 0:
            at += rng.randint(10, 90)
        if kind == 1:
            value = rng.randint(-20, 20)
        elif kind == 2 and rng.randrange(4) == 0:
            value = rng.choice((-20, 20))
        elif kind > 2:
            value = max(-20, min(20, value + rng.randint(-3, 3)))
    return readings


def random_series(rng: random.Random, spacing: int) -> list[list[tuple[int, int]]]:
    at, runs = rng.randint(0, 40), []
    for _ in range(rng.randint(1, 7)):
        # Bursts: faster than the policy allows.
        runs.append(random_run(rng, at, 1 if rng.randrange(25) == 0 else spacing))
        at = runs[-1][-1][0] + rng.choice((1, 1, 3, 10, rng.randint(1, 200)))
        if rng.randrange(8) == 0:
            # The clock goes back.
            at = max(0, at - rng.randint(1, 120))
    return runs


def keeps_spacing(run: list[tuple[int, int]], spacing: int) -> bool:
    return all(b[0] - a[0] >= spacing for a, b in zip(run, run[1:]))


def shows_bursts(run: list[tuple[int, int]], spacing: int) -> bool:
    return run[-1][0] - run[0][0] < (len(run) - 1) * spacing


# What has to hold


class Series:
    """A random stream under a random policy, with its exact condition."""

    def __init__(self, rng: random.Random):
        self.policy, rule = random_policy(rng)
        spacing = self.policy.spacing
        self.runs = random_series(rng, spacing)
        self.since = rng.randint(0, self.runs[0][-1][0])
        self.end = max([self.since] + [run[-1][0] for run in self.runs]) + rng.randint(0, 100)
        self.facts = [
            frozenset(rng.sample(c.FACTS, rng.choice((0, 0, 0, 1, 2)))) for _ in self.runs
        ]
        # Bounds are certified if no two readings are nearer than the policy says, and also of
        # runs that show that some are.
        self.certified = all(
            keeps_spacing(run, spacing) or shows_bursts(run, spacing) for run in self.runs
        )
        told = [
            oracle.Run(run, self.is_doubtful(run, facts))
            for run, facts in zip(self.runs, self.facts)
        ]
        lacking = oracle.Rule(lambda _: 0, 1, rule.stands)
        self.sums, self.missing_sums = (
            added_up(oracle.figures(one, self.since, told, self.end)) for one in (rule, lacking)
        )
        self.trees = [c.build(run) for run in self.runs]
        self.tally = c.Tally(*STREAM, {0: self.policy}, self.since)
        for (root, _), facts in zip(self.trees, self.facts):
            self.tally.observe(root, facts)
        self.counted = [taken.value[0] for taken in self.tally.taken]
        self.trusted = c.Tally(
            *STREAM, {0: replace(self.policy, doubts_oversampled=False)}, self.since
        )
        for root, _ in self.trees:
            self.trusted.observe(root)

    def is_doubtful(self, run: list[tuple[int, int]], facts: frozenset) -> bool:
        odd = facts - {"gap", "restart", "omitted"} - self.policy.ignored
        bursts = self.policy.doubts_oversampled and shows_bursts(run, self.policy.spacing)
        return bool(odd) or bursts

    def exact(self, a: int, b: int) -> int:
        return self.sums[b - self.since] - self.sums[a - self.since]

    def missing(self, a: int, b: int) -> int:
        return self.missing_sums[b - self.since] - self.missing_sums[a - self.since]

    def opened(self, opens) -> list[c.Counted]:
        return [
            counted.opened(c.open_run(root, c.opening(root, children, opens)))
            for counted, (root, children) in zip(self.counted, self.trees)
        ]

    def moments(self, rng: random.Random, n: int) -> list[int]:
        return sorted(rng.randint(self.since, self.end) for _ in range(n))


def added_up(figures: list[int]) -> list[int]:
    sums = [0]
    for figure in figures:
        sums.append(sums[-1] + figure)
    return sums


def holds(bounds: c.Bounds, exact: int) -> bool:
    return bounds.lower <= exact <= bounds.upper


def check_series(rng: random.Random, seen: Counter):
    series = Series(rng)
    tally, silence = series.tally, series.tally.silence(0)
    missing_silence = c.Silence(series.policy.of_missing_time(), silence.before)
    certainly = series.trusted.silence(0)
    half, other = (series.opened(lambda _: rng.random() < 0.6) for _ in range(2))
    every = series.opened(lambda _: True)
    seen["series"] += 1
    seen["certified"] += series.certified
    for a, b in [(series.since, series.end)] + [series.moments(rng, 2) for _ in range(3)]:
        exact = series.exact(a, b)
        late = c.exactly(silence.between(a, b))
        closed = tally.between(0, a, b).plus(late)
        partly = c.total(
            of[0].between(a, b).within(of[1].between(a, b)).within(of[2].between(a, b))
            for of in zip(series.counted, half, other)
        ).plus(late)
        fully = c.total(counted.between(a, b) for counted in every).plus(late)
        missing = tally.missing_between(0, a, b)
        missing = missing.plus(c.exactly(missing_silence.between(a, b)))
        expect(fully == (exact, exact), "opened", fully, exact)
        expect(closed.lower <= partly.lower and partly.upper <= closed.upper, "wider", partly)
        trusted = series.trusted.between(0, a, b).plus(c.exactly(certainly.between(a, b)))
        expect(trusted.lower <= closed.lower, "doubt made better", closed, "of", trusted)
        expect(trusted.upper <= closed.upper, "doubt made better", closed, "of", trusted)
        if series.certified:
            expect(holds(closed, exact), "closed", closed, exact)
            expect(holds(partly, exact), "opened in part", partly, exact)
            expect(holds(missing, series.missing(a, b)), "missing time", missing)
        seen["stays"] += 1
    check_charges(rng, series, (half, other, every), seen)
    check_doubt(series, seen)


def check_doubt(series: Series, seen: Counter):
    """Nobody gains by showing a doubtful run instead of withholding it, so long as no reading is
    worse than what is assumed of missing time, and the clock does not go back."""
    policy, a, b = series.policy, series.since, series.end
    doubtful = [i for i, counted in enumerate(series.counted) if counted.doubtful]
    worst = max(policy.measure.of(value) for run in series.runs for _, value in run)
    rises = all(a[-1][0] < b[0][0] for a, b in zip(series.runs, series.runs[1:]))
    if not doubtful or not rises or worst > policy.missing:
        return
    withheld = c.Tally(*STREAM, {0: policy}, series.since)
    for i, (root, _) in enumerate(series.trees):
        if i != doubtful[0]:
            withheld.observe(root, series.facts[i])
    shown = series.tally.between(0, a, b).upper + series.tally.silence(0).between(a, b)
    hidden = withheld.between(0, a, b).upper + withheld.silence(0).between(a, b)
    expect(hidden <= shown, "a doubtful run is better than missing data", shown, hidden)
    seen["withheld"] += 1


def check_charges(rng: random.Random, series: Series, openings, seen: Counter):
    cuts = series.moments(rng, rng.randint(2, 5))
    start, end = cuts[0], cuts[-1]
    all_known = [0] * (len(cuts) - 1)
    for number, counted in enumerate(series.counted):
        shares = c.Shares(counted, cuts)
        order = [opening[number] for opening in openings[:2]]
        rng.shuffle(order)
        steps = [None] + [one.nodes for one in order + [openings[2][number]]]
        before = None
        for nodes in steps:
            if nodes:
                shares.refine(nodes)
            bounds, charged, charges = shares.total(), shares.charged(), shares.charges()
            expect(sum(charges) == charged, "charges", charges, "do not add up to", charged)
            expect(min(charges) >= 0, "a negative charge", charges)
            expect(before is None or bounds.lower >= before.lower, "a lower bound fell")
            expect(before is None or bounds.upper <= before.upper, "an upper bound rose")
            if series.certified:
                a, b = max(start, counted.start), min(end, counted.end)
                exact = series.exact(a, b) if a < b else 0
                expect(holds(bounds, exact), "shares", bounds, exact)
                run = series.runs[number]
                whole = start <= max(run[0][0], counted.start) and run[-1][0] <= end
                enough = charged >= exact if whole else charged <= exact
                expect(enough or a >= b, "charged", charged, "of", exact)
            before = bounds
            seen["charges"] += 1
        all_known = [sum(both) for both in zip(all_known, charges)]
    if series.certified:
        parts = list(zip(cuts, cuts[1:]))
        exact = [series.exact(a, b) - series.tally.silence(0).between(a, b) for a, b in parts]
        expect(all_known == exact, "all opened, charged", all_known, exact)


def check_trade(rng: random.Random, seen: Counter):
    losses = sorted(rng.sample(range(1000), rng.randint(1, 5)))
    parts = sorted((rng.randint(0, settle.WHOLE) for _ in losses), reverse=True)
    if rng.randrange(3):
        parts[0] = settle.WHOLE
    curve = settle.Curve(list(zip(losses, parts)))
    roles = ("seller", "bonded", "unbonded", "bonded", "buyer")
    offer = rng.choice((0, 1, rng.randint(0, 99), rng.randint(0, 10**15)))
    intervals = [
        settle.Interval(
            settle.Holder(rng.choice(roles), rng.choice((0, rng.randint(0, 10**15)))),
            rng.choice((0, rng.randint(0, 400))),
            rng.choice((0, 7, rng.randint(0, 300))),
        )
        for _ in range(rng.randint(1, 8))
    ]
    found = settle.settle(offer, curve, intervals)
    discount, beyond = offer - found.price, [max(0, i.loss - i.allowance) for i in intervals]
    expect(0 <= found.price <= offer, "the price", found.price, "of", offer)
    expect(sum(found.shares) == (discount if sum(beyond) else 0), "shares", found.shares)
    for share, x in zip(found.shares, beyond):
        expect(x > 0 or share == 0, "who lost nothing pays", share)
        fair = discount * x // (sum(beyond) or 1)
        expect(fair <= share <= fair + 1, "a share", share, "not", fair)
    bonds = zip(found.bonds, intervals)
    expect(all(paid <= i.holder.bond for paid, i in bonds), "beyond a bond", found.bonds)
    expect(found.seller + found.buyer == offer + sum(found.bonds), "money is not conserved")
    expect(min(found.seller, found.buyer) >= 0, "a negative payment")
    seen["trades"] += 1


def run(series: int, seed: int) -> Counter:
    seen = Counter()
    for i in range(series):
        rng = random.Random(f"{seed} {i}")
        try:
            check_series(rng, seen)
            check_trade(rng, seen)
        except Different as error:
            raise Different(f"series {i} of seed {seed}: {error}") from None
    return seen


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("series", nargs="?", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    try:
        seen = run(options.series, options.seed)
    except Different as error:
        print(error, file=sys.stderr)
        return 1
    print(", ".join(f"{count} {name}" for name, count in seen.items()))
    return 0


if __name__ == "__main__":
    sys.exit(main())
