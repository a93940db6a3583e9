//! The steps of an order's parties: a test for each row of the table of its states.

use super::*;

#[docify::export]
#[test]
fn an_order_is_paid_once_the_buyer_has_it() {
	execute_with(|| {
		let need = ready();
		let order = received(need, 2);
		assert_eq!(need_state(need), NeedState::Ordered);
		assert_noop!(advance(order), Error::TooEarly);
		Clock::pass(3 * DAY + 1);
		assert_ok!(advance(order));
		assert_eq!(ending(), (Outcome::Paid { amount: GROSS.into() }, GROSS, 0, 0, 0));
		assert_eq!(gains(), [-(GROSS as i64), GROSS as i64, 0]);
		assert_eq!(last(need), Some(Outcome::Paid { amount: GROSS.into() }));
		// A bottle that stands on the shelf is not ordered again.
		assert_noop!(Procurement::place_order(signed(OWNER), need), Error::NotCovered);
		assert_noop!(advance(order), Error::UnknownOrder);
	});
}

#[test]
fn an_owner_objects_and_the_need_is_given_up() {
	execute_with(|| {
		let need = ready();
		let order = order(need);
		assert_eq!((left(), held(HoldReason::Budget, &OWNER)), (336, 336));
		assert_eq!(Escrows::purse(&OWNER), Some(PURSE - GROSS));
		assert_noop!(Procurement::withdraw(signed(VENDOR), order), Error::NotParty);
		assert_noop!(Procurement::withdraw(signed(RIVAL), order), Error::NotParty);
		// Until the last moment.
		Clock::pass(HOUR);
		events();
		assert_ok!(Procurement::withdraw(signed(COLLEAGUE), order));
		let until = Millis(Clock::now() + COOL_DOWN);
		assert_eq!(
			events(),
			[
				Event::NeedGivenUp { need, why: GivenUp::Objection, until },
				Event::Ended {
					order,
					need,
					outcome: Outcome::Vetoed,
					paid: 0,
					refunded: GROSS,
					bond: 0,
					fee: 0
				}
			]
		);
		assert_eq!(need_state(need), NeedState::GivenUp { until });
		assert_eq!((gains(), left(), held(HoldReason::Budget, &OWNER)), ([0; 3], 600, 600));
		assert_noop!(Procurement::place_order(signed(OWNER), need), Error::CoolingDown);
		Clock::pass(COOL_DOWN);
		super::order(need);
	});
}

#[test]
fn an_order_is_offered_once_the_owner_can_object_no_more() {
	execute_with(|| {
		let order = order(ready());
		Clock::pass(HOUR);
		assert_noop!(Procurement::accept(signed(VENDOR), order), Error::WrongState);
		Clock::pass(1);
		assert_ok!(Procurement::accept(signed(VENDOR), order));
		assert_eq!(state(order), OrderState::Accepted);
	});
}

#[test]
fn without_a_veto_window_an_order_is_offered_at_once() {
	execute_with(|| {
		publish(VENDOR, offer());
		let device = device(1);
		let need = declare(grant(device, MandateTerms { veto: 0, ..terms() }), device);
		let order = order(need);
		assert_eq!(state(order), OrderState::Offered);
		assert_ok!(Procurement::accept(signed(VENDOR), order));
	});
}

#[test]
fn a_buyer_withdraws_what_the_vendor_has_not_accepted() {
	execute_with(|| {
		let need = ready();
		let order = offered(need);
		assert_noop!(Procurement::withdraw(signed(VENDOR), order), Error::NotParty);
		assert_ok!(Procurement::withdraw(signed(OWNER), order));
		assert_eq!(ending(), (Outcome::Withdrawn, 0, GROSS, 0, 0));
		assert_eq!((gains(), left()), ([0; 3], 600));
		assert!(matches!(need_state(need), NeedState::GivenUp { .. }));
	});
}

