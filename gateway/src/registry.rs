//! Device facts: looked up on the chain, cached in memory, and kept on disk for when the chain is
//! unreachable.

use crate::{
	chain::{descent, At, Block, Blocks, ChainError, Changes, DeviceFacts, Facts, FactsOf, Status},
	clock::utc,
	follow::View,
	stop::Stop,
	store::{on_disk, Kept, Store},
};
use codec::Decode;
use schnellru::{ByLength, LruMap};
use std::{
	collections::{BTreeMap, HashMap, HashSet},
	sync::{
		atomic::{AtomicU32, Ordering},
		Arc, Mutex, MutexGuard, PoisonError,
	},
	time::Duration,
};
use tallystick_evidence::DeviceId;
use tallystick_wire::Hex;
use tokio::{
	sync::{watch, OwnedMutexGuard},
	time::Instant,
};

/// The settings of a [`Registry`].
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct RegistrySettings {
	/// The facts of a device in use are looked up again after this time, or as soon as a finalised block
	/// changes them.
	pub ttl: Duration,
	/// The same for devices that are unknown, not active or not authorised. Also the shortest time
	/// between two lookups of a device for an unknown key.
	pub short_ttl: Duration,
	/// Longest wait for the chain. After that the last known facts are used.
	pub wait: Duration,
	/// The pause between a failed lookup and the next one.
	pub rest: Duration,
	/// Most devices whose facts are kept in memory. Beyond that, those that sent nothing for the longest time
	/// are dropped.
	pub max_cached: u32,
}

impl Default for RegistrySettings {
	fn default() -> Self {
		Self {
			ttl: Duration::from_secs(600),
			short_ttl: Duration::from_secs(3),
			wait: Duration::from_secs(5),
			rest: Duration::from_secs(3),
			max_cached: 262_144,
		}
	}
}

/// The result of a lookup.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Lookup {
	/// The device's facts.
	Known(Arc<DeviceFacts>),
	/// The chain has no such device.
	Unknown,
	/// It is not known yet whether the device may send: the chain is unreachable and the store has no facts of
	/// the device, or the block that lets it send is not final.
	Unavailable,
}

/// Most finalised blocks whose changes are read; after more, the cache is cleared.
const MAX_BLOCKS: u32 = 64;
/// A finalised block is new if its clock differs from the gateway's by less than this, in milliseconds.
/// `MAX_BLOCKS` blocks take longer to make.
const NEW: u64 = 60_000;
/// Most devices in one request to the chain, which has to be answered within [`RegistrySettings::wait`].
const TOGETHER: usize = 64;
/// The finalised height is noted on disk whenever it has risen by this much.
const NOTE_EVERY: u32 = 16;

/// The cache of device facts.
#[derive(Debug)]
pub struct Registry<C> {
	store: Arc<Store>,
	chain: Arc<C>,
	settings: RegistrySettings,
	cache: Mutex<LruMap<DeviceId, Arc<Slot>>>,
	failed: Mutex<Option<Instant>>,
	/// Facts of finalised blocks below this height are out of date.
	not_before: AtomicU32,
	/// The greatest height up to which blocks are final. A node whose finalised head is lower lags behind.
	height: AtomicU32,
	/// The height that is noted on disk.
	noted: AtomicU32,
}

/// One device's entry in the cache. Concurrent lookups wait for the same answer.
type Slot = tokio::sync::Mutex<Cached>;

#[derive(Clone, Default, Debug)]
struct Cached {
	entry: Option<Entry>,
	/// Facts of finalised blocks below this height are out of date.
	not_before: u32,
	/// When a node last answered about others and not about this device.
	failed: Option<Instant>,
}

impl Cached {
	/// The answer, if it is not too old for a message that names this epoch.
	fn fresh(&self, epoch: Option<u32>, settings: &RegistrySettings) -> Option<Lookup> {
		let Entry { answer, asked } = self.entry.as_ref()?;
		let age = asked.map_or(Duration::MAX, |asked| asked.elapsed());
		let ttl = match answer {
			Lookup::Known(facts) if may_send(facts, epoch) => settings.ttl,
			_ => settings.short_ttl,
		};
		(age < ttl).then(|| answer.clone())
	}
}

