//! Segments of many slots, and what their readings say once they are shown.

use super::{
	meters::{end, metered, say_of, slot, start, PERIOD},
	*,
};
use crate::features::meters::MAX_PERIODS;
use frame::deps::frame_support::dispatch::GetDispatchInfo;
use proptest::{prelude::*, test_runner::TestRunner};
use tallystick_market::{Quality, Quality::*};
use tallystick_primitives::{
	evidence::{self, run::RunTree, Leaf, Limits, Node, Portable},
	Facts, StreamId,
};

/// A moment and a register.
pub(super) type Read = (u64, i64);

pub(super) fn readings(reads: &[Read]) -> Vec<evidence::Reading> {
	reads
		.iter()
		.map(|(time, value)| evidence::Reading { time: *time, value: *value, salt: [7; 16] })
		.collect()
}

/// The root of the tree of a segment's readings.
pub(super) fn root(reads: &[Read]) -> Node {
	let leaves: Vec<_> = readings(reads).into_iter().map(Leaf::from).collect();
	let tree = RunTree::build::<Portable>(0, Limits::NONE, &leaves);
	tree.expect("they are in order").expect("there are some").run().root
}

fn device(point: PointId) -> DeviceId {
	Market::point(point).expect("it is there").meter.device
}

/// A device reports a segment of the import register. What is exported is nothing, and known.
fn report(device: DeviceId, reads: &[Read], facts: Facts) {
	say_of(device, 0, root(reads), facts);
	let none: Vec<_> = reads.iter().map(|(time, _)| (*time, 5)).collect();
	for pair in none.windows(2) {
		say_of(device, 1, root(pair), Facts::NONE);
	}
}

fn show_stream(point: PointId, stream: StreamId, reads: &[Read]) -> DispatchResult {
	let readings = readings(reads).try_into().expect("not too many");
	bare(Market::show_readings(signed(STRANGER), point, stream, readings))
}

/// Somebody shows the readings of the import register.
fn show(point: PointId, reads: &[Read]) -> DispatchResult {
	show_stream(point, StreamId { device: device(point), channel: 0 }, reads)
}

/// The register at the beginning of so many slots and at the end of the last one. In slot n of the day, it rises
/// by n.
fn boundaries(from: Slot, slots: u64) -> Vec<Read> {
	let mut register = 1_000;
	(from.0..=from.0 + slots)
		.map(|slot| {
			let read = (start(Slot(slot)), register);
			register += (slot % 96) as i64;
			read
		})
		.collect()
}

fn import(point: PointId, slot: Slot) -> Option<(u64, Quality)> {
	metered(point, slot).map(|(import, _, quality)| (import, quality))
}

fn pending(point: PointId) -> Vec<Pending> {
	let meters = Market::meters(point);
	meters.into_iter().flat_map(|metering| metering.import.pending).collect()
}

#[test]
fn a_day_in_one_segment_is_measured_once_its_readings_are_shown() {
	run(|| {
		let point = home(HOMES[0].clone(), 1);
		let day = boundaries(slot(PERIOD, 0), 96);
		assert_eq!(day.len(), 97);
		report(device(point), &day, Facts::NONE);
		let all = || (0..96).map(|place| import(point, slot(PERIOD, place)).expect("it is known"));
		assert!(all().all(|(_, quality)| quality == Estimated));
		let used: u64 = all().map(|(energy, _)| energy).sum();
		assert_eq!(used, (0..96).sum::<u64>());

		assert_ok!(show(point, &day));
		let expected: Vec<_> = (0..96).map(|place| (place, Provided)).collect();
		assert_eq!(all().collect::<Vec<_>>(), expected);
		let stream = StreamId { device: device(point), channel: 0 };
		assert_eq!(events().pop(), Some(Event::ReadingsShown { point, stream }));
		assert_eq!(pending(point), []);
	});
}

