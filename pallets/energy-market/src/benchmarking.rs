//! Benchmarks of the calls and of what blocks do, each in its worst case: timelines as long as they can
//! be, records as large, and each slot of a period priced by records of its own.

use super::*;
use crate::features::{
	clearing::MAX_TESTS,
	meters::{root_of, MAX_FORGOTTEN, MAX_PERIODS},
	orders::Changed,
	supply::MAX_PRICES,
};
use alloc::{boxed::Box, vec, vec::Vec};
use frame::{
	benchmarking::prelude::*,
	deps::{frame_benchmarking::account, sp_runtime::DispatchError},
};
use tallystick_market::{
	book::{MAX_STEPS, PAGE},
	time::MAX_PERIOD,
	timeline::MAX_ENTRIES,
	Agreement, Charge, ChargeKind, Charges, Dynamic, Formula, Grid, Marginal, Reading, Timeline,
};
use tallystick_primitives::{
	evidence::{self, Point as Read, Summary},
	records::market::Direction,
	Facts,
	// The preludes have something else of this name.
	Member,
	Observation,
	OnObservation,
	Price,
	PriceWindow,
};
use tallystick_world::{Actors, Secret};

const SLOT: u64 = 900_000;
const DAY: u64 = 96 * SLOT;
/// All slots of a period can be open at once.
const TIMING: Timing = Timing {
	slot: 900_000,
	period: MAX_PERIOD,
	lead: 900_000,
	firm: 300_000,
	horizon: 172_800_000,
};
/// The beginning of slot 2,000,000.
const NOW: u64 = 1_800_000_000_000;
/// A period whose books are all open.
const PERIOD: Period = Period(NOW / DAY + 1);
/// The notice of tariffs, in slots.
const NOTICE: u32 = 192;
const POWERS: Powers = Powers { connected: 1_000_000, export: 1_000_000 };
const ZONE: ZoneId = ZoneId(0);
/// More than any call asks for.
const MARGIN: u128 = 1 << 40;

/// An error of the pallet, as the benchmark's.
fn failed<T: Config>(error: Error<T>) -> BenchmarkError {
	DispatchError::from(error).into()
}

fn origin<T: Config>(who: &T::AccountId) -> T::RuntimeOrigin {
	RawOrigin::Signed(who.clone()).into()
}

fn amount<T: Config>(amount: u128) -> BalanceOf<T> {
	BalanceOf::<T>::try_from(amount).ok().expect("all balances have 50 bits at least")
}

fn pass<T: Config>(millis: u64) {
	T::BenchmarkHelper::set_time(NOW + millis);
}

/// Sets the time, and has the market be in the middle of its work.
fn begin<T: Config>() {
	pass::<T>(0);
	MarketTiming::<T>::put(TIMING);
	let slot = TIMING.slot_at(Millis(NOW));
	let kept = TIMING.period_of(Pallet::<T>::kept_from());
	Progress::<T>::put(Cursor { slot, zone: None, counting: TIMING.period_of(slot), kept });
}

fn enrich<T: Config>(who: &T::AccountId) -> Result<(), BenchmarkError> {
	T::Currency::mint_into(who, amount::<T>(1 << 48))?;
	Ok(())
}

/// A member of another organisation for each seed, who can pay for what a benchmark stores.
fn member<T: Config>(seed: u32) -> Result<Member<T::AccountId>, BenchmarkError> {
	let who = T::BenchmarkHelper::member(seed);
	enrich::<T>(&who)?;
	let enough = Footprint::from_parts(1, 1_000_000);
	T::ZoneConsideration::ensure_successful(&who, enough);
	T::MemberOrigin::ensure_origin(origin::<T>(&who))
		.map_err(|_| BenchmarkError::Stop("the account is a member"))
}

/// Somebody who belongs to no organisation.
fn home<T: Config>(seed: u32) -> Result<T::AccountId, BenchmarkError> {
	let who = account("home", seed, 0);
	enrich::<T>(&who)?;
	Ok(who)
}

/// A deposit for a record that a benchmark stores itself.
fn deposit<T: Config, C: Consideration<T::AccountId, Footprint>>(
	payer: &T::AccountId,
) -> Result<Deposit<T::AccountId, C>, BenchmarkError> {
	Ok(Deposit::new(payer.clone(), Footprint::default())?)
}

fn timeline<V>(entries: impl IntoIterator<Item = (Slot, V)>) -> Timeline<V> {
	let mut timeline = Timeline::default();
	for (from, value) in entries {
		timeline.follow(from, value, from).expect("they are in order");
	}
	timeline
}

/// The number of an entry of a timeline, for each entry that there can be: a slot apart, and long ago.
fn old_entries() -> impl Iterator<Item = (Slot, u32)> {
	(0..MAX_ENTRIES).map(|number| (Slot(number.into()), number))
}

/// The entries of a timeline of which so many are still needed, and one more can be forgotten.
fn entries(needed: u64) -> Vec<Slot> {
	let since = (NOW - 5 * DAY) / SLOT;
	[Slot(0), Slot(1)].into_iter().chain((1..needed).map(|number| Slot(since + number))).collect()
}

fn name() -> Name {
	vec![b'n'; 64].try_into().expect("64 bytes")
}

/// The slot at a place of [`PERIOD`].
fn slot(place: u32) -> Slot {
	Slot(PERIOD.0 * u64::from(TIMING.period) + u64::from(place))
}

fn eic() -> Eic {
	Eic::new("10YDE-VE-------2").expect("it is one")
}

/// A tariff that follows two indices of its own.
fn dynamic(index: u32) -> Tariff {
	let follow = |index| {
		let index = IndexId(index);
		Formula::Dynamic(Dynamic { index, margin: Rate(1_000), fallback: Rate(2_000) })
	};
	Tariff { supply: follow(index), feed_in: follow(index + 1) }
}

fn terms<T: Config>(defaults: Vec<Agreement>, pages: u16) -> ZoneTermsOf<T> {
	let charge = |seed| {
		let payee = account("payee", seed, 0);
		Charge { kind: ChargeKind::Tax, rate: Rate(1_000), payee }
	};
	let cap = Price(i64::from(pages * PAGE) - 1);
	ZoneTerms {
		grid: Grid::new(Price(0), cap, Price(1)).expect("at most 1,024 prices"),
		capacity: WattHours(u64::MAX),
		charges: Charges::new((0..8).map(charge)).expect("eight"),
		deviation: Price(1),
		standard: WattHours(100),
		defaults: defaults.try_into().expect("at most four"),
	}
}

/// A tariff with these versions.
fn tariff<T: Config>(
	tariff: u32,
	supplier: OrgId,
	payer: &T::AccountId,
	versions: Timeline<u32>,
) -> Result<Agreement, BenchmarkError> {
	let head = TariffHead {
		supplier,
		name: name(),
		availability: Availability::Default(member::<T>(0)?.org),
		notice: NOTICE,
		versions,
		ends: None,
	};
	let tariff = TariffId(tariff);
	Tariffs::<T>::insert(tariff, (head, deposit::<T, _>(payer)?));
	Ok(Agreement { supplier, tariff })
}

