//! Weights of `pallet_preimage`, measured in this runtime.
//!
//! Written by a program; do not edit. To measure again:
//! `STEPS=50 REPEAT=20 ./scripts/benchmark.sh pallet_preimage`
//!
//! - frame-benchmarking-cli 64.0.0, 2026-11-22, host `two-core-vm`, CPU `Intel(R) Xeon(R) Processor`
//! - steps: 50, repeat: 20, WASM execution: Compiled, analysis: MinSquares
//! - worst case map size: 1000000, additional trie layers: 2

#![cfg_attr(rustfmt, rustfmt_skip)]
#![allow(missing_docs, unreachable_pub, unused_imports)]

use core::marker::PhantomData;
use frame_support::{traits::Get, weights::Weight};

/// Weights of `pallet_preimage`.
pub struct WeightInfo<T>(PhantomData<T>);

impl<T: frame_system::Config> pallet_preimage::WeightInfo for WeightInfo<T> {
	/// - `s` ranges over `0..=4194304`
	/// - Storage: `Preimage::StatusFor` (r:1 w:0)
	/// - Proof: `Preimage::StatusFor` (`max_values`: None, `max_size`: Some(91), added: 2566, mode: `MaxEncodedLen`)
	/// - Storage: `Preimage::RequestStatusFor` (r:1 w:1)
	/// - Proof: `Preimage::RequestStatusFor` (`max_values`: None, `max_size`: Some(91), added: 2566, mode: `MaxEncodedLen`)
	/// - Storage: `Balances::Holds` (r:1 w:1)
	/// - Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(139), added: 2614, mode: `MaxEncodedLen`)
	/// - Storage: `Preimage::PreimageFor` (r:0 w:1)
	/// - Proof: `Preimage::PreimageFor` (`max_values`: None, `max_size`: Some(4194344), added: 4196819, mode: `MaxEncodedLen`)
	fn note_preimage(s: u32, ) -> Weight {
		// Recorded proof size: 4 bytes.
		// Minimum execution time: 77_253_000 picoseconds.
		Weight::from_parts(79_402_000, 3604)
			// Standard error: 6
			.saturating_add(Weight::from_parts(2_504, 0).saturating_mul(s.into()))
			.saturating_add(T::DbWeight::get().reads(3))
			.saturating_add(T::DbWeight::get().writes(3))
	}
	/// - `s` ranges over `0..=4194304`
	/// - Storage: `Preimage::StatusFor` (r:1 w:0)
	/// - Proof: `Preimage::StatusFor` (`max_values`: None, `max_size`: Some(91), added: 2566, mode: `MaxEncodedLen`)
	/// - Storage: `Preimage::RequestStatusFor` (r:1 w:1)
	/// - Proof: `Preimage::RequestStatusFor` (`max_values`: None, `max_size`: Some(91), added: 2566, mode: `MaxEncodedLen`)
	/// - Storage: `Preimage::PreimageFor` (r:0 w:1)
	/// - Proof: `Preimage::PreimageFor` (`max_values`: None, `max_size`: Some(4194344), added: 4196819, mode: `MaxEncodedLen`)
	fn note_requested_preimage(s: u32, ) -> Weight {
		// Recorded proof size: 68 bytes.
		// Minimum execution time: 20_671_000 picoseconds.
		Weight::from_parts(21_184_000, 3556)
			// Standard error: 13
			.saturating_add(Weight::from_parts(2_664, 0).saturating_mul(s.into()))
			.saturating_add(T::DbWeight::get().reads(2))
			.saturating_add(T::DbWeight::get().writes(2))
	}
	/// - `s` ranges over `0..=4194304`
	/// - Storage: `Preimage::StatusFor` (r:1 w:0)
	/// - Proof: `Preimage::StatusFor` (`max_values`: None, `max_size`: Some(91), added: 2566, mode: `MaxEncodedLen`)
	/// - Storage: `Preimage::RequestStatusFor` (r:1 w:1)
	/// - Proof: `Preimage::RequestStatusFor` (`max_values`: None, `max_size`: Some(91), added: 2566, mode: `MaxEncodedLen`)
	/// - Storage: `Preimage::PreimageFor` (r:0 w:1)
	/// - Proof: `Preimage::PreimageFor` (`max_values`: None, `max_size`: Some(4194344), added: 4196819, mode: `MaxEncodedLen`)
	fn note_no_deposit_preimage(s: u32, ) -> Weight {
		// Recorded proof size: 68 bytes.
		// Minimum execution time: 16_541_000 picoseconds.
		Weight::from_parts(17_315_000, 3556)
			// Standard error: 6
			.saturating_add(Weight::from_parts(2_139, 0).saturating_mul(s.into()))
			.saturating_add(T::DbWeight::get().reads(2))
			.saturating_add(T::DbWeight::get().writes(2))
	}
	/// - Storage: `Preimage::StatusFor` (r:1 w:0)
	/// - Proof: `Preimage::StatusFor` (`max_values`: None, `max_size`: Some(91), added: 2566, mode: `MaxEncodedLen`)
	/// - Storage: `Preimage::RequestStatusFor` (r:1 w:1)
	/// - Proof: `Preimage::RequestStatusFor` (`max_values`: None, `max_size`: Some(91), added: 2566, mode: `MaxEncodedLen`)
	/// - Storage: `Balances::Holds` (r:1 w:1)
	/// - Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(139), added: 2614, mode: `MaxEncodedLen`)
	/// - Storage: `Preimage::PreimageFor` (r:0 w:1)
	/// - Proof: `Preimage::PreimageFor` (`max_values`: None, `max_size`: Some(4194344), added: 4196819, mode: `MaxEncodedLen`)
	fn unnote_preimage() -> Weight {
		// Recorded proof size: 205 bytes.
		// Minimum execution time: 102_861_000 picoseconds.
		Weight::from_parts(117_960_000, 3604)
			.saturating_add(T::DbWeight::get().reads(3))
			.saturating_add(T::DbWeight::get().writes(3))
	}
	/// - Storage: `Preimage::StatusFor` (r:1 w:0)
	/// - Proof: `Preimage::StatusFor` (`max_values`: None, `max_size`: Some(91), added: 2566, mode: `MaxEncodedLen`)
	/// - Storage: `Preimage::RequestStatusFor` (r:1 w:1)
	/// - Proof: `Preimage::RequestStatusFor` (`max_values`: None, `max_size`: Some(91), added: 2566, mode: `MaxEncodedLen`)
	/// - Storage: `Preimage::PreimageFor` (r:0 w:1)
	/// - Proof: `Preimage::PreimageFor` (`max_values`: None, `max_size`: Some(4194344), added: 4196819, mode: `MaxEncodedLen`)
	fn unnote_no_deposit_preimage() -> Weight {
		// Recorded proof size: 106 bytes.
		// Minimum execution time: 44_742_000 picoseconds.
		Weight::from_parts(56_647_000, 3556)
			.saturating_add(T::DbWeight::get().reads(2))
			.saturating_add(T::DbWeight::get().writes(2))
	}
	/// - Storage: `Preimage::StatusFor` (r:1 w:0)
	/// - Proof: `Preimage::StatusFor` (`max_values`: None, `max_size`: Some(91), added: 2566, mode: `MaxEncodedLen`)
	/// - Storage: `Preimage::RequestStatusFor` (r:1 w:1)
	/// - Proof: `Preimage::RequestStatusFor` (`max_values`: None, `max_size`: Some(91), added: 2566, mode: `MaxEncodedLen`)
	fn request_preimage() -> Weight {
		// Recorded proof size: 150 bytes.
		// Minimum execution time: 39_871_000 picoseconds.
		Weight::from_parts(49_120_000, 3556)
			.saturating_add(T::DbWeight::get().reads(2))
			.saturating_add(T::DbWeight::get().writes(1))
	}
	/// - Storage: `Preimage::StatusFor` (r:1 w:0)
	/// - Proof: `Preimage::StatusFor` (`max_values`: None, `max_size`: Some(91), added: 2566, mode: `MaxEncodedLen`)
	/// - Storage: `Preimage::RequestStatusFor` (r:1 w:1)
	/// - Proof: `Preimage::RequestStatusFor` (`max_values`: None, `max_size`: Some(91), added: 2566, mode: `MaxEncodedLen`)
	fn request_no_deposit_preimage() -> Weight {
		// Recorded proof size: 106 bytes.
		// Minimum execution time: 28_526_000 picoseconds.
		Weight::from_parts(36_031_000, 3556)
			.saturating_add(T::DbWeight::get().reads(2))
			.saturating_add(T::DbWeight::get().writes(1))
	}
	/// - Storage: `Preimage::StatusFor` (r:1 w:0)
	/// - Proof: `Preimage::StatusFor` (`max_values`: None, `max_size`: Some(91), added: 2566, mode: `MaxEncodedLen`)
	/// - Storage: `Preimage::RequestStatusFor` (r:1 w:1)
	/// - Proof: `Preimage::RequestStatusFor` (`max_values`: None, `max_size`: Some(91), added: 2566, mode: `MaxEncodedLen`)
	fn request_unnoted_preimage() -> Weight {
		// Recorded proof size: 4 bytes.
		// Minimum execution time: 36_796_000 picoseconds.
		Weight::from_parts(49_194_000, 3556)
			.saturating_add(T::DbWeight::get().reads(2))
			.saturating_add(T::DbWeight::get().writes(1))
	}
	/// - Storage: `Preimage::StatusFor` (r:1 w:0)
	/// - Proof: `Preimage::StatusFor` (`max_values`: None, `max_size`: Some(91), added: 2566, mode: `MaxEncodedLen`)
	/// - Storage: `Preimage::RequestStatusFor` (r:1 w:1)
	/// - Proof: `Preimage::RequestStatusFor` (`max_values`: None, `max_size`: Some(91), added: 2566, mode: `MaxEncodedLen`)
	fn request_requested_preimage() -> Weight {
		// Recorded proof size: 68 bytes.
		// Minimum execution time: 15_031_000 picoseconds.
		Weight::from_parts(18_628_000, 3556)
			.saturating_add(T::DbWeight::get().reads(2))
			.saturating_add(T::DbWeight::get().writes(1))
	}
	/// - Storage: `Preimage::StatusFor` (r:1 w:0)
	/// - Proof: `Preimage::StatusFor` (`max_values`: None, `max_size`: Some(91), added: 2566, mode: `MaxEncodedLen`)
	/// - Storage: `Preimage::RequestStatusFor` (r:1 w:1)
	/// - Proof: `Preimage::RequestStatusFor` (`max_values`: None, `max_size`: Some(91), added: 2566, mode: `MaxEncodedLen`)
	/// - Storage: `Preimage::PreimageFor` (r:0 w:1)
	/// - Proof: `Preimage::PreimageFor` (`max_values`: None, `max_size`: Some(4194344), added: 4196819, mode: `MaxEncodedLen`)
	fn unrequest_preimage() -> Weight {
		// Recorded proof size: 106 bytes.
		// Minimum execution time: 52_047_000 picoseconds.
		Weight::from_parts(65_168_000, 3556)
			.saturating_add(T::DbWeight::get().reads(2))
			.saturating_add(T::DbWeight::get().writes(2))
	}
	/// - Storage: `Preimage::StatusFor` (r:1 w:0)
	/// - Proof: `Preimage::StatusFor` (`max_values`: None, `max_size`: Some(91), added: 2566, mode: `MaxEncodedLen`)
	/// - Storage: `Preimage::RequestStatusFor` (r:1 w:1)
	/// - Proof: `Preimage::RequestStatusFor` (`max_values`: None, `max_size`: Some(91), added: 2566, mode: `MaxEncodedLen`)
	fn unrequest_unnoted_preimage() -> Weight {
		// Recorded proof size: 68 bytes.
		// Minimum execution time: 15_733_000 picoseconds.
		Weight::from_parts(19_434_000, 3556)
			.saturating_add(T::DbWeight::get().reads(2))
			.saturating_add(T::DbWeight::get().writes(1))
	}
	/// - Storage: `Preimage::StatusFor` (r:1 w:0)
	/// - Proof: `Preimage::StatusFor` (`max_values`: None, `max_size`: Some(91), added: 2566, mode: `MaxEncodedLen`)
	/// - Storage: `Preimage::RequestStatusFor` (r:1 w:1)
	/// - Proof: `Preimage::RequestStatusFor` (`max_values`: None, `max_size`: Some(91), added: 2566, mode: `MaxEncodedLen`)
	fn unrequest_multi_referenced_preimage() -> Weight {
		// Recorded proof size: 68 bytes.
		// Minimum execution time: 15_545_000 picoseconds.
		Weight::from_parts(19_136_000, 3556)
			.saturating_add(T::DbWeight::get().reads(2))
			.saturating_add(T::DbWeight::get().writes(1))
	}
	/// - `n` ranges over `1..=1024`
	/// - Storage: `Preimage::StatusFor` (r:1023 w:1023)
	/// - Proof: `Preimage::StatusFor` (`max_values`: None, `max_size`: Some(91), added: 2566, mode: `MaxEncodedLen`)
	/// - Storage: `System::Account` (r:1023 w:1023)
	/// - Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	/// - Storage: `Balances::Holds` (r:1023 w:1023)
	/// - Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(139), added: 2614, mode: `MaxEncodedLen`)
	/// - Storage: `Preimage::RequestStatusFor` (r:0 w:1023)
	/// - Proof: `Preimage::RequestStatusFor` (`max_values`: None, `max_size`: Some(91), added: 2566, mode: `MaxEncodedLen`)
	fn ensure_updated(n: u32, ) -> Weight {
		// Recorded proof size: 0 bytes + n * 176.
		// Minimum execution time: 89_272_000 picoseconds.
		Weight::from_parts(91_278_000, 990)
			// Standard error: 1_341_768
			.saturating_add(Weight::from_parts(102_553_729, 0).saturating_mul(n.into()))
			.saturating_add(Weight::from_parts(0, 2614).saturating_mul(n.into()))
			.saturating_add(T::DbWeight::get().reads((3_u64).saturating_mul(n.into())))
			.saturating_add(T::DbWeight::get().writes((4_u64).saturating_mul(n.into())))
	}
}
