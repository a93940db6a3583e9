//! Weights of `pallet_collective`, measured in this runtime.
//!
//! Written by a program; do not edit. To measure again:
//! `STEPS=10 REPEAT=10 ./scripts/benchmark.sh pallet_collective`
//!
//! - frame-benchmarking-cli 64.0.0, 2026-11-22, host `unnamed`, CPU `Intel(R) Xeon(R) Processor`
//! - steps: 10, repeat: 10, WASM execution: Compiled, analysis: MinSquares
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
		// Minimum execution time: 20_428_000 picoseconds.
		Weight::from_parts(1_805_077_189, 66725)
			// Standard error: 4_578_871
			.saturating_add(Weight::from_parts(999_018, 0).saturating_mul(m.into()))
			// Standard error: 4_578_871
			.saturating_add(Weight::from_parts(16_156_989, 0).saturating_mul(p.into()))
			.saturating_add(Weight::from_parts(0, 1970).saturating_mul(m.into()))
			.saturating_add(Weight::from_parts(0, 4076).saturating_mul(p.into()))
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
		// Minimum execution time: 23_833_000 picoseconds.
		Weight::from_parts(26_163_889, 3997)
			// Standard error: 609
			.saturating_add(Weight::from_parts(598, 0).saturating_mul(b.into()))
			// Standard error: 6_290
			.saturating_add(Weight::from_parts(22_834, 0).saturating_mul(m.into()))
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
		// Minimum execution time: 27_377_000 picoseconds.
		Weight::from_parts(28_533_500, 3997)
			// Standard error: 703
			.saturating_add(Weight::from_parts(1_747, 0).saturating_mul(b.into()))
			// Standard error: 7_261
			.saturating_add(Weight::from_parts(35_269, 0).saturating_mul(m.into()))
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
	fn propose_proposed(b: u32, m: u32, p: u32, ) -> Weight {
		// Recorded proof size: 467 bytes + m * 32 + p * 35.
		// Minimum execution time: 28_103_000 picoseconds.
		Weight::from_parts(12_131_944, 3661)
			// Standard error: 1_948
			.saturating_add(Weight::from_parts(16_453, 0).saturating_mul(b.into()))
			// Standard error: 20_186
			.saturating_add(Weight::from_parts(85_918, 0).saturating_mul(m.into()))
			// Standard error: 20_121
			.saturating_add(Weight::from_parts(452_087, 0).saturating_mul(p.into()))
			.saturating_add(Weight::from_parts(0, 33).saturating_mul(m.into()))
			.saturating_add(Weight::from_parts(0, 37).saturating_mul(p.into()))
			.saturating_add(T::DbWeight::get().reads(4))
			.saturating_add(T::DbWeight::get().writes(4))
	}
	/// - `m` ranges over `5..=100`
	/// - Storage: `Council::Members` (r:1 w:0)
	/// - Proof: `Council::Members` (`max_values`: Some(1), `max_size`: None, mode: `Measured`)
	/// - Storage: `Council::Voting` (r:1 w:1)
	/// - Proof: `Council::Voting` (`max_values`: None, `max_size`: None, mode: `Measured`)
	fn vote(m: u32, ) -> Weight {
		// Recorded proof size: 807 bytes + m * 64.
		// Minimum execution time: 42_073_000 picoseconds.
		Weight::from_parts(52_234_186, 4272)
			// Standard error: 31_664
			.saturating_add(Weight::from_parts(101_704, 0).saturating_mul(m.into()))
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
		// Recorded proof size: 528 bytes + m * 64 + p * 35.
		// Minimum execution time: 37_061_000 picoseconds.
		Weight::from_parts(29_040_853, 3826)
			// Standard error: 25_442
			.saturating_add(Weight::from_parts(96_832, 0).saturating_mul(m.into()))
			// Standard error: 24_762
			.saturating_add(Weight::from_parts(552_229, 0).saturating_mul(p.into()))
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
		// Recorded proof size: 1016 bytes + m * 64 + p * 38.
		// Minimum execution time: 60_800_000 picoseconds.
		Weight::from_parts(80_022_226, 4137)
			// Standard error: 4_887
			.saturating_add(Weight::from_parts(8_662, 0).saturating_mul(b.into()))
			// Standard error: 50_473
			.saturating_add(Weight::from_parts(776_527, 0).saturating_mul(p.into()))
			.saturating_add(Weight::from_parts(0, 1).saturating_mul(b.into()))
			.saturating_add(Weight::from_parts(0, 65).saturating_mul(m.into()))
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
		// Recorded proof size: 548 bytes + m * 64 + p * 35.
		// Minimum execution time: 38_261_000 picoseconds.
		Weight::from_parts(24_097_262, 3846)
			// Standard error: 42_704
			.saturating_add(Weight::from_parts(179_520, 0).saturating_mul(m.into()))
			// Standard error: 41_563
			.saturating_add(Weight::from_parts(591_665, 0).saturating_mul(p.into()))
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
		// Recorded proof size: 1036 bytes + m * 64 + p * 38.
		// Minimum execution time: 71_069_000 picoseconds.
		Weight::from_parts(110_451_005, 4157)
			// Standard error: 7_334
			.saturating_add(Weight::from_parts(10_239, 0).saturating_mul(b.into()))
			// Standard error: 75_749
			.saturating_add(Weight::from_parts(689_818, 0).saturating_mul(p.into()))
			.saturating_add(Weight::from_parts(0, 1).saturating_mul(b.into()))
			.saturating_add(Weight::from_parts(0, 65).saturating_mul(m.into()))
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
		// Recorded proof size: 225 bytes + p * 32.
		// Minimum execution time: 17_835_000 picoseconds.
		Weight::from_parts(22_062_669, 1710)
			// Standard error: 55_522
			.saturating_add(Weight::from_parts(450_815, 0).saturating_mul(p.into()))
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
		// Recorded proof size: 1556 bytes + p * 35.
		// Minimum execution time: 51_214_000 picoseconds.
		Weight::from_parts(60_833_407, 4903)
			// Standard error: 24_338
			.saturating_add(Weight::from_parts(585_275, 0).saturating_mul(p.into()))
			.saturating_add(Weight::from_parts(0, 109).saturating_mul(d.into()))
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
		// Minimum execution time: 37_078_000 picoseconds.
		Weight::from_parts(39_146_000, 4376)
			.saturating_add(T::DbWeight::get().reads(2))
	}
}
