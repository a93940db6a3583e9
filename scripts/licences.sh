#!/usr/bin/env bash
# Checks every dependency against deny.toml: licences, forbidden crates, sources. Downloads the crates
# and cargo-deny if they are missing; after that these checks work offline. Advisories are checked if
# their database can be reached or was fetched before; they are fatal with ADVISORIES=deny.
set -euo pipefail
cd "$(dirname "$0")/.."

deny=$(./scripts/cargo-tool.sh cargo-deny)
./scripts/fetch.sh
run() { "$deny" --offline --log-level error "$@"; }
check=(check --hide-inclusion-graph)

run "${check[@]}" licenses bans sources
# Nothing that we distribute contains the frame runner, which links crates under GPL-3.0 alone, or the
# fuzzers, so their licences do not matter.
for manifest in tools/frame-runner/Cargo.toml fuzz/Cargo.toml; do
	run --manifest-path "$manifest" --config deny.toml "${check[@]}" bans sources
done

if timeout 120 "$deny" --log-level off fetch db >/dev/null 2>&1 ||
	compgen -G "${CARGO_HOME:-$HOME/.cargo}/advisory-dbs/*/crates" >/dev/null; then
	run "${check[@]}" advisories || [ "${ADVISORIES:-warn}" != deny ]
else
	echo "licences: the advisory database cannot be reached, so advisories were NOT checked" >&2
fi
echo "licences: ok"
