//! # Telemetry pallet
//!
//! What devices said, so that it cannot be changed, and cannot be denied.
//!
//! ## Pallet API
//!
//! See the [`pallet`] module for the calls, storage, events, errors and view functions.
//!
//! ## Overview
//!
//! Readings never enter the state. A gateway [anchors](Pallet::anchor) one [`Batch`] for many
//! thousands of them: the root of a tree over segments. The batches of a block, and the new keys
//! of devices, are the block's statements; the root over these becomes a leaf of the chain's
//! Merkle Mountain Range, whose root stands in the header. So a proof of any reading ends at a
//! header, and the state does not grow with what was said: the record of a batch goes when
//! nobody can challenge it any more.
//!
//! Streams that somebody acts on are [watched](Pallet::watch). For these the chain also takes the
//! device's own signed segment, by the gateway together with a batch or [from the device
//! itself](Pallet::observe), checks it, and tells those of [`Config::OnObservation`] that watch the
//! stream. What is odd about it is not refused but becomes one of its [facts](Facts).
//!
//! Whoever finds a lie in a batch [proves it](Pallet::challenge) with nothing but what the gateway
//! anchored. A convicted gateway anchors nothing until the council pardons it.
//!
//! ### Terminology
//!
//! - **Stream**: one channel of one device.
//! - **Segment, run, batch**: see the crate `tallystick-evidence`, and `docs/proofs.md`.
//! - **Tail**: the newest segment that the chain has seen of a device with watched streams.
//!
//! ## Properties
//!
//! Each holds before and after every call; `try_state` and the property tests check them under
//! the same numbers.
//!
//! 1. A device has a tail if one of its streams is watched, and the tail counts these streams.
//! 2. A watched stream has a watcher, and counts the accounts among its watchers, each of which
//!    holds a ticket.
//! 3. A batch's record is listed once for its expiry, under its block, and its number is below the
//!    gateway's next.
//! 4. No batch's record is older than the cursor of the expiry.
//! 5. What a stream has seen of its device's continuity is not more than has been.
//! 6. A stream's watchers are its accounts and the references of its consumers, and a consumer that
//!    is listed has a reference.

#![cfg_attr(not(feature = "std"), no_std)]
#![deny(missing_docs)]

extern crate alloc;

mod dispatchable_impls;
mod refusal;
mod tick_impls;
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
pub use refusal::Refusal;
pub use tick_impls::{statements_key, STATEMENTS_PREFIX};
pub use trait_impls::AnchorOrder;
pub use types::*;
pub use weights::WeightInfo;

use frame::{
	deps::sp_runtime::transaction_validity::{InvalidTransaction, TransactionValidityError},
	prelude::*,
	traits::{Consideration, Footprint, Time},
};
use refusal::refuse;
use tallystick_primitives::{
	evidence::{fraud::Fraud, merkle::MAX_PATH, Batch, DeviceId, Hash},
	Consumer, DeviceQuota, DeviceRegistry, Facts, Member, NotifyConsumers, Observation, StreamId,
};

/// Shorthand for the account type of `T`.
pub(crate) type AccountIdFor<T> = <T as frame_system::Config>::AccountId;

/// What devices measured: batches that gateways anchor, and observations of watched streams.
#[frame::pallet]
pub mod pallet {
	use super::*;
	use alloc::{boxed::Box, vec::Vec};

	/// The in-code storage version.
	const STORAGE_VERSION: StorageVersion = StorageVersion::new(0);

	#[pallet::pallet]
	#[pallet::storage_version(STORAGE_VERSION)]
	pub struct Pallet<T>(_);

