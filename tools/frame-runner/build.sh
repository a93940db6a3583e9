#!/usr/bin/env bash
# Builds the frame runner, and the runtime's WASM with one more feature: runtime-benchmarks or
# try-runtime. usage: build.sh FEATURE
#
# The runner goes to TARGET/release, where the node's dependencies are compiled already; the WASM
# to TARGET/frame-runner/FEATURE, apart from the one that the node embeds.
set -euo pipefail
cd "$(dirname "$0")/../.."
feature=$1
target=$(realpath -m "${CARGO_TARGET_DIR:-target}")

./scripts/wasm-target.sh

# A WASM that only the `benchmark storage` command wants, which the runner does not have.
SKIP_FRAME_STORAGE_ACCESS_TEST_RUNTIME_WASM_BUILD=1 cargo build --release --locked \
	--manifest-path tools/frame-runner/Cargo.toml --target-dir "$target"

# The build script makes the WASM, so a check is enough: no native code is generated for it.
WASM_TARGET_DIRECTORY="$target/frame-runner/$feature" cargo check --release --locked \
	--package tallystick-runtime --features "$feature" --target-dir "$target/frame-runner"
