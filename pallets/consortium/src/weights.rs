//! Weights of `pallet_consortium`, measured in the Tallystick runtime.
//!
//! Written by a program; do not edit. To measure again:
//! `STEPS=50 REPEAT=20 ./scripts/benchmark.sh pallet_consortium`
//!
//! - frame-benchmarking-cli 64.0.0, 2026-11-26, host `two-core-vm`, CPU `AMD EPYC`
//! - steps: 50, repeat: 20, WASM execution: Compiled, analysis: MinSquares
//! - worst case map size: 1000000, additional trie layers: 2

#![cfg_attr(rustfmt, rustfmt_skip)]
#![allow(unused_imports)]

use frame::{deps::frame_support::weights::RuntimeDbWeight, weights_prelude::*};

/// Weight functions of the pallet.
pub trait WeightInfo {
	/// Weight of `admit`.
	fn admit() -> Weight;
	/// Weight of `set_roles`.
	fn set_roles() -> Weight;
	/// Weight of `suspend`.
	fn suspend() -> Weight;
	/// Weight of `resume`.
	fn resume() -> Weight;
	/// Weight of `set_quota`.
	fn set_quota() -> Weight;
	/// Weight of `set_admin`.
	fn set_admin() -> Weight;
	/// Weight of `invite`.
	fn invite() -> Weight;
	/// Weight of `remove_member`.
	fn remove_member() -> Weight;
	/// Weight of `add_validator`.
	fn add_validator() -> Weight;
	/// Weight of `remove_validator`.
	fn remove_validator() -> Weight;
	/// Weight of `configure`.
	fn configure() -> Weight;
	/// Weight of `dissolve`.
	fn dissolve() -> Weight;
	/// Weight of `drop_keys`.
	fn drop_keys() -> Weight;
	/// Weight of `withdraw`.
	fn withdraw() -> Weight;
	/// Weight of `withdraw_invitation`.
	fn withdraw_invitation() -> Weight;
	/// Weight of `join`.
	fn join() -> Weight;
	/// Weight of `enact`.
	fn enact() -> Weight;
	/// Weight of `sponsored_payment`.
	fn sponsored_payment() -> Weight;
}

/// The measured weights, for a runtime whose database costs what `T` says.
pub type SubstrateWeight<T> = MeasuredWeight<<T as frame_system::Config>::DbWeight>;

/// The measured weights, for a database that costs `DbWeight`.
pub struct MeasuredWeight<DbWeight>(PhantomData<DbWeight>);

