//! Exact decimal numbers.

use super::{Fault, SenmlError};
use alloc::format;
use core::fmt;

/// A number as its sender wrote it: `mantissa × 10^exponent`.
///
/// A floating-point number stands for the shortest decimal that reads as the same number in its own
/// width. That is what its sender would print.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Number {
	mantissa: i128,
	exponent: i32,
	float: bool,
}

/// The limit up to which a double can represent every integer.
const FLOAT_LIMIT: u64 = 1 << 53;

impl Number {
	/// `mantissa × 10^exponent`.
	pub const fn new(mantissa: i128, exponent: i32) -> Self {
		// Zero gets exponent 0, so nothing has to be aligned to it.
		Self { mantissa, exponent: if mantissa == 0 { 0 } else { exponent }, float: false }
	}

	/// The decimal that a double stands for.
	pub fn from_f64(value: f64) -> Result<Self, SenmlError> {
		if !value.is_finite() {
			return Err(Fault::NotFinite.into());
		}
		Ok(Self { float: true, ..Self::parse(&format!("{value:e}"))? })
	}

	/// The decimal that a single stands for.
	pub fn from_f32(value: f32) -> Result<Self, SenmlError> {
		if !value.is_finite() {
			return Err(Fault::NotFinite.into());
		}
		Ok(Self { float: true, ..Self::parse(&format!("{value:e}"))? })
	}

	/// The number in a JSON text.
	pub fn parse(text: &str) -> Result<Self, SenmlError> {
		let (text, exponent) = match text.split_once(['e', 'E']) {
			Some((text, exponent)) => (text, Some(exponent)),
			None => (text, None),
		};
		let (negative, text) = match text.strip_prefix('-') {
			Some(text) => (true, text),
			None => (false, text),
		};
		let (whole, fraction) = match text.split_once('.') {
			Some((_, "")) => return Err(Fault::NotNumber.into()),
			Some(parts) => parts,
			None => (text, ""),
		};
		if whole.is_empty() || (whole.len() > 1 && whole.starts_with('0')) {
			return Err(Fault::NotNumber.into());
		}
		let mut mantissa = 0i128;
		for digit in whole.chars().chain(fraction.chars()) {
			let digit = digit.to_digit(10).ok_or(Fault::NotNumber)?;
			mantissa = mantissa
				.checked_mul(10)
				.and_then(|mantissa| mantissa.checked_add(digit.into()))
				.ok_or(Fault::TooPrecise)?;
		}
		let exponent = exponent.map_or(Ok(0), parse_exponent)?;
		let places = i32::try_from(fraction.len()).map_err(|_| Fault::TooPrecise)?;
		let exponent = exponent.checked_sub(places).ok_or(Fault::OutOfRange)?;
		// The sum of digits is not negative, so it has an opposite.
		let mantissa = if negative { mantissa.saturating_neg() } else { mantissa };
		Ok(Self::new(mantissa, exponent))
	}

	/// The exact sum.
	pub fn plus(self, other: Self) -> Result<Self, SenmlError> {
		let float = self.float || other.float;
		// The exponent of a zero is ignored.
		let exponent = match (self.mantissa, other.mantissa) {
			(0, _) => other.exponent,
			(_, 0) => self.exponent,
			_ => self.exponent.min(other.exponent),
		};
		let aligned = |number: Self| match number.mantissa {
			0 => Some(0),
			mantissa if number.exponent == exponent => Some(mantissa),
			mantissa => {
				let places = u32::try_from(number.exponent.checked_sub(exponent)?).ok()?;
				mantissa.checked_mul(10i128.checked_pow(places)?)
			},
		};
		let sum = aligned(self).zip(aligned(other)).and_then(|(a, b)| a.checked_add(b));
		Ok(Self { float, ..Self::new(sum.ok_or(Fault::TooPrecise)?, exponent) })
	}

	/// The number divided by `10^exponent`, rounded to the nearest integer; halves are rounded away
	/// from zero.
	pub fn scale(self, exponent: i8) -> Result<i64, SenmlError> {
		let places = self.exponent.saturating_sub(exponent.into());
		if let Some(scaled) = self.scale_small(places) {
			return Ok(scaled);
		}
		let scaled = match 10i128.checked_pow(places.unsigned_abs()) {
			_ if self.mantissa == 0 => 0,
			Some(power) if places >= 0 => {
				self.mantissa.checked_mul(power).ok_or(Fault::OutOfRange)?
			},
			Some(power) => round(self.mantissa, power).ok_or(Fault::OutOfRange)?,
			None if places >= 0 => return Err(Fault::OutOfRange.into()),
			// Every mantissa is less than half of such a power.
			None => 0,
		};
		let scaled = i64::try_from(scaled).map_err(|_| Fault::OutOfRange)?;
		if self.float && scaled.unsigned_abs() > FLOAT_LIMIT {
			return Err(Fault::TooPrecise.into());
		}
		Ok(scaled)
	}
}

