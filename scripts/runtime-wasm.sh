#!/usr/bin/env bash
# Builds the runtime's WASM with one more feature, apart from the one that the node embeds, and
# without any native code: runtime-benchmarks, try-runtime, or upgrade-drill (the next version,
# with a migration). Prints the path as the last line. usage: runtime-wasm.sh FEATURE
set -euo pipefail
cd "$(dirname "$0")/.."
feature=$1
target=$(realpath -m "${CARGO_TARGET_DIR:-target}")/runtime-wasm

./scripts/wasm-target.sh >&2
# A workspace of its own, because the blob is linked and unwinds otherwise than the node; with the
# lock file of this one, so that the code is the same.
project=$target/$feature
mkdir -p "$project/src"
cat >"$project/Cargo.toml" <<TOML
[package]
name = "blob"
version = "0.0.0"
edition = "2021"
[lib]
crate-type = ["cdylib"]
[dependencies]
tallystick-runtime = { path = "$PWD/runtime", default-features = false, features = ["$feature"] }
[profile.release]
lto = "thin"
panic = "abort"
[workspace]
TOML
printf '#![no_std]\npub use tallystick_runtime::*;\n' >"$project/src/lib.rs"
cp Cargo.lock "$project/Cargo.lock"
RUSTFLAGS="-C link-arg=--export-table -C link-arg=--export=__heap_base -C link-arg=--import-memory \
--cfg substrate_runtime" CARGO_TARGET_DIR="$target/target" cargo build --release \
	--target wasm32v1-none --manifest-path "$project/Cargo.toml" >&2
cp "$target/target/wasm32v1-none/release/blob.wasm" "$target/$feature.wasm"
echo "$target/$feature.wasm"
