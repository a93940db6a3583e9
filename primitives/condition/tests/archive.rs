//! Leaves are found again from the peaks of their tally, each with a path that verifies.

mod common;

use common::{fold, hinge, policy, tally};
use std::{cell::Cell, collections::BTreeMap};
use tallystick_condition::{
	archive::{leaves, ArchiveError, Kept},
	Leaf, LeafProof, Tally,
};
use tallystick_evidence::{Hash, Native};
use tallystick_records::telemetry::Facts;

/// A tally with many observations, its leaves, and what is kept of them.
fn long(runs: u64) -> (Tally, Vec<Leaf>, BTreeMap<Hash, Kept>) {
	let mut now = tally(60_000, 0, policy(hinge(80)));
	let (mut all, mut archive) = (vec![], BTreeMap::new());
	for run in 0..runs {
		// Every seventh comes again and counts no time.
		let start = if run % 7 == 6 { (run - 1) * 600_000 } else { run * 600_000 };
		let after = fold(&now, &[(start, 40), (start + 60_000, 90)], Facts::NONE);
		archive.extend(Kept::of(&now, &after));
		all.extend(after.last.clone());
		now = after;
	}
	(now, all, archive)
}

#[test]
fn the_leaves_of_any_time_are_found_with_their_paths() {
	for runs in [0, 1, 2, 3, 8, 31, 32, 33] {
		let (tally, all, archive) = long(runs);
		assert_eq!((all.len(), archive.len()), (runs as usize, runs as usize));
		let end = tally.until.until;
		let moments: Vec<_> = (0..=end + 1).step_by(299_999).chain([end]).collect();
		for from in &moments {
			for to in &moments {
				let counts = |leaf: &&Leaf| {
					leaf.before.until < leaf.end() && leaf.before.until < *to && *from < leaf.end()
				};
				let expected: Vec<_> = match from < to {
					true => all.iter().filter(counts).cloned().collect(),
					false => vec![],
				};
				let read = |hash: &Hash| archive.get(hash).cloned();
				let found = leaves::<Native>(&tally, *from, *to, 100, read).unwrap();
				for proof in &found {
					proof.verify::<Native>(&tally, proof.leaf.before.until).unwrap();
				}
				let found: Vec<_> = found.into_iter().map(|LeafProof { leaf, .. }| leaf).collect();
				assert_eq!(found, expected, "{runs}: {from} to {to}");
			}
		}
	}
}

#[test]
fn a_search_among_many_leaves_reads_few_and_finds_no_more_than_asked_for() {
	let (tally, all, archive) = long(1_000);
	let reads = Cell::new(0);
	let read = |hash: &Hash| {
		reads.set(reads.get() + 1);
		archive.get(hash).cloned()
	};
	let end = tally.until.until;
	for moment in (0..end).step_by(1_234_567) {
		reads.set(0);
		let found = leaves::<Native>(&tally, moment, moment + 1, 100, read).unwrap();
		assert_eq!(found.len(), 1);
		assert!(found[0].leaf.covers(moment));
		assert!(reads.get() <= 40, "{} reads", reads.get());
	}
	reads.set(0);
	let first = leaves::<Native>(&tally, 0, end, 3, read).unwrap();
	assert_eq!(first.iter().map(|proof| proof.leaf.number).collect::<Vec<_>>(), [0, 1, 2]);
	assert!(reads.get() <= 40, "{} reads", reads.get());
	assert_eq!(leaves::<Native>(&tally, 0, end, 0, read), Ok(vec![]));
	assert_eq!(all.len(), 1_000);
}

#[test]
fn an_archive_with_a_hole_or_with_something_else_is_found_out() {
	let (tally, _, archive) = long(16);
	let peak = tally.peaks[0];
	let everything = |archive: &BTreeMap<Hash, Kept>| {
		leaves::<Native>(&tally, 0, u64::MAX, 100, |hash| archive.get(hash).cloned())
	};
	assert!(everything(&archive).is_ok());
	for hash in archive.keys() {
		let mut holed = archive.clone();
		holed.remove(hash);
		assert_eq!(everything(&holed), Err(ArchiveError::Missing(*hash)));
		let mut other = archive.clone();
		other.get_mut(hash).unwrap().leaf.number += 1;
		assert_eq!(everything(&other), Err(ArchiveError::Wrong(*hash)));
	}
	let says = ArchiveError::Missing(peak).to_string();
	assert!(says.starts_with("nothing is kept under 0x") && says.len() == 88, "{says}");
}
