//! The Merkle Mountain Range against the SDK's library and against a naive one, and headers.

mod common;

use common::{compact, header, range_of, sdk_mmr, Numbers};
use proptest::prelude::*;
use tallystick_evidence::{
	mmr, mmr::BlockLeaf, mmr_root_of, roots_of, Crypto, Hash, HeaderError, Native, Roots,
};

fn leaf(number: u32) -> BlockLeaf {
	BlockLeaf {
		number,
		hash: [number as u8; 32],
		statements: Native::hash(&[&number.to_le_bytes()]),
	}
}

fn hashes(count: u32) -> Vec<Hash> {
	(0..count).map(|number| Native::hash(&[&leaf(number).to_bytes()])).collect()
}

fn perfect(leaves: &[Hash]) -> Hash {
	match leaves {
		[one] => *one,
		_ => {
			let (left, right) = leaves.split_at(leaves.len() / 2);
			Native::hash(&[&perfect(left), &perfect(right)])
		},
	}
}

/// From the definition: perfect trees of the set bits, bagged from the right.
fn naive_root(mut leaves: &[Hash]) -> Hash {
	let mut peaks = vec![];
	while !leaves.is_empty() {
		let (peak, rest) = leaves.split_at(1 << leaves.len().ilog2());
		peaks.push(perfect(peak));
		leaves = rest;
	}
	let mut bag = peaks.pop().unwrap();
	while let Some(peak) = peaks.pop() {
		bag = Native::hash(&[&bag, &peak]);
	}
	bag
}

#[test]
fn agrees_with_the_sdk() {
	for count in 1..=40 {
		let hashes = hashes(count);
		let (root, _) = sdk_mmr(&hashes, None);
		assert_eq!(root, naive_root(&hashes));
		for number in 0..count {
			let (_, items) = sdk_mmr(&hashes, Some(number));
			assert_eq!(mmr::root::<Native>(&leaf(number), count.into(), &items), Some(root));
			// No other leaf, no other place, no item more or less.
			assert_ne!(mmr::root::<Native>(&leaf(number + 1), count.into(), &items), Some(root));
			let moved = BlockLeaf { number: number ^ 1, ..leaf(number) };
			assert_ne!(mmr::root::<Native>(&moved, count.into(), &items), Some(root));
			let more = [&items[..], &[root]].concat();
			assert_eq!(mmr::root::<Native>(&leaf(number), count.into(), &more), None);
			if let Some((_, less)) = items.split_last() {
				assert_eq!(mmr::root::<Native>(&leaf(number), count.into(), less), None);
			}
		}
		assert_eq!(mmr::root::<Native>(&leaf(count), count.into(), &[]), None);
	}
}

#[test]
fn peaks_that_grow_leaf_by_leaf_are_those_of_the_definition() {
	let leaves = hashes(70);
	let mut peaks: Vec<Hash> = vec![];
	for (count, leaf) in leaves.iter().enumerate() {
		let (kept, last) = mmr::append::<Native>(&peaks, count as u64, *leaf).unwrap();
		assert_eq!(mmr::append::<Native>(&peaks, count as u64 + 1, *leaf).is_some(), {
			(count + 1).count_ones() as usize == peaks.len()
		});
		peaks.truncate(kept);
		peaks.push(last);
		let mut bag = *peaks.last().unwrap();
		for peak in peaks.iter().rev().skip(1) {
			bag = Native::hash(&[&bag, peak]);
		}
		assert_eq!(bag, naive_root(&leaves[..=count]));
	}
}

#[test]
fn a_leaf_leads_to_its_peak_and_to_no_other() {
	for count in 1..=40u64 {
		let leaves = hashes(count as u32);
		let mut first = 0;
		let sizes = (0..64).rev().map(|bit| count & 1 << bit).filter(|size| *size > 0);
		for (number, size) in sizes.enumerate() {
			let below = &leaves[first..first + size as usize];
			for at in 0..below.len() {
				let path: Vec<Hash> = (0..size.ilog2())
					.map(|level| {
						let sibling = (at >> level) ^ 1;
						perfect(&below[sibling << level..(sibling + 1) << level])
					})
					.collect();
				let index = (first + at) as u64;
				let found = |path: &[Hash]| mmr::peak::<Native>(below[at], index, count, path);
				assert_eq!(mmr::path::<Native>(&leaves, first + at).as_ref(), Some(&path));
				assert_eq!(found(&path), Some((number, perfect(below))));
				assert_eq!(found(&[&path[..], &[[0; 32]]].concat()), None);
				if let Some((_, less)) = path.split_last() {
					assert_eq!(found(less), None);
				}
			}
			first += size as usize;
		}
		assert_eq!(mmr::peak::<Native>([0; 32], count, count, &[]), None);
		assert_eq!(mmr::path::<Native>(&leaves, leaves.len()), None);
	}
}

