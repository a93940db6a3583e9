//! Any readings, cut into any runs, under any policy: what a tally counts contains what the readings
//! say once all are shown, whatever is opened in between. And any summary and opening whatever.
#![no_main]

use codec::{Decode, Encode};
use tallystick_condition::{
	evidence::{run::RunTree, DeviceId, Leaf, Limits, Native, Node, Reading, Summary},
	Doubt, Known, Measure, Opening, Policy, PolicyId, Probe, Tally,
};
use tallystick_records::{telemetry::Facts, StreamId, Unit};

const POLICY: PolicyId = PolicyId(1);

fn tally(policy: Policy) -> Tally {
	let stream = StreamId { device: DeviceId([1; 32]), channel: 0 };
	let mut tally = Tally::new(stream, 1_000, 5_000);
	tally.add(POLICY, policy).expect("it is the first");
	tally
}

fn series(head: [u8; 24], steps: &[u8]) {
	let signed = |at: usize| i32::from(i16::from_le_bytes([head[at], head[at + 1]]));
	let (hot, cold) = (signed(0).max(signed(2)), signed(0).min(signed(2)));
	let measure = match head[4] % 4 {
		0 => Measure::Above(signed(6)),
		1 => Measure::Below(signed(6)),
		2 => Measure::Missing,
		_ => match tallystick_condition::table::degrees_above(signed(6), 1 + u16::from(head[8])) {
			Ok(table) => Measure::Convex(table),
			Err(_) => return,
		},
	};
	let policy = Policy {
		measure,
		unit: Unit::CELSIUS,
		exponent: -1,
		probe: Probe::Air,
		stands: 1 + 20 * u32::from(head[9]),
		// One millisecond: what follows holds without an assumption.
		spacing: 0,
		hot,
		cold,
		ignored: Facts::NONE,
		oversampled: Doubt::Doubtful,
	};
	let facts = Facts::NONE.with_if(Facts::LATE, head[10] & 1 == 1);
	let per_run = 1 + usize::from(head[11]);
	let mut tally = tally(policy);
	let mut time = 1 + u64::from(head[12]) * 50;
	let readings: Vec<Leaf> = steps
		.chunks_exact(4)
		.map(|step| {
			time += 1 + u64::from(u16::from_le_bytes([step[0], step[1]]));
			Reading::plain(time, i16::from_le_bytes([step[2], step[3]]).into()).into()
		})
		.collect();
	for run in readings.chunks(per_run) {
		let Ok(Some(tree)) = RunTree::build::<Native>(0, Limits::NONE, run) else { return };
		let root = tree.run().root;
		let after = tally.fold::<Native>(root, facts).expect("true readings are counted");
		let leaf = after.last.as_ref().expect("one was counted");
		let meter = after.meter(POLICY).expect("the tally counts by it");
		let (begin, end) = (leaf.before.until, leaf.end());
		let cut = begin + (end - begin) / (1 + u64::from(head[13] % 7));
		let pieces = |opening: &Opening| -> Known {
			let nodes = opening.unfold::<Native>(&root).expect("it is the tree's");
			leaf.pieces(POLICY, &meter, &nodes, &[begin, cut, end]).expect("the cuts are in order")
		};
		let rough = pieces(&Opening::default());
		let mut bits = head[14..24].iter().flat_map(|byte| (0..8).map(move |bit| byte >> bit & 1));
		let some = Opening::of(&tree, |_| bits.next() == Some(1)).expect("80 pairs at most");
		let some = pieces(&some);
		let mut known = rough.intersect(&some).expect("they are cut alike");
		if let Some(full) = Opening::full(&tree) {
			let full = pieces(&full);
			assert!(full.pieces.iter().all(|piece| piece.inside.is_exact()));
			for source in [&rough, &some] {
				for (piece, exact) in source.pieces.iter().zip(&full.pieces) {
					assert!(piece.inside.contain(exact.inside.lower));
				}
			}
			known = known.intersect(&full).expect("they are cut alike");
			assert_eq!(known.charged(), full.charged());
		}
		let total = known.total();
		assert!(total.lower <= total.upper);
		assert_eq!(known.charges().iter().sum::<u128>(), known.charged());
		tally = after;
	}
}

fn anything(mut bytes: &[u8]) {
	let Ok((summary, policy, facts)) = <(Summary, Policy, Facts)>::decode(&mut bytes) else {
		return;
	};
	let root = Node { summary, hash: [0; 32] };
	let tally = tally(policy);
	if let Ok(after) = tally.fold::<Native>(root, facts) {
		assert_eq!(Tally::decode(&mut &after.encode()[..]).as_ref(), Ok(&after));
		let leaf = after.last.as_ref().expect("one was counted");
		let meter = after.meter(POLICY).expect("the tally counts by it");
		let cuts = [leaf.before.until, leaf.end()];
		let known = leaf.pieces(POLICY, &meter, &[summary], &cuts).expect("the cuts are in order");
		assert_eq!(known.charges(), [known.charged()]);
	}
	if let Ok(opening) = Opening::decode(&mut bytes) {
		// Nobody knows what is under a hash of zeros.
		assert!(opening.0.is_empty() || opening.unfold::<Native>(&root).is_err());
	}
}

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
	if let Some((head, steps)) = bytes.split_first_chunk::<24>() {
		series(*head, steps);
	}
	anything(bytes);
});
