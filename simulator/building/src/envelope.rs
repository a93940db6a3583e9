//! What the owner allows, whoever claims: ranges, least times, and what holds while nobody claims anything.

use crate::{
	plant::{Setting, FLOW},
	zones::PerZone,
};
use core::ops::RangeInclusive;

/// Set-points of a zone, in °C.
pub const SET_POINTS: RangeInclusive<f64> = 16.0..=23.0;

/// Set-point of a zone that nobody claims, in °C.
pub const FAIL_SAFE_SET_POINT: f64 = 20.0;

/// Temperature of the flow that nobody claims, in °C.
pub const FAIL_SAFE_FLOW: f64 = 45.0;

/// For how many steps the heat pump runs at least: 30 min.
pub const LEAST_ON: usize = 2;

/// For how many steps the heat pump rests at least: 30 min.
pub const LEAST_OFF: usize = 2;

/// What a controller claims. `None` claims nothing.
#[derive(Clone, Copy, PartialEq, Debug, Default)]
pub struct Claims {
	/// Set-point of each zone, in °C.
	pub set_points: PerZone<Option<f64>>,
	/// Temperature of the flow, in °C.
	pub flow: Option<f64>,
}

impl Claims {
	/// What holds of the claims, and how many actuators are at their fail-safe values.
	pub fn within(&self) -> (Setting, usize) {
		let released = self.set_points.iter().filter(|claim| claim.is_none()).count()
			+ usize::from(self.flow.is_none());
		let set_points = self.set_points.map(|claim| {
			let claim = claim.unwrap_or(FAIL_SAFE_SET_POINT);
			claim.clamp(*SET_POINTS.start(), *SET_POINTS.end())
		});
		let flow = self.flow.unwrap_or(FAIL_SAFE_FLOW).clamp(*FLOW.start(), *FLOW.end());
		(Setting { set_points, flow }, released)
	}
}

/// Keeps the least times of the heat pump.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Switch {
	on: bool,
	steps: usize,
}

impl Default for Switch {
	/// At rest, and free to start.
	fn default() -> Self {
		Self { on: false, steps: LEAST_OFF }
	}
}

impl Switch {
	/// Whether it is on.
	pub const fn is_on(&self) -> bool {
		self.on
	}

	/// Switches as wanted if the least time has passed, and counts the step that begins.
	pub fn step(&mut self, wanted: bool) -> bool {
		let least = if self.on { LEAST_ON } else { LEAST_OFF };
		if wanted != self.on && self.steps >= least {
			*self = Self { on: wanted, steps: 0 };
		}
		self.steps = self.steps.saturating_add(1);
		self.on
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn the_heat_pump_keeps_its_least_times_whatever_is_wanted() {
		let mut switch = Switch::default();
		// Wanted in turns, each step.
		let states: Vec<bool> = (0..40).map(|step| switch.step(step % 2 == 0)).collect();
		let mut changes: Vec<usize> =
			(1..40).filter(|step| states[*step] != states[step - 1]).collect();
		changes.insert(0, 0);
		assert!(changes.len() > 5);
		assert!(changes.windows(2).all(|pair| pair[1] - pair[0] >= LEAST_ON.min(LEAST_OFF)));
	}

	#[test]
	fn claims_are_clamped_and_released_ones_fall_to_the_fail_safe() {
		let mut claims = Claims { set_points: [Some(99.0); 10], flow: Some(90.0) };
		claims.set_points[3] = None;
		claims.set_points[4] = Some(-5.0);
		let (setting, released) = claims.within();
		assert_eq!(released, 1);
		assert_eq!(setting.set_points[3], FAIL_SAFE_SET_POINT);
		assert_eq!((setting.set_points[0], setting.set_points[4]), (23.0, 16.0));
		assert_eq!(setting.flow, 55.0);
	}
}
