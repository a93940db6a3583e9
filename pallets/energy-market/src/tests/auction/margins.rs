//! Money on hold for orders.

use super::*;
use frame::traits::fungible::InspectHold;

fn held(who: &AccountId) -> u64 {
	Balances::balance_on_hold(&HoldReason::Margin.into(), who)
}

#[test]
fn money_is_put_on_hold_and_taken_back() {
	run(|| {
		assert_ok!(Market::fund(signed(owner(0)), point(0), 500));
		assert_eq!((margin(0), held(&owner(0))), ((MARGIN + 500, 0), 2 * MARGIN + 500));
		System::assert_last_event(
			Event::Funded { point: point(0), amount: 500, free: MARGIN + 500 }.into(),
		);
		let before = Balances::free_balance(owner(0));
		assert_ok!(Market::withdraw(signed(owner(0)), point(0), MARGIN + 500));
		assert_eq!((margin(0), held(&owner(0))), ((0, 0), MARGIN), "the other point's stays");
		assert_eq!(Balances::free_balance(owner(0)), before + MARGIN + 500);
		System::assert_last_event(
			Event::Withdrawn { point: point(0), amount: MARGIN + 500, free: 0 }.into(),
		);
	});
}

#[test]
fn nobody_moves_the_margin_of_another() {
	run(|| {
		for who in [owner(1), STRANGER, GRID] {
			assert_noop!(Market::fund(signed(who.clone()), point(0), 1), Error::<Test>::NotOwner);
			assert_noop!(Market::withdraw(signed(who), point(0), 1), Error::<Test>::NotOwner);
		}
		let unknown = PointId([200; 16]);
		let error = Error::<Test>::UnknownPoint;
		assert_noop!(Market::fund(signed(owner(0)), unknown, 1), error);
	});
}

#[test]
fn only_what_is_there_is_held_and_only_what_is_free_comes_back() {
	run(|| {
		let who = || signed(owner(0));
		assert_noop!(Market::fund(who(), point(0), 0), Error::<Test>::NothingToHold);
		assert_noop!(Market::withdraw(who(), point(0), 0), Error::<Test>::NothingToHold);
		assert_noop!(Market::fund(who(), point(0), BALANCE), Error::<Test>::Unaffordable);
		assert_noop!(Market::fund(who(), point(0), u64::MAX), Error::<Test>::Unaffordable);
		assert_noop!(Market::withdraw(who(), point(0), MARGIN + 1), Error::<Test>::MarginTooLow);
		assert_ok!(place(0, PERIOD, [(20, buy(&[(10, 100)]))]));
		let (free, locked) = margin(0);
		assert_eq!((free + locked, locked), (MARGIN, 1_500));
		assert_noop!(Market::withdraw(who(), point(0), free + 1), Error::<Test>::MarginTooLow);
		assert_ok!(Market::withdraw(who(), point(0), free));
		assert_eq!(margin(0), (0, locked));
	});
}
