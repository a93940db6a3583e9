//! The machine at work, and the programs of its owner and of the vendors.

use super::{
	account::{self, Account, Budget, Parcel},
	cast::Vendor,
	events::Happened,
	found::{Found, Want, DAY, DETERGENT, HOUR},
	log::Entry,
	machine::{Machine, State, WASH},
	outcome::end_of,
	Figures, Hooks, Options, Stage,
};
use crate::story::{
	lapse::Lapse,
	ledger::{act, money},
	log::Log,
	words::tally,
	StoryError,
};
use rand::{rngs::StdRng, Rng, SeedableRng};
use std::{
	collections::{BTreeMap, BTreeSet},
	time::Duration,
};
use tallystick_client::{
	procurement::{
		calls, parcel_hash,
		views::{MandateOf, NeedOf},
		Category, Delivery, GivenUp, MandateTerms, Misfit, Offer, OrderState, Subject, TaxRate,
	},
	records::{MandateId, Millis, NeedId, OrderId, OrgId, StreamId},
	rules::Value,
	telemetry::events::{Anchored, Observed},
	time, AccountId, Call, Chain, Included, Signer,
};
use tallystick_evidence::{Crypto, Native};
use tokio::time::Instant;

/// How long the gateway may take to send a batch to the node.
const LIMIT: Duration = Duration::from_secs(30);
const POLL: Duration = Duration::from_millis(10);
/// For how many blocks the machine waits for the gateway.
const TRIES: usize = 20;
/// The hours of a day at which a wash ends.
const WASHES: [u64; 2] = [8 * HOUR, 20 * HOUR];
/// How long anything that is waited for may take.
const PATIENCE: u64 = 14 * DAY;

/// What the programs of vendors take, in milliseconds: from the end of the time for objections to accepting, from there to shipping, and
/// from there to the door. All are shorter than what their offers say.
const ACCEPTS: u64 = HOUR;
const SHIPS: u64 = 3 * HOUR;
const TRAVELS: u64 = 12 * HOUR;
/// How long the works take to answer a claim.
const ANSWERS: u64 = 3 * HOUR;

/// What vendors promise, in milliseconds.
pub(super) const ACCEPT: u64 = 6 * HOUR;
const DISPATCH: u64 = DAY;
const DELIVERY: u64 = DAY;
/// How long an offer stands.
const OFFERED: u64 = 60 * DAY;
const TAX: TaxRate = TaxRate(1_900);

/// How a vendor's program behaves.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Manner {
	/// Delivers what was ordered.
	Prompt,
	/// Does not answer.
	Slow,
	/// Accepts, and does not ship.
	Dead,
	/// Ships something else, and takes it back.
	Wrong,
	/// Comes, and mends nothing.
	Botching,
}

/// What somebody is about to do.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Job {
	/// The vendor accepts.
	Accept(OrderId),
	/// The vendor ships.
	Ship(OrderId),
	/// The parcel is at the owner's door.
	Arrive(OrderId),
	/// What was sent back is at the vendor's door.
	Return(OrderId),
	/// The works answer a claim on their warranty.
	Answer(NeedId),
	/// A technician is at the owner's door.
	Come(OrderId),
	/// The technician leaves.
	Leave(OrderId),
}

