//! Consecutive readings of one device, under one signature.

use crate::{
	bytes::{take, Bytes},
	crypto::{domain, Crypto, Hash},
	merkle::Tree,
	message::{Message, Purpose},
	DeviceId, DeviceKey, Scheme, Signature,
};

/// Whose word a segment is. The order is that of trust: the later, the less has to be believed.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
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
#[cfg_attr(feature = "serde", serde(rename_all = "camelCase"))]
pub enum Attestation {
	/// The gateway's: the device cannot sign.
	#[cfg_attr(feature = "codec", codec(index = 0))]
	Gateway,
	/// The device's for each reading, the gateway's for the order and for nothing being left out.
	#[cfg_attr(feature = "codec", codec(index = 1))]
	Readings,
	/// The device's for everything.
	#[cfg_attr(feature = "codec", codec(index = 2))]
	Segment,
}

impl Attestation {
	const fn byte(self) -> u8 {
		match self {
			Self::Gateway => 0,
			Self::Readings => 1,
			Self::Segment => 2,
		}
	}

	const fn from_byte(byte: u8) -> Option<Self> {
		Some(match byte {
			0 => Self::Gateway,
			1 => Self::Readings,
			2 => Self::Segment,
			_ => return None,
		})
	}
}

/// The version of the header's layout.
const VERSION: u8 = 1;

/// What a device signs of a segment.
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
pub struct SegmentHeader {
	/// Who measured.
	pub device: DeviceId,
	/// Whose word it is.
	pub attestation: Attestation,
	/// Which of the device's keys signed.
	pub key_epoch: u32,
	/// How often the device lost its memory of what it sent. Sequences begin anew with each.
	pub boot_epoch: u32,
	/// The number of the first reading among all of the device's, in this boot epoch.
	pub sequence: u64,
	/// How many readings, over all channels.
	pub count: u32,
	/// No reading is earlier: UTC, in milliseconds.
	pub start: u64,
	/// No reading is later: UTC, in milliseconds.
	pub end: u64,
	/// The root over the runs.
	pub root: Hash,
	/// The [`name`](Self::name) of the segment before it in this boot epoch, zeros at its
	/// beginning.
	pub previous: Hash,
}

/// Bytes of an encoded header.
pub const HEADER_LEN: usize = 134;

impl SegmentHeader {
	/// The payload under [`Purpose::Segment`].
	pub fn to_bytes(&self) -> [u8; HEADER_LEN] {
		Bytes::new()
			.with(&[VERSION])
			.with(&self.device.0)
			.with(&[self.attestation.byte()])
			.with(&self.key_epoch.to_le_bytes())
			.with(&self.boot_epoch.to_le_bytes())
			.with(&self.sequence.to_le_bytes())
			.with(&self.count.to_le_bytes())
			.with(&self.start.to_le_bytes())
			.with(&self.end.to_le_bytes())
			.with(&self.root)
			.with(&self.previous)
			.into_array()
	}

	/// What [`to_bytes`](Self::to_bytes) was given. `None` of another version or attestation.
	pub fn from_bytes(bytes: &[u8; HEADER_LEN]) -> Option<Self> {
		let mut from = bytes.as_slice();
		let [version] = take(&mut from)?;
		let device = DeviceId(take(&mut from)?);
		let [attestation] = take(&mut from)?;
		(version == VERSION).then_some(())?;
		Some(Self {
			device,
			attestation: Attestation::from_byte(attestation)?,
			key_epoch: u32::from_le_bytes(take(&mut from)?),
			boot_epoch: u32::from_le_bytes(take(&mut from)?),
			sequence: u64::from_le_bytes(take(&mut from)?),
			count: u32::from_le_bytes(take(&mut from)?),
			start: u64::from_le_bytes(take(&mut from)?),
			end: u64::from_le_bytes(take(&mut from)?),
			root: take(&mut from)?,
			previous: take(&mut from)?,
		})
	}

	/// The hash by which the next segment names this one.
	pub fn name<C: Crypto>(&self) -> Hash {
		C::hash(&[&[domain::SEGMENT], &self.to_bytes()])
	}

