#!/usr/bin/env bash
# Everything that must be green before a change is merged, or single parts of it. Stops at the first
# failure, and prints at the end what passed and how long it took.
# usage: test.sh [PART…]    --help lists the parts; with none, all steps run
# Functions are called by their names.
# shellcheck disable=SC2317
set -euo pipefail
cd "$(dirname "$0")/.."
TARGET=$(realpath -m "${CARGO_TARGET_DIR:-target}")
export CARGO_TARGET_DIR=$TARGET
export TALLYSTICK_NODE=$TARGET/release/tallystick-node
export TALLYSTICK_NEXT_RUNTIME=$TARGET/runtime-wasm/upgrade-drill.wasm
# Debian keeps servers such as mosquitto there.
PATH=$PATH:/usr/sbin

# The steps of the whole, in this order: a name, and what it is. Each has a function of that name.
steps=(
	setup "what is needed"
	scripts "shell scripts"
	pages "what the documents name"
	format "formatting"
	features "features of single packages"
	licences "licences and sources"
	build "build"
	next-runtime "next runtime, for the rehearsal of an upgrade"
	events "hashes of events, by their reference implementation"
	lints "lints"
	fuzz-targets "fuzz targets"
	documentation "documentation, and its examples"
	test-programs "test programs"
	fresh "downloads and installs, with an empty home folder"
	proofs "proofs, conditions, prices, markets, rules and orders, by the second implementation"
	interop "real clients"
	tutorial "the tutorial"
	cold-chain "the story of a cold chain, and its commands"
	street "the story of a street that trades energy, and its commands"
	heated "the story of a building that rules heat, and its commands"
	washing "the story of a washing machine that orders, and its commands"
	tests "tests"
	bare-metal "devices without a system"
	http "HTTP, against its description"
)
# Those that keep the compiler busy run one after another, and beside them at once those that mostly wait, for blocks or
# for downloads.
compiling=(lints fuzz-targets documentation test-programs)
waiting=(fresh proofs interop tutorial cold-chain street heated washing)
# The packages with tests of their own, by the names of their folders.
declare -A packages=()
pallets=()
for manifest in */Cargo.toml */*/Cargo.toml; do
	case $manifest in fuzz/* | node/Cargo.toml | target/* | tests/* | tools/*) continue ;; esac
	folder=${manifest%/Cargo.toml}
	packages[${folder##*/}]=$(sed -n 's/^name = "\(.*\)"$/\1/p;T;q' "$manifest")
	case $folder in pallets/*) pallets+=("${folder##*/}") ;; esac
