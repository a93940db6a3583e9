//! Random schedules of devices, crashes and a misbehaving chain; in the end everything that was
//! acknowledged is anchored once, and provable.

use crate::{
	archive::Archive,
	ingest::{Ingest, IngestSettings},
	registry::{Registry, RegistrySettings},
	sealing::{Sealer, SealingSettings},
	steps::Step,
	store::Store,
	submit::{SubmitSettings, Submitter},
	testing::{answers, folder, Killer, MockChain, Numbers, Refuse, TestDevice},
};
use codec::Decode;
use futures::FutureExt;
use std::{
	collections::{BTreeMap, VecDeque},
	panic::AssertUnwindSafe,
	path::Path,
	sync::Arc,
	time::Duration,
};
use tallystick_evidence::{Crypto, Leaf, Limits, Native, Scheme, SegmentLeaf};

mod restore;

type Points = Vec<(u16, u64, i64)>;

/// A device with a queue of what was not acknowledged.
struct Sender {
	device: TestDevice,
	kind: u64,
	queue: VecDeque<(crate::link::Inbound, u64, Points)>,
	acked: Vec<(crate::link::Inbound, Points)>,
}

struct Gateway {
	ingest: Ingest<MockChain>,
	sealer: Sealer,
	submitter: Submitter<MockChain>,
	store: Arc<Store>,
	killer: Arc<Killer>,
}

impl Gateway {
	fn start(path: &Path, chain: &Arc<MockChain>) -> Self {
		let store = Arc::new(Store::open(path, chain.options()).unwrap());
		let killer = Arc::new(Killer::default());
		let quick = RegistrySettings { rest: Duration::ZERO, ..Default::default() };
		let registry = Arc::new(Registry::new(store.clone(), chain.clone(), quick));
		let settings = IngestSettings { workers: 1, ..Default::default() };
		let ingest = Ingest::new(store.clone(), registry, killer.clone(), settings);
		let settings = SealingSettings { max_readings: 60, ..Default::default() };
		let submit = SubmitSettings { back_off: Duration::ZERO, window: 3, ..Default::default() };
		let submitter = Submitter::new(store.clone(), chain.clone(), killer.clone(), submit);
		let sealer = Sealer::new(store.clone(), killer.clone(), settings, submitter.health());
		Self { ingest, sealer, submitter, store, killer }
	}
}

async fn send(gateway: &Gateway, sender: &mut Sender, numbers: &mut Numbers) {
	let mut group: Vec<_> =
		sender.queue.iter().take(1 + numbers.below(3) as usize).map(|one| one.0.clone()).collect();
	if sender.kind == 2 {
		group.truncate(1);
	} else if let (0, Some((old, _))) = (numbers.below(4), sender.acked.last()) {
		group.insert(0, old.clone());
	}
	let out = gateway.ingest.take(group).await;
	for answer in answers(&out, sender.device.id) {
		if let Some(error) = answer.error {
			assert!(error.is_temporary(), "{answer:?}");
			continue;
		}
		while let Some((message, end, points)) = sender.queue.pop_front() {
			// An unsigned message is acknowledged by any answer to it.
			if sender.kind == 2 || end <= answer.next {
				sender.acked.push((message, points));
				if sender.kind == 2 {
					break;
				}
			} else {
				sender.queue.push_front((message, end, points));
				break;
			}
		}
	}
}

fn senders(chain: &MockChain) -> Vec<Sender> {
	(0..4)
		.map(|i| Sender {
			device: TestDevice::new(chain, i as u8 + 1, Scheme::Ed25519),
			kind: i % 3,
			queue: VecDeque::new(),
			acked: Vec::new(),
		})
		.collect()
}

impl Sender {
	/// Puts the next message into the queue.
	fn measure(&mut self, numbers: &mut Numbers) {
		let count = 1 + numbers.below(12) as u32;
		let (message, points) = match self.kind {
			0 => self.device.segment(count),
			1 => self.device.readings(count),
			_ => self.device.senml(count),
		};
		self.queue.push_back((message, self.device.next, points));
	}
}

