//! What contradicts itself is refused, and nothing that is true is.

mod common;

use common::{Plan, Scene, LIMITS, MODES, SCHEMES};
use proptest::prelude::*;
use std::collections::BTreeSet;
use tallystick_evidence::{
	builder::{BatchBuilder, Origin, Segment, SegmentBuilder},
	run::RunTree,
	Attestation, Batch, DeviceId, Incoherent, Leaf, Limits, Misfit, Native, Point, Portable,
	Reading, Run, RunHasher, SegmentHeader, Summary,
};

/// Readings in ascending order of time, with values of every size.
fn series(most: usize) -> impl Strategy<Value = Vec<Leaf>> {
	let value = prop_oneof![
		-20..20i64,
		any::<i64>(),
		prop::sample::select(vec![i64::MIN, i64::MIN + 1, i64::MAX - 1, i64::MAX]),
	];
	let gap = prop_oneof![Just(1u64), 1..1_000_000u64];
	(any::<u32>(), prop::collection::vec((gap, value), 1..=most)).prop_map(|(start, steps)| {
		let mut time = u64::from(start);
		let reading = |(gap, value)| {
			time += gap;
			Reading::plain(time, value).into()
		};
		steps.into_iter().map(reading).collect()
	})
}

/// Any limits, also such as no value keeps to.
fn limits() -> impl Strategy<Value = Limits> {
	let bound = || prop_oneof![-20..20i64, any::<i64>(), Just(i64::MIN), Just(i64::MAX)];
	(bound(), bound()).prop_map(|(low, high)| Limits { low, high })
}

fn tree(limits: Limits, leaves: &[Leaf]) -> RunTree {
	RunTree::build::<Native>(0, limits, leaves).unwrap().unwrap()
}

proptest! {
	#[test]
	fn every_node_of_a_true_run_is_coherent(leaves in series(70), limits in limits()) {
		let tree = tree(limits, &leaves);
		let nodes = (0..).map_while(|level| {
			let nodes: Vec<_> = (0..).map_while(|index| tree.node(level, index)).collect();
			(!nodes.is_empty()).then_some(nodes)
		});
		for node in nodes.flatten() {
			prop_assert_eq!(node.summary.check(&limits), Ok(()));
		}
		let mut hasher = RunHasher::new(0, limits);
		for leaf in &leaves {
			hasher.push::<Portable>(leaf).unwrap();
		}
		let run = hasher.finish::<Portable>().unwrap().unwrap();
		prop_assert_eq!(run.summary().check(&limits), Ok(()));
	}

	#[test]
	fn true_summaries_are_coherent_together(
		leaves in series(40), limits in limits(), cuts in prop::collection::vec(any::<prop::sample::Index>(), 0..5)
	) {
		let mut cuts: Vec<_> = cuts.iter().map(|cut| cut.index(leaves.len())).collect();
		cuts.extend([0, leaves.len()]);
		cuts.sort_unstable();
		cuts.dedup();
		let parts = cuts.windows(2).map(|cut| *tree(limits, &leaves[cut[0]..cut[1]]).run().summary());
		let all = parts.reduce(|left, right| left.combine(&right).unwrap()).unwrap();
		prop_assert_eq!(all.check(&limits), Ok(()));
		prop_assert_eq!(all, *tree(limits, &leaves).run().summary());
	}

	#[test]
	fn every_built_segment_and_batch_is_sound(
		channels in prop::collection::btree_map(0..64u16, (series(9), limits()), 1..9),
		segments in 1..4u32,
	) {
		let segment = built(channels);
		let header = segment.header;
		prop_assert!(header.is_sound());
		let of = segment.runs().count() as u32;
		for (index, run) in (0..).zip(segment.runs()) {
			prop_assert_eq!(run.check(index, of, &header), Ok(()));
		}
		let readings = segment.runs().map(|run| u64::from(run.summary().count)).sum();
		prop_assert!(header.has_room(readings, of, of));
		let mut batch = BatchBuilder::new();
		for _ in 0..segments {
			batch.push(segment.leaf(None).unwrap()).unwrap();
		}
		let batch = batch.seal::<Native>([0; 32]).unwrap().batch;
		prop_assert!(batch.is_sound() && batch.fits(&header));
	}

	#[test]
	fn any_summary_is_judged_without_panic(
		numbers: (u32, u64, i64, u64, i64, i64, i64, i128, u32), limits in limits()
	) {
		let (count, first_time, first, last_time, last, min, max, sum, violations) = numbers;
		let point = |time, value| Point { time, value };
		let (first, last) = (point(first_time, first), point(last_time, last));
		let _ = Summary { count, first, last, min, max, sum, violations }.check(&limits);
	}
}