/// A device that is being looked up.
struct Open {
	device: DeviceId,
	epoch: Option<u32>,
	cached: OwnedMutexGuard<Cached>,
}

#[derive(Clone, Debug)]
struct Entry {
	answer: Lookup,
	/// The time of the lookup on the chain, if there was one since the start.
	asked: Option<Instant>,
}

fn a_moment_ago() -> ChainError {
	ChainError::Unreachable("the last lookup failed a moment ago".into())
}

/// Whether a device with these facts may send, with its key of this epoch if one is named.
fn may_send(facts: &DeviceFacts, epoch: Option<u32>) -> bool {
	facts.status == Status::Active
		&& facts.authorised
		&& epoch.is_none_or(|epoch| facts.key(epoch).is_some())
}

impl<C: Facts> Registry<C> {
	/// A cache of this chain's device facts.
	pub fn new(store: Arc<Store>, chain: Arc<C>, settings: RegistrySettings) -> Self {
		let (failed, not_before) = Default::default();
		let cache = Mutex::new(LruMap::new(ByLength::new(settings.max_cached)));
		let height = store.height().ok().flatten().unwrap_or_default();
		let height = u32::try_from(height).unwrap_or_default();
		let (noted, height) = (AtomicU32::new(height), AtomicU32::new(height));
		Self { store, chain, settings, cache, failed, not_before, height, noted }
	}

	/// Whether the device is cached, so that looking it up need not query the chain.
	pub fn is_cached(&self, device: &DeviceId) -> bool {
		self.cached().peek(device).is_some()
	}

	/// Looks a device up. With an epoch, queries the chain again if the key of that epoch is unknown.
	pub async fn lookup(&self, device: DeviceId, epoch: Option<u32>) -> Lookup {
		let mut found = self.look_up([(device, epoch)].into()).await;
		found.remove(&device).unwrap_or(Lookup::Unavailable)
	}

	/// Looks several devices up, each as [`Self::lookup`] does. Those that are not cached are asked together.
	pub async fn look_up(
		&self,
		devices: BTreeMap<DeviceId, Option<u32>>,
	) -> HashMap<DeviceId, Lookup> {
		let mut found = HashMap::with_capacity(devices.len());
		let mut open = Vec::new();
		// All lookups lock in the order of the ids, so that none waits for another that waits for it.
		for (device, epoch) in devices {
			let cached = self.slot(device).lock_owned().await;
			match cached.fresh(epoch, &self.settings) {
				Some(answer) => drop(found.insert(device, answer)),
				None => open.push(Open { device, epoch, cached }),
			}
			if open.len() >= TOGETHER {
				found.extend(self.answer(std::mem::take(&mut open)).await);
			}
		}
		if !open.is_empty() {
			found.extend(self.answer(open).await);
		}
		found
	}

	/// Asks the chain about some devices, and the store about those of which it says nothing.
	async fn answer(&self, open: Vec<Open>) -> Vec<(DeviceId, Lookup)> {
		let changed =
			|open: &Open| open.cached.not_before.max(self.not_before.load(Ordering::Relaxed));
		let height = self.height.load(Ordering::Relaxed);
		let lowest = open.iter().map(changed).max().unwrap_or_default().max(height);
		// Others need not wait for a device again of which there was no answer a moment ago.
		let is_resting = |open: &Open| self.is_resting(open.cached.failed);
		let (resting, mut asking): (Vec<_>, Vec<_>) = open.into_iter().partition(is_resting);
		let asked: Vec<_> = asking.iter().map(|open| (open.device, open.epoch)).collect();
		let answers = self.ask(&asked, lowest).await;
		let has_answers = answers.iter().any(Result::is_ok);
		let mut found = Vec::with_capacity(asking.len().saturating_add(resting.len()));
		for mut open in resting {
			let changed = changed(&open);
			let answer = self.without_chain(&mut open, changed, &a_moment_ago()).await;
			found.push((open.device, answer));
		}
		for (open, answer) in asking.iter_mut().zip(answers) {
			let changed = changed(open);
			open.cached.failed = (has_answers && answer.is_err()).then(Instant::now);
			let answer = match answer {
				Ok(answer) => {
					open.cached.entry =
						Some(Entry { answer: answer.clone(), asked: Some(Instant::now()) });
					answer
				},
				Err(error) => self.without_chain(open, changed, &error).await,
			};
			found.push((open.device, answer));
		}
		found
	}

