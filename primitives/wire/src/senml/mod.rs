//! SenML (RFC 8428): readings as JSON or CBOR.
//!
//! [`resolve`] reads a pack strictly: whatever it does not take is refused by name. It takes the
//! base fields, names, units, times and numbers (`v`); texts, booleans, data and sums are refused.
//! Numbers are kept as exact decimals until the channel's exponent is known.

mod cbor;
mod encode;
mod json;
mod number;
mod record;

pub use encode::{to_cbor, to_json, Entry};
pub use number::Number;
pub use record::{Channel, ChannelName, Record, Time};

use crate::{ErrorCode, Hex, MAX_MESSAGE, MAX_RECORDS};
use alloc::{
	collections::BTreeMap,
	format,
	string::{String, ToString},
	vec::Vec,
};
use core::fmt;
use tallystick_evidence::DeviceId;

/// Longest name with its base, in bytes.
pub const MAX_NAME: usize = 144;

/// Longest unit, in bytes.
pub const MAX_UNIT: usize = 32;

/// Why a pack is refused.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum SenmlError {
	/// More bytes than [`MAX_MESSAGE`].
	TooLarge,
	/// More records than [`MAX_RECORDS`].
	TooManyRecords,
	/// Not a pack, not its types, a field twice, or nothing in it.
	Malformed,
	/// A later version than 10.
	Version,
	/// A field that has to be understood, and is not: its name ends with an underscore.
	UnknownField,
	/// A text, a boolean, data or a sum, by its field.
	Unsupported(&'static str),
	/// The field `ref` is not a whole number of 64 bits.
	BadReference,
	/// The record has no value.
	NoValue,
	/// The name is empty, too long, or has a character that SenML does not allow.
	BadName,
	/// The name is one of another device.
	WrongDevice,
	/// The model has no such channel.
	UnknownChannel,
	/// The channel has another unit.
	WrongUnit,
	/// More digits than are kept.
	TooPrecise,
	/// The number is not finite or does not fit 64 bits.
	OutOfRange,
	/// The records of a channel are not in ascending order of time.
	NotRising,
}

impl SenmlError {
	/// What is answered.
	pub const fn code(self) -> ErrorCode {
		match self {
			Self::TooLarge | Self::TooManyRecords => ErrorCode::TooLarge,
			Self::Malformed | Self::BadReference | Self::NoValue | Self::BadName => {
				ErrorCode::Malformed
			},
			Self::Version | Self::UnknownField | Self::Unsupported(_) => ErrorCode::Unsupported,
			Self::WrongDevice => ErrorCode::WrongDevice,
			Self::UnknownChannel => ErrorCode::UnknownChannel,
			Self::WrongUnit => ErrorCode::WrongUnit,
			Self::TooPrecise => ErrorCode::TooPrecise,
			Self::OutOfRange => ErrorCode::OutOfRange,
			Self::NotRising => ErrorCode::NotRising,
		}
	}
}

impl fmt::Display for SenmlError {
	fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
		f.write_str(match self {
			Self::TooLarge => "the pack is too long",
			Self::TooManyRecords => "the pack has too many records",
			Self::Malformed => "not a SenML pack",
			Self::Version => "a later SenML version than 10",
			Self::UnknownField => "a field that must be understood is not known",
			Self::Unsupported(field) => return write!(f, "the field `{field}` is not supported"),
			Self::BadReference => {
				"the field `ref` is not a whole number from 0 to 18446744073709551615"
			},
			Self::NoValue => "a record without a value",
			Self::BadName => "not a SenML name",
			Self::WrongDevice => "the name of another device",
			Self::UnknownChannel => "no such channel in the model",
			Self::WrongUnit => "not the channel's unit in the model",
			Self::TooPrecise => "a number with too many digits",
			Self::OutOfRange => "a number out of range",
			Self::NotRising => "the records of a channel are not in ascending order of time",
		})
	}
}

impl core::error::Error for SenmlError {}

/// Reads a pack, JSON or CBOR, of this device. The records come in the pack's order, which is
/// ascending by time within a channel.
pub fn resolve(pack: &[u8], device: &DeviceId) -> Result<Vec<Record>, SenmlError> {
	read(pack, device).1
}

