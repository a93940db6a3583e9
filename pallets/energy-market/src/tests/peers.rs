//! What goes wrong in markets of this kind elsewhere, and does not here.

use super::{
	auction::{
		add_point, block, buy, gate, margin, offer_tariff, open_zone, owner, place, point, run,
		run_with, sell, slot, terms, CHARGE, DAY, DEVIATION, FEED_IN, MARGIN, PERIOD, POINTS,
		SUPPLY, ZONE,
	},
	cases,
	meters::Gauge,
};
use crate::{mock::*, Call, Error, Event, *};
use codec::Decode;
use frame::{
	deps::frame_support::{
		dispatch::GetDispatchInfo,
		storage::with_storage_layer,
		traits::{GetCallIndex, GetCallName, StorageInfoTrait},
	},
	testing_prelude::*,
};
use proptest::{prelude::*, test_runner::TestRunner};
use tallystick_market::{Line, LineKind};
use tallystick_primitives::{evidence, Price};

use LineKind::{Bought, Charge as Charged, Covered, FedIn, Returned, Sold, Supplied};

/// All books of the period are cleared, and all trades counted.
fn end_period() {
	block(gate(PERIOD, 95) + 1);
	for _ in 0..8 {
		block(Clock::now() + 6_000);
	}
	Market::on_idle(0, Weight::MAX);
	assert!(!Books::<Test>::contains_key(PERIOD, ZONE));
}

fn lines(seed: u8) -> Vec<(LineKind, u64, i128)> {
	let statement = Market::statement(point(seed), PERIOD).expect("its trades are counted");
	let lines = statement.accounts.into_iter().flat_map(|account| account.lines);
	lines.map(|Line { kind, energy, amount }| (kind, energy.0, amount)).collect()
}

fn traded(seed: u8, place: u8) -> (u64, u64) {
	let position = Market::position(point(seed), slot(PERIOD, place)).expect("it is cleared");
	(position.bought.0, position.sold.0)
}

fn price(place: u8) -> Option<i64> {
	Market::result(ZONE, slot(PERIOD, place)).map(|clearing| clearing.price.0)
}

// Elsewhere an operator settles any price, of orders of any market, while it is open.

#[test]
fn nobody_pays_more_or_gets_less_than_their_limit() {
	run(|| {
		let bids = [(0, 40, 100), (1, 25, 60), (2, 10, 80)];
		let asks = [(3, -5, 50), (4, 20, 70), (5, 30, 90)];
		for (seed, limit, energy) in bids {
			assert_ok!(place(seed, PERIOD, [(8, buy(&[(limit, energy)]))]));
		}
		for (seed, limit, energy) in asks {
			assert_ok!(place(seed, PERIOD, [(8, sell(&[(limit, energy)]))]));
		}
		end_period();
		let price = price(8).expect("they trade");
		for (seed, limit, energy) in bids {
			let (bought, _) = traded(seed, 8);
			assert!(bought == 0 || price <= limit, "{seed} pays {price}");
			assert!(bought == u64::from(energy) || price >= limit, "{seed} goes without");
		}
		for (seed, limit, energy) in asks {
			let (_, sold) = traded(seed, 8);
			assert!(sold == 0 || price >= limit, "{seed} gets {price}");
			assert!(sold == u64::from(energy) || price <= limit, "{seed} is left");
		}
		assert_eq!(traded(0, 8).0 + traded(1, 8).0, 120);
	});
}

#[test]
fn orders_of_different_slots_and_zones_never_meet() {
	let other = ZoneId(1);
	let more = || {
		open_zone(other, u64::MAX);
		add_point(20, other);
	};
	run_with(more, || {
		assert_ok!(place(0, PERIOD, [(8, buy(&[(50, 100)]))]));
		assert_ok!(place(1, PERIOD, [(9, sell(&[(0, 100)]))]));
		assert_ok!(place(20, PERIOD, [(8, sell(&[(0, 100)]))]));
		end_period();
		assert_eq!((price(8), price(9)), (None, None));
		assert_eq!(Market::result(other, slot(PERIOD, 8)), None);
		assert_eq!(Traded::<Test>::iter().count(), 0);
		assert_eq!((margin(0), margin(1), margin(20)), ((MARGIN, 0), (MARGIN, 0), (MARGIN, 0)));
	});
}

