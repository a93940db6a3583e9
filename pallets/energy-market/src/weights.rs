//! Weights of `pallet_energy_market`: estimates, which `./scripts/benchmark.sh pallet_energy_market` replaces
//! by what it measures.

#![cfg_attr(rustfmt, rustfmt_skip)]
#![allow(unused_imports)]

use frame::{deps::frame_support::weights::RuntimeDbWeight, weights_prelude::*};

/// Weight functions of the pallet.
pub trait WeightInfo {
	/// Weight of `open_zone`.
	fn open_zone() -> Weight;
	/// Weight of `set_terms`.
	fn set_terms() -> Weight;
	/// Weight of `forget_terms`.
	fn forget_terms() -> Weight;
	/// Weight of `drop_zone`.
	fn drop_zone() -> Weight;
	/// Weight of `define_index`.
	fn define_index() -> Weight;
	/// Weight of `publish`.
	fn publish(v: u32, ) -> Weight;
	/// Weight of `drop_reports`.
	fn drop_reports() -> Weight;
	/// Weight of `drop_index`.
	fn drop_index() -> Weight;
	/// Weight of `offer_tariff`.
	fn offer_tariff() -> Weight;
	/// Weight of `publish_version`.
	fn publish_version() -> Weight;
	/// Weight of `end_tariff`.
	fn end_tariff() -> Weight;
	/// Weight of `forget_versions`.
	fn forget_versions() -> Weight;
	/// Weight of `drop_tariff`.
	fn drop_tariff() -> Weight;
	/// Weight of `note_standing`.
	fn note_standing() -> Weight;
	/// Weight of `propose_point`.
	fn propose_point() -> Weight;
	/// Weight of `confirm_point`.
	fn confirm_point() -> Weight;
	/// Weight of `close_point`.
	fn close_point() -> Weight;
	/// Weight of `drop_point`.
	fn drop_point() -> Weight;
	/// Weight of `request_contract`.
	fn request_contract() -> Weight;
	/// Weight of `accept_contract`.
	fn accept_contract() -> Weight;
	/// Weight of `withdraw_request`.
	fn withdraw_request() -> Weight;
	/// Weight of `end_contract`.
	fn end_contract() -> Weight;
	/// Weight of `replace_meter`.
	fn replace_meter() -> Weight;
	/// Weight of `doubt`.
	fn doubt() -> Weight;
	/// Weight of `forget_readings`.
	fn forget_readings() -> Weight;
	/// Weight of `on_observation`.
	fn on_observation(p: u32, m: u32, ) -> Weight;
	/// Weight of `fund`.
	fn fund() -> Weight;
	/// Weight of `withdraw`.
	fn withdraw() -> Weight;
	/// Weight of `place`.
	fn place(o: u32, ) -> Weight;
	/// Weight of `change_pages`.
	fn change_pages(p: u32, ) -> Weight;
	/// Weight of `advance`.
	fn advance(p: u32, ) -> Weight;
	/// Weight of `process_gates`.
	fn process_gates(t: u32, ) -> Weight;
	/// Weight of `clear`.
	fn clear(p: u32, ) -> Weight;
	/// Weight of `process_trades`.
	fn process_trades(t: u32, ) -> Weight;
}

/// The measured weights, for a runtime whose database costs what `T` says.
pub type SubstrateWeight<T> = MeasuredWeight<<T as frame_system::Config>::DbWeight>;

/// The measured weights, for a database that costs `DbWeight`.
pub struct MeasuredWeight<DbWeight>(PhantomData<DbWeight>);

