//! Accepts verified messages: checks the order of each against its device's tail, and writes a whole
//! group in one transaction.

use super::{
	get_u64,
	join::{join, Joined},
	meta, Body, Store, StoreError,
};
use crate::{
	pulse::What,
	steps::{Step, Steps},
};
use codec::{Decode, Encode};
use rusqlite::{OptionalExtension, Transaction};
use std::collections::BTreeMap;
use tallystick_evidence::{DeviceId, Hash, Leaf, Native, SegmentLeaf};
use tallystick_wire::ErrorCode;

/// A message whose signatures and roots are valid.
#[derive(Clone, Debug)]
pub struct Incoming {
	/// The device that it is from.
	pub device: DeviceId,
	/// The time of its arrival: UTC, in milliseconds.
	pub received: u64,
	/// Its readings.
	pub content: Content,
	/// The message as it arrived: evidence, if there is another version of it.
	pub payload: Vec<u8>,
	/// Whether its answers are JSON.
	pub json: bool,
}

/// The content of a message.
#[derive(Clone, Debug)]
pub enum Content {
	/// A segment that the device signed as a whole.
	Segment {
		/// The header and the signature.
		leaf: SegmentLeaf,
		/// The readings.
		body: Body,
	},
	/// Readings that the device signed one by one.
	Readings {
		/// The epoch of the key that signed.
		key_epoch: u32,
		/// The device's boot epoch.
		boot: u32,
		/// The readings, numbered without a gap.
		body: Body,
	},
	/// Readings that the gateway attests, each channel's in ascending order of time.
	Gateway {
		/// The readings.
		body: Body,
	},
}

impl Content {
	/// The boot epoch, if the device counts them.
	fn boot(&self) -> Option<u32> {
		match self {
			Self::Segment { leaf, .. } => Some(leaf.header.boot_epoch),
			Self::Readings { boot, .. } => Some(*boot),
			Self::Gateway { .. } => None,
		}
	}
}

/// The outcome of a message.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Outcome {
	/// Some of its readings are new, and on disk now: this many.
	Stored(u32),
	/// All its readings were on disk already.
	Duplicate,
	/// None of its readings was accepted.
	Refused(ErrorCode),
	/// None of its readings was accepted, because some come after later ones: one of each channel that
	/// has such.
	Stale(Vec<Stale>),
}

/// An unsigned reading that comes after later ones of its channel.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Stale {
	/// The channel, by its index in the device's model.
	pub channel: u16,
	/// Its time: UTC, in milliseconds.
	pub time: u64,
	/// The channel's last time on disk.
	pub reached: u64,
}

/// The content of an answer.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Accepted {
	/// The outcome of the message.
	pub outcome: Outcome,
	/// The boot epoch that the numbers belong to: the message's own if it is acknowledged.
	pub boot: u32,
	/// Everything of this boot epoch below this number is on disk.
	pub next: u64,
	/// Everything of this boot epoch below this number is final.
	pub finalized: u64,
}

/// Boot epochs from here on are the gateway's own. A device would have to restart two thousand million
/// times to reach them.
pub(super) const GATEWAY_BOOT: u32 = 1 << 31;

/// Most readings of a row, so the furthest that an older row reaches.
const MOST: i64 = tallystick_wire::MAX_RECORDS as i64;

pub(super) const GATEWAY: u8 = 0;
pub(super) const READINGS: u8 = 1;
pub(super) const SEGMENT: u8 = 2;

#[derive(Clone, Default)]
struct Tail {
	key_epoch: u32,
	boot: u32,
	next: u64,
	name: Hash,
	finalized: u64,
	newest: u64,
	span: u64,
	json: bool,
	last: BTreeMap<u16, u64>,
}

/// A row to write.
struct New<'a> {
	kind: u8,
	first: u64,
	signed_parts: Option<[u8; 128]>,
	body: std::borrow::Cow<'a, Body>,
}

