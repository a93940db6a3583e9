//! # Asset lifecycle pallet
//!
//! Keeps the history of things: who owns and holds them, what they are in and made of. Every change
//! is an event that anyone can verify later.
//!
//! ## Pallet API
//!
//! See the [`pallet`] module for the calls, storage, events, errors and view functions.
//!
//! ## Overview
//!
//! An organisation defines a [`Class`]: states, the transitions between them and who may make each,
//! unit, condition policies, and what it is made from. Food and machines are classes, not code. A
//! class never changes; it can be retired.
//!
//! An [`Asset`] is of a class and belongs to a traceability [lot](TraceLot). It may have a GS1 key
//! under a company prefix that an accreditor bound to the organisation. Two live assets never have the
//! same key.
//!
//! An asset that is in another one follows it: it has no custody, state or offer of its own. Whoever
//! takes over the outermost asset takes over all of its contents, at the cost of one asset. For this,
//! each asset's record sums up what it holds: the number of assets by depth, of foreign ones and of
//! quarantines, and the condition policies.
//!
//! Custody changes in two steps: the custodian offers, with all terms, and the taker accepts exactly
//! these. A short or damaged part is split off and stays with the giver.
//!
//! ### Events
//!
//! Each change of an asset is one event in the sense of EPCIS 2.0: what, when, where, why. The reporter
//! may date it some hours back, but neither into the future nor before the asset's last event. During a
//! block, the state keeps the peaks of a tree over the events. Its root becomes one of the block's
//! statements, and nodes with off-chain indexing keep the bytes.
//!
//! An asset's record has the hash of the newest [entry](HistoryEntry) of its history, which names the one before.
//! When a child joins or leaves, its entry also names the histories of the assets around it. So that hash leads
//! to all that happened to an asset, and to those that it was in, and nothing can be left out unnoticed
//! ([`history_key`]).
//!
//! ### Owners
//!
//! An asset that joins another asset of its owner follows that one's owner from then on. An asset of
//! somebody else keeps its owner, and the assets that it is in count it as foreign. Ownership of an asset
//! passes together with all that follows it, and only while it holds nothing foreign.
//!
//! ### Condition
//!
//! While a stream watches an asset, the asset has a [`Stay`]: stream, begin and end. Each stream has one
//! [`Tally`], which counts every observation once, for all policies of all assets that it watches. An
//! asset's condition follows from the tally at both ends of its stay. Whoever needs an earlier value of
//! the tally proves it by the one leaf that counts that moment
//! ([`prove_boundary`](Pallet::prove_boundary), or with the view [`condition`](Pallet::condition)). The
//! newest leaf needs no proof.
//!
//! The custodian of a root attaches and detaches streams, from now on and never back in time. A device of
//! another organisation has to be lent by its owner. The owner then cannot suspend or transfer it, nor
//! withdraw its gateways' authorisation, before the custodian consents or detaches it. Revoking or
//! retiring the device ends the stay.
//!
//! All that is in a root is watched with it. An asset that leaves, or is split off, gets copies of
//! the stays that overlap the time in which it was part of the root.
//!
//! ### What rules read and set
//!
//! Rules of other pallets read two things. One is the upper bound of an asset's first policy since the
//! asset's counting stream was attached. The other is which of the asset's 32 flags are set. The
//! owner's rules set flags, and the owner defines their meaning. Flags of a former owner do not count.
//!
//! ### Trades
//!
//! A [`Trade`] sells a root for what it is worth on arrival. The price is a curve over the *loss*: the weighted sum of
//! what the policies measured between pick-up and delivery. The buyer's money lies in an escrow. Each custody interval
//! is a leg with an allowance: its agreed time at the rate of the terms. The seller gives allowances out of the loss
//! that costs nothing, and every other holder out of their own allowance. The terms of a hand-over set the least bond
//! of a carrier, and its time: from then on the taker answers for the goods, even if they still wait. The loss in value
//! is divided in proportion to the losses beyond the allowances. A carrier's share comes from their bond. Whoever hands
//! on to a carrier without a bond answers for that leg.
//!
//! Whoever answers for goods, with a bond or with the price, pays for all that they neither deliver nor
//! bring back: goods that do not arrive, and parts that a taker refused. A recall by others does not
//! change that. A seller who stops the goods on their way has no claim.
//!
//! Charges follow from the tallies. Each moment at which the trade begins or ends or the goods change hands
//! needs the leaf that counts it. Whoever wants a run judged by its readings opens it ([`show`](Pallet::show)).
//! Shown leaves are public. If nobody shows the leaf of a moment, the time on both sides of it counts as
//! missing. The holder is charged for missing time, with two exceptions. If the data had not come when a
//! hand-over was agreed, the [`Keeper`] is charged, even if later data come. If a device was revoked or retired,
//! its owner is charged for what it did not report before, and for the time after that. An owner without a part
//! in the trade is not charged: for the time after the end, whoever owned the device when it began to count is,
//! or else whoever chose it.
//!
//! Seller, buyer and custodian can together replace a stream on the way
//! ([`swap_stream`](Pallet::swap_stream)). The new stream counts from its first reading after the swap.
//!
//! | silent | then |
//! | --- | --- |
//! | the buyer, who does not fund | `settle_trade` removes the offer |
//! | the seller, who does not hand over | the buyer has the money back |
//! | a holder, who does not deliver | after a window to appeal the buyer has the money back, and the holder's bond pays the seller, who has not taken the goods back |
//! | a holder, who keeps what was refused | their bond pays the seller its share of the price |
//! | the buyer, who carries the goods | they are delivered at the deadline |
//! | whoever has data | after the deadline the rest counts as missing |
//! | the arbiter | what was computed is paid |
//! | everybody | after the escrow's backstop anybody ends it: the buyer has the money back |
//!
//! While safe mode or a pause refuses the parties' calls, deadlines of trades wait, as those of the [escrow](Escrow::lost)
//! do. A stored deadline excludes the time that was lost until then. Views add what has been lost by now.
//!
//! Prices and partners are visible to all members.
//!
//! ### Recall and quarantine
//!
//! The maker of a lot recalls it, with all lots that descend from it. Its assets are recalled at once.
//! In each block the recall marks some of the lots that were made from marked ones. Until it has marked
//! all, every lot whose filter of ancestors may contain the recall's lot is on hold. So at each moment
//! every descendant is on hold or recalled; other lots may be on hold meanwhile. Then the recall has
//! assets count the recalled goods that are packed in them.
//!
//! Any organisation can propose to recall what others made. Such a proposal puts nothing on hold
//! until the council confirms it, and lapses if the council does not. The council can end any recall.
//!
//! A lot's deposit pays for the marks of 16 recalls. If a recall marks a lot that has 16 marks already, the recall's own deposit
//! grows by that mark once it has spread. An organisation that cannot pay for that cannot begin another recall before this one has
//! ended.
//!
//! An owner can keep their own assets in quarantine. Goods on hold, recalled or in quarantine can go back to
//! their owner, to the maker of their lot or with a carrier, or be destroyed. They cannot be sold, packed or
//! used up. A container with such goods in it can be handed over, and the hand-over says how many there are.
//!
//! ### Ends of life
//!
//! | record | removed by | deposit back to |
//! | --- | --- | --- |
//! | prefix | the accreditor that bound it, or its organisation: `release_prefix` | its payer |
//! | policy | its organisation: `drop_policy`; if classes name it, with the last of them | its payer at once, since each class has paid for it as well |
//! | class, once retired and without lots | anybody: `drop_class` | its payer |
//! | lot, once nothing belongs to it or was made from it, some time later | anybody: `drop_lot` | its payer |
//! | asset, some time after its end, without documents | anybody: `drop_asset` | its payer |
//! | offer | done, `withdraw`, `refuse`; once it has run out, anybody: `lapse` | its payer |
//! | flags | the rules that set them; with the asset | paid with the rule |
//! | recall | when the last mark is taken back, after its organisation or the council ended it; proposed: the same, or anybody after its time: `lapse_recall` | its payer |
//! | document | its issuer; after the asset's end, anybody: `remove_document` | its payer |
//! | stay, once it ended and its deadline has passed | the owner; after the asset's end, anybody: `forget_stay` | its payer |
//! | proven boundary | with its stay | its payer |
//! | tally | with the last stay of its stream | paid with each stay |
//! | trade | the seller, while it is not funded: `withdraw_trade`; anybody: `settle_trade` | its payer |
//! | shown leaf | with its trade | its payer |
//! | loan | the device's owner; once it is over, anybody: `end_loan` | its payer |
//!
//! ## Example
//!
//! Whoever buys a pallet owns what stands on it, and can take it down.
#![doc = docify::embed!("src/tests/aggregation.rs", ownership_passes_with_all_that_follows)]
//!
//! ## Properties
//!
//! Each holds before and after every call; `try_state` and the property tests check them under
//! the same numbers.
//!
//! 1. No bound prefix begins with another one, and [`LongerPrefixes`] counts the bound ones that begin
//!    with each. [`PartyNumbers`] lists each organisation's number, which is under a prefix of theirs.
//! 2. Every assigned id is below the next one. A policy counts its classes, a class its lots, a lot its assets and the
//!    lots made from it. None of them is removed while its count is above zero. [`LotsMadeFrom`] lists the lots under
//!    their inputs, and nothing else. [`LotByCode`] lists every lot.
//! 3. [`ByKey`] lists every live asset that has a key. If no live asset has a key, it lists the last asset that had it,
//!    as long as that is stored.
//! 4. [`Children`] lists every asset that is in another one. An asset's counts of contained assets,
//!    foreign ones, holds and policies follow from its children. No asset is more than four levels
//!    deep.
//! 5. An asset that ended holds nothing, is in nothing, and is not offered.
//! 6. An asset that is in another one of the same owner has no owner of its own; a root has one.
//! 7. [`Offers`] are of roots, by their custodian, to another organisation, for the whole quantity;
//!    [`OffersTo`] lists them, and nothing else.
//! 8. An asset counts its documents.
//! 9. Splits, merges and hand-overs conserve quantities. The output of a transformation is within
//!    the bounds of its class. (Checked by the tests.)
//! 10. The custody of an asset has neither gap nor overlap, and no event of it is before an earlier one.
//!     (Checked by the tests.)
//! 11. The deposits held from an account are those for its records. (Checked by the tests, where the
//!     price is known.)
//! 12. A stream has a tally exactly as long as it has stays or trades. The tally counts by exactly the
//!     policies that these name. [`TallyUses`] counts both.
//! 13. An asset has at most one running stay of each stream, and at most one running, counting stay
//!     of each unit. Only live roots have running stays. No stay ends before it begins.
//! 14. For each device, [`DeviceUses`] counts the running stays, the times for which it counts for trades, and the stays whose custodian
//!     has not consented. [`Withheld`] counts the last of these by owner. An owner can take such a device away only by revoking or
//!     retiring it.
//! 15. Each proven boundary belongs to a stay of its asset.
//! 16. An observation costs one read and one write, however many assets the stream watches, and a
//!     tally's size does not depend on its number of observations. (Checked by the tests.)
//! 17. A stream watches an asset from the call that attached it until the call that detached it, and
//!     never before. (Checked by the tests.)
//! 18. [`OpenTrades`] lists undelivered trades under their assets, and each trade under refused parts of its
//!     goods for which somebody other than the seller answers. It lists nothing else. Traded goods are a live
//!     root that only hand-overs change.
//! 19. A trade has at most 14 legs, without gap or overlap. Their allowances together do not exceed the loss that
//!     costs nothing. Seller and buyer each show at most 24 leaves for it, and carriers 4 for each of their legs
//!     and 16 together beyond that.
//! 20. Seller, buyer and carriers together get exactly what a trade's escrow and bonds held. The price is at
//!     most the offer. (Checked by the tests.)
//! 21. Anybody can end every trade within a time that its terms fix, even if a party falls silent.
//!     (Checked by the tests.)
//! 22. From the pick-up on, one stream counts for each watched policy of a trade. A swap ends one and
//!     begins another at the same moment; the old device may have ended before. No stream counts for a
//!     trade twice, and a trade has at most 16.
//! 23. A swap never makes goods look better. Readings from outside a stream's time do not count. If a
//!     swap cuts a run, the part that is not shown counts at its upper bound. (Checked by the tests.)
//! 24. The hash in an asset's record leads, by entries that nodes keep, to every event that changed it and the
//!     assets that it was in at the time. This holds even after these were dropped. (Checked by the tests.)
//! 25. [`Flags`] belong to existing assets, with at least one flag set. Only the owner of an asset sets its
//!     flags. Those of a former owner do not count. (The second is checked by the tests.)
//!
//! Of recalls:
//!
//! 30. [`RecallByLot`] lists the recalls in force under their lots. Each such lot exists and counts its recall
//!     as a use. [`Walks`] has at most 16 recalls that spread, and at most 16 that end. A recall that has
//!     spread is there only while its goods are being counted.
//! 31. The lots that a recall has marked form one list, which begins with the recall's lot. [`LotMarks`]
//!     has exactly the marks of all recalls, on lots that exist. [`UnpaidMarks`] has only recalls that
//!     exist, of its organisation.
//! 32. A recall marks only descendants of its lot. Until it has spread, each descendant is marked or on hold.
//!     After that, all are marked.
//! 33. [`PackedAssets`] lists every asset that is in another one under its lot, and nothing else. While
//!     no recall spreads or ends, exactly those of marked lots count as recalled.

