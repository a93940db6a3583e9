//! Any file: reading never panics, a file that is read is written again byte for byte, and a set whose
//! validators did not sign is refused. What is accepted shows of each voter one vote, or two that differ.
#![no_main]

use codec::Encode;
use std::collections::{BTreeMap, BTreeSet};
use tallystick_client::finality::{Finality, ValidatorSet};

libfuzzer_sys::fuzz_target!(|file: &[u8]| {
	let Ok(finality) = Finality::from_file(file) else { return };
	assert_eq!(finality.to_file(), file);
	let header = finality.steps.last().map(|step| step.header.encode()).unwrap_or_default();
	let check = |set: &ValidatorSet| finality.verify(&finality.genesis, set, &header);
	for (at, step) in (finality.first..).zip(&finality.steps) {
		let unknown = ValidatorSet::new(at, [([7; 32], 1), ([8; 32], 2)]).expect("two validators");
		assert!(check(&unknown).is_err(), "validators that signed nothing are accepted");
		let mut votes = BTreeMap::<_, Vec<_>>::new();
		for vote in &step.justification.votes {
			votes.entry(vote.voter).or_default().push((vote.target, vote.number));
		}
		let voters = ValidatorSet::new(at, votes.keys().map(|voter| (*voter, 1)));
		let Some(Ok(signed)) = voters.map(|voters| check(&voters)) else { continue };
		assert!(signed.signed <= signed.validators);
		for own in votes.values() {
			assert!(own.len() <= 2, "a third vote of a validator is accepted");
			assert_eq!(own.iter().collect::<BTreeSet<_>>().len(), own.len(), "a vote counts twice");
		}
	}
});