#[test]
fn a_vendor_refuses_and_the_need_is_open_again() {
	execute_with(|| {
		let need = ready();
		publish(RIVAL, Offer { unit: 110, ..offer() });
		let order = offered(need);
		assert_noop!(Procurement::refuse(signed(OWNER), order), Error::NotParty);
		assert_ok!(Procurement::refuse(signed(VENDOR), order));
		assert_eq!(ending(), (Outcome::Refused, 0, GROSS, 0, 0));
		assert_eq!((gains(), left(), need_state(need)), ([0; 3], 600, NeedState::Open));
		// The next one who is asked is another, although dearer.
		let next = super::order(need);
		assert_eq!(Procurement::order(next).unwrap().order.vendor, RIVALS);
	});
}

#[test]
fn a_vendor_accepts_and_puts_up_a_bond() {
	execute_with(|| {
		let order = offered(ready());
		assert_noop!(Procurement::accept(signed(OWNER), order), Error::NotParty);
		assert_noop!(Procurement::accept(signed(RIVAL), order), Error::NotParty);
		assert_noop!(Procurement::accept(signed(STRANGER), order), DispatchError::BadOrigin);
		events();
		assert_ok!(Procurement::accept(signed(VENDOR), order));
		let until = Millis(Clock::now() + DAY);
		assert_eq!(events(), [Event::Advanced { order, state: OrderState::Accepted, until }]);
		assert_eq!(held(HoldReason::Bond, &VENDOR), BOND);
		assert_noop!(Procurement::accept(signed(VENDOR), order), Error::WrongState);
		assert_noop!(Procurement::withdraw(signed(OWNER), order), Error::WrongState);
		assert_noop!(Procurement::refuse(signed(VENDOR), order), Error::WrongState);
	});
}

#[test]
fn a_vendor_without_money_for_the_bond_cannot_accept() {
	execute_with(|| {
		let order = offered(ready());
		impoverish(VENDOR);
		assert_noop!(Procurement::accept(signed(VENDOR), order), Error::Unaffordable);
	});
}

#[test]
fn a_vendor_ships_no_more_than_was_ordered() {
	execute_with(|| {
		let order = accepted(ready());
		let ship = |who, quantity, asset| {
			Procurement::ship(signed(who), order, quantity, parcel(), [3; 32], asset)
		};
		assert_noop!(ship(OWNER, 2, None), Error::NotParty);
		assert_noop!(ship(VENDOR, 0, None), Error::WrongQuantity);
		assert_noop!(ship(VENDOR, 3, None), Error::WrongQuantity);
		assert_noop!(ship(VENDOR, 2, Some(ASSET)), Error::WrongAsset);
		Assets::set(ASSET, VENDORS, VENDORS);
		events();
		assert_ok!(ship(VENDOR, 1, Some(ASSET)));
		let state = OrderState::Shipped { quantity: 1, parcel: parcel() };
		let until = Millis(Clock::now() + 5 * DAY);
		let (invoice, asset) = ([3; 32], Some(ASSET));
		assert_eq!(
			events(),
			[Event::Shipped { order, invoice, asset }, Event::Advanced { order, state, until }]
		);
		assert_eq!(Parcels::<Test>::get(ASSET), Some(order));
		assert_noop!(ship(VENDOR, 1, None), Error::WrongState);
		assert_noop!(Procurement::cancel(signed(VENDOR), order), Error::WrongState);
	});
}

#[test]
fn a_vendor_who_gives_up_loses_the_bond() {
	execute_with(|| {
		let need = ready();
		let order = accepted(need);
		assert_noop!(Procurement::cancel(signed(OWNER), order), Error::NotParty);
		assert_ok!(Procurement::cancel(signed(VENDOR), order));
		assert_eq!(ending(), (Outcome::Cancelled, 0, GROSS, BOND.into(), 0));
		assert_eq!((gains(), left()), ([BOND as i64, -(BOND as i64), 0], 600));
		assert_eq!((held(HoldReason::Bond, &VENDOR), need_state(need)), (0, NeedState::Open));
	});
}

