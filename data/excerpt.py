#!/usr/bin/env python3
"""Cuts the excerpts in this folder from the files that two Python packages ship.

    pip download --no-deps pvanalytics==0.2.2 antgen==0.4.1
    python3 data/excerpt.py pvanalytics-0.2.2-py3-none-any.whl antgen-0.4.1-py3-none-any.whl [folder]

Instead of a wheel, the folder that the package is installed in will do. Needs the standard library only.
Without `folder` the excerpts are written beside this script.
"""

import csv
import datetime
import io
import json
import math
import pathlib
import sys
import xml.etree.ElementTree
import zipfile

# The National Renewable Energy Laboratory, in Golden, Colorado, logs in local standard time.
MST = datetime.timezone(datetime.timedelta(hours=-7))


def text_of(package, name):
    """A file of the package."""
    path = pathlib.Path(package)
    if path.suffix == ".whl":
        folder = path.name.split("-")[0]
        return zipfile.ZipFile(path).read(f"{folder}/{name}").decode()
    return (path / name).read_text()


def rows_of(package, name):
    """The rows of a data file of the package."""
    rows = csv.DictReader(io.StringIO(text_of(package, f"data/{name}")))
    column = rows.fieldnames[0]
    for row in rows:
        yield time_of(row[column]), row


def time_of(text):
    """The time of a row, which says its offset, or is local standard time."""
    try:
        time = datetime.datetime.fromisoformat(text)
    except ValueError:
        time = datetime.datetime.strptime(text, "%m/%d/%Y %H:%M")
    return (time if time.tzinfo else time.replace(tzinfo=MST)).astimezone(datetime.timezone.utc)


def cut(package, name, columns, start, hours):
    """The rows between `start`, in local standard time, and `hours` later that have all columns."""
    start = datetime.datetime.fromisoformat(start).replace(tzinfo=MST)
    end = start + datetime.timedelta(hours=hours)
    for time, row in rows_of(package, name):
        values = [row[column] for column, *_ in columns]
        if start <= time < end and all(values):
            yield time, [f"{float(v):.{-e}f}" for v, (*_, e) in zip(values, columns)]


def write_csv(path, columns, rows):
    with path.open("w", newline="") as file:
        out = csv.writer(file, lineterminator="\n")
        out.writerow(["time"] + [f"{name}:{unit}:{exponent}" for _, name, unit, exponent in columns])
        for time, values in rows:
            out.writerow([time.strftime("%Y-%m-%dT%H:%M:%SZ")] + values)


def write_senml(path, columns, rows):
    records, base = [], None
    for time, values in rows:
        seconds = int(time.timestamp())
        for (_, name, unit, _), value in zip(columns, values):
            record = {"n": name, "u": unit, "t": seconds - (base or seconds), "v": json.loads(value)}
            if base is None:
                base = seconds
                record = {"bt": base, **record}
            records.append(json.dumps(record, separators=(",", ":")))
    path.write_text("[\n" + ",\n".join(records) + "\n]\n")


def power_of(profile):
    """The watts of an appliance in each second of one cycle, from the pieces that were fitted to it."""
    profile = xml.etree.ElementTree.fromstring(profile)
    seconds = int(profile.get("duration"))
    for load in profile.findall("load"):
        number = lambda name: float(load.find(name).get("value"))
        length = round(number("duration") * seconds)
        for at in range(length):
            if load.get("type") == "ON_OFF":
                yield number("onPower")
            elif load.get("type") == "LINEAR":
                start, end = number("startPower"), number("endPower")
                yield start + (end - start) * at / max(1, length - 1)
            elif load.get("type") == "ON_OFF_GROWTH":
                growth = number("growthRate") * math.log(number("stretchFactor") * (at + 1))
                yield number("basePower") + growth
            else:
                raise ValueError(f"no formula here for {load.get('type')}")


def write_cycle(path, watts, step):
    """The means of each `step` seconds; what is left at the end is its own mean."""
    watts = list(watts)
    with path.open("w", newline="") as file:
        out = csv.writer(file, lineterminator="\n")
        out.writerow(["second", "power:W:-1"])
        for at in range(0, len(watts), step):
            part = watts[at : at + step]
            out.writerow([at, f"{math.fsum(part) / len(part):.1f}"])


def main():
    package, appliances = sys.argv[1:3]
    folder = pathlib.Path(sys.argv[3] if len(sys.argv) > 3 else pathlib.Path(__file__).parent)

    power = [("ac_power__752", "ac_power", "W", -1)]
    rows = cut(package, "serf_east_1min_ac_power.csv", power, "2022-03-19", 24)
    write_csv(folder / "pv-power-1min.csv", power, rows)

    power = [("ac_power", "ac_power", "W", -1)]
    rows = cut(package, "serf_east_15min_ac_power.csv", power, "2016-07-01", 14 * 24)
    write_csv(folder / "pv-power-15min.csv", power, rows)

    building = [
        ("inv2_ac_power_w__1047", "ac_power", "W", 0),
        ("ambient_temp__1053", "outdoor_temperature", "Cel", -2),
        ("module_temp__1056", "module_temperature", "Cel", -2),
        ("inv2_temp__1050", "inverter_temperature", "Cel", -2),
    ]
    rows = cut(package, "nrel_RSF_II.csv", building, "2022-01-02", 5 * 24)
    write_csv(folder / "building-15min.csv", building, rows)

    station = [
        ("Ambient Temperature", "outdoor_temperature", "Cel", -2),
        ("Relative Humidity", "humidity", "%RH", -1),
    ]
    rows = cut(package, "rmis_weather_data.csv", station, "2022-01-01", 2 * 24)
    write_senml(folder / "station-5min.senml.json", station, rows)

    profile = text_of(appliances, "appliances/REFRIGERATOR/ECO-H1/mode5")
    write_cycle(folder / "fridge-cycle-1min.csv", power_of(profile), 60)

    profile = text_of(appliances, "appliances/WASHINGMACHINE/ECO-H1/mode2")
    write_cycle(folder / "washing-cycle-1min.csv", power_of(profile), 60)


if __name__ == "__main__":
    main()
