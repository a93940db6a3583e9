//! `by_time`: finds the messages of a device by their first time. Messages after the last one in `indexed` count
//! only in memory (`recent.rs`).

use super::super::StoreError;
use super::U64;
use rusqlite::{Connection, Transaction};
use std::ops::ControlFlow;

/// Adds a message, unless it is there.
pub(crate) fn insert(
	tx: &Transaction,
	device: i64,
	start: u64,
	message: i64,
) -> Result<(), StoreError> {
	tx.prepare_cached("INSERT OR IGNORE INTO by_time (device, start, message) VALUES (?, ?, ?)")?
		.execute((device, U64(start), message))?;
	Ok(())
}

/// Reads the messages whose first time is from `from` to `to`, each with that time, in ascending order, until
/// `then` breaks.
pub(crate) fn each(
	db: &Connection,
	device: i64,
	(from, to): (u64, u64),
	mut then: impl FnMut((u64, i64)) -> Result<ControlFlow<()>, StoreError>,
) -> Result<(), StoreError> {
	let mut query = db.prepare_cached(
		"SELECT start, message FROM by_time WHERE device = ? AND start BETWEEN ? AND ?
		ORDER BY start, message",
	)?;
	let mut rows = query.query((device, U64(from), U64(to)))?;
	while let Some(row) = rows.next()? {
		if then((row.get::<_, U64>("start")?.0, row.get("message")?))?.is_break() {
			break;
		}
	}
	Ok(())
}

/// Removes a message of a device.
pub(crate) fn remove(tx: &Transaction, device: i64, message: i64) -> Result<(), StoreError> {
	tx.prepare_cached("DELETE FROM by_time WHERE device = ? AND message = ?")?
		.execute((device, message))?;
	Ok(())
}
