//! Says what an act says: a rule fired, or an actuator was commanded.

use crate::{
	recorded::{Row, Telling},
	rules::words::names,
};
use serde_json::{json, Value as Json};
use tallystick_client::{
	hexed,
	records::{Millis, StreamId},
	time,
};
use tallystick_evidence::{Hash, Native};
use tallystick_rules::{Act, Commanded, Effect, Evidence, Fired, Firing, Reason, Value};

const UNPROVEN_FIRED: [&str; 5] = [
	"what this version of the rule says, and in which units its values are: ask the chain, or an archive",
	"what else it went by, such as prices, the calendar, and what it remembered",
	"that the observations are true: the proof of a reading of each segment says whose word it is",
	"that anything came of it: a command has a proof of its own",
	"what the rule did before and after it",
];

/// What any other cause stands for.
const UNKNOWN: &str =
	"the leaf of the firing that led to it, or the hash of a claim by hand or of a grid operator's limit";

const UNPROVEN_CAUSE: &str =
	"that a rule led to it, and which one: the proof of the firing with this leaf shows it";

const UNPROVEN_COMMANDED: [&str; 3] = [
	"that the device obeyed: its signed answer says so",
	"in which unit the value is: ask the chain for the device's model",
	"that the command still stands, and what was commanded before and after it",
];

impl Telling for Act {
	const KIND: &'static str = "act";

	fn rows(&self) -> Vec<Row> {
		match self {
			Self::Fired(fired) => fired_rows(fired),
			Self::Commanded(commanded) => commanded_rows(commanded),
		}
	}

	fn recorded(&self) -> String {
		format!("{}, by the chain's clock", time::write(at(self).0))
	}

	fn json(&self) -> Json {
		let mut shown = json!(self);
		shown["act"] = json!(hexed(&self.to_bytes()));
		shown
	}

	fn unproven(&self) -> Vec<&'static str> {
		match self {
			Self::Fired(_) => UNPROVEN_FIRED.to_vec(),
			Self::Commanded(commanded) => {
				let cause = known(&commanded.cause).is_none().then_some(UNPROVEN_CAUSE);
				cause.into_iter().chain(UNPROVEN_COMMANDED).collect()
			},
		}
	}
}

/// The time of the block.
pub(crate) fn at(act: &Act) -> Millis {
	match act {
		Act::Fired(fired) => fired.at,
		Act::Commanded(commanded) => commanded.at,
	}
}

/// An act in one sentence, without its time.
pub(crate) fn sentence(act: &Act) -> String {
	match act {
		Act::Fired(Fired { rule, version, firings, .. }) => {
			let firings = firings.iter().map(|firing| format!("output {}", effect(firing)));
			let firings: Vec<_> = firings.collect();
			format!("rule {rule}, version {version}, fired: {}", firings.join(", "))
		},
		Act::Commanded(Commanded { actuator, id, value, .. }) => {
			format!("{} commanded to {value}: command {id}", stream(actuator))
		},
	}
}

fn fired_rows(fired: &Fired) -> Vec<Row> {
	let Fired { rule, version, firings, evidence, .. } = fired;
	let observed = match evidence.is_empty() {
		true => vec!["no observation".into()],
		false => evidence.iter().map(observed).collect(),
	};
	vec![
		("act", vec!["a rule fired".into()]),
		("rule", vec![rule.to_string()]),
		("version", vec![format!("{version}: how many programs the rule had before this one")]),
		("outputs", firings.iter().map(effect).collect()),
		("went by", observed),
	]
}

fn commanded_rows(commanded: &Commanded) -> Vec<Row> {
	let Commanded { actuator, tenure, id, value, cause, .. } = commanded;
	vec![
		("act", vec!["an actuator was commanded".into()]),
		("actuator", vec![stream(actuator)]),
		("tenure", vec![format!("{tenure}: how often the device had changed hands")]),
		("command", vec![id.to_string()]),
		("value", vec![format!("{value}, in the channel's unit and exponent")]),
		("cause", vec![hexed(cause), known(cause).unwrap_or(UNKNOWN).into()]),
	]
}

