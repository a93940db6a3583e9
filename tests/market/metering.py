"""What a meter's runs say of each slot, a second time.

From docs/energy-market.md and ADRs 0019 and 0022.
"""

from dataclasses import dataclass, field
from itertools import pairwise
from typing import NamedTuple

import market as m

HARMLESS = {"gap", "restart", "late", "oldKey", "omitted"}
"""Facts of an observation that are no defect of its readings."""
QUALITIES = ["provided", "calculated", "estimated"]
PERIODS = 4
"""Of the periods that an observation could change, it changes the last ones."""


class Rise(NamedTuple):
    """What a register rose by between two readings, each a time and a register."""

    first: tuple[int, int]
    last: tuple[int, int]
    estimated: bool
    periods: frozenset[int]
    """Those whose slots it counts in."""

    def at(self, moment: int) -> int:
        (t0, r0), (t1, r1) = self.first, self.last
        return r0 + (r1 - r0) * (moment - t0) // (t1 - t0)

    def within(self, start: int, end: int) -> "Rise":
        """As an account of the time between has it: an estimate can be all of that time."""
        (t0, r0), (t1, r1) = self.first, self.last
        if not self.estimated:
            return self
        return self._replace(first=(max(t0, start), r0), last=(min(t1, end), r1))


@dataclass
class Counter:
    """A register of one device."""

    timing: m.Timing
    exponent: int
    begins: int = 0
    """Its first slot."""
    ends: int | None = None
    """The first slot that is not its own any more."""
    newest: tuple[int, int] | None = None
    doubtful: bool = False
    """Whether the time up to the next reading is estimated."""
    rises: list[Rise] = field(default_factory=list)
    read: set[int] = field(default_factory=set)
    """The moments of readings."""

    def observe(self, run: dict, doubtful: bool, counts) -> bool:
        """Whether it counts. `counts` says of a period whether anything can change it."""
        first, last = ((end["time"], end["value"]) for end in (run["first"], run["last"]))
        try:
            values = (first[1], last[1], run["min"], run["max"])
            registers = m.run_registers(*values, self.exponent)
        except m.Refused:
            registers = None
        if registers:
            first, last = (first[0], registers[0]), (last[0], registers[1])
        early = self.newest and (
            first[0] < self.newest[0] or first[0] == self.newest[0] and first != self.newest
        )
        if registers is None or early or first[0] > last[0]:
            self.doubtful = True
            return False
        steps = []
        if self.newest:
            # Of the time in which it fell nothing is known.
            if first[1] >= self.newest[1]:
                steps.append((self.newest, first, self.doubtful or doubtful))
        steps.append((first, last, doubtful))
        steps = [step for step in steps if step[0][0] < step[1][0]]
        if steps:
            span = range(self.period(steps[0][0][0]), self.period(steps[-1][1][0] - 1) + 1)
            periods = frozenset(filter(counts, span[-PERIODS:]))
            for start, end, estimated in steps:
                far = end[0] - start[0] > self.timing.slot
                self.rises.append(Rise(start, end, estimated or far, periods))
        self.newest, self.doubtful = last, doubtful
        self.read |= {first[0], last[0]}
        return True

    def show(self, readings: list[tuple[int, int]], counts):
        """The readings within a run."""
        readings = [
            (time, m.run_registers(*[value] * 4, self.exponent)[0]) for time, value in readings
        ]
        ends = readings[0], readings[-1]
        run = next(rise for rise in self.rises if (rise.first, rise.last) == ends)
        open_ = frozenset(filter(counts, run.periods))
        # What can change no more stays as it is.
        self.rises.remove(run)
        self.rises.append(run._replace(periods=run.periods - open_))
        for start, end in pairwise(readings):
            far = end[0] - start[0] > self.timing.slot
            self.rises.append(Rise(start, end, far, open_))
        self.read |= {time for time, _ in readings}

    def period(self, moment: int) -> int:
        return moment // self.timing.slot // self.timing.period

    def slot(self, slot: int) -> tuple[int, str] | None:
        """Its energy, and how that was found; None unless both ends are known."""
        start, end = slot * self.timing.slot, (slot + 1) * self.timing.slot
        period, covered, energy, quality = slot // self.timing.period, 0, 0, "calculated"
        if start in self.read and end in self.read:
            quality = "provided"
        slots = self.timing.period * period, self.timing.period * (period + 1)
        first = max(slots[0], self.begins)
        next_ = slots[1] if self.ends is None else min(slots[1], self.ends)
        for rise in self.rises:
            a, b = max(start, rise.first[0]), min(end, rise.last[0])
            if a < b and period in rise.periods:
                rise = rise.within(first * self.timing.slot, next_ * self.timing.slot)
                covered += b - a
                energy += rise.at(b) - rise.at(a)
                if rise.estimated:
                    quality = "estimated"
        return (energy, quality) if covered == end - start else None


