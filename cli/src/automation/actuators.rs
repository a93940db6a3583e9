//! `tallystick actuator`.

use super::{claimant, entrusts, fit, grants, safety, signals};
use crate::{
	assets::{at, done, event_of, number::Decimal, Ledger},
	failure::{Failure, Result},
	models::describe,
	parse::{self, StreamArg},
	rules::words::{names, parse_span},
	session::{channel_of, Session},
	text::{span, table, Scale},
};
use clap::{Args, Subcommand};
use serde_json::json;
use std::path::PathBuf;
use tallystick_client::{
	automation::{
		calls::{DropActuator, Follow, Free, ReleaseByHand, SetByHand, SetSafety, Start, Stop},
		events::SafetySet,
		views::{ActuatorOf, StandingOf},
		ActuatorRecord, Guard, Latch, Standing,
	},
	control::{CommandState, Kind, Writable},
	records::{
		telemetry::{Facts, Observation},
		Millis, StreamId,
	},
	rules::{EventId, SiteId},
	Call, Channel, DeviceStatus, Hash, Included,
};

#[derive(Subcommand)]
pub(crate) enum ActuatorCommand {
	/// Let rules set a writable channel of a device of one's own, within an envelope.
	#[command(after_help = safety::EXAMPLE)]
	Set(SetArgs),
	/// Show how far an actuator may go, how it stands, and who claims what.
	#[command(after_help = "Example:\n  tallystick actuator show 0939…c77c/target")]
	Show(ActuatorArgs),
	/// Set an actuator by hand, above all rules. Its envelope and its guards still count.
	#[command(
		after_help = "Example:\n  tallystick actuator hand 0939…c77c/target 21.5 --for 2h --key-file operator.key"
	)]
	Hand(HandArgs),
	/// End what was set by hand, before its time.
	Release(ActuatorArgs),
	/// Stop an actuator: it stands at its fail-safe until somebody starts it. An owner without an organisation may, and a
	/// suspended organisation.
	Stop(ActuatorArgs),
	/// Let a stopped actuator go on.
	Start(ActuatorArgs),
	/// Let an actuator move again that was latched because it changed too often. While the changes of the hour are spent, the
	/// next change latches it again.
	Free(ActuatorArgs),
	/// Subject an actuator to the limits of a grid operator's signal, in place of the one before.
	#[command(
		after_help = "Example:\n  tallystick actuator follow 0939…c77c/power-limit 0 --key-file operator.key\n\n`tallystick signal list` lists the signals."
	)]
	Follow(FollowArgs),
	/// Let an actuator follow no signal any more.
	Unfollow(ActuatorArgs),
	/// Let nobody set the channel any more. Its deposit goes back. Anybody may once the device has changed hands.
	Drop(ActuatorArgs),
	/// Sign a grant, so that gateways may command an actuator of one's own within its envelope. The chain is only read.
	#[command(after_help = grants::EXAMPLE)]
	Grant(grants::GrantArgs),
	/// Show what a signed grant permits, and check who signed it.
	#[command(
		after_help = "Examples:\n  tallystick actuator show-grant 0939…c77c.2.grant\n  tallystick actuator show-grant 0939…c77c.2.grant --owner-key 0x41d8…"
	)]
	ShowGrant(grants::ShowGrantArgs),
	/// Hand a device over to another command key, which signs its grants from then on: the next owner's, or a new one of
	/// one's own. The chain is only read.
	#[command(after_help = entrusts::EXAMPLE)]
	Entrust(entrusts::EntrustArgs),
	/// Show to which command key a file hands a device over, and check who signed it.
	#[command(
		after_help = "Examples:\n  tallystick actuator show-entrust 0939…c77c.entrust\n  tallystick actuator show-entrust 0939…c77c.entrust --owner-key 0x41d8…"
	)]
	ShowEntrust(entrusts::ShowEntrustArgs),
}

#[derive(Args)]
pub(crate) struct ActuatorArgs {
	/// Device and channel, by number or name.
	#[arg(value_name = "DEVICE/CHANNEL", value_parser = parse::stream)]
	actuator: StreamArg,
}

#[derive(Args)]
pub(crate) struct SetArgs {
	#[command(flatten)]
	actuator: ActuatorArgs,
	/// What is permitted, in TOML.
	file: PathBuf,
	/// The number of the site where it stands.
	#[arg(long, value_parser = super::site)]
	site: SiteId,
}

