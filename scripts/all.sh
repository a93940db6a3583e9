#!/usr/bin/env bash
# Plays all stories on one chain, one after the other: strawberries on their way, a day of a building, a day of a street, and months
# of a washing machine. Blocks are made by hand, and the node starts again where a story needs another step from one block to the
# next. Ends with what came out. The programs are in $TALLYSTICK_BIN, or the release build; a folder
# of compiled runtimes that saves the node some seconds can be named with $TALLYSTICK_RUNTIME_CACHE.
# usage: all.sh [--folder DIR]    DIR keeps the chain, what each story said, and its log. It must be empty, or not exist
set -euo pipefail
scripts=$(dirname "$0")
bin=$(realpath -m "${TALLYSTICK_BIN:-${CARGO_TARGET_DIR:-$scripts/../target}/release}")
node=${TALLYSTICK_NODE:-$bin/tallystick-node}
usage() { sed -n 's/^# usage: //p' "$0" >&2 && exit 2; }
folder=
while [ $# -gt 0 ]; do
	case $1 in
	--folder)
		folder=${2:-}
		[ -n "$folder" ] || usage
		shift
		;;
	*) usage ;;
	esac
	shift
done
for program in "$node" "$bin/tallystick-gateway" "$bin/tallystick" "$bin/tallystick-sim"; do
	[ -x "$program" ] || {
		echo "all: there is no $program; build it first (scripts/start.sh does)" >&2
		exit 1
	}
done

# shellcheck source=scripts/processes.sh
. "$scripts/processes.sh"
trap 'exit 1' INT TERM
folder=${folder:-$work/all}
mkdir -p "$folder"
[ -z "$(ls -A "$folder")" ] || fail "$folder is not empty"
cache=${TALLYSTICK_RUNTIME_CACHE:-$folder/chain/runtime-cache}
export RUST_BACKTRACE=0 NO_COLOR=1

# Starts the node, on the chain that there is: chain SLOTS [OPTION…]    SLOTS are from one block to the next
chain() {
	: >"$work/node.log"
	"$node" --dev --chain "$folder/chain.json" --base-path "$folder/chain" --port 0 --rpc-port 0 --no-prometheus --no-mdns \
		--no-telemetry --state-pruning archive --blocks-pruning archive --runtime-cache "$cache" --seal manual --seal-slots "$@" \
		>"$work/node.log" 2>&1 &
	pids+=($!)
	local rpc
	rpc=$(logged node 's/.*Running JSON-RPC server: addr=127\.0\.0\.1:\([0-9]*\).*/\1/p') || fail "the node does not start"
	url=127.0.0.1:$rpc
}
# Ends what was started last.
end() {
	kill "${pids[-1]}" 2>/dev/null || true
	wait "${pids[-1]}" || true
	unset 'pids[-1]'
}
# Starts a gateway of its own for a story: gateway NAME SEGMENTS    SEGMENTS are sent together
gateway() {
	account=$("$bin/tallystick" key generate account "$work/$1.key" | sed -n 's/^account *//p')
	member invite "$account" --suri //Alice
	member join 0 --key-file "$work/$1.key"
	cat >"$work/gateway.toml" <<-TOML
		[chain]
		endpoints = ["ws://$url"]
		time_lapse = true
		[keys]
		secret_file = "$work/$1.key"
		[mqtt]
		listen = "127.0.0.1:0"
		[store]
		path = "$work/$1.db"
		[batch]
		interval_seconds = 1
		max_segments = $2
		[http]
		listen = "127.0.0.1:0"
	TOML
	: >"$work/gateway.log"
	"$bin/tallystick-gateway" run --config "$work/gateway.toml" >"$work/gateway.log" 2>&1 &
	pids+=($!)
	mqtt=$(logged gateway 's/.*the gateway runs.* mqtt="\{0,1\}127\.0\.0\.1:\([0-9]*\).*/\1/p') || fail "the gateway does not start"
	http=$(logged gateway 's/.*the gateway runs.* http="\{0,1\}127\.0\.0\.1:\([0-9]*\).*/\1/p')
	at=(--node "ws://$url" --gateway "$account" --broker "mqtt://127.0.0.1:$mqtt")
}
took=()
# Plays a story: play NAME WHAT COMMAND…
play() {
	echo "all: after $((SECONDS - started)) s, $2"
	: >"$folder/$1.txt"
	TALLYSTICK_CHAIN=ws://$url "${@:3}" --log "$folder/$1.jsonl" >"$folder/$1.txt" &
	pids+=($!)
	tail -n +1 -s 0.2 -f --pid "${pids[-1]}" "$folder/$1.txt" &
	local said=$! began=$SECONDS
	# Waiting ends with a signal, a program in the foreground does not.
	wait "${pids[-1]}" || fail "the story $1 did not come out as it must"
	wait "$said" || true
	unset 'pids[-1]'
	took+=("$1 $((SECONDS - began)) s")
}

started=$SECONDS
# The building begins on the day of the year at which its weather was measured.
clock=$("$bin/tallystick-sim" story building --gateway //Alice --gateway-key "$(printf '%064d' 1)" --grants "$work" --clock)
"$scripts/market-slots.sh" "$node" hours >"$folder/chain.json"

chain 1 --seal-from $((clock - 1800000))
gateway cold-chain 1
play cold-chain "strawberries on their way; the temperature in their truck is simulated" \
	"$bin/tallystick-sim" story cold-chain --lapse 400ms "${at[@]}" --gateway-url "http://127.0.0.1:$http"
end
end

chain 30
play building "a day of a building that rules heat, a minute from one block to the next" "$scripts/building.sh"
end

chain 900
gateway street 12
play street "a day of a street that trades energy, half an hour from one block to the next" \
	"$bin/tallystick-sim" story street --lapse 400ms "${at[@]}"
end
play washing-machine "months of a washing machine that orders for itself" "$scripts/washing-machine.sh"
number=$(curl -sf -m 5 -H 'Content-Type: application/json' "http://$url" \
	-d '{"jsonrpc":"2.0","id":1,"method":"chain_getHeader","params":[]}' | sed -n 's/.*"number":"\(0x[0-9a-f]*\)".*/\1/p')
end

# Lines of what a story said, without the seconds, after where to read more: said NAME PATTERN DOCS ACCOUNT
said() {
	local lines
	lines=$(sed -n "s/^ *[0-9]* s  *//;/$2/s/^/    /p" "$folder/$1.txt")
	[ -n "$lines" ] || fail "the story $1 does not say how it ended"
	printf '\n  %s: docs/%s, accounts such as //%s, log %s\n%s\n' "$1" "$3" "$1//1//$4" "$folder/$1.jsonl" "$lines"
}
summary=$(
	said cold-chain '^Settled\.' cold-chain.md grower
	said building '^The account is settled\|segments of readings' building.md operator
	said street '^all  \|^The street uses' energy-market.md home-0
	said washing-machine 'segments of readings' washing-machine.md household
)
cat <<SUMMARY

  All stories came out as they must, on one chain of $((number)) blocks, in $((SECONDS - started)) s:
    $(printf '%s · ' "${took[@]}" | sed 's/ · $//')
$summary
SUMMARY
