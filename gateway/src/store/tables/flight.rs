//! `flight`: batches that are not final, each with the transaction that anchors it.

use super::super::{OpenBatch, StoreError};
use super::{batch, U64};
use crate::chain::Tx;
use rusqlite::{Connection, Transaction};

/// Adds a batch that was sealed.
pub(crate) fn insert(tx: &Transaction, number: u64) -> Result<(), StoreError> {
	tx.prepare_cached("INSERT INTO flight (batch) VALUES (?)")?.execute([U64(number)])?;
	Ok(())
}

/// The batches in ascending order.
pub(crate) fn all(db: &Connection) -> Result<Vec<OpenBatch>, StoreError> {
	let mut query = db.prepare_cached(
		"SELECT number, root, segments, readings, start, end, data, block, tx, nonce, dies_at,
		submitted_at, first_message FROM flight JOIN batch ON batch.number = flight.batch ORDER BY flight.batch",
	)?;
	let rows = query.query_map([], |row| {
		// What cannot be read of these is signed, or found, again.
		let tx = || {
			let (bytes, nonce): (_, U64) = (row.get("tx").ok()?, row.get("nonce").ok()?);
			Some(Tx { bytes, nonce: nonce.0, dies_at: row.get("dies_at").ok()? })
		};
		let tx = tx();
		let block: Option<u32> = row.get("block").ok();
		Ok(OpenBatch {
			number: row.get::<_, U64>("number")?.0,
			batch: batch::anchored(row)?,
			state: batch::state(true, block.is_some()),
			tx,
			submitted_at: row.get("submitted_at").ok(),
			block,
			first_message: row.get("first_message")?,
		})
	})?;
	Ok(rows.collect::<Result<_, _>>()?)
}

/// The number of batches.
pub(crate) fn count(db: &Connection) -> Result<u64, StoreError> {
	let mut query = db.prepare_cached("SELECT COUNT(*) FROM flight")?;
	Ok(query.query_row([], |row| row.get::<_, U64>(0))?.0)
}

/// The readings in them.
pub(crate) fn readings(db: &Connection) -> Result<u64, StoreError> {
	let mut query = db.prepare_cached(
		"SELECT COALESCE(SUM(readings), 0) FROM flight JOIN batch ON batch.number = flight.batch",
	)?;
	Ok(query.query_row([], |row| row.get::<_, U64>(0))?.0)
}

/// Whether a batch is among them.
pub(crate) fn has(db: &Connection, number: u64) -> Result<bool, StoreError> {
	let mut query = db.prepare_cached("SELECT 1 FROM flight WHERE batch = ?")?;
	Ok(query.exists([U64(number)])?)
}

/// Stores the transaction of a batch, which is not submitted yet.
pub(crate) fn set_tx(db: &Transaction, number: u64, tx: &Tx) -> Result<(), StoreError> {
	db.prepare_cached(
		"UPDATE flight SET tx = ?, nonce = ?, dies_at = ?, submitted_at = NULL WHERE batch = ?",
	)?
	.execute((&tx.bytes, U64(tx.nonce), tx.dies_at, U64(number)))?;
	Ok(())
}

/// Notes the best block at the time of a submission.
pub(crate) fn set_submitted(tx: &Transaction, number: u64, best: u32) -> Result<(), StoreError> {
	tx.prepare_cached("UPDATE flight SET submitted_at = ? WHERE batch = ?")?
		.execute((best, U64(number)))?;
	Ok(())
}

/// Removes a batch that is final. Returns whether it was there.
pub(crate) fn remove(tx: &Transaction, number: u64) -> Result<bool, StoreError> {
	let removed =
		tx.prepare_cached("DELETE FROM flight WHERE batch = ?")?.execute([U64(number)])?;
	Ok(removed > 0)
}

/// Renumbers the rows of a batch. The new number is stored as `-1 - to`, so that it collides with no other,
/// until [`settle`].
pub(crate) fn set_aside(tx: &Transaction, number: u64, to: u64) -> Result<(), StoreError> {
	// No batch has a negative number.
	tx.prepare_cached(
		"UPDATE flight SET batch = -1 - ?, tx = NULL, nonce = NULL, dies_at = NULL,
		submitted_at = NULL WHERE batch = ?",
	)?
	.execute((U64(to), U64(number)))?;
	Ok(())
}

/// Makes the numbers that [`set_aside`] stored take effect.
pub(crate) fn settle(tx: &Transaction) -> Result<(), StoreError> {
	tx.prepare_cached("UPDATE flight SET batch = -1 - batch WHERE batch < 0")?.execute([])?;
	Ok(())
}
