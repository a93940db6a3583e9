//! `tallystick actuator`.

use super::{claimant, entrusts, grants, safety, signals};
use crate::{
	assets::{at, done, event_of, number::Decimal, Ledger},
	failure::{Failure, Result},
	models::describe,
	parse::{self, StreamArg},
	rules::words::parse_span,
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
		ActuatorRecord, Latch, Standing,
	},
	control::{CommandState, Writable},
	records::{Millis, StreamId},
	rules::{EventId, SiteId},
	Call, Channel,
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
	/// Let an actuator move again that was latched because it changed too often.
	Free(ActuatorArgs),
	/// Subject an actuator to the limits of a grid operator's signal, in place of the one before.
	#[command(
		after_help = "Example:\n  tallystick actuator follow 0939…c77c/power 0 --key-file operator.key\n\n`tallystick signal list` lists the signals."
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
			change(session, args, call, "is set by rules again").await
		},
		ActuatorCommand::Stop(args) => {
			change(session, args, |actuator| Stop { actuator }.into(), "is stopped").await
		},
		ActuatorCommand::Start(args) => {
			change(session, args, |actuator| Start { actuator }.into(), "goes on").await
		},
		ActuatorCommand::Free(args) => {
			change(session, args, |actuator| Free { actuator }.into(), "may move again").await
		},
		ActuatorCommand::Follow(FollowArgs { actuator, signal }) => {
			let call = |actuator| Follow { actuator, event: Some(signal) }.into();
			change(session, actuator, call, &format!("follows signal {signal}")).await
		},
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

async fn set(session: &Session, args: SetArgs) -> Result {
	let ledger = Ledger::open(session).await?;
	let found = find(&ledger, &args.actuator).await?;
	let writable = found.channel.write.ok_or_else(|| {
		Failure::refused(format!(
			"channel {} of the device is only read: its model lets nobody write it",
			found.id.channel
		))
	})?;
	let exponent = found.channel.exponent;
	let safety = safety::read(session, &args.file, &writable, exponent).await?;
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
	let text = format!("{} is set to {} until {}", found.name(), found.value(value), at(until));
	let value = json!({ "actuator": actuator, "value": value.to_string(), "until": until });
	done(&ledger, &included, text, value);
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
	let value = json!({ "actuator": actuator, "record": record, "standing": standing });
	session.say(text(&found, &record, &standing), value);
	Ok(())
}

/// All of an actuator that people want to see.
fn text(found: &Found, record: &ActuatorRecord, standing: &Standing) -> String {
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
	for guard in &record.safety.guards {
		let stream = format!("{}/{}", hex::encode(guard.stream.device.0), guard.stream.channel);
		let age = span(guard.max_age.into());
		rows.push(vec!["relies on".into(), format!("{stream}, no older than {age}")]);
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
		6 => "held for its minimum time",
		8 => "by hand",
		16 => "nobody claims anything",
		_ => "by a rule",
	}
}
