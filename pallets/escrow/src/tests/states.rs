//! Each row of the table of states, and each default.

use super::*;

type Refused = Error<Test>;

fn state(escrow: EscrowId) -> EscrowState<AccountId, u64> {
	Escrow::escrow(escrow).expect("it has not ended").state
}

#[test]
fn open_stays_open_by_a_release() {
	execute_with(|| {
		let escrow = open(1_000);
		assert_eq!(release(escrow, &SELLER, 400), 400);
		assert_eq!(state(escrow), EscrowState::Open);
	});
}

#[test]
fn open_becomes_disputed() {
	execute_with(|| {
		let escrow = open(1_000);
		events();
		assert_ok!(try_dispute(escrow, terms()));
		assert_eq!(state(escrow), EscrowState::Disputed(terms()));
		assert_eq!(events(), [Event::Disputed { escrow, terms: terms() }]);
		assert_eq!((money_of(&BUYER), Escrow::decision(escrow)), (1_000, None));
	});
}

#[test]
fn open_ends_by_closing() {
	execute_with(|| {
		let escrow = open(1_000);
		assert_eq!(try_close(escrow), Ok(1_000));
		assert_eq!((Escrow::escrow(escrow), free(&BUYER)), (None, BALANCE));
	});
}

#[test]
fn open_goes_back_to_the_payer_after_the_backstop() {
	execute_with(|| {
		let escrow = open(1_000);
		release(escrow, &SELLER, 400);
		Clock::set(BACKSTOP.0);
		assert_noop!(expire(escrow), Refused::NotExpired);
		Clock::pass(1);
		events();
		assert_ok!(expire(escrow));
		assert_eq!(events(), [Event::Expired { escrow, paid: 0, refunded: 600 }]);
		assert_eq!((free(&BUYER), free(&SELLER)), (BALANCE - 400, BALANCE + 400));
	});
}

#[test]
fn disputed_becomes_decided() {
	execute_with(|| {
		let escrow = disputed();
		events();
		Clock::set(UNTIL.0);
		assert_ok!(decide(escrow, 250));
		assert_eq!(state(escrow), EscrowState::Decided { payee: SELLER, amount: 250 });
		assert_eq!(events(), [Event::Decided { escrow, arbiter: ARBITER, amount: 250 }]);
		assert_eq!(Escrow::decision(escrow), Some(250));
		assert_eq!((free(&SELLER), money_of(&BUYER)), (BALANCE, 1_000), "no money moves");
	});
}

#[test]
fn disputed_opens_again_when_both_agree() {
	execute_with(|| {
		let escrow = disputed();
		events();
		Clock::set(UNTIL.0);
		assert_ok!(try_settle(escrow));
		assert_eq!((state(escrow), events()), (EscrowState::Open, vec![Event::Settled { escrow }]));
		// Whatever they agreed on, also outside of the arbiter's bounds.
		assert_eq!(release(escrow, &SELLER, 950), 950);
		assert_eq!(try_close(escrow), Ok(50));
	});
}

#[test]
fn disputed_has_the_default_as_its_outcome_after_the_deadline() {
	execute_with(|| {
		let escrow = disputed();
		Clock::set(UNTIL.0);
		assert_eq!(Escrow::decision(escrow), None);
		assert_noop!(try_resolve(escrow), Refused::Undecided);
		Clock::pass(1);
		assert_eq!(Escrow::decision(escrow), Some(600));
		assert_noop!(try_settle(escrow), Refused::TooLate);
		events();
		assert_eq!(try_resolve(escrow), Ok(600));
		let released = Event::Released { escrow, payee: SELLER, amount: 600 };
		assert_eq!(events(), [released, Event::Resolved { escrow, amount: 600 }]);
		assert_eq!((state(escrow), Escrow::held(escrow)), (EscrowState::Open, Some(400)));
		assert_eq!(try_close(escrow), Ok(400));
		assert_eq!((free(&BUYER), free(&SELLER)), (BALANCE - 600, BALANCE + 600));
	});
}

#[test]
fn disputed_pays_the_default_after_the_backstop() {
	execute_with(|| {
		let escrow = disputed();
		Clock::set(BACKSTOP.0 + 1);
		events();
		assert_ok!(expire(escrow));
		let released = Event::Released { escrow, payee: SELLER, amount: 600 };
		assert_eq!(events(), [released, Event::Expired { escrow, paid: 600, refunded: 400 }]);
		assert_eq!((free(&BUYER), free(&SELLER)), (BALANCE - 600, BALANCE + 600));
	});
}

#[test]
fn decided_opens_again_by_resolving() {
	execute_with(|| {
		let escrow = disputed();
		assert_ok!(decide(escrow, 900));
		assert_noop!(try_settle(escrow), Refused::AlreadyDecided);
		assert_eq!(try_resolve(escrow), Ok(900));
		assert_eq!((state(escrow), Escrow::decision(escrow)), (EscrowState::Open, None));
		assert_eq!(free(&SELLER), BALANCE + 900);
		// The arbiter's fee, out of what is left.
		assert_eq!(release(escrow, &ARBITER, 30), 30);
		assert_eq!(try_close(escrow), Ok(70));
		assert_noop!(try_resolve(escrow), Refused::UnknownEscrow);
	});
}

#[test]
fn decided_pays_the_decision_after_the_backstop() {
	execute_with(|| {
		let escrow = disputed();
		assert_ok!(decide(escrow, 100));
		Clock::set(BACKSTOP.0 + 1);
		assert_ok!(expire(escrow));
		assert_eq!((free(&BUYER), free(&SELLER)), (BALANCE - 100, BALANCE + 100));
	});
}

#[test]
fn the_opener_may_still_end_it_after_the_backstop() {
	execute_with(|| {
		let (open, disputed) = (open(1_000), disputed());
		Clock::set(BACKSTOP.0 + 1);
		assert_eq!(release(open, &SELLER, 1_000), 1_000);
		assert_eq!(try_close(open), Ok(0));
		assert_eq!(try_resolve(disputed), Ok(600));
		assert_eq!(try_close(disputed), Ok(400));
	});
}
