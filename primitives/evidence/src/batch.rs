//! What a block remembers of batches and keys: its statements.

use crate::{
	crypto::{Crypto, Hash},
	merkle::Tree,
	segment::{has_room, SegmentHeader},
	DeviceId, DeviceKey,
};

/// A gateway's batch, as the chain takes it.
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
pub struct Batch {
	/// The root over its segments.
	#[cfg_attr(feature = "serde", serde(with = "crate::json::Hex"))]
	pub root: Hash,
	/// How many segments.
	pub segments: u32,
	/// How many readings, over all segments.
	#[cfg_attr(feature = "serde", serde(with = "crate::json::Exact"))]
	pub readings: u64,
	/// No reading is earlier: UTC, in milliseconds.
	#[cfg_attr(feature = "serde", serde(with = "crate::json::Exact"))]
	pub start: u64,
	/// No reading is later: UTC, in milliseconds.
	#[cfg_attr(feature = "serde", serde(with = "crate::json::Exact"))]
	pub end: u64,
	/// Hash of the raw data, by which an archive finds them.
	#[cfg_attr(feature = "serde", serde(with = "crate::json::Hex"))]
	pub data: Hash,
}

impl Batch {
	/// Whether the batch can be true, by rule 11 of `docs/proofs.md`: it has segments, none of them is
	/// without a reading, and it does not end before it begins.
	pub fn is_sound(&self) -> bool {
		self.segments > 0 && u64::from(self.segments) <= self.readings && self.start <= self.end
	}

	/// Whether the batch can hold a segment with this header, by rule 12 of `docs/proofs.md`: their
	/// counts and times fit.
	pub fn fits(&self, header: &SegmentHeader) -> bool {
		has_room(self.readings, header.count.into(), 1, self.segments)
			&& self.start <= header.start
			&& header.end <= self.end
	}
}

/// A batch as a leaf of its block's tree.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[cfg_attr(
	feature = "codec",
	derive(codec::Encode, codec::Decode, codec::DecodeWithMemTracking, scale_info::TypeInfo)
)]
pub struct Statement {
	/// The account that anchored it.
	pub gateway: [u8; 32],
	/// Its number among the gateway's batches.
	pub number: u64,
	/// The batch.
	pub batch: Batch,
}

impl Statement {
	/// The leaf's hash.
	pub fn leaf<C: Crypto>(&self) -> Hash {
		let Batch { root, segments, readings, start, end, data } = &self.batch;
		let numbers = crate::bytes::Bytes::<28>::new()
			.with(&segments.to_le_bytes())
			.with(&readings.to_le_bytes())
			.with(&start.to_le_bytes())
			.with(&end.to_le_bytes());
		Tree::Batches.leaf::<C, _>([
			&self.gateway,
			&self.number.to_le_bytes(),
			root,
			numbers.as_slice(),
			data,
		])
	}
}

/// A device's next key, as a leaf of its block's tree.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[cfg_attr(
	feature = "codec",
	derive(codec::Encode, codec::Decode, codec::DecodeWithMemTracking, scale_info::TypeInfo)
)]
pub struct KeyRecord {
	/// Whose key.
	pub device: DeviceId,
	/// The key's epoch, from 1: see [`FirstKey`].
	pub epoch: u32,
	/// The key.
	pub key: DeviceKey,
	/// The chain's time of the change: UTC, in milliseconds.
	pub since: u64,
}

impl KeyRecord {
	/// The leaf's hash.
	pub fn leaf<C: Crypto>(&self) -> Hash {
		Tree::Keys.leaf::<C, _>([
			&self.device.0,
			&self.epoch.to_le_bytes(),
			self.key.to_bytes().as_slice(),
			&self.since.to_le_bytes(),
		])
	}
}

/// Whose word it is that a device is of its model.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[cfg_attr(
	feature = "codec",
	derive(codec::Encode, codec::Decode, codec::DecodeWithMemTracking, scale_info::TypeInfo)
)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "camelCase"))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[repr(u8)]
pub enum Provenance {
	/// Its owner's alone.
	Declared = 0,
	/// The manufacturer's, who signed for this very device.
	Endorsed = 1,
	/// The manufacturer's, who put the device's key into a production lot.
	Lot = 2,
}

/// A device's registration, with its first key, as a leaf of its block's tree.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[cfg_attr(
	feature = "codec",
	derive(codec::Encode, codec::Decode, codec::DecodeWithMemTracking, scale_info::TypeInfo)
)]
pub struct FirstKey {
	/// Whose key.
	pub device: DeviceId,
	/// The key, which makes the device's id.
	pub key: DeviceKey,
	/// The chain's time of the registration: UTC, in milliseconds.
	pub since: u64,
	/// The number of the device's model, which never changes.
	pub model: u32,
	/// Whose word that is.
	pub provenance: Provenance,
}

impl FirstKey {
	/// The leaf's hash: that of a key of epoch 0, with the model and whose word that is behind it.
	pub fn leaf<C: Crypto>(&self) -> Hash {
		let rest = crate::bytes::Bytes::<13>::new()
			.with(&self.since.to_le_bytes())
			.with(&self.model.to_le_bytes())
			.with(&[self.provenance as u8]);
		Tree::Keys.leaf::<C, _>([
			&self.device.0,
			&0u32.to_le_bytes(),
			self.key.to_bytes().as_slice(),
			rest.as_slice(),
		])
	}
}

/// The root over the events of a block, as a leaf of its block's tree.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[cfg_attr(
	feature = "codec",
	derive(codec::Encode, codec::Decode, codec::DecodeWithMemTracking, scale_info::TypeInfo)
)]
pub struct EventRoot {
	/// The root.
	pub root: Hash,
	/// How many events.
	pub count: u32,
}

impl EventRoot {
	/// The leaf's hash. It names the chain by the hash of its first block, since no device signs an event.
	/// So it is of one chain even where a verifier trusts another chain's header.
	pub fn leaf<C: Crypto>(&self, genesis: &Hash) -> Hash {
		Tree::EventRoots.leaf::<C, _>([genesis, &self.root, &self.count.to_le_bytes()])
	}
}

/// A key as a leaf of a production lot.
pub fn lot_leaf<C: Crypto>(key: &DeviceKey) -> Hash {
	Tree::Lot.leaf::<C, _>([key.to_bytes().as_slice()])
}