/// A supplier whose standing has changed as often as it can.
fn supplier<T: Config>(org: OrgId, last: Standing) {
	let other = match last {
		Standing::Supplies => Standing::Suspended,
		Standing::Suspended => Standing::Supplies,
	};
	let standing = |number: u32| if number % 2 == 1 { last } else { other };
	let standing = timeline(old_entries().map(|(from, number)| (from, standing(number))));
	Suppliers::<T>::insert(org, SupplierOf::<T> { standing, tariffs: 1, float: Float::default() });
}

/// Four tariffs that a zone can name as its defaults, the last of which alone is of a supplier in good
/// standing.
fn defaults<T: Config>() -> Result<Vec<Agreement>, BenchmarkError> {
	let last = member::<T>(4)?;
	let orgs = (1..MAX_DEFAULTS).map(|number| OrgId(u32::MAX - number)).chain([last.org]);
	(10..)
		.zip(orgs)
		.map(|(number, org)| tariff::<T>(number, org, &last.who, timeline(old_entries())))
		.collect()
}

/// A tariff of the fourth member's, of which only the last version is needed. The indices that it follows go with its versions.
fn old_tariff<T: Config>() -> Result<(Member<T::AccountId>, TariffId), BenchmarkError> {
	let member = member::<T>(4)?;
	let Agreement { tariff, .. } =
		tariff::<T>(1, member.org, &member.who, timeline(old_entries()))?;
	for (_, version) in old_entries() {
		let record = dynamic(100 + 2 * version);
		for named in features::tariffs::indices(&record) {
			index::<T>(named.0)?;
			Indices::<T>::mutate_extant(named, |(_, deposit)| *deposit = None);
			IndexUses::<T>::insert(named, 1);
		}
		Versions::<T>::insert((tariff, version), (record, deposit::<T, _>(&member.who)?));
	}
	supplier::<T>(member.org, Standing::Supplies);
	Ok((member, tariff))
}

/// A zone of the first member's, of which only the last version of the terms is needed. Each version has
/// defaults of its own.
fn old_zone<T: Config>() -> Result<Member<T::AccountId>, BenchmarkError> {
	let operator = member::<T>(0)?;
	for (_, version) in old_entries() {
		let tariffs = (0..MAX_DEFAULTS).map(|at| TariffId(1_000 + MAX_DEFAULTS * version + at));
		let supplier = OrgId(1_000);
		let defaults = tariffs.map(|tariff| Agreement { supplier, tariff }).collect::<Vec<_>>();
		for agreement in &defaults {
			TariffUses::<T>::insert(agreement.tariff, 1);
		}
		let terms = (terms::<T>(defaults, 16), deposit::<T, _>(&operator.who)?);
		Terms::<T>::insert((ZONE, version), terms);
	}
	let record = ZoneRecord { operator: operator.org, eic: eic(), terms: timeline(old_entries()) };
	Zones::<T>::insert(ZONE, (record, deposit::<T, _>(&operator.who)?));
	ZoneByEic::<T>::insert(eic(), ZONE);
	Pallet::<T>::open_pot(&operator.who, ZONE)?;
	Ok(operator)
}

/// The index with this number, which three members publish.
fn index<T: Config>(number: u32) -> Result<(IndexId, [Member<T::AccountId>; 3]), BenchmarkError> {
	let members = [member::<T>(1)?, member::<T>(2)?, member::<T>(3)?];
	let [definer, ..] = &members;
	let publishers = members.iter().map(|member| member.org).collect::<Vec<_>>();
	let publishers = publishers.try_into().expect("three");
	let record = IndexRecord { definer: definer.org, name: name(), publishers };
	let deposit = deposit::<T, _>(&definer.who)?;
	Indices::<T>::insert(IndexId(number), (record, Some(deposit)));
	Ok((IndexId(number), members))
}

/// Has members publish an index for each slot of a period. The first says something else than the others.
fn report<T: Config>(
	index: IndexId,
	period: Period,
	members: &[Member<T::AccountId>],
) -> Result<(), BenchmarkError> {
	let mut reports = Reports::<T>::get((index, period));
	for (number, member) in (0i64..).zip(members) {
		let values = vec![Some(Rate(number.min(1))); MAX_PERIOD.into()];
		let values = values.try_into().expect("a period");
		let report = PeriodReport { publisher: member.org, values };
		reports.try_push((report, deposit::<T, _>(&member.who)?)).expect("three at most");
	}
	Reports::<T>::insert((index, period), reports);
	Ok(())
}

fn point_id(seed: u32) -> PointId {
	let mut id = [0; 16];
	for (to, from) in id.iter_mut().zip(seed.to_le_bytes()) {
		*to = from;
	}
	PointId(id)
}

/// Debts to as many payees as there can be, open since now. The payees have no account.
fn owe<T: Config>(id: PointId, count: u32) {
	let debt = |seed| {
		let party = Party::Payee(account("creditor", seed, 0));
		Debt { party, amount: 1_000_000_000, since: Millis(NOW) }
	};
	let mut debts: Vec<_> = (0..count).map(debt).collect();
	debts.sort_by(|one, other| one.party.cmp(&other.party));
	Debts::<T>::insert(id, BoundedVec::truncate_from(debts));
}

/// Replaces a point's debts by those of `count` suppliers to it, which their floats can pay.
fn owe_by_suppliers<T: Config>(id: PointId, count: u32) -> Result<(), BenchmarkError> {
	const AMOUNT: i128 = 1_000_000;
	let mut debts = Vec::new();
	for seed in 0..count {
		let Member { org, .. } = member::<T>(60 + seed)?;
		supplier::<T>(org, Standing::Supplies);
		Pallet::<T>::do_fund_float(org, amount::<T>(1 << 30))?;
		Pallet::<T>::note_owed(org, 0, -AMOUNT);
		debts.push(Debt { party: Party::Supplier(org), amount: -AMOUNT, since: Millis(NOW) });
	}
	debts.sort_by(|one, other| one.party.cmp(&other.party));
	Debts::<T>::insert(id, BoundedVec::truncate_from(debts));
	Ok(())
}

/// A confirmed point, with what can be said without its meter, and with as many debts as there can be.
fn point<T: Config>(
	seed: u32,
	contract: Timeline<Option<Agreement>>,
) -> Result<(PointId, T::AccountId), BenchmarkError> {
	let (owner, id) = (home::<T>(seed)?, point_id(seed));
	let meter = Meter { device: DeviceId([7; 32]), import: 0, export: 1 };
	Pallet::<T>::do_propose_point(owner.clone(), id, ZONE, meter, POWERS)?;
	Pallet::<T>::do_fund(owner.clone(), id, amount::<T>(MARGIN))?;
	Points::<T>::mutate_extant(id, |(point, _)| {
		point.status = PointStatus::Confirmed;
		point.contract = contract;
	});
	Settled::<T>::insert(id, PERIOD);
	owe::<T>(id, MAX_DEBTS);
	Ok((id, owner))
}

/// A contract with as many entries of which as many are needed.
fn contract(needed: u64) -> Timeline<Option<Agreement>> {
	let agreement = |number| Agreement { supplier: OrgId(2_000), tariff: TariffId(number) };
	let agreements = (3_000..).map(|number| Some(agreement(number)));
	timeline(entries(needed).into_iter().zip(agreements))
}

/// Has a zone, and a point's contract in it, price each slot of [`PERIOD`] with as many records as possible:
/// every sixth slot has other terms, another supplier who does not supply, and four other defaults, the
/// last of which supplies; every slot has another version of that one's tariff, which follows two indices.
fn dear_zone<T: Config>() -> Result<Timeline<Option<Agreement>>, BenchmarkError> {
	dear_zone_of::<T>(|id| Ok(OrgId(id)))
}

