//! What points bid and ask, and until when.

use super::*;
use frame::deps::frame_support::dispatch::GetDispatchInfo;

fn energies(place: u8) -> Vec<(i64, u64, u64)> {
	let levels = Market::curve(ZONE, slot(PERIOD, place));
	levels.into_iter().map(|level| (level.price.0, level.buy.0, level.sell.0)).collect()
}

#[test]
fn an_order_locks_what_it_can_cost_at_most() {
	run(|| {
		// A buyer pays the limit, the charges and the deviation.
		assert_ok!(place(0, PERIOD, [(8, buy(&[(-5, 10), (25, 100)]))]));
		let bid = 10 * (CHARGE + DEVIATION) + 100 * (25 + CHARGE + DEVIATION);
		assert_eq!(margin(0), (MARGIN - bid as u64, bid as u64));
		// A seller covers the difference to the supply, and the deviation.
		assert_ok!(place(1, PERIOD, [(8, sell(&[(-5, 10), (12, 100), (50, 7)]))]));
		let ask = 10 * (SUPPLY + 5 + DEVIATION) + 100 * (SUPPLY - 12 + DEVIATION) + 7 * DEVIATION;
		assert_eq!(margin(1), (MARGIN - ask as u64, ask as u64));
		System::assert_last_event(
			Event::Placed {
				point: point(1),
				period: PERIOD,
				free: MARGIN - ask as u64,
				locked: ask as u64,
			}
			.into(),
		);
		let levels = [(-5, 10, 10), (12, 0, 100), (25, 100, 0), (50, 0, 7)];
		assert_eq!(energies(8), levels);
		assert_eq!(Market::book(ZONE, slot(PERIOD, 8)), Stage::Open);
	});
}

#[test]
fn an_order_replaces_the_one_before_by_absolute_quantities() {
	run(|| {
		assert_ok!(place(0, PERIOD, [(8, buy(&[(10, 100), (200, 5)])), (9, buy(&[(10, 50)]))]));
		let first = margin(0);
		assert_ok!(place(0, PERIOD, [(8, sell(&[(10, 30)]))]));
		assert_eq!(energies(8), [(10, 0, 30)]);
		assert_eq!(energies(9), [(10, 50, 0)], "a slot that is not named stays");
		assert_eq!(margin(0).1, (50 * 15 + 30 * 23) as u64);
		let placed = Market::orders(point(0), PERIOD).expect("it has orders");
		let placed: Vec<_> = placed.into_iter().map(|own| (own.place, own.order)).collect();
		assert_eq!(placed, [(8, sell(&[(10, 30)])), (9, buy(&[(10, 50)]))]);
		assert_ok!(place(0, PERIOD, [(8, buy(&[(10, 100), (200, 5)])), (9, buy(&[(10, 50)]))]));
		assert_eq!(margin(0), first, "sent again, it is as it was");
		let root = || frame::deps::sp_io::storage::root(Default::default());
		let stored = root();
		for _ in 0..3 {
			let orders = [(8, buy(&[(10, 100), (200, 5)])), (9, buy(&[(10, 50)]))];
			assert_ok!(place(0, PERIOD, orders));
			assert_ok!(place(0, PERIOD, [(7, buy(&[])), (10, sell(&[]))]));
			assert_ok!(place(0, PERIOD, []));
		}
		assert_eq!(root(), stored, "sent again, it changes nothing");
		assert_ok!(place(0, PERIOD, [(8, buy(&[])), (9, sell(&[]))]));
		assert_eq!(margin(0), (MARGIN, 0));
		assert_eq!(Orders::<Test>::iter().count() + Pages::<Test>::iter().count(), 0);
	});
}

#[test]
fn with_too_little_margin_nothing_changes() {
	run(|| {
		assert_ok!(place(0, PERIOD, [(8, buy(&[(10, 100)]))]));
		let free = margin(0).0;
		assert_ok!(Market::withdraw(signed(owner(0)), point(0), free - 3_000));
		// Each alone fits, both together do not.
		let (one, other) = ((9, buy(&[(10, 110)])), (10, buy(&[(10, 110)])));
		let both = [one.clone(), other];
		assert_noop!(place(0, PERIOD, both), Error::<Test>::MarginTooLow);
		// What an order frees pays for the next one.
		assert_ok!(place(0, PERIOD, [one]));
		assert_eq!(margin(0), (3_000 - 1_650, 3_150));
		assert_noop!(place(0, PERIOD, [(8, buy(&[(10, 191)]))]), Error::<Test>::MarginTooLow);
		assert_ok!(place(0, PERIOD, [(8, buy(&[(10, 190)]))]));
		assert_eq!(margin(0), (0, 4_500));
	});
}