#[derive(Args)]
pub(crate) struct HandArgs {
	#[command(flatten)]
	actuator: ActuatorArgs,
	/// The set-point, in the channel's unit.
	#[arg(allow_negative_numbers = true)]
	value: Decimal,
	/// For how long: at most 7 d.
	#[arg(long = "for", value_name = "SPAN", value_parser = parse_span)]
	span: u64,
}

#[derive(Args)]
pub(crate) struct FollowArgs {
	#[command(flatten)]
	actuator: ActuatorArgs,
	/// The number of the signal.
	#[arg(value_parser = signals::event)]
	signal: EventId,
}

/// An actuator with its channel.
pub(super) struct Found {
	pub(super) id: StreamId,
	pub(super) channel: Channel,
	pub(super) scale: Scale,
}

impl Found {
	fn value(&self, value: i64) -> String {
		self.scale.value(value.into())
	}

	/// Its device and channel, as they are named on the command line.
	pub(super) fn name(&self) -> String {
		format!("{}/{}", hex::encode(self.id.device.0), self.id.channel)
	}
}

pub(super) async fn find(ledger: &Ledger<'_>, actuator: &ActuatorArgs) -> Result<Found> {
	let id = ledger.session.stream(&actuator.actuator).await?;
	let channel = channel_of(&ledger.chain, &id.device, id.channel).await?;
	let channel = channel
		.ok_or_else(|| Failure::refused("the chain does not know such a channel of the device"))?;
	Ok(Found { id, scale: channel.clone().into(), channel })
}

pub(crate) async fn run(session: &Session, command: ActuatorCommand) -> Result {
	match command {
		ActuatorCommand::Set(args) => set(session, args).await,
		ActuatorCommand::Show(args) => show(session, args).await,
		ActuatorCommand::Hand(args) => hand(session, args).await,
		ActuatorCommand::Release(args) => {
			let call = |actuator| ReleaseByHand { actuator }.into();
			give_way(session, args, call, "is set by rules again").await
		},
		ActuatorCommand::Stop(args) => {
			change(session, args, |actuator| Stop { actuator }.into(), "is stopped").await
		},
		ActuatorCommand::Start(args) => {
			give_way(session, args, |actuator| Start { actuator }.into(), "goes on").await
		},
		ActuatorCommand::Free(args) => {
			give_way(session, args, |actuator| Free { actuator }.into(), "is freed").await
		},
		ActuatorCommand::Follow(args) => follow(session, args).await,
		ActuatorCommand::Unfollow(args) => {
			let call = |actuator| Follow { actuator, event: None }.into();
			change(session, args, call, "follows no signal").await
		},
		ActuatorCommand::Drop(args) => {
			let call = |actuator| DropActuator { actuator }.into();
			change(session, args, call, "is no actuator any more").await
		},
		ActuatorCommand::Grant(args) => grants::grant(session, args).await,
		ActuatorCommand::ShowGrant(args) => grants::show(session, args).await,
		ActuatorCommand::Entrust(args) => entrusts::entrust(session, args).await,
		ActuatorCommand::ShowEntrust(args) => entrusts::show(session, args).await,
	}
}

/// Does something with an actuator that changes no more than that. The chain refuses who may not.
async fn change(
	session: &Session,
	args: ActuatorArgs,
	call: impl FnOnce(StreamId) -> Call,
	what: &str,
) -> Result {
	let ledger = Ledger::open(session).await?;
	let found = find(&ledger, &args).await?;
	let included = ledger.submit_by_anybody(call(found.id)).await?;
	let text = format!("{} {what}", found.name());
	done(&ledger, &included, text, json!({ "actuator": found.id }));
	Ok(())
}

async fn follow(session: &Session, FollowArgs { actuator, signal }: FollowArgs) -> Result {
	let ledger = Ledger::open(session).await?;
	let found = find(&ledger, &actuator).await?;
	fit::check_followed(&ledger, signal, &found.channel).await?;
	let (actuator, event) = (found.id, Some(signal));
	let included = ledger.submit_by_anybody(Follow { actuator, event }).await?;
	let text = format!("{} follows signal {signal}", found.name());
	done(&ledger, &included, text, json!({ "actuator": actuator }));
	Ok(())
}

