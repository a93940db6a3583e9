use super::*;
use crate::{
	archive::Archive,
	prune::tests::Scene,
	store::{migrate::tests::contents, Body, BodyRun, Content, Incoming, Outcome, StoreOptions},
};
use std::path::Path;
use tallystick_evidence::{reading::SignedReading, Leaf, Limits, Reading, Signature};

/// A message of a device with one reading.
fn message(device: u32, number: u64) -> Incoming {
	let mut name = [7; 32];
	// Devices that follow one another are far apart in the database.
	name[..4].copy_from_slice(&device.wrapping_mul(0x9e37_79b1).to_be_bytes());
	let reading = Reading { time: 1 + number, value: 3, salt: [0; 16] };
	let signed = Some(SignedReading { sequence: number, signature: Signature([7; 64]) });
	let leaves = vec![Leaf { reading, signed }];
	let runs = vec![BodyRun { channel: 0, limits: Limits { low: 0, high: 9 }, leaves }];
	Incoming {
		device: DeviceId(name),
		received: 0,
		content: Content::Readings { key_epoch: 0, boot: 0, body: Body { seed: None, runs } },
		payload: Vec::new(),
		json: false,
	}
}

fn open(path: &Path) -> Store {
	Store::open(path, StoreOptions { min_free: 0, ..Default::default() }).unwrap()
}

fn accept(store: &Store, group: &[Incoming]) {
	let accepted = store.accept(group, &()).unwrap();
	assert!(accepted.iter().all(|one| one.outcome == Outcome::Stored(1)));
}

#[test]
fn a_group_of_many_devices_is_appended_to_few_pages() {
	let folder = crate::support::folder();
	let path = folder.path().join("db");
	let store = open(&path);
	for number in 0..4 {
		let all: Vec<_> = (0..2_000).map(|device| message(device, number)).collect();
		accept(&store, &all);
		store.index(&()).unwrap();
	}
	assert!(store.empty_log().unwrap());
	let some: Vec<_> = (0..64).map(|device| message(device * 31, 4)).collect();
	accept(&store, &some);
	let pages = path.with_file_name("db-wal").metadata().unwrap().len() / 4_120;
	assert!((3..=24).contains(&pages), "{pages} pages for 64 messages");
}

#[test]
fn messages_wait_for_the_indexes_up_to_a_bound() {
	let folder = crate::support::folder();
	let path = folder.path().join("db");
	let store = open(&path);
	let group: Vec<Vec<_>> =
		(0..18).map(|number| (0..1_024).map(|device| message(device, number)).collect()).collect();
	for (at, group) in (1..).zip(&group) {
		accept(&store, group);
		let waiting = lock(&store.recent).waiting();
		assert_eq!(waiting, if at <= 16 { at * 1_024 } else { (at - 16) * 1_024 });
		assert_eq!(store.has_many_recent(), (8..=16).contains(&at));
	}
	// Whether it was indexed or not, each is known again: now, and after a start.
	let is_known = |store: &Store| {
		for group in &group {
			let again = store.accept(group, &()).unwrap();
			assert!(again.iter().all(|one| one.outcome == Outcome::Duplicate && one.next == 18));
		}
	};
	is_known(&store);
	drop(store);
	let store = open(&path);
	assert_eq!(lock(&store.recent).waiting(), 2_048);
	is_known(&store);
	store.index(&()).unwrap();
	assert_eq!(lock(&store.recent).waiting(), 0);
	is_known(&store);
}

#[tokio::test]
async fn the_contents_of_a_store_do_not_depend_on_its_indexes() {
	let mut scene = Scene::new();
	let mut devices = scene.devices();
	scene.four(&mut devices).await;
	let before = contents(&scene.store, &devices);
	assert!(before.is_waiting(), "nothing waits");
	let pages = |store: &Store| {
		let first = store.devices(None, 2).unwrap();
		let rest = store.devices(Some(first[1].device), 2).unwrap();
		(first, rest)
	};
	let listed = pages(&scene.store);
	assert_eq!((listed.0.len(), listed.1.len()), (2, 1));
	assert!(lock(&scene.store.recent).waiting() > 0);

	let (chain, folder) = scene.close();
	let mut scene = Scene::on(chain, folder);
	assert!(lock(&scene.store.recent).waiting() > 0);
	assert_eq!(contents(&scene.store, &devices), before);
	assert_eq!(pages(&scene.store), listed);

	scene.store.index(&()).unwrap();
	assert_eq!(lock(&scene.store.recent).waiting(), 0);
	assert_eq!(contents(&scene.store, &devices), before);
	assert_eq!(pages(&scene.store), listed);
	scene.finalise().await;
}

/// A device's batch becomes final while later messages of it are not indexed.
#[tokio::test]
async fn final_numbers_are_known_while_later_messages_wait_and_after_a_start() {
	let mut scene = Scene::new();
	let mut devices = scene.devices();
	let mut next = Vec::new();
	for device in &mut devices[..2] {
		let (message, _) = if next.is_empty() { device.segment(3) } else { device.readings(3) };
		assert_eq!(scene.send(device, &message).await.error, None);
		next.push(message);
	}
	scene.seal().await;
	for (device, old) in devices[..2].iter_mut().zip(&mut next) {
		let is_segment = old.topic.ends_with("segment");
		let (message, _) = if is_segment { device.segment(2) } else { device.readings(2) };
		assert_eq!(scene.send(device, &message).await.error, None);
		*old = message;
	}
	scene.finalise().await;
	let is_final = async |scene: &Scene| {
		for (device, message) in devices.iter().zip(&next) {
			let answer = scene.send(device, message).await;
			assert_eq!((answer.error, answer.next), (None, 5));
			assert_eq!(answer.finalized, Some(3));
		}
		let listed = scene.store.devices(None, 10).unwrap();
		assert!(listed.iter().all(|of| (of.next, of.finalized) == (5, 3)));
	};
	is_final(&scene).await;
	let (chain, folder) = scene.close();
	let scene = Scene::on(chain, folder);
	is_final(&scene).await;
	scene.store.index(&()).unwrap();
	is_final(&scene).await;
	let (chain, folder) = scene.close();
	is_final(&Scene::on(chain, folder)).await;
}

#[tokio::test]
async fn a_message_in_the_row_of_a_damaged_one_is_found() {
	let mut scene = Scene::new();
	let mut devices = scene.devices();
	for at in [0, 1] {
		let (message, _) = devices[at].segment(2);
		assert_eq!(scene.send(&devices[at], &message).await.error, None);
	}
	let damage = "UPDATE body SET readings = x'ff' WHERE message = 2";
	scene.store.write(|tx| Ok(tx.execute(damage, ())?)).unwrap();
	scene.seal().await;
	assert_eq!(scene.store.damaged().unwrap(), 1);
	let (message, points) = devices[2].segment(2);
	assert_eq!(scene.send(&devices[2], &message).await.error, None);
	assert_eq!(scene.store.read(message::last).unwrap(), 2, "the row is not used again");
	for _ in 0..2 {
		let (chain, folder) = scene.close();
		scene = Scene::on(chain, folder);
		let waiting = scene.store.waiting().unwrap();
		assert_eq!(scene.send(&devices[2], &message).await.error, None);
		assert_eq!(scene.store.waiting().unwrap(), waiting, "it was stored twice");
		scene.store.index(&()).unwrap();
	}
	scene.finalise().await;
	scene.seal().await;
	scene.finalise().await;
	for (channel, time, _) in points {
		scene.store.prove(devices[2].id, channel, time).unwrap();
	}
}
