//! Records of the pallet.

use crate::{AccountIdFor, Config};
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use core::cmp::Ordering;
use frame::prelude::*;
use serde::{Deserialize, Serialize};
use tallystick_primitives::{
	evidence::{merkle::Place, Batch, Hash, Run, SegmentHeader, Signature},
	Facts, HostCrypto, Observation,
};

/// What the chain keeps of a batch, for as long as it can be challenged.
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
pub struct BatchRecord<BlockNumber> {
	/// The batch.
	pub batch: Batch,
	/// The block that holds it.
	pub block: BlockNumber,
	/// Whether it was found to hold a lie.
	pub standing: BatchStanding,
}

/// Whether a batch was found to hold a lie.
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
pub enum BatchStanding {
	/// Nobody proved one.
	#[codec(index = 0)]
	Unrefuted,
	/// Somebody did.
	#[codec(index = 1)]
	Convicted,
}

/// The [`BatchRecord`] of `T`.
pub type BatchRecordOf<T> = BatchRecord<BlockNumberFor<T>>;

/// A segment that a device signed, with the runs of watched channels.
#[derive(
	Encode,
	Decode,
	DecodeWithMemTracking,
	TypeInfo,
	frame::prelude::CloneNoBound,
	frame::prelude::PartialEqNoBound,
	frame::prelude::EqNoBound,
	frame::prelude::DebugNoBound,
)]
#[scale_info(skip_type_params(MaxRuns))]
pub struct Observed<MaxRuns: Get<u32>> {
	/// The segment.
	pub header: SegmentHeader,
	/// The device's signature under it.
	pub signature: Signature,
	/// Runs of watched channels, in ascending order of the channel. None at all is good too: it
	/// shows that no segment is missing.
	pub runs: BoundedVec<ObservedRun, MaxRuns>,
}

/// A run where it stands in its segment.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, DecodeWithMemTracking, TypeInfo)]
pub struct ObservedRun {
	/// The run.
	pub run: Run,
	/// Where it stands.
	pub place: Place,
}

/// An [`Observed`] of `T`.
pub type ObservedOf<T> = Observed<<T as Config>::MaxRuns>;

/// How a device's segments hang together, for a device with watched streams.
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
pub struct Tail<BlockNumber> {
	/// How many of its streams are watched.
	pub streams: u32,
	/// The newest segment that the chain has seen.
	pub last: Option<TailSegment>,
	/// What went wrong between segments, since the device is watched.
	pub continuity: Continuity,
	/// The block of the newest segment.
	pub seen: BlockNumber,
}

/// The [`Tail`] of `T`.
pub type TailOf<T> = Tail<BlockNumberFor<T>>;

/// What the next segment of a device is compared with.
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
pub struct TailSegment {
	/// Which of the device's keys signed it.
	pub key_epoch: u32,
	/// Its boot epoch.
	pub boot_epoch: u32,
	/// The number that follows its last reading's.
	pub next: u64,
	/// Its hash.
	pub name: Hash,
	/// Its end: UTC, in milliseconds.
	pub end: u64,
}

/// How the segments of a device hang together. Each only grows.
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
pub struct Continuity {
	/// How many segments the chain has seen.
	pub segments: u64,
	/// How often readings were left out.
	pub gaps: u32,
	/// How many readings were left out, as far as their numbers tell.
	pub missing: u64,
	/// How often the device began a new boot epoch.
	pub restarts: u32,
	/// How often a segment did not name the one before it.
	pub forks: u32,
	/// How often a segment began before the one before it had ended.
	pub skews: u32,
}

impl Continuity {
	/// What is new since `then`.
	pub fn facts_since(&self, then: &Self) -> Facts {
		Facts::NONE
			.with_if(Facts::GAP, self.gaps != then.gaps)
			.with_if(Facts::RESTART, self.restarts != then.restarts)
			.with_if(Facts::FORK, self.forks != then.forks)
			.with_if(Facts::SKEW, self.skews != then.skews)
			.with_if(Facts::OMITTED, self.segments > then.segments.saturating_add(1))
	}

	/// How many readings `next` leaves out; all there can be where it begins a new boot epoch.
	pub(crate) fn jump_to(&self, next: &Self) -> u64 {
		match self.restarts == next.restarts {
			true => next.missing.saturating_sub(self.missing),
			false => u64::MAX,
		}
	}
}