impl<DbWeight: Get<RuntimeDbWeight>> WeightInfo for MeasuredWeight<DbWeight> {
	fn open_zone() -> Weight {
		Weight::from_parts(60_000_000, 0)
			.saturating_add(DbWeight::get().reads(11))
			.saturating_add(DbWeight::get().writes(9))
	}
	fn set_terms() -> Weight {
		Weight::from_parts(90_000_000, 0)
			.saturating_add(DbWeight::get().reads(24))
			.saturating_add(DbWeight::get().writes(22))
	}
	fn forget_terms() -> Weight {
		Weight::from_parts(400_000_000, 0)
			.saturating_add(DbWeight::get().reads(190))
			.saturating_add(DbWeight::get().writes(190))
	}
	fn drop_zone() -> Weight {
		Weight::from_parts(420_000_000, 0)
			.saturating_add(DbWeight::get().reads(195))
			.saturating_add(DbWeight::get().writes(190))
	}
	fn define_index() -> Weight {
		Weight::from_parts(40_000_000, 0)
			.saturating_add(DbWeight::get().reads(6))
			.saturating_add(DbWeight::get().writes(3))
	}
	/// - `v` ranges over `1..=96`
	fn publish(v: u32, ) -> Weight {
		Weight::from_parts(40_000_000, 0)
			.saturating_add(Weight::from_parts(400_000, 0).saturating_mul(v.into()))
			.saturating_add(DbWeight::get().reads(6))
			.saturating_add(DbWeight::get().writes(2))
	}
	fn drop_reports() -> Weight {
		Weight::from_parts(40_000_000, 0)
			.saturating_add(DbWeight::get().reads(6))
			.saturating_add(DbWeight::get().writes(4))
	}
	fn drop_index() -> Weight {
		Weight::from_parts(35_000_000, 0)
			.saturating_add(DbWeight::get().reads(5))
			.saturating_add(DbWeight::get().writes(2))
	}
	fn offer_tariff() -> Weight {
		Weight::from_parts(60_000_000, 0)
			.saturating_add(DbWeight::get().reads(10))
			.saturating_add(DbWeight::get().writes(8))
	}
	fn publish_version() -> Weight {
		Weight::from_parts(60_000_000, 0)
			.saturating_add(DbWeight::get().reads(12))
			.saturating_add(DbWeight::get().writes(10))
	}
	fn end_tariff() -> Weight {
		Weight::from_parts(30_000_000, 0)
			.saturating_add(DbWeight::get().reads(5))
			.saturating_add(DbWeight::get().writes(1))
	}
	fn forget_versions() -> Weight {
		Weight::from_parts(300_000_000, 0)
			.saturating_add(DbWeight::get().reads(130))
			.saturating_add(DbWeight::get().writes(100))
	}
	fn drop_tariff() -> Weight {
		Weight::from_parts(320_000_000, 0)
			.saturating_add(DbWeight::get().reads(133))
			.saturating_add(DbWeight::get().writes(103))
	}
	fn note_standing() -> Weight {
		Weight::from_parts(30_000_000, 0)
			.saturating_add(DbWeight::get().reads(6))
			.saturating_add(DbWeight::get().writes(1))
	}
	fn propose_point() -> Weight {
		Weight::from_parts(40_000_000, 0)
			.saturating_add(DbWeight::get().reads(6))
			.saturating_add(DbWeight::get().writes(5))
	}
	fn confirm_point() -> Weight {
		Weight::from_parts(60_000_000, 0)
			.saturating_add(DbWeight::get().reads(12))
			.saturating_add(DbWeight::get().writes(6))
	}
	fn close_point() -> Weight {
		Weight::from_parts(80_000_000, 0)
			.saturating_add(DbWeight::get().reads(24))
			.saturating_add(DbWeight::get().writes(16))
	}
	fn drop_point() -> Weight {
		Weight::from_parts(250_000_000, 0)
			.saturating_add(DbWeight::get().reads(75))
			.saturating_add(DbWeight::get().writes(70))
	}
	fn request_contract() -> Weight {
		Weight::from_parts(40_000_000, 0)
			.saturating_add(DbWeight::get().reads(8))
			.saturating_add(DbWeight::get().writes(2))
	}
	fn accept_contract() -> Weight {
		Weight::from_parts(40_000_000, 0)
			.saturating_add(DbWeight::get().reads(9))
			.saturating_add(DbWeight::get().writes(2))
	}
	fn withdraw_request() -> Weight {
		Weight::from_parts(25_000_000, 0)
			.saturating_add(DbWeight::get().reads(5))
			.saturating_add(DbWeight::get().writes(1))
	}
	fn end_contract() -> Weight {
		Weight::from_parts(35_000_000, 0)
			.saturating_add(DbWeight::get().reads(7))
			.saturating_add(DbWeight::get().writes(1))
	}
	fn replace_meter() -> Weight {
		Weight::from_parts(100_000_000, 0)
			.saturating_add(DbWeight::get().reads(30))
			.saturating_add(DbWeight::get().writes(20))
	}
	fn doubt() -> Weight {
		Weight::from_parts(30_000_000, 0)
			.saturating_add(DbWeight::get().reads(8))
			.saturating_add(DbWeight::get().writes(1))
	}
	fn forget_readings() -> Weight {
		Weight::from_parts(150_000_000, 0)
			.saturating_add(DbWeight::get().reads(30))
			.saturating_add(DbWeight::get().writes(50))
	}
	/// - `p` ranges over `1..=4`
	/// - `m` ranges over `1..=4`
	fn on_observation(p: u32, m: u32, ) -> Weight {
		Weight::from_parts(40_000_000, 0)
			.saturating_add(Weight::from_parts(40_000_000, 0).saturating_mul(p.into()))
			.saturating_add(Weight::from_parts(20_000_000, 0).saturating_mul(m.into()))
			.saturating_add(DbWeight::get().reads(6))
			.saturating_add(DbWeight::get().reads((1_u64).saturating_mul(p.into())))
			.saturating_add(DbWeight::get().reads((2_u64).saturating_mul(m.into())))
			.saturating_add(DbWeight::get().writes((1_u64).saturating_mul(p.into())))
			.saturating_add(DbWeight::get().writes((4_u64).saturating_mul(m.into())))
	}
	fn fund() -> Weight {
		Weight::from_parts(35_000_000, 0)
			.saturating_add(DbWeight::get().reads(4))
			.saturating_add(DbWeight::get().writes(3))
	}
	fn withdraw() -> Weight {
		Weight::from_parts(35_000_000, 0)
			.saturating_add(DbWeight::get().reads(4))
			.saturating_add(DbWeight::get().writes(3))
	}
	/// - `o` ranges over `1..=96`
	fn place(o: u32, ) -> Weight {
		Weight::from_parts(60_000_000, 0)
			.saturating_add(Weight::from_parts(15_000_000, 0).saturating_mul(o.into()))
			.saturating_add(DbWeight::get().reads(20))
			.saturating_add(DbWeight::get().reads((5_u64).saturating_mul(o.into())))
			.saturating_add(DbWeight::get().writes(4))
			.saturating_add(DbWeight::get().writes((1_u64).saturating_mul(o.into())))
	}
	/// - `p` ranges over `0..=1440`
	fn change_pages(p: u32, ) -> Weight {
		Weight::from_parts(1_000_000, 0)
			.saturating_add(Weight::from_parts(1_500_000, 0).saturating_mul(p.into()))
			.saturating_add(DbWeight::get().reads((1_u64).saturating_mul(p.into())))
			.saturating_add(DbWeight::get().writes((1_u64).saturating_mul(p.into())))
	}
	/// - `p` ranges over `1..=64`
	fn advance(p: u32, ) -> Weight {
		Weight::from_parts(60_000_000, 0)
			.saturating_add(Weight::from_parts(40_000_000, 0).saturating_mul(p.into()))
			.saturating_add(DbWeight::get().reads(150))
			.saturating_add(DbWeight::get().reads((3_u64).saturating_mul(p.into())))
			.saturating_add(DbWeight::get().writes(4))
			.saturating_add(DbWeight::get().writes((4_u64).saturating_mul(p.into())))
	}
	/// - `t` ranges over `0..=128`
	fn process_gates(t: u32, ) -> Weight {
		Weight::from_parts(10_000_000, 0)
			.saturating_add(Weight::from_parts(4_000_000, 0).saturating_mul(t.into()))
			.saturating_add(DbWeight::get().reads(3))
			.saturating_add(DbWeight::get().reads((1_u64).saturating_mul(t.into())))
			.saturating_add(DbWeight::get().writes(1))
			.saturating_add(DbWeight::get().writes((1_u64).saturating_mul(t.into())))
	}
	/// - `p` ranges over `1..=16`
	fn clear(p: u32, ) -> Weight {
		Weight::from_parts(40_000_000, 0)
			.saturating_add(Weight::from_parts(3_000_000, 0).saturating_mul(p.into()))
			.saturating_add(DbWeight::get().reads(4))
			.saturating_add(DbWeight::get().reads((1_u64).saturating_mul(p.into())))
			.saturating_add(DbWeight::get().writes(3))
			.saturating_add(DbWeight::get().writes((1_u64).saturating_mul(p.into())))
	}
	/// - `t` ranges over `0..=128`
	fn process_trades(t: u32, ) -> Weight {
		Weight::from_parts(10_000_000, 0)
			.saturating_add(Weight::from_parts(4_000_000, 0).saturating_mul(t.into()))
			.saturating_add(DbWeight::get().reads(3))
			.saturating_add(DbWeight::get().reads((1_u64).saturating_mul(t.into())))
			.saturating_add(DbWeight::get().writes(1))
			.saturating_add(DbWeight::get().writes((1_u64).saturating_mul(t.into())))
	}
}

