//! Sealed batches until they are final, and the pruning of final ones.

use super::{get_u64, keys, rebuild, Store, StoreError};
use crate::{
	chain::{Anchored, Block, DeviceFacts, KeyFact, ProofPath, Tx},
	pulse::What,
	steps::{Step, Steps},
};
use codec::{Decode, Encode};
use rusqlite::{OptionalExtension, Row};
use std::collections::BTreeMap;
use tallystick_client::{Observed, ObservedRun};
use tallystick_evidence::{Attestation, Batch, DeviceId};

/// The state of a batch.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum State {
	/// Its root is fixed.
	Sealed,
	/// A block holds it, which may be replaced.
	Included,
	/// A finalised block holds it.
	Finalised,
}

/// A batch that is not final yet.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct OpenBatch {
	/// Its number.
	pub number: u64,
	/// The part that is anchored.
	pub batch: Batch,
	/// Its state.
	pub state: State,
	/// The transaction that anchors it, once one is signed.
	pub tx: Option<Tx>,
	/// The best block's number when the transaction was last submitted.
	pub submitted_at: Option<u32>,
	/// The last known block that holds it.
	pub block: Option<u32>,
}

/// The content of an announcement that readings are final.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Reached {
	/// The device.
	pub device: DeviceId,
	/// Its boot epoch.
	pub boot: u32,
	/// Everything of this boot epoch below this number is final.
	pub finalized: u64,
	/// Whether its answers are JSON.
	pub json: bool,
}

impl Store {
	/// The batches that are not final, in ascending order.
	pub fn open_batches(&self) -> Result<Vec<OpenBatch>, StoreError> {
		self.read(|db| {
			let mut query = db.prepare_cached(
				"SELECT number, root, segments, readings, start, end, data, state, tx, nonce,
				dies_at, submitted_at, block FROM batch WHERE state < 2 ORDER BY number",
			)?;
			let rows = query.query_map([], |row| {
				let tx: Option<Vec<u8>> = row.get(8)?;
				let tx = match tx {
					Some(bytes) => {
						Some(Tx { bytes, nonce: get_u64(row, 9)?, dies_at: row.get(10)? })
					},
					None => None,
				};
				Ok(OpenBatch {
					number: get_u64(row, 0)?,
					batch: read_batch(row, 1)?,
					state: state(row.get(7)?),
					tx,
					submitted_at: row.get(11)?,
					block: row.get(12)?,
				})
			})?;
			Ok(rows.collect::<Result<_, _>>()?)
		})
	}

	/// The number of the next batch, once the first one is known.
	pub fn next_batch(&self) -> Result<Option<u64>, StoreError> {
		self.read(|db| {
			let next: Option<i64> = db
				.prepare_cached("SELECT MAX(number) + 1 FROM batch")?
				.query_row([], |row| row.get(0))?;
			match next {
				Some(next) => Ok(Some(next as u64)),
				None => super::meta(db, "first_batch"),
			}
		})
	}

	/// Stores the transaction of a batch.
	pub fn keep_tx(&self, number: u64, built: &Tx) -> Result<(), StoreError> {
		self.write(|tx| {
			tx.execute(
				"UPDATE batch SET tx = ?, nonce = ?, dies_at = ?, submitted_at = NULL
				WHERE number = ?",
				(&built.bytes, built.nonce as i64, built.dies_at, number as i64),
			)?;
			Ok(())
		})
	}

	/// Records the best block at the time of a submission.
	pub fn note_submitted(&self, number: u64, best: u32) -> Result<(), StoreError> {
		self.write(|tx| {
			tx.execute(
				"UPDATE batch SET submitted_at = ? WHERE number = ?",
				(best, number as i64),
			)?;
			Ok(())
		})
	}

	/// Records the block that holds a batch, or that none does any more. Final batches do not change.
	pub fn note_block(&self, number: u64, block: Option<Block>) -> Result<(), StoreError> {
		self.write(|tx| {
			tx.execute(
				"UPDATE batch SET state = ?, block = ?, block_hash = ?
				WHERE number = ? AND state < 2",
				(
					i64::from(block.is_some()),
					block.map(|block| block.number),
					block.map(|block| block.hash),
					number as i64,
				),
			)?;
			Ok(())
		})
	}

