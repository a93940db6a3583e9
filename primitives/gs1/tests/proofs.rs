//! Proof files of events: they verify, and nothing else does.

mod common;

use codec::Encode;
use common::{
	event,
	proofs::{hashes, life, proofs, refusals, Scene},
	vectors::hex,
};
use proptest::prelude::*;
use tallystick_evidence::{proof::MAX_FILE, Native, Proof, ProofError, Trusted};
use tallystick_gs1::{proof::MAGIC, EventProof, ProvenEvent};

fn verdict(file: &[u8], trusted: &Trusted) -> Result<ProvenEvent, ProofError> {
	EventProof::from_file(file)?.verify::<Native>(trusted)
}

proptest! {
	#![proptest_config(ProptestConfig::with_cases(48))]

	#[test]
	fn every_event_of_a_block_is_proven(
		events in prop::collection::vec(event(), 1..9),
		others in 0u32..5,
		after in 0u32..12,
		index: prop::sample::Index,
		at: prop::sample::Index,
	) {
		let scene = Scene::new(3, events, others, after);
		let index = index.index(scene.events.len()) as u32;
		let end = scene.chain.height() - at.index(after as usize + 2) as u32;
		let proof = scene.proof_at(index, end);
		let trusted = scene.chain.trusted(end);
		let proven = verdict(&proof.to_file(), &trusted).unwrap();
		prop_assert_eq!(&proven.event, &scene.events[index as usize]);
		prop_assert_eq!((proven.index, proven.count), (index, scene.events.len() as u32));
		let block = scene.chain.leaf(proven.block);
		prop_assert_eq!((proven.block, proven.block_hash), (block.number, block.hash));
		prop_assert_eq!(EventProof::from_file(&proof.to_file()), Ok(proof.clone()));

		// The event is bound to its block's number of events, and to its own chain.
		let mut more = proof.clone();
		more.place.count += 1;
		prop_assert_eq!(more.verify::<Native>(&trusted), Err(ProofError::NotInChain));
		let elsewhere = Trusted { genesis: [1; 32], ..trusted };
		let proof = EventProof { genesis: [1; 32], ..proof };
		prop_assert_eq!(proof.verify::<Native>(&elsewhere), Err(ProofError::NotInChain));
	}

	#[test]
	fn arbitrary_bytes_never_panic(bytes in prop::collection::vec(any::<u8>(), 0..2000)) {
		let _ = EventProof::from_file(&bytes);
		let _ = EventProof::from_file(&[&MAGIC[..], &bytes].concat());
	}

	#[test]
	fn damaged_files_never_panic(
		at: prop::sample::Index,
		with: Vec<u8>,
		cut: prop::sample::Index,
	) {
		let scene = life();
		let good = scene.proof(2).to_file();
		let at = at.index(good.len());
		let end = (at + cut.index(40)).min(good.len());
		let mut file = good.clone();
		file.splice(at..end, with);
		prop_assert!(verdict(&file, &scene.trusted()).is_err() || file == good);
	}
}

#[test]
fn no_bit_of_a_file_can_change() {
	for (name, proof, trusted) in proofs() {
		let mut file = proof.to_file();
		assert!(verdict(&file, &trusted).is_ok(), "{name}");
		for bit in 0..file.len() * 8 {
			file[bit / 8] ^= 1 << (bit % 8);
			assert!(verdict(&file, &trusted).is_err(), "bit {bit} of {name}");
			file[bit / 8] ^= 1 << (bit % 8);
		}
		for len in 0..file.len() {
			assert_eq!(verdict(&file[..len], &trusted), Err(ProofError::Malformed), "{name}");
		}
	}
}

/// The zeros at the end of a short event's leaf are no part of the event.
#[test]
fn an_event_with_the_zeros_of_its_leaf_is_refused() {
	let (_, proof, trusted) = proofs().pop().unwrap();
	let event = proof.event.encode();
	assert!(event.len() < 60 && proof.event.leaf_bytes().ends_with(&[0; 8]));
	let end = MAGIC.len() + 32 + event.len();
	for zeros in 1..9 {
		let mut file = proof.to_file();
		file.splice(end..end, vec![0; zeros]);
		assert!(verdict(&file, &trusted).is_err(), "{zeros}");
	}
}

#[test]
fn a_file_of_more_than_64_kib_is_refused_unread() {
	assert_eq!(EventProof::from_file(&vec![0; MAX_FILE + 1]), Err(ProofError::TooLong));
	assert_eq!(EventProof::from_file(&vec![0; MAX_FILE]), Err(ProofError::Malformed));
}

#[test]
fn a_file_is_of_an_event_or_of_a_reading() {
	let (_, proof, _) = proofs().pop().unwrap();
	assert_eq!(Proof::from_file(&proof.to_file()), Err(ProofError::Malformed));
}

#[test]
fn every_step_has_a_refusal_with_its_error() {
	use ProofError::*;
	let refusals = refusals();
	let errors = [Malformed, OtherChain, OtherBlock, BadHeader, NotInChain, NotInChain];
	for (step, error) in (2..).zip(errors) {
		let named = format!("step {step}: ");
		assert!(refusals.iter().any(|(name, ..)| name.starts_with(&named)), "step {step}");
		for (name, file, trusted) in refusals.iter().filter(|(name, ..)| name.starts_with(&named)) {
			assert_eq!(verdict(file, trusted), Err(error), "{name}");
		}
	}
	assert!(refusals.iter().all(|(name, ..)| name.starts_with("step ")));
}

/// The page shows the smallest file with its offsets, and the hashes on the way.
#[test]
fn the_worked_example_of_the_documentation_is_computed() {
	let page = include_str!("../../../docs/proofs.md");
	let (_, section) = page.split_once("## The proof of an event").unwrap();
	let (_, proof, trusted) = proofs().pop().unwrap();
	let file = proof.to_file();
	assert!(section.contains(&format!("has {} bytes", file.len())), "{} bytes", file.len());
	for hash in hashes(&proof) {
		assert!(section.contains(&format!("`{}`", hex(&hash))), "{}", hex(&hash));
	}
	let event = hex(&proof.event.encode());
	assert!(section.contains(&format!("`{event}`")), "{event}");
	let ends = [
		MAGIC.len(),
		32,
		proof.event.encode().len(),
		proof.place.encode().len(),
		proof.block.place.encode().len(),
		4 + 32,
		proof.block.items.encode().len(),
	];
	let mut at = 0;
	for len in ends {
		assert!(section.contains(&format!("| {at} | {len} |")), "| {at} | {len} |");
		at += len;
	}
	assert!(section.contains(&format!("| {at} | {} |", proof.header.encode().len())));
	assert_eq!(verdict(&file, &trusted).unwrap().block, 1);
}
