//! Checks whether the store's open files are still those under its path. A commit into a file that was deleted
//! or replaced succeeds, and is lost when the process ends.

use super::{Store, StoreError};
use crate::{stop::Stop, store::on_disk};
use rusqlite::Connection;
use std::{
	ffi::OsString,
	fs::{File, Metadata},
	io,
	os::unix::fs::MetadataExt,
	path::{Path, PathBuf},
	sync::{
		atomic::{AtomicBool, Ordering},
		Arc,
	},
	time::Duration,
};

/// The time between two checks while nothing is written.
const EVERY: Duration = Duration::from_millis(250);

/// The files of a store, as they were when it was opened.
#[derive(Debug)]
pub(super) struct Place {
	database: Watched,
	/// The log of the database, and the file that locks it.
	others: [Watched; 2],
	lost: AtomicBool,
	/// Whether the log was copied into the database after it had lost its name.
	rescued: AtomicBool,
}

#[derive(Debug)]
struct Watched {
	path: PathBuf,
	/// The numbers of its disk and of the file on that disk.
	id: (u64, u64),
}

/// The result of a check of a file.
enum Found {
	/// It is the same one.
	Same,
	/// It is gone, or another one has its name.
	Lost(&'static str),
	/// The system does not report it.
	Unknown,
}

fn id(file: &Metadata) -> (u64, u64) {
	(file.dev(), file.ino())
}

fn with(path: &Path, end: &str) -> PathBuf {
	let mut name: OsString = path.into();
	name.push(end);
	name.into()
}

impl Watched {
	// The files are never opened here: closing one would end SQLite's locks on it.
	fn new(path: PathBuf) -> io::Result<Self> {
		let id = id(&std::fs::metadata(&path)?);
		Ok(Self { path, id })
	}

	fn find(&self) -> Found {
		match std::fs::metadata(&self.path) {
			Ok(found) if id(&found) == self.id => Found::Same,
			Ok(_) => Found::Lost("was replaced"),
			Err(error) => match error.kind() {
				io::ErrorKind::NotFound | io::ErrorKind::NotADirectory => Found::Lost("is gone"),
				_ => Found::Unknown,
			},
		}
	}
}

impl Place {
	/// The files of the store at `path`, which this connection and this file have open.
	pub(super) fn new(path: &Path, db: &Connection, lock: &File) -> Result<Self, StoreError> {
		// Reading opens the log, or makes it.
		db.query_row("SELECT COUNT(*) FROM meta", [], |_| Ok(()))?;
		let failed = |_| StoreError::Busy;
		let database = Watched::new(path.into()).map_err(failed)?;
		// SQLite has the log beside the file that a symbolic link leads to.
		let real = path.canonicalize().map_err(failed)?;
		let log = Watched::new(with(&real, "-wal")).map_err(failed)?;
		let lock = Watched { path: with(path, ".lock"), id: id(&lock.metadata().map_err(failed)?) };
		let (lost, rescued) = Default::default();
		Ok(Self { database, others: [log, lock], lost, rescued })
	}

	/// Whether the files are in place. Once one was lost they never are again.
	pub(super) fn holds(&self) -> bool {
		if self.is_lost() {
			return false;
		}
		for file in std::iter::once(&self.database).chain(&self.others) {
			match file.find() {
				Found::Same => {},
				Found::Unknown => return false,
				Found::Lost(how) => {
					self.lose(&file.path, how);
					return false;
				},
			}
		}
		true
	}

	/// Fails unless the files are in place.
	pub(super) fn ensure(&self) -> Result<(), StoreError> {
		match self.holds() {
			true => Ok(()),
			false if self.is_lost() => Err(StoreError::Lost),
			false => Err(StoreError::Busy),
		}
	}

	pub(super) fn is_lost(&self) -> bool {
		self.lost.load(Ordering::SeqCst)
	}

	fn lose(&self, path: &Path, how: &str) {
		if self.lost.swap(true, Ordering::SeqCst) {
			return;
		}
		tracing::error!(
			"the store's file {} {how}. The gateway accepts and anchors nothing more. Do not stop it yet: it \
			still has the file open, with all acknowledged readings; see \"Store lost\" in \
			docs/runbooks/run-a-gateway.md",
			path.display()
		);
	}
}

impl Store {
	/// Whether its files are still those under its path. Checks that now.
	pub fn is_in_place(&self) -> bool {
		let holds = self.place.holds();
		metrics::gauge!("tallystick_gateway_obstacle", "kind" => "store_lost")
			.set(f64::from(u8::from(self.is_lost())));
		holds
	}

	/// Whether one of its files was found deleted, moved or replaced. It accepts and seals nothing more until
	/// the process is started again.
	pub fn is_lost(&self) -> bool {
		self.place.is_lost()
	}

	/// Copies the log into the database if only the database still has its name: a process that opens it
	/// then finds all that was acknowledged.
	fn rescue(&self) {
		let is_there = matches!(self.place.database.find(), Found::Same);
		if !self.is_lost() || !is_there || self.place.rescued.load(Ordering::SeqCst) {
			return;
		}
		let writer = self.writer.lock().unwrap_or_else(|poisoned| poisoned.into_inner());
		let busy = writer.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |row| row.get(0));
		match busy {
			Ok(false) => {
				self.place.rescued.store(true, Ordering::SeqCst);
				tracing::warn!("all readings are in the database file; restart the gateway");
			},
			Ok(true) => {},
			Err(error) => tracing::error!(%error, "the log could not be copied into the database"),
		}
	}
}

/// Checks the files of the store until it is stopped.
pub(crate) async fn watch(store: Arc<Store>, mut stop: Stop) {
	while !stop.pause(EVERY).await {
		on_disk(&store, |store| {
			if !store.is_in_place() {
				store.rescue();
			}
		})
		.await;
	}
}

#[cfg(test)]
mod tests;
