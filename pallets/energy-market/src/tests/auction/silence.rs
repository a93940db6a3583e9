//! Silence: whatever a meter says, late or never, its owner pays at least what all of its readings would have cost.

use super::*;
use crate::tests::meters::{metered, start, Gauge};
use proptest::{prelude::*, test_runner::TestRunner};
use tallystick_market::{Band, Block, Blocks, Line, LineKind, Quality::*, TimeOfUse};
use tallystick_primitives::DeviceStatus;

const DAY_LENGTH: u64 = 86_400_000;
/// As many days as no observation reaches back, and more than readings of a period can come later.
const DAYS: u64 = 7;
const SLOTS: u64 = DAYS * 96;
/// What the connection of a point takes and delivers in a slot.
const MOST: (u64, u64) = (2_501, 2_001);
/// The point whose owner chooses what its meter says.
const HOME: u8 = 0;
/// The one with which it trades.
const OTHER: u8 = 1;

fn end(period: Period) -> u64 {
	start(slot(period, 95)) + SLOT
}

/// Blocks until all gates up to now are behind, and trades are counted.
fn catch_up() {
	for _ in 0..8 {
		block(Clock::now() + 1);
	}
	Market::on_idle(0, Weight::MAX);
}

fn lines(period: Period) -> Vec<Line> {
	let statement = Market::statement(point(HOME), period).expect("it is counted");
	statement.accounts.into_iter().flat_map(|account| account.lines).collect()
}

fn cost(period: Period) -> i128 {
	lines(period).iter().map(|line| line.amount).sum()
}

/// Puts another text in the place of the version by which all points are supplied.
fn supply_by(tariff: &Tariff) {
	Versions::<Test>::mutate((TariffId(0), 0), |version| {
		version.as_mut().expect("it is there").0 = tariff.clone();
	});
}

/// A rate of whole units for 1 Wh, so that no line is rounded.
fn any_rate() -> impl Strategy<Value = Rate> {
	prop_oneof![1 => Just(0), 3 => -30..80i64].prop_map(|price| Rate(1_000 * price))
}

/// Rates by day and hour.
fn any_table() -> impl Strategy<Value = Formula> {
	let band = (prop::collection::btree_set(1u16..96, 0..5), any_rate());
	(any_rate(), prop::collection::vec((band, 1u8..128), 0..3)).prop_map(|(first, more)| {
		let mut bands = vec![Band { days: 127, from: 0, rate: first }];
		let mut later: Vec<_> = more
			.into_iter()
			.flat_map(|((places, rate), days)| {
				places.into_iter().map(move |place| Band { days, from: 15 * place, rate })
			})
			.collect();
		later.sort_by_key(|band| band.from);
		// One a time.
		later.dedup_by_key(|band| band.from);
		bands.extend(later);
		let table = TimeOfUse::new(60, Slot(u64::MAX), Rate(0), bands);
		Formula::TimeOfUse(table.expect("it is sound"))
	})
}

fn any_blocks() -> impl Strategy<Value = Formula> {
	let more = prop::collection::btree_map(1u64..90_000, any_rate(), 1..4);
	(any_rate(), more).prop_map(|(first, more)| {
		let more = more.into_iter().map(|(above, rate)| Block { above: WattHours(above), rate });
		Formula::Blocks(Blocks::new(first, more).expect("it is sound"))
	})
}

fn any_tariff() -> impl Strategy<Value = Tariff> {
	let flat = any_rate().prop_map(Formula::Flat);
	let supply =
		prop_oneof![2 => any_table(), 1 => any_blocks(), 1 => any_rate().prop_map(Formula::Flat)];
	let feed_in = prop_oneof![2 => any_table(), 1 => flat];
	(supply, feed_in).prop_map(|(supply, feed_in)| Tariff { supply, feed_in })
}

/// What becomes of a segment of a register.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Fate {
	/// It arrives so many days after its end.
	Arrives(u64),
	/// The same, with readings that are in doubt.
	Doubtful(u64),
	/// Nobody ever sees it.
	Lost,
}

/// Of a hundred segments, so many are lost, late and doubtful.
fn any_fate(lost: u32, late: u32, doubtful: u32) -> impl Strategy<Value = Fate> {
	let percent = |part: u32| (0..100u32).prop_map(move |drawn| drawn < part);
	(percent(lost), percent(late), percent(doubtful), 1..10u64).prop_map(
		|(lost, late, doubtful, days)| {
			let days = if late { days } else { 0 };
			match (lost, doubtful) {
				(true, _) => Fate::Lost,
				(false, true) => Fate::Doubtful(days),
				(false, false) => Fate::Arrives(days),
			}
		},
	)
}

