//! Weights of `pallet_mmr`, measured in this runtime.
//!
//! Written by a program; do not edit. To measure again:
//! `STEPS=50 REPEAT=20 ./scripts/benchmark.sh pallet_mmr`
//!
//! - frame-benchmarking-cli 64.0.0, 2026-11-29, host `two-core-vm`, CPU `Intel(R) Xeon(R) Processor @ 2.80GHz`
//! - steps: 50, repeat: 20, WASM execution: Compiled, analysis: MinSquares
//! - worst case map size: 1000000, additional trie layers: 2

#![cfg_attr(rustfmt, rustfmt_skip)]
#![allow(missing_docs, unreachable_pub, unused_imports)]

use core::marker::PhantomData;
use frame_support::{traits::Get, weights::Weight};

/// Weights of `pallet_mmr`.
pub struct WeightInfo<T>(PhantomData<T>);

impl<T: frame_system::Config> pallet_mmr::WeightInfo for WeightInfo<T> {
	/// - `x` ranges over `1..=1000`
	/// - Storage: `Mmr::NumberOfLeaves` (r:1 w:1)
	/// - Proof: `Mmr::NumberOfLeaves` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	/// - Storage: `System::ParentHash` (r:1 w:0)
	/// - Proof: `System::ParentHash` (`max_values`: Some(1), `max_size`: Some(32), added: 527, mode: `MaxEncodedLen`)
	/// - Storage: `Telemetry::StatementsRoot` (r:1 w:0)
	/// - Proof: `Telemetry::StatementsRoot` (`max_values`: Some(1), `max_size`: Some(32), added: 527, mode: `MaxEncodedLen`)
	/// - Storage: `Mmr::Nodes` (r:7 w:1)
	/// - Proof: `Mmr::Nodes` (`max_values`: None, `max_size`: Some(40), added: 2515, mode: `MaxEncodedLen`)
	/// - Storage: `Mmr::UseLocalStorage` (r:1 w:0)
	/// - Proof: `Mmr::UseLocalStorage` (`max_values`: Some(1), `max_size`: Some(1), added: 496, mode: `MaxEncodedLen`)
	/// - Storage: `System::BlockHash` (r:1 w:0)
	/// - Proof: `System::BlockHash` (`max_values`: None, `max_size`: Some(44), added: 2519, mode: `MaxEncodedLen`)
	/// - Storage: `Mmr::RootHash` (r:0 w:1)
	/// - Proof: `Mmr::RootHash` (`max_values`: Some(1), `max_size`: Some(32), added: 527, mode: `MaxEncodedLen`)
	fn on_initialize(x: u32, ) -> Weight {
		// Recorded proof size: 414 bytes.
		// Minimum execution time: 32_957_000 picoseconds.
		Weight::from_parts(70_320_619, 9242)
			// Standard error: 3_331
			.saturating_add(Weight::from_parts(52_268, 0).saturating_mul(x.into()))
			.saturating_add(Weight::from_parts(0, 8).saturating_mul(x.into()))
			.saturating_add(T::DbWeight::get().reads(8))
			.saturating_add(T::DbWeight::get().writes(4))
	}
}
