//! Money: who pays whom, and what becomes of what nobody can pay.

use super::*;
use crate::tests::{
	bare,
	meters::{say_run, start, Gauge},
};
use proptest::{prelude::*, test_runner::TestRunner};
use std::collections::BTreeMap;
use tallystick_market::{Block, Blocks, Line, LineKind};
use tallystick_primitives::Role;

/// Who gets the charges.
const PAYEE: AccountId = GRID;
/// The smallest balance of an account.
const LEAST: u64 = 1;
const NORTH_PARTY: Party<AccountId> = Party::Supplier(NORTHS);

fn account(org: OrgId) -> AccountId {
	let found = ACCOUNTS.into_iter().find(|(own, _)| *own == org);
	found.expect("it has one").1
}

fn balance(who: &AccountId) -> u64 {
	Balances::free_balance(who)
}

fn end(period: Period) -> u64 {
	Market::timing().end(slot(period, 95)).0
}

fn clear_period() {
	block(gate(PERIOD, 95) + 1);
	for _ in 0..8 {
		block(Clock::now() + 6_000);
	}
	Market::on_idle(0, Weight::MAX);
}

/// A world in which all earlier periods are settled, and the supplier has a float.
fn settled<R>(test: impl FnOnce() -> R) -> R {
	settled_with(|| {}, test)
}

fn settled_with<R>(more: impl FnOnce(), test: impl FnOnce() -> R) -> R {
	run_with(more, || {
		(0..POINTS).for_each(|seed| Settled::<Test>::insert(point(seed), PERIOD));
		assert_ok!(Market::fund_float(signed(NORTH), 1_000_000));
		System::reset_events();
		test()
	})
}

/// Meters a point's period: what it imports and exports in each slot.
fn measure(seed: u8, energies: impl Fn(u8) -> (i64, i64)) {
	let mut gauge = Gauge::of(point(seed));
	for (place, slot) in (0..).zip(Market::timing().slots(PERIOD)) {
		let (import, export) = energies(place);
		gauge.slot(slot, import, export);
	}
}

fn settle(seed: u8, period: Period) -> DispatchResult {
	settle_for(seed, period).map(|pays| assert_eq!(pays, Pays::No))
}

/// The same, and whether it costs a fee.
fn settle_for(seed: u8, period: Period) -> Result<Pays, DispatchError> {
	let result = Market::settle(signed(STRANGER), point(seed), period);
	result.map(|post| post.pays_fee).map_err(|error| error.error)
}

fn pay_debts(seed: u8) -> DispatchResult {
	let result = Market::pay_debts(signed(STRANGER), point(seed));
	result.map(|_| ()).map_err(|error| error.error)
}

fn finality() -> Finality {
	let settled = events().into_iter().rev().find_map(|event| match event {
		Event::Settled { finality, .. } => Some(finality),
		_ => None,
	});
	settled.expect("something was settled")
}

fn open(seed: u8) -> Vec<(Party<AccountId>, i128)> {
	Market::debts(point(seed)).into_iter().map(|debt| (debt.party, debt.amount)).collect()
}

fn payee() -> Party<AccountId> {
	Party::Payee(PAYEE)
}

/// A hundred watt-hours at 15 change hands in the slot 8.
fn trade() {
	assert_ok!(place(0, PERIOD, [(8, buy(&[(20, 100)]))]));
	assert_ok!(place(1, PERIOD, [(8, sell(&[(10, 100)]))]));
	clear_period();
}

#[test]
fn a_settlement_pays_what_the_statement_says() {
	settled(|| {
		trade();
		let held = (100 * (20 + CHARGE + DEVIATION)) as u64;
		assert_eq!(margin(0), (MARGIN - held, held - 1_500), "51: trades are paid when counted");
		let pot = Market::pot(ZONE);
		assert_eq!(balance(&pot), LEAST + 1_500);
		measure(0, |place| if place == 8 { (60, 0) } else { (1, 0) });
		measure(1, |place| if place == 8 { (0, 130) } else { (0, 0) });
		let [payee, supplier, operator] =
			[PAYEE, account(NORTHS), account(GRIDS)].map(|who| balance(&who));
		assert_noop!(settle(0, PERIOD), Error::<Test>::NotDue);
		Clock::set(end(PERIOD) + ESTIMATION);
		assert_ok!(settle(0, PERIOD));
		assert_eq!(finality(), Finality::Final);
		// 60 of 100 are used; 40 go back to the supplier at 8, and cost 3; 95 are supplied; 155 are charged.
		let (supply, charges, returned, charge) = (95 * 30, 155 * 2, 40 * 8, 40 * 3);
		assert_eq!(margin(0), (MARGIN - 1_500 - supply - charges + returned - charge, 0));
		assert_eq!(balance(&PAYEE) - payee, charges);
		assert_eq!(balance(&account(NORTHS)) - supplier, supply - returned);
		assert_eq!(balance(&account(GRIDS)) - operator, charge, "69: no supplier gets it");
		assert_eq!(Market::supplier(NORTHS).map(|own| own.float.held), Some(1_000_000));
		assert_eq!(Market::balance(PERIOD, ZONE, NORTHS), 95 - 40);
		// The seller is paid by the pot, and by its supplier for what it fed in.
		assert_eq!(balance(&pot), LEAST + 1_500);
		let statement = Market::statement(point(1), PERIOD).expect("it is counted");
		assert_ok!(settle(1, PERIOD));
		assert_eq!(margin(1), (MARGIN + 1_500 + 30 * 8, 0));
		assert_eq!(balance(&pot), LEAST, "51: a pot nets to zero");
		assert_eq!(Market::supplier(NORTHS).map(|own| own.float.held), Some(1_000_000 - 240));
		assert_eq!(Market::balance(PERIOD, ZONE, NORTHS), 95 - 40 - 30);
		System::assert_last_event(
			Event::Settled {
				point: point(1),
				period: PERIOD,
				finality: Finality::Final,
				accounts: statement.accounts,
				moved: vec![(NORTH_PARTY, -240)],
				free: MARGIN + 1_740,
				locked: 0,
				reserved: 0,
			}
			.into(),
		);
		assert_noop!(settle(1, PERIOD), Error::<Test>::AlreadySettled);
		assert_eq!(Market::statement(point(1), PERIOD), None);
		assert_eq!(Market::settled(point(1)), Some(Period(PERIOD.0 + 1)));
		assert_eq!((Traded::<Test>::iter().count(), Reserves::<Test>::iter().count()), (0, 0));
	});
}

#[test]
fn a_point_is_settled_although_its_counterparty_never_reports() {
	settled(|| {
		trade();
		measure(1, |place| if place == 8 { (0, 100) } else { (0, 0) });
		Clock::set(end(PERIOD) + ESTIMATION);
		assert_ok!(settle(1, PERIOD));
		assert_eq!((finality(), margin(1)), (Finality::Final, (MARGIN + 1_500, 0)));
	});
}

