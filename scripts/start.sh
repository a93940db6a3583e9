#!/usr/bin/env bash
# Builds everything and runs a development chain, until Ctrl-C.
# usage: start.sh [--check]    --check ends as soon as the chain is known to work
set -euo pipefail
cd "$(dirname "$0")/.."
port=${TALLYSTICK_RPC_PORT:-9944}

./scripts/setup.sh
echo "start: building; the first time takes half an hour on two cores"
cargo build --release --workspace --locked
node=${CARGO_TARGET_DIR:-target}/release/tallystick-node

work=$(mktemp -d)
pid=
stop() {
	if [ -n "$pid" ] && kill "$pid" 2>/dev/null; then wait "$pid" || true; fi
	rm -rf "$work"
}
trap stop EXIT
trap 'exit 0' INT TERM

# The node may be slower to open it than what looks into it below.
: >"$work/node.log"
"$node" --dev --base-path "$work/chain" --port 0 --rpc-port "$port" --no-prometheus \
	>"$work/node.log" 2>&1 &
pid=$!
started=$SECONDS

fail() {
	tail -n 20 "$work/node.log" >&2
	echo "start: FAILED: $*" >&2
	exit 1
}
rpc() {
	curl -sf -m 2 -H 'Content-Type: application/json' "http://127.0.0.1:$port" \
		-d "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"$1\",\"params\":${2:-[]}}"
}
finalised() {
	local hash
	hash=$(rpc chain_getFinalizedHead | sed -n 's/.*"result":\("0x[0-9a-f]*"\).*/\1/p')
	printf '%d' "$(rpc chain_getHeader "[$hash]" | sed -n 's/.*"number":"\(0x[0-9a-f]*\)".*/\1/p')"
}

echo "start: waiting for the chain to finalise blocks"
until grep -q "Running JSON-RPC server: addr=127.0.0.1:$port" "$work/node.log"; do
	kill -0 "$pid" 2>/dev/null || fail "the node ended"
	! grep -q 'Running JSON-RPC server' "$work/node.log" ||
		fail "port $port is taken; choose another with TALLYSTICK_RPC_PORT"
	[ $((SECONDS - started)) -lt 120 ] || fail "no JSON-RPC server after two minutes"
	sleep 0.2
done
until height=$(finalised 2>/dev/null) && [ "$height" -ge 2 ]; do
	kill -0 "$pid" 2>/dev/null || fail "the node ended"
	[ $((SECONDS - started)) -lt 120 ] || fail "nothing is finalised after two minutes"
	sleep 0.2
done

cat <<SUMMARY

  The chain runs: block $height was final $((SECONDS - started)) s after the node's start.

    JSON-RPC         ws://127.0.0.1:$port  and  http://127.0.0.1:$port
    polkadot.js apps https://polkadot.js.org/apps/?rpc=ws://127.0.0.1:$port
    try              curl -s -H 'Content-Type: application/json' http://127.0.0.1:$port \\
                       -d '{"jsonrpc":"2.0","id":1,"method":"system_health","params":[]}'
    accounts         //Alice is the council, and administers organisation 0; //Bob has money too
    log              $work/node.log (gone after the end, like the chain)

SUMMARY
if [ "${1:-}" = --check ]; then
	echo "start: ok"
	exit 0
fi
echo "  Ctrl-C ends it."
wait "$pid" || fail "the node ended"
