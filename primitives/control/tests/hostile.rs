//! Hostile histories: messages delayed, lost, doubled, reordered, repeated across power-ups, made with a stolen key; and
//! power cuts at any moment. The properties have their numbers in `governor`'s documentation.

mod common;

use common::{valve, GENESIS, MODEL, SINCE};
use proptest::prelude::*;
use std::collections::{HashMap, HashSet};
use std::{cell::RefCell, rc::Rc};
use tallystick_control::{
	governor::{Answer, Entry, Finish, Ignored, Kept, NoMemory, NotWritten, Taken},
	message::{MAX_NEWEST, MAX_SIGNED},
	Beat, Command, Envelope, Governor, Grant, Identity, Kind, Memory, Newest, Outcome, Output,
	Pace, Payload, Reason, Signed, Slew, Why, Writable,
};
use tallystick_evidence::{Crypto, DeviceId, DeviceKey, Hash, Limits, Portable, Scheme, Signature};

/// Signatures that anybody can make who knows the key: quick, and enough where nobody forges.
#[derive(Clone, Debug)]
struct Quick;

impl Crypto for Quick {
	fn hash(parts: &[&[u8]]) -> Hash {
		Portable::hash(parts)
	}

	fn verify(key: &DeviceKey, message: &[u8], signature: &Signature) -> bool {
		signed_by(key, message) == *signature
	}
}

fn signed_by(key: &DeviceKey, message: &[u8]) -> Signature {
	let DeviceKey::Ed25519(key) = key else { panic!("all keys here are Ed25519") };
	let hash = Portable::hash(&[key, message]);
	let mut signature = [0; 64];
	signature[..32].copy_from_slice(&hash);
	Signature(signature)
}

fn key(number: u8) -> DeviceKey {
	DeviceKey::Ed25519([number; 32])
}

const DEVICE: DeviceId = DeviceId([9; 32]);
const OWNER: u8 = 21;
const GATEWAYS: [u8; 2] = [31, 32];
const STRANGER: u8 = 41;
const CHANNEL: u16 = 4;
const SECOND: u64 = 1_000;
const LEASE: u64 = 20 * SECOND;
const HOUR: u64 = 3_600 * SECOND;

fn published<P: Payload>(content: P, signer: u8) -> Vec<u8> {
	let sign = |message: &tallystick_evidence::Message| signed_by(&key(signer), message.as_bytes());
	let signed = Signed::sign(content, Scheme::Ed25519, None, &GENESIS, &DEVICE, sign).unwrap();
	let mut out = [0; MAX_SIGNED];
	let length = signed.encode(&mut out).unwrap();
	out[..length].to_vec()
}

/// What happens next.
#[derive(Clone, Debug)]
enum Step {
	/// Time passes, with a poll at least each second.
	Wait(u64),
	/// A gateway commands, by itself or by a thief: the id relative to the newest, and the value.
	Command { signer: u8, id: i8, value: i64, tenure: u32, is_lost: bool },
	/// A gateway sends a beat: height relative to the last one, and whether the nonce is the present one.
	Beat { signer: u8, height: i8, echoes: bool, newest: i8, is_lost: bool, ended: bool },
	/// Something that was sent before arrives now.
	Again(prop::sample::Index),
	/// An owner's new grant: where its range lies, and how fast it is.
	Grant { low: i64, width: i64, slew: Option<u32>, tenure: bool },
	/// By hand.
	Local(Option<i64>),
	/// Held, or not.
	Interlock(bool),
	/// A power cut, for so long.
	Kill(u64),
}

