//! Weights of `pallet_energy_market`, measured in the Tallystick runtime.
//!
//! Written by a program; do not edit. To measure again:
//! `STEPS=50 REPEAT=20 ./scripts/benchmark.sh pallet_energy_market`
//!
//! - frame-benchmarking-cli 64.0.0, 2026-11-26, host `two-core-vm`, CPU `AMD EPYC`
//! - steps: 50, repeat: 20, WASM execution: Compiled, analysis: MinSquares
//! - worst case map size: 1000000, additional trie layers: 2

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
	/// Weight of `propose_meter`.
	fn propose_meter() -> Weight;
	/// Weight of `confirm_meter`.
	fn confirm_meter() -> Weight;
	/// Weight of `forget_readings`.
	fn forget_readings() -> Weight;
	/// Weight of `show_readings`.
	fn show_readings(r: u32, ) -> Weight;
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
	/// Weight of `settle`.
	fn settle(p: u32, ) -> Weight;
	/// Weight of `pay_debts`.
	fn pay_debts(p: u32, ) -> Weight;
	/// Weight of `forgive`.
	fn forgive() -> Weight;
	/// Weight of `fund_float`.
	fn fund_float() -> Weight;
	/// Weight of `withdraw_float`.
	fn withdraw_float() -> Weight;
}

/// The measured weights, for a runtime whose database costs what `T` says.
pub type SubstrateWeight<T> = MeasuredWeight<<T as frame_system::Config>::DbWeight>;

/// The measured weights, for a database that costs `DbWeight`.
pub struct MeasuredWeight<DbWeight>(PhantomData<DbWeight>);

