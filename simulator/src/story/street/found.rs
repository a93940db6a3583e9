//! From nothing to a street that is ready to trade: zone, tariffs, index, metering points, contracts, money.

use super::{
	log::Entry,
	meters::{self, Meters},
	stage::{Play, Terms},
	Cast, Fault, Hooks, Resident, Step,
};
use crate::{
	clock::{self, now},
	story::{
		ledger::{act, event, send, transfer},
		words::tally,
		StoryError, TALLY,
	},
};
use futures::future::try_join_all;
use tallystick_client::{
	energy_market::{calls, events, views, ZoneTerms},
	market::{Agreement, Charge, ChargeKind, Charges, Dynamic, Formula, Grid, Tariff},
	records::{
		market::{Availability, Eic, Meter, Powers},
		Millis, Price, Rate, Slot, WattHours,
	},
	Call,
};

const HOUR: u64 = 3_600_000;
/// Blocks from the first tariff's offer until the zone is open, also on a busy machine.
const SOON: u64 = 15;
/// Blocks from the registration of the meters until everything for the day is in some.
const PREPARATION: u64 = 20;
/// In watts, of a real home.
const CONNECTED: u32 = 11_000;
pub(super) const EXPORT: u32 = 8_000;
/// What a home pays of its own beside margin: fees, and the deposit of its point, which is for the readings of a week:
/// so much for each period, and for each slot of it.
const OWN: u128 = 100 * TALLY;
const KEPT: u128 = 2 * TALLY / 5;
const KEPT_SLOT: u128 = TALLY / 50;
const WEEK: u64 = 7 * 24 * HOUR;
/// The margin of a home without money, in the smallest unit.
const PENNILESS: u128 = 1_000;

/// In the smallest unit for a kWh.
const FLAT: i64 = 300_000;
const FLAT_IN_THE_EVENING: i64 = 340_000;
const COOPERATIVE_FEED_IN: i64 = 70_000;
const MARGIN: i64 = 190_000;
const FALLBACK: i64 = 290_000;
/// More than the market pays at noon.
const UTILITY_FEED_IN: i64 = 110_000;
const NETWORK: i64 = 60_000;
const LEVY: i64 = 20_000;

fn flat(supply: i64) -> Tariff {
	let feed_in = Formula::Flat(Rate(COOPERATIVE_FEED_IN));
	Tariff { supply: Formula::Flat(Rate(supply)), feed_in }
}

/// What holds in the zone all day.
pub(super) fn terms(cast: &Cast) -> Result<Terms, StoryError> {
	let charge = |kind, rate, payee| Charge { kind, rate: Rate(rate), payee };
	let charges = Charges::new([
		charge(ChargeKind::Network, NETWORK, cast.grid.account),
		charge(ChargeKind::Levy, LEVY, cast.levy),
	]);
	Ok(Terms {
		grid: Grid::new(Price(-100), Price(520), Price(1)).map_err(StoryError::Grid)?,
		charges: charges.map_err(StoryError::Tariff)?,
		deviation: Price(5),
	})
}

/// The code of the street's zone. One of these letters has a check character that is given out.
fn eic(seed: u64) -> Result<Eic, StoryError> {
	let bodies = ('S'..='Z').map(|letter| format!("10Y{letter}TREET{:06}", seed % 1_000_000));
	let last = || ('0'..='9').chain('A'..='Z');
	let mut codes =
		bodies.flat_map(|body| last().map(move |last| Eic::new(&format!("{body}{last}"))));
	codes.find_map(Result::ok).ok_or_else(|| StoryError::otherwise("there is no code for the zone"))
}