	#[pallet::config]
	pub trait Config:
		frame_system::Config<AccountId: Into<[u8; 32]>, RuntimeEvent: TryInto<Event<Self>>>
	{
		/// Weights of the calls and hooks.
		type WeightInfo: WeightInfo;

		/// Who may anchor, challenge and watch: a member of an organisation in good standing.
		type MemberOrigin: EnsureOrigin<Self::RuntimeOrigin, Success = Member<Self::AccountId>>;

		/// Pardons gateways and changes the settings.
		type AdminOrigin: EnsureOrigin<Self::RuntimeOrigin>;

		/// The hash of the chain's first block, which is in everything that a device signs.
		type Genesis: Get<Hash>;

		/// The chain's clock: UTC, in milliseconds.
		type Time: Time<Moment = u64>;

		/// Who the devices are.
		type Devices: DeviceRegistry<Self::AccountId>;

		/// Pays for what devices send themselves.
		type Quota: DeviceQuota<Self::AccountId>;

		/// Acts on observations: a tuple of the pallets that do.
		type OnObservation: NotifyConsumers;

		/// The deposit of whoever watches a stream.
		type WatchConsideration: Consideration<Self::AccountId, Footprint>;

		/// The hold for it.
		type RuntimeHoldReason: From<HoldReason>;

		/// Most statements in a block: batches and new keys together. Must not be lowered.
		#[pallet::constant]
		type MaxStatements: Get<u32>;

		/// Most segments of watched devices that come with one batch. Must not be lowered.
		#[pallet::constant]
		type MaxObserved: Get<u32>;

		/// Most runs of a segment that are observed at once. Must not be lowered.
		#[pallet::constant]
		type MaxRuns: Get<u32>;

		/// Most hashes on the ways that one challenge leads. Must not be lowered.
		#[pallet::constant]
		type MaxDepth: Get<u32>;

		/// A device, its gateway and its owner, for benchmarks.
		#[cfg(feature = "runtime-benchmarks")]
		type BenchmarkHelper: tallystick_world::Actors<Self::AccountId>;
	}

	/// Why balances are held.
	#[pallet::composite_enum]
	pub enum HoldReason {
		/// For watching a stream, until it is watched no more.
		#[codec(index = 0)]
		Watch,
	}

	/// The number of each gateway's next batch.
	#[pallet::storage]
	pub type NextBatch<T: Config> = StorageMap<_, Blake2_128Concat, T::AccountId, u64, ValueQuery>;

	/// Batches that can be challenged, by gateway and number.
	#[pallet::storage]
	pub type Batches<T: Config> =
		StorageDoubleMap<_, Blake2_128Concat, T::AccountId, Twox64Concat, u64, BatchRecordOf<T>>;

	/// The batches of each block whose records have not expired.
	#[pallet::storage]
	pub type AnchoredIn<T: Config> = StorageMap<
		_,
		Twox64Concat,
		BlockNumberFor<T>,
		BoundedVec<BatchIdOf<T>, T::MaxStatements>,
		ValueQuery,
	>;

	/// The first block whose batches have not expired.
	#[pallet::storage]
	pub type ExpiryCursor<T: Config> = StorageValue<_, BlockNumberFor<T>>;

	/// The leaves of the present block's statements.
	#[pallet::storage]
	pub type Statements<T: Config> =
		StorageValue<_, BoundedVec<Hash, T::MaxStatements>, ValueQuery>;

	/// The root over the statements of the last block that is complete.
	#[pallet::storage]
	pub type StatementsRoot<T: Config> = StorageValue<_, Hash, ValueQuery>;

	/// Watched streams.
	#[pallet::storage]
	pub type Streams<T: Config> = StorageMap<_, Blake2_128Concat, StreamId, Stream>;

	/// The accounts that watch a stream, with their deposits.
	#[pallet::storage]
	pub type Watchers<T: Config> = StorageDoubleMap<
		_,
		Blake2_128Concat,
		StreamId,
		Blake2_128Concat,
		T::AccountId,
		TicketOf<T>,
	>;

	/// Where the devices with watched streams stand.
	#[pallet::storage]
	pub type Tails<T: Config> = StorageMap<_, Blake2_128Concat, DeviceId, TailOf<T>>;

	/// Gateways that were found to lie and are not pardoned.
	#[pallet::storage]
	pub type Convictions<T: Config> =
		StorageMap<_, Blake2_128Concat, T::AccountId, ConvictionOf<T>>;

