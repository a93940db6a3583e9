//! `message` and `body`: accepted messages, and their readings apart, so that retention gives space back.

use super::super::{
	incoming::{Kind, Numbering},
	recent::Unindexed,
	sequence::{Entry, Segment, SignedParts},
	StoreError,
};
use super::{by_number, by_time, U64};
use rusqlite::{Connection, OptionalExtension, Transaction};
use std::ops::{ControlFlow, Range};
use tallystick_evidence::{DeviceId, SegmentHeader, SegmentLeaf, Signature};

/// Most readings of a row, so the furthest that an older row reaches.
const MOST: u64 = tallystick_wire::MAX_RECORDS as u64;

/// A stored message.
pub(crate) struct Row {
	pub(crate) id: i64,
	/// The device's row.
	pub(crate) device: i64,
	pub(crate) name: DeviceId,
	pub(crate) kind: Kind,
	pub(crate) key_epoch: u32,
	pub(crate) boot: u32,
	/// The number of its first reading.
	pub(crate) first: u64,
	/// The number of its readings.
	pub(crate) count: u32,
	/// The earliest time: UTC, in milliseconds.
	pub(crate) start: u64,
	/// The latest time: UTC, in milliseconds.
	pub(crate) end: u64,
	signed_parts: Option<SignedParts>,
	/// The encoded readings. `None` if they are pruned, or were not asked for.
	pub(crate) readings: Option<Vec<u8>>,
}

/// The beginning of each query of a [`Row`]: [`Row::read`] expects these columns.
macro_rules! rows {
	($rest:literal) => {
		concat!(
			"SELECT message.id, message.device, device.name, kind, key_epoch, boot, first, count,
			start, end, signed_parts, body.readings
			FROM message LEFT JOIN device ON device.id = message.device
			LEFT JOIN body ON body.message = message.id ",
			$rest
		)
	};
}

impl Row {
	fn read(row: &rusqlite::Row) -> rusqlite::Result<Self> {
		Ok(Self {
			id: row.get(0)?,
			device: row.get(1)?,
			name: DeviceId(row.get(2)?),
			kind: row.get(3)?,
			key_epoch: row.get(4)?,
			boot: row.get(5)?,
			first: row.get::<_, U64>(6)?.0,
			count: row.get(7)?,
			start: row.get::<_, U64>(8)?.0,
			end: row.get::<_, U64>(9)?.0,
			signed_parts: row.get(10)?,
			readings: row.get(11)?,
		})
	}

	/// The segment that the device signed, without its readings.
	pub(crate) fn leaf(&self) -> Option<SegmentLeaf> {
		let (root, previous, signature) = split(self.signed_parts.as_ref()?)?;
		let header = SegmentHeader {
			device: self.name,
			attestation: self.kind.attestation(),
			key_epoch: self.key_epoch,
			boot_epoch: self.boot,
			sequence: self.first,
			count: self.count,
			start: self.start,
			end: self.end,
			root: *root,
			previous: *previous,
		};
		Some(SegmentLeaf { header, signature: Some(Signature(*signature)) })
	}
}

fn split(parts: &SignedParts) -> Option<(&[u8; 32], &[u8; 32], &[u8; 64])> {
	let (root, rest) = parts.split_first_chunk()?;
	let (previous, rest) = rest.split_first_chunk()?;
	Some((root, previous, rest.try_into().ok()?))
}

/// Stores new readings, and returns their row. `received` is the time of their arrival: UTC, in milliseconds.
pub(crate) fn insert(
	tx: &Transaction,
	device: i64,
	received: u64,
	entry: &Entry,
) -> Result<i64, StoreError> {
	let id = tx
		.prepare_cached(
			"INSERT INTO message
			(device, kind, key_epoch, boot, first, count, start, end, received, signed_parts)
			VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
		)?
		.insert((
			device,
			entry.kind,
			entry.tail.key_epoch,
			entry.tail.boot,
			U64(entry.first),
			entry.body.count() as u32,
			U64(entry.start),
			U64(entry.end),
			U64(received),
			entry.signed_parts.as_ref().map(SignedParts::as_slice),
		))?;
	tx.prepare_cached("INSERT INTO body (message, readings) VALUES (?, ?)")?
		.execute((id, entry.body.encode()))?;
	Ok(id)
}

