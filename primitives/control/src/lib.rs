//! What a writable channel permits, how a device obeys, and what is signed on the way down and up.
//!
//! The crate uses neither FRAME nor a network. It needs no allocator unless the feature `codec` or `serde` is on, and
//! does not panic on any input. Chain, gateway and device use the same code.
//!
//! | module | holds |
//! | --- | --- |
//! | [`ledger`] | what the chain keeps of commands and answers |
//! | [`limits`] | the manufacturer's bounds of a writable channel, and the owner's envelope within them |
//! | [`governor`] | the device's own enforcement of lease, envelope, slew, least times and changes an hour |
//! | [`message`] | grants, commands, beats and answers: their bytes and signatures |
//! | [`switch`] | how long an actuator has been on or off, and how often it changed within the hour |

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

#[cfg(feature = "serde")]
extern crate alloc;

/// Derives what every stored record needs: comparison; SCALE with its type information and longest encoding under
/// the feature `codec`; JSON with `camelCase` names under `serde`.
macro_rules! record {
	($($item:item)*) => {$(
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
		#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
		#[cfg_attr(feature = "serde", serde(rename_all = "camelCase"))]
		#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
		$item
	)*};
}

pub mod governor;
#[cfg(feature = "serde")]
mod json;
pub mod ledger;
pub mod limits;
pub mod message;
pub mod switch;

pub use governor::{Governor, Identity, Memory, Output, Why};
pub use ledger::{AnswerError, Answered, CommandState, Issued, Mark, Track};
pub use limits::{Bounds, Envelope, Field, Kind, LimitsError, Pace, Slew, Writable};
pub use message::{
	Beat, Command, Done, Entrust, Grant, Newest, Nonce, Outcome, Payload, Reason, Signed,
};
pub use switch::{Hold, Switch};
pub use tallystick_evidence as evidence;
