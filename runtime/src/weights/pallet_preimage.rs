//! Weights of `pallet_preimage`, measured in this runtime.
//!
//! Written by a program; do not edit. To measure again:
//! `STEPS=10 REPEAT=10 ./scripts/benchmark.sh pallet_preimage`
//!
//! - frame-benchmarking-cli 64.0.0, 2026-11-22, host `unnamed`, CPU `Intel(R) Xeon(R) Processor`
//! - steps: 10, repeat: 10, WASM execution: Compiled, analysis: MinSquares
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
		// Minimum execution time: 74_784_000 picoseconds.
		Weight::from_parts(921_410_208, 3604)
			// Standard error: 234
			.saturating_add(Weight::from_parts(3_614, 0).saturating_mul(s.into()))
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
		// Minimum execution time: 22_516_000 picoseconds.
		Weight::from_parts(24_022_000, 3556)
			// Standard error: 83
			.saturating_add(Weight::from_parts(3_680, 0).saturating_mul(s.into()))
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
		// Minimum execution time: 20_461_000 picoseconds.
		Weight::from_parts(21_063_000, 3556)
			// Standard error: 76
			.saturating_add(Weight::from_parts(3_718, 0).saturating_mul(s.into()))
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
		// Minimum execution time: 132_302_000 picoseconds.
		Weight::from_parts(134_856_000, 3604)
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
		// Minimum execution time: 72_519_000 picoseconds.
		Weight::from_parts(75_786_000, 3556)
			.saturating_add(T::DbWeight::get().reads(2))
			.saturating_add(T::DbWeight::get().writes(2))
	}
	/// - Storage: `Preimage::StatusFor` (r:1 w:0)
	/// - Proof: `Preimage::StatusFor` (`max_values`: None, `max_size`: Some(91), added: 2566, mode: `MaxEncodedLen`)
	/// - Storage: `Preimage::RequestStatusFor` (r:1 w:1)
	/// - Proof: `Preimage::RequestStatusFor` (`max_values`: None, `max_size`: Some(91), added: 2566, mode: `MaxEncodedLen`)
	fn request_preimage() -> Weight {
		// Recorded proof size: 150 bytes.
		// Minimum execution time: 60_339_000 picoseconds.
		Weight::from_parts(67_490_000, 3556)
			.saturating_add(T::DbWeight::get().reads(2))
			.saturating_add(T::DbWeight::get().writes(1))
	}
	/// - Storage: `Preimage::StatusFor` (r:1 w:0)
	/// - Proof: `Preimage::StatusFor` (`max_values`: None, `max_size`: Some(91), added: 2566, mode: `MaxEncodedLen`)
	/// - Storage: `Preimage::RequestStatusFor` (r:1 w:1)
	/// - Proof: `Preimage::RequestStatusFor` (`max_values`: None, `max_size`: Some(91), added: 2566, mode: `MaxEncodedLen`)
	fn request_no_deposit_preimage() -> Weight {
		// Recorded proof size: 106 bytes.
		// Minimum execution time: 44_977_000 picoseconds.
		Weight::from_parts(49_825_000, 3556)
			.saturating_add(T::DbWeight::get().reads(2))
			.saturating_add(T::DbWeight::get().writes(1))
	}
	/// - Storage: `Preimage::StatusFor` (r:1 w:0)
	/// - Proof: `Preimage::StatusFor` (`max_values`: None, `max_size`: Some(91), added: 2566, mode: `MaxEncodedLen`)
	/// - Storage: `Preimage::RequestStatusFor` (r:1 w:1)
	/// - Proof: `Preimage::RequestStatusFor` (`max_values`: None, `max_size`: Some(91), added: 2566, mode: `MaxEncodedLen`)
	fn request_unnoted_preimage() -> Weight {
		// Recorded proof size: 4 bytes.
		// Minimum execution time: 51_093_000 picoseconds.
		Weight::from_parts(56_227_000, 3556)
			.saturating_add(T::DbWeight::get().reads(2))
			.saturating_add(T::DbWeight::get().writes(1))
	}
	/// - Storage: `Preimage::StatusFor` (r:1 w:0)
	/// - Proof: `Preimage::StatusFor` (`max_values`: None, `max_size`: Some(91), added: 2566, mode: `MaxEncodedLen`)
	/// - Storage: `Preimage::RequestStatusFor` (r:1 w:1)
	/// - Proof: `Preimage::RequestStatusFor` (`max_values`: None, `max_size`: Some(91), added: 2566, mode: `MaxEncodedLen`)
	fn request_requested_preimage() -> Weight {
		// Recorded proof size: 68 bytes.
		// Minimum execution time: 22_161_000 picoseconds.
		Weight::from_parts(24_622_000, 3556)
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
		// Minimum execution time: 63_120_000 picoseconds.
		Weight::from_parts(69_410_000, 3556)
			.saturating_add(T::DbWeight::get().reads(2))
			.saturating_add(T::DbWeight::get().writes(2))
	}
	/// - Storage: `Preimage::StatusFor` (r:1 w:0)
	/// - Proof: `Preimage::StatusFor` (`max_values`: None, `max_size`: Some(91), added: 2566, mode: `MaxEncodedLen`)
	/// - Storage: `Preimage::RequestStatusFor` (r:1 w:1)
	/// - Proof: `Preimage::RequestStatusFor` (`max_values`: None, `max_size`: Some(91), added: 2566, mode: `MaxEncodedLen`)
	fn unrequest_unnoted_preimage() -> Weight {
		// Recorded proof size: 68 bytes.
		// Minimum execution time: 20_101_000 picoseconds.
		Weight::from_parts(23_293_000, 3556)
			.saturating_add(T::DbWeight::get().reads(2))
			.saturating_add(T::DbWeight::get().writes(1))
	}
	/// - Storage: `Preimage::StatusFor` (r:1 w:0)
	/// - Proof: `Preimage::StatusFor` (`max_values`: None, `max_size`: Some(91), added: 2566, mode: `MaxEncodedLen`)
	/// - Storage: `Preimage::RequestStatusFor` (r:1 w:1)
	/// - Proof: `Preimage::RequestStatusFor` (`max_values`: None, `max_size`: Some(91), added: 2566, mode: `MaxEncodedLen`)
	fn unrequest_multi_referenced_preimage() -> Weight {
		// Recorded proof size: 68 bytes.
		// Minimum execution time: 21_382_000 picoseconds.
		Weight::from_parts(23_047_000, 3556)
			.saturating_add(T::DbWeight::get().reads(2))
			.saturating_add(T::DbWeight::get().writes(1))
	}
	/// - `n` ranges over `1..=1024`
	/// - Storage: `Preimage::StatusFor` (r:1024 w:1024)
	/// - Proof: `Preimage::StatusFor` (`max_values`: None, `max_size`: Some(91), added: 2566, mode: `MaxEncodedLen`)
	/// - Storage: `System::Account` (r:1024 w:1024)
	/// - Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	/// - Storage: `Balances::Holds` (r:1024 w:1024)
	/// - Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(139), added: 2614, mode: `MaxEncodedLen`)
	/// - Storage: `Preimage::RequestStatusFor` (r:0 w:1024)
	/// - Proof: `Preimage::RequestStatusFor` (`max_values`: None, `max_size`: Some(91), added: 2566, mode: `MaxEncodedLen`)
	fn ensure_updated(n: u32, ) -> Weight {
		// Recorded proof size: 0 bytes + n * 176.
		// Minimum execution time: 87_344_000 picoseconds.
		Weight::from_parts(88_591_000, 990)
			// Standard error: 1_896_078
			.saturating_add(Weight::from_parts(120_489_946, 0).saturating_mul(n.into()))
			.saturating_add(Weight::from_parts(0, 2614).saturating_mul(n.into()))
			.saturating_add(T::DbWeight::get().reads((3_u64).saturating_mul(n.into())))
			.saturating_add(T::DbWeight::get().writes((4_u64).saturating_mul(n.into())))
	}
}
