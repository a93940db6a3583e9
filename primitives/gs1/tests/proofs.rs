//! Proof files of events: they verify, and nothing else does.

mod common;

use codec::Encode;
use common::{
	event,
	proofs::{life, proofs, refusals, Scene},
	scene::{assert_bounded, assert_no_bit_can_change, assert_refused, assert_shown, verdict},
};
use proptest::prelude::*;
use tallystick_evidence::{Native, Proof, ProofError, Trusted};
use tallystick_gs1::{proof::MAGIC, Event, EventProof};

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
		let proven = verdict::<Event>(&proof.to_file(), &trusted).unwrap();
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
		prop_assert_eq!(proof.verify::<Native>(&elsewhere), Err(ProofError::OtherChain));
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
		prop_assert!(verdict::<Event>(&file, &scene.trusted()).is_err() || file == good);
	}
}

#[test]
fn no_bit_of_a_file_can_change() {
	for (name, proof, trusted) in proofs() {
		assert_no_bit_can_change::<Event>(&name, &proof.to_file(), &trusted);
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
		assert!(verdict::<Event>(&file, &trusted).is_err(), "{zeros}");
	}
}

#[test]
fn a_file_of_more_than_64_kib_is_refused_unread() {
	assert_bounded::<Event>();
}

#[test]
fn a_file_is_of_an_event_or_of_a_reading() {
	let (_, proof, _) = proofs().pop().unwrap();
	assert_eq!(Proof::from_file(&proof.to_file()), Err(ProofError::Malformed));
}

#[test]
fn every_step_has_a_refusal_with_its_error() {
	assert_refused::<Event>(&refusals());
}

/// The page shows the smallest file with its offsets, and the hashes on the way.
#[test]
fn the_worked_example_of_the_documentation_is_computed() {
	let page = include_str!("../../../docs/proofs.md");
	let (_, section) = page.split_once("### Example of an event\n").unwrap();
	let (section, _) = section.split_once("\n## ").unwrap();
	let (_, proof, trusted) = proofs().pop().unwrap();
	assert_shown(section, &proof, &trusted);
}
