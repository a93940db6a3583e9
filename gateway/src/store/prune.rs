//! Removes the raw data of batches that have been final for long, and gives their space back.

use super::{
	tables::{batch, batch_path, key_path, message, segment},
	Store, StoreError,
};
use crate::steps::{Step, Steps};
use rusqlite::Connection;
use std::time::Duration;

/// Most batches that are pruned at a time.
const AT_ONCE: u32 = 16;

/// Most pages that are given back at a time.
const PAGES_AT_ONCE: u64 = 1_024;

/// A sixteenth of the pages may be free for what comes next. Others are given back.
const SPARE: u64 = 16;

impl Store {
	/// Removes the raw data of batches that became final before `before` (UTC, in milliseconds), of a
	/// few batches at a time. A batch whose time is unknown became final at `now`. Returns the number of
	/// batches.
	pub fn prune(&self, now: u64, before: u64, steps: &dyn Steps) -> Result<usize, StoreError> {
		if self.read(batch_path::some_lack_time)? {
			self.write(|tx| batch_path::set_missing_times(tx, now))?;
		}
		let old = self.read(|db| batch_path::before(db, before, AT_ONCE))?;
		if old.is_empty() {
			return Ok(0);
		}
		self.write(|tx| {
			for number in &old {
				match own_messages(tx, *number) {
					Ok(Some(range)) => message::prune(tx, range)?,
					Err(error) if !error.is_damage() => return Err(error),
					// They may be another batch's, or wait for one.
					_ => tracing::error!(
						number,
						"the messages of a batch are not those that it has; their raw data stay. Check the disk"
					),
				}
				batch::prune(tx, *number)?;
				segment::remove(tx, *number)?;
				key_path::remove(tx, *number)?;
				batch_path::remove(tx, *number)?;
			}
			steps.reached(Step::BeforePruned);
			Ok(())
		})?;
		steps.reached(Step::Pruned);
		Ok(old.len())
	}

	/// Gives some free pages of the file back to the disk, and returns their number. The file shrinks with
	/// the next checkpoint.
	pub fn give_back(&self) -> Result<u64, StoreError> {
		let (free, pages) = self.read(|db| Ok((free_pages(db)?, count(db, "page_count")?)))?;
		let most = free.saturating_sub(pages / SPARE).min(PAGES_AT_ONCE);
		if most == 0 {
			return Ok(0);
		}
		self.write(|tx| {
			let mut query = tx.prepare(&format!("PRAGMA incremental_vacuum({most})"))?;
			let mut rows = query.query([])?;
			// Each step gives one page back.
			while rows.next()?.is_some() {}
			Ok(free.saturating_sub(free_pages(tx)?))
		})
	}

	/// Empties the log, in which pruned values may still stand. Returns whether no reader prevented it.
	pub fn empty_log(&self) -> Result<bool, StoreError> {
		let writer = self.writer.lock().unwrap_or_else(|poisoned| poisoned.into_inner());
		// A reader is not waited for: devices wait for the writer.
		writer.busy_timeout(Duration::ZERO)?;
		let busy = writer.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |row| row.get(0));
		writer.busy_timeout(super::connect::PATIENCE)?;
		Ok(!busy?)
	}

	/// Free space inside the file, in bytes.
	pub(super) fn free_in_file(&self) -> Result<u64, StoreError> {
		self.read(|db| Ok(free_pages(db)?.saturating_mul(count(db, "page_size")?)))
	}
}

/// The messages of a batch, if they have as many readings as it says.
fn own_messages(db: &Connection, number: u64) -> Result<Option<(i64, i64)>, StoreError> {
	let found = batch::load(db, number)?.zip(batch::messages(db, number)?);
	let Some((sealed, range)) = found else { return Ok(None) };
	Ok((message::readings(db, range)? == sealed.batch.readings).then_some(range))
}

fn free_pages(db: &Connection) -> Result<u64, StoreError> {
	count(db, "freelist_count")
}

fn count(db: &Connection, pragma: &str) -> Result<u64, StoreError> {
	let number: i64 = db.pragma_query_value(None, pragma, |row| row.get(0))?;
	Ok(number.max(0) as u64)
}

#[cfg(test)]
mod tests;
