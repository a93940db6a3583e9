use super::*;
use crate::{
	archive::{Archive, ArchiveError, Query},
	http::{router, serve, Api, Limits},
	ingest::Ingest,
	link::{Inbound, Outbound},
	registry::Registry,
	sealing::Sealer,
	stop::stop,
	submit::Submitter,
	support::{answers, folder, MockChain, TestDevice},
};
use tallystick_client::time::now;
use tallystick_condition::Opening;
use tallystick_evidence::{DeviceId, Native, Scheme};
use tallystick_wire::{Answer, Hex};

pub(crate) const DAY: Duration = Duration::from_secs(86_400);

pub(crate) struct Scene {
	pub(crate) chain: Arc<MockChain>,
	pub(crate) store: Arc<Store>,
	ingest: Ingest<MockChain>,
	sealer: Sealer,
	submitter: Submitter<MockChain>,
	folder: tempfile::TempDir,
}

/// A message, its device, and what it holds.
pub(crate) struct Sent {
	pub(crate) device: usize,
	pub(crate) message: Inbound,
	pub(crate) points: Vec<(u16, u64, i64)>,
}

impl Scene {
	pub(crate) fn new() -> Self {
		Self::on(Arc::new(MockChain::new()), folder())
	}

	/// Stops the gateway.
	pub(crate) fn close(self) -> (Arc<MockChain>, tempfile::TempDir) {
		(self.chain, self.folder)
	}

	/// Starts a gateway on this store.
	pub(crate) fn on(chain: Arc<MockChain>, folder: tempfile::TempDir) -> Self {
		let store = Arc::new(Store::open(folder.path().join("db"), chain.options()).unwrap());
		store.begin_at(0).unwrap();
		let registry = Registry::new(store.clone(), chain.clone(), Default::default());
		let ingest =
			Ingest::new(store.clone(), Arc::new(registry), Arc::new(()), Default::default());
		let submitter =
			Submitter::new(store.clone(), chain.clone(), Arc::new(()), Default::default());
		let view = submitter.view();
		let sealer = Sealer::new(store.clone(), Arc::new(()), Default::default(), view);
		Self { chain, store, ingest, sealer, submitter, folder }
	}

	pub(crate) fn devices(&self) -> [TestDevice; 3] {
		[1, 2, 3].map(|seed| TestDevice::new(&self.chain, seed, Scheme::Ed25519))
	}

	pub(crate) async fn send(&self, device: &TestDevice, message: &Inbound) -> Answer {
		let out = self.ingest.take(vec![message.clone()]).await;
		answers(&out, device.id).remove(0)
	}

	/// Takes a group of messages.
	pub(crate) async fn ingest(&self, group: Vec<Inbound>) -> Vec<Outbound> {
		self.ingest.take(group).await
	}

	/// One message of each kind, acknowledged.
	pub(crate) async fn measure(&self, devices: &mut [TestDevice; 3]) -> Vec<Sent> {
		let [segments, readings, senml] = &mut *devices;
		let made = [segments.segment(4), readings.readings(4), senml.senml(4)];
		let mut sent = Vec::new();
		for (device, (message, points)) in made.into_iter().enumerate() {
			assert_eq!(self.send(&devices[device], &message).await.error, None);
			sent.push(Sent { device, message, points });
		}
		sent
	}

	pub(crate) async fn seal(&mut self) {
		assert!(self.sealer.seal().await.unwrap());
		self.submitter.tick(&mut Vec::new()).await.unwrap();
		self.chain.grow(1);
	}

	pub(crate) async fn finalise(&mut self) {
		self.chain.grow(2);
		self.chain.finalise(0);
		self.submitter.tick(&mut Vec::new()).await.unwrap();
	}

	/// Backdates the finality of a batch.
	fn age(&self, number: u64, age: Duration) {
		let at = now() - age.as_millis() as u64;
		let change = "UPDATE batch_path SET finalized_at = ? WHERE batch = ?";
		self.store.write(|tx| Ok(tx.execute(change, (at as i64, number as i64))?)).unwrap();
	}

	/// Prunes, whatever the gateway's clock says.
	pub(crate) async fn prune(&self, keep: Option<Duration>) -> usize {
		self.prune_within(keep, 1_000 * DAY).await
	}

	/// Prunes, if the clocks differ by up to `tolerance`.
	async fn prune_within(&self, keep: Option<Duration>, tolerance: Duration) -> usize {
		let settings = PruneSettings { keep, ..Default::default() };
		let view = || self.submitter.view();
		let clock = Clock::new(view(), 0, tolerance);
		Pruner::new(self.store.clone(), Arc::new(()), settings, view(), clock).tick().await.unwrap()
	}

