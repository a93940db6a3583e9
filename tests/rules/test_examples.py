"""The examples of a building's rules, each by arithmetic of its own, without `rules.py`.

What is asserted here is what the vectors say, so that an error that both implementations share is
found, too.

Usage: python -m unittest discover -s tests/rules
"""

import datetime
import itertools
import sys
import unittest
import zoneinfo
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
import clock
import test_vectors

MINUTE, HOUR = 60_000, 3_600_000


def utc(text: str) -> int:
    return int(datetime.datetime.fromisoformat(text + "+00:00").timestamp()) * 1_000


class Example(unittest.TestCase):
    name = ""

    @classmethod
    def setUpClass(cls):
        if cls is Example:
            raise unittest.SkipTest("has no example of its own")
        cls.vector = next(one for one in test_vectors.load() if one["name"] == cls.name)
        cls.steps = cls.vector["steps"]

    def now(self) -> list[int]:
        return [step["snapshot"]["now"] for step in self.steps]

    def effects(self, output: int = 0) -> list:
        return [step["evaluation"]["effects"][output] for step in self.steps]

    def inputs(self, number: int) -> list:
        """What is known of an input at each step: the last reading, or another value."""
        found = [step["snapshot"]["found"][number] for step in self.steps]
        return [
            int(one["observed"]["summary"]["last"]["value"]) if "observed" in one else one["value"]
            for one in found
        ]

    def ages(self, number: int) -> list[int]:
        found = [step["snapshot"]["found"][number]["observed"]["arrived"] for step in self.steps]
        return [now - at for now, at in zip(self.now(), found)]


class Cheap(Example):
    """`max(p, 0, 4) <= quantile(p, day, 300)`, on a day with 96 quarters of an hour."""

    name = "cheap"

    def test_it_runs_while_the_next_hour_is_among_the_cheapest_three_tenths_of_the_day(self):
        runs = []
        for step in self.steps:
            prices = step["snapshot"]["found"][0]["prices"]
            all_day = [int(price) for price in prices["prices"]]
            self.assertEqual(prices["first"] * prices["slot"], utc("2025-12-31T23:00"))
            self.assertEqual(len(all_day), 96)
            # Three tenths of 96 are 28.8: the 29th cheapest.
            limit = sorted(all_day)[28]
            quarter = (step["snapshot"]["now"] - utc("2025-12-31T23:00")) // (15 * MINUTE)
            hour = all_day[quarter : quarter + 4]
            runs.append(len(hour) == 4 and all(price <= limit for price in hour))
        expected = [{"value": "2000"} if run else "released" for run in runs]
        self.assertEqual(self.effects(), expected)
        self.assertEqual(set(runs), {True, False})


