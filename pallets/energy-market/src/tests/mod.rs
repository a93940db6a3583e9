//! The pallet's tests, one file a feature.

mod auction;
mod clocks;
mod contracts;
mod guarantees;
mod indices;
mod invariants;
mod meters;
mod peers;
mod points;
mod powers;
mod readings;
mod supply;
mod tariffs;
mod zones;

use crate::{mock::*, Error, Event, *};
use frame::{deps::frame_support::storage::with_storage_layer, testing_prelude::*};
use proptest::test_runner::{Config as ProptestConfig, RngSeed};
use tallystick_market::{
	Agreement, Basis, Charge, ChargeKind, Charges, Dynamic, Formula, Grid, IndexId, Period, Rates,
	Tariff, TariffId, Timing,
};
use tallystick_primitives::{Price, Role};

/// Slots from the present one up to the first whose book is not open.
const HORIZON: u64 = 33;
/// The shortest notice, in slots.
const NOTICE: u32 = 32;

/// The tariff of [`NORTH`] that is the zone's first default.
const NORTH_BASIC: TariffId = TariffId(0);
/// The tariff of [`SOUTH`] that is the zone's second default.
const SOUTH_BASIC: TariffId = TariffId(1);
/// What a point imports at least in a slot without readings, until the last deadline.
const STANDARD: WattHours = WattHours(120);
const ZONE: ZoneId = ZoneId(0);

const POWERS: Powers = Powers { connected: 11_000, export: 8_000 };

/// `count` random cases, the same in each run, so that whether a rare thing occurs in them is no chance.
/// With `PROPTEST_CASES` it is as many others. What failed before is played first: it is kept beside `file`.
fn cases(count: u32, file: &'static str) -> ProptestConfig {
	let asked = ProptestConfig { source_file: Some(file), ..ProptestConfig::default() };
	match std::env::var_os("PROPTEST_CASES") {
		Some(_) => asked,
		None => ProptestConfig { cases: count, rng_seed: RngSeed::Fixed(1), ..asked },
	}
}

/// The present slot.
fn present() -> Slot {
	Market::timing().slot_at(Millis(Clock::now()))
}

/// The slot this many after the present one.
fn ahead(slots: u64) -> Slot {
	Slot(present().0 + slots)
}

/// The first slot that is not open.
fn unopened() -> Slot {
	Market::first_unopened()
}

fn pass(slots: u64) {
	Clock::pass(slots * SLOT);
}

/// Lets pass as long as records of the present slot are kept, and a slot.
fn pass_retention() {
	Clock::pass(RETENTION + SLOT);
}

fn name(text: &str) -> Name {
	text.as_bytes().to_vec().try_into().expect("it is short")
}

fn flat(supply: i64, feed_in: i64) -> Tariff {
	Tariff { supply: Formula::Flat(Rate(supply)), feed_in: Formula::Flat(Rate(feed_in)) }
}

fn dynamic(index: IndexId, fallback: i64) -> Tariff {
	let supply = Dynamic { index, margin: Rate(10), fallback: Rate(fallback) };
	Tariff { supply: Formula::Dynamic(supply), feed_in: Formula::Flat(Rate(0)) }
}

fn offer(
	who: AccountId,
	availability: Availability,
	notice: u32,
	tariff: Tariff,
) -> Result<TariffId, DispatchError> {
	let first = Box::new(tariff);
	Market::offer_tariff(signed(who), name("a"), availability, notice, unopened(), first)?;
	Ok(TariffId(NextTariffId::<Test>::get().expect("one is there").0 - 1))
}

fn agreement(supplier: OrgId, tariff: TariffId) -> Agreement {
	Agreement { supplier, tariff }
}

fn basics() -> Vec<Agreement> {
	vec![agreement(NORTHS, NORTH_BASIC), agreement(SOUTHS, SOUTH_BASIC)]
}

