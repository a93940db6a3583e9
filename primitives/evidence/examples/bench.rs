//! Measures what is built against what it could be built with, as ratios within one run:
//! `cargo run --release -p tallystick-evidence --example bench`.

#[path = "../tests/common/mod.rs"]
mod common;

use common::{Numbers, Plan, Scene, LIMITS, SCHEMES};
use std::{hint::black_box, time::Instant};
use tallystick_evidence::{run::RunTree, Attestation, Crypto, Leaf, Native, Reading};

/// BLAKE2b-256, called as sp-core calls it.
struct Blake2;

#[derive(Default)]
struct NoStdHasher;

impl std::hash::Hasher for NoStdHasher {
	fn finish(&self) -> u64 {
		0
	}
	fn write(&mut self, _: &[u8]) {}
}

impl hash_db::Hasher for Blake2 {
	type Out = [u8; 32];
	type StdHasher = NoStdHasher;
	const LENGTH: usize = 32;

	fn hash(bytes: &[u8]) -> [u8; 32] {
		let hash = blake2b_simd::Params::new().hash_length(32).hash(bytes);
		hash.as_bytes().try_into().expect("it has 32 bytes")
	}
}

fn median(mut times: Vec<f64>) -> f64 {
	times.sort_by(f64::total_cmp);
	times[times.len() / 2]
}

/// The median time of each variant, in nanoseconds, measured in turns.
fn race(rounds: usize, repeat: usize, variants: &[&dyn Fn()]) -> Vec<f64> {
	let mut times = vec![vec![]; variants.len()];
	for round in 0..=rounds {
		for (variant, times) in variants.iter().zip(&mut times) {
			let start = Instant::now();
			for _ in 0..repeat {
				variant();
			}
			// The first round warms up.
			if round > 0 {
				times.push(start.elapsed().as_nanos() as f64 / repeat as f64);
			}
		}
	}
	times.into_iter().map(median).collect()
}

fn leaves(count: u32) -> Vec<Leaf> {
	let mut numbers = Numbers(1);
	(0..count)
		.map(|i| {
			let value = numbers.below(1000) as i64;
			Reading { time: u64::from(i), value, salt: numbers.bytes() }.into()
		})
		.collect()
}

fn builders() {
	println!("building a tree, nanoseconds a reading");
	for power in [8, 12, 16] {
		let leaves = leaves(1 << power);
		let raw: Vec<[u8; 33]> = leaves
			.iter()
			.map(|leaf| {
				let mut bytes = [0; 33];
				bytes[1..17].copy_from_slice(&leaf.reading.salt);
				bytes[17..25].copy_from_slice(&leaf.reading.time.to_le_bytes());
				bytes[25..].copy_from_slice(&leaf.reading.value.to_le_bytes());
				bytes
			})
			.collect();
		let ours = || {
			black_box(RunTree::build::<Native>(0, LIMITS, black_box(&leaves)).ok());
		};
		let theirs = || {
			black_box(binary_merkle_tree::merkle_root::<Blake2, _>(black_box(&raw)));
		};
		let times = race(15, (1 << 17) >> power, &[&ours, &theirs]);
		let per = |time: f64| time / f64::from(1 << power);
		println!(
			"  2^{power:<2}  summary tree {:6.0}  binary_merkle_tree {:6.0}  ratio {:.2}",
			per(times[0]),
			per(times[1]),
			times[1] / times[0]
		);
	}
}

fn verifier() {
	println!("verifying a proof of one reading among 2^12, microseconds");
	for mode in [Attestation::Gateway, Attestation::Segment] {
		for scheme in SCHEMES {
			if mode == Attestation::Gateway && scheme != SCHEMES[0] {
				continue;
			}
			let plan = Plan { runs: vec![4096], ..Plan::small(mode, scheme, false) };
			let scene = Scene::new(plan);
			let (proof, trusted) = (scene.proof(1, 0, 77), scene.trusted());
			let file = proof.to_file();
			let places = [&proof.reading.run_place, &proof.segment_place, &proof.block.place]
				.map(|p| p.path.len());
			let inner = proof.reading.path.len();
			let bare = || {
				let hash = |len: usize, times: usize| {
					for _ in 0..times {
						black_box(Native::hash(&[black_box(&[7u8; 256][..len])]));
					}
				};
				// Header, leaf, inner nodes, then leaves, nodes and roots of the plain trees, the range.
				hash(proof.header.len().min(256), 1);
				hash(33, 1);
				hash(209, inner);
				hash(123, 1);
				hash(135 + if mode == Attestation::Segment { 64 } else { 0 }, 1);
				hash(133, 1);
				hash(65, places.iter().sum());
				hash(37, 3);
				hash(68, 1);
				hash(64, proof.block.items.as_ref().map_or(0, Vec::len));
				hash(34, usize::from(mode == Attestation::Segment));
			};
			let verify = || {
				assert!(black_box(&proof).verify::<Native>(black_box(&trusted)).is_ok());
			};
			let read = || {
				let proof = tallystick_evidence::Proof::from_file(black_box(&file));
				assert!(proof.is_ok_and(|proof| proof.verify::<Native>(&trusted).is_ok()));
			};
			let message = scene.segments[1].header.message(&trusted.genesis, scheme).expect("fits");
			let signature = || {
				let Some(signature) = scene.leaves[1].signature else { return };
				let key = scene.device.key().public();
				assert!(Native::verify(&key, message.as_bytes(), &signature));
			};
			let times = race(15, 200, &[&verify, &read, &bare, &signature]);
			let [verify, read, bare, signature] = times[..] else { return };
			println!(
				"  {:22} verify {:6.1}  read and verify {:6.1}  bare hashes {:5.1}  signature {:6.1}  verify without signature / hashes {:.2}",
				format!("{mode:?}, {scheme:?}"),
				verify / 1e3,
				read / 1e3,
				bare / 1e3,
				signature / 1e3,
				(verify - signature) / bare
			);
		}
	}
}

fn sizes() {
	println!("size of a file, bytes, one run in one segment, 4 statements in its block, 7 blocks");
	for power in (8..=20).step_by(4) {
		let plan = Plan {
			runs: vec![1 << power],
			segments: 1,
			beside: 3,
			after: 5,
			..Plan::small(Attestation::Gateway, SCHEMES[0], false)
		};
		let gateway = Scene::new(plan.clone()).proof(0, 0, 77).to_file().len();
		let segment =
			Scene::new(Plan { mode: Attestation::Segment, ..plan }).proof(0, 0, 77).to_file().len();
		println!("  2^{power:<2} readings  gateway's word {gateway}  device's word {segment}");
	}
}

fn main() {
	builders();
	verifier();
	sizes();
}
