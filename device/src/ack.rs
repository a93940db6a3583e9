//! The gateway's messages to a device.

use core::fmt;
use minicbor::{data::Type, decode, Decoder};
use sha2::{Digest, Sha256};

/// A message of the gateway on a device's topic `ack`.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Reply<'a> {
	/// The answer to a message.
	Answer(Ack<'a>),
	/// An announcement, not an answer: all readings of the boot epoch below this number are in a
	/// finalised block. Settles nothing.
	Final {
		/// The boot epoch that the number belongs to.
		boot: u32,
		/// The number.
		below: u64,
	},
}

/// An answer to a message. It acknowledges the message unless it has an error.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Ack<'a> {
	/// Names the message that is answered.
	pub reference: Reference,
	/// The boot epoch that the numbers belong to.
	pub boot: u32,
	/// All readings of this boot epoch below this number are on the gateway's disk.
	pub next: u64,
	/// All readings of this boot epoch below this number are in a finalised block.
	pub finalized: Option<u64>,
	/// The name of the error, if the message was refused.
	pub error: Option<&'a str>,
	/// What to do.
	pub detail: Option<&'a str>,
}

/// How an answer names its message.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Reference {
	/// By the number that a SenML pack gave as `ref`.
	Number(u64),
	/// By the first 8 bytes of the SHA-256 of what was published.
	Hash([u8; 8]),
}

/// The bytes are no reply.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct NoReply;

impl fmt::Display for NoReply {
	fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
		f.write_str("not a gateway's reply")
	}
}

impl core::error::Error for NoReply {}

impl From<decode::Error> for NoReply {
	fn from(_: decode::Error) -> Self {
		Self
	}
}

impl Reference {
	/// The name of a message that has no number.
	pub fn of(message: &[u8]) -> Self {
		let hash: [u8; 32] = Sha256::digest(message).into();
		Self::Hash(hash.first_chunk().copied().unwrap_or_default())
	}

	fn decode(from: &mut Decoder) -> Result<Self, NoReply> {
		match from.datatype()? {
			Type::Bytes => from.bytes()?.try_into().map(Self::Hash).map_err(|_| NoReply),
			_ => Ok(Self::Number(from.u64()?)),
		}
	}
}

impl<'a> Reply<'a> {
	/// Reads a reply in CBOR. Unknown keys and unknown errors are ignored.
	pub fn decode(bytes: &'a [u8]) -> Result<Self, NoReply> {
		let mut from = Decoder::new(bytes);
		let (mut boot, mut next, mut finalized) = (None, None, None);
		let (mut error, mut detail, mut reference) = (None, None, None);
		let (len, mut done) = (from.map()?, 0u64);
		loop {
			match len {
				Some(len) if done == len => break,
				None if from.datatype()? == Type::Break => {
					from.skip()?;
					break;
				},
				_ => done = done.saturating_add(1),
			}
			let twice = match from.int()?.try_into() {
				Ok(0u8) => boot.replace(from.u32()?).is_some(),
				Ok(1) => next.replace(from.u64()?).is_some(),
				Ok(2) => finalized.replace(from.u64()?).is_some(),
				Ok(3) => error.replace(from.str()?).is_some(),
				Ok(4) => detail.replace(from.str()?).is_some(),
				Ok(5) => reference.replace(Reference::decode(&mut from)?).is_some(),
				_ => from.skip().map(|()| false)?,
			};
			if twice {
				return Err(NoReply);
			}
		}
		if from.position() != bytes.len() {
			return Err(NoReply);
		}
		let boot = boot.ok_or(NoReply)?;
		match (reference, next, finalized) {
			(Some(reference), Some(next), _) => {
				Ok(Self::Answer(Ack { reference, boot, next, finalized, error, detail }))
			},
			(None, None, Some(below)) if error.is_none() => Ok(Self::Final { boot, below }),
			_ => Err(NoReply),
		}
	}
}

impl Ack<'_> {
	/// Whether a signed message of the boot epoch `boot` can be forgotten. `end` is the number after
	/// its last reading. An answer to another message can settle it as well, and an answer with an
	/// error settles the messages before.
	pub fn settles(&self, boot: u32, end: u64) -> bool {
		self.boot == boot && end <= self.next
	}

	/// Whether this unsigned message can be forgotten: the answer names it, and has no error. Use
	/// [`Reference::of`] for a message without a number.
	pub fn settles_unsigned(&self, reference: Reference) -> bool {
		self.error.is_none() && self.reference == reference
	}

	/// Whether the same message may be sent again later, because it is correct.
	pub fn is_temporary(&self) -> bool {
		matches!(self.error, Some("Busy" | "Unavailable"))
	}
}