#[test]
fn anybody_shows_readings_for_nothing_and_only_once() {
	run(|| {
		let point = home(HOMES[0].clone(), 1);
		let day = boundaries(slot(PERIOD, 0), 96);
		report(device(point), &day, Facts::NONE);
		let stream = StreamId { device: device(point), channel: 0 };
		let shown: ShownReadings = readings(&day).try_into().expect("not too many");
		let call = crate::Call::<Test>::show_readings { point, stream, readings: shown };
		let call = RuntimeCall::Market(call);
		let weight = <Test as crate::Config>::WeightInfo::show_readings(97);
		assert_eq!(call.get_dispatch_info().call_weight, weight);
		assert_noop!(bare(call.clone().dispatch(RuntimeOrigin::none())), DispatchError::BadOrigin);
		let done = call.clone().dispatch(signed(POOR)).expect("the call is sound");
		assert_eq!(done.pays_fee, Pays::No);
		assert_noop!(bare(call.dispatch(signed(STRANGER))), Error::<Test>::NothingToShow);
	});
}

#[test]
fn refuses_readings_that_are_not_all_of_the_segments() {
	run(|| {
		let (point, other) = (home(HOMES[0].clone(), 1), home(HOMES[1].clone(), 2));
		let day = boundaries(slot(PERIOD, 0), 20);
		report(device(point), &day, Facts::NONE);
		let nothing = || Error::<Test>::NothingToShow;
		let mut raised = day.clone();
		raised[7].1 += 1;
		assert_noop!(show(point, &raised), nothing());
		let mut moved = day.clone();
		moved[7].0 += 1;
		assert_noop!(show(point, &moved), nothing());
		let mut short = day.clone();
		short.remove(7);
		assert_noop!(show(point, &short), nothing());
		assert_noop!(show(point, &day[..20]), nothing());
		assert_noop!(show(point, &[]), nothing());
		let mut swapped = day.clone();
		swapped.swap(7, 8);
		assert_noop!(show(point, &swapped), Error::<Test>::UnsortedReadings);
		// Neither another point nor another register has it.
		assert_noop!(show(other, &day), nothing());
		let export = StreamId { device: device(point), channel: 1 };
		assert_noop!(show_stream(point, export, &day), nothing());
		let unknown = StreamId { device: device(point), channel: 9 };
		assert_noop!(show_stream(point, unknown, &day), nothing());
		assert_noop!(show_stream(point_id(9), export, &day), Error::<Test>::UnknownPoint);
		assert_ok!(show(point, &day));
	});
}

#[test]
fn refuses_readings_that_contradict_what_the_segment_was_observed_with() {
	run(|| {
		let point = home(HOMES[0].clone(), 1);
		let day = boundaries(slot(PERIOD, 0), 20);
		// Somebody signed another last reading than the tree has.
		let mut node = root(&day);
		node.summary.last.value += 50;
		node.summary.max += 50;
		say_of(device(point), 0, node, Facts::NONE);
		assert_noop!(show(point, &day), Error::<Test>::ReadingsDiffer);
		// Its first and last reading are the least and the greatest, but in between it fell.
		let mut fell = boundaries(slot(PERIOD, 30), 20);
		fell[9].1 = fell[8].1 - 1;
		say_of(device(point), 0, root(&fell), Facts::NONE);
		assert_noop!(show(point, &fell), Error::<Test>::RegisterFell);
		assert_eq!(pending(point).len(), 2);
	});
}

#[test]
fn readings_are_shown_until_the_last_deadline_of_their_period() {
	run(|| {
		let point = home(HOMES[0].clone(), 1);
		let next = Period(PERIOD.0 + 1);
		// From noon to noon.
		let day = boundaries(slot(PERIOD, 48), 96);
		let late = boundaries(slot(next, 60), 10);
		report(device(point), &day, Facts::NONE);
		report(device(point), &late, Facts::NONE);
		let before = Market::metered(point, PERIOD);
		Clock::set(end(PERIOD) + CORRECTION);
		let before_of_next = import(point, slot(next, 0)).expect("it is known");
		assert_eq!(before_of_next.1, Estimated);
		assert_ok!(show(point, &day));
		let after = Market::metered(point, PERIOD);
		assert_eq!(after[48..], before[48..], "its last deadline is over");
		assert!(after[48..].iter().flatten().all(|own| own.quality == Estimated));
		assert_eq!(import(point, slot(next, 0)), Some((0, Provided)));
		assert_eq!(import(point, slot(next, 47)), Some((47, Provided)));
		Clock::set(end(next) + CORRECTION - 1);
		let show = || show(point, &late);
		Clock::pass(1);
		assert_noop!(show(), Error::<Test>::TooLate);
		// What cannot be shown any more is not kept.
		assert_ok!(bare(Market::forget_readings(signed(STRANGER), point)));
		assert_eq!(pending(point), []);
		assert_noop!(show(), Error::<Test>::NothingToShow);
	});
}

