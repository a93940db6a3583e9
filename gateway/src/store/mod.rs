//! The store: one SQLite database, in which every committed transaction is on disk.

mod accept;
mod archive;
mod body;
mod connect;
mod damage;
mod finalise;
mod flight;
mod guard;
mod incoming;
mod join;
mod keys;
mod migrate;
mod observe;
mod prove;
mod prune;
mod rebuild;
mod seal;
mod sequence;
mod tables;

pub use accept::{Accepted, Outcome};
pub use body::{Body, BodyError, BodyRun};
pub use connect::{OpenError, StoreError, StoreOptions};
pub use finalise::Reached;
pub use flight::{OpenBatch, State};
pub use incoming::{Content, Incoming};
pub use keys::Kept;
pub(crate) use keys::{KeyPath, Wanted};
pub use seal::{SealLimits, SealedNow, Waiting};
pub use sequence::Stale;

use crate::pulse::Pulses;
use connect::Readers;
use rusqlite::{Connection, Transaction, TransactionBehavior};
use std::{
	fs::File,
	path::PathBuf,
	sync::{
		atomic::{AtomicBool, Ordering},
		Arc, Mutex,
	},
};
use tables::meta;

/// The database. Every method may block on the disk.
#[derive(Debug)]
pub struct Store {
	path: PathBuf,
	options: StoreOptions,
	writer: Mutex<Connection>,
	readers: Readers,
	halted: AtomicBool,
	doubted: AtomicBool,
	pulses: Pulses,
	confirmed: AtomicBool,
	/// How old it was when it was opened.
	age: guard::Age,
	/// Locked for as long as the store is open.
	lock: File,
}

impl Store {
	/// The options that it was opened with.
	pub fn options(&self) -> &StoreOptions {
		&self.options
	}

	/// When its readings made progress.
	pub(crate) fn pulses(&self) -> &Pulses {
		&self.pulses
	}

	/// Stops accepting and sealing, because the chain and the store differ: readings that were
	/// acknowledged now could never be anchored. After a start it is not confirmed.
	pub fn halt(&self) {
		if self.halted.swap(true, Ordering::Relaxed) {
			return;
		}
		let noted = self.write(|tx| meta::set_number(tx, guard::HALTED, 1));
		if let Err(error) = noted {
			tracing::warn!(%error, "that the store is halted could not be noted; leave the gateway running");
		}
	}

	/// Accepts and seals again: what it was halted for is refuted. A start after this finds it as it was
	/// before.
	pub(crate) fn clear_halt(&self) -> Result<(), StoreError> {
		self.write(|tx| {
			tx.execute("DELETE FROM meta WHERE key = ?", [guard::HALTED])?;
			Ok(())
		})?;
		self.halted.store(false, Ordering::Relaxed);
		Ok(())
	}

	/// Whether it was halted.
	pub fn is_halted(&self) -> bool {
		self.halted.load(Ordering::Relaxed)
	}

	/// Accepts and seals nothing for now, or accepts again: it is looked into whether the chain contradicts it.
	pub(crate) fn doubt(&self, is_doubted: bool) {
		self.doubted.store(is_doubted, Ordering::Relaxed);
	}

	/// Whether it is looked into that the chain contradicts it.
	pub(crate) fn is_doubted(&self) -> bool {
		self.doubted.load(Ordering::Relaxed)
	}

	/// Whether it accepts more readings.
	pub fn has_room(&self) -> bool {
		!self.is_halted() && !self.is_doubted() && self.is_confirmed() && self.has_space()
	}

	/// Whether the disk has room for more. Free pages of the database count.
	pub fn has_space(&self) -> bool {
		// Then the commit fails if the disk is full.
		let Some(free) = connect::free_bytes(&self.path) else { return true };
		metrics::gauge!("tallystick_gateway_disk_free_bytes").set(free as f64);
		self.suffices(free)
	}

	/// Whether this many free bytes of the disk suffice, with those in the file.
	fn suffices(&self, free: u64) -> bool {
		let least = self.options.min_free;
		let with = |inside| free.saturating_add(inside) >= least;
		free >= least || self.free_in_file().is_ok_and(with)
	}

	/// The number of the first batch, once it is known.
	pub fn first_batch(&self) -> Result<Option<u64>, StoreError> {
		self.read(|db| meta::number(db, meta::FIRST_BATCH))
	}

	/// Fixes the number of the first batch, unless it is fixed.
	pub fn begin_at(&self, number: u64) -> Result<(), StoreError> {
		self.write(|tx| meta::fix_number(tx, meta::FIRST_BATCH, number))
	}

	/// The height up to which blocks were final when it was noted last.
	pub fn height(&self) -> Result<Option<u64>, StoreError> {
		self.read(|db| meta::number(db, meta::HEIGHT))
	}

	/// Notes a height up to which blocks are final.
	pub fn note_height(&self, height: u32) -> Result<(), StoreError> {
		self.write(|tx| meta::set_number(tx, meta::HEIGHT, height.into()))
	}

	/// Reads on a connection of its own.
	pub(crate) fn read<T>(
		&self,
		then: impl FnOnce(&Connection) -> Result<T, StoreError>,
	) -> Result<T, StoreError> {
		let reader = self.readers.take(&self.path)?;
		// One transaction, so that all queries see the same state.
		let tx = reader.unchecked_transaction()?;
		let found = then(&tx);
		drop(tx);
		self.readers.put(reader);
		found
	}

	/// Writes in one transaction, which is on disk when this returns `Ok`.
	pub(crate) fn write<T>(
		&self,
		then: impl FnOnce(&Transaction) -> Result<T, StoreError>,
	) -> Result<T, StoreError> {
		// A panic of another writer has rolled its transaction back.
		let mut writer = self.writer.lock().unwrap_or_else(|poisoned| poisoned.into_inner());
		let tx = writer.transaction_with_behavior(TransactionBehavior::Immediate)?;
		let done = then(&tx)?;
		tx.commit()?;
		Ok(done)
	}
}

/// Uses the store on a thread that may wait for the disk.
pub(crate) async fn on_disk<T: Send + 'static>(
	store: &Arc<Store>,
	then: impl FnOnce(&Store) -> T + Send + 'static,
) -> T {
	let store = store.clone();
	match tokio::task::spawn_blocking(move || then(&store)).await {
		Ok(done) => done,
		Err(error) => match error.try_into_panic() {
			Ok(panic) => std::panic::resume_unwind(panic),
			// The runtime is shutting down, and with it the caller.
			Err(_) => std::future::pending().await,
		},
	}
}

#[cfg(test)]
pub(crate) mod tests;
