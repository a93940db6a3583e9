//! `conflict`: refused versions of stored readings, as they arrived.

use super::super::{
	incoming::{Content, Incoming},
	StoreError,
};
use super::U64;
use rusqlite::Transaction;

/// Keeps a refused message, unless it is kept, or `most` of the device are.
pub(crate) fn keep(
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
		U64(message.received),
		matches!(message.content, Content::Segment { .. }),
		&message.payload,
		most,
	))?;
	Ok(())
}
