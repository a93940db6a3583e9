//! Places orders: checks the evidence, and chooses the offer.

use super::conditions::Verdict;
use crate::*;
use tallystick_orders::choose;
use tallystick_primitives::HostCrypto;

/// The result of an attempt to order what a need lacks.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Met {
	/// It is ordered.
	Ordered(OrderId),
	/// The warrantor is asked.
	Claimed,
	/// No offer fits.
	Unmet,
	/// It was given up: its mandate has ended, or all its vendors have failed.
	GivenUp,
}

/// Vendors in the mandate's order, each with what its offer comes to.
pub(crate) type Tenders = Vec<(OrgId, Result<Candidate, Misfit>)>;

impl<T: Config> Pallet<T> {
	/// Orders what a need lacks, at the wish of an organisation.
	pub(crate) fn do_order(
		org: OrgId,
		need: NeedId,
		cause: Option<Hash>,
	) -> Result<Met, DispatchError> {
		let now = Self::now();
		let mut record = Self::load_own_need(org, need)?;
		Self::ensure_can_order(&record, now)?;
		let of = Mandates::<T>::get(record.mandate).map(|(of, _)| of);
		let Some(of) = of.filter(Self::is_in_force) else {
			record.give_up(now);
			Self::store_given_up(need, record, GivenUp::MandateEnded);
			return Ok(Met::GivenUp);
		};
		ensure!(of.terms.categories.contains(&record.category), Error::<T>::WrongMandate);
		let evidence = Self::evidence_for(&record, &of)?;

		record.begin();
		if let Some((warrantor, until)) = Self::ask_warrantor(&mut record, &of, now)? {
			Self::store_need(need, record);
			Self::deposit_event(Event::Claimed { need, warrantor, until, evidence, cause });
			return Ok(Met::Claimed);
		}
		let mandate = record.mandate;
		let budget = of.budget.at(now);
		let tenders = Self::tenders(&record, &of, &budget, now);
		let fitting = tenders.iter().filter_map(|(_, tender)| tender.ok());
		match choose::<HostCrypto>(fitting, need, record.attempts) {
			Some(candidate) => {
				let (need, mandate) = ((need, record), (mandate, of));
				let order = Self::place(need, mandate, budget, candidate, evidence, cause)?;
				Ok(Met::Ordered(order))
			},
			None => {
				let misfits = tenders
					.into_iter()
					.filter_map(|(vendor, tender)| tender.err().map(|misfit| (vendor, misfit)));
				let misfits = BoundedVec::truncate_from(misfits.collect::<Vec<_>>());
				let gone =
					|(_, misfit): &(_, Misfit)| matches!(misfit, Misfit::Failed | Misfit::Vendor);
				let nobody_left = record.failures > 0 && misfits.iter().all(gone);
				Self::deposit_event(Event::Unmet { need, misfits, evidence, cause });
				if nobody_left {
					record.give_up(now);
					Self::store_given_up(need, record, GivenUp::Failures);
					return Ok(Met::GivenUp);
				}
				Self::store_need(need, record);
				Ok(Met::Unmet)
			},
		}
	}

	/// What an order costs at most, with a look at a warranty that does not hold.
	pub(crate) fn weight_of_place_order() -> Weight {
		T::WeightInfo::place_order(MAX_VENDORS).saturating_add(T::Assets::weight())
	}

	fn ensure_can_order(record: &Need, now: Millis) -> Result<(), Error<T>> {
		ensure!(record.order.is_none(), Error::<T>::OrderOpen);
		ensure!(record.state != NeedState::Ordered, Error::<T>::NotCovered);
		ensure!(record.can_order(now), Error::<T>::CoolingDown);
		Ok(())
	}

	/// The observations on which the mandate's condition is true now.
	fn evidence_for(
		record: &Need,
		of: &MandateOf<T>,
	) -> Result<BoundedVec<Evidence, ConstU32<MAX_EVIDENCE>>, Error<T>> {
		if !of.conditional {
			return Ok(BoundedVec::new());
		}
		let condition = Conditions::<T>::get(record.mandate).ok_or(Error::<T>::ConditionUnknown)?;
		let Verdict { truth, evidence, since } = Self::judge(record.org, &condition);
		match truth {
			// Observations from before the need was covered, or given up, say nothing about it now.
			Some(true) if since < Some(record.since) => Err(Error::<T>::EvidenceOld),
			Some(true) => Ok(evidence),
			Some(false) => Err(Error::<T>::ConditionFalse),
			None => Err(Error::<T>::ConditionUnknown),
		}
	}

