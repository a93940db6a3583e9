//! What each of our calls books, as a multiple of `transfer_keep_alive`. Shown with
//! `cargo test --release --workspace --test weights -- --nocapture`.

use frame_support::{dispatch::GetDispatchInfo, weights::Weight};
use pallet_consortium::WeightInfo as Consortium;
use pallet_device_registry::WeightInfo as DeviceRegistry;
use pallet_telemetry::WeightInfo as Telemetry;
use tallystick_runtime::{BalancesCall, Runtime, RuntimeCall};

type C = pallet_consortium::weights::SubstrateWeight<Runtime>;
type D = pallet_device_registry::weights::SubstrateWeight<Runtime>;
type T = pallet_telemetry::weights::SubstrateWeight<Runtime>;

#[test]
fn every_call_books_what_was_measured() {
	let transfer: RuntimeCall = BalancesCall::transfer_keep_alive {
		dest: sp_keyring::Sr25519Keyring::Bob.to_account_id().into(),
		value: 1,
	}
	.into();
	let unit = transfer.get_dispatch_info().call_weight.ref_time() as f64;

	println!("| call | × `transfer_keep_alive` |\n| --- | ---: |");
	for (call, weight) in [consortium(), devices(), telemetry()].concat() {
		assert!(weight.ref_time() > 1_000_000, "{call} books nothing");
		println!("| {call} | {:.2} |", weight.ref_time() as f64 / unit);
	}
}

fn consortium() -> Vec<(&'static str, Weight)> {
	vec![
		("`consortium.admit`", C::admit()),
		("`consortium.set_roles`", C::set_roles()),
		("`consortium.suspend`", C::suspend()),
		("`consortium.resume`", C::resume()),
		("`consortium.set_quota`", C::set_quota()),
		("`consortium.set_admin`", C::set_admin()),
		("`consortium.add_member`", C::add_member()),
		("`consortium.remove_member`", C::remove_member()),
		("`consortium.add_validator`", C::add_validator()),
		("`consortium.remove_validator`", C::remove_validator()),
		("`consortium.configure`", C::configure()),
		("`consortium.dissolve`", C::dissolve()),
		("`consortium.drop_keys`", C::drop_keys()),
		("`consortium.enact`, without the call", C::enact()),
		("sponsoring, for each transaction", C::sponsored_payment()),
	]
}

fn devices() -> Vec<(&'static str, Weight)> {
	vec![
		("`device_registry.define_model`, 64 channels", D::define_model(64)),
		("`device_registry.drop_model`", D::drop_model()),
		("`device_registry.post_lot`", D::post_lot()),
		("`device_registry.close_lot`", D::close_lot()),
		("`device_registry.register`", D::register()),
		("`device_registry.claim`, of a million keys", D::claim(20)),
		("`device_registry.rotate_key`", D::rotate_key()),
		("`device_registry.rotate_key`, in the pool", D::authorize_rotate_key()),
		("`device_registry.propose_key`", D::propose_key()),
		("`device_registry.finish_rotation`", D::finish_rotation()),
		("`device_registry.cancel_rotation`", D::cancel_rotation()),
		("`device_registry.suspend`", D::suspend()),
		("`device_registry.resume`", D::resume()),
		("`device_registry.revoke`", D::revoke()),
		("`device_registry.retire`", D::retire()),
		("`device_registry.drop_device`", D::drop_device()),
		("`device_registry.offer_transfer`", D::offer_transfer()),
		("`device_registry.accept_transfer`", D::accept_transfer()),
		("`device_registry.cancel_transfer`", D::cancel_transfer()),
		("`device_registry.set_metadata`", D::set_metadata()),
		("`device_registry.set_calibration`", D::set_calibration()),
		("`device_registry.authorize_gateway`", D::authorize_gateway()),
		("`device_registry.deauthorize_gateway`", D::deauthorize_gateway()),
	]
}

fn telemetry() -> Vec<(&'static str, Weight)> {
	vec![
		("`telemetry.anchor`, nothing observed", T::anchor()),
		("`telemetry.observe`, one run", T::observe(1)),
		("`telemetry.observe`, one run, in the pool", T::authorize_observe(1)),
		("`telemetry.challenge`, 40 hashes", T::challenge(40)),
		("`telemetry.watch`", T::watch()),
		("`telemetry.unwatch`", T::unwatch()),
		("`telemetry.pardon`", T::pardon()),
		("`telemetry.configure`", T::configure()),
		("512 statements at a block's end", T::on_finalize(512)),
	]
}
