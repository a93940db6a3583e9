"""Fills the corpus from the test vectors."""

import json
import pathlib
import struct

here = pathlib.Path(__file__).parent
vectors = here.parent / "primitives/evidence/vectors"
gs1 = here.parent / "primitives/gs1/vectors"


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
finality = json.loads((here.parent / "client/vectors/finality.json").read_text())
put("finality", [bytes.fromhex(f["file"]) for f in finality])
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
    b"\3" + signed + place + run + place + node + b"\2\0",
    b"\4" + signed + place + run + place,
    b"\5" + signed + place + b"\x08" + run + run,
])
limits = struct.pack("<qq", -400, 450)
summaries = [bytes.fromhex(run["run"]["root"]["summary"]["bytes"]) for run in primitives["runs"]]
later = [struct.pack("<IQqQqqq", 2, 1 << 62, 5, 1 << 63, 7, 5, 7) + struct.pack("<QQI", 12, 0, 0)]
put("summary", [limits + one + two for one in summaries for two in later])
put("message", [
    bytes.fromhex(m["key_bytes"] + m["signature"] + m["payload"]) for m in primitives["messages"]
])
put("senml", [
    b'[{"ref":7,"bver":10,"bn":"urn:tallystick:' + b"ab" * 32 + b':","bt":1.7e9,"bu":"W","n":"0","v":1.5}]',
    b'[{"bn":"pow","n":"er","t":-1.25,"v":-2e3,"ut":6,"x":[{}]},{"n":"er","u":"W","bv":1,"v":2}]',
    b'\xef\xbb\xbf\n[{"ref":7,"bt":1.7e12},{"n":"0","t":1800,"v":NaN}]',
    bytes.fromhex("82a4216130 22c482221b0000018bcfe56800 016157 02c4822018d7 a2216131 02fb3ff8000000000000"),
    bytes.fromhex("9fbf00613002f93e00ffbf00613106fa3f00000002fb3ff8000000000000ffff"),
])
signed = bytes.fromhex((here.parent / "device/vectors/segment.hex").read_text())
reading = b"\x84\x43\xa1\x01\x27\xa1\x04\x44" + bytes(4) + b"\x58\x1e" + bytes(30) + b"\x58\x40" + bytes(64)
moved = bytes.fromhex((here.parent / "device/vectors/move.hex").read_text())
put("wire", [
    signed,
    moved,
    b"\xd2" + moved,
    b"\x82" + reading + b"\xd2" + reading,
    b'{"ref":"ba7816bf8f01cfea","boot":1,"next":2,"final":1,"error":"Gap","detail":"again"}',
    b'{"ref":7,"boot":1,"next":2}',
    b'{"boot":1,"final":2}',
    bytes.fromhex("a600010102020103634761700461610548ba7816bf8f01cfea"),
    bytes.fromhex("a200010202"),
])
acts = here.parent / "primitives/rules/vectors"
recorded = [folder / name for folder in (gs1, acts) for name in ("proofs.json", "refused.json")]
proofs = [p for path in recorded for p in json.loads(path.read_text())]
put("event_proof", [bytes.fromhex(p["file"]) for p in proofs])
events = json.loads((gs1 / "events.json").read_text())
put("event", [bytes.fromhex(event["event"]) for event in events])
put("key", [
    b"0614141 (01)80614141123458(21)6789",
    b"0614141 https://id.gs1.org/01/10614141123459/10/99%2F8877",
    b"0614141 urn:epc:id:sscc:0614141.1234567890",
    b"061414 urn:epc:id:grai:0614141.12345.400",
    b"0614 (8004)061414112345400",
    b"95212345 urn:epc:id:sgln:0614141.12345.400",
    b"061414112345 (417)0614141123452",
    b"0614141 9506000134352",
])
tallies = json.loads((here.parent / "primitives/condition/vectors/tallies.json").read_text())
seeds = []
for tally in tallies:
    series = [o["readings"] for o in tally["observations"] if o["readings"]]
    steps = [(int(b[0]) - int(a[0]), int(b[1])) for run in series for a, b in zip(run, run[1:])]
    seeds.append(bytes(range(24)) + b"".join(struct.pack("<Hh", g & 0xFFFF, v & 0x7FFF) for g, v in steps))
put("condition", seeds)
books = json.loads((here.parent / "primitives/market/vectors/books.json").read_text())
seeds = []
for book in books:
    floor, cap = (int(book["grid"][name]) for name in ("floor", "cap"))
    head = struct.pack("<HhHBB", cap - floor, floor, int(book["capacity"]) & 0xFFFF, 0, 0)
    sides = ((step["side"] == "buy", step) for step in book["steps"])
    steps = (struct.pack("<HI", buys << 15 | step["tick"], step["energy"]) for buys, step in sides)
    seeds.append(head + b"".join(steps))
put("book", seeds)
flat = b"\0" + struct.pack("<q", 300_000)
table = struct.pack("<BhQq", 1, 60, 1 << 40, 5) + b"\x04" + struct.pack("<BHq", 127, 0, 7)
blocks = b"\2" + struct.pack("<q", 5) + b"\x04" + struct.pack("<Qq", 1_000, 7)
dynamic = b"\3" + struct.pack("<Iqq", 1, 20, 300)
charges = b"\x04\0" + struct.pack("<qI", 81_270, 1)
place = struct.pack("<QBqQ", 1_971_360, 1, 90_000, 800)
tariffs = [place + supply + flat + charges for supply in (flat, table, blocks, dynamic)]
grid, timing = struct.pack("<qqq", -100, 520, 1), struct.pack("<IHIII", 900_000, 96, 3_600_000, 300_000, 172_800_000)
terms, traded = struct.pack("<qqq", 300_000, 80_000, 5), struct.pack("<QQ", 800, 0)
metered, last = struct.pack("<QQB", 700, 0, 0), struct.pack("<qqQ", 305_500, 123_000, 280)
order = b"\0\x04" + struct.pack("<HI", 280, 800)
run = struct.pack("<IQQQQB", 0, 0, 100, 900, 200, 0)
put("tariff", tariffs + [
    grid + timing + terms + traded + metered + last + order + b"\x04\0" + struct.pack("<qB", 81_270, 1),
    struct.pack("<IQ", 400, 50) + b"\x04" + run,
])
put("market_calls", [bytes.fromhex((here / "market_calls.hex").read_text())])
put("runtime", [bytes.fromhex(line) for line in (here / "runtime.hex").read_text().split()])
written = [case for name in ("rules.json", "conditions.json") for case in json.loads((acts / name).read_text())]
put("rule", [case["text"].encode() + b"\0" for case in written if case["text"]])
# A set-point without an off: a grant, a beat, a command within it, a minute without a beat.
command = bytes(6) + struct.pack("<Qq", 1, 20) + bytes(32)
allow, good, wait = b"\5\4\x08", b"\6\1", b"\7" + struct.pack("<I", 61_000)
put("command", [b"\0\0" + allow + good + b"\3" + command + wait + good + b"\3" + command])
messages = json.loads((here.parent / "primitives/control/vectors/messages.json").read_text())
steps = bytes(8) + b"\0" + struct.pack("<q", 5) + b"\1\0" + struct.pack("<q", 5) + b"\3"
put("answer", [steps] + [bytes.fromhex(one["published"].removeprefix("0x")) for one in messages if one["name"] == "done"])
nonces = [struct.pack("<HQII", channel, 1, 2, 5) for channel in range(8)]
put("nonce", [nonces[4], b"".join(nonces), b"\x20" + b"".join(nonces), b"\x08" + nonces[4] * 2])
