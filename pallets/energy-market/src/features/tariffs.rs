//! Tariffs, their versions, and whether their suppliers supply.

use crate::{
	features::{amended, Later},
	*,
};
use alloc::vec::Vec;
use tallystick_market::{Dynamic, Entry, Formula, Timeline};
use tallystick_primitives::Role;

/// How many suppliers a block looks at.
pub(crate) const LOOKS: u32 = 4;

/// The indices that a tariff follows, one for each formula that does.
pub(crate) fn indices(tariff: &Tariff) -> impl Iterator<Item = IndexId> + '_ {
	[&tariff.supply, &tariff.feed_in].into_iter().filter_map(|formula| match formula {
		Formula::Dynamic(Dynamic { index, .. }) => Some(*index),
		Formula::Flat(_) | Formula::TimeOfUse(_) | Formula::Blocks(_) => None,
	})
}

/// The version of a tariff in a slot. `None` before it begins, and once it has ended.
pub(crate) fn version_at(head: &TariffHead, slot: Slot) -> Option<u32> {
	let over = head.ends.is_some_and(|end| slot >= end);
	head.versions.at(slot).copied().filter(|_| !over)
}

impl<T: Config> Pallet<T> {
	pub(crate) fn do_offer_tariff(
		Member { who, org }: Member<T::AccountId>,
		name: Name,
		availability: Availability,
		notice: u32,
		from: Slot,
		first: Tariff,
	) -> DispatchResult {
		Self::ensure_name(&name)?;
		let timing = MarketTiming::<T>::get();
		ensure!(notice >= Self::shortest_notice(), Error::<T>::NoticeTooShort);
		let span = u64::from(notice).saturating_mul(timing.slot.into());
		let last = span.saturating_add(timing.slot.into());
		ensure!(last <= T::MaxAhead::get(), Error::<T>::NoticeTooLong);
		Self::ensure_can_begin(from, Self::next_unopened())?;
		Self::check_version(org, &first)?;
		let tariff = NextTariffId::<T>::get().unwrap_or(TariffId(0));
		let next = tariff.next().ok_or(Error::<T>::IdsExhausted)?;
		let mut versions = Timeline::default();
		versions.follow(from, 0, from).map_err(Error::<T>::from)?;
		let mut supplier = match Suppliers::<T>::get(org) {
			Some(supplier) => supplier,
			None => {
				let mut standing = Timeline::default();
				let since = Slot(0);
				standing.follow(since, Standing::Supplies, since).map_err(Error::<T>::from)?;
				SupplierOf::<T> { standing, tariffs: 0, float: Default::default() }
			},
		};
		supplier.tariffs = supplier.tariffs.checked_add(1).ok_or(Error::<T>::IdsExhausted)?;
		let deposit = Deposit::new(who.clone(), Self::tariff_footprint())?;
		let head = TariffHead { supplier: org, name, availability, notice, versions, ends: None };

		Self::store_version(who, tariff, 0, first)?;
		Tariffs::<T>::insert(tariff, (head, deposit));
		Suppliers::<T>::insert(org, supplier);
		NextTariffId::<T>::put(next);
		Self::deposit_event(Event::TariffOffered { tariff, supplier: org, availability });
		Self::deposit_event(Event::VersionPublished { tariff, version: 0, from });
		Ok(())
	}

	pub(crate) fn do_publish_version(
		Member { who, org }: Member<T::AccountId>,
		tariff: TariffId,
		from: Slot,
		next: Tariff,
	) -> DispatchResult {
		let (mut head, deposit) = Self::load_own_tariff(org, tariff)?;
		ensure!(head.ends.is_none(), Error::<T>::TariffEnds);
		let earliest = Self::after_notice(head.notice);
		Self::ensure_can_begin(from, earliest)?;
		Self::check_version(org, &next)?;
		let last = head.versions.entries().last().map_or(0, |last| last.value);
		let version = last.checked_add(1).ok_or(Error::<T>::IdsExhausted)?;
		let gone = head.versions.forget(Self::kept_from());
		head.versions.follow(from, version, earliest).map_err(Error::<T>::from)?;

		Self::store_version(who, tariff, version, next)?;
		Tariffs::<T>::insert(tariff, (head, deposit));
		Self::remove_versions(tariff, gone)?;
		Self::deposit_event(Event::VersionPublished { tariff, version, from });
		Ok(())
	}

