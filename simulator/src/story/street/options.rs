//! What a street is played with.

use super::{day::Day, Stage};
use crate::{
	story::{HookError, StoryError, TALLY},
	Broker,
};
use std::{future::Future, ops::Range, path::PathBuf};
use tallystick_client::{AccountId, Signer};

/// How many homes there are.
pub const HOMES: usize = 12;

/// What a home does, or its meter, beside what it should. Hours are places of the day, from 0.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Fault {
	/// The meter takes no readings.
	Silent(Range<u64>),
	/// The meter has no network, and sends its readings afterwards.
	Late(Range<u64>),
	/// The registers begin again at 0 in the middle of this hour.
	Reset(u64),
	/// Another meter takes the place of this one when the hour begins.
	Replaced(u64),
	/// The home puts up no margin.
	Penniless,
	/// The home sells as much as its connection allows, whatever it makes.
	OverSells(Range<u64>),
	/// The home bids far below what energy costs it.
	Shades,
}

/// A fault of a home, whose place in the street is given, from 0.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Trouble {
	/// The home.
	pub home: usize,
	/// What it is.
	pub fault: Fault,
}

/// What the street is played with.
#[derive(Clone, Debug)]
pub struct Options {
	/// Makes all keys.
	pub seed: u64,
	/// The council's only member: admits the organisations, and lends everybody money.
	pub council: Signer,
	/// The gateway's account.
	pub gateway: AccountId,
	/// Where meters send to.
	pub broker: Broker,
	/// Where the log goes.
	pub log: Option<PathBuf>,
	/// The day whose prices are played, on its own local clock: a date for which there are prices.
	pub date: String,
	/// The home that changes its supplier, and the hour.
	pub switch: Option<(usize, u64)>,
	/// The hour from which the first supplier's tariff has its second version.
	pub version: Option<u64>,
	/// What each home puts up for its orders, and pays supply from.
	pub margin: u128,
	/// What each supplier puts up to pay homes from.
	pub float: u128,
	/// What goes wrong.
	pub troubles: Vec<Trouble>,
}

impl Options {
	/// The day as it is told: prices below zero, a home that changes its supplier at noon, and a tariff that changes
	/// at 18:00. Nothing goes wrong.
	pub fn new(council: Signer, gateway: AccountId, broker: Broker) -> Self {
		Self {
			seed: 1,
			council,
			gateway,
			broker,
			log: None,
			date: "2021-12-15".into(),
			switch: Some((11, 12)),
			version: Some(18),
			margin: 100 * TALLY,
			float: 200 * TALLY,
			troubles: Vec::new(),
		}
	}

	/// One of each fault, at homes that are told apart: a home sells what it does not have while its meter is silent,
	/// another meter falls silent, one is late beyond the first deadline, one is reset, one replaced; a home has no
	/// money, another bids too low.
	pub fn one_of_each() -> Vec<Trouble> {
		[
			(2, Fault::OverSells(9..12)),
			(2, Fault::Silent(9..12)),
			(3, Fault::Silent(6..8)),
			(4, Fault::Late(9..17)),
			(5, Fault::Reset(13)),
			(6, Fault::Replaced(15)),
			(7, Fault::Penniless),
			(8, Fault::Shades),
		]
		.map(|(home, fault)| Trouble { home, fault })
		.to_vec()
	}

	/// The faults of a home.
	pub(super) fn faults(&self, home: usize) -> impl Iterator<Item = &Fault> {
		self.troubles.iter().filter(move |own| own.home == home).map(|own| &own.fault)
	}

	/// Whether it can be played at all; the day.
	pub(super) fn check(&self) -> Result<Day, StoryError> {
		let day = Day::read(&self.date)?;
		let hours = day.hours.len() as u64;
		let places = self.troubles.iter().map(|own| own.home);
		if places.chain(self.switch.map(|(home, _)| home)).any(|home| home >= HOMES) {
			return Err(StoryError::option(format!("the homes are 0 to {}", HOMES - 1)));
		}
		let known = |hour: u64| hour > 0 && hour < hours;
		let moments = self.troubles.iter().filter_map(|own| match own.fault {
			Fault::Reset(hour) | Fault::Replaced(hour) => Some(hour),
			_ => None,
		});
		let changes = self.switch.map(|(_, hour)| hour).into_iter().chain(self.version);
		if !moments.chain(changes).all(known) {
			let last = hours.saturating_sub(1);
			return Err(StoryError::option(format!("let changes happen in the hours 1 to {last}")));
		}
		Ok(day)
	}
}

/// The steps of the story, in their order.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Step {
	/// Organisations, tariffs, an index, and the zone.
	Found,
	/// Meters are registered and calibrated, and measure. No metering point is proposed yet.
	Measure,
	/// Metering points are confirmed, with contracts. Nobody has put up money yet.
	Install,
	/// Everybody has put up money.
	Open,
	/// The orders of this hour are placed.
	Placed(u64),
	/// All orders are placed.
	Traded,
}

impl Step {
	/// Its name in the log.
	pub const fn name(self) -> &'static str {
		match self {
			Self::Found => "found",
			Self::Measure => "measure",
			Self::Install => "install",
			Self::Open => "open",
			Self::Placed(_) => "placed",
			Self::Traded => "traded",
		}
	}
}

/// What somebody else does at the steps of the story.
pub trait Hooks: Send {
	/// A step was done. Trading goes on when this returns; meters and settlements do not wait for it.
	fn after(
		&mut self,
		step: Step,
		stage: &Stage,
	) -> impl Future<Output = Result<(), HookError>> + Send {
		let _ = (step, stage);
		async { Ok(()) }
	}

	/// What happened, in plain words.
	fn tell(&mut self, line: &str) {
		tracing::info!("{line}");
	}
}

/// Nobody does anything.
impl Hooks for () {}

#[cfg(test)]
mod tests {
	use super::*;

	fn options() -> Options {
		let alice = Signer::from_uri("//Alice").unwrap();
		let broker = Broker { host: "127.0.0.1".into(), port: 1 };
		Options::new(alice.clone(), alice.account(), broker)
	}

	#[test]
	fn refuses_homes_hours_and_dates_that_do_not_exist() {
		assert!(options().check().is_ok());
		let each = Options { troubles: Options::one_of_each(), ..options() };
		assert!(each.check().is_ok());
		for wrong in [
			Options { date: "2021-10-01".into(), ..options() },
			Options { switch: Some((12, 12)), ..options() },
			Options { switch: Some((0, 24)), ..options() },
			Options { version: Some(0), ..options() },
			Options { troubles: vec![Trouble { home: 0, fault: Fault::Reset(24) }], ..options() },
		] {
			assert!(matches!(wrong.check(), Err(StoryError::Option(_))), "{wrong:?}");
		}
		// The clock shows one hour twice.
		let long = Options { date: "2021-11-07".into(), version: Some(24), ..options() };
		assert_eq!(long.check().unwrap().hours.len(), 25);
	}
}
