//! Plain Merkle trees: over a segment's runs, a batch's segments, a block's statements, a model's
//! channels and a production lot's keys.
//!
//! The leaves are paired level by level; an odd one moves up as it is, and is never doubled. The
//! root commits to the number of leaves, so that a place in the tree has one path only.

use crate::{
	crypto::{domain, Crypto, Hash},
	shape,
};

/// Which tree: no hash of one is a hash of another.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[repr(u8)]
pub enum Tree {
	/// The runs of a segment, in ascending order of the channel.
	Runs = 0,
	/// The segments of a batch.
	Segments = 1,
	/// The batches of a block, as leaves of the tree of its statements.
	Batches = 2,
	/// The key changes of a block, as leaves of the tree of its statements.
	Keys = 3,
	/// The keys of a production lot.
	Lot = 4,
	/// The events of a block: those of assets, and among them what rules and actuators did.
	Events = 5,
	/// The root over a block's events, as a leaf of the tree of its statements.
	EventRoots = 6,
	// 7 and 8 are what rules and actuators did, as leaves of the tree of events, in `tallystick-rules`.
	/// The models that a block defined, as leaves of the tree of its statements.
	Models = 9,
	/// The channels of a model, in their order.
	Channels = 10,
}

impl Tree {
	/// The first byte of this tree's leaves, nodes or roots. The kinds of a block's statements
	/// share one tree.
	const fn tag(self, kind: u8) -> u8 {
		match (self, kind) {
			(Self::Keys | Self::EventRoots | Self::Models, domain::NODE | domain::ROOT) => {
				kind | Self::Batches as u8
			},
			(tree, kind) => kind | tree as u8,
		}
	}

	/// The hash of a leaf, over its parts one after the other. More parts than [`MAX_PARTS`] do not
	/// compile.
	pub(crate) fn leaf<C: Crypto, const N: usize>(self, parts: [&[u8]; N]) -> Hash {
		const { assert!(N <= MAX_PARTS, "no leaf has so many parts") };
		let tag = [self.tag(domain::LEAF)];
		// What is left of the array is empty, and adds nothing to what is hashed.
		let mut all: [&[u8]; MAX_PARTS + 1] = [&[]; MAX_PARTS + 1];
		for (to, part) in all.iter_mut().zip(core::iter::once(tag.as_slice()).chain(parts)) {
			*to = part;
		}
		C::hash(&all)
	}

	fn node<C: Crypto>(self, left: &Hash, right: &Hash) -> Hash {
		C::hash(&[&[self.tag(domain::NODE)], left, right])
	}

	fn root_over<C: Crypto>(self, count: u32, top: &Hash) -> Hash {
		C::hash(&[&[self.tag(domain::ROOT)], &count.to_le_bytes(), top])
	}

	/// The root of a tree without leaves.
	pub fn empty<C: Crypto>(self) -> Hash {
		self.root_over::<C>(0, &[0; 32])
	}

	/// The root above a leaf. `None` if the siblings are not as many as there have to be.
	pub fn climb<C: Crypto>(
		self,
		leaf: Hash,
		index: u32,
		count: u32,
		path: &[Hash],
	) -> Option<Hash> {
		let parent = |left: &Hash, right: &Hash| Some(self.node::<C>(left, right));
		let top = shape::climb(leaf, index, count, path, parent)?;
		Some(self.root_over::<C>(count, &top))
	}
}

/// Most parts of a leaf: those of a run, and of a batch.
const MAX_PARTS: usize = 5;

/// Most siblings on a path in a tree of 2^32 - 1 leaves.
pub const MAX_PATH: u32 = 32;

/// Builds a tree's root leaf by leaf, in fixed memory.
#[derive(Clone, Debug)]
pub struct RootHasher {
	tree: Tree,
	// The tops of perfect subtrees from left to right, one for each bit of the count.
	peaks: [Hash; MAX_PATH as usize],
	count: u32,
}

impl RootHasher {
	/// A tree without leaves.
	pub const fn new(tree: Tree) -> Self {
		Self { tree, peaks: [[0; 32]; MAX_PATH as usize], count: 0 }
	}

	/// Appends a hashed leaf. `None` if there are 2^32 - 1 already.
	pub fn push<C: Crypto>(&mut self, leaf: Hash) -> Option<()> {
		let count = self.count.checked_add(1)?;
		let mut len = self.peaks_len();
		let mut node = leaf;
		for _ in 0..self.count.trailing_ones() {
			len = len.checked_sub(1)?;
			node = self.tree.node::<C>(self.peaks.get(len)?, &node);
		}
		*self.peaks.get_mut(len)? = node;
		self.count = count;
		Some(())
	}

