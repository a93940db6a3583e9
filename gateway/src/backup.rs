//! A copy of the database, made while the gateway runs.
//!
//! SQLite writes the copy from one snapshot (`VACUUM INTO`), so that it takes as long as it takes however much
//! is committed meanwhile. The copy has its name only when it is whole, checked and on disk.

use std::{
	fs::File,
	path::{Path, PathBuf},
	time::Duration,
};

use rusqlite::{Connection, OpenFlags};
use tempfile::Builder;

/// A backup that was made.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Backup {
	/// Its size.
	pub bytes: u64,
	/// The last batch that it has, if it has one.
	pub last_batch: Option<u64>,
}

/// Why there is no backup. Nothing was written under its name.
#[derive(Debug, thiserror::Error)]
pub enum BackupError {
	/// The name is taken.
	#[error("{0} exists, and a backup overwrites nothing; name another file")]
	Exists(PathBuf),
	/// The configured store is missing, or is not one.
	#[error(
		"{path} is not the store of a gateway: {cause}; look at store.path in the configuration"
	)]
	NoStore {
		/// The file.
		path: PathBuf,
		/// Why not.
		cause: rusqlite::Error,
	},
	/// The copy cannot be written.
	#[error("{path} cannot be written: {cause}; name a file in a folder that you may write, on a disk with room")]
	NotWritten {
		/// The file.
		path: PathBuf,
		/// Why not.
		cause: std::io::Error,
	},
	/// The database could not be copied.
	#[error("{path} cannot be copied: {cause}; is there room for a second one, and is the disk healthy?")]
	NotCopied {
		/// The store.
		path: PathBuf,
		/// Why not.
		cause: rusqlite::Error,
	},
	/// The copy was read again, and is damaged.
	#[error("the copy of {path} is damaged: {problem}; the store may be too, or one of the disks")]
	Damaged {
		/// The store.
		path: PathBuf,
		/// What SQLite says.
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

/// Opens a store beside the gateway that may be running on it. It is not made if it is missing.
fn open_store(path: &Path) -> Result<Connection, rusqlite::Error> {
	// What a process left in the log when it was killed can be read only by one that may write.
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
