"""The exact condition of a series, millisecond by millisecond.

It shares nothing with condition.py: no summaries, no bounds, the measure a plain function.
"""

from typing import Callable, NamedTuple


class Rule(NamedTuple):
    figure: Callable[[int], int]
    missing: int
    stands: int


class Run(NamedTuple):
    readings: list[tuple[int, int]]
    doubtful: bool


def figures(
    rule: Rule, since: int, runs: list[Run], end: int, before: tuple[int, bool] | None = None
) -> list[int]:
    """The figure at each millisecond from `since` to `end`. The runs are in the order in which the
    chain took them; the past is not counted twice: a run counts from the last reading of those
    before it on. `before` is the value of a reading at `since`, and whether it is doubtful."""
    line: list[int] = []

    def of(value: int, doubtful: bool) -> int:
        figure = rule.figure(value)
        return max(figure, rule.missing) if doubtful else figure

    standing = (since, of(*before)) if before else None

    def stand_until(time: int):
        for at in range(since + len(line), time):
            if standing is None or at - standing[0] >= rule.stands:
                line.append(rule.missing)
            else:
                line.append(standing[1])

    for run in runs:
        until = since + len(line)
        if run.readings[-1][0] <= until:
            continue
        if standing is None:
            time, value = run.readings[0]
            for at in range(until, time):
                near = time - at <= rule.stands
                line.append(of(value, run.doubtful) if near else rule.missing)
        for time, value in run.readings:
            stand_until(time)
            standing = time, of(value, run.doubtful)
    stand_until(end)
    return line
