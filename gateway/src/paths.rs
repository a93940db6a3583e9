//! The ways from batches to finalised headers.

use crate::{
	chain::{Chain, ChainError, Way},
	store::{on_disk, KeyWay, Store, StoreError},
};
use std::sync::Arc;
use tallystick_evidence::{Batch, Hash, KeyRecord, Native, Statement};

/// Why there is no way.
#[derive(Debug, thiserror::Error)]
pub enum WayError {
	/// The chain does not tell.
	#[error(transparent)]
	Chain(#[from] ChainError),
	/// The store does not tell.
	#[error(transparent)]
	Store(#[from] StoreError),
	/// What a node tells leads nowhere. Do not trust this node.
	#[error("a node's proof leads nowhere; do not trust this node")]
	Wrong,
}

/// The leaf of a batch in its block.
pub fn leaf(store: &Store, number: u64, batch: &Batch) -> Hash {
	Statement { gateway: store.options().account, number, batch: *batch }.leaf::<Native>()
}

/// How often both ways are asked for again, because the head moved between them.
const TRIES: usize = 5;

/// The way of a statement, and those of the later keys that signed what is in the batch, all to the
/// same header. A key whose record nobody finds is left out.
pub async fn fetch<C: Chain>(
	store: &Arc<Store>,
	chain: &C,
	number: u64,
	batch: &Batch,
	block: u32,
) -> Result<(Way, Vec<KeyWay>), WayError> {
	let leaf = leaf(store, number, batch);
	let mut records = Vec::new();
	for (device, epoch, key) in on_disk(store, move |store| store.later_keys(number)).await? {
		let Some(key) = key else {
			tracing::warn!(number, epoch, "a key that signed is not known any more");
			continue;
		};
		let record = KeyRecord { device, epoch, key: key.key, since: key.since };
		match chain.block_of_key(&record).await {
			Ok(block) => records.push((key, record, block)),
			Err(ChainError::Unknown | ChainError::Failed(_)) => {
				tracing::warn!(number, epoch, "no block is found with the record of a key");
			},
			Err(error) => return Err(error.into()),
		}
	}
	'again: for _ in 0..TRIES {
		let way = chain.prove(block, leaf).await?;
		if !way.holds(leaf) {
			return Err(WayError::Wrong);
		}
		let mut keys = Vec::with_capacity(records.len());
		for (key, record, block) in &records {
			let leaf = record.leaf::<Native>();
			let to_key = match chain.prove(*block, leaf).await {
				Ok(to_key) => to_key,
				Err(ChainError::Unknown) => continue,
				Err(error) => return Err(error.into()),
			};
			if to_key.end() != way.end() {
				continue 'again;
			}
			if !to_key.holds(leaf) {
				return Err(WayError::Wrong);
			}
			keys.push(KeyWay { device: record.device, key: *key, way: to_key });
		}
		return Ok((way, keys));
	}
	Err(ChainError::NotFinal.into())
}
