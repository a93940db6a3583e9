//! `indexed`: the last message that is in `by_number` and `by_time`. It has one row.

use super::super::StoreError;
use rusqlite::{Connection, Transaction};

/// The row of the last message that is in the indexes, or 0.
pub(crate) fn last(db: &Connection) -> Result<i64, StoreError> {
	let mut query = db.prepare_cached("SELECT message FROM indexed")?;
	Ok(query.query_row([], |row| row.get(0))?)
}

/// All messages up to this one are in the indexes.
pub(crate) fn raise(tx: &Transaction, message: i64) -> Result<(), StoreError> {
	tx.prepare_cached("UPDATE indexed SET message = MAX(message, ?)")?.execute([message])?;
	Ok(())
}

/// Lowers it to the last message that there is: a later one may get the row of one that was removed.
pub(crate) fn lower(tx: &Transaction) -> Result<(), StoreError> {
	tx.prepare_cached(
		"UPDATE indexed SET message = MIN(message, (SELECT COALESCE(MAX(id), 0) FROM message))",
	)?
	.execute([])?;
	Ok(())
}
