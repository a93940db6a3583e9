"""Computes a settled trade anew, and compares it with what the chain paid, to the unit.

Usage:
    check.py --node URL --trade NUMBER [--gateway URL]
        Prints what it found as one JSON object and exits 0; 1, with the reason, if the chain
        computed, kept or paid anything else.

It reads the chain by a client of its own, and shares no code with the chain's.

1. The trade's record, its policies and tallies, what was shown of it, and every account, before
   it was offered, in the block before it was settled, and afterwards. The node has to keep old
   states.
2. The leaves of the tallies, each with its path. All counters of a leaf follow from the leaf
   before it, so that the hash of the leaf is computed anew and has to lead to the tally's peaks.
3. With --gateway, the readings: each has a proof file, from the device's signature to the header
   of a finalised block. Together they make the run's root that the leaf has, and their exact
   condition lies between the bounds.
4. The openings that were shown, from the transactions. What the chain knows of each run has to
   be what follows from them.
5. Charges, loss, price, discount, shares and bonds, by tests/condition.
6. Money: until the trade is settled nobody's changes, though some of it is held: escrows, and the
   deposits of the records that are kept. Then everybody has what the settlement gives, and what
   was held is free. Members pay no fees: their organisations have quotas.
"""

import argparse
import bisect
import json
import sys
import urllib.error
import urllib.request
from collections import Counter
from dataclasses import replace
from pathlib import Path

TESTS = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(TESTS / name) for name in ("proofs", "condition")]
import condition as c
import oracle
import settle
import trees as t
import verify as v
from chain import read_header
from client import Chain, Happening, Unreadable


class Disagreement(Exception):
    """The chain has something else than what follows from the evidence."""


def ensure(holds: bool, reason: str):
    if not holds:
        raise Disagreement(reason)


def same(found, expected, what: str):
    ensure(found == expected, f"{what}: the chain has {found}, and {expected} follows")


# From the chain's forms to those of tests/condition


def measure_of(given):
    if given == "Missing":
        return c.Missing()
    ((kind, content),) = given.items()
    if kind == "Convex":
        points = [(one["at"], one["slope"]) for one in content["breakpoints"]]
        return c.Convex(content["x0"], content["f0"], content["slope"], points)
    return {"Above": c.Above, "Below": c.Below}[kind](content)