#[test]
fn a_preliminary_account_moves_no_money_and_keeps_what_will_be_owed() {
	settled(|| {
		trade();
		let mut gauge = Gauge::of(point(1));
		for (place, slot) in (0u8..).zip(Market::timing().slots(PERIOD)) {
			let from = Market::timing().start(slot).0;
			let (energies, facts) = match place {
				8 => ([0, 0], Facts::UNCALIBRATED),
				_ => ([1, 0], Facts::NONE),
			};
			gauge.between(from, from + SLOT, energies, facts);
		}
		Clock::set(end(PERIOD) + ESTIMATION);
		let all = || [PAYEE, account(NORTHS), account(GRIDS), owner(1)].map(|who| balance(&who));
		let before = all();
		let locked = (100 * (SUPPLY - 10 + DEVIATION)) as u64;
		let statement = Market::statement(point(1), PERIOD).expect("it is counted");
		assert_ok!(settle(1, PERIOD));
		// Of the slot 8 nobody knows yet whether anything is covered. By the estimate all is.
		let (supplied, covered, charge, charges) = (95 * 30, 100 * 30, 100 * 3, 95 * 2);
		let reserved = supplied + covered + charge + charges - locked - 1_500;
		System::assert_last_event(
			Event::Settled {
				point: point(1),
				period: PERIOD,
				finality: Finality::Preliminary,
				accounts: statement.accounts,
				moved: vec![],
				free: MARGIN - locked,
				locked,
				reserved,
			}
			.into(),
		);
		assert_eq!((all(), margin(1)), (before, (MARGIN - locked, locked)));
		assert_eq!((open(1), Market::balance(PERIOD, ZONE, NORTHS)), (vec![], 0));
		assert_eq!(Market::reserve(point(1), PERIOD), Some(reserved));
		assert_noop!(settle(1, PERIOD), Error::<Test>::NotFinal);
		// Neither the owner nor an order takes it away.
		let withdraw = |amount| Market::withdraw(signed(owner(1)), point(1), amount);
		let most = MARGIN - locked - reserved;
		assert_noop!(withdraw(most + 1), Error::<Test>::InDebt);
		assert_ok!(withdraw(most));
		let (period, at) = Market::locate(&Market::timing(), Market::next_unopened());
		let bid = |energy| place(1, period, [(at - 1, buy(&[(0, energy)]))]);
		assert_noop!(bid(10), Error::<Test>::MarginTooLow);
		assert_ok!(Market::fund(signed(owner(1)), point(1), 50));
		assert_ok!(bid(10));
		assert_noop!(bid(11), Error::<Test>::MarginTooLow);
		Clock::set(end(PERIOD) + CORRECTION);
		let before = all();
		assert_ok!(settle(1, PERIOD));
		assert_eq!((finality(), open(1), margin(1)), (Finality::Final, vec![], (0, 50)));
		assert_eq!(Market::point(point(1)).map(|own| own.reserved), Some(0));
		let paid = [charges, supplied + covered, charge, 0];
		let after: Vec<_> = before.iter().zip(paid).map(|(before, paid)| before + paid).collect();
		assert_eq!(all().to_vec(), after);
		assert_eq!(Market::balance(PERIOD, ZONE, NORTHS), 95 + 100);
	});
}

#[test]
fn a_preliminary_account_follows_the_readings() {
	settled(|| {
		clear_period();
		Clock::set(end(PERIOD) + ESTIMATION);
		assert_ok!(settle(2, PERIOD));
		assert_eq!((finality(), margin(2)), (Finality::Preliminary, (MARGIN, 0)));
		let reserved = || {
			let point = Market::point(point(2)).expect("it is there");
			assert_eq!(Market::reserve(self::point(2), PERIOD).unwrap_or(0), point.reserved);
			point.reserved
		};
		// The zone's standard, which may be more than the margin.
		assert_eq!(reserved(), 96 * 100 * 32);
		let mut gauge = Gauge::of(point(2));
		// A run for a small change costs a fee, so that readings that come one by one fill no block for nothing.
		gauge.slot(slot(PERIOD, 0), 1, 0);
		assert_eq!(settle_for(2, PERIOD), Ok(Pays::Yes));
		assert_eq!(reserved(), (95 * 100 + 1) * 32);
		assert_noop!(settle(2, PERIOD), Error::<Test>::NotFinal);
		for place in 1..13 {
			gauge.slot(slot(PERIOD, place), 1, 0);
		}
		assert_eq!(settle_for(2, PERIOD), Ok(Pays::No));
		assert_eq!(reserved(), (83 * 100 + 13) * 32);
		for place in 13..96 {
			gauge.slot(slot(PERIOD, place), 1, 0);
		}
		assert_ok!(settle(2, PERIOD));
		assert_eq!((finality(), reserved()), (Finality::Final, 0));
		assert_eq!(margin(2), (MARGIN - 96 * 32, 0));
	});
}

#[test]
fn a_deviation_also_costs_who_is_their_own_supplier() {
	settled(|| {
		trade();
		measure(0, |_| (0, 0));
		Clock::set(end(PERIOD) + ESTIMATION);
		let own = || {
			let (free, locked) = margin(0);
			let float = Market::supplier(NORTHS).map_or(0, |own| own.float.held);
			free + locked + float + balance(&account(NORTHS))
		};
		let (before, operator) = (own(), balance(&account(GRIDS)));
		assert_ok!(settle(0, PERIOD));
		let charge = 100 * DEVIATION as u64;
		assert_eq!((before - own(), balance(&account(GRIDS)) - operator), (charge, charge));
	});
}

#[test]
fn no_deadline_passes_while_calls_are_refused() {
	settled(|| {
		trade();
		block(end(PERIOD));
		let before = Market::deadlines(PERIOD).expect("it is cleared");
		SafeMode::set(true);
		let lost = 2 * RETENTION;
		live_until(end(PERIOD) + lost);
		assert_noop!(settle(1, PERIOD), Error::<Test>::NotDue);
		SafeMode::set(false);
		block(Clock::now());
		let after = Market::deadlines(PERIOD).expect("it is cleared");
		let later = |deadline: Millis| Millis(deadline.0 + lost);
		assert_eq!(after.estimation, later(before.estimation));
		assert_eq!(after.correction, later(before.correction));
		// Readings that could not arrive are not late.
		measure(1, |place| if place == 8 { (0, 100) } else { (0, 0) });
		live_until(after.estimation.0);
		assert_ok!(settle(1, PERIOD));
		assert_eq!((finality(), margin(1)), (Finality::Final, (MARGIN + 1_500, 0)));
		// Nothing that is over begins again.
		SafeMode::set(true);
		live_until(after.correction.0);
		SafeMode::set(false);
		let last = Market::deadlines(PERIOD).expect("it is cleared").correction;
		live_until(last.0 + RETENTION);
		SafeMode::set(true);
		assert!(Market::has_lapsed(PERIOD));
		live_until(last.0 + 3 * RETENTION);
		assert!(Market::has_lapsed(PERIOD) && Market::is_past(PERIOD, CORRECTION));
	});
}

