//! Summary trees and plain trees.

mod common;

use common::{Numbers, LIMITS};
use proptest::prelude::*;
use tallystick_evidence::{
	merkle::{MerkleTree, RootHasher, MAX_PATH},
	run::{climb, RunTree},
	Crypto, Hash, Leaf, Limits, Native, Node, Point, Portable, Reading, RunHasher, Signature,
	Summary, SummaryError, Tree,
};

fn leaves(count: u32, seed: u64) -> Vec<Leaf> {
	let mut numbers = Numbers(seed);
	let mut time = numbers.below(1 << 40);
	(0..count)
		.map(|_| {
			time += 1 + numbers.below(5000);
			let value = match numbers.below(8) {
				0 => i64::MAX,
				1 => i64::MIN,
				_ => numbers.below(1000) as i64 - 500,
			};
			let reading = Reading { time, value, salt: numbers.bytes() };
			let signed =
				(numbers.below(4) == 0).then(|| tallystick_evidence::reading::SignedReading {
					sequence: numbers.next_u64(),
					signature: Signature(numbers.bytes()),
				});
			Leaf { reading, signed }
		})
		.collect()
}

fn naive(leaves: &[Leaf], limits: &Limits) -> Summary {
	let point = |leaf: &Leaf| Point { time: leaf.reading.time, value: leaf.reading.value };
	let values = || leaves.iter().map(|leaf| leaf.reading.value);
	Summary {
		count: leaves.len() as u32,
		first: point(&leaves[0]),
		last: point(&leaves[leaves.len() - 1]),
		min: values().min().unwrap(),
		max: values().max().unwrap(),
		sum: values().map(i128::from).sum(),
		violations: values().filter(|value| !limits.contain(*value)).count() as u32,
	}
}

fn tree(leaves: &[Leaf]) -> RunTree {
	RunTree::build::<Native>(3, LIMITS, leaves).unwrap().unwrap()
}

proptest! {
	#![proptest_config(ProptestConfig::with_cases(64))]

	#[test]
	fn hasher_and_tree_agree_with_the_naive_summary(count in 1u32..400, seed: u64) {
		let leaves = leaves(count, seed);
		let tree = tree(&leaves);
		let mut hasher = RunHasher::new(3, LIMITS);
		for leaf in &leaves {
			hasher.push::<Portable>(leaf).unwrap();
		}
		prop_assert_eq!(hasher.finish::<Portable>(), Ok(Some(tree.run())));
		prop_assert_eq!(*tree.run().summary(), naive(&leaves, &LIMITS));
	}

	#[test]
	fn disorder_is_refused_and_changes_nothing(count in 2u32..90, at in 0u32..89, back in 0u64..5000, seed: u64) {
		let at = (at % (count - 1)) as usize + 1;
		let mut leaves = leaves(count, seed);
		let late = leaves[at - 1].reading.time.saturating_sub(back);
		let good = leaves[at];
		leaves[at].reading.time = late;
		prop_assert_eq!(
			RunTree::build::<Native>(3, LIMITS, &leaves).unwrap_err(), SummaryError::Order
		);
		let mut hasher = RunHasher::new(3, LIMITS);
		for leaf in &leaves[..at] {
			hasher.push::<Native>(leaf).unwrap();
		}
		let before = hasher.finish::<Native>();
		prop_assert_eq!(hasher.push::<Native>(&leaves[at]), Err(SummaryError::Order));
		prop_assert_eq!(hasher.finish::<Native>(), before);
		prop_assert_eq!(hasher.push::<Native>(&good), Ok(()));
	}

	#[test]
	fn hash_many_is_hash(count in 0usize..70, seed: u64) {
		let mut numbers = Numbers(seed);
		fn check<const N: usize>(count: usize, numbers: &mut Numbers) -> bool {
			let inputs: Vec<[u8; N]> = (0..count).map(|_| numbers.bytes()).collect();
			let mut out = vec![Hash::default(); count];
			Native::hash_many(&inputs, &mut out);
			let mut portable = out.clone();
			Portable::hash_many(&inputs, &mut portable);
			out == portable && inputs.iter().zip(&out).all(|(i, o)| Native::hash(&[i]) == *o)
		}
		prop_assert!(check::<33>(count, &mut numbers));
		prop_assert!(check::<65>(count, &mut numbers));
		prop_assert!(check::<128>(count, &mut numbers));
		prop_assert!(check::<129>(count, &mut numbers));
		prop_assert!(check::<209>(count, &mut numbers));
	}
}

/// Every other index of the same count, and every other count of the same index.
fn others(index: u32, count: u32) -> impl Iterator<Item = (u32, u32)> {
	let indices = (0..=count + 1).filter(move |other| *other != index).map(move |i| (i, count));
	indices.chain((0..=count + 3).filter(move |other| *other != count).map(move |c| (index, c)))
}

