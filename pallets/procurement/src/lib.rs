//! # Procurement pallet
//!
//! Lets machines buy: within their owner's mandate, from firm offers, with the money in escrow until delivery.
//!
//! ## Pallet API
//!
//! See the [`pallet`] module for the calls, storage, events, errors and view functions.
//!
//! ## Overview
//!
//! - An *offer* is what a vendor sells of one [`Category`]. It is firm: an order fixes its price and terms, and the vendor can only
//!   deliver or refuse.
//! - A *mandate* is what an owner permits one machine to buy: categories, vendors, arbiters, ceilings for a unit, an order and a
//!   period, and the condition on which it may. It ends with the machine's tenure. The money of one period is on hold.
//! - A *need* is what a machine lacks of one category. It has at most one open order, whoever asks.
//! - An *order* is placed by a member or a rule of the owner's organisation. That call evaluates the mandate's condition on the newest
//!   observations that the organisation's devices have signed, and keeps these with the order. Nobody submits evidence. Observations from
//!   before the need was last covered or given up do not count.
//!
//! A device that lies costs its owner at most what the mandate permits in a period.
//!
//! ### Which offer is taken
//!
//! A mandate has at most [`MAX_VENDORS`] vendors. A vendor is left out if it is not in good standing, is the owner's organisation,
//! or has failed this need. An offer fits if it has not ended, has enough in stock, names one of the mandate's arbiters, arrives in
//! time, and is within all ceilings, which are for prices with freight and tax. The cheapest offer wins, then the earliest; a hash
//! decides a draw. The ceilings cap vendors who collude, and prices are public. Nothing else prevents collusion.
//!
//! ### States of a need
//!
//! | state | leaves by |
//! | --- | --- |
//! | Clear | order → Ordered, or Open if no offer fits |
//! | Open | order → Ordered; its condition or its owner → Clear; the mandate's end, or no vendor left that has not failed → GivenUp |
//! | Ordered | its condition or its owner → Clear; the order fails → Open, the third time → GivenUp; its owner objects → GivenUp |
//! | GivenUp | after [`COOL_DOWN`]: order → Ordered or Open; its condition or its owner → Clear |
//!
//! A need stays ordered after delivery until its condition says that it is covered. So a bottle that stands on the shelf is not
//! ordered again.
//!
//! ### States of an order
//!
//! See [`tallystick_orders::order`]. When a deadline has passed, anybody can call [`advance`](Pallet::advance) to have what is due done. It
//! is free if it succeeds. Before shipment it also ends an order of a vendor who is no longer in good standing.
//!
//! While safe mode or a pause refuses the parties' calls, deadlines of orders and claims wait, as those of the
//! [escrow](Escrow::lost) do. A stored deadline excludes the time that was lost until then. Views add what has been lost by now.
//!
//! ### Visits and warranties
//!
//! An offer can be of visits, at times that its vendor [sets](Pallet::set_slots). Times are UTC; clients show them in the time of
//! the machine's site. An order books the earliest that fits. The vendor accepts, with a bond. The machine signs when the visit
//! begins and ends, and only when somebody acts at the machine itself: see [`Statement`]. So nobody can report a visit that did
//! not take place. A vendor who does not come has failed; one who came to a closed door calls the arbiter. Only a device can be
//! visited. Within the window the owner can have the vendor come again, once. The vendor's report becomes a part of the history
//! of the machine as an asset.
//!
//! A need can name a warranty of its machine. Then its issuer is asked first. It [grants](Pallet::grant_claim) the claim and buys under
//! its own mandate, or refuses, or is silent. In the last two cases the owner's mandate counts. A machine's statements report a counter
//! that fell, or another key, for the warrantor to judge. An owner whose claim is refused orders at their own cost, and has the reason's
//! hash.
//!
//! ### Money
//!
//! - What a mandate has left in its period is on hold in its payer's account: [`HoldReason::Budget`]. An order moves its price, with
//!   freight and tax, into an escrow. Money that comes back in the period in which it was spent can be spent again. Later it is the
//!   payer's.
//! - A vendor puts up [`Config::Bond`] of the price when accepting. The buyer gets it if the vendor cancels or does not ship in time. The
//!   buyer also gets it if nobody has signed for missing goods and the vendor does not call the arbiter.
//! - Whoever calls the arbiter, or sends goods back, puts up [`Config::ArbiterFee`] of the price. An arbiter who decides gets the same
//!   amount from the loser: from the deposit, the vendor's bond, or the buyer's money in escrow. So a vendor who calls can win at most the
//!   price less the fee. An arbiter who is silent gets nothing.
//! - Whoever has the chain keep a record pays a deposit for it: [`HoldReason::Record`].
//!
//! ### Disputes
//!
//! The arbiter decides what the vendor gets. If the vendor called, that is at least what the buyer confirms as received. If the buyer
//! called, it is at most what the vendor claims. If the arbiter is silent, the vendor gets what the buyer or a carrier has signed for.
//!
//! ### Ends of life
//!
//! | record | removed by | deposit back to |
//! | --- | --- | --- |
//! | offer | its vendor; after its end anybody: `remove_offer` | its payer |
//! | mandate | its organisation; once it is over anybody: `end_mandate` | its payer |
//! | need without an open order | its organisation; once the machine is another's anybody: `remove_need` | its payer |
//! | order | by its end | the mandate's payer |
//!
//! ## Example
//!
//! A machine's order arrives, nobody objects, and the vendor is paid.
#![doc = docify::embed!("src/tests/orders.rs", an_order_is_paid_once_the_buyer_has_it)]
//!
//! ## Properties
//!
//! Each holds before and after every call; `try_state` and the property tests check them under the same numbers.
//!
//! 1. Every assigned id is below the next one. The lists of organisations and vendors have each record, and nothing else.
//! 2. An account's hold for budgets is the sum of what its mandates have left.
//! 3. An order is open exactly as long as its escrow is. Its need names it as the open order.
//! 4. A need has at most one open order, and a machine at most one need of a category.
//! 5. An account's holds for bonds and deposits are what it pledged for open orders.
//! 6. The cost of the orders placed in a mandate's period, less what came back in it, never exceeds the highest limit in that
//!    period. (Checked by the tests.)
//! 7. No money is created or lost, however an order ends. (Checked by the tests.)
//! 8. Every order can be ended within a known time, whoever is silent. (Checked by the tests.)
//! 9. Each stream is watched once for each condition that names it. Each stream lists the needs that it covers, and nothing
//!    else. Needs of a former owner of its device are removed in time.
//! 10. An asset travels with at most one order.

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