#[test]
fn accounts_become_final_in_the_order_of_periods() {
	run(|| {
		assert_ok!(Market::fund_float(signed(NORTH), 1_000_000));
		trade();
		measure(1, |_| (0, 100));
		let first = Period(PERIOD.0 - 1);
		assert_noop!(settle(1, Period(PERIOD.0 - 2)), Error::<Test>::AlreadySettled);
		Clock::set(end(PERIOD) + ESTIMATION);
		// The day before is estimated, so the next one is settled for the time being.
		assert_ok!(settle(1, first));
		assert_eq!(finality(), Finality::Preliminary);
		assert_ok!(settle(1, PERIOD));
		assert_eq!(finality(), Finality::Preliminary);
		assert_noop!(settle(1, PERIOD), Error::<Test>::NotFinal);
		Clock::set(end(first) + CORRECTION);
		assert_noop!(settle(1, PERIOD), Error::<Test>::NotInOrder);
		assert_noop!(settle(2, PERIOD), Error::<Test>::NotInOrder);
		assert_ok!(settle(1, first));
		assert_ok!(settle(1, PERIOD));
		assert_eq!(finality(), Finality::Final);
		let next = Period(PERIOD.0 + 1);
		assert_noop!(settle(1, next), Error::<Test>::NotDue);
		assert_ok!(Market::propose_point(
			signed(STRANGER),
			point(77),
			ZONE,
			Meter { device: Device::new(90).id, import: 0, export: 1 },
			Powers { connected: 1, export: 1 },
		));
		assert_noop!(settle(77, PERIOD), Error::<Test>::NotTakingPart);
		assert_noop!(settle(78, PERIOD), Error::<Test>::UnknownPoint);
	});
}

/// Leaves a point nothing but what its orders need.
fn empty(seed: u8) {
	let free = margin(seed).0;
	assert_ok!(Market::withdraw(signed(owner(seed)), point(seed), free));
}

#[test]
fn what_is_locked_pays_deviations_and_the_rest_is_a_debt() {
	settled(|| {
		assert_ok!(place(0, PERIOD, [(8, buy(&[(20, 100)]))]));
		assert_ok!(place(1, PERIOD, [(8, sell(&[(10, 100)]))]));
		empty(1);
		clear_period();
		measure(1, |_| (100, 0));
		let [supplier, operator] = [NORTHS, GRIDS].map(|org| balance(&account(org)));
		Clock::set(end(PERIOD) + CORRECTION);
		assert_ok!(settle(1, PERIOD));
		// 100 are covered; what is left of the hold and the proceeds pays some of the charges.
		let locked = (100 * (SUPPLY - 10 + DEVIATION)) as i128;
		let left = locked + 1_500 - 3_300;
		assert_eq!(balance(&account(NORTHS)) - supplier, 3_000, "58: what was locked pays it");
		assert_eq!(balance(&account(GRIDS)) - operator, 300, "58: what was locked pays it");
		assert_eq!(margin(1), (0, 0));
		assert_eq!(open(1), [(NORTH_PARTY, 9_600 * 30), (payee(), 9_600 * 2 - left)]);
		assert_eq!(Market::debtors(None, 10).len(), 1);
		assert_noop!(pay_debts(1), Error::<Test>::NothingToPay);
		// Charges come before supply, and nobody else's money pays them.
		let (of_owner, others) = (balance(&owner(1)), (margin(0), margin(5)));
		assert_ok!(Market::fund(signed(owner(1)), point(1), 20_000));
		assert_ok!(pay_debts(1));
		assert_eq!(margin(1), (0, 0));
		let rest = 20_000 - (9_600 * 2 - left);
		assert_eq!(open(1), [(NORTH_PARTY, 9_600 * 30 - rest)]);
		let paid = vec![(NORTH_PARTY, rest), (payee(), 20_000 - rest)];
		System::assert_last_event(
			Event::DebtsPaid { point: point(1), moved: paid, free: 0 }.into(),
		);
		assert_eq!((margin(0), margin(5)), others);
		assert_eq!(balance(&owner(1)), of_owner - 20_000);
	});
}

#[test]
fn who_has_an_overdue_debt_neither_orders_nor_changes_supplier() {
	settled(|| {
		empty(1);
		clear_period();
		measure(1, |_| (100, 0));
		Clock::set(end(PERIOD) + CORRECTION);
		assert_ok!(settle(1, PERIOD));
		let then = Clock::now() + PAYMENT_TERM;
		let period = Period(Market::timing().period_of(Market::next_unopened()).0 + 6);
		let first = Market::timing().start(slot(period, 0)).0;
		assert!(first > then, "{first} {then}");
		Settled::<Test>::insert(point(1), period);
		Clock::set(first - 2 * SLOT);
		assert_eq!(open(1).len(), 2);
		// Somebody else may have paid the margin in; it is locked by an order.
		let owner = || signed(owner(1));
		assert_ok!(Market::fund(owner(), point(1), 1_000));
		let bid = || [(8, buy(&[(0, 10)]))];
		assert_noop!(place(1, period, bid()), Error::<Test>::Overdue);
		let from = Market::next_unopened();
		let request = || Market::request_contract(owner(), point(1), TariffId(0), from);
		assert_noop!(request(), Error::<Test>::Overdue);
		// The sum of all counts, and an order needs money beside it.
		assert_ok!(Market::fund(owner(), point(1), 9_600 * 32 - 1_001));
		assert_noop!(request(), Error::<Test>::Overdue);
		assert_ok!(Market::fund(owner(), point(1), 1));
		assert_ok!(request());
		assert_noop!(place(1, period, bid()), Error::<Test>::Overdue);
		assert_ok!(Market::fund(owner(), point(1), 50));
		assert_ok!(place(1, period, bid()));
		// What the point owes stays, also within one batch.
		assert_noop!(Market::withdraw(owner(), point(1), 1), Error::<Test>::InDebt);
		assert_noop!(place(1, period, [(9, buy(&[(0, 10)]))]), Error::<Test>::Overdue);
		assert_ok!(place(1, period, [(8, buy(&[]))]));
		// Creditors may waive it.
		let forgive = |who, party, amount| Market::forgive(signed(who), point(1), party, amount);
		assert_noop!(forgive(SOUTH, NORTH_PARTY, 1), Error::<Test>::NotCreditor);
		assert_noop!(forgive(NORTH, payee(), 1), Error::<Test>::NotCreditor);
		assert_noop!(forgive(NORTH, Party::Supplier(SOUTHS), 1), Error::<Test>::NoDebt);
		assert_noop!(forgive(NORTH, NORTH_PARTY, 0), Error::<Test>::NoDebt);
		assert_ok!(forgive(NORTH, NORTH_PARTY, 8_000));
		System::assert_last_event(
			Event::Forgiven { point: point(1), party: NORTH_PARTY, amount: 8_000 }.into(),
		);
		assert_ok!(forgive(PAYEE, payee(), u64::MAX));
		assert_eq!(open(1), [(NORTH_PARTY, 9_600 * 30 - 8_000)]);
		assert_ok!(pay_debts(1));
		assert_eq!((open(1), margin(1)), (vec![], (9_600 * 2 + 50 + 8_000, 0)));
		assert_ok!(Market::withdraw(owner(), point(1), 8_000));
		assert_ok!(place(1, period, bid()));
	});
}

