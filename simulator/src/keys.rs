//! Devices' keys, derived from a seed, so that whoever registers them and whoever plays them agree.

use tallystick_evidence::{Crypto, DeviceId, DeviceKey, Native, SecretKey};

/// Who a device is.
#[derive(Clone, Debug)]
pub struct Identity {
	/// Its private key.
	pub secret: SecretKey,
	/// Its key.
	pub key: DeviceKey,
	/// Its id.
	pub id: DeviceId,
}

impl Identity {
	/// The device whose first key has this seed.
	pub fn of(seed: [u8; 32]) -> Self {
		Self::with(SecretKey::Ed25519(Box::new(seed.into())))
	}

	/// The device whose first key is the public one of this secret.
	pub fn with(secret: SecretKey) -> Self {
		let key = secret.public();
		Self { secret, key, id: DeviceId::of::<Native>(&key) }
	}
}

/// The place of the device that is registered and revoked.
pub const REVOKED: u32 = u32::MAX - 1;

/// The place of the device that is never registered.
pub const STRANGER: u32 = u32::MAX;

/// The device at this place in the fleet of this seed. It signs with Ed25519.
pub fn identity(seed: u64, index: u32) -> Identity {
	Identity::of(Native::hash(&[
		b"tallystick-sim device",
		&seed.to_le_bytes(),
		&index.to_le_bytes(),
	]))
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn works_the_same_each_time_and_apart_for_each_device() {
		assert_eq!(identity(1, 2).id, identity(1, 2).id);
		let ids: std::collections::BTreeSet<_> =
			[(1, 2), (2, 1), (1, 3), (1, REVOKED), (1, STRANGER)]
				.map(|(seed, index)| identity(seed, index).id)
				.into();
		assert_eq!(ids.len(), 5);
	}
}
