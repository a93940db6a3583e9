//! # Energy market pallet
//!
//! Suppliers, tariffs and metering points of grid zones, and an auction in which the points trade.
//!
//! ## Pallet API
//!
//! See the [`pallet`] module for the calls, storage, events, errors and view functions.

#![cfg_attr(not(feature = "std"), no_std)]
#![deny(missing_docs)]
#![cfg_attr(not(test), deny(clippy::unwrap_used, clippy::expect_used))]
#![cfg_attr(not(test), deny(clippy::indexing_slicing, clippy::arithmetic_side_effects))]

extern crate alloc;

mod calls;
mod errors;
mod events;
mod features;
mod types;
pub mod weights;

#[cfg(test)]
mod mock;
#[cfg(test)]
mod tests;
#[cfg(any(feature = "try-runtime", test))]
mod try_state;

pub use pallet::*;
pub use types::*;
pub use weights::WeightInfo;

use frame::{
	deps::frame_support::weights::WeightMeter,
	prelude::*,
	traits::{
		fungible::{
			hold::{Inspect as InspectHold, Mutate as MutateHold},
			Inspect, Mutate,
		},
		Consideration, Contains, EnsureOrigin, Footprint, Time,
	},
};
use tallystick_market::{IndexId, Page, Period, Tariff, TariffId, Timing};
use tallystick_primitives::{
	evidence::DeviceId, DeviceRegistry, Member, Membership, Millis, OrgId, Slot,
};

/// Shorthand for the account type of `T`.
pub(crate) type AccountIdFor<T> = <T as frame_system::Config>::AccountId;

/// Shorthand for the balance type of `T`.
pub(crate) type BalanceOf<T> = <<T as Config>::Currency as Inspect<AccountIdFor<T>>>::Balance;

