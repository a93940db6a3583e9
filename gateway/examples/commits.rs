//! Measures what it costs to put groups of few messages on disk, among many devices:
//! `cargo run --release -p tallystick-gateway --example commits [FOLDER]`
//!
//! FOLDER is on the disk to measure; the default is the system's temporary folder. Each message is a segment of
//! 60 readings, and each group has messages of as many devices, chosen at random. Bytes of the log are those
//! that commits write; all bytes include what a checkpoint copies into the database and what sealing writes.

use rand::{rngs::StdRng, Rng, SeedableRng};
use std::{
	path::Path,
	time::{Duration, Instant},
};
use tallystick_evidence::{
	Attestation, DeviceId, Hash, Leaf, Limits, Native, Reading, SegmentHeader, SegmentLeaf,
	Signature,
};
use tallystick_gateway::store::{
	Body, BodyRun, Content, Incoming, SealLimits, Store, StoreOptions,
};

const READINGS: u32 = 60;
const START: u64 = 1_700_000_000_000;
/// Segments of each device before anything is measured.
const BEFORE: usize = 4;
const PAGE: u64 = 4_096;

/// A device that signs segments. The store looks at no signature and no root.
struct Device {
	id: DeviceId,
	next: u64,
	previous: Hash,
}

impl Device {
	fn new(number: usize) -> Self {
		let mut random = StdRng::seed_from_u64(number as u64);
		Self { id: DeviceId(random.gen()), next: 0, previous: [0; 32] }
	}

	fn segment(&mut self, random: &mut StdRng) -> Incoming {
		let time = |number: u64| START + number * 1_000;
		let mut value = 2_000;
		let numbers = self.next..self.next + u64::from(READINGS);
		let leaves: Vec<Leaf> = numbers
			.map(|number| {
				value += random.gen_range(-3..=3);
				Reading::plain(time(number), value).into()
			})
			.collect();
		let header = SegmentHeader {
			device: self.id,
			attestation: Attestation::Segment,
			key_epoch: 0,
			boot_epoch: 0,
			sequence: self.next,
			count: READINGS,
			start: time(self.next),
			end: time(self.next + u64::from(READINGS) - 1),
			root: random.gen(),
			previous: self.previous,
		};
		self.next += u64::from(READINGS);
		self.previous = header.name::<Native>();
		let mut signature = [0; 64];
		random.fill(&mut signature[..]);
		let leaf = SegmentLeaf { header, signature: Some(Signature(signature)) };
		let body =
			Body { seed: None, runs: vec![BodyRun { channel: 0, limits: Limits::NONE, leaves }] };
		Incoming {
			device: self.id,
			received: header.end,
			content: Content::Segment { leaf, body },
			payload: Vec::new(),
			json: false,
		}
	}
}

/// Bytes that this process has written to files.
fn written() -> u64 {
	let io = std::fs::read_to_string("/proc/self/io").expect("Linux has it");
	let line = io.lines().find_map(|line| line.strip_prefix("wchar: "));
	line.and_then(|number| number.parse().ok()).expect("it has a number")
}

fn log_bytes(path: &Path) -> u64 {
	let mut name = path.as_os_str().to_owned();
	name.push("-wal");
	std::fs::metadata(name).map_or(0, |file| file.len())
}

fn seal_all(store: &Store) -> (u32, Duration) {
	let limits = SealLimits { readings: 65_536, segments: 4_096, observed: 64, runs: 64 };
	let (mut batches, mut longest) = (0, Duration::ZERO);
	loop {
		let began = Instant::now();
		if store.seal(&limits, &()).expect("it seals").is_none() {
			return (batches, longest);
		}
		longest = longest.max(began.elapsed());
		batches += 1;
	}
}

fn accept(store: &Store, group: &[Incoming]) {
	let answers = store.accept(group, &()).expect("it is stored");
	let stored = answers.iter().filter(|answer| answer.outcome == stored_all()).count();
	assert_eq!(stored, group.len());
}

fn stored_all() -> tallystick_gateway::store::Outcome {
	tallystick_gateway::store::Outcome::Stored(READINGS)
}

fn ms(time: Duration) -> f64 {
	time.as_secs_f64() * 1e3
}

fn main() {
	let folder = std::env::args().nth(1).map(std::path::PathBuf::from);
	let folder = folder.unwrap_or_else(std::env::temp_dir);
	println!(
		"| devices | a group | pages of the log a commit | bytes of the log a message | commit, median / p99 | \
		sealing: bytes a message, longest batch | all bytes a message |"
	);
	println!("| ---: | ---: | ---: | ---: | ---: | ---: | ---: |");
	for devices in [1_000, 100_000] {
		measure(&folder, devices);
	}
}

fn measure(folder: &Path, devices: usize) {
	let folder = tempfile::tempdir_in(folder).expect("the folder can be written");
	let path = folder.path().join("db");
	let options = StoreOptions { min_free: 0, ..Default::default() };
	let store = Store::open(&path, options).expect("it opens");
	store.begin_at(0).expect("it begins");
	let random = &mut StdRng::seed_from_u64(devices as u64);
	let mut known: Vec<Device> = (0..devices).map(Device::new).collect();
	for _ in 0..BEFORE {
		for some in known.chunks_mut(1_024) {
			let group: Vec<Incoming> = some.iter_mut().map(|one| one.segment(random)).collect();
			accept(&store, &group);
		}
		seal_all(&store);
	}
	for (size, groups) in [(1, 1_000), (8, 400), (64, 64), (1_024, 4)] {
		assert!(store.empty_log().expect("it has no reader"));
		let before = written();
		let mut times: Vec<Duration> = Vec::new();
		for _ in 0..groups {
			let group: Vec<Incoming> =
				rand::seq::index::sample(random, devices.min(known.len()), size.min(devices))
					.into_iter()
					.map(|at| known[at].segment(random))
					.collect();
			let began = Instant::now();
			accept(&store, &group);
			times.push(began.elapsed());
		}
		times.sort();
		let messages = (size.min(devices) * groups) as u64;
		let log = log_bytes(&path);
		let accepted = written();
		let (_, longest) = seal_all(&store);
		let sealed = written();
		assert!(store.empty_log().expect("it has no reader"));
		let all = written() - before;
		println!(
			"| {devices} | {size} | {:.1} | {} | {:.2} / {:.2} ms | {}, {:.0} ms | {} |",
			log as f64 / (PAGE + 24) as f64 / groups as f64,
			log / messages,
			ms(times[times.len() / 2]),
			ms(times[times.len() * 99 / 100]),
			(sealed - accepted) / messages,
			ms(longest),
			all / messages,
		);
	}
}
