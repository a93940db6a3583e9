//! Weights of `pallet_device_registry`.
//!
//! NOT MEASURED: written by hand, so that the pallet compiles. To be replaced before merging:
//! `STEPS=10 REPEAT=10 ./scripts/benchmark.sh pallet_device_registry`

#![cfg_attr(rustfmt, rustfmt_skip)]
#![allow(unused_imports)]

use frame::{deps::frame_support::weights::RuntimeDbWeight, weights_prelude::*};

/// Weight functions of the pallet.
pub trait WeightInfo {
	/// Weight of `define_model`.
	fn define_model(c: u32) -> Weight;
	/// Weight of `drop_model`.
	fn drop_model() -> Weight;
	/// Weight of `post_lot`.
	fn post_lot() -> Weight;
	/// Weight of `close_lot`.
	fn close_lot() -> Weight;
	/// Weight of `register`.
	fn register() -> Weight;
	/// Weight of `claim`.
	fn claim(n: u32) -> Weight;
	/// Weight of `rotate_key`.
	fn rotate_key() -> Weight;
	/// Weight of `authorize_rotate_key`.
	fn authorize_rotate_key() -> Weight;
	/// Weight of `propose_key`.
	fn propose_key() -> Weight;
	/// Weight of `finish_rotation`.
	fn finish_rotation() -> Weight;
	/// Weight of `cancel_rotation`.
	fn cancel_rotation() -> Weight;
	/// Weight of `suspend`.
	fn suspend() -> Weight;
	/// Weight of `resume`.
	fn resume() -> Weight;
	/// Weight of `revoke`.
	fn revoke() -> Weight;
	/// Weight of `retire`.
	fn retire() -> Weight;
	/// Weight of `drop_device`.
	fn drop_device() -> Weight;
	/// Weight of `offer_transfer`.
	fn offer_transfer() -> Weight;
	/// Weight of `accept_transfer`.
	fn accept_transfer() -> Weight;
	/// Weight of `cancel_transfer`.
	fn cancel_transfer() -> Weight;
	/// Weight of `set_metadata`.
	fn set_metadata() -> Weight;
	/// Weight of `set_calibration`.
	fn set_calibration() -> Weight;
	/// Weight of `authorize_gateway`.
	fn authorize_gateway() -> Weight;
	/// Weight of `deauthorize_gateway`.
	fn deauthorize_gateway() -> Weight;
	/// Weight of `device_facts`.
	fn device_facts() -> Weight;
}

/// The weights, for a runtime whose database costs what `T` says.
pub type SubstrateWeight<T> = MeasuredWeight<<T as frame_system::Config>::DbWeight>;

/// The weights, for a database that costs `DbWeight`.
pub struct MeasuredWeight<DbWeight>(PhantomData<DbWeight>);

impl<DbWeight: Get<RuntimeDbWeight>> WeightInfo for MeasuredWeight<DbWeight> {
	fn define_model(c: u32) -> Weight {
		Weight::from_parts(60_000_000, 12000)
			.saturating_add(Weight::from_parts(2_000_000, 0).saturating_mul(c.into()))
			.saturating_add(DbWeight::get().reads(5))
			.saturating_add(DbWeight::get().writes(3))
	}
	fn drop_model() -> Weight {
		Weight::from_parts(45_000_000, 12000)
			.saturating_add(DbWeight::get().reads(4))
			.saturating_add(DbWeight::get().writes(2))
	}
	fn post_lot() -> Weight {
		Weight::from_parts(50_000_000, 12000)
			.saturating_add(DbWeight::get().reads(6))
			.saturating_add(DbWeight::get().writes(4))
	}
	fn close_lot() -> Weight {
		Weight::from_parts(50_000_000, 12000)
			.saturating_add(DbWeight::get().reads(6))
			.saturating_add(DbWeight::get().writes(3))
	}
	fn register() -> Weight {
		Weight::from_parts(3_900_000_000, 12000)
			.saturating_add(DbWeight::get().reads(9))
			.saturating_add(DbWeight::get().writes(6))
	}
	fn claim(n: u32) -> Weight {
		Weight::from_parts(2_100_000_000, 12000)
			.saturating_add(Weight::from_parts(2_000_000, 0).saturating_mul(n.into()))
			.saturating_add(DbWeight::get().reads(10))
			.saturating_add(DbWeight::get().writes(7))
	}
	fn rotate_key() -> Weight {
		Weight::from_parts(60_000_000, 9000)
			.saturating_add(DbWeight::get().reads(4))
			.saturating_add(DbWeight::get().writes(6))
	}
	fn authorize_rotate_key() -> Weight {
		Weight::from_parts(3_800_000_000, 9000)
			.saturating_add(DbWeight::get().reads(6))
	}
	fn propose_key() -> Weight {
		Weight::from_parts(1_950_000_000, 9000)
			.saturating_add(DbWeight::get().reads(7))
			.saturating_add(DbWeight::get().writes(1))
	}
	fn finish_rotation() -> Weight {
		Weight::from_parts(60_000_000, 9000)
			.saturating_add(DbWeight::get().reads(6))
			.saturating_add(DbWeight::get().writes(5))
	}
	fn cancel_rotation() -> Weight {
		Weight::from_parts(30_000_000, 9000)
			.saturating_add(DbWeight::get().reads(2))
			.saturating_add(DbWeight::get().writes(1))
	}
	fn suspend() -> Weight {
		Weight::from_parts(30_000_000, 6000)
			.saturating_add(DbWeight::get().reads(1))
			.saturating_add(DbWeight::get().writes(1))
	}
	fn resume() -> Weight {
		Weight::from_parts(30_000_000, 6000)
			.saturating_add(DbWeight::get().reads(3))
			.saturating_add(DbWeight::get().writes(1))
	}
	fn revoke() -> Weight {
		Weight::from_parts(40_000_000, 18000)
			.saturating_add(DbWeight::get().reads(4))
			.saturating_add(DbWeight::get().writes(3))
	}
	fn retire() -> Weight {
		Weight::from_parts(30_000_000, 6000)
			.saturating_add(DbWeight::get().reads(1))
			.saturating_add(DbWeight::get().writes(3))
	}
	fn drop_device() -> Weight {
		Weight::from_parts(1_000_000_000, 250000)
			.saturating_add(DbWeight::get().reads(40))
			.saturating_add(DbWeight::get().writes(110))
	}
	fn offer_transfer() -> Weight {
		Weight::from_parts(35_000_000, 6000)
			.saturating_add(DbWeight::get().reads(4))
			.saturating_add(DbWeight::get().writes(1))
	}
	fn accept_transfer() -> Weight {
		Weight::from_parts(600_000_000, 120000)
			.saturating_add(DbWeight::get().reads(40))
			.saturating_add(DbWeight::get().writes(50))
	}
	fn cancel_transfer() -> Weight {
		Weight::from_parts(30_000_000, 9000)
			.saturating_add(DbWeight::get().reads(2))
			.saturating_add(DbWeight::get().writes(1))
	}
	fn set_metadata() -> Weight {
		Weight::from_parts(30_000_000, 6000)
			.saturating_add(DbWeight::get().reads(3))
			.saturating_add(DbWeight::get().writes(1))
	}
	fn set_calibration() -> Weight {
		Weight::from_parts(30_000_000, 6000)
			.saturating_add(DbWeight::get().reads(3))
			.saturating_add(DbWeight::get().writes(1))
	}
	fn authorize_gateway() -> Weight {
		Weight::from_parts(60_000_000, 9000)
			.saturating_add(DbWeight::get().reads(9))
			.saturating_add(DbWeight::get().writes(3))
	}
	fn deauthorize_gateway() -> Weight {
		Weight::from_parts(55_000_000, 9000)
			.saturating_add(DbWeight::get().reads(4))
			.saturating_add(DbWeight::get().writes(3))
	}
	fn device_facts() -> Weight {
		Weight::from_parts(90_000_000, 24000)
			.saturating_add(DbWeight::get().reads(10))
			.saturating_add(DbWeight::get().writes(1))
	}
}