	/// What each vendor's offer comes to.
	pub(crate) fn tenders(
		record: &Need,
		of: &MandateOf<T>,
		budget: &Budget,
		now: Millis,
	) -> Tenders {
		let terms = &of.terms;
		let wanted = Wanted {
			quantity: record.quantity,
			arbiters: &terms.arbiters,
			veto: terms.veto,
			within: terms.within,
			per_unit: terms.per_unit,
			per_order: terms.per_order,
			left: budget.left(),
		};
		let tender = |vendor: OrgId| {
			if record.skipped.contains(&vendor) {
				return Err(Misfit::Failed);
			}
			if vendor == record.org || !T::Membership::is_active(vendor) {
				return Err(Misfit::Vendor);
			}
			let (offer, ..) = Offers::<T>::get(vendor, record.category).ok_or(Misfit::NoOffer)?;
			let signs = matches!(record.subject, Subject::Device { .. });
			let slots = match offer.by {
				Delivery::Parcel => BoundedVec::new(),
				Delivery::Visit if signs => Slots::<T>::get(vendor, record.category),
				Delivery::Visit => return Err(Misfit::Unsigned),
			};
			let arbiter = T::Membership::organization(&offer.arbiter);
			let parties = [vendor, record.org, of.org];
			if arbiter.is_none_or(|arbiter| parties.contains(&arbiter)) {
				return Err(Misfit::Arbiter);
			}
			offer.fit(vendor, &wanted, &slots, now)
		};
		terms.vendors.iter().map(|vendor| (*vendor, tender(*vendor))).collect()
	}

	/// Orders what a need lacks of a vendor, under a mandate of its owner or its warrantor.
	pub(crate) fn place(
		(need, mut record): (NeedId, Need),
		(mandate, mut of): (MandateId, MandateOf<T>),
		budget: Budget,
		candidate: Candidate,
		evidence: BoundedVec<Evidence, ConstU32<MAX_EVIDENCE>>,
		cause: Option<Hash>,
	) -> Result<OrderId, DispatchError> {
		let Candidate { vendor, landed, visit, .. } = candidate;
		let now = Self::now();
		let (offer, ..) =
			Offers::<T>::get(vendor, record.category).ok_or(Error::<T>::UnknownOffer)?;
		let order = NextOrderId::<T>::get().unwrap_or(OrderId(0));
		let next = order.next().ok_or(Error::<T>::IdsExhausted)?;
		let budget = budget.spend(landed.gross).ok_or(Error::<T>::TooMuch)?;
		Self::set_budget(&mut of, budget)?;
		let times = Times {
			veto: of.terms.veto,
			accept: offer.accept,
			dispatch: offer.dispatch,
			delivery: offer.delivery,
			window: of.terms.window,
			arbitration: of.terms.arbitration,
		};
		// After every deadline, with time left for late calls to `advance`. A visit can be MaxSpan
		// away, and so can the one that repeats it.
		let visits =
			visit.map_or(0, |_| T::MaxSpan::get().saturating_mul(2).saturating_add(offer.dispatch));
		let longest = times.longest().saturating_add(visits).saturating_add(T::MaxSpan::get());
		let backstop = now.saturating_add(longest);
		let amount = Self::balance(landed.gross)?;
		let ticket = Self::charge::<(OrderId, OrderRecordOf<T>, OrgId, OrderId, AssetId, OrderId)>(
			&of.payer, 0,
		)?;
		let escrow = T::Escrow::open(EscrowPurpose::Order, order.0, &of.payer, amount, backstop)?;

		let (state, until) = match times.veto {
			0 => (OrderState::Offered, now.saturating_add(times.accept)),
			veto => (OrderState::Placed, now.saturating_add(veto)),
		};
		let quantity = record.quantity;
		let placed = Order {
			need,
			mandate,
			period: budget.at,
			buyer: of.org,
			payer: of.payer.clone(),
			vendor,
			category: record.category,
			gtin: offer.gtin,
			document: offer.document,
			quantity,
			landed,
			times,
			arbiter: offer.arbiter,
			address: record.address,
			escrow,
			visit,
			reworked: false,
			fills: landed.gross <= of.terms.filled,
			state,
			since: now,
			until: T::Escrow::to_store(until),
			proposal: None,
		};
		let stored = OrderRecord {
			order: placed,
			evidence: evidence.clone(),
			bond: None,
			deposit: None,
			asset: None,
		};
		NextOrderId::<T>::put(next);
		OrdersOf::<T>::insert(vendor, order, ());
		Orders::<T>::insert(order, (stored, ticket));
		Self::take_stock(vendor, record.category, quantity);
		if let Some(slot) = visit {
			Self::take_slot(vendor, record.category, slot)?;
		}
		Self::store_mandate(mandate, of);
		record.ordered(order);
		Self::store_need(need, record);
		Self::deposit_event(Event::Placed {
			order,
			need,
			vendor,
			quantity,
			landed,
			until,
			evidence,
			cause,
		});
		Ok(order)
	}

	pub(crate) fn store_given_up(need: NeedId, record: Need, why: GivenUp) {
		if let NeedState::GivenUp { until } = record.state {
			Self::deposit_event(Event::NeedGivenUp { need, why, until });
		}
		Self::store_need(need, record);
	}
}