impl Number {
	/// Like [`scale`](Self::scale), but in 64 bits, which is much faster than 128 bits and enough for
	/// most numbers.
	fn scale_small(self, places: i32) -> Option<i64> {
		let mantissa = i64::try_from(self.mantissa).ok().filter(|_| !self.float)?;
		let power = *POWERS.get(usize::try_from(places.unsigned_abs()).ok()?)?;
		if places >= 0 {
			return mantissa.checked_mul(power);
		}
		let (quotient, rest) = (mantissa.checked_div(power)?, mantissa.checked_rem(power)?);
		match rest.unsigned_abs() >= power.unsigned_abs().div_ceil(2) {
			true => quotient.checked_add(mantissa.signum()),
			false => Some(quotient),
		}
	}
}

/// Powers of ten, from 10^0 on.
const POWERS: [i64; 10] =
	[1, 10, 100, 1_000, 10_000, 100_000, 1_000_000, 10_000_000, 100_000_000, 1_000_000_000];

impl fmt::Display for Number {
	/// With the exponent unchanged, such as `215e-1`.
	fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
		match (self.exponent, self.mantissa.checked_rem(1_000)) {
			(0, _) => write!(f, "{}", self.mantissa),
			// Milliseconds as seconds.
			(-3, Some(0)) => write!(f, "{}", self.mantissa.saturating_div(1_000)),
			(exponent, _) => write!(f, "{}e{exponent}", self.mantissa),
		}
	}
}

fn parse_exponent(text: &str) -> Result<i32, SenmlError> {
	let digits = text.strip_prefix(['+', '-']).unwrap_or(text);
	if digits.is_empty() || !digits.bytes().all(|digit| digit.is_ascii_digit()) {
		return Err(Fault::NotNumber.into());
	}
	text.parse().map_err(|_| Fault::OutOfRange.into())
}

/// `mantissa / power`, for a power of ten.
fn round(mantissa: i128, power: i128) -> Option<i128> {
	let (quotient, rest) = (mantissa.checked_div(power)?, mantissa.checked_rem(power)?);
	let half = power.unsigned_abs().div_ceil(2);
	if rest.unsigned_abs() >= half {
		quotient.checked_add(mantissa.signum())
	} else {
		Some(quotient)
	}
}

#[cfg(test)]
mod tests {
	use super::*;
	use alloc::string::ToString;
	use proptest::prelude::*;
	use Fault::{NotFinite, NotNumber, OutOfRange, TooPrecise};

	fn scaled(text: &str, exponent: i8) -> Result<i64, Fault> {
		let scaled = Number::parse(text).and_then(|number| number.scale(exponent));
		scaled.map_err(|error| error.fault)
	}

	fn scale(number: Number, exponent: i8) -> Result<i64, Fault> {
		number.scale(exponent).map_err(|error| error.fault)
	}

	#[test]
	fn works_on_decimals() {
		for (text, exponent, value) in [
			("21.5", -1, 215),
			("21.5", -3, 21_500),
			("-0.05", -2, -5),
			("2e3", 0, 2_000),
			("2E+3", 3, 2),
			("25e-1", 0, 3),
			("-25e-1", 0, -3),
			("2.4999999999999999999999999", 0, 2),
			("-2.5", 0, -3),
			("0.5", 0, 1),
			("0.49", 0, 0),
			("5", 1, 1),
			("4", 1, 0),
			("0e999999999", -128, 0),
			("1e-999999999", 127, 0),
			("-0", 0, 0),
		] {
			assert_eq!(scaled(text, exponent), Ok(value), "{text}");
		}
	}

	#[test]
	fn boundary_of_64_bits() {
		assert_eq!(scaled("9223372036854775807", 0), Ok(i64::MAX));
		assert_eq!(scaled("9223372036854775807.4", 0), Ok(i64::MAX));
		assert_eq!(scaled("9223372036854775807.5", 0), Err(OutOfRange));
		assert_eq!(scaled("-9223372036854775808", 0), Ok(i64::MIN));
		assert_eq!(scaled("-9223372036854775808.5", 0), Err(OutOfRange));
		assert_eq!(scaled("1e19", 0), Err(OutOfRange));
		assert_eq!(scaled("1e99", 0), Err(OutOfRange));
		assert_eq!(scaled("1e2147483647", -128), Err(OutOfRange));
		assert_eq!(scaled("1e2147483648", 0), Err(OutOfRange));
		// 10^38 is the largest power that fits, and half of it rounds up.
		assert_eq!(scale(Number::new(5 * 10i128.pow(37), -38), 0), Ok(1));
		assert_eq!(scale(Number::new(5 * 10i128.pow(37) - 1, -38), 0), Ok(0));
		assert_eq!(scale(Number::new(i128::MAX, -39), 0), Ok(0));
		assert_eq!(scale(Number::new(i128::MIN, -38), 0), Ok(-2));
	}

