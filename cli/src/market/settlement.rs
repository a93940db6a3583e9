//! `tallystick settle`.

use super::{
	contracts::PointArg,
	debts::{moved_json, moved_text},
	id, when, Market,
};
use crate::{
	assets::event_of,
	failure::{Failure, Result},
	session::Session,
	text::money,
};
use clap::Args;
use serde_json::json;
use tallystick_client::{
	energy_market::{calls::Settle, events::Settled, views::SettledUpTo, Finality},
	records::Millis,
};

/// Have a metering point's period settled: trades, deviations, charges and supply. Anybody may.
#[derive(Args)]
#[command(after_help = "Examples:
  tallystick settle 5f0c…9a21 --key-file home.key
  tallystick settle 5f0c…9a21 2026-12-02 --key-file supplier.key

As long as readings can come, nothing is paid, and what the point will owe is kept of its margin. --json shows the lines.")]
pub(crate) struct SettleArgs {
	#[command(flatten)]
	of: PointArg,
	/// A moment of the period. Without it: the first period that has no final account.
	#[arg(value_name = "TIME", value_parser = when)]
	at: Option<Millis>,
}

pub(crate) async fn run(session: &Session, args: SettleArgs) -> Result {
	let market = Market::open(session).await?;
	let point = args.of.point;
	market.point(point).await?;
	let period = match args.at {
		Some(at) => market.slots.period(at),
		None => {
			let next = market.ledger.chain.view(SettledUpTo { point }, None).await?;
			next.ok_or_else(|| {
				Failure::refused(format!(
					"metering point {} has no period to settle: it is not confirmed",
					id(point)
				))
			})?
		},
	};
	let included = market.ledger.submit_by_anybody(Settle { point, period }).await?;
	let Settled { finality, accounts, moved, free, locked, reserved, .. } = event_of(&included)?;
	let shown = market.slots.show_period(period);
	let what = match finality {
		Finality::Preliminary => format!("{shown} has a preliminary account, and nothing is paid"),
		Finality::Final => format!("{shown} is settled for good"),
		Finality::Lapsed => {
			format!("{shown} has lapsed: nobody settled it in time, so nothing is booked of it")
		},
	};
	let text = format!(
		"metering point {}: {what}, in block {}; of the margin {} are free, and {} are locked; {} are kept for preliminary accounts\n{}",
		id(point),
		included.block.number,
		money(free),
		money(locked),
		money(reserved),
		moved_text(&market, &moved).await?
	);
	let value = json!({
		"point": point, "period": market.slots.period_json(period), "finality": finality,
		"accounts": accounts,
		"moved": moved_json(&moved), "free": free.to_string(), "locked": locked.to_string(),
		"reserved": reserved.to_string(),
		"block": included.block.number,
	});
	session.say(text, value);
	Ok(())
}
