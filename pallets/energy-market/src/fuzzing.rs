//! Sessions of calls that a fuzzer writes, for `fuzz/fuzz_targets/market_calls.rs`.
//!
//! The bytes are decoded as the runtime decodes a transaction's call, so all bounds are those of the chain. None
//! may panic, and at the end the pallet's properties hold.

#![allow(clippy::unwrap_used, clippy::expect_used)]
#![allow(clippy::indexing_slicing, clippy::arithmetic_side_effects)]

use crate::{mock::*, Call, *};
use codec::Decode;
use frame::testing_prelude::*;
use tallystick_market::{Agreement, Charge, ChargeKind, Charges, Formula, Grid};
use tallystick_primitives::{
	evidence::{Limits, Summary},
	Facts, Observation, OnObservation, Price,
};

/// Who acts under a number. Any other number is of somebody who signs nothing, and the last one of root.
fn actor(who: u8) -> Option<AccountId> {
	let [home, ..] = HOMES;
	let [exchange, ..] = BOURSES;
	[GRID, NORTH, SOUTH, STRANGER, home, exchange].get(usize::from(who)).cloned()
}

/// A period that begins half an hour after the session.
const PERIOD: Period = Period(20_001);

/// What happens next in a session.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode)]
enum Act {
	/// Somebody makes a call.
	#[codec(index = 0)]
	Call(u8, Box<Call<Test>>),
	/// A meter reports a segment.
	#[codec(index = 1)]
	Observe(StreamId, Summary, Facts),
	/// No block comes for so many minutes.
	#[codec(index = 2)]
	Pass(u16),
}

/// Plays a session in a market with two points, and answers how many acts did something.
pub fn session(bytes: &[u8]) -> usize {
	execute_with(|| {
		set_up();
		let (mut rest, mut done) = (bytes, 0);
		while let Ok(act) = Act::decode(&mut rest) {
			done += usize::from(perform(act));
		}
		done
	})
}

fn perform(act: Act) -> bool {
	match act {
		Act::Call(who, call) => {
			assert_eq!(Call::decode(&mut &call.encode()[..]).as_ref(), Ok(&*call));
			let origin = match actor(who) {
				_ if who == u8::MAX => RuntimeOrigin::root(),
				Some(actor) => signed(actor),
				None => RuntimeOrigin::none(),
			};
			let call = RuntimeCall::Market(*call);
			let made = || call.dispatch(origin).map_err(|error| error.error);
			frame::deps::frame_support::storage::with_storage_layer(made).is_ok()
		},
		Act::Observe(stream, summary, facts) => {
			// As telemetry does. No device's clock is far ahead.
			let is_late = summary.last.time > Clock::now().saturating_add(60_000);
			if is_late || summary.check(&Limits::NONE).is_err() {
				return false;
			}
			let (at, root) = (Millis(Clock::now()), [0; 32]);
			let observation = Observation { boot_epoch: 0, sequence: 0, summary, root, at, facts };
			Market::on_observation(&stream, &observation);
			true
		},
		Act::Pass(minutes) => {
			let number = System::block_number() + 1;
			System::set_block_number(number);
			Market::on_initialize(number);
			Clock::pass(u64::from(minutes) * 60_000);
			Market::on_poll(number, &mut WeightMeter::new());
			Market::on_idle(number, Weight::MAX);
			true
		},
	}
}

fn tariff(supply: i64) -> Box<Tariff> {
	let [supply, feed_in] = [supply, 80].map(|rate| Formula::Flat(Rate(1_000 * rate)));
	Box::new(Tariff { supply, feed_in })
}

/// Points 0 and 1 of the first home, with meters, margins, and a supplier with a float.
fn set_up() {
	let text = |text: &[u8]| Name::truncate_from(text.to_vec());
	let from = Market::next_unopened();
	let offered = Market::offer_tariff(
		signed(NORTH),
		text(b"standard"),
		Availability::Default(GRIDS),
		32,
		from,
		tariff(300),
	);
	assert_ok!(offered);
	assert_ok!(Market::fund_float(signed(NORTH), 1_000_000_000));
	let publishers = Publishers::truncate_from(PUBLISHERS.to_vec());
	assert_ok!(Market::define_index(signed(GRID), text(b"day ahead"), publishers));
	let charge = Charge { kind: ChargeKind::Network, rate: Rate(20_000), payee: GRID };
	let defaults = vec![Agreement { supplier: NORTHS, tariff: TariffId(0) }];
	let terms = Box::new(ZoneTerms {
		grid: Grid::new(Price(-20), Price(235), Price(1)).expect("256 prices"),
		capacity: WattHours(1_000_000),
		charges: Charges::new([charge]).expect("one"),
		deviation: Price(3),
		standard: WattHours(100),
		defaults: BoundedVec::truncate_from(defaults),
	});
	let eic = Eic::new("10YBE----------2").expect("its check character suits");
	assert_ok!(Market::open_zone(signed(GRID), eic, from, terms));
	for seed in 0..2 {
		let (point, device) = (PointId([seed; 16]), Device::new(seed + 1).id);
		let meter = Meter { device, import: 0, export: 1 };
		let powers = Powers { connected: 10_000, export: 8_000 };
		let owner = || signed(HOMES[0].clone());
		assert_ok!(Market::propose_point(owner(), point, ZoneId(0), meter, powers));
		assert_ok!(Market::confirm_point(signed(GRID), point, HOMES[0].clone(), meter, powers));
		assert_ok!(Market::fund(owner(), point, 1_000_000_000));
	}
	// For a third one.
	Device::new(9);
	Clock::set(PERIOD.0 * 96 * SLOT - 2 * SLOT);
}