	/// Stores a final batch's proof path, and raises its devices' final numbers. `at` is the chain's time
	/// (UTC, in milliseconds), if it is known.
	pub fn finalise(
		&self,
		number: u64,
		path: &ProofPath,
		at: Option<u64>,
		steps: &dyn Steps,
	) -> Result<Vec<Reached>, StoreError> {
		let reached = self.write(|tx| {
			let done = tx.execute(
				"UPDATE batch SET state = 2, tx = NULL, block = ?, block_hash = ?, path = ?,
				finalized_at = ? WHERE number = ? AND state < 2",
				(
					path.block.number,
					path.block.hash,
					path.encode(),
					at.map(|at| at as i64),
					number as i64,
				),
			)?;
			if done == 0 {
				return Ok(Vec::new());
			}
			keys::want_key_paths(tx, number)?;
			tx.execute(
				"UPDATE tally SET finalized = finalized
				+ (SELECT readings FROM batch WHERE number = ?)",
				[number as i64],
			)?;
			let mut query = tx.prepare_cached(
				"SELECT message.device, kind != 0, boot, MAX(first + count), device.name,
				(SELECT MIN(first) FROM damaged
					WHERE damaged.device = message.device AND damaged.boot = message.boot)
				FROM message JOIN device ON device.id = message.device
				WHERE message.id BETWEEN (SELECT first_message FROM batch WHERE number = ?1)
				AND (SELECT last_message FROM batch WHERE number = ?1)
				GROUP BY message.device, kind != 0, boot",
			)?;
			let mut raise = tx.prepare_cached(
				"UPDATE tail SET finalized = MAX(finalized, ?1)
				WHERE device = ?2 AND signed = ?3 AND boot = ?4
				RETURNING finalized, json",
			)?;
			let mut rows = query.query([number as i64])?;
			let mut reached = Vec::new();
			while let Some(row) = rows.next()? {
				let (device, signed): (i64, bool) = (row.get(0)?, row.get(1)?);
				let (boot, up_to): (u32, i64) = (row.get(2)?, row.get(3)?);
				// What was set aside is in no batch, so that nothing after it is below the final number.
				let up_to = row.get::<_, Option<i64>>(5)?.map_or(up_to, |gap| gap.min(up_to));
				let raised = raise
					.query_row((up_to, device, signed, boot), |row| {
						Ok((get_u64(row, 0)?, row.get(1)?))
					})
					.optional()?;
				// No row matches: the device has begun another boot epoch, so it signs.
				let (finalized, json) = raised.unwrap_or((up_to as u64, false));
				reached.push(Reached { device: DeviceId(row.get(4)?), boot, finalized, json });
			}
			steps.reached(Step::BeforeFinalStored);
			Ok(reached)
		})?;
		self.pulses().done(What::Final);
		steps.reached(Step::FinalStored);
		Ok(reached)
	}

	/// The first `most` segments of watched devices in a batch, each with the first `runs` runs of
	/// watched channels.
	pub fn observed(&self, number: u64, most: u32, runs: u32) -> Result<Vec<Observed>, StoreError> {
		self.read(|db| {
			let Some(range) = range(db, number)? else { return Ok(Vec::new()) };
			let mut facts = BTreeMap::<i64, Option<DeviceFacts>>::new();
			let sql = format!(
				"SELECT {}, device.facts FROM message JOIN device ON device.id = message.device
				WHERE message.id BETWEEN ? AND ? AND kind = 2 AND body NOT NULL ORDER BY message.id",
				rebuild::COLUMNS.split(" FROM ").next().unwrap_or_default()
			);
			let mut query = db.prepare_cached(&sql)?;
			let mut rows = query.query(range)?;
			let mut observed = Vec::new();
			while let Some(row) = rows.next()? {
				if observed.len() >= most as usize {
					break;
				}
				let message = rebuild::Row::read(row)?;
				if let std::collections::btree_map::Entry::Vacant(entry) =
					facts.entry(message.device)
				{
					let bytes: Vec<u8> = row.get(12)?;
					entry.insert(DeviceFacts::decode(&mut bytes.as_slice()).ok());
				}
				let Some(Some(facts)) = facts.get(&message.device) else { continue };
				if facts.is_watched() {
					let key = keys::key(db, message.device, message.key_epoch)?;
					match observe(&message, facts, key, runs) {
						Ok(one) => observed.extend(one),
						// The batch is sealed, and is anchored without it.
						Err(error) if error.is_damage() => {
							tracing::error!(number, %error, "a watched segment cannot be read any more; check the disk");
						},
						Err(error) => return Err(error),
					}
				}
			}
			Ok(observed)
		})
	}

