#!/usr/bin/env bash
# Downloads the crates of every workspace in this repository, for all features and platforms, so that
# what comes later works offline. Takes a second when they are there.
set -euo pipefail
cd "$(dirname "$0")/.."

find . -name Cargo.lock -not -path '*/target/*' -not -path '*/node_modules/*' -print0 | sort -z |
	while IFS= read -r -d '' lock; do
		cargo fetch --locked --quiet --manifest-path "${lock%lock}toml" || {
			echo "fetch: could not download the crates of $lock; the next run goes on from here" >&2
			exit 1
		}
	done
