//! What an arbiter decides, within which bounds, and who pays for it.

use super::*;

/// Ends a dispute: by this decision, or by silence.
fn close(order: OrderId, decision: Option<u64>) {
	assert_noop!(advance(order), Error::TooEarly);
	match decision {
		Some(amount) => {
			assert_ok!(decide(order, amount));
		},
		None => Clock::pass(5 * DAY + 1),
	}
	assert_ok!(advance(order));
	assert_eq!(Orders::<Test>::iter().count(), 0);
}

/// Each row: what the arbiter says, and what owner, vendor and arbiter have in the end.
fn check_rows(prepare: fn() -> OrderId, rows: &[(Option<u64>, [i64; 3])]) {
	for (decision, expected) in rows {
		execute_with(|| {
			close(prepare(), *decision);
			assert_eq!(gains(), *expected, "{decision:?}");
			let (outcome, paid, refunded, _, fee) = ending();
			assert_eq!(outcome, Outcome::Decided { amount: paid.into() });
			assert_eq!(fee, if decision.is_some() { FEE.into() } else { 0 });
			// What came back can be spent again, and nothing else.
			assert_eq!(left(), 336 + u128::from(refunded));
		});
	}
}

/// The decisions just beyond the bounds are refused, and those at the bounds are not.
fn check_bounds(prepare: fn() -> OrderId, low: u64, high: u64) {
	for (amount, is_within) in
		[(low.wrapping_sub(1), false), (low, true), (high, true), (high + 1, false)]
	{
		execute_with(|| {
			let order = prepare();
			assert_eq!(decide(order, amount).is_ok(), is_within, "{amount}");
		});
	}
}

#[test]
fn a_vendor_calls_when_the_buyer_says_nothing() {
	let prepare = || disputed(VENDOR, shipped(ready(), 2));
	// If the buyer loses, the fee comes from their money, which is kept for it.
	check_bounds(prepare, 0, GROSS - FEE);
	check_rows(
		prepare,
		&[
			(Some(251), [-264, 251, 13]),
			(Some(100), [-113, 100, 13]),
			(Some(0), [0, -13, 13]),
			// Nobody has signed for anything.
			(None, [0, 0, 0]),
		],
	);
}

#[test]
fn a_vendor_gets_no_more_than_for_what_was_shipped() {
	let prepare = || disputed(VENDOR, shipped(ready(), 1));
	check_bounds(prepare, 0, 132);
	check_rows(prepare, &[(Some(132), [-145, 132, 13]), (None, [0, 0, 0])]);
}

#[test]
fn a_buyer_calls_when_the_vendor_claims() {
	let prepare = || disputed(OWNER, claimed(ready()));
	check_bounds(prepare, 0, GROSS);
	check_rows(
		prepare,
		&[
			(Some(264), [-277, 264, 13]),
			(Some(263), [-263, 250, 13]),
			(Some(0), [0, -13, 13]),
			// A carrier has signed for it.
			(None, [-264, 264, 0]),
		],
	);
}

#[test]
fn a_buyer_calls_about_what_was_received() {
	let prepare = || disputed(OWNER, received(ready(), 1));
	check_bounds(prepare, 0, 132);
	check_rows(
		prepare,
		&[(Some(132), [-145, 132, 13]), (Some(31), [-31, 18, 13]), (None, [-132, 132, 0])],
	);
}

#[test]
fn a_vendor_calls_about_what_was_not_received() {
	let prepare = || disputed(VENDOR, received(ready(), 1));
	// No less than what the buyer says to have received.
	check_bounds(prepare, 132, GROSS - FEE);
	check_rows(
		prepare,
		&[
			(Some(251), [-264, 251, 13]),
			(Some(200), [-213, 200, 13]),
			(Some(132), [-132, 119, 13]),
			(None, [-132, 132, 0]),
		],
	);
}

#[test]
fn a_vendor_does_not_call_about_what_was_all_received() {
	execute_with(|| {
		let order = received(ready(), 2);
		assert_noop!(Procurement::dispute(signed(VENDOR), order, [9; 32]), Error::NotParty);
	});
}

#[test]
fn a_dispute_has_its_states_and_its_parties() {
	execute_with(|| {
		let order = accepted(ready());
		let dispute = |who| Procurement::dispute(signed(who), order, [9; 32]);
		assert_noop!(dispute(OWNER), Error::WrongState);
		assert_noop!(dispute(VENDOR), Error::WrongState);
		assert_ok!(ship(order, 2, None));
		assert_noop!(dispute(OWNER), Error::NotParty);
		assert_noop!(dispute(RIVAL), Error::NotParty);
		assert_noop!(dispute(STRANGER), DispatchError::BadOrigin);
		events();
		assert_ok!(dispute(VENDOR));
		let state = OrderState::Disputed { by: Party::Vendor, signed: 0 };
		let (until, reason) = (Millis(Clock::now() + 5 * DAY), [9; 32]);
		assert_eq!(
			events(),
			[
				Event::Disputed { order, by: VENDORS, reason },
				Event::Advanced { order, state, until }
			]
		);
		assert_eq!(held(HoldReason::Deposit, &VENDOR), FEE);
		assert_noop!(dispute(OWNER), Error::WrongState);
	});
	execute_with(|| {
		let order = claimed(ready());
		let vendor = Procurement::dispute(signed(VENDOR), order, [9; 32]);
		assert_noop!(vendor, Error::NotParty);
	});
}