#[cfg(test)]
mod tests {
	use super::*;
	use std::path::PathBuf;
	use tallystick_primitives::evidence::Point as Read;

	const HOME: u8 = 4;
	const STRANGERS: u8 = 3;
	const DAY: u16 = 1_440;

	fn call(who: u8, call: Call<Test>) -> Act {
		Act::Call(who, Box::new(call))
	}

	fn order(side: Side, price: i64, energy: u32) -> Order {
		let step = Step { tick: Tick((price + 20) as u16), energy };
		Order::new(side, [step]).expect("one step")
	}

	/// What a register rose by in the period, read at its ends.
	fn observe(seed: u8, channel: u16, energy: i64) -> Act {
		let stream = StreamId { device: Device::new(seed + 1).id, channel };
		let first = Read { time: PERIOD.0 * 96 * SLOT, value: 5_000 };
		let last = Read { time: first.time + 96 * SLOT, value: first.value + energy };
		let (min, max, sum) = (first.value, last.value, i128::from(first.value + last.value));
		let summary = Summary { count: 2, first, last, min, max, sum, violations: 0 };
		Act::Observe(stream, summary, Facts::NONE)
	}

	/// A day's trade up to its account, and calls around it.
	fn acts() -> Vec<Act> {
		let points = [0, 1].map(|seed| PointId([seed; 16]));
		let sides = [Side::Buy, Side::Sell];
		let zone = ZoneId(0);
		let later = Slot((PERIOD.0 + 1) * 96);
		let mut acts = Vec::new();
		for (point, side) in points.into_iter().zip(sides) {
			let orders = [(8, order(side, 100, 400)), (9, order(side, 100, 500))].to_vec();
			let orders = NewOrders::truncate_from(orders);
			acts.push(call(HOME, Call::place { point, period: PERIOD, orders }));
		}
		let meter = Meter { device: Device::new(9).id, import: 0, export: 1 };
		let powers = Powers { connected: 1, export: 1 };
		let third = PointId([2; 16]);
		let owner = || actor(HOME).expect("it is of a home");
		let name = Name::truncate_from(b"green".to_vec());
		let availability = Availability::Open;
		let values = BoundedVec::truncate_from(vec![Rate(-5); 96]);
		acts.extend([
			call(
				2,
				Call::offer_tariff {
					name,
					availability,
					notice: 32,
					from: later,
					first: tariff(310),
				},
			),
			call(2, Call::fund_float { amount: 5_000 }),
			call(1, Call::publish_version { tariff: TariffId(0), from: later, next: tariff(290) }),
			call(5, Call::publish { index: IndexId(0), from: later, values }),
			call(
				HOME,
				Call::request_contract { point: points[0], tariff: TariffId(1), from: later },
			),
			call(HOME, Call::propose_point { point: third, zone, meter, powers }),
			call(0, Call::confirm_point { point: third, owner: owner(), meter, powers }),
			call(2, Call::withdraw_float { amount: 50 }),
			Act::Pass(DAY + 60),
		]);
		// The gates of a day are more than a block goes through.
		acts.extend([0; 4].map(Act::Pass));
		let energies = [(0, 0, 30_000), (0, 1, 0), (1, 0, 0), (1, 1, 20_000)];
		acts.extend(energies.map(|(seed, channel, energy)| observe(seed, channel, energy)));
		acts.push(Act::Pass(4 * DAY));
		acts.push(Act::Pass(0));
		for period in [Period(PERIOD.0 - 1), PERIOD] {
			let settle = points.map(|point| Call::settle { point, period });
			acts.extend(settle.map(|settle| call(STRANGERS, settle)));
		}
		acts.push(call(HOME, Call::withdraw { point: points[0], amount: 5 }));
		acts.push(call(HOME, Call::close_point { point: points[1] }));
		acts
	}

	#[test]
	fn the_fuzzer_begins_with_a_day_that_is_traded_and_settled() {
		let acts = acts();
		let bytes: Vec<u8> = acts.iter().flat_map(Encode::encode).collect();
		let text: String = bytes.iter().map(|byte| format!("{byte:02x}")).collect();
		let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../fuzz/market_calls.hex");
		if std::env::var_os("UPDATE_VECTORS").is_some() {
			std::fs::write(&path, format!("{text}\n")).expect("the folder is there");
		}
		let found = std::fs::read_to_string(&path).unwrap_or_default();
		let is_same = found.trim() == text;
		assert!(is_same, "it differs: UPDATE_VECTORS=1 cargo test -p pallet-energy-market fuzzing");
		assert_eq!(session(&bytes), acts.len());
	}

	#[test]
	fn bytes_that_are_no_act_end_the_session() {
		assert_eq!(session(&[]), 0);
		assert_eq!(session(&[9]), 0);
		assert_eq!(session(&[0, HOME, u8::MAX]), 0);
		// Signed by nobody.
		let sent = Act::Call(200, Box::new(Call::close_point { point: PointId([0; 16]) }));
		assert_eq!(session(&sent.encode()), 0);
	}
}
