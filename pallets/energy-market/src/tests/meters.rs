use super::*;
use proptest::{prelude::*, test_runner::TestRunner};
use tallystick_market::{Interval, Metered, Quality, Reading, Register, Run};
use tallystick_primitives::{
	evidence::{Node, Point as Read, Summary},
	Consumer, DeviceGuard, DeviceStatus, Facts, Observation, OnObservation, StreamId,
};

/// The period of most tests: the one after the first in which points take part.
pub(super) const PERIOD: Period = Period(20_001);

/// Reports a segment's run: its first and last reading, each a moment and a register.
pub(super) fn say_run(
	device: DeviceId,
	channel: u16,
	first: (u64, i64),
	last: (u64, i64),
	facts: Facts,
) {
	let read = |(time, value)| Read { time, value };
	let summary = Summary {
		count: 2,
		first: read(first),
		last: read(last),
		min: first.1,
		max: last.1,
		sum: 0,
		violations: 0,
	};
	say(device, channel, summary, facts);
}

fn say(device: DeviceId, channel: u16, summary: Summary, facts: Facts) {
	say_of(device, channel, Node { summary, hash: [0; 32] }, facts);
}

/// The same, of a segment whose readings are those below a node.
pub(super) fn say_of(device: DeviceId, channel: u16, node: Node, facts: Facts) {
	tell(StreamId { device, channel }, node, facts);
}

fn observe(stream: StreamId, summary: Summary, facts: Facts) -> Weight {
	tell(stream, Node { summary, hash: [0; 32] }, facts)
}

/// As in a block of the moment of the last reading, unless that is over.
fn tell(stream: StreamId, node: Node, facts: Facts) -> Weight {
	let now = Clock::now();
	Clock::set(now.max(node.summary.last.time));
	let weight = tell_now(stream, node, facts);
	Clock::set(now);
	weight
}

fn tell_now(stream: StreamId, node: Node, facts: Facts) -> Weight {
	let observation = Observation {
		boot_epoch: 0,
		sequence: 7,
		summary: node.summary,
		root: node.hash,
		at: Millis(Clock::now()),
		facts,
	};
	Market::on_observation(&stream, &observation)
}

/// A meter, with what its registers show.
pub(super) struct Gauge {
	pub(super) device: DeviceId,
	pub(super) registers: [i64; 2],
}

impl Gauge {
	pub(super) fn of(point: PointId) -> Self {
		let device = Market::point(point).expect("it is there").meter.device;
		Self { device, registers: [5_000, 700] }
	}

	/// So much is used without a reading.
	pub(super) fn pass(&mut self, energies: [i64; 2]) {
		self.registers = [0, 1].map(|index| self.registers[index] + energies[index]);
	}

	/// So much is used between two moments, at which the meter is read.
	pub(super) fn between(&mut self, from: u64, to: u64, energies: [i64; 2], facts: Facts) {
		let before = self.registers;
		self.pass(energies);
		for channel in 0..2u16 {
			let index = usize::from(channel);
			let (first, last) = ((from, before[index]), (to, self.registers[index]));
			say_run(self.device, channel, first, last, facts);
		}
	}

	/// So much is used in a slot.
	pub(super) fn slot(&mut self, slot: Slot, import: i64, export: i64) {
		self.between(start(slot), start(slot) + SLOT, [import, export], Facts::NONE);
	}
}

pub(super) fn start(slot: Slot) -> u64 {
	Market::timing().start(slot).0
}

pub(super) fn slot(period: Period, place: u8) -> Slot {
	Market::timing().slots(period).nth(place.into()).expect("the period has it")
}

pub(super) fn end(period: Period) -> u64 {
	start(slot(period, 95)) + SLOT
}

fn end_of(slot: Slot) -> u64 {
	start(slot) + SLOT
}

pub(super) fn metered(point: PointId, slot: Slot) -> Option<(u64, u64, Quality)> {
	let timing = Market::timing();
	let all = Market::metered(point, timing.period_of(slot));
	let Metered { import, export, quality } = all[usize::from(timing.place(slot))]?;
	Some((import.0, export.0, quality))
}

fn not_counted() -> usize {
	events().iter().filter(|event| matches!(event, Event::NotCounted { .. })).count()
}

use Quality::{Calculated, Estimated, Provided};

