//! What has to hold whatever the readings are.

mod common;

use codec::{Decode, Encode, MaxEncodedLen};
use common::{fold, hinge, oracle::Observation, policy, tally, tree, Chance, POLICY, STREAM};
use proptest::prelude::*;
use tallystick_condition::{
	evidence::{mmr, Incoherent, Native, Node, Point, Summary},
	tally::{EntryError, MAX_POLICIES},
	Bounds, CutError, Doubt, FoldError, Known, KnownError, Leaf, LeafProof, Measure, Opening,
	OpeningError, Policy, PolicyId, ProofError, Tally,
};
use tallystick_records::{evidence::DeviceId, telemetry::Facts, StreamId};

fn counted(tally: &Tally) -> [Bounds; 2] {
	let counted = common::oracle::counted(tally);
	[counted.value, counted.missing]
}

#[test]
fn no_fact_makes_goods_look_better_than_the_same_readings_without_it() {
	let mut doubted = 0;
	for seed in 0..30_000 {
		let mut chance = Chance::new(seed);
		let policy = chance.policy();
		let period = chance.between(4, 20) as u64;
		let spacing = policy.on(period as u32).spacing();
		let mut without = tally(period as u32, 100, policy.clone());
		let mut with = without.clone();
		for _ in 0..3 {
			let start = chance.start(without.until.until, spacing, period);
			let readings = chance.run(start, spacing, period, 12);
			let facts = chance.facts();
			let before = with.clone();
			without = fold(&without, &readings, Facts::NONE);
			with = fold(&with, &readings, facts);
			for (plain, odd) in counted(&without).into_iter().zip(counted(&with)) {
				assert!(plain.lower <= odd.lower && plain.upper <= odd.upper, "seed {seed}");
			}
			let mut cuts: Vec<u64> = (0..3)
				.map(|_| {
					let until = without.last.as_ref().unwrap().before.until;
					until + chance.0.below(without.until.until - until + 1)
				})
				.collect();
			cuts.sort_unstable();
			let tree = tree(&readings);
			let opening = Opening::of(&tree, |_| !chance.once_in(3)).unwrap();
			let nodes = opening.unfold::<Native>(&tree.run().root).unwrap();
			let known = [&without, &with].map(|tally| {
				let (leaf, meter) = (tally.last.as_ref().unwrap(), tally.meter(POLICY).unwrap());
				leaf.pieces(POLICY, &meter, &nodes, &cuts).unwrap()
			});
			assert!(known[0].charged() <= known[1].charged(), "seed {seed}");
			for (plain, odd) in known[0].pieces.iter().zip(&known[1].pieces) {
				let [plain, odd] = [plain.total(), odd.total()];
				assert!(plain.lower <= odd.lower && plain.upper <= odd.upper, "seed {seed}");
			}
			let leaf = with.last.as_ref().unwrap();
			if common::oracle::counted(&with).doubtful && leaf.end() > leaf.before.until {
				// Not better than missing data, for all of the run's time.
				let from = leaf.root.summary.first.time.max(leaf.before.until);
				let missing = u128::from(leaf.end() - from) * policy.missing();
				let [now, then] = [&with, &before].map(|tally| counted(tally)[0]);
				assert!(now.lower - then.lower >= missing, "seed {seed}");
				doubted += 1;
			}
		}
	}
	assert!(doubted > 10_000);
}

