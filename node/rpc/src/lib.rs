//! The JSON-RPC methods that only a Tallystick node has: names, parameters, results and errors. The
//! node implements the traits.
//!
//! A result is the JSON form of a record that the chain stores, so a method is a thin wrapper around a
//! view function. `docs/openrpc.json` is generated from this crate: `tests/openrpc.rs` compares them.

#![deny(missing_docs)]

mod address;
mod assets;
mod devices;
pub mod did;
mod error;
mod telemetry;

pub use address::Address;
pub use assets::{AssetsApiServer, BlockEvents, HistoryPage, PastEvent, MOST, MOST_EVENTS};
pub use devices::{DevicesApiServer, PAGE};
pub use error::{Code, Error, CODES};
pub use telemetry::{
	BlockStatements, Observed, Proven, StatementName, StatementProof, StatementProofs,
	TelemetryApiServer, Verdict, MAX_FILTER, MAX_STATEMENTS,
};

pub use sp_core::crypto::AccountId32 as AccountId;