	/// The answer about a device while the chain gives none: the stored facts, unless they are out of date.
	async fn without_chain(&self, open: &mut Open, changed: u32, error: &ChainError) -> Lookup {
		metrics::counter!("tallystick_gateway_lookups_failed_total").increment(1);
		tracing::debug!(%error, "a device could not be looked up");
		let lags = matches!(error, ChainError::NotFinal);
		let known = match &open.cached.entry {
			Some(Entry { answer: known @ Lookup::Known(_), .. }) => known.clone(),
			// The stored facts are older than the change, and no node shows the newer ones.
			_ if lags && changed > 0 => Lookup::Unavailable,
			_ => self.stored(open.device, &mut open.cached.entry).await,
		};
		match known {
			// A later block may allow it.
			Lookup::Known(facts) if lags && !may_send(&facts, open.epoch) => Lookup::Unavailable,
			known => known,
		}
	}

	/// Notes the height of a node's finalised head. If that head is new (`is_new`) and yet far below the
	/// greatest height, the greatest height was false: it is lowered, and this returns `true`.
	async fn note_height(&self, height: u32, is_new: bool) -> bool {
		let greatest = self.height.load(Ordering::Relaxed);
		let falls = is_new && height.saturating_add(MAX_BLOCKS) < greatest;
		if height <= greatest && !falls {
			return false;
		}
		self.height.store(height, Ordering::Relaxed);
		if falls {
			tracing::warn!(
				height,
				greatest,
				"a node reported a finalised block that the chain does not have yet; do not trust this node"
			);
			self.not_before.fetch_min(height, Ordering::Relaxed);
			self.forget();
		}
		if falls || height.saturating_sub(self.noted.load(Ordering::Relaxed)) >= NOTE_EVERY {
			match on_disk(&self.store, move |store| store.note_height(height)).await {
				Ok(()) => self.noted.store(height, Ordering::Relaxed),
				Err(error) => {
					tracing::warn!(%error, "the finalised height could not be stored; the gateway tries again with the next block");
				},
			}
		}
		falls
	}

