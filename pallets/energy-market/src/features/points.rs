//! Metering points, from the proposal to the end.

use crate::*;
use codec::{Compact, MaxEncodedLen};
use frame::traits::tokens::Precision;
use tallystick_market::{time::MAX_PERIOD, Timeline};
use tallystick_primitives::Watch;

/// How much longer readings are needed than accounts, in milliseconds: they are the estimates of the
/// week after.
const WEEK: u64 = 7 * 86_400_000;

fn mel<Record: MaxEncodedLen>() -> usize {
	Record::max_encoded_len()
}

impl<T: Config> Pallet<T> {
	pub(crate) fn do_propose_point(
		owner: T::AccountId,
		point: PointId,
		zone: ZoneId,
		meter: Meter,
		powers: Powers,
	) -> DispatchResult {
		ensure!(Zones::<T>::contains_key(zone), Error::<T>::UnknownZone);
		ensure!(!Points::<T>::contains_key(point), Error::<T>::PointTaken);
		ensure!(meter.import != meter.export, Error::<T>::OneRegister);
		ensure!(powers.connected > 0 || powers.export > 0, Error::<T>::NoPower);
		let most = powers.connected.max(powers.export);
		ensure!(most <= T::MaxPower::get(), Error::<T>::TooMuchPower);
		let uses = ZoneUses::<T>::get(zone).checked_add(1).ok_or(Error::<T>::IdsExhausted)?;
		let deposit = Deposit::new(owner.clone(), Self::point_footprint())?;
		let record = PointOf::<T> {
			owner: owner.clone(),
			zone,
			status: PointStatus::Proposed,
			meter,
			powers,
			contract: Timeline::default(),
			free: Default::default(),
			locked: Default::default(),
			reserved: Default::default(),
		};

		Points::<T>::insert(point, (record, deposit));
		ZoneUses::<T>::insert(zone, uses);
		Self::deposit_event(Event::PointProposed { point, zone, owner });
		Ok(())
	}

	pub(crate) fn do_confirm_point(
		org: OrgId,
		point: PointId,
		owner: T::AccountId,
		meter: Meter,
		powers: Powers,
	) -> DispatchResult {
		let (mut record, deposit) = Self::load_point(point)?;
		let (zone, _) = Self::load_zone(record.zone)?;
		ensure!(zone.operator == org, Error::<T>::NotOperator);
		ensure!(record.status == PointStatus::Proposed, Error::<T>::NotProposed);
		let proposed = (&record.owner, record.meter, record.powers);
		ensure!(proposed == (&owner, meter, powers), Error::<T>::ProposalDiffers);
		let opened = zone.terms.entries().first().map_or(Slot(0), |first| first.from);
		let from = Self::next_unopened().max(opened);
		record.contract.follow(from, None, from).map_err(Error::<T>::from)?;
		let metering = Self::metering(&meter, from)?;
		let points = Self::points_with(&meter.device, point, from)?;

		Self::watch_meter(&metering, points)?;
		let meters = BoundedVec::truncate_from(alloc::vec![metering]);
		PointMeters::<T>::insert(point, Meters { meters, ..Default::default() });
		let first = Self::timing().period_of(from);
		Settled::<T>::insert(point, first);
		if !Oldest::<T>::exists() {
			Oldest::<T>::put(first);
		}
		record.status = PointStatus::Confirmed;
		let zone = record.zone;
		Points::<T>::insert(point, (record, deposit));
		Self::deposit_event(Event::PointConfirmed { point, zone, meter, from });
		Ok(())
	}

	pub(crate) fn do_close_point(who: T::AccountId, point: PointId) -> DispatchResult {
		let (mut record, deposit) = Self::load_point(point)?;
		let may = record.owner == who || Self::is_operator(&who, record.zone)?;
		ensure!(may, Error::<T>::NotOwner);
		match record.status {
			PointStatus::Proposed => {
				Self::release_margin(&record)?;
				deposit.refund()?;
				Self::remove_point(point, record.zone);
				Self::deposit_event(Event::PointDropped { point });
			},
			PointStatus::Confirmed => {
				let from = Self::next_unopened();
				record.status = PointStatus::Closed(from);
				Self::end_meters(point, from)?;
				Requests::<T>::remove(point);
				Points::<T>::insert(point, (record, deposit));
				Self::deposit_event(Event::PointClosed { point, from });
			},
			PointStatus::Closed(_) => return Err(Error::<T>::PointOver.into()),
		}
		Ok(())
	}