#[test]
fn many_orders_never_draw_on_the_same_money() {
	run(|| {
		// The closest peer compares a deposit with each order and locks none of it.
		let free = margin(0).0;
		assert_ok!(Market::withdraw(signed(owner(0)), point(0), free - 1_500));
		assert_ok!(place(0, PERIOD, [(8, buy(&[(10, 100)]))]));
		assert_noop!(place(0, PERIOD, [(9, buy(&[(10, 1)]))]), Error::<Test>::MarginTooLow);
		assert_noop!(Market::withdraw(signed(owner(0)), point(0), 1), Error::<Test>::MarginTooLow);
		// Nor does one point draw on another's of the same owner.
		assert_eq!(margin(4), (MARGIN, 0));
	});
}

#[test]
fn a_book_takes_orders_from_its_opening_until_its_gate() {
	run(|| {
		let opens = Market::timing().opens(slot(PERIOD, 90)).0;
		let gate = gate(PERIOD, 90);
		let order = |energy| [(90, buy(&[(10, energy)]))];
		Clock::set(opens - 1);
		assert_noop!(place(0, PERIOD, order(1)), Error::<Test>::NotOpen);
		Clock::set(opens);
		assert_ok!(place(0, PERIOD, order(1)));
		Clock::set(gate - 1);
		assert_ok!(place(0, PERIOD, order(2)));
		assert_ok!(place(1, PERIOD, order(2)));
		Clock::set(gate);
		assert_noop!(place(0, PERIOD, order(3)), Error::<Test>::GateClosed);
		assert_noop!(place(0, PERIOD, [(90, buy(&[]))]), Error::<Test>::GateClosed);
		assert_noop!(place(2, PERIOD, order(3)), Error::<Test>::GateClosed);
		assert_noop!(place(2, PERIOD, [(90, buy(&[]))]), Error::<Test>::GateClosed);
		assert_ok!(place(0, PERIOD, order(2)));
		assert_eq!(energies(90), [(10, 4, 0)], "what is there can be sent again");
	});
}

#[test]
fn near_the_gate_nothing_is_cancelled_or_reduced() {
	run(|| {
		let firm = gate(PERIOD, 20) - u64::from(Market::timing().firm);
		let first = [(20, buy(&[(10, 100), (20, 50)]))];
		assert_ok!(place(0, PERIOD, first.clone()));
		Clock::set(firm - 1);
		assert_ok!(place(0, PERIOD, [(20, buy(&[(10, 1)]))]));
		assert_ok!(place(0, PERIOD, first));
		assert_eq!(Market::book(ZONE, slot(PERIOD, 20)), Stage::Open);
		Clock::set(firm);
		assert_eq!(Market::book(ZONE, slot(PERIOD, 20)), Stage::Firm);
		for reduced in [
			buy(&[]),
			sell(&[]),
			buy(&[(10, 100)]),
			buy(&[(10, 99), (20, 51)]),
			buy(&[(10, 100), (21, 50)]),
			sell(&[(10, 100), (20, 50)]),
		] {
			assert_noop!(place(0, PERIOD, [(20, reduced)]), Error::<Test>::OrderFirm);
		}
		assert_ok!(place(0, PERIOD, [(20, buy(&[(10, 101), (15, 1), (20, 50)]))]));
		assert_ok!(place(1, PERIOD, [(20, sell(&[(10, 7)]))]));
		let more = [(10, 101, 7), (15, 1, 0), (20, 50, 0)];
		assert_eq!(energies(20), more);
		// Another slot's gate is far.
		assert_ok!(place(0, PERIOD, [(21, buy(&[(10, 5)]))]));
		assert_ok!(place(0, PERIOD, [(21, buy(&[]))]));
	});
}