impl<DbWeight: Get<RuntimeDbWeight>> WeightInfo for MeasuredWeight<DbWeight> {
	/// - Storage: `Consortium::Members` (r:1 w:0)
	/// - Proof: `Consortium::Members` (`max_values`: None, `max_size`: Some(52), added: 2527, mode: `MaxEncodedLen`)
	/// - Storage: `Consortium::Organizations` (r:5 w:0)
	/// - Proof: `Consortium::Organizations` (`max_values`: None, `max_size`: Some(117), added: 2592, mode: `MaxEncodedLen`)
	/// - Storage: `EnergyMarket::ZoneByEic` (r:1 w:1)
	/// - Proof: `EnergyMarket::ZoneByEic` (`max_values`: None, `max_size`: Some(36), added: 2511, mode: `MaxEncodedLen`)
	/// - Storage: `EnergyMarket::MarketTiming` (r:1 w:0)
	/// - Proof: `EnergyMarket::MarketTiming` (`max_values`: Some(1), `max_size`: Some(18), added: 513, mode: `MaxEncodedLen`)
	/// - Storage: `Timestamp::Now` (r:1 w:0)
	/// - Proof: `Timestamp::Now` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	/// - Storage: `EnergyMarket::Tariffs` (r:4 w:0)
	/// - Proof: `EnergyMarket::Tariffs` (`max_values`: None, `max_size`: Some(369), added: 2844, mode: `MaxEncodedLen`)
	/// - Storage: `EnergyMarket::NextZoneId` (r:1 w:1)
	/// - Proof: `EnergyMarket::NextZoneId` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
	/// - Storage: `System::Account` (r:2 w:2)
	/// - Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	/// - Storage: `Balances::Holds` (r:1 w:1)
	/// - Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(553), added: 3028, mode: `MaxEncodedLen`)
	/// - Storage: `EnergyMarket::TariffUses` (r:4 w:4)
	/// - Proof: `EnergyMarket::TariffUses` (`max_values`: None, `max_size`: Some(16), added: 2491, mode: `MaxEncodedLen`)
	/// - Storage: `EnergyMarket::Terms` (r:0 w:1)
	/// - Proof: `EnergyMarket::Terms` (`max_values`: None, `max_size`: Some(506), added: 2981, mode: `MaxEncodedLen`)
	/// - Storage: `EnergyMarket::Zones` (r:0 w:1)
	/// - Proof: `EnergyMarket::Zones` (`max_values`: None, `max_size`: Some(305), added: 2780, mode: `MaxEncodedLen`)
	fn open_zone() -> Weight {
		// Recorded proof size: 2258 bytes.
		// Minimum execution time: 163_865_000 picoseconds.
		Weight::from_parts(184_616_000, 13950)
			.saturating_add(DbWeight::get().reads(21))
			.saturating_add(DbWeight::get().writes(11))
	}
	/// - Storage: `Consortium::Members` (r:1 w:0)
	/// - Proof: `Consortium::Members` (`max_values`: None, `max_size`: Some(52), added: 2527, mode: `MaxEncodedLen`)
	/// - Storage: `Consortium::Organizations` (r:5 w:0)
	/// - Proof: `Consortium::Organizations` (`max_values`: None, `max_size`: Some(117), added: 2592, mode: `MaxEncodedLen`)
	/// - Storage: `EnergyMarket::Zones` (r:1 w:1)
	/// - Proof: `EnergyMarket::Zones` (`max_values`: None, `max_size`: Some(305), added: 2780, mode: `MaxEncodedLen`)
	/// - Storage: `EnergyMarket::MarketTiming` (r:1 w:0)
	/// - Proof: `EnergyMarket::MarketTiming` (`max_values`: Some(1), `max_size`: Some(18), added: 513, mode: `MaxEncodedLen`)
	/// - Storage: `Timestamp::Now` (r:1 w:0)
	/// - Proof: `Timestamp::Now` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	/// - Storage: `EnergyMarket::Tariffs` (r:4 w:0)
	/// - Proof: `EnergyMarket::Tariffs` (`max_values`: None, `max_size`: Some(369), added: 2844, mode: `MaxEncodedLen`)
	/// - Storage: `System::Account` (r:1 w:1)
	/// - Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	/// - Storage: `Balances::Holds` (r:1 w:1)
	/// - Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(553), added: 3028, mode: `MaxEncodedLen`)
	/// - Storage: `EnergyMarket::TariffUses` (r:64 w:64)
	/// - Proof: `EnergyMarket::TariffUses` (`max_values`: None, `max_size`: Some(16), added: 2491, mode: `MaxEncodedLen`)
	/// - Storage: `EnergyMarket::Terms` (r:15 w:16)
	/// - Proof: `EnergyMarket::Terms` (`max_values`: None, `max_size`: Some(506), added: 2981, mode: `MaxEncodedLen`)
	fn set_terms() -> Weight {
		// Recorded proof size: 11610 bytes.
		// Minimum execution time: 713_745_000 picoseconds.
		Weight::from_parts(747_406_000, 160414)
			.saturating_add(DbWeight::get().reads(94))
			.saturating_add(DbWeight::get().writes(83))
	}
	/// - Storage: `EnergyMarket::Zones` (r:1 w:1)
	/// - Proof: `EnergyMarket::Zones` (`max_values`: None, `max_size`: Some(305), added: 2780, mode: `MaxEncodedLen`)
	/// - Storage: `Timestamp::Now` (r:1 w:0)
	/// - Proof: `Timestamp::Now` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	/// - Storage: `EnergyMarket::MarketTiming` (r:1 w:0)
	/// - Proof: `EnergyMarket::MarketTiming` (`max_values`: Some(1), `max_size`: Some(18), added: 513, mode: `MaxEncodedLen`)
	/// - Storage: `EnergyMarket::Terms` (r:15 w:15)
	/// - Proof: `EnergyMarket::Terms` (`max_values`: None, `max_size`: Some(506), added: 2981, mode: `MaxEncodedLen`)
	/// - Storage: `EnergyMarket::TariffUses` (r:60 w:60)
	/// - Proof: `EnergyMarket::TariffUses` (`max_values`: None, `max_size`: Some(16), added: 2491, mode: `MaxEncodedLen`)
	/// - Storage: `System::Account` (r:1 w:1)
	/// - Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	/// - Storage: `Balances::Holds` (r:1 w:1)
	/// - Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(553), added: 3028, mode: `MaxEncodedLen`)
	fn forget_terms() -> Weight {
		// Recorded proof size: 9550 bytes.
		// Minimum execution time: 625_554_000 picoseconds.
		Weight::from_parts(641_578_000, 150450)
			.saturating_add(DbWeight::get().reads(80))
			.saturating_add(DbWeight::get().writes(78))
	}
	/// - Storage: `Consortium::Members` (r:1 w:0)
	/// - Proof: `Consortium::Members` (`max_values`: None, `max_size`: Some(52), added: 2527, mode: `MaxEncodedLen`)
	/// - Storage: `Consortium::Organizations` (r:1 w:0)
	/// - Proof: `Consortium::Organizations` (`max_values`: None, `max_size`: Some(117), added: 2592, mode: `MaxEncodedLen`)
	/// - Storage: `EnergyMarket::Zones` (r:1 w:1)
	/// - Proof: `EnergyMarket::Zones` (`max_values`: None, `max_size`: Some(305), added: 2780, mode: `MaxEncodedLen`)
	/// - Storage: `EnergyMarket::ZoneUses` (r:1 w:1)
	/// - Proof: `EnergyMarket::ZoneUses` (`max_values`: None, `max_size`: Some(16), added: 2491, mode: `MaxEncodedLen`)
	/// - Storage: `System::Account` (r:2 w:2)
	/// - Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	/// - Storage: `EnergyMarket::Terms` (r:16 w:16)
	/// - Proof: `EnergyMarket::Terms` (`max_values`: None, `max_size`: Some(506), added: 2981, mode: `MaxEncodedLen`)
	/// - Storage: `EnergyMarket::TariffUses` (r:64 w:64)
	/// - Proof: `EnergyMarket::TariffUses` (`max_values`: None, `max_size`: Some(16), added: 2491, mode: `MaxEncodedLen`)
	/// - Storage: `Balances::Holds` (r:1 w:1)
	/// - Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(553), added: 3028, mode: `MaxEncodedLen`)
	/// - Storage: `EnergyMarket::ZoneByEic` (r:0 w:1)
	/// - Proof: `EnergyMarket::ZoneByEic` (`max_values`: None, `max_size`: Some(36), added: 2511, mode: `MaxEncodedLen`)
	fn drop_zone() -> Weight {
		// Recorded proof size: 10505 bytes.
		// Minimum execution time: 748_067_000 picoseconds.
		Weight::from_parts(768_087_000, 160414)
			.saturating_add(DbWeight::get().reads(87))
			.saturating_add(DbWeight::get().writes(86))
	}
	/// - Storage: `Consortium::Members` (r:1 w:0)
	/// - Proof: `Consortium::Members` (`max_values`: None, `max_size`: Some(52), added: 2527, mode: `MaxEncodedLen`)
	/// - Storage: `Consortium::Organizations` (r:4 w:0)
	/// - Proof: `Consortium::Organizations` (`max_values`: None, `max_size`: Some(117), added: 2592, mode: `MaxEncodedLen`)
	/// - Storage: `EnergyMarket::NextIndexId` (r:1 w:1)
	/// - Proof: `EnergyMarket::NextIndexId` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
	/// - Storage: `System::Account` (r:1 w:1)
	/// - Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	/// - Storage: `Balances::Holds` (r:1 w:1)
	/// - Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(553), added: 3028, mode: `MaxEncodedLen`)
	/// - Storage: `EnergyMarket::Indices` (r:0 w:1)
	/// - Proof: `EnergyMarket::Indices` (`max_values`: None, `max_size`: Some(175), added: 2650, mode: `MaxEncodedLen`)
	fn define_index() -> Weight {
		// Recorded proof size: 847 bytes.
		// Minimum execution time: 58_497_000 picoseconds.
		Weight::from_parts(60_570_000, 11358)
			.saturating_add(DbWeight::get().reads(8))
			.saturating_add(DbWeight::get().writes(4))
	}
	/// - `v` ranges over `1..=96`
	/// - Storage: `Consortium::Members` (r:1 w:0)
	/// - Proof: `Consortium::Members` (`max_values`: None, `max_size`: Some(52), added: 2527, mode: `MaxEncodedLen`)
	/// - Storage: `Consortium::Organizations` (r:1 w:0)
	/// - Proof: `Consortium::Organizations` (`max_values`: None, `max_size`: Some(117), added: 2592, mode: `MaxEncodedLen`)
	/// - Storage: `EnergyMarket::Indices` (r:1 w:0)
	/// - Proof: `EnergyMarket::Indices` (`max_values`: None, `max_size`: Some(175), added: 2650, mode: `MaxEncodedLen`)
	/// - Storage: `EnergyMarket::MarketTiming` (r:1 w:0)
	/// - Proof: `EnergyMarket::MarketTiming` (`max_values`: Some(1), `max_size`: Some(18), added: 513, mode: `MaxEncodedLen`)
	/// - Storage: `Timestamp::Now` (r:1 w:0)
	/// - Proof: `Timestamp::Now` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	/// - Storage: `EnergyMarket::Reports` (r:1 w:1)
	/// - Proof: `EnergyMarket::Reports` (`max_values`: None, `max_size`: Some(2871), added: 5346, mode: `MaxEncodedLen`)
	/// - Storage: `System::Account` (r:1 w:1)
	/// - Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	/// - Storage: `Balances::Holds` (r:1 w:1)
	/// - Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(553), added: 3028, mode: `MaxEncodedLen`)
	fn publish(v: u32, ) -> Weight {
		// Recorded proof size: 2899 bytes.
		// Minimum execution time: 63_545_000 picoseconds.
		Weight::from_parts(68_016_003, 6336)
			// Standard error: 3_946
			.saturating_add(Weight::from_parts(46_313, 0).saturating_mul(v.into()))
			.saturating_add(DbWeight::get().reads(8))
			.saturating_add(DbWeight::get().writes(3))
	}
	/// - Storage: `EnergyMarket::Reports` (r:1 w:1)
	/// - Proof: `EnergyMarket::Reports` (`max_values`: None, `max_size`: Some(2871), added: 5346, mode: `MaxEncodedLen`)
	/// - Storage: `EnergyMarket::MarketTiming` (r:1 w:0)
	/// - Proof: `EnergyMarket::MarketTiming` (`max_values`: Some(1), `max_size`: Some(18), added: 513, mode: `MaxEncodedLen`)
	/// - Storage: `Timestamp::Now` (r:1 w:0)
	/// - Proof: `Timestamp::Now` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	/// - Storage: `System::Account` (r:3 w:3)
	/// - Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	/// - Storage: `Balances::Holds` (r:3 w:3)
	/// - Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(553), added: 3028, mode: `MaxEncodedLen`)
	fn drop_reports() -> Weight {
		// Recorded proof size: 3511 bytes.
		// Minimum execution time: 105_557_000 picoseconds.
		Weight::from_parts(109_163_000, 10074)
			.saturating_add(DbWeight::get().reads(9))
			.saturating_add(DbWeight::get().writes(7))
	}
	/// - Storage: `Consortium::Members` (r:1 w:0)
	/// - Proof: `Consortium::Members` (`max_values`: None, `max_size`: Some(52), added: 2527, mode: `MaxEncodedLen`)
	/// - Storage: `Consortium::Organizations` (r:1 w:0)
	/// - Proof: `Consortium::Organizations` (`max_values`: None, `max_size`: Some(117), added: 2592, mode: `MaxEncodedLen`)
	/// - Storage: `EnergyMarket::Indices` (r:1 w:1)
	/// - Proof: `EnergyMarket::Indices` (`max_values`: None, `max_size`: Some(175), added: 2650, mode: `MaxEncodedLen`)
	/// - Storage: `EnergyMarket::IndexUses` (r:1 w:0)
	/// - Proof: `EnergyMarket::IndexUses` (`max_values`: None, `max_size`: Some(16), added: 2491, mode: `MaxEncodedLen`)
	/// - Storage: `System::Account` (r:1 w:1)
	/// - Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	/// - Storage: `Balances::Holds` (r:1 w:1)
	/// - Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(553), added: 3028, mode: `MaxEncodedLen`)
	fn drop_index() -> Weight {
		// Recorded proof size: 871 bytes.
		// Minimum execution time: 45_318_000 picoseconds.
		Weight::from_parts(46_630_000, 4018)
			.saturating_add(DbWeight::get().reads(6))
			.saturating_add(DbWeight::get().writes(3))
	}
	/// - Storage: `Consortium::Members` (r:1 w:0)
	/// - Proof: `Consortium::Members` (`max_values`: None, `max_size`: Some(52), added: 2527, mode: `MaxEncodedLen`)
	/// - Storage: `Consortium::Organizations` (r:1 w:0)
	/// - Proof: `Consortium::Organizations` (`max_values`: None, `max_size`: Some(117), added: 2592, mode: `MaxEncodedLen`)
	/// - Storage: `EnergyMarket::MarketTiming` (r:1 w:0)
	/// - Proof: `EnergyMarket::MarketTiming` (`max_values`: Some(1), `max_size`: Some(18), added: 513, mode: `MaxEncodedLen`)
	/// - Storage: `Timestamp::Now` (r:1 w:0)
	/// - Proof: `Timestamp::Now` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	/// - Storage: `EnergyMarket::Indices` (r:2 w:0)
	/// - Proof: `EnergyMarket::Indices` (`max_values`: None, `max_size`: Some(175), added: 2650, mode: `MaxEncodedLen`)
	/// - Storage: `EnergyMarket::NextTariffId` (r:1 w:1)
	/// - Proof: `EnergyMarket::NextTariffId` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
	/// - Storage: `EnergyMarket::Suppliers` (r:1 w:1)
	/// - Proof: `EnergyMarket::Suppliers` (`max_values`: None, `max_size`: Some(217), added: 2692, mode: `MaxEncodedLen`)
	/// - Storage: `System::Account` (r:1 w:1)
	/// - Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	/// - Storage: `Balances::Holds` (r:1 w:1)
	/// - Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(553), added: 3028, mode: `MaxEncodedLen`)
	/// - Storage: `EnergyMarket::IndexUses` (r:2 w:2)
	/// - Proof: `EnergyMarket::IndexUses` (`max_values`: None, `max_size`: Some(16), added: 2491, mode: `MaxEncodedLen`)
	/// - Storage: `EnergyMarket::Tariffs` (r:0 w:1)
	/// - Proof: `EnergyMarket::Tariffs` (`max_values`: None, `max_size`: Some(369), added: 2844, mode: `MaxEncodedLen`)
	/// - Storage: `EnergyMarket::Versions` (r:0 w:1)
	/// - Proof: `EnergyMarket::Versions` (`max_values`: None, `max_size`: Some(1192), added: 3667, mode: `MaxEncodedLen`)
	fn offer_tariff() -> Weight {
		// Recorded proof size: 1247 bytes.
		// Minimum execution time: 108_922_000 picoseconds.
		Weight::from_parts(111_757_000, 6290)
			.saturating_add(DbWeight::get().reads(12))
			.saturating_add(DbWeight::get().writes(8))
	}
	/// - Storage: `Consortium::Members` (r:1 w:0)
	/// - Proof: `Consortium::Members` (`max_values`: None, `max_size`: Some(52), added: 2527, mode: `MaxEncodedLen`)
	/// - Storage: `Consortium::Organizations` (r:1 w:0)
	/// - Proof: `Consortium::Organizations` (`max_values`: None, `max_size`: Some(117), added: 2592, mode: `MaxEncodedLen`)
	/// - Storage: `EnergyMarket::Tariffs` (r:1 w:1)
	/// - Proof: `EnergyMarket::Tariffs` (`max_values`: None, `max_size`: Some(369), added: 2844, mode: `MaxEncodedLen`)
	/// - Storage: `EnergyMarket::MarketTiming` (r:1 w:0)
	/// - Proof: `EnergyMarket::MarketTiming` (`max_values`: Some(1), `max_size`: Some(18), added: 513, mode: `MaxEncodedLen`)
	/// - Storage: `Timestamp::Now` (r:1 w:0)
	/// - Proof: `Timestamp::Now` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	/// - Storage: `EnergyMarket::Indices` (r:2 w:0)
	/// - Proof: `EnergyMarket::Indices` (`max_values`: None, `max_size`: Some(175), added: 2650, mode: `MaxEncodedLen`)
	/// - Storage: `System::Account` (r:1 w:1)
	/// - Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	/// - Storage: `Balances::Holds` (r:1 w:1)
	/// - Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(553), added: 3028, mode: `MaxEncodedLen`)
	/// - Storage: `EnergyMarket::IndexUses` (r:32 w:32)
	/// - Proof: `EnergyMarket::IndexUses` (`max_values`: None, `max_size`: Some(16), added: 2491, mode: `MaxEncodedLen`)
	/// - Storage: `EnergyMarket::Versions` (r:15 w:16)
	/// - Proof: `EnergyMarket::Versions` (`max_values`: None, `max_size`: Some(1192), added: 3667, mode: `MaxEncodedLen`)
	fn publish_version() -> Weight {
		// Recorded proof size: 4282 bytes.
		// Minimum execution time: 620_797_000 picoseconds.
		Weight::from_parts(638_453_000, 80702)
			.saturating_add(DbWeight::get().reads(56))
			.saturating_add(DbWeight::get().writes(51))
	}
	/// - Storage: `Consortium::Members` (r:1 w:0)
	/// - Proof: `Consortium::Members` (`max_values`: None, `max_size`: Some(52), added: 2527, mode: `MaxEncodedLen`)
	/// - Storage: `Consortium::Organizations` (r:1 w:0)
	/// - Proof: `Consortium::Organizations` (`max_values`: None, `max_size`: Some(117), added: 2592, mode: `MaxEncodedLen`)
	/// - Storage: `EnergyMarket::Tariffs` (r:1 w:1)
	/// - Proof: `EnergyMarket::Tariffs` (`max_values`: None, `max_size`: Some(369), added: 2844, mode: `MaxEncodedLen`)
	/// - Storage: `EnergyMarket::TariffUses` (r:1 w:0)
	/// - Proof: `EnergyMarket::TariffUses` (`max_values`: None, `max_size`: Some(16), added: 2491, mode: `MaxEncodedLen`)
	/// - Storage: `EnergyMarket::MarketTiming` (r:1 w:0)
	/// - Proof: `EnergyMarket::MarketTiming` (`max_values`: Some(1), `max_size`: Some(18), added: 513, mode: `MaxEncodedLen`)
	/// - Storage: `Timestamp::Now` (r:1 w:0)
	/// - Proof: `Timestamp::Now` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	fn end_tariff() -> Weight {
		// Recorded proof size: 1229 bytes.
		// Minimum execution time: 24_707_000 picoseconds.
		Weight::from_parts(27_682_000, 3834)
			.saturating_add(DbWeight::get().reads(6))
			.saturating_add(DbWeight::get().writes(1))
	}
	/// - Storage: `EnergyMarket::Tariffs` (r:1 w:1)
	/// - Proof: `EnergyMarket::Tariffs` (`max_values`: None, `max_size`: Some(369), added: 2844, mode: `MaxEncodedLen`)
	/// - Storage: `Timestamp::Now` (r:1 w:0)
	/// - Proof: `Timestamp::Now` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	/// - Storage: `EnergyMarket::MarketTiming` (r:1 w:0)
	/// - Proof: `EnergyMarket::MarketTiming` (`max_values`: Some(1), `max_size`: Some(18), added: 513, mode: `MaxEncodedLen`)
	/// - Storage: `EnergyMarket::Versions` (r:15 w:15)
	/// - Proof: `EnergyMarket::Versions` (`max_values`: None, `max_size`: Some(1192), added: 3667, mode: `MaxEncodedLen`)
	/// - Storage: `EnergyMarket::IndexUses` (r:30 w:30)
	/// - Proof: `EnergyMarket::IndexUses` (`max_values`: None, `max_size`: Some(16), added: 2491, mode: `MaxEncodedLen`)
	/// - Storage: `System::Account` (r:1 w:1)
	/// - Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	/// - Storage: `Balances::Holds` (r:1 w:1)
	/// - Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(553), added: 3028, mode: `MaxEncodedLen`)
	fn forget_versions() -> Weight {
		// Recorded proof size: 3409 bytes.
		// Minimum execution time: 583_210_000 picoseconds.
		Weight::from_parts(599_826_000, 75720)
			.saturating_add(DbWeight::get().reads(50))
			.saturating_add(DbWeight::get().writes(48))
	}
	/// - Storage: `EnergyMarket::Tariffs` (r:1 w:1)
	/// - Proof: `EnergyMarket::Tariffs` (`max_values`: None, `max_size`: Some(369), added: 2844, mode: `MaxEncodedLen`)
	/// - Storage: `Timestamp::Now` (r:1 w:0)
	/// - Proof: `Timestamp::Now` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	/// - Storage: `EnergyMarket::MarketTiming` (r:1 w:0)
	/// - Proof: `EnergyMarket::MarketTiming` (`max_values`: Some(1), `max_size`: Some(18), added: 513, mode: `MaxEncodedLen`)
	/// - Storage: `EnergyMarket::Versions` (r:16 w:16)
	/// - Proof: `EnergyMarket::Versions` (`max_values`: None, `max_size`: Some(1192), added: 3667, mode: `MaxEncodedLen`)
	/// - Storage: `EnergyMarket::IndexUses` (r:32 w:32)
	/// - Proof: `EnergyMarket::IndexUses` (`max_values`: None, `max_size`: Some(16), added: 2491, mode: `MaxEncodedLen`)
	/// - Storage: `System::Account` (r:1 w:1)
	/// - Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	/// - Storage: `Balances::Holds` (r:1 w:1)
	/// - Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(553), added: 3028, mode: `MaxEncodedLen`)
	/// - Storage: `EnergyMarket::Suppliers` (r:1 w:1)
	/// - Proof: `EnergyMarket::Suppliers` (`max_values`: None, `max_size`: Some(217), added: 2692, mode: `MaxEncodedLen`)
	fn drop_tariff() -> Weight {
		// Recorded proof size: 3705 bytes.
		// Minimum execution time: 618_643_000 picoseconds.
		Weight::from_parts(634_377_000, 80702)
			.saturating_add(DbWeight::get().reads(54))
			.saturating_add(DbWeight::get().writes(52))
	}
	/// - Storage: `EnergyMarket::Suppliers` (r:1 w:1)
	/// - Proof: `EnergyMarket::Suppliers` (`max_values`: None, `max_size`: Some(217), added: 2692, mode: `MaxEncodedLen`)
	/// - Storage: `Consortium::Organizations` (r:1 w:0)
	/// - Proof: `Consortium::Organizations` (`max_values`: None, `max_size`: Some(117), added: 2592, mode: `MaxEncodedLen`)
	/// - Storage: `EnergyMarket::MarketTiming` (r:1 w:0)
	/// - Proof: `EnergyMarket::MarketTiming` (`max_values`: Some(1), `max_size`: Some(18), added: 513, mode: `MaxEncodedLen`)
	/// - Storage: `Timestamp::Now` (r:1 w:0)
	/// - Proof: `Timestamp::Now` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	fn note_standing() -> Weight {
		// Recorded proof size: 581 bytes.
		// Minimum execution time: 17_346_000 picoseconds.
		Weight::from_parts(18_498_000, 3682)
			.saturating_add(DbWeight::get().reads(4))
			.saturating_add(DbWeight::get().writes(1))
	}
	/// - Storage: `EnergyMarket::Zones` (r:1 w:0)
	/// - Proof: `EnergyMarket::Zones` (`max_values`: None, `max_size`: Some(305), added: 2780, mode: `MaxEncodedLen`)
	/// - Storage: `EnergyMarket::Points` (r:1 w:1)
	/// - Proof: `EnergyMarket::Points` (`max_values`: None, `max_size`: Some(474), added: 2949, mode: `MaxEncodedLen`)
	/// - Storage: `EnergyMarket::ZoneUses` (r:1 w:1)
	/// - Proof: `EnergyMarket::ZoneUses` (`max_values`: None, `max_size`: Some(16), added: 2491, mode: `MaxEncodedLen`)
	/// - Storage: `EnergyMarket::MarketTiming` (r:1 w:0)
	/// - Proof: `EnergyMarket::MarketTiming` (`max_values`: Some(1), `max_size`: Some(18), added: 513, mode: `MaxEncodedLen`)
	/// - Storage: `System::Account` (r:1 w:1)
	/// - Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	/// - Storage: `Balances::Holds` (r:1 w:1)
	/// - Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(553), added: 3028, mode: `MaxEncodedLen`)
	fn propose_point() -> Weight {
		// Recorded proof size: 300 bytes.
		// Minimum execution time: 55_663_000 picoseconds.
		Weight::from_parts(60_431_000, 4018)
			.saturating_add(DbWeight::get().reads(6))
			.saturating_add(DbWeight::get().writes(4))
	}
	/// - Storage: `Consortium::Members` (r:1 w:0)
	/// - Proof: `Consortium::Members` (`max_values`: None, `max_size`: Some(52), added: 2527, mode: `MaxEncodedLen`)
	/// - Storage: `Consortium::Organizations` (r:1 w:0)
	/// - Proof: `Consortium::Organizations` (`max_values`: None, `max_size`: Some(117), added: 2592, mode: `MaxEncodedLen`)
	/// - Storage: `EnergyMarket::Points` (r:1 w:1)
	/// - Proof: `EnergyMarket::Points` (`max_values`: None, `max_size`: Some(474), added: 2949, mode: `MaxEncodedLen`)
	/// - Storage: `EnergyMarket::Zones` (r:1 w:0)
	/// - Proof: `EnergyMarket::Zones` (`max_values`: None, `max_size`: Some(305), added: 2780, mode: `MaxEncodedLen`)
	/// - Storage: `EnergyMarket::MarketTiming` (r:1 w:0)
	/// - Proof: `EnergyMarket::MarketTiming` (`max_values`: Some(1), `max_size`: Some(18), added: 513, mode: `MaxEncodedLen`)
	/// - Storage: `Timestamp::Now` (r:1 w:0)
	/// - Proof: `Timestamp::Now` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	/// - Storage: `DeviceRegistry::Devices` (r:1 w:0)
	/// - Proof: `DeviceRegistry::Devices` (`max_values`: None, `max_size`: Some(300), added: 2775, mode: `MaxEncodedLen`)
	/// - Storage: `DeviceRegistry::Models` (r:1 w:0)
	/// - Proof: `DeviceRegistry::Models` (`max_values`: None, `max_size`: Some(5269), added: 7744, mode: `MaxEncodedLen`)
	/// - Storage: `EnergyMarket::PointsByDevice` (r:1 w:1)
	/// - Proof: `EnergyMarket::PointsByDevice` (`max_values`: None, `max_size`: Some(113), added: 2588, mode: `MaxEncodedLen`)
	/// - Storage: `EnergyMarket::PointMeters` (r:3 w:1)
	/// - Proof: `EnergyMarket::PointMeters` (`max_values`: None, `max_size`: Some(3393), added: 5868, mode: `MaxEncodedLen`)
	/// - Storage: `Telemetry::Streams` (r:2 w:2)
	/// - Proof: `Telemetry::Streams` (`max_values`: None, `max_size`: Some(245), added: 2720, mode: `MaxEncodedLen`)
	/// - Storage: `Telemetry::Tails` (r:1 w:1)
	/// - Proof: `Telemetry::Tails` (`max_values`: None, `max_size`: Some(145), added: 2620, mode: `MaxEncodedLen`)
	/// - Storage: `EnergyMarket::Settled` (r:0 w:1)
	/// - Proof: `EnergyMarket::Settled` (`max_values`: None, `max_size`: Some(40), added: 2515, mode: `MaxEncodedLen`)
	fn confirm_point() -> Weight {
		// Recorded proof size: 6060 bytes.
		// Minimum execution time: 178_076_000 picoseconds.
		Weight::from_parts(190_935_000, 18594)
			.saturating_add(DbWeight::get().reads(15))
			.saturating_add(DbWeight::get().writes(7))
	}
	/// - Storage: `EnergyMarket::Points` (r:1 w:1)
	/// - Proof: `EnergyMarket::Points` (`max_values`: None, `max_size`: Some(474), added: 2949, mode: `MaxEncodedLen`)
	/// - Storage: `EnergyMarket::Zones` (r:1 w:0)
	/// - Proof: `EnergyMarket::Zones` (`max_values`: None, `max_size`: Some(305), added: 2780, mode: `MaxEncodedLen`)
	/// - Storage: `Consortium::Members` (r:1 w:0)
	/// - Proof: `Consortium::Members` (`max_values`: None, `max_size`: Some(52), added: 2527, mode: `MaxEncodedLen`)
	/// - Storage: `Consortium::Organizations` (r:1 w:0)
	/// - Proof: `Consortium::Organizations` (`max_values`: None, `max_size`: Some(117), added: 2592, mode: `MaxEncodedLen`)
	/// - Storage: `EnergyMarket::MarketTiming` (r:1 w:0)
	/// - Proof: `EnergyMarket::MarketTiming` (`max_values`: Some(1), `max_size`: Some(18), added: 513, mode: `MaxEncodedLen`)
	/// - Storage: `Timestamp::Now` (r:1 w:0)
	/// - Proof: `Timestamp::Now` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	/// - Storage: `EnergyMarket::PointMeters` (r:1 w:1)
	/// - Proof: `EnergyMarket::PointMeters` (`max_values`: None, `max_size`: Some(3393), added: 5868, mode: `MaxEncodedLen`)
	/// - Storage: `Telemetry::Streams` (r:4 w:4)
	/// - Proof: `Telemetry::Streams` (`max_values`: None, `max_size`: Some(245), added: 2720, mode: `MaxEncodedLen`)
	/// - Storage: `Telemetry::Tails` (r:2 w:2)
	/// - Proof: `Telemetry::Tails` (`max_values`: None, `max_size`: Some(145), added: 2620, mode: `MaxEncodedLen`)
	/// - Storage: `EnergyMarket::PointsByDevice` (r:2 w:2)
	/// - Proof: `EnergyMarket::PointsByDevice` (`max_values`: None, `max_size`: Some(113), added: 2588, mode: `MaxEncodedLen`)
	/// - Storage: `EnergyMarket::Requests` (r:0 w:1)
	/// - Proof: `EnergyMarket::Requests` (`max_values`: None, `max_size`: Some(48), added: 2523, mode: `MaxEncodedLen`)
	fn close_point() -> Weight {
		// Recorded proof size: 2538 bytes.
		// Minimum execution time: 74_031_000 picoseconds.
		Weight::from_parts(81_582_000, 11870)
			.saturating_add(DbWeight::get().reads(15))
			.saturating_add(DbWeight::get().writes(11))
	}
	/// - Storage: `EnergyMarket::Points` (r:1 w:1)
	/// - Proof: `EnergyMarket::Points` (`max_values`: None, `max_size`: Some(474), added: 2949, mode: `MaxEncodedLen`)
	/// - Storage: `Timestamp::Now` (r:1 w:0)
	/// - Proof: `Timestamp::Now` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	/// - Storage: `EnergyMarket::MarketTiming` (r:1 w:0)
	/// - Proof: `EnergyMarket::MarketTiming` (`max_values`: Some(1), `max_size`: Some(18), added: 513, mode: `MaxEncodedLen`)
	/// - Storage: `EnergyMarket::Settled` (r:1 w:1)
	/// - Proof: `EnergyMarket::Settled` (`max_values`: None, `max_size`: Some(40), added: 2515, mode: `MaxEncodedLen`)
	/// - Storage: `EnergyMarket::Debts` (r:1 w:0)
	/// - Proof: `EnergyMarket::Debts` (`max_values`: None, `max_size`: Some(945), added: 3420, mode: `MaxEncodedLen`)
	/// - Storage: `System::Account` (r:1 w:1)
	/// - Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	/// - Storage: `Balances::Holds` (r:1 w:1)
	/// - Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(553), added: 3028, mode: `MaxEncodedLen`)
	/// - Storage: `EnergyMarket::PointMeters` (r:1 w:1)
	/// - Proof: `EnergyMarket::PointMeters` (`max_values`: None, `max_size`: Some(3393), added: 5868, mode: `MaxEncodedLen`)
	/// - Storage: `Telemetry::Streams` (r:6 w:6)
	/// - Proof: `Telemetry::Streams` (`max_values`: None, `max_size`: Some(245), added: 2720, mode: `MaxEncodedLen`)
	/// - Storage: `Telemetry::Tails` (r:3 w:3)
	/// - Proof: `Telemetry::Tails` (`max_values`: None, `max_size`: Some(145), added: 2620, mode: `MaxEncodedLen`)
	/// - Storage: `EnergyMarket::PointsByDevice` (r:3 w:3)
	/// - Proof: `EnergyMarket::PointsByDevice` (`max_values`: None, `max_size`: Some(113), added: 2588, mode: `MaxEncodedLen`)
	/// - Storage: `EnergyMarket::SlotReadings` (r:32 w:32)
	/// - Proof: `EnergyMarket::SlotReadings` (`max_values`: None, `max_size`: Some(1220), added: 3695, mode: `MaxEncodedLen`)
	/// - Storage: `EnergyMarket::ZoneUses` (r:1 w:1)
	/// - Proof: `EnergyMarket::ZoneUses` (`max_values`: None, `max_size`: Some(16), added: 2491, mode: `MaxEncodedLen`)
	fn drop_point() -> Weight {
		// Recorded proof size: 4410 bytes.
		// Minimum execution time: 191_717_000 picoseconds.
		Weight::from_parts(205_968_000, 119230)
			.saturating_add(DbWeight::get().reads(53))
			.saturating_add(DbWeight::get().writes(50))
	}
	/// - Storage: `EnergyMarket::Points` (r:1 w:1)
	/// - Proof: `EnergyMarket::Points` (`max_values`: None, `max_size`: Some(474), added: 2949, mode: `MaxEncodedLen`)
	/// - Storage: `EnergyMarket::Debts` (r:1 w:0)
	/// - Proof: `EnergyMarket::Debts` (`max_values`: None, `max_size`: Some(945), added: 3420, mode: `MaxEncodedLen`)
	/// - Storage: `EnergyMarket::MarketTiming` (r:1 w:0)
	/// - Proof: `EnergyMarket::MarketTiming` (`max_values`: Some(1), `max_size`: Some(18), added: 513, mode: `MaxEncodedLen`)
	/// - Storage: `EnergyMarket::Tariffs` (r:1 w:0)
	/// - Proof: `EnergyMarket::Tariffs` (`max_values`: None, `max_size`: Some(369), added: 2844, mode: `MaxEncodedLen`)
	/// - Storage: `Timestamp::Now` (r:1 w:0)
	/// - Proof: `Timestamp::Now` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	/// - Storage: `Consortium::Organizations` (r:1 w:0)
	/// - Proof: `Consortium::Organizations` (`max_values`: None, `max_size`: Some(117), added: 2592, mode: `MaxEncodedLen`)
	/// - Storage: `EnergyMarket::Suppliers` (r:1 w:0)
	/// - Proof: `EnergyMarket::Suppliers` (`max_values`: None, `max_size`: Some(217), added: 2692, mode: `MaxEncodedLen`)
	/// - Storage: `EnergyMarket::Requests` (r:0 w:1)
	/// - Proof: `EnergyMarket::Requests` (`max_values`: None, `max_size`: Some(48), added: 2523, mode: `MaxEncodedLen`)
	fn request_contract() -> Weight {
		// Recorded proof size: 2357 bytes.
		// Minimum execution time: 41_292_000 picoseconds.
		Weight::from_parts(49_474_000, 4410)
			.saturating_add(DbWeight::get().reads(7))
			.saturating_add(DbWeight::get().writes(2))
	}
	/// - Storage: `Consortium::Members` (r:1 w:0)
	/// - Proof: `Consortium::Members` (`max_values`: None, `max_size`: Some(52), added: 2527, mode: `MaxEncodedLen`)
	/// - Storage: `Consortium::Organizations` (r:1 w:0)
	/// - Proof: `Consortium::Organizations` (`max_values`: None, `max_size`: Some(117), added: 2592, mode: `MaxEncodedLen`)
	/// - Storage: `EnergyMarket::Requests` (r:1 w:1)
	/// - Proof: `EnergyMarket::Requests` (`max_values`: None, `max_size`: Some(48), added: 2523, mode: `MaxEncodedLen`)
	/// - Storage: `EnergyMarket::Points` (r:1 w:1)
	/// - Proof: `EnergyMarket::Points` (`max_values`: None, `max_size`: Some(474), added: 2949, mode: `MaxEncodedLen`)
	/// - Storage: `EnergyMarket::Tariffs` (r:1 w:0)
	/// - Proof: `EnergyMarket::Tariffs` (`max_values`: None, `max_size`: Some(369), added: 2844, mode: `MaxEncodedLen`)
	/// - Storage: `EnergyMarket::MarketTiming` (r:1 w:0)
	/// - Proof: `EnergyMarket::MarketTiming` (`max_values`: Some(1), `max_size`: Some(18), added: 513, mode: `MaxEncodedLen`)
	/// - Storage: `Timestamp::Now` (r:1 w:0)
	/// - Proof: `Timestamp::Now` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	/// - Storage: `EnergyMarket::Suppliers` (r:1 w:0)
	/// - Proof: `EnergyMarket::Suppliers` (`max_values`: None, `max_size`: Some(217), added: 2692, mode: `MaxEncodedLen`)
	fn accept_contract() -> Weight {
		// Recorded proof size: 1569 bytes.
		// Minimum execution time: 40_901_000 picoseconds.
		Weight::from_parts(46_560_000, 3939)
			.saturating_add(DbWeight::get().reads(8))
			.saturating_add(DbWeight::get().writes(2))
	}
	/// - Storage: `EnergyMarket::Requests` (r:1 w:1)
	/// - Proof: `EnergyMarket::Requests` (`max_values`: None, `max_size`: Some(48), added: 2523, mode: `MaxEncodedLen`)
	/// - Storage: `EnergyMarket::Points` (r:1 w:0)
	/// - Proof: `EnergyMarket::Points` (`max_values`: None, `max_size`: Some(474), added: 2949, mode: `MaxEncodedLen`)
	/// - Storage: `Consortium::Members` (r:1 w:0)
	/// - Proof: `Consortium::Members` (`max_values`: None, `max_size`: Some(52), added: 2527, mode: `MaxEncodedLen`)
	/// - Storage: `Consortium::Organizations` (r:1 w:0)
	/// - Proof: `Consortium::Organizations` (`max_values`: None, `max_size`: Some(117), added: 2592, mode: `MaxEncodedLen`)
	fn withdraw_request() -> Weight {
		// Recorded proof size: 943 bytes.
		// Minimum execution time: 21_112_000 picoseconds.
		Weight::from_parts(27_872_000, 3939)
			.saturating_add(DbWeight::get().reads(4))
			.saturating_add(DbWeight::get().writes(1))
	}
	/// - Storage: `EnergyMarket::Points` (r:1 w:1)
	/// - Proof: `EnergyMarket::Points` (`max_values`: None, `max_size`: Some(474), added: 2949, mode: `MaxEncodedLen`)
	/// - Storage: `Consortium::Members` (r:1 w:0)
	/// - Proof: `Consortium::Members` (`max_values`: None, `max_size`: Some(52), added: 2527, mode: `MaxEncodedLen`)
	/// - Storage: `Consortium::Organizations` (r:1 w:0)
	/// - Proof: `Consortium::Organizations` (`max_values`: None, `max_size`: Some(117), added: 2592, mode: `MaxEncodedLen`)
	/// - Storage: `EnergyMarket::Tariffs` (r:1 w:0)
	/// - Proof: `EnergyMarket::Tariffs` (`max_values`: None, `max_size`: Some(369), added: 2844, mode: `MaxEncodedLen`)
	/// - Storage: `EnergyMarket::MarketTiming` (r:1 w:0)
	/// - Proof: `EnergyMarket::MarketTiming` (`max_values`: Some(1), `max_size`: Some(18), added: 513, mode: `MaxEncodedLen`)
	/// - Storage: `Timestamp::Now` (r:1 w:0)
	/// - Proof: `Timestamp::Now` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	fn end_contract() -> Weight {
		// Recorded proof size: 1391 bytes.
		// Minimum execution time: 29_694_000 picoseconds.
		Weight::from_parts(37_906_000, 3939)
			.saturating_add(DbWeight::get().reads(6))
			.saturating_add(DbWeight::get().writes(1))
	}
	/// - Storage: `Consortium::Members` (r:1 w:0)
	/// - Proof: `Consortium::Members` (`max_values`: None, `max_size`: Some(52), added: 2527, mode: `MaxEncodedLen`)
	/// - Storage: `Consortium::Organizations` (r:1 w:0)
	/// - Proof: `Consortium::Organizations` (`max_values`: None, `max_size`: Some(117), added: 2592, mode: `MaxEncodedLen`)
	/// - Storage: `EnergyMarket::Points` (r:1 w:1)
	/// - Proof: `EnergyMarket::Points` (`max_values`: None, `max_size`: Some(474), added: 2949, mode: `MaxEncodedLen`)
	/// - Storage: `EnergyMarket::Zones` (r:1 w:0)
	/// - Proof: `EnergyMarket::Zones` (`max_values`: None, `max_size`: Some(305), added: 2780, mode: `MaxEncodedLen`)
	/// - Storage: `EnergyMarket::MarketTiming` (r:1 w:0)
	/// - Proof: `EnergyMarket::MarketTiming` (`max_values`: Some(1), `max_size`: Some(18), added: 513, mode: `MaxEncodedLen`)
	/// - Storage: `EnergyMarket::PointMeters` (r:4 w:1)
	/// - Proof: `EnergyMarket::PointMeters` (`max_values`: None, `max_size`: Some(3393), added: 5868, mode: `MaxEncodedLen`)
	/// - Storage: `EnergyMarket::Cleared` (r:2 w:0)
	/// - Proof: `EnergyMarket::Cleared` (`max_values`: None, `max_size`: Some(24), added: 2499, mode: `MaxEncodedLen`)
	/// - Storage: `Timestamp::Now` (r:1 w:0)
	/// - Proof: `Timestamp::Now` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	/// - Storage: `DeviceRegistry::Devices` (r:1 w:0)
	/// - Proof: `DeviceRegistry::Devices` (`max_values`: None, `max_size`: Some(300), added: 2775, mode: `MaxEncodedLen`)
	/// - Storage: `DeviceRegistry::Models` (r:1 w:0)
	/// - Proof: `DeviceRegistry::Models` (`max_values`: None, `max_size`: Some(5269), added: 7744, mode: `MaxEncodedLen`)
	/// - Storage: `EnergyMarket::PointsByDevice` (r:3 w:3)
	/// - Proof: `EnergyMarket::PointsByDevice` (`max_values`: None, `max_size`: Some(113), added: 2588, mode: `MaxEncodedLen`)
	/// - Storage: `Telemetry::Streams` (r:6 w:6)
	/// - Proof: `Telemetry::Streams` (`max_values`: None, `max_size`: Some(245), added: 2720, mode: `MaxEncodedLen`)
	/// - Storage: `Telemetry::Tails` (r:3 w:3)
	/// - Proof: `Telemetry::Tails` (`max_values`: None, `max_size`: Some(145), added: 2620, mode: `MaxEncodedLen`)
	fn propose_meter() -> Weight {
		// Recorded proof size: 7600 bytes.
		// Minimum execution time: 232_838_000 picoseconds.
		Weight::from_parts(256_072_000, 24462)
			.saturating_add(DbWeight::get().reads(26))
			.saturating_add(DbWeight::get().writes(14))
	}
	/// - Storage: `Consortium::Members` (r:1 w:0)
	/// - Proof: `Consortium::Members` (`max_values`: None, `max_size`: Some(52), added: 2527, mode: `MaxEncodedLen`)
	/// - Storage: `Consortium::Organizations` (r:1 w:0)
	/// - Proof: `Consortium::Organizations` (`max_values`: None, `max_size`: Some(117), added: 2592, mode: `MaxEncodedLen`)
	/// - Storage: `EnergyMarket::Points` (r:1 w:1)
	/// - Proof: `EnergyMarket::Points` (`max_values`: None, `max_size`: Some(474), added: 2949, mode: `MaxEncodedLen`)
	/// - Storage: `EnergyMarket::Zones` (r:1 w:0)
	/// - Proof: `EnergyMarket::Zones` (`max_values`: None, `max_size`: Some(305), added: 2780, mode: `MaxEncodedLen`)
	/// - Storage: `EnergyMarket::MarketTiming` (r:1 w:0)
	/// - Proof: `EnergyMarket::MarketTiming` (`max_values`: Some(1), `max_size`: Some(18), added: 513, mode: `MaxEncodedLen`)
	/// - Storage: `EnergyMarket::PointMeters` (r:4 w:1)
	/// - Proof: `EnergyMarket::PointMeters` (`max_values`: None, `max_size`: Some(3393), added: 5868, mode: `MaxEncodedLen`)
	/// - Storage: `EnergyMarket::Cleared` (r:2 w:0)
	/// - Proof: `EnergyMarket::Cleared` (`max_values`: None, `max_size`: Some(24), added: 2499, mode: `MaxEncodedLen`)
	/// - Storage: `Timestamp::Now` (r:1 w:0)
	/// - Proof: `Timestamp::Now` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	/// - Storage: `DeviceRegistry::Devices` (r:1 w:0)
	/// - Proof: `DeviceRegistry::Devices` (`max_values`: None, `max_size`: Some(300), added: 2775, mode: `MaxEncodedLen`)
	/// - Storage: `DeviceRegistry::Models` (r:1 w:0)
	/// - Proof: `DeviceRegistry::Models` (`max_values`: None, `max_size`: Some(5269), added: 7744, mode: `MaxEncodedLen`)
	/// - Storage: `EnergyMarket::PointsByDevice` (r:3 w:3)
	/// - Proof: `EnergyMarket::PointsByDevice` (`max_values`: None, `max_size`: Some(113), added: 2588, mode: `MaxEncodedLen`)
	/// - Storage: `Telemetry::Streams` (r:6 w:6)
	/// - Proof: `Telemetry::Streams` (`max_values`: None, `max_size`: Some(245), added: 2720, mode: `MaxEncodedLen`)
	/// - Storage: `Telemetry::Tails` (r:3 w:3)
	/// - Proof: `Telemetry::Tails` (`max_values`: None, `max_size`: Some(145), added: 2620, mode: `MaxEncodedLen`)
	fn confirm_meter() -> Weight {
		// Recorded proof size: 7600 bytes.
		// Minimum execution time: 232_838_000 picoseconds.
		Weight::from_parts(256_072_000, 24462)
			.saturating_add(DbWeight::get().reads(26))
			.saturating_add(DbWeight::get().writes(14))
	}
	/// - Storage: `EnergyMarket::Points` (r:1 w:0)
	/// - Proof: `EnergyMarket::Points` (`max_values`: None, `max_size`: Some(474), added: 2949, mode: `MaxEncodedLen`)
	/// - Storage: `EnergyMarket::PointMeters` (r:1 w:1)
	/// - Proof: `EnergyMarket::PointMeters` (`max_values`: None, `max_size`: Some(3393), added: 5868, mode: `MaxEncodedLen`)
	/// - Storage: `EnergyMarket::MarketTiming` (r:1 w:0)
	/// - Proof: `EnergyMarket::MarketTiming` (`max_values`: Some(1), `max_size`: Some(18), added: 513, mode: `MaxEncodedLen`)
	/// - Storage: `EnergyMarket::Cleared` (r:2 w:0)
	/// - Proof: `EnergyMarket::Cleared` (`max_values`: None, `max_size`: Some(24), added: 2499, mode: `MaxEncodedLen`)
	/// - Storage: `Timestamp::Now` (r:1 w:0)
	/// - Proof: `Timestamp::Now` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	/// - Storage: `Telemetry::Streams` (r:4 w:4)
	/// - Proof: `Telemetry::Streams` (`max_values`: None, `max_size`: Some(245), added: 2720, mode: `MaxEncodedLen`)
	/// - Storage: `Telemetry::Tails` (r:2 w:2)
	/// - Proof: `Telemetry::Tails` (`max_values`: None, `max_size`: Some(145), added: 2620, mode: `MaxEncodedLen`)
	/// - Storage: `EnergyMarket::PointsByDevice` (r:2 w:2)
	/// - Proof: `EnergyMarket::PointsByDevice` (`max_values`: None, `max_size`: Some(113), added: 2588, mode: `MaxEncodedLen`)
	/// - Storage: `EnergyMarket::SlotReadings` (r:0 w:32)
	/// - Proof: `EnergyMarket::SlotReadings` (`max_values`: None, `max_size`: Some(1220), added: 3695, mode: `MaxEncodedLen`)
	fn forget_readings() -> Weight {
		// Recorded proof size: 1379 bytes.
		// Minimum execution time: 182_483_000 picoseconds.
		Weight::from_parts(199_237_000, 11870)
			.saturating_add(DbWeight::get().reads(14))
			.saturating_add(DbWeight::get().writes(41))
	}
	/// - `r` ranges over `3..=128`
	/// - Storage: `EnergyMarket::Points` (r:1 w:0)
	/// - Proof: `EnergyMarket::Points` (`max_values`: None, `max_size`: Some(474), added: 2949, mode: `MaxEncodedLen`)
	/// - Storage: `EnergyMarket::PointMeters` (r:1 w:1)
	/// - Proof: `EnergyMarket::PointMeters` (`max_values`: None, `max_size`: Some(3393), added: 5868, mode: `MaxEncodedLen`)
	/// - Storage: `EnergyMarket::MarketTiming` (r:1 w:0)
	/// - Proof: `EnergyMarket::MarketTiming` (`max_values`: Some(1), `max_size`: Some(18), added: 513, mode: `MaxEncodedLen`)
	/// - Storage: `EnergyMarket::Cleared` (r:4 w:0)
	/// - Proof: `EnergyMarket::Cleared` (`max_values`: None, `max_size`: Some(24), added: 2499, mode: `MaxEncodedLen`)
	/// - Storage: `Timestamp::Now` (r:1 w:0)
	/// - Proof: `Timestamp::Now` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	/// - Storage: `EnergyMarket::SlotReadings` (r:4 w:4)
	/// - Proof: `EnergyMarket::SlotReadings` (`max_values`: None, `max_size`: Some(1220), added: 3695, mode: `MaxEncodedLen`)
	fn show_readings(r: u32, ) -> Weight {
		// Recorded proof size: 5029 bytes.
		// Minimum execution time: 106_038_000 picoseconds.
		Weight::from_parts(105_166_458, 15770)
			// Standard error: 156_499
			.saturating_add(Weight::from_parts(1_624_364, 0).saturating_mul(r.into()))
			.saturating_add(DbWeight::get().reads(12))
			.saturating_add(DbWeight::get().writes(5))
	}
	/// - `p` ranges over `1..=4`
	/// - `m` ranges over `0..=3`
	/// - Storage: `EnergyMarket::PointsByDevice` (r:1 w:0)
	/// - Proof: `EnergyMarket::PointsByDevice` (`max_values`: None, `max_size`: Some(113), added: 2588, mode: `MaxEncodedLen`)
	/// - Storage: `EnergyMarket::PointMeters` (r:4 w:4)
	/// - Proof: `EnergyMarket::PointMeters` (`max_values`: None, `max_size`: Some(3393), added: 5868, mode: `MaxEncodedLen`)
	/// - Storage: `DeviceRegistry::Devices` (r:1 w:0)
	/// - Proof: `DeviceRegistry::Devices` (`max_values`: None, `max_size`: Some(300), added: 2775, mode: `MaxEncodedLen`)
	/// - Storage: `EnergyMarket::MarketTiming` (r:1 w:0)
	/// - Proof: `EnergyMarket::MarketTiming` (`max_values`: Some(1), `max_size`: Some(18), added: 513, mode: `MaxEncodedLen`)
	/// - Storage: `EnergyMarket::Cleared` (r:4 w:0)
	/// - Proof: `EnergyMarket::Cleared` (`max_values`: None, `max_size`: Some(24), added: 2499, mode: `MaxEncodedLen`)
	/// - Storage: `Timestamp::Now` (r:1 w:0)
	/// - Proof: `Timestamp::Now` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	/// - Storage: `EnergyMarket::SlotReadings` (r:7 w:15)
	/// - Proof: `EnergyMarket::SlotReadings` (`max_values`: None, `max_size`: Some(1220), added: 3695, mode: `MaxEncodedLen`)
	fn on_observation(p: u32, m: u32, ) -> Weight {
		// Recorded proof size: 4270 bytes + m * 3626 + p * 39.
		// Minimum execution time: 110_064_000 picoseconds.
		Weight::from_parts(38_698_862, 6858)
			// Standard error: 335_948
			.saturating_add(Weight::from_parts(21_123_258, 0).saturating_mul(p.into()))
			// Standard error: 335_948
			.saturating_add(Weight::from_parts(49_390_167, 0).saturating_mul(m.into()))
			.saturating_add(Weight::from_parts(0, 5868).saturating_mul(m.into()))
			.saturating_add(Weight::from_parts(0, 3695).saturating_mul(p.into()))
			.saturating_add(DbWeight::get().reads(5))
			.saturating_add(DbWeight::get().reads((2_u64).saturating_mul(p.into())))
			.saturating_add(DbWeight::get().reads((2_u64).saturating_mul(m.into())))
			.saturating_add(DbWeight::get().writes(3))
			.saturating_add(DbWeight::get().writes((1_u64).saturating_mul(p.into())))
			.saturating_add(DbWeight::get().writes((4_u64).saturating_mul(m.into())))
	}
	/// - Storage: `EnergyMarket::Points` (r:1 w:1)
	/// - Proof: `EnergyMarket::Points` (`max_values`: None, `max_size`: Some(474), added: 2949, mode: `MaxEncodedLen`)
	/// - Storage: `System::Account` (r:1 w:1)
	/// - Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	/// - Storage: `Balances::Holds` (r:1 w:1)
	/// - Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(553), added: 3028, mode: `MaxEncodedLen`)
	fn fund() -> Weight {
		// Recorded proof size: 674 bytes.
		// Minimum execution time: 48_812_000 picoseconds.
		Weight::from_parts(51_206_000, 4018)
			.saturating_add(DbWeight::get().reads(3))
			.saturating_add(DbWeight::get().writes(3))
	}
	/// - Storage: `EnergyMarket::Points` (r:1 w:1)
	/// - Proof: `EnergyMarket::Points` (`max_values`: None, `max_size`: Some(474), added: 2949, mode: `MaxEncodedLen`)
	/// - Storage: `System::Account` (r:1 w:1)
	/// - Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	/// - Storage: `Balances::Holds` (r:1 w:1)
	/// - Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(553), added: 3028, mode: `MaxEncodedLen`)
	fn withdraw() -> Weight {
		// Recorded proof size: 674 bytes.
		// Minimum execution time: 43_655_000 picoseconds.
		Weight::from_parts(47_861_000, 4018)
			.saturating_add(DbWeight::get().reads(3))
			.saturating_add(DbWeight::get().writes(3))
	}
	/// - `o` ranges over `1..=96`
	/// - Storage: `EnergyMarket::Points` (r:1 w:1)
	/// - Proof: `EnergyMarket::Points` (`max_values`: None, `max_size`: Some(474), added: 2949, mode: `MaxEncodedLen`)
	/// - Storage: `EnergyMarket::MarketTiming` (r:1 w:0)
	/// - Proof: `EnergyMarket::MarketTiming` (`max_values`: Some(1), `max_size`: Some(18), added: 513, mode: `MaxEncodedLen`)
	/// - Storage: `Timestamp::Now` (r:1 w:0)
	/// - Proof: `Timestamp::Now` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	/// - Storage: `EnergyMarket::Orders` (r:1 w:1)
	/// - Proof: `EnergyMarket::Orders` (`max_values`: None, `max_size`: Some(6486), added: 8961, mode: `MaxEncodedLen`)
	/// - Storage: `EnergyMarket::Zones` (r:1 w:0)
	/// - Proof: `EnergyMarket::Zones` (`max_values`: None, `max_size`: Some(305), added: 2780, mode: `MaxEncodedLen`)
	/// - Storage: `EnergyMarket::Terms` (r:16 w:0)
	/// - Proof: `EnergyMarket::Terms` (`max_values`: None, `max_size`: Some(506), added: 2981, mode: `MaxEncodedLen`)
	/// - Storage: `EnergyMarket::Pages` (r:96 w:96)
	/// - Proof: `EnergyMarket::Pages` (`max_values`: None, `max_size`: Some(1046), added: 3521, mode: `MaxEncodedLen`)
	/// - Storage: `EnergyMarket::Tariffs` (r:80 w:0)
	/// - Proof: `EnergyMarket::Tariffs` (`max_values`: None, `max_size`: Some(369), added: 2844, mode: `MaxEncodedLen`)
	/// - Storage: `EnergyMarket::Suppliers` (r:80 w:0)
	/// - Proof: `EnergyMarket::Suppliers` (`max_values`: None, `max_size`: Some(217), added: 2692, mode: `MaxEncodedLen`)
	/// - Storage: `EnergyMarket::Versions` (r:96 w:0)
	/// - Proof: `EnergyMarket::Versions` (`max_values`: None, `max_size`: Some(1192), added: 3667, mode: `MaxEncodedLen`)
	/// - Storage: `EnergyMarket::Reports` (r:192 w:0)
	/// - Proof: `EnergyMarket::Reports` (`max_values`: None, `max_size`: Some(2871), added: 5346, mode: `MaxEncodedLen`)
	/// - Storage: `EnergyMarket::Debts` (r:1 w:0)
	/// - Proof: `EnergyMarket::Debts` (`max_values`: None, `max_size`: Some(945), added: 3420, mode: `MaxEncodedLen`)
	/// - Storage: `EnergyMarket::Settled` (r:1 w:0)
	/// - Proof: `EnergyMarket::Settled` (`max_values`: None, `max_size`: Some(40), added: 2515, mode: `MaxEncodedLen`)
	/// - Storage: `EnergyMarket::Books` (r:1 w:1)
	/// - Proof: `EnergyMarket::Books` (`max_values`: None, `max_size`: Some(44), added: 2519, mode: `MaxEncodedLen`)
	fn place(o: u32, ) -> Weight {
		// Recorded proof size: 25268 bytes + o * 640.
		// Minimum execution time: 282_872_000 picoseconds.
		Weight::from_parts(301_030_000, 9951)
			// Standard error: 1_410_268
			.saturating_add(Weight::from_parts(84_493_598, 0).saturating_mul(o.into()))
			.saturating_add(Weight::from_parts(0, 10692).saturating_mul(o.into()))
			.saturating_add(DbWeight::get().reads(13))
			.saturating_add(DbWeight::get().reads((6_u64).saturating_mul(o.into())))
			.saturating_add(DbWeight::get().writes(3))
			.saturating_add(DbWeight::get().writes((1_u64).saturating_mul(o.into())))
	}
	/// - `p` ranges over `1..=1440`
	/// - Storage: `EnergyMarket::Pages` (r:1440 w:1440)
	/// - Proof: `EnergyMarket::Pages` (`max_values`: None, `max_size`: Some(1046), added: 3521, mode: `MaxEncodedLen`)
	fn change_pages(p: u32, ) -> Weight {
		// Recorded proof size: 36938 bytes + p * 38.
		// Minimum execution time: 26_049_000 picoseconds.
		Weight::from_parts(28_152_000, 990)
			// Standard error: 103_180
			.saturating_add(Weight::from_parts(14_202_454, 0).saturating_mul(p.into()))
			.saturating_add(Weight::from_parts(0, 3521).saturating_mul(p.into()))
			.saturating_add(DbWeight::get().reads((1_u64).saturating_mul(p.into())))
			.saturating_add(DbWeight::get().writes((1_u64).saturating_mul(p.into())))
	}
	/// - `p` ranges over `1..=64`
	/// - Storage: `EnergyMarket::Books` (r:1 w:1)
	/// - Proof: `EnergyMarket::Books` (`max_values`: None, `max_size`: Some(44), added: 2519, mode: `MaxEncodedLen`)
	/// - Storage: `EnergyMarket::MarketTiming` (r:1 w:0)
	/// - Proof: `EnergyMarket::MarketTiming` (`max_values`: Some(1), `max_size`: Some(18), added: 513, mode: `MaxEncodedLen`)
	/// - Storage: `EnergyMarket::Results` (r:1 w:0)
	/// - Proof: `EnergyMarket::Results` (`max_values`: None, `max_size`: Some(5118), added: 7593, mode: `MaxEncodedLen`)
	/// - Storage: `EnergyMarket::Passes` (r:1 w:1)
	/// - Proof: `EnergyMarket::Passes` (`max_values`: None, `max_size`: Some(1583), added: 4058, mode: `MaxEncodedLen`)
	/// - Storage: `EnergyMarket::Zones` (r:1 w:0)
	/// - Proof: `EnergyMarket::Zones` (`max_values`: None, `max_size`: Some(305), added: 2780, mode: `MaxEncodedLen`)
	/// - Storage: `EnergyMarket::Orders` (r:65 w:64)
	/// - Proof: `EnergyMarket::Orders` (`max_values`: None, `max_size`: Some(6486), added: 8961, mode: `MaxEncodedLen`)
	/// - Storage: `EnergyMarket::Terms` (r:16 w:0)
	/// - Proof: `EnergyMarket::Terms` (`max_values`: None, `max_size`: Some(506), added: 2981, mode: `MaxEncodedLen`)
	/// - Storage: `EnergyMarket::Points` (r:64 w:64)
	/// - Proof: `EnergyMarket::Points` (`max_values`: None, `max_size`: Some(474), added: 2949, mode: `MaxEncodedLen`)
	/// - Storage: `Balances::Holds` (r:64 w:64)
	/// - Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(553), added: 3028, mode: `MaxEncodedLen`)
	/// - Storage: `System::Account` (r:65 w:65)
	/// - Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	/// - Storage: `EnergyMarket::Traded` (r:0 w:64)
	/// - Proof: `EnergyMarket::Traded` (`max_values`: None, `max_size`: Some(1714), added: 4189, mode: `MaxEncodedLen`)
	fn advance(p: u32, ) -> Weight {
		// Recorded proof size: 22700 bytes + p * 693.
		// Minimum execution time: 344_153_000 picoseconds.
		Weight::from_parts(1_530_704_891, 48686)
			// Standard error: 6_092_966
			.saturating_add(Weight::from_parts(268_412_630, 0).saturating_mul(p.into()))
			.saturating_add(Weight::from_parts(0, 8961).saturating_mul(p.into()))
			.saturating_add(DbWeight::get().reads(23))
			.saturating_add(DbWeight::get().reads((4_u64).saturating_mul(p.into())))
			.saturating_add(DbWeight::get().writes(3))
			.saturating_add(DbWeight::get().writes((5_u64).saturating_mul(p.into())))
	}
	/// - `t` ranges over `0..=128`
	/// - Storage: `EnergyMarket::MarketTiming` (r:1 w:0)
	/// - Proof: `EnergyMarket::MarketTiming` (`max_values`: Some(1), `max_size`: Some(18), added: 513, mode: `MaxEncodedLen`)
	/// - Storage: `Timestamp::Now` (r:1 w:0)
	/// - Proof: `Timestamp::Now` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	/// - Storage: `EnergyMarket::Books` (r:128 w:0)
	/// - Proof: `EnergyMarket::Books` (`max_values`: None, `max_size`: Some(44), added: 2519, mode: `MaxEncodedLen`)
	/// - Storage: `EnergyMarket::Cleared` (r:0 w:128)
	/// - Proof: `EnergyMarket::Cleared` (`max_values`: None, `max_size`: Some(24), added: 2499, mode: `MaxEncodedLen`)
	fn process_gates(t: u32, ) -> Weight {
		// Recorded proof size: 78 bytes.
		// Minimum execution time: 3_916_000 picoseconds.
		Weight::from_parts(1_577_620, 1503)
			// Standard error: 3_516
			.saturating_add(Weight::from_parts(3_650_451, 0).saturating_mul(t.into()))
			.saturating_add(Weight::from_parts(0, 2519).saturating_mul(t.into()))
			.saturating_add(DbWeight::get().reads(2))
			.saturating_add(DbWeight::get().reads((1_u64).saturating_mul(t.into())))
			.saturating_add(DbWeight::get().writes((1_u64).saturating_mul(t.into())))
	}
	/// - `p` ranges over `1..=16`
	/// - Storage: `EnergyMarket::Zones` (r:1 w:0)
	/// - Proof: `EnergyMarket::Zones` (`max_values`: None, `max_size`: Some(305), added: 2780, mode: `MaxEncodedLen`)
	/// - Storage: `EnergyMarket::Terms` (r:1 w:0)
	/// - Proof: `EnergyMarket::Terms` (`max_values`: None, `max_size`: Some(506), added: 2981, mode: `MaxEncodedLen`)
	/// - Storage: `EnergyMarket::Pages` (r:16 w:16)
	/// - Proof: `EnergyMarket::Pages` (`max_values`: None, `max_size`: Some(1046), added: 3521, mode: `MaxEncodedLen`)
	/// - Storage: `EnergyMarket::Results` (r:1 w:1)
	/// - Proof: `EnergyMarket::Results` (`max_values`: None, `max_size`: Some(5118), added: 7593, mode: `MaxEncodedLen`)
	/// - Storage: `EnergyMarket::Books` (r:0 w:1)
	/// - Proof: `EnergyMarket::Books` (`max_values`: None, `max_size`: Some(44), added: 2519, mode: `MaxEncodedLen`)
	fn clear(p: u32, ) -> Weight {
		// Recorded proof size: 7196 bytes + p * 41.
		// Minimum execution time: 23_595_000 picoseconds.
		Weight::from_parts(23_879_553, 8583)
			// Standard error: 38_003
			.saturating_add(Weight::from_parts(4_274_269, 0).saturating_mul(p.into()))
			.saturating_add(Weight::from_parts(0, 3521).saturating_mul(p.into()))
			.saturating_add(DbWeight::get().reads(3))
			.saturating_add(DbWeight::get().reads((1_u64).saturating_mul(p.into())))
			.saturating_add(DbWeight::get().writes(2))
			.saturating_add(DbWeight::get().writes((1_u64).saturating_mul(p.into())))
	}
	/// - `t` ranges over `1..=127`
	/// - Storage: `Timestamp::Now` (r:1 w:0)
	/// - Proof: `Timestamp::Now` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	/// - Storage: `EnergyMarket::MarketTiming` (r:1 w:0)
	/// - Proof: `EnergyMarket::MarketTiming` (`max_values`: Some(1), `max_size`: Some(18), added: 513, mode: `MaxEncodedLen`)
	/// - Storage: `EnergyMarket::Cleared` (r:1 w:1)
	/// - Proof: `EnergyMarket::Cleared` (`max_values`: None, `max_size`: Some(24), added: 2499, mode: `MaxEncodedLen`)
	/// - Storage: `EnergyMarket::Results` (r:128 w:127)
	/// - Proof: `EnergyMarket::Results` (`max_values`: None, `max_size`: Some(5118), added: 7593, mode: `MaxEncodedLen`)
	/// - Storage: `EnergyMarket::SupplierBalances` (r:1 w:0)
	/// - Proof: `EnergyMarket::SupplierBalances` (`max_values`: None, `max_size`: Some(48), added: 2523, mode: `MaxEncodedLen`)
	fn process_trades(t: u32, ) -> Weight {
		// Recorded proof size: 129 bytes + t * 47.
		// Minimum execution time: 29_614_000 picoseconds.
		Weight::from_parts(30_044_000, 8583)
			// Standard error: 366_900
			.saturating_add(Weight::from_parts(32_134_311, 0).saturating_mul(t.into()))
			.saturating_add(Weight::from_parts(0, 7593).saturating_mul(t.into()))
			.saturating_add(DbWeight::get().reads(5))
			.saturating_add(DbWeight::get().reads((1_u64).saturating_mul(t.into())))
			.saturating_add(DbWeight::get().writes(1))
			.saturating_add(DbWeight::get().writes((1_u64).saturating_mul(t.into())))
	}
	/// - `p` ranges over `24..=40`
	/// - Storage: `EnergyMarket::Points` (r:1 w:1)
	/// - Proof: `EnergyMarket::Points` (`max_values`: None, `max_size`: Some(474), added: 2949, mode: `MaxEncodedLen`)
	/// - Storage: `EnergyMarket::Settled` (r:1 w:1)
	/// - Proof: `EnergyMarket::Settled` (`max_values`: None, `max_size`: Some(40), added: 2515, mode: `MaxEncodedLen`)
	/// - Storage: `EnergyMarket::Receipts` (r:1 w:1)
	/// - Proof: `EnergyMarket::Receipts` (`max_values`: None, `max_size`: Some(465), added: 2940, mode: `MaxEncodedLen`)
	/// - Storage: `Timestamp::Now` (r:1 w:0)
	/// - Proof: `Timestamp::Now` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	/// - Storage: `EnergyMarket::MarketTiming` (r:1 w:0)
	/// - Proof: `EnergyMarket::MarketTiming` (`max_values`: Some(1), `max_size`: Some(18), added: 513, mode: `MaxEncodedLen`)
	/// - Storage: `EnergyMarket::Cleared` (r:1 w:0)
	/// - Proof: `EnergyMarket::Cleared` (`max_values`: None, `max_size`: Some(24), added: 2499, mode: `MaxEncodedLen`)
	/// - Storage: `EnergyMarket::Books` (r:1 w:0)
	/// - Proof: `EnergyMarket::Books` (`max_values`: None, `max_size`: Some(44), added: 2519, mode: `MaxEncodedLen`)
	/// - Storage: `EnergyMarket::Zones` (r:1 w:0)
	/// - Proof: `EnergyMarket::Zones` (`max_values`: None, `max_size`: Some(305), added: 2780, mode: `MaxEncodedLen`)
	/// - Storage: `EnergyMarket::Results` (r:1 w:0)
	/// - Proof: `EnergyMarket::Results` (`max_values`: None, `max_size`: Some(5118), added: 7593, mode: `MaxEncodedLen`)
	/// - Storage: `EnergyMarket::Traded` (r:1 w:1)
	/// - Proof: `EnergyMarket::Traded` (`max_values`: None, `max_size`: Some(1714), added: 4189, mode: `MaxEncodedLen`)
	/// - Storage: `EnergyMarket::SlotReadings` (r:1 w:0)
	/// - Proof: `EnergyMarket::SlotReadings` (`max_values`: None, `max_size`: Some(1220), added: 3695, mode: `MaxEncodedLen`)
	/// - Storage: `EnergyMarket::Terms` (r:16 w:0)
	/// - Proof: `EnergyMarket::Terms` (`max_values`: None, `max_size`: Some(506), added: 2981, mode: `MaxEncodedLen`)
	/// - Storage: `EnergyMarket::Tariffs` (r:80 w:0)
	/// - Proof: `EnergyMarket::Tariffs` (`max_values`: None, `max_size`: Some(369), added: 2844, mode: `MaxEncodedLen`)
	/// - Storage: `EnergyMarket::Suppliers` (r:80 w:0)
	/// - Proof: `EnergyMarket::Suppliers` (`max_values`: None, `max_size`: Some(217), added: 2692, mode: `MaxEncodedLen`)
	/// - Storage: `EnergyMarket::Versions` (r:96 w:0)
	/// - Proof: `EnergyMarket::Versions` (`max_values`: None, `max_size`: Some(1192), added: 3667, mode: `MaxEncodedLen`)
	/// - Storage: `EnergyMarket::Reports` (r:192 w:0)
	/// - Proof: `EnergyMarket::Reports` (`max_values`: None, `max_size`: Some(2871), added: 5346, mode: `MaxEncodedLen`)
	/// - Storage: `EnergyMarket::Debts` (r:1 w:1)
	/// - Proof: `EnergyMarket::Debts` (`max_values`: None, `max_size`: Some(945), added: 3420, mode: `MaxEncodedLen`)
	/// - Storage: `System::Account` (r:42 w:42)
	/// - Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	/// - Storage: `Balances::Holds` (r:1 w:1)
	/// - Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(553), added: 3028, mode: `MaxEncodedLen`)
	/// - Storage: `EnergyMarket::SupplierBalances` (r:16 w:16)
	/// - Proof: `EnergyMarket::SupplierBalances` (`max_values`: None, `max_size`: Some(48), added: 2523, mode: `MaxEncodedLen`)
	/// - Storage: `Consortium::Organizations` (r:16 w:0)
	/// - Proof: `Consortium::Organizations` (`max_values`: None, `max_size`: Some(117), added: 2592, mode: `MaxEncodedLen`)
	fn settle(p: u32, ) -> Weight {
		// Recorded proof size: 80314 bytes + p * 57.
		// Minimum execution time: 4_217_738_000 picoseconds.
		Weight::from_parts(4_108_010_946, 1027422)
			// Standard error: 17_566_397
			.saturating_add(Weight::from_parts(112_154_461, 0).saturating_mul(p.into()))
			.saturating_add(Weight::from_parts(0, 2603).saturating_mul(p.into()))
			.saturating_add(DbWeight::get().reads(511))
			.saturating_add(DbWeight::get().reads((1_u64).saturating_mul(p.into())))
			.saturating_add(DbWeight::get().writes(24))
			.saturating_add(DbWeight::get().writes((1_u64).saturating_mul(p.into())))
	}
	/// - `p` ranges over `1..=16`
	/// - Storage: `EnergyMarket::Points` (r:1 w:1)
	/// - Proof: `EnergyMarket::Points` (`max_values`: None, `max_size`: Some(474), added: 2949, mode: `MaxEncodedLen`)
	/// - Storage: `EnergyMarket::Debts` (r:1 w:1)
	/// - Proof: `EnergyMarket::Debts` (`max_values`: None, `max_size`: Some(945), added: 3420, mode: `MaxEncodedLen`)
	/// - Storage: `EnergyMarket::Suppliers` (r:16 w:16)
	/// - Proof: `EnergyMarket::Suppliers` (`max_values`: None, `max_size`: Some(217), added: 2692, mode: `MaxEncodedLen`)
	/// - Storage: `Consortium::Organizations` (r:16 w:0)
	/// - Proof: `Consortium::Organizations` (`max_values`: None, `max_size`: Some(117), added: 2592, mode: `MaxEncodedLen`)
	/// - Storage: `System::Account` (r:17 w:17)
	/// - Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	/// - Storage: `Balances::Holds` (r:17 w:17)
	/// - Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(553), added: 3028, mode: `MaxEncodedLen`)
	/// - Storage: `Timestamp::Now` (r:1 w:0)
	/// - Proof: `Timestamp::Now` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	fn pay_debts(p: u32, ) -> Weight {
		// Recorded proof size: 1263 bytes + p * 290.
		// Minimum execution time: 99_619_000 picoseconds.
		Weight::from_parts(13_317_303, 4410)
			// Standard error: 220_791
			.saturating_add(Weight::from_parts(81_841_043, 0).saturating_mul(p.into()))
			.saturating_add(Weight::from_parts(0, 3028).saturating_mul(p.into()))
			.saturating_add(DbWeight::get().reads(5))
			.saturating_add(DbWeight::get().reads((4_u64).saturating_mul(p.into())))
			.saturating_add(DbWeight::get().writes(4))
			.saturating_add(DbWeight::get().writes((3_u64).saturating_mul(p.into())))
	}
	/// - Storage: `EnergyMarket::Points` (r:1 w:0)
	/// - Proof: `EnergyMarket::Points` (`max_values`: None, `max_size`: Some(474), added: 2949, mode: `MaxEncodedLen`)
	/// - Storage: `EnergyMarket::Debts` (r:1 w:1)
	/// - Proof: `EnergyMarket::Debts` (`max_values`: None, `max_size`: Some(945), added: 3420, mode: `MaxEncodedLen`)
	fn forgive() -> Weight {
		// Recorded proof size: 1361 bytes.
		// Minimum execution time: 12_989_000 picoseconds.
		Weight::from_parts(14_762_000, 4410)
			.saturating_add(DbWeight::get().reads(2))
			.saturating_add(DbWeight::get().writes(1))
	}
	/// - Storage: `Consortium::Members` (r:1 w:0)
	/// - Proof: `Consortium::Members` (`max_values`: None, `max_size`: Some(52), added: 2527, mode: `MaxEncodedLen`)
	/// - Storage: `Consortium::Organizations` (r:1 w:0)
	/// - Proof: `Consortium::Organizations` (`max_values`: None, `max_size`: Some(117), added: 2592, mode: `MaxEncodedLen`)
	/// - Storage: `EnergyMarket::Suppliers` (r:1 w:1)
	/// - Proof: `EnergyMarket::Suppliers` (`max_values`: None, `max_size`: Some(217), added: 2692, mode: `MaxEncodedLen`)
	/// - Storage: `System::Account` (r:1 w:1)
	/// - Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	/// - Storage: `Balances::Holds` (r:1 w:1)
	/// - Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(553), added: 3028, mode: `MaxEncodedLen`)
	fn fund_float() -> Weight {
		// Recorded proof size: 730 bytes.
		// Minimum execution time: 51_687_000 picoseconds.
		Weight::from_parts(52_909_000, 4018)
			.saturating_add(DbWeight::get().reads(5))
			.saturating_add(DbWeight::get().writes(3))
	}
	/// - Storage: `Consortium::Members` (r:1 w:0)
	/// - Proof: `Consortium::Members` (`max_values`: None, `max_size`: Some(52), added: 2527, mode: `MaxEncodedLen`)
	/// - Storage: `Consortium::Organizations` (r:1 w:0)
	/// - Proof: `Consortium::Organizations` (`max_values`: None, `max_size`: Some(117), added: 2592, mode: `MaxEncodedLen`)
	/// - Storage: `EnergyMarket::Suppliers` (r:1 w:1)
	/// - Proof: `EnergyMarket::Suppliers` (`max_values`: None, `max_size`: Some(217), added: 2692, mode: `MaxEncodedLen`)
	/// - Storage: `EnergyMarket::MarketTiming` (r:1 w:0)
	/// - Proof: `EnergyMarket::MarketTiming` (`max_values`: Some(1), `max_size`: Some(18), added: 513, mode: `MaxEncodedLen`)
	/// - Storage: `Timestamp::Now` (r:1 w:0)
	/// - Proof: `Timestamp::Now` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	/// - Storage: `System::Account` (r:1 w:1)
	/// - Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	/// - Storage: `Balances::Holds` (r:1 w:1)
	/// - Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(553), added: 3028, mode: `MaxEncodedLen`)
	fn withdraw_float() -> Weight {
		// Recorded proof size: 863 bytes.
		// Minimum execution time: 51_437_000 picoseconds.
		Weight::from_parts(53_009_000, 4018)
			.saturating_add(DbWeight::get().reads(7))
			.saturating_add(DbWeight::get().writes(3))
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
	fn propose_meter() -> Weight {
		MeasuredWeight::<ParityDbWeight>::propose_meter()
	}
	fn confirm_meter() -> Weight {
		MeasuredWeight::<ParityDbWeight>::confirm_meter()
	}
	fn forget_readings() -> Weight {
		MeasuredWeight::<ParityDbWeight>::forget_readings()
	}
	fn show_readings(r: u32, ) -> Weight {
		MeasuredWeight::<ParityDbWeight>::show_readings(r, )
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
	fn settle(p: u32, ) -> Weight {
		MeasuredWeight::<ParityDbWeight>::settle(p, )
	}
	fn pay_debts(p: u32, ) -> Weight {
		MeasuredWeight::<ParityDbWeight>::pay_debts(p, )
	}
	fn forgive() -> Weight {
		MeasuredWeight::<ParityDbWeight>::forgive()
	}
	fn fund_float() -> Weight {
		MeasuredWeight::<ParityDbWeight>::fund_float()
	}
	fn withdraw_float() -> Weight {
		MeasuredWeight::<ParityDbWeight>::withdraw_float()
	}
}
