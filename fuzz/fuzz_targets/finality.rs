//! Any file: it never panics, and what is read is written again as it was. Nobody signed for this set.
#![no_main]

use tallystick_client::finality::{Finality, ValidatorSet};

libfuzzer_sys::fuzz_target!(|file: &[u8]| {
	if let Ok(finality) = Finality::from_file(file) {
		assert_eq!(finality.to_file(), file);
		for id in [finality.first, finality.last()] {
			let set = ValidatorSet::new(id, [([7; 32], 1), ([8; 32], 2)]).expect("two validators");
			let header = finality.steps.last().map(|step| codec::Encode::encode(&step.header));
			let found = finality.verify(&finality.genesis, &set, &header.unwrap_or_default());
			assert!(found.is_err(), "nobody signed");
		}
	}
});
