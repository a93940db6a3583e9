//! # Device registry pallet
//!
//! Registers devices, their models, keys and owners, and the gateways that speak for them.
//!
//! ## Pallet API
//!
//! See the [`pallet`] module for the calls, storage, events, errors and view functions; other
//! pallets ask through [`tallystick_primitives::DeviceRegistry`].
//!
//! ## Overview
//!
//! A manufacturer describes a [`Model`] once: its channels and the keys with which it endorses
//! devices. An owner registers a device. The device **itself** agrees by signing who its owner will
//! be, so nobody can register a key that they cannot sign with. The manufacturer may vouch for each
//! device separately, or for up to 2^32 - 1 keys with the one hash of a production [`Lot`].
//!
//! A device's id is the hash of its first key and never changes. Its key can: the device signs for
//! the next key, which needs no account, or the owner proposes a key and waits. Past keys are kept
//! with their times, so that old readings remain verifiable. Each key, including the first, becomes
//! a leaf of the block's statements, which the state does not keep.
//!
//! ### Terminology
//!
//! - **Possession**: a device's signature of its own registration, which proves that it has the
//!   key.
//! - **Endorsement**: the signature of one of the model's endorsers for a device's id.
//! - **Epoch** of a key: the number of keys that the device had before it.
//! - **Final**: the device is [`Revoked`](DeviceStatus::Revoked) or
//!   [`Retired`](DeviceStatus::Retired), and nothing changes that.
//! - **Good standing**: [`Config::Membership`] reports the account's organisation as such. The
//!   pallet asks at each use.
//!
//! ### Signatures
//!
//! Each signature covers its purpose, the chain's genesis, the device and an expiry
//! ([`tallystick_primitives::evidence::message`]). If the check fails, nobody can know whether the
//! genesis, device, owner, model or purpose differs: the error is [`Error::BadSignature`]. Causes
//! that can be distinguished have their own errors.
//!
//! ### Ends of life
//!
//! | record | removed by | deposit back to |
//! | --- | --- | --- |
//! | model, once unused | its manufacturer: `drop_model` | its payer |
//! | lot | its manufacturer: `close_lot` | its payer |
//! | device, past keys, its gateways | anybody, some time after its end: `drop_device` | its payer |
//! | an owner's gateway | the owner: `deauthorize_gateway` | its payer |
//! | proposed key, offer | done, cancelled, or ended with the device | in the device's |
//! | used key | nobody: a key must never return | no deposit, 64 bytes |
//!
//! If an owner left the organisation that pays for a device, or was removed because they lost their
//! key, that organisation's admin takes the device over: `adopt`.
//!
//! ## Example
//!
//! A device of each scheme is registered with its manufacturer's endorsement.
#![doc = docify::embed!("src/tests/registration.rs", works_with_an_endorsement)]
//!
//! ## Properties
//!
//! Each holds before and after every call; `try_state` and the property tests check them under
//! the same numbers.
//!
//! 1. Every key that a device has or had counts as used, by that device alone; the device's id is
//!    the hash of its first key.
//! 2. A device has one key for each epoch, and at most [`Config::MaxKeys`]. Their times have
//!    neither gap nor overlap.
//! 3. [`DevicesOf`] lists every device under its owner, and nothing else.
//! 4. A model's use count is the number of its devices and lots. A model in use exists.
//! 5. Every assigned id is below the next one. No lot has more claims than keys.
//! 6. The gateway counts match the gateways of each device and owner, and never exceed
//!    [`Config::MaxGateways`]. A device's gateways are removed with it.
//! 7. A final device has an end, and neither a proposed key nor an offer. A device that equivocated
//!    is not active until its key is replaced.
//! 8. The deposits held from an account are those for its models, lots, devices and gateways.
//!    (Checked by the tests, where the price is known.)
//! 9. No valid calibration of a device is by its own organisation, [`org`](Device::org).

#![cfg_attr(not(feature = "std"), no_std)]
#![deny(missing_docs)]
#![cfg_attr(not(test), deny(clippy::unwrap_used, clippy::expect_used))]
#![cfg_attr(not(test), deny(clippy::indexing_slicing, clippy::arithmetic_side_effects))]

extern crate alloc;

mod calls;
mod dispatchable_impls;
mod errors;
mod events;
mod trait_impls;
mod types;
mod utility_impls;
pub mod weights;

#[cfg(feature = "runtime-benchmarks")]
mod benchmarking;
#[cfg(test)]
mod mock;
#[cfg(test)]
mod tests;
#[cfg(any(feature = "try-runtime", test))]
mod try_state;

