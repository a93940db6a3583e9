//! Adds to the proof of a reading that the chain registered the device, and what the device's model says of the channel.

use crate::{
	chain::{Chain, ChainError, StatementName, StatementPlace},
	device_registry::Model,
};
use tallystick_evidence::{
	model::{ChannelProof, ModelChannel},
	Crypto, FirstKey, Native, Proof, ProofError, Registration, Trusted,
};
use tallystick_records::device::RegistrationRecord;

impl Chain {
	/// The proof with the device's registration, up to the same header. [`ChainError::Unknown`] if the chain had not
	/// registered the device when it took the batch, or its model has no such channel, or has it with other limits than
	/// the run.
	pub async fn complete(&self, proof: Proof) -> Result<Proof, ChainError> {
		let device = &proof.segment.header.device;
		let stated = self.registration(device, None).await?.ok_or(ChainError::Unknown)?;
		let model = self.model(stated.model).await?.ok_or(ChainError::Unknown)?;
		self.complete_with(proof, &stated, &model).await
	}

	/// The same, when registration and model are known.
	pub async fn complete_with(
		&self,
		proof: Proof,
		stated: &RegistrationRecord,
		model: &Model,
	) -> Result<Proof, ChainError> {
		let device = proof.segment.header.device;
		let RegistrationRecord { key, since, model: number, provenance, manufacturer, defined } =
			*stated;
		let (provenance, manufacturer) = (provenance.stated(), manufacturer.0);
		let first = FirstKey { device, key, since: since.0, model: number.0, provenance };
		let channel = ChannelProof::of::<Native>(channels(model), proof.reading.channel);
		let channel = channel.ok_or(ChainError::Unknown)?;
		let statement =
			channel.statement::<Native>(number.0, manufacturer).ok_or(ChainError::Unknown)?;
		let names =
			[(since, first.leaf::<Native>()), (defined, statement.leaf::<Native>(&proof.genesis))]
				.map(|(time, leaf)| StatementName { place: StatementPlace::Time(time.0), leaf });

		let end = Native::hash(&[&proof.header]);
		let paths = self.prove_many(&names, Some(&end)).await?.proofs;
		let [Some(block), Some(model_block)] = <[_; 2]>::try_from(paths)
			.map_err(|_| ChainError::Unreadable("another number of proofs".into()))?
		else {
			return Err(ChainError::Unknown);
		};
		if block.number > proof.block.number {
			return Err(ChainError::Unknown);
		}
		let (since, model) = (first.since, first.model);
		let registration = Registration {
			key,
			since,
			model,
			provenance,
			block,
			manufacturer,
			channel,
			model_block,
		};
		let proof = Proof { registration: Some(registration), ..proof };
		let trusted = Trusted { genesis: proof.genesis, block: end };
		match proof.verify::<Native>(&trusted) {
			Ok(_) => Ok(proof),
			// Whoever built the segment chose its limits: no node is to blame.
			Err(ProofError::OtherLimits) => Err(ChainError::Unknown),
			Err(error) => Err(ChainError::LeftOut(format!("the registration: {error}"))),
		}
	}
}

/// The channels of a model, as its statement has them.
fn channels(model: &Model) -> impl Iterator<Item = ModelChannel<'_>> {
	(0..).zip(&model.channels).map(|(number, channel)| ModelChannel {
		number,
		name: channel.name.as_bytes(),
		unit: channel.unit.as_bytes(),
		exponent: channel.exponent,
		limits: channel.limits,
	})
}
