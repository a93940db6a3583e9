//! A device with a valve (a set-point) and a dispenser (an action): messages late, doubled, reordered, forged and for other
//! channels; permanent memory that fails; and power cuts at each step.

use proptest::prelude::*;
use std::{
	cell::RefCell,
	collections::{HashMap, HashSet},
	rc::Rc,
};
use tallystick_device::{
	control::{
		governor::{Entry, Finish, FinishError, GrantError, Ignored, Kept, NotWritten, Taken},
		message::{MAX_GATEWAYS, MAX_NEWEST, MAX_SIGNED, NONCE_LEN},
		Beat, Bounds, Command, Done, Entrust, Envelope, Grant, Kind, Memory, Newest, Nonce,
		Outcome, Output, Pace, Payload, Reason, Signed, Why, Writable,
	},
	evidence::{Crypto, DeviceId, DeviceKey, Hash, Limits, Message, Portable, Scheme, Signature},
	Actuator, AddError, CommandError, Commanded, Device, Response, TooShort, UnknownChannel,
	MAX_DONE, MAX_NONCES, NONCE_PAUSE,
};

/// Signatures that anybody can make who knows the key: quick, and enough where nobody forges.
struct Quick;

impl Crypto for Quick {
	fn hash(parts: &[&[u8]]) -> Hash {
		Portable::hash(parts)
	}

	fn verify(key: &DeviceKey, message: &[u8], signature: &Signature) -> bool {
		let DeviceKey::Ed25519([seed, ..]) = key else { return false };
		sign(*seed, message) == *signature
	}
}

fn sign(seed: u8, message: &[u8]) -> Signature {
	let mut signature = [0; 64];
	signature[..32].copy_from_slice(&Portable::hash(&[&[seed], message]));
	Signature(signature)
}

fn key(seed: u8) -> DeviceKey {
	DeviceKey::Ed25519([seed; 32])
}

const GENESIS: Hash = [0x11; 32];
const MODEL: Hash = [0x33; 32];
const DEVICE: DeviceId = DeviceId([9; 32]);
const OWNER: u8 = 21;
const GATEWAY: u8 = 31;
const STRANGER: u8 = 41;
const OWN: u8 = 51;
const VALVE: u16 = 4;
const DISPENSER: u16 = 6;
const LEASE: u64 = 20_000;

fn published<P: Payload>(content: P, signer: u8) -> Vec<u8> {
	let sign = |message: &Message| sign(signer, message.as_bytes());
	let signed = Signed::sign(content, Scheme::Ed25519, None, &GENESIS, &DEVICE, sign).unwrap();
	let mut out = [0; MAX_SIGNED];
	let length = signed.encode(&mut out).unwrap();
	out[..length].to_vec()
}

fn writable(channel: u16) -> Writable {
	let range = Limits { low: 0, high: 100 };
	let (kind, pace) = match channel {
		VALVE => {
			(Kind::SetPoint, Pace { off: Some(0), min_on: 5_000, min_off: 8_000, per_hour: 30 })
		},
		_ => (Kind::Action, Pace { per_hour: 60, ..Pace::NONE }),
	};
	let bounds = Bounds { range, step: 5, fail_safe: 20, startup: 0, pace, lease: LEASE as u32 };
	Writable { kind, bounds }
}

/// The owner permits up to `high` only.
fn grant(channel: u16, version: u32, high: i64) -> Grant {
	let mut bounds = writable(channel).bounds;
	bounds.range.high = high;
	let mut gateways = [None; MAX_GATEWAYS];
	gateways[0] = Some(key(GATEWAY));
	let envelope = Envelope { bounds, slew: None, default: 20 };
	Grant { tenure: 2, model: MODEL, channel, version, envelope, gateways, ends: u64::MAX }
}

fn beat(height: u32, nonce: u64, newest: &[(u16, u64)]) -> Beat {
	let mut all = [None; MAX_NEWEST];
	for (place, (channel, id)) in all.iter_mut().zip(newest) {
		*place = Some(Newest { channel: *channel, id: *id });
	}
	Beat { height, time: 1, nonce, newest: all }
}

fn command(channel: u16, id: u64, value: i64) -> Command {
	Command { tenure: 2, channel, id, value, cause: [0; 32] }
}