/// Segments, each of so many slots. After them, there is one for each slot.
///
/// Often little is left out, so that what it gains is not made up for elsewhere.
fn any_segments() -> impl Strategy<Value = Vec<(u64, Fate)>> {
	let percent = || prop_oneof![2 => Just(0), 1 => 0..100u32];
	(percent(), percent(), percent()).prop_flat_map(|(lost, late, doubtful)| {
		let slots = prop_oneof![6 => Just(1), 3 => 1..4u64, 2 => 4..97u64, 1 => 97..SLOTS];
		// Not least at the end of a period.
		let end = (1..DAYS, 0..3u64).prop_map(|(days, before)| 96 * days - before);
		let gap =
			(prop_oneof![0..SLOTS, end], prop_oneof![4 => 1..12u64, 1 => 12..SLOTS], any::<bool>());
		let most = if lost + late + doubtful == 0 { 1 } else { 40 };
		let more = prop::collection::vec((slots, any_fate(lost, late, doubtful)), 0..most);
		(gap, more).prop_map(|((at, gap, is_first), more)| {
			let mut all: Vec<_> = more;
			if is_first {
				let before = (0..at).map(|_| (1, Fate::Arrives(0)));
				all = before.chain([(gap, Fate::Lost)]).chain(all).collect();
			}
			all.extend((0..SLOTS).map(|_| (1, Fate::Arrives(0))));
			all
		})
	})
}

#[derive(Clone, Debug)]
struct World {
	tariff: Tariff,
	/// What is imported and exported in each slot.
	energies: Vec<(u64, u64)>,
	/// In a slot of the first day: whether the home buys, at which price, and how much.
	orders: Vec<(u8, bool, i64, u32)>,
	import: Vec<(u64, Fate)>,
	export: Vec<(u64, Fate)>,
}

fn any_energy(most: u64) -> impl Strategy<Value = u64> {
	prop_oneof![4 => Just(0), 3 => 0..=most / 8, 1 => Just(most), 1 => 0..=most]
}

fn any_world() -> impl Strategy<Value = World> {
	// Repeated over the days, and moved on by a slot each time, so that shrinking has little to do.
	let energies = prop::collection::vec((any_energy(MOST.0), any_energy(MOST.1)), 1..120);
	let order = (any::<bool>(), -20..70i64, 1..1_500u32);
	let orders = prop::collection::btree_map(0..30u8, order, 0..5);
	(any_tariff(), energies, orders, any_segments(), any_segments()).prop_map(
		|(tariff, energies, orders, import, export)| {
			let energies = energies.iter().copied().cycle().take(SLOTS as usize).collect();
			let orders =
				orders.into_iter().map(|(at, (buys, price, energy))| (at, buys, price, energy));
			World { tariff, energies, orders: orders.collect(), import, export }
		},
	)
}

/// The segments of a register: of which slots, the day after which it arrives, and the facts.
fn schedule(segments: &[(u64, Fate)]) -> Vec<(u64, u64, u64, Facts)> {
	let (mut at, mut day) = (0, 0);
	let mut all = Vec::new();
	for (slots, fate) in segments {
		let (from, to) = (at, (at + slots).min(SLOTS));
		at = to;
		let (delay, facts) = match fate {
			Fate::Arrives(days) => (*days, Facts::LATE),
			Fate::Doubtful(days) => (*days, Facts::UNCALIBRATED),
			Fate::Lost => continue,
		};
		if from >= SLOTS {
			break;
		}
		// A device's segments are taken in their order.
		day = day.max((to - 1) / 96 + delay);
		all.push((from, to, day, facts));
	}
	all
}

