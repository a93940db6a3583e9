//! Any file of an event of a block, of an asset or an act: it never panics, and what is read is written again as it was.
#![no_main]

use tallystick_evidence::{Crypto, EventLeaf, EventProof, Native, Trusted};
use tallystick_gs1::Event;
use tallystick_rules::Act;

fn check<E: EventLeaf>(file: &[u8]) {
	if let Ok(proof) = EventProof::<E>::from_file(file) {
		assert_eq!(proof.to_file(), file);
		let block = Native::hash(&[&proof.header]);
		let _ = proof.verify::<Native>(&Trusted { genesis: proof.genesis, block });
	}
}

libfuzzer_sys::fuzz_target!(|file: &[u8]| {
	check::<Event>(file);
	check::<Act>(file);
});
