use super::*;
use frame::traits::{fungible::Mutate, tokens::Preservation};

type Refused = Error<Test>;

const OTHERS: [EscrowPurpose; 2] = [EscrowPurpose::Trade, EscrowPurpose::Bond];

#[test]
fn parts_are_paid_and_the_rest_comes_back() {
	execute_with(|| {
		let escrow = open(1_000);
		events();
		assert_eq!(release(escrow, &SELLER, 300), 300);
		assert_eq!(release(escrow, &SELLER, 200), 200);
		assert_eq!(release(escrow, &ARBITER, 10), 10);
		assert_eq!(Escrow::held(escrow), Some(490));
		assert_eq!((free(&SELLER), free(&ARBITER)), (BALANCE + 500, BALANCE + 10));
		assert_eq!(money_of(&BUYER), 490);

		assert_eq!(try_close(escrow), Ok(490));
		assert_eq!((free(&BUYER), money_of(&BUYER), deposit_of(&BUYER)), (BALANCE - 510, 0, 0));
		let paid = |payee, amount| Event::Released { escrow, payee, amount };
		let closed = Event::Closed { escrow, refunded: 490 };
		assert_eq!(events(), [paid(SELLER, 300), paid(SELLER, 200), paid(ARBITER, 10), closed]);
		assert_eq!(Escrow::held(escrow), None);
	});
}

#[test]
fn refuses_to_release_more_than_is_held() {
	execute_with(|| {
		let (escrow, other) = (open(1_000), open(5_000));
		let pay = |amount| Escrow::release(EscrowPurpose::Order, escrow, &SELLER, amount);
		// Though the account has more on hold, for the other escrow.
		for amount in [1_001, 6_000, u64::MAX] {
			assert_noop!(pay(amount), Refused::NotEnough);
		}
		assert_eq!(pay(600), Ok(600));
		assert_noop!(pay(401), Refused::NotEnough);
		assert_eq!(pay(400), Ok(400));
		assert_noop!(pay(1), Refused::NotEnough);
		assert_eq!((Escrow::held(escrow), Escrow::held(other)), (Some(0), Some(5_000)));
		assert_eq!(try_close(escrow), Ok(0));
	});
}

#[test]
fn refuses_whoever_did_not_open_it() {
	execute_with(|| {
		let escrow = open(1_000);
		for other in OTHERS {
			assert_noop!(Escrow::release(other, escrow, &STRANGER, 1), Refused::NotOpener);
			assert_noop!(Escrow::close(other, escrow), Refused::NotOpener);
			assert_noop!(Escrow::dispute(other, escrow, terms()), Refused::NotOpener);
		}
		assert_ok!(try_dispute(escrow, terms()));
		for other in OTHERS {
			assert_noop!(Escrow::settle(other, escrow), Refused::NotOpener);
			assert_noop!(Escrow::resolve(other, escrow), Refused::NotOpener);
		}
	});
}

#[test]
fn refuses_an_escrow_that_is_not_there() {
	execute_with(|| {
		let ended = open(10);
		assert_ok!(try_close(ended));
		for escrow in [ended, EscrowId(1), EscrowId(u64::MAX)] {
			let pay = Escrow::release(EscrowPurpose::Order, escrow, &SELLER, 0);
			assert_noop!(pay, Refused::UnknownEscrow);
			assert_noop!(try_close(escrow), Refused::UnknownEscrow);
			assert_noop!(try_dispute(escrow, terms()), Refused::UnknownEscrow);
			assert_noop!(try_settle(escrow), Refused::UnknownEscrow);
			assert_noop!(try_resolve(escrow), Refused::UnknownEscrow);
			assert_noop!(decide(escrow, 1), Refused::UnknownEscrow);
			assert_noop!(expire(escrow), Refused::UnknownEscrow);
			assert_eq!((Escrow::held(escrow), Escrow::decision(escrow)), (None, None));
		}
	});
}

#[test]
fn a_price_of_nothing_is_paid_without_a_word() {
	execute_with(|| {
		let escrow = open(1_000);
		events();
		assert_eq!(release(escrow, &NOBODY, 0), 0);
		assert_eq!((events(), Escrow::held(escrow)), (vec![], Some(1_000)));
	});
}