	fn cached(&self) -> MutexGuard<'_, LruMap<DeviceId, Arc<Slot>>> {
		self.cache.lock().unwrap_or_else(PoisonError::into_inner)
	}

	/// Drops all facts from memory.
	fn forget(&self) {
		self.cached().clear();
	}

	/// Looks devices up on the chain. The answers are in the order of `devices`.
	async fn ask(
		&self,
		asked: &[(DeviceId, Option<u32>)],
		not_before: u32,
	) -> Vec<Result<Lookup, ChainError>> {
		let devices: Vec<_> = asked.iter().map(|(device, _)| *device).collect();
		let found = self.facts(&devices, At::Final { not_before }).await;
		let mut found = self.keep(&devices, found).await;
		// A permission in a block that is not final is neither refused for good nor used yet.
		let mut refused = Vec::new();
		for (place, (answer, (device, epoch))) in found.iter().zip(asked).enumerate() {
			if let Ok(facts) = answer {
				if !facts.as_ref().is_some_and(|facts| may_send(facts, *epoch)) {
					refused.push((place, *device, *epoch));
				}
			}
		}
		let devices: Vec<_> = refused.iter().map(|(_, device, _)| *device).collect();
		let mut coming = HashSet::new();
		if !devices.is_empty() {
			let best = self.facts(&devices, At::Best).await;
			for ((place, _, epoch), best) in refused.into_iter().zip(best) {
				match best {
					Ok(Some(best)) if may_send(&best, epoch) => drop(coming.insert(place)),
					Ok(_) => {},
					Err(error) => {
						if let Some(answer) = found.get_mut(place) {
							*answer = Err(error);
						}
					},
				}
			}
		}
		let answer = |(place, answer): (usize, FactsOf)| {
			answer.map(|facts| match coming.contains(&place) {
				true => Lookup::Unavailable,
				false => facts.map_or(Lookup::Unknown, |facts| Lookup::Known(Arc::new(facts))),
			})
		};
		found.into_iter().enumerate().map(answer).collect()
	}

	/// The facts of devices in the state of one block, in the order of `devices`.
	async fn facts(&self, devices: &[DeviceId], at: At) -> Vec<FactsOf> {
		if devices.is_empty() {
			return Vec::new();
		}
		let all = |error: ChainError| devices.iter().map(|_| Err(error.clone())).collect();
		let failed = *self.failed.lock().unwrap_or_else(PoisonError::into_inner);
		if self.is_resting(failed) {
			return all(a_moment_ago());
		}
		let now = Instant::now();
		let deadline = now.checked_add(self.settings.wait).unwrap_or(now);
		let answers: Vec<_> = match self.chain.devices(devices, at, deadline).await {
			Ok(answers) if answers.len() == devices.len() => answers,
			Ok(_) => all(ChainError::Failed("another number of answers".into())),
			Err(error) => all(error),
		};
		let has_failed = answers.iter().all(|answer| {
			answer.as_ref().is_err_and(|error| !matches!(error, ChainError::NotFinal))
		});
		let mut failed = self.failed.lock().unwrap_or_else(PoisonError::into_inner);
		*failed = has_failed.then(Instant::now);
		answers
	}

	fn is_resting(&self, failed: Option<Instant>) -> bool {
		failed.is_some_and(|at| at.elapsed() < self.settings.rest)
	}

	/// The facts in the store. They count as out of date.
	async fn stored(&self, device: DeviceId, entry: &mut Option<Entry>) -> Lookup {
		let found = on_disk(&self.store, move |store| store.facts(device)).await;
		let facts = found
			.ok()
			.flatten()
			.and_then(|facts| DeviceFacts::decode(&mut facts.as_slice()).ok())
			.map(Arc::new);
		match facts {
			Some(facts) => {
				let answer = Lookup::Known(facts);
				*entry = Some(Entry { answer: answer.clone(), asked: None });
				answer
			},
			None => Lookup::Unavailable,
		}
	}

	/// Notes facts to be stored with the next group of messages. Replaces those that cannot be true by an
	/// error.
	async fn keep(&self, devices: &[DeviceId], mut found: Vec<FactsOf>) -> Vec<FactsOf> {
		let mut noted = Vec::new();
		let mut places = Vec::new();
		for (place, (device, answer)) in devices.iter().zip(&found).enumerate() {
			if let Ok(Some(facts)) = answer {
				noted.push((*device, facts.clone()));
				places.push(place);
			}
		}
		if noted.is_empty() {
			return found;
		}
		let kept = match on_disk(&self.store, move |store| store.note_facts(noted)).await {
			Ok(kept) => kept.into_iter().map(Ok).collect(),
			Err(error) => {
				tracing::warn!(%error, "the facts of devices could not be stored");
				vec![
					Err(ChainError::Failed(format!("the facts could not be stored: {error}")));
					places.len()
				]
			},
		};
		for (place, kept) in places.into_iter().zip(kept) {
			let error = match kept {
				Ok(Kept::Stored) => continue,
				Ok(Kept::Refused { epoch }) => {
					let device = devices.get(place).map(|device| Hex(*device).to_string());
					tracing::error!(
						device,
						epoch,
						"a node names a key that cannot be the device's; do not trust this node"
					);
					ChainError::Failed("a key that cannot be the device's".into())
				},
				Err(error) => error,
			};
			if let Some(answer) = found.get_mut(place) {
				*answer = Err(error);
			}
		}
		found
	}

	fn slot(&self, device: DeviceId) -> Arc<Slot> {
		// It has no place only if `max_cached` is 0: then nothing is cached.
		self.cached().get_or_insert(device, Default::default).cloned().unwrap_or_default()
	}
}

