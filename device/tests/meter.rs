//! A meter's segments end at the boundaries of slots, and each says all there is to know of them.

use proptest::prelude::*;
use tallystick_device::{
	evidence::{
		DeviceId, Hash, Limits, Native, Reading, Run, RunHasher, Scheme, SecretKey, SegmentHeader,
		Summary,
	},
	Channel, Cut, Device, Meter, PushError, SignError, Slots,
};
use tallystick_wire::{rebuild, senml, SignedSegment, MAX_MESSAGE};

const GENESIS: Hash = [0x11; 32];
const QUARTER: u64 = 900_000;
const DAY: u64 = 96 * QUARTER;
/// 2026-11-26T00:00:00Z.
const MIDNIGHT: u64 = 1_795_651_200_000;
const REGISTER: Channel = Channel { exponent: 0, limits: Limits { low: 0, high: 999_999_999 } };

/// A segment, as a gateway has it.
struct Segment {
	header: SegmentHeader,
	runs: Vec<Run>,
	/// The first register's readings.
	imports: Vec<(u64, i64)>,
}

/// A meter with two registers, and the device that signs.
struct Scene<const READINGS: usize> {
	meter: Meter<2, READINGS>,
	device: Device,
	key: SecretKey,
	segments: Vec<Segment>,
	longest: usize,
}

impl<const READINGS: usize> Scene<READINGS> {
	fn new(slot: u64, per_segment: u32) -> Self {
		let key = SecretKey::from_seed(Scheme::Ed25519, [7; 32]).unwrap();
		let id = DeviceId::of::<Native>(&key.public());
		let device = Device::begin(id, GENESIS, Scheme::Ed25519, 0, 1);
		let meter = Meter::new([REGISTER; 2], Slots::new(slot, per_segment).unwrap());
		Self { meter, device, key, segments: Vec::new(), longest: 0 }
	}

	/// Takes a reading, and seals when the meter says so.
	fn take(&mut self, time: u64, values: [i64; 2]) {
		let mut cut = self.meter.take(time, values).unwrap();
		if cut == Cut::Before {
			self.seal();
			cut = self.meter.take(time, values).unwrap();
			assert_ne!(cut, Cut::Before, "a sealed segment has room");
		}
		if cut == Cut::Now {
			self.seal();
		}
	}

	fn seal(&mut self) {
		let imports: Vec<_> = self.meter.readings().filter(|reading| reading.0 == 0).collect();
		let mut out = vec![0; MAX_MESSAGE];
		let sign = |message: &_| self.key.sign(message);
		let sealed = self.meter.seal(&mut self.device, Some(&[3; 16]), sign, &mut out).unwrap();
		assert!(self.meter.is_empty());
		self.longest = self.longest.max(sealed.length);

		let message = SignedSegment::decode(&out[..sealed.length]).unwrap();
		assert!(message.verify::<Native>(&GENESIS, &self.key.public()));
		let model: Vec<_> = (0u16..2)
			.map(|number| senml::Channel {
				number,
				name: format!("{}.8.0", number + 1),
				unit: "Wh".into(),
				exponent: REGISTER.exponent,
				limits: REGISTER.limits,
			})
			.collect();
		let segment = rebuild::<Native>(&message, &model).unwrap();
		let runs: Vec<_> = segment.runs().collect();
		for (index, run) in (0..).zip(&runs) {
			run.check(index, 2, &segment.header).unwrap();
		}
		let imports = imports.into_iter().map(|(_, time, value)| (time, value)).collect();
		self.segments.push(Segment { header: segment.header, runs, imports });
	}
}

fn times(segment: &Segment) -> (u64, u64) {
	(segment.header.start, segment.header.end)
}

/// The first and the last value of each register.
fn ends(segment: &Segment) -> Vec<(i64, i64)> {
	let summaries = segment.runs.iter().map(Run::summary);
	summaries.map(|summary| (summary.first.value, summary.last.value)).collect()
}