pub use pallet::*;
pub use trait_impls::StatementRoom;
pub use types::*;
// Two preludes export another item of this name.
pub use types::Provenance;
pub use weights::WeightInfo;

use alloc::collections::BTreeSet;
use frame::{
	deps::sp_runtime::transaction_validity::TransactionPriority,
	prelude::*,
	traits::{Consideration, EnsureOrigin, Footprint, Time},
};
pub use tallystick_primitives::records::refusal::RotationRefusal as Refusal;
use tallystick_primitives::{
	evidence::{
		batch::lot_leaf,
		merkle::{Place, MAX_PATH},
		message::{Endorsement, Possession, Rotation},
		model::{ModelChannel, ModelStatement, MAX_CHANNEL_NAME, MAX_UNIT},
		Crypto, DeviceId, DeviceKey, FirstKey, Hash, KeyRecord, Message, Purpose, Scheme,
		Signature, Tree,
	},
	BlockFull, DeviceGuard, DeviceRegistry, DeviceStatus, Member, Membership, Millis,
	OnDeviceChange, OrgId, StatementLog, Unit,
};
use utility_impls::Lifetime;

/// Shorthand for the account type of `T`.
pub(crate) type AccountIdFor<T> = <T as frame_system::Config>::AccountId;

/// The number of blocks for which a rotation that a device signed stays in the pool.
pub(crate) const ROTATION_LONGEVITY: u64 = 32;

/// The longest that a calibration can be valid from now, in milliseconds: five years, with up to two
/// leap years.
pub const MAX_CALIBRATION: u64 = (5 * 365 + 2) * 24 * 3_600_000;

/// Devices: their models, keys, owners and gateways.
#[frame::import_section(events::events)]
#[frame::import_section(errors::errors)]
#[frame::import_section(calls::calls)]
#[frame::pallet]
// The macro expands to code that calls `expect`.
#[allow(clippy::expect_used)]
pub mod pallet {
	use super::*;
	use alloc::vec::Vec;

	/// The in-code storage version.
	const STORAGE_VERSION: StorageVersion = StorageVersion::new(0);

	/// Most entries that a view function returns at once.
	const MAX_PAGE: u32 = 100;

	#[pallet::pallet]
	#[pallet::storage_version(STORAGE_VERSION)]
	pub struct Pallet<T>(_);

	#[pallet::config]
	pub trait Config: frame_system::Config<AccountId: Into<[u8; 32]>> {
		/// Weights of the calls.
		type WeightInfo: WeightInfo;

		/// May end any accreditor's calibration.
		type AdminOrigin: EnsureOrigin<Self::RuntimeOrigin>;

		/// Passes members of organisations in good standing.
		type MemberOrigin: EnsureOrigin<Self::RuntimeOrigin, Success = Member<Self::AccountId>>;

		/// Passes members of manufacturers in good standing.
		type ManufacturerOrigin: EnsureOrigin<
			Self::RuntimeOrigin,
			Success = Member<Self::AccountId>,
		>;

		/// Passes members of accreditors in good standing.
		type AccreditorOrigin: EnsureOrigin<Self::RuntimeOrigin, Success = Member<Self::AccountId>>;

		/// Passes admins of organisations in good standing.
		type OrgAdminOrigin: EnsureOrigin<Self::RuntimeOrigin, Success = Member<Self::AccountId>>;

		/// Knows whose organisation is in good standing.
		type Membership: Membership<Self::AccountId>;

		/// Acts when a device changes hands or ends.
		type OnDeviceChange: OnDeviceChange<Self::AccountId>;

		/// Protects those who rely on devices that others own.
		type Guard: DeviceGuard<Self::AccountId>;

		/// Hashing and checking signatures.
		type Crypto: Crypto;

		/// The hash of block 0. Must be kept for ever, unlike `frame_system::BlockHash`.
		type Genesis: Get<Hash>;

		/// The chain's clock: UTC, in milliseconds.
		type Time: Time<Moment = u64>;

		/// Appends keys and models to the block's statements.
		type Statements: StatementLog;

		/// What a model costs for as long as it is stored.
		type ModelConsideration: Consideration<Self::AccountId, Footprint>;

		/// What a lot costs for as long as it is stored.
		type LotConsideration: Consideration<Self::AccountId, Footprint>;

		/// What a device costs for as long as it is stored, its past keys included.
		type DeviceConsideration: Consideration<Self::AccountId, Footprint>;

		/// What the authorisation of a gateway costs for as long as it lasts.
		type GatewayConsideration: Consideration<Self::AccountId, Footprint>;

