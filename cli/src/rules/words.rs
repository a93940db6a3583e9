//! Values, units and sources of rules, as people read them.

use crate::{
	assets::number::Decimal,
	market::units::parse_rate,
	text::{scaled, span, MONEY, MONEY_EXPONENT},
};
use serde_json::Value as Json;
use tallystick_client::records::{telemetry::Facts, StreamId};
use tallystick_rules::{
	output::Effect, text::Names, Actuated, AssetState, Direction, Figure, Kind, Lack, NeedState,
	Output, Quantity, Source, Value,
};

/// Words for a number in a program.
pub(crate) fn number(value: i64, quantity: Quantity) -> String {
	if quantity.unit == Quantity::price().unit {
		let exponent = quantity.exponent.saturating_add(MONEY_EXPONENT);
		return format!("{} {MONEY}/kWh", scaled(value.into(), exponent));
	}
	let number = scaled(value.into(), quantity.exponent);
	match quantity.unit.as_str() {
		"" => number,
		unit => format!("{number} {unit}"),
	}
}

pub(crate) fn value(value: Value, kind: Kind) -> String {
	match (value, kind) {
		(Value::Undefined, _) => "undefined".into(),
		(Value::Truth(truth), _) => truth.to_string(),
		(Value::Number(value), Kind::Number(quantity) | Kind::Series(quantity)) => {
			number(value, quantity)
		},
		(Value::Number(value), Kind::Truth) => value.to_string(),
	}
}

/// What a value counts: the step and the unit of a number.
pub(crate) fn kind(kind: Kind) -> String {
	match kind {
		Kind::Truth => "true or false".into(),
		Kind::Number(quantity) => match quantity.unit.as_str() {
			"" if quantity.exponent == 0 => "whole numbers".into(),
			_ => number(1, quantity),
		},
		Kind::Series(_) => format!("{MONEY}/kWh, for each slot"),
	}
}

/// What an output does. `value` is what its value counts, if it has one.
pub(crate) fn effect(effect: Effect, output: &Output, kind: Option<Kind>) -> String {
	match (effect, output, kind) {
		(Effect::Value(truth), _, Some(Kind::Truth)) => format!("{truth} ({})", truth != 0),
		(Effect::Value(value), _, Some(Kind::Number(quantity) | Kind::Series(quantity))) => {
			number(value, quantity)
		},
		(Effect::Value(value), _, None) => value.to_string(),
		(Effect::Active, _, _) => acts(output).into(),
		(Effect::Released, _, _) => rests(output).into(),
	}
}

/// What an output does while it acts.
pub(crate) fn acts(output: &Output) -> &'static str {
	match output {
		Output::Set { .. } => "claimed",
		Output::Order { .. } => "ordered",
		Output::Bid { .. } => "bid",
		Output::Alarm { .. } => "raised",
		Output::Flag { .. } => "set",
	}
}

/// What an output does while it does not act.
pub(crate) fn rests(output: &Output) -> &'static str {
	match output {
		Output::Set { .. } => "released",
		Output::Order { .. } => "not ordered",
		Output::Bid { .. } => "no bid",
		Output::Alarm { .. } => "not raised",
		Output::Flag { .. } => "not set",
	}
}

/// Why an input is undefined.
pub(crate) fn lack(lack: Lack, source: &Source) -> String {
	match (lack, source) {
		(Lack::Nothing, Source::Stream { .. }) => "no observation".into(),
		(Lack::Nothing, Source::Price { .. }) => "the price is not final".into(),
		(Lack::Nothing, _) => "not known".into(),
		(Lack::Other, _) => "not what the rule takes it for".into(),
		(Lack::Inactive, _) => "the device is not active".into(),
		(Lack::Missed, _) => "earlier observations were dropped".into(),
		(Lack::Incoherent, _) => "the summary contradicts itself".into(),
		(Lack::Facts(facts), _) => format!("not accepted: {}", names(facts)),
		(Lack::Stale, Source::Stream { max_age, .. }) => {
			format!("older than {}", span((*max_age).into()))
		},
		(Lack::Stale, _) => "too old".into(),
		(Lack::Figure, _) => "the figure cannot be computed".into(),
	}
}

