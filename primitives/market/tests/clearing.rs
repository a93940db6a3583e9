//! What an auction guarantees.

mod common;

use common::{
	grid, pages, random_book,
	reference::{reference, Single},
	side, step,
};
use std::collections::BTreeMap;
use tallystick_market::{clear, Clearing, Page, Running, Side, Step, Tick};
use tallystick_records::{Price, WattHours};
use tallystick_world::Numbers;

const BOOKS: usize = 200_000;

fn fills(clearing: &Clearing, steps: &[Single]) -> Vec<u64> {
	let mut running = Running::default();
	let fill = |single: &Single| {
		let (side, step) = step(single);
		running.fill(clearing, side, &step).0
	};
	steps.iter().map(fill).collect()
}

#[derive(Default)]
struct Seen(BTreeMap<&'static str, usize>);

impl Seen {
	fn note(&mut self, what: &'static str, so: bool) {
		*self.0.entry(what).or_default() += usize::from(so);
	}
}

#[test]
fn every_book_clears_as_the_reference_does() {
	let mut chance = Numbers(1);
	let mut seen = Seen::default();
	for number in 0..BOOKS {
		let (ticks, steps, capacity) = random_book(&mut chance);
		let floor = chance.below(2_000) as i64 - 1_000;
		let grid = grid(floor, ticks);
		let found = clear(&grid, &pages(&steps), WattHours(capacity));
		let expected = reference(ticks, &steps, capacity);
		let what = || format!("book {number}: {steps:?}, {ticks} ticks, capacity {capacity}");
		seen.note("no steps", steps.is_empty());
		seen.note("one step", steps.len() == 1);
		seen.note("no asks", !steps.is_empty() && steps.iter().all(|step| step.0));
		seen.note("no bids", !steps.is_empty() && steps.iter().all(|step| !step.0));
		seen.note("no trade", expected.is_none());
		let Some(clearing) = found else {
			assert_eq!(expected, None, "{}", what());
			continue;
		};
		let Some(expected) = expected else { panic!("no trade expected in {}", what()) };
		assert_eq!(clearing.price.0 - floor, i64::from(expected.price), "{}", what());
		assert_eq!(clearing.volume.0, expected.volume, "{}", what());
		let fills = fills(&clearing, &steps);
		for ((single, fill), (part, whole)) in steps.iter().zip(&fills).zip(&expected.parts) {
			// Less than 1 Wh from the exact part.
			let exact = u128::from(single.2) * u128::from(*part);
			let found = u128::from(*fill) * u128::from(*whole);
			assert!(found.abs_diff(exact) < u128::from(*whole), "{single:?} of {}", what());
			assert!(*fill <= single.2, "{single:?} of {}", what());
			// All-or-nothing off the margin.
			assert!(part > &0 || *fill == 0, "{single:?} of {}", what());
			assert!(part < whole || *fill == single.2, "{single:?} of {}", what());
			let price = (clearing.price.0 - floor) as u16;
			let keeps = if single.0 { single.1 >= price } else { single.1 <= price };
			assert!(*fill == 0 || keeps, "a limit is not kept: {single:?} of {}", what());
		}
		for bid in [true, false] {
			let filled: u64 = steps
				.iter()
				.zip(&fills)
				.filter(|(step, _)| step.0 == bid)
				.map(|(_, fill)| fill)
				.sum();
			assert_eq!(filled, clearing.volume.0, "{}", what());
		}
		let full = |marginal: &tallystick_market::Marginal| marginal.filled == marginal.offered;
		let binding = capacity == clearing.volume.0;
		let both = !full(&clearing.bid) && !full(&clearing.ask);
		assert!(binding || !both, "both sides are rationed without need: {}", what());
		seen.note("negative price", clearing.price.0 < 0);
		seen.note("capacity binds", binding);
		seen.note("both sides rationed", both);
		seen.note("one side rationed", !both && (!full(&clearing.bid) || !full(&clearing.ask)));
		seen.note("all margins full", full(&clearing.bid) && full(&clearing.ask));
		seen.note("one limit for all", steps.iter().all(|step| step.1 == steps[0].1));
		let shared = |wanted: &Single| {
			let same = |step: &&Single| step.0 == wanted.0 && step.1 == wanted.1;
			steps.iter().filter(same).count() > 1
		};
		seen.note("equal limits", steps.iter().any(shared));
	}
	for (what, times) in seen.0 {
		assert!(times > 500, "{what}: only {times} books");
	}
}

#[test]
fn no_step_better_than_the_price_stays_unfilled_unless_the_capacity_binds() {
	let mut chance = Numbers(2);
	for _ in 0..20_000 {
		let (ticks, steps, _) = random_book(&mut chance);
		let Some(clearing) = clear(&grid(0, ticks), &pages(&steps), WattHours(u64::MAX)) else {
			continue;
		};
		for (single, fill) in steps.iter().zip(fills(&clearing, &steps)) {
			let better = if single.0 {
				i64::from(single.1) > clearing.price.0
			} else {
				i64::from(single.1) < clearing.price.0
			};
			assert!(!better || fill == single.2, "{single:?} of {steps:?}: {clearing:?}");
		}
	}
}

#[test]
fn the_order_of_arrival_changes_nothing() {
	let mut chance = Numbers(3);
	for _ in 0..20_000 {
		let (ticks, mut steps, capacity) = random_book(&mut chance);
		let before = (pages(&steps), clear(&grid(-3, ticks), &pages(&steps), WattHours(capacity)));
		for at in (1..steps.len()).rev() {
			steps.swap(at, chance.below(at as u64 + 1) as usize);
		}
		let after = (pages(&steps), clear(&grid(-3, ticks), &pages(&steps), WattHours(capacity)));
		assert_eq!(before, after);
	}
}

#[test]
fn splitting_gains_at_most_a_watt_hour_a_point() {
	let mut chance = Numbers(4);
	let mut gained = 0;
	for _ in 0..50_000 {
		let (ticks, mut steps, capacity) = random_book(&mut chance);
		if steps.is_empty() {
			continue;
		}
		let at = chance.below(steps.len() as u64) as usize;
		let whole = steps.swap_remove(at);
		let mut apart = steps.clone();
		steps.insert(chance.below(steps.len() as u64 + 1) as usize, whole);
		// The parts have other keys, so that they come anywhere in the order.
		let (mut left, mut points) = (whole.2, 0);
		let mut is_part: Vec<bool> = apart.iter().map(|_| false).collect();
		while left > 0 {
			let part = if points == 6 { left } else { 1 + chance.below(left) };
			let to = chance.below(apart.len() as u64 + 1) as usize;
			apart.insert(to, (whole.0, whole.1, part));
			is_part.insert(to, true);
			(left, points) = (left - part, points + 1);
		}
		let result = |steps: &[Single]| clear(&grid(0, ticks), &pages(steps), WattHours(capacity));
		let (one, many) = (result(&steps), result(&apart));
		assert_eq!(one, many, "the same book");
		let Some(clearing) = one else { continue };
		let position = steps.iter().position(|step| *step == whole).unwrap();
		// Equal steps have equal parts up to 1 Wh; take the exact one.
		let (side, step) = step(&whole);
		let exact = clearing.fill(side, &step, WattHours(0)).0;
		let together = fills(&clearing, &steps)[position];
		assert!(together.abs_diff(exact) <= 1);
		let parts = fills(&clearing, &apart);
		let split: u64 =
			parts.iter().zip(&is_part).filter(|(_, part)| **part).map(|(fill, _)| fill).sum();
		assert!(split <= together + points, "{whole:?} of {apart:?}");
		gained += u64::from(split > together);
	}
	assert!(gained > 100, "{gained}");
}

#[test]
fn the_largest_numbers_clear() {
	let mut page = Page::default();
	page.buy[0] = u64::MAX;
	page.buy[63] = u64::MAX;
	page.sell[0] = u64::MAX;
	page.sell[1] = u64::MAX;
	let book = vec![page; 16];
	let clearing = clear(&grid(0, 1_024), &book, WattHours(u64::MAX)).unwrap();
	assert_eq!(clearing.volume, WattHours(u64::MAX));
	assert_eq!((clearing.bid.tick, clearing.ask.tick), (Tick(1_023), Tick(0)));
	let step = Step { tick: Tick(1_023), energy: u32::MAX };
	let last = WattHours(u64::MAX - u64::from(u32::MAX));
	assert_eq!(clearing.fill(Side::Buy, &step, last), WattHours(u32::MAX.into()));
	// Beyond all that was offered there is nothing.
	assert_eq!(clearing.fill(Side::Buy, &step, WattHours(u64::MAX)), WattHours(0));
}

#[test]
fn a_page_keeps_its_sums() {
	let mut page = Page::default();
	let step = Step { tick: Tick(70), energy: 5 };
	assert_eq!((step.tick.page(), Tick(63).page(), Tick(1_023).page()), (1, 0, 15));
	assert_eq!(page.take(Side::Buy, &step), None);
	assert!(page.is_empty());
	page.add(Side::Buy, &step).unwrap();
	page.add(Side::Sell, &Step { energy: 7, ..step }).unwrap();
	assert_eq!((page.buy[6], page.sell[6]), (5, 7));
	page.buy[6] = u64::MAX;
	assert_eq!(page.add(Side::Buy, &step), None);
	assert_eq!(page.buy[6], u64::MAX);
	page.buy[6] = 5;
	page.take(Side::Buy, &step).unwrap();
	page.take(Side::Sell, &Step { energy: 7, ..step }).unwrap();
	assert!(page.is_empty());
}

#[test]
fn the_price_is_in_the_middle_of_what_nobody_objects_to() {
	let price = |steps: &[Single], capacity: u64| {
		clear(&grid(-10, 64), &pages(steps), WattHours(capacity)).map(|clearing| clearing.price)
	};
	let all = u64::MAX;
	// One bid at +20, one ask at -6, numbers from the floor: 30 and 4.
	assert_eq!(price(&[(true, 30, 5), (false, 4, 5)], all), Some(Price(7)));
	// What is left of the bid keeps the price up; what is left of the ask keeps it down.
	assert_eq!(price(&[(true, 30, 6), (false, 4, 5)], all), Some(Price(20)));
	assert_eq!(price(&[(true, 30, 5), (false, 4, 6)], all), Some(Price(-6)));
	// Unfilled steps between the two narrow the range: from 11 to 20.
	let narrow = [(true, 30, 5), (false, 4, 5), (true, 11, 1), (false, 20, 1)];
	assert_eq!(price(&narrow, all), Some(Price(5)));
	// The capacity leaves both sides unfilled.
	assert_eq!(price(&[(true, 30, 5), (false, 4, 5)], 4), Some(Price(7)));
	// An odd sum is rounded down, also below zero: -7 and -6.
	assert_eq!(price(&[(true, 4, 5), (false, 3, 5)], all), Some(Price(-7)));
	assert_eq!(price(&[(true, 3, 5), (false, 4, 5)], all), None);
	assert_eq!(price(&[(true, 30, 5), (false, 4, 5)], 0), None);
	assert!(matches!(side(true), Side::Buy));
}
