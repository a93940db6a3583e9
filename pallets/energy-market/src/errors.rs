//! The pallet's errors, by feature.

#[frame::pallet_section]
mod errors {
	#[pallet::error]
	pub enum Error<T> {
		/// All ids or counters are used up.
		IdsExhausted,
		/// The name is empty, not UTF-8, or has a control character.
		BadName,
		/// No organisation has this id.
		UnknownOrganization,
		/// The slot is open for orders, or will be before the notice has passed. Take a later one: a
		/// change must not affect what is already sold.
		TooEarly,
		/// The slot is further ahead than `MaxAhead`. Take an earlier one.
		TooFarAhead,
		/// The last change begins in this slot or later. Take a slot after it.
		NotLater,
		/// There are too many changes. Wait until the first ones are old enough to be forgotten.
		TooManyChanges,
		/// All or part of the record is still in force, or needed for accounts. Wait.
		StillNeeded,
		/// No zone has this id. Read `Zones`.
		UnknownZone,
		/// Another organisation operates the zone.
		NotOperator,
		/// The code is not the EIC of an area, or its check character is wrong. Look for a
		/// misprint.
		BadEic,
		/// Another zone has this code.
		EicTaken,
		/// The prices from floor to cap are not a whole number of ticks, or more than 1,024 ticks,
		/// or too large.
		BadGrid,
		/// A charge is negative or too large.
		BadCharges,
		/// The deviation charge is below a tick of the grid, or too large.
		BadDeviation,
		/// No default supplier is named, or none of them is in good standing.
		NoDefault,
		/// A default is named twice.
		DefaultTwice,
		/// The zone has metering points.
		ZoneInUse,
		/// No index has this id, or it was dropped. Read `Indices`.
		UnknownIndex,
		/// There are fewer than two publishers, or one is named twice.
		BadPublishers,
		/// The organisation is not among the index's publishers.
		NotPublisher,
		/// Another organisation defined the index.
		NotDefiner,
		/// There are no values, or they are of more than one period. Publish the values of each
		/// period in their own call.
		NotOnePeriod,
		/// A rate is outside the range that tariffs can have.
		BadRate,
		/// The publisher has published another value for a slot, which cannot change. If two others
		/// agree on the right value, that counts.
		AlreadyPublished,
		/// No report of the index is stored for this period.
		NotPublished,
		/// The index was dropped, and its deposit returned. Its record is removed with the last stored version of a tariff
		/// that follows it.
		IndexInUse,
		/// No tariff has this id, or it was dropped. Read `Tariffs`.
		UnknownTariff,
		/// The tariff or contract is another supplier's.
		NotSupplier,
		/// A rate, band or block of the tariff is out of bounds, or feed-in is paid by blocks.
		BadTariff,
		/// The supplier itself publishes the index that the tariff follows. Take an index of
		/// others.
		OwnIndex,
		/// The notice is shorter than `least_notice`: the books are open ahead, and customers need time to leave.
		NoticeTooShort,
		/// The notice is longer than `MaxAhead`, so that the tariff could never change.
		NoticeTooLong,
		/// The tariff is not offered to this grid operator as a default. Ask a supplier to offer one.
		NotAvailable,
		/// The tariff has no version in this slot. Take a later one.
		NotBegun,
		/// The tariff has an end. Take another one.
		TariffEnds,
		/// Stored terms of a zone name the tariff as a default. It can be dropped when these are forgotten.
		TariffInUse,
		/// The organisation has no tariffs.
		UnknownSupplier,
		/// The supplier is not in good standing, is no energy supplier any more, or has owed its customers more than its
		/// float for longer than the term of payment.
		NotSupplying,
		/// The supplier's standing is the same as recorded.
		NothingChanged,
		/// No metering point has this id. Read `Points`.
		UnknownPoint,
		/// Another metering point has this id. Draw another one.
		PointTaken,
		/// Import and export name the same channel. Name a register for each direction.
		OneRegister,
		/// The metering point could neither take nor deliver energy.
		NoPower,
		/// The metering point could take or deliver more than the chain allows. Propose a lower power.
		TooMuchPower,
		/// The metering point belongs to another account.
		NotOwner,
		/// The metering point was confirmed before.
		NotProposed,
		/// There is no such proposal: none at all, or one with another owner, meter, powers or slot. Read `point` or
		/// `proposed_meter` again, and ask the owner.
		ProposalDiffers,
		/// The metering point is not confirmed, or is closed.
		NotConfirmed,
		/// The metering point is closed.
		PointOver,
		/// No device has this id. Register it.
		UnknownDevice,
		/// The device is suspended, revoked or retired.
		DeviceNotActive,
		/// The device is the meter of another metering point. Close that one first.
		DeviceTaken,
		/// No manufacturer vouches for the device.
		NotEndorsed,
		/// No valid calibration of the device is known. Ask an accreditor for one.
		NotCalibrated,
		/// A channel is missing, is not a counter of watt-hours, or is not read once a slot.
		NoRegister,
		/// The owner has not requested this contract. Read `Requests`.
		NotRequested,
		/// The metering point has no contract in this slot, nor one that begins later.
		NoContract,