#[test]
fn a_slot_is_measured_by_the_readings_at_its_ends() {
	run(|| {
		let point = home(HOMES[0].clone(), 1);
		let mut gauge = Gauge::of(point);
		assert_eq!(Market::metered(point, PERIOD), vec![None; 96]);
		gauge.slot(slot(PERIOD, 3), 250, 0);
		gauge.slot(slot(PERIOD, 4), 30, 410);
		let all = Market::metered(point, PERIOD);
		assert_eq!(all.iter().flatten().count(), 2);
		assert_eq!(metered(point, slot(PERIOD, 3)), Some((250, 0, Provided)));
		assert_eq!(metered(point, slot(PERIOD, 4)), Some((30, 410, Provided)));
		// One register alone is not enough.
		let next = start(slot(PERIOD, 5));
		say_run(gauge.device, 0, (next, 5_280), (next + SLOT, 5_290), Facts::NONE);
		assert_eq!(metered(point, slot(PERIOD, 5)), None);
		say_run(gauge.device, 1, (next, 1_110), (next + SLOT, 1_110), Facts::NONE);
		assert_eq!(metered(point, slot(PERIOD, 5)), Some((10, 0, Provided)));
		// Another channel of the device, and another device, are nothing to it.
		say_run(gauge.device, 2, (next + SLOT, 0), (next + 2 * SLOT, 9), Facts::NONE);
		let other = Device::new(9).id;
		say_run(other, 0, (next + SLOT, 0), (next + 2 * SLOT, 9), Facts::NONE);
		assert_eq!(metered(point, slot(PERIOD, 6)), None);
		assert_eq!(not_counted(), 0);
	});
}

#[test]
fn a_slot_can_be_read_in_pieces_and_between_its_ends() {
	run(|| {
		let point = home(HOMES[0].clone(), 1);
		let mut gauge = Gauge::of(point);
		let from = start(slot(PERIOD, 0));
		let mut say = |from, to, energy| gauge.between(from, to, [energy, 0], Facts::NONE);
		// It begins within the first slot, whose beginning nobody knows.
		say(from + 100_000, from + SLOT, 7);
		say(from + SLOT, from + SLOT + 300_000, 20);
		assert_eq!(metered(point, slot(PERIOD, 1)), None);
		say(from + SLOT + 300_000, from + 2 * SLOT, 30);
		// Over the boundary between two slots: a third of it belongs to the first.
		say(from + 2 * SLOT, from + 3 * SLOT - 100_000, 40);
		say(from + 3 * SLOT - 100_000, from + 3 * SLOT + 200_000, 30);
		say(from + 3 * SLOT + 200_000, from + 4 * SLOT, 5);
		let all: Vec<_> = (0..4).map(|place| metered(point, slot(PERIOD, place))).collect();
		let import = |energy, quality| Some((energy, 0, quality));
		let expected = [None, import(50, Provided), import(50, Calculated), import(25, Calculated)];
		assert_eq!(all, expected);
	});
}

#[test]
fn doubtful_readings_are_estimates_and_late_ones_are_not() {
	run(|| {
		let point = home(HOMES[0].clone(), 1);
		let mut gauge = Gauge::of(point);
		let doubtful = [Facts::UNCALIBRATED, Facts::OUT_OF_RANGE, Facts::FORK, Facts::SKEW];
		let mut place = 0;
		for fact in Facts::ALL {
			// The readings at the beginning of a slot are those of the one before, too.
			for facts in [fact, Facts::NONE, Facts::NONE] {
				let from = start(slot(PERIOD, place));
				gauge.between(from, from + SLOT, [10, 1], facts);
				place += 1;
			}
			let qualities: Vec<_> = (place - 3..place)
				.map(|place| metered(point, slot(PERIOD, place)).expect("it was read").2)
				.collect();
			let first = if doubtful.contains(&fact) { Estimated } else { Provided };
			assert_eq!(qualities, [first, Provided, Provided], "{fact:?}");
		}
		Registry::edit(&gauge.device, |record| record.status = DeviceStatus::Suspended);
		gauge.slot(slot(PERIOD, place), 10, 1);
		assert_eq!(metered(point, slot(PERIOD, place)), Some((10, 1, Estimated)));
	});
}

#[test]
fn readings_in_which_the_register_fell_do_not_count() {
	run(|| {
		let point = home(HOMES[0].clone(), 1);
		let mut gauge = Gauge::of(point);
		gauge.slot(slot(PERIOD, 0), 100, 0);
		// Within one segment: it began again from 0 and passed where it was.
		let from = start(slot(PERIOD, 1));
		let read = |time, value| Read { time, value };
		let (first, last) = (read(from, 5_100), read(from + SLOT, 5_120));
		let summary = Summary { count: 3, first, last, min: 0, max: 5_120, sum: 0, violations: 0 };
		say(gauge.device, 0, summary, Facts::NONE);
		say_run(gauge.device, 1, (from, 700), (from + SLOT, 700), Facts::NONE);
		assert_eq!(not_counted(), 1);
		assert_eq!(metered(point, slot(PERIOD, 1)), None);
		gauge.pass([20, 0]);
		gauge.slot(slot(PERIOD, 2), 40, 0);
		assert_eq!(metered(point, slot(PERIOD, 1)), Some((20, 0, Estimated)));
		assert_eq!(metered(point, slot(PERIOD, 2)), Some((40, 0, Provided)));
		// Between two: nobody knows what was used in between.
		let from = start(slot(PERIOD, 3));
		gauge.between(from, from + 400_000, [33, 0], Facts::NONE);
		gauge.registers[0] = 2;
		gauge.between(from + 500_000, from + SLOT, [4, 0], Facts::NONE);
		gauge.slot(slot(PERIOD, 4), 6, 0);
		assert_eq!(metered(point, slot(PERIOD, 3)), None);
		assert_eq!(metered(point, slot(PERIOD, 4)), Some((6, 0, Provided)));
		// The clock was set back.
		let early = start(slot(PERIOD, 4)) + 1;
		gauge.between(early, early + SLOT, [8, 0], Facts::SKEW);
		assert_eq!(not_counted(), 3);
		gauge.slot(slot(PERIOD, 6), 9, 0);
		assert_eq!(metered(point, slot(PERIOD, 5)), Some((8, 0, Estimated)));
		assert_eq!(metered(point, slot(PERIOD, 6)), Some((9, 0, Provided)));
	});
}

