#!/usr/bin/env bash
# Builds the next version of the runtime, with a migration, to rehearse an upgrade with. It goes to
# a folder of its own, apart from the one that the node embeds.
set -euo pipefail
cd "$(dirname "$0")/.."
target=$(realpath -m "${CARGO_TARGET_DIR:-target}")

# The build script makes the WASM, so a check is enough: no native code is generated for it.
WASM_TARGET_DIRECTORY="$target/frame-runner/upgrade-drill" cargo check --release --locked \
	--package tallystick-runtime --features upgrade-drill --target-dir "$target/frame-runner"
echo "next-runtime: $target/frame-runner/upgrade-drill/tallystick_runtime.wasm"
