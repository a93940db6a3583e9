//! Checks the description of a model before it is sent. The chain rejects a call that is too large
//! as unreadable, and does not name the field of a channel that is wrong.

use crate::pallets::device_registry::Channel;
use std::collections::BTreeMap;
use tallystick_evidence::model::{MAX_CHANNELS, MAX_CHANNEL_NAME, MAX_UNIT, MAX_URI};
use tallystick_records::{device::WriteError, is_name};

/// Why the chain would not take a model.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
pub enum ModelError {
	/// Shorten the URI.
	#[error("the uri has {0} bytes, and can have {MAX_URI} at most")]
	LongUri(usize),
	/// Split the model, or describe what it measures.
	#[error("a model has 1 to {MAX_CHANNELS} channels, this one has {0}")]
	Channels(usize),
	/// Rename one of them.
	#[error(
		"channels {first} and {second} have the same name {name:?}; give each a name of its own"
	)]
	SameName {
		/// The number of the first of them.
		first: usize,
		/// The number of the next.
		second: usize,
		/// Their name.
		name: String,
	},
	/// Correct this channel.
	#[error("channel {channel} ({name:?}): {problem}")]
	Channel {
		/// The channel's number: its place in the model, from 0.
		channel: usize,
		/// The channel's name.
		name: String,
		/// What is wrong with it.
		problem: ChannelProblem,
	},
}

/// What is wrong with a channel.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
pub enum ChannelProblem {
	/// It has no name.
	#[error("the name is missing")]
	NoName,
	/// The name has a control character, such as the end of a line.
	#[error("the name has a control character: write it in one line")]
	NameCharacters,
	/// The name is too long.
	#[error("the name has {0} bytes, and can have {MAX_CHANNEL_NAME} at most")]
	LongName(usize),
	/// The unit is too long.
	#[error(
		"the unit {unit:?} has {} bytes, and can have {MAX_UNIT} at most; take one of SenML, such as kg or W",
		.unit.len()
	)]
	LongUnit {
		/// The unit.
		unit: String,
	},
	/// The unit has other characters than printable ASCII, or a blank.
	#[error("the unit {unit:?} can have printable ASCII only, without blanks; take one of SenML, such as kg or W")]
	UnitCharacters {
		/// The unit.
		unit: String,
	},
	/// The limits are the wrong way round.
	#[error("low ({low}) is above high ({high})")]
	Limits {
		/// The smallest plausible value.
		low: i64,
		/// The largest.
		high: i64,
	},
	/// The period is missing.
	#[error("the period is 0; give the milliseconds between two readings")]
	NoPeriod,
	/// Its write settings are invalid.
	#[error("write: {0}")]
	Write(WriteError),
}

/// Checks the arguments of [`Call::define_model`](crate::Call::define_model) like the chain.
pub fn check_model(uri: &str, channels: &[Channel]) -> Result<(), ModelError> {
	if exceeds(uri, MAX_URI) {
		return Err(ModelError::LongUri(uri.len()));
	}
	let count = channels.len();
	if count == 0 || u32::try_from(count).map_or(true, |count| count > MAX_CHANNELS) {
		return Err(ModelError::Channels(count));
	}
	let mut names = BTreeMap::new();
	for (number, channel) in channels.iter().enumerate() {
		let name = channel.name.clone();
		check(channel).map_err(|problem| ModelError::Channel {
			channel: number,
			name: name.clone(),
			problem,
		})?;
		if let Some(first) = names.insert(&channel.name, number) {
			return Err(ModelError::SameName { first, second: number, name });
		}
	}
	Ok(())
}

fn check(channel: &Channel) -> Result<(), ChannelProblem> {
	let Channel { name, unit, limits, period, .. } = channel;
	if name.is_empty() {
		return Err(ChannelProblem::NoName);
	}
	if !is_name(name.as_bytes()) {
		return Err(ChannelProblem::NameCharacters);
	}
	if exceeds(name, MAX_CHANNEL_NAME) {
		return Err(ChannelProblem::LongName(name.len()));
	}
	if !unit.bytes().all(|byte| byte.is_ascii_graphic()) {
		return Err(ChannelProblem::UnitCharacters { unit: unit.clone() });
	}
	if exceeds(unit, MAX_UNIT) {
		return Err(ChannelProblem::LongUnit { unit: unit.clone() });
	}
	if limits.low > limits.high {
		return Err(ChannelProblem::Limits { low: limits.low, high: limits.high });
	}
	if *period == 0 {
		return Err(ChannelProblem::NoPeriod);
	}
	channel.check_write().map_err(ChannelProblem::Write)
}

fn exceeds(text: &str, bytes: u32) -> bool {
	u32::try_from(text.len()).map_or(true, |length| length > bytes)
}