/// Permanent memory, and whether the next writes fail: 1, nothing is written; 2, it is written, and nobody knows.
#[derive(Default, Debug)]
struct Flash {
	kept: HashMap<u16, Kept>,
	last: HashMap<u16, Entry>,
	fails: (u8, u8),
}

impl Flash {
	fn write(&mut self, put: impl FnOnce(&mut Self)) -> Result<(), NotWritten> {
		let (how, times) = self.fails;
		self.fails.1 = times.saturating_sub(1);
		if times == 0 || how == 2 {
			put(self);
		}
		if times == 0 {
			Ok(())
		} else {
			Err(NotWritten)
		}
	}
}

#[derive(Clone, Debug)]
struct Disk(u16, Rc<RefCell<Flash>>);

impl Memory for Disk {
	fn last(&self) -> Option<Entry> {
		self.1.borrow().last.get(&self.0).copied()
	}

	fn write(&mut self, entry: &Entry) -> Result<(), NotWritten> {
		self.1.borrow_mut().write(|flash| {
			flash.last.insert(self.0, *entry);
		})
	}
}

/// The device, and its judge's own account of what counts.
struct World {
	flash: Rc<RefCell<Flash>>,
	state: Device,
	commanded: Commanded<2, Disk>,
	now: u64,
	nonces: u64,
	height: u32,
	newest: HashMap<u16, u64>,
	versions: u32,
	sent: Vec<Vec<u8>>,
	/// The highest value of the last grant that was taken for the valve.
	high: Option<i64>,
	heard: Option<u64>,
	/// Nonce and height of the last beat that counted for the valve. Nonces rise here.
	counted: Option<(u64, u32)>,
	/// The last answer for good of each channel: the id, and what was published.
	answered: HashMap<u16, (u64, Vec<u8>)>,
	acted: HashSet<u64>,
	outcomes: HashMap<u64, Outcome>,
	outputs: HashMap<u16, Output>,
	obeyed: u32,
}

impl World {
	fn new() -> Self {
		let flash = Rc::new(RefCell::new(Flash::default()));
		let state = Device::begin(DEVICE, GENESIS, Scheme::Ed25519, 0, 0);
		let mut world = Self {
			commanded: Commanded::new(&state, MODEL, 0),
			flash,
			state,
			now: 0,
			nonces: 0,
			height: 0,
			newest: HashMap::new(),
			versions: 0,
			sent: Vec::new(),
			high: None,
			heard: None,
			counted: None,
			answered: HashMap::new(),
			acted: HashSet::new(),
			outcomes: HashMap::new(),
			outputs: HashMap::new(),
			obeyed: 0,
		};
		world.power_up();
		world.commanded.pin(key(OWNER), 2, world.now).unwrap();
		world.poll().unwrap();
		world
	}

	/// The clock begins anew.
	fn power_up(&mut self) {
		self.now = 1_000_003 * u64::from(self.state.boot_epoch);
		self.nonces += 1;
		self.state = Device::begin(DEVICE, GENESIS, Scheme::Ed25519, 0, self.state.boot_epoch + 1);
		self.commanded = Commanded::new(&self.state, MODEL, self.nonces);
		for channel in [VALVE, DISPENSER] {
			let kept = self.flash.borrow().kept.get(&channel).copied();
			let actuator = Actuator {
				channel,
				writable: writable(channel),
				kept: kept.unwrap_or_else(Kept::nothing),
				memory: Disk(channel, self.flash.clone()),
			};
			self.commanded.add(actuator, self.now).unwrap();
		}
		self.heard = None;
		// What was written, though the device could not know, makes the answer before it stale.
		let last = self.flash.borrow().last.get(&DISPENSER).map(|entry| entry.answer.id);
		self.answered.retain(|channel, (id, _)| *channel == DISPENSER && last == Some(*id));
		let granted = self.flash.borrow().kept.get(&VALVE).and_then(|kept| kept.grant);
		self.high = granted.map(|grant| grant.envelope.bounds.range.high);
	}

