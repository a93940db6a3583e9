//! `key_path`: the later keys that signed readings of final batches, as far as their proof paths are kept
//! or wanted.

use super::super::{incoming::Kind, keys::Wanted, StoreError};
use super::{batch, U64};
use crate::chain::KeyFact;
use codec::DecodeAll;
use rusqlite::{Connection, OptionalExtension, Transaction};
use tallystick_evidence::DeviceId;

/// Up to `most` keys whose proof paths are wanted. Those that failed least come first.
pub(crate) fn wanted(db: &Connection, most: u32) -> Result<Vec<Wanted>, StoreError> {
	let mut query = db.prepare_cached(
		"SELECT number, root, segments, readings, start, end, data, batch.block AS batch_block,
		device.id AS device, device.name AS name, key_path.epoch AS epoch, key.fact AS fact,
		key.block AS block
		FROM key_path JOIN batch ON batch.number = key_path.batch
		JOIN device ON device.id = key_path.device
		LEFT JOIN key ON key.device = key_path.device AND key.epoch = key_path.epoch
		WHERE key_path.path IS NULL ORDER BY key_path.tries, key_path.batch LIMIT ?",
	)?;
	let mut rows = query.query([most])?;
	let read = |row: &rusqlite::Row| -> Result<Wanted, StoreError> {
		// What cannot be read of a key is asked for again.
		let fact: Option<Vec<u8>> = row.get("fact").ok();
		Ok(Wanted {
			number: row.get::<_, U64>("number")?.0,
			batch: batch::anchored(row)?,
			batch_block: row.get("batch_block")?,
			row: row.get("device")?,
			device: DeviceId(row.get("name")?),
			epoch: row.get("epoch")?,
			key: fact.and_then(|fact| KeyFact::decode_all(&mut fact.as_slice()).ok()),
			block: row.get("block").ok(),
		})
	};
	let mut wanted = Vec::new();
	while let Some(row) = rows.next()? {
		match read(row) {
			Ok(one) => wanted.push(one),
			Err(error) if error.is_damage() => {
				tracing::error!(%error, "a key whose proof is wanted cannot be read any more; check the disk");
			},
			Err(error) => return Err(error),
		}
	}
	Ok(wanted)
}

/// Wants the proof paths of up to `most` later keys that signed messages of a final batch.
pub(crate) fn want_all(
	tx: &Transaction,
	number: u64,
	(first, last): (i64, i64),
	most: u32,
) -> Result<(), StoreError> {
	tx.prepare_cached(
		"INSERT OR IGNORE INTO key_path (batch, device, epoch)
		SELECT DISTINCT ?1, device, key_epoch FROM message
		WHERE key_epoch > 0 AND kind != ?2 AND id BETWEEN ?3 AND ?4
		AND EXISTS (SELECT 1 FROM key WHERE key.device = message.device AND key.epoch = message.key_epoch)
		LIMIT ?5",
	)?
	.execute((U64(number), Kind::Gateway, first, last, most))?;
	Ok(())
}

/// Wants one proof path, before those that failed often.
pub(crate) fn want(
	tx: &Transaction,
	number: u64,
	device: i64,
	epoch: u32,
) -> Result<(), StoreError> {
	tx.prepare_cached(
		"INSERT INTO key_path (batch, device, epoch) VALUES (?, ?, ?)
		ON CONFLICT DO UPDATE SET tries = 0 WHERE path IS NULL",
	)?
	.execute((U64(number), device, epoch))?;
	Ok(())
}

/// Stores an encoded proof path that was wanted.
pub(crate) fn set_path(
	tx: &Transaction,
	number: u64,
	device: i64,
	epoch: u32,
	path: &[u8],
) -> Result<(), StoreError> {
	tx.prepare_cached("UPDATE key_path SET path = ? WHERE batch = ? AND device = ? AND epoch = ?")?
		.execute((path, U64(number), device, epoch))?;
	Ok(())
}

/// Counts an attempt that failed.
pub(crate) fn failed(
	tx: &Transaction,
	number: u64,
	device: i64,
	epoch: u32,
) -> Result<(), StoreError> {
	tx.prepare_cached(
		"UPDATE key_path SET tries = tries + 1 WHERE batch = ? AND device = ? AND epoch = ?",
	)?
	.execute((U64(number), device, epoch))?;
	Ok(())
}

/// An encoded proof path, if it is fetched.
pub(crate) fn load(
	db: &Connection,
	number: u64,
	device: i64,
	epoch: u32,
) -> Result<Option<Vec<u8>>, StoreError> {
	let mut query = db
		.prepare_cached("SELECT path FROM key_path WHERE batch = ? AND device = ? AND epoch = ?")?;
	let path: Option<Option<Vec<u8>>> =
		query.query_row((U64(number), device, epoch), |row| row.get("path")).optional()?;
	Ok(path.flatten())
}

/// Removes the proof paths of a batch.
pub(crate) fn remove(tx: &Transaction, number: u64) -> Result<(), StoreError> {
	tx.prepare_cached("DELETE FROM key_path WHERE batch = ?")?.execute([U64(number)])?;
	Ok(())
}

/// Renumbers the rows of a batch. The new number is stored as `-1 - to`, so that it collides with no other,
/// until [`settle`].
pub(crate) fn set_aside(tx: &Transaction, number: u64, to: u64) -> Result<(), StoreError> {
	// No batch has a negative number.
	tx.prepare_cached("UPDATE key_path SET batch = -1 - ? WHERE batch = ?")?
		.execute((U64(to), U64(number)))?;
	Ok(())
}

/// Makes the numbers that [`set_aside`] stored take effect.
pub(crate) fn settle(tx: &Transaction) -> Result<(), StoreError> {
	tx.prepare_cached("UPDATE key_path SET batch = -1 - batch WHERE batch < 0")?.execute([])?;
	Ok(())
}