		/// Signed payloads and offers must expire within this many milliseconds.
		#[pallet::constant]
		type MaxLifetime: Get<u64>;

		/// Milliseconds between an owner's proposal of a key and its effect.
		#[pallet::constant]
		type RotationDelay: Get<u64>;

		/// A device may replace its key itself once it has used it for this many milliseconds,
		/// since that is free.
		#[pallet::constant]
		type MinKeyAge: Get<u64>;

		/// Milliseconds between a device's end and its removal. Longer than readings can be
		/// challenged, because a challenge needs the device's keys.
		#[pallet::constant]
		type DropDelay: Get<u64>;

		/// Priority in the pool of rotations that devices signed.
		#[pallet::constant]
		type RotationPriority: Get<TransactionPriority>;

		/// Most keys that a device can have one after the other. Must not be lowered.
		#[pallet::constant]
		type MaxKeys: Get<u32>;

		/// The most gateways of one device, and the most of one owner for all of their devices.
		/// Must not be lowered.
		#[pallet::constant]
		type MaxGateways: Get<u32>;

		/// Most channels of a model. Must not be lowered.
		#[pallet::constant]
		type MaxChannels: Get<u32>;

		/// Most endorsers of a model. Must not be lowered.
		#[pallet::constant]
		type MaxEndorsers: Get<u32>;

		/// Longest name of a channel, in bytes. Must not be lowered.
		#[pallet::constant]
		type MaxNameLength: Get<u32>;

		/// Longest unit of a channel, in bytes. Must not be lowered.
		#[pallet::constant]
		type MaxUnitLength: Get<u32>;

		/// Longest URI of a Thing Model, in bytes. Must not be lowered.
		#[pallet::constant]
		type MaxUriLength: Get<u32>;

		/// Members and a clock, for benchmarks.
		#[cfg(feature = "runtime-benchmarks")]
		type BenchmarkHelper: tallystick_world::Actors<Self::AccountId>;
	}

	/// What deposits are held for.
	#[pallet::composite_enum]
	pub enum HoldReason {
		/// A model.
		#[codec(index = 0)]
		Model,
		/// A production lot.
		#[codec(index = 1)]
		Lot,
		/// A device and all of its keys.
		#[codec(index = 2)]
		Device,
		/// A gateway that may speak for devices.
		#[codec(index = 3)]
		Gateway,
	}

	/// Models by id.
	// Ids are given out by the pallet, so nobody can choose a key.
	#[pallet::storage]
	pub type Models<T: Config> =
		StorageMap<_, Twox64Concat, ModelId, (ModelOf<T>, T::ModelConsideration)>;

	/// How many devices and lots are of a model.
	// Apart from the model, because every registration writes it.
	#[pallet::storage]
	pub type ModelUses<T: Config> = StorageMap<_, Twox64Concat, ModelId, u32, ValueQuery>;

	/// The id that the next model gets.
	#[pallet::storage]
	pub type NextModelId<T: Config> = StorageValue<_, ModelId, OptionQuery>;

	/// Production lots by id.
	// Ids are given out by the pallet, so nobody can choose a key.
	#[pallet::storage]
	pub type Lots<T: Config> = StorageMap<_, Twox64Concat, LotId, (LotOf<T>, T::LotConsideration)>;

	/// The id that the next lot gets.
	#[pallet::storage]
	pub type NextLotId<T: Config> = StorageValue<_, LotId, OptionQuery>;

	/// Devices by id.
	#[pallet::storage]
	pub type Devices<T: Config> =
		StorageMap<_, Blake2_128Concat, DeviceId, (DeviceOf<T>, T::DeviceConsideration)>;

	/// The devices of each owner.
	#[pallet::storage]
	pub type DevicesOf<T: Config> =
		StorageDoubleMap<_, Blake2_128Concat, T::AccountId, Blake2_128Concat, DeviceId, ()>;

	/// The keys that devices had, by epoch.
	#[pallet::storage]
	pub type PastKeys<T: Config> =
		StorageDoubleMap<_, Blake2_128Concat, DeviceId, Twox64Concat, u32, PastKey>;

	/// Which device a key belongs or belonged to, by the key's fingerprint. Kept for ever.
	// A fingerprint is a BLAKE2b hash already.
	#[pallet::storage]
	pub type UsedKeys<T: Config> = StorageMap<_, Identity, Hash, DeviceId>;

	/// The keys that owners have proposed for their devices.
	#[pallet::storage]
	pub type ProposedKeys<T: Config> = StorageMap<_, Blake2_128Concat, DeviceId, ProposedKey>;