	fn poll(&mut self) -> Result<(), TestCaseError> {
		let flash = self.flash.clone();
		let outputs = self.commanded.poll(self.now, |channel, kept| {
			flash.borrow_mut().write(|flash| {
				flash.kept.insert(channel, *kept);
			})
		});
		self.outputs = outputs.into_iter().flatten().collect();
		let Output { value, why } = self.outputs[&VALVE];
		prop_assert!((0..=self.high.unwrap_or(100)).contains(&value), "{value}: {why:?}");
		if let Why::Command(_) = why {
			let is_leased = self.heard.is_some_and(|heard| self.now - heard <= LEASE);
			prop_assert!(is_leased, "no beat counts any more");
			let written = self.flash.borrow().kept.get(&VALVE).copied();
			let kept = self.commanded.governor(VALVE).unwrap().kept();
			prop_assert_eq!(written, Some(*kept), "moved unwritten");
		}
		if self.commanded.is_held(VALVE) {
			prop_assert_eq!((value, why), (20, Why::Interlock));
		}
		Ok(())
	}

	fn nonce(&self, channel: u16) -> u64 {
		self.commanded.governor(channel).unwrap().nonce()
	}

	fn arrive(&mut self, bytes: &[u8], acts: Acts) -> Result<(), TestCaseError> {
		if let Some(Signed { content: beat, .. }) = Signed::<Beat>::decode(bytes) {
			let counts = self.commanded.beat::<Quick>(bytes, self.now).is_ok();
			let is_for_valve = beat.newest_of(VALVE).is_some() && self.high.is_some();
			let is_new = self.counted.is_none_or(|last| last < (beat.nonce, beat.height));
			if counts && is_for_valve && beat.nonce == self.nonce(VALVE) && is_new {
				self.counted = Some((beat.nonce, beat.height));
				self.heard = Some(self.now);
			}
			return Ok(());
		}
		if let Some(signed) = Signed::<Grant>::decode(bytes) {
			self.nonces += 1;
			let nonce = self.nonces;
			let taken = self.commanded.grant::<Quick>(bytes, || nonce, self.now);
			if taken == Ok(Taken::New) {
				prop_assert_eq!(self.nonce(signed.content.channel), nonce);
				if signed.content.channel == VALVE {
					self.high = Some(signed.content.envelope.bounds.range.high);
					self.answered.remove(&VALVE);
				}
			}
			return Ok(());
		}
		let mut out = [0; MAX_DONE];
		let own = |message: &Message| sign(OWN, message.as_bytes());
		let answer = self.commanded.command::<Quick>(&self.state, bytes, self.now, own, &mut out);
		match answer {
			Ok(Response::Done { done, length }) => self.answered(done, &out[..length]),
			Ok(Response::Act { channel, id, .. }) => {
				prop_assert_eq!(channel, DISPENSER);
				// Whatever was answered before is stale from now on.
				self.answered.remove(&DISPENSER);
				self.act(id, acts)
			},
			Err(_) => Ok(()),
		}
	}

	fn act(&mut self, id: u64, acts: Acts) -> Result<(), TestCaseError> {
		if acts == Acts::CutBefore {
			self.power_up();
			return Ok(());
		}
		self.poll()?;
		let finish = match self.commanded.is_held(DISPENSER) {
			true => Finish::Interrupted,
			false => {
				prop_assert!(self.acted.insert(id), "{id} happens twice");
				Finish::Complete
			},
		};
		if acts == Acts::CutAfter {
			self.power_up();
			return Ok(());
		}
		let mut out = [0; MAX_DONE];
		loop {
			let own = |message: &Message| sign(OWN, message.as_bytes());
			let (state, now) = (&self.state, self.now);
			match self.commanded.finish(state, DISPENSER, finish, now, own, &mut out) {
				Ok((done, length)) => return self.answered(done, &out[..length]),
				Err(CommandError::Finish(FinishError::NotWritten)) => {},
				Err(error) => panic!("{error}"),
			}
		}
	}

	/// Compares an answer with what was answered before.
	fn answered(&mut self, done: Done, bytes: &[u8]) -> Result<(), TestCaseError> {
		let read = Signed::<Done>::decode(bytes).unwrap();
		prop_assert_eq!(read.content, done);
		prop_assert!(read.verify::<Quick>(&GENESIS, &DEVICE, &key(OWN)));
		let Done { channel, id, outcome, .. } = done;
		let last = self.answered.get(&channel);
		if outcome == Outcome::Refused(Reason::Stale) {
			prop_assert!(last.is_none_or(|(known, _)| id != *known), "{} is forgotten", id);
			return Ok(());
		}
		if let Some((_, known)) = last.filter(|(known, _)| id == *known) {
			prop_assert_eq!(&known[..], bytes, "{} is answered in two ways", id);
		}
		if channel == DISPENSER {
			let first = self.outcomes.entry(id).or_insert(outcome);
			prop_assert_eq!(*first, outcome, "{} ends in two ways", id);
			prop_assert!(outcome != Outcome::Done || self.acted.contains(&id));
		}
		self.obeyed += u32::from(outcome == Outcome::Done);
		self.answered.insert(channel, (id, bytes.to_vec()));
		Ok(())
	}

