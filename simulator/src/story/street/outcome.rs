//! How a street's day came out.

use super::{log::Entry, settle::Accounts, stage::Play, Hooks, Stage};
use crate::{
	story::{words::tally, StoryError, TALLY},
	Totals,
};
use std::collections::BTreeMap;
use tallystick_client::{
	energy_market::views,
	market::{Clearing, Metered, Position as Trade, Quality},
	records::{OrgId, WattHours},
};

/// What a home traded in an hour of the day, and what its meter counts as.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Position {
	/// The place of the hour in the day.
	pub hour: u64,
	/// What it bought, or sold.
	pub position: Trade,
	/// What it took from the grid and delivered to it.
	pub metered: Option<Metered>,
}

/// A home's day.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Bill {
	/// What the home pays with the market, or gets if that is negative.
	pub with: i128,
	/// What it would have paid for the same energy with its tariff alone.
	pub without: i128,
	/// Hour by hour.
	pub hours: Vec<Position>,
}

impl Bill {
	/// Hours that are settled by an estimate.
	pub fn estimated(&self) -> usize {
		let is_estimated =
			|own: &&Position| own.metered.is_some_and(|own| own.quality == Quality::Estimated);
		self.hours.iter().filter(is_estimated).count()
	}
}

/// How a street's day came out.
#[derive(Clone, Debug)]
pub struct Outcome {
	/// Everything that there was.
	pub stage: Stage,
	/// By home.
	pub bills: Vec<Bill>,
	/// What each hour's auction came to.
	pub results: BTreeMap<u64, Option<Clearing>>,
	/// Each supplier's balancing position over the day, in Wh.
	pub balances: BTreeMap<OrgId, i128>,
	/// Accounts that were settled before they were final.
	pub preliminary: usize,
	/// What went otherwise than it must. Nothing in a good story.
	pub findings: Vec<String>,
}

impl Outcome {
	pub(super) fn new(stage: Stage) -> Self {
		Self {
			bills: vec![Bill::default(); stage.homes.len()],
			stage,
			results: BTreeMap::new(),
			balances: BTreeMap::new(),
			preliminary: 0,
			findings: Vec::new(),
		}
	}

	/// Whether everything went as it must.
	pub fn is_good(&self) -> bool {
		self.findings.is_empty()
	}
}

