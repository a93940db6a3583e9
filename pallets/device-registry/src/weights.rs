//! Weights of `pallet_device_registry`, measured in the Tallystick runtime.
//!
//! Written by a program; do not edit. To measure again:
//! `STEPS=50 REPEAT=20 ./scripts/benchmark.sh pallet_device_registry`
//!
//! - frame-benchmarking-cli 64.0.0, 2026-11-29, host `two-core-vm`, CPU `AMD EPYC`
//! - steps: 50, repeat: 20, WASM execution: Compiled, analysis: MinSquares
//! - worst case map size: 1000000, additional trie layers: 2

#![cfg_attr(rustfmt, rustfmt_skip)]
#![allow(unused_imports)]

use frame::{deps::frame_support::weights::RuntimeDbWeight, weights_prelude::*};

/// Weight functions of the pallet.
pub trait WeightInfo {
	/// Weight of `define_model`.
	fn define_model(c: u32, ) -> Weight;
	/// Weight of `drop_model`.
	fn drop_model() -> Weight;
	/// Weight of `post_lot`.
	fn post_lot() -> Weight;
	/// Weight of `close_lot`.
	fn close_lot() -> Weight;
	/// Weight of `register`.
	fn register() -> Weight;
	/// Weight of `claim`.
	fn claim(n: u32, ) -> Weight;
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
	/// Weight of `end_calibration`.
	fn end_calibration() -> Weight;
	/// Weight of `authorize_gateway`.
	fn authorize_gateway() -> Weight;
	/// Weight of `deauthorize_gateway`.
	fn deauthorize_gateway() -> Weight;
	/// Weight of `device_facts`.
	fn device_facts() -> Weight;
	/// Weight of `verify_p256`.
	fn verify_p256() -> Weight;
	/// Weight of `verify_secp256k1`.
	fn verify_secp256k1() -> Weight;
}

/// The measured weights, for a runtime whose database costs what `T` says.
pub type SubstrateWeight<T> = MeasuredWeight<<T as frame_system::Config>::DbWeight>;

/// The measured weights, for a database that costs `DbWeight`.
pub struct MeasuredWeight<DbWeight>(PhantomData<DbWeight>);

