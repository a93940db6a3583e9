//! Files of what an owner permits of an actuator, in TOML: numbers in the channel's unit, times as spans.

use crate::{
	assets::number::Decimal,
	failure::{Failure, Result},
	files::{self, Kind},
	parse::{self, StreamArg},
	rules::words::parse_span,
	session::Session,
	text::{span, Scale},
};
use serde::Deserialize;
use std::path::Path;
use tallystick_client::{
	automation::{Guard, Safety},
	control::{
		limits::{Field, LimitsError, MAX_LEASE, MIN_LEASE},
		Bounds, Envelope, Pace, Slew, Writable,
	},
	records::telemetry::Facts,
};
use tallystick_evidence::Limits;

pub(super) const EXAMPLE: &str = r#"Example:
  tallystick actuator set 0939…c77c/target safety.toml --site 0 --key-file operator.key

safety.toml, where everything that is left out is as the manufacturer permits it:
  low = 15                 # in the channel's unit
  high = 23
  step = 0.5
  default = 18             # where it stands when nobody claims anything
  fail-safe = 16           # where it goes without a heartbeat, or if a guard fails
  startup = 16             # where it stands from power-up on
  lease = "15 min"         # for how long it obeys without a heartbeat
  per-hour = 6             # changes within an hour
  # min-on = "5 min"       # of an actuator that has an off
  # min-off = "5 min"
  deadline = "2 min"       # an answer that takes longer raises an alarm; without: 1 min

  [slew]                   # how fast the value moves; without: at once
  by = 0.5
  per = "10 min"

  [[guards]]               # a stream without which it stands at its fail-safe: up to 4
  stream = "0939…c77c/temperature"        # of the same organisation, signed in segments
  max-age = "10 min"
  allow = ["restart", "uncalibrated"]     # facts with which it counts nevertheless"#;

/// How long an answer may take where the file does not say it.
const DEADLINE: u32 = 60_000;

