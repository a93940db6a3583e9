//! Machines that buy: offers of vendors, mandates of owners, needs, and orders.

use super::pallet;
use crate::{
	chain::{Chain, ChainError},
	stored::Entry,
};
use codec::{Decode, Encode};
use scale_info::TypeInfo;
use serde::Serialize;
use subxt::utils::{AccountId32 as AccountId, Static};
use tallystick_evidence::{self as evidence, Crypto, DeviceId, Hash, Native, Signature};
pub use tallystick_orders::{
	attest::{Attested, Doubts, Said, Statement, MAX_CODES},
	Budget, Category, Claim, Delivery, Landed, Misfit, Need, NeedState, OrderState, Outcome, Party,
	Proposal, Subject, TaxRate, Times, Warranty,
};
use tallystick_records::{AssetId, MandateId, Millis, NeedId, OrderId, OrgId, Page};
use tallystick_rules::{Condition, Evidence};

/// Most entries that a view returns at once.
pub const MAX_PAGE: u32 = 100;

/// The longest code of a parcel, in bytes.
pub const MAX_CODE: usize = 64;

/// The most times that a vendor of visits has to book.
pub const MAX_SLOTS: usize = 64;

/// What a vendor sells of a category.
pub type Offer = tallystick_orders::Offer<AccountId>;

/// An order: what was bought of whom, on which terms, and where it stands.
pub type Order = tallystick_orders::Order<AccountId>;

/// Declares what views answer and calls take: what it means stands in the pallet's documentation.
macro_rules! records {
	($($item:item)*) => {$(
		#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, TypeInfo, Serialize)]
		#[serde(rename_all = "camelCase")]
		#[allow(missing_docs)]
		$item
	)*};
}

records! {
	/// For which machine a mandate is asked.
	#[derive(Copy)]
	pub enum Machine {
		#[codec(index = 0)]
		Device(DeviceId),
		#[codec(index = 1)]
		Asset(AssetId),
		/// Whatever machine has a warranty of the signer's organisation.
		#[codec(index = 2)]
		Warranties,
	}

	/// What a machine may buy, from whom, and for how much: with freight and tax. JSON shows amounts as strings.
	pub struct MandateTerms {
		/// 1 to 8.
		pub categories: Vec<Category>,
		/// 1 to 8.
		pub vendors: Vec<OrgId>,
		/// 1 to 4.
		pub arbiters: Vec<AccountId>,
		#[serde(with = "evidence::json::Exact")]
		pub per_unit: u128,
		#[serde(with = "evidence::json::Exact")]
		pub per_order: u128,
		#[serde(with = "evidence::json::Exact")]
		pub per_period: u128,
		/// In milliseconds, as the spans below.
		pub period: u64,
		pub veto: u64,
		pub within: u64,
		pub window: u64,
		pub arbitration: u64,
		/// Up to this price, what is on its way counts as received once the need is covered.
		#[serde(with = "evidence::json::Exact")]
		pub filled: u128,
		pub until: Millis,
	}

	/// An owner's mandate for a machine.
	pub struct Mandate {
		pub subject: Subject,
		pub org: OrgId,
		/// Who gave it, and whose money it is.
		pub payer: AccountId,
		pub terms: MandateTerms,
		pub budget: Budget,
		/// Whether an order needs evidence: see [`Chain::mandate_condition`].
		pub conditional: bool,
	}

	/// Money of one party on hold beside the escrow.
	pub struct Pledge {
		pub who: AccountId,
		#[serde(with = "evidence::json::Exact")]
		pub amount: u128,
	}

	/// An order, with what it went by and what is pledged for it.
	pub struct OrderRecord {
		pub order: Order,
		/// The observations on which the mandate's condition was true.
		pub evidence: Vec<Evidence>,
		/// The vendor's, from acceptance on.
		pub bond: Option<Pledge>,
		/// Of whoever called the arbiter.
		pub deposit: Option<Pledge>,
		/// The asset with which it travels.
		pub asset: Option<AssetId>,
	}

	/// Why a need was given up.
	#[derive(Copy)]
	pub enum GivenUp {
		/// Orders have failed too often.
		#[codec(index = 0)]
		Failures,
		/// The owner objected to the last order.
		#[codec(index = 1)]
		Objection,
		#[codec(index = 2)]
		MandateEnded,
	}

	/// How a need was covered.
	#[derive(Copy)]
	pub enum Covered {
		#[codec(index = 0)]
		ByHand,
		#[codec(index = 1)]
		ByCondition,
	}
}