	fn run(&mut self, step: Step) -> Result<(), TestCaseError> {
		let mut acts = Acts::Through;
		let bytes = match step {
			Step::Wait(time) => {
				let end = self.now + time;
				while self.now < end {
					self.now = end.min(self.now + 1_000);
					self.poll()?;
				}
				return Ok(());
			},
			Step::Kill => {
				self.power_up();
				return Ok(());
			},
			Step::Poll => return self.poll(),
			Step::Fail(how, times) => {
				self.flash.borrow_mut().fails = (how, times);
				return Ok(());
			},
			Step::Again(index) if self.sent.is_empty() => {
				let _ = index;
				return Ok(());
			},
			Step::Again(index) => index.get(&self.sent).clone(),
			Step::Grant { channel, high } => {
				self.versions += 1;
				published(grant(channel, self.versions, high), OWNER)
			},
			Step::Beat { signer, height, channel, echoes, is_alone } => {
				self.height = self.height.saturating_add_signed(height.into());
				let nonce = self.nonce(channel).wrapping_add(u64::from(!echoes));
				let newest = |channel| (channel, *self.newest.get(&channel).unwrap_or(&0));
				let all = [newest(channel), newest(VALVE ^ DISPENSER ^ channel)];
				let reported = if is_alone { &all[..1] } else { &all };
				published(beat(self.height, nonce, reported), signer)
			},
			Step::Command { signer, channel, id, value, how } => {
				acts = how;
				let newest = self.newest.entry(channel).or_default();
				*newest = newest.saturating_add_signed(i64::from(id).max(0));
				let id = newest.saturating_add_signed(i64::from(id).min(0));
				published(command(channel, id, value), signer)
			},
		};
		self.sent.push(bytes.clone());
		self.arrive(&bytes, acts)
	}
}

/// When the power goes while the device acts.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Acts {
	Through,
	CutBefore,
	CutAfter,
}

/// What happens next. Nothing but `Poll` and `Wait` polls, so that the power may go between any two of them.
#[derive(Clone, Debug)]
enum Step {
	Wait(u64),
	Poll,
	Command { signer: u8, channel: u16, id: i8, value: i64, how: Acts },
	Beat { signer: u8, height: i8, channel: u16, echoes: bool, is_alone: bool },
	Grant { channel: u16, high: i64 },
	Again(prop::sample::Index),
	Fail(u8, u8),
	Kill,
}

fn step() -> impl Strategy<Value = Step> {
	let signer = || prop_oneof![9 => Just(GATEWAY), 1 => Just(STRANGER)];
	let channel = || prop_oneof![Just(VALVE), Just(DISPENSER)];
	let how = prop_oneof![3 => Just(Acts::Through), 1 => Just(Acts::CutBefore), 1 => Just(Acts::CutAfter)];
	let id = prop_oneof![5 => Just(1i8), 2 => Just(0), 1 => -3..3i8];
	let value = prop_oneof![5 => (0..25i64).prop_map(|steps| steps * 5), 1 => any::<i64>()];
	let command =
		(signer(), channel(), id, value, how).prop_map(|(signer, channel, id, value, how)| {
			Step::Command { signer, channel, id, value, how }
		});
	let height = prop_oneof![9 => Just(1i8), 1 => -3..3i8];
	let beat = (signer(), height, channel(), prop::bool::weighted(0.9), any::<bool>()).prop_map(
		|(signer, height, channel, echoes, is_alone)| Step::Beat {
			signer,
			height,
			channel,
			echoes,
			is_alone,
		},
	);
	let grant =
		(channel(), 4..20i64).prop_map(|(channel, steps)| Step::Grant { channel, high: steps * 5 });
	prop_oneof![
		4 => prop_oneof![0..3_000u64, 0..30_000u64].prop_map(Step::Wait),
		4 => Just(Step::Poll),
		8 => command,
		8 => beat,
		1 => grant,
		4 => any::<prop::sample::Index>().prop_map(Step::Again),
		1 => (1..3u8, 1..4u8).prop_map(|(how, times)| Step::Fail(how, times)),
		1 => Just(Step::Kill),
	]
}

