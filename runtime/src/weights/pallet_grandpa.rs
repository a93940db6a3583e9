//! Weights of `pallet_grandpa`, measured in this runtime.
//!
//! Written by a program; do not edit. To measure again:
//! `STEPS=10 REPEAT=10 ./scripts/benchmark.sh pallet_grandpa`
//!
//! - frame-benchmarking-cli 64.0.0, 2026-11-22, host `unnamed`, CPU `Intel(R) Xeon(R) Processor`
//! - steps: 10, repeat: 10, WASM execution: Compiled, analysis: MinSquares
//! - worst case map size: 1000000, additional trie layers: 2

#![cfg_attr(rustfmt, rustfmt_skip)]
#![allow(missing_docs, unreachable_pub, unused_imports)]

use core::marker::PhantomData;
use frame_support::{traits::Get, weights::Weight};

/// Weights of `pallet_grandpa`.
pub struct WeightInfo<T>(PhantomData<T>);

// The pallet asks for other weights than it measures, so this is no `pallet_grandpa::WeightInfo`.
impl<T: frame_system::Config> WeightInfo<T> {
	/// - `x` ranges over `0..=1`
	pub fn check_equivocation_proof(x: u32, ) -> Weight {
		// Recorded proof size: 0 bytes.
		// Minimum execution time: 103_823_000 picoseconds.
		Weight::from_parts(110_804_456, 0)
			// Standard error: 2_007_994
			.saturating_add(Weight::from_parts(5_487_043, 0).saturating_mul(x.into()))
	}
	/// - Storage: `Grandpa::Stalled` (r:0 w:1)
	/// - Proof: `Grandpa::Stalled` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	pub fn note_stalled() -> Weight {
		// Recorded proof size: 0 bytes.
		// Minimum execution time: 4_200_000 picoseconds.
		Weight::from_parts(5_971_000, 0)
			.saturating_add(T::DbWeight::get().writes(1))
	}
}
