use super::*;
use frame::deps::frame_support::dispatch::GetDispatchInfo;
use frame::traits::{fungible::Mutate, tokens::Preservation, ReservableCurrency};

type Refused = Error<Test>;

fn expired(escrow: EscrowId, paid: u64) -> ExpiredEscrow<u64> {
	ExpiredEscrow { purpose: EscrowPurpose::Order, escrow, reference: REFERENCE, paid }
}

#[test]
fn anybody_ends_an_escrow_for_nothing_and_its_opener_is_notified() {
	execute_with(|| {
		let (open, disputed) = (open(1_000), disputed());
		for escrow in [open, disputed] {
			let early = Escrow::expire(signed(STRANGER), escrow);
			let error = early.expect_err("it is too early");
			assert_eq!(
				(error.error, error.post_info.pays_fee),
				(Refused::NotExpired.into(), Pays::Yes)
			);
		}
		Clock::set(BACKSTOP.0 + 1);
		for (escrow, paid) in [(open, 0), (disputed, 600)] {
			let info = Escrow::expire(signed(STRANGER), escrow).expect("the backstop has passed");
			assert_eq!(info.pays_fee, Pays::No);
			assert_eq!(Expiries::take(), [expired(escrow, paid)]);
			assert_noop!(expire(escrow), Refused::UnknownEscrow);
		}
		assert_eq!((money_of(&BUYER), deposit_of(&BUYER)), (0, 0));
	});
}

#[test]
fn an_opener_that_closes_in_time_is_not_notified() {
	execute_with(|| {
		assert_ok!(try_close(open(1_000)));
		assert_eq!(Expiries::take(), []);
	});
}

#[test]
fn the_opener_s_work_is_in_the_weight() {
	let call = Call::<Test>::expire { escrow: EscrowId(0) };
	let booked = call.get_dispatch_info().call_weight;
	assert_eq!(booked, <Test as Config>::WeightInfo::expire() + Expiries::WEIGHT);
}

#[test]
fn a_payee_who_cannot_exist_stops_no_end() {
	execute_with(|| {
		let escrow = open(1_000);
		let terms = Dispute { payee: NOBODY, low: 0, default: SMALLEST - 1, ..terms() };
		assert_ok!(try_dispute(escrow, terms));
		Clock::set(BACKSTOP.0 + 1);
		assert_ok!(expire(escrow));
		assert_eq!((free(&BUYER), free(&NOBODY)), (BALANCE, 0));
		assert_eq!(Expiries::take(), [expired(escrow, 0)]);
	});
}

#[test]
fn an_escrow_promises_and_pays_no_more_than_is_on_hold() {
	execute_with_losses(|| {
		let (short, resolved) = (open(1_000), disputed());
		// Root takes what it does not know to be in escrow.
		let left = 700;
		Balances::unreserve(&BUYER, money_of(&BUYER) + deposit_of(&BUYER) - left);
		assert_eq!(Escrow::held(short), Some(left));
		assert_eq!(Escrow::escrow(short).expect("it is there").held, left);
		let pay = |amount| Escrow::release(EscrowPurpose::Order, short, &SELLER, amount);
		assert_noop!(pay(left + 1), Refused::NotEnough);
		assert_eq!(pay(left - 200), Ok(left - 200));

		// It ends all the same, with what there is.
		Clock::set(BACKSTOP.0 + 1);
		events();
		assert_ok!(expire(resolved));
		let released = Event::Released { escrow: resolved, payee: SELLER, amount: 200 };
		let short_of = Event::Short { escrow: resolved, missing: 800 };
		let ended = Event::Expired { escrow: resolved, paid: 200, refunded: 0 };
		assert_eq!(events(), [released, short_of, ended]);
		assert_eq!(Escrow::held(short), Some(0));
		assert_eq!(free(&SELLER), BALANCE + 700);
	});
}

#[test]
fn dust_of_an_account_without_anything_else_is_burnt() {
	execute_with_losses(|| {
		let escrow = open(1_000);
		// Something else keeps the account alive, so that the payer may go below the smallest balance.
		System::inc_providers(&BUYER);
		let all = free(&BUYER);
		assert_ok!(Balances::transfer(&BUYER, &STRANGER, all, Preservation::Expendable));
		let issued = Balances::total_issuance();
		let rest = SMALLEST - 1;
		assert_eq!(release(escrow, &SELLER, 1_000 - rest), 1_000 - rest);
		assert_eq!(release(escrow, &BUYER, rest), 0, "it cannot be paid to the payer either");
		assert_eq!(try_close(escrow), Ok(0));
		assert_eq!(Balances::total_issuance(), issued - rest);
		assert_eq!((money_of(&BUYER), free(&BUYER)), (0, deposit()));
	});
}
