//! Any file of an event: it never panics, and what is read is written again as it was.
#![no_main]

use tallystick_evidence::{Crypto, Native, Trusted};
use tallystick_gs1::EventProof;

libfuzzer_sys::fuzz_target!(|file: &[u8]| {
	if let Ok(proof) = EventProof::from_file(file) {
		assert_eq!(proof.to_file(), file);
		let block = Native::hash(&[&proof.header]);
		let _ = proof.verify::<Native>(&Trusted { genesis: proof.genesis, block });
	}
});