/// Reads a pack as [`resolve`] does, and the number that its first record gives as `ref`: also of a
/// pack that is refused, if it was read so far.
pub fn read(pack: &[u8], device: &DeviceId) -> (Option<u64>, Result<Vec<Record>, SenmlError>) {
	match is_json(pack) {
		true => read_with(json::read, pack, device),
		false => read_with(cbor::read, pack, device),
	}
}

/// Whether it is JSON, if it is a pack at all: all that begins an array in CBOR is no ASCII.
pub fn is_json(pack: &[u8]) -> bool {
	pack.first().is_none_or(u8::is_ascii)
}

/// Reads a JSON pack.
pub fn from_json(pack: &[u8], device: &DeviceId) -> Result<Vec<Record>, SenmlError> {
	read_with(json::read, pack, device).1
}

/// Reads a CBOR pack.
pub fn from_cbor(pack: &[u8], device: &DeviceId) -> Result<Vec<Record>, SenmlError> {
	read_with(cbor::read, pack, device).1
}

fn read_with(
	reader: fn(&[u8], &mut Resolver) -> Result<(), SenmlError>,
	pack: &[u8],
	device: &DeviceId,
) -> (Option<u64>, Result<Vec<Record>, SenmlError>) {
	if pack.len() > MAX_MESSAGE {
		return (None, Err(SenmlError::TooLarge));
	}
	let mut resolver = Resolver::new(device);
	let read = reader(pack, &mut resolver);
	(resolver.reference, read.and_then(|()| resolver.finish()))
}

/// The fields that are understood.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Label {
	BaseVersion,
	BaseName,
	BaseTime,
	BaseUnit,
	BaseValue,
	Name,
	Unit,
	Value,
	Time,
	UpdateTime,
	Reference,
	Refused(&'static str),
}

