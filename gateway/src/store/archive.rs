//! Queries of readings, batches and proofs.

use super::{
	begin::{self, Beginning},
	prove::{prove, run},
	rebuild, recent,
	sequence::Tail,
	tables::{batch, batch_path, device, message, tail, tally},
	State, Store, StoreError,
};
use crate::archive::{
	Archive, ArchiveError, Cursor, Place, Progress, Query, ReadingSelector, StoreStatus,
	StoredBatch, StoredDevice, StoredReading,
};
use std::{collections::BTreeMap, ops::ControlFlow};
use tallystick_evidence::{run::RunTree, Crypto, DeviceId, Hash, Native, Proof};

/// The latest time that is stored.
const LATEST: u64 = i64::MAX as u64;

/// Most entries of a page.
const PAGE: u32 = 10_000;

impl From<StoreError> for ArchiveError {
	fn from(error: StoreError) -> Self {
		Self::Store(error.to_string())
	}
}

impl From<State> for Progress {
	fn from(state: State) -> Self {
		match state {
			State::Sealed => Self::Sealed,
			State::Included => Self::Included,
			State::Finalised => Self::Finalized,
		}
	}
}

impl Tail {
	pub(super) fn stored(&self, device: DeviceId) -> StoredDevice {
		let Self { boot, next, finalized, newest, .. } = *self;
		StoredDevice { device, boot_epoch: boot, next, finalized, newest }
	}
}

impl Archive for Store {
	fn status(&self) -> Result<StoreStatus, ArchiveError> {
		let waiting = self.waiting()?;
		let next_batch = self.next_batch()?.unwrap_or_default();
		Ok(self.read(|db| {
			let pages: i64 = db.pragma_query_value(None, "page_count", |row| row.get(0))?;
			let page: i64 = db.pragma_query_value(None, "page_size", |row| row.get(0))?;
			let Beginning { at, first_batch } = begin::of(db)?;
			Ok(StoreStatus {
				waiting: waiting.readings,
				in_flight: waiting.in_flight,
				next_batch,
				began: at,
				first_batch,
				finalized: tally::final_readings(db)?,
				bytes: pages.saturating_mul(page) as u64,
			})
		})?)
	}

	fn devices(
		&self,
		after: Option<DeviceId>,
		limit: u32,
	) -> Result<Vec<StoredDevice>, ArchiveError> {
		let limit = limit.min(PAGE);
		let recent = self.recent_devices(after, limit);
		let found = self.read(|db| tail::page(db, after, limit))?;
		let stored = |of: tail::Progress| StoredDevice {
			device: of.device,
			boot_epoch: of.boot,
			next: of.next,
			finalized: of.finalized,
			newest: of.newest,
		};
		let tails = found.into_iter().map(|of| (of.device, (of.numbering, stored(of))));
		let mut page: BTreeMap<_, _> = tails.collect();
		// A device after the last one of a full page may be in the database before it.
		let last = page.keys().last().copied().filter(|_| page.len() >= limit as usize);
		for (numbering, stored) in recent {
			if last.is_some_and(|last| stored.device > last) {
				break;
			}
			let had = page.get(&stored.device).map(|(numbering, _)| *numbering);
			// If a device signs, the progress of its signed readings counts.
			if had.is_none_or(|had| had <= numbering) {
				page.insert(stored.device, (numbering, stored));
			}
		}
		Ok(page.into_values().map(|(_, stored)| stored).take(limit as usize).collect())
	}

