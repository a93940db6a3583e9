//! The keys of devices, and the proof paths of later keys.

use super::{flight::read_batch, get_u64, Store, StoreError};
use crate::chain::{DeviceFacts, KeyFact, ProofPath};
use codec::{Decode, DecodeAll, Encode};
use rusqlite::{Connection, OptionalExtension, Transaction};
use tallystick_evidence::{proof::BlockProof, Batch, DeviceId, Native};
use tallystick_wire::Hex;

/// Most keys of a batch whose proof paths are fetched unasked. Those of further keys are fetched when a
/// proof is asked for.
const UNASKED: u32 = 256;

/// The proof paths of a batch and of a later key that signed its readings, to one header.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode)]
pub(crate) struct KeyPath {
	/// The path of the batch, and the header at which both end.
	pub(crate) batch: ProofPath,
	/// The path of the key's record.
	pub(crate) key: BlockProof,
}

/// A key whose proof path is wanted.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct Wanted {
	/// The batch's number.
	pub(crate) number: u64,
	/// The part of the batch that is anchored.
	pub(crate) batch: Batch,
	/// The final block that holds the batch.
	pub(crate) batch_block: u32,
	/// The device's row.
	pub(crate) row: i64,
	/// The device.
	pub(crate) device: DeviceId,
	/// The key's epoch.
	pub(crate) epoch: u32,
	/// The key, if the store has it.
	pub(crate) key: Option<KeyFact>,
	/// The block with the key's record, if it was found before.
	pub(crate) block: Option<u32>,
}

impl Store {
	/// The encoded device facts.
	pub fn facts(&self, device: DeviceId) -> Result<Option<Vec<u8>>, StoreError> {
		self.read(|db| {
			let mut query = db.prepare_cached("SELECT facts FROM device WHERE name = ?")?;
			Ok(query.query_row([device.0], |row| row.get(0)).optional()?)
		})
	}

	/// Stores device facts, and adds their keys to those of before. Facts with a key that cannot be the
	/// device's are refused.
	pub fn keep_facts(&self, device: DeviceId, facts: &DeviceFacts) -> Result<Kept, StoreError> {
		if facts.key(0).is_some_and(|first| DeviceId::of::<Native>(&first.key) != device) {
			return Ok(Kept::Refused { epoch: 0 });
		}
		let bytes = facts.encode();
		// Most lookups bring nothing new.
		if self.facts(device)?.is_some_and(|had| had == bytes) {
			return Ok(Kept::Stored);
		}
		self.write(|tx| {
			let row: i64 = tx
				.prepare_cached(
					"INSERT INTO device (name, facts) VALUES (?1, x'')
					ON CONFLICT (name) DO UPDATE SET name = ?1 RETURNING id",
				)?
				.query_row([device.0], |row| row.get(0))?;
			for fact in &facts.keys {
				if !add_key(tx, row, device, fact)? {
					return Ok(Kept::Refused { epoch: fact.epoch });
				}
			}
			tx.prepare_cached("UPDATE device SET facts = ? WHERE id = ?")?.execute((bytes, row))?;
			Ok(Kept::Stored)
		})
	}

	/// Some keys whose proof paths are wanted. Those that failed least come first.
	pub(crate) fn wanted_key_paths(&self, most: u32) -> Result<Vec<Wanted>, StoreError> {
		self.read(|db| {
			let mut query = db.prepare_cached(
				"SELECT number, root, segments, readings, start, end, data, batch.block,
				device.id, device.name, key_path.epoch, key.fact, key.block
				FROM key_path JOIN batch ON batch.number = key_path.batch
				JOIN device ON device.id = key_path.device
				LEFT JOIN key ON key.device = key_path.device AND key.epoch = key_path.epoch
				WHERE key_path.path IS NULL ORDER BY key_path.tries, key_path.batch LIMIT ?",
			)?;
			let rows = query.query_map([most], |row| {
				let fact: Option<Vec<u8>> = row.get(11)?;
				Ok(Wanted {
					number: get_u64(row, 0)?,
					batch: read_batch(row, 1)?,
					batch_block: row.get(7)?,
					row: row.get(8)?,
					device: DeviceId(row.get(9)?),
					epoch: row.get(10)?,
					key: fact.and_then(|fact| KeyFact::decode_all(&mut fact.as_slice()).ok()),
					block: row.get(12)?,
				})
			})?;
			Ok(rows.collect::<Result<_, _>>()?)
		})
	}

