//! A commanded device against a gateway of a few lines, with messages that are lost and late, and with power cuts.

use rand::{rngs::StdRng, Rng, SeedableRng};
use serde_json::Value;
use std::{
	cell::Cell,
	collections::{BTreeMap, HashMap},
	fs::{self, File},
	io::{self, Write},
	path::{Path, PathBuf},
	rc::Rc,
};
use tallystick_client::control::{
	message::{MAX_GATEWAYS, MAX_NEWEST, MAX_SIGNED},
	Beat, Bounds, Command, Done, Envelope, Grant, Kind, Newest, Nonce, Outcome, Output, Pace,
	Payload, Reason, Signed, Slew, Why, Writable,
};
use tallystick_evidence::{DeviceId, DeviceKey, Hash, Limits, Native, Scheme, SecretKey};
use tallystick_sim::{
	identity,
	obey::{CommandedDevice, Commission, Down, ObeyError, Up},
	Identity,
};

const GENESIS: Hash = [0x11; 32];
const MODEL: Hash = [0x33; 32];
const VALVE: u16 = 0;
const DISPENSER: u16 = 3;
const LEASE: u64 = 10_000;

fn secret(seed: u8) -> SecretKey {
	SecretKey::from_seed(Scheme::Ed25519, [seed; 32]).unwrap()
}

fn writable(kind: Kind) -> Writable {
	let range = Limits { low: 0, high: 100 };
	let (fail_safe, startup, pace) = (20, 0, Pace::NONE);
	let bounds = Bounds { range, step: 5, fail_safe, startup, pace, lease: LEASE as u32 };
	Writable { kind, bounds }
}

fn grant(channel: u16, kind: Kind) -> Grant {
	let mut bounds = writable(kind).bounds;
	bounds.range.high = 80;
	let slew = (kind == Kind::SetPoint).then_some(Slew { by: 20, per: 1_000 });
	let mut gateways = [None; MAX_GATEWAYS];
	gateways[1] = Some(secret(3).public());
	let envelope = Envelope { bounds, slew, default: 20 };
	Grant { tenure: 2, model: MODEL, channel, version: 1, envelope, gateways, ends: u64::MAX }
}

fn published<P: Payload>(content: P, signer: u8, device: &DeviceId) -> Vec<u8> {
	let (key, scheme) = (secret(signer), Scheme::Ed25519);
	let sign = |message: &_| key.sign(message);
	let signed = Signed::sign(content, scheme, None, &GENESIS, device, sign).unwrap();
	let mut out = [0; MAX_SIGNED];
	let length = signed.encode(&mut out).unwrap();
	out[..length].to_vec()
}

/// A log that may break the memory of actions at the moment at which one happens.
struct Log {
	file: File,
	memory: PathBuf,
	breaks: Rc<Cell<bool>>,
}

impl Write for Log {
	fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
		let is_action = String::from_utf8_lossy(bytes).contains("\"action\"");
		if is_action && self.breaks.replace(false) {
			break_file(&self.memory, "3.action.json", true);
		}
		self.file.write(bytes)
	}

	fn flush(&mut self) -> io::Result<()> {
		self.file.flush()
	}
}

/// A device's power, its folder and its log.
struct Bench {
	folder: tempfile::TempDir,
	identity: Identity,
	device: Option<CommandedDevice<Log>>,
	breaks: Rc<Cell<bool>>,
	boot: u32,
	now: u64,
}

impl Bench {
	fn new() -> Self {
		let folder = tempfile::tempdir().unwrap();
		let identity = identity(1, 0);
		let breaks = Rc::default();
		let bench = Self { folder, identity, device: None, breaks, boot: 0, now: 0 };
		let commission = Commission {
			device: bench.identity.id,
			genesis: GENESIS,
			model: MODEL,
			command_key: secret(1).public(),
			tenure: 2,
			channels: vec![(VALVE, writable(Kind::SetPoint)), (DISPENSER, writable(Kind::Action))],
		};
		CommandedDevice::<Log>::commission(&bench.memory(), &commission).unwrap();
		bench
	}

	fn memory(&self) -> PathBuf {
		self.folder.path().join("memory")
	}

	/// Cuts the power, if it is on, and switches the device on again.
	fn power_up(&mut self) -> Vec<Up> {
		self.device = None;
		self.boot += 1;
		self.now = 0;
		let log = self.folder.path().join("log");
		let file = File::options().create(true).append(true).open(log).unwrap();
		let log = Log { file, memory: self.memory(), breaks: self.breaks.clone() };
		let (identity, since) = (self.identity.clone(), 1_000_000 * u64::from(self.boot));
		let device =
			CommandedDevice::power_up(identity, &self.memory(), self.boot, since, log).unwrap();
		self.device.insert(device).tick(0).unwrap()
	}

