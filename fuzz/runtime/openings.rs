//! What has happened before an input begins.

use super::{
	asset_lifecycle, automation, consortium, device_registry, energy_market, procurement, sdk,
	source::Source, telemetry, world::World,
};
use tallystick_runtime::RuntimeCall;

/// A script that is played after the prelude, for the inputs that choose it, and the calls of which there are the most
/// after it.
pub(crate) struct Opening {
	pub(crate) script: fn(&mut World),
	pub(crate) calls: fn(&mut Source) -> RuntimeCall,
}

const fn opening(script: fn(&mut World), calls: fn(&mut Source) -> RuntimeCall) -> Opening {
	Opening { script, calls }
}

/// The openings, by their number.
pub(crate) const ALL: &[Opening] = &[
	opening(nothing, super::any_call),
	opening(nothing, consortium::call),
	opening(sdk::validators, consortium::call),
	opening(device_registry::opening, device_registry::call),
	opening(telemetry::opening, telemetry::call),
	opening(asset_lifecycle::goods, asset_lifecycle::call),
	opening(asset_lifecycle::on_the_way, asset_lifecycle::call),
	opening(asset_lifecycle::delivered, asset_lifecycle::call),
	opening(asset_lifecycle::carried_by_buyer, asset_lifecycle::call),
	opening(energy_market::opening, energy_market::call),
	opening(energy_market::end, energy_market::call),
	opening(energy_market::suspended, energy_market::call),
	opening(automation::opening, automation::call),
	opening(procurement::opening, procurement::call),
	opening(procurement::disputed, procurement_and_escrow),
	opening(procurement::visited, procurement::call),
	opening(sdk::appointed, sdk::accounts),
	opening(nothing, sdk::governance),
	opening(sdk::council_of_three, sdk::governance),
	opening(nothing, sdk::schedule),
	opening(nothing, sdk::root_call),
];

fn nothing(_: &mut World) {}

fn procurement_and_escrow(from: &mut Source) -> RuntimeCall {
	match from.one_in(4) {
		true => super::escrow::call(from),
		false => procurement::call(from),
	}
}
