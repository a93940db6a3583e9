//! `recent_tail`: the tails of devices with messages that are not in the indexes, in the order in which they
//! were written. The last row of a device and a numbering takes precedence over the row in `tail`.

use super::super::{incoming::Numbering, sequence::Tail, StoreError};
use codec::{DecodeAll, Encode};
use rusqlite::{Connection, Transaction};
use tallystick_evidence::DeviceId;
use tallystick_wire::Hex;

/// A row, with its device's name.
pub(crate) struct Logged {
	pub(crate) id: i64,
	/// The device's row in `device`.
	pub(crate) device: i64,
	pub(crate) name: DeviceId,
	pub(crate) numbering: Numbering,
	pub(crate) tail: Tail,
}

/// Appends a tail, and returns its row.
pub(crate) fn append(
	tx: &Transaction,
	device: i64,
	numbering: Numbering,
	tail: &Tail,
) -> Result<i64, StoreError> {
	let mut insert =
		tx.prepare_cached("INSERT INTO recent_tail (device, signed, tail) VALUES (?, ?, ?)")?;
	Ok(insert.insert((device, numbering, tail.encode()))?)
}

/// All rows.
#[derive(Default)]
pub(crate) struct All {
	/// Those that can be read, in their order.
	pub(crate) logged: Vec<Logged>,
	/// The others without a later one of their device, each with its device's row.
	pub(crate) unreadable: Vec<(i64, i64)>,
}

/// Reads all rows. Those that cannot be read are named, and fail nothing.
pub(crate) fn all(db: &Connection) -> Result<All, StoreError> {
	let mut query = db.prepare(
		"SELECT recent_tail.id AS id, device, name, signed, tail
		FROM recent_tail LEFT JOIN device ON device.id = device ORDER BY recent_tail.id",
	)?;
	let read = |row: &rusqlite::Row| -> Result<Logged, StoreError> {
		let (id, name) = (row.get("id")?, DeviceId(row.get("name")?));
		let tail: Vec<u8> = row.get("tail")?;
		let tail = Tail::decode_all(&mut tail.as_slice()).map_err(|error| {
			let name = Hex(name);
			StoreError::Corrupt(format!("row {id} of recent_tail, of device {name}: {error}"))
		})?;
		if [tail.next, tail.finalized, tail.newest, tail.span]
			.iter()
			.any(|of| i64::try_from(*of).is_err())
		{
			return Err(StoreError::Corrupt(format!(
				"row {id} of recent_tail: a number is too large"
			)));
		}
		Ok(Logged { id, device: row.get("device")?, name, numbering: row.get("signed")?, tail })
	};
	let mut rows = query.query([])?;
	let mut all = All::default();
	while let Some(row) = rows.next()? {
		match read(row) {
			Ok(logged) => all.logged.push(logged),
			Err(error) if error.is_damage() => {
				tracing::error!(%error, "what is stored of a device cannot be read any more; check the disk");
				all.unreadable.push((row.get("id")?, row.get("device").unwrap_or_default()));
			},
			Err(error) => return Err(error),
		}
	}
	let All { logged, unreadable } = &mut all;
	// Later rows of the device count.
	unreadable.retain(|(id, device)| logged.iter().all(|of| of.device != *device || of.id < *id));
	Ok(all)
}

/// Removes the rows up to one, but for some that cannot be read, in ascending order.
pub(crate) fn remove(tx: &Transaction, last: i64, unreadable: &[i64]) -> Result<(), StoreError> {
	let mut remove = tx.prepare_cached("DELETE FROM recent_tail WHERE id > ? AND id < ?")?;
	let mut after = 0;
	for id in unreadable.iter().copied().filter(|id| *id <= last) {
		remove.execute((after, id))?;
		after = id;
	}
	remove.execute((after, last.saturating_add(1)))?;
	Ok(())
}
