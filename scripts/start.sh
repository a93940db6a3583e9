#!/usr/bin/env bash
# Builds everything and runs the main job: a chain, a gateway, and devices that replay measured data.
# One reading is asked for, proven and verified offline. Everything goes on until Ctrl-C.
# usage: start.sh [--check] [--story cold-chain|street|building|washing-machine|all]    --check ends once the proof has verified, and the story is over
# Functions are called through others and through traps.
# shellcheck disable=SC2317
set -euo pipefail
cd "$(dirname "$0")/.."
rpc_port=${TALLYSTICK_RPC_PORT:-9944}
mqtt_port=${TALLYSTICK_MQTT_PORT:-1883}
http_port=${TALLYSTICK_HTTP_PORT:-8080}
usage() { sed -n 's/^# usage: //p' "$0" >&2 && exit 2; }
check='' story=''
while [ $# -gt 0 ]; do
	case $1 in
	--check) check=yes ;;
	--story)
		story=${2:-}
		case $story in cold-chain | street | building | washing-machine | all) ;; *) usage ;; esac
		shift
		;;
	*) usage ;;
	esac
	shift
done

# Whether anybody listens at a port of this machine.
taken() { (: <"/dev/tcp/127.0.0.1/$1") 2>/dev/null; }
for port in "$rpc_port" "$mqtt_port" "$http_port"; do
	if taken "$port"; then
		echo "start: port $port is taken; choose others with TALLYSTICK_RPC_PORT, TALLYSTICK_MQTT_PORT and" \
			"TALLYSTICK_HTTP_PORT" >&2
		exit 1
	fi
done

./scripts/setup.sh
echo "start: building; the first time takes over half an hour on two cores"
cargo build --release --workspace --locked
bin=${CARGO_TARGET_DIR:-target}/release

# The devices end first, then the gateway, then the chain.
# shellcheck source=scripts/processes.sh
. ./scripts/processes.sh
names=()
trap 'exit 0' INT TERM

started=$SECONDS
# Ends everything with a message if one of the processes has ended: alive WHEN
alive() {
	for ((at = 0; at < ${#pids[@]}; at++)); do
		kill -0 "${pids[at]}" 2>/dev/null || fail "${names[at]} ended $1; its log is above"
	done
}
# Waits until a command succeeds: until_true SECONDS WHAT COMMAND…
until_true() {
	local limit=$((SECONDS + $1)) what=$2
	shift 2
	until "$@"; do
		alive "while waiting for $what"
		[ $SECONDS -lt $limit ] || fail "waited too long for $what"
		sleep 0.2
	done
}
# Starts a process with a log of its own: run NAME COMMAND…
run() {
	# The process may be slower to open it than what looks into it.
	: >"$work/$1.log"
	"${@:2}" >"$work/$1.log" 2>&1 &
	pids+=($!)
	names+=("$1")
}
rpc() {
	curl -sf -m 2 -H 'Content-Type: application/json' "http://127.0.0.1:$rpc_port" \
		-d "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"$1\",\"params\":${2:-[]}}"
}
finalised() {
	local hash number
	hash=$(rpc chain_getFinalizedHead | sed -n 's/.*"result":\("0x[0-9a-f]*"\).*/\1/p')
	number=$(rpc chain_getHeader "[$hash]" | sed -n 's/.*"number":"\(0x[0-9a-f]*\)".*/\1/p')
	[ -n "$number" ] && [ $((number)) -ge 2 ]
}
ready() { curl -sf -m 2 -o "$work/ready" "http://127.0.0.1:$http_port/health/ready"; }
# The first number of a field in a line of JSON.
field() { sed -n "s/.*\"$1\":\"\{0,1\}\([0-9]*\).*/\1/p"; }

echo "start: the chain"
chain=(--dev)
if [ "$story" = street ]; then
	./scripts/market-slots.sh "$bin/tallystick-node" short >"$work/chain.json"
	chain+=(--chain "$work/chain.json")
fi
# With every state kept, explorers show old blocks too.
run node "$bin/tallystick-node" "${chain[@]}" --base-path "$work/chain" --port 0 --rpc-port "$rpc_port" --no-prometheus \
	--state-pruning archive --blocks-pruning archive
until_true 120 "the chain to finalise blocks" finalised

echo "start: an account for the gateway, without money; its organisation pays"
export TALLYSTICK_NODE_URL=ws://127.0.0.1:$rpc_port
export TALLYSTICK_GATEWAY_URL=http://127.0.0.1:$http_port
tallystick() { "$bin/tallystick" "$@"; }
account=$(tallystick key generate account "$work/gateway.key" | sed -n 's/^account *//p')
tallystick member invite "$account" --suri //Alice
tallystick member join 0 --key-file "$work/gateway.key"

echo "start: the gateway"
cat >"$work/gateway.toml" <<TOML
[chain]
endpoints = ["$TALLYSTICK_NODE_URL"]
[keys]
secret_file = "$work/gateway.key"
[mqtt]
listen = "127.0.0.1:$mqtt_port"
[store]
path = "$work/gateway.db"
[batch]
interval_seconds = 4
[http]
listen = "127.0.0.1:$http_port"
TOML
run gateway "$bin/tallystick-gateway" run --config "$work/gateway.toml"
until_true 30 "the gateway to be ready" ready

echo "start: three devices, which replay a weather station, an office building's roof and a solar plant"
data=(--data data/station-5min.senml.json --data data/building-15min.csv --data data/pv-power-15min.csv)
devices=$("$bin/tallystick-sim" register --node "$TALLYSTICK_NODE_URL" --owner //Alice --gateway "$account" \
	"${data[@]}" --devices 3)
device=$(head -n 1 <<<"$devices")
run devices "$bin/tallystick-sim" run --node "$TALLYSTICK_NODE_URL" --broker "mqtt://127.0.0.1:$mqtt_port" \
	--oracle "$work/devices.jsonl" "${data[@]}" --devices 3 --rate 30 --segment-readings 30 --for 24h --drain 2s

echo "start: readings on their way"
said=
proven() {
	local status line
	status=$(curl -sf -m 2 "$TALLYSTICK_GATEWAY_URL/v1/status") || return 1
	line=$(printf '  %5d waiting · %3d batches under way · %6d in finalised batches' \
		"$(field waiting <<<"$status")" "$(field in_flight <<<"$status")" "$(field finalized <<<"$status")")
	[ "$line" = "$said" ] || echo "$line"
	said=$line
	tallystick read "$device" --limit 1 --json >"$work/reading" 2>/dev/null &&
		grep -q '"progress":"finalized"' "$work/reading"
}
until_true 120 "the first reading to be final" proven

channel=$(field channel <"$work/reading")
time=$(field time <"$work/reading")
tallystick prove reading "$device" "$channel" "$time" -o "$work/reading.tlyp"
tallystick trust save "$work/trust.json" --proof "$work/reading.tlyp"
echo "start: verifying, without a node"
TALLYSTICK_NODE_URL='' tallystick verify "$work/reading.tlyp" --trust-file "$work/trust.json" \
	--accept-unknown-key | sed 's/^/  /' ||
	fail "the proof does not verify"

proven=$((SECONDS - started))

case $story in
cold-chain)
	echo "start: the story of a cold chain takes two minutes; the temperature in its truck is simulated"
	"$bin/tallystick-sim" story "$story" --node "$TALLYSTICK_NODE_URL" --gateway "$account" \
		--gateway-url "$TALLYSTICK_GATEWAY_URL" --broker "mqtt://127.0.0.1:$mqtt_port" --log "$work/story.jsonl" ||
		fail "the story did not come out as it must"
	echo "start: its accounts, such as //cold-chain//1//grower, are there for the commands of docs/cold-chain.md"
	;;
street)
	echo "start: a day of the street takes over three minutes: 24 slots of four seconds, each for an hour that was measured"
	"$bin/tallystick-sim" story "$story" --node "$TALLYSTICK_NODE_URL" --gateway "$account" \
		--broker "mqtt://127.0.0.1:$mqtt_port" --log "$work/story.jsonl" ||
		fail "the story did not come out as it must"
	echo "start: its accounts, such as //street//1//home-0, are there for the commands of docs/energy-market.md"
	;;
building)
	echo "start: a day of a building takes two minutes, on a chain and a gateway of its own, whose clocks run faster"
	TALLYSTICK_BIN=$bin ./scripts/building.sh || fail "the story did not come out as it must"
	echo "start: that chain is gone; docs/building.md has the commands with which to play it and to draw it"
	;;