/// The story as it is played.
pub(super) struct Play<'a, H> {
	pub(super) lapse: Lapse,
	pub(super) chain: Chain,
	pub(super) found: Found,
	pub(super) hooks: &'a mut H,
	log: Log,
	pub(super) machine: Machine,
	pub(super) account: Account,
	pub(super) figures: Figures,
	pub(super) history: Vec<(u64, String)>,
	pub(super) findings: Vec<String>,
	/// Accounts, and the money of each before the first offer.
	pub(super) money: Vec<(String, AccountId, u128)>,
	/// How vendors behave who do not deliver what was ordered.
	pub(super) manners: BTreeMap<Vendor, Manner>,
	/// Whether the works grant claims.
	pub(super) grants: bool,
	/// The mandate under which the works are granting a claim.
	pub(super) granting: Option<MandateId>,
	/// Whether the owner pours in what has come, and does not enter the code.
	pub(super) careless: bool,
	/// The newest answer to why no offer of detergent fits.
	pub(super) misfits: Vec<(OrgId, Misfit)>,
	/// Why needs were given up.
	pub(super) given_up: Vec<GivenUp>,
	/// How often each need was covered.
	covered: BTreeMap<NeedId, u64>,
	/// The mandate of each need.
	mandates: BTreeMap<NeedId, MandateId>,
	/// Orders that the story has looked at.
	seen: BTreeSet<OrderId>,
	agenda: Vec<(u64, Job)>,
	/// Where orders have come to since somebody was told.
	stages: Vec<Stage>,
	/// An offer that no block has yet.
	publishing: Option<(Vendor, calls::PublishOffer)>,
	next_wash: u64,
	/// When the machine last signed something.
	signed: u64,
	observed: BTreeSet<StreamId>,
	codes: StdRng,
}

impl<'a, H: Hooks> Play<'a, H> {
	/// Switches the machine on, and waits until the chain has its first observation.
	pub(super) async fn begin(
		mut lapse: Lapse,
		options: &Options,
		found: Found,
		log: Log,
		hooks: &'a mut H,
	) -> Result<Self, StoryError> {
		let (identity, series) = (found.identity.clone(), found.series.clone());
		let machine =
			Machine::start(identity, series, found.genesis, &options.broker, options.seed)?;
		lapse.happened.clear();
		let chain = lapse.chain.clone();
		let now = lapse.now;
		let mut play = Self {
			lapse,
			chain,
			found,
			hooks,
			log,
			machine,
			account: Account::default(),
			figures: Figures::default(),
			history: Vec::new(),
			findings: Vec::new(),
			money: Vec::new(),
			manners: BTreeMap::new(),
			grants: true,
			granting: None,
			careless: false,
			misfits: Vec::new(),
			given_up: Vec::new(),
			covered: BTreeMap::new(),
			mandates: BTreeMap::new(),
			seen: BTreeSet::new(),
			agenda: Vec::new(),
			stages: Vec::new(),
			publishing: None,
			next_wash: next_wash(now),
			signed: 0,
			observed: BTreeSet::new(),
			codes: StdRng::seed_from_u64(options.seed),
		};
		play.introduce(options).await?;
		let level = StreamId { device: play.found.identity.id, channel: DETERGENT };
		for _ in 0..TRIES {
			if play.observed.contains(&level) {
				play.lapse.blocks = 0;
				return Ok(play);
			}
			play.report().await?;
		}
		Err(StoryError::otherwise(
			"the gateway does not show the chain what is left of the detergent; look at the gateway's log",
		))
	}

	/// Logs who plays, and takes note of mandates, needs and money.
	async fn introduce(&mut self, options: &Options) -> Result<(), StoryError> {
		self.write(&Entry::Machine {
			name: "washing-machine",
			seed: options.seed,
			simulated: true,
			power: "data/washing-cycle-1min.csv",
			device: hex::encode(self.found.identity.id.0),
			buyer: self.found.cast.household.org.0,
			bond: account::BOND as u32,
			cool_down: HOUR,
		})?;
		let parties: Vec<_> = self.found.cast.parties().cloned().collect();
		for party in parties {
			let (account, treasury) = (party.account(), party.treasury);
			self.write(&Entry::Party {
				name: party.name,
				org: party.org.0,
				account: account.to_string(),
				treasury: treasury.to_string(),
			})?;
			let organisation = format!("{}'s organisation", party.name);
			for (who, account) in [(party.name.into(), account), (organisation, treasury)] {
				let before = money(&self.chain, &account, None).await?;
				self.money.push((who, account, before));
			}
		}
		for wanted in self.wants() {
			let mandate = self.adopt_need(wanted.need).await?;
			self.adopt_mandate(mandate).await?;
		}
		self.adopt_mandate(self.found.warranted).await
	}