#[test]
fn no_order_takes_what_debts_of_any_age_and_reserves_need_together() {
	settled(|| {
		empty(1);
		clear_period();
		measure(1, |_| (100, 0));
		Clock::set(end(PERIOD) + ESTIMATION);
		assert_ok!(settle(1, PERIOD));
		let (owed, reserved) = (9_600 * 32, 40);
		assert_eq!(open(1).iter().map(|(_, amount)| amount).sum::<i128>(), owed.into());
		Reserves::<Test>::insert(point(1), Period(PERIOD.0 + 1), reserved);
		Points::<Test>::mutate(point(1), |own| {
			own.as_mut().expect("it is there").0.reserved = reserved;
		});
		let (period, at) = Market::locate(&Market::timing(), Market::next_unopened());
		let bid = |energy| place(1, period, [(at - 1, buy(&[(0, energy)]))]);
		// The debts are young, and an order locks 50.
		assert_ok!(Market::fund(signed(owner(1)), point(1), owed + reserved + 49));
		assert_noop!(bid(10), Error::<Test>::MarginTooLow);
		assert_ok!(Market::fund(signed(owner(1)), point(1), 1));
		assert_ok!(bid(10));
		// One that needs no more is accepted, whatever is owed.
		Points::<Test>::mutate(point(1), |own| {
			own.as_mut().expect("it is there").0.reserved += 5;
		});
		Reserves::<Test>::insert(point(1), Period(PERIOD.0 + 1), reserved + 5);
		assert_noop!(bid(11), Error::<Test>::MarginTooLow);
		assert_ok!(bid(9));
	});
}

#[test]
fn who_is_left_unsettled_does_not_order() {
	settled(|| {
		let period = Period(PERIOD.0 + 5);
		clear_period();
		let last = end(PERIOD) + CORRECTION + ESTIMATION;
		Clock::set(last - 1);
		assert_ok!(place(0, period, [(8, buy(&[(0, 10)]))]));
		Clock::set(last);
		assert_noop!(place(0, period, [(9, buy(&[(0, 10)]))]), Error::<Test>::Unsettled);
		assert_ok!(place(0, period, [(8, buy(&[]))]));
		assert_ok!(settle(0, PERIOD));
		assert_ok!(place(0, period, [(9, buy(&[(0, 10)]))]));
	});
}

#[test]
fn a_supplier_pays_out_of_its_float_and_owes_the_rest() {
	settled_with(
		|| offer_tariff(SOUTH, Availability::OnRequest, SUPPLY),
		|| {
			assert_ok!(Market::withdraw_float(signed(NORTH), 999_000));
			clear_period();
			for seed in [0, 1] {
				measure(seed, |_| (0, 10));
			}
			Clock::set(end(PERIOD) + ESTIMATION);
			let earned = 960 * 8;
			assert_ok!(settle(0, PERIOD));
			assert_eq!(margin(0).0, MARGIN + 1_000);
			assert_eq!(open(0), [(NORTH_PARTY, 1_000 - i128::from(earned))]);
			let owed = earned - 1_000;
			assert_eq!(
				Market::needed_float(NORTHS),
				Some(u64::from(FLOAT_PERIODS) * earned + owed)
			);
			// It gets no customers, and nobody is refused its default supply.
			let from = Market::next_unopened();
			let request =
				|tariff| Market::request_contract(signed(owner(2)), point(2), tariff, from);
			assert_noop!(request(TariffId(0)), Error::<Test>::FloatTooLow);
			assert_ok!(request(TariffId(1)));
			assert!(Market::supply(point(2), from).is_some());
			// The next payment of the float goes where it is owed.
			let fund = |amount| Market::fund_float(signed(NORTH), amount);
			assert_noop!(fund(0), Error::<Test>::NothingToHold);
			assert_noop!(fund(2 * BALANCE), Error::<Test>::Unaffordable);
			assert_noop!(Market::fund_float(signed(GRID), 1), DispatchError::BadOrigin);
			assert_ok!(fund(3 * earned + earned - 1_000));
			assert_ok!(pay_debts(0));
			assert_eq!((margin(0).0, open(0)), (MARGIN + earned, vec![]));
			assert_ok!(request(TariffId(0)));
			let withdraw = |amount| Market::withdraw_float(signed(NORTH), amount);
			assert_noop!(withdraw(1), Error::<Test>::FloatTooLow);
			assert_ok!(settle(1, PERIOD));
			assert_eq!(Market::needed_float(NORTHS), Some(u64::from(FLOAT_PERIODS) * 2 * earned));
			// After the span that follows nothing asks for it.
			let before = balance(&account(NORTHS));
			let (span, present) = (Market::float_span(), Market::present_period().0);
			assert_eq!(span, RETENTION / 86_400_000);
			let days = (present / span + 2) * span - present;
			assert!(days > span);
			pass_days(days - 1);
			assert_noop!(withdraw(1), Error::<Test>::FloatTooLow);
			pass_days(1);
			assert_eq!(Market::needed_float(NORTHS), Some(0));
			assert_noop!(withdraw(2 * earned + 1), Error::<Test>::FloatTooLow);
			assert_ok!(withdraw(2 * earned));
			assert_eq!(balance(&account(NORTHS)), before + 2 * earned);
		},
	);
}

