//! The pallet's calls: each checks its origin and leaves the rest to its `do_*`.

#[frame::pallet_section]
mod calls {
	#[pallet::call(weight(<T as Config>::WeightInfo))]
	impl<T: Config> Pallet<T> {
		/// Binds a GS1 company prefix to an organisation, which may then use keys under it.
		///
		/// ## Dispatch Origin
		///
		/// Signed by a member of an accreditor in good standing.
		///
		/// ## Details
		///
		/// The accreditor's organisation pays a deposit.
		///
		/// ## Parameters
		///
		/// - `prefix`: the prefix. No bound prefix begins with it, and it begins with no bound
		///   prefix.
		/// - `org`: the organisation to which GS1 licensed it.
		/// - `party`: the number by which events name the organisation, under the prefix. It has at most one.
		///
		/// ## Errors
		///
		/// [`Error::UnknownOrganization`], [`Error::PrefixTaken`], [`Error::NotUnderPrefix`],
		/// [`Error::AlreadyNumbered`].
		///
		/// ## Events
		///
		/// [`Event::PrefixBound`].
		#[pallet::call_index(0)]
		pub fn bind_prefix(
			origin: OriginFor<T>,
			prefix: CompanyPrefix,
			org: OrgId,
			party: Option<Gln>,
		) -> DispatchResult {
			let accreditor = T::AccreditorOrigin::ensure_origin(origin)?;
			Self::do_bind_prefix(accreditor, prefix, org, party)
		}

		/// Ends the binding of a company prefix. Assets keep the keys that they have.
		///
		/// ## Dispatch Origin
		///
		/// Signed by a member of an organisation in good standing: of the accreditor that bound it, or of the
		/// organisation to which it is bound; or two thirds of
		/// the council.
		///
		/// ## Details
		///
		/// Returns the deposit. No other accreditor can end a binding.
		///
		/// ## Parameters
		///
		/// - `prefix`: the prefix.
		///
		/// ## Errors
		///
		/// [`Error::PrefixNotBound`], [`Error::NotYourPrefix`].
		///
		/// ## Events
		///
		/// [`Event::PrefixReleased`].
		#[pallet::call_index(1)]
		pub fn release_prefix(origin: OriginFor<T>, prefix: CompanyPrefix) -> DispatchResult {
			let by = match T::AdminOrigin::ensure_origin(origin.clone()) {
				Ok(_) => None,
				Err(_) => Some(T::MemberOrigin::ensure_origin(origin)?.org),
			};
			Self::do_release_prefix(by, prefix)
		}

		/// Defines a class of assets. It never changes.
		///
		/// ## Dispatch Origin
		///
		/// Signed by a member of an organisation in good standing.
		///
		/// ## Details
		///
		/// The signer's organisation pays a deposit for what is stored.
		///
		/// ## Parameters
		///
		/// - `definition`: what the class says.
		/// - `prefix`: the company prefix under which its GTIN is, if it has one.
		///
		/// ## Errors
		///
		/// [`Error::BadDefinition`], [`Error::BadStates`], [`Error::BadTransitions`],
		/// [`Error::BadPolicies`], [`Error::BadIngredients`], [`Error::PrefixNotBound`],
		/// [`Error::NotYourPrefix`], [`Error::NotUnderPrefix`], [`Error::IdsExhausted`].
		///
		/// ## Events
		///
		/// [`Event::ClassDefined`].
		#[pallet::call_index(2)]
		#[pallet::weight(T::WeightInfo::define_class(definition.ingredients.len() as u32))]
		pub fn define_class(
			origin: OriginFor<T>,
			definition: Box<ClassDefinition>,
			prefix: Option<CompanyPrefix>,
		) -> DispatchResult {
			let member = T::MemberOrigin::ensure_origin(origin)?;
			Self::do_define_class(member, *definition, prefix).map(|_| ())
		}

		/// Retires a class: no new lot or asset can be of it.
		///
		/// ## Dispatch Origin
		///
		/// Signed by a member of an organisation in good standing: the organisation that defined it.
		///
		/// ## Parameters
		///
		/// - `class`: the class.
		///
		/// ## Errors
		///
		/// [`Error::UnknownClass`], [`Error::NotDefiner`], [`Error::ClassRetired`].
		///
		/// ## Events
		///
		/// [`Event::ClassRetired`].
		#[pallet::call_index(3)]
		pub fn retire_class(origin: OriginFor<T>, class: ClassId) -> DispatchResult {
			let Member { org, .. } = T::MemberOrigin::ensure_origin(origin)?;
			Self::do_retire_class(org, class)
		}

		/// Removes a retired class without lots, and returns its deposit.
		///
		/// ## Dispatch Origin
		///
		/// Signed by anybody. Free if it succeeds.
		///
		/// ## Parameters
		///
		/// - `class`: the class.
		///
		/// ## Errors
		///
		/// [`Error::UnknownClass`], [`Error::ClassInUse`].
		///
		/// ## Events
		///
		/// [`Event::ClassDropped`].
		#[pallet::call_index(4)]
		pub fn drop_class(origin: OriginFor<T>, class: ClassId) -> DispatchResultWithPostInfo {
			ensure_signed(origin)?;
			Self::do_drop_class(class)?;
			Ok(Pays::No.into())
		}

		/// Opens a traceability lot, of which assets can then be created.
		///
		/// ## Dispatch Origin
		///
		/// Signed by a member of an organisation in good standing: an organisation that may make assets of the class.
		///
		/// ## Details
		///
		/// The signer's organisation pays a deposit.
		///
		/// ## Parameters
		///
		/// - `class`: what its assets are.
		/// - `lot`: its code, source and dates.
		///
		/// ## Errors
		///
		/// [`Error::UnknownClass`], [`Error::ClassRetired`], [`Error::NotMaker`],
		/// [`Error::PrefixNotBound`], [`Error::NotYourPrefix`], [`Error::NotUnderPrefix`],
		/// [`Error::LotTaken`], [`Error::BadDates`], [`Error::IdsExhausted`].
		///
		/// ## Events
		///
		/// [`Event::LotOpened`].
		#[pallet::call_index(5)]
		pub fn open_lot(origin: OriginFor<T>, class: ClassId, lot: NewLot) -> DispatchResult {
			let member = T::MemberOrigin::ensure_origin(origin)?;
			Self::do_open_lot(member, class, lot).map(|_| ())
		}

		/// Removes a lot that has not been used for some time, and returns its deposit.
		///
		/// ## Dispatch Origin
		///
		/// Signed by anybody. Free if it succeeds.
		///
		/// ## Details
		///
		/// The lot must have expired `DropDelay` ago. Since then no asset may have belonged to it, and no lot
		/// made from it may have existed.
		///
		/// ## Parameters
		///
		/// - `lot`: the lot.
		///
		/// ## Errors
		///
		/// [`Error::UnknownLot`], [`Error::LotInUse`].
		///
		/// ## Events
		///
		/// [`Event::LotDropped`].
		#[pallet::call_index(6)]
		pub fn drop_lot(origin: OriginFor<T>, lot: TraceLotId) -> DispatchResultWithPostInfo {
			ensure_signed(origin)?;
			Self::do_drop_lot(lot)?;
			Ok(Pays::No.into())
		}