fn history(steps: Vec<Step>) -> Result<u32, TestCaseError> {
	let mut world = World::new();
	for channel in [VALVE, DISPENSER] {
		world.run(Step::Grant { channel, high: 80 })?;
	}
	for step in steps {
		world.run(step)?;
	}
	world.flash.borrow_mut().fails = (0, 0);
	world.run(Step::Wait(LEASE + 1_000))?;
	let why = world.outputs[&VALVE].why;
	prop_assert!(!matches!(why, Why::Command(_)), "{why:?} a second after the lease");
	Ok(world.obeyed)
}

proptest! {
	#![proptest_config(ProptestConfig::with_cases(2_000))]

	#[test]
	fn whatever_happens_outputs_keep_their_envelope_and_an_id_its_answer(
		steps in prop::collection::vec(step(), 1..60),
	) {
		history(steps)?;
	}
}

#[test]
fn the_histories_have_commands_that_are_obeyed() {
	use proptest::{strategy::ValueTree, test_runner::TestRunner};
	let mut runner = TestRunner::deterministic();
	let histories = prop::collection::vec(step(), 40..60);
	let mut obeyed = 0;
	for _ in 0..100 {
		let steps = histories.new_tree(&mut runner).unwrap().current();
		obeyed += u32::from(history(steps).unwrap() > 0);
	}
	assert!(obeyed > 50, "{obeyed} of 100");
}

/// A device with grants for both channels, each announced, at 0 ms.
fn granted() -> World {
	let mut world = World::new();
	for channel in [VALVE, DISPENSER] {
		world.run(Step::Grant { channel, high: 80 }).unwrap();
	}
	world.poll().unwrap();
	world
}

fn announced(world: &mut World, now: u64) -> Vec<Nonce> {
	let mut out = [0; MAX_NONCES];
	let Some(length) = world.commanded.nonces(now, &mut out).unwrap() else { return Vec::new() };
	Nonce::read_all(&out[..length]).unwrap().into_iter().flatten().collect()
}

#[test]
fn a_nonce_is_announced_at_power_up_after_a_grant_and_while_beats_are_missing() {
	let mut world = World::new();
	let none = |channel| Nonce { channel, value: 1, tenure: 0, version: 0 };
	assert_eq!(announced(&mut world, 0), [none(VALVE), none(DISPENSER)]);
	assert_eq!(announced(&mut world, NONCE_PAUSE - 1), []);
	assert_eq!(announced(&mut world, NONCE_PAUSE), [none(VALVE), none(DISPENSER)]);
	world.now = NONCE_PAUSE;
	world.run(Step::Grant { channel: VALVE, high: 80 }).unwrap();
	let valve = Nonce { channel: VALVE, value: 2, tenure: 2, version: 1 };
	assert_eq!(announced(&mut world, NONCE_PAUSE + 1), [valve]);

	// Beats for the valve alone: the dispenser goes on asking.
	let bytes = published(beat(1, 2, &[(VALVE, 0)]), GATEWAY);
	assert_eq!(world.commanded.beat::<Quick>(&bytes, 6_000), Ok(()));
	assert_eq!(announced(&mut world, 10_001), [none(DISPENSER)]);
	let late = 6_000 + LEASE / 2;
	assert_eq!(announced(&mut world, late), [none(DISPENSER)]);
	assert_eq!(announced(&mut world, late + 1), [valve]);
	world.commanded.announce();
	assert_eq!(announced(&mut world, late + 2), [valve, none(DISPENSER)]);
}

#[test]
fn what_does_not_fit_is_announced_later() {
	let mut world = granted();
	let mut out = [0; 2 * NONCE_LEN];
	assert_eq!(world.commanded.nonces(0, &mut out[1..]), Err(TooShort));
	assert_eq!(world.commanded.nonces(0, &mut out), Ok(Some(2 * NONCE_LEN)));
	assert_eq!(world.commanded.nonces(0, &mut out), Ok(None));
}

