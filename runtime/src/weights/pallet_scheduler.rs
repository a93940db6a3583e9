//! Weights of `pallet_scheduler`, measured in this runtime.
//!
//! Written by a program; do not edit. To measure again:
//! `STEPS=50 REPEAT=20 ./scripts/benchmark.sh pallet_scheduler`
//!
//! - frame-benchmarking-cli 64.0.0, 2026-11-22, host `two-core-vm`, CPU `Intel(R) Xeon(R) Processor`
//! - steps: 50, repeat: 20, WASM execution: Compiled, analysis: MinSquares
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
		// Minimum execution time: 5_767_000 picoseconds.
		Weight::from_parts(6_958_000, 1489)
			.saturating_add(T::DbWeight::get().reads(1))
			.saturating_add(T::DbWeight::get().writes(1))
	}
	/// - `s` ranges over `0..=50`
	/// - Storage: `Scheduler::Agenda` (r:1 w:1)
	/// - Proof: `Scheduler::Agenda` (`max_values`: None, `max_size`: Some(10463), added: 12938, mode: `MaxEncodedLen`)
	fn service_agenda_base(s: u32, ) -> Weight {
		// Recorded proof size: 78 bytes + s * 177.
		// Minimum execution time: 4_422_000 picoseconds.
		Weight::from_parts(9_390_023, 13928)
			// Standard error: 1_730
			.saturating_add(Weight::from_parts(453_888, 0).saturating_mul(s.into()))
			.saturating_add(T::DbWeight::get().reads(1))
			.saturating_add(T::DbWeight::get().writes(1))
	}
	fn service_task_base() -> Weight {
		// Recorded proof size: 0 bytes.
		// Minimum execution time: 4_120_000 picoseconds.
		Weight::from_parts(6_602_000, 0)
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
		// Minimum execution time: 26_073_000 picoseconds.
		Weight::from_parts(26_877_000, 3606)
			// Standard error: 20
			.saturating_add(Weight::from_parts(2_448, 0).saturating_mul(s.into()))
			.saturating_add(Weight::from_parts(0, 1).saturating_mul(s.into()))
			.saturating_add(T::DbWeight::get().reads(3))
			.saturating_add(T::DbWeight::get().writes(2))
	}
	/// - Storage: `Scheduler::Lookup` (r:0 w:1)
	/// - Proof: `Scheduler::Lookup` (`max_values`: None, `max_size`: Some(48), added: 2523, mode: `MaxEncodedLen`)
	fn service_task_named() -> Weight {
		// Recorded proof size: 0 bytes.
		// Minimum execution time: 7_477_000 picoseconds.
		Weight::from_parts(13_233_000, 0)
			.saturating_add(T::DbWeight::get().writes(1))
	}
	fn service_task_periodic() -> Weight {
		// Recorded proof size: 0 bytes.
		// Minimum execution time: 5_001_000 picoseconds.
		Weight::from_parts(8_949_000, 0)
	}
	/// - Storage: `SafeMode::EnteredUntil` (r:1 w:0)
	/// - Proof: `SafeMode::EnteredUntil` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
	/// - Storage: `TxPause::PausedCalls` (r:1 w:0)
	/// - Proof: `TxPause::PausedCalls` (`max_values`: None, `max_size`: Some(532), added: 3007, mode: `MaxEncodedLen`)
	fn execute_dispatch_signed() -> Weight {
		// Recorded proof size: 46 bytes.
		// Minimum execution time: 9_480_000 picoseconds.
		Weight::from_parts(15_746_000, 3997)
			.saturating_add(T::DbWeight::get().reads(2))
	}
	fn execute_dispatch_unsigned() -> Weight {
		// Recorded proof size: 0 bytes.
		// Minimum execution time: 3_712_000 picoseconds.
		Weight::from_parts(7_308_000, 0)
	}
	/// - `s` ranges over `0..=49`
	/// - Storage: `Scheduler::Agenda` (r:1 w:1)
	/// - Proof: `Scheduler::Agenda` (`max_values`: None, `max_size`: Some(10463), added: 12938, mode: `MaxEncodedLen`)
	fn schedule(s: u32, ) -> Weight {
		// Recorded proof size: 78 bytes + s * 177.
		// Minimum execution time: 14_134_000 picoseconds.
		Weight::from_parts(37_307_635, 13928)
			// Standard error: 19_618
			.saturating_add(Weight::from_parts(1_094_138, 0).saturating_mul(s.into()))
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
		// Minimum execution time: 33_448_000 picoseconds.
		Weight::from_parts(51_129_608, 13928)
			// Standard error: 16_819
			.saturating_add(Weight::from_parts(1_619_603, 0).saturating_mul(s.into()))
			.saturating_add(T::DbWeight::get().reads(1))
			.saturating_add(T::DbWeight::get().writes(3))
	}
	/// - `s` ranges over `0..=49`
	/// - Storage: `Scheduler::Lookup` (r:1 w:1)
	/// - Proof: `Scheduler::Lookup` (`max_values`: None, `max_size`: Some(48), added: 2523, mode: `MaxEncodedLen`)
	/// - Storage: `Scheduler::Agenda` (r:1 w:1)
	/// - Proof: `Scheduler::Agenda` (`max_values`: None, `max_size`: Some(10463), added: 12938, mode: `MaxEncodedLen`)
	fn schedule_named(s: u32, ) -> Weight {
		// Recorded proof size: 255 bytes + s * 185.
		// Minimum execution time: 23_318_000 picoseconds.
		Weight::from_parts(43_007_743, 13928)
			// Standard error: 10_843
			.saturating_add(Weight::from_parts(1_182_665, 0).saturating_mul(s.into()))
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
		// Recorded proof size: 281 bytes + s * 185.
		// Minimum execution time: 34_045_000 picoseconds.
		Weight::from_parts(47_326_727, 13928)
			// Standard error: 6_612
			.saturating_add(Weight::from_parts(1_667_970, 0).saturating_mul(s.into()))
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
		// Minimum execution time: 13_863_000 picoseconds.
		Weight::from_parts(23_782_101, 13928)
			// Standard error: 1_968
			.saturating_add(Weight::from_parts(169_834, 0).saturating_mul(s.into()))
			.saturating_add(T::DbWeight::get().reads(1))
			.saturating_add(T::DbWeight::get().writes(2))
	}
	/// - Storage: `Scheduler::Agenda` (r:1 w:0)
	/// - Proof: `Scheduler::Agenda` (`max_values`: None, `max_size`: Some(10463), added: 12938, mode: `MaxEncodedLen`)
	/// - Storage: `Scheduler::Retries` (r:0 w:1)
	/// - Proof: `Scheduler::Retries` (`max_values`: None, `max_size`: Some(30), added: 2505, mode: `MaxEncodedLen`)
	fn set_retry() -> Weight {
		// Recorded proof size: 8928 bytes.
		// Minimum execution time: 32_078_000 picoseconds.
		Weight::from_parts(39_026_000, 13928)
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
		// Minimum execution time: 36_417_000 picoseconds.
		Weight::from_parts(43_334_000, 13928)
			.saturating_add(T::DbWeight::get().reads(2))
			.saturating_add(T::DbWeight::get().writes(1))
	}
	/// - Storage: `Scheduler::Agenda` (r:1 w:0)
	/// - Proof: `Scheduler::Agenda` (`max_values`: None, `max_size`: Some(10463), added: 12938, mode: `MaxEncodedLen`)
	/// - Storage: `Scheduler::Retries` (r:0 w:1)
	/// - Proof: `Scheduler::Retries` (`max_values`: None, `max_size`: Some(30), added: 2505, mode: `MaxEncodedLen`)
	fn cancel_retry() -> Weight {
		// Recorded proof size: 8940 bytes.
		// Minimum execution time: 29_301_000 picoseconds.
		Weight::from_parts(34_032_000, 13928)
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
		// Minimum execution time: 35_241_000 picoseconds.
		Weight::from_parts(42_312_000, 13928)
			.saturating_add(T::DbWeight::get().reads(2))
			.saturating_add(T::DbWeight::get().writes(1))
	}
}
