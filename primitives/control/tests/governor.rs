//! What a device does, step by step. Hostile histories are in `hostile.rs`.

mod common;

use common::*;
use tallystick_control::{
	governor::{Answer, Entry, GrantError, Ignored, Kept, NoMemory, NotWritten, Progress, Taken},
	governor::{Finish, FinishError, Pinned},
	message::MAX_SIGNED,
	Beat, Command, Entrust, Field, Governor, Grant, Identity, Kind, LimitsError, Memory, Newest,
	Nonce, Outcome, Output, Pace, Payload, Reason, Signed, Slew, Why, Writable,
};
use tallystick_evidence::{DeviceKey, Native, Scheme};

fn identity() -> Identity {
	Identity { genesis: GENESIS, device: device(), model: MODEL, channel: 4, boot_epoch: 1 }
}

fn published<P: Payload>(content: P, seed: u8) -> Vec<u8> {
	let key = key(seed);
	let sign = |message: &_| key.sign(message);
	let signed = Signed::sign(content, Scheme::Ed25519, None, &GENESIS, &device(), sign).unwrap();
	let mut out = [0; MAX_SIGNED];
	let length = signed.encode(&mut out).unwrap();
	out[..length].to_vec()
}

/// A device with the command key of the seed 1 and the grant, switched on at 0.
struct Device<M> {
	governor: Governor<M>,
	height: u32,
}

fn commissioned() -> Device<NoMemory> {
	let kept = Kept { pinned: None, grant: None, switch: Kept::nothing().switch };
	let mut governor = Governor::new(identity(), valve(), kept, NoMemory, 1, 0);
	governor.pin(key(1).public(), 2, 0).unwrap();
	assert_eq!(governor.grant::<Native>(&published(grant(), 1), NONCE, 0), Ok(Taken::New));
	Device { governor, height: 0 }
}

impl<M: Memory> Device<M> {
	fn beat(&mut self, newest: u64, now: u64) -> Result<(), Ignored> {
		self.height += 1;
		let mut beat = Beat { height: self.height, nonce: self.governor.nonce(), ..beat() };
		beat.newest[0] = Some(Newest { channel: 4, id: newest });
		self.governor.beat::<Native>(&published(beat, 3), now)
	}

	fn command(&mut self, id: u64, value: i64, now: u64) -> Result<Answer, Ignored> {
		let command = Command { id, value, ..command() };
		self.governor.command::<Native>(&published(command, 3), now)
	}

	fn outcome(&mut self, id: u64, value: i64, now: u64) -> Outcome {
		match self.command(id, value, now).unwrap() {
			Answer::Done(done) => done.outcome,
			Answer::Act { .. } => panic!("a set-point is no action"),
		}
	}

	fn refused(&mut self, id: u64, value: i64, now: u64, reason: Reason) {
		assert_eq!(self.outcome(id, value, now), Outcome::Refused(reason));
	}

	#[track_caller]
	fn puts_out(&mut self, now: u64, value: i64, why: Why) {
		assert_eq!(self.governor.poll(now), Output { value, why });
	}
}

const MINUTE: u64 = 60_000;

#[test]
fn a_set_point_holds_for_the_lease_and_then_the_fail_safe_stands_at_once() {
	let mut device = commissioned();
	device.puts_out(0, 0, Why::Startup);
	assert_eq!(device.beat(9, 1_000), Ok(()));
	let Ok(Answer::Done(done)) = device.command(9, 55, 1_000) else { panic!() };
	assert_eq!(done, tallystick_control::Done { before: 0, ..common::done(Outcome::Done) });
	// Off since power-up, for two minutes; then by 10 a minute, in steps of 5.
	device.puts_out(2 * MINUTE - 1, 0, Why::Command(9));
	let mut now = 2 * MINUTE;
	let mut seen = vec![0];
	while now < 301_000 {
		let output = device.governor.poll(now);
		if output.value != *seen.last().unwrap() {
			seen.push(output.value);
		}
		now += 1_000;
	}
	assert_eq!(seen, [0, 5, 10, 15, 20, 25, 30]);
	device.puts_out(301_000, 30, Why::Command(9));
	device.puts_out(301_001, 30, Why::FailSafe);
}

