//! Reads the segments of watched devices that are sent to the chain with a batch.

use super::{
	keys, rebuild,
	tables::{batch, device, message},
	Store, StoreError,
};
use crate::chain::{DeviceFacts, KeyFact};
use std::{
	collections::{btree_map::Entry, BTreeMap},
	ops::ControlFlow,
};
use tallystick_client::{Observed, ObservedRun};
use tallystick_evidence::Attestation;

impl Store {
	/// The first `most` segments of watched devices in a batch, each with the first `runs` runs of
	/// watched channels.
	pub fn observed(&self, number: u64, most: u32, runs: u32) -> Result<Vec<Observed>, StoreError> {
		self.read(|db| {
			let mut observed = Vec::new();
			let Some(range) = batch::messages(db, number)? else { return Ok(observed) };
			let mut facts = BTreeMap::<i64, Option<DeviceFacts>>::new();
			message::each_segment(db, range, |message| {
				if observed.len() >= most as usize {
					return Ok(ControlFlow::Break(()));
				}
				if message.is_pruned() {
					return Ok(ControlFlow::Continue(()));
				}
				if let Entry::Vacant(entry) = facts.entry(message.device) {
					entry.insert(device::facts_of(db, message.device)?);
				}
				let Some(Some(facts)) = facts.get(&message.device) else {
					return Ok(ControlFlow::Continue(()));
				};
				if facts.is_watched() {
					let key = keys::key(db, message.device, message.key_epoch);
					match key.and_then(|key| observe(&message, facts, key, runs)) {
						Ok(one) => observed.extend(one),
						// The batch is sealed, and is anchored without it.
						Err(error) if error.is_damage() => {
							tracing::error!(number, %error, "a watched segment cannot be read any more; check the disk");
						},
						Err(error) => return Err(error),
					}
				}
				Ok(ControlFlow::Continue(()))
			})?;
			Ok(observed)
		})
	}
}

fn observe(
	message: &rebuild::Row,
	facts: &DeviceFacts,
	key: Option<KeyFact>,
	most: u32,
) -> Result<Option<Observed>, StoreError> {
	let piece = rebuild::signed(message)?;
	debug_assert_eq!(piece.leaf.header.attestation, Attestation::Segment);
	let Some(signature) = piece.leaf.signature else { return Ok(None) };
	let Some(key) = key else { return Ok(None) };
	let segment = rebuild::build_again(&piece.leaf, &piece.runs)?;
	let runs = segment
		.runs()
		.filter(|run| {
			facts.channels.get(usize::from(run.channel)).is_some_and(|channel| channel.watched)
		})
		.filter_map(|run| {
			let place = segment.prove(run.channel, 0)?.run_place;
			Some(ObservedRun { run, place })
		})
		.take(most as usize)
		.collect();
	Ok(Some(Observed { header: piece.leaf.header, scheme: key.key.scheme(), signature, runs }))
}