#[test]
fn every_reading_has_one_place() {
	for count in 1..=70 {
		let leaves = leaves(count, count.into());
		let tree = tree(&leaves);
		let root = tree.run().root;
		for index in 0..count {
			let path = tree.path(index).unwrap();
			let leaf = leaves[index as usize].node::<Native>(&LIMITS);
			assert_eq!(climb::<Native>(leaf, index, count, &path), Some(root));
			for (other, claimed) in others(index, count) {
				let found = climb::<Native>(leaf, other, claimed, &path);
				// Another count can have the same sides, but the summary gives it away.
				let holds = found == Some(root) && root.summary.count == claimed;
				assert!(!holds, "{index} of {count} as {other} of {claimed}");
			}
			assert_eq!(climb::<Native>(leaf, index, count, &[&path[..], &[root]].concat()), None);
			if let Some((_, short)) = path.split_last() {
				assert_eq!(climb::<Native>(leaf, index, count, short), None);
			}
		}
		assert_eq!(tree.path(count), None);
	}
}

#[test]
fn every_leaf_of_a_plain_tree_has_one_place() {
	for count in 1..=70u32 {
		let leaves: Vec<Hash> = (0..count).map(|i| Native::hash(&[&i.to_le_bytes()])).collect();
		let tree = MerkleTree::build::<Native>(Tree::Segments, leaves.clone()).unwrap();
		let root = Some(tree.root::<Native>());
		for (index, leaf) in (0..).zip(leaves) {
			let path = tree.path(index).unwrap();
			assert!(path.len() as u32 <= MAX_PATH);
			assert_eq!(Tree::Segments.climb::<Native>(leaf, index, count, &path), root);
			for (other, claimed) in others(index, count) {
				assert_ne!(Tree::Segments.climb::<Native>(leaf, other, claimed, &path), root);
			}
			for other in [Tree::Runs, Tree::Batches, Tree::Keys, Tree::Lot] {
				assert_ne!(other.climb::<Native>(leaf, index, count, &path), root);
			}
		}
		assert_eq!(tree.path(count), None);
	}
}

#[test]
fn boundary_no_reading_makes_no_run() {
	assert!(RunTree::build::<Native>(0, LIMITS, &[]).unwrap().is_none());
	assert_eq!(RunHasher::new(0, LIMITS).finish::<Native>(), Ok(None));
}

#[test]
fn boundary_extreme_values_add_up() {
	for value in [i64::MIN, i64::MAX] {
		let leaves: Vec<Leaf> = (0..100).map(|time| Reading::plain(time, value).into()).collect();
		let run = tree(&leaves).run();
		assert_eq!(run.summary().sum, 100 * i128::from(value));
		assert_eq!(run.summary().mean(), Some(value));
		assert_eq!(run.summary().advance(), Some(0));
	}
	let summary = |first, last| Summary {
		first: Point { time: 0, value: first },
		last: Point { time: 1, value: last },
		..Summary::default()
	};
	assert_eq!(summary(i64::MIN, i64::MAX).advance(), Some(u64::MAX));
	assert_eq!(summary(1, 0).advance(), None);
	assert_eq!(Summary::default().mean(), None);
}

#[test]
fn the_shape_follows_from_the_count() {
	let nodes: Vec<Node> =
		(0..4).map(|time| Leaf::from(Reading::plain(time, 1)).node::<Native>(&LIMITS)).collect();
	let pair = Node::parent::<Native>(&nodes[1], &nodes[2]).unwrap();
	// One reading to the left of two.
	assert_eq!(Node::parent::<Native>(&nodes[0], &pair), Err(SummaryError::Shape));
	let pair = Node::parent::<Native>(&nodes[0], &nodes[1]).unwrap();
	let three = Node::parent::<Native>(&pair, &nodes[2]).unwrap();
	assert_eq!(Node::parent::<Native>(&three, &nodes[3]), Err(SummaryError::Shape));
	let none = Node {
		summary: Summary { first: Point { time: 9, value: 0 }, ..<_>::default() },
		..nodes[0]
	};
	assert_eq!(Node::parent::<Native>(&nodes[0], &none), Err(SummaryError::Shape));
	assert_eq!(Node::parent::<Native>(&none, &nodes[0]), Err(SummaryError::Shape));
}

#[test]
fn a_tree_goes_on_from_its_peaks() {
	let leaves: Vec<_> = (0..70u8).map(|leaf| [leaf; 32]).collect();
	let mut kept = Some(RootHasher::new(Tree::Events));
	for count in 1..=leaves.len() {
		let mut hasher = kept.take().expect("there are as many peaks as the count has bits");
		hasher.push::<Native>(leaves[count - 1]).expect("few leaves");
		let tree = MerkleTree::build::<Native>(Tree::Events, leaves[..count].to_vec()).unwrap();
		assert_eq!(hasher.root::<Native>(), tree.root::<Native>());
		kept = RootHasher::resume(Tree::Events, count as u32, hasher.peaks());
	}
	assert!(RootHasher::resume(Tree::Events, 3, &leaves[..1]).is_none());
}
