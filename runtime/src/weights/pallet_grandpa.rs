//! Weights of `pallet_grandpa`, measured in this runtime.
//!
//! Written by a program; do not edit. To measure again:
//! `STEPS=50 REPEAT=20 ./scripts/benchmark.sh pallet_grandpa`
//!
//! - frame-benchmarking-cli 64.0.0, 2026-11-22, host `two-core-vm`, CPU `Intel(R) Xeon(R) Processor`
//! - steps: 50, repeat: 20, WASM execution: Compiled, analysis: MinSquares
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
	pub fn check_equivocation_proof(_x: u32, ) -> Weight {
		// Recorded proof size: 0 bytes.
		// Minimum execution time: 118_111_000 picoseconds.
		Weight::from_parts(134_129_921, 0)
	}
	/// - Storage: `Grandpa::Stalled` (r:0 w:1)
	/// - Proof: `Grandpa::Stalled` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	pub fn note_stalled() -> Weight {
		// Recorded proof size: 0 bytes.
		// Minimum execution time: 3_306_000 picoseconds.
		Weight::from_parts(5_514_000, 0)
			.saturating_add(T::DbWeight::get().writes(1))
	}
}
