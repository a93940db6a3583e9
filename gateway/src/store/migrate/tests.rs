use super::*;
use crate::{
	archive::{
		Archive, ArchiveError, Query, StoreStatus, StoredBatch, StoredDevice, StoredReading,
	},
	chain::ProofPath,
	prune::tests::{Scene, DAY},
	store::{tables::batch_path, OpenBatch, OpenError, Store, StoreOptions, Waiting},
	support::{folder, TestDevice},
};
use codec::{DecodeAll, Encode};
use std::path::Path;
use tallystick_evidence::{merkle::Place, proof::BlockProof, Hash, Scheme};

/// Rewrites a database as an older version would have written it. All its messages have to be in the indexes.
fn to_version(version: i64, path: &Path) {
	let old = path.with_extension("old");
	let mut db = Connection::open(&old).unwrap();
	db.execute_batch(include_str!("version_2.sql")).unwrap();
	db.execute("ATTACH ? AS new", [path.to_str().unwrap()]).unwrap();
	db.execute_batch(include_str!("to_2.sql")).unwrap();
	db.execute("DETACH new", ()).unwrap();
	// The steps are what they were then.
	for (from, step) in (OLDEST..version).zip(STEPS) {
		in_one(&mut db, step, from + 1).unwrap();
	}
	drop(db);
	std::fs::rename(old, path).unwrap();
}

fn to_version_2(path: &Path) {
	to_version(2, path);
}

/// Everything that can be asked of a store.
#[derive(PartialEq, Debug)]
pub(in super::super) struct Contents {
	status: StoreStatus,
	devices: Vec<StoredDevice>,
	waiting: Waiting,
	open: Vec<OpenBatch>,
	batches: Vec<StoredBatch>,
	data: Vec<Option<Vec<u8>>>,
	readings: Vec<Vec<StoredReading>>,
	first_batch: Option<u64>,
	height: Option<u64>,
}

impl Contents {
	/// Whether readings wait for a batch.
	pub(in super::super) fn is_waiting(&self) -> bool {
		self.waiting.readings > 0
	}
}

pub(in super::super) fn contents(store: &Store, devices: &[TestDevice]) -> Contents {
	let readings = |device: &TestDevice| {
		let (from, to) = (0, u64::MAX);
		let query = Query { device: device.id, channel: None, from, to, after: None, limit: 1_000 };
		store.readings(&query).unwrap()
	};
	Contents {
		status: StoreStatus { bytes: 0, ..store.status().unwrap() },
		devices: store.devices(None, 10).unwrap(),
		waiting: store.waiting().unwrap(),
		open: store.open_batches().unwrap(),
		batches: (0..4).map(|number| store.batch(number).unwrap()).collect(),
		data: (0..4).map(|number| store.data(number).ok()).collect(),
		readings: devices.iter().map(readings).collect(),
		first_batch: store.first_batch().unwrap(),
		height: store.height().unwrap(),
	}
}

#[tokio::test]
async fn a_store_of_an_older_version_loses_nothing() {
	for version in OLDEST..VERSION {
		loses_nothing(version).await;
	}
}

async fn loses_nothing(old: i64) {
	let mut scene = Scene::new();
	let mut devices = scene.devices();
	let sent = scene.four(&mut devices).await;
	assert_eq!(scene.prune(Some(DAY)).await, 1);
	scene.store.note_height(7).unwrap();
	let before = contents(&scene.store, &devices);
	assert!(before.data[0].is_none() && before.data[1..].iter().all(Option::is_some));
	assert_eq!((before.waiting.readings, before.open.len()), (12, 2));

	scene.store.index(&()).unwrap();
	let (chain, folder) = scene.close();
	let path = folder.path().join("db");
	to_version(old, &path);
	assert_eq!(version(&Connection::open(&path).unwrap()).unwrap(), old);
	let mut scene = Scene::on(chain, folder);
	assert_eq!(contents(&scene.store, &devices), before);
	let mode = |db: &Connection| {
		let mode: i64 = db.pragma_query_value(None, "auto_vacuum", |row| row.get(0))?;
		Ok((version(db)?, mode))
	};
	assert_eq!(scene.store.read(mode).unwrap(), (VERSION, 2));

	scene.proves(&devices, &sent[1]);
	for (channel, time, _) in &sent[0][0].points {
		let pruned = scene.store.prove(devices[0].id, *channel, *time);
		assert!(matches!(pruned, Err(ArchiveError::Pruned)), "{pruned:?}");
	}
	// What was stored is acknowledged again, and stored once.
	for of in sent.iter().flatten() {
		let answer = scene.send(&devices[of.device], &of.message).await;
		assert_eq!((answer.error, answer.next), (None, 20));
	}
	assert_eq!(scene.store.waiting().unwrap(), before.waiting);
	// What was on its way arrives, and what waited.
	scene.finalise().await;
	scene.seal().await;
	scene.finalise().await;
	for sent in &sent[1..] {
		scene.proves(&devices, sent);
	}
	assert_eq!(scene.chain.final_batches().len(), 5);
}