impl Store {
	/// Accepts a group of messages in their order. When this returns `Ok`, all readings that it reports
	/// as stored are on disk; when it fails, none is.
	pub fn accept(
		&self,
		group: &[Incoming],
		steps: &dyn Steps,
	) -> Result<Vec<Accepted>, StoreError> {
		self.pulses().want(What::Stored, true);
		let accepted = self.write(|tx| {
			let mut outcomes = BTreeMap::new();
			for joined in join(group) {
				outcomes.extend(take_joined(tx, &joined, self.options().max_conflicts)?);
			}
			let accepted: Vec<Accepted> = outcomes.into_values().collect();
			let readings: u64 = accepted.iter().map(Accepted::new_readings).sum();
			tx.prepare_cached("UPDATE tally SET accepted = accepted + ?")?
				.execute([readings as i64])?;
			steps.reached(Step::BeforeStored);
			Ok(accepted)
		})?;
		self.pulses().done(What::Stored);
		Ok(accepted)
	}

	/// A device's progress, for answers that refuse.
	pub fn progress_of(&self, device: DeviceId, signed: bool) -> Result<Accepted, StoreError> {
		self.read(|db| {
			let tail = load_tail(db, row_of(db, device)?.unwrap_or(-1), signed)?;
			let tail = tail.unwrap_or_default();
			Ok(tail.answer(Outcome::Duplicate))
		})
	}
}

impl Accepted {
	fn new_readings(&self) -> u64 {
		match self.outcome {
			Outcome::Stored(new) => new.into(),
			Outcome::Duplicate | Outcome::Refused(_) | Outcome::Stale(_) => 0,
		}
	}
}

impl Tail {
	fn answer(&self, outcome: Outcome) -> Accepted {
		// Of unsigned readings these are the gateway's own numbers. Their boot epoch is the gateway's own,
		// so that a device cannot mistake them for numbers that it signs.
		let Self { boot, next, finalized, .. } = *self;
		Accepted { outcome, boot, next, finalized }
	}
}

/// Accepts messages as one, or each by itself if together they are refused.
fn take_joined(
	tx: &Transaction,
	joined: &Joined,
	conflicts: u32,
) -> Result<Vec<(usize, Accepted)>, StoreError> {
	if joined.parts.len() > 1 {
		let taken = take(tx, &joined.message, 0)?;
		if !matches!(taken.outcome, Outcome::Refused(_)) {
			return Ok(joined.share(&taken));
		}
	}
	joined.parts.iter().map(|(place, part)| Ok((*place, take(tx, part, conflicts)?))).collect()
}

fn take(tx: &Transaction, message: &Incoming, conflicts: u32) -> Result<Accepted, StoreError> {
	let device = match row_of(tx, message.device)? {
		Some(device) => device,
		None => {
			let mut insert =
				tx.prepare_cached("INSERT INTO device (name, facts) VALUES (?, x'')")?;
			insert.insert([message.device.0])?
		},
	};
	let signed = !matches!(message.content, Content::Gateway { .. });
	let tail = load_tail(tx, device, signed)?;
	let mut next = tail.clone().unwrap_or_default();
	next.json = message.json;
	let judged = match &message.content {
		Content::Segment { leaf, body } => {
			segment(tx, device, tail.as_ref(), &mut next, leaf, body)?
		},
		Content::Readings { key_epoch, boot, body } => {
			readings(tx, device, tail.as_ref(), &mut next, *key_epoch, *boot, body)?
		},
		Content::Gateway { body } => gateway(tx, device, tail.is_some(), &mut next, body)?,
	};
	let new = match judged {
		Judged::New(new) => new,
		Judged::Duplicate => {
			let tail = tail.unwrap_or_default();
			return match message.content.boot().filter(|boot| *boot < tail.boot) {
				Some(boot) => older(tx, device, boot),
				None => Ok(tail.answer(Outcome::Duplicate)),
			};
		},
		Judged::Stale(stale) => {
			return Ok(tail.unwrap_or_default().answer(Outcome::Stale(stale)));
		},
		Judged::Refused(code) => {
			if code == ErrorCode::Conflict {
				keep_conflict(tx, device, message, conflicts)?;
			}
			let begins = message.content.boot().filter(|_| code == ErrorCode::Gap);
			let stored = match begins {
				// Nothing of this boot epoch is stored.
				Some(boot) if tail.as_ref().is_none_or(|tail| tail.boot != boot) => {
					Tail { boot, ..Tail::default() }
				},
				_ => tail.unwrap_or_default(),
			};
			return Ok(stored.answer(Outcome::Refused(code)));
		},
	};
	let Some((start, end)) = new.body.bounds().filter(|(_, end)| *end <= i64::MAX as u64) else {
		return Ok(tail.unwrap_or_default().answer(Outcome::Refused(ErrorCode::OutOfRange)));
	};
	let count = new.body.count() as u32;
	let signed_parts = new.signed_parts.as_ref().map(<[u8; 128]>::as_slice);
	tx.prepare_cached(
		"INSERT INTO message
		(device, kind, key_epoch, boot, first, count, start, end, received, signed_parts, body)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
	)?
	.execute((
		device,
		new.kind,
		next.key_epoch,
		next.boot,
		new.first as i64,
		count,
		start as i64,
		end as i64,
		message.received as i64,
		signed_parts,
		new.body.encode(),
	))?;
	next.newest = next.newest.max(end);
	next.span = next.span.max(end.saturating_sub(start));
	save_tail(tx, device, signed, &next)?;
	Ok(next.answer(Outcome::Stored(count)))
}