fn built(channels: impl IntoIterator<Item = (u16, (Vec<Leaf>, Limits))>) -> Segment {
	let mut builder = SegmentBuilder::new();
	for (channel, (leaves, limits)) in channels {
		for leaf in leaves {
			builder.push(channel, limits, leaf).unwrap();
		}
	}
	let origin = Origin {
		device: DeviceId([1; 32]),
		attestation: Attestation::Gateway,
		key_epoch: 0,
		boot_epoch: 0,
		sequence: 0,
		previous: [0; 32],
	};
	builder.seal::<Native>(origin).unwrap()
}

/// What a summary says beside its times.
type Said = (i64, i64, i64, i64, i128, u32);

fn summary(start: u64, count: u32, (first, last, min, max, sum, violations): Said) -> Summary {
	let point = |time, value| Point { time, value };
	let end = start + u64::from(count.max(1)) - 1;
	let (first, last) = (point(start, first), point(end, last));
	Summary { count, first, last, min, max, sum, violations }
}

const VALUES: std::ops::Range<i64> = 0..4;

/// All that is true of any `count` values, of the few that there are.
fn all_true(count: u32, limits: &Limits) -> BTreeSet<Said> {
	(0..VALUES.end.pow(count))
		.map(|mut digits| {
			let values: Vec<i64> = (0..count)
				.map(|_| {
					let value = digits % VALUES.end;
					digits /= VALUES.end;
					value
				})
				.collect();
			let (min, max) = (values.iter().min().unwrap(), values.iter().max().unwrap());
			let out = values.iter().filter(|value| !limits.contain(**value)).count();
			let sum = values.iter().copied().map(i128::from).sum();
			(values[0], values[values.len() - 1], *min, *max, sum, out as u32)
		})
		.collect()
}

/// All that passes, of the same values.
fn all_coherent(count: u32, limits: &Limits) -> BTreeSet<Said> {
	let mut all = BTreeSet::new();
	for digits in 0..VALUES.end.pow(4) {
		let [first, last, min, max] = [1, 4, 16, 64].map(|place| digits / place % VALUES.end);
		for sum in -2..=i128::from(count) * 3 + 2 {
			for violations in 0..=count + 1 {
				let said = (first, last, min, max, sum, violations);
				if summary(9, count, said).check(limits).is_ok() {
					all.insert(said);
				}
			}
		}
	}
	all
}

#[test]
fn nothing_else_than_the_truth_passes() {
	// Values lie beyond the limits on one side at most.
	for (low, high) in [(0, 3), (0, 1), (2, 3), (3, 3), (-9, 9), (2, 1), (4, 9), (-5, -1)] {
		let limits = Limits { low, high };
		for count in 1..=5 {
			let (coherent, known) = (all_coherent(count, &limits), all_true(count, &limits));
			assert_eq!(coherent, known, "{count} readings, {limits:?}");
		}
	}
	// With values on both sides the sum is known less well, but the truth passes all the same.
	let limits = Limits { low: 1, high: 2 };
	for count in 1..=5 {
		assert!(all_coherent(count, &limits).is_superset(&all_true(count, &limits)));
	}
}

#[test]
fn coherent_summaries_are_coherent_together() {
	for (low, high) in [(1, 2), (2, 2), (0, 1), (3, 0)] {
		let limits = Limits { low, high };
		let of = |count| all_coherent(count, &limits);
		for (left, right) in [(1, 1), (2, 1), (2, 2), (4, 1)] {
			for one in of(left) {
				for two in of(right) {
					let (one, two) = (summary(9, left, one), summary(20, right, two));
					let both = one.combine(&two).unwrap();
					assert_eq!(both.check(&limits), Ok(()), "{one:?} and {two:?}, {limits:?}");
				}
			}
		}
	}
}

