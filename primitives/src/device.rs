//! What pallets ask of the device registry.

use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use scale_info::TypeInfo;
use sp_weights::Weight;
use tallystick_evidence::{fraud::KeyIn, DeviceId, Hash, Limits};

/// One input of a device.
#[derive(
	Clone,
	Copy,
	PartialEq,
	Eq,
	PartialOrd,
	Ord,
	Debug,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
)]
pub struct StreamId {
	/// The device.
	pub device: DeviceId,
	/// The channel, by its place in the device's model.
	pub channel: u16,
}

/// Whether a device's word counts.
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
pub enum DeviceStatus {
	/// It does.
	#[codec(index = 0)]
	Active,
	/// Not for now: its owner, or a proof against it, stopped it. It can be resumed.
	#[codec(index = 1)]
	Suspended,
	/// Never again: its key is in other hands.
	#[codec(index = 2)]
	Revoked,
	/// Never again: it is out of use.
	#[codec(index = 3)]
	Retired,
}

impl DeviceStatus {
	/// Whether new statements of the device are taken.
	pub fn is_active(self) -> bool {
		matches!(self, Self::Active)
	}

	/// Whether the status can never change again.
	pub fn is_final(self) -> bool {
		matches!(self, Self::Revoked | Self::Retired)
	}
}

/// How the values of a channel hang together.
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
pub enum ChannelKind {
	/// A quantity that goes up and down: a temperature, a power.
	#[codec(index = 0)]
	Gauge,
	/// A register that only grows: energy, litres.
	#[codec(index = 1)]
	Counter,
	/// One of a few numbered states: a door, a mode.
	#[codec(index = 2)]
	State,
}

/// What the registry knows of the channel of a device.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Encode, Decode, TypeInfo)]
pub struct ChannelTraits {
	/// How its values hang together.
	pub kind: ChannelKind,
	/// The plausible values.
	pub limits: Limits,
	/// Milliseconds between two readings.
	pub period: u32,
}

/// The device registry, as other pallets see it.
pub trait Devices<AccountId> {
	/// Whether the device's word counts. `None` if nobody knows it.
	fn status(device: &DeviceId) -> Option<DeviceStatus>;

	/// Who owns the device.
	fn owner(device: &DeviceId) -> Option<AccountId>;

	/// The key of a device in an epoch, and whether it is the newest one.
	fn key(device: &DeviceId, epoch: u32) -> (KeyIn, KeyAge);

	/// What is known of a stream's channel.
	fn channel(stream: &StreamId) -> Option<ChannelTraits>;

	/// Until when the device's calibration is valid: UTC, in milliseconds. `None` if it has none.
	fn calibrated_until(device: &DeviceId) -> Option<u64>;

	/// Whether `gateway` may speak for the device: its owner authorised it, for the device or for
	/// all of his devices, and both are in good standing.
	fn may_anchor(gateway: &AccountId, device: &DeviceId) -> bool;

	/// Suspends a device that was proven to have signed two versions of one reading.
	fn suspend_for_equivocation(device: &DeviceId);

	/// What all of the above cost at most for one device.
	fn weight() -> Weight;
}

/// Whether a key is in use.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum KeyAge {
	/// New statements carry it.
	Current,
	/// Only what was signed before it was replaced.
	Past,
}

/// Takes down what must stay provable for ever, as a leaf of the block's statements.
pub trait StatementLog {
	/// Appends a leaf. Refused if the block is full: try again in the next one.
	fn append(leaf: Hash) -> Result<(), BlockFull>;
	/// What it costs.
	fn weight() -> Weight;
}

/// The block takes no more statements.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct BlockFull;

impl StatementLog for () {
	fn append(_: Hash) -> Result<(), BlockFull> {
		Ok(())
	}

	fn weight() -> Weight {
		Weight::zero()
	}
}