/// What the file says.
#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
struct SafetyToml {
	low: Option<Decimal>,
	high: Option<Decimal>,
	step: Option<Decimal>,
	default: Option<Decimal>,
	fail_safe: Option<Decimal>,
	startup: Option<Decimal>,
	lease: Option<String>,
	per_hour: Option<u16>,
	min_on: Option<String>,
	min_off: Option<String>,
	deadline: Option<String>,
	slew: Option<SlewToml>,
	#[serde(default)]
	guards: Vec<GuardToml>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct SlewToml {
	by: Decimal,
	per: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
struct GuardToml {
	stream: String,
	max_age: String,
	#[serde(default)]
	allow: Vec<String>,
}

/// A guard whose channel may be named.
struct GuardDraft {
	stream: StreamArg,
	max_age: u32,
	allow: Facts,
}

/// Reads what an owner permits, within what the manufacturer does.
pub(super) async fn read(
	session: &Session,
	path: &Path,
	writable: &Writable,
	scale: &Scale,
) -> Result<Safety> {
	let text = files::read_text(path, Kind::Definition)?;
	let wrong = |error: String| Failure::file(path, error);
	let (envelope, deadline, drafts) = parse(&text, writable, scale).map_err(wrong)?;
	let mut guards = Vec::new();
	for GuardDraft { stream, max_age, allow } in drafts {
		guards.push(Guard { stream: session.stream(&stream).await?, max_age, allow });
	}
	Ok(Safety { envelope, guards, deadline })
}

fn parse(
	text: &str,
	writable: &Writable,
	scale: &Scale,
) -> std::result::Result<(Envelope, u32, Vec<GuardDraft>), String> {
	let exponent = scale.exponent.unwrap_or_default();
	let toml: SafetyToml = toml::from_str(text).map_err(|error| error.to_string())?;
	let model = &writable.bounds;
	let value = |name: &str, given: Option<Decimal>, otherwise: i64| {
		let number = given.map_or(Ok(otherwise), |given| given.in_units(exponent));
		number.map_err(|error| format!("{name}: {error}"))
	};
	let time = |name: &str, given: &Option<String>, otherwise: u32| {
		let Some(text) = given else { return Ok(otherwise) };
		let millis = parse_span(text).and_then(|millis| {
			u32::try_from(millis).map_err(|_| format!("{text} is longer than 49 days"))
		});
		millis.map_err(|error| format!("{name}: {error}"))
	};
	let step = match toml.step {
		Some(step) => step.to(exponent).map_err(|error| format!("step: {error}"))?,
		None => model.step,
	};
	let startup = value("startup", toml.startup, model.startup)?;
	let bounds = Bounds {
		range: Limits {
			low: value("low", toml.low, model.range.low)?,
			high: value("high", toml.high, model.range.high)?,
		},
		step,
		fail_safe: value("fail-safe", toml.fail_safe, model.fail_safe)?,
		startup,
		pace: Pace {
			off: model.pace.off,
			min_on: time("min-on", &toml.min_on, model.pace.min_on)?,
			min_off: time("min-off", &toml.min_off, model.pace.min_off)?,
			per_hour: toml.per_hour.unwrap_or(model.pace.per_hour),
		},
		lease: time("lease", &toml.lease, model.lease)?,
	};
	let slew = toml.slew.map(|slew| {
		let by = slew.by.to(exponent).map_err(|error| format!("slew.by: {error}"))?;
		Ok::<_, String>(Slew { by, per: time("slew.per", &Some(slew.per), 0)? })
	});
	let slew = slew.transpose()?;
	let default = value("default", toml.default, startup)?;
	let envelope = Envelope { bounds, slew, default };
	envelope.check_within(writable).map_err(|error| explain(error, model, scale))?;
	let deadline = time("deadline", &toml.deadline, DEADLINE)?;
	let guards = toml.guards.into_iter().enumerate().map(|(number, guard)| {
		let named = |error: String| format!("guards[{number}]: {error}");
		let max_age = time("max-age", &Some(guard.max_age), 0).map_err(named)?;
		let allow = serde_json::from_value(serde_json::json!(guard.allow));
		let allow = allow.map_err(|error| named(format!("allow: {error}")))?;
		let stream = parse::stream(&guard.stream).map_err(named)?;
		Ok::<_, String>(GuardDraft { stream, max_age, allow })
	});
	Ok((envelope, deadline, guards.collect::<std::result::Result<_, _>>()?))
}

/// A field, as the file names it.
fn name(field: Field) -> &'static str {
	match field {
		Field::Range => "low, high",
		Field::Step => "step",
		Field::FailSafe => "fail-safe",
		Field::Startup => "startup",
		Field::Off => "off",
		Field::MinOn => "min-on",
		Field::MinOff => "min-off",
		Field::PerHour => "per-hour",
		Field::Lease => "lease",
		Field::Slew => "slew",
		Field::Default => "default",
	}
}

/// What is wrong with an envelope, in the words and units of the file, and what the manufacturer permits.
fn explain(error: LimitsError, model: &Bounds, scale: &Scale) -> String {
	let value = |value: i64| scale.value(value.into());
	match error {
		LimitsError::Reversed(Limits { low, high }) => {
			format!("low is {}, and above high, which is {}; swap them", value(low), value(high))
		},
		LimitsError::SlewBelowStep { by, step } => format!(
			"slew: by is {}, and less than the step {}; give at least a step, in a longer time",
			value(by.into()),
			value(step.into())
		),
		LimitsError::NotPermitted(field, found) => format!(
			"{}: {} is not permitted; give low plus a multiple of step, at most high",
			name(field),
			value(found)
		),
		LimitsError::LeaseOutOfRange(lease) => format!(
			"lease: {} is not allowed; give {} to {}",
			span(lease.into()),
			span(MIN_LEASE.into()),
			span(MAX_LEASE.into())
		),
		LimitsError::BeyondModel(field) => {
			let permits = match field {
				Field::Range => format!("the range {}", scale.limits(&model.range)),
				Field::Step => {
					format!(
						"steps of {} from {} on",
						value(model.step.into()),
						value(model.range.low)
					)
				},
				Field::MinOn => format!("at least {}", span(model.pace.min_on.into())),
				Field::MinOff => format!("at least {}", span(model.pace.min_off.into())),
				Field::PerHour => format!("1 to {}", model.pace.per_hour),
				Field::Lease => format!("at most {}", span(model.lease.into())),
				_ => "another value".into(),
			};
			format!("{}: the device's model permits {permits}", name(field))
		},
		LimitsError::Zero(field) => format!("{}: 0 is not allowed; give at least 1", name(field)),
		LimitsError::NeedsOff(field) => {
			format!("{}: the model has no value that counts as off; leave it out", name(field))
		},
		LimitsError::NotForActions(field) => {
			format!("{}: actions have none; leave it out", name(field))
		},
	}
}

#[cfg(test)]
mod tests {
	use super::*;
	use tallystick_client::control::Kind;

