//! Nodes: the steps of a program.

use crate::{unit::Quantity, Ref};
use codec::MaxEncodedLen;
use tallystick_evidence::json;

/// The longest time of a timer, in milliseconds: seven days.
pub const MAX_TIME: u32 = 7 * 86_400_000;

/// The most buckets of a count. Never lowered.
pub const MAX_BUCKETS: u8 = 16;

/// The shortest bucket of a count, in milliseconds.
pub const MIN_WIDTH: u32 = 1_000;

/// How far ahead of the current slot a program can look, in slots.
pub const MAX_AHEAD: u8 = 200;

record! {
	/// How two values are compared.
	#[derive(Copy, MaxEncodedLen)]
	pub enum Comparison {
		/// Left < right.
		#[codec(index = 0)]
		Less,
		/// Left <= right.
		#[codec(index = 1)]
		AtMost,
		/// Left == right. Truth values, too.
		#[codec(index = 2)]
		Equal,
		/// Left != right. Truth values, too.
		#[codec(index = 3)]
		Unequal,
		/// Left >= right.
		#[codec(index = 4)]
		AtLeast,
		/// Left > right.
		#[codec(index = 5)]
		Greater,
	}

	/// A decimal: `value` · 10^`exponent`.
	#[derive(Copy, MaxEncodedLen)]
	pub struct Factor {
		/// The digits.
		#[serde(with = "json::Exact")]
		pub value: i64,
		/// The place of the last digit.
		pub exponent: i8,
	}

	/// Some of the slots of a series.
	#[derive(Copy, MaxEncodedLen)]
	pub enum Span {
		/// The slots that begin on the site's local day. Slots more than [`MAX_AHEAD`] ahead are unknown.
		#[codec(index = 0)]
		Day,
		/// From one slot to before another one, counted from the current slot, which is 0.
		#[codec(index = 1)]
		Slots {
			/// The first.
			from: u8,
			/// After the last: greater than `from`, at most [`MAX_AHEAD`].
			to: u8,
		},
	}

	/// A statistic of the prices in a span. It is undefined while one of them is unknown.
	#[derive(Copy, MaxEncodedLen)]
	pub enum Statistic {
		/// The least.
		#[codec(index = 0)]
		Min,
		/// The greatest.
		#[codec(index = 1)]
		Max,
		/// The arithmetic mean, rounded towards minus infinity.
		#[codec(index = 2)]
		Mean,
		/// A quantile in thousandths, from 1 to 1000: the least price that this share of all prices does not exceed.
		#[codec(index = 3)]
		Quantile(u16),
		/// How many prices are below that of the current slot. A plain number.
		#[codec(index = 4)]
		Rank,
	}

