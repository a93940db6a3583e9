//! The readings of one channel in one segment, as a summary tree.

use crate::{
	crypto::{Crypto, Hash},
	merkle::Tree,
	model::MAX_CHANNELS,
	reading::{Leaf, Limits},
	segment::SegmentHeader,
	shape,
	summary::{Incoherent, Node, Summary, SummaryError},
};

/// A channel's part of a segment: what its tree says, and the tree's root.
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
pub struct Run {
	/// The channel, by its place in the device's model.
	pub channel: u16,
	/// What counts as a violation.
	pub limits: Limits,
	/// The tree's root.
	pub root: Node,
}

impl Run {
	/// The run as a leaf of its segment's tree.
	pub fn leaf<C: Crypto>(&self) -> Hash {
		Tree::Runs.leaf::<C, _>([
			&self.channel.to_le_bytes(),
			&self.limits.low.to_le_bytes(),
			&self.limits.high.to_le_bytes(),
			&self.root.summary.to_bytes(),
			&self.root.hash,
		])
	}

	/// What the tree says.
	pub const fn summary(&self) -> &Summary {
		&self.root.summary
	}

	/// Whether the run can be true as run `index` of the `of` runs of a segment with this header.
	pub fn check(&self, index: u32, of: u32, header: &SegmentHeader) -> Result<(), Misfit> {
		let summary = self.summary();
		let channel = u32::from(self.channel);
		// Channels ascend from run to run, and a model has few: as many of them follow as runs do.
		let beyond = |number: u32, all: u32| all.checked_sub(number)?.checked_sub(1);
		let fits = match (beyond(index, of), beyond(channel, MAX_CHANNELS)) {
			(Some(runs), Some(channels)) => index <= channel && runs <= channels,
			_ => false,
		};
		if !fits {
			return Err(Misfit::Place);
		}
		if !header.has_room(summary.count.into(), 1, of) {
			return Err(Misfit::Count);
		}
		if !header.covers(summary.first.time) || !header.covers(summary.last.time) {
			return Err(Misfit::Times);
		}
		summary.check(&self.limits).map_err(Misfit::Incoherent)
	}

	/// Whether one segment can have this run at place `index` and `other` at place `at`, by rule 10 of
	/// `docs/proofs.md`: from the one to the other there are no fewer channels than places.
	pub fn agrees(&self, index: u32, other: &Self, at: u32) -> bool {
		let (first, second) = if index <= at { (self, other) } else { (other, self) };
		let channels = second.channel.checked_sub(first.channel);
		channels.is_some_and(|channels| index.abs_diff(at) <= channels.into())
	}
}

/// Why a run cannot be true of its segment. The numbers are those of the rules in `docs/proofs.md`.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Misfit {
	/// 1 to 6: Its summary contradicts itself.
	Incoherent(Incoherent),
	/// 8: The segment has fewer readings than this run and one for each other run, or its only run has
	/// fewer than the segment.
	Count,
	/// 9: Its first or its last reading lies outside the segment's times.
	Times,
	/// 10: No model has its channel, or before it or after it there are more runs than channels.
	Place,
}

impl core::fmt::Display for Misfit {
	fn fmt(&self, f: &mut core::fmt::Formatter) -> core::fmt::Result {
		f.write_str(match self {
			Self::Incoherent(incoherent) => return incoherent.fmt(f),
			Self::Count => "the run's count does not fit the segment's",
			Self::Times => "the run's times do not lie within the segment's",
			Self::Place => "the run's place among the segment's runs does not fit its channel",
		})
	}
}

impl core::error::Error for Misfit {}

/// Most levels of a tree of 2^32 - 1 readings.
const LEVELS: usize = 32;

/// Builds a run's root reading by reading, in fixed memory.
#[derive(Clone, Debug)]
pub struct RunHasher {
	channel: u16,
	limits: Limits,
	// Perfect subtrees from left to right, each smaller than the one before it.
	peaks: [Node; LEVELS],
	len: usize,
}

impl RunHasher {
	/// A run without readings.
	pub const fn new(channel: u16, limits: Limits) -> Self {
		const NONE: Node = Node {
			summary: Summary {
				count: 0,
				first: crate::Point { time: 0, value: 0 },
				last: crate::Point { time: 0, value: 0 },
				min: 0,
				max: 0,
				sum: 0,
				violations: 0,
			},
			hash: [0; 32],
		};
		Self { channel, limits, peaks: [NONE; LEVELS], len: 0 }
	}

	/// Appends a reading. After an error the run is as it was.
	pub fn push<C: Crypto>(&mut self, leaf: &Leaf) -> Result<(), SummaryError> {
		let mut node = leaf.node::<C>(&self.limits);
		if let Some(last) = self.len.checked_sub(1).and_then(|last| self.peaks.get(last)) {
			last.summary.combine(&node.summary)?;
		}
		let mut len = self.len;
		while let Some(left) = len.checked_sub(1).and_then(|last| self.peaks.get(last)) {
			if left.summary.count != node.summary.count {
				break;
			}
			node = Node::parent::<C>(left, &node)?;
			len = len.saturating_sub(1);
		}
		*self.peaks.get_mut(len).ok_or(SummaryError::Overflow)? = node;
		// Bounded by LEVELS, or the line above would have failed.
		self.len = len.saturating_add(1);
		Ok(())
	}