#[test]
fn after_power_up_one_beat_counts_for_all_channels_that_it_reports() {
	let mut world = granted();
	world.power_up();
	let now = world.now;
	let nonce = world.nonce(VALVE);
	assert_eq!(nonce, world.nonce(DISPENSER));
	let other = published(beat(1, nonce, &[(5, 0)]), GATEWAY);
	assert_eq!(world.commanded.beat::<Quick>(&other, now), Err(Ignored::Channel));
	let wrong = published(beat(1, nonce + 1, &[(VALVE, 0)]), GATEWAY);
	assert_eq!(world.commanded.beat::<Quick>(&wrong, now), Err(Ignored::Nonce));
	let forged = published(beat(1, nonce, &[(VALVE, 0)]), STRANGER);
	assert_eq!(world.commanded.beat::<Quick>(&forged, now), Err(Ignored::Signature));
	assert_eq!(world.commanded.beat::<Quick>(&[], now), Err(Ignored::Malformed));
	let both = published(beat(1, nonce, &[(DISPENSER, 0), (VALVE, 0)]), GATEWAY);
	assert_eq!(world.commanded.beat::<Quick>(&both, now), Ok(()));
	for channel in [VALVE, DISPENSER] {
		assert!(!world.commanded.governor(channel).unwrap().lacks_beats(now));
	}
	assert_eq!(world.commanded.beat::<Quick>(&both, now), Err(Ignored::Old));
}

#[test]
fn a_command_key_is_handed_over_for_all_channels() {
	let mut world = granted();
	let mut grant_of = |bytes: &[u8]| world.commanded.grant::<Quick>(bytes, || 99, 0);
	let entrust = Entrust { key: key(OWNER + 1), tenure: 2, version: 1 };
	assert_eq!(grant_of(&published(entrust, STRANGER)), Err(GrantError::Signature));
	assert_eq!(grant_of(&published(entrust, OWNER)), Ok(Taken::New));
	assert_eq!(grant_of(&published(entrust, OWNER)), Ok(Taken::Known));
	for channel in [VALVE, DISPENSER] {
		let newer = grant(channel, 9, 50);
		assert_eq!(grant_of(&published(newer, OWNER)), Err(GrantError::Signature));
		assert_eq!(grant_of(&published(newer, OWNER + 1)), Ok(Taken::New));
	}
	assert_eq!(grant_of(&published(grant(5, 9, 50), OWNER + 1)), Err(GrantError::Channel(5)));
	assert_eq!(grant_of(&[]), Err(GrantError::Malformed));
}

#[test]
fn a_device_that_is_handed_over_obeys_on_until_its_new_owner_grants_something_else() {
	let mut world = granted();
	let beat = |world: &mut World| {
		world.height += 1;
		let bytes = published(beat(world.height, world.nonce(VALVE), &[(VALVE, 1)]), GATEWAY);
		let taken = world.commanded.beat::<Quick>(&bytes, world.now);
		world.heard = Some(world.now);
		taken
	};
	let held = Output { value: 55, why: Why::Command(1) };
	let command = published(command(VALVE, 1, 55), GATEWAY);
	assert_eq!(beat(&mut world), Ok(()));
	world.arrive(&command, Acts::Through).unwrap();
	let entrust = Entrust { key: key(OWNER + 1), tenure: 3, version: 1 };
	let take = |world: &mut World, bytes: &[u8]| {
		world.nonces += 1;
		let nonce = world.nonces;
		let taken = world.commanded.grant::<Quick>(bytes, || nonce, world.now);
		world.poll().unwrap();
		taken
	};
	announced(&mut world, 0);
	assert_eq!(take(&mut world, &published(entrust, OWNER)), Ok(Taken::New));
	assert_eq!(announced(&mut world, 0), []);
	// The gateway of before keeps the set-point alive, also after a power cut.
	world.run(Step::Wait(10_000)).unwrap();
	assert_eq!(beat(&mut world), Ok(()));
	assert_eq!(world.outputs[&VALVE], held);
	world.power_up();
	assert_eq!(beat(&mut world), Ok(()));
	world.arrive(&command, Acts::Through).unwrap();

	let of = |tenure, version| Grant { tenure, ..grant(VALVE, version, 50) };
	for (tenure, owner, refused) in [
		(2, OWNER, GrantError::Tenure(2)),
		(2, OWNER + 1, GrantError::Tenure(2)),
		(3, OWNER, GrantError::Signature),
	] {
		assert_eq!(take(&mut world, &published(of(tenure, 9), owner)), Err(refused));
		assert_eq!(world.outputs[&VALVE].why, held.why);
	}
	world.high = Some(50);
	assert_eq!(take(&mut world, &published(of(3, 1), OWNER + 1)), Ok(Taken::New));
	assert_eq!(beat(&mut world), Ok(()));
	assert_eq!(world.outputs[&VALVE], Output { value: 20, why: Why::FailSafe });
}

