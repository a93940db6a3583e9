//! Weights of `pallet_balances`, measured in this runtime.
//!
//! Written by a program; do not edit. To measure again:
//! `STEPS=20 REPEAT=5 ./scripts/benchmark.sh pallet_balances`
//!
//! - frame-benchmarking-cli 64.0.0, 2026-11-29, host `two-core-vm`, CPU `AMD EPYC`
//! - steps: 20, repeat: 5, WASM execution: Compiled, analysis: MinSquares
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
		// Minimum execution time: 62_443_000 picoseconds.
		Weight::from_parts(63_394_000, 3593)
			.saturating_add(T::DbWeight::get().reads(1))
			.saturating_add(T::DbWeight::get().writes(1))
	}
	/// - Storage: `System::Account` (r:1 w:1)
	/// - Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	fn transfer_keep_alive() -> Weight {
		// Recorded proof size: 0 bytes.
		// Minimum execution time: 49_534_000 picoseconds.
		Weight::from_parts(64_296_000, 3593)
			.saturating_add(T::DbWeight::get().reads(1))
			.saturating_add(T::DbWeight::get().writes(1))
	}
	/// - Storage: `System::Account` (r:1 w:1)
	/// - Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	fn force_set_balance_creating() -> Weight {
		// Recorded proof size: 39 bytes.
		// Minimum execution time: 22_684_000 picoseconds.
		Weight::from_parts(23_955_000, 3593)
			.saturating_add(T::DbWeight::get().reads(1))
			.saturating_add(T::DbWeight::get().writes(1))
	}
	/// - Storage: `System::Account` (r:1 w:1)
	/// - Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	fn force_set_balance_killing() -> Weight {
		// Recorded proof size: 174 bytes.
		// Minimum execution time: 24_126_000 picoseconds.
		Weight::from_parts(26_469_000, 3593)
			.saturating_add(T::DbWeight::get().reads(1))
			.saturating_add(T::DbWeight::get().writes(1))
	}
	/// - Storage: `System::Account` (r:2 w:2)
	/// - Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	fn force_transfer() -> Weight {
		// Recorded proof size: 103 bytes.
		// Minimum execution time: 64_065_000 picoseconds.
		Weight::from_parts(68_211_000, 6196)
			.saturating_add(T::DbWeight::get().reads(2))
			.saturating_add(T::DbWeight::get().writes(2))
	}
	/// - Storage: `System::Account` (r:1 w:1)
	/// - Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	fn transfer_all() -> Weight {
		// Recorded proof size: 0 bytes.
		// Minimum execution time: 60_690_000 picoseconds.
		Weight::from_parts(61_001_000, 3593)
			.saturating_add(T::DbWeight::get().reads(1))
			.saturating_add(T::DbWeight::get().writes(1))
	}
	/// - Storage: `System::Account` (r:1 w:1)
	/// - Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	fn force_unreserve() -> Weight {
		// Recorded proof size: 174 bytes.
		// Minimum execution time: 18_497_000 picoseconds.
		Weight::from_parts(18_728_000, 3593)
			.saturating_add(T::DbWeight::get().reads(1))
			.saturating_add(T::DbWeight::get().writes(1))
	}
	/// - `u` ranges over `1..=1000`
	/// - Storage: `System::Account` (r:1000 w:1000)
	/// - Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	fn upgrade_accounts(u: u32, ) -> Weight {
		// Recorded proof size: 0 bytes + u * 85.
		// Minimum execution time: 18_228_000 picoseconds.
		Weight::from_parts(18_387_000, 990)
			// Standard error: 474_966
			.saturating_add(Weight::from_parts(20_395_725, 0).saturating_mul(u.into()))
			.saturating_add(Weight::from_parts(0, 2603).saturating_mul(u.into()))
			.saturating_add(T::DbWeight::get().reads((1_u64).saturating_mul(u.into())))
			.saturating_add(T::DbWeight::get().writes((1_u64).saturating_mul(u.into())))
	}
	fn force_adjust_total_issuance() -> Weight {
		// Recorded proof size: 0 bytes.
		// Minimum execution time: 9_695_000 picoseconds.
		Weight::from_parts(10_936_000, 0)
	}
	fn burn_allow_death() -> Weight {
		// Recorded proof size: 0 bytes.
		// Minimum execution time: 55_943_000 picoseconds.
		Weight::from_parts(61_541_000, 0)
	}
	fn burn_keep_alive() -> Weight {
		// Recorded proof size: 0 bytes.
		// Minimum execution time: 35_263_000 picoseconds.
		Weight::from_parts(36_775_000, 0)
	}
}
