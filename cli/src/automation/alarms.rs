//! `tallystick alarm`.

use super::Parsed;
use crate::{
	assets::{at, done, Ledger},
	failure::Result,
	parse,
	session::Session,
	text,
};
use clap::Subcommand;
use serde_json::json;
use tallystick_client::{
	automation::{calls::AcknowledgeAlarm, Alarm, Topic},
	records::StreamId,
	rules::{Severity, SiteId},
};

#[derive(Subcommand)]
pub(crate) enum AlarmCommand {
	/// List the alarms of a site: those that are active, and those that returned and nobody has acknowledged.
	#[command(after_help = "Example:\n  tallystick alarm list 0")]
	List {
		/// The number of the site.
		#[arg(value_parser = super::site)]
		site: SiteId,
	},
	/// Acknowledge an alarm. It goes once its reason is gone, too.
	#[command(
		after_help = "Examples:\n  tallystick alarm acknowledge 0 rule:3/0 --key-file operator.key\n  tallystick alarm acknowledge 0 silent --key-file operator.key\n\n`tallystick alarm list` shows the topics."
	)]
	Acknowledge {
		/// The number of the site.
		#[arg(value_parser = super::site)]
		site: SiteId,
		/// What the alarm is about: rule:RULE/OUTPUT, silent, hunting:DEVICE/CHANNEL or unguarded:DEVICE/CHANNEL.
		#[arg(value_parser = topic)]
		topic: Topic,
	},
}

/// Reads a topic, as it is shown.
fn topic(text: &str) -> Parsed<Topic> {
	let malformed = || {
		"name an alarm as `tallystick alarm list` shows it: rule:3/0, silent, hunting:DEVICE/CHANNEL or unguarded:DEVICE/CHANNEL"
			.to_owned()
	};
	let stream = |of: &str| {
		let (device, channel) = of.split_once('/').ok_or_else(malformed)?;
		let channel = channel.parse().map_err(|_| malformed())?;
		Ok::<_, String>(StreamId { device: parse::device(device)?, channel })
	};
	match text.split_once(':') {
		None if text == "silent" => Ok(Topic::Silent),
		Some(("rule", of)) => {
			let (rule, output) = of.split_once('/').ok_or_else(malformed)?;
			let output = output.parse().map_err(|_| malformed())?;
			Ok(Topic::Rule { rule: super::rule(rule)?, output })
		},
		Some(("hunting", of)) => stream(of).map(Topic::Hunting),
		Some(("unguarded", of)) => stream(of).map(Topic::Unguarded),
		_ => Err(malformed()),
	}
}

/// A topic, as it is named on the command line.
fn name(topic: &Topic) -> String {
	let stream = |of: &StreamId| format!("{}/{}", hex::encode(of.device.0), of.channel);
	match topic {
		Topic::Rule { rule, output } => format!("rule:{rule}/{output}"),
		Topic::Silent => "silent".into(),
		Topic::Hunting(of) => format!("hunting:{}", stream(of)),
		Topic::Unguarded(of) => format!("unguarded:{}", stream(of)),
	}
}

fn severity(severity: Severity) -> &'static str {
	match severity {
		Severity::Notice => "notice",
		Severity::Warning => "warning",
		Severity::Critical => "critical",
	}
}

pub(crate) async fn run(session: &Session, command: AlarmCommand) -> Result {
	match command {
		AlarmCommand::List { site } => list(session, site).await,
		AlarmCommand::Acknowledge { site, topic } => {
			let ledger = Ledger::open(session).await?;
			let named = name(&topic);
			let included = ledger.submit(AcknowledgeAlarm { site, topic }).await?;
			let value = json!({ "site": site, "topic": named });
			done(&ledger, &included, format!("{named} of site {site} is acknowledged"), value);
			Ok(())
		},
	}
}

async fn list(session: &Session, site: SiteId) -> Result {
	let ledger = Ledger::open(session).await?;
	super::load_site(&ledger, site).await?;
	let block = ledger.chain.best().await?.hash;
	let (mut all, mut after) = (Vec::<(Topic, Alarm)>::new(), None);
	loop {
		let page = ledger.chain.alarms(site, after, Some(&block)).await?;
		all.extend(page.items);
		match page.next {
			Some((next, _)) => after = Some(next),
			None => break,
		}
	}
	all.sort_by_key(|(_, alarm)| (std::cmp::Reverse(alarm.severity), alarm.at));
	let mut rows = vec![["alarm", "severity", "state", "since", "acknowledged by"]
		.map(str::to_owned)
		.to_vec()];
	for (topic, alarm) in &all {
		let state = match (alarm.active, topic) {
			(0, _) => "returned".into(),
			(count, Topic::Silent) => text::count(count, "actuator", "actuators"),
			_ => "active".into(),
		};
		let by = alarm.acknowledged.map(|who| who.to_string()).unwrap_or_default();
		rows.push(vec![name(topic), severity(alarm.severity).into(), state, at(alarm.at), by]);
	}
	let shown = match all.is_empty() {
		true => format!("site {site} has no alarms"),
		false => text::table(&rows),
	};
	let alarms: Vec<_> = all
		.iter()
		.map(|(topic, alarm)| json!({ "alarm": name(topic), "topic": topic, "record": alarm }))
		.collect();
	session.say(shown, json!({ "site": site, "alarms": alarms }));
	Ok(())
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn a_topic_is_read_as_it_is_shown() {
		let device = "09390d0df30f0b7e4aabf04ebd789efd437d2edeb0520a7d7cf2fec80d50c77c";
		for text in [
			"silent",
			"rule:3/0",
			&format!("hunting:{device}/2"),
			&format!("unguarded:{device}/65535"),
		] {
			assert_eq!(name(&topic(text).unwrap()), text);
		}
		for text in ["", "rule:3", "rule:x/0", "rule:3/256", "hunting:0939/2", "loud", "silent:1"] {
			assert!(topic(text).is_err(), "{text}");
		}
	}
}