	/// Returns the number of parties with debts.
	pub(crate) fn do_drop_point(who: &T::AccountId, point: PointId) -> Result<u32, DispatchError> {
		let (record, deposit) = Self::load_point(point)?;
		let PointStatus::Closed(end) = record.status else {
			return Err(Error::<T>::StillNeeded.into());
		};
		let over = end <= Self::kept_from() && record.locked == Default::default();
		ensure!(over, Error::<T>::StillNeeded);
		let waits = Settled::<T>::get(point).is_some_and(|next| Self::takes_part(&record, next));
		ensure!(!waits, Error::<T>::Unsettled);
		let (record, moved, parties) = Self::clear_debts(point, record);
		let kept = T::Retention::get().saturating_add(T::PaymentTerm::get());
		let is_old = Self::timing().start(end).saturating_add(kept) <= Self::now();
		Self::write_off(point, is_old, record.owner == *who)?;

		if !moved.is_empty() {
			Self::deposit_event(Event::DebtsPaid { point, moved, free: record.free });
		}
		Self::release_margin(&record)?;
		deposit.refund()?;
		Self::remove_meters(point)?;
		Self::remove_point(point, record.zone);
		Self::deposit_event(Event::PointDropped { point });
		Ok(parties)
	}

	/// What it costs to remove a point with this many debts.
	pub(crate) fn weight_of_drop(debts: u32) -> Weight {
		let drop = T::WeightInfo::drop_point();
		match debts {
			0 => drop,
			debts => drop.saturating_add(T::WeightInfo::pay_debts(debts)),
		}
	}

	/// Releases the free margin of a point that is removed.
	fn release_margin(record: &PointOf<T>) -> DispatchResult {
		let margin = HoldReason::Margin.into();
		T::Currency::release(&margin, &record.owner, record.free, Precision::Exact)?;
		Ok(())
	}

	fn remove_point(point: PointId, zone: ZoneId) {
		Points::<T>::remove(point);
		Settled::<T>::remove(point);
		ZoneUses::<T>::mutate_exists(zone, |uses| {
			// Every point is counted, so there is one to take away.
			*uses = uses.and_then(|uses| uses.checked_sub(1)).filter(|uses| *uses > 0);
		});
	}

	pub(crate) fn load_point(
		point: PointId,
	) -> Result<(PointOf<T>, Deposit<T::AccountId, T::PointConsideration>), Error<T>> {
		Points::<T>::get(point).ok_or(Error::UnknownPoint)
	}

	/// Whether an account acts for the grid operator of a zone.
	fn is_operator(who: &T::AccountId, zone: ZoneId) -> Result<bool, Error<T>> {
		let (zone, _) = Self::load_zone(zone)?;
		Ok(T::Membership::organization(who) == Some(zone.operator))
	}

	/// The most that the chain keeps of a metering point, with all that belongs to it. It is paid once;
	/// orders cost no deposit.
	pub(crate) fn point_footprint() -> Footprint {
		let timing = Self::timing();
		let length = u64::from(timing.slot).saturating_mul(timing.period.into());
		// The periods that begin in a span, and the ones at its ends.
		let periods = |span: u64| span.div_ceil(length.max(1)).saturating_add(2);
		let (estimation, correction) = (T::Estimation::get(), T::Correction::get());
		let (horizon, retention) = (u64::from(timing.horizon), T::Retention::get());
		// A slot that is not in a period takes no room in its records.
		let missing = MAX_PERIOD.saturating_sub(timing.period) as usize;
		let less = |size: usize, each: usize| size.saturating_sub(missing.saturating_mul(each));
		type Key = (PointId, Period);
		let readings = less(mel::<(Key, Readings)>(), mel::<[Compact<u32>; 2]>());
		let orders = less(mel::<(ZoneId, Key, Steps)>(), mel::<Placed>());
		let trades = less(mel::<(Key, TradesOf<T>)>(), mel::<Fill>());
		// The trades are bounded, as unsettled points cannot order. The deadlines bound the reserves.
		let traded = correction.saturating_add(estimation).saturating_add(horizon);
		let corrected = correction.saturating_sub(estimation);
		let meters = MAX_METERS.into();
		let records = [
			(1, mel::<(PointId, PointOf<T>)>()),
			(1, mel::<(PointId, Meters)>()),
			(1, mel::<(PointId, RequestRecord)>()),
			(1, mel::<Key>()),
			(1, mel::<(PointId, OpenDebts<T::AccountId>)>()),
			(meters, mel::<(DeviceId, MeteredPoints)>()),
			(meters.saturating_mul(2), T::Watch::footprint()),
			(periods(retention.saturating_add(WEEK)), readings),
			(periods(horizon), orders),
			(periods(traded), trades),
			(periods(corrected), mel::<(Key, BalanceOf<T>)>()),
			(periods(retention), mel::<(Period, (ZoneId, OrgId), i128)>()),
		];
		let (mut count, mut size) = (0u64, 0u64);
		for (keys, bytes) in records {
			count = count.saturating_add(keys);
			size = size.saturating_add(keys.saturating_mul(bytes as u64));
		}
		Footprint { count, size }
	}
}
