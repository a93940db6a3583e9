//! Orders that machines place: the price of goods on arrival, the rest of a mandate's budget, the
//! choice of an offer, and the states of a need and of an order.
//!
//! An owner gives a machine a *mandate*: what it may buy, from whom, and for how much. A *need* is what
//! one machine lacks in one category. Vendors publish firm *offers*. An *order* takes one of them. Its
//! money is in escrow until the order is delivered, or the money comes back.
//!
//! | module | holds |
//! | --- | --- |
//! | [`price`] | net, tax, gross, and the share of what arrived |
//! | [`budget`] | what a mandate permits in a period |
//! | [`offer`] | firm offers, and the choice between them |
//! | [`order`] | the states of an order |
//! | [`need`] | the states of a need |
//! | [`attest`] | what a machine signs |
//!
//! Amounts are in the chain's smallest unit. The crate does not depend on FRAME and does not panic on
//! any input.

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
		$item
	)*};
}

pub mod attest;
pub mod budget;
pub mod need;
pub mod offer;
pub mod order;
pub mod price;

pub use attest::{Said, Statement};
pub use budget::Budget;
pub use need::{Claim, Need, NeedState, Subject, Warranty};
pub use offer::{choose, Candidate, Category, Delivery, Misfit, Offer, Wanted};
pub use order::{
	Next, Order, OrderRefusal, OrderState, OrderStep, Outcome, Party, Proposal, Times,
};
pub use price::{Landed, TaxRate};
pub use tallystick_records::{MandateId, NeedId, OrderId};
