//! Any header.
#![no_main]

libfuzzer_sys::fuzz_target!(|header: &[u8]| {
	let _ = tallystick_evidence::roots_of(header);
});
