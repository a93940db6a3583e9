#!/usr/bin/env bash
# Compares the CBV hashes of events at random with those of the reference implementation, which is installed under the
# user's cache. usage: event-hashes.sh [COUNT [SEED]]    The seed is that of the day if none is given.
set -euo pipefail
cd "$(dirname "$0")/.."

count=${1:-2000}
seed=${2:-$(date +%Y%m%d)}
python=$(scripts/venv-cached.sh tests/events)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
# Named along, the last two give the dependencies the features that they have anyway: see CONTRIBUTING.md.
cargo build --quiet --release --locked -p tallystick-gs1 -p tallystick-node -p tallystick-features --example random
"${CARGO_TARGET_DIR:-target}/release/examples/random" "$count" "$seed" >"$work/events.json"
echo "events: seed $seed"
"$python" tests/events/check.py <"$work/events.json"
