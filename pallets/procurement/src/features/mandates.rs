//! Mandates: what owners permit their machines to buy.

use crate::*;

impl<T: Config> Pallet<T> {
	pub(crate) fn load_mandate(mandate: MandateId) -> Result<MandateOf<T>, Error<T>> {
		Mandates::<T>::get(mandate).map(|(record, _)| record).ok_or(Error::<T>::UnknownMandate)
	}

	pub(crate) fn store_mandate(mandate: MandateId, record: MandateOf<T>) {
		Mandates::<T>::mutate_extant(mandate, |(stored, _)| *stored = record);
	}

	/// The machine as it belongs to an organisation now.
	fn subject_of(org: OrgId, machine: Machine) -> Result<Subject, Error<T>> {
		let subject = match machine {
			Machine::Device(device) => {
				let tenure = T::Devices::tenure(&device).ok_or(Error::<T>::NotOwner)?;
				Subject::Device { device, tenure }
			},
			Machine::Asset(asset) => Subject::Asset { asset, owner: org },
			Machine::Warranties => Subject::Warranties,
		};
		ensure!(Self::is_machine_of(org, &subject), Error::<T>::NotOwner);
		Ok(subject)
	}

	/// Whether a machine is still in the same hands. A suspension of its owner does not change
	/// that.
	pub(crate) fn lasts(subject: &Subject) -> bool {
		match subject {
			Subject::Device { device, tenure } => {
				T::Devices::goes_on(device, *tenure) && T::Devices::ended(device).is_none()
			},
			Subject::Asset { asset, owner } => {
				T::Assets::holder(*asset).is_some_and(|holder| holder.owner == *owner)
			},
			Subject::Warranties => true,
		}
	}

	/// Whether a machine is an organisation's, which is in good standing.
	pub(crate) fn is_machine_of(org: OrgId, subject: &Subject) -> bool {
		let own = match subject {
			Subject::Device { device, .. } => Self::is_own(org, device),
			Subject::Asset { owner, .. } => *owner == org && T::Membership::is_active(org),
			Subject::Warranties => T::Membership::is_active(org),
		};
		own && Self::lasts(subject)
	}

	/// Whether orders can be placed under a mandate.
	pub(crate) fn is_in_force(record: &MandateOf<T>) -> bool {
		Self::now() <= record.terms.until
			&& T::Membership::organization(&record.payer) == Some(record.org)
			&& Self::is_machine_of(record.org, &record.subject)
	}

	pub(crate) fn do_grant(
		Member { who, org }: Member<T::AccountId>,
		machine: Machine,
		terms: TermsOf<T>,
		condition: Option<Condition>,
	) -> DispatchResult {
		let subject = Self::subject_of(org, machine)?;
		Self::ensure_terms(org, &terms)?;
		if let Some(condition) = &condition {
			ensure!(subject != Subject::Warranties, Error::<T>::BadCondition);
			Self::ensure_condition(org, condition)?;
		}
		let mandate = NextMandateId::<T>::get().unwrap_or(MandateId(0));
		let next = mandate.next().ok_or(Error::<T>::IdsExhausted)?;
		let budget = Budget::new(Self::now(), terms.period, terms.per_period);
		let budget = budget.ok_or(Error::<T>::BadTerms)?;
		let more = Self::size_of(&condition);
		let ticket = Self::charge::<(MandateId, MandateOf<T>, OrgId, MandateId)>(&who, more)?;
		Self::hold(HoldReason::Budget, &who, budget.left())?;
		if let Some(condition) = &condition {
			Self::watch(condition)?;
		}

		let conditional = condition.is_some();
		NextMandateId::<T>::put(next);
		if let Some(condition) = condition {
			Conditions::<T>::insert(mandate, condition);
		}
		MandatesOf::<T>::insert(org, mandate, ());
		let record = Mandate { subject, org, payer: who, terms, budget, conditional };
		Mandates::<T>::insert(mandate, (record, ticket));
		Self::deposit_event(Event::MandateGranted { mandate, org, subject });
		Ok(())
	}

	fn ensure_terms(org: OrgId, terms: &TermsOf<T>) -> Result<(), Error<T>> {
		let MandateTerms { categories, vendors, arbiters, .. } = terms;
		let lists = [categories.is_empty(), vendors.is_empty(), arbiters.is_empty()];
		let twice = !Self::differ(categories) || !Self::differ(vendors) || !Self::differ(arbiters);
		ensure!(!lists.contains(&true) && !twice, Error::<T>::BadTerms);
		let money = [terms.per_unit, terms.per_order, terms.per_period];
		// Each party needs time to answer.
		let window = T::MinWindow::get()..=T::MaxSpan::get();
		let sound = money.into_iter().all(|amount| amount > 0)
			&& window.contains(&terms.window)
			&& window.contains(&terms.arbitration)
			&& terms.period > 0
			&& Self::is_span(terms.within)
			&& terms.veto <= T::MaxSpan::get()
			&& terms.until >= Self::now();
		ensure!(sound, Error::<T>::BadTerms);
		Self::balance(terms.per_period)?;
		ensure!(!vendors.contains(&org), Error::<T>::OwnVendor);
		for arbiter in arbiters {
			let own = T::Membership::organization(arbiter).is_none_or(|arbiter| arbiter == org);
			ensure!(!own, Error::<T>::BadArbiter);
		}
		Ok(())
	}

	pub(crate) fn do_amend(
		who: T::AccountId,
		mandate: MandateId,
		terms: TermsOf<T>,
	) -> DispatchResult {
		let mut record = Self::load_mandate(mandate)?;
		ensure!(record.payer == who, Error::<T>::NotPayer);
		ensure!(Self::is_machine_of(record.org, &record.subject), Error::<T>::NotOwner);
		Self::ensure_terms(record.org, &terms)?;
		ensure!(terms.period == record.terms.period, Error::<T>::BadTerms);

		let budget = record.budget.with_limit(terms.per_period);
		Self::set_budget(&mut record, budget)?;
		record.terms = terms;
		Self::store_mandate(mandate, record);
		Self::deposit_event(Event::MandateAmended { mandate });
		Ok(())
	}

	pub(crate) fn do_end_mandate(who: &T::AccountId, mandate: MandateId) -> DispatchResult {
		let (record, ticket) = Mandates::<T>::get(mandate).ok_or(Error::<T>::UnknownMandate)?;
		let own = *who == record.payer || T::Membership::organization(who) == Some(record.org);
		let is_over = Self::now() > record.terms.until || !Self::lasts(&record.subject);
		ensure!(own || is_over, Error::<T>::MandateRuns);

		Mandates::<T>::remove(mandate);
		MandatesOf::<T>::remove(record.org, mandate);
		if let Some(condition) = Conditions::<T>::take(mandate) {
			Self::unwatch(&condition);
		}
		Self::release(HoldReason::Budget, &record.payer, record.budget.left());
		Self::refund(ticket, &record.payer);
		Self::deposit_event(Event::MandateEnded { mandate });
		Ok(())
	}
}
