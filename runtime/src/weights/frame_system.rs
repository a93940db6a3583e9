//! Weights of `frame_system`, measured in this runtime.
//!
//! Written by a program; do not edit. To measure again:
//! `STEPS=50 REPEAT=20 ./scripts/benchmark.sh frame_system`
//!
//! - frame-benchmarking-cli 64.0.0, 2026-11-22, host `two-core-vm`, CPU `Intel(R) Xeon(R) Processor`
//! - steps: 50, repeat: 20, WASM execution: Compiled, analysis: MinSquares
//! - worst case map size: 1000000, additional trie layers: 2

#![cfg_attr(rustfmt, rustfmt_skip)]
#![allow(missing_docs, unreachable_pub, unused_imports)]

use core::marker::PhantomData;
use frame_support::{traits::Get, weights::Weight};

/// Weights of `frame_system`.
pub struct WeightInfo<T>(PhantomData<T>);

impl<T: frame_system::Config> frame_system::WeightInfo for WeightInfo<T> {
	/// - `b` ranges over `0..=3932160`
	fn remark(b: u32, ) -> Weight {
		// Recorded proof size: 0 bytes.
		// Minimum execution time: 2_702_000 picoseconds.
		Weight::from_parts(28_460_989, 0)
			// Standard error: 1
			.saturating_add(Weight::from_parts(371, 0).saturating_mul(b.into()))
	}
	/// - `b` ranges over `0..=3932160`
	fn remark_with_event(b: u32, ) -> Weight {
		// Recorded proof size: 0 bytes.
		// Minimum execution time: 6_881_000 picoseconds.
		Weight::from_parts(7_421_000, 0)
			// Standard error: 6
			.saturating_add(Weight::from_parts(1_729, 0).saturating_mul(b.into()))
	}
	/// - Storage: UNKNOWN KEY `0x3a686561707061676573` (r:0 w:1)
	/// - Proof: UNKNOWN KEY `0x3a686561707061676573` (r:0 w:1)
	fn set_heap_pages() -> Weight {
		// Recorded proof size: 0 bytes.
		// Minimum execution time: 5_082_000 picoseconds.
		Weight::from_parts(10_325_000, 0)
			.saturating_add(T::DbWeight::get().writes(1))
	}
	/// - Storage: `System::BlocksTillUpgrade` (r:0 w:1)
	/// - Proof: `System::BlocksTillUpgrade` (`max_values`: Some(1), `max_size`: Some(1), added: 496, mode: `MaxEncodedLen`)
	/// - Storage: UNKNOWN KEY `0x3a70656e64696e675f636f6465` (r:0 w:1)
	/// - Proof: UNKNOWN KEY `0x3a70656e64696e675f636f6465` (r:0 w:1)
	fn set_code() -> Weight {
		// Recorded proof size: 0 bytes.
		// Minimum execution time: 160_635_273_000 picoseconds.
		Weight::from_parts(189_826_550_000, 0)
			.saturating_add(T::DbWeight::get().writes(2))
	}
	/// - `i` ranges over `0..=1000`
	/// - Storage: `Skipped::Metadata` (r:0 w:0)
	/// - Proof: `Skipped::Metadata` (`max_values`: None, `max_size`: None, mode: `Measured`)
	fn set_storage(i: u32, ) -> Weight {
		// Recorded proof size: 0 bytes.
		// Minimum execution time: 6_360_000 picoseconds.
		Weight::from_parts(192_314_896, 0)
			// Standard error: 20_324
			.saturating_add(Weight::from_parts(1_111_079, 0).saturating_mul(i.into()))
			.saturating_add(T::DbWeight::get().writes((1_u64).saturating_mul(i.into())))
	}
	/// - `i` ranges over `0..=1000`
	/// - Storage: `Skipped::Metadata` (r:0 w:0)
	/// - Proof: `Skipped::Metadata` (`max_values`: None, `max_size`: None, mode: `Measured`)
	fn kill_storage(i: u32, ) -> Weight {
		// Recorded proof size: 0 bytes.
		// Minimum execution time: 3_534_000 picoseconds.
		Weight::from_parts(3_846_000, 0)
			// Standard error: 3_147
			.saturating_add(Weight::from_parts(935_875, 0).saturating_mul(i.into()))
			.saturating_add(T::DbWeight::get().writes((1_u64).saturating_mul(i.into())))
	}
	/// - `p` ranges over `0..=1000`
	/// - Storage: `Skipped::Metadata` (r:0 w:0)
	/// - Proof: `Skipped::Metadata` (`max_values`: None, `max_size`: None, mode: `Measured`)
	fn kill_prefix(p: u32, ) -> Weight {
		// Recorded proof size: 48 bytes + p * 69.
		// Minimum execution time: 5_955_000 picoseconds.
		Weight::from_parts(6_397_000, 55)
			// Standard error: 6_733
			.saturating_add(Weight::from_parts(1_736_007, 0).saturating_mul(p.into()))
			.saturating_add(Weight::from_parts(0, 70).saturating_mul(p.into()))
			.saturating_add(T::DbWeight::get().reads((1_u64).saturating_mul(p.into())))
			.saturating_add(T::DbWeight::get().writes((1_u64).saturating_mul(p.into())))
	}
	/// - Storage: `System::AuthorizedUpgrade` (r:0 w:1)
	/// - Proof: `System::AuthorizedUpgrade` (`max_values`: Some(1), `max_size`: Some(33), added: 528, mode: `MaxEncodedLen`)
	fn authorize_upgrade() -> Weight {
		// Recorded proof size: 0 bytes.
		// Minimum execution time: 28_989_000 picoseconds.
		Weight::from_parts(44_155_000, 0)
			.saturating_add(T::DbWeight::get().writes(1))
	}
	/// - Storage: `System::AuthorizedUpgrade` (r:1 w:1)
	/// - Proof: `System::AuthorizedUpgrade` (`max_values`: Some(1), `max_size`: Some(33), added: 528, mode: `MaxEncodedLen`)
	/// - Storage: `System::BlocksTillUpgrade` (r:0 w:1)
	/// - Proof: `System::BlocksTillUpgrade` (`max_values`: Some(1), `max_size`: Some(1), added: 496, mode: `MaxEncodedLen`)
	/// - Storage: UNKNOWN KEY `0x3a70656e64696e675f636f6465` (r:0 w:1)
	/// - Proof: UNKNOWN KEY `0x3a70656e64696e675f636f6465` (r:0 w:1)
	fn apply_authorized_upgrade() -> Weight {
		// Recorded proof size: 22 bytes.
		// Minimum execution time: 153_505_044_000 picoseconds.
		Weight::from_parts(181_511_493_000, 1518)
			.saturating_add(T::DbWeight::get().reads(1))
			.saturating_add(T::DbWeight::get().writes(3))
	}
}
