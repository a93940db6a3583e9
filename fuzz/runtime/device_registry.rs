//! Calls of the device registry. Devices and manufacturers sign for real.

use super::{
	cast,
	source::{any_of, Pick, Source},
	world::World,
};
use pallet_device_registry::{Call, Channel, Endorsed, Scope};
use tallystick_control::{Bounds, Kind, Pace, Writable};
use tallystick_evidence::{
	batch::lot_leaf,
	merkle::{MerkleTree, Place},
	message::{Endorsement, Possession},
	DeviceKey, Hash, Limits, Native, Purpose, Scheme, SecretKey, Signature, Tree,
};
use tallystick_primitives::{ChannelKind, LotId, Millis, ModelId};
use tallystick_runtime::{AccountId, DeviceRegistry, Runtime, RuntimeCall};
use tallystick_world::{secret, Device, Signing};

pub(crate) fn call(from: &mut Source) -> RuntimeCall {
	match from.below(6) {
		0 => register(from),
		1 => rotate(from),
		_ => plain(from),
	}
	.into()
}

fn plain(from: &mut Source) -> Call<Runtime> {
	any_of!(from, Call:
		define_model { thing, uri: |_| Default::default(), channels, endorsers: |_| endorsers() },
		drop_model { model },
		post_lot { model, root: |_| lot().root::<Native>(), count: |_| LOT },
		close_lot { lot },
		finish_rotation { device },
		cancel_rotation { device },
		suspend { device },
		resume { device },
		revoke { device, since },
		retire { device },
		drop_device { device },
		offer_transfer { device, to, expires },
		accept_transfer { device },
		cancel_transfer { device },
		set_metadata { device, metadata },
		set_calibration { device, certificate, until },
		authorize_gateway { scope, gateway },
		deauthorize_gateway { scope, gateway },
		adopt { device },
		end_calibration { device },
	)
}

impl Pick for Scope {
	fn pick(from: &mut Source) -> Self {
		match from.one_in(2) {
			true => Scope::AllOfOwner,
			false => Scope::Device(from.pick()),
		}
	}
}

/// The channels of every model: a temperature, what a meter counts in either direction, and a set-point.
pub(crate) const SENSOR: u16 = 0;
pub(crate) const IMPORT: u16 = 1;
pub(crate) const EXPORT: u16 = 2;
pub(crate) const SET_POINT: u16 = 3;

/// The plausible values of a channel.
pub(crate) fn limits(channel: u16) -> Limits {
	match channel {
		IMPORT | EXPORT => Limits::NONE,
		_ => Limits { low: -1_000, high: 1_000 },
	}
}

/// What a set-point may be set to.
pub(crate) fn bounds() -> Bounds {
	let range = Limits { low: 0, high: 100 };
	let pace = Pace { off: Some(0), per_hour: 3, ..Pace::NONE };
	Bounds { range, step: 1, fail_safe: 0, startup: 0, pace, lease: 60_000 }
}

pub(crate) type ModelChannel = pallet_device_registry::ChannelOf<Runtime>;

impl Pick for ModelChannel {
	fn pick(from: &mut Source) -> Self {
		let number = from.below(5) as u16;
		let mut channel = model_channel(number);
		if from.one_in(8) {
			channel.exponent = from.byte() as i8;
			channel.limits = Limits { low: from.pick(), high: from.pick() };
		}
		channel
	}
}

/// A channel of every model.
pub(crate) fn model_channel(number: u16) -> ModelChannel {
	let (kind, unit) = match number {
		IMPORT | EXPORT => (ChannelKind::Counter, "Wh"),
		_ => (ChannelKind::Gauge, "Cel"),
	};
	let write = (number == SET_POINT).then(|| Writable { kind: Kind::SetPoint, bounds: bounds() });
	Channel {
		name: vec![b'a' + number as u8].try_into().expect("short"),
		unit: unit.as_bytes().to_vec().try_into().expect("short"),
		exponent: 0,
		kind,
		limits: limits(number),
		period: 1_000,
		write,
	}
}

/// The call that defines a model with all channels, of a manufacturer that endorses devices.
pub(crate) fn model() -> RuntimeCall {
	let channels: Vec<_> = (0..4).map(model_channel).collect();
	let (thing, uri) = ([1; 32], Default::default());
	let channels = channels.try_into().expect("few");
	Call::define_model { thing, uri, channels, endorsers: endorsers() }.into()
}

fn endorser() -> SecretKey {
	secret(Scheme::Ed25519, 200)
}

fn endorsers<S: frame_support::traits::Get<u32>>() -> frame_support::BoundedVec<DeviceKey, S> {
	frame_support::BoundedVec::truncate_from(vec![endorser().public()])
}

/// How many keys are in the lot of every manufacturer: those of seeds from 32 on.
const LOT: u32 = 32;

fn key_of_lot(at: u32) -> SecretKey {
	secret(Scheme::Ed25519, 32 + at as u8)
}

fn lot() -> MerkleTree {
	let leaf = |at| lot_leaf::<Native>(&key_of_lot(at).public());
	MerkleTree::build::<Native>(Tree::Lot, (0..LOT).map(leaf).collect()).expect("few leaves")
}

