//! What vendors offer.

use crate::*;

impl<T: Config> Pallet<T> {
	pub(crate) fn do_publish(
		Member { who, org }: Member<T::AccountId>,
		category: Category,
		offer: OfferOf<T>,
	) -> DispatchResult {
		Self::ensure_offer(org, &offer)?;
		let ticket = Self::charge::<(OrgId, Category, OfferOf<T>, T::AccountId)>(&who, 0)?;

		let before = Offers::<T>::take(org, category);
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
		ensure!(own || Self::now() > offer.until, Error::<T>::OfferRuns);

		Offers::<T>::remove(vendor, category);
		Self::refund(ticket, &payer);
		Self::deposit_event(Event::OfferRemoved { vendor, category });
		Ok(())
	}

	/// Takes units out of a vendor's stock, or puts them back where the offer still stands.
	pub(crate) fn change_stock(vendor: OrgId, category: Category, change: impl FnOnce(u32) -> u32) {
		Offers::<T>::mutate_exists(vendor, category, |stored| {
			if let Some((offer, ..)) = stored {
				offer.stock = change(offer.stock);
			}
		});
	}
}