impl Play<'_> {
	/// Tariffs, the index and the zone.
	pub(super) async fn found<H: Hooks>(&mut self, hooks: &mut H) -> Result<(), StoryError> {
		let (chain, cast) = (self.stage.chain.clone(), self.stage.cast.clone());
		let publishers = vec![cast.grid.org, cast.exchange.org];
		let define = calls::DefineIndex { name: "Day-ahead prices".into(), publishers };
		let from = self.ahead(clock::blocks(SOON));
		let notice = chain.view(views::LeastNotice {}, None).await?;
		let offer = |name: &str, availability, first| calls::OfferTariff {
			name: name.into(),
			availability,
			notice,
			from,
			first,
		};
		let defined = act(&chain, &cast.exchange.signer, define).await?;
		let index = event::<events::IndexDefined>(&defined)?.index;
		let formula = Dynamic { index, margin: Rate(MARGIN), fallback: Rate(FALLBACK) };
		let feed_in = Formula::Flat(Rate(UTILITY_FEED_IN));
		let dynamic = Tariff { supply: Formula::Dynamic(formula), feed_in };
		let (first, second) = tokio::try_join!(
			act(
				&chain,
				&cast.cooperative.signer,
				offer("Same all day", Availability::Default(cast.grid.org), flat(FLAT))
			),
			act(
				&chain,
				&cast.utility.signer,
				offer("Exchange and a margin", Availability::Open, dynamic)
			),
		)?;
		let offered = [first, second].map(|one| Ok(event::<events::TariffOffered>(&one)?.tariff));
		let [first, second]: [Result<_, StoryError>; 2] = offered;
		let tariffs = [first?, second?];
		let [tariff, _] = tariffs;
		let terms = ZoneTerms {
			grid: self.terms.grid,
			capacity: WattHours(500_000),
			charges: self.terms.charges.clone(),
			deviation: self.terms.deviation,
			standard: WattHours(500),
			defaults: vec![Agreement { supplier: cast.cooperative.org, tariff }],
		};
		let open = calls::OpenZone { eic: eic(self.options.seed)?, from, terms };
		let opened = act(&chain, &cast.grid.signer, open).await?;
		self.stage.zone = event::<events::ZoneOpened>(&opened)?.zone;
		(self.stage.index, self.stage.tariffs) = (index, tariffs);
		let text = format!(
			"The cooperative sells at {} a kWh all day, the utility at the exchange's price and {}. Network and levy cost {} \
			 more. The grid operator opens zone {}.",
			tally(FLAT.unsigned_abs().into()),
			tally(MARGIN.unsigned_abs().into()),
			tally((NETWORK + LEVY).unsigned_abs().into()),
			self.stage.zone,
		);
		self.did(hooks, Step::Found, text).await
	}

	/// Meters, metering points and contracts, and whatever of the day is known before: the index, the change of the
	/// supplier, the tariff's next version.
	pub(super) async fn install<H: Hooks>(&mut self, hooks: &mut H) -> Result<Meters, StoryError> {
		let chain = self.stage.chain.clone();
		let cast = self.stage.cast.clone();
		let timing = self.stage.timing;
		let devices = meters::register(self).await?;
		self.stage.first = self.first_slot().await?;
		let running = Meters::start(self, &devices).await?;
		let text = "The meters are calibrated, and measure.".into();
		self.did(hooks, Step::Measure, text).await?;

		// Homes have money of their own, for nobody else pays for them.
		let own = |place: usize| self.own().saturating_add(self.margin(place));
		let homes: Vec<_> = self.stage.homes.iter().enumerate().collect();
		let transfers: Vec<_> = homes
			.iter()
			.map(|(place, home)| transfer(&home.signer.account(), own(*place)))
			.collect();
		send(&chain, &self.options.council, &transfers).await?;
		let scale = u32::try_from(HOUR / u64::from(timing.slot.max(1))).unwrap_or(u32::MAX);
		let powers = Powers {
			connected: CONNECTED.saturating_mul(scale),
			export: EXPORT.saturating_mul(scale),
		};
		let (zone, points) = (self.stage.zone, self.stage.homes.clone());
		let meter = |place: usize| devices.first.get(place).map(meters::meter);
		let proposals = homes.iter().filter_map(|(place, home)| {
			let propose =
				calls::ProposePoint { point: home.point, zone, meter: meter(*place)?, powers };
			Some((home.signer.clone(), [Call::from(propose)]))
		});
		let proposals: Vec<_> = proposals.collect();
		try_join_all(proposals.iter().map(|(signer, call)| send(&chain, signer, call))).await?;
		let confirmations: Vec<Call> = homes
			.iter()
			.filter_map(|(place, home)| {
				let (point, owner) = (home.point, home.signer.account());
				Some(calls::ConfirmPoint { point, owner, meter: meter(*place)?, powers }.into())
			})
			.collect();
		send(&chain, &cast.grid.signer, &confirmations).await?;
		// Another meter is proposed and confirmed as the first one was.
		let mut confirmations: Vec<Call> = Vec::new();
		for (place, hour, device) in &devices.second {
			let Some(home) = points.get(*place) else { continue };
			let (point, from) = (home.point, self.stage.slot(*hour));
			let meter: Meter = meters::meter(device);
			let proposal = [calls::ProposeMeter { point, meter, from }.into()];
			send(&chain, &home.signer, &proposal).await?;
			confirmations.push(calls::ConfirmMeter { point, meter, from }.into());
		}
		send(&chain, &cast.grid.signer, &confirmations).await?;

		let contracts: Vec<_> = (0..points.len()).map(|place| self.contracts(place)).collect();
		let contracts = points.iter().zip(&contracts).filter(|(_, calls)| !calls.is_empty());
		let contracts =
			try_join_all(contracts.map(|(home, calls)| send(&chain, &home.signer, calls)));
		let publications = self.publications();
		let versions: Vec<Call> = self.versions();
		tokio::try_join!(
			contracts,
			send(&chain, &cast.grid.signer, &publications),
			send(&chain, &cast.exchange.signer, &publications),
			send(&chain, &cast.cooperative.signer, &versions),
		)?;
		self.stage.ready = chain.best().await?.number;
		self.note_beginning()?;
		let text = format!(
			"{} homes have meters that sign. The day of {} begins in {} s, and an hour of it takes {} s.",
			points.len(),
			self.options.date,
			timing.start(self.stage.first).0.saturating_sub(now()) / 1_000,
			timing.slot / 1_000,
		);
		self.did(hooks, Step::Install, text).await?;
		Ok(running)
	}

	/// The day begins with a period, whose books open when everything is prepared. The tariff's next version has its
	/// notice by then.
	async fn first_slot(&self) -> Result<Slot, StoryError> {
		let timing = self.stage.timing;
		let period = u64::from(timing.period.max(1));
		let prepared = self.ahead(clock::blocks(PREPARATION));
		let Some(hour) = self.options.version else {
			return Ok(Slot(prepared.0.next_multiple_of(period)));
		};
		let notice = self.stage.chain.view(views::LeastNotice {}, None).await?;
		let announced = timing.slot_at(Millis(now().saturating_add(clock::blocks(PREPARATION)))).0;
		let changes = announced.saturating_add(notice.into()).saturating_add(1);
		let first = changes.saturating_sub(hour).max(prepared.0);
		Ok(Slot(first.next_multiple_of(period)))
	}

	/// Half of the homes choose the utility's tariff. One of them may return to the cooperative.
	fn contracts(&self, place: usize) -> Vec<Call> {
		let Some(home) = self.stage.homes.get(place) else { return Vec::new() };
		let [flat, dynamic] = self.stage.tariffs;
		let ask = |tariff, hour| {
			calls::RequestContract { point: home.point, tariff, from: self.stage.slot(hour) }.into()
		};
		let begin = self.has_dynamic(place).then(|| ask(dynamic, 0));
		let switch = self.options.switch.filter(|(switching, _)| *switching == place);
		let other = if self.has_dynamic(place) { flat } else { dynamic };
		begin.into_iter().chain(switch.map(|(_, hour)| ask(other, hour))).collect()
	}

	/// Whether a home begins the day with the utility's tariff.
	pub(super) fn has_dynamic(&self, place: usize) -> bool {
		!place.is_multiple_of(2)
	}

	/// The index of the day, period by period.
	fn publications(&self) -> Vec<Call> {
		let index = self.stage.index;
		let values = self.day.index();
		let period = usize::from(self.stage.timing.period.max(1));
		let parts = (0u64..).step_by(period).zip(values.chunks(period));
		parts
			.map(|(hour, values)| {
				let (from, values) = (self.stage.slot(hour), values.to_vec());
				calls::Publish { index, from, values }.into()
			})
			.collect()
	}

	/// The cooperative's prices in the evening.
	fn versions(&self) -> Vec<Call> {
		let [tariff, _] = self.stage.tariffs;
		let next = |hour| {
			let (from, next) = (self.stage.slot(hour), flat(FLAT_IN_THE_EVENING));
			calls::PublishVersion { tariff, from, next }.into()
		};
		self.options.version.into_iter().map(next).collect()
	}

	/// What each home needs beside margin.
	fn own(&self) -> u128 {
		let slots = u64::from(self.stage.timing.period.max(1));
		let length = u64::from(self.stage.timing.slot.max(1)).saturating_mul(slots);
		let each = KEPT.saturating_add(KEPT_SLOT.saturating_mul(slots.into()));
		let deposit = u128::from(WEEK / length).saturating_mul(each);
		deposit.saturating_add(OWN)
	}

	fn margin(&self, place: usize) -> u128 {
		match self.options.faults(place).any(|fault| *fault == Fault::Penniless) {
			true => PENNILESS,
			false => self.options.margin,
		}
	}

	fn note_beginning(&self) -> Result<(), StoryError> {
		let stage = &self.stage;
		self.write(&Entry::Street {
			name: "street",
			seed: self.options.seed,
			date: self.options.date.clone(),
			zone: stage.zone.0,
			timing: stage.timing,
			slot: stage.first.0,
			clock: self.day.hours.iter().map(|hour| hour.clock).collect(),
			ready: stage.ready,
			floor: self.terms.grid.floor,
			tick: self.terms.grid.tick,
			charges: self.terms.charges.total().0.to_string(),
			deviation: self.terms.deviation,
		})?;
		for (home, (resident, measured)) in stage.homes.iter().zip(&self.day.homes).enumerate() {
			let supplier = match self.has_dynamic(home) {
				true => stage.cast.utility.name,
				false => stage.cast.cooperative.name,
			};
			let Resident { number, point, .. } = *resident;
			let owner = resident.signer.account().to_string();
			self.write(&Entry::Home { home, number, point, owner, supplier })?;
			for (hour, energy) in (0..).zip(measured.home.hours()) {
				let (load, pv) = (energy.load, energy.pv);
				self.write(&Entry::Measured { home, hour, load, pv })?;
			}
		}
		Ok(())
	}

	/// Everybody puts up money.
	pub(super) async fn open<H: Hooks>(&self, hooks: &mut H) -> Result<(), StoryError> {
		let (chain, cast) = (&self.stage.chain, &self.stage.cast);
		// Money moves in blocks after the one that is kept in mind.
		let fund = |(place, home): (usize, &Resident)| {
			let amount = self.margin(place);
			(home.signer.clone(), [Call::from(calls::Fund { point: home.point, amount })])
		};
		let funds: Vec<_> = self.stage.homes.iter().enumerate().map(fund).collect();
		let homes = try_join_all(funds.iter().map(|(signer, call)| send(chain, signer, call)));
		let float = calls::FundFloat { amount: self.options.float };
		tokio::try_join!(
			homes,
			act(chain, &cast.cooperative.signer, float.clone()),
			act(chain, &cast.utility.signer, float),
		)?;
		let opens = self.stage.timing.opens(self.stage.first);
		if Millis(now()) >= opens {
			return Err(StoryError::otherwise(
				"the day's first book was open before everything was prepared; the machine is too slow, or busy",
			));
		}
		let text = format!(
			"Each home puts up {} for its orders, and each supplier {} to pay homes from.",
			tally(self.options.margin),
			tally(self.options.float)
		);
		self.did(hooks, Step::Open, text).await
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn every_seed_has_a_zone_of_its_own() {
		let codes = (0..200).map(|seed| eic(seed).unwrap());
		assert_eq!(codes.collect::<std::collections::BTreeSet<_>>().len(), 200);
	}
}
