//! Whole days, from orders to accounts: with a chain that stands still, and at negative prices.

use super::*;
use crate::tests::meters::Gauge;
use tallystick_market::{Line, LineKind};

use LineKind::{Bought, Charge as Charged, Covered, Returned, Sold, Supplied};

fn line(kind: LineKind, energy: u64, amount: i128) -> Line {
	Line { kind, energy: WattHours(energy), amount }
}

fn statement(seed: u8) -> Statement {
	Market::statement(point(seed), PERIOD).expect("its trades are counted")
}

fn lines(seed: u8) -> Vec<Line> {
	let mut accounts = statement(seed).accounts;
	assert_eq!(accounts.len(), 1);
	accounts.remove(0).lines
}

/// The first moment after the period.
fn end() -> u64 {
	gate(PERIOD, 95) + 2 * SLOT
}

/// A buyer and a seller in these slots. Not all is used or delivered.
fn order(places: impl IntoIterator<Item = u8>) {
	for at in places {
		assert_ok!(place(0, PERIOD, [(at, buy(&[(20, 100 + u32::from(at))]))]));
		assert_ok!(place(1, PERIOD, [(at, sell(&[(10, 90)]))]));
	}
}

/// The segments of a slot arrive.
fn report(place: u8, facts: Facts) {
	let from = Market::timing().start(slot(PERIOD, place)).0;
	for (seed, energies) in [(0, [80, 0]), (1, [0, 80])] {
		// As if the register had gone on since the slot before.
		let mut gauge = Gauge::of(point(seed));
		gauge.pass(energies.map(|energy| energy * i64::from(place)));
		gauge.between(from, from + SLOT, energies, facts);
	}
}

/// Blocks until there is nothing left to clear and count.
fn settle_down(time: u64) {
	block(time);
	for _ in 0..40 {
		block(time);
		Market::on_idle(0, Weight::MAX);
	}
	assert_eq!(Books::<Test>::iter().count(), 0);
	Market::do_try_state().expect("the properties hold");
}

type Outcome = (Vec<Statement>, Outcomes, Vec<(u64, u64)>);

fn outcome() -> Outcome {
	let statements: Vec<_> = (0..2).map(statement).collect();
	for found in &statements {
		assert!(found.awaited.is_empty() && found.provisional.is_empty(), "{found:?}");
	}
	(statements, Results::<Test>::get(PERIOD, ZONE), (0..2).map(margin).collect())
}

/// A day on which blocks come as they should, and each meter reports at the end of each slot.
fn regular_day(places: impl IntoIterator<Item = u8>) -> Outcome {
	run(|| {
		order(places);
		for place in 0..96 {
			let end = Market::timing().end(slot(PERIOD, place)).0;
			while Clock::now() + 60_000 < end {
				block(Clock::now() + 60_000);
			}
			block(end);
			report(place, Facts::NONE);
		}
		settle_down(end());
		outcome()
	})
}

#[test]
fn a_day_is_the_same_if_the_chain_stood_still_over_three_gates() {
	let stalled = run(|| {
		order([4, 5, 6, 9]);
		block(gate(PERIOD, 4) - 1);
		// The next block comes after the third gate.
		block(gate(PERIOD, 6) + 1);
		assert_eq!(Market::result(ZONE, slot(PERIOD, 4)), None);
		assert_noop!(place(0, PERIOD, [(6, buy(&[]))]), Error::<Test>::GateClosed);
		block(gate(PERIOD, 6) + 6_000);
		assert!(Market::result(ZONE, slot(PERIOD, 6)).is_some());
		// Meters kept their segments meanwhile.
		Clock::set(Market::timing().end(slot(PERIOD, 6)).0);
		(0..7).for_each(|place| report(place, Facts::LATE));
		for place in 7..96 {
			block(Market::timing().end(slot(PERIOD, place)).0);
			report(place, Facts::NONE);
		}
		settle_down(end());
		outcome()
	});
	assert_eq!(stalled, regular_day([4, 5, 6, 9]));
}

