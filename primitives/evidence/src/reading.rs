//! One measured value, and how it is hashed.

use crate::{
	bytes::Bytes,
	crypto::{domain, Crypto, Hash},
	summary::{Node, Point, Summary},
	Signature,
};

/// Random bytes that keep a reading from being guessed from its hash. Zeros where nobody minds.
pub type Salt = [u8; 16];

/// What a sensor said.
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
pub struct Reading {
	/// UTC, in milliseconds.
	pub time: u64,
	/// In the channel's unit, times ten to the power of the channel's exponent.
	pub value: i64,
	/// Keeps the value from being guessed.
	pub salt: Salt,
}

impl Reading {
	/// A reading that may be guessed.
	pub const fn plain(time: u64, value: i64) -> Self {
		Self { time, value, salt: [0; 16] }
	}
}

/// The values that a channel can plausibly have. Others count as violations.
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
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Limits {
	/// The smallest.
	#[cfg_attr(feature = "serde", serde(with = "crate::json::Exact"))]
	pub low: i64,
	/// The largest.
	#[cfg_attr(feature = "serde", serde(with = "crate::json::Exact"))]
	pub high: i64,
}

impl Limits {
	/// Every value is plausible.
	pub const NONE: Self = Self { low: i64::MIN, high: i64::MAX };

	/// Whether `value` lies within, ends included.
	pub const fn contain(&self, value: i64) -> bool {
		self.low <= value && value <= self.high
	}
}

/// A reading as a leaf of a summary tree.
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
pub struct Leaf {
	/// The reading.
	pub reading: Reading,
	/// The device's signature, where it signs each reading by itself.
	pub signed: Option<SignedReading>,
}

/// What a device signs of a reading beside the reading.
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
pub struct SignedReading {
	/// The reading's number among all of the device's, in this boot epoch.
	pub sequence: u64,
	/// Over [`signed_payload`].
	pub signature: Signature,
}

impl From<Reading> for Leaf {
	fn from(reading: Reading) -> Self {
		Self { reading, signed: None }
	}
}

impl Leaf {
	/// The tree's node for this leaf.
	pub fn node<C: Crypto>(&self, limits: &Limits) -> Node {
		Node { summary: self.summary(limits), hash: self.hash::<C>() }
	}

	/// What a tree of this leaf alone says.
	pub fn summary(&self, limits: &Limits) -> Summary {
		let Reading { time, value, .. } = self.reading;
		let point = Point { time, value };
		Summary {
			count: 1,
			first: point,
			last: point,
			min: value,
			max: value,
			sum: value.into(),
			violations: u32::from(!limits.contain(value)),
		}
	}

	fn hash<C: Crypto>(&self) -> Hash {
		match &self.signed {
			None => C::hash(&[&self.reading.to_bytes()]),
			Some(SignedReading { sequence, signature }) => C::hash(&[
				&[domain::SIGNED_READING],
				self.reading.to_bytes().get(1..).unwrap_or_default(),
				&sequence.to_le_bytes(),
				&signature.0,
			]),
		}
	}
}

impl Reading {
	/// The domain byte, salt, time and value: what is hashed of a reading that stands alone.
	pub(crate) fn to_bytes(self) -> [u8; 33] {
		Bytes::new()
			.with(&[domain::READING])
			.with(&self.salt)
			.with(&self.time.to_le_bytes())
			.with(&self.value.to_le_bytes())
			.into_array()
	}
}

/// The salt of a reading, from a secret that the device shares with whoever keeps its readings.
/// Without a seed it is zeros.
pub fn salt<C: Crypto>(seed: Option<&[u8; 16]>, channel: u16, time: u64) -> Salt {
	let mut salt = Salt::default();
	if let Some(seed) = seed {
		let hash = C::hash(&[&[domain::SALT], seed, &channel.to_le_bytes(), &time.to_le_bytes()]);
		for (to, from) in salt.iter_mut().zip(hash) {
			*to = from;
		}
	}
	salt
}

/// The payload under [`crate::Purpose::Reading`].
pub fn signed_payload(boot_epoch: u32, sequence: u64, channel: u16, reading: &Reading) -> [u8; 30] {
	Bytes::new()
		.with(&boot_epoch.to_le_bytes())
		.with(&sequence.to_le_bytes())
		.with(&channel.to_le_bytes())
		.with(&reading.time.to_le_bytes())
		.with(&reading.value.to_le_bytes())
		.into_array()
}