#[test]
fn nothing_trades_while_its_book_takes_orders() {
	run(|| {
		assert_ok!(place(0, PERIOD, [(8, buy(&[(50, 100)]))]));
		assert_ok!(place(1, PERIOD, [(8, sell(&[(0, 100)]))]));
		while Clock::now() + 60_000 < gate(PERIOD, 8) {
			block(Clock::now() + 60_000);
			assert_eq!((price(8), Market::position(point(0), slot(PERIOD, 8))), (None, None));
			let advance = Market::advance(signed(STRANGER), ZONE, PERIOD, 10);
			assert_noop!(advance, Error::<Test>::NotCleared);
		}
		assert_ok!(place(2, PERIOD, [(8, sell(&[(-5, 100)]))]));
		end_period();
		assert_eq!((traded(0, 8), traded(1, 8), traded(2, 8)), ((100, 0), (0, 0), (0, 100)));
	});
}

// Elsewhere a deposit is compared with each order and locked for none, and settling fails for lack of money.

#[test]
fn one_margin_never_backs_two_orders() {
	run(|| {
		let each = u64::try_from(100 * (20 + CHARGE + DEVIATION)).expect("it is positive");
		assert_ok!(Market::withdraw(signed(owner(0)), point(0), MARGIN - each));
		assert_ok!(place(0, PERIOD, [(8, buy(&[(20, 100)]))]));
		let next = Period(PERIOD.0 + 1);
		Clock::set(Market::timing().opens(slot(next, 0)).0);
		for (period, at) in [(PERIOD, 90), (next, 0)] {
			let again = place(0, period, [(at, buy(&[(20, 1)]))]);
			assert_noop!(again, Error::<Test>::MarginTooLow);
		}
		// Another point of the same owner has a margin of its own.
		assert_eq!(margin(4), (MARGIN, 0));
		assert_ok!(place(4, next, [(0, buy(&[(20, 1)]))]));
	});
}

#[test]
fn an_owner_who_has_spent_everything_else_stops_nothing() {
	run(|| {
		let who = owner(0);
		for seed in [0, 4] {
			assert_ok!(place(seed, PERIOD, [(8, buy(&[(20, 100)]))]));
			let free = margin(seed).0;
			assert_ok!(Market::withdraw(signed(who.clone()), point(seed), free));
		}
		assert_ok!(place(1, PERIOD, [(8, sell(&[(20, 150)]))]));
		assert_ok!(Balances::transfer_all(signed(who.clone()), STRANGER, false));
		end_period();
		assert_eq!(traded(0, 8).0 + traded(4, 8).0, 150);
		let needed = 150 * u64::try_from(20 + CHARGE + DEVIATION).expect("it is positive");
		let found: u64 = [0, 4].map(|seed| margin(seed).0 + margin(seed).1).iter().sum();
		let first = 200 * u64::try_from(20 + CHARGE + DEVIATION).expect("it is positive");
		assert!((needed - 150 * 20..=first).contains(&found), "{found}");
	});
}

// Elsewhere calls panic: on a missing signature, an unknown account, a product that is too large.

/// A call of each kind, whose arguments are all zeros.
fn calls() -> Vec<Call<Test>> {
	let indices = Call::<Test>::get_call_indices();
	let zeros = [0; 4_096];
	let decode = |index: &u8| {
		let bytes = [&[*index][..], &zeros[..]].concat();
		Call::<Test>::decode(&mut &bytes[..]).expect("zeros are arguments")
	};
	indices.iter().map(decode).collect()
}

#[test]
fn nobody_calls_without_a_signature_and_root_has_no_say() {
	run(|| {
		let names = Call::<Test>::get_call_names();
		assert_eq!(calls().len(), names.len());
		for (call, name) in calls().into_iter().zip(names) {
			for origin in [RuntimeOrigin::none(), RuntimeOrigin::root()] {
				let done = RuntimeCall::Market(call.clone()).dispatch(origin);
				let refused = done.expect_err("it is refused").error;
				assert_eq!(refused, DispatchError::BadOrigin, "{name}");
			}
		}
	});
}

