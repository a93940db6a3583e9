//! Writing packs.

use crate::cbor::to_vec;
use alloc::{format, string::String, vec::Vec};
use core::convert::Infallible;
use minicbor::{
	data::{Int, Tag},
	encode, Encoder,
};
use serde_json::Value;

/// A value to write.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Entry<'a> {
	/// The channel's number or name.
	pub channel: &'a str,
	/// The channel's unit; empty to leave it out.
	pub unit: &'a str,
	/// UTC, in milliseconds. Before 1978-07-04 it reads as a relative time.
	pub time: u64,
	/// Times ten to the power of the exponent.
	pub value: i64,
	/// The channel's exponent.
	pub exponent: i8,
}

/// Writes a pack in CBOR. Numbers are integers and decimal fractions, so nothing is lost.
pub fn to_cbor(base_name: &str, entries: &[Entry]) -> Vec<u8> {
	let base_time = base_time(entries);
	to_vec(|to| {
		to.array(entries.len() as u64)?;
		for (at, entry) in entries.iter().enumerate() {
			let base_name = Some(base_name).filter(|name| at == 0 && !name.is_empty());
			let unit = Some(entry.unit).filter(|unit| !unit.is_empty());
			let offset = Some(offset(entry.time, base_time)).filter(|offset| *offset != 0);
			let optional = [base_name.is_some(), at == 0, unit.is_some(), offset.is_some()];
			to.map(optional.into_iter().filter(|is| *is).count().saturating_add(2) as u64)?;
			if let Some(base_name) = base_name {
				to.i8(-2)?.str(base_name)?;
			}
			if at == 0 {
				decimal(to.i8(-3)?, -3, base_time.into())?;
			}
			to.u8(0)?.str(entry.channel)?;
			if let Some(unit) = unit {
				to.u8(1)?.str(unit)?;
			}
			if let Some(offset) = offset {
				decimal(to.u8(6)?, -3, offset)?;
			}
			decimal(to.u8(2)?, entry.exponent, entry.value.into())?;
		}
		Ok(())
	})
}

/// Writes a pack in JSON.
pub fn to_json(base_name: &str, entries: &[Entry]) -> String {
	let base_time = base_time(entries);
	let mut json = String::from("[");
	for (at, entry) in entries.iter().enumerate() {
		json.push_str(if at == 0 { "{" } else { ",{" });
		if at == 0 {
			if !base_name.is_empty() {
				json.push_str(&format!("\"bn\":{},", Value::from(base_name)));
			}
			json.push_str(&format!("\"bt\":{},", text(-3, base_time.into())));
		}
		json.push_str(&format!("\"n\":{},", Value::from(entry.channel)));
		if !entry.unit.is_empty() {
			json.push_str(&format!("\"u\":{},", Value::from(entry.unit)));
		}
		match offset(entry.time, base_time) {
			0 => {},
			offset => json.push_str(&format!("\"t\":{},", text(-3, offset))),
		}
		json.push_str(&format!("\"v\":{}}}", text(entry.exponent, entry.value.into())));
	}
	json.push(']');
	json
}

fn base_time(entries: &[Entry]) -> u64 {
	entries.first().map_or(0, |entry| entry.time)
}

fn offset(time: u64, base: u64) -> i128 {
	// Both have 64 bits.
	i128::from(time).saturating_sub(base.into())
}

fn decimal(
	to: &mut Encoder<&mut Vec<u8>>,
	exponent: i8,
	mantissa: i128,
) -> Result<(), encode::Error<Infallible>> {
	// The values written here have 64 bits and a sign.
	let mantissa = Int::try_from(mantissa).unwrap_or(Int::from(0u8));
	if exponent != 0 {
		to.tag(Tag::new(4))?.array(2)?.i8(exponent)?;
	}
	to.int(mantissa).map(|_| ())
}

fn text(exponent: i8, mantissa: i128) -> String {
	match exponent {
		0 => format!("{mantissa}"),
		_ => format!("{mantissa}e{exponent}"),
	}
}