#[test]
fn a_supplier_that_does_not_pay_does_not_supply() {
	settled(|| {
		assert_ok!(Market::withdraw_float(signed(NORTH), 1_000_000));
		clear_period();
		measure(0, |_| (0, 10));
		Clock::set(end(PERIOD) + ESTIMATION);
		assert_ok!(settle(0, PERIOD));
		let owed = 960 * 8;
		assert_eq!(open(0), [(NORTH_PARTY, -i128::from(owed))]);
		let note = || bare(Market::note_standing(signed(STRANGER), NORTHS));
		Clock::pass(PAYMENT_TERM - 1);
		let paid = u64::from(FLOAT_PERIODS) * owed;
		assert_eq!(Market::needed_float(NORTHS), Some(paid + owed));
		assert_noop!(note(), Error::<Test>::NothingChanged);
		Clock::pass(1);
		assert_ok!(note());
		let from = Market::next_unopened();
		let request = || Market::request_contract(signed(owner(2)), point(2), TariffId(0), from);
		assert_noop!(request(), Error::<Test>::NotSupplying);
		// It is enough that the float can pay. Then it is there for nothing else.
		assert_ok!(Market::fund_float(signed(NORTH), owed));
		assert_ok!(note());
		assert_noop!(Market::withdraw_float(signed(NORTH), 1), Error::<Test>::FloatTooLow);
		assert_ok!(pay_debts(0));
		assert_eq!((margin(0).0, open(0)), (MARGIN + owed, vec![]));
		assert_noop!(request(), Error::<Test>::FloatTooLow);
		assert_ok!(Market::fund_float(signed(NORTH), paid));
		assert_ok!(request());
	});
}

/// A world in which SOUTH owes a home for a day, and its only tariff is over.
fn owing(test: impl FnOnce()) {
	let more = || {
		offer_tariff(SOUTH, Availability::Open, SUPPLY);
		let from = Market::next_unopened();
		assert_ok!(Market::request_contract(signed(owner(0)), point(0), TariffId(1), from));
	};
	settled_with(more, || {
		clear_period();
		measure(0, |_| (0, 10));
		Clock::set(end(PERIOD) + ESTIMATION);
		assert_ok!(settle(0, PERIOD));
		assert_eq!(open(0), [(SOUTH_PARTY, -960 * 8)]);
		let ends = Slot(Market::next_unopened().0 + u64::from(NOTICE));
		assert_ok!(Market::end_tariff(signed(SOUTH), TariffId(1), ends));
		live_until(Market::timing().end(ends).0 + RETENTION);
		test();
	});
}

const SOUTH_PARTY: Party<AccountId> = Party::Supplier(SOUTHS);

fn drop_tariff() -> DispatchResult {
	bare(Market::drop_tariff(signed(STRANGER), TariffId(1)))
}

#[test]
fn a_supplier_that_can_pay_what_it_owes_keeps_its_last_tariff_until_it_has() {
	owing(|| {
		assert_ok!(Market::fund_float(signed(SOUTH), 960 * 8));
		assert_noop!(drop_tariff(), Error::<Test>::InDebt);
		assert_ok!(pay_debts(0));
		assert_ok!(drop_tariff());
		assert_eq!((held(&SOUTH), Market::supplier(SOUTHS)), (0, None));
	});
}

#[test]
fn a_bankrupt_supplier_loses_its_last_tariff_and_none_of_its_debts() {
	owing(|| {
		let owed = || Market::supplier(SOUTHS).map(|own| (own.tariffs, own.float.owed));
		assert_ok!(drop_tariff());
		assert_eq!(held(&SOUTH), 0, "its deposit is free, so that it can be dissolved");
		assert_eq!(owed(), Some((0, 960 * 8)));
		// Another tariff is no other supplier.
		offer_tariff(SOUTH, Availability::Open, SUPPLY);
		assert_eq!(owed(), Some((1, 960 * 8)));
		let from = Market::next_unopened();
		let request = Market::request_contract(signed(owner(2)), point(2), TariffId(2), from);
		assert_eq!(request, Err(Error::<Test>::NotSupplying.into()));
	});
	owing(|| {
		assert_ok!(drop_tariff());
		Orgs::admit(SOUTHS, Role::EnergySupplier.into(), []);
		assert_ok!(pay_debts(0));
		assert_eq!((open(0), Market::supplier(SOUTHS)), (vec![], None));
	});
	owing(|| {
		assert_ok!(drop_tariff());
		assert_ok!(Market::fund_float(signed(SOUTH), 10_000));
		assert_ok!(pay_debts(0));
		assert_eq!((open(0), Market::supplier(SOUTHS)), (vec![], None));
		assert_eq!(held(&account(SOUTHS)), 0, "what is left of the float is free");
	});
}

#[test]
fn a_home_that_shows_no_slots_pays_what_its_registers_say_of_the_period() {
	settled(|| {
		clear_period();
		let (from, to) = (start(slot(PERIOD, 0)), end(PERIOD));
		let device = Gauge::of(point(1)).device;
		say_run(device, 0, (from, 5_000), (to, 12_777), Facts::NONE);
		say_run(device, 1, (from, 700), (to, 700), Facts::NONE);
		Clock::set(end(PERIOD) + CORRECTION);
		assert_ok!(settle(1, PERIOD));
		assert_eq!(finality(), Finality::Final);
		assert_eq!(margin(1), (MARGIN - 7_777 * (SUPPLY + CHARGE) as u64, 0));
		assert_eq!((open(1), Market::balance(PERIOD, ZONE, NORTHS)), (vec![], 7_777));
	});
}

/// Lets time pass with a few blocks a day.
fn live_until(moment: u64) {
	while Clock::now() < moment {
		block((Clock::now() + 20_000_000).min(moment));
		Market::on_idle(0, Weight::MAX);
	}
	block(moment);
	Market::on_idle(0, Weight::MAX);
}

fn pass_days(days: u64) {
	Clock::pass(days * 86_400_000);
}

#[test]
fn what_a_supplier_owes_pays_what_it_is_owed() {
	settled(|| {
		assert_ok!(Market::withdraw_float(signed(NORTH), 1_000_000));
		clear_period();
		measure(0, |place| if place < 48 { (0, 10) } else { (2, 0) });
		Clock::set(end(PERIOD) + ESTIMATION);
		let supplier = balance(&account(NORTHS));
		assert_ok!(settle(0, PERIOD));
		// 480 are fed in at 8, 96 are supplied at 30.
		assert_eq!(open(0), [(NORTH_PARTY, 96 * 30 - 480 * 8)]);
		assert_eq!((margin(0).0, balance(&account(NORTHS))), (MARGIN - 96 * 2, supplier));
		// Nobody but the owner may waive it.
		let forgive = |who| Market::forgive(signed(who), point(0), NORTH_PARTY, 60);
		assert_noop!(forgive(NORTH), Error::<Test>::NotCreditor);
		assert_ok!(forgive(owner(0)));
		assert_eq!(open(0), [(NORTH_PARTY, 96 * 30 - 480 * 8 + 60)]);
	});
}