#[test]
fn nobody_orders_more_than_their_power() {
	run(|| {
		let both = |from: i64| [(from, 1_250), (from + 1, 1_250)];
		assert_ok!(place(0, PERIOD, [(8, buy(&both(10)))]));
		let error = || Error::<Test>::BeyondPower;
		assert_noop!(place(0, PERIOD, [(8, buy(&[(10, 2_500), (11, 2)]))]), error());
		assert_ok!(place(0, PERIOD, [(9, sell(&[(10, 2_001)]))]));
		assert_noop!(place(0, PERIOD, [(9, sell(&[(10, 2_002)]))]), error());
		assert_noop!(place(0, PERIOD, [(9, buy(&[(10, u32::MAX)]))]), error());
	});
}

#[test]
fn malformed_orders_are_refused() {
	run(|| {
		let twice = buy(&[(10, 1), (10, 1)]);
		assert_noop!(place(0, PERIOD, [(8, twice)]), Error::<Test>::UnsortedSteps);
		assert_noop!(place(0, PERIOD, [(8, buy(&[(10, 0)]))]), Error::<Test>::EmptyStep);
		assert_noop!(place(0, PERIOD, [(8, buy(&[(236, 1)]))]), Error::<Test>::AboveCap);
		let one = || buy(&[(10, 1)]);
		let error = || Error::<Test>::UnsortedOrders;
		assert_noop!(place(0, PERIOD, [(9, one()), (8, one())]), error());
		assert_noop!(place(0, PERIOD, [(8, one()), (8, one())]), error());
		assert_noop!(place(0, PERIOD, [(96, one())]), Error::<Test>::UnknownSlot);
		assert_noop!(place(0, PERIOD, [(255, one())]), Error::<Test>::UnknownSlot);
		assert_noop!(place(0, Period(u64::MAX), [(8, one())]), Error::<Test>::NotOpen);
		assert_noop!(place(0, Period(0), [(8, one())]), Error::<Test>::GateClosed);
		let none = NewOrders::default();
		let stranger = Market::place(signed(STRANGER), point(0), PERIOD, none.clone());
		assert_noop!(stranger, Error::<Test>::NotOwner);
		let unknown = Market::place(signed(owner(0)), PointId([99; 16]), PERIOD, none);
		assert_noop!(unknown, Error::<Test>::UnknownPoint);
	});
}

#[test]
fn only_points_that_take_part_order() {
	run(|| {
		let set = |status| {
			Points::<Test>::mutate(point(0), |point| {
				point.as_mut().expect("it is there").0.status = status;
			});
		};
		let one = || [(9, buy(&[(10, 1)]))];
		set(PointStatus::Proposed);
		assert_noop!(place(0, PERIOD, one()), Error::<Test>::NotTakingPart);
		set(PointStatus::Closed(slot(PERIOD, 9)));
		assert_noop!(place(0, PERIOD, one()), Error::<Test>::NotTakingPart);
		assert_ok!(place(0, PERIOD, [(8, buy(&[(10, 1)]))]));
		set(PointStatus::Closed(slot(PERIOD, 10)));
		assert_ok!(place(0, PERIOD, one()));
		set(PointStatus::Closed(slot(PERIOD, 8)));
		assert_ok!(place(0, PERIOD, [(8, buy(&[])), (9, buy(&[]))]));
		set(PointStatus::Confirmed);
	});
}

#[test]
fn a_call_pays_for_the_pages_that_it_changes() {
	run(|| {
		let paid = |orders: &[(u8, Order)]| {
			let orders = orders.to_vec().try_into().expect("few");
			let call = crate::Call::<Test>::place { point: point(0), period: PERIOD, orders };
			let call = RuntimeCall::Market(call);
			let first = call.get_dispatch_info().call_weight;
			let done = call.dispatch(signed(owner(0))).expect("the call is sound");
			let used = done.actual_weight.unwrap_or(first);
			assert!(used.all_lte(first), "{used:?} of {first:?}");
			used
		};
		type Mocked = <Test as crate::Config>::WeightInfo;
		// A page for each order is in its own weight.
		let place = |orders, more| Mocked::place(orders) + Mocked::change_pages(more);
		assert_eq!(paid(&[(8, buy(&[(-20, 1), (43, 1)]))]), place(1, 0));
		assert_eq!(
			paid(&[(8, buy(&[(44, 1), (200, 1)]))]),
			place(1, 2),
			"with that of the old one"
		);
		assert_eq!(paid(&[(8, buy(&[(44, 1), (200, 1)])), (9, buy(&[(0, 1)]))]), place(2, 0));
	});
}