	/// The bytes that the device signs.
	pub fn message(&self, genesis: &Hash, scheme: Scheme) -> Option<Message> {
		Message::new(Purpose::Segment, genesis, &self.device, scheme, &self.to_bytes())
	}

	/// Whether `signature` is the device's.
	pub fn verify<C: Crypto>(
		&self,
		genesis: &Hash,
		key: &DeviceKey,
		signature: &Signature,
	) -> bool {
		self.message(genesis, key.scheme())
			.is_some_and(|message| C::verify(key, message.as_bytes(), signature))
	}

	/// The number after the last reading's. `None` if there is none.
	pub fn next_sequence(&self) -> Option<u64> {
		self.sequence.checked_add(self.count.into())
	}

	/// Whether the header can be true, by rule 7 of `docs/proofs.md`: it has readings, their numbers
	/// exist, and they do not end before they begin.
	pub fn is_sound(&self) -> bool {
		self.count > 0 && self.start <= self.end && self.next_sequence().is_some()
	}

	/// Whether `runs` of the segment's runs, of which there are `of`, can have `readings` together,
	/// by rule 8 of `docs/proofs.md`: no run is without a reading.
	pub fn has_room(&self, readings: u64, runs: u32, of: u32) -> bool {
		has_room(self.count.into(), readings, runs, of)
	}

	/// Whether a reading of the segment can be of this time.
	pub const fn covers(&self, time: u64) -> bool {
		self.start <= time && time <= self.end
	}

	/// Whether both claim to hold the same reading.
	pub fn overlaps(&self, other: &Self) -> bool {
		self.device == other.device
			&& self.boot_epoch == other.boot_epoch
			&& self.sequence < other.sequence.saturating_add(other.count.into())
			&& other.sequence < self.sequence.saturating_add(self.count.into())
	}
}

/// Whether `parts` of a whole, of which there are `of`, can hold `readings` of its `count`: each of
/// the others holds one at least.
pub(crate) fn has_room(count: u64, readings: u64, parts: u32, of: u32) -> bool {
	match (count.checked_sub(readings), of.checked_sub(parts)) {
		(Some(left), Some(0)) => left == 0,
		(Some(left), Some(others)) => left >= others.into(),
		_ => false,
	}
}

/// A segment as a leaf of its batch.
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
pub struct SegmentLeaf {
	/// What is said.
	pub header: SegmentHeader,
	/// The device's signature, of a segment that it signed.
	pub signature: Option<Signature>,
}

impl SegmentLeaf {
	/// The leaf's hash.
	pub fn leaf<C: Crypto>(&self) -> Hash {
		let header = self.header.to_bytes();
		match &self.signature {
			None => Tree::Segments.leaf::<C, _>([&header]),
			Some(signature) => Tree::Segments.leaf::<C, _>([&header, &signature.0]),
		}
	}

	/// Whether there is a signature exactly where there has to be one.
	pub fn is_sound(&self) -> bool {
		self.header.is_sound()
			&& self.signature.is_some() == (self.header.attestation == Attestation::Segment)
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	const ALL: [Attestation; 3] =
		[Attestation::Gateway, Attestation::Readings, Attestation::Segment];

	fn header(attestation: Attestation) -> SegmentHeader {
		SegmentHeader {
			device: DeviceId([7; 32]),
			attestation,
			key_epoch: 0x0102_0304,
			boot_epoch: 0x0506_0708,
			sequence: 0x1112_1314_1516_1718,
			count: 0x2122_2324,
			start: 0x3132_3334_3536_3738,
			end: 0x4142_4344_4546_4748,
			root: core::array::from_fn(|i| i as u8),
			previous: core::array::from_fn(|i| 255 - i as u8),
		}
	}

	#[test]
	fn works_there_and_back() {
		for header in ALL.map(header) {
			assert_eq!(SegmentHeader::from_bytes(&header.to_bytes()), Some(header));
		}
	}

	#[test]
	fn fails_when_of_another_version_or_attestation() {
		let bytes = header(Attestation::Segment).to_bytes();
		for (at, value) in [(0, 0), (0, 2), (33, 3), (33, 255)] {
			let mut other = bytes;
			other[at] = value;
			assert_eq!(SegmentHeader::from_bytes(&other), None, "byte {at} is {value}");
		}
	}
}