#[test]
fn silence_never_pays_while_the_truth_lies_between_the_assumed_values() {
	let mut compared = 0;
	for seed in 0..20_000 {
		let mut chance = Chance::new(seed);
		let policy = Policy { hot: 60, cold: -60, ..chance.policy() };
		let period = chance.between(4, 20) as u64;
		let spacing = policy.on(period as u32).spacing();
		let start = tally(period as u32, 100, policy);
		let first: Vec<_> = chance.run(103, spacing, period, 8);
		let withheld = chance.run(first[first.len() - 1].0 + period, spacing, period, 8);
		let last = chance.run(withheld[withheld.len() - 1].0 + period, spacing, period, 8);
		let beyond = |readings: &[(u64, i64)]| readings.iter().any(|(_, value)| value.abs() > 60);
		if [&first, &withheld, &last].into_iter().any(|run| beyond(run)) {
			continue;
		}
		let mut oracle = common::oracle::Oracle::new(&start.entries[0].policy, period, 100);
		for readings in [&first, &withheld, &last] {
			let readings = readings.clone();
			oracle.observe(&Observation { readings, facts: Facts::NONE });
		}
		let silent = fold(&fold(&start, &first, Facts::NONE), &last, Facts::GAP);
		// The last reading before the silence may stand; from then on silence is the worst.
		let leaf = silent.last.as_ref().unwrap();
		let meter = silent.meter(POLICY).unwrap();
		let from = leaf.before.until + meter.stands();
		let to = last[0].0;
		if from < to {
			let nodes = [leaf.root.summary];
			let missing = leaf.between(POLICY, &meter, &nodes, from, to).unwrap().value;
			let (truth, _) = oracle.between(from, to);
			assert!(missing.is_exact() && truth <= missing.lower, "seed {seed}");
			compared += 1;
		}
	}
	assert!(compared > 5_000, "{compared}");
}

#[test]
fn gaps_restarts_and_omissions_have_no_effect_of_their_own() {
	let policy = policy(hinge(80));
	let start = tally(60_000, 0, policy);
	let readings = [(0, 40), (60_000, 90), (120_000, 20)];
	let plain = fold(&start, &readings, Facts::NONE);
	let facts = Facts::GAP.with(Facts::RESTART).with(Facts::OMITTED);
	assert_eq!(counted(&fold(&start, &readings, facts)), counted(&plain));
	assert_ne!(counted(&fold(&start, &readings, facts.with(Facts::LATE))), counted(&plain));
}

#[test]
fn a_doubtful_reading_stays_doubtful_as_long_as_it_stands() {
	let policy = policy(hinge(80));
	let start = tally(60_000, 0, policy);
	let run = [(0, 40), (60_000, 40)];
	let next = [(120_000, 40), (180_000, 40)];
	for (facts, lower) in [(Facts::NONE, 0), (Facts::UNCALIBRATED, 2 * 60_000 * 70)] {
		let after = fold(&fold(&start, &run, facts), &next, Facts::NONE);
		// At the policy's spacing a reading can be missing for no millisecond of this.
		assert_eq!(counted(&after)[0].lower, lower, "{facts:?}");
	}
}

#[test]
fn a_summary_that_contradicts_itself_leaves_its_time_missing() {
	let start = fold(&tally(60_000, 0, policy(hinge(80))), &[(0, 40)], Facts::NONE);
	let good = tree(&[(60_000, 40), (120_000, 90), (180_000, 40)]).run().root;
	let lie = |lie: &dyn Fn(&mut Summary)| {
		let mut root = good;
		lie(&mut root.summary);
		start.fold::<Native>(root, Facts::NONE).unwrap_err()
	};
	let incoherent = FoldError::Incoherent;
	assert_eq!(lie(&|s| s.count = 0), incoherent(Incoherent::Empty));
	assert_eq!(lie(&|s| s.first.time = 180_001), incoherent(Incoherent::Times));
	assert_eq!(lie(&|s| s.count = 1), incoherent(Incoherent::Single));
	assert_eq!(lie(&|s| s.min = 41), incoherent(Incoherent::Extremes));
	assert_eq!(lie(&|s| s.sum = 171), incoherent(Incoherent::Sum));
	let beyond = lie(&|s| {
		s.max = (1 << 31) + 1;
		s.sum = 80 + i128::from(s.max);
	});
	assert_eq!(beyond, FoldError::Value((1 << 31) + 1));
	// Whoever counted the violations may have used other limits.
	let mut other = good;
	other.summary.violations = 3;
	assert!(start.fold::<Native>(other, Facts::NONE).is_ok());
	let later = fold(&start, &[(240_000, 40)], Facts::NONE);
	assert_eq!(counted(&later)[1], Bounds::exact(120_000));
	let full = Tally { observations: u32::MAX, ..start };
	assert_eq!(full.fold::<Native>(good, Facts::NONE), Err(FoldError::Full));
}