#[test]
fn a_beat_brings_a_lapsed_set_point_back_unless_a_newer_one_is_known() {
	let mut device = commissioned();
	device.beat(9, 0).unwrap();
	assert_eq!(device.outcome(9, 20, 0), Outcome::Done);
	device.puts_out(310_000, 30, Why::FailSafe);
	device.beat(9, 320_000).unwrap();
	device.puts_out(320_000, 30, Why::Command(9));
	device.puts_out(320_000 + MINUTE, 20, Why::Command(9));
	device.puts_out(800_000, 30, Why::FailSafe);
	device.beat(10, 800_000).unwrap();
	device.puts_out(800_000, 30, Why::FailSafe);
	device.refused(8, 20, 800_000, Reason::Stale);
	assert_eq!(device.outcome(10, 40, 800_000), Outcome::Done);
	device.puts_out(800_000 + MINUTE, 40, Why::Command(10));
}

#[test]
fn nothing_is_obeyed_before_a_beat_with_the_nonce_of_this_power_up() {
	let mut device = commissioned();
	assert_eq!(device.command(9, 55, 0), Err(Ignored::NoLease));
	let other = published(Beat { nonce: NONCE + 1, ..beat() }, 3);
	assert_eq!(device.governor.beat::<Native>(&other, 0), Err(Ignored::Nonce));
	assert_eq!(device.command(9, 55, 0), Err(Ignored::NoLease));
	device.beat(9, 0).unwrap();
	let first = device.command(9, 55, 0).unwrap();
	assert_eq!(device.command(9, 60, 500), Ok(first), "a known id gets the same answer");

	let kept = *device.governor.kept();
	let governor = Governor::new(identity(), valve(), kept, NoMemory, NONCE + 2, 77);
	let mut again = Device { governor, height: 100 };
	again.puts_out(77, 0, Why::Startup);
	assert_eq!(again.governor.beat::<Native>(&published(beat(), 3), 77), Err(Ignored::Nonce));
	assert_eq!(again.command(9, 55, 77), Err(Ignored::NoLease));
	again.beat(9, 78).unwrap();
	assert_eq!(again.outcome(9, 55, 78), Outcome::Done);
}

#[test]
fn a_device_asks_for_beats_until_one_has_counted_within_half_a_lease() {
	let mut device = commissioned();
	let announced = Nonce { channel: 4, value: NONCE, tenure: 2, version: 5 };
	assert_eq!(device.governor.announcement(), announced);
	assert!(device.governor.lacks_beats(0));
	device.beat(9, 1_000).unwrap();
	assert!(!device.governor.lacks_beats(151_000) && device.governor.lacks_beats(151_001));
	let other = published(Beat { nonce: NONCE + 1, height: 9, ..beat() }, 3);
	assert_eq!(device.governor.beat::<Native>(&other, 151_001), Err(Ignored::Nonce));
	assert!(device.governor.lacks_beats(151_001));
	device.beat(9, 152_000).unwrap();
	assert!(!device.governor.lacks_beats(152_000));
	// A grant begins anew, though the set-point stays.
	let newer = published(Grant { version: 6, ..grant() }, 1);
	assert_eq!(device.governor.grant::<Native>(&newer, NONCE + 2, 152_000), Ok(Taken::New));
	assert!(device.governor.lacks_beats(152_000));
	let announced = Nonce { value: NONCE + 2, version: 6, ..announced };
	assert_eq!(device.governor.announcement(), announced);
	let never = Governor::new(identity(), valve(), Kept::nothing(), NoMemory, 1, 0);
	assert_eq!(never.announcement(), Nonce { channel: 4, value: 1, tenure: 0, version: 0 });
}

#[test]
fn a_beat_that_is_not_newer_does_nothing() {
	let mut device = commissioned();
	device.beat(9, 0).unwrap();
	let same = published(Beat { height: device.height, ..beat() }, 3);
	assert_eq!(device.governor.beat::<Native>(&same, 200_000), Err(Ignored::Old));
	assert_eq!(device.command(9, 55, 300_001), Err(Ignored::NoLease));
	let elsewhere = published(Beat { height: 99, newest: [None; 8], ..beat() }, 3);
	assert_eq!(device.governor.beat::<Native>(&elsewhere, 1), Err(Ignored::Channel));
}

