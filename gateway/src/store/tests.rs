use super::*;
use crate::{
	archive::{Archive, ArchiveError, Cursor, Query, ReadingSelector},
	ingest::Ingest,
	registry::Registry,
	sealing::Sealer,
	submit::Submitter,
	support::{answers, MockChain, TestDevice},
};
use tallystick_evidence::{Native, Scheme};
use tallystick_wire::ErrorCode;

fn options() -> StoreOptions {
	StoreOptions { genesis: [1; 32], account: [2; 32], min_free: 0, ..Default::default() }
}

#[test]
fn refuses_a_store_that_is_open_already() {
	let folder = tempfile::tempdir().unwrap();
	let path = folder.path().join("db");
	let store = Store::open(&path, options()).unwrap();
	assert!(matches!(Store::open(&path, options()), Err(OpenError::InUse(_))));
	drop(store);
	Store::open(&path, options()).unwrap();
}

#[test]
fn refuses_a_folder_that_does_not_exist() {
	let folder = tempfile::tempdir().unwrap();
	let path = folder.path().join("none").join("db");
	assert!(matches!(Store::open(&path, options()), Err(OpenError::NoPlace { .. })));
}

#[test]
fn refuses_a_store_of_another_chain_account_or_version() {
	let folder = tempfile::tempdir().unwrap();
	let path = folder.path().join("db");
	drop(Store::open(&path, options()).unwrap());
	drop(Store::open(&path, options()).unwrap());
	let other = StoreOptions { genesis: [3; 32], ..options() };
	assert!(matches!(Store::open(&path, other), Err(OpenError::OtherChain(_))));
	let other = StoreOptions { account: [3; 32], ..options() };
	assert!(matches!(Store::open(&path, other), Err(OpenError::OtherAccount(_))));
	let set = |version: i64| {
		let db = rusqlite::Connection::open(&path).unwrap();
		db.pragma_update(None, "user_version", version).unwrap();
	};
	set(99);
	assert!(matches!(Store::open(&path, options()), Err(OpenError::TooNew { found: 99, .. })));
	set(1);
	assert!(matches!(Store::open(&path, options()), Err(OpenError::TooOld { found: 1, .. })));
}

#[test]
fn fixes_the_first_batch_number_once() {
	let folder = tempfile::tempdir().unwrap();
	let store = Store::open(folder.path().join("db"), options()).unwrap();
	assert_eq!(store.first_batch().unwrap(), None);
	store.begin_at(7).unwrap();
	store.begin_at(9).unwrap();
	assert_eq!(store.first_batch().unwrap(), Some(7));
	assert_eq!(store.next_batch().unwrap(), Some(7));
}

