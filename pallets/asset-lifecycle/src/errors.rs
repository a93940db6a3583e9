//! The pallet's errors, by feature.

#[frame::pallet_section]
mod errors {
	#[pallet::error]
	pub enum Error<T> {
		/// All ids or counters are used up.
		IdsExhausted,
		/// No organisation has this id. Look up the organisation's number, and name that.
		UnknownOrganization,
		/// The prefix is bound already, or a shorter or longer one is. Have the accreditor release that one
		/// first, or use the prefix that the organisation has.
		PrefixTaken,
		/// The organisation has a party number under another prefix. Bind this prefix without a party number, or
		/// release the other one first.
		AlreadyNumbered,
		/// The prefix is not bound. Ask an accreditor to bind it.
		PrefixNotBound,
		/// The signer's organisation neither has the prefix nor bound it. Ask one that does.
		NotYourPrefix,
		/// The key, GTIN or place is not under the prefix that is named beside it, or no prefix is named.
		NotUnderPrefix,
		/// No class has this id. Read `Classes`.
		UnknownClass,
		/// The class has no state or too many, two states with the same name, a name that is empty or
		/// not UTF-8, or a first state that is final.
		BadStates,
		/// A transition names a state that the class does not have, starts from a final state, leads to its own
		/// start, or is listed twice.
		BadTransitions,
		/// The policy's assumed temperatures, times or table are not in order.
		BadPolicy,
		/// No policy has this id. Read `Policies`.
		UnknownPolicy,
		/// The policy was dropped, and its deposit returned. Its record is removed with the last class
		/// that names it.
		PolicyInUse,
		/// A policy is unknown or was dropped, is named twice, or has no weight.
		BadPolicies,
		/// An ingredient is an unknown class or named twice, or its bounds are reversed.
		BadIngredients,
		/// A name is empty, not UTF-8, or has a control character, the unit's code is not two or three capitals, quantities have more than
		/// four decimals, or the class has a GTIN although anyone may make assets of it.
		BadDefinition,
		/// The signer's organisation has not defined the class or policy.
		NotDefiner,
		/// The class was retired: no new lot or asset can be of it.
		ClassRetired,
		/// The class is not retired, or has lots. Retire it, and wait until they are dropped.
		ClassInUse,
		/// The signer's organisation may not make assets of this class or lot.
		NotMaker,
		/// No asset has this id, or it was dropped. Read `Assets`.
		UnknownAsset,
		/// The asset has ended: it was used up, destroyed or put into a final state.
		AssetEnded,
		/// The asset has not ended, ended too short a time ago, or has documents. Remove these, and wait.
		AssetInUse,
		/// A live asset has this key. Read `ByKey`.
		KeyTaken,
		/// The key's GTIN is not the class's, or its lot number is not the lot's code.
		WrongKey,
		/// The asset has a key already, which cannot change.
		AlreadyKeyed,
		/// A quantity is zero, or has more than 15 digits.
		BadQuantity,
		/// The asset is in another one. Take it out first, or act on the outermost one.
		NotRoot,
		/// The asset holds others. Take them out first.
		NotEmpty,
		/// The asset is in quarantine. Its owner can release it.
		OnHold,
		/// The signer's organisation does not own the asset.
		NotOwner,
		/// The asset is not in the custody of the signer's organisation.
		NotCustodian,
		/// The class has no such transition from the asset's state.
		NoTransition,
		/// The class lets only others make this transition.
		NotAllowed,
		/// The time is later than the block's.
		InFuture,
		/// The time is too long ago: reports may be late only by a limited time.
		TooOld,
		/// The time is before the last event of one of the assets.
		BeforeLastEvent,
		/// No lot has this id, or it was dropped. Read `Lots`.
		UnknownLot,
		/// A lot has this code at this source already.
		LotTaken,
		/// The lot was made from others: nothing else can be added to it.
		LotClosed,
		/// Assets belong to the lot or lots were made from it, or it expired or was in use until a short
		/// time ago.
		LotInUse,
		/// The lot expires before it was made, or after one of the lots whose shelf life it inherits.
		BadDates,
		/// The call names an asset twice, or too few assets or parts.
		BadItems,
		/// Assets that are merged differ in class or state.
		NotAlike,
		/// The output quantities differ from the input quantities, or a split would leave nothing.
		NotConserved,
		/// The class of an input is no ingredient of the output's class.
		NotIngredient,
		/// More or less comes out than the class allows.
		OutOfYield,
		/// A new lot is missing although the inputs are of several, or given although they are of one.
		WrongLot,
		/// The asset would hold itself.
		Circular,
		/// An asset would be more than four levels deep in others.
		TooDeep,
		/// More than eight condition policies would apply to what the asset holds.
		TooManyPolicies,
		/// The asset is not in this parent.
		NotChild,
		/// The asset, or the outermost one that it is in, is offered to somebody. Withdraw that first.
		OfferOpen,
		/// The terms name another quantity than the asset has.
		WrongQuantity,
		/// The asset is not offered.
		NoOffer,
		/// The asset is offered to another organisation.
		NotTaker,
		/// The taker is the custodian already, or the buyer is the seller.
		AlreadyCustodian,
		/// The taker's organisation is not in good standing.
		TakerNotInStanding,
		/// The offer has other terms. Read it again.
		TermsDiffer,
		/// The offer has run out.
		OfferExpired,
		/// The offer has not run out.
		OfferValid,
		/// The offer could be accepted for longer than `MaxOfferTime`. Name an earlier end.
		OfferTooLong,
		/// All of the asset, or a part of a container, is short or damaged. Refuse the offer
		/// instead.
		NothingAccepted,
		/// The asset holds assets of other owners. Take them out first.
		HoldsOthers,
		/// The block takes no more events. Try again in the next one.
		BlockFull,
		/// An event could not name the asset, or an asset in it: it has no key, and its class has no
		/// GTIN. Give it a key.
		KeyMissing,
		/// The hash of master data comes with an event that makes no asset. Leave it out.
		NothingMade,
		/// The event does not name the asset, is not one that EPCIS allows, is later than now, or is a
		/// declaration itself.
		WrongEvent,
		/// The device belongs to somebody else, or is not registered. Ask its owner.
		NotDeviceOwner,
		/// The loan would end in the past. Name a later moment.
		LoanExpired,
		/// The device belongs to another organisation, and is not lent to the signer's. Ask its owner.
		NotLent,
		/// The device is unknown, suspended, or its status is final. Attach another one.
		DeviceNotActive,
		/// The device has no such channel.
		UnknownChannel,
		/// The stream watches the asset already, or has counted for the trade.
		AlreadyAttached,
		/// Another stream of the same unit counts for the asset. Swap it, or attach this one as a witness.
		AlreadyCounted,
		/// This stream does not watch the asset now.
		NotAttached,
		/// The asset has the maximum number of stays. Its owner can have old ones removed.
		TooManyStays,
		/// The stream's tally counts by the maximum number of policies. Attach another stream.
		TallyFull,
		/// The custodian has consented already.
		AlreadyConsented,
		/// A stream watches the asset. Detach it before the asset joins another one or ends.
		Watched,
		/// A custodian relies on the device and has not consented: ask them to, or to detach it.
		DeviceNeeded,
		/// The asset has no such stay, or none that begins or ends at this moment.
		UnknownStay,
		/// The stay goes on. Detach the stream first.
		StayOpen,
		/// Data of the stay may still come. Try again after the deadline.
		DataAwaited,
		/// The boundary is proven already.
		AlreadyProven,
		/// The leaf is not in the tally of the stream, or does not count the moment. Take the one with
		/// `until` ≤ moment < time of the last reading, and compute its path anew.
		WrongLeaf,
		/// The asset is being traded. Until delivery its quantity, contents and owner cannot change, nor its streams
		/// on the way. A refused part can be handed over only as a whole, except to the seller.
		TradeOpen,
		/// No trade has this id, or it is final.
		UnknownTrade,
		/// An amount is too large, the price is zero, the curve is malformed, or a policy is not one of the asset's
		/// or is named twice.
		BadTerms,
		/// The times do not ascend from now on, or a period is zero or too long.
		BadTimes,
		/// The arbiter belongs to a party, or to no organisation in good standing.
		BadArbiter,
		/// The signer's organisation has no part in the trade, or not the part that the call is
		/// for.
		NotParty,
		/// The trade's state does not allow this.
		WrongTradeState,
		/// The deadline has passed. Settle the trade, which does what is due now.
		TradeOver,
		/// A deadline has not passed yet. Try again later.
		TradeRuns,
		/// The organisation has put up a bond that is large enough for these goods. Accept them: it answers from
		/// then on.
		AlreadyBonded,
		/// The trade has the maximum number of legs, or of refused parts. Hand all of the goods over to the buyer,
		/// or back to the seller.
		TooManyLegs,
		/// The agreed time allows for more loss than the giver has. A seller has what the price allows for, less
		/// what all others were given. Everybody else has what they were given. Offer again with a shorter agreed
		/// time: 0 to deliver to the buyer.
		AllowanceTooHigh,
		/// The organisation has shown the maximum number of leaves. Others can show theirs.
		TooManyShown,
		/// The opening does not belong to the leaf's run.
		BadOpening,
		/// Somebody has appealed already: the arbiter will decide.
		AlreadyAppealed,
		/// The document is there already.
		DocumentExists,
		/// The asset has no such document.
		UnknownDocument,
		/// The signer's organisation may not issue such a document about the asset, or has not issued it.
		NotIssuer,
		/// A warranty names no end, or is removed before its end.
		WarrantyRuns,
		/// No recall has this id, or it is over. Read `Recalls`.
		UnknownRecall,
		/// A recall names the lot already. Read `RecallByLot`.
		AlreadyRecalled,
		/// The maximum number of recalls spread at once. Try again in one of the next blocks.
		TooManyRecalls,
		/// The maximum number of recalls of the signer's organisation spread or end at once. Try again in one
		/// of the next blocks.
		TooManyOwnRecalls,
		/// The maximum number of recalls end at once. Try again in one of the next blocks.
		TooManyEnding,
		/// The recall is in force or ending, not proposed: there is nothing to confirm, and it does not lapse.
		NotProposed,
		/// The council had to confirm the recall before now. Propose it again.
		DecisionLate,
		/// The council may still confirm the recall.
		DecisionOpen,
		/// The recall is another organisation's.
		NotRecaller,
		/// The recall was ended. Its last marks are removed in the next blocks.
		AlreadyEnding,
		/// The lot is recalled, or descends from one that is: its assets can be returned or destroyed.
		LotRecalled,
		/// The lot may descend from one whose recall still spreads. Try again in one of the next blocks.
		LotHeld,
		/// Something in the asset is in quarantine or recalled, so that its ownership cannot pass. Take
		/// it out first.
		ContentsOnHold,
		/// The asset is in quarantine already.
		AlreadyInQuarantine,
		/// The asset is not in quarantine itself.
		NotInQuarantine,
		/// The signer's organisation has agreed to this swap already.
		AlreadyAgreed,
		/// The new stream does not fit every policy that the old one counts by. Name one of the same kind and unit.
		StreamDiffers,
		/// No event could name a part of the asset, because its class has no GTIN. Accept all of it, or refuse
		/// the offer and have it split.
		Indivisible,
		/// The trade has no room for another stream: it takes one of 16 places for each policy that it counts by.
		TooManySwaps,
		/// The bond is smaller than the terms of the offer ask for, or than the bond or money that answers for the
		/// goods now. Put up as much. If the terms ask for no bond, accept without one: then the present bond or
		/// money goes on answering.
		BondTooSmall,
		/// The terms ask for a bond, but only a carrier can put one up: a taker who is neither seller nor buyer,
		/// for goods of a trade that can still be delivered. Leave it out.
		NoBondPossible,
		/// The terms ask the taker for a bond. Put up at least that amount, then accept.
		BondMissing,
		/// A recall of the signer's organisation has marked lots under more than 16 recalls, whose deposits do not cover that,
		/// and the organisation could not pay for these marks. End that recall, or others of the same goods.
		MarksUnpaid,
	}
}
