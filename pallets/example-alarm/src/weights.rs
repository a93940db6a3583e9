//! Weights of `pallet_example_alarm`, which are NOT measured: no runtime has the pallet, and weights
//! are measured in one. The numbers are those of `pallet_telemetry`'s calls with more accesses.
//!
//! In a runtime that names the pallet, `./scripts/benchmark.sh pallet_example_alarm` replaces this
//! file by one of the same shape, with the machine, date and settings here.

#![cfg_attr(rustfmt, rustfmt_skip)]
#![allow(unused_imports)]

use frame::{deps::frame_support::weights::RuntimeDbWeight, weights_prelude::*};

/// Weight functions of the pallet.
pub trait WeightInfo {
	/// Weight of `guard`.
	fn guard() -> Weight;
	/// Weight of `release`.
	fn release() -> Weight;
	/// Weight of `on_observation`.
	fn on_observation() -> Weight;
}

/// The weights, for a runtime whose database costs what `T` says.
pub type SubstrateWeight<T> = MeasuredWeight<<T as frame_system::Config>::DbWeight>;

/// The weights, for a database that costs `DbWeight`.
pub struct MeasuredWeight<DbWeight>(PhantomData<DbWeight>);

impl<DbWeight: Get<RuntimeDbWeight>> WeightInfo for MeasuredWeight<DbWeight> {
	fn guard() -> Weight {
		Weight::from_parts(200_000_000, 12_000)
			.saturating_add(DbWeight::get().reads(9))
			.saturating_add(DbWeight::get().writes(4))
	}
	fn release() -> Weight {
		Weight::from_parts(200_000_000, 12_000)
			.saturating_add(DbWeight::get().reads(6))
			.saturating_add(DbWeight::get().writes(4))
	}
	fn on_observation() -> Weight {
		Weight::from_parts(40_000_000, 6_000)
			.saturating_add(DbWeight::get().reads(2))
	}
}

/// For tests: the weights on ParityDB.
impl WeightInfo for () {
	fn guard() -> Weight {
		MeasuredWeight::<ParityDbWeight>::guard()
	}
	fn release() -> Weight {
		MeasuredWeight::<ParityDbWeight>::release()
	}
	fn on_observation() -> Weight {
		MeasuredWeight::<ParityDbWeight>::on_observation()
	}
}
