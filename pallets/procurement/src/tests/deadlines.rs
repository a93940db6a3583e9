//! What is due when nobody says anything in time, one test a state.

use super::*;

/// Lets the state's last moment come, in which nothing is due yet, and then pass.
fn pass(order: OrderId) {
	Clock::set(Procurement::order(order).unwrap().order.until.0);
	assert_noop!(advance(order), Error::TooEarly);
	Clock::pass(1);
}

#[test]
fn an_order_that_nobody_accepts_lapses() {
	for prepare in [order as fn(NeedId) -> OrderId, offered] {
		execute_with(|| {
			let need = ready();
			let order = prepare(need);
			Clock::set(NOW + HOUR + 1);
			pass(order);
			assert_noop!(Procurement::accept(signed(VENDOR), order), Error::TooLate);
			assert_noop!(Procurement::refuse(signed(VENDOR), order), Error::TooLate);
			assert_noop!(Procurement::withdraw(signed(OWNER), order), Error::TooLate);
			assert_noop!(Procurement::withdraw(signed(OWNER), order), Error::TooLate);
			assert_ok!(advance(order));
			assert_eq!(ending(), (Outcome::Lapsed, 0, GROSS, 0, 0));
			assert_eq!((gains(), left(), need_state(need)), ([0; 3], 600, NeedState::Open));
		});
	}
}

#[test]
fn the_time_to_accept_begins_with_the_end_of_the_veto_window() {
	execute_with(|| {
		let order = order(ready());
		// Nobody had to say that the window is over.
		Clock::pass(2 * HOUR);
		assert_ok!(Procurement::accept(signed(VENDOR), order));
	});
}

#[test]
fn a_vendor_who_does_not_ship_loses_the_bond() {
	execute_with(|| {
		let need = ready();
		let order = accepted(need);
		pass(order);
		assert_noop!(ship(order, 2, None), Error::TooLate);
		assert_noop!(Procurement::cancel(signed(VENDOR), order), Error::TooLate);
		assert_noop!(Procurement::propose(signed(VENDOR), order, 0), Error::TooLate);
		assert_ok!(advance(order));
		assert_eq!(ending(), (Outcome::Failed, 0, GROSS, BOND.into(), 0));
		assert_eq!((gains(), left()), ([BOND as i64, -(BOND as i64), 0], 600));
		assert_eq!(need_state(need), NeedState::Open);
	});
}

#[test]
fn what_nobody_signs_for_was_not_delivered() {
	execute_with(|| {
		let need = ready();
		let order = shipped(need, 2);
		pass(order);
		assert_noop!(receive(order, 2), Error::TooLate);
		assert_noop!(Procurement::claim(signed(VENDOR), order), Error::TooLate);
		assert_noop!(Procurement::dispute(signed(VENDOR), order, [0; 32]), Error::TooLate);
		assert_ok!(advance(order));
		assert_eq!(ending(), (Outcome::Undelivered, 0, GROSS, BOND.into(), 0));
		let bond = BOND as i64;
		assert_eq!((gains(), left(), need_state(need)), ([bond, -bond, 0], 600, NeedState::Open));
	});
}

#[test]
fn what_a_carrier_signed_for_is_paid() {
	execute_with(|| {
		let need = ready();
		let order = claimed(need);
		pass(order);
		assert_noop!(receive(order, 2), Error::TooLate);
		assert_noop!(Procurement::dispute(signed(OWNER), order, [0; 32]), Error::TooLate);
		assert_ok!(advance(order));
		assert_eq!(ending(), (Outcome::Paid { amount: GROSS.into() }, GROSS, 0, 0, 0));
		assert_eq!(gains(), [-(GROSS as i64), GROSS as i64, 0]);
		assert_eq!((left(), need_state(need)), (336, NeedState::Ordered));
		assert_eq!(Parcels::<Test>::get(ASSET), None);
	});
}

#[test]
fn what_was_received_is_paid() {
	execute_with(|| {
		let order = received(ready(), 1);
		pass(order);
		assert_noop!(Procurement::dispute(signed(OWNER), order, [0; 32]), Error::TooLate);
		assert_noop!(Procurement::dispute(signed(VENDOR), order, [0; 32]), Error::TooLate);
		assert_noop!(Procurement::send_back(signed(OWNER), order), Error::TooLate);
		assert_ok!(advance(order));
		assert_eq!(ending(), (Outcome::Paid { amount: 132 }, 132, 132, 0, 0));
		assert_eq!(gains(), [-132, 132, 0]);
	});
}

