//! From the offer to the money: trade, hand-overs, price, settlement, recall.

use super::{stage::Play, Hooks, Money, Outcome, Priced, Shown, Step, StoryError};
use crate::{
	clock::{self, now},
	story::{
		actors::Actor,
		ledger::{act, event, money},
		log::{Entry, Share},
		logger::Running,
		words::{change, hours, percent, tally},
	},
};
use std::{collections::BTreeMap, time::Duration};
use tallystick_client::{
	asset_lifecycle::{calls, events, views, Trade, TradeTerms},
	records::{
		asset::{BizStep, Circumstances, Keeper, LotStatus, Passes, Receipt, Terms, Weighted},
		Millis, StreamId,
	},
	FollowError, Gateway, Hash,
};
use tallystick_condition::{
	price::{Curve, CurvePoint, WHOLE},
	trade::{Pricing, TradeState},
	LeafProof, Opening, Tally,
};
use tallystick_evidence::{Crypto, Native};

/// The loss of a millisecond at the reference temperature.
const RATE: u128 = 1_000_000;
/// What a holder is allowed for each agreed millisecond: 5 % more than the reference, for doors that open.
const ALLOWED: u64 = 1_050_000;
/// How far a block's clock may be behind ours, in milliseconds.
const CLOCK: u64 = 1_000;
/// How long the chain may take for what it does by itself.
const PATIENCE: Duration = Duration::from_secs(60);
const POLL: Duration = Duration::from_millis(500);
const MINUTE: u64 = 60_000;

/// How the price follows from the loss: the allowances cost nothing; twice as much takes three fifths off.
fn curve(free: u128) -> Result<Curve, StoryError> {
	let point = |loss, percent: u32| CurvePoint { loss, parts: WHOLE / 100 * percent };
	Ok(Curve::new([point(free, 100), point(free * 2, 40), point(free * 4, 10)])?)
}

