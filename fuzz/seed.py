"""Fills the corpus from the test vectors."""

import json
import pathlib

here = pathlib.Path(__file__).parent
vectors = here.parent / "primitives/evidence/vectors"


def put(target, seeds):
    folder = here / "corpus" / target
    folder.mkdir(parents=True, exist_ok=True)
    for number, seed in enumerate(seeds):
        (folder / f"vector-{number:03}").write_bytes(seed)


def load(name):
    return json.loads((vectors / name).read_text())


primitives = load("primitives.json")
files = [bytes.fromhex(p["file"]) for p in load("proofs.json") + load("refused.json")]
put("proof", files)
put("header", [bytes.fromhex(h["header"]) for h in primitives["headers"]])
segment = bytes.fromhex(primitives["segment"]["header"])[1:]
signed = segment + b"\1" + bytes(64)
put("segment", [segment + b"\0", signed, signed + segment + b"\0"])
place = bytes(4) + b"\1\0\0\0" + b"\0"
run = bytes(2 + 16 + 72 + 32)
node = bytes(104)
put("fraud", [
    b"\0" + signed + place,
    b"\1" + signed + place + bytes(33) + bytes(4) + b"\1\0\0\0" + b"\0" + bytes(18) + place,
    b"\2" + signed + place + bytes(8) + segment + b"\0" + place,
    b"\3" + signed + place + run + place + node + b"\0" + bytes(33) + b"\0",
    b"\3" + signed + place + run + place + node + b"\1" + node + node + b"\4\0" + node + bytes(72),
    b"\4" + signed + place + run + place,
    b"\5" + signed + place + b"\x08" + run + run,
])
put("message", [
    bytes.fromhex(m["key_bytes"] + m["signature"] + m["payload"]) for m in primitives["messages"]
])
