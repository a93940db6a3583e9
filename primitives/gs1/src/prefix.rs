use crate::{
	digits::{number, TO_12, TO_16},
	AssetType, Giai, Gln, Grai, Gtin, Key, KeyError, Lgtin, Pgln, Sgln, Sgtin, Sscc,
};
use codec::{Decode, DecodeWithMemTracking, Encode, Input, MaxEncodedLen};
use core::{fmt, str::FromStr};
use scale_info::TypeInfo;

/// A GS1 Company Prefix: 4 to 12 digits, of which leading ones may be zero. SCALE: 9 bytes.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Encode, MaxEncodedLen, TypeInfo)]
pub struct CompanyPrefix {
	number: u64,
	digits: u8,
}

impl CompanyPrefix {
	/// The least number of digits.
	pub const MIN: u8 = 4;
	/// The greatest number of digits.
	pub const MAX: u8 = 12;

	/// The prefix that these digits write.
	pub fn new(digits: &str) -> Result<Self, KeyError> {
		let number = number(digits, Self::MIN, Self::MAX)?;
		Ok(Self { number, digits: digits.len() as u8 })
	}

	/// The number of digits.
	pub const fn digits(&self) -> u8 {
		self.digits
	}

	/// Whether `number`, written with `width` digits, starts with the prefix.
	const fn starts(&self, number: u64, width: u8) -> bool {
		// `width` is at most 16.
		let behind = 10u64.pow(width.saturating_sub(self.digits) as u32);
		matches!(number.checked_div(behind), Some(start) if start == self.number)
	}
}

impl FromStr for CompanyPrefix {
	type Err = KeyError;

	fn from_str(text: &str) -> Result<Self, KeyError> {
		Self::new(text)
	}
}

impl fmt::Display for CompanyPrefix {
	fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
		write!(f, "{:0width$}", self.number, width = self.digits.into())
	}
}

impl fmt::Debug for CompanyPrefix {
	fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
		fmt::Display::fmt(self, f)
	}
}

impl Decode for CompanyPrefix {
	fn decode<I: Input>(input: &mut I) -> Result<Self, codec::Error> {
		let (number, digits) = <(u64, u8)>::decode(input)?;
		if !(Self::MIN..=Self::MAX).contains(&digits) || number >= 10u64.pow(digits.into()) {
			return Err("a GS1 Company Prefix has 4 to 12 digits".into());
		}
		Ok(Self { number, digits })
	}
}

impl DecodeWithMemTracking for CompanyPrefix {}

impl Gtin {
	/// Whether the digits behind the indicator start with `prefix`. A GTIN-8 is under no prefix.
	pub const fn is_under(&self, prefix: &CompanyPrefix) -> bool {
		self.get() >= 10u64.pow(8) && prefix.starts(self.body() % TO_12, 12)
	}
}

impl Sscc {
	/// Whether the digits behind the extension digit start with `prefix`.
	pub const fn is_under(&self, prefix: &CompanyPrefix) -> bool {
		prefix.starts(self.body() % TO_16, 16)
	}
}

macro_rules! from_start {
	($($name:ident)+) => {$(
		impl $name {
			/// Whether the digits start with `prefix`.
			pub const fn is_under(&self, prefix: &CompanyPrefix) -> bool {
				prefix.starts(self.body(), 12)
			}
		}
	)+};
}

from_start!(Gln AssetType);

macro_rules! by_part {
	($($name:ident, $part:tt;)+) => {$(
		impl $name {
			/// Whether the key was issued under `prefix`.
			pub const fn is_under(&self, prefix: &CompanyPrefix) -> bool {
				self.$part.is_under(prefix)
			}
		}
	)+};
}

by_part! {
	Sgtin, gtin;
	Lgtin, gtin;
	Grai, asset_type;
	Pgln, 0;
}

impl Sgln {
	/// Whether the GLN was issued under `prefix`.
	pub fn is_under(&self, prefix: &CompanyPrefix) -> bool {
		self.gln().is_under(prefix)
	}
}

impl Giai {
	/// Whether the key starts with `prefix` and goes on behind it.
	pub fn is_under(&self, prefix: &CompanyPrefix) -> bool {
		self.as_str().split_at_checked(prefix.digits.into()).is_some_and(|(start, rest)| {
			!rest.is_empty() && CompanyPrefix::new(start) == Ok(*prefix)
		})
	}
}

impl Key {
	/// Whether the key was issued under `prefix`.
	pub fn is_under(&self, prefix: &CompanyPrefix) -> bool {
		match self {
			Self::Sgtin(key) => key.is_under(prefix),
			Self::Lgtin(key) => key.is_under(prefix),
			Self::Sscc(key) => key.is_under(prefix),
			Self::Grai(key) => key.is_under(prefix),
			Self::Giai(key) => key.is_under(prefix),
		}
	}
}
