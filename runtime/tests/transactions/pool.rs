//! What devices sign costs nobody a fee. So whatever the pool takes of it has to be carried out, once, and on
//! somebody's account.

use crate::{
	evidence::{observation, say, Scene, OWNERS},
	ledger::unsigned,
};
use frame_support::assert_ok;
use pallet_device_registry::Call as Registry;
use tallystick_evidence::DeviceId;
use tallystick_primitives::Millis;
use tallystick_runtime::{
	BlockNumber, Consortium, DeviceRegistry, Runtime, System, Timestamp, UncheckedExtrinsic,
};
use tallystick_world::{secret, Numbers, SCHEMES};

const SEEDS: u64 = 24;
const STEPS: u64 = 40;
/// How long the signatures of a change of keys are good.
const GOOD_FOR: u64 = 12 * 3_600_000;

/// What a device signed, as a transaction.
struct Message {
	transaction: UncheckedExtrinsic,
	device: DeviceId,
	is_rotation: bool,
	is_taken: bool,
}

/// Devices that sign, and a node that hears of what they signed in any order and as often as it may be.
struct Pool {
	scene: Scene,
	messages: Vec<Message>,
	numbers: Numbers,
	/// How many observations and rotations were carried out, and how many messages were refused.
	outcomes: [u32; 3],
}

impl Pool {
	fn new(seed: u64) -> Self {
		let mut scene = Scene::set();
		for device in scene.devices.clone() {
			scene.watch(&device);
		}
		Self { scene, messages: vec![], numbers: Numbers(seed), outcomes: [0; 3] }
	}

	fn step(&mut self) {
		let device = self.numbers.below(SCHEMES.len() as u64) as usize;
		match self.numbers.below(20) {
			0..=3 => self.say(device),
			4 => {
				let rebooted = &mut self.scene.devices[device];
				rebooted.boot_epoch += 1;
				(rebooted.next, rebooted.previous) = (0, [0; 32]);
				self.say(device);
			},
			5..=7 => self.rotate(device),
			8 if self.numbers.below(4) == 0 => self.revoke(device),
			// A device may change its key once an hour.
			8 | 9 => self.scene.ledger.pass_hours(self.numbers.below(4)),
			10..=14 => self.bring(self.messages.len().saturating_sub(1)),
			_ => {
				let any = self.numbers.below(1.max(self.messages.len() as u64));
				self.bring(any as usize);
			},
		}
	}

	fn say(&mut self, at: usize) {
		let readings = 1 + self.numbers.below(20) as u32;
		let said = say(&mut self.scene.devices[at], readings);
		self.keep(at, observation(&said), false);
	}

	/// A change of a key. The device goes on with the new key, or with the old one.
	fn rotate(&mut self, at: usize) {
		let seed = 100 + self.numbers.below(100) as u8;
		let new = secret(SCHEMES[usize::from(seed) % SCHEMES.len()], seed);
		let expires = self.scene.ledger.read(Timestamp::get) + GOOD_FOR;
		let device = &mut self.scene.devices[at];
		let (rotation, old_signature, new_signature) = device.rotation(&new, expires);
		let call = Registry::<Runtime>::rotate_key {
			device: device.id,
			key: rotation.key,
			epoch: rotation.epoch,
			tenure: rotation.tenure,
			expires: Millis(expires),
			old: old_signature,
			new: new_signature,
		};
		self.keep(at, unsigned(call), true);
		if self.numbers.below(2) == 0 {
			self.scene.devices[at].adopt(new);
		}
	}

	/// The owner revokes a device, unless it is revoked.
	fn revoke(&mut self, at: usize) {
		let (owner, device) = (self.scene.owner.clone(), self.scene.devices[at].id);
		let revoke = Registry::<Runtime>::revoke { device, since: None };
		let _ = self.scene.ledger.submit(&owner, revoke);
	}

	fn keep(&mut self, at: usize, transaction: UncheckedExtrinsic, is_rotation: bool) {
		let device = self.scene.devices[at].id;
		self.messages.push(Message { transaction, device, is_rotation, is_taken: false });
	}

	/// The block in which the owners will have paid for everything, and how many keys a device had.
	fn paid(&mut self, device: DeviceId) -> (BlockNumber, u32) {
		self.scene.ledger.read(|| {
			let quota = Consortium::quota(OWNERS).expect("they are admitted");
			let record = DeviceRegistry::device(device).expect("it is registered");
			(quota.full_at, record.key_epoch)
		})
	}

	fn is_valid(&mut self, transaction: &UncheckedExtrinsic) -> bool {
		self.scene.ledger.validate(transaction.clone()).is_ok()
	}

	/// A message reaches a node.
	fn bring(&mut self, at: usize) {
		let Some(message) = self.messages.get_mut(at) else { return };
		let (transaction, device) = (message.transaction.clone(), message.device);
		let (is_rotation, was_taken) = (message.is_rotation, message.is_taken);
		if !self.is_valid(&transaction) {
			// Nor can an author have a block hold it.
			assert!(self.scene.ledger.seal(Some(&transaction)).is_err());
			self.outcomes[2] += 1;
			return;
		}
		assert!(!was_taken, "what was carried out is valid again");

		let before = self.paid(device);
		assert_ok!(self.scene.ledger.include(transaction.clone()));
		let after = self.paid(device);
		if is_rotation {
			// The deposit of a device is for all keys that it can have.
			assert_eq!(after.1, before.1 + 1);
		} else {
			let now = self.scene.ledger.read(System::block_number);
			assert!(after.0 >= before.0 && after.0 > now, "the owners pay for an observation");
		}
		assert!(!self.is_valid(&transaction));
		self.outcomes[usize::from(is_rotation)] += 1;
		self.messages[at].is_taken = true;
	}
}

#[test]
fn what_the_pool_takes_is_carried_out_once_and_paid_for() {
	let mut outcomes = [0; 3];
	for seed in 0..SEEDS {
		let mut pool = Pool::new(seed);
		for _ in 0..STEPS {
			pool.step();
		}
		// Whatever has happened since, nothing is valid a second time.
		let taken = pool.messages.iter().filter(|message| message.is_taken);
		let taken: Vec<_> = taken.map(|message| message.transaction.clone()).collect();
		assert!(!taken.iter().any(|transaction| pool.is_valid(transaction)), "seed {seed}");
		for (sum, of_seed) in outcomes.iter_mut().zip(pool.outcomes) {
			*sum += of_seed;
		}
	}
	// Every kind of outcome was met often enough to mean something.
	assert!(outcomes.iter().all(|met| *met > 20), "{outcomes:?}");
}
