//! `by_number`: finds the messages of a device by their numbers. Messages after the last one in `indexed` count
//! only in memory (`recent.rs`).

use super::super::StoreError;
use super::U64;
use rusqlite::{Connection, OptionalExtension, Transaction};

/// Adds a message, unless it is there.
pub(crate) fn insert(
	tx: &Transaction,
	device: i64,
	(boot, first): (u32, u64),
	message: i64,
) -> Result<(), StoreError> {
	tx.prepare_cached(
		"INSERT OR IGNORE INTO by_number (device, boot, first, message) VALUES (?, ?, ?, ?)",
	)?
	.execute((device, boot, U64(first), message))?;
	Ok(())
}

/// The messages of a boot epoch whose first number is from `from` to `to`, each with that number.
pub(crate) fn within(
	db: &Connection,
	device: i64,
	boot: u32,
	(from, to): (u64, u64),
) -> Result<Vec<(u64, i64)>, StoreError> {
	let mut query = db.prepare_cached(
		"SELECT first, message FROM by_number WHERE device = ? AND boot = ? AND first BETWEEN ? AND ?",
	)?;
	let rows = query.query_map((device, boot, U64(from), U64(to)), |row| {
		Ok((row.get::<_, U64>("first")?.0, row.get("message")?))
	})?;
	Ok(rows.collect::<Result<_, _>>()?)
}

/// The message with the highest numbers of a boot epoch, of those up to `last`, with its first number.
pub(crate) fn highest(
	db: &Connection,
	device: i64,
	boot: u32,
	last: i64,
) -> Result<Option<(u64, i64)>, StoreError> {
	let mut query = db.prepare_cached(
		"SELECT first, message FROM by_number WHERE device = ? AND boot = ? AND message <= ?
		ORDER BY first DESC LIMIT 1",
	)?;
	let found = query.query_row((device, boot, last), |row| {
		Ok((row.get::<_, U64>("first")?.0, row.get("message")?))
	});
	Ok(found.optional()?)
}

/// What is written here of a message, whose own row may name another device.
pub(crate) struct Found {
	pub(crate) device: i64,
	pub(crate) boot: i64,
	pub(crate) first: i64,
}

/// Finds a message by its row. All rows are read if the device that its row names has none for it.
pub(crate) fn of_message(
	db: &Connection,
	device: Option<i64>,
	message: i64,
) -> Result<Option<Found>, StoreError> {
	let read = |row: &rusqlite::Row| {
		Ok(Found { device: row.get("device")?, boot: row.get("boot")?, first: row.get("first")? })
	};
	let mut query = db.prepare_cached(
		"SELECT device, CAST(boot AS INTEGER) AS boot, MAX(CAST(first AS INTEGER), 0) AS first
		FROM by_number WHERE device = ? AND message = ?",
	)?;
	if let Some(found) = query.query_row((device, message), read).optional()? {
		return Ok(Some(found));
	}
	let mut query = db.prepare_cached(
		"SELECT device, CAST(boot AS INTEGER) AS boot, MAX(CAST(first AS INTEGER), 0) AS first
		FROM by_number WHERE message = ? AND device IN (SELECT id FROM device)",
	)?;
	Ok(query.query_row([message], read).optional()?)
}

/// Removes a message of a device.
pub(crate) fn remove(tx: &Transaction, device: i64, message: i64) -> Result<(), StoreError> {
	tx.prepare_cached("DELETE FROM by_number WHERE device = ? AND message = ?")?
		.execute((device, message))?;
	Ok(())
}
