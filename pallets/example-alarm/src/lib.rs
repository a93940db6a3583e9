//! # Alarm pallet
//!
//! An example to copy. The owner of a device guards one of its streams, and the pallet raises an
//! alarm whenever a value is above the threshold. No runtime includes it.
//!
//! ## Overview
//!
//! A rule [watches](Config::Watch) its stream, so that the telemetry pallet takes the device's
//! segments and passes their observations on. [`Config::Policy`] judges an observation's facts: an
//! alarm says how far it can be trusted, and an observation that does not count raises none.
#![doc = docify::embed!("src/tests.rs", a_signed_segment_raises_an_alarm)]
//!
//! A rule ends with its device's tenure: from then on it raises no alarm, and anybody may
//! [release](Pallet::release) it. The deposit goes back to whoever paid it.
//!
//! ## Properties
//!
//! Each holds before and after every call; `try_state` and the tests check them under the same
//! numbers.
//!
//! 1. No rule names a later tenure than its device has.
//! 2. Each rule holds the deposit of its owner, and one reference to its stream.

#![cfg_attr(not(feature = "std"), no_std)]
#![deny(missing_docs)]
#![cfg_attr(not(test), deny(clippy::unwrap_used, clippy::expect_used))]
#![cfg_attr(not(test), deny(clippy::indexing_slicing, clippy::arithmetic_side_effects))]

pub mod weights;

#[cfg(feature = "runtime-benchmarks")]
mod benchmarking;
#[cfg(test)]
mod mock;
#[cfg(test)]
mod tests;

pub use pallet::*;
pub use weights::WeightInfo;

use frame::{
	deps::frame_support::stored,
	prelude::*,
	traits::{Consideration, Footprint},
};
use tallystick_primitives::{
	Consumer, DeviceRegistry, FactPolicy, Member, Observation, OnObservation, StreamId, Trust,
	Watch,
};

/// When to raise an alarm.
#[stored]
pub struct Rule<AccountId> {
	/// The device's owner, who made the rule and holds its deposit.
	pub owner: AccountId,
	/// The device's tenure then. The rule ends with it.
	pub tenure: u32,
	/// An alarm is raised above this value, in the unit of the stream's channel.
	pub threshold: i64,
}

/// The [`Rule`] of `T`.
pub type RuleOf<T> = Rule<<T as frame_system::Config>::AccountId>;

#[frame::pallet]
// The macro expands to code that calls `expect`.
#[allow(clippy::expect_used)]
pub mod pallet {
	use super::*;

	/// The in-code storage version.
	const STORAGE_VERSION: StorageVersion = StorageVersion::new(0);

	#[pallet::pallet]
	#[pallet::storage_version(STORAGE_VERSION)]
	pub struct Pallet<T>(_);

	#[pallet::config]
	pub trait Config: frame_system::Config {
		/// Weights of the calls and of an observation.
		type WeightInfo: WeightInfo;

		/// Who may guard: a member of an organisation in good standing.
		type MemberOrigin: EnsureOrigin<Self::RuntimeOrigin, Success = Member<Self::AccountId>>;

		/// The devices and their owners.
		type Devices: DeviceRegistry<Self::AccountId>;

		/// The telemetry pallet.
		type Watch: Watch;

		/// Which facts make an alarm doubtful, and which prevent it.
		type Policy: Get<FactPolicy>;

		/// The deposit of whoever guards a stream.
		type Consideration: Consideration<Self::AccountId, Footprint>;

		/// A device and its owner, for benchmarks.
		#[cfg(feature = "runtime-benchmarks")]
		type BenchmarkHelper: tallystick_world::Actors<Self::AccountId>;
	}

	/// Why balances are held.
	#[pallet::composite_enum]
	pub enum HoldReason {
		/// For a rule, until it is released.
		#[codec(index = 0)]
		Rule,
	}

	/// Guarded streams. A rule is removed by [`release`](Pallet::release), which returns the deposit.
	#[pallet::storage]
	pub type Rules<T: Config> =
		StorageMap<_, Blake2_128Concat, StreamId, (RuleOf<T>, T::Consideration)>;

	#[pallet::event]
	#[pallet::generate_deposit(pub(crate) fn deposit_event)]
	pub enum Event<T: Config> {
		/// The owner of a device guards a stream.
		Guarded {
			/// The stream.
			stream: StreamId,
			/// The rule.
			rule: RuleOf<T>,
		},
		/// A stream is no longer guarded.
		Released {
			/// The stream.
			stream: StreamId,
			/// The owner who gets the deposit back.
			owner: T::AccountId,
		},
		/// A value lay above the threshold.
		Raised {
			/// The stream.
			stream: StreamId,
			/// The highest value of the observation.
			value: i64,
			/// How far the observation is trusted.
			trust: Trust,
		},
	}

	#[pallet::error]
	pub enum Error<T> {
		/// The device belongs to somebody else, or is not registered. Ask its owner.
		NotOwner,
		/// The stream has a rule. Release that one first.
		AlreadyGuarded,
		/// The stream has no rule. Guard it first.
		NotGuarded,
	}

	#[pallet::hooks]
	impl<T: Config> Hooks<BlockNumberFor<T>> for Pallet<T> {
		#[cfg(feature = "try-runtime")]
		fn try_state(_: BlockNumberFor<T>) -> Result<(), frame::deps::sp_runtime::TryRuntimeError> {
			Self::do_try_state()
		}
	}

