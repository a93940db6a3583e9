#!/usr/bin/env bash
# Everything that must be green before a change is merged. Says at the end what passed, and in what
# time; stops at the first failure.
set -euo pipefail
cd "$(dirname "$0")/.."
TARGET=$(realpath -m "${CARGO_TARGET_DIR:-target}")
export CARGO_TARGET_DIR=$TARGET
export TALLYSTICK_NODE=$TARGET/release/tallystick-node
export TALLYSTICK_NEXT_RUNTIME=$TARGET/runtime-wasm/upgrade-drill.wasm

summary=()
step() {
	local name=$1 started=$SECONDS
	shift
	echo "=== $name"
	if ! "$@"; then
		printf '%s\n' "" "${summary[@]}" "FAILED  $name" >&2
		exit 1
	fi
	summary+=("$(printf 'ok %5d s  %s' $((SECONDS - started)) "$name")")
}

# The second implementation of the proofs' verifier, alone.
proofs() {
	TALLYSTICK_PYTHON=$(./scripts/venv-cached.sh tests/proofs) || return
	export TALLYSTICK_PYTHON
	"$TALLYSTICK_PYTHON" -m unittest discover -q -s tests/proofs
}
# Debian keeps servers such as mosquitto there.
PATH=$PATH:/usr/sbin
shell() { git ls-files '*.sh' .ci/run | xargs shellcheck; }
# All but the soak, which scripts/test-long.sh runs.
tests() {
	if cargo nextest --version >/dev/null 2>&1; then
		cargo nextest run --release --workspace --locked --run-ignored all -E 'not binary(soak)'
	else
		cargo test --release --workspace --locked -- --test-threads=1 --include-ignored --skip soak
	fi
}
documentation() {
	RUSTDOCFLAGS="-D warnings" cargo doc --release --workspace --no-deps --locked
}

step "what is needed" ./scripts/setup.sh --tests
step "shell scripts" shell
step "format" cargo fmt --all --check
step "build" cargo build --release --workspace --locked
step "lints" cargo clippy --release --workspace --all-targets --locked -- -D warnings
step "documentation" documentation
step "licences and sources" ./scripts/licences.sh
step "next runtime, for the rehearsal of an upgrade" ./scripts/runtime-wasm.sh upgrade-drill
step "proofs, by the second implementation" proofs
step "tests" tests
step "devices without a system" ./scripts/bare-metal.sh
step "real clients" ./scripts/interop.sh
step "the tutorial" ./scripts/tutorial.sh
step "HTTP, against its description" ./scripts/http-fuzz.sh 30

printf '%s\n' "" "${summary[@]}"
echo "test: ok in $((SECONDS / 60)) min $((SECONDS % 60)) s"