washing-machine)
	echo "start: the story of a washing machine takes a minute, on a chain and a gateway of its own, whose clocks run faster"
	TALLYSTICK_BIN=$bin ./scripts/washing-machine.sh || fail "the story did not come out as it must"
	echo "start: that chain is gone; docs/washing-machine.md has the commands with which to play it and to check it"
	;;
all)
	echo "start: all four stories take five minutes, on a chain of their own, whose clock runs faster"
	TALLYSTICK_BIN=$bin TALLYSTICK_RUNTIME_CACHE=$work/chain/runtime-cache ./scripts/all.sh --folder "$work/stories" || fail "the stories did not come out as they must"
	# It makes no more blocks, and answers questions.
	run stories "$bin/tallystick-node" --dev --chain "$work/stories/chain.json" --base-path "$work/stories/chain" --port 0 --rpc-port 0 \
		--no-prometheus --state-pruning archive --blocks-pruning archive --seal manual
	stories=$(logged stories 's/.*Running JSON-RPC server: addr=127\.0\.0\.1:\([0-9]*\).*/\1/p') || fail "the stories' chain does not start"
	echo "start: their chain is at ws://127.0.0.1:$stories, where nothing happens any more"
	;;
esac
if [ -n "$story" ]; then alive "during the story"; fi

cat <<SUMMARY

  From nothing to a verified proof in $proven s. Chain, gateway and devices go on.

    JSON-RPC         ws://127.0.0.1:$rpc_port  and  http://127.0.0.1:$rpc_port
    polkadot.js apps https://polkadot.js.org/apps/?rpc=ws://127.0.0.1:$rpc_port
                     (the node keeps the state of every block, for explorers and indexers)
    gateway          http://127.0.0.1:$http_port  (/openapi.json, /metrics, /health/ready)
    broker           mqtt://127.0.0.1:$mqtt_port
    try              curl -s 'http://127.0.0.1:$http_port/v1/devices/$device/readings?limit=3'
                     curl -s http://127.0.0.1:$http_port/v1/status
                     $bin/tallystick device show $device --node $TALLYSTICK_NODE_URL
    accounts         //Alice is the council, and administers organisation 0, which owns the devices
    files            $work (logs, the proof; gone after the end, like the chain)

SUMMARY
if [ -n "$check" ]; then
	echo "start: ok"
	exit 0
fi
echo "  Ctrl-C ends it."
wait -n "${pids[@]}" || true
alive "by itself"
fail "a process ended"
