//! The pallet's calls: each checks its origin and leaves the rest to its `do_*`.

#[frame::pallet_section]
mod calls {
	#[pallet::call(weight(<T as Config>::WeightInfo))]
	impl<T: Config> Pallet<T> {
		/// Offers something of a category, or changes what is offered.
		///
		/// ## Dispatch Origin
		///
		/// Signed by a member of a service provider in good standing.
		///
		/// ## Details
		///
		/// A vendor has one offer of a category. Earlier orders keep their terms. The sender puts up a deposit.
		///
		/// ## Parameters
		///
		/// - `category`: what it is.
		/// - `offer`: price, stock, times, end and arbiter.
		///
		/// ## Errors
		///
		/// [`Error::BadOffer`], [`Error::BadArbiter`].
		///
		/// ## Events
		///
		/// [`Event::OfferPublished`].
		#[pallet::call_index(0)]
		pub fn publish_offer(
			origin: OriginFor<T>,
			category: Category,
			offer: Box<OfferOf<T>>,
		) -> DispatchResult {
			let member = T::VendorOrigin::ensure_origin(origin)?;
			Self::do_publish(member, category, *offer)
		}

		/// Removes an offer.
		///
		/// ## Dispatch Origin
		///
		/// Signed by a member of the vendor, and after the offer's end by anybody.
		///
		/// ## Details
		///
		/// The deposit goes back to whoever put it up. Open orders go on.
		///
		/// ## Parameters
		///
		/// - `vendor`: whose offer it is.
		/// - `category`: of what.
		///
		/// ## Errors
		///
		/// [`Error::UnknownOffer`], [`Error::OfferRuns`].
		///
		/// ## Events
		///
		/// [`Event::OfferRemoved`].
		#[pallet::call_index(1)]
		pub fn remove_offer(
			origin: OriginFor<T>,
			vendor: OrgId,
			category: Category,
		) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_remove_offer(&who, vendor, category)
		}

		/// Gives a machine a mandate to buy.
		///
		/// ## Dispatch Origin
		///
		/// Signed by a member of the organisation that owns the machine.
		///
		/// ## Details
		///
		/// Orders are paid with the signer's money, and the limit of one period is put on hold. The mandate ends with
		/// the machine's tenure. The chain keeps the newest observations of the streams in the condition.
		///
		/// ## Parameters
		///
		/// - `machine`: the device or asset.
		/// - `terms`: what may be bought, from whom, and for how much.
		/// - `condition`: the condition on which an order may be placed. Without one, orders need no evidence.
		///
		/// ## Errors
		///
		/// [`Error::NotOwner`], [`Error::BadTerms`], [`Error::OwnVendor`], [`Error::BadArbiter`], [`Error::BadCondition`], [`Error::TooMuch`], [`Error::Unaffordable`], [`Error::IdsExhausted`].
		///
		/// ## Events
		///
		/// [`Event::MandateGranted`].
		#[pallet::call_index(2)]
		pub fn grant_mandate(
			origin: OriginFor<T>,
			machine: Machine,
			terms: Box<TermsOf<T>>,
			condition: Option<Box<Condition>>,
		) -> DispatchResult {
			let member = T::MemberOrigin::ensure_origin(origin)?;
			Self::do_grant(member, machine, *terms, condition.map(|condition| *condition))
		}

		/// Changes the terms of a mandate.
		///
		/// ## Dispatch Origin
		///
		/// Signed by the member who gave it.
		///
		/// ## Details
		///
		/// What was spent in the period still counts. Open orders keep their terms.
		///
		/// ## Parameters
		///
		/// - `mandate`: the mandate.
		/// - `terms`: all of them, the unchanged ones too. The length of a period stays what it is.
		///
		/// ## Errors
		///
		/// [`Error::UnknownMandate`], [`Error::NotPayer`], [`Error::NotOwner`], [`Error::BadTerms`], [`Error::OwnVendor`], [`Error::BadArbiter`], [`Error::TooMuch`], [`Error::Unaffordable`].
		///
		/// ## Events
		///
		/// [`Event::MandateAmended`].
		#[pallet::call_index(3)]
		pub fn amend_mandate(
			origin: OriginFor<T>,
			mandate: MandateId,
			terms: Box<TermsOf<T>>,
		) -> DispatchResult {
			let Member { who, .. } = T::MemberOrigin::ensure_origin(origin)?;
			Self::do_amend(who, mandate, *terms)
		}

