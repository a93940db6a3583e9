#!/usr/bin/env bash
# Measures weights and writes them where the runtime reads them: the SDK's pallets to
# runtime/src/weights/, ours to pallets/NAME/src/weights.rs.
# usage: benchmark.sh [PALLET... | overhead]    all of them, if none is named
# STEPS=4 REPEAT=2 MIN_SECONDS=0 is a quick run that only shows that every benchmark works.
set -euo pipefail
cd "$(dirname "$0")/.."
: "${STEPS:=50}" "${REPEAT:=20}" "${MIN_SECONDS:=4}" "${HOST_LABEL:=unnamed}"

runner=$(./tools/frame-runner/build.sh)
wasm=$(./scripts/runtime-wasm.sh runtime-benchmarks)
source=(--runtime "$wasm" --genesis-builder runtime)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# The weights of an empty block and of an empty extrinsic. The file names the command that made
# it, so that runs where all paths are short.
overhead() {
	ln -s "$wasm" "$work/tallystick_runtime.wasm"
	(cd "$work" && PATH="$(dirname "$runner"):$PATH" tallystick-frame-runner benchmark overhead \
		--runtime tallystick_runtime.wasm --genesis-builder runtime --weight-path . \
		--hostname-override "$HOST_LABEL" --warmup "$REPEAT" --repeat $((REPEAT * 5)))
	for kind in block extrinsic; do
		sed -e '1{/^$/d}' -e 's/\bsp_core::parameter_types/frame_support::parameter_types/' \
			-e 's/\bsp_weights::/frame_support::weights::/' "$work/${kind}_weights.rs" \
			>"runtime/src/weights/${kind}_weights.rs"
	done
}

pallet() {
	local name=$1 folder template=runtime output
	folder=${name#pallet_}
	folder=pallets/${folder//_/-}
	if [ -d "$folder" ]; then
		template=pallet
		output=$folder/src/weights.rs
	else
		output=runtime/src/weights/$name.rs
		grep -q "mod $name\b" runtime/src/weights/mod.rs ||
			echo "benchmark: runtime/src/weights/mod.rs does not name $name yet" >&2
	fi
	"$runner" benchmark pallet "${source[@]}" --pallet "$name" --extrinsic '*' \
		--steps "$STEPS" --repeat "$REPEAT" --min-duration "$MIN_SECONDS" \
		--disable-proof-recording --hostname-override "$HOST_LABEL" --quiet \
		--template "scripts/weights/$template.hbs" --output "$work/$name.rs" &&
		mv "$work/$name.rs" "$output"
}

if [ $# -eq 0 ]; then
	list=$("$runner" benchmark pallet "${source[@]}" --all --list=pallets --no-csv-header)
	mapfile -t all <<<"$list"
	set -- "${all[@]}" overhead
fi

failed=()
for name in "$@"; do
	echo "benchmark: $name"
	case $name in
	overhead) overhead ;;
	*) pallet "$name" || failed+=("$name") ;;
	esac
done
if [ ${#failed[@]} -gt 0 ]; then
	echo "benchmark: failed, and not written: ${failed[*]}" >&2
	exit 1
fi
