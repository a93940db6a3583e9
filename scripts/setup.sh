#!/usr/bin/env bash
# Installs and downloads what is missing to build and run Tallystick. Quick when nothing is; after it,
# what it prepares for works offline.
# usage: setup.sh [--tests | --long]    --tests: also for scripts/test.sh; --long: for test-long.sh, too
set -euo pipefail
cd "$(dirname "$0")/.."

tests="" long=""
case ${1:-} in
'') ;;
--tests) tests=1 ;;
--long) tests=1 long=1 ;;
*) sed -n 's/^# usage: //p' "$0" >&2 && exit 2 ;;
esac
say() { echo "setup: $*"; }

command -v cargo >/dev/null || {
	say "cargo was not found: install rustup from https://rustup.rs, then run this again" >&2
	exit 1
}

# Debian's name of the package that provides a command.
declare -A packages=([cc]=build-essential [c++]=build-essential [make]=make [perl]=perl [protoc]=protobuf-compiler
	[curl]=curl [pkg-config]=pkg-config)
if [ -n "$tests" ]; then
	packages+=([git]=git [shellcheck]=shellcheck [node]=nodejs [npm]=npm [python3]=python3
		[mosquitto]=mosquitto [mosquitto_pub]=mosquitto-clients)
fi
# Debian installs some servers where only root looks for programs, and would start them.
PATH=$PATH:/usr/sbin
missing=()
for command in "${!packages[@]}"; do
	command -v "$command" >/dev/null || missing+=("${packages[$command]}")
done
# Debian's Python comes without the means to make environments.
if [ -n "$tests" ] && ! python3 -c 'import ensurepip, venv' 2>/dev/null; then missing+=(python3-venv); fi
if [ ${#missing[@]} -gt 0 ]; then
	say "installing ${missing[*]}"
	command -v apt-get >/dev/null || {
		say "apt-get was not found: install ${missing[*]} with your package manager" >&2
		exit 1
	}
	root=()
	[ "$(id -u)" -eq 0 ] || root=(sudo)
	"${root[@]}" apt-get -qq update
	# Inside: sudo passes no variable on.
	"${root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get -qq install -y --no-install-recommends \
		"${missing[@]}" >/dev/null
	# Debian starts it at once and after each boot, at the port that start.sh takes.
	if [[ " ${missing[*]} " == *" mosquitto "* ]] && [ -d /run/systemd/system ]; then
		"${root[@]}" systemctl --quiet disable --now mosquitto || true
	fi
fi

# Where rustup installs toolchains on demand, this is what brings the pinned one.
rustc --version >/dev/null
./scripts/wasm-target.sh
say "crates"
./scripts/fetch.sh
[ -n "$tests" ] || exit 0

node -e 'process.exit(parseInt(process.versions.node) < 20 ? 1 : 0)' || {
	say "Node.js 20 or newer is needed, and this is $(node --version): see https://nodejs.org" >&2
	exit 1
}
python3 -c 'import sys; sys.exit(sys.version_info < (3, 11))' || {
	say "Python 3.11 or newer is needed, and this is $(python3 --version)" >&2
	exit 1
}
say "programs for cargo"
./scripts/cargo-tool.sh cargo-deny >/dev/null
./scripts/cargo-tool.sh cargo-nextest >/dev/null
./scripts/bare-metal.sh --install
# Whatever has a list of packages, wherever it is.
for list in tests/requirements.txt tests/*/requirements.txt tests/*/*/requirements.txt; do
	[ -e "$list" ] || continue
	say "Python packages of $(dirname "$list")"
	./scripts/venv-cached.sh "$(dirname "$list")" >/dev/null
done
folders=(tests/*/package-lock.json tests/*/*/package-lock.json)
[ -z "$long" ] || folders+=(zombienet/package-lock.json)
for list in "${folders[@]}"; do
	[ -e "$list" ] || continue
	say "Node.js packages of $(dirname "$list")"
	./scripts/npm-cached.sh "$(dirname "$list")" >/dev/null
done