	/// A step of a program. It names inputs and earlier nodes. Where it takes several numbers, they have equal units
	/// and equal exponents.
	#[derive(Copy, MaxEncodedLen)]
	pub enum Node {
		/// A constant number.
		#[codec(index = 0)]
		Number {
			/// The digits.
			#[serde(with = "json::Exact")]
			value: i64,
			/// What they count.
			quantity: Quantity,
		},
		/// A constant truth value.
		#[codec(index = 1)]
		Truth(bool),
		/// The other truth value.
		#[codec(index = 2)]
		Not(Ref),
		/// Both.
		#[codec(index = 3)]
		And(Ref, Ref),
		/// One of both, or both.
		#[codec(index = 4)]
		Or(Ref, Ref),
		/// Compares two numbers, or two truth values if they are equal or not.
		#[codec(index = 5)]
		Compare {
			/// How.
			how: Comparison,
			/// The left side.
			left: Ref,
			/// The right side.
			right: Ref,
		},
		/// The sum.
		#[codec(index = 6)]
		Add(Ref, Ref),
		/// The first less the second.
		#[codec(index = 7)]
		Subtract(Ref, Ref),
		/// A number times a constant. Exponents add up, so that nothing is rounded.
		#[codec(index = 8)]
		Multiply {
			/// The number.
			of: Ref,
			/// The constant.
			by: Factor,
		},
		/// A number divided by a constant other than zero, rounded towards minus infinity. The exponent is the number's
		/// less the constant's.
		#[codec(index = 9)]
		Divide {
			/// The number.
			of: Ref,
			/// The constant.
			by: Factor,
		},
		/// The same number with its exponent lowered by `digits`: exact if that is positive, rounded towards minus
		/// infinity if it is negative.
		#[codec(index = 10)]
		Scale {
			/// The number.
			of: Ref,
			/// Decimal digits that are added, or removed if it is negative. Not zero.
			digits: i8,
		},
		/// The smaller of two numbers.
		#[codec(index = 11)]
		Min(Ref, Ref),
		/// The greater of two numbers.
		#[codec(index = 12)]
		Max(Ref, Ref),
		/// The number without its sign.
		#[codec(index = 13)]
		Abs(Ref),
		/// A number, or the bound beyond which it lies. Undefined if the lower bound is above the upper one.
		#[codec(index = 14)]
		Clamp {
			/// The number.
			of: Ref,
			/// The lower bound.
			low: Ref,
			/// The upper bound.
			high: Ref,
		},
		/// The middle one of three numbers, by size.
		#[codec(index = 15)]
		Mid(Ref, Ref, Ref),
		/// A line through two points, rounded towards minus infinity, and level beyond them. The `x` values of the
		/// points are constants in ascending order.
		#[codec(index = 16)]
		Line {
			/// Where on the line.
			of: Ref,
			/// Where the first point is.
			x0: Ref,
			/// How high it is.
			y0: Ref,
			/// Where the second point is.
			x1: Ref,
			/// How high it is.
			y1: Ref,
		},
		/// One of two values, chosen by a truth value. Undefined if the truth value is.
		#[codec(index = 17)]
		Choose {
			/// Decides.
			condition: Ref,
			/// The value if it is true.
			yes: Ref,
			/// The value if it is false.
			no: Ref,
		},
		/// Whether a value is known. Never undefined.
		#[codec(index = 18)]
		Known(Ref),
		/// The first value, or the second if that is undefined.
		#[codec(index = 19)]
		Else(Ref, Ref),
		/// True from when the number rises above `high` until it falls below `low`. False at first. Undefined while the
		/// number or a bound is, or while the bounds are in the wrong order; the state is kept then.
		#[codec(index = 20)]
		Hysteresis {
			/// The number.
			of: Ref,
			/// The lower bound.
			low: Ref,
			/// The upper bound.
			high: Ref,
		},
		/// On-delay: true once `of` has been true for `time` without a break. Undefined while `of` is; then the time
		/// begins again.
		#[codec(index = 21)]
		OnDelay {
			/// The truth value.
			of: Ref,
			/// In milliseconds: 1 to [`MAX_TIME`].
			time: u32,
		},
		/// Off-delay: true while `of` is, and for `time` after it turns false. Undefined while `of` is; the state is
		/// kept then.
		#[codec(index = 22)]
		OffDelay {
			/// The truth value.
			of: Ref,
			/// In milliseconds: 1 to [`MAX_TIME`].
			time: u32,
		},
		/// Whether `of` was true at some moment in at least `least` of the newest `buckets` intervals of `width`, the
		/// current one included. Undefined only if the answer depends on intervals in which `of` is unknown.
		#[codec(index = 23)]
		Count {
			/// The truth value.
			of: Ref,
			/// 1 to `buckets`.
			least: u8,
			/// Length of an interval in milliseconds: [`MIN_WIDTH`] to [`MAX_TIME`]. Intervals are counted from 1970.
			width: u32,
			/// 1 to [`MAX_BUCKETS`].
			buckets: u8,
		},
		/// The amount of the number's last change. Undefined before the first change, and while the number is
		/// undefined.
		#[codec(index = 24)]
		Delta(Ref),
		/// Whether the number has not changed for `time`. Undefined while the number is; then the time begins again.
		#[codec(index = 25)]
		Stuck {
			/// The number.
			of: Ref,
			/// In milliseconds: 1 to [`MAX_TIME`].
			time: u32,
		},
		/// The price of one slot.
		#[codec(index = 26)]
		At {
			/// An input that is a series.
			series: Ref,
			/// Slots after the current one: below [`MAX_AHEAD`].
			slot: u8,
		},
		/// A statistic of several slots.
		#[codec(index = 27)]
		Over {
			/// An input that is a series.
			series: Ref,
			/// Of which slots.
			span: Span,
			/// Which.
			statistic: Statistic,
		},
		/// The truth value of one of the site's weekly tables at this moment. Undefined if the site has no table with
		/// this number.
		#[codec(index = 28)]
		Weekly(u8),
		/// Whether the site's calendar has an exception today.
		#[codec(index = 29)]
		Holiday,
	}
}

impl Node {
	/// Whether it keeps state from one evaluation to the next. A program has one cell for each such node, in order.
	pub const fn is_stateful(&self) -> bool {
		matches!(
			self,
			Self::Hysteresis { .. }
				| Self::OnDelay { .. }
				| Self::OffDelay { .. }
				| Self::Count { .. }
				| Self::Delta(_)
				| Self::Stuck { .. }
		)
	}

	/// The inputs and nodes that it names, in the order of the text.
	pub fn operands(&self) -> impl DoubleEndedIterator<Item = Ref> {
		let operands = match *self {
			Self::Number { .. } | Self::Truth(_) | Self::Weekly(_) | Self::Holiday => [None; 5],
			Self::Not(of)
			| Self::Abs(of)
			| Self::Known(of)
			| Self::Delta(of)
			| Self::Multiply { of, .. }
			| Self::Divide { of, .. }
			| Self::Scale { of, .. }
			| Self::OnDelay { of, .. }
			| Self::OffDelay { of, .. }
			| Self::Count { of, .. }
			| Self::Stuck { of, .. }
			| Self::At { series: of, .. }
			| Self::Over { series: of, .. } => [Some(of), None, None, None, None],
			Self::And(a, b)
			| Self::Or(a, b)
			| Self::Compare { left: a, right: b, .. }
			| Self::Add(a, b)
			| Self::Subtract(a, b)
			| Self::Min(a, b)
			| Self::Max(a, b)
			| Self::Else(a, b) => [Some(a), Some(b), None, None, None],
			Self::Clamp { of: a, low: b, high: c }
			| Self::Mid(a, b, c)
			| Self::Choose { condition: a, yes: b, no: c }
			| Self::Hysteresis { of: a, low: b, high: c } => [Some(a), Some(b), Some(c), None, None],
			Self::Line { of, x0, y0, x1, y1 } => [Some(of), Some(x0), Some(y0), Some(x1), Some(y1)],
		};
		operands.into_iter().flatten()
	}
}