	fn device(&mut self) -> &mut CommandedDevice<Log> {
		self.device.as_mut().unwrap()
	}

	fn take(&mut self, down: Down, bytes: &[u8]) -> Vec<Up> {
		let now = self.now;
		self.device().take(down, bytes, now).unwrap()
	}

	fn wait(&mut self, time: u64) -> Vec<Up> {
		self.now += time;
		let now = self.now;
		self.device().tick(now).unwrap()
	}

	fn output(&mut self, channel: u16) -> Output {
		self.device().outputs()[&channel]
	}

	fn log(&self) -> Vec<Value> {
		let text = fs::read_to_string(self.folder.path().join("log")).unwrap();
		text.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
	}

	/// The log's lines of a channel: value and reason.
	fn moves(&self, channel: u16) -> Vec<(i64, String)> {
		let log = self.log();
		let of_channel = log.iter().filter(|line| line["channel"] == channel);
		of_channel
			.map(|line| (line["value"].as_i64().unwrap(), line["why"].as_str().unwrap().into()))
			.collect()
	}
}

/// What the chain wants of a channel: the newest command, and its answer.
#[derive(Clone, Copy)]
struct Wanted {
	id: u64,
	value: i64,
	outcome: Option<Outcome>,
}

/// Sends grants, beats and open commands, as the announcements of the device demand.
struct Gateway {
	device: DeviceId,
	key: DeviceKey,
	height: u32,
	nonces: HashMap<u16, Nonce>,
	wanted: BTreeMap<u16, Wanted>,
	/// The first answer for good to each command, by channel and id.
	answers: HashMap<(u16, u64), Done>,
}

impl Gateway {
	fn new(identity: &Identity) -> Self {
		Self {
			device: identity.id,
			key: identity.key,
			height: 0,
			nonces: HashMap::new(),
			wanted: BTreeMap::new(),
			answers: HashMap::new(),
		}
	}

	fn want(&mut self, channel: u16, value: i64) {
		let id = self.wanted.get(&channel).map_or(1, |wanted| wanted.id + 1);
		self.wanted.insert(channel, Wanted { id, value, outcome: None });
	}

	fn hear(&mut self, up: &Up) {
		match up {
			Up::Nonce(bytes) => {
				for nonce in Nonce::read_all(bytes).unwrap().into_iter().flatten() {
					self.nonces.insert(nonce.channel, nonce);
				}
			},
			Up::Done(bytes) => {
				let signed = Signed::<Done>::decode(bytes).unwrap();
				assert!(signed.verify::<Native>(&GENESIS, &self.device, &self.key));
				let done = signed.content;
				if done.outcome == Outcome::Refused(Reason::Stale) {
					return;
				}
				// A set-point may be taken again after a power cut; an action is answered once and for ever.
				let known = self.answers.entry((done.channel, done.id)).or_insert(done);
				let is_same = *known == done || known.boot_epoch != done.boot_epoch;
				assert!(is_same && (done.channel == VALVE || *known == done), "{known:?} {done:?}");
				let wanted = self.wanted.get_mut(&done.channel).unwrap();
				if wanted.id == done.id {
					wanted.outcome = Some(done.outcome);
				}
			},
		}
	}

	/// What it sends now.
	fn send(&mut self) -> Vec<(Down, Vec<u8>)> {
		let mut all = Vec::new();
		let nonces: Vec<_> = self.nonces.values().copied().collect();
		for nonce in &nonces {
			if (nonce.tenure, nonce.version) < (2, 1) {
				let kind = if nonce.channel == VALVE { Kind::SetPoint } else { Kind::Action };
				let grant = grant(nonce.channel, kind);
				all.push((Down::Grant, published(grant, 1, &self.device)));
			}
			self.height += 1;
			let newest = self.wanted.get(&nonce.channel);
			let id = newest.map_or(0, |newest| newest.id);
			let mut places = [None; MAX_NEWEST];
			places[0] = Some(Newest { channel: nonce.channel, id });
			let beat = Beat { height: self.height, time: 1, nonce: nonce.value, newest: places };
			all.push((Down::Beat, published(beat, 3, &self.device)));
			if let Some(Wanted { id, value, outcome: None }) = newest.copied() {
				let command =
					Command { tenure: 2, channel: nonce.channel, id, value, cause: [0; 32] };
				all.push((Down::Command, published(command, 3, &self.device)));
			}
		}
		all
	}
}