impl<C: Facts + Blocks> Registry<C> {
	/// Drops facts that finalised blocks change, until it is stopped.
	pub(crate) async fn follow(&self, mut view: watch::Receiver<View>, mut stop: Stop) {
		let mut seen = None;
		loop {
			tokio::select! {
				() = stop.stopped() => return,
				changed = view.changed() => if changed.is_err() {
					return;
				},
			}
			let (finalized, is_new) = {
				let view = view.borrow_and_update();
				let is_new = view.time.is_some_and(|time| utc().abs_diff(time) < NEW);
				(view.heads.finalized, is_new)
			};
			// No node has reported a head yet.
			if finalized == Block::default() {
				continue;
			}
			if self.note_height(finalized.number, is_new).await {
				seen = Some(finalized);
			}
			tokio::select! {
				() = stop.stopped() => return,
				reached = self.catch_up(seen, finalized) => seen = Some(reached),
			}
		}
	}

	/// Drops facts that the blocks after `seen` changed, or all of them if these blocks are not known. Returns the last block up
	/// to which that is done.
	async fn catch_up(&self, seen: Option<Block>, finalized: Block) -> Block {
		let Some(mut seen) = seen else {
			self.forget();
			return finalized;
		};
		if finalized.number < seen.number {
			return seen;
		}
		let blocks = match descent(&*self.chain, seen, finalized, MAX_BLOCKS).await {
			Ok(Some(blocks)) => blocks,
			Ok(None) => {
				self.forget();
				return finalized;
			},
			Err(ChainError::Unreachable(_) | ChainError::OtherChain(_)) => return seen,
			Err(error) => {
				let block = finalized.number;
				tracing::warn!(%error, block, "the blocks before one cannot be read; all devices are looked up again");
				self.forget();
				return finalized;
			},
		};
		for block in blocks {
			let number = block.number;
			match self.chain.changes(block.hash).await {
				Ok(Changes::Of(devices)) => {
					for device in devices {
						let slot = self.cached().peek(&device).cloned();
						if let Some(slot) = slot {
							// A lookup that is running may bring the answer of an earlier block.
							let mut cached = slot.lock().await;
							*cached = Cached { not_before: number, ..Cached::default() };
						}
					}
				},
				Err(ChainError::Unreachable(_) | ChainError::OtherChain(_)) => return seen,
				Ok(Changes::All) => {
					self.not_before.fetch_max(number, Ordering::Relaxed);
					self.forget();
				},
				Err(error) => {
					tracing::warn!(%error, block = number, "a block's changes cannot be read; all devices are looked up again");
					self.forget();
				},
			}
			seen = block;
		}
		seen
	}
}

#[cfg(test)]
mod tests {
	use super::*;
	use crate::{
		chain::{Blocks, KeyFact},
		stop::stop,
		support::{folder, MockChain, TestDevice},
	};
	use tallystick_evidence::Scheme;

	struct Scene {
		chain: Arc<MockChain>,
		registry: Registry<MockChain>,
		devices: Vec<DeviceId>,
		_folder: tempfile::TempDir,
	}

	impl Scene {
		fn new() -> Self {
			let chain = Arc::new(MockChain::new());
			let folder = folder();
			let store = Arc::new(Store::open(folder.path().join("db"), chain.options()).unwrap());
			let registry = Registry::new(store, chain.clone(), Default::default());
			let device = |seed| TestDevice::new(&chain, seed, Scheme::Ed25519).id;
			let devices = (1..=5).map(device).collect();
			Self { chain, registry, devices, _folder: folder }
		}

		/// The status of each device, and the number of lookups on the chain.
		async fn look(&self) -> (Vec<Status>, usize) {
			let before = self.chain.lock().lookups;
			let mut found = Vec::new();
			for device in &self.devices {
				match self.registry.lookup(*device, None).await {
					Lookup::Known(facts) => found.push(facts.status),
					other => panic!("{other:?}"),
				}
			}
			(found, self.chain.lock().lookups - before)
		}

		/// Has the blocks after `seen`, up to this height, read. Returns the height up to which they were.
		async fn catch_up(&self, seen: u32, height: u32) -> u32 {
			let (seen, head) = (self.chain.final_block(seen), self.chain.final_block(height));
			let reached = self.registry.catch_up(Some(seen), head).await;
			assert_eq!(reached, self.chain.final_block(reached.number));
			reached.number
		}