	/// What the council sets.
	#[pallet::storage]
	pub type ChainSettings<T: Config> = StorageValue<_, SettingsOf<T>, ValueQuery>;

	/// The settings that the chain starts with.
	#[pallet::genesis_config]
	#[derive(frame::prelude::DefaultNoBound)]
	pub struct GenesisConfig<T: Config> {
		/// What the council can change later.
		pub settings: SettingsOf<T>,
	}

	#[pallet::genesis_build]
	impl<T: Config> BuildGenesisConfig for GenesisConfig<T> {
		fn build(&self) {
			assert!(!self.settings.retention.is_zero(), "a batch must be kept for some time");
			ChainSettings::<T>::put(self.settings);
		}
	}

	#[pallet::event]
	#[pallet::generate_deposit(pub(crate) fn deposit_event)]
	pub enum Event<T: Config> {
		/// A gateway anchored a batch.
		Anchored {
			/// The gateway.
			gateway: T::AccountId,
			/// The batch's number among the gateway's.
			number: u64,
			/// The batch.
			batch: Batch,
		},
		/// A device said something on a watched stream.
		Observed {
			/// The stream.
			stream: StreamId,
			/// What, and what is odd about it.
			observation: Observation,
		},
		/// A segment that came with a batch was not observed. The batch is anchored all the same.
		Refused {
			/// The device.
			device: DeviceId,
			/// The number of the segment's first reading.
			sequence: u64,
			/// Why.
			refusal: Refusal,
		},
		/// A gateway was found to lie. It anchors nothing until it is pardoned.
		GatewayConvicted {
			/// The gateway.
			gateway: T::AccountId,
			/// The number of the batch with the lie.
			number: u64,
			/// Who proved it.
			challenger: T::AccountId,
		},
		/// A device was found to have signed two versions of one reading. It is suspended.
		DeviceConvicted {
			/// The device.
			device: DeviceId,
			/// Who proved it.
			challenger: T::AccountId,
		},
		/// A gateway may anchor again.
		Pardoned {
			/// The gateway.
			gateway: T::AccountId,
		},
		/// An account watches a stream.
		Watched {
			/// The stream.
			stream: StreamId,
			/// The account.
			who: T::AccountId,
		},
		/// An account watches a stream no more.
		Unwatched {
			/// The stream.
			stream: StreamId,
			/// The account.
			who: T::AccountId,
		},
		/// The settings changed.
		Configured {
			/// The settings before.
			old: SettingsOf<T>,
			/// The settings from now on.
			new: SettingsOf<T>,
		},
	}

	#[pallet::error]
	pub enum Error<T> {
		/// The chain has this batch of the gateway already. Go on with the next one.
		StaleBatch,
		/// A batch before this one is missing. Anchor that one first.
		FutureBatch,
		/// The batch has no segments, more segments than readings, or ends before it begins.
		BadBatch,
		/// The block takes no more statements. Try again in the next one.
		BlockFull,
		/// The gateway was found to lie. Ask the council for a pardon.
		Convicted,
		/// The segment's header cannot be true, its runs are not in ascending order of the channel,
		/// or the device did not sign the segment as a whole.
		Malformed,
		/// Nobody has registered the device.
		UnknownDevice,
		/// The device is suspended. Its owner has to resume it.
		DeviceSuspended,
		/// The device's key is in other hands; nothing that it signs counts any more.
		DeviceRevoked,
		/// The device is out of use.
		DeviceRetired,
		/// Nobody watches the stream, so the chain does not want it. Anchor the segment in a batch.
		NotWatched,
		/// The chain has seen these readings already. Go on with the next segment.
		Replayed,
		/// The segment is of a boot epoch that is over, or under a key older than the last one's.
		RolledBack,
		/// The segment ends further in the future than clocks may differ. Set the device's clock.
		FromFuture,
		/// The device has had no such key.
		UnknownKey,
		/// The signature is not the device's: not under this key, not of this chain, not of the scheme
		/// that is named beside it, or the segment was altered.
		BadSignature,
		/// The device's model has no such channel.
		UnknownChannel,
		/// The run counts violations against other limits than the model's.
		WrongLimits,
		/// The run, or the reading, does not stand in the segment at this place.
		NotInSegment,
		/// The run's summary contradicts itself, or does not fit the segment's counts, times or channels.
		OutOfBounds,
		/// The device has sent a segment in this block already. Wait for the next one.
		TooSoon,
		/// The quota of the owner's organisation is spent, or the organisation is suspended.
		QuotaExceeded,
		/// The gateway is not authorised to speak for the device. Its owner has to do that.
		GatewayNotAuthorized,
		/// The challenge leads further than any tree is deep.
		TooDeep,
		/// The chain has no such batch, or does not keep it any more.
		UnknownBatch,
		/// The segment does not stand in the batch at this place.
		NotInBatch,
		/// What the challenge shows is true.
		Honest,
		/// The batch was found to hold a lie before, or the device is out of use for ever.
		AlreadyConvicted,
		/// The gateway is not convicted.
		NotConvicted,
		/// The account watches the stream already.
		AlreadyWatching,
		/// The account does not watch the stream.
		NotWatching,
		/// A setting is zero that must not be.
		BadSettings,
		/// The device signed two versions, but not both with the key that it has now.
		ReplacedKey,
	}

