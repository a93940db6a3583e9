//! `tallystick signal`.

use super::Parsed;
use crate::{
	assets::{at, done, event_of, number::Decimal, Ledger},
	failure::{Failure, Result},
	rules::words::{kind, number, parse_span},
	session::Session,
	text::table,
};
use clap::{Args, Subcommand};
use serde_json::json;
use tallystick_client::{
	automation::{
		calls::{CloseSignal, OpenSignal, SetLimit},
		events::SignalOpened,
		views::SignalOf,
		Limit, Signal,
	},
	records::Unit,
	rules::{EventId, Kind, Quantity},
};

#[derive(Subcommand)]
pub(crate) enum SignalCommand {
	/// Open a signal, with which the signer's organisation, a grid operator, calls for limits.
	#[command(
		after_help = "Example:\n  tallystick signal open W --exponent 2 --key-file grid.key"
	)]
	Open(OpenArgs),
	/// Call for a limit, in place of the one before.
	#[command(
		after_help = "Example:\n  tallystick signal call 0 4200 --in 15min --for 2h --key-file grid.key"
	)]
	Call(CallArgs),
	/// Withdraw a limit before its end.
	Withdraw(SignalArgs),
	/// Remove a signal that has no limit, or one that is over. Its deposit goes back.
	Close(SignalArgs),
	/// List all signals, with their limits.
	List,
}

#[derive(Args)]
pub(crate) struct OpenArgs {
	/// The unit of its limits: that of the channels that follow it.
	#[arg(value_parser = unit)]
	unit: Unit,
	/// The power of ten by which the channels count.
	#[arg(long, default_value_t = 0, allow_negative_numbers = true)]
	exponent: i8,
}

#[derive(Args)]
pub(crate) struct SignalArgs {
	/// The number of the signal.
	#[arg(value_parser = event)]
	signal: EventId,
}

#[derive(Args)]
pub(crate) struct CallArgs {
	#[command(flatten)]
	of: SignalArgs,
	/// The limit, in the signal's unit: no set-point may be higher.
	#[arg(allow_negative_numbers = true)]
	value: Decimal,
	/// When it begins, counted from now. Default: now.
	#[arg(long = "in", value_name = "SPAN", value_parser = parse_span)]
	ahead: Option<u64>,
	/// How long it counts. It has to end within 7 days from now.
	#[arg(long = "for", value_name = "SPAN", value_parser = parse_span)]
	span: u64,
}

/// Reads the number of a signal.
pub(super) fn event(text: &str) -> Parsed<EventId> {
	text.parse().map(EventId).map_err(|_| "give the signal's number".into())
}

fn unit(text: &str) -> Parsed<Unit> {
	Unit::new(text.as_bytes()).ok_or_else(|| "give a unit's symbol, such as W".into())
}

pub(crate) async fn run(session: &Session, command: SignalCommand) -> Result {
	match command {
		SignalCommand::Open(OpenArgs { unit, exponent }) => {
			let quantity = Quantity { unit, exponent };
			let ledger = Ledger::open(session).await?;
			let included = ledger.submit(OpenSignal { quantity }).await?;
			let event = event_of::<SignalOpened>(&included)?.event;
			done(&ledger, &included, format!("signal {event} is open"), json!({ "signal": event }));
		},
		SignalCommand::Call(args) => call(session, args).await?,
		SignalCommand::Withdraw(SignalArgs { signal: event }) => {
			let ledger = Ledger::open(session).await?;
			let included = ledger.submit(SetLimit { event, limit: None }).await?;
			let text = format!("the limit of signal {event} is withdrawn");
			done(&ledger, &included, text, json!({ "signal": event }));
		},
		SignalCommand::Close(SignalArgs { signal: event }) => {
			let ledger = Ledger::open(session).await?;
			let included = ledger.submit(CloseSignal { event }).await?;
			let text = format!("signal {event} is closed");
			done(&ledger, &included, text, json!({ "signal": event }));
		},
		SignalCommand::List => list(session).await?,
	}
	Ok(())
}

async fn call(session: &Session, args: CallArgs) -> Result {
	let event = args.of.signal;
	let ledger = Ledger::open(session).await?;
	let signal = ledger.chain.view(SignalOf { event }, None).await?;
	let Some(Signal { quantity, .. }) = signal else {
		return Err(Failure::refused(format!(
			"there is no signal {event}; `tallystick signal list` lists them"
		)));
	};
	let value = args.value.in_units(quantity.exponent).map_err(Failure::usage)?;
	let from = ledger.chain.now(None).await?.saturating_add(args.ahead.unwrap_or_default());
	let limit = Limit { value, from, until: from.saturating_add(args.span) };
	let included = ledger.submit(SetLimit { event, limit: Some(limit) }).await?;
	let text = format!("signal {event} calls for {}", words(&limit, quantity));
	done(&ledger, &included, text, json!({ "signal": event, "limit": limit }));
	Ok(())
}

/// A limit for people.
fn words(limit: &Limit, quantity: Quantity) -> String {
	let Limit { value, from, until } = *limit;
	format!("at most {} from {} until {}", number(value, quantity), at(from), at(until))
}

async fn list(session: &Session) -> Result {
	let ledger = Ledger::open(session).await?;
	let block = ledger.chain.best().await?.hash;
	let (mut all, mut after) = (Vec::<(EventId, Signal)>::new(), None);
	loop {
		let page = ledger.chain.signals(after, Some(&block)).await?;
		all.extend(page.items);
		match page.next {
			Some((next, _)) => after = Some(next),
			None => break,
		}
	}
	all.sort_by_key(|(event, _)| *event);
	let now = ledger.chain.now(Some(&block)).await?;
	let mut rows = vec![["signal", "grid operator", "counts", "limit"].map(str::to_owned).to_vec()];
	for (event, signal) in &all {
		let limit = signal.limit.map(|limit| match limit.until <= now {
			true => format!("none; the last one ended at {}", at(limit.until)),
			false => words(&limit, signal.quantity),
		});
		rows.push(vec![
			event.to_string(),
			ledger.name(signal.org).await?,
			kind(Kind::Number(signal.quantity)),
			limit.unwrap_or_else(|| "none".into()),
		]);
	}
	let shown = match all.is_empty() {
		true => "there are no signals".into(),
		false => table(&rows),
	};
	let signals: Vec<_> =
		all.iter().map(|(event, signal)| json!({ "id": event, "record": signal })).collect();
	session.say(shown, json!({ "signals": signals }));
	Ok(())
}

#[cfg(test)]
mod tests {
	use super::*;
	use tallystick_client::records::Millis;

	#[test]
	fn a_limit_is_shown_in_its_signals_unit() {
		let quantity = Quantity { unit: unit("W").unwrap(), exponent: 2 };
		let limit = Limit { value: 42, from: Millis(0), until: Millis(60_000) };
		let shown = words(&limit, quantity);
		assert!(shown.starts_with("at most 4200 W from 1970-01-01T00:00:00"), "{shown}");
		assert!(unit("a unit without end").is_err());
	}
}
