//! What a summary tree says of the readings below each node.

use crate::{
	bytes::Bytes,
	crypto::{domain, Crypto, Hash},
	reading::Limits,
};

/// A reading without its salt.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
#[cfg_attr(
	feature = "codec",
	derive(
		codec::Encode,
		codec::Decode,
		codec::DecodeWithMemTracking,
		codec::MaxEncodedLen,
		scale_info::TypeInfo
	)
)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Point {
	/// UTC, in milliseconds.
	#[cfg_attr(feature = "serde", serde(with = "crate::json::Exact"))]
	pub time: u64,
	/// In the channel's unit, times ten to the power of the channel's exponent.
	#[cfg_attr(feature = "serde", serde(with = "crate::json::Exact"))]
	pub value: i64,
}

/// An aggregate of consecutive readings of one channel.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
#[cfg_attr(
	feature = "codec",
	derive(
		codec::Encode,
		codec::Decode,
		codec::DecodeWithMemTracking,
		codec::MaxEncodedLen,
		scale_info::TypeInfo
	)
)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Summary {
	/// How many readings.
	pub count: u32,
	/// The earliest.
	pub first: Point,
	/// The latest.
	pub last: Point,
	/// The smallest value.
	#[cfg_attr(feature = "serde", serde(with = "crate::json::Exact"))]
	pub min: i64,
	/// The largest value.
	#[cfg_attr(feature = "serde", serde(with = "crate::json::Exact"))]
	pub max: i64,
	/// The sum of all values.
	#[cfg_attr(feature = "serde", serde(with = "crate::json::Exact"))]
	pub sum: i128,
	/// How many values lie outside the run's limits.
	pub violations: u32,
}

/// Why two summaries cannot stand side by side.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[cfg_attr(
	feature = "codec",
	derive(
		codec::Encode,
		codec::Decode,
		codec::DecodeWithMemTracking,
		codec::MaxEncodedLen,
		scale_info::TypeInfo
	)
)]
pub enum SummaryError {
	/// The right one does not begin after the left one ends. Sort the readings of a channel by
	/// time, and keep one for each millisecond.
	Order,
	/// More than four thousand million readings. Cut the run earlier.
	Overflow,
	/// The tree is not the one of its count: the left side has to be the largest power of two that
	/// leaves the right side a reading.
	Shape,
}

/// Why a summary contradicts itself: no readings can add up to it. The numbers are those of the
/// rules in `docs/proofs.md`.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Incoherent {
	/// 1: It has no readings.
	Empty,
	/// 2: Between the first and the last reading there are fewer milliseconds than the others need,
	/// which have one each.
	Times,
	/// 3: It has one reading, but its first is not its last.
	Single,
	/// 4: The first or the last value lies beyond the smallest or the largest, or too few readings
	/// are left to have those two.
	Extremes,
	/// 5: So many values cannot lie outside the limits, or so few.
	Violations,
	/// 6: The values cannot add up to the sum.
	Sum,
}

impl core::fmt::Display for Incoherent {
	fn fmt(&self, f: &mut core::fmt::Formatter) -> core::fmt::Result {
		f.write_str(match self {
			Self::Empty => "the summary has no readings",
			Self::Times => "the summary's times do not leave a millisecond for each reading",
			Self::Single => "the summary's only reading is two different ones",
			Self::Extremes => "the summary's minimum and maximum do not fit its readings",
			Self::Violations => "the summary's violations do not fit its values and the limits",
			Self::Sum => "the summary's values cannot add up to its sum",
		})
	}
}

impl core::error::Error for Incoherent {}

/// Bytes of an encoded summary.
pub const SUMMARY_LEN: usize = 72;

impl Summary {
	/// What both say together.
	pub fn combine(&self, right: &Self) -> Result<Self, SummaryError> {
		if self.last.time >= right.first.time {
			return Err(SummaryError::Order);
		}
		let add = |a: u32, b: u32| a.checked_add(b).ok_or(SummaryError::Overflow);
		Ok(Self {
			count: add(self.count, right.count)?,
			first: self.first,
			last: right.last,
			min: self.min.min(right.min),
			max: self.max.max(right.max),
			sum: self.sum.checked_add(right.sum).ok_or(SummaryError::Overflow)?,
			violations: add(self.violations, right.violations)?,
		})
	}

