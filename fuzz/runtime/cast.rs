//! Who acts: accounts with their keys, and devices that sign.

use codec::Encode;
use sp_core::{sr25519::Pair, Pair as _};
use std::{collections::HashMap, sync::LazyLock};
use tallystick_evidence::{DeviceKey, Reading, Scheme, SecretKey};
use tallystick_primitives::StreamId;
use tallystick_runtime::{AccountId, DeviceRegistry};
use tallystick_world::{secret, Device, Said};

/// The admin of the genesis' organisation, and the council of one.
pub(crate) const COUNCILLOR: usize = 0;

/// The accounts that sign, in this order: the admins of four organisations, two members that are gateways, an
/// account that no organisation has invited yet, a home and an outsider.
const NAMES: [&str; 10] = [
	"//Alice",
	"//Bob",
	"//Charlie",
	"//Dave",
	"//Eve",
	"//Ferdie",
	"//One",
	"//Two",
	"//Alice//stash",
	"//Nobody",
];

/// The admins of the organisations, the first of which is of the genesis.
pub(crate) const ADMINS: [usize; 4] = [0, 1, 2, 3];

/// Members of the first and of the second organisation, which are gateways.
pub(crate) const GATEWAYS: [usize; 2] = [4, 5];

/// The accounts of a home and of an outsider, which are in no organisation.
pub(crate) const HOMES: [usize; 2] = [6, 7];

static PAIRS: LazyLock<Vec<Pair>> = LazyLock::new(|| {
	NAMES.iter().map(|name| Pair::from_string(name, None).expect("a secret")).collect()
});

static ACCOUNTS: LazyLock<Vec<AccountId>> =
	LazyLock::new(|| PAIRS.iter().map(|pair| AccountId::new(pair.public().0)).collect());

/// The key pair of an account.
pub(crate) fn pair(at: usize) -> &'static Pair {
	&PAIRS[at]
}

/// The account at this place in the list of names.
pub(crate) fn account(at: usize) -> AccountId {
	ACCOUNTS[at].clone()
}

/// The accounts that sign.
pub(crate) fn accounts() -> &'static [AccountId] {
	&ACCOUNTS
}

const SCHEMES: [Scheme; 3] = [Scheme::Ed25519, Scheme::P256, Scheme::Secp256k1];

/// The secrets of all keys that devices may have.
static SECRETS: LazyLock<HashMap<Vec<u8>, SecretKey>> = LazyLock::new(|| {
	let seeds = SCHEMES.into_iter().flat_map(|scheme| (1..132).map(move |seed| (scheme, seed)));
	let secrets = seeds.map(|(scheme, seed)| secret(scheme, seed));
	secrets.map(|secret| (secret.public().encode(), secret)).collect()
});

fn secret_of(key: &DeviceKey) -> Option<SecretKey> {
	SECRETS.get(&key.encode()).cloned()
}

/// The number of devices with a key of their own.
pub(crate) const DEVICES: usize = 8;

/// How many segments are kept.
const MAX_SAID: usize = 8;

/// The devices, and what they have said.
#[derive(Clone)]
pub(crate) struct Cast {
	/// Those of the prelude first; the others are not registered yet.
	pub(crate) devices: Vec<Device>,
	/// What each has counted.
	pub(crate) registers: [i64; DEVICES],
	/// The readings of the newest runs of meters.
	pub(crate) readings: Vec<(StreamId, Vec<Reading>)>,
	/// The newest segments, as a gateway has them.
	pub(crate) said: Vec<Said>,
	/// The segments of each batch, by its gateway and number.
	pub(crate) batches: Vec<(AccountId, u64, Vec<tallystick_evidence::SegmentLeaf>)>,
}

impl Cast {
	/// Devices of each scheme.
	pub(crate) fn new() -> Self {
		let device = |seed| Device::unregistered(SCHEMES[seed % SCHEMES.len()], 1 + seed as u8);
		Self {
			devices: (0..DEVICES).map(device).collect(),
			registers: [1_000; DEVICES],
			readings: vec![],
			said: vec![],
			batches: vec![],
		}
	}

	/// Keeps a segment among the newest.
	pub(crate) fn remember(&mut self, said: Said) {
		if self.said.len() == MAX_SAID {
			self.said.remove(0);
		}
		self.said.push(said);
	}

	/// Keeps the readings of a run among the newest.
	pub(crate) fn keep(&mut self, stream: StreamId, readings: Vec<Reading>) {
		if self.readings.len() == MAX_SAID {
			self.readings.remove(0);
		}
		self.readings.push((stream, readings));
	}

	/// A device, with the key and the tenure that the chain knows.
	pub(crate) fn device(&mut self, at: usize) -> &mut Device {
		let device = &mut self.devices[at];
		if let Some(record) = DeviceRegistry::device(device.id) {
			(device.key_epoch, device.tenure) = (record.key_epoch, record.tenure);
			if let Some(secret) = secret_of(&record.key) {
				device.secret = secret;
			}
		}
		device
	}
}
