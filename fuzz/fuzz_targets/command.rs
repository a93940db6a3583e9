//! Whatever reaches a device that is commanded, in any order, also if every signature was good: its output stays in the range, and
//! it answers no command in two ways.
#![no_main]

use codec::Decode;
use std::collections::HashMap;
use tallystick_control::{
	governor::{Answer, Finish, Kept, NoMemory},
	message::{MAX_GATEWAYS, MAX_SIGNED},
	Beat, Bounds, Command, Done, Entrust, Envelope, Governor, Grant, Identity, Kind, Newest,
	Outcome, Pace, Payload, Reason, Signed, Why, Writable,
};
use tallystick_evidence::{Crypto, DeviceId, DeviceKey, Hash, Limits, Native, Scheme, Signature};

/// Takes every signature for good.
struct Believes;

impl Crypto for Believes {
	fn hash(parts: &[&[u8]]) -> Hash {
		Native::hash(parts)
	}

	fn verify(_: &DeviceKey, _: &[u8], _: &Signature) -> bool {
		true
	}
}

#[derive(Decode)]
enum Step {
	/// Bytes to one of the topics.
	Bytes(u8, Vec<u8>),
	Entrust(Entrust),
	Grant(Grant),
	Command(Command),
	Beat(Beat),
	/// A grant that the device takes: where its range begins, and how many steps it has.
	Allow(u8, u8),
	/// A beat that the device expects, with this much more height than the last one.
	Good(u8),
	Wait(u32),
	Local(Option<i64>),
	Interlock(bool),
	Finish(bool),
}

const GENESIS: Hash = [1; 32];
const DEVICE: DeviceId = DeviceId([2; 32]);
const OWNER: DeviceKey = DeviceKey::Ed25519([7; 32]);
const CHANNEL: u16 = 0;

fn signed<P: Payload>(content: P) -> Vec<u8> {
	let sign = |_: &_| Signature([0; 64]);
	let signed = Signed::sign(content, Scheme::Ed25519, None, &GENESIS, &DEVICE, sign);
	let mut bytes = vec![0; MAX_SIGNED];
	let length = signed.and_then(|signed| signed.encode(&mut bytes)).expect("the longest one fits");
	bytes.truncate(length);
	bytes
}

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
	let mut input = bytes;
	let Ok((kind, off)) = <(Kind, Option<i64>)>::decode(&mut input) else { return };
	let pace = Pace { off, min_on: 0, min_off: 0, per_hour: 0 };
	let range = Limits { low: -50, high: 50 };
	let bounds = Bounds { range, step: 5, fail_safe: 0, startup: 10, pace, lease: 60_000 };
	let writable = Writable { kind, bounds };
	if writable.check().is_err() {
		return;
	}
	let identity = Identity {
		genesis: GENESIS,
		device: DEVICE,
		model: [3; 32],
		channel: CHANNEL,
		boot_epoch: 0,
	};
	let (mut now, mut nonce, mut height, mut version) = (0u64, 1, 0u32, 0u32);
	let mut governor = Governor::new(identity, writable, Kept::nothing(), NoMemory, nonce, now);
	governor.pin(OWNER, 0, now).expect("the key is not weak");
	let mut answers = HashMap::<u64, Outcome>::new();
	while let Ok(step) = Step::decode(&mut input) {
		let command = |governor: &mut Governor<NoMemory>, bytes: &[u8]| {
			governor.command::<Believes>(bytes, now).ok()
		};
		let mut answer = None;
		match step {
			Step::Bytes(topic, bytes) => match topic % 4 {
				0 => _ = governor.entrust::<Believes>(&bytes),
				1 => _ = governor.grant::<Believes>(&bytes, nonce, now),
				2 => answer = command(&mut governor, &bytes),
				_ => _ = governor.beat::<Believes>(&bytes, now),
			},
			Step::Entrust(content) => _ = governor.entrust::<Believes>(&signed(content)),
			Step::Grant(content) => {
				nonce += 1;
				let grant = Grant { channel: CHANNEL, model: identity.model, ..content };
				if governor.grant::<Believes>(&signed(grant), nonce, now).is_ok() {
					// What was answered under another grant counts no longer.
					answers.clear();
				}
			},
			Step::Allow(low, steps) => {
				(nonce, version) = (nonce + 1, version + 1);
				let low = -50 + 5 * i64::from(low % 20);
				let high = (low + 5 * i64::from(steps)).min(50);
				let range = Limits { low, high };
				let bounds = Bounds { range, fail_safe: low, startup: low, ..bounds };
				let grant = Grant {
					tenure: 0,
					model: identity.model,
					channel: CHANNEL,
					version,
					envelope: Envelope { bounds, slew: None, default: low },
					gateways: [Some(OWNER); MAX_GATEWAYS],
					ends: u64::MAX,
				};
				if governor.grant::<Believes>(&signed(grant), nonce, now).is_ok() {
					answers.clear();
				}
			},
			Step::Command(content) => {
				answer = command(&mut governor, &signed(Command { channel: CHANNEL, ..content }));
			},
			Step::Beat(content) => _ = governor.beat::<Believes>(&signed(content), now),
			Step::Good(by) => {
				height = height.saturating_add(by.into());
				let newest = Newest { channel: CHANNEL, id: 0 };
				let mut beat =
					Beat { nonce: governor.nonce(), height, time: 0, newest: Default::default() };
				beat.newest[0] = Some(newest);
				_ = governor.beat::<Believes>(&signed(beat), now);
			},
			Step::Wait(millis) => now = now.saturating_add(millis.into()),
			Step::Local(value) => governor.set_local(value, now),
			Step::Interlock(holds) => governor.set_interlock(holds, now),
			Step::Finish(complete) => {
				let finish = if complete { Finish::Complete } else { Finish::Interrupted };
				_ = governor.finish(finish, now);
			},
		}
		if let Some(Answer::Done(Done { id, outcome, .. })) = answer {
			// A stale command is refused, whatever became of it.
			if outcome != Outcome::Refused(Reason::Stale) {
				assert_eq!(*answers.entry(id).or_insert(outcome), outcome, "command {id}");
			}
		}
		let output = governor.poll(now);
		let range = if output.why == Why::Local { range } else { governor.bounds().range };
		assert!(range.contain(output.value), "{output:?} is not within {range:?}");
		if let Some(done) = governor.last_answer() {
			assert_eq!(Done::from_bytes(&done.to_bytes()), Some(done));
		}
	}
});
