#!/usr/bin/env bash
# Executes the worst case of each call of our pallets on the real runtime, and holds its time against what the call
# books: check-weights.sh [PALLET...]    all of ours, if none is named
# REPEAT=5 is a quicker run. Times are compared as multiples of a transfer's in the same run.
set -euo pipefail
cd "$(dirname "$0")/.."
: "${REPEAT:=20}"

if [ $# -eq 0 ]; then
	for weights in pallets/*/src/weights.rs; do
		folder=${weights#pallets/}
		name=pallet_${folder%%/*}
		[[ $name == *example* ]] || set -- "$@" "${name//-/_}"
	done
fi
runner=$(./tools/frame-runner/build.sh)
wasm=$(./scripts/runtime-wasm.sh runtime-benchmarks)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

for name in pallet_balances "$@"; do
	echo "check-weights: $name" >&2
	"$runner" benchmark pallet --runtime "$wasm" --genesis-builder runtime --pallet "$name" --extrinsic '*' \
		--steps 2 --repeat "$REPEAT" --min-duration 0 --disable-proof-recording --no-median-slopes --no-min-squares \
		--quiet --json-file "$work/$name.json" >/dev/null
done
python3 scripts/weights/check.py "$work"
