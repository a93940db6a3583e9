//! Any payload, and any key and signature.
#![no_main]

use codec::Decode;
use tallystick_evidence::{Crypto, DeviceId, DeviceKey, Message, Native, Purpose, Signature};

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
	let mut input = bytes;
	let Ok((key, signature)) = <(DeviceKey, Signature)>::decode(&mut input) else { return };
	let device = DeviceId::of::<Native>(&key);
	let message = Message::new(Purpose::Segment, &[0; 32], &device, key.scheme(), input);
	if let Some(message) = message {
		assert!(message.as_bytes().ends_with(input));
		let _ = Native::verify(&key, message.as_bytes(), &signature);
	}
});
