"""A device that sends its readings to a gateway, as docs/devices.md says. Needs cbor2, cryptography and paho-mqtt 2.

Reads lines `CHANNEL TIME VALUE` from standard input: the channel's place in the model, UTC in milliseconds, a decimal
number. Ends when all readings are final. Once it has said what it keeps, it may be killed at any moment, and goes on from
its state file, the device's permanent memory. If that is lost, `--boot` is a boot epoch that the device never had. The
genesis hash and the key, an Ed25519 seed, are in hexadecimal; `--host` and `--port` are the broker's. With `--gateway`, the
account of the gateway there in hexadecimal, it may have been at another gateway before: it signs a move to this one.
"""

import argparse, contextlib, hashlib, itertools, json, os, queue, struct, sys, time
from decimal import ROUND_HALF_UP, Decimal

import cbor2
import paho.mqtt.client as mqtt
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

SEGMENT, READING, MOVE, ED25519 = 0, 1, 6, b"\xa1\x01\x27"
KEYS = {0: "boot", 1: "next", 2: "final", 3: "error", 4: "detail", 5: "ref"}


def h(*parts: bytes) -> bytes:
    return hashlib.blake2b(b"".join(parts), digest_size=32).digest()


def fold(nodes: list, join):
    while len(nodes) > 1:
        nodes = [join(*nodes[at : at + 2]) if at + 1 < len(nodes) else nodes[at] for at in range(0, len(nodes), 2)]
    return nodes[0]


def summary(count, first, last, low, high, total, violations) -> bytes:
    total = total.to_bytes(16, "little", signed=True)
    return struct.pack("<IQqQqqq16sI", count, *first, *last, low, high, total, violations)


def join(left, right):  # Of two nodes, each the values of its summary and its hash.
    (a, left_hash), (b, right_hash) = left, right
    values = (a[0] + b[0], a[1], b[2], min(a[3], b[3]), max(a[4], b[4]), a[5] + b[5], a[6] + b[6])
    return values, h(b"\x02", summary(*a), left_hash, summary(*b), right_hash)


