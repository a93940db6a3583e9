//! Any event of an asset: its bytes, leaf, hash and JSON.
#![no_main]

use codec::{Decode, Encode};
use tallystick_gs1::{epcis, event::Event};

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
	let mut input = bytes;
	if let Ok(event) = Event::decode(&mut input) {
		assert_eq!(event.encode(), bytes[..bytes.len() - input.len()]);
		assert_eq!(epcis::event(&event)["eventID"], event.id());
		let leaf = event.leaf_bytes();
		assert_eq!(Event::decode(&mut &leaf[1..]).as_ref(), Ok(&event));
		let _ = event.check();
	}
});