def policy_of(given: dict, period: int) -> c.Policy:
    spacing = max(1, period * given["spacing"] // 1000)
    return c.Policy(
        measure=measure_of(given["measure"]),
        hot=given["hot"],
        cold=given["cold"],
        stands=max(spacing, period * given["stands"] // 1000),
        spacing=spacing,
        ignored=facts_of(given["ignored"]),
        doubts_oversampled=given["oversampled"] == "Doubtful",
    )


def facts_of(given) -> frozenset:
    """A list of names, or bits."""
    if isinstance(given, list):
        return frozenset(given)
    return frozenset(name for i, name in enumerate(c.FACTS) if given >> i & 1)


def bounds_of(given: dict) -> c.Bounds:
    return c.Bounds(int(given["lower"]), int(given["upper"]))


def counters_of(given: dict) -> c.Counters:
    return c.Counters(
        value=bounds_of(given["value"]),
        missing=bounds_of(given["missing"]),
        readings=int(given["readings"]),
        doubtful=given["doubtful"],
        since=given["since"],
    )


def pair_of(given: list) -> bytes:
    return b"".join(c.read_node(node).encoded for node in given)


def named(stream: dict) -> str:
    return f"{stream['device']}/{stream['channel']}"


# Streams


class Stream:
    """A tally that was counted anew from its leaves."""

    def __init__(self, kept: dict, leaves: list[dict]):
        self.kept, self.name = kept, named(kept["stream"])
        policies = {
            entry["counted"]["policy"]: policy_of(entry["policy"], kept["period"])
            for entry in kept["entries"]
        }
        # Without leaves it is as it was before the trade.
        number, before = kept["observations"], kept["until"]
        counted = [entry["counted"] for entry in kept["entries"]]
        if leaves:
            first = leaves[0]["leaf"]
            number, before, counted = first["number"], first["before"], first["counted"]
        self.tally = c.Tally(
            device=t.unhex(kept["stream"]["device"]),
            channel=kept["stream"]["channel"],
            policies={one["policy"]: policies[one["policy"]] for one in counted},
            until=int(before["until"]),
            value=read_value(before["value"]),
            number=number,
            counters={one["policy"]: counters_of(one) for one in counted},
        )
        value = self.tally.value
        self.before = {
            id: None if value is None else (value, counters.doubtful)
            for id, counters in self.tally.counters.items()
        }
        """The reading that stands when the first of these leaves counts on."""
        self.roots: list[t.Node] = []
        self.numbers: list[int] = []
        for proof in leaves:
            self.count(proof)

    def count(self, proof: dict):
        leaf, tally = proof["leaf"], self.tally
        what = f"leaf {leaf['number']} of {self.name}"
        # Observations that count no time have leaves, too, which nobody asked for.
        ensure(leaf["number"] >= tally.number, f"{what} does not follow leaf {tally.number - 1}")
        tally.number = leaf["number"]
        self.numbers.append(leaf["number"])
        self.check_last(leaf["before"], f"the last reading before {what}")
        counted = {one["policy"]: counters_of(one) for one in leaf["counted"]}
        same(counted, tally.counters, f"what was counted before {what}")
        root, facts = c.read_node(leaf["root"]), facts_of(leaf["facts"])
        hash_ = t.blake2(tally.observe(root, facts).leaf)
        self.roots.append(root)
        path = [t.unhex(one) for one in proof["path"]]
        peak = climb(hash_, leaf["number"], self.kept["observations"], path)
        peaks = [t.unhex(one) for one in self.kept["peaks"]]
        ensure(peak in peaks, f"{what} does not lead to the tally, as it is counted anew")

    def finish(self):
        """What is counted in the end is what the tally holds."""
        kept, tally = self.kept, self.tally
        self.check_last(kept["until"], f"the last reading of {self.name}")
        for entry in kept["entries"]:
            counted, id = entry["counted"], entry["counted"]["policy"]
            same(counters_of(counted), tally.counters[id], f"policy {id} of {self.name}")

    def check_last(self, given: dict, what: str):
        found = (int(given["until"]), read_value(given["value"]))
        same(found, (self.tally.until, self.tally.value), what)

    def index(self, number: int) -> int:
        """How many of the leaves that were counted anew come before one."""
        return bisect.bisect_left(self.numbers, number)


def read_value(given) -> int | None:
    return None if given is None else int(given)


def climb(hash_: bytes, number: int, count: int, path: list[bytes]) -> bytes | None:
    """The peak above a leaf. None if the path is not as long as it has to be."""
    first = 0
    for height in reversed(range(count.bit_length())):
        size = count & 1 << height
        if first <= number < first + size:
            if len(path) != height:
                return None
            place = number - first
            for sibling in path:
                both = sibling + hash_ if place & 1 else hash_ + sibling
                hash_, place = t.blake2(both), place >> 1
            return hash_
        first += size
    return None


# Readings


class Gateway:
    def __init__(self, url: str, chain: Chain):
        self.url, self.chain = url.rstrip("/"), chain
        self.proofs = 0

    def proof(self, stream: dict, time: int) -> v.Proof | None:
        """The proof of a reading, verified. None if there is no such reading."""
        path = f"/v1/devices/{stream['device'].removeprefix('0x')}/readings"
        try:
            with urllib.request.urlopen(
                f"{self.url}{path}/{stream['channel']}/{time}/proof"
            ) as answer:
                file = answer.read()
        except urllib.error.HTTPError as error:
            if error.code == 404:
                return None
            raise
        proof = v.decode(file)
        height = read_header(proof.block_header).height
        ensure(height <= self.chain.finalized(), f"block {height} is not final")
        found = v.verify(file, t.unhex(self.chain.genesis), t.unhex(self.chain.hash(height)))
        same(t.hexed(found.device), stream["device"], "the device of a proof")
        self.proofs += 1
        return proof

    def readings(self, stream: dict, root: t.Node, period: int) -> list[tuple[int, int]]:
        """The readings of a run, which make its root."""
        summary, found, level = root.summary, [], []
        for time in range(summary.first_time, summary.last_time + 1, period):
            proof = self.proof(stream, time)
            if proof is None:
                continue
            found.append((proof.time, proof.value))
            level.append(node_of(proof))
        while len(level) > 1:
            pairs = [level[i : i + 2] for i in range(0, len(level), 2)]
            level = [t.join_nodes(*pair) if len(pair) == 2 else pair[0] for pair in pairs]
        ensure(level == [root], f"the readings of {named(stream)} make another run")
        return found


def node_of(proof: v.Proof) -> t.Node:
    ensure(proof.signed is None, "the device signs its readings one by one")
    hash_ = t.blake2(t.READING + proof.salt + t.u64(proof.time) + t.i64(proof.value))
    time, value = proof.time, proof.value
    beyond = 0 if proof.low <= value <= proof.high else 1
    return t.make_node(t.Summary(1, time, value, time, value, value, value, value, beyond), hash_)


# Trades


class Trade:
    """A settled trade, as the chain had it."""

    def __init__(self, chain: Chain, number: int):
        self.chain, self.number = chain, number
        happened = list(chain.happenings(chain.finalized()))
        self.happened = [one for one in happened if one.fields.get("trade") == number]
        offered, self.ended = self.only("TradeOffered"), self.only("TradeEnded")
        self.only("Delivered")
        ensure(not any(one.name == "ArbiterCalled" for one in self.happened), "it was appealed")
        self.before, self.last, self.after = (
            offered.block - 1,
            self.ended.block - 1,
            self.ended.block,
        )
        self.record, self.ticket = chain.value(self.last, "AssetLifecycle", "Trades", number)
        self.terms, self.legs = self.record["terms"], self.record["legs"]
        self.shown = [
            (stream, index, *kept)
            for (stream, index), kept in chain.values(
                self.last, "AssetLifecycle", "ShownLeaves", number
            )
        ]
        self.cuts = [self.legs[0]["from"]] + [leg["to"] for leg in self.legs]
        self.streams = {}
        for watching in self.record["streams"]:
            stream = watching["stream"]
            if named(stream) not in self.streams:
                self.streams[named(stream)] = self.read_stream(stream)

    def only(self, name: str) -> Happening:
        found = [one for one in self.happened if one.name == name]
        ensure(len(found) == 1, f"{name} of the trade happened {len(found)} times")
        return found[0]

    def read_stream(self, stream: dict) -> Stream:
        kept = self.chain.value(self.last, "AssetLifecycle", "Tallies", stream)
        ensure(kept is not None, f"the tally of {named(stream)} has gone")
        now = self.chain.value(self.after, "AssetLifecycle", "Tallies", stream)
        ensure(now in (None, kept), "an observation came in the block that settled the trade")
        end = max(self.cuts[-1], int(kept["until"]["until"]))
        found = Stream(kept, self.chain.leaves(self.last, stream, self.cuts[0], end))
        found.finish()
        return found

    def openings(self) -> dict[str, list[list[list[t.Summary]]]]:
        """What was shown of each run, from the transactions that did it."""
        found = {name: [[] for _ in one.roots] for name, one in self.streams.items()}
        for one in self.happened:
            if one.name != "Shown":
                continue
            given = self.chain.arguments(one.block, one.transaction, "show")
            leaf = given["proof"]["leaf"]
            stream = self.streams[named(leaf["stream"])]
            index = stream.index(leaf["number"])
            pairs = [pair_of(pair) for pair in given["opening"]]
            found[stream.name][index].append(c.open_run(stream.roots[index], pairs))
        return found

    def watched(self) -> settle.Trade:
        """What the streams say of the trade's time."""
        unproven = {}
        for name, stream in self.streams.items():
            shown = {stream.index(at) for one, at, *_ in self.shown if named(one) == name}
            unproven[name] = set(range(len(stream.roots))) - shown
        tallies = {name: stream.tally for name, stream in self.streams.items()}
        return settle.Trade(tallies, self.openings(), [], self.cuts, unproven)

    def watchings(self, policy: int) -> list[settle.Stay]:
        """The streams that counted by a policy, one after the other."""
        end, found = self.cuts[-1], []
        given = [one for one in self.record["streams"] if one["policy"] == policy]
        begins = [one["from"] for one in given[1:]] + [end]
        for one, following in zip(given, begins, strict=True):
            following = min(following, end)
            until = following if one["to"] is None else min(one["to"], following)
            start = min(max(self.cuts[0], one["from"]), until)
            ended = self.failed(one)
            failed = self.role_of(self.answers_for(one, bool(found), ended))
            kept = not self.is_concerned(ended)
            found.append(settle.Stay(named(one["stream"]), start, until, failed, kept))
        return found

    def is_concerned(self, org: int | None) -> bool:
        """Whether an organisation is the seller, the buyer, or had the goods."""
        parties = [self.record["seller"], self.record["buyer"]]
        return org in parties + [leg["holder"] for leg in self.legs]

    def answers_for(self, watching: dict, joined: bool, ended: int | None) -> int:
        """Who answers for a device that ended: whose it was then, or when it began to count, or who
        chose it: the seller before the pick-up, the holder in a swap."""
        for org in (ended, watching["owner"]):
            if self.is_concerned(org):
                return org
        holders = [leg["holder"] for leg in self.legs if leg["from"] <= watching["from"]]
        return holders[-1] if joined else self.record["seller"]

    def failed(self, watching: dict) -> int | None:
        """The organisation whose device it was, if that ended before data were waited for no more."""
        if watching["failed"] is not None:
            return watching["failed"]
        device = watching["stream"]["device"]
        used = self.chain.value(self.last, "AssetLifecycle", "DeviceUses", device)
        if used is None or used["ended"] is None:
            return None
        at, org = used["ended"]
        since = next(iter(self.record["state"].values()))["since"]
        return org if at <= since + self.terms["data"] else None

    def counted(self, place: int, stays: list[settle.Stay]) -> list[int]:
        """Of the policy at a place in the terms: how many observations were counted when the end of
        each leg was agreed, by the stream that watched then."""
        found = []
        for leg in self.legs:
            watching = [stay for stay in stays if stay.start < leg["to"]] or stays[:1]
            stream = self.streams[watching[-1].stream]
            found.append(stream.index(leg["counted"][place]))
        return found

    def role_of(self, org: int, leg: int = 0) -> str | int:
        """Who an organisation is in the trade: seller, buyer, or the number of a leg of theirs: the
        first from `leg` on, or else the last."""
        if org == self.record["seller"]:
            return "seller"
        if org == self.record["buyer"]:
            return "buyer"
        own = [i for i, one in enumerate(self.legs) if one["holder"] == org]
        return next((i for i in own if i >= leg), own[-1] if own else None)

    def keepers(self) -> list:
        """Who kept the logger at the end of each leg."""
        takers = [leg["holder"] for leg in self.legs[1:]] + [self.record["buyer"]]
        return [
            None if leg["keeper"] == "Giver" else self.role_of(taker, i + 1)
            for i, (leg, taker) in enumerate(zip(self.legs, takers, strict=True))
        ]

    def missing(self, policy: int) -> int:
        kept, _ = self.chain.value(self.last, "AssetLifecycle", "Policies", policy)
        # What is missing does not depend on the period.
        return policy_of(kept["policy"], 1).missing

    def offer(self) -> int:
        """What was offered for what there was in the end, rounded down."""
        return self.terms["price"] * self.record["left"] // self.record["quantity"]

    def refused(self) -> list[settle.Refused]:
        """What was refused on the way and the seller does not have."""
        of_bond = {leg["bond"]: place for place, leg in enumerate(self.legs, 1)}
        return [
            settle.Refused(
                self.terms["price"] * part["quantity"] // self.record["quantity"],
                None if part["bond"] is None else of_bond[part["bond"]],
            )
            for part in self.record["refused"]
        ]

    def escrow(self, number: int) -> tuple[dict, dict]:
        """An escrow before the settlement, and its deposit."""
        return tuple(self.chain.value(self.last, "Escrow", "Escrows", number))

    def held(self) -> Counter:
        """What is held for the trade before it is settled, by account and reason."""
        found = self.passed()
        for deposit in [self.ticket, *(ticket for *_, ticket in self.shown)]:
            found[deposit["payer"], "AssetLifecycle.Trade"] += deposit["amount"]
        bonds = [bond["escrow"] for bond in self.record["bonds"]]
        for number in [self.record["escrow"], *bonds]:
            escrow, deposit = self.escrow(number)
            found[escrow["payer"], "Escrow.Money"] += escrow["held"]
            found[deposit["payer"], "Escrow.Record"] += deposit["amount"]
        return found

    def passed(self) -> Counter:
        """By how much more is held in the end: the buyer puts up the deposit for the asset,
        whoever had another stream watch it one for that, and whoever anchored for the first time
        meanwhile one for their number."""
        found, asset = Counter(), self.record["asset"]
        for block, sign in ((self.before, -1), (self.last, 1)):
            for _, gateway in self.chain.values(block, "Telemetry", "Gateways"):
                deposit = gateway["ticket"]
                found[deposit["payer"], "Telemetry.Gateway"] += sign * deposit["amount"]
            _, deposit = self.chain.value(block, "AssetLifecycle", "Assets", asset)
            found[deposit["payer"], "AssetLifecycle.Asset"] += sign * deposit["amount"]
            for _, deposit in self.chain.value(block, "AssetLifecycle", "Stays", asset) or []:
                found[deposit["payer"], "AssetLifecycle.Stay"] += sign * deposit["amount"]
        return found

    def holders(self) -> list[settle.Holder]:
        found = []
        for leg in self.legs:
            if leg["holder"] == self.record["seller"]:
                found.append(settle.Holder("seller"))
            elif leg["holder"] == self.record["buyer"]:
                found.append(settle.Holder("buyer"))
            elif leg["bond"] is not None:
                amount = self.record["bonds"][leg["bond"]]["amount"]
                found.append(settle.Holder("bonded", amount))
            else:
                found.append(settle.Holder("unbonded"))
        return found


class Outcome:
    """What follows from the evidence."""

    def __init__(self, trade: Trade):
        self.trade = trade
        self.weights = {one["policy"]: one["weight"] for one in trade.terms["policies"]}
        self.watched: dict[int, settle.Trade] = {}
        whole, unwatched = trade.watched(), []
        for place, policy in enumerate(self.weights):
            stays = trade.watchings(policy)
            if stays:
                counted = trade.counted(place, stays)
                self.watched[policy] = replace(whole, stays=stays, counted=counted)
            else:
                unwatched.append(policy)
        losses = [0] * (len(trade.legs) + 2)
        for policy, watched in self.watched.items():
            found = settle.losses_of(watched, {policy: self.weights[policy]}, trade.keepers())
            losses = [settle.loss_of([(1, both[0]), (1, both[1])]) for both in zip(losses, found)]
        for policy in unwatched:
            missing = trade.missing(policy)
            for i, (start, end) in enumerate(zip(trade.cuts, trade.cuts[1:]), 1):
                charge = (self.weights[policy], (end - start) * missing)
                losses[i] = settle.loss_of([(1, losses[i]), charge])
        self.bounds = {policy: watched.bounds(policy) for policy, watched in self.watched.items()}
        rate = trade.terms["rate"]
        allowed = [settle.allowance_of(leg["agreed"], rate) for leg in trade.legs]
        holders = [settle.Holder("seller"), *trade.holders(), settle.Holder("buyer")]
        ends = zip(holders, losses, [0, *allowed, 0], strict=True)
        self.intervals = [settle.Interval(*one) for one in ends]
        self.offer = trade.offer()
        curve = settle.read_curve(trade.terms["curve"]["points"])
        self.found = settle.settle(self.offer, curve, self.intervals, trade.refused())
        self.paid = self.offer - self.found.buyer
        self.bonds = [0] * len(trade.record["bonds"])
        for leg, pays in zip(trade.legs, self.found.bonds[1:]):
            if leg["bond"] is not None:
                self.bonds[leg["bond"]] += pays

    def check_knowledge(self) -> int:
        """What the chain knows of the runs that were shown."""
        checked = 0
        for stream, number, kept, _ in self.trade.shown:
            name = named(stream)
            index = self.trade.streams[name].index(number)
            for policy, known in kept["known"]:
                watched = self.watched[policy]
                closed = replace(watched, openings={name: [[] for _ in watched.openings[name]]})
                (window,) = [one for one in watched.windows(policy) if one.stay.stream == name]
                shares, _ = watched.shares(window, policy, index)
                before, _ = closed.shares(window, policy, index)
                what = f"policy {policy} of leaf {number} of {name}"
                same(known["extent"] == "All", shares.complete, f"the extent of {what}")
                pairs = [(known["whole"], shares.whole, before.whole)]
                pairs += zip(known["pieces"], shares.pieces, before.pieces, strict=True)
                for share, own, summary in pairs:
                    # The chain keeps what openings say, and adds the summary when it charges.
                    bounds = bounds_of(share["inside"]).within(summary.inside)
                    found = c.Share(int(share["joint"]), int(share["span"]), bounds)
                    same(found, own, what)
                    checked += 1
        return checked

    def check_readings(self, gateway: Gateway):
        """Every reading of the trade's time: it is proven, and the bounds hold."""
        trade = self.trade
        runs = {}
        for name, stream in trade.streams.items():
            period = stream.kept["period"]
            which = stream.kept["stream"]
            runs[name] = [gateway.readings(which, root, period) for root in stream.roots]
        for policy, found in self.bounds.items():
            windows = self.watched[policy].windows(policy)
            for window, bounds in zip(windows, found, strict=True):
                stay, stream = window.stay, trade.streams[window.stay.stream]
                rules, taken = stream.tally.policies[policy], stream.tally.taken
                rule = oracle.Rule(rules.measure.of, rules.missing, rules.stands)
                doubts = [one.value[policy].doubtful for one in taken]
                played = [oracle.Run(*one) for one in zip(runs[stay.stream], doubts, strict=True)]
                since = taken[0].value[policy].start if taken else stream.tally.until
                line = oracle.figures(rule, since, played, stay.end, stream.before[policy])
                unread = (window.begin - stay.start) * rules.missing
                exact = unread + sum(line[window.begin - since : stay.end - since])
                holds = bounds.lower <= exact <= bounds.upper
                ensure(holds, f"policy {policy} measures {exact}, which is not within {bounds}")

    def moves(self) -> Counter:
        """What each account has more in the end, or less."""
        trade, found = self.trade, Counter()
        payments = [(self.trade.record["escrow"], self.paid)]
        bonds = trade.record["bonds"]
        payments += zip((bond["escrow"] for bond in bonds), self.bonds, strict=True)
        for escrow, amount in payments:
            record, _ = trade.escrow(escrow)
            found[record["payer"]] -= amount
            found[trade.record["payee"]] += amount
        return found

    def check_payments(self) -> dict[str, int]:
        trade, moves = self.trade, self.moves()
        same(trade.ended.fields["paid"], self.paid, "what the seller gets of the buyer's money")
        before, last, after = (
            Money(trade.chain, block) for block in (trade.before, trade.last, trade.after)
        )
        for who in before.total | last.total | after.total:
            same(last.total[who], before.total[who], f"the money of {who} before the settlement")
            same(after.total[who], before.total[who] + moves[who], f"the money of {who}")
        kept = trade.held()
        for place in before.held | last.held | after.held | kept:
            what = "what is held of {} for {}".format(*place)
            expected = before.held[place] + kept[place]
            same(last.held[place], expected, f"{what} before the settlement")
            expected = before.held[place] + trade.passed()[place]
            same(after.held[place], expected, f"{what} afterwards")
        return {who: moved for who, moved in moves.items() if moved}


class Money:
    """What every account has in a block: all of it, and what is held of it for which reason."""

    def __init__(self, chain: Chain, block: int):
        self.total, self.held = Counter(), Counter()
        for who, account in chain.values(block, "System", "Account"):
            self.total[who] = account["data"]["free"] + account["data"]["reserved"]
        for who, holds in chain.values(block, "Balances", "Holds"):
            for hold in holds:
                ((pallet, reason),) = hold["id"].items()
                self.held[who, f"{pallet}.{reason}"] = hold["amount"]


def checked(url: str, number: int, gateway: str | None) -> dict:
    chain = Chain(url)
    trade = Trade(chain, number)
    outcome = Outcome(trade)
    proofs = 0
    if gateway:
        reader = Gateway(gateway, chain)
        outcome.check_readings(reader)
        proofs = reader.proofs
    shares = outcome.check_knowledge()
    moves = outcome.check_payments()
    legs = zip(outcome.intervals, outcome.found.shares, strict=True)
    return {
        "trade": number,
        "blocks": {"before": trade.before, "last": trade.last, "after": trade.after},
        "leaves": sum(len(stream.roots) for stream in trade.streams.values()),
        "proofs": proofs,
        "shares": shares,
        "bounds": {
            str(policy): [
                {"length": str(window.stay.end - window.stay.start), **c.show_bounds(one)}
                for window, one in zip(outcome.watched[policy].windows(policy), found, strict=True)
            ]
            for policy, found in outcome.bounds.items()
        },
        "intervals": [
            {
                "holder": one.holder.role,
                "loss": str(one.loss),
                "allowance": str(one.allowance),
                "share": str(share),
            }
            for one, share in legs
        ],
        "offer": str(outcome.offer),
        "price": str(outcome.found.price),
        "paid": str(outcome.paid),
        "bonds": [str(amount) for amount in outcome.bonds],
        "moves": {who: str(moved) for who, moved in moves.items()},
    }


def main() -> int:
    parser = argparse.ArgumentParser(description="Computes a settled trade anew.")
    parser.add_argument("--node", required=True, metavar="URL", help="its JSON-RPC over HTTP")
    parser.add_argument("--trade", required=True, type=int, metavar="NUMBER")
    parser.add_argument(
        "--gateway", metavar="URL", help="the HTTP of the gateway with the readings"
    )
    options = parser.parse_args()
    try:
        print(json.dumps(checked(options.node, options.trade, options.gateway), indent=2))
    except (Disagreement, Unreadable, c.Refused, t.Refused) as error:
        print(f"{type(error).__name__}: {error}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
