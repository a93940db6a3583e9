//! Escrows that somebody ends after their backstop.

use super::*;

fn expire(order: OrderId) -> DispatchResult {
	let escrow = Procurement::load_order(order).unwrap().order.escrow;
	Escrows::expire::<(Procurement,)>(escrow)
}

/// The last moment of an order's escrow.
fn backstop(order: OrderId) -> u64 {
	let escrow = Procurement::load_order(order).unwrap().order.escrow;
	Escrows::get(escrow).unwrap().backstop.0
}

#[test]
fn the_backstop_lies_behind_the_longest_way() {
	execute_with(|| {
		let order = order(ready());
		let times = Procurement::order(order).unwrap().order.times;
		assert_eq!(backstop(order), NOW + times.longest() + MAX_SPAN);
		assert!(expire(order).is_err());
	});
}

#[test]
fn an_order_in_any_state_ends_with_its_escrow_and_all_pledges_go_back() {
	let states: [fn(NeedId) -> OrderId; 8] = [
		order,
		offered,
		accepted,
		|need| shipped(need, 2),
		claimed,
		|need| received(need, 2),
		returning,
		|need| disputed(VENDOR, shipped(need, 2)),
	];
	for prepare in states {
		execute_with(|| {
			let need = ready();
			let order = prepare(need);
			Clock::set(backstop(order));
			assert!(expire(order).is_err());
			Clock::pass(1);
			assert_ok!(expire(order));
			assert_eq!(ending(), (Outcome::Expired { amount: 0 }, 0, GROSS, 0, 0));
			assert_eq!(gains(), [0; 3]);
			let holds = [held(HoldReason::Bond, &VENDOR), held(HoldReason::Deposit, &VENDOR)];
			assert_eq!((holds, need_state(need)), ([0, 0], NeedState::Open));
			// What comes back in a later period is the payer's, and cannot be spent again.
			assert_eq!(held(HoldReason::Budget, &OWNER), 336);
			assert_noop!(advance(order), Error::UnknownOrder);
		});
	}
}

#[test]
fn what_was_decided_is_paid_even_then() {
	execute_with(|| {
		let order = disputed(OWNER, received(ready(), 2));
		assert_ok!(decide(order, 200));
		Clock::set(backstop(order) + 1);
		assert_ok!(expire(order));
		assert_eq!(ending(), (Outcome::Expired { amount: 200 }, 200, 64, 0, 0));
		assert_eq!((gains(), held(HoldReason::Deposit, &OWNER)), ([-200, 200, 0], 0));
	});
}

#[test]
fn what_the_buyer_signed_for_is_paid_if_the_arbiter_was_silent() {
	execute_with(|| {
		let order = disputed(OWNER, received(ready(), 1));
		Clock::set(backstop(order) + 1);
		assert_ok!(expire(order));
		assert_eq!(ending(), (Outcome::Expired { amount: 132 }, 132, 132, 0, 0));
		assert_eq!(gains(), [-132, 132, 0]);
	});
}

#[test]
fn an_order_is_advanced_behind_the_backstop_too() {
	execute_with(|| {
		let order = received(ready(), 2);
		Clock::set(backstop(order) + 1);
		assert_ok!(advance(order));
		assert_eq!(gains(), [-(GROSS as i64), GROSS as i64, 0]);
	});
	// There is no time for an arbiter any more.
	execute_with(|| {
		let order = returning(ready());
		Clock::set(backstop(order));
		assert_ok!(advance(order));
		assert_eq!(ending(), (Outcome::Paid { amount: GROSS.into() }, GROSS, 0, 0, 0));
	});
}

#[test]
fn escrows_that_are_not_of_orders_are_nobodys() {
	execute_with(|| {
		ready();
		let expired = ExpiredEscrow {
			purpose: EscrowPurpose::Order,
			escrow: EscrowId(7),
			reference: 7,
			paid: 1u64,
		};
		assert_storage_noop!(Procurement::on_escrow_expired(&expired));
		assert_eq!(Procurement::PURPOSES, [EscrowPurpose::Order]);
	});
}