#[test]
fn a_return_that_is_not_confirmed_goes_to_the_arbiter() {
	execute_with(|| {
		let order = returning(ready());
		pass(order);
		assert_noop!(Procurement::take_back(signed(VENDOR), order), Error::TooLate);
		events();
		assert_ok!(advance(order));
		let state = OrderState::Disputed { by: Party::Buyer, signed: 2 };
		let until = Millis(Clock::now() + 5 * DAY);
		assert_eq!(events(), [Event::Advanced { order, state, until }]);
		pass(order);
		assert_ok!(advance(order));
		// The arbiter was silent, too: the buyer has signed for it.
		assert_eq!(ending(), (Outcome::Decided { amount: GROSS.into() }, GROSS, 0, 0, 0));
		assert_eq!(gains(), [-(GROSS as i64), GROSS as i64, 0]);
	});
}

#[test]
fn whoever_has_done_what_is_due_pays_nothing_for_it() {
	execute_with(|| {
		let order = offered(ready());
		Clock::pass(HOUR + 1);
		let done = Procurement::advance(signed(STRANGER), order).unwrap();
		assert_eq!(done.pays_fee, Pays::No);
	});
}

#[test]
fn after_three_failures_a_need_is_given_up_for_a_while() {
	execute_with(|| {
		const THIRD: OrgId = OrgId(15);
		Orgs::admit(THIRD, Role::ServiceProvider.into(), [STRANGER]);
		for who in [VENDOR, RIVAL, STRANGER] {
			publish(who, offer());
		}
		let device = device(1);
		let vendors = vec![VENDORS, RIVALS, THIRD].try_into().unwrap();
		let need = declare(grant(device, MandateTerms { vendors, ..terms() }), device);
		let mut asked = Vec::new();
		for failures in 1..=MAX_FAILURES {
			let order = order(need);
			asked.push(Procurement::order(order).unwrap().order.vendor);
			Clock::pass(2 * HOUR + 1);
			assert_ok!(advance(order));
			assert_eq!((last(need), left()), (Some(Outcome::Lapsed), 600));
			let given_up = given_up();
			match failures < MAX_FAILURES {
				true => assert_eq!((need_state(need), given_up), (NeedState::Open, None)),
				false => assert_eq!(given_up, Some(GivenUp::Failures)),
			}
		}
		// Whoever has failed was not asked again.
		asked.sort();
		assert_eq!(asked, [VENDORS, RIVALS, THIRD]);
		let until = Millis(Clock::now() + COOL_DOWN);
		assert_eq!(need_state(need), NeedState::GivenUp { until });
		Clock::set(until.0 - 1);
		assert_noop!(Procurement::place_order(signed(OWNER), need), Error::CoolingDown);
		Clock::pass(1);
		// Everybody is asked again.
		order(need);
		assert_eq!(Procurement::load_need(need).unwrap().failures, 0);
	});
}

#[test]
fn no_deadline_of_an_order_passes_while_calls_are_refused() {
	// What the other party would lose meanwhile, whoever cannot act.
	for prepare in [offered, accepted, |need| shipped(need, 2), |need| received(need, 1), returning]
	{
		execute_with(|| {
			let order = prepare(ready());
			let until = Procurement::order(order).unwrap().order.until;
			Escrows::lose(40 * DAY);
			assert_eq!(Procurement::order(order).unwrap().order.until.0, until.0 + 40 * DAY);
			pass(order);
			assert_ok!(advance(order));
		});
	}
}

#[test]
fn a_vendor_whom_a_stop_kept_from_shipping_ships_and_keeps_the_bond() {
	execute_with(|| {
		let order = accepted(ready());
		// Longer than the vendor has to ship.
		Escrows::lose(2 * DAY);
		assert_noop!(advance(order), Error::TooEarly);
		assert_ok!(ship(order, 2, None));
		// What is on its way has its own time, and a second stop prolongs that.
		Escrows::lose(10 * DAY);
		assert_ok!(receive(order, 2));
		Clock::pass(3 * DAY + 1);
		assert_ok!(advance(order));
		assert_eq!(ending(), (Outcome::Paid { amount: GROSS.into() }, GROSS, 0, 0, 0));
		assert_eq!(gains(), [-(GROSS as i64), GROSS as i64, 0]);
	});
}

#[test]
fn a_stop_does_not_begin_anew_what_is_over() {
	execute_with(|| {
		let order = accepted(ready());
		Clock::pass(DAY + 1);
		Escrows::lose(10 * DAY);
		assert_noop!(ship(order, 2, None), Error::TooLate);
		assert_ok!(advance(order));
		assert_eq!(ending().0, Outcome::Failed);
	});
}

#[test]
fn an_arbiter_whom_a_stop_kept_from_deciding_decides() {
	execute_with(|| {
		let order = disputed(OWNER, received(ready(), 2));
		Escrows::lose(6 * DAY);
		assert_noop!(advance(order), Error::TooEarly);
		assert_ok!(decide(order, 100));
		assert_ok!(advance(order));
		assert_eq!(ending().0, Outcome::Decided { amount: 100 });
	});
}