#[test]
fn no_call_panics_whatever_it_brings() {
	let config = cases(300, file!());
	// Bytes that come in runs make ids that exist, and numbers that do not fit.
	let byte = prop_oneof![4 => 0u8..8, 1 => Just(u8::MAX), 1 => any::<u8>()];
	let length = prop_oneof![Just(1usize), Just(4), Just(8), Just(16), 1..20usize];
	let bytes = prop::collection::vec((byte, length), 0..40);
	let count = Call::<Test>::get_call_indices().len();
	let call = (0..count, bytes, 0..6u8, 0u64..200);
	let sessions = prop::collection::vec(call, 1..30);
	let decoded = core::cell::Cell::new(0usize);
	let test = |calls: Vec<(usize, Vec<(u8, usize)>, u8, u64)>| {
		run(|| {
			for (index, runs, who, minutes) in calls {
				let mut bytes = vec![Call::<Test>::get_call_indices()[index]];
				runs.into_iter().for_each(|(byte, length)| bytes.extend(vec![byte; length]));
				bytes.extend([0; 256]);
				let Ok(call) = Call::<Test>::decode(&mut &bytes[..]) else { continue };
				decoded.set(decoded.get() + 1);
				let origin = match who {
					0 => RuntimeOrigin::none(),
					1 => RuntimeOrigin::root(),
					2 => signed(GRID),
					3 => signed(NORTH),
					4 => signed(STRANGER),
					_ => signed(owner(index as u8)),
				};
				let call = RuntimeCall::Market(call);
				// Refused or not: it returns.
				let _ = with_storage_layer(|| call.dispatch(origin).map_err(|error| error.error));
				block(Clock::now() + minutes * 60_000);
			}
		});
		Ok(())
	};
	TestRunner::new(config).run(&sessions, test).expect("no call panics");
	assert!(decoded.get() > 1_000, "only {} calls could be made", decoded.get());
}

// Elsewhere the rest of an order is never found again, and a bid that two offers meet fails as a whole.

#[test]
fn one_bid_meets_many_offers_and_its_rest_is_free_again() {
	run(|| {
		assert_ok!(place(0, PERIOD, [(8, buy(&[(20, 400)]))]));
		for seed in 1..4 {
			assert_ok!(place(seed, PERIOD, [(8, sell(&[(20, 100)]))]));
		}
		end_period();
		assert_eq!(traded(0, 8), (300, 0));
		for seed in 1..4 {
			assert_eq!(traded(seed, 8), (0, 100));
		}
		let rest = u64::try_from(100 * (20 + CHARGE + DEVIATION)).expect("it is positive");
		let (paid, credit) = (300 * 20, 0);
		let counted = Event::Counted { point: point(0), period: PERIOD, freed: rest, paid, credit };
		System::assert_has_event(counted.into());
		// And it is ordered again.
		let next = Period(PERIOD.0 + 1);
		assert_ok!(place(0, next, [(20, buy(&[(20, 100)]))]));
	});
}

// Elsewhere what registers an order swallows its errors.

#[test]
fn a_call_that_is_refused_in_part_is_refused_and_says_why() {
	run(|| {
		assert_ok!(place(0, PERIOD, [(7, buy(&[(20, 5)]))]));
		let sound = || (8, buy(&[(20, 100)]));
		let refused = [
			((9, buy(&[(236, 1)])), Error::<Test>::AboveCap),
			((9, buy(&[(20, 0)])), Error::<Test>::EmptyStep),
			((9, buy(&[(20, 9_999)])), Error::<Test>::BeyondPower),
			((95, buy(&[(20, 1)])), Error::<Test>::NotOpen),
		];
		for (order, error) in refused {
			// Nothing of the call is stored, not even what is sound.
			assert_noop!(place(0, PERIOD, [(7, buy(&[])), sound(), order]), error);
		}
		assert_eq!(Market::orders(point(0), PERIOD).expect("one is there").len(), 1);
	});
}

