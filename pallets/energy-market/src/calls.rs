//! The pallet's calls: each checks its origin and leaves the rest to its `do_*`.

#[frame::pallet_section]
mod calls {
	#[pallet::call(weight(<T as Config>::WeightInfo))]
	impl<T: Config> Pallet<T> {
		/// Opens a zone, which the signer's organisation operates.
		///
		/// ## Dispatch Origin
		///
		/// Signed by the admin of a grid operator in good standing.
		///
		/// ## Details
		///
		/// The signer pays a deposit for the zone and its terms.
		///
		/// ## Parameters
		///
		/// - `eic`: the zone's code. No other zone has it.
		/// - `from`: the first slot. Its book is not open.
		/// - `terms`: the terms from then on.
		///
		/// ## Errors
		///
		/// [`Error::BadEic`], [`Error::EicTaken`], [`Error::TooEarly`], [`Error::TooFarAhead`], [`Error::BadGrid`],
		/// [`Error::Unaffordable`],
		/// [`Error::BadCharges`], [`Error::BadDeviation`], [`Error::NoDefault`], [`Error::DefaultTwice`],
		/// [`Error::UnknownTariff`], [`Error::NotSupplier`], [`Error::NotAvailable`], [`Error::TariffEnds`],
		/// [`Error::NotBegun`], [`Error::IdsExhausted`].
		///
		/// ## Events
		///
		/// [`Event::ZoneOpened`], [`Event::TermsSet`].
		#[pallet::call_index(0)]
		pub fn open_zone(
			origin: OriginFor<T>,
			eic: Eic,
			from: Slot,
			terms: Box<ZoneTermsOf<T>>,
		) -> DispatchResult {
			let member = T::GridOperatorAdminOrigin::ensure_origin(origin)?;
			Self::do_open_zone(member, eic, from, *terms)
		}

		/// Sets the terms of a zone from a slot on.
		///
		/// ## Dispatch Origin
		///
		/// Signed by the admin of a grid operator in good standing: the zone's.
		///
		/// ## Details
		///
		/// The signer pays a deposit for the terms, until they are removed. Terms that no slot needs any more
		/// are removed at once.
		///
		/// ## Parameters
		///
		/// - `zone`: the zone.
		/// - `from`: the first slot, after the least notice, and after the one in which the last terms begin.
		/// - `terms`: the terms from then on.
		///
		/// ## Errors
		///
		/// [`Error::UnknownZone`], [`Error::NotOperator`], [`Error::NotLater`], [`Error::TooManyChanges`], and those of
		/// the terms as in `open_zone`.
		///
		/// ## Events
		///
		/// [`Event::TermsSet`], [`Event::TermsForgotten`].
		#[pallet::call_index(1)]
		pub fn set_terms(
			origin: OriginFor<T>,
			zone: ZoneId,
			from: Slot,
			terms: Box<ZoneTermsOf<T>>,
		) -> DispatchResult {
			let member = T::GridOperatorAdminOrigin::ensure_origin(origin)?;
			Self::do_set_terms(member, zone, from, *terms)
		}

		/// Removes terms of a zone that no slot needs any more, and returns their deposits.
		///
		/// ## Dispatch Origin
		///
		/// Signed by anybody. Free if it succeeds.
		///
		/// ## Parameters
		///
		/// - `zone`: the zone.
		///
		/// ## Errors
		///
		/// [`Error::UnknownZone`], [`Error::StillNeeded`].
		///
		/// ## Events
		///
		/// [`Event::TermsForgotten`].
		#[pallet::call_index(2)]
		pub fn forget_terms(origin: OriginFor<T>, zone: ZoneId) -> DispatchResultWithPostInfo {
			ensure_signed(origin)?;
			Self::do_forget_terms(zone)?;
			Ok(Pays::No.into())
		}

		/// Removes a zone that has no metering points, and returns its deposits and all that is in its pot.
		///
		/// ## Dispatch Origin
		///
		/// Signed by the admin of a grid operator in good standing: the zone's.
		///
		/// ## Parameters
		///
		/// - `zone`: the zone.
		///
		/// ## Errors
		///
		/// [`Error::UnknownZone`], [`Error::NotOperator`], [`Error::ZoneInUse`].
		///
		/// ## Events
		///
		/// [`Event::TermsForgotten`], [`Event::ZoneDropped`].
		#[pallet::call_index(3)]
		pub fn drop_zone(origin: OriginFor<T>, zone: ZoneId) -> DispatchResult {
			let member = T::GridOperatorAdminOrigin::ensure_origin(origin)?;
			Self::do_drop_zone(member, zone)
		}