/// The same, with these suppliers.
fn dear_zone_of<T: Config>(
	named: impl Fn(u32) -> Result<OrgId, BenchmarkError>,
) -> Result<Timeline<Option<Agreement>>, BenchmarkError> {
	const SPAN: u32 = MAX_PERIOD as u32 / MAX_ENTRIES;
	let operator = member::<T>(0)?;
	let payer = &operator.who;
	let (mut zone_terms, mut agreements) = (Vec::new(), Vec::new());
	for number in 0..MAX_ENTRIES {
		let first = slot(SPAN * number);
		let mut defaults = Vec::new();
		for at in 0..MAX_DEFAULTS {
			let id = 1_000 + MAX_DEFAULTS * number + at;
			let old = old_entries().take((MAX_ENTRIES - SPAN) as usize);
			let versions = (0..SPAN).map(|more| (Slot(first.0 + u64::from(more)), 100 + more));
			let versions = timeline(old.chain(versions));
			let standing = match at + 1 == MAX_DEFAULTS {
				true => Standing::Supplies,
				false => Standing::Suspended,
			};
			let org = match standing {
				Standing::Supplies => named(id)?,
				Standing::Suspended => OrgId(id),
			};
			supplier::<T>(org, standing);
			defaults.push(tariff::<T>(id, org, payer, versions)?);
			if standing == Standing::Supplies {
				for more in 0..SPAN {
					let record = dynamic(2 * (SPAN * number + more));
					let key = (TariffId(id), 100 + more);
					Versions::<T>::insert(key, (record, deposit::<T, _>(payer)?));
				}
			}
		}
		let terms = (terms::<T>(defaults, 16), deposit::<T, _>(payer)?);
		Terms::<T>::insert((ZONE, number), terms);
		zone_terms.push((first, number));
		let own = 3_000 + number;
		supplier::<T>(OrgId(own), Standing::Suspended);
		let own = tariff::<T>(own, OrgId(own), payer, timeline(old_entries()))?;
		agreements.push((first, Some(own)));
	}
	for number in 0..2 * u32::from(MAX_PERIOD) {
		let (index, members) = index::<T>(number)?;
		report::<T>(index, PERIOD, &members)?;
	}
	let record = ZoneRecord { operator: operator.org, eic: eic(), terms: timeline(zone_terms) };
	Zones::<T>::insert(ZONE, (record, deposit::<T, _>(payer)?));
	ZoneByEic::<T>::insert(eic(), ZONE);
	Pallet::<T>::open_pot(payer, ZONE)?;
	Ok(timeline(agreements))
}

/// As many steps as there can be, from a price on.
fn order(side: Side, first: u16, energy: u32) -> Order {
	let steps = (first..).take(MAX_STEPS as usize).map(|tick| Step { tick: Tick(tick), energy });
	Order::new(side, steps).expect("eight")
}

/// An order for each of the first slots of a period.
fn orders(count: u32, energy: u32) -> NewOrders {
	let orders = (0..count).map(|place| (place as u8, order(Side::Buy, 0, energy)));
	orders.collect::<Vec<_>>().try_into().expect("at most a period")
}

/// The device of a seed, as the meter of a point from one slot to another. Its registers are watched for
/// the point.
fn metering<T: Config>(
	seed: u32,
	point: PointId,
	from: Slot,
	until: Option<Slot>,
) -> Result<Metering, BenchmarkError> {
	let device = device::<T>(seed)?;
	let counter = |channel| {
		let last = Reading { at: TIMING.start(from), register: WattHours(0) };
		let tip = Some(Tip { last, doubtful: false });
		Counter { channel, exponent: 0, tip, pending: Default::default() }
	};
	let metering = Metering { device, from, until, import: counter(0), export: counter(1) };
	let mut points = PointsByDevice::<T>::get(device);
	points.try_push(point).expect("four at most");
	Pallet::<T>::watch_meter(&metering, points)?;
	Ok(metering)
}

/// The device of a seed, whose model has as many channels as possible.
fn device<T: Config>(seed: u32) -> Result<DeviceId, BenchmarkError> {
	let secret = Secret::new(seed);
	let device = secret.id::<tallystick_primitives::HostCrypto>();
	if T::Devices::status(&device).is_none() {
		let (owner, gateway) = (member::<T>(50)?.who, member::<T>(51)?.who);
		T::BenchmarkHelper::meter_of(owner, &secret, 64, &gateway);
	}
	Ok(device)
}

/// A confirmed point with these meters.
fn metered_point<T: Config>(
	seed: u32,
	meters: impl IntoIterator<Item = (u32, Slot, Option<Slot>)>,
) -> Result<(PointId, T::AccountId), BenchmarkError> {
	let (id, owner) = point::<T>(seed, contract(12))?;
	let meters = meters
		.into_iter()
		.map(|(device, from, until)| metering::<T>(device, id, from, until))
		.collect::<Result<Vec<_>, BenchmarkError>>()?;
	Points::<T>::mutate_extant(id, |(point, _)| {
		if let Some(last) = meters.last() {
			point.meter.device = last.device;
		}
	});
	let meters = meters.try_into().expect("three at most");
	PointMeters::<T>::insert(id, Meters { meters, ..Default::default() });
	Ok((id, owner))
}

/// Three other points, with as many meters as there can be, of which a device is the last.
fn points_before<T: Config>(device: u32, until: Slot) -> Result<(), BenchmarkError> {
	for seed in 1..MAX_POINTS {
		let more = [
			(1_000 + 2 * seed, Slot(0), Some(Slot(1))),
			(1_001 + 2 * seed, Slot(1), Some(Slot(2))),
			(device, Slot(2), Some(until)),
		];
		metered_point::<T>(100 + seed, more)?;
	}
	Ok(())
}

/// As many segments of a register as can wait for their readings to be shown, each of two slots.
fn full_pending(end: Millis) -> BoundedVec<Pending, ConstU32<MAX_PENDING>> {
	let reading = |at| Reading { at: Millis(at), register: WattHours(0) };
	let pending = |number: u32| Pending {
		root: [number as u8; 32],
		first: reading(end.0 - 2 * SLOT),
		last: reading(end.0),
	};
	(0..MAX_PENDING).map(pending).collect::<Vec<_>>().try_into().expect("eight")
}

/// Readings of every slot of a period.
fn full_readings() -> Readings {
	let all = (0..MAX_PERIOD).fold(Places::default(), |all, place| all.with(place as u8));
	let energies = vec![codec::Compact(u32::MAX); MAX_PERIOD.into()];
	let energies = Energies {
		energies: energies.try_into().expect("a period"),
		begun: all,
		known: all,
		calculated: all,
		estimated: all,
		pending_before: all,
		pending_within: all,
	};
	Readings { import: energies.clone(), export: energies }
}

/// Stores readings of so many periods, from one on, of which the oldest is noted.
fn store_readings<T: Config>(id: PointId, first: Period, count: u32) {
	for period in (first.0..).take(count as usize).map(Period) {
		SlotReadings::<T>::insert(id, period, full_readings());
	}
	PointMeters::<T>::mutate(id, |state| state.oldest = Some(first));
}

/// The slot of so many days ago.
fn days_ago(days: u64) -> Slot {
	Slot((NOW - days * DAY) / SLOT)
}