		/// Creates an asset: harvested, packed, built or put into use.
		///
		/// ## Dispatch Origin
		///
		/// Signed by a member of an organisation in good standing: the organisation of the lot.
		/// It becomes owner and custodian.
		///
		/// ## Details
		///
		/// The signer's organisation pays a deposit, until the asset is dropped or has another owner.
		///
		/// ## Parameters
		///
		/// - `lot`: a lot that was not made from others.
		/// - `key`: the GS1 key. Its GTIN is that of the class, its lot number the code of the lot.
		/// - `prefix`: the company prefix under which the key is.
		/// - `quantity`: the amount, in the unit of the class.
		/// - `circumstances`: when and where.
		///
		/// ## Errors
		///
		/// [`Error::UnknownLot`], [`Error::NotMaker`], [`Error::LotClosed`], [`Error::ClassRetired`],
		/// [`Error::BadQuantity`], [`Error::InFuture`], [`Error::TooOld`], [`Error::PrefixNotBound`],
		/// [`Error::NotYourPrefix`], [`Error::NotUnderPrefix`], [`Error::WrongKey`],
		/// [`Error::KeyTaken`], [`Error::IdsExhausted`], [`Error::BlockFull`].
		///
		/// ## Events
		///
		/// [`Event::Created`], [`Event::Recorded`].
		#[pallet::call_index(7)]
		pub fn create(
			origin: OriginFor<T>,
			lot: TraceLotId,
			key: Key,
			prefix: CompanyPrefix,
			#[pallet::compact] quantity: u64,
			circumstances: Box<Circumstances>,
		) -> DispatchResult {
			let member = T::MemberOrigin::ensure_origin(origin)?;
			Self::do_create(member, lot, key, prefix, quantity, *circumstances).map(|_| ())
		}

		/// Gives a key to an asset that was split off or made without one.
		///
		/// ## Dispatch Origin
		///
		/// Signed by a member of an organisation in good standing: the custodian.
		///
		/// ## Parameters
		///
		/// - `asset`: the asset.
		/// - `key`: the GS1 key.
		/// - `prefix`: the company prefix under which the key is.
		/// - `circumstances`: when and where.
		///
		/// ## Errors
		///
		/// [`Error::UnknownAsset`], [`Error::AssetEnded`], [`Error::NotRoot`],
		/// [`Error::NotCustodian`], [`Error::OfferOpen`], [`Error::AlreadyKeyed`],
		/// [`Error::PrefixNotBound`], [`Error::NotYourPrefix`], [`Error::NotUnderPrefix`],
		/// [`Error::WrongKey`], [`Error::KeyTaken`], [`Error::InFuture`], [`Error::TooOld`],
		/// [`Error::BeforeLastEvent`], [`Error::BlockFull`].
		///
		/// ## Events
		///
		/// [`Event::Keyed`], [`Event::Recorded`].
		#[pallet::call_index(8)]
		pub fn set_key(
			origin: OriginFor<T>,
			asset: AssetId,
			key: Key,
			prefix: CompanyPrefix,
			circumstances: Box<Circumstances>,
		) -> DispatchResult {
			let Member { org, .. } = T::MemberOrigin::ensure_origin(origin)?;
			Self::do_set_key(org, asset, key, prefix, *circumstances)
		}

		/// Changes the state of an asset as its class allows.
		///
		/// ## Dispatch Origin
		///
		/// Signed by a member of an organisation in good standing: whoever the class lets make the transition.
		///
		/// ## Details
		///
		/// In a final state the asset ceases to exist, and its key is free again.
		///
		/// ## Parameters
		///
		/// - `asset`: the asset.
		/// - `state`: the state, by its place in the class.
		/// - `circumstances`: when and where.
		///
		/// ## Errors
		///
		/// [`Error::UnknownAsset`], [`Error::AssetEnded`], [`Error::NotRoot`], [`Error::OfferOpen`],
		/// [`Error::NoTransition`], [`Error::NotAllowed`], [`Error::NotEmpty`], [`Error::InFuture`],
		/// [`Error::TooOld`], [`Error::BeforeLastEvent`], [`Error::BlockFull`],
		/// [`Error::OnHold`], [`Error::LotRecalled`], [`Error::LotHeld`], [`Error::TradeOpen`],
		/// [`Error::Watched`].
		///
		/// ## Events
		///
		/// [`Event::StateChanged`], [`Event::Ended`], [`Event::Recorded`].
		#[pallet::call_index(9)]
		pub fn change_state(
			origin: OriginFor<T>,
			asset: AssetId,
			state: u8,
			circumstances: Box<Circumstances>,
		) -> DispatchResult {
			let Member { org, .. } = T::MemberOrigin::ensure_origin(origin)?;
			Self::do_change_state(org, asset, state, *circumstances)
		}

		/// Removes the record of an asset that ended some time ago, and returns its deposit.
		///
		/// ## Dispatch Origin
		///
		/// Signed by anybody. Free if it succeeds.
		///
		/// ## Parameters
		///
		/// - `asset`: the asset. It ended `DropDelay` ago, and has no documents.
		///
		/// ## Errors
		///
		/// [`Error::UnknownAsset`], [`Error::AssetInUse`].
		///
		/// ## Events
		///
		/// [`Event::AssetDropped`].
		#[pallet::call_index(10)]
		pub fn drop_asset(origin: OriginFor<T>, asset: AssetId) -> DispatchResultWithPostInfo {
			ensure_signed(origin)?;
			Self::do_drop_asset(asset)?;
			Ok(Pays::No.into())
		}

		/// Splits parts off an asset. They belong to the same lot, owner and custodian.
		///
		/// ## Dispatch Origin
		///
		/// Signed by a member of an organisation in good standing: the custodian.
		///
		/// ## Details
		///
		/// The signer's organisation pays a deposit for each part.
		///
		/// ## Parameters
		///
		/// - `asset`: the asset. It keeps the rest, which must not be zero.
		/// - `parts`: how much each part is, and its key.
		/// - `prefix`: the company prefix under which the keys are.
		/// - `circumstances`: when and where.
		///
		/// ## Errors
		///
		/// [`Error::BadItems`], [`Error::UnknownAsset`], [`Error::AssetEnded`], [`Error::NotRoot`],
		/// [`Error::NotCustodian`], [`Error::OnHold`], [`Error::OfferOpen`], [`Error::NotEmpty`],
		/// [`Error::BadQuantity`], [`Error::NotConserved`], those of a key as in
		/// `create`, [`Error::InFuture`], [`Error::TooOld`],
		/// [`Error::BeforeLastEvent`], [`Error::BlockFull`], [`Error::TradeOpen`].
		///
		/// ## Events
		///
		/// [`Event::Split`] and [`Event::Created`] for each part, [`Event::Recorded`].
		#[pallet::call_index(11)]
		#[pallet::weight(Pallet::<T>::weight_of_split(parts.len() as u32))]
		pub fn split(
			origin: OriginFor<T>,
			asset: AssetId,
			parts: Portions,
			prefix: Option<CompanyPrefix>,
			circumstances: Box<Circumstances>,
		) -> DispatchResultWithPostInfo {
			let member = T::MemberOrigin::ensure_origin(origin)?;
			Ok(Some(Self::do_split(member, asset, parts, prefix, *circumstances)?).into())
		}

		/// Makes one asset of several that have the same class and state.
		///
		/// ## Dispatch Origin
		///
		/// Signed by a member of an organisation in good standing: the owner, who is also the custodian.
		///
		/// ## Details
		///
		/// The inputs cease to exist. The signer's organisation pays a deposit for the new asset and lot.
		///
		/// ## Parameters
		///
		/// - `inputs`: at least two assets.
		/// - `key`: the key of the new asset.
		/// - `prefix`: the company prefix under which the key is.
		/// - `lot`: the new lot, if the inputs are of several.
		/// - `circumstances`: when and where.
		///
		/// ## Errors
		///
		/// [`Error::BadItems`], [`Error::NotAlike`], [`Error::NotOwner`], [`Error::WrongLot`],
		/// [`Error::NotConserved`], [`Error::LotTaken`], [`Error::BadDates`], and those of an asset
		/// and of a key as in `split`,
		/// [`Error::LotRecalled`], [`Error::LotHeld`], [`Error::TradeOpen`],
		/// [`Error::Watched`].
		///
		/// ## Events
		///
		/// [`Event::Ended`] for each input, [`Event::LotOpened`], [`Event::Created`],
		/// [`Event::Merged`], [`Event::Recorded`].
		#[pallet::call_index(12)]
		#[pallet::weight(T::WeightInfo::merge(inputs.len() as u32))]
		pub fn merge(
			origin: OriginFor<T>,
			inputs: AssetIds,
			key: Option<Key>,
			prefix: Option<CompanyPrefix>,
			lot: Option<NewLot>,
			circumstances: Box<Circumstances>,
		) -> DispatchResult {
			let member = T::MemberOrigin::ensure_origin(origin)?;
			Self::do_merge(member, inputs, key, prefix, lot, *circumstances).map(|_| ())
		}

