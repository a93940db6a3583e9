use super::*;

#[test]
fn an_order_is_paid_once_the_buyer_has_it() {
	execute_with(|| {
		let need = ready();
		let order = received(need, 2);
		assert_eq!(need_state(need), NeedState::Ordered);
		assert_noop!(advance(order), Error::<Test>::TooEarly);
		Clock::pass(3 * DAY + 1);
		assert_ok!(advance(order));
		assert_eq!(wealth(&VENDOR), BALANCE + PURSE + GROSS);
		assert_eq!(wealth(&OWNER), BALANCE + PURSE - GROSS);
		assert_eq!(last(need), Some(Outcome::Paid { amount: GROSS.into() }));
		// A bottle that stands on the shelf is not ordered again.
		assert_noop!(Procurement::place_order(signed(OWNER), need), Error::<Test>::NotCovered);
	});
}