	/// What the machine may lack.
	fn wants(&self) -> [Want; 3] {
		[self.found.detergent, self.found.filter, self.found.repair]
	}

	/// Takes note of what the chain says of a need. Answers its mandate.
	pub(super) async fn adopt_need(&mut self, need: NeedId) -> Result<MandateId, StoryError> {
		let found = self.chain.view(NeedOf { need }, None).await?;
		let found = found.ok_or_else(|| StoryError::otherwise("a need is missing"))?;
		self.mandates.insert(need, found.mandate);
		self.write(&Entry::Need {
			at: self.lapse.now,
			need: need.0,
			mandate: found.mandate.0,
			category: serde_json::to_value(found.category).unwrap_or_default(),
			quantity: found.quantity,
			warrantor: found.warranty.map(|_| self.found.cast.works.org.0),
		})?;
		Ok(found.mandate)
	}

	/// Takes note of what the chain says of a mandate. What was spent stays spent.
	pub(super) async fn adopt_mandate(&mut self, mandate: MandateId) -> Result<(), StoryError> {
		let found = self.chain.view(MandateOf { mandate }, None).await?;
		let found = found.ok_or_else(|| StoryError::otherwise("a mandate is missing"))?;
		let (begun, terms, payer) = (found.budget.begun.0, found.terms, found.payer);
		self.write(&Entry::Mandate {
			at: self.lapse.now,
			mandate: mandate.0,
			org: found.org.0,
			payer: payer.to_string(),
			warranties: found.subject == Subject::Warranties,
			terms: serde_json::to_value(&terms).unwrap_or_default(),
			begun,
		})?;
		let budgets = &mut self.account.budgets;
		let budget =
			budgets.entry(mandate).or_insert_with(|| Budget::new(begun, terms.clone(), payer));
		budget.terms = terms;
		Ok(())
	}

	/// Sends one call.
	pub(super) async fn act(
		&mut self,
		signer: &Signer,
		call: impl Into<Call>,
	) -> Result<Included, StoryError> {
		let chain = self.chain.clone();
		let included = self.lapse.along(act(&chain, signer, call)).await?;
		self.hear()?;
		Ok(included)
	}

	pub(super) async fn owner(&mut self, call: impl Into<Call>) -> Result<Included, StoryError> {
		let signer = self.found.cast.household.signer.clone();
		self.act(&signer, call).await
	}

	pub(super) async fn vendor(
		&mut self,
		vendor: Vendor,
		call: impl Into<Call>,
	) -> Result<Included, StoryError> {
		let signer = self.found.cast.vendor(vendor).signer.clone();
		self.act(&signer, call).await
	}

	/// A vendor offers goods: net prices of a unit and a delivery.
	pub(super) async fn publish(
		&mut self,
		vendor: Vendor,
		category: Category,
		unit: u128,
		freight: u128,
	) -> Result<(), StoryError> {
		let (by, dispatch, delivery) = (Delivery::Parcel, DISPATCH, DELIVERY);
		let offer = Offer { unit, freight, by, dispatch, delivery, ..self.offer() };
		self.offers(vendor, category, offer).await
	}

	/// What is the same in all offers.
	pub(super) fn offer(&self) -> Offer {
		Offer {
			gtin: None,
			by: Delivery::Parcel,
			document: Native::hash(&[b"description and terms of sale"]),
			unit: 0,
			freight: 0,
			tax: TAX,
			stock: 50,
			accept: ACCEPT,
			dispatch: 0,
			delivery: 0,
			until: Millis(self.lapse.now.saturating_add(OFFERED)),
			arbiter: self.found.cast.office.account(),
		}
	}

