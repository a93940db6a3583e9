//! What vendors offer.

use super::*;

fn try_publish(who: AccountId, offer: OfferOf<Test>) -> DispatchResult {
	Procurement::publish_offer(signed(who), DETERGENT, Box::new(offer))
}

#[test]
fn a_vendor_offers_and_puts_up_a_deposit() {
	execute_with(|| {
		assert_ok!(try_publish(VENDOR, offer()));
		let (vendor, category) = (VENDORS, DETERGENT);
		assert_eq!(events(), [Event::OfferPublished { vendor, category }]);
		assert_eq!(Procurement::offer(VENDORS, DETERGENT), Some(offer()));
		assert!(held(HoldReason::Record, &VENDOR) > 0);
		assert_eq!(held(HoldReason::Record, &RIVAL), 0);
	});
}

#[test]
fn a_changed_offer_replaces_the_first_and_its_deposit() {
	execute_with(|| {
		publish(VENDOR, offer());
		let deposit = held(HoldReason::Record, &VENDOR);
		publish(VENDOR, Offer { unit: 90, ..offer() });
		assert_eq!(Procurement::offer(VENDORS, DETERGENT).unwrap().unit, 90);
		assert_eq!(held(HoldReason::Record, &VENDOR), deposit);
		// Of another member it is the other one's.
		Orgs::admit(VENDORS, Role::ServiceProvider.into(), [STRANGER]);
		publish(STRANGER, offer());
		let deposits = [VENDOR, STRANGER].map(|who| held(HoldReason::Record, &who));
		assert_eq!(deposits, [0, deposit]);
	});
}

#[test]
fn only_service_providers_in_good_standing_offer() {
	execute_with(|| {
		for who in [OWNER, ARBITER, CARRIER, STRANGER] {
			assert_noop!(try_publish(who, offer()), DispatchError::BadOrigin);
		}
		Orgs::suspend(VENDORS);
		assert_noop!(try_publish(VENDOR, offer()), DispatchError::BadOrigin);
	});
}

#[test]
fn an_offer_has_a_price_a_rate_times_and_an_end() {
	let bad: [fn(&mut OfferOf<Test>); 9] = [
		|offer| offer.unit = 0,
		|offer| offer.tax = TaxRate(10_001),
		|offer| offer.accept = 0,
		|offer| offer.dispatch = 0,
		|offer| offer.delivery = 0,
		|offer| offer.accept = MAX_SPAN + 1,
		|offer| offer.dispatch = MAX_SPAN + 1,
		|offer| offer.delivery = MAX_SPAN + 1,
		|offer| offer.until = Millis(NOW - 1),
	];
	execute_with(|| {
		for change in bad {
			let mut offer = offer();
			change(&mut offer);
			assert_noop!(try_publish(VENDOR, offer), Error::BadOffer);
		}
		let (tax, until) = (TaxRate::MAX, Millis(NOW));
		let (accept, dispatch, delivery) = (MAX_SPAN, MAX_SPAN, MAX_SPAN);
		let limits =
			Offer { unit: 1, freight: 0, tax, until, accept, dispatch, delivery, ..offer() };
		assert_ok!(try_publish(VENDOR, limits));
	});
}

#[test]
fn the_arbiter_of_an_offer_is_a_member_of_another_organisation() {
	execute_with(|| {
		for arbiter in [VENDOR, STRANGER] {
			assert_noop!(try_publish(VENDOR, Offer { arbiter, ..offer() }), Error::BadArbiter);
		}
		Orgs::suspend(ARBITERS);
		assert_noop!(try_publish(VENDOR, offer()), Error::BadArbiter);
	});
}

#[test]
fn an_offer_is_removed_by_its_vendor_and_after_its_end_by_anybody() {
	execute_with(|| {
		let remove = |who| Procurement::remove_offer(signed(who), VENDORS, DETERGENT);
		assert_noop!(remove(VENDOR), Error::UnknownOffer);
		publish(VENDOR, offer());
		assert_noop!(remove(RIVAL), Error::OfferRuns);
		events();
		assert_ok!(remove(VENDOR));
		let (vendor, category) = (VENDORS, DETERGENT);
		assert_eq!(events(), [Event::OfferRemoved { vendor, category }]);
		assert_eq!(held(HoldReason::Record, &VENDOR), 0);

		publish(VENDOR, offer());
		Clock::set(offer().until.0);
		assert_noop!(remove(STRANGER), Error::OfferRuns);
		Clock::pass(1);
		assert_ok!(remove(STRANGER));
		assert_eq!(held(HoldReason::Record, &VENDOR), 0);
	});
}