#[test]
fn a_buyer_receives_with_the_code_of_the_parcel() {
	execute_with(|| {
		let order = shipped(ready(), 1);
		let code = |code: &[u8]| code.to_vec().try_into().unwrap();
		let wrong = Procurement::receive(signed(OWNER), order, 1, code(b"open barley"));
		assert_noop!(wrong, Error::WrongCode);
		let vendor = Procurement::receive(signed(VENDOR), order, 1, code(CODE));
		assert_noop!(vendor, Error::NotParty);
		assert_noop!(receive(order, 2), Error::WrongQuantity);
		events();
		assert_ok!(receive(order, 1));
		let state = OrderState::Received { quantity: 1, shipped: 1 };
		let until = Millis(Clock::now() + 3 * DAY);
		assert_eq!(events(), [Event::Advanced { order, state, until }]);
		assert_noop!(receive(order, 1), Error::WrongState);
		assert_noop!(Procurement::claim(signed(VENDOR), order), Error::WrongState);
		// What was received, and of it only, is paid: half of the order.
		Clock::pass(3 * DAY + 1);
		assert_ok!(advance(order));
		assert_eq!(ending(), (Outcome::Paid { amount: 132 }, 132, 132, 0, 0));
		assert_eq!((gains(), left()), ([-132, 132, 0], 600 - 132));
	});
}

#[test]
fn what_is_not_as_ordered_is_not_paid() {
	execute_with(|| {
		let need = ready();
		let order = received(need, 0);
		Clock::pass(3 * DAY + 1);
		assert_ok!(advance(order));
		assert_eq!(ending(), (Outcome::Paid { amount: 0 }, 0, GROSS, 0, 0));
		assert_eq!((gains(), left(), need_state(need)), ([0; 3], 600, NeedState::Open));
	});
}

#[test]
fn a_vendor_claims_what_a_carrier_has_signed_for() {
	execute_with(|| {
		let order = carried(ready());
		assert_noop!(Procurement::claim(signed(OWNER), order), Error::NotParty);
		events();
		assert_ok!(Procurement::claim(signed(VENDOR), order));
		let state = OrderState::Claimed { quantity: 2, parcel: parcel() };
		// The parcel is due in two days, and then the buyer has three.
		let until = Millis(Clock::now() + 5 * DAY);
		assert_eq!(events(), [Event::Advanced { order, state, until }]);
		assert_noop!(Procurement::claim(signed(VENDOR), order), Error::WrongState);
		assert_noop!(receive(order, 1), Error::WrongQuantity);
		assert_ok!(receive(order, 2));
		assert_eq!(super::state(order), OrderState::Received { quantity: 2, shipped: 2 });
	});
}

#[test]
fn what_the_buyer_has_signed_for_is_received() {
	execute_with(|| {
		let order = carried(ready());
		Assets::set(ASSET, OWNERS, OWNERS);
		assert_ok!(Procurement::claim(signed(VENDOR), order));
		assert_eq!(state(order), OrderState::Received { quantity: 2, shipped: 2 });
		Clock::pass(3 * DAY + 1);
		assert_ok!(advance(order));
		assert_eq!(gains(), [-(GROSS as i64), GROSS as i64, 0]);
		assert_eq!(Parcels::<Test>::get(ASSET), None);
	});
}

#[test]
fn what_is_sent_back_and_arrives_is_refunded() {
	execute_with(|| {
		let need = ready();
		let order = received(need, 2);
		assert_noop!(Procurement::send_back(signed(VENDOR), order), Error::NotParty);
		assert_noop!(Procurement::take_back(signed(VENDOR), order), Error::WrongState);
		events();
		assert_ok!(Procurement::send_back(signed(OWNER), order));
		let state = OrderState::Returning { quantity: 2 };
		let until = Millis(Clock::now() + 5 * DAY);
		assert_eq!(events(), [Event::Advanced { order, state, until }]);
		assert_noop!(Procurement::take_back(signed(OWNER), order), Error::NotParty);
		assert_ok!(Procurement::take_back(signed(VENDOR), order));
		assert_eq!(ending(), (Outcome::Refunded, 0, GROSS, 0, 0));
		assert_eq!((gains(), left(), need_state(need)), ([0; 3], 600, NeedState::Open));
	});
}

