//! Classes of assets, assets, traceability lots, custody and documents.

use super::pallet;
use crate::{
	call::Call,
	chain::{Chain, ChainError},
};
use subxt::utils::AccountId32 as AccountId;
use tallystick_condition::{
	trade::{self, Figure, Pricing},
	Leaf, LeafProof, Opening, Policy, Tally,
};
use tallystick_evidence::{DeviceId, Hash};
use tallystick_gs1::{vocabulary::ErrorReason, CompanyPrefix, Event, Gln, Gtin, Key, Sgln, Text};
use tallystick_records::{
	asset::{
		self, AssetStatus, Circumstances, DocumentKind, Holder, Holds, Ingredient, LotStatus,
		NewLot, Portion, Receipt, Terms, Transition, Weighted,
	},
	stay::{self, CountedSince, DeviceUse, StayKind},
	AssetId, ClassId, EscrowId, Millis, OrgId, Page, PolicyId, RecallId, StreamId, TraceLotId,
	TradeId,
};

/// A state of the assets of a class.
pub type State = asset::State<String>;

/// What an organisation says of a class.
pub type Definition =
	asset::Definition<String, Vec<State>, Vec<Transition>, Vec<Weighted>, Vec<Ingredient>>;

/// A class of assets.
pub type Class = asset::Class<AccountId, Definition>;

/// A condition policy.
pub type OwnPolicy = asset::OwnPolicy<AccountId, Policy>;

/// A traceability lot.
pub type Lot = asset::TraceLot<AccountId, Vec<TraceLotId>>;

/// An asset.
pub type Asset = asset::Asset<AccountId, Vec<(PolicyId, u32)>>;

/// A custodian's offer to hand an asset over.
pub type Offer = asset::CustodyOffer<AccountId>;

/// A recall of a lot.
pub type Recall = asset::Recall<AccountId>;

/// A document about an asset.
pub type Document = asset::Document<AccountId>;

/// The time for which a stream watches an asset.
pub type Stay = stay::Stay<AccountId, Vec<CountedSince>>;

/// The permission to attach a device.
pub type Loan = stay::Loan<AccountId>;

/// A sale by quality.
pub type Trade = trade::Trade<AccountId>;

/// What seller and buyer agree to.
pub type TradeTerms = trade::TradeTerms<AccountId>;

/// Most entries that a view returns at once.
pub const MAX_PAGE: u32 = 100;

