#!/usr/bin/env bash
# Runs every client of tests/interop against a development chain of its own.
# The node is $TALLYSTICK_NODE, or the release build.
set -euo pipefail
cd "$(dirname "$0")/.."

node=${TALLYSTICK_NODE:-${CARGO_TARGET_DIR:-target}/release/tallystick-node}
[ -x "$node" ] || {
	echo "interop: there is no $node; build it first (scripts/start.sh does)" >&2
	exit 1
}

echo "interop: installing the clients"
polkadot_js=$(scripts/npm-cached.sh tests/interop/polkadot-js)
papi=$(scripts/npm-cached.sh tests/interop/papi)
smoldot=$(scripts/npm-cached.sh tests/interop/smoldot)
python=$(scripts/venv-cached.sh tests/interop/python)

work=$(mktemp -d)
# The node may be slower to open it than what looks into it below.
: >"$work/node.log"
# Light clients speak to peers over WebSocket only.
"$node" --dev --base-path "$work/chain" --listen-addr /ip4/127.0.0.1/tcp/0/ws --rpc-port 0 --no-prometheus \
	>"$work/node.log" 2>&1 &
pid=$!
stop() {
	if kill "$pid" 2>/dev/null; then wait "$pid" || true; fi
	rm -rf "$work"
}
trap stop EXIT

port=
for _ in $(seq 600); do
	port=$(sed -n 's/.*Running JSON-RPC server: addr=127\.0\.0\.1:\([0-9]*\).*/\1/p' "$work/node.log")
	[ -z "$port" ] || break
	kill -0 "$pid" 2>/dev/null || break
	sleep 0.5
done
[ -n "$port" ] || {
	cat "$work/node.log" >&2
	echo "interop: the node does not come up" >&2
	exit 1
}
export TALLYSTICK_WS=ws://127.0.0.1:$port
export TALLYSTICK_SPEC=$work/spec.json
"$node" export-chain-spec --chain dev --raw >"$TALLYSTICK_SPEC" 2>"$work/spec.log" || {
	cat "$work/spec.log" >&2
	echo "interop: the node exports no chain spec" >&2
	exit 1
}

failed=()
run() {
	echo "interop: $1"
	"${@:2}" 2>&1 | tee "$work/$1.out" || failed+=("$1")
}
run polkadot-js node "$polkadot_js/check.mjs"
run papi node "$papi/check.mjs"
run python "$python" tests/interop/python/check.py
# Reads a device that polkadot-js has registered.
run smoldot node "$smoldot/check.mjs"

if [ ${#failed[@]} -gt 0 ]; then
	echo "interop: the end of the node's log:" >&2
	tail -n 40 "$work/node.log" >&2
	for name in "${failed[@]}"; do
		echo "interop: what $name said last:" >&2
		tail -n 8 "$work/$name.out" >&2
	done
	echo "interop: FAILED: ${failed[*]}" >&2
	exit 1
fi
echo "interop: ok: polkadot-js, papi, python and smoldot work with this chain"
