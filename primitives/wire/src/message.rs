//! Messages that devices sign.

use crate::{
	cbor::{item, more, to_vec},
	cose::Signed,
	ErrorCode, MAX_MESSAGE, MAX_READINGS,
};
use alloc::vec::Vec;
use core::fmt;
use minicbor::{decode, Decoder};
use tallystick_evidence::{
	reading::{self, signed_payload},
	Crypto, DeviceId, DeviceKey, Hash, Leaf, Message, Purpose, Reading, Salt, Scheme,
	SegmentHeader, Signature,
};

/// Why a signed message cannot be read.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum MessageError {
	/// More bytes than [`MAX_MESSAGE`], or more readings than [`MAX_READINGS`].
	TooLarge,
	/// Not in the required form.
	Malformed,
	/// The protected header names no known algorithm, or more than the algorithm.
	Algorithm,
}

impl MessageError {
	/// The error code of the answer.
	pub const fn code(self) -> ErrorCode {
		match self {
			Self::TooLarge => ErrorCode::TooLarge,
			Self::Malformed => ErrorCode::Malformed,
			Self::Algorithm => ErrorCode::Unsupported,
		}
	}
}

impl fmt::Display for MessageError {
	fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
		f.write_str(match self {
			Self::TooLarge => "the message is too long",
			Self::Malformed => "the message is malformed",
			Self::Algorithm => "the protected header is not that of a known algorithm",
		})
	}
}

impl core::error::Error for MessageError {}

impl From<decode::Error> for MessageError {
	fn from(_: decode::Error) -> Self {
		Self::Malformed
	}
}

/// A segment that its device signed, with its readings.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct SignedSegment {
	/// What is signed.
	pub header: SegmentHeader,
	/// How.
	pub scheme: Scheme,
	/// The signature, not checked yet.
	pub signature: Signature,
	/// The seed of the salts, if there are any.
	pub seed: Option<[u8; 16]>,
	/// The readings, as a SenML pack in CBOR.
	pub pack: Vec<u8>,
}

impl SignedSegment {
	/// Reads a message.
	pub fn decode(bytes: &[u8]) -> Result<Self, MessageError> {
		if bytes.len() > MAX_MESSAGE {
			return Err(MessageError::TooLarge);
		}
		let mut from = Decoder::new(bytes);
		if from.array()? != Some(3) {
			return Err(MessageError::Malformed);
		}
		let Signed { scheme, payload, signature, .. } = Signed::decode(item(&mut from)?)?;
		let seed = match from.bytes()? {
			[] => None,
			seed => Some(seed.try_into().map_err(|_| MessageError::Malformed)?),
		};
		let pack = from.bytes()?.to_vec();
		let header = SegmentHeader::from_bytes(&payload).ok_or(MessageError::Malformed)?;
		let whole = from.position() == bytes.len();
		whole
			.then_some(Self { header, scheme, signature, seed, pack })
			.ok_or(MessageError::Malformed)
	}

	/// Writes the message.
	pub fn encode(&self) -> Vec<u8> {
		let signed = Signed {
			scheme: self.scheme,
			payload: self.header.to_bytes(),
			kid: Vec::new(),
			signature: self.signature,
		}
		.encode();
		let mut out = Vec::from([0x83]);
		out.extend(signed);
		out.extend(to_vec(|to| {
			let seed = self.seed.as_ref().map_or(&[][..], |seed| seed.as_slice());
			to.bytes(seed)?.bytes(&self.pack)?;
			Ok(())
		}));
		out
	}

	/// Whether the signature is the key's, on the chain with this genesis.
	pub fn verify<C: Crypto>(&self, genesis: &Hash, key: &DeviceKey) -> bool {
		key.scheme() == self.scheme && self.header.verify::<C>(genesis, key, &self.signature)
	}
}

/// A reading that its device signed by itself.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct SignedReading {
	/// How often the device lost its memory of what it sent.
	pub boot_epoch: u32,
	/// The reading's number among all of the device's, in this boot epoch.
	pub sequence: u64,
	/// The channel, by its place in the model.
	pub channel: u16,
	/// UTC, in milliseconds.
	pub time: u64,
	/// Times ten to the power of the channel's exponent.
	pub value: i64,
	/// Which of the device's keys signed; the present one unless said.
	pub kid: Option<u32>,
	/// How.
	pub scheme: Scheme,
	/// The signature, not checked yet.
	pub signature: Signature,
}