#[cfg(test)]
mod mock;
#[cfg(test)]
mod tests;
#[cfg(any(feature = "try-runtime", test))]
mod try_state;

pub use features::placing::Met;
pub use pallet::*;
pub use types::*;
pub use weights::WeightInfo;

use alloc::{boxed::Box, vec::Vec};
use frame::{
	deps::sp_runtime::{DispatchError, Permill},
	prelude::*,
	traits::{
		fungible::{hold::Mutate as MutateHold, Inspect, Mutate},
		Consideration, EnsureOrigin, Footprint, Time,
	},
};
use tallystick_primitives::{
	evidence::{DeviceId, Hash, Signature},
	AssetHistory, AssetId, Consumer, DeviceRegistry, Escrow, EscrowPurpose, Member, Membership,
	Millis, OnEscrowExpired, OrgId, Role, StreamId, Watch,
};

/// Shorthand for the account type of `T`.
pub(crate) type AccountIdFor<T> = <T as frame_system::Config>::AccountId;

/// Most entries that a view function returns at once.
const MAX_PAGE: u32 = 100;

/// Offers, mandates, needs, and orders.
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
		/// Weights of the calls and of what other pallets ask.
		type WeightInfo: WeightInfo;

		/// The money of budgets, bonds and deposits.
		type Currency: Mutate<Self::AccountId>
			+ Inspect<Self::AccountId, Balance: Into<u128> + TryFrom<u128>>
			+ MutateHold<Self::AccountId, Reason: From<HoldReason>>;

		/// What a record costs for as long as it is stored.
		type Consideration: Consideration<Self::AccountId, Footprint>;

		/// Who may give mandates and order: a member of an organisation in good standing.
		type MemberOrigin: EnsureOrigin<Self::RuntimeOrigin, Success = Member<Self::AccountId>>;

		/// Who may publish offers: a member of a service provider in good standing.
		type VendorOrigin: EnsureOrigin<Self::RuntimeOrigin, Success = Member<Self::AccountId>>;

		/// The organisations and where they are paid.
		type Membership: Membership<Self::AccountId>;

		/// The devices and their owners.
		type Devices: DeviceRegistry<Self::AccountId>;

		/// The assets and who holds them.
		type Assets: AssetHistory<Self::AccountId>;

		/// The telemetry pallet.
		type Watch: Watch;

		/// The money of orders.
		type Escrow: Escrow<Self::AccountId, Balance = BalanceOf<Self>>;

		/// UTC, in milliseconds.
		type Time: Time<Moment = u64>;

		/// The share of an order's price that its vendor puts up when accepting. At least the arbiter's fee.
		#[pallet::constant]
		type Bond: Get<Permill>;

		/// The share of an order's price that an arbiter gets for a decision.
		#[pallet::constant]
		type ArbiterFee: Get<Permill>;

		/// The hash of the chain's first block, which machines sign.
		type Genesis: Get<Hash>;

		/// The fewest milliseconds that a party or an arbiter has to answer.
		#[pallet::constant]
		type MinWindow: Get<u64>;

		/// The most milliseconds that any state of an order may last.
		#[pallet::constant]
		type MaxSpan: Get<u64>;

		/// Members, devices and a clock, for benchmarks.
		#[cfg(feature = "runtime-benchmarks")]
		type BenchmarkHelper: tallystick_world::Actors<Self::AccountId>;
	}

	/// Why balances are held.
	#[pallet::composite_enum]
	pub enum HoldReason {
		/// What a mandate has left in its period.
		#[codec(index = 0)]
		Budget,
		/// What a vendor puts up for an order that it has accepted.
		#[codec(index = 1)]
		Bond,
		/// What a party puts up when calling an arbiter.
		#[codec(index = 2)]
		Deposit,
		/// The deposit for a record, until it is removed.
		#[codec(index = 3)]
		Record,
	}

	/// What each vendor offers of a category, with the payer of its deposit.
	#[pallet::storage]
	pub type Offers<T: Config> = StorageDoubleMap<
		_,
		Twox64Concat,
		OrgId,
		Blake2_128Concat,
		Category,
		(OfferOf<T>, T::AccountId, T::Consideration),
	>;

	/// The times that a vendor of visits has to book, ascending.
	#[pallet::storage]
	pub type Slots<T: Config> = StorageDoubleMap<
		_,
		Twox64Concat,
		OrgId,
		Blake2_128Concat,
		Category,
		BoundedVec<Millis, ConstU32<MAX_SLOTS>>,
		ValueQuery,
	>;

	/// Mandates by id.
	// Ids are given out by the pallet, so nobody can choose a key.
	#[pallet::storage]
	pub type Mandates<T: Config> =
		StorageMap<_, Twox64Concat, MandateId, (MandateOf<T>, T::Consideration)>;

	/// The conditions of mandates. A mandate whose orders need no evidence has none.
	#[pallet::storage]
	pub type Conditions<T: Config> = StorageMap<_, Twox64Concat, MandateId, Condition>;

	/// The mandates of each organisation.
	#[pallet::storage]
	pub type MandatesOf<T: Config> =
		StorageDoubleMap<_, Twox64Concat, OrgId, Twox64Concat, MandateId, ()>;

	/// The id that the next mandate gets.
	#[pallet::storage]
	pub type NextMandateId<T: Config> = StorageValue<_, MandateId, OptionQuery>;

	/// Needs by id, with the payer of each one's deposit. The deadline of a claim is without the time that was lost.
	#[pallet::storage]
	pub type Needs<T: Config> =
		StorageMap<_, Twox64Concat, NeedId, (Need, T::AccountId, T::Consideration)>;

	/// The conditions on which needs are covered. A need that only its owner clears has none.
	#[pallet::storage]
	pub type CoveredWhen<T: Config> = StorageMap<_, Twox64Concat, NeedId, Condition>;

	/// The needs that each stream may cover: those of its device's owner. Needs of former owners lose their place when the
	/// owner declares one, and with the next observation.
	#[pallet::storage]
	pub type Covering<T: Config> = StorageMap<
		_,
		Blake2_128Concat,
		StreamId,
		BoundedVec<NeedId, ConstU32<MAX_COVERED>>,
		ValueQuery,
	>;

	/// The need that a machine has of each category.
	#[pallet::storage]
	pub type Declared<T: Config> =
		StorageDoubleMap<_, Blake2_128Concat, Subject, Blake2_128Concat, Category, NeedId>;

	/// The needs of each organisation.
	#[pallet::storage]
	pub type NeedsOf<T: Config> =
		StorageDoubleMap<_, Twox64Concat, OrgId, Twox64Concat, NeedId, ()>;

	/// The id that the next need gets.
	#[pallet::storage]
	pub type NextNeedId<T: Config> = StorageValue<_, NeedId, OptionQuery>;

	/// Orders by id, their deadlines without the time that was lost. A record is removed when its order
	/// ends.
	#[pallet::storage]
	pub type Orders<T: Config> =
		StorageMap<_, Twox64Concat, OrderId, (OrderRecordOf<T>, T::Consideration)>;

	/// The open orders of each vendor.
	#[pallet::storage]
	pub type OrdersOf<T: Config> =
		StorageDoubleMap<_, Twox64Concat, OrgId, Twox64Concat, OrderId, ()>;

	/// The order with which each asset travels.
	#[pallet::storage]
	pub type Parcels<T: Config> = StorageMap<_, Twox64Concat, AssetId, OrderId>;

	/// The id that the next order gets.
	#[pallet::storage]
	pub type NextOrderId<T: Config> = StorageValue<_, OrderId, OptionQuery>;

	#[pallet::hooks]
	impl<T: Config> Hooks<BlockNumberFor<T>> for Pallet<T> {
		fn integrity_test() {
			assert!(T::MinWindow::get() > 0, "each party needs time to answer");
			assert!(T::MaxSpan::get() >= T::MinWindow::get(), "a state must last for some time");
			assert!(T::Bond::get() >= T::ArbiterFee::get(), "a bond pays the arbiter");
		}

		#[cfg(feature = "try-runtime")]
		fn try_state(_: BlockNumberFor<T>) -> Result<(), frame::deps::sp_runtime::TryRuntimeError> {
			Self::do_try_state()
		}
	}

	#[pallet::view_functions]
	impl<T: Config> Pallet<T> {
		/// What a vendor offers of a category.
		pub fn offer(vendor: OrgId, category: Category) -> Option<OfferOf<T>> {
			Offers::<T>::get(vendor, category).map(|(offer, ..)| offer)
		}

		/// What a vendor offers, after a given category, at most 100 at once. They are not sorted by category. The last page is
		/// shorter than asked for.
		pub fn offers_of(
			vendor: OrgId,
			after: Option<Category>,
			limit: u32,
		) -> Vec<(Category, OfferOf<T>)> {
			let offers = match after {
				None => Offers::<T>::iter_prefix(vendor),
				Some(after) => {
					let from = Offers::<T>::hashed_key_for(vendor, after);
					Offers::<T>::iter_prefix_from(vendor, from)
				},
			};
			let offers = offers.map(|(category, (offer, ..))| (category, offer));
			offers.take(limit.min(MAX_PAGE) as usize).collect()
		}

		/// The mandate with this id, with what is left in the present period. `None` if it has ended, or never
		/// existed.
		pub fn mandate(mandate: MandateId) -> Option<MandateOf<T>> {
			let of = Self::load_mandate(mandate).ok()?;
			Some(Mandate { budget: of.budget.at(Self::now()), ..of })
		}

		/// The mandates of an organisation, after a given one, at most 100 at once. They are not sorted by id. The last page is
		/// shorter than asked for.
		pub fn mandates_of(org: OrgId, after: Option<MandateId>, limit: u32) -> Vec<MandateId> {
			let mandates = match after {
				None => MandatesOf::<T>::iter_key_prefix(org),
				Some(after) => {
					let from = MandatesOf::<T>::hashed_key_for(org, after);
					MandatesOf::<T>::iter_key_prefix_from(org, from)
				},
			};
			mandates.take(limit.min(MAX_PAGE) as usize).collect()
		}

		/// The need with this id. `None` if it was removed, or never existed.
		pub fn need(need: NeedId) -> Option<Need> {
			Self::load_need(need).ok()
		}

		/// The needs of an organisation, after a given one, as with mandates.
		pub fn needs_of(org: OrgId, after: Option<NeedId>, limit: u32) -> Vec<NeedId> {
			let needs = match after {
				None => NeedsOf::<T>::iter_key_prefix(org),
				Some(after) => {
					let from = NeedsOf::<T>::hashed_key_for(org, after);
					NeedsOf::<T>::iter_key_prefix_from(org, from)
				},
			};
			needs.take(limit.min(MAX_PAGE) as usize).collect()
		}

		/// What each vendor's offer for a need would cost now, or why it does not fit, in the mandate's order. `None` for an
		/// unknown need, and without a mandate.
		pub fn tenders_for(need: NeedId) -> Option<Vec<(OrgId, Result<Landed, Misfit>)>> {
			let record = Self::load_need(need).ok()?;
			let of = Self::load_mandate(record.mandate).ok()?;
			let now = Self::now();
			let tenders = Self::tenders(&record, &of, &of.budget.at(now), now).into_iter();
			let landed = |(vendor, tender): (OrgId, Result<Candidate, Misfit>)| {
				(vendor, tender.map(|of| of.landed))
			};
			Some(tenders.map(landed).collect())
		}

		/// The order with this id, in its present state. `None` if it has ended, or never existed.
		pub fn order(order: OrderId) -> Option<OrderRecordOf<T>> {
			let mut record = Self::load_order(order).ok()?;
			(record.order.state, record.order.until) = record.order.at(Self::now());
			Some(record)
		}

		/// The open orders of a vendor, after a given one, as with mandates.
		pub fn orders_of(vendor: OrgId, after: Option<OrderId>, limit: u32) -> Vec<OrderId> {
			let orders = match after {
				None => OrdersOf::<T>::iter_key_prefix(vendor),
				Some(after) => {
					let from = OrdersOf::<T>::hashed_key_for(vendor, after);
					OrdersOf::<T>::iter_key_prefix_from(vendor, from)
				},
			};
			orders.take(limit.min(MAX_PAGE) as usize).collect()
		}
	}
}