#[test]
fn a_segment_ends_with_the_register_at_the_end_of_its_slot() {
	let mut scene = Scene::<64>::new(QUARTER, 1);
	// Every five minutes, from seven minutes past midnight on.
	for minute in [7, 10, 15, 20, 25, 30, 35, 40, 45] {
		scene.take(MIDNIGHT + minute * 60_000, [5_000 + minute as i64, 80]);
	}
	let at = |minute: u64| MIDNIGHT + minute * 60_000;
	let all: Vec<_> = scene.segments.iter().map(times).collect();
	assert_eq!(all, [(at(7), at(15)), (at(15), at(30)), (at(30), at(45))]);
	let all: Vec<_> = scene.segments.iter().map(ends).collect();
	assert_eq!(
		all,
		[[(5_007, 5_015), (80, 80)], [(5_015, 5_030), (80, 80)], [(5_030, 5_045), (80, 80)]]
	);
	let advance = scene.segments[1].runs[0].summary().advance();
	assert_eq!(advance, Some(15), "a segment is the whole of its slot");
}

#[test]
fn a_day_is_one_segment_of_97_boundaries() {
	let mut scene = Scene::<194>::new(QUARTER, 96);
	for quarter in 0..=2 * 96 {
		let wh = 5_000 + 11 * quarter as i64;
		scene.take(MIDNIGHT + quarter * QUARTER, [wh, 2 * wh]);
	}
	let all: Vec<_> = scene.segments.iter().map(times).collect();
	assert_eq!(all, [(MIDNIGHT, MIDNIGHT + DAY), (MIDNIGHT + DAY, MIDNIGHT + 2 * DAY)]);
	for segment in &scene.segments {
		assert_eq!(segment.header.count, 2 * 97);
		assert!(segment.runs.iter().all(|run| run.summary().count == 97));
		let boundaries = (0..=96).map(|quarter| segment.header.start + quarter * QUARTER);
		assert!(segment.imports.iter().map(|(time, _)| *time).eq(boundaries));
	}
	assert_eq!(ends(&scene.segments[0])[0], (5_000, 5_000 + 96 * 11));
	assert_eq!(ends(&scene.segments[1])[0], (5_000 + 96 * 11, 5_000 + 192 * 11));
	assert!(scene.longest < 4_096, "a day is a message of {} bytes", scene.longest);
}

#[test]
fn a_register_that_falls_begins_a_segment() {
	let mut scene = Scene::<64>::new(QUARTER, 96);
	let at = |minute: u64| MIDNIGHT + minute * 60_000;
	scene.take(at(0), [5_000, 80]);
	scene.take(at(15), [5_100, 90]);
	// Only one of the two falls.
	scene.take(at(20), [5_100, 3]);
	scene.take(at(30), [5_200, 4]);
	scene.seal();
	let all: Vec<_> =
		scene.segments.iter().map(|segment| (times(segment), ends(segment))).collect();
	assert_eq!(
		all,
		[
			((at(0), at(15)), vec![(5_000, 5_100), (80, 90)]),
			((at(20), at(30)), vec![(5_100, 5_200), (3, 4)]),
		]
	);
	let [before, after] = &scene.segments[..] else { panic!("two segments") };
	assert_eq!(after.header.previous, before.header.name::<Native>());
	assert_eq!(after.header.sequence, before.header.next_sequence().unwrap());
}

#[test]
fn a_fall_right_after_a_boundary_leaves_the_boundary_out_of_the_next_segment() {
	let mut scene = Scene::<64>::new(QUARTER, 1);
	scene.take(MIDNIGHT, [5_000, 80]);
	scene.take(MIDNIGHT + QUARTER, [5_100, 80]);
	scene.take(MIDNIGHT + 2 * QUARTER, [0, 80]);
	scene.take(MIDNIGHT + 3 * QUARTER, [7, 80]);
	let imports: Vec<_> = scene.segments.iter().map(|segment| ends(segment)[0]).collect();
	assert_eq!(imports, [(5_000, 5_100), (0, 7)]);
	assert_eq!(times(&scene.segments[1]).0, MIDNIGHT + 2 * QUARTER);
}

#[test]
fn missing_readings_end_a_segment() {
	let mut scene = Scene::<64>::new(QUARTER, 96);
	scene.take(MIDNIGHT, [5_000, 80]);
	scene.take(MIDNIGHT + QUARTER, [5_100, 80]);
	// One slot later is no gap, a millisecond more is one.
	scene.take(MIDNIGHT + 2 * QUARTER, [5_200, 80]);
	scene.take(MIDNIGHT + 3 * QUARTER + 1, [5_300, 80]);
	scene.seal();
	let all: Vec<_> = scene.segments.iter().map(|segment| ends(segment)[0]).collect();
	assert_eq!(all, [(5_000, 5_200), (5_300, 5_300)]);
}

