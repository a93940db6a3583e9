//! The weight of each call, as a multiple of `transfer_keep_alive`. Printed by
//! `cargo test --release --workspace --test weights -- --nocapture`.

mod common;

use common::every_call;
use frame_support::{dispatch::GetDispatchInfo, weights::Weight};
use pallet_consortium::WeightInfo as _;
use pallet_device_registry::WeightInfo as _;
use pallet_telemetry::WeightInfo as _;
use tallystick_runtime::Runtime;

type Consortium = pallet_consortium::weights::SubstrateWeight<Runtime>;
type DeviceRegistry = pallet_device_registry::weights::SubstrateWeight<Runtime>;
type Telemetry = pallet_telemetry::weights::SubstrateWeight<Runtime>;

/// What needs no weight of its own: nobody can buy safe mode, so these calls fail at once; the last one
/// has the weight that its sender, root, gives.
const WEIGHTLESS: [&str; 4] = [
	"`safe_mode.enter`",
	"`safe_mode.extend`",
	"`safe_mode.release_deposit`",
	"`utility.with_weight`",
];

#[test]
fn every_call_has_a_weight() {
	let calls: Vec<(String, Weight)> = every_call()
		.into_iter()
		.map(|(name, call)| {
			let name = format!("`{}.{}`", snake_case(name.pallet_name), name.function_name);
			(name, call.get_dispatch_info().call_weight)
		})
		.collect();
	let (_, transfer) = calls
		.iter()
		.find(|(name, _)| name == "`balances.transfer_keep_alive`")
		.expect("the runtime has transfers");
	let unit = transfer.ref_time() as f64;

	println!("| call | × `transfer_keep_alive` |\n| --- | ---: |");
	let mut light = Vec::new();
	for (name, weight) in calls.iter().cloned().chain(with_arguments()) {
		if weight.ref_time() < 1_000_000 && !WEIGHTLESS.contains(&name.as_str()) {
			light.push(name.clone());
		}
		println!("| {name} | {:.2} |", weight.ref_time() as f64 / unit);
	}
	assert!(light.is_empty(), "next to no weight: {}", light.join(", "));
}

/// What depends on arguments, for typical or the largest ones, and what is no call.
fn with_arguments() -> impl Iterator<Item = (String, Weight)> {
	[
		("`consortium.enact`, without the call", Consortium::enact()),
		("sponsoring, for each transaction", Consortium::sponsored_payment()),
		("`device_registry.define_model`, 64 channels", DeviceRegistry::define_model(64)),
		("`device_registry.claim`, of a million keys", DeviceRegistry::claim(20)),
		("`device_registry.rotate_key`, in the pool", DeviceRegistry::authorize_rotate_key()),
		("a device's signature of P-256 instead of Ed25519", DeviceRegistry::verify_p256()),
		(
			"a device's signature of secp256k1 instead of Ed25519",
			DeviceRegistry::verify_secp256k1(),
		),
		("`telemetry.observe`, one run", Telemetry::observe(1)),
		("`telemetry.observe`, one run, in the pool", Telemetry::authorize_observe(1)),
		("`telemetry.challenge`, 40 hashes", Telemetry::challenge(40)),
		("512 statements at a block's end", Telemetry::on_finalize(512)),
	]
	.map(|(name, weight)| (name.to_owned(), weight))
	.into_iter()
}

/// The name of a pallet as it stands in documents.
fn snake_case(name: &str) -> String {
	let mut snake = String::new();
	for (at, letter) in name.char_indices() {
		if at > 0 && letter.is_ascii_uppercase() {
			snake.push('_');
		}
		snake.push(letter.to_ascii_lowercase());
	}
	snake
}
