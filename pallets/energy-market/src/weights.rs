//! Weights of `pallet_energy_market`, measured in the Tallystick runtime.
//!
//! Written by a program; do not edit. To measure again:
//! `STEPS=20 REPEAT=10 ./scripts/benchmark.sh pallet_energy_market`
//!
//! - frame-benchmarking-cli 64.0.0, 2026-11-26, host `unnamed`, CPU `AMD EPYC`
//! - steps: 20, repeat: 10, WASM execution: Compiled, analysis: MinSquares
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
	/// Weight of `replace_meter`.
	fn replace_meter() -> Weight;
	/// Weight of `doubt`.
	fn doubt() -> Weight;
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
	/// - Storage: `System::Account` (r:1 w:1)
	/// - Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	/// - Storage: `Balances::Holds` (r:1 w:1)
	/// - Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(535), added: 3010, mode: `MaxEncodedLen`)
	/// - Storage: `EnergyMarket::TariffUses` (r:4 w:4)
	/// - Proof: `EnergyMarket::TariffUses` (`max_values`: None, `max_size`: Some(16), added: 2491, mode: `MaxEncodedLen`)
	/// - Storage: `EnergyMarket::Terms` (r:0 w:1)
	/// - Proof: `EnergyMarket::Terms` (`max_values`: None, `max_size`: Some(506), added: 2981, mode: `MaxEncodedLen`)
	/// - Storage: `EnergyMarket::Zones` (r:0 w:1)
	/// - Proof: `EnergyMarket::Zones` (`max_values`: None, `max_size`: Some(305), added: 2780, mode: `MaxEncodedLen`)
	fn open_zone() -> Weight {
		// Recorded proof size: 2258 bytes.
		// Minimum execution time: 126_599_000 picoseconds.
		Weight::from_parts(129_213_000, 13950)
			.saturating_add(DbWeight::get().reads(20))
			.saturating_add(DbWeight::get().writes(10))
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
	/// - Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(535), added: 3010, mode: `MaxEncodedLen`)
	/// - Storage: `EnergyMarket::TariffUses` (r:64 w:64)
	/// - Proof: `EnergyMarket::TariffUses` (`max_values`: None, `max_size`: Some(16), added: 2491, mode: `MaxEncodedLen`)
	/// - Storage: `EnergyMarket::Terms` (r:15 w:16)
	/// - Proof: `EnergyMarket::Terms` (`max_values`: None, `max_size`: Some(506), added: 2981, mode: `MaxEncodedLen`)
	fn set_terms() -> Weight {
		// Recorded proof size: 11610 bytes.
		// Minimum execution time: 772_573_000 picoseconds.
		Weight::from_parts(783_140_000, 160414)
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
	/// - Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(535), added: 3010, mode: `MaxEncodedLen`)
	fn forget_terms() -> Weight {
		// Recorded proof size: 9550 bytes.
		// Minimum execution time: 660_345_000 picoseconds.
		Weight::from_parts(685_564_000, 150450)
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
	/// - Storage: `EnergyMarket::Results` (r:1 w:0)
	/// - Proof: `EnergyMarket::Results` (`max_values`: None, `max_size`: Some(5118), added: 7593, mode: `MaxEncodedLen`)
	/// - Storage: `EnergyMarket::Terms` (r:16 w:16)
	/// - Proof: `EnergyMarket::Terms` (`max_values`: None, `max_size`: Some(506), added: 2981, mode: `MaxEncodedLen`)
	/// - Storage: `EnergyMarket::TariffUses` (r:64 w:64)
	/// - Proof: `EnergyMarket::TariffUses` (`max_values`: None, `max_size`: Some(16), added: 2491, mode: `MaxEncodedLen`)
	/// - Storage: `System::Account` (r:1 w:1)
	/// - Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	/// - Storage: `Balances::Holds` (r:1 w:1)
	/// - Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(535), added: 3010, mode: `MaxEncodedLen`)
	/// - Storage: `EnergyMarket::ZoneByEic` (r:0 w:1)
	/// - Proof: `EnergyMarket::ZoneByEic` (`max_values`: None, `max_size`: Some(36), added: 2511, mode: `MaxEncodedLen`)
	fn drop_zone() -> Weight {
		// Recorded proof size: 10402 bytes.
		// Minimum execution time: 733_736_000 picoseconds.
		Weight::from_parts(768_468_000, 160414)
			.saturating_add(DbWeight::get().reads(87))
			.saturating_add(DbWeight::get().writes(85))
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
	/// - Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(535), added: 3010, mode: `MaxEncodedLen`)
	/// - Storage: `EnergyMarket::Indices` (r:0 w:1)
	/// - Proof: `EnergyMarket::Indices` (`max_values`: None, `max_size`: Some(175), added: 2650, mode: `MaxEncodedLen`)
	fn define_index() -> Weight {
		// Recorded proof size: 847 bytes.
		// Minimum execution time: 60_440_000 picoseconds.
		Weight::from_parts(61_903_000, 11358)
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
	/// - Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(535), added: 3010, mode: `MaxEncodedLen`)
	fn publish(v: u32, ) -> Weight {
		// Recorded proof size: 2899 bytes.
		// Minimum execution time: 67_802_000 picoseconds.
		Weight::from_parts(71_025_266, 6336)
			// Standard error: 11_152
			.saturating_add(Weight::from_parts(14_059, 0).saturating_mul(v.into()))
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
	/// - Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(535), added: 3010, mode: `MaxEncodedLen`)
	fn drop_reports() -> Weight {
		// Recorded proof size: 3511 bytes.
		// Minimum execution time: 110_425_000 picoseconds.
		Weight::from_parts(112_699_000, 10020)
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
	/// - Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(535), added: 3010, mode: `MaxEncodedLen`)
	fn drop_index() -> Weight {
		// Recorded proof size: 871 bytes.
		// Minimum execution time: 47_121_000 picoseconds.
		Weight::from_parts(48_482_000, 4000)
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
	/// - Proof: `EnergyMarket::Suppliers` (`max_values`: None, `max_size`: Some(161), added: 2636, mode: `MaxEncodedLen`)
	/// - Storage: `System::Account` (r:1 w:1)
	/// - Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	/// - Storage: `Balances::Holds` (r:1 w:1)
	/// - Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(535), added: 3010, mode: `MaxEncodedLen`)
	/// - Storage: `EnergyMarket::IndexUses` (r:2 w:2)
	/// - Proof: `EnergyMarket::IndexUses` (`max_values`: None, `max_size`: Some(16), added: 2491, mode: `MaxEncodedLen`)
	/// - Storage: `EnergyMarket::Tariffs` (r:0 w:1)
	/// - Proof: `EnergyMarket::Tariffs` (`max_values`: None, `max_size`: Some(369), added: 2844, mode: `MaxEncodedLen`)
	/// - Storage: `EnergyMarket::Versions` (r:0 w:1)
	/// - Proof: `EnergyMarket::Versions` (`max_values`: None, `max_size`: Some(1192), added: 3667, mode: `MaxEncodedLen`)
	fn offer_tariff() -> Weight {
		// Recorded proof size: 1222 bytes.
		// Minimum execution time: 112_929_000 picoseconds.
		Weight::from_parts(113_980_000, 6290)
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
	/// - Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(535), added: 3010, mode: `MaxEncodedLen`)
	/// - Storage: `EnergyMarket::IndexUses` (r:32 w:32)
	/// - Proof: `EnergyMarket::IndexUses` (`max_values`: None, `max_size`: Some(16), added: 2491, mode: `MaxEncodedLen`)
	/// - Storage: `EnergyMarket::Versions` (r:15 w:16)
	/// - Proof: `EnergyMarket::Versions` (`max_values`: None, `max_size`: Some(1192), added: 3667, mode: `MaxEncodedLen`)
	fn publish_version() -> Weight {
		// Recorded proof size: 4283 bytes.
		// Minimum execution time: 639_295_000 picoseconds.
		Weight::from_parts(645_243_000, 80702)
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
		// Minimum execution time: 24_947_000 picoseconds.
		Weight::from_parts(26_589_000, 3834)
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
	/// - Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(535), added: 3010, mode: `MaxEncodedLen`)
	fn forget_versions() -> Weight {
		// Recorded proof size: 3410 bytes.
		// Minimum execution time: 577_061_000 picoseconds.
		Weight::from_parts(614_638_000, 75720)
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
	/// - Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(535), added: 3010, mode: `MaxEncodedLen`)
	/// - Storage: `EnergyMarket::Suppliers` (r:1 w:1)
	/// - Proof: `EnergyMarket::Suppliers` (`max_values`: None, `max_size`: Some(161), added: 2636, mode: `MaxEncodedLen`)
	fn drop_tariff() -> Weight {
		// Recorded proof size: 3680 bytes.
		// Minimum execution time: 643_460_000 picoseconds.
		Weight::from_parts(709_379_000, 80702)
			.saturating_add(DbWeight::get().reads(54))
			.saturating_add(DbWeight::get().writes(52))
	}
	/// - Storage: `EnergyMarket::Suppliers` (r:1 w:1)
	/// - Proof: `EnergyMarket::Suppliers` (`max_values`: None, `max_size`: Some(161), added: 2636, mode: `MaxEncodedLen`)
	/// - Storage: `Consortium::Organizations` (r:1 w:0)
	/// - Proof: `Consortium::Organizations` (`max_values`: None, `max_size`: Some(117), added: 2592, mode: `MaxEncodedLen`)
	/// - Storage: `EnergyMarket::MarketTiming` (r:1 w:0)
	/// - Proof: `EnergyMarket::MarketTiming` (`max_values`: Some(1), `max_size`: Some(18), added: 513, mode: `MaxEncodedLen`)
	/// - Storage: `Timestamp::Now` (r:1 w:0)
	/// - Proof: `Timestamp::Now` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	fn note_standing() -> Weight {
		// Recorded proof size: 556 bytes.
		// Minimum execution time: 18_738_000 picoseconds.
		Weight::from_parts(20_741_000, 3626)
			.saturating_add(DbWeight::get().reads(4))
			.saturating_add(DbWeight::get().writes(1))
	}
	/// - Storage: `EnergyMarket::Zones` (r:1 w:0)
	/// - Proof: `EnergyMarket::Zones` (`max_values`: None, `max_size`: Some(305), added: 2780, mode: `MaxEncodedLen`)
	/// - Storage: `EnergyMarket::Points` (r:1 w:1)
	/// - Proof: `EnergyMarket::Points` (`max_values`: None, `max_size`: Some(474), added: 2949, mode: `MaxEncodedLen`)
	/// - Storage: `EnergyMarket::ZoneUses` (r:1 w:1)
	/// - Proof: `EnergyMarket::ZoneUses` (`max_values`: None, `max_size`: Some(16), added: 2491, mode: `MaxEncodedLen`)
	/// - Storage: `System::Account` (r:1 w:1)
	/// - Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	/// - Storage: `Balances::Holds` (r:1 w:1)
	/// - Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(535), added: 3010, mode: `MaxEncodedLen`)
	fn propose_point() -> Weight {
		// Recorded proof size: 296 bytes.
		// Minimum execution time: 52_458_000 picoseconds.
		Weight::from_parts(56_134_000, 4000)
			.saturating_add(DbWeight::get().reads(5))
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
	/// - Proof: `EnergyMarket::PointMeters` (`max_values`: None, `max_size`: Some(315), added: 2790, mode: `MaxEncodedLen`)
	/// - Storage: `Telemetry::Streams` (r:2 w:2)
	/// - Proof: `Telemetry::Streams` (`max_values`: None, `max_size`: Some(245), added: 2720, mode: `MaxEncodedLen`)
	/// - Storage: `Telemetry::Tails` (r:1 w:1)
	/// - Proof: `Telemetry::Tails` (`max_values`: None, `max_size`: Some(145), added: 2620, mode: `MaxEncodedLen`)
	fn confirm_point() -> Weight {
		// Recorded proof size: 6042 bytes.
		// Minimum execution time: 182_012_000 picoseconds.
		Weight::from_parts(189_373_000, 9360)
			.saturating_add(DbWeight::get().reads(15))
			.saturating_add(DbWeight::get().writes(6))
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
	/// - Proof: `EnergyMarket::PointMeters` (`max_values`: None, `max_size`: Some(315), added: 2790, mode: `MaxEncodedLen`)
	/// - Storage: `Telemetry::Streams` (r:4 w:4)
	/// - Proof: `Telemetry::Streams` (`max_values`: None, `max_size`: Some(245), added: 2720, mode: `MaxEncodedLen`)
	/// - Storage: `Telemetry::Tails` (r:2 w:2)
	/// - Proof: `Telemetry::Tails` (`max_values`: None, `max_size`: Some(145), added: 2620, mode: `MaxEncodedLen`)
	/// - Storage: `EnergyMarket::PointsByDevice` (r:2 w:2)
	/// - Proof: `EnergyMarket::PointsByDevice` (`max_values`: None, `max_size`: Some(113), added: 2588, mode: `MaxEncodedLen`)
	/// - Storage: `EnergyMarket::Requests` (r:0 w:1)
	/// - Proof: `EnergyMarket::Requests` (`max_values`: None, `max_size`: Some(48), added: 2523, mode: `MaxEncodedLen`)
	fn close_point() -> Weight {
		// Recorded proof size: 2532 bytes.
		// Minimum execution time: 78_718_000 picoseconds.
		Weight::from_parts(88_042_000, 11870)
			.saturating_add(DbWeight::get().reads(15))
			.saturating_add(DbWeight::get().writes(11))
	}
	/// - Storage: `EnergyMarket::Points` (r:1 w:1)
	/// - Proof: `EnergyMarket::Points` (`max_values`: None, `max_size`: Some(474), added: 2949, mode: `MaxEncodedLen`)
	/// - Storage: `Timestamp::Now` (r:1 w:0)
	/// - Proof: `Timestamp::Now` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	/// - Storage: `EnergyMarket::MarketTiming` (r:1 w:0)
	/// - Proof: `EnergyMarket::MarketTiming` (`max_values`: Some(1), `max_size`: Some(18), added: 513, mode: `MaxEncodedLen`)
	/// - Storage: `System::Account` (r:1 w:1)
	/// - Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	/// - Storage: `Balances::Holds` (r:1 w:1)
	/// - Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(535), added: 3010, mode: `MaxEncodedLen`)
	/// - Storage: `EnergyMarket::PointMeters` (r:1 w:1)
	/// - Proof: `EnergyMarket::PointMeters` (`max_values`: None, `max_size`: Some(315), added: 2790, mode: `MaxEncodedLen`)
	/// - Storage: `Telemetry::Streams` (r:6 w:6)
	/// - Proof: `Telemetry::Streams` (`max_values`: None, `max_size`: Some(245), added: 2720, mode: `MaxEncodedLen`)
	/// - Storage: `Telemetry::Tails` (r:3 w:3)
	/// - Proof: `Telemetry::Tails` (`max_values`: None, `max_size`: Some(145), added: 2620, mode: `MaxEncodedLen`)
	/// - Storage: `EnergyMarket::PointsByDevice` (r:3 w:3)
	/// - Proof: `EnergyMarket::PointsByDevice` (`max_values`: None, `max_size`: Some(113), added: 2588, mode: `MaxEncodedLen`)
	/// - Storage: `EnergyMarket::SlotReadings` (r:32 w:32)
	/// - Proof: `EnergyMarket::SlotReadings` (`max_values`: None, `max_size`: Some(1156), added: 3631, mode: `MaxEncodedLen`)
	/// - Storage: `EnergyMarket::ZoneUses` (r:1 w:1)
	/// - Proof: `EnergyMarket::ZoneUses` (`max_values`: None, `max_size`: Some(16), added: 2491, mode: `MaxEncodedLen`)
	fn drop_point() -> Weight {
		// Recorded proof size: 3959 bytes.
		// Minimum execution time: 190_324_000 picoseconds.
		Weight::from_parts(230_354_000, 117182)
			.saturating_add(DbWeight::get().reads(51))
			.saturating_add(DbWeight::get().writes(49))
	}
	/// - Storage: `EnergyMarket::Points` (r:1 w:1)
	/// - Proof: `EnergyMarket::Points` (`max_values`: None, `max_size`: Some(474), added: 2949, mode: `MaxEncodedLen`)
	/// - Storage: `EnergyMarket::Tariffs` (r:1 w:0)
	/// - Proof: `EnergyMarket::Tariffs` (`max_values`: None, `max_size`: Some(369), added: 2844, mode: `MaxEncodedLen`)
	/// - Storage: `EnergyMarket::MarketTiming` (r:1 w:0)
	/// - Proof: `EnergyMarket::MarketTiming` (`max_values`: Some(1), `max_size`: Some(18), added: 513, mode: `MaxEncodedLen`)
	/// - Storage: `Timestamp::Now` (r:1 w:0)
	/// - Proof: `Timestamp::Now` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	/// - Storage: `Consortium::Organizations` (r:1 w:0)
	/// - Proof: `Consortium::Organizations` (`max_values`: None, `max_size`: Some(117), added: 2592, mode: `MaxEncodedLen`)
	/// - Storage: `EnergyMarket::Requests` (r:0 w:1)
	/// - Proof: `EnergyMarket::Requests` (`max_values`: None, `max_size`: Some(48), added: 2523, mode: `MaxEncodedLen`)
	fn request_contract() -> Weight {
		// Recorded proof size: 1208 bytes.
		// Minimum execution time: 29_694_000 picoseconds.
		Weight::from_parts(31_587_000, 3939)
			.saturating_add(DbWeight::get().reads(5))
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
	fn accept_contract() -> Weight {
		// Recorded proof size: 1393 bytes.
		// Minimum execution time: 36_475_000 picoseconds.
		Weight::from_parts(41_011_000, 3939)
			.saturating_add(DbWeight::get().reads(7))
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
		// Minimum execution time: 21_422_000 picoseconds.
		Weight::from_parts(23_695_000, 3939)
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
		// Minimum execution time: 30_806_000 picoseconds.
		Weight::from_parts(32_017_000, 3939)
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
	/// - Storage: `Timestamp::Now` (r:1 w:0)
	/// - Proof: `Timestamp::Now` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	/// - Storage: `EnergyMarket::PointMeters` (r:4 w:1)
	/// - Proof: `EnergyMarket::PointMeters` (`max_values`: None, `max_size`: Some(315), added: 2790, mode: `MaxEncodedLen`)
	/// - Storage: `EnergyMarket::Cleared` (r:2 w:0)
	/// - Proof: `EnergyMarket::Cleared` (`max_values`: None, `max_size`: Some(24), added: 2499, mode: `MaxEncodedLen`)
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
	fn replace_meter() -> Weight {
		// Recorded proof size: 7576 bytes.
		// Minimum execution time: 247_109_000 picoseconds.
		Weight::from_parts(286_618_000, 17310)
			.saturating_add(DbWeight::get().reads(26))
			.saturating_add(DbWeight::get().writes(14))
	}
	/// - Storage: `Consortium::Members` (r:1 w:0)
	/// - Proof: `Consortium::Members` (`max_values`: None, `max_size`: Some(52), added: 2527, mode: `MaxEncodedLen`)
	/// - Storage: `Consortium::Organizations` (r:1 w:0)
	/// - Proof: `Consortium::Organizations` (`max_values`: None, `max_size`: Some(117), added: 2592, mode: `MaxEncodedLen`)
	/// - Storage: `EnergyMarket::Points` (r:1 w:0)
	/// - Proof: `EnergyMarket::Points` (`max_values`: None, `max_size`: Some(474), added: 2949, mode: `MaxEncodedLen`)
	/// - Storage: `EnergyMarket::Zones` (r:1 w:0)
	/// - Proof: `EnergyMarket::Zones` (`max_values`: None, `max_size`: Some(305), added: 2780, mode: `MaxEncodedLen`)
	/// - Storage: `EnergyMarket::MarketTiming` (r:1 w:0)
	/// - Proof: `EnergyMarket::MarketTiming` (`max_values`: Some(1), `max_size`: Some(18), added: 513, mode: `MaxEncodedLen`)
	/// - Storage: `EnergyMarket::Cleared` (r:1 w:0)
	/// - Proof: `EnergyMarket::Cleared` (`max_values`: None, `max_size`: Some(24), added: 2499, mode: `MaxEncodedLen`)
	/// - Storage: `Timestamp::Now` (r:1 w:0)
	/// - Proof: `Timestamp::Now` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	/// - Storage: `EnergyMarket::SlotReadings` (r:1 w:1)
	/// - Proof: `EnergyMarket::SlotReadings` (`max_values`: None, `max_size`: Some(1156), added: 3631, mode: `MaxEncodedLen`)
	fn doubt() -> Weight {
		// Recorded proof size: 2396 bytes.
		// Minimum execution time: 32_348_000 picoseconds.
		Weight::from_parts(34_461_000, 4621)
			.saturating_add(DbWeight::get().reads(8))
			.saturating_add(DbWeight::get().writes(1))
	}
	/// - Storage: `EnergyMarket::Points` (r:1 w:0)
	/// - Proof: `EnergyMarket::Points` (`max_values`: None, `max_size`: Some(474), added: 2949, mode: `MaxEncodedLen`)
	/// - Storage: `EnergyMarket::PointMeters` (r:1 w:1)
	/// - Proof: `EnergyMarket::PointMeters` (`max_values`: None, `max_size`: Some(315), added: 2790, mode: `MaxEncodedLen`)
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
	/// - Proof: `EnergyMarket::SlotReadings` (`max_values`: None, `max_size`: Some(1156), added: 3631, mode: `MaxEncodedLen`)
	fn forget_readings() -> Weight {
		// Recorded proof size: 1373 bytes.
		// Minimum execution time: 180_290_000 picoseconds.
		Weight::from_parts(185_677_000, 11870)
			.saturating_add(DbWeight::get().reads(14))
			.saturating_add(DbWeight::get().writes(41))
	}
	/// - `r` ranges over `3..=128`
	fn show_readings(r: u32, ) -> Weight {
		Weight::from_parts(80_000_000, 0)
			.saturating_add(Weight::from_parts(4_000_000, 0).saturating_mul(r.into()))
			.saturating_add(DbWeight::get().reads(13))
			.saturating_add(DbWeight::get().writes(5))
	}
	/// - `p` ranges over `1..=4`
	/// - `m` ranges over `0..=3`
	/// - Storage: `EnergyMarket::PointsByDevice` (r:1 w:0)
	/// - Proof: `EnergyMarket::PointsByDevice` (`max_values`: None, `max_size`: Some(113), added: 2588, mode: `MaxEncodedLen`)
	/// - Storage: `EnergyMarket::PointMeters` (r:4 w:4)
	/// - Proof: `EnergyMarket::PointMeters` (`max_values`: None, `max_size`: Some(315), added: 2790, mode: `MaxEncodedLen`)
	/// - Storage: `DeviceRegistry::Devices` (r:1 w:0)
	/// - Proof: `DeviceRegistry::Devices` (`max_values`: None, `max_size`: Some(300), added: 2775, mode: `MaxEncodedLen`)
	/// - Storage: `EnergyMarket::MarketTiming` (r:1 w:0)
	/// - Proof: `EnergyMarket::MarketTiming` (`max_values`: Some(1), `max_size`: Some(18), added: 513, mode: `MaxEncodedLen`)
	/// - Storage: `EnergyMarket::Cleared` (r:4 w:0)
	/// - Proof: `EnergyMarket::Cleared` (`max_values`: None, `max_size`: Some(24), added: 2499, mode: `MaxEncodedLen`)
	/// - Storage: `Timestamp::Now` (r:1 w:0)
	/// - Proof: `Timestamp::Now` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	/// - Storage: `EnergyMarket::SlotReadings` (r:7 w:15)
	/// - Proof: `EnergyMarket::SlotReadings` (`max_values`: None, `max_size`: Some(1156), added: 3631, mode: `MaxEncodedLen`)
	fn on_observation(p: u32, m: u32, ) -> Weight {
		// Recorded proof size: 1275 bytes + m * 521 + p * 39.
		// Minimum execution time: 90_495_000 picoseconds.
		Weight::from_parts(29_958_243, 3780)
			// Standard error: 213_393
			.saturating_add(Weight::from_parts(15_761_397, 0).saturating_mul(p.into()))
			// Standard error: 213_393
			.saturating_add(Weight::from_parts(26_197_473, 0).saturating_mul(m.into()))
			.saturating_add(Weight::from_parts(0, 3631).saturating_mul(m.into()))
			.saturating_add(Weight::from_parts(0, 3631).saturating_mul(p.into()))
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
	/// - Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(535), added: 3010, mode: `MaxEncodedLen`)
	fn fund() -> Weight {
		// Recorded proof size: 674 bytes.
		// Minimum execution time: 49_093_000 picoseconds.
		Weight::from_parts(51_056_000, 4000)
			.saturating_add(DbWeight::get().reads(3))
			.saturating_add(DbWeight::get().writes(3))
	}
	/// - Storage: `EnergyMarket::Points` (r:1 w:1)
	/// - Proof: `EnergyMarket::Points` (`max_values`: None, `max_size`: Some(474), added: 2949, mode: `MaxEncodedLen`)
	/// - Storage: `System::Account` (r:1 w:1)
	/// - Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	/// - Storage: `Balances::Holds` (r:1 w:1)
	/// - Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(535), added: 3010, mode: `MaxEncodedLen`)
	fn withdraw() -> Weight {
		// Recorded proof size: 674 bytes.
		// Minimum execution time: 42_343_000 picoseconds.
		Weight::from_parts(43_355_000, 4000)
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
	/// - Proof: `EnergyMarket::Suppliers` (`max_values`: None, `max_size`: Some(161), added: 2636, mode: `MaxEncodedLen`)
	/// - Storage: `EnergyMarket::Versions` (r:96 w:0)
	/// - Proof: `EnergyMarket::Versions` (`max_values`: None, `max_size`: Some(1192), added: 3667, mode: `MaxEncodedLen`)
	/// - Storage: `EnergyMarket::Reports` (r:192 w:0)
	/// - Proof: `EnergyMarket::Reports` (`max_values`: None, `max_size`: Some(2871), added: 5346, mode: `MaxEncodedLen`)
	/// - Storage: `EnergyMarket::Books` (r:1 w:1)
	/// - Proof: `EnergyMarket::Books` (`max_values`: None, `max_size`: Some(44), added: 2519, mode: `MaxEncodedLen`)
	fn place(o: u32, ) -> Weight {
		// Recorded proof size: 23794 bytes + o * 647.
		// Minimum execution time: 207_960_000 picoseconds.
		Weight::from_parts(251_141_192, 9951)
			// Standard error: 3_820_632
			.saturating_add(Weight::from_parts(43_281_250, 0).saturating_mul(o.into()))
			.saturating_add(Weight::from_parts(0, 10692).saturating_mul(o.into()))
			.saturating_add(DbWeight::get().reads(10))
			.saturating_add(DbWeight::get().reads((6_u64).saturating_mul(o.into())))
			.saturating_add(DbWeight::get().writes(3))
			.saturating_add(DbWeight::get().writes((1_u64).saturating_mul(o.into())))
	}
	/// - `p` ranges over `1..=1440`
	/// - Storage: `EnergyMarket::Pages` (r:1440 w:1440)
	/// - Proof: `EnergyMarket::Pages` (`max_values`: None, `max_size`: Some(1046), added: 3521, mode: `MaxEncodedLen`)
	fn change_pages(p: u32, ) -> Weight {
		// Recorded proof size: 36569 bytes + p * 39.
		// Minimum execution time: 22_313_000 picoseconds.
		Weight::from_parts(24_416_000, 990)
			// Standard error: 140_234
			.saturating_add(Weight::from_parts(9_412_656, 0).saturating_mul(p.into()))
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
	/// - Storage: `EnergyMarket::Traded` (r:0 w:64)
	/// - Proof: `EnergyMarket::Traded` (`max_values`: None, `max_size`: Some(1702), added: 4177, mode: `MaxEncodedLen`)
	fn advance(p: u32, ) -> Weight {
		// Recorded proof size: 22267 bytes + p * 521.
		// Minimum execution time: 319_136_000 picoseconds.
		Weight::from_parts(320_057_000, 48686)
			// Standard error: 3_559_276
			.saturating_add(Weight::from_parts(207_487_535, 0).saturating_mul(p.into()))
			.saturating_add(Weight::from_parts(0, 8961).saturating_mul(p.into()))
			.saturating_add(DbWeight::get().reads(22))
			.saturating_add(DbWeight::get().reads((2_u64).saturating_mul(p.into())))
			.saturating_add(DbWeight::get().writes(2))
			.saturating_add(DbWeight::get().writes((3_u64).saturating_mul(p.into())))
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
		// Minimum execution time: 3_715_000 picoseconds.
		Weight::from_parts(2_491_472, 1503)
			// Standard error: 10_610
			.saturating_add(Weight::from_parts(3_503_467, 0).saturating_mul(t.into()))
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
		// Recorded proof size: 7232 bytes + p * 59.
		// Minimum execution time: 24_396_000 picoseconds.
		Weight::from_parts(22_008_248, 8583)
			// Standard error: 172_871
			.saturating_add(Weight::from_parts(4_279_662, 0).saturating_mul(p.into()))
			.saturating_add(Weight::from_parts(0, 3521).saturating_mul(p.into()))
			.saturating_add(DbWeight::get().reads(3))
			.saturating_add(DbWeight::get().reads((1_u64).saturating_mul(p.into())))
			.saturating_add(DbWeight::get().writes(2))
			.saturating_add(DbWeight::get().writes((1_u64).saturating_mul(p.into())))
	}
	/// - `t` ranges over `0..=128`
	/// - Storage: `EnergyMarket::MarketTiming` (r:1 w:0)
	/// - Proof: `EnergyMarket::MarketTiming` (`max_values`: Some(1), `max_size`: Some(18), added: 513, mode: `MaxEncodedLen`)
	/// - Storage: `EnergyMarket::Cleared` (r:128 w:128)
	/// - Proof: `EnergyMarket::Cleared` (`max_values`: None, `max_size`: Some(24), added: 2499, mode: `MaxEncodedLen`)
	/// - Storage: `Timestamp::Now` (r:1 w:0)
	/// - Proof: `Timestamp::Now` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	fn process_trades(t: u32, ) -> Weight {
		// Recorded proof size: 118 bytes + t * 27.
		// Minimum execution time: 1_693_000 picoseconds.
		Weight::from_parts(1_607_379, 1503)
			// Standard error: 13_670
			.saturating_add(Weight::from_parts(4_435_072, 0).saturating_mul(t.into()))
			.saturating_add(Weight::from_parts(0, 2499).saturating_mul(t.into()))
			.saturating_add(DbWeight::get().reads(2))
			.saturating_add(DbWeight::get().reads((1_u64).saturating_mul(t.into())))
			.saturating_add(DbWeight::get().writes((1_u64).saturating_mul(t.into())))
	}
	/// - `p` ranges over `1..=24`
	fn settle(p: u32, ) -> Weight {
		Weight::from_parts(250_000_000, 0)
			.saturating_add(Weight::from_parts(60_000_000, 0).saturating_mul(p.into()))
			.saturating_add(DbWeight::get().reads(130))
			.saturating_add(DbWeight::get().reads((6_u64).saturating_mul(p.into())))
			.saturating_add(DbWeight::get().writes(9))
			.saturating_add(DbWeight::get().writes((4_u64).saturating_mul(p.into())))
	}
	/// - `p` ranges over `1..=16`
	fn pay_debts(p: u32, ) -> Weight {
		Weight::from_parts(40_000_000, 0)
			.saturating_add(Weight::from_parts(50_000_000, 0).saturating_mul(p.into()))
			.saturating_add(DbWeight::get().reads(5))
			.saturating_add(DbWeight::get().reads((5_u64).saturating_mul(p.into())))
			.saturating_add(DbWeight::get().writes(4))
			.saturating_add(DbWeight::get().writes((4_u64).saturating_mul(p.into())))
	}
	fn forgive() -> Weight {
		Weight::from_parts(30_000_000, 0)
			.saturating_add(DbWeight::get().reads(5))
			.saturating_add(DbWeight::get().writes(1))
	}
	fn fund_float() -> Weight {
		Weight::from_parts(35_000_000, 0)
			.saturating_add(DbWeight::get().reads(6))
			.saturating_add(DbWeight::get().writes(3))
	}
	fn withdraw_float() -> Weight {
		Weight::from_parts(35_000_000, 0)
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
	fn replace_meter() -> Weight {
		MeasuredWeight::<ParityDbWeight>::replace_meter()
	}
	fn doubt() -> Weight {
		MeasuredWeight::<ParityDbWeight>::doubt()
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