/// All pages of a slot's book.
fn full_pages<T: Config>(slot: Slot, pages: u16) {
	for number in 0..pages {
		let page = Page { buy: [1_000; PAGE as usize], sell: [1_000; PAGE as usize] };
		Pages::<T>::insert((ZONE, slot, number), page);
	}
}

/// A result whose lowest bid, at the lowest price, is filled in part.
fn clearing() -> Clearing {
	let filled = |offered| Marginal { tick: Tick(0), filled: WattHours(1 << 40), offered };
	Clearing {
		price: Price(1),
		volume: WattHours(1 << 40),
		bid: filled(WattHours(1 << 41)),
		ask: filled(WattHours(1 << 40)),
	}
}

/// The places of all slots in their period.
fn places() -> impl Iterator<Item = u8> {
	0..MAX_PERIOD as u8
}

/// Such a result for each of these slots.
fn outcomes(places: impl Iterator<Item = u8>) -> Outcomes {
	places.map(|place| (place, clearing())).collect::<Vec<_>>().try_into().expect("a period")
}

#[benchmarks]
mod benchmarks {
	use super::*;

	#[benchmark]
	fn open_zone() -> Result<(), BenchmarkError> {
		begin::<T>();
		let (operator, terms) = (member::<T>(0)?, terms::<T>(defaults::<T>()?, 16));
		let from = Pallet::<T>::next_unopened();
		#[extrinsic_call]
		_(origin::<T>(&operator.who), eic(), from, Box::new(terms));
		assert!(Zones::<T>::contains_key(ZONE));
		Ok(())
	}

	/// All versions before the last one are forgotten.
	#[benchmark]
	fn set_terms() -> Result<(), BenchmarkError> {
		begin::<T>();
		let (operator, terms) = (old_zone::<T>()?, terms::<T>(defaults::<T>()?, 16));
		let from = Pallet::<T>::after_notice(Pallet::<T>::shortest_notice());
		#[extrinsic_call]
		_(origin::<T>(&operator.who), ZONE, from, Box::new(terms));
		assert_eq!(Terms::<T>::iter().count(), 2);
		Ok(())
	}

	#[benchmark]
	fn forget_terms() -> Result<(), BenchmarkError> {
		begin::<T>();
		old_zone::<T>()?;
		let who = home::<T>(0)?;
		#[extrinsic_call]
		_(origin::<T>(&who), ZONE);
		assert_eq!(Terms::<T>::iter().count(), 1);
		Ok(())
	}

	#[benchmark]
	fn drop_zone() -> Result<(), BenchmarkError> {
		begin::<T>();
		let operator = old_zone::<T>()?;
		#[extrinsic_call]
		_(origin::<T>(&operator.who), ZONE);
		assert_eq!(Terms::<T>::iter().count(), 0);
		Ok(())
	}

	#[benchmark]
	fn define_index() -> Result<(), BenchmarkError> {
		begin::<T>();
		let definer = member::<T>(0)?;
		let publishers = [member::<T>(1)?.org, member::<T>(2)?.org, member::<T>(3)?.org];
		let publishers = publishers.to_vec().try_into().expect("three");
		#[extrinsic_call]
		_(origin::<T>(&definer.who), name(), publishers);
		assert!(Indices::<T>::contains_key(IndexId(0)));
		Ok(())
	}

	/// Of the last publisher.
	#[benchmark]
	fn publish(v: Linear<1, { MAX_PERIOD as u32 }>) -> Result<(), BenchmarkError> {
		begin::<T>();
		let (index, members) = index::<T>(0)?;
		let period = Period(TIMING.period_of(Pallet::<T>::next_unopened()).0 + 1);
		let [publisher, others @ ..] = members;
		report::<T>(index, period, &others)?;
		let from = TIMING.slots(period).next().expect("a period has slots");
		let values = vec![Rate(5); v as usize].try_into().expect("a period");
		#[extrinsic_call]
		_(origin::<T>(&publisher.who), index, from, values);
		assert_eq!(Reports::<T>::get((index, period)).len(), 3);
		Ok(())
	}

	/// Of three publishers, each of whom gets their deposit.
	#[benchmark]
	fn drop_reports() -> Result<(), BenchmarkError> {
		begin::<T>();
		let ((index, members), period) = (index::<T>(0)?, Period(1));
		report::<T>(index, period, &members)?;
		let who = home::<T>(0)?;
		#[extrinsic_call]
		_(origin::<T>(&who), index, period);
		assert!(Reports::<T>::get((index, period)).is_empty());
		Ok(())
	}

	#[benchmark]
	fn drop_index() -> Result<(), BenchmarkError> {
		begin::<T>();
		let (index, [definer, ..]) = index::<T>(0)?;
		#[extrinsic_call]
		_(origin::<T>(&definer.who), index);
		assert!(!Indices::<T>::contains_key(index));
		Ok(())
	}

	/// Of a supplier that has others.
	#[benchmark]
	fn offer_tariff() -> Result<(), BenchmarkError> {
		begin::<T>();
		let member = member::<T>(4)?;
		supplier::<T>(member.org, Standing::Supplies);
		(index::<T>(0)?, index::<T>(1)?);
		let from = Pallet::<T>::next_unopened();
		let (availability, first) = (Availability::Open, Box::new(dynamic(0)));
		let notice = Pallet::<T>::shortest_notice();
		#[extrinsic_call]
		_(origin::<T>(&member.who), name(), availability, notice, from, first);
		assert!(Tariffs::<T>::contains_key(TariffId(0)));
		Ok(())
	}

	/// All versions before the last one are forgotten.
	#[benchmark]
	fn publish_version() -> Result<(), BenchmarkError> {
		begin::<T>();
		let (member, tariff) = old_tariff::<T>()?;
		(index::<T>(0)?, index::<T>(1)?);
		let (from, next) = (Pallet::<T>::after_notice(NOTICE), Box::new(dynamic(0)));
		#[extrinsic_call]
		_(origin::<T>(&member.who), tariff, from, next);
		assert_eq!(Versions::<T>::iter().count(), 2);
		Ok(())
	}

	#[benchmark]
	fn end_tariff() -> Result<(), BenchmarkError> {
		begin::<T>();
		let (member, tariff) = old_tariff::<T>()?;
		let from = Pallet::<T>::after_notice(NOTICE);
		#[extrinsic_call]
		_(origin::<T>(&member.who), tariff, from);
		assert!(Pallet::<T>::tariff(tariff).is_some_and(|head| head.ends.is_some()));
		Ok(())
	}

	#[benchmark]
	fn forget_versions() -> Result<(), BenchmarkError> {
		begin::<T>();
		let (_, tariff) = old_tariff::<T>()?;
		let who = home::<T>(0)?;
		#[extrinsic_call]
		_(origin::<T>(&who), tariff);
		assert_eq!(Versions::<T>::iter().count(), 1);
		Ok(())
	}

	/// The last one of a supplier that has a float.
	#[benchmark]
	fn drop_tariff() -> Result<(), BenchmarkError> {
		begin::<T>();
		let (member, tariff) = old_tariff::<T>()?;
		Pallet::<T>::do_fund_float(member.org, amount::<T>(1 << 30))?;
		Tariffs::<T>::mutate_extant(tariff, |(head, _)| head.ends = Some(Slot(100)));
		let who = home::<T>(0)?;
		#[extrinsic_call]
		_(origin::<T>(&who), tariff);
		assert_eq!((Versions::<T>::iter().count(), Suppliers::<T>::iter().count()), (0, 0));
		Ok(())
	}

