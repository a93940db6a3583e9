//! `batch` and `batch_leaves`: sealed batches, for ever, and the hashes of their segments until they are pruned. A
//! batch in `flight` is not final; one in `batch_path` is final, and its raw data are there; one in neither is final and
//! pruned.

use super::super::{State, StoreError};
use super::U64;
use rusqlite::{Connection, OptionalExtension, Row, Transaction};
use tallystick_evidence::{Batch, Hash};

/// A sealed batch.
pub(crate) struct StoredBatch {
	pub(crate) number: u64,
	pub(crate) batch: Batch,
	pub(crate) state: State,
	/// The last known block that holds it.
	pub(crate) block: Option<(u32, Hash)>,
}

/// The anchored part of a batch, from the columns of these names.
pub(crate) fn anchored(row: &Row) -> rusqlite::Result<Batch> {
	Ok(Batch {
		root: row.get("root")?,
		segments: row.get("segments")?,
		readings: row.get::<_, U64>("readings")?.0,
		start: row.get::<_, U64>("start")?.0,
		end: row.get::<_, U64>("end")?.0,
		data: row.get("data")?,
	})
}

/// Whether a batch is in flight, and whether a block holds it.
pub(crate) fn state(in_flight: bool, has_block: bool) -> State {
	match (in_flight, has_block) {
		(true, false) => State::Sealed,
		(true, true) => State::Included,
		(false, _) => State::Finalised,
	}
}

/// Stores a batch of the messages from `first` to `last`, with the hashes of its segments in their places.
pub(crate) fn insert(
	tx: &Transaction,
	number: u64,
	(first, last): (i64, i64),
	batch: &Batch,
	leaves: &[Hash],
) -> Result<(), StoreError> {
	tx.prepare_cached(
		"INSERT INTO batch
		(number, first_message, last_message, root, segments, readings, start, end, data)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
	)?
	.execute((
		U64(number),
		first,
		last,
		batch.root,
		batch.segments,
		U64(batch.readings),
		U64(batch.start),
		U64(batch.end),
		batch.data,
	))?;
	tx.prepare_cached("INSERT INTO batch_leaves (first_message, hashes) VALUES (?, ?)")?
		.execute((first, leaves.as_flattened()))?;
	Ok(())
}

/// The hashes of a batch's segments in their places. `None` if they are not stored, or cannot be read.
pub(crate) fn leaves(db: &Connection, number: u64) -> Result<Option<Vec<Hash>>, StoreError> {
	let mut query = db.prepare_cached(
		"SELECT hashes FROM batch_leaves
		WHERE first_message = (SELECT first_message FROM batch WHERE number = ?)",
	)?;
	let bytes = query.query_row([U64(number)], |row| {
		Ok(row.get_ref("hashes")?.as_blob().map(<[u8]>::to_vec).ok())
	});
	let leaves = |bytes: Vec<u8>| {
		let (leaves, rest) = bytes.as_chunks();
		rest.is_empty().then(|| leaves.to_vec())
	};
	Ok(bytes.optional()?.flatten().and_then(leaves))
}

/// Removes the hashes of a batch's segments.
pub(crate) fn prune(tx: &Transaction, number: u64) -> Result<(), StoreError> {
	tx.prepare_cached(
		"DELETE FROM batch_leaves
		WHERE first_message = (SELECT first_message FROM batch WHERE number = ?)",
	)?
	.execute([U64(number)])?;
	Ok(())
}

/// A batch.
pub(crate) fn load(db: &Connection, number: u64) -> Result<Option<StoredBatch>, StoreError> {
	// Larger numbers are never stored.
	if i64::try_from(number).is_err() {
		return Ok(None);
	}
	let mut query = db.prepare_cached(
		"SELECT root, segments, readings, start, end, data, block, block_hash,
		EXISTS (SELECT 1 FROM flight WHERE flight.batch = number) AS in_flight
		FROM batch WHERE number = ?",
	)?;
	let found = query.query_row([U64(number)], |row| {
		let (block, hash): (Option<u32>, Option<_>) = (row.get("block")?, row.get("block_hash")?);
		let state = state(row.get("in_flight")?, block.is_some());
		Ok(StoredBatch { number, batch: anchored(row)?, state, block: block.zip(hash) })
	});
	Ok(found.optional()?)
}