/// Reads the messages after a row, each with its device and that one's row. Those that cannot be read are left
/// out: they are set aside when they are to be sealed.
pub(crate) fn each_unindexed(
	db: &Connection,
	after: i64,
	mut then: impl FnMut(DeviceId, i64, Unindexed),
) -> Result<(), StoreError> {
	let mut query = db.prepare(
		"SELECT message.id AS id, device, device.name AS name, boot, first, start
		FROM message LEFT JOIN device ON device.id = message.device
		WHERE message.id > ? ORDER BY message.id",
	)?;
	let mut rows = query.query([after])?;
	let read = |row: &rusqlite::Row| -> Result<(DeviceId, i64, Unindexed), StoreError> {
		let message = Unindexed {
			id: row.get("id")?,
			boot: row.get("boot")?,
			first: row.get::<_, U64>("first")?.0,
			start: row.get::<_, U64>("start")?.0,
		};
		Ok((DeviceId(row.get("name")?), row.get("device")?, message))
	};
	while let Some(row) = rows.next()? {
		match read(row) {
			Ok((name, device, message)) => then(name, device, message),
			Err(error) if error.is_damage() => {
				tracing::error!(%error, "a message cannot be read any more; check the disk");
			},
			Err(error) => return Err(error),
		}
	}
	Ok(())
}

/// A message with its readings, by its row. `None` if there is none.
pub(crate) fn load(db: &Connection, id: i64) -> Result<Option<Row>, StoreError> {
	let mut query = db.prepare_cached(rows!("WHERE message.id = ?"))?;
	Ok(query.query_row([id], Row::read).optional()?)
}

/// The messages from `first` to `last`, of one device or of all.
pub(crate) fn between(
	db: &Connection,
	(first, last): (i64, i64),
	device: Option<i64>,
) -> Result<Vec<Row>, StoreError> {
	let mut query = db.prepare_cached(rows!(
		"WHERE message.id BETWEEN ?1 AND ?2 AND (?3 IS NULL OR message.device = ?3)
		ORDER BY message.id"
	))?;
	let rows = query.query_map((first, last, device), Row::read)?;
	Ok(rows.collect::<Result<_, _>>()?)
}

/// Reads the messages after a row, until `then` breaks.
pub(crate) fn each_after(
	db: &Connection,
	after: i64,
	mut then: impl FnMut(Row) -> Result<ControlFlow<()>, StoreError>,
) -> Result<(), StoreError> {
	let mut query = db.prepare_cached(rows!("WHERE message.id > ? ORDER BY message.id"))?;
	let mut rows = query.query([after])?;
	while let Some(row) = rows.next()? {
		if then(Row::read(row)?)?.is_break() {
			break;
		}
	}
	Ok(())
}

/// Reads the segments that devices signed from `first` to `last`, until `then` breaks. Those that cannot be read are left
/// out.
pub(crate) fn each_segment(
	db: &Connection,
	(first, last): (i64, i64),
	mut then: impl FnMut(Row) -> Result<ControlFlow<()>, StoreError>,
) -> Result<(), StoreError> {
	let mut query = db.prepare_cached(rows!(
		"WHERE message.id BETWEEN ? AND ? AND kind = ? ORDER BY message.id"
	))?;
	let mut rows = query.query((first, last, Kind::Segment))?;
	while let Some(row) = rows.next()? {
		let row = match Row::read(row).map_err(StoreError::from) {
			Err(error) if error.is_damage() => {
				tracing::error!(%error, "a segment cannot be read any more; check the disk");
				continue;
			},
			row => row?,
		};
		if then(row)?.is_break() {
			break;
		}
	}
	Ok(())
}

/// The segments that devices signed from `first` to `last`, without their readings.
pub(crate) fn segment_leaves(
	db: &Connection,
	(first, last): (i64, i64),
) -> Result<Vec<SegmentLeaf>, StoreError> {
	let mut query = db.prepare_cached(
		"SELECT message.id, message.device, device.name, kind, key_epoch, boot, first, count,
		start, end, signed_parts, NULL
		FROM message LEFT JOIN device ON device.id = message.device
		WHERE message.id BETWEEN ? AND ? AND kind = ? ORDER BY message.id",
	)?;
	let mut leaves = Vec::new();
	for row in query.query_map((first, last, Kind::Segment), Row::read)? {
		leaves.extend(row?.leaf());
	}
	Ok(leaves)
}

