//! A device's move to another gateway.

use crate::{
	cose::Signed,
	message::{read_kid, write_kid},
	MessageError,
};
use alloc::vec::Vec;
use tallystick_evidence::{
	Crypto, DeviceId, DeviceKey, Hash, Message, Move, Purpose, Scheme, Signature,
};

/// A move that its device signed.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct SignedMove {
	/// What is signed.
	pub content: Move,
	/// Which of the device's keys signed; the present one unless said.
	pub kid: Option<u32>,
	/// How.
	pub scheme: Scheme,
	/// The signature, not checked yet.
	pub signature: Signature,
}

/// Most bytes of a message on the topic `move`.
const MAX_MOVE: usize = 1_024;

impl SignedMove {
	/// Reads a message: one `COSE_Sign1` of at most 1,024 bytes.
	pub fn decode(bytes: &[u8]) -> Result<Self, MessageError> {
		if bytes.len() > MAX_MOVE {
			return Err(MessageError::TooLarge);
		}
		let Signed { scheme, payload, kid, signature } = Signed::decode(bytes)?;
		let (content, kid) = (Move::from_bytes(&payload), read_kid(&kid)?);
		Ok(Self { content, kid, scheme, signature })
	}

	/// Writes the message.
	pub fn encode(&self) -> Vec<u8> {
		let Self { content, kid, scheme, signature } = *self;
		Signed { scheme, payload: content.to_bytes(), kid: write_kid(kid), signature }.encode()
	}

	/// The bytes that the device signs.
	pub fn message(&self, genesis: &Hash, device: &DeviceId) -> Option<Message> {
		Message::new(Purpose::Move, genesis, device, self.scheme, &self.content.to_bytes())
	}

	/// Whether the signature is the key's over this move of `device`, on the chain with this genesis.
	pub fn verify<C: Crypto>(&self, genesis: &Hash, device: &DeviceId, key: &DeviceKey) -> bool {
		key.scheme() == self.scheme
			&& self
				.message(genesis, device)
				.is_some_and(|message| C::verify(key, message.as_bytes(), &self.signature))
	}
}
