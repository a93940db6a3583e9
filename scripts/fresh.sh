#!/usr/bin/env bash
# Runs the two commands of README.md as a newcomer does: in a fresh clone of HEAD, with nothing in the
# home folder, no crate downloaded and nothing compiled. Only the Rust toolchain and the system's
# packages are this machine's. Takes over an hour; $TMPDIR has to hold a whole target folder.
# usage: fresh.sh [--steps]    --steps only runs what downloads and installs; takes a few minutes
set -euo pipefail
cd "$(dirname "$0")/.."
case ${1:-} in '' | --steps) ;; *) sed -n 's/^# usage: //p' "$0" >&2 && exit 2 ;; esac

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
git clone --quiet --depth 1 "file://$PWD" "$work/clone"
if [ -n "$(git status --porcelain)" ]; then
	echo "fresh: changes that are not committed are not in the clone" >&2
fi

# How to reach the registries is the machine's; what was downloaded from them is not.
config=${CARGO_HOME:-$HOME/.cargo}/config.toml
machine=(RUSTUP_HOME="${RUSTUP_HOME:-$HOME/.rustup}")
if [ -e "$HOME/.npmrc" ]; then machine+=(NPM_CONFIG_USERCONFIG="$HOME/.npmrc"); fi
if [ -e "$HOME/.config/pip/pip.conf" ]; then machine+=(PIP_CONFIG_FILE="$HOME/.config/pip/pip.conf"); fi
unset XDG_CACHE_HOME XDG_CONFIG_HOME XDG_DATA_HOME npm_config_cache PIP_CACHE_DIR
for name in "${!TALLYSTICK_@}"; do
	# Ports may be taken here.
	case $name in *_PORT) ;; *) unset "$name" ;; esac
done

summary=()
# Runs a command in the clone, with a home folder that outlives it: at HOME COMMAND…
at() {
	local home=$work/homes/$1 started=$SECONDS
	shift
	mkdir -p "$home/cargo"
	if [ -e "$config" ]; then ln -sf "$(realpath "$config")" "$home/cargo/config.toml"; fi
	echo "=== fresh: $*"
	if ! (cd "$work/clone" && env "${machine[@]}" HOME="$home" CARGO_HOME="$home/cargo" \
		CARGO_TARGET_DIR="$home/target" "$@"); then
		printf '%s\n' "" "${summary[@]}" "FAILED  $*" "fresh: FAILED" >&2
		exit 1
	fi
	summary+=("$(printf 'ok %5d s  %s' $((SECONDS - started)) "$*")")
}

if [ "${1:-}" = --steps ]; then
	at newcomer ./scripts/setup.sh --long
	# Nothing is left to download, neither for itself nor for what comes after it.
	offline=()
	if unshare -n true 2>/dev/null; then
		offline=(unshare -n)
	elif unshare -rn true 2>/dev/null; then
		offline=(unshare -rn)
	else
		echo "fresh: cannot cut off the network here, so only cargo and npm are told to be offline" >&2
	fi
	offline+=(env CARGO_NET_OFFLINE=true NPM_CONFIG_OFFLINE=true PIP_NO_INDEX=1)
	at newcomer "${offline[@]}" ./scripts/setup.sh --long
	at newcomer "${offline[@]}" ./scripts/licences.sh
	at newcomer "${offline[@]}" ./scripts/bare-metal.sh
	# Alone, too.
	at licences ./scripts/licences.sh
	at bare-metal ./scripts/bare-metal.sh
else
	at newcomer ./scripts/start.sh --check
	at newcomer ./scripts/test.sh
fi
printf '%s\n' "" "${summary[@]}"
echo "fresh: ok in $((SECONDS / 60)) min $((SECONDS % 60)) s"
