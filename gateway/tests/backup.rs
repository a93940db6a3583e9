//! Backups by the command, while a store is written to.

use std::{
	os::unix::fs::{symlink, PermissionsExt},
	path::{Path, PathBuf},
	process::{Command, Output},
	sync::atomic::{AtomicBool, AtomicU64, Ordering},
};

use codec::Encode;
use tallystick_evidence::DeviceId;
use tallystick_evidence::Limits;
use tallystick_gateway::{
	chain::{ChannelFact, DeviceFacts, Status},
	store::{Store, StoreOptions},
};

struct Place {
	folder: tempfile::TempDir,
	config: PathBuf,
	store: PathBuf,
}

impl Place {
	fn new() -> Self {
		let folder = tempfile::tempdir().unwrap();
		let (config, store) =
			(folder.path().join("gateway.toml"), folder.path().join("gateway.db"));
		let text = format!("[keys]\nsecret = \"//Alice\"\n[store]\npath = {store:?}\n");
		std::fs::write(&config, text).unwrap();
		Self { folder, config, store }
	}

	fn open(&self) -> Store {
		open(&self.store)
	}

	fn at(&self, name: &str) -> PathBuf {
		self.folder.path().join(name)
	}

	fn backup(&self, to: &Path) -> Output {
		Command::new(env!("CARGO_BIN_EXE_tallystick-gateway"))
			.args(["backup", "--config"])
			.arg(&self.config)
			.arg("--to")
			.arg(to)
			.output()
			.unwrap()
	}

	fn refuses(&self, to: &Path, why: &str) {
		let output = self.backup(to);
		assert!(!output.status.success());
		let said = String::from_utf8_lossy(&output.stderr);
		assert!(said.contains(why), "{said}");
		self.has_no_leftovers();
	}

	fn has_no_leftovers(&self) {
		for entry in std::fs::read_dir(self.folder.path()).unwrap() {
			let name = entry.unwrap().file_name().to_string_lossy().into_owned();
			assert!(!name.starts_with(".gateway-backup-"), "{name}");
		}
	}
}

fn open(path: &Path) -> Store {
	let options = StoreOptions { min_free: 0, ..StoreOptions::default() };
	Store::open(path, options).unwrap()
}

fn device(number: u64) -> DeviceId {
	let mut id = [0; 32];
	id[..8].copy_from_slice(&number.to_le_bytes());
	DeviceId(id)
}

/// Enough pages that a copy page by page would be overtaken by the writers.
fn facts() -> DeviceFacts {
	let channel = ChannelFact {
		name: "x".repeat(16 * 1024),
		unit: String::new(),
		exponent: 0,
		limits: Limits::NONE,
		watched: false,
	};
	DeviceFacts {
		status: Status::Active,
		authorised: true,
		key_epoch: 0,
		keys: Vec::new(),
		channels: vec![channel],
	}
}

/// Ends the writer, also when an assertion fails.
struct Stop<'a>(&'a AtomicBool);

impl Drop for Stop<'_> {
	fn drop(&mut self) {
		self.0.store(true, Ordering::SeqCst);
	}
}

#[test]
fn backs_up_a_store_that_is_written_to_all_the_time() {
	const ROUNDS: u64 = 3;
	const AT_FIRST: u64 = 500;
	let place = Place::new();
	let store = place.open();
	let (written, stop) = (AtomicU64::new(0), AtomicBool::new(false));
	let write = || {
		let number = written.load(Ordering::SeqCst);
		store.keep_facts(device(number), &facts()).unwrap();
		written.store(number + 1, Ordering::SeqCst);
	};
	for _ in 0..AT_FIRST {
		write();
	}
	std::thread::scope(|scope| {
		scope.spawn(|| {
			while !stop.load(Ordering::SeqCst) {
				write();
			}
		});
		let _stop = Stop(&stop);
		for round in 0..ROUNDS {
			let to = place.at(&format!("{round}.db"));
			let before = written.load(Ordering::SeqCst);
			let output = place.backup(&to);
			let after = written.load(Ordering::SeqCst);
			assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
			assert!(after > before, "nothing was written meanwhile");
			assert_eq!(std::fs::metadata(&to).unwrap().permissions().mode() & 0o777, 0o600);
			// All that was committed before, and a beginning of what was committed meanwhile.
			let copy = open(&to);
			let has = |number| copy.facts(device(number)).unwrap().is_some();
			let end = (0..=after + 1).find(|number| !has(*number)).unwrap();
			assert!((before..=after + 1).contains(&end), "{before} {end} {after}");
			assert!((end..=after + 1).all(|number| !has(number)));
			assert_eq!(copy.facts(device(0)).unwrap(), Some(facts().encode()));
		}
	});
	place.has_no_leftovers();
}

#[test]
fn backs_up_what_a_killed_gateway_left_in_the_log() {
	let place = Place::new();
	let store = place.open();
	store.keep_facts(device(1), &facts()).unwrap();
	// As after a kill: the log was not copied into the database.
	let killed = Place::new();
	for end in ["", "-wal"] {
		let of = |path: &Path| PathBuf::from(format!("{}{end}", path.display()));
		std::fs::copy(of(&place.store), of(&killed.store)).unwrap();
	}
	let to = killed.at("copy.db");
	let output = killed.backup(&to);
	assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
	assert_eq!(open(&to).facts(device(1)).unwrap(), Some(facts().encode()));
}

#[test]
fn overwrites_nothing() {
	let place = Place::new();
	drop(place.open());
	let (taken, dangling) = (place.at("taken"), place.at("dangling"));
	std::fs::write(&taken, "precious").unwrap();
	symlink(place.at("nowhere"), &dangling).unwrap();
	for to in [&taken, &dangling, &place.store] {
		place.refuses(to, "overwrites nothing");
	}
	assert_eq!(std::fs::read(&taken).unwrap(), b"precious");
	assert!(!place.at("nowhere").exists());
}

#[test]
fn refuses_a_file_that_is_not_a_store_and_creates_none() {
	let place = Place::new();
	place.refuses(&place.at("copy.db"), "store.path");
	assert!(!place.store.exists());
	std::fs::write(&place.store, "not a database").unwrap();
	place.refuses(&place.at("copy.db"), "store.path");
	assert!(!place.at("copy.db").exists());
}

#[test]
fn refuses_a_folder_that_is_missing() {
	let place = Place::new();
	drop(place.open());
	place.refuses(&place.at("none").join("copy.db"), "cannot be written");
}
