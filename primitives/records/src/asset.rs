//! Classes of assets, assets, traceability lots, custody and documents.

use crate::{
	json, organization::Role, AssetId, ClassId, Millis, OrgId, PolicyId, RecallId, TraceLotId,
};
use alloc::vec::Vec;
use bounded_collections::{BoundedVec, ConstU32};
use codec::{Encode, MaxEncodedLen};
use tallystick_evidence::{Crypto, Hash};
pub use tallystick_gs1::vocabulary::{BizStep, Disposition};
use tallystick_gs1::{
	event::{Transaction, ZoneOffset, MAX_TRANSACTIONS},
	CompanyPrefix, Gtin, Key, Sgln, Text,
};

/// Most assets that an asset can be in, one in the other. Must not be lowered.
pub const MAX_PARENTS: u32 = 4;

/// Assets in which an asset is, its parent first, the root last.
pub type Parents = BoundedVec<HistoryOf, ConstU32<MAX_PARENTS>>;

record! {
	/// Whether an asset in a state still exists.
	#[derive(Copy, MaxEncodedLen)]
	pub enum StateKind {
		/// It does.
		#[codec(index = 0)]
		Live,
		/// It was sold, used up, destroyed or lost: the state never changes again.
		#[codec(index = 1)]
		Final,
	}

