//! Weights of `pallet_asset_lifecycle`, measured in the Tallystick runtime.
//!
//! Written by a program; do not edit. To measure again:
//! `STEPS=20 REPEAT=5 ./scripts/benchmark.sh pallet_asset_lifecycle`
//!
//! - frame-benchmarking-cli 64.0.0, 2026-11-29, host `two-core-vm`, CPU `AMD EPYC`
//! - steps: 20, repeat: 5, WASM execution: Compiled, analysis: MinSquares
//! - worst case map size: 1000000, additional trie layers: 2

#![cfg_attr(rustfmt, rustfmt_skip)]
#![allow(unused_imports)]

use frame::{deps::frame_support::weights::RuntimeDbWeight, weights_prelude::*};

/// Weight functions of the pallet.
pub trait WeightInfo {
	/// Weight of `bind_prefix`.
	fn bind_prefix() -> Weight;
	/// Weight of `release_prefix`.
	fn release_prefix() -> Weight;
	/// Weight of `define_policy`.
	fn define_policy() -> Weight;
	/// Weight of `drop_policy`.
	fn drop_policy() -> Weight;
	/// Weight of `define_class`.
	fn define_class(i: u32, ) -> Weight;
	/// Weight of `retire_class`.
	fn retire_class() -> Weight;
	/// Weight of `drop_class`.
	fn drop_class() -> Weight;
	/// Weight of `open_lot`.
	fn open_lot() -> Weight;
	/// Weight of `drop_lot`.
	fn drop_lot() -> Weight;
	/// Weight of `create`.
	fn create() -> Weight;
	/// Weight of `set_key`.
	fn set_key() -> Weight;
	/// Weight of `change_state`.
	fn change_state() -> Weight;
	/// Weight of `drop_asset`.
	fn drop_asset() -> Weight;
	/// Weight of `split`.
	fn split(p: u32, ) -> Weight;
	/// Weight of `merge`.
	fn merge(i: u32, ) -> Weight;
	/// Weight of `transform`.
	fn transform(i: u32, o: u32, ) -> Weight;
	/// Weight of `join`.
	fn join(c: u32, ) -> Weight;
	/// Weight of `leave`.
	fn leave(c: u32, ) -> Weight;
	/// Weight of `follow_policies`.
	fn follow_policies(s: u32, ) -> Weight;
	/// Weight of `copy_stays`.
	fn copy_stays(s: u32, ) -> Weight;
	/// Weight of `offer_custody`.
	fn offer_custody(w: u32, ) -> Weight;
	/// Weight of `withdraw`.
	fn withdraw() -> Weight;
	/// Weight of `accept`.
	fn accept(s: u32, w: u32, o: u32, ) -> Weight;
	/// Weight of `refuse`.
	fn refuse() -> Weight;
	/// Weight of `lapse`.
	fn lapse() -> Weight;
	/// Weight of `correct`.
	fn correct() -> Weight;
	/// Weight of `add_document`.
	fn add_document() -> Weight;
	/// Weight of `remove_document`.
	fn remove_document() -> Weight;
	/// Weight of `lend`.
	fn lend() -> Weight;
	/// Weight of `end_loan`.
	fn end_loan() -> Weight;
	/// Weight of `attach`.
	fn attach() -> Weight;
	/// Weight of `detach`.
	fn detach() -> Weight;
	/// Weight of `swap`.
	fn swap() -> Weight;
	/// Weight of `consent`.
	fn consent() -> Weight;
	/// Weight of `forget_stay`.
	fn forget_stay() -> Weight;
	/// Weight of `prove_boundary`.
	fn prove_boundary() -> Weight;
	/// Weight of `set_flag`.
	fn set_flag() -> Weight;
	/// Weight of `read_condition`.
	fn read_condition() -> Weight;
	/// Weight of `on_observation`.
	fn on_observation() -> Weight;
	/// Weight of `device_changed`.
	fn device_changed() -> Weight;
	/// Weight of `offer_trade`.
	fn offer_trade(p: u32, ) -> Weight;
	/// Weight of `withdraw_trade`.
	fn withdraw_trade() -> Weight;
	/// Weight of `fund`.
	fn fund() -> Weight;
	/// Weight of `post_bond`.
	fn post_bond() -> Weight;
	/// Weight of `pick_up`.
	fn pick_up() -> Weight;
	/// Weight of `deliver`.
	fn deliver() -> Weight;
	/// Weight of `price_trade`.
	fn price_trade() -> Weight;
	/// Weight of `show`.
	fn show(o: u32, ) -> Weight;
	/// Weight of `appeal`.
	fn appeal() -> Weight;
	/// Weight of `settle_trade`.
	fn settle_trade(b: u32, s: u32, l: u32, ) -> Weight;
	/// Weight of `settle_small_trade`.
	fn settle_small_trade(b: u32, s: u32, l: u32, ) -> Weight;
	/// Weight of `swap_stream`.
	fn swap_stream() -> Weight;
	/// Weight of `fold_events`.
	fn fold_events() -> Weight;
	/// Weight of `recall_lot`.
	fn recall_lot() -> Weight;
	/// Weight of `confirm_recall`.
	fn confirm_recall() -> Weight;
	/// Weight of `lapse_recall`.
	fn lapse_recall() -> Weight;
	/// Weight of `end_recall`.
	fn end_recall() -> Weight;
	/// Weight of `quarantine`.
	fn quarantine() -> Weight;
	/// Weight of `release`.
	fn release() -> Weight;
	/// Weight of `process_recalls`.
	fn process_recalls() -> Weight;
	/// Weight of `mark_lot`.
	fn mark_lot() -> Weight;
	/// Weight of `count_asset`.
	fn count_asset() -> Weight;
	/// Weight of `lift_lot`.
	fn lift_lot() -> Weight;
	/// Weight of `finish_recall`.
	fn finish_recall() -> Weight;
	/// Weight of `pay_marks`.
	fn pay_marks() -> Weight;
}

/// The measured weights, for a runtime whose database costs what `T` says.
pub type SubstrateWeight<T> = MeasuredWeight<<T as frame_system::Config>::DbWeight>;

/// The measured weights, for a database that costs `DbWeight`.
pub struct MeasuredWeight<DbWeight>(PhantomData<DbWeight>);

