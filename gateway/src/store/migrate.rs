//! Migrates the database of an older gateway to the present schema.
//!
//! A version is the `user_version` of the file. Each step leads from one version to the next in a
//! transaction of its own, so that a process that dies between two steps goes on from the last one.

use super::StoreError;
use rusqlite::{Connection, TransactionBehavior};

/// The schema of a new database, at [`VERSION`].
const SCHEMA: &str = include_str!("schema.sql");

/// The version of the schema.
pub(super) const VERSION: i64 = OLDEST + STEPS.len() as i64;

/// The oldest version that can be migrated to the present one.
pub(super) const OLDEST: i64 = 2;

/// The step at place `n` leads from version [`OLDEST`]` + n` to the next one. None is ever changed.
const STEPS: &[&str] = &[
	include_str!("migrate/from_2.sql"),
	include_str!("migrate/from_3.sql"),
	include_str!("migrate/from_4.sql"),
	include_str!("migrate/from_5.sql"),
];

/// Creates the tables of a new database.
pub(super) fn create(db: &mut Connection) -> Result<(), StoreError> {
	in_one(db, SCHEMA, VERSION)
}

/// The version of a database. 0 if it has no tables yet.
pub(super) fn version(db: &Connection) -> Result<i64, StoreError> {
	Ok(db.pragma_query_value(None, "user_version", |row| row.get(0))?)
}

/// The bytes that have to be free for a migration from this version of a file of `size` bytes.
pub(super) fn room(size: u64, from: i64) -> u64 {
	/// From here on no step copies rows.
	const COPIED: i64 = 5;
	if from < COPIED {
		size.saturating_mul(2)
	} else {
		0
	}
}

/// Migrates a database from this version to [`VERSION`].
pub(super) fn migrate(db: &mut Connection, from: i64) -> Result<(), StoreError> {
	for (version, step) in (OLDEST..).zip(STEPS).skip_while(|(version, _)| *version < from) {
		let next = version.saturating_add(1);
		tracing::info!(
			version,
			next,
			"the store is migrated to the next version; do not stop the gateway meanwhile"
		);
		in_one(db, step, next)?;
	}
	Ok(())
}

fn in_one(db: &mut Connection, sql: &str, version: i64) -> Result<(), StoreError> {
	let tx = db.transaction_with_behavior(TransactionBehavior::Immediate)?;
	tx.execute_batch(sql)?;
	tx.pragma_update(None, "user_version", version)?;
	Ok(tx.commit()?)
}

#[cfg(test)]
pub(super) mod tests;
