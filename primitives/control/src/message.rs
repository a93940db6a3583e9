//! Messages to and from a device, and how they are signed.
//!
//! Each message is a `COSE_Sign1` (RFC 9052) in one fixed form, so a device reads it without a CBOR library. It is an
//! array of 4: a protected header with the algorithm alone; an unprotected header, empty or with a 4-byte `kid`; a
//! payload of fixed length; and the signature. The signature covers the `Sig_structure` of [`Message`], with the
//! message's own purpose. Integers in payloads are little-endian. `docs/devices.md` in the repository specifies every
//! byte.

use crate::{Bounds, Envelope, Pace, Slew};
use tallystick_evidence::{
	bytes::{take, Bytes},
	Crypto, DeviceId, DeviceKey, Hash, Limits, Message, Purpose, Scheme, Signature,
};

/// Most gateways that one grant names.
pub const MAX_GATEWAYS: usize = 4;

/// Most channels that one beat reports.
pub const MAX_NEWEST: usize = 8;

/// Bytes of a [`Grant`].
pub const GRANT_LEN: usize = 262;

/// Bytes of an [`Entrust`].
pub const ENTRUST_LEN: usize = 42;

/// Bytes of a [`Command`].
pub const COMMAND_LEN: usize = 54;

/// Bytes of a [`Beat`].
pub const BEAT_LEN: usize = 100;

/// Bytes of a [`Done`].
pub const DONE_LEN: usize = 36;

/// Bytes of a [`Nonce`].
pub const NONCE_LEN: usize = 18;

/// Most bytes of a signed message.
pub const MAX_SIGNED: usize = GRANT_LEN + 82;

/// Bytes of an encoded key.
const KEY_LEN: usize = 34;

/// The number that stands for no channel.
const NO_CHANNEL: u16 = u16::MAX;

record! {
	/// The owner's permission for gateways to command one channel of a device, within an envelope. Their command key
	/// signs it.
	pub struct Grant {
		/// How often the device had changed hands when the grant was made.
		pub tenure: u32,
		/// Hash of the device's model. A device with another model refuses the grant, since units and exponents may
		/// differ.
		#[cfg_attr(feature = "serde", serde(with = "tallystick_evidence::json::Hex"))]
		pub model: Hash,
		/// Place of the channel in the model.
		pub channel: u16,
		/// From 1. Rises with each grant of a tenure for this channel.
		pub version: u32,
		/// What the gateways may command.
		pub envelope: Envelope,
		/// The command keys of up to [`MAX_GATEWAYS`] gateways. The device verifies commands with these keys, so a
		/// command does not include its key.
		pub gateways: [Option<DeviceKey>; MAX_GATEWAYS],
		/// The grant is void from this finalised time on: UTC, in milliseconds.
		#[cfg_attr(feature = "serde", serde(with = "tallystick_evidence::json::Exact"))]
		pub ends: u64,
	}

	/// The statement of a command key that another key replaces it. The old key signs it.
	pub struct Entrust {
		/// The command key from now on.
		pub key: DeviceKey,
		/// The first tenure of which it signs grants.
		pub tenure: u32,
		/// Rises with each replacement, so that an old statement cannot be replayed.
		pub version: u32,
	}

	/// A command to one channel. A gateway's command key signs it.
	pub struct Command {
		/// The device's tenure.
		pub tenure: u32,
		/// Place of the channel in the model.
		pub channel: u16,
		/// Rises with each command to the channel, from 1, across tenures.
		#[cfg_attr(feature = "serde", serde(with = "tallystick_evidence::json::Exact"))]
		pub id: u64,
		/// The set-point, or the argument of an action.
		#[cfg_attr(feature = "serde", serde(with = "tallystick_evidence::json::Exact"))]
		pub value: i64,
		/// What led to it: the leaf of a rule's firing, or the hash of another reason.
		#[cfg_attr(feature = "serde", serde(with = "tallystick_evidence::json::Hex"))]
		pub cause: Hash,
	}

	/// A channel and the newest id that was commanded to it.
	pub struct Newest {
		/// Place of the channel in the model, below 65,535.
		pub channel: u16,
		/// The id. 0: it was never commanded.
		#[cfg_attr(feature = "serde", serde(with = "tallystick_evidence::json::Exact"))]
		pub id: u64,
	}