	/// The run. `None` if it has no reading.
	pub fn finish<C: Crypto>(&self) -> Result<Option<Run>, SummaryError> {
		let mut peaks = self.peaks.iter().take(self.len).rev();
		let Some(mut root) = peaks.next().copied() else { return Ok(None) };
		for left in peaks {
			root = Node::parent::<C>(left, &root)?;
		}
		Ok(Some(Run { channel: self.channel, limits: self.limits, root }))
	}
}

/// Computes the root from a leaf and the siblings on its way up. `None` if the siblings are not as
/// many as there have to be, or two nodes cannot stand side by side.
pub fn climb<C: Crypto>(leaf: Node, index: u32, count: u32, path: &[Node]) -> Option<Node> {
	shape::climb(leaf, index, count, path, |left, right| Node::parent::<C>(left, right).ok())
}

#[cfg(feature = "alloc")]
pub use tree::RunTree;

#[cfg(feature = "alloc")]
mod tree {
	use super::Run;
	use crate::{
		crypto::{Crypto, Hash},
		reading::{Leaf, Limits, Reading},
		shape,
		summary::{Node, SummaryError},
	};
	use alloc::{vec, vec::Vec};

	/// A run with all of its nodes, to prove from.
	#[derive(Clone, Debug)]
	pub struct RunTree {
		channel: u16,
		limits: Limits,
		// From the leaves to the root; none is empty.
		levels: Vec<Vec<Node>>,
	}

	impl RunTree {
		/// The tree of readings in ascending order of time. `None` of no reading.
		pub fn build<C: Crypto>(
			channel: u16,
			limits: Limits,
			leaves: &[Leaf],
		) -> Result<Option<Self>, SummaryError> {
			if leaves.is_empty() {
				return Ok(None);
			}
			u32::try_from(leaves.len()).map_err(|_| SummaryError::Overflow)?;
			let mut levels = vec![bottom::<C>(&limits, leaves)];
			while let Some(below) = levels.last().filter(|level| level.len() > 1) {
				levels.push(above::<C>(below)?);
			}
			Ok(Some(Self { channel, limits, levels }))
		}

		/// The run.
		pub fn run(&self) -> Run {
			let root = self.levels.last().and_then(|top| top.first()).copied().unwrap_or_default();
			Run { channel: self.channel, limits: self.limits, root }
		}

		/// How many readings.
		pub fn count(&self) -> u32 {
			shape::count(&self.levels)
		}

		/// The siblings on the way from the reading at `index` to the root.
		pub fn path(&self, index: u32) -> Option<Vec<Node>> {
			shape::path(&self.levels, index)
		}

		/// The node `index` of `level`, counted from the leaves.
		pub fn node(&self, level: usize, index: usize) -> Option<&Node> {
			self.levels.get(level)?.get(index)
		}
	}

	// As many as keep the widest hosts busy. Each level begins with an empty buffer of that many, which for
	// short runs would cost more than their hashes if it were larger.
	const CHUNK: usize = 16;

	fn bottom<C: Crypto>(limits: &Limits, leaves: &[Leaf]) -> Vec<Node> {
		let mut nodes = Vec::with_capacity(leaves.len());
		let mut hashes = [Hash::default(); CHUNK];
		for chunk in leaves.chunks(CHUNK) {
			if chunk.iter().any(|leaf| leaf.signed.is_some()) {
				nodes.extend(chunk.iter().map(|leaf| leaf.node::<C>(limits)));
				continue;
			}
			let mut inputs = [[0; 33]; CHUNK];
			for (input, leaf) in inputs.iter_mut().zip(chunk) {
				*input = Reading::to_bytes(leaf.reading);
			}
			C::hash_many(inputs.get(..chunk.len()).unwrap_or_default(), &mut hashes);
			nodes.extend(
				chunk
					.iter()
					.zip(hashes)
					.map(|(leaf, hash)| Node { summary: leaf.summary(limits), hash }),
			);
		}
		nodes
	}

	fn above<C: Crypto>(below: &[Node]) -> Result<Vec<Node>, SummaryError> {
		let mut nodes = Vec::with_capacity(below.len().div_ceil(2));
		let mut hashes = [Hash::default(); CHUNK];
		let mut inputs = [[0; crate::summary::INNER_LEN]; CHUNK];
		for chunk in below.chunks(2 * CHUNK) {
			let pairs = chunk.chunks_exact(2);
			let alone = pairs.remainder();
			let mut len = 0usize;
			for (input, pair) in inputs.iter_mut().zip(pairs.clone()) {
				if let [left, right] = pair {
					*input = Node::inner_bytes(left, right);
					len = len.saturating_add(1);
				}
			}
			C::hash_many(inputs.get(..len).unwrap_or_default(), &mut hashes);
			for (pair, hash) in pairs.zip(hashes) {
				if let [left, right] = pair {
					nodes.push(Node { summary: Node::parent_summary(left, right)?, hash });
				}
			}
			nodes.extend_from_slice(alone);
		}
		Ok(nodes)
	}
}