		/// Makes assets of one class from others.
		///
		/// ## Dispatch Origin
		///
		/// Signed by a member of an organisation in good standing: the owner of the inputs, who is also
		/// their custodian, and may make assets of the class.
		///
		/// ## Details
		///
		/// The inputs cease to exist. The signer's organisation pays a deposit for the new assets and the
		/// lot.
		///
		/// ## Parameters
		///
		/// - `inputs`: at least one asset, each of an ingredient of the class.
		/// - `class`: what is made.
		/// - `lot`: the lot of what is made.
		/// - `outputs`: how much each new asset is, and its key, under the prefix of the lot.
		/// - `loss`: how much was lost, in the unit of the class.
		/// - `circumstances`: when and where.
		///
		/// ## Errors
		///
		/// [`Error::BadItems`], [`Error::NotOwner`], [`Error::NotIngredient`], [`Error::OutOfYield`],
		/// [`Error::NotConserved`], [`Error::LotTaken`], [`Error::BadDates`], [`Error::NotMaker`], and
		/// those of an asset and of a key as in `split`,
		/// [`Error::LotRecalled`], [`Error::LotHeld`], [`Error::TradeOpen`],
		/// [`Error::Watched`].
		///
		/// ## Events
		///
		/// [`Event::LotOpened`], [`Event::Ended`] for each input, [`Event::Created`] for each output,
		/// [`Event::Transformed`], [`Event::Recorded`].
		#[pallet::call_index(13)]
		#[pallet::weight(T::WeightInfo::transform(inputs.len() as u32, outputs.len() as u32))]
		pub fn transform(
			origin: OriginFor<T>,
			inputs: AssetIds,
			class: ClassId,
			lot: NewLot,
			outputs: Portions,
			#[pallet::compact] loss: u64,
			circumstances: Box<Circumstances>,
		) -> DispatchResult {
			let member = T::MemberOrigin::ensure_origin(origin)?;
			Self::do_transform(member, inputs, class, lot, outputs, loss, *circumstances)
				.map(|_| ())
		}

		/// Puts assets into another one: cases on a pallet, pallets into a container.
		///
		/// ## Dispatch Origin
		///
		/// Signed by a member of an organisation in good standing: the custodian of all.
		///
		/// ## Parameters
		///
		/// - `parent`: the asset that they go into. It may itself be in another one.
		/// - `children`: the assets.
		/// - `circumstances`: when and where.
		///
		/// ## Errors
		///
		/// [`Error::BadItems`], [`Error::UnknownAsset`], [`Error::AssetEnded`], [`Error::NotRoot`],
		/// [`Error::NotCustodian`], [`Error::OfferOpen`], [`Error::Circular`], [`Error::TooDeep`],
		/// [`Error::TooManyPolicies`], [`Error::InFuture`], [`Error::TooOld`],
		/// [`Error::BeforeLastEvent`], [`Error::IdsExhausted`], [`Error::BlockFull`],
		/// [`Error::OnHold`], [`Error::LotRecalled`], [`Error::LotHeld`], [`Error::TradeOpen`],
		/// [`Error::Watched`], [`Error::TallyFull`].
		///
		/// ## Events
		///
		/// [`Event::Joined`] for each child, [`Event::Recorded`].
		#[pallet::call_index(14)]
		#[pallet::weight(Pallet::<T>::weight_of_join(children.len() as u32))]
		pub fn join(
			origin: OriginFor<T>,
			parent: AssetId,
			children: AssetIds,
			circumstances: Box<Circumstances>,
		) -> DispatchResultWithPostInfo {
			let Member { org, .. } = T::MemberOrigin::ensure_origin(origin)?;
			Ok(Some(Self::do_join(org, parent, children, *circumstances)?).into())
		}

		/// Takes assets out of the one that they are in.
		///
		/// ## Dispatch Origin
		///
		/// Signed by a member of an organisation in good standing: the custodian.
		///
		/// ## Parameters
		///
		/// - `parent`: the asset that they are in.
		/// - `children`: the assets.
		/// - `circumstances`: when and where.
		///
		/// ## Errors
		///
		/// [`Error::BadItems`], [`Error::UnknownAsset`], [`Error::NotCustodian`],
		/// [`Error::OfferOpen`], [`Error::NotChild`], [`Error::InFuture`], [`Error::TooOld`],
		/// [`Error::BeforeLastEvent`], [`Error::BlockFull`],
		/// [`Error::OnHold`], [`Error::TradeOpen`], [`Error::TooManyStays`].
		///
		/// ## Events
		///
		/// [`Event::Left`] for each child, [`Event::Recorded`].
		#[pallet::call_index(15)]
		#[pallet::weight(Pallet::<T>::weight_of_leave(children.len() as u32))]
		pub fn leave(
			origin: OriginFor<T>,
			parent: AssetId,
			children: AssetIds,
			circumstances: Box<Circumstances>,
		) -> DispatchResultWithPostInfo {
			let member = T::MemberOrigin::ensure_origin(origin)?;
			Ok(Some(Self::do_leave(member, parent, children, *circumstances)?).into())
		}

		/// Offers an asset, with all that it holds, to another organisation.
		///
		/// ## Dispatch Origin
		///
		/// Signed by a member of an organisation in good standing: the custodian; for the ownership,
		/// the owner who is custodian.
		///
		/// ## Details
		///
		/// While the offer is open nothing can join, leave or change. It takes no deposit: the asset's
		/// deposit covers one offer.
		///
		/// For traded goods, the agreed time is the taker's allowance. The seller gives it out of what the price
		/// allows for, everybody else out of their own allowance. A carrier who takes over answers with a bond of
		/// at least the amount in the terms.
		///
		/// ## Parameters
		///
		/// - `asset`: the asset.
		/// - `to`: the organisation that may accept.
		/// - `terms`: what passes, when, and until when the offer is good.
		///
		/// ## Errors
		///
		/// [`Error::UnknownAsset`], [`Error::AssetEnded`], [`Error::NotRoot`],
		/// [`Error::NotCustodian`], [`Error::OfferOpen`], [`Error::AlreadyCustodian`],
		/// [`Error::TakerNotInStanding`], [`Error::WrongQuantity`], [`Error::InFuture`],
		/// [`Error::TooOld`], [`Error::BeforeLastEvent`], [`Error::OfferExpired`],
		/// [`Error::OfferTooLong`], [`Error::NotOwner`], [`Error::HoldsOthers`],
		/// [`Error::OnHold`], [`Error::LotRecalled`], [`Error::LotHeld`], [`Error::ContentsOnHold`],
		/// [`Error::TradeOpen`], [`Error::AllowanceTooHigh`], [`Error::NoBondPossible`].
		///
		/// ## Events
		///
		/// [`Event::Offered`].
		#[pallet::call_index(16)]
		#[pallet::weight(T::WeightInfo::offer_custody(MAX_SPREADING))]
		pub fn offer_custody(
			origin: OriginFor<T>,
			asset: AssetId,
			to: OrgId,
			terms: Terms,
		) -> DispatchResultWithPostInfo {
			let member = T::MemberOrigin::ensure_origin(origin)?;
			Ok(Some(Self::do_offer(member, asset, to, terms)?).into())
		}

