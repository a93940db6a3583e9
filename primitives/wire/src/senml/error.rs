//! Why a pack is refused, and where.

use super::{ChannelName, Number};
use crate::{ErrorCode, MAX_MESSAGE, MAX_RECORDS};
use alloc::string::String;
use core::fmt;

/// A place in a pack, as far as it is known.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Place {
	/// The record, counted from 1.
	pub record: Option<usize>,
	/// The record's channel, as the pack names it.
	pub channel: Option<ChannelName>,
	/// The field, by its name in JSON.
	pub field: Option<&'static str>,
}

/// Why a pack is refused, and where.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct SenmlError {
	/// The place in the pack, empty if it concerns the whole pack.
	pub place: Place,
	/// The reason.
	pub fault: Fault,
}

/// Why a pack is refused.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Fault {
	/// More bytes than [`MAX_MESSAGE`].
	TooLarge,
	/// More records than [`MAX_RECORDS`].
	TooManyRecords,
	/// Not an array, such as one record alone.
	NotArray,
	/// No value in it.
	Empty,
	/// It ends in the middle.
	Truncated,
	/// Not JSON.
	NotJson {
		/// The line, from 1.
		line: usize,
		/// The column, from 1.
		column: usize,
	},
	/// Not CBOR, or not in the form of SenML.
	NotCbor,
	/// Bytes after the pack.
	Trailing,
	/// A record that is not an object, or a map.
	NotObject,
	/// A field that a record has twice.
	Twice,
	/// A field whose value must be a text.
	NotText,
	/// A field whose value must be a number.
	NotNumber,
	/// A float that is infinite or not a number.
	NotFinite,
	/// A field that is written with its name, although CBOR has a number for it.
	Named,
	/// A later version than 10.
	Version,
	/// A version below 1.
	NoVersion,
	/// Another version than the first record's.
	OtherVersion,
	/// An unknown field that must be understood, because its name ends with an underscore.
	UnknownField(String),
	/// A text, a boolean, data or a sum.
	Unsupported,
	/// The field `ref` is not a whole number of 64 bits.
	BadReference,
	/// The record has no value.
	NoValue,
	/// The name is empty, too long, or has a character that SenML does not allow.
	BadName,
	/// The name belongs to another device.
	WrongDevice,
	/// The model has no such channel.
	UnknownChannel,
	/// The record's unit is not the model's, which is this one.
	WrongUnit(String),
	/// A unit that is longer than any known one.
	LongUnit,
	/// More digits than can be kept.
	TooPrecise,
	/// The number does not fit 64 bits.
	OutOfRange,
	/// A number of seconds beyond the range of times.
	BadTime(Number),
	/// A time after the message is received, by this number of milliseconds.
	Future(i64),
	/// More than 2^28 seconds before the message is received.
	TooLongAgo,
	/// A time that is not absolute, in a message that a device signs.
	RelativeTime,
	/// The records of a channel are not in ascending order of time.
	NotRising,
}

impl Fault {
	/// The error for this reason at this place.
	pub const fn at(self, place: Place) -> SenmlError {
		SenmlError { place, fault: self }
	}

	/// The error code of the answer.
	pub const fn code(&self) -> ErrorCode {
		match self {
			Self::TooLarge | Self::TooManyRecords => ErrorCode::TooLarge,
			Self::NotArray
			| Self::Empty
			| Self::Truncated
			| Self::NotJson { .. }
			| Self::NotCbor
			| Self::Trailing
			| Self::NotObject
			| Self::Twice
			| Self::NotText
			| Self::NotNumber
			| Self::Named
			| Self::NoVersion
			| Self::OtherVersion
			| Self::BadReference
			| Self::NoValue
			| Self::BadName
			| Self::RelativeTime => ErrorCode::Malformed,
			Self::Version | Self::UnknownField(_) | Self::Unsupported => ErrorCode::Unsupported,
			Self::WrongDevice => ErrorCode::WrongDevice,
			Self::UnknownChannel => ErrorCode::UnknownChannel,
			Self::WrongUnit(_) | Self::LongUnit => ErrorCode::WrongUnit,
			Self::TooPrecise => ErrorCode::TooPrecise,
			Self::NotFinite | Self::OutOfRange | Self::BadTime(_) | Self::TooLongAgo => {
				ErrorCode::OutOfRange
			},
			Self::Future(_) => ErrorCode::FromFuture,
			Self::NotRising => ErrorCode::NotRising,
		}
	}
}

