#!/usr/bin/env bash
# Builds what runs on a device for a target without an operating system, and links a program that has
# no allocator. Takes a Cortex-M target if one is installed or rustup can download it, else WebAssembly
# without a host. usage: bare-metal.sh [--install]    --install only installs the target
set -euo pipefail
cd "$(dirname "$0")/.."

root=$PWD
sysroot=$(rustc --print sysroot)
installed() { compgen -G "$sysroot/lib/rustlib/$1/lib/libcore-*.rlib" >/dev/null; }

target=
for candidate in thumbv7m-none-eabi thumbv6m-none-eabi; do
	if installed "$candidate"; then
		target=$candidate
		break
	fi
done
if [ -z "$target" ] && command -v rustup >/dev/null &&
	timeout 120 rustup target add thumbv7m-none-eabi 2>/dev/null && installed thumbv7m-none-eabi; then
	target=thumbv7m-none-eabi
fi
if [ -z "$target" ]; then
	target=wasm32v1-none
	scripts/wasm-target.sh
fi
if [ "${1:-}" = --install ]; then exit 0; fi

cargo build --locked --target "$target" --no-default-features -p tallystick-device -p tallystick-evidence

# A library proves little: whoever allocates without an allocator fails to link.
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir "$work/src"
cp Cargo.lock rust-toolchain.toml "$work/"
cat >"$work/Cargo.toml" <<TOML
[package]
name = "bare"
version = "0.0.0"
edition = "2021"

[workspace]

[lib]
crate-type = ["cdylib", "staticlib"]

[dependencies]
tallystick-device = { path = "$root/device", default-features = false }

[profile.dev]
panic = "abort"
TOML
cat >"$work/src/lib.rs" <<'RUST'
#![no_std]

use tallystick_device::{
	evidence::{DeviceId, Limits, Scheme, Signature},
	Channel, Device, Reply, Segmenter,
};

#[panic_handler]
fn panic(_: &core::panic::PanicInfo) -> ! {
	loop {}
}

/// Seals one reading, signs it in no way, reads a reply.
#[no_mangle]
pub extern "C" fn seal(time: u64, value: i64) -> usize {
	let mut device = Device::begin(DeviceId([1; 32]), [2; 32], Scheme::Ed25519, 0, 0);
	let channel = Channel { exponent: -1, limits: Limits::NONE };
	let mut segment = Segmenter::<1, 16>::new([channel]);
	let mut out = [0; 512];
	let (mut length, mut reading) = (0, [0; 128]);
	if segment.push(0, time, value).is_ok() {
		let sign = |_: &_| Signature([3; 64]);
		length += segment.seal(&mut device, None, sign, &mut out).map_or(0, |sealed| sealed.length);
		length += device.sign_reading(0, time, value, sign, &mut reading).unwrap_or(0);
	}
	match Reply::decode(&out) {
		Ok(Reply::Answer(ack)) if ack.settles(0, 1) => length,
		Ok(_) => length + 1,
		Err(_) => length + 2,
	}
}
RUST
# A microcontroller has no shared libraries, and WebAssembly nothing else that is linked.
kind=cdylib
case $target in thumb*) kind=staticlib ;; esac
sed -i "s/\"cdylib\", \"staticlib\"/\"$kind\"/" "$work/Cargo.toml"
CARGO_TARGET_DIR=${CARGO_TARGET_DIR:-$root/target}/bare \
	cargo build --offline --quiet --manifest-path "$work/Cargo.toml" --target "$target"
echo "bare-metal: device and evidence build and link without an allocator for $target"
