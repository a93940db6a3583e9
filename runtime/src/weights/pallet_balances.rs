//! Weights of `pallet_balances`, measured in this runtime.
//!
//! Written by a program; do not edit. To measure again:
//! `STEPS=50 REPEAT=20 ./scripts/benchmark.sh pallet_balances`
//!
//! - frame-benchmarking-cli 64.0.0, 2026-11-22, host `two-core-vm`, CPU `Intel(R) Xeon(R) Processor`
//! - steps: 50, repeat: 20, WASM execution: Compiled, analysis: MinSquares
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
		// Minimum execution time: 69_517_000 picoseconds.
		Weight::from_parts(81_997_000, 3593)
			.saturating_add(T::DbWeight::get().reads(1))
			.saturating_add(T::DbWeight::get().writes(1))
	}
	/// - Storage: `System::Account` (r:1 w:1)
	/// - Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	fn transfer_keep_alive() -> Weight {
		// Recorded proof size: 0 bytes.
		// Minimum execution time: 54_126_000 picoseconds.
		Weight::from_parts(64_068_000, 3593)
			.saturating_add(T::DbWeight::get().reads(1))
			.saturating_add(T::DbWeight::get().writes(1))
	}
	/// - Storage: `System::Account` (r:1 w:1)
	/// - Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	fn force_set_balance_creating() -> Weight {
		// Recorded proof size: 39 bytes.
		// Minimum execution time: 26_995_000 picoseconds.
		Weight::from_parts(37_662_000, 3593)
			.saturating_add(T::DbWeight::get().reads(1))
			.saturating_add(T::DbWeight::get().writes(1))
	}
	/// - Storage: `System::Account` (r:1 w:1)
	/// - Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	fn force_set_balance_killing() -> Weight {
		// Recorded proof size: 174 bytes.
		// Minimum execution time: 26_459_000 picoseconds.
		Weight::from_parts(33_114_000, 3593)
			.saturating_add(T::DbWeight::get().reads(1))
			.saturating_add(T::DbWeight::get().writes(1))
	}
	/// - Storage: `System::Account` (r:2 w:2)
	/// - Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	fn force_transfer() -> Weight {
		// Recorded proof size: 103 bytes.
		// Minimum execution time: 70_703_000 picoseconds.
		Weight::from_parts(82_200_000, 6196)
			.saturating_add(T::DbWeight::get().reads(2))
			.saturating_add(T::DbWeight::get().writes(2))
	}
	/// - Storage: `System::Account` (r:1 w:1)
	/// - Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	fn transfer_all() -> Weight {
		// Recorded proof size: 0 bytes.
		// Minimum execution time: 69_525_000 picoseconds.
		Weight::from_parts(84_288_000, 3593)
			.saturating_add(T::DbWeight::get().reads(1))
			.saturating_add(T::DbWeight::get().writes(1))
	}
	/// - Storage: `System::Account` (r:1 w:1)
	/// - Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	fn force_unreserve() -> Weight {
		// Recorded proof size: 174 bytes.
		// Minimum execution time: 21_380_000 picoseconds.
		Weight::from_parts(35_786_000, 3593)
			.saturating_add(T::DbWeight::get().reads(1))
			.saturating_add(T::DbWeight::get().writes(1))
	}
	/// - `u` ranges over `1..=1000`
	/// - Storage: `System::Account` (r:999 w:999)
	/// - Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	fn upgrade_accounts(u: u32, ) -> Weight {
		// Recorded proof size: 0 bytes + u * 85.
		// Minimum execution time: 33_847_000 picoseconds.
		Weight::from_parts(264_104_673, 990)
			// Standard error: 403_006
			.saturating_add(Weight::from_parts(28_935_187, 0).saturating_mul(u.into()))
			.saturating_add(Weight::from_parts(0, 2603).saturating_mul(u.into()))
			.saturating_add(T::DbWeight::get().reads((1_u64).saturating_mul(u.into())))
			.saturating_add(T::DbWeight::get().writes((1_u64).saturating_mul(u.into())))
	}
	fn force_adjust_total_issuance() -> Weight {
		// Recorded proof size: 0 bytes.
		// Minimum execution time: 8_085_000 picoseconds.
		Weight::from_parts(11_229_000, 0)
	}
	fn burn_allow_death() -> Weight {
		// Recorded proof size: 0 bytes.
		// Minimum execution time: 45_804_000 picoseconds.
		Weight::from_parts(66_147_000, 0)
	}
	fn burn_keep_alive() -> Weight {
		// Recorded proof size: 0 bytes.
		// Minimum execution time: 28_755_000 picoseconds.
		Weight::from_parts(44_005_000, 0)
	}
}