	/// A heartbeat: the chain is running, and these are its newest commands. A gateway's command key signs it.
	pub struct Beat {
		/// Number of the newest finalised block.
		pub height: u32,
		/// Its time, in UTC milliseconds.
		#[cfg_attr(feature = "serde", serde(with = "tallystick_evidence::json::Exact"))]
		pub time: u64,
		/// Echo of the nonce that the device published.
		#[cfg_attr(feature = "serde", serde(with = "tallystick_evidence::json::Exact"))]
		pub nonce: u64,
		/// Up to [`MAX_NEWEST`] channels. A beat counts only for the channels in it.
		pub newest: [Option<Newest>; MAX_NEWEST],
	}

	/// A device's answer to a command. The device's key signs it.
	pub struct Done {
		/// The command's tenure.
		pub tenure: u32,
		/// The command's channel.
		pub channel: u16,
		/// The command's id.
		#[cfg_attr(feature = "serde", serde(with = "tallystick_evidence::json::Exact"))]
		pub id: u64,
		/// What became of it.
		pub outcome: Outcome,
		/// The output when the device took the command; for an action, its argument.
		#[cfg_attr(feature = "serde", serde(with = "tallystick_evidence::json::Exact"))]
		pub before: i64,
		/// The target value from then on; the output gets there as slew and least times permit. For a refusal and for
		/// an action, the same as `before`.
		#[cfg_attr(feature = "serde", serde(with = "tallystick_evidence::json::Exact"))]
		pub after: i64,
		/// The device's boot epoch.
		pub boot_epoch: u32,
	}

	/// The nonce that beats to a channel must echo, and the last grant that the device took for it. A device publishes
	/// it for one channel or several. It is not signed.
	pub struct Nonce {
		/// Place of the channel in the model, below 65,535.
		pub channel: u16,
		/// What beats have to echo.
		#[cfg_attr(feature = "serde", serde(with = "tallystick_evidence::json::Exact"))]
		pub value: u64,
		/// The tenure of the last grant. 0, with a version of 0: there was none.
		pub tenure: u32,
		/// The version of the last grant.
		pub version: u32,
	}

	/// What became of a command.
	pub enum Outcome {
		/// The set-point was accepted, or the action is complete.
		#[cfg_attr(feature = "codec", codec(index = 0))]
		Done,
		/// Nothing was done.
		#[cfg_attr(feature = "codec", codec(index = 1))]
		Refused(Reason),
		/// The device lost its power between writing the id and completing the action. It does not act again.
		#[cfg_attr(feature = "codec", codec(index = 2))]
		Interrupted,
	}

	/// Why a command was refused. The numbers are fixed for ever.
	#[repr(u8)]
	pub enum Reason {
		/// Somebody operates the device by hand.
		#[cfg_attr(feature = "codec", codec(index = 1))]
		Local = 1,
		/// An interlock holds the device.
		#[cfg_attr(feature = "codec", codec(index = 2))]
		Interlock = 2,
		/// The channel differs from the chain's model. Adapters use this, since they find it out only when they write.
		#[cfg_attr(feature = "codec", codec(index = 3))]
		Model = 3,
		/// The envelope does not permit the value.
		#[cfg_attr(feature = "codec", codec(index = 4))]
		Envelope = 4,
		/// A newer command is known.
		#[cfg_attr(feature = "codec", codec(index = 5))]
		Stale = 5,
		/// No heartbeat is young enough. For devices that must answer at once; others wait for a beat.
		#[cfg_attr(feature = "codec", codec(index = 6))]
		NoLease = 6,
		/// The command is of another tenure.
		#[cfg_attr(feature = "codec", codec(index = 7))]
		Tenure = 7,
		/// The actions permitted in an hour are used up.
		#[cfg_attr(feature = "codec", codec(index = 8))]
		Pace = 8,
		/// The owner granted nothing for this channel. For devices that trust their gateway; others cannot verify the
		/// command, and do not answer.
		#[cfg_attr(feature = "codec", codec(index = 9))]
		NoGrant = 9,
		/// The grant has ended.
		#[cfg_attr(feature = "codec", codec(index = 10))]
		Expired = 10,
		/// The device could not write the action's id to permanent memory, although it could write this answer.
		#[cfg_attr(feature = "codec", codec(index = 11))]
		Memory = 11,
	}
}

impl Reason {
	/// All reasons, by number.
	pub const ALL: [Self; 11] = [
		Self::Local,
		Self::Interlock,
		Self::Model,
		Self::Envelope,
		Self::Stale,
		Self::NoLease,
		Self::Tenure,
		Self::Pace,
		Self::NoGrant,
		Self::Expired,
		Self::Memory,
	];