impl<DbWeight: Get<RuntimeDbWeight>> WeightInfo for MeasuredWeight<DbWeight> {
	/// - Storage: `Consortium::Members` (r:1 w:0)
	/// - Proof: `Consortium::Members` (`max_values`: None, `max_size`: Some(52), added: 2527, mode: `MaxEncodedLen`)
	/// - Storage: `Consortium::Organizations` (r:1 w:0)
	/// - Proof: `Consortium::Organizations` (`max_values`: None, `max_size`: Some(117), added: 2592, mode: `MaxEncodedLen`)
	/// - Storage: `AssetLifecycle::Prefixes` (r:9 w:1)
	/// - Proof: `AssetLifecycle::Prefixes` (`max_values`: None, `max_size`: Some(122), added: 2597, mode: `MaxEncodedLen`)
	/// - Storage: `AssetLifecycle::LongerPrefixes` (r:9 w:8)
	/// - Proof: `AssetLifecycle::LongerPrefixes` (`max_values`: None, `max_size`: Some(29), added: 2504, mode: `MaxEncodedLen`)
	/// - Storage: `AssetLifecycle::PartyNumbers` (r:1 w:1)
	/// - Proof: `AssetLifecycle::PartyNumbers` (`max_values`: None, `max_size`: Some(20), added: 2495, mode: `MaxEncodedLen`)
	/// - Storage: `System::Account` (r:1 w:1)
	/// - Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	/// - Storage: `Balances::Holds` (r:1 w:1)
	/// - Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(715), added: 3190, mode: `MaxEncodedLen`)
	fn bind_prefix() -> Weight {
		// Recorded proof size: 620 bytes.
		// Minimum execution time: 114_461_000 picoseconds.
		Weight::from_parts(136_112_000, 24363)
			.saturating_add(DbWeight::get().reads(23))
			.saturating_add(DbWeight::get().writes(12))
	}
	/// - Storage: `Consortium::Members` (r:1 w:0)
	/// - Proof: `Consortium::Members` (`max_values`: None, `max_size`: Some(52), added: 2527, mode: `MaxEncodedLen`)
	/// - Storage: `Consortium::Organizations` (r:1 w:0)
	/// - Proof: `Consortium::Organizations` (`max_values`: None, `max_size`: Some(117), added: 2592, mode: `MaxEncodedLen`)
	/// - Storage: `AssetLifecycle::Prefixes` (r:1 w:1)
	/// - Proof: `AssetLifecycle::Prefixes` (`max_values`: None, `max_size`: Some(122), added: 2597, mode: `MaxEncodedLen`)
	/// - Storage: `System::Account` (r:1 w:1)
	/// - Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	/// - Storage: `Balances::Holds` (r:1 w:1)
	/// - Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(715), added: 3190, mode: `MaxEncodedLen`)
	/// - Storage: `AssetLifecycle::LongerPrefixes` (r:8 w:8)
	/// - Proof: `AssetLifecycle::LongerPrefixes` (`max_values`: None, `max_size`: Some(29), added: 2504, mode: `MaxEncodedLen`)
	/// - Storage: `AssetLifecycle::PartyNumbers` (r:0 w:1)
	/// - Proof: `AssetLifecycle::PartyNumbers` (`max_values`: None, `max_size`: Some(20), added: 2495, mode: `MaxEncodedLen`)
	fn release_prefix() -> Weight {
		// Recorded proof size: 1041 bytes.
		// Minimum execution time: 98_908_000 picoseconds.
		Weight::from_parts(101_481_000, 21022)
			.saturating_add(DbWeight::get().reads(13))
			.saturating_add(DbWeight::get().writes(12))
	}
	/// - Storage: `Consortium::Members` (r:1 w:0)
	/// - Proof: `Consortium::Members` (`max_values`: None, `max_size`: Some(52), added: 2527, mode: `MaxEncodedLen`)
	/// - Storage: `Consortium::Organizations` (r:1 w:0)
	/// - Proof: `Consortium::Organizations` (`max_values`: None, `max_size`: Some(117), added: 2592, mode: `MaxEncodedLen`)
	/// - Storage: `AssetLifecycle::NextPolicyId` (r:1 w:1)
	/// - Proof: `AssetLifecycle::NextPolicyId` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
	/// - Storage: `System::Account` (r:1 w:1)
	/// - Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	/// - Storage: `Balances::Holds` (r:1 w:1)
	/// - Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(715), added: 3190, mode: `MaxEncodedLen`)
	/// - Storage: `AssetLifecycle::Policies` (r:0 w:1)
	/// - Proof: `AssetLifecycle::Policies` (`max_values`: None, `max_size`: Some(661), added: 3136, mode: `MaxEncodedLen`)
	fn define_policy() -> Weight {
		// Recorded proof size: 675 bytes.
		// Minimum execution time: 94_671_000 picoseconds.
		Weight::from_parts(99_999_000, 4180)
			.saturating_add(DbWeight::get().reads(5))
			.saturating_add(DbWeight::get().writes(4))
	}
	/// - Storage: `Consortium::Members` (r:1 w:0)
	/// - Proof: `Consortium::Members` (`max_values`: None, `max_size`: Some(52), added: 2527, mode: `MaxEncodedLen`)
	/// - Storage: `Consortium::Organizations` (r:1 w:0)
	/// - Proof: `Consortium::Organizations` (`max_values`: None, `max_size`: Some(117), added: 2592, mode: `MaxEncodedLen`)
	/// - Storage: `AssetLifecycle::Policies` (r:1 w:1)
	/// - Proof: `AssetLifecycle::Policies` (`max_values`: None, `max_size`: Some(661), added: 3136, mode: `MaxEncodedLen`)
	/// - Storage: `System::Account` (r:1 w:1)
	/// - Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	/// - Storage: `Balances::Holds` (r:1 w:1)
	/// - Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(715), added: 3190, mode: `MaxEncodedLen`)
	/// - Storage: `AssetLifecycle::PolicyUses` (r:1 w:0)
	/// - Proof: `AssetLifecycle::PolicyUses` (`max_values`: None, `max_size`: Some(16), added: 2491, mode: `MaxEncodedLen`)
	fn drop_policy() -> Weight {
		// Recorded proof size: 1391 bytes.
		// Minimum execution time: 65_498_000 picoseconds.
		Weight::from_parts(67_380_000, 4180)
			.saturating_add(DbWeight::get().reads(6))
			.saturating_add(DbWeight::get().writes(3))
	}
	/// - `i` ranges over `0..=16`
	/// - Storage: `Consortium::Members` (r:1 w:0)
	/// - Proof: `Consortium::Members` (`max_values`: None, `max_size`: Some(52), added: 2527, mode: `MaxEncodedLen`)
	/// - Storage: `Consortium::Organizations` (r:1 w:0)
	/// - Proof: `Consortium::Organizations` (`max_values`: None, `max_size`: Some(117), added: 2592, mode: `MaxEncodedLen`)
	/// - Storage: `AssetLifecycle::Policies` (r:4 w:0)
	/// - Proof: `AssetLifecycle::Policies` (`max_values`: None, `max_size`: Some(661), added: 3136, mode: `MaxEncodedLen`)
	/// - Storage: `AssetLifecycle::Classes` (r:16 w:1)
	/// - Proof: `AssetLifecycle::Classes` (`max_values`: None, `max_size`: Some(1993), added: 4468, mode: `MaxEncodedLen`)
	/// - Storage: `AssetLifecycle::Prefixes` (r:1 w:0)
	/// - Proof: `AssetLifecycle::Prefixes` (`max_values`: None, `max_size`: Some(122), added: 2597, mode: `MaxEncodedLen`)
	/// - Storage: `AssetLifecycle::NextClassId` (r:1 w:1)
	/// - Proof: `AssetLifecycle::NextClassId` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
	/// - Storage: `System::Account` (r:1 w:1)
	/// - Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	/// - Storage: `Balances::Holds` (r:1 w:1)
	/// - Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(715), added: 3190, mode: `MaxEncodedLen`)
	/// - Storage: `AssetLifecycle::PolicyUses` (r:4 w:4)
	/// - Proof: `AssetLifecycle::PolicyUses` (`max_values`: None, `max_size`: Some(16), added: 2491, mode: `MaxEncodedLen`)
	fn define_class(i: u32, ) -> Weight {
		// Recorded proof size: 1651 bytes + i * 47.
		// Minimum execution time: 121_500_000 picoseconds.
		Weight::from_parts(158_146_861, 13534)
			// Standard error: 695_399
			.saturating_add(Weight::from_parts(2_443_755, 0).saturating_mul(i.into()))
			.saturating_add(Weight::from_parts(0, 4499).saturating_mul(i.into()))
			.saturating_add(DbWeight::get().reads(14))
			.saturating_add(DbWeight::get().reads((1_u64).saturating_mul(i.into())))
			.saturating_add(DbWeight::get().writes(8))
	}
	/// - Storage: `Consortium::Members` (r:1 w:0)
	/// - Proof: `Consortium::Members` (`max_values`: None, `max_size`: Some(52), added: 2527, mode: `MaxEncodedLen`)
	/// - Storage: `Consortium::Organizations` (r:1 w:0)
	/// - Proof: `Consortium::Organizations` (`max_values`: None, `max_size`: Some(117), added: 2592, mode: `MaxEncodedLen`)
	/// - Storage: `AssetLifecycle::Classes` (r:1 w:1)
	/// - Proof: `AssetLifecycle::Classes` (`max_values`: None, `max_size`: Some(1993), added: 4468, mode: `MaxEncodedLen`)
	fn retire_class() -> Weight {
		// Recorded proof size: 2131 bytes.
		// Minimum execution time: 32_468_000 picoseconds.
		Weight::from_parts(36_845_000, 5458)
			.saturating_add(DbWeight::get().reads(3))
			.saturating_add(DbWeight::get().writes(1))
	}
	/// - Storage: `AssetLifecycle::Classes` (r:1 w:1)
	/// - Proof: `AssetLifecycle::Classes` (`max_values`: None, `max_size`: Some(1993), added: 4468, mode: `MaxEncodedLen`)
	/// - Storage: `AssetLifecycle::ClassUses` (r:1 w:0)
	/// - Proof: `AssetLifecycle::ClassUses` (`max_values`: None, `max_size`: Some(20), added: 2495, mode: `MaxEncodedLen`)
	/// - Storage: `System::Account` (r:1 w:1)
	/// - Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	/// - Storage: `Balances::Holds` (r:1 w:1)
	/// - Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(715), added: 3190, mode: `MaxEncodedLen`)
	/// - Storage: `AssetLifecycle::PolicyUses` (r:4 w:4)
	/// - Proof: `AssetLifecycle::PolicyUses` (`max_values`: None, `max_size`: Some(16), added: 2491, mode: `MaxEncodedLen`)
	/// - Storage: `AssetLifecycle::Policies` (r:4 w:4)
	/// - Proof: `AssetLifecycle::Policies` (`max_values`: None, `max_size`: Some(661), added: 3136, mode: `MaxEncodedLen`)
	fn drop_class() -> Weight {
		// Recorded proof size: 2648 bytes.
		// Minimum execution time: 100_199_000 picoseconds.
		Weight::from_parts(106_208_000, 13534)
			.saturating_add(DbWeight::get().reads(12))
			.saturating_add(DbWeight::get().writes(11))
	}
	/// - Storage: `Consortium::Members` (r:1 w:0)
	/// - Proof: `Consortium::Members` (`max_values`: None, `max_size`: Some(52), added: 2527, mode: `MaxEncodedLen`)
	/// - Storage: `Consortium::Organizations` (r:1 w:0)
	/// - Proof: `Consortium::Organizations` (`max_values`: None, `max_size`: Some(117), added: 2592, mode: `MaxEncodedLen`)
	/// - Storage: `AssetLifecycle::Classes` (r:1 w:0)
	/// - Proof: `AssetLifecycle::Classes` (`max_values`: None, `max_size`: Some(1993), added: 4468, mode: `MaxEncodedLen`)
	/// - Storage: `AssetLifecycle::Prefixes` (r:1 w:0)
	/// - Proof: `AssetLifecycle::Prefixes` (`max_values`: None, `max_size`: Some(122), added: 2597, mode: `MaxEncodedLen`)
	/// - Storage: `AssetLifecycle::LotByCode` (r:1 w:1)
	/// - Proof: `AssetLifecycle::LotByCode` (`max_values`: None, `max_size`: Some(53), added: 2528, mode: `MaxEncodedLen`)
	/// - Storage: `AssetLifecycle::NextLotId` (r:1 w:1)
	/// - Proof: `AssetLifecycle::NextLotId` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	/// - Storage: `System::Account` (r:1 w:1)
	/// - Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	/// - Storage: `Balances::Holds` (r:1 w:1)
	/// - Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(715), added: 3190, mode: `MaxEncodedLen`)
	/// - Storage: `AssetLifecycle::ClassUses` (r:1 w:1)
	/// - Proof: `AssetLifecycle::ClassUses` (`max_values`: None, `max_size`: Some(20), added: 2495, mode: `MaxEncodedLen`)
	/// - Storage: `Timestamp::Now` (r:1 w:0)
	/// - Proof: `Timestamp::Now` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	/// - Storage: `AssetLifecycle::Lots` (r:0 w:1)
	/// - Proof: `AssetLifecycle::Lots` (`max_values`: None, `max_size`: Some(685), added: 3160, mode: `MaxEncodedLen`)
	/// - Storage: `AssetLifecycle::LotUses` (r:0 w:1)
	/// - Proof: `AssetLifecycle::LotUses` (`max_values`: None, `max_size`: Some(32), added: 2507, mode: `MaxEncodedLen`)
	fn open_lot() -> Weight {
		// Recorded proof size: 2655 bytes.
		// Minimum execution time: 142_993_000 picoseconds.
		Weight::from_parts(157_264_000, 5458)
			.saturating_add(DbWeight::get().reads(10))
			.saturating_add(DbWeight::get().writes(7))
	}
	/// - Storage: `AssetLifecycle::Lots` (r:1 w:1)
	/// - Proof: `AssetLifecycle::Lots` (`max_values`: None, `max_size`: Some(685), added: 3160, mode: `MaxEncodedLen`)
	/// - Storage: `AssetLifecycle::LotUses` (r:33 w:33)
	/// - Proof: `AssetLifecycle::LotUses` (`max_values`: None, `max_size`: Some(32), added: 2507, mode: `MaxEncodedLen`)
	/// - Storage: `Timestamp::Now` (r:1 w:0)
	/// - Proof: `Timestamp::Now` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	/// - Storage: `System::Account` (r:1 w:1)
	/// - Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	/// - Storage: `Balances::Holds` (r:1 w:1)
	/// - Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(715), added: 3190, mode: `MaxEncodedLen`)
	/// - Storage: `AssetLifecycle::ClassUses` (r:1 w:1)
	/// - Proof: `AssetLifecycle::ClassUses` (`max_values`: None, `max_size`: Some(20), added: 2495, mode: `MaxEncodedLen`)
	/// - Storage: `AssetLifecycle::LotsMadeFrom` (r:0 w:32)
	/// - Proof: `AssetLifecycle::LotsMadeFrom` (`max_values`: None, `max_size`: Some(32), added: 2507, mode: `MaxEncodedLen`)
	/// - Storage: `AssetLifecycle::LotByCode` (r:0 w:1)
	/// - Proof: `AssetLifecycle::LotByCode` (`max_values`: None, `max_size`: Some(53), added: 2528, mode: `MaxEncodedLen`)
	/// - Storage: `AssetLifecycle::LotMarks` (r:0 w:1)
	/// - Proof: `AssetLifecycle::LotMarks` (`max_values`: None, `max_size`: Some(85), added: 2560, mode: `MaxEncodedLen`)
	fn drop_lot() -> Weight {
		// Recorded proof size: 2911 bytes.
		// Minimum execution time: 461_587_000 picoseconds.
		Weight::from_parts(493_444_000, 83721)
			.saturating_add(DbWeight::get().reads(38))
			.saturating_add(DbWeight::get().writes(71))
	}
	/// - Storage: `Consortium::Members` (r:1 w:0)
	/// - Proof: `Consortium::Members` (`max_values`: None, `max_size`: Some(52), added: 2527, mode: `MaxEncodedLen`)
	/// - Storage: `Consortium::Organizations` (r:1 w:0)
	/// - Proof: `Consortium::Organizations` (`max_values`: None, `max_size`: Some(117), added: 2592, mode: `MaxEncodedLen`)
	/// - Storage: `AssetLifecycle::Lots` (r:1 w:0)
	/// - Proof: `AssetLifecycle::Lots` (`max_values`: None, `max_size`: Some(685), added: 3160, mode: `MaxEncodedLen`)
	/// - Storage: `AssetLifecycle::Classes` (r:1 w:0)
	/// - Proof: `AssetLifecycle::Classes` (`max_values`: None, `max_size`: Some(1993), added: 4468, mode: `MaxEncodedLen`)
	/// - Storage: `Timestamp::Now` (r:1 w:0)
	/// - Proof: `Timestamp::Now` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	/// - Storage: `AssetLifecycle::Prefixes` (r:1 w:0)
	/// - Proof: `AssetLifecycle::Prefixes` (`max_values`: None, `max_size`: Some(122), added: 2597, mode: `MaxEncodedLen`)
	/// - Storage: `AssetLifecycle::NextAssetId` (r:1 w:1)
	/// - Proof: `AssetLifecycle::NextAssetId` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	/// - Storage: `AssetLifecycle::ByKey` (r:1 w:1)
	/// - Proof: `AssetLifecycle::ByKey` (`max_values`: None, `max_size`: Some(57), added: 2532, mode: `MaxEncodedLen`)
	/// - Storage: `System::Account` (r:1 w:1)
	/// - Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	/// - Storage: `Balances::Holds` (r:1 w:1)
	/// - Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(715), added: 3190, mode: `MaxEncodedLen`)
	/// - Storage: `AssetLifecycle::LotUses` (r:1 w:1)
	/// - Proof: `AssetLifecycle::LotUses` (`max_values`: None, `max_size`: Some(32), added: 2507, mode: `MaxEncodedLen`)
	/// - Storage: `AssetLifecycle::Assets` (r:0 w:1)
	/// - Proof: `AssetLifecycle::Assets` (`max_values`: None, `max_size`: Some(327), added: 2802, mode: `MaxEncodedLen`)
	fn create() -> Weight {
		// Recorded proof size: 3046 bytes.
		// Minimum execution time: 186_197_000 picoseconds.
		Weight::from_parts(206_868_000, 5458)
			.saturating_add(DbWeight::get().reads(11))
			.saturating_add(DbWeight::get().writes(6))
	}
	/// - Storage: `Consortium::Members` (r:1 w:0)
	/// - Proof: `Consortium::Members` (`max_values`: None, `max_size`: Some(52), added: 2527, mode: `MaxEncodedLen`)
	/// - Storage: `Consortium::Organizations` (r:1 w:0)
	/// - Proof: `Consortium::Organizations` (`max_values`: None, `max_size`: Some(117), added: 2592, mode: `MaxEncodedLen`)
	/// - Storage: `AssetLifecycle::Assets` (r:1 w:1)
	/// - Proof: `AssetLifecycle::Assets` (`max_values`: None, `max_size`: Some(327), added: 2802, mode: `MaxEncodedLen`)
	/// - Storage: `AssetLifecycle::Offers` (r:1 w:0)
	/// - Proof: `AssetLifecycle::Offers` (`max_values`: None, `max_size`: Some(116), added: 2591, mode: `MaxEncodedLen`)
	/// - Storage: `AssetLifecycle::Prefixes` (r:1 w:0)
	/// - Proof: `AssetLifecycle::Prefixes` (`max_values`: None, `max_size`: Some(122), added: 2597, mode: `MaxEncodedLen`)
	/// - Storage: `AssetLifecycle::ByKey` (r:1 w:1)
	/// - Proof: `AssetLifecycle::ByKey` (`max_values`: None, `max_size`: Some(57), added: 2532, mode: `MaxEncodedLen`)
	/// - Storage: `Timestamp::Now` (r:1 w:0)
	/// - Proof: `Timestamp::Now` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	fn set_key() -> Weight {
		// Recorded proof size: 1050 bytes.
		// Minimum execution time: 95_352_000 picoseconds.
		Weight::from_parts(102_342_000, 3792)
			.saturating_add(DbWeight::get().reads(7))
			.saturating_add(DbWeight::get().writes(2))
	}
	/// - Storage: `Consortium::Members` (r:1 w:0)
	/// - Proof: `Consortium::Members` (`max_values`: None, `max_size`: Some(52), added: 2527, mode: `MaxEncodedLen`)
	/// - Storage: `Consortium::Organizations` (r:1 w:0)
	/// - Proof: `Consortium::Organizations` (`max_values`: None, `max_size`: Some(117), added: 2592, mode: `MaxEncodedLen`)
	/// - Storage: `AssetLifecycle::Assets` (r:1 w:1)
	/// - Proof: `AssetLifecycle::Assets` (`max_values`: None, `max_size`: Some(327), added: 2802, mode: `MaxEncodedLen`)
	/// - Storage: `AssetLifecycle::Offers` (r:1 w:0)
	/// - Proof: `AssetLifecycle::Offers` (`max_values`: None, `max_size`: Some(116), added: 2591, mode: `MaxEncodedLen`)
	/// - Storage: `AssetLifecycle::Classes` (r:1 w:0)
	/// - Proof: `AssetLifecycle::Classes` (`max_values`: None, `max_size`: Some(1993), added: 4468, mode: `MaxEncodedLen`)
	/// - Storage: `AssetLifecycle::Stays` (r:1 w:0)
	/// - Proof: `AssetLifecycle::Stays` (`max_values`: None, `max_size`: Some(4097), added: 6572, mode: `MaxEncodedLen`)
	/// - Storage: `AssetLifecycle::OpenTrades` (r:1 w:0)
	/// - Proof: `AssetLifecycle::OpenTrades` (`max_values`: None, `max_size`: Some(24), added: 2499, mode: `MaxEncodedLen`)
	/// - Storage: `AssetLifecycle::LotMarks` (r:1 w:0)
	/// - Proof: `AssetLifecycle::LotMarks` (`max_values`: None, `max_size`: Some(85), added: 2560, mode: `MaxEncodedLen`)
	/// - Storage: `AssetLifecycle::Lots` (r:1 w:0)
	/// - Proof: `AssetLifecycle::Lots` (`max_values`: None, `max_size`: Some(685), added: 3160, mode: `MaxEncodedLen`)
	/// - Storage: `Timestamp::Now` (r:1 w:0)
	/// - Proof: `Timestamp::Now` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	/// - Storage: `AssetLifecycle::ByKey` (r:0 w:1)
	/// - Proof: `AssetLifecycle::ByKey` (`max_values`: None, `max_size`: Some(57), added: 2532, mode: `MaxEncodedLen`)
	fn change_state() -> Weight {
		// Recorded proof size: 2956 bytes.
		// Minimum execution time: 129_262_000 picoseconds.
		Weight::from_parts(138_276_000, 7562)
			.saturating_add(DbWeight::get().reads(10))
			.saturating_add(DbWeight::get().writes(2))
	}
	/// - Storage: `AssetLifecycle::Assets` (r:1 w:1)
	/// - Proof: `AssetLifecycle::Assets` (`max_values`: None, `max_size`: Some(327), added: 2802, mode: `MaxEncodedLen`)
	/// - Storage: `AssetLifecycle::Stays` (r:1 w:0)
	/// - Proof: `AssetLifecycle::Stays` (`max_values`: None, `max_size`: Some(4097), added: 6572, mode: `MaxEncodedLen`)
	/// - Storage: `Timestamp::Now` (r:1 w:0)
	/// - Proof: `Timestamp::Now` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	/// - Storage: `System::Account` (r:1 w:1)
	/// - Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	/// - Storage: `Balances::Holds` (r:1 w:1)
	/// - Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(715), added: 3190, mode: `MaxEncodedLen`)
	/// - Storage: `AssetLifecycle::ByKey` (r:1 w:1)
	/// - Proof: `AssetLifecycle::ByKey` (`max_values`: None, `max_size`: Some(57), added: 2532, mode: `MaxEncodedLen`)
	/// - Storage: `AssetLifecycle::LotUses` (r:1 w:1)
	/// - Proof: `AssetLifecycle::LotUses` (`max_values`: None, `max_size`: Some(32), added: 2507, mode: `MaxEncodedLen`)
	/// - Storage: `AssetLifecycle::Flags` (r:0 w:1)
	/// - Proof: `AssetLifecycle::Flags` (`max_values`: None, `max_size`: Some(24), added: 2499, mode: `MaxEncodedLen`)
	fn drop_asset() -> Weight {
		// Recorded proof size: 676 bytes.
		// Minimum execution time: 79_018_000 picoseconds.
		Weight::from_parts(123_935_000, 7562)
			.saturating_add(DbWeight::get().reads(7))
			.saturating_add(DbWeight::get().writes(6))
	}
	/// - `p` ranges over `1..=32`
	/// - Storage: `Consortium::Members` (r:1 w:0)
	/// - Proof: `Consortium::Members` (`max_values`: None, `max_size`: Some(52), added: 2527, mode: `MaxEncodedLen`)
	/// - Storage: `Consortium::Organizations` (r:1 w:0)
	/// - Proof: `Consortium::Organizations` (`max_values`: None, `max_size`: Some(117), added: 2592, mode: `MaxEncodedLen`)
	/// - Storage: `AssetLifecycle::Assets` (r:1 w:33)
	/// - Proof: `AssetLifecycle::Assets` (`max_values`: None, `max_size`: Some(327), added: 2802, mode: `MaxEncodedLen`)
	/// - Storage: `AssetLifecycle::OpenTrades` (r:1 w:0)
	/// - Proof: `AssetLifecycle::OpenTrades` (`max_values`: None, `max_size`: Some(24), added: 2499, mode: `MaxEncodedLen`)
	/// - Storage: `AssetLifecycle::Offers` (r:1 w:0)
	/// - Proof: `AssetLifecycle::Offers` (`max_values`: None, `max_size`: Some(116), added: 2591, mode: `MaxEncodedLen`)
	/// - Storage: `Timestamp::Now` (r:1 w:0)
	/// - Proof: `Timestamp::Now` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	/// - Storage: `AssetLifecycle::Prefixes` (r:1 w:0)
	/// - Proof: `AssetLifecycle::Prefixes` (`max_values`: None, `max_size`: Some(122), added: 2597, mode: `MaxEncodedLen`)
	/// - Storage: `AssetLifecycle::NextAssetId` (r:1 w:1)
	/// - Proof: `AssetLifecycle::NextAssetId` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	/// - Storage: `AssetLifecycle::ByKey` (r:32 w:32)
	/// - Proof: `AssetLifecycle::ByKey` (`max_values`: None, `max_size`: Some(57), added: 2532, mode: `MaxEncodedLen`)
	/// - Storage: `System::Account` (r:1 w:1)
	/// - Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	/// - Storage: `Balances::Holds` (r:1 w:1)
	/// - Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(715), added: 3190, mode: `MaxEncodedLen`)
	/// - Storage: `AssetLifecycle::LotUses` (r:1 w:1)
	/// - Proof: `AssetLifecycle::LotUses` (`max_values`: None, `max_size`: Some(32), added: 2507, mode: `MaxEncodedLen`)
	/// - Storage: `AssetLifecycle::Stays` (r:33 w:0)
	/// - Proof: `AssetLifecycle::Stays` (`max_values`: None, `max_size`: Some(4097), added: 6572, mode: `MaxEncodedLen`)
	fn split(p: u32, ) -> Weight {
		// Recorded proof size: 1335 bytes.
		// Minimum execution time: 204_665_000 picoseconds.
		Weight::from_parts(179_402_295, 7562)
			// Standard error: 3_354_758
			.saturating_add(Weight::from_parts(77_575_504, 0).saturating_mul(p.into()))
			.saturating_add(Weight::from_parts(0, 6572).saturating_mul(p.into()))
			.saturating_add(DbWeight::get().reads(12))
			.saturating_add(DbWeight::get().reads((2_u64).saturating_mul(p.into())))
			.saturating_add(DbWeight::get().writes(5))
			.saturating_add(DbWeight::get().writes((2_u64).saturating_mul(p.into())))
	}
	/// - `i` ranges over `2..=32`
	/// - Storage: `Consortium::Members` (r:1 w:0)
	/// - Proof: `Consortium::Members` (`max_values`: None, `max_size`: Some(52), added: 2527, mode: `MaxEncodedLen`)
	/// - Storage: `Consortium::Organizations` (r:1 w:0)
	/// - Proof: `Consortium::Organizations` (`max_values`: None, `max_size`: Some(117), added: 2592, mode: `MaxEncodedLen`)
	/// - Storage: `AssetLifecycle::Assets` (r:32 w:33)
	/// - Proof: `AssetLifecycle::Assets` (`max_values`: None, `max_size`: Some(327), added: 2802, mode: `MaxEncodedLen`)
	/// - Storage: `AssetLifecycle::OpenTrades` (r:32 w:0)
	/// - Proof: `AssetLifecycle::OpenTrades` (`max_values`: None, `max_size`: Some(24), added: 2499, mode: `MaxEncodedLen`)
	/// - Storage: `AssetLifecycle::Offers` (r:32 w:0)
	/// - Proof: `AssetLifecycle::Offers` (`max_values`: None, `max_size`: Some(116), added: 2591, mode: `MaxEncodedLen`)
	/// - Storage: `AssetLifecycle::Stays` (r:32 w:0)
	/// - Proof: `AssetLifecycle::Stays` (`max_values`: None, `max_size`: Some(4097), added: 6572, mode: `MaxEncodedLen`)
	/// - Storage: `AssetLifecycle::LotMarks` (r:32 w:0)
	/// - Proof: `AssetLifecycle::LotMarks` (`max_values`: None, `max_size`: Some(85), added: 2560, mode: `MaxEncodedLen`)
	/// - Storage: `AssetLifecycle::Lots` (r:32 w:1)
	/// - Proof: `AssetLifecycle::Lots` (`max_values`: None, `max_size`: Some(685), added: 3160, mode: `MaxEncodedLen`)
	/// - Storage: `Timestamp::Now` (r:1 w:0)
	/// - Proof: `Timestamp::Now` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	/// - Storage: `AssetLifecycle::Prefixes` (r:1 w:0)
	/// - Proof: `AssetLifecycle::Prefixes` (`max_values`: None, `max_size`: Some(122), added: 2597, mode: `MaxEncodedLen`)
	/// - Storage: `AssetLifecycle::LotByCode` (r:1 w:1)
	/// - Proof: `AssetLifecycle::LotByCode` (`max_values`: None, `max_size`: Some(53), added: 2528, mode: `MaxEncodedLen`)
	/// - Storage: `AssetLifecycle::NextLotId` (r:1 w:1)
	/// - Proof: `AssetLifecycle::NextLotId` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	/// - Storage: `System::Account` (r:1 w:1)
	/// - Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	/// - Storage: `Balances::Holds` (r:1 w:1)
	/// - Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(715), added: 3190, mode: `MaxEncodedLen`)
	/// - Storage: `AssetLifecycle::LotUses` (r:32 w:33)
	/// - Proof: `AssetLifecycle::LotUses` (`max_values`: None, `max_size`: Some(32), added: 2507, mode: `MaxEncodedLen`)
	/// - Storage: `AssetLifecycle::ClassUses` (r:1 w:1)
	/// - Proof: `AssetLifecycle::ClassUses` (`max_values`: None, `max_size`: Some(20), added: 2495, mode: `MaxEncodedLen`)
	/// - Storage: `AssetLifecycle::NextAssetId` (r:1 w:1)
	/// - Proof: `AssetLifecycle::NextAssetId` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	/// - Storage: `AssetLifecycle::ByKey` (r:1 w:33)
	/// - Proof: `AssetLifecycle::ByKey` (`max_values`: None, `max_size`: Some(57), added: 2532, mode: `MaxEncodedLen`)
	/// - Storage: `AssetLifecycle::LotsMadeFrom` (r:0 w:32)
	/// - Proof: `AssetLifecycle::LotsMadeFrom` (`max_values`: None, `max_size`: Some(32), added: 2507, mode: `MaxEncodedLen`)
	fn merge(i: u32, ) -> Weight {
		// Recorded proof size: 1396 bytes + i * 783.
		// Minimum execution time: 279_876_000 picoseconds.
		Weight::from_parts(353_074_350, 4180)
			// Standard error: 1_828_632
			.saturating_add(Weight::from_parts(39_342_312, 0).saturating_mul(i.into()))
			.saturating_add(Weight::from_parts(0, 6572).saturating_mul(i.into()))
			.saturating_add(DbWeight::get().reads(11))
			.saturating_add(DbWeight::get().reads((7_u64).saturating_mul(i.into())))
			.saturating_add(DbWeight::get().writes(10))
			.saturating_add(DbWeight::get().writes((4_u64).saturating_mul(i.into())))
	}
	/// - `i` ranges over `1..=32`
	/// - `o` ranges over `1..=32`
	/// - Storage: `Consortium::Members` (r:1 w:0)
	/// - Proof: `Consortium::Members` (`max_values`: None, `max_size`: Some(52), added: 2527, mode: `MaxEncodedLen`)
	/// - Storage: `Consortium::Organizations` (r:1 w:0)
	/// - Proof: `Consortium::Organizations` (`max_values`: None, `max_size`: Some(117), added: 2592, mode: `MaxEncodedLen`)
	/// - Storage: `AssetLifecycle::Assets` (r:32 w:64)
	/// - Proof: `AssetLifecycle::Assets` (`max_values`: None, `max_size`: Some(327), added: 2802, mode: `MaxEncodedLen`)
	/// - Storage: `AssetLifecycle::OpenTrades` (r:32 w:0)
	/// - Proof: `AssetLifecycle::OpenTrades` (`max_values`: None, `max_size`: Some(24), added: 2499, mode: `MaxEncodedLen`)
	/// - Storage: `AssetLifecycle::Offers` (r:32 w:0)
	/// - Proof: `AssetLifecycle::Offers` (`max_values`: None, `max_size`: Some(116), added: 2591, mode: `MaxEncodedLen`)
	/// - Storage: `AssetLifecycle::Stays` (r:32 w:0)
	/// - Proof: `AssetLifecycle::Stays` (`max_values`: None, `max_size`: Some(4097), added: 6572, mode: `MaxEncodedLen`)
	/// - Storage: `AssetLifecycle::LotMarks` (r:32 w:0)
	/// - Proof: `AssetLifecycle::LotMarks` (`max_values`: None, `max_size`: Some(85), added: 2560, mode: `MaxEncodedLen`)
	/// - Storage: `AssetLifecycle::Lots` (r:32 w:1)
	/// - Proof: `AssetLifecycle::Lots` (`max_values`: None, `max_size`: Some(685), added: 3160, mode: `MaxEncodedLen`)
	/// - Storage: `AssetLifecycle::Classes` (r:2 w:0)
	/// - Proof: `AssetLifecycle::Classes` (`max_values`: None, `max_size`: Some(1993), added: 4468, mode: `MaxEncodedLen`)
	/// - Storage: `Timestamp::Now` (r:1 w:0)
	/// - Proof: `Timestamp::Now` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	/// - Storage: `AssetLifecycle::Prefixes` (r:1 w:0)
	/// - Proof: `AssetLifecycle::Prefixes` (`max_values`: None, `max_size`: Some(122), added: 2597, mode: `MaxEncodedLen`)
	/// - Storage: `AssetLifecycle::LotByCode` (r:1 w:1)
	/// - Proof: `AssetLifecycle::LotByCode` (`max_values`: None, `max_size`: Some(53), added: 2528, mode: `MaxEncodedLen`)
	/// - Storage: `AssetLifecycle::NextLotId` (r:1 w:1)
	/// - Proof: `AssetLifecycle::NextLotId` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	/// - Storage: `System::Account` (r:1 w:1)
	/// - Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	/// - Storage: `Balances::Holds` (r:1 w:1)
	/// - Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(715), added: 3190, mode: `MaxEncodedLen`)
	/// - Storage: `AssetLifecycle::LotUses` (r:32 w:33)
	/// - Proof: `AssetLifecycle::LotUses` (`max_values`: None, `max_size`: Some(32), added: 2507, mode: `MaxEncodedLen`)
	/// - Storage: `AssetLifecycle::ClassUses` (r:1 w:1)
	/// - Proof: `AssetLifecycle::ClassUses` (`max_values`: None, `max_size`: Some(20), added: 2495, mode: `MaxEncodedLen`)
	/// - Storage: `AssetLifecycle::NextAssetId` (r:1 w:1)
	/// - Proof: `AssetLifecycle::NextAssetId` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	/// - Storage: `AssetLifecycle::ByKey` (r:32 w:64)
	/// - Proof: `AssetLifecycle::ByKey` (`max_values`: None, `max_size`: Some(57), added: 2532, mode: `MaxEncodedLen`)
	/// - Storage: `AssetLifecycle::LotsMadeFrom` (r:0 w:32)
	/// - Proof: `AssetLifecycle::LotsMadeFrom` (`max_values`: None, `max_size`: Some(32), added: 2507, mode: `MaxEncodedLen`)
	fn transform(i: u32, o: u32, ) -> Weight {
		// Recorded proof size: 3857 bytes + i * 806 + o * 22.
		// Minimum execution time: 1_580_943_000 picoseconds.
		Weight::from_parts(1_617_007_000, 9926)
			// Standard error: 3_733_459
			.saturating_add(Weight::from_parts(21_077_764, 0).saturating_mul(i.into()))
			// Standard error: 3_733_459
			.saturating_add(Weight::from_parts(42_115_415, 0).saturating_mul(o.into()))
			.saturating_add(Weight::from_parts(0, 6572).saturating_mul(i.into()))
			.saturating_add(Weight::from_parts(0, 2532).saturating_mul(o.into()))
			.saturating_add(DbWeight::get().reads(12))
			.saturating_add(DbWeight::get().reads((7_u64).saturating_mul(i.into())))
			.saturating_add(DbWeight::get().reads((1_u64).saturating_mul(o.into())))
			.saturating_add(DbWeight::get().writes(8))
			.saturating_add(DbWeight::get().writes((4_u64).saturating_mul(i.into())))
			.saturating_add(DbWeight::get().writes((2_u64).saturating_mul(o.into())))
	}
	/// - `c` ranges over `1..=32`
	/// - Storage: `Consortium::Members` (r:1 w:0)
	/// - Proof: `Consortium::Members` (`max_values`: None, `max_size`: Some(52), added: 2527, mode: `MaxEncodedLen`)
	/// - Storage: `Consortium::Organizations` (r:1 w:0)
	/// - Proof: `Consortium::Organizations` (`max_values`: None, `max_size`: Some(117), added: 2592, mode: `MaxEncodedLen`)
	/// - Storage: `AssetLifecycle::Assets` (r:36 w:36)
	/// - Proof: `AssetLifecycle::Assets` (`max_values`: None, `max_size`: Some(327), added: 2802, mode: `MaxEncodedLen`)
	/// - Storage: `AssetLifecycle::OpenTrades` (r:33 w:0)
	/// - Proof: `AssetLifecycle::OpenTrades` (`max_values`: None, `max_size`: Some(24), added: 2499, mode: `MaxEncodedLen`)
	/// - Storage: `AssetLifecycle::Offers` (r:33 w:0)
	/// - Proof: `AssetLifecycle::Offers` (`max_values`: None, `max_size`: Some(116), added: 2591, mode: `MaxEncodedLen`)
	/// - Storage: `Timestamp::Now` (r:1 w:0)
	/// - Proof: `Timestamp::Now` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	/// - Storage: `AssetLifecycle::Stays` (r:32 w:0)
	/// - Proof: `AssetLifecycle::Stays` (`max_values`: None, `max_size`: Some(4097), added: 6572, mode: `MaxEncodedLen`)
	/// - Storage: `AssetLifecycle::LotMarks` (r:32 w:0)
	/// - Proof: `AssetLifecycle::LotMarks` (`max_values`: None, `max_size`: Some(85), added: 2560, mode: `MaxEncodedLen`)
	/// - Storage: `AssetLifecycle::Lots` (r:32 w:0)
	/// - Proof: `AssetLifecycle::Lots` (`max_values`: None, `max_size`: Some(685), added: 3160, mode: `MaxEncodedLen`)
	/// - Storage: `AssetLifecycle::Children` (r:0 w:32)
	/// - Proof: `AssetLifecycle::Children` (`max_values`: None, `max_size`: Some(32), added: 2507, mode: `MaxEncodedLen`)
	/// - Storage: `AssetLifecycle::PackedAssets` (r:0 w:32)
	/// - Proof: `AssetLifecycle::PackedAssets` (`max_values`: None, `max_size`: Some(32), added: 2507, mode: `MaxEncodedLen`)
	fn join(c: u32, ) -> Weight {
		// Recorded proof size: 1975 bytes + c * 721.
		// Minimum execution time: 108_221_000 picoseconds.
		Weight::from_parts(58_263_959, 12198)
			// Standard error: 1_959_525
			.saturating_add(Weight::from_parts(40_546_437, 0).saturating_mul(c.into()))
			.saturating_add(Weight::from_parts(0, 6572).saturating_mul(c.into()))
			.saturating_add(DbWeight::get().reads(9))
			.saturating_add(DbWeight::get().reads((6_u64).saturating_mul(c.into())))
			.saturating_add(DbWeight::get().writes(4))
			.saturating_add(DbWeight::get().writes((3_u64).saturating_mul(c.into())))
	}
	/// - `c` ranges over `1..=32`
	/// - Storage: `Consortium::Members` (r:1 w:0)
	/// - Proof: `Consortium::Members` (`max_values`: None, `max_size`: Some(52), added: 2527, mode: `MaxEncodedLen`)
	/// - Storage: `Consortium::Organizations` (r:1 w:0)
	/// - Proof: `Consortium::Organizations` (`max_values`: None, `max_size`: Some(117), added: 2592, mode: `MaxEncodedLen`)
	/// - Storage: `AssetLifecycle::Assets` (r:36 w:36)
	/// - Proof: `AssetLifecycle::Assets` (`max_values`: None, `max_size`: Some(327), added: 2802, mode: `MaxEncodedLen`)
	/// - Storage: `AssetLifecycle::OpenTrades` (r:1 w:0)
	/// - Proof: `AssetLifecycle::OpenTrades` (`max_values`: None, `max_size`: Some(24), added: 2499, mode: `MaxEncodedLen`)
	/// - Storage: `AssetLifecycle::Offers` (r:1 w:0)
	/// - Proof: `AssetLifecycle::Offers` (`max_values`: None, `max_size`: Some(116), added: 2591, mode: `MaxEncodedLen`)
	/// - Storage: `Timestamp::Now` (r:1 w:0)
	/// - Proof: `Timestamp::Now` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	/// - Storage: `AssetLifecycle::Stays` (r:36 w:0)
	/// - Proof: `AssetLifecycle::Stays` (`max_values`: None, `max_size`: Some(4097), added: 6572, mode: `MaxEncodedLen`)
	/// - Storage: `AssetLifecycle::Children` (r:0 w:32)
	/// - Proof: `AssetLifecycle::Children` (`max_values`: None, `max_size`: Some(32), added: 2507, mode: `MaxEncodedLen`)
	/// - Storage: `AssetLifecycle::PackedAssets` (r:0 w:32)
	/// - Proof: `AssetLifecycle::PackedAssets` (`max_values`: None, `max_size`: Some(32), added: 2507, mode: `MaxEncodedLen`)
	fn leave(c: u32, ) -> Weight {
		// Recorded proof size: 1857 bytes + c * 291.
		// Minimum execution time: 152_927_000 picoseconds.
		Weight::from_parts(148_156_598, 27278)
			// Standard error: 481_773
			.saturating_add(Weight::from_parts(20_308_742, 0).saturating_mul(c.into()))
			.saturating_add(Weight::from_parts(0, 6572).saturating_mul(c.into()))
			.saturating_add(DbWeight::get().reads(13))
			.saturating_add(DbWeight::get().reads((2_u64).saturating_mul(c.into())))
			.saturating_add(DbWeight::get().writes(4))
			.saturating_add(DbWeight::get().writes((3_u64).saturating_mul(c.into())))
	}
	/// - `s` ranges over `0..=16`
	/// - Storage: `AssetLifecycle::Policies` (r:8 w:0)
	/// - Proof: `AssetLifecycle::Policies` (`max_values`: None, `max_size`: Some(661), added: 3136, mode: `MaxEncodedLen`)
	/// - Storage: `AssetLifecycle::Stays` (r:1 w:1)
	/// - Proof: `AssetLifecycle::Stays` (`max_values`: None, `max_size`: Some(4097), added: 6572, mode: `MaxEncodedLen`)
	/// - Storage: `AssetLifecycle::DeviceUses` (r:16 w:0)
	/// - Proof: `AssetLifecycle::DeviceUses` (`max_values`: None, `max_size`: Some(70), added: 2545, mode: `MaxEncodedLen`)
	/// - Storage: `DeviceRegistry::Devices` (r:16 w:0)
	/// - Proof: `DeviceRegistry::Devices` (`max_values`: None, `max_size`: Some(300), added: 2775, mode: `MaxEncodedLen`)
	/// - Storage: `DeviceRegistry::Models` (r:16 w:0)
	/// - Proof: `DeviceRegistry::Models` (`max_values`: None, `max_size`: Some(9173), added: 11648, mode: `MaxEncodedLen`)
	/// - Storage: `AssetLifecycle::TallyUses` (r:16 w:16)
	/// - Proof: `AssetLifecycle::TallyUses` (`max_values`: None, `max_size`: Some(119), added: 2594, mode: `MaxEncodedLen`)
	/// - Storage: `AssetLifecycle::Tallies` (r:16 w:16)
	/// - Proof: `AssetLifecycle::Tallies` (`max_values`: None, `max_size`: Some(7106), added: 9581, mode: `MaxEncodedLen`)
	/// - Storage: `Timestamp::Now` (r:1 w:0)
	/// - Proof: `Timestamp::Now` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	fn follow_policies(s: u32, ) -> Weight {
		// Recorded proof size: 1728 bytes + s * 7907.
		// Minimum execution time: 34_010_000 picoseconds.
		Weight::from_parts(34_882_000, 26078)
			// Standard error: 15_464_613
			.saturating_add(Weight::from_parts(571_692_051, 0).saturating_mul(s.into()))
			.saturating_add(Weight::from_parts(0, 11648).saturating_mul(s.into()))
			.saturating_add(DbWeight::get().reads(10))
			.saturating_add(DbWeight::get().reads((5_u64).saturating_mul(s.into())))
			.saturating_add(DbWeight::get().writes(1))
			.saturating_add(DbWeight::get().writes((2_u64).saturating_mul(s.into())))
	}
	/// - `s` ranges over `1..=16`
	/// - Storage: `AssetLifecycle::Stays` (r:5 w:1)
	/// - Proof: `AssetLifecycle::Stays` (`max_values`: None, `max_size`: Some(4097), added: 6572, mode: `MaxEncodedLen`)
	/// - Storage: `AssetLifecycle::DeviceUses` (r:16 w:0)
	/// - Proof: `AssetLifecycle::DeviceUses` (`max_values`: None, `max_size`: Some(70), added: 2545, mode: `MaxEncodedLen`)
	/// - Storage: `DeviceRegistry::Devices` (r:16 w:0)
	/// - Proof: `DeviceRegistry::Devices` (`max_values`: None, `max_size`: Some(300), added: 2775, mode: `MaxEncodedLen`)
	/// - Storage: `DeviceRegistry::Models` (r:16 w:0)
	/// - Proof: `DeviceRegistry::Models` (`max_values`: None, `max_size`: Some(9173), added: 11648, mode: `MaxEncodedLen`)
	/// - Storage: `AssetLifecycle::TallyUses` (r:16 w:16)
	/// - Proof: `AssetLifecycle::TallyUses` (`max_values`: None, `max_size`: Some(119), added: 2594, mode: `MaxEncodedLen`)
	/// - Storage: `Consortium::Members` (r:1 w:0)
	/// - Proof: `Consortium::Members` (`max_values`: None, `max_size`: Some(52), added: 2527, mode: `MaxEncodedLen`)
	/// - Storage: `Consortium::Organizations` (r:1 w:0)
	/// - Proof: `Consortium::Organizations` (`max_values`: None, `max_size`: Some(117), added: 2592, mode: `MaxEncodedLen`)
	/// - Storage: `System::Account` (r:1 w:1)
	/// - Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	/// - Storage: `Balances::Holds` (r:1 w:1)
	/// - Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(715), added: 3190, mode: `MaxEncodedLen`)
	fn copy_stays(s: u32, ) -> Weight {
		// Recorded proof size: 7892 bytes + s * 744.
		// Minimum execution time: 154_300_000 picoseconds.
		Weight::from_parts(123_878_371, 33850)
			// Standard error: 1_561_394
			.saturating_add(Weight::from_parts(65_044_761, 0).saturating_mul(s.into()))
			.saturating_add(Weight::from_parts(0, 11648).saturating_mul(s.into()))
			.saturating_add(DbWeight::get().reads(9))
			.saturating_add(DbWeight::get().reads((4_u64).saturating_mul(s.into())))
			.saturating_add(DbWeight::get().writes(3))
			.saturating_add(DbWeight::get().writes((1_u64).saturating_mul(s.into())))
	}
	/// - `w` ranges over `0..=16`
	/// - Storage: `Consortium::Members` (r:1 w:0)
	/// - Proof: `Consortium::Members` (`max_values`: None, `max_size`: Some(52), added: 2527, mode: `MaxEncodedLen`)
	/// - Storage: `Consortium::Organizations` (r:2 w:0)
	/// - Proof: `Consortium::Organizations` (`max_values`: None, `max_size`: Some(117), added: 2592, mode: `MaxEncodedLen`)
	/// - Storage: `AssetLifecycle::Assets` (r:1 w:0)
	/// - Proof: `AssetLifecycle::Assets` (`max_values`: None, `max_size`: Some(327), added: 2802, mode: `MaxEncodedLen`)
	/// - Storage: `AssetLifecycle::Offers` (r:1 w:1)
	/// - Proof: `AssetLifecycle::Offers` (`max_values`: None, `max_size`: Some(116), added: 2591, mode: `MaxEncodedLen`)
	/// - Storage: `Timestamp::Now` (r:1 w:0)
	/// - Proof: `Timestamp::Now` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	/// - Storage: `AssetLifecycle::LotMarks` (r:1 w:0)
	/// - Proof: `AssetLifecycle::LotMarks` (`max_values`: None, `max_size`: Some(85), added: 2560, mode: `MaxEncodedLen`)
	/// - Storage: `AssetLifecycle::Lots` (r:1 w:0)
	/// - Proof: `AssetLifecycle::Lots` (`max_values`: None, `max_size`: Some(685), added: 3160, mode: `MaxEncodedLen`)
	/// - Storage: `AssetLifecycle::OpenTrades` (r:1 w:0)
	/// - Proof: `AssetLifecycle::OpenTrades` (`max_values`: None, `max_size`: Some(24), added: 2499, mode: `MaxEncodedLen`)
	/// - Storage: `AssetLifecycle::Trades` (r:1 w:0)
	/// - Proof: `AssetLifecycle::Trades` (`max_values`: None, `max_size`: Some(4340), added: 6815, mode: `MaxEncodedLen`)
	/// - Storage: `AssetLifecycle::OffersTo` (r:0 w:1)
	/// - Proof: `AssetLifecycle::OffersTo` (`max_values`: None, `max_size`: Some(28), added: 2503, mode: `MaxEncodedLen`)
	fn offer_custody(w: u32, ) -> Weight {
		// Recorded proof size: 2457 bytes.
		// Minimum execution time: 57_976_000 picoseconds.
		Weight::from_parts(77_621_725, 7805)
			// Standard error: 298_320
			.saturating_add(Weight::from_parts(976_857, 0).saturating_mul(w.into()))
			.saturating_add(DbWeight::get().reads(10))
			.saturating_add(DbWeight::get().writes(2))
	}
	/// - Storage: `Consortium::Members` (r:1 w:0)
	/// - Proof: `Consortium::Members` (`max_values`: None, `max_size`: Some(52), added: 2527, mode: `MaxEncodedLen`)
	/// - Storage: `Consortium::Organizations` (r:1 w:0)
	/// - Proof: `Consortium::Organizations` (`max_values`: None, `max_size`: Some(117), added: 2592, mode: `MaxEncodedLen`)
	/// - Storage: `AssetLifecycle::Offers` (r:1 w:1)
	/// - Proof: `AssetLifecycle::Offers` (`max_values`: None, `max_size`: Some(116), added: 2591, mode: `MaxEncodedLen`)
	/// - Storage: `AssetLifecycle::OffersTo` (r:0 w:1)
	/// - Proof: `AssetLifecycle::OffersTo` (`max_values`: None, `max_size`: Some(28), added: 2503, mode: `MaxEncodedLen`)
	fn withdraw() -> Weight {
		// Recorded proof size: 656 bytes.
		// Minimum execution time: 27_261_000 picoseconds.
		Weight::from_parts(29_183_000, 3582)
			.saturating_add(DbWeight::get().reads(3))
			.saturating_add(DbWeight::get().writes(2))
	}
	/// - `s` ranges over `0..=16`
	/// - `w` ranges over `0..=16`
	/// - `o` ranges over `0..=1`
	/// - Storage: `Consortium::Members` (r:1 w:0)
	/// - Proof: `Consortium::Members` (`max_values`: None, `max_size`: Some(52), added: 2527, mode: `MaxEncodedLen`)
	/// - Storage: `Consortium::Organizations` (r:1 w:0)
	/// - Proof: `Consortium::Organizations` (`max_values`: None, `max_size`: Some(117), added: 2592, mode: `MaxEncodedLen`)
	/// - Storage: `AssetLifecycle::Offers` (r:1 w:1)
	/// - Proof: `AssetLifecycle::Offers` (`max_values`: None, `max_size`: Some(116), added: 2591, mode: `MaxEncodedLen`)
	/// - Storage: `Timestamp::Now` (r:1 w:0)
	/// - Proof: `Timestamp::Now` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	/// - Storage: `AssetLifecycle::Assets` (r:1 w:1)
	/// - Proof: `AssetLifecycle::Assets` (`max_values`: None, `max_size`: Some(327), added: 2802, mode: `MaxEncodedLen`)
	/// - Storage: `AssetLifecycle::OpenTrades` (r:1 w:0)
	/// - Proof: `AssetLifecycle::OpenTrades` (`max_values`: None, `max_size`: Some(24), added: 2499, mode: `MaxEncodedLen`)
	/// - Storage: `AssetLifecycle::LotMarks` (r:1 w:0)
	/// - Proof: `AssetLifecycle::LotMarks` (`max_values`: None, `max_size`: Some(85), added: 2560, mode: `MaxEncodedLen`)
	/// - Storage: `AssetLifecycle::Lots` (r:1 w:0)
	/// - Proof: `AssetLifecycle::Lots` (`max_values`: None, `max_size`: Some(685), added: 3160, mode: `MaxEncodedLen`)
	/// - Storage: `AssetLifecycle::Stays` (r:1 w:1)
	/// - Proof: `AssetLifecycle::Stays` (`max_values`: None, `max_size`: Some(4097), added: 6572, mode: `MaxEncodedLen`)
	/// - Storage: `DeviceRegistry::Devices` (r:16 w:0)
	/// - Proof: `DeviceRegistry::Devices` (`max_values`: None, `max_size`: Some(300), added: 2775, mode: `MaxEncodedLen`)
	/// - Storage: `AssetLifecycle::DeviceUses` (r:16 w:16)
	/// - Proof: `AssetLifecycle::DeviceUses` (`max_values`: None, `max_size`: Some(70), added: 2545, mode: `MaxEncodedLen`)
	/// - Storage: `AssetLifecycle::Withheld` (r:16 w:16)
	/// - Proof: `AssetLifecycle::Withheld` (`max_values`: None, `max_size`: Some(52), added: 2527, mode: `MaxEncodedLen`)
	/// - Storage: `AssetLifecycle::PartyNumbers` (r:2 w:0)
	/// - Proof: `AssetLifecycle::PartyNumbers` (`max_values`: None, `max_size`: Some(20), added: 2495, mode: `MaxEncodedLen`)
	/// - Storage: `System::Account` (r:2 w:2)
	/// - Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	/// - Storage: `Balances::Holds` (r:2 w:2)
	/// - Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(715), added: 3190, mode: `MaxEncodedLen`)
	/// - Storage: `AssetLifecycle::OffersTo` (r:0 w:1)
	/// - Proof: `AssetLifecycle::OffersTo` (`max_values`: None, `max_size`: Some(28), added: 2503, mode: `MaxEncodedLen`)
	fn accept(s: u32, w: u32, o: u32, ) -> Weight {
		// Recorded proof size: 1303 bytes + o * 1079 + s * 563.
		// Minimum execution time: 186_027_000 picoseconds.
		Weight::from_parts(104_842_763, 7562)
			// Standard error: 1_116_458
			.saturating_add(Weight::from_parts(18_834_453, 0).saturating_mul(s.into()))
			// Standard error: 1_116_458
			.saturating_add(Weight::from_parts(428_988, 0).saturating_mul(w.into()))
			// Standard error: 12_383_947
			.saturating_add(Weight::from_parts(155_785_952, 0).saturating_mul(o.into()))
			.saturating_add(Weight::from_parts(0, 3685).saturating_mul(o.into()))
			.saturating_add(Weight::from_parts(0, 2775).saturating_mul(s.into()))
			.saturating_add(DbWeight::get().reads(11))
			.saturating_add(DbWeight::get().reads((3_u64).saturating_mul(s.into())))
			.saturating_add(DbWeight::get().reads((4_u64).saturating_mul(o.into())))
			.saturating_add(DbWeight::get().writes(4))
			.saturating_add(DbWeight::get().writes((2_u64).saturating_mul(s.into())))
			.saturating_add(DbWeight::get().writes((4_u64).saturating_mul(o.into())))
	}
	/// - Storage: `Consortium::Members` (r:1 w:0)
	/// - Proof: `Consortium::Members` (`max_values`: None, `max_size`: Some(52), added: 2527, mode: `MaxEncodedLen`)
	/// - Storage: `Consortium::Organizations` (r:1 w:0)
	/// - Proof: `Consortium::Organizations` (`max_values`: None, `max_size`: Some(117), added: 2592, mode: `MaxEncodedLen`)
	/// - Storage: `AssetLifecycle::Offers` (r:1 w:1)
	/// - Proof: `AssetLifecycle::Offers` (`max_values`: None, `max_size`: Some(116), added: 2591, mode: `MaxEncodedLen`)
	/// - Storage: `AssetLifecycle::OffersTo` (r:0 w:1)
	/// - Proof: `AssetLifecycle::OffersTo` (`max_values`: None, `max_size`: Some(28), added: 2503, mode: `MaxEncodedLen`)
	fn refuse() -> Weight {
		// Recorded proof size: 619 bytes.
		// Minimum execution time: 26_409_000 picoseconds.
		Weight::from_parts(30_115_000, 3582)
			.saturating_add(DbWeight::get().reads(3))
			.saturating_add(DbWeight::get().writes(2))
	}
	/// - Storage: `AssetLifecycle::Offers` (r:1 w:1)
	/// - Proof: `AssetLifecycle::Offers` (`max_values`: None, `max_size`: Some(116), added: 2591, mode: `MaxEncodedLen`)
	/// - Storage: `Timestamp::Now` (r:1 w:0)
	/// - Proof: `Timestamp::Now` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	/// - Storage: `AssetLifecycle::OffersTo` (r:0 w:1)
	/// - Proof: `AssetLifecycle::OffersTo` (`max_values`: None, `max_size`: Some(28), added: 2503, mode: `MaxEncodedLen`)
	fn lapse() -> Weight {
		// Recorded proof size: 145 bytes.
		// Minimum execution time: 22_694_000 picoseconds.
		Weight::from_parts(23_665_000, 3581)
			.saturating_add(DbWeight::get().reads(2))
			.saturating_add(DbWeight::get().writes(2))
	}
	/// - Storage: `Consortium::Members` (r:1 w:0)
	/// - Proof: `Consortium::Members` (`max_values`: None, `max_size`: Some(52), added: 2527, mode: `MaxEncodedLen`)
	/// - Storage: `Consortium::Organizations` (r:1 w:0)
	/// - Proof: `Consortium::Organizations` (`max_values`: None, `max_size`: Some(117), added: 2592, mode: `MaxEncodedLen`)
	/// - Storage: `AssetLifecycle::Assets` (r:5 w:1)
	/// - Proof: `AssetLifecycle::Assets` (`max_values`: None, `max_size`: Some(327), added: 2802, mode: `MaxEncodedLen`)
	/// - Storage: `Timestamp::Now` (r:1 w:0)
	/// - Proof: `Timestamp::Now` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	fn correct() -> Weight {
		// Recorded proof size: 2150 bytes.
		// Minimum execution time: 103_384_000 picoseconds.
		Weight::from_parts(110_004_000, 15000)
			.saturating_add(DbWeight::get().reads(8))
			.saturating_add(DbWeight::get().writes(1))
	}
	/// - Storage: `Consortium::Members` (r:1 w:0)
	/// - Proof: `Consortium::Members` (`max_values`: None, `max_size`: Some(52), added: 2527, mode: `MaxEncodedLen`)
	/// - Storage: `Consortium::Organizations` (r:1 w:0)
	/// - Proof: `Consortium::Organizations` (`max_values`: None, `max_size`: Some(117), added: 2592, mode: `MaxEncodedLen`)
	/// - Storage: `AssetLifecycle::Assets` (r:4 w:1)
	/// - Proof: `AssetLifecycle::Assets` (`max_values`: None, `max_size`: Some(327), added: 2802, mode: `MaxEncodedLen`)
	/// - Storage: `AssetLifecycle::Classes` (r:1 w:0)
	/// - Proof: `AssetLifecycle::Classes` (`max_values`: None, `max_size`: Some(1993), added: 4468, mode: `MaxEncodedLen`)
	/// - Storage: `AssetLifecycle::Documents` (r:1 w:1)
	/// - Proof: `AssetLifecycle::Documents` (`max_values`: None, `max_size`: Some(166), added: 2641, mode: `MaxEncodedLen`)
	/// - Storage: `System::Account` (r:1 w:1)
	/// - Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	/// - Storage: `Balances::Holds` (r:1 w:1)
	/// - Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(715), added: 3190, mode: `MaxEncodedLen`)
	/// - Storage: `Timestamp::Now` (r:1 w:0)
	/// - Proof: `Timestamp::Now` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	fn add_document() -> Weight {
		// Recorded proof size: 3783 bytes.
		// Minimum execution time: 122_031_000 picoseconds.
		Weight::from_parts(124_275_000, 12198)
			.saturating_add(DbWeight::get().reads(11))
			.saturating_add(DbWeight::get().writes(4))
	}
	/// - Storage: `AssetLifecycle::Documents` (r:1 w:1)
	/// - Proof: `AssetLifecycle::Documents` (`max_values`: None, `max_size`: Some(166), added: 2641, mode: `MaxEncodedLen`)
	/// - Storage: `AssetLifecycle::Assets` (r:1 w:1)
	/// - Proof: `AssetLifecycle::Assets` (`max_values`: None, `max_size`: Some(327), added: 2802, mode: `MaxEncodedLen`)
	/// - Storage: `Timestamp::Now` (r:1 w:0)
	/// - Proof: `Timestamp::Now` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	/// - Storage: `Consortium::Members` (r:1 w:0)
	/// - Proof: `Consortium::Members` (`max_values`: None, `max_size`: Some(52), added: 2527, mode: `MaxEncodedLen`)
	/// - Storage: `Consortium::Organizations` (r:1 w:0)
	/// - Proof: `Consortium::Organizations` (`max_values`: None, `max_size`: Some(117), added: 2592, mode: `MaxEncodedLen`)
	/// - Storage: `System::Account` (r:1 w:1)
	/// - Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	/// - Storage: `Balances::Holds` (r:1 w:1)
	/// - Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(715), added: 3190, mode: `MaxEncodedLen`)
	fn remove_document() -> Weight {
		// Recorded proof size: 1203 bytes.
		// Minimum execution time: 76_725_000 picoseconds.
		Weight::from_parts(80_179_000, 4180)
			.saturating_add(DbWeight::get().reads(7))
			.saturating_add(DbWeight::get().writes(4))
	}
	/// - Storage: `Consortium::Members` (r:1 w:0)
	/// - Proof: `Consortium::Members` (`max_values`: None, `max_size`: Some(52), added: 2527, mode: `MaxEncodedLen`)
	/// - Storage: `Consortium::Organizations` (r:2 w:0)
	/// - Proof: `Consortium::Organizations` (`max_values`: None, `max_size`: Some(117), added: 2592, mode: `MaxEncodedLen`)
	/// - Storage: `DeviceRegistry::Devices` (r:1 w:0)
	/// - Proof: `DeviceRegistry::Devices` (`max_values`: None, `max_size`: Some(300), added: 2775, mode: `MaxEncodedLen`)
	/// - Storage: `Timestamp::Now` (r:1 w:0)
	/// - Proof: `Timestamp::Now` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	/// - Storage: `AssetLifecycle::Loans` (r:1 w:1)
	/// - Proof: `AssetLifecycle::Loans` (`max_values`: None, `max_size`: Some(152), added: 2627, mode: `MaxEncodedLen`)
	/// - Storage: `System::Account` (r:1 w:1)
	/// - Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	/// - Storage: `Balances::Holds` (r:1 w:1)
	/// - Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(715), added: 3190, mode: `MaxEncodedLen`)
	fn lend() -> Weight {
		// Recorded proof size: 1697 bytes.
		// Minimum execution time: 126_178_000 picoseconds.
		Weight::from_parts(131_335_000, 6174)
			.saturating_add(DbWeight::get().reads(8))
			.saturating_add(DbWeight::get().writes(3))
	}
	/// - Storage: `AssetLifecycle::Loans` (r:1 w:1)
	/// - Proof: `AssetLifecycle::Loans` (`max_values`: None, `max_size`: Some(152), added: 2627, mode: `MaxEncodedLen`)
	/// - Storage: `DeviceRegistry::Devices` (r:1 w:0)
	/// - Proof: `DeviceRegistry::Devices` (`max_values`: None, `max_size`: Some(300), added: 2775, mode: `MaxEncodedLen`)
	/// - Storage: `Timestamp::Now` (r:1 w:0)
	/// - Proof: `Timestamp::Now` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	/// - Storage: `System::Account` (r:1 w:1)
	/// - Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	/// - Storage: `Balances::Holds` (r:1 w:1)
	/// - Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(715), added: 3190, mode: `MaxEncodedLen`)
	fn end_loan() -> Weight {
		// Recorded proof size: 1046 bytes.
		// Minimum execution time: 65_407_000 picoseconds.
		Weight::from_parts(66_910_000, 4180)
			.saturating_add(DbWeight::get().reads(5))
			.saturating_add(DbWeight::get().writes(3))
	}
	/// - Storage: `Consortium::Members` (r:2 w:0)
	/// - Proof: `Consortium::Members` (`max_values`: None, `max_size`: Some(52), added: 2527, mode: `MaxEncodedLen`)
	/// - Storage: `Consortium::Organizations` (r:2 w:0)
	/// - Proof: `Consortium::Organizations` (`max_values`: None, `max_size`: Some(117), added: 2592, mode: `MaxEncodedLen`)
	/// - Storage: `AssetLifecycle::Assets` (r:1 w:0)
	/// - Proof: `AssetLifecycle::Assets` (`max_values`: None, `max_size`: Some(327), added: 2802, mode: `MaxEncodedLen`)
	/// - Storage: `AssetLifecycle::Offers` (r:1 w:0)
	/// - Proof: `AssetLifecycle::Offers` (`max_values`: None, `max_size`: Some(116), added: 2591, mode: `MaxEncodedLen`)
	/// - Storage: `AssetLifecycle::OpenTrades` (r:1 w:0)
	/// - Proof: `AssetLifecycle::OpenTrades` (`max_values`: None, `max_size`: Some(24), added: 2499, mode: `MaxEncodedLen`)
	/// - Storage: `AssetLifecycle::Stays` (r:1 w:1)
	/// - Proof: `AssetLifecycle::Stays` (`max_values`: None, `max_size`: Some(4097), added: 6572, mode: `MaxEncodedLen`)
	/// - Storage: `DeviceRegistry::Devices` (r:1 w:0)
	/// - Proof: `DeviceRegistry::Devices` (`max_values`: None, `max_size`: Some(300), added: 2775, mode: `MaxEncodedLen`)
	/// - Storage: `AssetLifecycle::Loans` (r:1 w:0)
	/// - Proof: `AssetLifecycle::Loans` (`max_values`: None, `max_size`: Some(152), added: 2627, mode: `MaxEncodedLen`)
	/// - Storage: `Timestamp::Now` (r:1 w:0)
	/// - Proof: `Timestamp::Now` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	/// - Storage: `DeviceRegistry::Models` (r:1 w:0)
	/// - Proof: `DeviceRegistry::Models` (`max_values`: None, `max_size`: Some(9173), added: 11648, mode: `MaxEncodedLen`)
	/// - Storage: `AssetLifecycle::DeviceUses` (r:16 w:1)
	/// - Proof: `AssetLifecycle::DeviceUses` (`max_values`: None, `max_size`: Some(70), added: 2545, mode: `MaxEncodedLen`)
	/// - Storage: `AssetLifecycle::Policies` (r:8 w:0)
	/// - Proof: `AssetLifecycle::Policies` (`max_values`: None, `max_size`: Some(661), added: 3136, mode: `MaxEncodedLen`)
	/// - Storage: `AssetLifecycle::TallyUses` (r:1 w:1)
	/// - Proof: `AssetLifecycle::TallyUses` (`max_values`: None, `max_size`: Some(119), added: 2594, mode: `MaxEncodedLen`)
	/// - Storage: `Telemetry::Streams` (r:1 w:1)
	/// - Proof: `Telemetry::Streams` (`max_values`: None, `max_size`: Some(245), added: 2720, mode: `MaxEncodedLen`)
	/// - Storage: `Telemetry::Tails` (r:1 w:1)
	/// - Proof: `Telemetry::Tails` (`max_values`: None, `max_size`: Some(327), added: 2802, mode: `MaxEncodedLen`)
	/// - Storage: `System::Account` (r:1 w:1)
	/// - Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	/// - Storage: `Balances::Holds` (r:1 w:1)
	/// - Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(715), added: 3190, mode: `MaxEncodedLen`)
	/// - Storage: `AssetLifecycle::Withheld` (r:1 w:1)
	/// - Proof: `AssetLifecycle::Withheld` (`max_values`: None, `max_size`: Some(52), added: 2527, mode: `MaxEncodedLen`)
	/// - Storage: `AssetLifecycle::Tallies` (r:0 w:1)
	/// - Proof: `AssetLifecycle::Tallies` (`max_values`: None, `max_size`: Some(7106), added: 9581, mode: `MaxEncodedLen`)
	fn attach() -> Weight {
		// Recorded proof size: 11620 bytes.
		// Minimum execution time: 686_622_000 picoseconds.
		Weight::from_parts(707_513_000, 41710)
			.saturating_add(DbWeight::get().reads(42))
			.saturating_add(DbWeight::get().writes(9))
	}
	/// - Storage: `Consortium::Members` (r:1 w:0)
	/// - Proof: `Consortium::Members` (`max_values`: None, `max_size`: Some(52), added: 2527, mode: `MaxEncodedLen`)
	/// - Storage: `Consortium::Organizations` (r:1 w:0)
	/// - Proof: `Consortium::Organizations` (`max_values`: None, `max_size`: Some(117), added: 2592, mode: `MaxEncodedLen`)
	/// - Storage: `AssetLifecycle::Assets` (r:1 w:0)
	/// - Proof: `AssetLifecycle::Assets` (`max_values`: None, `max_size`: Some(327), added: 2802, mode: `MaxEncodedLen`)
	/// - Storage: `AssetLifecycle::Stays` (r:1 w:1)
	/// - Proof: `AssetLifecycle::Stays` (`max_values`: None, `max_size`: Some(4097), added: 6572, mode: `MaxEncodedLen`)
	/// - Storage: `AssetLifecycle::Offers` (r:1 w:0)
	/// - Proof: `AssetLifecycle::Offers` (`max_values`: None, `max_size`: Some(116), added: 2591, mode: `MaxEncodedLen`)
	/// - Storage: `AssetLifecycle::OpenTrades` (r:1 w:0)
	/// - Proof: `AssetLifecycle::OpenTrades` (`max_values`: None, `max_size`: Some(24), added: 2499, mode: `MaxEncodedLen`)
	/// - Storage: `AssetLifecycle::DeviceUses` (r:1 w:1)
	/// - Proof: `AssetLifecycle::DeviceUses` (`max_values`: None, `max_size`: Some(70), added: 2545, mode: `MaxEncodedLen`)
	/// - Storage: `Timestamp::Now` (r:1 w:0)
	/// - Proof: `Timestamp::Now` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	/// - Storage: `DeviceRegistry::Devices` (r:1 w:0)
	/// - Proof: `DeviceRegistry::Devices` (`max_values`: None, `max_size`: Some(300), added: 2775, mode: `MaxEncodedLen`)
	/// - Storage: `AssetLifecycle::Withheld` (r:1 w:1)
	/// - Proof: `AssetLifecycle::Withheld` (`max_values`: None, `max_size`: Some(52), added: 2527, mode: `MaxEncodedLen`)
	fn detach() -> Weight {
		// Recorded proof size: 7058 bytes.
		// Minimum execution time: 120_349_000 picoseconds.
		Weight::from_parts(129_533_000, 7562)
			.saturating_add(DbWeight::get().reads(10))
			.saturating_add(DbWeight::get().writes(3))
	}
	/// - Storage: `Consortium::Members` (r:2 w:0)
	/// - Proof: `Consortium::Members` (`max_values`: None, `max_size`: Some(52), added: 2527, mode: `MaxEncodedLen`)
	/// - Storage: `Consortium::Organizations` (r:2 w:0)
	/// - Proof: `Consortium::Organizations` (`max_values`: None, `max_size`: Some(117), added: 2592, mode: `MaxEncodedLen`)
	/// - Storage: `AssetLifecycle::Assets` (r:1 w:0)
	/// - Proof: `AssetLifecycle::Assets` (`max_values`: None, `max_size`: Some(327), added: 2802, mode: `MaxEncodedLen`)
	/// - Storage: `AssetLifecycle::Offers` (r:1 w:0)
	/// - Proof: `AssetLifecycle::Offers` (`max_values`: None, `max_size`: Some(116), added: 2591, mode: `MaxEncodedLen`)
	/// - Storage: `AssetLifecycle::OpenTrades` (r:1 w:0)
	/// - Proof: `AssetLifecycle::OpenTrades` (`max_values`: None, `max_size`: Some(24), added: 2499, mode: `MaxEncodedLen`)
	/// - Storage: `AssetLifecycle::Stays` (r:1 w:1)
	/// - Proof: `AssetLifecycle::Stays` (`max_values`: None, `max_size`: Some(4097), added: 6572, mode: `MaxEncodedLen`)
	/// - Storage: `DeviceRegistry::Devices` (r:2 w:0)
	/// - Proof: `DeviceRegistry::Devices` (`max_values`: None, `max_size`: Some(300), added: 2775, mode: `MaxEncodedLen`)
	/// - Storage: `AssetLifecycle::Loans` (r:1 w:0)
	/// - Proof: `AssetLifecycle::Loans` (`max_values`: None, `max_size`: Some(152), added: 2627, mode: `MaxEncodedLen`)
	/// - Storage: `Timestamp::Now` (r:1 w:0)
	/// - Proof: `Timestamp::Now` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	/// - Storage: `DeviceRegistry::Models` (r:1 w:0)
	/// - Proof: `DeviceRegistry::Models` (`max_values`: None, `max_size`: Some(9173), added: 11648, mode: `MaxEncodedLen`)
	/// - Storage: `AssetLifecycle::Policies` (r:8 w:0)
	/// - Proof: `AssetLifecycle::Policies` (`max_values`: None, `max_size`: Some(661), added: 3136, mode: `MaxEncodedLen`)
	/// - Storage: `AssetLifecycle::DeviceUses` (r:16 w:2)
	/// - Proof: `AssetLifecycle::DeviceUses` (`max_values`: None, `max_size`: Some(70), added: 2545, mode: `MaxEncodedLen`)
	/// - Storage: `AssetLifecycle::Withheld` (r:2 w:2)
	/// - Proof: `AssetLifecycle::Withheld` (`max_values`: None, `max_size`: Some(52), added: 2527, mode: `MaxEncodedLen`)
	/// - Storage: `AssetLifecycle::TallyUses` (r:1 w:1)
	/// - Proof: `AssetLifecycle::TallyUses` (`max_values`: None, `max_size`: Some(119), added: 2594, mode: `MaxEncodedLen`)
	/// - Storage: `Telemetry::Streams` (r:1 w:1)
	/// - Proof: `Telemetry::Streams` (`max_values`: None, `max_size`: Some(245), added: 2720, mode: `MaxEncodedLen`)
	/// - Storage: `Telemetry::Tails` (r:1 w:1)
	/// - Proof: `Telemetry::Tails` (`max_values`: None, `max_size`: Some(327), added: 2802, mode: `MaxEncodedLen`)
	/// - Storage: `System::Account` (r:1 w:1)
	/// - Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	/// - Storage: `Balances::Holds` (r:1 w:1)
	/// - Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(715), added: 3190, mode: `MaxEncodedLen`)
	/// - Storage: `AssetLifecycle::Tallies` (r:0 w:1)
	/// - Proof: `AssetLifecycle::Tallies` (`max_values`: None, `max_size`: Some(7106), added: 9581, mode: `MaxEncodedLen`)
	fn swap() -> Weight {
		// Recorded proof size: 11878 bytes.
		// Minimum execution time: 868_673_000 picoseconds.
		Weight::from_parts(879_930_000, 41710)
			.saturating_add(DbWeight::get().reads(44))
			.saturating_add(DbWeight::get().writes(11))
	}
	/// - Storage: `Consortium::Members` (r:1 w:0)
	/// - Proof: `Consortium::Members` (`max_values`: None, `max_size`: Some(52), added: 2527, mode: `MaxEncodedLen`)
	/// - Storage: `Consortium::Organizations` (r:1 w:0)
	/// - Proof: `Consortium::Organizations` (`max_values`: None, `max_size`: Some(117), added: 2592, mode: `MaxEncodedLen`)
	/// - Storage: `AssetLifecycle::Assets` (r:1 w:0)
	/// - Proof: `AssetLifecycle::Assets` (`max_values`: None, `max_size`: Some(327), added: 2802, mode: `MaxEncodedLen`)
	/// - Storage: `AssetLifecycle::Stays` (r:1 w:1)
	/// - Proof: `AssetLifecycle::Stays` (`max_values`: None, `max_size`: Some(4097), added: 6572, mode: `MaxEncodedLen`)
	/// - Storage: `AssetLifecycle::DeviceUses` (r:1 w:1)
	/// - Proof: `AssetLifecycle::DeviceUses` (`max_values`: None, `max_size`: Some(70), added: 2545, mode: `MaxEncodedLen`)
	/// - Storage: `DeviceRegistry::Devices` (r:1 w:0)
	/// - Proof: `DeviceRegistry::Devices` (`max_values`: None, `max_size`: Some(300), added: 2775, mode: `MaxEncodedLen`)
	/// - Storage: `AssetLifecycle::Withheld` (r:1 w:1)
	/// - Proof: `AssetLifecycle::Withheld` (`max_values`: None, `max_size`: Some(52), added: 2527, mode: `MaxEncodedLen`)
	fn consent() -> Weight {
		// Recorded proof size: 6984 bytes.
		// Minimum execution time: 102_703_000 picoseconds.
		Weight::from_parts(117_144_000, 7562)
			.saturating_add(DbWeight::get().reads(7))
			.saturating_add(DbWeight::get().writes(3))
	}
	/// - Storage: `AssetLifecycle::Assets` (r:1 w:0)
	/// - Proof: `AssetLifecycle::Assets` (`max_values`: None, `max_size`: Some(327), added: 2802, mode: `MaxEncodedLen`)
	/// - Storage: `Consortium::Members` (r:1 w:0)
	/// - Proof: `Consortium::Members` (`max_values`: None, `max_size`: Some(52), added: 2527, mode: `MaxEncodedLen`)
	/// - Storage: `Consortium::Organizations` (r:1 w:0)
	/// - Proof: `Consortium::Organizations` (`max_values`: None, `max_size`: Some(117), added: 2592, mode: `MaxEncodedLen`)
	/// - Storage: `AssetLifecycle::Stays` (r:1 w:1)
	/// - Proof: `AssetLifecycle::Stays` (`max_values`: None, `max_size`: Some(4097), added: 6572, mode: `MaxEncodedLen`)
	/// - Storage: `Timestamp::Now` (r:1 w:0)
	/// - Proof: `Timestamp::Now` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	/// - Storage: `System::Account` (r:1 w:1)
	/// - Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	/// - Storage: `Balances::Holds` (r:1 w:1)
	/// - Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(715), added: 3190, mode: `MaxEncodedLen`)
	/// - Storage: `AssetLifecycle::Boundaries` (r:2 w:2)
	/// - Proof: `AssetLifecycle::Boundaries` (`max_values`: None, `max_size`: Some(964), added: 3439, mode: `MaxEncodedLen`)
	/// - Storage: `AssetLifecycle::TallyUses` (r:1 w:1)
	/// - Proof: `AssetLifecycle::TallyUses` (`max_values`: None, `max_size`: Some(119), added: 2594, mode: `MaxEncodedLen`)
	/// - Storage: `Telemetry::Streams` (r:1 w:1)
	/// - Proof: `Telemetry::Streams` (`max_values`: None, `max_size`: Some(245), added: 2720, mode: `MaxEncodedLen`)
	/// - Storage: `Telemetry::Tails` (r:1 w:1)
	/// - Proof: `Telemetry::Tails` (`max_values`: None, `max_size`: Some(327), added: 2802, mode: `MaxEncodedLen`)
	/// - Storage: `AssetLifecycle::Tallies` (r:0 w:1)
	/// - Proof: `AssetLifecycle::Tallies` (`max_values`: None, `max_size`: Some(7106), added: 9581, mode: `MaxEncodedLen`)
	fn forget_stay() -> Weight {
		// Recorded proof size: 7888 bytes.
		// Minimum execution time: 254_419_000 picoseconds.
		Weight::from_parts(262_631_000, 7868)
			.saturating_add(DbWeight::get().reads(12))
			.saturating_add(DbWeight::get().writes(9))
	}
	/// - Storage: `Consortium::Members` (r:1 w:0)
	/// - Proof: `Consortium::Members` (`max_values`: None, `max_size`: Some(52), added: 2527, mode: `MaxEncodedLen`)
	/// - Storage: `Consortium::Organizations` (r:1 w:0)
	/// - Proof: `Consortium::Organizations` (`max_values`: None, `max_size`: Some(117), added: 2592, mode: `MaxEncodedLen`)
	/// - Storage: `AssetLifecycle::Stays` (r:1 w:0)
	/// - Proof: `AssetLifecycle::Stays` (`max_values`: None, `max_size`: Some(4097), added: 6572, mode: `MaxEncodedLen`)
	/// - Storage: `AssetLifecycle::Boundaries` (r:1 w:1)
	/// - Proof: `AssetLifecycle::Boundaries` (`max_values`: None, `max_size`: Some(964), added: 3439, mode: `MaxEncodedLen`)
	/// - Storage: `AssetLifecycle::Tallies` (r:1 w:0)
	/// - Proof: `AssetLifecycle::Tallies` (`max_values`: None, `max_size`: Some(7106), added: 9581, mode: `MaxEncodedLen`)
	/// - Storage: `System::Account` (r:1 w:1)
	/// - Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	/// - Storage: `Balances::Holds` (r:1 w:1)
	/// - Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(715), added: 3190, mode: `MaxEncodedLen`)
	fn prove_boundary() -> Weight {
		// Recorded proof size: 12446 bytes.
		// Minimum execution time: 157_995_000 picoseconds.
		Weight::from_parts(176_673_000, 10571)
			.saturating_add(DbWeight::get().reads(7))
			.saturating_add(DbWeight::get().writes(3))
	}
	/// - Storage: `AssetLifecycle::Assets` (r:5 w:0)
	/// - Proof: `AssetLifecycle::Assets` (`max_values`: None, `max_size`: Some(327), added: 2802, mode: `MaxEncodedLen`)
	/// - Storage: `AssetLifecycle::Flags` (r:1 w:1)
	/// - Proof: `AssetLifecycle::Flags` (`max_values`: None, `max_size`: Some(24), added: 2499, mode: `MaxEncodedLen`)
	fn set_flag() -> Weight {
		// Recorded proof size: 1571 bytes.
		// Minimum execution time: 31_076_000 picoseconds.
		Weight::from_parts(35_813_000, 15000)
			.saturating_add(DbWeight::get().reads(6))
			.saturating_add(DbWeight::get().writes(1))
	}
	/// - Storage: `AssetLifecycle::Assets` (r:1 w:0)
	/// - Proof: `AssetLifecycle::Assets` (`max_values`: None, `max_size`: Some(327), added: 2802, mode: `MaxEncodedLen`)
	/// - Storage: `AssetLifecycle::Stays` (r:1 w:0)
	/// - Proof: `AssetLifecycle::Stays` (`max_values`: None, `max_size`: Some(4097), added: 6572, mode: `MaxEncodedLen`)
	/// - Storage: `AssetLifecycle::DeviceUses` (r:1 w:0)
	/// - Proof: `AssetLifecycle::DeviceUses` (`max_values`: None, `max_size`: Some(70), added: 2545, mode: `MaxEncodedLen`)
	/// - Storage: `AssetLifecycle::Tallies` (r:1 w:0)
	/// - Proof: `AssetLifecycle::Tallies` (`max_values`: None, `max_size`: Some(7106), added: 9581, mode: `MaxEncodedLen`)
	/// - Storage: `Timestamp::Now` (r:1 w:0)
	/// - Proof: `Timestamp::Now` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	/// - Storage: `AssetLifecycle::Boundaries` (r:1 w:0)
	/// - Proof: `AssetLifecycle::Boundaries` (`max_values`: None, `max_size`: Some(964), added: 3439, mode: `MaxEncodedLen`)
	fn read_condition() -> Weight {
		// Recorded proof size: 12149 bytes.
		// Minimum execution time: 81_101_000 picoseconds.
		Weight::from_parts(91_956_000, 10571)
			.saturating_add(DbWeight::get().reads(6))
	}
	/// - Storage: `AssetLifecycle::Tallies` (r:1 w:1)
	/// - Proof: `AssetLifecycle::Tallies` (`max_values`: None, `max_size`: Some(7106), added: 9581, mode: `MaxEncodedLen`)
	fn on_observation() -> Weight {
		// Recorded proof size: 7058 bytes.
		// Minimum execution time: 123_213_000 picoseconds.
		Weight::from_parts(125_366_000, 10571)
			.saturating_add(DbWeight::get().reads(1))
			.saturating_add(DbWeight::get().writes(1))
	}
	/// - Storage: `AssetLifecycle::DeviceUses` (r:1 w:1)
	/// - Proof: `AssetLifecycle::DeviceUses` (`max_values`: None, `max_size`: Some(70), added: 2545, mode: `MaxEncodedLen`)
	/// - Storage: `AssetLifecycle::Withheld` (r:1 w:1)
	/// - Proof: `AssetLifecycle::Withheld` (`max_values`: None, `max_size`: Some(52), added: 2527, mode: `MaxEncodedLen`)
	/// - Storage: `Timestamp::Now` (r:1 w:0)
	/// - Proof: `Timestamp::Now` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	/// - Storage: `Consortium::Members` (r:1 w:0)
	/// - Proof: `Consortium::Members` (`max_values`: None, `max_size`: Some(52), added: 2527, mode: `MaxEncodedLen`)
	/// - Storage: `Consortium::Organizations` (r:1 w:0)
	/// - Proof: `Consortium::Organizations` (`max_values`: None, `max_size`: Some(117), added: 2592, mode: `MaxEncodedLen`)
	fn device_changed() -> Weight {
		// Recorded proof size: 734 bytes.
		// Minimum execution time: 31_136_000 picoseconds.
		Weight::from_parts(33_330_000, 3582)
			.saturating_add(DbWeight::get().reads(5))
			.saturating_add(DbWeight::get().writes(2))
	}
	/// - `p` ranges over `0..=8`
	/// - Storage: `Consortium::Members` (r:2 w:0)
	/// - Proof: `Consortium::Members` (`max_values`: None, `max_size`: Some(52), added: 2527, mode: `MaxEncodedLen`)
	/// - Storage: `Consortium::Organizations` (r:3 w:0)
	/// - Proof: `Consortium::Organizations` (`max_values`: None, `max_size`: Some(117), added: 2592, mode: `MaxEncodedLen`)
	/// - Storage: `AssetLifecycle::Assets` (r:1 w:0)
	/// - Proof: `AssetLifecycle::Assets` (`max_values`: None, `max_size`: Some(327), added: 2802, mode: `MaxEncodedLen`)
	/// - Storage: `AssetLifecycle::LotMarks` (r:1 w:0)
	/// - Proof: `AssetLifecycle::LotMarks` (`max_values`: None, `max_size`: Some(85), added: 2560, mode: `MaxEncodedLen`)
	/// - Storage: `AssetLifecycle::Offers` (r:1 w:0)
	/// - Proof: `AssetLifecycle::Offers` (`max_values`: None, `max_size`: Some(116), added: 2591, mode: `MaxEncodedLen`)
	/// - Storage: `AssetLifecycle::OpenTrades` (r:1 w:1)
	/// - Proof: `AssetLifecycle::OpenTrades` (`max_values`: None, `max_size`: Some(24), added: 2499, mode: `MaxEncodedLen`)
	/// - Storage: `Timestamp::Now` (r:1 w:0)
	/// - Proof: `Timestamp::Now` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	/// - Storage: `AssetLifecycle::NextTradeId` (r:1 w:1)
	/// - Proof: `AssetLifecycle::NextTradeId` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	/// - Storage: `System::Account` (r:1 w:1)
	/// - Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	/// - Storage: `Balances::Holds` (r:1 w:1)
	/// - Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(715), added: 3190, mode: `MaxEncodedLen`)
	/// - Storage: `AssetLifecycle::Trades` (r:0 w:1)
	/// - Proof: `AssetLifecycle::Trades` (`max_values`: None, `max_size`: Some(4340), added: 6815, mode: `MaxEncodedLen`)
	fn offer_trade(p: u32, ) -> Weight {
		// Recorded proof size: 1606 bytes.
		// Minimum execution time: 115_262_000 picoseconds.
		Weight::from_parts(131_974_083, 8766)
			// Standard error: 500_908
			.saturating_add(Weight::from_parts(196_727, 0).saturating_mul(p.into()))
			.saturating_add(DbWeight::get().reads(13))
			.saturating_add(DbWeight::get().writes(5))
	}
	/// - Storage: `Consortium::Members` (r:1 w:0)
	/// - Proof: `Consortium::Members` (`max_values`: None, `max_size`: Some(52), added: 2527, mode: `MaxEncodedLen`)
	/// - Storage: `Consortium::Organizations` (r:1 w:0)
	/// - Proof: `Consortium::Organizations` (`max_values`: None, `max_size`: Some(117), added: 2592, mode: `MaxEncodedLen`)
	/// - Storage: `AssetLifecycle::Trades` (r:1 w:1)
	/// - Proof: `AssetLifecycle::Trades` (`max_values`: None, `max_size`: Some(4340), added: 6815, mode: `MaxEncodedLen`)
	/// - Storage: `AssetLifecycle::ShownLeaves` (r:1 w:0)
	/// - Proof: `AssetLifecycle::ShownLeaves` (`max_values`: None, `max_size`: Some(8625), added: 11100, mode: `MaxEncodedLen`)
	/// - Storage: `AssetLifecycle::OpenTrades` (r:1 w:1)
	/// - Proof: `AssetLifecycle::OpenTrades` (`max_values`: None, `max_size`: Some(24), added: 2499, mode: `MaxEncodedLen`)
	/// - Storage: `AssetLifecycle::Offers` (r:1 w:0)
	/// - Proof: `AssetLifecycle::Offers` (`max_values`: None, `max_size`: Some(116), added: 2591, mode: `MaxEncodedLen`)
	/// - Storage: `System::Account` (r:1 w:1)
	/// - Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	/// - Storage: `Balances::Holds` (r:1 w:1)
	/// - Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(715), added: 3190, mode: `MaxEncodedLen`)
	fn withdraw_trade() -> Weight {
		// Recorded proof size: 1568 bytes.
		// Minimum execution time: 109_653_000 picoseconds.
		Weight::from_parts(119_749_000, 12090)
			.saturating_add(DbWeight::get().reads(8))
			.saturating_add(DbWeight::get().writes(4))
	}
	/// - Storage: `Consortium::Members` (r:1 w:0)
	/// - Proof: `Consortium::Members` (`max_values`: None, `max_size`: Some(52), added: 2527, mode: `MaxEncodedLen`)
	/// - Storage: `Consortium::Organizations` (r:1 w:0)
	/// - Proof: `Consortium::Organizations` (`max_values`: None, `max_size`: Some(117), added: 2592, mode: `MaxEncodedLen`)
	/// - Storage: `AssetLifecycle::Trades` (r:1 w:1)
	/// - Proof: `AssetLifecycle::Trades` (`max_values`: None, `max_size`: Some(4340), added: 6815, mode: `MaxEncodedLen`)
	/// - Storage: `Timestamp::Now` (r:1 w:0)
	/// - Proof: `Timestamp::Now` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	/// - Storage: `AssetLifecycle::Assets` (r:1 w:0)
	/// - Proof: `AssetLifecycle::Assets` (`max_values`: None, `max_size`: Some(327), added: 2802, mode: `MaxEncodedLen`)
	/// - Storage: `AssetLifecycle::LotMarks` (r:1 w:0)
	/// - Proof: `AssetLifecycle::LotMarks` (`max_values`: None, `max_size`: Some(85), added: 2560, mode: `MaxEncodedLen`)
	/// - Storage: `Escrow::NextEscrowId` (r:1 w:1)
	/// - Proof: `Escrow::NextEscrowId` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	/// - Storage: `System::Account` (r:2 w:2)
	/// - Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	/// - Storage: `Balances::Holds` (r:2 w:2)
	/// - Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(715), added: 3190, mode: `MaxEncodedLen`)
	/// - Storage: `Escrow::Escrows` (r:0 w:1)
	/// - Proof: `Escrow::Escrows` (`max_values`: None, `max_size`: Some(258), added: 2733, mode: `MaxEncodedLen`)
	/// - Storage: `Escrow::EscrowsOf` (r:0 w:1)
	/// - Proof: `Escrow::EscrowsOf` (`max_values`: None, `max_size`: Some(64), added: 2539, mode: `MaxEncodedLen`)
	fn fund() -> Weight {
		// Recorded proof size: 2152 bytes.
		// Minimum execution time: 171_185_000 picoseconds.
		Weight::from_parts(178_525_000, 7805)
			.saturating_add(DbWeight::get().reads(11))
			.saturating_add(DbWeight::get().writes(8))
	}
	/// - Storage: `Consortium::Members` (r:1 w:0)
	/// - Proof: `Consortium::Members` (`max_values`: None, `max_size`: Some(52), added: 2527, mode: `MaxEncodedLen`)
	/// - Storage: `Consortium::Organizations` (r:1 w:0)
	/// - Proof: `Consortium::Organizations` (`max_values`: None, `max_size`: Some(117), added: 2592, mode: `MaxEncodedLen`)
	/// - Storage: `AssetLifecycle::Trades` (r:1 w:1)
	/// - Proof: `AssetLifecycle::Trades` (`max_values`: None, `max_size`: Some(4340), added: 6815, mode: `MaxEncodedLen`)
	/// - Storage: `AssetLifecycle::Offers` (r:1 w:0)
	/// - Proof: `AssetLifecycle::Offers` (`max_values`: None, `max_size`: Some(116), added: 2591, mode: `MaxEncodedLen`)
	/// - Storage: `Timestamp::Now` (r:1 w:0)
	/// - Proof: `Timestamp::Now` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	/// - Storage: `Escrow::NextEscrowId` (r:1 w:1)
	/// - Proof: `Escrow::NextEscrowId` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	/// - Storage: `System::Account` (r:2 w:2)
	/// - Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	/// - Storage: `Balances::Holds` (r:2 w:2)
	/// - Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(715), added: 3190, mode: `MaxEncodedLen`)
	/// - Storage: `Escrow::Escrows` (r:0 w:1)
	/// - Proof: `Escrow::Escrows` (`max_values`: None, `max_size`: Some(258), added: 2733, mode: `MaxEncodedLen`)
	/// - Storage: `Escrow::EscrowsOf` (r:0 w:1)
	/// - Proof: `Escrow::EscrowsOf` (`max_values`: None, `max_size`: Some(64), added: 2539, mode: `MaxEncodedLen`)
	fn post_bond() -> Weight {
		// Recorded proof size: 1965 bytes.
		// Minimum execution time: 161_420_000 picoseconds.
		Weight::from_parts(165_587_000, 7805)
			.saturating_add(DbWeight::get().reads(10))
			.saturating_add(DbWeight::get().writes(8))
	}
	/// - Storage: `Consortium::Members` (r:9 w:0)
	/// - Proof: `Consortium::Members` (`max_values`: None, `max_size`: Some(52), added: 2527, mode: `MaxEncodedLen`)
	/// - Storage: `Consortium::Organizations` (r:9 w:0)
	/// - Proof: `Consortium::Organizations` (`max_values`: None, `max_size`: Some(117), added: 2592, mode: `MaxEncodedLen`)
	/// - Storage: `AssetLifecycle::Trades` (r:1 w:1)
	/// - Proof: `AssetLifecycle::Trades` (`max_values`: None, `max_size`: Some(4340), added: 6815, mode: `MaxEncodedLen`)
	/// - Storage: `AssetLifecycle::Assets` (r:1 w:0)
	/// - Proof: `AssetLifecycle::Assets` (`max_values`: None, `max_size`: Some(327), added: 2802, mode: `MaxEncodedLen`)
	/// - Storage: `AssetLifecycle::LotMarks` (r:1 w:0)
	/// - Proof: `AssetLifecycle::LotMarks` (`max_values`: None, `max_size`: Some(85), added: 2560, mode: `MaxEncodedLen`)
	/// - Storage: `AssetLifecycle::Offers` (r:1 w:0)
	/// - Proof: `AssetLifecycle::Offers` (`max_values`: None, `max_size`: Some(116), added: 2591, mode: `MaxEncodedLen`)
	/// - Storage: `Timestamp::Now` (r:1 w:0)
	/// - Proof: `Timestamp::Now` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	/// - Storage: `AssetLifecycle::Stays` (r:1 w:0)
	/// - Proof: `AssetLifecycle::Stays` (`max_values`: None, `max_size`: Some(4097), added: 6572, mode: `MaxEncodedLen`)
	/// - Storage: `AssetLifecycle::DeviceUses` (r:8 w:8)
	/// - Proof: `AssetLifecycle::DeviceUses` (`max_values`: None, `max_size`: Some(70), added: 2545, mode: `MaxEncodedLen`)
	/// - Storage: `DeviceRegistry::Devices` (r:8 w:0)
	/// - Proof: `DeviceRegistry::Devices` (`max_values`: None, `max_size`: Some(300), added: 2775, mode: `MaxEncodedLen`)
	/// - Storage: `DeviceRegistry::Models` (r:8 w:0)
	/// - Proof: `DeviceRegistry::Models` (`max_values`: None, `max_size`: Some(9173), added: 11648, mode: `MaxEncodedLen`)
	/// - Storage: `AssetLifecycle::TallyUses` (r:8 w:8)
	/// - Proof: `AssetLifecycle::TallyUses` (`max_values`: None, `max_size`: Some(119), added: 2594, mode: `MaxEncodedLen`)
	fn pick_up() -> Weight {
		// Recorded proof size: 11222 bytes.
		// Minimum execution time: 396_210_000 picoseconds.
		Weight::from_parts(420_355_000, 94174)
			.saturating_add(DbWeight::get().reads(56))
			.saturating_add(DbWeight::get().writes(17))
	}
	/// - Storage: `Consortium::Members` (r:1 w:0)
	/// - Proof: `Consortium::Members` (`max_values`: None, `max_size`: Some(52), added: 2527, mode: `MaxEncodedLen`)
	/// - Storage: `Consortium::Organizations` (r:1 w:0)
	/// - Proof: `Consortium::Organizations` (`max_values`: None, `max_size`: Some(117), added: 2592, mode: `MaxEncodedLen`)
	/// - Storage: `AssetLifecycle::Trades` (r:1 w:1)
	/// - Proof: `AssetLifecycle::Trades` (`max_values`: None, `max_size`: Some(4340), added: 6815, mode: `MaxEncodedLen`)
	/// - Storage: `Timestamp::Now` (r:1 w:0)
	/// - Proof: `Timestamp::Now` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	/// - Storage: `AssetLifecycle::Assets` (r:1 w:1)
	/// - Proof: `AssetLifecycle::Assets` (`max_values`: None, `max_size`: Some(327), added: 2802, mode: `MaxEncodedLen`)
	/// - Storage: `AssetLifecycle::LotMarks` (r:1 w:0)
	/// - Proof: `AssetLifecycle::LotMarks` (`max_values`: None, `max_size`: Some(85), added: 2560, mode: `MaxEncodedLen`)
	/// - Storage: `AssetLifecycle::Tallies` (r:8 w:0)
	/// - Proof: `AssetLifecycle::Tallies` (`max_values`: None, `max_size`: Some(7106), added: 9581, mode: `MaxEncodedLen`)
	/// - Storage: `AssetLifecycle::PartyNumbers` (r:2 w:0)
	/// - Proof: `AssetLifecycle::PartyNumbers` (`max_values`: None, `max_size`: Some(20), added: 2495, mode: `MaxEncodedLen`)
	/// - Storage: `AssetLifecycle::DeviceUses` (r:8 w:0)
	/// - Proof: `AssetLifecycle::DeviceUses` (`max_values`: None, `max_size`: Some(70), added: 2545, mode: `MaxEncodedLen`)
	/// - Storage: `AssetLifecycle::OpenTrades` (r:0 w:1)
	/// - Proof: `AssetLifecycle::OpenTrades` (`max_values`: None, `max_size`: Some(24), added: 2499, mode: `MaxEncodedLen`)
	fn deliver() -> Weight {
		// Recorded proof size: 64075 bytes.
		// Minimum execution time: 322_801_000 picoseconds.
		Weight::from_parts(330_381_000, 77638)
			.saturating_add(DbWeight::get().reads(24))
			.saturating_add(DbWeight::get().writes(3))
	}
	/// - Storage: `AssetLifecycle::Trades` (r:1 w:1)
	/// - Proof: `AssetLifecycle::Trades` (`max_values`: None, `max_size`: Some(4340), added: 6815, mode: `MaxEncodedLen`)
	/// - Storage: `Timestamp::Now` (r:1 w:0)
	/// - Proof: `Timestamp::Now` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	/// - Storage: `AssetLifecycle::Tallies` (r:16 w:0)
	/// - Proof: `AssetLifecycle::Tallies` (`max_values`: None, `max_size`: Some(7106), added: 9581, mode: `MaxEncodedLen`)
	fn price_trade() -> Weight {
		// Recorded proof size: 117244 bytes.
		// Minimum execution time: 291_153_000 picoseconds.
		Weight::from_parts(310_693_000, 154286)
			.saturating_add(DbWeight::get().reads(18))
			.saturating_add(DbWeight::get().writes(1))
	}
	/// - `o` ranges over `0..=256`
	/// - Storage: `Consortium::Members` (r:1 w:0)
	/// - Proof: `Consortium::Members` (`max_values`: None, `max_size`: Some(52), added: 2527, mode: `MaxEncodedLen`)
	/// - Storage: `Consortium::Organizations` (r:1 w:0)
	/// - Proof: `Consortium::Organizations` (`max_values`: None, `max_size`: Some(117), added: 2592, mode: `MaxEncodedLen`)
	/// - Storage: `AssetLifecycle::Trades` (r:1 w:1)
	/// - Proof: `AssetLifecycle::Trades` (`max_values`: None, `max_size`: Some(4340), added: 6815, mode: `MaxEncodedLen`)
	/// - Storage: `Timestamp::Now` (r:1 w:0)
	/// - Proof: `Timestamp::Now` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	/// - Storage: `AssetLifecycle::Tallies` (r:1 w:0)
	/// - Proof: `AssetLifecycle::Tallies` (`max_values`: None, `max_size`: Some(7106), added: 9581, mode: `MaxEncodedLen`)
	/// - Storage: `AssetLifecycle::ShownLeaves` (r:1 w:1)
	/// - Proof: `AssetLifecycle::ShownLeaves` (`max_values`: None, `max_size`: Some(8625), added: 11100, mode: `MaxEncodedLen`)
	/// - Storage: `System::Account` (r:1 w:1)
	/// - Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	/// - Storage: `Balances::Holds` (r:1 w:1)
	/// - Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(715), added: 3190, mode: `MaxEncodedLen`)
	fn show(o: u32, ) -> Weight {
		// Recorded proof size: 12731 bytes.
		// Minimum execution time: 269_161_000 picoseconds.
		Weight::from_parts(270_603_000, 12090)
			// Standard error: 447_743
			.saturating_add(Weight::from_parts(15_044_190, 0).saturating_mul(o.into()))
			.saturating_add(DbWeight::get().reads(8))
			.saturating_add(DbWeight::get().writes(4))
	}
	/// - Storage: `Consortium::Members` (r:1 w:0)
	/// - Proof: `Consortium::Members` (`max_values`: None, `max_size`: Some(52), added: 2527, mode: `MaxEncodedLen`)
	/// - Storage: `Consortium::Organizations` (r:1 w:0)
	/// - Proof: `Consortium::Organizations` (`max_values`: None, `max_size`: Some(117), added: 2592, mode: `MaxEncodedLen`)
	/// - Storage: `AssetLifecycle::Trades` (r:1 w:1)
	/// - Proof: `AssetLifecycle::Trades` (`max_values`: None, `max_size`: Some(4340), added: 6815, mode: `MaxEncodedLen`)
	/// - Storage: `Timestamp::Now` (r:1 w:0)
	/// - Proof: `Timestamp::Now` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	fn appeal() -> Weight {
		// Recorded proof size: 5509 bytes.
		// Minimum execution time: 91_436_000 picoseconds.
		Weight::from_parts(110_775_000, 7805)
			.saturating_add(DbWeight::get().reads(4))
			.saturating_add(DbWeight::get().writes(1))
	}
	/// - `b` ranges over `0..=14`
	/// - `s` ranges over `1..=16`
	/// - `l` ranges over `0..=120`
	/// - Storage: `AssetLifecycle::Trades` (r:1 w:1)
	/// - Proof: `AssetLifecycle::Trades` (`max_values`: None, `max_size`: Some(4340), added: 6815, mode: `MaxEncodedLen`)
	/// - Storage: `Timestamp::Now` (r:1 w:0)
	/// - Proof: `Timestamp::Now` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	/// - Storage: `AssetLifecycle::ShownLeaves` (r:121 w:120)
	/// - Proof: `AssetLifecycle::ShownLeaves` (`max_values`: None, `max_size`: Some(8625), added: 11100, mode: `MaxEncodedLen`)
	/// - Storage: `AssetLifecycle::DeviceUses` (r:9 w:9)
	/// - Proof: `AssetLifecycle::DeviceUses` (`max_values`: None, `max_size`: Some(70), added: 2545, mode: `MaxEncodedLen`)
	/// - Storage: `AssetLifecycle::Tallies` (r:9 w:0)
	/// - Proof: `AssetLifecycle::Tallies` (`max_values`: None, `max_size`: Some(7106), added: 9581, mode: `MaxEncodedLen`)
	/// - Storage: `Escrow::Escrows` (r:15 w:15)
	/// - Proof: `Escrow::Escrows` (`max_values`: None, `max_size`: Some(258), added: 2733, mode: `MaxEncodedLen`)
	/// - Storage: `Balances::Holds` (r:31 w:31)
	/// - Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(715), added: 3190, mode: `MaxEncodedLen`)
	/// - Storage: `System::Account` (r:32 w:32)
	/// - Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	/// - Storage: `AssetLifecycle::Offers` (r:14 w:0)
	/// - Proof: `AssetLifecycle::Offers` (`max_values`: None, `max_size`: Some(116), added: 2591, mode: `MaxEncodedLen`)
	/// - Storage: `AssetLifecycle::TallyUses` (r:9 w:9)
	/// - Proof: `AssetLifecycle::TallyUses` (`max_values`: None, `max_size`: Some(119), added: 2594, mode: `MaxEncodedLen`)
	/// - Storage: `AssetLifecycle::OpenTrades` (r:1 w:14)
	/// - Proof: `AssetLifecycle::OpenTrades` (`max_values`: None, `max_size`: Some(24), added: 2499, mode: `MaxEncodedLen`)
	/// - Storage: `Escrow::EscrowsOf` (r:0 w:15)
	/// - Proof: `Escrow::EscrowsOf` (`max_values`: None, `max_size`: Some(64), added: 2539, mode: `MaxEncodedLen`)
	/// - Storage: `AssetLifecycle::Policies` (r:1 w:0)
	/// - Proof: `AssetLifecycle::Policies` (`max_values`: None, `max_size`: Some(661), added: 3136, mode: `MaxEncodedLen`)
	fn settle_trade(b: u32, s: u32, l: u32, ) -> Weight {
		// Recorded proof size: 0 bytes + b * 54450 + l * 7713 + s * 47533.
		// Minimum execution time: 3_686_206_000 picoseconds.
		Weight::from_parts(3_725_645_000, 12090)
			// Standard error: 35_781_072
			.saturating_add(Weight::from_parts(387_671_811, 0).saturating_mul(b.into()))
			// Standard error: 4_250_945
			.saturating_add(Weight::from_parts(67_483_568, 0).saturating_mul(l.into()))
			.saturating_add(Weight::from_parts(0, 6380).saturating_mul(b.into()))
			.saturating_add(Weight::from_parts(0, 11100).saturating_mul(l.into()))
			.saturating_add(Weight::from_parts(0, 6081).saturating_mul(s.into()))
			.saturating_add(DbWeight::get().reads(19))
			.saturating_add(DbWeight::get().reads((6_u64).saturating_mul(b.into())))
			.saturating_add(DbWeight::get().reads((2_u64).saturating_mul(s.into())))
			.saturating_add(DbWeight::get().reads((1_u64).saturating_mul(l.into())))
			.saturating_add(DbWeight::get().writes(10))
			.saturating_add(DbWeight::get().writes((7_u64).saturating_mul(b.into())))
			.saturating_add(DbWeight::get().writes((1_u64).saturating_mul(s.into())))
			.saturating_add(DbWeight::get().writes((1_u64).saturating_mul(l.into())))
	}
	/// - `b` ranges over `0..=4`
	/// - `s` ranges over `1..=4`
	/// - `l` ranges over `0..=16`
	/// - Storage: `AssetLifecycle::Trades` (r:1 w:1)
	/// - Proof: `AssetLifecycle::Trades` (`max_values`: None, `max_size`: Some(4340), added: 6815, mode: `MaxEncodedLen`)
	/// - Storage: `Timestamp::Now` (r:1 w:0)
	/// - Proof: `Timestamp::Now` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	/// - Storage: `AssetLifecycle::ShownLeaves` (r:17 w:16)
	/// - Proof: `AssetLifecycle::ShownLeaves` (`max_values`: None, `max_size`: Some(8625), added: 11100, mode: `MaxEncodedLen`)
	/// - Storage: `AssetLifecycle::DeviceUses` (r:1 w:1)
	/// - Proof: `AssetLifecycle::DeviceUses` (`max_values`: None, `max_size`: Some(70), added: 2545, mode: `MaxEncodedLen`)
	/// - Storage: `AssetLifecycle::Tallies` (r:1 w:0)
	/// - Proof: `AssetLifecycle::Tallies` (`max_values`: None, `max_size`: Some(7106), added: 9581, mode: `MaxEncodedLen`)
	/// - Storage: `Escrow::Escrows` (r:5 w:5)
	/// - Proof: `Escrow::Escrows` (`max_values`: None, `max_size`: Some(258), added: 2733, mode: `MaxEncodedLen`)
	/// - Storage: `Balances::Holds` (r:11 w:11)
	/// - Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(715), added: 3190, mode: `MaxEncodedLen`)
	/// - Storage: `System::Account` (r:12 w:12)
	/// - Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	/// - Storage: `AssetLifecycle::Offers` (r:4 w:0)
	/// - Proof: `AssetLifecycle::Offers` (`max_values`: None, `max_size`: Some(116), added: 2591, mode: `MaxEncodedLen`)
	/// - Storage: `AssetLifecycle::TallyUses` (r:1 w:1)
	/// - Proof: `AssetLifecycle::TallyUses` (`max_values`: None, `max_size`: Some(119), added: 2594, mode: `MaxEncodedLen`)
	/// - Storage: `AssetLifecycle::OpenTrades` (r:1 w:4)
	/// - Proof: `AssetLifecycle::OpenTrades` (`max_values`: None, `max_size`: Some(24), added: 2499, mode: `MaxEncodedLen`)
	/// - Storage: `Escrow::EscrowsOf` (r:0 w:5)
	/// - Proof: `Escrow::EscrowsOf` (`max_values`: None, `max_size`: Some(64), added: 2539, mode: `MaxEncodedLen`)
	/// - Storage: `AssetLifecycle::Policies` (r:1 w:0)
	/// - Proof: `AssetLifecycle::Policies` (`max_values`: None, `max_size`: Some(661), added: 3136, mode: `MaxEncodedLen`)
	fn settle_small_trade(b: u32, _s: u32, l: u32, ) -> Weight {
		// Recorded proof size: 0 bytes + b * 4257 + l * 2092 + s * 4619.
		// Minimum execution time: 951_326_000 picoseconds.
		Weight::from_parts(273_714_274, 12090)
			// Standard error: 6_746_524
			.saturating_add(Weight::from_parts(177_564_562, 0).saturating_mul(b.into()))
			// Standard error: 1_789_824
			.saturating_add(Weight::from_parts(64_697_409, 0).saturating_mul(l.into()))
			.saturating_add(Weight::from_parts(0, 6380).saturating_mul(b.into()))
			.saturating_add(Weight::from_parts(0, 11100).saturating_mul(l.into()))
			.saturating_add(DbWeight::get().reads(19))
			.saturating_add(DbWeight::get().reads((6_u64).saturating_mul(b.into())))
			.saturating_add(DbWeight::get().reads((1_u64).saturating_mul(l.into())))
			.saturating_add(DbWeight::get().writes(12))
			.saturating_add(DbWeight::get().writes((7_u64).saturating_mul(b.into())))
			.saturating_add(DbWeight::get().writes((1_u64).saturating_mul(l.into())))
	}
	/// - Storage: `Consortium::Members` (r:3 w:0)
	/// - Proof: `Consortium::Members` (`max_values`: None, `max_size`: Some(52), added: 2527, mode: `MaxEncodedLen`)
	/// - Storage: `Consortium::Organizations` (r:3 w:0)
	/// - Proof: `Consortium::Organizations` (`max_values`: None, `max_size`: Some(117), added: 2592, mode: `MaxEncodedLen`)
	/// - Storage: `AssetLifecycle::Trades` (r:1 w:1)
	/// - Proof: `AssetLifecycle::Trades` (`max_values`: None, `max_size`: Some(4340), added: 6815, mode: `MaxEncodedLen`)
	/// - Storage: `Timestamp::Now` (r:1 w:0)
	/// - Proof: `Timestamp::Now` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	/// - Storage: `AssetLifecycle::Offers` (r:1 w:0)
	/// - Proof: `AssetLifecycle::Offers` (`max_values`: None, `max_size`: Some(116), added: 2591, mode: `MaxEncodedLen`)
	/// - Storage: `DeviceRegistry::Devices` (r:2 w:0)
	/// - Proof: `DeviceRegistry::Devices` (`max_values`: None, `max_size`: Some(300), added: 2775, mode: `MaxEncodedLen`)
	/// - Storage: `AssetLifecycle::Loans` (r:1 w:0)
	/// - Proof: `AssetLifecycle::Loans` (`max_values`: None, `max_size`: Some(152), added: 2627, mode: `MaxEncodedLen`)
	/// - Storage: `DeviceRegistry::Models` (r:1 w:0)
	/// - Proof: `DeviceRegistry::Models` (`max_values`: None, `max_size`: Some(9173), added: 11648, mode: `MaxEncodedLen`)
	/// - Storage: `AssetLifecycle::Policies` (r:8 w:0)
	/// - Proof: `AssetLifecycle::Policies` (`max_values`: None, `max_size`: Some(661), added: 3136, mode: `MaxEncodedLen`)
	/// - Storage: `AssetLifecycle::Assets` (r:1 w:0)
	/// - Proof: `AssetLifecycle::Assets` (`max_values`: None, `max_size`: Some(327), added: 2802, mode: `MaxEncodedLen`)
	/// - Storage: `AssetLifecycle::Stays` (r:1 w:1)
	/// - Proof: `AssetLifecycle::Stays` (`max_values`: None, `max_size`: Some(4097), added: 6572, mode: `MaxEncodedLen`)
	/// - Storage: `AssetLifecycle::DeviceUses` (r:15 w:2)
	/// - Proof: `AssetLifecycle::DeviceUses` (`max_values`: None, `max_size`: Some(70), added: 2545, mode: `MaxEncodedLen`)
	/// - Storage: `AssetLifecycle::Withheld` (r:2 w:2)
	/// - Proof: `AssetLifecycle::Withheld` (`max_values`: None, `max_size`: Some(52), added: 2527, mode: `MaxEncodedLen`)
	/// - Storage: `AssetLifecycle::TallyUses` (r:1 w:1)
	/// - Proof: `AssetLifecycle::TallyUses` (`max_values`: None, `max_size`: Some(119), added: 2594, mode: `MaxEncodedLen`)
	/// - Storage: `System::Account` (r:1 w:1)
	/// - Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	/// - Storage: `Balances::Holds` (r:1 w:1)
	/// - Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(715), added: 3190, mode: `MaxEncodedLen`)
	fn swap_stream() -> Weight {
		// Recorded proof size: 12333 bytes.
		// Minimum execution time: 751_308_000 picoseconds.
		Weight::from_parts(801_933_000, 39165)
			.saturating_add(DbWeight::get().reads(43))
			.saturating_add(DbWeight::get().writes(9))
	}
	fn fold_events() -> Weight {
		// Recorded proof size: 0 bytes.
		// Minimum execution time: 19_459_000 picoseconds.
		Weight::from_parts(19_890_000, 0)
	}
	/// - Storage: `Consortium::Members` (r:1 w:0)
	/// - Proof: `Consortium::Members` (`max_values`: None, `max_size`: Some(52), added: 2527, mode: `MaxEncodedLen`)
	/// - Storage: `Consortium::Organizations` (r:1 w:0)
	/// - Proof: `Consortium::Organizations` (`max_values`: None, `max_size`: Some(117), added: 2592, mode: `MaxEncodedLen`)
	/// - Storage: `AssetLifecycle::Lots` (r:1 w:0)
	/// - Proof: `AssetLifecycle::Lots` (`max_values`: None, `max_size`: Some(685), added: 3160, mode: `MaxEncodedLen`)
	/// - Storage: `AssetLifecycle::UnpaidMarks` (r:1 w:0)
	/// - Proof: `AssetLifecycle::UnpaidMarks` (`max_values`: None, `max_size`: Some(24), added: 2499, mode: `MaxEncodedLen`)
	/// - Storage: `AssetLifecycle::RecallByLot` (r:1 w:1)
	/// - Proof: `AssetLifecycle::RecallByLot` (`max_values`: None, `max_size`: Some(20), added: 2495, mode: `MaxEncodedLen`)
	/// - Storage: `AssetLifecycle::NextRecallId` (r:1 w:1)
	/// - Proof: `AssetLifecycle::NextRecallId` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
	/// - Storage: `Timestamp::Now` (r:1 w:0)
	/// - Proof: `Timestamp::Now` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	/// - Storage: `System::Account` (r:1 w:1)
	/// - Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	/// - Storage: `Balances::Holds` (r:1 w:1)
	/// - Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(715), added: 3190, mode: `MaxEncodedLen`)
	/// - Storage: `AssetLifecycle::LotUses` (r:1 w:1)
	/// - Proof: `AssetLifecycle::LotUses` (`max_values`: None, `max_size`: Some(32), added: 2507, mode: `MaxEncodedLen`)
	/// - Storage: `AssetLifecycle::LotMarks` (r:1 w:1)
	/// - Proof: `AssetLifecycle::LotMarks` (`max_values`: None, `max_size`: Some(85), added: 2560, mode: `MaxEncodedLen`)
	/// - Storage: `AssetLifecycle::Recalls` (r:0 w:1)
	/// - Proof: `AssetLifecycle::Recalls` (`max_values`: None, `max_size`: Some(169), added: 2644, mode: `MaxEncodedLen`)
	/// - Storage: `AssetLifecycle::RecalledLots` (r:0 w:1)
	/// - Proof: `AssetLifecycle::RecalledLots` (`max_values`: None, `max_size`: Some(37), added: 2512, mode: `MaxEncodedLen`)
	fn recall_lot() -> Weight {
		// Recorded proof size: 1328 bytes.
		// Minimum execution time: 105_236_000 picoseconds.
		Weight::from_parts(107_570_000, 4180)
			.saturating_add(DbWeight::get().reads(11))
			.saturating_add(DbWeight::get().writes(8))
	}
	/// - Storage: `AssetLifecycle::Recalls` (r:1 w:1)
	/// - Proof: `AssetLifecycle::Recalls` (`max_values`: None, `max_size`: Some(169), added: 2644, mode: `MaxEncodedLen`)
	/// - Storage: `Timestamp::Now` (r:1 w:0)
	/// - Proof: `Timestamp::Now` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	/// - Storage: `AssetLifecycle::Lots` (r:1 w:0)
	/// - Proof: `AssetLifecycle::Lots` (`max_values`: None, `max_size`: Some(685), added: 3160, mode: `MaxEncodedLen`)
	/// - Storage: `AssetLifecycle::RecallByLot` (r:1 w:1)
	/// - Proof: `AssetLifecycle::RecallByLot` (`max_values`: None, `max_size`: Some(20), added: 2495, mode: `MaxEncodedLen`)
	/// - Storage: `AssetLifecycle::LotUses` (r:1 w:1)
	/// - Proof: `AssetLifecycle::LotUses` (`max_values`: None, `max_size`: Some(32), added: 2507, mode: `MaxEncodedLen`)
	/// - Storage: `AssetLifecycle::LotMarks` (r:1 w:1)
	/// - Proof: `AssetLifecycle::LotMarks` (`max_values`: None, `max_size`: Some(85), added: 2560, mode: `MaxEncodedLen`)
	/// - Storage: `AssetLifecycle::RecalledLots` (r:0 w:1)
	/// - Proof: `AssetLifecycle::RecalledLots` (`max_values`: None, `max_size`: Some(37), added: 2512, mode: `MaxEncodedLen`)
	fn confirm_recall() -> Weight {
		// Recorded proof size: 397 bytes.
		// Minimum execution time: 37_977_000 picoseconds.
		Weight::from_parts(39_599_000, 4150)
			.saturating_add(DbWeight::get().reads(6))
			.saturating_add(DbWeight::get().writes(5))
	}
	/// - Storage: `AssetLifecycle::Recalls` (r:1 w:1)
	/// - Proof: `AssetLifecycle::Recalls` (`max_values`: None, `max_size`: Some(169), added: 2644, mode: `MaxEncodedLen`)
	/// - Storage: `Timestamp::Now` (r:1 w:0)
	/// - Proof: `Timestamp::Now` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	/// - Storage: `System::Account` (r:1 w:1)
	/// - Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	/// - Storage: `Balances::Holds` (r:1 w:1)
	/// - Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(715), added: 3190, mode: `MaxEncodedLen`)
	fn lapse_recall() -> Weight {
		// Recorded proof size: 556 bytes.
		// Minimum execution time: 58_417_000 picoseconds.
		Weight::from_parts(59_498_000, 4180)
			.saturating_add(DbWeight::get().reads(4))
			.saturating_add(DbWeight::get().writes(3))
	}
	/// - Storage: `Consortium::Members` (r:1 w:0)
	/// - Proof: `Consortium::Members` (`max_values`: None, `max_size`: Some(52), added: 2527, mode: `MaxEncodedLen`)
	/// - Storage: `Consortium::Organizations` (r:1 w:0)
	/// - Proof: `Consortium::Organizations` (`max_values`: None, `max_size`: Some(117), added: 2592, mode: `MaxEncodedLen`)
	/// - Storage: `AssetLifecycle::Recalls` (r:1 w:1)
	/// - Proof: `AssetLifecycle::Recalls` (`max_values`: None, `max_size`: Some(169), added: 2644, mode: `MaxEncodedLen`)
	/// - Storage: `AssetLifecycle::RecallByLot` (r:0 w:1)
	/// - Proof: `AssetLifecycle::RecallByLot` (`max_values`: None, `max_size`: Some(20), added: 2495, mode: `MaxEncodedLen`)
	fn end_recall() -> Weight {
		// Recorded proof size: 739 bytes.
		// Minimum execution time: 28_903_000 picoseconds.
		Weight::from_parts(30_395_000, 3634)
			.saturating_add(DbWeight::get().reads(3))
			.saturating_add(DbWeight::get().writes(2))
	}
	/// - Storage: `Consortium::Members` (r:1 w:0)
	/// - Proof: `Consortium::Members` (`max_values`: None, `max_size`: Some(52), added: 2527, mode: `MaxEncodedLen`)
	/// - Storage: `Consortium::Organizations` (r:1 w:0)
	/// - Proof: `Consortium::Organizations` (`max_values`: None, `max_size`: Some(117), added: 2592, mode: `MaxEncodedLen`)
	/// - Storage: `AssetLifecycle::Assets` (r:5 w:5)
	/// - Proof: `AssetLifecycle::Assets` (`max_values`: None, `max_size`: Some(327), added: 2802, mode: `MaxEncodedLen`)
	/// - Storage: `Timestamp::Now` (r:1 w:0)
	/// - Proof: `Timestamp::Now` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	/// - Storage: `AssetLifecycle::OpenTrades` (r:1 w:0)
	/// - Proof: `AssetLifecycle::OpenTrades` (`max_values`: None, `max_size`: Some(24), added: 2499, mode: `MaxEncodedLen`)
	/// - Storage: `AssetLifecycle::Trades` (r:1 w:1)
	/// - Proof: `AssetLifecycle::Trades` (`max_values`: None, `max_size`: Some(4340), added: 6815, mode: `MaxEncodedLen`)
	fn quarantine() -> Weight {
		// Recorded proof size: 2882 bytes.
		// Minimum execution time: 88_531_000 picoseconds.
		Weight::from_parts(102_432_000, 15000)
			.saturating_add(DbWeight::get().reads(10))
			.saturating_add(DbWeight::get().writes(6))
	}
	/// - Storage: `Consortium::Members` (r:1 w:0)
	/// - Proof: `Consortium::Members` (`max_values`: None, `max_size`: Some(52), added: 2527, mode: `MaxEncodedLen`)
	/// - Storage: `Consortium::Organizations` (r:1 w:0)
	/// - Proof: `Consortium::Organizations` (`max_values`: None, `max_size`: Some(117), added: 2592, mode: `MaxEncodedLen`)
	/// - Storage: `AssetLifecycle::Assets` (r:5 w:5)
	/// - Proof: `AssetLifecycle::Assets` (`max_values`: None, `max_size`: Some(327), added: 2802, mode: `MaxEncodedLen`)
	/// - Storage: `Timestamp::Now` (r:1 w:0)
	/// - Proof: `Timestamp::Now` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	fn release() -> Weight {
		// Recorded proof size: 2150 bytes.
		// Minimum execution time: 73_269_000 picoseconds.
		Weight::from_parts(75_012_000, 15000)
			.saturating_add(DbWeight::get().reads(8))
			.saturating_add(DbWeight::get().writes(5))
	}
	fn process_recalls() -> Weight {
		// Recorded proof size: 0 bytes.
		// Minimum execution time: 3_335_000 picoseconds.
		Weight::from_parts(3_545_000, 0)
	}
	/// - Storage: `AssetLifecycle::LotsMadeFrom` (r:1 w:0)
	/// - Proof: `AssetLifecycle::LotsMadeFrom` (`max_values`: None, `max_size`: Some(32), added: 2507, mode: `MaxEncodedLen`)
	/// - Storage: `AssetLifecycle::RecalledLots` (r:1 w:2)
	/// - Proof: `AssetLifecycle::RecalledLots` (`max_values`: None, `max_size`: Some(37), added: 2512, mode: `MaxEncodedLen`)
	/// - Storage: `AssetLifecycle::LotMarks` (r:1 w:1)
	/// - Proof: `AssetLifecycle::LotMarks` (`max_values`: None, `max_size`: Some(85), added: 2560, mode: `MaxEncodedLen`)
	fn mark_lot() -> Weight {
		// Recorded proof size: 1171 bytes.
		// Minimum execution time: 25_458_000 picoseconds.
		Weight::from_parts(26_299_000, 3550)
			.saturating_add(DbWeight::get().reads(3))
			.saturating_add(DbWeight::get().writes(3))
	}
	/// - Storage: `AssetLifecycle::PackedAssets` (r:1 w:0)
	/// - Proof: `AssetLifecycle::PackedAssets` (`max_values`: None, `max_size`: Some(32), added: 2507, mode: `MaxEncodedLen`)
	/// - Storage: `AssetLifecycle::Assets` (r:5 w:5)
	/// - Proof: `AssetLifecycle::Assets` (`max_values`: None, `max_size`: Some(327), added: 2802, mode: `MaxEncodedLen`)
	fn count_asset() -> Weight {
		// Recorded proof size: 1755 bytes.
		// Minimum execution time: 38_377_000 picoseconds.
		Weight::from_parts(40_009_000, 15000)
			.saturating_add(DbWeight::get().reads(6))
			.saturating_add(DbWeight::get().writes(5))
	}
	/// - Storage: `AssetLifecycle::LotMarks` (r:1 w:1)
	/// - Proof: `AssetLifecycle::LotMarks` (`max_values`: None, `max_size`: Some(85), added: 2560, mode: `MaxEncodedLen`)
	fn lift_lot() -> Weight {
		// Recorded proof size: 680 bytes.
		// Minimum execution time: 7_922_000 picoseconds.
		Weight::from_parts(8_382_000, 3550)
			.saturating_add(DbWeight::get().reads(1))
			.saturating_add(DbWeight::get().writes(1))
	}
	/// - Storage: `AssetLifecycle::LotMarks` (r:1 w:0)
	/// - Proof: `AssetLifecycle::LotMarks` (`max_values`: None, `max_size`: Some(85), added: 2560, mode: `MaxEncodedLen`)
	/// - Storage: `AssetLifecycle::PackedAssets` (r:1 w:0)
	/// - Proof: `AssetLifecycle::PackedAssets` (`max_values`: None, `max_size`: Some(32), added: 2507, mode: `MaxEncodedLen`)
	/// - Storage: `AssetLifecycle::RecalledLots` (r:1 w:1)
	/// - Proof: `AssetLifecycle::RecalledLots` (`max_values`: None, `max_size`: Some(37), added: 2512, mode: `MaxEncodedLen`)
	/// - Storage: `AssetLifecycle::Recalls` (r:1 w:1)
	/// - Proof: `AssetLifecycle::Recalls` (`max_values`: None, `max_size`: Some(169), added: 2644, mode: `MaxEncodedLen`)
	/// - Storage: `System::Account` (r:1 w:1)
	/// - Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	/// - Storage: `Balances::Holds` (r:1 w:1)
	/// - Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(715), added: 3190, mode: `MaxEncodedLen`)
	/// - Storage: `AssetLifecycle::LotUses` (r:1 w:1)
	/// - Proof: `AssetLifecycle::LotUses` (`max_values`: None, `max_size`: Some(32), added: 2507, mode: `MaxEncodedLen`)
	/// - Storage: `Timestamp::Now` (r:1 w:0)
	/// - Proof: `Timestamp::Now` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	/// - Storage: `AssetLifecycle::UnpaidMarks` (r:0 w:1)
	/// - Proof: `AssetLifecycle::UnpaidMarks` (`max_values`: None, `max_size`: Some(24), added: 2499, mode: `MaxEncodedLen`)
	fn finish_recall() -> Weight {
		// Recorded proof size: 642 bytes.
		// Minimum execution time: 70_405_000 picoseconds.
		Weight::from_parts(71_466_000, 4180)
			.saturating_add(DbWeight::get().reads(8))
			.saturating_add(DbWeight::get().writes(6))
	}
	/// - Storage: `AssetLifecycle::PackedAssets` (r:1 w:0)
	/// - Proof: `AssetLifecycle::PackedAssets` (`max_values`: None, `max_size`: Some(32), added: 2507, mode: `MaxEncodedLen`)
	/// - Storage: `AssetLifecycle::RecalledLots` (r:1 w:0)
	/// - Proof: `AssetLifecycle::RecalledLots` (`max_values`: None, `max_size`: Some(37), added: 2512, mode: `MaxEncodedLen`)
	/// - Storage: `AssetLifecycle::Recalls` (r:1 w:1)
	/// - Proof: `AssetLifecycle::Recalls` (`max_values`: None, `max_size`: Some(169), added: 2644, mode: `MaxEncodedLen`)
	/// - Storage: `System::Account` (r:1 w:1)
	/// - Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	/// - Storage: `Balances::Holds` (r:1 w:1)
	/// - Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(715), added: 3190, mode: `MaxEncodedLen`)
	fn pay_marks() -> Weight {
		// Recorded proof size: 561 bytes.
		// Minimum execution time: 67_611_000 picoseconds.
		Weight::from_parts(70_255_000, 4180)
			.saturating_add(DbWeight::get().reads(5))
			.saturating_add(DbWeight::get().writes(3))
	}
}

