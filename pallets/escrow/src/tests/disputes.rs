use super::*;
use tallystick_primitives::OrgId;

type Refused = Error<Test>;

fn by(who: AccountId, escrow: EscrowId, amount: u64) -> DispatchResult {
	Escrow::decide(signed(who), escrow, amount)
}

#[test]
fn refuses_to_pay_or_close_what_is_disputed() {
	execute_with(|| {
		let undecided = disputed();
		let decided = disputed();
		assert_ok!(decide(decided, 100));
		let silent = disputed();
		for (escrow, now) in [(undecided, NOW), (decided, NOW), (silent, UNTIL.0 + 1)] {
			Clock::set(now);
			for payee in [&SELLER, &BUYER, &STRANGER] {
				for amount in [0, 1, 1_000] {
					let pay = Escrow::release(EscrowPurpose::Order, escrow, payee, amount);
					assert_noop!(pay, Refused::InDispute);
				}
			}
			assert_noop!(try_close(escrow), Refused::InDispute);
			assert_noop!(try_dispute(escrow, terms()), Refused::InDispute);
		}
	});
}

#[test]
fn refuses_a_dispute_out_of_bounds_or_time() {
	execute_with(|| {
		let escrow = open(1_000);
		assert_eq!(release(escrow, &SELLER, 50), 50);
		let sound = terms();
		for terms in [
			Dispute { low: 601, ..sound.clone() },
			Dispute { high: 599, ..sound.clone() },
			// More than is held.
			Dispute { high: 951, ..sound.clone() },
			Dispute { low: u64::MAX, high: u64::MAX, default: u64::MAX, ..sound.clone() },
		] {
			assert_noop!(try_dispute(escrow, terms), Refused::BadBounds);
		}
		for until in [0, NOW, BACKSTOP.0 + 1, u64::MAX].map(Millis) {
			assert_noop!(
				try_dispute(escrow, Dispute { until, ..sound.clone() }),
				Refused::BadDeadline
			);
		}
		assert_ok!(try_dispute(escrow, Dispute { high: 950, until: BACKSTOP, ..sound }));
	});
}

#[test]
fn refuses_an_arbiter_of_a_party_or_of_nobody() {
	execute_with(|| {
		let escrow = open(1_000);
		let with = |arbiter| try_dispute(escrow, Dispute { arbiter, ..terms() });
		assert_noop!(with(BUYER), Refused::PartialArbiter);
		assert_noop!(with(SELLER), Refused::PartialArbiter);
		assert_noop!(with(STRANGER), Refused::ArbiterNotInStanding);
		for org in [BUYERS, SELLERS] {
			Orgs::admit(org, Roles::ALL, [COLLEAGUE]);
			assert_noop!(with(COLLEAGUE), Refused::PartialArbiter);
		}
		Orgs::suspend(ARBITERS);
		assert_noop!(with(ARBITER), Refused::ArbiterNotInStanding);
		Orgs::resume(ARBITERS);
		// A payee that moved to the arbiter's organisation is still a party.
		Orgs::admit(ARBITERS, Roles::ALL, [SELLER]);
		assert_noop!(with(SELLER), Refused::PartialArbiter);
		assert_ok!(with(ARBITER));
	});
}

#[test]
fn refuses_a_decision_out_of_bounds() {
	execute_with(|| {
		let escrow = disputed();
		for amount in [0, 99, 901, 1_000, u64::MAX] {
			assert_noop!(decide(escrow, amount), Refused::OutOfBounds);
		}
		assert_ok!(decide(escrow, 900));
	});
}

#[test]
fn refuses_a_late_decision() {
	execute_with(|| {
		let escrow = disputed();
		Clock::set(UNTIL.0 + 1);
		assert_noop!(decide(escrow, 250), Refused::TooLate);
		assert_eq!(Escrow::decision(escrow), Some(600));
	});
}

#[test]
fn refuses_a_second_decision() {
	execute_with(|| {
		let escrow = disputed();
		assert_ok!(decide(escrow, 250));
		for amount in [250, 900] {
			assert_noop!(decide(escrow, amount), Refused::AlreadyDecided);
		}
		assert_eq!(try_resolve(escrow), Ok(250));
		assert_noop!(decide(escrow, 900), Refused::NotDisputed);
	});
}

#[test]
fn refuses_whoever_is_not_the_arbiter() {
	execute_with(|| {
		let escrow = disputed();
		for other in [BUYER, SELLER, COLLEAGUE] {
			assert_noop!(by(other, escrow, 250), Refused::NotArbiter);
		}
		assert_noop!(by(STRANGER, escrow, 250), DispatchError::BadOrigin);
		assert_noop!(Escrow::decide(RuntimeOrigin::root(), escrow, 250), DispatchError::BadOrigin);
		assert_noop!(Escrow::decide(RuntimeOrigin::none(), escrow, 250), DispatchError::BadOrigin);
		let open = open(9);
		assert_noop!(decide(open, 1), Refused::NotDisputed);
	});
}