	#[pallet::hooks]
	impl<T: Config> Hooks<BlockNumberFor<T>> for Pallet<T> {
		fn on_initialize(now: BlockNumberFor<T>) -> Weight {
			Self::expire(now).saturating_add(T::WeightInfo::on_finalize(T::MaxStatements::get()))
		}

		fn on_finalize(_: BlockNumberFor<T>) {
			Self::fold_statements();
		}

		fn integrity_test() {
			assert!(T::MaxStatements::get() > 0 && T::MaxRuns::get() > 0);
			for consumer in Consumer::ALL {
				assert!(
					T::OnObservation::count(consumer) <= 1,
					"two pallets watch as {consumer:?}"
				);
			}
			// Nothing is safe from a challenge because it lies too deep: the ways through a batch,
			// a segment and a run.
			assert!(T::MaxDepth::get() >= 3 * MAX_PATH, "a challenge can be as deep as trees are");
		}

		#[cfg(feature = "try-runtime")]
		fn try_state(_: BlockNumberFor<T>) -> Result<(), frame::deps::sp_runtime::TryRuntimeError> {
			Self::do_try_state()
		}
	}

	#[pallet::view_functions]
	impl<T: Config> Pallet<T> {
		/// The number that a gateway's next batch must have.
		pub fn next_batch(gateway: T::AccountId) -> u64 {
			NextBatch::<T>::get(gateway)
		}

		/// A batch that can be challenged.
		pub fn batch(gateway: T::AccountId, number: u64) -> Option<BatchRecordOf<T>> {
			Batches::<T>::get(gateway, number)
		}

		/// A watched stream, with its newest observation.
		pub fn stream(stream: StreamId) -> Option<Stream> {
			Streams::<T>::get(stream)
		}

		/// Where a device with watched streams stands.
		pub fn tail(device: DeviceId) -> Option<TailOf<T>> {
			Tails::<T>::get(device)
		}

		/// What devices said in the block whose state this is.
		pub fn observations() -> Vec<(StreamId, Observation)> {
			frame_system::Pallet::<T>::read_events_no_consensus()
				.filter_map(|record| match record.event.try_into() {
					Ok(Event::Observed { stream, observation }) => Some((stream, observation)),
					_ => None,
				})
				.collect()
		}

		/// What a gateway was found guilty of.
		pub fn conviction(gateway: T::AccountId) -> Option<ConvictionOf<T>> {
			Convictions::<T>::get(gateway)
		}
	}