		/// Defines an index of day-ahead prices.
		///
		/// ## Dispatch Origin
		///
		/// Signed by a member of an organisation in good standing.
		///
		/// ## Details
		///
		/// The signer pays a deposit. An index never changes.
		///
		/// ## Parameters
		///
		/// - `name`: a name for people.
		/// - `publishers`: two or three organisations. A value counts if two of them published it.
		///
		/// ## Errors
		///
		/// [`Error::BadName`], [`Error::BadPublishers`], [`Error::UnknownOrganization`], [`Error::IdsExhausted`].
		///
		/// ## Events
		///
		/// [`Event::IndexDefined`].
		#[pallet::call_index(10)]
		pub fn define_index(
			origin: OriginFor<T>,
			name: Name,
			publishers: Publishers,
		) -> DispatchResult {
			let member = T::MemberOrigin::ensure_origin(origin)?;
			Self::do_define_index(member, name, publishers)
		}

		/// Publishes values of an index. A publisher cannot change a value later.
		///
		/// ## Dispatch Origin
		///
		/// Signed by a member of an organisation in good standing: a publisher.
		///
		/// ## Details
		///
		/// The signer pays a deposit for the first values of a period. The same value again changes nothing.
		///
		/// ## Parameters
		///
		/// - `index`: the index.
		/// - `from`: the slot of the first value. Its book is not open.
		/// - `values`: a value for each slot from then on, all of one period.
		///
		/// ## Errors
		///
		/// [`Error::UnknownIndex`], [`Error::NotPublisher`], [`Error::NotOnePeriod`], [`Error::TooEarly`],
		/// [`Error::TooFarAhead`], [`Error::BadRate`], [`Error::AlreadyPublished`].
		///
		/// ## Events
		///
		/// [`Event::IndexPublished`].
		#[pallet::call_index(11)]
		#[pallet::weight(T::WeightInfo::publish(values.len() as u32))]
		pub fn publish(
			origin: OriginFor<T>,
			index: IndexId,
			from: Slot,
			values: BoundedVec<Rate, MaxPeriod>,
		) -> DispatchResult {
			let member = T::MemberOrigin::ensure_origin(origin)?;
			Self::do_publish(member, index, from, values)
		}

		/// Removes what was published of an index for a period that no account needs any more, and returns the
		/// deposits.
		///
		/// ## Dispatch Origin
		///
		/// Signed by anybody. Free if it succeeds.
		///
		/// ## Parameters
		///
		/// - `index`: the index.
		/// - `period`: the period.
		///
		/// ## Errors
		///
		/// [`Error::NotPublished`], [`Error::StillNeeded`].
		///
		/// ## Events
		///
		/// [`Event::ReportsDropped`].
		#[pallet::call_index(12)]
		pub fn drop_reports(
			origin: OriginFor<T>,
			index: IndexId,
			period: Period,
		) -> DispatchResultWithPostInfo {
			ensure_signed(origin)?;
			Self::do_drop_reports(index, period)?;
			Ok(Pays::No.into())
		}

		/// Removes an index, and returns its deposit.
		///
		/// ## Dispatch Origin
		///
		/// Signed by a member of an organisation in good standing: the one that defined it.
		///
		/// ## Details
		///
		/// If stored tariffs follow the index, it stays, and can be published, until the last of them is removed. Their
		/// deposits cover it. No other version can follow it from now on.
		///
		/// ## Parameters
		///
		/// - `index`: the index.
		///
		/// ## Errors
		///
		/// [`Error::UnknownIndex`], [`Error::NotDefiner`], [`Error::IndexInUse`].
		///
		/// ## Events
		///
		/// [`Event::IndexDropped`].
		#[pallet::call_index(13)]
		pub fn drop_index(origin: OriginFor<T>, index: IndexId) -> DispatchResult {
			let Member { org, .. } = T::MemberOrigin::ensure_origin(origin)?;
			Self::do_drop_index(org, index)
		}

		/// Offers a tariff, with its first version.
		///
		/// ## Dispatch Origin
		///
		/// Signed by the admin of an energy supplier in good standing.
		///
		/// ## Details
		///
		/// The signer pays a deposit for the tariff and its first version. Only its versions change, with notice.
		///
		/// ## Parameters
		///
		/// - `name`: a name for people.
		/// - `availability`: who can have it, and which grid operator can name it as a default.
		/// - `notice`: how many whole slots lie between each announcement and the slot in which it takes effect: at
		///   least `least_notice`.
		/// - `from`: the first slot. Its book is not open.
		/// - `first`: the first version.
		///
		/// ## Errors
		///
		/// [`Error::BadName`], [`Error::NoticeTooShort`], [`Error::NoticeTooLong`], [`Error::TooEarly`],
		/// [`Error::TooFarAhead`], [`Error::BadTariff`], [`Error::UnknownIndex`], [`Error::OwnIndex`],
		/// [`Error::IdsExhausted`].
		///
		/// ## Events
		///
		/// [`Event::TariffOffered`], [`Event::VersionPublished`].
		#[pallet::call_index(20)]
		pub fn offer_tariff(
			origin: OriginFor<T>,
			name: Name,
			availability: Availability,
			notice: u32,
			from: Slot,
			first: Box<Tariff>,
		) -> DispatchResult {
			let member = T::SupplierAdminOrigin::ensure_origin(origin)?;
			Self::do_offer_tariff(member, name, availability, notice, from, *first)
		}

