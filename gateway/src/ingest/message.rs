//! A message on its way through the pipeline.

use super::read::Unverified;
use crate::{
	chain::DeviceFacts,
	link::{Inbound, Outbound},
	store::Incoming,
};
use std::sync::Arc;
use tallystick_wire::{Answer, ErrorCode, Reference, Topic};

/// A message of which everything but its order is checked.
pub(super) enum Checked {
	Good(ReplyTo, Box<Incoming>, Arc<DeviceFacts>),
	Bad(Refusal),
}

/// The topic of a message, and the form and the reference of its answer.
#[derive(Clone, Copy)]
pub(super) struct ReplyTo {
	pub(super) topic: Topic,
	pub(super) json: bool,
	pub(super) reference: Reference,
}

/// A message that is refused before it reaches the store.
pub(super) struct Refusal {
	pub(super) reply_to: ReplyTo,
	pub(super) code: ErrorCode,
	/// What is wrong and what to do. `None` stands for the code's advice.
	pub(super) detail: Option<String>,
}

/// A message that waits for verification.
pub(super) struct Pending {
	pub(super) place: usize,
	pub(super) reply_to: ReplyTo,
	pub(super) message: Inbound,
	pub(super) unverified: Unverified,
}

impl ReplyTo {
	pub(super) fn reply(&self, answer: Answer) -> Outbound {
		Outbound::reply(self.topic.device, self.json, &answer.into())
	}
}