fn zone_terms(defaults: Vec<Agreement>) -> ZoneTermsOf<Test> {
	let charge = |kind, rate| Charge { kind, rate: Rate(rate), payee: GRID };
	ZoneTerms {
		grid: Grid { floor: Price(-10), cap: Price(90), tick: Price(1) },
		capacity: WattHours(1_000_000),
		charges: Charges::new([charge(ChargeKind::Network, 70), charge(ChargeKind::Tax, 20)])
			.expect("they are sound"),
		deviation: Price(5),
		standard: STANDARD,
		defaults: defaults.try_into().expect("few"),
	}
}

/// A code of an area.
fn eic(number: usize) -> Eic {
	let codes = ["10YDE-VE-------2", "10YFR-RTE------C", "10YBE----------2", "10YGB----------A"];
	Eic::new(codes[number]).expect("it is one")
}

/// A world in which two suppliers are the defaults of a zone.
fn run<R>(test: impl FnOnce() -> R) -> R {
	execute_with(|| {
		set_up();
		test()
	})
}

fn set_up() {
	let basic = Availability::Default(GRIDS);
	assert_eq!(offer(NORTH, basic, NOTICE, flat(300, 80)), Ok(NORTH_BASIC));
	assert_eq!(offer(SOUTH, basic, NOTICE, flat(320, 60)), Ok(SOUTH_BASIC));
	let terms = Box::new(zone_terms(basics()));
	assert_ok!(Market::open_zone(signed(GRID), eic(0), unopened(), terms));
}

fn point_id(seed: u8) -> PointId {
	PointId([seed; 16])
}

fn meter(seed: u8) -> Meter {
	Meter { device: Device::new(seed).id, import: 0, export: 1 }
}

fn propose(who: AccountId, seed: u8) -> Meter {
	let meter = meter(seed);
	assert_ok!(Market::propose_point(signed(who), point_id(seed), ZONE, meter, POWERS));
	meter
}

/// A confirmed metering point.
fn home(who: AccountId, seed: u8) -> PointId {
	let meter = propose(who.clone(), seed);
	assert_ok!(Market::confirm_point(signed(GRID), point_id(seed), who, meter, POWERS));
	point_id(seed)
}

/// Has another device meter a point: its owner proposes that, and an operator confirms it.
fn replace_meter_by(who: AccountId, point: PointId, meter: Meter, from: Slot) -> DispatchResult {
	with_storage_layer(|| {
		let owner = Market::point(point).ok_or(Error::<Test>::UnknownPoint)?.owner;
		Market::propose_meter(signed(owner), point, meter, from)?;
		Market::confirm_meter(signed(who), point, meter, from)
	})
}

fn replace_meter(point: PointId, meter: Meter, from: Slot) -> DispatchResult {
	replace_meter_by(GRID, point, meter, from)
}

fn supplied(point: PointId, slot: Slot) -> (TariffId, Basis, u32) {
	let supply = Market::supply(point, slot).expect("a tariff is in force");
	(supply.agreement.tariff, supply.basis, supply.version)
}

/// The rate at which a point is supplied in a slot.
fn rate(point: PointId, slot: Slot) -> i64 {
	let quote = Market::quote(point, slot, WattHours(1_000)).expect("it is supplied");
	quote.quote.rates.supply.0
}

fn define_index() -> IndexId {
	let publishers = PUBLISHERS.to_vec().try_into().expect("three");
	assert_ok!(Market::define_index(signed(STRANGER_MEMBER), name("day ahead"), publishers));
	IndexId(NextIndexId::<Test>::get().expect("one is there").0 - 1)
}

/// Of an organisation that publishes nothing.
const STRANGER_MEMBER: AccountId = OTHER_GRID;

fn publish(who: &AccountId, index: IndexId, from: Slot, values: &[i64]) -> DispatchResult {
	let values: Vec<_> = values.iter().map(|value| Rate(*value)).collect();
	Market::publish(signed(who.clone()), index, from, values.try_into().expect("a period"))
}

/// Without the weight.
fn bare(result: DispatchResultWithPostInfo) -> DispatchResult {
	result.map(|_| ()).map_err(|error| error.error)
}

/// Runs what every block does.
fn poll() {
	let mut meter = WeightMeter::new();
	Market::on_poll(System::block_number(), &mut meter);
}