#[test]
fn both_parties_end_it_by_naming_one_amount() {
	execute_with(|| {
		let order = accepted(ready());
		let propose = |who, amount| Procurement::propose(signed(who), order, amount);
		assert_noop!(propose(RIVAL, 50), Error::NotParty);
		assert_noop!(propose(OWNER, 265), Error::WrongAmount);
		assert_noop!(propose(COLLEAGUE, 40), Error::NotPayer);
		events();
		assert_ok!(propose(OWNER, 40));
		let by = OWNERS;
		assert_eq!(events(), [Event::Proposed { order, by, amount: 40 }]);
		// Nobody agrees with themselves, and another amount is another proposal.
		assert_ok!(propose(OWNER, 40));
		assert_ok!(propose(VENDOR, 50));
		assert_ok!(propose(OWNER, 50));
		assert_eq!(ending(), (Outcome::Agreed { amount: 50 }, 50, 214, 0, 0));
		assert_eq!((gains(), left()), ([-50, 50, 0], 550));
	});
}

#[test]
fn a_proposal_falls_with_the_state_that_it_was_made_in() {
	execute_with(|| {
		let order = accepted(ready());
		assert_ok!(Procurement::propose(signed(OWNER), order, 0));
		assert_ok!(ship(order, 2, None));
		assert_ok!(Procurement::propose(signed(VENDOR), order, 0));
		assert!(matches!(state(order), OrderState::Shipped { .. }));
		Clock::pass(5 * DAY + 1);
		assert_noop!(Procurement::propose(signed(OWNER), order, 0), Error::TooLate);
	});
}

#[test]
fn nobody_settles_before_the_vendor_has_accepted() {
	execute_with(|| {
		let order = offered(ready());
		assert_noop!(Procurement::propose(signed(OWNER), order, 1), Error::WrongState);
		assert_noop!(Procurement::propose(signed(VENDOR), order, 1), Error::WrongState);
	});
}

#[test]
fn nothing_happens_to_an_order_that_is_not_there() {
	execute_with(|| {
		ready();
		let code = || CODE.to_vec().try_into().unwrap();
		assert_noop!(Procurement::withdraw(signed(OWNER), ORDER), Error::UnknownOrder);
		assert_noop!(Procurement::withdraw(signed(OWNER), ORDER), Error::UnknownOrder);
		assert_noop!(Procurement::accept(signed(VENDOR), ORDER), Error::UnknownOrder);
		assert_noop!(Procurement::refuse(signed(VENDOR), ORDER), Error::UnknownOrder);
		assert_noop!(ship(ORDER, 2, None), Error::UnknownOrder);
		assert_noop!(Procurement::cancel(signed(VENDOR), ORDER), Error::UnknownOrder);
		assert_noop!(Procurement::receive(signed(OWNER), ORDER, 1, code()), Error::UnknownOrder);
		assert_noop!(Procurement::claim(signed(VENDOR), ORDER), Error::UnknownOrder);
		assert_noop!(Procurement::dispute(signed(OWNER), ORDER, [0; 32]), Error::UnknownOrder);
		assert_noop!(Procurement::send_back(signed(OWNER), ORDER), Error::UnknownOrder);
		assert_noop!(Procurement::take_back(signed(VENDOR), ORDER), Error::UnknownOrder);
		assert_noop!(Procurement::propose(signed(OWNER), ORDER, 1), Error::UnknownOrder);
		assert_noop!(advance(ORDER), Error::UnknownOrder);
	});
}