	pub(crate) fn do_end_tariff(org: OrgId, tariff: TariffId, from: Slot) -> DispatchResult {
		let (mut head, deposit) = Self::load_own_tariff(org, tariff)?;
		ensure!(head.ends.is_none(), Error::<T>::TariffEnds);
		Self::ensure_can_begin(from, Self::after_notice(head.notice))?;

		head.ends = Some(from);
		Tariffs::<T>::insert(tariff, (head, deposit));
		Self::deposit_event(Event::TariffEnded { tariff, from });
		Ok(())
	}

	pub(crate) fn do_forget_versions(tariff: TariffId) -> DispatchResult {
		let (mut head, deposit) = Tariffs::<T>::get(tariff).ok_or(Error::<T>::UnknownTariff)?;
		let gone = head.versions.forget(Self::kept_from());
		ensure!(!gone.is_empty(), Error::<T>::StillNeeded);

		Tariffs::<T>::insert(tariff, (head, deposit));
		Self::remove_versions(tariff, gone)
	}

	pub(crate) fn do_drop_tariff(tariff: TariffId) -> DispatchResult {
		let (head, deposit) = Tariffs::<T>::get(tariff).ok_or(Error::<T>::UnknownTariff)?;
		ensure!(TariffUses::<T>::get(tariff) == 0, Error::<T>::TariffInUse);
		let over = head.ends.is_some_and(|end| end <= Self::kept_from());
		ensure!(over, Error::<T>::StillNeeded);
		let supplier = Suppliers::<T>::get(head.supplier);
		let pays = |own: &SupplierOf<T>| {
			T::Membership::account(head.supplier).is_some() && !Self::is_insolvent(own)
		};
		let owes = |own: &SupplierOf<T>| own.tariffs == 1 && own.float.owed > 0 && pays(own);
		ensure!(!supplier.as_ref().is_some_and(owes), Error::<T>::InDebt);

		Self::remove_versions(tariff, head.versions.entries().to_vec())?;
		deposit.refund()?;
		Tariffs::<T>::remove(tariff);
		if let Some(mut supplier) = supplier {
			// Every tariff is counted, so there is one to take away.
			supplier.tariffs = supplier.tariffs.saturating_sub(1);
			Self::put_supplier(head.supplier, &supplier)?;
		}
		Self::deposit_event(Event::TariffDropped { tariff });
		Ok(())
	}

	fn load_own_tariff(
		org: OrgId,
		tariff: TariffId,
	) -> Result<(TariffHead, Deposit<T::AccountId, T::TariffConsideration>), Error<T>> {
		let (head, deposit) = Tariffs::<T>::get(tariff).ok_or(Error::UnknownTariff)?;
		ensure!(head.supplier == org, Error::NotSupplier);
		Ok((head, deposit))
	}

	fn check_version(supplier: OrgId, tariff: &Tariff) -> Result<(), Error<T>> {
		ensure!(tariff.check().is_ok(), Error::BadTariff);
		for index in indices(tariff) {
			let (index, deposit) = Indices::<T>::get(index).ok_or(Error::UnknownIndex)?;
			ensure!(deposit.is_some(), Error::UnknownIndex);
			ensure!(!index.publishers.contains(&supplier), Error::OwnIndex);
		}
		Ok(())
	}

	/// Stores a version that is sound.
	fn store_version(
		who: T::AccountId,
		tariff: TariffId,
		version: u32,
		record: Tariff,
	) -> DispatchResult {
		let deposit = Deposit::new(who, Self::version_footprint())?;
		for index in indices(&record) {
			IndexUses::<T>::try_mutate(index, |uses| {
				*uses = uses.checked_add(1).ok_or(Error::<T>::IdsExhausted)?;
				Ok::<_, Error<T>>(())
			})?;
		}
		Versions::<T>::insert((tariff, version), (record, deposit));
		Ok(())
	}

