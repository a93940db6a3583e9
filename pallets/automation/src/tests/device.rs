//! From rules to the output of a device: rules that want the impossible, a gateway, and the device's own enforcement. Whatever is
//! delivered late, twice, in another order or never, and whatever loses its power.

use super::{actuators::heating, invariants::cases, *};
use proptest::prelude::*;
use tallystick_control::{
	governor::{Answer, Kept, NoMemory},
	message::{MAX_GATEWAYS, MAX_NEWEST, MAX_SIGNED},
	Beat, Command, Governor, Grant, Identity, Newest, Payload, Signed, Why,
};
use tallystick_primitives::{
	evidence::{Crypto, DeviceKey, Hash, Scheme, Signature},
	HostCrypto,
};

/// Here nobody forges: what that comes to is tested with the device's enforcement itself.
struct Unforged;

impl Crypto for Unforged {
	fn hash(parts: &[&[u8]]) -> Hash {
		HostCrypto::hash(parts)
	}

	fn verify(_: &DeviceKey, _: &[u8], _: &Signature) -> bool {
		true
	}
}

const OWNERS: DeviceKey = DeviceKey::Ed25519([21; 32]);
const GATEWAYS: DeviceKey = DeviceKey::Ed25519([31; 32]);
const MODEL: Hash = [3; 32];
const SECOND: u64 = 1_000;

#[derive(Clone, Debug)]
enum Step {
	/// Somebody's rule, with any set-point.
	Deploy {
		heater: u8,
		level: u8,
		value: i64,
	},
	Observe {
		value: i64,
	},
	Hand {
		heater: u8,
		value: i64,
	},
	Stop {
		heater: u8,
	},
	Start {
		heater: u8,
	},
	/// Time passes, with a block at the end.
	Wait {
		millis: u32,
	},
	/// One of the messages that the gateway ever sent to the device arrives, the newest ones more often.
	Deliver {
		heater: u8,
		back: u8,
	},
	/// The gateway sends a beat, which arrives now or never.
	Beat {
		heater: u8,
		is_lost: bool,
	},
	/// Whoever stole the gateway's key commands anything.
	Steal {
		heater: u8,
		ahead: u8,
		value: i64,
	},
	/// The device is without power for some time.
	Kill {
		heater: u8,
		millis: u32,
	},
	/// The owner does not hear of an answer.
	Deaf(bool),
}

fn step() -> impl Strategy<Value = Step> {
	let value = || prop_oneof![3 => -10i64..70, 1 => any::<i64>()];
	prop_oneof![
		2 => (0u8..2, 10u8..16, value())
			.prop_map(|(heater, level, value)| Step::Deploy { heater, level, value }),
		4 => (0i64..40).prop_map(|value| Step::Observe { value }),
		2 => (0u8..2, value()).prop_map(|(heater, value)| Step::Hand { heater, value }),
		1 => (0u8..2).prop_map(|heater| Step::Stop { heater }),
		1 => (0u8..2).prop_map(|heater| Step::Start { heater }),
		4 => (0u32..90_000).prop_map(|millis| Step::Wait { millis }),
		1 => (0u32..1_200_000).prop_map(|millis| Step::Wait { millis }),
		8 => (0u8..2, prop_oneof![3 => Just(0u8), 1 => 0u8..20])
			.prop_map(|(heater, back)| Step::Deliver { heater, back }),
		8 => (0u8..2, prop::bool::weighted(0.2))
			.prop_map(|(heater, is_lost)| Step::Beat { heater, is_lost }),
		1 => (0u8..2, 0u8..4, value())
			.prop_map(|(heater, ahead, value)| Step::Steal { heater, ahead, value }),
		1 => (0u8..2, 0u32..100_000).prop_map(|(heater, millis)| Step::Kill { heater, millis }),
		1 => any::<bool>().prop_map(Step::Deaf),
	]
}

fn published<P: Payload>(device: &DeviceId, content: P) -> Vec<u8> {
	let sign = |_: &_| Signature([0; 64]);
	let signed =
		Signed::sign(content, Scheme::Ed25519, None, &tallystick_world::GENESIS, device, sign);
	let mut bytes = vec![0; MAX_SIGNED];
	let length = signed.and_then(|signed| signed.encode(&mut bytes)).expect("the longest one fits");
	bytes.truncate(length);
	bytes
}

/// A heater with its gateway's memory.
struct Heater {
	actuator: StreamId,
	governor: Governor<NoMemory>,
	/// Until when it is without power.
	dark: u64,
	/// The last good beat since power-up.
	heard: Option<u64>,
	nonces: u64,
	sent: Vec<Vec<u8>>,
}

impl Heater {
	fn new(actuator: StreamId) -> Self {
		let now = Clock::now();
		let identity = Self::identity(&actuator, 0);
		let mut governor = Governor::new(identity, heater(), Kept::nothing(), NoMemory, 1, now);
		governor.pin(OWNERS, 0, now).unwrap();
		let mut gateways = [None; MAX_GATEWAYS];
		gateways[0] = Some(GATEWAYS);
		let grant = Grant {
			tenure: 0,
			model: MODEL,
			channel: actuator.channel,
			version: 1,
			envelope: safety().envelope,
			gateways,
			ends: u64::MAX,
		};
		let grant = published(&actuator.device, grant);
		governor.grant::<Unforged>(&grant, 2, now).unwrap();
		Self { actuator, governor, dark: 0, heard: None, nonces: 2, sent: Vec::new() }
	}

	fn identity(actuator: &StreamId, boot_epoch: u32) -> Identity {
		let (device, channel) = (actuator.device, actuator.channel);
		Identity { genesis: tallystick_world::GENESIS, device, model: MODEL, channel, boot_epoch }
	}