#[test]
fn the_slots_of_a_gap_add_up_to_what_the_register_rose_by() {
	run(|| {
		let point = home(HOMES[0].clone(), 1);
		let mut gauge = Gauge::of(point);
		gauge.slot(slot(PERIOD, 90), 100, 3);
		gauge.pass([1_000, 11]);
		gauge.slot(slot(PERIOD, 94), 30, 0);
		gauge.pass([70, 7]);
		let next = Period(PERIOD.0 + 1);
		gauge.slot(slot(next, 2), 50, 0);
		let sum = |slots: &[Slot]| {
			slots.iter().fold((0, 0), |sum, slot| {
				let found = metered(point, *slot).expect("the readings around it are known");
				assert_eq!(found.2, Estimated);
				(sum.0 + found.0, sum.1 + found.1)
			})
		};
		let of = |period, places: core::ops::Range<u8>| {
			places.map(|place| slot(period, place)).collect::<Vec<_>>()
		};
		assert_eq!(sum(&of(PERIOD, 91..94)), (1_000, 11));
		// All of it can have been before midnight, and all of it after.
		assert_eq!(sum(&of(PERIOD, 95..96)), (70, 7));
		assert_eq!(sum(&of(next, 0..2)), (70, 7));
		assert_eq!(metered(point, slot(next, 2)), Some((50, 0, Provided)));
	});
}

#[test]
fn readings_from_the_future_do_not_count_as_measured() {
	run(|| {
		let point = home(HOMES[0].clone(), 1);
		let device = Market::point(point).expect("it is there").meter.device;
		let skew = u64::from(Market::timing().max_skew());
		// Read at the end of each slot, and seen so much earlier.
		for (place, early) in [(3, skew + 1), (5, skew), (7, 0)] {
			let (from, to) = (start(slot(PERIOD, place)), end_of(slot(PERIOD, place)));
			Clock::set(to - early);
			for channel in 0..2 {
				let read = |time, value| Read { time, value };
				let (first, last) =
					(read(from, to as i64 / 1_000), read(to, to as i64 / 1_000 + 9));
				let (min, max) = (first.value, last.value);
				let summary = Summary { count: 2, first, last, min, max, sum: 0, violations: 0 };
				let node = Node { summary, hash: [0; 32] };
				tell_now(StreamId { device, channel }, node, Facts::NONE);
			}
		}
		assert_eq!(metered(point, slot(PERIOD, 3)), Some((9, 9, Estimated)));
		assert_eq!(metered(point, slot(PERIOD, 5)), Some((9, 9, Provided)));
		assert_eq!(metered(point, slot(PERIOD, 7)), Some((9, 9, Provided)));
	});
}

#[test]
fn what_rounding_does_at_full_power_is_no_excess() {
	run(|| {
		// 2,757.25 Wh a slot, and nothing that is fed in but noise.
		let powers = Powers { connected: 11_029, export: 0 };
		let (point, owner, meter) = (point_id(1), HOMES[0].clone(), super::meter(1));
		assert_ok!(Market::propose_point(signed(owner.clone()), point, ZONE, meter, powers));
		assert_ok!(Market::confirm_point(signed(GRID), point, owner, meter, powers));
		let mut gauge = Gauge::of(point);
		// Both readings are rounded down: the meter shows up to a watt-hour more than was used.
		for (place, import, export) in [(3, 2_758, 0), (4, 2_759, 1), (5, 2_760, 0), (6, 10, 2)] {
			gauge.slot(slot(PERIOD, place), import, export);
		}
		let found: Vec<_> = (3..7).map(|place| metered(point, slot(PERIOD, place))).collect();
		let expected = [
			Some((2_758, 0, Provided)),
			Some((2_759, 1, Provided)),
			Some((2_759, 0, Estimated)),
			Some((10, 1, Estimated)),
		];
		assert_eq!(found, expected);
	});
}