	#[benchmark]
	fn note_standing() -> Result<(), BenchmarkError> {
		begin::<T>();
		let Member { org, .. } = member::<T>(4)?;
		let standing = [Standing::Suspended, Standing::Supplies].into_iter().cycle();
		let standing = timeline(entries(15).into_iter().skip(1).zip(standing));
		Suppliers::<T>::insert(
			org,
			SupplierOf::<T> { standing, tariffs: 1, float: Float::default() },
		);
		let who = home::<T>(0)?;
		#[extrinsic_call]
		_(origin::<T>(&who), org);
		let entries = Pallet::<T>::supplier(org).map_or(0, |found| found.standing.entries().len());
		assert_eq!(entries, MAX_ENTRIES as usize);
		Ok(())
	}

	#[benchmark]
	fn propose_point() -> Result<(), BenchmarkError> {
		begin::<T>();
		old_zone::<T>()?;
		let (owner, meter) =
			(home::<T>(0)?, Meter { device: device::<T>(0)?, import: 0, export: 1 });
		#[extrinsic_call]
		_(origin::<T>(&owner), point_id(0), ZONE, meter, POWERS);
		assert!(Points::<T>::contains_key(point_id(0)));
		Ok(())
	}

	/// With a device that was the meter of three other points.
	#[benchmark]
	fn confirm_point() -> Result<(), BenchmarkError> {
		begin::<T>();
		let (operator, owner) = (old_zone::<T>()?, home::<T>(0)?);
		points_before::<T>(0, days_ago(0))?;
		let (id, meter) = (point_id(0), Meter { device: device::<T>(0)?, import: 0, export: 1 });
		Pallet::<T>::do_propose_point(owner.clone(), id, ZONE, meter, POWERS)?;
		#[extrinsic_call]
		_(origin::<T>(&operator.who), id, owner, meter, POWERS);
		assert_eq!(Pallet::<T>::meters(id).len(), 1);
		Ok(())
	}

	/// By the operator. Two meters that would have begun later do not.
	#[benchmark]
	fn close_point() -> Result<(), BenchmarkError> {
		begin::<T>();
		let operator = old_zone::<T>()?;
		let later = Pallet::<T>::next_unopened();
		let [one, two] = [1, 2].map(|more| Slot(later.0 + more));
		let meters = [(0, days_ago(1), Some(one)), (1, one, Some(two)), (2, two, None)];
		let (id, _) = metered_point::<T>(0, meters)?;
		let agreement = Agreement { supplier: OrgId(0), tariff: TariffId(0) };
		Requests::<T>::insert(id, RequestRecord { agreement, from: later });
		#[extrinsic_call]
		_(origin::<T>(&operator.who), id);
		assert_eq!(Pallet::<T>::meters(id).len(), 1);
		Ok(())
	}

	/// With three meters, and as many readings as are removed at once.
	#[benchmark]
	fn drop_point() -> Result<(), BenchmarkError> {
		begin::<T>();
		old_zone::<T>()?;
		let [one, two, end] = [50, 49, 48].map(days_ago);
		let meters = [(0, one, Some(two)), (1, two, Some(end)), (2, end, Some(end))];
		let (id, _) = metered_point::<T>(0, meters)?;
		store_readings::<T>(id, TIMING.period_of(days_ago(40)), MAX_FORGOTTEN);
		Points::<T>::mutate_extant(id, |(point, _)| point.status = PointStatus::Closed(end));
		Debts::<T>::remove(id);
		let who = home::<T>(1)?;
		#[extrinsic_call]
		_(origin::<T>(&who), id);
		assert_eq!(SlotReadings::<T>::iter_key_prefix(id).count(), 0);
		assert!(!Points::<T>::contains_key(id));
		Ok(())
	}

	/// Of a tariff that is open to everybody, after a request for another one.
	#[benchmark]
	fn request_contract() -> Result<(), BenchmarkError> {
		begin::<T>();
		old_zone::<T>()?;
		let (id, owner) = point::<T>(0, contract(13))?;
		// Beside the contract's supplier and the new one.
		owe::<T>(id, MANY_DEBTS - 2);
		let (member, tariff) = old_tariff::<T>()?;
		let from = Pallet::<T>::next_unopened();
		let agreement = Agreement { supplier: member.org, tariff };
		Requests::<T>::insert(id, RequestRecord { agreement, from });
		#[extrinsic_call]
		_(origin::<T>(&owner), id, tariff, from);
		assert!(!Requests::<T>::contains_key(id));
		Ok(())
	}

	#[benchmark]
	fn accept_contract() -> Result<(), BenchmarkError> {
		begin::<T>();
		old_zone::<T>()?;
		let (id, _) = point::<T>(0, contract(13))?;
		let (member, tariff) = old_tariff::<T>()?;
		let from = Pallet::<T>::next_unopened();
		let agreement = Agreement { supplier: member.org, tariff };
		Requests::<T>::insert(id, RequestRecord { agreement, from });
		#[extrinsic_call]
		_(origin::<T>(&member.who), id, tariff, from);
		assert!(!Requests::<T>::contains_key(id));
		Ok(())
	}

	/// By the supplier.
	#[benchmark]
	fn withdraw_request() -> Result<(), BenchmarkError> {
		begin::<T>();
		old_zone::<T>()?;
		let (id, _) = point::<T>(0, contract(14))?;
		let (member, tariff) = old_tariff::<T>()?;
		let agreement = Agreement { supplier: member.org, tariff };
		Requests::<T>::insert(id, RequestRecord { agreement, from: slot(0) });
		#[extrinsic_call]
		_(origin::<T>(&member.who), id);
		assert!(!Requests::<T>::contains_key(id));
		Ok(())
	}

	/// By the supplier.
	#[benchmark]
	fn end_contract() -> Result<(), BenchmarkError> {
		begin::<T>();
		old_zone::<T>()?;
		let (member, tariff) = old_tariff::<T>()?;
		let (id, _) = point::<T>(0, contract(14))?;
		let last = days_ago(1);
		Points::<T>::mutate_extant(id, |(point, _)| {
			let agreement = Agreement { supplier: member.org, tariff };
			point.contract.follow(last, Some(agreement), last).expect("one more fits");
		});
		let from = Pallet::<T>::after_notice(NOTICE);
		#[extrinsic_call]
		_(origin::<T>(&member.who), id, from);
		let entries = Pallet::<T>::point(id).map_or(0, |point| point.contract.entries().len());
		assert_eq!(entries, MAX_ENTRIES as usize);
		Ok(())
	}

	/// Instead of another one.
	#[benchmark]
	fn propose_meter() -> Result<(), BenchmarkError> {
		begin::<T>();
		old_zone::<T>()?;
		let [one, two, three] = [50, 49, 48].map(days_ago);
		let meters = [(0, one, Some(two)), (1, two, Some(three)), (2, three, None)];
		let (id, owner) = metered_point::<T>(0, meters)?;
		let (device, from) = (device::<T>(3)?, Slot(days_ago(0).0 + 1));
		let other = Meter { device, import: 1, export: 0 };
		Pallet::<T>::do_propose_meter(owner.clone(), id, other, from)?;
		let meter = Meter { device, import: 0, export: 1 };
		#[extrinsic_call]
		_(origin::<T>(&owner), id, meter, from);
		assert_eq!(Pallet::<T>::proposed_meter(id), Some((meter, from)));
		Ok(())
	}

