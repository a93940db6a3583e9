//! What a device knows of itself.

use crate::encode::{self, TooShort};
use core::fmt;
use tallystick_control::{Done, Signed};
use tallystick_evidence::{
	reading::signed_payload, DeviceId, Hash, Message, Move, Purpose, Reading, Scheme,
	SegmentHeader, Signature,
};

/// A device's identity, and how far its numbers have come.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Device {
	/// Its id: [`DeviceId::of`] its first key.
	pub id: DeviceId,
	/// The genesis hash of the chain that it writes for.
	pub genesis: Hash,
	/// How it signs.
	pub scheme: Scheme,
	/// Which of its keys signs, 0 for the first.
	pub key_epoch: u32,
	/// How often it lost its memory of what it sent.
	pub boot_epoch: u32,
	/// The number of the next reading.
	pub next: u64,
	/// The name of the last message if it is a segment; zeros after signed readings, and at the
	/// beginning of a boot epoch.
	pub previous: Hash,
}

/// Why nothing is signed. The device and its readings are as they were.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum SignError {
	/// There is no reading.
	Empty,
	/// The readings have no numbers left, or their sum does not exist. Begin a new boot epoch, or
	/// a new segment.
	Overflow,
	/// The message does not fit the buffer.
	TooShort,
}

impl fmt::Display for SignError {
	fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
		f.write_str(match self {
			Self::Empty => "there is no reading",
			Self::Overflow => "the readings have no numbers left, or no sum",
			Self::TooShort => "the message does not fit the buffer",
		})
	}
}

impl core::error::Error for SignError {}

impl From<TooShort> for SignError {
	fn from(_: TooShort) -> Self {
		Self::TooShort
	}
}

/// Most bytes of a signed reading.
pub const MAX_READING: usize = 111;

/// Most bytes of a signed move.
pub const MAX_MOVE: usize = 157;

/// Most bytes of a signed answer to a command.
pub const MAX_DONE: usize = 117;

impl Device {
	/// A device at the beginning of a boot epoch. Write `boot_epoch` to permanent memory before.
	pub const fn begin(
		id: DeviceId,
		genesis: Hash,
		scheme: Scheme,
		key_epoch: u32,
		boot_epoch: u32,
	) -> Self {
		Self { id, genesis, scheme, key_epoch, boot_epoch, next: 0, previous: [0; 32] }
	}

	/// Signs one reading and writes it as a `COSE_Sign1`; the length is returned. What is published
	/// is an array of these: [`join_readings`](crate::join_readings).
	///
	/// `sign` is given the message, whose bytes are to be signed.
	pub fn sign_reading(
		&mut self,
		channel: u16,
		time: u64,
		value: i64,
		sign: impl FnOnce(&Message) -> Signature,
		out: &mut [u8],
	) -> Result<usize, SignError> {
		let next = self.next.checked_add(1).ok_or(SignError::Overflow)?;
		let reading = Reading::plain(time, value);
		let payload = signed_payload(self.boot_epoch, self.next, channel, &reading);
		let signature = sign(&self.message(Purpose::Reading, &payload)?);
		let kid = self.key_epoch.to_le_bytes();
		let length = encode::sign1(self.scheme, Some(&kid), &payload, &signature, out)?;
		self.next = next;
		self.previous = [0; 32];
		Ok(length)
	}

	/// Signs the device's move to the gateway with the account `gateway`, where it continues in the same boot epoch.
	/// Writes the message, and returns its length.
	///
	/// `next` is the number of the first reading that the device sends there. `previous` belongs to the segment that
	/// begins with that reading. With an empty queue they are [`Device::next`] and [`Device::previous`]; otherwise take
	/// those of the oldest kept message. All readings below `next` have to be settled, because the new gateway
	/// acknowledges them unseen. `sign` gets the message whose bytes are to be signed.
	pub fn sign_move(
		&self,
		gateway: [u8; 32],
		next: u64,
		previous: Hash,
		sign: impl FnOnce(&Message) -> Signature,
		out: &mut [u8],
	) -> Result<usize, SignError> {
		let payload = Move { gateway, boot_epoch: self.boot_epoch, next, previous }.to_bytes();
		let signature = sign(&self.message(Purpose::Move, &payload)?);
		let kid = self.key_epoch.to_le_bytes();
		Ok(encode::sign1(self.scheme, Some(&kid), &payload, &signature, out)?)
	}

	/// Signs an answer to a command, which the device's [`Governor`](tallystick_control::Governor) made, and writes the
	/// message; the length is returned. The device publishes it whenever the governor gives it: the gateway repeats a command
	/// until the chain has its answer. `sign` is given the message, whose bytes are to be signed.
	pub fn sign_done(
		&self,
		done: Done,
		sign: impl FnOnce(&Message) -> Signature,
		out: &mut [u8],
	) -> Result<usize, SignError> {
		let kid = Some(self.key_epoch);
		// All layouts are shorter than the longest message.
		let signed = Signed::sign(done, self.scheme, kid, &self.genesis, &self.id, sign)
			.ok_or(SignError::Overflow)?;
		signed.encode(out).ok_or(SignError::TooShort)
	}

	pub(crate) fn sign_header(
		&self,
		header: &SegmentHeader,
		sign: impl FnOnce(&Message) -> Signature,
	) -> Result<Signature, SignError> {
		Ok(sign(&self.message(Purpose::Segment, &header.to_bytes())?))
	}

	fn message(&self, purpose: Purpose, payload: &[u8]) -> Result<Message, SignError> {
		// All layouts are shorter than the longest message.
		Message::new(purpose, &self.genesis, &self.id, self.scheme, payload)
			.ok_or(SignError::Overflow)
	}
}
