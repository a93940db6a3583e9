//! The pallet's records, with the accounts and bounds of its configuration.

use crate::{lineage::Walk, AccountIdFor};
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use frame::prelude::*;
pub use tallystick_condition::{
	trade::{
		Bond, Figure, Knowledge, Leg, Pricing, Refused, Swap, Trade, TradeState, TradeTerms,
		Watching, MAX_LEGS, MAX_WATCHINGS,
	},
	Bounds, Curve, Interval, Known, Leaf, LeafProof, Opening, Policy, Tally,
};
pub use tallystick_primitives::records::asset::{
	Ancestors, Asset, AssetStatus, BizStep, Circumstances, Class, CustodyOffer, Definition,
	Disposition, Document, DocumentKind, HistoryEntry, HistoryOf, Holder, Holds, Ingredient,
	Keeper, LotDates, LotStatus, Makers, Move, NewLot, OwnPolicy, Parents, Passes, Place, Portion,
	Recall, RecallPhase, Receipt, ShelfLife, State, StateKind, Terms, TraceLot, Transition,
	Trigger, Weighted,
};
pub use tallystick_primitives::records::stay::{
	Consent, CountedSince, DeviceUse, Loan, Stay, StayKind, TallyUse,
};
use tallystick_primitives::{
	evidence::Hash,
	gs1::{event::MAX_CORRECTIONS, Gln},
	AssetId, Millis, OrgId, PolicyId, TraceLotId,
};

/// Most inputs of a merge or a transformation, parts of a split, outputs of a transformation, and
/// children that join or leave at once. Must not be lowered.
pub type MaxItems = ConstU32<MAX_ITEMS>;

/// [`MaxItems`] as a number.
pub const MAX_ITEMS: u32 = 32;

/// Most distinct condition policies of an asset and all that it holds. Must not be lowered.
pub type MaxPolicies = ConstU32<MAX_POLICIES>;

/// [`MaxPolicies`] as a number.
pub const MAX_POLICIES: u32 = 8;

/// A name for people. Must not be shortened.
pub type Name = BoundedVec<u8, ConstU32<64>>;

/// The states of a class. Must not be shortened.
pub type States = BoundedVec<State<Name>, ConstU32<16>>;

/// The transitions of a class. Must not be shortened.
pub type Transitions = BoundedVec<Transition, ConstU32<64>>;

/// The policies of a class. Must not be shortened.
pub type WeightedPolicies = BoundedVec<Weighted, ConstU32<4>>;

/// The ingredients of a class. Must not be shortened.
pub type Ingredients = BoundedVec<Ingredient, ConstU32<16>>;

/// What a class says.
pub type ClassDefinition = Definition<Name, States, Transitions, WeightedPolicies, Ingredients>;

/// The asset that a key stands for.
#[derive(
	Clone,
	Copy,
	PartialEq,
	Eq,
	Debug,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
)]
pub enum Bearer {
	/// A live asset has it.
	#[codec(index = 0)]
	Live(AssetId),
	/// This asset had it last, and ended: the key is free.
	#[codec(index = 1)]
	Ended(AssetId),
}

impl Bearer {
	/// The asset that has the key, or had it last.
	pub fn asset(self) -> AssetId {
		match self {
			Self::Live(asset) | Self::Ended(asset) => asset,
		}
	}

	/// The live asset that has the key.
	pub fn live(self) -> Option<AssetId> {
		match self {
			Self::Live(asset) => Some(asset),
			Self::Ended(_) => None,
		}
	}
}

/// The [`OwnPolicy`] of `T`.
pub type PolicyOf<T> = OwnPolicy<AccountIdFor<T>, Policy>;

/// A [`Class`] of `T`.
pub type ClassOf<T> = Class<AccountIdFor<T>, ClassDefinition>;

/// Policies, each with the number of assets that it applies to.
pub type PolicyCounts = BoundedVec<(PolicyId, u32), MaxPolicies>;

/// An [`Asset`] of `T`.
pub type AssetOf<T> = Asset<AccountIdFor<T>, PolicyCounts>;

/// A [`TraceLot`] of `T`.
pub type LotOf<T> = TraceLot<AccountIdFor<T>, BoundedVec<TraceLotId, MaxItems>>;

/// A [`CustodyOffer`] of `T`.
pub type OfferOf<T> = CustodyOffer<AccountIdFor<T>>;

/// A [`Document`] of `T`.
pub type DocumentOf<T> = Document<AccountIdFor<T>>;

/// Several assets of one call.
pub type AssetIds = BoundedVec<AssetId, MaxItems>;

/// Several parts of one call.
pub type Portions = BoundedVec<Portion, MaxItems>;

/// The events that correct a wrong one.
pub type Corrections = BoundedVec<Hash, ConstU32<{ MAX_CORRECTIONS }>>;

/// An organisation's company prefix.
#[derive(
	Clone, PartialEq, Eq, Debug, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub struct Binding<AccountId> {
	/// The organisation.
	pub org: OrgId,
	/// The number by which events name the organisation, if it is under this prefix.
	pub party: Option<Gln>,
	/// The accreditor whose word it is.
	pub by: OrgId,
	/// The accreditor's member that stored it. Their organisation paid the deposit.
	pub payer: AccountId,
}

