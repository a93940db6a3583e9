//! Opening the database, and its connections.

use super::{
	adopt, begin, guard,
	migrate::{self, OLDEST, VERSION},
	place::Place,
	recent::Recent,
	tables::meta,
	Store,
};
use crate::clock::utc;
use rusqlite::{Connection, ErrorCode, OpenFlags};
use std::{
	fs::File,
	path::{Path, PathBuf},
	sync::{atomic::AtomicBool, Mutex},
	time::Duration,
};
use tallystick_evidence::Hash;

/// SQLite's number for `auto_vacuum = INCREMENTAL`.
const INCREMENTAL: i64 = 2;
const PAGE_BYTES: i64 = 4_096;
/// Pages of the log at which it is copied into the database.
const LOG_PAGES: i64 = 16_384;
/// Pages that the writer keeps in memory.
const CACHE_PAGES: i64 = 4_096;

/// How long a connection waits for another one.
pub(super) const PATIENCE: Duration = Duration::from_secs(5);

/// The options of a [`Store`].
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct StoreOptions {
	/// The hash of the chain's first block. A store of another chain is not opened.
	pub genesis: Hash,
	/// The gateway's account. A store of another account is not opened.
	pub account: [u8; 32],
	/// With less free space on its disk, in bytes, the store accepts nothing.
	pub min_free: u64,
	/// Most connections that are kept open for reading.
	pub readers: usize,
	/// Most refused second versions that are kept for each device.
	pub max_conflicts: u32,
}

impl Default for StoreOptions {
	fn default() -> Self {
		Self {
			genesis: [0; 32],
			account: [0; 32],
			min_free: 64 * 1024 * 1024,
			readers: 4,
			max_conflicts: 16,
		}
	}
}

/// An error that prevents the opening of a store.
#[derive(Debug, thiserror::Error)]
pub enum OpenError {
	/// The store belongs to another chain.
	#[error("the store {0} belongs to another chain; name another file")]
	OtherChain(PathBuf),
	/// The store belongs to another account.
	#[error(
		"the store {0} belongs to another gateway's account; name another file, or use its account"
	)]
	OtherAccount(PathBuf),
	/// The store was written by a newer gateway.
	#[error("the store {path} has version {found}, and this gateway knows only version {VERSION}; use a newer gateway")]
	TooNew {
		/// The store's file.
		path: PathBuf,
		/// The version that the file has.
		found: i64,
	},
	/// The store was written by a gateway that is too old.
	#[error("the store {path} has version {found}, and this gateway knows versions {OLDEST} to {VERSION}; name a new file, or use the gateway that wrote it")]
	TooOld {
		/// The store's file.
		path: PathBuf,
		/// The version that the file has.
		found: i64,
	},
	/// The store was written by an older gateway, and the disk has no room to bring it to this version.
	#[error("the store {path} was written by an older gateway, and has to be rewritten: that needs {needed} bytes of free space on its disk; make room")]
	NoRoom {
		/// The store's file.
		path: PathBuf,
		/// Bytes that have to be free.
		needed: u64,
	},
	/// Another process has the store open.
	#[error("another process has the store {0} open; stop that process, or name another file")]
	InUse(PathBuf),
	/// The file cannot be created.
	#[error("the store {path} cannot be created: {cause}; name a file in a folder that the gateway may write")]
	NoPlace {
		/// The store's file.
		path: PathBuf,
		/// The system's error.
		cause: std::io::Error,
	},
	/// The database failed.
	#[error("the store {path} cannot be opened: {cause}")]
	Failed {
		/// The store's file.
		path: PathBuf,
		/// The error of the database.
		cause: StoreError,
	},
}

/// An error of an operation of the store. The operation changed nothing.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
	/// The disk is full, or fails for now.
	#[error("the disk is full, or fails for now; make room, and the gateway goes on by itself")]
	Busy,
	/// A file of the store was deleted, moved or replaced while it was open.
	#[error("a file of the store was deleted, moved or replaced; see \"Store lost\" in docs/runbooks/run-a-gateway.md")]
	Lost,
	/// The data on disk are not those that were written.
	#[error("the store is damaged: {0}; check the disk")]
	Corrupt(String),
	/// The database failed.
	#[error("the database failed: {0}")]
	Sql(rusqlite::Error),
}