#[test]
fn what_is_open_with_a_dissolved_organisation_is_written_off() {
	settled(|| {
		assert_ok!(Market::withdraw_float(signed(NORTH), 1_000_000));
		clear_period();
		// The supplier owes one home, and another one owes the supplier.
		measure(0, |_| (0, 10));
		for seed in [1, 2] {
			measure(seed, |_| (1, 0));
		}
		empty(1);
		Clock::set(end(PERIOD) + ESTIMATION);
		for seed in [0, 1] {
			assert_ok!(settle(seed, PERIOD));
		}
		assert_eq!(open(0), [(NORTH_PARTY, -96 * 80)]);
		assert_eq!(open(1), [(NORTH_PARTY, 2_880), (payee(), 192)]);
		assert_noop!(pay_debts(1), Error::<Test>::NothingToPay);
		// It has no account any more, and nobody who could waive anything.
		Orgs::admit(NORTHS, Role::EnergySupplier.into(), []);
		for (seed, amount) in [(0, -96 * 80), (1, 2_880)] {
			assert_ok!(pay_debts(seed));
			let lost = Event::WrittenOff { point: point(seed), party: NORTH_PARTY, amount };
			System::assert_has_event(lost.into());
			assert_noop!(pay_debts(seed), Error::<Test>::NothingToPay);
		}
		assert_eq!((open(0), open(1)), (vec![], vec![(payee(), 192)]));
		// The next account leaves nothing of it, either, and pays others.
		let payee = balance(&PAYEE);
		assert_ok!(settle(2, PERIOD));
		let lost = Event::WrittenOff { point: point(2), party: NORTH_PARTY, amount: 2_880 };
		System::assert_has_event(lost.into());
		assert_eq!((open(2), balance(&PAYEE)), (vec![], payee + 192));
	});
}

#[test]
fn a_period_that_nobody_settled_lapses_and_others_are_passed_over() {
	settled(|| {
		trade();
		let first = margin(1);
		live_until(end(PERIOD) + RETENTION + 5 * 86_400_000);
		assert_noop!(settle(1, Period(PERIOD.0 + 1)), Error::<Test>::NotInOrder);
		let supplier = balance(&account(NORTHS));
		assert_ok!(settle(1, PERIOD));
		assert_eq!(finality(), Finality::Lapsed);
		assert_eq!(margin(1), (first.0 + first.1 + 1_500, 0), "the pot pays, and all is free");
		assert_eq!(balance(&account(NORTHS)), supplier);
		assert_eq!(Market::settled(point(1)), Some(Period(PERIOD.0 + 5)), "others are passed over");
		assert_ok!(settle(0, PERIOD));
		assert_eq!(balance(&Market::pot(ZONE)), LEAST);
	});
}

#[test]
fn a_lapsed_period_with_trades_is_not_passed_over() {
	settled(|| {
		trade();
		// As if the point had been settled before.
		for seed in [0, 1] {
			Settled::<Test>::insert(point(seed), Period(PERIOD.0 - 1));
		}
		live_until(end(PERIOD) + 2 * RETENTION);
		assert_ok!(settle(1, Period(PERIOD.0 - 1)));
		assert_eq!(Market::settled(point(1)), Some(PERIOD));
		assert_ok!(settle(1, PERIOD));
		let present = Market::timing().period_of(Market::timing().slot_at(Millis(Clock::now())));
		assert_eq!(Market::settled(point(1)), Some(Period(present.0 - 11)));
	});
}

#[test]
fn a_point_is_dropped_when_all_is_settled_and_paid() {
	settled(|| {
		empty(1);
		for seed in 0..POINTS {
			assert_ok!(Market::close_point(signed(owner(seed)), point(seed)));
		}
		let Some(PointStatus::Closed(over)) = Market::point(point(1)).map(|own| own.status) else {
			panic!("it is closed")
		};
		clear_period();
		Clock::set(end(PERIOD) + CORRECTION);
		assert_ok!(settle(1, PERIOD));
		assert_eq!(open(1).len(), 2);
		live_until(Market::timing().start(over).0 + RETENTION + 86_400_000);
		let drop = |seed| {
			let dropped = Market::drop_point(signed(STRANGER), point(seed));
			dropped.map(|_| ()).map_err(|error| error.error)
		};
		assert_noop!(drop(0), Error::<Test>::Unsettled);
		assert_ok!(settle(0, PERIOD));
		let next = Market::settled(point(1)).expect("it is there");
		assert_noop!(settle(1, next), Error::<Test>::NotTakingPart);
		assert_ok!(drop(0));
		assert_noop!(drop(1), Error::<Test>::InDebt);
		assert_ok!(Market::forgive(signed(NORTH), point(1), NORTH_PARTY, u64::MAX));
		assert_ok!(Market::fund(signed(owner(1)), point(1), 1_000_000));
		assert_ok!(pay_debts(1));
		assert_ok!(drop(1));
		assert_eq!(Settled::<Test>::iter().count(), usize::from(POINTS) - 2);
		for seed in 2..POINTS {
			assert_ok!(settle(seed, PERIOD));
			assert_ok!(drop(seed));
		}
		// The zone goes with its last point, and the pot's endowment returns.
		let operator = balance(&account(GRIDS));
		assert_ok!(Market::drop_zone(signed(GRID), ZONE));
		assert_eq!(balance(&account(GRIDS)), operator + LEAST);
		assert_eq!(balance(&Market::pot(ZONE)), 0);
	});
}

#[test]
fn debts_of_a_closed_point_end() {
	settled(|| {
		assert_ok!(Market::withdraw_float(signed(NORTH), 1_000_000));
		for seed in [1, 2] {
			empty(seed);
			assert_ok!(Market::close_point(signed(owner(seed)), point(seed)));
		}
		let Some(PointStatus::Closed(over)) = Market::point(point(1)).map(|own| own.status) else {
			panic!("it is closed")
		};
		clear_period();
		Clock::set(end(PERIOD) + CORRECTION);
		for seed in [1, 2] {
			assert_ok!(settle(seed, PERIOD));
			assert_eq!(open(seed).len(), 2);
		}
		let over = Market::timing().start(over).0 + RETENTION;
		live_until(over + 86_400_000);
		let drop = |seed| bare(Market::drop_point(signed(STRANGER), point(seed)));
		assert_noop!(drop(1), Error::<Test>::InDebt);
		// Nobody can pay an organisation that was dissolved.
		assert_ok!(Market::forgive(signed(PAYEE), point(1), payee(), u64::MAX));
		assert_noop!(drop(1), Error::<Test>::InDebt);
		Orgs::admit(NORTHS, Role::EnergySupplier.into(), []);
		let [(party, amount)]: [_; 1] = open(1).try_into().expect("one is left");
		assert_ok!(drop(1));
		System::assert_has_event(Event::WrittenOff { point: point(1), party, amount }.into());
		// The payee of the other point has until the term of payment is over.
		live_until(over + PAYMENT_TERM - 1);
		assert_noop!(drop(2), Error::<Test>::InDebt);
		assert_ok!(Market::fund(signed(owner(2)), point(2), 1_000));
		Clock::pass(1);
		let got = balance(&PAYEE);
		assert_ok!(drop(2));
		assert_eq!(balance(&PAYEE) - got, 1_000, "what is there pays first");
		assert_eq!((Debts::<Test>::iter().count(), Market::point(point(2))), (0, None));
	});
}