#[test]
fn an_answered_refusal_says_why() {
	let mut device = commissioned();
	device.beat(0, 0).unwrap();
	device.refused(1, 85, 0, Reason::Envelope);
	device.refused(2, 42, 0, Reason::Envelope);
	let other = published(Command { tenure: 3, id: 3, ..command() }, 3);
	let Ok(Answer::Done(done)) = device.governor.command::<Native>(&other, 0) else { panic!() };
	assert_eq!((done.tenure, done.outcome), (3, Outcome::Refused(Reason::Tenure)));
	device.governor.set_local(Some(100), 10);
	device.puts_out(10, 100, Why::Local);
	device.refused(4, 40, 10, Reason::Local);
	device.governor.set_interlock(true, 20);
	device.puts_out(20, 30, Why::Interlock);
	device.refused(5, 40, 20, Reason::Interlock);
	device.governor.set_interlock(false, 30);
	device.governor.set_local(None, 30);
	device.puts_out(30, 0, Why::Startup);
	device.refused(4, 40, 30, Reason::Stale);
	assert_eq!(device.outcome(6, 40, 30), Outcome::Done);
}

#[test]
fn a_key_that_is_not_granted_commands_nothing_and_is_not_answered() {
	let mut device = commissioned();
	let beat = published(Beat { height: 7, ..beat() }, 1);
	assert_eq!(device.governor.beat::<Native>(&beat, 0), Err(Ignored::Signature));
	device.beat(0, 0).unwrap();
	let command = published(command(), 4);
	assert_eq!(device.governor.command::<Native>(&command, 0), Err(Ignored::Signature));
	device.puts_out(0, 0, Why::Startup);
}

#[test]
fn a_grant_that_has_ended_is_over_by_finalised_time() {
	let mut device = commissioned();
	device.beat(9, 0).unwrap();
	assert_eq!(device.outcome(9, 20, 0), Outcome::Done);
	let late = Beat { height: 50, time: grant().ends, ..beat() };
	let late = device.governor.beat::<Native>(&published(late, 3), 100_000);
	assert_eq!(late, Err(Ignored::Expired));
	device.refused(10, 20, 100_000, Reason::Expired);
	device.puts_out(300_001, 30, Why::FailSafe);
}

#[test]
fn a_grant_is_taken_from_the_pinned_key_alone_and_only_if_it_is_newer_and_fits() {
	let mut device = commissioned();
	let mut refused = |with: &dyn Fn(&mut Grant), seed, error| {
		let mut grant = Grant { version: 6, ..grant() };
		with(&mut grant);
		let taken = device.governor.grant::<Native>(&published(grant, seed), 3, 0);
		assert_eq!(taken, Err(error));
	};
	refused(&|_| {}, 3, GrantError::Signature);
	refused(&|g| g.channel = 5, 1, GrantError::Channel(5));
	refused(&|g| g.model = [0; 32], 1, GrantError::Model);
	refused(&|g| g.tenure = 1, 1, GrantError::Tenure(1));
	refused(&|g| g.version = 4, 1, GrantError::Old(4));
	let beyond = GrantError::Limits(LimitsError::BeyondModel(Field::Range));
	refused(&|g| g.envelope.bounds.range.high = 105, 1, beyond);
	refused(&|g| g.gateways[1] = Some(DeviceKey::Ed25519([0; 32])), 1, GrantError::WeakKey);
	let governor = &mut device.governor;
	assert_eq!(governor.grant::<Native>(&published(grant(), 1), 3, 0), Ok(Taken::Known));
	assert_eq!(governor.nonce(), NONCE);
	let newer = Grant { tenure: 3, version: 0, ..grant() };
	assert_eq!(governor.grant::<Native>(&published(newer, 1), 3, 0), Ok(Taken::New));
	assert_eq!(governor.nonce(), 3);
}

#[test]
fn a_newer_grant_of_the_same_owner_keeps_the_set_point_within_it_until_the_lease_ends() {
	let mut device = commissioned();
	device.beat(9, 0).unwrap();
	assert_eq!(device.outcome(9, 80, 0), Outcome::Done);
	let mut now = 0;
	while now < 800_000 {
		now += 100_000;
		device.beat(9, now).unwrap();
	}
	device.puts_out(now, 80, Why::Command(9));
	let mut narrower = Grant { version: 6, ..grant() };
	narrower.envelope.bounds.range.high = 60;
	let narrower = published(narrower, 1);
	assert_eq!(device.governor.grant::<Native>(&narrower, 5, now), Ok(Taken::New));
	device.puts_out(now, 60, Why::Command(9));
	assert_eq!(device.command(10, 50, now), Err(Ignored::NoLease), "no beat has the new nonce");
	device.puts_out(now + 300_001, 30, Why::FailSafe);
}