#[test]
fn an_arbiter_who_joins_a_party_decides_no_more() {
	execute_with(|| {
		let escrow = disputed();
		for org in [BUYERS, SELLERS] {
			Orgs::admit(org, Roles::ALL, [ARBITER]);
			assert_noop!(decide(escrow, 250), Refused::PartialArbiter);
		}
		Orgs::admit(OrgId(99), Roles::ALL, [ARBITER]);
		assert_ok!(decide(escrow, 250));
	});
}

#[test]
fn an_arbiter_out_of_good_standing_is_silent() {
	execute_with(|| {
		let escrow = disputed();
		Orgs::suspend(ARBITERS);
		assert_noop!(decide(escrow, 250), DispatchError::BadOrigin);
		Clock::set(UNTIL.0 + 1);
		assert_eq!(try_resolve(escrow), Ok(600));
	});
}

#[test]
fn a_payer_cannot_spend_what_is_disputed() {
	execute_with(|| {
		let escrow = disputed();
		assert_ok!(Balances::transfer_all(signed(BUYER), STRANGER, false));
		assert_ok!(decide(escrow, 900));
		assert_eq!(try_resolve(escrow), Ok(900));
		assert_eq!(free(&SELLER), BALANCE + 900);
	});
}

#[test]
fn an_outcome_that_no_account_can_exist_with_stops_nothing() {
	execute_with(|| {
		let escrow = open(1_000);
		let amount = SMALLEST - 1;
		let terms = Dispute { payee: NOBODY, low: 0, default: amount, ..terms() };
		assert_ok!(try_dispute(escrow, terms));
		Clock::set(UNTIL.0 + 1);
		events();
		assert_eq!(try_resolve(escrow), Ok(0));
		let undeliverable = Event::Undeliverable { escrow, payee: NOBODY, amount };
		assert_eq!(events(), [undeliverable, Event::Resolved { escrow, amount }]);
		assert_eq!(try_close(escrow), Ok(1_000));
	});
}

#[test]
fn a_settled_dispute_can_be_followed_by_another() {
	execute_with(|| {
		let escrow = disputed();
		assert_ok!(try_settle(escrow));
		assert_noop!(try_settle(escrow), Refused::NotDisputed);
		assert_noop!(try_resolve(escrow), Refused::NotDisputed);
		assert_ok!(try_dispute(escrow, Dispute { arbiter: COLLEAGUE, ..terms() }));
		assert_noop!(decide(escrow, 250), Refused::NotArbiter);
		assert_ok!(by(COLLEAGUE, escrow, 250));
	});
}

#[test]
fn no_deadline_passes_while_calls_are_refused() {
	const LOST: u64 = 50_000;
	execute_with(|| {
		let (open, disputed) = (open(1_000), disputed());
		let before = [open, disputed].map(|escrow| Escrow::escrow(escrow).unwrap());
		block();
		SafeMode::set(true);
		block();
		Clock::pass(LOST);
		block();
		SafeMode::set(false);
		// What is refused now is allowed with the next block.
		assert_ok!(decide(disputed, 100));
		assert_noop!(expire(open), Error::<Test>::NotExpired);
		block();
		assert_eq!(Stops::<Test>::get(), Stop { lost: LOST, since: None });
		let after = Escrow::escrow(open).unwrap();
		assert_eq!(after.backstop.0, before[0].backstop.0 + LOST);
		// From then on time counts again.
		Clock::set(after.backstop.0);
		assert_noop!(expire(open), Error::<Test>::NotExpired);
		Clock::pass(1);
		assert_ok!(expire(open));
		assert_ok!(expire(disputed));
	});
}

#[test]
fn an_arbiter_whom_a_stop_keeps_from_deciding_has_as_much_time_after_it() {
	execute_with(|| {
		let escrow = disputed();
		SafeMode::set(true);
		block();
		Clock::pass(10_000);
		// The default is no outcome yet, in the stop and after it.
		for stopped in [true, false] {
			SafeMode::set(stopped);
			block();
			assert_noop!(try_resolve(escrow), Error::<Test>::Undecided);
		}
		Clock::set(UNTIL.0 + 10_000);
		assert_ok!(decide(escrow, 100));
		assert_eq!(try_resolve(escrow), Ok(100));
	});
}

#[test]
fn a_stop_does_not_begin_anew_what_is_over() {
	execute_with(|| {
		let escrow = disputed();
		Clock::set(UNTIL.0 + 1);
		SafeMode::set(true);
		block();
		Clock::pass(10_000);
		SafeMode::set(false);
		block();
		assert_noop!(decide(escrow, 100), Refused::TooLate);
		assert_eq!(try_resolve(escrow), Ok(600));
	});
}
