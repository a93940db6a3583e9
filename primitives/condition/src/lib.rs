//! What a thing went through while a stream watched it, and what that costs whom.
//!
//! The chain does not know the single readings of a watched stream, only a
//! [summary](evidence::Summary) of each run: count, first, last, least, greatest, sum. From these
//! follow bounds for the sum of any [measure](Measure) over time. The bounds are certain: every
//! series of readings with this summary lies between them. Whoever wants narrower bounds opens the
//! run's tree, if need be down to the readings, where the two bounds are equal.
//!
//! | module | holds |
//! | --- | --- |
//! | [`measure`] | how much a value counts: tables, thresholds, missing data |
//! | [`bounds`] | intervals, and the sum of a measure over values of which the sum is known |
//! | [`policy`] | a measure with what it assumes of missing time, spacing and facts |
//! | [`time`] | the integral of a measure over an observation and any part of it |
//! | [`opening`] | nodes of a run's tree, shown so that bounds come closer |
//! | [`tally`] | the one record of a stream, and the proof of what it was at any moment |
//! | [`charge`] | how an observation is shared among those who had a thing in custody |
//! | [`price`] | from charges to a price, and who bears the difference |
//! | [`trade`] | trades, their legs, and what a condition is shown as |
//! | [`table`] | degree-minutes and shelf life as tables |
//!
//! All numbers are integers. Times are milliseconds. Values are those of the channel, in its unit
//! times ten to the power of its exponent. A measure's integral is in the measure's unit times
//! milliseconds. Where a result is rounded, its documentation names the direction.
//! `docs/condition.md` in the repository has all formulas and an example.
//!
//! The crate does not depend on FRAME and does not panic on any input. Arithmetic that could
//! overflow saturates. That never happens with a policy that passed [`Policy::check`] and times
//! below 2^62 ms, later than the year 100,000,000.

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
/// `camelCase` names.
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
			codec::MaxEncodedLen,
			scale_info::TypeInfo,
			serde::Serialize,
			serde::Deserialize,
		)]
		#[serde(rename_all = "camelCase")]
		#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
		$item
	)*};
}

pub mod archive;
pub mod bounds;
pub mod charge;
pub mod measure;
pub mod opening;
pub mod policy;
pub mod price;
pub mod table;
pub mod tally;
pub mod time;
pub mod trade;
mod wide;

pub use archive::{ArchiveError, Kept};
pub use bounds::Bounds;
pub use charge::{Extent, Known, KnownError};
pub use measure::{Breakpoint, Convex, Measure, Phi, TableError};
pub use opening::{Opening, OpeningError};
pub use policy::{Doubt, Meter, Policy, PolicyError, Probe};
pub use price::{Curve, CurveError, Holder, Interval, PriceError, Settlement};
pub use tally::{
	between, stay, Counted, CutError, Entry, EntryError, Figures, FoldError, Leaf, LeafProof,
	Moment, PolicyId, ProofError, Tally,
};
pub use tallystick_evidence as evidence;
pub use time::{Before, Share};
