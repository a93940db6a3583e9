//! # Energy market pallet
//!
//! Runs an energy market: suppliers, tariffs and metering points of grid zones, an auction in which the points
//! trade, and settlement.
//!
//! ## Pallet API
//!
//! See the [`pallet`] module for the calls, storage, events, errors and view functions. The crate
//! `tallystick-market` computes prices, tariffs and clearing.
//!
//! ## Overview
//!
//! A [`Zone`] is a metering grid area. Its grid operator sets the [terms](ZoneTerms): the prices that an
//! order can name, the capacity, charges, the deviation charge, and the default suppliers. The next terms hold after
//! the [least notice](Pallet::least_notice).
//!
//! A supplier offers tariffs. A tariff's version never changes: the next one follows it, with notice. The notice is at least
//! the time that books are open ahead plus [`Config::Reaction`], so that customers have that long to leave. A dynamic one
//! follows an [`Index`]: day-ahead prices that two or three organisations publish. A value counts if two of them published
//! it before the slot's book opened. Otherwise the tariff's fallback counts. A supplier publishes no index that their own
//! tariff follows.
//!
//! A [`Point`] is one meter with one contract. Its owner proposes it, and the zone's grid operator confirms owner,
//! device and powers: otherwise somebody could sell energy that nobody meters. The device is endorsed by its
//! manufacturer, calibrated and active, and meters no other point. An owner may use a separate account for each
//! point, and nothing on the chain links these accounts.
//!
//! A contract is agreed by both: the owner requests a tariff from a slot on, and the supplier accepts
//! exactly that. A tariff that is open to everybody is accepted in advance. The owner may always leave for a
//! slot that is not open; the supplier ends a contract with the tariff's notice.
//!
//! Only an organisation's admin commits its money. A supplier's admin decides on tariffs, contracts, the float and
//! waived debts. A grid operator's admin decides on zones and on terms, which name the payees of charges. Any member of
//! a grid operator confirms meters, and any member of a supplier refuses requests and ends contracts with notice.
//!
//! ### Slots that are open
//!
//! A slot's book opens `horizon` before the slot. From then on nothing changes that prices its energy: tariff
//! and version, supplier, index, charges, capacity and grid. Each change names a slot whose book is not open,
//! and is stored in a timeline by slot. So storage shows what was in force in a slot, until
//! [`Config::Retention`] after it.
//!
//! ### Exactly one supplier
//!
//! | what a point's contract says of a slot | who supplies |
//! | --- | --- |
//! | a tariff in force, of a supplier in good standing | that supplier |
//! | nothing, or a tariff that has ended, or of a suspended supplier | the first default of the zone that supplies |
//! | the same, and no default supplies | the zone's first default whose tariff has not ended, or else the first one, until the operator names another |
//!
//! A supplier offers a default tariff to the zone's grid operator, and to no other one. The supplier may end it
//! with notice, and then the next default supplies. A tariff that stored terms name is kept. A supplier's
//! standing is not read for each slot, as the result would change what is open. It is recorded, with the first
//! slot in which it counts. Each block checks a few suppliers in turn, and anybody may have one checked at
//! once.
//!
//! ### Auction
//!
//! A metering point bids and asks in the slots of a period ([`place`](Pallet::place)), out of a margin
//! that its owner has put on hold. Orders of a slot are added up in pages of 64 prices, which everybody
//! can read ([`curve`](Pallet::curve)). Some time before the gate, orders can no longer be cancelled or
//! reduced. From the gate on none are accepted. The block's own clock counts.
//!
//! The block after that clears the book: it finds one price, and the most that can be traded. It reads only
//! the pages, so that its work does not depend on the number of orders. A block clears at most four books
//! and looks at 128. After a standstill the following blocks clear the rest, in the order of slots.
//!
//! A point's trades follow from the result and its orders. At the last price they also depend on its place
//! among the points, in the order of their hashed ids ([`position`](Pallet::position)). Once all slots of a
//! period are cleared, trades are counted point by point, by blocks that have time left or by anybody's call
//! ([`advance`](Pallet::advance)). Counting replaces a point's orders by its trades, and frees the margin of
//! the rest. Points that have to pay for their trades of the period then pay the zone's pot.
//!
//! ### Meters
//!
//! The registers of a confirmed point are watched. Each observation has the first and the last reading of a
//! register in a signed segment. It adds the register's rise to the slots in between, and to those since the
//! reading before. So a period's record has one energy for each slot and register, however many segments
//! there were ([`metered`](Pallet::metered)). A slot is measured if readings at its beginning and end, or
//! close to them, are known and none of them is doubtful. Otherwise it is estimated.
//!
//! From [`Config::Estimation`] on, a slot without readings counts with the energy of the same slot a week before or the
//! zone's standard, whichever is more. Readings replace that estimate until [`Config::Correction`], and later ones
//! change nothing. A slot that still has none then counts with all that the connection takes, unless its device was
//! retired or revoked a short time ago. No slot counts with more than that. Estimated energy has the price of the most
//! expensive of the period's estimated slots, and never earns anything, so that nobody gains by silence. Both spans
//! count from the end of the period, or from the clearing of its last slot if that is later
//! ([`deadlines`](Pallet::deadlines)): while the chain stands still before that, no reading is late.
//!
//! A segment may cover a whole day. It says by how much the register rose, but not in which slots, so these are
//! estimated. For the newest such segments the chain keeps the root of the tree of readings. Anybody who has the
//! readings can [show](Pallet::show_readings) them until [`Config::Correction`]. Then the slots count as
//! measured.
//!
//! A meter is replaced at a boundary between two slots: the owner [proposes](Pallet::propose_meter) the device
//! and the slot, and the grid operator [confirms](Pallet::confirm_meter) exactly these. Each device meters its own
//! slots, from its own readings. The operator sets no energy.
//!
//! ### Settlement
//!
//! Anybody may have a point's period [settled](Pallet::settle). This is possible once its trades are counted and its
//! readings complete or overdue. Then the pot pays what trades earned, the money locked for trades pays deviations,
//! and the point's free margin pays charges and supply. As long as a slot is estimated, or an earlier period is open,
//! the account is preliminary: no money moves, and what the point will owe is [reserved](Pallet::reserve) from the
//! free margin. Neither orders nor a withdrawal can use a reserve. Final accounts are made in the order of periods.
//! Deadlines wait while safe mode or a pause refuses the [calls](Config::Lost).
//!
//! Suppliers pay customers out of a [float](Pallet::fund_float). What neither margin nor float can pay becomes a
//! [debt](Pallet::debts), which later settlements pay, or anybody's call ([`pay_debts`](Pallet::pay_debts)). A
//! point with overdue debts, or left unsettled, cannot order. A supplier with overdue debts does not supply. The
//! page `docs/energy-market.md` of the repository has each payment in its sequence.
//!
//! ### Ends of life
//!
//! | record | removed by | deposit back to |
//! | --- | --- | --- |
//! | zone, once it has no points | its operator: `drop_zone` | its payer |
//! | terms, some time after the next ones began | anybody: `forget_terms`; the next `set_terms` | its payer |
//! | index | its definer: `drop_index`; if stored tariffs follow it, with the last of them | its payer at once, since each version has paid for it as well |
//! | reports of a period, some time after it | anybody: `drop_reports` | their payers |
//! | tariff, some time after its end, once no stored terms name it | anybody: `drop_tariff` | its payer |
//! | version, some time after the next one began | anybody: `forget_versions`; the next `publish_version` | its payer |
//! | supplier | with their last tariff, or what they owe after it | paid with each tariff |
//! | proposal | its owner or the grid operator: `close_point` | its owner |
//! | point, some time after it was closed, once it is settled, and owes nothing or some time has passed again | anybody: `drop_point` | its owner |
//! | margin | its owner: `withdraw`; anybody: `drop_point` | its owner |
//! | page, once its slot is cleared | the block that clears it | paid with the points |
//! | order, once its period is counted | the block or call that counts it | paid with the point |
//! | book, once its period is counted | the block or call that counts it | paid with the points |
//! | readings of a period, after its account and that of a week later | later readings; anybody: `forget_readings`, `drop_point` | paid with the point |
//! | meter that was replaced, after the accounts of its slots | anybody: `forget_readings`; the next `confirm_meter` | paid with the point |
//! | moment of a period's clearing, results and balances, once no account of it can change | a block that has time left | paid with the points |
//! | trades and reserve of a period | its final settlement; `settle` of a period that lapsed | paid with the point |
//! | debt | whoever pays it; its creditor: `forgive`; the next settlement or `pay_debts`, if the other party has no account; `drop_point`, if it is old | paid with the point |
//! | endowment of a zone's pot | `drop_zone` | the operator |
//! | float | the supplier: `withdraw_float`; with the supplier's record | the supplier's account |
//! | request | done, `withdraw_request`, `close_point` | paid with the point |
//!
//! ## Example
//!
//! A home changes to an open tariff with the next slot whose book is not open.
#![doc = docify::embed!("src/tests/contracts.rs", a_tariff_that_is_open_needs_no_answer)]
//!
//! ## Properties
//!
//! Each holds before and after every call; `try_state` and the property tests check them under
//! the same numbers.
//!
//! 1. Every assigned id is below the next one. [`ZoneByEic`] lists every zone, and nothing else. The timing
//!    is valid.
//! 2. [`Terms`] and [`Versions`] are exactly those that the timelines of zones and tariffs number. Each
//!    timeline is in order and has an entry.
//! 3. Stored terms are valid, and name one to four defaults. Each is a tariff that has begun, and that the named
//!    supplier offers to the zone's operator as a default.
//! 4. The counts in [`TariffUses`], [`IndexUses`] and [`ZoneUses`], and of tariffs in [`Suppliers`], match the
//!    records. A supplier has a tariff, or owes something.
//! 5. An index has two or three publishers, each with one report for a period. No report has more values
//!    than its period has slots.
//! 6. Exactly one tariff is in force for each metering point in each slot in which it takes part. This holds
//!    across versions, switches, the end of tariffs and the suspension of suppliers.
//! 7. [`PointsByDevice`] lists each metering point under the devices of its [`PointMeters`], and nothing else.
//!    Each point is of a zone.
//! 8. [`Requests`] are of confirmed points.
//! 9. The tariff and price in force in an open slot never change, until the slot is too long ago. (Checked
//!    by the tests.)
//! 10. The deposits held from an account are those for its records. (Checked by the tests, where the price
//!     is known.)
//!
//! Of orders and clearing:
//!
//! 20. An account's hold for margins is the sum of the free and locked margins of its points.
//! 21. A point's locked margin is the most that its orders and its counted trades can cost.
//! 22. The pages of uncleared slots add up the orders. There are no other pages.
//! 23. Each slot of a zone with orders is cleared exactly once, in the order of slots, however many
//!     gates pass between two blocks.
//! 24. A point has at most one order for each slot. The order is within the price grid and not
//!     empty.
//! 25. In each counted slot the trades of each side add up to the volume. No point is counted
//!     twice.
//! 26. No order changes from its gate on. In the firm time before the gate none is cancelled or
//!     reduced. (Checked by the tests.)
//! 27. The sequence in which orders arrive does not matter. (Checked by the tests.)
//! 28. An order is refused without any change if the margin does not cover all that it can cost. No later
//!     step fails for lack of money. (Checked by the tests.)
//! 29. A block clears at most four books and looks at 128. Its weight covers as many as it did. (Checked
//!     by the tests.)
//! 30. Once a period's trades are counted, none of its orders is stored. No order is left
//!     uncounted.
//! 31. Each order has the rates of the tariff in force in its slot. This holds even after its supplier was
//!     suspended, the next version followed, or the customer left.
//! 32. The moment at which a period's last slot was cleared is stored exactly for periods whose accounts
//!     can change.
//!
//! Of meters:
//!
//! 40. From its confirmation to its end, a metering point has one meter in each slot. No device meters two
//!     points in one slot.
//! 41. Exactly the registers of these meters are watched, once for each point. (Checked by the tests.)
//! 42. Readings and meters belong to points that exist, and can be removed. A slot's end is known only if
//!     its beginning is.
//! 43. A slot's energy and quality are those of the register that all runs show together, seen from its
//!     period: a gap counts as a whole in each period. (Checked by the tests.)
//! 44. After the last deadline of a period, no observation changes its readings. (Checked by the tests.)
//! 45. Readings are not late if they could not arrive because the chain stood still before the period was cleared.
//!     (Checked by the tests.)
//! 46. A segment's readings are shown at most once, and only all of those that the device signed. Until then its
//!     slots are estimated. Then the slots are as if each reading had come in its own segment. (Checked by the
//!     tests.) The segments that wait are the newest of each register, in the order of time, and each is longer
//!     than a slot.
//!
//! Of accounts:
//!
//! 50. In each period, all payments for trades in a zone equal all earnings from them. The points' parts in
//!     the suppliers' balances add up to import less export. (Checked by the tests.)
//!
//! Of money:
//!
//! 51. A zone's pot has at least its endowment and what it owes to points; it has more if somebody gave it
//!     money. Once all points are settled, it owes nothing.
//! 52. The holds for floats are those that the suppliers' records state.
//! 53. Every payment takes from one account what it gives to another. (Checked by the tests.)
//! 54. Estimates do not change an account's final result. (Checked by the tests.)
//! 55. Each point has one first period without a final account. It has no trades or reserves of earlier
//!     periods. A point's reserved amount is the sum of its reserves.
//! 56. Debts belong to points that exist, one for each party. No payee owes anything.
//! 57. Results and balances are stored only for periods whose accounts can change, or until a block removes
//!     them.
//! 58. Margin locked for trades pays only what these can cost: no debt is paid from it. (Checked by the
//!     tests.)
//! 59. In an estimated slot no energy counts as used or delivered. Except for trades, no money moves for a period
//!     before all of it is known. (Checked by the tests.)
//! 60. A point is settled even if others never report. (Checked by the tests.)
//! 61. No debt is paid with somebody else's money. (Checked by the tests.)
//! 62. If nobody settles a period in time, its trades are still paid: the pot pays, and the locked margin is
//!     freed. (Checked by the tests.)
//! 63. A point that has overdue debts or is left unsettled can cancel orders, but not place any. Money
//!     that a point owes, or will owe by its preliminary accounts, is neither withdrawn nor locked for
//!     orders. (Checked by the tests.)
//! 64. A supplier whose float is too low gets no contract, and its customers are supplied. (Checked by the
//!     tests.)
//! 65. Even if a meter leaves out readings or reports late, its owner pays at least what all of its readings
//!     would have cost. This holds if it reads at the boundaries of slots, unless others end the meter. (Checked
//!     by the tests.)
//! 66. A slot has no more energy than the point's powers allow. (Checked by the tests.)
//! 67. A supplier's record has what it owes metering points, and since when that has exceeded its float.
//! 68. No deadline passes while calls are refused. (Checked by the tests.)
//! 69. No supplier gets the charge for a deviation. (Checked by the tests.)
//!
//! Of powers:
//!
//! 70. Only an organisation's admin commits its money. (Checked by the tests.)
//! 71. A tariff is a default only of the operator that it is offered to, and its supplier may end it.
//!     (Checked by the tests.)
//! 72. Tariffs and terms change with the least notice or more. (Checked by the tests.)
//! 73. A device replaces a point's meter only if the point's owner proposed it. A grid operator cannot suspend a meter
//!     that it owns. (Checked by the tests.)

