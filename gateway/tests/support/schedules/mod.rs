//! Random schedules of devices, crashes, a full disk, messages and answers that are lost, late or
//! repeated, and a misbehaving chain. Readings that a device forgets are on disk; in the end all
//! acknowledged readings are anchored once, and provable.

use crate::{
	archive::{Archive, Query},
	ingest::{Ingest, IngestSettings},
	link::{Inbound, Outbound},
	registry::{Registry, RegistrySettings},
	sealing::{Sealer, SealingSettings},
	steps::Step,
	store::Store,
	submit::{RoundError, SubmitSettings, Submitter},
	support::{folder, Killer, MockChain, Numbers, Refuse, TestDevice},
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
use tallystick_wire::{Answer, ErrorCode, Reference, Reply, Topic};
use tokio::sync::mpsc;

mod adopt;
mod backup;
mod restore;

type Points = Vec<(u16, u64, i64)>;

/// When a device that signs nothing forgets a pack.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Rule {
	/// When an answer without an error refers to it, as `docs/devices.md` says.
	Named,
	/// When any answer without an error arrives.
	Anything,
}

/// A message that is not acknowledged.
struct Waiting {
	message: Inbound,
	reference: Reference,
	boot: u32,
	/// The number after its last reading.
	end: u64,
	points: Points,
}

/// A device with its queue of unacknowledged messages, and the messages in transit to and from it.
struct Sender {
	device: TestDevice,
	/// 0 segments, 1 signed readings, 2 unsigned ones, 3 unsigned ones in packs with a number.
	kind: u64,
	rule: Rule,
	queue: VecDeque<Waiting>,
	acked: Vec<(Inbound, Points)>,
	/// Readings that it forgot and the gateway lacks.
	lost: usize,
	packs: u64,
	upward: VecDeque<Inbound>,
	downward: VecDeque<Vec<u8>>,
}

struct Gateway {
	ingest: Ingest<MockChain>,
	sealer: Sealer,
	submitter: Submitter<MockChain>,
	store: Arc<Store>,
	killer: Arc<Killer>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Disk {
	Roomy,
	Full,
}

impl Gateway {
	fn start(path: &Path, chain: &Arc<MockChain>, disk: Disk) -> Self {
		let mut options = chain.options();
		if disk == Disk::Full {
			options.min_free = u64::MAX;
		}
		let store = Arc::new(Store::open(path, options).unwrap());
		let killer = Arc::new(Killer::default());
		let quick = RegistrySettings { rest: Duration::ZERO, ..Default::default() };
		let registry = Arc::new(Registry::new(store.clone(), chain.clone(), quick));
		let settings = IngestSettings { workers: 1, ..Default::default() };
		let ingest = Ingest::new(store.clone(), registry, killer.clone(), settings);
		let settings = SealingSettings { max_readings: 60, ..Default::default() };
		let submit = SubmitSettings { back_off: Duration::ZERO, window: 3, ..Default::default() };
		let submitter = Submitter::new(store.clone(), chain.clone(), killer.clone(), submit);
		let sealer = Sealer::new(store.clone(), killer.clone(), settings, submitter.view());
		Self { ingest, sealer, submitter, store, killer }
	}

	/// A round of the submitter, whose announcements are in transit to the devices afterwards.
	async fn tick(
		&mut self,
		senders: &mut [Sender],
		numbers: &mut Numbers,
	) -> Result<(), RoundError> {
		let mut reached = Vec::new();
		let result = self.submitter.tick(&mut reached).await;
		let (tx, mut rx) = mpsc::channel(1_024);
		self.submitter.announce(reached, &tx).await;
		while let Ok(reply) = rx.try_recv() {
			let device = reply.topic.parse::<Topic>().unwrap().device;
			let sender = senders.iter_mut().find(|sender| sender.device.id == device);
			sender.unwrap().expect(reply, numbers);
		}
		result
	}
}

/// The device publishes, the gateway accepts messages that arrived, the device reads replies that
/// arrived; the network loses and delays some of each.
async fn send(gateway: &Gateway, sender: &mut Sender, numbers: &mut Numbers) {
	sender.publish(numbers);
	let come = numbers.below(5).min(sender.upward.len() as u64) as usize;
	let group: Vec<_> = sender.upward.drain(..come).collect();
	if !group.is_empty() {
		for answer in gateway.ingest.take(group).await {
			sender.expect(answer, numbers);
		}
	}
	for _ in 0..numbers.below(5) {
		let Some(reply) = sender.downward.pop_front() else { break };
		sender.receive(&Reply::decode_any(&reply).unwrap(), &gateway.store);
	}
}

fn senders(chain: &MockChain, rule: Rule) -> Vec<Sender> {
	(0..5)
		.map(|i| Sender {
			device: TestDevice::new(chain, i as u8 + 1, Scheme::Ed25519),
			kind: i % 4,
			rule,
			queue: VecDeque::new(),
			acked: Vec::new(),
			lost: 0,
			packs: 1_000,
			upward: VecDeque::new(),
			downward: VecDeque::new(),
		})
		.collect()
}

impl Sender {
	fn signs(&self) -> bool {
		self.kind < 2
	}