/// For tests: the measured weights on ParityDB.
impl WeightInfo for () {
	fn open_zone() -> Weight {
		MeasuredWeight::<ParityDbWeight>::open_zone()
	}
	fn set_terms() -> Weight {
		MeasuredWeight::<ParityDbWeight>::set_terms()
	}
	fn forget_terms() -> Weight {
		MeasuredWeight::<ParityDbWeight>::forget_terms()
	}
	fn drop_zone() -> Weight {
		MeasuredWeight::<ParityDbWeight>::drop_zone()
	}
	fn define_index() -> Weight {
		MeasuredWeight::<ParityDbWeight>::define_index()
	}
	fn publish(v: u32, ) -> Weight {
		MeasuredWeight::<ParityDbWeight>::publish(v, )
	}
	fn drop_reports() -> Weight {
		MeasuredWeight::<ParityDbWeight>::drop_reports()
	}
	fn drop_index() -> Weight {
		MeasuredWeight::<ParityDbWeight>::drop_index()
	}
	fn offer_tariff() -> Weight {
		MeasuredWeight::<ParityDbWeight>::offer_tariff()
	}
	fn publish_version() -> Weight {
		MeasuredWeight::<ParityDbWeight>::publish_version()
	}
	fn end_tariff() -> Weight {
		MeasuredWeight::<ParityDbWeight>::end_tariff()
	}
	fn forget_versions() -> Weight {
		MeasuredWeight::<ParityDbWeight>::forget_versions()
	}
	fn drop_tariff() -> Weight {
		MeasuredWeight::<ParityDbWeight>::drop_tariff()
	}
	fn note_standing() -> Weight {
		MeasuredWeight::<ParityDbWeight>::note_standing()
	}
	fn propose_point() -> Weight {
		MeasuredWeight::<ParityDbWeight>::propose_point()
	}
	fn confirm_point() -> Weight {
		MeasuredWeight::<ParityDbWeight>::confirm_point()
	}
	fn close_point() -> Weight {
		MeasuredWeight::<ParityDbWeight>::close_point()
	}
	fn drop_point() -> Weight {
		MeasuredWeight::<ParityDbWeight>::drop_point()
	}
	fn request_contract() -> Weight {
		MeasuredWeight::<ParityDbWeight>::request_contract()
	}
	fn accept_contract() -> Weight {
		MeasuredWeight::<ParityDbWeight>::accept_contract()
	}
	fn withdraw_request() -> Weight {
		MeasuredWeight::<ParityDbWeight>::withdraw_request()
	}
	fn end_contract() -> Weight {
		MeasuredWeight::<ParityDbWeight>::end_contract()
	}
	fn replace_meter() -> Weight {
		MeasuredWeight::<ParityDbWeight>::replace_meter()
	}
	fn doubt() -> Weight {
		MeasuredWeight::<ParityDbWeight>::doubt()
	}
	fn forget_readings() -> Weight {
		MeasuredWeight::<ParityDbWeight>::forget_readings()
	}
	fn on_observation(p: u32, m: u32, ) -> Weight {
		MeasuredWeight::<ParityDbWeight>::on_observation(p, m, )
	}
	fn fund() -> Weight {
		MeasuredWeight::<ParityDbWeight>::fund()
	}
	fn withdraw() -> Weight {
		MeasuredWeight::<ParityDbWeight>::withdraw()
	}
	fn place(o: u32, ) -> Weight {
		MeasuredWeight::<ParityDbWeight>::place(o, )
	}
	fn change_pages(p: u32, ) -> Weight {
		MeasuredWeight::<ParityDbWeight>::change_pages(p, )
	}
	fn advance(p: u32, ) -> Weight {
		MeasuredWeight::<ParityDbWeight>::advance(p, )
	}
	fn process_gates(t: u32, ) -> Weight {
		MeasuredWeight::<ParityDbWeight>::process_gates(t, )
	}
	fn clear(p: u32, ) -> Weight {
		MeasuredWeight::<ParityDbWeight>::clear(p, )
	}
	fn process_trades(t: u32, ) -> Weight {
		MeasuredWeight::<ParityDbWeight>::process_trades(t, )
	}
}