// Elsewhere anybody purges what waits to be worked on.

#[test]
fn nobody_removes_what_others_wait_for() {
	run(|| {
		let device = Market::point(point(0)).expect("it is there").meter.device;
		Gauge::of(point(0)).slot(slot(PERIOD, 0), 10, 0);
		assert_ok!(place(0, PERIOD, [(8, buy(&[(20, 100)]))]));
		assert_ok!(place(1, PERIOD, [(8, sell(&[(10, 100)]))]));
		let root = || frame::deps::sp_io::storage::root(Default::default());
		let intrude = || {
			let before = root();
			// All that ends, removes or moves something, with ids that exist.
			let stranger = || signed(STRANGER);
			let stream = StreamId { device, channel: 0 };
			let calls = [
				Call::<Test>::advance { zone: ZONE, period: PERIOD, points: 100 },
				Call::forget_terms { zone: ZONE },
				Call::forget_versions { tariff: TariffId(0) },
				Call::drop_tariff { tariff: TariffId(0) },
				Call::drop_point { point: point(0) },
				Call::forget_readings { point: point(0) },
				Call::note_standing { supplier: NORTHS },
				Call::show_readings { point: point(0), stream, readings: Default::default() },
				Call::close_point { point: point(0) },
				Call::withdraw { point: point(0), amount: 1 },
				Call::place { point: point(0), period: PERIOD, orders: Default::default() },
			];
			for call in calls {
				let done = RuntimeCall::Market(call.clone()).dispatch(stranger());
				assert!(done.is_err(), "{call:?}");
			}
			assert_eq!(root(), before);
		};
		intrude();
		block(gate(PERIOD, 8) + 1);
		intrude();
		block(gate(PERIOD, 8) + 6_000);
		intrude();
		end_period();
		assert_eq!((traded(0, 8), traded(1, 8)), ((100, 0), (0, 100)));
	});
}

// Elsewhere only the buyer's meter is read, and the seller is charged for what the buyer did not use.

#[test]
fn each_meter_answers_for_its_own_deviation() {
	run(|| {
		assert_ok!(place(0, PERIOD, [(8, buy(&[(20, 100)])), (9, buy(&[(20, 100)]))]));
		assert_ok!(place(1, PERIOD, [(8, sell(&[(20, 100)])), (9, sell(&[(20, 100)]))]));
		end_period();
		// First the buyer uses less, then the seller delivers less.
		let (mut first, mut second) = (Gauge::of(point(0)), Gauge::of(point(1)));
		for (at, import, export) in [(8, 30, 100), (9, 100, 60)] {
			first.slot(slot(PERIOD, at), import, 0);
			second.slot(slot(PERIOD, at), 0, export);
		}
		let returned = FEED_IN.min(20) - DEVIATION;
		let covered = SUPPLY.max(20) + DEVIATION;
		let bought = [
			(Bought, 200, 4_000),
			(Returned, 70, i128::from(-70 * returned)),
			(Charged(0), 130, i128::from(130 * CHARGE)),
		];
		assert_eq!(lines(0), bought);
		assert_eq!(lines(1), [(Sold, 200, -4_000), (Covered, 40, i128::from(40 * covered))]);
	});
}

// Elsewhere a penalty is noted, and no money moves.

#[test]
fn a_deviation_is_paid_and_not_only_noted() {
	run(|| {
		for seed in [0, 1] {
			Settled::<Test>::insert(point(seed), PERIOD);
		}
		assert_ok!(place(0, PERIOD, [(8, buy(&[(20, 100)]))]));
		assert_ok!(place(1, PERIOD, [(8, sell(&[(20, 100)]))]));
		end_period();
		// The buyer uses all of it, and the seller delivers 60.
		for (seed, import, export) in [(0, 100, 0), (1, 0, 60)] {
			let mut gauge = Gauge::of(point(seed));
			for (place, slot) in (0..).zip(Market::timing().slots(PERIOD)) {
				let (import, export) = if place == 8 { (import, export) } else { (0, 0) };
				gauge.slot(slot, import, export);
			}
		}
		Clock::set(Market::timing().end(slot(PERIOD, 95)).0 + ESTIMATION);
		for seed in [0, 1] {
			assert_ok!(Market::settle(signed(STRANGER), point(seed), PERIOD));
		}
		let amount = |amount: i64| u64::try_from(amount).expect("it is positive");
		let covered = amount(40 * (SUPPLY + DEVIATION));
		assert_eq!(margin(0), (MARGIN - 2_000 - amount(100 * CHARGE), 0));
		assert_eq!(margin(1), (MARGIN + 2_000 - covered, 0));
		assert_eq!(Market::debts(point(0)).len() + Market::debts(point(1)).len(), 0);
	});
}

