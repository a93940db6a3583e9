#!/usr/bin/env bash
# Installs the WASM target of the pinned toolchain: by rustup where it can, else from the library
# sources that Debian packages for exactly the same compiler version.
set -euo pipefail
cd "$(dirname "$0")/.."

target=wasm32v1-none
sysroot=$(rustc --print sysroot)
lib="$sysroot/lib/rustlib/$target/lib"

installed() { compgen -G "$lib/libcore-*.rlib" >/dev/null; }

if installed; then
	exit 0
fi
echo "wasm-target: adding $target to $sysroot"
if command -v rustup >/dev/null && timeout 300 rustup target add "$target" 2>/dev/null && installed; then
	exit 0
fi

echo "wasm-target: rustup cannot download it; building it from Debian's rust-src"
command -v apt-get >/dev/null || {
	echo "wasm-target: no rustup download and no apt-get; install the target $target by hand" >&2
	exit 1
}
version=$(rustc --version | cut -d' ' -f2)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# An apt of its own: lists, cache and sources apart from the system's, so that nothing else is upgraded.
# shellcheck disable=SC2016 # $(SITE) is for apt-get to fill in.
mirror=$(apt-get indextargets --format '$(SITE)' 'Created-By: Packages' 'Origin: Debian' | sed -n 1p)
keyring=/usr/share/keyrings/debian-archive-keyring.gpg
mkdir -p "$work"/{lists/partial,cache/archives/partial,deb}
for suite in trixie-backports forky sid; do
	echo "deb [signed-by=$keyring] $mirror $suite main"
done >"$work/sources.list"
own_apt=(-o "Dir::Etc::sourcelist=$work/sources.list" -o "Dir::Etc::sourceparts=-"
	-o "Dir::State::lists=$work/lists" -o "Dir::Cache=$work/cache" -o "APT::Sandbox::User=root")
apt-get "${own_apt[@]}" -qq update || true
package=$(apt-cache "${own_apt[@]}" madison rust-src | awk -v v="$version" 'index($3, v "+") == 1 && !found++ { print $3 }')
[ -n "$package" ] || {
	echo "wasm-target: Debian has no rust-src $version; install the target $target by hand" >&2
	exit 1
}
(cd "$work/deb" && apt-get "${own_apt[@]}" -qq download "rust-src=$package")
dpkg-deb -x "$work"/deb/rust-src_*.deb "$work/src"
library="$work/src/usr/src/rustc-$version/library"
mkdir -p "$sysroot/lib/rustlib/src/rust"
rm -rf "$sysroot/lib/rustlib/src/rust/library"
cp -r "$library" "$sysroot/lib/rustlib/src/rust/"

mkdir -p "$work/probe/src"
cat >"$work/probe/Cargo.toml" <<'TOML'
[package]
name = "probe"
version = "0.0.0"
edition = "2021"
[workspace]
TOML
printf '#![no_std]\nextern crate alloc;\n' >"$work/probe/src/lib.rs"
cp rust-toolchain.toml "$work/probe/"
# Without embedded bitcode the runtime's link-time optimisation finds nothing to link.
(cd "$work/probe" && RUSTC_BOOTSTRAP=1 RUSTFLAGS="-C embed-bitcode=yes" CARGO_TARGET_DIR="$work/target" \
	cargo build --quiet --release -Z build-std=core,alloc --target "$target")
mkdir -p "$lib"
cp "$work"/target/"$target"/release/deps/lib{core,alloc,compiler_builtins}-*.rlib "$lib/"
installed || {
	echo "wasm-target: the build left no libcore in $lib" >&2
	exit 1
}
echo "wasm-target: $target is ready"
