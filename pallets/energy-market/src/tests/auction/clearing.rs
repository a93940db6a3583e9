//! Each book is cleared once, after its gate.

use super::*;
use crate::features::clearing::{MAX_CLEARINGS, MAX_TESTS};
use tallystick_market::Marginal;

type Measured = <Test as crate::Config>::WeightInfo;

/// What was cleared so far, in this order.
fn cleared() -> Vec<(ZoneId, Slot, Option<Clearing>)> {
	let events = System::events().into_iter();
	events
		.filter_map(|record| match record.event {
			RuntimeEvent::Market(Event::Cleared { zone, slot, clearing }) => {
				Some((zone, slot, clearing))
			},
			_ => None,
		})
		.collect()
}

/// What was cleared, without the outcome.
fn slots() -> Vec<u64> {
	cleared().into_iter().map(|(_, cleared, _)| cleared.0 - slot(PERIOD, 0).0).collect()
}

/// Blocks whose clock shows this, until nothing is left to clear.
fn clear_all(time: u64) {
	block(time);
	let before = Progress::<Test>::get();
	for _ in 0..10_000 {
		block(time);
		let cursor = Progress::<Test>::get();
		if cursor == before
			|| cursor.is_some_and(|cursor| Market::timing().gate(cursor.slot).0 > time)
		{
			break;
		}
	}
	Market::do_try_state().expect("the properties hold");
}

#[test]
fn the_block_after_the_gate_clears_the_book() {
	run(|| {
		let gate = gate(PERIOD, 8);
		block(gate - 6_000);
		assert_ok!(place(0, PERIOD, [(8, buy(&[(20, 100)]))]));
		// The last block before the gate, to the millisecond.
		block(gate - 1);
		assert_ok!(place(1, PERIOD, [(8, sell(&[(10, 300)]))]));
		block(gate);
		assert_eq!(cleared(), [], "the block before was in time");
		assert_eq!(Market::book(ZONE, slot(PERIOD, 8)), Stage::Closed);
		assert_eq!(Market::position(point(0), slot(PERIOD, 8)), None);
		let late = place(2, PERIOD, [(8, buy(&[(20, 1)]))]);
		assert_noop!(late, Error::<Test>::GateClosed);
		assert_eq!(Market::curve(ZONE, slot(PERIOD, 8)).len(), 2);
		let weight = block(gate + 6_000);
		let clearing = Clearing {
			price: Price(10),
			volume: WattHours(100),
			bid: Marginal { tick: Tick(40), filled: WattHours(100), offered: WattHours(100) },
			ask: Marginal { tick: Tick(30), filled: WattHours(100), offered: WattHours(300) },
		};
		assert_eq!(cleared(), [(ZONE, slot(PERIOD, 8), Some(clearing))]);
		assert_eq!(Market::result(ZONE, slot(PERIOD, 8)), Some(clearing));
		assert_eq!(Market::book(ZONE, slot(PERIOD, 8)), Stage::Cleared);
		assert_eq!(Pages::<Test>::iter().count(), 0);
		// Its book is found, and the end of the slot's books.
		let own = Measured::process_gates(2).saturating_add(Measured::clear(4));
		assert_eq!(weight, own);
		let idle = block(gate + 12_000);
		assert_eq!(idle, Measured::process_gates(0));
		assert_eq!(cleared().len(), 1);
	});
}

#[test]
fn without_an_order_a_block_does_nothing() {
	run(|| {
		for days in [1, 100, 10_000] {
			let weight = block(DAY + days * 86_400_000);
			assert_eq!(weight, Measured::process_gates(0));
		}
		assert_eq!(Progress::<Test>::get(), None);
	});
}

/// Orders in slots of the first books that are open, by three points.
fn fill_books(places: impl IntoIterator<Item = u8>) {
	for place_of in places {
		let more = u32::from(place_of);
		assert_ok!(place(0, PERIOD, [(place_of, buy(&[(20, 100 + more), (30, 10)]))]));
		assert_ok!(place(1, PERIOD, [(place_of, sell(&[(10, 50), (20, 60 + more)]))]));
		assert_ok!(place(2, PERIOD, [(place_of, sell(&[(20, 40)]))]));
	}
}