#[test]
fn a_new_owner_commands_once_the_old_command_key_hands_over() {
	let mut device = commissioned();
	device.beat(9, 0).unwrap();
	assert_eq!(device.outcome(9, 20, 0), Outcome::Done);
	let governor = &mut device.governor;
	let theirs = published(Grant { tenure: 3, version: 1, ..grant() }, 2);
	assert_eq!(governor.grant::<Native>(&theirs, 8, 0), Err(GrantError::Signature));
	assert_eq!(
		governor.entrust::<Native>(&published(entrust(), 2)),
		Err(GrantError::Signature),
		"they cannot hand over to themselves"
	);
	assert_eq!(governor.entrust::<Native>(&published(entrust(), 1)), Ok(Taken::New));
	assert_eq!(governor.entrust::<Native>(&published(entrust(), 1)), Ok(Taken::Known));
	let pinned = Pinned { key: key(2).public(), tenure: 3, version: 1 };
	assert_eq!(governor.kept().pinned, Some(pinned));
	let old = published(Entrust { version: 1, key: key(1).public(), ..entrust() }, 2);
	assert_eq!(governor.entrust::<Native>(&old), Err(GrantError::Old(1)));
	assert_eq!(governor.grant::<Native>(&theirs, 8, 0), Ok(Taken::New));
	device.puts_out(0, 30, Why::FailSafe);
	device.beat(9, 1).unwrap();
	device.puts_out(1, 30, Why::FailSafe);
	device.refused(10, 20, 1, Reason::Tenure);
}

#[test]
fn a_reset_at_the_device_ends_what_was_granted() {
	let mut device = commissioned();
	device.beat(9, 0).unwrap();
	assert_eq!(device.outcome(9, 60, 0), Outcome::Done);
	device.governor.pin(key(2).public(), 3, 1).unwrap();
	device.puts_out(1, 20, Why::FailSafe);
	assert_eq!(device.command(10, 60, 1), Err(Ignored::NoGrant));
	assert_eq!(device.governor.pin(DeviceKey::Ed25519([0; 32]), 3, 1), Err(GrantError::WeakKey));
}

#[test]
fn the_way_to_the_fail_safe_waits_for_nothing_and_the_way_back_does() {
	let mut device = commissioned();
	let mut safe_off = Grant { version: 6, ..grant() };
	safe_off.envelope.bounds.fail_safe = 0;
	safe_off.envelope.slew = None;
	device.governor.grant::<Native>(&published(safe_off, 1), NONCE, 0).unwrap();
	device.beat(9, 2 * MINUTE).unwrap();
	assert_eq!(device.outcome(9, 80, 2 * MINUTE), Outcome::Done);
	device.puts_out(2 * MINUTE, 80, Why::Command(9));
	device.governor.set_interlock(true, 2 * MINUTE + 1);
	device.puts_out(2 * MINUTE + 1, 0, Why::Interlock);
	device.governor.set_interlock(false, 2 * MINUTE + 2);
	device.puts_out(4 * MINUTE, 0, Why::Command(9));
	device.puts_out(4 * MINUTE + 1, 80, Why::Command(9));
}

/// A memory that loses nothing, and may refuse.
#[derive(Clone, Default)]
struct Flash {
	last: Option<Entry>,
	/// How many of the next writes fail.
	failing: u32,
}

impl Memory for Flash {
	fn last(&self) -> Option<Entry> {
		self.last
	}

	fn write(&mut self, entry: &Entry) -> Result<(), NotWritten> {
		if self.failing > 0 {
			self.failing -= 1;
			return Err(NotWritten);
		}
		self.last = Some(*entry);
		Ok(())
	}
}

fn dispenser() -> Writable {
	let mut writable = valve();
	writable.kind = Kind::Action;
	writable.bounds.pace = Pace { per_hour: 2, ..Pace::NONE };
	writable
}

fn dispensing(memory: Flash, kept: Option<Kept>) -> Device<Flash> {
	let granted = kept.is_some();
	let kept = kept.unwrap_or_else(Kept::nothing);
	let mut governor = Governor::new(identity(), dispenser(), kept, memory, NONCE, 0);
	if !granted {
		governor.pin(key(1).public(), 2, 0).unwrap();
		let mut grant = grant();
		grant.envelope.slew = None;
		grant.envelope.bounds.pace = dispenser().bounds.pace;
		governor.grant::<Native>(&published(grant, 1), NONCE, 0).unwrap();
	}
	let mut device = Device { governor, height: 0 };
	device.beat(0, 0).unwrap();
	device
}