/// The [`Binding`] of `T`.
pub type BindingOf<T> = Binding<AccountIdFor<T>>;

/// How many records use a lot, and since when none does.
#[derive(
	Clone,
	Copy,
	PartialEq,
	Eq,
	Debug,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
)]
pub struct LotUse {
	/// The assets that belong to it, and the lots that were made from it.
	pub uses: u64,
	/// When it was opened, or last lost its last use.
	pub idle: Millis,
}

/// The tree over the events of the block so far: the tops of its perfect subtrees, from left to right.
#[derive(
	Clone,
	PartialEq,
	Eq,
	Debug,
	Default,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
)]
pub struct Peaks {
	/// How many events.
	pub count: u32,
	/// One hash for each bit of the count that is set, the highest first.
	pub peaks: BoundedVec<Hash, ConstU32<32>>,
	/// The running hash of the last one.
	pub run: Hash,
}

/// Most stays of an asset. Must not be lowered.
pub type MaxStays = ConstU32<MAX_STAYS>;

/// [`MaxStays`] as a number.
pub const MAX_STAYS: u32 = 16;

/// A [`Stay`] of `T`.
pub type StayOf<T> = Stay<AccountIdFor<T>, BoundedVec<CountedSince, MaxPolicies>>;

/// A [`TallyUse`] with its bounds.
pub type StreamUse = TallyUse<PolicyCounts>;

/// A [`Loan`] of `T`.
pub type LoanOf<T> = Loan<AccountIdFor<T>>;

/// The leaf that counts the begin or the end of a stay, as somebody has proven.
#[derive(
	Clone, PartialEq, Eq, Debug, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub struct Boundary<AccountId> {
	/// The leaf that counts the moment.
	pub leaf: Leaf,
	/// The member that proved it. Their organisation paid the deposit.
	pub payer: AccountId,
}

/// The [`Boundary`] of `T`.
pub type BoundaryOf<T> = Boundary<AccountIdFor<T>>;

/// Most legs of a trade. Must not be lowered.
pub type MaxLegs = ConstU32<{ MAX_LEGS }>;

/// Most watchings of a trade. Must not be lowered.
pub type MaxWatchings = ConstU32<{ MAX_WATCHINGS }>;

/// Most leaves that are shown for a trade: by the seller, by the buyer, and by all carriers together beyond
/// what each has room for of their own.
pub const MAX_SHOWN: [u8; 3] = [24, 24, 16];

/// How many leaves a carrier can show for each of their legs before they use the room of all carriers.
pub const MAX_SHOWN_OF_LEG: u8 = 4;

/// Most leaves that are shown for a trade.
pub const MAX_LEAVES: u32 = 24 + 24 + 16 + MAX_LEGS * MAX_SHOWN_OF_LEG as u32;

/// The most legs, streams and policies, and shown leaves, of a trade that is settled for less.
pub const SMALL_TRADE: [u32; 3] = [4, 4, 16];

/// A [`Trade`] of `T`.
pub type TradeOf<T> = Trade<AccountIdFor<T>>;

/// The [`TradeTerms`] of `T`.
pub type TradeTermsOf<T> = TradeTerms<AccountIdFor<T>>;

/// What openings show of a leaf's run, by policy.
pub type KnownByPolicy = BoundedVec<(PolicyId, Known), MaxPolicies>;

/// What was shown of a run.
#[derive(
	Clone, PartialEq, Eq, Debug, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub struct Shown<AccountId> {
	/// The leaf.
	pub leaf: Leaf,
	/// What all openings together show, by policy.
	pub known: KnownByPolicy,
	/// The member that showed it first. Their organisation paid the deposit.
	pub payer: AccountId,
}

/// The [`Shown`] of `T`.
pub type ShownOf<T> = Shown<AccountIdFor<T>>;

/// A [`Recall`] of `T`.
pub type RecallOf<T> = Recall<AccountIdFor<T>>;

/// Most recalls that spread at once. Must not be lowered.
pub const MAX_SPREADING: u32 = 16;

/// Most recalls whose marks are taken back at once. Must not be lowered.
pub const MAX_ENDING: u32 = 16;

/// Most recalls of one organisation that spread or end at once. With as many, it begins no other one.
pub const MAX_WALKS_OF_ONE: u32 = 4;

/// The recalls that spread or end. Must not be shortened.
pub type AllWalks = BoundedVec<Walk, ConstU32<{ MAX_SPREADING + MAX_ENDING }>>;

/// The place of a lot among those that a recall has marked.
#[derive(
	Clone,
	Copy,
	PartialEq,
	Eq,
	Debug,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
)]
pub struct Link {
	/// The lot that was marked after it.
	pub next: Option<TraceLotId>,
}

/// The flags of an asset that rules of its owner have set.
#[derive(
	Clone,
	Copy,
	PartialEq,
	Eq,
	Debug,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
)]
pub struct OwnFlags {
	/// The owner. Once somebody else owns the asset, the flags do not count.
	pub org: OrgId,
	/// Flag n is bit n. Not zero.
	pub set: u32,
}
