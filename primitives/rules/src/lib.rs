//! Rules for machines: what they compute from readings, prices and time, and what they claim, order and
//! report.
//!
//! A rule is a [`Program`]: flat lists of inputs, nodes and outputs. A node names only inputs and earlier nodes, so one
//! pass without recursion evaluates it. Every program terminates, at a [cost] known in advance. A value is an integer
//! with a unit and an exponent, a truth value, or *undefined*. Stale, doubtful or missing inputs make every value that
//! depends on them undefined, and an undefined output does not act.
//!
//! | module | holds |
//! | --- | --- |
//! | [`value`] | numbers, truth values, undefined, and Kleene's logic |
//! | [`mod@unit`] | units and exponents, and what arithmetic does to them |
//! | [`source`] | where inputs come from, and the figures of an observation |
//! | [`node`] | the steps of a program |
//! | [`output`] | set-points, orders, bids, alarms and flags |
//! | [`program`] | programs and their bounds |
//! | [`condition`] | truth values over streams, which other records store |
//! | [`check`] | whether a program or a condition is sound, or where it is not |
//! | [`cost`] | what an evaluation costs |
//! | [`snapshot`] | what a rule sees, and which of it counts |
//! | [`evaluate`] | evaluation, with the value of each node |
//! | [`cell`] | timers, counts and other states |
//! | [`act`] | what rules and actuators did, as leaves that anyone can prove |
//! | [`proof`] | the file that proves an act, without a node |
//! | [`series`] | prices of slots |
//! | [`site`], [`zone`] | weekly tables, exceptions, local time |
//! | [`text`] | how a rule or a condition is written, off the chain |
//!
//! # Properties
//!
//! 1. Evaluation is total: it panics for no program, states, site or snapshot, checked or not.
//! 2. Logic is Kleene's. Without `known`, `else` and states, new knowledge never changes a value that was known.
//! 3. An undefined condition or value never acts.
//! 4. A value depends only on what its node names, and on the states of the nodes among these.
//! 5. With the same inputs, no value changes between an evaluation and the next moment that it names.
//! 6. An extra evaluation changes no later value.
//! 7. In a checked program each number has one unit and one exponent, for all inputs.
//!
//! `vectors` in the crate's folder has programs with their histories and what each snapshot comes to.

#![cfg_attr(not(feature = "std"), no_std)]
#![deny(missing_docs)]
#![cfg_attr(
	not(test),
	deny(
		clippy::unwrap_used,
		clippy::expect_used,
		clippy::indexing_slicing,
		clippy::arithmetic_side_effects,
		clippy::panic
	)
)]

extern crate alloc;

/// Derives what every record needs: comparison, SCALE with its type information, and JSON with
/// `camelCase` names. What is stored derives `MaxEncodedLen`, too.
macro_rules! record {
	($($item:item)*) => {$(
		#[derive(
			Clone,
			PartialEq,
			Eq,
			Debug,
			codec::Encode,
			codec::Decode,
			codec::DecodeWithMemTracking,
			scale_info::TypeInfo,
			serde::Serialize,
			serde::Deserialize,
		)]
		#[serde(rename_all = "camelCase")]
		$item
	)*};
}

pub mod act;
pub mod cell;
pub mod check;
pub mod condition;
pub mod cost;
pub mod evaluate;
mod horizon;
pub mod node;
pub mod output;
pub mod program;
pub mod proof;
pub mod series;
pub mod site;
pub mod snapshot;
pub mod source;
#[cfg(feature = "std")]
pub mod text;
pub mod unit;
pub mod value;
pub mod zone;

pub use act::{Act, Commanded, Evidence, Fired, Firing, Reason};
pub use cell::{Buckets, Cell};
pub use check::{Kinds, Place, Problem, ProgramError};
pub use condition::Condition;
pub use evaluate::{Cells, Evaluation, Trace};
pub use node::{Comparison, Factor, Node, Span, Statistic};
pub use output::{Effect, Label, Output, Severity};
pub use program::{Program, Ref};
pub use proof::{ActProof, ProvenAct};
pub use series::Series;
pub use site::{Band, Exception, LocalDay, Site, SiteError, Weekly};
pub use snapshot::{Found, Lack, Observed, Seen, Snapshot};
pub use source::{
	Actuated, AssetState, EventId, Figure, GroupId, MandateId, NeedId, NeedState, RuleId, SiteId,
	Source,
};
pub use tallystick_records::market::Direction;
pub use unit::{Kind, Quantity};
pub use value::Value;
pub use zone::{Daylight, LocalTime, Switch, Zone, ZoneError};