	/// Whether there are readings, in a run with these limits, that add up to this.
	///
	/// Every rule follows from the definition of a summary, so that a true one passes. With readings
	/// in ascending order of time, `count - 1` milliseconds lie between the first and the last at
	/// least. The first value, the last, the smallest and the largest are known; each of these that
	/// is none of the others is a reading of its own. What the known values do not make up of the
	/// violations and the sum, the other readings have to, and each of them lies between `min` and
	/// `max`: within the limits, or beyond them if it is a violation.
	///
	/// Two summaries that pass pass together, too: the bounds of each are those of true readings.
	pub fn check(&self, limits: &Limits) -> Result<(), Incoherent> {
		let Self { count, first, last, min, max, sum, violations } = *self;
		let gaps = count.checked_sub(1).ok_or(Incoherent::Empty)?;
		if last.time.checked_sub(first.time).is_none_or(|span| span < gaps.into()) {
			return Err(Incoherent::Times);
		}
		if count == 1 && first != last {
			return Err(Incoherent::Single);
		}
		let between = |value: i64| min <= value && value <= max;
		if !between(first.value) || !between(last.value) {
			return Err(Incoherent::Extremes);
		}
		let elsewhere = |value: i64| value != first.value && value != last.value;
		let known = [
			Some(first.value),
			(count > 1).then_some(last.value),
			elsewhere(min).then_some(min),
			elsewhere(max).then_some(max),
		];
		let known = || known.into_iter().flatten();
		// Each is one of four at most.
		let number = |values: usize| values as u32;
		let others = count.checked_sub(number(known().count())).ok_or(Incoherent::Extremes)?;

		let beyond = number(known().filter(|value| !limits.contain(*value)).count());
		let beyond = violations.checked_sub(beyond).ok_or(Incoherent::Violations)?;
		let within = others.checked_sub(beyond).ok_or(Incoherent::Violations)?;
		// The smallest and the largest that a value within the limits can be, and one beyond them.
		let [low, high, min, max] = [limits.low, limits.high, min, max].map(i128::from);
		let inside = (min.max(low), max.min(high));
		let outside = (
			if min < low { min } else { min.max(high.saturating_add(1)) },
			if max > high { max } else { max.min(low.saturating_sub(1)) },
		);
		if (within > 0 && inside.0 > inside.1) || (beyond > 0 && outside.0 > outside.1) {
			return Err(Incoherent::Violations);
		}

		// Values have 64 bits and their number 32, so that nothing saturates 128.
		let add = |values: i128, (times, value): (u32, i128)| {
			values.saturating_add(value.saturating_mul(times.into()))
		};
		let known = known().fold(0, |values, value| add(values, (1, value.into())));
		let least = [(within, inside.0), (beyond, outside.0)].into_iter().fold(known, add);
		let most = [(within, inside.1), (beyond, outside.1)].into_iter().fold(known, add);
		(least <= sum && sum <= most).then_some(()).ok_or(Incoherent::Sum)
	}

	/// All fields in their order, little-endian.
	pub fn to_bytes(&self) -> [u8; SUMMARY_LEN] {
		Bytes::new()
			.with(&self.count.to_le_bytes())
			.with(&self.first.time.to_le_bytes())
			.with(&self.first.value.to_le_bytes())
			.with(&self.last.time.to_le_bytes())
			.with(&self.last.value.to_le_bytes())
			.with(&self.min.to_le_bytes())
			.with(&self.max.to_le_bytes())
			.with(&self.sum.to_le_bytes())
			.with(&self.violations.to_le_bytes())
			.into_array()
	}

	/// How far a counter advanced between the first and the last reading. `None` if it ran
	/// backwards.
	pub fn advance(&self) -> Option<u64> {
		let advance = i128::from(self.last.value).checked_sub(self.first.value.into())?;
		u64::try_from(advance).ok()
	}

	/// The arithmetic mean, rounded towards zero. `None` of no reading.
	pub fn mean(&self) -> Option<i64> {
		// The mean of 64-bit values fits 64 bits.
		i64::try_from(self.sum.checked_div(self.count.into())?).ok()
	}
}

/// A node of a summary tree.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
#[cfg_attr(
	feature = "codec",
	derive(
		codec::Encode,
		codec::Decode,
		codec::DecodeWithMemTracking,
		codec::MaxEncodedLen,
		scale_info::TypeInfo
	)
)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Node {
	/// What it says of the readings below.
	pub summary: Summary,
	/// What it commits to.
	#[cfg_attr(feature = "serde", serde(with = "crate::json::Hex"))]
	pub hash: Hash,
}

/// Bytes that are hashed of an inner node.
pub(crate) const INNER_LEN: usize = 1 + 2 * (SUMMARY_LEN + 32);

impl Node {
	/// The parent of two nodes.
	pub fn parent<C: Crypto>(left: &Self, right: &Self) -> Result<Self, SummaryError> {
		let summary = Self::parent_summary(left, right)?;
		Ok(Self { summary, hash: Self::parent_hash::<C>(left, right) })
	}

	/// What the parent of two nodes has to say. The shape of a tree follows from its count, so that
	/// each reading has one place.
	pub fn parent_summary(left: &Self, right: &Self) -> Result<Summary, SummaryError> {
		let (left, right) = (&left.summary, &right.summary);
		if !left.count.is_power_of_two() || right.count == 0 || right.count > left.count {
			return Err(SummaryError::Shape);
		}
		left.combine(right)
	}

	/// The hash of the parent, whatever the parent says.
	pub fn parent_hash<C: Crypto>(left: &Self, right: &Self) -> Hash {
		C::hash(&[&Self::inner_bytes(left, right)])
	}

	pub(crate) fn inner_bytes(left: &Self, right: &Self) -> [u8; INNER_LEN] {
		Bytes::new()
			.with(&[domain::SUMMARY])
			.with(&left.summary.to_bytes())
			.with(&left.hash)
			.with(&right.summary.to_bytes())
			.with(&right.hash)
			.into_array()
	}
}
