//! The days of the building, a quarter of an hour at a time.
//!
//! A quarter begins with what is measured. It is anchored, rules use it, and devices obey and answer. All of that takes
//! some minutes on the chain's clock; the rest of the quarter's blocks follow. Then the building runs for a quarter
//! with the new settings of its devices.

use super::{
	found::{publish, Found, FALLBACK},
	lapse::Lapse,
	log::Entry,
	machines::Machines,
	options::{Scene, STEPS},
	outcome::Figures,
	site::{deploy, target, Opened},
	Hooks, Options,
};
use crate::story::{log::Log, StoryError};
use std::{collections::BTreeMap, time::Duration};
use tallystick_building::{
	controllers::{
		rules::{Rules, PUBLISHED},
		Controller, View,
	},
	model::STEPS_PER_HOUR,
	plant::Setting,
	report,
	run::{Course, STEP_TIME},
};
use tallystick_client::{
	automation::{events, Topic},
	control::{Outcome as Done, Output, Why},
	records::{Rate, StreamId},
	telemetry::events::{Anchored, Observed},
	Events,
};
use tokio::time::Instant;

/// How long the gateway may take to send a batch, or an answer, to the node.
const LIMIT: Duration = Duration::from_secs(30);
/// For how many blocks devices wait for the gateway, some seconds each.
const TRIES: usize = 20;
const POLL: Duration = Duration::from_millis(10);
/// Quarters without a reading until a rule takes a temperature for unknown: more than 30 min.
const STALE: usize = 2;

/// The building at work.
pub(super) struct Day<'a> {
	pub(super) lapse: Lapse,
	options: &'a Options,
	pub(super) scene: &'a Scene,
	pub(super) found: &'a Found,
	opened: Opened,
	log: Log,
	machines: Machines,
	pub(super) course: Course<'a>,
	/// The same rules, off the chain.
	rules: Rules,
	pub(super) figures: Figures,
	/// The commands that are not answered: the newest of each actuator.
	pub(super) open: BTreeMap<StreamId, u64>,
	anchored: u32,
	/// Readings that the chain was shown.
	observed: usize,
	/// What the heat pump has drawn, in Wh.
	energy: f64,
}

impl<'a> Day<'a> {
	/// Switches the devices on, deploys the rules, and waits until midnight.
	pub(super) async fn begin<H: Hooks>(
		lapse: Lapse,
		options: &'a Options,
		scene: &'a Scene,
		found: &'a Found,
		opened: Opened,
		log: Log,
		hooks: &mut H,
	) -> Result<Self, StoryError> {
		let otherwise = |error: &dyn std::fmt::Display| StoryError::otherwise(error.to_string());
		let parameters = &scene.tuned.rules.parameters;
		let mut rules = Rules::new(&scene.texts, parameters, Some(&scene.prices))
			.map_err(|error| otherwise(&error))?
			.with_price_after(Rate(FALLBACK));
		let mut course = Course::new(&scene.week, &scene.zones);
		while let Some(view) = course.view().filter(|view| view.step < scene.first) {
			let (setting, fail_safe) = rules.decide(&view).within();
			course.advance(&setting, fail_safe);
		}
		let machines = Machines::start(found, &opened, &options.broker, lapse.now)?;
		let mut day = Self {
			lapse,
			options,
			scene,
			found,
			opened,
			log,
			machines,
			course,
			rules,
			figures: Figures::default(),
			open: BTreeMap::new(),
			anchored: 0,
			observed: 0,
			energy: 0.0,
		};
		day.write(&Entry::Building {
			name: "building",
			seed: options.seed,
			zones: options.zones,
			days: options.period.days(),
			monday: options.monday.clone(),
			first: scene.first,
			steps: scene.steps,
			start: found.start,
		})?;
		// What was commanded before they had power.
		let actuators: Vec<_> = found.rooms.iter().chain([&found.pump]).map(target).collect();
		for actuator in actuators {
			let standing = tallystick_client::automation::views::StandingOf { actuator };
			let standing = day.lapse.chain.view(standing, None).await?;
			if let Some(id) = standing.and_then(|standing| standing.track.newest).map(|own| own.id)
			{
				day.open.insert(actuator, id);
			}
		}
		day.lapse.happened.clear();
		day.serve(0).await?;
		// The gateway must know the devices before rules rely on them.
		let view = day.course.view();
		let view = view.ok_or_else(|| StoryError::otherwise("the week is over"))?;
		day.measure(0, &view).await?;
		let site = day.opened.site;
		deploy(&mut day.lapse, scene, found, site).await?;
		hooks.tell(&format!(
			"Devices have power and measure. The operator deploys {} rules.",
			scene.texts.0.len()
		));
		// The gateway has to notice that somebody relies on them now. The meter has two registers.
		let streams = found.units().count().saturating_add(1);
		for _ in 0..TRIES {
			day.observed = 0;
			day.measure(0, &view).await?;
			if day.observed >= streams {
				break;
			}
		}
		if day.observed < streams {
			return Err(StoryError::otherwise(format!(
				"the gateway shows the chain {} of {streams} streams on which rules rely; look at the gateway's log",
				day.observed
			)));
		}
		while day.lapse.now < found.start {
			day.block(0).await?;
		}
		if day.lapse.now >= found.start.saturating_add(day.lapse.spacing) {
			return Err(StoryError::otherwise(
				"midnight was over before everything was prepared; the machine is too slow, or busy",
			));
		}
		if day.lapse.now != found.start {
			let spacing = day.lapse.spacing;
			return Err(StoryError::option(format!(
				"a quarter of an hour is not a whole number of blocks, which are {spacing} ms apart; start the node with --seal-slots 30"
			)));
		}
		let commands = day.open.len() as u64;
		(day.figures, day.lapse.blocks) = (Figures { commands, ..Figures::default() }, 0);
		Ok(day)
	}