/// The segment of a message that is one.
pub(crate) fn segment(db: &Connection, id: i64) -> Result<Option<Segment>, StoreError> {
	let mut query = db.prepare_cached(
		"SELECT key_epoch, count, start, end, signed_parts FROM message
		WHERE id = ? AND kind = ?",
	)?;
	let found = query.query_row((id, Kind::Segment), |row| {
		let parts: Option<Vec<u8>> = row.get("signed_parts")?;
		// A segment that cannot be read counts as different, which affects its device alone.
		let parts: Option<SignedParts> = parts.and_then(|parts| parts.try_into().ok());
		let Some((root, previous, _)) = parts.as_ref().and_then(split) else { return Ok(None) };
		Ok(Some(Segment {
			key_epoch: row.get("key_epoch")?,
			count: row.get("count")?,
			start: row.get::<_, U64>("start")?.0,
			end: row.get::<_, U64>("end")?.0,
			root: *root,
			previous: *previous,
		}))
	});
	Ok(found.optional()?.flatten())
}

/// Readings that the device signed one by one: those of one row.
pub(crate) struct Numbers {
	pub(crate) first: u64,
	pub(crate) count: u64,
	/// The encoded readings. `None` if they are pruned.
	pub(crate) readings: Option<Vec<u8>>,
}

/// The readings of a message that one key signed one by one.
pub(crate) fn numbers(
	db: &Connection,
	id: i64,
	key_epoch: u32,
) -> Result<Option<Numbers>, StoreError> {
	let mut query = db.prepare_cached(
		"SELECT first, count, readings FROM message LEFT JOIN body ON body.message = message.id
		WHERE message.id = ? AND kind = ? AND key_epoch = ?",
	)?;
	let found = query.query_row((id, Kind::Readings, key_epoch), |row| {
		Ok(Numbers {
			first: row.get::<_, U64>("first")?.0,
			count: row.get::<_, U64>("count")?.0,
			readings: row.get("readings")?,
		})
	});
	Ok(found.optional()?)
}

/// The lowest first number of a row that may have readings from this number on.
pub(crate) fn lowest(from: u64) -> u64 {
	from.saturating_sub(MOST)
}

/// The numbers of a message.
pub(crate) fn range(db: &Connection, id: i64) -> Result<Option<Range<u64>>, StoreError> {
	let mut query = db.prepare_cached("SELECT first, count FROM message WHERE id = ?")?;
	let found = query.query_row([id], |row| {
		let first = row.get::<_, U64>("first")?.0;
		Ok(first..first.saturating_add(row.get::<_, U64>("count")?.0))
	});
	Ok(found.optional()?)
}

/// The unsigned readings of a message, if it reaches this time. They are `Some(None)` if they are pruned.
pub(crate) fn unsigned_at(
	db: &Connection,
	id: i64,
	time: u64,
) -> Result<Option<Option<Vec<u8>>>, StoreError> {
	let mut query = db.prepare_cached(
		"SELECT readings FROM message LEFT JOIN body ON body.message = message.id
		WHERE message.id = ? AND end >= ? AND kind = ?",
	)?;
	let found = query.query_row((id, U64(time), Kind::Gateway), |row| row.get("readings"));
	Ok(found.optional()?)
}

/// The progress of a device in a boot epoch through a batch's messages.
pub(crate) struct Advance {
	/// The device's row.
	pub(crate) device: i64,
	pub(crate) name: DeviceId,
	pub(crate) numbering: Numbering,
	pub(crate) boot: u32,
	/// The number after the last one.
	pub(crate) up_to: u64,
	/// The first number that was set aside.
	pub(crate) damaged: Option<u64>,
}

