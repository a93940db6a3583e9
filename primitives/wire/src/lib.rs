//! Messages between a device and its gateway.
//!
//! A device publishes on its [topics](Topic): segments that it signed as a whole ([`SignedSegment`]), readings that it
//! signed one by one ([`SignedReading`]), plain [SenML](senml), or a move from another gateway ([`SignedMove`]). The
//! gateway publishes [replies](Reply): an [`Answer`] names the message that it answers, an [`Announcement`] of finality
//! names none. `docs/devices.md` in the repository specifies every byte. The crate `tallystick-device` makes the same
//! bytes without an allocator.
//!
//! Malformed input is refused with a named error, never with a panic, in memory bounded by [`MAX_MESSAGE`]. Every
//! refusal has its [`ErrorCode`].

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

mod answer;
mod cbor;
mod code;
mod cose;
mod message;
mod moved;
mod rebuild;
mod reference;
pub mod senml;
mod topic;

pub use answer::{Announcement, Answer, NoAnswer, Reply};
pub use code::{ErrorCode, UnknownCode};
pub use message::{MessageError, SignedReading, SignedSegment};
pub use moved::SignedMove;
pub use rebuild::{rebuild, RebuildError};
pub use reference::Reference;
pub use tallystick_evidence::reading::salt;
pub use topic::{parse_device, Hex, Kind, Topic, TopicError};

/// Most bytes of a message.
pub const MAX_MESSAGE: usize = 256 * 1024;

/// Most signed readings in a message.
pub const MAX_READINGS: usize = 256;

/// Most records in a SenML pack.
pub const MAX_RECORDS: usize = 4_096;
