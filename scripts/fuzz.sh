#!/usr/bin/env bash
# Fuzzes every decoder of what comes from outside, one after the other: scripts/fuzz.sh [SECONDS]
# SECONDS is the time for each target, 10 unless given. The stable toolchain is enough.
set -euo pipefail

seconds=${1:-10}
if ! [[ $seconds =~ ^[1-9][0-9]*$ ]]; then
	echo "usage: $0 [SECONDS]" >&2
	exit 2
fi
root=$(cd "$(dirname "$0")/.." && pwd)
cd "$root/fuzz"
target=${CARGO_TARGET_DIR:-$root/fuzz/target}/fuzz
host=$(rustc -vV | sed -n 's/^host: //p')

# Coverage without a sanitizer. Naming the target keeps build scripts out of it.
CARGO_TARGET_DIR=$target RUSTFLAGS="--cfg fuzzing -Ccodegen-units=1 -Cpasses=sancov-module \
-Cllvm-args=-sanitizer-coverage-level=4 \
-Cllvm-args=-sanitizer-coverage-inline-8bit-counters \
-Cllvm-args=-sanitizer-coverage-pc-table" \
	cargo build --locked --release --bins --target "$host"

python3 seed.py

failed=0
for name in proof event_proof finality header fraud segment summary condition order book tariff market_calls rule command answer nonce message senml wire event key; do
	mkdir -p "corpus/$name" "artifacts/$name"
	log=$target/$name.log
	if "$target/$host/release/$name" -max_total_time="$seconds" -max_len=65536 -print_final_stats=1 \
		-artifact_prefix="artifacts/$name/" "corpus/$name" >"$log" 2>&1; then
		verdict=ok
	else
		verdict=FAILED
		failed=1
	fi
	runs=$(sed -n 's/^stat::number_of_executed_units: *//p' "$log")
	cover=$(sed -n 's/.* cov: \([0-9]*\) .*/\1/p' "$log" | tail -n 1)
	echo "$name: $verdict, ${runs:-0} executions in $seconds s, ${cover:-0} places reached"
	if [[ $verdict == FAILED ]]; then
		tail -n 20 "$log"
	fi
done
if ((failed)); then
	echo "fuzzing found a fault: see fuzz/artifacts"
	exit 1
fi
echo "fuzzing found nothing"
