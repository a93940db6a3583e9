//! Weights of `pallet_energy_market`, measured in the Tallystick runtime.
//!
//! Written by a program; do not edit. To measure again:
//! `STEPS=20 REPEAT=5 ./scripts/benchmark.sh pallet_energy_market`
//!
//! - frame-benchmarking-cli 64.0.0, 2026-11-29, host `two-core-vm`, CPU `AMD EPYC`
//! - steps: 20, repeat: 5, WASM execution: Compiled, analysis: MinSquares
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
	/// Weight of `prices`.
	fn prices(t: u32, ) -> Weight;
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
	/// - Proof: `EnergyMarket::Tariffs` (`max_values`: None, `max_size`: Some(373), added: 2848, mode: `MaxEncodedLen`)
	/// - Storage: `EnergyMarket::Suppliers` (r:1 w:0)
	/// - Proof: `EnergyMarket::Suppliers` (`max_values`: None, `max_size`: Some(258), added: 2733, mode: `MaxEncodedLen`)
	/// - Storage: `EnergyMarket::NextZoneId` (r:1 w:1)
	/// - Proof: `EnergyMarket::NextZoneId` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
	/// - Storage: `System::Account` (r:2 w:2)
	/// - Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	/// - Storage: `Balances::Holds` (r:1 w:1)
	/// - Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(715), added: 3190, mode: `MaxEncodedLen`)
	/// - Storage: `EnergyMarket::TariffUses` (r:4 w:4)
	/// - Proof: `EnergyMarket::TariffUses` (`max_values`: None, `max_size`: Some(16), added: 2491, mode: `MaxEncodedLen`)
	/// - Storage: `EnergyMarket::Terms` (r:0 w:1)
	/// - Proof: `EnergyMarket::Terms` (`max_values`: None, `max_size`: Some(506), added: 2981, mode: `MaxEncodedLen`)
	/// - Storage: `EnergyMarket::Zones` (r:0 w:1)
	/// - Proof: `EnergyMarket::Zones` (`max_values`: None, `max_size`: Some(305), added: 2780, mode: `MaxEncodedLen`)
	fn open_zone() -> Weight {
		// Recorded proof size: 2340 bytes.
		// Minimum execution time: 213_358_000 picoseconds.
		Weight::from_parts(218_044_000, 13950)
			.saturating_add(DbWeight::get().reads(22))
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
	/// - Proof: `EnergyMarket::Tariffs` (`max_values`: None, `max_size`: Some(373), added: 2848, mode: `MaxEncodedLen`)
	/// - Storage: `EnergyMarket::Suppliers` (r:1 w:0)
	/// - Proof: `EnergyMarket::Suppliers` (`max_values`: None, `max_size`: Some(258), added: 2733, mode: `MaxEncodedLen`)
	/// - Storage: `System::Account` (r:1 w:1)
	/// - Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	/// - Storage: `Balances::Holds` (r:1 w:1)
	/// - Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(715), added: 3190, mode: `MaxEncodedLen`)
	/// - Storage: `EnergyMarket::TariffUses` (r:64 w:64)
	/// - Proof: `EnergyMarket::TariffUses` (`max_values`: None, `max_size`: Some(16), added: 2491, mode: `MaxEncodedLen`)
	/// - Storage: `EnergyMarket::Terms` (r:15 w:16)
	/// - Proof: `EnergyMarket::Terms` (`max_values`: None, `max_size`: Some(506), added: 2981, mode: `MaxEncodedLen`)
	fn set_terms() -> Weight {
		// Recorded proof size: 11692 bytes.
		// Minimum execution time: 939_879_000 picoseconds.
		Weight::from_parts(947_460_000, 160414)
			.saturating_add(DbWeight::get().reads(95))
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
	/// - Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(715), added: 3190, mode: `MaxEncodedLen`)
	fn forget_terms() -> Weight {
		// Recorded proof size: 9550 bytes.
		// Minimum execution time: 815_344_000 picoseconds.
		Weight::from_parts(817_447_000, 150450)
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
	/// - Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(715), added: 3190, mode: `MaxEncodedLen`)
	/// - Storage: `EnergyMarket::ZoneByEic` (r:0 w:1)
	/// - Proof: `EnergyMarket::ZoneByEic` (`max_values`: None, `max_size`: Some(36), added: 2511, mode: `MaxEncodedLen`)
	fn drop_zone() -> Weight {
		// Recorded proof size: 10571 bytes.
		// Minimum execution time: 969_463_000 picoseconds.
		Weight::from_parts(974_721_000, 160414)
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
	/// - Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(715), added: 3190, mode: `MaxEncodedLen`)
	/// - Storage: `EnergyMarket::Indices` (r:0 w:1)
	/// - Proof: `EnergyMarket::Indices` (`max_values`: None, `max_size`: Some(176), added: 2651, mode: `MaxEncodedLen`)
	fn define_index() -> Weight {
		// Recorded proof size: 913 bytes.
		// Minimum execution time: 77_977_000 picoseconds.
		Weight::from_parts(80_219_000, 11358)
			.saturating_add(DbWeight::get().reads(8))
			.saturating_add(DbWeight::get().writes(4))
	}
	/// - `v` ranges over `1..=96`
	/// - Storage: `Consortium::Members` (r:1 w:0)
	/// - Proof: `Consortium::Members` (`max_values`: None, `max_size`: Some(52), added: 2527, mode: `MaxEncodedLen`)
	/// - Storage: `Consortium::Organizations` (r:1 w:0)
	/// - Proof: `Consortium::Organizations` (`max_values`: None, `max_size`: Some(117), added: 2592, mode: `MaxEncodedLen`)
	/// - Storage: `EnergyMarket::Indices` (r:1 w:0)
	/// - Proof: `EnergyMarket::Indices` (`max_values`: None, `max_size`: Some(176), added: 2651, mode: `MaxEncodedLen`)
	/// - Storage: `EnergyMarket::MarketTiming` (r:1 w:0)
	/// - Proof: `EnergyMarket::MarketTiming` (`max_values`: Some(1), `max_size`: Some(18), added: 513, mode: `MaxEncodedLen`)
	/// - Storage: `Timestamp::Now` (r:1 w:0)
	/// - Proof: `Timestamp::Now` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	/// - Storage: `EnergyMarket::Reports` (r:1 w:1)
	/// - Proof: `EnergyMarket::Reports` (`max_values`: None, `max_size`: Some(2871), added: 5346, mode: `MaxEncodedLen`)
	/// - Storage: `System::Account` (r:1 w:1)
	/// - Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	/// - Storage: `Balances::Holds` (r:1 w:1)
	/// - Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(715), added: 3190, mode: `MaxEncodedLen`)
	fn publish(v: u32, ) -> Weight {
		// Recorded proof size: 2966 bytes.
		// Minimum execution time: 87_059_000 picoseconds.
		Weight::from_parts(89_811_010, 6336)
			// Standard error: 11_329
			.saturating_add(Weight::from_parts(28_466, 0).saturating_mul(v.into()))
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
	/// - Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(715), added: 3190, mode: `MaxEncodedLen`)
	fn drop_reports() -> Weight {
		// Recorded proof size: 3511 bytes.
		// Minimum execution time: 134_700_000 picoseconds.
		Weight::from_parts(136_663_000, 10560)
			.saturating_add(DbWeight::get().reads(9))
			.saturating_add(DbWeight::get().writes(7))
	}
	/// - Storage: `Consortium::Members` (r:1 w:0)
	/// - Proof: `Consortium::Members` (`max_values`: None, `max_size`: Some(52), added: 2527, mode: `MaxEncodedLen`)
	/// - Storage: `Consortium::Organizations` (r:1 w:0)
	/// - Proof: `Consortium::Organizations` (`max_values`: None, `max_size`: Some(117), added: 2592, mode: `MaxEncodedLen`)
	/// - Storage: `EnergyMarket::Indices` (r:1 w:1)
	/// - Proof: `EnergyMarket::Indices` (`max_values`: None, `max_size`: Some(176), added: 2651, mode: `MaxEncodedLen`)
	/// - Storage: `System::Account` (r:1 w:1)
	/// - Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	/// - Storage: `Balances::Holds` (r:1 w:1)
	/// - Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(715), added: 3190, mode: `MaxEncodedLen`)
	/// - Storage: `EnergyMarket::IndexUses` (r:1 w:0)
	/// - Proof: `EnergyMarket::IndexUses` (`max_values`: None, `max_size`: Some(16), added: 2491, mode: `MaxEncodedLen`)
	fn drop_index() -> Weight {
		// Recorded proof size: 938 bytes.
		// Minimum execution time: 61_191_000 picoseconds.
		Weight::from_parts(62_352_000, 4180)
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
	/// - Proof: `EnergyMarket::Indices` (`max_values`: None, `max_size`: Some(176), added: 2651, mode: `MaxEncodedLen`)
	/// - Storage: `EnergyMarket::NextTariffId` (r:1 w:1)
	/// - Proof: `EnergyMarket::NextTariffId` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
	/// - Storage: `EnergyMarket::Suppliers` (r:1 w:1)
	/// - Proof: `EnergyMarket::Suppliers` (`max_values`: None, `max_size`: Some(258), added: 2733, mode: `MaxEncodedLen`)
	/// - Storage: `System::Account` (r:1 w:1)
	/// - Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	/// - Storage: `Balances::Holds` (r:1 w:1)
	/// - Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(715), added: 3190, mode: `MaxEncodedLen`)
	/// - Storage: `EnergyMarket::IndexUses` (r:2 w:2)
	/// - Proof: `EnergyMarket::IndexUses` (`max_values`: None, `max_size`: Some(16), added: 2491, mode: `MaxEncodedLen`)
	/// - Storage: `EnergyMarket::Tariffs` (r:0 w:1)
	/// - Proof: `EnergyMarket::Tariffs` (`max_values`: None, `max_size`: Some(373), added: 2848, mode: `MaxEncodedLen`)
	/// - Storage: `EnergyMarket::Versions` (r:0 w:1)
	/// - Proof: `EnergyMarket::Versions` (`max_values`: None, `max_size`: Some(1192), added: 3667, mode: `MaxEncodedLen`)
	fn offer_tariff() -> Weight {
		// Recorded proof size: 1347 bytes.
		// Minimum execution time: 143_103_000 picoseconds.
		Weight::from_parts(146_237_000, 6292)
			.saturating_add(DbWeight::get().reads(12))
			.saturating_add(DbWeight::get().writes(8))
	}
	/// - Storage: `Consortium::Members` (r:1 w:0)
	/// - Proof: `Consortium::Members` (`max_values`: None, `max_size`: Some(52), added: 2527, mode: `MaxEncodedLen`)
	/// - Storage: `Consortium::Organizations` (r:1 w:0)
	/// - Proof: `Consortium::Organizations` (`max_values`: None, `max_size`: Some(117), added: 2592, mode: `MaxEncodedLen`)
	/// - Storage: `EnergyMarket::Tariffs` (r:1 w:1)
	/// - Proof: `EnergyMarket::Tariffs` (`max_values`: None, `max_size`: Some(373), added: 2848, mode: `MaxEncodedLen`)
	/// - Storage: `EnergyMarket::MarketTiming` (r:1 w:0)
	/// - Proof: `EnergyMarket::MarketTiming` (`max_values`: Some(1), `max_size`: Some(18), added: 513, mode: `MaxEncodedLen`)
	/// - Storage: `Timestamp::Now` (r:1 w:0)
	/// - Proof: `Timestamp::Now` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	/// - Storage: `EnergyMarket::Indices` (r:32 w:30)
	/// - Proof: `EnergyMarket::Indices` (`max_values`: None, `max_size`: Some(176), added: 2651, mode: `MaxEncodedLen`)
	/// - Storage: `System::Account` (r:1 w:1)
	/// - Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	/// - Storage: `Balances::Holds` (r:1 w:1)
	/// - Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(715), added: 3190, mode: `MaxEncodedLen`)
	/// - Storage: `EnergyMarket::IndexUses` (r:32 w:32)
	/// - Proof: `EnergyMarket::IndexUses` (`max_values`: None, `max_size`: Some(16), added: 2491, mode: `MaxEncodedLen`)
	/// - Storage: `EnergyMarket::Versions` (r:15 w:16)
	/// - Proof: `EnergyMarket::Versions` (`max_values`: None, `max_size`: Some(1192), added: 3667, mode: `MaxEncodedLen`)
	fn publish_version() -> Weight {
		// Recorded proof size: 5979 bytes.
		// Minimum execution time: 1_043_363_000 picoseconds.
		Weight::from_parts(1_063_203_000, 85822)
			.saturating_add(DbWeight::get().reads(86))
			.saturating_add(DbWeight::get().writes(81))
	}
	/// - Storage: `Consortium::Members` (r:1 w:0)
	/// - Proof: `Consortium::Members` (`max_values`: None, `max_size`: Some(52), added: 2527, mode: `MaxEncodedLen`)
	/// - Storage: `Consortium::Organizations` (r:1 w:0)
	/// - Proof: `Consortium::Organizations` (`max_values`: None, `max_size`: Some(117), added: 2592, mode: `MaxEncodedLen`)
	/// - Storage: `EnergyMarket::Tariffs` (r:1 w:1)
	/// - Proof: `EnergyMarket::Tariffs` (`max_values`: None, `max_size`: Some(373), added: 2848, mode: `MaxEncodedLen`)
	/// - Storage: `EnergyMarket::MarketTiming` (r:1 w:0)
	/// - Proof: `EnergyMarket::MarketTiming` (`max_values`: Some(1), `max_size`: Some(18), added: 513, mode: `MaxEncodedLen`)
	/// - Storage: `Timestamp::Now` (r:1 w:0)
	/// - Proof: `Timestamp::Now` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	fn end_tariff() -> Weight {
		// Recorded proof size: 1185 bytes.
		// Minimum execution time: 50_966_000 picoseconds.
		Weight::from_parts(56_735_000, 3838)
			.saturating_add(DbWeight::get().reads(5))
			.saturating_add(DbWeight::get().writes(1))
	}
	/// - Storage: `EnergyMarket::Tariffs` (r:1 w:1)
	/// - Proof: `EnergyMarket::Tariffs` (`max_values`: None, `max_size`: Some(373), added: 2848, mode: `MaxEncodedLen`)
	/// - Storage: `Timestamp::Now` (r:1 w:0)
	/// - Proof: `Timestamp::Now` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	/// - Storage: `EnergyMarket::MarketTiming` (r:1 w:0)
	/// - Proof: `EnergyMarket::MarketTiming` (`max_values`: Some(1), `max_size`: Some(18), added: 513, mode: `MaxEncodedLen`)
	/// - Storage: `EnergyMarket::Versions` (r:15 w:15)
	/// - Proof: `EnergyMarket::Versions` (`max_values`: None, `max_size`: Some(1192), added: 3667, mode: `MaxEncodedLen`)
	/// - Storage: `EnergyMarket::IndexUses` (r:30 w:30)
	/// - Proof: `EnergyMarket::IndexUses` (`max_values`: None, `max_size`: Some(16), added: 2491, mode: `MaxEncodedLen`)
	/// - Storage: `EnergyMarket::Indices` (r:30 w:30)
	/// - Proof: `EnergyMarket::Indices` (`max_values`: None, `max_size`: Some(176), added: 2651, mode: `MaxEncodedLen`)
	/// - Storage: `System::Account` (r:1 w:1)
	/// - Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	/// - Storage: `Balances::Holds` (r:1 w:1)
	/// - Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(715), added: 3190, mode: `MaxEncodedLen`)
	fn forget_versions() -> Weight {
		// Recorded proof size: 4991 bytes.
		// Minimum execution time: 916_925_000 picoseconds.
		Weight::from_parts(939_088_000, 80520)
			.saturating_add(DbWeight::get().reads(80))
			.saturating_add(DbWeight::get().writes(78))
	}
	/// - Storage: `EnergyMarket::Tariffs` (r:1 w:1)
	/// - Proof: `EnergyMarket::Tariffs` (`max_values`: None, `max_size`: Some(373), added: 2848, mode: `MaxEncodedLen`)
	/// - Storage: `EnergyMarket::TariffUses` (r:1 w:0)
	/// - Proof: `EnergyMarket::TariffUses` (`max_values`: None, `max_size`: Some(16), added: 2491, mode: `MaxEncodedLen`)
	/// - Storage: `Timestamp::Now` (r:1 w:0)
	/// - Proof: `Timestamp::Now` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	/// - Storage: `EnergyMarket::MarketTiming` (r:1 w:0)
	/// - Proof: `EnergyMarket::MarketTiming` (`max_values`: Some(1), `max_size`: Some(18), added: 513, mode: `MaxEncodedLen`)
	/// - Storage: `EnergyMarket::Suppliers` (r:1 w:1)
	/// - Proof: `EnergyMarket::Suppliers` (`max_values`: None, `max_size`: Some(258), added: 2733, mode: `MaxEncodedLen`)
	/// - Storage: `EnergyMarket::Versions` (r:16 w:16)
	/// - Proof: `EnergyMarket::Versions` (`max_values`: None, `max_size`: Some(1192), added: 3667, mode: `MaxEncodedLen`)
	/// - Storage: `EnergyMarket::IndexUses` (r:32 w:32)
	/// - Proof: `EnergyMarket::IndexUses` (`max_values`: None, `max_size`: Some(16), added: 2491, mode: `MaxEncodedLen`)
	/// - Storage: `EnergyMarket::Indices` (r:32 w:32)
	/// - Proof: `EnergyMarket::Indices` (`max_values`: None, `max_size`: Some(176), added: 2651, mode: `MaxEncodedLen`)
	/// - Storage: `System::Account` (r:1 w:1)
	/// - Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	/// - Storage: `Balances::Holds` (r:1 w:1)
	/// - Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(715), added: 3190, mode: `MaxEncodedLen`)
	/// - Storage: `Consortium::Organizations` (r:1 w:0)
	/// - Proof: `Consortium::Organizations` (`max_values`: None, `max_size`: Some(117), added: 2592, mode: `MaxEncodedLen`)
	fn drop_tariff() -> Weight {
		// Recorded proof size: 5851 bytes.
		// Minimum execution time: 1_085_075_000 picoseconds.
		Weight::from_parts(1_086_908_000, 85822)
			.saturating_add(DbWeight::get().reads(88))
			.saturating_add(DbWeight::get().writes(84))
	}
	/// - Storage: `EnergyMarket::Suppliers` (r:1 w:1)
	/// - Proof: `EnergyMarket::Suppliers` (`max_values`: None, `max_size`: Some(258), added: 2733, mode: `MaxEncodedLen`)
	/// - Storage: `Consortium::Organizations` (r:1 w:0)
	/// - Proof: `Consortium::Organizations` (`max_values`: None, `max_size`: Some(117), added: 2592, mode: `MaxEncodedLen`)
	/// - Storage: `EnergyMarket::MarketTiming` (r:1 w:0)
	/// - Proof: `EnergyMarket::MarketTiming` (`max_values`: Some(1), `max_size`: Some(18), added: 513, mode: `MaxEncodedLen`)
	/// - Storage: `Timestamp::Now` (r:1 w:0)
	/// - Proof: `Timestamp::Now` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	fn note_standing() -> Weight {
		// Recorded proof size: 680 bytes.
		// Minimum execution time: 27_380_000 picoseconds.
		Weight::from_parts(29_444_000, 3723)
			.saturating_add(DbWeight::get().reads(4))
			.saturating_add(DbWeight::get().writes(1))
	}
	/// - Storage: `EnergyMarket::Zones` (r:1 w:0)
	/// - Proof: `EnergyMarket::Zones` (`max_values`: None, `max_size`: Some(305), added: 2780, mode: `MaxEncodedLen`)
	/// - Storage: `EnergyMarket::Points` (r:1 w:1)
	/// - Proof: `EnergyMarket::Points` (`max_values`: None, `max_size`: Some(490), added: 2965, mode: `MaxEncodedLen`)
	/// - Storage: `EnergyMarket::ZoneUses` (r:1 w:1)
	/// - Proof: `EnergyMarket::ZoneUses` (`max_values`: None, `max_size`: Some(16), added: 2491, mode: `MaxEncodedLen`)
	/// - Storage: `EnergyMarket::MarketTiming` (r:1 w:0)
	/// - Proof: `EnergyMarket::MarketTiming` (`max_values`: Some(1), `max_size`: Some(18), added: 513, mode: `MaxEncodedLen`)
	/// - Storage: `System::Account` (r:1 w:1)
	/// - Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	/// - Storage: `Balances::Holds` (r:1 w:1)
	/// - Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(715), added: 3190, mode: `MaxEncodedLen`)
	fn propose_point() -> Weight {
		// Recorded proof size: 300 bytes.
		// Minimum execution time: 75_853_000 picoseconds.
		Weight::from_parts(76_674_000, 4180)
			.saturating_add(DbWeight::get().reads(6))
			.saturating_add(DbWeight::get().writes(4))
	}
	/// - Storage: `Consortium::Members` (r:1 w:0)
	/// - Proof: `Consortium::Members` (`max_values`: None, `max_size`: Some(52), added: 2527, mode: `MaxEncodedLen`)
	/// - Storage: `Consortium::Organizations` (r:1 w:0)
	/// - Proof: `Consortium::Organizations` (`max_values`: None, `max_size`: Some(117), added: 2592, mode: `MaxEncodedLen`)
	/// - Storage: `EnergyMarket::Points` (r:1 w:1)
	/// - Proof: `EnergyMarket::Points` (`max_values`: None, `max_size`: Some(490), added: 2965, mode: `MaxEncodedLen`)
	/// - Storage: `EnergyMarket::Zones` (r:1 w:0)
	/// - Proof: `EnergyMarket::Zones` (`max_values`: None, `max_size`: Some(305), added: 2780, mode: `MaxEncodedLen`)
	/// - Storage: `EnergyMarket::MarketTiming` (r:1 w:0)
	/// - Proof: `EnergyMarket::MarketTiming` (`max_values`: Some(1), `max_size`: Some(18), added: 513, mode: `MaxEncodedLen`)
	/// - Storage: `Timestamp::Now` (r:1 w:0)
	/// - Proof: `Timestamp::Now` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	/// - Storage: `DeviceRegistry::Devices` (r:1 w:0)
	/// - Proof: `DeviceRegistry::Devices` (`max_values`: None, `max_size`: Some(300), added: 2775, mode: `MaxEncodedLen`)
	/// - Storage: `DeviceRegistry::Models` (r:1 w:0)
	/// - Proof: `DeviceRegistry::Models` (`max_values`: None, `max_size`: Some(9173), added: 11648, mode: `MaxEncodedLen`)
	/// - Storage: `EnergyMarket::PointsByDevice` (r:1 w:1)
	/// - Proof: `EnergyMarket::PointsByDevice` (`max_values`: None, `max_size`: Some(113), added: 2588, mode: `MaxEncodedLen`)
	/// - Storage: `EnergyMarket::PointMeters` (r:3 w:1)
	/// - Proof: `EnergyMarket::PointMeters` (`max_values`: None, `max_size`: Some(3438), added: 5913, mode: `MaxEncodedLen`)
	/// - Storage: `Telemetry::Streams` (r:2 w:2)
	/// - Proof: `Telemetry::Streams` (`max_values`: None, `max_size`: Some(245), added: 2720, mode: `MaxEncodedLen`)
	/// - Storage: `Telemetry::Tails` (r:1 w:1)
	/// - Proof: `Telemetry::Tails` (`max_values`: None, `max_size`: Some(327), added: 2802, mode: `MaxEncodedLen`)
	/// - Storage: `EnergyMarket::Settled` (r:0 w:1)
	/// - Proof: `EnergyMarket::Settled` (`max_values`: None, `max_size`: Some(40), added: 2515, mode: `MaxEncodedLen`)
	fn confirm_point() -> Weight {
		// Recorded proof size: 9615 bytes.
		// Minimum execution time: 250_924_000 picoseconds.
		Weight::from_parts(256_252_000, 18729)
			.saturating_add(DbWeight::get().reads(15))
			.saturating_add(DbWeight::get().writes(7))
	}
	/// - Storage: `EnergyMarket::Points` (r:1 w:1)
	/// - Proof: `EnergyMarket::Points` (`max_values`: None, `max_size`: Some(490), added: 2965, mode: `MaxEncodedLen`)
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
	/// - Proof: `EnergyMarket::PointMeters` (`max_values`: None, `max_size`: Some(3438), added: 5913, mode: `MaxEncodedLen`)
	/// - Storage: `Telemetry::Streams` (r:4 w:4)
	/// - Proof: `Telemetry::Streams` (`max_values`: None, `max_size`: Some(245), added: 2720, mode: `MaxEncodedLen`)
	/// - Storage: `Telemetry::Tails` (r:2 w:2)
	/// - Proof: `Telemetry::Tails` (`max_values`: None, `max_size`: Some(327), added: 2802, mode: `MaxEncodedLen`)
	/// - Storage: `EnergyMarket::PointsByDevice` (r:2 w:2)
	/// - Proof: `EnergyMarket::PointsByDevice` (`max_values`: None, `max_size`: Some(113), added: 2588, mode: `MaxEncodedLen`)
	/// - Storage: `EnergyMarket::Requests` (r:0 w:1)
	/// - Proof: `EnergyMarket::Requests` (`max_values`: None, `max_size`: Some(48), added: 2523, mode: `MaxEncodedLen`)
	fn close_point() -> Weight {
		// Recorded proof size: 2699 bytes.
		// Minimum execution time: 109_082_000 picoseconds.
		Weight::from_parts(111_425_000, 11870)
			.saturating_add(DbWeight::get().reads(15))
			.saturating_add(DbWeight::get().writes(11))
	}
	/// - Storage: `EnergyMarket::Points` (r:1 w:1)
	/// - Proof: `EnergyMarket::Points` (`max_values`: None, `max_size`: Some(490), added: 2965, mode: `MaxEncodedLen`)
	/// - Storage: `Timestamp::Now` (r:1 w:0)
	/// - Proof: `Timestamp::Now` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	/// - Storage: `EnergyMarket::MarketTiming` (r:1 w:0)
	/// - Proof: `EnergyMarket::MarketTiming` (`max_values`: Some(1), `max_size`: Some(18), added: 513, mode: `MaxEncodedLen`)
	/// - Storage: `EnergyMarket::Settled` (r:1 w:1)
	/// - Proof: `EnergyMarket::Settled` (`max_values`: None, `max_size`: Some(40), added: 2515, mode: `MaxEncodedLen`)
	/// - Storage: `EnergyMarket::Debts` (r:1 w:1)
	/// - Proof: `EnergyMarket::Debts` (`max_values`: None, `max_size`: Some(1458), added: 3933, mode: `MaxEncodedLen`)
	/// - Storage: `System::Account` (r:1 w:1)
	/// - Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	/// - Storage: `Balances::Holds` (r:1 w:1)
	/// - Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(715), added: 3190, mode: `MaxEncodedLen`)
	/// - Storage: `EnergyMarket::PointMeters` (r:1 w:1)
	/// - Proof: `EnergyMarket::PointMeters` (`max_values`: None, `max_size`: Some(3438), added: 5913, mode: `MaxEncodedLen`)
	/// - Storage: `Telemetry::Streams` (r:6 w:6)
	/// - Proof: `Telemetry::Streams` (`max_values`: None, `max_size`: Some(245), added: 2720, mode: `MaxEncodedLen`)
	/// - Storage: `Telemetry::Tails` (r:3 w:3)
	/// - Proof: `Telemetry::Tails` (`max_values`: None, `max_size`: Some(327), added: 2802, mode: `MaxEncodedLen`)
	/// - Storage: `EnergyMarket::PointsByDevice` (r:3 w:3)
	/// - Proof: `EnergyMarket::PointsByDevice` (`max_values`: None, `max_size`: Some(113), added: 2588, mode: `MaxEncodedLen`)
	/// - Storage: `EnergyMarket::SlotReadings` (r:32 w:32)
	/// - Proof: `EnergyMarket::SlotReadings` (`max_values`: None, `max_size`: Some(1204), added: 3679, mode: `MaxEncodedLen`)
	/// - Storage: `EnergyMarket::ZoneUses` (r:1 w:1)
	/// - Proof: `EnergyMarket::ZoneUses` (`max_values`: None, `max_size`: Some(16), added: 2491, mode: `MaxEncodedLen`)
	fn drop_point() -> Weight {
		// Recorded proof size: 4505 bytes.
		// Minimum execution time: 261_720_000 picoseconds.
		Weight::from_parts(262_741_000, 118718)
			.saturating_add(DbWeight::get().reads(53))
			.saturating_add(DbWeight::get().writes(51))
	}
	/// - Storage: `EnergyMarket::Points` (r:1 w:1)
	/// - Proof: `EnergyMarket::Points` (`max_values`: None, `max_size`: Some(490), added: 2965, mode: `MaxEncodedLen`)
	/// - Storage: `EnergyMarket::Debts` (r:1 w:0)
	/// - Proof: `EnergyMarket::Debts` (`max_values`: None, `max_size`: Some(1458), added: 3933, mode: `MaxEncodedLen`)
	/// - Storage: `EnergyMarket::MarketTiming` (r:1 w:0)
	/// - Proof: `EnergyMarket::MarketTiming` (`max_values`: Some(1), `max_size`: Some(18), added: 513, mode: `MaxEncodedLen`)
	/// - Storage: `Timestamp::Now` (r:1 w:0)
	/// - Proof: `Timestamp::Now` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	/// - Storage: `EnergyMarket::Tariffs` (r:1 w:0)
	/// - Proof: `EnergyMarket::Tariffs` (`max_values`: None, `max_size`: Some(373), added: 2848, mode: `MaxEncodedLen`)
	/// - Storage: `Consortium::Organizations` (r:1 w:0)
	/// - Proof: `Consortium::Organizations` (`max_values`: None, `max_size`: Some(117), added: 2592, mode: `MaxEncodedLen`)
	/// - Storage: `EnergyMarket::Suppliers` (r:1 w:0)
	/// - Proof: `EnergyMarket::Suppliers` (`max_values`: None, `max_size`: Some(258), added: 2733, mode: `MaxEncodedLen`)
	/// - Storage: `EnergyMarket::Requests` (r:0 w:1)
	/// - Proof: `EnergyMarket::Requests` (`max_values`: None, `max_size`: Some(48), added: 2523, mode: `MaxEncodedLen`)
	fn request_contract() -> Weight {
		// Recorded proof size: 2200 bytes.
		// Minimum execution time: 106_849_000 picoseconds.
		Weight::from_parts(109_914_000, 4923)
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
	/// - Proof: `EnergyMarket::Points` (`max_values`: None, `max_size`: Some(490), added: 2965, mode: `MaxEncodedLen`)
	/// - Storage: `EnergyMarket::Tariffs` (r:1 w:0)
	/// - Proof: `EnergyMarket::Tariffs` (`max_values`: None, `max_size`: Some(373), added: 2848, mode: `MaxEncodedLen`)
	/// - Storage: `EnergyMarket::MarketTiming` (r:1 w:0)
	/// - Proof: `EnergyMarket::MarketTiming` (`max_values`: Some(1), `max_size`: Some(18), added: 513, mode: `MaxEncodedLen`)
	/// - Storage: `Timestamp::Now` (r:1 w:0)
	/// - Proof: `Timestamp::Now` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	/// - Storage: `EnergyMarket::Suppliers` (r:1 w:0)
	/// - Proof: `EnergyMarket::Suppliers` (`max_values`: None, `max_size`: Some(258), added: 2733, mode: `MaxEncodedLen`)
	fn accept_contract() -> Weight {
		// Recorded proof size: 1854 bytes.
		// Minimum execution time: 91_607_000 picoseconds.
		Weight::from_parts(96_984_000, 3955)
			.saturating_add(DbWeight::get().reads(8))
			.saturating_add(DbWeight::get().writes(2))
	}
	/// - Storage: `EnergyMarket::Requests` (r:1 w:1)
	/// - Proof: `EnergyMarket::Requests` (`max_values`: None, `max_size`: Some(48), added: 2523, mode: `MaxEncodedLen`)
	/// - Storage: `EnergyMarket::Points` (r:1 w:0)
	/// - Proof: `EnergyMarket::Points` (`max_values`: None, `max_size`: Some(490), added: 2965, mode: `MaxEncodedLen`)
	/// - Storage: `Consortium::Members` (r:1 w:0)
	/// - Proof: `Consortium::Members` (`max_values`: None, `max_size`: Some(52), added: 2527, mode: `MaxEncodedLen`)
	/// - Storage: `Consortium::Organizations` (r:1 w:0)
	/// - Proof: `Consortium::Organizations` (`max_values`: None, `max_size`: Some(117), added: 2592, mode: `MaxEncodedLen`)
	fn withdraw_request() -> Weight {
		// Recorded proof size: 1191 bytes.
		// Minimum execution time: 53_420_000 picoseconds.
		Weight::from_parts(55_944_000, 3955)
			.saturating_add(DbWeight::get().reads(4))
			.saturating_add(DbWeight::get().writes(1))
	}
	/// - Storage: `EnergyMarket::Points` (r:1 w:1)
	/// - Proof: `EnergyMarket::Points` (`max_values`: None, `max_size`: Some(490), added: 2965, mode: `MaxEncodedLen`)
	/// - Storage: `Consortium::Members` (r:1 w:0)
	/// - Proof: `Consortium::Members` (`max_values`: None, `max_size`: Some(52), added: 2527, mode: `MaxEncodedLen`)
	/// - Storage: `Consortium::Organizations` (r:1 w:0)
	/// - Proof: `Consortium::Organizations` (`max_values`: None, `max_size`: Some(117), added: 2592, mode: `MaxEncodedLen`)
	/// - Storage: `EnergyMarket::Tariffs` (r:1 w:0)
	/// - Proof: `EnergyMarket::Tariffs` (`max_values`: None, `max_size`: Some(373), added: 2848, mode: `MaxEncodedLen`)
	/// - Storage: `EnergyMarket::MarketTiming` (r:1 w:0)
	/// - Proof: `EnergyMarket::MarketTiming` (`max_values`: Some(1), `max_size`: Some(18), added: 513, mode: `MaxEncodedLen`)
	/// - Storage: `Timestamp::Now` (r:1 w:0)
	/// - Proof: `Timestamp::Now` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	fn end_contract() -> Weight {
		// Recorded proof size: 1643 bytes.
		// Minimum execution time: 70_535_000 picoseconds.
		Weight::from_parts(79_258_000, 3955)
			.saturating_add(DbWeight::get().reads(6))
			.saturating_add(DbWeight::get().writes(1))
	}
	/// - Storage: `EnergyMarket::Points` (r:1 w:0)
	/// - Proof: `EnergyMarket::Points` (`max_values`: None, `max_size`: Some(490), added: 2965, mode: `MaxEncodedLen`)
	/// - Storage: `EnergyMarket::MarketTiming` (r:1 w:0)
	/// - Proof: `EnergyMarket::MarketTiming` (`max_values`: Some(1), `max_size`: Some(18), added: 513, mode: `MaxEncodedLen`)
	/// - Storage: `Timestamp::Now` (r:1 w:0)
	/// - Proof: `Timestamp::Now` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	/// - Storage: `EnergyMarket::PointMeters` (r:1 w:1)
	/// - Proof: `EnergyMarket::PointMeters` (`max_values`: None, `max_size`: Some(3438), added: 5913, mode: `MaxEncodedLen`)
	fn propose_meter() -> Weight {
		// Recorded proof size: 864 bytes.
		// Minimum execution time: 31_466_000 picoseconds.
		Weight::from_parts(36_614_000, 6903)
			.saturating_add(DbWeight::get().reads(4))
			.saturating_add(DbWeight::get().writes(1))
	}
	/// - Storage: `Consortium::Members` (r:1 w:0)
	/// - Proof: `Consortium::Members` (`max_values`: None, `max_size`: Some(52), added: 2527, mode: `MaxEncodedLen`)
	/// - Storage: `Consortium::Organizations` (r:1 w:0)
	/// - Proof: `Consortium::Organizations` (`max_values`: None, `max_size`: Some(117), added: 2592, mode: `MaxEncodedLen`)
	/// - Storage: `EnergyMarket::Points` (r:1 w:1)
	/// - Proof: `EnergyMarket::Points` (`max_values`: None, `max_size`: Some(490), added: 2965, mode: `MaxEncodedLen`)
	/// - Storage: `EnergyMarket::Zones` (r:1 w:0)
	/// - Proof: `EnergyMarket::Zones` (`max_values`: None, `max_size`: Some(305), added: 2780, mode: `MaxEncodedLen`)
	/// - Storage: `EnergyMarket::MarketTiming` (r:1 w:0)
	/// - Proof: `EnergyMarket::MarketTiming` (`max_values`: Some(1), `max_size`: Some(18), added: 513, mode: `MaxEncodedLen`)
	/// - Storage: `EnergyMarket::PointMeters` (r:4 w:1)
	/// - Proof: `EnergyMarket::PointMeters` (`max_values`: None, `max_size`: Some(3438), added: 5913, mode: `MaxEncodedLen`)
	/// - Storage: `EnergyMarket::Settled` (r:1 w:0)
	/// - Proof: `EnergyMarket::Settled` (`max_values`: None, `max_size`: Some(40), added: 2515, mode: `MaxEncodedLen`)
	/// - Storage: `EnergyMarket::Cleared` (r:2 w:0)
	/// - Proof: `EnergyMarket::Cleared` (`max_values`: None, `max_size`: Some(32), added: 2507, mode: `MaxEncodedLen`)
	/// - Storage: `Timestamp::Now` (r:1 w:0)
	/// - Proof: `Timestamp::Now` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	/// - Storage: `DeviceRegistry::Devices` (r:1 w:0)
	/// - Proof: `DeviceRegistry::Devices` (`max_values`: None, `max_size`: Some(300), added: 2775, mode: `MaxEncodedLen`)
	/// - Storage: `DeviceRegistry::Models` (r:1 w:0)
	/// - Proof: `DeviceRegistry::Models` (`max_values`: None, `max_size`: Some(9173), added: 11648, mode: `MaxEncodedLen`)
	/// - Storage: `EnergyMarket::PointsByDevice` (r:3 w:3)
	/// - Proof: `EnergyMarket::PointsByDevice` (`max_values`: None, `max_size`: Some(113), added: 2588, mode: `MaxEncodedLen`)
	/// - Storage: `Telemetry::Streams` (r:6 w:6)
	/// - Proof: `Telemetry::Streams` (`max_values`: None, `max_size`: Some(245), added: 2720, mode: `MaxEncodedLen`)
	/// - Storage: `Telemetry::Tails` (r:3 w:3)
	/// - Proof: `Telemetry::Tails` (`max_values`: None, `max_size`: Some(327), added: 2802, mode: `MaxEncodedLen`)
	fn confirm_meter() -> Weight {
		// Recorded proof size: 11333 bytes.
		// Minimum execution time: 325_525_000 picoseconds.
		Weight::from_parts(326_596_000, 24642)
			.saturating_add(DbWeight::get().reads(27))
			.saturating_add(DbWeight::get().writes(14))
	}
	/// - Storage: `EnergyMarket::Points` (r:1 w:0)
	/// - Proof: `EnergyMarket::Points` (`max_values`: None, `max_size`: Some(490), added: 2965, mode: `MaxEncodedLen`)
	/// - Storage: `EnergyMarket::PointMeters` (r:1 w:1)
	/// - Proof: `EnergyMarket::PointMeters` (`max_values`: None, `max_size`: Some(3438), added: 5913, mode: `MaxEncodedLen`)
	/// - Storage: `EnergyMarket::MarketTiming` (r:1 w:0)
	/// - Proof: `EnergyMarket::MarketTiming` (`max_values`: Some(1), `max_size`: Some(18), added: 513, mode: `MaxEncodedLen`)
	/// - Storage: `EnergyMarket::Settled` (r:1 w:0)
	/// - Proof: `EnergyMarket::Settled` (`max_values`: None, `max_size`: Some(40), added: 2515, mode: `MaxEncodedLen`)
	/// - Storage: `EnergyMarket::Cleared` (r:2 w:0)
	/// - Proof: `EnergyMarket::Cleared` (`max_values`: None, `max_size`: Some(32), added: 2507, mode: `MaxEncodedLen`)
	/// - Storage: `Timestamp::Now` (r:1 w:0)
	/// - Proof: `Timestamp::Now` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	/// - Storage: `Telemetry::Streams` (r:4 w:4)
	/// - Proof: `Telemetry::Streams` (`max_values`: None, `max_size`: Some(245), added: 2720, mode: `MaxEncodedLen`)
	/// - Storage: `Telemetry::Tails` (r:2 w:2)
	/// - Proof: `Telemetry::Tails` (`max_values`: None, `max_size`: Some(327), added: 2802, mode: `MaxEncodedLen`)
	/// - Storage: `EnergyMarket::PointsByDevice` (r:2 w:2)
	/// - Proof: `EnergyMarket::PointsByDevice` (`max_values`: None, `max_size`: Some(113), added: 2588, mode: `MaxEncodedLen`)
	/// - Storage: `EnergyMarket::SlotReadings` (r:0 w:32)
	/// - Proof: `EnergyMarket::SlotReadings` (`max_values`: None, `max_size`: Some(1204), added: 3679, mode: `MaxEncodedLen`)
	fn forget_readings() -> Weight {
		// Recorded proof size: 1486 bytes.
		// Minimum execution time: 234_940_000 picoseconds.
		Weight::from_parts(238_615_000, 11870)
			.saturating_add(DbWeight::get().reads(15))
			.saturating_add(DbWeight::get().writes(41))
	}
	/// - `r` ranges over `3..=128`
	/// - Storage: `EnergyMarket::Points` (r:1 w:0)
	/// - Proof: `EnergyMarket::Points` (`max_values`: None, `max_size`: Some(490), added: 2965, mode: `MaxEncodedLen`)
	/// - Storage: `EnergyMarket::PointMeters` (r:1 w:1)
	/// - Proof: `EnergyMarket::PointMeters` (`max_values`: None, `max_size`: Some(3438), added: 5913, mode: `MaxEncodedLen`)
	/// - Storage: `EnergyMarket::MarketTiming` (r:1 w:0)
	/// - Proof: `EnergyMarket::MarketTiming` (`max_values`: Some(1), `max_size`: Some(18), added: 513, mode: `MaxEncodedLen`)
	/// - Storage: `EnergyMarket::Cleared` (r:4 w:0)
	/// - Proof: `EnergyMarket::Cleared` (`max_values`: None, `max_size`: Some(32), added: 2507, mode: `MaxEncodedLen`)
	/// - Storage: `Timestamp::Now` (r:1 w:0)
	/// - Proof: `Timestamp::Now` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	/// - Storage: `EnergyMarket::SlotReadings` (r:4 w:4)
	/// - Proof: `EnergyMarket::SlotReadings` (`max_values`: None, `max_size`: Some(1204), added: 3679, mode: `MaxEncodedLen`)
	fn show_readings(r: u32, ) -> Weight {
		// Recorded proof size: 5049 bytes.
		// Minimum execution time: 170_614_000 picoseconds.
		Weight::from_parts(166_118_686, 15706)
			// Standard error: 36_822
			.saturating_add(Weight::from_parts(1_531_614, 0).saturating_mul(r.into()))
			.saturating_add(DbWeight::get().reads(12))
			.saturating_add(DbWeight::get().writes(5))
	}
	/// - `p` ranges over `1..=4`
	/// - `m` ranges over `0..=3`
	/// - Storage: `EnergyMarket::PointsByDevice` (r:1 w:0)
	/// - Proof: `EnergyMarket::PointsByDevice` (`max_values`: None, `max_size`: Some(113), added: 2588, mode: `MaxEncodedLen`)
	/// - Storage: `EnergyMarket::PointMeters` (r:4 w:4)
	/// - Proof: `EnergyMarket::PointMeters` (`max_values`: None, `max_size`: Some(3438), added: 5913, mode: `MaxEncodedLen`)
	/// - Storage: `EnergyMarket::MarketTiming` (r:1 w:0)
	/// - Proof: `EnergyMarket::MarketTiming` (`max_values`: Some(1), `max_size`: Some(18), added: 513, mode: `MaxEncodedLen`)
	/// - Storage: `DeviceRegistry::Devices` (r:1 w:0)
	/// - Proof: `DeviceRegistry::Devices` (`max_values`: None, `max_size`: Some(300), added: 2775, mode: `MaxEncodedLen`)
	/// - Storage: `Timestamp::Now` (r:1 w:0)
	/// - Proof: `Timestamp::Now` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	/// - Storage: `EnergyMarket::Cleared` (r:4 w:0)
	/// - Proof: `EnergyMarket::Cleared` (`max_values`: None, `max_size`: Some(32), added: 2507, mode: `MaxEncodedLen`)
	/// - Storage: `EnergyMarket::SlotReadings` (r:7 w:15)
	/// - Proof: `EnergyMarket::SlotReadings` (`max_values`: None, `max_size`: Some(1204), added: 3679, mode: `MaxEncodedLen`)
	fn on_observation(p: u32, m: u32, ) -> Weight {
		// Recorded proof size: 4353 bytes + m * 3600 + p * 48.
		// Minimum execution time: 161_130_000 picoseconds.
		Weight::from_parts(65_950_358, 6903)
			// Standard error: 417_009
			.saturating_add(Weight::from_parts(25_274_720, 0).saturating_mul(p.into()))
			// Standard error: 417_009
			.saturating_add(Weight::from_parts(65_282_728, 0).saturating_mul(m.into()))
			.saturating_add(Weight::from_parts(0, 5913).saturating_mul(m.into()))
			.saturating_add(Weight::from_parts(0, 3679).saturating_mul(p.into()))
			.saturating_add(DbWeight::get().reads(5))
			.saturating_add(DbWeight::get().reads((2_u64).saturating_mul(p.into())))
			.saturating_add(DbWeight::get().reads((2_u64).saturating_mul(m.into())))
			.saturating_add(DbWeight::get().writes(3))
			.saturating_add(DbWeight::get().writes((1_u64).saturating_mul(p.into())))
			.saturating_add(DbWeight::get().writes((4_u64).saturating_mul(m.into())))
	}
	/// - Storage: `EnergyMarket::Points` (r:1 w:1)
	/// - Proof: `EnergyMarket::Points` (`max_values`: None, `max_size`: Some(490), added: 2965, mode: `MaxEncodedLen`)
	/// - Storage: `System::Account` (r:1 w:1)
	/// - Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	/// - Storage: `Balances::Holds` (r:1 w:1)
	/// - Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(715), added: 3190, mode: `MaxEncodedLen`)
	fn fund() -> Weight {
		// Recorded proof size: 690 bytes.
		// Minimum execution time: 66_388_000 picoseconds.
		Weight::from_parts(66_679_000, 4180)
			.saturating_add(DbWeight::get().reads(3))
			.saturating_add(DbWeight::get().writes(3))
	}
	/// - Storage: `EnergyMarket::Points` (r:1 w:1)
	/// - Proof: `EnergyMarket::Points` (`max_values`: None, `max_size`: Some(490), added: 2965, mode: `MaxEncodedLen`)
	/// - Storage: `EnergyMarket::Debts` (r:1 w:0)
	/// - Proof: `EnergyMarket::Debts` (`max_values`: None, `max_size`: Some(1458), added: 3933, mode: `MaxEncodedLen`)
	/// - Storage: `System::Account` (r:1 w:1)
	/// - Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	/// - Storage: `Balances::Holds` (r:1 w:1)
	/// - Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(715), added: 3190, mode: `MaxEncodedLen`)
	fn withdraw() -> Weight {
		// Recorded proof size: 2176 bytes.
		// Minimum execution time: 61_822_000 picoseconds.
		Weight::from_parts(64_696_000, 4923)
			.saturating_add(DbWeight::get().reads(4))
			.saturating_add(DbWeight::get().writes(3))
	}
	/// - `o` ranges over `1..=96`
	/// - Storage: `EnergyMarket::Points` (r:1 w:1)
	/// - Proof: `EnergyMarket::Points` (`max_values`: None, `max_size`: Some(490), added: 2965, mode: `MaxEncodedLen`)
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
	/// - Proof: `EnergyMarket::Tariffs` (`max_values`: None, `max_size`: Some(373), added: 2848, mode: `MaxEncodedLen`)
	/// - Storage: `EnergyMarket::Suppliers` (r:80 w:0)
	/// - Proof: `EnergyMarket::Suppliers` (`max_values`: None, `max_size`: Some(258), added: 2733, mode: `MaxEncodedLen`)
	/// - Storage: `EnergyMarket::Versions` (r:96 w:0)
	/// - Proof: `EnergyMarket::Versions` (`max_values`: None, `max_size`: Some(1192), added: 3667, mode: `MaxEncodedLen`)
	/// - Storage: `EnergyMarket::Reports` (r:192 w:0)
	/// - Proof: `EnergyMarket::Reports` (`max_values`: None, `max_size`: Some(2871), added: 5346, mode: `MaxEncodedLen`)
	/// - Storage: `EnergyMarket::Debts` (r:1 w:0)
	/// - Proof: `EnergyMarket::Debts` (`max_values`: None, `max_size`: Some(1458), added: 3933, mode: `MaxEncodedLen`)
	/// - Storage: `EnergyMarket::Settled` (r:1 w:0)
	/// - Proof: `EnergyMarket::Settled` (`max_values`: None, `max_size`: Some(40), added: 2515, mode: `MaxEncodedLen`)
	/// - Storage: `EnergyMarket::Books` (r:1 w:1)
	/// - Proof: `EnergyMarket::Books` (`max_values`: None, `max_size`: Some(44), added: 2519, mode: `MaxEncodedLen`)
	fn place(o: u32, ) -> Weight {
		// Recorded proof size: 24938 bytes + o * 651.
		// Minimum execution time: 305_054_000 picoseconds.
		Weight::from_parts(197_080_712, 9951)
			// Standard error: 1_209_198
			.saturating_add(Weight::from_parts(43_184_153, 0).saturating_mul(o.into()))
			.saturating_add(Weight::from_parts(0, 10692).saturating_mul(o.into()))
			.saturating_add(DbWeight::get().reads(12))
			.saturating_add(DbWeight::get().reads((6_u64).saturating_mul(o.into())))
			.saturating_add(DbWeight::get().writes(3))
			.saturating_add(DbWeight::get().writes((1_u64).saturating_mul(o.into())))
	}
	/// - `p` ranges over `1..=1440`
	/// - Storage: `EnergyMarket::Pages` (r:1440 w:1440)
	/// - Proof: `EnergyMarket::Pages` (`max_values`: None, `max_size`: Some(1046), added: 3521, mode: `MaxEncodedLen`)
	fn change_pages(p: u32, ) -> Weight {
		// Recorded proof size: 36052 bytes + p * 39.
		// Minimum execution time: 20_660_000 picoseconds.
		Weight::from_parts(20_811_000, 990)
			// Standard error: 133_608
			.saturating_add(Weight::from_parts(8_308_347, 0).saturating_mul(p.into()))
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
	/// - Proof: `EnergyMarket::Points` (`max_values`: None, `max_size`: Some(490), added: 2965, mode: `MaxEncodedLen`)
	/// - Storage: `Balances::Holds` (r:64 w:64)
	/// - Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(715), added: 3190, mode: `MaxEncodedLen`)
	/// - Storage: `System::Account` (r:65 w:65)
	/// - Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	/// - Storage: `EnergyMarket::Traded` (r:0 w:64)
	/// - Proof: `EnergyMarket::Traded` (`max_values`: None, `max_size`: Some(1714), added: 4189, mode: `MaxEncodedLen`)
	fn advance(p: u32, ) -> Weight {
		// Recorded proof size: 22696 bytes + p * 709.
		// Minimum execution time: 426_966_000 picoseconds.
		Weight::from_parts(207_229_724, 48686)
			// Standard error: 441_801
			.saturating_add(Weight::from_parts(218_363_704, 0).saturating_mul(p.into()))
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
	/// - Proof: `EnergyMarket::Cleared` (`max_values`: None, `max_size`: Some(32), added: 2507, mode: `MaxEncodedLen`)
	fn process_gates(t: u32, ) -> Weight {
		// Recorded proof size: 78 bytes.
		// Minimum execution time: 5_267_000 picoseconds.
		Weight::from_parts(4_481_054, 1503)
			// Standard error: 26_265
			.saturating_add(Weight::from_parts(5_243_511, 0).saturating_mul(t.into()))
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
		// Recorded proof size: 7199 bytes + p * 41.
		// Minimum execution time: 32_909_000 picoseconds.
		Weight::from_parts(32_813_281, 8583)
			// Standard error: 157_095
			.saturating_add(Weight::from_parts(5_109_654, 0).saturating_mul(p.into()))
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
	/// - Proof: `EnergyMarket::Cleared` (`max_values`: None, `max_size`: Some(32), added: 2507, mode: `MaxEncodedLen`)
	/// - Storage: `EnergyMarket::Results` (r:128 w:127)
	/// - Proof: `EnergyMarket::Results` (`max_values`: None, `max_size`: Some(5118), added: 7593, mode: `MaxEncodedLen`)
	/// - Storage: `EnergyMarket::SupplierBalances` (r:1 w:0)
	/// - Proof: `EnergyMarket::SupplierBalances` (`max_values`: None, `max_size`: Some(48), added: 2523, mode: `MaxEncodedLen`)
	fn process_trades(t: u32, ) -> Weight {
		// Recorded proof size: 136 bytes + t * 47.
		// Minimum execution time: 39_328_000 picoseconds.
		Weight::from_parts(39_529_000, 8583)
			// Standard error: 932_782
			.saturating_add(Weight::from_parts(38_267_588, 0).saturating_mul(t.into()))
			.saturating_add(Weight::from_parts(0, 7593).saturating_mul(t.into()))
			.saturating_add(DbWeight::get().reads(5))
			.saturating_add(DbWeight::get().reads((1_u64).saturating_mul(t.into())))
			.saturating_add(DbWeight::get().writes(1))
			.saturating_add(DbWeight::get().writes((1_u64).saturating_mul(t.into())))
	}
	/// - `p` ranges over `24..=49`
	/// - Storage: `EnergyMarket::Points` (r:1 w:1)
	/// - Proof: `EnergyMarket::Points` (`max_values`: None, `max_size`: Some(490), added: 2965, mode: `MaxEncodedLen`)
	/// - Storage: `EnergyMarket::Settled` (r:1 w:1)
	/// - Proof: `EnergyMarket::Settled` (`max_values`: None, `max_size`: Some(40), added: 2515, mode: `MaxEncodedLen`)
	/// - Storage: `Timestamp::Now` (r:1 w:0)
	/// - Proof: `Timestamp::Now` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	/// - Storage: `EnergyMarket::MarketTiming` (r:1 w:0)
	/// - Proof: `EnergyMarket::MarketTiming` (`max_values`: Some(1), `max_size`: Some(18), added: 513, mode: `MaxEncodedLen`)
	/// - Storage: `EnergyMarket::Cleared` (r:1 w:0)
	/// - Proof: `EnergyMarket::Cleared` (`max_values`: None, `max_size`: Some(32), added: 2507, mode: `MaxEncodedLen`)
	/// - Storage: `EnergyMarket::Books` (r:1 w:0)
	/// - Proof: `EnergyMarket::Books` (`max_values`: None, `max_size`: Some(44), added: 2519, mode: `MaxEncodedLen`)
	/// - Storage: `EnergyMarket::Zones` (r:1 w:0)
	/// - Proof: `EnergyMarket::Zones` (`max_values`: None, `max_size`: Some(305), added: 2780, mode: `MaxEncodedLen`)
	/// - Storage: `EnergyMarket::Results` (r:1 w:0)
	/// - Proof: `EnergyMarket::Results` (`max_values`: None, `max_size`: Some(5118), added: 7593, mode: `MaxEncodedLen`)
	/// - Storage: `EnergyMarket::Traded` (r:1 w:1)
	/// - Proof: `EnergyMarket::Traded` (`max_values`: None, `max_size`: Some(1714), added: 4189, mode: `MaxEncodedLen`)
	/// - Storage: `EnergyMarket::SlotReadings` (r:1 w:0)
	/// - Proof: `EnergyMarket::SlotReadings` (`max_values`: None, `max_size`: Some(1204), added: 3679, mode: `MaxEncodedLen`)
	/// - Storage: `EnergyMarket::PointMeters` (r:1 w:0)
	/// - Proof: `EnergyMarket::PointMeters` (`max_values`: None, `max_size`: Some(3438), added: 5913, mode: `MaxEncodedLen`)
	/// - Storage: `EnergyMarket::Terms` (r:16 w:0)
	/// - Proof: `EnergyMarket::Terms` (`max_values`: None, `max_size`: Some(506), added: 2981, mode: `MaxEncodedLen`)
	/// - Storage: `EnergyMarket::Tariffs` (r:80 w:0)
	/// - Proof: `EnergyMarket::Tariffs` (`max_values`: None, `max_size`: Some(373), added: 2848, mode: `MaxEncodedLen`)
	/// - Storage: `EnergyMarket::Suppliers` (r:105 w:41)
	/// - Proof: `EnergyMarket::Suppliers` (`max_values`: None, `max_size`: Some(258), added: 2733, mode: `MaxEncodedLen`)
	/// - Storage: `EnergyMarket::Versions` (r:96 w:0)
	/// - Proof: `EnergyMarket::Versions` (`max_values`: None, `max_size`: Some(1192), added: 3667, mode: `MaxEncodedLen`)
	/// - Storage: `EnergyMarket::Reports` (r:192 w:0)
	/// - Proof: `EnergyMarket::Reports` (`max_values`: None, `max_size`: Some(2871), added: 5346, mode: `MaxEncodedLen`)
	/// - Storage: `Consortium::Organizations` (r:42 w:0)
	/// - Proof: `Consortium::Organizations` (`max_values`: None, `max_size`: Some(117), added: 2592, mode: `MaxEncodedLen`)
	/// - Storage: `EnergyMarket::Reserves` (r:1 w:1)
	/// - Proof: `EnergyMarket::Reserves` (`max_values`: None, `max_size`: Some(64), added: 2539, mode: `MaxEncodedLen`)
	/// - Storage: `EnergyMarket::Debts` (r:1 w:1)
	/// - Proof: `EnergyMarket::Debts` (`max_values`: None, `max_size`: Some(1458), added: 3933, mode: `MaxEncodedLen`)
	/// - Storage: `System::Account` (r:52 w:52)
	/// - Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	/// - Storage: `Balances::Holds` (r:42 w:42)
	/// - Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(715), added: 3190, mode: `MaxEncodedLen`)
	/// - Storage: `EnergyMarket::SupplierBalances` (r:16 w:16)
	/// - Proof: `EnergyMarket::SupplierBalances` (`max_values`: None, `max_size`: Some(48), added: 2523, mode: `MaxEncodedLen`)
	fn settle(p: u32, ) -> Weight {
		// Recorded proof size: 76249 bytes + p * 312.
		// Minimum execution time: 7_656_586_000 picoseconds.
		Weight::from_parts(7_854_821_000, 1027422)
			// Standard error: 16_291_877
			.saturating_add(Weight::from_parts(79_736_084, 0).saturating_mul(p.into()))
			.saturating_add(Weight::from_parts(0, 2733).saturating_mul(p.into()))
			.saturating_add(DbWeight::get().reads(458))
			.saturating_add(DbWeight::get().reads((4_u64).saturating_mul(p.into())))
			.saturating_add(DbWeight::get().writes(9))
			.saturating_add(DbWeight::get().writes((3_u64).saturating_mul(p.into())))
	}
	/// - `p` ranges over `1..=25`
	/// - Storage: `EnergyMarket::Points` (r:1 w:1)
	/// - Proof: `EnergyMarket::Points` (`max_values`: None, `max_size`: Some(490), added: 2965, mode: `MaxEncodedLen`)
	/// - Storage: `EnergyMarket::Debts` (r:1 w:1)
	/// - Proof: `EnergyMarket::Debts` (`max_values`: None, `max_size`: Some(1458), added: 3933, mode: `MaxEncodedLen`)
	/// - Storage: `EnergyMarket::Suppliers` (r:25 w:25)
	/// - Proof: `EnergyMarket::Suppliers` (`max_values`: None, `max_size`: Some(258), added: 2733, mode: `MaxEncodedLen`)
	/// - Storage: `Consortium::Organizations` (r:25 w:0)
	/// - Proof: `Consortium::Organizations` (`max_values`: None, `max_size`: Some(117), added: 2592, mode: `MaxEncodedLen`)
	/// - Storage: `System::Account` (r:26 w:26)
	/// - Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	/// - Storage: `Balances::Holds` (r:26 w:26)
	/// - Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(715), added: 3190, mode: `MaxEncodedLen`)
	/// - Storage: `Timestamp::Now` (r:1 w:0)
	/// - Proof: `Timestamp::Now` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	fn pay_debts(p: u32, ) -> Weight {
		// Recorded proof size: 1382 bytes + p * 289.
		// Minimum execution time: 142_903_000 picoseconds.
		Weight::from_parts(783_167_036, 4923)
			// Standard error: 26_000_933
			.saturating_add(Weight::from_parts(91_970_839, 0).saturating_mul(p.into()))
			.saturating_add(Weight::from_parts(0, 3190).saturating_mul(p.into()))
			.saturating_add(DbWeight::get().reads(5))
			.saturating_add(DbWeight::get().reads((4_u64).saturating_mul(p.into())))
			.saturating_add(DbWeight::get().writes(4))
			.saturating_add(DbWeight::get().writes((3_u64).saturating_mul(p.into())))
	}
	/// - Storage: `Consortium::Members` (r:1 w:0)
	/// - Proof: `Consortium::Members` (`max_values`: None, `max_size`: Some(52), added: 2527, mode: `MaxEncodedLen`)
	/// - Storage: `Consortium::Organizations` (r:2 w:0)
	/// - Proof: `Consortium::Organizations` (`max_values`: None, `max_size`: Some(117), added: 2592, mode: `MaxEncodedLen`)
	/// - Storage: `EnergyMarket::Points` (r:1 w:0)
	/// - Proof: `EnergyMarket::Points` (`max_values`: None, `max_size`: Some(490), added: 2965, mode: `MaxEncodedLen`)
	/// - Storage: `EnergyMarket::Debts` (r:1 w:1)
	/// - Proof: `EnergyMarket::Debts` (`max_values`: None, `max_size`: Some(1458), added: 3933, mode: `MaxEncodedLen`)
	/// - Storage: `EnergyMarket::Suppliers` (r:1 w:1)
	/// - Proof: `EnergyMarket::Suppliers` (`max_values`: None, `max_size`: Some(258), added: 2733, mode: `MaxEncodedLen`)
	/// - Storage: `System::Account` (r:1 w:1)
	/// - Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	/// - Storage: `Balances::Holds` (r:1 w:1)
	/// - Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(715), added: 3190, mode: `MaxEncodedLen`)
	fn forgive() -> Weight {
		// Recorded proof size: 3719 bytes.
		// Minimum execution time: 110_675_000 picoseconds.
		Weight::from_parts(112_197_000, 6174)
			.saturating_add(DbWeight::get().reads(8))
			.saturating_add(DbWeight::get().writes(4))
	}
	/// - Storage: `Consortium::Members` (r:1 w:0)
	/// - Proof: `Consortium::Members` (`max_values`: None, `max_size`: Some(52), added: 2527, mode: `MaxEncodedLen`)
	/// - Storage: `Consortium::Organizations` (r:1 w:0)
	/// - Proof: `Consortium::Organizations` (`max_values`: None, `max_size`: Some(117), added: 2592, mode: `MaxEncodedLen`)
	/// - Storage: `EnergyMarket::Suppliers` (r:1 w:1)
	/// - Proof: `EnergyMarket::Suppliers` (`max_values`: None, `max_size`: Some(258), added: 2733, mode: `MaxEncodedLen`)
	/// - Storage: `System::Account` (r:1 w:1)
	/// - Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	/// - Storage: `Balances::Holds` (r:1 w:1)
	/// - Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(715), added: 3190, mode: `MaxEncodedLen`)
	fn fund_float() -> Weight {
		// Recorded proof size: 829 bytes.
		// Minimum execution time: 66_739_000 picoseconds.
		Weight::from_parts(68_643_000, 4180)
			.saturating_add(DbWeight::get().reads(5))
			.saturating_add(DbWeight::get().writes(3))
	}
	/// - Storage: `Consortium::Members` (r:1 w:0)
	/// - Proof: `Consortium::Members` (`max_values`: None, `max_size`: Some(52), added: 2527, mode: `MaxEncodedLen`)
	/// - Storage: `Consortium::Organizations` (r:1 w:0)
	/// - Proof: `Consortium::Organizations` (`max_values`: None, `max_size`: Some(117), added: 2592, mode: `MaxEncodedLen`)
	/// - Storage: `EnergyMarket::Suppliers` (r:1 w:1)
	/// - Proof: `EnergyMarket::Suppliers` (`max_values`: None, `max_size`: Some(258), added: 2733, mode: `MaxEncodedLen`)
	/// - Storage: `EnergyMarket::MarketTiming` (r:1 w:0)
	/// - Proof: `EnergyMarket::MarketTiming` (`max_values`: Some(1), `max_size`: Some(18), added: 513, mode: `MaxEncodedLen`)
	/// - Storage: `Timestamp::Now` (r:1 w:0)
	/// - Proof: `Timestamp::Now` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	/// - Storage: `System::Account` (r:1 w:1)
	/// - Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	/// - Storage: `Balances::Holds` (r:1 w:1)
	/// - Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(715), added: 3190, mode: `MaxEncodedLen`)
	fn withdraw_float() -> Weight {
		// Recorded proof size: 962 bytes.
		// Minimum execution time: 67_260_000 picoseconds.
		Weight::from_parts(67_520_000, 4180)
			.saturating_add(DbWeight::get().reads(7))
			.saturating_add(DbWeight::get().writes(3))
	}
	/// - `t` ranges over `1..=16`
	/// - Storage: `EnergyMarket::Points` (r:1 w:0)
	/// - Proof: `EnergyMarket::Points` (`max_values`: None, `max_size`: Some(490), added: 2965, mode: `MaxEncodedLen`)
	/// - Storage: `EnergyMarket::Zones` (r:1 w:0)
	/// - Proof: `EnergyMarket::Zones` (`max_values`: None, `max_size`: Some(305), added: 2780, mode: `MaxEncodedLen`)
	/// - Storage: `EnergyMarket::MarketTiming` (r:1 w:0)
	/// - Proof: `EnergyMarket::MarketTiming` (`max_values`: Some(1), `max_size`: Some(18), added: 513, mode: `MaxEncodedLen`)
	/// - Storage: `Timestamp::Now` (r:1 w:0)
	/// - Proof: `Timestamp::Now` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	/// - Storage: `EnergyMarket::Terms` (r:1 w:0)
	/// - Proof: `EnergyMarket::Terms` (`max_values`: None, `max_size`: Some(506), added: 2981, mode: `MaxEncodedLen`)
	/// - Storage: `EnergyMarket::Tariffs` (r:16 w:0)
	/// - Proof: `EnergyMarket::Tariffs` (`max_values`: None, `max_size`: Some(373), added: 2848, mode: `MaxEncodedLen`)
	/// - Storage: `EnergyMarket::Suppliers` (r:1 w:0)
	/// - Proof: `EnergyMarket::Suppliers` (`max_values`: None, `max_size`: Some(258), added: 2733, mode: `MaxEncodedLen`)
	/// - Storage: `EnergyMarket::Versions` (r:16 w:0)
	/// - Proof: `EnergyMarket::Versions` (`max_values`: None, `max_size`: Some(1192), added: 3667, mode: `MaxEncodedLen`)
	/// - Storage: `EnergyMarket::Reports` (r:36 w:0)
	/// - Proof: `EnergyMarket::Reports` (`max_values`: None, `max_size`: Some(2871), added: 5346, mode: `MaxEncodedLen`)
	fn prices(t: u32, ) -> Weight {
		// Recorded proof size: 7544 bytes + t * 325.
		// Minimum execution time: 114_871_000 picoseconds.
		Weight::from_parts(175_959_262, 5333)
			// Standard error: 18_425_857
			.saturating_add(Weight::from_parts(67_415_350, 0).saturating_mul(t.into()))
			.saturating_add(Weight::from_parts(0, 12410).saturating_mul(t.into()))
			.saturating_add(DbWeight::get().reads(8))
			.saturating_add(DbWeight::get().reads((4_u64).saturating_mul(t.into())))
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
	fn prices(t: u32, ) -> Weight {
		MeasuredWeight::<ParityDbWeight>::prices(t, )
	}
}
