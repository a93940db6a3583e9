//! Fetches the proof paths from batches and keys to finalised headers.

use crate::{
	chain::{Anchors, Blocks, ChainError, KeyFact, ProofPath, ProofPaths},
	http::Limits,
	milestone::Milestone,
	stop::Stop,
	store::{on_disk, KeyPath, Store, StoreError, Wanted},
};
use futures::future::join_all;
use std::{sync::Arc, time::Duration};
use tallystick_client::{StatementName, StatementPlace, MAX_STATEMENTS};
use tallystick_evidence::{Batch, Hash, KeyRecord, Native, Proof, Statement};
use tokio::sync::Semaphore;

/// An error that leaves a batch without a proof path.
#[derive(Debug, thiserror::Error)]
pub(crate) enum PathError {
	/// A request to the chain failed.
	#[error(transparent)]
	Chain(#[from] ChainError),
	/// A query of the store failed.
	#[error(transparent)]
	Store(#[from] StoreError),
	/// A node's proof is invalid. Do not trust this node.
	#[error("a node's proof is invalid; do not trust this node")]
	Wrong,
}

/// The leaf of a batch in its block.
fn leaf(store: &Store, number: u64, batch: &Batch) -> Hash {
	Statement { gateway: store.options().account, number, batch: *batch }.leaf::<Native>()
}

async fn prove<C: Anchors>(chain: &C, block: u32, leaf: Hash) -> Result<ProofPath, PathError> {
	let path = chain.prove(block, leaf).await?;
	match path.holds(leaf) {
		true => Ok(path),
		false => Err(PathError::Wrong),
	}
}

/// The proof path of a batch.
pub(crate) async fn of_batch<C: Anchors>(
	store: &Store,
	chain: &C,
	number: u64,
	batch: &Batch,
	block: u32,
) -> Result<ProofPath, PathError> {
	prove(chain, block, leaf(store, number, batch)).await
}

/// Longest wait for the registration of a device.
const PATIENCE: Duration = Duration::from_secs(2);

/// Adds the registrations of devices to proofs, as far as a node answers.
pub(crate) struct Completer<C> {
	chain: Arc<C>,
	patience: Duration,
	places: Semaphore,
}

impl<C: Anchors> Completer<C> {
	/// At most half of the requests that are answered at once wait for a node, and none for longer than half of its
	/// time.
	pub(crate) fn new(chain: Arc<C>, limits: Limits) -> Self {
		let patience = PATIENCE.min(limits.timeout / 2);
		Self { chain, patience, places: Semaphore::new(limits.concurrent.div_ceil(2)) }
	}

	/// The proof with the device's registration, if the chain has it and a node answers in time. Otherwise the proof
	/// as it was: it shows the reading all the same.
	pub(crate) async fn complete(&self, proof: Proof) -> Proof {
		let Ok(_place) = self.places.try_acquire() else {
			tracing::debug!("a proof goes out without the device's registration: too many wait");
			return proof;
		};
		let answer = tokio::time::timeout(self.patience, self.chain.complete(proof.clone())).await;
		match answer {
			Ok(Ok(complete)) => complete,
			Ok(Err(error)) => {
				tracing::debug!(%error, "a proof goes out without the device's registration");
				proof
			},
			Err(_) => {
				tracing::debug!("a proof goes out without the device's registration: no answer");
				proof
			},
		}
	}
}

/// The settings of a [`Keeper`].
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct KeeperSettings {
	/// The time between two rounds.
	pub(crate) every: Duration,
	/// Most keys of a round.
	pub(crate) most: u32,
	/// Most keys in one request.
	pub(crate) keys: usize,
	/// Most concurrent requests to a node that proves only one statement per request.
	pub(crate) requests: usize,
	/// The pause after a round that found nothing. It doubles with each, up to `rest_most`.
	pub(crate) rest: Duration,
	/// The longest such pause.
	pub(crate) rest_most: Duration,
}

impl Default for KeeperSettings {
	fn default() -> Self {
		Self {
			every: Duration::from_secs(1),
			most: 256,
			keys: MAX_STATEMENTS - 1,
			requests: 16,
			rest: Duration::from_secs(2),
			rest_most: Duration::from_secs(60),
		}
	}
}

/// Most attempts of a round to fetch paths to one header, while the finalised head moves.
const TRIES: usize = 5;

/// Fetches the proof paths of later keys that signed readings. No batch waits for them.
pub(crate) struct Keeper<C> {
	store: Arc<Store>,
	chain: Arc<C>,
	settings: KeeperSettings,
}

impl<C: Blocks + Anchors> Keeper<C> {
	/// A keeper of this store's paths.
	pub(crate) fn new(store: Arc<Store>, chain: Arc<C>, settings: KeeperSettings) -> Self {
		Self { store, chain, settings }
	}

	/// Fetches paths until it is stopped.
	pub(crate) async fn run(self, mut stop: Stop) {
		let mut rest = self.settings.rest;
		loop {
			let round = tokio::select! {
				biased;
				() = stop.stopped() => return,
				round = self.tick() => round,
			};
			let pause = match round {
				Ok(Round { wanted, found }) if wanted == 0 || found > 0 => {
					rest = self.settings.rest;
					self.settings.every
				},
				Ok(Round { wanted, .. }) => {
					tracing::warn!(
						wanted,
						"no proof path of a key was found; the gateway tries again"
					);
					let pause = rest;
					rest = rest.saturating_mul(2).min(self.settings.rest_most);
					pause
				},
				Err(error) => {
					tracing::debug!(%error, "proof paths of keys could not be fetched");
					self.settings.rest
				},
			};
			if stop.pause(pause).await {
				return;
			}
		}
	}

	/// One round: some of the wanted keys.
	pub(crate) async fn tick(&self) -> Result<Round, PathError> {
		let most = self.settings.most;
		let wanted = on_disk(&self.store, move |store| store.wanted_key_paths(most)).await?;
		self.store.milestones().want(Milestone::Proofs, !wanted.is_empty());
		let mut round = Round { wanted: wanted.len(), found: 0 };
		for of_batch in wanted.chunk_by(|a, b| a.number == b.number) {
			for some in of_batch.chunks(self.settings.keys.clamp(1, MAX_STATEMENTS - 1)) {
				let found = self.fetch(some).await?;
				round.found += found.iter().filter(|(_, path)| path.is_some()).count();
				on_disk(&self.store, move |store| store.keep_key_paths(&found)).await?;
			}
		}
		if round.found > 0 {
			self.store.milestones().done(Milestone::Proofs);
		}
		Ok(round)
	}

	/// Fetches the paths of some keys of one batch. Fails if no node answers or the store fails; any
	/// other error leaves the keys wanted.
	async fn fetch(&self, some: &[Wanted]) -> Result<Vec<(Wanted, Option<KeyPath>)>, PathError> {
		match self.fetch_at_once(some).await {
			// The node may be of an early release.
			Err(PathError::Chain(ChainError::Failed(cause))) => {
				tracing::debug!(cause, "proof paths of keys are fetched one by one");
				let mut found = Vec::with_capacity(some.len());
				for some in some.chunks(self.settings.requests.max(1)) {
					found.extend(self.fetch_singly(some).await?);
				}
				Ok(found)
			},
			Err(error) => {
				passing(&*self.chain, error, some)?;
				Ok(some.iter().map(|wanted| (*wanted, None)).collect())
			},
			found => found,
		}
	}

	/// Like [`Self::fetch`], with one request for all paths, which end at one header.
	async fn fetch_at_once(
		&self,
		some: &[Wanted],
	) -> Result<Vec<(Wanted, Option<KeyPath>)>, PathError> {
		let Some(first) = some.first() else { return Ok(Vec::new()) };
		let leaf = leaf(&self.store, first.number, &first.batch);
		let place = StatementPlace::Block(first.batch_block);
		let mut statements = vec![StatementName { place, leaf }];
		// The place in the request of each key that is known.
		let mut places = Vec::with_capacity(some.len());
		for wanted in some {
			places.push(wanted.key.map(|_| statements.len()));
			let Some(key) = wanted.key else { continue };
			let place = wanted.block.map_or(StatementPlace::Time(key.since), StatementPlace::Block);
			let leaf = record(wanted, &key).leaf::<Native>();
			statements.push(StatementName { place, leaf });
		}
		let ProofPaths { proofs, header } = self.chain.prove_many(&statements).await?;
		let path_of = |place: usize| {
			let (statement, proof) = (statements.get(place)?, proofs.get(place)?.as_ref()?);
			let path = ProofPath { block: proof.clone(), header: header.clone() };
			Some(path.holds(statement.leaf).then_some(path).ok_or(PathError::Wrong))
		};
		let batch = path_of(0).ok_or(ChainError::NotFinal)??;
		let mut found = Vec::with_capacity(some.len());
		for (wanted, place) in some.iter().zip(places) {
			let path = place.and_then(path_of).transpose()?;
			let path = path.map(|path| KeyPath { batch: batch.clone(), key: path.block });
			found.push((*wanted, path));
		}
		Ok(found)
	}

	/// Like [`Self::fetch`], with one request per statement.
	async fn fetch_singly(
		&self,
		some: &[Wanted],
	) -> Result<Vec<(Wanted, Option<KeyPath>)>, PathError> {
		let Some(first) = some.first() else { return Ok(Vec::new()) };
		let leaf = leaf(&self.store, first.number, &first.batch);
		let mut found: Vec<_> = some.iter().map(|wanted| (*wanted, None)).collect();

		let mut rest = Vec::new();
		let blocks = join_all(some.iter().map(|wanted| self.block_of(wanted))).await;
		for (place, block) in blocks.into_iter().enumerate() {
			match block {
				Ok((record, block)) => rest.push((place, record, block)),
				Err(error) => passing(&*self.chain, error, some)?,
			}
		}
		for _ in 0..TRIES {
			if rest.is_empty() {
				break;
			}
			let batch = match prove(&*self.chain, first.batch_block, leaf).await {
				Ok(batch) => batch,
				Err(error) => {
					passing(&*self.chain, error, some)?;
					continue;
				},
			};
			let keys = rest
				.iter()
				.map(|(_, record, block)| prove(&*self.chain, *block, record.leaf::<Native>()));
			let keys = join_all(keys.collect::<Vec<_>>()).await;
			let mut again = Vec::new();
			for (one, key) in rest.into_iter().zip(keys) {
				match key {
					Ok(key) if key.end() == batch.end() => {
						let path = KeyPath { batch: batch.clone(), key: key.block };
						if let Some((_, found)) = found.get_mut(one.0) {
							*found = Some(path);
						}
					},
					// The head has moved meanwhile.
					Ok(_) => again.push(one),
					Err(error) => passing(&*self.chain, error, some)?,
				}
			}
			rest = again;
		}
		Ok(found)
	}

	async fn block_of(&self, wanted: &Wanted) -> Result<(KeyRecord, u32), PathError> {
		let key = wanted.key.ok_or(ChainError::Unknown)?;
		let record = record(wanted, &key);
		match wanted.block {
			Some(block) => Ok((record, block)),
			None => Ok((record, self.chain.block_of_key(&record).await?)),
		}
	}
}

fn record(wanted: &Wanted, key: &KeyFact) -> KeyRecord {
	let Wanted { device, epoch, .. } = *wanted;
	KeyRecord { device, epoch, key: key.key, since: key.since }
}

/// The result of a round.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct Round {
	/// The keys whose paths were wanted.
	pub(crate) wanted: usize,
	/// The keys whose paths were found.
	pub(crate) found: usize,
}

/// Returns the errors that end the round, and logs the others. A node whose proof is invalid is avoided.
fn passing<C: Blocks>(chain: &C, error: PathError, some: &[Wanted]) -> Result<(), PathError> {
	let number = some.first().map(|wanted| wanted.number);
	match error {
		PathError::Chain(ChainError::Unreachable(_) | ChainError::OtherChain(_))
		| PathError::Store(_) => Err(error),
		PathError::Wrong => {
			tracing::error!(number, "a node's proof of a key is invalid; do not trust this node");
			chain.avoid();
			Ok(())
		},
		PathError::Chain(error) => {
			tracing::debug!(number, %error, "a key's record was not found this time");
			Ok(())
		},
	}
}

#[cfg(test)]
mod tests {
	use super::*;
	use crate::{
		archive::{Archive, ArchiveError},
		chain::Status,
		ingest::Ingest,
		registry::{Registry, RegistrySettings},
		sealing::Sealer,
		submit::Submitter,
		support::{answers, folder, MockChain, TestDevice},
	};
	use futures::FutureExt;
	use tallystick_evidence::{Scheme, SecretKey};
	use tallystick_wire::ErrorCode;
	use tallystick_world::Device;

