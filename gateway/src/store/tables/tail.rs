//! `tail`: the end of each device's readings: of those that it signs, and of those that the gateway
//! attests.

use super::super::{incoming::Numbering, sequence::Tail, StoreError};
use super::U64;
use codec::{Decode, Encode};
use rusqlite::{Connection, OptionalExtension, Transaction};
use std::collections::BTreeMap;
use tallystick_evidence::{DeviceId, Hash};

/// The tail of a device's readings.
pub(crate) fn load(
	db: &Connection,
	device: i64,
	numbering: Numbering,
) -> Result<Option<Tail>, StoreError> {
	let mut query = db.prepare_cached(
		"SELECT key_epoch, boot, next, name, finalized, newest, span, json, last
		FROM tail WHERE device = ? AND signed = ?",
	)?;
	let row = query.query_row((device, numbering), |row| {
		// By place, since each message reads it: the order is the query's.
		let last: Vec<u8> = row.get(8)?;
		let tail = Tail {
			key_epoch: row.get(0)?,
			boot: row.get(1)?,
			next: row.get::<_, U64>(2)?.0,
			name: row.get(3)?,
			finalized: row.get::<_, U64>(4)?.0,
			newest: row.get::<_, U64>(5)?.0,
			span: row.get::<_, U64>(6)?.0,
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

/// Whether the device has readings of this numbering.
pub(crate) fn exists(
	db: &Connection,
	device: i64,
	numbering: Numbering,
) -> Result<bool, StoreError> {
	let mut query = db.prepare_cached("SELECT 1 FROM tail WHERE device = ? AND signed = ?")?;
	Ok(query.exists((device, numbering))?)
}

/// Stores a tail. The final number of a boot epoch never falls.
pub(crate) fn save(
	tx: &Transaction,
	device: i64,
	numbering: Numbering,
	tail: &Tail,
) -> Result<(), StoreError> {
	tx.prepare_cached(
		"INSERT INTO tail (device, signed, key_epoch, boot, next, name, finalized, newest, span, json, last,
			built_boot, built)
		VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, 0, zeroblob(32))
		ON CONFLICT (device, signed) DO UPDATE SET key_epoch = ?3, boot = ?4, next = ?5, name = ?6,
		finalized = CASE boot WHEN ?4 THEN MAX(finalized, ?7) ELSE ?7 END, newest = ?8, span = ?9, json = ?10, last = ?11",
	)?
	.execute((
		device,
		numbering,
		tail.key_epoch,
		tail.boot,
		U64(tail.next),
		tail.name,
		U64(tail.finalized),
		U64(tail.newest),
		U64(tail.span),
		tail.json,
		tail.last.encode(),
	))?;
	Ok(())
}

/// The longest time that one row of the device covers, in milliseconds.
pub(crate) fn span(db: &Connection, device: i64) -> Result<u64, StoreError> {
	let mut query =
		db.prepare_cached("SELECT COALESCE(MAX(span), 0) FROM tail WHERE device = ?")?;
	Ok(query.query_row([device], |row| row.get::<_, U64>(0))?.0)
}

/// The name of the last segment that the gateway built in a boot epoch.
pub(crate) fn built(
	db: &Connection,
	device: i64,
	numbering: Numbering,
	boot: u32,
) -> Result<Option<Hash>, StoreError> {
	let mut query = db.prepare_cached(
		"SELECT built FROM tail WHERE device = ? AND signed = ? AND built_boot = ?",
	)?;
	Ok(query.query_row((device, numbering, boot), |row| row.get(0)).optional()?)
}

/// Stores the name of the last segment that the gateway built in a boot epoch.
pub(crate) fn set_built(
	tx: &Transaction,
	device: i64,
	numbering: Numbering,
	boot: u32,
	name: &Hash,
) -> Result<(), StoreError> {
	tx.prepare_cached("UPDATE tail SET built_boot = ?, built = ? WHERE device = ? AND signed = ?")?
		.execute((boot, name, device, numbering))?;
	Ok(())
}

/// Raises the final number of a boot epoch, and returns it and whether answers are JSON. `None` if the
/// device has begun another boot epoch.
pub(crate) fn raise_final(
	tx: &Transaction,
	device: i64,
	numbering: Numbering,
	boot: u32,
	up_to: u64,
) -> Result<Option<(u64, bool)>, StoreError> {
	let mut raise = tx.prepare_cached(
		"UPDATE tail SET finalized = MAX(finalized, MIN(?, next))
		WHERE device = ? AND signed = ? AND boot = ? RETURNING finalized, json",
	)?;
	let raised = raise.query_row((U64(up_to), device, numbering, boot), |row| {
		Ok((row.get::<_, U64>("finalized")?.0, row.get("json")?))
	});
	Ok(raised.optional()?)
}

/// The progress of a device.
pub(crate) struct Progress {
	pub(crate) device: DeviceId,
	pub(crate) numbering: Numbering,
	pub(crate) boot: u32,
	pub(crate) next: u64,
	pub(crate) finalized: u64,
	pub(crate) newest: u64,
}

/// The progress of devices in ascending order, after `after`: that of signed readings where a device
/// signs. Those that cannot be read are left out.
pub(crate) fn page(
	db: &Connection,
	after: Option<DeviceId>,
	most: u32,
) -> Result<Vec<Progress>, StoreError> {
	let mut query = db.prepare_cached(
		"SELECT name, boot, next, finalized, newest, MAX(signed) AS signed
		FROM (SELECT device.name AS name, boot, next, finalized, newest, signed
			FROM tail JOIN device ON device.id = tail.device
			WHERE ?1 IS NULL OR device.name > ?1)
		GROUP BY name ORDER BY name LIMIT ?2",
	)?;
	let mut rows = query.query((after.map(|device| device.0), most))?;
	let read = |row: &rusqlite::Row| -> Result<Progress, StoreError> {
		Ok(Progress {
			device: DeviceId(row.get("name")?),
			numbering: row.get("signed")?,
			boot: row.get("boot")?,
			next: row.get::<_, U64>("next")?.0,
			finalized: row.get::<_, U64>("finalized")?.0,
			newest: row.get::<_, U64>("newest")?.0,
		})
	};
	let mut page = Vec::new();
	while let Some(row) = rows.next()? {
		match read(row) {
			Ok(one) => page.push(one),
			Err(error) if error.is_damage() => {
				tracing::error!(%error, "the progress of a device cannot be read any more; check the disk");
			},
			Err(error) => return Err(error),
		}
	}
	Ok(page)
}