/// A tally with many observations, and all its leaves.
fn long(runs: u64) -> (Tally, Vec<Leaf>) {
	let mut tally = tally(60_000, 0, policy(hinge(80)));
	let mut leaves = vec![];
	for run in 0..runs {
		let start = run * 600_000;
		tally = fold(&tally, &[(start, 40), (start + 60_000, 90 + run as i64)], Facts::NONE);
		leaves.push(tally.last.clone().unwrap());
	}
	(tally, leaves)
}

fn proof(leaves: &[Leaf], number: usize) -> LeafProof {
	let hashes: Vec<_> = leaves.iter().map(|leaf| leaf.hash::<Native>()).collect();
	let path = mmr::path::<Native>(&hashes, number).unwrap();
	LeafProof { leaf: leaves[number].clone(), path: path.try_into().unwrap() }
}

#[test]
fn every_moment_has_one_leaf_and_its_proof() {
	let (tally, leaves) = long(37);
	let end = tally.until.until;
	for number in 0..leaves.len() {
		let proof = proof(&leaves, number);
		let [from, to] = [proof.leaf.before.until, proof.leaf.end()];
		let verified = |moment| proof.verify::<Native>(&tally, moment).cloned();
		if from < to {
			assert_eq!(verified(from).as_ref(), Ok(&leaves[number]));
			assert_eq!(verified(to - 1).as_ref(), Ok(&leaves[number]));
		}
		assert_eq!(verified(to), Err(ProofError::OtherTime));
		if let Some(before) = from.checked_sub(1) {
			assert_eq!(verified(before), Err(ProofError::OtherTime));
		}
	}
	for moment in (0..end).step_by(7_001) {
		assert_eq!(leaves.iter().filter(|leaf| leaf.covers(moment)).count(), 1);
	}
}

#[test]
fn a_leaf_that_is_not_the_tallys_is_refused() {
	let (tally, leaves) = long(37);
	let good = proof(&leaves, 9);
	let at = good.leaf.before.until;
	let refused = |change: &dyn Fn(&mut LeafProof)| {
		let mut proof = good.clone();
		change(&mut proof);
		proof.verify::<Native>(&tally, at).unwrap_err()
	};
	assert_eq!(good.verify::<Native>(&tally, at), Ok(&leaves[9]));
	let other = StreamId { device: DeviceId([8; 32]), ..STREAM };
	assert_eq!(refused(&|proof| proof.leaf.stream = other), ProofError::Stream);
	for change in [
		(&|proof: &mut LeafProof| proof.leaf.number += 1) as &dyn Fn(&mut LeafProof),
		&|proof| proof.leaf.number = 37,
		&|proof| proof.leaf.before.until -= 1,
		&|proof| proof.leaf.before.value = None,
		&|proof| proof.leaf.root.summary.max += 1,
		&|proof| proof.leaf.root.hash[0] ^= 1,
		&|proof| proof.leaf.facts = Facts::LATE,
		&|proof| proof.leaf.counted[0].value.upper += 1,
		&|proof| proof.leaf.counted[0].doubtful = true,
		&|proof| proof.path[0][0] ^= 1,
		&|proof| proof.path.truncate(2),
		&|proof| proof.path.try_push([0; 32]).unwrap(),
	] {
		assert_eq!(refused(change), ProofError::NotInTally);
	}
	// A proof outlives observations that do not merge its peak.
	let (longer, _) = long(39);
	assert_eq!(good.verify::<Native>(&longer, at), Ok(&leaves[9]));
	let stale = proof(&leaves, 36);
	assert_eq!(
		stale.verify::<Native>(&longer, stale.leaf.before.until),
		Err(ProofError::NotInTally)
	);
}

