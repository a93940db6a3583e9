#!/usr/bin/env python3
"""Prints which tests failed, and each one's error in a few lines: of a report in JUnit's format.

    python3 scripts/failures.py REPORT.xml
"""

import re
import sys
from xml.etree import ElementTree

LINES = 8
"""Of an error; what follows is the end of a log, as a rule."""
BEGINS = re.compile(r"^\s*(Error: |thread '.*' .*panicked at)", re.MULTILINE)


def error(case):
    said = "\n".join(part.text or "" for name in ("system-err", "failure", "system-out") for part in case.iter(name))
    found = BEGINS.search(said)
    return said[found.start() if found else 0 :].strip().splitlines()[:LINES]


def main():
    if len(sys.argv) != 2:
        sys.exit("usage: failures.py REPORT.xml")
    for suite in ElementTree.parse(sys.argv[1]).getroot().iter("testsuite"):
        for case in suite.iter("testcase"):
            if case.find("failure") is not None or case.find("error") is not None:
                print(f"\n--- {suite.get('name')} {case.get('name')}", *error(case), sep="\n    ")


if __name__ == "__main__":
    main()
