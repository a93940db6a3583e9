//! What a week came to.

use crate::{
	model::{STEP, STEPS_PER_HOUR},
	plant::cop,
	prices::HOURS,
	run::Log,
	week::{self, Week},
	zones::{PerZone, Zones},
};
use core::ops::RangeInclusive;

/// Temperatures of category II of EN 16798-1 for offices in the heating season, in °C: operative temperatures. The model's
/// temperature of rooms takes their place.
pub const COMFORT: RangeInclusive<f64> = 20.0..=24.0;

/// The part of stored heat that counts, since the rest is lost before it is needed. An assumption.
pub const RETAINED: f64 = 0.5;

/// Temperature of the flow at which stored heat is valued, in °C.
const VALUED_FLOW: f64 = 40.0;

/// Comfort of a zone in its occupied hours.
#[derive(Clone, Copy, PartialEq, Debug, Default, serde::Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Comfort {
	/// Minutes outside [`COMFORT`].
	pub minutes: f64,
	/// Kelvin-hours outside.
	pub kelvin_hours: f64,
}

/// What does not depend on prices.
#[derive(Clone, PartialEq, Debug, serde::Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Metrics {
	/// Comfort of each zone.
	pub zones: PerZone<Comfort>,
	/// Electricity of the heat pump, in kWh.
	pub electricity: f64,
	/// Heat to the zones, in kWh.
	pub heat: f64,
	/// Greatest mean power of 15 min, in kW.
	pub peak: f64,
	/// Starts of the heat pump a day.
	pub starts: f64,
	/// Minutes at fail-safe, over all actuators.
	pub fail_safe: f64,
	/// Changes of set-points.
	pub commands: usize,
	/// Heat stored at the end, less that at the beginning, in kWh.
	pub stored: f64,
}

/// How far a temperature is outside [`COMFORT`], in K.
pub fn outside(rooms: f64) -> f64 {
	(COMFORT.start() - rooms).max(rooms - COMFORT.end()).max(0.0)
}

impl Metrics {
	/// Of a week's log. The temperature of a step is that at its end.
	pub fn new(week: &Week, zones: &Zones, log: &Log) -> Self {
		let mut comfort: PerZone<Comfort> = Default::default();
		let ends = log.records.iter().skip(1).map(|record| &record.states).chain([&log.last]);
		for (_, states) in ends.enumerate().filter(|(step, _)| week::occupied(*step)) {
			for (zone, state) in comfort.iter_mut().zip(states) {
				let outside = outside(state.rooms);
				if outside > 0.0 {
					zone.minutes += STEP * 60.0;
					zone.kelvin_hours += STEP * outside;
				}
			}
		}
		let mut metrics = Self {
			zones: comfort,
			electricity: 0.0,
			heat: 0.0,
			peak: 0.0,
			starts: 0.0,
			fail_safe: 0.0,
			commands: 0,
			stored: zones.stored(&log.last) - zones.stored(&Zones::start(week.first)),
		};
		let mut on = false;
		for record in &log.records {
			metrics.electricity += STEP * record.output.power;
			metrics.heat += STEP * record.output.heat.iter().sum::<f64>();
			metrics.peak = metrics.peak.max(record.output.power);
			metrics.starts += f64::from(u8::from(record.running && !on)) / week.days();
			metrics.fail_safe += STEP * 60.0 * record.fail_safe as f64;
			metrics.commands += record.commands;
			on = record.running;
		}
		metrics
	}

	/// Kelvin-hours outside, over all zones.
	pub fn kelvin_hours(&self) -> f64 {
		self.zones.iter().map(|zone| zone.kelvin_hours).sum()
	}

	/// The zone with the most kelvin-hours outside.
	pub fn worst(&self) -> Comfort {
		let most = |a: Comfort, b: &Comfort| if b.kelvin_hours > a.kelvin_hours { *b } else { a };
		self.zones.iter().fold(Comfort::default(), most)
	}
}

/// What a week's electricity costs.
#[derive(Clone, Copy, PartialEq, Debug, Default, serde::Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Cost {
	/// Paid for electricity, in USD.
	pub paid: f64,
	/// Value of the heat stored at the end, less that at the beginning, in USD.
	pub stored: f64,
}

impl Cost {
	/// Of a log, at these prices of each hour in USD/kWh.
	pub fn new(week: &Week, log: &Log, metrics: &Metrics, prices: &[f64; HOURS]) -> Self {
		let paid = log
			.records
			.iter()
			.enumerate()
			.map(|(step, record)| STEP * record.output.power * price_at(prices, step))
			.sum();
		Self { paid, stored: metrics.stored * value_of_heat(week, prices) }
	}

	/// Paid, less the value of the stored heat: what controllers are compared by, in USD.
	pub fn net(&self) -> f64 {
		self.paid - self.stored
	}
}

/// The price in a step, in USD/kWh.
pub fn price_at(prices: &[f64; HOURS], step: usize) -> f64 {
	prices[(step / STEPS_PER_HOUR) % HOURS]
}

/// What stored heat is worth, in USD/kWh: what making the part of it that is [`RETAINED`] would cost at the week's mean price
/// and outdoor temperature.
pub fn value_of_heat(week: &Week, prices: &[f64; HOURS]) -> f64 {
	let mean = |values: &[f64]| values.iter().sum::<f64>() / values.len().max(1) as f64;
	RETAINED * mean(prices) / cop(VALUED_FLOW, mean(&week.outdoor))
}