#[test]
fn a_standstill_over_three_gates_leaves_nothing_out() {
	let run = |blocks: fn()| {
		run(|| {
			fill_books([4, 5, 6, 9]);
			blocks();
			assert_eq!(slots(), [4, 5, 6, 9]);
			Results::<Test>::get(PERIOD, ZONE)
		})
	};
	let regular = run(|| {
		for minutes in 0..12 * 60 {
			block(DAY + minutes * 60_000);
		}
	});
	let late = run(|| {
		block(gate(PERIOD, 4) - 1);
		// Nothing for more than three slots.
		block(gate(PERIOD, 7) + 1);
		assert!(slots().is_empty());
		block(gate(PERIOD, 7) + 6_000);
		assert_eq!(slots(), [4, 5, 6]);
		block(gate(PERIOD, 9));
		block(gate(PERIOD, 9));
	});
	assert_eq!(regular, late);
	assert_eq!(regular.len(), 4);
}

#[test]
fn a_standstill_over_three_hundred_gates_is_made_good_in_bounded_blocks() {
	run(|| {
		fill_books(0..28);
		let time = gate(PERIOD, 0) + 300 * SLOT;
		block(time);
		for blocks in 1..=7 {
			let weight = block(time);
			assert_eq!(slots().len(), blocks * MAX_CLEARINGS as usize);
			let most = Measured::process_gates(MAX_TESTS)
				.saturating_add(Measured::clear(4).saturating_mul(MAX_CLEARINGS.into()));
			assert!(weight.all_lte(most), "{weight:?}");
			Market::do_try_state().expect("the properties hold");
		}
		assert_eq!(slots(), (0..28).collect::<Vec<_>>());
		// The rest is empty: a test a slot of the period that has orders, and one for each other period.
		let mut blocks = 0;
		while Progress::<Test>::get().is_some_and(|cursor| cursor.slot.0 < slot(PERIOD, 0).0 + 300)
		{
			let weight = block(time);
			assert!(weight.all_lte(Measured::process_gates(MAX_TESTS)));
			blocks += 1;
			assert!(blocks <= 2);
		}
		assert_eq!(slots().len(), 28);
		// And all goes on.
		let period = Period(PERIOD.0 + 3);
		let next = 96 * 3 + 14;
		assert_eq!(Market::book(ZONE, slot(period, 14)), Stage::Open);
		assert_ok!(place(0, period, [(14, buy(&[(10, 1)]))]));
		clear_all(gate(PERIOD, 0) + next * SLOT);
		assert_eq!(slots().last(), Some(&next));
	});
}

#[test]
fn empty_slots_are_passed_by_bit_tests() {
	run(|| {
		fill_books([0, 30]);
		// Each slot of a period that has orders costs a test of the zone, and one for the end of zones.
		block(gate(PERIOD, 30));
		let weight = block(gate(PERIOD, 30));
		let work = Measured::clear(4).saturating_mul(2);
		assert_eq!(weight, Measured::process_gates(31 * 2).saturating_add(work));
		// A hundred years later.
		block(gate(PERIOD, 30) + 100 * 365 * 86_400_000);
		let mut blocks = 0;
		while Progress::<Test>::get()
			.is_some_and(|cursor| Market::timing().gate(cursor.slot).0 <= Clock::now())
		{
			block(Clock::now());
			blocks += 1;
		}
		assert!(blocks <= 300, "{blocks}");
	});
}

#[test]
fn a_block_clears_four_books_of_many_zones() {
	let zones = 1..10u8;
	let more = || {
		for zone in zones.clone() {
			open_zone(ZoneId(zone.into()), u64::MAX);
			add_point(POINTS + zone, ZoneId(zone.into()));
		}
	};
	run_with(more, || {
		for zone in zones.clone() {
			let orders = [(5, buy(&[(10, 1)])), (6, buy(&[(10, 1)]))];
			assert_ok!(place(POINTS + zone, PERIOD, orders));
		}
		fill_books([5, 6]);
		block(gate(PERIOD, 6));
		let mut counts = Vec::new();
		while cleared().len() < 20 {
			let before = cleared().len();
			block(gate(PERIOD, 6));
			counts.push(cleared().len() - before);
			assert!(counts.len() <= 5, "{counts:?}");
		}
		assert_eq!(counts, [4; 5]);
		let order: Vec<_> = cleared().into_iter().map(|(_, slot, _)| slot.0).collect();
		assert!(order.is_sorted(), "the earlier slot first");
		let mut all: Vec<_> = cleared().into_iter().map(|(zone, slot, _)| (zone, slot)).collect();
		all.sort();
		all.dedup();
		assert_eq!(all.len(), 20, "each once");
		block(gate(PERIOD, 6));
		assert_eq!(cleared().len(), 20);
	});
}

