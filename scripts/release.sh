#!/usr/bin/env bash
# Builds what is handed out: a node that tells its commit, with a runtime that knows the hash of its
# own metadata, so that hardware wallets can show what they sign. Proves both and prints checksums.
set -euo pipefail
cd "$(dirname "$0")/.."
target=${CARGO_TARGET_DIR:-target}/release

if [ -n "$(git status --porcelain)" ]; then
	echo "release: there are changes that are in no commit" >&2
	exit 1
fi
SUBSTRATE_CLI_GIT_COMMIT_HASH=$(git rev-parse --short=11 HEAD)
export SUBSTRATE_CLI_GIT_COMMIT_HASH

./scripts/setup.sh --tests
cargo build --release --workspace --locked --features tallystick-runtime/metadata-hash
"$target/tallystick-node" --version | grep -F -- "-$SUBSTRATE_CLI_GIT_COMMIT_HASH"
TALLYSTICK_METADATA_HASH=required ./scripts/interop.sh

echo "release: the node, and the runtime whose hash the council votes on"
b2sum --length 256 "$target/tallystick-node" \
	"$target/wbuild/tallystick-runtime/tallystick_runtime.compact.compressed.wasm"