	pub(crate) fn proves(&self, devices: &[TestDevice; 3], sent: &[Sent]) {
		for Sent { device, points, .. } in sent {
			for (channel, time, value) in points {
				let proof = self.store.prove(devices[*device].id, *channel, *time).unwrap();
				let proven = proof.verify::<Native>(&self.chain.trust(&proof.header)).unwrap();
				assert_eq!(proven.value, *value);
				self.opens(devices[*device].id, *channel, *time);
			}
		}
	}

	/// The run with a reading is found by its time, and by its root.
	fn opens(&self, device: DeviceId, channel: u16, time: u64) {
		let tree = self.store.run(device, channel, time, None).unwrap();
		let root = tree.run().root;
		let nodes = Opening::full(&tree).unwrap().unfold::<Native>(&root).unwrap();
		assert!(nodes.iter().any(|node| node.first.time == time));
		assert!(self.store.run(device, channel, time, Some(root.hash)).is_ok());
		let other = self.store.run(device, channel, time, Some([7; 32]));
		assert!(matches!(other, Err(ArchiveError::OtherRun)));
	}

	fn readings(&self, device: &TestDevice) -> usize {
		let (from, to) = (0, u64::MAX);
		let query = Query { device: device.id, channel: None, from, to, after: None, limit: 100 };
		self.store.readings(&query).unwrap().len()
	}

	/// Four batches: final for long, final since yesterday, in a block that is not final, not sent; and
	/// readings that are in none.
	pub(crate) async fn four(&mut self, devices: &mut [TestDevice; 3]) -> Vec<Vec<Sent>> {
		let mut sent = Vec::new();
		for round in 0..5 {
			sent.push(self.measure(devices).await);
			match round {
				0..2 => {
					self.seal().await;
					self.finalise().await;
				},
				2 => self.seal().await,
				3 => assert!(self.sealer.seal().await.unwrap()),
				_ => {},
			}
		}
		self.age(0, 2 * DAY);
		self.age(1, DAY / 2);
		for number in 2..4 {
			self.age(number, 9 * DAY);
		}
		sent
	}
}

#[tokio::test]
async fn prunes_only_batches_that_have_been_final_for_long() {
	let mut scene = Scene::new();
	let mut devices = scene.devices();
	let sent = scene.four(&mut devices).await;
	let store = scene.store.clone();
	let status =
		|store: &Store| crate::archive::StoreStatus { bytes: 0, ..store.status().unwrap() };
	let before = (status(&store), store.devices(None, 10).unwrap(), store.waiting().unwrap());
	let first = store.batch(0).unwrap();
	scene.proves(&devices, &sent[0]);

	assert_eq!(scene.prune(None).await, 0);
	assert_eq!(scene.prune(Some(3 * DAY)).await, 0);
	scene.proves(&devices, &sent[0]);
	assert_eq!(scene.prune(Some(DAY)).await, 1);
	assert_eq!(scene.prune(Some(DAY)).await, 0);

	let after = (status(&store), store.devices(None, 10).unwrap(), store.waiting().unwrap());
	assert_eq!(after, before);
	assert_eq!(store.batch(0).unwrap(), first);
	for Sent { device, points, .. } in &sent[0] {
		for (channel, time, _) in points {
			let refused = store.prove(devices[*device].id, *channel, *time);
			assert!(matches!(refused, Err(ArchiveError::Pruned)), "{refused:?}");
		}
		assert_eq!(scene.readings(&devices[*device]), 16);
	}
	assert!(matches!(store.data(0), Err(ArchiveError::Pruned)));
	for number in 1..4 {
		store.data(number).unwrap();
	}
	scene.proves(&devices, &sent[1]);

	// Everything goes on, including segments that continue pruned ones.
	scene.finalise().await;
	scene.seal().await;
	scene.finalise().await;
	for sent in &sent[1..] {
		scene.proves(&devices, sent);
	}
	let finalized: Vec<_> =
		store.devices(None, 10).unwrap().iter().map(|of| (of.next, of.finalized)).collect();
	assert_eq!(finalized, [(20, 20); 3]);
	// The age of a batch counts from its finality, not from its readings.
	assert_eq!(scene.prune(Some(DAY)).await, 0);
}

#[tokio::test]
async fn prunes_by_the_chains_clock_alone() {
	let mut scene = Scene::new();
	let mut devices = scene.devices();
	// This machine's clock is two days ahead of the chain's, as after a jump.
	let began = now() - 2 * DAY.as_millis() as u64;
	scene.chain.lock().time = Some(began);
	let sent = scene.measure(&mut devices).await;
	scene.seal().await;
	scene.finalise().await;
	scene.chain.lock().time = Some(began + 3_600_000);
	scene.finalise().await;
	scene.age(0, 2 * DAY);
	assert_eq!(scene.prune(Some(DAY)).await, 0);
	scene.proves(&devices, &sent);

	scene.chain.lock().time = Some(began + 2 * DAY.as_millis() as u64);
	scene.finalise().await;
	assert_eq!(scene.prune(Some(DAY)).await, 1);
}

