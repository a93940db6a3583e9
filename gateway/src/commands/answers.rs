//! Brings the answers of devices to the chain.

use super::{Commander, Dropped};
use crate::{
	chain::{Actuators, Answer, Blocks, Facts, Status, SubmitError},
	registry::Lookup,
};
use tallystick_control::{Done, Signed};
use tallystick_evidence::{DeviceId, Native};
use tokio::time::Instant;

impl<C: Blocks + Actuators + Facts> Commander<C> {
	/// Checks what a device published on `done`, and hands it to a node's pool.
	pub(super) async fn answer(&self, device: DeviceId, bytes: &[u8]) -> Result<(), Dropped> {
		let signed = Signed::<Done>::decode(bytes).ok_or(Dropped::Malformed)?;
		let channel = signed.content.channel;
		self.board().check(&device, &signed.content)?;
		let checked = self.check_signature(device, &signed).await;
		self.board().checked(&device, channel);
		checked?;
		let height =
			self.board().submit(&device, &signed.content, Instant::now(), self.settings.rest)?;
		let submitted = self.submit(device, signed, height).await;
		self.board().submitted(&device, channel);
		submitted
	}

	async fn check_signature(
		&self,
		device: DeviceId,
		signed: &Signed<Done>,
	) -> Result<(), Dropped> {
		let facts = match self.registry.lookup(device, None).await {
			Lookup::Known(facts) if facts.status == Status::Active => facts,
			Lookup::Known(_) | Lookup::Unknown => return Err(Dropped::Device),
			Lookup::Unavailable => return Err(Dropped::Unavailable),
		};
		// The chain takes the present key alone: with an older one somebody else may sign.
		let key = facts.key(facts.key_epoch).ok_or(Dropped::Signature)?;
		match signed.verify::<Native>(&self.genesis, &device, &key.key) {
			true => Ok(()),
			false => Err(Dropped::Signature),
		}
	}

	async fn submit(
		&self,
		device: DeviceId,
		signed: Signed<Done>,
		height: u32,
	) -> Result<(), Dropped> {
		let Signed { content: done, scheme, signature, .. } = signed;
		let answer = Answer { device, scheme, signature, done };
		let submitted = self.chain.answer(&answer, height.into()).await;
		if let Err(error) = &submitted {
			let actuator = super::shown(&device, done.channel);
			tracing::debug!(%error, actuator, id = done.id, "an answer to a command was not taken");
		}
		match submitted {
			Ok(()) => {
				metrics::counter!("tallystick_gateway_command_answers_total").increment(1);
				Ok(())
			},
			Err(SubmitError::Unreachable(_)) => {
				self.board().forget_submitted(&device, &done);
				Err(Dropped::Unavailable)
			},
			Err(SubmitError::Later(_)) => Err(Dropped::Unavailable),
			Err(_) => Err(Dropped::Refused),
		}
	}
}
