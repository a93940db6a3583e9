//! What is stored of one device changes on the disk, column by column: all others go on.

use super::*;
use crate::{
	archive::Archive,
	link::Inbound,
	prune::tests::{Scene, Sent},
	support::{answers, TestDevice},
};
use futures::FutureExt;
use rusqlite::{types::Value, OptionalExtension};
use std::panic::AssertUnwindSafe;

/// A table, how the newest row of a device is found in it, and the columns that hold no row's number.
const TABLES: &[(&str, &str, &[&str])] = &[
	(
		"message",
		"id = (SELECT MAX(id) FROM message WHERE device = ?)",
		&[
			"kind",
			"key_epoch",
			"boot",
			"first",
			"count",
			"start",
			"end",
			"received",
			"signed_parts",
		],
	),
	("body", "message = (SELECT MAX(id) FROM message WHERE device = ?)", &["readings"]),
	(
		"tail",
		"device = ?",
		&[
			"key_epoch",
			"boot",
			"next",
			"name",
			"finalized",
			"newest",
			"span",
			"json",
			"last",
			"built_boot",
			"built",
		],
	),
	("recent_tail", "device = ?", &["signed", "tail"]),
	("by_number", "device = ?", &["boot", "first"]),
	("by_time", "device = ?", &["start"]),
	("device", "id = ?", &["name", "facts"]),
	("key", "device = ?", &["fact", "block"]),
];

/// What may stand on the disk instead of a value: one bit is another one, or it is of another type.
fn rotten(value: &Value) -> Vec<Value> {
	let mut rotten = vec![Value::Blob(vec![0xff])];
	match value {
		Value::Integer(number) => {
			rotten.extend([0, 40, 63].map(|bit| Value::Integer(number ^ (1 << bit))));
		},
		Value::Blob(bytes) => {
			for at in [0, bytes.len() / 2, bytes.len().saturating_sub(1)] {
				let mut bytes = bytes.clone();
				if let Some(byte) = bytes.get_mut(at) {
					*byte ^= 0x40;
					rotten.push(Value::Blob(bytes));
				}
			}
		},
		_ => {},
	}
	rotten
}

/// A column of the newest row of a device.
#[derive(Clone, Copy, Debug)]
struct Column {
	table: &'static str,
	row: &'static str,
	name: &'static str,
	/// The place of the device in the scene.
	device: usize,
}

impl Column {
	fn all() -> impl Iterator<Item = Self> {
		TABLES.iter().flat_map(|(table, row, names)| {
			let names = names.iter().flat_map(|name| [0, 1, 2].map(|device| (*name, device)));
			names.map(|(name, device)| Self { table, row, name, device })
		})
	}

	/// Its value. `None` if there is no such row.
	fn read(&self, store: &Store, devices: &[TestDevice; 3]) -> Option<Value> {
		let Self { table, row, name, device } = self;
		let query = format!("SELECT {name} FROM {table} WHERE {}", Self::of(row));
		let read = |db: &rusqlite::Connection| {
			Ok(db.query_row(&query, [devices[*device].id.0], |row| row.get(0)).optional()?)
		};
		store.read(read).unwrap()
	}

	fn write(&self, store: &Store, devices: &[TestDevice; 3], value: &Value) {
		let Self { table, row, name, device } = self;
		let change = format!("UPDATE {table} SET {name} = ?2 WHERE {}", Self::of(row));
		let changed = store.write(|tx| Ok(tx.execute(&change, (devices[*device].id.0, value))?));
		assert!(changed.unwrap() > 0);
	}

	fn of(row: &str) -> String {
		row.replace('?', "(SELECT id FROM device WHERE name = ?1)")
	}
}

/// When the disk changes, and what follows.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum When {
	/// The readings wait for a batch.
	Waiting,
	/// The same, and then the gateway is started anew.
	BeforeStart,
	/// Their batch is sealed, and not final.
	Sealed,
}

