#!/usr/bin/env bash
# The heavy suites: twenty kills, minutes of flood, an hour's worth of blocks, every bit of two
# hundred proofs, a gateway with a hundred thousand devices, one that is killed eight hundred times
# and then for ten minutes, and half an hour without a chain, a recall of a hundred thousand assets, a hundred commands of a rule,
# an energy market over ten thousand steps, all stories on one chain, throughput, fuzzing, zombienet, and try-state on a live
# chain. Takes hours. Run scripts/test.sh first; this uses what it built.
set -euo pipefail
cd "$(dirname "$0")/.."
CARGO_TARGET_DIR=$(realpath -m "${CARGO_TARGET_DIR:-target}")
export CARGO_TARGET_DIR
export TALLYSTICK_NODE=$CARGO_TARGET_DIR/release/tallystick-node
export TALLYSTICK_KILLS=${TALLYSTICK_KILLS:-20} TALLYSTICK_FLOOD_SECONDS=${TALLYSTICK_FLOOD_SECONDS:-60}
export TALLYSTICK_MUTATED=${TALLYSTICK_MUTATED:-200}
export TALLYSTICK_ROUNDS=${TALLYSTICK_ROUNDS:-50} TALLYSTICK_KILL_SECONDS=${TALLYSTICK_KILL_SECONDS:-600}
export TALLYSTICK_DARK_SECONDS=${TALLYSTICK_DARK_SECONDS:-1800} TALLYSTICK_NODE_KILLS=${TALLYSTICK_NODE_KILLS:-50}
export TALLYSTICK_BROKER_KILLS=${TALLYSTICK_BROKER_KILLS:-100} TALLYSTICK_RECALLED=${TALLYSTICK_RECALLED:-100000}
export TALLYSTICK_READINGS=${TALLYSTICK_READINGS:-100}
export TALLYSTICK_DEVICES=${TALLYSTICK_DEVICES:-100000}
export TALLYSTICK_STEPS=${TALLYSTICK_STEPS:-10000} TALLYSTICK_MARKETS=${TALLYSTICK_MARKETS:-50000}
./scripts/setup.sh --long
nextest=$(./scripts/cargo-tool.sh cargo-nextest)
PATH=$(dirname "$nextest"):$PATH:/usr/sbin
TALLYSTICK_PYTHON=$(./scripts/venv-cached.sh tests/proofs)
export TALLYSTICK_PYTHON

echo "=== kills, floods, soak, proofs, recall"
cargo nextest run --release --workspace --locked --profile long --run-ignored all \
	-E 'binary(crash) or binary(abuse) or binary(soak) or binary(evidence) or binary(gateway) or binary(recall) or binary(many_devices) or binary(commands)'

echo "=== random lives of assets, and a recall in the pallet"
PROPTEST_CASES=${TALLYSTICK_LIVES:-10000} cargo nextest run --release --locked --profile long \
	-p pallet-asset-lifecycle -p tallystick-node -p tallystick-features \
	-E 'test(the_properties_hold_over_any_life) or test(a_recall_spreads_to_all_descendants)'

echo "=== other random sessions of an energy market"
PROPTEST_CASES=${TALLYSTICK_SESSIONS:-2000} cargo nextest run --release --locked --profile long \
	-p pallet-energy-market -p tallystick-node -p tallystick-features \
	-E 'test(the_properties_hold_over_any_session) or test(random_sessions_keep_the_properties)'

echo "=== other hostile rules, up to the output of the devices that they set, and groups of devices"
PROPTEST_CASES=${TALLYSTICK_RULE_SETS:-10000} cargo nextest run --release --locked --profile long \
	-p pallet-automation -p tallystick-node -p tallystick-features \
	-E 'test(whatever_rules_want_the_output_stays_in_the_envelope) or test(whatever_devices_obey_a_group_stays_within_its_cap)'

echo "=== an energy market over ten thousand steps, and searches for a gain"
cargo nextest run --release --locked --profile long --success-output final \
	-p pallet-energy-market -p tallystick-market -p tallystick-node -p tallystick-features \
	-E 'test(session_of_everything) or (package(tallystick-market) and binary(search))'

echo "=== all stories on one chain"
./scripts/all.sh

echo "=== throughput"
"$CARGO_TARGET_DIR/release/throughput" --seconds 20

echo "=== fuzzing"
./scripts/fuzz.sh "${TALLYSTICK_FUZZ_SECONDS:-60}"

echo "=== zombienet"
./scripts/zombienet.sh

echo "=== try-state on a live chain"
work=$(mktemp -d)
: >"$work/node.log"
"$TALLYSTICK_NODE" --dev --base-path "$work" --port 0 --rpc-port 0 --no-prometheus \
	>"$work/node.log" 2>&1 &
pid=$!
trap 'kill "$pid" 2>/dev/null; wait "$pid" || true; rm -rf "$work"' EXIT
port=
until [ -n "$port" ]; do
	kill -0 "$pid"
	sleep 0.5
	port=$(sed -n 's/.*Running JSON-RPC server: addr=127\.0\.0\.1:\([0-9]*\).*/\1/p' "$work/node.log")
done
./scripts/try-state.sh "ws://127.0.0.1:$port"
echo "test-long: ok"