#[test]
fn results_and_balances_go_when_their_period_can_not_change() {
	settled(|| {
		trade();
		measure(1, |_| (1, 100));
		Clock::set(end(PERIOD) + ESTIMATION);
		assert_ok!(settle(1, PERIOD));
		assert!(Market::result(ZONE, slot(PERIOD, 8)).is_some());
		assert!(Market::balance(PERIOD, ZONE, NORTHS) != 0);
		let later = end(PERIOD) + RETENTION;
		let work = || {
			block(Clock::now());
			Market::on_idle(0, Weight::MAX);
		};
		live_until(later - 1);
		assert_eq!(Results::<Test>::iter().count() + SupplierBalances::<Test>::iter().count(), 2);
		Clock::set(later);
		work();
		assert_eq!(Results::<Test>::iter().count() + SupplierBalances::<Test>::iter().count(), 0);
		assert_eq!(Cleared::<Test>::get(PERIOD), None);
	});
}

#[test]
fn of_too_many_debts_the_smallest_are_written_off() {
	settled(|| {
		empty(1);
		let full = (100..100 + MAX_DEBTS).map(|org| Debt {
			party: Party::Supplier(OrgId(org)),
			amount: if org % 2 == 0 { 7 } else { -7 },
			since: Millis(5),
		});
		let full: Vec<_> = full.collect();
		Debts::<Test>::insert(point(1), BoundedVec::truncate_from(full.clone()));
		for org in 100..100 + MAX_DEBTS {
			Orgs::admit(OrgId(org), Role::EnergySupplier.into(), []);
			Orgs::pay_from(OrgId(org), AccountId::new([org as u8; 32]));
			if org % 2 == 1 {
				let mut supplier = Suppliers::<Test>::get(NORTHS).expect("it has tariffs");
				supplier.tariffs = 0;
				let (held, owed, short) = (0, 7, Some(Millis(5)));
				supplier.float = Float { held, owed, short, ..supplier.float };
				Suppliers::<Test>::insert(OrgId(org), supplier);
			}
		}
		clear_period();
		measure(1, |_| (1, 0));
		Clock::set(end(PERIOD) + ESTIMATION);
		assert_ok!(settle(1, PERIOD));
		let kept = Market::debts(point(1));
		assert_eq!((kept.len(), kept[0].party.clone()), (25, NORTH_PARTY));
		assert_eq!((kept[24].party.clone(), kept[24].amount), (payee(), 192));
		assert_eq!((kept[0].since, kept[1].since), (Millis(Clock::now()), Millis(5)));
		let lost: Vec<_> = events()
			.into_iter()
			.filter_map(|event| match event {
				Event::WrittenOff { party, amount, .. } => Some((party, amount)),
				_ => None,
			})
			.collect();
		assert_eq!(lost, [(full[23].party.clone(), -7), (full[24].party.clone(), 7)]);
	});
}

#[test]
fn who_has_twelve_creditors_or_suppliers_gets_no_other_contract() {
	settled_with(
		|| offer_tariff(SOUTH, Availability::Open, SUPPLY),
		|| {
			let owe = |count: u32| {
				let debts = (100..100 + count).map(|org| Debt {
					party: Party::Supplier(OrgId(org)),
					amount: 1,
					since: Millis(Clock::now()),
				});
				Debts::<Test>::insert(point(1), BoundedVec::truncate_from(debts.collect()));
			};
			let from = Market::next_unopened();
			let request = |tariff, from| {
				Market::request_contract(signed(owner(1)), point(1), TariffId(tariff), from)
			};
			owe(12);
			assert_noop!(request(0, from), Error::<Test>::InDebt);
			owe(11);
			assert_ok!(request(0, from));
			// Nothing is open yet with the supplier of slots that are not settled.
			let later = Slot(from.0 + 1);
			assert_noop!(request(1, later), Error::<Test>::InDebt);
			owe(10);
			assert_ok!(Market::fund_float(signed(SOUTH), 1));
			assert_ok!(request(1, later));
		},
	);
}

#[test]
fn only_its_owner_gives_up_what_a_closed_point_is_owed() {
	settled(|| {
		assert_ok!(Market::withdraw_float(signed(NORTH), 1_000_000));
		assert_ok!(Market::close_point(signed(GRID), point(1)));
		let Some(PointStatus::Closed(over)) = Market::point(point(1)).map(|own| own.status) else {
			panic!("it is closed")
		};
		clear_period();
		measure(1, |_| (0, 10));
		Clock::set(end(PERIOD) + CORRECTION);
		assert_ok!(settle(1, PERIOD));
		let [(party, amount)]: [_; 1] = open(1).try_into().expect("the supplier owes");
		assert!(amount < 0);
		live_until(Market::timing().start(over).0 + RETENTION + PAYMENT_TERM + 86_400_000);
		let drop = |who| bare(Market::drop_point(signed(who), point(1)));
		assert_noop!(drop(NORTH), Error::<Test>::InDebt);
		assert!(Market::supplier(NORTHS).is_some_and(|own| own.float.owed > 0));
		assert_ok!(drop(owner(1)));
		System::assert_has_event(Event::WrittenOff { point: point(1), party, amount }.into());
		assert!(Market::supplier(NORTHS).is_some_and(|own| own.float.owed == 0));
	});
}