fn step() -> impl Strategy<Value = Step> {
	let signer = || prop_oneof![5 => Just(31u8), 4 => Just(32), 1 => Just(STRANGER)];
	let wait = prop_oneof![4 => 0..3_000u64, 4 => 0..25_000u64, 1 => 0..600_000u64];
	let command = (
		signer(),
		prop_oneof![6 => Just(1i8), 1 => Just(0), 1 => -5..5i8],
		prop_oneof![
			4 => (0..21i64).prop_map(|steps| steps * 5),
			2 => Just(0),
			1 => any::<i64>(),
			1 => -10..120i64,
		],
		prop_oneof![9 => Just(2u32), 1 => 0..5u32],
		prop::bool::weighted(0.1),
	)
		.prop_map(|(signer, id, value, tenure, is_lost)| Step::Command {
			signer,
			id,
			value,
			tenure,
			is_lost,
		});
	let beat = (
		signer(),
		prop_oneof![9 => Just(1i8), 1 => -3..3i8],
		prop::bool::weighted(0.95),
		prop_oneof![9 => Just(0i8), 1 => -2..3i8],
		prop::bool::weighted(0.1),
		prop::bool::weighted(0.01),
	)
		.prop_map(|(signer, height, echoes, newest, is_lost, ended)| Step::Beat {
			signer,
			height,
			echoes,
			newest,
			is_lost,
			ended,
		});
	let grant = (0..10i64, 3..12i64, prop::option::of(5..40u32), prop::bool::weighted(0.2))
		.prop_map(|(low, width, slew, tenure)| Step::Grant {
			low: low * 5,
			width: width * 5,
			slew,
			tenure,
		});
	prop_oneof![
		8 => wait.prop_map(Step::Wait),
		8 => command,
		10 => beat,
		4 => any::<prop::sample::Index>().prop_map(Step::Again),
		1 => grant,
		1 => prop::option::of(-5..110i64).prop_map(Step::Local),
		1 => any::<bool>().prop_map(Step::Interlock),
		1 => (0..200_000u64).prop_map(Step::Kill),
	]
}

/// What the output did, apart from how.
struct World {
	writable: Writable,
	governor: Governor<NoMemory>,
	kept: Kept,
	/// Real time; the device's clock is `offset` behind.
	now: u64,
	offset: u64,
	boot: u64,
	nonces: u64,
	sent: Vec<Vec<u8>>,
	newest: u64,
	height: u32,
	version: (u32, u32),
	/// The judge's own account of what counts.
	grant: Option<Grant>,
	heard: Option<u64>,
	session: Option<(u32, u64)>,
	answered: HashMap<u64, Outcome>,
	obeyed: bool,
	last: Output,
	exempt: bool,
	switched: u64,
	changes: Vec<u64>,
	/// When the output was polled, and how far a set-point had moved it since the poll before.
	moves: Vec<(u64, u64)>,
	by: Option<Slew>,
	/// Whether there was ever a slew: then a change of what is not switched has several moves.
	slewed: bool,
}

impl World {
	fn new(writable: Writable) -> Self {
		let identity = identity();
		let mut governor = Governor::new(identity, writable, Kept::nothing(), NoMemory, 1, 1 << 40);
		governor.pin(key(OWNER), 2, 1 << 40).unwrap();
		let kept = *governor.kept();
		let last = governor.poll(1 << 40);
		let mut world = Self {
			writable,
			governor,
			kept,
			now: 1 << 41,
			offset: 1 << 40,
			boot: 0,
			nonces: 1,
			sent: Vec::new(),
			newest: 0,
			height: 0,
			version: (2, 0),
			grant: None,
			heard: None,
			session: None,
			answered: HashMap::new(),
			obeyed: false,
			last,
			exempt: true,
			switched: 1 << 41,
			changes: vec![1 << 41],
			moves: Vec::new(),
			by: None,
			slewed: false,
		};
		world.observe().unwrap();
		world
	}

	fn clock(&self) -> u64 {
		self.now - self.offset
	}

	fn bounds(&self) -> tallystick_control::Bounds {
		self.grant.map_or(self.writable.bounds, |grant| grant.envelope.bounds)
	}

