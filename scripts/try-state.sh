#!/usr/bin/env bash
# Checks the invariants of every pallet on the state of a running chain, and rehearses the upgrade
# to the runtime of this clone. The chain is only read.
# usage: try-state.sh [WS-ADDRESS [ARGUMENTS OF try-state...]]
set -euo pipefail
cd "$(dirname "$0")/.."

runner=$(./tools/frame-runner/build.sh)
wasm=$(./scripts/runtime-wasm.sh try-runtime)
"$runner" try-state --uri "${1:-ws://127.0.0.1:9944}" --runtime "$wasm" "${@:2}"
