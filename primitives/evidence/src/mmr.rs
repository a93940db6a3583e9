//! The Merkle Mountain Range over all blocks, as the SDK's MMR pallet builds it.
//!
//! Block `n` appends the leaf of its parent `n - 1`, so the range of block `n` has `n` leaves, and
//! the leaf of a block has the block's number for its index.

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
	let index = u64::from(leaf.number);
	if index >= leaves {
		return None;
	}
	// Each set bit of the number of leaves is a peak, the highest first.
	let (mut first, mut lefts, mut height) = (0u64, 0usize, 0u32);
	for bit in (0..u64::BITS).rev() {
		let size = leaves & 1u64.checked_shl(bit)?;
		let end = first.checked_add(size)?;
		if size == 0 {
			continue;
		}
		if index < end {
			height = bit;
			break;
		}
		first = end;
		lefts = lefts.checked_add(1)?;
	}
	let (lefts, mut items) = split(items, lefts)?;

	let place = index.checked_sub(first)?;
	let mut node = C::hash(&[&leaf.to_bytes()]);
	for level in 0..height {
		let (sibling, rest) = items.split_first()?;
		items = rest;
		node = match place.checked_shr(level)? & 1 {
			1 => C::hash(&[sibling, &node]),
			_ => C::hash(&[&node, sibling]),
		};
	}

	// Peaks to the right are bagged already, into one.
	let below = leaves & 1u64.checked_shl(height)?.wrapping_sub(1);
	if below != 0 {
		let (right, rest) = items.split_first()?;
		items = rest;
		node = C::hash(&[right, &node]);
	}
	if !items.is_empty() {
		return None;
	}
	Some(lefts.iter().rev().fold(node, |bagged, left| C::hash(&[&bagged, left])))
}

fn split(items: &[Hash], at: usize) -> Option<(&[Hash], &[Hash])> {
	Some((items.get(..at)?, items.get(at..)?))
}