/// The answer to a repeated message of an earlier boot epoch.
fn older(tx: &Transaction, device: i64, boot: u32) -> Result<Accepted, StoreError> {
	// Numbers rise with the rows, and batches become final in the order of their rows.
	let mut query = tx.prepare_cached(
		"SELECT COALESCE((SELECT first + count FROM message
			WHERE device = ?1 AND boot = ?2 ORDER BY first DESC LIMIT 1), 0),
		COALESCE((SELECT first + count FROM message WHERE device = ?1 AND boot = ?2 AND id <=
			(SELECT last_message FROM batch WHERE state = 2 ORDER BY number DESC LIMIT 1)
			ORDER BY first DESC LIMIT 1), 0),
		(SELECT MIN(first) FROM damaged WHERE device = ?1 AND boot = ?2)",
	)?;
	let accepted = query.query_row((device, boot), |row| {
		let (next, finalized) = (get_u64(row, 0)?, get_u64(row, 1)?);
		let gap: Option<i64> = row.get(2)?;
		let finalized = gap.map_or(finalized, |gap| finalized.min(gap as u64));
		Ok(Accepted { outcome: Outcome::Duplicate, boot, next, finalized })
	})?;
	Ok(accepted)
}

enum Judged<'a> {
	New(New<'a>),
	Duplicate,
	Refused(ErrorCode),
	Stale(Vec<Stale>),
}

fn segment<'a>(
	tx: &Transaction,
	device: i64,
	tail: Option<&Tail>,
	next: &mut Tail,
	leaf: &SegmentLeaf,
	body: &'a Body,
) -> Result<Judged<'a>, StoreError> {
	use Judged::{Duplicate, Refused};
	let header = &leaf.header;
	let end = header.next_sequence().filter(|end| *end <= i64::MAX as u64);
	let (Some(end), Some(signature)) = (end, &leaf.signature) else {
		return Ok(Refused(ErrorCode::OutOfRange));
	};
	if header.boot_epoch >= GATEWAY_BOOT {
		return Ok(Refused(ErrorCode::OutOfRange));
	}
	let mut signed_parts = [0; 128];
	for (to, from) in
		signed_parts.iter_mut().zip(header.root.iter().chain(&header.previous).chain(&signature.0))
	{
		*to = *from;
	}
	let repeated = || -> Result<bool, StoreError> {
		let mut query = tx.prepare_cached(
			"SELECT key_epoch, count, start, end, signed_parts FROM message
			WHERE device = ? AND boot = ? AND first = ? AND kind = 2",
		)?;
		let key = (device, header.boot_epoch, header.sequence as i64);
		let stored = query.query_row(key, |row| {
			let signed_parts: Option<Vec<u8>> = row.get(4)?;
			Ok((row.get(0)?, row.get(1)?, get_u64(row, 2)?, get_u64(row, 3)?, signed_parts))
		});
		// A scheme can have many signatures under the same header.
		Ok(stored.optional()?.is_some_and(
			|(epoch, count, start, end, stored): (u32, u32, _, _, _)| {
				(epoch, count, start, end)
					== (header.key_epoch, header.count, header.start, header.end)
					&& stored.is_some_and(|stored: Vec<u8>| {
						stored.iter().take(64).eq(signed_parts.iter().take(64))
					})
			},
		))
	};
	if let Some(tail) = tail {
		let in_place = header.boot_epoch == tail.boot && header.sequence >= tail.next;
		if header.boot_epoch <= tail.boot && !in_place && repeated()? {
			return Ok(Duplicate);
		}
		if header.key_epoch < tail.key_epoch || header.boot_epoch < tail.boot {
			return Ok(Refused(ErrorCode::RolledBack));
		}
	}
	// A boot epoch that does not begin at 0 has lost its first readings on the way.
	let (expected, previous) = match tail.filter(|tail| tail.boot == header.boot_epoch) {
		Some(tail) => (tail.next, tail.name),
		None => (0, [0; 32]),
	};
	if header.sequence < expected {
		return Ok(Refused(ErrorCode::Conflict));
	}
	if header.sequence > expected {
		return Ok(Refused(ErrorCode::Gap));
	}
	if header.previous != previous {
		return Ok(Refused(ErrorCode::Fork));
	}
	if header.boot_epoch != next.boot {
		next.finalized = 0;
	}
	next.key_epoch = header.key_epoch;
	next.boot = header.boot_epoch;
	next.next = end;
	next.name = header.name::<Native>();
	let body = std::borrow::Cow::Borrowed(body);
	Ok(Judged::New(New {
		kind: SEGMENT,
		first: header.sequence,
		signed_parts: Some(signed_parts),
		body,
	}))
}

