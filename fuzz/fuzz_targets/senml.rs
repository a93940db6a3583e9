//! Any SenML pack, in either form, against a model.
#![no_main]

use tallystick_evidence::{DeviceId, Limits};
use tallystick_wire::{
	senml::{from_cbor, from_json, Channel, Time},
	MAX_RECORDS,
};

const NOW: u64 = 1_700_000_000_000;

libfuzzer_sys::fuzz_target!(|pack: &[u8]| {
	let channel = |number| Channel {
		number,
		name: "power".into(),
		unit: "W".into(),
		exponent: -3,
		limits: Limits::NONE,
	};
	let device = DeviceId([0xab; 32]);
	for read in [from_json(pack, &device), from_cbor(pack, &device)] {
		let records = match read {
			Ok(records) => records,
			Err(error) => {
				let record = error.place.record.unwrap_or(1);
				assert!((1..=MAX_RECORDS).contains(&record) && error.to_string().len() < 512);
				continue;
			},
		};
		assert!((1..=MAX_RECORDS).contains(&records.len()));
		let mut before = 0;
		for record in records {
			assert!(before < record.number && record.number <= MAX_RECORDS);
			before = record.number;
			let error = record.read(&[channel(0), channel(1)]).err();
			assert!(error.is_none_or(|error| error.place.record == Some(record.number)));
			match record.time {
				Time::Absolute(_) => {},
				// No relative time lies in the future.
				time => assert!(time.at(NOW).is_some_and(|time| time <= NOW)),
			}
			let _ = Time::unit(record.value, NOW);
		}
	}
});
