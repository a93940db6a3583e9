//! Contracts between the owners of metering points and suppliers.

use crate::{
	features::{amended, tariffs::version_at, Later, OWN_ENTRIES},
	*,
};
use tallystick_market::Agreement;

impl<T: Config> Pallet<T> {
	pub(crate) fn do_request_contract(
		who: T::AccountId,
		point: PointId,
		tariff: TariffId,
		from: Slot,
	) -> DispatchResult {
		let (record, deposit) = Self::load_point(point)?;
		ensure!(record.owner == who, Error::<T>::NotOwner);
		Self::ensure_pays(point, record.free)?;
		let (head, _) = Tariffs::<T>::get(tariff).ok_or(Error::<T>::UnknownTariff)?;
		let agreement = Agreement { supplier: head.supplier, tariff };
		Self::ensure_few_debts(point, &record, head.supplier)?;
		Self::ensure_can_agree(&record, &head, from)?;
		match head.availability {
			Availability::OnRequest => {
				Requests::<T>::insert(point, RequestRecord { agreement, from });
				let supplier = agreement.supplier;
				Self::deposit_event(Event::ContractRequested { point, supplier, tariff, from });
				Ok(())
			},
			Availability::Open | Availability::Default(_) => {
				Self::agree(point, record, deposit, agreement, from)
			},
		}
	}

	pub(crate) fn do_accept_contract(
		org: OrgId,
		point: PointId,
		tariff: TariffId,
		from: Slot,
	) -> DispatchResult {
		let agreement = Agreement { supplier: org, tariff };
		let request = Requests::<T>::get(point).ok_or(Error::<T>::NotRequested)?;
		ensure!(request == RequestRecord { agreement, from }, Error::<T>::NotRequested);
		let (record, deposit) = Self::load_point(point)?;
		let (head, _) = Tariffs::<T>::get(tariff).ok_or(Error::<T>::UnknownTariff)?;
		Self::ensure_can_agree(&record, &head, from)?;
		Self::agree(point, record, deposit, agreement, from)
	}

	pub(crate) fn do_withdraw_request(who: T::AccountId, point: PointId) -> DispatchResult {
		let request = Requests::<T>::get(point).ok_or(Error::<T>::NotRequested)?;
		let (record, _) = Self::load_point(point)?;
		let asked = T::Membership::organization(&who) == Some(request.agreement.supplier);
		ensure!(record.owner == who || asked, Error::<T>::NotOwner);

		Requests::<T>::remove(point);
		Self::deposit_event(Event::RequestWithdrawn { point });
		Ok(())
	}

	pub(crate) fn do_end_contract(who: T::AccountId, point: PointId, from: Slot) -> DispatchResult {
		let (mut record, deposit) = Self::load_point(point)?;
		ensure!(record.status == PointStatus::Confirmed, Error::<T>::NotConfirmed);
		let then = record.contract.at(from).copied().flatten();
		let later = if record.owner == who {
			let since = record.contract.entries().first().map_or(Slot(0), |first| first.from);
			Self::ensure_can_begin(from, Self::next_unopened().max(since))?;
			let goes_on = record
				.contract
				.entries()
				.iter()
				.any(|entry| entry.from >= from && entry.value.is_some());
			ensure!(then.is_some() || goes_on, Error::<T>::NoContract);
			Later::Dropped
		} else {
			let agreement = then.ok_or(Error::<T>::NoContract)?;
			let supplies = T::Membership::organization(&who) == Some(agreement.supplier);
			ensure!(supplies, Error::<T>::NotSupplier);
			// A tariff that was dropped has no notice any more.
			let notice = Tariffs::<T>::get(agreement.tariff).map_or(0, |(head, _)| head.notice);
			let earliest = Self::after_notice(notice).max(Self::next_unopened());
			Self::ensure_can_begin(from, earliest)?;
			Later::Kept
		};
		let _ = record.contract.forget(Self::kept_from());
		record.contract = amended(&record.contract, from, None, later).map_err(Error::<T>::from)?;

		Points::<T>::insert(point, (record, deposit));
		Self::deposit_event(Event::ContractEnded { point, from });
		Ok(())
	}

	/// Whether a point can be supplied by a tariff from a slot on.
	fn ensure_can_agree(
		record: &PointOf<T>,
		head: &TariffHead,
		from: Slot,
	) -> Result<(), Error<T>> {
		ensure!(record.status == PointStatus::Confirmed, Error::NotConfirmed);
		let since = record.contract.entries().first().map_or(Slot(0), |first| first.from);
		Self::ensure_can_begin(from, Self::next_unopened().max(since))?;
		ensure!(Self::can_supply(head.supplier), Error::NotSupplying);
		ensure!(head.versions.at(from).is_some(), Error::NotBegun);
		ensure!(version_at(head, from).is_some(), Error::TariffEnds);
		Ok(())
	}

	/// Has an agreement take effect that both want.
	fn agree(
		point: PointId,
		mut record: PointOf<T>,
		deposit: Deposit<T::AccountId, T::PointConsideration>,
		agreement: Agreement,
		from: Slot,
	) -> DispatchResult {
		let now = record.contract.at(Self::next_unopened()).copied().flatten();
		if now.is_none_or(|now| now.supplier != agreement.supplier) {
			Self::ensure_float(agreement.supplier)?;
		}
		let _ = record.contract.forget(Self::kept_from());
		record.contract = amended(&record.contract, from, Some(agreement), Later::Dropped)
			.map_err(Error::<T>::from)?;
		let fits = record.contract.entries().len() <= OWN_ENTRIES;
		ensure!(fits, Error::<T>::TooManyChanges);

		Points::<T>::insert(point, (record, deposit));
		Requests::<T>::remove(point);
		let Agreement { supplier, tariff } = agreement;
		Self::deposit_event(Event::ContractAgreed { point, supplier, tariff, from });
		Ok(())
	}
}
