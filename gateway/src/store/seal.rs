//! Seals waiting readings into a batch.

use super::{
	get_u64, guard,
	rebuild::{cut, data_hash, Piece, Row, COLUMNS},
	Store, StoreError,
};
use crate::{
	chain::DeviceFacts,
	pulse::What,
	steps::{Step, Steps},
};
use codec::{Decode, Encode};
use rusqlite::{Connection, OptionalExtension};
use std::collections::{BTreeSet, HashMap};
use tallystick_evidence::{
	builder::{BatchBuilder, BuildError},
	Attestation, Batch, Native,
};

/// The limits of one batch.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct SealLimits {
	/// Most readings; a single message may have more.
	pub readings: u32,
	/// Most segments, approximately: cuts may add some.
	pub segments: u32,
	/// Most segments of watched devices.
	pub observed: u32,
	/// Most observed channels of a segment.
	pub runs: u32,
}

/// The readings that wait for a batch.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Waiting {
	/// Rows of messages: consecutive messages of a device may share one.
	pub messages: u64,
	/// Waiting readings.
	pub readings: u64,
	/// The row of the first message that waits.
	pub first: Option<i64>,
	/// Batches that are sealed and not final.
	pub in_flight: u64,
}

/// A batch that was sealed now.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct SealedNow {
	/// Its number.
	pub number: u64,
	/// The part that is anchored.
	pub batch: Batch,
}

impl Store {
	/// The readings that wait for a batch.
	pub fn waiting(&self) -> Result<Waiting, StoreError> {
		self.read(|db| {
			let last = last_message(db)?;
			let newest: i64 = db
				.prepare_cached("SELECT COALESCE(MAX(id), 0) FROM message")?
				.query_row([], |row| row.get(0))?;
			let readings: i64 = db
				.prepare_cached("SELECT accepted - batched FROM tally")?
				.query_row([], |row| row.get(0))?;
			let first: Option<i64> = db
				.prepare_cached("SELECT id FROM message WHERE id > ? ORDER BY id LIMIT 1")?
				.query_row([last], |row| row.get(0))
				.optional()?;
			let in_flight: i64 = db
				.prepare_cached("SELECT COUNT(*) FROM batch WHERE state < 2")?
				.query_row([], |row| row.get(0))?;
			Ok(Waiting {
				messages: newest.saturating_sub(last).max(0) as u64,
				readings: readings.max(0) as u64,
				first,
				in_flight: in_flight as u64,
			})
		})
	}

	/// The time of arrival of the last message: UTC, in milliseconds. `None` if there is no message.
	pub fn last_arrival(&self) -> Result<Option<u64>, StoreError> {
		self.read(|db| {
			let mut query =
				db.prepare_cached("SELECT received FROM message ORDER BY id DESC LIMIT 1")?;
			Ok(query.query_row([], |row| get_u64(row, 0)).optional()?)
		})
	}

	/// Seals the first waiting readings into the next batch. `None` if no reading waits, or the store is
	/// halted or not confirmed.
	pub fn seal(
		&self,
		limits: &SealLimits,
		steps: &dyn Steps,
	) -> Result<Option<SealedNow>, StoreError> {
		if self.is_halted() || !self.is_confirmed() {
			return Ok(None);
		}
		let gathered = match self.gathered(limits, steps) {
			Err(error) if error.is_damage() => {
				// A message has one reading at least.
				if self.set_damaged_aside(limits.readings.saturating_add(1))? == 0 {
					return Err(error);
				}
				self.gathered(limits, steps)?
			},
			gathered => gathered?,
		};
		let Some((number, (first, last), pieces)) = gathered else { return Ok(None) };

		let failed = |error: BuildError| StoreError::Corrupt(format!("a batch: {error:?}"));
		let mut builder = BatchBuilder::new();
		for piece in &pieces {
			builder.push(piece.leaf).map_err(failed)?;
		}
		let batch = builder.seal::<Native>(data_hash(&pieces)).map_err(failed)?.batch;

		let generation = self.write(|tx| {
			tx.execute(
				"INSERT INTO batch
				(number, first_message, last_message, root, segments, readings, start, end, data)
				VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
				(
					number as i64,
					first,
					last,
					batch.root,
					batch.segments,
					batch.readings as i64,
					batch.start as i64,
					batch.end as i64,
					batch.data,
				),
			)?;
			let mut insert = tx.prepare_cached("INSERT INTO segment VALUES (?, ?, ?, ?)")?;
			let mut named = tx.prepare_cached(
				"UPDATE tail SET built_boot = ?, built = ? WHERE device = ? AND signed = ?",
			)?;
			for (place, piece) in pieces.iter().enumerate() {
				let header = &piece.leaf.header;
				if header.attestation == Attestation::Segment {
					continue;
				}
				insert.execute((number as i64, place as i64, piece.device, header.encode()))?;
				named.execute((
					header.boot_epoch,
					header.name::<Native>(),
					piece.device,
					header.attestation != Attestation::Gateway,
				))?;
			}
			tx.execute("UPDATE tally SET batched = batched + ?", [batch.readings as i64])?;
			let generation = guard::raise(tx, &self.lock)?;
			steps.reached(Step::BeforeSealed);
			Ok(generation)
		})?;
		self.follow(generation);
		self.pulses().done(What::Sealed);
		steps.reached(Step::Sealed);
		Ok(Some(SealedNow { number, batch }))
	}

