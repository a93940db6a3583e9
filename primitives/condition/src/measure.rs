//! How much a value counts.

use crate::bounds::Bounds;
use bounded_collections::{BoundedVec, ConstU32};
use tallystick_evidence::Limits;

/// Most breakpoints of a table.
pub const MAX_BREAKPOINTS: u32 = 64;

/// Values of a channel with a condition policy lie between minus this and this. An observation with
/// a value beyond is not counted.
pub const VALUE_REACH: i64 = 1 << 31;

/// Measures are below this, in their own unit, at every value within a channel's limits.
pub const MEASURE_REACH: u128 = 1 << 32;

record! {
	/// Where the slope of a table changes.
	#[derive(Copy)]
	pub struct Breakpoint {
		/// The value at which it changes, in the channel's values.
		pub at: i32,
		/// The slope from there on: the measure's units per unit of the channel.
		pub slope: i32,
	}

	/// A convex function, given by its value at one place and its slopes.
	///
	/// Slopes are integers and never decrease, so the function is convex and has exact values at
	/// every integer. The first and the last slope extend without end. Where the line would become
	/// negative, the function is zero; that happens only outside the channel's limits.
	///
	/// Decoding does not check it: call [`Policy::check`](crate::Policy::check).
	pub struct Convex {
		x0: i32,
		f0: u32,
		slope: i32,
		#[cfg_attr(feature = "schema", schemars(with = "alloc::vec::Vec<Breakpoint>"))]
		breakpoints: BoundedVec<Breakpoint, ConstU32<MAX_BREAKPOINTS>>,
	}

	/// How much a value counts, for as long as it stands.
	pub enum Measure {
		/// What the table says. In the table's unit.
		#[codec(index = 0)]
		Convex(Convex),
		/// 1 for a value above this one, 0 for others: the time above.
		#[codec(index = 1)]
		Above(i32),
		/// 1 for a value below this one, 0 for others: the time below.
		#[codec(index = 2)]
		Below(i32),
		/// 0 for every value and 1 where there is none: missing time.
		#[codec(index = 3)]
		Missing,
	}
}

/// What is wrong with a table.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum TableError {
	/// There are this many breakpoints, more than [`MAX_BREAKPOINTS`]. Leave some out.
	Breakpoints(usize),
	/// The breakpoint with this number, from zero, is not to the right of the one before it.
	Order(usize),
	/// The slope from the breakpoint with this number on, from zero, is below the slope before it.
	Falls(usize),
	/// At this value, within the channel's limits, the table is below 0 or not below
	/// [`MEASURE_REACH`].
	Value(i64),
}

impl core::fmt::Display for TableError {
	fn fmt(&self, f: &mut core::fmt::Formatter) -> core::fmt::Result {
		match self {
			Self::Breakpoints(found) => {
				write!(f, "the table has {found} breakpoints; leave it {MAX_BREAKPOINTS} at most")
			},
			Self::Order(index) => write!(
				f,
				"breakpoint {index} of the table does not lie to the right of the one before it; \
				sort them and keep one for each value"
			),
			Self::Falls(index) => write!(
				f,
				"the slope from breakpoint {index} of the table on is below the slope before it; \
				a table has to be convex"
			),
			Self::Value(at) => write!(
				f,
				"the table at {at}, within the channel's limits, is below 0 or not below \
				{MEASURE_REACH}; scale it, or end its slope with a breakpoint"
			),
		}
	}
}

impl core::error::Error for TableError {}

impl Convex {
	/// The function that is `f0` at `x0`, has the slope `slope` up to the first breakpoint, and each
	/// breakpoint's slope from there on.
	pub fn new(
		x0: i32,
		f0: u32,
		slope: i32,
		breakpoints: impl IntoIterator<Item = Breakpoint>,
	) -> Result<Self, TableError> {
		let breakpoints: alloc::vec::Vec<_> = breakpoints.into_iter().collect();
		let found = breakpoints.len();
		let breakpoints = breakpoints.try_into().map_err(|_| TableError::Breakpoints(found))?;
		let table = Self { x0, f0, slope, breakpoints };
		table.check_shape()?;
		Ok(table)
	}

