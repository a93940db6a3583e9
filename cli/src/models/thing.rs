//! Compares a Thing Model (W3C WoT Thing Description 1.1) with the channels of a model. The name of a channel
//! is that of its property; a set-point is a writable property, an action an `ActionAffordance`.

use crate::assets::number::Decimal;
use serde_json::Value;
use tallystick_client::{
	records::control::{Kind, Writable},
	Channel,
};

/// Checks that the Thing Model says of each channel what the chain will. A document that is not JSON says
/// nothing, which does where all channels can only be read.
pub(super) fn check(thing: &[u8], channels: &[Channel]) -> Result<(), String> {
	let thing: Value = match serde_json::from_slice(thing) {
		Ok(thing) => thing,
		Err(_) if channels.iter().all(|channel| channel.write.is_none()) => return Ok(()),
		Err(error) => {
			return Err(format!(
				"the Thing Model has to describe what can be written, and is not JSON: {error}"
			))
		},
	};
	channels.iter().try_for_each(|channel| {
		check_channel(&thing, channel)
			.map_err(|problem| format!("channel {:?}: {problem}", channel.name))
	})
}

fn check_channel(thing: &Value, channel: &Channel) -> Result<(), String> {
	let property = thing["properties"].get(&channel.name);
	let action = thing["actions"].get(&channel.name);
	let read_only = property.and_then(|property| property["readOnly"].as_bool());
	let (values, missing) = match &channel.write {
		Some(write) if write.kind == Kind::Action => (
			action.map(|action| (write, &action["input"])),
			"the Thing Model has no action of this name: add it, since the channel takes actions",
		),
		_ if action.is_some() => {
			return Err(
				"the Thing Model has an action of this name: give the channel a table `write` of the kind \
				 action, or rename the action"
					.into(),
			)
		},
		Some(_) if read_only == Some(true) => {
			return Err("the Thing Model says readOnly of a property that takes set-points: remove that, \
			            or the channel's table `write`"
				.into())
		},
		Some(write) => (
			property.map(|property| (write, property)),
			"the Thing Model has no property of this name: add it, since the channel takes set-points",
		),
		None if read_only == Some(false) => {
			return Err("the Thing Model says that the property can be written: make it readOnly, or give \
			            the channel a table `write`"
				.into())
		},
		None => return Ok(()),
	};
	match values {
		Some((write, schema)) => check_values(schema, write, channel.exponent),
		None if extends(thing) => Ok(()),
		None => Err(missing.into()),
	}
}

/// Whether affordances can be in another Thing Model.
fn extends(thing: &Value) -> bool {
	let links = thing["links"].as_array();
	links.is_some_and(|links| links.iter().any(|link| link["rel"] == "tm:extends"))
}

/// Compares the range and the step as far as the data schema has them.
fn check_values(schema: &Value, write: &Writable, exponent: i8) -> Result<(), String> {
	let bounds = &write.bounds;
	for (term, field, ours) in [
		("minimum", "low", bounds.range.low),
		("maximum", "high", bounds.range.high),
		("multipleOf", "step", bounds.step.into()),
	] {
		// A text is a placeholder of the Thing Model.
		let Some(theirs) = schema.get(term).filter(|value| value.is_number()) else { continue };
		let units = serde_json::from_value::<Decimal>(theirs.clone())
			.map_err(|error| error.to_string())
			.and_then(|number| number.in_units(exponent))
			.map_err(|error| format!("{term} of the Thing Model: {error}"))?;
		if units != ours {
			let scaled = crate::text::scaled(ours.into(), exponent);
			return Err(format!(
				"{term} is {theirs} in the Thing Model, and {field} of the table `write` {scaled}: make them equal"
			));
		}
	}
	Ok(())
}

#[cfg(test)]
mod tests {
	use super::*;
	use serde_json::json;
	use tallystick_client::{
		records::control::{Bounds, Pace},
		ChannelKind,
	};
	use tallystick_evidence::Limits;

	fn channel(name: &str, kind: Option<Kind>) -> Channel {
		let range = Limits { low: 50, high: 300 };
		let pace = Pace::NONE;
		let bounds = Bounds { range, step: 5, fail_safe: 160, startup: 160, pace, lease: 900_000 };
		Channel {
			name: name.into(),
			unit: "Cel".into(),
			exponent: -1,
			kind: ChannelKind::Gauge,
			limits: Limits { low: 0, high: 400 },
			period: 60_000,
			write: kind.map(|kind| Writable { kind, bounds }),
		}
	}

