//! The pallet's errors, by feature.

#[frame::pallet_section]
mod errors {
	#[pallet::error]
	pub enum Error<T> {
		/// All ids are given out.
		IdsExhausted,
		/// An amount does not fit the currency. Name a smaller one.
		TooMuch,
		/// The account has too little beside its deposits and the smallest balance. Send it money.
		Unaffordable,
		/// The vendor has no offer in this category. Read `Offers`.
		UnknownOffer,
		/// A price of zero, a tax rate above 100 %, a span of zero or above `MaxSpan`, or an end in the past.
		BadOffer,
		/// The arbiter belongs to no organisation in good standing, or to that of a party. Name another one.
		BadArbiter,
		/// The times do not ascend, are over, or the offer is for no visit.
		BadSlots,
		/// The vendor has not this time to book, or could not accept until then. Read `Slots`.
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
		/// A vendor of one's own organisation cannot be named.
		OwnVendor,
		/// A condition is not sound, or one of its channels is unknown or has another unit. `Condition::check` says what is not sound.
		/// Or the mandate is for machines under warranty, for which a member decides.
		BadCondition,
		/// Only the account whose money it is amends a mandate, or settles an order.
		NotPayer,
		/// The mandate has not ended. Until then only its organisation ends it.
		MandateRuns,
		/// No need has this id. Read `Needs`.
		UnknownNeed,
		/// The machine has a need of this category already.
		AlreadyDeclared,
		/// A need is of at least one unit.
		NoQuantity,
		/// The mandate is for another machine, or does not name the category.
		WrongMandate,
		/// One of the condition's streams covers as many needs as it can. Remove one.
		TooManyCovered,
		/// An order of the need has not ended. Wait for its end.
		OrderOpen,
		/// The need is ordered, and not covered yet. It clears by its condition, or by hand.
		NotCovered,
		/// The need was given up a short while ago. Wait for the end of the cool-down.
		CoolingDown,
		/// The mandate's condition is not true on the newest observations.
		ConditionFalse,
		/// The mandate's condition is undefined on the newest observations: they are missing, too old, or have facts that
		/// it does not allow.
		ConditionUnknown,
		/// The observations on which the mandate's condition is true are older than the need's last end. Wait for newer ones.
		EvidenceOld,
		/// The need is clear.
		AlreadyClear,
		/// The warrantor may still grant or refuse the claim.
		ClaimOpen,
		/// There is no claim on a warranty of the signer's organisation, its time is over, or the machine is in other hands.
		NoClaim,
		/// No offer fits the mandate. Read `tenders_for`.
		NothingFits,
		/// The machine's statement is not signed by its present key.
		BadSignature,
		/// The statement is older than another one of the machine, of another tenure, or about another visit.
		StaleStatement,
		/// The order is for no visit, or the machine is no asset of its owner's.
		NoVisit,
		/// No order has this id, or it has ended. Read `Orders`.
		UnknownOrder,
		/// The signer's organisation is not a party of the order, or the step is the other party's.
		NotParty,
		/// The order's state has no such step. Read it with the view function `order`.
		WrongState,
		/// The deadline has passed: its default stands. Have it advanced.
		TooLate,
		/// Nothing is due yet.
		TooEarly,
		/// No unit, or more than were ordered or shipped. Or fewer than were shipped, where a carrier has signed for all, or where
		/// all are sent back.
		WrongQuantity,
		/// The amount is above the price.
		WrongAmount,
		/// The arbiter could give the vendor no more than the buyer grants.
		NothingDisputed,
		/// The code is not the one in the parcel.
		WrongCode,
		/// The vendor does not own and hold the asset, or it travels with another order.
		WrongAsset,
		/// No carrier and no buyer has taken the asset over.
		NoCustody,
		/// The machine is still in the same hands. Until that ends only its organisation removes the need.
		SubjectRuns,
	}
}