	fn remove_versions(tariff: TariffId, gone: Vec<Entry<u32>>) -> DispatchResult {
		for Entry { value: version, .. } in gone {
			let Some((record, deposit)) = Versions::<T>::take((tariff, version)) else {
				defensive!("each number of a tariff's versions has its version");
				continue;
			};
			for index in indices(&record) {
				IndexUses::<T>::mutate_exists(index, |uses| {
					// Every formula is counted, so there is one to take away.
					*uses = uses.and_then(|uses| uses.checked_sub(1)).filter(|uses| *uses > 0);
				});
				let is_left = !IndexUses::<T>::contains_key(index);
				if let Some((_, None)) = Indices::<T>::get(index).filter(|_| is_left) {
					Indices::<T>::remove(index);
				}
			}
			deposit.refund()?;
			Self::deposit_event(Event::VersionForgotten { tariff, version });
		}
		Ok(())
	}

	/// Whether an organisation is a supplier in good standing now, and pays what it owes.
	pub(crate) fn can_supply(org: OrgId) -> bool {
		let is_supplier = |org| {
			T::Membership::roles(org).is_some_and(|roles| roles.contains(Role::EnergySupplier))
		};
		let is_insolvent = || Suppliers::<T>::get(org).is_some_and(|own| Self::is_insolvent(&own));
		T::Membership::is_active(org) && is_supplier(org) && !is_insolvent()
	}

	pub(crate) fn do_note_standing(org: OrgId) -> DispatchResult {
		let supplier = Suppliers::<T>::get(org).ok_or(Error::<T>::UnknownSupplier)?;
		let noted = Self::note_standing_of(org, supplier)?;
		ensure!(noted, Error::<T>::NothingChanged);
		Ok(())
	}

	/// Updates a supplier's standing, from the first slot on whose book is not open. Returns whether
	/// it changed.
	fn note_standing_of(org: OrgId, mut supplier: SupplierOf<T>) -> Result<bool, Error<T>> {
		let standing = match Self::can_supply(org) {
			true => Standing::Supplies,
			false => Standing::Suspended,
		};
		if supplier.standing.entries().last().is_some_and(|last| last.value == standing) {
			return Ok(false);
		}
		let from = Self::next_unopened();
		let _ = supplier.standing.forget(Self::kept_from());
		supplier.standing = amended(&supplier.standing, from, standing, Later::Dropped)?;
		Suppliers::<T>::insert(org, supplier);
		Self::deposit_event(Event::StandingNoted { supplier: org, standing, from });
		Ok(true)
	}

	/// Updates the standing of the next few suppliers.
	pub(crate) fn process_standings(meter: &mut WeightMeter) {
		let each = T::WeightInfo::note_standing();
		let count = (0..LOOKS).filter(|_| meter.try_consume(each).is_ok()).count();
		if count == 0 {
			return;
		}
		let suppliers = match LookedAt::<T>::get() {
			Some(last) => Suppliers::<T>::iter_from(Suppliers::<T>::hashed_key_for(last)),
			None => Suppliers::<T>::iter(),
		};
		let next: Vec<_> = suppliers.take(count).collect();
		// If there were fewer suppliers than the limit, the next block starts again from the first
		// one.
		let last = next.last().map(|(org, _)| *org).filter(|_| next.len() == count);
		LookedAt::<T>::set(last);
		for (org, supplier) in next {
			// There are too many changes: it is recorded once old ones are removed.
			let _ = Self::note_standing_of(org, supplier);
		}
	}

	/// The footprint of a tariff with its supplier, without its versions.
	pub(crate) fn tariff_footprint() -> Footprint {
		Footprint::from_mel::<(TariffId, TariffHead, TariffId, u32, OrgId, SupplierOf<T>)>()
	}

	/// The footprint of a version of a tariff, with the indices that it may follow: an index's definer can take their own
	/// deposit back.
	pub(crate) fn version_footprint() -> Footprint {
		let own = Footprint::from_mel::<((TariffId, u32), Tariff)>();
		let index = Self::index_footprint();
		// Some thousand bytes: nothing saturates.
		let both = |own: u64, index: u64| own.saturating_add(index.saturating_mul(2));
		Footprint { count: both(own.count, index.count), size: both(own.size, index.size) }
	}
}
