//! Queries of readings, batches and proofs.

use super::{
	accept::row_of,
	flight::{range, read_batch, state},
	get_u64, keys, rebuild, State, Store, StoreError,
};
use crate::{
	archive::{
		Archive, ArchiveError, Cursor, Kept, KeptBatch, KeptDevice, Progress, Query, Standing,
	},
	chain::ProofPath,
};
use codec::DecodeAll;
use rusqlite::{Connection, OptionalExtension};
use std::collections::BTreeMap;
use tallystick_evidence::{
	builder::BatchBuilder,
	proof::{KeyChange, KeyProof},
	run::RunTree,
	Attestation, DeviceId, Hash, Native, Proof, Statement,
};

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

/// The batch of a message.
struct Home {
	number: u64,
	state: State,
}

impl Archive for Store {
	fn standing(&self) -> Result<Standing, ArchiveError> {
		let waiting = self.waiting()?;
		let next_batch = self.next_batch()?.unwrap_or_default();
		Ok(self.read(|db| {
			let finalized: i64 = db
				.prepare_cached("SELECT finalized FROM tally")?
				.query_row([], |row| row.get(0))?;
			let pages: i64 = db.pragma_query_value(None, "page_count", |row| row.get(0))?;
			let page: i64 = db.pragma_query_value(None, "page_size", |row| row.get(0))?;
			Ok(Standing {
				waiting: waiting.readings,
				in_flight: waiting.in_flight,
				next_batch,
				finalized: finalized as u64,
				bytes: pages.saturating_mul(page) as u64,
			})
		})?)
	}

	fn devices(
		&self,
		after: Option<DeviceId>,
		limit: u32,
	) -> Result<Vec<KeptDevice>, ArchiveError> {
		Ok(self.read(|db| {
			// A device that signs has the progress of its signed readings.
			let mut query = db.prepare_cached(
				"SELECT name, boot, next, finalized, newest, MAX(signed)
				FROM (SELECT device.name AS name, boot, next, finalized, newest, signed
					FROM tail JOIN device ON device.id = tail.device
					WHERE ?1 IS NULL OR device.name > ?1)
				GROUP BY name ORDER BY name LIMIT ?2",
			)?;
			let after = after.map(|device| device.0);
			let rows = query.query_map((after, limit.min(PAGE)), |row| {
				Ok(KeptDevice {
					device: DeviceId(row.get(0)?),
					boot_epoch: row.get(1)?,
					next: get_u64(row, 2)?,
					finalized: get_u64(row, 3)?,
					newest: get_u64(row, 4)?,
				})
			})?;
			Ok(rows.collect::<Result<_, _>>()?)
		})?)
	}

	fn readings(&self, query: &Query) -> Result<Vec<Kept>, ArchiveError> {
		let limit = query.limit.min(PAGE) as usize;
		let found = self.read(|db| {
			let mut page = BTreeMap::<Cursor, Kept>::new();
			let Some(device) = row_of(db, query.device)? else { return Ok(page) };
			let after = query.after;
			let from = query.from.max(after.map_or(0, |cursor| cursor.time));
			let to = query.to.min(i64::MAX as u64);
			let sql = format!(
				"SELECT {} WHERE message.device = ?1 AND start >= ?2 AND start < ?3 AND end >= ?4
				AND body NOT NULL ORDER BY start, message.id",
				rebuild::COLUMNS
			);
			let mut rows = db.prepare_cached(&sql)?;
			let from = from.min(i64::MAX as u64);
			let lowest = (from as i64).saturating_sub(span(db, device)?);
			let mut rows = rows.query((device, lowest, to as i64, from as i64))?;
			while let Some(row) = rows.next()? {
				let row = rebuild::Row::read(row)?;
				// All further readings are later than those of the page.
				if page.len() >= limit
					&& page
						.keys()
						.nth(limit.saturating_sub(1))
						.is_some_and(|last| last.time < row.start)
				{
					break;
				}
				let home = home(db, row.id)?;
				let Some(readings) = readable(&row)? else { continue };
				for (_, channel, _, leaf) in readings {
					let at = Cursor { time: leaf.reading.time, channel };
					let wanted = (from..to).contains(&at.time)
						&& query.channel.is_none_or(|wanted| wanted == channel)
						&& after.is_none_or(|after| at > after);
					if wanted {
						page.entry(at).or_insert(Kept {
							channel,
							time: at.time,
							value: leaf.reading.value,
							attestation: row.attestation(),
							progress: home
								.as_ref()
								.map_or(Progress::Stored, |home| home.state.into()),
							batch: home.as_ref().map(|home| home.number),
						});
					}
				}
				while page.len() > limit {
					page.pop_last();
				}
			}
			Ok(page)
		})?;
		Ok(found.into_values().collect())
	}