	/// A vendor publishes an offer.
	pub(super) async fn offers(
		&mut self,
		vendor: Vendor,
		category: Category,
		offer: Offer,
	) -> Result<(), StoryError> {
		let publish = calls::PublishOffer { category, offer };
		self.publishing = Some((vendor, publish.clone()));
		self.vendor(vendor, publish).await.map(drop)
	}

	/// Plays until something is so.
	pub(super) async fn until(
		&mut self,
		what: &str,
		is_so: impl Fn(&Self) -> bool,
	) -> Result<(), StoryError> {
		let deadline = self.lapse.now.saturating_add(PATIENCE);
		while !is_so(self) {
			if self.lapse.now > deadline {
				return Err(StoryError::otherwise(format!(
					"{what}: it has not come to that in two weeks"
				)));
			}
			Box::pin(self.tick()).await?;
		}
		Ok(())
	}

	/// The next order of a need that the story has not looked at.
	pub(super) async fn ordered(&mut self, wanted: Want) -> Result<OrderId, StoryError> {
		let next = |play: &Self| {
			let mut own = play.account.orders.values().filter(|own| own.need == wanted.need);
			own.find(|own| !play.seen.contains(&own.order)).map(|own| own.order)
		};
		self.until("an order is placed", |play| next(play).is_some()).await?;
		let order = next(self).ok_or_else(|| StoryError::otherwise("no order is placed"))?;
		self.seen.insert(order);
		Ok(order)
	}

	/// Waits for an order of a need, which must go to this vendor.
	pub(super) async fn ordered_from(
		&mut self,
		wanted: Want,
		vendor: Vendor,
	) -> Result<OrderId, StoryError> {
		let order = self.ordered(wanted).await?;
		let found = self.account.order(order)?.vendor;
		if found != vendor {
			return Err(StoryError::otherwise(format!(
				"order {order} goes to {found:?}, and must go to {vendor:?}"
			)));
		}
		Ok(order)
	}

	/// Waits for the end of an order, which must be this one.
	pub(super) async fn ends(&mut self, order: OrderId, end: &str) -> Result<(), StoryError> {
		let ended = |play: &Self| play.account.orders.get(&order)?.ended.clone();
		self.until("an order ends", |play| ended(play).is_some()).await?;
		let found = ended(self).map(|(_, ended)| end_of(&ended.outcome));
		if found != Some(end) {
			return Err(StoryError::otherwise(format!(
				"order {order} ended as {found:?}, and must end as {end:?}"
			)));
		}
		Ok(())
	}

	/// How often a need was covered.
	pub(super) fn covered(&self, wanted: Want) -> u64 {
		self.covered.get(&wanted.need).copied().unwrap_or(0)
	}