#[test]
fn a_clock_that_is_set_back_stops_no_meter() {
	let mut scene = Scene::<64>::new(QUARTER, 1);
	scene.take(MIDNIGHT + DAY, [5_000, 80]);
	scene.take(MIDNIGHT + 1_000, [5_100, 80]);
	scene.take(MIDNIGHT + QUARTER, [5_200, 80]);
	let all: Vec<_> = scene.segments.iter().map(times).collect();
	assert_eq!(all, [(MIDNIGHT + DAY, MIDNIGHT + DAY), (MIDNIGHT + 1_000, MIDNIGHT + QUARTER)]);
}

#[test]
fn a_late_boundary_reading_still_ends_its_segment() {
	let mut scene = Scene::<64>::new(QUARTER, 1);
	for minute in 0..=31 {
		// 400 ms after the minute.
		scene.take(MIDNIGHT + minute * 60_000 + 400, [minute as i64, 0]);
	}
	let all: Vec<_> = scene.segments.iter().map(times).collect();
	let at = |minute: u64| MIDNIGHT + minute * 60_000 + 400;
	assert_eq!(all, [(at(0), at(15)), (at(15), at(30))]);
}

#[test]
fn a_full_segment_ends_early_and_loses_nothing() {
	let mut scene = Scene::<7>::new(QUARTER, 96);
	for minute in 0..5 {
		scene.take(MIDNIGHT + minute * 60_000, [5_000 + minute as i64, 80]);
	}
	let imports: Vec<_> = scene.segments.iter().map(|segment| ends(segment)[0]).collect();
	assert_eq!(imports, [(5_000, 5_002), (5_002, 5_004)]);
}

#[test]
fn a_segment_that_is_due_takes_nothing_before_it_is_sealed() {
	let mut scene = Scene::<64>::new(QUARTER, 1);
	let sign = |_: &_| panic!("nothing is signed");
	let mut device = scene.device.clone();
	assert_eq!(scene.meter.seal(&mut device, None, sign, &mut [0; 512]), Err(SignError::Empty));
	let take = |scene: &mut Scene<64>, time, value| scene.meter.take(time, [value, 0]);
	assert_eq!(take(&mut scene, MIDNIGHT, 1), Ok(Cut::Later));
	assert_eq!(take(&mut scene, MIDNIGHT, 1), Err(PushError::NotRising));
	assert_eq!(take(&mut scene, MIDNIGHT + QUARTER, 2), Ok(Cut::Now));
	assert_eq!(take(&mut scene, MIDNIGHT + QUARTER + 1, 3), Ok(Cut::Before));
	assert_eq!(scene.meter.len(), 4);
	scene.seal();
	assert_eq!(take(&mut scene, MIDNIGHT + QUARTER, 2), Err(PushError::NotRising));
	assert_eq!(take(&mut scene, MIDNIGHT + QUARTER + 1, 3), Ok(Cut::Later));
	let mut unset = Scene::<64>::new(QUARTER, 1);
	assert_eq!(take(&mut unset, 5, 1), Err(PushError::ClockNotSet));
	assert!(unset.meter.is_empty());
	// What was not taken is no reading to go on from.
	assert_eq!(take(&mut unset, MIDNIGHT, 0), Ok(Cut::Later));
	assert_eq!(unset.meter.len(), 2);
}

#[test]
fn the_last_reading_of_a_meter_and_the_first_of_the_next_are_both_signed() {
	let at = MIDNIGHT + 40 * QUARTER;
	let mut old = Scene::<194>::new(QUARTER, 96);
	for quarter in 30..=40 {
		old.take(MIDNIGHT + quarter * QUARTER, [900_000 + quarter as i64, 70_000]);
	}
	assert!(old.segments.is_empty(), "the day is not over");
	old.seal();
	let mut new = Scene::<194>::new(QUARTER, 96);
	new.take(at, [12, 0]);
	new.seal();
	let (last, first) =
		(old.segments[0].runs[0].summary().last, new.segments[0].runs[0].summary().first);
	assert_eq!((last.time, last.value), (at, 900_040));
	assert_eq!((first.time, first.value), (at, 12));
	// The day goes on from there.
	new.take(at + QUARTER, [15, 0]);
	assert_eq!(new.meter.len(), 4);
}