/// Three devices, of which the second has one message that cannot be read, in its middle.
#[tokio::test]
async fn a_message_that_cannot_be_read_stops_nothing_else() {
	for (kind, damage) in [
		("segments", "UPDATE body SET readings = x'ff' WHERE message = ?"),
		("segments", "UPDATE message SET signed_parts = NULL WHERE id = ?"),
		("segments", "UPDATE message SET signed_parts = x'00' WHERE id = ?"),
		("readings", "UPDATE body SET readings = x'ff' WHERE message = ?"),
		("senml", "UPDATE body SET readings = x'ff' WHERE message = ?"),
	] {
		let (chain, folder) = (Arc::new(MockChain::new()), crate::support::folder());
		let store = Arc::new(Store::open(folder.path().join("db"), chain.options()).unwrap());
		store.begin_at(0).unwrap();
		let registry = Arc::new(Registry::new(store.clone(), chain.clone(), Default::default()));
		let ingest = Ingest::new(store.clone(), registry, Arc::new(()), Default::default());
		let mut submitter =
			Submitter::new(store.clone(), chain.clone(), Arc::new(()), Default::default());
		let sealer = Sealer::new(store.clone(), Arc::new(()), Default::default(), submitter.view());
		let mut devices = [1, 2, 3].map(|seed| TestDevice::new(&chain, seed, Scheme::Ed25519));
		let mut points = Vec::new();
		let mut messages = Vec::new();
		// Far apart in time, so that each has a row of its own.
		for _ in 0..3 {
			for device in &mut devices {
				device.time += 600_000;
				let (message, of) = match kind {
					"segments" => device.segment(2),
					"readings" => device.readings(2),
					_ => device.senml(2),
				};
				let out = ingest.take(vec![message.clone()]).await;
				assert_eq!(answers(&out, device.id)[0].error, None);
				points.push((device.id, of));
				messages.push(message);
			}
		}
		let damaged = 4;
		assert_eq!(store.waiting().unwrap().messages, 9, "{kind}: messages share a row");
		store.write(|tx| Ok(tx.execute(damage, [damaged as i64 + 1])?)).unwrap();

		// A device that sends it again stops no other.
		let (other, _) = match kind {
			"segments" => devices[2].segment(1),
			"readings" => devices[2].readings(1),
			_ => devices[2].senml(1),
		};
		let out = ingest.take(vec![messages[damaged].clone(), other]).await;
		assert_eq!(answers(&out, devices[2].id)[0].error, None, "{kind}");
		let again = answers(&out, devices[1].id)[0].error;
		assert!(!matches!(again, Some(ErrorCode::Busy)), "{kind}: {again:?}");

		assert!(sealer.seal().await.unwrap(), "{kind}: {damage}");
		assert_eq!(store.damaged().unwrap(), 1);
		assert_eq!(store.waiting().unwrap().readings, 0);
		submitter.tick(&mut Vec::new()).await.unwrap();
		chain.grow(2);
		chain.finalise(0);
		let mut reached = Vec::new();
		submitter.tick(&mut reached).await.unwrap();
		// The second message of the second device is the damaged one: only the first is final below it.
		for (device, first) in [(&devices[0], 6), (&devices[1], 2), (&devices[2], 7)] {
			let announced: Vec<u64> =
				reached.iter().filter(|of| of.device == device.id).map(|of| of.finalized).collect();
			assert_eq!(announced, [first], "{kind}");
		}
		let again = ingest.take(vec![messages[1].clone()]).await;
		assert_eq!(answers(&again, devices[1].id)[0].finalized, Some(2), "{kind}");
		if kind != "senml" {
			// Nor is it once the boot epoch is over.
			let old = devices[1].boot_epoch;
			devices[1].boot_epoch += 1;
			(devices[1].next, devices[1].previous) = (0, [0; 32]);
			let (message, _) = match kind {
				"segments" => devices[1].segment(1),
				_ => devices[1].readings(1),
			};
			let out = ingest.take(vec![message]).await;
			assert_eq!(answers(&out, devices[1].id)[0].error, None, "{kind}");
			let out = ingest.take(vec![messages[1].clone()]).await;
			let answer = &answers(&out, devices[1].id)[0];
			assert_eq!((answer.boot, answer.finalized), (old, Some(2)), "{kind}");
		}
		for (at, (device, points)) in points.into_iter().enumerate() {
			for (channel, time, value) in points {
				match store.prove(device, channel, time) {
					Ok(proof) => {
						let proven = proof.verify::<Native>(&chain.trust(&proof.header)).unwrap();
						assert_eq!(proven.value, value);
						assert_ne!(at, damaged);
					},
					Err(ArchiveError::Unknown) => assert_eq!(at, damaged),
					Err(error) => panic!("{kind}, {at}: {error}"),
				}
			}
		}
	}
}

#[tokio::test]
async fn a_final_message_that_cannot_be_read_hides_no_other() {
	let (chain, folder) = (Arc::new(MockChain::new()), crate::support::folder());
	let store = Arc::new(Store::open(folder.path().join("db"), chain.options()).unwrap());
	store.begin_at(0).unwrap();
	let registry = Arc::new(Registry::new(store.clone(), chain.clone(), Default::default()));
	let ingest = Ingest::new(store.clone(), registry, Arc::new(()), Default::default());
	let mut submitter =
		Submitter::new(store.clone(), chain.clone(), Arc::new(()), Default::default());
	let sealer = Sealer::new(store.clone(), Arc::new(()), Default::default(), submitter.view());
	let mut device = TestDevice::watched(&chain, 1);
	let mut points = Vec::new();
	for _ in 0..3 {
		let (message, of) = device.segment(2);
		ingest.take(vec![message]).await;
		points.push(of);
	}
	assert!(sealer.seal().await.unwrap());
	// After it was sealed, and before it is sent.
	store
		.write(|tx| Ok(tx.execute("UPDATE body SET readings = x'ff' WHERE message = 2", ())?))
		.unwrap();
	submitter.tick(&mut Vec::new()).await.unwrap();
	chain.grow(2);
	chain.finalise(0);
	submitter.tick(&mut Vec::new()).await.unwrap();
	assert_eq!(store.waiting().unwrap().in_flight, 0, "the batch was not sent");
	for (at, points) in points.into_iter().enumerate() {
		for (channel, time, _) in points {
			assert_eq!(store.prove(device.id, channel, time).is_ok(), at != 1);
		}
	}
	let (from, to) = (0, u64::MAX);
	let query = Query { device: device.id, channel: None, from, to, after: None, limit: 100 };
	assert_eq!(store.readings(&query).unwrap().len(), 4);
}

