//! How the story of a washing machine came out.

use super::{account::Bought as Order, log::Entry, play::Play, Hooks};
use crate::story::{
	ledger::money,
	words::{change, tally},
	StoryError,
};
use serde::Serialize;
use tallystick_client::{procurement::Outcome as End, AccountId};

/// What happened on the chain.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Figures {
	/// Blocks that were made.
	pub blocks: u64,
	/// Washes.
	pub washes: u64,
	/// Segments of readings that were anchored.
	pub segments: u64,
	/// Orders that were placed.
	pub orders: u64,
	/// Times that a need stayed open because no offer fitted.
	pub unmet: u64,
	/// Times that a need was given up for a while.
	pub given_up: u64,
	/// Times that a rule asked for something that was on order already, or could not be ordered.
	pub refused: u64,
}

/// What came of an order. Money is in the chain's smallest unit.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Bought {
	/// Its number.
	pub order: u64,
	/// Of whom it was ordered.
	pub vendor: &'static str,
	/// What it cost, with freight and tax.
	pub price: String,
	/// How it ended.
	pub outcome: String,
	/// What the vendor got.
	pub paid: String,
	/// What came back to whoever paid.
	pub refunded: String,
	/// What they got of the vendor's bond.
	pub bond: String,
}

/// How the story of a washing machine came out.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Outcome {
	/// What happened on the chain.
	pub figures: Figures,
	/// The orders, in the sequence in which they were placed.
	pub orders: Vec<Bought>,
	/// What the machine went through: UTC on the chain's clock, in milliseconds, and plain words.
	pub history: Vec<(u64, String)>,
	/// What went otherwise than it must. Nothing in a good story.
	pub findings: Vec<String>,
}

impl Outcome {
	/// Whether everything went as it must.
	pub fn is_good(&self) -> bool {
		self.findings.is_empty()
	}
}

/// How an order ended, in a word or two.
pub(super) fn end_of(outcome: &End) -> &'static str {
	match outcome {
		End::Vetoed => "vetoed",
		End::Withdrawn => "withdrawn",
		End::Refused => "refused",
		End::Lapsed => "lapsed",
		End::Cancelled => "cancelled",
		End::Failed => "failed",
		End::Undelivered => "not delivered",
		End::Paid { .. } => "paid",
		End::Refunded => "sent back",
		End::Agreed { .. } => "agreed",
		End::Decided { .. } => "decided",
		End::VendorGone => "vendor gone",
		End::Expired { .. } => "expired",
	}
}

impl<H: Hooks> Play<'_, H> {
	/// Compares the money of everybody with the story's own account.
	pub(super) async fn audit(&mut self) -> Result<(), StoryError> {
		for (who, account, before) in self.money.clone() {
			let now = money(&self.chain, &account, None).await?;
			let expected = before.saturating_add_signed(self.account.change(&account));
			if now != expected {
				self.findings.push(format!(
					"{who} has {}, and must have {}",
					tally(now),
					tally(expected)
				));
			}
		}
		for (who, payer) in self.payers() {
			let budgets = self.budgets(&payer).await?;
			let expected = self.account.held(&payer);
			if budgets != expected {
				self.findings.push(format!(
					"{who} has {} on hold for budgets, and must have {}",
					tally(budgets),
					tally(expected)
				));
			}
		}
		Ok(())
	}

	/// Those who have given mandates.
	fn payers(&self) -> [(&'static str, AccountId); 2] {
		[&self.found.cast.household, &self.found.cast.works]
			.map(|party| (party.name, party.account()))
	}

	/// What an account has on hold for budgets.
	async fn budgets(&self, who: &AccountId) -> Result<u128, StoryError> {
		let holds = self.chain.holds(who, None).await?;
		let own =
			holds.iter().filter(|hold| hold.pallet == "Procurement" && hold.reason == "Budget");
		Ok(own.map(|hold| hold.amount).sum())
	}

	/// Says how it came out.
	pub(super) async fn end(mut self) -> Result<Outcome, StoryError> {
		self.audit().await?;
		self.figures.blocks = self.lapse.blocks;
		let orders: Vec<Bought> =
			self.account.orders.values().map(|own| self.bought(own)).collect();
		let open = self.account.orders.values().filter(|own| own.ended.is_none()).count();
		if open > 0 {
			self.findings.push(format!("{open} orders have not ended"));
		}
		self.hooks.tell(&format!(
			"{:>5}  {:<9}  {:<10}  {:>14}  {:<13}  {:>14}  {:>14}  {:>13}",
			"order", "what", "from", "price", "end", "paid", "refunded", "bond"
		));
		let lines: Vec<String> = self.account.orders.values().map(|own| self.line(own)).collect();
		for line in lines {
			self.hooks.tell(&line);
		}
		for (who, account, before) in self.money.clone() {
			let now = money(&self.chain, &account, None).await?;
			if now != before {
				self.hooks.tell(&format!("{who}: {}", change(before, now)));
			}
			self.write(&Entry::Money {
				who,
				account: account.to_string(),
				before: before.to_string(),
				after: now.to_string(),
			})?;
		}
		for (_, payer) in self.payers() {
			let (at, budgets) = (self.lapse.now, self.budgets(&payer).await?.to_string());
			self.write(&Entry::Held { at, account: payer.to_string(), budgets })?;
		}
		let figures = self.figures;
		self.hooks.tell(&format!(
			"{} washes, {} segments of readings, {} orders in {} blocks. {} times no offer fitted, {} times a need was given up, {} \
			 times a rule asked in vain.",
			figures.washes,
			figures.segments,
			figures.orders,
			figures.blocks,
			figures.unmet,
			figures.given_up,
			figures.refused,
		));
		for finding in &self.findings {
			self.hooks.tell(&format!("NOT AS IT MUST BE: {finding}"));
		}
		self.write(&Entry::Outcome {
			orders: serde_json::to_value(&orders).unwrap_or_default(),
			figures: serde_json::to_value(figures).unwrap_or_default(),
			findings: self.findings.clone(),
		})?;
		let Self { history, findings, .. } = self;
		Ok(Outcome { figures, orders, history, findings })
	}

	fn bought(&self, own: &Order) -> Bought {
		let ended = own.ended.as_ref().map(|(_, ended)| ended);
		let text = |amount: Option<u128>| amount.unwrap_or(0).to_string();
		Bought {
			order: own.order.0,
			vendor: self.found.cast.vendor(own.vendor).name,
			price: own.landed.gross.to_string(),
			outcome: ended.map_or("open", |ended| end_of(&ended.outcome)).into(),
			paid: text(ended.map(|ended| ended.paid)),
			refunded: text(ended.map(|ended| ended.refunded)),
			bond: text(ended.map(|ended| ended.bond)),
		}
	}

	fn line(&self, own: &Order) -> String {
		let ended = own.ended.as_ref().map(|(_, ended)| ended);
		let amount = |amount: Option<u128>| match amount {
			Some(amount) if amount > 0 => tally(amount),
			_ => String::new(),
		};
		format!(
			"{:>5}  {:<9}  {:<10}  {:>14}  {:<13}  {:>14}  {:>14}  {:>13}",
			own.order.0,
			self.name_of(own.need),
			self.found.cast.vendor(own.vendor).name,
			tally(own.landed.gross),
			ended.map_or("open", |ended| end_of(&ended.outcome)),
			amount(ended.map(|ended| ended.paid)),
			amount(ended.map(|ended| ended.refunded)),
			amount(ended.map(|ended| ended.bond)),
		)
	}
}