/// Another store of the account anchored a batch; a person lets a store of an old version go on above it.
#[tokio::test]
async fn a_store_of_an_older_version_is_adopted_and_nothing_is_lost_or_doubled() {
	for version in OLDEST..VERSION {
		is_adopted(version).await;
	}
}

async fn is_adopted(old: i64) {
	let mut scene = Scene::new();
	let mut devices = scene.devices();
	let sent = scene.four(&mut devices).await;
	assert_eq!(scene.prune(Some(DAY)).await, 1);
	scene.store.index(&()).unwrap();
	let (chain, own) = scene.close();
	let path = own.path().join("db");
	// The batches 0 to 2 are on the chain.
	chain.grow(2);
	chain.finalise(0);
	let mut other = Scene::on(chain, folder());
	other.store.adopt(3, &[]).unwrap();
	let mut another = TestDevice::new(&other.chain, 9, Scheme::Ed25519);
	let (message, _) = another.segment(7);
	assert_eq!(other.send(&another, &message).await.error, None);
	other.seal().await;
	other.finalise().await;
	let (chain, _other) = other.close();
	assert_eq!(chain.final_batches().len(), 4);

	to_version(old, &path);
	let mut scene = Scene::on(chain, own);
	scene.finalise().await;
	assert!(scene.store.is_halted());
	scene.store.allow_adoption().unwrap();
	let (chain, own) = scene.close();
	let mut scene = Scene::on(chain, own);
	scene.finalise().await;
	assert!(scene.store.adopts() && !scene.store.has_room());
	scene.chain.grow(64);
	for _ in 0..2 {
		scene.finalise().await;
	}
	assert!(!scene.store.adopts());
	assert!(scene.store.has_room());

	// What was acknowledged is acknowledged again, and stored once.
	let waiting = scene.store.waiting().unwrap();
	for of in sent.iter().flatten() {
		let answer = scene.send(&devices[of.device], &of.message).await;
		assert_eq!((answer.error, answer.next), (None, 20));
	}
	assert_eq!(scene.store.waiting().unwrap().readings, waiting.readings);
	scene.seal().await;
	for _ in 0..2 {
		scene.finalise().await;
	}
	assert_eq!(scene.store.waiting().unwrap().in_flight, 0);
	for sent in &sent[1..] {
		scene.proves(&devices, sent);
	}
	// Number 3 is the other's, and five rounds of twelve readings are in one batch each.
	let batches = scene.chain.final_batches();
	let readings: u64 = batches.values().map(|anchored| anchored.batch.readings).sum();
	assert_eq!((batches.len(), readings), (6, 60 + 7));
	for (number, anchored) in batches {
		let own = scene.store.batch(number).ok().map(|kept| kept.batch);
		assert_eq!(own == Some(anchored.batch), number != 3, "{number}");
	}
}

/// The columns of each table, and those of each index.
fn shape(db: &Connection) -> Vec<String> {
	let mut shape = Vec::new();
	let mut query = db
		.prepare("SELECT type, name, tbl_name FROM sqlite_schema WHERE sql NOT NULL ORDER BY name")
		.unwrap();
	let named = query.query_map([], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)));
	let named: Vec<(String, String, String)> = named.unwrap().map(Result::unwrap).collect();
	for (kind, name, table) in named {
		let pragma = if kind == "table" { "table_info" } else { "index_info" };
		db.pragma(None, pragma, &name, |row| {
			let column: String = if kind == "table" { row.get(1)? } else { row.get(2)? };
			let rest: String = match kind.as_str() {
				"table" => {
					let (of, required): (String, bool) = (row.get(2)?, row.get(3)?);
					let (default, key): (Option<String>, i64) = (row.get(4)?, row.get(5)?);
					format!("{of} {required} {default:?} {key}")
				},
				_ => table.clone(),
			};
			shape.push(format!("{kind} {name}: {column} {rest}"));
			Ok(())
		})
		.unwrap();
	}
	shape
}

