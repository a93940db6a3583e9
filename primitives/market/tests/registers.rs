//! The energy of slots, from readings.

use proptest::prelude::*;
use tallystick_evidence::{Point, Summary};
use tallystick_market::{
	substitute, Interval, Quality, Reading, Register, RegisterError, Run, RunError,
};
use tallystick_records::{telemetry::Trust, Millis, WattHours};
use tallystick_world::Numbers;

/// A slot of 100 ms keeps the figures short.
const SLOT: u32 = 100;

fn reading(at: u64, register: u64) -> Reading {
	Reading { at: Millis(at), register: WattHours(register) }
}

fn run(meter: u32, first: (u64, u64), last: (u64, u64)) -> Run {
	Run { meter, first: reading(first.0, first.1), last: reading(last.0, last.1), doubtful: false }
}

fn slot(runs: &[Run], number: u64) -> Option<(u64, Quality)> {
	let register = Register::new(runs, SLOT).unwrap();
	let from = number * u64::from(SLOT);
	let found = register.energy(Millis(from), Millis(from + u64::from(SLOT)));
	found.map(|found| (found.energy.0, found.quality))
}

use Quality::{Calculated, Estimated, Provided};

#[test]
fn segments_cut_after_the_boundary_are_read_as_provided() {
	let runs =
		[run(0, (100, 50), (100, 50)), run(0, (110, 53), (200, 80)), run(0, (210, 81), (300, 95))];
	assert_eq!(slot(&runs, 1), Some((30, Provided)));
	assert_eq!(slot(&runs, 2), Some((15, Provided)));
	assert_eq!((slot(&runs, 0), slot(&runs, 3)), (None, None));
}

#[test]
fn a_boundary_between_near_readings_is_calculated() {
	// From 50 at 90 to 60 at 130: 2.5 up to 100, of which 2 count.
	let runs = [run(0, (0, 40), (90, 50)), run(0, (130, 60), (200, 80))];
	assert_eq!(slot(&runs, 0), Some((12, Calculated)));
	assert_eq!(slot(&runs, 1), Some((28, Calculated)));
	// A slot apart is near, a millisecond more is not.
	let near = [run(0, (0, 0), (50, 5)), run(0, (150, 15), (200, 20))];
	assert_eq!(slot(&near, 0), Some((10, Calculated)));
	let far = [run(0, (0, 0), (50, 5)), run(0, (151, 15), (200, 20))];
	assert_eq!(slot(&far, 0), Some((9, Estimated)));
}

#[test]
fn the_slots_of_a_gap_add_up_to_what_the_register_rose_by() {
	let runs = [run(0, (0, 10), (100, 20)), run(0, (500, 47), (600, 50))];
	let slots: Vec<_> = (0..6).map(|number| slot(&runs, number).unwrap()).collect();
	let expected = [
		(10, Provided),
		(6, Estimated),
		(7, Estimated),
		(7, Estimated),
		(7, Estimated),
		(3, Provided),
	];
	assert_eq!(slots, expected);
	assert_eq!(slots.iter().map(|slot| slot.0).sum::<u64>(), 40);
}

#[test]
fn a_register_that_fell_counts_up_to_the_fall_and_from_there() {
	// It read 130 last, and then 4: 30 before the fall, 16 after it.
	let runs =
		[run(0, (100, 100), (140, 130)), run(0, (160, 4), (200, 20)), run(0, (210, 21), (300, 40))];
	assert_eq!(slot(&runs, 1), Some((46, Estimated)));
	assert_eq!(slot(&runs, 2), Some((20, Provided)));
}

#[test]
fn a_replaced_meter_counts_by_both_registers() {
	let at_once = [run(0, (100, 100), (200, 130)), run(1, (200, 7_000), (300, 7_011))];
	assert_eq!(slot(&at_once, 1), Some((30, Provided)));
	assert_eq!(slot(&at_once, 2), Some((11, Provided)));
	// Nobody knows what was used while there was no meter.
	let later = [run(0, (100, 100), (200, 130)), run(1, (230, 7_000), (300, 7_011))];
	assert_eq!(slot(&later, 1), Some((30, Provided)));
	assert_eq!(slot(&later, 2), Some((11, Estimated)));
	// A new register that happens to show less or as much is no other case.
	let less = [run(0, (100, 100), (200, 130)), run(1, (200, 0), (300, 11))];
	assert_eq!(slot(&less, 2), Some((11, Provided)));
}

