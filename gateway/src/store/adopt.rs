//! Lets a store go on after batches of its account that it does not know, if an operator allows it.
//!
//! The permission is noted in the database. The gateway acts on it once no block can include a transaction of
//! an earlier time any more. Batches that the chain does not hold get numbers above the chain's; their segments
//! and roots stay as they are.

use super::{
	begin, guard, seal,
	tables::{batch, flight, key_path, meta, segment},
	Store, StoreError,
};
use rusqlite::Connection;
use std::sync::atomic::Ordering;
use tallystick_evidence::Batch;

/// Whether the database holds the permission.
pub(super) fn is_allowed(db: &Connection) -> Result<bool, StoreError> {
	Ok(meta::number(db, meta::ADOPT)?.is_some())
}

/// The contents of a store, as far as an adoption depends on them.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Holdings {
	/// The number of its next batch, if that is known.
	pub next_batch: Option<u64>,
	/// Batches that are sealed and not known to be final.
	pub open_batches: u64,
	/// Readings in those batches.
	pub open_readings: u64,
	/// Readings that are in no batch.
	pub waiting: u64,
	/// Final batches.
	pub final_batches: u64,
}

impl Store {
	/// Counts what the store holds.
	pub fn holdings(&self) -> Result<Holdings, StoreError> {
		let waiting = self.waiting()?.readings;
		self.read(|db| {
			let open_batches = flight::count(db)?;
			Ok(Holdings {
				next_batch: begin::next_batch(db)?,
				open_batches,
				open_readings: flight::readings(db)?,
				waiting,
				final_batches: batch::count(db)?.saturating_sub(open_batches),
			})
		})
	}

	/// Whether its files show that it is an old copy, which lacks a batch that was sealed here. Readings that
	/// wait in it may be in that batch.
	pub fn is_copy(&self) -> bool {
		self.is_copy
	}

	/// Whether it may go on after batches that it does not know, and has not done so yet.
	pub fn adopts(&self) -> bool {
		self.adopts.load(Ordering::Relaxed)
	}

	/// Notes an operator's permission to go on after batches of the account that it does not know.
	pub fn allow_adoption(&self) -> Result<(), StoreError> {
		self.write(|tx| meta::set_number(tx, meta::ADOPT, 1))?;
		self.adopts.store(true, Ordering::Relaxed);
		Ok(())
	}

	/// Goes on after the chain's batches: `next` is the number after the last of them. `moved` are the numbers,
	/// in ascending order, of all open batches that the chain does not hold and never will. They are numbered
	/// anew, from `next` on.
	pub(crate) fn adopt(&self, next: u64, moved: &[u64]) -> Result<(), StoreError> {
		let generation = self.write(|tx| {
			tx.pragma_update(None, "defer_foreign_keys", "ON")?;
			for (number, to) in moved.iter().zip(next..) {
				if flight::has(tx, *number)? {
					batch::set_aside(tx, *number, to)?;
					flight::set_aside(tx, *number, to)?;
					segment::set_aside(tx, *number, to)?;
					key_path::set_aside(tx, *number, to)?;
				}
			}
			batch::settle(tx)?;
			flight::settle(tx)?;
			segment::settle(tx)?;
			key_path::settle(tx)?;
			begin::begin(tx, next)?;
			meta::remove(tx, meta::ADOPT)?;
			meta::remove(tx, guard::HALTED)?;
			guard::raise(tx, &self.lock)
		})?;
		self.follow(generation);
		self.adopts.store(false, Ordering::Relaxed);
		self.confirmed.store(true, Ordering::Relaxed);
		self.begun.store(true, Ordering::Relaxed);
		tracing::warn!(
			path = %self.path.display(),
			next,
			moved = moved.len(),
			"the store goes on after batches of its account that it does not know"
		);
		Ok(())
	}

	/// The batch of the first waiting rows with together this many readings. `None` if there are no such rows.
	pub(crate) fn first_waiting(&self, readings: u64) -> Result<Option<Batch>, StoreError> {
		let pieces = self.read(|db| {
			let rows = seal::first_rows(db, readings)?;
			let count: u64 = rows.iter().map(|row| u64::from(row.count)).sum();
			match count == readings && count > 0 {
				true => seal::pieces(db, &rows).map(Some),
				false => Ok(None),
			}
		});
		let pieces = match pieces {
			Ok(Some(pieces)) => pieces,
			Ok(None) => return Ok(None),
			// Readings that cannot be read are in no batch.
			Err(error) if error.is_damage() => return Ok(None),
			Err(error) => return Err(error),
		};
		Ok(Some(seal::batch_of(&pieces)?))
	}
}
