//! Days of local time that are longer or shorter than others, because clocks are changed.

use super::{meters::Gauge, *};
use tallystick_market::{Band, LineKind, TimeOfUse};

const DAY: u64 = 86_400_000;
const HOUR: u64 = 3_600_000;
/// What supply costs if nobody published a table for the time after a change.
const FALLBACK: i64 = 999;

/// A table by local time, with an hour of its own in which clocks are put back.
fn table(offset: i16, until: Slot) -> Tariff {
	let hours = [(0, 200), (2, 300), (3, 400), (6, 500), (22, 200)];
	let bands =
		hours.map(|(hour, rate)| Band { days: 0b111_1111, from: hour * 60, rate: Rate(rate) });
	let table = TimeOfUse::new(offset, until, Rate(FALLBACK), bands).expect("it is sound");
	Tariff { supply: Formula::TimeOfUse(table), feed_in: Formula::Flat(Rate(0)) }
}

/// How many slots of a day have each rate.
fn counts(slots: &[Slot], rate: impl Fn(Slot) -> i64) -> Vec<(i64, usize)> {
	let mut counts = std::collections::BTreeMap::new();
	for slot in slots {
		*counts.entry(rate(*slot)).or_default() += 1;
	}
	counts.into_iter().collect()
}

/// A local day from one midnight to the next, in a place whose clocks are changed at some moment. It is
/// metered, and what its slots cost is added up. Answers the slots with each rate, and the sum.
fn day(
	change: u64,
	offsets: [i16; 2],
	day: [u64; 2],
	is_followed: bool,
) -> (Vec<(i64, usize)>, i128) {
	run(|| {
		Clock::set(day[0] - 4 * DAY);
		let point = home(HOMES[0].clone(), 1);
		let change = Market::timing().slot_at(Millis(change));
		let [before, after] = offsets;
		let first = table(before, change);
		let tariff = offer(SOUTH, Availability::Open, NOTICE, first).expect("it is sound");
		assert_ok!(Market::request_contract(signed(HOMES[0].clone()), point, tariff, unopened()));
		if is_followed {
			let next = Box::new(table(after, Slot(u64::MAX)));
			assert_ok!(Market::publish_version(signed(SOUTH), tariff, change, next));
		}
		let timing = Market::timing();
		let [begin, end] = day.map(|moment| timing.slot_at(Millis(moment)).0);
		let slots: Vec<_> = (begin..end).map(Slot).collect();
		let mut gauge = Gauge::of(point);
		for slot in &slots {
			gauge.slot(*slot, 1_000, 0);
		}
		let mut periods: Vec<_> = slots.iter().map(|slot| timing.period_of(*slot)).collect();
		periods.dedup();
		let mut sum = 0;
		for period in periods {
			// Before slots without readings are estimated.
			let last = timing.slots(period).next_back();
			Clock::set(timing.end(last.expect("a period has slots")).0);
			let statement = Market::statement(point, period).expect("nothing is to be cleared");
			let lines = statement.accounts.into_iter().flat_map(|account| account.lines);
			let supplied = lines.filter(|line| line.kind == LineKind::Supplied);
			sum += supplied.map(|line| line.amount).sum::<i128>();
		}
		(counts(&slots, |slot| rate(point, slot)), sum)
	})
}

/// The amount of an hour's slots, and so on.
fn sum(counts: &[(i64, usize)]) -> i128 {
	counts.iter().map(|(rate, slots)| i128::from(*rate) * *slots as i128).sum()
}

/// 01:00 UTC on a day since 1970, when clocks are changed in Europe.
fn change_on(day: u64) -> u64 {
	day * DAY + HOUR
}

/// 2024-10-27, when clocks were put back, and 2025-03-30, when they were put forward.
const AUTUMN: u64 = 20_023;
const SPRING: u64 = 20_177;

#[test]
fn a_local_day_of_100_slots_repeats_an_hour() {
	let midnights = [AUTUMN * DAY - 2 * HOUR, (AUTUMN + 1) * DAY - HOUR];
	let (counts, paid) = day(change_on(AUTUMN), [120, 60], midnights, true);
	assert_eq!(counts, [(200, 16), (300, 8), (400, 12), (500, 64)]);
	assert_eq!(counts.iter().map(|(_, slots)| slots).sum::<usize>(), 100);
	assert_eq!(paid, sum(&counts));
}

#[test]
fn a_local_day_of_92_slots_leaves_an_hour_out() {
	let midnights = [SPRING * DAY - HOUR, (SPRING + 1) * DAY - 2 * HOUR];
	let (counts, paid) = day(change_on(SPRING), [60, 120], midnights, true);
	assert_eq!(counts, [(200, 16), (400, 12), (500, 64)]);
	assert_eq!(counts.iter().map(|(_, slots)| slots).sum::<usize>(), 92);
	assert_eq!(paid, sum(&counts));
}

#[test]
fn a_local_day_of_96_slots_has_each_hour_once() {
	let midnights = [(AUTUMN - 1) * DAY - 2 * HOUR, AUTUMN * DAY - 2 * HOUR];
	let (counts, paid) = day(change_on(AUTUMN), [120, 60], midnights, true);
	assert_eq!(counts, [(200, 16), (300, 4), (400, 12), (500, 64)]);
	assert_eq!(counts.iter().map(|(_, slots)| slots).sum::<usize>(), 96);
	assert_eq!(paid, sum(&counts));
}

#[test]
fn without_a_table_for_the_time_after_a_change_the_stated_rate_is_in_force() {
	let midnights = [AUTUMN * DAY - 2 * HOUR, (AUTUMN + 1) * DAY - HOUR];
	let (counts, paid) = day(change_on(AUTUMN), [120, 60], midnights, false);
	// Three hours have passed by summer time.
	assert_eq!(counts, [(200, 8), (300, 4), (FALLBACK, 88)]);
	assert_eq!(paid, sum(&counts));
}
