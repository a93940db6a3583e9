//! Weights of `pallet_procurement`, measured in the Tallystick runtime.
//!
//! Written by a program; do not edit. To measure again:
//! `STEPS=50 REPEAT=10 ./scripts/benchmark.sh pallet_procurement`
//!
//! - frame-benchmarking-cli 64.0.0, 2026-11-28, host `two-core-vm`, CPU `AMD EPYC`
//! - steps: 50, repeat: 10, WASM execution: Compiled, analysis: MinSquares
//! - worst case map size: 1000000, additional trie layers: 2

#![cfg_attr(rustfmt, rustfmt_skip)]
#![allow(unused_imports)]

use frame::{deps::frame_support::weights::RuntimeDbWeight, weights_prelude::*};

/// Weight functions of the pallet.
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
	/// Weight of `place_order`.
	fn place_order(v: u32, ) -> Weight;
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
	/// Weight of `cover`.
	fn cover(n: u32, ) -> Weight;
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
	/// Weight of `standing`.
	fn standing() -> Weight;
}

/// The measured weights, for a runtime whose database costs what `T` says.
pub type SubstrateWeight<T> = MeasuredWeight<<T as frame_system::Config>::DbWeight>;

/// The measured weights, for a database that costs `DbWeight`.
pub struct MeasuredWeight<DbWeight>(PhantomData<DbWeight>);

