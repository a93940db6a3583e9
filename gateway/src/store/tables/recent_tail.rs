//! `recent_tail`: the tails of devices with messages that are not in the indexes, in the order in which they
//! were written. The last row of a device and a numbering takes precedence over the row in `tail`.

use super::super::{incoming::Numbering, sequence::Tail, StoreError};
use codec::{DecodeAll, Encode};
use rusqlite::{Connection, Transaction};
use tallystick_evidence::DeviceId;
use tallystick_wire::Hex;

/// A row.
pub(crate) struct Logged {
	pub(crate) id: i64,
	/// The device's row.
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

/// All rows, in their order.
pub(crate) fn all(db: &Connection) -> Result<Vec<Logged>, StoreError> {
	let mut query = db.prepare(
		"SELECT recent_tail.id AS id, device, name, signed, tail
		FROM recent_tail JOIN device ON device.id = device ORDER BY recent_tail.id",
	)?;
	let mut rows = query.query([])?;
	let mut all = Vec::new();
	while let Some(row) = rows.next()? {
		let (id, name) = (row.get("id")?, DeviceId(row.get("name")?));
		let tail: Vec<u8> = row.get("tail")?;
		let tail = Tail::decode_all(&mut tail.as_slice()).map_err(|error| {
			let name = Hex(name);
			StoreError::Corrupt(format!("row {id} of recent_tail, of device {name}: {error}"))
		})?;
		all.push(Logged {
			id,
			device: row.get("device")?,
			name,
			numbering: row.get("signed")?,
			tail,
		});
	}
	Ok(all)
}

/// Removes the rows up to one.
pub(crate) fn remove(tx: &Transaction, last: i64) -> Result<(), StoreError> {
	tx.prepare_cached("DELETE FROM recent_tail WHERE id <= ?")?.execute([last])?;
	Ok(())
}