	/// Two meters are over, and the new one was that of three other points.
	#[benchmark]
	fn confirm_meter() -> Result<(), BenchmarkError> {
		begin::<T>();
		let operator = old_zone::<T>()?;
		let [one, two, three] = [50, 49, 48].map(days_ago);
		let meters = [(0, one, Some(two)), (1, two, Some(three)), (2, three, None)];
		let (id, owner) = metered_point::<T>(0, meters)?;
		points_before::<T>(3, days_ago(0))?;
		let meter = Meter { device: device::<T>(3)?, import: 0, export: 1 };
		let from = Slot(days_ago(0).0 + 1);
		Pallet::<T>::do_propose_meter(owner, id, meter, from)?;
		#[extrinsic_call]
		_(origin::<T>(&operator.who), id, meter, from);
		assert_eq!(Pallet::<T>::meters(id).len(), 2);
		Ok(())
	}

	#[benchmark]
	fn forget_readings() -> Result<(), BenchmarkError> {
		begin::<T>();
		old_zone::<T>()?;
		let [one, two, three] = [50, 49, 48].map(days_ago);
		let meters = [(0, one, Some(two)), (1, two, Some(three)), (2, three, None)];
		let (id, _) = metered_point::<T>(0, meters)?;
		store_readings::<T>(id, TIMING.period_of(days_ago(60)), MAX_FORGOTTEN);
		let who = home::<T>(1)?;
		#[extrinsic_call]
		_(origin::<T>(&who), id);
		assert_eq!(SlotReadings::<T>::iter_key_prefix(id).count(), 0);
		assert_eq!(Pallet::<T>::meters(id).len(), 1);
		Ok(())
	}

	/// The last segment that waits, of as many periods as one can have.
	#[benchmark]
	fn show_readings(r: Linear<3, { MAX_SHOWN }>) -> Result<(), BenchmarkError> {
		begin::<T>();
		old_zone::<T>()?;
		let meters = [(1, Slot(0), Some(Slot(1))), (2, Slot(1), Some(Slot(2))), (0, Slot(2), None)];
		let (id, _) = metered_point::<T>(0, meters)?;
		let last = TIMING.period_of(days_ago(1));
		let first = Period(last.0 + 1 - u64::from(MAX_PERIODS));
		store_readings::<T>(id, first, MAX_PERIODS);
		for period in (first.0..=last.0).map(Period) {
			// Not too late for any of them.
			Cleared::<T>::insert(period, (Millis(NOW), 0));
		}
		let begin = TIMING.slots(first).next().map(|first| TIMING.start(first));
		let end = TIMING.slots(last).next_back().map(|last| TIMING.end(last));
		let (begin, end) = (begin.unwrap_or_default(), end.unwrap_or_default());
		let span = end.0 - begin.0;
		let readings = (0..r).map(|number| {
			let time = begin.0 + span * u64::from(number) / u64::from(r - 1);
			evidence::Reading::plain(time, number.into())
		});
		let readings: Vec<_> = readings.collect();
		let root = root_of(&readings).ok().flatten().expect("they are in order").hash;
		PointMeters::<T>::mutate(id, |state| {
			for metering in &mut state.meters {
				for counter in [&mut metering.import, &mut metering.export] {
					counter.pending = full_pending(end);
				}
			}
			let reading = |at, register| Reading { at, register: WattHours(register) };
			let (first, last) = (reading(begin, 0), reading(end, u64::from(r) - 1));
			let meter = state.meters.last_mut();
			let pending = meter.and_then(|meter| meter.import.pending.last_mut());
			*pending.expect("it has some") = Pending { root, first, last };
		});
		let stream = StreamId { device: device::<T>(0)?, channel: 0 };
		let readings = readings.try_into().expect("at most as many as can be shown");
		let who = home::<T>(1)?;
		#[extrinsic_call]
		_(origin::<T>(&who), id, stream, readings);
		let left = Pallet::<T>::meters(id).pop().map(|meter| meter.import.pending.len());
		assert_eq!(left, Some(MAX_PENDING as usize - 1));
		Ok(())
	}

	/// After a silence of `p` periods, in the first of which the device was the meter of `m` other points before,
	/// one after the other. Each point has readings to be forgotten.
	#[benchmark]
	fn on_observation(
		p: Linear<1, { MAX_PERIODS }>,
		m: Linear<0, { MAX_POINTS - 1 }>,
	) -> Result<(), BenchmarkError> {
		begin::<T>();
		old_zone::<T>()?;
		let last = TIMING.period_of(days_ago(1));
		let begin = TIMING.slots(Period(last.0 + 1 - u64::from(p))).next().unwrap_or_default();
		for period in (0..u64::from(p)).map(|back| Period(last.0 - back)) {
			// Not too late for any of them.
			Cleared::<T>::insert(period, (Millis(NOW), 0));
		}
		for seed in 0..=m {
			let since = |number: u32| Slot(begin.0 + u64::from(number));
			let until = (seed < m).then(|| since(seed + 1));
			let meters = [
				(100 + 2 * seed, Slot(0), Some(Slot(1))),
				(101 + 2 * seed, Slot(1), Some(since(seed))),
				(0, since(seed), until),
			];
			let (id, _) = metered_point::<T>(seed, meters)?;
			store_readings::<T>(id, TIMING.period_of(days_ago(60)), 2);
			PointMeters::<T>::mutate(id, |state| {
				for metering in &mut state.meters {
					for counter in [&mut metering.import, &mut metering.export] {
						let at = TIMING.start(begin);
						let last = Reading { at, register: WattHours(5) };
						counter.tip = Some(Tip { last, doubtful: false });
						counter.pending = full_pending(TIMING.end(begin));
					}
				}
			});
		}
		let read = |time: Millis, value| Read { time: time.0, value };
		let end = TIMING.slots(last).next_back().map(|last| TIMING.end(last)).unwrap_or_default();
		let (first, last) = (TIMING.start(begin).saturating_add(1_000), end);
		let (first, last) = (read(first, 10), read(last, 1 << 40));
		let (min, max) = (first.value, last.value);
		let count = MAX_SHOWN;
		let summary = Summary { count, first, last, min, max, sum: 0, violations: 0 };
		let observation = Observation {
			boot_epoch: 0,
			sequence: 0,
			summary,
			root: [9; 32],
			at: Millis(NOW),
			facts: Facts::LATE,
		};
		let stream = StreamId { device: device::<T>(0)?, channel: 0 };
		let weight;
		#[block]
		{
			weight = Pallet::<T>::on_observation(&stream, &observation);
		}
		assert_eq!(weight, T::WeightInfo::on_observation(p, m));
		assert_eq!(SlotReadings::<T>::iter().count() as u32, p + m);
		Ok(())
	}

	#[benchmark]
	fn fund() -> Result<(), BenchmarkError> {
		begin::<T>();
		old_zone::<T>()?;
		let (id, owner) = point::<T>(0, contract(14))?;
		#[extrinsic_call]
		_(origin::<T>(&owner), id, amount::<T>(1_000));
		assert_eq!(Pallet::<T>::point(id).map(|point| point.free.into()), Some(MARGIN + 1_000));
		Ok(())
	}

