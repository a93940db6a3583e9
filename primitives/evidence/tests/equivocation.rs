//! Two versions under a device's signature convict it, and nothing else does.

mod common;

use common::{stranger, Plan, Scene, SCHEMES};
use tallystick_evidence::{
	Acquittal, Attestation, DeviceId, Equivocation, Native, Purpose, Scheme, SegmentHeader,
	SegmentLeaf,
};

/// What the device says first, signed.
fn scene(scheme: Scheme) -> (Scene, SegmentLeaf) {
	let scene = Scene::new(Plan::small(Attestation::Segment, scheme, true));
	let leaf = scene.leaves[0];
	(scene, leaf)
}

fn signed(scene: &Scene, header: SegmentHeader) -> SegmentLeaf {
	let genesis = scene.chain.genesis();
	let signature = scene.device.sign(&genesis, Purpose::Segment, &header.to_bytes());
	SegmentLeaf { header, signature: Some(signature) }
}

/// The judgement, which is the same whichever of the two is named first.
fn judge(scene: &Scene, one: SegmentLeaf, other: SegmentLeaf) -> Result<(), Acquittal> {
	let (genesis, key) = (scene.chain.genesis(), scene.device.key().public());
	let judged = Equivocation { one, other }.judge::<Native>(&genesis, &key);
	let turned = Equivocation { one: other, other: one }.judge::<Native>(&genesis, &key);
	assert_eq!(judged, turned);
	judged
}

#[test]
fn two_versions_of_a_number_convict_without_a_batch() {
	for scheme in SCHEMES {
		let (scene, one) = scene(scheme);
		let header = one.header;
		for other in [
			SegmentHeader { root: [1; 32], ..header },
			SegmentHeader { previous: [1; 32], ..header },
			SegmentHeader { end: header.end + 1, ..header },
			// They share one number only.
			SegmentHeader { sequence: u64::from(header.count) - 1, ..header },
			SegmentHeader { count: 1, ..header },
		] {
			assert_eq!(judge(&scene, one, signed(&scene, other)), Ok(()), "{scheme:?} {other:?}");
		}
	}
}

#[test]
fn the_same_header_under_two_signatures_convicts_nobody() {
	for scheme in SCHEMES {
		let (scene, one) = scene(scheme);
		assert_eq!(judge(&scene, one, one), Err(Acquittal::Honest));
	}
	// Whoever has one signature of P-256 makes a second one: s and n - s both verify.
	let (scene, one) = scene(Scheme::P256);
	let mut other = one;
	let signature = other.signature.as_mut().unwrap();
	let order: [u8; 32] =
		hex::decode("ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551")
			.unwrap()
			.try_into()
			.unwrap();
	let mut borrow = 0;
	for at in (0..32).rev() {
		let left = i32::from(order[at]) - i32::from(signature.0[32 + at]) - borrow;
		borrow = i32::from(left < 0);
		signature.0[32 + at] = left.rem_euclid(256) as u8;
	}
	let key = scene.device.key().public();
	let is_signed = |leaf: &SegmentLeaf| {
		leaf.header.verify::<Native>(&scene.chain.genesis(), &key, &leaf.signature.unwrap())
	};
	assert!(one != other && is_signed(&one) && is_signed(&other));
	assert_eq!(judge(&scene, one, other), Err(Acquittal::Honest));
}

#[test]
fn what_is_no_contradiction_convicts_nobody() {
	let (scene, one) = scene(SCHEMES[0]);
	let header = one.header;
	for other in [
		scene.leaves[1].header,
		SegmentHeader { boot_epoch: header.boot_epoch + 1, ..header },
		SegmentHeader { device: DeviceId([1; 32]), ..header },
		SegmentHeader { sequence: header.count.into(), ..header },
		// Not the device's word as a whole.
		SegmentHeader { attestation: Attestation::Readings, root: [1; 32], ..header },
		SegmentHeader { attestation: Attestation::Gateway, root: [1; 32], ..header },
		// No verifier takes them.
		SegmentHeader { count: 0, sequence: 1, ..header },
		SegmentHeader { start: header.end + 1, ..header },
		SegmentHeader { count: 1, sequence: u64::MAX, ..header },
	] {
		assert_eq!(judge(&scene, one, signed(&scene, other)), Err(Acquittal::Honest), "{other:?}");
	}
}

#[test]
fn a_version_that_the_device_did_not_sign_convicts_nobody() {
	for scheme in SCHEMES {
		let (scene, one) = scene(scheme);
		let header = SegmentHeader { root: [1; 32], ..one.header };
		let forged = Err(Acquittal::Forged);
		for signature in [None, one.signature] {
			assert_eq!(judge(&scene, one, SegmentLeaf { header, signature }), forged);
		}
		let message = header.message(&scene.chain.genesis(), scheme).unwrap();
		let signature = Some(stranger(scheme).sign(&message));
		assert_eq!(judge(&scene, one, SegmentLeaf { header, signature }), forged);
		// Of another chain.
		let other = signed(&scene, header);
		let elsewhere = Equivocation { one, other };
		let key = scene.device.key().public();
		assert_eq!(elsewhere.judge::<Native>(&[9; 32], &key), forged);
	}
}

#[test]
fn a_stolen_old_key_convicts_nobody() {
	let (scene, one) = scene(SCHEMES[0]);
	let header = SegmentHeader { key_epoch: 0, root: [1; 32], ..one.header };
	assert_eq!(judge(&scene, one, signed(&scene, header)), Err(Acquittal::OtherKey));
	// Both under the old key, against the present one.
	let genesis = scene.chain.genesis();
	let old = |root| {
		let header = SegmentHeader { key_epoch: 0, root, ..one.header };
		let message = header.message(&genesis, SCHEMES[0]).unwrap();
		SegmentLeaf { header, signature: Some(scene.device.keys[0].sign(&message)) }
	};
	assert_eq!(judge(&scene, old([1; 32]), old([2; 32])), Err(Acquittal::Forged));
}
