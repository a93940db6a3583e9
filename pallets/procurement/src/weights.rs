//! Weights of the pallet.

use frame::{deps::frame_support::weights::constants::RocksDbWeight, weights_prelude::*};

/// What the pallet's calls cost, and what other pallets ask of it.
pub trait WeightInfo {
	/// Weight of `publish_offer`.
	fn publish_offer() -> Weight;
	/// Weight of `remove_offer`.
	fn remove_offer() -> Weight;
	/// Weight of `grant_mandate`.
	fn grant_mandate() -> Weight;
	/// Weight of `amend_mandate`.
	fn amend_mandate() -> Weight;
	/// Weight of `end_mandate`.
	fn end_mandate() -> Weight;
	/// Weight of `declare_need`.
	fn declare_need() -> Weight;
	/// Weight of `change_need`.
	fn change_need() -> Weight;
	/// Weight of `remove_need`.
	fn remove_need() -> Weight;
	/// Weight of `clear_need`.
	fn clear_need() -> Weight;
	/// Weight of `accept`.
	fn accept() -> Weight;
	/// Weight of `ship`.
	fn ship() -> Weight;
	/// Weight of `receive`.
	fn receive() -> Weight;
	/// Weight of `claim`.
	fn claim() -> Weight;
	/// Weight of `dispute`.
	fn dispute() -> Weight;
	/// Weight of `end_order`.
	fn end_order() -> Weight;
	/// Weight of `advance`.
	fn advance() -> Weight;
	/// Weight of `standing`.
	fn standing() -> Weight;
	/// Weight of `set_slots`.
	fn set_slots() -> Weight;
	/// Weight of `refuse_claim`.
	fn refuse_claim() -> Weight;
	/// Weight of `attest`.
	fn attest() -> Weight;
	/// Weight of `rework`.
	fn rework() -> Weight;
	/// Weight of `report`.
	fn report() -> Weight;
	/// Weight of `place_order` with this many vendors.
	fn place_order(vendors: u32) -> Weight;
	/// Weight of an observation that this many needs are judged by.
	fn cover(needs: u32) -> Weight;
}

/// Weights of the runtime.
pub struct SubstrateWeight<T>(core::marker::PhantomData<T>);

impl<T> WeightInfo for SubstrateWeight<T> {
	fn publish_offer() -> Weight {
		Weight::from_parts(50_000_000, 0).saturating_add(RocksDbWeight::get().reads_writes(5, 5))
	}
	fn remove_offer() -> Weight {
		Weight::from_parts(50_000_000, 0).saturating_add(RocksDbWeight::get().reads_writes(5, 5))
	}
	fn grant_mandate() -> Weight {
		Weight::from_parts(50_000_000, 0).saturating_add(RocksDbWeight::get().reads_writes(5, 5))
	}
	fn amend_mandate() -> Weight {
		Weight::from_parts(50_000_000, 0).saturating_add(RocksDbWeight::get().reads_writes(5, 5))
	}
	fn end_mandate() -> Weight {
		Weight::from_parts(50_000_000, 0).saturating_add(RocksDbWeight::get().reads_writes(5, 5))
	}
	fn declare_need() -> Weight {
		Weight::from_parts(50_000_000, 0).saturating_add(RocksDbWeight::get().reads_writes(5, 5))
	}
	fn change_need() -> Weight {
		Weight::from_parts(50_000_000, 0).saturating_add(RocksDbWeight::get().reads_writes(5, 5))
	}
	fn remove_need() -> Weight {
		Weight::from_parts(50_000_000, 0).saturating_add(RocksDbWeight::get().reads_writes(5, 5))
	}
	fn clear_need() -> Weight {
		Weight::from_parts(50_000_000, 0).saturating_add(RocksDbWeight::get().reads_writes(5, 5))
	}
	fn accept() -> Weight {
		Weight::from_parts(50_000_000, 0).saturating_add(RocksDbWeight::get().reads_writes(5, 5))
	}
	fn ship() -> Weight {
		Weight::from_parts(50_000_000, 0).saturating_add(RocksDbWeight::get().reads_writes(5, 5))
	}
	fn receive() -> Weight {
		Weight::from_parts(50_000_000, 0).saturating_add(RocksDbWeight::get().reads_writes(5, 5))
	}
	fn claim() -> Weight {
		Weight::from_parts(50_000_000, 0).saturating_add(RocksDbWeight::get().reads_writes(5, 5))
	}
	fn dispute() -> Weight {
		Weight::from_parts(50_000_000, 0).saturating_add(RocksDbWeight::get().reads_writes(5, 5))
	}
	fn end_order() -> Weight {
		Weight::from_parts(50_000_000, 0).saturating_add(RocksDbWeight::get().reads_writes(5, 5))
	}
	fn advance() -> Weight {
		Weight::from_parts(50_000_000, 0).saturating_add(RocksDbWeight::get().reads_writes(5, 5))
	}
	fn standing() -> Weight {
		Weight::from_parts(50_000_000, 0).saturating_add(RocksDbWeight::get().reads_writes(5, 5))
	}
	fn set_slots() -> Weight {
		Weight::from_parts(50_000_000, 0).saturating_add(RocksDbWeight::get().reads_writes(5, 5))
	}
	fn refuse_claim() -> Weight {
		Weight::from_parts(50_000_000, 0).saturating_add(RocksDbWeight::get().reads_writes(5, 5))
	}
	fn attest() -> Weight {
		Weight::from_parts(50_000_000, 0).saturating_add(RocksDbWeight::get().reads_writes(5, 5))
	}
	fn rework() -> Weight {
		Weight::from_parts(50_000_000, 0).saturating_add(RocksDbWeight::get().reads_writes(5, 5))
	}
	fn report() -> Weight {
		Weight::from_parts(50_000_000, 0).saturating_add(RocksDbWeight::get().reads_writes(5, 5))
	}
	fn place_order(_: u32) -> Weight {
		Weight::from_parts(500_000_000, 0)
	}
	fn cover(_: u32) -> Weight {
		Weight::from_parts(20_000_000, 0)
	}
}

