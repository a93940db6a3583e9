//! What a pack says.

use super::{Number, SenmlError};
use alloc::string::String;
use tallystick_evidence::Limits;

/// How a pack names a channel.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum ChannelName {
	/// Its place in the model: a name that is a number below 2^16 in plain decimal.
	Number(u16),
	/// Its name in the model.
	Text(String),
}

/// When a value was measured.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Time {
	/// UTC, in milliseconds.
	Absolute(u64),
	/// Milliseconds after the message was received: hardly ever positive.
	Relative(i64),
}

/// Below so many seconds a time is relative.
const ABSOLUTE: i64 = 1 << 28;

impl Time {
	/// From seconds, rounded to milliseconds.
	pub(super) fn resolve(seconds: Number) -> Result<Self, SenmlError> {
		let millis = seconds.scale(-3)?;
		Ok(match u64::try_from(millis) {
			Ok(absolute) if millis >= ABSOLUTE.saturating_mul(1_000) => Self::Absolute(absolute),
			_ => Self::Relative(millis),
		})
	}

	/// The time in UTC milliseconds, of a message received at `received`.
	pub fn at(self, received: u64) -> Option<u64> {
		match self {
			Self::Absolute(time) => Some(time),
			Self::Relative(offset) => received.checked_add_signed(offset),
		}
	}

	/// Times of the two kinds cannot be compared without a clock.
	pub(super) fn is_before(&self, later: &Self) -> bool {
		match (self, later) {
			(Self::Absolute(a), Self::Absolute(b)) => a < b,
			(Self::Relative(a), Self::Relative(b)) => a < b,
			_ => true,
		}
	}
}

/// One value, with all base fields applied.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Record {
	/// What was measured.
	pub channel: ChannelName,
	/// In which unit, if it is said.
	pub unit: Option<String>,
	/// When.
	pub time: Time,
	/// The value, in the unit.
	pub value: Number,
}

/// A channel of a device's model.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Channel {
	/// Its place in the model.
	pub number: u16,
	/// Its name in the model.
	pub name: String,
	/// Its unit, empty for a number without one.
	pub unit: String,
	/// A value `v` stands for `v × 10^exponent` units.
	pub exponent: i8,
	/// Its plausible values, before the exponent is applied.
	pub limits: Limits,
}

impl Record {
	/// The channel of the model that this is about, and the scaled value.
	pub fn read<'c>(&self, channels: &'c [Channel]) -> Result<(&'c Channel, i64), SenmlError> {
		let channel = channels
			.iter()
			.find(|channel| match &self.channel {
				ChannelName::Number(number) => channel.number == *number,
				ChannelName::Text(name) => channel.name == *name,
			})
			.ok_or(SenmlError::UnknownChannel)?;
		if self.unit.as_ref().is_some_and(|unit| *unit != channel.unit) {
			return Err(SenmlError::WrongUnit);
		}
		Ok((channel, self.value.scale(channel.exponent)?))
	}
}