/// The names of facts.
pub(crate) fn names(facts: Facts) -> String {
	facts.names().collect::<Vec<_>>().join(", ")
}

/// A channel of a device, by the name that the rule gives the device.
pub(crate) fn stream(of: &StreamId, names: &Names) -> String {
	let named = names.devices.iter().find(|(_, device)| *device == of.device);
	let device = named.map_or_else(
		|| {
			let id = hex::encode(of.device.0);
			let (head, rest) = id.split_at(4);
			format!("0x{head}…{}", rest.get(rest.len().saturating_sub(4)..).unwrap_or_default())
		},
		|(name, _)| name.clone(),
	);
	format!("{device}/{}", of.channel)
}

/// What an input is.
pub(crate) fn source(of: &Source, names: &Names) -> String {
	match of {
		Source::Stream { stream, figure, .. } => {
			let figure = match figure {
				Figure::Last => "last value",
				Figure::First => "first value",
				Figure::Min => "least value",
				Figure::Max => "greatest value",
				Figure::Mean => "mean",
				Figure::Count => "number of readings",
				Figure::Violations => "number of readings outside the limits",
				Figure::Advance => "advance of the counter",
				Figure::Rate => "rate of the counter",
			};
			format!("{figure} of {}", self::stream(stream, names))
		},
		Source::Actuator { stream, state, .. } => {
			let stream = self::stream(stream, names);
			match state {
				Actuated::Commanded => format!("set-point last commanded to {stream}"),
				Actuated::Confirmed => format!("set-point last confirmed by {stream}"),
				Actuated::Silent => format!("whether {stream} failed to answer in time"),
				Actuated::Mode => format!("level in force of {stream}"),
			}
		},
		Source::Price { point, direction } => {
			let direction = match direction {
				Direction::Import => "import",
				Direction::Export => "export",
			};
			format!("{direction} prices of the point 0x{}", hex::encode(point.0))
		},
		Source::Need { need, state: NeedState::Open } => {
			format!("whether something is on order for need {need}")
		},
		Source::Need { need, state: NeedState::Failed } => {
			format!("whether the last order for need {need} failed")
		},
		Source::Asset { asset, state: AssetState::Condition } => {
			format!("condition of asset {asset}")
		},
		Source::Asset { asset, state: AssetState::Flag(flag) } => {
			format!("whether flag {flag} of asset {asset} is set")
		},
		Source::Event { event, .. } => format!("limit of the grid operator's signal {event}"),
		Source::Param { param, .. } => format!("setting {param} of the rule"),
	}
}

/// Reads a number as a count of a quantity: `20.5 Cel`, or a number without its unit.
pub(crate) fn parse_number(text: &str, quantity: Quantity) -> Result<i64, String> {
	let text = text.trim();
	let unit = quantity.unit.as_str();
	if quantity.unit == Quantity::price().unit && text.contains(MONEY) {
		let rate = parse_rate(text)?.0;
		let exponent = quantity.exponent.unsigned_abs().into();
		let power = 10i64.checked_pow(exponent).filter(|_| quantity.exponent <= 0);
		let scaled = power.and_then(|power| rate.checked_mul(power));
		return scaled.ok_or_else(|| format!("{text} does not fit {quantity}"));
	}
	let end = text.find(|c: char| !(c.is_ascii_digit() || matches!(c, '-' | '.')));
	let (digits, given) = text.split_at(end.unwrap_or(text.len()));
	let number: Decimal = digits
		.parse()
		.map_err(|_| format!("{text:?} is not a number, such as {}", self::number(1, quantity)))?;
	let given = given.trim();
	if !given.is_empty() && given != unit {
		let known = if unit.is_empty() { "no unit" } else { unit };
		return Err(format!(
			"{text:?} has the unit {given:?}, and the rule reads {known}; convert it"
		));
	}
	number.in_units(quantity.exponent)
}