#[test]
fn orders_may_arrive_in_any_sequence() {
	let orders: Vec<(u8, Order)> = vec![
		(0, buy(&[(5, 40), (20, 100)])),
		(1, buy(&[(20, 77)])),
		(2, buy(&[(20, 33), (25, 1)])),
		(3, sell(&[(-20, 30), (20, 50)])),
		(4, sell(&[(20, 61)])),
		(5, sell(&[(19, 3), (20, 1), (21, 500)])),
	];
	let run = |sequence: &[usize]| {
		run(|| {
			for index in sequence {
				let (seed, order) = orders[*index].clone();
				assert_ok!(place(seed, PERIOD, [(8, order)]));
			}
			clear_all(gate(PERIOD, 8));
			clear_all(gate(PERIOD, 95) + 1);
			assert_ok!(Market::advance(signed(STRANGER), ZONE, PERIOD, 100));
			let result = Market::result(ZONE, slot(PERIOD, 8)).expect("they trade");
			let points: Vec<_> = (0..POINTS).map(margin).collect();
			let mut traded: Vec<_> = Traded::<Test>::iter().collect();
			traded.sort_by_key(|(_, id, _)| *id);
			(result, points, traded)
		})
	};
	let first = run(&[0, 1, 2, 3, 4, 5]);
	let (bid, ask) = (first.0.bid, first.0.ask);
	assert!(bid.filled < bid.offered || ask.filled < ask.offered, "somebody is rationed");
	for sequence in [
		[5, 4, 3, 2, 1, 0],
		[3, 0, 4, 1, 5, 2],
		[2, 5, 0, 3, 1, 4],
		[1, 2, 0, 5, 4, 3],
		[4, 0, 5, 2, 3, 1],
	] {
		assert_eq!(run(&sequence), first, "{sequence:?}");
	}
}

#[test]
fn an_order_that_was_changed_counts_as_it_is() {
	let result = |orders: &[(u8, Order)]| {
		run(|| {
			for (seed, order) in orders {
				assert_ok!(place(*seed, PERIOD, [(8, order.clone())]));
			}
			clear_all(gate(PERIOD, 8));
			Market::result(ZONE, slot(PERIOD, 8))
		})
	};
	let direct = result(&[(0, buy(&[(20, 50)])), (1, sell(&[(5, 40)]))]);
	let (by_detour, other) = ((1, sell(&[(-20, 2_000)])), (0, sell(&[(100, 1)])));
	let moved = [
		by_detour,
		other,
		(0, buy(&[(235, 2_500)])),
		(1, buy(&[(3, 3)])),
		(0, buy(&[(20, 50)])),
		(1, sell(&[(5, 40)])),
	];
	assert_eq!(result(&moved), direct);
	assert_eq!(direct.expect("they trade").volume, WattHours(40));
}

#[test]
fn a_book_of_which_all_was_cancelled_has_no_result() {
	run(|| {
		assert_ok!(place(0, PERIOD, [(8, buy(&[(20, 50)]))]));
		assert_ok!(place(0, PERIOD, [(8, buy(&[]))]));
		clear_all(gate(PERIOD, 8));
		assert_eq!(cleared(), [(ZONE, slot(PERIOD, 8), None)]);
		assert_eq!(Market::result(ZONE, slot(PERIOD, 8)), None);
		assert_eq!(Market::position(point(0), slot(PERIOD, 8)), Some(Position::default()));
	});
}

#[test]
fn prices_may_be_negative_and_one_side_may_be_missing() {
	run(|| {
		assert_ok!(place(0, PERIOD, [(8, buy(&[(-7, 50)])), (9, buy(&[(20, 50)]))]));
		assert_ok!(place(1, PERIOD, [(8, sell(&[(-15, 80)])), (10, sell(&[(0, 50)]))]));
		clear_all(gate(PERIOD, 10));
		let result = Market::result(ZONE, slot(PERIOD, 8)).expect("they trade");
		assert_eq!((result.price, result.volume), (Price(-15), WattHours(50)));
		assert_eq!(Market::result(ZONE, slot(PERIOD, 9)), None);
		assert_eq!(Market::result(ZONE, slot(PERIOD, 10)), None);
		assert_eq!(slots(), [8, 9, 10]);
	});
}

