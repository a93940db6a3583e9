//! Each point's share, and what becomes free.

use super::*;
use crate::features::trades::FREE_FROM;
use frame::deps::frame_support::dispatch::GetDispatchInfo;

type Measured = <Test as crate::Config>::WeightInfo;

/// Orders of all points in three slots: some rationed, some unfilled, some alone.
fn order_all() {
	for seed in 0..4 {
		let more = u32::from(seed);
		let orders = [
			(8, buy(&[(5, 40), (20, 100 + more)])),
			(9, buy(&[(1, 10)])),
			(11, buy(&[(30, 7 + more)])),
		];
		assert_ok!(place(seed, PERIOD, orders));
	}
	for seed in 4..POINTS {
		let more = u32::from(seed);
		let orders = [(8, sell(&[(-20, 30), (20, 50 + more)])), (9, sell(&[(2, 10)]))];
		assert_ok!(place(seed, PERIOD, orders));
	}
	assert_ok!(place(7, PERIOD, [(11, sell(&[(0, 17)]))]));
}

/// Clears the whole period.
fn clear_period() {
	let end = gate(PERIOD, 95);
	for _ in 0..20 {
		block(end);
	}
	Market::do_try_state().expect("the properties hold");
}

fn positions(place: u8) -> Vec<(u64, u64)> {
	let position = |seed| Market::position(point(seed), slot(PERIOD, place)).expect("cleared");
	(0..POINTS).map(position).map(|position| (position.bought.0, position.sold.0)).collect()
}

#[test]
fn both_sides_add_up_to_the_volume_in_pieces_of_any_size() {
	let count = |points: u32| {
		run(|| {
			order_all();
			clear_period();
			let before: Vec<_> = [8, 9, 11].map(positions).into();
			let mut calls = 0;
			while Books::<Test>::contains_key(PERIOD, ZONE) {
				assert_ok!(Market::advance(signed(STRANGER), ZONE, PERIOD, points));
				// Positions are known all the time, and stay what they are.
				assert_eq!(Vec::from([8, 9, 11].map(positions)), before);
				Market::do_try_state().expect("the properties hold");
				calls += 1;
			}
			for (place, positions) in [8, 9, 11].into_iter().zip(&before) {
				let result = Market::result(ZONE, slot(PERIOD, place));
				let volume = result.map_or(0, |result| result.volume.0);
				let sum = |side: fn(&(u64, u64)) -> u64| positions.iter().map(side).sum::<u64>();
				assert_eq!(sum(|(bought, _)| *bought), volume, "{place}");
				assert_eq!(sum(|(_, sold)| *sold), volume, "{place}");
			}
			(calls, before, (0..POINTS).map(margin).collect::<Vec<_>>())
		})
	};
	let (calls, positions, margins) = count(100);
	assert_eq!(calls, 1);
	assert!(positions[1].iter().all(|position| *position == (0, 0)), "limits that do not meet");
	for points in 1..=u32::from(POINTS) {
		let (calls, others, other_margins) = count(points);
		assert_eq!((&others, &other_margins), (&positions, &margins), "{points} at once");
		assert_eq!(calls, u32::from(POINTS).div_ceil(points));
	}
}