#[test]
fn later_blocks_are_a_line_of_the_period() {
	let more = || {
		let blocks = Blocks::new(
			Rate(30_000),
			[
				Block { above: WattHours(500), rate: Rate(40_000) },
				Block { above: WattHours(900), rate: Rate(20_500) },
			],
		);
		let first = Tariff {
			supply: Formula::Blocks(blocks.expect("they are sound")),
			feed_in: Formula::Flat(Rate(0)),
		};
		let name = b"blocks".to_vec().try_into().expect("it is short");
		let from = Market::next_unopened();
		let (open, first) = (Availability::Open, Box::new(first));
		assert_ok!(Market::offer_tariff(signed(SOUTH), name, open, NOTICE, from, first));
		let request = Market::request_contract(signed(owner(0)), point(0), TariffId(1), from);
		assert_ok!(request);
	};
	settled_with(more, || {
		// The terms change at noon, but not the tariff.
		let later = slot(PERIOD, 48);
		assert_ok!(Market::set_terms(signed(GRID), ZONE, later, terms(u64::MAX, 5, DEVIATION)));
		clear_period();
		measure(0, |_| (10, 0));
		let lines = || -> Vec<Vec<Line>> {
			let statement = Market::statement(point(0), PERIOD).expect("it is counted");
			statement.accounts.into_iter().map(|account| account.lines).collect()
		};
		let line = |kind, energy, amount| Line { kind, energy: WattHours(energy), amount };
		// 400 in the second block at 10 more, 60 in the third at 9.5 less.
		let expected = [
			vec![line(LineKind::Supplied, 480, 14_400), line(LineKind::Charge(0), 480, 960)],
			vec![
				line(LineKind::Supplied, 480, 14_400),
				line(LineKind::Charge(0), 480, 2_400),
				line(LineKind::Blocks, 460, 4_000 - 570),
			],
		];
		assert_eq!(lines(), expected);
		let supplier = balance(&account(SOUTHS));
		Clock::set(end(PERIOD) + ESTIMATION);
		assert_ok!(settle(0, PERIOD));
		assert_eq!(balance(&account(SOUTHS)) - supplier, 28_800 + 3_430);
	});
}

/// What each point does: an order, energies, and how its meter reports, for each of three slots.
type Day = (bool, i64, u32, i64, i64, u8);

fn day() -> impl Strategy<Value = Vec<Day>> {
	let day = (any::<bool>(), -20i64..60, 0u32..300, 0i64..300, 0i64..300, 0u8..5);
	prop::collection::vec(day, 3 * usize::from(POINTS))
}

/// What everybody has at the end: accounts, what is open for suppliers and payees included.
fn worth() -> BTreeMap<AccountId, i128> {
	let mut worth = BTreeMap::<AccountId, i128>::new();
	for who in frame_system::Account::<Test>::iter_keys() {
		worth.insert(who.clone(), Balances::total_balance(&who).into());
	}
	for (id, debts) in Debts::<Test>::iter() {
		let (point, _) = Points::<Test>::get(id).expect("it is there");
		for Debt { party, amount, .. } in debts {
			let party = match party {
				Party::Supplier(org) => account(org),
				Party::Payee(account) => account,
			};
			*worth.entry(party).or_default() += amount;
			*worth.entry(point.owner.clone()).or_default() -= amount;
		}
	}
	worth.retain(|_, amount| *amount != 0);
	worth
}

/// A day in which so many points are settled with estimates before late meters report, and all finally. Some have
/// no money left, and the supplier little.
fn live(days: &[Day], early: u8, poor: u8, float: u64) -> BTreeMap<AccountId, i128> {
	settled(|| {
		if float < 1_000_000 {
			assert_ok!(Market::withdraw_float(signed(NORTH), 1_000_000 - float));
		}
		for (seed, days) in (0..POINTS).zip(days.chunks(3)) {
			let orders = (0..).zip(days).filter(|(_, day)| day.2 > 0).map(|(place, day)| {
				let steps = [(day.1, day.2)];
				(place, if day.0 { buy(&steps) } else { sell(&steps) })
			});
			assert_ok!(place(seed, PERIOD, orders.collect::<Vec<_>>()));
			if poor & 1 << seed != 0 {
				empty(seed);
			}
		}
		let issued = Balances::total_issuance();
		clear_period();
		let measure = |late: bool| {
			for (seed, days) in (0..POINTS).zip(days.chunks(3)) {
				let mut gauge = Gauge::of(point(seed));
				for (place, (.., import, export, kind)) in (0..).zip(days) {
					let from = Market::timing().start(slot(PERIOD, place)).0;
					// Of a point, either all is late or nothing is; one slot in five is never measured well.
					let facts = if *kind == 0 { Facts::UNCALIBRATED } else { Facts::NONE };
					if (seed % 2 == 1) == late {
						gauge.between(from, from + SLOT, [*import, *export], facts);
					}
				}
			}
		};
		measure(false);
		Clock::set(end(PERIOD) + ESTIMATION);
		for seed in 0..POINTS {
			if early & 1 << seed != 0 {
				assert_ok!(settle(seed, PERIOD));
				check();
			}
		}
		measure(true);
		Clock::set(end(PERIOD) + CORRECTION);
		let locked: BTreeMap<_, _> = (0..POINTS).map(|seed| (seed, margin(seed).1)).collect();
		for seed in 0..POINTS {
			let statement = Market::statement(point(seed), PERIOD).expect("it is counted");
			let of = |kinds: &[LineKind]| -> i128 {
				let lines = statement.accounts.iter().flat_map(|account| &account.lines);
				let lines = lines.filter(|line| kinds.contains(&line.kind));
				lines.map(|line| line.amount).sum()
			};
			let rest = of(&[LineKind::Supplied, LineKind::FedIn]);
			let deviations = of(&[LineKind::Returned, LineKind::Covered]);
			let market = of(&[LineKind::Bought, LineKind::Sold]);
			assert!(locked[&seed] > 0 || market == 0 && deviations <= 0 || early & 1 << seed != 0);
			assert_ok!(settle(seed, PERIOD));
			check();
			let open: BTreeMap<_, _> = open(seed).into_iter().collect();
			let owed = open.get(&NORTH_PARTY).copied().unwrap_or_default();
			assert!(owed <= rest.max(0), "58: a debt of {owed} has deviations in it: {rest}");
		}
		assert_eq!(balance(&Market::pot(ZONE)), LEAST, "51: a pot nets to zero");
		assert_eq!(Balances::total_issuance(), issued, "53: money is made or lost");
		assert_eq!(Traded::<Test>::iter().count() + Reserves::<Test>::iter().count(), 0);
		assert!((0..POINTS).all(|seed| margin(seed).1 == 0), "something stays locked");
		worth()
	})
}

#[test]
fn an_account_with_estimates_ends_as_one_without() {
	let config = cases(300, file!());
	let float = prop_oneof![Just(0), 0..30_000u64, Just(1_000_000)];
	let test = |(days, early, poor, float): (Vec<Day>, u8, u8, u64)| {
		let once = live(&days, 0, poor, float);
		assert_eq!(live(&days, early, poor, float), once, "54: an estimate costs something");
		assert_eq!(live(&days, u8::MAX, 0, 1_000_000), live(&days, 0, 0, 1_000_000));
		Ok(())
	};
	let days = (day(), any::<u8>(), any::<u8>(), float);
	TestRunner::new(config).run(&days, test).expect("nothing is lost");
}