	/// Plays all quarters of an hour.
	pub(super) async fn play<H: Hooks>(&mut self, hooks: &mut H) -> Result<(), StoryError> {
		for step in 0..self.scene.steps {
			self.quarter(step, hooks).await?;
			self.figures.blocks = self.lapse.blocks;
			hooks.after(step, &self.figures).await.map_err(StoryError::Hook)?;
		}
		for _ in 0..TRIES {
			if !self.open.is_empty() {
				self.block(self.scene.steps).await?;
			}
		}
		Ok(())
	}

	async fn quarter<H: Hooks>(&mut self, step: usize, hooks: &mut H) -> Result<(), StoryError> {
		let begins = self.found.start.saturating_add(step as u64 * STEP_TIME);
		let ends = begins.saturating_add(STEP_TIME);
		let Some(view) = self.course.view() else { return Ok(()) };
		let dead = self.options.dead.as_ref();
		let silent = |before: usize| {
			let then = step.checked_sub(before);
			then.and_then(|then| dead.filter(|dead| dead.steps.contains(&then)))
				.map(|dead| dead.zone)
		};
		let mut measured = view;
		if let Some(room) = silent(0).and_then(|zone| measured.rooms.get_mut(zone)) {
			*room = None;
		}
		if silent(0) != silent(1) {
			let zone = dead.map_or(0, |dead| dead.zone).saturating_add(1);
			let what = if silent(0).is_some() { "falls silent" } else { "is heard again" };
			hooks.tell(&format!("{}  The sensor of zone {zone} {what}.", clock(view.step)));
		}
		self.measure(step, &measured).await?;
		if view.step % STEPS == PUBLISHED * STEPS_PER_HOUR {
			let day = (view.step / STEPS).saturating_add(1);
			publish(&mut self.lapse, self.scene, self.found, day).await?;
		}
		while self.lapse.now.saturating_add(self.lapse.spacing) < ends {
			self.block(step).await?;
		}

		let (setting, fail_safe) = self.setting()?;
		let mut known = measured;
		if let Some(zone) = silent(0) {
			// The last reading counts until it is too old.
			let is_stale = (0..STALE).all(|before| silent(before) == Some(zone));
			if let (Some(room), false) = (known.rooms.get_mut(zone), is_stale) {
				*room = self.last(zone);
			}
		}
		let (expected, released) = self.rules.decide(&known).within();
		let same = is_same(&setting, &expected);
		self.figures.different += u64::from(!same);
		self.figures.fail_safe += fail_safe;
		self.course.advance(&setting, released);
		if let Some(record) = self.course.last() {
			self.energy += record.output.power * 1_000.0 / STEPS_PER_HOUR as f64;
			let quarter = report::quarter(&self.scene.week, view.step, record, &self.scene.prices);
			self.write(&Entry::Quarter { quarter, step, at: begins, released, same })?;
		}
		if (view.step + 1).is_multiple_of(STEPS_PER_HOUR * 3) {
			self.tell(&view, &setting, hooks);
		}
		self.block(step).await
	}

