//! Weights of `pallet_utility`, measured in this runtime.
//!
//! Written by a program; do not edit. To measure again:
//! `STEPS=10 REPEAT=10 ./scripts/benchmark.sh pallet_utility`
//!
//! - frame-benchmarking-cli 64.0.0, 2026-11-22, host `unnamed`, CPU `Intel(R) Xeon(R) Processor`
//! - steps: 10, repeat: 10, WASM execution: Compiled, analysis: MinSquares
//! - worst case map size: 1000000, additional trie layers: 2

#![cfg_attr(rustfmt, rustfmt_skip)]
#![allow(missing_docs, unreachable_pub, unused_imports)]

use core::marker::PhantomData;
use frame_support::{traits::Get, weights::Weight};

/// Weights of `pallet_utility`.
pub struct WeightInfo<T>(PhantomData<T>);

impl<T: frame_system::Config> pallet_utility::WeightInfo for WeightInfo<T> {
	/// - `c` ranges over `0..=1000`
	/// - Storage: `SafeMode::EnteredUntil` (r:1 w:0)
	/// - Proof: `SafeMode::EnteredUntil` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
	/// - Storage: `TxPause::PausedCalls` (r:1 w:0)
	/// - Proof: `TxPause::PausedCalls` (`max_values`: None, `max_size`: Some(532), added: 3007, mode: `MaxEncodedLen`)
	fn batch(c: u32, ) -> Weight {
		// Recorded proof size: 46 bytes.
		// Minimum execution time: 7_179_000 picoseconds.
		Weight::from_parts(7_324_000, 3997)
			// Standard error: 104_596
			.saturating_add(Weight::from_parts(7_771_809, 0).saturating_mul(c.into()))
			.saturating_add(T::DbWeight::get().reads(1))
	}
	/// - Storage: `SafeMode::EnteredUntil` (r:1 w:0)
	/// - Proof: `SafeMode::EnteredUntil` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
	/// - Storage: `TxPause::PausedCalls` (r:1 w:0)
	/// - Proof: `TxPause::PausedCalls` (`max_values`: None, `max_size`: Some(532), added: 3007, mode: `MaxEncodedLen`)
	fn as_derivative() -> Weight {
		// Recorded proof size: 46 bytes.
		// Minimum execution time: 12_646_000 picoseconds.
		Weight::from_parts(13_934_000, 3997)
			.saturating_add(T::DbWeight::get().reads(2))
	}
	/// - `c` ranges over `0..=1000`
	/// - Storage: `SafeMode::EnteredUntil` (r:1 w:0)
	/// - Proof: `SafeMode::EnteredUntil` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
	/// - Storage: `TxPause::PausedCalls` (r:1 w:0)
	/// - Proof: `TxPause::PausedCalls` (`max_values`: None, `max_size`: Some(532), added: 3007, mode: `MaxEncodedLen`)
	fn batch_all(c: u32, ) -> Weight {
		// Recorded proof size: 46 bytes.
		// Minimum execution time: 7_271_000 picoseconds.
		Weight::from_parts(20_496_350, 3997)
			// Standard error: 35_971
			.saturating_add(Weight::from_parts(7_834_824, 0).saturating_mul(c.into()))
			.saturating_add(T::DbWeight::get().reads(1))
	}
	fn dispatch_as() -> Weight {
		// Recorded proof size: 0 bytes.
		// Minimum execution time: 9_793_000 picoseconds.
		Weight::from_parts(10_617_000, 0)
	}
	/// - `c` ranges over `0..=1000`
	/// - Storage: `SafeMode::EnteredUntil` (r:1 w:0)
	/// - Proof: `SafeMode::EnteredUntil` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
	/// - Storage: `TxPause::PausedCalls` (r:1 w:0)
	/// - Proof: `TxPause::PausedCalls` (`max_values`: None, `max_size`: Some(532), added: 3007, mode: `MaxEncodedLen`)
	fn force_batch(c: u32, ) -> Weight {
		// Recorded proof size: 46 bytes.
		// Minimum execution time: 6_820_000 picoseconds.
		Weight::from_parts(7_412_000, 3997)
			// Standard error: 312_315
			.saturating_add(Weight::from_parts(12_532_670, 0).saturating_mul(c.into()))
			.saturating_add(T::DbWeight::get().reads(1))
	}
	fn dispatch_as_fallible() -> Weight {
		// Recorded proof size: 0 bytes.
		// Minimum execution time: 12_127_000 picoseconds.
		Weight::from_parts(17_009_000, 0)
	}
	/// - Storage: `SafeMode::EnteredUntil` (r:1 w:0)
	/// - Proof: `SafeMode::EnteredUntil` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
	/// - Storage: `TxPause::PausedCalls` (r:2 w:0)
	/// - Proof: `TxPause::PausedCalls` (`max_values`: None, `max_size`: Some(532), added: 3007, mode: `MaxEncodedLen`)
	fn if_else() -> Weight {
		// Recorded proof size: 46 bytes.
		// Minimum execution time: 25_056_000 picoseconds.
		Weight::from_parts(26_924_000, 7004)
			.saturating_add(T::DbWeight::get().reads(3))
	}
}
