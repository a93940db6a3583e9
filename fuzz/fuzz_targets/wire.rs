//! Any message of a device and any reply: what is read is written so that it reads the same.
#![no_main]

use tallystick_device::Reply as DeviceReply;
use tallystick_evidence::{Limits, Native};
use tallystick_wire::{rebuild, senml::Channel, Reply, SignedMove, SignedReading, SignedSegment};

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
	if let Ok(segment) = SignedSegment::decode(bytes) {
		assert_eq!(SignedSegment::decode(&segment.encode()).as_ref(), Ok(&segment));
		let channel = |number| Channel {
			number,
			name: String::new(),
			unit: String::new(),
			exponent: 0,
			limits: Limits::NONE,
		};
		if let Ok(rebuilt) = rebuild::<Native>(&segment, &[channel(0), channel(1)]) {
			assert_eq!(rebuilt.header, segment.header);
		}
	}
	if let Ok(readings) = SignedReading::decode_list(bytes) {
		assert_eq!(
			SignedReading::decode_list(&SignedReading::encode_list(&readings)),
			Ok(readings)
		);
	}
	if let Ok(moved) = SignedMove::decode(bytes) {
		assert_eq!(SignedMove::decode(&moved.encode()), Ok(moved));
	}
	if let Ok(reply) = Reply::decode_any(bytes) {
		let cbor = reply.to_cbor();
		assert_eq!(Reply::from_cbor(&cbor).as_ref(), Ok(&reply));
		assert_eq!(Reply::from_json(reply.to_json().as_bytes()).as_ref(), Ok(&reply));
		let is_answer = matches!(DeviceReply::decode(&cbor), Ok(DeviceReply::Answer(_)));
		assert_eq!(is_answer, matches!(reply, Reply::Answer(_)));
	}
	let _ = DeviceReply::decode(bytes);
});
