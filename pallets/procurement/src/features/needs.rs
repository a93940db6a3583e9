//! What machines lack.

use crate::*;
use tallystick_primitives::Observation;

impl<T: Config> Pallet<T> {
	pub(crate) fn load_need(need: NeedId) -> Result<Need, Error<T>> {
		let (mut record, ..) = Needs::<T>::get(need).ok_or(Error::<T>::UnknownNeed)?;
		if let Claim::Made { until, .. } = &mut record.claim {
			*until = T::Escrow::from_store(*until);
		}
		Ok(record)
	}

	pub(crate) fn load_own_need(org: OrgId, need: NeedId) -> Result<Need, Error<T>> {
		let record = Self::load_need(need)?;
		ensure!(record.org == org, Error::<T>::NotOwner);
		Ok(record)
	}

	pub(crate) fn store_need(need: NeedId, mut record: Need) {
		if let Claim::Made { until, .. } = &mut record.claim {
			*until = T::Escrow::to_store(*until);
		}
		Needs::<T>::mutate_extant(need, |(stored, ..)| *stored = record);
	}

	pub(crate) fn do_declare(
		Member { who, org }: Member<T::AccountId>,
		mandate: MandateId,
		category: Category,
		quantity: u32,
		address: Hash,
		covered: Option<Condition>,
		warranty: Option<Warranty>,
	) -> DispatchResult {
		let of = Self::load_mandate(mandate)?;
		ensure!(of.subject != Subject::Warranties, Error::<T>::WrongMandate);
		let own = of.org == org && Self::is_machine_of(org, &of.subject);
		ensure!(own, Error::<T>::NotOwner);
		ensure!(of.terms.categories.contains(&category), Error::<T>::WrongMandate);
		ensure!(quantity > 0, Error::<T>::NoQuantity);
		let subject = of.subject;
		ensure!(!Declared::<T>::contains_key(subject, category), Error::<T>::AlreadyDeclared);
		if let Some(covered) = &covered {
			Self::ensure_condition(org, covered)?;
		}
		let need = NextNeedId::<T>::get().unwrap_or(NeedId(0));
		let next = need.next().ok_or(Error::<T>::IdsExhausted)?;
		let more = Self::size_of(&covered);
		type Kept<A> = (NeedId, Need, A, Subject, Category, NeedId, OrgId, NeedId);
		let ticket = Self::charge::<Kept<T::AccountId>>(&who, more)?;
		if let Some(covered) = &covered {
			for stream in Self::streams_of(covered) {
				let listed = Covering::<T>::mutate(stream, |needs| {
					// Places of a former owner of the device. The signer's organisation owns it now.
					needs.retain(|of| Self::load_need(*of).is_ok_and(|of| of.org == org));
					needs.try_push(need)
				});
				listed.map_err(|_| Error::<T>::TooManyCovered)?;
			}
			Self::watch(covered)?;
		}

		NextNeedId::<T>::put(next);
		Declared::<T>::insert(subject, category, need);
		NeedsOf::<T>::insert(org, need, ());
		if let Some(covered) = covered {
			CoveredWhen::<T>::insert(need, covered);
		}
		let record = Need {
			subject,
			org,
			category,
			quantity,
			mandate,
			address,
			warranty,
			claim: Claim::None,
			state: NeedState::Clear,
			order: None,
			attempts: 0,
			failures: 0,
			skipped: BoundedVec::new(),
			last: None,
			attested: None,
			since: Self::now(),
		};
		Needs::<T>::insert(need, (record, who, ticket));
		Self::deposit_event(Event::NeedDeclared { need, subject, category });
		Ok(())
	}

	pub(crate) fn do_change_need(
		org: OrgId,
		need: NeedId,
		mandate: MandateId,
		quantity: u32,
		address: Hash,
	) -> DispatchResult {
		let mut record = Self::load_own_need(org, need)?;
		let of = Self::load_mandate(mandate)?;
		let fits = of.subject == record.subject && of.terms.categories.contains(&record.category);
		ensure!(of.org == org && fits, Error::<T>::WrongMandate);
		ensure!(quantity > 0, Error::<T>::NoQuantity);

		(record.mandate, record.quantity, record.address) = (mandate, quantity, address);
		// A warrantor grants what it was asked for.
		if let Claim::Made { .. } = record.claim {
			record.claim = Claim::None;
		}
		Self::store_need(need, record);
		Self::deposit_event(Event::NeedChanged { need });
		Ok(())
	}

	pub(crate) fn do_remove_need(who: &T::AccountId, need: NeedId) -> DispatchResult {
		let (record, payer, ticket) = Needs::<T>::get(need).ok_or(Error::<T>::UnknownNeed)?;
		let own = T::Membership::organization(who) == Some(record.org);
		ensure!(own || !Self::lasts(&record.subject), Error::<T>::SubjectRuns);
		ensure!(record.order.is_none(), Error::<T>::OrderOpen);

		Needs::<T>::remove(need);
		Declared::<T>::remove(record.subject, record.category);
		NeedsOf::<T>::remove(record.org, need);
		if let Some(covered) = CoveredWhen::<T>::take(need) {
			for stream in Self::streams_of(&covered) {
				Self::drop_place(&stream, need);
			}
			Self::unwatch(&covered);
		}
		Self::refund(ticket, &payer);
		Self::deposit_event(Event::NeedRemoved { need });
		Ok(())
	}

	/// Removes a need from those that a stream covers.
	fn drop_place(stream: &StreamId, need: NeedId) {
		Covering::<T>::mutate_exists(stream, |needs| {
			if let Some(listed) = needs {
				listed.retain(|of| *of != need);
			}
			*needs = needs.take().filter(|listed| !listed.is_empty());
		});
	}

	pub(crate) fn do_clear(org: OrgId, need: NeedId) -> DispatchResult {
		let record = Self::load_own_need(org, need)?;
		ensure!(record.state != NeedState::Clear, Error::<T>::AlreadyClear);

		Self::clear(need, record, Covered::ByHand);
		Ok(())
	}

	fn clear(need: NeedId, mut record: Need, by: Covered) {
		record.clear(Self::now());
		Self::store_need(need, record);
		Self::deposit_event(Event::Cleared { need, by });
	}

	/// Clears the needs that an observation covers, once the chain has stored it, and takes what is on its way for received
	/// where the mandate says so. Needs of a former owner of the device lose their place. Returns how many needs were looked
	/// at.
	pub(crate) fn cover(stream: &StreamId, observation: &Observation) -> u32 {
		let needs = Covering::<T>::get(stream);
		let owner = T::Devices::owner(&stream.device);
		let owner = owner.and_then(|owner| T::Membership::organization(&owner));
		for need in &needs {
			let Ok(record) = Self::load_need(*need) else { continue };
			// While the owner is suspended, the device counts as nobody's.
			if owner.is_some_and(|owner| owner != record.org) {
				Self::drop_place(stream, *need);
				continue;
			}
			if record.state == NeedState::Clear {
				continue;
			}
			let Some(condition) = CoveredWhen::<T>::get(need) else { continue };
			if Self::judge(record.org, &condition).truth != Some(true) {
				continue;
			}
			if let Some(order) = record.order {
				Self::fill(order, observation);
			}
			Self::clear(*need, record, Covered::ByCondition);
		}
		// There is room for no more than four.
		u32::try_from(needs.len()).unwrap_or(MAX_COVERED)
	}
}