	/// The breakpoints, from left to right.
	pub fn breakpoints(&self) -> &[Breakpoint] {
		&self.breakpoints
	}

	fn check_shape(&self) -> Result<(), TableError> {
		let mut before: Option<i32> = None;
		let mut slope = self.slope;
		for (index, point) in self.breakpoints.iter().enumerate() {
			if before.is_some_and(|before| before >= point.at) {
				return Err(TableError::Order(index));
			}
			if point.slope < slope {
				return Err(TableError::Falls(index));
			}
			(before, slope) = (Some(point.at), point.slope);
		}
		Ok(())
	}

	/// Whether slopes and breakpoints are in order, and the function lies within
	/// `0..`[`MEASURE_REACH`] on the limits of a channel.
	pub fn check(&self, limits: &Limits) -> Result<(), TableError> {
		self.check_shape()?;
		// A convex function is greatest at an end, and least at an end or where its slope changes.
		let points = self.breakpoints.iter().map(|point| i64::from(point.at));
		let inside = points.filter(|at| limits.contain(*at));
		for at in [limits.low, limits.high].into_iter().chain(inside) {
			let value = self.line(at);
			if value < 0 || value.unsigned_abs() >= MEASURE_REACH {
				return Err(TableError::Value(at));
			}
		}
		Ok(())
	}

	/// The function at `value`. Not negative.
	pub fn at(&self, value: i64) -> u128 {
		self.line(value).max(0).unsigned_abs()
	}

	/// The function before negative values are replaced by zero.
	///
	/// Each breakpoint adds a hinge: nothing to its left, and to its right the change of slope times
	/// the distance. So the sum is exact without a walk along the breakpoints. Changes of slope have
	/// 33 bits, distances have 65, and there are 64 breakpoints: 128 bits suffice, and nothing wraps.
	fn line(&self, value: i64) -> i128 {
		let (x, x0) = (i128::from(value), i128::from(self.x0));
		let mut slope = i128::from(self.slope);
		let mut sum = i128::from(self.f0).wrapping_add(slope.wrapping_mul(x.wrapping_sub(x0)));
		// Breakpoints to the right of both places add nothing.
		let right = x.max(x0);
		let points = self.breakpoints.iter().map(|point| (i128::from(point.at), point.slope));
		for (at, next) in points.take_while(|(at, _)| *at < right) {
			let distance = x.max(at).wrapping_sub(x0.max(at));
			let change = i128::from(next).wrapping_sub(slope);
			sum = sum.wrapping_add(change.wrapping_mul(distance));
			slope = next.into();
		}
		sum
	}

	/// A value at which the function is least among those from `low` to `high`.
	fn lowest(&self, low: i64, high: i64) -> i64 {
		if self.slope >= 0 {
			return low;
		}
		// Left of the first slope that does not fall, everything falls.
		let turn = self.breakpoints.iter().find(|point| point.slope >= 0);
		turn.map_or(high, |point| i64::from(point.at).clamp(low, high.max(low)))
	}
}

impl Measure {
	/// Whether the measure can be taken on a channel with these limits: a table's shape and values.
	pub fn check(&self, limits: &Limits) -> Result<(), TableError> {
		match self {
			Self::Convex(table) => table.check(limits),
			Self::Above(_) | Self::Below(_) | Self::Missing => Ok(()),
		}
	}

	/// The measure of a value.
	pub fn at(&self, value: i64) -> u128 {
		match self {
			Self::Convex(table) => table.at(value),
			Self::Above(bound) => (value > i64::from(*bound)).into(),
			Self::Below(bound) => (value < i64::from(*bound)).into(),
			Self::Missing => 0,
		}
	}
}

/// The greater of a measure and a number, which is convex if the measure is. The number is 0 for
/// trusted readings, and the measure of missing time for doubtful ones.
#[derive(Clone, Copy, Debug)]
pub struct Phi<'a> {
	/// The measure.
	pub measure: &'a Measure,
	/// The least that a value counts.
	pub floor: u128,
}