#[test]
fn an_observation_costs_what_it_adds_to() {
	run(|| {
		let point = home(HOMES[0].clone(), 1);
		let device = Market::point(point).expect("it is there").meter.device;
		let cost = |channel, from: Slot, to: Slot, last| {
			let read = |slot, value| Read { time: start(slot), value };
			let (first, last) = (read(from, last - 10), read(to, last));
			let (min, max) = (first.value, last.value);
			let summary = Summary { count: 2, first, last, min, max, sum: 0, violations: 0 };
			observe(StreamId { device, channel }, summary, Facts::NONE)
		};
		let weight = <Test as crate::Config>::WeightInfo::on_observation;
		assert_eq!(cost(0, slot(PERIOD, 0), slot(PERIOD, 95), 20), weight(1, 0));
		assert_eq!(cost(0, slot(PERIOD, 95), slot(Period(PERIOD.0 + 1), 1), 30), weight(2, 0));
		let most = Market::weight_of_observation();
		let long = cost(0, slot(Period(PERIOD.0 + 8), 0), slot(Period(PERIOD.0 + 9), 1), 40);
		assert_eq!(long, weight(4, 0));
		assert!(most.all_gte(long));
		// No register of the point's, and a device of no point's.
		assert_eq!(cost(5, slot(PERIOD, 0), slot(PERIOD, 1), 20), weight(0, 0));
		let stranger = StreamId { device: Device::new(9).id, channel: 0 };
		assert_eq!(observe(stranger, Summary::default(), Facts::NONE), weight(0, 0));
	});
}

#[test]
fn a_long_silence_reaches_no_further_back_than_one_observation_may_write() {
	run(|| {
		let point = home(HOMES[0].clone(), 1);
		let mut gauge = Gauge::of(point);
		gauge.slot(slot(PERIOD, 90), 100, 3);
		gauge.pass([1_000, 11]);
		let later = Period(PERIOD.0 + 9);
		gauge.slot(slot(later, 0), 50, 0);
		assert_eq!(metered(point, slot(Period(later.0 - 4), 95)), None);
		for period in later.0 - 3..later.0 {
			let all = Market::metered(point, Period(period));
			assert_eq!(all.iter().flatten().count(), 96);
		}
		assert_eq!(metered(point, slot(later, 0)), Some((50, 0, Provided)));
		assert_eq!(SlotReadings::<Test>::iter_key_prefix(point).count(), 5);
	});
}

#[test]
fn silence_is_estimated_by_the_week_before_or_else_by_the_zones_standard() {
	run(|| {
		let point = home(HOMES[0].clone(), 1);
		let mut gauge = Gauge::of(point);
		gauge.slot(slot(PERIOD, 10), 333, 44);
		// More than its connection takes and delivers.
		gauge.slot(slot(PERIOD, 11), 9_000, 9_000);
		let later = Period(PERIOD.0 + 7);
		let of = |place| metered(point, slot(later, place));
		Clock::set(end(later) + ESTIMATION - 1);
		assert_eq!(of(10), None);
		Clock::pass(1);
		assert_eq!(of(10), Some((333, 0, Estimated)));
		assert_eq!(of(11), Some((2_751, 0, Estimated)));
		assert_eq!(of(12), Some((STANDARD.0, 0, Estimated)));
		// What is known of one register stays so.
		let from = start(slot(later, 20));
		say_run(gauge.device, 0, (from, 90_000), (from + SLOT, 90_017), Facts::LATE);
		assert_eq!(of(20), Some((17, 0, Estimated)));
		// The register says what was imported up to then, but not what was exported.
		assert_eq!(of(10), Some((2_751, 0, Estimated)));
		// It is the same for as long as the period's account is kept.
		Clock::set(start(slot(later, 0)) + RETENTION);
		let forget = || bare(Market::forget_readings(signed(STRANGER), point));
		assert_noop!(forget(), Error::<Test>::StillNeeded);
		assert_eq!(of(10), Some((2_751, 0, Estimated)));
		assert_eq!(of(30), Some((2_751, 0, Estimated)));
		Clock::set(end(later) + RETENTION + SLOT);
		assert_ok!(forget());
	});
}

#[test]
fn data_replace_estimates_until_the_last_deadline_and_change_nothing_after_it() {
	run(|| {
		let point = home(HOMES[0].clone(), 1);
		let mut gauge = Gauge::of(point);
		let of = |place| metered(point, slot(PERIOD, place));
		Clock::set(end(PERIOD) + CORRECTION - 1);
		assert_eq!(of(10), Some((STANDARD.0, 0, Estimated)));
		gauge.slot(slot(PERIOD, 10), 30, 0);
		assert_eq!(of(10), Some((30, 0, Provided)));
		assert_eq!(of(11), Some((STANDARD.0, 0, Estimated)));
		Clock::pass(1);
		let before = Market::metered(point, PERIOD);
		assert_eq!(of(11), Some((2_751, 0, Estimated)));
		gauge.slot(slot(PERIOD, 11), 31, 0);
		assert_eq!(Market::metered(point, PERIOD), before);
		// The next period is open: its slots are read, and none of the energy before counts in them.
		gauge.pass([5_000, 0]);
		let next = Period(PERIOD.0 + 1);
		gauge.slot(slot(next, 0), 32, 0);
		assert_eq!(Market::metered(point, PERIOD), before);
		assert_eq!(metered(point, slot(next, 0)), Some((32, 0, Provided)));
	});
}