/// For tests: the weights on ParityDB.
impl WeightInfo for () {
	fn define_model(c: u32) -> Weight {
		MeasuredWeight::<ParityDbWeight>::define_model(c)
	}
	fn drop_model() -> Weight {
		MeasuredWeight::<ParityDbWeight>::drop_model()
	}
	fn post_lot() -> Weight {
		MeasuredWeight::<ParityDbWeight>::post_lot()
	}
	fn close_lot() -> Weight {
		MeasuredWeight::<ParityDbWeight>::close_lot()
	}
	fn register() -> Weight {
		MeasuredWeight::<ParityDbWeight>::register()
	}
	fn claim(n: u32) -> Weight {
		MeasuredWeight::<ParityDbWeight>::claim(n)
	}
	fn rotate_key() -> Weight {
		MeasuredWeight::<ParityDbWeight>::rotate_key()
	}
	fn authorize_rotate_key() -> Weight {
		MeasuredWeight::<ParityDbWeight>::authorize_rotate_key()
	}
	fn propose_key() -> Weight {
		MeasuredWeight::<ParityDbWeight>::propose_key()
	}
	fn finish_rotation() -> Weight {
		MeasuredWeight::<ParityDbWeight>::finish_rotation()
	}
	fn cancel_rotation() -> Weight {
		MeasuredWeight::<ParityDbWeight>::cancel_rotation()
	}
	fn suspend() -> Weight {
		MeasuredWeight::<ParityDbWeight>::suspend()
	}
	fn resume() -> Weight {
		MeasuredWeight::<ParityDbWeight>::resume()
	}
	fn revoke() -> Weight {
		MeasuredWeight::<ParityDbWeight>::revoke()
	}
	fn retire() -> Weight {
		MeasuredWeight::<ParityDbWeight>::retire()
	}
	fn drop_device() -> Weight {
		MeasuredWeight::<ParityDbWeight>::drop_device()
	}
	fn offer_transfer() -> Weight {
		MeasuredWeight::<ParityDbWeight>::offer_transfer()
	}
	fn accept_transfer() -> Weight {
		MeasuredWeight::<ParityDbWeight>::accept_transfer()
	}
	fn cancel_transfer() -> Weight {
		MeasuredWeight::<ParityDbWeight>::cancel_transfer()
	}
	fn set_metadata() -> Weight {
		MeasuredWeight::<ParityDbWeight>::set_metadata()
	}
	fn set_calibration() -> Weight {
		MeasuredWeight::<ParityDbWeight>::set_calibration()
	}
	fn authorize_gateway() -> Weight {
		MeasuredWeight::<ParityDbWeight>::authorize_gateway()
	}
	fn deauthorize_gateway() -> Weight {
		MeasuredWeight::<ParityDbWeight>::deauthorize_gateway()
	}
	fn device_facts() -> Weight {
		MeasuredWeight::<ParityDbWeight>::device_facts()
	}
}