/// Lets messages pass until the gateway has nothing left to say, at most a few times.
fn settle(bench: &mut Bench, gateway: &mut Gateway, first: Vec<Up>) {
	first.iter().for_each(|up| gateway.hear(up));
	for _ in 0..4 {
		for (down, bytes) in gateway.send() {
			bench.take(down, &bytes).iter().for_each(|up| gateway.hear(up));
		}
	}
}

#[test]
fn a_set_point_holds_for_its_lease_and_comes_back_after_a_power_cut() {
	let mut bench = Bench::new();
	let mut gateway = Gateway::new(&bench.identity);
	let up = bench.power_up();
	gateway.want(VALVE, 40);
	settle(&mut bench, &mut gateway, up);
	assert_eq!(gateway.wanted[&VALVE].outcome, Some(Outcome::Done));
	assert_eq!(bench.output(VALVE), Output { value: 0, why: Why::Command(1) });
	bench.wait(1_000);
	bench.wait(1_000);
	assert_eq!(bench.output(VALVE), Output { value: 40, why: Why::Command(1) });
	bench.wait(LEASE);
	assert_eq!(bench.output(VALVE), Output { value: 20, why: Why::FailSafe });

	// The device remembers its grant, and waits for a new command.
	let up = bench.power_up();
	settle(&mut bench, &mut gateway, up);
	assert_eq!(gateway.nonces[&VALVE].version, 1);
	assert_eq!(bench.output(VALVE), Output { value: 0, why: Why::Startup });
	gateway.want(VALVE, 10);
	settle(&mut bench, &mut gateway, Vec::new());
	bench.wait(1_000);
	let moves = bench.moves(VALVE);
	let of = |value, why: &str| (value, why.to_owned());
	let expected = [
		of(0, "startup"),
		of(0, "command"),
		of(20, "command"),
		of(40, "command"),
		of(20, "failSafe"),
		of(0, "startup"),
		of(0, "command"),
		of(10, "command"),
	];
	assert_eq!(moves, expected);
	let last = bench.log().pop().unwrap();
	assert_eq!(
		last,
		serde_json::json!({
			"at": 2_001_000, "channel": VALVE, "value": 10, "why": "command", "id": 2
		})
	);
}

#[test]
fn an_action_happens_once_and_is_answered_the_same_after_power_cuts() {
	let mut bench = Bench::new();
	let mut gateway = Gateway::new(&bench.identity);
	let up = bench.power_up();
	gateway.want(DISPENSER, 5);
	settle(&mut bench, &mut gateway, up);
	let first = gateway.answers[&(DISPENSER, 1)];
	assert_eq!((first.outcome, first.boot_epoch), (Outcome::Done, 1));
	let up = bench.power_up();
	// The answer was lost: the gateway sends the command again.
	gateway.wanted.get_mut(&DISPENSER).unwrap().outcome = None;
	settle(&mut bench, &mut gateway, up);
	assert_eq!(gateway.wanted[&DISPENSER].outcome, Some(Outcome::Done));
	let acts = bench.moves(DISPENSER).into_iter().filter(|(_, why)| why == "action");
	assert_eq!(acts.count(), 1);
}

/// Makes the file impossible to replace, or possible again.
fn break_file(memory: &Path, name: &str, is_broken: bool) {
	let new = memory.join(name).with_extension("new");
	match is_broken {
		true => fs::create_dir(new).unwrap(),
		false => fs::remove_dir(new).unwrap(),
	}
}

#[test]
fn what_cannot_be_kept_does_not_happen() {
	let mut bench = Bench::new();
	let mut gateway = Gateway::new(&bench.identity);
	let up = bench.power_up();
	break_file(&bench.memory(), "3.action.json", true);
	break_file(&bench.memory(), "0.kept.json", true);
	gateway.want(DISPENSER, 5);
	gateway.want(VALVE, 40);
	settle(&mut bench, &mut gateway, up);
	assert_eq!(gateway.wanted[&DISPENSER].outcome, None);
	assert!(bench.moves(DISPENSER).iter().all(|(_, why)| why != "action"));
	// The grant of the valve is not written: after a power cut it never was.
	assert_eq!(bench.output(VALVE), Output { value: 20, why: Why::Interlock });
	break_file(&bench.memory(), "3.action.json", false);
	break_file(&bench.memory(), "0.kept.json", false);
	gateway.nonces.clear();
	let up = bench.power_up();
	up.iter().for_each(|up| gateway.hear(up));
	assert_eq!(gateway.nonces[&VALVE].version, 0);
	settle(&mut bench, &mut gateway, up);
	bench.wait(2_000);
	assert_eq!(gateway.wanted[&DISPENSER].outcome, Some(Outcome::Done));
	assert_eq!(bench.output(VALVE).value, 40);
}