proptest! {
	#[test]
	fn never_panics(number: u32, leaves: u64, items in 0usize..80) {
		let items = vec![[0; 32]; items];
		let _ = mmr::root::<Native>(&leaf(number), leaves, &items);
		let _ = mmr::peak::<Native>([1; 32], number.into(), leaves, &items);
		let _ = mmr::append::<Native>(&items, leaves, [1; 32]);
	}

	#[test]
	fn header_is_read(number: u32, seed: u64, own: Option<Hash>) {
		let mut numbers = Numbers(seed);
		let root: Hash = numbers.bytes();
		let genesis: Hash = numbers.bytes();
		let mut bytes = header(&mut numbers, [1; 32], number, Some([genesis, root]), own);
		prop_assert_eq!(mmr_root_of(&bytes), Ok((number, root)));
		prop_assert_eq!(roots_of(&bytes), Ok(Roots { number, genesis, range: root, statements: own }));
		for len in 0..bytes.len() {
			prop_assert_eq!(mmr_root_of(&bytes[..len]), Err(HeaderError::Malformed));
		}
		bytes.push(0);
		prop_assert_eq!(mmr_root_of(&bytes), Err(HeaderError::Malformed));
	}

	#[test]
	fn header_of_anything_never_panics(bytes: Vec<u8>, at in 96usize..110) {
		let _ = mmr_root_of(&bytes);
		let mut long = vec![0; at];
		long.extend(bytes);
		let _ = mmr_root_of(&long);
	}
}

#[test]
fn header_digest_items() {
	let build = |items: &[&[u8]]| {
		let mut bytes = vec![0; 32];
		bytes.extend(compact(5));
		bytes.extend([0; 64]);
		bytes.extend(compact(items.len() as u32));
		bytes.extend(items.concat());
		mmr_root_of(&bytes)
	};
	let root = range_of([[6; 32], [7; 32]]);
	assert_eq!(build(&[&root]), Ok((5, [7; 32])));
	assert_eq!(
		build(&[b"\x08", b"\x00\x04x", b"\x06aura\x00", &root, b"\x05aura\x00"]),
		Ok((5, [7; 32]))
	);
	assert_eq!(build(&[]), Err(HeaderError::NoRoot));
	assert_eq!(build(&[&root, &root]), Err(HeaderError::NoRoot));
	let as_seal = [&[5], &root[1..]].concat();
	assert_eq!(build(&[&as_seal]), Err(HeaderError::NoRoot));
	assert_eq!(build(&[b"\x04TLMR\x04x"]), Err(HeaderError::Malformed));
	// The root alone names no chain.
	let bare = [b"\x04TLMR\x80".as_slice(), &[7; 32]].concat();
	assert_eq!(build(&[&bare]), Err(HeaderError::Malformed));
	assert_eq!(build(&[b"\x03"]), Err(HeaderError::Malformed));
	let own = [b"\x04TLST\x80".as_slice(), &[8; 32]].concat();
	assert_eq!(build(&[&own, &root]), Ok((5, [7; 32])));
	assert_eq!(build(&[&own]), Err(HeaderError::NoRoot));
	for twice in [[&own, &own, &root], [&own, &root, &own], [&root, &own, &own]] {
		assert_eq!(build(&twice.map(Vec::as_slice)), Err(HeaderError::NoRoot));
	}
	assert_eq!(build(&[b"\x04TLST\x04x", &root]), Err(HeaderError::Malformed));
	// 5 in two bytes, as no encoder writes it.
	let mut long = vec![0; 32];
	long.extend([5 << 2 | 1, 0]);
	long.extend([0; 65]);
	assert_eq!(mmr_root_of(&long), Err(HeaderError::Malformed));
}