	/// Has the devices measure, and makes blocks until everything is anchored.
	async fn measure(&mut self, step: usize, view: &View) -> Result<(), StoryError> {
		self.anchored = 0;
		let segments = self.machines.measure(view, self.lapse.now, self.register()).await?;
		self.wait_for_pool(1).await?;
		for _ in 0..TRIES {
			self.block(step).await?;
			if self.anchored >= segments {
				return Ok(());
			}
			self.wait_for_pool(1).await?;
		}
		Err(StoryError::otherwise(format!(
			"the gateway anchored {} of {segments} segments; look at its log",
			self.anchored
		)))
	}

	/// Has the meter alone sign what it shows at a moment, and makes blocks until that is anchored.
	pub(super) async fn read_meter(&mut self, at: u64) -> Result<(), StoryError> {
		self.machines.read_meter(at, self.register()).await?;
		for _ in 0..TRIES {
			self.wait_for_pool(1).await?;
			self.lapse.seal().await?;
			for (_, events) in std::mem::take(&mut self.lapse.happened) {
				if events.first::<Anchored>()?.is_some() {
					return Ok(());
				}
			}
		}
		Err(StoryError::otherwise(
			"the gateway does not anchor the meter's reading; look at its log",
		))
	}

	/// What the meter shows, in Wh.
	fn register(&self) -> u64 {
		self.energy.round().max(0.0) as u64
	}

	/// The last reading of a zone's sensor that was sent.
	fn last(&self, zone: usize) -> Option<i64> {
		let state = self.course.last()?.states.get(zone)?;
		Some((state.rooms * 100.0).round() as i64)
	}

	fn tell<H: Hooks>(&self, view: &View, setting: &Setting, hooks: &mut H) {
		let rooms: Vec<f64> =
			view.rooms.iter().flatten().map(|room| *room as f64 / 100.0).collect();
		let least = rooms.iter().copied().fold(f64::INFINITY, f64::min);
		let most = rooms.iter().copied().fold(f64::NEG_INFINITY, f64::max);
		let price = tallystick_building::metrics::price_at(&self.scene.prices, view.step);
		hooks.tell(&format!(
			"{}  {:5.1} °C outdoors, rooms {least:.1} to {most:.1} °C, flow {:.1} °C, {:4.1} kW at {price:+.3} USD/kWh; {} commands",
			clock(view.step + 1),
			view.outdoor as f64 / 10.0,
			setting.flow,
			view.power as f64 / 1_000.0,
			self.figures.commands,
		));
	}

	/// Makes a block, takes note of what happened in it, and lets devices obey.
	async fn block(&mut self, step: usize) -> Result<(), StoryError> {
		self.lapse.seal().await?;
		self.serve(step).await
	}

	/// Lets devices obey, and waits until their answers wait for a block. Makes more blocks if the gateway needs them.
	async fn serve(&mut self, step: usize) -> Result<(), StoryError> {
		for _ in 0..TRIES {
			for (at, events) in std::mem::take(&mut self.lapse.happened) {
				self.note(step, at, &events)?;
			}
			let now = self.lapse.now;
			let mut is_done = self.machines.tick(now).await?;
			is_done &= self.open.is_empty() || self.machines.obey(&self.open, now).await?;
			if is_done {
				return self.wait_for_pool(self.open.len()).await;
			}
			self.lapse.seal().await?;
		}
		Err(StoryError::otherwise(
			"devices wait for beats or commands of the gateway; look at the gateway's log",
		))
	}

