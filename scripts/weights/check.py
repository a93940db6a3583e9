"""Holds measured times of calls against their weights: check.py FOLDER, which has PALLET.json of `benchmark pallet`.

Of each benchmark the slowest point counts, which is the largest of all sizes, by the fastest of its runs: what else the
machine does only ever adds. Booked is what weights.rs says without the database's part. Both are multiples of a
transfer's, measured in the same run, so that the processor cancels out.
"""

import json
import re
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
# A call may take this much more than it books: the noise of a shared processor.
MOST = 1.5
# Shorter ones, in nanoseconds, are dominated by the clock and the caches.
SHORTEST = 10_000
REFERENCE = ("pallet_balances", "transfer_keep_alive")


def booked(pallet: str) -> dict[str, tuple[int, list[tuple[int, str]]]]:
    """For each benchmark its constant picoseconds, and the picoseconds for each of a size's steps."""
    own = ROOT / "pallets" / pallet.removeprefix("pallet_").replace("_", "-") / "src/weights.rs"
    path = own if own.exists() else ROOT / f"runtime/src/weights/{pallet}.rs"
    text = path.read_text()
    # The weights of mocks, which follow, say the same.
    text = text.split("impl WeightInfo for ()")[0]
    found = {}
    bodies = re.findall(r"\n\tfn (\w+)\([^)]*\) -> Weight \{(.*?)\n\t\}", text, re.S)
    for name, body in bodies:
        parts = re.search(r"^\s*Weight::from_parts\(([\d_]+),", body, re.M)
        slopes = re.findall(r"Weight::from_parts\(([\d_]+), 0\)\.saturating_mul\((\w+)\.into\(\)\)", body)
        if parts:
            found[name] = int(parts[1]), [(int(slope), size) for slope, size in slopes]
    return found


def largest(results: list[dict]) -> tuple[dict[str, int], int]:
    """The sizes at which a benchmark is slowest, and the nanoseconds of its fastest run there."""
    points: dict[tuple, int] = {}
    for result in results:
        sizes = tuple((name, value) for name, value in result["components"])
        time = result["extrinsic_time"]
        points[sizes] = min(time, points.get(sizes, time))
    sizes, time = max(points.items(), key=lambda point: point[1])
    return dict(sizes), time


def main() -> int:
    measured = {}
    for path in sorted(Path(sys.argv[1]).glob("*.json")):
        for batch in json.loads(path.read_text()):
            measured[path.stem, batch["benchmark"]] = largest(batch["time_results"])
    rows, faults = [], []
    weights = {pallet: booked(pallet) for pallet, _ in measured}
    unit_time = measured[REFERENCE][1]
    unit_booked = weights[REFERENCE[0]][REFERENCE[1]][0]
    for (pallet, name), (sizes, time) in measured.items():
        if pallet == REFERENCE[0]:
            continue
        if name not in weights[pallet]:
            faults.append(f"{pallet}.{name} books nothing")
            continue
        constant, slopes = weights[pallet][name]
        # A slope's size is called as the benchmark's component.
        says = constant + sum(slope * sizes.get(size, 0) for slope, size in slopes)
        ratio = (time / unit_time) / (says / unit_booked)
        rows.append((ratio, pallet, name, time))
        if ratio > MOST and time > SHORTEST:
            faults.append(f"{pallet}.{name} takes {ratio:.2f} times what it books, at {sizes or 'its only size'}")
    for ratio, pallet, name, time in sorted(rows, reverse=True)[:10]:
        print(f"{ratio:5.2f} of what it books: {pallet}.{name}, {time / 1000:.0f} µs")
    print(f"{len(rows)} benchmarks; a transfer takes {unit_time / 1000:.0f} µs here, booked {unit_booked / 1e6:.0f} µs")
    for fault in faults:
        print(f"check-weights: {fault}", file=sys.stderr)
    return 1 if faults or not rows else 0


if __name__ == "__main__":
    sys.exit(main())
