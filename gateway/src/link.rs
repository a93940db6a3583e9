//! The messages between the broker and the gateway.

use std::sync::{
	atomic::{AtomicBool, Ordering},
	Arc,
};
use tallystick_evidence::DeviceId;
use tallystick_wire::{Kind, Reply, Topic};
use tokio::{sync::mpsc, time::Instant};

use crate::commands::Dropped;

/// A message from a device.
#[derive(Clone, Debug)]
pub struct Inbound {
	/// The topic that it was published on.
	pub topic: String,
	/// The bytes that were published.
	pub payload: Vec<u8>,
	/// The time of its arrival: UTC, in milliseconds.
	pub received: u64,
}

/// Where the messages of devices go.
#[derive(Clone, Debug)]
pub struct Inlets {
	/// The queue of readings and moves.
	pub readings: mpsc::Sender<Inbound>,
	/// The queue of what is about commands.
	pub commands: CommandInlet,
}

impl From<mpsc::Sender<Inbound>> for Inlets {
	/// Without a queue of commands.
	fn from(readings: mpsc::Sender<Inbound>) -> Self {
		Self { readings, commands: CommandInlet(None) }
	}
}

/// The queue of answers to commands and of nonces. `None` if the gateway commands nothing.
#[derive(Clone, Debug)]
pub struct CommandInlet(pub Option<mpsc::Sender<Inbound>>);

impl CommandInlet {
	/// Takes a message that is about commands, and gives any other back. It never waits: a device publishes such a
	/// message again, so that one without a place in the queue is dropped.
	pub(crate) fn divert(&self, message: Inbound) -> Option<Inbound> {
		let kind = message.topic.rsplit('/').next();
		let is_of_commands =
			Kind::ALL.iter().any(|known| known.is_of_commands() && Some(known.as_str()) == kind);
		if !is_of_commands {
			return Some(message);
		}
		match &self.0 {
			None => Dropped::Off.count(),
			Some(queue) if queue.try_send(message).is_err() => Dropped::Overrun.count(),
			Some(_) => {},
		}
		None
	}
}

/// A message to a device.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Outbound {
	/// The topic to publish it on.
	pub topic: String,
	/// The bytes to publish.
	pub payload: Vec<u8>,
	/// The moment after which it is dropped instead of published. `None`: never dropped for being late.
	pub until: Option<Instant>,
}

impl Outbound {
	/// A reply to a device, in JSON or CBOR.
	pub(crate) fn reply(device: DeviceId, json: bool, reply: &Reply) -> Self {
		let topic = Topic { device, kind: Kind::Ack }.to_string();
		let payload = if json { reply.to_json().into_bytes() } else { reply.to_cbor() };
		Self { topic, payload, until: None }
	}

	/// Whether it is too late to publish it.
	pub(crate) fn is_late(&self) -> bool {
		self.until.is_some_and(|until| Instant::now() > until)
	}
}

/// Whether the gateway is connected to its broker.
#[derive(Clone, Debug, Default)]
pub struct Connected(Arc<AtomicBool>);

impl Connected {
	/// Whether it is connected now.
	pub fn now(&self) -> bool {
		self.0.load(Ordering::Relaxed)
	}

	pub(crate) fn set(&self, connected: bool) {
		self.0.store(connected, Ordering::Relaxed);
		metrics::gauge!("tallystick_gateway_mqtt_connected").set(f64::from(u8::from(connected)));
	}
}