	#[pallet::call(weight(<T as Config>::WeightInfo))]
	impl<T: Config> Pallet<T> {
		/// Anchors a batch of segments.
		///
		/// ## Dispatch Origin
		///
		/// Signed by a member of an organisation in good standing: the gateway.
		///
		/// ## Details
		///
		/// Batches are numbered from zero, without a gap: a gateway that is not sure whether a batch
		/// was taken sends the same bytes again, and can never anchor it twice.
		///
		/// A segment that cannot be observed does not stop the batch: somebody else may have brought
		/// it first, or its device was suspended meanwhile. [`Event::Refused`] says why.
		///
		/// Booked is the most that the segments can cost. Given back is what they did not: the
		/// consumers that do not watch a stream, and what is not done for a segment that is refused.
		///
		/// ## Parameters
		///
		/// - `number`: the gateway's next number.
		/// - `batch`: the root, counts, times and the hash of the raw data.
		/// - `observed`: the segments of devices with watched streams, each device's in order.
		///
		/// ## Errors
		///
		/// [`Error::StaleBatch`], [`Error::FutureBatch`], [`Error::BadBatch`], [`Error::BlockFull`],
		/// [`Error::Convicted`].
		///
		/// ## Events
		///
		/// [`Event::Anchored`], [`Event::Observed`] for each run, [`Event::Refused`].
		#[pallet::call_index(0)]
		#[pallet::weight(Pallet::<T>::weight_of_anchor(observed))]
		pub fn anchor(
			origin: OriginFor<T>,
			#[pallet::compact] number: u64,
			batch: Batch,
			observed: BoundedVec<ObservedOf<T>, T::MaxObserved>,
		) -> DispatchResultWithPostInfo {
			let Member { who: gateway, .. } = T::MemberOrigin::ensure_origin(origin)?;
			Self::do_anchor(gateway, number, batch, &observed)
		}

