//! Notes that batches are final.

use super::{
	keys,
	tables::{batch, batch_path, flight, message, tail, tally},
	Store, StoreError,
};
use crate::{
	chain::ProofPath,
	milestone::Milestone,
	steps::{Step, Steps},
};
use codec::Encode;
use rusqlite::Transaction;
use tallystick_evidence::DeviceId;
use tallystick_wire::Hex;

/// The content of an announcement that readings are final.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Reached {
	/// The device.
	pub device: DeviceId,
	/// Its boot epoch.
	pub boot: u32,
	/// Everything of this boot epoch below this number is final.
	pub finalized: u64,
	/// Whether its answers are JSON.
	pub json: bool,
}

impl Store {
	/// Stores a final batch's proof path, and raises its devices' final numbers. `at` is the chain's time
	/// (UTC, in milliseconds), if it is known.
	pub fn finalise(
		&self,
		number: u64,
		path: &ProofPath,
		at: Option<u64>,
		steps: &dyn Steps,
	) -> Result<Vec<Reached>, StoreError> {
		let write = |tx: &Transaction| {
			if !flight::remove(tx, number)? {
				return Ok(Vec::new());
			}
			let sealed = batch::load(tx, number)?.zip(batch::messages(tx, number)?);
			let (sealed, messages) =
				sealed.ok_or_else(|| StoreError::Corrupt("a batch in flight is missing".into()))?;
			batch::set_block(tx, number, Some((path.block.number, path.block.hash)))?;
			batch_path::insert(tx, number, &path.encode(), at)?;
			keys::want_key_paths(tx, number, messages)?;
			tally::finalised(tx, sealed.batch.readings)?;
			let mut reached = Vec::new();
			for of in message::advances(tx, messages)? {
				// What was set aside is in no batch, so that nothing after it is below the final number.
				let up_to = of.damaged.map_or(of.up_to, |gap| gap.min(of.up_to));
				let raised = match tail::raise_final(tx, of.device, of.numbering, of.boot, up_to) {
					Err(error) if error.is_damage() => {
						tracing::error!(device = %Hex(of.name), %error, "what is stored of a device cannot be read any more; check the disk");
						continue;
					},
					raised => raised?,
				};
				let raised = match (self.recent_tail(of.name, of.numbering), raised) {
					(Some(tail), _) if tail.boot != of.boot => None,
					(Some(tail), Some((finalized, _))) => Some((finalized, tail.json)),
					(_, raised) => raised,
				};
				// No row matches: the device has begun another boot epoch, so it signs.
				let (finalized, json) = raised.unwrap_or((up_to, false));
				let one = Reached { device: of.name, boot: of.boot, finalized, json };
				reached.push((of.numbering, one));
			}
			steps.reached(Step::BeforeFinalStored);
			Ok(reached)
		};
		let reached = self.write_and(write, |reached| {
			for (numbering, Reached { device, boot, finalized, .. }) in reached {
				self.raise_recent(*device, *numbering, *boot, *finalized);
			}
		})?;
		let reached = reached.into_iter().map(|(_, one)| one).collect();
		self.milestones().done(Milestone::Final);
		steps.reached(Step::FinalStored);
		Ok(reached)
	}
}