#![cfg_attr(not(feature = "std"), no_std)]
#![deny(missing_docs)]
#![cfg_attr(not(test), deny(clippy::unwrap_used, clippy::expect_used))]
#![cfg_attr(not(test), deny(clippy::indexing_slicing, clippy::arithmetic_side_effects))]

extern crate alloc;

#[cfg(feature = "runtime-benchmarks")]
mod benchmarking;
mod calls;
mod errors;
mod events;
mod features;
mod trait_impls;
mod types;
pub mod weights;

#[cfg(any(feature = "fuzzing", test))]
pub mod fuzzing;
#[cfg(any(feature = "fuzzing", test))]
#[cfg_attr(not(test), allow(clippy::expect_used, clippy::arithmetic_side_effects, dead_code))]
mod mock;
#[cfg(test)]
mod tests;
#[cfg(any(feature = "fuzzing", feature = "try-runtime", test))]
mod try_state;

pub use pallet::*;
pub use types::*;
pub use weights::WeightInfo;

use alloc::{boxed::Box, vec::Vec};
use features::settlement::MAX_AT_ONCE;
use frame::{
	deps::frame_support::weights::WeightMeter,
	deps::frame_support::PalletId,
	prelude::*,
	traits::{
		fungible::{hold::Mutate as MutateHold, Inspect, Mutate},
		Consideration, Contains, EnsureOrigin, Footprint, Time,
	},
};
use tallystick_market::{
	Clearing, IndexId, Metered, Order, OrderError, Page, Period, Phase, Position, Rates, Running,
	Side, Step, Tariff, TariffId, Tick, Timing,
};
use tallystick_primitives::{
	evidence::DeviceId, records::Rate, DeviceRegistry, Member, Membership, Millis, OrgId, Slot,
	StreamId, Watch, WattHours,
};