		/// Publishes the next version of a tariff.
		///
		/// ## Dispatch Origin
		///
		/// Signed by the admin of an energy supplier in good standing: the tariff's.
		///
		/// ## Details
		///
		/// The signer pays a deposit for the version, until it is removed. Versions that no slot needs any more are
		/// removed at once.
		///
		/// ## Parameters
		///
		/// - `tariff`: the tariff.
		/// - `from`: the first slot: after the notice, and after the slot in which the last version begins.
		/// - `next`: the version.
		///
		/// ## Errors
		///
		/// [`Error::UnknownTariff`], [`Error::NotSupplier`], [`Error::TariffEnds`], [`Error::TooEarly`],
		/// [`Error::TooFarAhead`], [`Error::NotLater`], [`Error::TooManyChanges`], [`Error::BadTariff`],
		/// [`Error::UnknownIndex`], [`Error::OwnIndex`], [`Error::IdsExhausted`].
		///
		/// ## Events
		///
		/// [`Event::VersionPublished`], [`Event::VersionForgotten`].
		#[pallet::call_index(21)]
		pub fn publish_version(
			origin: OriginFor<T>,
			tariff: TariffId,
			from: Slot,
			next: Box<Tariff>,
		) -> DispatchResult {
			let member = T::SupplierAdminOrigin::ensure_origin(origin)?;
			Self::do_publish_version(member, tariff, from, *next)
		}

		/// Ends a tariff from a slot on. Its customers are then supplied by their zone's default.
		///
		/// ## Dispatch Origin
		///
		/// Signed by the admin of an energy supplier in good standing: the tariff's.
		///
		/// ## Details
		///
		/// In a zone that has it as a default, the next default in force supplies from then on. If there is none, the
		/// tariff goes on in the version that it has, until the operator names another default.
		///
		/// ## Parameters
		///
		/// - `tariff`: the tariff.
		/// - `from`: the first slot without it, after the notice.
		///
		/// ## Errors
		///
		/// [`Error::UnknownTariff`], [`Error::NotSupplier`], [`Error::TariffEnds`], [`Error::TooEarly`],
		/// [`Error::TooFarAhead`].
		///
		/// ## Events
		///
		/// [`Event::TariffEnded`].
		#[pallet::call_index(22)]
		pub fn end_tariff(origin: OriginFor<T>, tariff: TariffId, from: Slot) -> DispatchResult {
			let Member { org, .. } = T::SupplierAdminOrigin::ensure_origin(origin)?;
			Self::do_end_tariff(org, tariff, from)
		}

		/// Removes versions of a tariff that no slot needs any more, and returns their deposits.
		///
		/// ## Dispatch Origin
		///
		/// Signed by anybody. Free if it succeeds.
		///
		/// ## Parameters
		///
		/// - `tariff`: the tariff.
		///
		/// ## Errors
		///
		/// [`Error::UnknownTariff`], [`Error::StillNeeded`].
		///
		/// ## Events
		///
		/// [`Event::VersionForgotten`].
		#[pallet::call_index(23)]
		pub fn forget_versions(
			origin: OriginFor<T>,
			tariff: TariffId,
		) -> DispatchResultWithPostInfo {
			ensure_signed(origin)?;
			Self::do_forget_versions(tariff)?;
			Ok(Pays::No.into())
		}

		/// Removes a tariff that has ended, and returns its deposits. Neither an account nor a zone's terms may need
		/// it any more.
		///
		/// ## Dispatch Origin
		///
		/// Signed by anybody. Free if it succeeds.
		///
		/// ## Parameters
		///
		/// - `tariff`: the tariff.
		///
		/// ## Errors
		///
		/// [`Error::UnknownTariff`], [`Error::TariffInUse`], [`Error::StillNeeded`], [`Error::InDebt`] if it is
		/// the last tariff of a supplier who owes something.
		///
		/// ## Events
		///
		/// [`Event::VersionForgotten`], [`Event::TariffDropped`].
		#[pallet::call_index(24)]
		pub fn drop_tariff(origin: OriginFor<T>, tariff: TariffId) -> DispatchResultWithPostInfo {
			ensure_signed(origin)?;
			Self::do_drop_tariff(tariff)?;
			Ok(Pays::No.into())
		}

		/// Updates a supplier's standing, from the first slot on whose book is not open.
		///
		/// ## Dispatch Origin
		///
		/// Signed by anybody. Free if it succeeds.
		///
		/// ## Details
		///
		/// Each block does this for a few suppliers in turn. This call saves the wait.
		///
		/// ## Parameters
		///
		/// - `supplier`: the supplier.
		///
		/// ## Errors
		///
		/// [`Error::UnknownSupplier`], [`Error::NothingChanged`], [`Error::TooManyChanges`].
		///
		/// ## Events
		///
		/// [`Event::StandingNoted`].
		#[pallet::call_index(25)]
		pub fn note_standing(origin: OriginFor<T>, supplier: OrgId) -> DispatchResultWithPostInfo {
			ensure_signed(origin)?;
			Self::do_note_standing(supplier)?;
			Ok(Pays::No.into())
		}