		/// The point has the maximum number of meters, or the device of points, whose accounts can still
		/// change. Wait until they cannot, or take another device.
		TooManyMeters,

		/// The last deadline of the period has passed. Its readings no longer change.
		TooLate,
		/// The readings are not in ascending order of time, or add up to more than a register can show. Sort
		/// them.
		UnsortedReadings,
		/// No segment of the register waits for exactly these readings. They were shown before, are only a first and
		/// a last one, are doubtful, or are of a segment that is too old. Or one of them differs from what the
		/// device signed. Read `meters`.
		NothingToShow,
		/// The first or the last reading differs from that in the segment's observation. The device signed a
		/// false summary.
		ReadingsDiffer,
		/// The register fell between two of the readings. The slots stay estimated.
		RegisterFell,

		// Orders and clearing.
		/// The amount is 0.
		NothingToHold,
		/// The account's balance is too low for this hold. Pay money into it.
		Unaffordable,
		/// The metering point's free margin, less what it owes and what is reserved, is too small. Fund it, or order
		/// less.
		MarginTooLow,
		/// The metering point does not take part in the slot: it is not confirmed, has not begun, or is closed.
		NotTakingPart,
		/// The zone has no terms for the slot.
		NoTerms,
		/// The orders are not in ascending order of their slots, with one for each.
		UnsortedOrders,
		/// The period has no slot at this place.
		UnknownSlot,
		/// The slot's book is not open. Wait until then: read `book`.
		NotOpen,
		/// The slot's gate has closed. Order for a later one.
		GateClosed,
		/// The slot's gate is so near that orders cannot be cancelled or reduced. Keep each step, with as
		/// much energy or more.
		OrderFirm,
		/// The steps of an order are not in ascending order of their prices, with one at each.
		UnsortedSteps,
		/// A step of an order has no energy. Leave it out.
		EmptyStep,
		/// A step of an order is above the highest price of the zone's grid.
		AboveCap,
		/// An order has more energy than the point can take or deliver in a slot.
		BeyondPower,
		/// The energy ordered at a price is too much for the book. Name another price.
		BookFull,
		/// The period is not cleared. Wait until all of its gates have closed.
		NotCleared,
		/// No trades of this zone and period are left to count.
		NothingToCount,

		// Settlement.
		/// The trades of the zone and period are not counted. Call `advance`.
		NotCounted,
		/// The period still waits for readings. Settle it when the first deadline is over: read `deadlines`.
		NotDue,
		/// An earlier period has to be settled first: read `settled`.
		NotInOrder,
		/// The period has this preliminary account already. Its final one is made when no slot is estimated or the last
		/// deadline is over, and all earlier periods have final accounts.
		NotFinal,
		/// The period has its final account already.
		AlreadySettled,
		/// Nothing is open, or neither the point's free margin nor the supplier's float has money for it.
		NothingToPay,
		/// Nothing is open between the metering point and this party. Read `debts`.
		NoDebt,
		/// The debt is owed to somebody else. Only the creditor waives it.
		NotCreditor,
		/// The metering point's overdue debts exceed its free margin, or would. Fund it, and call `pay_debts`.
		Overdue,
		/// A period of the metering point has waited for its final account for too long. Call `settle`, which is
		/// free.
		Unsettled,
		/// The metering point or supplier has a debt, or will have one by a preliminary account, or somebody owes the point.
		/// Pay it with `pay_debts`, have it forgiven, or wait for the final account.
		InDebt,
		/// The supplier's float is too low for what it owes and pays out, or would be. The supplier has to fund
		/// it.
		FloatTooLow,
		/// The device meters a point whose owner would pay for missing readings, and the device's owner belongs to the
		/// grid operator. Have another meter confirmed, or close the point, and wait until the device's readings no
		/// longer count.
		DeviceNeeded,
	}

	impl<T> From<OrderError> for Error<T> {
		fn from(wrong: OrderError) -> Self {
			match wrong {
				OrderError::Steps(_) | OrderError::Sequence(_) => Self::UnsortedSteps,
				OrderError::Nothing(_) => Self::EmptyStep,
				OrderError::Tick(_) => Self::AboveCap,
				OrderError::Power { .. } => Self::BeyondPower,
			}
		}
	}
}
