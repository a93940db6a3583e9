//! The pallet's records, with the accounts and bounds of its configuration, and the order of a
//! device's segments.

use crate::{AccountIdFor, Config};
use codec::{Decode, DecodeWithMemTracking, Encode};
use core::cmp::Ordering;
use frame::{deps::frame_support::stored, prelude::*};
use tallystick_primitives::records::organization::DeviceShare;
pub use tallystick_primitives::records::telemetry::{
	BatchRecord, BatchStanding, Continuity, Conviction, Settings, Stream, Tail, TailSegment,
};
use tallystick_primitives::{
	evidence::{merkle::Place, Hash, Run, Scheme, SegmentHeader, SegmentLeaf, Signature},
	HostCrypto,
};

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
	/// How the device signs. It stands here so that the call's weight follows from the call alone;
	/// the segment is refused if the device's key is of another scheme.
	pub scheme: Scheme,
	/// The device's signature under it.
	pub signature: Signature,
	/// Runs of watched channels, in ascending order of the channel. It may be empty: such a segment
	/// shows that none is missing.
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

/// What the chain keeps of a device with watched streams.
#[stored]
#[derive(Default)]
pub struct TailRecord<BlockNumber> {
	/// How many of its streams are watched.
	pub streams: u32,
	/// The newest segment that the chain has seen, with its signature: together with another version
	/// of it, it convicts the device.
	pub newest: Option<SegmentLeaf>,
	/// Counters of what went wrong between segments since the device has been watched.
	pub continuity: Continuity,
	/// The block of the newest segment.
	pub seen: BlockNumber,
	/// The part of its organisation's quota that the device used by sending segments itself.
	pub share: DeviceShare,
}

impl<BlockNumber> From<TailRecord<BlockNumber>> for Tail<BlockNumber> {
	fn from(record: TailRecord<BlockNumber>) -> Self {
		let TailRecord { streams, newest, continuity, seen, .. } = record;
		let last = newest.and_then(|SegmentLeaf { header, .. }| {
			Some(TailSegment {
				key_epoch: header.key_epoch,
				boot_epoch: header.boot_epoch,
				next: header.next_sequence()?,
				name: header.name::<HostCrypto>(),
				end: header.end,
			})
		});
		Self { streams, last, continuity, seen }
	}
}

/// The [`TailRecord`] of `T`.
pub type TailRecordOf<T> = TailRecord<BlockNumberFor<T>>;

/// The [`Tail`] of `T`.
pub type TailOf<T> = Tail<BlockNumberFor<T>>;

/// How a segment relates to the newest one that the chain has seen.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Order {
	/// It follows; this is the tail's continuity from now on.
	Follows(Continuity),
	/// It is the newest one that the chain has seen.
	Again,
	/// It has a reading number of the newest one, under the same key, but differs from it.
	Contradicts,
	/// The chain has seen what comes after it.
	Replayed,
	/// It is of a boot epoch or under a key that is over.
	RolledBack,
}

impl Order {
	/// Whether and how `header` follows the segment `last`.
	///
	/// Whoever steals a key could sign a number or boot epoch so high that the device never reaches
	/// it. So a newer key may begin anew at any number, and ends all older keys.
	pub(crate) fn of(
		last: Option<&SegmentHeader>,
		so_far: Continuity,
		header: &SegmentHeader,
	) -> Self {
		let mut next = so_far;
		next.segments = next.segments.saturating_add(1);
		// A new watcher accepts the device as it is.
		let Some(last) = last else { return Self::Follows(next) };
		if header.key_epoch < last.key_epoch {
			return Self::RolledBack;
		}
		let renewed = header.key_epoch > last.key_epoch;
		// A stored segment always has a next number.
		let after = last.next_sequence().unwrap_or(u64::MAX);
		let in_order = header.sequence >= after;
		// Saturates: a count at its maximum says “too often” as well as any other.
		let one_more = |count: &mut u32| *count = count.saturating_add(1);
		let (expected, previous) = match header.boot_epoch.cmp(&last.boot_epoch) {
			Ordering::Equal if in_order => (after, last.name::<HostCrypto>()),
			Ordering::Greater => {
				one_more(&mut next.restarts);
				(0, Hash::default())
			},
			_ if renewed => {
				one_more(&mut next.restarts);
				(header.sequence, header.previous)
			},
			Ordering::Less => return Self::RolledBack,
			Ordering::Equal if header == last => return Self::Again,
			Ordering::Equal if header.overlaps(last) => return Self::Contradicts,
			Ordering::Equal => return Self::Replayed,
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
		Self::Follows(next)
	}
}

/// How near a segment is to the one before it, the nearest last. In the pool the nearer one goes
/// first. There are few classes, so that only a few transactions of a device can replace one
/// another: every node checks each of them.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(crate) enum Nearness {
	/// It begins a new boot epoch, or begins anew under a new key.
	Restart,
	/// It leaves out more than [`SMALL_GAP`] readings.
	Far,
	/// It leaves out up to [`SMALL_GAP`] readings.
	Near,
	/// It leaves out none.
	Next,
}

/// The largest number of missing readings that is a small gap.
const SMALL_GAP: u64 = 255;

impl Nearness {
	/// That of a segment which takes the tail from `from` to `to`.
	pub(crate) fn of(from: &Continuity, to: &Continuity) -> Self {
		match to.missing.saturating_sub(from.missing) {
			_ if from.restarts != to.restarts => Self::Restart,
			0 => Self::Next,
			1..=SMALL_GAP => Self::Near,
			_ => Self::Far,
		}
	}
}

/// What the chain keeps of an account that has anchored. It is never removed: its numbers must not
/// begin anew.
#[stored]
pub struct GatewayRecord<BlockNumber, Ticket> {
	/// The number of its next batch.
	pub next: u64,
	/// Its conviction, until it is pardoned.
	pub conviction: Option<Conviction<BlockNumber>>,
	/// The deposit for this record.
	pub ticket: Ticket,
}

/// The [`GatewayRecord`] of `T`.
pub type GatewayRecordOf<T> = GatewayRecord<BlockNumberFor<T>, <T as Config>::GatewayConsideration>;

/// The [`Conviction`] of `T`.
pub type ConvictionOf<T> = Conviction<BlockNumberFor<T>>;

/// The [`Settings`] of `T`.
pub type SettingsOf<T> = Settings<BlockNumberFor<T>>;

/// The ticket for watching a stream.
pub type TicketOf<T> = <T as Config>::WatchConsideration;

/// Names a batch: the gateway, and the batch's number among the gateway's.
pub type BatchIdOf<T> = (AccountIdFor<T>, u64);
