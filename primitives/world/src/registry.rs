//! The devices of the world.

use crate::{
	device::{secret, Device, Said},
	doubles::{world, AccountId, GATEWAY, OWNER},
};
use core::ops::RangeInclusive;
use frame::deps::frame_support::weights::Weight;
use std::collections::BTreeSet;
use tallystick_evidence::{fraud::KeyIn, DeviceId, DeviceKey, Limits, Native, Scheme};
use tallystick_primitives::{
	Calibration, ChannelKind, ChannelTraits, DeviceRegistry, DeviceStatus, KeyAge, Millis, OrgId,
	StreamId, Unit,
};

/// The plausible values of channel 2. The other channels have no limits.
pub const LIMITS: Limits = Limits { low: -100, high: 100 };
/// The channels of every [`Device::new`].
pub const CHANNELS: u16 = 8;

/// The limits of a channel.
pub fn limits(channel: u16) -> Limits {
	match channel {
		2 => LIMITS,
		_ => Limits::NONE,
	}
}

/// A device, as the registry keeps it.
#[derive(Clone, Debug)]
pub struct Record {
	/// Whether what it signs counts.
	pub status: DeviceStatus,
	/// When it was revoked or retired.
	pub ended: Option<Millis>,
	/// Its owner.
	pub owner: AccountId,
	/// The number of owners before this one.
	pub tenure: u32,
	/// The keys by epoch. The last one is in use.
	pub keys: Vec<DeviceKey>,
	/// How many keys it had when it was proven to have signed two versions.
	pub equivocated: Option<usize>,
	/// The number of its channels. All are gauges in degrees Celsius.
	pub channels: u16,
	/// The moments that its calibration covers.
	pub calibrated: Option<RangeInclusive<u64>>,
	/// The gateways that may speak for it.
	pub gateways: BTreeSet<AccountId>,
}

/// The device registry.
pub struct Registry;

impl Registry {
	/// Changes, or only reads, the record of a device that is there.
	pub fn edit<R>(device: &DeviceId, change: impl FnOnce(&mut Record) -> R) -> R {
		world(|world| change(world.devices.get_mut(device).expect("the device is known")))
	}

	/// Registers a device.
	pub fn add(key: DeviceKey, owner: AccountId, channels: u16, gateway: AccountId) -> DeviceId {
		let device = DeviceId::of::<Native>(&key);
		let record = Record {
			status: DeviceStatus::Active,
			ended: None,
			owner,
			tenure: 0,
			keys: vec![key],
			equivocated: None,
			channels,
			calibrated: Some(0..=u64::MAX),
			gateways: [gateway].into(),
		};
		world(|world| world.devices.insert(device, record));
		device
	}

	pub(crate) fn get<R>(device: &DeviceId, read: impl FnOnce(&Record) -> R) -> Option<R> {
		world(|world| world.devices.get(device).map(read))
	}
}

impl DeviceRegistry<AccountId> for Registry {
	fn status(device: &DeviceId) -> Option<DeviceStatus> {
		Self::get(device, |record| record.status)
	}

	fn ended(device: &DeviceId) -> Option<Millis> {
		Self::get(device, |record| record.ended).flatten()
	}

	fn owner(device: &DeviceId) -> Option<AccountId> {
		Self::get(device, |record| record.owner.clone())
	}

	fn tenure(device: &DeviceId) -> Option<u32> {
		Self::get(device, |record| record.tenure)
	}

	fn key(device: &DeviceId, epoch: u32) -> (KeyIn, KeyAge) {
		let found = Self::get(device, |record| {
			let age = match epoch as usize + 1 == record.keys.len() {
				true => KeyAge::Current,
				false => KeyAge::Past,
			};
			(record.keys.get(epoch as usize).map_or(KeyIn::NoEpoch, |key| KeyIn::Key(*key)), age)
		});
		found.unwrap_or((KeyIn::NoDevice, KeyAge::Past))
	}

	fn present_key(device: &DeviceId) -> Option<DeviceKey> {
		Self::get(device, |record| record.keys.last().copied())?
	}

	fn channel(stream: &StreamId) -> Option<ChannelTraits> {
		let channels = Self::get(&stream.device, |record| record.channels)?;
		(stream.channel < channels).then_some(ChannelTraits {
			kind: ChannelKind::Gauge,
			unit: Unit::CELSIUS,
			exponent: 0,
			limits: limits(stream.channel),
			period: 1_000,
			write: None,
		})
	}

	fn calibration(device: &DeviceId) -> Option<Calibration> {
		let calibrated = Self::get(device, |record| record.calibrated.clone())??;
		let (since, until) = (Millis(*calibrated.start()), Millis(*calibrated.end()));
		Some(Calibration { certificate: [0; 32], since, until, by: OrgId(0) })
	}

	fn may_anchor(gateway: &AccountId, device: &DeviceId) -> bool {
		Self::get(device, |record| record.gateways.contains(gateway)).unwrap_or_default()
	}

	fn suspend_for_equivocation(device: &DeviceId) -> bool {
		Self::edit(device, |record| {
			let keys = Some(record.keys.len());
			let is_new = !record.status.is_final() && record.equivocated != keys;
			if is_new {
				(record.status, record.equivocated) = (DeviceStatus::Suspended, keys);
			}
			is_new
		})
	}

	fn weight() -> Weight {
		Weight::from_parts(1_000, 0)
	}
}

impl Device {
	/// A device of [`OWNER`] with [`CHANNELS`] channels, for which [`GATEWAY`] may speak.
	pub fn new(seed: u8) -> Self {
		Self::of(Scheme::Ed25519, seed)
	}

	/// The same with a key of this scheme.
	pub fn of(scheme: Scheme, seed: u8) -> Self {
		let device = Self::unregistered(scheme, seed);
		Registry::add(device.secret.public(), OWNER, CHANNELS, GATEWAY);
		device
	}

	/// One of its streams.
	pub fn stream(&self, channel: u16) -> StreamId {
		StreamId { device: self.id, channel }
	}

	/// Gets a new key, which the registry knows at once.
	pub fn rotate(&mut self, seed: u8) {
		self.adopt(secret(Scheme::Ed25519, seed));
		let key = self.secret.public();
		Registry::edit(&self.id, |record| record.keys.push(key));
	}

	/// The next segment: the readings 10 and 20 on each channel, a second apart.
	pub fn say(&mut self, channels: &[u16]) -> Said {
		let values: Vec<_> = channels.iter().map(|channel| (*channel, [10, 20])).collect();
		self.say_values(&values)
	}

	/// The next segment, with these readings.
	pub fn say_values(&mut self, values: &[(u16, [i64; 2])]) -> Said {
		let runs: Vec<_> = values
			.iter()
			.map(|(channel, values)| (*channel, limits(*channel), values.as_slice()))
			.collect();
		self.say_on(&runs)
	}
}
