//! Weights of `pallet_safe_mode`, measured in this runtime.
//!
//! Written by a program; do not edit. To measure again:
//! `STEPS=50 REPEAT=20 ./scripts/benchmark.sh pallet_safe_mode`
//!
//! - frame-benchmarking-cli 64.0.0, 2026-11-22, host `two-core-vm`, CPU `Intel(R) Xeon(R) Processor`
//! - steps: 50, repeat: 20, WASM execution: Compiled, analysis: MinSquares
//! - worst case map size: 1000000, additional trie layers: 2

#![cfg_attr(rustfmt, rustfmt_skip)]
#![allow(missing_docs, unreachable_pub, unused_imports)]

use core::marker::PhantomData;
use frame_support::{traits::Get, weights::Weight};

/// Weights of `pallet_safe_mode`.
pub struct WeightInfo<T>(PhantomData<T>);

impl<T: frame_system::Config> pallet_safe_mode::WeightInfo for WeightInfo<T> {
	/// - Storage: `SafeMode::EnteredUntil` (r:1 w:0)
	/// - Proof: `SafeMode::EnteredUntil` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
	fn on_initialize_noop() -> Weight {
		// Recorded proof size: 42 bytes.
		// Minimum execution time: 2_326_000 picoseconds.
		Weight::from_parts(3_054_000, 1489)
			.saturating_add(T::DbWeight::get().reads(1))
	}
	/// - Storage: `SafeMode::EnteredUntil` (r:1 w:1)
	/// - Proof: `SafeMode::EnteredUntil` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
	fn on_initialize_exit() -> Weight {
		// Recorded proof size: 69 bytes.
		// Minimum execution time: 6_612_000 picoseconds.
		Weight::from_parts(9_615_000, 1489)
			.saturating_add(T::DbWeight::get().reads(1))
			.saturating_add(T::DbWeight::get().writes(1))
	}
	fn enter() -> Weight {
		// Recorded proof size: 0 bytes.
		// Minimum execution time: 0_000 picoseconds.
		Weight::from_parts(0, 0)
	}
	/// - Storage: `SafeMode::EnteredUntil` (r:1 w:1)
	/// - Proof: `SafeMode::EnteredUntil` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
	fn force_enter() -> Weight {
		// Recorded proof size: 42 bytes.
		// Minimum execution time: 8_082_000 picoseconds.
		Weight::from_parts(15_102_000, 1489)
			.saturating_add(T::DbWeight::get().reads(1))
			.saturating_add(T::DbWeight::get().writes(1))
	}
	fn extend() -> Weight {
		// Recorded proof size: 0 bytes.
		// Minimum execution time: 0_000 picoseconds.
		Weight::from_parts(0, 0)
	}
	/// - Storage: `SafeMode::EnteredUntil` (r:1 w:1)
	/// - Proof: `SafeMode::EnteredUntil` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
	fn force_extend() -> Weight {
		// Recorded proof size: 69 bytes.
		// Minimum execution time: 8_824_000 picoseconds.
		Weight::from_parts(14_367_000, 1489)
			.saturating_add(T::DbWeight::get().reads(1))
			.saturating_add(T::DbWeight::get().writes(1))
	}
	/// - Storage: `SafeMode::EnteredUntil` (r:1 w:1)
	/// - Proof: `SafeMode::EnteredUntil` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
	fn force_exit() -> Weight {
		// Recorded proof size: 69 bytes.
		// Minimum execution time: 10_005_000 picoseconds.
		Weight::from_parts(12_997_000, 1489)
			.saturating_add(T::DbWeight::get().reads(1))
			.saturating_add(T::DbWeight::get().writes(1))
	}
	fn release_deposit() -> Weight {
		// Recorded proof size: 0 bytes.
		// Minimum execution time: 0_000 picoseconds.
		Weight::from_parts(0, 0)
	}
	/// - Storage: `SafeMode::Deposits` (r:1 w:1)
	/// - Proof: `SafeMode::Deposits` (`max_values`: None, `max_size`: Some(68), added: 2543, mode: `MaxEncodedLen`)
	/// - Storage: `Balances::Holds` (r:1 w:1)
	/// - Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(139), added: 2614, mode: `MaxEncodedLen`)
	fn force_release_deposit() -> Weight {
		// Recorded proof size: 191 bytes.
		// Minimum execution time: 66_050_000 picoseconds.
		Weight::from_parts(74_685_000, 3604)
			.saturating_add(T::DbWeight::get().reads(2))
			.saturating_add(T::DbWeight::get().writes(2))
	}
	/// - Storage: `SafeMode::Deposits` (r:1 w:1)
	/// - Proof: `SafeMode::Deposits` (`max_values`: None, `max_size`: Some(68), added: 2543, mode: `MaxEncodedLen`)
	/// - Storage: `Balances::Holds` (r:1 w:1)
	/// - Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(139), added: 2614, mode: `MaxEncodedLen`)
	fn force_slash_deposit() -> Weight {
		// Recorded proof size: 191 bytes.
		// Minimum execution time: 39_991_000 picoseconds.
		Weight::from_parts(86_106_000, 3604)
			.saturating_add(T::DbWeight::get().reads(2))
			.saturating_add(T::DbWeight::get().writes(2))
	}
}