/// A device's consent to be registered.
fn consent(device: &Device, owner: &AccountId, model: ModelId, expires: Millis) -> Signature {
	let (owner, metadata) = (owner.clone().into(), METADATA);
	device.consent(&Possession { owner, model: model.0, metadata, expires: expires.0 })
}

const METADATA: Hash = [2; 32];

/// The call that registers a device, which its manufacturer endorses or not.
pub(crate) fn registration(
	device: &Device,
	owner: &AccountId,
	model: ModelId,
	expires: Millis,
	is_endorsed: bool,
) -> RuntimeCall {
	let endorsement = is_endorsed.then(|| {
		let payload = Endorsement { model: model.0, expires: expires.0 }.to_bytes();
		let signature = Signing::new(Purpose::Endorse, device.id).sign(&endorser(), &payload);
		Endorsed { endorser: endorser().public(), expires, signature }
	});
	let (key, metadata) = (device.secret.public(), METADATA);
	let signature = consent(device, owner, model, expires);
	Call::register { key, model, metadata, expires, signature, endorsement }.into()
}

/// A device that nobody has registered becomes somebody's.
fn register(from: &mut Source) -> Call<Runtime> {
	let (owner, expires): (AccountId, Millis) = (from.pick(), from.pick());
	if from.one_in(2) {
		return claim(from, &owner, expires);
	}
	let at = from.below(cast::DEVICES);
	let device = from.cast.devices[at].clone();
	match registration(&device, &owner, from.pick(), expires, from.pick()) {
		RuntimeCall::DeviceRegistry(call) => call,
		_ => unreachable!("it is of this pallet"),
	}
}

fn claim(from: &mut Source, owner: &AccountId, expires: Millis) -> Call<Runtime> {
	let (id, at): (LotId, _) = (from.pick(), from.below(LOT as usize) as u32);
	let device = Device::with_secret(key_of_lot(at));
	let model = DeviceRegistry::lot(id).map_or(ModelId(0), |lot| lot.model);
	let mut place: Place = lot().place(at).expect("a leaf");
	if from.one_in(16) {
		place.index = from.pick();
	}
	let signature = consent(&device, owner, model, expires);
	let (key, metadata) = (device.secret.public(), METADATA);
	Call::claim { lot: id, key, place, metadata, expires, signature }
}

/// A device replaces its key, or its owner proposes another one.
fn rotate(from: &mut Source) -> Call<Runtime> {
	let at = from.below(cast::DEVICES);
	let device = from.cast.device(at).clone();
	let scheme = from.one_of(&[Scheme::Ed25519, Scheme::P256, Scheme::Secp256k1]);
	let (new, expires) = (secret(scheme, 100 + from.below(32) as u8), Millis(from.moment()));
	let (rotation, old, by_new) = device.rotation(&new, expires.0);
	let (key, epoch, tenure) = (rotation.key, rotation.epoch, rotation.tenure);
	let device = device.id;
	match from.one_in(2) {
		true => Call::rotate_key { device, key, epoch, tenure, expires, old, new: by_new },
		false => Call::propose_key { device, key, expires, signature: by_new },
	}
}

/// The devices of the first two organisations are registered and calibrated, and their gateways speak for them.
pub(crate) fn prelude(world: &mut World) {
	world.submit(1, model());
	for (owner, gateway) in OWNERS {
		let (scope, gateway) = (Scope::AllOfOwner, cast::account(gateway));
		world.submit(owner, Call::authorize_gateway { scope, gateway });
	}
	for at in 0..REGISTERED {
		let (owner, _) = OWNERS[at % OWNERS.len()];
		let (device, expires) = (world.cast.devices[at].clone(), Millis(world.now() + 60_000));
		let account = cast::account(owner);
		world.submit(owner, registration(&device, &account, ModelId(0), expires, true));
		let until = Millis(world.now() + 365 * 24 * 3_600_000);
		let (device, certificate) = (device.id, [3; 32]);
		world.submit(2, Call::set_calibration { device, certificate, until });
	}
}

/// The first devices belong to these accounts in turn, for which these gateways speak.
const OWNERS: [(usize, usize); 2] = [(0, 4), (1, 5)];

/// How many of the devices are registered from the beginning.
const REGISTERED: usize = 6;

/// A lot is posted, a device is offered, one has ended, one shall have another key, and the owner of one has left.
pub(crate) fn opening(world: &mut World) {
	let lot = Call::post_lot { model: ModelId(0), root: lot().root::<Native>(), count: LOT };
	world.submit(1, lot);
	let hour = Millis(world.now() + 3_600_000);
	let ids: Vec<_> = world.cast.devices.iter().map(|device| device.id).collect();
	world.submit(0, Call::offer_transfer { device: ids[0], to: cast::account(1), expires: hour });
	world.submit(1, Call::retire { device: ids[1] });
	let new = secret(Scheme::P256, 100);
	let (rotation, _, signature) = world.cast.device(2).rotation(&new, hour.0);
	let (device, key) = (ids[2], rotation.key);
	world.submit(0, Call::propose_key { device, key, expires: hour, signature });
	let (leaver, device) = (cast::account(4), world.cast.devices[6].clone());
	world.submit(4, registration(&device, &leaver, ModelId(0), hour, false));
	world.submit(0, pallet_consortium::Call::remove_member { who: leaver });
}