	/// Puts the next message into the queue.
	fn measure(&mut self, numbers: &mut Numbers) {
		let count = 1 + numbers.below(12) as u32;
		let (mut message, points) = match self.kind {
			0 => self.device.segment(count),
			1 => self.device.readings(count),
			_ => self.device.senml(count),
		};
		let mut reference = Reference::of(&message.payload);
		if self.kind == 3 {
			self.packs += 1;
			let number = format!("[{{\"ref\":{},", self.packs);
			message.payload.splice(..2, number.into_bytes());
			reference = Reference::Number(self.packs);
		}
		let (boot, end) = (self.device.boot_epoch, self.device.next);
		self.queue.push_back(Waiting { message, reference, boot, end, points });
	}

	/// Begins the next boot epoch, and keeps its queue.
	fn reboot(&mut self) {
		if self.signs() {
			self.device.boot_epoch += 1;
			(self.device.next, self.device.previous) = (0, [0; 32]);
		}
	}

	/// Publishes the oldest messages, and now and then one of long ago. Some are lost, some doubled.
	fn publish(&mut self, numbers: &mut Numbers) {
		let most = if self.signs() { 1 + numbers.below(3) as usize } else { 1 };
		let boot = self.queue.front().map(|oldest| oldest.boot);
		let oldest = self.queue.iter().take_while(|waiting| Some(waiting.boot) == boot).take(most);
		let mut out: Vec<_> = oldest.map(|waiting| waiting.message.clone()).collect();
		if numbers.below(4) == 0 && !self.acked.is_empty() {
			let old = numbers.below(self.acked.len() as u64) as usize;
			out.insert(0, self.acked[old].0.clone());
		}
		for message in out {
			for _ in 0..[0, 1, 1, 1, 1, 2][numbers.below(6) as usize] {
				self.upward.push_back(message.clone());
			}
		}
	}

	/// Puts a reply in transit to the device, or loses it.
	fn expect(&mut self, reply: Outbound, numbers: &mut Numbers) {
		if numbers.below(4) > 0 {
			self.downward.push_back(reply.payload);
		}
	}

	/// Drops all messages in transit.
	fn hang_up(&mut self) {
		self.upward.clear();
		self.downward.clear();
	}

	fn receive(&mut self, reply: &Reply, store: &Store) {
		if let (Reply::Answer(Answer { error: Some(error), .. }), Rule::Named) = (reply, self.rule)
		{
			assert!(error.is_temporary() || *error == ErrorCode::Gap, "{reply:?}");
		}
		while self.queue.front().is_some_and(|oldest| self.is_settled(oldest, reply)) {
			let Some(Waiting { message, points, .. }) = self.queue.pop_front() else { break };
			match is_on_disk(store, &self.device, &points) {
				true => self.acked.push((message, points)),
				false => self.lost += 1,
			}
			if !self.signs() {
				break;
			}
		}
	}