	#[test]
	fn boundary_of_floats() {
		let of = |value| scale(Number::from_f64(value).unwrap(), 0);
		assert_eq!(of(9_007_199_254_740_992.0), Ok(1 << 53));
		assert_eq!(of(9_007_199_254_740_994.0), Err(TooPrecise));
		assert_eq!(of(-9_007_199_254_740_994.0), Err(TooPrecise));
		assert_eq!(of(1e19), Err(OutOfRange));
		assert_eq!(of(f64::MAX), Err(OutOfRange));
		assert_eq!(of(f64::MIN_POSITIVE), Ok(0));
		for value in [f64::NAN, f64::INFINITY, f64::NEG_INFINITY] {
			assert_eq!(Number::from_f64(value), Err(NotFinite.into()));
			assert_eq!(Number::from_f32(value as f32), Err(NotFinite.into()));
		}
		// An integer of the same size is exact.
		assert_eq!(scaled("9007199254740993", 0), Ok(9_007_199_254_740_993));
	}

	#[test]
	fn works_on_floats_as_they_are_printed() {
		assert_eq!(Number::from_f64(0.15).unwrap().scale(-1), Ok(2));
		assert_eq!(Number::from_f32(21.1).unwrap().scale(-5), Ok(2_110_000));
		assert_eq!(Number::from_f64(1_700_000_000.123).unwrap().scale(-3), Ok(1_700_000_000_123));
	}

	#[test]
	fn prints_what_was_written() {
		for (text, printed) in [
			("1800", "1800"),
			("-21.5", "-215e-1"),
			("17e17", "17e17"),
			("0.000", "0"),
			("12.000", "12"),
		] {
			assert_eq!(Number::parse(text).unwrap().to_string(), printed);
		}
	}

	#[test]
	fn fails_when_not_a_number() {
		for text in [
			"", "-", ".5", "1.", "01", "+1", "1e", "1e+", "1e1.5", "0x1", "1_0", "NaN", "--1", "٣",
			"1ee1", "true", "\"1\"", "1e--1",
		] {
			assert_eq!(Number::parse(text), Err(NotNumber.into()), "{text}");
		}
		assert_eq!(Number::parse(&"9".repeat(40)), Err(TooPrecise.into()));
	}

	proptest! {
		#[test]
		fn works_on_sums(a in any::<i64>(), b in any::<i64>(), x in -9..9i32, y in -9..9i32) {
			let sum = Number::new(a.into(), x).plus(Number::new(b.into(), y)).unwrap();
			let ten = |x: i32| 10i128.pow((x + 9) as u32);
			let nano = i128::from(a) * ten(x) + i128::from(b) * ten(y);
			prop_assert_eq!(scale(sum, -9), i64::try_from(nano).map_err(|_| OutOfRange));
		}

		#[test]
		fn works_on_what_is_exact(value: i64, exponent: i8) {
			prop_assert_eq!(scale(Number::new(value.into(), exponent.into()), exponent), Ok(value));
			let text = format!("{value}e{exponent}");
			prop_assert_eq!(scaled(&text, exponent), Ok(value));
		}

		#[test]
		fn scales_small_numbers_as_large_ones(mantissa: i64, places in -12..12i32) {
			let number = Number::new(mantissa.into(), places);
			let large = if places >= 0 {
				i128::from(mantissa).checked_mul(10i128.pow(places.unsigned_abs()))
			} else {
				round(mantissa.into(), 10i128.pow(places.unsigned_abs()))
			};
			let large = i64::try_from(large.unwrap()).map_err(|_| OutOfRange);
			prop_assert_eq!(scale(number, 0), large);
		}

		#[test]
		fn works_on_any_text(text: String) {
			let _ = scaled(&text, 0);
		}

		#[test]
		fn works_on_any_number(m: i128, x: i32, n: i128, y: i32, exponent: i8) {
			let _ = Number::new(m, x).plus(Number::new(n, y)).and_then(|sum| sum.scale(exponent));
		}
	}
}
