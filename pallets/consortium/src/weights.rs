//! Weights of `pallet_consortium`, measured in the Tallystick runtime.
//!
//! Written by a program; do not edit. To measure again:
//! `STEPS=50 REPEAT=20 ./scripts/benchmark.sh pallet_consortium`
//!
//! - frame-benchmarking-cli 64.0.0, 2026-11-29, host `two-core-vm`, CPU `AMD EPYC`
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
	/// - Storage: `Consortium::NextOrgId` (r:1 w:1)
	/// - Proof: `Consortium::NextOrgId` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
	/// - Storage: `System::Account` (r:1 w:1)
	/// - Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	/// - Storage: `Consortium::Buckets` (r:0 w:1)
	/// - Proof: `Consortium::Buckets` (`max_values`: None, `max_size`: Some(72), added: 2547, mode: `MaxEncodedLen`)
	/// - Storage: `Consortium::Organizations` (r:0 w:1)
	/// - Proof: `Consortium::Organizations` (`max_values`: None, `max_size`: Some(117), added: 2592, mode: `MaxEncodedLen`)
	fn admit() -> Weight {
		// Recorded proof size: 332 bytes.
		// Minimum execution time: 17_906_000 picoseconds.
		Weight::from_parts(18_658_000, 3593)
			.saturating_add(DbWeight::get().reads(2))
			.saturating_add(DbWeight::get().writes(4))
	}
	/// - Storage: `Consortium::Organizations` (r:1 w:1)
	/// - Proof: `Consortium::Organizations` (`max_values`: None, `max_size`: Some(117), added: 2592, mode: `MaxEncodedLen`)
	fn set_roles() -> Weight {
		// Recorded proof size: 463 bytes.
		// Minimum execution time: 11_057_000 picoseconds.
		Weight::from_parts(11_557_000, 3582)
			.saturating_add(DbWeight::get().reads(1))
			.saturating_add(DbWeight::get().writes(1))
	}
	/// - Storage: `Consortium::Organizations` (r:1 w:1)
	/// - Proof: `Consortium::Organizations` (`max_values`: None, `max_size`: Some(117), added: 2592, mode: `MaxEncodedLen`)
	fn suspend() -> Weight {
		// Recorded proof size: 463 bytes.
		// Minimum execution time: 11_277_000 picoseconds.
		Weight::from_parts(11_738_000, 3582)
			.saturating_add(DbWeight::get().reads(1))
			.saturating_add(DbWeight::get().writes(1))
	}
	/// - Storage: `Consortium::Organizations` (r:1 w:1)
	/// - Proof: `Consortium::Organizations` (`max_values`: None, `max_size`: Some(117), added: 2592, mode: `MaxEncodedLen`)
	fn resume() -> Weight {
		// Recorded proof size: 463 bytes.
		// Minimum execution time: 11_157_000 picoseconds.
		Weight::from_parts(11_968_000, 3582)
			.saturating_add(DbWeight::get().reads(1))
			.saturating_add(DbWeight::get().writes(1))
	}
	/// - Storage: `Consortium::Buckets` (r:1 w:1)
	/// - Proof: `Consortium::Buckets` (`max_values`: None, `max_size`: Some(72), added: 2547, mode: `MaxEncodedLen`)
	fn set_quota() -> Weight {
		// Recorded proof size: 417 bytes.
		// Minimum execution time: 11_587_000 picoseconds.
		Weight::from_parts(11_998_000, 3537)
			.saturating_add(DbWeight::get().reads(1))
			.saturating_add(DbWeight::get().writes(1))
	}
	/// - Storage: `Consortium::Organizations` (r:1 w:1)
	/// - Proof: `Consortium::Organizations` (`max_values`: None, `max_size`: Some(117), added: 2592, mode: `MaxEncodedLen`)
	/// - Storage: `Consortium::Members` (r:2 w:0)
	/// - Proof: `Consortium::Members` (`max_values`: None, `max_size`: Some(52), added: 2527, mode: `MaxEncodedLen`)
	/// - Storage: `System::Account` (r:2 w:2)
	/// - Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	fn set_admin() -> Weight {
		// Recorded proof size: 909 bytes.
		// Minimum execution time: 27_701_000 picoseconds.
		Weight::from_parts(28_603_000, 6196)
			.saturating_add(DbWeight::get().reads(5))
			.saturating_add(DbWeight::get().writes(3))
	}
	/// - Storage: `Consortium::Members` (r:2 w:0)
	/// - Proof: `Consortium::Members` (`max_values`: None, `max_size`: Some(52), added: 2527, mode: `MaxEncodedLen`)
	/// - Storage: `Consortium::Organizations` (r:1 w:0)
	/// - Proof: `Consortium::Organizations` (`max_values`: None, `max_size`: Some(117), added: 2592, mode: `MaxEncodedLen`)
	/// - Storage: `Consortium::Places` (r:1 w:1)
	/// - Proof: `Consortium::Places` (`max_values`: None, `max_size`: Some(76), added: 2551, mode: `MaxEncodedLen`)
	/// - Storage: `System::Account` (r:2 w:2)
	/// - Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	/// - Storage: `Balances::Holds` (r:1 w:1)
	/// - Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(715), added: 3190, mode: `MaxEncodedLen`)
	fn invite() -> Weight {
		// Recorded proof size: 717 bytes.
		// Minimum execution time: 71_856_000 picoseconds.
		Weight::from_parts(73_259_000, 6196)
			.saturating_add(DbWeight::get().reads(7))
			.saturating_add(DbWeight::get().writes(4))
	}
	/// - Storage: `Consortium::Members` (r:2 w:1)
	/// - Proof: `Consortium::Members` (`max_values`: None, `max_size`: Some(52), added: 2527, mode: `MaxEncodedLen`)
	/// - Storage: `Consortium::Organizations` (r:1 w:1)
	/// - Proof: `Consortium::Organizations` (`max_values`: None, `max_size`: Some(117), added: 2592, mode: `MaxEncodedLen`)
	/// - Storage: `Consortium::Validators` (r:1 w:0)
	/// - Proof: `Consortium::Validators` (`max_values`: Some(1), `max_size`: Some(4098), added: 4593, mode: `MaxEncodedLen`)
	/// - Storage: `Session::NextKeys` (r:1 w:1)
	/// - Proof: `Session::NextKeys` (`max_values`: None, `max_size`: None, mode: `Measured`)
	/// - Storage: `Balances::Holds` (r:2 w:2)
	/// - Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(715), added: 3190, mode: `MaxEncodedLen`)
	/// - Storage: `System::Account` (r:2 w:2)
	/// - Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	/// - Storage: `Session::ExternallySetKeys` (r:1 w:0)
	/// - Proof: `Session::ExternallySetKeys` (`max_values`: None, `max_size`: None, mode: `Measured`)
	/// - Storage: `Consortium::Places` (r:1 w:1)
	/// - Proof: `Consortium::Places` (`max_values`: None, `max_size`: Some(76), added: 2551, mode: `MaxEncodedLen`)
	/// - Storage: `Session::KeyOwner` (r:0 w:2)
	/// - Proof: `Session::KeyOwner` (`max_values`: None, `max_size`: None, mode: `Measured`)
	fn remove_member() -> Weight {
		// Recorded proof size: 7648 bytes.
		// Minimum execution time: 156_854_000 picoseconds.
		Weight::from_parts(177_474_000, 11113)
			.saturating_add(DbWeight::get().reads(11))
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
		// Recorded proof size: 6272 bytes.
		// Minimum execution time: 51_036_000 picoseconds.
		Weight::from_parts(64_566_000, 9737)
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
		// Recorded proof size: 5394 bytes.
		// Minimum execution time: 41_782_000 picoseconds.
		Weight::from_parts(52_899_000, 5583)
			.saturating_add(DbWeight::get().reads(4))
			.saturating_add(DbWeight::get().writes(1))
	}
	/// - Storage: `Consortium::Validators` (r:1 w:0)
	/// - Proof: `Consortium::Validators` (`max_values`: Some(1), `max_size`: Some(4098), added: 4593, mode: `MaxEncodedLen`)
	/// - Storage: `Consortium::ChainSettings` (r:1 w:1)
	/// - Proof: `Consortium::ChainSettings` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	fn configure() -> Weight {
		// Recorded proof size: 4374 bytes.
		// Minimum execution time: 23_555_000 picoseconds.
		Weight::from_parts(31_006_000, 5583)
			.saturating_add(DbWeight::get().reads(2))
			.saturating_add(DbWeight::get().writes(1))
	}
	/// - Storage: `Consortium::Organizations` (r:1 w:1)
	/// - Proof: `Consortium::Organizations` (`max_values`: None, `max_size`: Some(117), added: 2592, mode: `MaxEncodedLen`)
	/// - Storage: `System::Account` (r:3 w:3)
	/// - Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	/// - Storage: `Consortium::Buckets` (r:0 w:1)
	/// - Proof: `Consortium::Buckets` (`max_values`: None, `max_size`: Some(72), added: 2547, mode: `MaxEncodedLen`)
	fn dissolve() -> Weight {
		// Recorded proof size: 1534 bytes.
		// Minimum execution time: 113_429_000 picoseconds.
		Weight::from_parts(128_541_000, 8799)
			.saturating_add(DbWeight::get().reads(4))
			.saturating_add(DbWeight::get().writes(5))
	}
	/// - Storage: `Consortium::Members` (r:2 w:0)
	/// - Proof: `Consortium::Members` (`max_values`: None, `max_size`: Some(52), added: 2527, mode: `MaxEncodedLen`)
	/// - Storage: `Consortium::Organizations` (r:1 w:0)
	/// - Proof: `Consortium::Organizations` (`max_values`: None, `max_size`: Some(117), added: 2592, mode: `MaxEncodedLen`)
	/// - Storage: `Consortium::Validators` (r:1 w:0)
	/// - Proof: `Consortium::Validators` (`max_values`: Some(1), `max_size`: Some(4098), added: 4593, mode: `MaxEncodedLen`)
	/// - Storage: `Session::NextKeys` (r:1 w:1)
	/// - Proof: `Session::NextKeys` (`max_values`: None, `max_size`: None, mode: `Measured`)
	/// - Storage: `Balances::Holds` (r:1 w:1)
	/// - Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(715), added: 3190, mode: `MaxEncodedLen`)
	/// - Storage: `System::Account` (r:1 w:1)
	/// - Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	/// - Storage: `Session::ExternallySetKeys` (r:1 w:0)
	/// - Proof: `Session::ExternallySetKeys` (`max_values`: None, `max_size`: None, mode: `Measured`)
	/// - Storage: `Session::KeyOwner` (r:0 w:2)
	/// - Proof: `Session::KeyOwner` (`max_values`: None, `max_size`: None, mode: `Measured`)
	fn drop_keys() -> Weight {
		// Recorded proof size: 6904 bytes.
		// Minimum execution time: 108_611_000 picoseconds.
		Weight::from_parts(130_234_000, 10369)
			.saturating_add(DbWeight::get().reads(8))
			.saturating_add(DbWeight::get().writes(5))
	}
	/// - Storage: `Consortium::Members` (r:1 w:0)
	/// - Proof: `Consortium::Members` (`max_values`: None, `max_size`: Some(52), added: 2527, mode: `MaxEncodedLen`)
	/// - Storage: `Consortium::Organizations` (r:1 w:0)
	/// - Proof: `Consortium::Organizations` (`max_values`: None, `max_size`: Some(117), added: 2592, mode: `MaxEncodedLen`)
	/// - Storage: `System::Account` (r:2 w:2)
	/// - Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	fn withdraw() -> Weight {
		// Recorded proof size: 767 bytes.
		// Minimum execution time: 64_576_000 picoseconds.
		Weight::from_parts(66_169_000, 6196)
			.saturating_add(DbWeight::get().reads(4))
			.saturating_add(DbWeight::get().writes(2))
	}
	/// - Storage: `Consortium::Organizations` (r:1 w:0)
	/// - Proof: `Consortium::Organizations` (`max_values`: None, `max_size`: Some(117), added: 2592, mode: `MaxEncodedLen`)
	/// - Storage: `Consortium::Members` (r:2 w:0)
	/// - Proof: `Consortium::Members` (`max_values`: None, `max_size`: Some(52), added: 2527, mode: `MaxEncodedLen`)
	/// - Storage: `Consortium::Places` (r:1 w:1)
	/// - Proof: `Consortium::Places` (`max_values`: None, `max_size`: Some(76), added: 2551, mode: `MaxEncodedLen`)
	/// - Storage: `System::Account` (r:2 w:2)
	/// - Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	/// - Storage: `Balances::Holds` (r:1 w:1)
	/// - Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(715), added: 3190, mode: `MaxEncodedLen`)
	fn withdraw_invitation() -> Weight {
		// Recorded proof size: 1005 bytes.
		// Minimum execution time: 65_848_000 picoseconds.
		Weight::from_parts(67_060_000, 6196)
			.saturating_add(DbWeight::get().reads(7))
			.saturating_add(DbWeight::get().writes(4))
	}
	/// - Storage: `Consortium::Organizations` (r:1 w:1)
	/// - Proof: `Consortium::Organizations` (`max_values`: None, `max_size`: Some(117), added: 2592, mode: `MaxEncodedLen`)
	/// - Storage: `Consortium::Places` (r:1 w:0)
	/// - Proof: `Consortium::Places` (`max_values`: None, `max_size`: Some(76), added: 2551, mode: `MaxEncodedLen`)
	/// - Storage: `Consortium::Members` (r:1 w:1)
	/// - Proof: `Consortium::Members` (`max_values`: None, `max_size`: Some(52), added: 2527, mode: `MaxEncodedLen`)
	/// - Storage: `System::Account` (r:1 w:1)
	/// - Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	fn join() -> Weight {
		// Recorded proof size: 823 bytes.
		// Minimum execution time: 24_156_000 picoseconds.
		Weight::from_parts(25_468_000, 3593)
			.saturating_add(DbWeight::get().reads(4))
			.saturating_add(DbWeight::get().writes(3))
	}
	fn enact() -> Weight {
		// Recorded proof size: 0 bytes.
		// Minimum execution time: 6_229_000 picoseconds.
		Weight::from_parts(6_479_000, 0)
	}
	/// - Storage: `Council::Members` (r:1 w:0)
	/// - Proof: `Council::Members` (`max_values`: Some(1), `max_size`: None, mode: `Measured`)
	/// - Storage: `Consortium::Members` (r:1 w:0)
	/// - Proof: `Consortium::Members` (`max_values`: None, `max_size`: Some(52), added: 2527, mode: `MaxEncodedLen`)
	/// - Storage: `Consortium::Organizations` (r:1 w:0)
	/// - Proof: `Consortium::Organizations` (`max_values`: None, `max_size`: Some(117), added: 2592, mode: `MaxEncodedLen`)
	/// - Storage: `Consortium::Buckets` (r:1 w:1)
	/// - Proof: `Consortium::Buckets` (`max_values`: None, `max_size`: Some(72), added: 2547, mode: `MaxEncodedLen`)
	fn sponsored_payment() -> Weight {
		// Recorded proof size: 3979 bytes.
		// Minimum execution time: 25_608_000 picoseconds.
		Weight::from_parts(26_410_000, 5464)
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