/// What the days cost the home whose meter says this.
fn live(world: &World, import: &[(u64, Fate)], export: &[(u64, Fate)]) -> Vec<i128> {
	run_with(
		|| supply_by(&world.tariff),
		|| {
			for (at, buys, price, energy) in &world.orders {
				let steps = [(*price, *energy)];
				let (own, other) = match buys {
					true => (buy(&steps), sell(&steps)),
					false => (sell(&steps), buy(&steps)),
				};
				assert_ok!(place(HOME, PERIOD, [(*at, own)]));
				assert_ok!(place(OTHER, PERIOD, [(*at, other)]));
			}
			let device = Gauge::of(point(HOME)).device;
			let first = start(slot(PERIOD, 0));
			let registers = |of: fn(&(u64, u64)) -> u64| {
				let mut register = 1_000;
				let mut all = vec![register];
				all.extend(world.energies.iter().map(|own| {
					register += of(own);
					register
				}));
				all
			};
			let registers = [registers(|own| own.0), registers(|own| own.1)];
			let mut waiting = [import, export].map(|own| schedule(own).into_iter().peekable());
			let mut costs = Vec::new();
			for day in 0..DAYS + CORRECTION / DAY_LENGTH {
				Clock::set(end(Period(PERIOD.0 + day)));
				catch_up();
				for (channel, waiting) in (0u16..).zip(&mut waiting) {
					while let Some((from, to, _, facts)) = waiting.next_if(|own| own.2 <= day) {
						let read = |slot: u64| {
							let register = registers[usize::from(channel)][slot as usize];
							(first + slot * SLOT, register as i64)
						};
						crate::tests::meters::say_run(device, channel, read(from), read(to), facts);
					}
				}
				if let Some(over) = day.checked_sub(CORRECTION / DAY_LENGTH) {
					// A moment after the last deadline, which blocks of the day it counts from are later by.
					Clock::pass(1_000);
					costs.push(cost(Period(PERIOD.0 + over)));
				}
			}
			costs
		},
	)
}

#[test]
fn no_silence_pays_whatever_is_used_and_whenever_it_is_told() {
	let config = cases(200, file!());
	let (mut differing, mut runs) = (0, 0);
	let counts = core::cell::RefCell::new((&mut differing, &mut runs));
	let test = |world: World| {
		let all: Vec<_> = (0..SLOTS).map(|_| (1, Fate::Arrives(0))).collect();
		let told = live(&world, &all, &all);
		let silent = live(&world, &world.import, &world.export);
		let (told, silent): (i128, i128) = (told.iter().sum(), silent.iter().sum());
		let mut counts = counts.borrow_mut();
		*counts.1 += 1;
		*counts.0 += i32::from(told != silent);
		prop_assert!(silent >= told, "{} for silence, {} for readings", silent, told);
		Ok(())
	};
	TestRunner::new(config).run(&any_world(), test).expect("silence does not pay");
	assert!(2 * differing > runs, "only {differing} of {runs} worlds differ");
}

/// A meter that reads its registers at the boundaries of slots of a period.
fn read(from: (Period, u8), to: (Period, u8), import: i64, export: i64, gauge: &mut Gauge) {
	let moment = |(period, place)| start(slot(period, place));
	gauge.between(moment(from), moment(to), [import, export], Facts::NONE);
}

#[test]
fn an_estimate_never_earns_and_costs_what_the_dearest_slot_does() {
	let dear = |from: u16, rate| Band { days: 127, from: 60 * from, rate: Rate(rate) };
	let bands = [dear(0, 20_000), dear(2, 50_000), dear(3, 10_000)];
	let table = TimeOfUse::new(0, Slot(u64::MAX), Rate(0), bands).expect("it is sound");
	let tariff =
		Tariff { supply: Formula::TimeOfUse(table), feed_in: Formula::Flat(Rate(FEED_IN * 1_000)) };
	run_with(
		|| supply_by(&tariff),
		|| {
			let mut gauge = Gauge::of(point(HOME));
			Clock::set(end(PERIOD));
			catch_up();
			// From 1 to 4 o'clock nothing is read; 600 Wh are used, and 300 delivered.
			read((PERIOD, 0), (PERIOD, 4), 0, 0, &mut gauge);
			gauge.pass([600, 300]);
			read((PERIOD, 16), (PERIOD, 17), 0, 40, &mut gauge);
			let line = |kind, energy, amount| Line { kind, energy: WattHours(energy), amount };
			let expected = [
				line(LineKind::Supplied, 600, 600 * 50),
				line(LineKind::FedIn, 340, -40 * i128::from(FEED_IN)),
				line(LineKind::Charge(0), 600, 600 * i128::from(CHARGE)),
			];
			// The first segment is one of more slots than one, and is not shown.
			assert_eq!(lines(PERIOD), expected);
		},
	);
}

