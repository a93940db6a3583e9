//! Books to test with.
#![allow(dead_code, unreachable_pub)]

pub mod reference;

use reference::Single;
use tallystick_market::{Grid, Page, Side, Step, Tick};
use tallystick_records::Price;
use tallystick_world::Numbers;

/// A grid with this many prices of 1 each, the floor at `floor`.
pub fn grid(floor: i64, ticks: u16) -> Grid {
	Grid::new(Price(floor), Price(floor + i64::from(ticks) - 1), Price(1)).unwrap()
}

pub fn side(bid: bool) -> Side {
	if bid {
		Side::Buy
	} else {
		Side::Sell
	}
}

pub fn step(single: &Single) -> (Side, Step) {
	(side(single.0), Step { tick: Tick(single.1), energy: single.2 as u32 })
}

/// The pages of a book.
pub fn pages(steps: &[Single]) -> Vec<Page> {
	let mut pages = vec![Page::default(); 16];
	for single in steps {
		let (side, step) = step(single);
		pages[usize::from(step.tick.page())].add(side, &step).unwrap();
	}
	pages
}

/// A book by chance: the number of prices, the steps, the capacity. Many are small, so that equal
/// limits, single steps and empty sides are frequent.
pub fn random_book(chance: &mut Numbers) -> (u16, Vec<Single>, u64) {
	let ticks = [1, 2, 3, 5, 8, 13, 64, 65, 130, 1_024][chance.below(10) as usize];
	let count = [0, 1, 2, 3, 4, 6, 9, 14][chance.below(8) as usize];
	let width = [1, 2, 7, 100, 1 << 32][chance.below(5) as usize];
	let one_side = chance.below(12);
	let steps: Vec<Single> = (0..count)
		.map(|_| {
			let bid = match one_side {
				0 => true,
				1 => false,
				_ => chance.below(2) == 0,
			};
			(bid, chance.below(ticks.into()) as u16, (1 + chance.below(width)).min(u32::MAX.into()))
		})
		.collect();
	let most = steps.iter().map(|step| step.2).sum::<u64>();
	let capacity = match chance.below(3) {
		0 => chance.below(most + 2),
		_ => u64::MAX,
	};
	(ticks, steps, capacity)
}