impl<DbWeight: Get<RuntimeDbWeight>> WeightInfo for MeasuredWeight<DbWeight> {
	/// - `c` ranges over `1..=64`
	/// - Storage: `Consortium::Members` (r:1 w:0)
	/// - Proof: `Consortium::Members` (`max_values`: None, `max_size`: Some(52), added: 2527, mode: `MaxEncodedLen`)
	/// - Storage: `Consortium::Organizations` (r:1 w:0)
	/// - Proof: `Consortium::Organizations` (`max_values`: None, `max_size`: Some(117), added: 2592, mode: `MaxEncodedLen`)
	/// - Storage: `DeviceRegistry::NextModelId` (r:1 w:1)
	/// - Proof: `DeviceRegistry::NextModelId` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
	/// - Storage: `System::BlockHash` (r:1 w:0)
	/// - Proof: `System::BlockHash` (`max_values`: None, `max_size`: Some(44), added: 2519, mode: `MaxEncodedLen`)
	/// - Storage: `Telemetry::Statements` (r:1 w:1)
	/// - Proof: `Telemetry::Statements` (`max_values`: Some(1), `max_size`: Some(16386), added: 16881, mode: `MaxEncodedLen`)
	/// - Storage: `System::Account` (r:1 w:1)
	/// - Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	/// - Storage: `Balances::Holds` (r:1 w:1)
	/// - Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(715), added: 3190, mode: `MaxEncodedLen`)
	/// - Storage: `DeviceRegistry::Models` (r:0 w:1)
	/// - Proof: `DeviceRegistry::Models` (`max_values`: None, `max_size`: Some(9173), added: 11648, mode: `MaxEncodedLen`)
	fn define_model(c: u32, ) -> Weight {
		// Recorded proof size: 722 bytes.
		// Minimum execution time: 79_789_000 picoseconds.
		Weight::from_parts(81_126_118, 17871)
			// Standard error: 4_499
			.saturating_add(Weight::from_parts(1_667_168, 0).saturating_mul(c.into()))
			.saturating_add(DbWeight::get().reads(7))
			.saturating_add(DbWeight::get().writes(5))
	}
	/// - Storage: `DeviceRegistry::Models` (r:1 w:1)
	/// - Proof: `DeviceRegistry::Models` (`max_values`: None, `max_size`: Some(9173), added: 11648, mode: `MaxEncodedLen`)
	/// - Storage: `Consortium::Members` (r:1 w:0)
	/// - Proof: `Consortium::Members` (`max_values`: None, `max_size`: Some(52), added: 2527, mode: `MaxEncodedLen`)
	/// - Storage: `DeviceRegistry::ModelUses` (r:1 w:0)
	/// - Proof: `DeviceRegistry::ModelUses` (`max_values`: None, `max_size`: Some(16), added: 2491, mode: `MaxEncodedLen`)
	/// - Storage: `System::Account` (r:1 w:1)
	/// - Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	/// - Storage: `Balances::Holds` (r:1 w:1)
	/// - Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(715), added: 3190, mode: `MaxEncodedLen`)
	fn drop_model() -> Weight {
		// Recorded proof size: 9816 bytes.
		// Minimum execution time: 86_448_000 picoseconds.
		Weight::from_parts(89_444_000, 12638)
			.saturating_add(DbWeight::get().reads(5))
			.saturating_add(DbWeight::get().writes(3))
	}
	/// - Storage: `Consortium::Members` (r:1 w:0)
	/// - Proof: `Consortium::Members` (`max_values`: None, `max_size`: Some(52), added: 2527, mode: `MaxEncodedLen`)
	/// - Storage: `Consortium::Organizations` (r:1 w:0)
	/// - Proof: `Consortium::Organizations` (`max_values`: None, `max_size`: Some(117), added: 2592, mode: `MaxEncodedLen`)
	/// - Storage: `DeviceRegistry::Models` (r:1 w:0)
	/// - Proof: `DeviceRegistry::Models` (`max_values`: None, `max_size`: Some(9173), added: 11648, mode: `MaxEncodedLen`)
	/// - Storage: `DeviceRegistry::NextLotId` (r:1 w:1)
	/// - Proof: `DeviceRegistry::NextLotId` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
	/// - Storage: `System::Account` (r:1 w:1)
	/// - Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	/// - Storage: `Balances::Holds` (r:1 w:1)
	/// - Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(715), added: 3190, mode: `MaxEncodedLen`)
	/// - Storage: `DeviceRegistry::ModelUses` (r:1 w:1)
	/// - Proof: `DeviceRegistry::ModelUses` (`max_values`: None, `max_size`: Some(16), added: 2491, mode: `MaxEncodedLen`)
	/// - Storage: `DeviceRegistry::Lots` (r:0 w:1)
	/// - Proof: `DeviceRegistry::Lots` (`max_values`: None, `max_size`: Some(136), added: 2611, mode: `MaxEncodedLen`)
	fn post_lot() -> Weight {
		// Recorded proof size: 9904 bytes.
		// Minimum execution time: 106_148_000 picoseconds.
		Weight::from_parts(108_792_000, 12638)
			.saturating_add(DbWeight::get().reads(7))
			.saturating_add(DbWeight::get().writes(5))
	}
	/// - Storage: `DeviceRegistry::Lots` (r:1 w:1)
	/// - Proof: `DeviceRegistry::Lots` (`max_values`: None, `max_size`: Some(136), added: 2611, mode: `MaxEncodedLen`)
	/// - Storage: `DeviceRegistry::Models` (r:1 w:0)
	/// - Proof: `DeviceRegistry::Models` (`max_values`: None, `max_size`: Some(9173), added: 11648, mode: `MaxEncodedLen`)
	/// - Storage: `Consortium::Members` (r:1 w:0)
	/// - Proof: `Consortium::Members` (`max_values`: None, `max_size`: Some(52), added: 2527, mode: `MaxEncodedLen`)
	/// - Storage: `System::Account` (r:1 w:1)
	/// - Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	/// - Storage: `Balances::Holds` (r:1 w:1)
	/// - Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(715), added: 3190, mode: `MaxEncodedLen`)
	/// - Storage: `DeviceRegistry::ModelUses` (r:1 w:1)
	/// - Proof: `DeviceRegistry::ModelUses` (`max_values`: None, `max_size`: Some(16), added: 2491, mode: `MaxEncodedLen`)
	fn close_lot() -> Weight {
		// Recorded proof size: 10057 bytes.
		// Minimum execution time: 94_490_000 picoseconds.
		Weight::from_parts(97_005_000, 12638)
			.saturating_add(DbWeight::get().reads(6))
			.saturating_add(DbWeight::get().writes(4))
	}
	/// - Storage: `Consortium::Members` (r:1 w:0)
	/// - Proof: `Consortium::Members` (`max_values`: None, `max_size`: Some(52), added: 2527, mode: `MaxEncodedLen`)
	/// - Storage: `Consortium::Organizations` (r:1 w:0)
	/// - Proof: `Consortium::Organizations` (`max_values`: None, `max_size`: Some(117), added: 2592, mode: `MaxEncodedLen`)
	/// - Storage: `DeviceRegistry::Models` (r:1 w:0)
	/// - Proof: `DeviceRegistry::Models` (`max_values`: None, `max_size`: Some(9173), added: 11648, mode: `MaxEncodedLen`)
	/// - Storage: `Timestamp::Now` (r:1 w:0)
	/// - Proof: `Timestamp::Now` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	/// - Storage: `DeviceRegistry::UsedKeys` (r:1 w:1)
	/// - Proof: `DeviceRegistry::UsedKeys` (`max_values`: None, `max_size`: Some(64), added: 2539, mode: `MaxEncodedLen`)
	/// - Storage: `System::BlockHash` (r:1 w:0)
	/// - Proof: `System::BlockHash` (`max_values`: None, `max_size`: Some(44), added: 2519, mode: `MaxEncodedLen`)
	/// - Storage: `Telemetry::Statements` (r:1 w:1)
	/// - Proof: `Telemetry::Statements` (`max_values`: Some(1), `max_size`: Some(16386), added: 16881, mode: `MaxEncodedLen`)
	/// - Storage: `DeviceRegistry::ModelUses` (r:1 w:1)
	/// - Proof: `DeviceRegistry::ModelUses` (`max_values`: None, `max_size`: Some(16), added: 2491, mode: `MaxEncodedLen`)
	/// - Storage: `System::Account` (r:1 w:1)
	/// - Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	/// - Storage: `Balances::Holds` (r:1 w:1)
	/// - Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(715), added: 3190, mode: `MaxEncodedLen`)
	/// - Storage: `DeviceRegistry::DevicesOf` (r:0 w:1)
	/// - Proof: `DeviceRegistry::DevicesOf` (`max_values`: None, `max_size`: Some(96), added: 2571, mode: `MaxEncodedLen`)
	/// - Storage: `DeviceRegistry::Devices` (r:0 w:1)
	/// - Proof: `DeviceRegistry::Devices` (`max_values`: None, `max_size`: Some(300), added: 2775, mode: `MaxEncodedLen`)
	fn register() -> Weight {
		// Recorded proof size: 10128 bytes.
		// Minimum execution time: 207_940_000 picoseconds.
		Weight::from_parts(219_937_000, 17871)
			.saturating_add(DbWeight::get().reads(10))
			.saturating_add(DbWeight::get().writes(7))
	}
	/// - `n` ranges over `0..=32`
	/// - Storage: `Consortium::Members` (r:1 w:0)
	/// - Proof: `Consortium::Members` (`max_values`: None, `max_size`: Some(52), added: 2527, mode: `MaxEncodedLen`)
	/// - Storage: `Consortium::Organizations` (r:1 w:0)
	/// - Proof: `Consortium::Organizations` (`max_values`: None, `max_size`: Some(117), added: 2592, mode: `MaxEncodedLen`)
	/// - Storage: `DeviceRegistry::Lots` (r:1 w:1)
	/// - Proof: `DeviceRegistry::Lots` (`max_values`: None, `max_size`: Some(136), added: 2611, mode: `MaxEncodedLen`)
	/// - Storage: `Timestamp::Now` (r:1 w:0)
	/// - Proof: `Timestamp::Now` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	/// - Storage: `DeviceRegistry::UsedKeys` (r:1 w:1)
	/// - Proof: `DeviceRegistry::UsedKeys` (`max_values`: None, `max_size`: Some(64), added: 2539, mode: `MaxEncodedLen`)
	/// - Storage: `System::BlockHash` (r:1 w:0)
	/// - Proof: `System::BlockHash` (`max_values`: None, `max_size`: Some(44), added: 2519, mode: `MaxEncodedLen`)
	/// - Storage: `Telemetry::Statements` (r:1 w:1)
	/// - Proof: `Telemetry::Statements` (`max_values`: Some(1), `max_size`: Some(16386), added: 16881, mode: `MaxEncodedLen`)
	/// - Storage: `DeviceRegistry::ModelUses` (r:1 w:1)
	/// - Proof: `DeviceRegistry::ModelUses` (`max_values`: None, `max_size`: Some(16), added: 2491, mode: `MaxEncodedLen`)
	/// - Storage: `System::Account` (r:1 w:1)
	/// - Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	/// - Storage: `Balances::Holds` (r:1 w:1)
	/// - Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(715), added: 3190, mode: `MaxEncodedLen`)
	/// - Storage: `DeviceRegistry::DevicesOf` (r:0 w:1)
	/// - Proof: `DeviceRegistry::DevicesOf` (`max_values`: None, `max_size`: Some(96), added: 2571, mode: `MaxEncodedLen`)
	/// - Storage: `DeviceRegistry::Devices` (r:0 w:1)
	/// - Proof: `DeviceRegistry::Devices` (`max_values`: None, `max_size`: Some(300), added: 2775, mode: `MaxEncodedLen`)
	fn claim(n: u32, ) -> Weight {
		// Recorded proof size: 1207 bytes.
		// Minimum execution time: 142_783_000 picoseconds.
		Weight::from_parts(148_036_028, 17871)
			// Standard error: 11_208
			.saturating_add(Weight::from_parts(446_041, 0).saturating_mul(n.into()))
			.saturating_add(DbWeight::get().reads(10))
			.saturating_add(DbWeight::get().writes(8))
	}
	/// - Storage: `DeviceRegistry::Devices` (r:1 w:1)
	/// - Proof: `DeviceRegistry::Devices` (`max_values`: None, `max_size`: Some(300), added: 2775, mode: `MaxEncodedLen`)
	/// - Storage: `Timestamp::Now` (r:1 w:0)
	/// - Proof: `Timestamp::Now` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	/// - Storage: `Telemetry::Statements` (r:1 w:1)
	/// - Proof: `Telemetry::Statements` (`max_values`: Some(1), `max_size`: Some(16386), added: 16881, mode: `MaxEncodedLen`)
	/// - Storage: `DeviceRegistry::ProposedKeys` (r:0 w:1)
	/// - Proof: `DeviceRegistry::ProposedKeys` (`max_values`: None, `max_size`: Some(94), added: 2569, mode: `MaxEncodedLen`)
	/// - Storage: `DeviceRegistry::PastKeys` (r:0 w:1)
	/// - Proof: `DeviceRegistry::PastKeys` (`max_values`: None, `max_size`: Some(110), added: 2585, mode: `MaxEncodedLen`)
	/// - Storage: `DeviceRegistry::UsedKeys` (r:0 w:1)
	/// - Proof: `DeviceRegistry::UsedKeys` (`max_values`: None, `max_size`: Some(64), added: 2539, mode: `MaxEncodedLen`)
	fn rotate_key() -> Weight {
		// Recorded proof size: 651 bytes.
		// Minimum execution time: 29_834_000 picoseconds.
		Weight::from_parts(32_478_000, 17871)
			.saturating_add(DbWeight::get().reads(3))
			.saturating_add(DbWeight::get().writes(5))
	}
	/// - Storage: `Telemetry::Statements` (r:1 w:0)
	/// - Proof: `Telemetry::Statements` (`max_values`: Some(1), `max_size`: Some(16386), added: 16881, mode: `MaxEncodedLen`)
	/// - Storage: `DeviceRegistry::Devices` (r:1 w:0)
	/// - Proof: `DeviceRegistry::Devices` (`max_values`: None, `max_size`: Some(300), added: 2775, mode: `MaxEncodedLen`)
	/// - Storage: `Consortium::Members` (r:1 w:0)
	/// - Proof: `Consortium::Members` (`max_values`: None, `max_size`: Some(52), added: 2527, mode: `MaxEncodedLen`)
	/// - Storage: `Consortium::Organizations` (r:1 w:0)
	/// - Proof: `Consortium::Organizations` (`max_values`: None, `max_size`: Some(117), added: 2592, mode: `MaxEncodedLen`)
	/// - Storage: `Timestamp::Now` (r:1 w:0)
	/// - Proof: `Timestamp::Now` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	/// - Storage: `DeviceRegistry::UsedKeys` (r:1 w:0)
	/// - Proof: `DeviceRegistry::UsedKeys` (`max_values`: None, `max_size`: Some(64), added: 2539, mode: `MaxEncodedLen`)
	/// - Storage: `System::BlockHash` (r:1 w:0)
	/// - Proof: `System::BlockHash` (`max_values`: None, `max_size`: Some(44), added: 2519, mode: `MaxEncodedLen`)
	fn authorize_rotate_key() -> Weight {
		// Recorded proof size: 1243 bytes.
		// Minimum execution time: 107_099_000 picoseconds.
		Weight::from_parts(109_624_000, 17871)
			.saturating_add(DbWeight::get().reads(7))
	}
	/// - Storage: `Consortium::Members` (r:1 w:0)
	/// - Proof: `Consortium::Members` (`max_values`: None, `max_size`: Some(52), added: 2527, mode: `MaxEncodedLen`)
	/// - Storage: `Consortium::Organizations` (r:1 w:0)
	/// - Proof: `Consortium::Organizations` (`max_values`: None, `max_size`: Some(117), added: 2592, mode: `MaxEncodedLen`)
	/// - Storage: `DeviceRegistry::Devices` (r:1 w:0)
	/// - Proof: `DeviceRegistry::Devices` (`max_values`: None, `max_size`: Some(300), added: 2775, mode: `MaxEncodedLen`)
	/// - Storage: `DeviceRegistry::ProposedKeys` (r:1 w:1)
	/// - Proof: `DeviceRegistry::ProposedKeys` (`max_values`: None, `max_size`: Some(94), added: 2569, mode: `MaxEncodedLen`)
	/// - Storage: `Timestamp::Now` (r:1 w:0)
	/// - Proof: `Timestamp::Now` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	/// - Storage: `DeviceRegistry::UsedKeys` (r:1 w:0)
	/// - Proof: `DeviceRegistry::UsedKeys` (`max_values`: None, `max_size`: Some(64), added: 2539, mode: `MaxEncodedLen`)
	/// - Storage: `System::BlockHash` (r:1 w:0)
	/// - Proof: `System::BlockHash` (`max_values`: None, `max_size`: Some(44), added: 2519, mode: `MaxEncodedLen`)
	fn propose_key() -> Weight {
		// Recorded proof size: 1114 bytes.
		// Minimum execution time: 76_204_000 picoseconds.
		Weight::from_parts(78_577_000, 3765)
			.saturating_add(DbWeight::get().reads(7))
			.saturating_add(DbWeight::get().writes(1))
	}
	/// - Storage: `DeviceRegistry::Devices` (r:1 w:1)
	/// - Proof: `DeviceRegistry::Devices` (`max_values`: None, `max_size`: Some(300), added: 2775, mode: `MaxEncodedLen`)
	/// - Storage: `DeviceRegistry::ProposedKeys` (r:1 w:1)
	/// - Proof: `DeviceRegistry::ProposedKeys` (`max_values`: None, `max_size`: Some(94), added: 2569, mode: `MaxEncodedLen`)
	/// - Storage: `Timestamp::Now` (r:1 w:0)
	/// - Proof: `Timestamp::Now` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	/// - Storage: `DeviceRegistry::UsedKeys` (r:1 w:1)
	/// - Proof: `DeviceRegistry::UsedKeys` (`max_values`: None, `max_size`: Some(64), added: 2539, mode: `MaxEncodedLen`)
	/// - Storage: `Telemetry::Statements` (r:1 w:1)
	/// - Proof: `Telemetry::Statements` (`max_values`: Some(1), `max_size`: Some(16386), added: 16881, mode: `MaxEncodedLen`)
	/// - Storage: `DeviceRegistry::PastKeys` (r:0 w:1)
	/// - Proof: `DeviceRegistry::PastKeys` (`max_values`: None, `max_size`: Some(110), added: 2585, mode: `MaxEncodedLen`)
	fn finish_rotation() -> Weight {
		// Recorded proof size: 788 bytes.
		// Minimum execution time: 36_905_000 picoseconds.
		Weight::from_parts(38_908_000, 17871)
			.saturating_add(DbWeight::get().reads(5))
			.saturating_add(DbWeight::get().writes(5))
	}
	/// - Storage: `DeviceRegistry::Devices` (r:1 w:0)
	/// - Proof: `DeviceRegistry::Devices` (`max_values`: None, `max_size`: Some(300), added: 2775, mode: `MaxEncodedLen`)
	/// - Storage: `DeviceRegistry::ProposedKeys` (r:1 w:1)
	/// - Proof: `DeviceRegistry::ProposedKeys` (`max_values`: None, `max_size`: Some(94), added: 2569, mode: `MaxEncodedLen`)
	fn cancel_rotation() -> Weight {
		// Recorded proof size: 532 bytes.
		// Minimum execution time: 16_745_000 picoseconds.
		Weight::from_parts(17_767_000, 3765)
			.saturating_add(DbWeight::get().reads(2))
			.saturating_add(DbWeight::get().writes(1))
	}
	/// - Storage: `DeviceRegistry::Devices` (r:1 w:1)
	/// - Proof: `DeviceRegistry::Devices` (`max_values`: None, `max_size`: Some(300), added: 2775, mode: `MaxEncodedLen`)
	/// - Storage: `AssetLifecycle::DeviceUses` (r:1 w:0)
	/// - Proof: `AssetLifecycle::DeviceUses` (`max_values`: None, `max_size`: Some(70), added: 2545, mode: `MaxEncodedLen`)
	/// - Storage: `EnergyMarket::PointsByDevice` (r:1 w:0)
	/// - Proof: `EnergyMarket::PointsByDevice` (`max_values`: None, `max_size`: Some(113), added: 2588, mode: `MaxEncodedLen`)
	fn suspend() -> Weight {
		// Recorded proof size: 415 bytes.
		// Minimum execution time: 18_527_000 picoseconds.
		Weight::from_parts(19_790_000, 3765)
			.saturating_add(DbWeight::get().reads(3))
			.saturating_add(DbWeight::get().writes(1))
	}
	/// - Storage: `Consortium::Members` (r:1 w:0)
	/// - Proof: `Consortium::Members` (`max_values`: None, `max_size`: Some(52), added: 2527, mode: `MaxEncodedLen`)
	/// - Storage: `Consortium::Organizations` (r:1 w:0)
	/// - Proof: `Consortium::Organizations` (`max_values`: None, `max_size`: Some(117), added: 2592, mode: `MaxEncodedLen`)
	/// - Storage: `DeviceRegistry::Devices` (r:1 w:1)
	/// - Proof: `DeviceRegistry::Devices` (`max_values`: None, `max_size`: Some(300), added: 2775, mode: `MaxEncodedLen`)
	fn resume() -> Weight {
		// Recorded proof size: 933 bytes.
		// Minimum execution time: 23_986_000 picoseconds.
		Weight::from_parts(25_558_000, 3765)
			.saturating_add(DbWeight::get().reads(3))
			.saturating_add(DbWeight::get().writes(1))
	}
	/// - Storage: `Consortium::Members` (r:1 w:0)
	/// - Proof: `Consortium::Members` (`max_values`: None, `max_size`: Some(52), added: 2527, mode: `MaxEncodedLen`)
	/// - Storage: `Consortium::Organizations` (r:1 w:0)
	/// - Proof: `Consortium::Organizations` (`max_values`: None, `max_size`: Some(117), added: 2592, mode: `MaxEncodedLen`)
	/// - Storage: `DeviceRegistry::Devices` (r:1 w:1)
	/// - Proof: `DeviceRegistry::Devices` (`max_values`: None, `max_size`: Some(300), added: 2775, mode: `MaxEncodedLen`)
	/// - Storage: `DeviceRegistry::Models` (r:1 w:0)
	/// - Proof: `DeviceRegistry::Models` (`max_values`: None, `max_size`: Some(9173), added: 11648, mode: `MaxEncodedLen`)
	/// - Storage: `Timestamp::Now` (r:1 w:0)
	/// - Proof: `Timestamp::Now` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	/// - Storage: `AssetLifecycle::DeviceUses` (r:1 w:0)
	/// - Proof: `AssetLifecycle::DeviceUses` (`max_values`: None, `max_size`: Some(70), added: 2545, mode: `MaxEncodedLen`)
	/// - Storage: `Automation::Actuators` (r:1 w:0)
	/// - Proof: `Automation::Actuators` (`max_values`: None, `max_size`: Some(562), added: 3037, mode: `MaxEncodedLen`)
	/// - Storage: `DeviceRegistry::Offers` (r:0 w:1)
	/// - Proof: `DeviceRegistry::Offers` (`max_values`: None, `max_size`: Some(88), added: 2563, mode: `MaxEncodedLen`)
	/// - Storage: `DeviceRegistry::ProposedKeys` (r:0 w:1)
	/// - Proof: `DeviceRegistry::ProposedKeys` (`max_values`: None, `max_size`: Some(94), added: 2569, mode: `MaxEncodedLen`)
	/// - Storage: `Automation::Legacies` (r:0 w:1)
	/// - Proof: `Automation::Legacies` (`max_values`: None, `max_size`: Some(785), added: 3260, mode: `MaxEncodedLen`)
	fn revoke() -> Weight {
		// Recorded proof size: 10273 bytes.
		// Minimum execution time: 73_149_000 picoseconds.
		Weight::from_parts(76_564_000, 12638)
			.saturating_add(DbWeight::get().reads(7))
			.saturating_add(DbWeight::get().writes(4))
	}
	/// - Storage: `DeviceRegistry::Devices` (r:1 w:1)
	/// - Proof: `DeviceRegistry::Devices` (`max_values`: None, `max_size`: Some(300), added: 2775, mode: `MaxEncodedLen`)
	/// - Storage: `Timestamp::Now` (r:1 w:0)
	/// - Proof: `Timestamp::Now` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	/// - Storage: `AssetLifecycle::DeviceUses` (r:1 w:0)
	/// - Proof: `AssetLifecycle::DeviceUses` (`max_values`: None, `max_size`: Some(70), added: 2545, mode: `MaxEncodedLen`)
	/// - Storage: `Automation::Actuators` (r:1 w:0)
	/// - Proof: `Automation::Actuators` (`max_values`: None, `max_size`: Some(562), added: 3037, mode: `MaxEncodedLen`)
	/// - Storage: `DeviceRegistry::Offers` (r:0 w:1)
	/// - Proof: `DeviceRegistry::Offers` (`max_values`: None, `max_size`: Some(88), added: 2563, mode: `MaxEncodedLen`)
	/// - Storage: `DeviceRegistry::ProposedKeys` (r:0 w:1)
	/// - Proof: `DeviceRegistry::ProposedKeys` (`max_values`: None, `max_size`: Some(94), added: 2569, mode: `MaxEncodedLen`)
	/// - Storage: `Automation::Legacies` (r:0 w:1)
	/// - Proof: `Automation::Legacies` (`max_values`: None, `max_size`: Some(785), added: 3260, mode: `MaxEncodedLen`)
	fn retire() -> Weight {
		// Recorded proof size: 526 bytes.
		// Minimum execution time: 30_815_000 picoseconds.
		Weight::from_parts(32_628_000, 4027)
			.saturating_add(DbWeight::get().reads(4))
			.saturating_add(DbWeight::get().writes(4))
	}
	/// - Storage: `DeviceRegistry::Devices` (r:1 w:1)
	/// - Proof: `DeviceRegistry::Devices` (`max_values`: None, `max_size`: Some(300), added: 2775, mode: `MaxEncodedLen`)
	/// - Storage: `Timestamp::Now` (r:1 w:0)
	/// - Proof: `Timestamp::Now` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	/// - Storage: `System::Account` (r:1 w:1)
	/// - Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	/// - Storage: `Balances::Holds` (r:1 w:1)
	/// - Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(715), added: 3190, mode: `MaxEncodedLen`)
	/// - Storage: `DeviceRegistry::Gateways` (r:17 w:16)
	/// - Proof: `DeviceRegistry::Gateways` (`max_values`: None, `max_size`: Some(145), added: 2620, mode: `MaxEncodedLen`)
	/// - Storage: `DeviceRegistry::ModelUses` (r:1 w:1)
	/// - Proof: `DeviceRegistry::ModelUses` (`max_values`: None, `max_size`: Some(16), added: 2491, mode: `MaxEncodedLen`)
	/// - Storage: `DeviceRegistry::DevicesOf` (r:0 w:1)
	/// - Proof: `DeviceRegistry::DevicesOf` (`max_values`: None, `max_size`: Some(96), added: 2571, mode: `MaxEncodedLen`)
	/// - Storage: `DeviceRegistry::PastKeys` (r:0 w:15)
	/// - Proof: `DeviceRegistry::PastKeys` (`max_values`: None, `max_size`: Some(110), added: 2585, mode: `MaxEncodedLen`)
	/// - Storage: `DeviceRegistry::GatewayCounts` (r:0 w:1)
	/// - Proof: `DeviceRegistry::GatewayCounts` (`max_values`: None, `max_size`: Some(53), added: 2528, mode: `MaxEncodedLen`)
	fn drop_device() -> Weight {
		// Recorded proof size: 2776 bytes.
		// Minimum execution time: 787_833_000 picoseconds.
		Weight::from_parts(821_813_000, 45530)
			.saturating_add(DbWeight::get().reads(22))
			.saturating_add(DbWeight::get().writes(37))
	}
	/// - Storage: `Consortium::Members` (r:1 w:0)
	/// - Proof: `Consortium::Members` (`max_values`: None, `max_size`: Some(52), added: 2527, mode: `MaxEncodedLen`)
	/// - Storage: `Consortium::Organizations` (r:1 w:0)
	/// - Proof: `Consortium::Organizations` (`max_values`: None, `max_size`: Some(117), added: 2592, mode: `MaxEncodedLen`)
	/// - Storage: `DeviceRegistry::Devices` (r:1 w:0)
	/// - Proof: `DeviceRegistry::Devices` (`max_values`: None, `max_size`: Some(300), added: 2775, mode: `MaxEncodedLen`)
	/// - Storage: `Timestamp::Now` (r:1 w:0)
	/// - Proof: `Timestamp::Now` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	/// - Storage: `DeviceRegistry::Offers` (r:0 w:1)
	/// - Proof: `DeviceRegistry::Offers` (`max_values`: None, `max_size`: Some(88), added: 2563, mode: `MaxEncodedLen`)
	fn offer_transfer() -> Weight {
		// Recorded proof size: 1074 bytes.
		// Minimum execution time: 26_079_000 picoseconds.
		Weight::from_parts(27_982_000, 3765)
			.saturating_add(DbWeight::get().reads(4))
			.saturating_add(DbWeight::get().writes(1))
	}
	/// - Storage: `Consortium::Members` (r:2 w:0)
	/// - Proof: `Consortium::Members` (`max_values`: None, `max_size`: Some(52), added: 2527, mode: `MaxEncodedLen`)
	/// - Storage: `Consortium::Organizations` (r:2 w:0)
	/// - Proof: `Consortium::Organizations` (`max_values`: None, `max_size`: Some(117), added: 2592, mode: `MaxEncodedLen`)
	/// - Storage: `DeviceRegistry::Devices` (r:1 w:1)
	/// - Proof: `DeviceRegistry::Devices` (`max_values`: None, `max_size`: Some(300), added: 2775, mode: `MaxEncodedLen`)
	/// - Storage: `DeviceRegistry::Offers` (r:1 w:1)
	/// - Proof: `DeviceRegistry::Offers` (`max_values`: None, `max_size`: Some(88), added: 2563, mode: `MaxEncodedLen`)
	/// - Storage: `Timestamp::Now` (r:1 w:0)
	/// - Proof: `Timestamp::Now` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	/// - Storage: `AssetLifecycle::DeviceUses` (r:1 w:0)
	/// - Proof: `AssetLifecycle::DeviceUses` (`max_values`: None, `max_size`: Some(70), added: 2545, mode: `MaxEncodedLen`)
	/// - Storage: `EnergyMarket::PointsByDevice` (r:1 w:0)
	/// - Proof: `EnergyMarket::PointsByDevice` (`max_values`: None, `max_size`: Some(113), added: 2588, mode: `MaxEncodedLen`)
	/// - Storage: `System::Account` (r:2 w:2)
	/// - Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	/// - Storage: `Balances::Holds` (r:2 w:2)
	/// - Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(715), added: 3190, mode: `MaxEncodedLen`)
	/// - Storage: `DeviceRegistry::Gateways` (r:17 w:16)
	/// - Proof: `DeviceRegistry::Gateways` (`max_values`: None, `max_size`: Some(145), added: 2620, mode: `MaxEncodedLen`)
	/// - Storage: `Automation::Actuators` (r:1 w:0)
	/// - Proof: `Automation::Actuators` (`max_values`: None, `max_size`: Some(562), added: 3037, mode: `MaxEncodedLen`)
	/// - Storage: `DeviceRegistry::DevicesOf` (r:0 w:2)
	/// - Proof: `DeviceRegistry::DevicesOf` (`max_values`: None, `max_size`: Some(96), added: 2571, mode: `MaxEncodedLen`)
	/// - Storage: `DeviceRegistry::ProposedKeys` (r:0 w:1)
	/// - Proof: `DeviceRegistry::ProposedKeys` (`max_values`: None, `max_size`: Some(94), added: 2569, mode: `MaxEncodedLen`)
	/// - Storage: `DeviceRegistry::GatewayCounts` (r:0 w:1)
	/// - Proof: `DeviceRegistry::GatewayCounts` (`max_values`: None, `max_size`: Some(53), added: 2528, mode: `MaxEncodedLen`)
	fn accept_transfer() -> Weight {
		// Recorded proof size: 4106 bytes.
		// Minimum execution time: 791_748_000 picoseconds.
		Weight::from_parts(807_602_000, 45530)
			.saturating_add(DbWeight::get().reads(31))
			.saturating_add(DbWeight::get().writes(26))
	}
	/// - Storage: `DeviceRegistry::Devices` (r:1 w:0)
	/// - Proof: `DeviceRegistry::Devices` (`max_values`: None, `max_size`: Some(300), added: 2775, mode: `MaxEncodedLen`)
	/// - Storage: `DeviceRegistry::Offers` (r:1 w:1)
	/// - Proof: `DeviceRegistry::Offers` (`max_values`: None, `max_size`: Some(88), added: 2563, mode: `MaxEncodedLen`)
	fn cancel_transfer() -> Weight {
		// Recorded proof size: 527 bytes.
		// Minimum execution time: 16_124_000 picoseconds.
		Weight::from_parts(16_735_000, 3765)
			.saturating_add(DbWeight::get().reads(2))
			.saturating_add(DbWeight::get().writes(1))
	}
	/// - Storage: `Consortium::Members` (r:1 w:0)
	/// - Proof: `Consortium::Members` (`max_values`: None, `max_size`: Some(52), added: 2527, mode: `MaxEncodedLen`)
	/// - Storage: `Consortium::Organizations` (r:1 w:0)
	/// - Proof: `Consortium::Organizations` (`max_values`: None, `max_size`: Some(117), added: 2592, mode: `MaxEncodedLen`)
	/// - Storage: `DeviceRegistry::Devices` (r:1 w:1)
	/// - Proof: `DeviceRegistry::Devices` (`max_values`: None, `max_size`: Some(300), added: 2775, mode: `MaxEncodedLen`)
	fn set_metadata() -> Weight {
		// Recorded proof size: 933 bytes.
		// Minimum execution time: 24_927_000 picoseconds.
		Weight::from_parts(26_299_000, 3765)
			.saturating_add(DbWeight::get().reads(3))
			.saturating_add(DbWeight::get().writes(1))
	}
	/// - Storage: `Consortium::Members` (r:2 w:0)
	/// - Proof: `Consortium::Members` (`max_values`: None, `max_size`: Some(52), added: 2527, mode: `MaxEncodedLen`)
	/// - Storage: `Consortium::Organizations` (r:1 w:0)
	/// - Proof: `Consortium::Organizations` (`max_values`: None, `max_size`: Some(117), added: 2592, mode: `MaxEncodedLen`)
	/// - Storage: `DeviceRegistry::Devices` (r:1 w:1)
	/// - Proof: `DeviceRegistry::Devices` (`max_values`: None, `max_size`: Some(300), added: 2775, mode: `MaxEncodedLen`)
	/// - Storage: `Timestamp::Now` (r:1 w:0)
	/// - Proof: `Timestamp::Now` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	fn set_calibration() -> Weight {
		// Recorded proof size: 1007 bytes.
		// Minimum execution time: 29_554_000 picoseconds.
		Weight::from_parts(30_636_000, 6044)
			.saturating_add(DbWeight::get().reads(5))
			.saturating_add(DbWeight::get().writes(1))
	}
	/// - Storage: `Consortium::Members` (r:1 w:0)
	/// - Proof: `Consortium::Members` (`max_values`: None, `max_size`: Some(52), added: 2527, mode: `MaxEncodedLen`)
	/// - Storage: `Consortium::Organizations` (r:1 w:0)
	/// - Proof: `Consortium::Organizations` (`max_values`: None, `max_size`: Some(117), added: 2592, mode: `MaxEncodedLen`)
	/// - Storage: `DeviceRegistry::Devices` (r:1 w:1)
	/// - Proof: `DeviceRegistry::Devices` (`max_values`: None, `max_size`: Some(300), added: 2775, mode: `MaxEncodedLen`)
	/// - Storage: `Timestamp::Now` (r:1 w:0)
	/// - Proof: `Timestamp::Now` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	fn end_calibration() -> Weight {
		// Recorded proof size: 1059 bytes.
		// Minimum execution time: 27_211_000 picoseconds.
		Weight::from_parts(28_622_000, 3765)
			.saturating_add(DbWeight::get().reads(4))
			.saturating_add(DbWeight::get().writes(1))
	}
	/// - Storage: `Consortium::Members` (r:2 w:0)
	/// - Proof: `Consortium::Members` (`max_values`: None, `max_size`: Some(52), added: 2527, mode: `MaxEncodedLen`)
	/// - Storage: `Consortium::Organizations` (r:2 w:0)
	/// - Proof: `Consortium::Organizations` (`max_values`: None, `max_size`: Some(117), added: 2592, mode: `MaxEncodedLen`)
	/// - Storage: `DeviceRegistry::Devices` (r:1 w:0)
	/// - Proof: `DeviceRegistry::Devices` (`max_values`: None, `max_size`: Some(300), added: 2775, mode: `MaxEncodedLen`)
	/// - Storage: `DeviceRegistry::Gateways` (r:1 w:1)
	/// - Proof: `DeviceRegistry::Gateways` (`max_values`: None, `max_size`: Some(145), added: 2620, mode: `MaxEncodedLen`)
	/// - Storage: `DeviceRegistry::GatewayCounts` (r:1 w:1)
	/// - Proof: `DeviceRegistry::GatewayCounts` (`max_values`: None, `max_size`: Some(53), added: 2528, mode: `MaxEncodedLen`)
	/// - Storage: `System::Account` (r:1 w:1)
	/// - Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	/// - Storage: `Balances::Holds` (r:1 w:1)
	/// - Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(715), added: 3190, mode: `MaxEncodedLen`)
	fn authorize_gateway() -> Weight {
		// Recorded proof size: 2671 bytes.
		// Minimum execution time: 144_174_000 picoseconds.
		Weight::from_parts(150_293_000, 6174)
			.saturating_add(DbWeight::get().reads(9))
			.saturating_add(DbWeight::get().writes(4))
	}
	/// - Storage: `DeviceRegistry::Devices` (r:1 w:0)
	/// - Proof: `DeviceRegistry::Devices` (`max_values`: None, `max_size`: Some(300), added: 2775, mode: `MaxEncodedLen`)
	/// - Storage: `DeviceRegistry::Gateways` (r:1 w:1)
	/// - Proof: `DeviceRegistry::Gateways` (`max_values`: None, `max_size`: Some(145), added: 2620, mode: `MaxEncodedLen`)
	/// - Storage: `AssetLifecycle::DeviceUses` (r:1 w:0)
	/// - Proof: `AssetLifecycle::DeviceUses` (`max_values`: None, `max_size`: Some(70), added: 2545, mode: `MaxEncodedLen`)
	/// - Storage: `EnergyMarket::PointsByDevice` (r:1 w:0)
	/// - Proof: `EnergyMarket::PointsByDevice` (`max_values`: None, `max_size`: Some(113), added: 2588, mode: `MaxEncodedLen`)
	/// - Storage: `System::Account` (r:1 w:1)
	/// - Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	/// - Storage: `Balances::Holds` (r:1 w:1)
	/// - Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(715), added: 3190, mode: `MaxEncodedLen`)
	/// - Storage: `DeviceRegistry::GatewayCounts` (r:1 w:1)
	/// - Proof: `DeviceRegistry::GatewayCounts` (`max_values`: None, `max_size`: Some(53), added: 2528, mode: `MaxEncodedLen`)
	fn deauthorize_gateway() -> Weight {
		// Recorded proof size: 1432 bytes.
		// Minimum execution time: 82_462_000 picoseconds.
		Weight::from_parts(89_313_000, 4180)
			.saturating_add(DbWeight::get().reads(7))
			.saturating_add(DbWeight::get().writes(4))
	}
	/// - Storage: `DeviceRegistry::Devices` (r:1 w:1)
	/// - Proof: `DeviceRegistry::Devices` (`max_values`: None, `max_size`: Some(300), added: 2775, mode: `MaxEncodedLen`)
	/// - Storage: `DeviceRegistry::PastKeys` (r:1 w:0)
	/// - Proof: `DeviceRegistry::PastKeys` (`max_values`: None, `max_size`: Some(110), added: 2585, mode: `MaxEncodedLen`)
	/// - Storage: `DeviceRegistry::Models` (r:1 w:0)
	/// - Proof: `DeviceRegistry::Models` (`max_values`: None, `max_size`: Some(9173), added: 11648, mode: `MaxEncodedLen`)
	/// - Storage: `DeviceRegistry::Gateways` (r:2 w:0)
	/// - Proof: `DeviceRegistry::Gateways` (`max_values`: None, `max_size`: Some(145), added: 2620, mode: `MaxEncodedLen`)
	/// - Storage: `Consortium::Members` (r:2 w:0)
	/// - Proof: `Consortium::Members` (`max_values`: None, `max_size`: Some(52), added: 2527, mode: `MaxEncodedLen`)
	/// - Storage: `Consortium::Organizations` (r:2 w:0)
	/// - Proof: `Consortium::Organizations` (`max_values`: None, `max_size`: Some(117), added: 2592, mode: `MaxEncodedLen`)
	fn device_facts() -> Weight {
		// Recorded proof size: 10942 bytes.
		// Minimum execution time: 85_448_000 picoseconds.
		Weight::from_parts(87_971_000, 12638)
			.saturating_add(DbWeight::get().reads(9))
			.saturating_add(DbWeight::get().writes(1))
	}
	fn verify_p256() -> Weight {
		// Recorded proof size: 0 bytes.
		// Minimum execution time: 1_515_185_000 picoseconds.
		Weight::from_parts(1_545_180_000, 0)
	}
	fn verify_secp256k1() -> Weight {
		// Recorded proof size: 0 bytes.
		// Minimum execution time: 74_621_000 picoseconds.
		Weight::from_parts(74_801_000, 0)
	}
}

/// For tests: the measured weights on ParityDB.
impl WeightInfo for () {
	fn define_model(c: u32, ) -> Weight {
		MeasuredWeight::<ParityDbWeight>::define_model(c, )
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
	fn claim(n: u32, ) -> Weight {
		MeasuredWeight::<ParityDbWeight>::claim(n, )
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
	fn end_calibration() -> Weight {
		MeasuredWeight::<ParityDbWeight>::end_calibration()
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
	fn verify_p256() -> Weight {
		MeasuredWeight::<ParityDbWeight>::verify_p256()
	}
	fn verify_secp256k1() -> Weight {
		MeasuredWeight::<ParityDbWeight>::verify_secp256k1()
	}
}
