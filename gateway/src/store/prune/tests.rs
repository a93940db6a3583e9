use super::*;
use crate::{
	chain::ProofPath,
	store::{Body, BodyRun, Content, Incoming, SealLimits, StoreOptions},
	support::folder,
};
use std::path::Path;
use tallystick_evidence::{
	merkle::Place, proof::BlockProof, reading::SignedReading, DeviceId, Leaf, Limits, Reading,
	Signature,
};

const HOUR: u64 = 3_600_000;
/// One batch an hour.
const YEAR: u64 = 365 * 24;
const READINGS: u64 = 20;
/// The mark by which pruned bytes are recognised.
const MARK: [u8; 24] = *b"signature of a batch no ";

fn marked(number: u64) -> [u8; 64] {
	let mut bytes = [0; 64];
	bytes[..24].copy_from_slice(&MARK);
	bytes[24..32].copy_from_slice(&number.to_le_bytes());
	bytes
}

/// Stores, seals and finalises the readings of an hour.
fn hour(store: &Store, number: u64) {
	let leaf = |at: u64| Leaf {
		reading: Reading { time: number * HOUR + at, value: at as i64, salt: [0; 16] },
		signed: Some(SignedReading {
			sequence: number * READINGS + at,
			signature: Signature(marked(number)),
		}),
	};
	let leaves = (0..READINGS).map(leaf).collect();
	let body =
		Body { seed: None, runs: vec![BodyRun { channel: 0, limits: Limits::NONE, leaves }] };
	let message = Incoming {
		device: DeviceId([1; 32]),
		received: number * HOUR,
		content: Content::Readings { key_epoch: 0, boot: 0, body },
		payload: Vec::new(),
		json: false,
	};
	store.accept(&[message], &()).unwrap();
	let limits = SealLimits { readings: 1_000, segments: 100, observed: 10, runs: 10 };
	assert_eq!(store.seal(&limits, &()).unwrap().unwrap().number, number);
	let place = Place { index: 0, count: 1, path: Vec::new() };
	let block = BlockProof { place, number: 1, hash: [1; 32], items: Some(Vec::new()) };
	let path = ProofPath { block, header: marked(number).to_vec() };
	store.finalise(number, &path, Some(number * HOUR), &()).unwrap();
}

/// The numbers of the batches of which a file still holds data.
fn legible(path: &Path) -> std::collections::BTreeSet<u64> {
	let bytes = std::fs::read(path).unwrap_or_default();
	let marks = bytes.windows(32).filter(|window| window.starts_with(&MARK));
	marks.map(|mark| u64::from_le_bytes(mark[24..].try_into().unwrap())).collect()
}

#[test]
fn a_pruned_year_gives_its_space_back_and_cannot_be_read_from_the_file() {
	let folder = folder();
	let path = folder.path().join("db");
	let store =
		Store::open(&path, StoreOptions { min_free: 1 << 20, ..Default::default() }).unwrap();
	store.begin_at(0).unwrap();
	for number in 0..YEAR {
		hour(&store, number);
	}
	assert!(store.empty_log().unwrap());
	let full = path.metadata().unwrap().len();
	assert_eq!(legible(&path).len() as u64, YEAR);
	assert!(store.free_in_file().unwrap() < full / 100);
	assert!(!store.suffices(0) && store.suffices(1 << 20));

	// All but the last day.
	let (now, kept) = (YEAR * HOUR, YEAR - 24);
	while store.prune(now, kept * HOUR, &()).unwrap() > 0 {}
	let inside = store.free_in_file().unwrap();
	// On a full disk the free pages count as room.
	assert!(store.suffices(0));
	assert!(inside > full / 2, "{inside} of {full} bytes are free in the file");
	while store.give_back().unwrap() > 0 {}
	assert!(store.empty_log().unwrap());

	let left = path.metadata().unwrap().len();
	assert!(left < full / 2, "{left} of {full} bytes are left");
	assert!(store.free_in_file().unwrap() < left / 8);
	let log = folder.path().join("db-wal");
	let legible: Vec<u64> = legible(&path).union(&legible(&log)).copied().collect();
	assert_eq!(legible, (kept..YEAR).collect::<Vec<_>>());
	// The space is used again.
	hour(&store, YEAR);
	assert!(store.empty_log().unwrap());
	assert!(path.metadata().unwrap().len() <= left);
}

#[test]
fn batches_to_prune_are_found_without_a_scan() {
	let folder = folder();
	let store = Store::open(folder.path().join("db"), Default::default()).unwrap();
	let plans = store
		.read(|db| {
			let mut plans = Vec::new();
			for query in [
				"SELECT batch FROM batch_path WHERE finalized_at < ? ORDER BY finalized_at, batch",
				"SELECT 1 FROM batch_path WHERE finalized_at IS NULL",
				"DELETE FROM body WHERE message BETWEEN ? AND ?",
				"DELETE FROM segment WHERE batch = ?",
				"DELETE FROM key_path WHERE batch = ?",
			] {
				let mut plan = db.prepare(&format!("EXPLAIN QUERY PLAN {query}"))?;
				let unset = vec![0; plan.parameter_count()];
				let mut rows = plan.query(rusqlite::params_from_iter(unset))?;
				while let Some(row) = rows.next()? {
					plans.push(row.get::<_, String>("detail")?);
				}
			}
			Ok(plans)
		})
		.unwrap();
	assert!(plans.len() >= 5);
	for plan in plans {
		assert!(plan.starts_with("SEARCH"), "{plan}");
	}
}

#[test]
fn a_reader_keeps_the_log_and_devices_do_not_wait_for_it() {
	let folder = folder();
	let options = StoreOptions { min_free: 0, ..Default::default() };
	let store = Store::open(folder.path().join("db"), options).unwrap();
	store.begin_at(0).unwrap();
	hour(&store, 0);
	let read = store.read(|db| {
		let before = message::last(db)?;
		hour(&store, 1);
		assert!(!store.empty_log()?);
		hour(&store, 2);
		assert_eq!(message::last(db)?, before);
		Ok(())
	});
	read.unwrap();
	assert!(store.empty_log().unwrap());
}