	fn is_dark(&self) -> bool {
		Clock::now() < self.dark
	}

	fn kill(&mut self, millis: u64) {
		let (kept, now) = (*self.governor.kept(), Clock::now());
		self.nonces += 1;
		self.dark = now + millis;
		self.heard = None;
		let identity = Self::identity(&self.actuator, self.nonces as u32);
		self.governor = Governor::new(identity, heater(), kept, NoMemory, self.nonces, self.dark);
	}

	fn beat(&mut self, is_lost: bool) {
		let id = Automation::standing(self.actuator).and_then(|standing| standing.track.newest);
		let id = id.map_or(0, |newest| newest.id);
		let mut newest = [None; MAX_NEWEST];
		newest[0] = Some(Newest { channel: self.actuator.channel, id });
		let height = u32::try_from(System::block_number()).unwrap();
		let (time, nonce) = (Clock::now(), self.governor.nonce());
		let beat = published(&self.actuator.device, Beat { height, time, nonce, newest });
		self.sent.push(beat.clone());
		if !is_lost {
			self.take(&beat, false);
		}
	}

	/// A message arrives. The chain may not hear of the answer.
	fn take(&mut self, bytes: &[u8], is_deaf: bool) {
		if self.is_dark() {
			return;
		}
		let now = Clock::now();
		if self.governor.beat::<Unforged>(bytes, now).is_ok() {
			self.heard = Some(now);
		} else if let Ok(Answer::Done(done)) = self.governor.command::<Unforged>(bytes, now) {
			if !is_deaf {
				// What the chain has heard already, it refuses.
				let _ = Automation::take_answer(&self.actuator, &done);
			}
		}
	}

	/// The output is where it may be.
	fn check(&mut self) {
		if self.is_dark() {
			return;
		}
		let now = Clock::now();
		let output = self.governor.poll(now);
		let bounds = safety().envelope.bounds;
		assert!(bounds.range.contain(output.value), "{output:?}");
		let is_led = self.heard.is_some_and(|heard| now <= heard + u64::from(bounds.lease));
		if !is_led {
			assert!(matches!(output.why, Why::FailSafe | Why::Startup), "{output:?}");
			let rests = if output.why == Why::Startup { bounds.startup } else { bounds.fail_safe };
			assert_eq!(output.value, rests);
		}
	}
}

proptest! {
	#![proptest_config(cases(1_000))]

	/// Also with a stolen key, the output is in the owner's envelope, and without beats it goes to its fail-safe.
	#[test]
	fn whatever_rules_want_the_output_stays_in_the_envelope(
		steps in proptest::collection::vec(step(), 1..60),
	) {
		build().execute_with(|| {
			let (site, sensor) = (open_site(), stream(1, OWNER));
			let mut heaters = [11, 12].map(|seed| Heater::new(actuator(seed, OWNER, site)));
			let (mut sequence, mut is_deaf) = (0, false);
			for step in &steps {
				match *step {
					Step::Deploy { heater, level, value } => {
						let actuator = heaters[usize::from(heater)].actuator;
						// A level that is taken is refused.
						let _ = frame::deps::frame_support::storage::with_storage_layer(|| {
							let value = value % 1_000_000;
							let program = heating(&sensor, &actuator, level, value);
							try_deploy(OWNER, site, program).map(|_| ())
						});
					},
					Step::Observe { value } => {
						sequence += 1;
						observe(sensor, sequence, value);
					},
					Step::Hand { heater, value } => {
						let until = Millis(Clock::now() + 600 * SECOND);
						let actuator = heaters[usize::from(heater)].actuator;
						assert_ok!(Automation::set_by_hand(signed(OWNER), actuator, value, until));
					},
					Step::Stop { heater } => {
						assert_ok!(Automation::stop(signed(OWNER), heaters[usize::from(heater)].actuator));
					},
					Step::Start { heater } => {
						// Refused where it was not stopped.
						let _ = Automation::start(signed(OWNER), heaters[usize::from(heater)].actuator);
					},
					Step::Wait { millis } => {
						let end = Clock::now() + u64::from(millis);
						while Clock::now() < end {
							Clock::set((Clock::now() + 20 * SECOND).min(end));
							heaters.iter_mut().for_each(Heater::check);
						}
						next_block();
					},
					Step::Deliver { heater, back } => {
						let heater = &mut heaters[usize::from(heater)];
						let at = heater.sent.len().checked_sub(1 + usize::from(back));
						if let Some(bytes) = at.map(|at| heater.sent[at].clone()) {
							heater.take(&bytes, is_deaf);
						}
					},
					Step::Beat { heater, is_lost } => heaters[usize::from(heater)].beat(is_lost),
					Step::Steal { heater, ahead, value } => {
						let heater = &mut heaters[usize::from(heater)];
						let next = Automation::standing(heater.actuator).unwrap().track.next;
						let (channel, id) = (heater.actuator.channel, next + u64::from(ahead));
						let command = Command { tenure: 0, channel, id, value, cause: [0; 32] };
						let bytes = published(&heater.actuator.device, command);
						heater.take(&bytes, is_deaf);
					},
					Step::Kill { heater, millis } => heaters[usize::from(heater)].kill(millis.into()),
					Step::Deaf(now) => is_deaf = now,
				}
				for event in events() {
					let Event::Commanded { actuator, tenure, id, value, .. } = event else { continue };
					let at = heaters.iter().position(|heater| heater.actuator == actuator).unwrap();
					let command =
						Command { tenure, channel: actuator.channel, id: id.0, value, cause: [0; 32] };
					heaters[at].sent.push(published(&actuator.device, command));
				}
				heaters.iter_mut().for_each(Heater::check);
			}
			check();
		});
	}
}
