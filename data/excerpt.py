#!/usr/bin/env python3
"""Cuts the excerpts in this folder from the files that a Python package ships.

    pip download --no-deps pvanalytics==0.2.2
    python3 data/excerpt.py pvanalytics-0.2.2-py3-none-any.whl [folder]

Instead of the wheel, the folder that the package is installed in will do. Needs the standard library only.
Without `folder` the excerpts are written beside this script.
"""

import csv
import datetime
import io
import json
import pathlib
import sys
import zipfile

# The National Renewable Energy Laboratory, in Golden, Colorado, logs in local standard time.
MST = datetime.timezone(datetime.timedelta(hours=-7))


def rows_of(package, name):
    """The rows of a data file of the package."""
    path = pathlib.Path(package)
    if path.suffix == ".whl":
        text = zipfile.ZipFile(path).read(f"pvanalytics/data/{name}").decode()
    else:
        text = (path / "data" / name).read_text()
    rows = csv.DictReader(io.StringIO(text))
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


def main():
    package = sys.argv[1]
    folder = pathlib.Path(sys.argv[2] if len(sys.argv) > 2 else pathlib.Path(__file__).parent)

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


if __name__ == "__main__":
    main()
