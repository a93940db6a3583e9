#!/usr/bin/env bash
# Builds the frame runner, where the node's dependencies are compiled already, and prints its path.
set -euo pipefail
cd "$(dirname "$0")/../.."
target=$(realpath -m "${CARGO_TARGET_DIR:-target}")

# Skips a WASM that only the `benchmark storage` command wants, which the runner does not have.
SKIP_FRAME_STORAGE_ACCESS_TEST_RUNTIME_WASM_BUILD=1 cargo build --release --locked \
	--manifest-path tools/frame-runner/Cargo.toml --target-dir "$target" >&2
echo "$target/release/tallystick-frame-runner"