#[test]
fn both_registers_of_a_replaced_meter_are_read_at_the_boundary() {
	run(|| {
		let point = home(HOMES[0].clone(), 1);
		let mut old = Gauge::of(point);
		let next = super::meter(2);
		let boundary = slot(PERIOD, 40);
		let replace = |who, from| replace_meter_by(who, point, next, from);
		assert_noop!(replace(HOMES[0].clone(), boundary), DispatchError::BadOrigin);
		assert_noop!(replace(OTHER_GRID, boundary), Error::<Test>::NotOperator);
		assert_noop!(replace(GRID, present()), Error::<Test>::TooEarly);
		assert_noop!(replace(GRID, ahead(1)), Error::<Test>::NotLater);
		assert_ok!(replace(GRID, boundary));
		let replaced = Event::MeterReplaced { point, meter: next, from: boundary };
		assert_eq!(events().pop(), Some(replaced));
		assert_eq!(Market::point(point).expect("it is there").meter, next);

		// The new one is read before it is mounted, and its readings come first.
		let mut new = Gauge { device: next.device, registers: [12, 3] };
		let from = start(boundary);
		new.between(from - 60_000, from, [0, 0], Facts::NONE);
		new.slot(boundary, 60, 6);
		old.slot(slot(PERIOD, 38), 10, 1);
		old.slot(slot(PERIOD, 39), 20, 2);
		// What the old one says afterwards is of no slot.
		old.slot(boundary, 777, 777);
		let found: Vec<_> = (38..42).map(|place| metered(point, slot(PERIOD, place))).collect();
		let expected =
			[Some((10, 1, Provided)), Some((20, 2, Provided)), Some((60, 6, Provided)), None];
		assert_eq!(found, expected);
	});
}

#[test]
fn no_meter_is_replaced_without_the_owner() {
	run(|| {
		let point = home(HOMES[0].clone(), 1);
		let own = Market::point(point).expect("it is there").meter;
		let (spare, boundary) = (super::meter(2), slot(PERIOD, 40));
		let propose = |who: &AccountId, meter, from| {
			Market::propose_meter(signed(who.clone()), point, meter, from)
		};
		let confirm = |meter, from| Market::confirm_meter(signed(GRID), point, meter, from);
		// A silent spare would leave the home without readings.
		assert_noop!(confirm(spare, boundary), Error::<Test>::ProposalDiffers);
		for who in [GRID, HOMES[1].clone()] {
			assert_noop!(propose(&who, spare, boundary), Error::<Test>::NotOwner);
		}
		assert_noop!(propose(&HOMES[0], spare, present()), Error::<Test>::TooEarly);
		let one = Meter { export: 0, ..spare };
		assert_noop!(propose(&HOMES[0], one, boundary), Error::<Test>::OneRegister);
		assert_ok!(propose(&HOMES[0], spare, boundary));
		assert_eq!(Market::proposed_meter(point), Some((spare, boundary)));
		let proposed = Event::MeterProposed { point, meter: spare, from: boundary };
		assert_eq!(events().pop(), Some(proposed));
		assert_eq!(Market::point(point).expect("it is there").meter, own);
		// Neither another device nor another moment.
		for (meter, from) in [(super::meter(3), boundary), (spare, slot(PERIOD, 41))] {
			assert_noop!(confirm(meter, from), Error::<Test>::ProposalDiffers);
		}
		assert_ok!(confirm(spare, boundary));
		assert_eq!(Market::point(point).expect("it is there").meter, spare);
		// Nor twice, nor back.
		assert_eq!(Market::proposed_meter(point), None);
		let back = confirm(own, slot(PERIOD, 41));
		assert_eq!(back, Err(Error::<Test>::ProposalDiffers.into()));
	});
}

#[test]
fn a_proposed_meter_is_confirmed_before_it_begins_or_not_at_all() {
	run(|| {
		let point = home(HOMES[0].clone(), 1);
		let propose = |seed, from| {
			Market::propose_meter(signed(HOMES[0].clone()), point, super::meter(seed), from)
		};
		let confirm =
			|seed, from| Market::confirm_meter(signed(GRID), point, super::meter(seed), from);
		let boundary = slot(PERIOD, 40);
		Clock::set(start(boundary) - 1);
		assert_ok!(propose(2, boundary));
		Clock::pass(1);
		assert_noop!(confirm(2, boundary), Error::<Test>::TooEarly);
		// A dead meter is replaced at the next boundary.
		let next = ahead(1);
		assert_ok!(propose(3, next));
		assert_noop!(confirm(2, boundary), Error::<Test>::ProposalDiffers);
		assert_ok!(confirm(3, next));
		assert_ok!(propose(4, ahead(2)));
		assert_ok!(Market::close_point(signed(HOMES[0].clone()), point));
		assert_eq!(Market::proposed_meter(point), None);
		assert_noop!(propose(5, ahead(3)), Error::<Test>::NotConfirmed);
	});
}

