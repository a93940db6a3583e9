//! Tables for common measures. They are made where a policy is written; the chain only reads them.

use crate::measure::{Breakpoint, Convex, TableError, MAX_BREAKPOINTS};
use alloc::vec::Vec;

/// A table of how far values exceed `bound`, times `slope`; 0 up to `bound`.
///
/// With a slope of 1, the integral is in channel units times milliseconds. On a channel in tenths of
/// a degree, 600,000 of these make a degree-minute.
pub fn degrees_above(bound: i32, slope: u16) -> Result<Convex, TableError> {
	Convex::new(bound, 0, 0, [Breakpoint { at: bound, slope: slope.into() }])
}

/// A table of how far values fall below `bound`, times `slope`; 0 from `bound` on.
pub fn degrees_below(bound: i32, slope: u16) -> Result<Convex, TableError> {
	let falling = i32::from(slope).saturating_neg();
	Convex::new(bound, 0, falling, [Breakpoint { at: bound, slope: 0 }])
}

/// How fast shelf life is used up, by the Q10 rule: the rate is multiplied by `q10` for each 10
/// degrees.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct ShelfLife {
	/// The factor by which 10 degrees multiply the rate, in thousandths: 1,001 to 10,000.
	pub q10: u32,
	/// The channel's exponent: −3 to 0. Its unit is the degree.
	pub exponent: i8,
	/// The reference value, at which the rate is 1,000,000.
	pub reference: i32,
	/// Where the table begins. Below it the rate stays as it is here, which is too high.
	pub low: i32,
	/// Where the table ends. Above it the last slope continues, and the rate is too low.
	pub high: i32,
	/// Channel units between two breakpoints.
	pub step: u32,
}

/// Why there is no shelf-life table.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum ShelfLifeError {
	/// A field is outside of the range that its documentation names, or `low` is not below `high`.
	Field(&'static str),
	/// It would have this many breakpoints, more than [`MAX_BREAKPOINTS`]. Widen the step.
	Breakpoints(usize),
	/// At this value the rate is too high for a table.
	Rate(i64),
}

impl core::fmt::Display for ShelfLifeError {
	fn fmt(&self, f: &mut core::fmt::Formatter) -> core::fmt::Result {
		match self {
			Self::Field(name) => write!(f, "`{name}` of the shelf life is out of range"),
			Self::Breakpoints(found) => write!(
				f,
				"the table would have {found} breakpoints; widen the step, {MAX_BREAKPOINTS} is the most"
			),
			Self::Rate(at) => write!(f, "the rate at {at} is too high for a table; lower `high`"),
		}
	}
}

impl core::error::Error for ShelfLifeError {}

/// One, in the fixed-point numbers of this module: 40 binary digits behind the point.
const ONE: u128 = 1 << 40;

/// The rate at the reference.
const REFERENCE_RATE: u128 = 1_000_000;

impl ShelfLife {
	/// The table: straight lines between breakpoints, which lie above the rule's curve.
	///
	/// The error is at most 0.07 % for a step of 8 tenths of a degree and a Q10 of 2.5. Each slope
	/// is rounded to the integer that comes nearest to the next breakpoint, so errors do not add up.
	pub fn table(&self) -> Result<Convex, ShelfLifeError> {
		let check = |holds: bool, name| holds.then_some(()).ok_or(ShelfLifeError::Field(name));
		check((1_001..=10_000).contains(&self.q10), "q10")?;
		check((-3..=0).contains(&self.exponent), "exponent")?;
		check(self.low < self.high, "low")?;
		check(self.step > 0, "step")?;
		let units = 10u32.saturating_mul(10u32.saturating_pow(self.exponent.unsigned_abs().into()));
		let unit = root(u128::from(self.q10).saturating_mul(ONE) / 1_000, units);
		let rate = |at: i64| {
			self.rate(unit, at).filter(|rate| *rate < 1 << 32).ok_or(ShelfLifeError::Rate(at))
		};

		let (low, high, step) = (i64::from(self.low), i64::from(self.high), i64::from(self.step));
		let places = (0..).map(|number: i64| low.saturating_add(step.saturating_mul(number)));
		let places: Vec<_> = places
			.take_while(|at| *at < high)
			.take((MAX_BREAKPOINTS as usize).saturating_add(1))
			.collect();
		if places.len() > MAX_BREAKPOINTS as usize {
			return Err(ShelfLifeError::Breakpoints(places.len()));
		}
		let first = rate(low)?;
		let (mut figure, mut slope) = (i128::from(first), 0i128);
		let mut breakpoints = Vec::with_capacity(places.len());
		for at in places {
			let next = at.saturating_add(step);
			let rise = i128::from(rate(next)?).saturating_sub(figure);
			// The nearest integer, but never less than the slope before.
			let nearest = rise.saturating_mul(2).saturating_add(step.into());
			slope = nearest.div_euclid(i128::from(step).saturating_mul(2)).max(slope);
			figure = figure.saturating_add(slope.saturating_mul(step.into()));
			let part = i32::try_from(at).ok().zip(i32::try_from(slope).ok());
			let (at, slope) = part.ok_or(ShelfLifeError::Rate(next))?;
			breakpoints.push(Breakpoint { at, slope });
		}
		let first = u32::try_from(first).map_err(|_| ShelfLifeError::Rate(low))?;
		Convex::new(self.low, first, 0, breakpoints).map_err(|_| ShelfLifeError::Field("step"))
	}

	/// The rate at a value, rounded to the nearest. `unit` is the factor by which one channel unit
	/// multiplies it.
	fn rate(&self, unit: u128, at: i64) -> Option<u64> {
		let distance = at.saturating_sub(self.reference.into());
		let factor = power(unit, u32::try_from(distance.unsigned_abs()).ok()?)?;
		let scaled = if distance < 0 {
			REFERENCE_RATE.checked_mul(ONE)?.checked_mul(ONE)?.checked_div(factor)?
		} else {
			REFERENCE_RATE.checked_mul(factor)?
		};
		u64::try_from(scaled.checked_add(ONE / 2)?.checked_div(ONE)?).ok()
	}
}

/// The greatest number whose power with this exponent is at most `of`, found digit by digit. `of` is
/// from one to ten.
fn root(of: u128, exponent: u32) -> u128 {
	let mut found = ONE;
	for bit in (0..44).rev() {
		let more = found | (1 << bit);
		if power(more, exponent).is_some_and(|power| power <= of) {
			found = more;
		}
	}
	found
}

/// A power of a fixed-point number, rounded down at each multiplication. `None` if it does not fit.
fn power(base: u128, exponent: u32) -> Option<u128> {
	let times = |a: u128, b: u128| a.checked_mul(b)?.checked_div(ONE);
	let mut result = ONE;
	for bit in (0..u32::BITS.saturating_sub(exponent.leading_zeros())).rev() {
		result = times(result, result)?;
		if exponent.checked_shr(bit)? & 1 == 1 {
			result = times(result, base)?;
		}
	}
	Some(result)
}