	/// Waits until at least `count` transactions are in the pool, but no longer than [`LIMIT`].
	async fn wait_for_pool(&self, count: usize) -> Result<(), StoryError> {
		let deadline = Instant::now() + LIMIT;
		while self.lapse.waiting().await? < count && Instant::now() < deadline {
			tokio::time::sleep(POLL).await;
		}
		Ok(())
	}

	fn note(&mut self, step: usize, at: u64, events: &Events) -> Result<(), StoryError> {
		for event in events.all::<Anchored>()? {
			self.anchored = self.anchored.saturating_add(event.batch.segments);
			self.figures.segments += u64::from(event.batch.segments);
		}
		self.observed = self.observed.saturating_add(events.all::<Observed>()?.len());
		for event in events.all::<events::Fired>()? {
			self.figures.firings += event.firings.len() as u64;
		}
		for event in events.all::<events::Commanded>()? {
			let StreamId { device, channel } = event.actuator;
			let (id, value) = (event.id.0, event.value);
			self.open.insert(event.actuator, id);
			self.figures.commands += 1;
			let device = hex::encode(device.0);
			self.write(&Entry::Commanded { step, at, device, channel, id, value })?;
		}
		for event in events.all::<events::Answered>()? {
			self.settle(event.actuator, event.id.0);
			let is_done = event.outcome == Done::Done;
			self.figures.answers += u64::from(is_done);
			self.figures.refusals += u64::from(!is_done);
		}
		// It ended before.
		for event in events.all::<events::AnsweredLate>()? {
			self.settle(event.actuator, event.id.0);
		}
		self.figures.superseded += events.all::<events::Superseded>()?.len() as u64;
		self.figures.silent += events.all::<events::FellSilent>()?.len() as u64;
		if let Some(event) = events.first::<events::Starved>()? {
			return Err(StoryError::otherwise(format!("rule {} starves", event.rule)));
		}
		let site = self.opened.site;
		for event in events.all::<events::Raised>()?.into_iter().filter(|own| own.site == site) {
			self.figures.alarms += 1;
			let name = named(&event.topic);
			self.write(&Entry::Alarm { step, at, name, raised: true })?;
		}
		for event in events.all::<events::Returned>()?.into_iter().filter(|own| own.site == site) {
			let name = named(&event.topic);
			self.write(&Entry::Alarm { step, at, name, raised: false })?;
		}
		Ok(())
	}

	/// A command has its answer.
	fn settle(&mut self, actuator: StreamId, id: u64) {
		if self.open.get(&actuator).is_some_and(|newest| *newest <= id) {
			self.open.remove(&actuator);
		}
	}

	/// The devices' set-points, and how many devices are at their fail-safe for lack of beats.
	fn setting(&self) -> Result<(Setting, u64), StoryError> {
		let none = || StoryError::otherwise("a device puts nothing out");
		let (rooms, flow) = self.machines.targets().ok_or_else(none)?;
		let celsius = |own: Output| own.value as f64 / 100.0;
		let all = rooms.iter().chain([&flow]);
		let fail_safe = all.filter(|own| own.why == Why::FailSafe).count() as u64;
		Ok((Setting { set_points: rooms.map(celsius), flow: celsius(flow) }, fail_safe))
	}

	pub(super) fn write(&self, entry: &Entry) -> Result<(), StoryError> {
		self.log.write(entry).map_err(StoryError::Log)
	}
}

/// Whether set-points are the same, to a hundredth of a degree, in which devices count.
fn is_same(one: &Setting, other: &Setting) -> bool {
	let is_near = |one: f64, other: f64| (one - other).abs() < 0.005;
	let rooms = one.set_points.iter().zip(&other.set_points);
	rooms.into_iter().all(|(one, other)| is_near(*one, *other)) && is_near(one.flow, other.flow)
}

/// What an alarm is about, in plain words.
fn named(topic: &Topic) -> String {
	match topic {
		Topic::Rule { rule, output } => format!("output {output} of rule {rule}"),
		Topic::Silent => "actuators are silent".into(),
		Topic::Hunting(_) => "an actuator is hunting".into(),
		Topic::Unguarded(_) => "a guard has failed".into(),
	}
}

/// The time of the day at which a step begins.
fn clock(step: usize) -> String {
	let minutes = step % STEPS * 15;
	format!("{:02}:{:02}", minutes / 60, minutes % 60)
}
