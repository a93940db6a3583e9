//! SenML (RFC 8428): readings as JSON or CBOR.
//!
//! [`resolve`] reads a pack strictly, and refuses what it does not support with a named fault. It
//! supports base fields, names, units, times and numbers (`v`). It refuses texts, booleans, data
//! and sums. Numbers stay exact decimals until the channel's exponent is known. A refusal names the
//! [place](Place) in the pack.

mod cbor;
mod encode;
mod error;
mod json;
mod number;
mod record;

pub use encode::{to_cbor, to_json, Entry};
pub use error::{Fault, Place, SenmlError};
pub use number::Number;
pub use record::{Channel, ChannelName, Record, Time};

use crate::{Hex, MAX_MESSAGE, MAX_RECORDS};
use alloc::{
	collections::BTreeMap,
	format,
	string::{String, ToString},
	vec::Vec,
};
use tallystick_evidence::DeviceId;

/// Longest name with its base, in bytes.
pub const MAX_NAME: usize = 144;

/// Longest unit, in bytes.
pub const MAX_UNIT: usize = 32;

/// Reads a pack, JSON or CBOR, of this device. The records come in the pack's order, which is
/// ascending by time within a channel.
pub fn resolve(pack: &[u8], device: &DeviceId) -> Result<Vec<Record>, SenmlError> {
	read(pack, device).1
}

/// Reads a pack like [`resolve`], and also returns the number in the `ref` of its first record. A
/// refused pack has the number, too, if it was read up to there.
pub fn read(pack: &[u8], device: &DeviceId) -> (Option<u64>, Result<Vec<Record>, SenmlError>) {
	match is_json(pack) {
		true => read_with(json::read, pack, device),
		false => read_with(cbor::read, pack, device),
	}
}

/// Whether a pack is JSON. A CBOR array begins neither with an ASCII character nor with a byte
/// order mark.
pub fn is_json(pack: &[u8]) -> bool {
	pack.first().is_none_or(u8::is_ascii) || pack.starts_with(json::BYTE_ORDER_MARK)
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
		return (None, Err(Fault::TooLarge.into()));
	}
	let mut resolver = Resolver::new(device);
	let read = reader(pack, &mut resolver).map_err(|error| error.at(&resolver.place));
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
	/// By the name in JSON and the number in CBOR (RFC 8428, table 4). `ref` is defined here, and
	/// has no number.
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

	/// `Ok(None)` for a field that may be ignored.
	fn of_name(name: &str) -> Result<Option<Self>, SenmlError> {
		match Self::ALL.iter().find(|(known, ..)| *known == name) {
			Some((.., label)) => Ok(Some(*label)),
			None if name.ends_with('_') => {
				Err(Fault::UnknownField(name.chars().take(MAX_UNIT).collect()).into())
			},
			None => Ok(None),
		}
	}

	/// The name in JSON.
	fn name(self) -> &'static str {
		Self::ALL.iter().find(|(.., label)| *label == self).map_or("", |(name, ..)| *name)
	}

	/// With the name in JSON.
	fn of_number(number: i64) -> Option<(Self, &'static str)> {
		// The numbers fall from -1 and then rise from 0.
		let place = match number {
			..0 => number.checked_add(1)?.unsigned_abs(),
			0.. => number.unsigned_abs().checked_add(6)?,
		};
		let (name, known, label) = *Self::ALL.get(usize::try_from(place).ok()?)?;
		(known == Some(number)).then_some((label, name))
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
			Label::Refused(_) => return Err(Fault::Unsupported.into()),
		};
		let twice = match &slot {
			Slot::Text(text) => text.is_some(),
			Slot::Number(number) => number.is_some(),
			Slot::Reference(reference) => reference.is_some(),
		};
		(!twice).then_some(slot).ok_or(Fault::Twice.into())
	}

	/// Whether the record has only base fields or the pack's number.
	fn are_of_the_pack(&self) -> bool {
		let has_base = self.base_version.is_some()
			|| self.base_name.is_some()
			|| self.base_time.is_some()
			|| self.base_unit.is_some()
			|| self.base_value.is_some()
			|| self.reference.is_some();
		has_base
			&& self.name.is_none()
			&& self.unit.is_none()
			&& self.value.is_none()
			&& self.time.is_none()
			&& self.update_time.is_none()
	}
}

/// Applies the base fields from record to record.
struct Resolver {
	prefix: String,
	/// What is being read.
	place: Place,
	/// How many records have begun.
	begun: usize,
	reference: Option<u64>,
	version: Option<Number>,
	name: String,
	unit: Option<String>,
	time: Number,
	value: Number,
	records: Vec<Record>,
	last: BTreeMap<ChannelName, Time>,
	/// Full names that were read, up to [`MAX_SEEN`].
	seen: Vec<(String, ChannelName)>,
}

/// The most names that are kept. Packs rarely have more channels.
const MAX_SEEN: usize = 8;

/// What begins a device's names.
const URN: &str = "urn:tallystick:";

