//! Packs in CBOR.

use super::{Fault, Fields, Label, Number, Resolver, SenmlError, Slot};
use crate::{cbor::more, MAX_RECORDS};
use alloc::string::ToString;
use minicbor::{data::Type, decode, Decoder};

impl From<decode::Error> for SenmlError {
	fn from(error: decode::Error) -> Self {
		fault(&error, Fault::NotCbor).into()
	}
}

/// The fault `or`, unless the bytes ended too early.
fn fault(error: &decode::Error, or: Fault) -> Fault {
	if error.is_end_of_input() {
		Fault::Truncated
	} else {
		or
	}
}

pub(super) fn read(pack: &[u8], resolver: &mut Resolver) -> Result<(), SenmlError> {
	let mut from = Decoder::new(pack);
	let len = from.array().map_err(|error| fault(&error, Fault::NotArray))?;
	if len.is_some_and(|len| len > MAX_RECORDS as u64) {
		return Err(Fault::TooManyRecords.into());
	}
	let mut done = 0u64;
	while more(&mut from, len, done)? {
		done = done.saturating_add(1);
		resolver.begin()?;
		let fields = fields(&mut from, resolver)?;
		resolver.push(fields)?;
	}
	(from.position() == pack.len()).then_some(()).ok_or(Fault::Trailing.into())
}

fn fields(from: &mut Decoder, resolver: &mut Resolver) -> Result<Fields, SenmlError> {
	let mut fields = Fields::default();
	let len = from.map().map_err(|error| fault(&error, Fault::NotObject))?;
	let mut done = 0u64;
	while more(from, len, done)? {
		done = done.saturating_add(1);
		resolver.place.field = None;
		let (label, named) = match from.datatype()? {
			Type::String => (Label::of_name(from.str()?)?.map(|label| (label, label.name())), true),
			_ => (i64::try_from(from.int()?).ok().and_then(Label::of_number), false),
		};
		let Some((label, name)) = label else {
			from.skip()?;
			continue;
		};
		resolver.place.field = Some(name);
		// A field with a number must be written with its number.
		if named && label != Label::Reference {
			return Err(Fault::Named.into());
		}
		match fields.slot(label)? {
			Slot::Text(slot) => {
				let text = from.str().map_err(|error| fault(&error, Fault::NotText))?;
				*slot = Some(text.to_string());
			},
			Slot::Number(slot) => *slot = Some(number(from)?),
			Slot::Reference(slot) => {
				let number = from.u64().map_err(|error| fault(&error, Fault::BadReference))?;
				*slot = Some(number);
				resolver.refer(number);
			},
		}
	}
	resolver.place.field = None;
	Ok(fields)
}

/// Decimal fractions (RFC 8949, section 3.4.4).
const DECIMAL: u64 = 4;

fn number(from: &mut Decoder) -> Result<Number, SenmlError> {
	let no_number = |error: decode::Error| fault(&error, Fault::NotNumber);
	match from.datatype()? {
		Type::F16 => Number::from_f32(from.f16()?),
		Type::F32 => Number::from_f32(from.f32()?),
		Type::F64 => Number::from_f64(from.f64()?),
		Type::Tag => {
			if from.tag()?.as_u64() != DECIMAL || from.array().map_err(no_number)? != Some(2) {
				return Err(Fault::NotNumber.into());
			}
			let exponent = i32::try_from(from.int().map_err(no_number)?);
			let exponent = exponent.map_err(|_| Fault::OutOfRange)?;
			Ok(Number::new(from.int().map_err(no_number)?.into(), exponent))
		},
		_ => Ok(Number::new(from.int().map_err(no_number)?.into(), 0)),
	}
}