#[test]
fn a_migrated_store_has_the_tables_of_a_new_one() {
	let mut old = Connection::open_in_memory().unwrap();
	old.execute_batch(include_str!("version_2.sql")).unwrap();
	assert_eq!(version(&old).unwrap(), OLDEST);
	migrate(&mut old, OLDEST).unwrap();
	let mut new = Connection::open_in_memory().unwrap();
	create(&mut new).unwrap();
	assert_eq!(version(&old).unwrap(), version(&new).unwrap());
	assert_eq!(shape(&old), shape(&new));
	assert!(shape(&new).len() > 60);
}

#[test]
fn a_step_that_fails_changes_nothing() {
	let mut db = Connection::open_in_memory().unwrap();
	db.execute_batch(include_str!("version_2.sql")).unwrap();
	let before = shape(&db);
	// A table of this name is in its way.
	db.execute_batch("CREATE TABLE batch_path (other)").unwrap();
	migrate(&mut db, OLDEST).unwrap_err();
	db.execute_batch("DROP TABLE batch_path").unwrap();
	assert_eq!((version(&db).unwrap(), shape(&db)), (OLDEST, before));
	migrate(&mut db, OLDEST).unwrap();
}

#[test]
fn the_store_of_another_account_is_not_migrated() {
	let folder = folder();
	let path = folder.path().join("db");
	let options = |account| StoreOptions { account, min_free: 0, ..Default::default() };
	drop(Store::open(&path, options([1; 32])).unwrap());
	to_version_2(&path);
	let refused = Store::open(&path, options([2; 32]));
	assert!(matches!(refused, Err(OpenError::OtherAccount(_))));
	assert_eq!(version(&Connection::open(&path).unwrap()).unwrap(), OLDEST);
	drop(Store::open(&path, options([1; 32])).unwrap());
	assert_eq!(version(&Connection::open(&path).unwrap()).unwrap(), VERSION);
}

/// A proof path as versions 2 and 3 wrote it: the hashes through the range were not optional.
#[derive(Encode)]
struct OldPath {
	place: Place,
	number: u32,
	hash: Hash,
	items: Vec<Hash>,
	header: Vec<u8>,
}

#[test]
fn a_migrated_store_keeps_the_proof_paths_of_its_batches() {
	let db = Connection::open_in_memory().unwrap();
	// The paths alone are of interest here, not their batches.
	db.pragma_update(None, "foreign_keys", false).unwrap();
	db.execute_batch(SCHEMA).unwrap();
	let mut paths = Vec::new();
	for (number, (place, items)) in [(0, 1), (1, 0), (9, 3), (32, 31)].into_iter().enumerate() {
		let hashes = |count| (0..count).map(|byte| [byte; 32]).collect::<Vec<_>>();
		let place = Place { index: 5, count: 900, path: hashes(place) };
		let (items, header) = (hashes(items), vec![7; 300]);
		let (hash, block) = ([9; 32], 70_000);
		let new = ProofPath {
			block: BlockProof {
				place: place.clone(),
				number: block,
				hash,
				items: Some(items.clone()),
			},
			header: header.clone(),
		};
		let old = OldPath { place, number: block, hash, items, header };
		db.execute(
			"INSERT INTO batch_path (batch, path, finalized_at) VALUES (?, ?, 3)",
			(number as i64, old.encode()),
		)
		.unwrap();
		paths.push(new);
	}
	db.execute("INSERT INTO key_path VALUES (0, 1, 1, x'00', 3), (0, 1, 2, NULL, 1)", []).unwrap();
	db.execute_batch(STEPS[1]).unwrap();
	for (number, path) in paths.iter().enumerate() {
		let stored = batch_path::load(&db, number as u64).unwrap().unwrap();
		assert_eq!(ProofPath::decode_all(&mut stored.as_slice()).as_ref(), Ok(path));
	}
	// Those of later keys are fetched again.
	let wanted = "SELECT count(*) FROM key_path WHERE path IS NULL AND tries = 0";
	assert_eq!(db.query_row(wanted, [], |row| row.get(0)), Ok(2));
}