	#[benchmark]
	fn withdraw() -> Result<(), BenchmarkError> {
		begin::<T>();
		old_zone::<T>()?;
		let (id, owner) = point::<T>(0, contract(14))?;
		#[extrinsic_call]
		_(origin::<T>(&owner), id, amount::<T>(1_000));
		assert_eq!(Pallet::<T>::point(id).map(|point| point.free.into()), Some(MARGIN - 1_000));
		Ok(())
	}

	/// Each order replaces one, on the same page.
	#[benchmark]
	fn place(o: Linear<1, { MAX_PERIOD as u32 }>) -> Result<(), BenchmarkError> {
		begin::<T>();
		let (id, owner) = point::<T>(0, dear_zone::<T>()?)?;
		let all = MAX_PERIOD.into();
		Pallet::<T>::do_place(owner.clone(), id, PERIOD, orders(all, 1_000))?;
		// The first order of a zone and period notes both.
		Books::<T>::remove(PERIOD, ZONE);
		let orders = orders(o, 2_000);
		#[extrinsic_call]
		_(origin::<T>(&owner), id, PERIOD, orders);
		let placed = Pallet::<T>::orders(id, PERIOD).expect("they are there");
		let is_new = |placed: &&Placed| placed.order == order(Side::Buy, 0, 2_000);
		assert_eq!(placed.iter().filter(is_new).count() as u32, o);
		Ok(())
	}

	/// Pages beside one for each order.
	#[benchmark]
	fn change_pages(
		p: Linear<1, { (MAX_STEPS * 2 - 1) * MAX_PERIOD as u32 }>,
	) -> Result<(), BenchmarkError> {
		begin::<T>();
		let steps = (0..p).map(|number| {
			let tick = Tick((number / u32::from(MAX_PERIOD)) as u16 * PAGE);
			let step = Step { tick, energy: 1 };
			(slot(number % u32::from(MAX_PERIOD)), Order::new(Side::Sell, [step]).expect("one"))
		});
		let steps: Vec<_> = steps.collect();
		(0..MAX_PERIOD.into()).for_each(|at| full_pages::<T>(slot(at), 16));
		let mut changed = Changed::<T>::new(ZONE);
		#[block]
		{
			for (slot, order) in &steps {
				changed.change(*slot, order, Page::take).map_err(failed)?;
			}
			changed.store();
		}
		Ok(())
	}

	/// Points with as many orders as there can be, all of which are filled, the last price in part.
	#[benchmark]
	fn advance(p: Linear<1, 64>) -> Result<(), BenchmarkError> {
		begin::<T>();
		dear_zone::<T>()?;
		let rates = Rates { supply: Rate(2_000), feed_in: Rate(1_000) };
		let steps = places().map(|at| {
			let order = order(Side::Buy, 0, 1_000);
			Placed { place: at, order, rates }
		});
		let steps: Steps = steps.collect::<Vec<_>>().try_into().expect("a period");
		for seed in 0..p {
			let (id, _) = point::<T>(seed, contract(14))?;
			Points::<T>::mutate_extant(id, |(point, _)| {
				core::mem::swap(&mut point.free, &mut point.locked);
			});
			Orders::<T>::insert((ZONE, PERIOD), id, steps.clone());
		}
		Results::<T>::insert(PERIOD, ZONE, outcomes(places()));
		Books::<T>::insert(PERIOD, ZONE, Places::default());
		let running = places().map(|_| Running::default()).collect();
		let running = BoundedVec::truncate_from(running);
		Passes::<T>::insert(PERIOD, ZONE, Pass { after: None, running });
		Progress::<T>::mutate_extant(|cursor| cursor.slot = slot(MAX_PERIOD.into()));
		let who = home::<T>(1_000)?;
		#[extrinsic_call]
		_(origin::<T>(&who), ZONE, PERIOD, p);
		assert_eq!(Traded::<T>::iter().count() as u32, p);
		assert!(!Books::<T>::contains_key(PERIOD, ZONE));
		Ok(())
	}

	/// Periods without books, each of which is noted as cleared.
	#[benchmark]
	fn process_gates(t: Linear<0, { MAX_TESTS }>) -> Result<(), BenchmarkError> {
		begin::<T>();
		let first = TIMING.period_of(days_ago(0));
		let end = Slot((first.0 + u64::from(t)) * u64::from(TIMING.period));
		let begin = Slot(first.0 * u64::from(TIMING.period));
		Progress::<T>::mutate_extant(|cursor| cursor.slot = begin);
		// The gate before that of `end` closes.
		let time = TIMING.gate(Slot(end.0.saturating_sub(1)));
		T::BenchmarkHelper::set_time(time.0);
		#[block]
		{
			Pallet::<T>::process_gates();
		}
		assert_eq!(Cleared::<T>::iter().count() as u32, t);
		Ok(())
	}

	/// The last slot of a period, all others of which had trades.
	#[benchmark]
	fn clear(p: Linear<1, 16>) -> Result<(), BenchmarkError> {
		begin::<T>();
		let operator = old_zone::<T>()?;
		let last = MAX_ENTRIES - 1;
		let terms = (terms::<T>(Vec::new(), p as u16), deposit::<T, _>(&operator.who)?);
		Terms::<T>::insert((ZONE, last), terms);
		let (number, last) = (MAX_PERIOD as u8 - 1, slot(u32::from(MAX_PERIOD) - 1));
		full_pages::<T>(last, p as u16);
		Results::<T>::insert(PERIOD, ZONE, outcomes(places().take(number.into())));
		let waiting = Places::default().with(number);
		Books::<T>::insert(PERIOD, ZONE, waiting);
		let pages;
		#[block]
		{
			pages = Pallet::<T>::clear_book(ZONE, last, PERIOD, number);
			Books::<T>::insert(PERIOD, ZONE, waiting.without(number));
		}
		assert_eq!((pages, Pages::<T>::iter().count()), (p, 0));
		assert!(Pallet::<T>::result(ZONE, last).is_some());
		Ok(())
	}

	/// Results of a period whose accounts cannot change any more.
	#[benchmark]
	fn process_trades(t: Linear<1, { MAX_TESTS - 1 }>) -> Result<(), BenchmarkError> {
		begin::<T>();
		let first = TIMING.period_of(days_ago(400));
		let counting = Period(first.0 + 1);
		Cleared::<T>::insert(first, (TIMING.end(Slot(0)), 0));
		Oldest::<T>::put(first);
		for zone in (0..t).map(ZoneId) {
			Results::<T>::insert(first, zone, outcomes(places()));
		}
		Progress::<T>::mutate_extant(|cursor| {
			cursor.slot = Slot(counting.0 * u64::from(TIMING.period));
			(cursor.counting, cursor.kept) = (counting, first);
		});
		#[block]
		{
			Pallet::<T>::process_trades(Weight::MAX);
		}
		assert_eq!((Results::<T>::iter().count(), Cleared::<T>::iter().count()), (0, 0));
		assert_eq!(Oldest::<T>::get(), Some(counting));
		Ok(())
	}