impl Phi<'_> {
	/// The figure of a value.
	pub fn at(&self, value: i64) -> u128 {
		self.measure.at(value).max(self.floor)
	}

	/// The least and the greatest of a value between `low` and `high`.
	pub fn range(&self, low: i64, high: i64) -> Bounds {
		let lowest = match self.measure {
			Measure::Convex(table) => table.lowest(low, high),
			Measure::Above(_) | Measure::Missing => low,
			Measure::Below(_) => high,
		};
		Bounds { lower: self.at(lowest), upper: self.at(low).max(self.at(high)) }
	}

	/// The least and the greatest measure of `count` values between `low` and `high` that add up to
	/// `sum`. Integers reach both ends.
	///
	/// Under a convex measure, values measure least when they are as equal as integers can be, and
	/// most when all but one lie at the ends. Under a threshold, the private function `above` says
	/// how many of them can lie beyond it.
	///
	/// `None` if no values add up to the sum.
	pub fn sum(&self, count: u32, low: i64, high: i64, sum: i128) -> Option<Bounds> {
		let r = i128::from(count);
		let (a, b) = (i128::from(low), i128::from(high));
		// Counts have 32 bits and values 64, so that 128 hold these.
		let above_least = sum.checked_sub(r.checked_mul(a)?)?;
		if above_least < 0 || sum > r.checked_mul(b)? {
			return None;
		}
		let number = |number: i128| number.unsigned_abs();
		if count == 0 || a == b {
			return Some(Bounds::exact(number(r).saturating_mul(self.at(low))));
		}
		match self.measure {
			Measure::Missing => Some(Bounds::exact(number(r).saturating_mul(self.floor))),
			Measure::Above(_) | Measure::Below(_) if self.floor > 0 => {
				Some(Bounds::exact(number(r).saturating_mul(self.floor)))
			},
			Measure::Above(bound) => above(r, a, b, sum, (*bound).into()),
			Measure::Below(bound) => {
				let minus = |number: i128| number.checked_neg();
				above(r, minus(b)?, minus(a)?, minus(sum)?, minus((*bound).into())?)
			},
			Measure::Convex(_) => {
				let at = |value: i128| i64::try_from(value).ok().map(|value| self.at(value));
				let q = sum.checked_div_euclid(r)?;
				let c = sum.checked_rem_euclid(r)?;
				let mut lower = number(r.checked_sub(c)?).saturating_mul(at(q)?);
				if c > 0 {
					let more = number(c).saturating_mul(at(q.checked_add(1)?)?);
					lower = lower.saturating_add(more);
				}
				let width = b.checked_sub(a)?;
				let k = above_least.checked_div(width)?;
				let c = above_least.checked_rem(width)?;
				let mut upper = number(k).saturating_mul(at(b)?);
				if k < r {
					let rest = number(r.checked_sub(k)?.checked_sub(1)?);
					upper = upper.saturating_add(rest.saturating_mul(at(a)?));
					upper = upper.saturating_add(at(a.checked_add(c)?)?);
				}
				Some(Bounds { lower, upper })
			},
		}
	}
}

/// How many of `r` values from `a` to `b` that add up to `sum` can be above `bound`.
///
/// The number is least if the values above are all `b` and the others all `bound`. It is greatest if
/// the values above are all `bound + 1` and the others all `a`.
fn above(r: i128, a: i128, b: i128, sum: i128, bound: i128) -> Option<Bounds> {
	if b <= bound {
		return Some(Bounds::ZERO);
	}
	if a > bound {
		return Some(Bounds::exact(r.unsigned_abs()));
	}
	// Rounded up: a fraction of a value needs a whole one.
	let excess = sum.checked_sub(r.checked_mul(bound)?)?;
	let reach = b.checked_sub(bound)?;
	let lower = excess.checked_add(reach)?.checked_sub(1)?.checked_div_euclid(reach)?.max(0);
	// Rounded down.
	let room = sum.checked_sub(r.checked_mul(a)?)?;
	let step = bound.checked_add(1)?.checked_sub(a)?;
	let upper = room.checked_div_euclid(step)?.min(r);
	Some(Bounds { lower: lower.unsigned_abs(), upper: upper.max(0).unsigned_abs() })
}