	/// A state of the assets of a class.
	#[derive(MaxEncodedLen)]
	#[serde(bound(
		serialize = "Name: AsRef<[u8]>",
		deserialize = "Name: TryFrom<Vec<u8>>"
	))]
	pub struct State<Name> {
		/// UTF-8 text, for people; unique within the class.
		#[serde(with = "json::Text")]
		pub name: Name,
		/// Whether an asset in this state still exists.
		pub kind: StateKind,
	}

	/// Whose members may change a state.
	#[derive(Copy, MaxEncodedLen)]
	pub enum Trigger {
		/// The owner's.
		#[codec(index = 0)]
		Owner,
		/// The custodian's.
		#[codec(index = 1)]
		Custodian,
		/// The owner's and the custodian's.
		#[codec(index = 2)]
		Either,
		/// Those of any organisation that has this role.
		#[codec(index = 3)]
		Role(Role),
	}

	/// A change of state that a class allows.
	#[derive(Copy, MaxEncodedLen)]
	pub struct Transition {
		/// The state before, by its place in the class.
		pub from: u8,
		/// The state after, by its place in the class.
		pub to: u8,
		/// Whose members may make it.
		pub by: Trigger,
		/// The business step of its event.
		pub step: BizStep,
		/// The disposition after it.
		pub disposition: Disposition,
	}

	/// A condition policy, as an organisation defined it. It never changes.
	#[derive(MaxEncodedLen)]
	pub struct OwnPolicy<AccountId, Policy> {
		/// The organisation that defined it.
		pub org: OrgId,
		/// The member that stored it. Their organisation paid the deposit.
		pub payer: AccountId,
		/// How the condition of goods follows from measurements.
		pub policy: Policy,
	}

	/// A condition policy of a class, and its weight in the loss.
	#[derive(Copy, MaxEncodedLen)]
	pub struct Weighted {
		/// The policy.
		pub policy: PolicyId,
		/// How much one unit of the policy's measure counts.
		pub weight: u32,
	}

	/// What a class can be made from, and how much of it that takes.
	#[derive(Copy, MaxEncodedLen)]
	pub struct Ingredient {
		/// The class of the input.
		pub class: ClassId,
		/// The least that comes out of 10^6 units of the input.
		#[serde(with = "json::Exact")]
		pub min: u64,
		/// The most that comes out of 10^6 units of the input.
		#[serde(with = "json::Exact")]
		pub max: u64,
	}

	/// How much shelf life is used when something is made from other assets.
	#[derive(Copy, MaxEncodedLen)]
	pub enum ShelfLife {
		/// As much as of the input of which most is used. A lot expires no later than its inputs.
		#[codec(index = 0)]
		Inherited,
		/// None: making it preserves what goes in, as baking or freezing does.
		#[codec(index = 1)]
		New,
	}

	/// Who may make assets of a class.
	#[derive(Copy, MaxEncodedLen)]
	pub enum Makers {
		/// The organisation that defined the class.
		#[codec(index = 0)]
		Definer,
		/// Every organisation. Not for a class with a GTIN, which belongs to one company.
		#[codec(index = 1)]
		Anyone,
	}

	/// What its organisation says of a class of assets.
	#[derive(MaxEncodedLen)]
	#[serde(bound(
		serialize = "Name: AsRef<[u8]>, States: serde::Serialize, Transitions: serde::Serialize,
			Policies: serde::Serialize, Ingredients: serde::Serialize",
		deserialize = "Name: TryFrom<Vec<u8>>, States: serde::Deserialize<'de>,
			Transitions: serde::Deserialize<'de>, Policies: serde::Deserialize<'de>,
			Ingredients: serde::Deserialize<'de>"
	))]
	pub struct Definition<Name, States, Transitions, Policies, Ingredients> {
		/// UTF-8 text, for people.
		#[serde(with = "json::Text")]
		pub name: Name,
		/// The GS1 number of the trade item, if it is one.
		pub gtin: Option<Gtin>,
		/// The unit of quantities: a common code of UN/ECE Recommendation 20, such as `KGM`. `None`: they
		/// are counted.
		pub unit: Option<Text<3>>,
		/// How many of a quantity's digits are behind the decimal point.
		pub decimals: u8,
		/// The states. New assets are in the first one.
		pub states: States,
		/// The changes of state that are allowed.
		pub transitions: Transitions,
		/// The condition policies under which assets are kept.
		pub policies: Policies,
		/// The classes that it can be made from. Empty if it is never made from others.
		pub ingredients: Ingredients,
		/// How much shelf life is used when it is made.
		pub shelf_life: ShelfLife,
		/// Who may make assets of it.
		pub makers: Makers,
	}

	/// A class of assets. Its definition never changes.
	#[derive(MaxEncodedLen)]
	pub struct Class<AccountId, Definition> {
		/// The organisation that defined it.
		pub org: OrgId,
		/// The member that stored it. Their organisation paid the deposit.
		pub payer: AccountId,
		/// Whether it has been retired: no new asset or lot is of it.
		pub retired: bool,
		/// What it says.
		pub definition: Definition,
	}

	/// Who holds an asset, and since when.
	#[derive(Copy, MaxEncodedLen)]
	pub enum Place {
		/// It is on its own, and may hold others: a root.
		#[codec(index = 0)]
		Root {
			/// The organisation in whose custody it is.
			custodian: OrgId,
			/// Since when.
			since: Millis,
		},
		/// It is in another asset, and in the custody of whoever holds that one.
		#[codec(index = 1)]
		Child {
			/// The asset that it is in.
			parent: AssetId,
			/// Since when it is in there.
			joined: Millis,
			/// Since when it had been in the custody of whoever put it there.
			since: Millis,
		},
	}

	/// The quarantines and recalls that an asset is under.
	#[derive(Copy, Default, MaxEncodedLen)]
	pub struct Holds {
		/// Quarantines of the asset itself.
		pub own: u32,
		/// Quarantines and recalls of the assets that it holds.
		pub below: u32,
		/// Whether the assets that it is in count it as recalled.
		pub recalled: bool,
	}

	/// An asset, and its history at some moment.
	#[derive(Copy, MaxEncodedLen)]
	pub struct HistoryOf {
		/// The asset.
		pub asset: AssetId,
		/// The hash of the newest entry of its history at that moment.
		#[serde(with = "json::Hex")]
		pub history: Hash,
	}

	/// That an asset was put in another one, or taken out of it.
	#[derive(MaxEncodedLen)]
	pub enum Move {
		/// It was put in.
		#[codec(index = 0)]
		Joined {
			/// The assets that it is in since, its parent first, the root last, each with its history
			/// after the event.
			#[cfg_attr(feature = "schema", schemars(with = "Vec<HistoryOf>"))]
			parents: Parents,
		},
		/// It was taken out.
		#[codec(index = 1)]
		Left {
			/// The assets that it was in up to then, its parent first, the root last, each with its history
			/// after the event.
			#[cfg_attr(feature = "schema", schemars(with = "Vec<HistoryOf>"))]
			parents: Parents,
		},
	}

	/// An event in the history of an asset. Its hash is BLAKE2b-256 of its SCALE encoding, and stands for
	/// the history up to it.
	#[derive(MaxEncodedLen)]
	pub struct HistoryEntry {
		/// The asset.
		pub asset: AssetId,
		/// The hash of the entry before it; 32 zeros in the first one.
		#[serde(with = "json::Hex")]
		pub before: Hash,
		/// The leaf of the event.
		#[serde(with = "json::Hex")]
		pub leaf: Hash,
		/// The height of the block that recorded the event.
		pub block: u32,
		/// The event's place among those of the block, from zero.
		pub index: u32,
		/// If the event is that the asset was put in another one, or taken out of it.
		pub moved: Option<Move>,
	}

	/// A thing with a history.
	#[derive(MaxEncodedLen)]
	#[serde(bound(
		serialize = "AccountId: serde::Serialize, Policies: serde::Serialize",
		deserialize = "AccountId: serde::Deserialize<'de>, Policies: serde::Deserialize<'de>"
	))]
	pub struct Asset<AccountId, Policies> {
		/// What it is.
		pub class: ClassId,
		/// The traceability lot that it belongs to.
		pub lot: TraceLotId,
		/// Its GS1 key. A part that was split off has none until it is given one.
		pub key: Option<Key>,
		/// Its owner. `None` in an asset of the same owner: it follows that one.
		pub owner: Option<OrgId>,
		/// Who holds it.
		pub place: Place,
		/// Its state, by the state's place in the class.
		pub state: u8,
		/// How much it is, in the unit of the class.
		#[serde(with = "json::Exact")]
		pub quantity: u64,
		/// How many assets it holds: directly, in those, and so on.
		pub below: [u32; 4],
		/// How many of the assets that it holds have an owner of their own.
		pub foreign: u32,
		/// The condition policies of the asset and of all that it holds, each with the number of assets
		/// that it applies to.
		pub policies: Policies,
		/// The quarantines and recalls that it is under.
		pub holds: Holds,
		/// How many documents it has.
		pub documents: u32,
		/// The time of its last event.
		pub last: Millis,
		/// The hash of the newest [`HistoryEntry`].
		#[serde(with = "json::Hex")]
		pub history: Hash,
		/// When it ceased to exist.
		pub ended: Option<Millis>,
		/// The member that stored it. Their organisation paid the deposit.
		pub payer: AccountId,
	}

	/// How far a recall has come.
	#[derive(Copy, MaxEncodedLen)]
	pub enum RecallPhase {
		/// The council has not confirmed it. It holds nothing.
		#[codec(index = 0)]
		Proposed {
			/// The last moment at which the council may confirm it.
			until: Millis,
		},
		/// The chain looks for the lots that descend from its lot.
		#[codec(index = 1)]
		Spreading,
		/// All of them are marked.
		#[codec(index = 2)]
		Spread,
		/// It is over. The chain removes its marks.
		#[codec(index = 3)]
		Ending,
	}

	/// A recall of a lot and of all lots that descend from it.
	#[derive(MaxEncodedLen)]
	pub struct Recall<AccountId> {
		/// The lot that it names.
		pub lot: TraceLotId,
		/// The organisation that recalls.
		pub org: OrgId,
		/// The member that stored it. Their organisation paid the deposit.
		pub payer: AccountId,
		/// Since when it has been in force, or when it was proposed.
		pub at: Millis,
		/// The hash of the notice that says why and what to do.
		#[serde(with = "json::Hex")]
		pub notice: Hash,
		/// How far it has come.
		pub phase: RecallPhase,
		/// How many lots it has marked, its own one included.
		pub lots: u64,
		/// How many of these marks its deposit pays for: those of lots that were under as many recalls as a lot pays for.
		pub paid: u64,
	}

	/// Whether the assets of a lot may be traded.
	pub enum LotStatus {
		/// No recall concerns it.
		#[codec(index = 0)]
		Clear,
		/// It may descend from the lot of a recall that still spreads.
		#[codec(index = 1)]
		Held {
			/// These recalls.
			by: Vec<RecallId>,
		},
		/// It is of a recall's lot, or descends from one.
		#[codec(index = 2)]
		Recalled {
			/// The recalls.
			by: Vec<RecallId>,
			/// How many others.
			more: u32,
		},
	}

	/// Whether an asset may be traded.
	pub struct AssetStatus {
		/// What holds for all assets of its lot.
		pub lot: LotStatus,
		/// Whether it, or an asset that it is in, is in quarantine.
		pub quarantined: bool,
		/// The quarantines and recalls of the assets that it holds.
		pub below: u32,
		/// Whether recalls are still being counted: there may be more below, or fewer.
		pub counting: bool,
	}

	/// Who is responsible for an asset, its parents taken into account.
	#[derive(Copy)]
	pub struct Holder {
		/// The outermost asset that it is in, or itself.
		pub root: AssetId,
		/// The owner.
		pub owner: OrgId,
		/// The custodian.
		pub custodian: OrgId,
		/// Since when that is the custodian.
		pub since: Millis,
	}

	/// The dates of a lot.
	#[derive(Copy, MaxEncodedLen)]
	pub struct LotDates {
		/// When it was harvested, packed or made.
		pub made: Millis,
		/// After which it should not be used.
		pub expires: Option<Millis>,
	}

	/// A traceability lot: goods of one origin. Assets of it may be split, packed and sent; whatever is
	/// made from it belongs to another lot.
	#[derive(MaxEncodedLen)]
	#[serde(bound(
		serialize = "AccountId: serde::Serialize, Inputs: serde::Serialize",
		deserialize = "AccountId: serde::Deserialize<'de>, Inputs: serde::Deserialize<'de>"
	))]
	pub struct TraceLot<AccountId, Inputs> {
		/// What its assets are.
		pub class: ClassId,
		/// The organisation that made it.
		pub org: OrgId,
		/// The member that stored it. Their organisation paid the deposit.
		pub payer: AccountId,
		/// The traceability lot code, unique at its source.
		pub code: Text<20>,
		/// The place where the code was assigned.
		pub source: Sgln,
		/// Its dates.
		pub dates: LotDates,
		/// The lots that it was made from.
		pub inputs: Inputs,
		/// The lots that it may descend from.
		pub ancestors: Ancestors,
	}

	/// A lot that is to be opened.
	#[derive(Copy, MaxEncodedLen)]
	pub struct NewLot {
		/// The traceability lot code, unique at its source.
		pub code: Text<20>,
		/// The place where the code is assigned, under `prefix`.
		pub source: Sgln,
		/// The company prefix of the organisation that opens it.
		pub prefix: CompanyPrefix,
		/// Its dates.
		pub dates: LotDates,
	}

	/// What passes with a hand-over.
	#[derive(Copy, MaxEncodedLen)]
	pub enum Passes {
		/// The custody.
		#[codec(index = 0)]
		Custody,
		/// The custody and the ownership. Nothing is paid for it on the chain.
		#[codec(index = 1)]
		Ownership,
	}

	/// Who keeps the logger that has watched goods up to a hand-over. If its data of the time before that
	/// never come, they answer for it.
	#[derive(Copy, Default, MaxEncodedLen)]
	pub enum Keeper {
		/// Whoever hands over the goods.
		#[codec(index = 0)]
		Giver,
		/// Whoever accepts.
		#[codec(index = 1)]
		#[default]
		Taker,
	}

	/// What both sides of a hand-over agree to.
	#[derive(Copy, MaxEncodedLen)]
	pub struct Terms {
		/// What passes.
		pub passes: Passes,
		/// How much is handed over, in the unit of the class: all of the asset.
		#[serde(with = "json::Exact")]
		pub quantity: u64,
		/// When the hand-over takes place. `None`: at the time of the block in which it is accepted. Earlier, if
		/// both agree that the goods have been waiting for the taker since then.
		pub at: Option<Millis>,
		/// For how long the taker is to hold it, in milliseconds. Of traded goods this makes the taker's allowance:
		/// whoever hands them on and is not the seller gives some of their own.
		pub agreed: u64,
		/// The least bond with which a carrier of traded goods answers for them from the hand-over on, in the
		/// chain's smallest unit. 0: none.
		#[serde(with = "json::Exact")]
		pub bond: u128,
		/// Who keeps the logger, and answers for the silence after the last data up to the hand-over.
		pub keeper: Keeper,
		/// The business step of the event.
		pub step: BizStep,
		/// The last moment at which the offer may be accepted.
		pub until: Millis,
	}

	/// A custodian's offer to hand an asset over.
	#[derive(MaxEncodedLen)]
	pub struct CustodyOffer<AccountId> {
		/// The custodian.
		pub from: OrgId,
		/// The organisation that may accept.
		pub to: OrgId,
		/// What both agree to.
		pub terms: Terms,
		/// When it was made.
		pub offered: Millis,
		/// The member that made it. Their organisation pays for what is split off and stays with it.
		pub payer: AccountId,
	}

	/// What a taker found. What is short or damaged is split off and stays with the giver.
	#[derive(Copy, Default, MaxEncodedLen)]
	pub struct Receipt {
		/// How much was missing.
		#[serde(with = "json::Exact")]
		pub short: u64,
		/// How much was refused because it was damaged.
		#[serde(with = "json::Exact")]
		pub damaged: u64,
		/// How much more there was. It is noted, and belongs to no asset.
		#[serde(with = "json::Exact")]
		pub over: u64,
	}

	/// An asset that is split off or made.
	#[derive(Copy, MaxEncodedLen)]
	pub struct Portion {
		/// How much it is, in the unit of the class.
		#[serde(with = "json::Exact")]
		pub quantity: u64,
		/// Its key. It can be given one later.
		pub key: Option<Key>,
	}

	/// What a document is.
	#[derive(Copy, MaxEncodedLen)]
	pub enum DocumentKind {
		/// Anything else: an invoice, a waybill, a photograph.
		#[codec(index = 0)]
		Other,
		/// A certificate: organic farming, origin, conformity.
		#[codec(index = 1)]
		Certificate,
		/// The result of an inspection.
		#[codec(index = 2)]
		Inspection,
		/// A warranty. Its issuer cannot take it back before it ends.
		#[codec(index = 3)]
		Warranty,
		/// A record of service or repair.
		#[codec(index = 4)]
		Service,
	}

	/// A document about an asset, known by its hash.
	#[derive(MaxEncodedLen)]
	pub struct Document<AccountId> {
		/// What it is.
		pub kind: DocumentKind,
		/// The organisation that issued it.
		pub issuer: OrgId,
		/// The member that stored it. Their organisation paid the deposit.
		pub payer: AccountId,
		/// When it was stored.
		pub at: Millis,
		/// The last moment at which it is valid, if there is one.
		pub until: Option<Millis>,
	}
}

