//! The cost of an evaluation, known in advance.
//!
//! The unit is a *step*: the cost of a simple node such as a sum. The weights estimate the worst case over all
//! values, and have not been measured. Benchmark them before charging by them.

use crate::{
	node::{Node, Span},
	Program,
};

/// A node that looks at few values.
const SIMPLE: u32 = 1;
/// A node that keeps a state, or divides.
const STATE: u32 = 2;
/// Local time, and the next moment at which a calendar changes.
const CALENDAR: u32 = 64;
/// A slot of a series.
const SLOTS_PER_STEP: u32 = 4;
/// Slots of the longest day that a series can hold.
const DAY: u32 = 100;

/// The weight of a node.
pub fn node(node: &Node) -> u32 {
	match node {
		Node::Line { .. } | Node::Divide { .. } | Node::Scale { .. } => STATE,
		node if node.is_stateful() => STATE,
		Node::Over { span: Span::Slots { from, to }, .. } => {
			let slots = u32::from(to.saturating_sub(*from));
			slots.div_ceil(SLOTS_PER_STEP).saturating_add(SIMPLE)
		},
		Node::Over { span: Span::Day, .. } => CALENDAR.saturating_add(DAY / SLOTS_PER_STEP),
		Node::Weekly(_) | Node::Holiday => CALENDAR,
		_ => SIMPLE,
	}
}

/// The most that a program can weigh: 96 nodes of the heaviest kind, 16 inputs and 16 outputs.
pub const MAX: u32 = 96 * (CALENDAR + DAY / SLOTS_PER_STEP) + 32;

/// The weight of a program: one step for each input and output, and its nodes' weights. At most [`MAX`].
pub fn program(program: &Program) -> u32 {
	let ends = program.inputs.len().saturating_add(program.outputs.len());
	let ends = u32::try_from(ends).unwrap_or(u32::MAX);
	program.nodes.iter().map(node).fold(ends, u32::saturating_add)
}
