//! What vendors offer.

use crate::*;

/// An offer, and the times to book.
type Kept<A> =
	(OrgId, Category, Offer<A>, A, OrgId, Category, BoundedVec<Millis, ConstU32<MAX_SLOTS>>);

impl<T: Config> Pallet<T> {
	pub(crate) fn do_publish(
		Member { who, org }: Member<T::AccountId>,
		category: Category,
		offer: OfferOf<T>,
	) -> DispatchResult {
		Self::ensure_offer(org, &offer)?;
		let ticket = Self::charge::<Kept<T::AccountId>>(&who, 0)?;

		let before = Offers::<T>::take(org, category);
		if offer.by == Delivery::Parcel {
			Slots::<T>::remove(org, category);
		}
		Offers::<T>::insert(org, category, (offer, who, ticket));
		if let Some((_, payer, ticket)) = before {
			Self::refund(ticket, &payer);
		}
		Self::deposit_event(Event::OfferPublished { vendor: org, category });
		Ok(())
	}

	fn ensure_offer(org: OrgId, offer: &OfferOf<T>) -> Result<(), Error<T>> {
		let spans = [offer.accept, offer.dispatch, offer.delivery];
		let sound = offer.unit > 0
			&& offer.tax <= TaxRate::MAX
			&& spans.into_iter().all(Self::is_span)
			&& offer.until >= Self::now();
		ensure!(sound, Error::<T>::BadOffer);
		let arbiter = T::Membership::organization(&offer.arbiter);
		ensure!(arbiter.is_some_and(|arbiter| arbiter != org), Error::<T>::BadArbiter);
		Ok(())
	}

	pub(crate) fn do_remove_offer(
		who: &T::AccountId,
		vendor: OrgId,
		category: Category,
	) -> DispatchResult {
		let (offer, payer, ticket) =
			Offers::<T>::get(vendor, category).ok_or(Error::<T>::UnknownOffer)?;
		let own = T::Membership::organization(who) == Some(vendor);
		let is_over = Self::now() > offer.until || T::Membership::roles(vendor).is_none();
		ensure!(own || is_over, Error::<T>::OfferRuns);

		Offers::<T>::remove(vendor, category);
		Slots::<T>::remove(vendor, category);
		Self::refund(ticket, &payer);
		Self::deposit_event(Event::OfferRemoved { vendor, category });
		Ok(())
	}

	/// Takes an order's units out of the vendor's stock.
	pub(crate) fn take_stock(vendor: OrgId, category: Category, quantity: u32) {
		Self::change_offer(vendor, category, |offer| {
			// An offer with less does not fit.
			offer.stock = offer.stock.saturating_sub(quantity);
		});
	}

	/// Puts an order's units back, and the time that was booked, if the vendor still offers the same.
	pub(crate) fn restock(order: &OrderOf<T>) {
		let Some((offer, ..)) = Offers::<T>::get(order.vendor, order.category) else { return };
		if (offer.gtin, offer.document) != (order.gtin, order.document) {
			return;
		}
		Self::change_offer(order.vendor, order.category, |offer| {
			offer.stock = offer.stock.saturating_add(order.quantity);
		});
		let ahead = order.visit.filter(|slot| *slot > Self::now());
		if let Some(slot) = ahead.filter(|_| offer.by == Delivery::Visit) {
			Self::put_slot_back(order.vendor, order.category, slot);
		}
	}

	fn change_offer(vendor: OrgId, category: Category, change: impl FnOnce(&mut OfferOf<T>)) {
		Offers::<T>::mutate_exists(vendor, category, |stored| {
			if let Some((offer, ..)) = stored {
				change(offer);
			}
		});
	}
}
