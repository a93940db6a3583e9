//! Measures the cost of accepting readings, as ratios to checking signatures alone, in one run:
//! `cargo run --release -p tallystick-gateway --example ingest [FOLDER]`
//!
//! FOLDER is on the disk to measure; the default is the system's temporary folder. The unit is processor
//! time, so that a slow disk or a busy machine changes little. It is measured until a group is verified
//! (decoding, lookups, signatures, trees), and until it is on disk (order, commit). The disk's own time
//! passes while the next group is verified.

use ed25519_zebra::{batch, SigningKey, VerificationKey};
use std::{
	sync::{Arc, Mutex},
	time::Duration,
};
use tallystick_evidence::{
	builder::SegmentBuilder, DeviceId, DeviceKey, Hash, Limits, Reading, Scheme, Signature,
};
use tallystick_gateway::{
	archive::Archive,
	chain::{At, ChainError, Changes, ChannelFact, DeviceFacts, Facts, FactsOf, KeyFact, Status},
	ingest::{Ingest, IngestSettings},
	link::Inbound,
	registry::{Registry, RegistrySettings},
	steps::{Step, Steps},
	store::{Store, StoreOptions},
};
use tallystick_wire::{senml, Kind, SignedReading, SignedSegment, Topic};
use tallystick_world::Device;

const GENESIS: Hash = [1; 32];
const GROUP: usize = 256;
const ROUNDS: usize = 7;
/// The number of groups in a round.
const GROUPS: usize = 8;
const SEGMENT: u32 = 60;
const START: u64 = 1_700_000_000_000;

/// A chain that knows every device of the run, and nothing else.
struct Devices(Vec<(DeviceId, DeviceKey)>);

impl Facts for Devices {
	async fn changes(&self, _: Hash) -> Result<Changes, ChainError> {
		Err(ChainError::Unreachable("there is no chain".into()))
	}

	async fn devices(
		&self,
		devices: &[DeviceId],
		_: At,
		_: tokio::time::Instant,
	) -> Result<Vec<FactsOf>, ChainError> {
		Ok(devices.iter().map(|device| Ok(self.facts(device))).collect())
	}
}