pallet! {
	"AssetLifecycle"
	views {
		"prefix" PrefixOf { prefix: CompanyPrefix } -> Option<OrgId>;
		/// The number by which events name the organisation.
		"party" PartyOf { org: OrgId } -> Option<Gln>;
		"policy" PolicyOf { policy: PolicyId } -> Option<OwnPolicy>;
		"class" ClassOf { class: ClassId } -> Option<Class>;
		"lot" LotOf { lot: TraceLotId } -> Option<Lot>;
		"lot_by_code" LotByCode { source: Gln, code: Text<20> } -> Option<TraceLotId>;
		/// At most [`MAX_PAGE`] lots. The last page is shorter than `limit`.
		"lots_made_from" LotsMadeFrom { lot: TraceLotId, after: Option<TraceLotId>, limit: u32 } -> Vec<TraceLotId>;
		"asset" AssetOf { asset: AssetId } -> Option<Asset>;
		"asset_by_key" AssetByKey { key: Key } -> Option<AssetId>;
		/// The asset that has the key, or had it last. It is found until it is dropped.
		"last_by_key" LastByKey { key: Key } -> Option<AssetId>;
		"holder" HolderOf { asset: AssetId } -> Option<Holder>;
		/// At most [`MAX_PAGE`] assets. The last page is shorter than `limit`.
		"children" Children { asset: AssetId, after: Option<AssetId>, limit: u32 } -> Vec<AssetId>;
		/// In ascending order, 0 to 31.
		"flags" FlagsOf { asset: AssetId } -> Vec<u8>;
		"offer" OfferOf { asset: AssetId } -> Option<Offer>;
		/// At most [`MAX_PAGE`] assets. The last page is shorter than `limit`.
		"offers_to" OffersTo { org: OrgId, after: Option<AssetId>, limit: u32 } -> Vec<AssetId>;
		"tally" TallyOf { stream: StreamId } -> Option<Tally>;
		"stays" StaysOf { asset: AssetId } -> Vec<Stay>;
		"device_use" DeviceUseOf { device: DeviceId } -> Option<DeviceUse>;
		"loan" LoanOf { device: DeviceId, to: OrgId } -> Option<Loan>;
		"condition" Condition {
			asset: AssetId,
			from: Option<Millis>,
			to: Option<Millis>,
			proofs: Vec<LeafProof>,
		} -> Option<Vec<Figure>>;
		"trade" TradeOf { trade: TradeId } -> Option<Trade>;
		"open_trade" OpenTrade { asset: AssetId } -> Option<TradeId>;
		/// At most [`MAX_PAGE`] trades. The last page is shorter than `limit`.
		"trades" TradeIds { after: Option<TradeId>, limit: u32 } -> Vec<TradeId>;
		"pricing" PricingOf { trade: TradeId } -> Option<Pricing>;
		/// What the trade would pay if these were shown, too.
		"pricing_with" PricingWith {
			trade: TradeId, shown: Vec<(LeafProof, Opening)>,
		} -> Option<Pricing>;
		/// The leaves that were shown.
		"shown" ShownFor { trade: TradeId } -> Vec<Leaf>;
		"recall" RecallOf { recall: RecallId } -> Option<Recall>;
		/// The recall that names the lot.
		"recall_of" RecallByLot { lot: TraceLotId } -> Option<RecallId>;
		/// At most [`MAX_PAGE`] lots, in the order in which they were marked. The last page is shorter
		/// than `limit`.
		"recalled_lots" RecalledLots { recall: RecallId, after: Option<TraceLotId>, limit: u32 } -> Vec<TraceLotId>;
		"lot_status" StatusOfLot { lot: TraceLotId } -> Option<LotStatus>;
		"asset_status" StatusOfAsset { asset: AssetId } -> Option<AssetStatus>;
		"document" DocumentOf { asset: AssetId, document: Hash } -> Option<Document>;
		/// At most [`MAX_PAGE`] documents. The last page is shorter than `limit`.
		"documents" Documents { asset: AssetId, after: Option<Hash>, limit: u32 } -> Vec<Hash>;
	}
	calls {
		"bind_prefix" BindPrefix { prefix: CompanyPrefix, org: OrgId, party: Option<Gln> };
		"release_prefix" ReleasePrefix { prefix: CompanyPrefix };
		"define_policy" DefinePolicy { policy: Policy };
		"drop_policy" DropPolicy { policy: PolicyId };
		"define_class" DefineClass { definition: Definition, prefix: Option<CompanyPrefix> };
		"retire_class" RetireClass { class: ClassId };
		"drop_class" DropClass { class: ClassId };
		"open_lot" OpenLot { class: ClassId, lot: NewLot };
		"drop_lot" DropLot { lot: TraceLotId };
		"create" Create {
			lot: TraceLotId,
			key: Key,
			prefix: CompanyPrefix,
			#[codec(compact)] quantity: u64,
			circumstances: Circumstances,
		};
		"set_key" SetKey {
			asset: AssetId, key: Key, prefix: CompanyPrefix, circumstances: Circumstances,
		};
		"change_state" ChangeState { asset: AssetId, state: u8, circumstances: Circumstances };
		"drop_asset" DropAsset { asset: AssetId };
		"split" Split {
			asset: AssetId,
			parts: Vec<Portion>,
			prefix: Option<CompanyPrefix>,
			circumstances: Circumstances,
		};
		"merge" Merge {
			inputs: Vec<AssetId>,
			key: Option<Key>,
			prefix: Option<CompanyPrefix>,
			lot: Option<NewLot>,
			circumstances: Circumstances,
		};
		"transform" Transform {
			inputs: Vec<AssetId>,
			class: ClassId,
			lot: NewLot,
			outputs: Vec<Portion>,
			#[codec(compact)] loss: u64,
			circumstances: Circumstances,
		};
		"join" Join { parent: AssetId, children: Vec<AssetId>, circumstances: Circumstances };
		"leave" Leave { parent: AssetId, children: Vec<AssetId>, circumstances: Circumstances };
		"offer_custody" OfferCustody { asset: AssetId, to: OrgId, terms: Terms };
		"withdraw" Withdraw { asset: AssetId };
		"accept" Accept {
			asset: AssetId, terms: Terms, receipt: Receipt, circumstances: Circumstances,
		};
		"refuse" Refuse { asset: AssetId };
		"lapse" Lapse { asset: AssetId };
		"correct" Correct {
			asset: AssetId, wrong: Event, reason: ErrorReason, corrections: Vec<Hash>,
		};
		"add_document" AddDocument {
			asset: AssetId, document: Hash, kind: DocumentKind, until: Option<Millis>,
		};
		"remove_document" RemoveDocument { asset: AssetId, document: Hash };
		"lend" Lend { device: DeviceId, to: OrgId, until: Millis };
		"end_loan" EndLoan { device: DeviceId, to: OrgId };
		"attach" Attach { asset: AssetId, stream: StreamId, kind: StayKind };
		"detach" Detach { asset: AssetId, stream: StreamId };
		"swap" Swap { asset: AssetId, old: StreamId, new: StreamId };
		"consent" ConsentTo { asset: AssetId, stream: StreamId };
		"forget_stay" ForgetStay { asset: AssetId, stream: StreamId, from: Millis };
		"prove_boundary" ProveBoundary { asset: AssetId, at: Millis, proof: LeafProof };
		"offer_trade" OfferTrade { asset: AssetId, buyer: OrgId, terms: TradeTerms };
		"withdraw_trade" WithdrawTrade { trade: TradeId };
		"fund" Fund { trade: TradeId };
		"post_bond" PostBond { trade: TradeId, amount: u128 };
		"pick_up" PickUp { trade: TradeId, agreed: u64 };
		"deliver" Deliver { trade: TradeId };
		"price_trade" PriceTrade { trade: TradeId };
		"show" Show { trade: TradeId, proof: LeafProof, opening: Opening };
		"appeal" Appeal { trade: TradeId };
		"settle_trade" SettleTrade { trade: TradeId };
		"swap_stream" SwapStream { trade: TradeId, old: StreamId, new: StreamId };
		"recall_lot" RecallLot { lot: TraceLotId, notice: Hash };
		"confirm_recall" ConfirmRecall { recall: RecallId };
		"lapse_recall" LapseRecall { recall: RecallId };
		"end_recall" EndRecall { recall: RecallId };
		"quarantine" Quarantine { asset: AssetId, circumstances: Circumstances };
		"release" Release { asset: AssetId, circumstances: Circumstances };
	}
	events {
		PrefixBound { prefix: CompanyPrefix, org: OrgId };
		PrefixReleased { prefix: CompanyPrefix };
		PolicyDefined { policy: PolicyId, org: OrgId };
		PolicyDropped { policy: PolicyId };
		ClassDefined { class: ClassId, org: OrgId };
		ClassRetired { class: ClassId };
		ClassDropped { class: ClassId };
		LotOpened { lot: TraceLotId, class: ClassId, org: OrgId, inputs: u32 };
		LotDropped { lot: TraceLotId };
		Created { asset: AssetId, class: ClassId, lot: TraceLotId, org: OrgId, quantity: u64 };
		Keyed { asset: AssetId, key: Key };
		StateChanged { asset: AssetId, old: u8, new: u8, by: OrgId };
		Ended { asset: AssetId };
		AssetDropped { asset: AssetId, history: Hash };
		Split { asset: AssetId, part: AssetId, quantity: u64 };
		Merged { asset: AssetId, inputs: Vec<AssetId> };
		Transformed { lot: TraceLotId, outputs: Vec<AssetId>, inputs: Vec<AssetId>, loss: u64 };
		Joined { child: AssetId, parent: AssetId };
		Left { child: AssetId, parent: AssetId };
		Offered { asset: AssetId, from: OrgId, to: OrgId, terms: Terms };
		Withdrawn { asset: AssetId };
		Refused { asset: AssetId };
		Lapsed { asset: AssetId };
		HandedOver {
			asset: AssetId,
			from: OrgId,
			to: OrgId,
			at: Millis,
			receipt: Receipt,
			rest: Option<AssetId>,
			holds: Holds,
		};
		OwnerChanged { asset: AssetId, old: OrgId, new: OrgId };
		Recorded { asset: AssetId, leaf: Hash, index: u32 };
		Corrected { asset: AssetId, wrong: Hash, by: OrgId };
		Lent { device: DeviceId, to: OrgId, until: Millis };
		LoanEnded { device: DeviceId, to: OrgId };
		Attached { asset: AssetId, stream: StreamId, kind: StayKind, from: Millis };
		Detached { asset: AssetId, stream: StreamId, to: Millis };
		Consented { asset: AssetId, stream: StreamId };
		DeviceLost { device: DeviceId, at: Millis };
		BoundaryProven { asset: AssetId, stream: StreamId, at: Millis, number: u32 };
		StayForgotten { asset: AssetId, stream: StreamId, from: Millis };
		NotCounted { stream: StreamId, number: u32 };
		TradeOffered { trade: TradeId, asset: AssetId, seller: OrgId, buyer: OrgId };
		TradeFunded { trade: TradeId, escrow: EscrowId };
		Bonded { trade: TradeId, org: OrgId, escrow: EscrowId, amount: u128 };
		PickedUp { trade: TradeId };
		Delivered { trade: TradeId, at: Millis };
		Priced { trade: TradeId };
		Shown { trade: TradeId, stream: StreamId, number: u32 };
		Appealed { trade: TradeId, by: OrgId };
		ArbiterCalled { trade: TradeId, until: Millis };
		TradeEnded { trade: TradeId, paid: u128 };
		SwapAgreed { trade: TradeId, old: StreamId, new: StreamId, by: OrgId };
		StreamSwapped { trade: TradeId, old: StreamId, new: StreamId, from: Millis };
		DocumentAdded { asset: AssetId, document: Hash, kind: DocumentKind, issuer: OrgId };
		DocumentRemoved { asset: AssetId, document: Hash };
		RecallProposed {
			recall: RecallId, lot: TraceLotId, org: OrgId, notice: Hash, until: Millis,
		};
		Recalled { recall: RecallId, lot: TraceLotId, org: OrgId, notice: Hash };
		RecallSpread { recall: RecallId, lots: u64 };
		RecallLapsed { recall: RecallId };
		RecallEnding { recall: RecallId, by: Option<OrgId> };
		RecallEnded { recall: RecallId };
		Quarantined { asset: AssetId, by: OrgId };
		Released { asset: AssetId, by: OrgId };
		Flagged { asset: AssetId, flag: u8, org: OrgId };
		Unflagged { asset: AssetId, flag: u8, org: OrgId };
		MarksNotPaid { recall: RecallId, marks: u64 };
	}
}

