#!/usr/bin/env bash
# Measures the gateway from the devices to finality, against mosquitto → SQLite on the same messages, with
# and without checking their signatures. Prints the tables of docs/performance.md, and which aims are met.
# Needs mosquitto, which scripts/setup.sh --tests installs.
# usage: gateway-bench.sh [--quick] [OPTION…]    --quick takes minutes and measures little;
#                                                other options are those of the program: --help
set -euo pipefail
cd "$(dirname "$0")/.."

options=()
if [ "${1:-}" = --quick ]; then
	shift
	options=(--rounds 2 --readings 25600 --in-segments 307200 --seconds 20 --day 172800)
fi

command -v mosquitto >/dev/null || PATH=$PATH:/usr/sbin
command -v mosquitto >/dev/null || {
	echo "gateway-bench: no mosquitto; scripts/setup.sh --tests installs it" >&2
	exit 1
}
cargo build --release --workspace --locked
echo "commit $(git describe --always --dirty), $(rustc --version), $(nproc) cores," \
	"$(sed -n 's/^model name[^:]*: //p;T;q' /proc/cpuinfo), $(date -u +%F)"
exec "${CARGO_TARGET_DIR:-target}/release/gateway-bench" "${options[@]}" "$@"
