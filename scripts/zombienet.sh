#!/usr/bin/env bash
# Starts the network of zombienet/ without containers and runs its smoke test, or with the argument
# `spawn` leaves it running until Ctrl-C. The node is $TALLYSTICK_NODE, or the release build.
set -euo pipefail
cd "$(dirname "$0")/.."

node=${TALLYSTICK_NODE:-${CARGO_TARGET_DIR:-target}/release/tallystick-node}
[ -x "$node" ] || {
	echo "zombienet: there is no $node; build it first (scripts/start.sh does)" >&2
	exit 1
}
zombienet=$(scripts/npm-cached.sh zombienet)
case ${1:-test} in
	test) task=(test "$zombienet/smoke.zndsl") ;;
	spawn) task=(spawn "$zombienet/four-validators.toml") ;;
	*) echo "usage: zombienet.sh [test|spawn]" >&2 && exit 1 ;;
esac

work=$(mktemp -d)
mkdir "$work/bin"
ln -s "$(realpath "$node")" "$work/bin/tallystick-node"

# A process group of its own, so that no node outlives this script whatever happens.
set -m
PATH="$work/bin:$PATH" "$zombienet/node_modules/.bin/zombienet" --provider native \
	--logType text --dir "$work/network" "${task[@]}" &
group=$!
stop() {
	if kill -- "-$group" 2>/dev/null; then wait "$group" || true; fi
	rm -rf "$work"
}
trap stop EXIT

if ! wait "$group"; then
	tail -n 20 "$work"/network/*.log >&2 || true
	echo "zombienet: FAILED" >&2
	exit 1
fi
echo "zombienet: ok: four validators author, all five nodes finalise the same chain"
