//! Any SenML pack, in either form, against a model.
#![no_main]

use tallystick_evidence::{DeviceId, Limits};
use tallystick_wire::{
	senml::{from_cbor, from_json, Channel},
	MAX_RECORDS,
};

libfuzzer_sys::fuzz_target!(|pack: &[u8]| {
	let channel = |number| Channel {
		number,
		name: "power".into(),
		unit: "W".into(),
		exponent: -3,
		limits: Limits::NONE,
	};
	let device = DeviceId([0xab; 32]);
	for records in [from_json(pack, &device), from_cbor(pack, &device)].into_iter().flatten() {
		assert!((1..=MAX_RECORDS).contains(&records.len()));
		for record in records {
			let _ = (record.read(&[channel(0), channel(1)]), record.time.at(1_700_000_000_000));
		}
	}
});
