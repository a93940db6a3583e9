//! `tally`: counts of readings, which spare counting the rows. It has one row.

use super::super::StoreError;
use super::U64;
use rusqlite::{Connection, Transaction};

/// Counts accepted readings.
pub(crate) fn accepted(tx: &Transaction, readings: u64) -> Result<(), StoreError> {
	tx.prepare_cached("UPDATE tally SET accepted = accepted + ?")?.execute([U64(readings)])?;
	Ok(())
}

/// Counts readings that were accepted and are set aside.
pub(crate) fn set_aside(tx: &Transaction, readings: u64) -> Result<(), StoreError> {
	tx.prepare_cached("UPDATE tally SET accepted = accepted - ?")?.execute([U64(readings)])?;
	Ok(())
}

/// Counts readings that are sealed into a batch.
pub(crate) fn batched(tx: &Transaction, readings: u64) -> Result<(), StoreError> {
	tx.prepare_cached("UPDATE tally SET batched = batched + ?")?.execute([U64(readings)])?;
	Ok(())
}

/// Counts readings that are final.
pub(crate) fn finalised(tx: &Transaction, readings: u64) -> Result<(), StoreError> {
	tx.prepare_cached("UPDATE tally SET finalized = finalized + ?")?.execute([U64(readings)])?;
	Ok(())
}

/// Accepted readings that are in no batch.
pub(crate) fn waiting(db: &Connection) -> Result<u64, StoreError> {
	let waiting: i64 = db
		.prepare_cached("SELECT accepted - batched FROM tally")?
		.query_row([], |row| row.get(0))?;
	Ok(waiting.max(0) as u64)
}

/// Final readings.
pub(crate) fn final_readings(db: &Connection) -> Result<u64, StoreError> {
	let mut query = db.prepare_cached("SELECT finalized FROM tally")?;
	Ok(query.query_row([], |row| row.get::<_, U64>(0))?.0)
}
