#!/usr/bin/env bash
# Builds the runtime's WASM with one more feature, beside the one that the node embeds, and without any
# native code: runtime-benchmarks, try-runtime, or upgrade-drill (the next version, with a migration).
# Prints the path as the last line.
# usage: runtime-wasm.sh FEATURE
set -euo pipefail
cd "$(dirname "$0")/.."
feature=${1:-}
case $feature in runtime-benchmarks | try-runtime | upgrade-drill) ;; *) sed -n 's/^# usage: //p' "$0" >&2 && exit 2 ;; esac
target=$(realpath -m "${CARGO_TARGET_DIR:-target}")

./scripts/wasm-target.sh >&2
# The blob is linked and unwinds in another way than the node, so it has its own workspace. That
# workspace uses this lock file, so the code is the same.
project=$target/runtime-wasm/$feature
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
# Target folder, flags and profile are those with which substrate-wasm-builder builds the node's blob, so
# that both share what is compiled.
shared=$target/release/wbuild/tallystick-runtime/target
RUSTFLAGS="-C link-arg=--export-table -C link-arg=--export=__heap_base -C link-arg=--import-memory \
--cfg substrate_runtime" CARGO_TARGET_DIR="$shared" cargo build --release \
	--target wasm32v1-none --manifest-path "$project/Cargo.toml" >&2
cp "$shared/wasm32v1-none/release/blob.wasm" "$target/runtime-wasm/$feature.wasm"
echo "$target/runtime-wasm/$feature.wasm"