#[test]
fn an_account_that_does_not_exist_is_created_by_enough() {
	execute_with(|| {
		let escrow = open(1_000);
		assert_eq!(release(escrow, &NOBODY, SMALLEST), SMALLEST);
		assert_eq!(free(&NOBODY), SMALLEST);
		// Now any amount will do.
		assert_eq!(release(escrow, &NOBODY, 1), 1);
		assert_eq!(free(&NOBODY), SMALLEST + 1);
	});
}

#[test]
fn what_no_account_can_exist_with_stays_and_comes_back() {
	execute_with(|| {
		let escrow = open(1_000);
		events();
		let amount = SMALLEST - 1;
		assert_eq!(release(escrow, &NOBODY, amount), 0);
		let undeliverable = Event::Undeliverable { escrow, payee: NOBODY, amount };
		assert_eq!((events(), free(&NOBODY)), (vec![undeliverable], 0));
		assert_eq!(Escrow::held(escrow), Some(1_000));
		// The settlement goes on.
		assert_eq!(release(escrow, &SELLER, 500), 500);
		assert_eq!(try_close(escrow), Ok(500));
		assert_eq!(free(&BUYER), BALANCE - 500);
	});
}

#[test]
fn a_payee_may_be_the_payer() {
	execute_with(|| {
		let escrow = open(1_000);
		assert_eq!(release(escrow, &BUYER, 400), 400);
		assert_eq!((Escrow::held(escrow), money_of(&BUYER)), (Some(600), 600));
		assert_eq!(free(&BUYER), BALANCE - 600 - deposit());
		assert_noop!(
			Escrow::release(EscrowPurpose::Order, escrow, &BUYER, 601),
			Refused::NotEnough
		);
	});
}

#[test]
fn a_payer_who_empties_their_account_takes_nothing_from_the_escrow() {
	execute_with(|| {
		let escrow = open(1_000);
		assert_ok!(Balances::transfer_all(signed(BUYER), STRANGER, false));
		assert_eq!(free(&BUYER), SMALLEST, "the hold keeps the account alive");
		let refused = Balances::transfer(&BUYER, &STRANGER, 1, Preservation::Expendable);
		assert!(refused.is_err());
		assert_eq!(release(escrow, &SELLER, 999), 999);
		assert_eq!(try_close(escrow), Ok(1));
		assert_eq!(free(&BUYER), SMALLEST + 1 + deposit());
		// Nothing holds it any more: the payer may leave altogether.
		assert_ok!(Balances::transfer_all(signed(BUYER), STRANGER, false));
		assert!(!System::account_exists(&BUYER));
	});
}

#[test]
fn a_frozen_account_still_pays() {
	execute_with(|| {
		use frame::deps::frame_support::traits::{LockableCurrency, WithdrawReasons};
		let escrow = open(1_000);
		Balances::set_lock(*b"whatever", &BUYER, u64::MAX, WithdrawReasons::all());
		assert!(Balances::transfer(&BUYER, &STRANGER, 1, Preservation::Preserve).is_err());
		assert_eq!(release(escrow, &SELLER, 700), 700);
		assert_eq!(try_close(escrow), Ok(300));
		assert_eq!(free(&BUYER), BALANCE - 700);
	});
}

#[test]
fn a_suspended_party_stops_no_payment() {
	execute_with(|| {
		let escrow = open(1_000);
		for org in [BUYERS, SELLERS] {
			Orgs::suspend(org);
		}
		assert_eq!(release(escrow, &SELLER, 700), 700);
		assert_eq!(try_close(escrow), Ok(300));
	});
}

#[test]
fn escrows_of_one_payer_do_not_mix() {
	execute_with(|| {
		let order = open(1_000);
		let trade = Escrow::open(EscrowPurpose::Trade, 1, &BUYER, 500, BACKSTOP).unwrap();
		assert_eq!(money_of(&BUYER), 1_500);
		assert_eq!(Escrow::close(EscrowPurpose::Trade, trade), Ok(500));
		assert_eq!((Escrow::held(order), money_of(&BUYER)), (Some(1_000), 1_000));
		assert_eq!(deposit_of(&BUYER), deposit());
	});
}