impl SenmlError {
	/// The error code of the answer.
	pub const fn code(&self) -> ErrorCode {
		self.fault.code()
	}

	/// The same error at this place, unless it already has a place.
	pub(super) fn at(self, place: &Place) -> Self {
		if self.place == Place::default() {
			self.fault.at(place.clone())
		} else {
			self
		}
	}
}

impl From<Fault> for SenmlError {
	fn from(fault: Fault) -> Self {
		fault.at(Place::default())
	}
}

impl fmt::Display for Place {
	/// Such as “record 3, channel power, field v”.
	fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
		let mut rest = "";
		if let Some(record) = self.record {
			write!(f, "record {record}")?;
			rest = ", ";
		}
		if let Some(channel) = &self.channel {
			write!(f, "{rest}channel {channel}")?;
			rest = ", ";
		}
		if let Some(field) = self.field {
			write!(f, "{rest}field {field}")?;
		}
		Ok(())
	}
}

impl fmt::Display for SenmlError {
	fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
		if self.place != Place::default() {
			write!(f, "{}: ", self.place)?;
		}
		self.fault.fmt(f)
	}
}

impl fmt::Display for Fault {
	fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
		f.write_str(match self {
			Self::TooLarge => return write!(f, "the pack has more than {MAX_MESSAGE} bytes"),
			Self::TooManyRecords => {
				return write!(f, "the pack has more than {MAX_RECORDS} records")
			},
			Self::NotArray => "a pack is an array of records, also around a single one",
			Self::Empty => "the pack has no value in it",
			Self::Truncated => "the pack ends in the middle",
			Self::NotJson { line, column } => {
				return write!(f, "not JSON at line {line}, column {column}")
			},
			Self::NotCbor => "not a SenML pack in CBOR",
			Self::Trailing => "there are bytes after the end of the pack",
			Self::NotObject => "not a record: an object in JSON, a map in CBOR",
			Self::Twice => "the record has this field twice",
			Self::NotText => "not a text",
			Self::NotNumber => "not a number",
			Self::NotFinite => "not a finite number",
			Self::Named => "this field has a number in CBOR, and goes by it",
			Self::Version => "a later SenML version than 10",
			Self::NoVersion => "SenML versions begin at 1",
			Self::OtherVersion => "the whole pack has the version of its first record",
			Self::UnknownField(name) => {
				return write!(f, "`{name}` must be understood, as its underscore says, and is not known")
			},
			Self::Unsupported => "this field is not taken",
			Self::BadReference => "not a whole number from 0 to 18446744073709551615",
			Self::NoValue => "the record has no value `v`",
			Self::BadName => "not a SenML name",
			Self::WrongDevice => "the name of another device",
			Self::UnknownChannel => "the model has no such channel",
			Self::WrongUnit(unit) if unit.is_empty() => "the model's channel has no unit",
			Self::WrongUnit(unit) => return write!(f, "the unit in the model is {unit}"),
			Self::LongUnit => "no unit is as long as this",
			Self::TooPrecise => "a number with too many digits",
			Self::OutOfRange => "a number out of range",
			Self::BadTime(seconds) => return write!(f, "{seconds} seconds are not a time"),
			Self::Future(millis) => {
				let seconds = Number::new((*millis).into(), -3);
				return write!(
					f,
					"{seconds} seconds, below 2^28, count from when the message is received, and so lie in the future"
				);
			},
			Self::TooLongAgo => "more than 2^28 seconds before the message was received",
			Self::RelativeTime => "in a segment, every time is absolute: 2^28 seconds or more",
			Self::NotRising => "not later than this channel's record before it",
		})
	}
}

impl core::error::Error for SenmlError {}