#[test]
fn policies_come_and_go_and_a_break_shows() {
	let mut tally = tally(60_000, 0, policy(hinge(80)));
	assert_eq!(tally.add(POLICY, policy(hinge(1))), Err(EntryError::Known));
	for id in 100..99 + MAX_POLICIES {
		tally.add(PolicyId(id), policy(hinge(1))).unwrap();
	}
	assert_eq!(tally.add(PolicyId(1), policy(hinge(1))), Err(EntryError::Full));
	let mut tally = fold(&tally, &[(0, 40), (60_000, 90)], Facts::NONE);
	let first = tally.last.clone().unwrap();
	let entry = tally.remove(POLICY).unwrap();
	assert_eq!(tally.remove(POLICY), None);
	assert_eq!((entry.counted.since, entry.counted.readings), (0, 2));
	tally.add(POLICY, entry.policy).unwrap();
	let tally = fold(&tally, &[(120_000, 40), (180_000, 90)], Facts::NONE);
	assert_eq!(tally.entry(POLICY).unwrap().counted.since, 1);
	let second = tally.last.clone().unwrap();
	let meter = tally.meter(POLICY).unwrap();
	let between = |from: &Leaf, to: &Leaf| tallystick_condition::between(POLICY, &meter, from, to);
	assert_eq!(between(&first, &second), Err(CutError::Broken));
	assert_eq!(between(&second, &first), Err(CutError::Broken));
	let other = PolicyId(1);
	assert_eq!(
		tallystick_condition::between(other, &meter, &first, &second),
		Err(CutError::Policy)
	);
}

#[test]
fn a_policy_that_joins_later_doubts_the_reading_that_stands() {
	let mut tally = Tally::new(STREAM, 60_000, 0);
	tally = fold(&tally, &[(0, 40), (60_000, 90)], Facts::LATE);
	tally.add(POLICY, policy(hinge(80))).unwrap();
	tally.add(PolicyId(6), Policy { ignored: Facts::LATE, ..policy(hinge(80)) }).unwrap();
	assert!(tally.entry(POLICY).unwrap().counted.doubtful);
	assert!(!tally.entry(PolicyId(6)).unwrap().counted.doubtful);
}

#[test]
fn an_observation_is_cut_in_order_and_within_its_time() {
	let tally =
		fold(&tally(60_000, 0, policy(hinge(80))), &[(30_000, 40), (90_000, 90)], Facts::NONE);
	let leaf = tally.last.as_ref().unwrap();
	let meter = tally.meter(POLICY).unwrap();
	let pieces = |cuts: &[u64]| leaf.pieces(POLICY, &meter, &[leaf.root.summary], cuts);
	assert_eq!(pieces(&[0]), Err(CutError::Pieces));
	assert_eq!(pieces(&[]), Err(CutError::Pieces));
	assert_eq!(pieces(&[0; 18]), Err(CutError::Pieces));
	assert!(pieces(&[0; 17]).is_ok());
	assert_eq!(pieces(&[0, 90_001]), Err(CutError::Order));
	assert_eq!(pieces(&[40, 30, 50]), Err(CutError::Order));
	let other = leaf.pieces(PolicyId(9), &meter, &[leaf.root.summary], &[0, 1]);
	assert_eq!(other, Err(CutError::Policy));
	let known = pieces(&[0, 50_000, 90_000]).unwrap();
	for other in [&[0, 90_000][..], &[0, 50_001, 90_000], &[0, 50_000, 89_999]] {
		assert_eq!(known.intersect(&pieces(other).unwrap()), Err(KnownError::OtherPieces));
	}
}

#[test]
fn an_opening_shows_what_the_root_commits_to_and_nothing_else() {
	for seed in 0..3_000 {
		let mut chance = Chance::new(seed);
		let tree = tree(&chance.run(5, 1, 9, 40));
		let root = tree.run().root;
		let mut pairs = Opening::of(&tree, |_| !chance.once_in(4)).unwrap().0;
		let closed = Opening(pairs.clone()).unfold::<Native>(&root).unwrap();
		assert_eq!(
			closed.iter().copied().reduce(|left, right| left.combine(&right).unwrap()),
			Some(root.summary)
		);
		if pairs.is_empty() {
			continue;
		}
		let at = chance.0.below(pairs.len() as u64) as usize;
		let side = chance.0.below(2) as usize;
		let node = &mut pairs[at][side];
		match chance.0.below(4) {
			0 => node.hash[chance.0.below(32) as usize] ^= 1,
			1 => node.summary.sum += 1,
			2 => node.summary.first.time += 1,
			_ => node.summary.max += 1,
		}
		let refused = Opening(pairs).unfold::<Native>(&root).unwrap_err();
		assert!(
			matches!(refused, OpeningError::Forged(n) | OpeningError::Unconnected(n) if n as usize <= at),
			"seed {seed}: {refused}"
		);
	}
}