/// Shorthand for the account type of `T`.
pub(crate) type AccountIdFor<T> = <T as frame_system::Config>::AccountId;

/// Shorthand for the balance type of `T`.
pub(crate) type BalanceOf<T> = <<T as Config>::Currency as Inspect<AccountIdFor<T>>>::Balance;

/// Most entries that a view function returns at once.
const MAX_PAGE: u32 = 100;

/// Zones, tariffs, metering points, contracts, orders and their clearing.
#[frame::import_section(events::events)]
#[frame::import_section(errors::errors)]
#[frame::import_section(calls::calls)]
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

		/// Passes admins of grid operators in good standing: they decide who gets charges.
		type GridOperatorAdminOrigin: EnsureOrigin<
			Self::RuntimeOrigin,
			Success = Member<Self::AccountId>,
		>;

		/// Passes admins of energy suppliers in good standing: they commit the organisation's money.
		type SupplierAdminOrigin: EnsureOrigin<
			Self::RuntimeOrigin,
			Success = Member<Self::AccountId>,
		>;

		/// Passes members of organisations in good standing.
		type MemberOrigin: EnsureOrigin<Self::RuntimeOrigin, Success = Member<Self::AccountId>>;

		/// Passes admins of organisations in good standing.
		type OrgAdminOrigin: EnsureOrigin<Self::RuntimeOrigin, Success = Member<Self::AccountId>>;

		/// Knows the organisations, their standing and roles.
		type Membership: Membership<Self::AccountId>;

		/// The chain's clock: UTC, in milliseconds.
		type Time: Time<Moment = u64>;

		/// The devices and their owners.
		type Devices: DeviceRegistry<Self::AccountId>;

		/// The devices whose manufacturer vouches for them.
		type EndorsedDevices: Contains<DeviceId>;

		/// The telemetry pallet, which reports the meters' observations.
		type Watch: Watch;

		/// What a zone costs for as long as it is stored, and what each version of its terms does.
		type ZoneConsideration: Consideration<Self::AccountId, Footprint>;

		/// What an index costs for as long as it is stored, and what each report of a period does.
		type IndexConsideration: Consideration<Self::AccountId, Footprint>;

		/// What a tariff costs for as long as it is stored, and what each of its versions does.
		type TariffConsideration: Consideration<Self::AccountId, Footprint>;

		/// What a metering point costs for as long as it is stored, with all that belongs to it: a number of
		/// keys, and their bytes together. Its owner pays, who may belong to no organisation.
		type PointConsideration: Consideration<Self::AccountId, Footprint>;

		/// The milliseconds after a period's end, or its clearing if that is later, after which slots
		/// without readings are estimated. This span and the next two may depend on the timing, so they
		/// are no constants.
		type Estimation: Get<u64>;

		/// The milliseconds after the same moment after which readings no longer count. Not
		/// shorter.
		type Correction: Get<u64>;

		/// The milliseconds for which the terms and tariffs in force in a slot are kept after it: as
		/// long as the slot's account can change. Longer than [`Config::Correction`].
		type Retention: Get<u64>;

		/// The milliseconds that a customer has to leave after a tariff's next version, or a zone's next terms,
		/// are announced. It may depend on the timing.
		type Reaction: Get<u64>;

		/// A change must take effect within this many milliseconds.
		#[pallet::constant]
		type MaxAhead: Get<u64>;

		/// The most that a metering point can take or deliver, in watts. It bounds what a meter that lies can cost a
		/// supplier.
		#[pallet::constant]
		type MaxPower: Get<u32>;

		/// The accounts of zones' pots derive from it.
		#[pallet::constant]
		type PalletId: Get<PalletId>;

		/// Milliseconds after which a debt is overdue. It may follow from the timing.
		type PaymentTerm: Get<u64>;

		/// The milliseconds, up to now, for which safe mode or a pause refused to settle accounts or to accept readings.
		/// Deadlines wait for that long.
		type Lost: Get<u64>;

		/// A supplier's float must be this many times the most that it pays out in a period.
		#[pallet::constant]
		type FloatPeriods: Get<u32>;

		/// The actors of the benchmarks.
		#[cfg(feature = "runtime-benchmarks")]
		type BenchmarkHelper: tallystick_world::Actors<Self::AccountId>;
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
		/// What a metering point's orders can cost, and what it has prepaid.
		#[codec(index = 4)]
		Margin,
		/// What a supplier pays its customers from.
		#[codec(index = 5)]
		Float,
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

	/// Indices by id. One that its definer has dropped has no deposit of its own, and goes with the last version that follows it.
	#[pallet::storage]
	pub type Indices<T: Config> =
		StorageMap<_, Twox64Concat, IndexId, (IndexRecord, Option<IndexDepositOf<T>>)>;

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
	pub type Suppliers<T: Config> = StorageMap<_, Twox64Concat, OrgId, SupplierOf<T>>;

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

	/// The metering points of each device, as long as its readings can count for them.
	#[pallet::storage]
	pub type PointsByDevice<T: Config> =
		StorageMap<_, Blake2_128Concat, DeviceId, MeteredPoints, ValueQuery>;

	/// The devices that meter each point.
	#[pallet::storage]
	pub type PointMeters<T: Config> = StorageMap<_, Blake2_128Concat, PointId, Meters, ValueQuery>;

	/// What the meters of each point say of each period.
	#[pallet::storage]
	pub type SlotReadings<T: Config> =
		StorageDoubleMap<_, Blake2_128Concat, PointId, Twox64Concat, Period, Readings>;

	/// The contracts that customers have asked for, by metering point.
	#[pallet::storage]
	pub type Requests<T: Config> = StorageMap<_, Blake2_128Concat, PointId, RequestRecord>;

	/// The orders of each metering point, by zone and period, until its trades are counted.
	// Within a period, points are in the order of their hashed ids.
	#[pallet::storage]
	pub type Orders<T: Config> =
		StorageDoubleMap<_, Twox64Concat, (ZoneId, Period), Blake2_128Concat, PointId, Steps>;

	/// The orders of a zone and slot, added up at 64 prices each, until the slot is cleared.
	#[pallet::storage]
	pub type Pages<T: Config> = StorageMap<_, Twox64Concat, (ZoneId, Slot, u16), Page>;

	/// The slots that are to be cleared, of each period and zone with orders. Removed when the period's
	/// trades are counted.
	#[pallet::storage]
	pub type Books<T: Config> =
		StorageDoubleMap<_, Twox64Concat, Period, Twox64Concat, ZoneId, Places>;

	/// How far the market has come. Set by the first order.
	// Every block reads it.
	#[pallet::storage]
	#[pallet::whitelist_storage]
	pub type Progress<T: Config> = StorageValue<_, Cursor, OptionQuery>;

	/// The first period of which results and suppliers' balances can be stored. Set with the first metering point
	/// that takes part.
	// Every block reads it.
	#[pallet::storage]
	#[pallet::whitelist_storage]
	pub type Oldest<T: Config> = StorageValue<_, Period, OptionQuery>;

	/// When the last slot of a period was cleared, of each period whose account can change, and for how many
	/// milliseconds calls had been refused until then.
	#[pallet::storage]
	pub type Cleared<T: Config> = StorageMap<_, Twox64Concat, Period, (Millis, u64)>;

	/// What came out of the auctions of each period and zone.
	#[pallet::storage]
	pub type Results<T: Config> =
		StorageDoubleMap<_, Twox64Concat, Period, Twox64Concat, ZoneId, Outcomes, ValueQuery>;

	/// How far the trades of a period and zone are counted, while they are.
	#[pallet::storage]
	pub type Passes<T: Config> =
		StorageDoubleMap<_, Twox64Concat, Period, Twox64Concat, ZoneId, Pass>;

	/// What each metering point has traded in each period, until that is settled.
	#[pallet::storage]
	pub type Traded<T: Config> =
		StorageDoubleMap<_, Blake2_128Concat, PointId, Twox64Concat, Period, TradesOf<T>>;

	/// The first period of each metering point that has no final account. Those before it have one.
	#[pallet::storage]
	pub type Settled<T: Config> = StorageMap<_, Blake2_128Concat, PointId, Period>;

	/// The reserves: what metering points will owe for periods with a preliminary account, beyond what is locked
	/// for trades.
	#[pallet::storage]
	pub type Reserves<T: Config> =
		StorageDoubleMap<_, Blake2_128Concat, PointId, Twox64Concat, Period, BalanceOf<T>>;

	/// The debts between metering points and others.
	#[pallet::storage]
	pub type Debts<T: Config> =
		StorageMap<_, Blake2_128Concat, PointId, OpenDebts<AccountIdFor<T>>, ValueQuery>;

	/// The suppliers' balances: the energy that they provide less what they take, in watt-hours, as
	/// far as accounts are settled.
	#[pallet::storage]
	pub type SupplierBalances<T: Config> =
		StorageDoubleMap<_, Twox64Concat, Period, Twox64Concat, (ZoneId, OrgId), i128, ValueQuery>;

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
			// A change begins after the notice, and with a slot.
			let slots = u64::from(Pallet::<T>::shortest_notice()).saturating_add(1);
			assert!(
				T::MaxAhead::get() > slots.saturating_mul(self.timing.slot.into()),
				"timing of the energy market: nothing could ever change within MaxAhead"
			);
		}
	}

	#[pallet::hooks]
	impl<T: Config> Hooks<BlockNumberFor<T>> for Pallet<T> {
		fn integrity_test() {
			let (estimation, correction) = (T::Estimation::get(), T::Correction::get());
			assert!(
				estimation <= correction && correction < T::Retention::get(),
				"data are waited for, then corrected, then forgotten"
			);
		}

		fn on_initialize(_: BlockNumberFor<T>) -> Weight {
			Self::process_gates()
		}

		fn on_poll(_: BlockNumberFor<T>, weight: &mut WeightMeter) {
			Self::process_standings(weight);
		}

		fn on_idle(_: BlockNumberFor<T>, remaining: Weight) -> Weight {
			Self::process_trades(remaining)
		}

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

		/// The first slot whose book is not open. Changes take effect there at the earliest.
		pub fn first_unopened() -> Slot {
			Self::next_unopened()
		}

		/// The shortest notice of tariffs, and that of a zone's terms, in whole slots between an announcement and the
		/// slot in which it takes effect.
		pub fn least_notice() -> u32 {
			Self::shortest_notice()
		}

		/// A zone.
		pub fn zone(zone: ZoneId) -> Option<ZoneRecord> {
			Zones::<T>::get(zone).map(|(record, _)| record)
		}

		/// The zone of a code.
		pub fn zone_by_eic(eic: Eic) -> Option<ZoneId> {
			ZoneByEic::<T>::get(eic)
		}

		/// A version of a zone's terms.
		pub fn terms(zone: ZoneId, version: u32) -> Option<ZoneTermsOf<T>> {
			Terms::<T>::get((zone, version)).map(|(terms, _)| terms)
		}

		/// The zones: at most 100, from the one after `after`. They are not sorted by id.
		pub fn zones(after: Option<ZoneId>, limit: u32) -> Vec<ZoneId> {
			let zones = match after {
				None => Zones::<T>::iter_keys(),
				Some(after) => Zones::<T>::iter_keys_from(Zones::<T>::hashed_key_for(after)),
			};
			zones.take(limit.min(MAX_PAGE) as usize).collect()
		}

		/// An index.
		pub fn price_index(index: IndexId) -> Option<IndexRecord> {
			Indices::<T>::get(index).map(|(record, _)| record)
		}

		/// The indices: at most 100, from the one after `after`. They are not sorted by id.
		pub fn price_indices(after: Option<IndexId>, limit: u32) -> Vec<IndexId> {
			let indices = match after {
				None => Indices::<T>::iter_keys(),
				Some(after) => Indices::<T>::iter_keys_from(Indices::<T>::hashed_key_for(after)),
			};
			indices.take(limit.min(MAX_PAGE) as usize).collect()
		}

		/// The value of an index in a slot, if two of its publishers agree on it.
		pub fn index_value(index: IndexId, slot: Slot) -> Option<Rate> {
			Self::index_at(index, slot)
		}

		/// What each publisher said of a period of an index.
		pub fn reports(index: IndexId, period: Period) -> Vec<PeriodReport> {
			let reports = Reports::<T>::get((index, period));
			reports.into_iter().map(|(report, _)| report).collect()
		}

		/// A tariff.
		pub fn tariff(tariff: TariffId) -> Option<TariffHead> {
			Tariffs::<T>::get(tariff).map(|(head, _)| head)
		}

		/// A version of a tariff.
		pub fn tariff_version(tariff: TariffId, version: u32) -> Option<Tariff> {
			Versions::<T>::get((tariff, version)).map(|(record, _)| record)
		}

		/// The tariffs: at most 100, from the one after `after`. They are not sorted by id.
		pub fn tariffs(after: Option<TariffId>, limit: u32) -> Vec<TariffId> {
			let tariffs = match after {
				None => Tariffs::<T>::iter_keys(),
				Some(after) => Tariffs::<T>::iter_keys_from(Tariffs::<T>::hashed_key_for(after)),
			};
			tariffs.take(limit.min(MAX_PAGE) as usize).collect()
		}

		/// A supplier's standing over time, and float.
		pub fn supplier(org: OrgId) -> Option<SupplierOf<T>> {
			Suppliers::<T>::get(org)
		}

		/// A metering point.
		pub fn point(point: PointId) -> Option<PointOf<T>> {
			Points::<T>::get(point).map(|(record, _)| record)
		}

		/// The metering points: at most 100, from the one after `after`, in the order of their hashed ids.
		pub fn points(after: Option<PointId>, limit: u32) -> Vec<(PointId, PointOf<T>)> {
			let points = match after {
				None => Points::<T>::iter(),
				Some(after) => Points::<T>::iter_from(Points::<T>::hashed_key_for(after)),
			};
			let points = points.take(limit.min(MAX_PAGE) as usize);
			points.map(|(point, (record, _))| (point, record)).collect()
		}

		/// The metering points of a device: one at a time, as long as its readings can count for them.
		pub fn points_of_device(device: DeviceId) -> Vec<PointId> {
			PointsByDevice::<T>::get(device).into_inner()
		}

		/// The devices that meter a point, each with its slots and the newest readings.
		pub fn meters(point: PointId) -> Vec<Metering> {
			PointMeters::<T>::get(point).meters.into_inner()
		}

		/// The device that a point's owner has proposed as its next meter, and its first slot.
		pub fn proposed_meter(point: PointId) -> Option<(Meter, Slot)> {
			PointMeters::<T>::get(point).proposed
		}

		/// What a metering point took and delivered in each slot of a period. `None` of a slot in which it took
		/// no part, and as long as readings are waited for.
		///
		/// From `Deadlines::estimation` on, what no reading says is the energy of the same slot a week before or
		/// the zone's standard, whichever is more. Until `Deadlines::correction` readings take its place. From
		/// then on it is all that the connection takes; of export nothing, or all where feeding in costs.
		pub fn metered(point: PointId, period: Period) -> Vec<Option<Metered>> {
			Self::metered_of(point, period)
		}

		/// The contract that the owner of a metering point has asked for.
		pub fn request(point: PointId) -> Option<RequestRecord> {
			Requests::<T>::get(point)
		}

		/// The contracts that customers have asked for: at most 100, from that of the metering point after `after`,
		/// in the order of their hashed ids.
		pub fn requests(after: Option<PointId>, limit: u32) -> Vec<(PointId, RequestRecord)> {
			let requests = match after {
				None => Requests::<T>::iter(),
				Some(after) => Requests::<T>::iter_from(Requests::<T>::hashed_key_for(after)),
			};
			requests.take(limit.min(MAX_PAGE) as usize).collect()
		}

		/// Who supplies a metering point in a slot, and by which version of which tariff. `None` unless the
		/// point takes part in it, and once it is too long ago.
		pub fn supply(point: PointId, slot: Slot) -> Option<PointSupply> {
			Self::supply_of(point, slot)
		}

		/// What this much energy costs a metering point in a slot, without a trade, with all parts of it.
		/// `None` as for `supply`.
		pub fn quote(point: PointId, slot: Slot, energy: WattHours) -> Option<EnergyQuote> {
			Self::quote_of(point, slot, energy)
		}

		/// What a zone's book for a slot accepts, or what has become of it.
		pub fn book(zone: ZoneId, slot: Slot) -> Stage {
			Self::stage(zone, slot)
		}

		/// What is bid and asked in a zone for a slot, at each price that anybody named, from the lowest on.
		/// Nothing once the slot is cleared.
		pub fn curve(zone: ZoneId, slot: Slot) -> Vec<Level> {
			Self::levels(zone, slot)
		}

		/// What came out of a zone's auction for a slot. `None` without a trade.
		pub fn result(zone: ZoneId, slot: Slot) -> Option<Clearing> {
			Self::outcome(zone, slot)
		}

		/// What a period costs a metering point: trades at the price of the auction, and all other energy by the
		/// tariff of its supplier. `None` until the point's trades are counted, and once the period has its final
		/// account, which the event [`Event::Settled`] has, or has lapsed.
		pub fn statement(point: PointId, period: Period) -> Option<Statement> {
			Self::statement_of(point, period)
		}

		/// When slots of a period that have no readings are estimated, and from when on nothing that arrives
		/// counts. `None` until all of its slots are cleared.
		pub fn deadlines(period: Period) -> Option<Deadlines> {
			let estimation = Self::deadline(period, T::Estimation::get())?;
			let correction = Self::deadline(period, T::Correction::get())?;
			Some(Deadlines { estimation, correction })
		}

		/// The orders of a metering point in a period, until its trades are counted.
		pub fn orders(point: PointId, period: Period) -> Option<Steps> {
			let (record, _) = Points::<T>::get(point)?;
			Orders::<T>::get((record.zone, period), point)
		}

		/// What a metering point's trades of a period are, with the money that is locked for them and what the
		/// zone's pot owes for them. `None` until they are counted, and once the period has its final account.
		pub fn trades(point: PointId, period: Period) -> Option<TradesOf<T>> {
			Traded::<T>::get(point, period)
		}

		/// The first period of a metering point that has no final account.
		pub fn settled(point: PointId) -> Option<Period> {
			Settled::<T>::get(point)
		}

		/// What a metering point will owe for a period by its preliminary account, beyond what is locked for trades.
		pub fn reserve(point: PointId, period: Period) -> Option<BalanceOf<T>> {
			Reserves::<T>::get(point, period)
		}

		/// What is open between a metering point and its suppliers and payees.
		pub fn debts(point: PointId) -> Vec<Debt<T::AccountId>> {
			Debts::<T>::get(point).into_inner()
		}

		/// The metering points with open debts: at most 100, from the one after `after`. They are not sorted by
		/// id.
		pub fn debtors(
			after: Option<PointId>,
			limit: u32,
		) -> Vec<(PointId, OpenDebts<AccountIdFor<T>>)> {
			let debts = match after {
				None => Debts::<T>::iter(),
				Some(after) => Debts::<T>::iter_from(Debts::<T>::hashed_key_for(after)),
			};
			debts.take(limit.min(MAX_PAGE) as usize).collect()
		}

		/// The least that a supplier's float has to be for it to get customers.
		pub fn needed_float(org: OrgId) -> Option<BalanceOf<T>> {
			Suppliers::<T>::get(org).map(|supplier| Self::float_for(&supplier))
		}

		/// What a supplier provides less what they take in a zone and period, in watt-hours, as far as accounts
		/// are settled.
		pub fn balance(period: Period, zone: ZoneId, supplier: OrgId) -> i128 {
			SupplierBalances::<T>::get(period, (zone, supplier))
		}

		/// The account of a zone's pot.
		pub fn pot(zone: ZoneId) -> T::AccountId {
			Self::pot_of(zone)
		}

		/// What a metering point has traded in a slot. `None` until the slot is cleared, and once the period has
		/// its final account or has lapsed.
		///
		/// If not all orders at the last price are filled, the point's share depends on those of other points:
		/// until trades are counted, their orders are read.
		pub fn position(point: PointId, slot: Slot) -> Option<Position> {
			Self::position_of(point, slot)
		}
	}
}
