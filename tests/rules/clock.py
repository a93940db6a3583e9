"""Local time and the calendar of a site, for `rules.py`.

Moments are minutes since 1970 in UTC. The zone's rule is that of POSIX; the changes of its clock
are counted on Python's own calendar.
"""

import bisect
import datetime
import functools

DAY = 1_440
EPOCH = datetime.date(1970, 1, 1)
EXCEPTION = 128
EDGES = 16
"""After so many edges of a calendar a rule is evaluated again, whether anything changed or not."""


def days(date: datetime.date) -> int:
    return (date - EPOCH).days


def day_of_change(year: int, month: int, week: int, weekday: int) -> int:
    """The day of the nth Sunday (0) to Saturday (6) of a month; 5 is the last one."""
    found = []
    date = datetime.date(year, month, 1)
    while date.month == month:
        if date.isoweekday() % 7 == weekday:
            found.append(days(date))
        date += datetime.timedelta(days=1)
    return found[min(week, len(found)) - 1]


class Zone:
    def __init__(self, given: dict):
        self.standard = given["standard"]
        self.daylight = given["daylight"]

    @functools.lru_cache(maxsize=None)
    def changes(self, year: int) -> tuple[list[int], list[int]]:
        """When the clock changes around a year, and its offset from then on."""
        found = []
        for year in range(year - 2, year + 3) if self.daylight else ():
            for key, before, after in (
                ("ends", self.daylight["offset"], self.standard),
                ("begins", self.standard, self.daylight["offset"]),
            ):
                change = self.daylight[key]
                day = day_of_change(year, change["month"], change["week"], change["weekday"])
                found.append((day * DAY + change["minute"] - before, key == "begins", after))
        found.sort()
        return [moment for moment, _, _ in found], [offset for _, _, offset in found]

    def around(self, minute: int) -> tuple[list[int], list[int]]:
        return self.changes((EPOCH + datetime.timedelta(minutes=minute)).year)

    def local(self, minute: int) -> int:
        """What a local clock and calendar show, as minutes since 1970."""
        moments, offsets = self.around(minute)
        at = bisect.bisect_right(moments, minute) - 1
        return minute + (offsets[at] if at >= 0 else self.standard)


class Site:
    def __init__(self, given: dict):
        self.zone = Zone(given["zone"])
        self.tables = given["tables"]
        self.exceptions = given["exceptions"]

    def is_exception(self, day: int) -> bool:
        return any(one["first"] <= day <= one["last"] for one in self.exceptions)

    def kind(self, day: int) -> int:
        """The bit of a band that stands for a day. An exception replaces the day of the week."""
        if self.is_exception(day):
            return EXCEPTION
        return 1 << (EPOCH + datetime.timedelta(days=day)).weekday()

    def holiday(self, minute: int) -> bool:
        return self.is_exception(self.zone.local(minute) // DAY)

    def weekly(self, table: int, minute: int) -> bool | None:
        """What a table says. Nobody knows what a table says that is not there."""
        if table >= len(self.tables):
            return None
        day, clock = divmod(self.zone.local(minute), DAY)
        return any(
            one["days"] & self.kind(day) and one["from"] <= clock < one["to"]
            for one in self.tables[table]
        )

    def holiday_until(self, minute: int) -> int:
        return self.until(minute, self.holiday, [])

    def weekly_until(self, table: int, minute: int) -> int | None:
        if table >= len(self.tables):
            return None
        says = functools.partial(self.weekly, table)
        return self.until(minute, says, self.tables[table])

    def until(self, minute: int, says, bands: list) -> int:
        """The first edge at which a calendar says another thing, or the last that is looked at."""
        now = says(minute)
        at = minute
        for number, at in enumerate(self.edges(minute, bands), 1):
            if says(at) != now or number == EDGES:
                break
        return at

    def edges(self, minute: int, bands: list):
        """Moments after this one: midnights, ends of the day's bands, and changes of the clock."""
        moments, _ = self.zone.around(minute)
        for start in range(minute, minute + 40 * DAY, DAY):
            found = {moment for moment in moments if start < moment <= start + DAY}
            cuts = [start + 1, *sorted(found), start + DAY + 1]
            for begin, end in zip(cuts, cuts[1:]):
                # The clock does not change from here to before the end.
                offset = self.zone.local(begin) - begin
                for day in range((begin + offset) // DAY, (end - 1 + offset) // DAY + 1):
                    today = [one for one in bands if one["days"] & self.kind(day)]
                    clock = {0, *(one[key] for one in today for key in ("from", "to"))}
                    at = {day * DAY + edge - offset for edge in clock}
                    found |= {moment for moment in at if begin <= moment < end}
            yield from sorted(found)

    def day(self, minute: int) -> tuple[int, int]:
        """The first minute of the local day, and the first after it, without a break in between."""
        day = self.zone.local(minute) // DAY
        begin = end = minute
        while self.zone.local(begin - 1) // DAY == day:
            begin -= 1
        while self.zone.local(end) // DAY == day:
            end += 1
        return begin, end