pallet! {
	"Procurement"
	views {
		"offer" OfferOf { vendor: OrgId, category: Category } -> Option<Offer>;
		/// At most [`MAX_PAGE`] offers. The last page is shorter than `limit`.
		"offers_of" OffersOf { vendor: OrgId, after: Option<Category>, limit: u32 } -> Vec<(Category, Offer)>;
		"mandate" MandateOf { mandate: MandateId } -> Option<Mandate>;
		/// At most [`MAX_PAGE`] mandates. The last page is shorter than `limit`.
		"mandates_of" MandatesOf { org: OrgId, after: Option<MandateId>, limit: u32 } -> Vec<MandateId>;
		"need" NeedOf { need: NeedId } -> Option<Need>;
		/// At most [`MAX_PAGE`] needs. The last page is shorter than `limit`.
		"needs_of" NeedsOf { org: OrgId, after: Option<NeedId>, limit: u32 } -> Vec<NeedId>;
		/// What each vendor's offer comes to now, or why it does not fit.
		"tenders_for" TendersFor { need: NeedId } -> Option<Vec<(OrgId, Result<Landed, Misfit>)>>;
		"order" OrderOf { order: OrderId } -> Option<OrderRecord>;
		/// At most [`MAX_PAGE`] orders. The last page is shorter than `limit`.
		"orders_of" OrdersOf { vendor: OrgId, after: Option<OrderId>, limit: u32 } -> Vec<OrderId>;
	}
	calls {
		"publish_offer" PublishOffer { category: Category, offer: Offer };
		"remove_offer" RemoveOffer { vendor: OrgId, category: Category };
		"grant_mandate" GrantMandate { machine: Machine, terms: MandateTerms, condition: Option<Condition> };
		"amend_mandate" AmendMandate { mandate: MandateId, terms: MandateTerms };
		"end_mandate" EndMandate { mandate: MandateId };
		"declare_need" DeclareNeed {
			mandate: MandateId,
			category: Category,
			quantity: u32,
			address: Hash,
			covered: Option<Condition>,
			warranty: Option<Warranty>,
		};
		"change_need" ChangeNeed { need: NeedId, mandate: MandateId, quantity: u32, address: Hash };
		"remove_need" RemoveNeed { need: NeedId };
		"clear_need" ClearNeed { need: NeedId };
		"place_order" PlaceOrder { need: NeedId };
		"withdraw" Withdraw { order: OrderId };
		"accept" Accept { order: OrderId };
		"refuse" Refuse { order: OrderId };
		/// [`parcel_hash`] is the hash of a code.
		"ship" Ship {
			order: OrderId, quantity: u32, parcel: Hash, invoice: Hash, asset: Option<AssetId>,
		};
		"cancel" Cancel { order: OrderId };
		"receive" Receive { order: OrderId, quantity: u32, code: Vec<u8> };
		"claim" Claim { order: OrderId };
		"dispute" Dispute { order: OrderId, reason: Hash };
		"send_back" SendBack { order: OrderId };
		"take_back" TakeBack { order: OrderId };
		"propose" Propose { order: OrderId, amount: u128 };
		"advance" Advance { order: OrderId };
		"set_slots" SetSlots { category: Category, slots: Vec<Millis> };
		"grant_claim" GrantClaim { need: NeedId, mandate: MandateId };
		"refuse_claim" RefuseClaim { need: NeedId, reason: Hash };
		"attest" Attest { statement: Statement, signature: Signature };
		"rework" Rework { order: OrderId, slot: Millis };
		"report" Report { order: OrderId, document: Hash };
	}
	events {
		OfferPublished { vendor: OrgId, category: Category };
		OfferRemoved { vendor: OrgId, category: Category };
		MandateGranted { mandate: MandateId, org: OrgId, subject: Subject };
		MandateAmended { mandate: MandateId };
		MandateEnded { mandate: MandateId };
		NeedDeclared { need: NeedId, subject: Subject, category: Category };
		NeedChanged { need: NeedId };
		NeedRemoved { need: NeedId };
		Cleared { need: NeedId, by: Covered };
		SlotsSet { vendor: OrgId, category: Category, slots: u32 };
		Claimed {
			need: NeedId,
			warrantor: OrgId,
			until: Millis,
			evidence: Vec<Evidence>,
			cause: Option<Hash>,
		};
		ClaimRefused { need: NeedId, reason: Hash };
		Attested { statement: Statement, doubts: Doubts };
		Reported { order: OrderId, asset: AssetId, document: Hash };
		Unmet {
			need: NeedId,
			misfits: Vec<(OrgId, Misfit)>,
			evidence: Vec<Evidence>,
			cause: Option<Hash>,
		};
		NeedGivenUp { need: NeedId, why: GivenUp, until: Millis };
		Placed {
			order: OrderId,
			need: NeedId,
			vendor: OrgId,
			quantity: u32,
			landed: Landed,
			until: Millis,
			evidence: Vec<Evidence>,
			cause: Option<Hash>,
		};
		Advanced { order: OrderId, state: OrderState, until: Millis };
		Shipped { order: OrderId, invoice: Hash, asset: Option<AssetId> };
		Disputed { order: OrderId, by: OrgId, reason: Hash };
		Proposed { order: OrderId, by: OrgId, amount: u128 };
		Ended {
			order: OrderId,
			need: NeedId,
			outcome: Outcome,
			paid: u128,
			refunded: u128,
			bond: u128,
			fee: u128,
		};
	}
}