#[test]
fn a_day_is_the_same_if_the_chain_stood_still_over_three_hundred_gates() {
	let stalled = run(|| {
		order(0..28);
		let back = gate(PERIOD, 0) + 300 * SLOT;
		assert!(back > end());
		settle_down(back);
		// More than the time for corrections after the period's end, and less after its clearing.
		Clock::set(back + CORRECTION - 1);
		assert!(Clock::now() > end() + CORRECTION);
		(0..96).for_each(|place| report(place, Facts::LATE));
		outcome()
	});
	assert_eq!(stalled, regular_day(0..28));
}

#[test]
fn data_that_arrive_after_a_standstill_are_late_when_its_own_deadline_is_over() {
	run(|| {
		order(0..28);
		let back = gate(PERIOD, 0) + 300 * SLOT;
		settle_down(back);
		Clock::set(back + CORRECTION);
		(0..96).for_each(|place| report(place, Facts::LATE));
		let found = Market::metered(point(0), PERIOD);
		assert!(found.iter().flatten().all(|own| !own.quality.is_measured()), "{found:?}");
	});
}

#[test]
fn at_a_negative_price_the_seller_pays_and_who_does_not_take_the_energy_gives_it_back() {
	run(|| {
		assert_ok!(place(0, PERIOD, [(8, buy(&[(-7, 100)]))]));
		assert_ok!(place(1, PERIOD, [(8, sell(&[(-15, 100)]))]));
		settle_down(end());
		let result = Market::result(ZONE, slot(PERIOD, 8)).expect("they trade");
		assert_eq!((result.price, result.volume), (Price(-11), WattHours(100)));
		let at = slot(PERIOD, 8);
		Gauge::of(point(0)).slot(at, 60, 0);
		Gauge::of(point(1)).slot(at, 0, 70);
		// Returned at min(F, P) - c = -14: the buyer pays for getting rid of it.
		let bought =
			[line(Bought, 100, -1_100), line(Returned, 40, 560), line(Charged(0), 60, 120)];
		assert_eq!(lines(0), bought);
		assert_eq!(lines(1), [line(Sold, 100, 1_100), line(Covered, 30, 990)]);
		// Each has locked what it can owe beside supply.
		let owed = |seed: u8| -> i128 { lines(seed).iter().map(|line| line.amount.max(0)).sum() };
		for seed in [0, 1] {
			assert!(owed(seed) - 1_100 <= i128::from(margin(seed).1), "{seed}");
		}
	});
}

#[test]
fn silence_does_not_pay_at_a_negative_price_either() {
	let paid = |is_silent: bool, energies: [i64; 2]| {
		run(|| {
			assert_ok!(place(0, PERIOD, [(8, buy(&[(-7, 100)]))]));
			assert_ok!(place(1, PERIOD, [(8, sell(&[(-15, 100)]))]));
			settle_down(end());
			let from = Market::timing().start(slot(PERIOD, 8)).0;
			let facts = if is_silent { Facts::UNCALIBRATED } else { Facts::NONE };
			Gauge::of(point(0)).between(from, from + SLOT, [energies[0], 0], facts);
			Gauge::of(point(1)).between(from, from + SLOT, [0, energies[1]], facts);
			[0, 1].map(|seed| lines(seed).iter().map(|line| line.amount).sum::<i128>())
		})
	};
	for energies in [[0, 0], [60, 70], [100, 100], [300, 300]] {
		let (silent, measured) = (paid(true, energies), paid(false, energies));
		assert!(silent[0] >= measured[0] && silent[1] >= measured[1], "{energies:?}");
	}
	// What was bought and not used costs more than it brought.
	assert_eq!(paid(true, [0, 0]), [-1_100 + 1_400, 1_100 + 3_300]);
	let kinds: Vec<_> = run(|| {
		assert_ok!(place(0, PERIOD, [(8, buy(&[(-7, 100)]))]));
		assert_ok!(place(1, PERIOD, [(8, sell(&[(-15, 100)]))]));
		settle_down(end());
		Clock::set(end() + ESTIMATION);
		lines(0).into_iter().map(|line| line.kind).collect()
	});
	assert_eq!(kinds, [Bought, Supplied, Returned, Charged(0)]);
}