impl Play<'_> {
	/// Writes everybody's bill, and looks whether the day came out as it must.
	pub(super) async fn end<H: Hooks>(
		&self,
		accounts: Accounts,
		readings: Totals,
		hooks: &mut H,
	) -> Result<Outcome, StoryError> {
		let mut outcome = self.outcome();
		let Accounts { all, results, balances, preliminary, open, error } = accounts;
		(outcome.results, outcome.balances) = (results, balances);
		outcome.preliminary = preliminary;
		for account in all {
			let Some(bill) = outcome.bills.get_mut(account.home) else { continue };
			bill.with = bill.with.saturating_add(account.with);
			bill.without = bill.without.saturating_add(account.without);
			bill.hours.extend(account.hours);
		}
		for bill in &mut outcome.bills {
			bill.hours.sort_by_key(|own| own.hour);
		}
		let mut findings = Vec::new();
		if open > 0 {
			let error = error.map(|error| format!("; the last error: {error}")).unwrap_or_default();
			findings.push(format!("{open} periods of homes have no final account{error}"));
		}
		if !readings.is_good() {
			findings.push(format!("not all readings came to the gateway: {readings}"));
		}
		if open == 0 {
			findings.extend(self.judge(&outcome).await?);
		}
		outcome.findings = findings;
		self.tell(&outcome, hooks)?;
		Ok(outcome)
	}

	/// What went otherwise than it must, once everything is settled.
	async fn judge(&self, outcome: &Outcome) -> Result<Vec<String>, StoryError> {
		let mut findings = Vec::new();
		let all = || outcome.bills.iter().flat_map(|bill| &bill.hours);
		for (hour, result) in &outcome.results {
			let volume = result.as_ref().map_or(0, |result| result.volume.0);
			let of = |part: fn(&Trade) -> u64| -> u64 {
				all().filter(|own| own.hour == *hour).map(|own| part(&own.position)).sum()
			};
			let (bought, sold) = (of(|own| own.bought.0), of(|own| own.sold.0));
			if (bought, sold) != (volume, volume) {
				findings.push(format!(
					"in hour {hour} homes bought {bought} and sold {sold} Wh, and {volume} were traded"
				));
			}
		}
		let difference: i128 = all()
			.filter_map(|own| own.metered)
			.map(|own| i128::from(own.import.0) - i128::from(own.export.0))
			.sum();
		let balance: i128 = outcome.balances.values().sum();
		if balance != difference {
			findings.push(format!(
				"the suppliers' positions add up to {balance} Wh, and the meters say {difference}"
			));
		}
		// It pays out all that it takes in, and keeps what it was opened with.
		let pot = self.stage.chain.view(views::PotOf { zone: self.stage.zone }, None).await?;
		let before = match self.stage.chain.block_hash(self.stage.ready).await? {
			Some(hash) => self.stage.chain.balance(&pot, Some(&hash)).await.ok(),
			None => None,
		};
		let after = self.stage.chain.balance(&pot, None).await?;
		// A node that keeps no old states does not say what it had.
		if before.is_some_and(|before| before != after) {
			findings.push(format!("the zone's pot has {} left", tally(after.free)));
		}
		if self.options.troubles.is_empty() {
			let estimated: usize = outcome.bills.iter().map(Bill::estimated).sum();
			if estimated > 0 {
				findings.push(format!("{estimated} hours are settled by estimates"));
			}
		}
		Ok(findings)
	}

	fn tell<H: Hooks>(&self, outcome: &Outcome, hooks: &mut H) -> Result<(), StoryError> {
		hooks.tell("The day's bills, charges included. Negative amounts are what a home gets.");
		hooks.tell(&format!(
			"{:>6} {:>18} {:>18} {:>18}",
			"home", "with the market", "without", "difference"
		));
		let mut sums = [0i128; 2];
		for (home, (bill, resident)) in outcome.bills.iter().zip(&self.stage.homes).enumerate() {
			let Bill { with, without, .. } = bill;
			hooks.tell(&row(&resident.number.to_string(), *with, *without));
			let [all_with, all_without] = &mut sums;
			(*all_with, *all_without) = (*all_with + with, *all_without + without);
			let (with, without) = (with.to_string(), without.to_string());
			self.write(&Entry::Bill { home, with, without, estimated: bill.estimated() })?;
		}
		let [with, without] = sums;
		hooks.tell(&row("all", with, without));
		for own in self.stage.cast.suppliers() {
			let balance = outcome.balances.get(&own.org).copied().unwrap_or_default();
			hooks.tell(&format!(
				"The {} is short of {:.1} kWh over the day: its balancing position.",
				own.name,
				balance as f64 / 1_000.0
			));
			let balance = balance.to_string();
			self.write(&Entry::Supplier { supplier: own.name, balance })?;
		}
		self.tell_shares(outcome, hooks)?;
		for finding in &outcome.findings {
			hooks.tell(&format!("NOT AS IT MUST BE: {finding}"));
		}
		Ok(())
	}

	/// How much of what the street makes it uses, by what was measured, and how much of it was traded.
	fn tell_shares<H: Hooks>(&self, outcome: &Outcome, hooks: &mut H) -> Result<(), StoryError> {
		let (mut pv, mut exported, mut left) = (0u64, 0u64, 0u64);
		for (hour, _) in self.slots() {
			let energy =
				self.day.homes.iter().filter_map(|own| own.home.hours().get(hour as usize));
			let (mut import, mut export) = (0u64, 0u64);
			for own in energy {
				pv = pv.saturating_add(own.pv);
				import = import.saturating_add(own.metered().import);
				export = export.saturating_add(own.metered().export);
			}
			exported = exported.saturating_add(export);
			left = left.saturating_add(export.saturating_sub(import));
		}
		let used = pv.saturating_sub(left);
		let traded: u64 = outcome
			.bills
			.iter()
			.flat_map(|bill| &bill.hours)
			.filter_map(|own| {
				let metered = own.metered.filter(|own| own.quality != Quality::Estimated)?;
				Some(own.position.sold.0.min(metered.export.0))
			})
			.sum();
		let part = |of: u64, all: u64| of as f64 * 100.0 / all.max(1) as f64;
		hooks.tell(&format!(
			"The street uses {:.1} % of its own generation. Of what homes delivered, {:.1} % was sold to neighbours.",
			part(used, pv),
			part(traded, exported),
		));
		let [pv, exported, used, traded] = [pv, exported, used, traded].map(WattHours);
		self.write(&Entry::Shares { pv, exported, used, traded })
	}
}

/// A line of the table of bills.
fn row(name: &str, with: i128, without: i128) -> String {
	let [with, without, less] = [with, without, with - without].map(money);
	format!("{name:>6} {with:>18} {without:>18} {less:>18}")
}

/// Money with its sign.
fn money(amount: i128) -> String {
	// Not more than hundredths, so that a column can be read.
	let hundredth = TALLY / 100;
	let rounded = (amount.unsigned_abs() + hundredth / 2) / hundredth * hundredth;
	let sign = if amount < 0 && rounded > 0 { "−" } else { "" };
	format!("{sign}{}", tally(rounded))
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn a_bill_is_written_in_hundredths_with_its_sign() {
		assert_eq!(money(-1_234_567), "−1.23 TALLY");
		assert_eq!(money(1_235_000), "1.24 TALLY");
		assert_eq!(money(-4_000), "0.00 TALLY");
		let row = row("17", 2_000_000, 3_500_000);
		assert_eq!(
			row.split_whitespace().collect::<Vec<_>>()[1..],
			["2.00", "TALLY", "3.50", "TALLY", "−1.50", "TALLY"]
		);
	}
}
