//! Devices that change between gateways.

use std::{collections::VecDeque, sync::Arc, time::Duration};
use tokio::{sync::mpsc, time::Instant};

/// A gateway at which a device can be.
#[derive(Debug)]
pub struct Place<L> {
	/// The gateway's account. `None` if the device never moves there.
	pub account: Option<[u8; 32]>,
	/// What carries messages there.
	pub link: Arc<L>,
	/// What the gateway answers.
	pub answers: mpsc::Receiver<Vec<u8>>,
}

/// How a device changes between gateways.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Roaming {
	/// How long it stays at each. It leaves once all that it sent there is acknowledged.
	pub stay: Duration,
}

/// A gateway, and what it acknowledged.
pub(crate) struct At<L> {
	pub(crate) place: Place<L>,
	pub(crate) not_final: VecDeque<Waits>,
}

/// An acknowledged message that is not final.
pub(crate) struct Waits {
	/// It is final as soon as the gateway says that everything of its boot epoch `boot` below `below` is.
	pub(crate) boot: u32,
	pub(crate) below: u64,
	/// The device's number of its first reading.
	pub(crate) first: u64,
	/// When it was sent first.
	pub(crate) began: Instant,
}

/// A move that no answer has confirmed.
pub(crate) struct Move {
	pub(crate) payload: Arc<[u8]>,
	/// The number at which the device goes on.
	pub(crate) next: u64,
	/// When it is sent, the first time or again.
	pub(crate) due: Instant,
}

impl<L> At<L> {
	pub(crate) fn new(place: Place<L>) -> Self {
		Self { place, not_final: VecDeque::new() }
	}
}