	/// Compares the output with what it was.
	fn observe(&mut self) -> Result<(), TestCaseError> {
		let output = self.governor.poll(self.clock());
		let (Output { value, why }, before) = (output, self.last);
		let (bounds, now) = (self.bounds(), self.now);
		// 1.
		let range = if why == Why::Local { self.writable.bounds.range } else { bounds.range };
		prop_assert!(range.contain(value), "1: {value} because of {why:?}");
		// 2.
		let is_leased = self.heard.is_some_and(|heard| now - heard <= u64::from(bounds.lease));
		match why {
			Why::Command(_) => prop_assert!(is_leased && self.obeyed, "2: {why:?}"),
			Why::FailSafe | Why::Interlock => prop_assert_eq!(value, bounds.fail_safe, "2"),
			Why::Startup => prop_assert!(!self.obeyed && value == bounds.startup, "2"),
			Why::Local => {},
		}
		let pace = bounds.pace;
		let by_set_point = matches!(why, Why::Command(_)) && !self.exempt;
		let moved = value.abs_diff(before.value);
		if self.moves.len() > 100 {
			self.moves.drain(..50);
		}
		if by_set_point {
			// 3. From each poll before.
			if let Some(Slew { by, per }) = self.by {
				self.moves.push((now, moved));
				let steps = u64::from(by / bounds.step);
				let mut sum = 0;
				for (at, moved) in self.moves.iter().rev() {
					let most = (steps * (now - at)).div_ceil(per.into()) * u64::from(bounds.step);
					prop_assert!(sum <= most, "3: {sum} in {} ms", now - at);
					sum += moved;
				}
			}
			if pace.counts(before.value, value) {
				// 4.
				let least = match pace.off {
					Some(off) if before.value == off => pace.min_off,
					Some(_) => pace.min_on,
					None => 0,
				};
				let stood = now - self.switched;
				prop_assert!(stood >= least.into(), "4: {value} after {stood} ms");
				// 5.
				if pace.per_hour != 0 && (pace.off.is_some() || !self.slewed) {
					let counted = self.changes.iter().filter(|at| now - **at < HOUR).count();
					prop_assert!(counted < pace.per_hour.into(), "5: {counted} before");
				}
			}
		}
		if moved != 0 && pace.counts(before.value, value) {
			self.switched = now;
			self.changes.push(now);
		}
		// Local operation may leave the range or the grid of the envelope: the way back into it is forced, too.
		self.exempt = !matches!(why, Why::Command(_)) && !bounds.permits(value);
		self.last = output;
		self.kept = *self.governor.kept();
		Ok(())
	}

	fn run(&mut self, step: Step) -> Result<(), TestCaseError> {
		match step {
			Step::Wait(time) => {
				let end = self.now + time;
				while self.now < end {
					self.now = end.min(self.now + SECOND);
					self.observe()?;
				}
			},
			Step::Command { signer, id, value, tenure, is_lost } => {
				self.newest = self.newest.saturating_add_signed(i64::from(id).max(0));
				let id = self.newest.saturating_add_signed(i64::from(id).min(0));
				let cause = [self.boot as u8; 32];
				let command = Command { tenure, channel: CHANNEL, id, value, cause };
				self.send(published(command, signer), is_lost)?;
			},
			Step::Beat { signer, height, echoes, newest, is_lost, ended } => {
				self.height = self.height.saturating_add_signed(height.into());
				let nonce = self.governor.nonce() + u64::from(!echoes);
				let id = self.newest.saturating_add_signed(newest.into());
				let mut all = [None; MAX_NEWEST];
				all[3] = Some(Newest { channel: CHANNEL, id });
				let time = if ended { u64::MAX } else { SINCE };
				let beat = Beat { height: self.height, time, nonce, newest: all };
				self.send(published(beat, signer), is_lost)?;
			},
			Step::Again(index) => {
				if !self.sent.is_empty() {
					let again = index.get(&self.sent).clone();
					self.arrive(&again)?;
				}
			},
			Step::Grant { low, width, slew, tenure } => {
				self.version.1 += 1;
				if tenure {
					self.version.0 += 1;
				}
				let grant = grant(&self.writable, self.version, low, width, slew);
				self.send(published(grant, OWNER), false)?;
			},
			Step::Local(value) => {
				self.governor.set_local(value, self.clock());
				self.observe()?;
			},
			Step::Interlock(holds) => {
				self.governor.set_interlock(holds, self.clock());
				self.observe()?;
			},
			Step::Kill(off) => {
				self.now += off;
				self.boot += 1;
				self.offset = self.now - self.boot * 1_000_003;
				self.nonces += 1;
				let (kept, now) = (self.kept, self.clock());
				let (writable, nonce) = (self.writable, self.nonces);
				self.governor = Governor::new(identity(), writable, kept, NoMemory, nonce, now);
				(self.heard, self.session, self.obeyed) = (None, None, false);
				self.answered.clear();
				self.last = self.governor.poll(now);
				self.exempt = false;
				(self.switched, self.last.value) = (self.now, self.bounds().startup);
				self.changes.push(self.now);
				self.observe()?;
			},
		}
		Ok(())
	}

