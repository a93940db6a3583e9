//! What may be commanded on a channel: in a model's file, and as people read it.

use crate::text::{count, Scale};
use serde::Deserialize;
use tallystick_client::records::control::{Bounds, Kind, Pace, Writable};
use tallystick_evidence::Limits;

/// The table `write` of a channel. Values are whole numbers before the exponent, times milliseconds.
#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(super) struct WriteToml {
	kind: KindToml,
	low: i64,
	high: i64,
	#[serde(default = "one")]
	step: u32,
	fail_safe: i64,
	startup: i64,
	lease: u32,
	off: Option<i64>,
	#[serde(default)]
	min_on: u32,
	#[serde(default)]
	min_off: u32,
	#[serde(default)]
	per_hour: u16,
}

#[derive(Deserialize)]
#[serde(rename_all = "kebab-case")]
enum KindToml {
	SetPoint,
	Action,
}

fn one() -> u32 {
	1
}

impl From<WriteToml> for Writable {
	fn from(write: WriteToml) -> Self {
		let WriteToml { kind, low, high, step, fail_safe, startup, lease, .. } = write;
		let WriteToml { off, min_on, min_off, per_hour, .. } = write;
		let kind = match kind {
			KindToml::SetPoint => Kind::SetPoint,
			KindToml::Action => Kind::Action,
		};
		let pace = Pace { off, min_on, min_off, per_hour };
		let range = Limits { low, high };
		Self { kind, bounds: Bounds { range, step, fail_safe, startup, pace, lease } }
	}
}

/// What may be commanded, in the unit of the channel.
pub(crate) fn describe(write: &Writable, scale: &Scale) -> String {
	let kind = match write.kind {
		Kind::SetPoint => "set-point",
		Kind::Action => "action",
	};
	format!("{kind}: {}", describe_bounds(&write.bounds, scale))
}

/// How far that goes, in the unit of the channel.
pub(crate) fn describe_bounds(bounds: &Bounds, scale: &Scale) -> String {
	let value = |value: i64| scale.value(value.into());
	let Pace { off, min_on, min_off, per_hour } = bounds.pace;
	let mut parts = vec![
		format!("{} to {}", value(bounds.range.low), value(bounds.range.high)),
		format!("steps of {}", value(bounds.step.into())),
		format!("fail-safe {}", value(bounds.fail_safe)),
		format!("at start-up {}", value(bounds.startup)),
		format!("lease {} ms", bounds.lease),
	];
	if let Some(off) = off {
		parts.push(format!("off at {}", value(off)));
		parts.push(format!("on for at least {min_on} ms"));
		parts.push(format!("off for at least {min_off} ms"));
	}
	if per_hour > 0 {
		parts.push(format!("at most {} an hour", count(per_hour, "change", "changes")));
	}
	parts.join(", ")
}

#[cfg(test)]
mod tests {
	use super::*;

	fn described(text: &str) -> String {
		let write: Writable = toml::from_str::<WriteToml>(text).unwrap().into();
		let unit = Some("Cel".into());
		describe(&write, &Scale { name: None, unit, exponent: Some(-1) })
	}

	#[test]
	fn shows_a_set_point_in_the_unit_of_its_channel() {
		let text = r#"
			kind = "set-point"
			low = 50
			high = 300
			step = 5
			fail-safe = 160
			startup = 170
			lease = 900000
			off = 50
			min-on = 60000
			min-off = 120000
			per-hour = 1
		"#;
		assert_eq!(
			described(text),
			"set-point: 5.0 Cel to 30.0 Cel, steps of 0.5 Cel, fail-safe 16.0 Cel, at start-up 17.0 Cel, \
			 lease 900000 ms, off at 5.0 Cel, on for at least 60000 ms, off for at least 120000 ms, \
			 at most 1 change an hour"
		);
	}

	#[test]
	fn shows_no_limit_where_there_is_none() {
		let text = "kind = 'action'\nlow = 0\nhigh = 1\nfail-safe = 0\nstartup = 0\nlease = 1000";
		assert_eq!(
			described(text),
			"action: 0.0 Cel to 0.1 Cel, steps of 0.1 Cel, fail-safe 0.0 Cel, at start-up 0.0 Cel, lease 1000 ms"
		);
	}
}
