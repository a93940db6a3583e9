//! Seals waiting readings into a batch.

use super::{
	begin, guard,
	incoming::Kind,
	rebuild::{cut, data_hash, Piece, Row},
	tables::{batch, device, flight, indexed, message, segment, tail, tally},
	Store, StoreError,
};
use crate::{
	milestone::Milestone,
	steps::{Step, Steps},
};
use rusqlite::Connection;
use std::{
	collections::{BTreeSet, HashMap},
	ops::ControlFlow,
};
use tallystick_evidence::{
	builder::{BatchBuilder, BuildError},
	Batch, Native,
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
pub struct NewBatch {
	/// Its number.
	pub number: u64,
	/// The part that is anchored.
	pub batch: Batch,
}

impl Store {
	/// The readings that wait for a batch.
	pub fn waiting(&self) -> Result<Waiting, StoreError> {
		self.read(|db| {
			let (last, newest) = (batch::last_message(db)?, message::last(db)?);
			if last > newest {
				return Err(StoreError::Corrupt(
					"a batch ends with a message that is not there".into(),
				));
			}
			Ok(Waiting {
				messages: newest.saturating_sub(last).max(0) as u64,
				readings: tally::waiting(db)?,
				first: message::ids_after(db, last, 1)?.first().copied(),
				in_flight: flight::count(db)?,
			})
		})
	}

	/// The time of arrival of the last message: UTC, in milliseconds. `None` if there is no message.
	pub fn last_arrival(&self) -> Result<Option<u64>, StoreError> {
		self.read(message::last_received)
	}

	/// Seals the first waiting readings into the next batch. `None` if no reading waits, or the store is
	/// halted, not confirmed or lost.
	pub fn seal(
		&self,
		limits: &SealLimits,
		steps: &dyn Steps,
	) -> Result<Option<NewBatch>, StoreError> {
		if !self.is_working() {
			return Ok(None);
		}
		// Everything is indexed first, so that `tail` has the rows of all devices of the batch.
		self.index(steps)?;
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
		let Some(Gathered { number, range, pieces, batch: built }) = gathered else {
			return Ok(None);
		};

		let leaves: Vec<_> = pieces.iter().map(|piece| piece.leaf.leaf::<Native>()).collect();
		let generation = self.write(|tx| {
			batch::insert(tx, number, range, &built, &leaves)?;
			flight::insert(tx, number)?;
			for (place, piece) in pieces.iter().enumerate() {
				let header = &piece.leaf.header;
				let kind = Kind::from(header.attestation);
				if kind == Kind::Segment {
					continue;
				}
				segment::insert(tx, number, place, piece.device, header)?;
				let name = header.name::<Native>();
				tail::set_built(tx, piece.device, kind.numbering(), header.boot_epoch, &name)?;
			}
			tally::batched(tx, built.readings)?;
			let generation = guard::raise(tx, &self.lock)?;
			steps.reached(Step::BeforeSealed);
			Ok(generation)
		})?;
		self.follow(generation);
		self.milestones().done(Milestone::Sealed);
		steps.reached(Step::Sealed);
		Ok(Some(NewBatch { number, batch: built }))
	}

	/// The next batch, if anything waits.
	fn gathered(
		&self,
		limits: &SealLimits,
		steps: &dyn Steps,
	) -> Result<Option<Gathered>, StoreError> {
		let gathered = self.read(|db| {
			// While the first batch number is not known, the readings wait.
			let Some(number) = begin::next_batch(db)? else { return Ok(None) };
			let rows = gather(db, limits)?;
			let (Some(first), Some(last)) = (rows.first(), rows.last()) else { return Ok(None) };
			let range = (first.id, last.id);
			steps.reached(Step::Sealing);
			let pieces = pieces(db, &rows)?;
			Ok(Some((number, range, pieces)))
		})?;
		let Some((number, range, pieces)) = gathered else { return Ok(None) };
		let batch = batch_of(&pieces)?;
		Ok(Some(Gathered { number, range, pieces, batch }))
	}
}

/// What is about to be sealed.
struct Gathered {
	number: u64,
	/// Its first and its last message.
	range: (i64, i64),
	pieces: Vec<Piece>,
	/// The part that is anchored.
	batch: Batch,
}

/// The batch of these segments. Fails if a header of them cannot be true.
pub(super) fn batch_of(pieces: &[Piece]) -> Result<Batch, StoreError> {
	let failed = |error: BuildError| StoreError::Corrupt(format!("a batch: {error:?}"));
	let mut builder = BatchBuilder::new();
	for piece in pieces {
		builder.push(piece.leaf).map_err(failed)?;
	}
	let batch = builder.seal::<Native>(data_hash(pieces)).map_err(failed)?.batch;
	match i64::try_from(batch.end) {
		Ok(_) => Ok(batch),
		Err(_) => Err(StoreError::Corrupt("a reading has a time that is never accepted".into())),
	}
}

/// The segments of rows that wait.
pub(super) fn pieces(db: &Connection, rows: &[Row]) -> Result<Vec<Piece>, StoreError> {
	cut(rows, |device, numbering, boot| match tail::built(db, device, numbering, boot) {
		Ok(name) => Ok(name.unwrap_or_default()),
		// The segment says that it has none before it; its readings are anchored.
		Err(error) if error.is_damage() => {
			tracing::error!(device, %error, "the name of a segment cannot be read any more; check the disk");
			Ok(Default::default())
		},
		Err(error) => Err(error),
	})
}

/// The first waiting rows, up to the one with which they have this many readings.
pub(super) fn first_rows(db: &Connection, readings: u64) -> Result<Vec<Row>, StoreError> {
	let (mut rows, mut count) = (Vec::new(), 0u64);
	if readings == 0 {
		return Ok(rows);
	}
	message::each_after(db, batch::last_message(db)?, |row| {
		count = count.saturating_add(row.count.into());
		rows.push(row);
		Ok(match count < readings {
			true => ControlFlow::Continue(()),
			false => ControlFlow::Break(()),
		})
	})?;
	Ok(rows)
}

/// The first waiting messages of the indexes that fit into a batch.
fn gather(db: &Connection, limits: &SealLimits) -> Result<Vec<Row>, StoreError> {
	let (mut readings, mut segments, mut observed) = (0u64, 0u32, 0u32);
	let mut built = BTreeSet::new();
	let mut watched = HashMap::new();
	let mut rows = Vec::new();
	let last = indexed::last(db)?;
	message::each_after(db, batch::last_message(db)?, |row| {
		if row.id > last {
			return Ok(ControlFlow::Break(()));
		}
		let is_segment = row.kind == Kind::Segment;
		if is_segment || built.insert(row.device) {
			segments = segments.saturating_add(1);
		}
		if is_segment {
			let is_watched = match watched.get(&row.device) {
				Some(is_watched) => *is_watched,
				None => {
					let facts = device::facts_of(db, row.device)?;
					let is_watched = facts.is_some_and(|facts| facts.is_watched());
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
			return Ok(ControlFlow::Break(()));
		}
		rows.push(row);
		Ok(ControlFlow::Continue(()))
	})?;
	Ok(rows)
}
