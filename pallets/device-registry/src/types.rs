//! Records of the pallet.

use crate::{AccountIdFor, Config};
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use frame::prelude::*;
use tallystick_primitives::{
	evidence::{DeviceId, DeviceKey, Hash, Limits, Signature},
	ChannelKind, DeviceStatus, OrgId,
};

/// Identifies a model. Given in ascending order, never reused.
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
pub struct ModelId(pub u32);

impl ModelId {
	/// The id after this one, or `None` when all ids are given out.
	pub fn next(self) -> Option<Self> {
		self.0.checked_add(1).map(Self)
	}
}

/// Identifies a production lot. Given in ascending order, never reused.
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
pub struct LotId(pub u32);

impl LotId {
	/// The id after this one, or `None` when all ids are given out.
	pub fn next(self) -> Option<Self> {
		self.0.checked_add(1).map(Self)
	}
}

/// One input of every device of a model.
#[derive(
	Clone, PartialEq, Eq, Debug, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub struct Channel<Name, Unit> {
	/// UTF-8 text, for people; unique within the model.
	pub name: Name,
	/// A unit of the SenML registry (RFC 8428, RFC 8798), empty for a number without one.
	pub unit: Unit,
	/// A value `v` stands for `v × 10^exponent` units.
	pub exponent: i8,
	/// How its values hang together.
	pub kind: ChannelKind,
	/// The plausible values, before the exponent is applied.
	pub limits: Limits,
	/// Milliseconds between two readings. Not zero.
	pub period: u32,
}

/// What all devices of one make have in common. Never changes.
#[derive(
	Clone, PartialEq, Eq, Debug, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub struct Model<AccountId, Uri, Channels, Endorsers> {
	/// Who builds the devices.
	pub manufacturer: OrgId,
	/// The account that paid the deposit and gets it back.
	pub payer: AccountId,
	/// BLAKE2b-256 of the W3C Thing Model.
	pub thing: Hash,
	/// Where the Thing Model can be fetched: UTF-8 text.
	pub uri: Uri,
	/// The inputs; a channel's number is its place in this list.
	pub channels: Channels,
	/// The keys with which the manufacturer endorses devices.
	pub endorsers: Endorsers,
}

/// Devices that a manufacturer produced together and vouches for by one hash.
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
pub struct Lot<AccountId> {
	/// What they are.
	pub model: ModelId,
	/// The account that paid the deposit and gets it back.
	pub payer: AccountId,
	/// The root of the tree over their keys.
	pub root: Hash,
	/// How many keys the tree has.
	pub count: u32,
	/// How many of them were claimed.
	pub claimed: u32,
}

/// Whose word it is that a device is of its model.
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
pub enum Provenance {
	/// Its owner's alone.
	#[codec(index = 0)]
	Declared,
	/// The manufacturer's, who signed for this very device.
	#[codec(index = 1)]
	Endorsed,
	/// The manufacturer's, who put the device's key into a lot.
	#[codec(index = 2)]
	Lot(LotId),
}

/// An accreditor's word that a device measures right.
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
pub struct Calibration {
	/// Hash of the certificate.
	pub certificate: Hash,
	/// The last moment at which it is valid: UTC, in milliseconds.
	pub until: u64,
	/// The accreditor's organisation.
	pub by: OrgId,
}

/// How a device's status became final.
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
pub struct Ended {
	/// When: UTC, in milliseconds.
	pub at: u64,
	/// From when on the device's signatures must not be believed, of a device that was revoked:
	/// UTC, in milliseconds. Never later than `at`.
	pub distrusted: Option<u64>,
}

/// A device.
#[derive(
	Clone, PartialEq, Eq, Debug, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub struct Device<AccountId> {
	/// Whose it is. The deposit is his, too.
	pub owner: AccountId,
	/// What it is.
	pub model: ModelId,
	/// Whose word that is.
	pub provenance: Provenance,
	/// Hash of its description.
	pub metadata: Hash,
	/// The key with which it signs.
	pub key: DeviceKey,
	/// How many keys it had before this one.
	pub key_epoch: u32,
	/// Since when it signs with this key: UTC, in milliseconds.
	pub key_since: u64,
	/// Whether its word counts.
	pub status: DeviceStatus,
	/// The key epoch in which it was proven to have signed two versions of one reading. It cannot
	/// be resumed with that key.
	pub equivocated: Option<u32>,
	/// How its status became final.
	pub ended: Option<Ended>,
	/// The newest word on how well it measures.
	pub calibration: Option<Calibration>,
}