/// Something that GS1 numbers under a company prefix.
pub trait Numbered {
	/// The digits with which the company prefix begins. Empty for a GTIN-8, which is under none.
	fn start(&self) -> String;
}

impl Numbered for Gtin {
	fn start(&self) -> String {
		let digits = self.to_string();
		let start = digits.get(1..13).filter(|_| !digits.starts_with("000000"));
		start.unwrap_or_default().to_owned()
	}
}

impl Numbered for Gln {
	fn start(&self) -> String {
		self.to_string().get(..12).unwrap_or_default().to_owned()
	}
}

impl Numbered for Sgln {
	fn start(&self) -> String {
		self.gln().start()
	}
}

impl Numbered for Key {
	fn start(&self) -> String {
		match self {
			Key::Sgtin(key) => key.gtin.start(),
			Key::Lgtin(key) => key.gtin.start(),
			Key::Sscc(key) => key.to_string().get(1..17).unwrap_or_default().to_owned(),
			Key::Grai(key) => key.asset_type.to_string().get(..12).unwrap_or_default().to_owned(),
			Key::Giai(key) => key.as_str().to_owned(),
		}
	}
}

/// The company prefixes under which something can be, the shortest first.
pub fn prefixes(of: &impl Numbered) -> Vec<CompanyPrefix> {
	let start = of.start();
	(CompanyPrefix::MIN..=CompanyPrefix::MAX)
		.filter_map(|len| CompanyPrefix::new(start.get(..len.into())?).ok())
		.collect()
}