#[test]
fn a_replacement_meter_is_one_and_meters_nothing_else() {
	run(|| {
		let (point, other) = (home(HOMES[0].clone(), 1), home(HOMES[1].clone(), 2));
		let taken = Market::point(other).expect("it is there").meter;
		let own = Market::point(point).expect("it is there").meter;
		let replace = |meter, place| replace_meter(point, meter, slot(PERIOD, place));
		assert_noop!(replace(taken, 1), Error::<Test>::DeviceTaken);
		assert_noop!(replace(own, 1), Error::<Test>::DeviceTaken);
		let one = Meter { export: 0, ..super::meter(3) };
		assert_noop!(replace(one, 1), Error::<Test>::OneRegister);
		let meter = super::meter(4);
		Registry::edit(&meter.device, |record| record.calibrated = None);
		assert_noop!(replace(meter, 1), Error::<Test>::NotCalibrated);
		assert_ok!(replace(super::meter(5), 1));
		assert_ok!(replace(super::meter(6), 2));
		assert_noop!(replace(super::meter(7), 3), Error::<Test>::TooManyMeters);
		assert_eq!(Market::meters(point).len(), MAX_METERS as usize);
		// The device that was taken down can meter another point from then on.
		assert_ok!(Market::close_point(signed(GRID), other));
		let again = point_id(8);
		assert_ok!(Market::propose_point(signed(HOMES[2].clone()), again, ZONE, own, POWERS));
		let confirm = || Market::confirm_point(signed(GRID), again, HOMES[2].clone(), own, POWERS);
		assert_noop!(confirm(), Error::<Test>::DeviceTaken);
		pass(96);
		assert_ok!(confirm());
		assert_eq!(Market::points_of_device(own.device), [point, again]);
		assert_noop!(replace(super::meter(7), 95), Error::<Test>::TooManyMeters);
		// Once no slot of the first meter can change, there is room.
		Clock::set(end(PERIOD) + CORRECTION);
		let later = ahead(1);
		assert_ok!(replace_meter(point, super::meter(7), later));
		assert_eq!(Market::points_of_device(own.device), [again]);
	});
}

fn watched(meter: &Meter) -> [u32; 2] {
	[meter.import, meter.export].map(|channel| {
		let stream = StreamId { device: meter.device, channel };
		Watched::references(Consumer::EnergyMarket, &stream)
	})
}

#[test]
fn registers_are_watched_as_long_as_their_readings_can_count() {
	run(|| {
		let proposed = propose(HOMES[1].clone(), 2);
		assert_eq!(watched(&proposed), [0, 0]);
		let point = home(HOMES[0].clone(), 1);
		let old = Market::point(point).expect("it is there").meter;
		let new = super::meter(3);
		assert_eq!(watched(&old), [1, 1]);
		assert_ok!(replace_meter(point, new, slot(PERIOD, 50)));
		assert_eq!((watched(&old), watched(&new)), ([1, 1], [1, 1]));
		let forget = || bare(Market::forget_readings(signed(STRANGER), point));
		Clock::set(end(PERIOD) + CORRECTION - 1);
		assert_noop!(forget(), Error::<Test>::StillNeeded);
		Clock::pass(1);
		assert_ok!(forget());
		assert_eq!((watched(&old), watched(&new)), ([0, 0], [1, 1]));
		assert!(Market::points_of_device(old.device).is_empty());
		// The last slots of a closed point are metered, too.
		assert_ok!(Market::close_point(signed(HOMES[0].clone()), point));
		assert_eq!(watched(&new), [1, 1]);
		let last = Slot(unopened().0 - 1);
		let mut gauge = Gauge::of(point);
		gauge.slot(last, 70, 0);
		gauge.slot(unopened(), 80, 0);
		assert_eq!(metered(point, last), Some((70, 0, Provided)));
		assert_eq!(metered(point, Slot(last.0 + 1)), None);
		pass(HORIZON);
		pass_retention();
		let next = Market::settled(point).expect("it took part");
		assert_ok!(bare(Market::settle(signed(STRANGER), point, next)));
		assert_ok!(bare(Market::drop_point(signed(STRANGER), point)));
		assert_eq!(watched(&new), [0, 0]);
		assert_eq!(SlotReadings::<Test>::iter().count(), 0);
		assert_eq!(PointMeters::<Test>::iter().count(), 0);
		assert_eq!(PointsByDevice::<Test>::iter().count(), 0);
	});
}

#[test]
fn a_meter_that_would_begin_after_its_point_ends_never_does() {
	run(|| {
		let point = home(HOMES[0].clone(), 1);
		let next = super::meter(2);
		let replace = |place| replace_meter(point, next, slot(PERIOD, place));
		assert_ok!(replace(90));
		assert_ok!(Market::close_point(signed(GRID), point));
		assert_eq!(watched(&next), [0, 0]);
		assert!(Market::points_of_device(next.device).is_empty());
		assert_noop!(replace(91), Error::<Test>::NotConfirmed);
	});
}