#[test]
fn an_order_keeps_the_terms_that_it_was_placed_with() {
	execute_with(|| {
		let order = order(ready());
		publish(VENDOR, Offer { unit: 1, accept: DAY, arbiter: CARRIER, ..offer() });
		let kept = Procurement::order(order).unwrap().order;
		assert_eq!((kept.landed.gross, kept.times.accept, kept.arbiter), (264, HOUR, ARBITER));
		assert_eq!((kept.document, kept.address, kept.quantity), ([1; 32], [2; 32], 2));
	});
}

#[test]
fn what_an_order_takes_out_of_the_stock_comes_back_until_it_is_shipped() {
	execute_with(|| {
		let stock = || Procurement::offer(VENDORS, DETERGENT).map(|offer| offer.stock);
		let need = ready();
		let first = order(need);
		assert_eq!(stock(), Some(8));
		assert_ok!(Procurement::withdraw(signed(OWNER), first));
		assert_eq!(stock(), Some(10));
		clear(need);
		let second = shipped(need, 1);
		assert_eq!(stock(), Some(8));
		Clock::pass(5 * DAY + 1);
		assert_ok!(advance(second));
		assert_eq!((stock(), last(need)), (Some(8), Some(Outcome::Undelivered)));
		// An offer that is gone has no stock.
		clear(need);
		let third = order(need);
		assert_ok!(Procurement::remove_offer(signed(VENDOR), VENDORS, DETERGENT));
		assert_ok!(Procurement::withdraw(signed(OWNER), third));
		assert_eq!(stock(), None);
	});
}

#[test]
fn an_order_of_a_suspended_vendor_is_refunded_until_it_is_shipped() {
	for prepare in [order as fn(NeedId) -> OrderId, offered, accepted] {
		execute_with(|| {
			let need = ready();
			let order = prepare(need);
			assert_noop!(advance(order), Error::TooEarly);
			Orgs::suspend(VENDORS);
			assert_ok!(advance(order));
			assert_eq!(ending(), (Outcome::VendorGone, 0, GROSS, 0, 0));
			assert_eq!((gains(), left(), need_state(need)), ([0; 3], 600, NeedState::Open));
		});
	}
}

#[test]
fn an_order_of_a_vendor_who_is_suspended_after_shipment_goes_on() {
	execute_with(|| {
		let order = shipped(ready(), 2);
		Orgs::suspend(VENDORS);
		assert_noop!(advance(order), Error::TooEarly);
		assert_ok!(receive(order, 2));
		Clock::pass(3 * DAY + 1);
		assert_ok!(advance(order));
		assert_eq!(gains(), [-(GROSS as i64), GROSS as i64, 0]);
	});
}

/// The organisation has no account any more.
fn dissolve(org: OrgId) {
	Orgs::admit(org, Role::ServiceProvider.into(), []);
	Orgs::suspend(org);
}

#[test]
fn a_vendor_who_is_dissolved_gets_nothing_and_the_buyer_everything() {
	execute_with(|| {
		let order = received(ready(), 2);
		dissolve(VENDORS);
		// Nobody can be paid, so there is nothing to decide.
		assert_noop!(Procurement::dispute(signed(OWNER), order, [0; 32]), Error::NotParty);
		Clock::pass(3 * DAY + 1);
		assert_ok!(advance(order));
		assert_eq!(ending(), (Outcome::Paid { amount: GROSS.into() }, 0, GROSS, 0, 0));
		assert_eq!((gains(), left()), ([0; 3], 600));
	});
	execute_with(|| {
		let order = accepted(ready());
		dissolve(VENDORS);
		assert_ok!(advance(order));
		assert_eq!(ending(), (Outcome::VendorGone, 0, GROSS, 0, 0));
	});
}

