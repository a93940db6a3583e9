//! Weights of `pallet_procurement`, measured in the Tallystick runtime.
//!
//! Written by a program; do not edit. To measure again:
//! `STEPS=20 REPEAT=5 ./scripts/benchmark.sh pallet_procurement`
//!
//! - frame-benchmarking-cli 64.0.0, 2026-11-29, host `two-core-vm`, CPU `AMD EPYC`
//! - steps: 20, repeat: 5, WASM execution: Compiled, analysis: MinSquares
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
	/// - Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(715), added: 3190, mode: `MaxEncodedLen`)
	/// - Storage: `Procurement::Offers` (r:1 w:1)
	/// - Proof: `Procurement::Offers` (`max_values`: None, `max_size`: Some(278), added: 2753, mode: `MaxEncodedLen`)
	/// - Storage: `Procurement::Slots` (r:0 w:1)
	/// - Proof: `Procurement::Slots` (`max_values`: None, `max_size`: Some(568), added: 3043, mode: `MaxEncodedLen`)
	fn publish_offer() -> Weight {
		// Recorded proof size: 1458 bytes.
		// Minimum execution time: 126_538_000 picoseconds.
		Weight::from_parts(130_885_000, 7370)
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
	/// - Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(715), added: 3190, mode: `MaxEncodedLen`)
	/// - Storage: `Procurement::Slots` (r:0 w:1)
	/// - Proof: `Procurement::Slots` (`max_values`: None, `max_size`: Some(568), added: 3043, mode: `MaxEncodedLen`)
	fn remove_offer() -> Weight {
		// Recorded proof size: 1267 bytes.
		// Minimum execution time: 70_525_000 picoseconds.
		Weight::from_parts(72_258_000, 4180)
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
	/// - Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(715), added: 3190, mode: `MaxEncodedLen`)
	/// - Storage: `Telemetry::Streams` (r:4 w:4)
	/// - Proof: `Telemetry::Streams` (`max_values`: None, `max_size`: Some(245), added: 2720, mode: `MaxEncodedLen`)
	/// - Storage: `Telemetry::Tails` (r:4 w:4)
	/// - Proof: `Telemetry::Tails` (`max_values`: None, `max_size`: Some(327), added: 2802, mode: `MaxEncodedLen`)
	/// - Storage: `Procurement::Mandates` (r:0 w:1)
	/// - Proof: `Procurement::Mandates` (`max_values`: None, `max_size`: Some(673), added: 3148, mode: `MaxEncodedLen`)
	/// - Storage: `Procurement::MandatesOf` (r:0 w:1)
	/// - Proof: `Procurement::MandatesOf` (`max_values`: None, `max_size`: Some(24), added: 2499, mode: `MaxEncodedLen`)
	/// - Storage: `Procurement::Conditions` (r:0 w:1)
	/// - Proof: `Procurement::Conditions` (`max_values`: None, `max_size`: Some(874), added: 3349, mode: `MaxEncodedLen`)
	fn grant_mandate() -> Weight {
		// Recorded proof size: 5052 bytes.
		// Minimum execution time: 357_052_000 picoseconds.
		Weight::from_parts(412_013_000, 47582)
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
	/// - Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(715), added: 3190, mode: `MaxEncodedLen`)
	fn amend_mandate() -> Weight {
		// Recorded proof size: 3878 bytes.
		// Minimum execution time: 160_418_000 picoseconds.
		Weight::from_parts(169_903_000, 15000)
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
	/// - Proof: `Telemetry::Tails` (`max_values`: None, `max_size`: Some(327), added: 2802, mode: `MaxEncodedLen`)
	/// - Storage: `System::Account` (r:2 w:2)
	/// - Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	/// - Storage: `Balances::Holds` (r:2 w:2)
	/// - Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(715), added: 3190, mode: `MaxEncodedLen`)
	/// - Storage: `Procurement::MandatesOf` (r:0 w:1)
	/// - Proof: `Procurement::MandatesOf` (`max_values`: None, `max_size`: Some(24), added: 2499, mode: `MaxEncodedLen`)
	fn end_mandate() -> Weight {
		// Recorded proof size: 5229 bytes.
		// Minimum execution time: 218_375_000 picoseconds.
		Weight::from_parts(356_210_000, 15000)
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
	/// - Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(715), added: 3190, mode: `MaxEncodedLen`)
	/// - Storage: `Procurement::Covering` (r:4 w:4)
	/// - Proof: `Procurement::Covering` (`max_values`: None, `max_size`: Some(67), added: 2542, mode: `MaxEncodedLen`)
	/// - Storage: `Procurement::Needs` (r:3 w:1)
	/// - Proof: `Procurement::Needs` (`max_values`: None, `max_size`: Some(392), added: 2867, mode: `MaxEncodedLen`)
	/// - Storage: `Telemetry::Streams` (r:4 w:4)
	/// - Proof: `Telemetry::Streams` (`max_values`: None, `max_size`: Some(245), added: 2720, mode: `MaxEncodedLen`)
	/// - Storage: `Telemetry::Tails` (r:4 w:4)
	/// - Proof: `Telemetry::Tails` (`max_values`: None, `max_size`: Some(327), added: 2802, mode: `MaxEncodedLen`)
	/// - Storage: `Timestamp::Now` (r:1 w:0)
	/// - Proof: `Timestamp::Now` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	/// - Storage: `Procurement::CoveredWhen` (r:0 w:1)
	/// - Proof: `Procurement::CoveredWhen` (`max_values`: None, `max_size`: Some(874), added: 3349, mode: `MaxEncodedLen`)
	/// - Storage: `Procurement::NeedsOf` (r:0 w:1)
	/// - Proof: `Procurement::NeedsOf` (`max_values`: None, `max_size`: Some(24), added: 2499, mode: `MaxEncodedLen`)
	fn declare_need() -> Weight {
		// Recorded proof size: 7749 bytes.
		// Minimum execution time: 342_279_000 picoseconds.
		Weight::from_parts(452_663_000, 47582)
			.saturating_add(DbWeight::get().reads(36))
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
		// Recorded proof size: 2260 bytes.
		// Minimum execution time: 95_612_000 picoseconds.
		Weight::from_parts(103_074_000, 4138)
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
	/// - Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(715), added: 3190, mode: `MaxEncodedLen`)
	/// - Storage: `Procurement::Declared` (r:0 w:1)
	/// - Proof: `Procurement::Declared` (`max_values`: None, `max_size`: Some(99), added: 2574, mode: `MaxEncodedLen`)
	/// - Storage: `Procurement::NeedsOf` (r:0 w:1)
	/// - Proof: `Procurement::NeedsOf` (`max_values`: None, `max_size`: Some(24), added: 2499, mode: `MaxEncodedLen`)
	fn remove_need() -> Weight {
		// Recorded proof size: 4858 bytes.
		// Minimum execution time: 248_149_000 picoseconds.
		Weight::from_parts(256_391_000, 15000)
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
		// Recorded proof size: 1765 bytes.
		// Minimum execution time: 71_646_000 picoseconds.
		Weight::from_parts(83_564_000, 3857)
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
	/// - Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(715), added: 3190, mode: `MaxEncodedLen`)
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
		// Recorded proof size: 7941 bytes + v * 417.
		// Minimum execution time: 442_439_000 picoseconds.
		Weight::from_parts(551_387_225, 47582)
			// Standard error: 4_702_571
			.saturating_add(Weight::from_parts(1_346_615, 0).saturating_mul(v.into()))
			.saturating_add(Weight::from_parts(0, 3815).saturating_mul(v.into()))
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
	/// - Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(715), added: 3190, mode: `MaxEncodedLen`)
	fn accept() -> Weight {
		// Recorded proof size: 2483 bytes.
		// Minimum execution time: 106_028_000 picoseconds.
		Weight::from_parts(117_444_000, 4244)
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
		// Recorded proof size: 3509 bytes.
		// Minimum execution time: 91_176_000 picoseconds.
		Weight::from_parts(91_446_000, 15000)
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
	/// - Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(715), added: 3190, mode: `MaxEncodedLen`)
	fn receive() -> Weight {
		// Recorded proof size: 2586 bytes.
		// Minimum execution time: 112_808_000 picoseconds.
		Weight::from_parts(115_121_000, 4244)
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
		// Recorded proof size: 4010 bytes.
		// Minimum execution time: 91_667_000 picoseconds.
		Weight::from_parts(94_782_000, 15000)
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
	/// - Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(715), added: 3190, mode: `MaxEncodedLen`)
	/// - Storage: `Escrow::Escrows` (r:1 w:1)
	/// - Proof: `Escrow::Escrows` (`max_values`: None, `max_size`: Some(258), added: 2733, mode: `MaxEncodedLen`)
	fn dispute() -> Weight {
		// Recorded proof size: 2884 bytes.
		// Minimum execution time: 131_045_000 picoseconds.
		Weight::from_parts(136_192_000, 6174)
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
	/// - Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(715), added: 3190, mode: `MaxEncodedLen`)
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
		// Recorded proof size: 4887 bytes.
		// Minimum execution time: 418_122_000 picoseconds.
		Weight::from_parts(421_989_000, 14005)
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
	/// - Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(715), added: 3190, mode: `MaxEncodedLen`)
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
		// Recorded proof size: 3810 bytes.
		// Minimum execution time: 440_976_000 picoseconds.
		Weight::from_parts(452_143_000, 16608)
			.saturating_add(DbWeight::get().reads(15))
			.saturating_add(DbWeight::get().writes(17))
	}
	/// - `n` ranges over `0..=4`
	/// - Storage: `Procurement::Covering` (r:1 w:0)
	/// - Proof: `Procurement::Covering` (`max_values`: None, `max_size`: Some(67), added: 2542, mode: `MaxEncodedLen`)
	/// - Storage: `DeviceRegistry::Devices` (r:13 w:0)
	/// - Proof: `DeviceRegistry::Devices` (`max_values`: None, `max_size`: Some(300), added: 2775, mode: `MaxEncodedLen`)
	/// - Storage: `Consortium::Members` (r:1 w:0)
	/// - Proof: `Consortium::Members` (`max_values`: None, `max_size`: Some(52), added: 2527, mode: `MaxEncodedLen`)
	/// - Storage: `Consortium::Organizations` (r:1 w:0)
	/// - Proof: `Consortium::Organizations` (`max_values`: None, `max_size`: Some(117), added: 2592, mode: `MaxEncodedLen`)
	/// - Storage: `Procurement::Needs` (r:4 w:4)
	/// - Proof: `Procurement::Needs` (`max_values`: None, `max_size`: Some(392), added: 2867, mode: `MaxEncodedLen`)
	/// - Storage: `Procurement::CoveredWhen` (r:4 w:0)
	/// - Proof: `Procurement::CoveredWhen` (`max_values`: None, `max_size`: Some(874), added: 3349, mode: `MaxEncodedLen`)
	/// - Storage: `Telemetry::Streams` (r:13 w:0)
	/// - Proof: `Telemetry::Streams` (`max_values`: None, `max_size`: Some(245), added: 2720, mode: `MaxEncodedLen`)
	/// - Storage: `DeviceRegistry::Models` (r:13 w:0)
	/// - Proof: `DeviceRegistry::Models` (`max_values`: None, `max_size`: Some(9173), added: 11648, mode: `MaxEncodedLen`)
	/// - Storage: `Timestamp::Now` (r:1 w:0)
	/// - Proof: `Timestamp::Now` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	/// - Storage: `Procurement::Orders` (r:4 w:4)
	/// - Proof: `Procurement::Orders` (`max_values`: None, `max_size`: Some(779), added: 3254, mode: `MaxEncodedLen`)
	fn cover(n: u32, ) -> Weight {
		// Recorded proof size: 2842 bytes + n * 2895.
		// Minimum execution time: 22_383_000 picoseconds.
		Weight::from_parts(35_635_574, 12638)
			// Standard error: 1_411_324
			.saturating_add(Weight::from_parts(112_846_297, 0).saturating_mul(n.into()))
			.saturating_add(Weight::from_parts(0, 34944).saturating_mul(n.into()))
			.saturating_add(DbWeight::get().reads(5))
			.saturating_add(DbWeight::get().reads((13_u64).saturating_mul(n.into())))
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
		// Recorded proof size: 1072 bytes.
		// Minimum execution time: 28_813_000 picoseconds.
		Weight::from_parts(30_185_000, 3743)
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
		// Recorded proof size: 2791 bytes.
		// Minimum execution time: 63_654_000 picoseconds.
		Weight::from_parts(66_930_000, 15000)
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
		// Recorded proof size: 3156 bytes.
		// Minimum execution time: 1_680_101_000 picoseconds.
		Weight::from_parts(1_695_143_000, 4244)
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
		// Recorded proof size: 3890 bytes.
		// Minimum execution time: 69_453_000 picoseconds.
		Weight::from_parts(76_825_000, 4244)
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
	/// - Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(715), added: 3190, mode: `MaxEncodedLen`)
	/// - Storage: `Timestamp::Now` (r:1 w:0)
	/// - Proof: `Timestamp::Now` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	fn report() -> Weight {
		// Recorded proof size: 3959 bytes.
		// Minimum execution time: 138_797_000 picoseconds.
		Weight::from_parts(145_377_000, 15000)
			.saturating_add(DbWeight::get().reads(13))
			.saturating_add(DbWeight::get().writes(4))
	}
	/// - Storage: `Procurement::Needs` (r:1 w:0)
	/// - Proof: `Procurement::Needs` (`max_values`: None, `max_size`: Some(392), added: 2867, mode: `MaxEncodedLen`)
	/// - Storage: `Timestamp::Now` (r:1 w:0)
	/// - Proof: `Timestamp::Now` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	fn standing() -> Weight {
		// Recorded proof size: 680 bytes.
		// Minimum execution time: 14_472_000 picoseconds.
		Weight::from_parts(16_074_000, 3857)
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
