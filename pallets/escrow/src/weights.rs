//! Weights of `pallet_escrow`, which are NOT measured yet. Reads and writes are counted by hand; the
//! times are estimates, some twice what other pallets measure for as many holds and transfers.
//!
//! `./scripts/benchmark.sh pallet_escrow` replaces this file by one of the same shape, with the
//! machine, date and settings here.

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

/// The weights, for a runtime whose database costs what `T` says.
pub type SubstrateWeight<T> = MeasuredWeight<<T as frame_system::Config>::DbWeight>;

/// The weights, for a database that costs `DbWeight`.
pub struct MeasuredWeight<DbWeight>(PhantomData<DbWeight>);

impl<DbWeight: Get<RuntimeDbWeight>> WeightInfo for MeasuredWeight<DbWeight> {
	fn decide() -> Weight {
		Weight::from_parts(60_000_000, 6_000)
			.saturating_add(DbWeight::get().reads(4))
			.saturating_add(DbWeight::get().writes(1))
	}
	fn expire() -> Weight {
		Weight::from_parts(250_000_000, 12_000)
			.saturating_add(DbWeight::get().reads(8))
			.saturating_add(DbWeight::get().writes(8))
	}
	fn open() -> Weight {
		Weight::from_parts(200_000_000, 12_000)
			.saturating_add(DbWeight::get().reads(8))
			.saturating_add(DbWeight::get().writes(7))
	}
	fn release() -> Weight {
		Weight::from_parts(150_000_000, 9_000)
			.saturating_add(DbWeight::get().reads(4))
			.saturating_add(DbWeight::get().writes(4))
	}
	fn close() -> Weight {
		Weight::from_parts(200_000_000, 12_000)
			.saturating_add(DbWeight::get().reads(6))
			.saturating_add(DbWeight::get().writes(6))
	}
	fn resolve() -> Weight {
		Weight::from_parts(150_000_000, 9_000)
			.saturating_add(DbWeight::get().reads(5))
			.saturating_add(DbWeight::get().writes(4))
	}
	fn dispute() -> Weight {
		Weight::from_parts(60_000_000, 6_000)
			.saturating_add(DbWeight::get().reads(4))
			.saturating_add(DbWeight::get().writes(1))
	}
}

/// For tests: the weights on ParityDB.
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
