//! Controllers: the baselines, the rules, and the plan that knows everything.

pub mod constant;
pub mod placed;
pub mod plan;
pub mod rules;
pub mod setback;

use crate::{envelope::Claims, zones::PerZone};

/// What a controller sees when a step begins: the same for all.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct View {
	/// The step, counted from Monday 00:00.
	pub step: usize,
	/// UTC, in milliseconds since 1970.
	pub now: u64,
	/// Temperature of each zone's sensor, in hundredths of a degree. `None` if it is dead.
	pub rooms: PerZone<Option<i64>>,
	/// Temperature outdoors, in tenths of a degree.
	pub outdoor: i64,
	/// Electric power of the heat pump in the step before, in W.
	pub power: i64,
}

/// Decides once a step.
pub trait Controller {
	/// What it claims for the step that begins.
	fn decide(&mut self, view: &View) -> Claims;
}

/// The curve by which flow follows outdoor temperature: 55 °C at −10 °C, 30 °C at 20 °C, and a straight line between and beyond,
/// plus a tuned number of degrees.
pub fn heating_curve(outdoor: i64, plus: f64) -> f64 {
	let outdoor = outdoor as f64 / 10.0;
	55.0 - (outdoor + 10.0) * 25.0 / 30.0 + plus
}