	/// The next batch's number, its messages, and their segments.
	fn gathered(
		&self,
		limits: &SealLimits,
		steps: &dyn Steps,
	) -> Result<Option<(u64, (i64, i64), Vec<Piece>)>, StoreError> {
		self.read(|db| {
			let next: Option<i64> = db
				.prepare_cached("SELECT MAX(number) + 1 FROM batch")?
				.query_row([], |row| row.get(0))?;
			let number = match next {
				Some(next) => next as u64,
				None => match super::meta(db, "first_batch")? {
					Some(first) => first,
					// The first batch number is not known yet; the readings wait.
					None => return Ok(None),
				},
			};
			let rows = gather(db, limits)?;
			let (Some(first), Some(last)) = (rows.first(), rows.last()) else { return Ok(None) };
			let range = (first.id, last.id);
			steps.reached(Step::Sealing);
			let pieces = cut(&rows, |device, signed, boot| {
				let mut query = db.prepare_cached(
					"SELECT built FROM tail WHERE device = ? AND signed = ? AND built_boot = ?",
				)?;
				let name = query.query_row((device, signed, boot), |row| row.get(0));
				Ok(name.optional()?.unwrap_or_default())
			})?;
			Ok(Some((number, range, pieces)))
		})
	}
}

/// The last message that is in a batch.
pub(super) fn last_message(db: &Connection) -> Result<i64, StoreError> {
	let mut query = db.prepare_cached("SELECT COALESCE(MAX(last_message), 0) FROM batch")?;
	Ok(query.query_row([], |row| row.get(0))?)
}

/// The first waiting messages that fit into a batch.
fn gather(db: &Connection, limits: &SealLimits) -> Result<Vec<Row>, StoreError> {
	let sql = format!("SELECT {COLUMNS} WHERE message.id > ? ORDER BY message.id");
	let mut query = db.prepare_cached(&sql)?;
	let mut found = query.query([last_message(db)?])?;
	let (mut readings, mut segments, mut observed) = (0u64, 0u32, 0u32);
	let mut built = BTreeSet::new();
	let mut watched = HashMap::new();
	let mut rows = Vec::new();
	while let Some(row) = found.next()? {
		let row = Row::read(row)?;
		let is_segment = row.attestation() == Attestation::Segment;
		if is_segment || built.insert(row.device) {
			segments = segments.saturating_add(1);
		}
		if is_segment {
			let is_watched = match watched.get(&row.device) {
				Some(is_watched) => *is_watched,
				None => {
					let facts: Vec<u8> = db
						.prepare_cached("SELECT facts FROM device WHERE id = ?")?
						.query_row([row.device], |row| row.get(0))?;
					let is_watched = DeviceFacts::decode(&mut facts.as_slice())
						.is_ok_and(|facts| facts.is_watched());
					watched.insert(row.device, is_watched);
					is_watched
				},
			};
			observed = observed.saturating_add(is_watched.into());
		}
		readings = readings.saturating_add(row.count.into());
		let over = readings > limits.readings.into()
			|| segments > limits.segments
			|| observed > limits.observed;
		if over && !rows.is_empty() {
			break;
		}
		rows.push(row);
	}
	Ok(rows)
}