// Elsewhere each trade is compared with the whole meter, and a second home of the same place replaces the first.

#[test]
fn many_trades_make_one_deviation() {
	run(|| {
		// Three steps that meet three offers.
		assert_ok!(place(0, PERIOD, [(8, buy(&[(30, 50), (40, 60), (50, 70)]))]));
		for (seed, energy) in [(1, 50), (2, 60), (3, 70)] {
			assert_ok!(place(seed, PERIOD, [(8, sell(&[(20, energy)]))]));
		}
		end_period();
		assert_eq!(traded(0, 8), (180, 0));
		Gauge::of(point(0)).slot(slot(PERIOD, 8), 150, 0);
		let amounts = lines(0).into_iter().map(|(kind, energy, _)| (kind, energy));
		let once = [(Bought, 180), (Returned, 30), (Charged(0), 150)];
		assert_eq!(amounts.collect::<Vec<_>>(), once);
	});
}

#[test]
fn homes_of_one_owner_trade_with_each_other_and_are_billed_apart() {
	run(|| {
		assert_eq!(owner(0), owner(4));
		assert_ok!(place(0, PERIOD, [(8, buy(&[(20, 100)]))]));
		assert_ok!(place(4, PERIOD, [(8, sell(&[(20, 100)]))]));
		end_period();
		Gauge::of(point(0)).slot(slot(PERIOD, 8), 120, 0);
		Gauge::of(point(4)).slot(slot(PERIOD, 8), 0, 110);
		let bought = [
			(Bought, 100, 2_000),
			(Supplied, 20, i128::from(20 * SUPPLY)),
			(Charged(0), 120, i128::from(120 * CHARGE)),
		];
		assert_eq!(lines(0), bought);
		assert_eq!(lines(4), [(Sold, 100, -2_000), (FedIn, 10, i128::from(-10 * FEED_IN))]);
	});
}

// Elsewhere the last trade alone is kept, orders are kept for ever, and storage has no bounds.

#[test]
fn every_trade_is_kept_and_no_order_is() {
	run(|| {
		let places = || (2..28).step_by(3);
		for at in places() {
			let energy = 100 + u32::from(at);
			assert_ok!(place(0, PERIOD, [(at, buy(&[(20, energy)]))]));
			assert_ok!(place(1, PERIOD, [(at, sell(&[(20, energy)]))]));
		}
		end_period();
		for at in places() {
			let energy = 100 + u64::from(at);
			assert_eq!((traded(0, at), traded(1, at)), ((energy, 0), (0, energy)));
		}
		assert_eq!(Orders::<Test>::iter().count() + Pages::<Test>::iter().count(), 0);
		assert_eq!(Books::<Test>::iter().count() + Passes::<Test>::iter().count(), 0);
	});
}

#[test]
fn everything_that_is_stored_has_a_bound() {
	for info in Market::storage_info() {
		let name = String::from_utf8_lossy(&info.storage_name).into_owned();
		assert!(info.max_size.is_some_and(|size| size < 64 * 1024), "{name}: {info:?}");
	}
}

