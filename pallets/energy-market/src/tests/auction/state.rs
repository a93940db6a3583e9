//! Trade does not add up in the state: what a period leaves goes.

use super::{everything::run_within, *};
use crate::tests::{bare, meters::Gauge};
use frame::deps::sp_io::{hashing::twox_128, storage};
use std::collections::BTreeMap;
use tallystick_market::IndexId;

const HOUR: u64 = 3_600_000;

/// A week has 168 slots of an hour, and a period ten.
const HOURLY: Timing =
	Timing { slot: 3_600_000, period: 10, lead: 900_000, firm: 300_000, horizon: 36_000_000 };

/// How many keys the pallet has stored, and how many bytes these and their values have, by storage item.
fn stored() -> BTreeMap<Vec<u8>, (u64, u64)> {
	let prefix = twox_128(b"Market");
	let mut found = BTreeMap::<Vec<u8>, (u64, u64)>::new();
	let mut last = prefix.to_vec();
	while let Some(key) = storage::next_key(&last).filter(|key| key.starts_with(&prefix)) {
		let value = storage::get(&key).expect("it is the next key");
		let (keys, bytes) = found.entry(key[16..32].to_vec()).or_default();
		*keys += 1;
		*bytes += (key.len() + value.len()) as u64;
		last = key;
	}
	found
}

fn sums() -> (u64, u64) {
	stored().into_values().fold((0, 0), |sum, own| (sum.0 + own.0, sum.1 + own.1))
}

/// A slot passes: an index is published and terms change now and then, all points trade in the next slot but one,
/// meters report the last one, and whatever is due is settled and forgotten.
fn pass_slot(number: u64, trades: bool, gauges: &mut [Gauge]) {
	let timing = Market::timing();
	let begin = Clock::now();
	let unopened = Market::next_unopened();
	if timing.place(unopened) == 0 {
		for who in &BOURSES[..2] {
			let values = vec![Rate(5); timing.period.into()].try_into().expect("a period's");
			assert_ok!(Market::publish(signed(who.clone()), IndexId(0), unopened, values));
		}
		assert_ok!(Market::set_terms(signed(GRID), ZONE, unopened, terms(u64::MAX, 2, 3)));
		let _ = Market::publish_version(
			signed(NORTH),
			TariffId(0),
			Slot(unopened.0 + u64::from(NOTICE)),
			tariff(SUPPLY + (number % 7) as i64),
		);
	}
	if trades {
		let next = Slot(timing.slot_at(Millis(begin)).0 + 2);
		let (period, place_of) = Market::locate(&timing, next);
		for seed in 0..POINTS {
			let energy = 100 + (number * 7 % 50) as u32;
			let order = match seed % 2 {
				0 => buy(&[(20, energy), (25, 50)]),
				_ => sell(&[(10, energy), (15, 20)]),
			};
			assert_ok!(place(seed, period, [(place_of, order)]));
		}
	}
	block(begin + HOUR / 2);
	block(begin + HOUR);
	Market::on_idle(0, Weight::MAX);
	for (seed, gauge) in (0u8..).zip(gauges) {
		let energies = if seed % 2 == 0 { [140, 0] } else { [0, 120] };
		gauge.between(begin, begin + HOUR, energies, Facts::NONE);
		while let Some(next) = Market::settled(point(seed)) {
			if Market::settle(signed(STRANGER), point(seed), next).is_err() {
				break;
			}
		}
	}
	let _ = Market::forget_versions(signed(STRANGER), TariffId(0));
	let period = timing.period_of(Market::kept_from());
	for back in 1..4 {
		let _ = bare(Market::drop_reports(signed(STRANGER), IndexId(0), Period(period.0 - back)));
	}
	System::reset_events();
}

#[test]
fn the_state_after_a_thousand_slots_of_trade_is_that_after_a_hundred() {
	run_within(HOURLY, [2, 4, 20, 48].map(|hours| hours * HOUR), || {
		assert_ok!(Market::fund_float(signed(NORTH), 1_000_000_000));
		Clock::set(Clock::now().next_multiple_of(10 * HOUR));
		let mut gauges: Vec<_> = (0..POINTS).map(|seed| Gauge::of(point(seed))).collect();
		// The readings of a week are kept for estimates, whether anybody trades or not.
		let mut slots = 0..;
		let mut pass = |count: usize, trades: bool| {
			for number in slots.by_ref().take(count) {
				pass_slot(number, trades, &mut gauges);
			}
		};
		pass(220, false);
		pass(100, true);
		check();
		let (hundred, after) = (sums(), stored());
		assert!(Results::<Test>::iter().count() > 0 && Progress::<Test>::exists());
		pass(900, true);
		check();
		let thousand = sums();
		println!("keys and bytes after 100 slots: {hundred:?}; after 1,000: {thousand:?}");
		for (before, now) in [(hundred.0, thousand.0), (hundred.1, thousand.1)] {
			let difference = now.abs_diff(before);
			assert!(difference * 20 <= before, "{before} and {now}: {after:?}, {:?}", stored());
		}
	});
}