fn readings<'a>(
	tx: &Transaction,
	device: i64,
	tail: Option<&Tail>,
	next: &mut Tail,
	key_epoch: u32,
	boot: u32,
	body: &'a Body,
) -> Result<Judged<'a>, StoreError> {
	use Judged::{Duplicate, Refused};
	let mut numbers: Vec<u64> =
		body.leaves().filter_map(|(_, _, leaf)| Some(leaf.signed?.sequence)).collect();
	numbers.sort_unstable();
	let consecutive =
		numbers.windows(2).all(|pair| matches!(pair, [a, b] if a.checked_add(1) == Some(*b)));
	let (Some(first), Some(last)) = (numbers.first().copied(), numbers.last().copied()) else {
		return Ok(Refused(ErrorCode::Malformed));
	};
	if !consecutive || numbers.len() != body.count() {
		return Ok(Refused(ErrorCode::Malformed));
	}
	if last >= i64::MAX as u64 || boot >= GATEWAY_BOOT {
		return Ok(Refused(ErrorCode::OutOfRange));
	}
	let mut fresh = std::borrow::Cow::Borrowed(body);
	let mut begins = first;
	if let Some(tail) = tail {
		// What is below this is on disk, or should be.
		let known = match boot.cmp(&tail.boot) {
			std::cmp::Ordering::Less => u64::MAX,
			std::cmp::Ordering::Equal => tail.next,
			std::cmp::Ordering::Greater => 0,
		};
		let differs = if first < known {
			!stored_alike(
				tx,
				device,
				boot,
				key_epoch,
				body,
				first,
				last.min(known.saturating_sub(1)),
			)?
		} else {
			false
		};
		if boot < tail.boot {
			return Ok(if differs { Refused(ErrorCode::RolledBack) } else { Duplicate });
		}
		if differs {
			return Ok(Refused(ErrorCode::Conflict));
		}
		if last < known {
			return Ok(Duplicate);
		}
		if key_epoch < tail.key_epoch {
			return Ok(Refused(ErrorCode::RolledBack));
		}
		if first > known {
			return Ok(Refused(ErrorCode::Gap));
		}
		if first < known {
			begins = known;
			fresh = std::borrow::Cow::Owned(only(body, |_, leaf| {
				leaf.signed.is_some_and(|signed| signed.sequence >= known)
			}));
		}
	} else if first > 0 {
		return Ok(Refused(ErrorCode::Gap));
	}
	if boot != next.boot {
		next.finalized = 0;
	}
	next.key_epoch = key_epoch;
	next.boot = boot;
	next.next = last.saturating_add(1);
	next.name = [0; 32];
	Ok(Judged::New(New { kind: READINGS, first: begins, signed_parts: None, body: fresh }))
}