impl SignedReading {
	/// Reads a message: 1 to [`MAX_READINGS`] readings.
	pub fn decode_list(bytes: &[u8]) -> Result<Vec<Self>, MessageError> {
		if bytes.len() > MAX_MESSAGE {
			return Err(MessageError::TooLarge);
		}
		let mut from = Decoder::new(bytes);
		let (len, mut readings) = (from.array()?, Vec::new());
		while more(&mut from, len, readings.len() as u64)? {
			if readings.len() == MAX_READINGS {
				return Err(MessageError::TooLarge);
			}
			readings.push(Self::decode(item(&mut from)?)?);
		}
		let whole = from.position() == bytes.len() && !readings.is_empty();
		whole.then_some(readings).ok_or(MessageError::Malformed)
	}

	/// Writes a message.
	pub fn encode_list(readings: &[Self]) -> Vec<u8> {
		let mut out = to_vec(|to| to.array(readings.len() as u64).map(|_| ()));
		for reading in readings {
			out.extend(reading.encode());
		}
		out
	}

	/// Reads one `COSE_Sign1`.
	pub fn decode(bytes: &[u8]) -> Result<Self, MessageError> {
		let Signed { scheme, payload, kid, signature } = Signed::<30>::decode(bytes)?;
		let mut from = payload.as_slice();
		let kid = read_kid(&kid)?;
		let reading = (|| {
			Some(Self {
				boot_epoch: u32::from_le_bytes(take(&mut from)?),
				sequence: u64::from_le_bytes(take(&mut from)?),
				channel: u16::from_le_bytes(take(&mut from)?),
				time: u64::from_le_bytes(take(&mut from)?),
				value: i64::from_le_bytes(take(&mut from)?),
				kid,
				scheme,
				signature,
			})
		})();
		reading.ok_or(MessageError::Malformed)
	}

	/// Writes one `COSE_Sign1`.
	pub fn encode(&self) -> Vec<u8> {
		let kid = write_kid(self.kid);
		let Self { scheme, signature, .. } = *self;
		Signed { scheme, payload: self.payload(), kid, signature }.encode()
	}

	fn payload(&self) -> [u8; 30] {
		let reading = Reading::plain(self.time, self.value);
		signed_payload(self.boot_epoch, self.sequence, self.channel, &reading)
	}

	/// The bytes that the device signs.
	pub fn message(&self, genesis: &Hash, device: &DeviceId) -> Option<Message> {
		Message::new(Purpose::Reading, genesis, device, self.scheme, &self.payload())
	}

	/// Whether the signature is the key's over this reading of `device`, on the chain with this
	/// genesis.
	pub fn verify<C: Crypto>(&self, genesis: &Hash, device: &DeviceId, key: &DeviceKey) -> bool {
		key.scheme() == self.scheme
			&& self
				.message(genesis, device)
				.is_some_and(|message| C::verify(key, message.as_bytes(), &self.signature))
	}

	/// The reading as a leaf of its channel's tree.
	pub fn leaf(&self, salt: Salt) -> Leaf {
		let Self { sequence, signature, time, value, .. } = *self;
		Leaf {
			reading: Reading { time, value, salt },
			signed: Some(reading::SignedReading { sequence, signature }),
		}
	}
}

/// The key epoch in a key id. An empty id means no epoch.
pub(crate) fn read_kid(kid: &[u8]) -> Result<Option<u32>, MessageError> {
	match kid {
		[] => Ok(None),
		kid => {
			let kid = kid.try_into().map_err(|_| MessageError::Malformed)?;
			Ok(Some(u32::from_le_bytes(kid)))
		},
	}
}

/// The key's id for a key epoch.
pub(crate) fn write_kid(kid: Option<u32>) -> Vec<u8> {
	kid.map_or(Vec::new(), |kid| kid.to_le_bytes().to_vec())
}

fn take<const N: usize>(from: &mut &[u8]) -> Option<[u8; N]> {
	let (part, rest) = from.split_first_chunk()?;
	*from = rest;
	Some(*part)
}
