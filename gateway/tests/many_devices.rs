//! A gateway with more devices than most have: met for the first time, again, and after a restart.

use std::{
	collections::HashMap,
	sync::{
		atomic::{AtomicUsize, Ordering},
		Arc,
	},
	time::Instant,
};
use tallystick_evidence::{DeviceId, DeviceKey, Limits, Scheme, SecretKey, Signature};
use tallystick_gateway::{
	archive::Archive,
	chain::{At, ChainError, Changes, ChannelFact, DeviceFacts, Facts, FactsOf, KeyFact, Status},
	ingest::{Ingest, IngestSettings},
	link::Inbound,
	registry::{Registry, RegistrySettings},
	store::{Store, StoreOptions},
};
use tallystick_wire::{Answer, Kind, SignedReading, Topic};
use tallystick_world::{Device, GENESIS};

/// The number of devices. `scripts/test-long.sh` sets ten times as many.
fn number() -> u64 {
	std::env::var("TALLYSTICK_DEVICES").map_or(10_000, |number| number.parse().unwrap())
}

/// Messages in a group.
const GROUP: usize = 256;
/// Least devices in a request to the chain, on average.
const LEAST: usize = 32;
/// Most resident memory for a device whose facts and points are cached, in bytes.
const MOST: u64 = 2_048;

/// A chain that knows the devices, and counts lookups and requests.
struct Known {
	keys: HashMap<DeviceId, DeviceKey>,
	lookups: AtomicUsize,
	/// Requests: each is about one block and some devices.
	questions: AtomicUsize,
}

impl Known {
	fn facts(&self, device: &DeviceId) -> Option<DeviceFacts> {
		self.keys.get(device).map(|key| DeviceFacts {
			status: Status::Active,
			authorised: true,
			key_epoch: 0,
			keys: vec![KeyFact { epoch: 0, key: *key, since: 0 }],
			channels: vec![ChannelFact {
				name: "temperature".into(),
				unit: "Cel".into(),
				exponent: -2,
				limits: Limits::NONE,
				watched: false,
			}],
		})
	}
}

impl Facts for Known {
	async fn changes(&self, _: [u8; 32]) -> Result<Changes, ChainError> {
		Err(ChainError::Unreachable("there is no chain".into()))
	}

	async fn devices(
		&self,
		devices: &[DeviceId],
		_: At,
		_: tokio::time::Instant,
	) -> Result<Vec<FactsOf>, ChainError> {
		self.lookups.fetch_add(devices.len(), Ordering::Relaxed);
		self.questions.fetch_add(1, Ordering::Relaxed);
		Ok(devices.iter().map(|device| Ok(self.facts(device))).collect())
	}
}

struct Gateway {
	ingest: Ingest<Known>,
	store: Arc<Store>,
	chain: Arc<Known>,
}

impl Gateway {
	fn new(store: Arc<Store>, keys: &HashMap<DeviceId, DeviceKey>) -> Self {
		let chain = Arc::new(Known {
			keys: keys.clone(),
			lookups: AtomicUsize::new(0),
			questions: AtomicUsize::new(0),
		});
		let registry = Registry::new(store.clone(), chain.clone(), RegistrySettings::default());
		let ingest =
			Ingest::new(store.clone(), Arc::new(registry), Arc::new(()), IngestSettings::default());
		Self { ingest, store, chain }
	}

	/// Has each device send its next reading until it is acknowledged, and prints what that took. Returns
	/// how often devices were looked up on the chain.
	async fn accept_next(&self, what: &str, devices: &mut [Device]) -> usize {
		let before = self.chain.lookups.load(Ordering::Relaxed);
		let waiting = self.store.status().unwrap().waiting;
		let (began, every, mut sent) = (Instant::now(), devices.len(), 0);
		for some in devices.chunks_mut(GROUP) {
			let mut left: HashMap<_, _> = some.iter_mut().map(next).collect();
			while !left.is_empty() {
				sent += left.len();
				assert!(sent < 32 * every, "devices are never accepted");
				for answer in self.ingest.take(left.values().cloned().collect()).await {
					match Answer::decode_any(&answer.payload).unwrap().error {
						Some(error) => assert!(error.is_temporary(), "refused: {error}"),
						None => drop(left.remove(&answer.topic)),
					}
				}
			}
		}
		assert_eq!(
			self.store.status().unwrap().waiting - waiting,
			every as u64,
			"a reading each is stored"
		);
		let lookups = self.chain.lookups.load(Ordering::Relaxed) - before;
		let questions = self.chain.questions.swap(0, Ordering::Relaxed);
		assert!(questions <= lookups.div_ceil(LEAST), "{questions} questions");
		let rate = every as f64 / began.elapsed().as_secs_f64();
		println!("{what}: {rate:.0} devices a second, {sent} messages, {lookups} lookups in {questions} questions");
		lookups
	}
}

fn device(number: u64) -> Device {
	let mut seed = [0; 32];
	seed[..8].copy_from_slice(&number.to_le_bytes());
	Device::with_secret(SecretKey::from_seed(Scheme::Ed25519, seed).unwrap())
}

/// The next message of a device, with one reading, under the topic of its answer.
fn next(device: &mut Device) -> (String, Inbound) {
	let mut reading = SignedReading {
		boot_epoch: 0,
		sequence: device.next,
		channel: 0,
		time: device.time + device.next * 1_000,
		value: 2_150,
		kid: None,
		scheme: Scheme::Ed25519,
		signature: Signature([0; 64]),
	};
	let message = reading.message(&GENESIS, &device.id).unwrap();
	reading.signature = device.secret.sign(&message);
	device.next += 1;
	let topic = |kind| Topic { device: device.id, kind }.to_string();
	let payload = SignedReading::encode_list(&[reading]);
	let received = device.time + 86_400_000;
	(topic(Kind::Ack), Inbound { topic: topic(Kind::Readings), payload, received })
}

/// The resident memory of this process, in bytes.
fn resident() -> u64 {
	let status = std::fs::read_to_string("/proc/self/status").unwrap();
	let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:")).unwrap();
	line.trim().trim_end_matches(" kB").parse::<u64>().unwrap() * 1_024
}

#[tokio::test]
async fn devices_are_looked_up_once_each() {
	// In memory if the system has such a folder: this is not about the disk.
	let folder = tempfile::tempdir_in("/dev/shm").or_else(|_| tempfile::tempdir()).unwrap();
	let path = folder.path().join("db");
	let mut devices: Vec<_> = (0..number()).map(device).collect();
	let keys: HashMap<_, _> =
		devices.iter().map(|device| (device.id, device.secret.public())).collect();
	let every = devices.len();

	let options = StoreOptions { genesis: GENESIS, min_free: 0, ..StoreOptions::default() };
	let store = Arc::new(Store::open(&path, options).unwrap());
	store.begin_at(0).unwrap();
	let gateway = Gateway::new(store.clone(), &keys);
	assert_eq!(gateway.accept_next("for the first time", &mut devices).await, every);
	assert_eq!(gateway.accept_next("again", &mut devices).await, 0);
	drop(gateway);

	// What is in memory is gone, as after a restart.
	let gateway = Gateway::new(store.clone(), &keys);
	let before = resident();
	assert_eq!(gateway.accept_next("after a restart", &mut devices).await, every);
	let each = resident().saturating_sub(before) / number();
	println!("memory: {each} bytes a device");
	assert!(each <= MOST, "{each} bytes a device");
	assert_eq!(gateway.accept_next("again", &mut devices).await, 0);
}
