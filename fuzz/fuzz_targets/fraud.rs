//! Any challenge, against a chain that knows every batch and one device.
#![no_main]

use codec::{Decode, Encode};
use tallystick_evidence::{
	fraud::{Fraud, KeyIn, Record},
	Batch, DeviceId, DeviceKey, Limits, Native,
};

struct Any;

impl Record for Any {
	fn batch(&self, _: u64) -> Option<Batch> {
		Some(Batch { root: [0; 32], segments: 1, readings: 1, start: 0, end: 1, data: [0; 32] })
	}

	fn key(&self, _: &DeviceId, _: u32) -> KeyIn {
		KeyIn::Key(DeviceKey::Ed25519([1; 32]))
	}

	fn limits(&self, _: &DeviceId, _: u16) -> Option<Limits> {
		Some(Limits::NONE)
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