	#[pallet::view_functions]
	impl<T: Config> Pallet<T> {
		/// The rule of a stream, also one that has ended and is not released.
		pub fn rule(stream: StreamId) -> Option<RuleOf<T>> {
			Rules::<T>::get(stream).map(|(rule, _)| rule)
		}
	}

	#[pallet::call]
	impl<T: Config> Pallet<T> {
		/// Guards a stream.
		///
		/// ## Dispatch Origin
		///
		/// [`Config::MemberOrigin`]: the device's owner.
		///
		/// ## Details
		///
		/// A deposit is taken for the rule, until it is released.
		///
		/// ## Parameters
		///
		/// - `stream`: the stream.
		/// - `threshold`: the highest value that raises no alarm.
		///
		/// ## Errors
		///
		/// [`Error::NotOwner`], [`Error::AlreadyGuarded`], and those of [`Config::Watch`].
		///
		/// ## Events
		///
		/// [`Event::Guarded`].
		#[pallet::call_index(0)]
		#[pallet::weight(T::WeightInfo::guard().saturating_add(Pallet::<T>::weight_of_others()))]
		pub fn guard(origin: OriginFor<T>, stream: StreamId, threshold: i64) -> DispatchResult {
			let Member { who, .. } = T::MemberOrigin::ensure_origin(origin)?;
			Self::do_guard(who, stream, threshold)
		}

		/// Ends a rule, and returns its deposit.
		///
		/// ## Dispatch Origin
		///
		/// Signed by the owner who made the rule. Signed by anybody if the device has changed hands
		/// since, or is not registered any more.
		///
		/// ## Parameters
		///
		/// - `stream`: the stream.
		///
		/// ## Errors
		///
		/// [`Error::NotGuarded`], [`Error::NotOwner`].
		///
		/// ## Events
		///
		/// [`Event::Released`].
		#[pallet::call_index(1)]
		#[pallet::weight(T::WeightInfo::release().saturating_add(Pallet::<T>::weight_of_others()))]
		pub fn release(origin: OriginFor<T>, stream: StreamId) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_release(who, stream)
		}
	}
}

impl<T: Config> Pallet<T> {
	fn do_guard(who: T::AccountId, stream: StreamId, threshold: i64) -> DispatchResult {
		let tenure = T::Devices::tenure_of(&stream.device, &who).ok_or(Error::<T>::NotOwner)?;
		ensure!(!Rules::<T>::contains_key(stream), Error::<T>::AlreadyGuarded);
		let rule = Rule { owner: who, tenure, threshold };
		let ticket = T::Consideration::new(&rule.owner, Self::footprint())?;
		T::Watch::watch(Self::CONSUMER, &stream)?;

		Rules::<T>::insert(stream, (&rule, ticket));
		Self::deposit_event(Event::Guarded { stream, rule });
		Ok(())
	}

	fn do_release(who: T::AccountId, stream: StreamId) -> DispatchResult {
		let (rule, ticket) = Rules::<T>::get(stream).ok_or(Error::<T>::NotGuarded)?;
		let goes_on = T::Devices::goes_on(&stream.device, rule.tenure);
		ensure!(who == rule.owner || !goes_on, Error::<T>::NotOwner);
		ticket.drop(&rule.owner)?;
		T::Watch::unwatch(Self::CONSUMER, &stream)?;

		Rules::<T>::remove(stream);
		Self::deposit_event(Event::Released { stream, owner: rule.owner });
		Ok(())
	}

	/// The cost of what other pallets do in a call.
	fn weight_of_others() -> Weight {
		T::Watch::weight().saturating_add(T::Devices::weight())
	}

	fn footprint() -> Footprint {
		let own = <(StreamId, RuleOf<T>)>::max_encoded_len();
		Footprint::from_parts(1, own.saturating_add(T::Watch::footprint()))
	}

	/// Checks the properties in the pallet's documentation, under the same numbers.
	#[cfg(any(feature = "try-runtime", test))]
	pub fn do_try_state() -> Result<(), frame::deps::sp_runtime::TryRuntimeError> {
		for (stream, (rule, _)) in Rules::<T>::iter() {
			let tenure = T::Devices::tenure(&stream.device);
			ensure!(tenure.is_none_or(|now| rule.tenure <= now), "1: a rule of a tenure to come");
		}
		Ok(())
	}
}

impl<T: Config> OnObservation for Pallet<T> {
	const CONSUMER: Consumer = Consumer::Example;

	fn on_observation(stream: &StreamId, observation: &Observation) -> Weight {
		let weight = <Self as OnObservation>::weight();
		let Some((rule, _)) = Rules::<T>::get(stream) else { return weight };
		let value = observation.summary.max;
		let trust = T::Policy::get().judge(observation.facts);
		let goes_on = T::Devices::goes_on(&stream.device, rule.tenure);
		if value > rule.threshold && trust != Trust::Refused && goes_on {
			Self::deposit_event(Event::Raised { stream: *stream, value, trust });
		}
		weight
	}

	fn weight() -> Weight {
		T::WeightInfo::on_observation().saturating_add(T::Devices::weight())
	}
}
