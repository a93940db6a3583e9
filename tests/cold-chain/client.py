"""Reads a chain over JSON-RPC, with the metadata that the chain itself has. Knows nothing of how our
own client does it."""

from collections.abc import Iterator
from typing import NamedTuple

from substrateinterface import SubstrateInterface

PAGE = 64
"""Most leaves in one answer."""


class Unreadable(Exception):
    """The chain does not answer, or not what it should."""


class Happening(NamedTuple):
    """An event of the asset lifecycle pallet, and where it happened."""

    block: int
    transaction: int | None
    name: str
    fields: dict


class Chain:
    def __init__(self, url: str):
        self.api = SubstrateInterface(url=url)
        self.genesis = self.hash(0)

    def request(self, method: str, *params):
        answer = self.api.rpc_request(method, list(params))
        if "error" in answer:
            raise Unreadable(f"{method}: {answer['error']}")
        return answer["result"]

    def hash(self, number: int) -> str:
        found = self.request("chain_getBlockHash", number)
        if found is None:
            raise Unreadable(f"there is no block {number}")
        return found

    def finalized(self) -> int:
        head = self.request("chain_getFinalizedHead")
        return int(self.request("chain_getHeader", head)["number"], 16)

    def value(self, block: int, pallet: str, entry: str, *keys):
        """What an entry holds after a block; None if there is nothing."""
        return self.api.query(pallet, entry, list(keys), block_hash=self.hash(block)).value

    def values(self, block: int, pallet: str, entry: str, *keys) -> Iterator[tuple]:
        """All that stands under the first keys of an entry after a block."""
        found = self.api.query_map(
            pallet, entry, list(keys), block_hash=self.hash(block), page_size=200
        )
        for key, value in found:
            key = tuple(part.value for part in key) if isinstance(key, tuple) else key.value
            yield key, value.value

    def happenings(self, last: int) -> Iterator[Happening]:
        """What happened up to a block."""
        for number in range(1, last + 1):
            for event in self.api.get_events(self.hash(number)):
                event = event.value
                if event["module_id"] == "AssetLifecycle":
                    fields = event["attributes"] or {}
                    yield Happening(number, event["extrinsic_idx"], event["event_id"], fields)

    def arguments(self, block: int, transaction: int, name: str) -> dict:
        """With which arguments a transaction calls the asset lifecycle pallet."""
        found = self.api.get_block(self.hash(block))["extrinsics"][transaction].value["call"]
        if (found["call_module"], found["call_function"]) != ("AssetLifecycle", name):
            raise Unreadable(f"transaction {transaction} of block {block} does not call {name}")
        return {argument["name"]: argument["value"] for argument in found["call_args"]}

    def leaves(self, block: int, stream: dict, start: int, end: int) -> list[dict]:
        """The leaves of a tally that count any moment of a time, as they were after a block."""
        found = []
        while start < end:
            device, channel = stream["device"], stream["channel"]
            at = self.hash(block)
            page = self.request("assets_leaves", device, channel, start, end, at)
            found += page
            if len(page) < PAGE:
                break
            start = int(page[-1]["leaf"]["root"]["summary"]["last"]["time"])
        return found