	fn send(&mut self, bytes: Vec<u8>, is_lost: bool) -> Result<(), TestCaseError> {
		self.sent.push(bytes.clone());
		if is_lost {
			return Ok(());
		}
		self.arrive(&bytes)
	}

	fn is_granted(&self, signed: &Signed<impl Payload>) -> bool {
		GATEWAYS.iter().any(|gateway| signed.verify::<Quick>(&GENESIS, &DEVICE, &key(*gateway)))
	}

	fn arrive(&mut self, bytes: &[u8]) -> Result<(), TestCaseError> {
		self.observe()?;
		let now = self.clock();
		if let Some(signed) = Signed::<Command>::decode(bytes) {
			let known = self.answered.keys().max().copied();
			let answer = self.governor.command::<Quick>(bytes, now);
			let command = signed.content;
			if let Ok(Answer::Done(done)) = answer {
				// 8.
				prop_assert!(self.grant.is_some() && self.is_granted(&signed), "8");
				// 9.
				let is_known = known == Some(command.id);
				prop_assert!(!is_known || self.answered[&command.id] == done.outcome, "9");
				if done.outcome == Outcome::Done && !is_known {
					// 7.
					let lease = self.bounds().lease.into();
					prop_assert!(self.heard.is_some_and(|heard| self.now - heard <= lease), "7");
					let (_, newest) = self.session.expect("7: a beat before any command");
					prop_assert!(command.id >= newest, "7: {} below {newest}", command.id);
					prop_assert!(known.is_none_or(|known| command.id > known), "7");
					self.obeyed = true;
				}
				if !is_known && done.outcome != Outcome::Refused(Reason::Stale) {
					self.answered.insert(command.id, done.outcome);
				}
			}
		} else if let Some(signed) = Signed::<Beat>::decode(bytes) {
			let Beat { height, time, nonce, .. } = signed.content;
			let taken = self.governor.beat::<Quick>(bytes, now);
			if taken.is_ok() {
				prop_assert!(self.grant.is_some() && self.is_granted(&signed), "8");
				prop_assert!(time != u64::MAX, "8: ended");
				prop_assert_eq!(nonce, self.governor.nonce(), "7");
				let (last, newest) = self.session.unwrap_or_default();
				prop_assert!(self.session.is_none() || height > last, "7");
				let newest = newest.max(signed.content.newest_of(CHANNEL).unwrap());
				self.session = Some((height, newest));
				self.heard = Some(self.now);
			} else if taken != Err(Ignored::Expired) {
				let counts = self.is_granted(&signed)
					&& nonce == self.governor.nonce()
					&& self.session.is_none_or(|(last, _)| height > last);
				prop_assert!(!counts || self.grant.is_none(), "{taken:?}");
			}
		} else if let Some(signed) = Signed::<Grant>::decode(bytes) {
			self.nonces += 1;
			let taken = self.governor.grant::<Quick>(bytes, self.nonces, now);
			if taken == Ok(Taken::New) {
				let last = self.grant.replace(signed.content);
				if last.is_none_or(|last| last.tenure != signed.content.tenure) {
					self.heard = None;
				}
				self.session = None;
				self.answered.clear();
				self.by = signed.content.envelope.slew;
				self.slewed |= self.by.is_some();
				self.moves.clear();
				// A new envelope acts at once.
				self.exempt = true;
			}
		}
		self.observe()
	}
}

