//! The clearing price, the volume, and the share of each order.
//!
//! All trades of a zone's slot have one price. The volume is the most that any price allows, up to the
//! zone's capacity. Bids are filled from the highest limit down, asks from the lowest limit up. The clearing
//! price is the middle of the prices for which every bid above and every ask below is filled.

use crate::{
	book::{Page, Side, Step},
	grid::{Grid, Tick},
};
use alloc::vec::Vec;
use tallystick_records::{Price, WattHours};

record! {
	/// The last price of a side that is filled, perhaps in part.
	#[derive(Copy)]
	pub struct Marginal {
		/// The price.
		pub tick: Tick,
		/// How much of the steps at this price is filled.
		pub filled: WattHours,
		/// All steps at this price.
		pub offered: WattHours,
	}

	/// What came out of an auction.
	#[derive(Copy)]
	pub struct Clearing {
		/// The clearing price.
		pub price: Price,
		/// How much is bought, and sold.
		pub volume: WattHours,
		/// The lowest bids that are filled.
		pub bid: Marginal,
		/// The highest asks that are filled.
		pub ask: Marginal,
	}

	/// How much of the steps at the marginal prices has already got its share, in the order of points.
	#[derive(Copy, Default)]
	pub struct Running {
		/// Bids at [`Clearing::bid`].
		pub bids: WattHours,
		/// Asks at [`Clearing::ask`].
		pub asks: WattHours,
	}
}

impl Marginal {
	/// The first tick at which the energies so far reach the volume.
	fn find(buckets: impl Iterator<Item = (u16, u64)>, volume: u64) -> Option<Self> {
		let mut left = volume;
		for (tick, offered) in buckets {
			match left.checked_sub(offered) {
				Some(0) | None => {
					return Some(Self {
						tick: Tick(tick),
						filled: WattHours(left),
						offered: WattHours(offered),
					})
				},
				Some(less) => left = less,
			}
		}
		None
	}

	fn is_full(&self) -> bool {
		self.filled == self.offered
	}

	/// The share of `energy` after `before` at the same price: ⌊(k+q)·r/B⌋ − ⌊k·r/B⌋.
	fn share(&self, before: u64, energy: u64) -> u64 {
		let up_to = |k: u64| {
			let product = u128::from(k.min(self.offered.0)).saturating_mul(self.filled.0.into());
			product.checked_div(self.offered.0.into()).unwrap_or_default()
		};
		let share = up_to(before.saturating_add(energy)).saturating_sub(up_to(before));
		u64::try_from(share).unwrap_or(energy)
	}
}

/// Clears a book. Pages are in order; missing pages at the end count as empty.
///
/// `None` if nothing is traded: then there is no price.
pub fn clear(grid: &Grid, pages: &[Page], capacity: WattHours) -> Option<Clearing> {
	let buckets = pages.iter().flat_map(|page| page.buy.iter().zip(&page.sell));
	let buckets: Vec<(u16, u64, u64)> =
		(0..grid.ticks()).zip(buckets).map(|(tick, (buy, sell))| (tick, *buy, *sell)).collect();
	let bids = || buckets.iter().rev().map(|(tick, buy, _)| (*tick, *buy));
	let asks = || buckets.iter().map(|(tick, _, sell)| (*tick, *sell));

	// At most 1,024 numbers of 64 bits.
	let mut demand = bids().fold(0u128, |sum, (_, energy)| sum.saturating_add(energy.into()));
	let (mut supply, mut most) = (0u128, 0u128);
	for (_, buy, sell) in &buckets {
		supply = supply.saturating_add((*sell).into());
		most = most.max(demand.min(supply));
		demand = demand.saturating_sub((*buy).into());
	}
	let volume = u64::try_from(most).unwrap_or(u64::MAX).min(capacity.0);
	if volume == 0 {
		return None;
	}

	let (bid, ask) = (Marginal::find(bids(), volume)?, Marginal::find(asks(), volume)?);
	let (low, high) = (ask.tick.0, bid.tick.0);
	let unfilled_bid = match bid.is_full() {
		false => Some(high),
		true => bids().find(|(tick, energy)| *tick < high && *energy > 0).map(|(tick, _)| tick),
	};
	let unfilled_ask = match ask.is_full() {
		false => Some(low),
		true => asks().find(|(tick, energy)| *tick > low && *energy > 0).map(|(tick, _)| tick),
	};
	let mut least = unfilled_bid.map_or(low, |tick| tick.max(low));
	let mut greatest = unfilled_ask.map_or(high, |tick| tick.min(high));
	if least > greatest {
		// This happens only if the capacity leaves both sides unfilled.
		(least, greatest) = (low, high);
	}
	let price = grid.price(Tick(least.midpoint(greatest)))?;
	Some(Clearing { price, volume: WattHours(volume), bid, ask })
}

impl Clearing {
	/// How much of `energy` at a price is traded. `before` is the energy at the same price of all points
	/// before this one, in the order of their keys. It matters only at the marginal price.
	pub fn fill(&self, side: Side, step: &Step, before: WattHours) -> WattHours {
		let (marginal, better) = match side {
			Side::Buy => (&self.bid, step.tick > self.bid.tick),
			Side::Sell => (&self.ask, step.tick < self.ask.tick),
		};
		let energy = u64::from(step.energy);
		WattHours(if better {
			energy
		} else if step.tick == marginal.tick {
			marginal.share(before.0, energy)
		} else {
			0
		})
	}
}

impl Running {
	/// How much of the next point's step is traded. Call it exactly once for each step of the slot, in
	/// ascending order of the points' keys: then both sides add up to the volume.
	pub fn fill(&mut self, clearing: &Clearing, side: Side, step: &Step) -> WattHours {
		let (before, marginal) = match side {
			Side::Buy => (&mut self.bids, &clearing.bid),
			Side::Sell => (&mut self.asks, &clearing.ask),
		};
		let filled = clearing.fill(side, step, *before);
		if step.tick == marginal.tick {
			// No more than all steps at this price, which fit.
			before.0 = before.0.saturating_add(step.energy.into());
		}
		filled
	}
}
