//! Builds and signs segments on a device, in fixed memory, without an allocator.
//!
//! A [`Segmenter`] gathers readings in an array. [`Segmenter::seal`] signs them by the device's own means, and writes
//! the message for the gateway. A [`Meter`] cuts the segments of counters at the boundaries of an energy market's
//! slots. A device without memory for that signs [each reading](Device::sign_reading). [`Reply`] reads the gateway's
//! messages. [`Commanded`] is for a device that takes commands: a [`Governor`](control::Governor) for each writable
//! channel, its nonces, and its [signed](Device::sign_done) answers. `docs/devices.md` in the repository specifies
//! every byte.
//!
//! # What a device keeps
//! - Its key and its boot epoch, for ever. The boot epoch counts how often the device lost its memory of what it sent.
//!   After such a loss, and before the first message, the device writes the next number to permanent memory. Only then
//!   it calls [`Device::begin`].
//! - Each message, byte by byte, until an answer [settles](Ack::settles) it. It sends messages in order. The first
//!   message of a newer boot epoch waits until all older ones are settled.
//! - A device that changes to another gateway of its owner signs a [move](Device::sign_move) to it, and continues with
//!   the same numbers.
//! - The output of [`Commanded::poll`] for each writable channel, written before the output moves, and the last action
//!   of each.
//! - A device with permanent memory for the messages keeps the fields of [`Device`] beside them. After a restart it
//!   continues as if nothing had happened.

#![no_std]
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

mod ack;
mod commanded;
mod device;
mod encode;
mod meter;
mod segmenter;

pub use ack::{Ack, NoReply, Reference, Reply};
pub use commanded::{
	Actuator, AddError, CommandError, Commanded, Response, UnknownChannel, MAX_COMMANDED,
	MAX_NONCES, NONCE_PAUSE,
};
pub use device::{Device, SignError, MAX_DONE, MAX_MOVE, MAX_READING};
pub use encode::{join_readings, TooShort};
pub use meter::{Cut, Meter, Slots};
pub use segmenter::{Channel, PushError, Sealed, Segmenter, MAX_READINGS};
pub use tallystick_control as control;
pub use tallystick_evidence as evidence;
