//! Finds the block that holds a batch.

use crate::{
	chain::{Anchors, Block, ChainError, ProofPath},
	paths::{self, PathError},
	store::{OpenBatch, Store},
};
use std::ops::Range;

/// The result of a search for a batch on the chain.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) enum Located {
	/// The batch is in a finalised block, to which this path leads.
	Here(ProofPath),
	/// The number belongs to another batch.
	Other,
	/// The chain has dropped its record of the number, and none of these blocks holds the batch. No other block
	/// can.
	Nowhere(Range<u32>),
}

/// Finds the block of a batch, whose number the finalised chain counts already.
pub(crate) async fn locate<C: Anchors>(
	store: &Store,
	chain: &C,
	batch: &OpenBatch,
	head: Block,
) -> Result<Located, PathError> {
	let prove = |block| paths::of_batch(store, chain, batch.number, &batch.batch, block);
	match chain.anchored(batch.number, head.hash).await? {
		Some(anchored) if batch.is(&anchored) => {
			return Ok(Located::Here(prove(anchored.block).await?))
		},
		Some(_) => return Ok(Located::Other),
		None => {},
	}
	for block in candidates(batch, head.number) {
		match prove(block).await {
			Err(PathError::Chain(ChainError::Unknown)) => {},
			found => return Ok(Located::Here(found?)),
		}
	}
	Ok(Located::Nowhere(all(batch)))
}

/// The blocks that can hold a batch, the likeliest first. If the known block was replaced while the gateway was
/// away, another block holds it, within the life of its transaction or of an earlier one.
fn candidates(batch: &OpenBatch, finalized: u32) -> impl Iterator<Item = u32> {
	let known = batch.block;
	let others = around(batch).filter(move |block| Some(*block) != known);
	known.into_iter().chain(others).filter(move |block| *block < finalized)
}

/// The range of all blocks that can hold a batch. It does not depend on the chain's head.
fn all(batch: &OpenBatch) -> Range<u32> {
	let around = around(batch);
	match batch.block {
		Some(known) => around.start.min(known)..around.end.max(known.saturating_add(1)),
		None => around,
	}
}

fn around(batch: &OpenBatch) -> Range<u32> {
	let dies_at = batch.tx.as_ref().map(|tx| tx.dies_at);
	match (dies_at, batch.block) {
		(Some(dies_at), _) => {
			dies_at.saturating_sub(LIFE.saturating_mul(2))..dies_at.saturating_add(LIFE)
		},
		(None, Some(known)) => known.saturating_sub(LIFE)..known.saturating_add(LIFE),
		(None, None) => 0..0,
	}
}

/// The longest life of a transaction, in blocks.
pub(crate) const LIFE: u32 = tallystick_client::LIFETIME;