impl Resolver {
	fn new(device: &DeviceId) -> Self {
		Self {
			prefix: format!("{URN}{}:", Hex(*device)),
			place: Place::default(),
			begun: 0,
			reference: None,
			version: None,
			name: String::new(),
			unit: None,
			time: Number::default(),
			value: Number::default(),
			records: Vec::new(),
			last: BTreeMap::new(),
			seen: Vec::new(),
		}
	}

	/// Begins the next record.
	fn begin(&mut self) -> Result<(), SenmlError> {
		if self.begun >= MAX_RECORDS {
			return Err(Fault::TooManyRecords.into());
		}
		self.begun = self.begun.saturating_add(1);
		self.place = Place { record: Some(self.begun), ..Place::default() };
		Ok(())
	}

	/// Stores the pack's number as soon as it is read.
	fn refer(&mut self, number: u64) {
		if self.begun == 1 {
			self.reference = Some(number);
		}
	}

	/// Takes the record that has begun.
	fn push(&mut self, fields: Fields) -> Result<(), SenmlError> {
		let of_the_pack = fields.are_of_the_pack();
		self.place.field = Some("bver");
		self.check_version(fields.base_version)?;
		if let Some(name) = fields.base_name {
			self.name = name;
		}
		if let Some(unit) = fields.base_unit {
			self.unit = Some(unit);
		}
		self.time = fields.base_time.unwrap_or(self.time);
		self.value = fields.base_value.unwrap_or(self.value);
		self.place.field = None;
		if of_the_pack {
			self.place = Place::default();
			return Ok(());
		}

		let value = fields.value.ok_or(Fault::NoValue)?;
		self.place.field = Some(if fields.name.is_some() { "n" } else { "bn" });
		let channel = self.channel(fields.name.as_deref().unwrap_or_default())?;
		self.place.channel = Some(channel.clone());
		self.place.field = Some(if fields.unit.is_some() { "u" } else { "bu" });
		let unit = fields.unit.or_else(|| self.unit.clone());
		if unit.as_ref().is_some_and(|unit| unit.len() > MAX_UNIT) {
			return Err(Fault::LongUnit.into());
		}
		self.place.field = Some(if fields.time.is_some() { "t" } else { "bt" });
		let time = Time::resolve(self.time.plus(fields.time.unwrap_or_default())?)?;
		match self.last.get_mut(&channel) {
			Some(last) if !last.is_before(&time) => return Err(Fault::NotRising.into()),
			Some(last) => *last = time,
			None => drop(self.last.insert(channel.clone(), time)),
		}
		self.place.field = Some("v");
		let value = self.value.plus(value)?;
		self.place = Place::default();
		self.records.push(Record { number: self.begun, channel, unit, time, value });
		Ok(())
	}

	/// Checks the version, which holds for the whole pack. It is 10 if not given.
	fn check_version(&mut self, said: Option<Number>) -> Result<(), SenmlError> {
		let Some(said) = said else { return Ok(()) };
		match said.scale(0) {
			Ok(1..=10) if self.begun == 1 || self.version == Some(said) => {},
			Ok(1..=10) => return Err(Fault::OtherVersion.into()),
			Ok(..=0) => return Err(Fault::NoVersion.into()),
			_ => return Err(Fault::Version.into()),
		}
		self.version = Some(said);
		Ok(())
	}

	fn channel(&mut self, name: &str) -> Result<ChannelName, SenmlError> {
		let is_same = |(whole, _): &&(String, ChannelName)| {
			whole.strip_prefix(self.name.as_str()).is_some_and(|rest| rest == name)
		};
		if let Some((_, channel)) = self.seen.iter().find(is_same) {
			return Ok(channel.clone());
		}
		let (whole, channel) = self.read_name(name)?;
		if self.seen.len() < MAX_SEEN {
			self.seen.push((whole, channel.clone()));
		}
		Ok(channel)
	}

	/// The whole name, and its channel.
	fn read_name(&self, name: &str) -> Result<(String, ChannelName), SenmlError> {
		if self.name.len().saturating_add(name.len()) > MAX_NAME {
			return Err(Fault::BadName.into());
		}
		let name = [&self.name, name].concat();
		let own = name.strip_prefix(&self.prefix);
		if own.is_none() && name.starts_with(URN) {
			return Err(Fault::WrongDevice.into());
		}
		if !name.starts_with(|first: char| first.is_ascii_alphanumeric())
			|| !name.chars().all(|c| c.is_ascii_alphanumeric() || "-:./_".contains(c))
		{
			return Err(Fault::BadName.into());
		}
		let channel = own.unwrap_or(&name);
		if channel.is_empty() {
			return Err(Fault::BadName.into());
		}
		let channel = match channel.parse::<u16>() {
			Ok(number) if number.to_string() == channel => ChannelName::Number(number),
			_ => ChannelName::Text(channel.to_string()),
		};
		Ok((name, channel))
	}

	fn finish(self) -> Result<Vec<Record>, SenmlError> {
		(!self.records.is_empty()).then_some(self.records).ok_or(Fault::Empty.into())
	}
}

#[cfg(test)]
mod tests;
