//! Proof files: they verify, and nothing else does.

mod common;

use codec::{Decode, Encode};
use common::{vectors, Plan, Scene, MODES, SCHEMES};
use proptest::prelude::*;
use tallystick_evidence::{
	fraud::Fraud, message::Purpose, proof::MAX_FILE, Attestation, DeviceId, Hash, Message, Native,
	Proof, ProofError, SegmentLeaf, Trusted,
};

fn plan() -> impl Strategy<Value = Plan> {
	let mode = prop::sample::select(MODES.to_vec());
	let scheme = prop::sample::select(SCHEMES.to_vec());
	let runs = prop::collection::vec(1u32..12, 1..4);
	let keys = (any::<bool>(), any::<bool>());
	(mode, scheme, keys, runs, 1u32..6, 0u32..12, 0u32..5, any::<u64>()).prop_map(
		|(mode, scheme, (rotated, registered), runs, segments, after, beside, seed)| Plan {
			mode,
			scheme,
			rotated: rotated && mode != Attestation::Gateway,
			registered,
			runs,
			segments,
			after,
			beside,
			seed,
		},
	)
}

proptest! {
	#![proptest_config(ProptestConfig::with_cases(48))]

	#[test]
	fn verifies(plan in plan(), segment: u32, channel: u16, index: u32, at: u32) {
		let scene = Scene::new(plan);
		let segment = segment % scene.plan.segments;
		let channel = channel % scene.plan.runs.len() as u16;
		let index = index % scene.plan.runs[usize::from(channel)];
		let channel = channel * 3;
		let last = scene.chain.height();
		let at = scene.at.0 + at % (last - scene.at.0 + 1);

		let proof = scene.proof_at(segment, channel, index, at);
		let proven = proof.verify::<Native>(&scene.chain.trusted(at)).unwrap();
		let reading = scene.segments[segment as usize].prove(channel, index).unwrap().leaf.reading;
		prop_assert_eq!((proven.time, proven.value), (reading.time, reading.value));
		prop_assert_eq!((proven.channel, proven.device), (channel, scene.device.id));
		prop_assert_eq!(proven.attestation, scene.plan.mode);
		prop_assert_eq!(proven.block, scene.at.0);
		prop_assert_eq!(proven.registration.is_some(), scene.plan.registered);
		let file = proof.to_file();
		prop_assert_eq!(Proof::from_file(&file), Ok(proof.clone()));

		prop_assert_eq!(proof.block.items.is_none(), at == scene.at.0);

		// A block that does not have the batch yet proves nothing.
		let early = scene.at.0 - 1;
		let header = scene.chain.blocks[early as usize].header.clone();
		let proof = Proof { header, ..proof };
		prop_assert!(proof.verify::<Native>(&scene.chain.trusted(early)).is_err());
	}

	#[test]
	fn arbitrary_bytes_never_panic(bytes in prop::collection::vec(any::<u8>(), 0..2000)) {
		let _ = Proof::from_file(&bytes);
		let _ = Proof::from_file(&[b"TLYP\x01", &bytes[..]].concat());
		let _ = Fraud::decode(&mut &bytes[..]);
		let _ = SegmentLeaf::decode(&mut &bytes[..]);
	}

	#[test]
	fn damaged_files_never_panic(at: prop::sample::Index, with: Vec<u8>, cut: prop::sample::Index) {
		let scene = Scene::new(Plan::small(Attestation::Segment, SCHEMES[0], true));
		let mut file = vectors::sample(&scene).to_file();
		let at = at.index(file.len());
		let end = (at + cut.index(40)).min(file.len());
		let good = file.clone();
		file.splice(at..end, with);
		let verdict = Proof::from_file(&file).and_then(|p| p.verify::<Native>(&scene.trusted()));
		prop_assert!(verdict.is_err() || file == good);
	}
}

#[test]
fn a_block_proves_its_own_statements_and_no_others() {
	let scene = Scene::new(Plan::small(Attestation::Segment, SCHEMES[0], true));
	let at = scene.at.0;
	let own = vectors::own(&scene);
	assert_eq!(own.block.items, None);
	let proven = own.verify::<Native>(&scene.chain.trusted(at)).unwrap();
	assert_eq!((proven.block, proven.block_hash), (at, scene.chain.blocks[at as usize].hash));
	for (other, block) in scene.chain.blocks.iter().enumerate().filter(|(n, _)| *n != at as usize) {
		let mut proof = own.clone();
		proof.header.clone_from(&block.header);
		(proof.block.number, proof.block.hash) = (other as u32, block.hash);
		let trusted = scene.chain.trusted(other as u32);
		assert!(proof.verify::<Native>(&trusted).is_err(), "block {other}");
	}
}

