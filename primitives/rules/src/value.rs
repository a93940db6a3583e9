//! Values: numbers, truth values, and undefined.
//!
//! Logic is Kleene's. *Undefined* stands for a value that nobody knows, and a result is undefined only if
//! the unknown values could change it: `false && undefined` is false.

use codec::MaxEncodedLen;
use tallystick_evidence::json;

record! {
	/// The value of an input or a node.
	#[derive(Copy, Default, MaxEncodedLen)]
	pub enum Value {
		/// The value is unknown.
		#[default]
		#[codec(index = 0)]
		Undefined,
		/// True or false.
		#[codec(index = 1)]
		Truth(bool),
		/// A number in the unit of its node, times ten to the power of the node's exponent.
		#[codec(index = 2)]
		Number(#[serde(with = "json::Exact")] i64),
	}
}

impl Value {
	/// The truth value. `None` if it is undefined, or a number.
	pub const fn truth(self) -> Option<bool> {
		match self {
			Self::Truth(truth) => Some(truth),
			Self::Undefined | Self::Number(_) => None,
		}
	}

	/// The number. `None` if it is undefined, or a truth value.
	pub const fn number(self) -> Option<i64> {
		match self {
			Self::Number(number) => Some(number),
			Self::Undefined | Self::Truth(_) => None,
		}
	}

	/// Whether it is known.
	pub const fn is_defined(self) -> bool {
		!matches!(self, Self::Undefined)
	}

	/// A number that was computed in 128 bits. Undefined if nothing could be computed, or if the number does
	/// not fit 64 bits.
	pub(crate) fn fit(number: Option<i128>) -> Self {
		number.and_then(|number| i64::try_from(number).ok()).map_or(Self::Undefined, Self::Number)
	}
}

impl From<Option<bool>> for Value {
	fn from(truth: Option<bool>) -> Self {
		truth.map_or(Self::Undefined, Self::Truth)
	}
}

impl From<Option<i64>> for Value {
	fn from(number: Option<i64>) -> Self {
		number.map_or(Self::Undefined, Self::Number)
	}
}

/// False if one of the two is false, true if both are true, otherwise undefined.
pub fn and(a: Option<bool>, b: Option<bool>) -> Option<bool> {
	match (a, b) {
		(Some(false), _) | (_, Some(false)) => Some(false),
		(Some(true), Some(true)) => Some(true),
		_ => None,
	}
}

/// True if one of the two is true, false if both are false, otherwise undefined.
pub fn or(a: Option<bool>, b: Option<bool>) -> Option<bool> {
	not(and(not(a), not(b)))
}

/// The other truth value. Undefined stays undefined.
pub fn not(a: Option<bool>) -> Option<bool> {
	a.map(|truth| !truth)
}

/// The quotient, rounded towards minus infinity. `None` if the divisor is zero.
pub(crate) fn floor_div(a: i128, b: i128) -> Option<i128> {
	let quotient = a.checked_div(b)?;
	let exact = a.checked_rem(b)? == 0;
	if !exact && (a < 0) != (b < 0) {
		return quotient.checked_sub(1);
	}
	Some(quotient)
}

#[cfg(test)]
mod tests {
	use super::*;
	use proptest::prelude::*;

	const ALL: [Option<bool>; 3] = [None, Some(false), Some(true)];

	/// The truth values that a possibly unknown one may have.
	fn meanings(a: Option<bool>) -> Vec<bool> {
		a.map_or(vec![false, true], |truth| vec![truth])
	}

	/// The result, if it is the same for all meanings of two values.
	fn agreed(a: Option<bool>, b: Option<bool>, of: fn(bool, bool) -> bool) -> Option<bool> {
		let all: Vec<bool> = meanings(a)
			.into_iter()
			.flat_map(|a| meanings(b).into_iter().map(move |b| of(a, b)))
			.collect();
		all.iter().all(|one| *one == all[0]).then_some(all[0])
	}

	#[test]
	fn logic_is_undefined_only_where_an_unknown_value_can_change_it() {
		for a in ALL {
			for b in ALL {
				assert_eq!(and(a, b), agreed(a, b, |a, b| a && b));
				assert_eq!(or(a, b), agreed(a, b, |a, b| a || b));
			}
			assert_eq!(not(a), agreed(a, a, |a, _| !a));
		}
	}

	#[test]
	fn the_laws_of_kleene_hold() {
		for a in ALL {
			assert_eq!(not(not(a)), a);
			for b in ALL {
				assert_eq!(and(a, b), and(b, a));
				assert_eq!(or(a, b), or(b, a));
				assert_eq!(not(and(a, b)), or(not(a), not(b)));
				assert_eq!(and(a, or(a, b)), a);
				for c in ALL {
					assert_eq!(and(a, and(b, c)), and(and(a, b), c));
					assert_eq!(and(a, or(b, c)), or(and(a, b), and(a, c)));
				}
			}
		}
	}

	proptest! {
		#[test]
		fn division_rounds_towards_minus_infinity(a: i64, b: i64) {
			let (a, b) = (i128::from(a), i128::from(b));
			match floor_div(a, b) {
				None => prop_assert_eq!(b, 0),
				Some(quotient) => {
					let rest = a - quotient * b;
					let low = if b > 0 { 0..b } else { b + 1..1 };
					prop_assert!(low.contains(&rest));
				},
			}
		}
	}
}
