//! `tallystick advance`.

use super::{when, Market, ZoneArg};
use crate::{
	assets::done,
	failure::{Failure, Result},
	session::Session,
	text,
};
use clap::Args;
use serde_json::json;
use tallystick_client::{
	energy_market::{
		calls::Advance,
		events::{Counted, PeriodCounted},
	},
	records::Millis,
};

/// Have the trades of a zone's period counted, so that its accounts can be settled. Anybody may; blocks do it, too,
/// if they have time left.
#[derive(Args)]
#[command(after_help = "Examples:
  tallystick advance 0 2026-12-02 --key-file home.key
  tallystick advance 0 2026-12-02 --points 20 --key-file home.key

All gates of the period have to be closed, and its books cleared. Repeat the command until all points are counted. It is free if it
counts 64 points, or the last ones.")]
pub(crate) struct AdvanceArgs {
	/// The zone: its number, or its EIC.
	#[arg(value_parser = super::zone)]
	zone: ZoneArg,
	/// A moment of the period.
	#[arg(value_name = "TIME", value_parser = when)]
	at: Millis,
	/// The most metering points to count. A block has room for some hundreds.
	#[arg(long, default_value_t = 100)]
	points: u32,
}

pub(crate) async fn run(session: &Session, args: AdvanceArgs) -> Result {
	if args.points == 0 {
		return Err(Failure::usage("--points 0 counts nothing; give 1 or more"));
	}
	let market = Market::open(session).await?;
	let (zone, _) = market.zone(args.zone).await?;
	let period = market.slots.period(args.at);
	let call = Advance { zone, period, points: args.points };
	let included = market.ledger.submit_by_anybody(call).await?;
	let counted = included.events.all::<Counted>()?.len();
	let is_done = included.events.first::<PeriodCounted>()?.is_some();
	let text = format!(
		"zone {zone}, {}: {} counted{}",
		market.slots.show_period(period),
		text::count(counted as u64, "point is", "points are"),
		if is_done { "; these were the last" } else { "; others wait, so repeat the command" }
	);
	let value = json!({
		"zone": zone, "period": market.slots.period_json(period), "counted": counted,
		"done": is_done,
	});
	done(&market.ledger, &included, text, value);
	Ok(())
}