/// Ends something that outranked other claims, and says what is commanded then.
async fn give_way(
	session: &Session,
	args: ActuatorArgs,
	call: impl FnOnce(StreamId) -> Call,
	what: &str,
) -> Result {
	let ledger = Ledger::open(session).await?;
	let found = find(&ledger, &args).await?;
	let included = ledger.submit_by_anybody(call(found.id)).await?;
	let name = found.name();
	let (text, value) = match stands(&ledger, &found, &included).await? {
		None => (format!("{name} {what}"), json!({ "actuator": found.id })),
		Some(stands) => (
			format!("{name} {what}, and {}{}", stands.commanded(&found), stands.spent()),
			stands.json(&found),
		),
	};
	done(&ledger, &included, text, value);
	Ok(())
}

/// How an actuator stands in a block.
struct Stands {
	record: ActuatorRecord,
	standing: Standing,
	now: Millis,
}

async fn stands(ledger: &Ledger<'_>, found: &Found, included: &Included) -> Result<Option<Stands>> {
	let (actuator, block) = (found.id, Some(&included.block.hash));
	let record = ledger.chain.view(ActuatorOf { actuator }, block).await?;
	let standing = ledger.chain.view(StandingOf { actuator }, block).await?;
	let now = ledger.chain.now(block).await?;
	Ok(record.zip(standing).map(|(record, standing)| Stands { record, standing, now }))
}

impl Stands {
	fn value(&self) -> Option<i64> {
		self.standing.track.newest.map(|newest| newest.value)
	}

	/// What is commanded, and why, if that is no claim.
	fn commanded(&self, found: &Found) -> String {
		let value = self.value().map_or_else(|| "nothing".into(), |value| found.value(value));
		match reason(&self.standing) {
			None => format!("{value} is commanded"),
			Some(reason) => format!("{value} is commanded: {reason}"),
		}
	}

	/// Until when a change latches it, if those of the hour are spent.
	fn spent(&self) -> String {
		let Standing { switch, .. } = &self.standing;
		let pace = &self.record.safety.envelope.bounds.pace;
		let mut until = self.now.0;
		// The way to the fail-safe counts, too, so that more than one change may have to be over.
		while let Err(hold) = switch.may_act(pace, until) {
			until = hold.until();
		}
		match until == self.now.0 || self.record.follows.is_some() {
			true => String::new(),
			false => format!(
				"; its changes of the hour are spent until {}: one before then latches it",
				at(Millis(until))
			),
		}
	}

	/// What was done by hand, and what is commanded where that is something else.
	fn by_hand(&self, found: &Found, value: i64, until: Millis) -> String {
		let (name, said, until) = (found.name(), found.value(value), at(until));
		if self.value() == Some(value) {
			return format!("{name} is set to {said} until {until}");
		}
		let within = match (reason(&self.standing), self.record.group) {
			(Some(_), _) => "",
			(None, Some(_)) => {
				": its envelope permits no other value, or its group has not decided yet"
			},
			(None, None) => ": its envelope permits no other value",
		};
		format!("{name} is claimed for {said} until {until}, but {}{within}", self.commanded(found))
	}

	fn json(&self, found: &Found) -> serde_json::Value {
		let commanded = self.value().map(|value| value.to_string());
		json!({ "actuator": found.id, "commanded": commanded, "level": self.standing.level })
	}
}

/// What outranks claims by hand and by rules, if something does.
fn reason(standing: &Standing) -> Option<&'static str> {
	match standing.level {
		1 => Some("it is stopped, and `tallystick actuator start` lets it go on"),
		2 if standing.latch == Latch::Hunting => Some(
			"it is latched because it changed too often, and `tallystick actuator free` frees it",
		),
		2 => Some("a guard has failed, and `tallystick actuator show` says why"),
		3 => Some("a grid operator's limit lowers it"),
		6 => Some("it keeps its value for its minimum time, or until it has a change left"),
		_ => None,
	}
}

