//! Weights of `pallet_device_registry`, measured in the Tallystick runtime.
//!
//! Written by a program; do not edit. To measure again:
//! `STEPS=20 REPEAT=10 ./scripts/benchmark.sh pallet_device_registry`
//!
//! - frame-benchmarking-cli 64.0.0, 2026-11-22, host `two-core-vm`, CPU `Intel(R) Xeon(R) Processor`
//! - steps: 20, repeat: 10, WASM execution: Compiled, analysis: MinSquares
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
	/// - Storage: `System::Account` (r:1 w:1)
	/// - Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	/// - Storage: `Balances::Holds` (r:1 w:1)
	/// - Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(229), added: 2704, mode: `MaxEncodedLen`)
	/// - Storage: `DeviceRegistry::Models` (r:0 w:1)
	/// - Proof: `DeviceRegistry::Models` (`max_values`: None, `max_size`: Some(5237), added: 7712, mode: `MaxEncodedLen`)
	fn define_model(c: u32, ) -> Weight {
		// Recorded proof size: 632 bytes.
		// Minimum execution time: 87_350_000 picoseconds.
		Weight::from_parts(92_319_273, 3694)
			// Standard error: 20_799
			.saturating_add(Weight::from_parts(467_715, 0).saturating_mul(c.into()))
			.saturating_add(DbWeight::get().reads(5))
			.saturating_add(DbWeight::get().writes(4))
	}
	/// - Storage: `DeviceRegistry::Models` (r:1 w:1)
	/// - Proof: `DeviceRegistry::Models` (`max_values`: None, `max_size`: Some(5237), added: 7712, mode: `MaxEncodedLen`)
	/// - Storage: `DeviceRegistry::ModelUses` (r:1 w:0)
	/// - Proof: `DeviceRegistry::ModelUses` (`max_values`: None, `max_size`: Some(16), added: 2491, mode: `MaxEncodedLen`)
	/// - Storage: `System::Account` (r:1 w:1)
	/// - Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	/// - Storage: `Balances::Holds` (r:1 w:1)
	/// - Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(229), added: 2704, mode: `MaxEncodedLen`)
	fn drop_model() -> Weight {
		// Recorded proof size: 5522 bytes.
		// Minimum execution time: 87_496_000 picoseconds.
		Weight::from_parts(90_173_000, 8702)
			.saturating_add(DbWeight::get().reads(4))
			.saturating_add(DbWeight::get().writes(3))
	}
	/// - Storage: `Consortium::Members` (r:1 w:0)
	/// - Proof: `Consortium::Members` (`max_values`: None, `max_size`: Some(52), added: 2527, mode: `MaxEncodedLen`)
	/// - Storage: `Consortium::Organizations` (r:1 w:0)
	/// - Proof: `Consortium::Organizations` (`max_values`: None, `max_size`: Some(117), added: 2592, mode: `MaxEncodedLen`)
	/// - Storage: `DeviceRegistry::Models` (r:1 w:0)
	/// - Proof: `DeviceRegistry::Models` (`max_values`: None, `max_size`: Some(5237), added: 7712, mode: `MaxEncodedLen`)
	/// - Storage: `DeviceRegistry::NextLotId` (r:1 w:1)
	/// - Proof: `DeviceRegistry::NextLotId` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
	/// - Storage: `System::Account` (r:1 w:1)
	/// - Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	/// - Storage: `Balances::Holds` (r:1 w:1)
	/// - Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(229), added: 2704, mode: `MaxEncodedLen`)
	/// - Storage: `DeviceRegistry::ModelUses` (r:1 w:1)
	/// - Proof: `DeviceRegistry::ModelUses` (`max_values`: None, `max_size`: Some(16), added: 2491, mode: `MaxEncodedLen`)
	/// - Storage: `DeviceRegistry::Lots` (r:0 w:1)
	/// - Proof: `DeviceRegistry::Lots` (`max_values`: None, `max_size`: Some(104), added: 2579, mode: `MaxEncodedLen`)
	fn post_lot() -> Weight {
		// Recorded proof size: 5974 bytes.
		// Minimum execution time: 113_531_000 picoseconds.
		Weight::from_parts(117_704_000, 8702)
			.saturating_add(DbWeight::get().reads(7))
			.saturating_add(DbWeight::get().writes(5))
	}
	/// - Storage: `DeviceRegistry::Lots` (r:1 w:1)
	/// - Proof: `DeviceRegistry::Lots` (`max_values`: None, `max_size`: Some(104), added: 2579, mode: `MaxEncodedLen`)
	/// - Storage: `DeviceRegistry::Models` (r:1 w:0)
	/// - Proof: `DeviceRegistry::Models` (`max_values`: None, `max_size`: Some(5237), added: 7712, mode: `MaxEncodedLen`)
	/// - Storage: `System::Account` (r:1 w:1)
	/// - Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	/// - Storage: `Balances::Holds` (r:1 w:1)
	/// - Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(229), added: 2704, mode: `MaxEncodedLen`)
	/// - Storage: `DeviceRegistry::ModelUses` (r:1 w:1)
	/// - Proof: `DeviceRegistry::ModelUses` (`max_values`: None, `max_size`: Some(16), added: 2491, mode: `MaxEncodedLen`)
	fn close_lot() -> Weight {
		// Recorded proof size: 5731 bytes.
		// Minimum execution time: 96_483_000 picoseconds.
		Weight::from_parts(101_011_000, 8702)
			.saturating_add(DbWeight::get().reads(5))
			.saturating_add(DbWeight::get().writes(4))
	}
	/// - Storage: `Consortium::Members` (r:1 w:0)
	/// - Proof: `Consortium::Members` (`max_values`: None, `max_size`: Some(52), added: 2527, mode: `MaxEncodedLen`)
	/// - Storage: `Consortium::Organizations` (r:1 w:0)
	/// - Proof: `Consortium::Organizations` (`max_values`: None, `max_size`: Some(117), added: 2592, mode: `MaxEncodedLen`)
	/// - Storage: `DeviceRegistry::Models` (r:1 w:0)
	/// - Proof: `DeviceRegistry::Models` (`max_values`: None, `max_size`: Some(5237), added: 7712, mode: `MaxEncodedLen`)
	/// - Storage: `Timestamp::Now` (r:1 w:0)
	/// - Proof: `Timestamp::Now` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	/// - Storage: `DeviceRegistry::UsedKeys` (r:1 w:1)
	/// - Proof: `DeviceRegistry::UsedKeys` (`max_values`: None, `max_size`: Some(64), added: 2539, mode: `MaxEncodedLen`)
	/// - Storage: `System::BlockHash` (r:1 w:0)
	/// - Proof: `System::BlockHash` (`max_values`: None, `max_size`: Some(44), added: 2519, mode: `MaxEncodedLen`)
	/// - Storage: `DeviceRegistry::ModelUses` (r:1 w:1)
	/// - Proof: `DeviceRegistry::ModelUses` (`max_values`: None, `max_size`: Some(16), added: 2491, mode: `MaxEncodedLen`)
	/// - Storage: `System::Account` (r:1 w:1)
	/// - Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	/// - Storage: `Balances::Holds` (r:1 w:1)
	/// - Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(229), added: 2704, mode: `MaxEncodedLen`)
	/// - Storage: `DeviceRegistry::DevicesOf` (r:0 w:1)
	/// - Proof: `DeviceRegistry::DevicesOf` (`max_values`: None, `max_size`: Some(96), added: 2571, mode: `MaxEncodedLen`)
	/// - Storage: `DeviceRegistry::Devices` (r:0 w:1)
	/// - Proof: `DeviceRegistry::Devices` (`max_values`: None, `max_size`: Some(252), added: 2727, mode: `MaxEncodedLen`)
	fn register() -> Weight {
		// Recorded proof size: 6102 bytes.
		// Minimum execution time: 3_135_999_000 picoseconds.
		Weight::from_parts(3_255_479_000, 8702)
			.saturating_add(DbWeight::get().reads(9))
			.saturating_add(DbWeight::get().writes(6))
	}
	/// - `n` ranges over `0..=32`
	/// - Storage: `Consortium::Members` (r:1 w:0)
	/// - Proof: `Consortium::Members` (`max_values`: None, `max_size`: Some(52), added: 2527, mode: `MaxEncodedLen`)
	/// - Storage: `Consortium::Organizations` (r:1 w:0)
	/// - Proof: `Consortium::Organizations` (`max_values`: None, `max_size`: Some(117), added: 2592, mode: `MaxEncodedLen`)
	/// - Storage: `DeviceRegistry::Lots` (r:1 w:1)
	/// - Proof: `DeviceRegistry::Lots` (`max_values`: None, `max_size`: Some(104), added: 2579, mode: `MaxEncodedLen`)
	/// - Storage: `Timestamp::Now` (r:1 w:0)
	/// - Proof: `Timestamp::Now` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	/// - Storage: `DeviceRegistry::UsedKeys` (r:1 w:1)
	/// - Proof: `DeviceRegistry::UsedKeys` (`max_values`: None, `max_size`: Some(64), added: 2539, mode: `MaxEncodedLen`)
	/// - Storage: `System::BlockHash` (r:1 w:0)
	/// - Proof: `System::BlockHash` (`max_values`: None, `max_size`: Some(44), added: 2519, mode: `MaxEncodedLen`)
	/// - Storage: `DeviceRegistry::ModelUses` (r:1 w:1)
	/// - Proof: `DeviceRegistry::ModelUses` (`max_values`: None, `max_size`: Some(16), added: 2491, mode: `MaxEncodedLen`)
	/// - Storage: `System::Account` (r:1 w:1)
	/// - Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	/// - Storage: `Balances::Holds` (r:1 w:1)
	/// - Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(229), added: 2704, mode: `MaxEncodedLen`)
	/// - Storage: `DeviceRegistry::DevicesOf` (r:0 w:1)
	/// - Proof: `DeviceRegistry::DevicesOf` (`max_values`: None, `max_size`: Some(96), added: 2571, mode: `MaxEncodedLen`)
	/// - Storage: `DeviceRegistry::Devices` (r:0 w:1)
	/// - Proof: `DeviceRegistry::Devices` (`max_values`: None, `max_size`: Some(252), added: 2727, mode: `MaxEncodedLen`)
	fn claim(n: u32, ) -> Weight {
		// Recorded proof size: 1084 bytes.
		// Minimum execution time: 1_606_540_000 picoseconds.
		Weight::from_parts(1_651_867_212, 3694)
			// Standard error: 232_423
			.saturating_add(Weight::from_parts(821_915, 0).saturating_mul(n.into()))
			.saturating_add(DbWeight::get().reads(9))
			.saturating_add(DbWeight::get().writes(7))
	}
	/// - Storage: `DeviceRegistry::Devices` (r:1 w:1)
	/// - Proof: `DeviceRegistry::Devices` (`max_values`: None, `max_size`: Some(252), added: 2727, mode: `MaxEncodedLen`)
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
		// Recorded proof size: 563 bytes.
		// Minimum execution time: 41_835_000 picoseconds.
		Weight::from_parts(47_015_000, 17871)
			.saturating_add(DbWeight::get().reads(3))
			.saturating_add(DbWeight::get().writes(5))
	}
	/// - Storage: `DeviceRegistry::Devices` (r:1 w:0)
	/// - Proof: `DeviceRegistry::Devices` (`max_values`: None, `max_size`: Some(252), added: 2727, mode: `MaxEncodedLen`)
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
		// Recorded proof size: 1009 bytes.
		// Minimum execution time: 3_102_165_000 picoseconds.
		Weight::from_parts(3_514_128_000, 3717)
			.saturating_add(DbWeight::get().reads(6))
	}
	/// - Storage: `Consortium::Members` (r:1 w:0)
	/// - Proof: `Consortium::Members` (`max_values`: None, `max_size`: Some(52), added: 2527, mode: `MaxEncodedLen`)
	/// - Storage: `Consortium::Organizations` (r:1 w:0)
	/// - Proof: `Consortium::Organizations` (`max_values`: None, `max_size`: Some(117), added: 2592, mode: `MaxEncodedLen`)
	/// - Storage: `DeviceRegistry::Devices` (r:1 w:0)
	/// - Proof: `DeviceRegistry::Devices` (`max_values`: None, `max_size`: Some(252), added: 2727, mode: `MaxEncodedLen`)
	/// - Storage: `DeviceRegistry::ProposedKeys` (r:1 w:1)
	/// - Proof: `DeviceRegistry::ProposedKeys` (`max_values`: None, `max_size`: Some(94), added: 2569, mode: `MaxEncodedLen`)
	/// - Storage: `Timestamp::Now` (r:1 w:0)
	/// - Proof: `Timestamp::Now` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	/// - Storage: `DeviceRegistry::UsedKeys` (r:1 w:0)
	/// - Proof: `DeviceRegistry::UsedKeys` (`max_values`: None, `max_size`: Some(64), added: 2539, mode: `MaxEncodedLen`)
	/// - Storage: `System::BlockHash` (r:1 w:0)
	/// - Proof: `System::BlockHash` (`max_values`: None, `max_size`: Some(44), added: 2519, mode: `MaxEncodedLen`)
	fn propose_key() -> Weight {
		// Recorded proof size: 1009 bytes.
		// Minimum execution time: 1_560_601_000 picoseconds.
		Weight::from_parts(2_964_820_000, 3717)
			.saturating_add(DbWeight::get().reads(7))
			.saturating_add(DbWeight::get().writes(1))
	}
	/// - Storage: `DeviceRegistry::Devices` (r:1 w:1)
	/// - Proof: `DeviceRegistry::Devices` (`max_values`: None, `max_size`: Some(252), added: 2727, mode: `MaxEncodedLen`)
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
		// Recorded proof size: 701 bytes.
		// Minimum execution time: 99_877_000 picoseconds.
		Weight::from_parts(118_449_000, 17871)
			.saturating_add(DbWeight::get().reads(5))
			.saturating_add(DbWeight::get().writes(5))
	}
	/// - Storage: `DeviceRegistry::Devices` (r:1 w:0)
	/// - Proof: `DeviceRegistry::Devices` (`max_values`: None, `max_size`: Some(252), added: 2727, mode: `MaxEncodedLen`)
	/// - Storage: `DeviceRegistry::ProposedKeys` (r:1 w:1)
	/// - Proof: `DeviceRegistry::ProposedKeys` (`max_values`: None, `max_size`: Some(94), added: 2569, mode: `MaxEncodedLen`)
	fn cancel_rotation() -> Weight {
		// Recorded proof size: 494 bytes.
		// Minimum execution time: 24_184_000 picoseconds.
		Weight::from_parts(25_155_000, 3717)
			.saturating_add(DbWeight::get().reads(2))
			.saturating_add(DbWeight::get().writes(1))
	}
	/// - Storage: `DeviceRegistry::Devices` (r:1 w:1)
	/// - Proof: `DeviceRegistry::Devices` (`max_values`: None, `max_size`: Some(252), added: 2727, mode: `MaxEncodedLen`)
	fn suspend() -> Weight {
		// Recorded proof size: 376 bytes.
		// Minimum execution time: 20_262_000 picoseconds.
		Weight::from_parts(20_984_000, 3717)
			.saturating_add(DbWeight::get().reads(1))
			.saturating_add(DbWeight::get().writes(1))
	}
	/// - Storage: `Consortium::Members` (r:1 w:0)
	/// - Proof: `Consortium::Members` (`max_values`: None, `max_size`: Some(52), added: 2527, mode: `MaxEncodedLen`)
	/// - Storage: `Consortium::Organizations` (r:1 w:0)
	/// - Proof: `Consortium::Organizations` (`max_values`: None, `max_size`: Some(117), added: 2592, mode: `MaxEncodedLen`)
	/// - Storage: `DeviceRegistry::Devices` (r:1 w:1)
	/// - Proof: `DeviceRegistry::Devices` (`max_values`: None, `max_size`: Some(252), added: 2727, mode: `MaxEncodedLen`)
	fn resume() -> Weight {
		// Recorded proof size: 828 bytes.
		// Minimum execution time: 35_266_000 picoseconds.
		Weight::from_parts(36_942_000, 3717)
			.saturating_add(DbWeight::get().reads(3))
			.saturating_add(DbWeight::get().writes(1))
	}
	/// - Storage: `DeviceRegistry::Devices` (r:1 w:1)
	/// - Proof: `DeviceRegistry::Devices` (`max_values`: None, `max_size`: Some(252), added: 2727, mode: `MaxEncodedLen`)
	/// - Storage: `DeviceRegistry::Models` (r:1 w:0)
	/// - Proof: `DeviceRegistry::Models` (`max_values`: None, `max_size`: Some(5237), added: 7712, mode: `MaxEncodedLen`)
	/// - Storage: `Consortium::Members` (r:1 w:0)
	/// - Proof: `Consortium::Members` (`max_values`: None, `max_size`: Some(52), added: 2527, mode: `MaxEncodedLen`)
	/// - Storage: `Consortium::Organizations` (r:1 w:0)
	/// - Proof: `Consortium::Organizations` (`max_values`: None, `max_size`: Some(117), added: 2592, mode: `MaxEncodedLen`)
	/// - Storage: `Timestamp::Now` (r:1 w:0)
	/// - Proof: `Timestamp::Now` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	/// - Storage: `DeviceRegistry::Offers` (r:0 w:1)
	/// - Proof: `DeviceRegistry::Offers` (`max_values`: None, `max_size`: Some(88), added: 2563, mode: `MaxEncodedLen`)
	/// - Storage: `DeviceRegistry::ProposedKeys` (r:0 w:1)
	/// - Proof: `DeviceRegistry::ProposedKeys` (`max_values`: None, `max_size`: Some(94), added: 2569, mode: `MaxEncodedLen`)
	fn revoke() -> Weight {
		// Recorded proof size: 6229 bytes.
		// Minimum execution time: 81_017_000 picoseconds.
		Weight::from_parts(88_762_000, 8702)
			.saturating_add(DbWeight::get().reads(5))
			.saturating_add(DbWeight::get().writes(3))
	}
	/// - Storage: `DeviceRegistry::Devices` (r:1 w:1)
	/// - Proof: `DeviceRegistry::Devices` (`max_values`: None, `max_size`: Some(252), added: 2727, mode: `MaxEncodedLen`)
	/// - Storage: `Timestamp::Now` (r:1 w:0)
	/// - Proof: `Timestamp::Now` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	/// - Storage: `DeviceRegistry::Offers` (r:0 w:1)
	/// - Proof: `DeviceRegistry::Offers` (`max_values`: None, `max_size`: Some(88), added: 2563, mode: `MaxEncodedLen`)
	/// - Storage: `DeviceRegistry::ProposedKeys` (r:0 w:1)
	/// - Proof: `DeviceRegistry::ProposedKeys` (`max_values`: None, `max_size`: Some(94), added: 2569, mode: `MaxEncodedLen`)
	fn retire() -> Weight {
		// Recorded proof size: 483 bytes.
		// Minimum execution time: 31_667_000 picoseconds.
		Weight::from_parts(38_185_000, 3717)
			.saturating_add(DbWeight::get().reads(2))
			.saturating_add(DbWeight::get().writes(3))
	}
	/// - Storage: `DeviceRegistry::Devices` (r:1 w:1)
	/// - Proof: `DeviceRegistry::Devices` (`max_values`: None, `max_size`: Some(252), added: 2727, mode: `MaxEncodedLen`)
	/// - Storage: `Timestamp::Now` (r:1 w:0)
	/// - Proof: `Timestamp::Now` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	/// - Storage: `System::Account` (r:1 w:1)
	/// - Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	/// - Storage: `Balances::Holds` (r:1 w:1)
	/// - Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(229), added: 2704, mode: `MaxEncodedLen`)
	/// - Storage: `DeviceRegistry::Gateways` (r:17 w:16)
	/// - Proof: `DeviceRegistry::Gateways` (`max_values`: None, `max_size`: Some(113), added: 2588, mode: `MaxEncodedLen`)
	/// - Storage: `DeviceRegistry::ModelUses` (r:1 w:1)
	/// - Proof: `DeviceRegistry::ModelUses` (`max_values`: None, `max_size`: Some(16), added: 2491, mode: `MaxEncodedLen`)
	/// - Storage: `DeviceRegistry::DevicesOf` (r:0 w:1)
	/// - Proof: `DeviceRegistry::DevicesOf` (`max_values`: None, `max_size`: Some(96), added: 2571, mode: `MaxEncodedLen`)
	/// - Storage: `DeviceRegistry::PastKeys` (r:0 w:15)
	/// - Proof: `DeviceRegistry::PastKeys` (`max_values`: None, `max_size`: Some(110), added: 2585, mode: `MaxEncodedLen`)
	/// - Storage: `DeviceRegistry::GatewayCounts` (r:0 w:1)
	/// - Proof: `DeviceRegistry::GatewayCounts` (`max_values`: None, `max_size`: Some(53), added: 2528, mode: `MaxEncodedLen`)
	fn drop_device() -> Weight {
		// Recorded proof size: 2379 bytes.
		// Minimum execution time: 868_726_000 picoseconds.
		Weight::from_parts(884_343_000, 44986)
			.saturating_add(DbWeight::get().reads(22))
			.saturating_add(DbWeight::get().writes(37))
	}
	/// - Storage: `Consortium::Members` (r:1 w:0)
	/// - Proof: `Consortium::Members` (`max_values`: None, `max_size`: Some(52), added: 2527, mode: `MaxEncodedLen`)
	/// - Storage: `Consortium::Organizations` (r:1 w:0)
	/// - Proof: `Consortium::Organizations` (`max_values`: None, `max_size`: Some(117), added: 2592, mode: `MaxEncodedLen`)
	/// - Storage: `DeviceRegistry::Devices` (r:1 w:0)
	/// - Proof: `DeviceRegistry::Devices` (`max_values`: None, `max_size`: Some(252), added: 2727, mode: `MaxEncodedLen`)
	/// - Storage: `Timestamp::Now` (r:1 w:0)
	/// - Proof: `Timestamp::Now` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	/// - Storage: `DeviceRegistry::Offers` (r:0 w:1)
	/// - Proof: `DeviceRegistry::Offers` (`max_values`: None, `max_size`: Some(88), added: 2563, mode: `MaxEncodedLen`)
	fn offer_transfer() -> Weight {
		// Recorded proof size: 969 bytes.
		// Minimum execution time: 40_637_000 picoseconds.
		Weight::from_parts(45_560_000, 3717)
			.saturating_add(DbWeight::get().reads(4))
			.saturating_add(DbWeight::get().writes(1))
	}
	/// - Storage: `Consortium::Members` (r:2 w:0)
	/// - Proof: `Consortium::Members` (`max_values`: None, `max_size`: Some(52), added: 2527, mode: `MaxEncodedLen`)
	/// - Storage: `Consortium::Organizations` (r:2 w:0)
	/// - Proof: `Consortium::Organizations` (`max_values`: None, `max_size`: Some(117), added: 2592, mode: `MaxEncodedLen`)
	/// - Storage: `DeviceRegistry::Devices` (r:1 w:1)
	/// - Proof: `DeviceRegistry::Devices` (`max_values`: None, `max_size`: Some(252), added: 2727, mode: `MaxEncodedLen`)
	/// - Storage: `DeviceRegistry::Offers` (r:1 w:1)
	/// - Proof: `DeviceRegistry::Offers` (`max_values`: None, `max_size`: Some(88), added: 2563, mode: `MaxEncodedLen`)
	/// - Storage: `Timestamp::Now` (r:1 w:0)
	/// - Proof: `Timestamp::Now` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	/// - Storage: `System::Account` (r:2 w:2)
	/// - Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	/// - Storage: `Balances::Holds` (r:2 w:2)
	/// - Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(229), added: 2704, mode: `MaxEncodedLen`)
	/// - Storage: `DeviceRegistry::Gateways` (r:17 w:16)
	/// - Proof: `DeviceRegistry::Gateways` (`max_values`: None, `max_size`: Some(113), added: 2588, mode: `MaxEncodedLen`)
	/// - Storage: `DeviceRegistry::DevicesOf` (r:0 w:2)
	/// - Proof: `DeviceRegistry::DevicesOf` (`max_values`: None, `max_size`: Some(96), added: 2571, mode: `MaxEncodedLen`)
	/// - Storage: `DeviceRegistry::ProposedKeys` (r:0 w:1)
	/// - Proof: `DeviceRegistry::ProposedKeys` (`max_values`: None, `max_size`: Some(94), added: 2569, mode: `MaxEncodedLen`)
	/// - Storage: `DeviceRegistry::GatewayCounts` (r:0 w:1)
	/// - Proof: `DeviceRegistry::GatewayCounts` (`max_values`: None, `max_size`: Some(53), added: 2528, mode: `MaxEncodedLen`)
	fn accept_transfer() -> Weight {
		// Recorded proof size: 3573 bytes.
		// Minimum execution time: 888_345_000 picoseconds.
		Weight::from_parts(921_036_000, 44986)
			.saturating_add(DbWeight::get().reads(28))
			.saturating_add(DbWeight::get().writes(26))
	}
	/// - Storage: `DeviceRegistry::Devices` (r:1 w:0)
	/// - Proof: `DeviceRegistry::Devices` (`max_values`: None, `max_size`: Some(252), added: 2727, mode: `MaxEncodedLen`)
	/// - Storage: `DeviceRegistry::Offers` (r:1 w:1)
	/// - Proof: `DeviceRegistry::Offers` (`max_values`: None, `max_size`: Some(88), added: 2563, mode: `MaxEncodedLen`)
	fn cancel_transfer() -> Weight {
		// Recorded proof size: 488 bytes.
		// Minimum execution time: 23_748_000 picoseconds.
		Weight::from_parts(27_334_000, 3717)
			.saturating_add(DbWeight::get().reads(2))
			.saturating_add(DbWeight::get().writes(1))
	}
	/// - Storage: `Consortium::Members` (r:1 w:0)
	/// - Proof: `Consortium::Members` (`max_values`: None, `max_size`: Some(52), added: 2527, mode: `MaxEncodedLen`)
	/// - Storage: `Consortium::Organizations` (r:1 w:0)
	/// - Proof: `Consortium::Organizations` (`max_values`: None, `max_size`: Some(117), added: 2592, mode: `MaxEncodedLen`)
	/// - Storage: `DeviceRegistry::Devices` (r:1 w:1)
	/// - Proof: `DeviceRegistry::Devices` (`max_values`: None, `max_size`: Some(252), added: 2727, mode: `MaxEncodedLen`)
	fn set_metadata() -> Weight {
		// Recorded proof size: 828 bytes.
		// Minimum execution time: 36_093_000 picoseconds.
		Weight::from_parts(38_684_000, 3717)
			.saturating_add(DbWeight::get().reads(3))
			.saturating_add(DbWeight::get().writes(1))
	}
	/// - Storage: `Consortium::Members` (r:1 w:0)
	/// - Proof: `Consortium::Members` (`max_values`: None, `max_size`: Some(52), added: 2527, mode: `MaxEncodedLen`)
	/// - Storage: `Consortium::Organizations` (r:1 w:0)
	/// - Proof: `Consortium::Organizations` (`max_values`: None, `max_size`: Some(117), added: 2592, mode: `MaxEncodedLen`)
	/// - Storage: `DeviceRegistry::Devices` (r:1 w:1)
	/// - Proof: `DeviceRegistry::Devices` (`max_values`: None, `max_size`: Some(252), added: 2727, mode: `MaxEncodedLen`)
	/// - Storage: `Timestamp::Now` (r:1 w:0)
	/// - Proof: `Timestamp::Now` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	fn set_calibration() -> Weight {
		// Recorded proof size: 902 bytes.
		// Minimum execution time: 39_319_000 picoseconds.
		Weight::from_parts(42_995_000, 3717)
			.saturating_add(DbWeight::get().reads(4))
			.saturating_add(DbWeight::get().writes(1))
	}
	/// - Storage: `Consortium::Members` (r:2 w:0)
	/// - Proof: `Consortium::Members` (`max_values`: None, `max_size`: Some(52), added: 2527, mode: `MaxEncodedLen`)
	/// - Storage: `Consortium::Organizations` (r:2 w:0)
	/// - Proof: `Consortium::Organizations` (`max_values`: None, `max_size`: Some(117), added: 2592, mode: `MaxEncodedLen`)
	/// - Storage: `DeviceRegistry::Devices` (r:1 w:0)
	/// - Proof: `DeviceRegistry::Devices` (`max_values`: None, `max_size`: Some(252), added: 2727, mode: `MaxEncodedLen`)
	/// - Storage: `DeviceRegistry::Gateways` (r:1 w:1)
	/// - Proof: `DeviceRegistry::Gateways` (`max_values`: None, `max_size`: Some(113), added: 2588, mode: `MaxEncodedLen`)
	/// - Storage: `DeviceRegistry::GatewayCounts` (r:1 w:1)
	/// - Proof: `DeviceRegistry::GatewayCounts` (`max_values`: None, `max_size`: Some(53), added: 2528, mode: `MaxEncodedLen`)
	/// - Storage: `System::Account` (r:1 w:1)
	/// - Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	/// - Storage: `Balances::Holds` (r:1 w:1)
	/// - Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(229), added: 2704, mode: `MaxEncodedLen`)
	fn authorize_gateway() -> Weight {
		// Recorded proof size: 2467 bytes.
		// Minimum execution time: 126_340_000 picoseconds.
		Weight::from_parts(141_757_000, 6174)
			.saturating_add(DbWeight::get().reads(9))
			.saturating_add(DbWeight::get().writes(4))
	}
	/// - Storage: `DeviceRegistry::Devices` (r:1 w:0)
	/// - Proof: `DeviceRegistry::Devices` (`max_values`: None, `max_size`: Some(252), added: 2727, mode: `MaxEncodedLen`)
	/// - Storage: `DeviceRegistry::Gateways` (r:1 w:1)
	/// - Proof: `DeviceRegistry::Gateways` (`max_values`: None, `max_size`: Some(113), added: 2588, mode: `MaxEncodedLen`)
	/// - Storage: `System::Account` (r:1 w:1)
	/// - Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	/// - Storage: `Balances::Holds` (r:1 w:1)
	/// - Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(229), added: 2704, mode: `MaxEncodedLen`)
	/// - Storage: `DeviceRegistry::GatewayCounts` (r:1 w:1)
	/// - Proof: `DeviceRegistry::GatewayCounts` (`max_values`: None, `max_size`: Some(53), added: 2528, mode: `MaxEncodedLen`)
	fn deauthorize_gateway() -> Weight {
		// Recorded proof size: 1261 bytes.
		// Minimum execution time: 94_760_000 picoseconds.
		Weight::from_parts(107_151_000, 3717)
			.saturating_add(DbWeight::get().reads(5))
			.saturating_add(DbWeight::get().writes(4))
	}
	/// - Storage: `DeviceRegistry::Devices` (r:1 w:1)
	/// - Proof: `DeviceRegistry::Devices` (`max_values`: None, `max_size`: Some(252), added: 2727, mode: `MaxEncodedLen`)
	/// - Storage: `DeviceRegistry::PastKeys` (r:1 w:0)
	/// - Proof: `DeviceRegistry::PastKeys` (`max_values`: None, `max_size`: Some(110), added: 2585, mode: `MaxEncodedLen`)
	/// - Storage: `DeviceRegistry::Models` (r:1 w:0)
	/// - Proof: `DeviceRegistry::Models` (`max_values`: None, `max_size`: Some(5237), added: 7712, mode: `MaxEncodedLen`)
	/// - Storage: `DeviceRegistry::Gateways` (r:2 w:0)
	/// - Proof: `DeviceRegistry::Gateways` (`max_values`: None, `max_size`: Some(113), added: 2588, mode: `MaxEncodedLen`)
	/// - Storage: `Consortium::Members` (r:2 w:0)
	/// - Proof: `Consortium::Members` (`max_values`: None, `max_size`: Some(52), added: 2527, mode: `MaxEncodedLen`)
	/// - Storage: `Consortium::Organizations` (r:2 w:0)
	/// - Proof: `Consortium::Organizations` (`max_values`: None, `max_size`: Some(117), added: 2592, mode: `MaxEncodedLen`)
	fn device_facts() -> Weight {
		// Recorded proof size: 6887 bytes.
		// Minimum execution time: 99_365_000 picoseconds.
		Weight::from_parts(171_998_000, 8702)
			.saturating_add(DbWeight::get().reads(9))
			.saturating_add(DbWeight::get().writes(1))
	}
	// Not measured by itself yet: from calls with one and with two such signatures.
	fn verify_p256() -> Weight {
		Weight::from_parts(1_700_000_000, 0)
	}
	// Not measured yet: an estimate above what two recoveries by the host take.
	fn verify_secp256k1() -> Weight {
		Weight::from_parts(300_000_000, 0)
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