	fn readings(&self, query: &Query) -> Result<Vec<StoredReading>, ArchiveError> {
		let limit = query.limit.min(PAGE) as usize;
		let recent = self.recent_of(query.device);
		let found = self.read(|db| {
			let mut page = BTreeMap::<Cursor, StoredReading>::new();
			let Some(device) = device::row(db, query.device)? else { return Ok(page) };
			let after = query.after;
			let from = query.from.max(after.map_or(0, |cursor| cursor.time)).min(LATEST);
			let to = query.to.min(LATEST);
			let Some(latest) = to.checked_sub(1) else { return Ok(page) };
			let span = tail::span(db, device)?.max(recent.span);
			let within = (from.saturating_sub(span), latest);
			recent::each_by_time(db, device, &recent.messages, within, |id| {
				// Its number may have been given to another message since, if it was set aside.
				let reaches = |row: &message::Row| {
					row.device == device && row.end >= from && !row.is_pruned()
				};
				let Some(row) = message::load(db, id)?.filter(reaches) else {
					return Ok(ControlFlow::Continue(()));
				};
				// All further readings are later than those of the page.
				if page.len() >= limit
					&& page
						.keys()
						.nth(limit.saturating_sub(1))
						.is_some_and(|last| last.time < row.start)
				{
					return Ok(ControlFlow::Break(()));
				}
				let home = batch::of_message(db, row.id)?;
				let Some(readings) = readable(&row)? else { return Ok(ControlFlow::Continue(())) };
				for (number, channel, _, leaf) in readings {
					let place = Place { boot: row.boot, number };
					let at = Cursor { time: leaf.reading.time, channel, place };
					let wanted = (from..to).contains(&at.time)
						&& query.channel.is_none_or(|wanted| wanted == channel)
						&& after.is_none_or(|after| at > after);
					if wanted {
						page.entry(at).or_insert(StoredReading {
							channel,
							time: at.time,
							place,
							value: leaf.reading.value,
							attestation: row.attestation(),
							progress: home.map_or(Progress::Stored, |(_, state)| state.into()),
							batch: home.map(|(number, _)| number),
						});
					}
				}
				while page.len() > limit {
					page.pop_last();
				}
				Ok(ControlFlow::Continue(()))
			})?;
			Ok(page)
		})?;
		Ok(found.into_values().collect())
	}

	fn prove_one(&self, selector: &ReadingSelector) -> Result<Proof, ArchiveError> {
		let mut wanted = None;
		let recent = self.recent_of(selector.device);
		let proof = self.read(|db| Ok(prove(db, self, &recent, selector, &mut wanted)))?;
		if let Some((number, device, epoch)) = wanted {
			self.want_key_path(number, device, epoch)?;
		}
		proof
	}

	fn run_of(
		&self,
		selector: &ReadingSelector,
		root: Option<Hash>,
	) -> Result<RunTree, ArchiveError> {
		let recent = self.recent_of(selector.device);
		self.read(|db| Ok(run(db, &recent, selector, root)))?
	}

	fn batch(&self, number: u64) -> Result<StoredBatch, ArchiveError> {
		let found = self.read(|db| batch::load(db, number))?.ok_or(ArchiveError::Unknown)?;
		let batch::StoredBatch { number, batch, state, block } = found;
		Ok(StoredBatch { number, batch, progress: state.into(), block })
	}

	fn data(&self, number: u64) -> Result<Vec<u8>, ArchiveError> {
		let (hash, pieces) = self.read(|db| {
			let Some(sealed) = batch::load(db, number)? else {
				return Ok(Err(ArchiveError::Unknown));
			};
			let is_pruned = sealed.state == State::Finalised && !batch_path::has(db, number)?;
			match batch::messages(db, number)? {
				Some(range) if !is_pruned => {
					Ok(Ok((sealed.batch.data, rebuild::pieces(db, number, range, None)?)))
				},
				_ => Ok(Err(ArchiveError::Pruned)),
			}
		})??;
		let data = rebuild::data(&pieces);
		match Native::hash(&[&data]) == hash {
			true => Ok(data),
			false => Err(StoreError::Corrupt("the raw data of a batch have changed".into()).into()),
		}
	}
}

/// The readings of a message, or `None` if it cannot be read any more.
pub(super) fn readable(row: &rebuild::Row) -> Result<Option<rebuild::Numbered>, StoreError> {
	match row.numbered() {
		Ok(readings) => Ok(Some(readings)),
		Err(error) if error.is_damage() => {
			tracing::error!(message = row.id, %error, "a message cannot be read any more; check the disk");
			Ok(None)
		},
		Err(error) => Err(error),
	}
}