	struct Scene {
		chain: Arc<MockChain>,
		store: Arc<Store>,
		ingest: Ingest<MockChain>,
		sealer: Sealer,
		submitter: Submitter<MockChain>,
		keeper: Keeper<MockChain>,
		_folder: tempfile::TempDir,
	}

	/// A reading: its device, channel, time and value.
	type Point = (tallystick_evidence::DeviceId, u16, u64, i64);

	impl Scene {
		fn new() -> Self {
			let chain = Arc::new(MockChain::new());
			let folder = folder();
			let store = Arc::new(Store::open(folder.path().join("db"), chain.options()).unwrap());
			store.begin_at(0).unwrap();
			let (ttl, short_ttl, rest) = Default::default();
			let settings = RegistrySettings { ttl, short_ttl, rest, ..Default::default() };
			let registry = Arc::new(Registry::new(store.clone(), chain.clone(), settings));
			let steps = || Arc::new(());
			let settings =
				crate::ingest::IngestSettings { max_new_devices: usize::MAX, ..Default::default() };
			let ingest = Ingest::new(store.clone(), registry, steps(), settings);
			let submitter =
				Submitter::new(store.clone(), chain.clone(), steps(), Default::default());
			let sealer = Sealer::new(store.clone(), steps(), Default::default(), submitter.view());
			let keeper = Keeper::new(store.clone(), chain.clone(), Default::default());
			Self { chain, store, ingest, sealer, submitter, keeper, _folder: folder }
		}