class Meter(NamedTuple):
    """A device of a point, from a slot on up to another."""

    device: str
    start: int
    end: int | None
    counters: dict[str, Counter]
    """By flow: import and export."""
    channels: dict[int, str]
    """The flow of each channel."""
    gone: int | None
    """When others ended the device."""

    def owns(self, slot: int) -> bool:
        return self.start <= slot and (self.end is None or slot < self.end)


def read_meter(given: dict, timing: m.Timing) -> Meter:
    flows = {flow: given[flow] for flow in ("import", "export")}
    return Meter(
        given["device"],
        given["from"],
        given["until"],
        {
            flow: Counter(timing, of["exponent"], given["from"], given["until"])
            for flow, of in flows.items()
        },
        {of["channel"]: flow for flow, of in flows.items()},
        given.get("gone"),
    )


@dataclass
class Metered:
    """The meters of a point."""

    timing: m.Timing
    most: dict[str, int]
    """By flow, the energy of a slot at the point's power."""
    meters: list[Meter]
    def observe(self, device: str, channel: int, run: dict, doubtful: bool, counts):
        for meter in self.meters:
            if meter.device == device and channel in meter.channels:
                meter.counters[meter.channels[channel]].observe(run, doubtful, counts)

    def show(self, device: str, channel: int, readings: list, counts):
        for meter in self.meters:
            if meter.device == device and channel in meter.channels:
                meter.counters[meter.channels[channel]].show(readings, counts)

    def said(self, flow: str, slot: int) -> tuple[int, str] | None:
        """What readings say."""
        for meter in self.meters:
            if meter.owns(slot):
                return meter.counters[flow].slot(slot)
        return None

    def is_excused(self, slot: int, grace: int, notice: int) -> bool:
        """Whether nobody could read it, as others ended its device.

        `grace`: for so long nobody misses a reading. `notice`: in so many slots owners can leave.
        """
        gone = next((meter.gone for meter in self.meters if meter.owns(slot)), None)
        if gone is None:
            return False
        length = self.timing.slot
        return max(gone - grace, 0) // length <= slot <= gone // length + notice

    def slot(
        self, slot: int, standard: int, waits: bool, ended: bool, feeding_costs: bool
    ) -> tuple[int, int, str] | None:
        """Import, export and quality; None if no reading says, and readings are waited for.

        `ended`: no reading can come any more, and the owner answers for that.
        """
        found = {flow: self.said(flow, slot) for flow in ("import", "export")}
        for flow, own in found.items():
            most = self.most[flow]
            if own is None:
                if waits:
                    return None
                if flow == "export":
                    energy = most if ended and feeding_costs else 0
                elif ended:
                    energy = most
                else:
                    before = self.said(flow, slot - 7 * m.DAY // self.timing.slot)
                    energy = m.substitute(before and before[0], standard, most)
                found[flow] = energy, "estimated"
            elif own[0] > most:
                found[flow] = most, "estimated"
        (imported, one), (exported, other) = found["import"], found["export"]
        return imported, exported, max(one, other, key=QUALITIES.index)
