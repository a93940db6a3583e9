//! What passes between the broker and the gateway.

/// A message from a device.
#[derive(Clone, Debug)]
pub struct Inbound {
	/// Where it was published.
	pub topic: String,
	/// What was published.
	pub payload: Vec<u8>,
	/// When it came in: UTC, in milliseconds.
	pub received: u64,
}

/// A message to a device.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Outbound {
	/// Where to publish it.
	pub topic: String,
	/// What to publish.
	pub payload: Vec<u8>,
}
