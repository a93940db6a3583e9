use super::*;

type Refused = Error<Test>;

#[docify::export]
#[test]
fn an_opened_escrow_holds_the_money_and_a_deposit() {
	execute_with(|| {
		let escrow = open(1_000);
		assert_eq!(escrow, EscrowId(0));
		let opened = Event::Opened {
			escrow,
			purpose: EscrowPurpose::Order,
			reference: REFERENCE,
			payer: BUYER,
			amount: 1_000,
			backstop: BACKSTOP,
		};
		assert_eq!(events(), [opened]);
		assert_eq!((money_of(&BUYER), deposit_of(&BUYER)), (1_000, deposit()));
		assert_eq!(free(&BUYER), BALANCE - 1_000 - deposit());
		assert_eq!(Escrow::held(escrow), Some(1_000));
		assert_eq!(open(5), EscrowId(1));
	});
}

#[test]
fn refuses_an_escrow_of_nothing() {
	execute_with(|| {
		assert_noop!(try_open(0, BACKSTOP), Refused::NoAmount);
	});
}

#[test]
fn refuses_a_backstop_in_the_past_or_absurdly_far_away() {
	execute_with(|| {
		for past in [0, NOW - 1, NOW] {
			assert_noop!(try_open(1, Millis(past)), Refused::BackstopPassed);
		}
		for far in [NOW + MAX_DURATION + 1, u64::MAX] {
			assert_noop!(try_open(1, Millis(far)), Refused::BackstopTooFar);
		}
		for bounded in [NOW + 1, NOW + MAX_DURATION] {
			assert_ok!(try_open(1, Millis(bounded)));
		}
	});
}

#[test]
fn refuses_what_the_payer_cannot_afford_and_takes_nothing() {
	execute_with(|| {
		let most = BALANCE - SMALLEST - deposit();
		for amount in [BALANCE, BALANCE - SMALLEST + 1, u64::MAX] {
			assert_noop!(try_open(amount, BACKSTOP), Refused::Unaffordable);
		}
		// Enough for the money and not for the deposit. No call is around it that could roll back.
		assert!(try_open(most + 1, BACKSTOP).is_err());
		assert_eq!((money_of(&BUYER), deposit_of(&BUYER), free(&BUYER)), (0, 0, BALANCE));
		assert_eq!((NextEscrowId::<Test>::get(), events()), (None, vec![]));
		assert_ok!(try_open(most, BACKSTOP));
		assert_eq!(free(&BUYER), SMALLEST);
	});
}

#[test]
fn ids_are_given_out_once_and_end() {
	execute_with(|| {
		let first = open(1);
		assert_ok!(try_close(first));
		assert_eq!(open(1), EscrowId(1));
		NextEscrowId::<Test>::put(EscrowId(u64::MAX));
		assert_noop!(try_open(1, BACKSTOP), Refused::IdsExhausted);
	});
}

#[test]
fn a_payer_keeps_no_more_than_their_deposits_allow() {
	execute_with(|| {
		// Tiny escrows: the deposit, not the money, is what they cost.
		let mut count = 0;
		while try_open(1, BACKSTOP).is_ok() {
			count += 1;
		}
		assert_eq!(count, (BALANCE - SMALLEST) / (1 + deposit()));
		assert!(free(&BUYER) <= SMALLEST + 1 + deposit());
	});
}

#[test]
fn an_account_outside_of_any_organisation_can_pay() {
	execute_with(|| {
		let escrow = Escrow::open(EscrowPurpose::Bond, 1, &STRANGER, 50, BACKSTOP);
		assert_ok!(escrow);
		assert_eq!(money_of(&STRANGER), 50);
	});
}