impl<DbWeight: Get<RuntimeDbWeight>> WeightInfo for MeasuredWeight<DbWeight> {
	/// - Storage: `Consortium::Members` (r:2 w:0)
	/// - Proof: `Consortium::Members` (`max_values`: None, `max_size`: Some(52), added: 2527, mode: `MaxEncodedLen`)
	/// - Storage: `Consortium::Organizations` (r:2 w:0)
	/// - Proof: `Consortium::Organizations` (`max_values`: None, `max_size`: Some(117), added: 2592, mode: `MaxEncodedLen`)
	/// - Storage: `Timestamp::Now` (r:1 w:0)
	/// - Proof: `Timestamp::Now` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	/// - Storage: `System::Account` (r:2 w:2)
	/// - Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	/// - Storage: `Balances::Holds` (r:2 w:2)
	/// - Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(679), added: 3154, mode: `MaxEncodedLen`)
	/// - Storage: `Procurement::Offers` (r:1 w:1)
	/// - Proof: `Procurement::Offers` (`max_values`: None, `max_size`: Some(278), added: 2753, mode: `MaxEncodedLen`)
	/// - Storage: `Procurement::Slots` (r:0 w:1)
	/// - Proof: `Procurement::Slots` (`max_values`: None, `max_size`: Some(568), added: 3043, mode: `MaxEncodedLen`)
	fn publish_offer() -> Weight {
		// Recorded proof size: 1392 bytes.
		// Minimum execution time: 125_036_000 picoseconds.
		Weight::from_parts(131_236_000, 7298)
			.saturating_add(DbWeight::get().reads(10))
			.saturating_add(DbWeight::get().writes(6))
	}
	/// - Storage: `Procurement::Offers` (r:1 w:1)
	/// - Proof: `Procurement::Offers` (`max_values`: None, `max_size`: Some(278), added: 2753, mode: `MaxEncodedLen`)
	/// - Storage: `Consortium::Members` (r:1 w:0)
	/// - Proof: `Consortium::Members` (`max_values`: None, `max_size`: Some(52), added: 2527, mode: `MaxEncodedLen`)
	/// - Storage: `Consortium::Organizations` (r:1 w:0)
	/// - Proof: `Consortium::Organizations` (`max_values`: None, `max_size`: Some(117), added: 2592, mode: `MaxEncodedLen`)
	/// - Storage: `Timestamp::Now` (r:1 w:0)
	/// - Proof: `Timestamp::Now` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	/// - Storage: `System::Account` (r:1 w:1)
	/// - Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	/// - Storage: `Balances::Holds` (r:1 w:1)
	/// - Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(679), added: 3154, mode: `MaxEncodedLen`)
	/// - Storage: `Procurement::Slots` (r:0 w:1)
	/// - Proof: `Procurement::Slots` (`max_values`: None, `max_size`: Some(568), added: 3043, mode: `MaxEncodedLen`)
	fn remove_offer() -> Weight {
		// Recorded proof size: 1201 bytes.
		// Minimum execution time: 71_246_000 picoseconds.
		Weight::from_parts(76_564_000, 4144)
			.saturating_add(DbWeight::get().reads(6))
			.saturating_add(DbWeight::get().writes(4))
	}
	/// - Storage: `Consortium::Members` (r:5 w:0)
	/// - Proof: `Consortium::Members` (`max_values`: None, `max_size`: Some(52), added: 2527, mode: `MaxEncodedLen`)
	/// - Storage: `Consortium::Organizations` (r:5 w:0)
	/// - Proof: `Consortium::Organizations` (`max_values`: None, `max_size`: Some(117), added: 2592, mode: `MaxEncodedLen`)
	/// - Storage: `AssetLifecycle::Assets` (r:5 w:0)
	/// - Proof: `AssetLifecycle::Assets` (`max_values`: None, `max_size`: Some(327), added: 2802, mode: `MaxEncodedLen`)
	/// - Storage: `Timestamp::Now` (r:1 w:0)
	/// - Proof: `Timestamp::Now` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	/// - Storage: `DeviceRegistry::Devices` (r:4 w:0)
	/// - Proof: `DeviceRegistry::Devices` (`max_values`: None, `max_size`: Some(300), added: 2775, mode: `MaxEncodedLen`)
	/// - Storage: `DeviceRegistry::Models` (r:4 w:0)
	/// - Proof: `DeviceRegistry::Models` (`max_values`: None, `max_size`: Some(9173), added: 11648, mode: `MaxEncodedLen`)
	/// - Storage: `Procurement::NextMandateId` (r:1 w:1)
	/// - Proof: `Procurement::NextMandateId` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
	/// - Storage: `System::Account` (r:2 w:2)
	/// - Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	/// - Storage: `Balances::Holds` (r:2 w:2)
	/// - Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(679), added: 3154, mode: `MaxEncodedLen`)
	/// - Storage: `Telemetry::Streams` (r:4 w:4)
	/// - Proof: `Telemetry::Streams` (`max_values`: None, `max_size`: Some(245), added: 2720, mode: `MaxEncodedLen`)
	/// - Storage: `Telemetry::Tails` (r:4 w:4)
	/// - Proof: `Telemetry::Tails` (`max_values`: None, `max_size`: Some(145), added: 2620, mode: `MaxEncodedLen`)
	/// - Storage: `Procurement::Mandates` (r:0 w:1)
	/// - Proof: `Procurement::Mandates` (`max_values`: None, `max_size`: Some(673), added: 3148, mode: `MaxEncodedLen`)
	/// - Storage: `Procurement::MandatesOf` (r:0 w:1)
	/// - Proof: `Procurement::MandatesOf` (`max_values`: None, `max_size`: Some(24), added: 2499, mode: `MaxEncodedLen`)
	/// - Storage: `Procurement::Conditions` (r:0 w:1)
	/// - Proof: `Procurement::Conditions` (`max_values`: None, `max_size`: Some(874), added: 3349, mode: `MaxEncodedLen`)
	fn grant_mandate() -> Weight {
		// Recorded proof size: 4935 bytes.
		// Minimum execution time: 355_660_000 picoseconds.
		Weight::from_parts(370_061_000, 47582)
			.saturating_add(DbWeight::get().reads(37))
			.saturating_add(DbWeight::get().writes(16))
	}
	/// - Storage: `Consortium::Members` (r:5 w:0)
	/// - Proof: `Consortium::Members` (`max_values`: None, `max_size`: Some(52), added: 2527, mode: `MaxEncodedLen`)
	/// - Storage: `Consortium::Organizations` (r:5 w:0)
	/// - Proof: `Consortium::Organizations` (`max_values`: None, `max_size`: Some(117), added: 2592, mode: `MaxEncodedLen`)
	/// - Storage: `Procurement::Mandates` (r:1 w:1)
	/// - Proof: `Procurement::Mandates` (`max_values`: None, `max_size`: Some(673), added: 3148, mode: `MaxEncodedLen`)
	/// - Storage: `AssetLifecycle::Assets` (r:5 w:0)
	/// - Proof: `AssetLifecycle::Assets` (`max_values`: None, `max_size`: Some(327), added: 2802, mode: `MaxEncodedLen`)
	/// - Storage: `Timestamp::Now` (r:1 w:0)
	/// - Proof: `Timestamp::Now` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	/// - Storage: `System::Account` (r:1 w:1)
	/// - Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	/// - Storage: `Balances::Holds` (r:1 w:1)
	/// - Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(679), added: 3154, mode: `MaxEncodedLen`)
	fn amend_mandate() -> Weight {
		// Recorded proof size: 3812 bytes.
		// Minimum execution time: 161_591_000 picoseconds.
		Weight::from_parts(174_670_000, 15000)
			.saturating_add(DbWeight::get().reads(19))
			.saturating_add(DbWeight::get().writes(3))
	}
	/// - Storage: `Procurement::Mandates` (r:1 w:1)
	/// - Proof: `Procurement::Mandates` (`max_values`: None, `max_size`: Some(673), added: 3148, mode: `MaxEncodedLen`)
	/// - Storage: `Consortium::Members` (r:1 w:0)
	/// - Proof: `Consortium::Members` (`max_values`: None, `max_size`: Some(52), added: 2527, mode: `MaxEncodedLen`)
	/// - Storage: `Consortium::Organizations` (r:1 w:0)
	/// - Proof: `Consortium::Organizations` (`max_values`: None, `max_size`: Some(117), added: 2592, mode: `MaxEncodedLen`)
	/// - Storage: `Timestamp::Now` (r:1 w:0)
	/// - Proof: `Timestamp::Now` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	/// - Storage: `AssetLifecycle::Assets` (r:5 w:0)
	/// - Proof: `AssetLifecycle::Assets` (`max_values`: None, `max_size`: Some(327), added: 2802, mode: `MaxEncodedLen`)
	/// - Storage: `Procurement::Conditions` (r:1 w:1)
	/// - Proof: `Procurement::Conditions` (`max_values`: None, `max_size`: Some(874), added: 3349, mode: `MaxEncodedLen`)
	/// - Storage: `Telemetry::Streams` (r:4 w:4)
	/// - Proof: `Telemetry::Streams` (`max_values`: None, `max_size`: Some(245), added: 2720, mode: `MaxEncodedLen`)
	/// - Storage: `Telemetry::Tails` (r:4 w:4)
	/// - Proof: `Telemetry::Tails` (`max_values`: None, `max_size`: Some(145), added: 2620, mode: `MaxEncodedLen`)
	/// - Storage: `System::Account` (r:2 w:2)
	/// - Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	/// - Storage: `Balances::Holds` (r:2 w:2)
	/// - Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(679), added: 3154, mode: `MaxEncodedLen`)
	/// - Storage: `Procurement::MandatesOf` (r:0 w:1)
	/// - Proof: `Procurement::MandatesOf` (`max_values`: None, `max_size`: Some(24), added: 2499, mode: `MaxEncodedLen`)
	fn end_mandate() -> Weight {
		// Recorded proof size: 5085 bytes.
		// Minimum execution time: 210_112_000 picoseconds.
		Weight::from_parts(228_310_000, 15000)
			.saturating_add(DbWeight::get().reads(22))
			.saturating_add(DbWeight::get().writes(15))
	}
	/// - Storage: `Consortium::Members` (r:1 w:0)
	/// - Proof: `Consortium::Members` (`max_values`: None, `max_size`: Some(52), added: 2527, mode: `MaxEncodedLen`)
	/// - Storage: `Consortium::Organizations` (r:1 w:0)
	/// - Proof: `Consortium::Organizations` (`max_values`: None, `max_size`: Some(117), added: 2592, mode: `MaxEncodedLen`)
	/// - Storage: `Procurement::Mandates` (r:1 w:0)
	/// - Proof: `Procurement::Mandates` (`max_values`: None, `max_size`: Some(673), added: 3148, mode: `MaxEncodedLen`)
	/// - Storage: `AssetLifecycle::Assets` (r:5 w:0)
	/// - Proof: `AssetLifecycle::Assets` (`max_values`: None, `max_size`: Some(327), added: 2802, mode: `MaxEncodedLen`)
	/// - Storage: `Procurement::Declared` (r:1 w:1)
	/// - Proof: `Procurement::Declared` (`max_values`: None, `max_size`: Some(99), added: 2574, mode: `MaxEncodedLen`)
	/// - Storage: `DeviceRegistry::Devices` (r:4 w:0)
	/// - Proof: `DeviceRegistry::Devices` (`max_values`: None, `max_size`: Some(300), added: 2775, mode: `MaxEncodedLen`)
	/// - Storage: `DeviceRegistry::Models` (r:4 w:0)
	/// - Proof: `DeviceRegistry::Models` (`max_values`: None, `max_size`: Some(9173), added: 11648, mode: `MaxEncodedLen`)
	/// - Storage: `Procurement::NextNeedId` (r:1 w:1)
	/// - Proof: `Procurement::NextNeedId` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
	/// - Storage: `System::Account` (r:1 w:1)
	/// - Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	/// - Storage: `Balances::Holds` (r:1 w:1)
	/// - Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(679), added: 3154, mode: `MaxEncodedLen`)
	/// - Storage: `Procurement::Covering` (r:4 w:4)
	/// - Proof: `Procurement::Covering` (`max_values`: None, `max_size`: Some(67), added: 2542, mode: `MaxEncodedLen`)
	/// - Storage: `Telemetry::Streams` (r:4 w:4)
	/// - Proof: `Telemetry::Streams` (`max_values`: None, `max_size`: Some(245), added: 2720, mode: `MaxEncodedLen`)
	/// - Storage: `Telemetry::Tails` (r:4 w:4)
	/// - Proof: `Telemetry::Tails` (`max_values`: None, `max_size`: Some(145), added: 2620, mode: `MaxEncodedLen`)
	/// - Storage: `Timestamp::Now` (r:1 w:0)
	/// - Proof: `Timestamp::Now` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	/// - Storage: `Procurement::CoveredWhen` (r:0 w:1)
	/// - Proof: `Procurement::CoveredWhen` (`max_values`: None, `max_size`: Some(874), added: 3349, mode: `MaxEncodedLen`)
	/// - Storage: `Procurement::NeedsOf` (r:0 w:1)
	/// - Proof: `Procurement::NeedsOf` (`max_values`: None, `max_size`: Some(24), added: 2499, mode: `MaxEncodedLen`)
	/// - Storage: `Procurement::Needs` (r:0 w:1)
	/// - Proof: `Procurement::Needs` (`max_values`: None, `max_size`: Some(392), added: 2867, mode: `MaxEncodedLen`)
	fn declare_need() -> Weight {
		// Recorded proof size: 6962 bytes.
		// Minimum execution time: 333_206_000 picoseconds.
		Weight::from_parts(362_690_000, 47582)
			.saturating_add(DbWeight::get().reads(33))
			.saturating_add(DbWeight::get().writes(19))
	}
	/// - Storage: `Consortium::Members` (r:1 w:0)
	/// - Proof: `Consortium::Members` (`max_values`: None, `max_size`: Some(52), added: 2527, mode: `MaxEncodedLen`)
	/// - Storage: `Consortium::Organizations` (r:1 w:0)
	/// - Proof: `Consortium::Organizations` (`max_values`: None, `max_size`: Some(117), added: 2592, mode: `MaxEncodedLen`)
	/// - Storage: `Procurement::Needs` (r:1 w:1)
	/// - Proof: `Procurement::Needs` (`max_values`: None, `max_size`: Some(392), added: 2867, mode: `MaxEncodedLen`)
	/// - Storage: `Procurement::Mandates` (r:1 w:0)
	/// - Proof: `Procurement::Mandates` (`max_values`: None, `max_size`: Some(673), added: 3148, mode: `MaxEncodedLen`)
	fn change_need() -> Weight {
		// Recorded proof size: 2194 bytes.
		// Minimum execution time: 62_824_000 picoseconds.
		Weight::from_parts(76_834_000, 4138)
			.saturating_add(DbWeight::get().reads(4))
			.saturating_add(DbWeight::get().writes(1))
	}
	/// - Storage: `Procurement::Needs` (r:1 w:1)
	/// - Proof: `Procurement::Needs` (`max_values`: None, `max_size`: Some(392), added: 2867, mode: `MaxEncodedLen`)
	/// - Storage: `Consortium::Members` (r:1 w:0)
	/// - Proof: `Consortium::Members` (`max_values`: None, `max_size`: Some(52), added: 2527, mode: `MaxEncodedLen`)
	/// - Storage: `Consortium::Organizations` (r:1 w:0)
	/// - Proof: `Consortium::Organizations` (`max_values`: None, `max_size`: Some(117), added: 2592, mode: `MaxEncodedLen`)
	/// - Storage: `AssetLifecycle::Assets` (r:5 w:0)
	/// - Proof: `AssetLifecycle::Assets` (`max_values`: None, `max_size`: Some(327), added: 2802, mode: `MaxEncodedLen`)
	/// - Storage: `Procurement::CoveredWhen` (r:1 w:1)
	/// - Proof: `Procurement::CoveredWhen` (`max_values`: None, `max_size`: Some(874), added: 3349, mode: `MaxEncodedLen`)
	/// - Storage: `Procurement::Covering` (r:4 w:4)
	/// - Proof: `Procurement::Covering` (`max_values`: None, `max_size`: Some(67), added: 2542, mode: `MaxEncodedLen`)
	/// - Storage: `Telemetry::Streams` (r:4 w:4)
	/// - Proof: `Telemetry::Streams` (`max_values`: None, `max_size`: Some(245), added: 2720, mode: `MaxEncodedLen`)
	/// - Storage: `System::Account` (r:1 w:1)
	/// - Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	/// - Storage: `Balances::Holds` (r:1 w:1)
	/// - Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(679), added: 3154, mode: `MaxEncodedLen`)
	/// - Storage: `Procurement::Declared` (r:0 w:1)
	/// - Proof: `Procurement::Declared` (`max_values`: None, `max_size`: Some(99), added: 2574, mode: `MaxEncodedLen`)
	/// - Storage: `Procurement::NeedsOf` (r:0 w:1)
	/// - Proof: `Procurement::NeedsOf` (`max_values`: None, `max_size`: Some(24), added: 2499, mode: `MaxEncodedLen`)
	fn remove_need() -> Weight {
		// Recorded proof size: 4755 bytes.
		// Minimum execution time: 188_972_000 picoseconds.
		Weight::from_parts(206_037_000, 15000)
			.saturating_add(DbWeight::get().reads(19))
			.saturating_add(DbWeight::get().writes(14))
	}
	/// - Storage: `Consortium::Members` (r:1 w:0)
	/// - Proof: `Consortium::Members` (`max_values`: None, `max_size`: Some(52), added: 2527, mode: `MaxEncodedLen`)
	/// - Storage: `Consortium::Organizations` (r:1 w:0)
	/// - Proof: `Consortium::Organizations` (`max_values`: None, `max_size`: Some(117), added: 2592, mode: `MaxEncodedLen`)
	/// - Storage: `Procurement::Needs` (r:1 w:1)
	/// - Proof: `Procurement::Needs` (`max_values`: None, `max_size`: Some(392), added: 2867, mode: `MaxEncodedLen`)
	/// - Storage: `Timestamp::Now` (r:1 w:0)
	/// - Proof: `Timestamp::Now` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	fn clear_need() -> Weight {
		// Recorded proof size: 1699 bytes.
		// Minimum execution time: 70_385_000 picoseconds.
		Weight::from_parts(80_630_000, 3857)
			.saturating_add(DbWeight::get().reads(4))
			.saturating_add(DbWeight::get().writes(1))
	}
	/// - `v` ranges over `1..=8`
	/// - Storage: `Consortium::Members` (r:5 w:0)
	/// - Proof: `Consortium::Members` (`max_values`: None, `max_size`: Some(52), added: 2527, mode: `MaxEncodedLen`)
	/// - Storage: `Consortium::Organizations` (r:13 w:0)
	/// - Proof: `Consortium::Organizations` (`max_values`: None, `max_size`: Some(117), added: 2592, mode: `MaxEncodedLen`)
	/// - Storage: `Timestamp::Now` (r:1 w:0)
	/// - Proof: `Timestamp::Now` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	/// - Storage: `Procurement::Needs` (r:1 w:1)
	/// - Proof: `Procurement::Needs` (`max_values`: None, `max_size`: Some(392), added: 2867, mode: `MaxEncodedLen`)
	/// - Storage: `Procurement::Mandates` (r:1 w:1)
	/// - Proof: `Procurement::Mandates` (`max_values`: None, `max_size`: Some(673), added: 3148, mode: `MaxEncodedLen`)
	/// - Storage: `AssetLifecycle::Assets` (r:5 w:0)
	/// - Proof: `AssetLifecycle::Assets` (`max_values`: None, `max_size`: Some(327), added: 2802, mode: `MaxEncodedLen`)
	/// - Storage: `Procurement::Conditions` (r:1 w:0)
	/// - Proof: `Procurement::Conditions` (`max_values`: None, `max_size`: Some(874), added: 3349, mode: `MaxEncodedLen`)
	/// - Storage: `Telemetry::Streams` (r:4 w:0)
	/// - Proof: `Telemetry::Streams` (`max_values`: None, `max_size`: Some(245), added: 2720, mode: `MaxEncodedLen`)
	/// - Storage: `DeviceRegistry::Devices` (r:4 w:0)
	/// - Proof: `DeviceRegistry::Devices` (`max_values`: None, `max_size`: Some(300), added: 2775, mode: `MaxEncodedLen`)
	/// - Storage: `DeviceRegistry::Models` (r:4 w:0)
	/// - Proof: `DeviceRegistry::Models` (`max_values`: None, `max_size`: Some(9173), added: 11648, mode: `MaxEncodedLen`)
	/// - Storage: `Procurement::Offers` (r:8 w:1)
	/// - Proof: `Procurement::Offers` (`max_values`: None, `max_size`: Some(278), added: 2753, mode: `MaxEncodedLen`)
	/// - Storage: `Procurement::Slots` (r:8 w:1)
	/// - Proof: `Procurement::Slots` (`max_values`: None, `max_size`: Some(568), added: 3043, mode: `MaxEncodedLen`)
	/// - Storage: `Procurement::NextOrderId` (r:1 w:1)
	/// - Proof: `Procurement::NextOrderId` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	/// - Storage: `System::Account` (r:2 w:2)
	/// - Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	/// - Storage: `Balances::Holds` (r:2 w:2)
	/// - Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(679), added: 3154, mode: `MaxEncodedLen`)
	/// - Storage: `Escrow::NextEscrowId` (r:1 w:1)
	/// - Proof: `Escrow::NextEscrowId` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	/// - Storage: `Escrow::Escrows` (r:0 w:1)
	/// - Proof: `Escrow::Escrows` (`max_values`: None, `max_size`: Some(258), added: 2733, mode: `MaxEncodedLen`)
	/// - Storage: `Escrow::EscrowsOf` (r:0 w:1)
	/// - Proof: `Escrow::EscrowsOf` (`max_values`: None, `max_size`: Some(64), added: 2539, mode: `MaxEncodedLen`)
	/// - Storage: `Procurement::Orders` (r:0 w:1)
	/// - Proof: `Procurement::Orders` (`max_values`: None, `max_size`: Some(779), added: 3254, mode: `MaxEncodedLen`)
	/// - Storage: `Procurement::OrdersOf` (r:0 w:1)
	/// - Proof: `Procurement::OrdersOf` (`max_values`: None, `max_size`: Some(28), added: 2503, mode: `MaxEncodedLen`)
	fn place_order(v: u32, ) -> Weight {
		// Recorded proof size: 7939 bytes + v * 417.
		// Minimum execution time: 425_063_000 picoseconds.
		Weight::from_parts(494_941_357, 47582)
			// Standard error: 1_725_308
			.saturating_add(Weight::from_parts(13_082_164, 0).saturating_mul(v.into()))
			.saturating_add(Weight::from_parts(0, 3814).saturating_mul(v.into()))
			.saturating_add(DbWeight::get().reads(31))
			.saturating_add(DbWeight::get().reads((4_u64).saturating_mul(v.into())))
			.saturating_add(DbWeight::get().writes(14))
	}
	/// - Storage: `Consortium::Members` (r:1 w:0)
	/// - Proof: `Consortium::Members` (`max_values`: None, `max_size`: Some(52), added: 2527, mode: `MaxEncodedLen`)
	/// - Storage: `Consortium::Organizations` (r:1 w:0)
	/// - Proof: `Consortium::Organizations` (`max_values`: None, `max_size`: Some(117), added: 2592, mode: `MaxEncodedLen`)
	/// - Storage: `Procurement::Orders` (r:1 w:1)
	/// - Proof: `Procurement::Orders` (`max_values`: None, `max_size`: Some(779), added: 3254, mode: `MaxEncodedLen`)
	/// - Storage: `Timestamp::Now` (r:1 w:0)
	/// - Proof: `Timestamp::Now` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	/// - Storage: `System::Account` (r:1 w:1)
	/// - Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	/// - Storage: `Balances::Holds` (r:1 w:1)
	/// - Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(679), added: 3154, mode: `MaxEncodedLen`)
	fn accept() -> Weight {
		// Recorded proof size: 2417 bytes.
		// Minimum execution time: 110_905_000 picoseconds.
		Weight::from_parts(123_163_000, 4244)
			.saturating_add(DbWeight::get().reads(6))
			.saturating_add(DbWeight::get().writes(3))
	}
	/// - Storage: `Consortium::Members` (r:1 w:0)
	/// - Proof: `Consortium::Members` (`max_values`: None, `max_size`: Some(52), added: 2527, mode: `MaxEncodedLen`)
	/// - Storage: `Consortium::Organizations` (r:1 w:0)
	/// - Proof: `Consortium::Organizations` (`max_values`: None, `max_size`: Some(117), added: 2592, mode: `MaxEncodedLen`)
	/// - Storage: `Procurement::Orders` (r:1 w:1)
	/// - Proof: `Procurement::Orders` (`max_values`: None, `max_size`: Some(779), added: 3254, mode: `MaxEncodedLen`)
	/// - Storage: `Timestamp::Now` (r:1 w:0)
	/// - Proof: `Timestamp::Now` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	/// - Storage: `AssetLifecycle::Assets` (r:5 w:0)
	/// - Proof: `AssetLifecycle::Assets` (`max_values`: None, `max_size`: Some(327), added: 2802, mode: `MaxEncodedLen`)
	/// - Storage: `Procurement::Parcels` (r:1 w:1)
	/// - Proof: `Procurement::Parcels` (`max_values`: None, `max_size`: Some(24), added: 2499, mode: `MaxEncodedLen`)
	fn ship() -> Weight {
		// Recorded proof size: 3443 bytes.
		// Minimum execution time: 88_391_000 picoseconds.
		Weight::from_parts(108_171_000, 15000)
			.saturating_add(DbWeight::get().reads(10))
			.saturating_add(DbWeight::get().writes(2))
	}
	/// - Storage: `Consortium::Members` (r:1 w:0)
	/// - Proof: `Consortium::Members` (`max_values`: None, `max_size`: Some(52), added: 2527, mode: `MaxEncodedLen`)
	/// - Storage: `Consortium::Organizations` (r:1 w:0)
	/// - Proof: `Consortium::Organizations` (`max_values`: None, `max_size`: Some(117), added: 2592, mode: `MaxEncodedLen`)
	/// - Storage: `Procurement::Orders` (r:1 w:1)
	/// - Proof: `Procurement::Orders` (`max_values`: None, `max_size`: Some(779), added: 3254, mode: `MaxEncodedLen`)
	/// - Storage: `Timestamp::Now` (r:1 w:0)
	/// - Proof: `Timestamp::Now` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	/// - Storage: `System::Account` (r:1 w:1)
	/// - Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	/// - Storage: `Balances::Holds` (r:1 w:1)
	/// - Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(679), added: 3154, mode: `MaxEncodedLen`)
	fn receive() -> Weight {
		// Recorded proof size: 2520 bytes.
		// Minimum execution time: 108_551_000 picoseconds.
		Weight::from_parts(116_013_000, 4244)
			.saturating_add(DbWeight::get().reads(6))
			.saturating_add(DbWeight::get().writes(3))
	}
	/// - Storage: `Consortium::Members` (r:1 w:0)
	/// - Proof: `Consortium::Members` (`max_values`: None, `max_size`: Some(52), added: 2527, mode: `MaxEncodedLen`)
	/// - Storage: `Consortium::Organizations` (r:2 w:0)
	/// - Proof: `Consortium::Organizations` (`max_values`: None, `max_size`: Some(117), added: 2592, mode: `MaxEncodedLen`)
	/// - Storage: `Procurement::Orders` (r:1 w:1)
	/// - Proof: `Procurement::Orders` (`max_values`: None, `max_size`: Some(779), added: 3254, mode: `MaxEncodedLen`)
	/// - Storage: `Timestamp::Now` (r:1 w:0)
	/// - Proof: `Timestamp::Now` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	/// - Storage: `AssetLifecycle::Assets` (r:5 w:0)
	/// - Proof: `AssetLifecycle::Assets` (`max_values`: None, `max_size`: Some(327), added: 2802, mode: `MaxEncodedLen`)
	/// - Storage: `Procurement::Needs` (r:1 w:0)
	/// - Proof: `Procurement::Needs` (`max_values`: None, `max_size`: Some(392), added: 2867, mode: `MaxEncodedLen`)
	fn claim() -> Weight {
		// Recorded proof size: 3944 bytes.
		// Minimum execution time: 90_575_000 picoseconds.
		Weight::from_parts(110_524_000, 15000)
			.saturating_add(DbWeight::get().reads(11))
			.saturating_add(DbWeight::get().writes(1))
	}
	/// - Storage: `Consortium::Members` (r:2 w:0)
	/// - Proof: `Consortium::Members` (`max_values`: None, `max_size`: Some(52), added: 2527, mode: `MaxEncodedLen`)
	/// - Storage: `Consortium::Organizations` (r:2 w:0)
	/// - Proof: `Consortium::Organizations` (`max_values`: None, `max_size`: Some(117), added: 2592, mode: `MaxEncodedLen`)
	/// - Storage: `Procurement::Orders` (r:1 w:1)
	/// - Proof: `Procurement::Orders` (`max_values`: None, `max_size`: Some(779), added: 3254, mode: `MaxEncodedLen`)
	/// - Storage: `Timestamp::Now` (r:1 w:0)
	/// - Proof: `Timestamp::Now` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	/// - Storage: `System::Account` (r:1 w:1)
	/// - Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	/// - Storage: `Balances::Holds` (r:1 w:1)
	/// - Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(679), added: 3154, mode: `MaxEncodedLen`)
	/// - Storage: `Escrow::Escrows` (r:1 w:1)
	/// - Proof: `Escrow::Escrows` (`max_values`: None, `max_size`: Some(258), added: 2733, mode: `MaxEncodedLen`)
	fn dispute() -> Weight {
		// Recorded proof size: 2920 bytes.
		// Minimum execution time: 142_212_000 picoseconds.
		Weight::from_parts(153_478_000, 6174)
			.saturating_add(DbWeight::get().reads(9))
			.saturating_add(DbWeight::get().writes(4))
	}
	/// - Storage: `Consortium::Members` (r:1 w:0)
	/// - Proof: `Consortium::Members` (`max_values`: None, `max_size`: Some(52), added: 2527, mode: `MaxEncodedLen`)
	/// - Storage: `Consortium::Organizations` (r:1 w:0)
	/// - Proof: `Consortium::Organizations` (`max_values`: None, `max_size`: Some(117), added: 2592, mode: `MaxEncodedLen`)
	/// - Storage: `Procurement::Orders` (r:1 w:1)
	/// - Proof: `Procurement::Orders` (`max_values`: None, `max_size`: Some(779), added: 3254, mode: `MaxEncodedLen`)
	/// - Storage: `Timestamp::Now` (r:1 w:0)
	/// - Proof: `Timestamp::Now` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	/// - Storage: `Escrow::Escrows` (r:1 w:1)
	/// - Proof: `Escrow::Escrows` (`max_values`: None, `max_size`: Some(258), added: 2733, mode: `MaxEncodedLen`)
	/// - Storage: `Balances::Holds` (r:4 w:4)
	/// - Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(679), added: 3154, mode: `MaxEncodedLen`)
	/// - Storage: `System::Account` (r:5 w:5)
	/// - Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	/// - Storage: `Procurement::Mandates` (r:1 w:1)
	/// - Proof: `Procurement::Mandates` (`max_values`: None, `max_size`: Some(673), added: 3148, mode: `MaxEncodedLen`)
	/// - Storage: `Procurement::Needs` (r:1 w:1)
	/// - Proof: `Procurement::Needs` (`max_values`: None, `max_size`: Some(392), added: 2867, mode: `MaxEncodedLen`)
	/// - Storage: `Escrow::EscrowsOf` (r:0 w:1)
	/// - Proof: `Escrow::EscrowsOf` (`max_values`: None, `max_size`: Some(64), added: 2539, mode: `MaxEncodedLen`)
	/// - Storage: `Procurement::OrdersOf` (r:0 w:1)
	/// - Proof: `Procurement::OrdersOf` (`max_values`: None, `max_size`: Some(28), added: 2503, mode: `MaxEncodedLen`)
	/// - Storage: `Procurement::Parcels` (r:0 w:1)
	/// - Proof: `Procurement::Parcels` (`max_values`: None, `max_size`: Some(24), added: 2499, mode: `MaxEncodedLen`)
	fn end_order() -> Weight {
		// Recorded proof size: 4923 bytes.
		// Minimum execution time: 428_327_000 picoseconds.
		Weight::from_parts(437_131_000, 14005)
			.saturating_add(DbWeight::get().reads(16))
			.saturating_add(DbWeight::get().writes(16))
	}
	/// - Storage: `Procurement::Orders` (r:1 w:1)
	/// - Proof: `Procurement::Orders` (`max_values`: None, `max_size`: Some(779), added: 3254, mode: `MaxEncodedLen`)
	/// - Storage: `Timestamp::Now` (r:1 w:0)
	/// - Proof: `Timestamp::Now` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	/// - Storage: `Escrow::Escrows` (r:1 w:1)
	/// - Proof: `Escrow::Escrows` (`max_values`: None, `max_size`: Some(258), added: 2733, mode: `MaxEncodedLen`)
	/// - Storage: `Balances::Holds` (r:4 w:4)
	/// - Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(679), added: 3154, mode: `MaxEncodedLen`)
	/// - Storage: `System::Account` (r:6 w:6)
	/// - Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	/// - Storage: `Procurement::Mandates` (r:1 w:1)
	/// - Proof: `Procurement::Mandates` (`max_values`: None, `max_size`: Some(673), added: 3148, mode: `MaxEncodedLen`)
	/// - Storage: `Procurement::Needs` (r:1 w:1)
	/// - Proof: `Procurement::Needs` (`max_values`: None, `max_size`: Some(392), added: 2867, mode: `MaxEncodedLen`)
	/// - Storage: `Escrow::EscrowsOf` (r:0 w:1)
	/// - Proof: `Escrow::EscrowsOf` (`max_values`: None, `max_size`: Some(64), added: 2539, mode: `MaxEncodedLen`)
	/// - Storage: `Procurement::OrdersOf` (r:0 w:1)
	/// - Proof: `Procurement::OrdersOf` (`max_values`: None, `max_size`: Some(28), added: 2503, mode: `MaxEncodedLen`)
	/// - Storage: `Procurement::Parcels` (r:0 w:1)
	/// - Proof: `Procurement::Parcels` (`max_values`: None, `max_size`: Some(24), added: 2499, mode: `MaxEncodedLen`)
	fn advance() -> Weight {
		// Recorded proof size: 3913 bytes.
		// Minimum execution time: 446_174_000 picoseconds.
		Weight::from_parts(480_805_000, 16608)
			.saturating_add(DbWeight::get().reads(15))
			.saturating_add(DbWeight::get().writes(17))
	}
	/// - `n` ranges over `0..=4`
	/// - Storage: `Procurement::Covering` (r:1 w:0)
	/// - Proof: `Procurement::Covering` (`max_values`: None, `max_size`: Some(67), added: 2542, mode: `MaxEncodedLen`)
	/// - Storage: `Procurement::Needs` (r:4 w:4)
	/// - Proof: `Procurement::Needs` (`max_values`: None, `max_size`: Some(392), added: 2867, mode: `MaxEncodedLen`)
	/// - Storage: `Procurement::CoveredWhen` (r:4 w:0)
	/// - Proof: `Procurement::CoveredWhen` (`max_values`: None, `max_size`: Some(874), added: 3349, mode: `MaxEncodedLen`)
	/// - Storage: `Telemetry::Streams` (r:13 w:0)
	/// - Proof: `Telemetry::Streams` (`max_values`: None, `max_size`: Some(245), added: 2720, mode: `MaxEncodedLen`)
	/// - Storage: `DeviceRegistry::Devices` (r:13 w:0)
	/// - Proof: `DeviceRegistry::Devices` (`max_values`: None, `max_size`: Some(300), added: 2775, mode: `MaxEncodedLen`)
	/// - Storage: `DeviceRegistry::Models` (r:13 w:0)
	/// - Proof: `DeviceRegistry::Models` (`max_values`: None, `max_size`: Some(9173), added: 11648, mode: `MaxEncodedLen`)
	/// - Storage: `Consortium::Members` (r:1 w:0)
	/// - Proof: `Consortium::Members` (`max_values`: None, `max_size`: Some(52), added: 2527, mode: `MaxEncodedLen`)
	/// - Storage: `Consortium::Organizations` (r:1 w:0)
	/// - Proof: `Consortium::Organizations` (`max_values`: None, `max_size`: Some(117), added: 2592, mode: `MaxEncodedLen`)
	/// - Storage: `Timestamp::Now` (r:1 w:0)
	/// - Proof: `Timestamp::Now` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	/// - Storage: `Procurement::Orders` (r:4 w:4)
	/// - Proof: `Procurement::Orders` (`max_values`: None, `max_size`: Some(779), added: 3254, mode: `MaxEncodedLen`)
	fn cover(n: u32, ) -> Weight {
		// Recorded proof size: 819 bytes + n * 3462.
		// Minimum execution time: 4_427_000 picoseconds.
		Weight::from_parts(21_675_916, 12638)
			// Standard error: 1_549_412
			.saturating_add(Weight::from_parts(136_726_976, 0).saturating_mul(n.into()))
			.saturating_add(Weight::from_parts(0, 34944).saturating_mul(n.into()))
			.saturating_add(DbWeight::get().reads(3))
			.saturating_add(DbWeight::get().reads((14_u64).saturating_mul(n.into())))
			.saturating_add(DbWeight::get().writes((2_u64).saturating_mul(n.into())))
	}
	/// - Storage: `Consortium::Members` (r:1 w:0)
	/// - Proof: `Consortium::Members` (`max_values`: None, `max_size`: Some(52), added: 2527, mode: `MaxEncodedLen`)
	/// - Storage: `Consortium::Organizations` (r:1 w:0)
	/// - Proof: `Consortium::Organizations` (`max_values`: None, `max_size`: Some(117), added: 2592, mode: `MaxEncodedLen`)
	/// - Storage: `Procurement::Offers` (r:1 w:0)
	/// - Proof: `Procurement::Offers` (`max_values`: None, `max_size`: Some(278), added: 2753, mode: `MaxEncodedLen`)
	/// - Storage: `Timestamp::Now` (r:1 w:0)
	/// - Proof: `Timestamp::Now` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	/// - Storage: `Procurement::Slots` (r:0 w:1)
	/// - Proof: `Procurement::Slots` (`max_values`: None, `max_size`: Some(568), added: 3043, mode: `MaxEncodedLen`)
	fn set_slots() -> Weight {
		// Recorded proof size: 1006 bytes.
		// Minimum execution time: 28_813_000 picoseconds.
		Weight::from_parts(31_477_000, 3743)
			.saturating_add(DbWeight::get().reads(4))
			.saturating_add(DbWeight::get().writes(1))
	}
	/// - Storage: `Consortium::Members` (r:1 w:0)
	/// - Proof: `Consortium::Members` (`max_values`: None, `max_size`: Some(52), added: 2527, mode: `MaxEncodedLen`)
	/// - Storage: `Consortium::Organizations` (r:1 w:0)
	/// - Proof: `Consortium::Organizations` (`max_values`: None, `max_size`: Some(117), added: 2592, mode: `MaxEncodedLen`)
	/// - Storage: `Procurement::Needs` (r:1 w:1)
	/// - Proof: `Procurement::Needs` (`max_values`: None, `max_size`: Some(392), added: 2867, mode: `MaxEncodedLen`)
	/// - Storage: `Timestamp::Now` (r:1 w:0)
	/// - Proof: `Timestamp::Now` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	/// - Storage: `AssetLifecycle::Assets` (r:5 w:0)
	/// - Proof: `AssetLifecycle::Assets` (`max_values`: None, `max_size`: Some(327), added: 2802, mode: `MaxEncodedLen`)
	fn refuse_claim() -> Weight {
		// Recorded proof size: 2725 bytes.
		// Minimum execution time: 76_303_000 picoseconds.
		Weight::from_parts(154_690_000, 15000)
			.saturating_add(DbWeight::get().reads(9))
			.saturating_add(DbWeight::get().writes(1))
	}
	/// - Storage: `Consortium::Members` (r:1 w:0)
	/// - Proof: `Consortium::Members` (`max_values`: None, `max_size`: Some(52), added: 2527, mode: `MaxEncodedLen`)
	/// - Storage: `Consortium::Organizations` (r:1 w:0)
	/// - Proof: `Consortium::Organizations` (`max_values`: None, `max_size`: Some(117), added: 2592, mode: `MaxEncodedLen`)
	/// - Storage: `Procurement::Orders` (r:1 w:1)
	/// - Proof: `Procurement::Orders` (`max_values`: None, `max_size`: Some(779), added: 3254, mode: `MaxEncodedLen`)
	/// - Storage: `Procurement::Needs` (r:1 w:1)
	/// - Proof: `Procurement::Needs` (`max_values`: None, `max_size`: Some(392), added: 2867, mode: `MaxEncodedLen`)
	/// - Storage: `DeviceRegistry::Devices` (r:1 w:0)
	/// - Proof: `DeviceRegistry::Devices` (`max_values`: None, `max_size`: Some(300), added: 2775, mode: `MaxEncodedLen`)
	/// - Storage: `System::BlockHash` (r:1 w:0)
	/// - Proof: `System::BlockHash` (`max_values`: None, `max_size`: Some(44), added: 2519, mode: `MaxEncodedLen`)
	/// - Storage: `Timestamp::Now` (r:1 w:0)
	/// - Proof: `Timestamp::Now` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	fn attest() -> Weight {
		// Recorded proof size: 3090 bytes.
		// Minimum execution time: 2_638_517_000 picoseconds.
		Weight::from_parts(2_706_578_000, 4244)
			.saturating_add(DbWeight::get().reads(7))
			.saturating_add(DbWeight::get().writes(2))
	}
	/// - Storage: `Consortium::Members` (r:1 w:0)
	/// - Proof: `Consortium::Members` (`max_values`: None, `max_size`: Some(52), added: 2527, mode: `MaxEncodedLen`)
	/// - Storage: `Consortium::Organizations` (r:1 w:0)
	/// - Proof: `Consortium::Organizations` (`max_values`: None, `max_size`: Some(117), added: 2592, mode: `MaxEncodedLen`)
	/// - Storage: `Procurement::Orders` (r:1 w:1)
	/// - Proof: `Procurement::Orders` (`max_values`: None, `max_size`: Some(779), added: 3254, mode: `MaxEncodedLen`)
	/// - Storage: `Procurement::Needs` (r:1 w:0)
	/// - Proof: `Procurement::Needs` (`max_values`: None, `max_size`: Some(392), added: 2867, mode: `MaxEncodedLen`)
	/// - Storage: `Timestamp::Now` (r:1 w:0)
	/// - Proof: `Timestamp::Now` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	/// - Storage: `DeviceRegistry::Devices` (r:1 w:0)
	/// - Proof: `DeviceRegistry::Devices` (`max_values`: None, `max_size`: Some(300), added: 2775, mode: `MaxEncodedLen`)
	/// - Storage: `Procurement::Slots` (r:1 w:1)
	/// - Proof: `Procurement::Slots` (`max_values`: None, `max_size`: Some(568), added: 3043, mode: `MaxEncodedLen`)
	fn rework() -> Weight {
		// Recorded proof size: 3824 bytes.
		// Minimum execution time: 129_843_000 picoseconds.
		Weight::from_parts(158_556_000, 4244)
			.saturating_add(DbWeight::get().reads(7))
			.saturating_add(DbWeight::get().writes(2))
	}
	/// - Storage: `Consortium::Members` (r:1 w:0)
	/// - Proof: `Consortium::Members` (`max_values`: None, `max_size`: Some(52), added: 2527, mode: `MaxEncodedLen`)
	/// - Storage: `Consortium::Organizations` (r:1 w:0)
	/// - Proof: `Consortium::Organizations` (`max_values`: None, `max_size`: Some(117), added: 2592, mode: `MaxEncodedLen`)
	/// - Storage: `Procurement::Orders` (r:1 w:0)
	/// - Proof: `Procurement::Orders` (`max_values`: None, `max_size`: Some(779), added: 3254, mode: `MaxEncodedLen`)
	/// - Storage: `Procurement::Needs` (r:1 w:0)
	/// - Proof: `Procurement::Needs` (`max_values`: None, `max_size`: Some(392), added: 2867, mode: `MaxEncodedLen`)
	/// - Storage: `AssetLifecycle::Assets` (r:5 w:1)
	/// - Proof: `AssetLifecycle::Assets` (`max_values`: None, `max_size`: Some(327), added: 2802, mode: `MaxEncodedLen`)
	/// - Storage: `AssetLifecycle::Documents` (r:1 w:1)
	/// - Proof: `AssetLifecycle::Documents` (`max_values`: None, `max_size`: Some(166), added: 2641, mode: `MaxEncodedLen`)
	/// - Storage: `System::Account` (r:1 w:1)
	/// - Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	/// - Storage: `Balances::Holds` (r:1 w:1)
	/// - Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(679), added: 3154, mode: `MaxEncodedLen`)
	/// - Storage: `Timestamp::Now` (r:1 w:0)
	/// - Proof: `Timestamp::Now` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	fn report() -> Weight {
		// Recorded proof size: 3893 bytes.
		// Minimum execution time: 164_975_000 picoseconds.
		Weight::from_parts(189_261_000, 15000)
			.saturating_add(DbWeight::get().reads(13))
			.saturating_add(DbWeight::get().writes(4))
	}
	/// - Storage: `Procurement::Needs` (r:1 w:0)
	/// - Proof: `Procurement::Needs` (`max_values`: None, `max_size`: Some(392), added: 2867, mode: `MaxEncodedLen`)
	/// - Storage: `Timestamp::Now` (r:1 w:0)
	/// - Proof: `Timestamp::Now` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	fn standing() -> Weight {
		// Recorded proof size: 680 bytes.
		// Minimum execution time: 16_425_000 picoseconds.
		Weight::from_parts(18_037_000, 3857)
			.saturating_add(DbWeight::get().reads(2))
	}
}

