//! Weights of `pallet_multisig`, measured in this runtime.
//!
//! Written by a program; do not edit. To measure again:
//! `STEPS=10 REPEAT=10 ./scripts/benchmark.sh pallet_multisig`
//!
//! - frame-benchmarking-cli 64.0.0, 2026-11-22, host `unnamed`, CPU `Intel(R) Xeon(R) Processor`
//! - steps: 10, repeat: 10, WASM execution: Compiled, analysis: MinSquares
//! - worst case map size: 1000000, additional trie layers: 2

#![cfg_attr(rustfmt, rustfmt_skip)]
#![allow(missing_docs, unreachable_pub, unused_imports)]

use core::marker::PhantomData;
use frame_support::{traits::Get, weights::Weight};

/// Weights of `pallet_multisig`.
pub struct WeightInfo<T>(PhantomData<T>);

impl<T: frame_system::Config> pallet_multisig::WeightInfo for WeightInfo<T> {
	/// - `z` ranges over `0..=10000`
	/// - Storage: `SafeMode::EnteredUntil` (r:1 w:0)
	/// - Proof: `SafeMode::EnteredUntil` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
	/// - Storage: `TxPause::PausedCalls` (r:1 w:0)
	/// - Proof: `TxPause::PausedCalls` (`max_values`: None, `max_size`: Some(532), added: 3007, mode: `MaxEncodedLen`)
	fn as_multi_threshold_1(z: u32, ) -> Weight {
		// Recorded proof size: 46 bytes.
		// Minimum execution time: 41_802_000 picoseconds.
		Weight::from_parts(65_116_814, 3997)
			// Standard error: 526
			.saturating_add(Weight::from_parts(3_040, 0).saturating_mul(z.into()))
			.saturating_add(T::DbWeight::get().reads(2))
	}
	/// - `s` ranges over `2..=100`
	/// - `z` ranges over `0..=10000`
	/// - Storage: `Multisig::Multisigs` (r:1 w:1)
	/// - Proof: `Multisig::Multisigs` (`max_values`: None, `max_size`: Some(3346), added: 5821, mode: `MaxEncodedLen`)
	fn as_multi_create(s: u32, z: u32, ) -> Weight {
		// Recorded proof size: 6 bytes.
		// Minimum execution time: 64_200_000 picoseconds.
		Weight::from_parts(49_652_488, 6811)
			// Standard error: 42_444
			.saturating_add(Weight::from_parts(296_000, 0).saturating_mul(s.into()))
			// Standard error: 418
			.saturating_add(Weight::from_parts(3_718, 0).saturating_mul(z.into()))
			.saturating_add(T::DbWeight::get().reads(1))
			.saturating_add(T::DbWeight::get().writes(1))
	}
	/// - `s` ranges over `3..=100`
	/// - `z` ranges over `0..=10000`
	/// - Storage: `Multisig::Multisigs` (r:1 w:1)
	/// - Proof: `Multisig::Multisigs` (`max_values`: None, `max_size`: Some(3346), added: 5821, mode: `MaxEncodedLen`)
	fn as_multi_approve(s: u32, z: u32, ) -> Weight {
		// Recorded proof size: 211 bytes.
		// Minimum execution time: 44_247_000 picoseconds.
		Weight::from_parts(31_736_254, 6811)
			// Standard error: 26_552
			.saturating_add(Weight::from_parts(231_743, 0).saturating_mul(s.into()))
			// Standard error: 258
			.saturating_add(Weight::from_parts(3_783, 0).saturating_mul(z.into()))
			.saturating_add(T::DbWeight::get().reads(1))
			.saturating_add(T::DbWeight::get().writes(1))
	}
	/// - `s` ranges over `2..=100`
	/// - `z` ranges over `0..=10000`
	/// - Storage: `Multisig::Multisigs` (r:1 w:1)
	/// - Proof: `Multisig::Multisigs` (`max_values`: None, `max_size`: Some(3346), added: 5821, mode: `MaxEncodedLen`)
	/// - Storage: `System::Account` (r:1 w:1)
	/// - Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	/// - Storage: `SafeMode::EnteredUntil` (r:1 w:0)
	/// - Proof: `SafeMode::EnteredUntil` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
	/// - Storage: `TxPause::PausedCalls` (r:1 w:0)
	/// - Proof: `TxPause::PausedCalls` (`max_values`: None, `max_size`: Some(532), added: 3007, mode: `MaxEncodedLen`)
	fn as_multi_complete(s: u32, z: u32, ) -> Weight {
		// Recorded proof size: 363 bytes + s * 33.
		// Minimum execution time: 89_464_000 picoseconds.
		Weight::from_parts(53_081_457, 6811)
			// Standard error: 39_585
			.saturating_add(Weight::from_parts(645_345, 0).saturating_mul(s.into()))
			// Standard error: 390
			.saturating_add(Weight::from_parts(4_990, 0).saturating_mul(z.into()))
			.saturating_add(T::DbWeight::get().reads(4))
			.saturating_add(T::DbWeight::get().writes(2))
	}
	/// - `s` ranges over `2..=100`
	/// - Storage: `Multisig::Multisigs` (r:1 w:1)
	/// - Proof: `Multisig::Multisigs` (`max_values`: None, `max_size`: Some(3346), added: 5821, mode: `MaxEncodedLen`)
	fn approve_as_multi_create(s: u32, ) -> Weight {
		// Recorded proof size: 6 bytes.
		// Minimum execution time: 35_283_000 picoseconds.
		Weight::from_parts(37_886_491, 6811)
			// Standard error: 25_246
			.saturating_add(Weight::from_parts(439_315, 0).saturating_mul(s.into()))
			.saturating_add(T::DbWeight::get().reads(1))
			.saturating_add(T::DbWeight::get().writes(1))
	}
	/// - `s` ranges over `2..=100`
	/// - Storage: `Multisig::Multisigs` (r:1 w:1)
	/// - Proof: `Multisig::Multisigs` (`max_values`: None, `max_size`: Some(3346), added: 5821, mode: `MaxEncodedLen`)
	fn approve_as_multi_approve(s: u32, ) -> Weight {
		// Recorded proof size: 211 bytes.
		// Minimum execution time: 21_427_000 picoseconds.
		Weight::from_parts(21_833_015, 6811)
			// Standard error: 24_165
			.saturating_add(Weight::from_parts(326_870, 0).saturating_mul(s.into()))
			.saturating_add(T::DbWeight::get().reads(1))
			.saturating_add(T::DbWeight::get().writes(1))
	}
	/// - `s` ranges over `2..=100`
	/// - Storage: `Multisig::Multisigs` (r:1 w:1)
	/// - Proof: `Multisig::Multisigs` (`max_values`: None, `max_size`: Some(3346), added: 5821, mode: `MaxEncodedLen`)
	fn cancel_as_multi(s: u32, ) -> Weight {
		// Recorded proof size: 211 bytes.
		// Minimum execution time: 40_244_000 picoseconds.
		Weight::from_parts(45_096_511, 6811)
			// Standard error: 26_868
			.saturating_add(Weight::from_parts(253_641, 0).saturating_mul(s.into()))
			.saturating_add(T::DbWeight::get().reads(1))
			.saturating_add(T::DbWeight::get().writes(1))
	}
	/// - `s` ranges over `2..=100`
	/// - Storage: `Multisig::Multisigs` (r:1 w:1)
	/// - Proof: `Multisig::Multisigs` (`max_values`: None, `max_size`: Some(3346), added: 5821, mode: `MaxEncodedLen`)
	fn poke_deposit(s: u32, ) -> Weight {
		// Recorded proof size: 211 bytes.
		// Minimum execution time: 34_134_000 picoseconds.
		Weight::from_parts(35_400_711, 6811)
			// Standard error: 28_733
			.saturating_add(Weight::from_parts(370_771, 0).saturating_mul(s.into()))
			.saturating_add(T::DbWeight::get().reads(1))
			.saturating_add(T::DbWeight::get().writes(1))
	}
}
