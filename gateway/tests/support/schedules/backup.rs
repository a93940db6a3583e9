//! A backup that was made while messages came is put in place of the database, with the chain as it is then.

use super::{
	adopt::{adopt, allow, check_all, diverged},
	restore::{acked, live},
	*,
};
use crate::{adopt::AdoptError, backup::backup};
use std::{
	path::PathBuf,
	sync::atomic::{AtomicBool, AtomicUsize, Ordering::SeqCst},
};

/// A thread that makes backups of a store, one after the other.
struct BackingUp {
	made: Arc<AtomicUsize>,
	is_over: Arc<AtomicBool>,
	thread: std::thread::JoinHandle<()>,
}

impl BackingUp {
	fn start(from: &Path, to: impl Fn(usize) -> PathBuf + Send + 'static) -> Self {
		let (made, is_over) = (Arc::<AtomicUsize>::default(), Arc::<AtomicBool>::default());
		let (from, count, over) = (from.to_owned(), made.clone(), is_over.clone());
		let thread = std::thread::spawn(move || {
			for number in 0.. {
				if over.load(SeqCst) {
					break;
				}
				backup(&from, &to(number)).unwrap();
				count.store(number + 1, SeqCst);
			}
		});
		Self { made, is_over, thread }
	}

	/// Whether fewer than three are finished, although it goes on.
	fn lacks_some(&self) -> bool {
		assert!(!self.thread.is_finished(), "a backup failed");
		self.made.load(SeqCst) < 3
	}

	/// Waits for the one that is being made, and returns how many there are.
	fn end(self) -> usize {
		self.is_over.store(true, SeqCst);
		self.thread.join().unwrap();
		self.made.load(SeqCst)
	}
}

fn with(path: &Path, end: &str) -> PathBuf {
	PathBuf::from(format!("{}{end}", path.display()))
}

/// Puts a backup in place of the database, whose log is gone with it.
fn restore(backup: &Path, path: &Path, keeps_lock: bool) {
	for end in ["", "-wal", "-shm"] {
		let _ = std::fs::remove_file(with(path, end));
	}
	if !keeps_lock {
		let _ = std::fs::remove_file(with(path, ".lock"));
	}
	std::fs::copy(backup, path).unwrap();
}

impl Sender {
	/// Begins the next boot epoch, and signs what it keeps anew.
	fn begin_anew(&mut self) {
		self.reboot();
		for waiting in &mut self.queue {
			waiting.message = match self.kind {
				0 => self.device.segment_of(&waiting.points),
				_ => self.device.readings_of(&waiting.points),
			};
			waiting.reference = Reference::of(&waiting.message.payload);
			(waiting.boot, waiting.end) = (self.device.boot_epoch, self.device.next);
		}
	}

	/// The number of the first reading that it keeps, or else of the next one.
	fn oldest(&self) -> u64 {
		let first = |oldest: &Waiting| oldest.end - oldest.points.len() as u64;
		self.queue.front().map_or(self.device.next, first)
	}

	/// The same device after its gateway was lost. What was acknowledged stays with the other.
	fn leave(&mut self) -> Self {
		self.hang_up();
		Self {
			device: TestDevice(self.device.clone()),
			queue: std::mem::take(&mut self.queue),
			upward: VecDeque::new(),
			downward: VecDeque::new(),
			acked: Vec::new(),
			..*self
		}
	}
}

/// The newest file is lost, and batches were sealed after the backups.
async fn play_behind(seed: u64, keeps_lock: bool) {
	let mut numbers = Numbers(seed);
	let (chain, folder) = (Arc::new(MockChain::new()), folder());
	let at = |name: &str| folder.path().join(name);
	let (path, lost, new) = (at("db"), at("lost"), at("new"));
	let mut all = senders(&chain, Rule::Named);
	let mut gateway = Gateway::start(&path, &chain, Disk::Roomy);
	gateway.submitter.tick(&mut Vec::new()).await.unwrap();
	live(&mut gateway, &chain, &mut all, &mut numbers, 40).await;
	settle(seed, &mut gateway, &chain, &mut all, &mut numbers).await;
	let known: Vec<usize> = all.iter().map(|sender| sender.acked.len()).collect();

	// Messages, batches and blocks come while backups are made.
	let to = at("backup");
	let backing_up = BackingUp::start(&path, move |number| with(&to, &number.to_string()));
	let mut rounds = 0;
	while backing_up.lacks_some() || rounds < 60 {
		live(&mut gateway, &chain, &mut all, &mut numbers, 10).await;
		rounds += 10;
	}
	let made = backing_up.end();
	// None of them has the last batch, which is final.
	all[0].measure(&mut numbers);
	settle(seed, &mut gateway, &chain, &mut all, &mut numbers).await;
	drop(gateway);
	for end in ["", "-wal", ".lock"] {
		let _ = std::fs::copy(with(&path, end), with(&lost, end));
	}

	let (acknowledged, submitted) = (acked(&all), chain.lock().submitted.len());
	for number in (0..made).step_by((made / 4).max(1)) {
		let of = format!("seed {seed}, backup {number}");
		restore(&at(&format!("backup{number}")), &path, keeps_lock);
		all.iter_mut().for_each(Sender::hang_up);
		let mut gateway = Gateway::start(&path, &chain, Disk::Roomy);
		gateway.submitter.tick(&mut Vec::new()).await.unwrap();
		assert!(diverged(&gateway).is_some(), "{of}");
		let waiting = gateway.store.waiting().unwrap();
		live(&mut gateway, &chain, &mut all, &mut numbers, 40).await;
		assert!(diverged(&gateway).is_some(), "{of}");
		assert_eq!(gateway.store.waiting().unwrap(), waiting, "{of}: it sealed or stored");
		assert_eq!(acked(&all), acknowledged, "{of}: it acknowledged");
		assert_eq!(chain.lock().submitted.len(), submitted, "{of}: it submitted");
		// What was final before it was made is proven all the same.
		for (sender, known) in all.iter().zip(&known) {
			for (channel, time, value) in sender.acked[..*known].iter().flat_map(|of| &of.1) {
				let proof = gateway.store.prove(sender.device.id, *channel, *time).unwrap();
				let proven = proof.verify::<Native>(&chain.trust(&proof.header)).unwrap();
				assert_eq!(proven.value, *value, "{of}");
			}
		}
		drop(gateway);
		let refused = allow(&path, &chain);
		assert!(matches!(refused, Err(AdoptError::Copy(_))), "{of}: {refused:?}");
	}

	// The newest file is lost for good: the operator lets an empty store go on.
	let mut same: Vec<Sender> = all.iter_mut().map(Sender::leave).collect();
	for sender in same.iter_mut().filter(|sender| sender.signs()) {
		// It is answered `Gap` there.
		sender.begin_anew();
	}
	same.iter_mut().for_each(|sender| sender.measure(&mut numbers));
	let two = adopt(&new, &chain, &mut same, &mut numbers).await;
	let one = Gateway::start(&lost, &chain, Disk::Roomy);
	check_all(seed, &chain, &[&one.store, &two.store], &[&all, &same]);
}

