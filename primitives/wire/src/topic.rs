//! The MQTT topics of a device.

use core::{fmt, str::FromStr};
use tallystick_evidence::DeviceId;

/// What is published on a topic.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Kind {
	/// A segment that the device signed.
	Segment,
	/// Readings that the device signed one by one.
	Readings,
	/// Unsigned readings.
	Senml,
	/// A move to this gateway, which the device signed.
	Move,
	/// An answer to a command, which the device signed.
	Done,
	/// The nonce that beats must echo, and the last grants that the device took. It is not signed.
	Nonce,
	/// The gateway's answers.
	Ack,
	/// An owner's grant, or the replacement of the command key.
	Grant,
	/// A beat, which the gateway signed.
	Beat,
	/// A command, which the gateway signed.
	Command,
}

impl Kind {
	/// All of them.
	pub const ALL: [Self; 10] = [
		Self::Segment,
		Self::Readings,
		Self::Senml,
		Self::Move,
		Self::Done,
		Self::Nonce,
		Self::Ack,
		Self::Grant,
		Self::Beat,
		Self::Command,
	];

	/// The last level of the topic.
	pub const fn as_str(self) -> &'static str {
		match self {
			Self::Segment => "segment",
			Self::Readings => "readings",
			Self::Senml => "senml",
			Self::Move => "move",
			Self::Done => "done",
			Self::Nonce => "nonce",
			Self::Ack => "ack",
			Self::Grant => "grant",
			Self::Beat => "beat",
			Self::Command => "command",
		}
	}

	/// Whether devices publish it, not gateways.
	pub const fn is_upward(self) -> bool {
		match self {
			Self::Segment
			| Self::Readings
			| Self::Senml
			| Self::Move
			| Self::Done
			| Self::Nonce => true,
			Self::Ack | Self::Grant | Self::Beat | Self::Command => false,
		}
	}

	/// Whether devices publish it about commands. It is unrelated to readings, and is not acknowledged.
	pub const fn is_of_commands(self) -> bool {
		matches!(self, Self::Done | Self::Nonce)
	}
}

/// A topic: `tallystick/<device>/<kind>`.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct Topic {
	/// Whose it is.
	pub device: DeviceId,
	/// What is published on it.
	pub kind: Kind,
}

impl Topic {
	/// The topics to which every gateway subscribes.
	pub const UP: [&'static str; 4] = [
		"tallystick/+/segment",
		"tallystick/+/readings",
		"tallystick/+/senml",
		"tallystick/+/move",
	];

	/// The topics to which a gateway that commands devices also subscribes.
	pub const UP_OF_COMMANDS: [&'static str; 2] = ["tallystick/+/done", "tallystick/+/nonce"];

	/// All topics on which a gateway publishes, for clients that watch it.
	pub const DOWN: [&'static str; 4] =
		["tallystick/+/ack", "tallystick/+/grant", "tallystick/+/beat", "tallystick/+/command"];
}

/// The text is no topic of a device.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct TopicError;

impl fmt::Display for TopicError {
	fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
		f.write_str("not a topic of a device")
	}
}

impl core::error::Error for TopicError {}

impl FromStr for Topic {
	type Err = TopicError;

	fn from_str(text: &str) -> Result<Self, TopicError> {
		let rest = text.strip_prefix("tallystick/").ok_or(TopicError)?;
		let (device, kind) = rest.split_once('/').ok_or(TopicError)?;
		let kind = Kind::ALL.into_iter().find(|k| k.as_str() == kind).ok_or(TopicError)?;
		Ok(Self { device: parse_device(device).ok_or(TopicError)?, kind })
	}
}

impl fmt::Display for Topic {
	fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
		write!(f, "tallystick/{}/{}", Hex(self.device), self.kind.as_str())
	}
}

/// Writes a device's id in the form of topics and paths: 64 lower-case hexadecimal digits.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Hex(pub DeviceId);

impl fmt::Display for Hex {
	fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
		const DIGITS: &[u8; 16] = b"0123456789abcdef";
		let mut text = [0; 64];
		for (pair, byte) in text.chunks_exact_mut(2).zip(self.0 .0) {
			for (digit, half) in pair.iter_mut().zip([byte >> 4, byte & 15]) {
				*digit = DIGITS.get(usize::from(half)).copied().unwrap_or_default();
			}
		}
		f.write_str(core::str::from_utf8(&text).map_err(|_| fmt::Error)?)
	}
}

/// Reads what [`Hex`] writes, and nothing else.
pub fn parse_device(text: &str) -> Option<DeviceId> {
	let digits = text.as_bytes();
	if digits.len() != 64 || !digits.iter().all(|d| matches!(d, b'0'..=b'9' | b'a'..=b'f')) {
		return None;
	}
	let mut id = DeviceId::default();
	for (to, pair) in id.0.iter_mut().zip(digits.chunks(2)) {
		*to = u8::from_str_radix(core::str::from_utf8(pair).ok()?, 16).ok()?;
	}
	Some(id)
}

#[cfg(test)]
mod tests {
	use super::*;
	use alloc::{format, string::ToString, vec::Vec};
	use proptest::prelude::*;

	proptest! {
		#[test]
		fn works_there_and_back(id: [u8; 32], kind in 0..Kind::ALL.len()) {
			let topic = Topic { device: DeviceId(id), kind: Kind::ALL[kind] };
			prop_assert_eq!(topic.to_string().parse(), Ok(topic));
			prop_assert_eq!(topic.to_string(), format!("tallystick/{}/{}", hex::encode(id), Kind::ALL[kind].as_str()));
		}

		#[test]
		fn works_on_any_text(text: String) {
			if let Ok(topic) = text.parse::<Topic>() {
				prop_assert_eq!(topic.to_string(), text);
			}
		}
	}

	#[test]
	fn a_gateway_subscribes_to_all_that_devices_publish() {
		let filter = |kind: Kind| format!("tallystick/+/{}", kind.as_str());
		let (up, down): (Vec<_>, Vec<_>) = Kind::ALL.into_iter().partition(|kind| kind.is_upward());
		let (of_commands, of_readings): (Vec<_>, Vec<_>) =
			up.into_iter().partition(|kind| kind.is_of_commands());
		assert!(of_readings.into_iter().map(filter).eq(Topic::UP));
		assert!(of_commands.into_iter().map(filter).eq(Topic::UP_OF_COMMANDS));
		assert!(down.into_iter().map(filter).eq(Topic::DOWN));
	}

	#[test]
	fn fails_when_not_exactly_a_topic() {
		let id = "0123456789abcdef".repeat(4);
		assert!(format!("tallystick/{id}/ack").parse::<Topic>().is_ok());
		for topic in [
			format!("tallystick/{id}"),
			format!("tallystick/{id}/"),
			format!("tallystick/{id}/acks"),
			format!("tallystick/{id}/ack/"),
			format!("/tallystick/{id}/ack"),
			format!("tallystick/0x{id}/ack"),
			format!("tallystick/{}/ack", &id[1..]),
			format!("tallystick/{}/ack", id.to_uppercase()),
			format!("tallystick/{}é/ack", &id[2..]),
			"tallystick/+/ack".into(),
		] {
			assert_eq!(topic.parse::<Topic>(), Err(TopicError), "{topic}");
		}
	}
}