#[test]
fn every_rule_of_summaries_refuses() {
	use Incoherent::*;
	let leaves = [(10, 0), (20, 900), (30, 5), (40, -3), (50, 7)]
		.map(|(time, value)| Leaf::from(Reading::plain(time, value)));
	let (five, one) = (*tree(LIMITS, &leaves).run().summary(), leaves[0].summary(&LIMITS));
	assert_eq!((five.violations, five.min, five.max, five.sum), (1, -3, 900, 909));
	let refused = |good: Summary, lie: &dyn Fn(&mut Summary)| {
		assert_eq!(good.check(&LIMITS), Ok(()));
		let mut bad = good;
		lie(&mut bad);
		bad.check(&LIMITS).unwrap_err()
	};
	assert_eq!(refused(five, &|s| s.count = 0), Empty);
	assert_eq!(refused(one, &|s| *s = Summary::default()), Empty);
	assert_eq!(refused(five, &|s| s.first.time = 47), Times);
	assert_eq!(refused(five, &|s| s.first.time = 51), Times);
	assert_eq!(refused(five, &|s| s.count = 42), Times);
	assert_eq!(refused(one, &|s| s.last.time += 1), Single);
	assert_eq!(refused(one, &|s| (s.last.value, s.max) = (1, 1)), Single);
	assert_eq!(refused(five, &|s| (s.min, s.max) = (900, -3)), Extremes);
	assert_eq!(refused(five, &|s| s.min = 1), Extremes);
	assert_eq!(refused(five, &|s| s.max = 6), Extremes);
	assert_eq!(refused(one, &|s| s.min = -1), Extremes);
	assert_eq!(refused(one, &|s| s.max = 1), Extremes);
	// Three readings cannot have four values.
	assert_eq!(refused(five, &|s| (s.count, s.sum) = (3, 904)), Extremes);
	assert_eq!(refused(five, &|s| s.violations = 0), Violations);
	assert_eq!(refused(five, &|s| s.violations = 4), Violations);
	assert_eq!(refused(five, &|s| s.violations = u32::MAX), Violations);
	assert_eq!(refused(one, &|s| s.violations = 1), Violations);
	let known = 7 - 3 + 900;
	for (violations, least, most) in [(1, known - 3, known + 450), (2, known + 451, known + 900)] {
		for (sum, good) in [(least - 1, false), (least, true), (most, true), (most + 1, false)] {
			let said = Summary { violations, sum, ..five }.check(&LIMITS);
			assert_eq!(said, if good { Ok(()) } else { Err(Sum) }, "{violations} and {sum}");
		}
	}
	for sum in [i128::MIN, -1, 1, 10i128.pow(30), i128::MAX] {
		assert_eq!(refused(one, &|s| s.sum = sum), Sum);
	}
}

#[test]
fn boundary_the_widest_summary() {
	let point = |time, value| Point { time, value };
	let widest = |sum| Summary {
		count: u32::MAX,
		first: point(0, i64::MIN),
		last: point(u64::MAX, i64::MAX),
		min: i64::MIN,
		max: i64::MAX,
		sum,
		violations: 0,
	};
	let others = i128::from(u32::MAX - 2);
	for (sum, good) in [
		(others * i128::from(i64::MIN) - 1, true),
		(others * i128::from(i64::MIN) - 2, false),
		(others * i128::from(i64::MAX) - 1, true),
		(others * i128::from(i64::MAX), false),
		(i128::MIN, false),
		(i128::MAX, false),
	] {
		assert_eq!(widest(sum).check(&Limits::NONE).is_ok(), good, "{sum}");
	}
	let out = Summary { violations: u32::MAX, ..widest(0) };
	assert_eq!(out.check(&Limits { low: i64::MAX, high: i64::MIN }), Ok(()));
}

#[test]
fn every_rule_of_headers_refuses() {
	let scene = Scene::new(Plan::small(Attestation::Gateway, SCHEMES[0], false));
	let good = scene.segments[0].header;
	assert!(good.is_sound());
	for bad in [
		SegmentHeader { count: 0, ..good },
		SegmentHeader { start: good.end + 1, ..good },
		SegmentHeader { sequence: u64::MAX - 7, ..good },
	] {
		assert!(!bad.is_sound(), "{bad:?}");
	}
	let last = SegmentHeader { sequence: u64::MAX - u64::from(good.count), ..good };
	assert!(last.is_sound());
}