		/// Proposes a metering point.
		///
		/// ## Dispatch Origin
		///
		/// Signed by anybody: the owner.
		///
		/// ## Details
		///
		/// The owner pays one deposit for all that the chain keeps of the point. If each point has its own account,
		/// nobody can link them.
		///
		/// ## Parameters
		///
		/// - `point`: the id, drawn at random.
		/// - `zone`: where it is.
		/// - `meter`: the device that reads it, and the channels of its registers.
		/// - `powers`: what it can take and deliver at most, in watts.
		///
		/// ## Errors
		///
		/// [`Error::UnknownZone`], [`Error::PointTaken`], [`Error::OneRegister`], [`Error::NoPower`],
		/// [`Error::TooMuchPower`].
		///
		/// ## Events
		///
		/// [`Event::PointProposed`].
		#[pallet::call_index(30)]
		pub fn propose_point(
			origin: OriginFor<T>,
			point: PointId,
			zone: ZoneId,
			meter: Meter,
			powers: Powers,
		) -> DispatchResult {
			let owner = ensure_signed(origin)?;
			Self::do_propose_point(owner, point, zone, meter, powers)
		}

		/// Confirms owner, device and powers of a metering point. The point takes part from the next slot on whose
		/// book is not open, or from the zone's first slot if that is later. The zone's default supplies it until a
		/// contract begins.
		///
		/// ## Dispatch Origin
		///
		/// Signed by a member of a grid operator in good standing: the zone's. Nobody else.
		///
		/// ## Parameters
		///
		/// - `point`: the metering point.
		/// - `owner`: the account of whoever has the connection, as they told the operator. Whoever else proposes the
		///   point has copied it.
		/// - `meter`: the device and channels, as proposed. No other confirmed point has the device.
		/// - `powers`: what the point can take and deliver at most, as proposed.
		///
		/// ## Errors
		///
		/// [`Error::UnknownPoint`], [`Error::NotOperator`], [`Error::NotProposed`], [`Error::ProposalDiffers`],
		/// [`Error::UnknownDevice`], [`Error::DeviceNotActive`], [`Error::NotEndorsed`], [`Error::NotCalibrated`],
		/// [`Error::NoRegister`], [`Error::DeviceTaken`], [`Error::TooManyMeters`].
		///
		/// ## Events
		///
		/// [`Event::PointConfirmed`].
		#[pallet::call_index(31)]
		pub fn confirm_point(
			origin: OriginFor<T>,
			point: PointId,
			owner: T::AccountId,
			meter: Meter,
			powers: Powers,
		) -> DispatchResult {
			let Member { org, .. } = T::GridOperatorOrigin::ensure_origin(origin)?;
			Self::do_confirm_point(org, point, owner, meter, powers)
		}

		/// Proposes another device as the meter of a point from a slot on.
		///
		/// ## Dispatch Origin
		///
		/// Signed by the owner of the metering point.
		///
		/// ## Details
		///
		/// The proposal replaces an earlier one. Nothing changes unless the grid operator confirms exactly this
		/// before the slot begins.
		///
		/// ## Parameters
		///
		/// - `point`: the metering point.
		/// - `meter`: the device and channels.
		/// - `from`: the first slot. It has not begun.
		///
		/// ## Errors
		///
		/// [`Error::UnknownPoint`], [`Error::NotOwner`], [`Error::NotConfirmed`], [`Error::OneRegister`],
		/// [`Error::TooEarly`], [`Error::TooFarAhead`].
		///
		/// ## Events
		///
		/// [`Event::MeterProposed`].
		#[pallet::call_index(38)]
		pub fn propose_meter(
			origin: OriginFor<T>,
			point: PointId,
			meter: Meter,
			from: Slot,
		) -> DispatchResult {
			let owner = ensure_signed(origin)?;
			Self::do_propose_meter(owner, point, meter, from)
		}

