//! The vectors on disk are those that the code makes.

mod common;

#[test]
fn vectors_are_current() {
	let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("vectors");
	for (name, content) in common::vectors::files() {
		let found = std::fs::read_to_string(folder.join(name)).unwrap_or_default();
		assert!(
			found == content,
			"{name} differs: cargo run -p tallystick-evidence --example vectors"
		);
	}
}

#[test]
fn every_rule_has_a_vector_that_differs_from_a_proof_by_that_rule_alone() {
	use common::vectors::{alone, anchored, beside, refusals};
	use tallystick_evidence::Native;
	let names: Vec<_> = refusals().into_iter().map(|(name, ..)| name).collect();
	for rule in 1..=12 {
		let rule = format!("rule {rule}: ");
		assert!(names.iter().any(|name| name.starts_with(&rule)), "{rule}");
	}
	for values in [&[117][..], &[117, 118], &[117, 451], &[451, 452, 453, 460], &[1, 900, 2, 3]] {
		let (proof, trusted) = anchored(alone(Some(beside(true, values)), None));
		assert!(proof.verify::<Native>(&trusted).is_ok(), "{values:?}");
	}
	for (left, right) in [(None, None), (Some(beside(true, &[117])), Some(beside(false, &[119])))] {
		let (proof, trusted) = anchored(alone(left, right));
		assert!(proof.verify::<Native>(&trusted).is_ok(), "{left:?}, {right:?}");
	}
}

#[test]
fn the_attacks_on_keys_differ_from_a_proof_by_nothing_else() {
	use common::vectors::{keyed, weak, weak_keys};
	use tallystick_evidence::{Native, ProofError};
	let verdict = |after| {
		let (proof, trusted) = keyed(after);
		proof.verify::<Native>(&trusted).map(|proven| proven.key_since)
	};
	assert_eq!(verdict(false), Ok(Some(common::SINCE)));
	assert_eq!(verdict(true), Err(ProofError::LaterKey));
	for (name, key) in weak_keys() {
		let (proof, trusted) = weak(key);
		// Nobody has its secret, and the signature is good.
		let (key, signature) = (proof.key.as_ref().unwrap().key, proof.segment.signature.unwrap());
		assert!(proof.segment.header.verify::<Native>(&proof.genesis, &key, &signature), "{name}");
		assert_eq!(proof.verify::<Native>(&trusted), Err(ProofError::WrongKey), "{name}");
	}
}

#[test]
fn the_attacks_on_registrations_differ_from_a_proof_by_nothing_else() {
	use common::vectors::{registered, Order};
	use tallystick_evidence::{Native, ProofError};
	let verdict = |order, high| {
		let (proof, trusted) = registered(order, &|channel| channel.limits.high += high);
		let proven = proof.verify::<Native>(&trusted)?;
		// Without its registration it proves the rest.
		let bare = tallystick_evidence::Proof { registration: None, ..proof };
		let rest = tallystick_evidence::Proven { registration: None, ..proven.clone() };
		assert_eq!(bare.verify::<Native>(&trusted), Ok(rest));
		Ok(proven
			.registration
			.map(|registered| (registered.name, registered.unit, registered.exponent)))
	};
	let told = Ok(Some(("Temperatur außen".to_owned(), "Cel".to_owned(), -2)));
	assert_eq!(verdict(Order::InTurn, 0), told);
	assert_eq!(verdict(Order::AtOnce, 0), told);
	assert_eq!(verdict(Order::TooLate, 0), Err(ProofError::LaterKey));
	assert_eq!(verdict(Order::InTurn, 1), Err(ProofError::OtherLimits));
}

#[test]
fn every_kind_of_refusal_has_a_vector() {
	use tallystick_evidence::{Native, Proof, ProofError::*};
	let seen: Vec<_> = common::vectors::refusals()
		.into_iter()
		.map(|(_, file, trusted)| {
			Proof::from_file(&file).and_then(|proof| proof.verify::<Native>(&trusted)).unwrap_err()
		})
		.collect();
	for error in [
		Malformed,
		OtherChain,
		OtherBlock,
		BadHeader,
		NotInSegment,
		OutOfBounds,
		Incoherent,
		WrongSigner,
		WrongKey,
		LaterKey,
		BadSignature,
		NotInBatch,
		NotInChain,
		NotInModel,
		OtherLimits,
	] {
		assert!(seen.contains(&error), "{error:?}");
	}
}
