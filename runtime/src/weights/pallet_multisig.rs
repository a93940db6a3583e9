//! Weights of `pallet_multisig`, measured in this runtime.
//!
//! Written by a program; do not edit. To measure again:
//! `STEPS=50 REPEAT=20 ./scripts/benchmark.sh pallet_multisig`
//!
//! - frame-benchmarking-cli 64.0.0, 2026-11-22, host `two-core-vm`, CPU `Intel(R) Xeon(R) Processor`
//! - steps: 50, repeat: 20, WASM execution: Compiled, analysis: MinSquares
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
		// Minimum execution time: 40_822_000 picoseconds.
		Weight::from_parts(49_544_570, 3997)
			// Standard error: 116
			.saturating_add(Weight::from_parts(3_451, 0).saturating_mul(z.into()))
			.saturating_add(T::DbWeight::get().reads(2))
	}
	/// - `s` ranges over `2..=100`
	/// - `z` ranges over `0..=10000`
	/// - Storage: `Multisig::Multisigs` (r:1 w:1)
	/// - Proof: `Multisig::Multisigs` (`max_values`: None, `max_size`: Some(3346), added: 5821, mode: `MaxEncodedLen`)
	fn as_multi_create(s: u32, z: u32, ) -> Weight {
		// Recorded proof size: 6 bytes.
		// Minimum execution time: 61_049_000 picoseconds.
		Weight::from_parts(72_640_793, 6811)
			// Standard error: 36_826
			.saturating_add(Weight::from_parts(244_174, 0).saturating_mul(s.into()))
			// Standard error: 360
			.saturating_add(Weight::from_parts(1_721, 0).saturating_mul(z.into()))
			.saturating_add(T::DbWeight::get().reads(1))
			.saturating_add(T::DbWeight::get().writes(1))
	}
	/// - `s` ranges over `3..=100`
	/// - `z` ranges over `0..=10000`
	/// - Storage: `Multisig::Multisigs` (r:1 w:1)
	/// - Proof: `Multisig::Multisigs` (`max_values`: None, `max_size`: Some(3346), added: 5821, mode: `MaxEncodedLen`)
	fn as_multi_approve(s: u32, z: u32, ) -> Weight {
		// Recorded proof size: 211 bytes.
		// Minimum execution time: 39_688_000 picoseconds.
		Weight::from_parts(12_274_486, 6811)
			// Standard error: 35_902
			.saturating_add(Weight::from_parts(499_331, 0).saturating_mul(s.into()))
			// Standard error: 351
			.saturating_add(Weight::from_parts(4_295, 0).saturating_mul(z.into()))
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
		// Minimum execution time: 74_528_000 picoseconds.
		Weight::from_parts(43_293_372, 6811)
			// Standard error: 15_408
			.saturating_add(Weight::from_parts(474_897, 0).saturating_mul(s.into()))
			// Standard error: 150
			.saturating_add(Weight::from_parts(4_071, 0).saturating_mul(z.into()))
			.saturating_add(T::DbWeight::get().reads(4))
			.saturating_add(T::DbWeight::get().writes(2))
	}
	/// - `s` ranges over `2..=100`
	/// - Storage: `Multisig::Multisigs` (r:1 w:1)
	/// - Proof: `Multisig::Multisigs` (`max_values`: None, `max_size`: Some(3346), added: 5821, mode: `MaxEncodedLen`)
	fn approve_as_multi_create(s: u32, ) -> Weight {
		// Recorded proof size: 6 bytes.
		// Minimum execution time: 39_382_000 picoseconds.
		Weight::from_parts(74_825_074, 6811)
			// Standard error: 18_161
			.saturating_add(Weight::from_parts(282_567, 0).saturating_mul(s.into()))
			.saturating_add(T::DbWeight::get().reads(1))
			.saturating_add(T::DbWeight::get().writes(1))
	}
	/// - `s` ranges over `2..=100`
	/// - Storage: `Multisig::Multisigs` (r:1 w:1)
	/// - Proof: `Multisig::Multisigs` (`max_values`: None, `max_size`: Some(3346), added: 5821, mode: `MaxEncodedLen`)
	fn approve_as_multi_approve(s: u32, ) -> Weight {
		// Recorded proof size: 211 bytes.
		// Minimum execution time: 18_385_000 picoseconds.
		Weight::from_parts(22_389_155, 6811)
			// Standard error: 4_272
			.saturating_add(Weight::from_parts(193_829, 0).saturating_mul(s.into()))
			.saturating_add(T::DbWeight::get().reads(1))
			.saturating_add(T::DbWeight::get().writes(1))
	}
	/// - `s` ranges over `2..=100`
	/// - Storage: `Multisig::Multisigs` (r:1 w:1)
	/// - Proof: `Multisig::Multisigs` (`max_values`: None, `max_size`: Some(3346), added: 5821, mode: `MaxEncodedLen`)
	fn cancel_as_multi(s: u32, ) -> Weight {
		// Recorded proof size: 211 bytes.
		// Minimum execution time: 32_435_000 picoseconds.
		Weight::from_parts(37_012_226, 6811)
			// Standard error: 4_782
			.saturating_add(Weight::from_parts(259_396, 0).saturating_mul(s.into()))
			.saturating_add(T::DbWeight::get().reads(1))
			.saturating_add(T::DbWeight::get().writes(1))
	}
	/// - `s` ranges over `2..=100`
	/// - Storage: `Multisig::Multisigs` (r:1 w:1)
	/// - Proof: `Multisig::Multisigs` (`max_values`: None, `max_size`: Some(3346), added: 5821, mode: `MaxEncodedLen`)
	fn poke_deposit(s: u32, ) -> Weight {
		// Recorded proof size: 211 bytes.
		// Minimum execution time: 31_577_000 picoseconds.
		Weight::from_parts(41_169_411, 6811)
			// Standard error: 4_439
			.saturating_add(Weight::from_parts(110_201, 0).saturating_mul(s.into()))
			.saturating_add(T::DbWeight::get().reads(1))
			.saturating_add(T::DbWeight::get().writes(1))
	}
}