	fn scale() -> Scale {
		Scale { name: None, unit: Some("Cel".into()), exponent: Some(-1) }
	}

	/// 5 to 30 degrees in steps of a half; 5 is off.
	fn valve() -> Writable {
		let pace = Pace { off: Some(50), min_on: 60_000, min_off: 120_000, per_hour: 12 };
		let range = Limits { low: 50, high: 300 };
		let bounds = Bounds { range, step: 5, fail_safe: 160, startup: 170, pace, lease: 900_000 };
		Writable { kind: Kind::SetPoint, bounds }
	}

	#[test]
	fn what_is_left_out_is_as_the_manufacturer_permits_it() {
		let (envelope, deadline, guards) = parse("", &valve(), &scale()).unwrap();
		assert_eq!((envelope.bounds, envelope.slew), (valve().bounds, None));
		assert_eq!((envelope.default, deadline, guards.len()), (170, DEADLINE, 0));
	}

	#[test]
	fn numbers_are_in_the_unit_and_times_are_spans() {
		let stream = format!("{}/temperature", "ab".repeat(32));
		let text = format!(
			"low = 15\nhigh = 23.5\nstep = 0.5\ndefault = 18\nfail-safe = 16\nstartup = 16.5\n\
			 lease = '10 min'\nper-hour = 6\nmin-on = '5 min'\nmin-off = '2 min'\ndeadline = '2 min'\n\
			 slew = {{ by = 0.5, per = '1 h' }}\n\
			 [[guards]]\nstream = '{stream}'\nmax-age = '10 min'\nallow = ['restart']"
		);
		let (envelope, deadline, guards) = parse(&text, &valve(), &scale()).unwrap();
		let bounds = envelope.bounds;
		assert_eq!((bounds.range, bounds.step), (Limits { low: 150, high: 235 }, 5));
		assert_eq!((bounds.fail_safe, bounds.startup, bounds.lease), (160, 165, 600_000));
		let pace = Pace { off: Some(50), min_on: 300_000, min_off: 120_000, per_hour: 6 };
		assert_eq!((bounds.pace, envelope.default), (pace, 180));
		assert_eq!(envelope.slew, Some(Slew { by: 5, per: 3_600_000 }));
		assert_eq!((deadline, guards.len()), (120_000, 1));
		assert_eq!((guards[0].max_age, guards[0].allow), (600_000, Facts::RESTART));
	}

	#[test]
	fn the_example_is_taken_and_no_line_of_it_is_wrapped() {
		let (_, shown) = EXAMPLE.split_once("permits it:\n").unwrap();
		let text = shown.replace("0939…c77c", &"09".repeat(32));
		let (envelope, _, guards) = parse(&text, &valve(), &scale()).unwrap();
		assert_eq!((envelope.bounds.range, guards.len()), (Limits { low: 150, high: 230 }, 1));
		assert_eq!(guards[0].allow, Facts::RESTART.with(Facts::UNCALIBRATED));
		assert!(shown.lines().all(|line| line.chars().count() <= 100), "{shown}");
	}

	#[test]
	fn says_what_is_wrong() {
		for (text, expected) in [
			("high = 31", "low, high: the device's model permits the range 5.0 Cel to 30.0 Cel"),
			("low = 20\nhigh = 18", "low is 20.0 Cel, and above high, which is 18.0 Cel"),
			("step = 0.1", "step: the device's model permits steps of 0.5 Cel from 5.0 Cel on"),
			("fail-safe = 16.3", "fail-safe: 16.3 Cel is not permitted"),
			("min-on = '30 s'", "min-on: the device's model permits at least 1 min"),
			("lease = '2 h'", "lease: 2 h is not allowed; give 1 s to 1 h"),
			("step = 0.25", "step: 0.25"),
			("lease = '20 min'", "lease: the device's model permits at most 15 min"),
			("lease = 5", "string"),
			("low = 10\ndefault = 5", "default: 5.0 Cel is not permitted"),
			("per-hour = 13", "per-hour: the device's model permits 1 to 12"),
			("colour = 1", "colour"),
			("[[guards]]\nstream = 'x'\nmax-age = '1 min'", "guards[0]"),
		] {
			let error = parse(text, &valve(), &scale()).err().unwrap_or_else(|| panic!("{text}"));
			assert!(error.contains(expected), "{text}: {error}");
		}
	}
}
