"""Shows with a Python client that scripts need no code of their own for this chain.

Usage: TALLYSTICK_WS=ws://127.0.0.1:9944 python check.py, against a `--dev` chain.
"""

import os
import signal
import sys
import time

from substrateinterface import Keypair, SubstrateInterface

URL = os.environ.get("TALLYSTICK_WS", "ws://127.0.0.1:9944")
TIME_LIMIT = 180


def main() -> str:
    with SubstrateInterface(url=URL) as chain:
        alice = Keypair.create_from_uri("//Alice", ss58_format=chain.ss58_format)

        organization = chain.query("Consortium", "Organizations", [0]).value
        assert organization["name"] == "Development", organization
        assert organization["admin"] == alice.ss58_address, organization
        assert chain.query("Consortium", "Members", [alice.ss58_address]).value == 0

        call = chain.compose_call(
            "System", "remark_with_event", {"remark": f"interop {time.time_ns()}"}
        )
        extrinsic = chain.create_signed_extrinsic(
            call=call, keypair=alice, era={"period": 64}
        )
        receipt = chain.submit_extrinsic(extrinsic, wait_for_finalization=True)
        assert receipt.is_success, receipt.error_message
        events = [event.value["event_id"] for event in receipt.triggered_events]
        assert "Remarked" in events, events
        return (
            f"organisation 0 is {organization['name']}, "
            f"remark finalised in block {chain.get_block_number(receipt.block_hash)}"
        )


def too_late(*_):
    raise TimeoutError(f"not done within {TIME_LIMIT} s")


if __name__ == "__main__":
    signal.signal(signal.SIGALRM, too_late)
    signal.alarm(TIME_LIMIT)
    try:
        print(f"python: ok: {main()}")
    except Exception as error:
        print(f"python: FAILED: {type(error).__name__}: {error}", file=sys.stderr)
        sys.exit(1)
