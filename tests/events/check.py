"""Compares CBV hashes of events, and Digital Link URIs of keys, with those of epcis-event-hash-generator, the reference
implementation.

Usage: random COUNT SEED | python check.py    (scripts/event-hashes.sh does it)

Version 1.9.3 departs from its own published examples in two ways, which are evened out here alone:
- it takes the fields of a transaction, source or destination in the order of the JSON: they are put in that of the examples;
- it sorts what follows the places by name, so that `destinationList` and `ilmd` come before `sourceList`.
"""

import hashlib
import json
import re
import sys

from epcis_event_hash_generator import dl_normaliser, hash_generator, json_to_py

TYPED = ("bizTransactionList", "sourceList", "destinationList")


def with_types_first(event):
    for name in TYPED:
        for entry in event.get(name, []):
            kind = entry.pop("type")
            others = dict(entry)
            entry.clear()
            entry.update({"type": kind}, **others)


def in_published_order(text):
    """Moves `sourceList…` in front of `destinationList…` and `ilmd…`. Only what EPCIS does not know comes after it."""
    at = text.find("sourceListtype=")
    if at < 0:
        return text
    start = min((p for p in (text.find("destinationListtype="), text.find("ilmd{")) if p >= 0), default=at)
    end = text.find("{urn:tallystick:epcis:}", at)
    end = len(text) if end < 0 else end
    return text[:start] + text[at:end] + text[start:at] + text[end:]


def main():
    given = json.load(sys.stdin)
    events = given["document"]["epcisBody"]["eventList"]
    for event in events:
        with_types_first(event)
    tree = json_to_py.event_list_from_epcis_document_json(given["document"])
    theirs = hash_generator.derive_prehashes_from_events(tree)
    if len(theirs) != len(events):
        sys.exit(f"the oracle reads {len(theirs)} of {len(events)} events")
    as_is = 0
    for event, ours, text in zip(events, given["preHashes"], theirs):
        text = text.rstrip("\n")
        as_is += text == ours
        text = in_published_order(text)
        identifier = f"ni:///sha-256;{hashlib.sha256(text.encode()).hexdigest()}?ver=CBV2.0"
        if text != ours or identifier != event["eventID"]:
            sys.exit(f"differs:\n{json.dumps(event, indent=1)}\nours   {ours}\ntheirs {text}")
    # Of GRAIs under a prefix of 12 digits, whose type is empty, it expects one dot too many.
    keys = [(urn, link) for urn, link in given["keys"] if not re.match(r"urn:epc:id:grai:\d{12}\.", urn)]
    for urn, link in keys:
        if dl_normaliser.normaliser(urn) != link:
            sys.exit(f"{urn} is {link}, but for the oracle {dl_normaliser.normaliser(urn)}")
    print(f"events: {len(keys)} keys agree")
    print(f"events: {len(events)} hashes agree, {as_is} of them with the oracle as it is")


main()
