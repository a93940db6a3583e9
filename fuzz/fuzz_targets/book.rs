//! Any book: the auction finds what the reference finds, which tries every price; both sides add up
//! to the volume, and no limit is broken.
#![no_main]

#[path = "../../primitives/market/tests/common/reference.rs"]
mod reference;

use reference::{reference, Single};
use tallystick_market::{clear, Grid, Page, Running, Side, Step, Tick};
use tallystick_records::{Price, WattHours};

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
	let Some((head, bytes)) = bytes.split_first_chunk::<8>() else { return };
	let word = |at: usize| u16::from_le_bytes([head[at], head[at + 1]]);
	let ticks = 1 + word(0) % 1_024;
	let floor = i64::from(word(2) as i16);
	let capacity = match u64::from(word(4)) << (head[6] % 48) {
		0 => u64::MAX,
		some => some,
	};
	let grid = Grid::new(Price(floor), Price(floor + i64::from(ticks) - 1), Price(1));
	let grid = grid.expect("at most 1,024 prices");

	let steps: Vec<Single> = bytes
		.chunks_exact(6)
		.take(64)
		.map(|step| {
			let tick = u16::from_le_bytes([step[0], step[1]]);
			let energy = u32::from_le_bytes([step[2], step[3], step[4], step[5]]);
			(tick & 0x8000 != 0, (tick & 0x7fff) % ticks, u64::from(energy.max(1)))
		})
		.collect();
	let parts = |single: &Single| {
		let side = if single.0 { Side::Buy } else { Side::Sell };
		(side, Step { tick: Tick(single.1), energy: single.2 as u32 })
	};
	let mut pages = vec![Page::default(); 16];
	for (side, step) in steps.iter().map(parts) {
		pages[usize::from(step.tick.page())].add(side, &step).expect("64 steps fit");
	}
	let found = clear(&grid, &pages, WattHours(capacity));
	let expected = reference(ticks, &steps, capacity);
	assert_eq!(found.is_some(), expected.is_some());
	let Some((clearing, expected)) = found.zip(expected) else { return };
	assert_eq!(clearing.price.0 - floor, i64::from(expected.price));
	assert_eq!(clearing.volume.0, expected.volume);
	let mut running = Running::default();
	let mut sides = [0u64; 2];
	for (single, (part, whole)) in steps.iter().zip(&expected.parts) {
		let (side, step) = parts(single);
		let fill = running.fill(&clearing, side, &step).0;
		let exact = u128::from(single.2) * u128::from(*part);
		assert!((u128::from(fill) * u128::from(*whole)).abs_diff(exact) < u128::from(*whole));
		let limit = grid.price(step.tick).expect("it is on the grid");
		let kept = if single.0 { limit >= clearing.price } else { limit <= clearing.price };
		assert!(fill == 0 || kept);
		sides[usize::from(single.0)] += fill;
	}
	assert_eq!(sides, [expected.volume; 2]);
	// What was placed can be taken back.
	for (side, step) in steps.iter().map(parts) {
		pages[usize::from(step.tick.page())].take(side, &step).expect("it was added");
	}
	assert!(pages.iter().all(Page::is_empty));
});