	/// The reason with this number.
	pub fn from_number(number: u8) -> Option<Self> {
		Self::ALL.into_iter().find(|reason| *reason as u8 == number)
	}
}

impl Outcome {
	/// Two bytes: 0 done, 1 refused, 2 interrupted; then the reason, or 0.
	pub fn to_bytes(self) -> [u8; 2] {
		match self {
			Self::Done => [0, 0],
			Self::Refused(reason) => [1, reason as u8],
			Self::Interrupted => [2, 0],
		}
	}

	/// The outcome that [`to_bytes`](Self::to_bytes) encodes.
	pub fn from_bytes(bytes: [u8; 2]) -> Option<Self> {
		match bytes {
			[0, 0] => Some(Self::Done),
			[1, reason] => Reason::from_number(reason).map(Self::Refused),
			[2, 0] => Some(Self::Interrupted),
			_ => None,
		}
	}
}

/// A payload of fixed layout.
pub trait Payload: Copy {
	/// What its signature is for.
	const PURPOSE: Purpose;

	/// Bytes of the layout.
	const LEN: usize;

	/// Passes the bytes of the layout to `then`.
	fn with_bytes<R>(&self, then: impl FnOnce(&[u8]) -> R) -> R;

	/// Reads the layout. `None` if the length is wrong, or a field has an invalid value. Each payload has exactly one
	/// layout.
	fn from_slice(bytes: &[u8]) -> Option<Self>;
}

/// Implements [`Payload`] by `to_bytes` and `from_bytes`.
macro_rules! payload {
	($($what:ident, $len:ident;)*) => {$(
		impl Payload for $what {
			const PURPOSE: Purpose = Purpose::$what;
			const LEN: usize = $len;

			fn with_bytes<R>(&self, then: impl FnOnce(&[u8]) -> R) -> R {
				then(&self.to_bytes())
			}

			fn from_slice(bytes: &[u8]) -> Option<Self> {
				Self::from_bytes(bytes.try_into().ok()?)
			}
		}
	)*};
}

payload! {
	Grant, GRANT_LEN;
	Entrust, ENTRUST_LEN;
	Command, COMMAND_LEN;
	Beat, BEAT_LEN;
	Done, DONE_LEN;
}

fn key_bytes(key: &Option<DeviceKey>) -> [u8; KEY_LEN] {
	let bytes = Bytes::new();
	match key {
		None => bytes.with(&[0xff]).with(&[0; 33]),
		Some(DeviceKey::Ed25519(key)) => bytes.with(&[0]).with(key).with(&[0]),
		Some(DeviceKey::P256(key)) => bytes.with(&[1]).with(key),
		Some(DeviceKey::Secp256k1(key)) => bytes.with(&[2]).with(key),
	}
	.into_array()
}

fn take_key(from: &mut &[u8]) -> Option<Option<DeviceKey>> {
	let [scheme] = take(from)?;
	let key: [u8; 33] = take(from)?;
	match (scheme, key) {
		(0, [ed25519 @ .., 0]) => Some(Some(DeviceKey::Ed25519(ed25519))),
		(1, key) => Some(Some(DeviceKey::P256(key))),
		(2, key) => Some(Some(DeviceKey::Secp256k1(key))),
		(0xff, key) if key == [0; 33] => Some(None),
		_ => None,
	}
}

fn take_u16(from: &mut &[u8]) -> Option<u16> {
	take(from).map(u16::from_le_bytes)
}

fn take_u32(from: &mut &[u8]) -> Option<u32> {
	take(from).map(u32::from_le_bytes)
}

fn take_u64(from: &mut &[u8]) -> Option<u64> {
	take(from).map(u64::from_le_bytes)
}

fn take_i64(from: &mut &[u8]) -> Option<i64> {
	take(from).map(i64::from_le_bytes)
}

/// Bytes of an [`Envelope`].
pub const ENVELOPE_LEN: usize = 76;

