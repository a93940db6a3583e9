//! Writes values and keys for people.

use tallystick_client::hexed;
use tallystick_evidence::{DeviceKey, Limits, Scheme};

/// A text as a terminal may show it: names come from other members, and could move the cursor, change
/// colours or turn the direction of what follows.
pub(crate) fn plain(text: &str) -> String {
	let harmful = |char: char| {
		let breaks = matches!(char, '\n' | '\t');
		let turns = matches!(char, '\u{61C}' | '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}');
		(char.is_control() && !breaks) || turns
	};
	text.chars()
		.map(|char| if harmful(char) { char::REPLACEMENT_CHARACTER } else { char })
		.collect()
}

/// A name as a terminal may show it, in one line.
pub(crate) fn line(name: &str) -> String {
	// Ends of lines and tabs; a soft hyphen; letters without width, and what separates lines.
	const HIDDEN: [char; 10] = [
		'\n', '\t', '\u{AD}', '\u{200B}', '\u{200C}', '\u{200D}', '\u{2028}', '\u{2029}',
		'\u{2060}', '\u{FEFF}',
	];
	plain(name).replace(HIDDEN, "\u{fffd}")
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

impl From<&tallystick_evidence::Registered> for Scale {
	fn from(registered: &tallystick_evidence::Registered) -> Self {
		Self {
			name: Some(line(&registered.name)),
			unit: Some(registered.unit.clone()),
			exponent: Some(registered.exponent),
		}
	}
}

impl From<tallystick_client::Channel> for Scale {
	fn from(channel: tallystick_client::Channel) -> Self {
		Self {
			name: Some(line(&channel.name)),
			unit: Some(line(&channel.unit)),
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

/// A public command key: of Ed25519, which gateways have, the bytes alone.
pub(crate) fn command_key(of: &DeviceKey) -> String {
	match of {
		DeviceKey::Ed25519(bytes) => hexed(bytes),
		other => key(other),
	}
}

pub(crate) fn count(of: impl Into<u64>, one: &str, many: &str) -> String {
	match of.into() {
		1 => format!("1 {one}"),
		number => format!("{number} {many}"),
	}
}

/// Digits of the chain's money behind the point.
pub(crate) const MONEY_EXPONENT: i8 = -6;

/// The name of the chain's money.
pub(crate) const MONEY: &str = "TALLY";

/// An amount of the chain's smallest unit, as money.
pub(crate) fn money(units: u128) -> String {
	match i128::try_from(units) {
		Ok(units) => format!("{} {MONEY}", scaled(units, MONEY_EXPONENT)),
		Err(_) => format!("{units} units"),
	}
}

/// The same, and how many units it is.
pub(crate) fn money_in_units(units: u128) -> String {
	format!("{} ({units} units)", money(units))
}

/// Reads money: `12.5 TALLY`, or a whole number of the smallest unit.
pub(crate) fn parse_money(text: &str) -> Result<u128, String> {
	let malformed = || {
		format!("{text:?} is no amount: write 12.5 {MONEY}, or a whole number of its millionths")
	};
	let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
	let Some(number) = text.trim().strip_suffix(MONEY) else {
		return text.trim().parse().ok().filter(|_| digits(text.trim())).ok_or_else(malformed);
	};
	let (whole, fraction) = number.trim().split_once('.').unwrap_or((number.trim(), "0"));
	let places = usize::from(MONEY_EXPONENT.unsigned_abs());
	if !digits(whole) || !digits(fraction) || fraction.len() > places {
		return Err(malformed());
	}
	format!("{whole}{fraction:0<places$}").parse().map_err(|_| malformed())
}

/// A span of milliseconds: `1 d 2 h`, `12 min 3.5 s`.
pub(crate) fn span(millis: u128) -> String {
	let (seconds, rest) = (millis / 1_000, millis % 1_000);
	let parts = [(seconds / 86_400, "d"), (seconds / 3_600 % 24, "h"), (seconds / 60 % 60, "min")];
	let mut parts: Vec<_> = parts
		.iter()
		.filter(|(number, _)| *number > 0)
		.map(|(number, unit)| format!("{number} {unit}"))
		.collect();
	if seconds % 60 > 0 || rest > 0 || parts.is_empty() {
		let fraction = match rest {
			0 => String::new(),
			rest => format!(".{rest:03}").trim_end_matches('0').to_owned(),
		};
		parts.push(format!("{}{fraction} s", seconds % 60));
	}
	parts.join(" ")
}

/// Rows whose columns stand one below the other, two blanks apart.
pub(crate) fn table(rows: &[Vec<String>]) -> String {
	let columns = rows.iter().map(Vec::len).max().unwrap_or_default();
	let widths: Vec<_> = (0..columns)
		.map(|at| {
			let cells = rows.iter().filter_map(|row| row.get(at));
			cells.map(|cell| cell.chars().count()).max().unwrap_or_default()
		})
		.collect();
	let line = |row: &Vec<String>| {
		let cells = row.iter().zip(&widths);
		let cells = cells.map(|(cell, width)| {
			format!("{cell}{}", " ".repeat(width.saturating_sub(cell.chars().count())))
		});
		cells.collect::<Vec<_>>().join("  ").trim_end().to_owned()
	};
	rows.iter().map(line).collect::<Vec<_>>().join("\n")
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn names_of_others_move_no_cursor() {
		let name = "apples\u{1b}[2J\u{202e}\r\u{9b}x";
		assert_eq!(plain(name), "apples\u{fffd}[2J\u{fffd}\u{fffd}\u{fffd}x");
		assert_eq!(line("apples\n  value      9"), "apples\u{fffd}  value      9");
		let fine = "Äpfel, 5 °C\n\t漢字";
		assert_eq!(plain(fine), fine);
	}

	#[test]
	fn writes_and_reads_money() {
		for (units, written) in [
			(0, "0.000000 TALLY"),
			(1, "0.000001 TALLY"),
			(838_000_000, "838.000000 TALLY"),
			(1_000_000_500_000, "1000000.500000 TALLY"),
		] {
			assert_eq!(money(units), written);
			assert_eq!(parse_money(written), Ok(units));
		}
		assert_eq!(money_in_units(5), "0.000005 TALLY (5 units)");
		for (text, units) in [
			("12.5 TALLY", 12_500_000),
			("12TALLY", 12_000_000),
			(" 7 ", 7),
			("0.5 TALLY", 500_000),
		] {
			assert_eq!(parse_money(text), Ok(units), "{text}");
		}
		for text in [
			"",
			"TALLY",
			"12.5",
			"-1",
			"+1",
			"1e6",
			"0.0000001 TALLY",
			".5 TALLY",
			"1. TALLY",
			"1 EUR",
		] {
			assert!(parse_money(text).is_err(), "{text}");
		}
		assert!(parse_money(&format!("{} TALLY", u128::MAX)).is_err());
		assert!(money(u128::MAX).ends_with(" units"));
	}

	#[test]
	fn writes_spans_of_time() {
		for (millis, written) in [
			(0, "0 s"),
			(1, "0.001 s"),
			(59_500, "59.5 s"),
			(60_000, "1 min"),
			(723_000, "12 min 3 s"),
			(93_600_000, "1 d 2 h"),
			(86_400_001, "1 d 0.001 s"),
		] {
			assert_eq!(span(millis), written);
		}
		span(u128::MAX);
	}

	#[test]
	fn aligns_columns() {
		let row = |cells: &[&str]| cells.iter().map(|cell| (*cell).to_owned()).collect::<Vec<_>>();
		let rows = [row(&["a", "21.5 °C", "x"]), row(&["bcd", "1"])];
		assert_eq!(table(&rows), "a    21.5 °C  x\nbcd  1");
		assert_eq!(table(&[]), "");
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