	fn prove(&self, device: DeviceId, channel: u16, time: u64) -> Result<Proof, ArchiveError> {
		let mut wanted = None;
		let proof = self.read(|db| Ok(prove(db, self, device, channel, time, &mut wanted)))?;
		if let Some((number, device, epoch)) = wanted {
			self.want_key_path(number, device, epoch)?;
		}
		proof
	}

	fn run(
		&self,
		device: DeviceId,
		channel: u16,
		time: u64,
		root: Option<Hash>,
	) -> Result<RunTree, ArchiveError> {
		self.read(|db| Ok(run(db, device, channel, time, root)))?
	}

	fn batch(&self, number: u64) -> Result<KeptBatch, ArchiveError> {
		let found = self.read(|db| {
			let mut query = db.prepare_cached(
				"SELECT root, segments, readings, start, end, data, state, block, block_hash
				FROM batch WHERE number = ?",
			)?;
			let found = query.query_row([key(number)], |row| {
				let (block, hash): (Option<u32>, Option<_>) = (row.get(7)?, row.get(8)?);
				Ok(KeptBatch {
					number,
					batch: read_batch(row, 0)?,
					progress: state(row.get(6)?).into(),
					block: block.zip(hash),
				})
			});
			Ok(found.optional()?)
		})?;
		found.ok_or(ArchiveError::Unknown)
	}

	fn data(&self, number: u64) -> Result<Vec<u8>, ArchiveError> {
		let pieces = self.read(|db| {
			let mut query = db.prepare_cached("SELECT pruned FROM batch WHERE number = ?")?;
			let pruned = query.query_row([key(number)], |row| row.get::<_, bool>(0)).optional()?;
			match (pruned, range(db, number)?) {
				(Some(false), Some(range)) => Ok(Ok(rebuild::pieces(db, number, range, None)?)),
				(Some(_), _) => Ok(Err(ArchiveError::Pruned)),
				(None, _) => Ok(Err(ArchiveError::Unknown)),
			}
		})??;
		Ok(rebuild::data(&pieces))
	}
}

/// The readings of a message, or `None` if it cannot be read any more.
fn readable(row: &rebuild::Row) -> Result<Option<rebuild::Numbered>, StoreError> {
	match row.readings() {
		Ok(readings) => Ok(Some(readings)),
		Err(error) if error.is_damage() => {
			tracing::error!(message = row.id, %error, "a message cannot be read any more; check the disk");
			Ok(None)
		},
		Err(error) => Err(error),
	}
}

/// Converts to a row key; -1, which is never stored, if it is too large.
fn key(number: u64) -> i64 {
	i64::try_from(number).unwrap_or(-1)
}

fn span(db: &Connection, device: i64) -> Result<i64, StoreError> {
	let mut query =
		db.prepare_cached("SELECT COALESCE(MAX(span), 0) FROM tail WHERE device = ?")?;
	Ok(query.query_row([device], |row| row.get(0))?)
}

