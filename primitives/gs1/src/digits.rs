//! Keys of digits alone. The last digit checks the others.

use crate::KeyError;
use codec::{Decode, DecodeWithMemTracking, Encode, Input, MaxEncodedLen};
use core::{fmt, str::FromStr};
use scale_info::TypeInfo;

/// 10^12: dividing by it removes the last 12 digits.
pub(crate) const TO_12: u64 = 1_000_000_000_000;
/// 10^16: dividing by it removes the last 16 digits.
pub(crate) const TO_16: u64 = 10_000_000_000_000_000;

/// The check digit behind the digits of `body`: weights 3 and 1 in turn, from the right.
pub(crate) const fn check_digit(body: u64) -> u8 {
	let (mut rest, mut weight, mut sum) = (body, 3u64, 0u64);
	while rest > 0 {
		// At most 20 digits, each adding 27 at most.
		sum = sum.saturating_add((rest % 10).saturating_mul(weight));
		weight = if weight == 3 { 1 } else { 3 };
		rest /= 10;
	}
	((10u64.saturating_sub(sum % 10)) % 10) as u8
}

/// The number that `text` writes with `min` to `max` digits, which are fewer than 20.
pub(crate) fn number(text: &str, min: u8, max: u8) -> Result<u64, KeyError> {
	let found = text.chars().count();
	if found < min.into() || found > max.into() {
		return Err(KeyError::Length { min, max, found });
	}
	text.chars().enumerate().try_fold(0u64, |number, (at, found)| {
		let digit =
			found.to_digit(10).ok_or(KeyError::NotADigit { at: at.saturating_add(1), found })?;
		// No more than 19 digits: nothing overflows.
		Ok(number.saturating_mul(10).saturating_add(digit.into()))
	})
}

macro_rules! numbers {
	($($(#[$doc:meta])* $name:ident, $digits:literal, $what:literal;)+) => {$(
		$(#[$doc])*
		#[derive(
			Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Encode, MaxEncodedLen, TypeInfo,
		)]
		pub struct $name(u64);

		impl $name {
			/// The number of digits, check digit included.
			pub const DIGITS: u8 = $digits;

			/// The key of this number, written without leading zeros, if its last digit is the check
			/// digit.
			pub const fn new(number: u64) -> Result<Self, KeyError> {
				let (body, found) = (number / 10, (number % 10) as u8);
				if number >= 10u64.pow($digits) {
					let found = number.ilog10().saturating_add(1) as usize;
					return Err(KeyError::Length { min: $digits, max: $digits, found });
				}
				let expected = check_digit(body);
				if found != expected {
					return Err(KeyError::CheckDigit { expected, found });
				}
				Ok(Self(number))
			}

			/// The key of the digits before the check digit, as a number.
			pub const fn from_body(body: u64) -> Result<Self, KeyError> {
				if body >= 10u64.pow($digits - 1) {
					let found = body.ilog10().saturating_add(2) as usize;
					return Err(KeyError::Length { min: $digits, max: $digits, found });
				}
				Ok(Self(body.saturating_mul(10).saturating_add(check_digit(body) as u64)))
			}

			/// The number, check digit included.
			pub const fn get(self) -> u64 {
				self.0
			}

			/// The number before the check digit.
			pub const fn body(self) -> u64 {
				self.0 / 10
			}
		}

		impl fmt::Display for $name {
			fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
				write!(f, "{:0width$}", self.0, width = $digits)
			}
		}

		impl fmt::Debug for $name {
			fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
				fmt::Display::fmt(self, f)
			}
		}

		impl Decode for $name {
			fn decode<I: Input>(input: &mut I) -> Result<Self, codec::Error> {
				Self::new(u64::decode(input)?)
					.map_err(|_| concat!("the check digit or length of a ", $what, " is wrong").into())
			}
		}

		impl DecodeWithMemTracking for $name {}
	)+};
}

numbers! {
	/// A Global Trade Item Number of 14 digits; shorter ones have leading zeros. SCALE: 8 bytes.
	Gtin, 14, "GTIN";
	/// A Serial Shipping Container Code of 18 digits. SCALE: 8 bytes.
	Sscc, 18, "SSCC";
	/// A Global Location Number of 13 digits, of a place or a party. SCALE: 8 bytes.
	Gln, 13, "GLN";
	/// The 13 digits of a returnable asset's type, without the zero in front. SCALE: 8 bytes.
	AssetType, 13, "GRAI";
}

impl Gtin {
	/// The first digit: the packaging level, or 9 for a variable measure.
	pub const fn indicator(self) -> u8 {
		(self.body() / TO_12) as u8
	}

	/// The GTIN that 8, 12, 13 or 14 digits write.
	pub(crate) fn from_digits(digits: &str) -> Result<Self, KeyError> {
		let number = number(digits, 8, 14)?;
		match digits.len() {
			8 | 12..=14 => Self::new(number),
			found => Err(KeyError::Length { min: 14, max: 14, found }),
		}
	}
}

impl Sscc {
	/// The first digit, which its issuer chose freely.
	pub const fn extension_digit(self) -> u8 {
		(self.body() / TO_16) as u8
	}
}

macro_rules! from_digits {
	($($name:ident)+) => {$(
		impl $name {
			/// The key that these digits write.
			pub(crate) fn from_digits(digits: &str) -> Result<Self, KeyError> {
				Self::new(number(digits, Self::DIGITS, Self::DIGITS)?)
			}
		}
	)+};
}

from_digits!(Sscc Gln AssetType);

impl FromStr for AssetType {
	type Err = KeyError;

	fn from_str(text: &str) -> Result<Self, KeyError> {
		Self::from_digits(text)
	}
}
