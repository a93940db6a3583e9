//! Units. Each is a newtype with one display and one JSON.

use alloc::string::String;
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use core::fmt;
use scale_info::TypeInfo;
use serde::{de::Error, Deserialize, Deserializer, Serialize, Serializer};

/// Defines a newtype of an integer.
macro_rules! unit {
	($($(#[$attr:meta])* $unit:ident($(#[$field:meta])* $inner:ty) in $symbol:literal;)*) => {$(
		$(#[$attr])*
		#[derive(
			Clone,
			Copy,
			PartialEq,
			Eq,
			PartialOrd,
			Ord,
			Hash,
			Debug,
			Default,
			Encode,
			Decode,
			DecodeWithMemTracking,
			MaxEncodedLen,
			TypeInfo,
			Serialize,
			Deserialize,
		)]
		pub struct $unit($(#[$field])* pub $inner);

		impl $unit {
			/// Both together. `None` if that does not fit.
			pub fn checked_add(self, other: Self) -> Option<Self> {
				self.0.checked_add(other.0).map(Self)
			}

			/// What remains. `None` if that does not fit.
			pub fn checked_sub(self, other: Self) -> Option<Self> {
				self.0.checked_sub(other.0).map(Self)
			}
		}

		impl fmt::Display for $unit {
			fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
				write!(f, concat!("{}", $symbol), self.0)
			}
		}
	)*};
}

unit! {
	/// A moment: milliseconds of UTC since 1970. A span of time is a plain integer whose name or
	/// documentation says its unit.
	///
	/// JSON shows a number. It is exact until the year 287,396.
	Millis(u64) in " ms";
	/// Energy in watt-hours. JSON shows a string.
	WattHours(#[serde(with = "crate::json::Exact")] u64) in " Wh";
	/// An interval of a market, counted from 1970 in intervals of the zone's length.
	Slot(u64) in "";
	/// Money for one watt-hour, in the chain's smallest unit. It may be negative. JSON shows a
	/// string.
	Price(#[serde(with = "crate::json::Exact")] i64) in " per Wh";
	/// Money for one kilowatt-hour, in the chain's smallest unit. It may be negative. JSON shows a
	/// string.
	Rate(#[serde(with = "crate::json::Exact")] i64) in " per kWh";
}

impl Millis {
	/// The moment that is this many milliseconds later. Saturates at the end of time, which no clock reaches.
	pub fn saturating_add(self, span: u64) -> Self {
		Self(self.0.saturating_add(span))
	}
}

impl Slot {
	/// The slot of this moment. `None` if the length, in milliseconds, is zero.
	pub fn at(moment: Millis, length: u64) -> Option<Self> {
		moment.0.checked_div(length).map(Self)
	}

	/// The first moment of the slot. `None` if no clock reaches it.
	pub fn start(self, length: u64) -> Option<Millis> {
		self.0.checked_mul(length).map(Millis)
	}
}

impl Price {
	/// What this much energy costs. `None` if it does not fit.
	pub fn of(self, energy: WattHours) -> Option<i128> {
		i128::from(self.0).checked_mul(energy.0.into())
	}
}

/// The unit of a channel: a symbol of the SenML registry (RFC 8428, RFC 8798) in up to 16
/// characters of ASCII. The empty one stands for a number without a unit.
#[derive(
	Clone,
	Copy,
	PartialEq,
	Eq,
	PartialOrd,
	Ord,
	Hash,
	Debug,
	Default,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
)]
pub struct Unit([u8; Unit::MAX_LEN]);

impl Unit {
	/// Longest symbol, in bytes.
	pub const MAX_LEN: usize = 16;

	/// Degrees Celsius.
	pub const CELSIUS: Self = Self(*b"Cel\0\0\0\0\0\0\0\0\0\0\0\0\0");
	/// Watt-hours.
	pub const WATT_HOURS: Self = Self(*b"Wh\0\0\0\0\0\0\0\0\0\0\0\0\0\0");

	/// The unit with this symbol. `None` if it is too long or holds other than printable ASCII.
	pub fn new(symbol: &[u8]) -> Option<Self> {
		let mut unit = [0; Self::MAX_LEN];
		if !symbol.iter().all(u8::is_ascii_graphic) {
			return None;
		}
		unit.get_mut(..symbol.len())?.copy_from_slice(symbol);
		Some(Self(unit))
	}

	/// The symbol.
	pub fn as_str(&self) -> &str {
		let symbol = self.0.split(|byte| *byte == 0).next().unwrap_or_default();
		core::str::from_utf8(symbol).unwrap_or_default()
	}
}

impl fmt::Display for Unit {
	fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
		f.write_str(self.as_str())
	}
}

impl Serialize for Unit {
	fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
		to.serialize_str(self.as_str())
	}
}

impl<'de> Deserialize<'de> for Unit {
	fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
		let symbol = String::deserialize(from)?;
		Self::new(symbol.as_bytes()).ok_or_else(|| D::Error::custom("not a unit's symbol"))
	}
}

#[cfg(test)]
mod tests {
	use super::*;
	use serde_json::{json, to_value};

	#[test]
	fn units_show_themselves_and_round_nothing() {
		assert_eq!(WattHours(1_500).to_string(), "1500 Wh");
		assert_eq!(Price(-3).to_string(), "-3 per Wh");
		assert_eq!(Rate(-3).to_string(), "-3 per kWh");
		assert_eq!(to_value(WattHours(u64::MAX)).unwrap(), json!("18446744073709551615"));
		assert_eq!(to_value(Price(-3)).unwrap(), json!("-3"));
		assert_eq!(to_value(Millis(1_700_000_000_000)).unwrap(), json!(1_700_000_000_000u64));
		assert_eq!(serde_json::from_value::<Price>(json!("-3")).unwrap(), Price(-3));
		assert_eq!(Millis(7).encode(), 7u64.encode());
	}

	#[test]
	fn unit_arithmetic_refuses_what_does_not_fit() {
		assert_eq!(WattHours(u64::MAX).checked_add(WattHours(1)), None);
		assert_eq!(WattHours(0).checked_sub(WattHours(1)), None);
		assert_eq!(Price(i64::MIN).of(WattHours(u64::MAX)), Some(-(1 << 63) * ((1 << 64) - 1)));
		assert_eq!(Slot::at(Millis(1_799_999), 900_000), Some(Slot(1)));
		assert_eq!(Slot(1).start(900_000), Some(Millis(900_000)));
		assert_eq!(Slot::at(Millis(1), 0), None);
		assert_eq!(Slot(u64::MAX).start(2), None);
	}

	#[test]
	fn a_symbol_is_short_and_printable() {
		assert_eq!(Unit::new(b"Cel"), Some(Unit::CELSIUS));
		assert_eq!(Unit::new(b"Wh"), Some(Unit::WATT_HOURS));
		assert_eq!(Unit::new(b""), Some(Unit::default()));
		assert_eq!(Unit::new(&[b'x'; 16]).unwrap().as_str(), "x".repeat(16));
		assert_eq!(Unit::new(&[b'x'; 17]), None);
		assert_eq!(Unit::new(b"a\0"), None);
		assert_eq!(to_value(Unit::CELSIUS).unwrap(), json!("Cel"));
		assert_eq!(serde_json::from_value::<Unit>(json!("Cel")).unwrap(), Unit::CELSIUS);
		assert!(serde_json::from_value::<Unit>(json!("degree Celsius")).is_err());
	}
}