#[test]
fn who_says_nothing_until_the_last_deadline_has_used_all_that_the_connection_takes() {
	run(|| {
		let mut gauge = Gauge::of(point(HOME));
		Clock::set(end(PERIOD) + ESTIMATION);
		catch_up();
		let of = |place| metered(point(HOME), slot(PERIOD, place));
		assert_eq!(of(5), Some((100, 0, Estimated)));
		Clock::set(end(PERIOD) + CORRECTION + 1_000);
		assert_eq!(of(5), Some((MOST.0, 0, Estimated)));
		// What the meter says later counts where it still can, all of it.
		let (second, next) = (Period(PERIOD.0 + 1), Period(PERIOD.0 + 2));
		read((PERIOD, 4), (next, 0), 9_600, 0, &mut gauge);
		assert_eq!(of(5), Some((MOST.0, 0, Estimated)));
		assert_eq!(metered(point(HOME), slot(second, 5)), Some((100, 0, Estimated)));
	});
}

#[test]
fn a_meter_that_others_end_costs_no_more_than_an_estimate() {
	run(|| {
		let timing = Market::timing();
		let device = Gauge::of(point(HOME)).device;
		let next = Period(PERIOD.0 + 1);
		// A day's readings have not come yet.
		let ended = end(next) - SLOT;
		Clock::set(ended);
		Registry::edit(&device, |record| {
			record.status = DeviceStatus::Revoked;
			record.ended = Some(Millis(ended));
		});
		let of = |slot| {
			let last = timing.slots(timing.period_of(slot)).next_back().expect("it has slots");
			Clock::set(timing.end(last).0 + CORRECTION);
			metered(point(HOME), slot)
		};
		let estimate = Some((100, 0, Estimated));
		let all = Some((MOST.0, 0, Estimated));
		// Readings of earlier slots were late already.
		let first = timing.slot_at(Millis(ended - ESTIMATION));
		assert_eq!(of(Slot(first.0 - 1)), all);
		assert_eq!(of(first), estimate);
		// In the least notice the owner can have another meter, or leave.
		let last = Slot(timing.slot_at(Millis(ended)).0 + u64::from(Market::least_notice()));
		assert_eq!(of(last), estimate);
		assert_eq!(of(Slot(last.0 + 1)), all);
	});
}

#[test]
fn a_meter_that_others_end_owes_nothing_for_feeding_in() {
	let tariff =
		Tariff { supply: Formula::Flat(Rate(30_000)), feed_in: Formula::Flat(Rate(-4_000)) };
	run_with(
		|| supply_by(&tariff),
		|| {
			let device = Gauge::of(point(HOME)).device;
			Clock::set(end(PERIOD));
			let ended = Some(Millis(end(PERIOD)));
			Registry::edit(&device, |record| record.ended = ended);
			Clock::set(end(PERIOD) + CORRECTION);
			let of = |place| metered(point(HOME), slot(PERIOD, place));
			assert_eq!(of(5), Some((100, 0, Estimated)));
		},
	);
}

#[test]
fn silence_costs_what_feeding_in_would_have_cost() {
	let tariff =
		Tariff { supply: Formula::Flat(Rate(30_000)), feed_in: Formula::Flat(Rate(-4_000)) };
	run_with(
		|| supply_by(&tariff),
		|| {
			Clock::set(end(PERIOD) + CORRECTION);
			catch_up();
			Clock::pass(1_000);
			let of = |place| metered(point(HOME), slot(PERIOD, place));
			assert_eq!(of(5), Some((MOST.0, MOST.1, Estimated)));
			let fed_in = lines(PERIOD).into_iter().find(|line| line.kind == LineKind::FedIn);
			let energy = 96 * MOST.1;
			let expected = Line {
				kind: LineKind::FedIn,
				energy: WattHours(energy),
				amount: 4 * i128::from(energy),
			};
			assert_eq!(fed_in, Some(expected));
		},
	);
}

#[test]
fn a_meter_counts_no_more_than_its_connection_allows() {
	run(|| {
		let mut gauge = Gauge::of(point(HOME));
		gauge.slot(slot(PERIOD, 3), 2_501, 2_001);
		gauge.slot(slot(PERIOD, 4), 2_502, 0);
		gauge.slot(slot(PERIOD, 5), 0, 9_000_000);
		Clock::set(end(PERIOD));
		catch_up();
		let of = |place| metered(point(HOME), slot(PERIOD, place));
		assert_eq!(of(3), Some((2_501, 2_001, Provided)));
		assert_eq!(of(4), Some((2_501, 0, Estimated)));
		assert_eq!(of(5), Some((0, 2_001, Estimated)));
		// A register that jumps is not paid for.
		let fed_in = lines(PERIOD).into_iter().find(|line| line.kind == LineKind::FedIn);
		assert_eq!(fed_in.map(|line| line.amount), Some(-2_001 * i128::from(FEED_IN)));
	});
}
