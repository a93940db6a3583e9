//! Whatever costs nobody a fee is on somebody's account.

use super::chain::{By, Sent};
use pallet_telemetry::Call as Telemetry;
use tallystick_primitives::OrgId;
use tallystick_runtime::{Consortium, DeviceRegistry, RuntimeCall};

/// What a transaction without a signature is paid with, before a block holds it.
pub(crate) enum Payment {
	/// A signature, or nothing to check.
	None,
	/// The quota of the device's organisation: bytes and picoseconds.
	Quota(OrgId, u64),
	/// One of the keys that a device can have.
	Key(u32),
}

/// What this transaction is paid with.
pub(crate) fn before(sent: &Sent) -> Payment {
	if sent.by != By::Itself {
		return Payment::None;
	}
	match &sent.call {
		RuntimeCall::Telemetry(Telemetry::observe { observed }) => {
			let device = DeviceRegistry::device(observed.header.device);
			let org = device.map(|device| device.org);
			org.map_or(Payment::None, |org| Payment::Quota(org, left(org)))
		},
		RuntimeCall::DeviceRegistry(pallet_device_registry::Call::rotate_key {
			device, ..
		}) => {
			let device = DeviceRegistry::device(*device);
			device.map_or(Payment::None, |device| Payment::Key(device.key_epoch))
		},
		_ => Payment::None,
	}
}

fn left(org: OrgId) -> u64 {
	Consortium::quota(org).map_or(0, |quota| quota.left.bytes)
}

impl Payment {
	/// Checks that it was paid.
	pub(crate) fn check(self, sent: &Sent) {
		match self {
			Self::None => {},
			Self::Quota(org, before) => {
				assert!(left(org) < before, "nobody paid for {:?}", sent.call);
			},
			Self::Key(before) => {
				let RuntimeCall::DeviceRegistry(pallet_device_registry::Call::rotate_key {
					device,
					..
				}) = &sent.call
				else {
					return;
				};
				let now = DeviceRegistry::device(*device).map(|device| device.key_epoch);
				assert_eq!(now, Some(before + 1), "a key costs nothing");
			},
		}
	}
}
