#!/usr/bin/env bash
# Fuzzes every decoder of what comes from outside, and the whole runtime by any calls, one after the other:
# scripts/fuzz.sh [SECONDS]
# SECONDS is the time for each target, 10 unless given; the runtime has at least 60. The stable toolchain is enough.
# Fails, too, if the runtime's kept inputs reach a call no more.
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

# The runtime is native here.
export SKIP_WASM_BUILD=1
# Coverage without a sanitizer. Naming the target keeps build scripts out of it.
CARGO_TARGET_DIR=$target RUSTFLAGS="--cfg fuzzing -Ccodegen-units=1 -Cpasses=sancov-module \
-Cllvm-args=-sanitizer-coverage-level=4 \
-Cllvm-args=-sanitizer-coverage-inline-8bit-counters \
-Cllvm-args=-sanitizer-coverage-pc-table" \
	cargo build --locked --release --bins --target "$host"

python3 seed.py

failed=0
for name in proof event_proof finality header fraud segment summary condition order book tariff market_calls rule command answer nonce message senml wire event key runtime; do
	mkdir -p "corpus/$name" "artifacts/$name"
	log=$target/$name.log
	time=$seconds length=65536
	if [[ $name == runtime ]]; then
		time=$((seconds < 60 ? 60 : seconds)) length=4096
	fi
	if "$target/$host/release/$name" -max_total_time="$time" -max_len="$length" -print_final_stats=1 \
		-artifact_prefix="artifacts/$name/" "corpus/$name" >"$log" 2>&1; then
		verdict=ok
	else
		verdict=FAILED
		failed=1
	fi
	runs=$(sed -n 's/^stat::number_of_executed_units: *//p' "$log")
	cover=$(sed -n 's/.* cov: \([0-9]*\) .*/\1/p' "$log" | tail -n 1)
	echo "$name: $verdict, ${runs:-0} executions in $time s, ${cover:-0} places reached"
	if [[ $verdict == FAILED ]]; then
		tail -n 20 "$log"
	fi
done
log=$target/runtime-calls.log
if TALLYSTICK_REPLAY=runtime.hex "$target/$host/release/runtime" >"$log" 2>&1; then
	tail -n 1 "$log"
else
	grep -v '^ ' "$log" | tail -n 40
	failed=1
fi
if ((failed)); then
	echo "fuzzing found a fault: see fuzz/artifacts"
	exit 1
fi
echo "fuzzing found nothing"