/// A key that a device had.
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
pub struct PastKey {
	/// The key.
	pub key: DeviceKey,
	/// The first moment at which it was in use: UTC, in milliseconds.
	pub since: u64,
	/// The first moment at which it was not any more: UTC, in milliseconds.
	pub until: u64,
}

/// A key that an owner wants his device to have.
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
pub struct ProposedKey {
	/// The key.
	pub key: DeviceKey,
	/// The epoch that it is for: one more than the present one.
	pub epoch: u32,
	/// When it can take effect: UTC, in milliseconds.
	pub ready: u64,
}

/// An owner's offer to hand over a device.
#[derive(
	Clone, PartialEq, Eq, Debug, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub struct Offer<AccountId> {
	/// Who may accept.
	pub to: AccountId,
	/// The last moment at which he may: UTC, in milliseconds.
	pub expires: u64,
}

/// What a gateway may speak for.
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
pub enum Scope {
	/// One device of the signer's. Ends when the device changes hands.
	#[codec(index = 0)]
	Device(DeviceId),
	/// Every device of the signer's, also those to come.
	#[codec(index = 1)]
	AllOfOwner,
}

/// Under what gateways are authorised.
#[derive(
	Clone, PartialEq, Eq, Debug, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub enum Grant<AccountId> {
	/// For a device.
	#[codec(index = 0)]
	Device(DeviceId),
	/// For all devices of an owner.
	#[codec(index = 1)]
	Owner(AccountId),
}

/// A manufacturer's signature for a device, as it comes with a registration.
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
pub struct Endorsed {
	/// One of the model's endorsers.
	pub endorser: DeviceKey,
	/// When the endorsement runs out: UTC, in milliseconds.
	pub expires: u64,
	/// The endorser's signature.
	pub signature: Signature,
}

/// Which key a device had at a time, as the view function tells it.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Encode, Decode, DecodeWithMemTracking, TypeInfo)]
pub struct KeyAt {
	/// The key.
	pub key: DeviceKey,
	/// Its epoch.
	pub epoch: u32,
	/// The first moment at which it was in use: UTC, in milliseconds.
	pub since: u64,
	/// The first moment at which it must not be believed any more, if that is known.
	pub until: Option<u64>,
}

/// A channel's name in the models of `T`.
pub type NameOf<T> = BoundedVec<u8, <T as Config>::MaxNameLength>;

/// A channel's unit in the models of `T`.
pub type UnitOf<T> = BoundedVec<u8, <T as Config>::MaxUnitLength>;

/// A URI in the models of `T`.
pub type UriOf<T> = BoundedVec<u8, <T as Config>::MaxUriLength>;

/// A [`Channel`] of `T`.
pub type ChannelOf<T> = Channel<NameOf<T>, UnitOf<T>>;

/// The channels of a model of `T`.
pub type ChannelsOf<T> = BoundedVec<ChannelOf<T>, <T as Config>::MaxChannels>;

/// The endorsers of a model of `T`.
pub type EndorsersOf<T> = BoundedVec<DeviceKey, <T as Config>::MaxEndorsers>;

/// A [`Model`] of `T`.
pub type ModelOf<T> = Model<AccountIdFor<T>, UriOf<T>, ChannelsOf<T>, EndorsersOf<T>>;

/// A [`Lot`] of `T`.
pub type LotOf<T> = Lot<AccountIdFor<T>>;

/// A [`Device`] of `T`.
pub type DeviceOf<T> = Device<AccountIdFor<T>>;

/// An [`Offer`] of `T`.
pub type OfferOf<T> = Offer<AccountIdFor<T>>;

/// A [`Grant`] of `T`.
pub type GrantOf<T> = Grant<AccountIdFor<T>>;