#[test]
fn a_run_of_257_readings_is_open_in_one_call_and_a_longer_one_is_not() {
	let readings: Vec<_> = (0..258).map(|n| (n * 60_000, (n as i64 * 37) % 100)).collect();
	let tree_of = |count: usize| tree(&readings[..count]);
	let full = Opening::full(&tree_of(257)).unwrap();
	assert_eq!(full.0.len(), 256);
	assert_eq!(full.encode().len(), 2 + 256 * 208);
	assert_eq!(full.unfold::<Native>(&tree_of(257).run().root).unwrap().len(), 257);
	assert_eq!(Opening::full(&tree_of(258)), None);
	let around = Opening::around(&tree_of(256), 7_000_001).unwrap();
	assert_eq!(around.0.len(), 8);
}

#[test]
fn what_is_stored_is_as_short_as_it_says() {
	let (tally, leaves) = long(37);
	assert_eq!(Tally::decode(&mut &tally.encode()[..]).as_ref(), Ok(&tally));
	let json = serde_json::to_string(&tally).unwrap();
	assert_eq!(serde_json::from_str::<Tally>(&json).unwrap(), tally);
	let json = serde_json::to_string(&proof(&leaves, 3)).unwrap();
	assert_eq!(serde_json::from_str::<LeafProof>(&json).unwrap(), proof(&leaves, 3));
	println!(
		"bytes: policy {} (most {}), leaf {} (most {}), tally {} (most {}), known (most {})",
		tally.entries[0].policy.encode().len(),
		Policy::max_encoded_len(),
		leaves[3].encode().len(),
		Leaf::max_encoded_len(),
		tally.encode().len(),
		Tally::max_encoded_len(),
		Known::max_encoded_len(),
	);
	assert!(tally.encode().len() <= 1_000);
	assert!(Tally::max_encoded_len() <= 8_000);
}

fn point() -> impl Strategy<Value = Point> {
	(prop_oneof![any::<u64>(), 0..100u64], prop_oneof![any::<i64>(), -9..9i64])
		.prop_map(|(time, value)| Point { time, value })
}

proptest! {
	#[test]
	fn whatever_is_decoded_nothing_panics(
		bytes in prop::collection::vec(any::<u8>(), 0..900),
		(count, first, last) in (prop_oneof![any::<u32>(), 0..9u32], point(), point()),
		(min, max, sum, violations) in any::<(i64, i64, i128, u32)>(),
		facts in 0..512u16,
		cuts in prop::collection::vec(prop_oneof![any::<u64>(), 0..100u64], 0..5),
		period: u32,
		until: u64,
		value: Option<i64>,
	) {
		let facts = Facts::decode(&mut &facts.encode()[..]).unwrap();
		let root = Node { summary: Summary { count, first, last, min, max, sum, violations }, hash: [1; 32] };
		let any = Policy::decode(&mut &bytes[..]).unwrap_or_else(|_| Policy {
			spacing: period, stands: 7, oversampled: Doubt::Ignored, ..policy(Measure::Above(3))
		});
		let mut tally = tally(period, until, any);
		tally.until.value = value;
		if let Ok(after) = tally.fold::<Native>(root, facts) {
			tally = after;
		}
		let leaf = Leaf {
			stream: STREAM,
			number: 0,
			before: tally.until,
			root,
			facts,
			counted: vec![tally.entries[0].counted].try_into().unwrap(),
		};
		let meter = tally.meter(POLICY).unwrap();
		let _ = leaf.after(POLICY, &meter);
		if let Ok(known) = leaf.pieces(POLICY, &meter, &[root.summary, root.summary], &cuts) {
			prop_assert_eq!(known.charges().len(), known.pieces.len());
		}
		if let Ok(known) = Known::decode(&mut &bytes[..]) {
			let _ = (known.charges(), known.total(), known.charged(), known.intersect(&known));
		}
		if let Ok(opening) = Opening::decode(&mut &bytes[..]) {
			let _ = opening.unfold::<Native>(&root);
		}
		if let Ok(proof) = LeafProof::decode(&mut &bytes[..]) {
			let _ = proof.verify::<Native>(&tally, until);
		}
		let _ = tally.silence(POLICY, first.time, last.time);
	}
}