#[cfg(test)]
mod tests {
	use super::*;
	use crate::ChannelKind;
	use tallystick_evidence::Limits;
	use tallystick_records::control::{Bounds, Field, Kind, LimitsError, Pace, Writable};

	fn channel(name: &str) -> Channel {
		Channel {
			name: name.into(),
			unit: "Cel".into(),
			exponent: -1,
			kind: ChannelKind::Gauge,
			limits: Limits { low: -400, high: 850 },
			period: 60_000,
			write: None,
		}
	}

	fn target(startup: i64) -> Writable {
		let range = Limits { low: 50, high: 300 };
		let pace = Pace::NONE;
		let bounds = Bounds { range, step: 5, fail_safe: 160, startup, pace, lease: 900_000 };
		Writable { kind: Kind::SetPoint, bounds }
	}

	fn problem(change: impl FnOnce(&mut Channel)) -> Option<ChannelProblem> {
		let mut changed = channel("humidity");
		change(&mut changed);
		match check_model("urn:x", &[channel("temperature"), changed]) {
			Err(ModelError::Channel { channel: 1, problem, .. }) => Some(problem),
			other => {
				assert_eq!(other, Ok(()));
				None
			},
		}
	}

	#[test]
	fn boundary_longest_texts_are_taken_and_one_byte_more_is_refused() {
		assert_eq!(check_model(&"u".repeat(256), &[channel("a")]), Ok(()));
		assert_eq!(check_model(&"u".repeat(257), &[channel("a")]), Err(ModelError::LongUri(257)));
		assert_eq!(problem(|channel| channel.name = "n".repeat(32)), None);
		// Bytes count, not letters.
		assert_eq!(
			problem(|channel| channel.name = "ü".repeat(17)),
			Some(ChannelProblem::LongName(34))
		);
		assert_eq!(problem(|channel| channel.unit = "u".repeat(16)), None);
		let unit = "u".repeat(17);
		assert_eq!(
			problem(|channel| channel.unit.clone_from(&unit)),
			Some(ChannelProblem::LongUnit { unit })
		);
	}

	#[test]
	fn boundary_a_model_has_1_to_64_channels() {
		let channels: Vec<_> = (0..65).map(|number| channel(&number.to_string())).collect();
		assert_eq!(check_model("urn:x", &channels[..64]), Ok(()));
		assert_eq!(check_model("urn:x", &channels), Err(ModelError::Channels(65)));
		assert_eq!(check_model("urn:x", &[]), Err(ModelError::Channels(0)));
	}

	#[test]
	fn refuses_what_the_chain_calls_bad_channels() {
		assert_eq!(problem(|channel| channel.name.clear()), Some(ChannelProblem::NoName));
		assert_eq!(
			problem(|channel| channel.name.push('\n')),
			Some(ChannelProblem::NameCharacters)
		);
		assert_eq!(problem(|channel| channel.unit.clear()), None);
		for unit in ["k g", "°C", "a\n"] {
			assert_eq!(
				problem(|channel| channel.unit = unit.into()),
				Some(ChannelProblem::UnitCharacters { unit: unit.into() })
			);
		}
		assert_eq!(
			problem(|channel| channel.limits = Limits { low: 2, high: 1 }),
			Some(ChannelProblem::Limits { low: 2, high: 1 })
		);
		assert_eq!(problem(|channel| channel.period = 0), Some(ChannelProblem::NoPeriod));
		let unsound = LimitsError::NotPermitted(Field::Startup, 7);
		assert_eq!(problem(|channel| channel.write = Some(target(100))), None);
		assert_eq!(
			problem(|channel| channel.write = Some(target(7))),
			Some(ChannelProblem::Write(WriteError::Bounds(unsound)))
		);
		assert_eq!(
			problem(|channel| {
				(channel.kind, channel.write) = (ChannelKind::Counter, Some(target(100)));
			}),
			Some(ChannelProblem::Write(WriteError::Counter))
		);
		let twice = [channel("a"), channel("b"), channel("a")];
		let same = ModelError::SameName { first: 0, second: 2, name: "a".into() };
		assert_eq!(check_model("urn:x", &twice), Err(same));
	}

	#[test]
	fn names_the_field_and_its_limit() {
		let mut long = channel("flow");
		long.unit = "kilogramme-per-hour!".into();
		let error = check_model("urn:x", &[long]).unwrap_err().to_string();
		assert_eq!(
			error,
			"channel 0 (\"flow\"): the unit \"kilogramme-per-hour!\" has 20 bytes, and can have 16 at most; take one \
			 of SenML, such as kg or W"
		);
		let low = Channel { write: Some(target(0)), ..channel("target") };
		let error = check_model("urn:x", &[low]).unwrap_err().to_string();
		assert!(error.starts_with("channel 0 (\"target\"): write: startup: 0 "), "{error}");
	}
}