impl<H: Hooks> Play<'_, H> {
	/// The grower offers the pallet for what it will be worth when it arrives.
	pub(super) async fn offer(&mut self) -> Result<(), StoryError> {
		let (goods, options) = (self.goods()?, self.options);
		let cast = &self.stage.cast;
		let free = u128::from(options.way()) * u128::from(ALLOWED);
		let policies = [Weighted { policy: goods.policy, weight: 1 }];
		let begin = now();
		let terms = TradeTerms {
			price: options.price,
			curve: curve(free)?,
			policies: policies.to_vec().try_into().unwrap_or_default(),
			rate: ALLOWED,
			arbiter: cast.arbiter.account(),
			offered_until: Millis(begin + 5 * MINUTE),
			pick_up_by: Millis(begin + options.before + 10 * MINUTE),
			deliver_by: Millis(begin + options.before + options.way() + 20 * MINUTE),
			data: options.data,
			window: options.window,
			arbitration: MINUTE,
		};
		let offer = calls::OfferTrade { asset: goods.pallet, buyer: cast.supermarket.org, terms };
		let offered = act(&self.stage.chain, &cast.grower.signer, offer).await?;
		let trade = event::<events::TradeOffered>(&offered)?.trade;
		self.stage.trade = Some(trade);
		let device = self.stream()?.device;
		let orgs = self.stage.cast.actors().map(|actor| (actor.name, actor.org.0));
		self.write(&Entry::Ids {
			ids: serde_json::json!({
				"trade": trade.0,
				"pallet": goods.pallet.0,
				"crates": goods.crates.iter().map(|id| id.0).collect::<Vec<_>>(),
				"lots": goods.lots.map(|id| id.0),
				"policy": goods.policy.0,
				"device": hex::encode(device.0),
				"organisations": std::collections::BTreeMap::from(orgs),
			}),
		})?;
		let text = format!(
			"The grower offers the pallet to the supermarket as trade {trade}: {} for sound goods; twice the loss that is \
			 allowed takes 60 % off.",
			tally(options.price)
		);
		self.did(Step::Offer, text).await
	}

	/// The buyer's money goes into the escrow.
	pub(super) async fn fund(&mut self) -> Result<(), StoryError> {
		let trade = self.trade()?;
		let buyer = &self.stage.cast.supermarket.signer;
		act(&self.stage.chain, buyer, calls::Fund { trade }).await?;
		let text =
			format!("The supermarket funds it: {} are held in escrow.", tally(self.options.price));
		self.did(Step::Fund, text).await
	}

	/// The first carrier takes the pallet.
	pub(super) async fn pick_up(&mut self) -> Result<(), StoryError> {
		let at = self.picked_up();
		let [bond, _] = self.options.bonds;
		// For the whole way: carrier 1 gives the time of the second leg on.
		let agreed = self.options.way();
		let (from, to) = (self.stage.cast.grower.clone(), self.stage.cast.carrier_1.clone());
		self.pass(&from, &to, at, agreed, bond).await?;
		let text = format!("The grower hands the pallet to carrier 1{}.", with_bond(bond));
		self.did(Step::PickUp, text).await
	}

	/// The first carrier hands the pallet to the second one.
	pub(super) async fn hand_over(&mut self) -> Result<(), StoryError> {
		let [before, agreed] = self.options.legs;
		let [_, bond] = self.options.bonds;
		let at = self.picked_up() + before;
		let (from, to) = (self.stage.cast.carrier_1.clone(), self.stage.cast.carrier_2.clone());
		self.pass(&from, &to, at, agreed, bond).await?;
		let text = format!("Carrier 1 hands it to carrier 2{}.", with_bond(bond));
		self.did(Step::HandOver, text).await
	}

	/// The supermarket takes the pallet.
	pub(super) async fn deliver(&mut self) -> Result<(), StoryError> {
		let at = self.picked_up() + self.options.way();
		let (from, to) = (self.stage.cast.carrier_2.clone(), self.stage.cast.supermarket.clone());
		self.pass(&from, &to, at, 0, 0).await?;
		let asset = self.goods()?.pallet;
		let holder = self.stage.chain.holder(asset, None).await?;
		if holder.is_none_or(|holder| holder.owner != to.org || holder.custodian != to.org) {
			return Err(StoryError::otherwise("the supermarket does not own what was delivered"));
		}
		let text = "Carrier 2 delivers it: the supermarket owns and has it.".to_owned();
		self.did(Step::Deliver, text).await
	}

	/// Offers the pallet, has the taker put up a bond, and accepts: both sign the same moment.
	async fn pass(
		&mut self,
		from: &Actor,
		to: &Actor,
		at: u64,
		agreed: u64,
		bond: u128,
	) -> Result<(), StoryError> {
		clock::wait_until(at).await;
		if self.options.cut {
			if let Some(logger) = &self.stage.logger {
				logger.cut();
			}
		}
		clock::wait_until(now() + CLOCK).await;
		let (asset, trade) = (self.goods()?.pallet, self.trade()?);
		let terms = Terms {
			passes: Passes::Custody,
			quantity: 1,
			at: Some(Millis(at)),
			agreed,
			bond,
			keeper: Keeper::Taker,
			step: BizStep::Shipping,
			until: Millis(now() + 5 * MINUTE),
		};
		let chain = &self.stage.chain;
		act(chain, &from.signer, calls::OfferCustody { asset, to: to.org, terms }).await?;
		if bond > 0 {
			act(chain, &to.signer, calls::PostBond { trade, amount: bond }).await?;
		}
		let receipt = Receipt::default();
		let circumstances = Circumstances::default();
		act(chain, &to.signer, calls::Accept { asset, terms, receipt, circumstances }).await?;
		self.stage.moments.push(at);
		Ok(())
	}

	/// Waits until the chain has heard of the delivery, or waits for data no more.
	pub(super) async fn data(&mut self, running: Running) -> Result<(), StoryError> {
		let work = running.join().await?;
		let stream = self.stream()?;
		let delivered = self.stage.moments.last().copied().unwrap_or_default();
		let record = self.record().await?;
		let TradeState::Delivered { since, .. } = record.state else {
			return Err(StoryError::otherwise("the trade is not delivered"));
		};
		let until = since.0.saturating_add(self.options.data);
		let (count, readings) =
			(work.segments.len(), work.segments.iter().map(Vec::len).sum::<usize>());
		loop {
			let heard =
				self.tally(stream).await?.is_some_and(|tally| tally.until.until >= delivered);
			if heard || now() > until + POLL.as_millis() as u64 {
				let what = if heard { "has" } else { "waits no more for" };
				let text = format!(
					"The logger signed {readings} readings in {count} segments; the chain {what} the last one."
				);
				return self.did(Step::Data, text).await;
			}
			tokio::time::sleep(POLL).await;
		}
	}

	async fn record(&self) -> Result<Trade, StoryError> {
		let trade = self.trade()?;
		let record = self.stage.chain.view(views::TradeOf { trade }, None).await?;
		record.ok_or_else(|| StoryError::otherwise("the trade is not on the chain"))
	}

	async fn tally(&self, stream: StreamId) -> Result<Option<Tally>, StoryError> {
		Ok(self.stage.chain.view(views::TallyOf { stream }, None).await?)
	}

	/// Begins the window.
	pub(super) async fn price(&mut self) -> Result<(), StoryError> {
		let trade = self.trade()?;
		let buyer = self.stage.cast.supermarket.signer.clone();
		match act(&self.stage.chain, &buyer, calls::PriceTrade { trade }).await {
			Ok(included) => {
				event::<events::Priced>(&included)?;
			},
			// The deadline for data began the window.
			Err(StoryError::Follow(FollowError::Failed { error, .. }))
				if error.ends_with("DataAwaited") => {},
			Err(error) => return Err(error),
		}
		let price = self.ask_price("delivered").await?.price;
		let text = format!(
			"Before anybody shows what was measured around pick-up and hand-over, that time counts as missing: {}.",
			tally(price)
		);
		self.did(Step::Price, text).await
	}

	/// Asks what the trade would pay now.
	async fn ask_price(&mut self, when: &'static str) -> Result<Pricing, StoryError> {
		let trade = self.trade()?;
		let pricing = self.stage.chain.view(views::PricingOf { trade }, None).await?;
		let pricing = pricing.ok_or_else(|| StoryError::otherwise("the trade has no price"))?;
		let text = |amount: &u128| amount.to_string();
		let holders = self.holders(&pricing);
		let intervals = pricing.intervals.iter().zip(&pricing.shares).zip(holders);
		let intervals = intervals.map(|((interval, share), holder)| Share {
			holder,
			loss: text(&interval.loss),
			allowance: text(&interval.allowance),
			share: text(share),
		});
		self.write(&Entry::Price {
			when,
			at: now(),
			offer: text(&self.options.price),
			price: text(&pricing.price),
			paid: text(&pricing.paid),
			bonds: pricing.bonds.iter().map(text).collect(),
			intervals: intervals.collect(),
		})?;
		self.outcome.prices.push(Priced { when, pricing: pricing.clone() });
		Ok(pricing)
	}

	/// Whose the intervals of a price are: what the seller answers for beside their own, the legs, and what the
	/// buyer answers for.
	fn holders(&self, pricing: &Pricing) -> Vec<String> {
		let legs = pricing.intervals.len().saturating_sub(2);
		let carriers = ["carrier 1", "carrier 2"].into_iter().map(str::to_owned);
		std::iter::once("grower".to_owned())
			.chain(carriers.take(legs))
			.chain(std::iter::once("supermarket".to_owned()))
			.collect()
	}

	/// The grower shows the leaves that count pick-up and hand-over; the first carrier opens the run around the
	/// hand-over, which shows that the heat came after it.
	pub(super) async fn show(&mut self) -> Result<(), StoryError> {
		let (stream, trade) = (self.stream()?, self.trade()?);
		let chain = self.stage.chain.clone();
		let moments = self.stage.moments.clone();
		let (from, to) = match (moments.first(), moments.last()) {
			(Some(from), Some(to)) => (Millis(*from), Millis(to + 1)),
			_ => return Err(StoryError::otherwise("nothing was handed over")),
		};
		let leaves = chain.tally_leaves(&stream, from, to, None).await?;
		self.note_observations(stream, &leaves).await?;
		if self.options.shown == Shown::Nothing {
			return self.did(Step::Show, "Nobody shows anything.".into()).await;
		}
		let newest = self.tally(stream).await?.and_then(|tally| tally.last).map(|leaf| leaf.number);
		let mut shown = BTreeMap::new();
		for moment in &moments {
			let leaf = leaves.iter().find(|proof| proof.leaf.covers(*moment));
			if let Some(proof) = leaf.filter(|proof| Some(proof.leaf.number) != newest) {
				shown.insert(proof.leaf.number, proof.clone());
			}
		}
		let count = shown.len();
		let calls: Vec<_> = shown
			.into_values()
			.map(|proof| calls::Show { trade, proof, opening: Opening::default() }.into())
			.collect();
		let grower = self.stage.cast.grower.signer.clone();
		crate::story::ledger::send(&chain, &grower, &calls).await?;
		let before = self.ask_price("leaves").await?;
		self.tell(
			Step::Show,
			format!(
				"The grower shows {count} leaves of the tally. Around the hand-over the loss is shared by time, until somebody shows readings: price {}.",
				tally(before.price)
			),
		)?;
		self.tell_shares(&before)?;
		if self.options.shown < Shown::Readings {
			return self.did(Step::Show, "Nobody shows readings.".into()).await;
		}
		let Some(handed_over) = moments.get(1).copied() else {
			return Err(StoryError::otherwise("there was one carrier only"));
		};
		let found = leaves.iter().find(|proof| proof.leaf.covers(handed_over));
		let Some(proof) = found.cloned() else {
			return self.did(Step::Show, "Nobody measured at the hand-over.".into()).await;
		};
		let gateway = Gateway::new(&self.options.gateway_url)?;
		let opening = gateway.opening(&proof.leaf, &[handed_over]).await?;
		let pairs = opening.0.len();
		let carrier = self.stage.cast.carrier_1.signer.clone();
		act(&chain, &carrier, calls::Show { trade, proof, opening }).await?;
		let after = self.ask_price("readings").await?;
		let text = format!(
			"Carrier 1 shows readings around the hand-over, by {pairs} pairs of nodes from the gateway: price {}.",
			tally(after.price)
		);
		self.tell(Step::Show, text)?;
		self.tell_shares(&after)?;
		self.did(Step::Show, "What was shown is public.".into()).await
	}

	/// Says who answers for how much.
	fn tell_shares(&mut self, pricing: &Pricing) -> Result<(), StoryError> {
		let discount = self.options.price.saturating_sub(pricing.price);
		let holders = self.holders(pricing);
		let all = pricing.intervals.iter().zip(&pricing.shares).zip(holders);
		for ((interval, share), holder) in all {
			if interval.loss == 0 && *share == 0 {
				continue;
			}
			let minutes = self.options.minutes;
			let text = format!(
				"  {holder}: shelf life used {}, allowed {}, answers for {} ({})",
				hours(interval.loss, RATE, minutes),
				hours(interval.allowance, RATE, minutes),
				tally(*share),
				percent(*share, discount),
			);
			self.tell(Step::Show, text)?;
		}
		Ok(())
	}

	/// Writes down what the chain knows of the way.
	async fn note_observations(
		&mut self,
		stream: StreamId,
		leaves: &[LeafProof],
	) -> Result<(), StoryError> {
		let policy = self.goods()?.policy;
		let Some(tally) = self.tally(stream).await? else { return Ok(()) };
		let meter = tally.meter(policy);
		for LeafProof { leaf, .. } in leaves {
			let (before, after) = match &meter {
				Some(meter) => (leaf.counted(policy), leaf.after(policy, meter)),
				None => (None, None),
			};
			let (Some(before), Some(after)) = (before, after) else { continue };
			let summary = &leaf.root.summary;
			self.write(&Entry::Observation {
				number: leaf.number,
				until: leaf.before.until,
				from: summary.first.time,
				to: summary.last.time,
				count: summary.count,
				min: summary.min,
				max: summary.max,
				facts: leaf.facts.bits(),
				lower: after.value.lower.saturating_sub(before.value.lower).to_string(),
				upper: after.value.upper.saturating_sub(before.value.upper).to_string(),
			})?;
			if leaf.facts.bits() != 0 && self.options.is_plain() {
				let finding = format!("observation {} has facts: {:?}", leaf.number, leaf.facts);
				self.outcome.findings.push(finding);
			}
		}
		Ok(())
	}

	/// Settles once the window has ended, and looks at everybody's money.
	pub(super) async fn settle(&mut self) -> Result<(), StoryError> {
		let trade = self.trade()?;
		let chain = self.stage.chain.clone();
		let record = self.record().await?;
		for leg in &record.legs {
			let bond = leg.bond.and_then(|bond| record.bonds.get(usize::from(bond)));
			self.write(&Entry::Custody {
				holder: self.stage.cast.name_of(leg.holder),
				from: leg.from.0,
				to: leg.to.unwrap_or(leg.from).0,
				agreed: leg.agreed,
				bond: bond.map(|bond| bond.amount.to_string()),
			})?;
		}
		let TradeState::Delivered { since, priced } = record.state else {
			return Err(StoryError::otherwise("the trade is not delivered"));
		};
		let begin = priced.map_or(since.0.saturating_add(self.options.data), |at| at.0);
		clock::wait_until(begin.saturating_add(self.options.window)).await;
		let computed = self.ask_price("settled").await?;
		let deadline = tokio::time::Instant::now() + PATIENCE;
		let grower = self.stage.cast.grower.signer.clone();
		let settled = loop {
			match act(&chain, &grower, calls::SettleTrade { trade }).await {
				// The block's clock is a little behind.
				Err(StoryError::Follow(FollowError::Failed { error, .. }))
					if error.ends_with("TradeRuns") && tokio::time::Instant::now() < deadline =>
				{
					tokio::time::sleep(POLL).await;
				},
				other => break other?,
			}
		};
		let paid = event::<events::TradeEnded>(&settled)?.paid;
		self.outcome.paid = paid;
		let at: Hash = settled.block.hash;
		let before = self.stage.before.clone();
		for ((who, account), before) in self.stage.purses().into_iter().zip(before) {
			let after = money(&chain, &account, Some(&at)).await?;
			self.write(&Entry::Money {
				who: who.to_owned(),
				account: account.to_string(),
				before: before.to_string(),
				after: after.to_string(),
			})?;
			self.outcome.money.push(Money { who, before, after });
		}
		self.judge(&computed);
		let discount = self.options.price.saturating_sub(computed.price);
		let text = format!(
			"Settled. The goods are worth {} of {}: {} less. The escrow pays the grower {}, the bonds {}.",
			tally(computed.price),
			tally(self.options.price),
			tally(discount),
			tally(paid),
			tally(computed.bonds.iter().sum()),
		);
		self.did(Step::Settle, text).await
	}

	/// Holds the outcome against what must be.
	fn judge(&mut self, computed: &Pricing) {
		let Outcome { money, paid, .. } = &self.outcome;
		let bonds: u128 = computed.bonds.iter().sum();
		let mut findings = Vec::new();
		let mut must = |holds: bool, what: String| {
			if !holds {
				findings.push(what);
			}
		};
		must(
			*paid == computed.paid,
			format!("{paid} was paid, and computed was {}", computed.paid),
		);
		let moved: Vec<_> = money.iter().map(|of| (of.who, of.before, of.after)).collect();
		for (who, before, after) in moved {
			let own = |at: usize| computed.bonds.get(at).copied().unwrap_or_default();
			let expected = match who {
				"grower" => before + paid + bonds,
				"carrier 1" => before.saturating_sub(own(0)),
				"carrier 2" => before.saturating_sub(own(1)),
				_ => before.saturating_sub(*paid),
			};
			must(after == expected, format!("the {who} has {after}, not {expected}"));
		}
		if self.options.is_sound() {
			must(
				computed.price == self.options.price,
				"sound goods cost less than was offered".into(),
			);
		}
		if self.options.is_plain() {
			must(computed.price < self.options.price, "the failure cost nothing".into());
			must(own_share(computed, 1) == 0, "carrier 1 answers for the second leg".into());
			must(own_share(computed, 2) > 0, "carrier 2 answers for nothing".into());
		}
		self.outcome.findings.extend(findings);
	}

	/// The grower recalls the harvest, and the crates with it.
	pub(super) async fn recall(&mut self) -> Result<(), StoryError> {
		if !self.options.recall {
			return Ok(());
		}
		let goods = self.goods()?;
		let chain = self.stage.chain.clone();
		let [lot, made] = goods.lots;
		let notice = Native::hash(&[b"notice of the recall"]);
		let grower = &self.stage.cast.grower.signer;
		let recalled = act(&chain, grower, calls::RecallLot { lot, notice }).await?;
		let recall = event::<events::Recalled>(&recalled)?.recall;
		self.outcome.recall = Some(recall);
		let first = goods.crates.first().copied().unwrap_or(goods.pallet);
		let deadline = tokio::time::Instant::now() + PATIENCE;
		loop {
			let status = chain.view(views::StatusOfAsset { asset: first }, None).await?;
			let lot = status.map(|status| status.lot);
			if matches!(&lot, Some(LotStatus::Recalled { by, .. }) if by.contains(&recall)) {
				break;
			}
			if tokio::time::Instant::now() >= deadline {
				return Err(StoryError::otherwise("the recall does not reach the crates"));
			}
			tokio::time::sleep(POLL).await;
		}
		let text = format!(
			"The grower recalls lot {lot}. It spreads to lot {made}, which was made from it: each of the {} crates is recalled.",
			goods.crates.len()
		);
		self.did(Step::Recall, text).await
	}

	/// Waits until everything is final, and says who has what.
	pub(super) async fn end(mut self) -> Result<Outcome, StoryError> {
		let chain = self.stage.chain.clone();
		let best = chain.best().await?.number;
		let deadline = tokio::time::Instant::now() + PATIENCE;
		while chain.finalized().await?.number < best {
			if tokio::time::Instant::now() >= deadline {
				return Err(StoryError::otherwise("the chain does not finalise"));
			}
			tokio::time::sleep(POLL).await;
		}
		let lines: Vec<_> = self
			.outcome
			.money
			.iter()
			.map(|Money { who, before, after }| {
				format!(
					"  {who}: {} → {} ({})",
					tally(*before),
					tally(*after),
					change(*before, *after)
				)
			})
			.collect();
		self.hooks.tell("Money, before and after:");
		for line in lines {
			self.hooks.tell(&line);
		}
		let look = self.stage.goods.as_ref().map(|goods| {
			let first = goods.crates.first().copied().unwrap_or(goods.pallet);
			format!(
				"Look at it: tallystick asset history {first} (a crate, with what happened to its pallet), \
				 tallystick asset condition {}",
				goods.pallet
			)
		});
		self.hooks.tell(&look.unwrap_or_default());
		for finding in &self.outcome.findings {
			self.hooks.tell(&format!("NOT AS IT MUST BE: {finding}"));
		}
		self.outcome.stage = self.stage;
		Ok(self.outcome)
	}
}

/// The share of an interval.
fn own_share(pricing: &Pricing, at: usize) -> u128 {
	pricing.shares.get(at).copied().unwrap_or_default()
}

/// What is said of a bond.
fn with_bond(bond: u128) -> String {
	match bond {
		0 => ", who puts up no bond".into(),
		bond => format!(", who puts up a bond of {}", tally(bond)),
	}
}
