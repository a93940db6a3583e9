//! The pallet's records, with the accounts and bounds of its configuration.

use crate::{AccountIdFor, Config};
use frame::prelude::*;
use tallystick_primitives::evidence::DeviceKey;
pub use tallystick_primitives::records::{
	device::{
		Calibration, Channel, Device, Ended, Endorsed, Grant, KeyAt, Lot, Model, Offer, PastKey,
		ProposedKey, Provenance, RegistrationRecord, Scope,
	},
	ids::{LotId, ModelId},
};

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
