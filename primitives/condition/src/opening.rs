//! Nodes of a run's tree, shown so that bounds come closer.
//!
//! An opening is a list of pairs of children in pre-order: a node's own pair first, then all pairs
//! below its left child, then those below its right child. A node without a pair in the list stays
//! closed. A pair does not name its parent. It belongs to the next node whose summary equals the two
//! children's summaries together; then its hash must match, too.
//! parent's summary and their hash is its hash, or they are not its children.

use alloc::vec::Vec;
use bounded_collections::{BoundedVec, ConstU32};
use tallystick_evidence::{run::RunTree, Crypto, Incoherent, Limits, Node, Summary};

/// Most pairs of an opening: enough for every reading of a run of 257.
pub const MAX_PAIRS: u32 = 256;

record! {
	/// Pairs of children below a run's node.
	#[derive(Default)]
	pub struct Opening(
		/// Each is 208 bytes: the left child's summary and hash, and the right one's.
		#[cfg_attr(feature = "schema", schemars(with = "Vec<[Node; 2]>"))]
		pub BoundedVec<[Node; 2], ConstU32<MAX_PAIRS>>,
	);
}

/// Why an opening is refused. The number is that of the pair, from zero.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum OpeningError {
	/// The pair does not belong to the next node that can have children. Leave it out, or list it in
	/// the right place.
	Unconnected(u32),
	/// The pair has the summary of its parent, but not the hash.
	Forged(u32),
	/// A child contradicts itself, so no readings can be below it, although its parent commits to it.
	/// The device built the run that way, and the run counts as its summary says.
	Incoherent(u32, Incoherent),
}

impl core::fmt::Display for OpeningError {
	fn fmt(&self, f: &mut core::fmt::Formatter) -> core::fmt::Result {
		match self {
			Self::Unconnected(pair) => write!(
				f,
				"pair {pair} of the opening is not the children of the next node; \
				list the pairs in pre-order, each once"
			),
			Self::Forged(pair) => write!(
				f,
				"pair {pair} of the opening is not what its parent commits to; \
				take it from the run's tree"
			),
			Self::Incoherent(pair, why) => write!(
				f,
				"pair {pair} of the opening contradicts itself ({why}); leave out what is below its parent"
			),
		}
	}
}

impl core::error::Error for OpeningError {}

/// Whether some readings can have this summary. Violations and the limits behind them are ignored.
pub(crate) fn coherent(summary: &Summary) -> Result<(), Incoherent> {
	Summary { violations: 0, ..*summary }.check(&Limits::NONE)
}

impl Opening {
	/// The summaries below a run's node that no pair opens, in the order of their readings.
	pub fn unfold<C: Crypto>(&self, root: &Node) -> Result<Vec<Summary>, OpeningError> {
		let mut pairs = (0u32..).zip(&self.0).peekable();
		let mut closed = Vec::new();
		let mut stack = alloc::vec![*root];
		while let Some(node) = stack.pop() {
			let says = |pair: &[Node; 2]| {
				let [left, right] = pair;
				Node::parent_summary(left, right) == Ok(node.summary)
			};
			let Some((index, [left, right])) = pairs.next_if(|(_, pair)| says(pair)) else {
				closed.push(node.summary);
				continue;
			};
			if Node::parent_hash::<C>(left, right) != node.hash {
				return Err(OpeningError::Forged(index));
			}
			for child in [left, right] {
				coherent(&child.summary).map_err(|why| OpeningError::Incoherent(index, why))?;
			}
			stack.push(*right);
			stack.push(*left);
		}
		match pairs.next() {
			Some((index, _)) => Err(OpeningError::Unconnected(index)),
			None => Ok(closed),
		}
	}

	/// Opens a tree at each node for which `open` returns true and whose ancestors are all open.
	/// `None` if that takes more than [`MAX_PAIRS`].
	pub fn of(tree: &RunTree, mut open: impl FnMut(&Summary) -> bool) -> Option<Self> {
		let mut opening = Self::default();
		let top = (0..).take_while(|level| tree.node(*level, 0).is_some()).last()?;
		let mut stack = alloc::vec![(top, 0usize)];
		while let Some((level, index)) = stack.pop() {
			let Some(below) = level.checked_sub(1) else { continue };
			let first = index.checked_mul(2)?;
			let second = first.checked_add(1)?;
			match (tree.node(below, first), tree.node(below, second)) {
				(Some(left), Some(right)) => {
					if open(&tree.node(level, index)?.summary) {
						opening.0.try_push([*left, *right]).ok()?;
						stack.push((below, second));
						stack.push((below, first));
					}
				},
				// An odd node moves up unchanged.
				_ => stack.push((below, first)),
			}
		}
		Some(opening)
	}

	/// Opens every reading. `None` for a run with more than 257.
	pub fn full(tree: &RunTree) -> Option<Self> {
		Self::of(tree, |_| true)
	}

	/// Opens the readings on both sides of a moment with the fewest pairs: one for each level. Then
	/// the measure on each side is known exactly, except below the nodes that stay closed.
	pub fn around(tree: &RunTree, moment: u64) -> Option<Self> {
		Self::of(tree, |node| node.first.time < moment && moment < node.last.time)
	}
}