const CONDITIONS: Entry =
	Entry { pallet: "Procurement", name: "Conditions", what: "the condition of a mandate" };

const COVERED_WHEN: Entry =
	Entry { pallet: "Procurement", name: "CoveredWhen", what: "when a need is covered" };

const SLOTS: Entry =
	Entry { pallet: "Procurement", name: "Slots", what: "the times that can be booked" };

/// The hash of the code in a parcel, as an order has it.
pub fn parcel_hash(code: &[u8]) -> Hash {
	Native::hash(&[code])
}

impl Chain {
	/// What a vendor offers: a page, after this category. Name one block for all pages.
	pub async fn offers(
		&self,
		vendor: OrgId,
		after: Option<Category>,
		at: Option<&Hash>,
	) -> Result<Page<(Category, Offer)>, ChainError> {
		let limit = MAX_PAGE;
		Ok(Page::new(self.view(views::OffersOf { vendor, after, limit }, at).await?, limit))
	}

	/// The times that can be booked with a vendor's offer of visits, ascending: up to [`MAX_SLOTS`].
	pub async fn slots(
		&self,
		vendor: OrgId,
		category: Category,
		at: Option<&Hash>,
	) -> Result<Vec<Millis>, ChainError> {
		let key = (vendor.0, Static(category));
		Ok(self.record(SLOTS, key, at).await?.unwrap_or_default())
	}

	/// The mandates of an organisation: a page, after this one. Name one block for all pages.
	pub async fn mandates(
		&self,
		org: OrgId,
		after: Option<MandateId>,
		at: Option<&Hash>,
	) -> Result<Page<MandateId>, ChainError> {
		let limit = MAX_PAGE;
		Ok(Page::new(self.view(views::MandatesOf { org, after, limit }, at).await?, limit))
	}

	/// The needs of an organisation: a page, after this one. Name one block for all pages.
	pub async fn needs(
		&self,
		org: OrgId,
		after: Option<NeedId>,
		at: Option<&Hash>,
	) -> Result<Page<NeedId>, ChainError> {
		let limit = MAX_PAGE;
		Ok(Page::new(self.view(views::NeedsOf { org, after, limit }, at).await?, limit))
	}

	/// The open orders of a vendor: a page, after this one. Name one block for all pages.
	pub async fn orders(
		&self,
		vendor: OrgId,
		after: Option<OrderId>,
		at: Option<&Hash>,
	) -> Result<Page<OrderId>, ChainError> {
		let limit = MAX_PAGE;
		Ok(Page::new(self.view(views::OrdersOf { vendor, after, limit }, at).await?, limit))
	}

	/// On what an order under a mandate may be placed. `None` if its orders need no evidence.
	pub async fn mandate_condition(
		&self,
		mandate: MandateId,
		at: Option<&Hash>,
	) -> Result<Option<Condition>, ChainError> {
		self.record(CONDITIONS, (mandate.0,), at).await
	}

	/// When a need is covered. `None` if only its owner clears it.
	pub async fn need_condition(
		&self,
		need: NeedId,
		at: Option<&Hash>,
	) -> Result<Option<Condition>, ChainError> {
		self.record(COVERED_WHEN, (need.0,), at).await
	}
}