#[test]
fn a_device_meters_one_point_after_the_other() {
	run(|| {
		let first = home(HOMES[0].clone(), 1);
		let meter = Market::point(first).expect("it is there").meter;
		let second = point_id(2);
		assert_ok!(Market::propose_point(signed(HOMES[1].clone()), second, ZONE, meter, POWERS));
		pass(40);
		assert_ok!(Market::close_point(signed(HOMES[0].clone()), first));
		let boundary = unopened();
		assert_ok!(Market::confirm_point(signed(GRID), second, HOMES[1].clone(), meter, POWERS));
		let mut gauge = Gauge::of(first);
		gauge.slot(Slot(boundary.0 - 1), 10, 1);
		gauge.slot(boundary, 20, 2);
		let found = |point| [boundary.0 - 1, boundary.0].map(|slot| metered(point, Slot(slot)));
		assert_eq!(found(first), [Some((10, 1, Provided)), None]);
		assert_eq!(found(second), [None, Some((20, 2, Provided))]);
	});
}

#[test]
fn readings_go_when_neither_their_period_nor_the_same_one_a_week_later_needs_them() {
	run(|| {
		let point = home(HOMES[0].clone(), 1);
		let mut gauge = Gauge::of(point);
		let stored = || SlotReadings::<Test>::iter_key_prefix(point).count() as u64;
		// A day in which a segment of the whole day arrives after it, for weeks.
		let week = 7 * 86_400_000;
		for day in 0..40 {
			let period = Period(PERIOD.0 + day);
			Clock::set(end(period));
			gauge.slot(slot(period, 95), 10, 1);
			let most = (week + RETENTION) / 86_400_000 + 2;
			assert!(stored() <= most, "{} on day {day}", stored());
			if day >= 7 {
				let before = metered(point, slot(Period(period.0 - 7), 95));
				assert_eq!(before, Some((10, 1, Provided)), "{day}");
			}
		}
		let oldest = PointMeters::<Test>::get(point).oldest.expect("something is kept");
		assert!(!SlotReadings::<Test>::contains_key(point, Period(oldest.0 - 1)));
		// If nothing arrives, anybody has them removed.
		let forget = || bare(Market::forget_readings(signed(STRANGER), point));
		while stored() > 0 {
			Clock::pass(86_400_000);
			let _ = forget();
		}
		assert!(Clock::now() <= end(Period(PERIOD.0 + 39)) + week + RETENTION + 2 * 86_400_000);
	});
}

#[test]
fn a_meter_that_others_ended_is_remembered_until_its_slots_are_settled() {
	run(|| {
		let point = home(HOMES[0].clone(), 1);
		let device = Gauge::of(point).device;
		let ended = Some(Millis(Clock::now()));
		Registry::edit(&device, |record| record.ended = ended);
		let from = ahead(HORIZON + 3);
		assert_ok!(replace_meter(point, super::meter(2), from));
		let period = Market::timing().period_of(from);
		Clock::set(end(period) + CORRECTION);
		let forget = || bare(Market::forget_readings(signed(STRANGER), point));
		let meters = || PointMeters::<Test>::get(point).meters.len();
		assert_noop!(forget(), Error::<Test>::StillNeeded);
		Settled::<Test>::insert(point, Period(period.0 + 1));
		assert_ok!(forget());
		assert_eq!(meters(), 1);
	});
}

#[test]
fn a_grid_operator_cannot_suspend_its_own_meters() {
	run(|| {
		let point = home(HOMES[0].clone(), 1);
		let device = Gauge::of(point).device;
		let own_by = |who: AccountId| Registry::edit(&device, |record| record.owner = who);
		let free = || <Market as DeviceGuard<AccountId>>::ensure_free(&device);
		// Another organisation has not agreed to meter anything. Whoever has left the operator is in none, and the
		// operator's admin adopts the meter.
		for owner in [OTHER_GRID, STRANGER] {
			own_by(owner);
			assert_ok!(free());
		}
		own_by(GRID);
		assert_noop!(free(), Error::<Test>::DeviceNeeded);
		// It is free once another one has taken over, and readings can change nothing any more.
		let from = ahead(HORIZON + 3);
		assert_ok!(replace_meter(point, super::meter(2), from));
		assert_noop!(free(), Error::<Test>::DeviceNeeded);
		Clock::set(end(Market::timing().period_of(from)) + CORRECTION);
		assert_ok!(bare(Market::forget_readings(signed(STRANGER), point)));
		assert_ok!(free());
	});
}

#[test]
fn what_could_not_arrive_while_the_chain_stood_still_counts() {
	run(|| {
		let point = home(HOMES[0].clone(), 1);
		// The chain has a first order, so that it clears periods. Then no block comes for a month.
		let slot_now = present();
		let period = Market::timing().period_of(slot_now);
		Progress::<Test>::put(Cursor {
			slot: slot_now,
			zone: None,
			counting: period,
			kept: period,
		});
		let mut gauge = Gauge::of(point);
		Clock::set(end(PERIOD) + 30 * 86_400_000);
		let of = |place| metered(point, slot(PERIOD, place));
		gauge.slot(slot(PERIOD, 0), 10, 1);
		assert_eq!(of(0), Some((10, 1, Provided)));
		Market::on_initialize(2);
		let since = Clock::now();
		assert_eq!(of(1), None);
		Clock::set(since + CORRECTION - 1);
		gauge.slot(slot(PERIOD, 1), 11, 1);
		assert_eq!(of(1), Some((11, 1, Provided)));
		Clock::pass(1);
		gauge.slot(slot(PERIOD, 2), 12, 1);
		assert_eq!(of(2), Some((2_751, 0, Estimated)));
	});
}

