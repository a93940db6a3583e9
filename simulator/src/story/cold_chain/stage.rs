//! The stage: who and what there is so far.

use super::{Hooks, Options, Step, StoryError};
use crate::{
	clock::now,
	story::{
		actors::{found, Cast},
		ledger::money,
		log::{Entry, Log},
		logger::Logger,
	},
};
use tallystick_client::{
	records::{AssetId, ClassId, PolicyId, StreamId, TraceLotId, TradeId},
	AccountId, Chain,
};

/// The goods.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Goods {
	/// How their condition is measured.
	pub policy: PolicyId,
	/// Strawberries as they are picked, crates of them, and pallets.
	pub classes: [ClassId; 3],
	/// The lot of the harvest, and that of the crates.
	pub lots: [TraceLotId; 2],
	/// What was picked. It has gone into the crates.
	pub harvest: AssetId,
	/// The crates.
	pub crates: Vec<AssetId>,
	/// The pallet with the crates: what is sold.
	pub pallet: AssetId,
}

/// What there is so far.
#[derive(Clone, Debug)]
pub struct Stage {
	/// The chain.
	pub chain: Chain,
	/// Who plays.
	pub cast: Cast,
	/// The goods, once the crates are packed.
	pub goods: Option<Goods>,
	/// The logger's stream.
	pub stream: Option<StreamId>,
	/// The logger, once it measures.
	pub logger: Option<Logger>,
	/// The trade, once it is offered.
	pub trade: Option<TradeId>,
	/// When the logger took its first reading, UTC in milliseconds.
	pub start: Option<u64>,
	/// Pick-up, hand-over and delivery as both sides signed them.
	pub moments: Vec<u64>,
	/// What those who trade had before: grower, carriers, supermarket.
	pub before: Vec<u128>,
}

impl Stage {
	/// Those whose money moves: grower, carriers, supermarket.
	pub fn purses(&self) -> [(&'static str, AccountId); 4] {
		let Cast { grower, carrier_1, carrier_2, supermarket, .. } = &self.cast;
		[grower, carrier_1, carrier_2, supermarket].map(|actor| (actor.name, actor.account()))
	}
}

/// The story being played.
pub(super) struct Play<'a, H> {
	pub(super) options: &'a Options,
	pub(super) hooks: &'a mut H,
	pub(super) log: Log,
	pub(super) stage: Stage,
	pub(super) outcome: super::Outcome,
	/// Tells the runs of one seed apart.
	pub(super) serial: u64,
}

impl<'a, H: Hooks> Play<'a, H> {
	/// Brings everybody on the stage.
	pub(super) async fn begin(
		chain: &Chain,
		options: &'a Options,
		hooks: &'a mut H,
		log: Log,
	) -> Result<Self, StoryError> {
		let Options { seed, price, bonds, .. } = *options;
		let cast = found(chain, &options.council, seed, price, bonds).await?;
		let stage = Stage {
			chain: chain.clone(),
			cast,
			goods: None,
			stream: None,
			logger: None,
			trade: None,
			start: None,
			moments: Vec::new(),
			before: Vec::new(),
		};
		let serial = now() / 1_000;
		let outcome = super::Outcome::new(stage.clone());
		let mut play = Self { options, hooks, log, stage, outcome, serial };
		for (_, account) in play.stage.purses() {
			let amount = money(chain, &account, None).await?;
			play.stage.before.push(amount);
		}
		let prefixes: Vec<_> = play
			.stage
			.cast
			.actors()
			.iter()
			.map(|actor| format!("{} ({}, {})", actor.name, actor.org, actor.prefix))
			.collect();
		play.did(
			Step::Found,
			format!(
				"Five organisations, each with its number and a company prefix of GS1: {}. An arbiter belongs to the institute.",
				prefixes.join(", ")
			),
		)
		.await?;
		Ok(play)
	}

	/// Tells what was done, and lets the hooks do theirs.
	pub(super) async fn did(&mut self, step: Step, text: String) -> Result<(), StoryError> {
		self.tell(step, text)?;
		self.hooks.after(step, &self.stage).await.map_err(StoryError::Hook)
	}

	/// Tells what happened within a step.
	pub(super) fn tell(&mut self, step: Step, text: String) -> Result<(), StoryError> {
		self.hooks.tell(&text);
		self.write(&Entry::Step { step: step.name(), at: now(), text })
	}

	pub(super) fn write(&self, entry: &Entry) -> Result<(), StoryError> {
		self.log.write(entry).map_err(StoryError::Log)
	}

	pub(super) fn goods(&self) -> Result<Goods, StoryError> {
		self.stage.goods.clone().ok_or_else(|| StoryError::otherwise("nothing is packed"))
	}

	pub(super) fn trade(&self) -> Result<TradeId, StoryError> {
		self.stage.trade.ok_or_else(|| StoryError::otherwise("nothing is offered"))
	}

	pub(super) fn stream(&self) -> Result<StreamId, StoryError> {
		self.stage.stream.ok_or_else(|| StoryError::otherwise("nothing watches the goods"))
	}

	/// When the goods were picked up.
	pub(super) fn picked_up(&self) -> u64 {
		self.stage.start.unwrap_or_default().saturating_add(self.options.before)
	}
}