impl Call {
	/// Offers an asset, with all that it holds, to another organisation.
	pub fn offer_custody(asset: AssetId, to: OrgId, terms: &Terms) -> Self {
		calls::OfferCustody { asset, to, terms: *terms }.into()
	}

	/// Takes an asset over under the terms of its offer.
	pub fn accept_custody(
		asset: AssetId,
		terms: &Terms,
		receipt: &Receipt,
		circumstances: &Circumstances,
	) -> Self {
		let circumstances = circumstances.clone();
		calls::Accept { asset, terms: *terms, receipt: *receipt, circumstances }.into()
	}
}

impl Chain {
	/// An asset.
	pub async fn asset(
		&self,
		asset: AssetId,
		at: Option<&Hash>,
	) -> Result<Option<Asset>, ChainError> {
		self.view(views::AssetOf { asset }, at).await
	}

	/// The live asset that has this key.
	pub async fn asset_by_key(
		&self,
		key: &Key,
		at: Option<&Hash>,
	) -> Result<Option<AssetId>, ChainError> {
		self.view(views::AssetByKey { key: *key }, at).await
	}

	/// Who is responsible for an asset, its parents taken into account.
	pub async fn holder(
		&self,
		asset: AssetId,
		at: Option<&Hash>,
	) -> Result<Option<Holder>, ChainError> {
		self.view(views::HolderOf { asset }, at).await
	}