#[test]
fn without_permanent_memory_a_set_point_waits_at_the_fail_safe() {
	let mut world = granted();
	world.run(Step::Wait(10_000)).unwrap();
	let beat =
		Step::Beat { signer: GATEWAY, height: 1, channel: VALVE, echoes: true, is_alone: true };
	world.run(beat).unwrap();
	// Two polls find the memory broken.
	world.flash.borrow_mut().fails = (1, 2);
	world.arrive(&published(command(VALVE, 1, 55), GATEWAY), Acts::Through).unwrap();
	assert_eq!(world.obeyed, 1);
	let held = Output { value: 20, why: Why::Interlock };
	for _ in 0..2 {
		world.poll().unwrap();
		assert_eq!(world.outputs[&VALVE], held);
		assert!(world.commanded.is_held(VALVE) && !world.commanded.is_held(DISPENSER));
		let bytes = published(command(VALVE, 2, 60), GATEWAY);
		let mut out = [0; MAX_DONE];
		let own = |message: &Message| sign(OWN, message.as_bytes());
		let (state, now) = (&world.state, world.now);
		let answer = world.commanded.command::<Quick>(state, &bytes, now, own, &mut out);
		assert_eq!(answer, Err(CommandError::Ignored(Ignored::Memory)));
	}
	// An interlock of the device's own outlasts that.
	world.commanded.set_interlock(VALVE, true, world.now).unwrap();
	world.poll().unwrap();
	assert!(!world.commanded.is_held(VALVE));
	assert_eq!(world.outputs[&VALVE], held);
	world.commanded.set_interlock(VALVE, false, world.now).unwrap();
	world.poll().unwrap();
	assert_eq!(world.outputs[&VALVE], Output { value: 55, why: Why::Command(1) });
}

#[test]
fn an_answer_that_does_not_fit_is_made_again() {
	let mut world = granted();
	let nonce = world.nonce(VALVE);
	let bytes = published(beat(1, nonce, &[(VALVE, 1)]), GATEWAY);
	world.commanded.beat::<Quick>(&bytes, 0).unwrap();
	let bytes = published(command(VALVE, 1, 55), GATEWAY);
	let mut out = [0; MAX_DONE];
	for length in [10, MAX_DONE] {
		let own = |message: &Message| sign(OWN, message.as_bytes());
		let answer =
			world.commanded.command::<Quick>(&world.state, &bytes, 0, own, &mut out[..length]);
		match length {
			MAX_DONE => assert!(matches!(answer, Ok(Response::Done { .. })), "{answer:?}"),
			_ => assert!(matches!(answer, Err(CommandError::Sign(_))), "{answer:?}"),
		}
	}
}

#[test]
fn a_channel_is_added_once_and_only_where_there_is_room() {
	let state = Device::begin(DEVICE, GENESIS, Scheme::Ed25519, 0, 1);
	let mut commanded = Commanded::<1, _>::new(&state, MODEL, 1);
	let flash = Rc::new(RefCell::new(Flash::default()));
	let actuator = |channel| Actuator {
		channel,
		writable: writable(VALVE),
		kept: Kept::nothing(),
		memory: Disk(channel, flash.clone()),
	};
	assert_eq!(commanded.add(actuator(u16::MAX), 0), Err(AddError::Number));
	assert_eq!(commanded.add(actuator(VALVE), 0), Ok(()));
	assert_eq!(commanded.add(actuator(VALVE), 0), Err(AddError::Twice));
	assert_eq!(commanded.add(actuator(5), 0), Err(AddError::Full));
	assert_eq!(commanded.set_local(5, Some(1), 0), Err(UnknownChannel(5)));
	assert_eq!(commanded.set_local(VALVE, Some(60), 0), Ok(()));
	let outputs = commanded.poll(0, |_, _| Ok(()));
	assert_eq!(outputs, [Some((VALVE, Output { value: 60, why: Why::Local }))]);
}
