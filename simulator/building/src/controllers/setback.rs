//! B1, the baseline that counts: setback, optimal start, and a set-point near the lower edge of what is comfortable.

use super::{heating_curve, Controller, View};
use crate::{envelope::Claims, model::STEPS_PER_HOUR, week};

/// The earliest start before zones are occupied, in hours. After a weekend a day is not too long.
const EARLIEST: f64 = 24.0;

/// Setback with optimal start, by zone.
#[derive(Clone, Copy, PartialEq, Debug, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Setback {
	/// Set-point while zones are occupied, in °C.
	pub comfort: f64,
	/// Set-point while they are not, in °C.
	pub setback: f64,
	/// Hours before occupancy for each kelvin that a zone is below [`comfort`](Self::comfort).
	pub hours_per_kelvin: f64,
	/// What the flow is above the heating curve, in K.
	pub plus: f64,
}

/// Steps until zones are occupied next. Zero while they are.
fn until_occupied(step: usize) -> usize {
	(0..7 * 24 * STEPS_PER_HOUR).find(|ahead| week::occupied(step + ahead)).unwrap_or(0)
}

impl Controller for Setback {
	fn decide(&mut self, view: &View) -> Claims {
		let ahead = until_occupied(view.step) as f64 / STEPS_PER_HOUR as f64;
		let set_points = view.rooms.map(|room| {
			let room = room? as f64 / 100.0;
			let lead = ((self.comfort - room) * self.hours_per_kelvin).clamp(0.0, EARLIEST);
			Some(if ahead == 0.0 || ahead <= lead { self.comfort } else { self.setback })
		});
		Claims { set_points, flow: Some(heating_curve(view.outdoor, self.plus)) }
	}
}
