//! Any file: reading never panics, a file that is read is written again byte for byte, and a set whose
//! validators did not sign is refused.
#![no_main]

use codec::Encode;
use tallystick_client::finality::{Finality, ValidatorSet};

libfuzzer_sys::fuzz_target!(|file: &[u8]| {
	let Ok(finality) = Finality::from_file(file) else { return };
	assert_eq!(finality.to_file(), file);
	let header = finality.steps.last().map(|step| step.header.encode()).unwrap_or_default();
	let check = |set: &ValidatorSet| finality.verify(&finality.genesis, set, &header);
	for (at, step) in (finality.first..).zip(&finality.steps) {
		let unknown =
			ValidatorSet::new(at, [([7; 32], 1), ([8; 32], 2)]).expect("two validators");
		assert!(check(&unknown).is_err(), "validators that signed nothing are accepted");
		let voters = step.justification.votes.iter().map(|vote| (vote.voter, 1));
		if let Some(voters) = ValidatorSet::new(at, voters) {
			let _ = check(&voters);
		}
	}
});
