//! The store: one SQLite database, in which every committed transaction is on disk.

mod accept;
mod archive;
mod body;
mod connect;
mod damage;
mod flight;
mod guard;
mod join;
mod keys;
mod rebuild;
mod seal;

pub use accept::{Accepted, Content, Incoming, Outcome, Stale};
pub use body::{Body, BodyError, BodyRun};
pub use connect::{OpenError, StoreError, StoreOptions};
pub use flight::{OpenBatch, Reached, State};
pub use keys::Kept;
pub(crate) use keys::{KeyPath, Wanted};
pub use seal::{SealLimits, SealedNow, Waiting};

use crate::pulse::Pulses;
use connect::Readers;
use rusqlite::{Connection, OptionalExtension, Transaction, TransactionBehavior};
use std::{
	fs::File,
	path::PathBuf,
	sync::{
		atomic::{AtomicBool, Ordering},
		Arc, Mutex,
	},
};

/// The database. Every method may block on the disk.
#[derive(Debug)]
pub struct Store {
	path: PathBuf,
	options: StoreOptions,
	writer: Mutex<Connection>,
	readers: Readers,
	halted: AtomicBool,
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
		let noted = self.write(|tx| {
			let change = "INSERT OR REPLACE INTO meta VALUES (?, ?)";
			tx.execute(change, (guard::HALTED, 1u64.to_le_bytes()))?;
			Ok(())
		});
		if let Err(error) = noted {
			tracing::warn!(%error, "that the store is halted could not be noted; leave the gateway running");
		}
	}

	/// Whether it was halted.
	pub fn is_halted(&self) -> bool {
		self.halted.load(Ordering::Relaxed)
	}

	/// Whether it accepts more readings.
	pub fn has_room(&self) -> bool {
		!self.is_halted() && self.is_confirmed() && self.has_space()
	}

	/// Whether the disk has room for more.
	pub fn has_space(&self) -> bool {
		let folder = self.path.parent().filter(|folder| !folder.as_os_str().is_empty());
		let folder = folder.unwrap_or(std::path::Path::new("."));
		match nix::sys::statvfs::statvfs(folder) {
			Ok(disk) => {
				let free = disk.blocks_available().saturating_mul(disk.fragment_size());
				metrics::gauge!("tallystick_gateway_disk_free_bytes").set(free as f64);
				free >= self.options.min_free
			},
			// Then the commit fails if the disk is full.
			Err(_) => true,
		}
	}

	/// The number of the first batch, once it is known.
	pub fn first_batch(&self) -> Result<Option<u64>, StoreError> {
		self.read(|db| meta(db, "first_batch"))
	}

	/// Fixes the number of the first batch, unless it is fixed.
	pub fn begin_at(&self, number: u64) -> Result<(), StoreError> {
		self.write(|tx| {
			tx.execute(
				"INSERT OR IGNORE INTO meta VALUES ('first_batch', ?)",
				[number.to_le_bytes()],
			)?;
			Ok(())
		})
	}

	/// The height up to which blocks were final when it was noted last.
	pub fn height(&self) -> Result<Option<u64>, StoreError> {
		self.read(|db| meta(db, "height"))
	}

	/// Notes a height up to which blocks are final.
	pub fn note_height(&self, height: u32) -> Result<(), StoreError> {
		self.write(|tx| {
			tx.execute(
				"INSERT OR REPLACE INTO meta VALUES ('height', ?)",
				[u64::from(height).to_le_bytes()],
			)?;
			Ok(())
		})
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

pub(crate) fn meta(db: &Connection, key: &str) -> Result<Option<u64>, StoreError> {
	let mut query = db.prepare_cached("SELECT value FROM meta WHERE key = ?")?;
	Ok(query.query_row([key], |row| row.get(0)).optional()?.map(u64::from_le_bytes))
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

/// Reads a number from SQLite's signed 64 bits; larger ones are never stored.
pub(crate) fn get_u64(row: &rusqlite::Row, at: usize) -> rusqlite::Result<u64> {
	row.get::<_, i64>(at).map(|number| number as u64)
}

#[cfg(test)]
pub(crate) mod tests;