#[test]
fn every_rule_of_runs_in_their_segment_refuses() {
	for mode in MODES {
		let scene = Scene::new(Plan::small(mode, SCHEMES[0], false));
		let header = scene.segments[0].header;
		let runs: Vec<Run> = scene.segments[0].runs().collect();
		assert_eq!(runs.iter().map(|run| run.summary().count).collect::<Vec<_>>(), [5, 3]);
		let run = runs[1];
		assert_eq!(run.check(1, 2, &header), Ok(()));

		let check = |of, change: &dyn Fn(&mut SegmentHeader)| {
			let mut header = header;
			change(&mut header);
			run.check(1, of, &header)
		};
		assert_eq!(check(2, &|h| h.count = 4), Ok(()));
		assert_eq!(check(2, &|h| h.count = 3), Err(Misfit::Count));
		assert_eq!(check(3, &|h| h.count = 4), Err(Misfit::Count));
		assert_eq!(check(2, &|h| h.start = run.summary().first.time), Ok(()));
		assert_eq!(check(2, &|h| h.start = run.summary().first.time + 1), Err(Misfit::Times));
		assert_eq!(check(2, &|h| h.end = run.summary().last.time), Ok(()));
		assert_eq!(check(2, &|h| h.end = run.summary().last.time - 1), Err(Misfit::Times));
		let alone = |count| run.check(0, 1, &SegmentHeader { count, ..header });
		assert_eq!(alone(3), Ok(()));
		assert_eq!(alone(2), Err(Misfit::Count));
		assert_eq!(alone(4), Err(Misfit::Count));

		let place = |channel, index, of| {
			let header = SegmentHeader { count: u32::MAX, ..header };
			Run { channel, ..run }.check(index, of, &header)
		};
		assert_eq!(place(0, 0, 64), Ok(()));
		assert_eq!(place(0, 0, 65), Err(Misfit::Place));
		assert_eq!(place(0, 1, 64), Err(Misfit::Place));
		assert_eq!(place(7, 7, 64), Ok(()));
		assert_eq!(place(7, 8, 9), Err(Misfit::Place));
		assert_eq!(place(8, 7, 64), Err(Misfit::Place));
		assert_eq!(place(63, 63, 64), Ok(()));
		assert_eq!(place(63, 3, 5), Err(Misfit::Place));
		assert_eq!(place(63, 5, 5), Err(Misfit::Place));
		assert_eq!(place(64, 0, 1), Err(Misfit::Place));
		assert_eq!(place(u16::MAX, 65_535, 65_536), Err(Misfit::Place));
		assert_eq!(place(7, 0, 0), Err(Misfit::Place));

		let mut lie = run;
		lie.root.summary.sum = 1 << 40;
		assert_eq!(lie.check(1, 2, &header), Err(Misfit::Incoherent(Incoherent::Sum)));
	}
}

#[test]
fn every_rule_of_batches_refuses() {
	let scene = Scene::new(Plan::small(Attestation::Gateway, SCHEMES[0], false));
	let (good, header) = (scene.batch.batch, scene.segments[1].header);
	assert_eq!((good.segments, good.readings, header.count), (3, 24, 8));
	assert!(good.is_sound() && good.fits(&header));
	for bad in [
		Batch { segments: 0, ..good },
		Batch { readings: 2, ..good },
		Batch { start: good.end + 1, ..good },
	] {
		assert!(!bad.is_sound(), "{bad:?}");
	}
	assert!(Batch { readings: 10, ..good }.fits(&header));
	assert!(Batch { readings: 8, segments: 1, ..good }.fits(&header));
	for bad in [
		Batch { readings: 9, ..good },
		Batch { readings: 9, segments: 1, ..good },
		Batch { start: header.start + 1, ..good },
		Batch { end: header.end - 1, ..good },
	] {
		assert!(!bad.fits(&header), "{bad:?}");
	}
}
