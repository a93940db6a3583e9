//! Weights of `pallet_collective`, measured in this runtime.
//!
//! Written by a program; do not edit. To measure again:
//! `STEPS=50 REPEAT=20 ./scripts/benchmark.sh pallet_collective`
//!
//! - frame-benchmarking-cli 64.0.0, 2026-11-22, host `two-core-vm`, CPU `Intel(R) Xeon(R) Processor`
//! - steps: 50, repeat: 20, WASM execution: Compiled, analysis: MinSquares
//! - worst case map size: 1000000, additional trie layers: 2

#![cfg_attr(rustfmt, rustfmt_skip)]
#![allow(missing_docs, unreachable_pub, unused_imports)]

use core::marker::PhantomData;
use frame_support::{traits::Get, weights::Weight};

/// Weights of `pallet_collective`.
pub struct WeightInfo<T>(PhantomData<T>);

impl<T: frame_system::Config> pallet_collective::WeightInfo for WeightInfo<T> {
	/// - `m` ranges over `0..=100`
	/// - `n` ranges over `0..=100`
	/// - `p` ranges over `0..=100`
	/// - Storage: `Council::Members` (r:1 w:1)
	/// - Proof: `Council::Members` (`max_values`: Some(1), `max_size`: None, mode: `Measured`)
	/// - Storage: `Council::Proposals` (r:1 w:0)
	/// - Proof: `Council::Proposals` (`max_values`: Some(1), `max_size`: None, mode: `Measured`)
	/// - Storage: `Council::Voting` (r:100 w:100)
	/// - Proof: `Council::Voting` (`max_values`: None, `max_size`: None, mode: `Measured`)
	/// - Storage: `Council::Prime` (r:0 w:1)
	/// - Proof: `Council::Prime` (`max_values`: Some(1), `max_size`: None, mode: `Measured`)
	fn set_members(m: u32, _n: u32, p: u32, ) -> Weight {
		// Recorded proof size: 0 bytes + m * 3232 + p * 3190.
		// Minimum execution time: 23_998_000 picoseconds.
		Weight::from_parts(25_259_000, 15728)
			// Standard error: 143_306
			.saturating_add(Weight::from_parts(3_615_876, 0).saturating_mul(m.into()))
			// Standard error: 143_306
			.saturating_add(Weight::from_parts(10_190_396, 0).saturating_mul(p.into()))
			.saturating_add(Weight::from_parts(0, 1967).saturating_mul(m.into()))
			.saturating_add(Weight::from_parts(0, 4332).saturating_mul(p.into()))
			.saturating_add(T::DbWeight::get().reads(2))
			.saturating_add(T::DbWeight::get().reads((1_u64).saturating_mul(p.into())))
			.saturating_add(T::DbWeight::get().writes(2))
			.saturating_add(T::DbWeight::get().writes((1_u64).saturating_mul(p.into())))
	}
	/// - `b` ranges over `2..=1024`
	/// - `m` ranges over `1..=100`
	/// - Storage: `Council::Members` (r:1 w:0)
	/// - Proof: `Council::Members` (`max_values`: Some(1), `max_size`: None, mode: `Measured`)
	/// - Storage: `SafeMode::EnteredUntil` (r:1 w:0)
	/// - Proof: `SafeMode::EnteredUntil` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
	/// - Storage: `TxPause::PausedCalls` (r:1 w:0)
	/// - Proof: `TxPause::PausedCalls` (`max_values`: None, `max_size`: Some(532), added: 3007, mode: `MaxEncodedLen`)
	fn execute(b: u32, m: u32, ) -> Weight {
		// Recorded proof size: 115 bytes + m * 32.
		// Minimum execution time: 22_237_000 picoseconds.
		Weight::from_parts(23_621_699, 3997)
			// Standard error: 304
			.saturating_add(Weight::from_parts(8_566, 0).saturating_mul(b.into()))
			// Standard error: 3_136
			.saturating_add(Weight::from_parts(25_982, 0).saturating_mul(m.into()))
			.saturating_add(Weight::from_parts(0, 32).saturating_mul(m.into()))
			.saturating_add(T::DbWeight::get().reads(3))
	}
	/// - `b` ranges over `2..=1024`
	/// - `m` ranges over `1..=100`
	/// - Storage: `Council::Members` (r:1 w:0)
	/// - Proof: `Council::Members` (`max_values`: Some(1), `max_size`: None, mode: `Measured`)
	/// - Storage: `Council::ProposalOf` (r:1 w:0)
	/// - Proof: `Council::ProposalOf` (`max_values`: None, `max_size`: None, mode: `Measured`)
	/// - Storage: `SafeMode::EnteredUntil` (r:1 w:0)
	/// - Proof: `SafeMode::EnteredUntil` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
	/// - Storage: `TxPause::PausedCalls` (r:1 w:0)
	/// - Proof: `TxPause::PausedCalls` (`max_values`: None, `max_size`: Some(532), added: 3007, mode: `MaxEncodedLen`)
	fn propose_execute(b: u32, m: u32, ) -> Weight {
		// Recorded proof size: 115 bytes + m * 32.
		// Minimum execution time: 23_443_000 picoseconds.
		Weight::from_parts(28_722_930, 3997)
			// Standard error: 119
			.saturating_add(Weight::from_parts(235, 0).saturating_mul(b.into()))
			// Standard error: 1_229
			.saturating_add(Weight::from_parts(26_828, 0).saturating_mul(m.into()))
			.saturating_add(Weight::from_parts(0, 32).saturating_mul(m.into()))
			.saturating_add(T::DbWeight::get().reads(4))
	}
	/// - `b` ranges over `2..=1024`
	/// - `m` ranges over `2..=100`
	/// - `p` ranges over `1..=100`
	/// - Storage: `Council::Members` (r:1 w:0)
	/// - Proof: `Council::Members` (`max_values`: Some(1), `max_size`: None, mode: `Measured`)
	/// - Storage: `Council::ProposalOf` (r:1 w:1)
	/// - Proof: `Council::ProposalOf` (`max_values`: None, `max_size`: None, mode: `Measured`)
	/// - Storage: `Council::Proposals` (r:1 w:1)
	/// - Proof: `Council::Proposals` (`max_values`: Some(1), `max_size`: None, mode: `Measured`)
	/// - Storage: `Council::ProposalCount` (r:1 w:1)
	/// - Proof: `Council::ProposalCount` (`max_values`: Some(1), `max_size`: None, mode: `Measured`)
	/// - Storage: `Council::Voting` (r:0 w:1)
	/// - Proof: `Council::Voting` (`max_values`: None, `max_size`: None, mode: `Measured`)
	fn propose_proposed(_b: u32, m: u32, p: u32, ) -> Weight {
		// Recorded proof size: 359 bytes + m * 32 + p * 36.
		// Minimum execution time: 25_862_000 picoseconds.
		Weight::from_parts(33_329_209, 3751)
			// Standard error: 10_496
			.saturating_add(Weight::from_parts(35_271, 0).saturating_mul(m.into()))
			// Standard error: 10_363
			.saturating_add(Weight::from_parts(381_475, 0).saturating_mul(p.into()))
			.saturating_add(Weight::from_parts(0, 33).saturating_mul(m.into()))
			.saturating_add(Weight::from_parts(0, 36).saturating_mul(p.into()))
			.saturating_add(T::DbWeight::get().reads(4))
			.saturating_add(T::DbWeight::get().writes(4))
	}
	/// - `m` ranges over `5..=100`
	/// - Storage: `Council::Members` (r:1 w:0)
	/// - Proof: `Council::Members` (`max_values`: Some(1), `max_size`: None, mode: `Measured`)
	/// - Storage: `Council::Voting` (r:1 w:1)
	/// - Proof: `Council::Voting` (`max_values`: None, `max_size`: None, mode: `Measured`)
	fn vote(m: u32, ) -> Weight {
		// Recorded proof size: 808 bytes + m * 64.
		// Minimum execution time: 27_439_000 picoseconds.
		Weight::from_parts(30_641_843, 4272)
			// Standard error: 5_267
			.saturating_add(Weight::from_parts(95_391, 0).saturating_mul(m.into()))
			.saturating_add(Weight::from_parts(0, 64).saturating_mul(m.into()))
			.saturating_add(T::DbWeight::get().reads(2))
			.saturating_add(T::DbWeight::get().writes(1))
	}
	/// - `m` ranges over `4..=100`
	/// - `p` ranges over `1..=100`
	/// - Storage: `Council::Voting` (r:1 w:1)
	/// - Proof: `Council::Voting` (`max_values`: None, `max_size`: None, mode: `Measured`)
	/// - Storage: `Council::Members` (r:1 w:0)
	/// - Proof: `Council::Members` (`max_values`: Some(1), `max_size`: None, mode: `Measured`)
	/// - Storage: `Council::Proposals` (r:1 w:1)
	/// - Proof: `Council::Proposals` (`max_values`: Some(1), `max_size`: None, mode: `Measured`)
	/// - Storage: `Council::ProposalOf` (r:0 w:1)
	/// - Proof: `Council::ProposalOf` (`max_values`: None, `max_size`: None, mode: `Measured`)
	fn close_early_disapproved(m: u32, p: u32, ) -> Weight {
		// Recorded proof size: 397 bytes + m * 64 + p * 36.
		// Minimum execution time: 31_860_000 picoseconds.
		Weight::from_parts(35_152_090, 3842)
			// Standard error: 8_237
			.saturating_add(Weight::from_parts(6_187, 0).saturating_mul(m.into()))
			// Standard error: 8_032
			.saturating_add(Weight::from_parts(288_224, 0).saturating_mul(p.into()))
			.saturating_add(Weight::from_parts(0, 65).saturating_mul(m.into()))
			.saturating_add(Weight::from_parts(0, 36).saturating_mul(p.into()))
			.saturating_add(T::DbWeight::get().reads(3))
			.saturating_add(T::DbWeight::get().writes(3))
	}
	/// - `b` ranges over `2..=1024`
	/// - `m` ranges over `4..=100`
	/// - `p` ranges over `1..=100`
	/// - Storage: `Council::Voting` (r:1 w:1)
	/// - Proof: `Council::Voting` (`max_values`: None, `max_size`: None, mode: `Measured`)
	/// - Storage: `Council::Members` (r:1 w:0)
	/// - Proof: `Council::Members` (`max_values`: Some(1), `max_size`: None, mode: `Measured`)
	/// - Storage: `Council::ProposalOf` (r:1 w:1)
	/// - Proof: `Council::ProposalOf` (`max_values`: None, `max_size`: None, mode: `Measured`)
	/// - Storage: `SafeMode::EnteredUntil` (r:1 w:0)
	/// - Proof: `SafeMode::EnteredUntil` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
	/// - Storage: `TxPause::PausedCalls` (r:1 w:0)
	/// - Proof: `TxPause::PausedCalls` (`max_values`: None, `max_size`: Some(532), added: 3007, mode: `MaxEncodedLen`)
	/// - Storage: `Council::Proposals` (r:1 w:1)
	/// - Proof: `Council::Proposals` (`max_values`: Some(1), `max_size`: None, mode: `Measured`)
	fn close_early_approved(b: u32, m: u32, p: u32, ) -> Weight {
		// Recorded proof size: 745 bytes + b * 1 + m * 64 + p * 40.
		// Minimum execution time: 79_098_000 picoseconds.
		Weight::from_parts(63_478_345, 4062)
			// Standard error: 2_268
			.saturating_add(Weight::from_parts(90_395, 0).saturating_mul(b.into()))
			// Standard error: 23_366
			.saturating_add(Weight::from_parts(396_859, 0).saturating_mul(p.into()))
			.saturating_add(Weight::from_parts(0, 1).saturating_mul(b.into()))
			.saturating_add(Weight::from_parts(0, 66).saturating_mul(m.into()))
			.saturating_add(Weight::from_parts(0, 40).saturating_mul(p.into()))
			.saturating_add(T::DbWeight::get().reads(6))
			.saturating_add(T::DbWeight::get().writes(3))
	}
	/// - `m` ranges over `4..=100`
	/// - `p` ranges over `1..=100`
	/// - Storage: `Council::Voting` (r:1 w:1)
	/// - Proof: `Council::Voting` (`max_values`: None, `max_size`: None, mode: `Measured`)
	/// - Storage: `Council::Members` (r:1 w:0)
	/// - Proof: `Council::Members` (`max_values`: Some(1), `max_size`: None, mode: `Measured`)
	/// - Storage: `Council::Prime` (r:1 w:0)
	/// - Proof: `Council::Prime` (`max_values`: Some(1), `max_size`: None, mode: `Measured`)
	/// - Storage: `Council::Proposals` (r:1 w:1)
	/// - Proof: `Council::Proposals` (`max_values`: Some(1), `max_size`: None, mode: `Measured`)
	/// - Storage: `Council::ProposalOf` (r:0 w:1)
	/// - Proof: `Council::ProposalOf` (`max_values`: None, `max_size`: None, mode: `Measured`)
	fn close_disapproved(m: u32, p: u32, ) -> Weight {
		// Recorded proof size: 417 bytes + m * 64 + p * 36.
		// Minimum execution time: 51_693_000 picoseconds.
		Weight::from_parts(51_586_474, 3862)
			// Standard error: 32_712
			.saturating_add(Weight::from_parts(106_520, 0).saturating_mul(m.into()))
			// Standard error: 31_897
			.saturating_add(Weight::from_parts(406_400, 0).saturating_mul(p.into()))
			.saturating_add(Weight::from_parts(0, 65).saturating_mul(m.into()))
			.saturating_add(Weight::from_parts(0, 36).saturating_mul(p.into()))
			.saturating_add(T::DbWeight::get().reads(4))
			.saturating_add(T::DbWeight::get().writes(3))
	}
	/// - `b` ranges over `2..=1024`
	/// - `m` ranges over `4..=100`
	/// - `p` ranges over `1..=100`
	/// - Storage: `Council::Voting` (r:1 w:1)
	/// - Proof: `Council::Voting` (`max_values`: None, `max_size`: None, mode: `Measured`)
	/// - Storage: `Council::Members` (r:1 w:0)
	/// - Proof: `Council::Members` (`max_values`: Some(1), `max_size`: None, mode: `Measured`)
	/// - Storage: `Council::Prime` (r:1 w:0)
	/// - Proof: `Council::Prime` (`max_values`: Some(1), `max_size`: None, mode: `Measured`)
	/// - Storage: `Council::ProposalOf` (r:1 w:1)
	/// - Proof: `Council::ProposalOf` (`max_values`: None, `max_size`: None, mode: `Measured`)
	/// - Storage: `SafeMode::EnteredUntil` (r:1 w:0)
	/// - Proof: `SafeMode::EnteredUntil` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
	/// - Storage: `TxPause::PausedCalls` (r:1 w:0)
	/// - Proof: `TxPause::PausedCalls` (`max_values`: None, `max_size`: Some(532), added: 3007, mode: `MaxEncodedLen`)
	/// - Storage: `Council::Proposals` (r:1 w:1)
	/// - Proof: `Council::Proposals` (`max_values`: Some(1), `max_size`: None, mode: `Measured`)
	fn close_approved(b: u32, m: u32, p: u32, ) -> Weight {
		// Recorded proof size: 765 bytes + b * 1 + m * 64 + p * 40.
		// Minimum execution time: 59_088_000 picoseconds.
		Weight::from_parts(39_052_182, 4082)
			// Standard error: 1_295
			.saturating_add(Weight::from_parts(35_927, 0).saturating_mul(b.into()))
			// Standard error: 13_693
			.saturating_add(Weight::from_parts(198_863, 0).saturating_mul(m.into()))
			// Standard error: 13_348
			.saturating_add(Weight::from_parts(195_516, 0).saturating_mul(p.into()))
			.saturating_add(Weight::from_parts(0, 1).saturating_mul(b.into()))
			.saturating_add(Weight::from_parts(0, 66).saturating_mul(m.into()))
			.saturating_add(Weight::from_parts(0, 40).saturating_mul(p.into()))
			.saturating_add(T::DbWeight::get().reads(7))
			.saturating_add(T::DbWeight::get().writes(3))
	}
	/// - `p` ranges over `1..=100`
	/// - Storage: `Council::Proposals` (r:1 w:1)
	/// - Proof: `Council::Proposals` (`max_values`: Some(1), `max_size`: None, mode: `Measured`)
	/// - Storage: `Council::Voting` (r:0 w:1)
	/// - Proof: `Council::Voting` (`max_values`: None, `max_size`: None, mode: `Measured`)
	/// - Storage: `Council::ProposalOf` (r:0 w:1)
	/// - Proof: `Council::ProposalOf` (`max_values`: None, `max_size`: None, mode: `Measured`)
	fn disapprove_proposal(p: u32, ) -> Weight {
		// Recorded proof size: 226 bytes + p * 32.
		// Minimum execution time: 15_810_000 picoseconds.
		Weight::from_parts(22_609_477, 1711)
			// Standard error: 3_104
			.saturating_add(Weight::from_parts(213_347, 0).saturating_mul(p.into()))
			.saturating_add(Weight::from_parts(0, 32).saturating_mul(p.into()))
			.saturating_add(T::DbWeight::get().reads(1))
			.saturating_add(T::DbWeight::get().writes(3))
	}
	/// - `d` ranges over `0..=1`
	/// - `p` ranges over `1..=100`
	/// - Storage: `Council::ProposalOf` (r:1 w:1)
	/// - Proof: `Council::ProposalOf` (`max_values`: None, `max_size`: None, mode: `Measured`)
	/// - Storage: `Council::CostOf` (r:1 w:0)
	/// - Proof: `Council::CostOf` (`max_values`: None, `max_size`: None, mode: `Measured`)
	/// - Storage: `Council::Proposals` (r:1 w:1)
	/// - Proof: `Council::Proposals` (`max_values`: Some(1), `max_size`: None, mode: `Measured`)
	/// - Storage: `Council::Voting` (r:0 w:1)
	/// - Proof: `Council::Voting` (`max_values`: None, `max_size`: None, mode: `Measured`)
	fn kill(d: u32, p: u32, ) -> Weight {
		// Recorded proof size: 1497 bytes + p * 36.
		// Minimum execution time: 24_456_000 picoseconds.
		Weight::from_parts(19_830_295, 4896)
			// Standard error: 430_823
			.saturating_add(Weight::from_parts(7_686_499, 0).saturating_mul(d.into()))
			// Standard error: 6_671
			.saturating_add(Weight::from_parts(412_083, 0).saturating_mul(p.into()))
			.saturating_add(Weight::from_parts(0, 123).saturating_mul(d.into()))
			.saturating_add(Weight::from_parts(0, 37).saturating_mul(p.into()))
			.saturating_add(T::DbWeight::get().reads(3))
			.saturating_add(T::DbWeight::get().writes(3))
	}
	/// - Storage: `Council::ProposalOf` (r:1 w:0)
	/// - Proof: `Council::ProposalOf` (`max_values`: None, `max_size`: None, mode: `Measured`)
	/// - Storage: `Council::CostOf` (r:1 w:0)
	/// - Proof: `Council::CostOf` (`max_values`: None, `max_size`: None, mode: `Measured`)
	fn release_proposal_cost() -> Weight {
		// Recorded proof size: 911 bytes.
		// Minimum execution time: 17_216_000 picoseconds.
		Weight::from_parts(21_385_000, 4376)
			.saturating_add(T::DbWeight::get().reads(2))
	}
}