	/// What a need is for.
	pub(super) fn name_of(&self, need: NeedId) -> &'static str {
		match need {
			need if need == self.found.detergent.need => "detergent",
			need if need == self.found.filter.need => "filter",
			_ => "repair",
		}
	}

	/// Half an hour: the machine washes if it is time, a block is made, and everybody does what is due.
	async fn tick(&mut self) -> Result<(), StoryError> {
		let now = self.lapse.now;
		if now >= self.next_wash && now >= self.signed.saturating_add(WASH) {
			self.next_wash = next_wash(now);
			let washes = self.machine.can_wash();
			self.sign(washes).await?;
			self.figures.washes += u64::from(washes);
		} else {
			self.lapse.seal().await?;
			self.hear()?;
		}
		self.serve().await?;
		for stage in std::mem::take(&mut self.stages) {
			if Box::pin(self.hooks.at(stage)).await.map_err(StoryError::Hook)? {
				self.past(self.lapse.now, "the machine is switched off and on again".into())?;
				self.machine.reboot();
				self.report().await?;
			}
		}
		Ok(())
	}

	/// The machine signs how it stands, and the chain has it.
	pub(super) async fn report(&mut self) -> Result<(), StoryError> {
		self.sign(false).await
	}

	/// The machine signs what it has measured, after a wash or without. Waits until the chain has it.
	async fn sign(&mut self, washes: bool) -> Result<(), StoryError> {
		let (at, before) = (self.lapse.now, self.figures.segments);
		// A gateway that has just started needs a block to see where it is.
		let (lapse, machine) = (&mut self.lapse, &mut self.machine);
		match washes {
			true => lapse.along(machine.wash(at)).await?,
			false => lapse.along(machine.report(at)).await?,
		}
		self.signed = at;
		let State { level, cycles, pump, error, energy } = self.machine.state;
		self.write(&Entry::Reading { at, detergent: level, cycles, pump, error, energy })?;
		self.hear()?;
		for _ in 0..TRIES {
			if self.figures.segments > before {
				return Ok(());
			}
			let deadline = Instant::now() + LIMIT;
			while self.lapse.waiting().await? == 0 && Instant::now() < deadline {
				tokio::time::sleep(POLL).await;
			}
			self.lapse.seal().await?;
			self.hear()?;
		}
		Err(StoryError::otherwise(
			"the gateway does not anchor what the machine has signed; look at the gateway's log",
		))
	}

	/// Does what is due: what vendors and owner have planned, and what anybody may have done once a deadline has passed.
	async fn serve(&mut self) -> Result<(), StoryError> {
		while let Some(at) = self.agenda.iter().position(|(due, _)| *due <= self.lapse.now) {
			let (_, job) = self.agenda.remove(at);
			Box::pin(self.work(job)).await?;
		}
		let now = self.lapse.now;
		let late =
			self.account.orders.values().filter(|own| own.ended.is_none() && own.until < now);
		for order in late.map(|own| own.order).collect::<Vec<_>>() {
			self.owner(calls::Advance { order }).await?;
		}
		Ok(())
	}

	pub(super) fn plan(&mut self, after: u64, job: Job) {
		self.agenda.push((self.lapse.now.saturating_add(after), job));
	}

	async fn work(&mut self, job: Job) -> Result<(), StoryError> {
		let order = match job {
			Job::Answer(need) => return self.answer(need).await,
			Job::Accept(order) | Job::Ship(order) | Job::Arrive(order) => order,
			Job::Return(order) | Job::Come(order) | Job::Leave(order) => order,
		};
		// The owner has taken it back.
		let Some(own) = self.account.open(order).cloned() else { return Ok(()) };
		let manner = self.manners.get(&own.vendor).copied().unwrap_or(Manner::Prompt);
		match job {
			Job::Accept(_) => {
				self.vendor(own.vendor, calls::Accept { order }).await?;
				match (manner, own.need == self.found.repair.need) {
					(Manner::Dead, _) => {},
					(_, true) => self.expect(order).await?,
					(_, false) => self.plan(SHIPS, Job::Ship(order)),
				}
			},
			Job::Ship(_) => {
				let code = format!("{:016x}", self.codes.gen::<u64>()).into_bytes();
				let parcel = parcel_hash(&code);
				let invoice = format!("invoice of order {order}: {} in all", own.landed.gross);
				let invoice = Native::hash(&[invoice.as_bytes()]);
				let (quantity, asset) = (own.quantity, None);
				let ship = calls::Ship { order, quantity, parcel, invoice, asset };
				self.vendor(own.vendor, ship).await?;
				if let Some(own) = self.account.open(order) {
					own.parcel = Some(Parcel { code, right: manner != Manner::Wrong });
				}
				self.plan(TRAVELS, Job::Arrive(order));
			},
			Job::Arrive(_) => {
				let none = || StoryError::otherwise("an empty parcel has come");
				let Parcel { code, right } = own.parcel.ok_or_else(none)?;
				self.unpack(order, own.need, own.quantity, code, right).await?;
			},
			Job::Return(_) => self.vendor(own.vendor, calls::TakeBack { order }).await.map(drop)?,
			Job::Come(_) => self.come(order).await?,
			Job::Leave(_) => self.leave(order, own.vendor, manner).await?,
			Job::Answer(_) => {},
		}
		Ok(())
	}

	/// The owner opens a parcel, enters the code that is in it, and uses what has come, or sends it back.
	async fn unpack(
		&mut self,
		order: OrderId,
		need: NeedId,
		quantity: u32,
		code: Vec<u8>,
		right: bool,
	) -> Result<(), StoryError> {
		if !self.careless {
			self.owner(calls::Receive { order, quantity, code }).await?;
		}
		if !right {
			self.past(self.lapse.now, format!("order {order}: something else is in the parcel"))?;
			self.owner(calls::SendBack { order }).await?;
			self.plan(TRAVELS, Job::Return(order));
			return Ok(());
		}
		match need == self.found.detergent.need {
			true => {
				self.machine.fill();
				self.past(self.lapse.now, "detergent is filled in".into())?;
				self.report().await
			},
			false => {
				self.machine.change_filter();
				self.past(self.lapse.now, "the filter is changed".into())
			},
		}
	}

	/// Takes note of what has happened in new blocks.
	fn hear(&mut self) -> Result<(), StoryError> {
		for (at, events) in std::mem::take(&mut self.lapse.happened) {
			let block = self.lapse.blocks;
			for event in events.all::<Anchored>()? {
				self.figures.segments += u64::from(event.batch.segments);
			}
			let observed = events.all::<Observed>()?;
			if observed.iter().any(|event| event.stream.device == self.found.identity.id) {
				self.write(&Entry::Anchored { at })?;
			}
			self.observed.extend(observed.into_iter().map(|event| event.stream));
			let refused = ("Automation", "OrderRefused");
			self.figures.refused += events.names().filter(|name| *name == refused).count() as u64;
			for event in Happened::of(&events)? {
				let (name, fields) = event.json();
				self.write(&Entry::Event { at, block, name, fields })?;
				self.note(at, event)?;
			}
		}
		Ok(())
	}

	fn note(&mut self, at: u64, event: Happened) -> Result<(), StoryError> {
		let text = self.told(&event)?;
		self.stages.extend(event.stage());
		match event {
			Happened::OfferPublished(_) => {
				if let Some((vendor, published)) = self.publishing.take() {
					self.write(&Entry::Offer {
						at,
						vendor: self.found.cast.vendor(vendor).org.0,
						category: serde_json::to_value(published.category).unwrap_or_default(),
						offer: serde_json::to_value(&published.offer).unwrap_or_default(),
					})?;
					self.account.publish(vendor, &published);
				}
			},
			Happened::OfferRemoved(event) => {
				let vendor = self.found.cast.vendor_of(event.vendor)?;
				self.account.withdraw_offer(vendor, event.category);
			},
			Happened::MandateEnded(event) => {
				self.account.budgets.remove(&event.mandate);
			},
			Happened::Cleared(event) => {
				*self.covered.entry(event.need).or_default() += 1;
			},
			Happened::Unmet(event) => {
				self.figures.unmet += 1;
				self.misfits = event.misfits;
			},
			Happened::NeedGivenUp(event) => {
				self.figures.given_up += 1;
				self.given_up.push(event.why);
			},
			Happened::Placed(event) => {
				self.figures.orders += 1;
				let vendor = self.found.cast.vendor_of(event.vendor)?;
				let wanted = self.wants().into_iter().find(|wanted| wanted.need == event.need);
				let none = || StoryError::otherwise("somebody else's need is ordered");
				let own = self.mandates.get(&event.need).copied();
				let mandate = self.granting.take().or(own);
				let (wanted, mandate) = wanted.zip(mandate).ok_or_else(none)?;
				self.account.placed(at, &event, vendor, mandate, wanted.category)?;
				if self.manners.get(&vendor) != Some(&Manner::Slow) {
					let due = event.until.0.saturating_add(ACCEPTS);
					self.agenda.push((due, Job::Accept(event.order)));
				}
			},
			Happened::Advanced(event) => self.account.advanced(&event)?,
			Happened::Claimed(event) => self.plan(ANSWERS, Job::Answer(event.need)),
			Happened::Ended(event) => self.account.ended(at, &event, &self.found.cast)?,
			Happened::MandateGranted(_)
			| Happened::MandateAmended(_)
			| Happened::NeedDeclared(_)
			| Happened::NeedChanged(_)
			| Happened::Shipped(_)
			| Happened::SlotsSet(_)
			| Happened::ClaimRefused(_)
			| Happened::Attested(_)
			| Happened::Reported(_)
			| Happened::Raised(_)
			| Happened::Returned(_) => {},
		}
		match text {
			Some(text) => self.past(at, text),
			None => Ok(()),
		}
	}

	/// What happened, in plain words, if it belongs to the machine's history.
	fn told(&self, event: &Happened) -> Result<Option<String>, StoryError> {
		let cast = &self.found.cast;
		let vendor_of =
			|order| Ok::<_, StoryError>(cast.vendor(self.account.order(order)?.vendor).name);
		Ok(Some(match event {
			Happened::Placed(event) => {
				let vendor = cast.vendor(cast.vendor_of(event.vendor)?).name;
				let what = self.name_of(event.need);
				let seen = event.evidence.first().map(|evidence| evidence.value);
				let why = match seen {
					Some(Value::Number(value)) => {
						let figure = self.figure(event.need, value);
						format!("since the machine has signed {figure}")
					},
					_ => "paid by the works".into(),
				};
				let price = tally(event.landed.gross);
				format!("order {}: {what} from {vendor} for {price}, {why}", event.order)
			},
			Happened::Unmet(event) => {
				let why = |(org, misfit): &(OrgId, Misfit)| {
					Ok::<_, StoryError>(format!(
						"{}: {}",
						cast.vendor(cast.vendor_of(*org)?).name,
						word(*misfit)
					))
				};
				let why = event.misfits.iter().map(why).collect::<Result<Vec<_>, StoryError>>()?;
				format!("no offer of {} fits ({})", self.name_of(event.need), why.join(", "))
			},
			Happened::NeedGivenUp(event) => {
				let why = match event.why {
					GivenUp::Failures => "orders have failed too often",
					GivenUp::Objection => "the owner objected",
					GivenUp::MandateEnded => "the mandate has ended",
				};
				format!("{} is given up for an hour: {why}", self.name_of(event.need))
			},
			Happened::Advanced(event) => match event.state {
				OrderState::Accepted if self.account.order(event.order)?.state.is_some() => {
					format!("order {}: {} has to come again", event.order, vendor_of(event.order)?)
				},
				OrderState::Accepted => {
					let vendor = vendor_of(event.order)?;
					let gross = self.account.order(event.order)?.landed.gross;
					let bond = tally(account::bond(gross));
					format!("order {}: {vendor} accepts, and puts up {bond}", event.order)
				},
				OrderState::Started => {
					format!("order {}: the machine has signed that a visit begins", event.order)
				},
				OrderState::Received { .. } if self.is_repair(event.order)? => {
					format!("order {}: the machine has signed that the visit is over", event.order)
				},
				OrderState::Received { .. } => {
					format!("order {}: it has been received", event.order)
				},
				OrderState::Returning { .. } => format!("order {}: it goes back", event.order),
				_ => return Ok(None),
			},
			Happened::Shipped(event) => format!("order {}: it is on its way", event.order),
			Happened::Ended(event) => {
				let end = end_of(&event.outcome);
				let mut text = format!("order {}: {end}", event.order);
				let vendor = vendor_of(event.order)?;
				let payer = match self.account.order(event.order)?.mandate == self.found.warranted {
					true => "the works",
					false => "the owner",
				};
				for (amount, to) in [
					(event.paid, format!("to {vendor}")),
					(event.refunded, format!("back to {payer}")),
					(event.bond, format!("of {vendor}'s bond to {payer}")),
				] {
					if amount > 0 {
						text = format!("{text}, {} {to}", tally(amount));
					}
				}
				text
			},
			Happened::Cleared(event) => {
				let State { level, pump, error, .. } = self.machine.state;
				let value = match self.name_of(event.need) {
					"detergent" => level,
					"filter" => pump,
					_ => error,
				};
				let figure = self.figure(event.need, value);
				format!(
					"{} is covered again: the machine has signed {figure}",
					self.name_of(event.need)
				)
			},
			Happened::Claimed(event) => {
				format!("the works are asked for a {}", self.name_of(event.need))
			},
			Happened::ClaimRefused(event) => {
				format!("the works refuse to pay for the {}", self.name_of(event.need))
			},
			Happened::Reported(event) => format!(
				"order {}: the report is in the history of asset {}",
				event.order, event.asset
			),
			Happened::MandateGranted(event) => format!("mandate {} is given", event.mandate),
			Happened::MandateAmended(event) => format!("mandate {} is amended", event.mandate),
			Happened::MandateEnded(event) => format!("mandate {} is ended", event.mandate),
			_ => return Ok(None),
		}))
	}

	/// A value of the channel by which a need is ordered.
	fn figure(&self, need: NeedId, value: i64) -> String {
		match self.name_of(need) {
			"detergent" => format!("{:.1} %", value as f64 / 10.0),
			"filter" => format!("{:.2} A", value as f64 / 100.0),
			_ => format!("the error {value}"),
		}
	}

	fn is_repair(&self, order: OrderId) -> Result<bool, StoryError> {
		Ok(self.account.order(order)?.need == self.found.repair.need)
	}

	/// A line of the machine's history.
	pub(super) fn past(&mut self, at: u64, text: String) -> Result<(), StoryError> {
		let moment = time::write(at);
		let moment = moment.get(..16).unwrap_or_default().replace('T', " ");
		self.hooks.tell(&format!("{moment}  {text}"));
		self.write(&Entry::History { at, text: text.clone() })?;
		self.history.push((at, text));
		Ok(())
	}

	pub(super) fn write(&self, entry: &Entry) -> Result<(), StoryError> {
		self.log.write(entry).map_err(StoryError::Log)
	}

	/// Gives the machine another mandate for detergent.
	pub(super) async fn grant(&mut self, terms: MandateTerms) -> Result<MandateId, StoryError> {
		let granted = self.owner(self.found.grant(terms)?).await?;
		let event: tallystick_client::procurement::events::MandateGranted =
			crate::story::ledger::event(&granted)?;
		self.adopt_mandate(event.mandate).await?;
		Ok(event.mandate)
	}
}