impl From<rusqlite::Error> for StoreError {
	fn from(error: rusqlite::Error) -> Self {
		match error.sqlite_error_code() {
			Some(
				ErrorCode::DiskFull
				| ErrorCode::SystemIoFailure
				| ErrorCode::DatabaseBusy
				| ErrorCode::DatabaseLocked
				| ErrorCode::CannotOpen,
			) => Self::Busy,
			_ => Self::Sql(error),
		}
	}
}

impl Store {
	/// Opens a store, or creates one.
	pub fn open(path: impl AsRef<Path>, options: StoreOptions) -> Result<Self, OpenError> {
		let path = path.as_ref();
		let failed = |cause| OpenError::Failed { path: path.into(), cause };
		let lock = lock(path)?;
		let mut writer = connect(path, Access::Writes).map_err(failed)?;
		let kept = writer.pragma_update(None, "cache_size", CACHE_PAGES);
		kept.map_err(|error| failed(error.into()))?;
		let found = migrate::version(&writer).map_err(failed)?;
		match found {
			0 => {
				migrate::create(&mut writer).map_err(failed)?;
				tracing::warn!(path = %path.display(), "there was no store; a new one is made");
			},
			OLDEST..=VERSION => {},
			found if found < OLDEST => {
				return Err(OpenError::TooOld { path: path.into(), found });
			},
			found => return Err(OpenError::TooNew { path: path.into(), found }),
		}
		for (key, ours, refusal) in [
			(meta::GENESIS, options.genesis, OpenError::OtherChain as fn(_) -> _),
			(meta::ACCOUNT, options.account, OpenError::OtherAccount),
		] {
			let sql = |error: rusqlite::Error| failed(error.into());
			match meta::hash(&writer, key).map_err(sql)? {
				None => meta::set_hash(&writer, key, &ours).map_err(sql)?,
				Some(stored) if stored == ours => {},
				Some(_) => return Err(refusal(path.into())),
			}
		}
		if (OLDEST..VERSION).contains(&found) {
			let needed = migrate::room(path.metadata().map_or(0, |file| file.len()), found);
			if free_bytes(path).is_some_and(|free| free < needed) {
				return Err(OpenError::NoRoom { path: path.into(), needed });
			}
			migrate::migrate(&mut writer, found).map_err(failed)?;
		}
		ensure_incremental(&writer, path).map_err(failed)?;
		let place = Place::new(path, &writer, &lock).map_err(failed)?;
		let begun = begin::of(&writer).map_err(failed)?.first_batch.is_some();
		let adopts = adopt::is_allowed(&writer).map_err(failed)?;
		let is_copy = guard::is_copy(&writer, &lock).map_err(failed)?;
		let age = match guard::age(&writer, &lock, utc()).map_err(failed)? {
			_ if adopts => guard::Age::Old,
			age => age,
		};
		let confirmed = age == guard::Age::Newest;
		if !confirmed && !adopts {
			tracing::warn!(
				path = %path.display(),
				"this may be an old copy of the store, or it has rested for an hour; \
				nothing is accepted until the chain shows that it lacks no batch"
			);
		}
		let recent = Recent::load(&writer).map_err(failed)?;
		let readers = Readers::new(options.readers);
		Ok(Self {
			path: path.into(),
			options,
			writer: Mutex::new(writer),
			readers,
			recent: Mutex::new(recent),
			indexing: Mutex::default(),
			halted: AtomicBool::new(false),
			doubted: AtomicBool::new(false),
			halt_noted: AtomicBool::new(false),
			milestones: Default::default(),
			noted: Default::default(),
			confirmed: AtomicBool::new(confirmed),
			begun: AtomicBool::new(begun),
			adopts: AtomicBool::new(adopts),
			is_copy,
			age,
			lock,
			place,
		})
	}

	/// The genesis hash of the chain that the store at `path` belongs to. Makes no file.
	pub fn genesis_at(path: &Path) -> Option<Hash> {
		let db = Connection::open_with_flags(path, OpenFlags::SQLITE_OPEN_READ_WRITE).ok()?;
		meta::hash(&db, meta::GENESIS).ok()?
	}
}