impl Envelope {
	/// The envelope in a grant.
	pub fn to_bytes(&self) -> [u8; ENVELOPE_LEN] {
		let Self { bounds, slew, default } = self;
		let Bounds { range, step, fail_safe, startup, pace, lease } = bounds;
		let some_slew = slew.unwrap_or(Slew { by: 0, per: 0 });
		Bytes::new()
			.with(&range.low.to_le_bytes())
			.with(&range.high.to_le_bytes())
			.with(&step.to_le_bytes())
			.with(&fail_safe.to_le_bytes())
			.with(&startup.to_le_bytes())
			.with(&[u8::from(pace.off.is_some())])
			.with(&pace.off.unwrap_or(0).to_le_bytes())
			.with(&pace.min_on.to_le_bytes())
			.with(&pace.min_off.to_le_bytes())
			.with(&pace.per_hour.to_le_bytes())
			.with(&lease.to_le_bytes())
			.with(&[u8::from(slew.is_some())])
			.with(&some_slew.by.to_le_bytes())
			.with(&some_slew.per.to_le_bytes())
			.with(&default.to_le_bytes())
			.into_array()
	}

	fn take(from: &mut &[u8]) -> Option<Self> {
		let range = Limits { low: take_i64(from)?, high: take_i64(from)? };
		let (step, fail_safe, startup) = (take_u32(from)?, take_i64(from)?, take_i64(from)?);
		let off = match (take(from)?, take_i64(from)?) {
			([0], 0) => None,
			([1], off) => Some(off),
			_ => return None,
		};
		let (min_on, min_off, per_hour) = (take_u32(from)?, take_u32(from)?, take_u16(from)?);
		let pace = Pace { off, min_on, min_off, per_hour };
		let bounds = Bounds { range, step, fail_safe, startup, pace, lease: take_u32(from)? };
		let slew = match (take(from)?, take_u32(from)?, take_u32(from)?) {
			([0], 0, 0) => None,
			([1], by, per) => Some(Slew { by, per }),
			_ => return None,
		};
		Some(Self { bounds, slew, default: take_i64(from)? })
	}
}

impl Grant {
	/// The payload under [`Purpose::Grant`].
	pub fn to_bytes(&self) -> [u8; GRANT_LEN] {
		let mut bytes = Bytes::new()
			.with(&self.tenure.to_le_bytes())
			.with(&self.model)
			.with(&self.channel.to_le_bytes())
			.with(&self.version.to_le_bytes())
			.with(&self.envelope.to_bytes());
		for key in &self.gateways {
			bytes = bytes.with(&key_bytes(key));
		}
		bytes.with(&self.ends.to_le_bytes()).into_array()
	}

	/// The grant that [`to_bytes`](Self::to_bytes) encodes.
	pub fn from_bytes(bytes: &[u8; GRANT_LEN]) -> Option<Self> {
		let from = &mut bytes.as_slice();
		let (tenure, model) = (take_u32(from)?, take(from)?);
		let (channel, version) = (take_u16(from)?, take_u32(from)?);
		let envelope = Envelope::take(from)?;
		let mut gateways = [None; MAX_GATEWAYS];
		for key in &mut gateways {
			*key = take_key(from)?;
		}
		Some(Self { tenure, model, channel, version, envelope, gateways, ends: take_u64(from)? })
	}

	/// Whether the grant names this gateway's command key.
	pub fn names(&self, key: &DeviceKey) -> bool {
		self.gateways.contains(&Some(*key))
	}
}

impl Entrust {
	/// The payload under [`Purpose::Entrust`].
	pub fn to_bytes(&self) -> [u8; ENTRUST_LEN] {
		Bytes::new()
			.with(&key_bytes(&Some(self.key)))
			.with(&self.tenure.to_le_bytes())
			.with(&self.version.to_le_bytes())
			.into_array()
	}

	/// What [`to_bytes`](Self::to_bytes) encodes.
	pub fn from_bytes(bytes: &[u8; ENTRUST_LEN]) -> Option<Self> {
		let from = &mut bytes.as_slice();
		Some(Self { key: take_key(from)??, tenure: take_u32(from)?, version: take_u32(from)? })
	}
}

impl Command {
	/// The payload under [`Purpose::Command`].
	pub fn to_bytes(&self) -> [u8; COMMAND_LEN] {
		Bytes::new()
			.with(&self.tenure.to_le_bytes())
			.with(&self.channel.to_le_bytes())
			.with(&self.id.to_le_bytes())
			.with(&self.value.to_le_bytes())
			.with(&self.cause)
			.into_array()
	}

	/// The command that [`to_bytes`](Self::to_bytes) encodes.
	pub fn from_bytes(bytes: &[u8; COMMAND_LEN]) -> Option<Self> {
		let from = &mut bytes.as_slice();
		Some(Self {
			tenure: take_u32(from)?,
			channel: take_u16(from)?,
			id: take_u64(from)?,
			value: take_i64(from)?,
			cause: take(from)?,
		})
	}
}

