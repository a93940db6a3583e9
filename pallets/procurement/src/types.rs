//! The pallet's records, with the types of its configuration.

use crate::{AccountIdFor, Config};
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use frame::{prelude::*, traits::fungible::Inspect};
pub use tallystick_orders::{
	attest::{Attested, Doubts, MAX_CODES},
	need::{COOL_DOWN, MAX_FAILURES, MAX_VENDORS},
	Budget, Candidate, Category, Claim, Delivery, Landed, MandateId, Misfit, Need, NeedId,
	NeedState, Next, Offer, Order, OrderId, OrderRefusal, OrderState, OrderStep, Outcome, Party,
	Proposal, Said, Statement, Subject, TaxRate, Times, Wanted, Warranty,
};
use tallystick_primitives::{evidence::DeviceId, AssetId, Millis, OrgId};
pub use tallystick_rules::{Condition, Evidence};

/// The most categories of a mandate. Never lowered.
pub const MAX_CATEGORIES: u32 = 8;

/// The most arbiters of a mandate. Never lowered.
pub const MAX_ARBITERS: u32 = 4;

/// The most observations that are evidence for an order: one for each of a condition's inputs.
pub const MAX_EVIDENCE: u32 = tallystick_rules::condition::MAX_INPUTS;

/// The most needs that one stream covers. Never lowered.
pub const MAX_COVERED: u32 = 4;

/// The most times that a vendor of visits has to book. Never lowered.
pub const MAX_SLOTS: u32 = 64;

/// The longest code of a parcel, in bytes.
pub const MAX_CODE: u32 = 64;

/// An amount of the currency of `T`.
pub type BalanceOf<T> = <<T as Config>::Currency as Inspect<AccountIdFor<T>>>::Balance;

/// The [`Offer`] of `T`.
pub type OfferOf<T> = Offer<AccountIdFor<T>>;

/// The [`Order`] of `T`.
pub type OrderOf<T> = Order<AccountIdFor<T>>;

/// The [`MandateTerms`] of `T`.
pub type TermsOf<T> = MandateTerms<AccountIdFor<T>>;

/// The [`Mandate`] of `T`.
pub type MandateOf<T> = Mandate<AccountIdFor<T>>;

/// The [`OrderRecord`] of `T`.
pub type OrderRecordOf<T> = OrderRecord<AccountIdFor<T>>;

/// The machine that a mandate is requested for.
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
pub enum Machine {
	/// A device.
	#[codec(index = 0)]
	Device(DeviceId),
	/// An asset.
	#[codec(index = 1)]
	Asset(AssetId),
	/// Whatever machine has a warranty of the signer's organisation.
	#[codec(index = 2)]
	Warranties,
}

/// What a machine may buy, from whom, and for how much. All money is gross, with freight and tax.
#[derive(
	Clone, PartialEq, Eq, Debug, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub struct MandateTerms<AccountId> {
	/// What may be bought.
	pub categories: BoundedVec<Category, ConstU32<MAX_CATEGORIES>>,
	/// From whom.
	pub vendors: BoundedVec<OrgId, ConstU32<MAX_VENDORS>>,
	/// Who may decide disputes: members of organisations that are neither the owner's nor the vendor's.
	pub arbiters: BoundedVec<AccountId, ConstU32<MAX_ARBITERS>>,
	/// The most that a unit may cost.
	pub per_unit: u128,
	/// The most that an order may cost.
	pub per_order: u128,
	/// The most that the orders of a period may cost. It is on hold.
	pub per_period: u128,
	/// The length of a period, in milliseconds. Amending does not change it.
	pub period: u64,
	/// How long the owner may object to an order, in milliseconds. Zero for not at all.
	pub veto: u64,
	/// How long from the order until the goods arrive, at most, in milliseconds.
	pub within: u64,
	/// How long each party may answer what the other one said, in milliseconds.
	pub window: u64,
	/// How long an arbiter may take, in milliseconds.
	pub arbitration: u64,
	/// Up to this price, an order on its way counts as received once the need is covered. Zero is the
	/// careful choice: anybody can fill a machine, and a good delivery may stand unopened.
	pub filled: u128,
	/// The last moment at which an order can be placed.
	pub until: Millis,
}

/// An owner's mandate for a machine.
#[derive(
	Clone, PartialEq, Eq, Debug, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub struct Mandate<AccountId> {
	/// The machine.
	pub subject: Subject,
	/// The organisation that owns it.
	pub org: OrgId,
	/// Who gave it, and whose money it is.
	pub payer: AccountId,
	/// What it permits.
	pub terms: MandateTerms<AccountId>,
	/// What is left of it.
	pub budget: Budget,
	/// Whether an order needs evidence.
	pub conditional: bool,
}

/// Money of one party on hold beside the escrow.
#[derive(
	Clone, PartialEq, Eq, Debug, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub struct Pledge<AccountId> {
	/// Whose money it is.
	pub who: AccountId,
	/// How much.
	pub amount: u128,
}

/// An order, with its evidence and pledges.
#[derive(
	Clone, PartialEq, Eq, Debug, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub struct OrderRecord<AccountId> {
	/// The order.
	pub order: Order<AccountId>,
	/// The observations on which the mandate's condition was true. None, if it has no condition.
	pub evidence: BoundedVec<Evidence, ConstU32<MAX_EVIDENCE>>,
	/// The vendor's bond, from acceptance on.
	pub bond: Option<Pledge<AccountId>>,
	/// The deposit of whoever called the arbiter.
	pub deposit: Option<Pledge<AccountId>>,
	/// The asset with which it travels.
	pub asset: Option<AssetId>,
}

/// Why a need was given up.
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
pub enum GivenUp {
	/// Orders have failed too often.
	#[codec(index = 0)]
	Failures,
	/// The owner objected to the last order.
	#[codec(index = 1)]
	Objection,
	/// The mandate has ended.
	#[codec(index = 2)]
	MandateEnded,
}

/// How a need was covered.
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
pub enum Covered {
	/// The owner said so.
	#[codec(index = 0)]
	ByHand,
	/// Its condition became true.
	#[codec(index = 1)]
	ByCondition,
}
