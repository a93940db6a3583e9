//! What a device signs: the `Sig_structure` of a `COSE_Sign1` (RFC 9052).
//!
//! The external additional data names the purpose, the chain and the device, so that no signature
//! means anything elsewhere. The payload is one of the fixed layouts of this crate.

use crate::{
	bytes::{take, Bytes},
	DeviceId, DeviceKey, Hash, Scheme,
};

/// What a signature is for.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[repr(u8)]
pub enum Purpose {
	/// A segment's header.
	Segment = 0,
	/// One reading, by a device that builds no segments.
	Reading = 1,
	/// The device agrees to be registered: [`Possession`].
	Register = 2,
	/// The manufacturer says that the device is of its making: [`Endorsement`].
	Endorse = 3,
	/// The device's key agrees to be replaced: [`Rotation`].
	Rotate = 4,
	/// The new key shows that it can sign: [`Rotation`].
	Adopt = 5,
	/// The device goes on at another gateway: [`Move`].
	Move = 6,
	/// The owner's command key permits gateways to command a channel of the device.
	Grant = 7,
	/// A gateway commands a channel.
	Command = 8,
	/// A gateway shows the device that the chain goes on.
	Beat = 9,
	/// The device answers a command.
	Done = 10,
	/// The owner's command key hands over to another.
	Entrust = 11,
	/// The device says what became of an order: it has it, or a visit began or ended.
	Attest = 12,
}

/// Longest message, in bytes.
pub const MAX_MESSAGE: usize = 384;

/// The exact bytes under a signature.
#[derive(Clone, Copy, Debug)]
pub struct Message(Bytes<MAX_MESSAGE>);

impl Message {
	/// The bytes that a key of `scheme` signs. `None` if the payload is longer than any layout of
	/// this crate.
	pub fn new(
		purpose: Purpose,
		genesis: &Hash,
		device: &DeviceId,
		scheme: Scheme,
		payload: &[u8],
	) -> Option<Self> {
		let aad = Bytes::<77>::new()
			.with(b"tallystick/1")
			.with(&[purpose as u8])
			.with(genesis)
			.with(&device.0);

		let mut message = Bytes::new();
		message.put(&[0x84, 0x6a])?;
		message.put(b"Signature1")?;
		for part in [scheme.protected(), aad.as_slice(), payload] {
			put_string(&mut message, part)?;
		}
		Some(Self(message))
	}

	/// The bytes.
	pub fn as_bytes(&self) -> &[u8] {
		self.0.as_slice()
	}
}

/// A CBOR byte string.
fn put_string(to: &mut Bytes<MAX_MESSAGE>, part: &[u8]) -> Option<()> {
	match u16::try_from(part.len()).ok()?.to_be_bytes() {
		[0, len @ 0..=23] => to.put(&[0x40 | len])?,
		[0, len] => to.put(&[0x58, len])?,
		[high, low] => to.put(&[0x59, high, low])?,
	}
	to.put(part)
}

/// A device's consent to be registered.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Possession {
	/// The account that will own it.
	pub owner: [u8; 32],
	/// The model that it is of.
	pub model: u32,
	/// Hash of its description.
	pub metadata: Hash,
	/// UTC milliseconds after which this is void.
	pub expires: u64,
}

impl Possession {
	/// The payload under [`Purpose::Register`].
	pub fn to_bytes(&self) -> [u8; 76] {
		Bytes::new()
			.with(&self.owner)
			.with(&self.model.to_le_bytes())
			.with(&self.metadata)
			.with(&self.expires.to_le_bytes())
			.into_array()
	}
}

/// A manufacturer's word that a device is of its making.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Endorsement {
	/// The model that the device is of.
	pub model: u32,
	/// UTC milliseconds after which this is void.
	pub expires: u64,
}

impl Endorsement {
	/// The payload under [`Purpose::Endorse`].
	pub fn to_bytes(&self) -> [u8; 12] {
		Bytes::new().with(&self.model.to_le_bytes()).with(&self.expires.to_le_bytes()).into_array()
	}
}

/// The replacement of a device's key, signed by the old key ([`Purpose::Rotate`]), by the new one
/// ([`Purpose::Adopt`]), or by both.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Rotation {
	/// The key from now on.
	pub key: DeviceKey,
	/// The new key's epoch: one more than the old one's.
	pub epoch: u32,
	/// How often the device had changed hands: void for every other owner.
	pub tenure: u32,
	/// UTC milliseconds after which this is void.
	pub expires: u64,
}

impl Rotation {
	/// The payload: 49 bytes for Ed25519, 50 for the other schemes.
	pub fn with_bytes<R>(&self, then: impl FnOnce(&[u8]) -> R) -> R {
		let bytes = Bytes::<50>::new()
			.with(self.key.to_bytes().as_slice())
			.with(&self.epoch.to_le_bytes())
			.with(&self.tenure.to_le_bytes())
			.with(&self.expires.to_le_bytes());
		then(bytes.as_slice())
	}
}

/// A device's word to a gateway that all of its readings below a number are settled, so that it goes on
/// there without a new boot epoch.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Move {
	/// The account of the gateway that the device moves to.
	pub gateway: [u8; 32],
	/// The device's boot epoch.
	pub boot_epoch: u32,
	/// The number of the first reading that the device sends there.
	pub next: u64,
	/// The `previous` of a segment that begins with that reading.
	pub previous: Hash,
}

/// Bytes of an encoded [`Move`].
pub const MOVE_LEN: usize = 76;

impl Move {
	/// The payload under [`Purpose::Move`].
	pub fn to_bytes(&self) -> [u8; MOVE_LEN] {
		Bytes::new()
			.with(&self.gateway)
			.with(&self.boot_epoch.to_le_bytes())
			.with(&self.next.to_le_bytes())
			.with(&self.previous)
			.into_array()
	}

	/// The move that [`to_bytes`](Self::to_bytes) encodes as `bytes`.
	pub fn from_bytes(bytes: &[u8; MOVE_LEN]) -> Self {
		let mut from = bytes.as_slice();
		// The parts add up to the length, so none is missing.
		Self {
			gateway: take(&mut from).unwrap_or_default(),
			boot_epoch: u32::from_le_bytes(take(&mut from).unwrap_or_default()),
			next: u64::from_le_bytes(take(&mut from).unwrap_or_default()),
			previous: take(&mut from).unwrap_or_default(),
		}
	}
}