/// When the next wash ends.
fn next_wash(now: u64) -> u64 {
	let midnight = now - now % DAY;
	let times = [midnight, midnight.saturating_add(DAY)].into_iter();
	let mut times = times.flat_map(|day| WASHES.map(|wash| day.saturating_add(wash)));
	times.find(|time| *time > now).unwrap_or(u64::MAX)
}

/// Why an offer does not fit, in a word or two.
fn word(misfit: Misfit) -> &'static str {
	match misfit {
		Misfit::Vendor => "not in good standing",
		Misfit::Failed => "has failed before",
		Misfit::NoOffer => "no offer",
		Misfit::Stock => "too few",
		Misfit::Arbiter => "another arbiter",
		Misfit::Late => "too late",
		Misfit::UnitPrice | Misfit::OrderPrice => "too dear",
		Misfit::Budget => "the budget is spent",
		Misfit::NoSlot => "no time for a visit",
		Misfit::Unsigned => "the machine cannot sign",
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn washes_end_twice_a_day() {
		let mut washes = vec![next_wash(100 * DAY)];
		for _ in 0..3 {
			washes.extend(washes.last().copied().map(next_wash));
		}
		let expected = [8, 20, 32, 44].map(|hours| 100 * DAY + hours * HOUR);
		assert_eq!(washes, expected);
	}
}