		/// Withdraws the offer of an asset's custody, before it is accepted.
		///
		/// ## Dispatch Origin
		///
		/// Signed by a member of an organisation in good standing: the custodian.
		///
		/// ## Parameters
		///
		/// - `asset`: the asset.
		///
		/// ## Errors
		///
		/// [`Error::NoOffer`], [`Error::NotCustodian`].
		///
		/// ## Events
		///
		/// [`Event::Withdrawn`].
		#[pallet::call_index(17)]
		pub fn withdraw(origin: OriginFor<T>, asset: AssetId) -> DispatchResult {
			let Member { org, .. } = T::MemberOrigin::ensure_origin(origin)?;
			Self::do_withdraw(org, asset)
		}

		/// Takes an asset over.
		///
		/// ## Dispatch Origin
		///
		/// Signed by a member of an organisation in good standing: the organisation to which it is offered.
		///
		/// ## Details
		///
		/// Costs the same however many assets it holds. A short or damaged part is split off and stays with the giver,
		/// whose organisation pays the deposit for it. If the goods are sold, that part cannot change until the seller
		/// has it or the trade ends, and can be handed over only as a whole, except to the seller. If the ownership
		/// passes, the signer's organisation pays the deposit of the asset from now on.
		///
		/// ## Parameters
		///
		/// - `asset`: the asset.
		/// - `terms`: those of the offer, so that no others are accepted.
		/// - `receipt`: what is short, damaged or over.
		/// - `circumstances`: where. The time is that of the terms.
		///
		/// ## Errors
		///
		/// [`Error::NoOffer`], [`Error::NotTaker`], [`Error::TermsDiffer`], [`Error::OfferExpired`],
		/// [`Error::HoldsOthers`], [`Error::InFuture`], [`Error::TooOld`],
		/// [`Error::BeforeLastEvent`], [`Error::NothingAccepted`], [`Error::Indivisible`],
		/// [`Error::BadQuantity`], [`Error::BlockFull`],
		/// [`Error::OnHold`], [`Error::LotRecalled`], [`Error::LotHeld`], [`Error::ContentsOnHold`]. Of traded goods
		/// also [`Error::TradeOpen`], [`Error::WrongTradeState`], [`Error::TradeOver`],
		/// [`Error::AllowanceTooHigh`], [`Error::TooManyLegs`], [`Error::BondMissing`].
		///
		/// ## Events
		///
		/// [`Event::HandedOver`], [`Event::OwnerChanged`], [`Event::Split`], [`Event::Recorded`]. Of traded goods
		/// also [`Event::PickedUp`], [`Event::Delivered`].
		#[pallet::call_index(18)]
		#[pallet::weight(Pallet::<T>::weight_of_accept(terms, receipt))]
		pub fn accept(
			origin: OriginFor<T>,
			asset: AssetId,
			terms: Terms,
			receipt: Receipt,
			circumstances: Box<Circumstances>,
		) -> DispatchResultWithPostInfo {
			let member = T::MemberOrigin::ensure_origin(origin)?;
			let used = Self::do_accept(member, asset, terms, receipt, *circumstances)?;
			Ok(Some(used).into())
		}

		/// Refuses an offer. The asset stays where it is.
		///
		/// ## Dispatch Origin
		///
		/// Signed by a member of an organisation in good standing: the organisation to which it is offered.
		///
		/// ## Parameters
		///
		/// - `asset`: the asset.
		///
		/// ## Errors
		///
		/// [`Error::NoOffer`], [`Error::NotTaker`].
		///
		/// ## Events
		///
		/// [`Event::Refused`].
		#[pallet::call_index(19)]
		pub fn refuse(origin: OriginFor<T>, asset: AssetId) -> DispatchResult {
			let Member { org, .. } = T::MemberOrigin::ensure_origin(origin)?;
			Self::do_refuse(org, asset)
		}

		/// Removes an offer that has run out.
		///
		/// ## Dispatch Origin
		///
		/// Signed by anybody. Free if it succeeds.
		///
		/// ## Parameters
		///
		/// - `asset`: the asset.
		///
		/// ## Errors
		///
		/// [`Error::NoOffer`], [`Error::OfferValid`].
		///
		/// ## Events
		///
		/// [`Event::Lapsed`].
		#[pallet::call_index(20)]
		pub fn lapse(origin: OriginFor<T>, asset: AssetId) -> DispatchResultWithPostInfo {
			ensure_signed(origin)?;
			Self::do_lapse(asset)?;
			Ok(Pays::No.into())
		}

		/// Declares an event of an asset to be wrong. Nothing is deleted, and no hand-over undone.
		///
		/// The declaration repeats the event. This call does not check whether the chain has recorded that event,
		/// since the sender would have to bring all that happened since. The history of the asset shows it.
		///
		/// ## Dispatch Origin
		///
		/// Signed by a member of an organisation in good standing: the owner or the custodian.
		///
		/// ## Parameters
		///
		/// - `asset`: the asset.
		/// - `wrong`: the event.
		/// - `reason`: why.
		/// - `corrections`: the CBV hashes of the events that are right instead.
		///
		/// ## Errors
		///
		/// [`Error::UnknownAsset`], [`Error::NotOwner`], [`Error::WrongEvent`], [`Error::BlockFull`].
		///
		/// ## Events
		///
		/// [`Event::Corrected`], [`Event::Recorded`].
		#[pallet::call_index(21)]
		pub fn correct(
			origin: OriginFor<T>,
			asset: AssetId,
			wrong: Box<Epcis>,
			reason: ErrorReason,
			corrections: Corrections,
		) -> DispatchResult {
			let Member { org, .. } = T::MemberOrigin::ensure_origin(origin)?;
			Self::do_correct(org, asset, *wrong, reason, corrections)
		}

		/// Defines a condition policy. It never changes.
		///
		/// ## Dispatch Origin
		///
		/// Signed by a member of an organisation in good standing.
		///
		/// ## Details
		///
		/// The signer's organisation pays a deposit for what is stored.
		///
		/// ## Parameters
		///
		/// - `policy`: the policy.
		///
		/// ## Errors
		///
		/// [`Error::BadPolicy`], [`Error::IdsExhausted`].
		///
		/// ## Events
		///
		/// [`Event::PolicyDefined`].
		#[pallet::call_index(22)]
		pub fn define_policy(origin: OriginFor<T>, policy: Box<Policy>) -> DispatchResult {
			let member = T::MemberOrigin::ensure_origin(origin)?;
			Self::do_define_policy(member, *policy).map(|_| ())
		}

		/// Removes a policy, and returns its deposit.
		///
		/// ## Dispatch Origin
		///
		/// Signed by a member of an organisation in good standing: the organisation that defined it.
		///
		/// ## Details
		///
		/// If classes name the policy, it is removed with the last of them, and no other class can name it from now on. Their
		/// deposits cover it.
		///
		/// ## Parameters
		///
		/// - `policy`: the policy.
		///
		/// ## Errors
		///
		/// [`Error::UnknownPolicy`], [`Error::NotDefiner`], [`Error::PolicyInUse`].
		///
		/// ## Events
		///
		/// [`Event::PolicyDropped`].
		#[pallet::call_index(23)]
		pub fn drop_policy(origin: OriginFor<T>, policy: PolicyId) -> DispatchResult {
			let Member { org, .. } = T::MemberOrigin::ensure_origin(origin)?;
			Self::do_drop_policy(org, policy)
		}

		/// Stores the hash of a document about an asset.
		///
		/// ## Dispatch Origin
		///
		/// Signed by a member of an organisation in good standing: the owner, the custodian, or the
		/// organisation that defined the class.
		/// Certificates and inspections also by an accreditor or auditor, records of service also by a
		/// service provider.
		///
		/// ## Details
		///
		/// The signer's organisation pays a deposit.
		///
		/// ## Parameters
		///
		/// - `asset`: the asset.
		/// - `document`: the hash.
		/// - `kind`: what it is.
		/// - `until`: the last moment at which it is valid. A warranty needs one.
		///
		/// ## Errors
		///
		/// [`Error::UnknownAsset`], [`Error::AssetEnded`], [`Error::DocumentExists`],
		/// [`Error::NotIssuer`], [`Error::WarrantyRuns`].
		///
		/// ## Events
		///
		/// [`Event::DocumentAdded`].
		#[pallet::call_index(40)]
		pub fn add_document(
			origin: OriginFor<T>,
			asset: AssetId,
			document: Hash,
			kind: DocumentKind,
			until: Option<Millis>,
		) -> DispatchResult {
			let member = T::MemberOrigin::ensure_origin(origin)?;
			Self::do_add_document(member, asset, document, kind, until)
		}

