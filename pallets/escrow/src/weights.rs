//! Weights of `pallet_escrow`, measured in the Tallystick runtime.
//!
//! Written by a program; do not edit. To measure again:
//! `STEPS=50 REPEAT=20 ./scripts/benchmark.sh pallet_escrow`
//!
//! - frame-benchmarking-cli 64.0.0, 2026-11-29, host `two-core-vm`, CPU `AMD EPYC`
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
		// Recorded proof size: 871 bytes.
		// Minimum execution time: 24_577_000 picoseconds.
		Weight::from_parts(25_689_000, 3723)
			.saturating_add(DbWeight::get().reads(4))
			.saturating_add(DbWeight::get().writes(1))
	}
	/// - Storage: `Escrow::Escrows` (r:1 w:1)
	/// - Proof: `Escrow::Escrows` (`max_values`: None, `max_size`: Some(258), added: 2733, mode: `MaxEncodedLen`)
	/// - Storage: `Timestamp::Now` (r:1 w:0)
	/// - Proof: `Timestamp::Now` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	/// - Storage: `Balances::Holds` (r:2 w:2)
	/// - Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(715), added: 3190, mode: `MaxEncodedLen`)
	/// - Storage: `System::Account` (r:3 w:3)
	/// - Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	/// - Storage: `Procurement::Orders` (r:1 w:0)
	/// - Proof: `Procurement::Orders` (`max_values`: None, `max_size`: Some(779), added: 3254, mode: `MaxEncodedLen`)
	/// - Storage: `Escrow::EscrowsOf` (r:0 w:1)
	/// - Proof: `Escrow::EscrowsOf` (`max_values`: None, `max_size`: Some(64), added: 2539, mode: `MaxEncodedLen`)
	fn expire() -> Weight {
		// Recorded proof size: 827 bytes.
		// Minimum execution time: 152_827_000 picoseconds.
		Weight::from_parts(155_612_000, 8799)
			.saturating_add(DbWeight::get().reads(8))
			.saturating_add(DbWeight::get().writes(7))
	}
	/// - Storage: `Timestamp::Now` (r:1 w:0)
	/// - Proof: `Timestamp::Now` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	/// - Storage: `Escrow::NextEscrowId` (r:1 w:1)
	/// - Proof: `Escrow::NextEscrowId` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	/// - Storage: `System::Account` (r:2 w:2)
	/// - Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	/// - Storage: `Balances::Holds` (r:2 w:2)
	/// - Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(715), added: 3190, mode: `MaxEncodedLen`)
	/// - Storage: `Consortium::Members` (r:1 w:0)
	/// - Proof: `Consortium::Members` (`max_values`: None, `max_size`: Some(52), added: 2527, mode: `MaxEncodedLen`)
	/// - Storage: `Consortium::Organizations` (r:1 w:0)
	/// - Proof: `Consortium::Organizations` (`max_values`: None, `max_size`: Some(117), added: 2592, mode: `MaxEncodedLen`)
	/// - Storage: `Escrow::Escrows` (r:0 w:1)
	/// - Proof: `Escrow::Escrows` (`max_values`: None, `max_size`: Some(258), added: 2733, mode: `MaxEncodedLen`)
	/// - Storage: `Escrow::EscrowsOf` (r:0 w:1)
	/// - Proof: `Escrow::EscrowsOf` (`max_values`: None, `max_size`: Some(64), added: 2539, mode: `MaxEncodedLen`)
	fn open() -> Weight {
		// Recorded proof size: 834 bytes.
		// Minimum execution time: 112_638_000 picoseconds.
		Weight::from_parts(114_140_000, 7370)
			.saturating_add(DbWeight::get().reads(8))
			.saturating_add(DbWeight::get().writes(7))
	}
	/// - Storage: `Escrow::Escrows` (r:1 w:1)
	/// - Proof: `Escrow::Escrows` (`max_values`: None, `max_size`: Some(258), added: 2733, mode: `MaxEncodedLen`)
	/// - Storage: `Balances::Holds` (r:1 w:1)
	/// - Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(715), added: 3190, mode: `MaxEncodedLen`)
	/// - Storage: `System::Account` (r:2 w:2)
	/// - Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	fn release() -> Weight {
		// Recorded proof size: 354 bytes.
		// Minimum execution time: 66_629_000 picoseconds.
		Weight::from_parts(68_662_000, 6196)
			.saturating_add(DbWeight::get().reads(4))
			.saturating_add(DbWeight::get().writes(4))
	}
	/// - Storage: `Escrow::Escrows` (r:1 w:1)
	/// - Proof: `Escrow::Escrows` (`max_values`: None, `max_size`: Some(258), added: 2733, mode: `MaxEncodedLen`)
	/// - Storage: `Balances::Holds` (r:2 w:2)
	/// - Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(715), added: 3190, mode: `MaxEncodedLen`)
	/// - Storage: `System::Account` (r:2 w:2)
	/// - Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	/// - Storage: `Escrow::EscrowsOf` (r:0 w:1)
	/// - Proof: `Escrow::EscrowsOf` (`max_values`: None, `max_size`: Some(64), added: 2539, mode: `MaxEncodedLen`)
	fn close() -> Weight {
		// Recorded proof size: 497 bytes.
		// Minimum execution time: 92_868_000 picoseconds.
		Weight::from_parts(94_570_000, 7370)
			.saturating_add(DbWeight::get().reads(5))
			.saturating_add(DbWeight::get().writes(6))
	}
	/// - Storage: `Escrow::Escrows` (r:1 w:1)
	/// - Proof: `Escrow::Escrows` (`max_values`: None, `max_size`: Some(258), added: 2733, mode: `MaxEncodedLen`)
	/// - Storage: `Timestamp::Now` (r:1 w:0)
	/// - Proof: `Timestamp::Now` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	/// - Storage: `Balances::Holds` (r:1 w:1)
	/// - Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(715), added: 3190, mode: `MaxEncodedLen`)
	/// - Storage: `System::Account` (r:2 w:2)
	/// - Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	fn resolve() -> Weight {
		// Recorded proof size: 608 bytes.
		// Minimum execution time: 72_528_000 picoseconds.
		Weight::from_parts(74_221_000, 6196)
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
		// Recorded proof size: 743 bytes.
		// Minimum execution time: 21_262_000 picoseconds.
		Weight::from_parts(22_734_000, 3723)
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
