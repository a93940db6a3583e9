//! Indices: day-ahead prices that two of several organisations agree on.

use crate::*;
use tallystick_market::grid::MAX_RATE;
use tallystick_primitives::records::Rate;

/// How many publishers have to agree.
pub(crate) const QUORUM: usize = 2;

/// The value that two reports have at a place of their period. With three reports there is one at most.
pub(crate) fn agreed<'a>(
	reports: impl Iterator<Item = &'a PeriodReport> + Clone,
	place: u16,
) -> Option<Rate> {
	let values = reports.filter_map(|report| *report.values.get(usize::from(place))?);
	let mut candidates = values.clone();
	candidates.find(|value| values.clone().filter(|other| other == value).count() >= QUORUM)
}

impl<T: Config> Pallet<T> {
	pub(crate) fn do_define_index(
		Member { who, org }: Member<T::AccountId>,
		name: Name,
		publishers: Publishers,
	) -> DispatchResult {
		Self::ensure_name(&name)?;
		ensure!(publishers.len() >= QUORUM, Error::<T>::BadPublishers);
		for (number, publisher) in publishers.iter().enumerate() {
			let again = publishers.iter().take(number).any(|other| other == publisher);
			ensure!(!again, Error::<T>::BadPublishers);
			ensure!(T::Membership::roles(*publisher).is_some(), Error::<T>::UnknownOrganization);
		}
		let index = NextIndexId::<T>::get().unwrap_or(IndexId(0));
		let next = index.next().ok_or(Error::<T>::IdsExhausted)?;
		let deposit = Deposit::new(who, Self::index_footprint())?;

		let record = IndexRecord { definer: org, name, publishers };
		Indices::<T>::insert(index, (record, Some(deposit)));
		NextIndexId::<T>::put(next);
		Self::deposit_event(Event::IndexDefined { index, definer: org });
		Ok(())
	}

	pub(crate) fn do_publish(
		Member { who, org }: Member<T::AccountId>,
		index: IndexId,
		from: Slot,
		values: BoundedVec<Rate, MaxPeriod>,
	) -> DispatchResult {
		let (record, _) = Indices::<T>::get(index).ok_or(Error::<T>::UnknownIndex)?;
		ensure!(record.publishers.contains(&org), Error::<T>::NotPublisher);
		let timing = MarketTiming::<T>::get();
		let count = u64::try_from(values.len()).map_err(|_| Error::<T>::NotOnePeriod)?;
		let last = count.checked_sub(1).and_then(|more| from.0.checked_add(more)).map(Slot);
		let last = last.ok_or(Error::<T>::NotOnePeriod)?;
		let period = timing.period_of(from);
		ensure!(timing.period_of(last) == period, Error::<T>::NotOnePeriod);
		let earliest = Self::next_unopened();
		Self::ensure_can_begin(from, earliest)?;
		Self::ensure_can_begin(last, earliest)?;
		let possible = -MAX_RATE..=MAX_RATE;
		ensure!(values.iter().all(|rate| possible.contains(&rate.0)), Error::<T>::BadRate);

		let mut reports = Reports::<T>::get((index, period));
		if !reports.iter().any(|(report, _)| report.publisher == org) {
			let deposit = Deposit::new(who, Self::report_footprint())?;
			let report = PeriodReport { publisher: org, values: Values::default() };
			reports.try_push((report, deposit)).map_err(|_| Error::<T>::NotPublisher)?;
		}
		let own = reports.iter_mut().find(|(report, _)| report.publisher == org);
		let (report, _) = own.ok_or(Error::<T>::NotPublisher)?;
		let first = usize::from(timing.place(from));
		for (place, rate) in (first..).zip(&values) {
			while report.values.len() <= place {
				report.values.try_push(None).map_err(|_| Error::<T>::NotOnePeriod)?;
			}
			let Some(value) = report.values.get_mut(place) else { continue };
			ensure!(value.is_none_or(|before| before == *rate), Error::<T>::AlreadyPublished);
			*value = Some(*rate);
		}
		Reports::<T>::insert((index, period), reports);
		Self::deposit_event(Event::IndexPublished { index, publisher: org, from, last });
		Ok(())
	}

	pub(crate) fn do_drop_reports(index: IndexId, period: Period) -> DispatchResult {
		let reports = Reports::<T>::get((index, period));
		ensure!(!reports.is_empty(), Error::<T>::NotPublished);
		let last = MarketTiming::<T>::get().slots(period).next_back();
		ensure!(last.is_some_and(|last| last < Self::kept_from()), Error::<T>::StillNeeded);

		Reports::<T>::remove((index, period));
		for (_, deposit) in reports {
			deposit.refund()?;
		}
		Self::deposit_event(Event::ReportsDropped { index, period });
		Ok(())
	}

	pub(crate) fn do_drop_index(org: OrgId, index: IndexId) -> DispatchResult {
		let (record, deposit) = Indices::<T>::get(index).ok_or(Error::<T>::UnknownIndex)?;
		ensure!(record.definer == org, Error::<T>::NotDefiner);
		let deposit = deposit.ok_or(Error::<T>::IndexInUse)?;

		deposit.refund()?;
		match IndexUses::<T>::contains_key(index) {
			// Each version that follows it has paid for it, too.
			true => Indices::<T>::insert(index, (record, None::<IndexDepositOf<T>>)),
			false => Indices::<T>::remove(index),
		}
		Self::deposit_event(Event::IndexDropped { index });
		Ok(())
	}

	/// The footprint of an index, without reports.
	pub(crate) fn index_footprint() -> Footprint {
		Footprint::from_mel::<(IndexId, IndexRecord, IndexId, u32)>()
	}

	/// The footprint of a publisher's report of a period.
	pub(crate) fn report_footprint() -> Footprint {
		Footprint::from_mel::<((IndexId, Period), PeriodReport)>()
	}
}