		/// A device that uses its second key.
		fn rotated(&self, number: u32) -> TestDevice {
			let mut seed = [1; 32];
			seed[..4].copy_from_slice(&number.to_le_bytes());
			let first = SecretKey::from_seed(Scheme::Ed25519, seed).unwrap();
			let mut device = TestDevice::with(&self.chain, Device::with_secret(first));
			self.rotate(&mut device, 100);
			device
		}

		/// Gives a device another key, valid from `since` on.
		fn rotate(&self, device: &mut TestDevice, since: u64) {
			let mut seed = [2; 32];
			seed[..8].copy_from_slice(&device.id.0[..8]);
			device.adopt(SecretKey::from_seed(Scheme::Ed25519, seed).unwrap());
			let (epoch, key) = (device.key_epoch, device.secret.public());
			self.chain.record(&KeyRecord { device: device.id, epoch, key, since });
			let mut inner = self.chain.lock();
			let facts = inner.devices.get_mut(&device.id).unwrap();
			facts.key_epoch = epoch;
			facts.keys.push(KeyFact { epoch, key, since });
		}

		/// Sends one segment of each device.
		async fn send(&self, devices: &mut [TestDevice]) -> Vec<Point> {
			let mut points = Vec::new();
			let mut group = Vec::new();
			for device in devices.iter_mut() {
				let (message, sent) = device.segment(1);
				group.push(message);
				points.extend(sent.into_iter().map(|(c, t, v)| (device.id, c, t, v)));
			}
			let out = self.ingest.take(group).await;
			for device in devices {
				assert_eq!(answers(&out, device.id)[0].error, None);
			}
			points
		}

