//! The pallet's events, by feature.

#[frame::pallet_section]
mod events {
	#[pallet::event]
	#[pallet::generate_deposit(pub(crate) fn deposit_event)]
	pub enum Event<T: Config> {
		/// A zone was opened.
		ZoneOpened {
			/// The id of the new zone.
			zone: ZoneId,
			/// The grid operator.
			operator: OrgId,
			/// Its code.
			eic: Eic,
		},
		/// A zone got terms.
		TermsSet {
			/// The zone.
			zone: ZoneId,
			/// Its number.
			version: u32,
			/// The first slot.
			from: Slot,
		},
		/// Terms of a zone that nobody needs any more were removed.
		TermsForgotten {
			/// The zone.
			zone: ZoneId,
			/// Its number.
			version: u32,
		},
		/// A zone was removed.
		ZoneDropped {
			/// The zone.
			zone: ZoneId,
		},
		/// An index was defined.
		IndexDefined {
			/// The id of the new index.
			index: IndexId,
			/// The organisation that defined it.
			definer: OrgId,
		},
		/// Values of an index were published.
		IndexPublished {
			/// The index.
			index: IndexId,
			/// The organisation that published them.
			publisher: OrgId,
			/// The first slot.
			from: Slot,
			/// The last slot.
			last: Slot,
		},
		/// What was published of an index for a period was removed.
		ReportsDropped {
			/// The index.
			index: IndexId,
			/// The period.
			period: Period,
		},
		/// An index was removed.
		IndexDropped {
			/// The index.
			index: IndexId,
		},
		/// A tariff was offered.
		TariffOffered {
			/// The id of the new tariff.
			tariff: TariffId,
			/// The supplier.
			supplier: OrgId,
			/// Who can have it.
			availability: Availability,
		},
		/// A version of a tariff was published.
		VersionPublished {
			/// The tariff.
			tariff: TariffId,
			/// Its number.
			version: u32,
			/// The first slot.
			from: Slot,
		},
		/// A tariff is to end.
		TariffEnded {
			/// The tariff.
			tariff: TariffId,
			/// The first slot without it.
			from: Slot,
		},
		/// A version of a tariff that nobody needs any more was removed.
		VersionForgotten {
			/// The tariff.
			tariff: TariffId,
			/// Its number.
			version: u32,
		},
		/// A tariff was removed.
		TariffDropped {
			/// The tariff.
			tariff: TariffId,
		},
		/// A supplier's standing was updated.
		StandingNoted {
			/// The supplier.
			supplier: OrgId,
			/// Whether they supply.
			standing: Standing,
			/// The first slot.
			from: Slot,
		},
		/// A metering point was proposed.
		PointProposed {
			/// The id of the new metering point.
			point: PointId,
			/// The zone.
			zone: ZoneId,
			/// Whose it is.
			owner: T::AccountId,
		},
		/// A metering point takes part.
		PointConfirmed {
			/// The metering point.
			point: PointId,
			/// The zone.
			zone: ZoneId,
			/// The device and its registers, which are watched from now on.
			meter: Meter,
			/// The first slot.
			from: Slot,
		},
		/// A metering point no longer takes part.
		PointClosed {
			/// The metering point.
			point: PointId,
			/// The first slot without it.
			from: Slot,
		},
		/// A metering point, or a proposal of one, was removed.
		PointDropped {
			/// The metering point.
			point: PointId,
		},
		/// An owner asked for a contract.
		ContractRequested {
			/// The metering point.
			point: PointId,
			/// The supplier.
			supplier: OrgId,
			/// The tariff.
			tariff: TariffId,
			/// The first slot.
			from: Slot,
		},
		/// A request for a contract was withdrawn or refused.
		RequestWithdrawn {
			/// The metering point.
			point: PointId,
		},
		/// A contract was agreed.
		ContractAgreed {
			/// The metering point.
			point: PointId,
			/// The supplier.
			supplier: OrgId,
			/// The tariff.
			tariff: TariffId,
			/// The first slot.
			from: Slot,
		},
		/// A contract is to end.
		ContractEnded {
			/// The metering point.
			point: PointId,
			/// The first slot without it.
			from: Slot,
		},
		/// The owner of a point proposed another device as its meter.
		MeterProposed {
			/// The metering point.
			point: PointId,
			/// The device and its registers.
			meter: Meter,
			/// The first slot.
			from: Slot,
		},
		/// Another device meters a point.
		MeterReplaced {
			/// The metering point.
			point: PointId,
			/// The device and its registers.
			meter: Meter,
			/// The first slot.
			from: Slot,
		},
		/// Readings of a meter were rejected: the register fell within them, they are not in the order of
		/// time, or no register can show them. The register's rise up to the next readings is estimated.
		NotCounted {
			/// The metering point.
			point: PointId,
			/// The register.
			stream: StreamId,
			/// The number of the first reading.
			sequence: u64,
		},
		/// The readings of a segment of a point's meter were shown. They decide the energy of its
		/// slots.
		ReadingsShown {
			/// The metering point.
			point: PointId,
			/// The register.
			stream: StreamId,
		},
		/// Old readings of a point were removed, and devices that do not meter it any more.
		ReadingsForgotten {
			/// The metering point.
			point: PointId,
		},