	/// The assets that are directly in this one: a page, after this one. Name one block for all pages.
	pub async fn children(
		&self,
		asset: AssetId,
		after: Option<AssetId>,
		at: Option<&Hash>,
	) -> Result<Page<AssetId>, ChainError> {
		let limit = MAX_PAGE;
		let items = self.view(views::Children { asset, after, limit }, at).await?;
		Ok(Page::new(items, limit))
	}

	/// The bound company prefix under which something is, and its organisation. There is one at most.
	pub async fn prefix_of(
		&self,
		what: &impl Numbered,
		at: Option<&Hash>,
	) -> Result<Option<(CompanyPrefix, OrgId)>, ChainError> {
		for prefix in prefixes(what) {
			if let Some(org) = self.view(views::PrefixOf { prefix }, at).await? {
				return Ok(Some((prefix, org)));
			}
		}
		Ok(None)
	}

	/// The assets that are offered to an organisation: a page, after this one. Name one block for all
	/// pages.
	pub async fn offers_to(
		&self,
		org: OrgId,
		after: Option<AssetId>,
		at: Option<&Hash>,
	) -> Result<Page<AssetId>, ChainError> {
		let limit = MAX_PAGE;
		let items = self.view(views::OffersTo { org, after, limit }, at).await?;
		Ok(Page::new(items, limit))
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn finds_the_prefixes_under_which_something_is() {
		let of = |text: &str| prefixes(&text.parse::<Key>().unwrap());
		for text in [
			"(01)09506000134352(21)A7",
			"(01)09506000134352(10)L-17",
			"(00)095060000000000015",
			"(8003)09506000134352X",
			"(8004)9506000A1",
		] {
			let own = CompanyPrefix::new("9506000").unwrap();
			let key = text.parse::<Key>().unwrap();
			assert!(of(text).contains(&own), "{text}: {:?}", of(text));
			assert!(of(text).iter().all(|prefix| key.is_under(prefix)), "{text}");
		}
		let gln = "9506000134352".parse::<Gln>().unwrap();
		assert_eq!(prefixes(&gln).len(), 9);
		let gtin_8 = "00000095060002".parse::<Gtin>().unwrap();
		assert!(prefixes(&gtin_8).is_empty());
	}
}
