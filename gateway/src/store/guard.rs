//! Distinguishes the newest file of a store from an old copy, as far as that is possible without the chain.
//!
//! Each sealed batch raises a number in the database, and after that the same number in the file that
//! locks it. An old copy of the database has a lower one than the lock file.

use super::{
	tables::{batch, message, meta},
	Store, StoreError,
};
use rusqlite::{Connection, Transaction};
use std::{fs::File, os::unix::fs::FileExt, sync::atomic::Ordering};

const KEY: &str = "generation";
/// In `meta` if the store was halted, until it is confirmed.
pub(super) const HALTED: &str = "halted";

/// After a pause longer than this, in milliseconds, the chain is asked even if the numbers agree: whoever
/// copies the whole folder copies both.
const RECENT: u64 = 3_600_000;

fn in_database(db: &Connection) -> Result<u64, StoreError> {
	Ok(meta::number(db, KEY)?.unwrap_or_default())
}

fn in_file(file: &File) -> Option<u64> {
	let mut bytes = [0; 8];
	file.read_exact_at(&mut bytes, 0).ok()?;
	Some(u64::from_le_bytes(bytes))
}

/// The age of a store, as its files show it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Age {
	/// It is the newest one of its account.
	Newest,
	/// It was the newest one an hour ago.
	Rested,
	/// It may lack batches, even one whose transaction is in no block yet.
	Old,
}

fn is_empty(db: &Connection) -> Result<bool, StoreError> {
	Ok(message::last(db)? == 0 && batch::next_number(db)?.is_none())
}

/// Whether a store that is not empty lacks a batch that was sealed here, or its lock file was lost.
pub(super) fn is_copy(db: &Connection, lock: &File) -> Result<bool, StoreError> {
	let ours = in_database(db)?;
	Ok(!is_empty(db)? && in_file(lock).is_none_or(|theirs| theirs > ours))
}

/// The age of a store, as its files show it. `now` is UTC, in milliseconds.
pub(super) fn age(db: &Connection, lock: &File, now: u64) -> Result<Age, StoreError> {
	if is_empty(db)? {
		if in_file(lock).is_none() {
			// Then a store without a batch is recognised, too.
			write(lock, 0);
		}
		return Ok(Age::Newest);
	}
	if meta::number(db, HALTED)?.is_some() {
		return Ok(Age::Old);
	}
	let last = match message::last_received(db) {
		// Then the chain is asked.
		Err(error) if error.is_damage() => 0,
		last => last?.unwrap_or_default(),
	};
	let is_recent = now.saturating_sub(last) < RECENT;
	Ok(match is_copy(db, lock)? {
		true => Age::Old,
		false if is_recent => Age::Newest,
		false => Age::Rested,
	})
}

/// Raises the number in the database, and returns it. The lock file follows after the commit.
pub(super) fn raise(tx: &Transaction, lock: &File) -> Result<u64, StoreError> {
	let number = in_database(tx)?.max(in_file(lock).unwrap_or_default()).saturating_add(1);
	meta::set_number(tx, KEY, number)?;
	Ok(number)
}

impl Store {
	/// Whether it is known to be the newest store of its account. Until then it accepts and seals nothing:
	/// what an old copy acknowledges could never be anchored.
	pub fn is_confirmed(&self) -> bool {
		self.confirmed.load(Ordering::Relaxed)
	}

	/// Whether it may lack a batch whose transaction is in no block yet.
	pub(crate) fn is_old(&self) -> bool {
		self.age == Age::Old
	}

	/// Records that the chain counts no batch that the store lacks.
	pub fn confirm(&self) -> Result<(), StoreError> {
		if self.is_confirmed() {
			return Ok(());
		}
		let number = self.write(|tx| {
			meta::remove(tx, HALTED)?;
			raise(tx, &self.lock)
		})?;
		self.follow(number);
		self.confirmed.store(true, Ordering::Relaxed);
		tracing::info!("the chain counts no batch that the store lacks; messages are accepted");
		Ok(())
	}

	/// Writes the number into the lock file, after its commit.
	pub(super) fn follow(&self, number: u64) {
		write(&self.lock, number);
	}
}

fn write(lock: &File, number: u64) {
	if let Err(error) = lock.write_all_at(&number.to_le_bytes(), 0) {
		tracing::warn!(%error, "the lock file cannot be written; an old copy is not recognised");
	}
}
