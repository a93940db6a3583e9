//! Units and exponents, and how arithmetic changes them.

use codec::MaxEncodedLen;
use tallystick_records::Unit;

/// The greatest exponent; the least is its negative. Never lowered: stored programs stay readable.
pub const MAX_EXPONENT: i8 = 18;

record! {
	/// A number's quantity: multiples of ten to the power of `exponent` of a unit.
	#[derive(Copy, Default, PartialOrd, Ord, Hash, MaxEncodedLen)]
	pub struct Quantity {
		/// A symbol of the SenML registry. The empty one is that of plain numbers.
		pub unit: Unit,
		/// A value of 1 stands for 10^`exponent` of the unit. Within ±[`MAX_EXPONENT`].
		pub exponent: i8,
	}

	/// The kind of a node or an input, whatever its value.
	#[derive(Copy, MaxEncodedLen)]
	pub enum Kind {
		/// A truth value.
		#[codec(index = 0)]
		Truth,
		/// A number.
		#[codec(index = 1)]
		Number(Quantity),
		/// A number for each slot of time. Only functions on series take it.
		#[codec(index = 2)]
		Series(Quantity),
	}
}

/// Defines units by their symbols.
macro_rules! units {
	($($(#[$doc:meta])* $name:ident = $symbol:literal;)*) => {
		$($(#[$doc])* pub fn $name() -> Unit {
			Unit::new($symbol).unwrap_or_default()
		})*

		#[cfg(test)]
		const SYMBOLS: &[(fn() -> Unit, &[u8])] = &[$(($name, $symbol)),*];
	};
}

units! {
	/// Differences of temperature, in kelvin.
	kelvin = b"K";
	/// Power, in watts.
	watts = b"W";
	/// Money for a kilowatt-hour, in the chain's smallest unit. The registry of SenML has no money.
	per_kilowatt_hour = b"/kWh";
}

impl Quantity {
	/// Plain numbers.
	pub fn plain() -> Self {
		Self::default()
	}

	/// Money for a kilowatt-hour, in the chain's smallest unit.
	pub fn price() -> Self {
		Self { unit: per_kilowatt_hour(), exponent: 0 }
	}

	/// The same unit with another exponent.
	#[must_use]
	pub const fn with_exponent(self, exponent: i8) -> Self {
		Self { exponent, ..self }
	}

	/// Whether the exponent is within its bound, and text can name the unit's symbol: letters, digits, `/` and `%`.
	pub fn is_sound(&self) -> bool {
		let symbol = self.unit.as_str().as_bytes();
		let plain = |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b'/' | b'%');
		// A decoded unit may have bytes after the end of its symbol.
		let whole = Unit::new(symbol) == Some(self.unit);
		whole
			&& symbol.iter().all(plain)
			&& self.exponent.unsigned_abs() <= MAX_EXPONENT.unsigned_abs()
	}

	/// Whether values are points of a scale with an arbitrary zero: degrees Celsius. Points can only be compared and
	/// subtracted.
	pub fn is_point(&self) -> bool {
		self.unit == Unit::CELSIUS
	}

	/// The unit of a sum. `None` if the two cannot be added. Cel and K make Cel; other units have to be equal.
	pub fn sum(left: Unit, right: Unit) -> Option<Unit> {
		match (left == Unit::CELSIUS, right == Unit::CELSIUS) {
			(true, true) => None,
			(true, false) => (right == kelvin()).then_some(left),
			(false, true) => (left == kelvin()).then_some(right),
			(false, false) => (left == right).then_some(left),
		}
	}

	/// The unit of a difference. `None` if the right one cannot be subtracted. Cel less Cel is K, Cel less K is Cel;
	/// other units have to be equal.
	pub fn difference(left: Unit, right: Unit) -> Option<Unit> {
		match (left == Unit::CELSIUS, right == Unit::CELSIUS) {
			(true, true) => Some(kelvin()),
			(true, false) => (right == kelvin()).then_some(left),
			(false, true) => None,
			(false, false) => (left == right).then_some(left),
		}
	}

	/// The unit of a counter's rate, and the milliseconds for which it holds. `None` for units without a known rate:
	/// points of a scale, and rates.
	pub fn rate(unit: Unit) -> Option<(Unit, u32)> {
		const SECOND: u32 = 1_000;
		const HOUR: u32 = 3_600_000;
		let (rate, time): (&[u8], u32) = match unit.as_str() {
			"Wh" => (b"W", HOUR),
			"kWh" => (b"kW", HOUR),
			"VAh" => (b"VA", HOUR),
			"kVAh" => (b"kVA", HOUR),
			"varh" => (b"var", HOUR),
			"kvarh" => (b"kvar", HOUR),
			"J" => (b"W", SECOND),
			"m3" => (b"m3/s", SECOND),
			"l" => (b"l/s", SECOND),
			"m" => (b"m/s", SECOND),
			"kg" => (b"kg/s", SECOND),
			"B" => (b"B/s", SECOND),
			"" => (b"1/s", SECOND),
			_ => return None,
		};
		Some((Unit::new(rate)?, time))
	}
}

impl core::fmt::Display for Quantity {
	fn fmt(&self, f: &mut core::fmt::Formatter) -> core::fmt::Result {
		match (self.unit.as_str(), self.exponent) {
			("", 0) => f.write_str("a plain number"),
			("", exponent) => write!(f, "a plain number in steps of 1e{exponent}"),
			(unit, 0) => f.write_str(unit),
			(unit, exponent) => write!(f, "1e{exponent} {unit}"),
		}
	}
}

impl core::fmt::Display for Kind {
	fn fmt(&self, f: &mut core::fmt::Formatter) -> core::fmt::Result {
		match self {
			Self::Truth => f.write_str("a truth value"),
			Self::Number(quantity) => quantity.fmt(f),
			Self::Series(quantity) => write!(f, "a series of {quantity}"),
		}
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn units_have_their_symbols() {
		for (unit, symbol) in SYMBOLS {
			assert_eq!(unit().as_str().as_bytes(), *symbol);
		}
	}

	#[test]
	fn temperatures_are_subtracted_and_never_added() {
		let (celsius, kelvin, watts) = (Unit::CELSIUS, kelvin(), watts());
		assert_eq!(Quantity::difference(celsius, celsius), Some(kelvin));
		assert_eq!(Quantity::difference(celsius, kelvin), Some(celsius));
		assert_eq!(Quantity::difference(kelvin, celsius), None);
		assert_eq!(Quantity::sum(celsius, celsius), None);
		assert_eq!(Quantity::sum(celsius, kelvin), Some(celsius));
		assert_eq!(Quantity::sum(kelvin, celsius), Some(celsius));
		assert_eq!(Quantity::sum(kelvin, kelvin), Some(kelvin));
		assert_eq!(Quantity::sum(celsius, watts), None);
		assert_eq!(Quantity::sum(watts, kelvin), None);
		assert_eq!(Quantity::difference(watts, watts), Some(watts));
	}

	#[test]
	fn a_unit_that_text_cannot_name_is_not_sound() {
		let sound = |symbol: &[u8], exponent| {
			Quantity { unit: Unit::new(symbol).unwrap(), exponent }.is_sound()
		};
		assert!(sound(b"m/s2", -18) && sound(b"%RH", 18) && sound(b"", 0) && sound(b"1/s", 0));
		assert!(!sound(b"a\"b", 0) && !sound(b"W", 19) && !sound(b"W", i8::MIN));
	}
}
