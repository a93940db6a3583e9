//! Weights of `pallet_scheduler`, measured in this runtime.
//!
//! Written by a program; do not edit. To measure again:
//! `STEPS=10 REPEAT=10 ./scripts/benchmark.sh pallet_scheduler`
//!
//! - frame-benchmarking-cli 64.0.0, 2026-11-22, host `unnamed`, CPU `Intel(R) Xeon(R) Processor`
//! - steps: 10, repeat: 10, WASM execution: Compiled, analysis: MinSquares
//! - worst case map size: 1000000, additional trie layers: 2

#![cfg_attr(rustfmt, rustfmt_skip)]
#![allow(missing_docs, unreachable_pub, unused_imports)]

use core::marker::PhantomData;
use frame_support::{traits::Get, weights::Weight};

/// Weights of `pallet_scheduler`.
pub struct WeightInfo<T>(PhantomData<T>);

impl<T: frame_system::Config> pallet_scheduler::WeightInfo for WeightInfo<T> {
	/// - Storage: `Scheduler::IncompleteSince` (r:1 w:1)
	/// - Proof: `Scheduler::IncompleteSince` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
	fn service_agendas_base() -> Weight {
		// Recorded proof size: 31 bytes.
		// Minimum execution time: 8_465_000 picoseconds.
		Weight::from_parts(9_411_000, 1489)
			.saturating_add(T::DbWeight::get().reads(1))
			.saturating_add(T::DbWeight::get().writes(1))
	}
	/// - `s` ranges over `0..=50`
	/// - Storage: `Scheduler::Agenda` (r:1 w:1)
	/// - Proof: `Scheduler::Agenda` (`max_values`: None, `max_size`: Some(10463), added: 12938, mode: `MaxEncodedLen`)
	fn service_agenda_base(s: u32, ) -> Weight {
		// Recorded proof size: 78 bytes + s * 177.
		// Minimum execution time: 5_421_000 picoseconds.
		Weight::from_parts(7_186_445, 13928)
			// Standard error: 45_834
			.saturating_add(Weight::from_parts(831_475, 0).saturating_mul(s.into()))
			.saturating_add(T::DbWeight::get().reads(1))
			.saturating_add(T::DbWeight::get().writes(1))
	}
	fn service_task_base() -> Weight {
		// Recorded proof size: 0 bytes.
		// Minimum execution time: 5_213_000 picoseconds.
		Weight::from_parts(5_697_000, 0)
	}
	/// - `s` ranges over `128..=4194304`
	/// - Storage: `Preimage::PreimageFor` (r:1 w:1)
	/// - Proof: `Preimage::PreimageFor` (`max_values`: None, `max_size`: Some(4194344), added: 4196819, mode: `Measured`)
	/// - Storage: `Preimage::StatusFor` (r:1 w:0)
	/// - Proof: `Preimage::StatusFor` (`max_values`: None, `max_size`: Some(91), added: 2566, mode: `MaxEncodedLen`)
	/// - Storage: `Preimage::RequestStatusFor` (r:1 w:1)
	/// - Proof: `Preimage::RequestStatusFor` (`max_values`: None, `max_size`: Some(91), added: 2566, mode: `MaxEncodedLen`)
	fn service_task_fetched(s: u32, ) -> Weight {
		// Recorded proof size: 141 bytes + s * 1.
		// Minimum execution time: 30_962_000 picoseconds.
		Weight::from_parts(31_408_000, 3604)
			// Standard error: 133
			.saturating_add(Weight::from_parts(5_192, 0).saturating_mul(s.into()))
			.saturating_add(Weight::from_parts(0, 1).saturating_mul(s.into()))
			.saturating_add(T::DbWeight::get().reads(3))
			.saturating_add(T::DbWeight::get().writes(2))
	}
	/// - Storage: `Scheduler::Lookup` (r:0 w:1)
	/// - Proof: `Scheduler::Lookup` (`max_values`: None, `max_size`: Some(48), added: 2523, mode: `MaxEncodedLen`)
	fn service_task_named() -> Weight {
		// Recorded proof size: 0 bytes.
		// Minimum execution time: 6_489_000 picoseconds.
		Weight::from_parts(7_599_000, 0)
			.saturating_add(T::DbWeight::get().writes(1))
	}
	fn service_task_periodic() -> Weight {
		// Recorded proof size: 0 bytes.
		// Minimum execution time: 4_117_000 picoseconds.
		Weight::from_parts(4_519_000, 0)
	}
	/// - Storage: `SafeMode::EnteredUntil` (r:1 w:0)
	/// - Proof: `SafeMode::EnteredUntil` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
	/// - Storage: `TxPause::PausedCalls` (r:1 w:0)
	/// - Proof: `TxPause::PausedCalls` (`max_values`: None, `max_size`: Some(532), added: 3007, mode: `MaxEncodedLen`)
	fn execute_dispatch_signed() -> Weight {
		// Recorded proof size: 46 bytes.
		// Minimum execution time: 9_151_000 picoseconds.
		Weight::from_parts(9_797_000, 3997)
			.saturating_add(T::DbWeight::get().reads(2))
	}
	fn execute_dispatch_unsigned() -> Weight {
		// Recorded proof size: 0 bytes.
		// Minimum execution time: 3_397_000 picoseconds.
		Weight::from_parts(3_744_000, 0)
	}
	/// - `s` ranges over `0..=49`
	/// - Storage: `Scheduler::Agenda` (r:1 w:1)
	/// - Proof: `Scheduler::Agenda` (`max_values`: None, `max_size`: Some(10463), added: 12938, mode: `MaxEncodedLen`)
	fn schedule(s: u32, ) -> Weight {
		// Recorded proof size: 78 bytes + s * 177.
		// Minimum execution time: 14_162_000 picoseconds.
		Weight::from_parts(18_347_221, 13928)
			// Standard error: 70_354
			.saturating_add(Weight::from_parts(1_008_019, 0).saturating_mul(s.into()))
			.saturating_add(T::DbWeight::get().reads(1))
			.saturating_add(T::DbWeight::get().writes(1))
	}
	/// - `s` ranges over `1..=50`
	/// - Storage: `Scheduler::Agenda` (r:1 w:1)
	/// - Proof: `Scheduler::Agenda` (`max_values`: None, `max_size`: Some(10463), added: 12938, mode: `MaxEncodedLen`)
	/// - Storage: `Scheduler::Retries` (r:0 w:1)
	/// - Proof: `Scheduler::Retries` (`max_values`: None, `max_size`: Some(30), added: 2505, mode: `MaxEncodedLen`)
	/// - Storage: `Scheduler::Lookup` (r:0 w:1)
	/// - Proof: `Scheduler::Lookup` (`max_values`: None, `max_size`: Some(48), added: 2523, mode: `MaxEncodedLen`)
	fn cancel(s: u32, ) -> Weight {
		// Recorded proof size: 78 bytes + s * 177.
		// Minimum execution time: 23_288_000 picoseconds.
		Weight::from_parts(21_562_975, 13928)
			// Standard error: 80_565
			.saturating_add(Weight::from_parts(1_425_593, 0).saturating_mul(s.into()))
			.saturating_add(T::DbWeight::get().reads(1))
			.saturating_add(T::DbWeight::get().writes(3))
	}
	/// - `s` ranges over `0..=49`
	/// - Storage: `Scheduler::Lookup` (r:1 w:1)
	/// - Proof: `Scheduler::Lookup` (`max_values`: None, `max_size`: Some(48), added: 2523, mode: `MaxEncodedLen`)
	/// - Storage: `Scheduler::Agenda` (r:1 w:1)
	/// - Proof: `Scheduler::Agenda` (`max_values`: None, `max_size`: Some(10463), added: 12938, mode: `MaxEncodedLen`)
	fn schedule_named(s: u32, ) -> Weight {
		// Recorded proof size: 192 bytes + s * 187.
		// Minimum execution time: 21_482_000 picoseconds.
		Weight::from_parts(31_539_309, 13928)
			// Standard error: 86_631
			.saturating_add(Weight::from_parts(920_872, 0).saturating_mul(s.into()))
			.saturating_add(T::DbWeight::get().reads(2))
			.saturating_add(T::DbWeight::get().writes(2))
	}
	/// - `s` ranges over `1..=50`
	/// - Storage: `Scheduler::Lookup` (r:1 w:1)
	/// - Proof: `Scheduler::Lookup` (`max_values`: None, `max_size`: Some(48), added: 2523, mode: `MaxEncodedLen`)
	/// - Storage: `Scheduler::Agenda` (r:1 w:1)
	/// - Proof: `Scheduler::Agenda` (`max_values`: None, `max_size`: Some(10463), added: 12938, mode: `MaxEncodedLen`)
	/// - Storage: `Scheduler::Retries` (r:0 w:1)
	/// - Proof: `Scheduler::Retries` (`max_values`: None, `max_size`: Some(30), added: 2505, mode: `MaxEncodedLen`)
	fn cancel_named(s: u32, ) -> Weight {
		// Recorded proof size: 263 bytes + s * 186.
		// Minimum execution time: 27_614_000 picoseconds.
		Weight::from_parts(42_235_479, 13928)
			// Standard error: 102_952
			.saturating_add(Weight::from_parts(869_326, 0).saturating_mul(s.into()))
			.saturating_add(T::DbWeight::get().reads(2))
			.saturating_add(T::DbWeight::get().writes(3))
	}
	/// - `s` ranges over `1..=50`
	/// - Storage: `Scheduler::Agenda` (r:1 w:1)
	/// - Proof: `Scheduler::Agenda` (`max_values`: None, `max_size`: Some(10463), added: 12938, mode: `MaxEncodedLen`)
	/// - Storage: `Scheduler::Retries` (r:0 w:1)
	/// - Proof: `Scheduler::Retries` (`max_values`: None, `max_size`: Some(30), added: 2505, mode: `MaxEncodedLen`)
	fn schedule_retry(s: u32, ) -> Weight {
		// Recorded proof size: 118 bytes.
		// Minimum execution time: 13_218_000 picoseconds.
		Weight::from_parts(18_177_251, 13928)
			// Standard error: 18_394
			.saturating_add(Weight::from_parts(7_533, 0).saturating_mul(s.into()))
			.saturating_add(T::DbWeight::get().reads(1))
			.saturating_add(T::DbWeight::get().writes(2))
	}
	/// - Storage: `Scheduler::Agenda` (r:1 w:0)
	/// - Proof: `Scheduler::Agenda` (`max_values`: None, `max_size`: Some(10463), added: 12938, mode: `MaxEncodedLen`)
	/// - Storage: `Scheduler::Retries` (r:0 w:1)
	/// - Proof: `Scheduler::Retries` (`max_values`: None, `max_size`: Some(30), added: 2505, mode: `MaxEncodedLen`)
	fn set_retry() -> Weight {
		// Recorded proof size: 8928 bytes.
		// Minimum execution time: 40_210_000 picoseconds.
		Weight::from_parts(43_457_000, 13928)
			.saturating_add(T::DbWeight::get().reads(1))
			.saturating_add(T::DbWeight::get().writes(1))
	}
	/// - Storage: `Scheduler::Lookup` (r:1 w:0)
	/// - Proof: `Scheduler::Lookup` (`max_values`: None, `max_size`: Some(48), added: 2523, mode: `MaxEncodedLen`)
	/// - Storage: `Scheduler::Agenda` (r:1 w:0)
	/// - Proof: `Scheduler::Agenda` (`max_values`: None, `max_size`: Some(10463), added: 12938, mode: `MaxEncodedLen`)
	/// - Storage: `Scheduler::Retries` (r:0 w:1)
	/// - Proof: `Scheduler::Retries` (`max_values`: None, `max_size`: Some(30), added: 2505, mode: `MaxEncodedLen`)
	fn set_retry_named() -> Weight {
		// Recorded proof size: 9606 bytes.
		// Minimum execution time: 47_411_000 picoseconds.
		Weight::from_parts(52_873_000, 13928)
			.saturating_add(T::DbWeight::get().reads(2))
			.saturating_add(T::DbWeight::get().writes(1))
	}
	/// - Storage: `Scheduler::Agenda` (r:1 w:0)
	/// - Proof: `Scheduler::Agenda` (`max_values`: None, `max_size`: Some(10463), added: 12938, mode: `MaxEncodedLen`)
	/// - Storage: `Scheduler::Retries` (r:0 w:1)
	/// - Proof: `Scheduler::Retries` (`max_values`: None, `max_size`: Some(30), added: 2505, mode: `MaxEncodedLen`)
	fn cancel_retry() -> Weight {
		// Recorded proof size: 8940 bytes.
		// Minimum execution time: 37_683_000 picoseconds.
		Weight::from_parts(41_699_000, 13928)
			.saturating_add(T::DbWeight::get().reads(1))
			.saturating_add(T::DbWeight::get().writes(1))
	}
	/// - Storage: `Scheduler::Lookup` (r:1 w:0)
	/// - Proof: `Scheduler::Lookup` (`max_values`: None, `max_size`: Some(48), added: 2523, mode: `MaxEncodedLen`)
	/// - Storage: `Scheduler::Agenda` (r:1 w:0)
	/// - Proof: `Scheduler::Agenda` (`max_values`: None, `max_size`: Some(10463), added: 12938, mode: `MaxEncodedLen`)
	/// - Storage: `Scheduler::Retries` (r:0 w:1)
	/// - Proof: `Scheduler::Retries` (`max_values`: None, `max_size`: Some(30), added: 2505, mode: `MaxEncodedLen`)
	fn cancel_retry_named() -> Weight {
		// Recorded proof size: 9618 bytes.
		// Minimum execution time: 42_044_000 picoseconds.
		Weight::from_parts(46_628_000, 13928)
			.saturating_add(T::DbWeight::get().reads(2))
			.saturating_add(T::DbWeight::get().writes(1))
	}
}