impl Beat {
	/// The payload under [`Purpose::Beat`].
	pub fn to_bytes(&self) -> [u8; BEAT_LEN] {
		let mut bytes = Bytes::new()
			.with(&self.height.to_le_bytes())
			.with(&self.time.to_le_bytes())
			.with(&self.nonce.to_le_bytes());
		for newest in self.newest {
			let Newest { channel, id } = newest.unwrap_or(Newest { channel: NO_CHANNEL, id: 0 });
			bytes = bytes.with(&channel.to_le_bytes()).with(&id.to_le_bytes());
		}
		bytes.into_array()
	}

	/// The beat that [`to_bytes`](Self::to_bytes) encodes.
	pub fn from_bytes(bytes: &[u8; BEAT_LEN]) -> Option<Self> {
		let from = &mut bytes.as_slice();
		let (height, time, nonce) = (take_u32(from)?, take_u64(from)?, take_u64(from)?);
		let mut newest = [None; MAX_NEWEST];
		for place in &mut newest {
			*place = match (take_u16(from)?, take_u64(from)?) {
				(NO_CHANNEL, 0) => None,
				(NO_CHANNEL, _) => return None,
				(channel, id) => Some(Newest { channel, id }),
			};
		}
		Some(Self { height, time, nonce, newest })
	}

	/// The newest id of a channel. `None` if the beat does not report it.
	pub fn newest_of(&self, channel: u16) -> Option<u64> {
		self.newest
			.iter()
			.flatten()
			.find(|newest| newest.channel == channel)
			.map(|newest| newest.id)
	}
}

impl Done {
	/// The payload under [`Purpose::Done`].
	pub fn to_bytes(&self) -> [u8; DONE_LEN] {
		Bytes::new()
			.with(&self.tenure.to_le_bytes())
			.with(&self.channel.to_le_bytes())
			.with(&self.id.to_le_bytes())
			.with(&self.outcome.to_bytes())
			.with(&self.before.to_le_bytes())
			.with(&self.after.to_le_bytes())
			.with(&self.boot_epoch.to_le_bytes())
			.into_array()
	}

	/// The answer that [`to_bytes`](Self::to_bytes) encodes.
	pub fn from_bytes(bytes: &[u8; DONE_LEN]) -> Option<Self> {
		let from = &mut bytes.as_slice();
		Some(Self {
			tenure: take_u32(from)?,
			channel: take_u16(from)?,
			id: take_u64(from)?,
			outcome: Outcome::from_bytes(take(from)?)?,
			before: take_i64(from)?,
			after: take_i64(from)?,
			boot_epoch: take_u32(from)?,
		})
	}
}

impl Nonce {
	/// One entry of what is published on `nonce`.
	pub fn to_bytes(&self) -> [u8; NONCE_LEN] {
		Bytes::new()
			.with(&self.channel.to_le_bytes())
			.with(&self.value.to_le_bytes())
			.with(&self.tenure.to_le_bytes())
			.with(&self.version.to_le_bytes())
			.into_array()
	}

	/// The entry that [`to_bytes`](Self::to_bytes) encodes.
	pub fn from_bytes(bytes: &[u8; NONCE_LEN]) -> Option<Self> {
		let from = &mut bytes.as_slice();
		let channel = take_u16(from).filter(|channel| *channel != NO_CHANNEL)?;
		Some(Self {
			channel,
			value: take_u64(from)?,
			tenure: take_u32(from)?,
			version: take_u32(from)?,
		})
	}

	/// Reads the message on `nonce`: 1 to [`MAX_NEWEST`] entries in a row, each for another channel.
	pub fn read_all(bytes: &[u8]) -> Option<[Option<Self>; MAX_NEWEST]> {
		let mut entries = [None; MAX_NEWEST];
		let mut chunks = bytes.chunks_exact(NONCE_LEN);
		if bytes.is_empty() || !chunks.remainder().is_empty() || chunks.len() > MAX_NEWEST {
			return None;
		}
		for at in 0..chunks.len() {
			let entry = Self::from_bytes(chunks.next()?.try_into().ok()?)?;
			if entries.iter().flatten().any(|known: &Self| known.channel == entry.channel) {
				return None;
			}
			*entries.get_mut(at)? = Some(entry);
		}
		Some(entries)
	}
}

