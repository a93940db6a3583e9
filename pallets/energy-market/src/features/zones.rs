//! Zones, and the terms that hold in them.

use crate::*;
use alloc::vec::Vec;
use frame::deps::sp_runtime::DispatchError;
use tallystick_market::{Entry, Rates, Terms as Pricing, Timeline};
use tallystick_primitives::records::Rate;

impl<T: Config> Pallet<T> {
	pub(crate) fn do_open_zone(
		Member { who, org }: Member<T::AccountId>,
		eic: Eic,
		from: Slot,
		terms: ZoneTermsOf<T>,
	) -> DispatchResult {
		ensure!(eic.check().is_ok(), Error::<T>::BadEic);
		ensure!(!ZoneByEic::<T>::contains_key(eic), Error::<T>::EicTaken);
		Self::ensure_can_begin(from, Self::next_unopened())?;
		Self::check_terms(&terms, org, from)?;
		let zone = NextZoneId::<T>::get().unwrap_or(ZoneId(0));
		let next = zone.next().ok_or(Error::<T>::IdsExhausted)?;
		let mut numbers = Timeline::default();
		numbers.follow(from, 0, from).map_err(Error::<T>::from)?;
		let deposit = Deposit::new(who.clone(), Self::zone_footprint())?;
		let record = ZoneRecord { operator: org, eic, terms: numbers };

		Self::open_pot(&who, zone)?;
		Self::store_terms(who, zone, 0, terms)?;
		Zones::<T>::insert(zone, (record, deposit));
		ZoneByEic::<T>::insert(eic, zone);
		NextZoneId::<T>::put(next);
		Self::deposit_event(Event::ZoneOpened { zone, operator: org, eic });
		Self::deposit_event(Event::TermsSet { zone, version: 0, from });
		Ok(())
	}

	pub(crate) fn do_set_terms(
		Member { who, org }: Member<T::AccountId>,
		zone: ZoneId,
		from: Slot,
		terms: ZoneTermsOf<T>,
	) -> DispatchResult {
		let (mut record, deposit) = Self::load_zone(zone)?;
		ensure!(record.operator == org, Error::<T>::NotOperator);
		let earliest = Self::after_notice(Self::shortest_notice());
		Self::ensure_can_begin(from, earliest)?;
		Self::check_terms(&terms, org, from)?;
		let last = record.terms.entries().last().map_or(0, |last| last.value);
		let version = last.checked_add(1).ok_or(Error::<T>::IdsExhausted)?;
		let gone = record.terms.forget(Self::kept_from());
		record.terms.follow(from, version, earliest).map_err(Error::<T>::from)?;

		Self::store_terms(who, zone, version, terms)?;
		Zones::<T>::insert(zone, (record, deposit));
		Self::remove_terms(zone, gone)?;
		Self::deposit_event(Event::TermsSet { zone, version, from });
		Ok(())
	}

	pub(crate) fn do_forget_terms(zone: ZoneId) -> DispatchResult {
		let (mut record, deposit) = Self::load_zone(zone)?;
		let gone = record.terms.forget(Self::kept_from());
		ensure!(!gone.is_empty(), Error::<T>::StillNeeded);

		Zones::<T>::insert(zone, (record, deposit));
		Self::remove_terms(zone, gone)
	}

	pub(crate) fn do_drop_zone(
		Member { who, org }: Member<T::AccountId>,
		zone: ZoneId,
	) -> DispatchResult {
		let (record, deposit) = Self::load_zone(zone)?;
		ensure!(record.operator == org, Error::<T>::NotOperator);
		ensure!(ZoneUses::<T>::get(zone) == 0, Error::<T>::ZoneInUse);

		Self::close_pot(&who, zone)?;
		Self::remove_terms(zone, record.terms.entries().to_vec())?;
		deposit.refund()?;
		Zones::<T>::remove(zone);
		ZoneByEic::<T>::remove(record.eic);
		ZoneUses::<T>::remove(zone);
		Self::deposit_event(Event::ZoneDropped { zone });
		Ok(())
	}