class Device:
    def __init__(self, options):
        self.genesis, self.way, self.file = bytes.fromhex(options.genesis), options.way, options.state
        self.channels = [tuple(map(int, channel.split(","))) for channel in options.channel]
        self.number = lambda channel, value: Decimal(value).scaleb(self.channels[channel][0])
        self.key = Ed25519PrivateKey.from_private_bytes(bytes.fromhex(options.key))
        self.id = h(b"\x40\x00", self.key.public_key().public_bytes_raw())
        self.state = {"boot": options.boot, "next": 0, "previous": "00" * 32, "ref": time.time_ns(), "queue": []}
        self.state |= json.load(open(self.file)) if os.path.exists(self.file) else {}
        # What another gateway has on disk is settled, and becomes final there.
        self.state["queue"] = [kept for kept in self.state["queue"] if kept["at"] in (None, options.gateway)]
        self.gateway, self.moves = options.gateway, bool(options.gateway) and self.way != "senml"
        self.again, self.patience, self.replies = float("inf"), options.patience, queue.Queue()
        self.topic = f"tallystick/{self.id.hex()}/"
        self.client = mqtt.Client(mqtt.CallbackAPIVersion.VERSION2, self.id.hex())
        # Each connection subscribes, and publishes only then: the broker may have forgotten the subscription.
        self.client.on_connect = lambda client, *_: client.subscribe(self.topic + "ack")
        self.client.on_subscribe = lambda *_: setattr(self, "again", 0)
        self.client.on_message = lambda _, __, message: self.replies.put(message.payload)
        self.client.connect_async(options.host, int(options.port))
        self.client.loop_start()

    def save(self):
        with open(self.file + ".new", "w") as file:
            json.dump(self.state, file)
            file.flush()
            os.fsync(file.fileno())
        os.replace(self.file + ".new", self.file)

    def cose(self, purpose: int, payload: bytes) -> list:
        context = b"tallystick/1" + bytes([purpose]) + self.genesis + self.id
        return [ED25519, {}, payload, self.key.sign(cbor2.dumps(["Signature1", ED25519, context, payload]))]

    def segment(self, readings: list) -> bytes:
        seed, runs, state, times = os.urandom(16), [], self.state, [at for _, at, _ in readings]
        for channel, run in itertools.groupby(sorted(readings), key=lambda reading: reading[0]):
            (_, low, high), nodes = self.channels[channel], []
            for _, at, value in run:
                salt = h(b"\x42", seed, struct.pack("<HQ", channel, at))[:16]
                values = (1, (at, value), (at, value), value, value, value, int(not low <= value <= high))
                nodes.append((values, h(b"\x00", salt, struct.pack("<Qq", at, value))))
            values, root = fold(nodes, join)
            runs.append(h(b"\x10", struct.pack("<Hqq", channel, low, high), summary(*values), root))
        root = h(b"\x30", struct.pack("<I", len(runs)), fold(runs, lambda left, right: h(b"\x20", left, right)))
        numbers = (state["boot"], state["next"], len(times), min(times), max(times))
        header = struct.pack("<B32sBIIQIQQ", 1, self.id, 2, 0, *numbers) + root + bytes.fromhex(state["previous"])
        state["previous"] = h(b"\x41", header).hex()
        pack = [{0: str(c), 6: Decimal(at).scaleb(-3), 2: self.number(c, value)} for c, at, value in sorted(readings)]
        return cbor2.dumps([self.cose(SEGMENT, header), seed, cbor2.dumps(pack)])

    def readings(self, readings: list) -> bytes:
        self.state["previous"] = "00" * 32
        numbered = enumerate(readings, self.state["next"])
        points = [struct.pack("<IQHQq", self.state["boot"], number, *reading) for number, reading in numbered]
        return cbor2.dumps([self.cose(READING, point) for point in points])

    def senml(self, readings: list) -> bytes:
        self.state["ref"] += 1
        pack = [{"n": str(c), "t": at / 1000, "v": float(self.number(c, value))} for c, at, value in readings]
        return json.dumps([{"ref": self.state["ref"]} | pack[0], *pack[1:]]).encode()

    def keep(self, readings: list):
        """Makes a message, once for ever, and writes it down before it is sent."""
        kept = {"next": self.state["next"], "previous": self.state["previous"], "stored": None, "at": None}
        kept["message"] = getattr(self, self.way)(readings).hex()
        self.state["next"] += len(readings)
        self.state["queue"].append(kept | {"end": self.state["next"], "ref": self.state["ref"]})
        self.save()

    def oldest(self) -> dict:
        """The oldest message that is not stored, or what the next one begins with."""
        return next((kept for kept in self.state["queue"] if not kept["stored"]), self.state)

    def move(self) -> bytes:
        """Says that all readings before the oldest message are settled."""
        oldest, account = self.oldest(), bytes.fromhex(self.gateway)
        numbers = struct.pack("<IQ", self.state["boot"], oldest["next"])
        return cbor2.dumps(self.cose(MOVE, account + numbers + bytes.fromhex(oldest["previous"])))

    def take(self, reply: bytes):
        reply = json.loads(reply) if self.way == "senml" else {KEYS.get(key): v for key, v in cbor2.loads(reply).items()}
        boot, error, final, news = reply["boot"], reply.get("error"), reply.get("final", 0), False
        if boot == self.state["boot"] and reply.get("next", -1) >= self.oldest()["next"]:
            self.moves = False  # The gateway goes on where this device does.
        for kept in self.state["queue"]:
            if self.way == "senml":  # Only the answer that names a pack says that it is stored: below `next`.
                stored = error is None and reply.get("ref") == kept["ref"] and reply["next"]
            else:  # Any answer says what is stored of a boot epoch; an announcement has no `next`.
                stored = boot == self.state["boot"] and kept["end"] <= reply.get("next", 0) and kept["end"]
            if stored and not kept["stored"]:
                kept["stored"], kept["at"], news = (boot, stored), self.gateway, True
        is_final = lambda stored: stored and stored[0] == boot and stored[1] <= final
        self.state["queue"] = [kept for kept in self.state["queue"] if not is_final(kept["stored"])]
        self.save()
        if news:
            self.again = 0
        elif error not in (None, "Busy", "Unavailable") and not (self.moves and error == "Gap"):
            sys.exit(f"{error}: {reply.get('detail')}")

    def run(self):
        while kept := self.state["queue"]:
            if time.monotonic() >= self.again:
                # The oldest that is not stored; or the last one, since its answer says as well what is final.
                message = self.oldest().get("message", kept[-1]["message"])
                if self.moves:
                    self.client.publish(self.topic + "move", self.move(), qos=1)
                self.client.publish(self.topic + self.way, bytes.fromhex(message), qos=1)
                self.again = time.monotonic() + self.patience
            with contextlib.suppress(queue.Empty):
                self.take(self.replies.get(timeout=0.1))


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    for name in ["host", "port", "genesis", "key", "state"]:
        parser.add_argument("--" + name, required=True)
    parser.add_argument("--way", required=True, choices=["segment", "readings", "senml"])
    parser.add_argument("--channel", action="append", required=True, help="EXPONENT,LOW,HIGH of the model, scaled")
    parser.add_argument("--gateway", help="the account of the gateway")
    parser.add_argument("--boot", type=int, default=0, help="the boot epoch, without a state file")
    parser.add_argument("--patience", type=float, default=10, help="seconds until a message is sent again")
    device = Device(parser.parse_args())
    scaled = lambda channel, value: Decimal(value).scaleb(-device.channels[channel][0]).to_integral_value(ROUND_HALF_UP)
    points = ((int(c), int(at), int(scaled(int(c), value))) for c, at, value in map(str.split, sys.stdin))
    while readings := list(itertools.islice(points, 4)):
        device.keep(readings)
    print("kept", len(device.state["queue"]), flush=True)
    device.run()
