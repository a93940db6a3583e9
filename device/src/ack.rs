//! The gateway's answers.

use core::fmt;
use minicbor::{data::Type, decode, Decoder};

/// An answer to a message. Without an error it acknowledges.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Ack<'a> {
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

/// The bytes are no answer.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct NoAck;

impl fmt::Display for NoAck {
	fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
		f.write_str("not an answer")
	}
}

impl core::error::Error for NoAck {}

impl From<decode::Error> for NoAck {
	fn from(_: decode::Error) -> Self {
		Self
	}
}

impl<'a> Ack<'a> {
	/// Reads an answer in CBOR. Unknown keys and unknown errors are no fault.
	pub fn decode(bytes: &'a [u8]) -> Result<Self, NoAck> {
		let mut from = Decoder::new(bytes);
		let (mut boot, mut next) = (None, None);
		let (mut finalized, mut error, mut detail) = (None, None, None);
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
				_ => from.skip().map(|()| false)?,
			};
			if twice {
				return Err(NoAck);
			}
		}
		let (boot, next) = boot.zip(next).ok_or(NoAck)?;
		let whole = from.position() == bytes.len();
		whole.then_some(Self { boot, next, finalized, error, detail }).ok_or(NoAck)
	}

	/// Whether a message of the boot epoch `boot` can be forgotten, where `end` is the number after
	/// its last reading's. An answer with an error settles what came before it.
	pub fn settles(&self, boot: u32, end: u64) -> bool {
		self.boot == boot && end <= self.next
	}

	/// Whether the same message may be sent again later, because nothing is wrong with it.
	pub fn is_temporary(&self) -> bool {
		matches!(self.error, Some("Busy" | "Unavailable"))
	}
}