		/// Seals what waits, and brings it to a final block.
		async fn finalise(&mut self) {
			assert!(self.sealer.seal().await.unwrap());
			self.submitter.tick(&mut Vec::new()).await.unwrap();
			self.chain.grow(2);
			self.chain.finalise(0);
			self.submitter.tick(&mut Vec::new()).await.unwrap();
			assert_eq!(self.store.waiting().unwrap().in_flight, 0, "the batch is not final");
		}

		/// Fetches all paths that are wanted, and returns their number.
		async fn keep(&self) -> usize {
			let mut found = 0;
			for _ in 0..20 {
				let round = self.keeper.tick().await.unwrap();
				if round.wanted == 0 {
					return found;
				}
				found += round.found;
			}
			panic!("paths are wanted for ever");
		}

		fn prove(&self, (device, channel, time, value): &Point) -> Result<(), ArchiveError> {
			let proof = self.store.prove(*device, *channel, *time)?;
			let proven = proof.verify::<Native>(&self.chain.trust(&proof.header)).unwrap();
			assert_eq!(proven.value, *value);
			Ok(())
		}

		fn proven(&self, points: &[Point]) -> usize {
			let is_pending = |point| match self.prove(point) {
				Ok(()) => false,
				Err(ArchiveError::KeyPending) => true,
				Err(error) => panic!("{error}"),
			};
			points.iter().filter(|point| !is_pending(point)).count()
		}
	}

