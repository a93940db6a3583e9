#!/usr/bin/env bash
# Plays the story of a washing machine in time-lapse, on its own chain and gateway: blocks are made
# by hand, each takes half an hour of the chain's clock, and the gateway follows that clock.
# Everything stops with the story. The programs are in $TALLYSTICK_BIN, or the release build.
# $TALLYSTICK_NODE names another node program. $TALLYSTICK_CHAIN is the URL of a running node; then
# the script starts none.
# usage: washing-machine.sh [OPTION…]    options of `tallystick-sim story washing-machine`, except those for node, gateway and broker
set -euo pipefail
scripts=$(dirname "$0")
bin=$(realpath -m "${TALLYSTICK_BIN:-${CARGO_TARGET_DIR:-$scripts/../target}/release}")
node=${TALLYSTICK_NODE:-$bin/tallystick-node}
for program in "$node" "$bin/tallystick-gateway" "$bin/tallystick" "$bin/tallystick-sim"; do
	[ -x "$program" ] || {
		echo "washing-machine: there is no $program; build it first (scripts/start.sh does)" >&2
		exit 1
	}
done
case " $* " in *' -h '* | *' --help '*) exec "$bin/tallystick-sim" story washing-machine --help ;; esac

# shellcheck source=scripts/processes.sh
. "$scripts/processes.sh"
trap 'exit 1' INT TERM

account=$("$bin/tallystick" key generate account "$work/gateway.key" | sed -n 's/^account *//p')
export RUST_BACKTRACE=0 NO_COLOR=1
chain=${TALLYSTICK_CHAIN:-}
if [ -z "$chain" ]; then
	: >"$work/node.log"
	"$node" --dev --base-path "$work/chain" --port 0 --rpc-port 0 --no-prometheus --no-mdns --no-telemetry \
		--seal manual --seal-slots 900 >"$work/node.log" 2>&1 &
	pids+=($!)
	rpc=$(logged node 's/.*Running JSON-RPC server: addr=127\.0\.0\.1:\([0-9]*\).*/\1/p') || fail "the node does not start"
	chain=ws://127.0.0.1:$rpc
fi
url=${chain#ws://}
member invite "$account" --suri //Alice
member join 0 --key-file "$work/gateway.key"
# The machine sends a segment at a time.
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
max_segments = 1
[http]
listen = "127.0.0.1:0"
TOML
: >"$work/gateway.log"
"$bin/tallystick-gateway" run --config "$work/gateway.toml" >"$work/gateway.log" 2>&1 &
pids+=($!)
mqtt=$(logged gateway 's/.*the gateway runs.* mqtt="\{0,1\}127\.0\.0\.1:\([0-9]*\).*/\1/p') || fail "the gateway does not start"
"$bin/tallystick-sim" story washing-machine --gateway "$account" "$@" --node "$chain" --broker "mqtt://127.0.0.1:$mqtt" &
pids+=($!)
# Waiting ends with a signal, a program in the foreground does not.
wait "${pids[-1]}" || fail "the story did not come out as it must"