#[test]
fn doubtful_readings_make_an_estimate() {
	let mut runs =
		[run(0, (0, 0), (100, 10)), run(0, (110, 11), (200, 20)), run(0, (210, 21), (300, 30))];
	runs[1].doubtful = true;
	let found: Vec<_> = (0..3).map(|number| slot(&runs, number).unwrap()).collect();
	// The register at the beginning of the third slot is one of the doubtful readings.
	assert_eq!(found, [(10, Provided), (10, Estimated), (10, Estimated)]);
}

#[test]
fn only_a_run_that_rises_counts() {
	let point = |time, value| Point { time, value };
	let summary = |first, last, min, max| Summary {
		count: 3,
		first: point(5, first),
		last: point(9, last),
		min,
		max,
		sum: 0,
		violations: 0,
	};
	let new = |summary: Summary, exponent| Run::new(&summary, exponent, 2, Trust::Trusted);
	assert_eq!(new(summary(10, 20, 10, 21), 0), Err(RunError::Falls));
	assert_eq!(new(summary(10, 20, 9, 20), 0), Err(RunError::Falls));
	assert_eq!(new(summary(-1, 20, -1, 20), 0), Err(RunError::Value));
	let registers = |exponent| {
		let run = new(summary(1_999, 2_000, 1_999, 2_000), exponent).unwrap();
		(run.first.register.0, run.last.register.0)
	};
	assert_eq!(registers(0), (1_999, 2_000));
	assert_eq!(registers(-3), (1, 2));
	assert_eq!(registers(3), (1_999_000, 2_000_000));
	assert_eq!(registers(i8::MIN), (0, 0));
	let large = summary(1, i64::MAX, 1, i64::MAX);
	assert_eq!(new(large, 2), Err(RunError::Value));
	assert_eq!(new(large, 100), Err(RunError::Value));
	let doubted = Run::new(&summary(1, 2, 1, 2), 0, 2, Trust::Doubtful).unwrap();
	assert!(doubted.doubtful);
}

#[test]
fn a_run_may_begin_with_the_last_reading_of_the_one_before() {
	let runs = [run(0, (0, 1), (100, 9)), run(0, (100, 9), (200, 30))];
	assert_eq!(slot(&runs, 0), Some((8, Provided)));
	assert_eq!(slot(&runs, 1), Some((21, Provided)));
}

#[test]
fn runs_out_of_order_are_refused() {
	let refused = |runs: &[Run]| Register::new(runs, SLOT).unwrap_err();
	let first = run(0, (10, 1), (20, 2));
	assert_eq!(refused(&[first, run(0, (20, 3), (30, 3))]), RegisterError::Order(1));
	assert_eq!(refused(&[first, run(0, (15, 2), (30, 3))]), RegisterError::Order(1));
	assert_eq!(refused(&[run(1, (0, 1), (5, 2)), first]), RegisterError::Order(1));
	assert_eq!(refused(&[run(0, (20, 1), (10, 2))]), RegisterError::Order(0));
	assert_eq!(refused(&[run(0, (10, 2), (20, 1))]), RegisterError::Order(0));
	assert_eq!(refused(&[run(0, (10, 2), (10, 3))]), RegisterError::Order(0));
	let none: [Run; 0] = [];
	assert_eq!(Register::new(&none, SLOT).unwrap().energy(Millis(0), Millis(1)), None);
}

