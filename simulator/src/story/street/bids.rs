//! How homes bid: each expects what it used and made in the same hour of the day before, and trades most of that.

use super::{day::Measured, log::Entry, stage::Play, Fault, Hooks, Resident, Step};
use crate::{clock, meter::Registers, story::StoryError};
use futures::future::join_all;
use std::time::Duration;
use tallystick_client::{
	energy_market::{calls::Place, views, Level},
	market::{Order, Rates, Side, Step as OrderStep, Tick},
	records::{Rate, Slot, WattHours},
	Call,
};

/// The part of what it expects that a home trades, in quarters: what it trades and then does not use costs more.
const QUARTERS: u64 = 3;
/// What a trade has to bring a home for a kWh, in the smallest unit.
const GAIN: i64 = 10_000;
/// What a home that shades its bids wants.
const GREED: i64 = 120_000;
/// A book is open for so long before anybody bids: a block's clock is behind ours.
const OPENED: u64 = 2_500;
/// Blocks before the first book opens, in which nothing may be late any more.
const AHEAD: u64 = 4;
/// How often the chain is asked again if it does not answer.
const POLL: Duration = Duration::from_millis(500);

impl Play<'_> {
	/// Places the orders of each hour as soon as its book is open.
	pub(super) async fn trade<H: Hooks>(&self, hooks: &mut H) -> Result<(), StoryError> {
		let timing = self.stage.timing;
		let slots: Vec<_> = self.slots().collect();
		let begins = timing.opens(self.stage.first).0;
		clock::idle(begins.saturating_sub(clock::blocks(AHEAD)));
		for (hour, slot) in slots {
			let gate = timing.gate(slot).0.saturating_sub(timing.firm.into());
			clock::wait_until(timing.opens(slot).0.saturating_add(OPENED)).await;
			let homes = self.stage.homes.iter().enumerate();
			let placed =
				join_all(homes.map(|(place, home)| self.bid(place, home, hour, slot, gate)));
			let mut counts = [0, 0];
			for placed in placed.await {
				if let Some(side) = placed? {
					let [buyers, sellers] = &mut counts;
					*(if side == Side::Buy { buyers } else { sellers }) += 1;
				}
			}
			let levels = self.curve(slot, gate).await;
			if let Some(levels) = levels {
				self.write(&Entry::Book { hour, levels })?;
			}
			let clock = self.day.hours.get(hour as usize).map_or(0, |hour| hour.clock);
			let [buyers, sellers] = counts;
			let text =
				format!("{clock:02}:00  Homes that bid: {buyers}. That offer energy: {sellers}.");
			self.did(hooks, Step::Placed(hour), text).await?;
		}
		// Auctions clear by themselves, and meters go on.
		clock::idle(timing.start(self.stage.slot(self.hours())).0);
		self.did(hooks, Step::Traded, "All orders of the day are placed.".into()).await
	}

	/// Bids for a home, until the time is over. Answers its side if the chain has the order.
	async fn bid(
		&self,
		home: usize,
		resident: &Resident,
		hour: u64,
		slot: Slot,
		gate: u64,
	) -> Result<Option<Side>, StoryError> {
		let rates = clock::before(gate, self.rates(home, resident, hour, slot)).await;
		let Some(rates) = rates else { return Ok(None) };
		let Some(order) = self.order(home, hour, rates?)? else { return Ok(None) };
		let (timing, point) = (self.stage.timing, resident.point);
		let place = u8::try_from(timing.place(slot)).unwrap_or_default();
		let orders = vec![(place, order.clone())];
		let call: Call = Place { point, period: timing.period_of(slot), orders }.into();
		let placed = self.stage.chain.submit_and_find(&call, &resident.signer);
		let refused = match clock::before(gate, placed).await {
			Some(Ok(_)) => None,
			Some(Err(error)) => Some(error.to_string()),
			None => Some("no block held it before the gate".into()),
		};
		let side = refused.is_none().then_some(order.side);
		self.write(&Entry::Order { home, hour, order, refused })?;
		Ok(side)
	}

	/// What energy costs the home, once the chain answers.
	async fn rates(
		&self,
		home: usize,
		resident: &Resident,
		hour: u64,
		slot: Slot,
	) -> Result<Rates, StoryError> {
		loop {
			let energy = WattHours(1_000);
			let quote = views::QuoteFor { point: resident.point, slot, energy };
			let Ok(quote) = self.stage.chain.view(quote, None).await else {
				tokio::time::sleep(POLL).await;
				continue;
			};
			let lost = || StoryError::otherwise(format!("nobody supplies home {home}"));
			let quote = quote.ok_or_else(lost)?;
			let (rates, supplier) = (quote.quote.rates, quote.supply.agreement.supplier);
			let supplier = self.stage.cast.name_of(supplier);
			self.write(&Entry::Rates { home, hour, supplier, rates })?;
			return Ok(rates);
		}
	}

	/// The book after all orders, if the chain says so before the gate.
	async fn curve(&self, slot: Slot, gate: u64) -> Option<Vec<Level>> {
		let curve = views::CurveOf { zone: self.stage.zone, slot };
		clock::before(gate, self.stage.chain.view(curve, None)).await?.ok()
	}

	/// What a home bids in an hour. Nothing if it expects to need nothing, or if no price suits it.
	fn order(&self, home: usize, hour: u64, rates: Rates) -> Result<Option<Order>, StoryError> {
		let Some(measured) = self.day.homes.get(home) else { return Ok(None) };
		let (grid, charges) = (self.terms.grid, self.terms.charges.total());
		let mut gain = GAIN;
		let mut part = expected(measured, hour);
		for fault in self.options.faults(home) {
			match fault {
				Fault::Shades => gain = GREED,
				Fault::OverSells(hours) if hours.contains(&hour) => {
					// A home's power for an hour.
					part = Registers { import: 0, export: super::found::EXPORT.into() };
				},
				_ => {},
			}
		}
		let (side, energy, tick): (_, _, Option<Tick>) = if part.import > 0 {
			// Limits are all-in.
			let limit = rates.supply.0.saturating_sub(gain).saturating_add(charges.0);
			(Side::Buy, part.import, grid.bid(Rate(limit), charges).ok())
		} else {
			let limit = rates.feed_in.0.saturating_add(gain);
			(Side::Sell, part.export, grid.ask(Rate(limit)).ok())
		};
		let energy = u32::try_from(energy).unwrap_or(u32::MAX);
		let Some(tick) = tick.filter(|_| energy > 0) else { return Ok(None) };
		let order = Order::new(side, [OrderStep { tick, energy }]).map_err(StoryError::Order)?;
		Ok(Some(order))
	}
}

/// What a home trades of what it expects.
fn expected(measured: &Measured, hour: u64) -> Registers {
	let hour = measured.expected.get(hour as usize).copied().unwrap_or_default();
	let Registers { import, export } = hour.metered();
	let most = |energy: u64| energy.saturating_mul(QUARTERS) / 4;
	Registers { import: most(import), export: most(export) }
}

#[cfg(test)]
mod tests {
	use super::*;
	use crate::story::street::day::Day;

	#[test]
	fn a_home_trades_three_quarters_of_the_same_hour_of_the_day_before() {
		let day = Day::read("2021-12-15").unwrap();
		for measured in &day.homes {
			for hour in 0..24 {
				let before = measured.expected[hour as usize].metered();
				let part = expected(measured, hour);
				assert_eq!(part.import, before.import * 3 / 4);
				assert_eq!(part.export, before.export * 3 / 4);
				assert!(part.import == 0 || part.export == 0);
			}
		}
	}
}