#[test]
fn the_end_of_an_action_is_recorded_as_soon_as_the_memory_takes_it() {
	let mut bench = Bench::new();
	let mut gateway = Gateway::new(&bench.identity);
	let up = bench.power_up();
	gateway.want(DISPENSER, 5);
	bench.breaks.set(true);
	settle(&mut bench, &mut gateway, up);
	assert_eq!(gateway.wanted[&DISPENSER].outcome, None);
	break_file(&bench.memory(), "3.action.json", false);
	let up = bench.wait(500);
	settle(&mut bench, &mut gateway, up);
	assert_eq!(gateway.wanted[&DISPENSER].outcome, Some(Outcome::Done));
	let acts = bench.moves(DISPENSER).into_iter().filter(|(_, why)| why == "action");
	assert_eq!(acts.count(), 1);
}

#[test]
fn whatever_is_lost_late_or_cut_the_last_command_is_obeyed() {
	for seed in 0..10 {
		let mut chance = StdRng::seed_from_u64(seed);
		let mut bench = Bench::new();
		let mut gateway = Gateway::new(&bench.identity);
		let mut late = Vec::new();
		let mut ups = bench.power_up();
		for _ in 0..60 {
			match chance.gen_range(0..10) {
				0 => ups = bench.power_up(),
				// The gateway is killed: it has what the chain knows.
				1 => gateway.nonces.clear(),
				2 => gateway.want(VALVE, 5 * chance.gen_range(0..=16)),
				3 => gateway.want(DISPENSER, 5),
				_ => ups.extend(bench.wait(chance.gen_range(0..3_000))),
			}
			for up in std::mem::take(&mut ups) {
				if chance.gen_bool(0.8) {
					gateway.hear(&up);
				}
			}
			for sent in gateway.send() {
				match chance.gen_range(0..10) {
					0 => {},
					1 => late.push(sent),
					_ => ups.extend(bench.take(sent.0, &sent.1)),
				}
			}
			if !late.is_empty() && chance.gen_bool(0.3) {
				let (down, bytes) = late.remove(chance.gen_range(0..late.len()));
				ups.extend(bench.take(down, &bytes));
			}
		}
		gateway.want(VALVE, 60);
		gateway.nonces.clear();
		let up = bench.power_up();
		settle(&mut bench, &mut gateway, up);
		bench.wait(5_000);
		assert_eq!(bench.output(VALVE).value, 60, "seed {seed}");
		for (value, why) in bench.moves(VALVE) {
			assert!((0..=80).contains(&value) && value % 5 == 0, "{value} {why}");
		}
		let mut acted = Vec::new();
		for line in bench.log().iter().filter(|line| line["why"] == "action") {
			acted.push(line["id"].as_u64().unwrap());
		}
		let count = acted.len();
		acted.dedup();
		assert_eq!(acted.len(), count, "seed {seed}: an action happens twice");
		for ((channel, id), done) in &gateway.answers {
			let is_action = *channel == DISPENSER && done.outcome == Outcome::Done;
			assert!(!is_action || acted.contains(id), "seed {seed}: {id} never happened");
		}
	}
}

#[test]
fn a_folder_belongs_to_one_device_that_was_commissioned() {
	let bench = Bench::new();
	let power_up = |identity, folder: &Path| {
		let log = File::create(bench.folder.path().join("other")).unwrap();
		CommandedDevice::power_up(identity, folder, 1, 0, log).map(drop)
	};
	let other = power_up(identity(1, 1), &bench.memory());
	assert!(matches!(other, Err(ObeyError::OtherDevice(id)) if id == bench.identity.id));
	let new = power_up(bench.identity.clone(), &bench.folder.path().join("new"));
	assert!(matches!(new, Err(ObeyError::NotCommissioned)));
	fs::write(bench.memory().join("0.kept.json"), "{").unwrap();
	let damaged = power_up(bench.identity.clone(), &bench.memory()).unwrap_err().to_string();
	assert!(damaged.contains("0.kept.json") && damaged.contains("commission"), "{damaged}");
}
