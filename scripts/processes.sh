# Processes that a script starts in the background, and the folder of their logs. To be sourced. Everything ends with the
# script: the processes, the last one first, and then the folder.
# shellcheck shell=bash
work=$(mktemp -d)
pids=()
stop() {
	local pid
	for ((at = ${#pids[@]} - 1; at >= 0; at--)); do
		pid=${pids[at]}
		if kill "$pid" 2>/dev/null; then wait "$pid" || true; fi
	done
	rm -rf "$work"
}
trap stop EXIT
# Ends the script with the ends of all logs and a message: fail WHY
fail() {
	tail -n 20 "$work"/*.log >&2 || true
	echo "$(basename "$0" .sh): FAILED: $*" >&2
	exit 1
}
# Waits for a line in the log of the process that was started last, and prints what the expression leaves of it:
# logged NAME EXPRESSION
logged() {
	local found
	for _ in $(seq 400); do
		kill -0 "${pids[-1]}" 2>/dev/null || return 1
		found=$(sed -n "$2" "$work/$1.log")
		if [ -n "$found" ]; then
			echo "${found%%$'\n'*}"
			return
		fi
		sleep 0.5
	done
	return 1
}
# Makes a block on the node at $url, which is HOST:PORT.
block() {
	curl -sf -m 30 -o "$work/block" -H 'Content-Type: application/json' "http://${url:?}" \
		-d '{"jsonrpc":"2.0","id":1,"method":"engine_createBlock","params":[true,true]}' || fail "the node makes no block"
}
# Sends a transaction of the gateway's membership, and makes blocks on the node at $url meanwhile: member ARGUMENT…
member() {
	"${bin:?}/tallystick" member "$@" --node "ws://${url:?}" >"$work/member.log" 2>&1 &
	pids+=($!)
	while kill -0 "${pids[-1]}" 2>/dev/null; do block && sleep 0.2; done
	wait "${pids[-1]}" || fail "the gateway's account does not become a member"
	unset 'pids[-1]'
}