fn home(db: &Connection, message: i64) -> Result<Option<Home>, StoreError> {
	let mut query = db.prepare_cached(
		"SELECT number, state FROM batch
		WHERE last_message >= ? ORDER BY last_message LIMIT 1",
	)?;
	let home = query.query_row([message], |row| {
		Ok(Home { number: get_u64(row, 0)?, state: state(row.get(1)?) })
	});
	Ok(home.optional()?)
}

fn prove(
	db: &Connection,
	store: &Store,
	device: DeviceId,
	channel: u16,
	time: u64,
	wanted: &mut Option<(u64, i64, u32)>,
) -> Result<Proof, ArchiveError> {
	let row = find(db, device, channel, time)?.into_iter().next().ok_or(ArchiveError::Unknown)?;
	let home = home(db, row.id)?.filter(|home| home.state == State::Finalised);
	let number = home.ok_or(ArchiveError::NotFinal)?.number;
	let range = range(db, number)?.ok_or(ArchiveError::Unknown)?;
	let (piece, index) = piece(db, &row, number, channel, time)?;
	let segment = rebuild::build_again(&piece.leaf, &piece.runs)?;

	let leaves = rebuild::leaves(db, number, range)?;
	let place = leaves.iter().position(|leaf| *leaf == piece.leaf);
	let corrupt = |what: &str| ArchiveError::from(StoreError::Corrupt(what.into()));
	let (batch, path): (_, Vec<u8>) = db
		.prepare_cached(
			"SELECT root, segments, readings, start, end, data, path FROM batch
			WHERE number = ?",
		)
		.and_then(|mut query| {
			query.query_row([key(number)], |row| Ok((read_batch(row, 0)?, row.get(6)?)))
		})
		.map_err(StoreError::from)?;
	let mut builder = BatchBuilder::new();
	for leaf in leaves {
		builder.push(leaf).map_err(|_| corrupt("a segment does not fit into its batch"))?;
	}
	let sealed =
		builder.seal::<Native>(batch.data).map_err(|_| corrupt("a batch cannot be rebuilt"))?;
	if sealed.batch != batch {
		return Err(corrupt("a rebuilt batch has another root"));
	}
	let path = ProofPath::decode_all(&mut path.as_slice())
		.map_err(|_| corrupt("the proof path of a batch"))?;
	let (path, key) = key_proof(db, number, &piece, path, wanted)?;
	let ProofPath { block, header } = path;
	Ok(Proof {
		genesis: store.options().genesis,
		reading: segment.prove(channel, index).ok_or(ArchiveError::Unknown)?,
		segment: piece.leaf,
		key,
		segment_place: place
			.and_then(|place| sealed.tree.place(place as u32))
			.ok_or_else(|| corrupt("a segment is not in its batch"))?,
		statement: Statement { gateway: store.options().account, number, batch },
		block,
		header,
	})
}

fn run(
	db: &Connection,
	device: DeviceId,
	channel: u16,
	time: u64,
	root: Option<Hash>,
) -> Result<RunTree, ArchiveError> {
	let mut none = ArchiveError::OtherRun;
	for row in find(db, device, channel, time)? {
		let Some(home) = home(db, row.id)? else {
			none = ArchiveError::NotFinal;
			continue;
		};
		let (piece, _) = piece(db, &row, home.number, channel, time)?;
		let of = piece.runs.iter().find(|(of, _, _)| *of == channel);
		let (_, limits, leaves) = of.ok_or(ArchiveError::Unknown)?;
		let tree = RunTree::build::<Native>(channel, *limits, leaves)
			.ok()
			.flatten()
			.ok_or_else(|| StoreError::Corrupt("a run cannot be rebuilt".into()))?;
		if root.is_none_or(|root| tree.run().root.hash == root) {
			return Ok(tree);
		}
	}
	Err(none)
}

