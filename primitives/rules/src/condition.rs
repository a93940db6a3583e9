//! Conditions: one truth value over streams, evaluated once, without a state and without a site.
//!
//! A condition is stored where something happens only while it is true, such as “order only while the level is below 10
//! %”. It is evaluated on the newest observations of its streams. It is a small program without outputs, whose last
//! node is its value. So it is checked, evaluated and written like a [`Program`].

use crate::{
	check::{self, ProgramError},
	evaluate::{Cells, Trace},
	site::Site,
	snapshot::Snapshot,
	source::Source,
	Node, Program, Ref,
};
use bounded_collections::{BoundedVec, ConstU32};
use codec::MaxEncodedLen;
use tallystick_records::StreamId;

/// The most inputs of a condition. Never lowered: stored conditions stay readable.
pub const MAX_INPUTS: u32 = 4;

/// The most nodes of a condition. Never lowered.
pub const MAX_NODES: u32 = 24;

record! {
	/// A truth value over streams: the value of the last node.
	///
	/// Decoding does not check it: call [`Condition::check`]. Evaluation is total all the same.
	#[derive(Default, MaxEncodedLen)]
	pub struct Condition {
		/// The streams: [`Source::Stream`] only.
		pub inputs: BoundedVec<Source, ConstU32<MAX_INPUTS>>,
		/// The steps. None of them keeps state, or asks for local time or a calendar.
		pub nodes: BoundedVec<Node, ConstU32<MAX_NODES>>,
	}
}

impl Condition {
	/// Checks structure, bounds and units, and that the last node is a truth value.
	pub fn check(&self) -> Result<(), ProgramError> {
		check::condition(self)
	}

	/// The truth value for a snapshot of the inputs. `None` if it is undefined.
	pub fn evaluate(&self, snapshot: &Snapshot) -> Option<bool> {
		self.trace(snapshot).truth()
	}

	/// The values of all inputs and nodes for a snapshot: evidence of the [truth value](Trace::truth).
	///
	/// Every condition terminates without a panic. If an unchecked one asks for a site, it gets UTC without a calendar,
	/// and its states are empty.
	pub fn trace(&self, snapshot: &Snapshot) -> Trace {
		// No node of a sound condition uses either of them.
		let (cells, site) = (Cells::new(), Site::default());
		self.program().evaluate(&cells, &site, snapshot).trace
	}

	/// What an evaluation costs, in [steps](crate::cost): the sum of the nodes' weights, and one for each input.
	pub fn cost(&self) -> u32 {
		self.program().cost()
	}

	/// The streams, in the order of the inputs. A sound condition has no other inputs.
	pub fn streams(&self) -> impl Iterator<Item = StreamId> + '_ {
		self.inputs.iter().filter_map(|source| match source {
			Source::Stream { stream, .. } => Some(*stream),
			_ => None,
		})
	}

	/// The last node, which is the value. `None` if there is no node.
	pub(crate) fn value(&self) -> Option<Ref> {
		let last = self.nodes.len().checked_sub(1)?;
		u8::try_from(last).ok().map(Ref::Node)
	}

	/// The program with the same inputs and nodes, but no outputs.
	pub(crate) fn program(&self) -> Program {
		// A program's bounds are higher, so nothing is cut off.
		Program {
			inputs: BoundedVec::truncate_from(self.inputs.to_vec()),
			nodes: BoundedVec::truncate_from(self.nodes.to_vec()),
			outputs: BoundedVec::new(),
		}
	}
}

impl Trace {
	/// The last node's truth value: what a condition comes to. `None` if it is undefined or a number.
	pub fn truth(&self) -> Option<bool> {
		self.nodes.last().and_then(|value| value.truth())
	}
}