async fn play(seed: u64, rounds: u64) {
	let mut numbers = Numbers(seed);
	let chain = Arc::new(MockChain::new());
	let folder = folder();
	let path = folder.path().join("db");
	let mut senders = senders(&chain);
	let mut gateway = Gateway::start(&path, &chain);
	let mut kills = 0;
	for _ in 0..rounds {
		let which = numbers.below(senders.len() as u64) as usize;
		let op = numbers.below(20);
		if numbers.below(6) == 0 {
			let step = Step::ALL[numbers.below(16) as usize];
			*gateway.killer.0.lock().unwrap() = Some((step, numbers.below(2) as u32));
		}
		let act = async {
			match op {
				0..=3 => senders[which].measure(&mut numbers),
				4..=8 => send(&gateway, &mut senders[which], &mut numbers).await,
				9..=10 => {
					gateway.sealer.seal().await.unwrap();
				},
				11..=14 => {
					let _ = gateway.submitter.tick(&mut Vec::new()).await;
				},
				15..=16 => {
					chain.grow(1 + numbers.below(3) as usize);
					chain.finalise(2 + numbers.below(3) as usize);
				},
				17 => chain.reorg(1 + numbers.below(4) as usize, numbers.below(2) == 0),
				18 => chain.lock().down = numbers.below(3) == 0,
				_ => match numbers.below(5) {
					0 => chain.forget_pool(),
					1 => chain.burn_nonce(),
					2 => chain.grow(70),
					_ => {
						let refuse = [
							None,
							None,
							Some(Refuse::Quota),
							Some(Refuse::Later),
							Some(Refuse::Silent),
							Some(Refuse::Forget),
						];
						chain.lock().refuse = refuse[numbers.below(6) as usize].clone();
					},
				},
			}
		};
		let killed = AssertUnwindSafe(act).catch_unwind().await;
		if let Err(panic) = killed {
			if panic.downcast_ref::<&str>() != Some(&"killed") {
				std::panic::resume_unwind(panic);
			}
			kills += 1;
			drop(gateway);
			gateway = Gateway::start(&path, &chain);
		}
	}

	// Everything heals.
	{
		let mut inner = chain.lock();
		(inner.down, inner.refuse) = (false, None);
	}
	*gateway.killer.0.lock().unwrap() = None;
	settle(seed, &mut gateway, &chain, &mut senders, &mut numbers).await;
	check(seed, &chain, &gateway.store, &senders);
	assert!(kills > 0, "seed {seed} killed nothing");
}

/// Waits until all is final.
async fn settle(
	seed: u64,
	gateway: &mut Gateway,
	chain: &MockChain,
	senders: &mut [Sender],
	numbers: &mut Numbers,
) {
	for _ in 0..400 {
		for sender in &mut *senders {
			while !sender.queue.is_empty() {
				send(gateway, sender, numbers).await;
			}
		}
		while gateway.sealer.seal().await.unwrap() {}
		let _ = gateway.submitter.tick(&mut Vec::new()).await;
		chain.grow(2);
		chain.finalise(1);
		if gateway.store.waiting().unwrap().in_flight == 0 {
			break;
		}
	}
	let waiting = gateway.store.waiting().unwrap();
	assert_eq!(
		(waiting.readings, waiting.in_flight),
		(0, 0),
		"seed {seed}: {:?}",
		gateway.submitter.health().borrow()
	);
}

fn check(seed: u64, chain: &MockChain, store: &Store, senders: &[Sender]) {
	type Data = Vec<(SegmentLeaf, Vec<(u16, Limits, Vec<Leaf>)>)>;
	let mut anchored = BTreeMap::<_, u32>::new();
	for (at, (number, batch)) in chain.final_batches().into_iter().enumerate() {
		assert_eq!(number, at as u64, "seed {seed}: a gap");
		let data = store.data(number).unwrap();
		assert_eq!(Native::hash(&[&data]), batch.batch.data, "seed {seed}");
		for (segment, runs) in Data::decode(&mut &data[..]).unwrap() {
			for (channel, _, leaves) in runs {
				for leaf in leaves {
					let key =
						(segment.header.device, channel, leaf.reading.time, leaf.reading.value);
					*anchored.entry(key).or_default() += 1;
				}
			}
		}
	}
	// One root for each number, whatever happened.
	let mut roots = BTreeMap::new();
	for (number, root, _) in &chain.lock().submitted {
		assert_eq!(roots.entry(*number).or_insert(*root), root, "seed {seed}: batch {number}");
	}
	let mut count = 0;
	for sender in senders {
		assert!(sender.queue.is_empty(), "seed {seed}: not acknowledged");
		for (_, points) in &sender.acked {
			for (channel, time, value) in points {
				let key = (sender.device.id, *channel, *time, *value);
				assert_eq!(anchored.get(&key), Some(&1), "seed {seed}: {key:?}");
				count += 1;
				let proof = store.prove(sender.device.id, *channel, *time).unwrap();
				let proven = proof.verify::<Native>(&chain.trust(&proof.header)).unwrap();
				assert_eq!((proven.value, proven.device), (*value, sender.device.id));
			}
		}
	}
	assert_eq!(anchored.len(), count, "seed {seed}: more was anchored than acknowledged");
	for device in store.devices(None, 100).unwrap() {
		assert_eq!(device.finalized, device.next, "seed {seed}");
	}
}

#[tokio::test]
async fn works_whatever_happens() {
	let from: u64 = std::env::var("MODEL_SEED").map_or(0, |seed| seed.parse().unwrap());
	for seed in from..from + 3 {
		play(seed, 150).await;
	}
}