/// The newest file is lost, and no batch was sealed after the backups.
async fn play_abreast(seed: u64, keeps_lock: bool) {
	let mut numbers = Numbers(seed);
	let (chain, folder) = (Arc::new(MockChain::new()), folder());
	let path = folder.path().join("db");
	let mut all = senders(&chain, Rule::Named);
	let mut gateway = Gateway::start(&path, &chain, Disk::Roomy);
	gateway.submitter.tick(&mut Vec::new()).await.unwrap();
	live(&mut gateway, &chain, &mut all, &mut numbers, 40).await;
	while gateway.sealer.seal().await.unwrap() {}

	let to = folder.path().join("backup");
	let backing_up = BackingUp::start(&path, move |number| with(&to, &number.to_string()));
	let mut rounds = 0;
	while backing_up.lacks_some() || rounds < 60 {
		let which = numbers.below(all.len() as u64) as usize;
		match numbers.below(8) {
			0..=2 => all[which].measure(&mut numbers),
			3..=5 => send(&gateway, &mut all[which], &mut numbers).await,
			6 => gateway.tick(&mut all, &mut numbers).await.unwrap(),
			_ => {
				chain.grow(1);
				chain.finalise(1);
			},
		}
		rounds += 1;
	}
	let made = backing_up.end();
	drop(gateway);

	let one = numbers.below(made as u64);
	restore(&folder.path().join(format!("backup{one}")), &path, keeps_lock);
	all.iter_mut().for_each(Sender::hang_up);
	let mut gateway = Gateway::start(&path, &chain, Disk::Roomy);
	gateway.submitter.tick(&mut Vec::new()).await.unwrap();
	if !keeps_lock {
		// Nothing tells that it is the newest one: what may be missing has to be in a block, or dead.
		assert!(!gateway.store.has_room(), "seed {seed}");
		for _ in 0..2 {
			chain.grow(70);
			chain.finalise(0);
			gateway.submitter.tick(&mut Vec::new()).await.unwrap();
		}
	}
	assert_eq!(diverged(&gateway), None, "seed {seed}");
	assert!(gateway.store.has_room(), "seed {seed}, {keeps_lock}");
	for sender in &mut all {
		// What was acknowledged afterwards was on the lost disk alone, and in no batch.
		let (device, store) = (&sender.device, &gateway.store);
		sender.acked.retain(|(_, points)| is_on_disk(store, device, points));
		if !sender.signs() {
			continue;
		}
		// The device learns that by `Gap`, once what it keeps is acknowledged as far as it is stored.
		let next = store.progress_of(device.id, true).unwrap().next;
		while sender.queue.front().is_some_and(|oldest| oldest.end <= next) {
			send(&gateway, sender, &mut numbers).await;
		}
		if sender.oldest() > gateway.store.progress_of(sender.device.id, true).unwrap().next {
			sender.hang_up();
			sender.begin_anew();
		}
	}
	live(&mut gateway, &chain, &mut all, &mut numbers, 40).await;
	settle(seed, &mut gateway, &chain, &mut all, &mut numbers).await;
	check(seed, &chain, &gateway.store, &all);
}

fn first_seed() -> u64 {
	std::env::var("MODEL_SEED").map_or(0, |seed| seed.parse().unwrap())
}

#[tokio::test]
async fn a_backup_made_under_load_that_lacks_a_batch_proves_and_anchors_nothing_twice() {
	for seed in first_seed()..first_seed() + 2 {
		for keeps_lock in [true, false] {
			play_behind(seed, keeps_lock).await;
		}
	}
}

#[tokio::test]
async fn a_backup_made_under_load_that_lacks_no_batch_goes_on_and_loses_nothing_anchored() {
	for seed in first_seed()..first_seed() + 4 {
		for keeps_lock in [true, false] {
			play_abreast(seed, keeps_lock).await;
		}
	}
}