async fn set(session: &Session, args: SetArgs) -> Result {
	let ledger = Ledger::open(session).await?;
	let found = find(&ledger, &args.actuator).await?;
	let writable = found.channel.write.ok_or_else(|| {
		Failure::refused(format!(
			"channel {} of the device is only read: its model lets nobody write it",
			found.id.channel
		))
	})?;
	if writable.kind == Kind::Action {
		return Err(Failure::refused(format!(
			"channel {} of the device takes actions, and only a set-point can be an actuator",
			found.id.channel
		)));
	}
	let safety = safety::read(session, &args.file, &writable, &found.scale).await?;
	let (actuator, site) = (found.id, args.site);
	let included = ledger.submit(SetSafety { actuator, site, safety }).await?;
	let version = event_of::<SafetySet>(&included)?.version;
	let text = format!("{} is an actuator of site {site}", found.name());
	let value = json!({ "actuator": actuator, "site": site, "version": version });
	done(&ledger, &included, text, value);
	Ok(())
}

async fn hand(session: &Session, args: HandArgs) -> Result {
	let ledger = Ledger::open(session).await?;
	let found = find(&ledger, &args.actuator).await?;
	let value = args.value.in_units(found.channel.exponent).map_err(Failure::usage)?;
	let until = ledger.chain.now(None).await?.saturating_add(args.span);
	let actuator = found.id;
	let included = ledger.submit(SetByHand { actuator, value, until }).await?;
	let mut json = json!({ "actuator": actuator, "value": value.to_string(), "until": until });
	let text = match stands(&ledger, &found, &included).await? {
		None => {
			format!("{} is claimed for {} until {}", found.name(), found.value(value), at(until))
		},
		Some(stands) => {
			json["commanded"] = json!(stands.value().map(|value| value.to_string()));
			json["level"] = json!(stands.standing.level);
			stands.by_hand(&found, value, until)
		},
	};
	done(&ledger, &included, text, json);
	Ok(())
}

async fn show(session: &Session, args: ActuatorArgs) -> Result {
	let ledger = Ledger::open(session).await?;
	let found = find(&ledger, &args).await?;
	let actuator = found.id;
	let block = ledger.chain.best().await?.hash;
	let record = ledger.chain.view(ActuatorOf { actuator }, Some(&block)).await?;
	let standing = ledger.chain.view(StandingOf { actuator }, Some(&block)).await?;
	let Some((record, standing)) = record.zip(standing) else {
		return Err(Failure::refused(format!(
			"{} is no actuator; its owner makes it one with `tallystick actuator set`",
			found.name()
		)));
	};
	let mut failures = Vec::new();
	if standing.unguarded {
		for guard in &record.safety.guards {
			failures.push(failure_of(&ledger, guard, &block).await?);
		}
	}
	let value = json!({ "actuator": actuator, "record": record, "standing": standing });
	session.say(text(&found, &record, &standing, &failures), value);
	Ok(())
}

/// Why an actuator cannot rely on a guard, if it cannot.
async fn failure_of(ledger: &Ledger<'_>, guard: &Guard, block: &Hash) -> Result<Option<String>> {
	let StreamId { device, channel } = guard.stream;
	let record = ledger.chain.device(&device, Some(block)).await?;
	if record.is_none_or(|record| record.status != DeviceStatus::Active) {
		return Ok(Some("its device is not active".into()));
	}
	let stream = ledger.chain.stream(&device, channel, Some(block)).await?;
	let now = ledger.chain.now(Some(block)).await?;
	Ok(lack(guard, stream.and_then(|stream| stream.latest).as_ref(), now))
}

/// Why the newest observation of a guard does not count, if it does not.
fn lack(guard: &Guard, newest: Option<&Observation>, now: Millis) -> Option<String> {
	let Some(newest) = newest else {
		return Some(
			"the chain has no observation: only segments that the device signs make some".into(),
		);
	};
	let facts = newest.facts.without(guard.allow);
	if facts != Facts::NONE {
		return Some(format!(
			"the newest observation has facts that are not allowed: {}",
			names(facts)
		));
	}
	let from = newest.at.0.min(newest.summary.last.time);
	let late = now.0 > from.saturating_add(guard.max_age.into());
	late.then(|| format!("the newest observation is of {}, and too old", at(Millis(from))))
}

