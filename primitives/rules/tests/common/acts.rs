//! Acts by chance, and events of assets beside them.

use super::stream;
use proptest::prelude::*;
use tallystick_records::{
	gs1::{
		event::{Action, Parties, Time, What, ZoneOffset},
		Event,
	},
	telemetry::Facts,
	CommandId, Millis,
};
use tallystick_rules::{
	act::{EARLIEST, LATEST},
	Act, Commanded, Effect, Evidence, Fired, Firing, RuleId, Value,
};

fn effect() -> impl Strategy<Value = Effect> {
	prop_oneof![Just(Effect::Released), Just(Effect::Active), any::<i64>().prop_map(Effect::Value)]
}

fn value() -> impl Strategy<Value = Value> {
	prop_oneof![
		Just(Value::Undefined),
		any::<bool>().prop_map(Value::Truth),
		any::<i64>().prop_map(Value::Number)
	]
}

fn evidence() -> impl Strategy<Value = Evidence> {
	let facts = proptest::sample::subsequence(&Facts::ALL[..], 0..=Facts::ALL.len());
	(any::<u8>(), any::<u16>(), any::<u32>(), any::<u64>(), facts, value()).prop_map(
		|(seed, channel, boot_epoch, sequence, facts, value)| Evidence {
			stream: stream(seed, channel),
			boot_epoch,
			sequence,
			facts: facts.into_iter().fold(Facts::NONE, Facts::with),
			value,
		},
	)
}

fn fired() -> impl Strategy<Value = Fired> {
	let firing = (any::<u8>(), effect()).prop_map(|(output, effect)| Firing { output, effect });
	let firings = proptest::collection::vec(firing, 1..=16);
	let evidence = proptest::collection::vec(evidence(), 0..=16);
	(EARLIEST.0..=LATEST.0, any::<u32>(), any::<u32>(), firings, evidence).prop_map(
		|(at, rule, version, firings, evidence)| Fired {
			at: Millis(at),
			rule: RuleId(rule),
			version,
			firings,
			evidence,
		},
	)
}

fn commanded() -> impl Strategy<Value = Commanded> {
	let ids = (any::<u32>(), any::<u64>());
	(EARLIEST.0..=LATEST.0, any::<u8>(), any::<u16>(), ids, any::<i64>(), any::<[u8; 32]>())
		.prop_map(|(at, seed, channel, (tenure, id), value, cause)| Commanded {
			at: Millis(at),
			actuator: stream(seed, channel),
			tenure,
			id: CommandId(id),
			value,
			cause,
		})
}

pub fn act() -> impl Strategy<Value = Act> {
	prop_oneof![fired().prop_map(Act::Fired), commanded().prop_map(Act::Commanded)]
}

/// An event of an asset whose bytes begin with this time.
pub fn event(time: u64, recorded: u64) -> Event {
	let time = Time::new(time).unwrap();
	Event {
		time,
		offset: ZoneOffset::UTC,
		recorded: Time::new(recorded).unwrap(),
		what: What::Object { action: Action::Observe, items: Default::default() },
		step: None,
		disposition: None,
		read_point: None,
		location: None,
		transactions: Default::default(),
		source: Parties::default(),
		destination: Parties::default(),
		ilmd: None,
		discrepancy: Default::default(),
		error: None,
	}
}
