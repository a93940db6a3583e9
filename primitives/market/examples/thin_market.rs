//! How much one participant can gain by moving the clearing price, by the size of the market.
//!
//! `cargo run --release -p tallystick-market --example thin_market`
//!
//! In random books a participant knows all other orders, as the book is open. They need a fixed
//! energy, and could bid for any at any limit; the best of all bids is compared with the truthful one,
//! which is for what they need at the supply's rate. Sellers are the same with the rate for feeding in.

use tallystick_market::{
	clear, Bill, Charges, Grid, Metered, Page, Parts, Position, Quality, Rates, Side, Step, Terms,
	Tick,
};
use tallystick_records::{Price, Rate, WattHours};
use tallystick_world::Numbers;

/// In units of 0.1 ct/kWh: feeding in pays 8 ct, supply costs 30 ct.
const FEED_IN: i64 = 80;
const SUPPLY: i64 = 300;
const TICKS: u16 = 401;

struct Market {
	grid: Grid,
	terms: Terms,
	charges: Charges<u8>,
}

impl Market {
	fn page_of(&self, pages: &mut [Page], side: Side, step: &Step) {
		let page = pages.get_mut(usize::from(step.tick.page()));
		page.and_then(|page| page.add(side, step)).expect("orders are small");
	}

	/// What the participant pays in thousandths, if they order this beside the others.
	fn cost(&self, others: &[Page], side: Side, step: Option<Step>, need: u32) -> i128 {
		let mut pages = others.to_vec();
		if let Some(step) = &step {
			self.page_of(&mut pages, side, step);
		}
		let clearing = clear(&self.grid, &pages, WattHours(u64::MAX));
		let traded = clearing.zip(step).map_or(WattHours(0), |(clearing, step)| {
			// Their share if the others at the same price come first and last, rounded down.
			let marginal = if side == Side::Buy { clearing.bid } else { clearing.ask };
			let share = u128::from(step.energy) * u128::from(marginal.filled.0);
			match step.tick == marginal.tick {
				true => WattHours((share / u128::from(marginal.offered.0.max(1))) as u64),
				false => clearing.fill(side, &step, WattHours(0)),
			}
		});
		let none = WattHours(0);
		let (position, import, export) = match side {
			Side::Buy => (Position { bought: traded, sold: none }, u64::from(need), 0),
			Side::Sell => (Position { bought: none, sold: traded }, 0, u64::from(need)),
		};
		let quality = Quality::Provided;
		let metered = Metered { import: WattHours(import), export: WattHours(export), quality };
		let mut bill = Bill::new(&self.charges);
		let price = clearing.map(|clearing| clearing.price);
		bill.add(&Parts::new(&position, &metered), &self.terms, price);
		bill.exact()
	}
}

fn main() {
	let rates = Rates { supply: Rate(1_000 * SUPPLY), feed_in: Rate(1_000 * FEED_IN) };
	let market = Market {
		grid: Grid::new(Price(0), Price(i64::from(TICKS) - 1), Price(1)).expect("401 prices"),
		terms: Terms { rates, deviation: Price(5) },
		charges: Charges::new([]).expect("none"),
	};
	println!("others  side  markets  mean gain  95 % below  most (percent of what the energy costs at supply)");
	for others in [2u64, 5, 10, 20, 50, 100, 200] {
		for side in [Side::Buy, Side::Sell] {
			let mut chance = Numbers(others);
			let mut gains = Vec::new();
			while gains.len() < 400 {
				let mut pages = vec![Page::default(); 7];
				for number in 0..others {
					let other = if number % 2 == 0 { Side::Buy } else { Side::Sell };
					// Most limits lie between the two tariffs: batteries, heat pumps, other suppliers.
					let tick = FEED_IN as u64 + chance.below((SUPPLY - FEED_IN) as u64 + 1);
					let energy = 100 + chance.below(1_900) as u32;
					market.page_of(&mut pages, other, &Step { tick: Tick(tick as u16), energy });
				}
				let need = 100 + chance.below(1_900) as u32;
				let limit = if side == Side::Buy { SUPPLY } else { FEED_IN };
				let step = |tick: u16, energy| Some(Step { tick: Tick(tick), energy });
				let truthful = market.cost(&pages, side, step(limit as u16, need), need);
				let mut best = truthful.min(market.cost(&pages, side, None, need));
				for tick in (0..TICKS).step_by(4).chain([limit as u16]) {
					for part in [10u32, 25, 50, 75, 90, 100, 110, 150] {
						let energy = (need * part / 100).max(1);
						best = best.min(market.cost(&pages, side, step(tick, energy), need));
					}
				}
				let whole = i128::from(need) * i128::from(1_000 * SUPPLY);
				gains.push((truthful - best) as f64 * 100.0 / whole as f64);
			}
			gains.sort_by(f64::total_cmp);
			let mean = gains.iter().sum::<f64>() / gains.len() as f64;
			let high = gains[gains.len() * 95 / 100];
			let most = gains.last().copied().unwrap_or_default();
			let name = if side == Side::Buy { "buys" } else { "sells" };
			println!(
				"{others:>6}  {name:<5} {:>7}  {mean:>8.2} %  {high:>8.2} %  {most:>6.2} %",
				gains.len()
			);
		}
	}
}
