//! An archive of a tally's leaves, from which each leaf is found with its path.
//!
//! Each observation adds a leaf and a peak to the tally's range. A node keeps [`Kept`] under the hash of that
//! peak: the leaf, and the older peaks that merged into the new one. The hash determines what is kept under it,
//! so forks of a chain can share one archive. [`leaves`] starts at the peaks of a tally and finds the leaves of
//! any time. It reads some dozen entries, however many leaves there are.

use crate::tally::{Leaf, LeafProof, Tally, MAX_PEAKS};
use alloc::vec::Vec;
use bounded_collections::{BoundedVec, ConstU32};
use codec::{Decode, Encode};
use tallystick_evidence::{Crypto, Hash};

/// A leaf, and the peaks that merged with it into one.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode)]
pub struct Kept {
	/// The peaks, from left to right.
	pub merged: BoundedVec<Hash, ConstU32<MAX_PEAKS>>,
	/// The leaf.
	pub leaf: Leaf,
}

/// Why leaves are not found.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum ArchiveError {
	/// Nothing is kept under this hash.
	Missing(Hash),
	/// What is kept under this hash is something else.
	Wrong(Hash),
}

impl core::fmt::Display for ArchiveError {
	fn fmt(&self, f: &mut core::fmt::Formatter) -> core::fmt::Result {
		let (what, hash) = match self {
			Self::Missing(hash) => ("nothing is kept under", hash),
			Self::Wrong(hash) => ("something else is kept under", hash),
		};
		write!(f, "{what} 0x")?;
		hash.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
	}
}

impl core::error::Error for ArchiveError {}

impl Kept {
	/// The entry for the observation that turned `before` into `after`, and the hash under which to keep it.
	/// `None` if no observation did that.
	pub fn of(before: &Tally, after: &Tally) -> Option<(Hash, Self)> {
		let (peak, others) = after.peaks.split_last()?;
		let leaf = after.last.clone()?;
		let merged = before.peaks.get(others.len()..)?.to_vec();
		Some((*peak, Self { merged: merged.try_into().ok()?, leaf }))
	}
}

/// The leaves of a tally that count a moment from `from` on and before `to`, in UTC milliseconds, each with its
/// path. Returns the earliest ones, at most `most`. `read` looks up the entry under a hash.
pub fn leaves<C: Crypto>(
	tally: &Tally,
	from: u64,
	to: u64,
	most: usize,
	read: impl FnMut(&Hash) -> Option<Kept>,
) -> Result<Vec<LeafProof>, ArchiveError> {
	let done = most == 0 || from >= to;
	let mut search = Search { from, to, most, read, found: Vec::new(), done };
	// Each set bit of the number of leaves stands for a peak, the highest bit for the first one.
	let heights = (0..u32::BITS)
		.rev()
		.filter(|height| tally.observations.checked_shr(*height).is_some_and(|bits| bits & 1 == 1));
	for (peak, height) in tally.peaks.iter().zip(heights) {
		search.visit::<C>(peak, height as usize, &[])?;
	}
	Ok(search.found)
}

struct Search<Read> {
	from: u64,
	to: u64,
	most: usize,
	read: Read,
	found: Vec<LeafProof>,
	done: bool,
}

impl<Read: FnMut(&Hash) -> Option<Kept>> Search<Read> {
	/// Visits the leaves below a node, the earliest first. `above` are the siblings on the way from the node up
	/// to its peak.
	fn visit<C: Crypto>(
		&mut self,
		node: &Hash,
		height: usize,
		above: &[Hash],
	) -> Result<(), ArchiveError> {
		if self.done {
			return Ok(());
		}
		let Kept { merged, leaf } = (self.read)(node).ok_or(ArchiveError::Missing(*node))?;
		// The hash to the right of each merged peak, the last peak first.
		let mut rights = Vec::new();
		let mut right = leaf.hash::<C>();
		for left in merged.iter().rev() {
			rights.push(right);
			right = C::hash(&[left, &right]);
		}
		if right != *node || merged.len() != height {
			return Err(ArchiveError::Wrong(*node));
		}
		// The leaf is the last one here, and none ends before an earlier one.
		if leaf.end() <= self.from {
			return Ok(());
		}
		for (at, (left, right)) in merged.iter().zip(rights.iter().rev()).enumerate() {
			let lefts = merged.iter().take(at).rev();
			let path: Vec<_> = core::iter::once(right).chain(lefts).chain(above).copied().collect();
			// There are as many levels as merged peaks.
			self.visit::<C>(left, height.saturating_sub(at).saturating_sub(1), &path)?;
		}
		if self.done {
			return Ok(());
		}
		let begin = leaf.before.until;
		if begin < self.to && begin < leaf.end() {
			let path: Vec<_> = merged.iter().rev().chain(above).copied().collect();
			let path = path.try_into().map_err(|_| ArchiveError::Wrong(*node))?;
			self.done = leaf.end() >= self.to || self.found.len().saturating_add(1) >= self.most;
			self.found.push(LeafProof { leaf, path });
		} else {
			self.done = begin >= self.to;
		}
		Ok(())
	}
}