/// A signed payload, as it is published.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Signed<P> {
	/// What is signed.
	pub content: P,
	/// How.
	pub scheme: Scheme,
	/// For an answer: the device's key that signed. Without meaning in messages to a device.
	pub kid: Option<u32>,
	/// The signature, not checked yet.
	pub signature: Signature,
}

impl<P: Payload> Signed<P> {
	/// Signs `content` for the device on the chain with this genesis hash. `sign` gets the message whose bytes are to
	/// be signed. `None` if the payload is longer than [`Message`] allows, which no payload of this crate is.
	pub fn sign(
		content: P,
		scheme: Scheme,
		kid: Option<u32>,
		genesis: &Hash,
		device: &DeviceId,
		sign: impl FnOnce(&Message) -> Signature,
	) -> Option<Self> {
		let message = message(&content, scheme, genesis, device)?;
		Some(Self { content, scheme, kid, signature: sign(&message) })
	}

	/// Whether the signature is the key's over this content, for the device on the chain with this genesis hash.
	pub fn verify<C: Crypto>(&self, genesis: &Hash, device: &DeviceId, key: &DeviceKey) -> bool {
		key.scheme() == self.scheme
			&& message(&self.content, self.scheme, genesis, device)
				.is_some_and(|message| C::verify(key, message.as_bytes(), &self.signature))
	}

	/// Writes the message and returns its length. `None` if `out` is too short; [`MAX_SIGNED`] bytes always suffice.
	pub fn encode(&self, out: &mut [u8]) -> Option<usize> {
		let mut bytes = Bytes::<MAX_SIGNED>::new();
		let protected = self.scheme.protected();
		bytes.put(&[0x84, 0x40 | u8::try_from(protected.len()).ok()?])?;
		bytes.put(protected)?;
		match self.kid {
			None => bytes.put(&[0xa0])?,
			Some(kid) => {
				bytes.put(&KID)?;
				bytes.put(&kid.to_le_bytes())?;
			},
		}
		let (length, used) = length_of(P::LEN)?;
		bytes.put(length.get(..used)?)?;
		self.content.with_bytes(|payload| bytes.put(payload))?;
		bytes.put(&SIGNATURE)?;
		bytes.put(&self.signature.0)?;
		let bytes = bytes.as_slice();
		out.get_mut(..bytes.len())?.copy_from_slice(bytes);
		Some(bytes.len())
	}

	/// Reads a message of exactly the form that [`encode`](Self::encode) writes.
	pub fn decode(bytes: &[u8]) -> Option<Self> {
		let from = &mut { bytes };
		expect(from, &[0x84])?;
		let scheme = Scheme::ALL.into_iter().find(|scheme| {
			let (length, rest) = from.split_first().unwrap_or((&0, &[]));
			let protected = scheme.protected();
			usize::from(*length) == protected.len() | 0x40 && rest.starts_with(protected)
		})?;
		*from = from.get(scheme.protected().len().checked_add(1)?..)?;
		let kid = match expect(from, &[0xa0]) {
			Some(()) => None,
			None => {
				expect(from, &KID)?;
				Some(take_u32(from)?)
			},
		};
		let (length, used) = length_of(P::LEN)?;
		expect(from, length.get(..used)?)?;
		let (payload, rest) = from.split_at_checked(P::LEN)?;
		*from = rest;
		expect(from, &SIGNATURE)?;
		let signature = Signature(take(from)?);
		let content = P::from_slice(payload)?;
		from.is_empty().then_some(Self { content, scheme, kid, signature })
	}
}

/// A map of one entry: label 4, a string of 4 bytes.
const KID: [u8; 3] = [0xa1, 0x04, 0x44];

/// The head of a string of 64 bytes.
const SIGNATURE: [u8; 2] = [0x58, 0x40];

/// The head of a byte string, and how many bytes it takes.
fn length_of(len: usize) -> Option<([u8; 3], usize)> {
	Some(match u16::try_from(len).ok()?.to_be_bytes() {
		[0, low @ 0..=23] => ([0x40 | low, 0, 0], 1),
		[0, low] => ([0x58, low, 0], 2),
		[high, low] => ([0x59, high, low], 3),
	})
}

fn expect(from: &mut &[u8], what: &[u8]) -> Option<()> {
	*from = from.strip_prefix(what)?;
	Some(())
}

fn message<P: Payload>(
	content: &P,
	scheme: Scheme,
	genesis: &Hash,
	device: &DeviceId,
) -> Option<Message> {
	content.with_bytes(|payload| Message::new(P::PURPOSE, genesis, device, scheme, payload))
}