#[test]
fn whoever_calls_puts_up_a_deposit() {
	execute_with(|| {
		let order = received(ready(), 2);
		impoverish(OWNER);
		let dispute = Procurement::dispute(signed(OWNER), order, [9; 32]);
		assert_noop!(dispute, Error::Unaffordable);
		// A colleague's money does as well, and comes back to them.
		disputed(COLLEAGUE, order);
		assert_eq!(held(HoldReason::Deposit, &COLLEAGUE), FEE);
		assert_ok!(decide(order, 0));
		assert_ok!(advance(order));
		assert_eq!(wealth(&COLLEAGUE), BALANCE + PURSE);
	});
}

#[test]
fn parties_still_agree_in_a_dispute_and_the_arbiter_gets_nothing() {
	execute_with(|| {
		let order = disputed(OWNER, received(ready(), 2));
		assert_ok!(Procurement::propose(signed(VENDOR), order, 200));
		assert_ok!(Procurement::propose(signed(OWNER), order, 200));
		assert_eq!(ending(), (Outcome::Agreed { amount: 200 }, 200, 64, 0, 0));
		assert_eq!(gains(), [-200, 200, 0]);
		assert_eq!(held(HoldReason::Deposit, &OWNER), 0);
	});
}

#[test]
fn nobody_agrees_any_more_once_the_arbiter_has_decided() {
	execute_with(|| {
		let order = disputed(OWNER, received(ready(), 2));
		assert_ok!(Procurement::propose(signed(VENDOR), order, 200));
		assert_ok!(decide(order, 50));
		assert!(Procurement::propose(signed(OWNER), order, 200).is_err());
		assert_ok!(advance(order));
		assert_eq!(gains(), [-50, 37, 13]);
	});
	execute_with(|| {
		let order = disputed(OWNER, received(ready(), 2));
		assert_ok!(Procurement::propose(signed(VENDOR), order, 200));
		Clock::pass(5 * DAY + 1);
		assert_noop!(Procurement::propose(signed(OWNER), order, 200), Error::TooLate);
	});
}

#[test]
fn an_arbiter_who_left_is_called_in_vain_and_what_was_received_is_paid() {
	execute_with(|| {
		let order = returning(ready());
		Orgs::remove_member(&ARBITER);
		Clock::pass(5 * DAY + 1);
		assert_ok!(advance(order));
		assert_eq!(ending(), (Outcome::Paid { amount: GROSS.into() }, GROSS, 0, 0, 0));
		assert_eq!(gains(), [-(GROSS as i64), GROSS as i64, 0]);
	});
	execute_with(|| {
		let order = received(ready(), 1);
		Orgs::remove_member(&ARBITER);
		assert!(Procurement::dispute(signed(OWNER), order, [9; 32]).is_err());
		assert_eq!(held(HoldReason::Deposit, &OWNER), 0);
		Clock::pass(3 * DAY + 1);
		assert_ok!(advance(order));
		assert_eq!(gains(), [-132, 132, 0]);
	});
}

#[test]
fn an_arbiter_who_joined_a_party_is_none() {
	execute_with(|| {
		let order = received(ready(), 1);
		Orgs::admit(OWNERS, Role::Operator.into(), [ARBITER]);
		assert!(Procurement::dispute(signed(OWNER), order, [9; 32]).is_err());
	});
}

#[test]
fn an_arbiter_who_leaves_in_the_dispute_is_silent() {
	execute_with(|| {
		let order = disputed(OWNER, received(ready(), 1));
		Orgs::remove_member(&ARBITER);
		assert!(decide(order, 0).is_err());
		Clock::pass(5 * DAY + 1);
		assert_ok!(advance(order));
		assert_eq!(gains(), [-132, 132, 0]);
	});
}

#[test]
fn a_vendor_who_is_suspended_in_a_dispute_gets_what_is_decided() {
	execute_with(|| {
		let order = disputed(OWNER, received(ready(), 1));
		Orgs::suspend(VENDORS);
		close(order, Some(100));
		assert_eq!(gains(), [-100, 87, 13]);
	});
}

#[test]
fn a_return_that_is_not_confirmed_is_decided() {
	let prepare = || {
		let order = returning(ready());
		Clock::pass(5 * DAY + 1);
		assert_ok!(advance(order));
		order
	};
	// The buyer has put up the fee.
	check_bounds(prepare, 0, GROSS);
	check_rows(
		prepare,
		&[
			(Some(0), [0, -13, 13]),
			(Some(100), [-100, 87, 13]),
			(Some(264), [-277, 264, 13]),
			(None, [-264, 264, 0]),
		],
	);
}

#[test]
fn a_vendor_does_not_call_where_the_arbiter_could_give_no_more() {
	execute_with(|| {
		// Of a hundred units 99: that is more than the price without the fee.
		publish(VENDOR, Offer { unit: 2, stock: 100, ..offer() });
		grant(device(1), terms());
		let declared =
			Procurement::declare_need(signed(OWNER), MANDATE, DETERGENT, 100, [2; 32], None, None);
		assert_ok!(declared);
		let order = accepted(NEED);
		assert_ok!(ship(order, 100, None));
		assert_ok!(receive(order, 99));
		let call = Procurement::dispute(signed(VENDOR), order, [9; 32]);
		assert_noop!(call, Error::NothingDisputed);
		Clock::pass(3 * DAY + 1);
		assert_ok!(advance(order));
		assert_eq!(gains(), [-261, 261, 0]);
	});
}