		// Orders and clearing.
		/// Money was put on hold for a metering point's orders.
		Funded {
			/// The metering point.
			point: PointId,
			/// How much.
			amount: BalanceOf<T>,
			/// The margin that no order needs, with it.
			free: BalanceOf<T>,
		},
		/// Money of a metering point's margin was withdrawn.
		Withdrawn {
			/// The metering point.
			point: PointId,
			/// How much.
			amount: BalanceOf<T>,
			/// The margin that no order needs, without it.
			free: BalanceOf<T>,
		},
		/// A metering point's orders changed.
		Placed {
			/// The metering point.
			point: PointId,
			/// The period.
			period: Period,
			/// The margin that no order needs.
			free: BalanceOf<T>,
			/// The margin that orders need.
			locked: BalanceOf<T>,
		},
		/// A zone's book was cleared.
		Cleared {
			/// The zone.
			zone: ZoneId,
			/// The slot.
			slot: Slot,
			/// What came out of it. `None` without a trade.
			clearing: Option<Clearing>,
		},
		/// A metering point's trades of a period were counted.
		Counted {
			/// The metering point.
			point: PointId,
			/// The period.
			period: Period,
			/// The margin that its orders needed beyond the trades. It is free again.
			freed: BalanceOf<T>,
			/// What the trades cost together, which the zone's pot got.
			paid: BalanceOf<T>,
			/// What they earned together, which the pot pays when the period is settled.
			credit: BalanceOf<T>,
		},
		/// The trades of all metering points of a zone were counted.
		PeriodCounted {
			/// The zone.
			zone: ZoneId,
			/// The period.
			period: Period,
		},

		// Settlement.
		/// A metering point's account of a period was settled.
		Settled {
			/// The metering point.
			point: PointId,
			/// The period.
			period: Period,
			/// Whether the account can still change.
			finality: Finality,
			/// What was settled.
			accounts: Vec<SupplyAccount>,
			/// What the point paid each party, or got if it is negative.
			moved: Moved<T::AccountId>,
			/// The margin that is free now.
			free: BalanceOf<T>,
			/// The margin that is locked now.
			locked: BalanceOf<T>,
			/// How much of the free margin is kept for periods without a final account.
			reserved: BalanceOf<T>,
		},
		/// Debts were paid.
		DebtsPaid {
			/// The metering point.
			point: PointId,
			/// What the point paid each party, or got if it is negative.
			moved: Moved<T::AccountId>,
			/// The margin that is free now.
			free: BalanceOf<T>,
		},
		/// A creditor waived a debt, or a part of it.
		Forgiven {
			/// The metering point.
			point: PointId,
			/// The other party of the debt.
			party: Party<T::AccountId>,
			/// What the point no longer owes, or is no longer owed if it is negative.
			amount: i128,
		},
		/// A debt was dropped, and its creditor loses it: larger ones fill all places, or the metering point was
		/// removed.
		WrittenOff {
			/// The metering point.
			point: PointId,
			/// The other party of the debt.
			party: Party<T::AccountId>,
			/// What the point owed, or was owed if it is negative.
			amount: i128,
		},
		/// Money was put into a supplier's float.
		FloatFunded {
			/// The supplier.
			supplier: OrgId,
			/// How much.
			amount: BalanceOf<T>,
			/// The float, with it.
			float: BalanceOf<T>,
		},
		/// Money was taken out of a supplier's float.
		FloatWithdrawn {
			/// The supplier.
			supplier: OrgId,
			/// How much.
			amount: BalanceOf<T>,
			/// The float, without it.
			float: BalanceOf<T>,
		},
	}
}