/// For tests: the measured weights on ParityDB.
impl WeightInfo for () {
	fn publish_offer() -> Weight {
		MeasuredWeight::<ParityDbWeight>::publish_offer()
	}
	fn remove_offer() -> Weight {
		MeasuredWeight::<ParityDbWeight>::remove_offer()
	}
	fn grant_mandate() -> Weight {
		MeasuredWeight::<ParityDbWeight>::grant_mandate()
	}
	fn amend_mandate() -> Weight {
		MeasuredWeight::<ParityDbWeight>::amend_mandate()
	}
	fn end_mandate() -> Weight {
		MeasuredWeight::<ParityDbWeight>::end_mandate()
	}
	fn declare_need() -> Weight {
		MeasuredWeight::<ParityDbWeight>::declare_need()
	}
	fn change_need() -> Weight {
		MeasuredWeight::<ParityDbWeight>::change_need()
	}
	fn remove_need() -> Weight {
		MeasuredWeight::<ParityDbWeight>::remove_need()
	}
	fn clear_need() -> Weight {
		MeasuredWeight::<ParityDbWeight>::clear_need()
	}
	fn place_order(v: u32, ) -> Weight {
		MeasuredWeight::<ParityDbWeight>::place_order(v, )
	}
	fn accept() -> Weight {
		MeasuredWeight::<ParityDbWeight>::accept()
	}
	fn ship() -> Weight {
		MeasuredWeight::<ParityDbWeight>::ship()
	}
	fn receive() -> Weight {
		MeasuredWeight::<ParityDbWeight>::receive()
	}
	fn claim() -> Weight {
		MeasuredWeight::<ParityDbWeight>::claim()
	}
	fn dispute() -> Weight {
		MeasuredWeight::<ParityDbWeight>::dispute()
	}
	fn end_order() -> Weight {
		MeasuredWeight::<ParityDbWeight>::end_order()
	}
	fn advance() -> Weight {
		MeasuredWeight::<ParityDbWeight>::advance()
	}
	fn cover(n: u32, ) -> Weight {
		MeasuredWeight::<ParityDbWeight>::cover(n, )
	}
	fn set_slots() -> Weight {
		MeasuredWeight::<ParityDbWeight>::set_slots()
	}
	fn refuse_claim() -> Weight {
		MeasuredWeight::<ParityDbWeight>::refuse_claim()
	}
	fn attest() -> Weight {
		MeasuredWeight::<ParityDbWeight>::attest()
	}
	fn rework() -> Weight {
		MeasuredWeight::<ParityDbWeight>::rework()
	}
	fn report() -> Weight {
		MeasuredWeight::<ParityDbWeight>::report()
	}
	fn standing() -> Weight {
		MeasuredWeight::<ParityDbWeight>::standing()
	}
}