	fn is_settled(&self, oldest: &Waiting, reply: &Reply) -> bool {
		match reply {
			Reply::Answer(answer) if self.signs() => {
				answer.boot == oldest.boot && oldest.end <= answer.next
			},
			Reply::Answer(answer) => {
				let named = self.rule == Rule::Anything || answer.reference == oldest.reference;
				answer.error.is_none() && named
			},
			Reply::Announcement(_) => !self.signs() && self.rule == Rule::Anything,
		}
	}
}

fn is_on_disk(store: &Store, device: &TestDevice, points: &Points) -> bool {
	let times = || points.iter().map(|(_, time, _)| *time);
	let (from, to) = (times().min().unwrap(), times().max().unwrap() + 1);
	let (channel, after, limit) = (None, None, 10_000);
	let query = Query { device: device.id, channel, from, to, after, limit };
	let kept: Vec<_> = store.readings(&query).unwrap();
	points.iter().all(|point| kept.iter().any(|k| (k.channel, k.time, k.value) == *point))
}

/// Runs a random schedule of faults, and returns the final state.
struct Aftermath {
	chain: Arc<MockChain>,
	gateway: Gateway,
	senders: Vec<Sender>,
	numbers: Numbers,
	kills: usize,
}

async fn live_through(path: &Path, seed: u64, rounds: u64, rule: Rule) -> Aftermath {
	let mut numbers = Numbers(seed);
	let chain = Arc::new(MockChain::new());
	let mut senders = senders(&chain, rule);
	let mut gateway = Gateway::start(path, &chain, Disk::Roomy);
	let mut kills = 0;
	for _ in 0..rounds {
		let which = numbers.below(senders.len() as u64) as usize;
		let op = numbers.below(23);
		if numbers.below(6) == 0 {
			let step = Step::ALL[numbers.below(18) as usize];
			*gateway.killer.0.lock().unwrap() = Some((step, numbers.below(2) as u32));
		}
		let mut ends = op == 22;
		let act = async {
			match op {
				0..=3 => senders[which].measure(&mut numbers),
				4..=9 => send(&gateway, &mut senders[which], &mut numbers).await,
				10..=11 => {
					gateway.sealer.seal().await.unwrap();
				},
				12..=15 => {
					let _ = gateway.tick(&mut senders, &mut numbers).await;
				},
				16..=17 => {
					chain.grow(1 + numbers.below(3) as usize);
					chain.finalise(2 + numbers.below(3) as usize);
				},
				18 => chain.reorg(1 + numbers.below(4) as usize, numbers.below(2) == 0),
				19 => chain.lock().down = numbers.below(3) == 0,
				20 => senders[which].reboot(),
				21 => match numbers.below(5) {
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
				_ => {},
			}
		};
		if let Err(panic) = AssertUnwindSafe(act).catch_unwind().await {
			if panic.downcast_ref::<&str>() != Some(&"killed") {
				std::panic::resume_unwind(panic);
			}
			kills += 1;
			ends = true;
		}
		if ends {
			drop(gateway);
			let disk = if numbers.below(3) == 0 { Disk::Full } else { Disk::Roomy };
			gateway = Gateway::start(path, &chain, disk);
		}
	}
	Aftermath { chain, gateway, senders, numbers, kills }
}

/// Returns the number of kills.
async fn play(seed: u64, rounds: u64) -> usize {
	let folder = folder();
	let path = folder.path().join("db");
	let Aftermath { chain, gateway, mut senders, mut numbers, kills } =
		live_through(&path, seed, rounds, Rule::Named).await;
	drop(gateway);
	let mut gateway = Gateway::start(&path, &chain, Disk::Roomy);

	// Everything heals.
	{
		let mut inner = chain.lock();
		(inner.down, inner.refuse) = (false, None);
	}
	settle(seed, &mut gateway, &chain, &mut senders, &mut numbers).await;
	check(seed, &chain, &gateway.store, &senders);
	kills
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
		let _ = gateway.tick(senders, numbers).await;
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
		gateway.submitter.view().borrow()
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
		assert_eq!(sender.lost, 0, "seed {seed}: forgotten before it was on disk");
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
async fn anchors_every_acknowledged_reading_once_under_random_faults() {
	let from: u64 = std::env::var("MODEL_SEED").map_or(0, |seed| seed.parse().unwrap());
	let mut kills = 0;
	for seed in from..from + 5 {
		kills += play(seed, 300).await;
	}
	assert!(kills > 5, "the gateway was killed {kills} times only");
}

#[tokio::test]
async fn finds_the_loss_of_a_device_that_takes_any_reply_for_an_acknowledgement() {
	let mut lost = 0;
	for seed in 0..8 {
		let folder = folder();
		let path = folder.path().join("db");
		let after = live_through(&path, seed, 200, Rule::Anything).await;
		lost += after.senders.iter().map(|sender| sender.lost).sum::<usize>();
		let signing = after.senders.iter().filter(|sender| sender.signs());
		assert_eq!(signing.map(|sender| sender.lost).sum::<usize>(), 0, "seed {seed}");
	}
	assert!(lost > 0, "the schedule is too kind to show anything");
}
