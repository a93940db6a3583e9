//! The beginning of a new store: its first batch, and the boot epoch in which it numbers readings that no
//! device numbers.

use super::{
	sequence::{boot_of_unsigned, GATEWAY_BOOT},
	tables::{batch, meta},
	Store, StoreError,
};
use crate::clock::utc;
use rand::Rng;
use rusqlite::{Connection, Transaction};
use std::sync::atomic::Ordering;

/// When and where a store begins.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub(super) struct Beginning {
	/// The number of its first batch.
	pub(super) first_batch: Option<u64>,
	/// When it was made: UTC, in milliseconds. `None` in a store of an older gateway.
	pub(super) at: Option<u64>,
}

/// The beginning of this store.
pub(super) fn of(db: &Connection) -> Result<Beginning, StoreError> {
	let first_batch = meta::number(db, meta::FIRST_BATCH)?;
	Ok(Beginning { first_batch, at: meta::number(db, meta::BEGAN)? })
}

/// The boot epoch in which this store numbers unsigned readings. `None` while its first batch is not known.
pub(super) fn unsigned_boot(db: &Connection) -> Result<Option<u32>, StoreError> {
	let Some(first) = meta::number(db, meta::FIRST_BATCH)? else { return Ok(None) };
	let own = meta::number(db, meta::UNSIGNED_BOOT)?.and_then(|boot| u32::try_from(boot).ok());
	Ok(Some(own.unwrap_or_else(|| boot_of_unsigned(first))))
}

/// The number of the next batch. `None` while that of the first one is not known.
pub(super) fn next_batch(db: &Connection) -> Result<Option<u64>, StoreError> {
	// After an adoption the store goes on above the chain's batches.
	Ok(batch::next_number(db)?.max(meta::number(db, meta::FIRST_BATCH)?))
}

impl Store {
	/// The number of the first batch, once it is known.
	pub fn first_batch(&self) -> Result<Option<u64>, StoreError> {
		self.read(|db| meta::number(db, meta::FIRST_BATCH))
	}

	/// Whether the number of the first batch is known. Until then it accepts nothing.
	pub fn has_begun(&self) -> bool {
		self.begun.load(Ordering::Relaxed)
	}

	/// Fixes the number of the first batch, unless it is fixed.
	pub fn begin_at(&self, number: u64) -> Result<(), StoreError> {
		self.write(|tx| {
			if meta::number(tx, meta::FIRST_BATCH)?.is_none() {
				begin(tx, number)?;
			}
			Ok(())
		})?;
		if !self.begun.swap(true, Ordering::Relaxed) {
			tracing::warn!(
				path = %self.path.display(),
				first_batch = number,
				"this store is new: it has no readings and no proofs of an earlier one"
			);
		}
		Ok(())
	}
}

/// Writes the number at which the store's own batches begin, and whatever else of its beginning is missing.
pub(super) fn begin(tx: &Transaction, number: u64) -> Result<(), StoreError> {
	meta::set_number(tx, meta::FIRST_BATCH, number)?;
	meta::fix_number(tx, meta::BEGAN, utc())?;
	// Two stores of one account must never give one number to two readings of a device.
	let boot: u32 = rand::thread_rng().gen_range(GATEWAY_BOOT..=u32::MAX);
	meta::fix_number(tx, meta::UNSIGNED_BOOT, boot.into())
}
