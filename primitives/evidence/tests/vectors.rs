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
		WrongSigner,
		WrongKey,
		BadSignature,
		NotInBatch,
		NotInChain,
	] {
		assert!(seen.contains(&error), "{error:?}");
	}
}