#[test]
fn silence_is_estimated_by_the_week_before_or_the_standard_within_the_points_power() {
	let estimate = |energy| Interval { energy: WattHours(energy), quality: Estimated };
	assert_eq!(substitute(Some(WattHours(70)), WattHours(50), 100), estimate(70));
	assert_eq!(substitute(Some(WattHours(30)), WattHours(50), 100), estimate(50));
	assert_eq!(substitute(Some(WattHours(170)), WattHours(50), 100), estimate(100));
	assert_eq!(substitute(None, WattHours(50), 100), estimate(50));
	assert_eq!(substitute(None, WattHours(150), 100), estimate(100));
	assert_eq!([Provided, Calculated, Estimated].map(Quality::code), ["A04", "A06", "A03"]);
}

#[test]
fn a_slot_has_no_more_than_the_points_power_allows() {
	let interval = |energy, quality| Interval { energy: WattHours(energy), quality };
	assert_eq!(interval(100, Provided).at_most(100), interval(100, Provided));
	assert_eq!(interval(101, Provided).at_most(100), interval(100, Estimated));
	assert_eq!(interval(90, Estimated).at_most(100), interval(90, Estimated));
}

#[test]
fn each_of_two_times_has_all_of_a_gap_between_them() {
	// A gap over five slots, of which the end of a period is after the second one.
	let runs = [run(0, (0, 0), (100, 10)), run(0, (600, 40), (700, 49))];
	let all = Register::new(&runs, SLOT).unwrap();
	let within = |from, to| {
		let register = all.within(Millis(from), Millis(to));
		let slots = (from..to).step_by(100);
		let energies = slots.map(|at| register.energy(Millis(at), Millis(at + 100)));
		let energies = energies.map(|own| own.map(|own| (own.energy.0, own.quality)));
		energies.collect::<Vec<_>>()
	};
	let expected = [(10, Provided), (15, Estimated), (15, Estimated)].map(Some);
	assert_eq!(within(0, 300), expected);
	let expected = [(10, Estimated), (10, Estimated), (10, Estimated), (9, Provided)].map(Some);
	assert_eq!(within(300, 700), expected);
	assert_eq!(within(700, 800), [None]);
}

/// Runs by chance, with gaps, falls, replacements and doubts.
fn random_runs(chance: &mut Numbers) -> Vec<Run> {
	let (mut at, mut register, mut meter) = (chance.below(150), chance.below(500), 0);
	let mut runs = Vec::new();
	for _ in 0..1 + chance.below(9) {
		let first = (at, register);
		if chance.below(3) > 0 {
			at += 1 + chance.below(130);
			if chance.below(2) == 0 {
				// Cut at a boundary.
				at = at.next_multiple_of(SLOT.into());
			}
			register += chance.below(40);
		}
		let mut run = run(meter, first, (at, register));
		run.doubtful = chance.below(9) == 0;
		runs.push(run);
		at += [1, 1, 10, 50, 100, 101, 350][chance.below(7) as usize];
		match chance.below(9) {
			0 => register = chance.below(register + 1),
			1 => {
				meter += 1;
				register = chance.below(1_000);
				at -= u64::from(chance.below(2) == 0);
			},
			_ => register += chance.below(40),
		}
	}
	runs
}

/// The same rule from single readings: each part of the register that only rises is read at both ends.
fn reference(runs: &[Run], from: u64, to: u64) -> Option<(u64, Quality)> {
	let readings: Vec<(u64, u64, usize)> = runs
		.iter()
		.enumerate()
		.flat_map(|(index, run)| {
			[
				(run.first.at.0, run.first.register.0, index),
				(run.last.at.0, run.last.register.0, index),
			]
		})
		.collect();
	if readings.first()?.0 > from
		|| readings.last()?.0 < to
		|| readings.first()?.0 == readings.last()?.0
	{
		return None;
	}
	let breaks = |a: &(u64, u64, usize), b: &(u64, u64, usize)| {
		runs[a.2].meter != runs[b.2].meter || a.1 > b.1
	};
	let mut energy = 0;
	for part in readings.chunk_by(|a, b| !breaks(a, b)) {
		let read = |moment: u64| {
			let moment = moment.clamp(part[0].0, part[part.len() - 1].0);
			let before = part.iter().rev().find(|reading| reading.0 <= moment).unwrap();
			let after = part.iter().find(|reading| reading.0 >= moment).unwrap();
			match after.0 - before.0 {
				0 => before.1,
				length => before.1 + (after.1 - before.1) * (moment - before.0) / length,
			}
		};
		energy += read(to) - read(from);
	}
	let mut quality = Provided;
	for moment in [from, to] {
		if readings.iter().all(|reading| reading.0 != moment) {
			quality = quality.max(Calculated);
		}
	}
	for pair in readings.windows(2) {
		let (a, b) = (&pair[0], &pair[1]);
		let touches = a.0 < to && b.0 > from && a.0 < b.0;
		let doubtful = runs[a.2].doubtful || runs[b.2].doubtful;
		if touches && (doubtful || breaks(a, b) || b.0 - a.0 > SLOT.into()) {
			quality = Estimated;
		}
	}
	Some((energy, quality))
}

