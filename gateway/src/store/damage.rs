//! Sets rows aside that cannot be read any more, so that they stop nothing else.

use super::{
	rebuild, seal,
	tables::{batch, by_number, damaged, indexed, message, tally},
	Store, StoreError,
};
use rusqlite::Transaction;
use std::sync::PoisonError;
use tallystick_wire::Hex;

impl StoreError {
	/// Whether the data on disk cause it: trying again does not help.
	pub(super) fn is_damage(&self) -> bool {
		use rusqlite::Error::{
			FromSqlConversionFailure, IntegralValueOutOfRange, InvalidColumnType,
		};
		match self {
			Self::Corrupt(_) => true,
			Self::Sql(error) => matches!(
				error,
				FromSqlConversionFailure(..) | IntegralValueOutOfRange(..) | InvalidColumnType(..)
			),
			Self::Busy | Self::Lost => false,
		}
	}
}

impl Store {
	/// The number of rows that were set aside.
	pub fn damaged(&self) -> Result<u64, StoreError> {
		self.read(damaged::count)
	}

	/// Sets aside each of the first waiting rows that cannot be sealed. Returns the number of rows that were
	/// set aside.
	pub(super) fn set_damaged_aside(&self, most: u32) -> Result<usize, StoreError> {
		let _one = self.indexing.lock().unwrap_or_else(PoisonError::into_inner);
		let found = self.read(|db| {
			let mut found = Vec::new();
			for id in message::ids_after(db, batch::last_message(db)?, most)? {
				let sealed = message::between(db, (id, id), None)
					.and_then(|rows| rebuild::cut(&rows, |_, _, _| Ok(Default::default())))
					.and_then(|pieces| seal::batch_of(&pieces));
				match sealed {
					Ok(_) => {},
					Err(error) if error.is_damage() => found.push((id, error)),
					Err(error) => return Err(error),
				}
			}
			Ok(found)
		})?;
		let set_aside = |tx: &Transaction| {
			for (id, error) in &found {
				let indexed_as = by_number::of_message(tx, message::device(tx, *id)?, *id)?;
				let of = damaged::keep(tx, *id, indexed_as.as_ref())?;
				tracing::error!(
					device = of.device.map(|device| Hex(device).to_string()),
					boot = of.boot,
					first = of.first,
					count = of.count,
					%error,
					"acknowledged readings cannot be read any more, and are in no batch; \
					check the disk, and let the device send them again in a new boot epoch"
				);
				message::remove(tx, *id, indexed_as.map(|indexed| indexed.device))?;
				tally::set_aside(tx, of.count.max(0) as u64)?;
			}
			indexed::lower(tx)
		};
		self.write_and(set_aside, |_| self.forget_recent(found.iter().map(|(id, _)| *id)))?;
		Ok(found.len())
	}
}

#[cfg(test)]
mod tests;