		/// Takes a segment of a device with watched streams, from the device itself.
		///
		/// ## Dispatch Origin
		///
		/// The device: it needs no account. The pool checks its signature, and charges the owner's
		/// organisation.
		///
		/// ## Details
		///
		/// One segment a device and block. Of several in the pool, the one that leaves out the fewest
		/// readings goes first. The newest segment is taken again with runs that were left out.
		///
		/// The block gets back what is booked for consumers that do not watch the streams. The quota
		/// does not: it is charged what the pool made sure that it has.
		///
		/// ## Parameters
		///
		/// - `observed`: the segment, with the runs of watched channels.
		///
		/// ## Errors
		///
		/// Each by the pool, as a code from 131 to 149: [`Error::Malformed`], [`Error::UnknownDevice`],
		/// [`Error::DeviceSuspended`], [`Error::DeviceRevoked`], [`Error::DeviceRetired`],
		/// [`Error::NotWatched`], [`Error::Replayed`], [`Error::RolledBack`],
		/// [`Error::FromFuture`], [`Error::UnknownKey`], [`Error::BadSignature`],
		/// [`Error::UnknownChannel`], [`Error::WrongLimits`], [`Error::NotInSegment`],
		/// [`Error::OutOfBounds`], [`Error::TooSoon`], [`Error::QuotaExceeded`].
		///
		/// ## Events
		///
		/// [`Event::Observed`] for each run.
		#[pallet::call_index(1)]
		#[pallet::weight(Pallet::<T>::weight_of_observe(observed))]
		#[pallet::weight_of_authorize(Pallet::<T>::weight_of_authorize_observe(observed))]
		#[pallet::authorize(|_source, observed| {
			Pallet::<T>::authorize_observe(observed).map(|valid| (valid, Weight::zero()))
		})]
		pub fn observe(
			origin: OriginFor<T>,
			observed: Box<ObservedOf<T>>,
		) -> DispatchResultWithPostInfo {
			ensure_authorized(origin)?;
			Self::do_observe(&observed)
		}

		/// Proves that a batch holds a lie.
		///
		/// ## Dispatch Origin
		///
		/// Signed by a member of an organisation in good standing.
		///
		/// ## Details
		///
		/// The proof is checked against the batch's record alone, and against the device's key.
		///
		/// ## Parameters
		///
		/// - `gateway`, `number`: the batch.
		/// - `fraud`: the lie.
		///
		/// ## Errors
		///
		/// [`Error::TooDeep`], [`Error::UnknownBatch`], [`Error::AlreadyConvicted`],
		/// [`Error::UnknownDevice`], [`Error::NotInBatch`], [`Error::NotInSegment`],
		/// [`Error::Honest`], [`Error::ReplacedKey`].
		///
		/// ## Events
		///
		/// [`Event::GatewayConvicted`] or [`Event::DeviceConvicted`].
		#[pallet::call_index(2)]
		#[pallet::weight(Pallet::<T>::weight_of_challenge(fraud))]
		pub fn challenge(
			origin: OriginFor<T>,
			gateway: T::AccountId,
			#[pallet::compact] number: u64,
			fraud: Box<Fraud>,
		) -> DispatchResult {
			let Member { who: challenger, .. } = T::MemberOrigin::ensure_origin(origin)?;
			Self::do_challenge(challenger, gateway, number, &fraud)
		}

		/// Watches a stream, so that the chain takes and keeps its newest observation.
		///
		/// ## Dispatch Origin
		///
		/// Signed by a member of an organisation in good standing.
		///
		/// ## Details
		///
		/// Takes a deposit from the signer's organisation, which `unwatch` returns.
		///
		/// ## Parameters
		///
		/// - `stream`: the device and its channel.
		///
		/// ## Errors
		///
		/// [`Error::UnknownDevice`], [`Error::UnknownChannel`], [`Error::AlreadyWatching`].
		///
		/// ## Events
		///
		/// [`Event::Watched`].
		#[pallet::call_index(3)]
		#[pallet::weight(T::WeightInfo::watch().saturating_add(T::Devices::weight()))]
		pub fn watch(origin: OriginFor<T>, stream: StreamId) -> DispatchResult {
			let Member { who, .. } = T::MemberOrigin::ensure_origin(origin)?;
			Self::do_watch(who, stream)
		}

		/// Watches a stream no more.
		///
		/// ## Dispatch Origin
		///
		/// Signed by whoever watches it.
		///
		/// ## Details
		///
		/// Returns the deposit. With the last watcher goes what the chain keeps of the stream.
		///
		/// ## Parameters
		///
		/// - `stream`: the device and its channel.
		///
		/// ## Errors
		///
		/// [`Error::NotWatching`].
		///
		/// ## Events
		///
		/// [`Event::Unwatched`].
		#[pallet::call_index(4)]
		pub fn unwatch(origin: OriginFor<T>, stream: StreamId) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_unwatch(who, stream)
		}

		/// Lets a convicted gateway anchor again.
		///
		/// ## Dispatch Origin
		///
		/// Two thirds of the council.
		///
		/// ## Parameters
		///
		/// - `gateway`: the gateway.
		///
		/// ## Errors
		///
		/// [`Error::NotConvicted`].
		///
		/// ## Events
		///
		/// [`Event::Pardoned`].
		#[pallet::call_index(5)]
		pub fn pardon(origin: OriginFor<T>, gateway: T::AccountId) -> DispatchResult {
			T::AdminOrigin::ensure_origin(origin)?;
			Self::do_pardon(gateway)
		}

		/// Changes the settings.
		///
		/// ## Dispatch Origin
		///
		/// Two thirds of the council.
		///
		/// ## Details
		///
		/// A shorter retention takes effect over the following blocks, two blocks' records in each.
		///
		/// ## Parameters
		///
		/// - `settings`: all of them, the unchanged ones too.
		///
		/// ## Errors
		///
		/// [`Error::BadSettings`].
		///
		/// ## Events
		///
		/// [`Event::Configured`].
		#[pallet::call_index(6)]
		pub fn configure(origin: OriginFor<T>, settings: SettingsOf<T>) -> DispatchResult {
			T::AdminOrigin::ensure_origin(origin)?;
			Self::do_configure(settings)
		}
	}
}