#![cfg_attr(not(feature = "std"), no_std)]
#![deny(missing_docs)]
#![cfg_attr(not(test), deny(clippy::unwrap_used, clippy::expect_used))]
#![cfg_attr(not(test), deny(clippy::indexing_slicing, clippy::arithmetic_side_effects))]

extern crate alloc;

mod calls;
mod errors;
mod events;
mod features;
pub mod lineage;
mod tick_impls;
mod trait_impls;
mod types;
pub mod weights;

#[cfg(feature = "runtime-benchmarks")]
mod benchmarking;
#[cfg(test)]
mod mock;
#[cfg(test)]
mod tests;
#[cfg(any(feature = "try-runtime", test))]
mod try_state;

pub use features::{
	events::{event_key, history_key},
	tallies::leaf_key,
};
pub use pallet::*;
pub use types::*;
pub use weights::WeightInfo;

use alloc::{boxed::Box, vec::Vec};
use frame::{
	deps::frame_support::weights::WeightMeter,
	prelude::*,
	traits::{Consideration, EnsureOrigin, Footprint, Time},
};
use tallystick_primitives::{
	evidence::{DeviceId, Hash},
	gs1::{vocabulary::ErrorReason, CompanyPrefix, Event as Epcis, Gln, Key, Text},
	AssetId, ClassId, DeviceRegistry, Escrow, EscrowId, Member, Membership, Millis, OrgId,
	PolicyId, RecallId, StreamId, TraceLotId, TradeId, Watch,
};

