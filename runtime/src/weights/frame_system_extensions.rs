//! Weights of `frame_system_extensions`, measured in this runtime.
//!
//! Written by a program; do not edit. To measure again:
//! `STEPS=10 REPEAT=10 ./scripts/benchmark.sh frame_system_extensions`
//!
//! - frame-benchmarking-cli 64.0.0, 2026-11-22, host `unnamed`, CPU `Intel(R) Xeon(R) Processor`
//! - steps: 10, repeat: 10, WASM execution: Compiled, analysis: MinSquares
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
		// Minimum execution time: 2_762_000 picoseconds.
		Weight::from_parts(3_089_000, 0)
	}
	fn check_mortality_mortal_transaction() -> Weight {
		// Recorded proof size: 0 bytes.
		// Minimum execution time: 5_584_000 picoseconds.
		Weight::from_parts(6_071_000, 0)
	}
	fn check_mortality_immortal_transaction() -> Weight {
		// Recorded proof size: 0 bytes.
		// Minimum execution time: 5_345_000 picoseconds.
		Weight::from_parts(5_830_000, 0)
	}
	fn check_non_zero_sender() -> Weight {
		// Recorded proof size: 0 bytes.
		// Minimum execution time: 747_000 picoseconds.
		Weight::from_parts(835_000, 0)
	}
	/// - Storage: `System::Account` (r:1 w:1)
	/// - Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	fn check_nonce() -> Weight {
		// Recorded proof size: 101 bytes.
		// Minimum execution time: 11_043_000 picoseconds.
		Weight::from_parts(11_508_000, 3593)
			.saturating_add(T::DbWeight::get().reads(1))
			.saturating_add(T::DbWeight::get().writes(1))
	}
	fn check_spec_version() -> Weight {
		// Recorded proof size: 0 bytes.
		// Minimum execution time: 546_000 picoseconds.
		Weight::from_parts(668_000, 0)
	}
	fn check_tx_version() -> Weight {
		// Recorded proof size: 0 bytes.
		// Minimum execution time: 567_000 picoseconds.
		Weight::from_parts(646_000, 0)
	}
	fn check_weight() -> Weight {
		// Recorded proof size: 0 bytes.
		// Minimum execution time: 6_120_000 picoseconds.
		Weight::from_parts(6_524_000, 0)
	}
	fn weight_reclaim() -> Weight {
		// Recorded proof size: 0 bytes.
		// Minimum execution time: 3_297_000 picoseconds.
		Weight::from_parts(3_781_000, 0)
	}
}