/// The segment of a batch with a reading of this message, and the reading's place in its run.
fn piece(
	db: &Connection,
	row: &rebuild::Row,
	batch: u64,
	channel: u16,
	time: u64,
) -> Result<(rebuild::Piece, u32), ArchiveError> {
	let range = range(db, batch)?.ok_or(ArchiveError::Unknown)?;
	let pieces = rebuild::pieces(db, batch, range, Some(row.device))?;
	let of_message = |piece: &rebuild::Piece| {
		let header = &piece.leaf.header;
		header.attestation == row.attestation()
			&& header.boot_epoch == row.boot
			&& header.sequence < row.first.saturating_add(row.count.into())
			&& row.first < header.sequence.saturating_add(header.count.into())
	};
	pieces
		.into_iter()
		.filter(of_message)
		.find_map(|piece| {
			let (_, _, leaves) = piece.runs.iter().find(|(of, _, _)| *of == channel)?;
			let index = leaves.binary_search_by_key(&time, |leaf| leaf.reading.time).ok()?;
			Some((piece, index as u32))
		})
		.ok_or(ArchiveError::Unknown)
}

/// The messages with a reading of this time, in the order of their arrival. There is one at least.
fn find(
	db: &Connection,
	device: DeviceId,
	channel: u16,
	time: u64,
) -> Result<Vec<rebuild::Row>, ArchiveError> {
	let at = i64::try_from(time).map_err(|_| ArchiveError::Unknown)?;
	let device = row_of(db, device)?.ok_or(ArchiveError::Unknown)?;
	let lowest = at.saturating_sub(span(db, device)?);
	let sql = format!(
		"SELECT {} WHERE message.device = ?1 AND start >= ?2 AND start <= ?3 AND end >= ?3
		ORDER BY message.id",
		rebuild::COLUMNS
	);
	let rows: Vec<rebuild::Row> = db
		.prepare_cached(&sql)
		.and_then(|mut query| query.query_map((device, lowest, at), rebuild::Row::read)?.collect())
		.map_err(StoreError::from)?;
	let (mut pruned, mut damaged, mut found) = (false, false, Vec::new());
	for row in rows {
		if row.is_pruned() {
			pruned = true;
			continue;
		}
		let has = |(_, of, _, leaf): &(_, u16, _, tallystick_evidence::Leaf)| {
			*of == channel && leaf.reading.time == time
		};
		match readable(&row)? {
			Some(readings) if readings.iter().any(has) => found.push(row),
			Some(_) => {},
			None => damaged = true,
		}
	}
	match (found.is_empty(), pruned) {
		(false, _) => Ok(found),
		_ if damaged => {
			Err(StoreError::Corrupt("a message of this time cannot be read".into()).into())
		},
		(true, true) => Err(ArchiveError::Pruned),
		(true, false) => Err(ArchiveError::Unknown),
	}
}

/// The proof of the key that signed a segment, and the batch's path to the same header.
fn key_proof(
	db: &Connection,
	number: u64,
	piece: &rebuild::Piece,
	path: ProofPath,
	wanted: &mut Option<(u64, i64, u32)>,
) -> Result<(ProofPath, Option<KeyProof>), ArchiveError> {
	let header = &piece.leaf.header;
	if header.attestation == Attestation::Gateway {
		return Ok((path, None));
	}
	let fact = keys::key(db, piece.device, header.key_epoch)?
		.ok_or_else(|| StoreError::Corrupt("the key of a device is missing".into()))?;
	if header.key_epoch == 0 {
		return Ok((path, Some(KeyProof { key: fact.key, change: None })));
	}
	let Some(path) = keys::key_path(db, number, piece.device, header.key_epoch)? else {
		*wanted = Some((number, piece.device, header.key_epoch));
		return Err(ArchiveError::KeyPending);
	};
	let change = Some(KeyChange { since: fact.since, block: path.key });
	Ok((path.batch, Some(KeyProof { key: fact.key, change })))
}