#[derive(Clone, Debug)]
enum Act {
	/// A run of so many milliseconds, in which the register rises by so much.
	Run { length: u64, rise: u32, facts: Facts },
	/// So long nothing is said.
	Silence { length: u64, rise: u32 },
	/// The register begins again.
	Reset,
	/// A run that falls within.
	Fall { length: u64 },
}

fn act() -> impl Strategy<Value = Act> {
	let length = || prop_oneof![4 => Just(SLOT), 4 => 0..SLOT, 1 => 0..3 * SLOT];
	let facts = prop_oneof![9 => Just(Facts::NONE), 1 => Just(Facts::UNCALIBRATED)];
	prop_oneof![
		8 => (length(), 0u32..900, facts)
			.prop_map(|(length, rise, facts)| Act::Run { length, rise, facts }),
		2 => (prop_oneof![0..SLOT, 0..9 * SLOT], 0u32..900)
			.prop_map(|(length, rise)| Act::Silence { length, rise }),
		1 => Just(Act::Reset),
		1 => (1..SLOT).prop_map(|length| Act::Fall { length }),
	]
}

#[test]
fn slots_are_the_register_of_all_runs_however_they_arrive() {
	let config = cases(300, file!());
	let acts = (0..SLOT, prop::collection::vec(act(), 1..60));
	let session = |(offset, acts): (u64, Vec<Act>)| {
		run(|| {
			let point = home(HOMES[0].clone(), 1);
			let device = Gauge::of(point).device;
			let (mut at, mut register) = (start(slot(PERIOD, 50)) + offset, 1_000u64);
			let mut runs = Vec::<Run>::new();
			let reading = |at, register| Reading { at: Millis(at), register: WattHours(register) };
			for act in acts {
				match act {
					Act::Run { length, rise, facts } => {
						let first = (at, register);
						if length > 0 {
							(at, register) = (at + length, register + u64::from(rise));
						}
						runs.push(Run {
							meter: 0,
							first: reading(first.0, first.1),
							last: reading(at, register),
							doubtful: facts != Facts::NONE,
						});
						let (first, last) = ((first.0, first.1 as i64), (at, register as i64));
						say_run(device, 0, first, last, facts);
						// The export register never rises.
						say_run(device, 1, (first.0, 5), (last.0, 5), Facts::NONE);
					},
					Act::Silence { length, rise } => {
						if length > 0 {
							(at, register) = (at + length, register + u64::from(rise));
						}
					},
					Act::Reset => (at, register) = (at + 1, register / 2),
					Act::Fall { length } => {
						let read = |time, value| Read { time, value };
						let (first, last) = (read(at, 9), read(at + length, 8));
						let (min, max) = (8, 9);
						let summary =
							Summary { count: 2, first, last, min, max, sum: 0, violations: 0 };
						say(device, 0, summary, Facts::NONE);
						at += length;
						// What comes after the last run is in doubt.
						if let Some(last) = runs.last().map(|run| run.last) {
							runs.push(Run { meter: 0, first: last, last, doubtful: true });
						}
					},
				}
			}
			let all = Register::new(&runs, SLOT as u32).expect("they are in order");
			let falls = runs.windows(2).filter_map(|pair| {
				let (before, after) = (pair[0].last, pair[1].first);
				(after.register < before.register).then_some((before.at.0, after.at.0))
			});
			let falls: Vec<_> = falls.collect();
			for period in [PERIOD, Period(PERIOD.0 + 1), Period(PERIOD.0 + 2)] {
				let begin = end(Period(period.0 - 1));
				let all = all.within(Millis(begin), Millis(end(period)));
				for slot in Market::timing().slots(period) {
					let found = metered(point, slot).map(|(import, ..)| import);
					let (starts, ends) = (start(slot), start(slot) + SLOT);
					let fell = falls.iter().any(|(from, to)| *from < ends && starts < *to);
					let expected = all.energy(Millis(starts), Millis(ends)).filter(|_| !fell);
					let most = |interval: Interval| interval.energy.0.min(2_751);
					assert_eq!(found, expected.map(most), "{slot}");
					let (_, place) = Market::locate(&Market::timing(), slot);
					let quality = SlotReadings::<Test>::get(point, period)
						.and_then(|readings| readings.import.get(place))
						.map(|interval| interval.quality);
					assert_eq!(quality, expected.map(|interval| interval.quality), "{slot}");
				}
			}
		});
		Ok(())
	};
	TestRunner::new(config).run(&acts, session).expect("slots are what the runs say");
}