		/// Removes the hash of a document, and returns its deposit.
		///
		/// ## Dispatch Origin
		///
		/// Signed by a member of its issuer. Signed by anybody `DropDelay` after the end of the
		/// asset.
		///
		/// ## Parameters
		///
		/// - `asset`: the asset.
		/// - `document`: the hash.
		///
		/// ## Errors
		///
		/// [`Error::UnknownDocument`], [`Error::NotIssuer`], [`Error::WarrantyRuns`].
		///
		/// ## Events
		///
		/// [`Event::DocumentRemoved`].
		#[pallet::call_index(41)]
		pub fn remove_document(
			origin: OriginFor<T>,
			asset: AssetId,
			document: Hash,
		) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_remove_document(who, asset, document)
		}

		/// Lends a device: the organisation can attach it to assets that it holds.
		///
		/// ## Dispatch Origin
		///
		/// Signed by a member of an organisation in good standing: the device's owner.
		///
		/// ## Details
		///
		/// The signer's organisation pays a deposit. A loan to the same organisation is replaced. While a stream of the
		/// device watches an asset, the owner needs the custodian's consent to take it away.
		///
		/// ## Parameters
		///
		/// - `device`: the device.
		/// - `to`: the organisation.
		/// - `until`: the last moment at which it can attach the device.
		///
		/// ## Errors
		///
		/// [`Error::NotDeviceOwner`], [`Error::TakerNotInStanding`], [`Error::LoanExpired`].
		///
		/// ## Events
		///
		/// [`Event::Lent`].
		#[pallet::call_index(50)]
		#[pallet::weight(T::WeightInfo::lend().saturating_add(T::Devices::weight()))]
		pub fn lend(
			origin: OriginFor<T>,
			device: DeviceId,
			to: OrgId,
			until: Millis,
		) -> DispatchResult {
			let Member { who, .. } = T::MemberOrigin::ensure_origin(origin)?;
			Self::do_lend(who, device, to, until)
		}

