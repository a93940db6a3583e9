//! Merkle Mountain Ranges as the SDK's MMR pallet builds them, above all the one over all blocks.
//!
//! Block `n` appends the leaf of its parent `n - 1`, so the range of block `n` has `n` leaves, and
//! the leaf of a block has the block's number for its index. [`peak`] and [`append`] serve other
//! ranges, which keep their peaks.

use crate::{
	bytes::Bytes,
	crypto::{Crypto, Hash},
};

/// What the range keeps of a block.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[cfg_attr(
	feature = "codec",
	derive(
		codec::Encode,
		codec::Decode,
		codec::DecodeWithMemTracking,
		codec::MaxEncodedLen,
		scale_info::TypeInfo
	)
)]
pub struct BlockLeaf {
	/// The block's number.
	pub number: u32,
	/// The block's hash.
	pub hash: Hash,
	/// The root over its statements.
	pub statements: Hash,
}

impl BlockLeaf {
	/// The bytes that are hashed.
	pub fn to_bytes(&self) -> [u8; 68] {
		Bytes::new()
			.with(&self.number.to_le_bytes())
			.with(&self.hash)
			.with(&self.statements)
			.into_array()
	}
}

/// The range's root, from one leaf and the hashes in the order in which the SDK lists them: the
/// peaks to the left, the siblings upwards, and all peaks to the right as one.
///
/// `None` if the leaf does not exist or the hashes are not as many as there have to be.
pub fn root<C: Crypto>(leaf: &BlockLeaf, leaves: u64, items: &[Hash]) -> Option<Hash> {
	let place = Place::of(leaf.number.into(), leaves)?;
	let (lefts, items) = split(items, place.peak)?;
	let (path, mut items) = split(items, place.height as usize)?;
	let mut node = place.climb::<C>(C::hash(&[&leaf.to_bytes()]), path)?;
	// Peaks to the right are bagged already, into one.
	if !place.last {
		let (right, rest) = items.split_first()?;
		items = rest;
		node = C::hash(&[right, &node]);
	}
	if !items.is_empty() {
		return None;
	}
	Some(lefts.iter().rev().fold(node, |bagged, left| C::hash(&[&bagged, left])))
}

/// The peak above a hashed leaf, as its number from the left and its hash, from the siblings
/// upwards.
///
/// `None` if the leaf does not exist or the siblings are not as many as there have to be.
pub fn peak<C: Crypto>(
	leaf: Hash,
	index: u64,
	leaves: u64,
	path: &[Hash],
) -> Option<(usize, Hash)> {
	let place = Place::of(index, leaves)?;
	Some((place.peak, place.climb::<C>(leaf, path)?))
}

/// The last peak after a hashed leaf was appended to the range with these peaks, and how many peaks
/// stay as they are to its left.
///
/// `None` if the peaks are not as many as there have to be.
pub fn append<C: Crypto>(peaks: &[Hash], leaves: u64, leaf: Hash) -> Option<(usize, Hash)> {
	if peaks.len() != leaves.count_ones() as usize {
		return None;
	}
	let (kept, merged) = split(peaks, peaks.len().checked_sub(leaves.trailing_ones() as usize)?)?;
	Some((kept.len(), merged.iter().rev().fold(leaf, |right, left| C::hash(&[left, &right]))))
}

/// The siblings from a leaf up to its peak, for [`peak`], from all hashed leaves of the range. `None`
/// if the leaf does not exist.
#[cfg(feature = "alloc")]
pub fn path<C: Crypto>(leaves: &[Hash], index: usize) -> Option<alloc::vec::Vec<Hash>> {
	let place = Place::of(index as u64, leaves.len() as u64)?;
	let first = index.checked_sub(usize::try_from(place.index).ok()?)?;
	let below = leaves.get(first..)?;
	let mut level = below.get(..1usize.checked_shl(place.height)?)?.to_vec();
	let mut path = alloc::vec::Vec::new();
	let mut at = index.checked_sub(first)?;
	while level.len() > 1 {
		path.push(*level.get(at ^ 1)?);
		level = level.chunks(2).map(|pair| C::hash(&[pair.concat().as_slice()])).collect();
		at >>= 1;
	}
	Some(path)
}

/// Where a leaf stands in a range.
struct Place {
	// The number of the peak above it, from the left.
	peak: usize,
	// Whether no peak is to the right of that one.
	last: bool,
	// How many levels the peak is above the leaves.
	height: u32,
	// The leaf's number among those below the peak.
	index: u64,
}

impl Place {
	fn of(index: u64, leaves: u64) -> Option<Self> {
		// Each set bit of the number of leaves is a peak, the highest first.
		let (mut first, mut peak) = (0u64, 0usize);
		for height in (0..u64::BITS).rev() {
			let size = leaves & 1u64.checked_shl(height)?;
			if size == 0 {
				continue;
			}
			let end = first.checked_add(size)?;
			if index < end {
				let index = index.checked_sub(first)?;
				return Some(Self { peak, last: end == leaves, height, index });
			}
			first = end;
			peak = peak.checked_add(1)?;
		}
		None
	}

	fn climb<C: Crypto>(&self, leaf: Hash, path: &[Hash]) -> Option<Hash> {
		if path.len() != self.height as usize {
			return None;
		}
		let mut node = leaf;
		for (level, sibling) in (0..self.height).zip(path) {
			node = match self.index.checked_shr(level)? & 1 {
				1 => C::hash(&[sibling, &node]),
				_ => C::hash(&[&node, sibling]),
			};
		}
		Some(node)
	}
}

fn split(items: &[Hash], at: usize) -> Option<(&[Hash], &[Hash])> {
	Some((items.get(..at)?, items.get(at..)?))
}
