//! Writes hashes, times, values and keys for people.

use tallystick_evidence::{DeviceKey, Hash, Limits, Scheme};

const DAY: u64 = 86_400_000;

/// A hash in hexadecimal with `0x`.
pub(crate) fn written(hash: &Hash) -> String {
	format!("0x{}", hex::encode(hash))
}

/// UTC milliseconds as RFC 3339.
pub(crate) fn time(millis: u64) -> String {
	let (days, rest) = (millis / DAY, millis % DAY);
	let (year, month, day) = date(days);
	let (hours, minutes, seconds) = (rest / 3_600_000, rest / 60_000 % 60, rest / 1_000 % 60);
	format!(
		"{year:04}-{month:02}-{day:02}T{hours:02}:{minutes:02}:{seconds:02}.{:03}Z",
		rest % 1_000
	)
}

/// RFC 3339 with `Z`, the seconds with or without a fraction of up to three digits.
pub(crate) fn parse_time(text: &str) -> Option<u64> {
	let (date, clock) = text.strip_suffix('Z')?.split_once('T')?;
	let number = |text: &str, digits: usize| {
		let plain = text.len() == digits && text.bytes().all(|byte| byte.is_ascii_digit());
		plain.then(|| text.parse::<u64>().ok()).flatten()
	};
	let mut date = date.split('-');
	let (year, month, day) =
		(number(date.next()?, 4)?, number(date.next()?, 2)?, number(date.next()?, 2)?);
	let mut clock = clock.split(':');
	let (hours, minutes, seconds) = (clock.next()?, clock.next()?, clock.next()?);
	let (seconds, fraction) = seconds.split_once('.').unwrap_or((seconds, "000"));
	let millis = match fraction.len() {
		1..=3 => number(&format!("{fraction:0<3}"), 3)?,
		_ => return None,
	};
	let (hours, minutes, seconds) = (number(hours, 2)?, number(minutes, 2)?, number(seconds, 2)?);
	if date.next().is_some() || hours > 23 || minutes > 59 || seconds > 59 {
		return None;
	}
	let days = days_until(year, month, day)?;
	Some(days * DAY + ((hours * 60 + minutes) * 60 + seconds) * 1_000 + millis)
}

/// The date of a day since 1970-01-01, in the Gregorian calendar.
fn date(days: u64) -> (u64, u64, u64) {
	// Years begin in March, so that the leap day is the last one.
	let days = days + 719_468;
	let (era, of_era) = (days / 146_097, days % 146_097);
	let year = (of_era - of_era / 1_460 + of_era / 36_524 - of_era / 146_096) / 365;
	let of_year = of_era - (365 * year + year / 4 - year / 100);
	let shifted = (5 * of_year + 2) / 153;
	let day = of_year - (153 * shifted + 2) / 5 + 1;
	let month = if shifted < 10 { shifted + 3 } else { shifted - 9 };
	(era * 400 + year + u64::from(month <= 2), month, day)
}

fn days_until(year: u64, month: u64, day: u64) -> Option<u64> {
	if !(1..=12).contains(&month) || !(1..=31).contains(&day) || year < 1970 {
		return None;
	}
	let shifted_year = if month <= 2 { year - 1 } else { year };
	let shifted = if month > 2 { month - 3 } else { month + 9 };
	let (era, of_era) = (shifted_year / 400, shifted_year % 400);
	let of_year = (153 * shifted + 2) / 5 + day - 1;
	let days = (era * 146_097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year)
		.checked_sub(719_468)?;
	// A day that the month does not have comes out as another one.
	(date(days) == (year, month, day)).then_some(days)
}

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
	format!("{} 0x{}", scheme(of.scheme()), hex::encode(key_bytes(of)))
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
	fn works_for_times_in_both_directions() {
		for (millis, written) in [
			(0, "1970-01-01T00:00:00.000Z"),
			(1_700_000_060_272, "2023-11-14T22:14:20.272Z"),
			(951_782_400_000, "2000-02-29T00:00:00.000Z"),
			(4_107_542_399_999, "2100-02-28T23:59:59.999Z"),
		] {
			assert_eq!(time(millis), written);
			assert_eq!(parse_time(written), Some(millis));
		}
		assert_eq!(parse_time("2023-11-14T22:14:20Z"), Some(1_700_000_060_000));
		assert_eq!(parse_time("2023-11-14T22:14:20.5Z"), Some(1_700_000_060_500));
		for day in 0..80_000 {
			assert_eq!(parse_time(&time(day * DAY)), Some(day * DAY));
		}
	}

	#[test]
	fn boundary_times_of_any_size_are_written() {
		assert!(time(u64::MAX).ends_with('Z'));
	}

	#[test]
	fn fails_when_a_time_is_none() {
		for text in [
			"2023-02-29T00:00:00Z",
			"2023-13-01T00:00:00Z",
			"2023-00-01T00:00:00Z",
			"2023-01-32T00:00:00Z",
			"2023-01-01T24:00:00Z",
			"2023-01-01T00:00:00",
			"2023-01-01T00:00:00+01:00",
			"2023-01-01 00:00:00Z",
			"2023-01-01T00:00:00.0000Z",
			"2023-01-01T00:00:00.Z",
			"1969-12-31T23:59:59Z",
			"2023-1-01T00:00:00Z",
			"",
		] {
			assert_eq!(parse_time(text), None, "{text}");
		}
	}

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
