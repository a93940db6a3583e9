//! `device`: the devices that the chain knows, or that sent something.

use super::super::StoreError;
use crate::chain::DeviceFacts;
use codec::Decode;
use rusqlite::{Connection, OptionalExtension, Transaction};
use tallystick_evidence::DeviceId;

/// The row of a device.
pub(crate) fn row(db: &Connection, device: DeviceId) -> Result<Option<i64>, StoreError> {
	let mut query = db.prepare_cached("SELECT id FROM device WHERE name = ?")?;
	Ok(query.query_row([device.0], |row| row.get(0)).optional()?)
}

/// The row of a device, which is added if it is missing.
pub(crate) fn row_or_new(tx: &Transaction, device: DeviceId) -> Result<i64, StoreError> {
	if let Some(row) = row(tx, device)? {
		return Ok(row);
	}
	let mut insert = tx.prepare_cached("INSERT INTO device (name, facts) VALUES (?, x'')")?;
	Ok(insert.insert([device.0])?)
}

/// The encoded facts of a device.
pub(crate) fn facts(db: &Connection, device: DeviceId) -> Result<Option<Vec<u8>>, StoreError> {
	let mut query = db.prepare_cached("SELECT facts FROM device WHERE name = ?")?;
	Ok(query.query_row([device.0], |row| row.get(0)).optional()?)
}

/// The facts of the device in a row. `None` if they are not known yet, or cannot be read any more: they are asked for
/// with the device's next message.
pub(crate) fn facts_of(db: &Connection, row: i64) -> Result<Option<DeviceFacts>, StoreError> {
	let mut query = db.prepare_cached("SELECT facts FROM device WHERE id = ?")?;
	let facts =
		query.query_row([row], |row| Ok(row.get_ref("facts")?.as_blob().map(<[u8]>::to_vec).ok()));
	Ok(facts
		.optional()?
		.flatten()
		.and_then(|facts| DeviceFacts::decode(&mut facts.as_slice()).ok()))
}

/// The row of a device with these facts.
pub(crate) fn row_with(
	db: &Connection,
	device: DeviceId,
	facts: &[u8],
) -> Result<Option<i64>, StoreError> {
	let mut query = db.prepare_cached("SELECT id FROM device WHERE name = ? AND facts = ?")?;
	Ok(query.query_row((device.0, facts), |row| row.get(0)).optional()?)
}

/// Stores the facts of the device in a row.
pub(crate) fn set_facts(tx: &Transaction, row: i64, facts: &[u8]) -> Result<(), StoreError> {
	tx.prepare_cached("UPDATE device SET facts = ? WHERE id = ?")?.execute((facts, row))?;
	Ok(())
}