		/// Ends a loan, and returns its deposit. Attached streams stay attached.
		///
		/// ## Dispatch Origin
		///
		/// Signed by the owner who lent the device. Signed by anybody once the loan is over.
		///
		/// ## Parameters
		///
		/// - `device`: the device.
		/// - `to`: the organisation that it is lent to.
		///
		/// ## Errors
		///
		/// [`Error::NotLent`], [`Error::NotDeviceOwner`].
		///
		/// ## Events
		///
		/// [`Event::LoanEnded`].
		#[pallet::call_index(51)]
		#[pallet::weight(T::WeightInfo::end_loan().saturating_add(T::Devices::weight()))]
		pub fn end_loan(origin: OriginFor<T>, device: DeviceId, to: OrgId) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_end_loan(who, device, to)
		}

		/// Has a stream watch an asset from now on.
		///
		/// ## Dispatch Origin
		///
		/// Signed by a member of an organisation in good standing: the custodian.
		///
		/// ## Details
		///
		/// The signer's organisation pays a deposit, until the stay is forgotten. All that is in the asset,
		/// or joins it later, is watched with it.
		///
		/// ## Parameters
		///
		/// - `asset`: the asset, in no other one.
		/// - `stream`: the stream. Its device is of the custodian's organisation, or lent to it.
		/// - `kind`: whether it counts, or is a witness.
		///
		/// ## Errors
		///
		/// [`Error::UnknownAsset`], [`Error::AssetEnded`], [`Error::NotRoot`],
		/// [`Error::NotCustodian`], [`Error::OfferOpen`], [`Error::DeviceNotActive`],
		/// [`Error::NotLent`], [`Error::UnknownChannel`], [`Error::AlreadyAttached`],
		/// [`Error::AlreadyCounted`], [`Error::TooManyStays`], [`Error::TallyFull`], [`Error::TradeOpen`], and
		/// those of the telemetry pallet.
		///
		/// ## Events
		///
		/// [`Event::Attached`].
		#[pallet::call_index(52)]
		#[pallet::weight(
			T::WeightInfo::attach().saturating_add(Pallet::<T>::weight_of_others())
		)]
		pub fn attach(
			origin: OriginFor<T>,
			asset: AssetId,
			stream: StreamId,
			kind: StayKind,
		) -> DispatchResult {
			let member = T::MemberOrigin::ensure_origin(origin)?;
			Self::do_attach(member, asset, stream, kind)
		}

		/// Detaches a stream from an asset: it no longer watches it.
		///
		/// ## Dispatch Origin
		///
		/// Signed by a member of an organisation in good standing: the custodian, or whoever owns the device, once it has
		/// changed hands since it was attached.
		///
		/// ## Details
		///
		/// The custodian cannot detach while the asset is offered; the device's owner can.
		///
		/// ## Parameters
		///
		/// - `asset`: the asset.
		/// - `stream`: the stream.
		///
		/// ## Errors
		///
		/// [`Error::UnknownAsset`], [`Error::AssetEnded`], [`Error::NotRoot`],
		/// [`Error::NotCustodian`], [`Error::DeviceNeeded`], [`Error::OfferOpen`], [`Error::TradeOpen`],
		/// [`Error::NotAttached`].
		///
		/// ## Events
		///
		/// [`Event::Detached`].
		#[pallet::call_index(53)]
		#[pallet::weight(
			T::WeightInfo::detach()
				.saturating_add(T::Devices::weight())
				.saturating_add(T::Membership::weight())
		)]
		pub fn detach(origin: OriginFor<T>, asset: AssetId, stream: StreamId) -> DispatchResult {
			let Member { org, .. } = T::MemberOrigin::ensure_origin(origin)?;
			Self::do_detach(org, asset, stream)
		}

		/// Has a stream watch an asset instead of another one, from the same moment on.
		///
		/// ## Dispatch Origin
		///
		/// Signed by a member of an organisation in good standing: the custodian.
		///
		/// ## Parameters
		///
		/// - `asset`: the asset.
		/// - `old`: the stream that watches it.
		/// - `new`: the stream that is to do so, as the same kind. It fits every policy that `old` counts by.
		///
		/// ## Errors
		///
		/// As in `attach`, [`Error::NotAttached`], and [`Error::StreamDiffers`].
		///
		/// ## Events
		///
		/// [`Event::Detached`], [`Event::Attached`].
		#[pallet::call_index(54)]
		#[pallet::weight(T::WeightInfo::swap().saturating_add(Pallet::<T>::weight_of_others()))]
		pub fn swap(
			origin: OriginFor<T>,
			asset: AssetId,
			old: StreamId,
			new: StreamId,
		) -> DispatchResult {
			let member = T::MemberOrigin::ensure_origin(origin)?;
			Self::do_swap(member, asset, old, new)
		}

		/// Lets the owner of a device that watches an asset suspend or transfer it, or withdraw its
		/// gateways' authorisation, until the asset is handed over.
		///
		/// ## Dispatch Origin
		///
		/// Signed by a member of an organisation in good standing: the custodian.
		///
		/// ## Parameters
		///
		/// - `asset`: the asset.
		/// - `stream`: the stream.
		///
		/// ## Errors
		///
		/// [`Error::UnknownAsset`], [`Error::AssetEnded`], [`Error::NotRoot`],
		/// [`Error::NotCustodian`], [`Error::NotAttached`], [`Error::AlreadyConsented`].
		///
		/// ## Events
		///
		/// [`Event::Consented`].
		#[pallet::call_index(55)]
		#[pallet::weight(T::WeightInfo::consent().saturating_add(T::Devices::weight()))]
		pub fn consent(origin: OriginFor<T>, asset: AssetId, stream: StreamId) -> DispatchResult {
			let Member { org, .. } = T::MemberOrigin::ensure_origin(origin)?;
			Self::do_consent(org, asset, stream)
		}

		/// Removes a stay that has ended, and returns its deposit. Its time then counts as not
		/// watched.
		///
		/// ## Dispatch Origin
		///
		/// Signed by a member of the asset's owner. Signed by anybody after the asset's end.
		///
		/// ## Parameters
		///
		/// - `asset`: the asset, with nothing in it.
		/// - `stream`: the stream.
		/// - `from`: the begin of the stay. It ended more than `DataDeadline` ago.
		///
		/// ## Errors
		///
		/// [`Error::UnknownAsset`], [`Error::NotOwner`], [`Error::NotEmpty`], [`Error::UnknownStay`],
		/// [`Error::StayOpen`], [`Error::DataAwaited`].
		///
		/// ## Events
		///
		/// [`Event::StayForgotten`].
		#[pallet::call_index(56)]
		#[pallet::weight(
			T::WeightInfo::forget_stay().saturating_add(Pallet::<T>::weight_of_others())
		)]
		pub fn forget_stay(
			origin: OriginFor<T>,
			asset: AssetId,
			stream: StreamId,
			from: Millis,
		) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_forget_stay(who, asset, stream, from)
		}

		/// Proves what the tally of a stream was at the begin or end of a stay.
		///
		/// ## Dispatch Origin
		///
		/// Signed by a member of an organisation in good standing.
		///
		/// ## Details
		///
		/// The signer's organisation pays a deposit, until the stay is forgotten. The chain keeps no
		/// history: nodes with off-chain indexing have the leaves.
		///
		/// ## Parameters
		///
		/// - `asset`: the asset.
		/// - `at`: the moment.
		/// - `proof`: the leaf that counts it, and the path to its peak.
		///
		/// ## Errors
		///
		/// [`Error::UnknownStay`], [`Error::AlreadyProven`], [`Error::WrongLeaf`].
		///
		/// ## Events
		///
		/// [`Event::BoundaryProven`].
		#[pallet::call_index(57)]
		pub fn prove_boundary(
			origin: OriginFor<T>,
			asset: AssetId,
			at: Millis,
			proof: Box<LeafProof>,
		) -> DispatchResult {
			let Member { who, .. } = T::MemberOrigin::ensure_origin(origin)?;
			Self::do_prove_boundary(who, asset, at, *proof)
		}

		/// Offers to sell an asset for what it is worth on arrival.
		///
		/// ## Dispatch Origin
		///
		/// Signed by a member of an organisation in good standing: the owner, who is also the custodian.
		///
		/// ## Details
		///
		/// The signer's organisation pays a deposit, until the trade is final. Quantity and contents of the asset
		/// cannot change until then or until it is delivered. Terms are visible to everybody.
		///
		/// ## Parameters
		///
		/// - `asset`: the asset, in no other one, with all that it holds.
		/// - `buyer`: who can buy.
		/// - `terms`: the terms.
		///
		/// ## Errors
		///
		/// [`Error::UnknownAsset`], [`Error::AssetEnded`], [`Error::NotRoot`],
		/// [`Error::NotCustodian`], [`Error::NotOwner`], [`Error::HoldsOthers`], [`Error::OnHold`],
		/// [`Error::OfferOpen`], [`Error::TradeOpen`], [`Error::AlreadyCustodian`],
		/// [`Error::LotRecalled`], [`Error::LotHeld`], [`Error::ContentsOnHold`],
		/// [`Error::TakerNotInStanding`], [`Error::BadTerms`], [`Error::BadTimes`],
		/// [`Error::BadArbiter`], [`Error::IdsExhausted`].
		///
		/// ## Events
		///
		/// [`Event::TradeOffered`].
		#[pallet::call_index(70)]
		#[pallet::weight(T::WeightInfo::offer_trade(terms.policies.len() as u32))]
		pub fn offer_trade(
			origin: OriginFor<T>,
			asset: AssetId,
			buyer: OrgId,
			terms: Box<TradeTermsOf<T>>,
		) -> DispatchResult {
			let member = T::MemberOrigin::ensure_origin(origin)?;
			Self::do_offer_trade(member, asset, buyer, *terms).map(|_| ())
		}

		/// Withdraws a trade that is not funded.
		///
		/// ## Dispatch Origin
		///
		/// Signed by a member of an organisation in good standing: the seller.
		///
		/// ## Parameters
		///
		/// - `trade`: the trade.
		///
		/// ## Errors
		///
		/// [`Error::UnknownTrade`], [`Error::NotParty`], [`Error::WrongTradeState`].
		///
		/// ## Events
		///
		/// [`Event::TradeEnded`].
		#[pallet::call_index(71)]
		#[pallet::weight(T::WeightInfo::withdraw_trade())]
		pub fn withdraw_trade(origin: OriginFor<T>, trade: TradeId) -> DispatchResult {
			let Member { org, .. } = T::MemberOrigin::ensure_origin(origin)?;
			Self::do_withdraw_trade(org, trade)
		}

		/// Accepts the terms, and puts up the price.
		///
		/// ## Dispatch Origin
		///
		/// Signed by a member of an organisation in good standing: the buyer. The money is the signer's.
		///
		/// ## Parameters
		///
		/// - `trade`: the trade.
		///
		/// ## Errors
		///
		/// [`Error::UnknownTrade`], [`Error::NotParty`], [`Error::WrongTradeState`],
		/// [`Error::OfferExpired`], [`Error::WrongQuantity`], those of the asset as in `offer_trade`, and those of
		/// the escrow.
		///
		/// ## Events
		///
		/// [`Event::TradeFunded`].
		#[pallet::call_index(72)]
		#[pallet::weight(T::WeightInfo::fund())]
		pub fn fund(origin: OriginFor<T>, trade: TradeId) -> DispatchResult {
			let member = T::MemberOrigin::ensure_origin(origin)?;
			Self::do_fund(member, trade)
		}

		/// Puts up a bond for traded goods that are offered to the signer's organisation.
		///
		/// ## Dispatch Origin
		///
		/// Signed by a member of an organisation in good standing: a carrier. The money is the signer's.
		///
		/// ## Details
		///
		/// The bond counts for the leg that the carrier accepts next, and is held until the trade is final, whoever
		/// has the goods then. It pays for the carrier's losses, for goods that are not delivered, and for parts
		/// that a taker refuses, unless the seller accepts them back. A bond from an earlier offer counts for this
		/// one if it is large enough. A smaller one stays held beside the new one.
		///
		/// ## Parameters
		///
		/// - `trade`: the trade.
		/// - `amount`: the most that the carrier answers for. It is at least what the terms of the offer ask for,
		///   and at least the bond that it relieves, or the price of the goods if it relieves the buyer.
		///
		/// ## Errors
		///
		/// [`Error::UnknownTrade`], [`Error::WrongTradeState`], [`Error::NotTaker`],
		/// [`Error::AlreadyBonded`], [`Error::BondTooSmall`], [`Error::TooManyLegs`], [`Error::BadTerms`],
		/// and those of the escrow.
		///
		/// ## Events
		///
		/// [`Event::Bonded`].
		#[pallet::call_index(73)]
		#[pallet::weight(T::WeightInfo::post_bond())]
		pub fn post_bond(origin: OriginFor<T>, trade: TradeId, amount: u128) -> DispatchResult {
			let member = T::MemberOrigin::ensure_origin(origin)?;
			Self::do_post_bond(member, trade, amount)
		}

		/// Begins a leg of the seller, who carries the goods.
		///
		/// ## Dispatch Origin
		///
		/// Signed by a member of an organisation in good standing: the seller.
		///
		/// ## Details
		///
		/// If the seller does not carry the goods, the first hand-over picks them up.
		///
		/// ## Parameters
		///
		/// - `trade`: the trade.
		/// - `agreed`: for how long, in milliseconds.
		///
		/// ## Errors
		///
		/// [`Error::UnknownTrade`], [`Error::NotParty`], [`Error::WrongTradeState`],
		/// [`Error::OfferOpen`], [`Error::TradeOver`], [`Error::AllowanceTooHigh`], and those of the asset as in
		/// `offer_trade`.
		///
		/// ## Events
		///
		/// [`Event::PickedUp`].
		#[pallet::call_index(74)]
		#[pallet::weight(T::WeightInfo::pick_up().saturating_add(Pallet::<T>::weight_of_others()))]
		pub fn pick_up(origin: OriginFor<T>, trade: TradeId, agreed: u64) -> DispatchResult {
			let Member { org, .. } = T::MemberOrigin::ensure_origin(origin)?;
			Self::do_pick_up(org, trade, agreed)
		}

		/// Ends a leg of the buyer, who carried the goods.
		///
		/// ## Dispatch Origin
		///
		/// Signed by a member of an organisation in good standing: the buyer.
		///
		/// ## Details
		///
		/// A hand-over to the buyer with an agreed time of 0 also delivers.
		///
		/// ## Parameters
		///
		/// - `trade`: the trade.
		///
		/// ## Errors
		///
		/// [`Error::UnknownTrade`], [`Error::NotParty`], [`Error::WrongTradeState`],
		/// [`Error::NotCustodian`], [`Error::TradeOver`], [`Error::BlockFull`],
		/// [`Error::OnHold`], [`Error::LotRecalled`], [`Error::LotHeld`], [`Error::ContentsOnHold`].
		///
		/// ## Events
		///
		/// [`Event::OwnerChanged`], [`Event::Delivered`], [`Event::Recorded`].
		#[pallet::call_index(75)]
		#[pallet::weight(T::WeightInfo::deliver())]
		pub fn deliver(origin: OriginFor<T>, trade: TradeId) -> DispatchResult {
			let Member { org, .. } = T::MemberOrigin::ensure_origin(origin)?;
			Self::do_deliver(org, trade)
		}

		/// Begins the window of a delivered trade early, because all data have come before their deadline.
		///
		/// ## Dispatch Origin
		///
		/// Signed by anybody.
		///
		/// ## Parameters
		///
		/// - `trade`: the trade.
		///
		/// ## Errors
		///
		/// [`Error::UnknownTrade`], [`Error::WrongTradeState`], [`Error::DataAwaited`].
		///
		/// ## Events
		///
		/// [`Event::Priced`].
		#[pallet::call_index(76)]
		#[pallet::weight(T::WeightInfo::price_trade())]
		pub fn price_trade(origin: OriginFor<T>, trade: TradeId) -> DispatchResult {
			ensure_signed(origin)?;
			Self::do_price_trade(trade)
		}

		/// Shows a leaf for a delivered trade, and as much of its run as the opening holds.
		///
		/// ## Dispatch Origin
		///
		/// Signed by a member of an organisation in good standing: seller, buyer, or whoever held the goods.
		///
		/// ## Details
		///
		/// The signer's organisation pays a deposit for a leaf that was not shown before, until the trade is final.
		/// Shown leaves are public. Each one narrows the bounds, in any order. Seller and buyer can each show 24
		/// leaves; carriers 4 for each of their legs, and 16 together beyond that.
		///
		/// ## Parameters
		///
		/// - `trade`: the trade.
		/// - `proof`: the leaf, and the path to its peak.
		/// - `opening`: pairs of children in pre-order below the node of the run. Without pairs, only the
		///   leaf is shown.
		///
		/// ## Errors
		///
		/// [`Error::UnknownTrade`], [`Error::NotParty`], [`Error::WrongTradeState`], [`Error::TradeOver`],
		/// [`Error::WrongLeaf`], [`Error::BadOpening`], [`Error::TooManyShown`].
		///
		/// ## Events
		///
		/// [`Event::Shown`].
		#[pallet::call_index(77)]
		#[pallet::weight(T::WeightInfo::show(opening.0.len() as u32))]
		pub fn show(
			origin: OriginFor<T>,
			trade: TradeId,
			proof: Box<LeafProof>,
			opening: Opening,
		) -> DispatchResult {
			let member = T::MemberOrigin::ensure_origin(origin)?;
			Self::do_show(member, trade, *proof, opening)
		}

		/// Appeals: once the window has ended, the arbiter decides what the seller gets of the buyer's money,
		/// and of bonds for goods that were neither delivered nor brought back.
		///
		/// ## Dispatch Origin
		///
		/// Signed by a member of an organisation in good standing: seller, buyer, or whoever held the goods.
		///
		/// ## Parameters
		///
		/// - `trade`: the trade.
		///
		/// ## Errors
		///
		/// [`Error::UnknownTrade`], [`Error::NotParty`], [`Error::WrongTradeState`], [`Error::TradeRuns`] as long as
		/// goods on their way are not late, [`Error::TradeOver`], [`Error::AlreadyAppealed`].
		///
		/// ## Events
		///
		/// [`Event::Appealed`].
		#[pallet::call_index(78)]
		#[pallet::weight(T::WeightInfo::appeal())]
		pub fn appeal(origin: OriginFor<T>, trade: TradeId) -> DispatchResult {
			let Member { org, .. } = T::MemberOrigin::ensure_origin(origin)?;
			Self::do_appeal(org, trade)
		}

		/// Does what is due by the deadlines of a trade.
		///
		/// ## Dispatch Origin
		///
		/// Signed by anybody.
		///
		/// ## Details
		///
		/// - Removes an offer that nobody funded.
		/// - Gives the money back for goods that were not picked up, or not delivered.
		/// - Delivers goods at the deadline if the buyer answers for them.
		/// - Before the deadline notes, for good, that the seller has recalled the goods.
		/// - Ends offers of the goods' custody once they are no longer in a trade.
		/// - After the window, pays for delivered goods, or calls the arbiter if somebody appealed.
		/// - Pays the outcome of a dispute.
		///
		/// Whoever answers for missing goods pays the seller, unless the seller has stopped the goods.
		///
		/// ## Parameters
		///
		/// - `trade`: the trade.
		///
		/// ## Errors
		///
		/// [`Error::UnknownTrade`], [`Error::TradeRuns`], and those of the escrow.
		///
		/// ## Events
		///
		/// [`Event::TradeEnded`], [`Event::ArbiterCalled`], [`Event::Delivered`], [`Event::OwnerChanged`],
		/// [`Event::Lapsed`], [`Event::Recorded`].
		#[pallet::call_index(79)]
		#[pallet::weight(Pallet::<T>::most_of_settling())]
		pub fn settle_trade(origin: OriginFor<T>, trade: TradeId) -> DispatchResultWithPostInfo {
			ensure_signed(origin)?;
			Ok(Some(Self::do_settle_trade(trade)?).into())
		}

		/// Agrees that a stream replaces another one for moving goods. It counts from the moment at which the last
		/// of seller, buyer and custodian has agreed.
		///
		/// ## Dispatch Origin
		///
		/// Signed by a member of an organisation in good standing: seller, buyer or custodian. Whoever is
		/// several of these signs once.
		///
		/// ## Details
		///
		/// The time from the swap to the new stream's first reading counts as missing: what the new stream measured
		/// before, somewhere else, says nothing about the goods. A run that the swap cuts counts at its upper bound
		/// until somebody opens it. If the old device had been revoked or retired, its owner answers for the time
		/// since then. If they have no part in the trade, whoever chose the device does: the seller before the
		/// pick-up, the custodian in a swap.
		///
		/// A swap without everybody's agreement ends with another proposal, with the next hand-over, or with the
		/// trade. The custodian's organisation pays the deposit of the new stay, and the seller's that for the tallies
		/// that the trade needs besides.
		///
		/// ## Parameters
		///
		/// - `trade`: the trade.
		/// - `old`: the stream that counts.
		/// - `new`: the one that is to count, for all policies that `old` counts by. The custodian may attach its
		///   device; it may already be a witness. It has not counted for the trade before.
		///
		/// ## Errors
		///
		/// [`Error::UnknownTrade`], [`Error::WrongTradeState`], [`Error::TradeOver`], [`Error::NotParty`],
		/// [`Error::OfferOpen`], [`Error::NotAttached`], [`Error::AlreadyAttached`], [`Error::TooManySwaps`],
		/// [`Error::StreamDiffers`], [`Error::AlreadyAgreed`], and those of `attach`.
		///
		/// ## Events
		///
		/// [`Event::SwapAgreed`], [`Event::Detached`], [`Event::Attached`], [`Event::StreamSwapped`].
		#[pallet::call_index(80)]
		#[pallet::weight(
			T::WeightInfo::swap_stream().saturating_add(Pallet::<T>::weight_of_others())
		)]
		pub fn swap_stream(
			origin: OriginFor<T>,
			trade: TradeId,
			old: StreamId,
			new: StreamId,
		) -> DispatchResult {
			let member = T::MemberOrigin::ensure_origin(origin)?;
			Self::do_swap_stream(member, trade, old, new)
		}

		/// Recalls a lot, with all lots that descend from it.
		///
		/// ## Dispatch Origin
		///
		/// Signed by a member of an organisation in good standing. A recall by the organisation that made the lot
		/// is in force at once. Any other recall puts nothing on hold until the council confirms it.
		///
		/// ## Details
		///
		/// The signer's organisation pays a deposit until the recall is over. Costs the same however many
		/// lots descend: they are marked in the next blocks.
		///
		/// ## Parameters
		///
		/// - `lot`: the lot.
		/// - `notice`: the hash of the notice that says why and what to do.
		///
		/// ## Errors
		///
		/// [`Error::UnknownLot`], [`Error::AlreadyRecalled`], [`Error::TooManyRecalls`],
		/// [`Error::TooManyOwnRecalls`], [`Error::IdsExhausted`].
		///
		/// ## Events
		///
		/// [`Event::Recalled`] or [`Event::RecallProposed`]; later [`Event::RecallSpread`].
		#[pallet::call_index(100)]
		pub fn recall_lot(origin: OriginFor<T>, lot: TraceLotId, notice: Hash) -> DispatchResult {
			let member = T::MemberOrigin::ensure_origin(origin)?;
			Self::do_recall(member, lot, notice).map(|_| ())
		}

		/// Puts a proposed recall into force.
		///
		/// ## Dispatch Origin
		///
		/// The council.
		///
		/// ## Parameters
		///
		/// - `recall`: the recall.
		///
		/// ## Errors
		///
		/// [`Error::UnknownRecall`], [`Error::NotProposed`], [`Error::DecisionLate`],
		/// [`Error::UnknownLot`], [`Error::AlreadyRecalled`], [`Error::TooManyRecalls`].
		///
		/// ## Events
		///
		/// [`Event::Recalled`]; later [`Event::RecallSpread`].
		#[pallet::call_index(101)]
		pub fn confirm_recall(origin: OriginFor<T>, recall: RecallId) -> DispatchResult {
			T::AdminOrigin::ensure_origin(origin)?;
			Self::do_confirm_recall(recall)
		}

		/// Removes a proposed recall that the council has not confirmed in time, and returns its deposit.
		///
		/// ## Dispatch Origin
		///
		/// Signed by anybody. Free if it succeeds.
		///
		/// ## Parameters
		///
		/// - `recall`: the recall.
		///
		/// ## Errors
		///
		/// [`Error::UnknownRecall`], [`Error::NotProposed`], [`Error::DecisionOpen`].
		///
		/// ## Events
		///
		/// [`Event::RecallLapsed`].
		#[pallet::call_index(102)]
		pub fn lapse_recall(origin: OriginFor<T>, recall: RecallId) -> DispatchResultWithPostInfo {
			ensure_signed(origin)?;
			Self::do_lapse_recall(recall)?;
			Ok(Pays::No.into())
		}

		/// Ends a recall. Goods under no other recall are clear again within the next blocks.
		///
		/// ## Dispatch Origin
		///
		/// Signed by a member of an organisation in good standing: the organisation that recalled. Or the council.
		///
		/// ## Details
		///
		/// The deposit is returned when the last mark is gone; that of a proposed recall at once.
		///
		/// ## Parameters
		///
		/// - `recall`: the recall.
		///
		/// ## Errors
		///
		/// [`Error::UnknownRecall`], [`Error::NotRecaller`], [`Error::AlreadyEnding`],
		/// [`Error::TooManyEnding`].
		///
		/// ## Events
		///
		/// [`Event::RecallEnding`]; later, or if it was proposed at once, [`Event::RecallEnded`].
		#[pallet::call_index(103)]
		pub fn end_recall(origin: OriginFor<T>, recall: RecallId) -> DispatchResult {
			let by = match T::AdminOrigin::try_origin(origin) {
				Ok(_) => None,
				Err(origin) => Some(T::MemberOrigin::ensure_origin(origin)?.org),
			};
			Self::do_end_recall(by, recall)
		}

		/// Puts an asset into quarantine, with all that it holds.
		///
		/// ## Dispatch Origin
		///
		/// Signed by a member of an organisation in good standing: the owner.
		///
		/// ## Details
		///
		/// Nothing can join or leave the asset from then on. The assets that it is in count it, and can still
		/// be handed over. If sold goods on their way are the asset, or hold it, nobody answers to the seller
		/// any more for goods that are not delivered.
		///
		/// ## Parameters
		///
		/// - `asset`: the asset.
		/// - `circumstances`: when and where.
		///
		/// ## Errors
		///
		/// [`Error::UnknownAsset`], [`Error::AssetEnded`], [`Error::NotOwner`],
		/// [`Error::AlreadyInQuarantine`], [`Error::InFuture`], [`Error::TooOld`],
		/// [`Error::BeforeLastEvent`], [`Error::KeyMissing`], [`Error::BlockFull`].
		///
		/// ## Events
		///
		/// [`Event::Quarantined`], [`Event::Recorded`].
		#[pallet::call_index(104)]
		pub fn quarantine(
			origin: OriginFor<T>,
			asset: AssetId,
			circumstances: Box<Circumstances>,
		) -> DispatchResult {
			let Member { org, .. } = T::MemberOrigin::ensure_origin(origin)?;
			Self::do_quarantine(org, asset, *circumstances)
		}

		/// Releases an asset from quarantine.
		///
		/// ## Dispatch Origin
		///
		/// Signed by a member of an organisation in good standing: the owner. It is the same as before,
		/// as nothing in quarantine is sold.
		///
		/// ## Parameters
		///
		/// - `asset`: the asset.
		/// - `circumstances`: when and where.
		///
		/// ## Errors
		///
		/// [`Error::UnknownAsset`], [`Error::AssetEnded`], [`Error::NotOwner`],
		/// [`Error::NotInQuarantine`], [`Error::InFuture`], [`Error::TooOld`],
		/// [`Error::BeforeLastEvent`], [`Error::KeyMissing`], [`Error::BlockFull`].
		///
		/// ## Events
		///
		/// [`Event::Released`], [`Event::Recorded`].
		#[pallet::call_index(105)]
		pub fn release(
			origin: OriginFor<T>,
			asset: AssetId,
			circumstances: Box<Circumstances>,
		) -> DispatchResult {
			let Member { org, .. } = T::MemberOrigin::ensure_origin(origin)?;
			Self::do_release(org, asset, *circumstances)
		}
	}
}
