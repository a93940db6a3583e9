#!/usr/bin/env bash
# Runs the commands of a page in order, against a development chain and a gateway of their own. The programs
# are in $TALLYSTICK_BIN, or the release build; what else the page uses has to be installed.
# usage: tutorial.sh [--short-slots] [PAGE]    docs/connect-your-first-device.md if it is left out
# With --short-slots a slot of the energy market takes four seconds.
set -euo pipefail
cd "$(dirname "$0")/.."
short=
if [ "${1:-}" = --short-slots ]; then
	short=yes
	shift
fi
page=${1:-docs/connect-your-first-device.md}
root=$PWD
bin=$(realpath -m "${TALLYSTICK_BIN:-${CARGO_TARGET_DIR:-target}/release}")
node=${TALLYSTICK_NODE:-$bin/tallystick-node}

for program in "$node" "$bin/tallystick-gateway" "$bin/tallystick" "$bin/tallystick-sim"; do
	[ -x "$program" ] || {
		echo "tutorial: there is no $program; build it first (scripts/start.sh does)" >&2
		exit 1
	}
done
for program in mosquitto_pub mosquitto_sub python3; do
	if grep -q "^$program " "$page" && ! command -v "$program" >/dev/null; then
		echo "tutorial: there is no $program; install mosquitto-clients or python3" >&2
		exit 1
	fi
done

# shellcheck source=scripts/processes.sh
. ./scripts/processes.sh

chain=(--dev)
if [ -n "$short" ]; then
	./scripts/market-slots.sh "$node" short >"$work/chain.json"
	chain+=(--chain "$work/chain.json")
fi
: >"$work/node.log"
"$node" "${chain[@]}" --base-path "$work/chain" --port 0 --rpc-port 0 --no-prometheus >"$work/node.log" 2>&1 &
pids+=($!)
port=$(logged node 's/.*Running JSON-RPC server: addr=127\.0\.0\.1:\([0-9]*\).*/\1/p') || fail "the node does not come up"
export TALLYSTICK_NODE_URL=ws://127.0.0.1:$port

export PATH=$bin:$PATH TALLYSTICK_BIN=$bin
GATEWAY_ACCOUNT=$(tallystick key generate account "$work/gateway.key" | sed -n 's/^account *//p')
tallystick member invite "$GATEWAY_ACCOUNT" --suri //Alice
tallystick member join 0 --key-file "$work/gateway.key"
cat >"$work/gateway.toml" <<TOML
[chain]
endpoints = ["$TALLYSTICK_NODE_URL"]
[keys]
secret_file = "$work/gateway.key"
[mqtt]
listen = "127.0.0.1:0"
[store]
path = "$work/gateway.db"
[batch]
interval_seconds = 2
[http]
listen = "127.0.0.1:0"
TOML
: >"$work/gateway.log"
NO_COLOR=1 tallystick-gateway run --config "$work/gateway.toml" >"$work/gateway.log" 2>&1 &
pids+=($!)
http=$(logged gateway 's/.*the gateway runs.* http=\([0-9.:]*\).*/\1/p') || fail "the gateway does not come up"
MQTT_PORT=$(logged gateway 's/.*the gateway runs.* mqtt="\{0,1\}127\.0\.0\.1:\([0-9]*\).*/\1/p') || fail "there is no broker"
export TALLYSTICK_GATEWAY_URL=http://$http MQTT_HOST=127.0.0.1 MQTT_PORT GATEWAY_ACCOUNT
for _ in $(seq 600); do
	if curl -sf -o "$work/ready" "$TALLYSTICK_GATEWAY_URL/health/ready"; then break; fi
	kill -0 "${pids[-1]}" 2>/dev/null || break
	sleep 0.5
done
[ -s "$work/ready" ] || fail "the gateway does not get ready"

# The blocks that begin with ```sh are the commands; they share one shell.
awk '/^```sh$/ { on = 1; next } /^```$/ { on = 0 } on' "$page" >"$work/commands"
[ -s "$work/commands" ] || fail "$page has no commands"
mkdir "$work/here"
ln -s "$root/scripts" "$root/data" "$root/tests" "$work/here"
(cd "$work/here" && timeout 900 bash -euo pipefail "$work/commands") || fail "a command of $page"
echo "tutorial: ok: the commands of $page work"
