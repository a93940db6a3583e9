#!/usr/bin/env bash
# Installs what is missing to build and run Tallystick. Quick when nothing is.
# usage: setup.sh [--tests]    also what the tests need
set -euo pipefail
cd "$(dirname "$0")/.."

say() { echo "setup: $*"; }

# Debian's name of the package that provides a command.
declare -A packages=([cc]=build-essential [make]=make [protoc]=protobuf-compiler [curl]=curl
	[pkg-config]=pkg-config)
if [ "${1:-}" = --tests ]; then
	packages+=([shellcheck]=shellcheck [node]=nodejs [npm]=npm [python3]=python3-venv
		[mosquitto]=mosquitto [mosquitto_pub]=mosquitto-clients)
fi
# Debian installs some servers where only root looks for programs, and would start them.
PATH=$PATH:/usr/sbin
missing=()
for command in "${!packages[@]}"; do
	command -v "$command" >/dev/null || missing+=("${packages[$command]}")
done
if [ ${#missing[@]} -gt 0 ]; then
	say "installing ${missing[*]}"
	command -v apt-get >/dev/null || {
		say "no apt-get here: install ${missing[*]} with your package manager" >&2
		exit 1
	}
	root=()
	[ "$(id -u)" -eq 0 ] || root=(sudo)
	"${root[@]}" apt-get -qq update
	DEBIAN_FRONTEND=noninteractive "${root[@]}" apt-get -qq install -y --no-install-recommends \
		"${missing[@]}" >/dev/null
fi

command -v cargo >/dev/null || {
	say "there is no cargo: install rustup from https://rustup.rs, then run this again" >&2
	exit 1
}
# Where rustup installs toolchains on demand, this is what brings the pinned one.
rustc --version >/dev/null
./scripts/wasm-target.sh
