//! The stage: who and what there is.

use super::{
	cast::{found, signer, Cast},
	day::Day,
	log::Entry,
	outcome::Outcome,
	Hooks, Options, Step, HOMES,
};
use crate::{
	clock::{self, now},
	meter::Registers,
	story::{log::Log, StoryError},
};
use tallystick_client::{
	energy_market::views::TimingOf,
	market::{Charges, Grid, IndexId, TariffId, Timing},
	records::{
		market::{PointId, ZoneId},
		Millis, Price, Slot,
	},
	AccountId, Chain, Signer,
};

/// Who lives in a home.
#[derive(Clone, Debug)]
pub struct Resident {
	/// The home's number in the data.
	pub number: u8,
	/// Owns the metering point.
	pub signer: Signer,
	/// The metering point.
	pub point: PointId,
}

/// What there is so far.
#[derive(Clone, Debug)]
pub struct Stage {
	/// The chain.
	pub chain: Chain,
	/// The market's clock.
	pub timing: Timing,
	/// Who plays, beside the homes.
	pub cast: Cast,
	/// The zone, once it is open.
	pub zone: ZoneId,
	/// The index.
	pub index: IndexId,
	/// The cooperative's tariff, and the utility's.
	pub tariffs: [TariffId; 2],
	/// The homes.
	pub homes: Vec<Resident>,
	/// The slot of the day's first hour, once that is fixed.
	pub first: Slot,
	/// A block after which nobody has put up money yet, once there is one.
	pub ready: u32,
}

impl Stage {
	/// The slot of an hour of the day.
	pub fn slot(&self, hour: u64) -> Slot {
		Slot(self.first.0.saturating_add(hour))
	}
}

/// What is the same in all slots of the zone.
#[derive(Clone, Debug)]
pub(super) struct Terms {
	pub(super) grid: Grid,
	pub(super) charges: Charges<AccountId>,
	pub(super) deviation: Price,
}

/// The street being played.
pub(super) struct Play<'a> {
	pub(super) options: &'a Options,
	pub(super) day: &'a Day,
	pub(super) log: Log,
	pub(super) stage: Stage,
	pub(super) terms: Terms,
	/// What the first meters show at first, by home.
	pub(super) starts: [Registers; HOMES],
}

impl<'a> Play<'a> {
	/// Founds organisations, tariffs and the zone.
	pub(super) async fn begin<H: Hooks>(
		chain: &Chain,
		options: &'a Options,
		day: &'a Day,
		log: Log,
		hooks: &mut H,
	) -> Result<Self, StoryError> {
		let timing = chain.view(TimingOf {}, None).await?;
		let open = timing.horizon.saturating_sub(timing.lead).saturating_sub(timing.firm);
		if u64::from(open) < clock::blocks(6) {
			return Err(StoryError::option(
				"the chain's books are open for less than six blocks; give the energy market a longer horizon",
			));
		}
		if super::meters::are_there(chain, options.seed).await? {
			return Err(StoryError::option(format!(
				"the street of seed {} is on this chain already; take another --seed",
				options.seed
			)));
		}
		let cast = found(chain, &options.council, options.seed, options.float).await?;
		let resident = |(place, measured): (usize, &super::day::Measured)| {
			let signer = signer(options.seed, &format!("home-{place}"))?;
			Ok(Resident { number: measured.number, signer, point: PointId(rand::random()) })
		};
		let homes =
			day.homes.iter().enumerate().map(resident).collect::<Result<_, StoryError>>()?;
		let terms = super::found::terms(&cast)?;
		let stage = Stage {
			chain: chain.clone(),
			timing,
			cast,
			zone: ZoneId(0),
			index: IndexId(0),
			tariffs: [TariffId(0); 2],
			homes,
			first: Slot(0),
			ready: 0,
		};
		let starts = std::array::from_fn(|place| {
			let nth = place as u64 + 1;
			Registers { import: nth.saturating_mul(1_000_000), export: nth.saturating_mul(10_000) }
		});
		let mut play = Self { options, day, log, stage, terms, starts };
		play.found(hooks).await?;
		Ok(play)
	}

	pub(super) fn hours(&self) -> u64 {
		self.day.hours.len() as u64
	}

	/// The hours of the day, each with its slot.
	pub(super) fn slots(&self) -> impl Iterator<Item = (u64, Slot)> + '_ {
		(0..self.hours()).map(|hour| (hour, self.stage.slot(hour)))
	}

	/// The hour of a slot, if it is one of the day.
	pub(super) fn hour(&self, slot: Slot) -> Option<u64> {
		slot.0.checked_sub(self.stage.first.0).filter(|hour| *hour < self.hours())
	}

	/// The first slot whose book opens no earlier than in so many milliseconds.
	pub(super) fn ahead(&self, span: u64) -> Slot {
		self.stage.timing.next_unopened(Millis(now().saturating_add(span)))
	}

	/// Tells what was done, and lets the hooks do theirs.
	pub(super) async fn did<H: Hooks>(
		&self,
		hooks: &mut H,
		step: Step,
		text: String,
	) -> Result<(), StoryError> {
		hooks.tell(&text);
		self.write(&Entry::Step { step: step.name(), at: now(), text })?;
		hooks.after(step, &self.stage).await.map_err(StoryError::Hook)
	}

	pub(super) fn write(&self, entry: &Entry) -> Result<(), StoryError> {
		self.log.write(entry).map_err(StoryError::Log)
	}

	/// An outcome in which nothing has come out yet.
	pub(super) fn outcome(&self) -> Outcome {
		Outcome::new(self.stage.clone())
	}
}