impl<DbWeight: Get<RuntimeDbWeight>> WeightInfo for MeasuredWeight<DbWeight> {
	/// - Storage: `Consortium::Members` (r:1 w:1)
	/// - Proof: `Consortium::Members` (`max_values`: None, `max_size`: Some(52), added: 2527, mode: `MaxEncodedLen`)
	/// - Storage: `Consortium::NextOrgId` (r:1 w:1)
	/// - Proof: `Consortium::NextOrgId` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
	/// - Storage: `System::Account` (r:1 w:1)
	/// - Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	/// - Storage: `Consortium::Buckets` (r:0 w:1)
	/// - Proof: `Consortium::Buckets` (`max_values`: None, `max_size`: Some(64), added: 2539, mode: `MaxEncodedLen`)
	/// - Storage: `Consortium::Organizations` (r:0 w:1)
	/// - Proof: `Consortium::Organizations` (`max_values`: None, `max_size`: Some(117), added: 2592, mode: `MaxEncodedLen`)
	fn admit() -> Weight {
		// Recorded proof size: 321 bytes.
		// Minimum execution time: 17_637_000 picoseconds.
		Weight::from_parts(18_257_000, 3593)
			.saturating_add(DbWeight::get().reads(3))
			.saturating_add(DbWeight::get().writes(5))
	}
	/// - Storage: `Consortium::Organizations` (r:1 w:1)
	/// - Proof: `Consortium::Organizations` (`max_values`: None, `max_size`: Some(117), added: 2592, mode: `MaxEncodedLen`)
	fn set_roles() -> Weight {
		// Recorded proof size: 397 bytes.
		// Minimum execution time: 7_852_000 picoseconds.
		Weight::from_parts(8_142_000, 3582)
			.saturating_add(DbWeight::get().reads(1))
			.saturating_add(DbWeight::get().writes(1))
	}
	/// - Storage: `Consortium::Organizations` (r:1 w:1)
	/// - Proof: `Consortium::Organizations` (`max_values`: None, `max_size`: Some(117), added: 2592, mode: `MaxEncodedLen`)
	fn suspend() -> Weight {
		// Recorded proof size: 397 bytes.
		// Minimum execution time: 7_781_000 picoseconds.
		Weight::from_parts(8_012_000, 3582)
			.saturating_add(DbWeight::get().reads(1))
			.saturating_add(DbWeight::get().writes(1))
	}
	/// - Storage: `Consortium::Organizations` (r:1 w:1)
	/// - Proof: `Consortium::Organizations` (`max_values`: None, `max_size`: Some(117), added: 2592, mode: `MaxEncodedLen`)
	fn resume() -> Weight {
		// Recorded proof size: 397 bytes.
		// Minimum execution time: 7_642_000 picoseconds.
		Weight::from_parts(8_102_000, 3582)
			.saturating_add(DbWeight::get().reads(1))
			.saturating_add(DbWeight::get().writes(1))
	}
	/// - Storage: `Consortium::Buckets` (r:1 w:1)
	/// - Proof: `Consortium::Buckets` (`max_values`: None, `max_size`: Some(64), added: 2539, mode: `MaxEncodedLen`)
	fn set_quota() -> Weight {
		// Recorded proof size: 343 bytes.
		// Minimum execution time: 7_722_000 picoseconds.
		Weight::from_parts(8_162_000, 3529)
			.saturating_add(DbWeight::get().reads(1))
			.saturating_add(DbWeight::get().writes(1))
	}
	/// - Storage: `Consortium::Organizations` (r:1 w:1)
	/// - Proof: `Consortium::Organizations` (`max_values`: None, `max_size`: Some(117), added: 2592, mode: `MaxEncodedLen`)
	/// - Storage: `Consortium::Members` (r:1 w:1)
	/// - Proof: `Consortium::Members` (`max_values`: None, `max_size`: Some(52), added: 2527, mode: `MaxEncodedLen`)
	/// - Storage: `System::Account` (r:1 w:1)
	/// - Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	fn set_admin() -> Weight {
		// Recorded proof size: 524 bytes.
		// Minimum execution time: 16_995_000 picoseconds.
		Weight::from_parts(17_486_000, 3593)
			.saturating_add(DbWeight::get().reads(3))
			.saturating_add(DbWeight::get().writes(3))
	}
	fn invite() -> Weight {
		Weight::from_parts(40_000_000, 6196)
			.saturating_add(DbWeight::get().reads(6))
			.saturating_add(DbWeight::get().writes(4))
	}
	/// - Storage: `Consortium::Members` (r:1 w:1)
	/// - Proof: `Consortium::Members` (`max_values`: None, `max_size`: Some(52), added: 2527, mode: `MaxEncodedLen`)
	/// - Storage: `Consortium::Organizations` (r:1 w:1)
	/// - Proof: `Consortium::Organizations` (`max_values`: None, `max_size`: Some(117), added: 2592, mode: `MaxEncodedLen`)
	/// - Storage: `Consortium::Validators` (r:1 w:0)
	/// - Proof: `Consortium::Validators` (`max_values`: Some(1), `max_size`: Some(4098), added: 4593, mode: `MaxEncodedLen`)
	/// - Storage: `System::Account` (r:1 w:1)
	/// - Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	fn remove_member() -> Weight {
		// Recorded proof size: 5679 bytes.
		// Minimum execution time: 29_443_000 picoseconds.
		Weight::from_parts(80_000_000, 9704)
			.saturating_add(DbWeight::get().reads(12))
			.saturating_add(DbWeight::get().writes(10))
	}
	/// - Storage: `Consortium::Members` (r:1 w:0)
	/// - Proof: `Consortium::Members` (`max_values`: None, `max_size`: Some(52), added: 2527, mode: `MaxEncodedLen`)
	/// - Storage: `Consortium::Organizations` (r:1 w:0)
	/// - Proof: `Consortium::Organizations` (`max_values`: None, `max_size`: Some(117), added: 2592, mode: `MaxEncodedLen`)
	/// - Storage: `Session::NextKeys` (r:1 w:0)
	/// - Proof: `Session::NextKeys` (`max_values`: None, `max_size`: None, mode: `Measured`)
	/// - Storage: `Consortium::Validators` (r:1 w:1)
	/// - Proof: `Consortium::Validators` (`max_values`: Some(1), `max_size`: Some(4098), added: 4593, mode: `MaxEncodedLen`)
	fn add_validator() -> Weight {
		// Recorded proof size: 6239 bytes.
		// Minimum execution time: 26_008_000 picoseconds.
		Weight::from_parts(28_162_000, 9704)
			.saturating_add(DbWeight::get().reads(4))
			.saturating_add(DbWeight::get().writes(1))
	}
	/// - Storage: `Consortium::Validators` (r:1 w:1)
	/// - Proof: `Consortium::Validators` (`max_values`: Some(1), `max_size`: Some(4098), added: 4593, mode: `MaxEncodedLen`)
	/// - Storage: `Consortium::Members` (r:1 w:0)
	/// - Proof: `Consortium::Members` (`max_values`: None, `max_size`: Some(52), added: 2527, mode: `MaxEncodedLen`)
	/// - Storage: `Consortium::Organizations` (r:1 w:0)
	/// - Proof: `Consortium::Organizations` (`max_values`: None, `max_size`: Some(117), added: 2592, mode: `MaxEncodedLen`)
	/// - Storage: `Consortium::ChainSettings` (r:1 w:0)
	/// - Proof: `Consortium::ChainSettings` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	fn remove_validator() -> Weight {
		// Recorded proof size: 5328 bytes.
		// Minimum execution time: 21_031_000 picoseconds.
		Weight::from_parts(23_815_000, 5583)
			.saturating_add(DbWeight::get().reads(4))
			.saturating_add(DbWeight::get().writes(1))
	}
	/// - Storage: `Consortium::Validators` (r:1 w:0)
	/// - Proof: `Consortium::Validators` (`max_values`: Some(1), `max_size`: Some(4098), added: 4593, mode: `MaxEncodedLen`)
	/// - Storage: `Consortium::ChainSettings` (r:1 w:1)
	/// - Proof: `Consortium::ChainSettings` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	fn configure() -> Weight {
		// Recorded proof size: 4308 bytes.
		// Minimum execution time: 11_577_000 picoseconds.
		Weight::from_parts(12_879_000, 5583)
			.saturating_add(DbWeight::get().reads(2))
			.saturating_add(DbWeight::get().writes(1))
	}
	/// - Storage: `Consortium::Organizations` (r:1 w:1)
	/// - Proof: `Consortium::Organizations` (`max_values`: None, `max_size`: Some(117), added: 2592, mode: `MaxEncodedLen`)
	/// - Storage: `Consortium::Validators` (r:1 w:0)
	/// - Proof: `Consortium::Validators` (`max_values`: Some(1), `max_size`: Some(4098), added: 4593, mode: `MaxEncodedLen`)
	/// - Storage: `System::Account` (r:3 w:3)
	/// - Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	/// - Storage: `Consortium::Buckets` (r:0 w:1)
	/// - Proof: `Consortium::Buckets` (`max_values`: None, `max_size`: Some(64), added: 2539, mode: `MaxEncodedLen`)
	/// - Storage: `Consortium::Members` (r:0 w:1)
	/// - Proof: `Consortium::Members` (`max_values`: None, `max_size`: Some(52), added: 2527, mode: `MaxEncodedLen`)
	fn dissolve() -> Weight {
		// Recorded proof size: 5524 bytes.
		// Minimum execution time: 80_100_000 picoseconds.
		Weight::from_parts(83_504_000, 8799)
			.saturating_add(DbWeight::get().reads(5))
			.saturating_add(DbWeight::get().writes(6))
	}
	/// - Storage: `Consortium::Members` (r:1 w:0)
	/// - Proof: `Consortium::Members` (`max_values`: None, `max_size`: Some(52), added: 2527, mode: `MaxEncodedLen`)
	/// - Storage: `Consortium::Organizations` (r:1 w:0)
	/// - Proof: `Consortium::Organizations` (`max_values`: None, `max_size`: Some(117), added: 2592, mode: `MaxEncodedLen`)
	/// - Storage: `Consortium::Validators` (r:1 w:0)
	/// - Proof: `Consortium::Validators` (`max_values`: Some(1), `max_size`: Some(4098), added: 4593, mode: `MaxEncodedLen`)
	/// - Storage: `Session::NextKeys` (r:1 w:1)
	/// - Proof: `Session::NextKeys` (`max_values`: None, `max_size`: None, mode: `Measured`)
	/// - Storage: `Balances::Holds` (r:1 w:1)
	/// - Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(463), added: 2938, mode: `MaxEncodedLen`)
	/// - Storage: `System::Account` (r:1 w:1)
	/// - Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	/// - Storage: `Session::ExternallySetKeys` (r:1 w:1)
	/// - Proof: `Session::ExternallySetKeys` (`max_values`: None, `max_size`: None, mode: `Measured`)
	/// - Storage: `Session::KeyOwner` (r:0 w:2)
	/// - Proof: `Session::KeyOwner` (`max_values`: None, `max_size`: None, mode: `Measured`)
	fn drop_keys() -> Weight {
		// Recorded proof size: 7376 bytes.
		// Minimum execution time: 60_861_000 picoseconds.
		Weight::from_parts(63_044_000, 10841)
			.saturating_add(DbWeight::get().reads(7))
			.saturating_add(DbWeight::get().writes(6))
	}
	/// - Storage: `Consortium::Members` (r:1 w:0)
	/// - Proof: `Consortium::Members` (`max_values`: None, `max_size`: Some(52), added: 2527, mode: `MaxEncodedLen`)
	/// - Storage: `Consortium::Organizations` (r:1 w:0)
	/// - Proof: `Consortium::Organizations` (`max_values`: None, `max_size`: Some(117), added: 2592, mode: `MaxEncodedLen`)
	/// - Storage: `System::Account` (r:2 w:2)
	/// - Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	fn withdraw() -> Weight {
		// Recorded proof size: 701 bytes.
		// Minimum execution time: 48_783_000 picoseconds.
		Weight::from_parts(49_714_000, 6196)
			.saturating_add(DbWeight::get().reads(4))
			.saturating_add(DbWeight::get().writes(2))
	}
	fn withdraw_invitation() -> Weight {
		Weight::from_parts(40_000_000, 6196)
			.saturating_add(DbWeight::get().reads(6))
			.saturating_add(DbWeight::get().writes(4))
	}
	fn join() -> Weight {
		Weight::from_parts(20_000_000, 3593)
			.saturating_add(DbWeight::get().reads(4))
			.saturating_add(DbWeight::get().writes(3))
	}
	fn enact() -> Weight {
		// Recorded proof size: 0 bytes.
		// Minimum execution time: 4_577_000 picoseconds.
		Weight::from_parts(4_767_000, 0)
	}
	/// - Storage: `Consortium::Members` (r:1 w:0)
	/// - Proof: `Consortium::Members` (`max_values`: None, `max_size`: Some(52), added: 2527, mode: `MaxEncodedLen`)
	/// - Storage: `Consortium::Organizations` (r:1 w:0)
	/// - Proof: `Consortium::Organizations` (`max_values`: None, `max_size`: Some(117), added: 2592, mode: `MaxEncodedLen`)
	/// - Storage: `Council::Members` (r:1 w:0)
	/// - Storage: `Consortium::Buckets` (r:1 w:1)
	/// - Proof: `Consortium::Buckets` (`max_values`: None, `max_size`: Some(72), added: 2547, mode: `MaxEncodedLen`)
	fn sponsored_payment() -> Weight {
		// Recorded proof size: 3900 bytes.
		// Minimum execution time: 18_000_000 picoseconds.
		Weight::from_parts(18_500_000, 5400)
			.saturating_add(DbWeight::get().reads(4))
			.saturating_add(DbWeight::get().writes(1))
	}
}

