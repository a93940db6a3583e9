//! The arithmetic of an energy market: slots, prices, an auction, tariffs, meter registers, and what
//! a position is worth.
//!
//! In each slot of time, the homes of a zone bid for energy and offer it. A uniform-price auction
//! finds the clearing price and each participant's trade. Meters show what was delivered. The
//! supplier's tariff prices all that was not traded. Whoever trades other than they use or produce
//! pays a deviation charge.
//!
//! | module | holds |
//! | --- | --- |
//! | [`time`] | slots (the market time unit), periods, and when a book opens and closes |
//! | [`grid`] | the prices that an order can name, and how a limit becomes one of them |
//! | [`book`] | orders, and the pages that add them up |
//! | [`clearing`] | the price, the volume, and each order's share |
//! | [`tariff`] | what suppliers take and pay, charges, and quotes |
//! | [`timeline`] | what is in force from which slot on |
//! | [`register`] | the energy of a slot, from readings of a meter |
//! | [`position`] | what was traded and what was delivered, in lines of an account |
//!
//! Everything is an integer. Energy is in watt-hours. A [`Price`](tallystick_records::Price) is
//! money for a watt-hour, so that what the auction trades never rounds. A
//! [`Rate`](tallystick_records::Rate) is money for a kilowatt-hour: tariffs, charges and indices are
//! finer than a price, and each line of a period's account is rounded once, in the customer's favour.
//! `docs/energy-market.md` in the repository has all formulas and an example.
//!
//! The crate does not depend on FRAME and does not panic on any input. Decoding does not check
//! records: each has a `check`. With checked records, no sum overflows for any energies.

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

pub mod book;
pub mod clearing;
pub mod grid;
mod money;
pub mod position;
pub mod register;
pub mod tariff;
pub mod time;
pub mod timeline;

pub use book::{Order, OrderError, Page, Side, Step};
pub use clearing::{clear, Clearing, Marginal, Running};
pub use grid::{Grid, GridError, LimitError, Tick};
pub use position::{
	due, Bill, Dearest, Line, LineKind, Metered, Parts, Position, Terms, TermsError,
};
pub use register::{
	substitute, Interval, Quality, Reading, Register, RegisterError, Run, RunError,
};
pub use tariff::{
	in_force, Agreement, Band, Basis, Block, Blocks, Charge, ChargeKind, Charges, Dynamic, Formula,
	IndexId, Part, Quote, Rates, Tariff, TariffError, TariffId, TimeOfUse,
};
pub use time::{Local, Period, Phase, Timing, TimingError};
pub use timeline::{Entry, Timeline, TimelineError};