#[test]
fn the_rest_of_an_order_becomes_free_and_the_trade_stays_locked() {
	run(|| {
		assert_ok!(place(0, PERIOD, [(8, buy(&[(5, 40), (20, 100)])), (9, buy(&[(10, 10)]))]));
		assert_ok!(place(1, PERIOD, [(8, sell(&[(0, 60), (25, 5)]))]));
		let (first, other) = (margin(0), margin(1));
		clear_period();
		assert_eq!((margin(0), margin(1)), (first, other), "not before it is counted");
		assert_ok!(Market::advance(signed(STRANGER), ZONE, PERIOD, 10));
		let bought = (60 * (20 + CHARGE + DEVIATION)) as u64;
		let sold = (60 * (SUPPLY + DEVIATION)) as u64;
		// At 20, which goes to the pot at once.
		let paid = 60 * 20;
		assert_eq!(margin(0), (MARGIN - bought, bought - paid));
		assert_eq!(margin(1), (MARGIN - sold, sold));
		let trades = Traded::<Test>::get(point(0), PERIOD).expect("it bought");
		assert_eq!((trades.locked, trades.credit), (bought - paid, 0));
		let [fill] = trades.fills.as_slice() else { panic!("{trades:?}") };
		assert_eq!((fill.place, fill.position.bought.0, fill.position.sold.0), (8, 60, 0));
		let freed = first.1 - bought;
		let counted = Event::Counted { point: point(0), period: PERIOD, freed, paid, credit: 0 };
		System::assert_has_event(counted.into());
		System::assert_last_event(Event::PeriodCounted { zone: ZONE, period: PERIOD }.into());
		let cancelled = place(0, PERIOD, [(8, buy(&[]))]);
		assert_noop!(cancelled, Error::<Test>::GateClosed);
		assert_noop!(
			Market::withdraw(signed(owner(0)), point(0), MARGIN),
			Error::<Test>::MarginTooLow
		);
	});
}

#[test]
fn a_partly_filled_order_can_be_filled_again_in_the_next_period() {
	run(|| {
		// The closest peer looks for the rest of an order under a key that it never wrote.
		assert_ok!(place(0, PERIOD, [(8, buy(&[(20, 100)]))]));
		assert_ok!(place(1, PERIOD, [(8, sell(&[(20, 30)]))]));
		assert_ok!(place(2, PERIOD, [(8, sell(&[(20, 50)]))]));
		clear_period();
		assert_eq!(positions(8)[..3], [(80, 0), (0, 30), (0, 50)], "two offers meet one bid");
		Market::on_idle(0, Weight::MAX);
		let next = Period(PERIOD.0 + 1);
		assert_ok!(place(0, next, [(20, buy(&[(20, 20)]))]));
		assert_ok!(place(1, next, [(20, sell(&[(20, 30)]))]));
		block(gate(next, 20));
		block(gate(next, 20));
		let position = Market::position(point(0), slot(next, 20)).expect("it is cleared");
		assert_eq!(position.bought, WattHours(20));
	});
}

#[test]
fn nothing_is_counted_before_the_period_is_cleared() {
	run(|| {
		let advance = |points| Market::advance(signed(STRANGER), ZONE, PERIOD, points);
		assert_noop!(advance(1), Error::<Test>::NothingToCount);
		order_all();
		assert_noop!(advance(0), Error::<Test>::NothingToCount);
		assert_noop!(advance(1), Error::<Test>::NotCleared);
		// All that was ordered is cleared, but the last gate is open.
		let end = gate(PERIOD, 95);
		for _ in 0..20 {
			block(end - 1);
		}
		assert_eq!(Books::<Test>::get(PERIOD, ZONE), Some(Places::default()));
		assert_noop!(advance(1), Error::<Test>::NotCleared);
		Market::on_idle(0, Weight::MAX);
		assert_eq!(Traded::<Test>::iter().count(), 0);
		clear_period();
		assert_ok!(advance(100));
		assert_noop!(advance(100), Error::<Test>::NothingToCount);
		assert_noop!(
			Market::advance(signed(STRANGER), ZoneId(7), PERIOD, 1),
			Error::<Test>::NothingToCount
		);
	});
}

#[test]
fn counting_the_last_ones_is_free_and_costs_what_it_counted() {
	run(|| {
		order_all();
		clear_period();
		let advance = |points| {
			let call = crate::Call::<Test>::advance { zone: ZONE, period: PERIOD, points };
			let call = RuntimeCall::Market(call);
			let first = call.get_dispatch_info().call_weight;
			let done = call.dispatch(signed(STRANGER)).expect("the call is sound");
			assert_eq!(first, Measured::advance(points));
			(done.actual_weight, done.pays_fee)
		};
		// Whoever counts one by one pays for each call.
		assert_eq!(advance(1), (Some(Measured::advance(1)), Pays::Yes));
		assert_eq!(advance(2), (Some(Measured::advance(2)), Pays::Yes));
		assert_eq!(advance(100), (Some(Measured::advance(5)), Pays::No));
	});
}

