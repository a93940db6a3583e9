//! Messages whose signatures and roots are valid.

use super::Body;
use tallystick_evidence::{Attestation, DeviceId, Hash, SegmentLeaf};

/// A message whose signatures and roots are valid.
#[derive(Clone, Debug)]
pub struct Incoming {
	/// The device that it is from.
	pub device: DeviceId,
	/// The time of its arrival: UTC, in milliseconds.
	pub received: u64,
	/// Its readings.
	pub content: Content,
	/// The message as it arrived: evidence, if there is another version of it.
	pub payload: Vec<u8>,
	/// Whether its answers are JSON.
	pub json: bool,
}

/// The content of a message.
#[derive(Clone, Debug)]
pub enum Content {
	/// A segment that the device signed as a whole.
	Segment {
		/// The header and the signature.
		leaf: SegmentLeaf,
		/// The readings.
		body: Body,
	},
	/// Readings that the device signed one by one.
	Readings {
		/// The epoch of the key that signed.
		key_epoch: u32,
		/// The device's boot epoch.
		boot: u32,
		/// The readings, numbered without a gap.
		body: Body,
	},
	/// Readings that the gateway attests, each channel's in ascending order of time.
	Gateway {
		/// The readings.
		body: Body,
	},
	/// A move to this gateway: no readings, but the number and the `previous` of those that come next.
	Move {
		/// The epoch of the key that signed.
		key_epoch: u32,
		/// The device's boot epoch.
		boot: u32,
		/// The number of the next reading.
		next: u64,
		/// The `previous` of a segment that begins with it.
		previous: Hash,
	},
}

/// How a message attests its readings.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub(super) enum Kind {
	/// The gateway alone attests them.
	Gateway,
	/// The device signed each reading.
	Readings,
	/// The device signed the segment.
	Segment,
}

/// The party that numbers readings. Those of one party share one sequence of numbers.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub(super) enum Numbering {
	/// The gateway numbers what the device did not sign.
	Gateway,
	/// The device numbers what it signs.
	Device,
}

impl Kind {
	pub(super) fn numbering(self) -> Numbering {
		match self {
			Self::Gateway => Numbering::Gateway,
			Self::Readings | Self::Segment => Numbering::Device,
		}
	}

	pub(super) fn attestation(self) -> Attestation {
		match self {
			Self::Gateway => Attestation::Gateway,
			Self::Readings => Attestation::Readings,
			Self::Segment => Attestation::Segment,
		}
	}
}

impl From<Attestation> for Kind {
	fn from(attestation: Attestation) -> Self {
		match attestation {
			Attestation::Gateway => Self::Gateway,
			Attestation::Readings => Self::Readings,
			Attestation::Segment => Self::Segment,
		}
	}
}

impl Content {
	/// The boot epoch, if the device counts them.
	pub(super) fn boot(&self) -> Option<u32> {
		match self {
			Self::Segment { leaf, .. } => Some(leaf.header.boot_epoch),
			Self::Readings { boot, .. } | Self::Move { boot, .. } => Some(*boot),
			Self::Gateway { .. } => None,
		}
	}

	/// The party that numbers its readings.
	pub(super) fn numbering(&self) -> Numbering {
		match self {
			Self::Segment { .. } | Self::Readings { .. } | Self::Move { .. } => Numbering::Device,
			Self::Gateway { .. } => Numbering::Gateway,
		}
	}
}
