//! The pallet's events, by feature.

#[frame::pallet_section]
mod events {
	#[pallet::event]
	#[pallet::generate_deposit(pub(crate) fn deposit_event)]
	pub enum Event<T: Config> {
		/// A vendor offers something of a category, or changed what it offers.
		OfferPublished {
			/// The vendor.
			vendor: OrgId,
			/// What it is.
			category: Category,
		},
		/// An offer was removed.
		OfferRemoved {
			/// The vendor.
			vendor: OrgId,
			/// What it was.
			category: Category,
		},
		/// An owner gave a machine a mandate.
		MandateGranted {
			/// The id of the new mandate.
			mandate: MandateId,
			/// The organisation that owns the machine.
			org: OrgId,
			/// The machine.
			subject: Subject,
		},
		/// A mandate has other terms.
		MandateAmended {
			/// The mandate.
			mandate: MandateId,
		},
		/// A mandate has ended. Open orders go on.
		MandateEnded {
			/// The mandate.
			mandate: MandateId,
		},
		/// A need was declared.
		NeedDeclared {
			/// The id of the new need.
			need: NeedId,
			/// The machine.
			subject: Subject,
			/// What it may lack.
			category: Category,
		},
		/// A need has another mandate, quantity or address.
		NeedChanged {
			/// The need.
			need: NeedId,
		},
		/// A need was removed.
		NeedRemoved {
			/// The need.
			need: NeedId,
		},
		/// Nothing is lacking any more.
		Cleared {
			/// The need.
			need: NeedId,
			/// Why it counts as covered.
			by: Covered,
		},
		/// A vendor set the times that can be booked.
		SlotsSet {
			/// The vendor.
			vendor: OrgId,
			/// For what.
			category: Category,
			/// How many.
			slots: u32,
		},
		/// Something is lacking, and its warrantor may pay for it.
		Claimed {
			/// The need.
			need: NeedId,
			/// The warrantor.
			warrantor: OrgId,
			/// Until when it may grant or refuse the claim.
			until: Millis,
			/// The observations on which the mandate's condition was true.
			evidence: BoundedVec<Evidence, ConstU32<MAX_EVIDENCE>>,
			/// The firing of the rule that asked, if one did.
			cause: Option<Hash>,
		},
		/// A warrantor refused a claim. The owner may order at their own cost.
		ClaimRefused {
			/// The need.
			need: NeedId,
			/// The hash of the reason.
			reason: Hash,
		},
		/// A machine signed for an order.
		Attested {
			/// What it said.
			statement: Statement,
			/// Its irregularities.
			doubts: Doubts,
		},
		/// The vendor has the report of a visit in the asset's history.
		Reported {
			/// The order.
			order: OrderId,
			/// The asset.
			asset: AssetId,
			/// The hash of the report.
			document: Hash,
		},
		/// Something is lacking, and no offer fits. It can be tried again.
		Unmet {
			/// The need.
			need: NeedId,
			/// Why each vendor of the mandate was not taken, in their order.
			misfits: BoundedVec<(OrgId, Misfit), ConstU32<MAX_VENDORS>>,
			/// The observations on which the mandate's condition was true.
			evidence: BoundedVec<Evidence, ConstU32<MAX_EVIDENCE>>,
			/// The firing of the rule that asked, if one did.
			cause: Option<Hash>,
		},
		/// A need is given up for a while. Somebody should look at the machine.
		NeedGivenUp {
			/// The need.
			need: NeedId,
			/// Why.
			why: GivenUp,
			/// When it can be ordered again.
			until: Millis,
		},
		/// An order was placed, and its money is in escrow.
		Placed {
			/// The id of the new order.
			order: OrderId,
			/// The need that it is for.
			need: NeedId,
			/// Who is to deliver.
			vendor: OrgId,
			/// How many units.
			quantity: u32,
			/// What they cost with everything.
			landed: Landed,
			/// Until when the owner may object.
			until: Millis,
			/// The observations on which the mandate's condition was true.
			evidence: BoundedVec<Evidence, ConstU32<MAX_EVIDENCE>>,
			/// The firing of the rule that asked, if one did.
			cause: Option<Hash>,
		},
		/// An order's state changed.
		Advanced {
			/// The order.
			order: OrderId,
			/// The state.
			state: OrderState,
			/// Its last moment.
			until: Millis,
		},
		/// The vendor said what is on its way.
		Shipped {
			/// The order.
			order: OrderId,
			/// The hash of the invoice, which the buyer gets in private.
			invoice: Hash,
			/// The asset with which it travels.
			asset: Option<AssetId>,
		},
		/// A party called the arbiter, and said why.
		Disputed {
			/// The order.
			order: OrderId,
			/// Who called.
			by: OrgId,
			/// The hash of the reason.
			reason: Hash,
		},
		/// A party proposed an amount to settle for.
		Proposed {
			/// The order.
			order: OrderId,
			/// Who proposes.
			by: OrgId,
			/// What the vendor would get.
			amount: u128,
		},
		/// An order has ended, and all its money was paid out.
		Ended {
			/// The order.
			order: OrderId,
			/// The need that it was for.
			need: NeedId,
			/// How.
			outcome: Outcome,
			/// What reached the vendor of the buyer's money.
			paid: BalanceOf<T>,
			/// What came back to the buyer.
			refunded: BalanceOf<T>,
			/// What the buyer got of the vendor's bond.
			bond: u128,
			/// What the arbiter got.
			fee: u128,
		},
	}
}
