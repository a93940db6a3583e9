//! What a building is played with.

use super::outcome::Figures;
use crate::{
	story::{HookError, StoryError},
	Broker,
};
use std::{future::Future, ops::Range, path::PathBuf};
use tallystick_building::{
	controllers::rules::Texts,
	data::{self, Period},
	fit::Fit,
	prices::{PriceWeek, Tariff, HOURS},
	run::STEP_TIME,
	tuned::{Set, Tuned},
	week::Week,
	zones::{Zones, ZONES},
};
use tallystick_client::{AccountId, Signer};
use tallystick_evidence::DeviceKey;

/// Steps of a day, each a quarter of an hour.
pub(super) const STEPS: usize = 96;

/// A sensor that sends nothing.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Dead {
	/// The zone, from 0.
	pub zone: usize,
	/// The quarters of an hour without a reading, counted from the beginning of the story.
	pub steps: Range<usize>,
}

/// What a building is played with.
#[derive(Clone, Debug)]
pub struct Options {
	/// All keys are derived from it.
	pub seed: u64,
	/// The council's only member: admits the organisations, and lends everybody money.
	pub council: Signer,
	/// The gateway's account.
	pub gateway: AccountId,
	/// The key with which the gateway signs commands.
	pub gateway_key: DeviceKey,
	/// The folder in which the gateway looks for grants.
	pub grants: PathBuf,
	/// Where devices send to.
	pub broker: Broker,
	/// Where the log goes.
	pub log: Option<PathBuf>,
	/// The week of the building.
	pub period: Period,
	/// The Monday of the week whose prices are played.
	pub monday: String,
	/// Splits the building into zones.
	pub zones: u64,
	/// The first day that is played, from 0 for Monday. Days before it are computed off the chain, with the same rules.
	pub first: usize,
	/// How many quarters of an hour are played: 96 are a day.
	pub steps: usize,
	/// A sensor that dies.
	pub dead: Option<Dead>,
}

impl Options {
	/// The day as it is told: a Wednesday with prices below zero, in whose afternoon a sensor falls silent.
	pub fn new(
		council: Signer,
		gateway: AccountId,
		gateway_key: DeviceKey,
		grants: PathBuf,
		broker: Broker,
	) -> Self {
		Self {
			seed: 1,
			council,
			gateway,
			gateway_key,
			grants,
			broker,
			log: None,
			period: Period::Tuning,
			monday: "2021-12-13".into(),
			zones: 1,
			first: 2,
			steps: STEPS,
			dead: Some(Dead { zone: 3, steps: 60..76 }),
		}
	}

	/// When the clock of the chain has to begin: UTC, in milliseconds, at noon of the day before the first one that is played.
	pub fn clock(&self) -> Result<u64, StoryError> {
		let scene = self.scene()?;
		let first = scene.week.start.saturating_add(scene.first as u64 * STEP_TIME);
		Ok(first.saturating_sub(STEPS as u64 / 2 * STEP_TIME))
	}

	/// Whether it can be played at all; what it is played with.
	pub(super) fn scene(&self) -> Result<Scene, StoryError> {
		let hours = data::heating().map_err(unreadable)?;
		let fit = Fit::new(&hours);
		let week = Week::new(self.period, &hours, &fit);
		let (first, steps) = (self.first.saturating_mul(STEPS), self.steps);
		if steps == 0 || first.saturating_add(steps) > week.steps() {
			return Err(StoryError::option(format!(
				"the week has the days 0 to {}; play some of it, and nothing after the last one",
				(week.steps() / STEPS).saturating_sub(1)
			)));
		}
		let is_within =
			|dead: &Dead| dead.zone < ZONES && dead.steps.start > 0 && dead.steps.end <= steps;
		if !self.dead.as_ref().is_none_or(is_within) {
			return Err(StoryError::option(format!(
				"the zones are 0 to {}, and a sensor can fall silent in the quarters of an hour 1 to {steps}",
				ZONES - 1
			)));
		}
		let weeks = PriceWeek::all(&data::prices().map_err(unreadable)?);
		let prices = weeks.iter().find(|week| week.monday == self.monday).ok_or_else(|| {
			let known: Vec<_> = weeks.iter().map(|week| week.monday.as_str()).collect();
			let known = known.join(", ");
			StoryError::option(format!("there are no prices of {}; there are {known}", self.monday))
		})?;
		let tuned = Tuned::committed().map_err(unreadable)?;
		Ok(Scene {
			zones: Zones::of_seed(&fit.model, self.zones),
			prices: prices.tariff(Tariff::Index),
			tuned: *tuned.of(Tariff::Index),
			texts: Texts::default(),
			week,
			first,
			steps,
		})
	}
}

fn unreadable(error: impl std::fmt::Display) -> StoryError {
	StoryError::option(error.to_string())
}

pub(super) struct Scene {
	pub(super) week: Week,
	pub(super) zones: Zones,
	/// In USD/kWh, for each hour of the week.
	pub(super) prices: [f64; HOURS],
	pub(super) tuned: Set,
	pub(super) texts: Texts,
	/// The first step, counted from Monday 00:00.
	pub(super) first: usize,
	pub(super) steps: usize,
}

/// What somebody else does in the story.
pub trait Hooks: Send {
	/// A quarter of an hour is over: its number, counted from the beginning of the story, and what happened so far.
	fn after(
		&mut self,
		step: usize,
		figures: &Figures,
	) -> impl Future<Output = Result<(), HookError>> + Send {
		let _ = (step, figures);
		async { Ok(()) }
	}

	/// What happened, in plain words.
	fn tell(&mut self, line: &str) {
		tracing::info!("{line}");
	}
}

/// Hooks that only log.
impl Hooks for () {}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn refuses_days_zones_and_prices_that_do_not_exist() {
		let alice = Signer::from_uri("//Alice").unwrap();
		let account = alice.account();
		let broker = Broker { host: "127.0.0.1".into(), port: 1 };
		let key = DeviceKey::Ed25519([1; 32]);
		let own = Options::new(alice, account, key, PathBuf::new(), broker);
		assert_eq!(own.scene().map(|scene| (scene.first, scene.steps)).unwrap(), (192, 96));
		// 2020-01-07T12:00:00Z.
		assert_eq!(own.clock().unwrap(), 1_578_398_400_000);
		for wrong in [
			Options { steps: 0, ..own.clone() },
			Options { first: 6, steps: 97, ..own.clone() },
			Options { period: Period::Stress, first: 5, ..own.clone() },
			Options { dead: Some(Dead { zone: 10, steps: 0..1 }), ..own.clone() },
			Options { dead: Some(Dead { zone: 0, steps: 1..97 }), ..own.clone() },
			Options { dead: Some(Dead { zone: 0, steps: 0..9 }), ..own.clone() },
			Options { monday: "2021-12-14".into(), ..own.clone() },
		] {
			assert!(matches!(wrong.scene(), Err(StoryError::Option(_))), "{wrong:?}");
		}
	}
}