		/// Confirms the device that a point's owner proposed: it meters the point from a slot on.
		///
		/// ## Dispatch Origin
		///
		/// Signed by a member of a grid operator in good standing: the zone's. Nobody else.
		///
		/// ## Details
		///
		/// The old device meters the slots before, and the new device the slots from then on, each from its own
		/// readings. So both sign their registers at the boundary; the new one's need not be 0. A slot is
		/// estimated if its device did not read both of its ends.
		///
		/// ## Parameters
		///
		/// - `point`: the metering point.
		/// - `meter`: the device and channels, as proposed. It meters no other point from then on.
		/// - `from`: the first slot, as proposed. It has not begun, even by the old meter's clock.
		///
		/// ## Errors
		///
		/// [`Error::UnknownPoint`], [`Error::NotOperator`], [`Error::NotConfirmed`], [`Error::ProposalDiffers`],
		/// [`Error::TooEarly`], [`Error::TooFarAhead`], [`Error::NotLater`], [`Error::UnknownDevice`],
		/// [`Error::DeviceNotActive`], [`Error::NotEndorsed`], [`Error::NotCalibrated`], [`Error::NoRegister`],
		/// [`Error::DeviceTaken`], [`Error::TooManyMeters`].
		///
		/// ## Events
		///
		/// [`Event::MeterReplaced`].
		#[pallet::call_index(61)]
		pub fn confirm_meter(
			origin: OriginFor<T>,
			point: PointId,
			meter: Meter,
			from: Slot,
		) -> DispatchResult {
			let Member { org, .. } = T::GridOperatorOrigin::ensure_origin(origin)?;
			Self::do_confirm_meter(org, point, meter, from)
		}

		/// Shows all readings of a segment. So far only the first and the last are known; then the slots in
		/// between count as measured.
		///
		/// ## Dispatch Origin
		///
		/// Signed by anybody. Free if it succeeds.
		///
		/// ## Details
		///
		/// `meters` lists the segments that wait for this: the newest eight of a register that are longer than a slot,
		/// have up to 128 readings and are not doubtful. Each is shown once, with all of its readings. The slots then have
		/// the energy that they would have if the device had sent each reading alone. Slots of a period whose last
		/// deadline is over do not change.
		///
		/// ## Parameters
		///
		/// - `point`: the metering point.
		/// - `stream`: the register.
		/// - `readings`: the segment's readings of the register, in ascending order of time.
		///
		/// ## Errors
		///
		/// [`Error::UnknownPoint`], [`Error::UnsortedReadings`], [`Error::NothingToShow`],
		/// [`Error::ReadingsDiffer`], [`Error::RegisterFell`], [`Error::TooLate`].
		///
		/// ## Events
		///
		/// [`Event::ReadingsShown`].
		#[pallet::call_index(59)]
		#[pallet::weight(T::WeightInfo::show_readings(readings.len() as u32))]
		pub fn show_readings(
			origin: OriginFor<T>,
			point: PointId,
			stream: StreamId,
			readings: ShownReadings,
		) -> DispatchResultWithPostInfo {
			ensure_signed(origin)?;
			Self::do_show_readings(point, stream, &readings)?;
			Ok(Pays::No.into())
		}

		/// Removes readings of a metering point that no account needs any more, and devices that no longer meter
		/// it.
		///
		/// ## Dispatch Origin
		///
		/// Signed by anybody. Free if it succeeds.
		///
		/// ## Details
		///
		/// Readings of a period are also removed when later ones arrive.
		///
		/// ## Parameters
		///
		/// - `point`: the metering point.
		///
		/// ## Errors
		///
		/// [`Error::UnknownPoint`], [`Error::StillNeeded`].
		///
		/// ## Events
		///
		/// [`Event::ReadingsForgotten`].
		#[pallet::call_index(39)]
		pub fn forget_readings(origin: OriginFor<T>, point: PointId) -> DispatchResultWithPostInfo {
			ensure_signed(origin)?;
			Self::do_forget_readings(point)?;
			Ok(Pays::No.into())
		}

		/// Closes a metering point from the next slot on whose book is not open, or removes a proposal.
		///
		/// ## Dispatch Origin
		///
		/// Signed by the owner, or by a member of the zone's grid operator in good standing.
		///
		/// ## Parameters
		///
		/// - `point`: the metering point.
		///
		/// ## Errors
		///
		/// [`Error::UnknownPoint`], [`Error::NotOwner`], [`Error::PointOver`].
		///
		/// ## Events
		///
		/// [`Event::PointClosed`] or [`Event::PointDropped`].
		#[pallet::call_index(32)]
		pub fn close_point(origin: OriginFor<T>, point: PointId) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_close_point(who, point)
		}

		/// Removes a closed metering point that no account needs any more, and returns its deposit and margin.
		///
		/// ## Dispatch Origin
		///
		/// Signed by anybody. Free if it succeeds.
		///
		/// ## Details
		///
		/// The point's debts are paid first, as by `pay_debts`. Debts with a dissolved supplier are then written off. All
		/// other debts of the point are written off once the retention and the term of payment have passed since its end.
		/// From then on, what suppliers owe the point is written off, too, if its owner signs.
		///
		/// ## Parameters
		///
		/// - `point`: the metering point.
		///
		/// ## Errors
		///
		/// [`Error::UnknownPoint`], [`Error::StillNeeded`], [`Error::Unsettled`], [`Error::InDebt`].
		///
		/// ## Events
		///
		/// [`Event::WrittenOff`], [`Event::DebtsPaid`], [`Event::PointDropped`].
		#[pallet::call_index(33)]
		#[pallet::weight(Pallet::<T>::weight_of_drop(MAX_DEBTS))]
		pub fn drop_point(origin: OriginFor<T>, point: PointId) -> DispatchResultWithPostInfo {
			let who = ensure_signed(origin)?;
			let parties = Self::do_drop_point(&who, point)?;
			Ok((Some(Self::weight_of_drop(parties)), Pays::No).into())
		}