#[test]
fn a_zone_trades_no_more_than_its_capacity_and_not_with_another() {
	let narrow = ZoneId(1);
	let more = || {
		open_zone(narrow, 70);
		[10, 11].into_iter().for_each(|seed| add_point(seed, narrow));
	};
	run_with(more, || {
		assert_ok!(place(10, PERIOD, [(8, buy(&[(40, 500)]))]));
		assert_ok!(place(11, PERIOD, [(8, sell(&[(20, 500)]))]));
		assert_ok!(place(0, PERIOD, [(8, buy(&[(50, 500)]))]));
		clear_all(gate(PERIOD, 8));
		let result = Market::result(narrow, slot(PERIOD, 8)).expect("they trade");
		assert_eq!((result.price, result.volume), (Price(30), WattHours(70)));
		assert_eq!(Market::result(ZONE, slot(PERIOD, 8)), None);
	});
}

#[test]
fn clearing_costs_the_same_whatever_was_ordered() {
	let cleared = |steps: u8| {
		run(|| {
			for seed in 0..POINTS {
				let steps: Vec<_> =
					(0..steps).map(|step| (20 * i64::from(step) + i64::from(seed), 9)).collect();
				assert_ok!(place(seed, PERIOD, [(8, buy(&steps))]));
			}
			block(gate(PERIOD, 8));
			block(gate(PERIOD, 8) + 1)
		})
	};
	assert_eq!(cleared(8), cleared(1));
}

#[test]
fn deadlines_count_from_the_end_of_the_period_or_its_clearing() {
	run(|| {
		assert_ok!(place(0, PERIOD, [(8, buy(&[(20, 100)]))]));
		let end = gate(PERIOD, 95) + 2 * SLOT;
		block(gate(PERIOD, 95));
		assert_eq!(Market::deadlines(PERIOD), None);
		block(gate(PERIOD, 95) + 1);
		block(gate(PERIOD, 95) + 2);
		let deadlines = |since: u64| Deadlines {
			estimation: Millis(since + ESTIMATION),
			correction: Millis(since + CORRECTION),
		};
		assert_eq!(Market::deadlines(PERIOD), Some(deadlines(end)));
		// The chain stands still. Its last slot is cleared long after it.
		let (next, late) = (Period(PERIOD.0 + 1), end + 5 * 86_400_000);
		block(late);
		assert_eq!(Market::deadlines(next), None);
		block(late + 6_000);
		assert_eq!(Market::deadlines(next), Some(deadlines(late)));
		// Nothing is noted once it is too late for a change, and then nothing depends on it.
		block(late + RETENTION - 1);
		Market::on_idle(0, Weight::MAX);
		assert!(Cleared::<Test>::contains_key(next) && !Cleared::<Test>::contains_key(PERIOD));
		block(late + RETENTION);
		Market::on_idle(0, Weight::MAX);
		assert!(!Cleared::<Test>::contains_key(next));
		assert!(Market::is_past(next, CORRECTION));
	});
}

#[test]
fn nothing_that_waits_for_a_cleared_book_is_forgotten_in_a_long_standstill() {
	run(|| {
		assert_ok!(place(0, PERIOD, [(8, buy(&[(20, 100)]))]));
		assert_ok!(place(1, PERIOD, [(8, sell(&[(10, 100)]))]));
		assert_ok!(Market::set_terms(signed(GRID), ZONE, Market::next_unopened(), terms(1, 0, 1)));
		assert_ok!(Market::close_point(signed(owner(0)), point(0)));
		// The first block after it comes when all that was in force is older than it is kept.
		block(DAY + 3 * RETENTION);
		let forget = || Market::forget_terms(signed(STRANGER), ZONE);
		assert_noop!(forget(), Error::<Test>::StillNeeded);
		let drop = || Market::drop_point(signed(STRANGER), point(0));
		assert_noop!(drop(), Error::<Test>::StillNeeded);
		block(Clock::now() + 6_000);
		assert_eq!(slots(), [8]);
		block(Clock::now() + 6_000);
		assert_noop!(forget(), Error::<Test>::StillNeeded);
		let locked = margin(0).1;
		Market::on_idle(0, Weight::MAX);
		assert_eq!(margin(0).1, locked - 1_500, "all of it was traded, and 1,500 paid");
		assert!(Traded::<Test>::contains_key(point(0), PERIOD));
		// The account of what was cleared so late can change for as long as any other.
		block(Clock::now() + RETENTION - 60_000);
		Market::on_idle(0, Weight::MAX);
		assert_noop!(forget(), Error::<Test>::StillNeeded);
		block(Clock::now() + 60_000);
		Market::on_idle(0, Weight::MAX);
		assert_ok!(forget());
	});
}
