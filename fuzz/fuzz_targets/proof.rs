//! Any file: it never panics, and what is read is written again as it was.
#![no_main]

use tallystick_evidence::{Crypto, Native, Proof, Trusted};

libfuzzer_sys::fuzz_target!(|file: &[u8]| {
	if let Ok(proof) = Proof::from_file(file) {
		assert_eq!(proof.to_file(), file);
		let block = Native::hash(&[&proof.header]);
		let _ = proof.verify::<Native>(&Trusted { genesis: proof.genesis, block });
	}
});
