//! Weights of `pallet_escrow`, measured in the Tallystick runtime.
//!
//! Written by a program; do not edit. To measure again:
//! `STEPS=50 REPEAT=20 ./scripts/benchmark.sh pallet_escrow`
//!
//! - frame-benchmarking-cli 64.0.0, 2026-11-26, host `two-core-vm`, CPU `AMD EPYC`
//! - steps: 50, repeat: 20, WASM execution: Compiled, analysis: MinSquares
//! - worst case map size: 1000000, additional trie layers: 2

#![cfg_attr(rustfmt, rustfmt_skip)]
#![allow(unused_imports)]

use frame::{deps::frame_support::weights::RuntimeDbWeight, weights_prelude::*};

/// Weight functions of the pallet.
pub trait WeightInfo {
	/// Weight of `decide`.
	fn decide() -> Weight;
	/// Weight of `expire`.
	fn expire() -> Weight;
	/// Weight of `open`.
	fn open() -> Weight;
	/// Weight of `release`.
	fn release() -> Weight;
	/// Weight of `close`.
	fn close() -> Weight;
	/// Weight of `resolve`.
	fn resolve() -> Weight;
	/// Weight of `dispute`.
	fn dispute() -> Weight;
}

/// The measured weights, for a runtime whose database costs what `T` says.
pub type SubstrateWeight<T> = MeasuredWeight<<T as frame_system::Config>::DbWeight>;

/// The measured weights, for a database that costs `DbWeight`.
pub struct MeasuredWeight<DbWeight>(PhantomData<DbWeight>);

