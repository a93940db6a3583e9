//! Sealed batches on their way into a finalised block.

use super::{
	begin,
	tables::{batch, flight},
	Store, StoreError,
};
use crate::chain::{Anchored, Block, Tx};
use tallystick_evidence::Batch;

/// The state of a batch.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum State {
	/// Its root is fixed.
	Sealed,
	/// A block holds it, which may be replaced.
	Included,
	/// A finalised block holds it.
	Finalised,
}

/// A batch that is not final yet.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct OpenBatch {
	/// Its number.
	pub number: u64,
	/// The part that is anchored.
	pub batch: Batch,
	/// Its state.
	pub state: State,
	/// The transaction that anchors it, once one is signed.
	pub tx: Option<Tx>,
	/// The best block's number when the transaction was last submitted.
	pub submitted_at: Option<u32>,
	/// The last known block that holds it.
	pub block: Option<u32>,
	/// The row of its first message. Batches become final in the order of their rows.
	pub first_message: i64,
}

impl Store {
	/// The batches that are not final, in ascending order.
	pub fn open_batches(&self) -> Result<Vec<OpenBatch>, StoreError> {
		self.read(flight::all)
	}

	/// The number of the next batch, once the first one is known.
	pub fn next_batch(&self) -> Result<Option<u64>, StoreError> {
		self.read(begin::next_batch)
	}

	/// Stores the transaction of a batch.
	pub fn keep_tx(&self, number: u64, built: &Tx) -> Result<(), StoreError> {
		self.write(|tx| flight::set_tx(tx, number, built))
	}

	/// Records the best block at the time of a submission.
	pub fn note_submitted(&self, number: u64, best: u32) -> Result<(), StoreError> {
		self.write(|tx| flight::set_submitted(tx, number, best))
	}

	/// Records the block that holds a batch, or that none does any more. Final batches do not change.
	pub fn note_block(&self, number: u64, block: Option<Block>) -> Result<(), StoreError> {
		self.write(|tx| match flight::has(tx, number)? {
			true => batch::set_block(tx, number, block.map(|block| (block.number, block.hash))),
			false => Ok(()),
		})
	}
}

impl OpenBatch {
	/// Whether the chain has the same batch under this number.
	pub fn is(&self, anchored: &Anchored) -> bool {
		self.batch == anchored.batch
	}
}
