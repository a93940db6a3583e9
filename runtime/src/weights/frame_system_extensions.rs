//! Weights of `frame_system_extensions`, measured in this runtime.
//!
//! Written by a program; do not edit. To measure again:
//! `STEPS=50 REPEAT=20 ./scripts/benchmark.sh frame_system_extensions`
//!
//! - frame-benchmarking-cli 64.0.0, 2026-11-22, host `two-core-vm`, CPU `Intel(R) Xeon(R) Processor`
//! - steps: 50, repeat: 20, WASM execution: Compiled, analysis: MinSquares
//! - worst case map size: 1000000, additional trie layers: 2

#![cfg_attr(rustfmt, rustfmt_skip)]
#![allow(missing_docs, unreachable_pub, unused_imports)]

use core::marker::PhantomData;
use frame_support::{traits::Get, weights::Weight};

/// Weights of `frame_system_extensions`.
pub struct WeightInfo<T>(PhantomData<T>);

impl<T: frame_system::Config> frame_system::ExtensionsWeightInfo for WeightInfo<T> {
	fn check_genesis() -> Weight {
		// Recorded proof size: 0 bytes.
		// Minimum execution time: 2_055_000 picoseconds.
		Weight::from_parts(2_850_000, 0)
	}
	fn check_mortality_mortal_transaction() -> Weight {
		// Recorded proof size: 0 bytes.
		// Minimum execution time: 4_869_000 picoseconds.
		Weight::from_parts(6_088_000, 0)
	}
	fn check_mortality_immortal_transaction() -> Weight {
		// Recorded proof size: 0 bytes.
		// Minimum execution time: 4_625_000 picoseconds.
		Weight::from_parts(6_032_000, 0)
	}
	fn check_non_zero_sender() -> Weight {
		// Recorded proof size: 0 bytes.
		// Minimum execution time: 604_000 picoseconds.
		Weight::from_parts(832_000, 0)
	}
	/// - Storage: `System::Account` (r:1 w:1)
	/// - Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	fn check_nonce() -> Weight {
		// Recorded proof size: 101 bytes.
		// Minimum execution time: 9_166_000 picoseconds.
		Weight::from_parts(11_496_000, 3593)
			.saturating_add(T::DbWeight::get().reads(1))
			.saturating_add(T::DbWeight::get().writes(1))
	}
	fn check_spec_version() -> Weight {
		// Recorded proof size: 0 bytes.
		// Minimum execution time: 536_000 picoseconds.
		Weight::from_parts(799_000, 0)
	}
	fn check_tx_version() -> Weight {
		// Recorded proof size: 0 bytes.
		// Minimum execution time: 601_000 picoseconds.
		Weight::from_parts(857_000, 0)
	}
	fn check_weight() -> Weight {
		// Recorded proof size: 0 bytes.
		// Minimum execution time: 5_828_000 picoseconds.
		Weight::from_parts(9_003_000, 0)
	}
	fn weight_reclaim() -> Weight {
		// Recorded proof size: 0 bytes.
		// Minimum execution time: 3_332_000 picoseconds.
		Weight::from_parts(4_239_000, 0)
	}
}
