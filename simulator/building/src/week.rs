//! A week of the building: its weather, its residual gains, and where it begins.

use crate::{
	data::{Hour, Period},
	fit::Fit,
	model::{State, STEPS_PER_HOUR},
};

/// When zones are occupied: on weekdays, from this hour on the clock on.
pub const OCCUPIED_FROM: usize = 8;

/// When zones are occupied: until before this hour.
pub const OCCUPIED_TO: usize = 18;

/// The days of a week on which zones are occupied, from Monday on.
pub const OCCUPIED_DAYS: usize = 5;

/// What happens to the building during a period, whatever its controller does.
#[derive(Clone, PartialEq, Debug)]
pub struct Week {
	/// The period.
	pub period: Period,
	/// When it begins: UTC, in milliseconds since 1970, on a Monday.
	pub start: u64,
	/// Temperature outdoors in each hour, in °C.
	pub outdoor: Vec<f64>,
	/// Residual gain in each hour, in kW.
	pub residual: Vec<f64>,
	/// The state of the building when it begins.
	pub first: State,
}

impl Week {
	/// A period of the measured building. Hours after it are not looked at.
	pub fn new(period: Period, hours: &[Hour], fit: &Fit) -> Self {
		// The gain of an hour needs the temperature at its end.
		let end = period.hours().end;
		let known = hours.get(..=end).unwrap_or(hours);
		let (gains, states) = fit.model.residual(known, fit.fabric);
		let within = |hour: &usize| period.hours().contains(hour);
		let places: Vec<usize> = (0..known.len()).filter(within).collect();
		let first = period.hours().start;
		Self {
			period,
			start: known[first].start,
			outdoor: places.iter().map(|hour| known[*hour].outdoor).collect(),
			residual: places.iter().map(|hour| gains[*hour]).collect(),
			first: states[first],
		}
	}

	/// How many steps it has.
	pub fn steps(&self) -> usize {
		self.outdoor.len() * STEPS_PER_HOUR
	}

	/// How many days it has.
	pub fn days(&self) -> f64 {
		self.outdoor.len() as f64 / 24.0
	}
}

/// Whether zones are occupied in a step, counted from Monday 00:00.
pub fn occupied(step: usize) -> bool {
	let hour = step / STEPS_PER_HOUR;
	(hour / 24) % 7 < OCCUPIED_DAYS && (OCCUPIED_FROM..OCCUPIED_TO).contains(&(hour % 24))
}