	/// The devices that their owners offer to somebody else.
	#[pallet::storage]
	pub type Offers<T: Config> = StorageMap<_, Blake2_128Concat, DeviceId, OfferOf<T>>;

	/// The gateways that may speak for a device, or for all devices of an owner.
	#[pallet::storage]
	pub type Gateways<T: Config> = StorageDoubleMap<
		_,
		Blake2_128Concat,
		GrantOf<T>,
		Blake2_128Concat,
		T::AccountId,
		T::GatewayConsideration,
	>;

	/// How many gateways there are for a device, or for all devices of an owner.
	#[pallet::storage]
	pub type GatewayCounts<T: Config> =
		StorageMap<_, Blake2_128Concat, GrantOf<T>, u32, ValueQuery>;

	#[pallet::hooks]
	impl<T: Config> Hooks<BlockNumberFor<T>> for Pallet<T> {
		fn integrity_test() {
			assert!(T::MaxKeys::get() > 0, "a device must have a key");
			assert!(T::MaxChannels::get() <= 1 << 16, "a channel's number has 16 bits");
			assert!(T::MaxUnitLength::get() as usize <= Unit::MAX_LEN, "other pallets read units");
			let (name, unit) = (T::MaxNameLength::get(), T::MaxUnitLength::get());
			assert!(name <= MAX_CHANNEL_NAME && unit <= MAX_UNIT, "a model is stated in full");
			assert!(T::MaxLifetime::get() > 0, "a payload must be good for some time");
		}

		#[cfg(feature = "try-runtime")]
		fn try_state(_: BlockNumberFor<T>) -> Result<(), frame::deps::sp_runtime::TryRuntimeError> {
			Self::do_try_state()
		}
	}

	#[pallet::view_functions]
	impl<T: Config> Pallet<T> {
		/// The device with this id.
		pub fn device(device: DeviceId) -> Option<DeviceOf<T>> {
			Devices::<T>::get(device).map(|(record, _)| record)
		}

		/// The model with this id.
		pub fn model(model: ModelId) -> Option<ModelOf<T>> {
			Models::<T>::get(model).map(|(record, _)| record)
		}

		/// The lot with this id.
		pub fn lot(lot: LotId) -> Option<LotOf<T>> {
			Lots::<T>::get(lot).map(|(record, _)| record)
		}

		/// The devices of an owner, after a given one, at most 100 at once. They are not sorted by
		/// id. The last page is shorter than asked for.
		pub fn devices_of(
			owner: T::AccountId,
			after: Option<DeviceId>,
			limit: u32,
		) -> Vec<DeviceId> {
			let devices = match after {
				None => DevicesOf::<T>::iter_key_prefix(owner),
				Some(after) => {
					let from = DevicesOf::<T>::hashed_key_for(&owner, after);
					DevicesOf::<T>::iter_key_prefix_from(owner, from)
				},
			};
			devices.take(limit.min(MAX_PAGE) as usize).collect()
		}

		/// The key whose signatures of that time (UTC, in milliseconds) count. `None` before the
		/// device was registered, and from the moment on at which its signatures stopped counting.
		pub fn key_at(device: DeviceId, time: Millis) -> Option<KeyAt> {
			Self::find_key(device, time)
		}

		/// What the chain stated when it registered the device, and when it stated the device's model.
		pub fn registration(device: DeviceId) -> Option<RegistrationRecord> {
			Self::find_registration(device)
		}

		/// The key that the owner proposed.
		pub fn proposed_key(device: DeviceId) -> Option<ProposedKey> {
			ProposedKeys::<T>::get(device)
		}

		/// The owner's offer to hand the device over.
		pub fn offer(device: DeviceId) -> Option<OfferOf<T>> {
			Offers::<T>::get(device)
		}

		/// Whether a gateway may speak for a device now.
		pub fn gateway(device: DeviceId, gateway: T::AccountId) -> bool {
			<Self as DeviceRegistry<_>>::may_anchor(&gateway, &device)
		}

		/// The gateways of a device, or of an owner for all of their devices, after a given one: at
		/// most 100 at once. These include gateways whose organisation is not in good standing.
		pub fn gateways(
			grant: GrantOf<T>,
			after: Option<T::AccountId>,
			limit: u32,
		) -> Vec<T::AccountId> {
			let gateways = match after {
				None => Gateways::<T>::iter_key_prefix(grant),
				Some(after) => {
					let from = Gateways::<T>::hashed_key_for(&grant, after);
					Gateways::<T>::iter_key_prefix_from(grant, from)
				},
			};
			gateways.take(limit.min(MAX_PAGE) as usize).collect()
		}
	}
}