/// When and where something happened, as whoever reports it says.
#[derive(
	Clone,
	PartialEq,
	Eq,
	Debug,
	codec::Encode,
	codec::Decode,
	codec::DecodeWithMemTracking,
	MaxEncodedLen,
	scale_info::TypeInfo,
)]
pub struct Circumstances {
	/// When. `None`: at the time of the block.
	pub at: Option<Millis>,
	/// The offset from UTC of the clocks there.
	pub offset: ZoneOffset,
	/// The place where it happened.
	pub read_point: Option<Sgln>,
	/// The place where the assets are from now on.
	pub location: Option<Sgln>,
	/// The business documents that it belongs to.
	pub transactions: BoundedVec<Transaction, ConstU32<MAX_TRANSACTIONS>>,
	/// The hash of what else is said of assets that are made. `None` for any other event.
	pub ilmd: Option<Hash>,
}

impl Default for Circumstances {
	fn default() -> Self {
		Self {
			at: None,
			offset: ZoneOffset::UTC,
			read_point: None,
			location: None,
			transactions: Default::default(),
			ilmd: None,
		}
	}
}

/// A set of lots that answers "may be in it" or "is not in it" and forgets nothing: a Bloom filter of
/// 2,048 bits. JSON shows a hexadecimal string.
#[derive(
	Clone,
	Copy,
	PartialEq,
	Eq,
	Debug,
	codec::Encode,
	codec::Decode,
	codec::DecodeWithMemTracking,
	MaxEncodedLen,
	scale_info::TypeInfo,
	serde::Serialize,
	serde::Deserialize,
)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(transparent))]
pub struct Ancestors(
	#[serde(with = "json::Hex")]
	#[cfg_attr(feature = "schema", schemars(with = "alloc::string::String"))]
	[u8; Ancestors::BYTES],
);