	/// Of a period with a trade in each slot, with 16 suppliers and 8 payees, and of more debts. Nothing is read of the
	/// export, so that all that was bought is returned. All suppliers owe something, and have floats.
	#[benchmark]
	fn settle(p: Linear<24, { 24 + MAX_DEBTS }>) -> Result<(), BenchmarkError> {
		begin::<T>();
		let contract = dear_zone_of::<T>(|id| Ok(member::<T>(id)?.org))?;
		let (id, owner) = point::<T>(0, contract)?;
		let (credit, locked) = (amount::<T>(1 << 30), amount::<T>(1 << 31));
		Pallet::<T>::do_fund(owner.clone(), id, amount::<T>(1 << 46))?;
		Points::<T>::mutate_extant(id, |(point, _)| {
			point.free = point.free.saturating_sub(locked);
			point.locked = locked;
		});
		let position = Position { bought: WattHours(1 << 20), ..Position::default() };
		let fills = places().map(|at| Fill { place: at, position }).collect::<Vec<_>>();
		let fills = fills.try_into().expect("a period");
		Traded::<T>::insert(id, PERIOD, Trades { locked, credit, fills });
		T::Currency::mint_into(&Pallet::<T>::pot_of(ZONE), credit)?;
		Results::<T>::insert(PERIOD, ZONE, outcomes(places()));
		store_readings::<T>(id, PERIOD, 1);
		let mut readings = full_readings();
		readings.export.known = Places::default();
		SlotReadings::<T>::insert(id, PERIOD, readings);
		for number in 0..MAX_ENTRIES {
			let Member { org, .. } = member::<T>(1_000 + MAX_DEFAULTS * (number + 1) - 1)?;
			Pallet::<T>::do_fund_float(org, amount::<T>(1 << 30))?;
		}
		owe_by_suppliers::<T>(id, p - 24)?;
		Cleared::<T>::insert(PERIOD, (Millis(NOW), 0));
		Progress::<T>::mutate_extant(|cursor| {
			cursor.slot = slot(MAX_PERIOD.into());
			cursor.counting = Period(PERIOD.0 + 1);
		});
		let end = TIMING.end(slot(u32::from(MAX_PERIOD) - 1)).0;
		T::BenchmarkHelper::set_time(end + T::Correction::get());
		let who = home::<T>(1)?;
		#[extrinsic_call]
		_(origin::<T>(&who), id, PERIOD);
		assert_eq!(Settled::<T>::get(id), Some(Period(PERIOD.0 + 1)));
		assert_eq!(SupplierBalances::<T>::iter().count() as u32, MAX_ENTRIES);
		assert!(Pallet::<T>::debts(id).is_empty());
		let paid = |supplier: &SupplierOf<T>| {
			let held: u128 = supplier.float.held.into();
			(1..1 << 30).contains(&held)
		};
		let paid = Suppliers::<T>::iter_values().filter(paid).count();
		assert_eq!(paid as u32, MAX_ENTRIES + p - 24);
		Ok(())
	}

	/// Debts of suppliers, each with a float.
	#[benchmark]
	fn pay_debts(p: Linear<1, { MAX_DEBTS }>) -> Result<(), BenchmarkError> {
		begin::<T>();
		old_zone::<T>()?;
		let (id, _) = point::<T>(0, contract(14))?;
		owe_by_suppliers::<T>(id, p)?;
		let who = home::<T>(1)?;
		#[extrinsic_call]
		_(origin::<T>(&who), id);
		assert!(Pallet::<T>::debts(id).is_empty());
		Ok(())
	}

	/// By an owner who is also the admin of an organisation. The last debt of a supplier without tariffs, which has a
	/// float.
	#[benchmark]
	fn forgive() -> Result<(), BenchmarkError> {
		begin::<T>();
		old_zone::<T>()?;
		let (id, _) = point::<T>(0, contract(14))?;
		owe_by_suppliers::<T>(id, MAX_DEBTS)?;
		let last = Pallet::<T>::debts(id).pop().expect("as many are there as can be");
		let Party::Supplier(org) = last.party else {
			return Err(BenchmarkError::Stop("all debts are suppliers'"));
		};
		Suppliers::<T>::mutate_extant(org, |supplier| supplier.tariffs = 0);
		let owner = member::<T>(4)?.who;
		Points::<T>::mutate_extant(id, |(point, _)| point.owner = owner.clone());
		let most = amount::<T>(last.amount.unsigned_abs());
		#[extrinsic_call]
		_(origin::<T>(&owner), id, last.party, most);
		assert_eq!(Pallet::<T>::debts(id).len() as u32, MAX_DEBTS - 1);
		assert!(Pallet::<T>::supplier(org).is_none());
		Ok(())
	}

	#[benchmark]
	fn fund_float() -> Result<(), BenchmarkError> {
		begin::<T>();
		let Member { who, org } = member::<T>(4)?;
		supplier::<T>(org, Standing::Supplies);
		let float = amount::<T>(1 << 30);
		#[extrinsic_call]
		_(origin::<T>(&who), float);
		assert_eq!(Pallet::<T>::supplier(org).map(|found| found.float.held), Some(float));
		Ok(())
	}

	#[benchmark]
	fn withdraw_float() -> Result<(), BenchmarkError> {
		begin::<T>();
		let Member { who, org } = member::<T>(4)?;
		supplier::<T>(org, Standing::Supplies);
		Pallet::<T>::do_fund_float(org, amount::<T>(1 << 30))?;
		#[extrinsic_call]
		_(origin::<T>(&who), amount::<T>(1 << 29));
		assert!(Pallet::<T>::supplier(org).is_some_and(|found| found.float.held > 0u32.into()));
		Ok(())
	}

	/// Of a point that changes its tariff as often as it can, each of which follows an index of its own: slots of `t` tariffs.
	#[benchmark]
	fn prices(t: Linear<1, MAX_ENTRIES>) -> Result<(), BenchmarkError> {
		begin::<T>();
		old_zone::<T>()?;
		let Member { who, org } = member::<T>(4)?;
		supplier::<T>(org, Standing::Supplies);
		let first = TIMING.slot_at(Millis(NOW));
		let mut agreements = Vec::new();
		for number in 0..MAX_ENTRIES {
			let agreement = tariff::<T>(number, org, &who, timeline(old_entries()))?;
			let follows = 100 + 2 * number;
			let version = MAX_ENTRIES - 1;
			let record = (dynamic(follows), deposit::<T, _>(&who)?);
			Versions::<T>::insert((agreement.tariff, version), record);
			for index_of in [follows, follows + 1] {
				let (id, members) = index::<T>(index_of)?;
				for period in [0, 1, 2].map(|later| Period(TIMING.period_of(first).0 + later)) {
					report::<T>(id, period, &members)?;
				}
			}
			let from = if number == 0 { Slot(0) } else { Slot(first.0 + 12 * u64::from(number)) };
			agreements.push((from, Some(agreement)));
		}
		let (id, _) = point::<T>(0, timeline(agreements))?;
		let slots = MAX_PRICES * t / MAX_ENTRIES;
		let until = TIMING.end(Slot(first.0 + u64::from(slots) - 1));
		let now = Millis(NOW);
		let window = PriceWindow { from: now, until, now, ahead: 0 };
		let found;
		#[block]
		{
			found = Pallet::<T>::prices_of(id, Direction::Import, window);
		}
		let found = found.expect("the point exists").prices;
		assert_eq!(found.len() as u32, slots);
		assert!(found.iter().flatten().count() as u32 >= slots.min(190));
		Ok(())
	}

	impl_benchmark_test_suite!(Pallet, crate::mock::build(), crate::mock::Test);
}
