//! Orders and clearing, one file a feature, and the world of their tests.

mod clearing;
mod days;
mod everything;
mod large;
mod margins;
mod orders;
mod sessions;
mod settlement;
mod silence;
mod state;
mod statements;
mod trades;
mod twin;

use super::cases;
use crate::{mock::*, Error, Event, *};
use frame::testing_prelude::*;
use tallystick_market::{Agreement, Charge, ChargeKind, Charges, Formula, Grid};
use tallystick_primitives::{ChannelTraits, Facts, Price};

pub(super) const ZONE: ZoneId = ZoneId(0);
/// The period of most tests. The world begins the day before.
pub(super) const PERIOD: Period = Period(20_001);
/// How many metering points there are. Those of a home are four apart.
pub(super) const POINTS: u8 = 8;
/// A slot before the gate of its first slot. The books of its first 31 slots are open.
pub(super) const DAY: u64 = PERIOD.0 * 96 * SLOT - 2 * SLOT;
/// What each begins with.
pub(super) const MARGIN: u64 = 10_000_000;
/// The lowest price.
pub(super) const FLOOR: i64 = -20;
/// What is supplied costs, and what is fed in earns, for 1 Wh.
pub(super) const SUPPLY: i64 = 30;
pub(super) const FEED_IN: i64 = 8;
/// The notice of tariffs, in slots.
pub(super) const NOTICE: u32 = 32;
pub(super) const CHARGE: i64 = 2;
pub(super) const DEVIATION: i64 = 3;

pub(super) fn point(seed: u8) -> PointId {
	PointId([seed; 16])
}

pub(super) fn owner(seed: u8) -> AccountId {
	HOMES[usize::from(seed) % HOMES.len()].clone()
}

pub(super) fn margin(seed: u8) -> (u64, u64) {
	let (point, _) = Points::<Test>::get(point(seed)).expect("it is there");
	(point.free, point.locked)
}

/// An order of steps, each a price and an energy.
pub(super) fn order(side: Side, steps: &[(i64, u32)]) -> Order {
	let steps = steps
		.iter()
		.map(|(price, energy)| Step { tick: Tick((price - FLOOR) as u16), energy: *energy });
	Order::new(side, steps).expect("not too many")
}

pub(super) fn buy(steps: &[(i64, u32)]) -> Order {
	order(Side::Buy, steps)
}

pub(super) fn sell(steps: &[(i64, u32)]) -> Order {
	order(Side::Sell, steps)
}

pub(super) fn place(
	seed: u8,
	period: Period,
	orders: impl IntoIterator<Item = (u8, Order)>,
) -> DispatchResult {
	let orders: Vec<_> = orders.into_iter().collect();
	let orders = orders.try_into().expect("not more than a period has");
	let result = Market::place(signed(owner(seed)), point(seed), period, orders);
	result.map(|_| ()).map_err(|error| error.error)
}

/// The slot at a place of a period.
pub(super) fn slot(period: Period, place: u8) -> Slot {
	Market::timing().slots(period).nth(place.into()).expect("the period has it")
}

/// When the gate of a slot closes.
pub(super) fn gate(period: Period, place: u8) -> u64 {
	Market::timing().gate(slot(period, place)).0
}

/// Begins a block, which ends the one before: until its calls come, the clock is that one's.
pub(super) fn block(time: u64) -> Weight {
	let number = System::block_number() + 1;
	System::set_block_number(number);
	let weight = Market::on_initialize(number);
	Clock::set(time);
	Market::on_poll(number, &mut WeightMeter::new());
	weight
}

/// The code of a zone.
fn eic(zone: ZoneId) -> Eic {
	let codes =
		('0'..='9').chain('A'..='Z').map(|last| format!("10Y-TEST-----{:02}{last}", zone.0));
	codes.into_iter().find_map(|code| Eic::new(&code).ok()).expect("a check character suits")
}

/// Terms of a zone whose prices are -20 to 235.
pub(super) fn terms(capacity: u64, charge: i64, deviation: i64) -> Box<ZoneTermsOf<Test>> {
	let charge = Charge { kind: ChargeKind::Network, rate: Rate(charge * 1_000), payee: GRID };
	Box::new(ZoneTerms {
		grid: Grid::new(Price(FLOOR), Price(235), Price(1)).expect("256 prices"),
		capacity: WattHours(capacity),
		charges: Charges::new([charge]).expect("one"),
		deviation: Price(deviation),
		standard: WattHours(100),
		defaults: vec![Agreement { supplier: NORTHS, tariff: TariffId(0) }]
			.try_into()
			.expect("one"),
	})
}

/// Opens the next zone.
pub(super) fn open_zone(zone: ZoneId, capacity: u64) {
	let (from, terms) = (Market::next_unopened(), terms(capacity, CHARGE, DEVIATION));
	assert_ok!(Market::open_zone(signed(GRID), eic(zone), from, terms));
	assert!(Zones::<Test>::contains_key(zone), "they are opened in sequence");
}

/// A version of a tariff that supplies at this price for 1 Wh.
pub(super) fn tariff(supply: i64) -> Box<Tariff> {
	Box::new(Tariff {
		supply: Formula::Flat(Rate(supply * 1_000)),
		feed_in: Formula::Flat(Rate(FEED_IN * 1_000)),
	})
}

pub(super) fn offer_tariff(who: AccountId, availability: Availability, supply: i64) {
	let name = b"standard".to_vec().try_into().expect("it is short");
	let (first, from) = (tariff(supply), Market::next_unopened());
	assert_ok!(Market::offer_tariff(signed(who), name, availability, NOTICE, from, first));
}

/// Adds a metering point that takes 2,500 Wh and delivers 2,000 Wh in a slot, with a margin.
pub(super) fn add_point(seed: u8, zone: ZoneId) {
	let device = Device::new(seed + 100);
	for channel in [0, 1] {
		let traits = ChannelTraits { period: Market::timing().slot, ..MeterRegistry::register() };
		MeterRegistry::set(device.stream(channel), traits);
	}
	let meter = Meter { device: device.id, import: 0, export: 1 };
	let powers = Powers { connected: 10_000, export: 8_000 };
	let id = point(seed);
	assert_ok!(Market::propose_point(signed(owner(seed)), id, zone, meter, powers));
	assert_ok!(Market::confirm_point(signed(GRID), id, owner(seed), meter, powers));
	assert_ok!(Market::fund(signed(owner(seed)), id, MARGIN));
}

/// A world with a zone, a supplier and points that have margins.
pub(super) fn run<R>(test: impl FnOnce() -> R) -> R {
	run_with(|| {}, test)
}

/// The same, with more that is there before the first book opens.
pub(super) fn run_with<R>(more: impl FnOnce(), test: impl FnOnce() -> R) -> R {
	run_at(DayAhead::get(), more, test)
}

/// The same, with another timing.
pub(super) fn run_at<R>(timing: Timing, more: impl FnOnce(), test: impl FnOnce() -> R) -> R {
	execute_with(|| {
		MarketTiming::<Test>::put(timing);
		offer_tariff(NORTH, Availability::Default(GRIDS), SUPPLY);
		open_zone(ZONE, u64::MAX);
		(0..POINTS).for_each(|seed| add_point(seed, ZONE));
		more();
		Clock::set(DAY);
		// As if nothing had been said before.
		System::reset_events();
		test()
	})
}