impl Default for Ancestors {
	fn default() -> Self {
		Self([0; Self::BYTES])
	}
}

impl Ancestors {
	/// The size of the filter.
	pub const BYTES: usize = 256;

	/// How many bits a lot sets. Two are as good as any other number for 1,000 lots, and better for fewer.
	pub const BITS: usize = 2;

	/// The bits of the lot with this hash.
	fn bits(hash: &[u8; 16]) -> impl Iterator<Item = (usize, u8)> + '_ {
		hash.chunks_exact(2).take(Self::BITS).filter_map(|pair| {
			let (byte, bit) = pair.split_first()?;
			Some((usize::from(*byte), 1u8.checked_shl(u32::from(*bit.first()? & 7))?))
		})
	}

	/// Adds the lot of this hash.
	pub fn insert(&mut self, hash: &[u8; 16]) {
		for (byte, bit) in Self::bits(hash) {
			if let Some(byte) = self.0.get_mut(byte) {
				*byte |= bit;
			}
		}
	}

	/// Adds all of another set.
	pub fn extend(&mut self, other: &Self) {
		for (to, from) in self.0.iter_mut().zip(other.0) {
			*to |= from;
		}
	}

	/// Whether the lot of this hash may be in the set. Never `false` for one that is.
	pub fn may_hold(&self, hash: &[u8; 16]) -> bool {
		Self::bits(hash).all(|(byte, bit)| self.0.get(byte).is_some_and(|all| all & bit != 0))
	}
}

