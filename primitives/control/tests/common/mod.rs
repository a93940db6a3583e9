//! A valve with its owner, and messages for it.
#![allow(dead_code, unreachable_pub)]

use tallystick_control::{
	message::{MAX_GATEWAYS, MAX_NEWEST},
	Beat, Bounds, Command, Done, Entrust, Envelope, Grant, Kind, Newest, Outcome, Pace, Slew,
	Writable,
};
use tallystick_evidence::{DeviceId, DeviceKey, Hash, Limits, Native, Scheme, SecretKey};

pub const GENESIS: Hash = [0x11; 32];
pub const MODEL: Hash = [0x33; 32];
pub const NONCE: u64 = 0x0123_4567_89ab_cdef;
/// 2023-11-14T22:13:20Z.
pub const SINCE: u64 = 1_700_000_000_000;

pub fn key(seed: u8) -> SecretKey {
	SecretKey::from_seed(Scheme::Ed25519, [seed; 32]).unwrap()
}

/// The device's key is that of the seed 7; the owner's command key 1, and 2 after it; the gateway's 3.
pub fn device() -> DeviceId {
	DeviceId::of::<Native>(&key(7).public())
}

/// In percent, 0 is off.
pub fn valve() -> Writable {
	let pace = Pace { off: Some(0), min_on: 60_000, min_off: 120_000, per_hour: 6 };
	let range = Limits { low: 0, high: 100 };
	let bounds = Bounds { range, step: 5, fail_safe: 20, startup: 0, pace, lease: 300_000 };
	Writable { kind: Kind::SetPoint, bounds }
}

pub fn envelope() -> Envelope {
	let mut bounds = valve().bounds;
	bounds.range = Limits { low: 0, high: 80 };
	bounds.fail_safe = 30;
	Envelope { bounds, slew: Some(Slew { by: 10, per: 60_000 }), default: 40 }
}

pub fn grant() -> Grant {
	let gateways = [Some(key(3).public()), None, Some(DeviceKey::P256([2; 33])), None];
	let _: [_; MAX_GATEWAYS] = gateways;
	let ends = SINCE + 86_400_000;
	Grant { tenure: 2, model: MODEL, channel: 4, version: 5, envelope: envelope(), gateways, ends }
}

pub fn entrust() -> Entrust {
	Entrust { key: key(2).public(), tenure: 3, version: 1 }
}

pub fn command() -> Command {
	Command { tenure: 2, channel: 4, id: 9, value: 55, cause: [0x44; 32] }
}

pub fn beat() -> Beat {
	let mut newest = [None; MAX_NEWEST];
	newest[0] = Some(Newest { channel: 4, id: 9 });
	newest[1] = Some(Newest { channel: 5, id: 0 });
	Beat { height: 1_234, time: SINCE, nonce: NONCE, newest }
}

pub fn done(outcome: Outcome) -> Done {
	let after = if outcome == Outcome::Done { 55 } else { 20 };
	Done { tenure: 2, channel: 4, id: 9, outcome, before: 20, after, boot_epoch: 1 }
}
