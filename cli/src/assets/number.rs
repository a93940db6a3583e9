//! Numbers as people write them, converted exactly or refused.

use crate::text::scaled;
use serde::{de, Deserialize, Deserializer};
use std::{fmt, str::FromStr};
use tallystick_gs1::{event::Amount, Text};

/// Most digits of a number.
const MAX_DIGITS: usize = 18;

/// A decimal number, exactly as it was written.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct Decimal {
	digits: i128,
	/// How many of the digits are behind the point.
	places: u8,
}

impl Decimal {
	/// The number as a count of units of 10^`exponent`.
	pub(crate) fn in_units(self, exponent: i8) -> Result<i64, String> {
		let shift = i32::from(exponent).saturating_neg().saturating_sub(self.places.into());
		let power = 10i128.checked_pow(shift.unsigned_abs());
		let units = match (power, shift >= 0) {
			(Some(power), true) => self.digits.checked_mul(power),
			(Some(power), false) if self.digits % power == 0 => Some(self.digits / power),
			(None, _) if self.digits == 0 => Some(0),
			_ => None,
		};
		let units = units.and_then(|units| i64::try_from(units).ok());
		units.ok_or_else(|| match exponent {
			0 => format!("{self} is too large, or not a whole number"),
			_ => format!("{self} is too large, or no multiple of {}", scaled(1, exponent)),
		})
	}

	/// [`Self::in_units`], of a number that fits into fewer bits or has no sign.
	pub(crate) fn to<T: TryFrom<i64>>(self, exponent: i8) -> Result<T, String> {
		let units = self.in_units(exponent)?;
		T::try_from(units).map_err(|_| format!("{self} is out of range"))
	}
}

impl FromStr for Decimal {
	type Err = String;

	fn from_str(text: &str) -> Result<Self, String> {
		let malformed =
			|| format!("{text:?} is not a number with at most {MAX_DIGITS} digits, such as 12.5");
		let (sign, plain) = match text.strip_prefix('-') {
			Some(plain) => (-1, plain),
			None => (1, text),
		};
		let (whole, fraction) = plain.split_once('.').unwrap_or((plain, "0"));
		let are_digits =
			|part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
		if !are_digits(whole) || !are_digits(fraction) {
			return Err(malformed());
		}
		let fraction = fraction.trim_end_matches('0');
		let digits = [whole, fraction].concat();
		let places = u8::try_from(fraction.len()).map_err(|_| malformed())?;
		match digits.trim_start_matches('0').len() <= MAX_DIGITS {
			true => {
				let digits = digits.parse::<i128>().map_err(|_| malformed())?;
				Ok(Self { digits: sign * digits, places })
			},
			false => Err(malformed()),
		}
	}
}

impl fmt::Display for Decimal {
	fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
		let places = i8::try_from(self.places).unwrap_or(i8::MAX);
		f.write_str(&scaled(self.digits, -places))
	}
}

impl<'de> Deserialize<'de> for Decimal {
	fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
		struct Visitor;

		impl de::Visitor<'_> for Visitor {
			type Value = Decimal;

			fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
				f.write_str("a number, such as 12.5")
			}

			fn visit_i64<E: de::Error>(self, number: i64) -> Result<Decimal, E> {
				self.visit_str(&number.to_string())
			}

			fn visit_u64<E: de::Error>(self, number: u64) -> Result<Decimal, E> {
				self.visit_str(&number.to_string())
			}

			// The shortest digits that stand for this float are those that were written, of which there are
			// fewer than a float tells apart.
			fn visit_f64<E: de::Error>(self, number: f64) -> Result<Decimal, E> {
				let text = number.to_string();
				let digits = text.bytes().filter(u8::is_ascii_digit).count();
				if digits > 15 {
					return Err(E::custom(format!("write {text} in quotes: it has many digits")));
				}
				self.visit_str(&text)
			}

			fn visit_str<E: de::Error>(self, text: &str) -> Result<Decimal, E> {
				text.parse().map_err(E::custom)
			}
		}

		from.deserialize_any(Visitor)
	}
}

/// In what quantities of a class are measured.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct Measured {
	/// `None`: they are counted.
	pub(crate) unit: Option<Text<3>>,
	/// The digits behind the point.
	pub(crate) decimals: u8,
}

impl Measured {
	fn exponent(self) -> i8 {
		i8::try_from(self.decimals).unwrap_or(i8::MAX).saturating_neg()
	}