/// Zones, tariffs, metering points, contracts, orders and their clearing.
#[frame::import_section(events::events)]
#[frame::import_section(errors::errors)]
#[frame::import_section(calls::calls)]
#[frame::pallet]
// The macro's own code expects.
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
		/// Weights of the calls and of what a block does.
		type WeightInfo: WeightInfo;

		/// The money of the market.
		type Currency: Inspect<Self::AccountId, Balance: Into<u128> + TryFrom<u128>>
			+ Mutate<Self::AccountId>
			+ MutateHold<Self::AccountId, Reason: From<HoldReason>>;

		/// Passes members of grid operators in good standing.
		type GridOperatorOrigin: EnsureOrigin<
			Self::RuntimeOrigin,
			Success = Member<Self::AccountId>,
		>;

		/// Passes members of energy suppliers in good standing.
		type SupplierOrigin: EnsureOrigin<Self::RuntimeOrigin, Success = Member<Self::AccountId>>;

		/// Passes members of organisations in good standing.
		type MemberOrigin: EnsureOrigin<Self::RuntimeOrigin, Success = Member<Self::AccountId>>;

		/// Knows the organisations, their standing and roles.
		type Membership: Membership<Self::AccountId>;

		/// The chain's clock: UTC, in milliseconds.
		type Time: Time<Moment = u64>;

		/// The devices and their owners.
		type Devices: DeviceRegistry<Self::AccountId>;

		/// The devices whose manufacturer vouches for them.
		type EndorsedDevices: Contains<DeviceId>;

		/// What a zone costs for as long as it is stored, and what each version of its terms does.
		type ZoneConsideration: Consideration<Self::AccountId, Footprint>;

		/// What an index costs for as long as it is stored, and what each report of a period does.
		type IndexConsideration: Consideration<Self::AccountId, Footprint>;

		/// What a tariff costs for as long as it is stored, and what each of its versions does.
		type TariffConsideration: Consideration<Self::AccountId, Footprint>;

		/// What a metering point costs for as long as it is stored, with all that belongs to it.
		type PointConsideration: Consideration<Self::AccountId, Footprint>;

		/// Milliseconds for which what was in force in a slot is kept after it: as long as the slot's
		/// account can change.
		#[pallet::constant]
		type Retention: Get<u64>;

		/// Milliseconds from now after which no change can take effect.
		#[pallet::constant]
		type MaxAhead: Get<u64>;
	}

	/// What is held of an account.
	#[pallet::composite_enum]
	pub enum HoldReason {
		/// The deposit for a zone, or a version of its terms.
		#[codec(index = 0)]
		Zone,
		/// The deposit for an index, or a report of a period.
		#[codec(index = 1)]
		Index,
		/// The deposit for a tariff, or a version of it.
		#[codec(index = 2)]
		Tariff,
		/// The deposit for a metering point.
		#[codec(index = 3)]
		Point,
		/// What a metering point's orders can cost.
		#[codec(index = 4)]
		Margin,
	}

	/// How long slots and periods are, and when orders are accepted. Set at genesis; never changed.
	#[pallet::storage]
	pub type MarketTiming<T: Config> = StorageValue<_, Timing, ValueQuery, DayAhead>;

	/// Slots of 15 minutes in periods of a day, with books that open 8 hours ahead and close 15 minutes
	/// ahead. Day-ahead prices are published earlier than that.
	#[pallet::type_value]
	pub fn DayAhead() -> Timing {
		Timing { slot: 900_000, period: 96, lead: 900_000, firm: 300_000, horizon: 28_800_000 }
	}

	/// Zones by id.
	// Ids are given out by the pallet, so nobody can choose a key.
	#[pallet::storage]
	pub type Zones<T: Config> = StorageMap<
		_,
		Twox64Concat,
		ZoneId,
		(ZoneRecord, Deposit<T::AccountId, T::ZoneConsideration>),
	>;

	/// The versions of the terms of zones.
	#[pallet::storage]
	pub type Terms<T: Config> = StorageMap<
		_,
		Twox64Concat,
		(ZoneId, u32),
		(ZoneTermsOf<T>, Deposit<T::AccountId, T::ZoneConsideration>),
	>;

	/// How many metering points a zone has.
	#[pallet::storage]
	pub type ZoneUses<T: Config> = StorageMap<_, Twox64Concat, ZoneId, u32, ValueQuery>;

	/// Zones by code.
	#[pallet::storage]
	pub type ZoneByEic<T: Config> = StorageMap<_, Blake2_128Concat, Eic, ZoneId>;

	/// The id that the next zone gets.
	#[pallet::storage]
	pub type NextZoneId<T: Config> = StorageValue<_, ZoneId, OptionQuery>;

	/// Indices by id.
	#[pallet::storage]
	pub type Indices<T: Config> = StorageMap<
		_,
		Twox64Concat,
		IndexId,
		(IndexRecord, Deposit<T::AccountId, T::IndexConsideration>),
	>;

	/// How many formulas of tariffs name an index.
	#[pallet::storage]
	pub type IndexUses<T: Config> = StorageMap<_, Twox64Concat, IndexId, u32, ValueQuery>;

	/// What was published of an index for each period.
	#[pallet::storage]
	pub type Reports<T: Config> = StorageMap<
		_,
		Twox64Concat,
		(IndexId, Period),
		BoundedVec<
			(PeriodReport, Deposit<T::AccountId, T::IndexConsideration>),
			ConstU32<MAX_PUBLISHERS>,
		>,
		ValueQuery,
	>;

	/// The id that the next index gets.
	#[pallet::storage]
	pub type NextIndexId<T: Config> = StorageValue<_, IndexId, OptionQuery>;

	/// Tariffs by id.
	#[pallet::storage]
	pub type Tariffs<T: Config> = StorageMap<
		_,
		Twox64Concat,
		TariffId,
		(TariffHead, Deposit<T::AccountId, T::TariffConsideration>),
	>;

	/// The versions of tariffs.
	#[pallet::storage]
	pub type Versions<T: Config> = StorageMap<
		_,
		Twox64Concat,
		(TariffId, u32),
		(Tariff, Deposit<T::AccountId, T::TariffConsideration>),
	>;

	/// How many stored versions of zones' terms name a tariff as a default.
	#[pallet::storage]
	pub type TariffUses<T: Config> = StorageMap<_, Twox64Concat, TariffId, u32, ValueQuery>;

	/// The id that the next tariff gets.
	#[pallet::storage]
	pub type NextTariffId<T: Config> = StorageValue<_, TariffId, OptionQuery>;

	/// The organisations that have tariffs.
	#[pallet::storage]
	pub type Suppliers<T: Config> = StorageMap<_, Twox64Concat, OrgId, SupplierRecord>;

	/// The supplier after which the next block goes on to look at their standing.
	// Every block reads and writes it.
	#[pallet::storage]
	#[pallet::whitelist_storage]
	pub type LookedAt<T: Config> = StorageValue<_, OrgId, OptionQuery>;

	/// Metering points by id.
	#[pallet::storage]
	pub type Points<T: Config> = StorageMap<
		_,
		Blake2_128Concat,
		PointId,
		(PointOf<T>, Deposit<T::AccountId, T::PointConsideration>),
	>;

	/// The confirmed metering point of each device.
	#[pallet::storage]
	pub type PointByDevice<T: Config> = StorageMap<_, Blake2_128Concat, DeviceId, PointId>;

	/// The contracts that customers have asked for, by metering point.
	#[pallet::storage]
	pub type Requests<T: Config> = StorageMap<_, Blake2_128Concat, PointId, RequestRecord>;

	/// The orders of each metering point, by zone and period. None without orders.
	// Within a period, points are in the order of their hashed ids, which nobody can choose well.
	#[pallet::storage]
	pub type Orders<T: Config> =
		StorageDoubleMap<_, Twox64Concat, (ZoneId, Period), Blake2_128Concat, PointId, Steps>;

	/// The orders of a zone and slot, added up at 64 prices each. Removed when the slot is cleared.
	#[pallet::storage]
	pub type Pages<T: Config> = StorageMap<_, Twox64Concat, (ZoneId, Slot, u16), Page>;

	/// The slots of each zone and period that have orders: a bit each, the lowest for the first slot.
	#[pallet::storage]
	pub type Books<T: Config> =
		StorageDoubleMap<_, Twox64Concat, ZoneId, Twox64Concat, Period, u128, ValueQuery>;

	/// What came out of the auctions of each zone and period.
	#[pallet::storage]
	pub type Results<T: Config> =
		StorageDoubleMap<_, Twox64Concat, ZoneId, Twox64Concat, Period, Outcomes, ValueQuery>;

	/// The slot of each zone that is cleared next.
	#[pallet::storage]
	pub type Cleared<T: Config> = StorageMap<_, Twox64Concat, ZoneId, Slot>;

	/// When orders are accepted.
	#[pallet::genesis_config]
	pub struct GenesisConfig<T: Config> {
		/// How long slots and periods are, and when orders are accepted.
		pub timing: Timing,
		/// Nothing.
		#[serde(skip)]
		pub _config: core::marker::PhantomData<T>,
	}

	impl<T: Config> Default for GenesisConfig<T> {
		fn default() -> Self {
			Self { timing: DayAhead::get(), _config: Default::default() }
		}
	}

	#[pallet::genesis_build]
	impl<T: Config> BuildGenesisConfig for GenesisConfig<T> {
		fn build(&self) {
			if let Err(wrong) = self.timing.check() {
				panic!("timing of the energy market: {wrong}");
			}
			MarketTiming::<T>::put(self.timing);
		}
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
		/// How long slots and periods are, and when orders are accepted.
		pub fn timing() -> Timing {
			MarketTiming::<T>::get()
		}
	}
}

impl<T: Config> Pallet<T> {
	pub(crate) fn now() -> Millis {
		Millis(T::Time::now())
	}
}