impl<AccountId, Policies> Asset<AccountId, Policies> {
	/// Whether it still exists.
	pub fn is_live(&self) -> bool {
		self.ended.is_none()
	}

	/// Whether it holds other assets.
	pub fn is_empty(&self) -> bool {
		self.below == [0; 4]
	}

	/// How many levels of assets it holds.
	pub fn height(&self) -> usize {
		self.below.iter().take_while(|count| **count > 0).count()
	}
}

impl HistoryEntry {
	/// The hash of the entry.
	pub fn hash<C: Crypto>(&self) -> Hash {
		C::hash(&[&self.encode()])
	}
}

impl Holds {
	/// What the parent asset counts for it. `None` if that does not fit.
	pub fn total(&self) -> Option<u32> {
		self.own.checked_add(self.below)?.checked_add(u32::from(self.recalled))
	}
}

impl Receipt {
	/// How much stays with the giver. `None` if that does not fit.
	pub fn rest(&self) -> Option<u64> {
		self.short.checked_add(self.damaged)
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn a_set_of_lots_forgets_none() {
		let hash =
			|seed: u8| core::array::from_fn(|at| seed.wrapping_mul(31).wrapping_add(at as u8));
		let (mut one, mut two) = (Ancestors::default(), Ancestors::default());
		assert!(!one.may_hold(&hash(1)));
		one.insert(&hash(1));
		two.insert(&hash(2));
		assert!(one.may_hold(&hash(1)) && !one.may_hold(&hash(2)));
		one.extend(&two);
		assert!(one.may_hold(&hash(1)) && one.may_hold(&hash(2)));
	}
}