		/// Ends a mandate.
		///
		/// ## Dispatch Origin
		///
		/// Signed by a member of its organisation, and once it is over by anybody.
		///
		/// ## Details
		///
		/// The rest of the budget is released, and the deposit goes back. Open orders go on; money that comes back from them is the
		/// payer's.
		///
		/// ## Parameters
		///
		/// - `mandate`: the mandate.
		///
		/// ## Errors
		///
		/// [`Error::UnknownMandate`], [`Error::MandateRuns`].
		///
		/// ## Events
		///
		/// [`Event::MandateEnded`].
		#[pallet::call_index(4)]
		pub fn end_mandate(origin: OriginFor<T>, mandate: MandateId) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_end_mandate(&who, mandate)
		}

		/// Declares what a machine may come to lack.
		///
		/// ## Dispatch Origin
		///
		/// Signed by a member of the mandate's organisation.
		///
		/// ## Details
		///
		/// A machine has one need of a category. It is clear at first.
		///
		/// ## Parameters
		///
		/// - `mandate`: the mandate under which it is ordered, which also names the machine.
		/// - `category`: what it is.
		/// - `quantity`: how many units an order has.
		/// - `address`: the hash of where it goes, which vendors get in private.
		/// - `covered`: the condition on which it is covered again. Without one, only its owner
		///   clears it.
		/// - `warranty`: the machine as an asset, and the document whose issuer is asked first to pay.
		///
		/// ## Errors
		///
		/// [`Error::UnknownMandate`], [`Error::NotOwner`], [`Error::WrongMandate`], [`Error::NoQuantity`], [`Error::AlreadyDeclared`], [`Error::BadCondition`], [`Error::TooManyCovered`], [`Error::IdsExhausted`].
		///
		/// ## Events
		///
		/// [`Event::NeedDeclared`].
		#[pallet::call_index(5)]
		pub fn declare_need(
			origin: OriginFor<T>,
			mandate: MandateId,
			category: Category,
			quantity: u32,
			address: Hash,
			covered: Option<Box<Condition>>,
			warranty: Option<Warranty>,
		) -> DispatchResult {
			let member = T::MemberOrigin::ensure_origin(origin)?;
			let covered = covered.map(|condition| *condition);
			Self::do_declare(member, mandate, category, quantity, address, covered, warranty)
		}

		/// Changes the mandate, quantity and address of a need.
		///
		/// ## Dispatch Origin
		///
		/// Signed by a member of the organisation that owns the machine.
		///
		/// ## Details
		///
		/// An open order keeps what it was placed with. A claim on a warranty that was not answered yet has to be made again.
		///
		/// ## Parameters
		///
		/// - `need`: the need.
		/// - `mandate`: another one for the same machine, or the same.
		/// - `quantity`: how many units an order has.
		/// - `address`: the hash of where it goes.
		///
		/// ## Errors
		///
		/// [`Error::UnknownNeed`], [`Error::NotOwner`], [`Error::UnknownMandate`], [`Error::WrongMandate`], [`Error::NoQuantity`].
		///
		/// ## Events
		///
		/// [`Event::NeedChanged`].
		#[pallet::call_index(6)]
		pub fn change_need(
			origin: OriginFor<T>,
			need: NeedId,
			mandate: MandateId,
			quantity: u32,
			address: Hash,
		) -> DispatchResult {
			let Member { org, .. } = T::MemberOrigin::ensure_origin(origin)?;
			Self::do_change_need(org, need, mandate, quantity, address)
		}

		/// Removes a need.
		///
		/// ## Dispatch Origin
		///
		/// Signed by a member of its organisation, and once the machine is another's by anybody.
		///
		/// ## Details
		///
		/// The deposit goes back to whoever put it up.
		///
		/// ## Parameters
		///
		/// - `need`: the need, without an open order.
		///
		/// ## Errors
		///
		/// [`Error::UnknownNeed`], [`Error::SubjectRuns`], [`Error::OrderOpen`].
		///
		/// ## Events
		///
		/// [`Event::NeedRemoved`].
		#[pallet::call_index(7)]
		pub fn remove_need(origin: OriginFor<T>, need: NeedId) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_remove_need(&who, need)
		}

		/// Says that nothing is lacking any more.
		///
		/// ## Dispatch Origin
		///
		/// Signed by a member of the organisation that owns the machine.
		///
		/// ## Details
		///
		/// An open order goes on. A need that was given up can be ordered again at once.
		///
		/// ## Parameters
		///
		/// - `need`: the need.
		///
		/// ## Errors
		///
		/// [`Error::UnknownNeed`], [`Error::NotOwner`], [`Error::AlreadyClear`].
		///
		/// ## Events
		///
		/// [`Event::Cleared`].
		#[pallet::call_index(8)]
		pub fn clear_need(origin: OriginFor<T>, need: NeedId) -> DispatchResult {
			let Member { org, .. } = T::MemberOrigin::ensure_origin(origin)?;
			Self::do_clear(org, need)
		}

		/// Orders what a need lacks.
		///
		/// ## Dispatch Origin
		///
		/// Signed by a member of the organisation that owns the machine.
		///
		/// ## Details
		///
		/// The condition is evaluated on the newest observations, and these are kept with the order. The best offer
		/// that fits is taken, and its price goes into escrow. If none fits, the need stays open and can be tried
		/// again. If the mandate has ended, the need is given up. Where a warranty holds, its issuer is asked first,
		/// and the need can be ordered once they have refused or been silent.
		///
		/// ## Parameters
		///
		/// - `need`: the need.
		///
		/// ## Errors
		///
		/// [`Error::UnknownNeed`], [`Error::OrderOpen`], [`Error::NotCovered`], [`Error::CoolingDown`], [`Error::NotOwner`], [`Error::WrongMandate`], [`Error::ConditionFalse`], [`Error::ConditionUnknown`], [`Error::EvidenceOld`], [`Error::ClaimOpen`], [`Error::Unaffordable`], [`Error::IdsExhausted`].
		///
		/// ## Events
		///
		/// [`Event::Placed`], [`Event::Unmet`], [`Event::NeedGivenUp`].
		#[pallet::call_index(9)]
		#[pallet::weight(Pallet::<T>::weight_of_place_order())]
		pub fn place_order(origin: OriginFor<T>, need: NeedId) -> DispatchResult {
			let Member { org, .. } = T::MemberOrigin::ensure_origin(origin)?;
			Self::do_order(org, need, None).map(|_| ())
		}

		/// Withdraws an order that the vendor has not accepted. In the veto window this is an
		/// objection.
		///
		/// ## Dispatch Origin
		///
		/// Signed by a member of the organisation that ordered.
		///
		/// ## Details
		///
		/// All money comes back, and the need is given up for a while.
		///
		/// ## Parameters
		///
		/// - `order`: the order.
		///
		/// ## Errors
		///
		/// [`Error::UnknownOrder`], [`Error::NotParty`], [`Error::WrongState`], [`Error::TooLate`].
		///
		/// ## Events
		///
		/// [`Event::Ended`], [`Event::NeedGivenUp`].
		#[pallet::call_index(10)]
		#[pallet::weight(T::WeightInfo::end_order())]
		pub fn withdraw(origin: OriginFor<T>, order: OrderId) -> DispatchResult {
			let Member { org, .. } = T::MemberOrigin::ensure_origin(origin)?;
			Self::do_step(org, order, OrderStep::Withdraw)
		}

		/// Accepts an order.
		///
		/// ## Dispatch Origin
		///
		/// Signed by a member of the vendor.
		///
		/// ## Details
		///
		/// The sender puts up a bond.
		///
		/// ## Parameters
		///
		/// - `order`: the order.
		///
		/// ## Errors
		///
		/// [`Error::UnknownOrder`], [`Error::NotParty`], [`Error::WrongState`], [`Error::TooLate`], [`Error::Unaffordable`].
		///
		/// ## Events
		///
		/// [`Event::Advanced`].
		#[pallet::call_index(11)]
		#[pallet::weight(T::WeightInfo::accept())]
		pub fn accept(origin: OriginFor<T>, order: OrderId) -> DispatchResult {
			let member = T::MemberOrigin::ensure_origin(origin)?;
			Self::do_accept(member, order)
		}

		/// Refuses an order.
		///
		/// ## Dispatch Origin
		///
		/// Signed by a member of the vendor.
		///
		/// ## Details
		///
		/// All money goes back to the buyer, and the need takes no offer of this vendor until it is covered or given up.
		///
		/// ## Parameters
		///
		/// - `order`: the order.
		///
		/// ## Errors
		///
		/// [`Error::UnknownOrder`], [`Error::NotParty`], [`Error::WrongState`], [`Error::TooLate`].
		///
		/// ## Events
		///
		/// [`Event::Ended`], [`Event::NeedGivenUp`].
		#[pallet::call_index(12)]
		#[pallet::weight(T::WeightInfo::end_order())]
		pub fn refuse(origin: OriginFor<T>, order: OrderId) -> DispatchResult {
			let Member { org, .. } = T::MemberOrigin::ensure_origin(origin)?;
			Self::do_step(org, order, OrderStep::Refuse)
		}

		/// Says what is on its way.
		///
		/// ## Dispatch Origin
		///
		/// Signed by a member of the vendor.
		///
		/// ## Details
		///
		/// The code in the parcel proves its arrival: keep it secret. An asset that the vendor holds lets a carrier's
		/// signature prove the hand-over.
		///
		/// ## Parameters
		///
		/// - `order`: the order.
		/// - `quantity`: how many units.
		/// - `parcel`: blake2b-256 of the code in the parcel.
		/// - `invoice`: the hash of the invoice, which the buyer gets in private.
		/// - `asset`: the asset with which it travels.
		///
		/// ## Errors
		///
		/// [`Error::UnknownOrder`], [`Error::NotParty`], [`Error::WrongState`], [`Error::TooLate`], [`Error::WrongQuantity`], [`Error::WrongAsset`].
		///
		/// ## Events
		///
		/// [`Event::Shipped`], [`Event::Advanced`].
		#[pallet::call_index(13)]
		#[pallet::weight(T::WeightInfo::ship())]
		pub fn ship(
			origin: OriginFor<T>,
			order: OrderId,
			quantity: u32,
			parcel: Hash,
			invoice: Hash,
			asset: Option<AssetId>,
		) -> DispatchResult {
			let Member { org, .. } = T::MemberOrigin::ensure_origin(origin)?;
			Self::do_ship(org, order, quantity, parcel, invoice, asset)
		}

		/// Gives up an order that was accepted.
		///
		/// ## Dispatch Origin
		///
		/// Signed by a member of the vendor.
		///
		/// ## Details
		///
		/// The buyer gets all money back, and the vendor's bond. To keep the bond, both parties can agree on zero by `propose`.
		///
		/// ## Parameters
		///
		/// - `order`: the order.
		///
		/// ## Errors
		///
		/// [`Error::UnknownOrder`], [`Error::NotParty`], [`Error::WrongState`], [`Error::TooLate`].
		///
		/// ## Events
		///
		/// [`Event::Ended`], [`Event::NeedGivenUp`].
		#[pallet::call_index(14)]
		#[pallet::weight(T::WeightInfo::end_order())]
		pub fn cancel(origin: OriginFor<T>, order: OrderId) -> DispatchResult {
			let Member { org, .. } = T::MemberOrigin::ensure_origin(origin)?;
			Self::do_step(org, order, OrderStep::Cancel)
		}

		/// Says what has arrived.
		///
		/// ## Dispatch Origin
		///
		/// Signed by a member of the organisation that ordered.
		///
		/// ## Details
		///
		/// It is paid when the window is over, by quantity.
		///
		/// ## Parameters
		///
		/// - `order`: the order.
		/// - `quantity`: how many units are as ordered. Zero if none is.
		/// - `code`: the code in the parcel.
		///
		/// ## Errors
		///
		/// [`Error::UnknownOrder`], [`Error::NotParty`], [`Error::WrongState`], [`Error::TooLate`], [`Error::WrongQuantity`], [`Error::WrongCode`].
		///
		/// ## Events
		///
		/// [`Event::Advanced`].
		#[pallet::call_index(15)]
		#[pallet::weight(T::WeightInfo::receive())]
		pub fn receive(
			origin: OriginFor<T>,
			order: OrderId,
			quantity: u32,
			code: BoundedVec<u8, ConstU32<MAX_CODE>>,
		) -> DispatchResult {
			let Member { org, .. } = T::MemberOrigin::ensure_origin(origin)?;
			Self::do_receive(org, order, quantity, &code)
		}

		/// Shows that a carrier or the buyer has taken over what was shipped.
		///
		/// ## Dispatch Origin
		///
		/// Signed by a member of the vendor.
		///
		/// ## Details
		///
		/// The custodian of the order's asset must be an organisation of carriers, or the buyer. From the buyer it counts as received.
		///
		/// ## Parameters
		///
		/// - `order`: the order.
		///
		/// ## Errors
		///
		/// [`Error::UnknownOrder`], [`Error::NotParty`], [`Error::WrongState`], [`Error::TooLate`], [`Error::NoCustody`].
		///
		/// ## Events
		///
		/// [`Event::Advanced`].
		#[pallet::call_index(16)]
		#[pallet::weight(T::WeightInfo::claim())]
		pub fn claim(origin: OriginFor<T>, order: OrderId) -> DispatchResult {
			let Member { org, .. } = T::MemberOrigin::ensure_origin(origin)?;
			Self::do_claim(org, order)
		}

		/// Calls the arbiter.
		///
		/// ## Dispatch Origin
		///
		/// Signed by a member of a party: the buyer once the vendor has claimed or the goods were received, the vendor
		/// once they are shipped or fewer were received, and of a visit from its time on until the machine signs its
		/// end.
		///
		/// ## Details
		///
		/// The sender puts up as much as the arbiter gets for a decision, and has it back if they win.
		///
		/// ## Parameters
		///
		/// - `order`: the order.
		/// - `reason`: the hash of the reason, which the arbiter gets in private.
		///
		/// ## Errors
		///
		/// [`Error::UnknownOrder`], [`Error::NotParty`], [`Error::WrongState`], [`Error::TooLate`], [`Error::Unaffordable`].
		///
		/// ## Events
		///
		/// [`Event::Disputed`], [`Event::Advanced`].
		#[pallet::call_index(17)]
		#[pallet::weight(T::WeightInfo::dispute())]
		pub fn dispute(origin: OriginFor<T>, order: OrderId, reason: Hash) -> DispatchResult {
			let member = T::MemberOrigin::ensure_origin(origin)?;
			Self::do_dispute(member, order, reason)
		}

		/// Sends back what was received.
		///
		/// ## Dispatch Origin
		///
		/// Signed by a member of the organisation that ordered.
		///
		/// ## Details
		///
		/// All that was shipped must have been received. The sender puts up what an arbiter gets, and has it back if the vendor confirms.
		/// If the vendor does not confirm in time, the arbiter is called.
		///
		/// ## Parameters
		///
		/// - `order`: the order.
		///
		/// ## Errors
		///
		/// [`Error::UnknownOrder`], [`Error::NotParty`], [`Error::WrongState`], [`Error::TooLate`].
		///
		/// ## Events
		///
		/// [`Event::Advanced`].
		#[pallet::call_index(18)]
		#[pallet::weight(T::WeightInfo::receive())]
		pub fn send_back(origin: OriginFor<T>, order: OrderId) -> DispatchResult {
			let member = T::MemberOrigin::ensure_origin(origin)?;
			Self::do_send_back(member, order)
		}

		/// Confirms that what was sent back has arrived.
		///
		/// ## Dispatch Origin
		///
		/// Signed by a member of the vendor.
		///
		/// ## Details
		///
		/// All money goes back to the buyer.
		///
		/// ## Parameters
		///
		/// - `order`: the order.
		///
		/// ## Errors
		///
		/// [`Error::UnknownOrder`], [`Error::NotParty`], [`Error::WrongState`], [`Error::TooLate`].
		///
		/// ## Events
		///
		/// [`Event::Ended`].
		#[pallet::call_index(19)]
		#[pallet::weight(T::WeightInfo::end_order())]
		pub fn take_back(origin: OriginFor<T>, order: OrderId) -> DispatchResult {
			let Member { org, .. } = T::MemberOrigin::ensure_origin(origin)?;
			Self::do_step(org, order, OrderStep::TakeBack)
		}

		/// Proposes an amount to settle for. If the other party has proposed the same, the order ends with it.
		///
		/// ## Dispatch Origin
		///
		/// Signed by the member whose money it is: the buyer's payer, or whoever put up the vendor's bond.
		///
		/// ## Details
		///
		/// A proposal stands until the order's state changes, or until it is replaced.
		///
		/// ## Parameters
		///
		/// - `order`: the order.
		/// - `amount`: what the vendor gets. The rest goes back to the buyer.
		///
		/// ## Errors
		///
		/// [`Error::UnknownOrder`], [`Error::NotParty`], [`Error::WrongState`], [`Error::TooLate`], [`Error::WrongQuantity`].
		///
		/// ## Events
		///
		/// [`Event::Proposed`], [`Event::Ended`].
		#[pallet::call_index(20)]
		#[pallet::weight(T::WeightInfo::end_order())]
		pub fn propose(origin: OriginFor<T>, order: OrderId, amount: u128) -> DispatchResult {
			let member = T::MemberOrigin::ensure_origin(origin)?;
			Self::do_propose(member, order, amount)
		}

		/// Does what is due for an order.
		///
		/// ## Dispatch Origin
		///
		/// Signed by anybody.
		///
		/// ## Details
		///
		/// Ends an order whose deadline has passed as its state says, pays what an arbiter has decided, calls one for
		/// goods that were sent back and not confirmed, and ends an order of a vendor who is no longer in good standing
		/// and has not shipped. Free if it succeeds.
		///
		/// ## Parameters
		///
		/// - `order`: the order.
		///
		/// ## Errors
		///
		/// [`Error::UnknownOrder`], [`Error::TooEarly`].
		///
		/// ## Events
		///
		/// [`Event::Ended`], [`Event::Advanced`], [`Event::NeedGivenUp`].
		#[pallet::call_index(21)]
		#[pallet::weight(T::WeightInfo::advance())]
		pub fn advance(origin: OriginFor<T>, order: OrderId) -> DispatchResultWithPostInfo {
			ensure_signed(origin)?;
			Self::do_advance(order)?;
			Ok(Pays::No.into())
		}

		/// Sets the times that can be booked with an offer of visits.
		///
		/// ## Dispatch Origin
		///
		/// Signed by a member of the vendor.
		///
		/// ## Details
		///
		/// Leave out the times that are booked: these stay booked.
		///
		/// ## Parameters
		///
		/// - `category`: of what.
		/// - `slots`: all times at which a visit can begin, ascending. May be empty.
		///
		/// ## Errors
		///
		/// [`Error::UnknownOffer`], [`Error::BadSlots`].
		///
		/// ## Events
		///
		/// [`Event::SlotsSet`].
		#[pallet::call_index(22)]
		pub fn set_slots(
			origin: OriginFor<T>,
			category: Category,
			slots: BoundedVec<Millis, ConstU32<MAX_SLOTS>>,
		) -> DispatchResult {
			let Member { org, .. } = T::VendorOrigin::ensure_origin(origin)?;
			Self::do_set_slots(org, category, slots)
		}

		/// Pays for what a machine under warranty needs.
		///
		/// ## Dispatch Origin
		///
		/// Signed by a member of the warranty's issuer.
		///
		/// ## Details
		///
		/// The best offer that fits the mandate is taken. The issuer is the buyer, and its mandate pays. An issuer who takes the order
		/// back has refused the claim.
		///
		/// ## Parameters
		///
		/// - `need`: the need with a claim.
		/// - `mandate`: a mandate of the issuer's for machines under its warranties.
		///
		/// ## Errors
		///
		/// [`Error::UnknownNeed`], [`Error::NoClaim`], [`Error::UnknownMandate`], [`Error::WrongMandate`], [`Error::NothingFits`], [`Error::Unaffordable`], [`Error::IdsExhausted`].
		///
		/// ## Events
		///
		/// [`Event::Placed`].
		#[pallet::call_index(23)]
		#[pallet::weight(T::WeightInfo::place_order(MAX_VENDORS))]
		pub fn grant_claim(
			origin: OriginFor<T>,
			need: NeedId,
			mandate: MandateId,
		) -> DispatchResult {
			let Member { org, .. } = T::MemberOrigin::ensure_origin(origin)?;
			Self::do_grant_claim(org, need, mandate).map(|_| ())
		}

		/// Refuses a claim on a warranty.
		///
		/// ## Dispatch Origin
		///
		/// Signed by a member of the warranty's issuer.
		///
		/// ## Details
		///
		/// The owner may then order at their own cost.
		///
		/// ## Parameters
		///
		/// - `need`: the need with a claim.
		/// - `reason`: the hash of the reason, which the owner gets in private.
		///
		/// ## Errors
		///
		/// [`Error::UnknownNeed`], [`Error::NoClaim`].
		///
		/// ## Events
		///
		/// [`Event::ClaimRefused`].
		#[pallet::call_index(24)]
		pub fn refuse_claim(origin: OriginFor<T>, need: NeedId, reason: Hash) -> DispatchResult {
			let Member { org, .. } = T::MemberOrigin::ensure_origin(origin)?;
			Self::do_refuse_claim(org, need, reason)
		}

		/// Submits a statement that a machine has signed about an order: that it has what was shipped, or that a visit
		/// began or ended.
		///
		/// ## Dispatch Origin
		///
		/// Signed by a member of any organisation: the machine's signature counts.
		///
		/// ## Details
		///
		/// The machine signs only when somebody acts at the machine itself. The event reports a counter that fell, or another key,
		/// for the warrantor to judge.
		///
		/// ## Parameters
		///
		/// - `statement`: what it says. Newer than all its statements before.
		/// - `signature`: by its present key.
		///
		/// ## Errors
		///
		/// [`Error::UnknownOrder`], [`Error::NotOwner`], [`Error::StaleStatement`], [`Error::BadSignature`], [`Error::WrongState`], [`Error::WrongQuantity`], [`Error::TooLate`].
		///
		/// ## Events
		///
		/// [`Event::Attested`], [`Event::Advanced`].
		#[pallet::call_index(25)]
		pub fn attest(
			origin: OriginFor<T>,
			statement: Box<Statement>,
			signature: Signature,
		) -> DispatchResult {
			T::MemberOrigin::ensure_origin(origin)?;
			Self::do_attest(*statement, &signature)
		}

		/// Has the vendor of a visit come again free of charge, once.
		///
		/// ## Dispatch Origin
		///
		/// Signed by a member of the organisation that ordered, or that owns the machine.
		///
		/// ## Details
		///
		/// This is possible within the window after the visit, while the machine is in the same hands. The time must be free, and
		/// leave the vendor as much notice as an order does.
		///
		/// ## Parameters
		///
		/// - `order`: the order.
		/// - `slot`: when.
		///
		/// ## Errors
		///
		/// [`Error::UnknownOrder`], [`Error::NotParty`], [`Error::NotOwner`], [`Error::WrongState`], [`Error::TooLate`], [`Error::NoSlot`].
		///
		/// ## Events
		///
		/// [`Event::Advanced`].
		#[pallet::call_index(26)]
		pub fn rework(origin: OriginFor<T>, order: OrderId, slot: Millis) -> DispatchResult {
			let Member { org, .. } = T::MemberOrigin::ensure_origin(origin)?;
			Self::do_rework(org, order, slot)
		}

		/// Puts the report of a visit into the history of the machine as an asset.
		///
		/// ## Dispatch Origin
		///
		/// Signed by a member of the vendor.
		///
		/// ## Details
		///
		/// This is possible once the machine has signed that the visit has ended, and before it is paid. The vendor puts up the deposit
		/// for the document.
		///
		/// ## Parameters
		///
		/// - `order`: the order.
		/// - `document`: the hash of the report.
		///
		/// ## Errors
		///
		/// [`Error::UnknownOrder`], [`Error::NotParty`], [`Error::NoVisit`], [`Error::WrongState`].
		///
		/// ## Events
		///
		/// [`Event::Reported`].
		#[pallet::call_index(27)]
		pub fn report(origin: OriginFor<T>, order: OrderId, document: Hash) -> DispatchResult {
			let member = T::MemberOrigin::ensure_origin(origin)?;
			Self::do_report(member, order, document)
		}
	}
}
