//! The messages between the broker and the gateway.

use std::sync::{
	atomic::{AtomicBool, Ordering},
	Arc,
};
use tallystick_evidence::DeviceId;
use tallystick_wire::{Kind, Reply, Topic};

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

/// A message to a device.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Outbound {
	/// The topic to publish it on.
	pub topic: String,
	/// The bytes to publish.
	pub payload: Vec<u8>,
}

impl Outbound {
	/// A reply to a device, in JSON or CBOR.
	pub(crate) fn reply(device: DeviceId, json: bool, reply: &Reply) -> Self {
		let topic = Topic { device, kind: Kind::Ack }.to_string();
		let payload = if json { reply.to_json().into_bytes() } else { reply.to_cbor() };
		Self { topic, payload }
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
