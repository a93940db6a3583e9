//! # Telemetry pallet
//!
//! Anchors what devices said, so that nobody can change or deny it.
//!
//! ## Pallet API
//!
//! See the [`pallet`] module for the calls, storage, events, errors and view functions.
//!
//! ## Overview
//!
//! Readings never enter the state. A gateway [anchors](Pallet::anchor) one [`Batch`] for many
//! thousands of them: the root of a tree over segments. The batches of a block, and the new keys of
//! devices, are the block's statements. The root over these stands in the block's own header. In
//! the next block it becomes a leaf of the chain's Merkle Mountain Range, whose root stands in that
//! header and in all later ones. So a proof of any reading ends at a header: that of its block, or
//! a later one. The state does not grow with the readings: a batch's record is removed once nobody
//! can challenge it.
//!
//! Streams that somebody acts on are [watched](Pallet::watch). For these the chain also accepts the
//! device's own signed segment, from the gateway with a batch or [from the device
//! itself](Pallet::observe). It checks the segment, and notifies those of [`Config::OnObservation`]
//! that watch the stream. An irregularity is not refused: it becomes one of the observation's
//! [facts](Facts).
//!
//! Whoever finds a lie in a batch [proves it](Pallet::challenge) with nothing but what the gateway
//! anchored. A convicted gateway anchors nothing until the council pardons it. Two versions of one
//! reading, both signed by the device, [convict the device](Pallet::convict_device), wherever they
//! were found. If the second version reaches the chain as an observation, the chain itself convicts
//! the device.
//!
//! ### Terminology
//!
//! - **Stream**: one channel of one device.
//! - **Segment, run, batch**: see the crate `tallystick-evidence`, and `docs/proofs.md`.
//! - **Tail**: the newest segment that the chain has seen of a device with watched streams, with its
//!   signature.
//!
//! ## Example
//!
//! A gateway anchors its first batch.
#![doc = docify::embed!("src/tests/anchor.rs", works)]
//!
//! ## Properties
//!
//! Each holds before and after every call; `try_state` and the property tests check them under
//! the same numbers.
//!
//! 1. A device has a tail exactly if one of its streams is watched. The tail counts these streams.
//! 2. A watched stream has a watcher. It counts the accounts among its watchers, and each of these
//!    has a ticket.
//! 3. A batch's record is listed exactly once, under its block, so that it expires. Its number is
//!    below the gateway's next.
//! 4. No batch's record is older than the expiry cursor.
//! 5. A stream's continuity counters never exceed its device's.
//! 6. A stream's number of watchers is that of its accounts and its consumers' references. A listed
//!    consumer has a reference.

#![cfg_attr(not(feature = "std"), no_std)]
#![deny(missing_docs)]
#![cfg_attr(not(test), deny(clippy::unwrap_used, clippy::expect_used))]
#![cfg_attr(not(test), deny(clippy::indexing_slicing, clippy::arithmetic_side_effects))]

extern crate alloc;

mod calls;
mod dispatchable_impls;
mod errors;
mod events;
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
	evidence::{fraud::Fraud, Batch, DeviceId, Equivocation, Hash},
	Consumer, DeviceQuota, DeviceRegistry, Facts, FinalStatement, Member, Millis, NotifyConsumers,
	Observation, StreamId,
};

/// Shorthand for the account type of `T`.
pub(crate) type AccountIdFor<T> = <T as frame_system::Config>::AccountId;

/// What devices measured: batches that gateways anchor, and observations of watched streams.
#[frame::import_section(events::events)]
#[frame::import_section(errors::errors)]
#[frame::import_section(calls::calls)]
#[frame::pallet]
// The macro expands to code that calls `expect`.
#[allow(clippy::expect_used)]
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

		/// The hash of the chain's first block, which every device signature covers.
		type Genesis: Get<Hash>;

		/// The chain's clock: UTC, in milliseconds.
		type Time: Time<Moment = u64>;

		/// The devices, their keys and owners.
		type Devices: DeviceRegistry<Self::AccountId>;

		/// Pays for what devices send themselves.
		type Quota: DeviceQuota<Self::AccountId>;

		/// Acts on observations: a tuple of the pallets that do.
		type OnObservation: NotifyConsumers;

		/// The deposit of an account that anchors its first batch. It stays.
		type GatewayConsideration: Consideration<Self::AccountId, Footprint>;

		/// The deposit of whoever watches a stream.
		type WatchConsideration: Consideration<Self::AccountId, Footprint>;

		/// Most statements in a block: batches and new keys together. Must not be lowered.
		#[pallet::constant]
		type MaxStatements: Get<u32>;

		/// The block's last statement, which `MaxStatements` does not count.
		type FinalStatement: FinalStatement;

		/// Most segments of watched devices that come with one batch. Must not be lowered.
		#[pallet::constant]
		type MaxObserved: Get<u32>;

		/// Most runs of a segment that are observed at once. Must not be lowered.
		#[pallet::constant]
		type MaxRuns: Get<u32>;

		/// The most blocks for which a batch can be challenged. The devices of its segments must be
		/// stored at least as long.
		#[pallet::constant]
		type MaxRetention: Get<BlockNumberFor<Self>>;

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
		/// For an account that has anchored, for ever: its batch numbers are never used again.
		#[codec(index = 1)]
		Gateway,
	}

	/// Accounts that have anchored.
	#[pallet::storage]
	pub type Gateways<T: Config> =
		StorageMap<_, Blake2_128Concat, T::AccountId, GatewayRecordOf<T>>;

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

	/// The newest segment and the continuity of each device with watched streams.
	#[pallet::storage]
	pub type Tails<T: Config> = StorageMap<_, Blake2_128Concat, DeviceId, TailRecordOf<T>>;

	/// The settings, which the council changes.
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
			assert!(
				self.settings.is_sound(T::MaxRetention::get()),
				"a batch must be kept for some time, and no longer than its devices"
			);
			ChainSettings::<T>::put(self.settings);
		}
	}

	#[pallet::hooks]
	impl<T: Config> Hooks<BlockNumberFor<T>> for Pallet<T> {
		fn on_initialize(now: BlockNumberFor<T>) -> Weight {
			let statements = T::MaxStatements::get().saturating_add(1);
			Self::expire(now)
				.saturating_add(T::WeightInfo::on_finalize(statements))
				// The root in the header's digest, which `on_finalize` lacked when it was measured. The
				// weight of appending a statement is an upper bound: that reads and writes a list, too, and
				// a longer one.
				.saturating_add(T::WeightInfo::append())
				.saturating_add(T::FinalStatement::weight())
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
			Self::next_of(&gateway)
		}

		/// A batch that can be challenged.
		pub fn batch(gateway: T::AccountId, number: u64) -> Option<BatchRecordOf<T>> {
			Batches::<T>::get(gateway, number)
		}

		/// A watched stream, with its newest observation.
		pub fn stream(stream: StreamId) -> Option<Stream> {
			Streams::<T>::get(stream)
		}

		/// The newest segment and the continuity of a device with watched streams.
		pub fn tail(device: DeviceId) -> Option<TailOf<T>> {
			Tails::<T>::get(device).map(Into::into)
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
			Gateways::<T>::get(gateway)?.conviction
		}
	}
}
