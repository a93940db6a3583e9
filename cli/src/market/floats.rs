//! `tallystick float`.

use super::Market;
use crate::{
	assets::{args, done, event_of},
	failure::{Failure, Result},
	session::Session,
	text::{self, money},
};
use clap::Subcommand;
use serde_json::json;
use tallystick_client::{
	energy_market::{
		calls::{FundFloat, WithdrawFloat},
		events::{FloatFunded, FloatWithdrawn},
		views::{NeededFloat, SupplierOf},
		Supplier,
	},
	records::OrgId,
};

#[derive(Subcommand)]
pub(crate) enum FloatCommand {
	/// Show a supplier's float, and how much it has to be for it to get customers.
	Show {
		/// The supplier. Without it: the signer's organisation.
		#[arg(long, value_parser = args::org)]
		org: Option<OrgId>,
	},
	/// Put money of the organisation's account on hold.
	#[command(
		after_help = "Example:\n  tallystick float fund '100 TALLY' --key-file supplier.key"
	)]
	Fund {
		/// How much: 100 TALLY, or a whole number of millionths.
		#[arg(value_parser = text::parse_money)]
		amount: u128,
	},
	/// Take back what is not needed.
	Withdraw {
		/// How much: 100 TALLY, or a whole number of millionths.
		#[arg(value_parser = text::parse_money)]
		amount: u128,
	},
}

pub(crate) async fn run(session: &Session, command: FloatCommand) -> Result {
	let market = Market::open(session).await?;
	let ledger = &market.ledger;
	match command {
		FloatCommand::Show { org } => {
			let org = match org {
				Some(org) => org,
				None => ledger.org().await?,
			};
			let supplier = load(&market, org).await?;
			let needed = ledger.chain.view(NeededFloat { org }, None).await?.unwrap_or_default();
			let held = supplier.float.held;
			let text = format!(
				"float   {}\nowed    {}\nneeded  {}{}",
				money(held),
				money(supplier.float.owed),
				money(needed),
				match held < needed {
					true => ": the supplier gets no new customers",
					false => "",
				}
			);
			let value = json!({
				"supplier": org, "float": held.to_string(), "owed": supplier.float.owed.to_string(),
				"needed": needed.to_string(),
			});
			session.say(text, value);
		},
		FloatCommand::Fund { amount } => {
			if amount == 0 {
				return Err(Failure::usage("an amount of 0 is too small"));
			}
			load(&market, ledger.org().await?).await?;
			let included = ledger.submit(FundFloat { amount }).await?;
			let FloatFunded { supplier, float, .. } = event_of(&included)?;
			let text = format!("the float of organisation {supplier} is {}", money(float));
			done(
				ledger,
				&included,
				text,
				json!({ "supplier": supplier, "float": float.to_string() }),
			);
		},
		FloatCommand::Withdraw { amount } => {
			let supplier = load(&market, ledger.org().await?).await?;
			if amount == 0 || amount > supplier.float.held {
				return Err(Failure::refused(format!(
					"the float is {}; name an amount within it",
					money(supplier.float.held)
				)));
			}
			let included = ledger.submit(WithdrawFloat { amount }).await?;
			let FloatWithdrawn { supplier, float, .. } = event_of(&included)?;
			let text = format!("the float of organisation {supplier} is {}", money(float));
			done(
				ledger,
				&included,
				text,
				json!({ "supplier": supplier, "float": float.to_string() }),
			);
		},
	}
	Ok(())
}

async fn load(market: &Market<'_>, org: OrgId) -> Result<Supplier> {
	let found = market.ledger.chain.view(SupplierOf { org }, None).await?;
	match found {
		Some(found) => Ok(found),
		None => Err(Failure::refused(format!(
			"organisation {} has no tariffs; it becomes a supplier with `tallystick tariff offer`",
			market.ledger.name(org).await?
		))),
	}
}
