//! # Device registry pallet
//!
//! Who is speaking: devices, their models, keys and owners, and the gateways that speak for them.
//!
//! ## Pallet API
//!
//! See the [`pallet`] module for the calls, storage, events, errors and view functions; other
//! pallets ask through [`tallystick_primitives::DeviceRegistry`].
//!
//! ## Overview
//!
//! A manufacturer describes a [`Model`] once: its channels and the keys with which it endorses
//! devices. An owner registers a device that **itself** agrees, by signing who its owner will be;
//! so nobody registers a key that he cannot sign with. The manufacturer may vouch for the device
//! one by one, or for up to 2^32 - 1 keys with the one hash of a production [`Lot`].
//!
//! A device's id comes from its first key and stays. Keys change: the device signs for its next
//! one and needs no account for it, or the owner proposes one and waits. Past keys are kept with
//! their times, so that old readings remain verifiable, and each change becomes a leaf of the
//! block's statements, which no state has to keep.
//!
//! ### Terminology
//!
//! - **Possession**: a device's signature under the words of its own registration.
//! - **Endorsement**: the signature of one of the model's endorsers under a device's id.
//! - **Epoch**: how many keys a device had before the one in question.
//! - **Final**: the device is [`Revoked`](DeviceStatus::Revoked) or
//!   [`Retired`](DeviceStatus::Retired), and nothing changes that.
//! - **Good standing**: what [`Config::Membership`] says of an account's organisation, asked at each
//!   use.
//!
//! ### Signatures
//!
//! Each covers its purpose, the chain's genesis, the device and an expiry
//! ([`tallystick_primitives::evidence::message`]). Of a signature for another genesis, device,
//! owner, model or purpose nobody can tell which of them is wrong: it is
//! [`Error::BadSignature`]. What can be told has an error of its own.
//!
//! ### Ends of life
//!
//! | record | removed by | deposit back to |
//! | --- | --- | --- |
//! | model, once unused | its payer or its manufacturer: `drop_model` | its payer |
//! | lot | its payer or its manufacturer: `close_lot` | its payer |
//! | device, past keys, its gateways | anybody, some time after its end: `drop_device` | its payer |
//! | an owner's gateway | the owner: `deauthorize_gateway` | its payer |
//! | proposed key, offer | done, cancelled, or ended with the device | in the device's |
//! | used key | nobody: a key must never return | no deposit, 64 bytes |
//!
//! ## Properties
//!
//! Each holds before and after every call; `try_state` and the property tests check them under
//! the same numbers.
//!
//! 1. Every key that a device has or had counts as used, by that device alone; the device's id is
//!    the hash of its first key.
//! 2. A device's keys follow one another without gap or overlap, one for each epoch, not more than
//!    [`Config::MaxKeys`].
//! 3. [`DevicesOf`] lists every device under its owner, and nothing else.
//! 4. A model's uses are the devices and lots that are of it, and it exists as long as it has any.
//! 5. Every id given out is below the next one; no lot has more claims than keys.
//! 6. The gateways of a device or an owner are counted, and not more than
//!    [`Config::MaxGateways`]; those of a device go with it.
//! 7. A final device has an end, and neither a proposed key nor an offer; a device that equivocated
//!    is not active before it has another key.
//! 8. What is held of an account is what its models, lots, devices and gateways ask for. (Checked
//!    by the tests, where the price is known.)

#![cfg_attr(not(feature = "std"), no_std)]
#![deny(missing_docs)]

extern crate alloc;

mod dispatchable_impls;
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
pub use types::*;
// Two preludes have something else of this name.
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
		Crypto, DeviceId, DeviceKey, Hash, KeyRecord, Message, Purpose, Scheme, Signature, Tree,
	},
	BlockFull, DeviceRegistry, DeviceStatus, Member, Membership, OnDeviceChange, OrgId,
	StatementLog, Unit,
};
use utility_impls::{is_weak, Lifetime};

/// Shorthand for the account type of `T`.
pub(crate) type AccountIdFor<T> = <T as frame_system::Config>::AccountId;

/// Blocks for which a rotation that a device signed waits in the pool.
pub(crate) const ROTATION_LONGEVITY: u64 = 32;

