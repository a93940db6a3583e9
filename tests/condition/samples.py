"""Inputs that several tests use."""

import contextlib
import io
import sys

import condition as c

MINUTE = 60_000
POLICY = {
    "measure": {"convex": {"x0": 80, "f0": 0, "slope": 0, "breakpoints": [{"at": 80, "slope": 1}]}},
    "hot": 250,
    "cold": 0,
    "stands": 2000,
    "spacing": 980,
    "ignored": ["late"],
    "oversampled": "doubtful",
}
"""Tenths of a degree above 8.0, for a channel with a reading a minute."""


def minutes(*values: int) -> list[tuple[int, int]]:
    return [(i * MINUTE, value) for i, value in enumerate(values)]


def show_node(node: c.t.Node) -> dict:
    s = node.summary
    return {
        "hash": c.t.hexed(node.hash),
        "summary": {
            "count": s.count,
            "first": {"time": s.first_time, "value": s.first_value},
            "last": {"time": s.last_time, "value": s.last_value},
            "min": s.min,
            "max": s.max,
            "sum": s.sum,
            "violations": s.violations,
        },
    }


def pairs(readings: list[tuple[int, int]]) -> list[bytes]:
    """Of a full opening."""
    root, children = c.build(readings)
    return c.opening(root, children, lambda _: True)


def observation(readings: list[tuple[int, int]], facts=(), openings=()) -> dict:
    root, _ = c.build(readings)
    shown = [[c.t.hexed(pair) for pair in one] for one in openings]
    return {"root": show_node(root), "facts": list(facts), "openings": shown}


def stream(*observations: dict, policies=((5, POLICY),), at=0, period=MINUTE) -> dict:
    return {
        "stream": {"device": "0x" + "07" * 32, "channel": 3},
        "period": period,
        "at": str(at),
        "policies": [{"id": id, "policy": policy} for id, policy in policies],
        "observations": list(observations),
        "stays": [],
    }


def run_command(main, text: str) -> tuple[int, str, str]:
    """Exit code, output and errors of a command that reads from standard input."""
    output, errors, stdin = io.StringIO(), io.StringIO(), sys.stdin
    sys.stdin = io.StringIO(text)
    try:
        with contextlib.redirect_stdout(output), contextlib.redirect_stderr(errors):
            try:
                code = main([])
            except SystemExit as error:
                code = error.code
    finally:
        sys.stdin = stdin
    return code, output.getvalue(), errors.getvalue()