		/// Revokes a device in a block that is not final, and returns its height.
		async fn revoke(&self, at: usize, changes: Changes) -> u32 {
			self.chain.grow(1);
			let block = self.chain.heads().await.unwrap().best.number;
			let mut inner = self.chain.lock();
			inner.devices.get_mut(&self.devices[at]).unwrap().status = Status::Revoked;
			inner.changes.insert(block, changes);
			block
		}

		fn of(&self, at: usize) -> Changes {
			Changes::Of([self.devices[at]].into())
		}
	}

	fn with(revoked: &[usize]) -> Vec<Status> {
		let status = |at| if revoked.contains(&at) { Status::Revoked } else { Status::Active };
		(0..5).map(status).collect()
	}

	#[tokio::test]
	async fn made_up_devices_do_not_drop_those_in_use() {
		let mut scene = Scene::new();
		scene.registry.cache = Mutex::new(LruMap::new(ByLength::new(8)));
		scene.look().await;
		for made_up in 0..100 {
			scene.registry.lookup(DeviceId([made_up; 32]), None).await;
			assert_eq!(scene.look().await, (with(&[]), 0), "after {made_up}");
		}
	}

	#[tokio::test]
	async fn devices_of_a_group_are_asked_together() {
		let scene = Scene::new();
		let add = |seed| TestDevice::new(&scene.chain, seed, Scheme::Ed25519).id;
		let devices: BTreeMap<_, _> = (0..200).map(|seed| (add(seed), None)).collect();
		assert_eq!(devices.len(), 200);
		for round in 0..2 {
			let found = scene.registry.look_up(devices.clone()).await;
			assert_eq!(found.len(), 200);
			assert!(found.values().all(|answer| matches!(answer, Lookup::Known(_))), "{round}");
			assert_eq!(scene.chain.lock().questions, 200_usize.div_ceil(TOGETHER), "{round}");
		}
	}

	#[tokio::test]
	async fn a_device_that_no_node_can_show_keeps_no_other_from_being_looked_up() {
		let scene = Scene::new();
		let bad = scene.devices[2];
		scene.chain.lock().unreadable.insert(bad);
		let asked = scene.devices.iter().map(|device| (*device, None)).collect();
		for (device, answer) in scene.registry.look_up(asked).await {
			assert_eq!(matches!(answer, Lookup::Known(_)), device != bad, "{answer:?}");
		}
	}

	#[tokio::test]
	async fn a_device_that_no_node_can_show_rests_alone() {
		let mut scene = Scene::new();
		scene.registry.settings.rest = Duration::from_secs(3_600);
		let bad = scene.devices[2];
		scene.chain.lock().unreadable.insert(bad);
		let all: BTreeMap<_, _> = scene.devices.iter().map(|device| (*device, None)).collect();
		scene.registry.look_up(all.clone()).await;
		let chain = scene.chain.clone();
		let questions = || std::mem::take(&mut chain.lock().questions);
		assert_eq!(questions(), 1);
		// A new device is asked about at once, and this one is not.
		let other = TestDevice::new(&chain, 99, Scheme::Ed25519).id;
		assert!(matches!(scene.registry.lookup(other, None).await, Lookup::Known(_)));
		assert_eq!(questions(), 1);
		assert_eq!(scene.registry.lookup(bad, None).await, Lookup::Unavailable);
		assert_eq!(questions(), 0);
		scene.registry.settings.rest = Duration::ZERO;
		chain.lock().unreadable.clear();
		assert!(matches!(scene.registry.lookup(bad, None).await, Lookup::Known(_)));
	}

	#[tokio::test]
	async fn looks_up_only_the_devices_that_a_block_changed() {
		let scene = Scene::new();
		assert_eq!(scene.look().await, (with(&[]), 5));
		assert_eq!(scene.look().await, (with(&[]), 0));
		let block = scene.revoke(2, scene.of(2)).await;
		scene.chain.grow(1);
		scene.chain.finalise(0);
		assert_eq!(scene.catch_up(1, block - 1).await, block - 1);
		assert_eq!(scene.look().await, (with(&[]), 0));
		assert_eq!(scene.catch_up(block - 1, block).await, block);
		assert_eq!(scene.look().await, (with(&[2]), 1));
	}

