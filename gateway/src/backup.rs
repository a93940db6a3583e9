//! A copy of the database, made while the gateway runs.
//!
//! SQLite writes the copy from one snapshot (`VACUUM INTO`), so that commits meanwhile do not prolong
//! it. The copy gets its name only when it is complete, checked and on disk.

use std::{
	fs::File,
	path::{Path, PathBuf},
	time::Duration,
};

use rusqlite::{Connection, OpenFlags};
use tempfile::Builder;

/// A finished backup.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Backup {
	/// Its size in bytes.
	pub bytes: u64,
	/// The number of its last batch, if it has one.
	pub last_batch: Option<u64>,
}

/// An error that prevented the backup. There is no file under its name.
#[derive(Debug, thiserror::Error)]
pub enum BackupError {
	/// The file exists.
	#[error("{0} exists already; name another file, since a backup overwrites nothing")]
	Exists(PathBuf),
	/// The configured store is missing, or is not a gateway's database.
	#[error(
		"{path} is not the store of a gateway: {cause}; look at store.path in the configuration"
	)]
	NoStore {
		/// The configured path.
		path: PathBuf,
		/// The error of SQLite.
		cause: rusqlite::Error,
	},
	/// The copy cannot be written.
	#[error("{path} cannot be written: {cause}; name a file in a folder that you may write, on a disk with room")]
	NotWritten {
		/// The path of the copy.
		path: PathBuf,
		/// The system's error.
		cause: std::io::Error,
	},
	/// The database could not be copied.
	#[error("{path} cannot be copied: {cause}; is there room for a second one, and is the disk healthy?")]
	NotCopied {
		/// The path of the store.
		path: PathBuf,
		/// The error of SQLite.
		cause: rusqlite::Error,
	},
	/// A check found the copy damaged.
	#[error("the copy of {path} is damaged: {problem}; the store may be too, or one of the disks")]
	Damaged {
		/// The path of the store.
		path: PathBuf,
		/// The report of SQLite's check.
		problem: String,
	},
}

/// Copies the store at `from` into a new file at `to`, which only its owner may read.
pub fn backup(from: &Path, to: &Path) -> Result<Backup, BackupError> {
	let not_written = |cause| BackupError::NotWritten { path: to.into(), cause };
	if to.symlink_metadata().is_ok() {
		return Err(BackupError::Exists(to.into()));
	}
	let store =
		open_store(from).map_err(|cause| BackupError::NoStore { path: from.into(), cause })?;
	let folder = to.parent().filter(|folder| !folder.as_os_str().is_empty());
	let folder = folder.unwrap_or(Path::new("."));
	let copy =
		Builder::new().prefix(".gateway-backup-").tempfile_in(folder).map_err(not_written)?;

	let not_copied = |cause| BackupError::NotCopied { path: from.into(), cause };
	let name = copy.path().to_str().ok_or_else(|| not_written(unnamable()))?;
	store.execute("VACUUM INTO ?", [name]).map_err(not_copied)?;
	drop(store);
	let last_batch = check(copy.path(), from)?;

	copy.as_file().sync_all().map_err(not_written)?;
	let bytes = copy.as_file().metadata().map_err(not_written)?.len();
	copy.persist_noclobber(to).map_err(|refused| match refused.error.kind() {
		std::io::ErrorKind::AlreadyExists => BackupError::Exists(to.into()),
		_ => not_written(refused.error),
	})?;
	File::open(folder).and_then(|folder| folder.sync_all()).map_err(not_written)?;
	Ok(Backup { bytes, last_batch })
}

/// Opens an existing store, which a gateway may be using.
fn open_store(path: &Path) -> Result<Connection, rusqlite::Error> {
	// Only a writer can read the log that a killed process left.
	let db = Connection::open_with_flags(path, OpenFlags::SQLITE_OPEN_READ_WRITE)?;
	db.busy_timeout(Duration::from_secs(5))?;
	db.query_row("SELECT value FROM meta WHERE key = 'genesis'", [], |_| Ok(()))?;
	Ok(db)
}

fn check(copy: &Path, from: &Path) -> Result<Option<u64>, BackupError> {
	let damaged = |problem| BackupError::Damaged { path: from.into(), problem };
	let read = || {
		let db = Connection::open_with_flags(copy, OpenFlags::SQLITE_OPEN_READ_ONLY)?;
		let found: String = db.query_row("PRAGMA quick_check(1)", [], |row| row.get(0))?;
		let last: Option<i64> =
			db.query_row("SELECT MAX(number) FROM batch", [], |row| row.get(0))?;
		Ok((found, last))
	};
	let (found, last) = read().map_err(|error: rusqlite::Error| damaged(error.to_string()))?;
	if found != "ok" {
		return Err(damaged(found));
	}
	Ok(last.map(|number| number as u64))
}

fn unnamable() -> std::io::Error {
	std::io::Error::new(std::io::ErrorKind::InvalidInput, "its name is not UTF-8")
}
