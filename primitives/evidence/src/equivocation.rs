//! Two versions of one reading under a device's own signature: evidence by themselves, whoever took
//! them, and whether or not they were anchored.

use crate::{
	crypto::{Crypto, Hash},
	segment::{Attestation, SegmentLeaf},
	DeviceId, DeviceKey,
};
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use scale_info::TypeInfo;

/// Two segments that a device signed, and that hold the same number. Their order means nothing.
#[derive(
	Clone,
	Copy,
	PartialEq,
	Eq,
	Debug,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
)]
pub struct Equivocation {
	/// One segment.
	pub one: SegmentLeaf,
	/// The other one.
	pub other: SegmentLeaf,
}

/// Why two segments convict no device.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Acquittal {
	/// They are the same, hold no number that is the same, are of two devices, or are not both the
	/// word of a device.
	Honest,
	/// They are under two keys.
	OtherKey,
	/// One of them is not signed with the key.
	Forged,
}

impl Equivocation {
	/// The device that is accused.
	pub const fn device(&self) -> DeviceId {
		self.one.header.device
	}

	/// Whether the device signed both. `key` is its key in the epoch that [`one`](Self::one) names.
	pub fn judge<C: Crypto>(&self, genesis: &Hash, key: &DeviceKey) -> Result<(), Acquittal> {
		let (one, other) = (&self.one.header, &self.other.header);
		let leaves = [&self.one, &self.other];
		let are_words = leaves
			.iter()
			.all(|leaf| leaf.header.attestation == Attestation::Segment && leaf.header.is_sound());
		// The same header under two signatures is one version: ECDSA makes a new one each time.
		if !are_words || one == other || !one.overlaps(other) {
			return Err(Acquittal::Honest);
		}
		if one.key_epoch != other.key_epoch {
			return Err(Acquittal::OtherKey);
		}
		let are_signed = leaves.iter().all(|leaf| {
			leaf.signature
				.is_some_and(|signature| leaf.header.verify::<C>(genesis, key, &signature))
		});
		are_signed.then_some(()).ok_or(Acquittal::Forged)
	}
}
