//! What the building pays for its energy: the accounts of its days are settled by the meter's readings.

use super::{day::Day, Hooks};
use crate::story::{
	ledger::{act, event},
	words::tally,
	StoryError,
};
use tallystick_building::run::STEP_TIME;
use tallystick_client::{
	energy_market::{calls, events, views, Finality},
	market::{Period, Quality},
	records::Millis,
};

/// What the building's operator paid the utility for the days.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Bill {
	/// In the smallest unit of money. Negative if the utility paid the operator.
	pub paid: i128,
	/// What the building took from the grid, in Wh.
	pub energy: u64,
	/// Slots of an hour whose energy was measured.
	pub measured: usize,
	/// Slots of an hour whose energy was estimated.
	pub estimated: usize,
	/// Days, each with an account of its own.
	pub days: usize,
	/// Days without a final account.
	pub open: usize,
}

impl Day<'_> {
	/// Lets the rest of the last day pass, in which only the meter works, and settles the account of each day once the
	/// chain waits for no more readings of the last one.
	pub(super) async fn bill<H: Hooks>(&mut self, hooks: &mut H) -> Result<Bill, StoryError> {
		let (chain, point, timing) =
			(self.lapse.chain.clone(), self.found.point, self.found.timing);
		let steps = self.scene.steps as u64;
		let end = self.found.start.saturating_add(steps.saturating_mul(STEP_TIME));
		let last = timing.period_of(timing.slot_at(Millis(end.saturating_sub(1))));
		let ends = timing.slots(last).map(|slot| timing.end(slot).0);
		for at in ends.filter(|at| *at >= end) {
			self.lapse.until(at).await?;
			self.read_meter(at).await?;
		}
		let deadlines = chain.view(views::DeadlinesOf { period: last }, None).await?;
		let deadlines = deadlines.ok_or_else(|| StoryError::otherwise("a day is not over"))?;
		self.lapse.until(deadlines.estimation.0).await?;
		let first = chain.view(views::SettledUpTo { point }, None).await?;
		let first = first.ok_or_else(|| StoryError::otherwise("the point is not confirmed"))?;
		let mut bill = Bill::default();
		for period in (first.0..=last.0).map(Period) {
			let metered = chain.view(views::MeteredOf { point, period }, None).await?;
			let settle = calls::Settle { point, period };
			// Anybody may.
			let signer = &self.found.cast.operator.signer;
			let settled = self.lapse.along(act(&chain, signer, settle)).await?;
			let events::Settled { finality, moved, .. } = event(&settled)?;
			bill.days += 1;
			bill.open += usize::from(finality != Finality::Final);
			bill.paid += moved.iter().map(|(_, amount)| amount).sum::<i128>();
			for own in metered.into_iter().flatten() {
				bill.energy = bill.energy.saturating_add(own.import.0);
				let is_estimated = own.quality == Quality::Estimated;
				bill.estimated += usize::from(is_estimated);
				bill.measured += usize::from(!is_estimated);
			}
		}
		let (payer, payee) = match bill.paid < 0 {
			true => ("utility", "operator"),
			false => ("operator", "utility"),
		};
		hooks.tell(&format!(
			"The account is settled: the {payer} paid the {payee} {} for {:.3} kWh. {} hours were measured, {} estimated.",
			tally(bill.paid.unsigned_abs()),
			bill.energy as f64 / 1_000.0,
			bill.measured,
			bill.estimated,
		));
		Ok(bill)
	}
}
