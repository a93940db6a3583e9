//! The actors of benchmarks.

use ed25519_zebra::{SigningKey, VerificationKey};
use tallystick_evidence::{
	message::Rotation, Crypto, DeviceId, DeviceKey, Hash, Message, Purpose, SegmentHeader,
	Signature,
};
use tallystick_primitives::{AssetId, EscrowId, Observation, StreamId};

/// The members, devices and clock that benchmarks need. A runtime implements it once, for all
/// pallets.
pub trait Actors<AccountId> {
	/// Sets the chain's clock: UTC, in milliseconds.
	fn set_time(now: u64);

	/// A member of an organisation in good standing that has every role and enough money. Each seed gives another
	/// account.
	fn member(seed: u32) -> AccountId;

	/// Registers an active device of `owner`, a member, with `channels` channels in degrees Celsius. `gateway`, also a
	/// member, may speak for it. The owner's organisation can pay for all that the device sends.
	fn device_of(owner: AccountId, secret: &Secret, channels: u16, gateway: &AccountId)
		-> DeviceId;

	/// The same, but the channels are registers of watt-hours. The manufacturer vouches for the device, and its
	/// calibration never ends.
	fn meter_of(owner: AccountId, secret: &Secret, channels: u16, gateway: &AccountId) -> DeviceId;

	/// Makes this observation the newest one of a watched stream.
	fn observed(stream: &StreamId, observation: Observation);

	/// Makes an asset that the organisation of `owner`, a member, owns and holds. The asset is in as many parents as
	/// possible.
	fn asset_of(owner: AccountId) -> AssetId;

	/// Has the arbiter of a disputed escrow decide how much the payee gets.
	fn decide(arbiter: AccountId, escrow: EscrowId, amount: u128);

	/// A device in degrees Celsius. All these devices have the same owner.
	fn device(secret: &Secret, channels: u16, gateway: &AccountId) -> DeviceId {
		Self::device_of(Self::member(u32::MAX), secret, channels, gateway)
	}
}

/// The private key of a device in benchmarks, of Ed25519.
pub struct Secret(SigningKey);

impl Secret {
	/// The key of a seed.
	pub fn new(seed: u32) -> Self {
		let mut bytes = [1; 32];
		for (to, from) in bytes.iter_mut().zip(seed.to_le_bytes()) {
			*to = from;
		}
		Self(SigningKey::from(bytes))
	}

	/// The public key.
	pub fn public(&self) -> DeviceKey {
		DeviceKey::Ed25519(VerificationKey::from(&self.0).into())
	}

	/// The id of the device whose first key this is.
	pub fn id<C: Crypto>(&self) -> DeviceId {
		DeviceId::of::<C>(&self.public())
	}

	/// Signs a payload for a chain and a device.
	pub fn sign(
		&self,
		purpose: Purpose,
		genesis: &Hash,
		device: &DeviceId,
		payload: &[u8],
	) -> Signature {
		let scheme = self.public().scheme();
		let message = Message::new(purpose, genesis, device, scheme, payload);
		Signature(self.0.sign(message.expect("no payload is that long").as_bytes()).into())
	}

	/// Signs a segment.
	pub fn sign_segment(&self, genesis: &Hash, header: &SegmentHeader) -> Signature {
		self.sign(Purpose::Segment, genesis, &header.device, &header.to_bytes())
	}

	/// Signs the replacement of a key.
	pub fn sign_rotation(
		&self,
		purpose: Purpose,
		genesis: &Hash,
		device: &DeviceId,
		rotation: &Rotation,
	) -> Signature {
		rotation.with_bytes(|payload| self.sign(purpose, genesis, device, payload))
	}
}