/// The same, of a number or a text in JSON.
pub(crate) fn number_in(json: &Json, quantity: Quantity) -> Result<i64, String> {
	match json {
		Json::Number(number) => parse_number(&number.to_string(), quantity),
		Json::String(text) => parse_number(text, quantity),
		other => Err(format!("{other} is not a number; write one like {}", number(1, quantity))),
	}
}

/// Reads a span of time in milliseconds: `15 min`, `1 h 30 min`.
pub(crate) fn parse_span(text: &str) -> Result<u64, String> {
	const UNITS: [(&str, u64); 5] =
		[("ms", 1), ("s", 1_000), ("min", 60_000), ("h", 3_600_000), ("d", 86_400_000)];
	let malformed = || format!("{text:?} is not a span of time, such as 15 min, 2 h or 90 s");
	let (mut rest, mut sum) = (text.trim(), 0u64);
	if rest.is_empty() {
		return Err(malformed());
	}
	while !rest.is_empty() {
		let end = rest.find(|c: char| !c.is_ascii_digit()).ok_or_else(malformed)?;
		let (number, after) = rest.split_at(end);
		let after = after.trim_start();
		let end = after.find(|c: char| !c.is_ascii_alphabetic()).unwrap_or(after.len());
		let (unit, after) = after.split_at(end);
		let (_, millis) = UNITS.iter().find(|(own, _)| *own == unit).ok_or_else(malformed)?;
		let part = number.parse::<u64>().ok().and_then(|number| number.checked_mul(*millis));
		sum = part.and_then(|part| sum.checked_add(part)).ok_or_else(malformed)?;
		rest = after.trim_start();
	}
	Ok(sum)
}

#[cfg(test)]
mod tests {
	use super::*;
	use tallystick_client::records::Unit;

	fn quantity(unit: &str, exponent: i8) -> Quantity {
		Quantity { unit: Unit::new(unit.as_bytes()).unwrap(), exponent }
	}

	#[test]
	fn numbers_are_read_as_they_are_written() {
		for (text, unit, exponent, value) in [
			("20.5 Cel", "Cel", -1, 205),
			("20.5", "Cel", -2, 2_050),
			("-3Cel", "Cel", -1, -30),
			("40 %", "%", 0, 40),
			("7", "", 0, 7),
			("2000 W", "W", 3, 2),
			("0.32 TALLY/kWh", "/kWh", 0, 320_000),
			("320000", "/kWh", 0, 320_000),
		] {
			let quantity = quantity(unit, exponent);
			assert_eq!(parse_number(text, quantity), Ok(value), "{text}");
			let written = number(value, quantity);
			assert_eq!(parse_number(&written, quantity), Ok(value), "{written}");
		}
		for (text, unit, exponent, problem) in [
			("20.55 Cel", "Cel", -1, "no multiple of 0.1"),
			("20 K", "Cel", -1, "the rule reads Cel; convert it"),
			("20 K", "", 0, "the rule reads no unit"),
			("warm", "Cel", -1, "is not a number, such as 0.1 Cel"),
			("", "Cel", -1, "is not a number"),
			("99999999999999999999", "", 0, "is not a number"),
		] {
			let error = parse_number(text, quantity(unit, exponent)).unwrap_err();
			assert!(error.contains(problem), "{text}: {error}");
		}
	}

	#[test]
	fn spans_of_time_are_read_as_rules_write_them() {
		for (text, millis) in [
			("15 min", 900_000),
			("15min", 900_000),
			("1 h 30 min", 5_400_000),
			("250 ms", 250),
			("2d", 172_800_000),
		] {
			assert_eq!(parse_span(text), Ok(millis), "{text}");
		}
		for text in ["", "15", "min", "1 week", "-1 s", "99999999999999999999 d", "1.5 h"] {
			assert!(parse_span(text).is_err(), "{text}");
		}
	}
}