/// The file with every single bit changed, and every file that is cut off. ECDSA is slow to check,
/// so its files have every eleventh bit changed, which meets every field.
fn every_bit(scene: &Scene) {
	every_bit_of(scene, &vectors::sample(scene), &scene.trusted());
	every_bit_of(scene, &vectors::own(scene), &scene.chain.trusted(scene.at.0));
}

fn every_bit_of(scene: &Scene, proof: &Proof, trusted: &Trusted) {
	let step = if scene.plan.scheme == SCHEMES[0] { 1 } else { 11 };
	let mut file = proof.to_file();
	let verdict = |file: &[u8]| Proof::from_file(file).and_then(|p| p.verify::<Native>(trusted));
	assert!(verdict(&file).is_ok());
	for bit in (0..file.len() * 8).step_by(step) {
		file[bit / 8] ^= 1 << (bit % 8);
		assert!(verdict(&file).is_err(), "bit {bit} of {:?}", scene.plan);
		file[bit / 8] ^= 1 << (bit % 8);
	}
	for len in 0..file.len() {
		assert_eq!(verdict(&file[..len]), Err(ProofError::Malformed));
	}
}

#[test]
fn fails_when_a_bit_changes_gateway() {
	every_bit(&Scene::new(Plan::small(Attestation::Gateway, SCHEMES[0], false)));
}

#[test]
fn fails_when_a_bit_changes_readings() {
	for scheme in SCHEMES {
		every_bit(&Scene::new(Plan::small(Attestation::Readings, scheme, true)));
	}
}

#[test]
fn fails_when_a_bit_changes_segment() {
	for scheme in SCHEMES {
		every_bit(&Scene::new(Plan::small(Attestation::Segment, scheme, false)));
		every_bit(&Scene::new(Plan::small(Attestation::Segment, scheme, true)));
	}
}

#[test]
fn fails_when_a_bit_of_a_registration_changes() {
	for mode in MODES {
		let plan = Plan::small(mode, SCHEMES[0], mode == Attestation::Segment);
		every_bit(&Scene::new(Plan { registered: true, ..plan }));
	}
}

#[test]
fn fails_when_too_long() {
	assert_eq!(Proof::from_file(&vec![0; MAX_FILE + 1]), Err(ProofError::TooLong));
	assert_eq!(Proof::from_file(&vec![0; MAX_FILE]), Err(ProofError::Malformed));
}

#[test]
fn header_and_its_scale_form_differ_by_the_version() {
	let scene = Scene::new(Plan::small(Attestation::Segment, SCHEMES[1], false));
	let header = scene.segments[0].header;
	assert_eq!(header.to_bytes()[1..], header.encode());
	let summary = *scene.segments[0].runs().next().unwrap().summary();
	assert_eq!(summary.to_bytes()[..], summary.encode());
}

#[test]
fn messages_of_different_meaning_differ() {
	let (genesis, device): (Hash, _) = ([1; 32], DeviceId([2; 32]));
	let message = |purpose, genesis: &Hash, device: &DeviceId, scheme, payload: &[u8]| {
		Message::new(purpose, genesis, device, scheme, payload).map(|m| m.as_bytes().to_vec())
	};
	let good = message(Purpose::Rotate, &genesis, &device, SCHEMES[0], &[0; 49]).unwrap();
	for other in [
		message(Purpose::Adopt, &genesis, &device, SCHEMES[0], &[0; 49]),
		message(Purpose::Rotate, &[3; 32], &device, SCHEMES[0], &[0; 49]),
		message(Purpose::Rotate, &genesis, &DeviceId([3; 32]), SCHEMES[0], &[0; 49]),
		message(Purpose::Rotate, &genesis, &device, SCHEMES[1], &[0; 49]),
		message(Purpose::Rotate, &genesis, &device, SCHEMES[0], &[0; 50]),
	] {
		assert_ne!(good, other.unwrap());
	}
	let mut longest = (0..400).filter(|n| {
		message(Purpose::Segment, &genesis, &device, SCHEMES[2], &vec![0; *n]).is_some()
	});
	assert_eq!(longest.next_back(), Some(384 - 12 - 5 - 79 - 3));
	// The three forms of a CBOR length.
	for (len, head) in [(23, vec![0x57]), (24, vec![0x58, 24]), (256, vec![0x59, 1, 0])] {
		let bytes =
			message(Purpose::Segment, &genesis, &device, SCHEMES[0], &vec![9; len]).unwrap();
		assert!(bytes.ends_with(&[head, vec![9; len]].concat()));
	}
}
