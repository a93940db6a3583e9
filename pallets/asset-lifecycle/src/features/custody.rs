//! Custody: a custodian offers, the taker accepts.

use super::{assets::Live, events::Happening, trades::Sold};
use crate::*;
use tallystick_primitives::gs1::event::{Action, Discrepancy};

impl<T: Config> Pallet<T> {
	/// Checks that nobody has been offered the asset.
	pub(crate) fn ensure_not_offered(asset: AssetId) -> Result<(), Error<T>> {
		ensure!(!Offers::<T>::contains_key(asset), Error::<T>::OfferOpen);
		Ok(())
	}

	pub(crate) fn do_offer(
		Member { who, org }: Member<T::AccountId>,
		asset: AssetId,
		to: OrgId,
		terms: Terms,
	) -> Result<Weight, DispatchError> {
		let live = Live::<T>::load(asset)?;
		live.ensure_held_by(org)?;
		Self::ensure_not_offered(asset)?;
		ensure!(to != org, Error::<T>::AlreadyCustodian);
		ensure!(T::Membership::is_active(to), Error::<T>::TakerNotInStanding);
		ensure!(terms.quantity == live.record.quantity, Error::<T>::WrongQuantity);
		Self::event_time(terms.at, [&live])?;
		let now = Self::now();
		ensure!(terms.until >= now, Error::<T>::OfferExpired);
		// Saturates at the end of time, which no clock reaches.
		let latest = now.0.saturating_add(T::MaxOfferTime::get());
		ensure!(terms.until.0 <= latest, Error::<T>::OfferTooLong);
		Self::ensure_may_pass(&live, org, terms.passes)?;
		Self::ensure_may_move(&live, to, terms.passes)?;
		Self::ensure_can_be_met(asset, to, &terms)?;

		let offer = CustodyOffer { from: org, to, terms, offered: now, payer: who };
		Offers::<T>::insert(asset, offer);
		OffersTo::<T>::insert(to, asset, ());
		Self::deposit_event(Event::Offered { asset, from: org, to, terms });
		Ok(T::WeightInfo::offer_custody(Self::marking()))
	}

	/// Checks that the custodian can pass on what the terms say.
	fn ensure_may_pass(live: &Live<T>, from: OrgId, passes: Passes) -> Result<(), Error<T>> {
		match passes {
			Passes::Custody => Ok(()),
			Passes::Ownership => {
				Self::ensure_not_traded(live.id)?;
				ensure!(live.record.owner == Some(from), Error::<T>::NotOwner);
				ensure!(live.record.foreign == 0, Error::<T>::HoldsOthers);
				Ok(())
			},
		}
	}

	fn load_offer(asset: AssetId) -> Result<OfferOf<T>, Error<T>> {
		Offers::<T>::get(asset).ok_or(Error::<T>::NoOffer)
	}

	pub(crate) fn end_offer(asset: AssetId, offer: &OfferOf<T>) {
		Offers::<T>::remove(asset);
		OffersTo::<T>::remove(offer.to, asset);
	}

	pub(crate) fn do_withdraw(org: OrgId, asset: AssetId) -> DispatchResult {
		let offer = Self::load_offer(asset)?;
		ensure!(offer.from == org, Error::<T>::NotCustodian);
		Self::end_offer(asset, &offer);
		Self::deposit_event(Event::Withdrawn { asset });
		Ok(())
	}

	pub(crate) fn do_refuse(org: OrgId, asset: AssetId) -> DispatchResult {
		let offer = Self::load_offer(asset)?;
		ensure!(offer.to == org, Error::<T>::NotTaker);
		Self::end_offer(asset, &offer);
		Self::deposit_event(Event::Refused { asset });
		Ok(())
	}

	pub(crate) fn do_lapse(asset: AssetId) -> DispatchResult {
		let offer = Self::load_offer(asset)?;
		ensure!(offer.terms.until < Self::now(), Error::<T>::OfferValid);
		Self::end_offer(asset, &offer);
		Self::deposit_event(Event::Lapsed { asset });
		Ok(())
	}