/// Shorthand for the account type of `T`.
pub(crate) type AccountIdFor<T> = <T as frame_system::Config>::AccountId;

/// Shorthand for the balance type of the escrows of `T`.
pub(crate) type BalanceOf<T> = <<T as Config>::Escrow as Escrow<AccountIdFor<T>>>::Balance;

/// Assets: classes, lots, aggregation, custody and their events.
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

	/// Most entries that a view function returns at once.
	const MAX_PAGE: u32 = 100;

	#[pallet::pallet]
	#[pallet::storage_version(STORAGE_VERSION)]
	pub struct Pallet<T>(_);

	#[pallet::config]
	pub trait Config: frame_system::Config {
		/// Weights of the calls.
		type WeightInfo: WeightInfo;

		/// Confirms recalls of what others made, and ends recalls.
		type AdminOrigin: EnsureOrigin<Self::RuntimeOrigin>;

		/// What deposits are held for.
		type RuntimeHoldReason: From<HoldReason>;

		/// Passes members of organisations in good standing.
		type MemberOrigin: EnsureOrigin<Self::RuntimeOrigin, Success = Member<Self::AccountId>>;

		/// Passes members of accreditors in good standing.
		type AccreditorOrigin: EnsureOrigin<Self::RuntimeOrigin, Success = Member<Self::AccountId>>;

		/// Knows the organisations, their standing and roles.
		type Membership: Membership<Self::AccountId>;

		/// The chain's clock: UTC, in milliseconds.
		type Time: Time<Moment = u64>;

		/// What a company prefix costs for as long as it is bound.
		type PrefixConsideration: Consideration<Self::AccountId, Footprint>;

		/// What a condition policy costs for as long as it is stored.
		type PolicyConsideration: Consideration<Self::AccountId, Footprint>;

		/// What a class costs for as long as it is stored.
		type ClassConsideration: Consideration<Self::AccountId, Footprint>;

		/// What a lot costs for as long as it is stored.
		type LotConsideration: Consideration<Self::AccountId, Footprint>;

		/// What an asset costs for as long as it is stored, its key, its place among children and an offer of
		/// it included.
		type AssetConsideration: Consideration<Self::AccountId, Footprint>;

		/// What a document costs for as long as it is stored.
		type DocumentConsideration: Consideration<Self::AccountId, Footprint>;

		/// The devices and their owners.
		type Devices: DeviceRegistry<Self::AccountId>;

		/// The telemetry pallet.
		type Watch: Watch;

		/// What a stay costs for as long as it is stored, and what a proven boundary does.
		type StayConsideration: Consideration<Self::AccountId, Footprint>;

		/// What a loan costs for as long as it is stored.
		type LoanConsideration: Consideration<Self::AccountId, Footprint>;

		/// Keeps the money of trades.
		type Escrow: Escrow<Self::AccountId, Balance: Copy + Into<u128> + TryFrom<u128>>;

		/// What a trade costs for as long as it is stored, and what a leaf that is shown for it does.
		type TradeConsideration: Consideration<Self::AccountId, Footprint>;

		/// The most milliseconds that a trade can take from offer to delivery, and in each period
		/// after that.
		#[pallet::constant]
		type MaxTradeTime: Get<u64>;

		/// The milliseconds after the end of a stay in which its data still count.
		#[pallet::constant]
		type DataDeadline: Get<u64>;
		/// What a recall costs for as long as it is stored.
		type RecallConsideration: Consideration<Self::AccountId, Footprint>;

		/// Milliseconds that the council has to confirm a recall.
		#[pallet::constant]
		type RecallDecisionTime: Get<u64>;

		/// The most that a block spends on recalls that spread or end.
		#[pallet::constant]
		type MaxRecallWeight: Get<Weight>;

		/// Milliseconds that an event may be reported late.
		#[pallet::constant]
		type MaxBackdate: Get<u64>;

		/// Milliseconds from now after which no offer may run out.
		#[pallet::constant]
		type MaxOfferTime: Get<u64>;

		/// Milliseconds between the end of an asset or lot and its removal.
		#[pallet::constant]
		type DropDelay: Get<u64>;

		/// Members and a clock, for benchmarks.
		#[cfg(feature = "runtime-benchmarks")]
		type BenchmarkHelper: tallystick_world::Actors<Self::AccountId>;
	}

	/// What deposits are held for.
	#[pallet::composite_enum]
	pub enum HoldReason {
		/// A company prefix.
		#[codec(index = 0)]
		Prefix,
		/// A class.
		#[codec(index = 1)]
		Class,
		/// A traceability lot.
		#[codec(index = 2)]
		Lot,
		/// An asset.
		#[codec(index = 3)]
		Asset,
		/// A document.
		#[codec(index = 5)]
		Document,
		/// A condition policy.
		#[codec(index = 6)]
		Policy,
		/// A stay of a stream with an asset, or a proven boundary of one.
		#[codec(index = 7)]
		Stay,
		/// The loan of a device.
		#[codec(index = 8)]
		Loan,
		/// A trade, or a leaf that is shown for it.
		#[codec(index = 9)]
		Trade,
		/// A recall.
		#[codec(index = 16)]
		Recall,
	}

	/// The organisations of company prefixes.
	#[pallet::storage]
	pub type Prefixes<T: Config> =
		StorageMap<_, Blake2_128Concat, CompanyPrefix, (BindingOf<T>, T::PrefixConsideration)>;

	/// The numbers by which events name organisations.
	#[pallet::storage]
	pub type PartyNumbers<T: Config> = StorageMap<_, Twox64Concat, OrgId, Gln>;

	/// How many bound prefixes begin with this one and are longer.
	#[pallet::storage]
	pub type LongerPrefixes<T: Config> =
		StorageMap<_, Blake2_128Concat, CompanyPrefix, u32, ValueQuery>;

	/// Condition policies by id.
	// Ids are given out by the pallet, so nobody can choose a key.
	#[pallet::storage]
	pub type Policies<T: Config> =
		StorageMap<_, Twox64Concat, PolicyId, (PolicyOf<T>, Option<T::PolicyConsideration>)>;

	/// How many classes name a policy.
	#[pallet::storage]
	pub type PolicyUses<T: Config> = StorageMap<_, Twox64Concat, PolicyId, u32, ValueQuery>;

	/// The id that the next policy gets.
	#[pallet::storage]
	pub type NextPolicyId<T: Config> = StorageValue<_, PolicyId, OptionQuery>;

	/// Classes by id.
	#[pallet::storage]
	pub type Classes<T: Config> =
		StorageMap<_, Twox64Concat, ClassId, (ClassOf<T>, T::ClassConsideration)>;

	/// How many lots are of a class.
	#[pallet::storage]
	pub type ClassUses<T: Config> = StorageMap<_, Twox64Concat, ClassId, u64, ValueQuery>;

	/// The id that the next class gets.
	#[pallet::storage]
	pub type NextClassId<T: Config> = StorageValue<_, ClassId, OptionQuery>;

	/// Traceability lots by id.
	#[pallet::storage]
	pub type Lots<T: Config> =
		StorageMap<_, Twox64Concat, TraceLotId, (LotOf<T>, T::LotConsideration)>;

	/// How much a lot is used.
	// Apart from the lot, because every asset writes it.
	#[pallet::storage]
	pub type LotUses<T: Config> = StorageMap<_, Twox64Concat, TraceLotId, LotUse>;

	/// Lots by source and code.
	#[pallet::storage]
	pub type LotByCode<T: Config> = StorageMap<_, Blake2_128Concat, (Gln, Text<20>), TraceLotId>;

	/// The lots that were made from each.
	#[pallet::storage]
	pub type LotsMadeFrom<T: Config> =
		StorageDoubleMap<_, Twox64Concat, TraceLotId, Twox64Concat, TraceLotId, ()>;

	/// The id that the next lot gets.
	#[pallet::storage]
	pub type NextLotId<T: Config> = StorageValue<_, TraceLotId, OptionQuery>;

	/// Assets by id.
	#[pallet::storage]
	pub type Assets<T: Config> =
		StorageMap<_, Twox64Concat, AssetId, (AssetOf<T>, T::AssetConsideration)>;

	/// Assets by key. An entry is removed with its asset, unless another one has taken the key.
	#[pallet::storage]
	pub type ByKey<T: Config> = StorageMap<_, Blake2_128Concat, Key, Bearer>;

	/// The assets that are in each.
	#[pallet::storage]
	pub type Children<T: Config> =
		StorageDoubleMap<_, Twox64Concat, AssetId, Twox64Concat, AssetId, ()>;

	/// The id that the next asset gets.
	#[pallet::storage]
	pub type NextAssetId<T: Config> = StorageValue<_, AssetId, OptionQuery>;

	/// Offers of custody, by asset. The asset's deposit has paid for one.
	#[pallet::storage]
	pub type Offers<T: Config> = StorageMap<_, Twox64Concat, AssetId, OfferOf<T>>;

	/// The assets that are offered to each organisation.
	#[pallet::storage]
	pub type OffersTo<T: Config> =
		StorageDoubleMap<_, Twox64Concat, OrgId, Twox64Concat, AssetId, ()>;

	/// Documents by asset and hash.
	#[pallet::storage]
	pub type Documents<T: Config> = StorageDoubleMap<
		_,
		Twox64Concat,
		AssetId,
		Blake2_128Concat,
		Hash,
		(DocumentOf<T>, T::DocumentConsideration),
	>;

	/// The flags of each asset that its owner's rules have set. The deposits of these rules pay for them.
	#[pallet::storage]
	pub type Flags<T: Config> = StorageMap<_, Twox64Concat, AssetId, OwnFlags>;

	/// Tallies by stream.
	#[pallet::storage]
	pub type Tallies<T: Config> = StorageMap<_, Blake2_128Concat, StreamId, Tally>;

	/// How much each tally is used.
	// Apart from the tally, because every observation writes that.
	#[pallet::storage]
	pub type TallyUses<T: Config> = StorageMap<_, Blake2_128Concat, StreamId, StreamUse>;

	/// The stays of each asset, each with its deposit.
	#[pallet::storage]
	pub type Stays<T: Config> = StorageMap<
		_,
		Twox64Concat,
		AssetId,
		BoundedVec<(StayOf<T>, T::StayConsideration), MaxStays>,
		ValueQuery,
	>;

	/// The proven boundaries of the stays of each asset.
	#[pallet::storage]
	pub type Boundaries<T: Config> = StorageDoubleMap<
		_,
		Twox64Concat,
		AssetId,
		Blake2_128Concat,
		(StreamId, Millis),
		(BoundaryOf<T>, T::StayConsideration),
	>;

	/// How much assets rely on each device.
	#[pallet::storage]
	pub type DeviceUses<T: Config> = StorageMap<_, Blake2_128Concat, DeviceId, DeviceUse>;

	/// The number of stays that keep each owner from taking devices away.
	#[pallet::storage]
	pub type Withheld<T: Config> = StorageMap<_, Blake2_128Concat, T::AccountId, u32, ValueQuery>;

	/// The organisations that each device is lent to.
	#[pallet::storage]
	pub type Loans<T: Config> = StorageDoubleMap<
		_,
		Blake2_128Concat,
		DeviceId,
		Twox64Concat,
		OrgId,
		(LoanOf<T>, T::LoanConsideration),
	>;

	/// Trades that are not final. Their deadlines, and the moments from which these are counted, exclude the time that was
	/// lost.
	#[pallet::storage]
	pub type Trades<T: Config> =
		StorageMap<_, Twox64Concat, TradeId, (TradeOf<T>, T::TradeConsideration)>;

	/// The trade of each asset that is not delivered, or was refused and is not back.
	#[pallet::storage]
	pub type OpenTrades<T: Config> = StorageMap<_, Twox64Concat, AssetId, TradeId>;

	/// The id that the next trade gets.
	#[pallet::storage]
	pub type NextTradeId<T: Config> = StorageValue<_, TradeId, OptionQuery>;

	/// The leaves that were shown for each trade, by stream and number.
	#[pallet::storage]
	pub type ShownLeaves<T: Config> = StorageDoubleMap<
		_,
		Twox64Concat,
		TradeId,
		Blake2_128Concat,
		(StreamId, u32),
		(ShownOf<T>, T::TradeConsideration),
	>;
	/// Recalls by id.
	#[pallet::storage]
	pub type Recalls<T: Config> =
		StorageMap<_, Twox64Concat, RecallId, (RecallOf<T>, T::RecallConsideration)>;

	/// The recall that names each lot.
	#[pallet::storage]
	pub type RecallByLot<T: Config> = StorageMap<_, Twox64Concat, TraceLotId, RecallId>;

	/// The lots that each recall has marked, linked in the order of marking. A dropped lot stays in the
	/// list.
	#[pallet::storage]
	pub type RecalledLots<T: Config> =
		StorageDoubleMap<_, Twox64Concat, RecallId, Twox64Concat, TraceLotId, Link>;

	/// The recalls whose marks neither lots nor their organisation have paid for.
	#[pallet::storage]
	pub type UnpaidMarks<T: Config> =
		StorageDoubleMap<_, Twox64Concat, OrgId, Twox64Concat, RecallId, ()>;

	/// The recalls that each lot is under.
	#[pallet::storage]
	pub type LotMarks<T: Config> =
		StorageMap<_, Twox64Concat, TraceLotId, lineage::Marks, ValueQuery>;

	/// The recalls that spread or end; the next step is the first one's.
	// Every block reads and writes it. So calls do not count that: the database is asked once.
	#[pallet::storage]
	#[pallet::whitelist_storage]
	pub type Walks<T: Config> = StorageValue<_, AllWalks, ValueQuery>;

	/// The assets of each lot that are in other assets.
	#[pallet::storage]
	pub type PackedAssets<T: Config> =
		StorageDoubleMap<_, Twox64Concat, TraceLotId, Twox64Concat, AssetId, ()>;

	/// The id that the next recall gets.
	#[pallet::storage]
	pub type NextRecallId<T: Config> = StorageValue<_, RecallId, OptionQuery>;

	/// The tree over the events of the block so far. Empty between blocks.
	// Written and taken within a block, so that no database ever keeps it.
	#[pallet::storage]
	#[pallet::whitelist_storage]
	pub type BlockEvents<T: Config> = StorageValue<_, Peaks, ValueQuery>;

	#[pallet::hooks]
	impl<T: Config> Hooks<BlockNumberFor<T>> for Pallet<T> {
		fn on_poll(_: BlockNumberFor<T>, weight: &mut WeightMeter) {
			let limit = weight.remaining().min(T::MaxRecallWeight::get());
			let mut own = WeightMeter::with_limit(limit);
			Self::process_recalls(&mut own);
			weight.consume(own.consumed());
		}

		fn integrity_test() {
			assert!(
				Self::least_recall_weight().all_lte(T::MaxRecallWeight::get()),
				"MaxRecallWeight: no recall would ever spread"
			);
		}

		#[cfg(feature = "try-runtime")]
		fn try_state(_: BlockNumberFor<T>) -> Result<(), frame::deps::sp_runtime::TryRuntimeError> {
			Self::do_try_state()
		}
	}

	#[pallet::view_functions]
	impl<T: Config> Pallet<T> {
		/// The organisation of a company prefix.
		pub fn prefix(prefix: CompanyPrefix) -> Option<OrgId> {
			Prefixes::<T>::get(prefix).map(|(binding, _)| binding.org)
		}

		/// The number by which events name an organisation.
		pub fn party(org: OrgId) -> Option<Gln> {
			PartyNumbers::<T>::get(org)
		}

		/// A condition policy.
		pub fn policy(policy: PolicyId) -> Option<PolicyOf<T>> {
			Policies::<T>::get(policy).map(|(record, _)| record)
		}

		/// A class.
		pub fn class(class: ClassId) -> Option<ClassOf<T>> {
			Classes::<T>::get(class).map(|(record, _)| record)
		}

		/// A traceability lot.
		pub fn lot(lot: TraceLotId) -> Option<LotOf<T>> {
			Lots::<T>::get(lot).map(|(record, _)| record)
		}

		/// The lot of this code, by the place where that was assigned.
		pub fn lot_by_code(source: Gln, code: Text<20>) -> Option<TraceLotId> {
			LotByCode::<T>::get((source, code))
		}

		/// The lots that were made from this one: at most 100, from the one after `after`.
		pub fn lots_made_from(
			lot: TraceLotId,
			after: Option<TraceLotId>,
			limit: u32,
		) -> Vec<TraceLotId> {
			let lots = match after {
				None => LotsMadeFrom::<T>::iter_key_prefix(lot),
				Some(after) => LotsMadeFrom::<T>::iter_key_prefix_from(
					lot,
					LotsMadeFrom::<T>::hashed_key_for(lot, after),
				),
			};
			lots.take(limit.min(MAX_PAGE) as usize).collect()
		}

		/// An asset.
		pub fn asset(asset: AssetId) -> Option<AssetOf<T>> {
			Assets::<T>::get(asset).map(|(record, _)| record)
		}

		/// The live asset that has this key.
		pub fn asset_by_key(key: Key) -> Option<AssetId> {
			ByKey::<T>::get(key).and_then(Bearer::live)
		}

		/// The asset that has this key, or had it last. It is found until it is dropped.
		pub fn last_by_key(key: Key) -> Option<AssetId> {
			ByKey::<T>::get(key).map(Bearer::asset)
		}

		/// Who is responsible for an asset, which its parents may decide.
		pub fn holder(asset: AssetId) -> Option<Holder> {
			Self::holder_of(asset).ok()
		}

		/// The assets that are directly in this one: at most 100, from the one after `after`.
		pub fn children(asset: AssetId, after: Option<AssetId>, limit: u32) -> Vec<AssetId> {
			let children = match after {
				None => Children::<T>::iter_key_prefix(asset),
				Some(after) => Children::<T>::iter_key_prefix_from(
					asset,
					Children::<T>::hashed_key_for(asset, after),
				),
			};
			children.take(limit.min(MAX_PAGE) as usize).collect()
		}

		/// The flags of an asset that are set, in ascending order: numbers from 0 to 31.
		pub fn flags(asset: AssetId) -> Vec<u8> {
			let set = Self::flags_of(asset).unwrap_or_default();
			(0..32).filter(|flag| features::flags::is_set(set, *flag)).collect()
		}

		/// The tally of a stream.
		pub fn tally(stream: StreamId) -> Option<Tally> {
			Tallies::<T>::get(stream)
		}

		/// The stays of an asset, from the earliest stored one on.
		pub fn stays(asset: AssetId) -> Vec<StayOf<T>> {
			Stays::<T>::get(asset).into_iter().map(|(stay, _)| stay).collect()
		}

		/// How much assets rely on a device.
		pub fn device_use(device: DeviceId) -> Option<DeviceUse> {
			DeviceUses::<T>::get(device)
		}

		/// The loan of a device to an organisation.
		pub fn loan(device: DeviceId, to: OrgId) -> Option<LoanOf<T>> {
			Loans::<T>::get(device, to).map(|(loan, _)| loan)
		}

		/// Evaluates the policies of an asset for the time from `from` to `to`, by each stream that
		/// watched it, or an asset that it was in. At most 100 proofs of leaves count.
		///
		/// A moment between the ends of two observations needs the leaf that counts it, unless that
		/// is the newest leaf or a proven boundary.
		pub fn condition(
			asset: AssetId,
			from: Option<Millis>,
			to: Option<Millis>,
			proofs: Vec<LeafProof>,
		) -> Option<Vec<Figure>> {
			let proofs = proofs.get(..proofs.len().min(MAX_PAGE as usize))?;
			Self::condition_of(asset, from, to, proofs).ok()
		}

		/// A trade that is not final.
		pub fn trade(trade: TradeId) -> Option<TradeOf<T>> {
			Self::load_trade(trade).ok()
		}

		/// The trade of an asset that is not delivered, or was refused and is not back.
		pub fn open_trade(asset: AssetId) -> Option<TradeId> {
			OpenTrades::<T>::get(asset)
		}

		/// The trades that are not final, after a given one, at most 100 at once. They are not sorted by
		/// id. The last page is shorter than asked for.
		pub fn trades(after: Option<TradeId>, limit: u32) -> Vec<TradeId> {
			let trades = match after {
				None => Trades::<T>::iter_keys(),
				Some(after) => Trades::<T>::iter_keys_from(Trades::<T>::hashed_key_for(after)),
			};
			trades.take(limit.min(MAX_PAGE) as usize).collect()
		}

		/// What a delivered trade would pay if it ended with the data of now.
		pub fn pricing(trade: TradeId) -> Option<Pricing> {
			Self::pricing_with(trade, Vec::new())
		}

		/// The same, if these leaves and openings were shown before. At most 64 are read, and those that
		/// `show` would refuse are left out.
		pub fn pricing_with(trade: TradeId, shown: Vec<(LeafProof, Opening)>) -> Option<Pricing> {
			let record = Self::trade(trade)?;
			let delivered = matches!(record.state, TradeState::Delivered { .. });
			delivered.then(|| Self::pricing_if(trade, &record, &shown).ok())?
		}

		/// The leaves that were shown for a trade.
		pub fn shown(trade: TradeId) -> Vec<Leaf> {
			ShownLeaves::<T>::iter_prefix_values(trade).map(|(shown, _)| shown.leaf).collect()
		}

		/// The offer of an asset.
		pub fn offer(asset: AssetId) -> Option<OfferOf<T>> {
			Offers::<T>::get(asset)
		}

		/// The assets that are offered to an organisation: at most 100, from the one after `after`.
		pub fn offers_to(org: OrgId, after: Option<AssetId>, limit: u32) -> Vec<AssetId> {
			let assets = match after {
				None => OffersTo::<T>::iter_key_prefix(org),
				Some(after) => OffersTo::<T>::iter_key_prefix_from(
					org,
					OffersTo::<T>::hashed_key_for(org, after),
				),
			};
			assets.take(limit.min(MAX_PAGE) as usize).collect()
		}

		/// A recall.
		pub fn recall(recall: RecallId) -> Option<RecallOf<T>> {
			Recalls::<T>::get(recall).map(|(record, _)| record)
		}

		/// The recall that names a lot and is in force.
		pub fn recall_of(lot: TraceLotId) -> Option<RecallId> {
			RecallByLot::<T>::get(lot)
		}

		/// The lots that a recall has marked, in the order in which it did: at most 100, from the one after
		/// `after`.
		pub fn recalled_lots(
			recall: RecallId,
			after: Option<TraceLotId>,
			limit: u32,
		) -> Vec<TraceLotId> {
			let next = |lot| RecalledLots::<T>::get(recall, lot).and_then(|link| link.next);
			let first = match after {
				Some(after) => next(after),
				None => Recalls::<T>::get(recall)
					.map(|(record, _)| record.lot)
					.filter(|lot| RecalledLots::<T>::contains_key(recall, lot)),
			};
			core::iter::successors(first, |lot| next(*lot))
				.take(limit.min(MAX_PAGE) as usize)
				.collect()
		}

		/// Whether the assets of a lot may be traded.
		pub fn lot_status(lot: TraceLotId) -> Option<LotStatus> {
			Self::status_of_lot(lot)
		}

		/// Whether an asset may be traded.
		pub fn asset_status(asset: AssetId) -> Option<AssetStatus> {
			Self::status_of_asset(asset)
		}

		/// A document about an asset.
		pub fn document(asset: AssetId, document: Hash) -> Option<DocumentOf<T>> {
			Documents::<T>::get(asset, document).map(|(record, _)| record)
		}

		/// The documents about an asset: at most 100, from the one after `after`.
		pub fn documents(asset: AssetId, after: Option<Hash>, limit: u32) -> Vec<Hash> {
			let documents = match after {
				None => Documents::<T>::iter_key_prefix(asset),
				Some(after) => Documents::<T>::iter_key_prefix_from(
					asset,
					Documents::<T>::hashed_key_for(asset, after),
				),
			};
			documents.take(limit.min(MAX_PAGE) as usize).collect()
		}
	}
}
