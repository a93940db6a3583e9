#!/usr/bin/env bash
# Holds the gateway's HTTP interface against its own description with schemathesis. What is asked is a small
# archive that is made up (gateway/examples/http.rs), or the gateway at $TALLYSTICK_GATEWAY_URL.
# usage: http-fuzz.sh [EXAMPLES]    how many requests of a kind to try; 200
set -euo pipefail
cd "$(dirname "$0")/.."
examples=${1:-200}
python=$(scripts/venv-cached.sh tests/http)

url=${TALLYSTICK_GATEWAY_URL:-}
work=$(mktemp -d)
pid=
stop() {
	if [ -n "$pid" ] && kill "$pid" 2>/dev/null; then wait "$pid" || true; fi
	rm -rf "$work"
}
trap stop EXIT

if [ -z "$url" ]; then
	cargo build --release --workspace --locked --example http
	: >"$work/log"
	"${CARGO_TARGET_DIR:-target}/release/examples/http" >"$work/log" 2>&1 &
	pid=$!
	for _ in $(seq 600); do
		url=$(sed -n 's/^\(http:.*\)/\1/p' "$work/log")
		[ -z "$url" ] || break
		kill -0 "$pid" 2>/dev/null || break
		sleep 0.5
	done
	[ -n "$url" ] || {
		cat "$work/log" >&2
		echo "http-fuzz: the server does not come up" >&2
		exit 1
	}
fi

config=$PWD/tests/http/schemathesis.toml
cd "$work"
"$(dirname "$python")/schemathesis" --config-file "$config" run "$url/openapi.json" --checks all --phases examples,coverage,fuzzing \
	--max-examples "$examples" --seed 1 --generation-database none --no-color || {
	echo "http-fuzz: FAILED" >&2
	exit 1
}
echo "http-fuzz: ok"