fn gateway<'a>(
	tx: &Transaction,
	device: i64,
	known: bool,
	next: &mut Tail,
	body: &'a Body,
) -> Result<Judged<'a>, StoreError> {
	use Judged::{Duplicate, Refused};
	// A device that can sign signs everything; an unsigned message is from another sender.
	if load_tail(tx, device, true)?.is_some() {
		return Ok(Refused(ErrorCode::Unsigned));
	}
	if !known {
		let Some(first) = meta(tx, "first_batch")? else {
			return Ok(Refused(ErrorCode::Unavailable));
		};
		// Another store of this account numbers in another boot epoch.
		let store = u32::try_from(first).unwrap_or(u32::MAX).min(GATEWAY_BOOT - 1);
		next.boot = u32::MAX - store;
	}
	let mut stale = BTreeMap::new();
	let mut all_new = true;
	for (channel, _, Leaf { reading, .. }) in body.leaves() {
		let reached = next.last.get(&channel).filter(|last| reading.time <= **last);
		let Some(reached) = reached.copied() else { continue };
		all_new = false;
		if stale.contains_key(&channel) {
			continue;
		}
		let alike = stored_at(tx, device, next.span, channel, reading.time)?
			.is_none_or(|value| value == Some(reading.value));
		if !alike {
			stale.insert(channel, Stale { channel, time: reading.time, reached });
		}
	}
	if !stale.is_empty() {
		return Ok(Judged::Stale(stale.into_values().collect()));
	}
	let fresh = match all_new {
		true => std::borrow::Cow::Borrowed(body),
		false => std::borrow::Cow::Owned(only(body, |channel, leaf| {
			next.last.get(&channel).is_none_or(|last| leaf.reading.time > *last)
		})),
	};
	if fresh.count() == 0 {
		return Ok(Duplicate);
	}
	for (channel, _, leaf) in fresh.leaves() {
		next.last.insert(channel, leaf.reading.time);
	}
	let first = next.next;
	next.next = first.saturating_add(fresh.count() as u64);
	Ok(Judged::New(New { kind: GATEWAY, first, signed_parts: None, body: fresh }))
}

/// The body with only the readings that `keep` selects.
fn only(body: &Body, keep: impl Fn(u16, &Leaf) -> bool) -> Body {
	let mut body = body.clone();
	for run in &mut body.runs {
		let channel = run.channel;
		run.leaves.retain(|leaf| keep(channel, leaf));
	}
	body.runs.retain(|run| !run.leaves.is_empty());
	body
}

/// Whether the readings numbered `from` to `to` are on disk as they are here. Pruned readings, which
/// were final, count as alike.
fn stored_alike(
	tx: &Transaction,
	device: i64,
	boot: u32,
	key_epoch: u32,
	body: &Body,
	from: u64,
	to: u64,
) -> Result<bool, StoreError> {
	let mut query = tx.prepare_cached(
		"SELECT kind, first, count, body, key_epoch FROM message
		WHERE device = ?1 AND boot = ?2 AND first >= ?3 AND first <= ?4 ORDER BY first",
	)?;
	let lowest = (from as i64).saturating_sub(MOST);
	let mut rows = query.query((device, boot, lowest, to as i64))?;
	let mut stored = BTreeMap::new();
	let mut pruned = Vec::new();
	while let Some(row) = rows.next()? {
		let (first, count) = (get_u64(row, 1)?, get_u64(row, 2)?);
		if row.get::<_, u8>(0)? != READINGS || row.get::<_, u32>(4)? != key_epoch {
			continue;
		}
		match row.get::<_, Option<Vec<u8>>>(3)? {
			None => pruned.push(first..first.saturating_add(count)),
			Some(bytes) => {
				// What cannot be read is not alike: it concerns this device alone.
				let Some(body) = readable(&bytes) else { continue };
				for (channel, _, leaf) in body.leaves() {
					if let Some(signed) = leaf.signed {
						stored.insert(signed.sequence, (channel, leaf.reading));
					}
				}
			},
		}
	}
	Ok(body.leaves().all(|(channel, _, leaf)| {
		let Some(sequence) = leaf.signed.map(|signed| signed.sequence) else { return false };
		sequence > to
			|| stored.get(&sequence) == Some(&(channel, leaf.reading))
			|| pruned.iter().any(|range| range.contains(&sequence))
	}))
}