#[test]
fn an_action_is_written_before_it_happens_and_answered_when_it_is_complete() {
	let mut device = dispensing(Flash::default(), None);
	assert_eq!(device.command(1, 25, 0), Ok(Answer::Act { id: 1, value: 25 }));
	assert_eq!(device.governor.last_answer(), None);
	assert_eq!(device.command(1, 25, 1), Err(Ignored::Acting));
	assert_eq!(device.command(2, 25, 1), Err(Ignored::Acting));
	let done = device.governor.finish(Finish::Complete, 2).unwrap();
	assert_eq!((done.id, done.outcome, done.after), (1, Outcome::Done, 25));
	assert_eq!(device.governor.finish(Finish::Complete, 2), Err(FinishError::NoAction));
	assert_eq!(device.command(1, 25, 3), Ok(Answer::Done(done)));
	assert_eq!(device.command(2, 5, 3), Ok(Answer::Act { id: 2, value: 5 }));
	let done = device.governor.finish(Finish::Interrupted, 4).unwrap();
	assert_eq!(done.outcome, Outcome::Interrupted);
	device.refused(3, 5, 5, Reason::Pace);
}

#[test]
fn a_power_cut_during_an_action_makes_it_interrupted_for_ever() {
	let mut device = dispensing(Flash::default(), None);
	assert_eq!(device.command(1, 25, 0), Ok(Answer::Act { id: 1, value: 25 }));
	let kept = *device.governor.kept();
	let memory = Flash { last: Some(entry(&device)), ..Flash::default() };
	for _ in 0..2 {
		let mut again = dispensing(memory.clone(), Some(kept));
		let answer = again.governor.last_answer().unwrap();
		assert_eq!((answer.id, answer.outcome), (1, Outcome::Interrupted));
		assert_eq!(again.command(1, 25, 0), Ok(Answer::Done(answer)));
	}
}

/// The entry that the device wrote when it began to act.
fn entry(device: &Device<Flash>) -> Entry {
	let mut copy = device.governor.clone();
	let answer = copy.finish(Finish::Interrupted, 0).unwrap();
	Entry { answer, progress: Progress::Started }
}

#[test]
fn without_memory_nothing_is_done_and_nothing_answered() {
	let mut device = dispensing(Flash { failing: u32::MAX, ..Flash::default() }, None);
	assert_eq!(device.command(1, 25, 0), Err(Ignored::Memory));
	assert_eq!(device.command(2, 85, 0), Err(Ignored::Memory));
	assert_eq!(device.governor.last_answer(), None);
	let mut once = dispensing(Flash { failing: 1, ..Flash::default() }, None);
	once.refused(1, 25, 0, Reason::Memory);
	once.refused(1, 25, 0, Reason::Memory);
	assert_eq!(once.command(2, 25, 0), Ok(Answer::Act { id: 2, value: 25 }));
}

#[test]
fn spent_changes_keep_no_aim_outside_a_new_envelope() {
	let mut fan = valve();
	fan.bounds.pace = Pace { per_hour: 2, ..Pace::NONE };
	let mut governor = Governor::new(identity(), fan, Kept::nothing(), NoMemory, 1, 0);
	governor.pin(key(1).public(), 2, 0).unwrap();
	let mut wide = grant();
	wide.envelope.bounds.pace = fan.bounds.pace;
	governor.grant::<Native>(&published(wide, 1), NONCE, 0).unwrap();
	let mut device = Device { governor, height: 0 };
	device.beat(9, 0).unwrap();
	assert_eq!(device.outcome(9, 80, 0), Outcome::Done);
	let mut narrow = Grant { version: 6, ..wide };
	narrow.envelope.bounds.range.high = 40;
	device.governor.grant::<Native>(&published(narrow, 1), 3, MINUTE).unwrap();
	device.puts_out(MINUTE, 10, Why::Command(9));
	device.puts_out(5 * MINUTE, 40, Why::Command(9));
}

#[test]
fn a_slew_is_at_least_a_step() {
	let mut device = commissioned();
	let mut grant = Grant { version: 6, ..grant() };
	grant.envelope.slew = Some(Slew { by: 4, per: 1_000 });
	let error = GrantError::Limits(LimitsError::SlewBelowStep { by: 4, step: 5 });
	assert_eq!(device.governor.grant::<Native>(&published(grant, 1), 2, 0), Err(error));
}
