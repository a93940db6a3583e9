//! A controller at work: what it claims, what the plant does, and what becomes of the zones.

use crate::{
	controllers::{Controller, View},
	envelope::Switch,
	model::{State, STEPS_PER_HOUR},
	plant::{self, Output, Setting},
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

/// A week that is played step by step, with any controller.
#[derive(Clone, Debug)]
pub struct Course<'a> {
	week: &'a Week,
	zones: &'a Zones,
	states: PerZone<State>,
	switch: Switch,
	records: Vec<Record>,
}

impl<'a> Course<'a> {
	/// The week before its first step.
	pub fn new(week: &'a Week, zones: &'a Zones) -> Self {
		Self {
			week,
			zones,
			states: Zones::start(week.first),
			switch: Switch::default(),
			records: Vec::with_capacity(week.steps()),
		}
	}

	/// What is measured as the next step begins. `None` after the last one.
	pub fn view(&self) -> Option<View> {
		let step = self.records.len();
		let outdoor = self.week.outdoor.get(step / STEPS_PER_HOUR)?;
		let before = self.records.last();
		Some(View {
			step,
			now: self.week.start + step as u64 * STEP_TIME,
			rooms: self.states.map(|state| Some((state.rooms * 100.0).round() as i64)),
			outdoor: (outdoor * 10.0).round() as i64,
			power: before.map_or(0, |record| (record.output.power * 1_000.0).round() as i64),
		})
	}

	/// Takes the next step with what the plant is set to, and how many actuators are at their fail-safe values. Nothing happens after
	/// the last step.
	pub fn advance(&mut self, setting: &Setting, fail_safe: usize) {
		let hour = self.records.len() / STEPS_PER_HOUR;
		let (Some(outdoor), Some(residual)) =
			(self.week.outdoor.get(hour), self.week.residual.get(hour))
		else {
			return;
		};
		let (zones, states) = (self.zones, self.states);
		let commands = self.records.last().map_or(ZONES + 1, |record| {
			let moved = |zone: &usize| record.set_points[*zone] != setting.set_points[*zone];
			(0..ZONES).filter(moved).count() + usize::from(record.flow != setting.flow)
		});
		let wanted = plant::wants_to_run(zones, &states, setting, self.switch.is_on());
		let running = self.switch.step(wanted);
		let output =
			if running { plant::run(zones, &states, setting, *outdoor) } else { plant::AT_REST };
		self.records.push(Record {
			states,
			set_points: setting.set_points,
			flow: setting.flow,
			running,
			output,
			fail_safe,
			commands,
		});
		self.states = zones.step(&states, &output.heat, *residual, *outdoor);
	}

	/// The last step. `None` before the first one.
	pub fn last(&self) -> Option<&Record> {
		self.records.last()
	}

	/// The steps so far.
	pub fn log(&self) -> Log {
		Log { records: self.records.clone(), last: self.states }
	}
}

/// Plays a whole week with one controller. With `dead`, one sensor sends nothing from a step on.
pub fn play(
	week: &Week,
	zones: &Zones,
	controller: &mut dyn Controller,
	dead: Option<Dead>,
) -> Log {
	let mut course = Course::new(week, zones);
	while let Some(mut view) = course.view() {
		if let Some(dead) = dead.filter(|dead| view.step >= dead.from) {
			view.rooms[dead.zone] = None;
		}
		let (setting, fail_safe) = controller.decide(&view).within();
		course.advance(&setting, fail_safe);
	}
	course.log()
}