#[test]
fn counting_many_is_free() {
	let more = || (POINTS..70).for_each(|seed| add_point(seed, ZONE));
	run_with(more, || {
		for seed in 0..70 {
			assert_ok!(place(seed, PERIOD, [(8, buy(&[(20, 1)]))]));
		}
		clear_period();
		let advance = |points| {
			let done = Market::advance(signed(STRANGER), ZONE, PERIOD, points);
			done.expect("the call is sound").pays_fee
		};
		let least = FREE_FROM;
		assert_eq!([1, least, 1].map(advance), [Pays::Yes, Pays::No, Pays::Yes]);
		assert_eq!(advance(70 - 2 - least), Pays::No);
	});
}

#[test]
fn blocks_count_with_the_weight_that_is_left() {
	run(|| {
		order_all();
		clear_period();
		let idle = |weight| Market::on_idle(0, weight);
		assert_eq!(idle(Weight::zero()), Weight::zero());
		let before = Measured::process_trades(1);
		let little = before.saturating_add(Measured::advance(1)).saturating_sub(1.into());
		assert_eq!(idle(little), before);
		assert_eq!(Traded::<Test>::iter().count(), 0);
		let enough = before.saturating_add(Measured::advance(3));
		assert!(idle(enough).all_lte(enough));
		assert_eq!(Orders::<Test>::iter().count(), usize::from(POINTS) - 3);
		assert!(Passes::<Test>::contains_key(PERIOD, ZONE));
		Market::do_try_state().expect("the properties hold");
		// Somebody else counts two, and blocks go on after them.
		assert_ok!(Market::advance(signed(STRANGER), ZONE, PERIOD, 2));
		idle(Weight::MAX);
		assert!(!Books::<Test>::contains_key(PERIOD, ZONE));
		let next = Period(PERIOD.0 + 1);
		assert_eq!(Progress::<Test>::get().map(|cursor| cursor.counting), Some(next));
		// Whether the oldest period is over.
		assert_eq!(idle(Weight::MAX), Measured::process_trades(1));
	});
}

#[test]
fn nothing_but_results_and_trades_stays_of_a_period() {
	run(|| {
		order_all();
		for _ in 0..3_000 {
			block(Clock::now() + 60_000);
			Market::on_idle(0, Weight::MAX);
		}
		assert_eq!(Orders::<Test>::iter().count(), 0);
		assert_eq!(Pages::<Test>::iter().count(), 0);
		assert_eq!(Books::<Test>::iter().count(), 0);
		assert_eq!(Passes::<Test>::iter().count(), 0);
		assert_eq!(Results::<Test>::get(PERIOD, ZONE).len(), 2);
		assert_eq!(Traded::<Test>::iter().count(), 8);
	});
}

#[test]
fn a_price_that_moved_against_a_trader_costs_no_more_than_what_is_locked() {
	run(|| {
		// A seller at the floor who delivers nothing, at the worst price that can fill it.
		assert_ok!(Market::withdraw(signed(owner(0)), point(0), MARGIN));
		let needed = (100 * (SUPPLY + 20 + DEVIATION)) as u64;
		assert_ok!(Market::fund(signed(owner(0)), point(0), needed));
		assert_ok!(place(0, PERIOD, [(8, sell(&[(-20, 100)]))]));
		assert_eq!(margin(0), (0, needed));
		assert_ok!(place(1, PERIOD, [(8, buy(&[(-20, 100)]))]));
		clear_period();
		assert_ok!(Market::advance(signed(STRANGER), ZONE, PERIOD, 10));
		assert_eq!(Market::result(ZONE, slot(PERIOD, 8)).map(|own| own.price), Some(Price(-20)));
		// It pays 20 for each Wh sold, and covers each at the supply's rate and the deviation.
		let paid = 100 * 20;
		assert_eq!(margin(0), (0, needed - paid));
		assert_eq!(Balances::free_balance(Market::pot(ZONE)), Balances::minimum_balance() + paid);
	});
}