done
scenarios=(tests/tests/*.rs)
scenarios=("${scenarios[@]#tests/}")
scenarios=("${scenarios[@]%.rs}")

usage() {
	cat <<-HELP
		usage: test.sh [PART…]    With none, all steps run, in this order:

	HELP
	for ((at = 0; at < ${#steps[@]}; at += 2)); do printf '  %-15s %s\n' "${steps[at]}" "${steps[at + 1]}"; done
	cat <<-HELP

		A step uses what those before it left behind. The other parts stand for themselves.

		The tests of a package, without those that need a node, or of all pallets:
		  $(printf '%s\n' "${!packages[@]}" | sort | paste -sd' ') · pallets

		Scenarios on real nodes, for which all that changed is built:
		  ${scenarios[*]}
	HELP
}

summary=()
step() {
	local name=$1 started=$SECONDS
	shift
	echo "=== $name"
	if ! "$@"; then
		printf '%s\n' "" "${summary[@]}" "FAILED  $name" >&2
		exit 1
	fi
	summary+=("$(printf 'ok %5d s  %s' $((SECONDS - started)) "$name")")
}

running=()
end_running() {
	if [ ${#running[@]} -gt 0 ]; then kill -- "${running[@]/#/-}" 2>/dev/null || true; fi
}
trap end_running EXIT
trap 'exit 130' INT
trap 'exit 143' TERM
# Runs the steps that wait at once, and those that compile one after another beside them, with a lower priority. Prints what
# each said when all have ended. Fails if one failed.
side_by_side() {
	local said name failed=()
	said=$(mktemp -d) || return
	echo "=== at once: ${compiling[*]} · ${waiting[*]}"
	# With groups of processes of their own, so that they can be ended with all that they started.
	set -m
	{
		renice -n 10 "$BASHPID" >"$said/renice"
		for name in "${compiling[@]}"; do timed "$name" "$said/$name" || break; done
	} &
	running+=($!)
	for name in "${waiting[@]}"; do
		timed "$name" "$said/$name" &
		running+=($!)
	done
	set +m
	wait "${running[@]}" || true
	running=()
	for name in "${compiling[@]}" "${waiting[@]}"; do
		if [ ! -e "$said/$name" ]; then
			failed+=("not run $(title "$name")")
			continue
		fi
		echo "=== $(title "$name")"
		cat "$said/$name"
		if [ -e "$said/$name.took" ]; then
			summary+=("$(printf 'ok %5d s  %s' "$(<"$said/$name.took")" "$(title "$name")")")
		else
			failed+=("FAILED  $(title "$name")")
		fi
	done
	rm -rf "$said"
	if [ ${#failed[@]} -gt 0 ]; then
		printf '%s\n' "" "${summary[@]}" "${failed[@]}" >&2
		exit 1
	fi
}
# Runs a step, and notes what it said, and how long it took if it succeeded: timed NAME FILE
timed() {
	local began=$SECONDS
	"$1" >"$2" 2>&1 || {
		echo "--- $1 failed"
		return 1
	}
	echo $((SECONDS - began)) >"$2.took"
	echo "--- $1 ended after $((SECONDS - began)) s"
}

setup() { ./scripts/setup.sh --tests; }
fresh() { ./scripts/fresh.sh --steps; }
scripts() { git ls-files '*.sh' .ci/run | xargs shellcheck; }
pages() { python3 scripts/check-pages.py; }
format() { cargo fmt --all --check; }
build() { cargo build --release --workspace --locked; }
lints() { cargo clippy --release --workspace --all-targets --locked -- -D warnings; }
# A workspace of its own, which scripts/fuzz.sh builds otherwise. With the profile of this one, so that
# what they have in common is checked already.
fuzz-targets() {
	SKIP_WASM_BUILD=1 cargo check --release --locked --manifest-path fuzz/Cargo.toml --bins \
		--config profile.release.debug-assertions=false --config profile.release.overflow-checks=false
}
documentation() {
	RUSTDOCFLAGS="-D warnings" cargo doc --release --workspace --no-deps --locked &&
		cargo test --release --workspace --locked --doc
}
licences() { ./scripts/licences.sh; }
next-runtime() { ./scripts/runtime-wasm.sh upgrade-drill; }
# The second implementations, alone: of the proofs' verifier, of commands, of conditions and prices, of the
# energy market, of rules, and of orders. Those of record.py need the packages of tests/cold-chain.
proofs() {
	python_of_proofs && "$TALLYSTICK_PYTHON" -m unittest discover -q -s tests/proofs &&
		"$TALLYSTICK_PYTHON" -m unittest discover -q -s tests/control &&
		"$TALLYSTICK_PYTHON" -m unittest discover -q -s tests/condition &&
		"$TALLYSTICK_PYTHON" -m unittest discover -q -s tests/market &&
		"$TALLYSTICK_PYTHON" -m unittest discover -q -s tests/rules &&
		"$TALLYSTICK_PYTHON" -m unittest discover -q -s tests/washing-machine && python_of_cold_chain &&
		"$TALLYSTICK_COLD_CHAIN_PYTHON" -m unittest discover -q -s tests/cold-chain
}
events() { ./scripts/event-hashes.sh; }
# All but the soak, which scripts/test-long.sh runs. Examples have no tests, and clippy has checked that they compile.
tested=(--workspace --lib --bins --tests)
test-programs() { cargo test --no-run --release --locked "${tested[@]}"; }
tests() {
	python_of_proofs && python_of_cold_chain && python_of_device &&
		nextest "${tested[@]}" --run-ignored all -E 'not binary(soak)'
}
bare-metal() { ./scripts/bare-metal.sh; }
interop() { ./scripts/interop.sh; }
tutorial() { ./scripts/tutorial.sh; }
cold-chain() { ./scripts/tutorial.sh docs/cold-chain.md; }
street() { ./scripts/tutorial.sh --short-slots docs/energy-market.md; }
heated() { ./scripts/tutorial.sh docs/building.md; }
washing() { ./scripts/tutorial.sh docs/washing-machine.md; }
http() { ./scripts/http-fuzz.sh 30; }

# No package of ours may need other features alone than in the workspace: see tests/features.
features() {
	local all one name other
	all=$(resolved --workspace) || return
	other=$(for name in "${packages[@]}"; do
		one=$(resolved -p "$name" "${alongside[@]}") || exit
		comm -13 <(echo "$all") <(echo "$one")
	done | sort -u) || return
	if [ -n "$other" ]; then
		printf '%s\n' "packages of ours alone select other features than the workspace;" \
			"name those that are missing here in tests/features/Cargo.toml:" "$other" >&2
		return 1
	fi
}
# What build scripts alone use is left out: a few small crates, which cargo may resolve apart.
resolved() { cargo tree --locked --edges normal,dev --prefix none --format '{p} {f}' "$@" | sed 's/ (\*)$//' | sort -u; }
python_of_proofs() {
	TALLYSTICK_PYTHON=$(./scripts/venv-cached.sh tests/proofs) || return
	export TALLYSTICK_PYTHON
}
python_of_cold_chain() {
	TALLYSTICK_COLD_CHAIN_PYTHON=$(./scripts/venv-cached.sh tests/cold-chain) || return
	export TALLYSTICK_COLD_CHAIN_PYTHON
}
python_of_device() {
	TALLYSTICK_DEVICE_PYTHON=$(./scripts/venv-cached.sh tests/device) || return
	export TALLYSTICK_DEVICE_PYTHON
}
nextest() {
	local program
	program=$(./scripts/cargo-tool.sh cargo-nextest) || return
	# Without backtraces of errors, which are longer than what they explain.
	PATH=$(dirname "$program"):$PATH RUST_LIB_BACKTRACE=0 cargo nextest run --release --locked --no-fail-fast "$@" || {
		local status=$?
		# What could not be built has no report.
		if [ "$status" = 100 ]; then python3 scripts/failures.py target/nextest/default/junit.xml >&2; fi
		return "$status"
	}
}
# Named along with a package, so that its dependencies have the features that the workspace selects,
# and are not compiled a second time. Neither has tests.
alongside=(-p tallystick-node -p tallystick-features)
# The tests of some packages: of PACKAGE…
of() {
	local chosen=()
	for name in "$@"; do chosen+=(-p "${packages[$name]}"); done
	nextest "${chosen[@]}" "${alongside[@]}"
}
# A file of scenarios on real nodes.
scenario() {
	build && python_of_proofs && python_of_cold_chain && if [ "$1" = upgrade ]; then next-runtime; fi &&
		nextest -p tallystick-tests "${alongside[@]}" --run-ignored all --test "$1"
}

title() {
	for ((at = 0; at < ${#steps[@]}; at += 2)); do
		if [ "${steps[at]}" = "$1" ]; then echo "${steps[at + 1]}"; fi
	done
}

main() {
	for part in "$@"; do
		case $part in
		-h | --help) usage && exit 0 ;;
		pallets) ;;
		*)
			if [ -z "$(title "$part")" ] && [ -z "${packages[$part]-}" ] && [[ " ${scenarios[*]} " != *" $part "* ]]; then
				echo "test: there is no part '$part'" >&2
				usage >&2
				exit 2
			fi
			;;
		esac
	done
	if [ $# -eq 0 ]; then
		for ((at = 0; at < ${#steps[@]}; at += 2)); do
			case " ${compiling[*]} ${waiting[*]} " in
			*" ${steps[at]} "*) if [ "${steps[at]}" = "${compiling[0]}" ]; then side_by_side; fi ;;
			*) step "${steps[at + 1]}" "${steps[at]}" ;;
			esac
		done
	fi
	for part in "$@"; do
		case $part in
		pallets) step "pallets" of "${pallets[@]}" ;;
		tests/*) step "scenarios: ${part#tests/}" scenario "${part#tests/}" ;;
		*)
			if [ -n "${packages[$part]-}" ]; then
				step "$part" of "$part"
			else
				step "$(title "$part")" "$part"
			fi
			;;
		esac
	done

	printf '%s\n' "" "${summary[@]}"
	echo "test: ok in $((SECONDS / 60)) min $((SECONDS % 60)) s"
}
# Read as a whole before it runs, so that this file may change meanwhile.
{ main "$@"; exit; }
