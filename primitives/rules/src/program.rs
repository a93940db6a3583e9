//! Programs: inputs, nodes and outputs in flat lists.

use crate::{
	check::{self, ProgramError},
	cost, Node, Output, Source, Span,
};
use bounded_collections::{BoundedVec, ConstU32};
use codec::MaxEncodedLen;

/// The most inputs. Like all bounds here, it is never lowered: stored programs stay readable.
pub const MAX_INPUTS: u32 = 16;

/// The most nodes.
pub const MAX_NODES: u32 = 96;

/// The most nodes that keep a state.
pub const MAX_CELLS: u32 = 16;

/// The most outputs.
pub const MAX_OUTPUTS: u32 = 16;

record! {
	/// Names an input or a node, by its number from zero.
	#[derive(Copy, PartialOrd, Ord, MaxEncodedLen)]
	pub enum Ref {
		/// An input.
		#[codec(index = 0)]
		Input(u8),
		/// A node.
		#[codec(index = 1)]
		Node(u8),
	}

	/// The computation of a rule. A node names only inputs and earlier nodes, so one pass evaluates it.
	///
	/// Decoding does not check it: call [`Program::check`]. Evaluation is total all the same.
	#[derive(Default, MaxEncodedLen)]
	pub struct Program {
		/// Where values come from.
		pub inputs: BoundedVec<Source, ConstU32<MAX_INPUTS>>,
		/// The steps.
		pub nodes: BoundedVec<Node, ConstU32<MAX_NODES>>,
		/// The rule's claims, orders and reports.
		pub outputs: BoundedVec<Output, ConstU32<MAX_OUTPUTS>>,
	}
}

impl Program {
	/// Checks structure, bounds and units. Returns the kind of each node.
	pub fn check(&self) -> Result<check::Kinds, ProgramError> {
		check::program(self)
	}

	/// What an evaluation costs, in [steps](cost): the sum of the nodes' weights, and one for each input and output.
	pub fn cost(&self) -> u32 {
		cost::program(self)
	}

	/// The slots of a price that the nodes use: whether those of the local day are among them, and how many after the
	/// current one.
	pub fn slots_of(&self, input: u8) -> (bool, u8) {
		let (mut day, mut ahead) = (false, 0);
		for node in &self.nodes {
			match *node {
				Node::At { series: Ref::Input(of), slot } if of == input => ahead = slot.max(ahead),
				Node::Over { series: Ref::Input(of), span, .. } if of == input => match span {
					Span::Day => day = true,
					Span::Slots { to, .. } => ahead = to.saturating_sub(1).max(ahead),
				},
				_ => {},
			}
		}
		(day, ahead)
	}

	/// How many of the nodes keep a state.
	pub fn cells(&self) -> usize {
		self.nodes.iter().filter(|node| node.is_stateful()).count()
	}
}

impl core::fmt::Display for Ref {
	fn fmt(&self, f: &mut core::fmt::Formatter) -> core::fmt::Result {
		match self {
			Self::Input(number) => write!(f, "input {number}"),
			Self::Node(number) => write!(f, "node {number}"),
		}
	}
}