#[test]
fn every_slot_is_as_the_reference_says() {
	let mut chance = Numbers(6);
	let mut seen = [0; 4];
	for _ in 0..50_000 {
		let runs = random_runs(&mut chance);
		for number in 0..12 {
			let from = number * u64::from(SLOT);
			let expected = reference(&runs, from, from + u64::from(SLOT));
			assert_eq!(slot(&runs, number), expected, "slot {number} of {runs:?}");
			seen[expected.map_or(3, |(_, quality)| quality as usize)] += 1;
		}
	}
	assert!(seen.iter().all(|times| *times > 1_000), "{seen:?}");
}

proptest! {
	#[test]
	fn slots_add_up_whatever_lies_between(
		steps in prop::collection::vec((1..400u64, 0..1_000u64), 1..20), from in 0..300u64, slots in 1..20u64,
	) {
		let (mut at, mut register) = (0, 0);
		let mut runs = vec![run(0, (0, 0), (0, 0))];
		for (time, rise) in steps {
			(at, register) = (at + time, register + rise);
			runs.push(run(0, (at, register), (at, register)));
		}
		let found = Register::new(&runs, SLOT).unwrap();
		let energy = |from: u64, to: u64| found.energy(Millis(from), Millis(to)).map(|one| one.energy.0);
		let length = u64::from(SLOT);
		let whole = energy(from, from + slots * length);
		let parts: Option<Vec<u64>> =
			(0..slots).map(|slot| energy(from + slot * length, from + (slot + 1) * length)).collect();
		prop_assert_eq!(whole, parts.map(|parts| parts.iter().sum()));
		prop_assert_eq!(energy(0, at), Some(register));
	}

	#[test]
	fn no_runs_panic(
		runs in prop::collection::vec((0..3u32, any::<[u64; 4]>(), any::<bool>()), 0..6),
		slot: u32, from: u64, to: u64,
	) {
		let mut runs: Vec<_> = runs
			.into_iter()
			.map(|(meter, [a, r, b, s], doubtful)| Run { doubtful, ..run(meter, (a, r), (b, s)) })
			.collect();
		let _ = Register::new(&runs, slot).map(|register| register.energy(Millis(from), Millis(to)));
		for run in &mut runs {
			*run = Run { meter: 0, ..*run };
			if run.first.at > run.last.at {
				core::mem::swap(&mut run.first.at, &mut run.last.at);
			}
			if run.first.register > run.last.register {
				core::mem::swap(&mut run.first.register, &mut run.last.register);
			}
		}
		runs.sort_by_key(|run| run.first.at);
		let _ = Register::new(&runs, slot).map(|register| register.energy(Millis(from), Millis(to)));
	}

	#[test]
	fn no_summary_panics(first: i64, last: i64, min: i64, max: i64, exponent: i8) {
		let point = |value| Point { time: 1, value };
		let (first, last) = (point(first), point(last));
		for (min, max) in [(min, max), (first.value, last.value)] {
			let summary = Summary { count: 1, first, last, min, max, sum: 0, violations: 0 };
			let _ = Run::new(&summary, exponent, 0, Trust::Doubtful);
		}
	}
}
