//! The plant: a heat pump, the emitters of each zone, and their thermostats. It is hypothetical; all controllers have the same.

use crate::{
	model::State,
	zones::{PerZone, Zones, ZONES},
};
use core::ops::RangeInclusive;

/// Temperatures of the flow that the heat pump can supply, in °C.
pub const FLOW: RangeInclusive<f64> = 30.0..=55.0;

/// The most electric power of the heat pump, in kW.
pub const POWER_LIMIT: f64 = 30.0;

/// The least electric power of the heat pump while it runs, in kW.
pub const POWER_LEAST: f64 = 1.5;

/// What all emitters give off for each kelvin between flow and rooms, in kW/K, with valves open.
pub const EMITTERS: f64 = 2.5;

/// A valve is open where a room is this far below its set-point, in K, closed where it is as far above, and in
/// proportion in between.
pub const BAND: f64 = 0.25;

/// The heat pump starts when more than this part of the emitters is open.
const START: f64 = 0.05;

/// The heat pump stops when less than this part of the emitters is open.
const STOP: f64 = 0.02;

/// Heat for each unit of electricity: a quadratic function of the lift from outdoors to flow, as is usual for heat pumps that take
/// heat from air. A lift counts as 15 K at least.
pub fn cop(flow: f64, outdoor: f64) -> f64 {
	let lift = (flow - outdoor).clamp(15.0, 80.0);
	6.81 - 0.121 * lift + 0.000_63 * lift * lift
}

/// What the plant is set to for a step, within its envelope.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Setting {
	/// Set-point of each zone, in °C.
	pub set_points: PerZone<f64>,
	/// Temperature of the flow, in °C.
	pub flow: f64,
}

/// What the plant did in a step.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Output {
	/// Heat of each zone, in kW.
	pub heat: PerZone<f64>,
	/// Electric power of the heat pump, in kW.
	pub power: f64,
}

/// How far the valve of a room is open, from 0 to 1.
fn valve(set_point: f64, room: f64) -> f64 {
	(0.5 + (set_point - room) / (2.0 * BAND)).clamp(0.0, 1.0)
}

/// The part of the emitters that is open.
fn open(zones: &Zones, states: &PerZone<State>, setting: &Setting) -> f64 {
	(0..ZONES)
		.map(|zone| {
			zones.zones[zone].emitters * valve(setting.set_points[zone], states[zone].rooms)
		})
		.sum()
}

/// Whether the heat pump has reason to run.
pub fn wants_to_run(
	zones: &Zones,
	states: &PerZone<State>,
	setting: &Setting,
	running: bool,
) -> bool {
	open(zones, states, setting) > if running { STOP } else { START }
}

/// What a running plant does in a step. If the power limit does not allow it, all zones get less, in proportion.
pub fn run(zones: &Zones, states: &PerZone<State>, setting: &Setting, outdoor: f64) -> Output {
	let mut heat: PerZone<f64> = core::array::from_fn(|zone| {
		let room = states[zone].rooms;
		let full = EMITTERS * zones.zones[zone].emitters * (setting.flow - room).max(0.0);
		full * valve(setting.set_points[zone], room)
	});
	let wanted = heat.iter().sum::<f64>() / cop(setting.flow, outdoor);
	if wanted > POWER_LIMIT {
		heat = heat.map(|heat| heat * POWER_LIMIT / wanted);
	}
	Output { heat, power: wanted.clamp(POWER_LEAST, POWER_LIMIT) }
}

/// What a plant at rest does.
pub const AT_REST: Output = Output { heat: [0.0; ZONES], power: 0.0 };
