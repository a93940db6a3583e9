"""Flips every single bit of proof files, and counts what the verifier still takes: nothing, if all
is well.

Reads lines of JSON as `verify.py --bulk` does, from standard input, and answers each with
{"flipped": how many, "accepted": how many}.
"""

import json
import sys

import verify


def flips(file: bytes, genesis: bytes, block: bytes) -> dict:
    accepted = 0
    altered = bytearray(file)
    for bit in range(len(file) * 8):
        altered[bit // 8] ^= 1 << bit % 8
        try:
            verify.verify(bytes(altered), genesis, block)
            accepted += 1
        except verify.Refused:
            pass
        altered[bit // 8] ^= 1 << bit % 8
    return {"flipped": len(file) * 8, "accepted": accepted}


def main() -> int:
    taken = 0
    for line in sys.stdin:
        given = json.loads(line)
        answer = flips(*(verify.unhex(given[name]) for name in ("proof", "genesis", "block")))
        taken += answer["accepted"]
        print(json.dumps(answer), flush=True)
    return 1 if taken else 0


if __name__ == "__main__":
    sys.exit(main())