/// All of an actuator that people want to see.
fn text(
	found: &Found,
	record: &ActuatorRecord,
	standing: &Standing,
	failures: &[Option<String>],
) -> String {
	let envelope = &record.safety.envelope;
	let track = &standing.track;
	let commanded = track.newest.map_or_else(
		|| "nothing so far".into(),
		|newest| {
			let state = match track.state {
				CommandState::Open => "not answered yet",
				CommandState::Answered => "answered",
				CommandState::Escalated => "not answered in time",
				CommandState::Voided => "void",
			};
			let (value, since) = (found.value(newest.value), at(Millis(newest.at)));
			format!("{value}, by command {} at {since}, {state}", newest.id)
		},
	);
	let confirmed = track.confirmed.map_or_else(
		|| "the device has answered nothing".into(),
		|mark| format!("{}, as of {}", found.value(mark.value), at(Millis(mark.at))),
	);
	let permitted = Writable { kind: record.writable.kind, bounds: envelope.bounds };
	let mut rows = vec![
		vec!["actuator".into(), found.name()],
		vec!["site".into(), record.site.to_string()],
		vec!["permitted".into(), describe(&permitted, &found.scale)],
		vec!["default".into(), found.value(envelope.default)],
		vec!["deadline".into(), span(record.safety.deadline.into())],
		vec!["commanded".into(), commanded],
		vec!["confirmed".into(), confirmed],
		vec!["level".into(), format!("{} ({})", standing.level, level(standing.level))],
	];
	if let Some(slew) = envelope.slew {
		let by = found.value(slew.by.into());
		rows.insert(4, vec!["slew".into(), format!("{by} within {}", span(slew.per.into()))]);
	}
	if let Some(signal) = record.follows {
		rows.push(vec!["follows".into(), format!("signal {signal}")]);
	}
	for (number, guard) in record.safety.guards.iter().enumerate() {
		let stream = format!("{}/{}", hex::encode(guard.stream.device.0), guard.stream.channel);
		let age = span(guard.max_age.into());
		rows.push(vec!["relies on".into(), format!("{stream}, no older than {age}")]);
		if let Some(Some(failure)) = failures.get(number) {
			rows.push(vec!["!".into(), failure.clone()]);
		}
	}
	if standing.unguarded {
		rows.push(vec!["!".into(), "a guard has failed".into()]);
	}
	if track.silent {
		rows.push(vec!["!".into(), "its device does not answer".into()]);
	}
	if standing.latch == Latch::Hunting {
		let what = "latched: it changed too often; `tallystick actuator free` lets it move again";
		rows.push(vec!["!".into(), what.into()]);
	}
	for claim in &standing.claims {
		let value = claim.value.map_or_else(|| "nothing".into(), |value| found.value(value));
		let until = claim.until.map(|until| format!(" until {}", at(until))).unwrap_or_default();
		let by = claimant(&claim.by);
		rows.push(vec![format!("claim {}", claim.level), format!("{value}, by {by}{until}")]);
	}
	table(&rows)
}

/// What a level stands for.
fn level(level: u8) -> &'static str {
	match level {
		1 => "stopped",
		2 => "at its fail-safe",
		3 => "lowered to a grid operator's limit",
		6 => "held for its minimum time, or until it has a change left",
		8 => "by hand",
		16 => "nobody claims anything",
		_ => "by a rule",
	}
}

#[cfg(test)]
mod tests {
	use super::*;
	use tallystick_evidence::{DeviceId, Point, Summary};

	#[test]
	fn a_guard_that_fails_says_why() {
		let stream = StreamId { device: DeviceId([9; 32]), channel: 0 };
		let guard = Guard { stream, max_age: 60_000, allow: Facts::RESTART };
		let point = Point { time: 1_000, value: 215 };
		let (min, max, sum) = (215, 215, 215);
		let summary = Summary { count: 1, first: point, last: point, min, max, sum, violations: 0 };
		let of = |facts| Observation {
			boot_epoch: 0,
			sequence: 0,
			summary,
			root: [0; 32],
			at: Millis(2_000),
			facts,
		};
		let lack = |newest: Option<Facts>, now| lack(&guard, newest.map(of).as_ref(), Millis(now));
		assert_eq!(lack(Some(Facts::RESTART), 61_000), None);
		for (newest, now, expected) in [
			(None, 1_000, "no observation"),
			(Some(Facts::UNCALIBRATED.with(Facts::RESTART)), 2_000, "not allowed: uncalibrated"),
			(Some(Facts::NONE), 61_001, "of 1970-01-01T00:00:01.000Z, and too old"),
		] {
			let said = lack(newest, now).unwrap();
			assert!(said.contains(expected), "{said}");
		}
	}
}
