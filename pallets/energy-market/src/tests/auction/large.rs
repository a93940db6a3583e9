//! A block clears a large book by what a small one costs.

use super::*;
use std::time::{Duration, Instant};
use tallystick_market::clear;
use tallystick_world::Numbers;

/// What a block books for clearing a book of so many orders at 1,024 prices, and the least time that it took.
fn cleared(orders: u64) -> (Weight, Duration) {
	let mut chance = Numbers(orders);
	let mut pages = vec![Page::default(); 16];
	for _ in 0..orders {
		let side = if chance.below(2) == 0 { Side::Buy } else { Side::Sell };
		for _ in 0..1 + chance.below(8) {
			let (tick, energy) = (Tick(chance.below(1_024) as u16), 1 + chance.below(2_000) as u32);
			let page = &mut pages[usize::from(tick.page())];
			page.add(side, &Step { tick, energy }).expect("the sums are small");
		}
	}
	// Nobody placed these, so that only the clearing is looked at.
	let once = || {
		build().execute_with(|| {
			offer_tariff(NORTH, Availability::Default(GRIDS), SUPPLY);
			let mut terms = terms(u64::MAX, CHARGE, DEVIATION);
			terms.grid = Grid::new(Price(FLOOR), Price(FLOOR + 1_023), Price(1)).expect("1,024");
			let (from, grid) = (Market::next_unopened(), terms.grid);
			assert_ok!(Market::open_zone(signed(GRID), eic(ZONE), from, terms));
			Clock::set(DAY);
			let slot = slot(PERIOD, 8);
			for (number, page) in (0..).zip(&pages) {
				Pages::<Test>::insert((ZONE, slot, number), page);
			}
			let timing = Market::timing();
			let places = Places::default().with(8);
			Market::expect_gates(PERIOD, ZONE, places, &timing, Millis(Clock::now()));
			Clock::set(gate(PERIOD, 8));
			let begin = Instant::now();
			let weight = Market::on_initialize(2);
			let took = begin.elapsed();
			let expected = clear(&grid, &pages, WattHours(u64::MAX));
			assert!(expected.is_some());
			assert_eq!(Market::result(ZONE, slot), expected);
			assert_eq!(Pages::<Test>::iter().count(), 0);
			(weight, took)
		})
	};
	let all: Vec<_> = (0..21).map(|_| once()).collect();
	assert!(all.iter().all(|(weight, _)| *weight == all[0].0));
	(all[0].0, all.iter().map(|(_, took)| *took).min().expect("there are some"))
}

#[test]
fn a_block_clears_a_million_orders_by_the_weight_of_a_thousand() {
	let (small, large) = (cleared(1_000), cleared(1_000_000));
	println!("a block that clears 1,000 orders: {:?}; 1,000,000: {:?}", small.1, large.1);
	assert_eq!(small.0, large.0);
}
