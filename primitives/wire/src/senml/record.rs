//! The contents of a pack.

use super::{Fault, Number, Place, SenmlError};
use alloc::string::String;
use core::fmt;
use tallystick_evidence::Limits;

/// The name of a channel in a pack.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum ChannelName {
	/// Its place in the model: a name that is a number below 2^16 in plain decimal.
	Number(u16),
	/// Its name in the model.
	Text(String),
}

impl fmt::Display for ChannelName {
	fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
		match self {
			Self::Number(number) => number.fmt(f),
			Self::Text(name) => name.fmt(f),
		}
	}
}

/// When a value was measured.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Time {
	/// UTC, in milliseconds.
	Absolute(u64),
	/// Milliseconds after the message was received: never positive.
	Relative(i64),
}

/// The limit in milliseconds below which a time is relative. No relative time is longer ago.
const ABSOLUTE: i64 = (1 << 28) * 1_000;

/// Ten years, in milliseconds.
const DECADE: u64 = 3_652 * 86_400_000;

impl Time {
	/// From seconds, rounded to milliseconds.
	pub(super) fn resolve(seconds: Number) -> Result<Self, SenmlError> {
		let millis = seconds.scale(-3).map_err(|_| Fault::BadTime(seconds))?;
		match u64::try_from(millis) {
			Ok(absolute) if millis >= ABSOLUTE => Ok(Self::Absolute(absolute)),
			Ok(1..) => Err(Fault::Future(millis).into()),
			_ if millis <= ABSOLUTE.saturating_neg() => Err(Fault::TooLongAgo.into()),
			_ => Ok(Self::Relative(millis)),
		}
	}

	/// The unit other than seconds in which this number is a time within ten years of `now`, if
	/// there is one.
	pub fn unit(number: Number, now: u64) -> Option<&'static str> {
		let is_near = |exponent| {
			let millis = number.scale(exponent).ok().and_then(|millis| u64::try_from(millis).ok());
			millis.is_some_and(|millis| millis.abs_diff(now) <= DECADE)
		};
		// A millisecond, in milliseconds; in microseconds; in nanoseconds.
		let units = [(0, "milliseconds"), (3, "microseconds"), (6, "nanoseconds")];
		units.into_iter().find(|(exponent, _)| is_near(*exponent)).map(|(_, unit)| unit)
	}

	/// The time in UTC milliseconds, of a message received at `received`.
	pub fn at(self, received: u64) -> Option<u64> {
		match self {
			Self::Absolute(time) => Some(time),
			Self::Relative(offset) => received.checked_add_signed(offset),
		}
	}

	/// Times of different kinds cannot be compared without a clock.
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
	/// Its place in the pack, counted from 1.
	pub number: usize,
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
	/// A field of it.
	pub fn place(&self, field: &'static str) -> Place {
		Place { record: Some(self.number), channel: Some(self.channel.clone()), field: Some(field) }
	}

	/// The channel of the model that this is about, and the scaled value.
	pub fn read<'c>(&self, channels: &'c [Channel]) -> Result<(&'c Channel, i64), SenmlError> {
		let channel = channels
			.iter()
			.find(|channel| match &self.channel {
				ChannelName::Number(number) => channel.number == *number,
				ChannelName::Text(name) => channel.name == *name,
			})
			.ok_or_else(|| Fault::UnknownChannel.at(self.place("n")))?;
		if self.unit.as_ref().is_some_and(|unit| *unit != channel.unit) {
			return Err(Fault::WrongUnit(channel.unit.clone()).at(self.place("u")));
		}
		let value = self.value.scale(channel.exponent).map_err(|e| e.at(&self.place("v")))?;
		Ok((channel, value))
	}
}