	/// Removes the raw data of batches that became final before `before` (UTC, in milliseconds), of a
	/// few batches at a time. A batch whose time is unknown became final at `now`. Returns the number of
	/// batches.
	pub fn prune(&self, now: u64, before: u64, steps: &dyn Steps) -> Result<usize, StoreError> {
		let unknown = "FROM batch WHERE state = 2 AND pruned = 0 AND finalized_at IS NULL";
		let lacks_time = self.read(|db| {
			let sql = format!("SELECT EXISTS (SELECT 1 {unknown})");
			Ok(db.query_row(&sql, [], |row| row.get::<_, bool>(0))?)
		})?;
		if lacks_time {
			self.write(|tx| {
				tx.execute(
					"UPDATE batch SET finalized_at = ?
					WHERE state = 2 AND pruned = 0 AND finalized_at IS NULL",
					[now as i64],
				)?;
				Ok(())
			})?;
		}
		let old: Vec<(i64, i64, i64)> = self.read(|db| {
			let mut query = db.prepare_cached(
				"SELECT number, first_message, last_message FROM batch
				WHERE state = 2 AND pruned = 0 AND finalized_at < ? ORDER BY number LIMIT 16",
			)?;
			let rows = query
				.query_map([before as i64], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?;
			Ok(rows.collect::<Result<_, _>>()?)
		})?;
		if old.is_empty() {
			return Ok(0);
		}
		self.write(|tx| {
			for (number, first, last) in &old {
				tx.execute(
					"UPDATE message SET body = NULL WHERE id BETWEEN ? AND ?",
					(first, last),
				)?;
				tx.execute("DELETE FROM key_path WHERE batch = ?", [number])?;
				tx.execute("UPDATE batch SET pruned = 1 WHERE number = ?", [number])?;
			}
			steps.reached(Step::BeforePruned);
			Ok(())
		})?;
		steps.reached(Step::Pruned);
		Ok(old.len())
	}
}

impl OpenBatch {
	/// Whether the chain has the same batch under this number.
	pub fn is(&self, anchored: &Anchored) -> bool {
		self.batch == anchored.batch
	}
}

fn observe(
	message: &rebuild::Row,
	facts: &DeviceFacts,
	key: Option<KeyFact>,
	most: u32,
) -> Result<Option<Observed>, StoreError> {
	let piece = rebuild::signed(message)?;
	debug_assert_eq!(piece.leaf.header.attestation, Attestation::Segment);
	let Some(signature) = piece.leaf.signature else { return Ok(None) };
	let Some(key) = key else { return Ok(None) };
	let segment = rebuild::build_again(&piece.leaf, &piece.runs)?;
	let runs = segment
		.runs()
		.filter(|run| {
			facts.channels.get(usize::from(run.channel)).is_some_and(|channel| channel.watched)
		})
		.filter_map(|run| {
			let place = segment.prove(run.channel, 0)?.run_place;
			Some(ObservedRun { run, place })
		})
		.take(most as usize)
		.collect();
	Ok(Some(Observed { header: piece.leaf.header, scheme: key.key.scheme(), signature, runs }))
}

pub(super) fn range(
	db: &rusqlite::Connection,
	number: u64,
) -> Result<Option<(i64, i64)>, StoreError> {
	let mut query =
		db.prepare_cached("SELECT first_message, last_message FROM batch WHERE number = ?")?;
	Ok(query.query_row([number as i64], |row| Ok((row.get(0)?, row.get(1)?))).optional()?)
}

pub(super) fn read_batch(row: &Row, at: usize) -> rusqlite::Result<Batch> {
	Ok(Batch {
		root: row.get(at)?,
		segments: row.get(at + 1)?,
		readings: get_u64(row, at + 2)?,
		start: get_u64(row, at + 3)?,
		end: get_u64(row, at + 4)?,
		data: row.get(at + 5)?,
	})
}

pub(super) fn state(number: i64) -> State {
	match number {
		0 => State::Sealed,
		1 => State::Included,
		_ => State::Finalised,
	}
}
