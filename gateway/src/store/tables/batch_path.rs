//! `batch_path`: the proof paths of final batches whose raw data are there.

use super::super::StoreError;
use super::U64;
use rusqlite::{Connection, OptionalExtension, Transaction};

/// Stores the encoded proof path of a batch. `at` is the time when it became final: UTC, in milliseconds,
/// by the chain's clock.
pub(crate) fn insert(
	tx: &Transaction,
	number: u64,
	path: &[u8],
	at: Option<u64>,
) -> Result<(), StoreError> {
	tx.prepare_cached("INSERT INTO batch_path (batch, path, finalized_at) VALUES (?, ?, ?)")?
		.execute((U64(number), path, at.map(U64)))?;
	Ok(())
}

/// The encoded proof path of a batch. `None` if it is not final, or pruned.
pub(crate) fn load(db: &Connection, number: u64) -> Result<Option<Vec<u8>>, StoreError> {
	let mut query = db.prepare_cached("SELECT path FROM batch_path WHERE batch = ?")?;
	Ok(query.query_row([U64(number)], |row| row.get(0)).optional()?)
}

/// Whether a batch is final and not pruned.
pub(crate) fn has(db: &Connection, number: u64) -> Result<bool, StoreError> {
	let mut query = db.prepare_cached("SELECT 1 FROM batch_path WHERE batch = ?")?;
	Ok(query.exists([U64(number)])?)
}

/// Whether the time when some batch became final is unknown.
pub(crate) fn some_lack_time(db: &Connection) -> Result<bool, StoreError> {
	let mut query = db.prepare_cached("SELECT 1 FROM batch_path WHERE finalized_at IS NULL")?;
	Ok(query.exists([])?)
}

/// Sets the time of batches that lack it.
pub(crate) fn set_missing_times(tx: &Transaction, now: u64) -> Result<(), StoreError> {
	tx.prepare_cached("UPDATE batch_path SET finalized_at = ? WHERE finalized_at IS NULL")?
		.execute([U64(now)])?;
	Ok(())
}

/// Up to `most` batches that became final before this time, the oldest first.
pub(crate) fn before(db: &Connection, time: u64, most: u32) -> Result<Vec<u64>, StoreError> {
	let mut query = db.prepare_cached(
		"SELECT batch FROM batch_path WHERE finalized_at < ?
		ORDER BY finalized_at, batch LIMIT ?",
	)?;
	let rows = query.query_map((U64(time), most), |row| Ok(row.get::<_, U64>(0)?.0))?;
	Ok(rows.collect::<Result<_, _>>()?)
}

/// Removes the proof path of a batch.
pub(crate) fn remove(tx: &Transaction, number: u64) -> Result<(), StoreError> {
	tx.prepare_cached("DELETE FROM batch_path WHERE batch = ?")?.execute([U64(number)])?;
	Ok(())
}
