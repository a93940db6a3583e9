//! Any bytes on a device's topic `nonce`, and any nonces of a device: what is read is what was written.
#![no_main]

use codec::Decode;
use std::collections::HashSet;
use tallystick_control::{message::MAX_NEWEST, Nonce};

fn published(nonces: &[Nonce]) -> Vec<u8> {
	nonces.iter().flat_map(Nonce::to_bytes).collect()
}

fn read(bytes: &[u8]) -> Option<Vec<Nonce>> {
	Nonce::read_all(bytes).map(|entries| entries.into_iter().flatten().collect())
}

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
	if let Some(nonces) = read(bytes) {
		assert_eq!(published(&nonces), bytes, "one form for each message");
	}
	let Ok(nonces) = Vec::<Nonce>::decode(&mut &bytes[..]) else { return };
	let channels: HashSet<u16> = nonces.iter().map(|nonce| nonce.channel).collect();
	let is_good = (1..=MAX_NEWEST).contains(&nonces.len())
		&& channels.len() == nonces.len()
		&& !channels.contains(&u16::MAX);
	assert_eq!(read(&published(&nonces)), is_good.then_some(nonces));
});