impl Devices {
	fn facts(&self, device: &DeviceId) -> Option<DeviceFacts> {
		let found = self.0.iter().find(|(id, _)| id == device);
		found.map(|(_, key)| DeviceFacts {
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

/// The values of a slow sine, in hundredths of a degree: neighbours are near, as a sensor's are.
fn value(at: u64) -> i64 {
	((at as f64 / 300.0).sin() * 2_000.0) as i64
}

fn inbound(device: DeviceId, kind: Kind, payload: Vec<u8>) -> Inbound {
	let topic = Topic { device, kind }.to_string();
	Inbound { topic, payload, received: START + 86_400_000 }
}

fn segment(device: &mut Device) -> Inbound {
	let mut builder = SegmentBuilder::new();
	let mut entries = Vec::new();
	for number in device.next..device.next + u64::from(SEGMENT) {
		let reading = Reading::plain(START + number * 1_000, value(number));
		builder.push(0, Limits::NONE, reading.into()).expect("times rise");
		entries.push(senml::Entry {
			channel: "0",
			unit: "",
			time: reading.time,
			value: reading.value,
			exponent: -2,
		});
	}
	let leaf = device.seal(builder).expect("it has readings").leaf;
	let message = SignedSegment {
		header: leaf.header,
		scheme: device.scheme(),
		signature: leaf.signature.expect("it is signed"),
		seed: None,
		pack: senml::to_cbor("", &entries),
	};
	inbound(device.id, Kind::Segment, message.encode())
}

fn readings<const COUNT: u64>(device: &mut Device) -> Inbound {
	let list: Vec<_> = (device.next..device.next + COUNT)
		.map(|sequence| {
			let mut reading = SignedReading {
				boot_epoch: 0,
				sequence,
				channel: 0,
				time: START + sequence * 1_000,
				value: value(sequence),
				kid: None,
				scheme: device.scheme(),
				signature: Signature([0; 64]),
			};
			let message = reading.message(&GENESIS, &device.id).expect("it is short");
			reading.signature = device.secret.sign(&message);
			reading
		})
		.collect();
	device.next += COUNT;
	inbound(device.id, Kind::Readings, SignedReading::encode_list(&list))
}

/// Checks a group's worth of signatures of as many keys, and nothing else.
fn signatures_alone() -> Duration {
	let keys: Vec<_> = (0..GROUP).map(|seed| SigningKey::from([seed as u8; 32])).collect();
	let signed: Vec<_> = keys
		.iter()
		.map(|key| {
			let message = [7; 231];
			(VerificationKey::from(key).into(), key.sign(&message), message)
		})
		.collect();
	let began = cpu_time();
	for _ in 0..GROUPS {
		let mut batch = batch::Verifier::new();
		for (key, signature, message) in &signed {
			batch.queue((*key, *signature, message));
		}
		batch.verify(rand::thread_rng()).expect("they are good");
	}
	cpu_time() - began
}

/// The processor time of all threads so far.
fn cpu_time() -> Duration {
	let now = nix::time::clock_gettime(nix::time::ClockId::CLOCK_PROCESS_CPUTIME_ID);
	now.expect("a clock").into()
}

/// Notes the processor time at which the last group was verified.
#[derive(Default)]
struct Verified(Mutex<Duration>);

impl Steps for Verified {
	fn reached(&self, step: Step) {
		if step == Step::Verified {
			*self.0.lock().expect("nobody panics") = cpu_time();
		}
	}
}

struct Gateway {
	verified: Arc<Verified>,
	ingest: Ingest<Devices>,
	store: Arc<Store>,
	devices: Vec<Device>,
	taken: u64,
	_folder: tempfile::TempDir,
}

impl Gateway {
	fn open(folder: &std::path::Path, devices: usize) -> Self {
		let folder = tempfile::TempDir::new_in(folder).expect("a folder");
		let options = StoreOptions { genesis: GENESIS, min_free: 0, ..StoreOptions::default() };
		let store = Store::open(folder.path().join("db"), options).expect("a store");
		store.begin_at(0).expect("it is new");
		let store = Arc::new(store);
		let devices: Vec<_> = (0..devices)
			.map(|seed| Device {
				genesis: GENESIS,
				..Device::unregistered(Scheme::Ed25519, seed as u8)
			})
			.collect();
		let known = devices.iter().map(|device| (device.id, device.secret.public()));
		let chain = Arc::new(Devices(known.collect()));
		let registry = Registry::new(store.clone(), chain, RegistrySettings::default());
		let settings = IngestSettings { workers: 1, ..IngestSettings::default() };
		let verified = Arc::new(Verified::default());
		let ingest = Ingest::new(store.clone(), Arc::new(registry), verified.clone(), settings);
		Self { verified, ingest, store, devices, taken: 0, _folder: folder }
	}

	/// Makes every device known: new devices are looked up a few at a time.
	async fn meet(&mut self, case: &Case) {
		for device in &mut self.devices {
			let message = (case.make)(device);
			loop {
				let answers = self.ingest.take(vec![message.clone()]).await;
				let payload = &answers.first().expect("an answer").payload;
				match tallystick_wire::Answer::decode_any(payload).expect("an answer").error {
					None => break,
					Some(error) => assert!(error.is_temporary(), "refused: {error}"),
				}
			}
			self.taken += case.each;
		}
	}

	/// Takes some groups. Returns the processor time until they were verified, and until they were on disk.
	async fn round(&mut self, case: &Case) -> (Duration, Duration) {
		let (mut verified, mut stored) = (Duration::ZERO, Duration::ZERO);
		for _ in 0..GROUPS {
			let group: Vec<_> = (0..GROUP)
				.map(|at| {
					let who = at % self.devices.len();
					(case.make)(&mut self.devices[who])
				})
				.collect();
			let began = cpu_time();
			let answers = self.ingest.take(group).await;
			stored += cpu_time() - began;
			verified += *self.verified.0.lock().expect("nobody panics") - began;
			for answer in answers {
				let answer =
					tallystick_wire::Answer::decode_any(&answer.payload).expect("an answer");
				assert_eq!(answer.error, None, "refused: {:?}", answer.detail);
			}
			self.taken += GROUP as u64 * case.each;
		}
		let waiting = self.store.status().expect("the status").waiting;
		assert_eq!(waiting, self.taken, "something was refused");
		(verified, stored)
	}
}

/// A fleet, and the kind of its messages.
struct Case {
	name: &'static str,
	devices: usize,
	make: fn(&mut Device) -> Inbound,
	each: u64,
}

const CASES: [Case; 4] = [
	Case { name: "each reading signed, alone", devices: GROUP, make: readings::<1>, each: 1 },
	Case { name: "the like, 16 messages of a device", devices: 16, make: readings::<1>, each: 1 },
	Case { name: "each reading signed, by 16", devices: GROUP, make: readings::<16>, each: 16 },
	Case { name: "segments of 60", devices: GROUP, make: segment, each: SEGMENT as u64 },
];

fn median(mut all: Vec<f64>) -> f64 {
	all.sort_by(f64::total_cmp);
	all[all.len() / 2]
}

#[tokio::main(flavor = "current_thread")]
async fn main() {
	let folder = std::env::args_os().nth(1).map_or_else(std::env::temp_dir, Into::into);
	let mut gateways: Vec<_> =
		CASES.iter().map(|case| (case, Gateway::open(&folder, case.devices))).collect();
	for (case, gateway) in &mut gateways {
		gateway.meet(case).await;
	}
	let mut alone = Vec::new();
	let mut rates = vec![(Vec::new(), Vec::new()); CASES.len()];
	for _ in 0..ROUNDS {
		let count = (GROUPS * GROUP) as f64;
		alone.push(count / signatures_alone().as_secs_f64());
		for ((case, gateway), (verified, stored)) in gateways.iter_mut().zip(&mut rates) {
			let (until_verified, until_stored) = gateway.round(case).await;
			let readings = count * case.each as f64;
			verified.push(readings / until_verified.as_secs_f64());
			stored.push(readings / until_stored.as_secs_f64());
		}
	}
	let base = median(alone);
	println!("per second of one core; signatures alone, 256 keys in a batch: {base:.0}");
	println!("| what | verified | ratio | on disk | ratio | bytes on disk |");
	for ((case, gateway), (verified, stored)) in gateways.iter().zip(rates) {
		let (verified, stored) = (median(verified), median(stored));
		let bytes = gateway.store.status().expect("the status").bytes as f64;
		println!(
			"| {} | {verified:.0} | {:.2} | {stored:.0} | {:.2} | {:.1} |",
			case.name,
			verified / base,
			stored / base,
			bytes / gateway.taken as f64,
		);
	}
}
