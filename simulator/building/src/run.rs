//! A controller at work: what it claims, what the plant does, and what becomes of the zones.

use crate::{
	controllers::{Controller, View},
	envelope::Switch,
	model::{State, STEPS_PER_HOUR},
	plant::{self, Output},
	week::Week,
	zones::{PerZone, Zones, ZONES},
};

/// Milliseconds of a step.
pub const STEP_TIME: u64 = 900_000;

/// What was and was done in a step.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Record {
	/// The zones when the step began.
	pub states: PerZone<State>,
	/// Set-points in force, in °C.
	pub set_points: PerZone<f64>,
	/// Temperature of the flow, in °C.
	pub flow: f64,
	/// Whether the heat pump ran.
	pub running: bool,
	/// What the plant did.
	pub output: Output,
	/// How many actuators were at their fail-safe values.
	pub fail_safe: usize,
	/// How many set-points changed.
	pub commands: usize,
}

/// All steps of a week.
#[derive(Clone, PartialEq, Debug)]
pub struct Log {
	/// The steps.
	pub records: Vec<Record>,
	/// The zones after the last step.
	pub last: PerZone<State>,
}

/// A sensor that is dead from a step on.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Dead {
	/// The zone.
	pub zone: usize,
	/// The first step without a reading.
	pub from: usize,
}

/// Plays a week.
pub fn play(
	week: &Week,
	zones: &Zones,
	controller: &mut dyn Controller,
	dead: Option<Dead>,
) -> Log {
	let mut states = Zones::start(week.first);
	let mut switch = Switch::default();
	let mut records: Vec<Record> = Vec::with_capacity(week.steps());
	for step in 0..week.steps() {
		let hour = step / STEPS_PER_HOUR;
		let outdoor = week.outdoor[hour];
		let before = records.last();
		let view = View {
			step,
			now: week.start + step as u64 * STEP_TIME,
			rooms: core::array::from_fn(|zone| {
				let dead = dead.is_some_and(|dead| dead.zone == zone && step >= dead.from);
				(!dead).then(|| (states[zone].rooms * 100.0).round() as i64)
			}),
			outdoor: (outdoor * 10.0).round() as i64,
			power: before.map_or(0, |record| (record.output.power * 1_000.0).round() as i64),
		};
		let (setting, fail_safe) = controller.decide(&view).within();
		let commands = before.map_or(ZONES + 1, |record| {
			let moved = |zone: &usize| record.set_points[*zone] != setting.set_points[*zone];
			(0..ZONES).filter(moved).count() + usize::from(record.flow != setting.flow)
		});
		let wanted = plant::wants_to_run(zones, &states, &setting, switch.is_on());
		let running = switch.step(wanted);
		let output =
			if running { plant::run(zones, &states, &setting, outdoor) } else { plant::AT_REST };
		records.push(Record {
			states,
			set_points: setting.set_points,
			flow: setting.flow,
			running,
			output,
			fail_safe,
			commands,
		});
		states = zones.step(&states, &output.heat, week.residual[hour], outdoor);
	}
	Log { records, last: states }
}