	pub(crate) fn load_zone(
		zone: ZoneId,
	) -> Result<(ZoneRecord, Deposit<T::AccountId, T::ZoneConsideration>), Error<T>> {
		Zones::<T>::get(zone).ok_or(Error::UnknownZone)
	}

	/// Checks that terms of an operator's zone can take effect in a slot.
	fn check_terms(terms: &ZoneTermsOf<T>, operator: OrgId, from: Slot) -> Result<(), Error<T>> {
		Self::check_prices(terms)?;
		ensure!(!terms.defaults.is_empty(), Error::NoDefault);
		for (index, agreement) in terms.defaults.iter().enumerate() {
			let again = terms.defaults.iter().take(index).any(|other| other == agreement);
			ensure!(!again, Error::DefaultTwice);
			let (head, _) = Tariffs::<T>::get(agreement.tariff).ok_or(Error::UnknownTariff)?;
			ensure!(head.supplier == agreement.supplier, Error::NotSupplier);
			ensure!(head.availability == Availability::Default(operator), Error::NotAvailable);
			ensure!(head.ends.is_none(), Error::TariffEnds);
			ensure!(head.versions.at(from).is_some(), Error::NotBegun);
		}
		let supplied = terms.defaults.iter().any(|agreement| Self::can_supply(agreement.supplier));
		ensure!(supplied, Error::NoDefault);
		Ok(())
	}

	/// Checks that the prices of terms are consistent.
	pub(crate) fn check_prices(terms: &ZoneTermsOf<T>) -> Result<(), Error<T>> {
		ensure!(terms.grid.check().is_ok(), Error::BadGrid);
		ensure!(terms.charges.check().is_ok(), Error::BadCharges);
		let rates = Rates { supply: Rate(0), feed_in: Rate(0) };
		let pricing = Pricing { rates, deviation: terms.deviation };
		ensure!(pricing.check(&terms.grid).is_ok(), Error::BadDeviation);
		Ok(())
	}

	/// Stores terms, which the caller has checked, as a version of a zone.
	fn store_terms(
		who: T::AccountId,
		zone: ZoneId,
		version: u32,
		terms: ZoneTermsOf<T>,
	) -> Result<(), DispatchError> {
		let deposit = Deposit::new(who, Self::terms_footprint())?;
		for agreement in &terms.defaults {
			TariffUses::<T>::try_mutate(agreement.tariff, |uses| {
				*uses = uses.checked_add(1).ok_or(Error::<T>::IdsExhausted)?;
				Ok::<_, Error<T>>(())
			})?;
		}
		Terms::<T>::insert((zone, version), (terms, deposit));
		Ok(())
	}

	fn remove_terms(zone: ZoneId, gone: Vec<Entry<u32>>) -> DispatchResult {
		for Entry { value: version, .. } in gone {
			let Some((terms, deposit)) = Terms::<T>::take((zone, version)) else {
				defensive!("each number of a zone's terms has its version");
				continue;
			};
			for agreement in &terms.defaults {
				TariffUses::<T>::mutate_exists(agreement.tariff, |uses| {
					// Every default is counted, so there is one to take away.
					*uses = uses.and_then(|uses| uses.checked_sub(1)).filter(|uses| *uses > 0);
				});
			}
			deposit.refund()?;
			Self::deposit_event(Event::TermsForgotten { zone, version });
		}
		Ok(())
	}

	/// The footprint of a zone, without its terms.
	pub(crate) fn zone_footprint() -> Footprint {
		Footprint::from_mel::<(ZoneId, ZoneRecord, Eic, ZoneId, u32, Slot)>()
	}

	/// The footprint of a version of a zone's terms.
	pub(crate) fn terms_footprint() -> Footprint {
		Footprint::from_mel::<((ZoneId, u32), ZoneTermsOf<T>)>()
	}
}
