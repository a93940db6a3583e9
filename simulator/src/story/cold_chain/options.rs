//! What a story is played with.

use super::Stage;
use crate::{
	story::{Failure, HookError},
	Broker,
};
use std::{future::Future, path::PathBuf, time::Duration};
use tallystick_client::{AccountId, Signer};

/// A stretch of real time in milliseconds after the goods were picked up.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Span {
	/// Its begin.
	pub from: u64,
	/// Its end.
	pub to: u64,
}

/// What is shown to the chain before it settles.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Shown {
	/// Nothing: all time beside the newest observation counts as missing.
	Nothing,
	/// The leaves that count pick-up and hand-over.
	Leaves,
	/// Of the hand-over, the readings around it, too: the first carrier does it.
	Readings,
}

/// What the story is played with. Times are real ones, in milliseconds.
#[derive(Clone, Debug)]
pub struct Options {
	/// Makes all keys, the noise of the sensor, and the begin of the weather.
	pub seed: u64,
	/// The council's only member: admits who is missing, and lends them money.
	pub council: Signer,
	/// The gateway's account.
	pub gateway: AccountId,
	/// The gateway's HTTP API.
	pub gateway_url: String,
	/// Where the logger sends to.
	pub broker: Broker,
	/// Where the log goes.
	pub log: Option<PathBuf>,
	/// Simulated minutes that a real second stands for.
	pub minutes: u32,
	/// Between two readings.
	pub period: u32,
	/// Readings of a segment, at most 256.
	pub segment: usize,
	/// How many crates are packed, at most 30.
	pub crates: u32,
	/// From the logger's first reading to the pick-up.
	pub before: u64,
	/// How long each carrier has the goods.
	pub legs: [u64; 2],
	/// From the delivery to the logger's last reading.
	pub after: u64,
	/// What fails in the second leg.
	pub failure: Failure,
	/// When it fails, after the pick-up.
	pub failed: Span,
	/// The price of sound goods, in the chain's smallest unit.
	pub price: u128,
	/// What each carrier puts up; 0 for one without a bond.
	pub bonds: [u128; 2],
	/// After the delivery, for which the chain waits for data.
	pub data: u64,
	/// After that, in which leaves can be shown, and anybody concerned can appeal.
	pub window: u64,
	/// What is shown in it.
	pub shown: Shown,
	/// Whether the grower recalls the harvest in the end.
	pub recall: bool,
	/// When the logger takes no readings.
	pub silent: Vec<Span>,
	/// When the logger has no network: it sends everything afterwards.
	pub late: Vec<Span>,
	/// Whether the logger ends its segment at each hand-over, as by a button.
	pub cut: bool,
	/// How long the logger waits for the gateway in the end.
	pub patience: Duration,
}

impl Options {
	/// The story as it is told: under two minutes, a compressor that fails, no fault in the data.
	pub fn new(council: Signer, gateway: AccountId, gateway_url: &str, broker: Broker) -> Self {
		let tally = crate::story::TALLY;
		Self {
			seed: 1,
			council,
			gateway,
			gateway_url: gateway_url.to_owned(),
			broker,
			log: None,
			minutes: 10,
			period: 200,
			segment: 60,
			crates: 24,
			before: 8_000,
			legs: [20_000, 26_000],
			after: 4_000,
			failure: Failure::Compressor,
			failed: Span { from: 22_000, to: 35_000 },
			price: 2_400 * tally,
			bonds: [600 * tally, 600 * tally],
			data: 30_000,
			window: 16_000,
			shown: Shown::Readings,
			recall: false,
			silent: Vec::new(),
			late: Vec::new(),
			cut: false,
			patience: Duration::from_secs(60),
		}
	}

	/// Whether nothing goes wrong but in the second truck, so that it is known who has to pay.
	pub fn is_plain(&self) -> bool {
		self.data_are_there()
			&& self.failure != Failure::None
			&& self.failed.from >= self.legs.first().copied().unwrap_or_default()
			&& self.bonds.iter().all(|bond| *bond > 0)
	}

	/// Whether nothing goes wrong at all, so that the goods are worth what was offered.
	pub fn is_sound(&self) -> bool {
		self.data_are_there() && self.failure == Failure::None
	}

	/// Whether the chain sees all readings around the hand-over.
	fn data_are_there(&self) -> bool {
		self.silent.is_empty() && self.late.is_empty() && self.shown == Shown::Readings
	}
}

/// The steps of the story, in their order.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Step {
	/// Organisations, company prefixes, and money.
	Found,
	/// The logger is registered, calibrated and lent; policy and classes are defined.
	Prepare,
	/// The grower has strawberries.
	Harvest,
	/// They are in crates, and these on a pallet.
	Pack,
	/// The logger watches the pallet.
	Attach,
	/// The pallet is offered for sale.
	Offer,
	/// The buyer's money is in the escrow.
	Fund,
	/// The first carrier has the pallet.
	PickUp,
	/// The second carrier has it.
	HandOver,
	/// The supermarket has it.
	Deliver,
	/// The chain has the data, or waits for them no more.
	Data,
	/// The window runs.
	Price,
	/// Leaves and readings were shown.
	Show,
	/// The money is where it belongs.
	Settle,
	/// The harvest was recalled, if that is wanted.
	Recall,
}

impl Step {
	/// All of them.
	pub const ALL: [Self; 15] = [
		Self::Found,
		Self::Prepare,
		Self::Harvest,
		Self::Pack,
		Self::Attach,
		Self::Offer,
		Self::Fund,
		Self::PickUp,
		Self::HandOver,
		Self::Deliver,
		Self::Data,
		Self::Price,
		Self::Show,
		Self::Settle,
		Self::Recall,
	];

	/// Its name in the log.
	pub const fn name(self) -> &'static str {
		match self {
			Self::Found => "found",
			Self::Prepare => "prepare",
			Self::Harvest => "harvest",
			Self::Pack => "pack",
			Self::Attach => "attach",
			Self::Offer => "offer",
			Self::Fund => "fund",
			Self::PickUp => "pick-up",
			Self::HandOver => "hand-over",
			Self::Deliver => "deliver",
			Self::Data => "data",
			Self::Price => "price",
			Self::Show => "show",
			Self::Settle => "settle",
			Self::Recall => "recall",
		}
	}
}

/// What somebody else does at the steps of the story.
pub trait Hooks: Send {
	/// A step was done. The story goes on when this returns; the logger does not wait for it.
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