	/// A quantity: a number, which the unit may follow.
	pub(crate) fn read(self, text: &str) -> Result<u64, String> {
		let text = text.trim();
		let end = text.find(|letter: char| letter.is_ascii_alphabetic()).unwrap_or(text.len());
		let (number, unit) = text.split_at(end);
		let named = match self.unit {
			Some(own) => own.as_str() == unit,
			None => matches!(unit, "piece" | "pieces"),
		};
		if !unit.is_empty() && !named {
			let own = self.unit.map_or("pieces".into(), |unit| unit.to_string());
			return Err(format!("{unit} is not the unit of the class, which is {own}"));
		}
		let number = number.trim().parse::<Decimal>()?;
		let quantity = number.to::<u64>(self.exponent()).map_err(|_| match self.decimals {
			0 => format!("{number} is no quantity: the class counts whole ones"),
			decimals => {
				format!("{number} is no quantity: the class has {decimals} digits behind the point")
			},
		})?;
		match quantity {
			1..=Amount::MAX => Ok(quantity),
			0 => Err("a quantity must be greater than 0".into()),
			_ => Err(format!("{number} has more than 15 digits")),
		}
	}

	/// A quantity that may be 0.
	pub(crate) fn read_or_zero(self, text: Option<&str>) -> Result<u64, String> {
		match text {
			None => Ok(0),
			Some(text) if text.trim().bytes().all(|byte| matches!(byte, b'0' | b'.')) => Ok(0),
			Some(text) => self.read(text),
		}
	}

	/// The quantity for people.
	pub(crate) fn show(self, quantity: u64) -> String {
		let number = scaled(quantity.into(), self.exponent());
		match (self.unit, quantity) {
			(Some(unit), _) => format!("{number} {unit}"),
			(None, 1) if self.decimals == 0 => "1 piece".into(),
			(None, _) => format!("{number} pieces"),
		}
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	fn decimal(text: &str) -> Decimal {
		text.parse().unwrap()
	}

	#[test]
	fn converts_numbers_exactly() {
		for (text, exponent, units) in [
			("8", -1, 80),
			("8.0", -1, 80),
			("8.50", -1, 85),
			("-0.5", -1, -5),
			("0.07", -2, 7),
			("1500", 2, 15),
			("0", 5, 0),
			("123456789012345678", 0, 123_456_789_012_345_678),
		] {
			assert_eq!(decimal(text).in_units(exponent), Ok(units), "{text}");
		}
	}

	#[test]
	fn refuses_a_number_that_would_be_rounded() {
		let error = decimal("8.05").in_units(-1).unwrap_err();
		assert_eq!(error, "8.05 is too large, or no multiple of 0.1");
		assert!(decimal("0.5").in_units(0).is_err());
		assert!(decimal("150").in_units(2).is_err());
		assert!(decimal("123456789012345678").in_units(-3).is_err());
		assert!(decimal("-1").to::<u32>(0).is_err());
		for text in ["", ".", "1.", ".5", "1e3", "+1", "--1", "1,5", "1234567890123456789", "NaN"] {
			assert!(text.parse::<Decimal>().is_err(), "{text}");
		}
	}

	#[test]
	fn reads_the_numbers_of_a_file_as_they_were_written() {
		#[derive(Deserialize)]
		struct File {
			numbers: Vec<Decimal>,
		}
		let File { numbers } = toml::from_str("numbers = [8.05, -2, '2.50', 0.1, 1e3]").unwrap();
		let shown: Vec<_> = numbers.iter().map(ToString::to_string).collect();
		assert_eq!(shown, ["8.05", "-2", "2.5", "0.1", "1000"]);
		assert!(toml::from_str::<File>("numbers = [0.12345678901234567]").is_err());
		assert!(toml::from_str::<File>("numbers = [nan]").is_err());
	}

	#[test]
	fn takes_a_quantity_with_its_unit_and_no_other() {
		let kilograms = Measured { unit: Some(Text::new("KGM").unwrap()), decimals: 2 };
		for text in ["12.5", "12.50", "12.5 KGM", "12.5KGM"] {
			assert_eq!(kilograms.read(text), Ok(1_250), "{text}");
		}
		assert!(kilograms.read("12.5 LBR").unwrap_err().contains("which is KGM"));
		assert!(kilograms.read("12.505").unwrap_err().contains("2 digits"));
		assert_eq!(kilograms.show(1_250), "12.50 KGM");
		let pieces = Measured { unit: None, decimals: 0 };
		assert_eq!(pieces.read("3 pieces"), Ok(3));
		assert_eq!((pieces.show(1), pieces.show(3)), ("1 piece".into(), "3 pieces".into()));
		for text in ["0", "-1", "2.5", "1000000000000000", "3 KGM", ""] {
			assert!(pieces.read(text).is_err(), "{text}");
		}
		assert_eq!(pieces.read_or_zero(Some("0")), Ok(0));
		assert_eq!(kilograms.read_or_zero(None), Ok(0));
	}
}