impl WeightInfo for () {
	fn publish_offer() -> Weight {
		Weight::from_parts(50_000_000, 0).saturating_add(RocksDbWeight::get().reads_writes(5, 5))
	}
	fn remove_offer() -> Weight {
		Weight::from_parts(50_000_000, 0).saturating_add(RocksDbWeight::get().reads_writes(5, 5))
	}
	fn grant_mandate() -> Weight {
		Weight::from_parts(50_000_000, 0).saturating_add(RocksDbWeight::get().reads_writes(5, 5))
	}
	fn amend_mandate() -> Weight {
		Weight::from_parts(50_000_000, 0).saturating_add(RocksDbWeight::get().reads_writes(5, 5))
	}
	fn end_mandate() -> Weight {
		Weight::from_parts(50_000_000, 0).saturating_add(RocksDbWeight::get().reads_writes(5, 5))
	}
	fn declare_need() -> Weight {
		Weight::from_parts(50_000_000, 0).saturating_add(RocksDbWeight::get().reads_writes(5, 5))
	}
	fn change_need() -> Weight {
		Weight::from_parts(50_000_000, 0).saturating_add(RocksDbWeight::get().reads_writes(5, 5))
	}
	fn remove_need() -> Weight {
		Weight::from_parts(50_000_000, 0).saturating_add(RocksDbWeight::get().reads_writes(5, 5))
	}
	fn clear_need() -> Weight {
		Weight::from_parts(50_000_000, 0).saturating_add(RocksDbWeight::get().reads_writes(5, 5))
	}
	fn accept() -> Weight {
		Weight::from_parts(50_000_000, 0).saturating_add(RocksDbWeight::get().reads_writes(5, 5))
	}
	fn ship() -> Weight {
		Weight::from_parts(50_000_000, 0).saturating_add(RocksDbWeight::get().reads_writes(5, 5))
	}
	fn receive() -> Weight {
		Weight::from_parts(50_000_000, 0).saturating_add(RocksDbWeight::get().reads_writes(5, 5))
	}
	fn claim() -> Weight {
		Weight::from_parts(50_000_000, 0).saturating_add(RocksDbWeight::get().reads_writes(5, 5))
	}
	fn dispute() -> Weight {
		Weight::from_parts(50_000_000, 0).saturating_add(RocksDbWeight::get().reads_writes(5, 5))
	}
	fn end_order() -> Weight {
		Weight::from_parts(50_000_000, 0).saturating_add(RocksDbWeight::get().reads_writes(5, 5))
	}
	fn advance() -> Weight {
		Weight::from_parts(50_000_000, 0).saturating_add(RocksDbWeight::get().reads_writes(5, 5))
	}
	fn standing() -> Weight {
		Weight::from_parts(50_000_000, 0).saturating_add(RocksDbWeight::get().reads_writes(5, 5))
	}
	fn set_slots() -> Weight {
		Weight::from_parts(50_000_000, 0).saturating_add(RocksDbWeight::get().reads_writes(5, 5))
	}
	fn refuse_claim() -> Weight {
		Weight::from_parts(50_000_000, 0).saturating_add(RocksDbWeight::get().reads_writes(5, 5))
	}
	fn attest() -> Weight {
		Weight::from_parts(50_000_000, 0).saturating_add(RocksDbWeight::get().reads_writes(5, 5))
	}
	fn rework() -> Weight {
		Weight::from_parts(50_000_000, 0).saturating_add(RocksDbWeight::get().reads_writes(5, 5))
	}
	fn report() -> Weight {
		Weight::from_parts(50_000_000, 0).saturating_add(RocksDbWeight::get().reads_writes(5, 5))
	}
	fn place_order(_: u32) -> Weight {
		Weight::from_parts(500_000_000, 0)
	}
	fn cover(_: u32) -> Weight {
		Weight::from_parts(20_000_000, 0)
	}
}