/// For tests: the measured weights on ParityDB.
impl WeightInfo for () {
	fn bind_prefix() -> Weight {
		MeasuredWeight::<ParityDbWeight>::bind_prefix()
	}
	fn release_prefix() -> Weight {
		MeasuredWeight::<ParityDbWeight>::release_prefix()
	}
	fn define_policy() -> Weight {
		MeasuredWeight::<ParityDbWeight>::define_policy()
	}
	fn drop_policy() -> Weight {
		MeasuredWeight::<ParityDbWeight>::drop_policy()
	}
	fn define_class(i: u32, ) -> Weight {
		MeasuredWeight::<ParityDbWeight>::define_class(i, )
	}
	fn retire_class() -> Weight {
		MeasuredWeight::<ParityDbWeight>::retire_class()
	}
	fn drop_class() -> Weight {
		MeasuredWeight::<ParityDbWeight>::drop_class()
	}
	fn open_lot() -> Weight {
		MeasuredWeight::<ParityDbWeight>::open_lot()
	}
	fn drop_lot() -> Weight {
		MeasuredWeight::<ParityDbWeight>::drop_lot()
	}
	fn create() -> Weight {
		MeasuredWeight::<ParityDbWeight>::create()
	}
	fn set_key() -> Weight {
		MeasuredWeight::<ParityDbWeight>::set_key()
	}
	fn change_state() -> Weight {
		MeasuredWeight::<ParityDbWeight>::change_state()
	}
	fn drop_asset() -> Weight {
		MeasuredWeight::<ParityDbWeight>::drop_asset()
	}
	fn split(p: u32, ) -> Weight {
		MeasuredWeight::<ParityDbWeight>::split(p, )
	}
	fn merge(i: u32, ) -> Weight {
		MeasuredWeight::<ParityDbWeight>::merge(i, )
	}
	fn transform(i: u32, o: u32, ) -> Weight {
		MeasuredWeight::<ParityDbWeight>::transform(i, o, )
	}
	fn join(c: u32, ) -> Weight {
		MeasuredWeight::<ParityDbWeight>::join(c, )
	}
	fn leave(c: u32, ) -> Weight {
		MeasuredWeight::<ParityDbWeight>::leave(c, )
	}
	fn follow_policies(s: u32, ) -> Weight {
		MeasuredWeight::<ParityDbWeight>::follow_policies(s, )
	}
	fn copy_stays(s: u32, ) -> Weight {
		MeasuredWeight::<ParityDbWeight>::copy_stays(s, )
	}
	fn offer_custody(w: u32, ) -> Weight {
		MeasuredWeight::<ParityDbWeight>::offer_custody(w, )
	}
	fn withdraw() -> Weight {
		MeasuredWeight::<ParityDbWeight>::withdraw()
	}
	fn accept(s: u32, w: u32, o: u32, ) -> Weight {
		MeasuredWeight::<ParityDbWeight>::accept(s, w, o, )
	}
	fn refuse() -> Weight {
		MeasuredWeight::<ParityDbWeight>::refuse()
	}
	fn lapse() -> Weight {
		MeasuredWeight::<ParityDbWeight>::lapse()
	}
	fn correct() -> Weight {
		MeasuredWeight::<ParityDbWeight>::correct()
	}
	fn add_document() -> Weight {
		MeasuredWeight::<ParityDbWeight>::add_document()
	}
	fn remove_document() -> Weight {
		MeasuredWeight::<ParityDbWeight>::remove_document()
	}
	fn lend() -> Weight {
		MeasuredWeight::<ParityDbWeight>::lend()
	}
	fn end_loan() -> Weight {
		MeasuredWeight::<ParityDbWeight>::end_loan()
	}
	fn attach() -> Weight {
		MeasuredWeight::<ParityDbWeight>::attach()
	}
	fn detach() -> Weight {
		MeasuredWeight::<ParityDbWeight>::detach()
	}
	fn swap() -> Weight {
		MeasuredWeight::<ParityDbWeight>::swap()
	}
	fn consent() -> Weight {
		MeasuredWeight::<ParityDbWeight>::consent()
	}
	fn forget_stay() -> Weight {
		MeasuredWeight::<ParityDbWeight>::forget_stay()
	}
	fn prove_boundary() -> Weight {
		MeasuredWeight::<ParityDbWeight>::prove_boundary()
	}
	fn set_flag() -> Weight {
		MeasuredWeight::<ParityDbWeight>::set_flag()
	}
	fn read_condition() -> Weight {
		MeasuredWeight::<ParityDbWeight>::read_condition()
	}
	fn on_observation() -> Weight {
		MeasuredWeight::<ParityDbWeight>::on_observation()
	}
	fn device_changed() -> Weight {
		MeasuredWeight::<ParityDbWeight>::device_changed()
	}
	fn offer_trade(p: u32, ) -> Weight {
		MeasuredWeight::<ParityDbWeight>::offer_trade(p, )
	}
	fn withdraw_trade() -> Weight {
		MeasuredWeight::<ParityDbWeight>::withdraw_trade()
	}
	fn fund() -> Weight {
		MeasuredWeight::<ParityDbWeight>::fund()
	}
	fn post_bond() -> Weight {
		MeasuredWeight::<ParityDbWeight>::post_bond()
	}
	fn pick_up() -> Weight {
		MeasuredWeight::<ParityDbWeight>::pick_up()
	}
	fn deliver() -> Weight {
		MeasuredWeight::<ParityDbWeight>::deliver()
	}
	fn price_trade() -> Weight {
		MeasuredWeight::<ParityDbWeight>::price_trade()
	}
	fn show(o: u32, ) -> Weight {
		MeasuredWeight::<ParityDbWeight>::show(o, )
	}
	fn appeal() -> Weight {
		MeasuredWeight::<ParityDbWeight>::appeal()
	}
	fn settle_trade(b: u32, s: u32, l: u32, ) -> Weight {
		MeasuredWeight::<ParityDbWeight>::settle_trade(b, s, l, )
	}
	fn settle_small_trade(b: u32, s: u32, l: u32, ) -> Weight {
		MeasuredWeight::<ParityDbWeight>::settle_small_trade(b, s, l, )
	}
	fn swap_stream() -> Weight {
		MeasuredWeight::<ParityDbWeight>::swap_stream()
	}
	fn fold_events() -> Weight {
		MeasuredWeight::<ParityDbWeight>::fold_events()
	}
	fn recall_lot() -> Weight {
		MeasuredWeight::<ParityDbWeight>::recall_lot()
	}
	fn confirm_recall() -> Weight {
		MeasuredWeight::<ParityDbWeight>::confirm_recall()
	}
	fn lapse_recall() -> Weight {
		MeasuredWeight::<ParityDbWeight>::lapse_recall()
	}
	fn end_recall() -> Weight {
		MeasuredWeight::<ParityDbWeight>::end_recall()
	}
	fn quarantine() -> Weight {
		MeasuredWeight::<ParityDbWeight>::quarantine()
	}
	fn release() -> Weight {
		MeasuredWeight::<ParityDbWeight>::release()
	}
	fn process_recalls() -> Weight {
		MeasuredWeight::<ParityDbWeight>::process_recalls()
	}
	fn mark_lot() -> Weight {
		MeasuredWeight::<ParityDbWeight>::mark_lot()
	}
	fn count_asset() -> Weight {
		MeasuredWeight::<ParityDbWeight>::count_asset()
	}
	fn lift_lot() -> Weight {
		MeasuredWeight::<ParityDbWeight>::lift_lot()
	}
	fn finish_recall() -> Weight {
		MeasuredWeight::<ParityDbWeight>::finish_recall()
	}
	fn pay_marks() -> Weight {
		MeasuredWeight::<ParityDbWeight>::pay_marks()
	}
}