/// Keeps other processes out: two gateways would give one number to two batches. The system releases
/// the lock with the process, however that ends.
fn lock(path: &Path) -> Result<File, OpenError> {
	let mut name = path.as_os_str().to_owned();
	name.push(".lock");
	// Its content stays, because it shows whether the database is an old copy.
	let mut options = File::options();
	let file = options
		.read(true)
		.write(true)
		.create(true)
		.truncate(false)
		.open(PathBuf::from(name))
		.map_err(|cause| OpenError::NoPlace { path: path.into(), cause })?;
	match file.try_lock() {
		Ok(()) => Ok(file),
		Err(_) => Err(OpenError::InUse(path.into())),
	}
}

/// The free space on the disk of a store, in bytes. `None` if the system does not report it.
pub(super) fn free_bytes(path: &Path) -> Option<u64> {
	let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
	let disk = nix::sys::statvfs::statvfs(folder.unwrap_or(Path::new("."))).ok()?;
	Some(disk.blocks_available().saturating_mul(disk.fragment_size()))
}

/// Has the database keep track of free pages, so that they can be given back. An old database is
/// rewritten for that once.
fn ensure_incremental(db: &Connection, path: &Path) -> Result<(), StoreError> {
	let mode: i64 = db.pragma_query_value(None, "auto_vacuum", |row| row.get(0))?;
	if mode == INCREMENTAL {
		return Ok(());
	}
	tracing::info!(path = %path.display(), "the store is rewritten, once; do not stop the gateway meanwhile");
	match db.execute_batch("VACUUM") {
		Ok(()) => {},
		// Everything else works without it.
		Err(error) => tracing::warn!(
			%error,
			"the store could not be rewritten, so that it gives no space back; make room on its disk and restart the gateway"
		),
	}
	Ok(())
}

/// The use of a connection.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Access {
	Reads,
	Writes,
}

fn connect(path: &Path, access: Access) -> Result<Connection, StoreError> {
	let db = Connection::open(path)?;
	if access == Access::Writes {
		// This has to come before anything is written; later it would need a VACUUM. It is a write by itself.
		db.pragma_update(None, "auto_vacuum", INCREMENTAL)?;
	}
	db.pragma_update(None, "journal_mode", "WAL")?;
	// Pruned data are overwritten.
	db.pragma_update(None, "secure_delete", "ON")?;
	// A commit returns when the log is on disk.
	db.pragma_update(None, "synchronous", "FULL")?;
	db.pragma_update(None, "foreign_keys", "ON")?;
	db.pragma_update(None, "journal_size_limit", LOG_PAGES * PAGE_BYTES)?;
	// Each device has a page of its own in an index. The longer the log, the more writes to one page are copied
	// into the database as one.
	db.pragma_update(None, "wal_autocheckpoint", LOG_PAGES)?;
	db.busy_timeout(PATIENCE)?;
	db.set_prepared_statement_cache_capacity(64);
	Ok(db)
}

/// The connections that only read.
#[derive(Debug)]
pub(super) struct Readers {
	kept: usize,
	free: Mutex<Vec<Connection>>,
}

impl Readers {
	fn new(kept: usize) -> Self {
		Self { kept, free: Mutex::default() }
	}

	/// A connection to the store, if its files are in place.
	pub(super) fn take(
		&self,
		path: &Path,
		place: &Place,
	) -> Result<Option<Connection>, StoreError> {
		if let Some(reader) = self.lock().pop() {
			return Ok(Some(reader));
		}
		if !place.holds() {
			return Ok(None);
		}
		let reader = connect(path, Access::Reads)?;
		reader.pragma_update(None, "query_only", "ON")?;
		Ok(place.holds().then_some(reader))
	}

	pub(super) fn put(&self, reader: Connection) {
		let mut free = self.lock();
		if free.len() < self.kept {
			free.push(reader);
		}
	}

	fn lock(&self) -> std::sync::MutexGuard<'_, Vec<Connection>> {
		self.free.lock().unwrap_or_else(|poisoned| poisoned.into_inner())
	}
}