	pub(crate) fn do_accept(
		Member { who, org }: Member<T::AccountId>,
		asset: AssetId,
		terms: Terms,
		receipt: Receipt,
		circumstances: Circumstances,
	) -> Result<Weight, DispatchError> {
		let offer = Self::load_offer(asset)?;
		ensure!(offer.to == org, Error::<T>::NotTaker);
		ensure!(offer.terms == terms, Error::<T>::TermsDiffer);
		ensure!(circumstances.at.is_none_or(|at| terms.at == Some(at)), Error::<T>::TermsDiffer);
		ensure!(terms.until >= Self::now(), Error::<T>::OfferExpired);
		let mut live = Live::<T>::load(asset)?;
		live.ensure_held_by(offer.from)?;
		Self::ensure_may_pass(&live, offer.from, terms.passes)?;
		Self::ensure_may_move(&live, org, terms.passes)?;
		let at = Self::event_time(terms.at, [&live])?;
		let rest = receipt.rest().ok_or(Error::<T>::NothingAccepted)?;
		let discrepancy = Self::discrepancy(&receipt, &live.record)?;
		let whole = live.record.is_empty() && rest < live.record.quantity;
		ensure!(rest == 0 || whole, Error::<T>::NothingAccepted);
		if rest > 0 {
			let class = Self::load_class(live.record.class)?;
			ensure!(class.gtin.is_some(), Error::<T>::Indivisible);
		}

		Self::end_offer(asset, &offer);
		let mut more = Self::weight_of_surplus(&receipt);
		let refused = rest;
		let rest = match rest {
			0 => None,
			rest => {
				let (part, copied) =
					Self::split_off(&mut live, offer.payer.clone(), rest, None, at)?;
				more = more.saturating_add(T::WeightInfo::split(1)).saturating_add(copied);
				let id = part.id;
				let what = Self::happened(Action::Add, [part.subject()?])?;
				let happening = Happening {
					discrepancy: Discrepancy { over: None, ..discrepancy },
					..Happening::new(what, BizStep::Repackaging, None)
				};
				let Circumstances { offset, read_point, .. } = circumstances;
				let there = Circumstances { offset, read_point, ..Circumstances::default() };
				let event = Self::record(id, at, happening, there)?;
				part.save_after(event);
				live.remember(event, None);
				Some(id)
			},
		};
		let stays = Self::withhold_all(asset);
		if OpenTrades::<T>::contains_key(asset) {
			more = more.saturating_add(Self::weight_of_traded());
		}
		let left = live.record.quantity;
		let rest_of_goods = rest.map(|part| (part, refused));
		let sold = Self::trade_handed_over(asset, left, rest_of_goods, &offer, at)?;
		live.record.place = Place::Root { custodian: org, since: at };
		live.record.last = at;
		let passed = match sold {
			Sold::Yes => Passes::Ownership,
			Sold::No => terms.passes,
		};
		let (from, to) = (offer.from, org);
		let mut source = Self::parties(from, passed);
		let live = match passed {
			Passes::Custody => live,
			Passes::Ownership => {
				let old = live.record.owner.replace(to).unwrap_or(from);
				// Sold goods may come from a carrier.
				source.owner = Self::parties(old, passed).owner;
				Self::deposit_event(Event::OwnerChanged { asset, old, new: to });
				live.charge(who)?
			},
		};
		let holds = live.record.holds;
		Self::deposit_event(Event::HandedOver { asset, from, to, at, receipt, rest, holds });
		let what = Self::happened(Action::Observe, [live.subject()?])?;
		let happening = Happening {
			source,
			destination: Self::parties(to, passed),
			discrepancy,
			..Happening::new(what, terms.step, None)
		};
		live.save_after(Self::record(asset, at, happening, circumstances)?);
		let own =
			T::WeightInfo::accept(stays, Self::marking(), (passed == Passes::Ownership).into());
		Ok(own.saturating_add(more))
	}

	/// The most that a hand-over does, with a part that stays behind or not.
	pub(crate) fn weight_of_accept(terms: &Terms, receipt: &Receipt) -> Weight {
		let own = T::WeightInfo::accept(MAX_STAYS, MAX_SPREADING, 1);
		let trade = match terms.passes {
			Passes::Custody => Self::weight_of_traded(),
			Passes::Ownership => Weight::zero(),
		};
		let part = match receipt.rest() {
			Some(0) => Weight::zero(),
			_ => Self::weight_of_split(1),
		};
		own.saturating_add(trade)
			.saturating_add(part)
			.saturating_add(Self::weight_of_surplus(receipt))
	}

	/// The weight to record a surplus, which is in the unit of the class.
	fn weight_of_surplus(receipt: &Receipt) -> Weight {
		T::DbWeight::get().reads(u64::from(receipt.over > 0))
	}

	/// The most that a hand-over changes of a trade: the first one begins it, the last one delivers.
	fn weight_of_traded() -> Weight {
		// A refused part is bound to the trade, or released from it.
		let refused = T::DbWeight::get().writes(2);
		T::WeightInfo::pick_up().max(T::WeightInfo::deliver()).saturating_add(refused)
	}
}
