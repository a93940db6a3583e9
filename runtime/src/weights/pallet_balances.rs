//! Weights of `pallet_balances`, measured in this runtime.
//!
//! Written by a program; do not edit. To measure again:
//! `STEPS=10 REPEAT=10 ./scripts/benchmark.sh pallet_balances`
//!
//! - frame-benchmarking-cli 64.0.0, 2026-11-22, host `unnamed`, CPU `Intel(R) Xeon(R) Processor`
//! - steps: 10, repeat: 10, WASM execution: Compiled, analysis: MinSquares
//! - worst case map size: 1000000, additional trie layers: 2

#![cfg_attr(rustfmt, rustfmt_skip)]
#![allow(missing_docs, unreachable_pub, unused_imports)]

use core::marker::PhantomData;
use frame_support::{traits::Get, weights::Weight};

/// Weights of `pallet_balances`.
pub struct WeightInfo<T>(PhantomData<T>);

impl<T: frame_system::Config> pallet_balances::WeightInfo for WeightInfo<T> {
	/// - Storage: `System::Account` (r:1 w:1)
	/// - Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	fn transfer_allow_death() -> Weight {
		// Recorded proof size: 0 bytes.
		// Minimum execution time: 76_943_000 picoseconds.
		Weight::from_parts(78_576_000, 3593)
			.saturating_add(T::DbWeight::get().reads(1))
			.saturating_add(T::DbWeight::get().writes(1))
	}
	/// - Storage: `System::Account` (r:1 w:1)
	/// - Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	fn transfer_keep_alive() -> Weight {
		// Recorded proof size: 0 bytes.
		// Minimum execution time: 59_768_000 picoseconds.
		Weight::from_parts(62_065_000, 3593)
			.saturating_add(T::DbWeight::get().reads(1))
			.saturating_add(T::DbWeight::get().writes(1))
	}
	/// - Storage: `System::Account` (r:1 w:1)
	/// - Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	fn force_set_balance_creating() -> Weight {
		// Recorded proof size: 39 bytes.
		// Minimum execution time: 30_162_000 picoseconds.
		Weight::from_parts(33_302_000, 3593)
			.saturating_add(T::DbWeight::get().reads(1))
			.saturating_add(T::DbWeight::get().writes(1))
	}
	/// - Storage: `System::Account` (r:1 w:1)
	/// - Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	fn force_set_balance_killing() -> Weight {
		// Recorded proof size: 174 bytes.
		// Minimum execution time: 30_248_000 picoseconds.
		Weight::from_parts(33_005_000, 3593)
			.saturating_add(T::DbWeight::get().reads(1))
			.saturating_add(T::DbWeight::get().writes(1))
	}
	/// - Storage: `System::Account` (r:2 w:2)
	/// - Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	fn force_transfer() -> Weight {
		// Recorded proof size: 103 bytes.
		// Minimum execution time: 78_800_000 picoseconds.
		Weight::from_parts(82_475_000, 6196)
			.saturating_add(T::DbWeight::get().reads(2))
			.saturating_add(T::DbWeight::get().writes(2))
	}
	/// - Storage: `System::Account` (r:1 w:1)
	/// - Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	fn transfer_all() -> Weight {
		// Recorded proof size: 0 bytes.
		// Minimum execution time: 74_172_000 picoseconds.
		Weight::from_parts(78_502_000, 3593)
			.saturating_add(T::DbWeight::get().reads(1))
			.saturating_add(T::DbWeight::get().writes(1))
	}
	/// - Storage: `System::Account` (r:1 w:1)
	/// - Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	fn force_unreserve() -> Weight {
		// Recorded proof size: 174 bytes.
		// Minimum execution time: 22_976_000 picoseconds.
		Weight::from_parts(24_881_000, 3593)
			.saturating_add(T::DbWeight::get().reads(1))
			.saturating_add(T::DbWeight::get().writes(1))
	}
	/// - `u` ranges over `1..=1000`
	/// - Storage: `System::Account` (r:1000 w:1000)
	/// - Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	fn upgrade_accounts(u: u32, ) -> Weight {
		// Recorded proof size: 0 bytes + u * 85.
		// Minimum execution time: 23_423_000 picoseconds.
		Weight::from_parts(1_443_967_905, 990)
			// Standard error: 1_277_554
			.saturating_add(Weight::from_parts(24_520_466, 0).saturating_mul(u.into()))
			.saturating_add(Weight::from_parts(0, 2603).saturating_mul(u.into()))
			.saturating_add(T::DbWeight::get().reads((1_u64).saturating_mul(u.into())))
			.saturating_add(T::DbWeight::get().writes((1_u64).saturating_mul(u.into())))
	}
	fn force_adjust_total_issuance() -> Weight {
		// Recorded proof size: 0 bytes.
		// Minimum execution time: 8_600_000 picoseconds.
		Weight::from_parts(11_174_000, 0)
	}
	fn burn_allow_death() -> Weight {
		// Recorded proof size: 0 bytes.
		// Minimum execution time: 48_691_000 picoseconds.
		Weight::from_parts(51_405_000, 0)
	}
	fn burn_keep_alive() -> Weight {
		// Recorded proof size: 0 bytes.
		// Minimum execution time: 30_523_000 picoseconds.
		Weight::from_parts(34_107_000, 0)
	}
}