fn identity() -> Identity {
	Identity { genesis: GENESIS, device: DEVICE, model: MODEL, channel: CHANNEL, boot_epoch: 1 }
}

/// An envelope within the model's bounds.
fn grant(
	writable: &Writable,
	version: (u32, u32),
	low: i64,
	width: i64,
	slew: Option<u32>,
) -> Grant {
	let mut bounds = writable.bounds;
	let low = if bounds.pace.off == Some(0) { 0 } else { low };
	bounds.range = Limits { low, high: (low + width).min(bounds.range.high) };
	bounds.fail_safe = bounds.clamp(bounds.fail_safe);
	bounds.startup = bounds.clamp(bounds.startup);
	let slew = slew.map(|by| Slew { by, per: 7_000 });
	let envelope = Envelope { bounds, slew, default: bounds.fail_safe };
	let gateways = [Some(key(GATEWAYS[0])), None, Some(key(GATEWAYS[1])), None];
	let (tenure, version) = version;
	let ends = SINCE + 1;
	Grant { tenure, model: MODEL, channel: CHANNEL, version, envelope, gateways, ends }
}

fn writable(off: bool) -> Writable {
	let mut writable = valve();
	writable.bounds.lease = LEASE as u32;
	writable.bounds.pace = match off {
		true => Pace { off: Some(0), min_on: 5_000, min_off: 8_000, per_hour: 9 },
		false => Pace { per_hour: 7, ..Pace::NONE },
	};
	writable
}

fn history(off: bool, slew: Option<u32>, steps: Vec<Step>) -> Result<bool, TestCaseError> {
	let mut world = World::new(writable(off));
	world.run(Step::Grant { low: 0, width: 100, slew, tenure: false })?;
	let mut obeyed = false;
	for step in steps {
		world.run(step)?;
		obeyed |= world.obeyed;
	}
	world.run(Step::Wait(LEASE + SECOND))?;
	let is_safe = !matches!(world.last.why, Why::Command(_));
	prop_assert!(is_safe, "2: {:?} a second after the lease", world.last);
	Ok(obeyed)
}

proptest! {
	#![proptest_config(ProptestConfig::with_cases(10_000))]

	#[test]
	fn whatever_happens_what_is_switched_obeys_within_its_envelope(
		slew in prop::option::of(5u32..40),
		steps in prop::collection::vec(step(), 1..60),
	) {
		history(true, slew, steps)?;
	}

	#[test]
	fn whatever_happens_what_is_not_switched_obeys_within_its_envelope(
		slew in prop::option::of(5u32..40),
		steps in prop::collection::vec(step(), 1..60),
	) {
		history(false, slew, steps)?;
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
		obeyed += u32::from(history(true, Some(10), steps).unwrap());
	}
	assert!(obeyed > 50, "{obeyed} of 100");
}

/// Permanent memory in which the power may go while it is written.
#[derive(Clone, Default, Debug)]
struct Flash {
	last: Rc<RefCell<Option<Entry>>>,
	fails: Rc<RefCell<u8>>,
}

impl Memory for Flash {
	fn last(&self) -> Option<Entry> {
		*self.last.borrow()
	}

	fn write(&mut self, entry: &Entry) -> Result<(), NotWritten> {
		let mut fails = self.fails.borrow_mut();
		let how = *fails;
		*fails = 0;
		// 1: nothing is written. 2: it is, and nobody knows.
		if how != 1 {
			*self.last.borrow_mut() = Some(*entry);
		}
		if how == 0 {
			Ok(())
		} else {
			Err(NotWritten)
		}
	}
}

/// What happens to a device that acts.
#[derive(Clone, Debug)]
enum Deed {
	/// A command with a new id.
	New(u8),
	/// One of the last, again.
	Old(u8),
	/// The action takes place.
	Act,
	/// It ended.
	Finish(bool),
	/// The next write fails.
	Fail(u8),
	/// A power cut.
	Kill,
}

