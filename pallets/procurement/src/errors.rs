//! The pallet's errors, by feature.

#[frame::pallet_section]
mod errors {
	#[pallet::error]
	pub enum Error<T> {
		/// All ids are used up.
		IdsExhausted,
		/// An amount does not fit the currency. Name a smaller one.
		TooMuch,
		/// The account has too little beside its deposits and the smallest balance. Send it money.
		Unaffordable,
		/// The vendor has no offer in this category. Read `Offers`.
		UnknownOffer,
		/// The offer has a price of zero, a tax rate above 100 %, a span of zero or above `MaxSpan`, or an
		/// end in the past.
		BadOffer,
		/// The arbiter belongs to no organisation in good standing, or to a party's organisation. Name
		/// another one.
		BadArbiter,
		/// The times do not ascend or have passed, or the offer is not for visits.
		BadSlots,
		/// The vendor does not offer this time, or it is too soon for the vendor to accept. Read
		/// `Slots`.
		NoSlot,
		/// The offer has not ended. Until then only its vendor removes it.
		OfferRuns,
		/// No device or asset has this id, or the signer's organisation does not own it.
		NotOwner,
		/// No mandate has this id, or it has ended. Read `Mandates`.
		UnknownMandate,
		/// A list is empty or names something twice, a limit is zero, a window is below `MinWindow`, a span is above `MaxSpan`, the
		/// end is in the past, or an amended period has another length.
		BadTerms,
		/// The mandate names the owner's own organisation as a vendor. Leave it out.
		OwnVendor,
		/// The condition is invalid, or one of its channels is unknown or has another unit. `Condition::check` says what is invalid.
		/// Or the mandate is for machines under warranty: these have no condition, as a member decides.
		BadCondition,
		/// The signer's money is not involved. Only the account whose money it is amends a mandate,
		/// or settles an order.
		NotPayer,
		/// The mandate has not ended. Until then only its organisation ends it.
		MandateRuns,
		/// No need has this id. Read `Needs`.
		UnknownNeed,
		/// The machine has a need of this category already.
		AlreadyDeclared,
		/// The need has a quantity of zero. Name at least one unit.
		NoQuantity,
		/// The mandate is for another machine, or does not name the category.
		WrongMandate,
		/// One of the condition's streams covers as many needs as it can. Remove one.
		TooManyCovered,
		/// An order of the need has not ended. Wait for its end.
		OrderOpen,
		/// The need is ordered already, and not covered yet. Its condition clears it, or its owner
		/// does.
		NotCovered,
		/// The need was given up a short while ago. Wait for the end of the cool-down.
		CoolingDown,
		/// The mandate's condition is not true on the newest observations.
		ConditionFalse,
		/// The mandate's condition cannot be evaluated: the newest observations are missing, too old, or have facts that
		/// it does not allow.
		ConditionUnknown,
		/// The observations on which the mandate's condition is true are older than the need's last end. Wait for newer ones.
		EvidenceOld,
		/// The need is clear.
		AlreadyClear,
		/// The warrantor may still grant or refuse the claim.
		ClaimOpen,
		/// The need has no claim on a warranty of the signer's organisation, the claim has expired, or the machine is in
		/// other hands.
		NoClaim,
		/// No offer fits the mandate. Read `tenders_for`.
		NothingFits,
		/// The machine's statement is not signed by its present key.
		BadSignature,
		/// The statement is older than an earlier one of the machine, or of another tenure, or about another
		/// visit.
		StaleStatement,
		/// The order is not for a visit, or the need names no asset of the machine's owner.
		NoVisit,
		/// No order has this id, or it has ended. Read `Orders`.
		UnknownOrder,
		/// The signer's organisation is not a party of the order, or the step is the other party's.
		NotParty,
		/// This step is not possible in the order's present state. Read it with the view function
		/// `order`.
		WrongState,
		/// The deadline has passed, so that its default counts. Call `advance`.
		TooLate,
		/// Nothing is due yet.
		TooEarly,
		/// The quantity is zero, or above what was ordered or shipped. Or it is below what was shipped although a carrier has
		/// signed for all, or all are sent back.
		WrongQuantity,
		/// The amount is above the price.
		WrongAmount,
		/// There is nothing to decide: the arbiter could give the vendor no more than the buyer
		/// grants.
		NothingDisputed,
		/// The code is not the one in the parcel.
		WrongCode,
		/// The vendor does not own and hold the asset, or it travels with another order.
		WrongAsset,
		/// Neither a carrier nor the buyer has taken the asset over.
		NoCustody,
		/// The machine is still in the same hands. Until that changes only its organisation removes the
		/// need.
		SubjectRuns,
	}
}
