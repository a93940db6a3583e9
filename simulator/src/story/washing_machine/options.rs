//! What the story of a washing machine is played with.

use crate::{story::HookError, Broker};
use std::{future::Future, path::PathBuf};
use tallystick_client::{AccountId, Signer};

/// What the story of a washing machine is played with.
#[derive(Clone, Debug)]
pub struct Options {
	/// All keys and codes of parcels are derived from it.
	pub seed: u64,
	/// The council's only member: admits the organisations, and lends everybody money.
	pub council: Signer,
	/// The gateway's account.
	pub gateway: AccountId,
	/// Where the machine sends to.
	pub broker: Broker,
	/// Where the log goes.
	pub log: Option<PathBuf>,
}

impl Options {
	/// The story as it is told.
	pub fn new(council: Signer, gateway: AccountId, broker: Broker) -> Self {
		Self { seed: 1, council, gateway, broker, log: None }
	}
}

/// The misfortunes, in the order in which they happen.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Chapter {
	/// A vendor does not answer: the next one gets the order.
	Slow,
	/// A vendor accepts and never ships, and the next one ships something else.
	Dead,
	/// All offers are too dear, until one fits.
	Dear,
	/// The owner objects.
	Veto,
	/// The mandate ends while something is on order.
	Ended,
	/// The next mandate has spent its budget.
	Spent,
	/// The filter has come in the meantime.
	Filter,
	/// The machine breaks down: the works answer for it, a technician does not come, and another one comes twice.
	Service,
	/// It breaks down again, and the works do not answer for it.
	Refused,
}

impl Chapter {
	/// All of them.
	pub const ALL: [Self; 9] = [
		Self::Slow,
		Self::Dead,
		Self::Dear,
		Self::Veto,
		Self::Ended,
		Self::Spent,
		Self::Filter,
		Self::Service,
		Self::Refused,
	];

	/// Its title.
	pub const fn title(self) -> &'static str {
		match self {
			Self::Slow => "a vendor who does not answer",
			Self::Dead => "a vendor who never ships, and one who ships the wrong thing",
			Self::Dear => "prices above the ceiling",
			Self::Veto => "an owner who objects",
			Self::Ended => "a mandate that ends in mid-order",
			Self::Spent => "a budget that is spent",
			Self::Filter => "a filter by its part number",
			Self::Service => "a technician who does not come, and one who comes twice",
			Self::Refused => "a claim on the warranty that is refused",
		}
	}
}

/// Where an order has come to.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Stage {
	/// It is placed.
	Placed,
	/// Its vendor has accepted, or comes again.
	Accepted,
	/// It is on its way.
	Shipped,
	/// A visit has begun.
	Started,
	/// It is there, or a visit is over.
	Received,
	/// It goes back.
	Returning,
	/// It has ended.
	Ended,
}

/// What somebody else does in the story.
pub trait Hooks: Send {
	/// An order has come to this stage. Answers whether the machine was switched off and on again.
	fn at(&mut self, stage: Stage) -> impl Future<Output = Result<bool, HookError>> + Send {
		let _ = stage;
		async { Ok(false) }
	}

	/// What happened, in plain words.
	fn tell(&mut self, line: &str) {
		tracing::info!("{line}");
	}
}

/// Nobody does anything.
impl Hooks for () {}
