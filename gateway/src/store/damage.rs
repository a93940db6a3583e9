//! Sets rows aside that cannot be read any more, so that they stop nothing else.

use super::{rebuild, seal::last_message, Store, StoreError};
use tallystick_evidence::DeviceId;
use tallystick_wire::Hex;

impl StoreError {
	/// Whether the data on disk cause it: trying again does not help.
	pub(super) fn is_damage(&self) -> bool {
		use rusqlite::Error::{
			FromSqlConversionFailure, IntegralValueOutOfRange, InvalidColumnType,
		};
		match self {
			Self::Corrupt(_) => true,
			Self::Sql(error) => matches!(
				error,
				FromSqlConversionFailure(..) | IntegralValueOutOfRange(..) | InvalidColumnType(..)
			),
			Self::Busy => false,
		}
	}
}

impl Store {
	/// The number of rows that were set aside.
	pub fn damaged(&self) -> Result<u64, StoreError> {
		self.read(|db| {
			let mut query = db.prepare_cached("SELECT COUNT(*) FROM damaged")?;
			Ok(query.query_row([], |row| super::get_u64(row, 0))?)
		})
	}

	/// Sets those of the first waiting rows aside that cannot be sealed, each by itself. Returns their
	/// number.
	pub(super) fn set_damaged_aside(&self, most: u32) -> Result<usize, StoreError> {
		let damaged = self.read(|db| {
			let mut ids =
				db.prepare_cached("SELECT id FROM message WHERE id > ? ORDER BY id LIMIT ?")?;
			let ids: Vec<i64> = ids
				.query_map((last_message(db)?, most), |row| row.get(0))?
				.collect::<Result<_, _>>()?;
			let mut damaged = Vec::new();
			for id in ids {
				let sealed = rebuild::rows(db, id, id, None)
					.and_then(|rows| rebuild::cut(&rows, |_, _, _| Ok(Default::default())));
				match sealed {
					Ok(_) => {},
					Err(error) if error.is_damage() => damaged.push((id, error)),
					Err(error) => return Err(error),
				}
			}
			Ok(damaged)
		})?;
		self.write(|tx| {
			for (id, error) in &damaged {
				let (device, boot, first, count): ([u8; 32], i64, i64, i64) = tx.query_row(
					"SELECT device.name, boot, first, count
					FROM message JOIN device ON device.id = message.device WHERE message.id = ?",
					[id],
					|row| Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?)),
				)?;
				tracing::error!(
					device = %Hex(DeviceId(device)),
					boot,
					first,
					count,
					%error,
					"acknowledged readings cannot be read any more, and are in no batch; \
					check the disk, and let the device send them again in a new boot epoch"
				);
				tx.execute(
					"INSERT INTO damaged (message, device, kind, key_epoch, boot, first, count,
					start, end, received, signed_parts, body) SELECT * FROM message WHERE id = ?",
					[id],
				)?;
				tx.execute("DELETE FROM message WHERE id = ?", [id])?;
				tx.execute("UPDATE tally SET accepted = accepted - ?", [count])?;
			}
			Ok(())
		})?;
		Ok(damaged.len())
	}
}
