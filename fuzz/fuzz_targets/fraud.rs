//! Any challenge, against a chain that knows every batch and one device.
#![no_main]

use codec::{Decode, Encode};
use tallystick_evidence::{
	fraud::{Fraud, KeyIn, Record},
	DeviceId, DeviceKey, Hash, Native,
};

struct Any;

impl Record for Any {
	fn batch_root(&self, _: u64) -> Option<Hash> {
		Some([0; 32])
	}

	fn key(&self, _: &DeviceId, _: u32) -> KeyIn {
		KeyIn::Key(DeviceKey::Ed25519([1; 32]))
	}
}

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
	let mut input = bytes;
	if let Ok(fraud) = Fraud::decode(&mut input) {
		assert_eq!(fraud.encode(), bytes[..bytes.len() - input.len()]);
		let _ = fraud.depth();
		// Nobody knows what is under a root of zeros.
		assert!(fraud.judge::<Native>(&[0; 32], 0, &Any).is_err());
	}
});
