#!/usr/bin/env bash
# Plays the story of a building in time-lapse, on its own chain and gateway: blocks are made by
# hand, each takes a minute of the chain's clock, and the gateway follows that clock. Everything
# stops with the story. The programs are in $TALLYSTICK_BIN, or the release build. $TALLYSTICK_NODE
# names another node program. $TALLYSTICK_CHAIN is the URL of a running node; then the script starts
# none.
# usage: building.sh [OPTION…]    options of `tallystick-sim story building`, except those for node, gateway, grants and broker
set -euo pipefail
scripts=$(dirname "$0")
bin=$(realpath -m "${TALLYSTICK_BIN:-${CARGO_TARGET_DIR:-$scripts/../target}/release}")
node=${TALLYSTICK_NODE:-$bin/tallystick-node}
for program in "$node" "$bin/tallystick-gateway" "$bin/tallystick" "$bin/tallystick-sim"; do
	[ -x "$program" ] || {
		echo "building: there is no $program; build it first (scripts/start.sh does)" >&2
		exit 1
	}
done
case " $* " in *' -h '* | *' --help '*) exec "$bin/tallystick-sim" story building --help ;; esac

# shellcheck source=scripts/processes.sh
. "$scripts/processes.sh"
trap 'exit 1' INT TERM

account=$("$bin/tallystick" key generate account "$work/gateway.key" | sed -n 's/^account *//p')
command_key=$("$bin/tallystick" key generate command "$work/command.key" --json | sed -n 's/.*"commandKey": *"0x\([0-9a-f]*\)".*/\1/p')
mkdir "$work/grants"
export RUST_BACKTRACE=0 NO_COLOR=1
story=("$bin/tallystick-sim" story building --gateway "$account" --gateway-key "$command_key" --grants "$work/grants" "$@")
# It says what is wrong with its options, too.
from=$("${story[@]}" --clock)
chain=${TALLYSTICK_CHAIN:-}
if [ -z "$chain" ]; then
	"$scripts/market-slots.sh" "$node" hours >"$work/chain.json"
	"$node" --dev --chain "$work/chain.json" --base-path "$work/chain" --port 0 --rpc-port 0 --no-prometheus --no-mdns \
		--no-telemetry --state-pruning archive --blocks-pruning archive --seal manual --seal-slots 30 --seal-from "$from" >"$work/node.log" 2>&1 &
	pids+=($!)
	rpc=$(logged node 's/.*Running JSON-RPC server: addr=127\.0\.0\.1:\([0-9]*\).*/\1/p') || fail "the node does not start"
	chain=ws://127.0.0.1:$rpc
fi
url=${chain#ws://}
member invite "$account" --suri //Alice
member join 0 --key-file "$work/gateway.key"
# As many segments as the building's devices send at once: each batch is sealed when all are there.
cat >"$work/gateway.toml" <<TOML
[chain]
endpoints = ["$chain"]
time_lapse = true
[keys]
secret_file = "$work/gateway.key"
[mqtt]
listen = "127.0.0.1:0"
[store]
path = "$work/gateway.db"
[batch]
interval_seconds = 1
max_segments = 13
[http]
listen = "127.0.0.1:0"
[commands]
key_file = "$work/command.key"
grants = "$work/grants"
TOML
"$bin/tallystick-gateway" run --config "$work/gateway.toml" >"$work/gateway.log" 2>&1 &
pids+=($!)
mqtt=$(logged gateway 's/.*the gateway runs.* mqtt="\{0,1\}127\.0\.0\.1:\([0-9]*\).*/\1/p') || fail "the gateway does not start"
"${story[@]}" --node "$chain" --broker "mqtt://127.0.0.1:$mqtt" &
pids+=($!)
# Waiting ends with a signal, a program in the foreground does not.
wait "${pids[-1]}" || fail "the story did not come out as it must"
