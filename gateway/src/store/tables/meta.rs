//! `meta`: single values of the store, by name.

use super::super::StoreError;
use rusqlite::{Connection, OptionalExtension, Transaction};
use tallystick_evidence::Hash;

/// The genesis hash of its chain.
pub(crate) const GENESIS: &str = "genesis";
/// The account of its gateway.
pub(crate) const ACCOUNT: &str = "account";
/// The number of the first batch.
pub(crate) const FIRST_BATCH: &str = "first_batch";
/// The height up to which blocks were final.
pub(crate) const HEIGHT: &str = "height";
/// The time when the store was made: UTC, in milliseconds.
pub(crate) const BEGAN: &str = "began";
/// The boot epoch of unsigned readings. A store of an older gateway has none.
pub(crate) const UNSIGNED_BOOT: &str = "unsigned_boot";
/// Present from when an operator allows the store to go on after batches that it does not know until it has
/// done so.
pub(crate) const ADOPT: &str = "adopt";

/// A number.
pub(crate) fn number(db: &Connection, key: &str) -> Result<Option<u64>, StoreError> {
	let mut query = db.prepare_cached("SELECT value FROM meta WHERE key = ?")?;
	Ok(query.query_row([key], |row| row.get(0)).optional()?.map(u64::from_le_bytes))
}

/// Stores a number.
pub(crate) fn set_number(tx: &Transaction, key: &str, number: u64) -> Result<(), StoreError> {
	tx.prepare_cached("INSERT OR REPLACE INTO meta (key, value) VALUES (?, ?)")?
		.execute((key, number.to_le_bytes()))?;
	Ok(())
}

/// Stores a number, unless there is one.
pub(crate) fn fix_number(tx: &Transaction, key: &str, number: u64) -> Result<(), StoreError> {
	tx.prepare_cached("INSERT OR IGNORE INTO meta (key, value) VALUES (?, ?)")?
		.execute((key, number.to_le_bytes()))?;
	Ok(())
}

/// Removes a value.
pub(crate) fn remove(tx: &Transaction, key: &str) -> Result<(), StoreError> {
	tx.prepare_cached("DELETE FROM meta WHERE key = ?")?.execute([key])?;
	Ok(())
}

/// A name of 32 bytes.
pub(crate) fn hash(db: &Connection, key: &str) -> rusqlite::Result<Option<Hash>> {
	db.query_row("SELECT value FROM meta WHERE key = ?", [key], |row| row.get(0)).optional()
}

/// Stores a name of 32 bytes.
pub(crate) fn set_hash(db: &Connection, key: &str, hash: &Hash) -> rusqlite::Result<()> {
	db.execute("INSERT INTO meta (key, value) VALUES (?, ?)", (key, hash))?;
	Ok(())
}