#[tokio::test]
async fn a_block_of_the_far_future_prunes_nothing() {
	let tolerance = Duration::from_secs(300);
	let mut scene = Scene::new();
	let mut devices = scene.devices();
	let sent = scene.measure(&mut devices).await;
	scene.seal().await;
	scene.finalise().await;
	scene.chain.lock().time = Some(now() + 40 * DAY.as_millis() as u64);
	scene.finalise().await;
	assert_eq!(scene.prune_within(Some(30 * DAY), tolerance).await, 0);
	scene.proves(&devices, &sent);
	scene.chain.lock().time = None;
	scene.age(0, 31 * DAY);
	for _ in 0..2 {
		scene.finalise().await;
	}
	assert_eq!(scene.prune_within(Some(30 * DAY), tolerance).await, 1);
}

#[tokio::test]
async fn keeps_what_became_final_at_an_unknown_time_for_the_whole_retention() {
	let mut scene = Scene::new();
	let mut devices = scene.devices();
	scene.measure(&mut devices).await;
	scene.seal().await;
	scene.finalise().await;
	let change = "UPDATE batch_path SET finalized_at = NULL";
	scene.store.write(|tx| Ok(tx.execute(change, ())?)).unwrap();
	assert_eq!(scene.prune(Some(DAY)).await, 0);
	scene.chain.lock().time = Some(now() + 2 * DAY.as_millis() as u64);
	scene.finalise().await;
	assert_eq!(scene.prune(Some(DAY)).await, 1);
}

#[tokio::test]
async fn acknowledges_repeated_messages_after_pruning() {
	let mut scene = Scene::new();
	let mut devices = scene.devices();
	let sent = scene.four(&mut devices).await;
	assert_eq!(scene.prune(Some(DAY)).await, 1);
	let waiting = scene.store.waiting().unwrap();
	for Sent { device, message, .. } in &sent[0] {
		let answer = scene.send(&devices[*device], message).await;
		let answered = (answer.error, answer.next, answer.finalized);
		assert_eq!(answered, (None, 20, Some(8)), "{device}");
	}
	assert_eq!(scene.store.waiting().unwrap(), waiting, "something was stored twice");

	// A message that begins with what is pruned and goes on with what is new.
	let mut again = scene.devices();
	again[1].time = sent[0][1].points[0].1;
	let (whole, _) = again[1].readings(24);
	let answer = scene.send(&devices[1], &whole).await;
	assert_eq!((answer.error, answer.next), (None, 24));
	assert_eq!(scene.store.waiting().unwrap().readings, waiting.readings + 4);
}

#[tokio::test]
async fn answers_gone_over_http_for_pruned_data() {
	let mut scene = Scene::new();
	let mut devices = scene.devices();
	let sent = scene.four(&mut devices).await;
	assert_eq!(scene.prune(Some(DAY)).await, 1);
	let api = Api {
		archive: scene.store.clone(),
		complete: Arc::new(|proof| Box::pin(std::future::ready(proof))),
		readiness: Arc::new(Vec::new),
		metrics: Arc::new(String::new),
	};
	let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
	let base = format!("http://{}", listener.local_addr().unwrap());
	let limits = Limits { concurrent: 4, timeout: Duration::from_secs(30) };
	let (_stopper, stop) = stop();
	tokio::spawn(serve(listener, router(api, limits), stop));

	let mut asked = vec![(410, "/v1/batches/0/data".into()), (200, "/v1/batches/0".into())];
	let proofs = [410, 200, 409, 409, 409];
	// A run is fixed with its batch.
	let openings = [410, 200, 200, 200, 409];
	for ((proof, opening), sent) in proofs.into_iter().zip(openings).zip(&sent) {
		for Sent { device, points, .. } in sent {
			let (channel, time, _) = points[0];
			let device = Hex(devices[*device].id);
			let path = format!("/v1/devices/{device}/readings/{channel}/{time}");
			asked.push((proof, format!("{path}/proof")));
			asked.push((opening, format!("{path}/opening")));
		}
	}
	for (status, path) in asked {
		let response = reqwest::get(format!("{base}{path}")).await.unwrap();
		assert_eq!(response.status().as_u16(), status, "{path}");
		if status == 410 {
			assert_eq!(response.headers()["content-type"], "application/problem+json");
			let problem: serde_json::Value = response.json().await.unwrap();
			assert_eq!(problem["type"], "urn:tallystick:problem:pruned");
		}
	}
}