impl Label {
	/// By the name in JSON and the number in CBOR (RFC 8428, table 4). `ref` is our own, and has no
	/// number.
	const ALL: [(&'static str, Option<i64>, Self); 16] = [
		("bver", Some(-1), Self::BaseVersion),
		("bn", Some(-2), Self::BaseName),
		("bt", Some(-3), Self::BaseTime),
		("bu", Some(-4), Self::BaseUnit),
		("bv", Some(-5), Self::BaseValue),
		("bs", Some(-6), Self::Refused("bs")),
		("n", Some(0), Self::Name),
		("u", Some(1), Self::Unit),
		("v", Some(2), Self::Value),
		("vs", Some(3), Self::Refused("vs")),
		("vb", Some(4), Self::Refused("vb")),
		("s", Some(5), Self::Refused("s")),
		("t", Some(6), Self::Time),
		("ut", Some(7), Self::UpdateTime),
		("vd", Some(8), Self::Refused("vd")),
		("ref", None, Self::Reference),
	];

	/// `Ok(None)` of a field that may be ignored.
	fn of_name(name: &str) -> Result<Option<Self>, SenmlError> {
		match Self::ALL.iter().find(|(known, ..)| *known == name) {
			Some((.., label)) => Ok(Some(*label)),
			None if name.ends_with('_') => Err(SenmlError::UnknownField),
			None => Ok(None),
		}
	}

	fn of_number(number: i64) -> Option<Self> {
		Self::ALL.iter().find(|(_, known, _)| *known == Some(number)).map(|(.., label)| *label)
	}
}

/// A record as it is written.
#[derive(Default)]
struct Fields {
	base_version: Option<Number>,
	base_name: Option<String>,
	base_time: Option<Number>,
	base_unit: Option<String>,
	base_value: Option<Number>,
	name: Option<String>,
	unit: Option<String>,
	value: Option<Number>,
	time: Option<Number>,
	update_time: Option<Number>,
	reference: Option<u64>,
}

/// What a field holds, for the decoders.
enum Slot<'a> {
	Text(&'a mut Option<String>),
	Number(&'a mut Option<Number>),
	Reference(&'a mut Option<u64>),
}

impl Fields {
	fn slot(&mut self, label: Label) -> Result<Slot<'_>, SenmlError> {
		let slot = match label {
			Label::BaseVersion => Slot::Number(&mut self.base_version),
			Label::BaseName => Slot::Text(&mut self.base_name),
			Label::BaseTime => Slot::Number(&mut self.base_time),
			Label::BaseUnit => Slot::Text(&mut self.base_unit),
			Label::BaseValue => Slot::Number(&mut self.base_value),
			Label::Name => Slot::Text(&mut self.name),
			Label::Unit => Slot::Text(&mut self.unit),
			Label::Value => Slot::Number(&mut self.value),
			Label::Time => Slot::Number(&mut self.time),
			Label::UpdateTime => Slot::Number(&mut self.update_time),
			Label::Reference => Slot::Reference(&mut self.reference),
			Label::Refused(field) => return Err(SenmlError::Unsupported(field)),
		};
		let twice = match &slot {
			Slot::Text(text) => text.is_some(),
			Slot::Number(number) => number.is_some(),
			Slot::Reference(reference) => reference.is_some(),
		};
		(!twice).then_some(slot).ok_or(SenmlError::Malformed)
	}
}

/// Applies the base fields from record to record.
struct Resolver {
	prefix: String,
	reference: Option<u64>,
	version: Option<Number>,
	name: String,
	unit: Option<String>,
	time: Number,
	value: Number,
	records: Vec<Record>,
	last: BTreeMap<ChannelName, Time>,
}

/// What begins a device's names.
const URN: &str = "urn:tallystick:";

impl Resolver {
	fn new(device: &DeviceId) -> Self {
		Self {
			prefix: format!("{URN}{}:", Hex(*device)),
			reference: None,
			version: None,
			name: String::new(),
			unit: None,
			time: Number::default(),
			value: Number::default(),
			records: Vec::new(),
			last: BTreeMap::new(),
		}
	}

	/// Takes the pack's number, as soon as it is read.
	fn refer(&mut self, number: u64) {
		if self.records.is_empty() {
			self.reference = Some(number);
		}
	}

	fn push(&mut self, fields: Fields) -> Result<(), SenmlError> {
		if self.records.len() >= MAX_RECORDS {
			return Err(SenmlError::TooManyRecords);
		}
		self.check_version(fields.base_version)?;
		if let Some(name) = fields.base_name {
			self.name = name;
		}
		if let Some(unit) = fields.base_unit {
			self.unit = Some(unit);
		}
		self.time = fields.base_time.unwrap_or(self.time);
		self.value = fields.base_value.unwrap_or(self.value);

		let channel = self.channel(fields.name.as_deref().unwrap_or_default())?;
		let unit = fields.unit.or_else(|| self.unit.clone());
		if unit.as_ref().is_some_and(|unit| unit.len() > MAX_UNIT) {
			return Err(SenmlError::WrongUnit);
		}
		let time = Time::resolve(self.time.plus(fields.time.unwrap_or_default())?)?;
		let value = self.value.plus(fields.value.ok_or(SenmlError::NoValue)?)?;
		if let Some(last) = self.last.insert(channel.clone(), time) {
			if !last.is_before(&time) {
				return Err(SenmlError::NotRising);
			}
		}
		self.records.push(Record { channel, unit, time, value });
		Ok(())
	}

	/// The version is that of the whole pack, and 10 unless said.
	fn check_version(&mut self, said: Option<Number>) -> Result<(), SenmlError> {
		let Some(said) = said else { return Ok(()) };
		let first = self.records.is_empty();
		match said.scale(0) {
			Ok(1..=10) if first || self.version == Some(said) => {},
			Ok(..=10) => return Err(SenmlError::Malformed),
			_ => return Err(SenmlError::Version),
		}
		self.version = Some(said);
		Ok(())
	}

	fn channel(&self, name: &str) -> Result<ChannelName, SenmlError> {
		if self.name.len().saturating_add(name.len()) > MAX_NAME {
			return Err(SenmlError::BadName);
		}
		let name = [&self.name, name].concat();
		let own = name.strip_prefix(&self.prefix);
		if own.is_none() && name.starts_with(URN) {
			return Err(SenmlError::WrongDevice);
		}
		if !name.starts_with(|first: char| first.is_ascii_alphanumeric())
			|| !name.chars().all(|c| c.is_ascii_alphanumeric() || "-:./_".contains(c))
		{
			return Err(SenmlError::BadName);
		}
		let channel = own.unwrap_or(&name);
		if channel.is_empty() {
			return Err(SenmlError::BadName);
		}
		Ok(match channel.parse::<u16>() {
			Ok(number) if number.to_string() == channel => ChannelName::Number(number),
			_ => ChannelName::Text(channel.to_string()),
		})
	}

	fn finish(self) -> Result<Vec<Record>, SenmlError> {
		(!self.records.is_empty()).then_some(self.records).ok_or(SenmlError::Malformed)
	}
}

#[cfg(test)]
mod tests;