/// The value of a channel at a time, among readings that the gateway attested: `None` if it may be
/// pruned, `Some(None)` if it is missing.
fn stored_at(
	tx: &Transaction,
	device: i64,
	span: u64,
	channel: u16,
	time: u64,
) -> Result<Option<Option<i64>>, StoreError> {
	let mut query = tx.prepare_cached(
		"SELECT body FROM message
		WHERE device = ?1 AND start >= ?2 AND start <= ?3 AND end >= ?3 AND kind = 0",
	)?;
	let lowest = (time as i64).saturating_sub(span as i64);
	let mut rows = query.query((device, lowest, time as i64))?;
	let mut pruned = false;
	while let Some(row) = rows.next()? {
		let Some(bytes) = row.get::<_, Option<Vec<u8>>>(0)? else {
			pruned = true;
			continue;
		};
		let Some(body) = readable(&bytes) else { continue };
		let mut of_channel = body.leaves().filter(|(of, _, _)| *of == channel);
		if let Some((_, _, leaf)) = of_channel.find(|(_, _, leaf)| leaf.reading.time == time) {
			return Ok(Some(Some(leaf.reading.value)));
		}
	}
	Ok(if pruned { None } else { Some(None) })
}

fn readable(bytes: &[u8]) -> Option<Body> {
	let body = Body::decode(bytes);
	if let Err(error) = &body {
		tracing::error!(%error, "a message cannot be read any more; check the disk");
	}
	body.ok()
}

pub(super) fn decode_body(bytes: &[u8]) -> Result<Body, StoreError> {
	Body::decode(bytes).map_err(|error| StoreError::Corrupt(error.to_string()))
}

pub(super) fn row_of(
	db: &rusqlite::Connection,
	device: DeviceId,
) -> Result<Option<i64>, StoreError> {
	let mut query = db.prepare_cached("SELECT id FROM device WHERE name = ?")?;
	Ok(query.query_row([device.0], |row| row.get(0)).optional()?)
}

fn load_tail(
	db: &rusqlite::Connection,
	device: i64,
	signed: bool,
) -> Result<Option<Tail>, StoreError> {
	let mut query = db.prepare_cached(
		"SELECT key_epoch, boot, next, name, finalized, newest, span, json, last
		FROM tail WHERE device = ? AND signed = ?",
	)?;
	let row = query.query_row((device, signed), |row| {
		let last: Vec<u8> = row.get(8)?;
		let tail = Tail {
			key_epoch: row.get(0)?,
			boot: row.get(1)?,
			next: get_u64(row, 2)?,
			name: row.get(3)?,
			finalized: get_u64(row, 4)?,
			newest: get_u64(row, 5)?,
			span: get_u64(row, 6)?,
			json: row.get(7)?,
			last: BTreeMap::new(),
		};
		Ok((tail, last))
	});
	let Some((mut tail, last)) = row.optional()? else { return Ok(None) };
	tail.last = BTreeMap::decode(&mut last.as_slice())
		.map_err(|error| StoreError::Corrupt(error.to_string()))?;
	Ok(Some(tail))
}

fn save_tail(tx: &Transaction, device: i64, signed: bool, tail: &Tail) -> Result<(), StoreError> {
	tx.prepare_cached(
		"INSERT INTO tail VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, 0, zeroblob(32))
		ON CONFLICT (device, signed) DO UPDATE SET key_epoch = ?3, boot = ?4, next = ?5, name = ?6,
		finalized = ?7, newest = ?8, span = ?9, json = ?10, last = ?11",
	)?
	.execute((
		device,
		signed,
		tail.key_epoch,
		tail.boot,
		tail.next as i64,
		tail.name,
		tail.finalized as i64,
		tail.newest as i64,
		tail.span as i64,
		tail.json,
		tail.last.encode(),
	))?;
	Ok(())
}

fn keep_conflict(
	tx: &Transaction,
	device: i64,
	message: &Incoming,
	most: u32,
) -> Result<(), StoreError> {
	tx.prepare_cached(
		"INSERT INTO conflict (device, received, kind, payload) SELECT ?1, ?2, ?3, ?4
		WHERE (SELECT COUNT(*) FROM conflict WHERE device = ?1) < ?5
		AND NOT EXISTS (SELECT 1 FROM conflict WHERE device = ?1 AND payload = ?4)",
	)?
	.execute((
		device,
		message.received as i64,
		matches!(message.content, Content::Segment { .. }),
		&message.payload,
		most,
	))?;
	Ok(())
}
