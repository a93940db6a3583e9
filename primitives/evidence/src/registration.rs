//! Proof that the chain registered a device, and what the device's model says of a channel.

use crate::{
	model::{ChannelProof, ModelText},
	proof::{BlockProof, End, ProofError},
	Crypto, DeviceId, DeviceKey, FirstKey, Hash, Limits, Provenance,
};
use alloc::string::String;
use codec::{Decode, Encode};

/// A device's registration, its model, and one channel of the model, each with its way to the header at
/// which the proof ends.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode)]
pub struct Registration {
	/// The device's first key, whether or not it signed what the proof is about.
	pub key: DeviceKey,
	/// The chain's time of the registration: UTC, in milliseconds.
	pub since: u64,
	/// The number of the device's model.
	pub model: u32,
	/// Whose word it is that the device is of this model.
	pub provenance: Provenance,
	/// Where the registration stands in the chain.
	pub block: BlockProof,
	/// The number of the organisation that builds the model's devices.
	pub manufacturer: u32,
	/// The channel in the model.
	pub channel: ChannelProof,
	/// Where the model stands in the chain.
	pub model_block: BlockProof,
}

/// What a verified registration says.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Registered {
	/// When the device was registered, by the chain's clock: UTC, in milliseconds.
	pub since: u64,
	/// The number of the block that registered it.
	pub block: u32,
	/// The number of its model.
	pub model: u32,
	/// Whose word it is that the device is of this model.
	pub provenance: Provenance,
	/// The number of the organisation that builds the model's devices.
	pub manufacturer: u32,
	/// The channel's name in the model.
	pub name: String,
	/// The unit of the channel's values. Empty if they have none.
	pub unit: String,
	/// A value counts in units of ten to this power.
	pub exponent: i8,
}

/// What a registration is held against.
pub(crate) struct Claim<'a> {
	pub(crate) genesis: &'a Hash,
	pub(crate) device: DeviceId,
	pub(crate) channel: u16,
	/// Those of the run.
	pub(crate) limits: Limits,
	/// The number of the block that holds the batch.
	pub(crate) block: u32,
}

impl Registration {
	/// Checks that the claim's device was registered when the chain took the batch, and that its model has
	/// the channel, with these limits.
	pub(crate) fn verify<C: Crypto>(
		&self,
		claim: &Claim,
		end: &End,
	) -> Result<Registered, ProofError> {
		let Self { key, since, model, provenance, block, manufacturer, channel, model_block } =
			self;
		if key.is_weak() || DeviceId::of::<C>(key) != claim.device {
			return Err(ProofError::WrongKey);
		}
		let (device, provenance) = (claim.device, *provenance);
		let first = FirstKey { device, key: *key, since: *since, model: *model, provenance };
		end.check::<C>(first.leaf::<C>(), block)?;
		if block.number > claim.block {
			return Err(ProofError::LaterKey);
		}

		let ModelText { name, unit } = channel.text().ok_or(ProofError::NotInModel)?;
		if channel.place.index != u32::from(claim.channel) {
			return Err(ProofError::NotInModel);
		}
		let statement =
			channel.statement::<C>(*model, *manufacturer).ok_or(ProofError::NotInModel)?;
		end.check::<C>(statement.leaf::<C>(claim.genesis), model_block)?;
		if channel.limits != claim.limits {
			return Err(ProofError::OtherLimits);
		}
		Ok(Registered {
			since: *since,
			block: block.number,
			model: *model,
			provenance,
			manufacturer: *manufacturer,
			name: name.into(),
			unit: unit.into(),
			exponent: channel.exponent,
		})
	}
}