#[test]
fn the_level_that_rises_pays_only_where_the_mandate_says_so() {
	for (filled, is_received) in [(0, false), (263, false), (264, true)] {
		execute_with(|| {
			publish(VENDOR, offer());
			let device = device(1);
			let need = declare(grant(device, MandateTerms { filled, ..terms() }), device);
			let order = shipped(need, 1);
			let before = state(order);
			observe(level(device), 1, 29);
			assert_eq!((need_state(need), state(order)), (NeedState::Ordered, before));
			events();
			observe(level(device), 2, 30);
			let cleared = Event::Cleared { need, by: Covered::ByCondition };
			assert!(events().contains(&cleared));
			assert_eq!(need_state(need), NeedState::Clear);
			let received = OrderState::Received { quantity: 1, shipped: 1 };
			assert_eq!(state(order), if is_received { received } else { before });
			// Nobody says anything more.
			Clock::pass(5 * DAY + 1);
			assert_ok!(advance(order));
			let gained = if is_received { 132 } else { -(BOND as i64) };
			assert_eq!(gains(), [-gained, gained, 0]);
			assert_eq!(need_state(need), NeedState::Clear);
		});
	}
}

#[test]
fn a_level_that_rises_before_shipment_or_too_late_pays_nothing() {
	execute_with(|| {
		publish(VENDOR, offer());
		let device = device(1);
		let need = declare(grant(device, MandateTerms { filled: 264, ..terms() }), device);
		let first = accepted(need);
		observe(level(device), 1, 30);
		assert_eq!((need_state(need), state(first)), (NeedState::Clear, OrderState::Accepted));
		Clock::pass(DAY + 1);
		assert_ok!(advance(first));
		let second = shipped(need, 2);
		Clock::pass(5 * DAY + 1);
		observe(level(device), 2, 30);
		assert!(matches!(state(second), OrderState::Shipped { .. }));
		assert_ok!(advance(second));
		assert_eq!(last(need), Some(Outcome::Undelivered));
		// What was measured before it was shipped says nothing of it.
		let third = shipped(need, 2);
		let early = Procurement::load_order(third).unwrap().order.since.0 - 1;
		let now = Clock::now();
		Clock::set(early);
		let observation = observation(3, 30);
		Clock::set(now);
		take(level(device), observation);
		assert!(matches!(state(third), OrderState::Shipped { .. }));
	});
}

#[test]
fn an_order_goes_on_when_its_mandate_ends_and_what_comes_back_is_the_payers() {
	execute_with(|| {
		let need = ready();
		let order = accepted(need);
		assert_ok!(Procurement::end_mandate(signed(COLLEAGUE), MANDATE));
		assert_eq!(held(HoldReason::Budget, &OWNER), 0);
		assert_ok!(ship(order, 1, None));
		assert_ok!(receive(order, 1));
		Clock::pass(3 * DAY + 1);
		assert_ok!(advance(order));
		assert_eq!((gains(), held(HoldReason::Budget, &OWNER)), ([-132, 132, 0], 0));
	});
}

#[test]
fn an_order_goes_on_when_its_mandate_is_over() {
	execute_with(|| {
		publish(VENDOR, offer());
		let device = device(1);
		let until = Millis(NOW + 2 * HOUR);
		let need = declare(grant(device, MandateTerms { until, ..terms() }), device);
		let order = accepted(need);
		Clock::pass(HOUR);
		assert_ok!(ship(order, 2, None));
		Clock::pass(5 * DAY + 1);
		assert_ok!(advance(order));
		// It is not held for what can be ordered no more.
		let bond = BOND as i64;
		assert_eq!((gains(), held(HoldReason::Budget, &OWNER)), ([bond, -bond, 0], 336));
		assert_ok!(Procurement::place_order(signed(OWNER), need));
		assert_eq!(given_up(), Some(GivenUp::MandateEnded));
	});
}

#[test]
fn an_order_goes_on_when_its_machine_is_sold() {
	execute_with(|| {
		let need = ready();
		let order = shipped(need, 2);
		hand_over(&machine(), RIVAL);
		// It is the former owner's order.
		let code = CODE.to_vec().try_into().unwrap();
		assert_noop!(Procurement::receive(signed(RIVAL), order, 2, code), Error::NotParty);
		assert_ok!(receive(order, 2));
		Clock::pass(3 * DAY + 1);
		assert_ok!(advance(order));
		assert_eq!(gains(), [-(GROSS as i64), GROSS as i64, 0]);
	});
}
