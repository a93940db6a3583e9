//! What pallets that act on measurements ask of the telemetry pallet, and are told by it.

use crate::StreamId;
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use scale_info::TypeInfo;
use sp_runtime::DispatchResult;
use sp_weights::Weight;
use tallystick_evidence::Summary;

/// What is odd about an observation. None of these is refused: whoever acts on the observation
/// decides what it means to him.
#[derive(
	Clone,
	Copy,
	PartialEq,
	Eq,
	Debug,
	Default,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
)]
pub struct Facts(u16);

impl Facts {
	/// Readings before this segment are missing.
	pub const GAP: Self = Self(1 << 0);
	/// The device began a new boot epoch: it lost its memory, and perhaps readings.
	pub const RESTART: Self = Self(1 << 1);
	/// The segment does not name the one before it as its predecessor.
	pub const FORK: Self = Self(1 << 2);
	/// The device's clock went backwards: the segment begins before the last one ended.
	pub const SKEW: Self = Self(1 << 3);
	/// Some value is implausible for the channel.
	pub const OUT_OF_RANGE: Self = Self(1 << 4);
	/// The device's calibration had run out, or never was.
	pub const UNCALIBRATED: Self = Self(1 << 5);
	/// The observation came later than the chain's bound after its last reading.
	pub const LATE: Self = Self(1 << 6);
	/// Signed with a key that has been replaced since.
	pub const OLD_KEY: Self = Self(1 << 7);
	/// Segments before this one came without this channel: they had no reading of it, or somebody
	/// left the run out.
	pub const OMITTED: Self = Self(1 << 8);

	/// Nothing is odd.
	pub const NONE: Self = Self(0);

	/// Every fact there is.
	pub const ALL: [Self; 9] = [
		Self::GAP,
		Self::RESTART,
		Self::FORK,
		Self::SKEW,
		Self::OUT_OF_RANGE,
		Self::UNCALIBRATED,
		Self::LATE,
		Self::OLD_KEY,
		Self::OMITTED,
	];

	/// These and `other` together.
	#[must_use]
	pub const fn with(self, other: Self) -> Self {
		Self(self.0 | other.0)
	}

	/// These, and `other` if `so`.
	#[must_use]
	pub const fn with_if(self, other: Self, so: bool) -> Self {
		if so {
			self.with(other)
		} else {
			self
		}
	}

	/// Whether all of `other` are among these.
	pub const fn contains(self, other: Self) -> bool {
		self.0 & other.0 == other.0
	}

	/// Whether some of `other` are among these.
	pub const fn intersects(self, other: Self) -> bool {
		self.0 & other.0 != 0
	}

	/// The bits, in the order of [`ALL`](Self::ALL).
	pub const fn bits(self) -> u16 {
		self.0
	}
}

/// What a device said of one channel in one segment, under its own signature.
#[derive(
	Clone, PartialEq, Eq, Debug, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub struct Observation {
	/// How often the device had lost its memory.
	pub boot_epoch: u32,
	/// The number of the segment's first reading.
	pub sequence: u64,
	/// All of the segment's readings of the channel together. Times are the device's.
	pub summary: Summary,
	/// When the chain took it: UTC, in milliseconds.
	pub at: u64,
	/// What is odd about it.
	pub facts: Facts,
}

/// Is told of every observation of a watched stream, in the order in which a stream's are made.
pub trait OnObservation {
	/// An observation was taken. Bounded work, which [`weight`](Self::weight) covers; whatever
	/// cannot be done at once has to be queued.
	fn on_observation(stream: &StreamId, observation: &Observation);

	/// What one observation costs at most.
	fn weight() -> Weight;
}

#[impl_trait_for_tuples::impl_for_tuples(0, 8)]
impl OnObservation for Tuple {
	fn on_observation(stream: &StreamId, observation: &Observation) {
		for_tuples!( #( Tuple::on_observation(stream, observation); )* );
	}

	fn weight() -> Weight {
		let mut weight = Weight::zero();
		for_tuples!( #( weight = weight.saturating_add(Tuple::weight()); )* );
		weight
	}
}

/// The streams whose observations the chain keeps: those that somebody acts on.
pub trait Watch {
	/// Counts one more interest in a stream.
	fn watch(stream: &StreamId) -> DispatchResult;

	/// Counts one interest less. With the last one, what is kept of the stream goes.
	fn unwatch(stream: &StreamId) -> DispatchResult;

	/// The newest observation of a watched stream, facts included.
	fn latest(stream: &StreamId) -> Option<Observation>;

	/// What each of the above costs at most.
	fn weight() -> Weight;
}
