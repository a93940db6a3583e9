//! Packs in CBOR.

use super::{Fields, Label, Number, Resolver, SenmlError, Slot};
use crate::{cbor::more, MAX_RECORDS};
use alloc::string::ToString;
use minicbor::{data::Type, decode, Decoder};

impl From<decode::Error> for SenmlError {
	fn from(_: decode::Error) -> Self {
		Self::Malformed
	}
}

pub(super) fn read(pack: &[u8], resolver: &mut Resolver) -> Result<(), SenmlError> {
	let mut from = Decoder::new(pack);
	let (len, mut done) = (from.array()?, 0u64);
	if len.is_some_and(|len| len > MAX_RECORDS as u64) {
		return Err(SenmlError::TooManyRecords);
	}
	while more(&mut from, len, done)? {
		done = done.saturating_add(1);
		let fields = fields(&mut from, resolver)?;
		resolver.push(fields)?;
	}
	(from.position() == pack.len()).then_some(()).ok_or(SenmlError::Malformed)
}

fn fields(from: &mut Decoder, resolver: &mut Resolver) -> Result<Fields, SenmlError> {
	let mut fields = Fields::default();
	let (len, mut done) = (from.map()?, 0u64);
	while more(from, len, done)? {
		done = done.saturating_add(1);
		let label = match from.datatype()? {
			Type::String => match Label::of_name(from.str()?)? {
				// What has a number goes by its number.
				Some(Label::Reference) => Some(Label::Reference),
				Some(_) => return Err(SenmlError::Malformed),
				None => None,
			},
			_ => i64::try_from(from.int()?).ok().and_then(Label::of_number),
		};
		let Some(label) = label else {
			from.skip()?;
			continue;
		};
		match fields.slot(label)? {
			Slot::Text(slot) => *slot = Some(from.str()?.to_string()),
			Slot::Number(slot) => *slot = Some(number(from)?),
			Slot::Reference(slot) => {
				let number = from.u64().map_err(|_| SenmlError::BadReference)?;
				*slot = Some(number);
				resolver.refer(number);
			},
		}
	}
	Ok(fields)
}

/// Decimal fractions (RFC 8949, section 3.4.4).
const DECIMAL: u64 = 4;

fn number(from: &mut Decoder) -> Result<Number, SenmlError> {
	match from.datatype()? {
		Type::F16 => Number::from_f32(from.f16()?),
		Type::F32 => Number::from_f32(from.f32()?),
		Type::F64 => Number::from_f64(from.f64()?),
		Type::Tag => {
			if from.tag()?.as_u64() != DECIMAL || from.array()? != Some(2) {
				return Err(SenmlError::Malformed);
			}
			let exponent = i32::try_from(from.int()?).map_err(|_| SenmlError::OutOfRange)?;
			Ok(Number::new(from.int()?.into(), exponent))
		},
		_ => Ok(Number::new(from.int()?.into(), 0)),
	}
}