impl<DbWeight: Get<RuntimeDbWeight>> WeightInfo for MeasuredWeight<DbWeight> {
	/// - Storage: `Consortium::Members` (r:1 w:0)
	/// - Proof: `Consortium::Members` (`max_values`: None, `max_size`: Some(52), added: 2527, mode: `MaxEncodedLen`)
	/// - Storage: `Consortium::Organizations` (r:1 w:0)
	/// - Proof: `Consortium::Organizations` (`max_values`: None, `max_size`: Some(117), added: 2592, mode: `MaxEncodedLen`)
	/// - Storage: `Escrow::Escrows` (r:1 w:1)
	/// - Proof: `Escrow::Escrows` (`max_values`: None, `max_size`: Some(258), added: 2733, mode: `MaxEncodedLen`)
	/// - Storage: `Timestamp::Now` (r:1 w:0)
	/// - Proof: `Timestamp::Now` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	fn decide() -> Weight {
		// Recorded proof size: 907 bytes.
		// Minimum execution time: 17_226_000 picoseconds.
		Weight::from_parts(17_596_000, 3723)
			.saturating_add(DbWeight::get().reads(4))
			.saturating_add(DbWeight::get().writes(1))
	}
	/// - Storage: `Escrow::Escrows` (r:1 w:1)
	/// - Proof: `Escrow::Escrows` (`max_values`: None, `max_size`: Some(258), added: 2733, mode: `MaxEncodedLen`)
	/// - Storage: `Timestamp::Now` (r:1 w:0)
	/// - Proof: `Timestamp::Now` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	/// - Storage: `Balances::Holds` (r:2 w:2)
	/// - Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(445), added: 2920, mode: `MaxEncodedLen`)
	/// - Storage: `System::Account` (r:3 w:3)
	/// - Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	/// - Storage: `Escrow::EscrowsOf` (r:0 w:1)
	/// - Proof: `Escrow::EscrowsOf` (`max_values`: None, `max_size`: Some(64), added: 2539, mode: `MaxEncodedLen`)
	fn expire() -> Weight {
		// Recorded proof size: 853 bytes.
		// Minimum execution time: 114_611_000 picoseconds.
		Weight::from_parts(117_185_000, 8799)
			.saturating_add(DbWeight::get().reads(7))
			.saturating_add(DbWeight::get().writes(7))
	}
	/// - Storage: `Timestamp::Now` (r:1 w:0)
	/// - Proof: `Timestamp::Now` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	/// - Storage: `Escrow::NextEscrowId` (r:1 w:1)
	/// - Proof: `Escrow::NextEscrowId` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	/// - Storage: `System::Account` (r:2 w:2)
	/// - Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	/// - Storage: `Balances::Holds` (r:2 w:2)
	/// - Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(445), added: 2920, mode: `MaxEncodedLen`)
	/// - Storage: `Consortium::Members` (r:1 w:0)
	/// - Proof: `Consortium::Members` (`max_values`: None, `max_size`: Some(52), added: 2527, mode: `MaxEncodedLen`)
	/// - Storage: `Consortium::Organizations` (r:1 w:0)
	/// - Proof: `Consortium::Organizations` (`max_values`: None, `max_size`: Some(117), added: 2592, mode: `MaxEncodedLen`)
	/// - Storage: `Escrow::Escrows` (r:0 w:1)
	/// - Proof: `Escrow::Escrows` (`max_values`: None, `max_size`: Some(258), added: 2733, mode: `MaxEncodedLen`)
	/// - Storage: `Escrow::EscrowsOf` (r:0 w:1)
	/// - Proof: `Escrow::EscrowsOf` (`max_values`: None, `max_size`: Some(64), added: 2539, mode: `MaxEncodedLen`)
	fn open() -> Weight {
		// Recorded proof size: 772 bytes.
		// Minimum execution time: 90_615_000 picoseconds.
		Weight::from_parts(91_526_000, 6830)
			.saturating_add(DbWeight::get().reads(8))
			.saturating_add(DbWeight::get().writes(7))
	}
	/// - Storage: `Escrow::Escrows` (r:1 w:1)
	/// - Proof: `Escrow::Escrows` (`max_values`: None, `max_size`: Some(258), added: 2733, mode: `MaxEncodedLen`)
	/// - Storage: `Balances::Holds` (r:1 w:1)
	/// - Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(445), added: 2920, mode: `MaxEncodedLen`)
	/// - Storage: `System::Account` (r:2 w:2)
	/// - Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	fn release() -> Weight {
		// Recorded proof size: 456 bytes.
		// Minimum execution time: 49_654_000 picoseconds.
		Weight::from_parts(50_305_000, 6196)
			.saturating_add(DbWeight::get().reads(4))
			.saturating_add(DbWeight::get().writes(4))
	}
	/// - Storage: `Escrow::Escrows` (r:1 w:1)
	/// - Proof: `Escrow::Escrows` (`max_values`: None, `max_size`: Some(258), added: 2733, mode: `MaxEncodedLen`)
	/// - Storage: `Balances::Holds` (r:2 w:2)
	/// - Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(445), added: 2920, mode: `MaxEncodedLen`)
	/// - Storage: `System::Account` (r:2 w:2)
	/// - Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	/// - Storage: `Escrow::EscrowsOf` (r:0 w:1)
	/// - Proof: `Escrow::EscrowsOf` (`max_values`: None, `max_size`: Some(64), added: 2539, mode: `MaxEncodedLen`)
	fn close() -> Weight {
		// Recorded proof size: 599 bytes.
		// Minimum execution time: 69_183_000 picoseconds.
		Weight::from_parts(70_625_000, 6830)
			.saturating_add(DbWeight::get().reads(5))
			.saturating_add(DbWeight::get().writes(6))
	}
	/// - Storage: `Escrow::Escrows` (r:1 w:1)
	/// - Proof: `Escrow::Escrows` (`max_values`: None, `max_size`: Some(258), added: 2733, mode: `MaxEncodedLen`)
	/// - Storage: `Timestamp::Now` (r:1 w:0)
	/// - Proof: `Timestamp::Now` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	/// - Storage: `Balances::Holds` (r:1 w:1)
	/// - Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(445), added: 2920, mode: `MaxEncodedLen`)
	/// - Storage: `System::Account` (r:2 w:2)
	/// - Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	fn resolve() -> Weight {
		// Recorded proof size: 710 bytes.
		// Minimum execution time: 54_791_000 picoseconds.
		Weight::from_parts(55_914_000, 6196)
			.saturating_add(DbWeight::get().reads(5))
			.saturating_add(DbWeight::get().writes(4))
	}
	/// - Storage: `Escrow::Escrows` (r:1 w:1)
	/// - Proof: `Escrow::Escrows` (`max_values`: None, `max_size`: Some(258), added: 2733, mode: `MaxEncodedLen`)
	/// - Storage: `Consortium::Members` (r:1 w:0)
	/// - Proof: `Consortium::Members` (`max_values`: None, `max_size`: Some(52), added: 2527, mode: `MaxEncodedLen`)
	/// - Storage: `Consortium::Organizations` (r:1 w:0)
	/// - Proof: `Consortium::Organizations` (`max_values`: None, `max_size`: Some(117), added: 2592, mode: `MaxEncodedLen`)
	/// - Storage: `Timestamp::Now` (r:1 w:0)
	/// - Proof: `Timestamp::Now` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	fn dispute() -> Weight {
		// Recorded proof size: 779 bytes.
		// Minimum execution time: 15_383_000 picoseconds.
		Weight::from_parts(15_974_000, 3723)
			.saturating_add(DbWeight::get().reads(4))
			.saturating_add(DbWeight::get().writes(1))
	}
}

/// For tests: the measured weights on ParityDB.
impl WeightInfo for () {
	fn decide() -> Weight {
		MeasuredWeight::<ParityDbWeight>::decide()
	}
	fn expire() -> Weight {
		MeasuredWeight::<ParityDbWeight>::expire()
	}
	fn open() -> Weight {
		MeasuredWeight::<ParityDbWeight>::open()
	}
	fn release() -> Weight {
		MeasuredWeight::<ParityDbWeight>::release()
	}
	fn close() -> Weight {
		MeasuredWeight::<ParityDbWeight>::close()
	}
	fn resolve() -> Weight {
		MeasuredWeight::<ParityDbWeight>::resolve()
	}
	fn dispute() -> Weight {
		MeasuredWeight::<ParityDbWeight>::dispute()
	}
}