	#[tokio::test]
	async fn looks_up_all_devices_if_any_may_have_changed() {
		let scene = Scene::new();
		scene.look().await;
		let block = scene.revoke(0, Changes::All).await;
		scene.chain.finalise(0);
		assert_eq!(scene.catch_up(block - 1, block).await, block);
		assert_eq!(scene.look().await, (with(&[0]), 5));

		let block = scene.revoke(1, scene.of(1)).await;
		scene.chain.grow(MAX_BLOCKS as usize);
		scene.chain.finalise(0);
		let end = block + MAX_BLOCKS;
		assert_eq!(scene.catch_up(block - 1, end).await, end);
		assert_eq!(scene.look().await.0, with(&[0, 1]));
	}

	#[tokio::test]
	async fn looks_up_all_devices_if_a_head_of_the_same_height_was_another_block() {
		let scene = Scene::new();
		scene.look().await;
		for more in [0, 1] {
			let block = scene.revoke(more, scene.of(more)).await;
			scene.chain.grow(more);
			scene.chain.finalise(0);
			let head = scene.chain.final_block(block + more as u32);
			let of_height = Block { number: block, hash: [0xee; 32] };
			assert_eq!(scene.registry.catch_up(Some(of_height), head).await, head);
			let revoked: Vec<_> = (0..=more).collect();
			assert_eq!(scene.look().await, (with(&revoked), 5));
		}
	}

	#[tokio::test]
	async fn reads_missed_blocks_when_the_chain_is_back() {
		let scene = Scene::new();
		scene.look().await;
		let block = scene.revoke(3, scene.of(3)).await;
		scene.chain.finalise(0);
		scene.chain.lock().down = true;
		assert_eq!(scene.catch_up(block - 1, block).await, block - 1);
		assert_eq!(scene.look().await, (with(&[]), 0));
		scene.chain.lock().down = false;
		assert_eq!(scene.catch_up(block - 1, block).await, block);
		assert_eq!(scene.look().await, (with(&[3]), 1));
	}

	#[tokio::test]
	async fn a_permission_in_a_block_that_is_not_final_is_neither_refused_nor_used() {
		let scene = Scene::new();
		let coming = |at: usize, change: &dyn Fn(&mut DeviceFacts)| {
			let mut inner = scene.chain.lock();
			let mut facts = inner.devices[&scene.devices[at]].clone();
			change(&mut facts);
			inner.coming.insert(scene.devices[at], facts);
		};
		let lookup = |at: usize, epoch| scene.registry.lookup(scene.devices[at], epoch);

		coming(0, &|_| {});
		scene.chain.lock().devices.remove(&scene.devices[0]);
		assert_eq!(lookup(0, None).await, Lookup::Unavailable, "a new device");
		coming(1, &|facts| facts.keys.push(KeyFact { epoch: 1, ..facts.keys[0] }));
		assert_eq!(lookup(1, Some(1)).await, Lookup::Unavailable, "a new key");
		let known = lookup(2, Some(1)).await;
		assert!(matches!(known, Lookup::Known(_)), "a key that no block has: {known:?}");
		// What the best block forbids is not forbidden yet.
		coming(3, &|facts| facts.status = Status::Revoked);
		match lookup(3, None).await {
			Lookup::Known(facts) => assert_eq!(facts.status, Status::Active),
			other => panic!("{other:?}"),
		}
	}

	#[tokio::test]
	async fn facts_of_a_node_that_lags_behind_their_change_do_not_count() {
		let scene = Scene::new();
		scene.look().await;
		let before = scene.chain.lock().devices.clone();
		for (changes, at) in [(scene.of(2), 2), (Changes::All, 3)] {
			let block = scene.revoke(at, changes).await;
			scene.chain.finalise(0);
			scene.catch_up(block - 1, block).await;
			scene.chain.lock().lagging = Some((block - 1, before.clone()));
			assert_eq!(scene.registry.lookup(scene.devices[at], None).await, Lookup::Unavailable);
			scene.chain.lock().lagging = None;
			match scene.registry.lookup(scene.devices[at], None).await {
				Lookup::Known(facts) => assert_eq!(facts.status, Status::Revoked),
				other => panic!("{other:?}"),
			}
		}
	}

