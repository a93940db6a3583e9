//! `key`: the keys of devices. Rows are added and never removed.

use super::super::StoreError;
use rusqlite::{Connection, OptionalExtension, Transaction};

/// An encoded key, and the block that holds its record once a proof has shown that.
pub(crate) fn load(
	db: &Connection,
	device: i64,
	epoch: u32,
) -> Result<Option<(Vec<u8>, Option<u32>)>, StoreError> {
	let mut query =
		db.prepare_cached("SELECT fact, block FROM key WHERE device = ? AND epoch = ?")?;
	let found = query.query_row((device, epoch), |row| Ok((row.get("fact")?, row.get("block")?)));
	Ok(found.optional()?)
}

/// Stores the encoded key of an epoch, which no proof contradicts.
pub(crate) fn save(
	tx: &Transaction,
	device: i64,
	epoch: u32,
	fact: &[u8],
) -> Result<(), StoreError> {
	tx.prepare_cached(
		"INSERT INTO key (device, epoch, fact) VALUES (?1, ?2, ?3)
		ON CONFLICT (device, epoch) DO UPDATE SET fact = ?3, block = NULL",
	)?
	.execute((device, epoch, fact))?;
	Ok(())
}

/// Notes the block that holds a key's record, as a proof has shown.
pub(crate) fn set_block(
	tx: &Transaction,
	device: i64,
	epoch: u32,
	block: u32,
) -> Result<(), StoreError> {
	tx.prepare_cached("UPDATE key SET block = ? WHERE device = ? AND epoch = ?")?
		.execute((block, device, epoch))?;
	Ok(())
}