#[test]
fn a_summary_shows_a_fall_only_below_its_first_value() {
	let summary = |values: [i64; 4]| {
		let mut run = RunHasher::new(0, REGISTER.limits);
		for (time, value) in (1..).zip(values) {
			run.push::<Native>(&Reading::plain(time, value).into()).unwrap();
		}
		*run.finish::<Native>().unwrap().unwrap().summary()
	};
	let rises =
		|summary: Summary| (summary.min, summary.max) == (summary.first.value, summary.last.value);
	assert!(!rises(summary([100, 200, 50, 300])));
	// So a meter has to cut: nobody else would see this one.
	let hidden = summary([100, 200, 150, 300]);
	assert!(rises(hidden));
	assert_eq!(hidden.advance(), Some(200), "250 Wh were used");
}

#[test]
fn slots_are_counted_in_utc() {
	assert_eq!(Slots::new(0, 1), None);
	assert_eq!(Slots::new(QUARTER, 0), None);
	assert_eq!(Slots::new(u64::MAX, 2), None);
	let slots = Slots::new(QUARTER, 96).unwrap();
	assert_eq!((slots.slot(), slots.segment()), (QUARTER, DAY));
	assert_eq!(slots.next(MIDNIGHT - 1), Some(MIDNIGHT));
	assert_eq!(slots.next(MIDNIGHT), Some(MIDNIGHT + QUARTER));
	assert_eq!(slots.end(MIDNIGHT + 1), Some(MIDNIGHT + DAY));
	assert_eq!(slots.end(MIDNIGHT), Some(MIDNIGHT + DAY));
	assert_eq!(slots.next(u64::MAX), None);
}

proptest! {
	#![proptest_config(ProptestConfig::with_cases(128))]

	#[test]
	fn each_segment_is_one_rising_stretch_of_its_slots(
		slot in prop::sample::select(vec![60_000u64, QUARTER, 3_600_000]),
		per_segment in 1..5u32,
		// Milliseconds since the last reading in parts of a slot, what each register advances by, and
		// whether it falls.
		steps in prop::collection::vec((1..=12u64, 0..1_000i64, 0..1_000i64, 0..20u8), 1..80),
	) {
		let mut scene = Scene::<32>::new(slot, per_segment);
		let (mut time, mut values) = (MIDNIGHT + 7, [500, 600]);
		let mut taken = Vec::new();
		for (parts, import, export, falls) in steps {
			time += slot * parts / 10;
			values = [values[0] + import, values[1] + export];
			match falls {
				0 => values[0] = 0,
				1 => values[1] = 0,
				_ => {},
			}
			scene.take(time, values);
			taken.push((time, values[0]));
		}
		if !scene.meter.is_empty() {
			scene.seal();
		}

		let (mut next, mut previous, mut end) = (0, [0; 32], 0);
		let mut sealed = Vec::new();
		for Segment { header, runs, imports } in &scene.segments {
			prop_assert!(header.is_sound());
			prop_assert_eq!((header.sequence, header.previous), (next, previous));
			// Nor does it begin before the one before it ended, which the chain takes for a clock
			// that was set back.
			prop_assert!(header.start >= end);
			(next, previous, end) = (header.next_sequence().unwrap(), header.name::<Native>(), header.end);
			for summary in runs.iter().map(Run::summary) {
				prop_assert_eq!((summary.min, summary.max), (summary.first.value, summary.last.value));
				prop_assert_eq!((summary.first.time, summary.last.time), (header.start, header.end));
				prop_assert_eq!(summary.violations, 0);
			}
			for pair in imports.windows(2) {
				prop_assert!(pair[0].1 <= pair[1].1 && pair[1].0 - pair[0].0 <= slot);
			}
			// No end of a segment lies within it.
			let ends = scene.meter.slots().end(header.start).unwrap();
			prop_assert!(imports.iter().rev().skip(1).all(|(time, _)| *time < ends));
			// The first may be the last of the one before.
			let again = sealed.last() == imports.first();
			sealed.extend(imports.iter().skip(again.into()).copied());
		}
		prop_assert_eq!(sealed, taken);
	}
}
