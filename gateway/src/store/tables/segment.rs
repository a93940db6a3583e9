//! `segment`: segments that the gateway built, in a batch after those that devices signed.

use super::super::StoreError;
use super::U64;
use codec::{Decode, Encode};
use rusqlite::{Connection, Transaction};
use tallystick_evidence::SegmentHeader;

/// Stores a segment at its place in a batch.
pub(crate) fn insert(
	tx: &Transaction,
	batch: u64,
	place: usize,
	device: i64,
	header: &SegmentHeader,
) -> Result<(), StoreError> {
	tx.prepare_cached("INSERT INTO segment (batch, place, device, header) VALUES (?, ?, ?, ?)")?
		.execute((U64(batch), place as i64, device, header.encode()))?;
	Ok(())
}

/// The segments of a batch with their devices' rows, of one device or of all.
pub(crate) fn of_batch(
	db: &Connection,
	batch: u64,
	device: Option<i64>,
) -> Result<Vec<(i64, SegmentHeader)>, StoreError> {
	let mut query = db.prepare_cached(
		"SELECT device, header FROM segment
		WHERE batch = ?1 AND (?2 IS NULL OR device = ?2) ORDER BY place",
	)?;
	let mut rows = query.query((U64(batch), device))?;
	let mut segments = Vec::new();
	while let Some(row) = rows.next()? {
		let header: Vec<u8> = row.get("header")?;
		let header = SegmentHeader::decode(&mut header.as_slice())
			.map_err(|error| StoreError::Corrupt(error.to_string()))?;
		segments.push((row.get("device")?, header));
	}
	Ok(segments)
}

/// Removes the segments of a batch.
pub(crate) fn remove(tx: &Transaction, batch: u64) -> Result<(), StoreError> {
	tx.prepare_cached("DELETE FROM segment WHERE batch = ?")?.execute([U64(batch)])?;
	Ok(())
}

/// Renumbers the rows of a batch. The new number is stored as `-1 - to`, so that it collides with no other,
/// until [`settle`].
pub(crate) fn set_aside(tx: &Transaction, number: u64, to: u64) -> Result<(), StoreError> {
	// No batch has a negative number.
	tx.prepare_cached("UPDATE segment SET batch = -1 - ? WHERE batch = ?")?
		.execute((U64(to), U64(number)))?;
	Ok(())
}

/// Makes the numbers that [`set_aside`] stored take effect.
pub(crate) fn settle(tx: &Transaction) -> Result<(), StoreError> {
	tx.prepare_cached("UPDATE segment SET batch = -1 - batch WHERE batch < 0")?.execute([])?;
	Ok(())
}
