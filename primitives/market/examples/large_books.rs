//! How long a book takes to clear, by the number of its orders.
//!
//! `cargo run --release -p tallystick-market --example large_books`
//!
//! The book has 1,024 prices on 16 pages. An order has up to eight steps; each is added to its page as it is placed.
//! Clearing reads the pages alone.

use std::{hint::black_box, time::Instant};
use tallystick_market::{clear, Grid, Order, Page, Running, Side, Step, Tick};
use tallystick_records::{Price, WattHours};
use tallystick_world::Numbers;

const TICKS: u16 = 1_024;
const ROUNDS: usize = 1_001;

fn orders(count: usize) -> impl Iterator<Item = Order> {
	let mut chance = Numbers(7);
	(0..count).map(move |_| {
		let side = if chance.below(2) == 0 { Side::Buy } else { Side::Sell };
		let first = chance.below(u64::from(TICKS) - 64) as u16;
		let steps = (0..1 + chance.below(8) as u16).map(|step| Step {
			tick: Tick(first + 8 * step),
			energy: 1 + chance.below(2_000) as u32,
		});
		Order::new(side, steps.collect::<Vec<_>>()).expect("at most eight steps")
	})
}

/// The median of what one clearing takes, in nanoseconds.
fn measure(grid: &Grid, pages: &[Page]) -> u128 {
	let mut times: Vec<_> = (0..ROUNDS)
		.map(|_| {
			let begin = Instant::now();
			black_box(clear(black_box(grid), black_box(pages), WattHours(u64::MAX)));
			begin.elapsed().as_nanos()
		})
		.collect();
	times.sort_unstable();
	times.get(ROUNDS / 2).copied().unwrap_or_default()
}

fn main() {
	let grid = Grid::new(Price(0), Price(i64::from(TICKS) - 1), Price(1)).expect("1,024 prices");
	println!("orders     steps      clearing     to 1,000  placing a step  filling a step");
	let mut first = None;
	for count in [1_000, 10_000, 100_000, 1_000_000] {
		let mut pages = vec![Page::default(); 16];
		let (mut steps, begin) = (0u64, Instant::now());
		for order in orders(count) {
			for step in &order.steps {
				let page = pages.get_mut(usize::from(step.tick.page())).expect("16 pages");
				page.add(order.side, step).expect("the sums are small");
				steps += 1;
			}
		}
		let placed = begin.elapsed().as_nanos() / u128::from(steps);
		let clearing = clear(&grid, &pages, WattHours(u64::MAX)).expect("they trade");
		let took = measure(&grid, &pages);
		let ratio = took as f64 / *first.get_or_insert(took) as f64;
		let (mut running, mut sides, begin) = (Running::default(), [0u64; 2], Instant::now());
		for order in orders(count) {
			for step in &order.steps {
				let side = usize::from(order.side == Side::Sell);
				sides[side] += running.fill(&clearing, order.side, step).0;
			}
		}
		let filled = begin.elapsed().as_nanos() / u128::from(steps);
		assert_eq!(sides, [clearing.volume.0; 2], "both sides add up to the volume");
		println!(
			"{count:>9}  {steps:>9}  {:>8.2} µs  {ratio:>8.2}  {placed:>11} ns  {filled:>11} ns",
			took as f64 / 1_000.0
		);
	}
}