	fn channels() -> [Channel; 3] {
		[
			channel("temperature", None),
			channel("target", Some(Kind::SetPoint)),
			channel("descale", Some(Kind::Action)),
		]
	}

	fn thing() -> Value {
		let values = json!({ "type": "number", "minimum": 5, "maximum": 30.0, "multipleOf": 0.5 });
		json!({
			"@type": "tm:ThingModel",
			"properties": { "temperature": { "readOnly": true }, "target": values.clone() },
			"actions": { "descale": { "input": values } },
		})
	}

	fn checked(change: impl FnOnce(&mut Value)) -> Result<(), String> {
		let mut thing = thing();
		change(&mut thing);
		check(thing.to_string().as_bytes(), &channels())
	}

	#[test]
	fn a_thing_model_that_says_the_same_is_taken() {
		assert_eq!(checked(|_| {}), Ok(()));
		// What it does not say, or fills in later, contradicts nothing.
		assert_eq!(checked(|thing| thing["properties"]["target"] = json!({})), Ok(()));
		assert_eq!(checked(|thing| thing["actions"]["descale"] = json!({})), Ok(()));
		assert_eq!(checked(|thing| thing["properties"]["temperature"] = json!({})), Ok(()));
		assert_eq!(
			checked(|thing| thing["properties"]["target"]["minimum"] = "{{LOW}}".into()),
			Ok(())
		);
		let link = json!({ "rel": "tm:extends", "href": "https://example.org/valve.tm.json" });
		assert_eq!(check(json!({ "links": [link] }).to_string().as_bytes(), &channels()), Ok(()));
	}

	#[test]
	fn a_thing_model_that_says_something_else_is_refused_with_the_channel() {
		let refused = |change: fn(&mut Value), parts: [&str; 2]| {
			let error = checked(change).unwrap_err();
			assert!(parts.iter().all(|part| error.contains(part)), "{error}");
		};
		let properties = |thing: &mut Value| thing["properties"] = json!({});
		refused(properties, ["\"target\"", "no property"]);
		refused(|thing| thing["actions"] = json!({}), ["\"descale\"", "no action"]);
		refused(
			|thing| thing["properties"]["target"]["readOnly"] = true.into(),
			["\"target\"", "readOnly"],
		);
		refused(
			|thing| thing["properties"]["temperature"]["readOnly"] = false.into(),
			["\"temperature\"", "can be written"],
		);
		for name in ["temperature", "target"] {
			let error = checked(|thing| thing["actions"][name] = json!({})).unwrap_err();
			assert!(error.contains("an action of this name"), "{error}");
		}
	}

	#[test]
	fn a_range_or_a_step_that_differs_is_refused_with_both_values() {
		let refused = |term: &str, value: Value, said: &str| {
			let error = checked(|thing| thing["properties"]["target"][term] = value.clone());
			assert!(error.as_ref().is_err_and(|error| error.contains(said)), "{error:?}");
			let error = checked(|thing| thing["actions"]["descale"]["input"][term] = value);
			assert!(error.is_err_and(|error| error.contains(said)));
		};
		refused(
			"minimum",
			json!(4.9),
			"minimum is 4.9 in the Thing Model, and low of the table `write` 5.0",
		);
		refused(
			"maximum",
			json!(31),
			"maximum is 31 in the Thing Model, and high of the table `write` 30.0",
		);
		refused("multipleOf", json!(1), "step of the table `write` 0.5");
		refused("minimum", json!(5.05), "5.05 is too large, or no multiple of 0.1");
	}

	#[test]
	fn a_document_that_is_not_json_describes_nothing_that_can_be_written() {
		assert_eq!(check(b"a thermometer", &[channel("temperature", None)]), Ok(()));
		let error = check(b"a valve", &channels()).unwrap_err();
		assert!(error.contains("is not JSON"), "{error}");
		assert!(check(b"{}", &channels()).is_err());
		assert_eq!(check(b"[]", &[channel("temperature", None)]), Ok(()));
	}
}
