//! Weights of `pallet_utility`, measured in this runtime.
//!
//! Written by a program; do not edit. To measure again:
//! `STEPS=50 REPEAT=20 ./scripts/benchmark.sh pallet_utility`
//!
//! - frame-benchmarking-cli 64.0.0, 2026-11-22, host `two-core-vm`, CPU `Intel(R) Xeon(R) Processor`
//! - steps: 50, repeat: 20, WASM execution: Compiled, analysis: MinSquares
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
		// Minimum execution time: 6_690_000 picoseconds.
		Weight::from_parts(7_122_000, 3997)
			// Standard error: 94_021
			.saturating_add(Weight::from_parts(11_681_655, 0).saturating_mul(c.into()))
			.saturating_add(T::DbWeight::get().reads(2))
	}
	/// - Storage: `SafeMode::EnteredUntil` (r:1 w:0)
	/// - Proof: `SafeMode::EnteredUntil` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
	/// - Storage: `TxPause::PausedCalls` (r:1 w:0)
	/// - Proof: `TxPause::PausedCalls` (`max_values`: None, `max_size`: Some(532), added: 3007, mode: `MaxEncodedLen`)
	fn as_derivative() -> Weight {
		// Recorded proof size: 46 bytes.
		// Minimum execution time: 12_952_000 picoseconds.
		Weight::from_parts(24_159_000, 3997)
			.saturating_add(T::DbWeight::get().reads(2))
	}
	/// - `c` ranges over `0..=1000`
	/// - Storage: `SafeMode::EnteredUntil` (r:1 w:0)
	/// - Proof: `SafeMode::EnteredUntil` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
	/// - Storage: `TxPause::PausedCalls` (r:1 w:0)
	/// - Proof: `TxPause::PausedCalls` (`max_values`: None, `max_size`: Some(532), added: 3007, mode: `MaxEncodedLen`)
	fn batch_all(c: u32, ) -> Weight {
		// Recorded proof size: 46 bytes.
		// Minimum execution time: 12_584_000 picoseconds.
		Weight::from_parts(86_647_416, 3997)
			// Standard error: 50_232
			.saturating_add(Weight::from_parts(14_298_732, 0).saturating_mul(c.into()))
			.saturating_add(T::DbWeight::get().reads(2))
	}
	fn dispatch_as() -> Weight {
		// Recorded proof size: 0 bytes.
		// Minimum execution time: 14_991_000 picoseconds.
		Weight::from_parts(19_750_000, 0)
	}
	/// - `c` ranges over `0..=1000`
	/// - Storage: `SafeMode::EnteredUntil` (r:1 w:0)
	/// - Proof: `SafeMode::EnteredUntil` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
	/// - Storage: `TxPause::PausedCalls` (r:1 w:0)
	/// - Proof: `TxPause::PausedCalls` (`max_values`: None, `max_size`: Some(532), added: 3007, mode: `MaxEncodedLen`)
	fn force_batch(c: u32, ) -> Weight {
		// Recorded proof size: 46 bytes.
		// Minimum execution time: 11_006_000 picoseconds.
		Weight::from_parts(11_576_000, 3997)
			// Standard error: 16_778
			.saturating_add(Weight::from_parts(13_417_143, 0).saturating_mul(c.into()))
			.saturating_add(T::DbWeight::get().reads(2))
	}
	fn dispatch_as_fallible() -> Weight {
		// Recorded proof size: 0 bytes.
		// Minimum execution time: 15_142_000 picoseconds.
		Weight::from_parts(18_971_000, 0)
	}
	/// - Storage: `SafeMode::EnteredUntil` (r:1 w:0)
	/// - Proof: `SafeMode::EnteredUntil` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
	/// - Storage: `TxPause::PausedCalls` (r:2 w:0)
	/// - Proof: `TxPause::PausedCalls` (`max_values`: None, `max_size`: Some(532), added: 3007, mode: `MaxEncodedLen`)
	fn if_else() -> Weight {
		// Recorded proof size: 46 bytes.
		// Minimum execution time: 19_687_000 picoseconds.
		Weight::from_parts(23_397_000, 7004)
			.saturating_add(T::DbWeight::get().reads(3))
	}
}