#[test]
fn the_readings_of_a_segment_over_two_periods_are_shown_at_once() {
	run(|| {
		let point = home(HOMES[0].clone(), 1);
		let next = Period(PERIOD.0 + 1);
		let day = boundaries(slot(PERIOD, 48), 96);
		report(device(point), &day, Facts::NONE);
		assert_ok!(show(point, &day));
		let found = (48..96).map(|place| slot(PERIOD, place));
		let found = found.chain((0..48).map(|place| slot(next, place)));
		for slot in found {
			assert_eq!(import(point, slot), Some((slot.0 % 96, Provided)));
		}
	});
}

#[test]
fn a_segment_counts_for_the_slots_of_its_meter_alone() {
	run(|| {
		let point = home(HOMES[0].clone(), 1);
		let old = device(point);
		let boundary = slot(PERIOD, 40);
		let next = super::meter(2);
		assert_ok!(replace_meter(point, next, boundary));
		// Both read on over the boundary.
		let before = boundaries(slot(PERIOD, 30), 20);
		let after: Vec<_> = boundaries(slot(PERIOD, 35), 20);
		let after: Vec<_> = after.into_iter().map(|(at, value)| (at, 3 * value)).collect();
		report(old, &before, Facts::NONE);
		report(next.device, &after, Facts::NONE);
		let of = |device| StreamId { device, channel: 0 };
		assert_ok!(show_stream(point, of(next.device), &after));
		assert_eq!(import(point, slot(PERIOD, 39)).map(|own| own.1), Some(Estimated));
		assert_eq!(import(point, slot(PERIOD, 40)), Some((120, Provided)));
		assert_ok!(show_stream(point, of(old), &before));
		assert_eq!(import(point, slot(PERIOD, 39)), Some((39, Provided)));
		assert_eq!(import(point, slot(PERIOD, 40)), Some((120, Provided)));
	});
}

#[test]
fn a_replacement_takes_no_slot_that_the_old_meter_has_read() {
	run(|| {
		let point = home(HOMES[0].clone(), 1);
		pass(40);
		let next = ahead(1);
		// The clock of the meter is a minute ahead of the chain's.
		Clock::set(start(next) - 30_000);
		let ahead_by = start(next) + 30_000;
		report(device(point), &[(start(present()), 5), (ahead_by, 50)], Facts::NONE);
		let replace = |from| replace_meter(point, super::meter(2), from);
		assert_noop!(replace(next), Error::<Test>::TooEarly);
		assert_ok!(replace(Slot(next.0 + 1)));
	});
}

#[test]
fn a_device_shows_its_readings_to_each_of_its_points() {
	run(|| {
		let first = home(HOMES[0].clone(), 1);
		let meter = Market::point(first).expect("it is there").meter;
		let second = point_id(2);
		assert_ok!(Market::propose_point(signed(HOMES[1].clone()), second, ZONE, meter, POWERS));
		pass(40);
		assert_ok!(Market::close_point(signed(HOMES[0].clone()), first));
		let boundary = unopened();
		assert_ok!(Market::confirm_point(signed(GRID), second, HOMES[1].clone(), meter, POWERS));
		let day = boundaries(Slot(boundary.0 - 10), 20);
		report(meter.device, &day, Facts::NONE);
		let last = Slot(boundary.0 - 1);
		assert_ok!(show(first, &day));
		assert_eq!(import(first, last), Some((last.0 % 96, Provided)));
		assert_eq!(import(second, boundary).map(|own| own.1), Some(Estimated));
		assert_ok!(show(second, &day));
		assert_eq!(import(second, boundary), Some((boundary.0 % 96, Provided)));
	});
}

#[test]
fn doubtful_readings_are_not_shown() {
	run(|| {
		let point = home(HOMES[0].clone(), 1);
		let all = boundaries(slot(PERIOD, 0), 40);
		let [day, doubtful, late] = [&all[..=20], &all[20..=30], &all[30..]];
		report(device(point), day, Facts::NONE);
		assert_ok!(show(point, day));
		Clock::set(end(PERIOD));
		// A reading that is too late or of an old key is not doubtful.
		report(device(point), doubtful, Facts::UNCALIBRATED);
		assert_noop!(show(point, doubtful), Error::<Test>::NothingToShow);
		report(device(point), late, Facts::LATE.with(Facts::OLD_KEY));
		assert_ok!(show(point, late));
		assert_eq!(import(point, slot(PERIOD, 29)).map(|own| own.1), Some(Estimated));
		assert_eq!(import(point, slot(PERIOD, 30)), Some((30, Provided)));
	});
}