fn effect(firing: &Firing) -> String {
	let Firing { output, effect } = firing;
	match effect {
		Effect::Released => format!("{output}: released"),
		Effect::Active => format!("{output}: active"),
		Effect::Value(value) => format!("{output}: value {value}"),
	}
}

fn observed(evidence: &Evidence) -> String {
	let Evidence { stream, boot_epoch, sequence, facts, value } = evidence;
	let value = match value {
		Value::Undefined => "undefined".into(),
		Value::Truth(truth) => truth.to_string(),
		Value::Number(number) => number.to_string(),
	};
	let facts = match names(*facts) {
		names if names.is_empty() => names,
		names => format!(" ({names})"),
	};
	let stream = self::stream(stream);
	format!("{stream}, boot epoch {boot_epoch}, segment from reading {sequence}: {value}{facts}")
}

/// A channel of a device, as commands take it.
fn stream(stream: &StreamId) -> String {
	format!("{}/{}", hex::encode(stream.device.0), stream.channel)
}

/// The reason that a cause stands for, if it is one that everybody can hash.
fn known(cause: &Hash) -> Option<&'static str> {
	let reasons = [
		(Reason::Default, "nobody claimed anything: the default of the owner's envelope"),
		(Reason::Unguarded, "a guard had failed"),
		(Reason::Hunting, "the actuator had changed too often"),
	];
	let found = reasons.into_iter().find(|(reason, _)| reason.hash::<Native>() == *cause);
	found.map(|(_, words)| words)
}

#[cfg(test)]
mod tests {
	use super::*;
	use tallystick_client::records::CommandId;
	use tallystick_evidence::DeviceId;
	use tallystick_rules::{EventId, RuleId};

	fn commanded(cause: Hash) -> Act {
		let actuator = StreamId { device: DeviceId([11; 32]), channel: 2 };
		let (tenure, id, value) = (2, CommandId(6), -21);
		Act::Commanded(Commanded { at: Millis(u64::MAX), actuator, tenure, id, value, cause })
	}

	#[test]
	fn a_cause_that_everybody_can_hash_is_named() {
		let hand = Reason::Hand { level: 8, account: [7; 32] };
		let grid = Reason::Grid { event: EventId(3) };
		for (reason, named) in [
			(Reason::Default, "nobody claimed anything"),
			(Reason::Unguarded, "a guard had failed"),
			(Reason::Hunting, "the actuator had changed too often"),
			(hand, UNKNOWN),
			(grid, UNKNOWN),
		] {
			let act = commanded(reason.hash::<Native>());
			let (name, lines) = act.rows().pop().unwrap();
			assert_eq!(name, "cause");
			assert!(lines[1].starts_with(named), "{lines:?}");
			assert_eq!(act.unproven().contains(&UNPROVEN_CAUSE), named == UNKNOWN);
		}
	}

	#[test]
	fn any_act_is_told_in_a_sentence() {
		let act = commanded([0; 32]);
		let device = "0b".repeat(32);
		assert_eq!(sentence(&act), format!("{device}/2 commanded to -21: command 6"));
		assert!(act.recorded().ends_with("by the chain's clock"), "at the end of time");
		let effects = [Effect::Released, Effect::Active, Effect::Value(3)];
		let firings = (0..).zip(effects).map(|(output, effect)| Firing { output, effect });
		let (at, rule, firings) = (Millis(0), RuleId(4), firings.collect());
		let fired = Fired { at, rule, version: 1, firings, evidence: vec![] };
		assert_eq!(
			sentence(&Act::Fired(fired)),
			"rule 4, version 1, fired: output 0: released, output 1: active, output 2: value 3"
		);
	}
}
