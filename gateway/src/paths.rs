//! Fetches the proof paths from batches to finalised headers.

use crate::{
	chain::{Anchors, ChainError, ProofPath},
	store::{on_disk, KeyPath, Store, StoreError},
};
use std::sync::Arc;
use tallystick_evidence::{Batch, Hash, KeyRecord, Native, Statement};

/// An error that leaves a batch without a proof path.
#[derive(Debug, thiserror::Error)]
pub(crate) enum PathError {
	/// A request to the chain failed.
	#[error(transparent)]
	Chain(#[from] ChainError),
	/// A query of the store failed.
	#[error(transparent)]
	Store(#[from] StoreError),
	/// A node's proof is invalid. Do not trust this node.
	#[error("a node's proof is invalid; do not trust this node")]
	Wrong,
}

/// The leaf of a batch in its block.
pub(crate) fn leaf(store: &Store, number: u64, batch: &Batch) -> Hash {
	Statement { gateway: store.options().account, number, batch: *batch }.leaf::<Native>()
}

/// Most attempts to fetch all paths to the same header, while the finalised head moves.
const TRIES: usize = 5;

/// The proof path of a batch, and those of the later keys that signed its readings, all to the same
/// header. A key whose record is not found is left out.
pub(crate) async fn fetch<C: Anchors>(
	store: &Arc<Store>,
	chain: &C,
	number: u64,
	batch: &Batch,
	block: u32,
) -> Result<(ProofPath, Vec<KeyPath>), PathError> {
	let leaf = leaf(store, number, batch);
	let mut records = Vec::new();
	for (device, epoch, key) in on_disk(store, move |store| store.later_keys(number)).await? {
		let Some(key) = key else {
			tracing::warn!(number, epoch, "the store lacks a key that signed readings of this batch; their proofs stay incomplete");
			continue;
		};
		let record = KeyRecord { device, epoch, key: key.key, since: key.since };
		match chain.block_of_key(&record).await {
			Ok(block) => records.push((key, record, block)),
			Err(ChainError::Unknown | ChainError::Failed(_)) => {
				tracing::warn!(
					number,
					epoch,
					"no block with a key's record is found; proofs of this batch stay incomplete"
				);
			},
			Err(error) => return Err(error.into()),
		}
	}
	'again: for _ in 0..TRIES {
		let path = chain.prove(block, leaf).await?;
		if !path.holds(leaf) {
			return Err(PathError::Wrong);
		}
		let mut keys = Vec::with_capacity(records.len());
		for (key, record, block) in &records {
			let leaf = record.leaf::<Native>();
			let to_key = match chain.prove(*block, leaf).await {
				Ok(to_key) => to_key,
				Err(ChainError::Unknown) => continue,
				Err(error) => return Err(error.into()),
			};
			if to_key.end() != path.end() {
				continue 'again;
			}
			if !to_key.holds(leaf) {
				return Err(PathError::Wrong);
			}
			keys.push(KeyPath { device: record.device, key: *key, path: to_key });
		}
		return Ok((path, keys));
	}
	Err(ChainError::NotFinal.into())
}