#[test]
fn a_slot_in_which_two_segments_meet_is_measured_once_both_are_shown() {
	let of = |is_turned: bool| {
		run(|| {
			let point = home(HOMES[0].clone(), 1);
			let all = boundaries(slot(PERIOD, 5), 11);
			let middle = (start(slot(PERIOD, 10)) + SLOT / 3, all[5].1 + 4);
			let first = [&all[..6], &[middle]].concat();
			let second = [&[middle], &all[6..]].concat();
			report(device(point), &first, Facts::NONE);
			report(device(point), &second, Facts::NONE);
			let shared = || import(point, slot(PERIOD, 10)).expect("it is known");
			assert_eq!(shared().1, Estimated);
			let order = if is_turned { [&second, &first] } else { [&first, &second] };
			assert_ok!(show(point, order[0]));
			assert_eq!(shared().1, Estimated, "half of it is not shown");
			assert_ok!(show(point, order[1]));
			assert_eq!(shared(), (10, Provided));
			SlotReadings::<Test>::get(point, PERIOD)
		})
	};
	assert_eq!(of(false), of(true));
}

#[test]
fn readings_far_apart_are_estimates_within_a_segment_too() {
	run(|| {
		let point = home(HOMES[0].clone(), 1);
		let mut day = boundaries(slot(PERIOD, 0), 20);
		day.drain(5..7);
		report(device(point), &day, Facts::NONE);
		assert_ok!(show(point, &day));
		let found: Vec<_> = (3..8).map(|place| import(point, slot(PERIOD, place))).collect();
		let estimated = Some((5, Estimated));
		let expected = [Some((3, Provided)), estimated, estimated, estimated, Some((7, Provided))];
		assert_eq!(found, expected);
	});
}

#[test]
fn the_newest_segments_of_a_register_can_be_shown() {
	run(|| {
		let point = home(HOMES[0].clone(), 1);
		let day = boundaries(slot(PERIOD, 0), 96);
		let segment = |number: u32| {
			let first = 4 * number as usize;
			day[first..=first + 4].to_vec()
		};
		for number in 0..=MAX_PENDING {
			report(device(point), &segment(number), Facts::NONE);
		}
		assert_eq!(pending(point).len(), MAX_PENDING as usize);
		assert_noop!(show(point, &segment(0)), Error::<Test>::NothingToShow);
		for number in (1..=MAX_PENDING).rev() {
			assert_ok!(show(point, &segment(number)));
		}
		assert_eq!(pending(point), []);
		assert_eq!(import(point, slot(PERIOD, 3)).map(|own| own.1), Some(Estimated));
		assert_eq!(import(point, slot(PERIOD, 4)), Some((4, Provided)));
		// They go by themselves when the next ones come after their last deadline.
		report(device(point), &segment(10), Facts::NONE);
		Clock::set(end(PERIOD) + CORRECTION);
		let later = boundaries(slot(Period(PERIOD.0 + 1), 0), 4);
		report(device(point), &later, Facts::NONE);
		assert_eq!(pending(point).len(), 1);
	});
}

#[test]
fn nothing_is_kept_of_a_segment_of_which_nothing_can_be_shown() {
	run(|| {
		let point = home(HOMES[0].clone(), 1);
		let from = slot(PERIOD, 0);
		let all = boundaries(from, 96);
		let ends = |a: usize, b: usize| vec![all[a], all[b]];
		let minutes = |slots: u64, count: u64| -> Vec<Read> {
			let start = start(slot(PERIOD, 50));
			(0..count).map(|at| (start + at * slots * SLOT / count, at as i64 + 9_000)).collect()
		};
		// No reading in between, no slot without one, too many.
		for reads in [ends(0, 9), all[10..12].to_vec(), minutes(9, u64::from(MAX_SHOWN) + 1)] {
			report(device(point), &reads, Facts::NONE);
			assert_eq!(pending(point), []);
		}
		// Of slots before the point takes part.
		let other = home(HOMES[1].clone(), 2);
		report(device(other), &boundaries(Slot(from.0 - 90), 20), Facts::NONE);
		assert_eq!(pending(other), []);
	});
}