fn deed() -> impl Strategy<Value = Deed> {
	prop_oneof![
		4 => (1..3u8).prop_map(Deed::New),
		4 => (0..4u8).prop_map(Deed::Old),
		4 => Just(Deed::Act),
		4 => any::<bool>().prop_map(Deed::Finish),
		1 => (1..3u8).prop_map(Deed::Fail),
		3 => Just(Deed::Kill),
	]
}

proptest! {
	#![proptest_config(ProptestConfig::with_cases(10_000))]

	/// 6.
	#[test]
	fn an_action_happens_at_most_once_per_id(
		per_hour in 0..20u16,
		deeds in prop::collection::vec(deed(), 1..80),
	) {
		let mut model = writable(false);
		model.kind = Kind::Action;
		model.bounds.pace.per_hour = per_hour;
		let memory = Flash::default();
		let start = |kept, boot: u64| {
			Governor::new(identity(), model, kept, memory.clone(), boot, 0)
		};
		let mut governor = start(Kept::nothing(), 0);
		governor.pin(key(OWNER), 2, 0).unwrap();
		let granted = published(grant(&model, (2, 1), 0, 100, None), OWNER);
		governor.grant::<Quick>(&granted, 1, 0).unwrap();
		let mut kept = *governor.kept();
		let (mut boot, mut height, mut id) = (1, 0, 0u64);
		let (mut pending, mut started) = (None, None);
		let (mut acted, mut answers) = (HashSet::new(), HashMap::new());
		for deed in deeds {
			height += 1;
			let all = [Some(Newest { channel: CHANNEL, id: 0 }); MAX_NEWEST];
			let beat = Beat { height, time: SINCE, nonce: governor.nonce(), newest: all };
			prop_assert_eq!(governor.beat::<Quick>(&published(beat, GATEWAYS[0]), 0), Ok(()));
			let command = |governor: &mut Governor<Flash>, id: u64| {
				let command =
					Command { tenure: 2, channel: CHANNEL, id, value: 5, cause: [0; 32] };
				governor.command::<Quick>(&published(command, GATEWAYS[1]), 0)
			};
			let answer = match deed {
				Deed::New(by) => {
					id += u64::from(by);
					Some((id, command(&mut governor, id)))
				},
				Deed::Old(by) => {
					let id = id.saturating_sub(by.into());
					Some((id, command(&mut governor, id)))
				},
				Deed::Act => {
					if let Some(id) = pending.take() {
						prop_assert!(acted.insert(id), "6: {id} a second time");
					}
					None
				},
				Deed::Finish(is_complete) => {
					if is_complete {
						if let Some(id) = pending.take() {
							prop_assert!(acted.insert(id), "6: {id} a second time");
						}
					}
					pending = None;
					let acted = started.is_some_and(|id| acted.contains(&id));
					let how = if acted { Finish::Complete } else { Finish::Interrupted };
					governor.finish(how, 0).ok().map(|done| (done.id, Ok(Answer::Done(done))))
				},
				Deed::Fail(how) => {
					*memory.fails.borrow_mut() = how;
					None
				},
				Deed::Kill => {
					pending = None;
					boot += 1;
					governor = start(kept, boot);
					let written = memory.last();
					prop_assert_eq!(governor.last_answer(), written.map(|entry| entry.answer));
					governor.last_answer().map(|done| (done.id, Ok(Answer::Done(done))))
				},
			};
			match answer {
				Some((asked, Ok(Answer::Act { id, .. }))) => {
					prop_assert_eq!(asked, id);
					prop_assert!(pending.is_none());
					prop_assert!(!acted.contains(&id), "6: {id} a second time");
					pending = Some(id);
					started = Some(id);
				},
				Some((asked, Ok(Answer::Done(done)))) => {
					prop_assert_eq!(asked, done.id);
					if done.outcome != Outcome::Refused(Reason::Stale) {
						let first = *answers.entry(asked).or_insert(done);
						prop_assert_eq!(first, done, "9");
						prop_assert!(done.outcome != Outcome::Done || acted.contains(&asked));
					}
				},
				_ => {},
			}
			kept = *governor.kept();
		}
	}
}