	#[tokio::test]
	async fn changed_keys_delay_no_batch_and_their_proofs_follow() {
		let mut scene = Scene::new();
		let mut devices: Vec<_> = (0..300).map(|number| scene.rotated(number)).collect();
		scene.chain.grow(1);
		let points = scene.send(&mut devices).await;
		// The head moves many times while all keys are asked for.
		scene.chain.lock().restless = 20;
		scene.finalise().await;
		assert_eq!(scene.keep().await, 256);
		// The others come when they are asked for.
		assert_eq!(scene.proven(&points), 256);
		assert_eq!(scene.keep().await, 44);
		assert_eq!(scene.proven(&points), 300);
	}

	#[tokio::test]
	async fn two_thousand_changed_keys_take_two_requests_a_batch_while_the_head_moves() {
		let mut scene = Scene::new();
		let mut batches = Vec::new();
		for batch in 0..8 {
			let mut devices: Vec<_> =
				(batch * 250..(batch + 1) * 250).map(|number| scene.rotated(number)).collect();
			scene.chain.grow(1);
			let points = scene.send(&mut devices).await;
			// A node that needs 20 ms for an answer, while each third answer brings a new head.
			scene.chain.lock().latency = Duration::from_millis(20);
			scene.chain.lock().restless = 3;
			scene.finalise().await;
			batches.push(points);
		}
		scene.chain.lock().asked = 0;
		assert_eq!(scene.keep().await, 2_000);
		let asked = scene.chain.lock().asked;
		assert!(asked <= 16, "{asked} questions");
		for points in &batches {
			assert_eq!(scene.proven(&points[..2]), 2);
		}
	}

	#[tokio::test]
	async fn a_node_that_proves_one_statement_per_request_is_asked_one_by_one() {
		let mut scene = Scene::new();
		let mut devices: Vec<_> = (0..40).map(|number| scene.rotated(number)).collect();
		scene.chain.grow(1);
		let points = scene.send(&mut devices).await;
		scene.chain.lock().lacks_many = true;
		scene.chain.lock().restless = 20;
		scene.finalise().await;
		assert_eq!(scene.keep().await, 40);
		assert_eq!(scene.proven(&points), 40);
	}

	#[tokio::test]
	async fn a_node_whose_proofs_of_keys_are_invalid_is_avoided() {
		let mut scene = Scene::new();
		let mut devices: Vec<_> = (0..3).map(|number| scene.rotated(number)).collect();
		scene.chain.grow(1);
		let points = scene.send(&mut devices).await;
		scene.finalise().await;
		scene.chain.lock().nodes = 2;
		scene.chain.lock().lies.insert(0, crate::support::Lie::Proofs);
		assert_eq!(scene.keep().await, 3);
		assert_eq!(scene.proven(&points), 3);
		assert!(scene.chain.lock().avoided.contains(&0));
	}

	#[tokio::test]
	async fn a_node_that_errs_costs_no_proof() {
		let mut scene = Scene::new();
		let mut devices: Vec<_> = (0..3).map(|number| scene.rotated(number)).collect();
		scene.chain.grow(1);
		let points = scene.send(&mut devices).await;
		scene.chain.lock().key_failures = 5;
		scene.finalise().await;
		let (wanted, found) = (3, 0);
		assert_eq!(scene.keeper.tick().await.unwrap(), Round { wanted, found });
		assert_eq!(scene.proven(&points), 0);
		assert!(scene.store.milestones().overdue(Milestone::Proofs).is_some());
		assert_eq!(scene.keeper.tick().await.unwrap(), Round { wanted, found: 1 });
		scene.chain.lock().down = true;
		assert!(scene.keeper.tick().await.is_err());
		scene.chain.lock().down = false;
		assert_eq!(scene.keeper.tick().await.unwrap(), Round { wanted: 2, found: 2 });
		assert_eq!(scene.proven(&points), 3);
	}

