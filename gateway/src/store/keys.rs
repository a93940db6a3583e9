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
		if self.read(|db| has_facts(db, device, facts, &bytes))? {
			return Ok(Kept::Stored);
		}
		self.write(|tx| {
			let row: i64 = tx
				.prepare_cached(
					"INSERT INTO device (name, facts) VALUES (?1, x'')
					ON CONFLICT (name) DO UPDATE SET name = ?1 RETURNING id",
				)?
				.query_row([device.0], |row| row.get(0))?;
			// All are checked before the first is written.
			for fact in &facts.keys {
				if matches!(known(tx, row, fact)?, Known::Proven) {
					return Ok(Kept::Refused { epoch: fact.epoch });
				}
			}
			for fact in &facts.keys {
				add_key(tx, row, device, fact)?;
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

/// Whether these are the stored facts and keys.
fn has_facts(
	db: &Connection,
	device: DeviceId,
	facts: &DeviceFacts,
	bytes: &[u8],
) -> Result<bool, StoreError> {
	let mut query = db.prepare_cached("SELECT id FROM device WHERE name = ? AND facts = ?")?;
	let row: Option<i64> = query.query_row((device.0, bytes), |row| row.get(0)).optional()?;
	let Some(row) = row else { return Ok(false) };
	for fact in &facts.keys {
		if !matches!(known(db, row, fact)?, Known::Alike) {
			return Ok(false);
		}
	}
	Ok(true)
}

/// What the store has under the epoch of a key.
enum Known {
	Nothing,
	Alike,
	/// Another key, which no proof has shown.
	Other,
	/// Another key, which a proof has shown.
	Proven,
}

fn known(db: &Connection, row: i64, fact: &KeyFact) -> Result<Known, StoreError> {
	let mut query =
		db.prepare_cached("SELECT fact, block FROM key WHERE device = ? AND epoch = ?")?;
	let stored: Option<(Vec<u8>, Option<u32>)> =
		query.query_row((row, fact.epoch), |row| Ok((row.get(0)?, row.get(1)?))).optional()?;
	Ok(match stored {
		None => Known::Nothing,
		Some((had, _)) if had == fact.encode() => Known::Alike,
		Some((_, None)) => Known::Other,
		Some((_, Some(_))) => Known::Proven,
	})
}

/// Adds a key that contradicts no proof.
fn add_key(tx: &Transaction, row: i64, device: DeviceId, fact: &KeyFact) -> Result<(), StoreError> {
	match known(tx, row, fact)? {
		Known::Alike | Known::Proven => return Ok(()),
		Known::Other => tracing::error!(
			device = %Hex(device),
			epoch = fact.epoch,
			"the chain names another key for an epoch than before, and neither is proven yet; \
			the later one counts. Do not trust a node that says so"
		),
		Known::Nothing => {},
	}
	tx.prepare_cached(
		"INSERT INTO key (device, epoch, fact) VALUES (?1, ?2, ?3)
		ON CONFLICT (device, epoch) DO UPDATE SET fact = ?3",
	)?
	.execute((row, fact.epoch, fact.encode()))?;
	Ok(())
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

#[cfg(test)]
mod tests {
	use super::*;
	use crate::{
		chain::Status,
		store::StoreOptions,
		support::{folder, MockChain, TestDevice},
	};
	use tallystick_evidence::{Scheme, SecretKey};

	/// A device with keys of the epochs 2, 1 and 0, of which the one of epoch 1 is proven.
	struct Scene {
		store: Store,
		device: DeviceId,
		honest: DeviceFacts,
		_folder: tempfile::TempDir,
	}

	fn secret(seed: u8) -> KeyFact {
		let key = SecretKey::from_seed(Scheme::Ed25519, [seed; 32]).unwrap().public();
		KeyFact { epoch: 0, key, since: 0 }
	}

	impl Scene {
		fn new() -> Self {
			let folder = folder();
			let store = Store::open(
				folder.path().join("db"),
				StoreOptions { min_free: 0, ..Default::default() },
			)
			.unwrap();
			let device = TestDevice::new(&MockChain::new(), 1, Scheme::Ed25519);
			let first = KeyFact { epoch: 0, key: device.secret.public(), since: 0 };
			let second = KeyFact { epoch: 1, since: 100, ..secret(11) };
			let third = KeyFact { epoch: 2, since: 200, ..secret(12) };
			let honest = DeviceFacts {
				status: Status::Active,
				authorised: true,
				key_epoch: 2,
				keys: vec![third, second, first],
				channels: Vec::new(),
			};
			assert_eq!(store.keep_facts(device.id, &honest).unwrap(), Kept::Stored);
			let prove = "UPDATE key SET block = 7 WHERE epoch = 1";
			store.write(|tx| Ok(tx.execute(prove, ())?)).unwrap();
			Self { store, device: device.id, honest, _folder: folder }
		}

		fn keys(&self) -> Vec<Option<KeyFact>> {
			self.store.read(|db| (0..3).rev().map(|epoch| key(db, 1, epoch)).collect()).unwrap()
		}
	}

	#[test]
	fn facts_that_are_refused_change_no_key() {
		let scene = Scene::new();
		let honest: Vec<_> = scene.honest.keys.iter().copied().map(Some).collect();
		assert_eq!(scene.keys(), honest);
		let mut false_ones = scene.honest.clone();
		for fact in &mut false_ones.keys[..2] {
			fact.key = secret(13).key;
		}
		let refused = scene.store.keep_facts(scene.device, &false_ones).unwrap();
		assert_eq!(refused, Kept::Refused { epoch: 1 });
		assert_eq!(scene.keys(), honest);
	}

	#[test]
	fn a_key_that_was_replaced_comes_back_with_the_next_honest_facts() {
		let scene = Scene::new();
		let honest: Vec<_> = scene.honest.keys.iter().copied().map(Some).collect();
		let false_one = KeyFact { epoch: 2, since: 200, ..secret(13) };
		let replace = "UPDATE key SET fact = ? WHERE epoch = 2";
		scene.store.write(|tx| Ok(tx.execute(replace, [false_one.encode()])?)).unwrap();
		assert_ne!(scene.keys(), honest);
		assert_eq!(scene.store.keep_facts(scene.device, &scene.honest).unwrap(), Kept::Stored);
		assert_eq!(scene.keys(), honest);
	}
}