/// For tests: the measured weights on ParityDB.
impl WeightInfo for () {
	fn admit() -> Weight {
		MeasuredWeight::<ParityDbWeight>::admit()
	}
	fn set_roles() -> Weight {
		MeasuredWeight::<ParityDbWeight>::set_roles()
	}
	fn suspend() -> Weight {
		MeasuredWeight::<ParityDbWeight>::suspend()
	}
	fn resume() -> Weight {
		MeasuredWeight::<ParityDbWeight>::resume()
	}
	fn set_quota() -> Weight {
		MeasuredWeight::<ParityDbWeight>::set_quota()
	}
	fn set_admin() -> Weight {
		MeasuredWeight::<ParityDbWeight>::set_admin()
	}
	fn invite() -> Weight {
		MeasuredWeight::<ParityDbWeight>::invite()
	}
	fn remove_member() -> Weight {
		MeasuredWeight::<ParityDbWeight>::remove_member()
	}
	fn add_validator() -> Weight {
		MeasuredWeight::<ParityDbWeight>::add_validator()
	}
	fn remove_validator() -> Weight {
		MeasuredWeight::<ParityDbWeight>::remove_validator()
	}
	fn configure() -> Weight {
		MeasuredWeight::<ParityDbWeight>::configure()
	}
	fn dissolve() -> Weight {
		MeasuredWeight::<ParityDbWeight>::dissolve()
	}
	fn drop_keys() -> Weight {
		MeasuredWeight::<ParityDbWeight>::drop_keys()
	}
	fn withdraw() -> Weight {
		MeasuredWeight::<ParityDbWeight>::withdraw()
	}
	fn withdraw_invitation() -> Weight {
		MeasuredWeight::<ParityDbWeight>::withdraw_invitation()
	}
	fn join() -> Weight {
		MeasuredWeight::<ParityDbWeight>::join()
	}
	fn enact() -> Weight {
		MeasuredWeight::<ParityDbWeight>::enact()
	}
	fn sponsored_payment() -> Weight {
		MeasuredWeight::<ParityDbWeight>::sponsored_payment()
	}
}
