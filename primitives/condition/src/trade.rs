//! Trades whose price follows from the quality of the goods.

use crate::{
	bounds::Bounds,
	price::{Curve, Interval},
	tally::MAX_POLICIES,
};
use alloc::vec::Vec;
use bounded_collections::{BoundedVec, ConstU32};
use tallystick_evidence::json;
use tallystick_records::{
	asset::{Keeper, Weighted},
	ids::EscrowId,
	stay::StayKind,
	AssetId, Millis, OrgId, PolicyId, StreamId,
};

/// Most custody intervals of a trade, most bonds, and most parts that are refused. With one each for what seller and buyer answer for
/// beside their own intervals these are as many as a price is computed from. Must not be lowered.
pub const MAX_LEGS: u32 = 14;

/// Most watchings of a trade: one for each policy, and as many that replace one on the way. Must not be
/// lowered.
pub const MAX_WATCHINGS: u32 = 2 * MAX_POLICIES;

record! {
	/// How far a figure can be relied on.
	#[derive(Copy)]
	pub enum Knowledge {
		/// Nothing can change it but readings that are shown.
		#[codec(index = 0)]
		Complete,
		/// More data may come for the last part of the time, which is not counted yet.
		#[codec(index = 1)]
		Awaited,
		/// Bring the leaf that counts the first or the last moment. Nothing is counted.
		#[codec(index = 2)]
		Unproven,
	}

	/// What a policy makes of a time in which a stream watched an asset.
	#[derive(Copy)]
	pub struct Figure {
		/// The stream.
		pub stream: StreamId,
		/// What the stream is to the asset.
		pub kind: StayKind,
		/// The policy.
		pub policy: PolicyId,
		/// The begin of the time.
		pub from: Millis,
		/// Its end.
		pub to: Millis,
		/// The integral of the measure: its unit times milliseconds.
		pub value: Bounds,
		/// Milliseconds without data. Doubtful ones are among them.
		pub missing: Bounds,
		/// How far these two can be relied on.
		pub known: Knowledge,
	}