/// Where a segment stands after the one before it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Order {
	/// It follows; this is the tail's continuity from now on.
	Follows(Continuity),
	/// It is the newest one that the chain has seen.
	Again,
	/// The chain has seen it, or another one with the same numbers.
	Replayed,
	/// It is of a boot epoch or under a key that is over.
	RolledBack,
}

impl TailSegment {
	/// Whether and how `header` follows this segment.
	///
	/// Who steals a key could sign whatever number or boot epoch nobody ever reaches. So a newer key
	/// may begin anew anywhere, and from then on the older ones are over.
	pub(crate) fn order(last: Option<&Self>, so_far: Continuity, header: &SegmentHeader) -> Order {
		let mut next = so_far;
		next.segments = next.segments.saturating_add(1);
		// Whoever begins to watch takes the device as it is.
		let Some(last) = last else { return Order::Follows(next) };
		if header.key_epoch < last.key_epoch {
			return Order::RolledBack;
		}
		let renewed = header.key_epoch > last.key_epoch;
		let in_order = header.sequence >= last.next;
		// Saturates: a count at its maximum says “too often” as well as any other.
		let one_more = |count: &mut u32| *count = count.saturating_add(1);
		let (expected, previous) = match header.boot_epoch.cmp(&last.boot_epoch) {
			Ordering::Equal if in_order => (last.next, last.name),
			Ordering::Greater => {
				one_more(&mut next.restarts);
				(0, Hash::default())
			},
			_ if renewed => {
				one_more(&mut next.restarts);
				(header.sequence, header.previous)
			},
			Ordering::Less => return Order::RolledBack,
			Ordering::Equal if header.name::<HostCrypto>() == last.name => return Order::Again,
			Ordering::Equal => return Order::Replayed,
		};
		match header.sequence.saturating_sub(expected) {
			0 if header.previous != previous => one_more(&mut next.forks),
			0 => {},
			missing => {
				one_more(&mut next.gaps);
				next.missing = next.missing.saturating_add(missing);
			},
		}
		if header.start < last.end {
			one_more(&mut next.skews);
		}
		Order::Follows(next)
	}
}

/// A watched stream.
#[derive(
	Clone,
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
pub struct Stream {
	/// How many accounts and pallets act on it.
	pub watchers: u32,
	/// How many of these are accounts.
	pub accounts: u32,
	/// The newest observation.
	pub latest: Option<Observation>,
	/// The device's continuity as of that observation.
	pub seen: Continuity,
	/// All facts of all observations since the stream is watched.
	pub facts: Facts,
}

/// A gateway that was found to lie.
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
pub struct Conviction<BlockNumber> {
	/// How many of its batches were found to hold a lie.
	pub batches: u32,
	/// The block of the last verdict.
	pub block: BlockNumber,
}

/// The [`Conviction`] of `T`.
pub type ConvictionOf<T> = Conviction<BlockNumberFor<T>>;

/// What the council sets.
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
	Serialize,
	Deserialize,
)]
#[serde(rename_all = "camelCase")]
pub struct Settings<BlockNumber> {
	/// Blocks for which a batch can be challenged. Its record goes after that; its proof stays.
	pub retention: BlockNumber,
	/// Milliseconds by which a device's clock may be ahead of the chain's. A segment from further in
	/// the future is refused.
	pub max_skew: u64,
	/// Milliseconds after its last reading from which an observation counts as late.
	pub late_after: u64,
}

impl<BlockNumber: From<u32>> Default for Settings<BlockNumber> {
	fn default() -> Self {
		// A week of two-second blocks; a minute; a quarter of an hour.
		Self { retention: 302_400.into(), max_skew: 60_000, late_after: 900_000 }
	}
}

/// The [`Settings`] of `T`.
pub type SettingsOf<T> = Settings<BlockNumberFor<T>>;

/// The ticket for watching a stream.
pub type TicketOf<T> = <T as Config>::WatchConsideration;

/// Names a batch: the gateway, and the batch's number among the gateway's.
pub type BatchIdOf<T> = (AccountIdFor<T>, u64);