/// Two readings of one time in a message, and a third one in the next.
#[tokio::test]
async fn readings_of_one_channel_and_time_are_each_shown_and_proven() {
	let (chain, folder) = (Arc::new(MockChain::new()), crate::support::folder());
	let store = Arc::new(Store::open(folder.path().join("db"), chain.options()).unwrap());
	store.begin_at(0).unwrap();
	let registry = Arc::new(Registry::new(store.clone(), chain.clone(), Default::default()));
	let ingest = Ingest::new(store.clone(), registry, Arc::new(()), Default::default());
	let mut submitter =
		Submitter::new(store.clone(), chain.clone(), Arc::new(()), Default::default());
	let sealer = Sealer::new(store.clone(), Arc::new(()), Default::default(), submitter.view());
	let mut device = TestDevice::new(&chain, 1, Scheme::Ed25519);
	device.boot_epoch = 3;
	let time = device.time;
	for values in [&[5, 7][..], &[11]] {
		let message =
			device.readings_of(&values.iter().map(|of| (0, time, *of)).collect::<Vec<_>>());
		let out = ingest.take(vec![message]).await;
		assert_eq!(answers(&out, device.id)[0].error, None);
	}
	assert!(sealer.seal().await.unwrap());
	submitter.tick(&mut Vec::new()).await.unwrap();
	chain.grow(2);
	chain.finalise(0);
	submitter.tick(&mut Vec::new()).await.unwrap();

	let mut shown = Vec::new();
	let mut after = None;
	loop {
		let (from, to) = (0, u64::MAX);
		let query = Query { device: device.id, channel: None, from, to, after, limit: 1 };
		let Some(kept) = store.readings(&query).unwrap().pop() else { break };
		after = Some(Cursor { time: kept.time, channel: kept.channel, place: kept.place });
		shown.push((kept.place.boot, kept.place.number, kept.value));
	}
	assert_eq!(shown, [(3, 0, 5), (3, 1, 7), (3, 2, 11)]);
	let by = |boot, number| ReadingSelector { device: device.id, channel: 0, time, boot, number };
	let asked = |boot, number| by(Some(boot), Some(number));
	for (boot, number, value) in shown {
		let proof = store.prove_one(&asked(boot, number)).unwrap();
		let proven = proof.verify::<Native>(&chain.trust(&proof.header)).unwrap();
		assert_eq!(proven.value, value);
		let tree = store.run_of(&asked(boot, number), None).unwrap();
		assert_eq!(tree.run().root.summary.last.value, value);
		let root = Some(tree.run().root.hash);
		assert!(store.run_of(&asked(boot, number), root).is_ok());
		let other = store.run_of(&asked(boot, (number + 1) % 3), root);
		assert!(matches!(other, Err(ArchiveError::OtherRun)));
	}
	for other in [asked(3, 3), asked(2, 0)] {
		assert!(matches!(store.prove_one(&other), Err(ArchiveError::Unknown)));
		assert!(matches!(store.run_of(&other, None), Err(ArchiveError::Unknown)));
	}
	// It is the first to arrive that has what is given.
	for (some, value) in [
		(by(None, None), 5),
		(by(Some(3), None), 5),
		(by(None, Some(1)), 7),
		(by(None, Some(2)), 11),
	] {
		assert_eq!(store.prove_one(&some).unwrap().reading.leaf.reading.value, value);
		let tree = store.run_of(&some, None).unwrap();
		assert_eq!(tree.run().root.summary.last.value, value);
	}
}

#[test]
fn a_halt_that_could_not_be_noted_is_noted_later() {
	let folder = tempfile::tempdir().unwrap();
	let path = folder.path().join("db");
	let is_noted =
		|store: &Store| store.read(|db| Ok(meta::number(db, guard::HALTED)?.is_some())).unwrap();
	let store = Store::open(&path, options()).unwrap();
	let full = |full: bool| {
		let writer = store.writer.lock().unwrap();
		// Nothing can be written, as on a full disk.
		writer.pragma_update(None, "query_only", full).unwrap();
	};
	full(true);
	store.halt();
	store.halt();
	assert!(store.is_halted() && !is_noted(&store));
	full(false);
	store.halt();
	assert!(is_noted(&store));
}

#[test]
fn stores_number_unsigned_readings_in_different_boot_epochs() {
	let folder = tempfile::tempdir().unwrap();
	let boot = |name: &str| {
		let store = Store::open(folder.path().join(name), options()).unwrap();
		let own = |store: &Store| store.read(begin::unsigned_boot).unwrap();
		assert_eq!(own(&store), None);
		store.begin_at(0).unwrap();
		let boot = own(&store);
		store.begin_at(0).unwrap();
		assert_eq!(own(&store), boot);
		boot.unwrap()
	};
	let boots: Vec<_> = ["one", "two", "three"].map(boot).into();
	assert!(boots.iter().all(|boot| *boot >= sequence::GATEWAY_BOOT));
	assert!(boots[0] != boots[1] || boots[1] != boots[2]);
}