	#[tokio::test]
	async fn a_node_that_lags_is_no_worse_than_none() {
		let scene = Scene::new();
		scene.look().await;
		let unknown = TestDevice::new(&scene.chain, 9, Scheme::Ed25519).id;
		// The first view of a node that lags, whose devices are fewer.
		scene.registry.note_height(1_000, false).await;
		let head = Block { number: 1_000, hash: [0x10; 32] };
		assert_eq!(scene.registry.catch_up(None, head).await, head);
		scene.chain.lock().lagging = Some((500, HashMap::new()));
		assert_eq!(scene.look().await.0, with(&[]));
		assert_eq!(scene.registry.lookup(unknown, None).await, Lookup::Unavailable);
		let of_later_key = scene.registry.lookup(scene.devices[0], Some(1)).await;
		assert_eq!(of_later_key, Lookup::Unavailable);
		scene.chain.lock().lagging = None;
		assert!(matches!(scene.registry.lookup(unknown, None).await, Lookup::Known(_)));
	}

	#[tokio::test]
	async fn a_node_that_lags_is_not_believed_after_a_restart() {
		let scene = Scene::new();
		let before = scene.chain.lock().devices.clone();
		let block = scene.revoke(2, scene.of(2)).await;
		scene.look().await;
		scene.registry.note_height(1_000, false).await;
		let (store, chain) = (scene.registry.store.clone(), scene.chain.clone());
		let facts = store.facts(scene.devices[2]).unwrap();
		let registry = Registry::new(store.clone(), chain, Default::default());
		let unknown = TestDevice::new(&scene.chain, 9, Scheme::Ed25519).id;
		scene.chain.lock().lagging = Some((block - 1, before));
		// Neither refused for good, nor let in by facts of long ago, nor stored.
		for device in [unknown, scene.devices[2]] {
			assert_eq!(registry.lookup(device, None).await, Lookup::Unavailable);
		}
		assert!(matches!(registry.lookup(scene.devices[1], None).await, Lookup::Known(_)));
		assert_eq!(store.facts(scene.devices[2]).unwrap(), facts);
	}

	#[tokio::test]
	async fn a_height_that_no_block_has_is_dropped_at_the_next_new_block() {
		let scene = Scene::new();
		scene.registry.note_height(u32::MAX, false).await;
		let devices = scene.chain.lock().devices.clone();
		scene.chain.lock().lagging = Some((500, devices));
		let lookup = || scene.registry.lookup(scene.devices[0], None);
		// Old blocks of a node that syncs, or few blocks less, do not show it.
		assert!(!scene.registry.note_height(500, false).await);
		assert!(!scene.registry.note_height(u32::MAX - 1, true).await);
		assert_eq!(lookup().await, Lookup::Unavailable);
		assert!(scene.registry.note_height(500, true).await);
		assert!(matches!(lookup().await, Lookup::Known(_)));
		assert_eq!(scene.registry.store.height().unwrap(), Some(500));
	}

	#[tokio::test]
	async fn follows_finality() {
		let scene = Scene::new();
		let (sender, view) = watch::channel(View::default());
		let (stopper, stop) = stop();
		scene.look().await;
		let follow = scene.registry.follow(view, stop);
		let show = |block| {
			let head = scene.chain.final_block(block);
			sender.send_modify(|view| view.heads.finalized = head);
		};
		let play = async {
			show(1);
			while scene.registry.height.load(Ordering::Relaxed) < 1 {
				tokio::task::yield_now().await;
			}
			assert_eq!(
				scene.look().await,
				(with(&[]), 5),
				"nothing was known of the blocks before"
			);
			let block = scene.revoke(4, scene.of(4)).await;
			scene.chain.finalise(0);
			show(block);
			let forgotten = async {
				loop {
					match scene.look().await {
						(_, 0) => tokio::task::yield_now().await,
						looked => return looked,
					}
				}
			};
			let looked = tokio::time::timeout(Duration::from_secs(30), forgotten).await.unwrap();
			assert_eq!(looked, (with(&[4]), 1));
			stopper.stop();
		};
		tokio::join!(follow, play);
	}
}