		/// Requests a contract. If the tariff is open to everybody, the contract is agreed by this.
		///
		/// ## Dispatch Origin
		///
		/// Signed by the owner of the metering point.
		///
		/// ## Details
		///
		/// A contract replaces all that was to begin in that slot or later. A request replaces the request before.
		///
		/// ## Parameters
		///
		/// - `point`: the metering point.
		/// - `tariff`: the tariff.
		/// - `from`: the first slot. Its book is not open.
		///
		/// ## Errors
		///
		/// [`Error::UnknownPoint`], [`Error::NotOwner`], [`Error::UnknownTariff`], [`Error::NotConfirmed`],
		/// [`Error::TooEarly`], [`Error::TooFarAhead`], [`Error::NotSupplying`], [`Error::NotBegun`],
		/// [`Error::TariffEnds`], [`Error::TooManyChanges`], [`Error::Overdue`], [`Error::InDebt`] if the
		/// parties of open debts, the suppliers of slots that are kept and the new one are more than twelve together,
		/// and [`Error::FloatTooLow`] if the tariff is open or a default, and its supplier is another one than before.
		///
		/// ## Events
		///
		/// [`Event::ContractRequested`] or [`Event::ContractAgreed`].
		#[pallet::call_index(34)]
		pub fn request_contract(
			origin: OriginFor<T>,
			point: PointId,
			tariff: TariffId,
			from: Slot,
		) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_request_contract(who, point, tariff, from)
		}

		/// Accepts a request for a contract.
		///
		/// ## Dispatch Origin
		///
		/// Signed by the admin of an energy supplier in good standing: the one that is asked.
		///
		/// ## Parameters
		///
		/// - `point`: the metering point.
		/// - `tariff`: the tariff, as requested.
		/// - `from`: the first slot, as requested. Its book is not open.
		///
		/// ## Errors
		///
		/// [`Error::NotRequested`], [`Error::FloatTooLow`], and those of `request_contract` but `NotOwner`, `Overdue` and `InDebt`.
		///
		/// ## Events
		///
		/// [`Event::ContractAgreed`].
		#[pallet::call_index(35)]
		pub fn accept_contract(
			origin: OriginFor<T>,
			point: PointId,
			tariff: TariffId,
			from: Slot,
		) -> DispatchResult {
			let Member { org, .. } = T::SupplierAdminOrigin::ensure_origin(origin)?;
			Self::do_accept_contract(org, point, tariff, from)
		}

		/// Withdraws or refuses a request for a contract.
		///
		/// ## Dispatch Origin
		///
		/// Signed by the owner of the metering point, or by a member of the supplier in good standing.
		///
		/// ## Parameters
		///
		/// - `point`: the metering point.
		///
		/// ## Errors
		///
		/// [`Error::NotRequested`], [`Error::UnknownPoint`], [`Error::NotOwner`].
		///
		/// ## Events
		///
		/// [`Event::RequestWithdrawn`].
		#[pallet::call_index(36)]
		pub fn withdraw_request(origin: OriginFor<T>, point: PointId) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_withdraw_request(who, point)
		}

		/// Ends a contract from a slot on. The zone's default then supplies.
		///
		/// ## Dispatch Origin
		///
		/// Signed by the owner of the metering point, or by a member of the supplier in good standing.
		///
		/// ## Details
		///
		/// The owner also gives up whatever was to begin in that slot or later. The supplier keeps the tariff's
		/// notice.
		///
		/// ## Parameters
		///
		/// - `point`: the metering point.
		/// - `from`: the first slot without it. Its book is not open.
		///
		/// ## Errors
		///
		/// [`Error::UnknownPoint`], [`Error::NotConfirmed`], [`Error::NoContract`], [`Error::NotSupplier`],
		/// [`Error::TooEarly`], [`Error::TooFarAhead`], [`Error::TooManyChanges`].
		///
		/// ## Events
		///
		/// [`Event::ContractEnded`].
		#[pallet::call_index(37)]
		pub fn end_contract(origin: OriginFor<T>, point: PointId, from: Slot) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_end_contract(who, point, from)
		}

		// Orders and clearing.

		/// Puts money on hold for the orders of a metering point.
		///
		/// ## Dispatch Origin
		///
		/// Signed by the point's owner.
		///
		/// ## Parameters
		///
		/// - `point`: the metering point.
		/// - `amount`: how much.
		///
		/// ## Errors
		///
		/// [`Error::UnknownPoint`], [`Error::NotOwner`], [`Error::NothingToHold`],
		/// [`Error::Unaffordable`].
		///
		/// ## Events
		///
		/// [`Event::Funded`].
		#[pallet::call_index(40)]
		pub fn fund(origin: OriginFor<T>, point: PointId, amount: BalanceOf<T>) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_fund(who, point, amount)
		}

		/// Withdraws money of a metering point's margin that no order needs, and that the point does not owe.
		///
		/// ## Dispatch Origin
		///
		/// Signed by the point's owner.
		///
		/// ## Details
		///
		/// What the point owes, or will owe by its preliminary accounts, stays for anybody's `pay_debts` and
		/// `settle`.
		///
		/// ## Parameters
		///
		/// - `point`: the metering point.
		/// - `amount`: how much.
		///
		/// ## Errors
		///
		/// [`Error::UnknownPoint`], [`Error::NotOwner`], [`Error::NothingToHold`],
		/// [`Error::MarginTooLow`], [`Error::InDebt`].
		///
		/// ## Events
		///
		/// [`Event::Withdrawn`].
		#[pallet::call_index(41)]
		pub fn withdraw(
			origin: OriginFor<T>,
			point: PointId,
			amount: BalanceOf<T>,
		) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_withdraw(who, point, amount)
		}

		/// Places a metering point's bids and asks in slots of a period.
		///
		/// ## Dispatch Origin
		///
		/// Signed by the point's owner.
		///
		/// ## Details
		///
		/// Quantities are absolute: an order replaces the one that the point has in the slot, and an order
		/// without steps removes it. Slots that are not named do not change. An order that is stored already
		/// changes nothing, so that a call can be sent again at any time.
		///
		/// The call locks the most that each step can cost in the point's margin, by the point's tariff in the slot. It
		/// cannot lock money that the point owes, or will owe by its preliminary accounts. If one order is refused,
		/// nothing changes. A point with an overdue debt, or one that is left unsettled, can cancel orders but not
		/// place any.
		///
		/// ## Parameters
		///
		/// - `point`: the metering point.
		/// - `period`: the period.
		/// - `orders`: the places of slots in the period, from 0, in ascending order, each with an order.
		///
		/// ## Errors
		///
		/// [`Error::UnknownPoint`], [`Error::NotOwner`], [`Error::NotTakingPart`],
		/// [`Error::UnsortedOrders`], [`Error::UnknownSlot`], [`Error::NotOpen`], [`Error::GateClosed`],
		/// [`Error::OrderFirm`], [`Error::UnsortedSteps`], [`Error::EmptyStep`], [`Error::AboveCap`],
		/// [`Error::BeyondPower`], [`Error::MarginTooLow`], [`Error::BookFull`], [`Error::Overdue`],
		/// [`Error::Unsettled`].
		///
		/// ## Events
		///
		/// [`Event::Placed`].
		#[pallet::call_index(42)]
		#[pallet::weight(Pallet::<T>::weight_of_place(orders))]
		pub fn place(
			origin: OriginFor<T>,
			point: PointId,
			period: Period,
			orders: NewOrders,
		) -> DispatchResultWithPostInfo {
			let who = ensure_signed(origin)?;
			Ok(Some(Self::do_place(who, point, period, orders)?).into())
		}

		/// Counts the trades of metering points in a period whose slots are all cleared, and frees the margin
		/// of the rest of their orders.
		///
		/// ## Dispatch Origin
		///
		/// Signed by anybody. Free if it counts 64 points, or the last ones of the period.
		///
		/// ## Details
		///
		/// Blocks do the same with the time that is left. Points are counted in the order of their hashed ids,
		/// each once, whoever calls.
		///
		/// ## Parameters
		///
		/// - `zone`: the zone.
		/// - `period`: the period.
		/// - `points`: how many points at most.
		///
		/// ## Errors
		///
		/// [`Error::NotCleared`], [`Error::NothingToCount`].
		///
		/// ## Events
		///
		/// [`Event::Counted`] for each point, [`Event::PeriodCounted`] after the last one.
		#[pallet::call_index(43)]
		#[pallet::weight(T::WeightInfo::advance(*points))]
		pub fn advance(
			origin: OriginFor<T>,
			zone: ZoneId,
			period: Period,
			points: u32,
		) -> DispatchResultWithPostInfo {
			ensure_signed(origin)?;
			let (counted, pays) = Self::do_advance(zone, period, points)?;
			Ok((Some(T::WeightInfo::advance(counted)), pays).into())
		}

		// Settlement.

		/// Settles a metering point's account of a period.
		///
		/// ## Dispatch Origin
		///
		/// Signed by anybody. Free if it succeeds, unless it replaces a preliminary account and changes its reserve by
		/// less than an eighth.
		///
		/// ## Details
		///
		/// The account is final if it is the first that is not settled, and either no slot is estimated or the last
		/// deadline is over. Otherwise no money moves: what the point will owe, by the present readings, is reserved from
		/// its free margin, and the next call replaces the reserve if it differs. Final accounts are made in the order of
		/// periods. The event has the accounts with their lines.
		///
		/// A final account is paid at once. The market pays first; then deviations are paid, out of what is locked for
		/// trades; then suppliers pay, out of their floats; then charges and supply are paid, out of the free margin.
		/// What is not paid becomes a debt: see `debts`. Earlier debts are paid, too.
		///
		/// If nobody settled a period within the retention, nothing is booked: the market pays what it owes,
		/// and what was locked for trades is freed.
		///
		/// ## Parameters
		///
		/// - `point`: the metering point.
		/// - `period`: the period.
		///
		/// ## Errors
		///
		/// [`Error::UnknownPoint`], [`Error::NotTakingPart`], [`Error::AlreadySettled`], [`Error::NotDue`],
		/// [`Error::NotCounted`], [`Error::NotInOrder`], [`Error::NotFinal`].
		///
		/// ## Events
		///
		/// [`Event::WrittenOff`], [`Event::Settled`].
		#[pallet::call_index(80)]
		#[pallet::weight(Pallet::<T>::weight_of_settle(MAX_AT_ONCE))]
		pub fn settle(
			origin: OriginFor<T>,
			point: PointId,
			period: Period,
		) -> DispatchResultWithPostInfo {
			ensure_signed(origin)?;
			let (parties, pays) = Self::do_settle(point, period)?;
			Ok((Some(Self::weight_of_settle(parties)), pays).into())
		}

		/// Pays the debts between a metering point and others, as far as the suppliers' floats and the point's
		/// free margin suffice.
		///
		/// ## Dispatch Origin
		///
		/// Signed by anybody. Free if it succeeds.
		///
		/// ## Parameters
		///
		/// - `point`: the metering point.
		///
		/// ## Errors
		///
		/// [`Error::UnknownPoint`], [`Error::NothingToPay`].
		///
		/// ## Events
		///
		/// [`Event::DebtsPaid`].
		#[pallet::call_index(81)]
		#[pallet::weight(T::WeightInfo::pay_debts(MAX_DEBTS))]
		pub fn pay_debts(origin: OriginFor<T>, point: PointId) -> DispatchResultWithPostInfo {
			ensure_signed(origin)?;
			let parties = Self::do_pay_debts(point)?;
			Ok((Some(T::WeightInfo::pay_debts(parties)), Pays::No).into())
		}

		/// Waives a debt, or a part of it.
		///
		/// ## Dispatch Origin
		///
		/// Signed by the creditor: the supplier's admin, the payee, or the point's owner if the supplier owes it. For a
		/// payee that is an organisation, its admin signs. An organisation has to be in good standing.
		///
		/// ## Parameters
		///
		/// - `point`: the metering point.
		/// - `party`: the other party of the debt.
		/// - `amount`: how much at most.
		///
		/// ## Errors
		///
		/// [`Error::UnknownPoint`], [`Error::NoDebt`], [`Error::NotCreditor`].
		///
		/// ## Events
		///
		/// [`Event::Forgiven`].
		#[pallet::call_index(82)]
		pub fn forgive(
			origin: OriginFor<T>,
			point: PointId,
			party: Party<T::AccountId>,
			amount: BalanceOf<T>,
		) -> DispatchResult {
			let who = ensure_signed(origin.clone())?;
			let admin = T::OrgAdminOrigin::ensure_origin(origin).ok();
			Self::do_forgive(who, admin.map(|admin| admin.org), point, party, amount)
		}

		/// Puts money of a supplier's account on hold, from which customers are paid.
		///
		/// ## Dispatch Origin
		///
		/// Signed by the admin of an energy supplier in good standing that has a tariff.
		///
		/// ## Parameters
		///
		/// - `amount`: how much.
		///
		/// ## Errors
		///
		/// [`Error::UnknownSupplier`], [`Error::NothingToHold`], [`Error::UnknownOrganization`],
		/// [`Error::Unaffordable`].
		///
		/// ## Events
		///
		/// [`Event::FloatFunded`].
		#[pallet::call_index(83)]
		pub fn fund_float(origin: OriginFor<T>, amount: BalanceOf<T>) -> DispatchResult {
			let Member { org, .. } = T::SupplierAdminOrigin::ensure_origin(origin)?;
			Self::do_fund_float(org, amount)
		}

		/// Returns money of a supplier's float that it does not need to the supplier's account.
		///
		/// ## Dispatch Origin
		///
		/// Signed by the admin of an energy supplier in good standing.
		///
		/// ## Parameters
		///
		/// - `amount`: how much.
		///
		/// ## Errors
		///
		/// [`Error::UnknownSupplier`], [`Error::NothingToHold`], [`Error::FloatTooLow`],
		/// [`Error::UnknownOrganization`].
		///
		/// ## Events
		///
		/// [`Event::FloatWithdrawn`].
		#[pallet::call_index(84)]
		pub fn withdraw_float(origin: OriginFor<T>, amount: BalanceOf<T>) -> DispatchResult {
			let Member { org, .. } = T::SupplierAdminOrigin::ensure_origin(origin)?;
			Self::do_withdraw_float(org, amount)
		}
	}
}