/// The progress of each device through the messages from `first` to `last`, but for those whose rows cannot be read.
pub(crate) fn advances(
	db: &Connection,
	(first, last): (i64, i64),
) -> Result<Vec<Advance>, StoreError> {
	let mut query = db.prepare_cached(
		"SELECT message.device AS device, name, kind != ?3 AS signed, boot,
		MAX(first + count) AS up_to,
		(SELECT MIN(first) FROM damaged
			WHERE damaged.device = message.device AND damaged.boot = message.boot) AS gap
		FROM message LEFT JOIN device ON device.id = message.device
		WHERE message.id BETWEEN ?1 AND ?2 GROUP BY message.device, kind != ?3, boot",
	)?;
	let read = |row: &rusqlite::Row| -> Result<Advance, StoreError> {
		Ok(Advance {
			device: row.get("device")?,
			name: DeviceId(row.get("name")?),
			numbering: row.get("signed")?,
			boot: row.get("boot")?,
			up_to: row.get::<_, U64>("up_to")?.0,
			damaged: row.get::<_, Option<U64>>("gap")?.map(|gap| gap.0),
		})
	};
	let mut rows = query.query((first, last, Kind::Gateway))?;
	let mut advances = Vec::new();
	while let Some(row) = rows.next()? {
		match read(row) {
			Ok(advance) => advances.push(advance),
			// The batch is final all the same.
			Err(error) if error.is_damage() => {
				tracing::error!(%error, "how far a device is final cannot be read any more; check the disk");
			},
			Err(error) => return Err(error),
		}
	}
	Ok(advances)
}

/// The last row. 0 if there is none.
pub(crate) fn last(db: &Connection) -> Result<i64, StoreError> {
	let mut query = db.prepare_cached("SELECT COALESCE(MAX(id), 0) FROM message")?;
	Ok(query.query_row([], |row| row.get(0))?)
}

/// The first rows after a row, up to `most`.
pub(crate) fn ids_after(db: &Connection, after: i64, most: u32) -> Result<Vec<i64>, StoreError> {
	let mut query = db.prepare_cached("SELECT id FROM message WHERE id > ? ORDER BY id LIMIT ?")?;
	let ids = query.query_map((after, most), |row| row.get(0))?;
	Ok(ids.collect::<Result<_, _>>()?)
}

/// The time of arrival of the last message: UTC, in milliseconds.
pub(crate) fn last_received(db: &Connection) -> Result<Option<u64>, StoreError> {
	let mut query = db.prepare_cached("SELECT received FROM message ORDER BY id DESC LIMIT 1")?;
	let received: Option<U64> = query.query_row([], |row| row.get(0)).optional()?;
	Ok(received.map(|received| received.0))
}

/// The number of readings from one row to another. A count that is no number adds nothing.
pub(crate) fn readings(db: &Connection, (first, last): (i64, i64)) -> Result<u64, StoreError> {
	let mut query = db.prepare_cached(
		"SELECT CAST(TOTAL(count) AS INTEGER) FROM message WHERE id BETWEEN ? AND ?",
	)?;
	Ok(query.query_row((first, last), |row| row.get::<_, U64>(0))?.0)
}

/// Removes the readings from one row to another.
pub(crate) fn prune(tx: &Transaction, (first, last): (i64, i64)) -> Result<(), StoreError> {
	tx.prepare_cached("DELETE FROM body WHERE message BETWEEN ? AND ?")?.execute((first, last))?;
	Ok(())
}

/// The device that the row of a message names.
pub(crate) fn device(db: &Connection, id: i64) -> Result<Option<i64>, StoreError> {
	let mut query = db.prepare_cached("SELECT device FROM message WHERE id = ?")?;
	Ok(query.query_row([id], |row| Ok(row.get("device").ok())).optional()?.flatten())
}

/// Removes a row with its readings, and from the indexes of a device.
pub(crate) fn remove(tx: &Transaction, id: i64, device: Option<i64>) -> Result<(), StoreError> {
	if let Some(device) = device {
		by_number::remove(tx, device, id)?;
		by_time::remove(tx, device, id)?;
	}
	tx.prepare_cached("DELETE FROM body WHERE message = ?")?.execute([id])?;
	tx.prepare_cached("DELETE FROM message WHERE id = ?")?.execute([id])?;
	Ok(())
}
