//! `damaged`: rows of messages that could not be read when they were to be sealed.

use super::super::StoreError;
use super::{by_number, U64};
use rusqlite::{Connection, Transaction};
use std::ops::Range;
use tallystick_evidence::DeviceId;

/// A row that is set aside.
pub(crate) struct Damaged {
	/// `None` if its name cannot be read either.
	pub(crate) device: Option<DeviceId>,
	pub(crate) boot: i64,
	/// The number of its first reading.
	pub(crate) first: i64,
	/// The number of its readings.
	pub(crate) count: i64,
}

/// Copies a message as it is found, but for numbers that cannot be read: they become 0. `found` is what the index says
/// of it, which counts more than its own row. A row that nothing attributes to a device is stored under any, in no boot
/// epoch that a device can have.
pub(crate) fn keep(
	tx: &Transaction,
	message: i64,
	found: Option<&by_number::Found>,
) -> Result<Damaged, StoreError> {
	tx.prepare_cached(
		"INSERT INTO damaged (message, device, kind, key_epoch, boot, first, count, start, end,
			received, signed_parts, body)
		SELECT message.id, COALESCE(?2, device.id, (SELECT MIN(id) FROM device)),
			IFNULL(CAST(kind AS INTEGER), 0), IFNULL(CAST(key_epoch AS INTEGER), 0),
			COALESCE(?3, CASE WHEN device.id IS NULL THEN -1 ELSE CAST(boot AS INTEGER) END, 0),
			COALESCE(?4, MAX(CAST(first AS INTEGER), 0), 0),
			IFNULL(MAX(CAST(count AS INTEGER), 0), 0), IFNULL(CAST(start AS INTEGER), 0),
			IFNULL(CAST(end AS INTEGER), 0), IFNULL(CAST(received AS INTEGER), 0), signed_parts, readings
		FROM message LEFT JOIN device ON device.id = message.device
		LEFT JOIN body ON body.message = message.id WHERE message.id = ?1",
	)?
	.execute((
		message,
		found.map(|found| found.device),
		found.map(|found| found.boot),
		found.map(|found| found.first),
	))?;
	let mut query = tx.prepare_cached(
		"SELECT name, boot, first, count FROM damaged JOIN device ON device.id = damaged.device
		WHERE message = ? ORDER BY damaged.id DESC LIMIT 1",
	)?;
	Ok(query.query_row([message], |row| {
		Ok(Damaged {
			device: row.get("name").ok().map(DeviceId),
			boot: row.get("boot")?,
			first: row.get("first")?,
			count: row.get("count")?,
		})
	})?)
}

/// The ranges of numbers of this boot epoch that were set aside, whose first number is from `from` to `to`.
pub(crate) fn ranges(
	db: &Connection,
	device: i64,
	boot: u32,
	(from, to): (u64, u64),
) -> Result<Vec<Range<u64>>, StoreError> {
	let mut query = db.prepare_cached(
		"SELECT first, count FROM damaged WHERE device = ? AND boot = ? AND first BETWEEN ? AND ?",
	)?;
	let rows = query.query_map((device, boot, U64(from), U64(to)), |row| {
		let first = row.get::<_, U64>("first")?.0;
		Ok(first..first.saturating_add(row.get::<_, U64>("count")?.0))
	})?;
	Ok(rows.collect::<Result<_, _>>()?)
}

/// The number of rows.
pub(crate) fn count(db: &Connection) -> Result<u64, StoreError> {
	let mut query = db.prepare_cached("SELECT COUNT(*) FROM damaged")?;
	Ok(query.query_row([], |row| row.get::<_, U64>(0))?.0)
}

/// The first number of a device's boot epoch that was set aside.
pub(crate) fn first(db: &Connection, device: i64, boot: u32) -> Result<Option<u64>, StoreError> {
	let mut query =
		db.prepare_cached("SELECT MIN(first) FROM damaged WHERE device = ? AND boot = ?")?;
	let first: Option<U64> = query.query_row((device, boot), |row| row.get(0))?;
	Ok(first.map(|first| first.0))
}