	/// Goes on with a tree of which [`peaks`](Self::peaks) were kept. `None` if there cannot be so many.
	pub fn resume(tree: Tree, count: u32, peaks: &[Hash]) -> Option<Self> {
		let mut hasher = Self { count, ..Self::new(tree) };
		let kept = hasher.peaks_len();
		hasher.peaks.get_mut(..kept).filter(|own| own.len() == peaks.len())?.copy_from_slice(peaks);
		Some(hasher)
	}

	/// The tops of perfect subtrees from left to right, one for each bit of the count.
	pub fn peaks(&self) -> &[Hash] {
		self.peaks.get(..self.peaks_len()).unwrap_or_default()
	}

	/// The root.
	pub fn root<C: Crypto>(&self) -> Hash {
		let peaks = self.peaks.iter().take(self.peaks_len()).rev().copied();
		let top = peaks.reduce(|right, left| self.tree.node::<C>(&left, &right));
		self.tree.root_over::<C>(self.count, &top.unwrap_or_default())
	}

	const fn peaks_len(&self) -> usize {
		self.count.count_ones() as usize
	}
}

#[cfg(feature = "alloc")]
pub use tree::MerkleTree;

#[cfg(feature = "alloc")]
mod tree {
	use super::{shape, Crypto, Hash, Tree};
	use alloc::{vec, vec::Vec};

	/// A plain tree with all of its nodes, to prove from.
	#[derive(Clone, Debug)]
	pub struct MerkleTree {
		tree: Tree,
		// From the leaves to the top; only the first can be empty.
		levels: Vec<Vec<Hash>>,
	}

	impl MerkleTree {
		/// The tree over hashed leaves. `None` of more than 2^32 - 1.
		pub fn build<C: Crypto>(tree: Tree, leaves: Vec<Hash>) -> Option<Self> {
			u32::try_from(leaves.len()).ok()?;
			let mut levels = vec![leaves];
			while let Some(below) = levels.last().filter(|level| level.len() > 1) {
				let above = below.chunks(2).filter_map(|pair| match pair {
					[left, right] => Some(tree.node::<C>(left, right)),
					[alone] => Some(*alone),
					_ => None,
				});
				levels.push(above.collect());
			}
			Some(Self { tree, levels })
		}

		/// How many leaves.
		pub fn count(&self) -> u32 {
			shape::count(&self.levels)
		}

		/// The root.
		pub fn root<C: Crypto>(&self) -> Hash {
			let top = self.levels.last().and_then(|level| level.first());
			self.tree.root_over::<C>(self.count(), top.unwrap_or(&[0; 32]))
		}

		/// The siblings on the way from the leaf at `index` to the root.
		pub fn path(&self, index: u32) -> Option<Vec<Hash>> {
			shape::path(&self.levels, index)
		}

		/// The place of the leaf at `index`, with its path.
		#[cfg(feature = "codec")]
		pub fn place(&self, index: u32) -> Option<super::Place> {
			Some(super::Place { index, count: self.count(), path: self.path(index)? })
		}
	}
}

/// Where a leaf stands in a plain tree, and what leads from there to the root.
#[cfg(feature = "codec")]
#[derive(
	Clone,
	PartialEq,
	Eq,
	Debug,
	codec::Encode,
	codec::Decode,
	codec::DecodeWithMemTracking,
	scale_info::TypeInfo,
)]
pub struct Place {
	/// The leaf's number, from zero.
	pub index: u32,
	/// How many leaves the tree has.
	pub count: u32,
	/// The siblings, from the leaf upwards.
	pub path: alloc::vec::Vec<Hash>,
}

#[cfg(feature = "codec")]
impl Place {
	/// The root above `leaf`, if it stands here.
	pub fn root<C: Crypto>(&self, tree: Tree, leaf: Hash) -> Option<Hash> {
		tree.climb::<C>(leaf, self.index, self.count, &self.path)
	}
}

#[cfg(all(test, feature = "alloc"))]
mod tests {
	use super::*;
	use crate::Portable;
	use alloc::vec::Vec;

	#[test]
	fn works_in_fixed_memory_as_with_all_nodes() {
		for tree in [Tree::Runs, Tree::Segments, Tree::Keys] {
			let mut hasher = RootHasher::new(tree);
			let mut leaves = Vec::new();
			for count in 0..=130u32 {
				let kept = MerkleTree::build::<Portable>(tree, leaves.clone()).unwrap();
				assert_eq!(hasher.root::<Portable>(), kept.root::<Portable>(), "{count} leaves");
				let leaf = Portable::hash(&[&count.to_le_bytes()]);
				leaves.push(leaf);
				hasher.push::<Portable>(leaf).unwrap();
			}
		}
	}

	#[test]
	fn boundary_the_last_leaf() {
		let mut full = RootHasher { count: u32::MAX - 1, ..RootHasher::new(Tree::Runs) };
		full.push::<Portable>([1; 32]).unwrap();
		let root = full.root::<Portable>();
		assert_eq!(full.push::<Portable>([2; 32]), None);
		assert_eq!(full.root::<Portable>(), root);
	}
}
