//! `tallystick book`.

use super::{moment, units, when, Market, ZoneArg};
use crate::{failure::Result, session::Session, text};
use clap::Args;
use serde_json::json;
use std::fmt::Write;
use tallystick_client::{
	energy_market::{
		views::{BookOf, CurveOf, ResultOf},
		Level, Stage,
	},
	market::Clearing,
	records::{market::ZoneId, Millis, Slot, WattHours},
};

/// Show a zone's books: what is bid and asked, and what came out.
#[derive(Args)]
#[command(after_help = "Examples:
  tallystick book 0                          the slots from now on, and those of the last hour
  tallystick book 0 2026-12-02T08:00Z        one slot: all that is bid and asked, or the result")]
pub(crate) struct BookArgs {
	/// The zone: its number, or its EIC.
	#[arg(value_parser = super::zone)]
	zone: ZoneArg,
	/// A moment of the slot. Without it: an overview.
	#[arg(value_name = "TIME", value_parser = when)]
	at: Option<Millis>,
}

pub(crate) fn stage_name(stage: Stage) -> &'static str {
	match stage {
		Stage::Ahead => "not open",
		Stage::Open => "open",
		Stage::Firm => "firm",
		Stage::Closed => "closed",
		Stage::Cleared => "cleared",
	}
}

pub(crate) async fn run(session: &Session, args: BookArgs) -> Result {
	let market = Market::open(session).await?;
	let (zone, _) = market.zone(args.zone).await?;
	match args.at {
		Some(at) => one(&market, zone, market.slots.timing.slot_at(at)).await,
		None => overview(&market, zone).await,
	}
}

/// What is known of a zone's slot.
struct Book {
	stage: Stage,
	levels: Vec<Level>,
	result: Option<Clearing>,
}

async fn load(market: &Market<'_>, zone: ZoneId, slot: Slot) -> Result<Book> {
	let chain = &market.ledger.chain;
	let stage = chain.view(BookOf { zone, slot }, None).await?;
	let levels = chain.view(CurveOf { zone, slot }, None).await?;
	let result = chain.view(ResultOf { zone, slot }, None).await?;
	Ok(Book { stage, levels, result })
}

/// All bids, and all asks.
fn sums(levels: &[Level]) -> (WattHours, WattHours) {
	let sum = |of: fn(&Level) -> u64| levels.iter().map(of).fold(0, u64::saturating_add);
	(WattHours(sum(|level| level.buy.0)), WattHours(sum(|level| level.sell.0)))
}

async fn one(market: &Market<'_>, zone: ZoneId, slot: Slot) -> Result {
	let (slots, timing) = (&market.slots, &market.slots.timing);
	let Book { stage, levels, result } = load(market, zone, slot).await?;
	let mut text = format!("zone    {zone}\nslot    {}\n", slots.show(slot));
	let firm = Millis(timing.gate(slot).0.saturating_sub(timing.firm.into()));
	let said = match stage {
		Stage::Ahead => format!("not open; it opens at {}", moment(timing.opens(slot))),
		Stage::Open => format!(
			"open; from {} on nothing is cancelled or reduced, and the gate closes at {}",
			moment(firm),
			moment(timing.gate(slot))
		),
		Stage::Firm => format!(
			"firm: nothing is cancelled or reduced; the gate closes at {}",
			moment(timing.gate(slot))
		),
		Stage::Closed => "closed; a block clears it next".into(),
		Stage::Cleared => "cleared".into(),
	};
	let _ = writeln!(text, "book    {said}");
	match &result {
		Some(clearing) => {
			let _ = writeln!(text, "price   {}", units::price(clearing.price));
			let _ = writeln!(text, "volume  {}", units::energy(clearing.volume));
			for (name, last) in [("bids", &clearing.bid), ("asks", &clearing.ask)] {
				let _ = writeln!(
					text,
					"{name:<6}  at the last price {} of {} are filled",
					units::energy(last.filled),
					units::energy(last.offered)
				);
			}
		},
		None if stage == Stage::Cleared => text.push_str("price   none: nothing was traded\n"),
		None => {},
	}
	if !levels.is_empty() {
		let mut rows = vec![["price", "bids", "asks"].map(str::to_owned).to_vec()];
		let written = |energy: WattHours| match energy.0 {
			0 => String::new(),
			_ => units::energy(energy),
		};
		rows.extend(
			levels.iter().rev().map(|level| {
				vec![units::price(level.price), written(level.buy), written(level.sell)]
			}),
		);
		let _ = write!(text, "\n{}", text::table(&rows));
	}
	let value = json!({
		"zone": zone, "slot": slots.json(slot), "book": stage, "opens": timing.opens(slot),
		"gate": timing.gate(slot), "curve": levels, "result": result,
	});
	market.ledger.session.say(text, value);
	Ok(())
}

/// How far an overview goes back, in milliseconds.
const PAST: u64 = 3_600_000;

async fn overview(market: &Market<'_>, zone: ZoneId) -> Result {
	let (slots, timing) = (&market.slots, &market.slots.timing);
	let first = timing.slot_at(Millis(slots.now.0.saturating_sub(PAST)));
	let last = timing.next_unopened(slots.now);
	let head =
		["slot", "book", "gate closes", "bids", "asks", "price", "volume"].map(str::to_owned);
	let (mut rows, mut values) = (vec![head.to_vec()], Vec::new());
	for slot in (first.0..last.0).map(Slot) {
		let Book { stage, levels, result } = load(market, zone, slot).await?;
		let (buy, sell) = sums(&levels);
		let written = |energy: WattHours| match energy.0 {
			0 => "–".to_owned(),
			_ => units::energy(energy),
		};
		// An empty book of the past is not worth a line.
		if stage == Stage::Cleared && result.is_none() {
			continue;
		}
		rows.push(vec![
			slots.begins(slot),
			stage_name(stage).into(),
			moment(timing.gate(slot)),
			written(buy),
			written(sell),
			result.map_or_else(|| "–".into(), |clearing| units::price(clearing.price)),
			result.map_or_else(|| "–".into(), |clearing| units::energy(clearing.volume)),
		]);
		values.push(json!({
			"slot": slots.json(slot), "book": stage, "gate": timing.gate(slot), "bids": buy,
			"asks": sell, "result": result,
		}));
	}
	let text = match values.is_empty() {
		true => "no book is open".into(),
		false => text::table(&rows),
	};
	market.ledger.session.say(text, json!(values));
	Ok(())
}

#[cfg(test)]
mod tests {
	use super::*;
	use tallystick_client::records::Price;

	#[test]
	fn bids_and_asks_are_added_up() {
		let level =
			|buy, sell| Level { price: Price(5), buy: WattHours(buy), sell: WattHours(sell) };
		assert_eq!(sums(&[level(900, 0), level(700, 1_800)]), (WattHours(1_600), WattHours(1_800)));
		assert_eq!(sums(&[]), (WattHours(0), WattHours(0)));
	}
}
