//! What a summary tree says of the readings below each node.

use crate::{
	bytes::Bytes,
	crypto::{domain, Crypto, Hash},
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
pub struct Point {
	/// UTC, in milliseconds.
	#[cfg_attr(feature = "serde", serde(with = "crate::json::exact"))]
	pub time: u64,
	/// In the channel's unit, times ten to the power of the channel's exponent.
	#[cfg_attr(feature = "serde", serde(with = "crate::json::exact"))]
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
pub struct Summary {
	/// How many readings.
	pub count: u32,
	/// The earliest.
	pub first: Point,
	/// The latest.
	pub last: Point,
	/// The smallest value.
	#[cfg_attr(feature = "serde", serde(with = "crate::json::exact"))]
	pub min: i64,
	/// The largest value.
	#[cfg_attr(feature = "serde", serde(with = "crate::json::exact"))]
	pub max: i64,
	/// The sum of all values.
	#[cfg_attr(feature = "serde", serde(with = "crate::json::exact"))]
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
pub struct Node {
	/// What it says of the readings below.
	pub summary: Summary,
	/// What it commits to.
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