/// Devices: their models, keys, owners and gateways.
#[frame::pallet]
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

		/// What deposits are held for.
		type RuntimeHoldReason: From<HoldReason>;

		/// Passes members of organisations in good standing.
		type MemberOrigin: EnsureOrigin<Self::RuntimeOrigin, Success = Member<Self::AccountId>>;

		/// Passes members of manufacturers in good standing.
		type ManufacturerOrigin: EnsureOrigin<
			Self::RuntimeOrigin,
			Success = Member<Self::AccountId>,
		>;

		/// Passes members of accreditors in good standing.
		type AccreditorOrigin: EnsureOrigin<Self::RuntimeOrigin, Success = Member<Self::AccountId>>;

		/// Knows whose organisation is in good standing.
		type Membership: Membership<Self::AccountId>;

		/// Acts when a device changes hands or ends.
		type OnDeviceChange: OnDeviceChange<Self::AccountId>;

		/// Hashing and checking signatures.
		type Crypto: Crypto;

		/// The hash of block 0. Must be kept for ever, unlike `frame_system::BlockHash`.
		type Genesis: Get<Hash>;

		/// The chain's clock: UTC, in milliseconds.
		type Time: Time<Moment = u64>;

		/// Takes down the changes of keys.
		type Statements: StatementLog;

		/// What a model costs for as long as it is stored.
		type ModelConsideration: Consideration<Self::AccountId, Footprint>;

		/// What a lot costs for as long as it is stored.
		type LotConsideration: Consideration<Self::AccountId, Footprint>;

		/// What a device costs for as long as it is stored, its past keys included.
		type DeviceConsideration: Consideration<Self::AccountId, Footprint>;

		/// What the authorisation of a gateway costs for as long as it lasts.
		type GatewayConsideration: Consideration<Self::AccountId, Footprint>;

		/// Milliseconds from now after which no signed payload and no offer may expire.
		#[pallet::constant]
		type MaxLifetime: Get<u64>;

		/// Milliseconds between an owner's proposal of a key and its effect.
		#[pallet::constant]
		type RotationDelay: Get<u64>;

		/// Milliseconds for which a key has to be in use before the device itself may replace it:
		/// a rotation costs nobody a fee.
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

		/// Most gateways of one device, and most of one owner for all of his devices. Must not be
		/// lowered.
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

	/// The keys that owners want their devices to have.
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

	#[pallet::event]
	#[pallet::generate_deposit(pub(crate) fn deposit_event)]
	pub enum Event<T: Config> {
		/// A manufacturer described a model.
		ModelDefined {
			/// Its id.
			model: ModelId,
			/// The manufacturer.
			manufacturer: OrgId,
		},
		/// An unused model was removed.
		ModelDropped {
			/// Its id.
			model: ModelId,
		},
		/// A manufacturer vouched for the devices of a production lot.
		LotPosted {
			/// Its id.
			lot: LotId,
			/// What the devices are.
			model: ModelId,
			/// The root of the tree over their keys.
			root: Hash,
			/// How many keys.
			count: u32,
		},
		/// A lot was removed: no more of it can be claimed.
		LotClosed {
			/// Its id.
			lot: LotId,
			/// How many of its keys were claimed.
			claimed: u32,
		},
		/// A device was registered.
		Registered {
			/// Its id.
			device: DeviceId,
			/// Whose it is.
			owner: T::AccountId,
			/// What it is.
			model: ModelId,
			/// Whose word that is.
			provenance: Provenance,
		},
		/// A device has another key now.
		KeyRotated {
			/// The device.
			device: DeviceId,
			/// The new key's epoch.
			epoch: u32,
			/// The key from now on.
			key: DeviceKey,
			/// The block's time: UTC, in milliseconds.
			since: u64,
		},
		/// An owner wants his device to have another key.
		KeyProposed {
			/// The device.
			device: DeviceId,
			/// The epoch that the key is for.
			epoch: u32,
			/// The key.
			key: DeviceKey,
			/// When it can take effect: UTC, in milliseconds.
			ready: u64,
		},
		/// An owner took his proposal of a key back.
		RotationCancelled {
			/// The device.
			device: DeviceId,
			/// The epoch that the key was for.
			epoch: u32,
		},
		/// A device was suspended by its owner.
		Suspended {
			/// The device.
			device: DeviceId,
		},
		/// A device was suspended because it signed two versions of one reading.
		EquivocationSuspended {
			/// The device.
			device: DeviceId,
			/// The epoch of the key that has to be replaced.
			epoch: u32,
		},
		/// A device's word counts again.
		Resumed {
			/// The device.
			device: DeviceId,
		},
		/// A device was revoked for good.
		Revoked {
			/// The device.
			device: DeviceId,
			/// Who did it: the owner, or a member of the manufacturer.
			by: T::AccountId,
			/// From when on its signatures must not be believed: UTC, in milliseconds.
			since: u64,
		},
		/// A device went out of use for good.
		Retired {
			/// The device.
			device: DeviceId,
		},
		/// The record of a device that had ended was removed.
		DeviceDropped {
			/// The device.
			device: DeviceId,
		},
		/// An owner offered a device to somebody else.
		TransferOffered {
			/// The device.
			device: DeviceId,
			/// Who may accept.
			to: T::AccountId,
			/// The last moment at which he may: UTC, in milliseconds.
			expires: u64,
		},
		/// A device changed hands.
		Transferred {
			/// The device.
			device: DeviceId,
			/// The owner before.
			from: T::AccountId,
			/// The owner from now on.
			to: T::AccountId,
		},
		/// An owner took an offer back.
		TransferCancelled {
			/// The device.
			device: DeviceId,
			/// Who might have accepted.
			to: T::AccountId,
		},
		/// A device is described otherwise now.
		MetadataChanged {
			/// The device.
			device: DeviceId,
			/// Hash of the description before.
			old: Hash,
			/// Hash of the description from now on.
			new: Hash,
		},
		/// An accreditor said how long a device measures right.
		Calibrated {
			/// The device.
			device: DeviceId,
			/// What was said before.
			old: Option<Calibration>,
			/// What is said now.
			new: Calibration,
		},
		/// A gateway may speak for devices.
		GatewayAuthorized {
			/// Whose devices.
			owner: T::AccountId,
			/// The gateway.
			gateway: T::AccountId,
			/// Which of them.
			scope: Scope,
		},
		/// A gateway may not speak for devices any more.
		GatewayDeauthorized {
			/// Whose devices.
			owner: T::AccountId,
			/// The gateway.
			gateway: T::AccountId,
			/// Which of them.
			scope: Scope,
		},
	}

	#[pallet::error]
	pub enum Error<T> {
		/// No model has this id. Read [`Models`].
		UnknownModel,
		/// No lot has this id, or it was closed. Read [`Lots`].
		UnknownLot,
		/// No device has this id. Read [`Devices`].
		UnknownDevice,
		/// The signer does not belong to the organisation that builds the model.
		NotManufacturer,
		/// The signer does not own the device.
		NotOwner,
		/// There is no channel, two have one name, or one has no name in UTF-8, a unit that is not
		/// printable ASCII, limits the wrong way round, or no period.
		BadChannels,
		/// The URI is not UTF-8.
		BadUri,
		/// Devices or lots are of this model. It can be dropped once there are none.
		ModelInUse,
		/// A lot must have at least one key.
		EmptyLot,
		/// All ids or counters are used up.
		IdsExhausted,
		/// The signature is not the key's, or is for another genesis, device, owner, model,
		/// description, expiry or purpose.
		BadSignature,
		/// The payload has run out, or the offer, or the certificate. Sign a new one.
		Expired,
		/// The payload or the offer would be good for longer than `MaxLifetime` milliseconds.
		ExpiresTooLate,
		/// The key belongs, or belonged, to a device. Keys never return: make a fresh one.
		KeyUsed,
		/// Anybody could sign with this key. Make a fresh one.
		WeakKey,
		/// The endorsing key is not one of the model's.
		UnknownEndorser,
		/// The endorsement has run out. Ask the manufacturer for another.
		EndorsementExpired,
		/// The endorsement is not of that key, or is for another genesis, device, model or expiry.
		BadEndorsement,
		/// The path is longer than that of any tree.
		PathTooLong,
		/// The key does not stand there in the lot's tree.
		NotInLot,
		/// As many devices were claimed as the lot has keys.
		LotExhausted,
		/// The device has had as many keys as it can have. Replace the device.
		TooManyKeys,
		/// The block takes no more statements. Try again in the next one.
		BlockFull,
		/// A key is proposed already. Cancel that first, or wait for it.
		AlreadyProposed,
		/// No key is proposed.
		NotProposed,
		/// The waiting time is not over.
		TooEarly,
		/// The device's word counts already.
		DeviceActive,
		/// The device is suspended already.
		DeviceSuspended,
		/// The device was revoked or retired, and nothing changes that.
		DeviceEnded,
		/// The device was neither revoked nor retired.
		NotEnded,
		/// The device signed two versions of one reading. Replace its key first.
		KeyNotReplaced,
		/// The time lies in the future.
		InFuture,
		/// The device is the account's own.
		AlreadyOwner,
		/// The device is not on offer.
		NoOffer,
		/// The device is offered to somebody else.
		NotRecipient,
		/// The owner's organisation is not in good standing.
		OwnerNotInStanding,
		/// The gateway's organisation is not in good standing, or it has none.
		GatewayNotInStanding,
		/// The gateway may do so already.
		AlreadyAuthorized,
		/// The gateway may not do so.
		NotAuthorized,
		/// No more gateways can be authorised here.
		TooManyGateways,
	}

	#[pallet::hooks]
	impl<T: Config> Hooks<BlockNumberFor<T>> for Pallet<T> {
		fn integrity_test() {
			assert!(T::MaxKeys::get() > 0, "a device must have a key");
			assert!(T::MaxChannels::get() <= 1 << 16, "a channel's number has 16 bits");
			assert!(T::MaxUnitLength::get() as usize <= Unit::MAX_LEN, "other pallets read units");
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

		/// The devices of an owner, after a given one, at most 100 at once. The sequence is not
		/// that of the ids; it ends with a page that is shorter than asked for.
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

		/// The key whose signatures of that time are to be believed: UTC, in milliseconds. `None`
		/// before the device was registered, or from when on it must not be believed.
		pub fn key_at(device: DeviceId, time: u64) -> Option<KeyAt> {
			Self::find_key(device, time)
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

		/// The gateways of a device, or of an owner for all of his devices, after a given one, at
		/// most 100 at once. Those whose organisation is not in good standing are among them.
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

	#[pallet::call(weight(<T as Config>::WeightInfo))]
	impl<T: Config> Pallet<T> {
		/// Describes a model of devices. It never changes.
		///
		/// ## Dispatch Origin
		///
		/// Signed by a member of a manufacturer in good standing.
		///
		/// ## Details
		///
		/// The signer's organisation pays a deposit for what is stored.
		///
		/// ## Parameters
		///
		/// - `thing`: BLAKE2b-256 of the W3C Thing Model.
		/// - `uri`: where that can be fetched: UTF-8 text.
		/// - `channels`: the inputs; each has its place as its number.
		/// - `endorsers`: the keys with which the manufacturer endorses devices.
		///
		/// ## Errors
		///
		/// [`Error::BadUri`], [`Error::BadChannels`], [`Error::WeakKey`] of an endorser,
		/// [`Error::IdsExhausted`].
		///
		/// ## Events
		///
		/// [`Event::ModelDefined`].
		#[pallet::call_index(0)]
		#[pallet::weight(T::WeightInfo::define_model(channels.len() as u32))]
		pub fn define_model(
			origin: OriginFor<T>,
			thing: Hash,
			uri: UriOf<T>,
			channels: ChannelsOf<T>,
			endorsers: EndorsersOf<T>,
		) -> DispatchResult {
			let Member { who, org } = T::ManufacturerOrigin::ensure_origin(origin)?;
			Self::do_define_model(who, org, thing, uri, channels, endorsers).map(|_| ())
		}

		/// Removes a model that no device and no lot is of.
		///
		/// ## Dispatch Origin
		///
		/// Signed by the account that paid for it, or by a member of its manufacturer.
		///
		/// ## Parameters
		///
		/// - `model`: the model.
		///
		/// ## Errors
		///
		/// [`Error::UnknownModel`], [`Error::NotManufacturer`], [`Error::ModelInUse`].
		///
		/// ## Events
		///
		/// [`Event::ModelDropped`].
		#[pallet::call_index(1)]
		pub fn drop_model(origin: OriginFor<T>, model: ModelId) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_drop_model(who, model)
		}

		/// Vouches for the devices of a production lot, by one hash over their keys.
		///
		/// ## Dispatch Origin
		///
		/// Signed by a member of the organisation that builds the model, in good standing.
		///
		/// ## Parameters
		///
		/// - `model`: what they are.
		/// - `root`: the root of the tree over their keys, as `docs/proofs.md` builds it.
		/// - `count`: how many keys the tree has.
		///
		/// ## Errors
		///
		/// [`Error::UnknownModel`], [`Error::NotManufacturer`], [`Error::EmptyLot`],
		/// [`Error::IdsExhausted`].
		///
		/// ## Events
		///
		/// [`Event::LotPosted`].
		#[pallet::call_index(2)]
		pub fn post_lot(
			origin: OriginFor<T>,
			model: ModelId,
			root: Hash,
			count: u32,
		) -> DispatchResult {
			let Member { who, org } = T::ManufacturerOrigin::ensure_origin(origin)?;
			Self::do_post_lot(who, org, model, root, count).map(|_| ())
		}

		/// Removes a lot. What was claimed stays; nothing more can be.
		///
		/// ## Dispatch Origin
		///
		/// Signed by the account that paid for it, or by a member of the model's manufacturer.
		///
		/// ## Parameters
		///
		/// - `lot`: the lot.
		///
		/// ## Errors
		///
		/// [`Error::UnknownLot`], [`Error::NotManufacturer`].
		///
		/// ## Events
		///
		/// [`Event::LotClosed`].
		#[pallet::call_index(3)]
		pub fn close_lot(origin: OriginFor<T>, lot: LotId) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_close_lot(who, lot)
		}

		/// Registers a device as the signer's.
		///
		/// ## Dispatch Origin
		///
		/// Signed by a member of an organisation in good standing: the future owner.
		///
		/// ## Details
		///
		/// The deposit is for the record and every key that the device can ever have, and comes
		/// back when the record is dropped or the device changes hands.
		///
		/// ## Parameters
		///
		/// - `key`: the device's first key, which makes its id.
		/// - `model`: what it is.
		/// - `metadata`: hash of its description.
		/// - `expires`: when the device's consent runs out: UTC, in milliseconds.
		/// - `signature`: the device's, with which it agrees to all of the above (`docs/proofs.md`).
		/// - `endorsement`: the manufacturer's signature for this device, if there is one.
		///
		/// ## Errors
		///
		/// [`Error::UnknownModel`], [`Error::Expired`], [`Error::ExpiresTooLate`],
		/// [`Error::WeakKey`], [`Error::KeyUsed`], [`Error::BadSignature`];
		/// [`Error::UnknownEndorser`], [`Error::EndorsementExpired`], [`Error::BadEndorsement`].
		///
		/// ## Events
		///
		/// [`Event::Registered`].
		#[pallet::call_index(4)]
		#[pallet::weight(Pallet::<T>::weight_of_register(key, endorsement))]
		pub fn register(
			origin: OriginFor<T>,
			key: DeviceKey,
			model: ModelId,
			metadata: Hash,
			expires: u64,
			signature: Signature,
			endorsement: Option<Endorsed>,
		) -> DispatchResult {
			let Member { who, .. } = T::MemberOrigin::ensure_origin(origin)?;
			Self::do_register(who, key, model, metadata, expires, signature, endorsement)
		}

		/// Registers a device of a production lot as the signer's.
		///
		/// ## Dispatch Origin
		///
		/// Signed by a member of an organisation in good standing: the future owner.
		///
		/// ## Details
		///
		/// As `register`, with the lot's word for the device's model.
		///
		/// ## Parameters
		///
		/// - `lot`: the lot.
		/// - `key`: the device's first key, which is in the lot.
		/// - `place`: where, and the path from there to the root.
		/// - `metadata`: hash of its description.
		/// - `expires`: when the device's consent runs out: UTC, in milliseconds.
		/// - `signature`: the device's, with which it agrees, also to the lot's model (`docs/proofs.md`).
		///
		/// ## Errors
		///
		/// [`Error::PathTooLong`], [`Error::UnknownLot`], [`Error::LotExhausted`],
		/// [`Error::NotInLot`], [`Error::Expired`], [`Error::ExpiresTooLate`],
		/// [`Error::WeakKey`], [`Error::KeyUsed`], [`Error::BadSignature`].
		///
		/// ## Events
		///
		/// [`Event::Registered`].
		#[pallet::call_index(5)]
		#[pallet::weight(
			T::WeightInfo::claim(place.path.len() as u32)
				.saturating_add(Pallet::<T>::weight_of_signature(key.scheme()))
		)]
		pub fn claim(
			origin: OriginFor<T>,
			lot: LotId,
			key: DeviceKey,
			place: Place,
			metadata: Hash,
			expires: u64,
			signature: Signature,
		) -> DispatchResult {
			let Member { who, .. } = T::MemberOrigin::ensure_origin(origin)?;
			Self::do_claim(who, lot, key, place, metadata, expires, signature)
		}

		/// Replaces the key of an active device, by the device itself.
		///
		/// ## Dispatch Origin
		///
		/// None: the device signs, no account does, and nobody pays. The pool refuses whatever is
		/// wrong, with a code from 111 to 125 (`docs/rpc.md`).
		///
		/// ## Details
		///
		/// The change becomes a leaf of the block's statements. A key that the owner proposed
		/// meanwhile is forgotten.
		///
		/// ## Parameters
		///
		/// - `device`: the device.
		/// - `key`: its key from now on.
		/// - `epoch`: one more than the device's present epoch.
		/// - `expires`: when the rotation runs out: UTC, in milliseconds.
		/// - `old`: the present key's signature for the rotation (`docs/proofs.md`).
		/// - `new`: the new key's signature for the same.
		///
		/// ## Errors
		///
		/// [`Error::BlockFull`].
		///
		/// ## Events
		///
		/// [`Event::KeyRotated`].
		#[pallet::call_index(6)]
		#[pallet::weight_of_authorize(Pallet::<T>::weight_of_authorize_rotate_key(key))]
		#[pallet::authorize(|_, device, key, epoch, expires, old, new| {
			let rotation = Rotation { key: *key, epoch: *epoch, expires: *expires };
			Pallet::<T>::authorize_rotation(device, rotation, old, new)
		})]
		pub fn rotate_key(
			origin: OriginFor<T>,
			device: DeviceId,
			key: DeviceKey,
			epoch: u32,
			expires: u64,
			old: Signature,
			new: Signature,
		) -> DispatchResult {
			ensure_authorized(origin)?;
			// Checked when the origin was.
			let _ = (epoch, expires, old, new);
			Self::do_rotate_key(device, key)
		}

		/// Proposes another key for a device whose present one is lost or stolen.
		///
		/// ## Dispatch Origin
		///
		/// Signed by a member of an organisation in good standing: the owner.
		///
		/// ## Details
		///
		/// It can take effect after `RotationDelay` milliseconds. Suspend the device first if its key
		/// is in other hands: an active device can still replace its key itself, and the proposal
		/// is void then.
		///
		/// ## Parameters
		///
		/// - `device`: the device.
		/// - `key`: the new key.
		/// - `expires`: when its consent runs out: UTC, in milliseconds.
		/// - `signature`: the new key's, for the rotation to the epoch after the present one
		///   (`docs/proofs.md`).
		///
		/// ## Errors
		///
		/// [`Error::UnknownDevice`], [`Error::DeviceEnded`], [`Error::NotOwner`],
		/// [`Error::AlreadyProposed`], [`Error::TooManyKeys`], [`Error::Expired`],
		/// [`Error::ExpiresTooLate`], [`Error::WeakKey`], [`Error::KeyUsed`],
		/// [`Error::BadSignature`].
		///
		/// ## Events
		///
		/// [`Event::KeyProposed`].
		#[pallet::call_index(7)]
		#[pallet::weight(
			T::WeightInfo::propose_key()
				.saturating_add(Pallet::<T>::weight_of_signature(key.scheme()))
		)]
		pub fn propose_key(
			origin: OriginFor<T>,
			device: DeviceId,
			key: DeviceKey,
			expires: u64,
			signature: Signature,
		) -> DispatchResult {
			let Member { who, .. } = T::MemberOrigin::ensure_origin(origin)?;
			Self::do_propose_key(who, device, key, expires, signature)
		}

		/// Gives a device the key that its owner proposed.
		///
		/// ## Dispatch Origin
		///
		/// Signed by anybody, once the waiting time is over.
		///
		/// ## Details
		///
		/// The change becomes a leaf of the block's statements.
		///
		/// ## Parameters
		///
		/// - `device`: the device.
		///
		/// ## Errors
		///
		/// [`Error::UnknownDevice`], [`Error::DeviceEnded`], [`Error::NotProposed`],
		/// [`Error::TooEarly`], [`Error::KeyUsed`] meanwhile, [`Error::BlockFull`].
		///
		/// ## Events
		///
		/// [`Event::KeyRotated`].
		#[pallet::call_index(8)]
		pub fn finish_rotation(origin: OriginFor<T>, device: DeviceId) -> DispatchResult {
			ensure_signed(origin)?;
			Self::do_finish_rotation(device)
		}

		/// Takes a proposed key back.
		///
		/// ## Dispatch Origin
		///
		/// Signed by the owner.
		///
		/// ## Parameters
		///
		/// - `device`: the device.
		///
		/// ## Errors
		///
		/// [`Error::UnknownDevice`], [`Error::DeviceEnded`], [`Error::NotOwner`],
		/// [`Error::NotProposed`].
		///
		/// ## Events
		///
		/// [`Event::RotationCancelled`].
		#[pallet::call_index(9)]
		pub fn cancel_rotation(origin: OriginFor<T>, device: DeviceId) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_cancel_rotation(who, device)
		}

		/// Stops a device for now: what it signs does not count.
		///
		/// ## Dispatch Origin
		///
		/// Signed by the owner.
		///
		/// ## Parameters
		///
		/// - `device`: the device.
		///
		/// ## Errors
		///
		/// [`Error::UnknownDevice`], [`Error::DeviceEnded`], [`Error::NotOwner`],
		/// [`Error::DeviceSuspended`].
		///
		/// ## Events
		///
		/// [`Event::Suspended`].
		#[pallet::call_index(10)]
		pub fn suspend(origin: OriginFor<T>, device: DeviceId) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_suspend(who, device)
		}

		/// Lets a suspended device's word count again.
		///
		/// ## Dispatch Origin
		///
		/// Signed by a member of an organisation in good standing: the owner.
		///
		/// ## Parameters
		///
		/// - `device`: the device.
		///
		/// ## Errors
		///
		/// [`Error::UnknownDevice`], [`Error::DeviceEnded`], [`Error::NotOwner`],
		/// [`Error::DeviceActive`], [`Error::KeyNotReplaced`] of a device that equivocated.
		///
		/// ## Events
		///
		/// [`Event::Resumed`].
		#[pallet::call_index(11)]
		pub fn resume(origin: OriginFor<T>, device: DeviceId) -> DispatchResult {
			let Member { who, .. } = T::MemberOrigin::ensure_origin(origin)?;
			Self::do_resume(who, device)
		}

		/// Stops a device for good, because its key is in other hands.
		///
		/// ## Dispatch Origin
		///
		/// Signed by the owner, or by a member of the model's manufacturer in good standing.
		///
		/// ## Parameters
		///
		/// - `device`: the device.
		/// - `since`: from when on its signatures must not be believed: UTC, in milliseconds, not
		///   in the future. `None` for now.
		///
		/// ## Errors
		///
		/// [`Error::UnknownDevice`], [`Error::DeviceEnded`], [`Error::NotOwner`],
		/// [`Error::InFuture`].
		///
		/// ## Events
		///
		/// [`Event::Revoked`].
		#[pallet::call_index(12)]
		#[pallet::weight(T::WeightInfo::revoke().saturating_add(T::OnDeviceChange::weight()))]
		pub fn revoke(
			origin: OriginFor<T>,
			device: DeviceId,
			since: Option<u64>,
		) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_revoke(who, device, since)
		}

		/// Stops a device for good, because it is out of use. What it signed stays believable.
		///
		/// ## Dispatch Origin
		///
		/// Signed by the owner.
		///
		/// ## Parameters
		///
		/// - `device`: the device.
		///
		/// ## Errors
		///
		/// [`Error::UnknownDevice`], [`Error::DeviceEnded`], [`Error::NotOwner`].
		///
		/// ## Events
		///
		/// [`Event::Retired`].
		#[pallet::call_index(13)]
		#[pallet::weight(T::WeightInfo::retire().saturating_add(T::OnDeviceChange::weight()))]
		pub fn retire(origin: OriginFor<T>, device: DeviceId) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_retire(who, device)
		}

		/// Removes the record of a device that has ended, with its past keys and its gateways.
		///
		/// ## Dispatch Origin
		///
		/// Signed by anybody, `DropDelay` milliseconds after the end. Free if it succeeds.
		///
		/// ## Details
		///
		/// The deposits go back to whoever paid them. The device's keys stay used.
		///
		/// ## Parameters
		///
		/// - `device`: the device.
		///
		/// ## Errors
		///
		/// [`Error::UnknownDevice`], [`Error::NotEnded`], [`Error::TooEarly`].
		///
		/// ## Events
		///
		/// [`Event::DeviceDropped`].
		#[pallet::call_index(14)]
		pub fn drop_device(origin: OriginFor<T>, device: DeviceId) -> DispatchResultWithPostInfo {
			ensure_signed(origin)?;
			Self::do_drop_device(device)?;
			Ok(Pays::No.into())
		}

		/// Offers a device to another account. A later offer replaces an earlier one.
		///
		/// ## Dispatch Origin
		///
		/// Signed by a member of an organisation in good standing: the owner.
		///
		/// ## Parameters
		///
		/// - `device`: the device.
		/// - `to`: who may accept.
		/// - `expires`: the last moment at which he may: UTC, in milliseconds.
		///
		/// ## Errors
		///
		/// [`Error::UnknownDevice`], [`Error::DeviceEnded`], [`Error::NotOwner`],
		/// [`Error::AlreadyOwner`], [`Error::Expired`], [`Error::ExpiresTooLate`].
		///
		/// ## Events
		///
		/// [`Event::TransferOffered`].
		#[pallet::call_index(15)]
		pub fn offer_transfer(
			origin: OriginFor<T>,
			device: DeviceId,
			to: T::AccountId,
			expires: u64,
		) -> DispatchResult {
			let Member { who, .. } = T::MemberOrigin::ensure_origin(origin)?;
			Self::do_offer_transfer(who, device, to, expires)
		}

		/// Takes over a device that is offered to the signer.
		///
		/// ## Dispatch Origin
		///
		/// Signed by a member of an organisation in good standing: the future owner.
		///
		/// ## Details
		///
		/// The signer's organisation pays the deposit from now on, and another tenure begins. The
		/// device's own gateways and a proposed key end; the status stays.
		///
		/// ## Parameters
		///
		/// - `device`: the device.
		///
		/// ## Errors
		///
		/// [`Error::UnknownDevice`], [`Error::DeviceEnded`], [`Error::NoOffer`],
		/// [`Error::NotRecipient`], [`Error::Expired`], [`Error::OwnerNotInStanding`] of the owner
		/// so far.
		///
		/// ## Events
		///
		/// [`Event::Transferred`].
		#[pallet::call_index(16)]
		#[pallet::weight(T::WeightInfo::accept_transfer().saturating_add(T::OnDeviceChange::weight()))]
		pub fn accept_transfer(origin: OriginFor<T>, device: DeviceId) -> DispatchResult {
			let Member { who, .. } = T::MemberOrigin::ensure_origin(origin)?;
			Self::do_accept_transfer(who, device)
		}

		/// Takes an offer back.
		///
		/// ## Dispatch Origin
		///
		/// Signed by the owner.
		///
		/// ## Parameters
		///
		/// - `device`: the device.
		///
		/// ## Errors
		///
		/// [`Error::UnknownDevice`], [`Error::DeviceEnded`], [`Error::NotOwner`],
		/// [`Error::NoOffer`].
		///
		/// ## Events
		///
		/// [`Event::TransferCancelled`].
		#[pallet::call_index(17)]
		pub fn cancel_transfer(origin: OriginFor<T>, device: DeviceId) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_cancel_transfer(who, device)
		}

		/// Replaces the hash of a device's description.
		///
		/// ## Dispatch Origin
		///
		/// Signed by a member of an organisation in good standing: the owner.
		///
		/// ## Parameters
		///
		/// - `device`: the device.
		/// - `metadata`: the hash from now on.
		///
		/// ## Errors
		///
		/// [`Error::UnknownDevice`], [`Error::DeviceEnded`], [`Error::NotOwner`].
		///
		/// ## Events
		///
		/// [`Event::MetadataChanged`].
		#[pallet::call_index(18)]
		pub fn set_metadata(
			origin: OriginFor<T>,
			device: DeviceId,
			metadata: Hash,
		) -> DispatchResult {
			let Member { who, .. } = T::MemberOrigin::ensure_origin(origin)?;
			Self::do_set_metadata(who, device, metadata)
		}

		/// Says until when a device measures right. Replaces what was said before.
		///
		/// ## Dispatch Origin
		///
		/// Signed by a member of an accreditor in good standing.
		///
		/// ## Parameters
		///
		/// - `device`: the device.
		/// - `certificate`: hash of the certificate.
		/// - `until`: the last moment at which that is valid: UTC, in milliseconds.
		///
		/// ## Errors
		///
		/// [`Error::UnknownDevice`], [`Error::DeviceEnded`], [`Error::Expired`].
		///
		/// ## Events
		///
		/// [`Event::Calibrated`].
		#[pallet::call_index(19)]
		pub fn set_calibration(
			origin: OriginFor<T>,
			device: DeviceId,
			certificate: Hash,
			until: u64,
		) -> DispatchResult {
			let Member { org, .. } = T::AccreditorOrigin::ensure_origin(origin)?;
			Self::do_set_calibration(org, device, certificate, until)
		}

		/// Lets a gateway speak for one device of the signer's, or for all.
		///
		/// ## Dispatch Origin
		///
		/// Signed by a member of an organisation in good standing: the owner.
		///
		/// ## Parameters
		///
		/// - `scope`: which devices.
		/// - `gateway`: an account of an organisation in good standing.
		///
		/// ## Errors
		///
		/// [`Error::UnknownDevice`], [`Error::DeviceEnded`], [`Error::NotOwner`],
		/// [`Error::GatewayNotInStanding`], [`Error::AlreadyAuthorized`],
		/// [`Error::TooManyGateways`].
		///
		/// ## Events
		///
		/// [`Event::GatewayAuthorized`].
		#[pallet::call_index(20)]
		pub fn authorize_gateway(
			origin: OriginFor<T>,
			scope: Scope,
			gateway: T::AccountId,
		) -> DispatchResult {
			let Member { who, .. } = T::MemberOrigin::ensure_origin(origin)?;
			Self::do_authorize_gateway(who, scope, gateway)
		}

		/// Ends what `authorize_gateway` began, and returns the deposit.
		///
		/// ## Dispatch Origin
		///
		/// Signed by the owner.
		///
		/// ## Parameters
		///
		/// - `scope`: which devices; the same as it was authorised for.
		/// - `gateway`: the gateway.
		///
		/// ## Errors
		///
		/// [`Error::UnknownDevice`], [`Error::NotOwner`], [`Error::NotAuthorized`].
		///
		/// ## Events
		///
		/// [`Event::GatewayDeauthorized`].
		#[pallet::call_index(21)]
		pub fn deauthorize_gateway(
			origin: OriginFor<T>,
			scope: Scope,
			gateway: T::AccountId,
		) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_deauthorize_gateway(who, scope, gateway)
		}
	}
}