#[test]
fn a_register_that_rises_beyond_belief_is_estimated_though_its_readings_are_shown() {
	run(|| {
		let point = home(HOMES[0].clone(), 1);
		let mut day = boundaries(slot(PERIOD, 0), 20);
		for read in &mut day[11..] {
			read.1 += 1 << 40;
		}
		report(device(point), &day, Facts::NONE);
		assert_ok!(show(point, &day));
		assert_eq!(import(point, slot(PERIOD, 10)), Some((2_751, Estimated)));
	});
}

/// What a meter does.
#[derive(Clone, Debug)]
struct Cut {
	/// From the last reading of the segment before, or so much later.
	pause: Option<(u64, u32)>,
	/// The register begins again before it.
	reset: bool,
	/// The time and the rise up to each reading after the first.
	reads: Vec<(u64, u32)>,
	facts: Facts,
	/// After how many more segments it is shown.
	delay: usize,
}

fn cut() -> impl Strategy<Value = Cut> {
	let time = prop_oneof![6 => Just(SLOT), 3 => 1..SLOT, 1 => SLOT..2 * SLOT];
	let reads = prop::collection::vec((time, 0u32..900), 2..14);
	let pause = prop_oneof![3 => Just(None), 1 => (1..2 * SLOT, 0u32..900).prop_map(Some)];
	let facts = prop_oneof![9 => Just(Facts::LATE), 1 => Just(Facts::UNCALIBRATED)];
	(pause, prop::bool::weighted(0.1), reads, facts, 0usize..6)
		.prop_map(|(pause, reset, reads, facts, delay)| Cut { pause, reset, reads, facts, delay })
}

#[test]
fn shown_slots_are_those_of_one_segment_for_each_reading() {
	let config = cases(300, file!());
	let cuts = (0..96u8, 0..SLOT, prop::collection::vec(cut(), 1..12));
	let test = |(place, offset, cuts): (u8, u64, Vec<Cut>)| {
		run(|| {
			let (point, other) = (home(HOMES[0].clone(), 1), home(HOMES[1].clone(), 2));
			let (mut at, mut register) = (start(slot(PERIOD, place)) + offset, 1_000i64);
			let mut waiting = Vec::<(usize, Vec<Read>)>::new();
			for (number, Cut { pause, reset, reads, facts, delay }) in cuts.into_iter().enumerate()
			{
				if let Some((time, rise)) = pause {
					(at, register) = (at + time, register + i64::from(rise));
				}
				if reset {
					(at, register) = (at + 1, register / 2);
				}
				let mut segment = vec![(at, register)];
				for (time, rise) in reads {
					(at, register) = (at + time, register + i64::from(rise));
					segment.push((at, register));
				}
				report(device(point), &segment, facts);
				// Readings of a short segment, and doubtful ones, are not shown.
				let (first, last) = (segment[0].0, segment[segment.len() - 1].0);
				if last - first <= SLOT || facts == Facts::UNCALIBRATED {
					report(device(other), &segment, facts);
				} else {
					segment.windows(2).for_each(|pair| report(device(other), pair, facts));
					waiting.push((number + delay, segment));
				}
				waiting.retain(|(due, segment)| {
					if *due <= number {
						assert_ok!(show(point, segment));
					}
					*due > number
				});
			}
			for (_, segment) in waiting {
				assert_ok!(show(point, &segment));
			}
			assert_eq!(pending(point), []);
			for period in PERIOD.0..PERIOD.0 + u64::from(MAX_PERIODS) {
				let stored = |point| {
					let readings = SlotReadings::<Test>::get(point, Period(period));
					let Readings { import, export, .. } = readings.unwrap_or_default();
					[import, export].map(|own| {
						let slots: Vec<_> = (0..96).map(|place| own.get(place)).collect();
						(own.energies, own.begun, own.known, slots)
					})
				};
				assert_eq!(stored(point), stored(other), "46: shown slots differ");
				let metered = |point| Market::metered(point, Period(period));
				assert_eq!(metered(point), metered(other));
			}
		});
		Ok(())
	};
	TestRunner::new(config).run(&cuts, test).expect("slots are what the readings say");
}