#[test]
fn a_call_weighs_what_it_brings() {
	fn weight(call: Call<Test>) -> u64 {
		RuntimeCall::Market(call).get_dispatch_info().call_weight.ref_time()
	}
	let order = |place| (place, buy(&[(20, 1)]));
	let place = |count: u8| {
		let orders = (0..count).map(order).collect::<Vec<_>>().try_into().expect("few");
		weight(Call::place { point: point(0), period: PERIOD, orders })
	};
	let publish = |count: usize| {
		let values = vec![Default::default(); count].try_into().expect("few");
		weight(Call::publish { index: IndexId(0), from: slot(PERIOD, 0), values })
	};
	let show = |count: u64| {
		let reading = |time| evidence::Reading::plain(time, 0);
		let readings = (0..count).map(reading).collect::<Vec<_>>().try_into().expect("few");
		let stream = StreamId { device: Device::new(1).id, channel: 0 };
		weight(Call::show_readings { point: point(0), stream, readings })
	};
	let advance = |points| weight(Call::advance { zone: ZONE, period: PERIOD, points });
	let times = |many: u64, one: u64| (many - one) / one;
	run(|| {
		assert!(times(place(96), place(1)) >= 2);
		assert!(times(publish(96), publish(1)) >= 2);
		assert!(times(show(97), show(1)) >= 2);
		assert!(times(advance(96), advance(1)) >= 2);
	});
}

// Elsewhere the chain knows no tariff, supplier, charge or meter, and fees push the price past a limit.

#[test]
fn a_limit_has_all_charges_in_it() {
	run(|| {
		let (_, version) = (Zones::<Test>::get(ZONE), 0);
		let terms = Market::terms(ZONE, version).expect("they are there");
		// 27 a Wh with all charges, and 25 without.
		let limit = Rate(27_000);
		let bid = terms.grid.bid(limit, terms.charges.total()).expect("it is in the grid");
		assert_eq!(terms.grid.price(bid), Some(Price(27 - CHARGE)));
		let ask = terms.grid.ask(Rate(25_000)).expect("it is in the grid");
		assert_eq!(terms.grid.price(ask), Some(Price(25)));
		assert_ok!(place(0, PERIOD, [(8, buy(&[(25, 100)]))]));
		assert_ok!(place(1, PERIOD, [(8, sell(&[(25, 100)]))]));
		end_period();
		Gauge::of(point(0)).slot(slot(PERIOD, 8), 100, 0);
		Gauge::of(point(1)).slot(slot(PERIOD, 8), 0, 100);
		let sum = |seed| lines(seed).into_iter().map(|(.., amount)| amount).sum::<i128>();
		assert_eq!((sum(0), sum(1)), (100 * 27, -100 * 25));
	});
}

#[test]
fn what_a_slot_costs_is_known_before_it_is_ordered() {
	let more = || offer_tariff(SOUTH, Availability::Open, SUPPLY + 5);
	run_with(more, || {
		let quote = |at| Market::quote(point(0), slot(PERIOD, at), WattHours(100));
		let before = quote(8).expect("it is supplied");
		assert_eq!(before.quote.total, i128::from(100 * (SUPPLY + CHARGE)));
		assert!(!before.provisional);
		// Nothing that is decided from now on changes it.
		let unopened = Market::first_unopened();
		let terms = terms(u64::MAX, CHARGE + 7, DEVIATION + 1);
		assert_ok!(Market::set_terms(signed(GRID), ZONE, unopened, terms));
		let switch = Market::request_contract(signed(owner(0)), point(0), TariffId(1), unopened);
		assert_ok!(switch);
		assert_eq!(quote(8), Some(before.clone()));
		Clock::set(DAY + 10 * SLOT);
		assert_eq!(quote(8), Some(before));
		let later = Market::quote(point(0), unopened, WattHours(100)).expect("it is supplied");
		assert_eq!(later.quote.total, i128::from(100 * (SUPPLY + 5 + CHARGE + 7)));
	});
}

#[test]
fn all_points_are_equal_whatever_their_place() {
	run(|| {
		for seed in 0..POINTS {
			let order = if seed % 2 == 0 { buy(&[(20, 100)]) } else { sell(&[(20, 70)]) };
			assert_ok!(place(seed, PERIOD, [(8, order)]));
		}
		end_period();
		let bought: Vec<_> = (0..POINTS).step_by(2).map(|seed| traded(seed, 8).0).collect();
		assert_eq!(bought.iter().sum::<u64>(), 280);
		assert!(bought.iter().all(|energy| *energy == 70), "{bought:?}");
	});
}