/// The first and the last message of a batch.
pub(crate) fn messages(db: &Connection, number: u64) -> Result<Option<(i64, i64)>, StoreError> {
	let mut query =
		db.prepare_cached("SELECT first_message, last_message FROM batch WHERE number = ?")?;
	let range = query
		.query_row([U64(number)], |row| Ok((row.get("first_message")?, row.get("last_message")?)));
	Ok(range.optional()?)
}

/// The batch of a message, and its state.
pub(crate) fn of_message(
	db: &Connection,
	message: i64,
) -> Result<Option<(u64, State)>, StoreError> {
	let mut query = db.prepare_cached(
		"SELECT number, block IS NOT NULL AS has_block,
		EXISTS (SELECT 1 FROM flight WHERE flight.batch = number) AS in_flight
		FROM batch WHERE last_message >= ? ORDER BY last_message LIMIT 1",
	)?;
	let found = query.query_row([message], |row| {
		let state = state(row.get("in_flight")?, row.get("has_block")?);
		Ok((row.get::<_, U64>("number")?.0, state))
	});
	Ok(found.optional()?)
}

/// The number after the last batch.
pub(crate) fn next_number(db: &Connection) -> Result<Option<u64>, StoreError> {
	let mut query = db.prepare_cached("SELECT MAX(number) + 1 FROM batch")?;
	let next: Option<U64> = query.query_row([], |row| row.get(0))?;
	Ok(next.map(|next| next.0))
}

/// The number of batches.
pub(crate) fn count(db: &Connection) -> Result<u64, StoreError> {
	let mut query = db.prepare_cached("SELECT COUNT(*) FROM batch")?;
	Ok(query.query_row([], |row| row.get::<_, U64>(0))?.0)
}

/// The last message that is in a batch. 0 if there is no batch.
pub(crate) fn last_message(db: &Connection) -> Result<i64, StoreError> {
	let mut query = db.prepare_cached("SELECT COALESCE(MAX(last_message), 0) FROM batch")?;
	Ok(query.query_row([], |row| row.get(0))?)
}

/// The last message that is in a final batch. 0 if there is none.
pub(crate) fn last_final_message(db: &Connection) -> Result<i64, StoreError> {
	let mut query = db.prepare_cached(
		"SELECT COALESCE((SELECT last_message FROM batch
			WHERE number NOT IN (SELECT flight.batch FROM flight)
			ORDER BY last_message DESC LIMIT 1), 0)",
	)?;
	Ok(query.query_row([], |row| row.get(0))?)
}

/// Notes the block that holds a batch, or that none does.
pub(crate) fn set_block(
	tx: &Transaction,
	number: u64,
	block: Option<(u32, Hash)>,
) -> Result<(), StoreError> {
	tx.prepare_cached("UPDATE batch SET block = ?, block_hash = ? WHERE number = ?")?.execute((
		block.map(|(number, _)| number),
		block.map(|(_, hash)| hash),
		U64(number),
	))?;
	Ok(())
}

/// Renumbers the rows of a batch. The new number is stored as `-1 - to`, so that it collides with no other,
/// until [`settle`].
pub(crate) fn set_aside(tx: &Transaction, number: u64, to: u64) -> Result<(), StoreError> {
	// No batch has a negative number.
	tx.prepare_cached(
		"UPDATE batch SET number = -1 - ?, block = NULL, block_hash = NULL WHERE number = ?",
	)?
	.execute((U64(to), U64(number)))?;
	Ok(())
}

/// Makes the numbers that [`set_aside`] stored take effect.
pub(crate) fn settle(tx: &Transaction) -> Result<(), StoreError> {
	tx.prepare_cached("UPDATE batch SET number = -1 - number WHERE number < 0")?.execute([])?;
	Ok(())
}