class Days(Example):
    """Statistics of the local day: 92 or 100 quarters of an hour when the clock changes."""

    name = "days"
    BEGINS = (
        "2026-03-27T23:00",
        "2026-03-28T23:00",
        "2026-03-29T22:00",
        "2026-03-30T22:00",
        "2026-10-23T22:00",
        "2026-10-24T22:00",
        "2026-10-25T23:00",
        "2026-10-26T23:00",
    )

    def test_the_statistics_are_those_of_all_quarters_of_the_local_day(self):
        begins = [utc(begin) for begin in self.BEGINS]
        lengths = set()
        for step in self.steps:
            now, found = step["snapshot"]["now"], step["snapshot"]["found"][0]["prices"]
            known = {
                (found["first"] + place) * found["slot"]: int(price)
                for place, price in enumerate(found["prices"])
            }
            day = max((begin for begin in begins if begin <= now), default=None)
            end = min((begin for begin in begins if begin > now), default=None)
            expected = ["released"] * 7
            if day and end and day in known and end - 15 * MINUTE in known:
                prices = sorted(known[at] for at in range(day, end, 15 * MINUTE))
                lengths.add(len(prices))
                # A quarter of 92 or 100 is 23 or 25; a thousandth is less than one price.
                numbers = [prices[0], prices[-1], sum(prices) // len(prices), prices[0]]
                numbers += [prices[len(prices) // 4 - 1], prices[-1]]
                numbers.append(prices.index(known[now // (15 * MINUTE) * 15 * MINUTE]))
                expected = [{"value": str(number)} for number in numbers]
            self.assertEqual(step["evaluation"]["effects"][:7], expected, now)
        self.assertEqual(lengths, {92, 96, 100})


class Curve(Example):
    """`line(t, -10 Cel, 55.0 Cel, 20 Cel, 25.0 Cel)`, and one from all numbers to all."""

    name = "curve"

    def test_the_flow_falls_by_a_kelvin_for_each_kelvin_outdoors(self):
        found = 0
        for step in self.steps:
            tenths, power, _ = (seen["value"] for seen in step["evaluation"]["trace"]["inputs"])
            if "undefined" in (tenths, power):
                self.assertEqual(step["evaluation"]["effects"][0], "released")
                continue
            found += 1
            # 3 kW are 30,000 tenths of a watt.
            runs = int(power["number"]) < 30_000
            flow = 450 - min(max(int(tenths["number"]), -100), 200)
            expected = {"value": str(flow)} if runs else "released"
            self.assertEqual(step["evaluation"]["effects"][0], expected)
        self.assertGreaterEqual(found, 4)

    def test_a_meter_counts_as_fast_as_its_readings_say(self):
        for step in self.steps:
            seen = step["evaluation"]["trace"]["inputs"][1]
            summary = step["snapshot"]["found"][1].get("observed", {}).get("summary")
            if seen["lack"] is None:
                first, last = (int(summary[end]["value"]) for end in ("first", "last"))
                # 90 s are a fortieth of an hour.
                self.assertEqual(seen["value"], {"number": str((last - first) * 40)})

    def test_the_longest_line_is_exact(self):
        for step in self.steps:
            given = step["evaluation"]["trace"]["inputs"][2]["value"]
            effect = step["evaluation"]["effects"][1]
            if given == "undefined":
                self.assertEqual(effect, "released")
            else:
                # Level below the first end, which is the second least number.
                expected = -max(int(given["number"]), 1 - 2**63)
                self.assertEqual(effect, {"value": str(expected)})


class Heating(Example):
    """`hyst(sp - t, -0.3 K, 0.3 K)`, 20.5 Cel from 02:30 to 06:00 and 17 Cel otherwise."""

    name = "heating"
    # In spring 02:30 does not come, and 03:00 does; in autumn 02:30 comes twice, as does 02:00.
    WARM = (
        ("2026-03-29T01:00", "2026-03-29T04:00"),
        ("2026-10-25T00:30", "2026-10-25T01:00"),
        ("2026-10-25T01:30", "2026-10-25T05:00"),
    )

    def is_warm(self, now: int) -> bool:
        return any(utc(begin) <= now < utc(end) for begin, end in self.WARM)

    def test_the_set_point_follows_the_clock_over_both_of_its_changes(self):
        changes = [utc("2026-03-29T01:00"), utc("2026-10-25T01:00")]
        for change in changes:
            self.assertTrue(min(self.now()) < change < max(self.now()))
            self.assertIn(change, self.now())
        points = [step["evaluation"]["trace"]["nodes"][3]["number"] for step in self.steps]
        expected = ["205" if self.is_warm(now) else "170" for now in self.now()]
        self.assertEqual(points, expected)

    def test_it_heats_from_below_the_band_until_above_it(self):
        heats, expected = False, []
        for now, tenths in zip(self.now(), self.inputs(0)):
            missing = (205 if self.is_warm(now) else 170) - tenths
            if missing > 3:
                heats = True
            elif missing < -3:
                heats = False
            expected.append({"value": str(int(heats))})
        self.assertEqual(self.effects(), expected)
        self.assertTrue(all(age == 0 for age in self.ages(0)))

    def test_no_change_of_the_set_point_is_slept_through(self):
        ends = [utc(moment) for span in self.WARM for moment in span]
        for now, step in zip(self.now(), self.steps):
            due = min([end for end in ends if end > now], default=None)
            if due is not None:
                self.assertLessEqual(step["evaluation"]["next"], due)


class Zones(Example):
    """`left2 = left1 - (go1 ? rated1 : 0 W)`, for ten zones of 100 W to 1,000 W."""

    name = "zones"
    RATED = [100 * zone for zone in range(1, 11)]

    def given(self):
        """At each step: the power, what zones want (None of a dead sensor), and the effects."""
        for number, step in enumerate(self.steps):
            power = int(self.inputs(0)[number]["number"])
            wants = [
                self.inputs(zone)[number] > 0 if self.ages(zone)[number] <= 10 * MINUTE else None
                for zone in range(1, 11)
            ]
            yield power, wants, step["evaluation"]["effects"]

    @staticmethod
    def served(power: int, wants: tuple) -> list[bool]:
        """Who runs if all is known: in order, whoever wants to and fits."""
        runs = []
        for wanted, rated in zip(wants, Zones.RATED):
            runs.append(wanted and power >= rated)
            power -= rated * runs[-1]
        return runs

    def test_zones_are_served_in_order_as_far_as_power_is_left(self):
        complete = 0
        for power, wants, effects in self.given():
            if None not in wants:
                complete += 1
                expected = [{"value": str(int(run))} for run in self.served(power, wants)]
                self.assertEqual(effects, expected)
        self.assertGreaterEqual(complete, 2)

    def test_a_dead_sensor_changes_nobody_whom_it_does_not_concern(self):
        dead = 0
        for power, wants, effects in self.given():
            dead += None in wants
            meanings = [[False, True] if one is None else [one] for one in wants]
            served = [self.served(power, one) for one in itertools.product(*meanings)]
            for zone, effect in enumerate(effects):
                possible = {runs[zone] for runs in served}
                if effect != "released":
                    self.assertEqual({bool(int(effect["value"]))}, possible)
                if None not in wants[: zone + 1]:
                    self.assertNotEqual(effect, "released")
        self.assertGreaterEqual(dead, 2)

    def test_zones_never_take_more_than_there_is(self):
        for power, _, effects in self.given():
            runs = [effect == {"value": "1"} for effect in effects]
            self.assertLessEqual(sum(itertools.compress(self.RATED, runs)), power)


class Detergent(Example):
    """`level < 10 % && !need(detergent).open`"""

    name = "detergent"

    def test_it_is_ordered_when_low_and_surely_not_on_order(self):
        levels, orders = self.inputs(0), self.inputs(1)
        expected = [
            "active" if level < 10 and order == {"truth": False} else "released"
            for level, order in zip(levels, orders)
        ]
        self.assertEqual(self.effects(), expected)
        self.assertEqual(expected.count("active"), 2)
        self.assertIn("undefined", orders)


class Shaking(Example):
    """`count(v.max > 8 m/s2, 3, 1 min, 5)`"""

    name = "shaking"

    def test_it_alarms_after_three_minutes_of_five_with_a_shock(self):
        shocks: dict[int, bool | None] = {}
        found, last = [], None
        for now, tenths, age in zip(self.now(), self.inputs(0), self.ages(0)):
            self.assertEqual(now % MINUTE, 0)
            minute = now // MINUTE
            # What was known last stood in the minutes in between.
            for between in range(max(shocks, default=minute) + 1, minute):
                shocks[between] = last
            last = shocks[minute] = tenths > 80 if age <= 90_000 else None
            # Nothing is known of the time before.
            newest = [shocks.get(minute - back) for back in range(5)]
            truths, unknown = newest.count(True), newest.count(None)
            found.append(True if truths >= 3 else False if truths + unknown < 3 else None)
        values = [step["evaluation"]["trace"]["nodes"][2] for step in self.steps]
        self.assertEqual(values, ["undefined" if one is None else {"truth": one} for one in found])
        self.assertEqual(self.effects(), ["active" if one else "released" for one in found])
        self.assertEqual(set(found), {True, False, None})


class Clocks(unittest.TestCase):
    """The clock of the second implementation against that of the system."""

    RULES = {
        "Europe/Berlin": (60, 120, (3, 5, 0, 120), (10, 5, 0, 180)),
        "America/New_York": (-300, -240, (3, 2, 0, 120), (11, 1, 0, 120)),
        "Australia/Sydney": (600, 660, (10, 1, 0, 120), (4, 1, 0, 180)),
        "Asia/Kolkata": (330, None, None, None),
    }

    def test_local_time_is_that_of_the_time_zones_of_the_world(self):
        for name, (standard, offset, *switches) in self.RULES.items():
            try:
                known = zoneinfo.ZoneInfo(name)
            except zoneinfo.ZoneInfoNotFoundError:
                self.skipTest("this system has no time zones")
            names = ("month", "week", "weekday", "minute")
            daylight = offset and {
                "offset": offset,
                "begins": dict(zip(names, switches[0])),
                "ends": dict(zip(names, switches[1])),
            }
            zone = clock.Zone({"standard": standard, "daylight": daylight})
            begin, end = utc("2025-12-20T00:00"), utc("2028-01-05T00:00")
            for minute in range(begin // MINUTE, end // MINUTE, 30):
                at = datetime.datetime.fromtimestamp(minute * 60, known)
                shown = minute + at.utcoffset().total_seconds() // 60
                self.assertEqual(zone.local(minute), shown, (name, minute))


if __name__ == "__main__":
    unittest.main()