	#[tokio::test]
	async fn a_proof_goes_out_without_a_registration_if_no_node_shows_it_in_time() {
		let vectors: Vec<serde_json::Value> =
			serde_json::from_str(include_str!("../../primitives/evidence/vectors/proofs.json"))
				.unwrap();
		let vector = vectors.iter().find(|vector| !vector["proven"]["registration"].is_null());
		let file = hex::decode(vector.unwrap()["file"].as_str().unwrap()).unwrap();
		let whole = Proof::from_file(&file).unwrap();
		let bare = Proof { registration: None, ..whole.clone() };

		let chain = Arc::new(MockChain::new());
		let limits = Limits { concurrent: 3, timeout: Duration::from_millis(200) };
		let completer = Completer::new(chain.clone(), limits);
		assert_eq!(completer.complete(bare.clone()).await, bare);
		chain.lock().registration.clone_from(&whole.registration);
		assert_eq!(completer.complete(bare.clone()).await, whole);
		// Half of the places wait, and not for ever; the others go on at once.
		chain.lock().latency = Duration::from_secs(3600);
		let mut waiting = [(); 2].map(|()| Box::pin(completer.complete(bare.clone())));
		for one in &mut waiting {
			assert!(futures::poll!(one).is_pending());
		}
		assert_eq!(completer.complete(bare.clone()).now_or_never(), Some(bare.clone()));
		assert_eq!(join_all(waiting).await, vec![bare.clone(); 2]);
		chain.lock().latency = Duration::ZERO;
		assert_eq!(completer.complete(bare.clone()).await, whole);
		chain.lock().down = true;
		assert_eq!(completer.complete(bare.clone()).await, bare);
		let patience = |seconds| {
			let timeout = Duration::from_secs(seconds);
			Completer::new(chain.clone(), Limits { timeout, ..limits }).patience
		};
		assert_eq!((patience(1), patience(60)), (Duration::from_millis(500), PATIENCE));
	}

	#[tokio::test]
	async fn a_revocation_leaves_earlier_readings_provable() {
		let mut scene = Scene::new();
		let mut device = TestDevice::new(&scene.chain, 1, Scheme::Ed25519);
		let mut points = scene.send(std::slice::from_mut(&mut device)).await;
		scene.rotate(&mut device, 100);
		scene.chain.grow(1);
		points.extend(scene.send(std::slice::from_mut(&mut device)).await);
		// Revoked for a time before the change: the chain believes the present key alone.
		{
			let mut inner = scene.chain.lock();
			let facts = inner.devices.get_mut(&device.id).unwrap();
			facts.status = Status::Revoked;
			facts.keys.retain(|key| key.epoch == 1);
		}
		let (message, _) = device.segment(1);
		let out = scene.ingest.take(vec![message]).await;
		assert_eq!(answers(&out, device.id)[0].error, Some(ErrorCode::NotActive));
		scene.finalise().await;
		scene.keeper.tick().await.unwrap();
		assert_eq!(scene.proven(&points), 2);
	}

	#[tokio::test]
	async fn an_unproven_key_from_a_node_replaces_no_proven_key() {
		let mut scene = Scene::new();
		let mut device = scene.rotated(1);
		scene.chain.grow(1);
		let points = scene.send(std::slice::from_mut(&mut device)).await;
		scene.finalise().await;
		scene.keeper.tick().await.unwrap();
		let other = SecretKey::from_seed(Scheme::Ed25519, [9; 32]).unwrap().public();
		for epoch in [0, 1] {
			let honest = scene.chain.lock().devices[&device.id].clone();
			let at = honest.keys.iter().position(|key| key.epoch == epoch).unwrap();
			scene.chain.lock().devices.get_mut(&device.id).unwrap().keys[at].key = other;
			// The last good facts count.
			scene.send(std::slice::from_mut(&mut device)).await;
			scene.chain.lock().devices.insert(device.id, honest);
		}
		assert_eq!(scene.proven(&points), 1);
	}
}