	/// Stores what was found of wanted proof paths. `None` counts a failed attempt.
	pub(crate) fn keep_key_paths(
		&self,
		found: &[(Wanted, Option<KeyPath>)],
	) -> Result<(), StoreError> {
		self.write(|tx| {
			let mut keep = tx.prepare_cached(
				"UPDATE key_path SET path = ? WHERE batch = ? AND device = ? AND epoch = ?",
			)?;
			let mut place =
				tx.prepare_cached("UPDATE key SET block = ? WHERE device = ? AND epoch = ?")?;
			let mut failed = tx.prepare_cached(
				"UPDATE key_path SET tries = tries + 1
				WHERE batch = ? AND device = ? AND epoch = ?",
			)?;
			for (Wanted { number, row, epoch, .. }, path) in found {
				let number = *number as i64;
				match path {
					Some(path) => {
						keep.execute((path.encode(), number, row, epoch))?;
						place.execute((path.key.number, row, epoch))?;
					},
					None => {
						failed.execute((number, row, epoch))?;
					},
				}
			}
			Ok(())
		})
	}

	/// Has the proof path of a key fetched, since somebody asks for it.
	pub(super) fn want_key_path(
		&self,
		number: u64,
		device: i64,
		epoch: u32,
	) -> Result<(), StoreError> {
		self.write(|tx| {
			// What somebody waits for comes before what failed often.
			tx.prepare_cached(
				"INSERT INTO key_path (batch, device, epoch) VALUES (?, ?, ?)
				ON CONFLICT DO UPDATE SET tries = 0 WHERE path IS NULL",
			)?
			.execute((number as i64, device, epoch))?;
			Ok(())
		})
	}
}

/// The outcome of [`Store::keep_facts`].
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Kept {
	/// The facts are stored.
	Stored,
	/// The key of this epoch contradicts the device's id, or a proof. Nothing is stored.
	Refused {
		/// The key's epoch.
		epoch: u32,
	},
}

/// Adds a key. Returns whether it can be the device's.
fn add_key(
	tx: &Transaction,
	row: i64,
	device: DeviceId,
	fact: &KeyFact,
) -> Result<bool, StoreError> {
	let mut query =
		tx.prepare_cached("SELECT fact, block FROM key WHERE device = ? AND epoch = ?")?;
	let stored: Option<(Vec<u8>, Option<u32>)> =
		query.query_row((row, fact.epoch), |row| Ok((row.get(0)?, row.get(1)?))).optional()?;
	let bytes = fact.encode();
	match stored {
		Some((had, _)) if had == bytes => return Ok(true),
		Some((_, Some(_))) => return Ok(false),
		Some((_, None)) => tracing::error!(
			device = %Hex(device),
			epoch = fact.epoch,
			"the chain names another key for an epoch than before, and neither is proven yet; \
			the later one counts. Do not trust a node that says so"
		),
		None => {},
	}
	tx.prepare_cached(
		"INSERT INTO key (device, epoch, fact) VALUES (?1, ?2, ?3)
		ON CONFLICT (device, epoch) DO UPDATE SET fact = ?3",
	)?
	.execute((row, fact.epoch, bytes))?;
	Ok(true)
}

/// A key of a device.
pub(super) fn key(db: &Connection, device: i64, epoch: u32) -> Result<Option<KeyFact>, StoreError> {
	let mut query = db.prepare_cached("SELECT fact FROM key WHERE device = ? AND epoch = ?")?;
	let fact: Option<Vec<u8>> = query.query_row((device, epoch), |row| row.get(0)).optional()?;
	fact.map(|fact| {
		KeyFact::decode_all(&mut fact.as_slice())
			.map_err(|error| StoreError::Corrupt(format!("a key: {error}")))
	})
	.transpose()
}

/// The proof paths of a later key that signed readings of a batch, if they are fetched.
pub(super) fn key_path(
	db: &Connection,
	number: u64,
	device: i64,
	epoch: u32,
) -> Result<Option<KeyPath>, StoreError> {
	let mut query = db
		.prepare_cached("SELECT path FROM key_path WHERE batch = ? AND device = ? AND epoch = ?")?;
	let path: Option<Option<Vec<u8>>> =
		query.query_row((number as i64, device, epoch), |row| row.get(0)).optional()?;
	path.flatten()
		.map(|path| {
			KeyPath::decode_all(&mut path.as_slice())
				.map_err(|error| StoreError::Corrupt(format!("the proof path of a key: {error}")))
		})
		.transpose()
}

/// Has the proof paths of a final batch's later keys fetched.
pub(super) fn want_key_paths(tx: &Transaction, number: u64) -> Result<(), StoreError> {
	tx.prepare_cached(
		"INSERT OR IGNORE INTO key_path (batch, device, epoch)
		SELECT DISTINCT ?1, device, key_epoch FROM message
		WHERE key_epoch > 0 AND kind != 0
		AND id BETWEEN (SELECT first_message FROM batch WHERE number = ?1)
		AND (SELECT last_message FROM batch WHERE number = ?1) LIMIT ?2",
	)?
	.execute((number as i64, UNASKED))?;
	Ok(())
}