/// Has a column change on the disk, and checks that the other devices notice nothing. Returns whether there is
/// such a change.
async fn play(column: Column, choice: usize, when: When) -> bool {
	let mut scene = Scene::new();
	let mut devices = scene.devices();
	scene.chain.lock().devices.get_mut(&devices[0].id).unwrap().channels[0].watched = true;
	let mut sent = vec![scene.measure(&mut devices).await];
	scene.seal().await;
	scene.finalise().await;
	sent.push(scene.measure(&mut devices).await);
	if when == When::Sealed {
		scene.seal().await;
	}
	let Some(value) = column.read(&scene.store, &devices) else { return false };
	let Some(rotten) = rotten(&value).into_iter().nth(choice) else { return false };
	column.write(&scene.store, &devices, &rotten);
	if when == When::BeforeStart {
		let (chain, folder) = scene.close();
		scene = Scene::on(chain, folder);
		// It asks the chain first if nothing tells that it has rested for less than an hour.
		for _ in 0..2 {
			scene.finalise().await;
		}
	}

	// The device sends again, in one group with others.
	let [segments, readings, senml] = &mut devices;
	let made = [segments.segment(4), readings.readings(4), senml.senml(4)];
	let group: Vec<Inbound> = made.iter().map(|(message, _)| message.clone()).collect();
	let out = scene.ingest(group).await;
	let mut last = Vec::new();
	for (device, (message, points)) in made.into_iter().enumerate() {
		if device != column.device {
			assert_eq!(answers(&out, devices[device].id)[0].error, None, "device {device}");
			last.push(Sent { device, message, points });
		}
	}
	sent.push(last);
	if when != When::Sealed {
		scene.seal().await;
		scene.finalise().await;
	}
	scene.finalise().await;
	assert_eq!(scene.store.waiting().unwrap().in_flight, 0, "a batch is not final");
	if when == When::Sealed {
		scene.seal().await;
		scene.finalise().await;
	}
	for round in sent {
		let others: Vec<_> = round.into_iter().filter(|of| of.device != column.device).collect();
		scene.proves(&devices, &others);
	}
	true
}

async fn rots(when: When) {
	let (mut failed, mut played) = (Vec::new(), 0);
	for column in Column::all() {
		for choice in 0.. {
			match AssertUnwindSafe(play(column, choice, when)).catch_unwind().await {
				Ok(true) => played += 1,
				Ok(false) => break,
				Err(_) => failed.push(format!("{when:?} {column:?} {choice}")),
			}
		}
	}
	assert!(failed.is_empty(), "others were stopped by:\n{}", failed.join("\n"));
	assert!(played > 200, "{played} changes only");
}

#[tokio::test]
async fn rot_in_the_hashes_of_a_batchs_segments_hides_no_proof() {
	let (mut scene, mut played) = (Scene::new(), 0);
	let mut devices = scene.devices();
	let sent = scene.measure(&mut devices).await;
	scene.seal().await;
	scene.finalise().await;
	let whole: Value = scene
		.store
		.read(|db| Ok(db.query_row("SELECT hashes FROM batch_leaves", [], |row| row.get(0))?))
		.unwrap();
	assert!(matches!(&whole, Value::Blob(leaves) if leaves.len() == 3 * 32));
	for hashes in rotten(&whole).into_iter().chain([Value::Blob(vec![7; 64])]) {
		let change = "UPDATE batch_leaves SET hashes = ?";
		scene.store.write(|tx| Ok(tx.execute(change, [hashes])?)).unwrap();
		scene.proves(&devices, &sent);
		played += 1;
	}
	// An older gateway stored none.
	damage(&scene, "DELETE FROM batch_leaves");
	scene.proves(&devices, &sent);
	assert!(played >= 5);
}

/// Changes a database as a disk would: nothing is checked.
fn damage(scene: &Scene, change: &str) {
	let db = rusqlite::Connection::open(&scene.store.path).unwrap();
	db.pragma_update(None, "foreign_keys", false).unwrap();
	assert!(db.execute(change, []).unwrap() > 0);
}