	/// What seller and buyer agree to. All who hold the goods in between see it.
	#[serde(bound(
		serialize = "AccountId: serde::Serialize",
		deserialize = "AccountId: serde::Deserialize<'de>"
	))]
	pub struct TradeTerms<AccountId> {
		/// The price of sound goods, in the chain's smallest unit.
		#[serde(with = "json::Exact")]
		pub price: u128,
		/// What they are worth after a loss. The loss that costs nothing is not below the sum of all
		/// allowances.
		pub curve: Curve,
		/// The policies that make the loss, and how much one unit of each measure counts.
		#[cfg_attr(feature = "schema", schemars(with = "Vec<Weighted>"))]
		pub policies: BoundedVec<Weighted, ConstU32<MAX_POLICIES>>,
		/// The loss that a holder is allowed, for each millisecond of the time that is agreed for them.
		#[serde(with = "json::Exact")]
		pub rate: u64,
		/// The account that decides if somebody appeals. It belongs to neither party.
		pub arbiter: AccountId,
		/// The last moment at which the buyer can fund the trade.
		pub offered_until: Millis,
		/// The last moment at which the goods can be picked up.
		pub pick_up_by: Millis,
		/// The last moment at which they can be delivered.
		pub deliver_by: Millis,
		/// Milliseconds after the delivery for which data are waited for.
		#[serde(with = "json::Exact")]
		pub data: u64,
		/// Milliseconds after that in which leaves can be shown, and anybody concerned can appeal.
		#[serde(with = "json::Exact")]
		pub window: u64,
		/// Milliseconds in which the arbiter decides.
		#[serde(with = "json::Exact")]
		pub arbitration: u64,
	}

	/// A custody interval of a trade.
	pub struct Leg {
		/// Who held the goods.
		pub holder: OrgId,
		/// Since when.
		pub from: Millis,
		/// Until when. `None`: still.
		pub to: Option<Millis>,
		/// For how long that was agreed, in milliseconds.
		#[serde(with = "json::Exact")]
		pub agreed: u64,
		/// The bond with which they answer, by its place in the trade.
		pub bond: Option<u8>,
		/// Who keeps the logger at its end.
		pub keeper: Keeper,
		/// How many observations were counted when its end was agreed, by the stream of each policy of
		/// the terms. What came later is the keeper's to bring.
		#[cfg_attr(feature = "schema", schemars(with = "Vec<u32>"))]
		pub counted: BoundedVec<u32, ConstU32<MAX_POLICIES>>,
		/// How many leaves a carrier has shown in the room that they have for it.
		pub shown: u8,
	}

	/// Money that a carrier puts up for the goods. It stays until the trade is final.
	#[serde(bound(
		serialize = "AccountId: serde::Serialize",
		deserialize = "AccountId: serde::Deserialize<'de>"
	))]
	pub struct Bond<AccountId> {
		/// The carrier.
		pub org: OrgId,
		/// The member whose money it is.
		pub payer: AccountId,
		/// The escrow.
		pub escrow: EscrowId,
		/// How much it is.
		#[serde(with = "json::Exact")]
		pub amount: u128,
		/// What the seller is to get of it, once that is known.
		#[serde(with = "json::Exact")]
		pub due: u128,
		/// How much of that is for goods that were neither delivered nor brought back. The arbiter decides
		/// over it if somebody appealed.
		#[serde(with = "json::Exact")]
		pub goods: u128,
	}

	/// A part of the goods that a taker refused on the way.
	#[derive(Copy)]
	pub struct Refused {
		/// The part. It stays as it is until the seller has it again or the trade ends.
		pub asset: AssetId,
		/// How much it is, in the unit of the class.
		#[serde(with = "json::Exact")]
		pub quantity: u64,
		/// The bond that answers for it, by its place in the trade. `None`: the buyer's money does.
		pub bond: Option<u8>,
	}

	/// A stream that counts for a policy of a trade, until its time ends or the policy's next one begins.
	#[derive(Copy)]
	pub struct Watching {
		/// The policy.
		pub policy: PolicyId,
		/// The stream.
		pub stream: StreamId,
		/// The organisation whose device it was when it began to count.
		pub owner: Option<OrgId>,
		/// Since when it counts by the policy.
		pub from: Millis,
		/// Until when it did, if it was replaced, or its device ended, before the delivery.
		pub to: Option<Millis>,
		/// The organisation whose device that was, if it ended.
		pub failed: Option<OrgId>,
	}

	/// A stream that is to replace one that counts, once seller, buyer and custodian have signed.
	#[serde(bound(
		serialize = "AccountId: serde::Serialize",
		deserialize = "AccountId: serde::Deserialize<'de>"
	))]
	pub struct Swap<AccountId> {
		/// The stream that counts.
		pub old: StreamId,
		/// The one that is to count from then on.
		pub new: StreamId,
		/// The organisations that have signed, each with its member.
		#[cfg_attr(feature = "schema", schemars(with = "Vec<(OrgId, AccountId)>"))]
		pub signed: BoundedVec<(OrgId, AccountId), ConstU32<3>>,
	}

	/// Where a trade is.
	#[derive(Copy)]
	pub enum TradeState {
		/// The buyer has not funded it.
		#[codec(index = 0)]
		Offered,
		/// The buyer's money is in the escrow.
		#[codec(index = 1)]
		Funded,
		/// The goods are under way.
		#[codec(index = 2)]
		Moving,
		/// The buyer has them, since the end of the last leg.
		#[codec(index = 3)]
		Delivered {
			/// When that was reported. Deadlines count from then, because a hand-over can be dated back.
			since: Millis,
			/// When the window began, if that was before the deadline for data.
			priced: Option<Millis>,
		},
		/// The arbiter decides.
		#[codec(index = 4)]
		Disputed,
	}

	/// A sale whose price follows from the quality of the goods.
	#[serde(bound(
		serialize = "AccountId: serde::Serialize",
		deserialize = "AccountId: serde::Deserialize<'de>"
	))]
	pub struct Trade<AccountId> {
		/// The goods.
		pub asset: AssetId,
		/// The seller.
		pub seller: OrgId,
		/// The seller's member, who is paid, and whose organisation paid the deposit.
		pub payee: AccountId,
		/// The buyer.
		pub buyer: OrgId,
		/// The buyer's money.
		pub escrow: Option<EscrowId>,
		/// What they agreed to.
		pub terms: TradeTerms<AccountId>,
		/// How much was offered for the price, in the unit of the class.
		#[serde(with = "json::Exact")]
		pub quantity: u64,
		/// How much of it there is, without what was refused on the way.
		#[serde(with = "json::Exact")]
		pub left: u64,
		/// What was refused on the way, unless the seller has it or nobody answers for it.
		#[cfg_attr(feature = "schema", schemars(with = "Vec<Refused>"))]
		pub refused: BoundedVec<Refused, ConstU32<MAX_LEGS>>,
		/// Whether the seller stopped the goods on their way, by a quarantine or a recall. Then nobody
		/// answers if they are not delivered.
		pub stopped: bool,
		/// Where it is.
		pub state: TradeState,
		/// The custody intervals.
		#[cfg_attr(feature = "schema", schemars(with = "Vec<Leg>"))]
		pub legs: BoundedVec<Leg, ConstU32<MAX_LEGS>>,
		/// The bonds.
		#[cfg_attr(feature = "schema", schemars(with = "Vec<Bond<AccountId>>"))]
		pub bonds: BoundedVec<Bond<AccountId>, ConstU32<MAX_LEGS>>,
		/// The streams: those that counted when the goods were picked up, and those that replaced one,
		/// in the order in which they did.
		#[cfg_attr(feature = "schema", schemars(with = "Vec<Watching>"))]
		pub streams: BoundedVec<Watching, ConstU32<MAX_WATCHINGS>>,
		/// The replacement that not all have signed.
		pub swap: Option<Swap<AccountId>>,
		/// How many leaves were shown: by the seller, by the buyer, and by carriers beyond the room of their
		/// legs.
		pub shown: [u8; 3],
		/// Who has appealed.
		pub appealed: Option<OrgId>,
	}
}

/// What a trade would pay if it ended as it is.
#[derive(
	Clone,
	PartialEq,
	Eq,
	Debug,
	codec::Encode,
	codec::Decode,
	codec::DecodeWithMemTracking,
	scale_info::TypeInfo,
)]
pub struct Pricing {
	/// What the goods are worth.
	pub price: u128,
	/// What the seller gets of the buyer's money.
	pub paid: u128,
	/// What the seller gets of each bond.
	pub bonds: Vec<u128>,
	/// How much of that is for parts that were refused and that the seller does not have again.
	pub goods: Vec<u128>,
	/// Each interval that counts: what the seller answers for beside their own legs, the legs, and what
	/// the buyer answers for beside theirs.
	pub intervals: Vec<Interval>,
	/// Each interval's share of what the goods have lost in value.
	pub shares: Vec<u128>,
}
