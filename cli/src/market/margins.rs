//! `tallystick margin`.

use super::{contracts::PointArg, debts::owed, id, Market};
use crate::{
	assets::{done, event_of},
	failure::{Failure, Result},
	session::Session,
	text::{self, money},
};
use clap::Subcommand;
use serde_json::json;
use tallystick_client::energy_market::{
	calls::{Fund, Withdraw},
	events::{Funded, Withdrawn},
	views::DebtsOf,
};

#[derive(Subcommand)]
pub(crate) enum MarginCommand {
	/// Put money on hold for the orders of a metering point.
	#[command(
		after_help = "Example:\n  tallystick margin fund 5f0c…9a21 '5 TALLY' --key-file home.key"
	)]
	Fund {
		#[command(flatten)]
		of: PointArg,
		/// How much: 5 TALLY, or a whole number of millionths.
		#[arg(value_parser = text::parse_money)]
		amount: u128,
	},
	/// Take back money that no order needs.
	#[command(
		after_help = "Examples:\n  tallystick margin withdraw 5f0c…9a21 '1.5 TALLY' --key-file home.key\n  tallystick margin withdraw 5f0c…9a21 --all --key-file home.key"
	)]
	Withdraw {
		#[command(flatten)]
		of: PointArg,
		/// How much: 1.5 TALLY, or a whole number of millionths.
		#[arg(value_parser = text::parse_money, required_unless_present = "all", conflicts_with = "all")]
		amount: Option<u128>,
		/// All that no order needs and the point does not owe.
		#[arg(long)]
		all: bool,
	},
}

pub(crate) async fn run(session: &Session, command: MarginCommand) -> Result {
	let market = Market::open(session).await?;
	let ledger = &market.ledger;
	match command {
		MarginCommand::Fund { of: PointArg { point }, amount } => {
			market.own_point(point).await?;
			if amount == 0 {
				return Err(Failure::usage("an amount of 0 is too small"));
			}
			let included = ledger.submit_by_anybody(Fund { point, amount }).await?;
			let free = event_of::<Funded>(&included)?.free;
			let text = format!(
				"{} are on hold for the orders of metering point {}; {} are free",
				money(amount),
				id(point),
				money(free)
			);
			let value = json!({
				"point": point, "amount": amount.to_string(), "free": free.to_string(),
			});
			done(ledger, &included, text, value);
		},
		MarginCommand::Withdraw { of: PointArg { point }, amount, .. } => {
			let record = market.own_point(point).await?;
			let debts = ledger.chain.view(DebtsOf { point }, None).await?;
			let owed = owed(&debts);
			let most = record.free.saturating_sub(owed).saturating_sub(record.reserved);
			let amount = amount.unwrap_or(most);
			if amount == 0 {
				return Err(Failure::refused("there is nothing to withdraw"));
			}
			if amount > most {
				return Err(Failure::refused(format!(
					"{} of the margin are free, {} are locked for orders and trades, and the point owes {}, and {} more by preliminary accounts",
					money(record.free),
					money(record.locked),
					money(owed),
					money(record.reserved)
				)));
			}
			let included = ledger.submit_by_anybody(Withdraw { point, amount }).await?;
			let free = event_of::<Withdrawn>(&included)?.free;
			let text = format!(
				"{} of metering point {} are on hold no more; {} are still free",
				money(amount),
				id(point),
				money(free)
			);
			let value = json!({
				"point": point, "amount": amount.to_string(), "free": free.to_string(),
			});
			done(ledger, &included, text, value);
		},
	}
	Ok(())
}