#[tokio::test]
async fn a_row_that_names_no_device_is_set_aside_for_the_one_that_sent_it() {
	let mut scene = Scene::new();
	let mut devices = scene.devices();
	let sent = scene.measure(&mut devices).await;
	scene.store.index(&()).unwrap();
	damage(&scene, "UPDATE message SET device = 999 WHERE id = 2");
	let more = scene.measure(&mut devices).await;
	scene.seal().await;
	scene.finalise().await;
	assert_eq!(scene.store.damaged().unwrap(), 1);
	let found = scene.store.devices(None, 10).unwrap();
	let finalized =
		|device: &TestDevice| found.iter().find(|of| of.device == device.id).unwrap().finalized;
	// What it lost is never called final.
	assert_eq!([0, 1, 2].map(|device| finalized(&devices[device])), [8, 0, 8]);
	for round in [sent, more] {
		let others: Vec<_> = round.into_iter().filter(|of| of.device != 1).collect();
		scene.proves(&devices, &others);
	}
}

#[tokio::test]
async fn a_row_whose_columns_no_longer_fit_its_readings_is_set_aside() {
	for (device, change) in [
		(0, "UPDATE message SET count = 5 WHERE id = 1"),
		(0, "UPDATE message SET start = start - 1 WHERE id = 1"),
		(1, "UPDATE message SET count = 5 WHERE id = 2"),
		(1, "UPDATE message SET kind = 0 WHERE id = 2"),
		(1, "UPDATE message SET end = end + 1 WHERE id = 2"),
		(2, "UPDATE message SET kind = 1 WHERE id = 3"),
		(2, "UPDATE message SET start = start + 1 WHERE id = 3"),
	] {
		let mut scene = Scene::new();
		let mut devices = scene.devices();
		let mut sent = scene.measure(&mut devices).await;
		scene.store.index(&()).unwrap();
		damage(&scene, change);
		scene.seal().await;
		scene.finalise().await;
		assert_eq!(scene.store.damaged().unwrap(), 1, "{change}");
		sent.remove(device);
		scene.proves(&devices, &sent);
	}
}

#[tokio::test]
async fn a_batch_that_claims_the_messages_of_others_is_pruned_without_them() {
	let mut scene = Scene::new();
	let mut devices = scene.devices();
	let sent = scene.four(&mut devices).await;
	damage(&scene, "UPDATE batch SET last_message = last_message | 8 WHERE number = 0");
	assert_eq!(scene.prune(Some(crate::prune::tests::DAY)).await, 1);
	scene.finalise().await;
	scene.proves(&devices, &sent[1]);
}

#[tokio::test]
async fn rot_in_a_batch_does_not_keep_others_from_being_pruned() {
	for change in [
		"message SET count = x'ff' WHERE id = 1",
		"message SET count = count | (1 << 62) WHERE id < 3",
		"batch SET root = 7 WHERE number = 0",
		"batch SET readings = -1 WHERE number = 0",
	] {
		let mut scene = Scene::new();
		let mut devices = scene.devices();
		let sent = scene.four(&mut devices).await;
		damage(&scene, &format!("UPDATE {change}"));
		damage(&scene, "UPDATE batch_path SET finalized_at = 1");
		assert_eq!(scene.prune(Some(crate::prune::tests::DAY)).await, 2, "{change}");
		for (channel, time, _) in &sent[1][0].points {
			let pruned = scene.store.prove(devices[0].id, *channel, *time);
			assert!(matches!(pruned, Err(crate::archive::ArchiveError::Pruned)), "{change}");
		}
	}
}

#[tokio::test]
async fn rot_in_the_transaction_of_a_batch_has_it_signed_again() {
	for change in ["tx = 7", "nonce = -1", "nonce = 'x'", "dies_at = -1", "submitted_at = x'00'"] {
		let mut scene = Scene::new();
		let mut devices = scene.devices();
		let sent = scene.measure(&mut devices).await;
		scene.seal().await;
		// No block holds it any more, and no node knows its transaction.
		scene.chain.reorg(1, true);
		damage(&scene, &format!("UPDATE flight SET {change}"));
		for _ in 0..3 {
			scene.finalise().await;
		}
		scene.proves(&devices, &sent);
	}
}

#[tokio::test]
async fn rot_in_what_waits_of_a_device_stops_no_other() {
	rots(When::Waiting).await;
}

#[tokio::test]
async fn rot_in_what_is_stored_of_a_device_stops_no_start() {
	rots(When::BeforeStart).await;
}

#[tokio::test]
async fn rot_in_a_sealed_batch_delays_neither_its_finality_nor_the_next_batch() {
	rots(When::Sealed).await;
}
