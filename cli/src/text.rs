//! Writes values and keys for people.

use tallystick_client::hexed;
use tallystick_evidence::{DeviceKey, Limits, Scheme};

/// A value times ten to the power of its exponent, exactly.
pub(crate) fn scaled(value: i128, exponent: i8) -> String {
	let digits = value.unsigned_abs().to_string();
	let sign = if value < 0 { "-" } else { "" };
	let places = usize::from(exponent.unsigned_abs());
	match exponent {
		0 => format!("{sign}{digits}"),
		_ if value == 0 && exponent > 0 => "0".into(),
		1.. => format!("{sign}{digits}{}", "0".repeat(places)),
		_ => {
			let padded = format!("{digits:0>width$}", width = places + 1);
			let (whole, fraction) = padded.split_at(padded.len() - places);
			format!("{sign}{whole}.{fraction}")
		},
	}
}

/// How a channel's values are written, as far as that is known.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub(crate) struct Scale {
	pub(crate) name: Option<String>,
	pub(crate) unit: Option<String>,
	pub(crate) exponent: Option<i8>,
}

impl Scale {
	/// A value with its unit; the bare number if the exponent is not known.
	pub(crate) fn value(&self, value: i128) -> String {
		let number = match self.exponent {
			Some(exponent) => scaled(value, exponent),
			None => return value.to_string(),
		};
		match self.unit.as_deref() {
			None | Some("") => number,
			Some(unit) => format!("{number} {unit}"),
		}
	}

	/// The plausible values.
	pub(crate) fn limits(&self, limits: &Limits) -> String {
		let of = |value: i64| self.value(value.into());
		match (limits.low, limits.high) {
			(i64::MIN, i64::MAX) => "no limits".into(),
			(i64::MIN, high) => format!("at most {}", of(high)),
			(low, i64::MAX) => format!("at least {}", of(low)),
			(low, high) => format!("{} to {}", of(low), of(high)),
		}
	}
}

impl From<tallystick_client::Channel> for Scale {
	fn from(channel: tallystick_client::Channel) -> Self {
		Self {
			name: Some(channel.name),
			unit: Some(channel.unit),
			exponent: Some(channel.exponent),
		}
	}
}

pub(crate) fn scheme(scheme: Scheme) -> &'static str {
	match scheme {
		Scheme::Ed25519 => "ed25519",
		Scheme::P256 => "p256",
		Scheme::Secp256k1 => "secp256k1",
	}
}

pub(crate) fn key_bytes(key: &DeviceKey) -> &[u8] {
	match key {
		DeviceKey::Ed25519(key) => key,
		DeviceKey::P256(key) | DeviceKey::Secp256k1(key) => key,
	}
}

pub(crate) fn key(of: &DeviceKey) -> String {
	format!("{} {}", scheme(of.scheme()), hexed(key_bytes(of)))
}

pub(crate) fn count(of: impl Into<u64>, one: &str, many: &str) -> String {
	match of.into() {
		1 => format!("1 {one}"),
		number => format!("{number} {many}"),
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn writes_missing_limits_in_words() {
		let scale = Scale { name: None, unit: Some("W".into()), exponent: Some(0) };
		for (low, high, written) in [
			(i64::MIN, i64::MAX, "no limits"),
			(i64::MIN, 5, "at most 5 W"),
			(-5, i64::MAX, "at least -5 W"),
			(-5, 5, "-5 W to 5 W"),
		] {
			assert_eq!(scale.limits(&Limits { low, high }), written);
		}
	}

	#[test]
	fn works_for_values_of_any_exponent() {
		for (value, exponent, written) in [
			(118, -1, "11.8"),
			(-118, -1, "-11.8"),
			(-5, -2, "-0.05"),
			(5, -3, "0.005"),
			(0, -2, "0.00"),
			(42, 0, "42"),
			(42, 3, "42000"),
			(0, 3, "0"),
			(i128::from(i64::MIN), -2, "-92233720368547758.08"),
		] {
			assert_eq!(scaled(value, exponent), written);
		}
	}
}
