//! The store: one SQLite database, in which every committed transaction is on disk.

mod accept;
mod adopt;
mod archive;
mod begin;
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
pub(crate) mod place;
mod prove;
mod prune;
mod rebuild;
mod recent;
mod seal;
mod sequence;
mod tables;

pub use accept::{Accepted, Outcome};
pub use adopt::Holdings;
pub use body::{Body, BodyError, BodyRun};
pub use connect::{OpenError, StoreError, StoreOptions};
pub use finalise::Reached;
pub use flight::{OpenBatch, State};
pub use incoming::{Content, Incoming};
pub use keys::Kept;
pub(crate) use keys::{KeyPath, Wanted};
pub use seal::{NewBatch, SealLimits, Waiting};
pub use sequence::Stale;

use crate::{chain::DeviceFacts, milestone::Milestones};
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
use tallystick_evidence::DeviceId;

/// The database. Every method may block on the disk.
#[derive(Debug)]
pub struct Store {
	path: PathBuf,
	options: StoreOptions,
	writer: Mutex<Connection>,
	readers: Readers,
	/// Messages and tails that are stored and not yet in the indexes.
	recent: Mutex<recent::Recent>,
	/// Locked while the indexes are written or messages are removed.
	indexing: Mutex<()>,
	halted: AtomicBool,
	doubted: AtomicBool,
	/// Whether the halt is noted on disk.
	halt_noted: AtomicBool,
	milestones: Milestones,
	/// Device facts that are stored with the next group, in the order in which they came.
	noted: Mutex<Vec<(DeviceId, DeviceFacts)>>,
	confirmed: AtomicBool,
	begun: AtomicBool,
	/// Whether an operator has allowed it to go on after batches that it does not know, and it has not done so
	/// yet.
	adopts: AtomicBool,
	/// Whether its files show that it is an old copy.
	is_copy: bool,
	/// Its age when it was opened.
	age: guard::Age,
	/// Locked for as long as the store is open.
	lock: File,
	place: place::Place,
}

impl Store {
	/// The options that it was opened with.
	pub fn options(&self) -> &StoreOptions {
		&self.options
	}

	/// When its readings made progress.
	pub(crate) fn milestones(&self) -> &Milestones {
		&self.milestones
	}

	/// Stops accepting and sealing, because the chain and the store differ: readings that were acknowledged now
	/// could never be anchored. The halt is noted on disk, so that the store is not confirmed after a start. If
	/// that fails, the next call tries again.
	pub fn halt(&self) {
		let was = self.halted.swap(true, Ordering::Relaxed);
		if self.halt_noted.load(Ordering::Relaxed) {
			return;
		}
		match self.write(|tx| meta::set_number(tx, guard::HALTED, 1)) {
			Ok(()) => self.halt_noted.store(true, Ordering::Relaxed),
			Err(error) if !was => {
				tracing::warn!(%error, "the halt of the store could not be noted on disk; the gateway tries again. Leave it running");
			},
			Err(_) => {},
		}
	}

	/// Ends the halt, because its cause is refuted: the store accepts and seals again. After a start it is as
	/// it was before the halt.
	pub(crate) fn clear_halt(&self) -> Result<(), StoreError> {
		self.write(|tx| meta::remove(tx, guard::HALTED))?;
		self.halt_noted.store(false, Ordering::Relaxed);
		self.halted.store(false, Ordering::Relaxed);
		Ok(())
	}

	/// Whether it was halted.
	pub fn is_halted(&self) -> bool {
		self.halted.load(Ordering::Relaxed)
	}

	/// `true`: accepts and seals nothing while it is investigated whether the chain contradicts the store.
	/// `false`: resumes.
	pub(crate) fn doubt(&self, is_doubted: bool) {
		self.doubted.store(is_doubted, Ordering::Relaxed);
	}

	/// Whether a contradiction with the chain is being investigated.
	pub(crate) fn is_doubted(&self) -> bool {
		self.doubted.load(Ordering::Relaxed)
	}

	/// Whether it accepts more readings.
	pub fn has_room(&self) -> bool {
		self.is_working() && self.is_in_place() && self.has_space()
	}

	/// Whether nothing but the disk keeps it from accepting and sealing.
	pub(super) fn is_working(&self) -> bool {
		!self.is_halted()
			&& !self.is_doubted()
			&& self.has_begun()
			&& self.is_confirmed()
			&& !self.is_lost()
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
		let Some(reader) = self.readers.take(&self.path, &self.place)? else {
			// Another connection would open another file.
			let writer = self.writer.lock().unwrap_or_else(|poisoned| poisoned.into_inner());
			let tx = writer.unchecked_transaction()?;
			return then(&tx);
		};
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
		self.write_and(then, |_| {})
	}

	/// Writes in one transaction. `committed` is called before anybody else can write.
	pub(crate) fn write_and<T>(
		&self,
		then: impl FnOnce(&Transaction) -> Result<T, StoreError>,
		committed: impl FnOnce(&mut T),
	) -> Result<T, StoreError> {
		// A panic of another writer has rolled its transaction back.
		let mut writer = self.writer.lock().unwrap_or_else(|poisoned| poisoned.into_inner());
		self.place.ensure()?;
		let tx = writer.transaction_with_behavior(TransactionBehavior::Immediate)?;
		let mut done = then(&tx)?;
		tx.commit()?;
		committed(&mut done);
		// It may have been lost meanwhile.
		self.place.ensure()?;
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
