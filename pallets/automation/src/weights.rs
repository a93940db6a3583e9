//! Weights of `pallet_automation`, measured in the Tallystick runtime.
//!
//! Written by a program; do not edit. To measure again:
//! `STEPS=50 REPEAT=10 ./scripts/benchmark.sh pallet_automation`
//!
//! - frame-benchmarking-cli 64.0.0, 2026-11-28, host `two-core-vm`, CPU `AMD EPYC`
//! - steps: 50, repeat: 10, WASM execution: Compiled, analysis: MinSquares
//! - worst case map size: 1000000, additional trie layers: 2

#![cfg_attr(rustfmt, rustfmt_skip)]
#![allow(unused_imports)]

use frame::{deps::frame_support::weights::RuntimeDbWeight, weights_prelude::*};

/// Weight functions of the pallet.
pub trait WeightInfo {
	/// Weight of `open_site`.
	fn open_site() -> Weight;
	/// Weight of `change_site`.
	fn change_site() -> Weight;
	/// Weight of `close_site`.
	fn close_site() -> Weight;
	/// Weight of `deploy`.
	fn deploy(i: u32, o: u32, ) -> Weight;
	/// Weight of `replace`.
	fn replace(i: u32, o: u32, ) -> Weight;
	/// Weight of `adjust`.
	fn adjust() -> Weight;
	/// Weight of `pause`.
	fn pause() -> Weight;
	/// Weight of `resume`.
	fn resume() -> Weight;
	/// Weight of `remove`.
	fn remove() -> Weight;
	/// Weight of `permit`.
	fn permit() -> Weight;
	/// Weight of `revoke`.
	fn revoke() -> Weight;
	/// Weight of `evict`.
	fn evict() -> Weight;
	/// Weight of `set_safety`.
	fn set_safety() -> Weight;
	/// Weight of `drop_actuator`.
	fn drop_actuator() -> Weight;
	/// Weight of `set_by_hand`.
	fn set_by_hand() -> Weight;
	/// Weight of `release_by_hand`.
	fn release_by_hand() -> Weight;
	/// Weight of `stop`.
	fn stop() -> Weight;
	/// Weight of `start`.
	fn start() -> Weight;
	/// Weight of `free`.
	fn free() -> Weight;
	/// Weight of `form_group`.
	fn form_group() -> Weight;
	/// Weight of `dissolve_group`.
	fn dissolve_group() -> Weight;
	/// Weight of `open_signal`.
	fn open_signal() -> Weight;
	/// Weight of `set_limit`.
	fn set_limit() -> Weight;
	/// Weight of `close_signal`.
	fn close_signal() -> Weight;
	/// Weight of `follow`.
	fn follow() -> Weight;
	/// Weight of `acknowledge_alarm`.
	fn acknowledge_alarm() -> Weight;
	/// Weight of `answer`.
	fn answer() -> Weight;
	/// Weight of `authorize_answer`.
	fn authorize_answer() -> Weight;
	/// Weight of `answer_all`.
	fn answer_all(a: u32, ) -> Weight;
	/// Weight of `verify_p256`.
	fn verify_p256() -> Weight;
	/// Weight of `verify_secp256k1`.
	fn verify_secp256k1() -> Weight;
	/// Weight of `enqueue`.
	fn enqueue() -> Weight;
	/// Weight of `next_due`.
	fn next_due() -> Weight;
	/// Weight of `find_due`.
	fn find_due() -> Weight;
	/// Weight of `calendar`.
	fn calendar() -> Weight;
	/// Weight of `retry`.
	fn retry() -> Weight;
	/// Weight of `load_payer`.
	fn load_payer() -> Weight;
	/// Weight of `load_site`.
	fn load_site() -> Weight;
	/// Weight of `process_arrivals`.
	fn process_arrivals(a: u32, ) -> Weight;
	/// Weight of `show`.
	fn show() -> Weight;
	/// Weight of `load_rule`.
	fn load_rule() -> Weight;
	/// Weight of `wake`.
	fn wake(i: u32, s: u32, ) -> Weight;
	/// Weight of `read_latest`.
	fn read_latest() -> Weight;
	/// Weight of `read_actuator`.
	fn read_actuator() -> Weight;
	/// Weight of `remember`.
	fn remember() -> Weight;
	/// Weight of `rearm`.
	fn rearm() -> Weight;
	/// Weight of `alarm`.
	fn alarm() -> Weight;
	/// Weight of `starve`.
	fn starve(o: u32, ) -> Weight;
	/// Weight of `fire`.
	fn fire(i: u32, ) -> Weight;
	/// Weight of `act`.
	fn act() -> Weight;
	/// Weight of `flag`.
	fn flag() -> Weight;
	/// Weight of `tend`.
	fn tend() -> Weight;
	/// Weight of `tell`.
	fn tell() -> Weight;
	/// Weight of `tell_reader`.
	fn tell_reader() -> Weight;
	/// Weight of `wake_readers`.
	fn wake_readers(r: u32, ) -> Weight;
	/// Weight of `share`.
	fn share(m: u32, ) -> Weight;
	/// Weight of `device_changed`.
	fn device_changed() -> Weight;
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
	/// - Storage: `Automation::NextSiteId` (r:1 w:1)
	/// - Proof: `Automation::NextSiteId` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
	/// - Storage: `System::Account` (r:1 w:1)
	/// - Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	/// - Storage: `Balances::Holds` (r:1 w:1)
	/// - Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(679), added: 3154, mode: `MaxEncodedLen`)
	/// - Storage: `Automation::Sites` (r:0 w:1)
	/// - Proof: `Automation::Sites` (`max_values`: None, `max_size`: Some(1933), added: 4408, mode: `MaxEncodedLen`)
	fn open_site() -> Weight {
		// Recorded proof size: 554 bytes.
		// Minimum execution time: 72_588_000 picoseconds.
		Weight::from_parts(74_010_000, 4144)
			.saturating_add(DbWeight::get().reads(5))
			.saturating_add(DbWeight::get().writes(4))
	}
	/// - Storage: `Consortium::Members` (r:1 w:0)
	/// - Proof: `Consortium::Members` (`max_values`: None, `max_size`: Some(52), added: 2527, mode: `MaxEncodedLen`)
	/// - Storage: `Consortium::Organizations` (r:1 w:0)
	/// - Proof: `Consortium::Organizations` (`max_values`: None, `max_size`: Some(117), added: 2592, mode: `MaxEncodedLen`)
	/// - Storage: `Automation::Sites` (r:1 w:1)
	/// - Proof: `Automation::Sites` (`max_values`: None, `max_size`: Some(1933), added: 4408, mode: `MaxEncodedLen`)
	/// - Storage: `System::Account` (r:1 w:1)
	/// - Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	/// - Storage: `Balances::Holds` (r:1 w:1)
	/// - Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(679), added: 3154, mode: `MaxEncodedLen`)
	/// - Storage: `Timestamp::Now` (r:1 w:0)
	/// - Proof: `Timestamp::Now` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	/// - Storage: `Automation::Agenda` (r:0 w:1)
	/// - Proof: `Automation::Agenda` (`max_values`: None, `max_size`: Some(52), added: 2527, mode: `MaxEncodedLen`)
	fn change_site() -> Weight {
		// Recorded proof size: 2579 bytes.
		// Minimum execution time: 117_785_000 picoseconds.
		Weight::from_parts(118_707_000, 5398)
			.saturating_add(DbWeight::get().reads(6))
			.saturating_add(DbWeight::get().writes(4))
	}
	/// - Storage: `Consortium::Members` (r:1 w:0)
	/// - Proof: `Consortium::Members` (`max_values`: None, `max_size`: Some(52), added: 2527, mode: `MaxEncodedLen`)
	/// - Storage: `Consortium::Organizations` (r:1 w:0)
	/// - Proof: `Consortium::Organizations` (`max_values`: None, `max_size`: Some(117), added: 2592, mode: `MaxEncodedLen`)
	/// - Storage: `Automation::Sites` (r:1 w:1)
	/// - Proof: `Automation::Sites` (`max_values`: None, `max_size`: Some(1933), added: 4408, mode: `MaxEncodedLen`)
	/// - Storage: `System::Account` (r:1 w:1)
	/// - Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	/// - Storage: `Balances::Holds` (r:1 w:1)
	/// - Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(679), added: 3154, mode: `MaxEncodedLen`)
	/// - Storage: `Automation::Alarms` (r:0 w:1)
	/// - Proof: `Automation::Alarms` (`max_values`: None, `max_size`: Some(109), added: 2584, mode: `MaxEncodedLen`)
	fn close_site() -> Weight {
		// Recorded proof size: 2505 bytes.
		// Minimum execution time: 65_487_000 picoseconds.
		Weight::from_parts(72_748_000, 5398)
			.saturating_add(DbWeight::get().reads(5))
			.saturating_add(DbWeight::get().writes(4))
	}
	/// - `i` ranges over `0..=16`
	/// - `o` ranges over `1..=16`
	/// - Storage: `Consortium::Members` (r:1 w:0)
	/// - Proof: `Consortium::Members` (`max_values`: None, `max_size`: Some(52), added: 2527, mode: `MaxEncodedLen`)
	/// - Storage: `Consortium::Organizations` (r:1 w:0)
	/// - Proof: `Consortium::Organizations` (`max_values`: None, `max_size`: Some(117), added: 2592, mode: `MaxEncodedLen`)
	/// - Storage: `DeviceRegistry::Devices` (r:32 w:0)
	/// - Proof: `DeviceRegistry::Devices` (`max_values`: None, `max_size`: Some(300), added: 2775, mode: `MaxEncodedLen`)
	/// - Storage: `DeviceRegistry::Models` (r:32 w:0)
	/// - Proof: `DeviceRegistry::Models` (`max_values`: None, `max_size`: Some(9173), added: 11648, mode: `MaxEncodedLen`)
	/// - Storage: `Automation::NextRuleId` (r:1 w:1)
	/// - Proof: `Automation::NextRuleId` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
	/// - Storage: `System::Account` (r:1 w:1)
	/// - Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	/// - Storage: `Balances::Holds` (r:1 w:1)
	/// - Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(679), added: 3154, mode: `MaxEncodedLen`)
	/// - Storage: `Automation::Sites` (r:1 w:1)
	/// - Proof: `Automation::Sites` (`max_values`: None, `max_size`: Some(1933), added: 4408, mode: `MaxEncodedLen`)
	/// - Storage: `Automation::Actuators` (r:16 w:0)
	/// - Proof: `Automation::Actuators` (`max_values`: None, `max_size`: Some(562), added: 3037, mode: `MaxEncodedLen`)
	/// - Storage: `Automation::Standings` (r:16 w:16)
	/// - Proof: `Automation::Standings` (`max_values`: None, `max_size`: Some(1643), added: 4118, mode: `MaxEncodedLen`)
	/// - Storage: `Automation::Streams` (r:16 w:16)
	/// - Proof: `Automation::Streams` (`max_values`: None, `max_size`: Some(2225), added: 4700, mode: `MaxEncodedLen`)
	/// - Storage: `Automation::Wakers` (r:16 w:16)
	/// - Proof: `Automation::Wakers` (`max_values`: None, `max_size`: Some(131), added: 2606, mode: `MaxEncodedLen`)
	/// - Storage: `Telemetry::Streams` (r:16 w:16)
	/// - Proof: `Telemetry::Streams` (`max_values`: None, `max_size`: Some(245), added: 2720, mode: `MaxEncodedLen`)
	/// - Storage: `Telemetry::Tails` (r:16 w:16)
	/// - Proof: `Telemetry::Tails` (`max_values`: None, `max_size`: Some(145), added: 2620, mode: `MaxEncodedLen`)
	/// - Storage: `Automation::States` (r:1 w:1)
	/// - Proof: `Automation::States` (`max_values`: None, `max_size`: Some(448), added: 2923, mode: `MaxEncodedLen`)
	/// - Storage: `Timestamp::Now` (r:1 w:0)
	/// - Proof: `Timestamp::Now` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	/// - Storage: `Automation::Agenda` (r:0 w:1)
	/// - Proof: `Automation::Agenda` (`max_values`: None, `max_size`: Some(52), added: 2527, mode: `MaxEncodedLen`)
	/// - Storage: `Automation::RulesOf` (r:0 w:1)
	/// - Proof: `Automation::RulesOf` (`max_values`: None, `max_size`: Some(24), added: 2499, mode: `MaxEncodedLen`)
	/// - Storage: `Automation::Programs` (r:0 w:1)
	/// - Proof: `Automation::Programs` (`max_values`: None, `max_size`: Some(4369), added: 6844, mode: `MaxEncodedLen`)
	/// - Storage: `Automation::Rules` (r:0 w:1)
	/// - Proof: `Automation::Rules` (`max_values`: None, `max_size`: Some(327), added: 2802, mode: `MaxEncodedLen`)
	fn deploy(i: u32, o: u32, ) -> Weight {
		// Recorded proof size: 4189 bytes + i * 307 + o * 458.
		// Minimum execution time: 680_243_000 picoseconds.
		Weight::from_parts(571_644_268, 5398)
			// Standard error: 2_105_068
			.saturating_add(Weight::from_parts(35_809_746, 0).saturating_mul(i.into()))
			// Standard error: 2_254_654
			.saturating_add(Weight::from_parts(31_515_389, 0).saturating_mul(o.into()))
			.saturating_add(Weight::from_parts(0, 11648).saturating_mul(i.into()))
			.saturating_add(Weight::from_parts(0, 11648).saturating_mul(o.into()))
			.saturating_add(DbWeight::get().reads(8))
			.saturating_add(DbWeight::get().reads((6_u64).saturating_mul(i.into())))
			.saturating_add(DbWeight::get().reads((4_u64).saturating_mul(o.into())))
			.saturating_add(DbWeight::get().writes(9))
			.saturating_add(DbWeight::get().writes((4_u64).saturating_mul(i.into())))
			.saturating_add(DbWeight::get().writes((1_u64).saturating_mul(o.into())))
	}
	/// - `i` ranges over `0..=16`
	/// - `o` ranges over `1..=16`
	/// - Storage: `Consortium::Members` (r:1 w:0)
	/// - Proof: `Consortium::Members` (`max_values`: None, `max_size`: Some(52), added: 2527, mode: `MaxEncodedLen`)
	/// - Storage: `Consortium::Organizations` (r:1 w:0)
	/// - Proof: `Consortium::Organizations` (`max_values`: None, `max_size`: Some(117), added: 2592, mode: `MaxEncodedLen`)
	/// - Storage: `Automation::Rules` (r:1 w:1)
	/// - Proof: `Automation::Rules` (`max_values`: None, `max_size`: Some(327), added: 2802, mode: `MaxEncodedLen`)
	/// - Storage: `DeviceRegistry::Devices` (r:36 w:0)
	/// - Proof: `DeviceRegistry::Devices` (`max_values`: None, `max_size`: Some(300), added: 2775, mode: `MaxEncodedLen`)
	/// - Storage: `DeviceRegistry::Models` (r:32 w:0)
	/// - Proof: `DeviceRegistry::Models` (`max_values`: None, `max_size`: Some(9173), added: 11648, mode: `MaxEncodedLen`)
	/// - Storage: `System::Account` (r:1 w:1)
	/// - Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	/// - Storage: `Balances::Holds` (r:1 w:1)
	/// - Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(679), added: 3154, mode: `MaxEncodedLen`)
	/// - Storage: `Automation::Programs` (r:1 w:1)
	/// - Proof: `Automation::Programs` (`max_values`: None, `max_size`: Some(4369), added: 6844, mode: `MaxEncodedLen`)
	/// - Storage: `Automation::States` (r:1 w:1)
	/// - Proof: `Automation::States` (`max_values`: None, `max_size`: Some(448), added: 2923, mode: `MaxEncodedLen`)
	/// - Storage: `Automation::Standings` (r:16 w:16)
	/// - Proof: `Automation::Standings` (`max_values`: None, `max_size`: Some(1643), added: 4118, mode: `MaxEncodedLen`)
	/// - Storage: `Automation::Actuators` (r:16 w:0)
	/// - Proof: `Automation::Actuators` (`max_values`: None, `max_size`: Some(562), added: 3037, mode: `MaxEncodedLen`)
	/// - Storage: `Timestamp::Now` (r:1 w:0)
	/// - Proof: `Timestamp::Now` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	/// - Storage: `Automation::Alarms` (r:17 w:33)
	/// - Proof: `Automation::Alarms` (`max_values`: None, `max_size`: Some(109), added: 2584, mode: `MaxEncodedLen`)
	/// - Storage: `Telemetry::Streams` (r:4 w:0)
	/// - Proof: `Telemetry::Streams` (`max_values`: None, `max_size`: Some(245), added: 2720, mode: `MaxEncodedLen`)
	/// - Storage: `Automation::Signals` (r:1 w:0)
	/// - Proof: `Automation::Signals` (`max_values`: None, `max_size`: Some(207), added: 2682, mode: `MaxEncodedLen`)
	/// - Storage: `Automation::Streams` (r:16 w:0)
	/// - Proof: `Automation::Streams` (`max_values`: None, `max_size`: Some(2225), added: 4700, mode: `MaxEncodedLen`)
	/// - Storage: `Automation::Wakers` (r:16 w:0)
	/// - Proof: `Automation::Wakers` (`max_values`: None, `max_size`: Some(131), added: 2606, mode: `MaxEncodedLen`)
	/// - Storage: `Automation::Agenda` (r:0 w:2)
	/// - Proof: `Automation::Agenda` (`max_values`: None, `max_size`: Some(52), added: 2527, mode: `MaxEncodedLen`)
	/// - Storage: `Telemetry::Tails` (r:1 w:1)
	/// - Proof: `Telemetry::Tails` (`max_values`: None, `max_size`: Some(145), added: 2620, mode: `MaxEncodedLen`)
	fn replace(i: u32, o: u32, ) -> Weight {
		// Recorded proof size: 19040 bytes + i * 153 + o * 23.
		// Minimum execution time: 3_309_095_000 picoseconds.
		Weight::from_parts(3_800_905_514, 66878)
			// Standard error: 5_419_760
			.saturating_add(Weight::from_parts(6_439_379, 0).saturating_mul(i.into()))
			// Standard error: 5_804_888
			.saturating_add(Weight::from_parts(3_674_196, 0).saturating_mul(o.into()))
			.saturating_add(Weight::from_parts(0, 11648).saturating_mul(i.into()))
			.saturating_add(Weight::from_parts(0, 11648).saturating_mul(o.into()))
			.saturating_add(DbWeight::get().reads(130))
			.saturating_add(DbWeight::get().reads((1_u64).saturating_mul(i.into())))
			.saturating_add(DbWeight::get().reads((1_u64).saturating_mul(o.into())))
			.saturating_add(DbWeight::get().writes(120))
	}
	/// - Storage: `Consortium::Members` (r:1 w:0)
	/// - Proof: `Consortium::Members` (`max_values`: None, `max_size`: Some(52), added: 2527, mode: `MaxEncodedLen`)
	/// - Storage: `Consortium::Organizations` (r:1 w:0)
	/// - Proof: `Consortium::Organizations` (`max_values`: None, `max_size`: Some(117), added: 2592, mode: `MaxEncodedLen`)
	/// - Storage: `Automation::Rules` (r:1 w:1)
	/// - Proof: `Automation::Rules` (`max_values`: None, `max_size`: Some(327), added: 2802, mode: `MaxEncodedLen`)
	/// - Storage: `Automation::Programs` (r:1 w:0)
	/// - Proof: `Automation::Programs` (`max_values`: None, `max_size`: Some(4369), added: 6844, mode: `MaxEncodedLen`)
	/// - Storage: `Automation::States` (r:1 w:1)
	/// - Proof: `Automation::States` (`max_values`: None, `max_size`: Some(448), added: 2923, mode: `MaxEncodedLen`)
	/// - Storage: `Timestamp::Now` (r:1 w:0)
	/// - Proof: `Timestamp::Now` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	fn adjust() -> Weight {
		// Recorded proof size: 1658 bytes.
		// Minimum execution time: 55_683_000 picoseconds.
		Weight::from_parts(61_171_000, 7834)
			.saturating_add(DbWeight::get().reads(6))
			.saturating_add(DbWeight::get().writes(2))
	}
	/// - Storage: `Consortium::Members` (r:1 w:0)
	/// - Proof: `Consortium::Members` (`max_values`: None, `max_size`: Some(52), added: 2527, mode: `MaxEncodedLen`)
	/// - Storage: `Consortium::Organizations` (r:1 w:0)
	/// - Proof: `Consortium::Organizations` (`max_values`: None, `max_size`: Some(117), added: 2592, mode: `MaxEncodedLen`)
	/// - Storage: `Automation::Rules` (r:1 w:1)
	/// - Proof: `Automation::Rules` (`max_values`: None, `max_size`: Some(327), added: 2802, mode: `MaxEncodedLen`)
	/// - Storage: `Automation::Programs` (r:1 w:0)
	/// - Proof: `Automation::Programs` (`max_values`: None, `max_size`: Some(4369), added: 6844, mode: `MaxEncodedLen`)
	/// - Storage: `Automation::States` (r:1 w:1)
	/// - Proof: `Automation::States` (`max_values`: None, `max_size`: Some(448), added: 2923, mode: `MaxEncodedLen`)
	/// - Storage: `Automation::Standings` (r:16 w:16)
	/// - Proof: `Automation::Standings` (`max_values`: None, `max_size`: Some(1643), added: 4118, mode: `MaxEncodedLen`)
	/// - Storage: `Automation::Actuators` (r:16 w:0)
	/// - Proof: `Automation::Actuators` (`max_values`: None, `max_size`: Some(562), added: 3037, mode: `MaxEncodedLen`)
	/// - Storage: `Timestamp::Now` (r:1 w:0)
	/// - Proof: `Timestamp::Now` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	/// - Storage: `DeviceRegistry::Devices` (r:20 w:0)
	/// - Proof: `DeviceRegistry::Devices` (`max_values`: None, `max_size`: Some(300), added: 2775, mode: `MaxEncodedLen`)
	/// - Storage: `Automation::Alarms` (r:17 w:17)
	/// - Proof: `Automation::Alarms` (`max_values`: None, `max_size`: Some(109), added: 2584, mode: `MaxEncodedLen`)
	/// - Storage: `Telemetry::Streams` (r:4 w:0)
	/// - Proof: `Telemetry::Streams` (`max_values`: None, `max_size`: Some(245), added: 2720, mode: `MaxEncodedLen`)
	/// - Storage: `Automation::Signals` (r:1 w:0)
	/// - Proof: `Automation::Signals` (`max_values`: None, `max_size`: Some(207), added: 2682, mode: `MaxEncodedLen`)
	/// - Storage: `Automation::Agenda` (r:0 w:1)
	/// - Proof: `Automation::Agenda` (`max_values`: None, `max_size`: Some(52), added: 2527, mode: `MaxEncodedLen`)
	fn pause() -> Weight {
		// Recorded proof size: 13591 bytes.
		// Minimum execution time: 1_553_893_000 picoseconds.
		Weight::from_parts(1_625_169_000, 66878)
			.saturating_add(DbWeight::get().reads(80))
			.saturating_add(DbWeight::get().writes(36))
	}
	/// - Storage: `Consortium::Members` (r:1 w:0)
	/// - Proof: `Consortium::Members` (`max_values`: None, `max_size`: Some(52), added: 2527, mode: `MaxEncodedLen`)
	/// - Storage: `Consortium::Organizations` (r:1 w:0)
	/// - Proof: `Consortium::Organizations` (`max_values`: None, `max_size`: Some(117), added: 2592, mode: `MaxEncodedLen`)
	/// - Storage: `Automation::Rules` (r:1 w:1)
	/// - Proof: `Automation::Rules` (`max_values`: None, `max_size`: Some(327), added: 2802, mode: `MaxEncodedLen`)
	/// - Storage: `Automation::States` (r:1 w:1)
	/// - Proof: `Automation::States` (`max_values`: None, `max_size`: Some(448), added: 2923, mode: `MaxEncodedLen`)
	/// - Storage: `Timestamp::Now` (r:1 w:0)
	/// - Proof: `Timestamp::Now` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	/// - Storage: `Automation::Agenda` (r:0 w:1)
	/// - Proof: `Automation::Agenda` (`max_values`: None, `max_size`: Some(52), added: 2527, mode: `MaxEncodedLen`)
	fn resume() -> Weight {
		// Recorded proof size: 910 bytes.
		// Minimum execution time: 45_288_000 picoseconds.
		Weight::from_parts(49_504_000, 3913)
			.saturating_add(DbWeight::get().reads(5))
			.saturating_add(DbWeight::get().writes(3))
	}
	/// - Storage: `Consortium::Members` (r:1 w:0)
	/// - Proof: `Consortium::Members` (`max_values`: None, `max_size`: Some(52), added: 2527, mode: `MaxEncodedLen`)
	/// - Storage: `Consortium::Organizations` (r:1 w:0)
	/// - Proof: `Consortium::Organizations` (`max_values`: None, `max_size`: Some(117), added: 2592, mode: `MaxEncodedLen`)
	/// - Storage: `Automation::Rules` (r:1 w:1)
	/// - Proof: `Automation::Rules` (`max_values`: None, `max_size`: Some(327), added: 2802, mode: `MaxEncodedLen`)
	/// - Storage: `Automation::Programs` (r:1 w:1)
	/// - Proof: `Automation::Programs` (`max_values`: None, `max_size`: Some(4369), added: 6844, mode: `MaxEncodedLen`)
	/// - Storage: `Automation::States` (r:1 w:1)
	/// - Proof: `Automation::States` (`max_values`: None, `max_size`: Some(448), added: 2923, mode: `MaxEncodedLen`)
	/// - Storage: `Automation::Standings` (r:16 w:16)
	/// - Proof: `Automation::Standings` (`max_values`: None, `max_size`: Some(1643), added: 4118, mode: `MaxEncodedLen`)
	/// - Storage: `Automation::Actuators` (r:16 w:0)
	/// - Proof: `Automation::Actuators` (`max_values`: None, `max_size`: Some(562), added: 3037, mode: `MaxEncodedLen`)
	/// - Storage: `Timestamp::Now` (r:1 w:0)
	/// - Proof: `Timestamp::Now` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	/// - Storage: `DeviceRegistry::Devices` (r:20 w:0)
	/// - Proof: `DeviceRegistry::Devices` (`max_values`: None, `max_size`: Some(300), added: 2775, mode: `MaxEncodedLen`)
	/// - Storage: `Automation::Alarms` (r:17 w:33)
	/// - Proof: `Automation::Alarms` (`max_values`: None, `max_size`: Some(109), added: 2584, mode: `MaxEncodedLen`)
	/// - Storage: `Telemetry::Streams` (r:20 w:16)
	/// - Proof: `Telemetry::Streams` (`max_values`: None, `max_size`: Some(245), added: 2720, mode: `MaxEncodedLen`)
	/// - Storage: `Automation::Signals` (r:1 w:0)
	/// - Proof: `Automation::Signals` (`max_values`: None, `max_size`: Some(207), added: 2682, mode: `MaxEncodedLen`)
	/// - Storage: `Automation::Wakers` (r:16 w:16)
	/// - Proof: `Automation::Wakers` (`max_values`: None, `max_size`: Some(131), added: 2606, mode: `MaxEncodedLen`)
	/// - Storage: `Telemetry::Tails` (r:16 w:16)
	/// - Proof: `Telemetry::Tails` (`max_values`: None, `max_size`: Some(145), added: 2620, mode: `MaxEncodedLen`)
	/// - Storage: `Automation::Sites` (r:1 w:1)
	/// - Proof: `Automation::Sites` (`max_values`: None, `max_size`: Some(1933), added: 4408, mode: `MaxEncodedLen`)
	/// - Storage: `System::Account` (r:1 w:1)
	/// - Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	/// - Storage: `Balances::Holds` (r:1 w:1)
	/// - Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(679), added: 3154, mode: `MaxEncodedLen`)
	/// - Storage: `Automation::Agenda` (r:0 w:1)
	/// - Proof: `Automation::Agenda` (`max_values`: None, `max_size`: Some(52), added: 2527, mode: `MaxEncodedLen`)
	/// - Storage: `Automation::RulesOf` (r:0 w:1)
	/// - Proof: `Automation::RulesOf` (`max_values`: None, `max_size`: Some(24), added: 2499, mode: `MaxEncodedLen`)
	/// - Storage: `Automation::Streams` (r:0 w:16)
	/// - Proof: `Automation::Streams` (`max_values`: None, `max_size`: Some(2225), added: 4700, mode: `MaxEncodedLen`)
	fn remove() -> Weight {
		// Recorded proof size: 19250 bytes.
		// Minimum execution time: 3_104_681_000 picoseconds.
		Weight::from_parts(3_334_713_000, 66878)
			.saturating_add(DbWeight::get().reads(131))
			.saturating_add(DbWeight::get().writes(121))
	}
	/// - Storage: `Consortium::Members` (r:1 w:0)
	/// - Proof: `Consortium::Members` (`max_values`: None, `max_size`: Some(52), added: 2527, mode: `MaxEncodedLen`)
	/// - Storage: `Consortium::Organizations` (r:2 w:0)
	/// - Proof: `Consortium::Organizations` (`max_values`: None, `max_size`: Some(117), added: 2592, mode: `MaxEncodedLen`)
	/// - Storage: `DeviceRegistry::Devices` (r:1 w:0)
	/// - Proof: `DeviceRegistry::Devices` (`max_values`: None, `max_size`: Some(300), added: 2775, mode: `MaxEncodedLen`)
	/// - Storage: `Automation::Permits` (r:1 w:1)
	/// - Proof: `Automation::Permits` (`max_values`: None, `max_size`: Some(144), added: 2619, mode: `MaxEncodedLen`)
	/// - Storage: `System::Account` (r:1 w:1)
	/// - Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	/// - Storage: `Balances::Holds` (r:1 w:1)
	/// - Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(679), added: 3154, mode: `MaxEncodedLen`)
	fn permit() -> Weight {
		// Recorded proof size: 1225 bytes.
		// Minimum execution time: 82_302_000 picoseconds.
		Weight::from_parts(89_232_000, 6174)
			.saturating_add(DbWeight::get().reads(7))
			.saturating_add(DbWeight::get().writes(3))
	}
	/// - Storage: `Automation::Permits` (r:1 w:1)
	/// - Proof: `Automation::Permits` (`max_values`: None, `max_size`: Some(144), added: 2619, mode: `MaxEncodedLen`)
	/// - Storage: `DeviceRegistry::Devices` (r:1 w:0)
	/// - Proof: `DeviceRegistry::Devices` (`max_values`: None, `max_size`: Some(300), added: 2775, mode: `MaxEncodedLen`)
	/// - Storage: `System::Account` (r:1 w:1)
	/// - Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	/// - Storage: `Balances::Holds` (r:1 w:1)
	/// - Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(679), added: 3154, mode: `MaxEncodedLen`)
	fn revoke() -> Weight {
		// Recorded proof size: 831 bytes.
		// Minimum execution time: 62_563_000 picoseconds.
		Weight::from_parts(67_611_000, 4144)
			.saturating_add(DbWeight::get().reads(4))
			.saturating_add(DbWeight::get().writes(3))
	}
	/// - Storage: `DeviceRegistry::Devices` (r:1 w:0)
	/// - Proof: `DeviceRegistry::Devices` (`max_values`: None, `max_size`: Some(300), added: 2775, mode: `MaxEncodedLen`)
	/// - Storage: `Automation::Wakers` (r:1 w:1)
	/// - Proof: `Automation::Wakers` (`max_values`: None, `max_size`: Some(131), added: 2606, mode: `MaxEncodedLen`)
	/// - Storage: `Telemetry::Streams` (r:1 w:1)
	/// - Proof: `Telemetry::Streams` (`max_values`: None, `max_size`: Some(245), added: 2720, mode: `MaxEncodedLen`)
	/// - Storage: `Telemetry::Tails` (r:1 w:1)
	/// - Proof: `Telemetry::Tails` (`max_values`: None, `max_size`: Some(145), added: 2620, mode: `MaxEncodedLen`)
	/// - Storage: `Automation::Streams` (r:0 w:1)
	/// - Proof: `Automation::Streams` (`max_values`: None, `max_size`: Some(2225), added: 4700, mode: `MaxEncodedLen`)
	fn evict() -> Weight {
		// Recorded proof size: 1252 bytes.
		// Minimum execution time: 120_619_000 picoseconds.
		Weight::from_parts(126_929_000, 3765)
			.saturating_add(DbWeight::get().reads(4))
			.saturating_add(DbWeight::get().writes(4))
	}
	/// - Storage: `Consortium::Members` (r:1 w:0)
	/// - Proof: `Consortium::Members` (`max_values`: None, `max_size`: Some(52), added: 2527, mode: `MaxEncodedLen`)
	/// - Storage: `Consortium::Organizations` (r:1 w:0)
	/// - Proof: `Consortium::Organizations` (`max_values`: None, `max_size`: Some(117), added: 2592, mode: `MaxEncodedLen`)
	/// - Storage: `DeviceRegistry::Devices` (r:5 w:0)
	/// - Proof: `DeviceRegistry::Devices` (`max_values`: None, `max_size`: Some(300), added: 2775, mode: `MaxEncodedLen`)
	/// - Storage: `DeviceRegistry::Models` (r:5 w:0)
	/// - Proof: `DeviceRegistry::Models` (`max_values`: None, `max_size`: Some(9173), added: 11648, mode: `MaxEncodedLen`)
	/// - Storage: `Automation::Actuators` (r:2 w:1)
	/// - Proof: `Automation::Actuators` (`max_values`: None, `max_size`: Some(562), added: 3037, mode: `MaxEncodedLen`)
	/// - Storage: `Automation::Standings` (r:1 w:1)
	/// - Proof: `Automation::Standings` (`max_values`: None, `max_size`: Some(1643), added: 4118, mode: `MaxEncodedLen`)
	/// - Storage: `Automation::Rules` (r:16 w:0)
	/// - Proof: `Automation::Rules` (`max_values`: None, `max_size`: Some(327), added: 2802, mode: `MaxEncodedLen`)
	/// - Storage: `Telemetry::Streams` (r:4 w:4)
	/// - Proof: `Telemetry::Streams` (`max_values`: None, `max_size`: Some(245), added: 2720, mode: `MaxEncodedLen`)
	/// - Storage: `Automation::Sites` (r:1 w:1)
	/// - Proof: `Automation::Sites` (`max_values`: None, `max_size`: Some(1933), added: 4408, mode: `MaxEncodedLen`)
	/// - Storage: `System::Account` (r:1 w:1)
	/// - Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	/// - Storage: `Balances::Holds` (r:1 w:1)
	/// - Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(679), added: 3154, mode: `MaxEncodedLen`)
	/// - Storage: `Telemetry::Tails` (r:4 w:4)
	/// - Proof: `Telemetry::Tails` (`max_values`: None, `max_size`: Some(145), added: 2620, mode: `MaxEncodedLen`)
	/// - Storage: `Timestamp::Now` (r:1 w:0)
	/// - Proof: `Timestamp::Now` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	/// - Storage: `Automation::Agenda` (r:0 w:2)
	/// - Proof: `Automation::Agenda` (`max_values`: None, `max_size`: Some(52), added: 2527, mode: `MaxEncodedLen`)
	/// - Storage: `Automation::Alarms` (r:0 w:2)
	/// - Proof: `Automation::Alarms` (`max_values`: None, `max_size`: Some(109), added: 2584, mode: `MaxEncodedLen`)
	/// - Storage: `Automation::Legacies` (r:0 w:1)
	/// - Proof: `Automation::Legacies` (`max_values`: None, `max_size`: Some(155), added: 2630, mode: `MaxEncodedLen`)
	/// - Storage: `Automation::Followers` (r:0 w:1)
	/// - Proof: `Automation::Followers` (`max_values`: None, `max_size`: Some(62), added: 2537, mode: `MaxEncodedLen`)
	fn set_safety() -> Weight {
		// Recorded proof size: 6312 bytes.
		// Minimum execution time: 462_398_000 picoseconds.
		Weight::from_parts(473_986_000, 59230)
			.saturating_add(DbWeight::get().reads(43))
			.saturating_add(DbWeight::get().writes(19))
	}
	/// - Storage: `Automation::Actuators` (r:1 w:1)
	/// - Proof: `Automation::Actuators` (`max_values`: None, `max_size`: Some(562), added: 3037, mode: `MaxEncodedLen`)
	/// - Storage: `DeviceRegistry::Devices` (r:1 w:0)
	/// - Proof: `DeviceRegistry::Devices` (`max_values`: None, `max_size`: Some(300), added: 2775, mode: `MaxEncodedLen`)
	/// - Storage: `Automation::Standings` (r:1 w:1)
	/// - Proof: `Automation::Standings` (`max_values`: None, `max_size`: Some(1643), added: 4118, mode: `MaxEncodedLen`)
	/// - Storage: `Automation::Rules` (r:16 w:0)
	/// - Proof: `Automation::Rules` (`max_values`: None, `max_size`: Some(327), added: 2802, mode: `MaxEncodedLen`)
	/// - Storage: `Telemetry::Streams` (r:4 w:4)
	/// - Proof: `Telemetry::Streams` (`max_values`: None, `max_size`: Some(245), added: 2720, mode: `MaxEncodedLen`)
	/// - Storage: `Automation::Sites` (r:1 w:1)
	/// - Proof: `Automation::Sites` (`max_values`: None, `max_size`: Some(1933), added: 4408, mode: `MaxEncodedLen`)
	/// - Storage: `System::Account` (r:1 w:1)
	/// - Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	/// - Storage: `Balances::Holds` (r:1 w:1)
	/// - Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(679), added: 3154, mode: `MaxEncodedLen`)
	/// - Storage: `Automation::Agenda` (r:0 w:1)
	/// - Proof: `Automation::Agenda` (`max_values`: None, `max_size`: Some(52), added: 2527, mode: `MaxEncodedLen`)
	/// - Storage: `Automation::Alarms` (r:0 w:2)
	/// - Proof: `Automation::Alarms` (`max_values`: None, `max_size`: Some(109), added: 2584, mode: `MaxEncodedLen`)
	/// - Storage: `Automation::Legacies` (r:0 w:1)
	/// - Proof: `Automation::Legacies` (`max_values`: None, `max_size`: Some(155), added: 2630, mode: `MaxEncodedLen`)
	/// - Storage: `Automation::Followers` (r:0 w:1)
	/// - Proof: `Automation::Followers` (`max_values`: None, `max_size`: Some(62), added: 2537, mode: `MaxEncodedLen`)
	fn drop_actuator() -> Weight {
		// Recorded proof size: 4134 bytes.
		// Minimum execution time: 169_322_000 picoseconds.
		Weight::from_parts(176_332_000, 45822)
			.saturating_add(DbWeight::get().reads(26))
			.saturating_add(DbWeight::get().writes(14))
	}
	/// - Storage: `Consortium::Members` (r:1 w:0)
	/// - Proof: `Consortium::Members` (`max_values`: None, `max_size`: Some(52), added: 2527, mode: `MaxEncodedLen`)
	/// - Storage: `Consortium::Organizations` (r:1 w:0)
	/// - Proof: `Consortium::Organizations` (`max_values`: None, `max_size`: Some(117), added: 2592, mode: `MaxEncodedLen`)
	/// - Storage: `Automation::Actuators` (r:1 w:0)
	/// - Proof: `Automation::Actuators` (`max_values`: None, `max_size`: Some(562), added: 3037, mode: `MaxEncodedLen`)
	/// - Storage: `DeviceRegistry::Devices` (r:5 w:0)
	/// - Proof: `DeviceRegistry::Devices` (`max_values`: None, `max_size`: Some(300), added: 2775, mode: `MaxEncodedLen`)
	/// - Storage: `Timestamp::Now` (r:1 w:0)
	/// - Proof: `Timestamp::Now` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	/// - Storage: `Automation::Standings` (r:1 w:1)
	/// - Proof: `Automation::Standings` (`max_values`: None, `max_size`: Some(1643), added: 4118, mode: `MaxEncodedLen`)
	/// - Storage: `Automation::Alarms` (r:2 w:2)
	/// - Proof: `Automation::Alarms` (`max_values`: None, `max_size`: Some(109), added: 2584, mode: `MaxEncodedLen`)
	/// - Storage: `Telemetry::Streams` (r:4 w:0)
	/// - Proof: `Telemetry::Streams` (`max_values`: None, `max_size`: Some(245), added: 2720, mode: `MaxEncodedLen`)
	/// - Storage: `Automation::Signals` (r:1 w:0)
	/// - Proof: `Automation::Signals` (`max_values`: None, `max_size`: Some(207), added: 2682, mode: `MaxEncodedLen`)
	/// - Storage: `Automation::Agenda` (r:0 w:1)
	/// - Proof: `Automation::Agenda` (`max_values`: None, `max_size`: Some(52), added: 2527, mode: `MaxEncodedLen`)
	fn set_by_hand() -> Weight {
		// Recorded proof size: 3478 bytes.
		// Minimum execution time: 165_536_000 picoseconds.
		Weight::from_parts(173_097_000, 14865)
			.saturating_add(DbWeight::get().reads(17))
			.saturating_add(DbWeight::get().writes(4))
	}
	/// - Storage: `Consortium::Members` (r:1 w:0)
	/// - Proof: `Consortium::Members` (`max_values`: None, `max_size`: Some(52), added: 2527, mode: `MaxEncodedLen`)
	/// - Storage: `Consortium::Organizations` (r:1 w:0)
	/// - Proof: `Consortium::Organizations` (`max_values`: None, `max_size`: Some(117), added: 2592, mode: `MaxEncodedLen`)
	/// - Storage: `Automation::Actuators` (r:1 w:0)
	/// - Proof: `Automation::Actuators` (`max_values`: None, `max_size`: Some(562), added: 3037, mode: `MaxEncodedLen`)
	/// - Storage: `DeviceRegistry::Devices` (r:5 w:0)
	/// - Proof: `DeviceRegistry::Devices` (`max_values`: None, `max_size`: Some(300), added: 2775, mode: `MaxEncodedLen`)
	/// - Storage: `Automation::Standings` (r:1 w:1)
	/// - Proof: `Automation::Standings` (`max_values`: None, `max_size`: Some(1643), added: 4118, mode: `MaxEncodedLen`)
	/// - Storage: `Timestamp::Now` (r:1 w:0)
	/// - Proof: `Timestamp::Now` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	/// - Storage: `Automation::Alarms` (r:2 w:2)
	/// - Proof: `Automation::Alarms` (`max_values`: None, `max_size`: Some(109), added: 2584, mode: `MaxEncodedLen`)
	/// - Storage: `Telemetry::Streams` (r:4 w:0)
	/// - Proof: `Telemetry::Streams` (`max_values`: None, `max_size`: Some(245), added: 2720, mode: `MaxEncodedLen`)
	/// - Storage: `Automation::Signals` (r:1 w:0)
	/// - Proof: `Automation::Signals` (`max_values`: None, `max_size`: Some(207), added: 2682, mode: `MaxEncodedLen`)
	/// - Storage: `Automation::Agenda` (r:0 w:1)
	/// - Proof: `Automation::Agenda` (`max_values`: None, `max_size`: Some(52), added: 2527, mode: `MaxEncodedLen`)
	fn release_by_hand() -> Weight {
		// Recorded proof size: 3562 bytes.
		// Minimum execution time: 166_377_000 picoseconds.
		Weight::from_parts(189_893_000, 14865)
			.saturating_add(DbWeight::get().reads(17))
			.saturating_add(DbWeight::get().writes(4))
	}
	/// - Storage: `Automation::Actuators` (r:1 w:0)
	/// - Proof: `Automation::Actuators` (`max_values`: None, `max_size`: Some(562), added: 3037, mode: `MaxEncodedLen`)
	/// - Storage: `DeviceRegistry::Devices` (r:5 w:0)
	/// - Proof: `DeviceRegistry::Devices` (`max_values`: None, `max_size`: Some(300), added: 2775, mode: `MaxEncodedLen`)
	/// - Storage: `Consortium::Members` (r:1 w:0)
	/// - Proof: `Consortium::Members` (`max_values`: None, `max_size`: Some(52), added: 2527, mode: `MaxEncodedLen`)
	/// - Storage: `Consortium::Organizations` (r:1 w:0)
	/// - Proof: `Consortium::Organizations` (`max_values`: None, `max_size`: Some(117), added: 2592, mode: `MaxEncodedLen`)
	/// - Storage: `Automation::Standings` (r:1 w:1)
	/// - Proof: `Automation::Standings` (`max_values`: None, `max_size`: Some(1643), added: 4118, mode: `MaxEncodedLen`)
	/// - Storage: `Timestamp::Now` (r:1 w:0)
	/// - Proof: `Timestamp::Now` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	/// - Storage: `Automation::Alarms` (r:2 w:2)
	/// - Proof: `Automation::Alarms` (`max_values`: None, `max_size`: Some(109), added: 2584, mode: `MaxEncodedLen`)
	/// - Storage: `Telemetry::Streams` (r:4 w:0)
	/// - Proof: `Telemetry::Streams` (`max_values`: None, `max_size`: Some(245), added: 2720, mode: `MaxEncodedLen`)
	/// - Storage: `Automation::Signals` (r:1 w:0)
	/// - Proof: `Automation::Signals` (`max_values`: None, `max_size`: Some(207), added: 2682, mode: `MaxEncodedLen`)
	/// - Storage: `Automation::Agenda` (r:0 w:1)
	/// - Proof: `Automation::Agenda` (`max_values`: None, `max_size`: Some(52), added: 2527, mode: `MaxEncodedLen`)
	fn stop() -> Weight {
		// Recorded proof size: 3478 bytes.
		// Minimum execution time: 163_032_000 picoseconds.
		Weight::from_parts(174_099_000, 14865)
			.saturating_add(DbWeight::get().reads(17))
			.saturating_add(DbWeight::get().writes(4))
	}
	/// - Storage: `Consortium::Members` (r:1 w:0)
	/// - Proof: `Consortium::Members` (`max_values`: None, `max_size`: Some(52), added: 2527, mode: `MaxEncodedLen`)
	/// - Storage: `Consortium::Organizations` (r:1 w:0)
	/// - Proof: `Consortium::Organizations` (`max_values`: None, `max_size`: Some(117), added: 2592, mode: `MaxEncodedLen`)
	/// - Storage: `Automation::Actuators` (r:1 w:0)
	/// - Proof: `Automation::Actuators` (`max_values`: None, `max_size`: Some(562), added: 3037, mode: `MaxEncodedLen`)
	/// - Storage: `DeviceRegistry::Devices` (r:5 w:0)
	/// - Proof: `DeviceRegistry::Devices` (`max_values`: None, `max_size`: Some(300), added: 2775, mode: `MaxEncodedLen`)
	/// - Storage: `Automation::Standings` (r:1 w:1)
	/// - Proof: `Automation::Standings` (`max_values`: None, `max_size`: Some(1643), added: 4118, mode: `MaxEncodedLen`)
	/// - Storage: `Timestamp::Now` (r:1 w:0)
	/// - Proof: `Timestamp::Now` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	/// - Storage: `Automation::Alarms` (r:2 w:2)
	/// - Proof: `Automation::Alarms` (`max_values`: None, `max_size`: Some(109), added: 2584, mode: `MaxEncodedLen`)
	/// - Storage: `Telemetry::Streams` (r:4 w:0)
	/// - Proof: `Telemetry::Streams` (`max_values`: None, `max_size`: Some(245), added: 2720, mode: `MaxEncodedLen`)
	/// - Storage: `Automation::Signals` (r:1 w:0)
	/// - Proof: `Automation::Signals` (`max_values`: None, `max_size`: Some(207), added: 2682, mode: `MaxEncodedLen`)
	/// - Storage: `Automation::Agenda` (r:0 w:1)
	/// - Proof: `Automation::Agenda` (`max_values`: None, `max_size`: Some(52), added: 2527, mode: `MaxEncodedLen`)
	fn start() -> Weight {
		// Recorded proof size: 3554 bytes.
		// Minimum execution time: 158_306_000 picoseconds.
		Weight::from_parts(166_598_000, 14865)
			.saturating_add(DbWeight::get().reads(17))
			.saturating_add(DbWeight::get().writes(4))
	}
	/// - Storage: `Consortium::Members` (r:1 w:0)
	/// - Proof: `Consortium::Members` (`max_values`: None, `max_size`: Some(52), added: 2527, mode: `MaxEncodedLen`)
	/// - Storage: `Consortium::Organizations` (r:1 w:0)
	/// - Proof: `Consortium::Organizations` (`max_values`: None, `max_size`: Some(117), added: 2592, mode: `MaxEncodedLen`)
	/// - Storage: `Automation::Actuators` (r:1 w:0)
	/// - Proof: `Automation::Actuators` (`max_values`: None, `max_size`: Some(562), added: 3037, mode: `MaxEncodedLen`)
	/// - Storage: `DeviceRegistry::Devices` (r:5 w:0)
	/// - Proof: `DeviceRegistry::Devices` (`max_values`: None, `max_size`: Some(300), added: 2775, mode: `MaxEncodedLen`)
	/// - Storage: `Automation::Standings` (r:1 w:1)
	/// - Proof: `Automation::Standings` (`max_values`: None, `max_size`: Some(1643), added: 4118, mode: `MaxEncodedLen`)
	/// - Storage: `Automation::Alarms` (r:3 w:3)
	/// - Proof: `Automation::Alarms` (`max_values`: None, `max_size`: Some(109), added: 2584, mode: `MaxEncodedLen`)
	/// - Storage: `Timestamp::Now` (r:1 w:0)
	/// - Proof: `Timestamp::Now` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	/// - Storage: `Telemetry::Streams` (r:4 w:0)
	/// - Proof: `Telemetry::Streams` (`max_values`: None, `max_size`: Some(245), added: 2720, mode: `MaxEncodedLen`)
	/// - Storage: `Automation::Signals` (r:1 w:0)
	/// - Proof: `Automation::Signals` (`max_values`: None, `max_size`: Some(207), added: 2682, mode: `MaxEncodedLen`)
	/// - Storage: `Automation::Agenda` (r:0 w:1)
	/// - Proof: `Automation::Agenda` (`max_values`: None, `max_size`: Some(52), added: 2527, mode: `MaxEncodedLen`)
	fn free() -> Weight {
		// Recorded proof size: 3544 bytes.
		// Minimum execution time: 168_581_000 picoseconds.
		Weight::from_parts(176_452_000, 14865)
			.saturating_add(DbWeight::get().reads(18))
			.saturating_add(DbWeight::get().writes(5))
	}
	/// - Storage: `Consortium::Members` (r:1 w:0)
	/// - Proof: `Consortium::Members` (`max_values`: None, `max_size`: Some(52), added: 2527, mode: `MaxEncodedLen`)
	/// - Storage: `Consortium::Organizations` (r:1 w:0)
	/// - Proof: `Consortium::Organizations` (`max_values`: None, `max_size`: Some(117), added: 2592, mode: `MaxEncodedLen`)
	/// - Storage: `Automation::NextGroupId` (r:1 w:1)
	/// - Proof: `Automation::NextGroupId` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
	/// - Storage: `Automation::Actuators` (r:16 w:16)
	/// - Proof: `Automation::Actuators` (`max_values`: None, `max_size`: Some(562), added: 3037, mode: `MaxEncodedLen`)
	/// - Storage: `DeviceRegistry::Devices` (r:16 w:0)
	/// - Proof: `DeviceRegistry::Devices` (`max_values`: None, `max_size`: Some(300), added: 2775, mode: `MaxEncodedLen`)
	/// - Storage: `System::Account` (r:1 w:1)
	/// - Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	/// - Storage: `Balances::Holds` (r:1 w:1)
	/// - Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(679), added: 3154, mode: `MaxEncodedLen`)
	/// - Storage: `Timestamp::Now` (r:1 w:0)
	/// - Proof: `Timestamp::Now` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	/// - Storage: `Automation::Agenda` (r:0 w:1)
	/// - Proof: `Automation::Agenda` (`max_values`: None, `max_size`: Some(52), added: 2527, mode: `MaxEncodedLen`)
	/// - Storage: `Automation::Groups` (r:0 w:1)
	/// - Proof: `Automation::Groups` (`max_values`: None, `max_size`: Some(751), added: 3226, mode: `MaxEncodedLen`)
	fn form_group() -> Weight {
		// Recorded proof size: 6589 bytes.
		// Minimum execution time: 406_254_000 picoseconds.
		Weight::from_parts(470_230_000, 49582)
			.saturating_add(DbWeight::get().reads(38))
			.saturating_add(DbWeight::get().writes(21))
	}
	/// - Storage: `Consortium::Members` (r:1 w:0)
	/// - Proof: `Consortium::Members` (`max_values`: None, `max_size`: Some(52), added: 2527, mode: `MaxEncodedLen`)
	/// - Storage: `Consortium::Organizations` (r:1 w:0)
	/// - Proof: `Consortium::Organizations` (`max_values`: None, `max_size`: Some(117), added: 2592, mode: `MaxEncodedLen`)
	/// - Storage: `Automation::Groups` (r:1 w:1)
	/// - Proof: `Automation::Groups` (`max_values`: None, `max_size`: Some(751), added: 3226, mode: `MaxEncodedLen`)
	/// - Storage: `Automation::Actuators` (r:16 w:16)
	/// - Proof: `Automation::Actuators` (`max_values`: None, `max_size`: Some(562), added: 3037, mode: `MaxEncodedLen`)
	/// - Storage: `Timestamp::Now` (r:1 w:0)
	/// - Proof: `Timestamp::Now` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	/// - Storage: `Automation::Standings` (r:16 w:16)
	/// - Proof: `Automation::Standings` (`max_values`: None, `max_size`: Some(1643), added: 4118, mode: `MaxEncodedLen`)
	/// - Storage: `DeviceRegistry::Devices` (r:20 w:0)
	/// - Proof: `DeviceRegistry::Devices` (`max_values`: None, `max_size`: Some(300), added: 2775, mode: `MaxEncodedLen`)
	/// - Storage: `Automation::Alarms` (r:17 w:17)
	/// - Proof: `Automation::Alarms` (`max_values`: None, `max_size`: Some(109), added: 2584, mode: `MaxEncodedLen`)
	/// - Storage: `Telemetry::Streams` (r:4 w:0)
	/// - Proof: `Telemetry::Streams` (`max_values`: None, `max_size`: Some(245), added: 2720, mode: `MaxEncodedLen`)
	/// - Storage: `Automation::Signals` (r:1 w:0)
	/// - Proof: `Automation::Signals` (`max_values`: None, `max_size`: Some(207), added: 2682, mode: `MaxEncodedLen`)
	/// - Storage: `System::Account` (r:1 w:1)
	/// - Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	/// - Storage: `Balances::Holds` (r:1 w:1)
	/// - Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(679), added: 3154, mode: `MaxEncodedLen`)
	/// - Storage: `Automation::Agenda` (r:0 w:16)
	/// - Proof: `Automation::Agenda` (`max_values`: None, `max_size`: Some(52), added: 2527, mode: `MaxEncodedLen`)
	fn dissolve_group() -> Weight {
		// Recorded proof size: 10634 bytes.
		// Minimum execution time: 1_474_114_000 picoseconds.
		Weight::from_parts(1_546_842_000, 66878)
			.saturating_add(DbWeight::get().reads(80))
			.saturating_add(DbWeight::get().writes(68))
	}
	/// - Storage: `Consortium::Members` (r:1 w:0)
	/// - Proof: `Consortium::Members` (`max_values`: None, `max_size`: Some(52), added: 2527, mode: `MaxEncodedLen`)
	/// - Storage: `Consortium::Organizations` (r:1 w:0)
	/// - Proof: `Consortium::Organizations` (`max_values`: None, `max_size`: Some(117), added: 2592, mode: `MaxEncodedLen`)
	/// - Storage: `Automation::NextEventId` (r:1 w:1)
	/// - Proof: `Automation::NextEventId` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
	/// - Storage: `System::Account` (r:1 w:1)
	/// - Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	/// - Storage: `Balances::Holds` (r:1 w:1)
	/// - Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(679), added: 3154, mode: `MaxEncodedLen`)
	/// - Storage: `Automation::Signals` (r:0 w:1)
	/// - Proof: `Automation::Signals` (`max_values`: None, `max_size`: Some(207), added: 2682, mode: `MaxEncodedLen`)
	fn open_signal() -> Weight {
		// Recorded proof size: 551 bytes.
		// Minimum execution time: 66_419_000 picoseconds.
		Weight::from_parts(67_711_000, 4144)
			.saturating_add(DbWeight::get().reads(5))
			.saturating_add(DbWeight::get().writes(4))
	}
	/// - Storage: `Consortium::Members` (r:1 w:0)
	/// - Proof: `Consortium::Members` (`max_values`: None, `max_size`: Some(52), added: 2527, mode: `MaxEncodedLen`)
	/// - Storage: `Consortium::Organizations` (r:1 w:0)
	/// - Proof: `Consortium::Organizations` (`max_values`: None, `max_size`: Some(117), added: 2592, mode: `MaxEncodedLen`)
	/// - Storage: `Automation::Signals` (r:1 w:1)
	/// - Proof: `Automation::Signals` (`max_values`: None, `max_size`: Some(207), added: 2682, mode: `MaxEncodedLen`)
	/// - Storage: `Timestamp::Now` (r:1 w:0)
	/// - Proof: `Timestamp::Now` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	/// - Storage: `Automation::Agenda` (r:0 w:2)
	/// - Proof: `Automation::Agenda` (`max_values`: None, `max_size`: Some(52), added: 2527, mode: `MaxEncodedLen`)
	fn set_limit() -> Weight {
		// Recorded proof size: 652 bytes.
		// Minimum execution time: 27_922_000 picoseconds.
		Weight::from_parts(29_404_000, 3672)
			.saturating_add(DbWeight::get().reads(4))
			.saturating_add(DbWeight::get().writes(3))
	}
	/// - Storage: `Automation::Signals` (r:1 w:1)
	/// - Proof: `Automation::Signals` (`max_values`: None, `max_size`: Some(207), added: 2682, mode: `MaxEncodedLen`)
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
	fn close_signal() -> Weight {
		// Recorded proof size: 810 bytes.
		// Minimum execution time: 60_440_000 picoseconds.
		Weight::from_parts(61_432_000, 4144)
			.saturating_add(DbWeight::get().reads(6))
			.saturating_add(DbWeight::get().writes(3))
	}
	/// - Storage: `Consortium::Members` (r:1 w:0)
	/// - Proof: `Consortium::Members` (`max_values`: None, `max_size`: Some(52), added: 2527, mode: `MaxEncodedLen`)
	/// - Storage: `Consortium::Organizations` (r:1 w:0)
	/// - Proof: `Consortium::Organizations` (`max_values`: None, `max_size`: Some(117), added: 2592, mode: `MaxEncodedLen`)
	/// - Storage: `Automation::Actuators` (r:1 w:1)
	/// - Proof: `Automation::Actuators` (`max_values`: None, `max_size`: Some(562), added: 3037, mode: `MaxEncodedLen`)
	/// - Storage: `DeviceRegistry::Devices` (r:5 w:0)
	/// - Proof: `DeviceRegistry::Devices` (`max_values`: None, `max_size`: Some(300), added: 2775, mode: `MaxEncodedLen`)
	/// - Storage: `DeviceRegistry::Models` (r:1 w:0)
	/// - Proof: `DeviceRegistry::Models` (`max_values`: None, `max_size`: Some(9173), added: 11648, mode: `MaxEncodedLen`)
	/// - Storage: `Automation::Signals` (r:1 w:0)
	/// - Proof: `Automation::Signals` (`max_values`: None, `max_size`: Some(207), added: 2682, mode: `MaxEncodedLen`)
	/// - Storage: `Timestamp::Now` (r:1 w:0)
	/// - Proof: `Timestamp::Now` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	/// - Storage: `Automation::Standings` (r:1 w:1)
	/// - Proof: `Automation::Standings` (`max_values`: None, `max_size`: Some(1643), added: 4118, mode: `MaxEncodedLen`)
	/// - Storage: `Automation::Alarms` (r:2 w:2)
	/// - Proof: `Automation::Alarms` (`max_values`: None, `max_size`: Some(109), added: 2584, mode: `MaxEncodedLen`)
	/// - Storage: `Telemetry::Streams` (r:4 w:0)
	/// - Proof: `Telemetry::Streams` (`max_values`: None, `max_size`: Some(245), added: 2720, mode: `MaxEncodedLen`)
	/// - Storage: `Automation::Agenda` (r:0 w:1)
	/// - Proof: `Automation::Agenda` (`max_values`: None, `max_size`: Some(52), added: 2527, mode: `MaxEncodedLen`)
	/// - Storage: `Automation::Followers` (r:0 w:2)
	/// - Proof: `Automation::Followers` (`max_values`: None, `max_size`: Some(62), added: 2537, mode: `MaxEncodedLen`)
	fn follow() -> Weight {
		// Recorded proof size: 3870 bytes.
		// Minimum execution time: 170_424_000 picoseconds.
		Weight::from_parts(191_755_000, 14865)
			.saturating_add(DbWeight::get().reads(18))
			.saturating_add(DbWeight::get().writes(7))
	}
	/// - Storage: `Consortium::Members` (r:1 w:0)
	/// - Proof: `Consortium::Members` (`max_values`: None, `max_size`: Some(52), added: 2527, mode: `MaxEncodedLen`)
	/// - Storage: `Consortium::Organizations` (r:1 w:0)
	/// - Proof: `Consortium::Organizations` (`max_values`: None, `max_size`: Some(117), added: 2592, mode: `MaxEncodedLen`)
	/// - Storage: `Automation::Sites` (r:1 w:0)
	/// - Proof: `Automation::Sites` (`max_values`: None, `max_size`: Some(1933), added: 4408, mode: `MaxEncodedLen`)
	/// - Storage: `Automation::Alarms` (r:1 w:1)
	/// - Proof: `Automation::Alarms` (`max_values`: None, `max_size`: Some(109), added: 2584, mode: `MaxEncodedLen`)
	fn acknowledge_alarm() -> Weight {
		// Recorded proof size: 2379 bytes.
		// Minimum execution time: 28_152_000 picoseconds.
		Weight::from_parts(28_923_000, 5398)
			.saturating_add(DbWeight::get().reads(4))
			.saturating_add(DbWeight::get().writes(1))
	}
	/// - Storage: `DeviceRegistry::Devices` (r:5 w:0)
	/// - Proof: `DeviceRegistry::Devices` (`max_values`: None, `max_size`: Some(300), added: 2775, mode: `MaxEncodedLen`)
	/// - Storage: `Automation::Actuators` (r:1 w:0)
	/// - Proof: `Automation::Actuators` (`max_values`: None, `max_size`: Some(562), added: 3037, mode: `MaxEncodedLen`)
	/// - Storage: `Automation::Standings` (r:1 w:1)
	/// - Proof: `Automation::Standings` (`max_values`: None, `max_size`: Some(1643), added: 4118, mode: `MaxEncodedLen`)
	/// - Storage: `Consortium::Members` (r:1 w:0)
	/// - Proof: `Consortium::Members` (`max_values`: None, `max_size`: Some(52), added: 2527, mode: `MaxEncodedLen`)
	/// - Storage: `Consortium::Organizations` (r:1 w:0)
	/// - Proof: `Consortium::Organizations` (`max_values`: None, `max_size`: Some(117), added: 2592, mode: `MaxEncodedLen`)
	/// - Storage: `Consortium::Buckets` (r:1 w:1)
	/// - Proof: `Consortium::Buckets` (`max_values`: None, `max_size`: Some(64), added: 2539, mode: `MaxEncodedLen`)
	/// - Storage: `Timestamp::Now` (r:1 w:0)
	/// - Proof: `Timestamp::Now` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	/// - Storage: `Automation::Alarms` (r:1 w:1)
	/// - Proof: `Automation::Alarms` (`max_values`: None, `max_size`: Some(109), added: 2584, mode: `MaxEncodedLen`)
	/// - Storage: `Telemetry::Streams` (r:4 w:0)
	/// - Proof: `Telemetry::Streams` (`max_values`: None, `max_size`: Some(245), added: 2720, mode: `MaxEncodedLen`)
	/// - Storage: `Automation::Signals` (r:1 w:0)
	/// - Proof: `Automation::Signals` (`max_values`: None, `max_size`: Some(207), added: 2682, mode: `MaxEncodedLen`)
	/// - Storage: `Automation::Agenda` (r:0 w:1)
	/// - Proof: `Automation::Agenda` (`max_values`: None, `max_size`: Some(52), added: 2527, mode: `MaxEncodedLen`)
	fn answer() -> Weight {
		// Recorded proof size: 3673 bytes.
		// Minimum execution time: 161_070_000 picoseconds.
		Weight::from_parts(181_620_000, 14865)
			.saturating_add(DbWeight::get().reads(17))
			.saturating_add(DbWeight::get().writes(4))
	}
	/// - Storage: `DeviceRegistry::Devices` (r:1 w:0)
	/// - Proof: `DeviceRegistry::Devices` (`max_values`: None, `max_size`: Some(300), added: 2775, mode: `MaxEncodedLen`)
	/// - Storage: `Automation::Actuators` (r:1 w:0)
	/// - Proof: `Automation::Actuators` (`max_values`: None, `max_size`: Some(562), added: 3037, mode: `MaxEncodedLen`)
	/// - Storage: `Automation::Standings` (r:1 w:0)
	/// - Proof: `Automation::Standings` (`max_values`: None, `max_size`: Some(1643), added: 4118, mode: `MaxEncodedLen`)
	/// - Storage: `System::BlockHash` (r:1 w:0)
	/// - Proof: `System::BlockHash` (`max_values`: None, `max_size`: Some(44), added: 2519, mode: `MaxEncodedLen`)
	/// - Storage: `Consortium::Members` (r:1 w:0)
	/// - Proof: `Consortium::Members` (`max_values`: None, `max_size`: Some(52), added: 2527, mode: `MaxEncodedLen`)
	/// - Storage: `Consortium::Organizations` (r:1 w:0)
	/// - Proof: `Consortium::Organizations` (`max_values`: None, `max_size`: Some(117), added: 2592, mode: `MaxEncodedLen`)
	/// - Storage: `Consortium::Buckets` (r:1 w:0)
	/// - Proof: `Consortium::Buckets` (`max_values`: None, `max_size`: Some(64), added: 2539, mode: `MaxEncodedLen`)
	fn authorize_answer() -> Weight {
		// Recorded proof size: 1971 bytes.
		// Minimum execution time: 98_687_000 picoseconds.
		Weight::from_parts(104_606_000, 5108)
			.saturating_add(DbWeight::get().reads(7))
	}
	/// - `a` ranges over `0..=64`
	/// - Storage: `Consortium::Members` (r:1 w:0)
	/// - Proof: `Consortium::Members` (`max_values`: None, `max_size`: Some(52), added: 2527, mode: `MaxEncodedLen`)
	/// - Storage: `Consortium::Organizations` (r:1 w:0)
	/// - Proof: `Consortium::Organizations` (`max_values`: None, `max_size`: Some(117), added: 2592, mode: `MaxEncodedLen`)
	/// - Storage: `DeviceRegistry::Devices` (r:68 w:0)
	/// - Proof: `DeviceRegistry::Devices` (`max_values`: None, `max_size`: Some(300), added: 2775, mode: `MaxEncodedLen`)
	/// - Storage: `Automation::Actuators` (r:64 w:0)
	/// - Proof: `Automation::Actuators` (`max_values`: None, `max_size`: Some(562), added: 3037, mode: `MaxEncodedLen`)
	/// - Storage: `Automation::Standings` (r:64 w:64)
	/// - Proof: `Automation::Standings` (`max_values`: None, `max_size`: Some(1643), added: 4118, mode: `MaxEncodedLen`)
	/// - Storage: `System::BlockHash` (r:1 w:0)
	/// - Proof: `System::BlockHash` (`max_values`: None, `max_size`: Some(44), added: 2519, mode: `MaxEncodedLen`)
	/// - Storage: `Timestamp::Now` (r:1 w:0)
	/// - Proof: `Timestamp::Now` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	/// - Storage: `Automation::Alarms` (r:1 w:1)
	/// - Proof: `Automation::Alarms` (`max_values`: None, `max_size`: Some(109), added: 2584, mode: `MaxEncodedLen`)
	/// - Storage: `Telemetry::Streams` (r:4 w:0)
	/// - Proof: `Telemetry::Streams` (`max_values`: None, `max_size`: Some(245), added: 2720, mode: `MaxEncodedLen`)
	/// - Storage: `Automation::Signals` (r:1 w:0)
	/// - Proof: `Automation::Signals` (`max_values`: None, `max_size`: Some(207), added: 2682, mode: `MaxEncodedLen`)
	/// - Storage: `Automation::Agenda` (r:0 w:64)
	/// - Proof: `Automation::Agenda` (`max_values`: None, `max_size`: Some(52), added: 2527, mode: `MaxEncodedLen`)
	fn answer_all(a: u32, ) -> Weight {
		// Recorded proof size: 3294 bytes + a * 424.
		// Minimum execution time: 13_600_000 picoseconds.
		Weight::from_parts(59_005_390, 12090)
			// Standard error: 391_894
			.saturating_add(Weight::from_parts(144_034_582, 0).saturating_mul(a.into()))
			.saturating_add(Weight::from_parts(0, 4118).saturating_mul(a.into()))
			.saturating_add(DbWeight::get().reads(13))
			.saturating_add(DbWeight::get().reads((3_u64).saturating_mul(a.into())))
			.saturating_add(DbWeight::get().writes(1))
			.saturating_add(DbWeight::get().writes((2_u64).saturating_mul(a.into())))
	}
	fn verify_p256() -> Weight {
		// Recorded proof size: 0 bytes.
		// Minimum execution time: 1_533_913_000 picoseconds.
		Weight::from_parts(1_580_913_000, 0)
	}
	fn verify_secp256k1() -> Weight {
		// Recorded proof size: 0 bytes.
		// Minimum execution time: 75_182_000 picoseconds.
		Weight::from_parts(75_953_000, 0)
	}
	/// - Storage: `Automation::Streams` (r:1 w:1)
	/// - Proof: `Automation::Streams` (`max_values`: None, `max_size`: Some(2225), added: 4700, mode: `MaxEncodedLen`)
	fn enqueue() -> Weight {
		// Recorded proof size: 2086 bytes.
		// Minimum execution time: 11_628_000 picoseconds.
		Weight::from_parts(12_218_000, 5690)
			.saturating_add(DbWeight::get().reads(1))
			.saturating_add(DbWeight::get().writes(1))
	}
	/// - Storage: `Automation::Agenda` (r:2 w:1)
	/// - Proof: `Automation::Agenda` (`max_values`: None, `max_size`: Some(52), added: 2527, mode: `MaxEncodedLen`)
	fn next_due() -> Weight {
		// Recorded proof size: 28 bytes.
		// Minimum execution time: 7_260_000 picoseconds.
		Weight::from_parts(8_983_000, 6044)
			.saturating_add(DbWeight::get().reads(2))
			.saturating_add(DbWeight::get().writes(1))
	}
	/// - Storage: `Automation::Agenda` (r:2 w:0)
	/// - Proof: `Automation::Agenda` (`max_values`: None, `max_size`: Some(56), added: 2531, mode: `MaxEncodedLen`)
	fn find_due() -> Weight {
		// Recorded proof size: 28 bytes.
		// Minimum execution time: 7_260_000 picoseconds.
		Weight::from_parts(8_983_000, 6052)
			.saturating_add(DbWeight::get().reads(2))
	}
	/// - Storage: `Automation::Sites` (r:1 w:1)
	/// - Proof: `Automation::Sites` (`max_values`: None, `max_size`: Some(1933), added: 4408, mode: `MaxEncodedLen`)
	/// - Storage: `Consortium::Members` (r:1 w:0)
	/// - Proof: `Consortium::Members` (`max_values`: None, `max_size`: Some(52), added: 2527, mode: `MaxEncodedLen`)
	/// - Storage: `Consortium::Organizations` (r:1 w:0)
	/// - Proof: `Consortium::Organizations` (`max_values`: None, `max_size`: Some(117), added: 2592, mode: `MaxEncodedLen`)
	/// - Storage: `Consortium::Buckets` (r:1 w:0)
	/// - Proof: `Consortium::Buckets` (`max_values`: None, `max_size`: Some(64), added: 2539, mode: `MaxEncodedLen`)
	/// - Storage: `Automation::RulesOf` (r:1 w:0)
	/// - Proof: `Automation::RulesOf` (`max_values`: None, `max_size`: Some(24), added: 2499, mode: `MaxEncodedLen`)
	/// - Storage: `Automation::Rules` (r:1 w:0)
	/// - Proof: `Automation::Rules` (`max_values`: None, `max_size`: Some(327), added: 2802, mode: `MaxEncodedLen`)
	/// - Storage: `Automation::States` (r:1 w:1)
	/// - Proof: `Automation::States` (`max_values`: None, `max_size`: Some(448), added: 2923, mode: `MaxEncodedLen`)
	/// - Storage: `Timestamp::Now` (r:1 w:0)
	/// - Proof: `Timestamp::Now` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	/// - Storage: `Automation::Agenda` (r:0 w:3)
	/// - Proof: `Automation::Agenda` (`max_values`: None, `max_size`: Some(52), added: 2527, mode: `MaxEncodedLen`)
	fn calendar() -> Weight {
		// Recorded proof size: 2990 bytes.
		// Minimum execution time: 72_017_000 picoseconds.
		Weight::from_parts(81_592_000, 5398)
			.saturating_add(DbWeight::get().reads(8))
			.saturating_add(DbWeight::get().writes(5))
	}
	/// - Storage: `Automation::States` (r:1 w:1)
	/// - Proof: `Automation::States` (`max_values`: None, `max_size`: Some(448), added: 2923, mode: `MaxEncodedLen`)
	/// - Storage: `Automation::Rules` (r:1 w:1)
	/// - Proof: `Automation::Rules` (`max_values`: None, `max_size`: Some(327), added: 2802, mode: `MaxEncodedLen`)
	/// - Storage: `Timestamp::Now` (r:1 w:0)
	/// - Proof: `Timestamp::Now` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	/// - Storage: `Automation::Agenda` (r:0 w:1)
	/// - Proof: `Automation::Agenda` (`max_values`: None, `max_size`: Some(52), added: 2527, mode: `MaxEncodedLen`)
	fn retry() -> Weight {
		// Recorded proof size: 402 bytes.
		// Minimum execution time: 34_332_000 picoseconds.
		Weight::from_parts(42_563_000, 3913)
			.saturating_add(DbWeight::get().reads(3))
			.saturating_add(DbWeight::get().writes(3))
	}
	/// - Storage: `Consortium::Members` (r:1 w:0)
	/// - Proof: `Consortium::Members` (`max_values`: None, `max_size`: Some(52), added: 2527, mode: `MaxEncodedLen`)
	/// - Storage: `Consortium::Organizations` (r:1 w:0)
	/// - Proof: `Consortium::Organizations` (`max_values`: None, `max_size`: Some(117), added: 2592, mode: `MaxEncodedLen`)
	/// - Storage: `Consortium::Buckets` (r:1 w:1)
	/// - Proof: `Consortium::Buckets` (`max_values`: None, `max_size`: Some(64), added: 2539, mode: `MaxEncodedLen`)
	fn load_payer() -> Weight {
		// Recorded proof size: 542 bytes.
		// Minimum execution time: 24_987_000 picoseconds.
		Weight::from_parts(26_249_000, 3582)
			.saturating_add(DbWeight::get().reads(3))
			.saturating_add(DbWeight::get().writes(1))
	}
	/// - Storage: `Automation::Sites` (r:1 w:0)
	/// - Proof: `Automation::Sites` (`max_values`: None, `max_size`: Some(1933), added: 4408, mode: `MaxEncodedLen`)
	fn load_site() -> Weight {
		// Recorded proof size: 1896 bytes.
		// Minimum execution time: 6_029_000 picoseconds.
		Weight::from_parts(6_520_000, 5398)
			.saturating_add(DbWeight::get().reads(1))
	}
	/// - `a` ranges over `1..=65536`
	fn process_arrivals(a: u32, ) -> Weight {
		// Recorded proof size: 0 bytes.
		// Minimum execution time: 3_616_000 picoseconds.
		Weight::from_parts(3_726_000, 0)
			// Standard error: 455
			.saturating_add(Weight::from_parts(98_072, 0).saturating_mul(a.into()))
	}
	/// - Storage: `Automation::Streams` (r:1 w:1)
	/// - Proof: `Automation::Streams` (`max_values`: None, `max_size`: Some(2225), added: 4700, mode: `MaxEncodedLen`)
	/// - Storage: `Automation::Wakers` (r:1 w:0)
	/// - Proof: `Automation::Wakers` (`max_values`: None, `max_size`: Some(131), added: 2606, mode: `MaxEncodedLen`)
	/// - Storage: `DeviceRegistry::Devices` (r:1 w:0)
	/// - Proof: `DeviceRegistry::Devices` (`max_values`: None, `max_size`: Some(300), added: 2775, mode: `MaxEncodedLen`)
	fn show() -> Weight {
		// Recorded proof size: 2950 bytes.
		// Minimum execution time: 25_508_000 picoseconds.
		Weight::from_parts(27_391_000, 5690)
			.saturating_add(DbWeight::get().reads(3))
			.saturating_add(DbWeight::get().writes(1))
	}
	/// - Storage: `Automation::Rules` (r:1 w:0)
	/// - Proof: `Automation::Rules` (`max_values`: None, `max_size`: Some(327), added: 2802, mode: `MaxEncodedLen`)
	/// - Storage: `Automation::States` (r:1 w:0)
	/// - Proof: `Automation::States` (`max_values`: None, `max_size`: Some(448), added: 2923, mode: `MaxEncodedLen`)
	fn load_rule() -> Weight {
		// Recorded proof size: 588 bytes.
		// Minimum execution time: 12_018_000 picoseconds.
		Weight::from_parts(13_550_000, 3913)
			.saturating_add(DbWeight::get().reads(2))
	}
	/// - `i` ranges over `0..=16`
	/// - `s` ranges over `40..=6576`
	/// - Storage: `Automation::Programs` (r:1 w:0)
	/// - Proof: `Automation::Programs` (`max_values`: None, `max_size`: Some(4369), added: 6844, mode: `MaxEncodedLen`)
	/// - Storage: `Automation::Streams` (r:16 w:0)
	/// - Proof: `Automation::Streams` (`max_values`: None, `max_size`: Some(2225), added: 4700, mode: `MaxEncodedLen`)
	/// - Storage: `DeviceRegistry::Devices` (r:16 w:0)
	/// - Proof: `DeviceRegistry::Devices` (`max_values`: None, `max_size`: Some(300), added: 2775, mode: `MaxEncodedLen`)
	fn wake(i: u32, s: u32, ) -> Weight {
		// Recorded proof size: 909 bytes + i * 395.
		// Minimum execution time: 36_795_000 picoseconds.
		Weight::from_parts(37_916_000, 7834)
			// Standard error: 95_067
			.saturating_add(Weight::from_parts(8_374_337, 0).saturating_mul(i.into()))
			// Standard error: 236
			.saturating_add(Weight::from_parts(2_306, 0).saturating_mul(s.into()))
			.saturating_add(Weight::from_parts(0, 4700).saturating_mul(i.into()))
			.saturating_add(DbWeight::get().reads(1))
			.saturating_add(DbWeight::get().reads((2_u64).saturating_mul(i.into())))
	}
	/// - Storage: `Automation::Streams` (r:1 w:0)
	/// - Proof: `Automation::Streams` (`max_values`: None, `max_size`: Some(2225), added: 4700, mode: `MaxEncodedLen`)
	/// - Storage: `Telemetry::Streams` (r:1 w:0)
	/// - Proof: `Telemetry::Streams` (`max_values`: None, `max_size`: Some(245), added: 2720, mode: `MaxEncodedLen`)
	fn read_latest() -> Weight {
		// Recorded proof size: 325 bytes.
		// Minimum execution time: 8_242_000 picoseconds.
		Weight::from_parts(9_134_000, 5690)
			.saturating_add(DbWeight::get().reads(2))
	}
	/// - Storage: `Automation::Actuators` (r:1 w:0)
	/// - Proof: `Automation::Actuators` (`max_values`: None, `max_size`: Some(562), added: 3037, mode: `MaxEncodedLen`)
	/// - Storage: `DeviceRegistry::Devices` (r:1 w:0)
	/// - Proof: `DeviceRegistry::Devices` (`max_values`: None, `max_size`: Some(300), added: 2775, mode: `MaxEncodedLen`)
	/// - Storage: `Consortium::Members` (r:1 w:0)
	/// - Proof: `Consortium::Members` (`max_values`: None, `max_size`: Some(52), added: 2527, mode: `MaxEncodedLen`)
	/// - Storage: `Consortium::Organizations` (r:1 w:0)
	/// - Proof: `Consortium::Organizations` (`max_values`: None, `max_size`: Some(117), added: 2592, mode: `MaxEncodedLen`)
	/// - Storage: `Automation::Standings` (r:1 w:0)
	/// - Proof: `Automation::Standings` (`max_values`: None, `max_size`: Some(1643), added: 4118, mode: `MaxEncodedLen`)
	fn read_actuator() -> Weight {
		// Recorded proof size: 1792 bytes.
		// Minimum execution time: 33_289_000 picoseconds.
		Weight::from_parts(37_295_000, 5108)
			.saturating_add(DbWeight::get().reads(5))
	}
	/// - Storage: `Automation::States` (r:0 w:1)
	/// - Proof: `Automation::States` (`max_values`: None, `max_size`: Some(448), added: 2923, mode: `MaxEncodedLen`)
	fn remember() -> Weight {
		// Recorded proof size: 0 bytes.
		// Minimum execution time: 4_927_000 picoseconds.
		Weight::from_parts(5_948_000, 0)
			.saturating_add(DbWeight::get().writes(1))
	}
	/// - Storage: `Automation::Agenda` (r:0 w:2)
	/// - Proof: `Automation::Agenda` (`max_values`: None, `max_size`: Some(52), added: 2527, mode: `MaxEncodedLen`)
	fn rearm() -> Weight {
		// Recorded proof size: 0 bytes.
		// Minimum execution time: 3_585_000 picoseconds.
		Weight::from_parts(3_956_000, 0)
			.saturating_add(DbWeight::get().writes(2))
	}
	/// - Storage: `Timestamp::Now` (r:1 w:0)
	/// - Proof: `Timestamp::Now` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	/// - Storage: `Automation::Alarms` (r:1 w:1)
	/// - Proof: `Automation::Alarms` (`max_values`: None, `max_size`: Some(109), added: 2584, mode: `MaxEncodedLen`)
	/// - Storage: `Automation::Agenda` (r:0 w:1)
	/// - Proof: `Automation::Agenda` (`max_values`: None, `max_size`: Some(52), added: 2527, mode: `MaxEncodedLen`)
	fn alarm() -> Weight {
		// Recorded proof size: 140 bytes.
		// Minimum execution time: 21_973_000 picoseconds.
		Weight::from_parts(25_809_000, 3574)
			.saturating_add(DbWeight::get().reads(2))
			.saturating_add(DbWeight::get().writes(2))
	}
	/// - `o` ranges over `1..=16`
	/// - Storage: `Automation::Programs` (r:1 w:0)
	/// - Proof: `Automation::Programs` (`max_values`: None, `max_size`: Some(4369), added: 6844, mode: `MaxEncodedLen`)
	/// - Storage: `Automation::States` (r:1 w:1)
	/// - Proof: `Automation::States` (`max_values`: None, `max_size`: Some(448), added: 2923, mode: `MaxEncodedLen`)
	/// - Storage: `Automation::Standings` (r:16 w:16)
	/// - Proof: `Automation::Standings` (`max_values`: None, `max_size`: Some(1643), added: 4118, mode: `MaxEncodedLen`)
	/// - Storage: `Automation::Actuators` (r:16 w:0)
	/// - Proof: `Automation::Actuators` (`max_values`: None, `max_size`: Some(562), added: 3037, mode: `MaxEncodedLen`)
	/// - Storage: `Timestamp::Now` (r:1 w:0)
	/// - Proof: `Timestamp::Now` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	/// - Storage: `DeviceRegistry::Devices` (r:20 w:0)
	/// - Proof: `DeviceRegistry::Devices` (`max_values`: None, `max_size`: Some(300), added: 2775, mode: `MaxEncodedLen`)
	/// - Storage: `Consortium::Members` (r:1 w:0)
	/// - Proof: `Consortium::Members` (`max_values`: None, `max_size`: Some(52), added: 2527, mode: `MaxEncodedLen`)
	/// - Storage: `Consortium::Organizations` (r:1 w:0)
	/// - Proof: `Consortium::Organizations` (`max_values`: None, `max_size`: Some(117), added: 2592, mode: `MaxEncodedLen`)
	/// - Storage: `Automation::Alarms` (r:17 w:17)
	/// - Proof: `Automation::Alarms` (`max_values`: None, `max_size`: Some(109), added: 2584, mode: `MaxEncodedLen`)
	/// - Storage: `Telemetry::Streams` (r:4 w:0)
	/// - Proof: `Telemetry::Streams` (`max_values`: None, `max_size`: Some(245), added: 2720, mode: `MaxEncodedLen`)
	/// - Storage: `Automation::Signals` (r:1 w:0)
	/// - Proof: `Automation::Signals` (`max_values`: None, `max_size`: Some(207), added: 2682, mode: `MaxEncodedLen`)
	/// - Storage: `Automation::Rules` (r:1 w:1)
	/// - Proof: `Automation::Rules` (`max_values`: None, `max_size`: Some(327), added: 2802, mode: `MaxEncodedLen`)
	/// - Storage: `Automation::Agenda` (r:0 w:18)
	/// - Proof: `Automation::Agenda` (`max_values`: None, `max_size`: Some(52), added: 2527, mode: `MaxEncodedLen`)
	fn starve(o: u32, ) -> Weight {
		// Recorded proof size: 4276 bytes + o * 460.
		// Minimum execution time: 188_671_000 picoseconds.
		Weight::from_parts(133_116_531, 12090)
			// Standard error: 3_802_663
			.saturating_add(Weight::from_parts(115_752_160, 0).saturating_mul(o.into()))
			.saturating_add(Weight::from_parts(0, 4118).saturating_mul(o.into()))
			.saturating_add(DbWeight::get().reads(16))
			.saturating_add(DbWeight::get().reads((4_u64).saturating_mul(o.into())))
			.saturating_add(DbWeight::get().writes(5))
			.saturating_add(DbWeight::get().writes((3_u64).saturating_mul(o.into())))
	}
	/// - `i` ranges over `0..=16`
	fn fire(_i: u32, ) -> Weight {
		// Recorded proof size: 0 bytes.
		// Minimum execution time: 11_858_000 picoseconds.
		Weight::from_parts(23_080_674, 0)
	}
	/// - Storage: `Automation::Standings` (r:1 w:1)
	/// - Proof: `Automation::Standings` (`max_values`: None, `max_size`: Some(1643), added: 4118, mode: `MaxEncodedLen`)
	/// - Storage: `Automation::Actuators` (r:1 w:0)
	/// - Proof: `Automation::Actuators` (`max_values`: None, `max_size`: Some(562), added: 3037, mode: `MaxEncodedLen`)
	/// - Storage: `Timestamp::Now` (r:1 w:0)
	/// - Proof: `Timestamp::Now` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	/// - Storage: `DeviceRegistry::Devices` (r:5 w:0)
	/// - Proof: `DeviceRegistry::Devices` (`max_values`: None, `max_size`: Some(300), added: 2775, mode: `MaxEncodedLen`)
	/// - Storage: `Consortium::Members` (r:1 w:0)
	/// - Proof: `Consortium::Members` (`max_values`: None, `max_size`: Some(52), added: 2527, mode: `MaxEncodedLen`)
	/// - Storage: `Consortium::Organizations` (r:1 w:0)
	/// - Proof: `Consortium::Organizations` (`max_values`: None, `max_size`: Some(117), added: 2592, mode: `MaxEncodedLen`)
	/// - Storage: `Telemetry::Streams` (r:4 w:0)
	/// - Proof: `Telemetry::Streams` (`max_values`: None, `max_size`: Some(245), added: 2720, mode: `MaxEncodedLen`)
	/// - Storage: `Automation::Signals` (r:1 w:0)
	/// - Proof: `Automation::Signals` (`max_values`: None, `max_size`: Some(207), added: 2682, mode: `MaxEncodedLen`)
	/// - Storage: `Automation::Agenda` (r:0 w:2)
	/// - Proof: `Automation::Agenda` (`max_values`: None, `max_size`: Some(52), added: 2527, mode: `MaxEncodedLen`)
	fn act() -> Weight {
		// Recorded proof size: 3622 bytes.
		// Minimum execution time: 138_617_000 picoseconds.
		Weight::from_parts(144_966_000, 14865)
			.saturating_add(DbWeight::get().reads(15))
			.saturating_add(DbWeight::get().writes(3))
	}
	/// - Storage: `Automation::Flaggers` (r:1 w:0)
	/// - Proof: `Automation::Flaggers` (`max_values`: None, `max_size`: Some(33), added: 2508, mode: `MaxEncodedLen`)
	/// - Storage: `AssetLifecycle::Assets` (r:1 w:0)
	/// - Proof: `AssetLifecycle::Assets` (`max_values`: None, `max_size`: Some(327), added: 2802, mode: `MaxEncodedLen`)
	fn flag() -> Weight {
		// Recorded proof size: 20 bytes.
		// Minimum execution time: 5_438_000 picoseconds.
		Weight::from_parts(5_979_000, 3792)
			.saturating_add(DbWeight::get().reads(2))
	}
	/// - Storage: `Automation::Standings` (r:1 w:1)
	/// - Proof: `Automation::Standings` (`max_values`: None, `max_size`: Some(1643), added: 4118, mode: `MaxEncodedLen`)
	/// - Storage: `Automation::Actuators` (r:1 w:0)
	/// - Proof: `Automation::Actuators` (`max_values`: None, `max_size`: Some(562), added: 3037, mode: `MaxEncodedLen`)
	/// - Storage: `Timestamp::Now` (r:1 w:0)
	/// - Proof: `Timestamp::Now` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	/// - Storage: `DeviceRegistry::Devices` (r:5 w:0)
	/// - Proof: `DeviceRegistry::Devices` (`max_values`: None, `max_size`: Some(300), added: 2775, mode: `MaxEncodedLen`)
	/// - Storage: `Consortium::Members` (r:1 w:0)
	/// - Proof: `Consortium::Members` (`max_values`: None, `max_size`: Some(52), added: 2527, mode: `MaxEncodedLen`)
	/// - Storage: `Consortium::Organizations` (r:1 w:0)
	/// - Proof: `Consortium::Organizations` (`max_values`: None, `max_size`: Some(117), added: 2592, mode: `MaxEncodedLen`)
	/// - Storage: `Telemetry::Streams` (r:4 w:0)
	/// - Proof: `Telemetry::Streams` (`max_values`: None, `max_size`: Some(245), added: 2720, mode: `MaxEncodedLen`)
	/// - Storage: `Automation::Signals` (r:1 w:0)
	/// - Proof: `Automation::Signals` (`max_values`: None, `max_size`: Some(207), added: 2682, mode: `MaxEncodedLen`)
	/// - Storage: `Automation::Agenda` (r:0 w:1)
	/// - Proof: `Automation::Agenda` (`max_values`: None, `max_size`: Some(52), added: 2527, mode: `MaxEncodedLen`)
	fn tend() -> Weight {
		// Recorded proof size: 3562 bytes.
		// Minimum execution time: 124_195_000 picoseconds.
		Weight::from_parts(129_252_000, 14865)
			.saturating_add(DbWeight::get().reads(15))
			.saturating_add(DbWeight::get().writes(2))
	}
	/// - Storage: `Automation::Signals` (r:1 w:1)
	/// - Proof: `Automation::Signals` (`max_values`: None, `max_size`: Some(207), added: 2682, mode: `MaxEncodedLen`)
	/// - Storage: `Automation::Followers` (r:1 w:0)
	/// - Proof: `Automation::Followers` (`max_values`: None, `max_size`: Some(62), added: 2537, mode: `MaxEncodedLen`)
	/// - Storage: `Automation::Actuators` (r:1 w:0)
	/// - Proof: `Automation::Actuators` (`max_values`: None, `max_size`: Some(562), added: 3037, mode: `MaxEncodedLen`)
	/// - Storage: `DeviceRegistry::Devices` (r:5 w:0)
	/// - Proof: `DeviceRegistry::Devices` (`max_values`: None, `max_size`: Some(300), added: 2775, mode: `MaxEncodedLen`)
	/// - Storage: `Consortium::Members` (r:1 w:0)
	/// - Proof: `Consortium::Members` (`max_values`: None, `max_size`: Some(52), added: 2527, mode: `MaxEncodedLen`)
	/// - Storage: `Consortium::Organizations` (r:1 w:0)
	/// - Proof: `Consortium::Organizations` (`max_values`: None, `max_size`: Some(117), added: 2592, mode: `MaxEncodedLen`)
	/// - Storage: `Timestamp::Now` (r:1 w:0)
	/// - Proof: `Timestamp::Now` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	/// - Storage: `Automation::Standings` (r:1 w:1)
	/// - Proof: `Automation::Standings` (`max_values`: None, `max_size`: Some(1643), added: 4118, mode: `MaxEncodedLen`)
	/// - Storage: `Telemetry::Streams` (r:4 w:0)
	/// - Proof: `Telemetry::Streams` (`max_values`: None, `max_size`: Some(245), added: 2720, mode: `MaxEncodedLen`)
	/// - Storage: `Consortium::Buckets` (r:1 w:0)
	/// - Proof: `Consortium::Buckets` (`max_values`: None, `max_size`: Some(64), added: 2539, mode: `MaxEncodedLen`)
	/// - Storage: `Automation::Agenda` (r:0 w:2)
	/// - Proof: `Automation::Agenda` (`max_values`: None, `max_size`: Some(52), added: 2527, mode: `MaxEncodedLen`)
	fn tell() -> Weight {
		// Recorded proof size: 3767 bytes.
		// Minimum execution time: 161_350_000 picoseconds.
		Weight::from_parts(169_843_000, 14865)
			.saturating_add(DbWeight::get().reads(17))
			.saturating_add(DbWeight::get().writes(4))
	}
	/// - Storage: `Automation::Signals` (r:1 w:1)
	/// - Proof: `Automation::Signals` (`max_values`: None, `max_size`: Some(207), added: 2682, mode: `MaxEncodedLen`)
	/// - Storage: `Automation::SignalReaders` (r:1 w:0)
	/// - Proof: `Automation::SignalReaders` (`max_values`: None, `max_size`: Some(24), added: 2499, mode: `MaxEncodedLen`)
	/// - Storage: `Automation::Rules` (r:1 w:0)
	/// - Proof: `Automation::Rules` (`max_values`: None, `max_size`: Some(327), added: 2802, mode: `MaxEncodedLen`)
	/// - Storage: `Consortium::Members` (r:1 w:0)
	/// - Proof: `Consortium::Members` (`max_values`: None, `max_size`: Some(52), added: 2527, mode: `MaxEncodedLen`)
	/// - Storage: `Consortium::Organizations` (r:1 w:0)
	/// - Proof: `Consortium::Organizations` (`max_values`: None, `max_size`: Some(117), added: 2592, mode: `MaxEncodedLen`)
	/// - Storage: `Consortium::Buckets` (r:1 w:0)
	/// - Proof: `Consortium::Buckets` (`max_values`: None, `max_size`: Some(64), added: 2539, mode: `MaxEncodedLen`)
	/// - Storage: `Automation::States` (r:1 w:1)
	/// - Proof: `Automation::States` (`max_values`: None, `max_size`: Some(448), added: 2923, mode: `MaxEncodedLen`)
	/// - Storage: `Timestamp::Now` (r:1 w:0)
	/// - Proof: `Timestamp::Now` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	/// - Storage: `Automation::Agenda` (r:0 w:3)
	/// - Proof: `Automation::Agenda` (`max_values`: None, `max_size`: Some(52), added: 2527, mode: `MaxEncodedLen`)
	fn tell_reader() -> Weight {
		// Recorded proof size: 1220 bytes.
		// Minimum execution time: 64_096_000 picoseconds.
		Weight::from_parts(68_442_000, 3913)
			.saturating_add(DbWeight::get().reads(8))
			.saturating_add(DbWeight::get().writes(5))
	}
	/// - `r` ranges over `1..=16`
	/// - Storage: `Automation::Actuators` (r:1 w:0)
	/// - Proof: `Automation::Actuators` (`max_values`: None, `max_size`: Some(562), added: 3037, mode: `MaxEncodedLen`)
	/// - Storage: `Automation::Rules` (r:16 w:0)
	/// - Proof: `Automation::Rules` (`max_values`: None, `max_size`: Some(327), added: 2802, mode: `MaxEncodedLen`)
	/// - Storage: `Automation::States` (r:16 w:16)
	/// - Proof: `Automation::States` (`max_values`: None, `max_size`: Some(448), added: 2923, mode: `MaxEncodedLen`)
	/// - Storage: `Timestamp::Now` (r:1 w:0)
	/// - Proof: `Timestamp::Now` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	/// - Storage: `Automation::Agenda` (r:0 w:32)
	/// - Proof: `Automation::Agenda` (`max_values`: None, `max_size`: Some(52), added: 2527, mode: `MaxEncodedLen`)
	fn wake_readers(r: u32, ) -> Weight {
		// Recorded proof size: 2074 bytes.
		// Minimum execution time: 21_490_000 picoseconds.
		Weight::from_parts(21_501_000, 4032)
			.saturating_add(Weight::from_parts(11_000_000, 0).saturating_mul(r.into()))
			.saturating_add(Weight::from_parts(0, 2923).saturating_mul(r.into()))
			.saturating_add(DbWeight::get().reads(2))
			.saturating_add(DbWeight::get().reads((2_u64).saturating_mul(r.into())))
			.saturating_add(DbWeight::get().writes((3_u64).saturating_mul(r.into())))
	}
	/// - `m` ranges over `2..=16`
	/// - Storage: `Automation::Groups` (r:1 w:0)
	/// - Proof: `Automation::Groups` (`max_values`: None, `max_size`: Some(751), added: 3226, mode: `MaxEncodedLen`)
	/// - Storage: `Timestamp::Now` (r:1 w:0)
	/// - Proof: `Timestamp::Now` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	/// - Storage: `Automation::Actuators` (r:16 w:0)
	/// - Proof: `Automation::Actuators` (`max_values`: None, `max_size`: Some(562), added: 3037, mode: `MaxEncodedLen`)
	/// - Storage: `Automation::Standings` (r:16 w:16)
	/// - Proof: `Automation::Standings` (`max_values`: None, `max_size`: Some(1643), added: 4118, mode: `MaxEncodedLen`)
	/// - Storage: `Telemetry::Streams` (r:4 w:0)
	/// - Proof: `Telemetry::Streams` (`max_values`: None, `max_size`: Some(245), added: 2720, mode: `MaxEncodedLen`)
	/// - Storage: `DeviceRegistry::Devices` (r:20 w:0)
	/// - Proof: `DeviceRegistry::Devices` (`max_values`: None, `max_size`: Some(300), added: 2775, mode: `MaxEncodedLen`)
	/// - Storage: `Consortium::Members` (r:1 w:0)
	/// - Proof: `Consortium::Members` (`max_values`: None, `max_size`: Some(52), added: 2527, mode: `MaxEncodedLen`)
	/// - Storage: `Consortium::Organizations` (r:1 w:0)
	/// - Proof: `Consortium::Organizations` (`max_values`: None, `max_size`: Some(117), added: 2592, mode: `MaxEncodedLen`)
	/// - Storage: `Automation::Alarms` (r:17 w:17)
	/// - Proof: `Automation::Alarms` (`max_values`: None, `max_size`: Some(109), added: 2584, mode: `MaxEncodedLen`)
	/// - Storage: `Automation::Signals` (r:1 w:0)
	/// - Proof: `Automation::Signals` (`max_values`: None, `max_size`: Some(207), added: 2682, mode: `MaxEncodedLen`)
	/// - Storage: `Automation::Agenda` (r:0 w:16)
	/// - Proof: `Automation::Agenda` (`max_values`: None, `max_size`: Some(52), added: 2527, mode: `MaxEncodedLen`)
	fn share(m: u32, ) -> Weight {
		// Recorded proof size: 3259 bytes + m * 447.
		// Minimum execution time: 309_991_000 picoseconds.
		Weight::from_parts(315_600_000, 12090)
			// Standard error: 1_893_553
			.saturating_add(Weight::from_parts(125_756_202, 0).saturating_mul(m.into()))
			.saturating_add(Weight::from_parts(0, 4118).saturating_mul(m.into()))
			.saturating_add(DbWeight::get().reads(14))
			.saturating_add(DbWeight::get().reads((4_u64).saturating_mul(m.into())))
			.saturating_add(DbWeight::get().writes(1))
			.saturating_add(DbWeight::get().writes((3_u64).saturating_mul(m.into())))
	}
	/// - Storage: `Automation::Actuators` (r:9 w:0)
	/// - Proof: `Automation::Actuators` (`max_values`: None, `max_size`: Some(562), added: 3037, mode: `MaxEncodedLen`)
	/// - Storage: `Automation::Standings` (r:8 w:8)
	/// - Proof: `Automation::Standings` (`max_values`: None, `max_size`: Some(1643), added: 4118, mode: `MaxEncodedLen`)
	/// - Storage: `Automation::Alarms` (r:1 w:1)
	/// - Proof: `Automation::Alarms` (`max_values`: None, `max_size`: Some(109), added: 2584, mode: `MaxEncodedLen`)
	fn device_changed() -> Weight {
		// Recorded proof size: 1141 bytes.
		// Minimum execution time: 168_631_000 picoseconds.
		Weight::from_parts(189_992_000, 33934)
			.saturating_add(DbWeight::get().reads(18))
			.saturating_add(DbWeight::get().writes(9))
	}
}

/// For tests: the measured weights on ParityDB.
impl WeightInfo for () {
	fn open_site() -> Weight {
		MeasuredWeight::<ParityDbWeight>::open_site()
	}
	fn change_site() -> Weight {
		MeasuredWeight::<ParityDbWeight>::change_site()
	}
	fn close_site() -> Weight {
		MeasuredWeight::<ParityDbWeight>::close_site()
	}
	fn deploy(i: u32, o: u32, ) -> Weight {
		MeasuredWeight::<ParityDbWeight>::deploy(i, o, )
	}
	fn replace(i: u32, o: u32, ) -> Weight {
		MeasuredWeight::<ParityDbWeight>::replace(i, o, )
	}
	fn adjust() -> Weight {
		MeasuredWeight::<ParityDbWeight>::adjust()
	}
	fn pause() -> Weight {
		MeasuredWeight::<ParityDbWeight>::pause()
	}
	fn resume() -> Weight {
		MeasuredWeight::<ParityDbWeight>::resume()
	}
	fn remove() -> Weight {
		MeasuredWeight::<ParityDbWeight>::remove()
	}
	fn permit() -> Weight {
		MeasuredWeight::<ParityDbWeight>::permit()
	}
	fn revoke() -> Weight {
		MeasuredWeight::<ParityDbWeight>::revoke()
	}
	fn evict() -> Weight {
		MeasuredWeight::<ParityDbWeight>::evict()
	}
	fn set_safety() -> Weight {
		MeasuredWeight::<ParityDbWeight>::set_safety()
	}
	fn drop_actuator() -> Weight {
		MeasuredWeight::<ParityDbWeight>::drop_actuator()
	}
	fn set_by_hand() -> Weight {
		MeasuredWeight::<ParityDbWeight>::set_by_hand()
	}
	fn release_by_hand() -> Weight {
		MeasuredWeight::<ParityDbWeight>::release_by_hand()
	}
	fn stop() -> Weight {
		MeasuredWeight::<ParityDbWeight>::stop()
	}
	fn start() -> Weight {
		MeasuredWeight::<ParityDbWeight>::start()
	}
	fn free() -> Weight {
		MeasuredWeight::<ParityDbWeight>::free()
	}
	fn form_group() -> Weight {
		MeasuredWeight::<ParityDbWeight>::form_group()
	}
	fn dissolve_group() -> Weight {
		MeasuredWeight::<ParityDbWeight>::dissolve_group()
	}
	fn open_signal() -> Weight {
		MeasuredWeight::<ParityDbWeight>::open_signal()
	}
	fn set_limit() -> Weight {
		MeasuredWeight::<ParityDbWeight>::set_limit()
	}
	fn close_signal() -> Weight {
		MeasuredWeight::<ParityDbWeight>::close_signal()
	}
	fn follow() -> Weight {
		MeasuredWeight::<ParityDbWeight>::follow()
	}
	fn acknowledge_alarm() -> Weight {
		MeasuredWeight::<ParityDbWeight>::acknowledge_alarm()
	}
	fn answer() -> Weight {
		MeasuredWeight::<ParityDbWeight>::answer()
	}
	fn authorize_answer() -> Weight {
		MeasuredWeight::<ParityDbWeight>::authorize_answer()
	}
	fn answer_all(a: u32, ) -> Weight {
		MeasuredWeight::<ParityDbWeight>::answer_all(a, )
	}
	fn verify_p256() -> Weight {
		MeasuredWeight::<ParityDbWeight>::verify_p256()
	}
	fn verify_secp256k1() -> Weight {
		MeasuredWeight::<ParityDbWeight>::verify_secp256k1()
	}
	fn enqueue() -> Weight {
		MeasuredWeight::<ParityDbWeight>::enqueue()
	}
	fn next_due() -> Weight {
		MeasuredWeight::<ParityDbWeight>::next_due()
	}
	fn find_due() -> Weight {
		MeasuredWeight::<ParityDbWeight>::find_due()
	}
	fn calendar() -> Weight {
		MeasuredWeight::<ParityDbWeight>::calendar()
	}
	fn retry() -> Weight {
		MeasuredWeight::<ParityDbWeight>::retry()
	}
	fn load_payer() -> Weight {
		MeasuredWeight::<ParityDbWeight>::load_payer()
	}
	fn load_site() -> Weight {
		MeasuredWeight::<ParityDbWeight>::load_site()
	}
	fn process_arrivals(a: u32, ) -> Weight {
		MeasuredWeight::<ParityDbWeight>::process_arrivals(a, )
	}
	fn show() -> Weight {
		MeasuredWeight::<ParityDbWeight>::show()
	}
	fn load_rule() -> Weight {
		MeasuredWeight::<ParityDbWeight>::load_rule()
	}
	fn wake(i: u32, s: u32, ) -> Weight {
		MeasuredWeight::<ParityDbWeight>::wake(i, s, )
	}
	fn read_latest() -> Weight {
		MeasuredWeight::<ParityDbWeight>::read_latest()
	}
	fn read_actuator() -> Weight {
		MeasuredWeight::<ParityDbWeight>::read_actuator()
	}
	fn remember() -> Weight {
		MeasuredWeight::<ParityDbWeight>::remember()
	}
	fn rearm() -> Weight {
		MeasuredWeight::<ParityDbWeight>::rearm()
	}
	fn alarm() -> Weight {
		MeasuredWeight::<ParityDbWeight>::alarm()
	}
	fn starve(o: u32, ) -> Weight {
		MeasuredWeight::<ParityDbWeight>::starve(o, )
	}
	fn fire(i: u32, ) -> Weight {
		MeasuredWeight::<ParityDbWeight>::fire(i, )
	}
	fn act() -> Weight {
		MeasuredWeight::<ParityDbWeight>::act()
	}
	fn flag() -> Weight {
		MeasuredWeight::<ParityDbWeight>::flag()
	}
	fn tend() -> Weight {
		MeasuredWeight::<ParityDbWeight>::tend()
	}
	fn tell() -> Weight {
		MeasuredWeight::<ParityDbWeight>::tell()
	}
	fn tell_reader() -> Weight {
		MeasuredWeight::<ParityDbWeight>::tell_reader()
	}
	fn wake_readers(r: u32, ) -> Weight {
		MeasuredWeight::<ParityDbWeight>::wake_readers(r, )
	}
	fn share(m: u32, ) -> Weight {
		MeasuredWeight::<ParityDbWeight>::share(m, )
	}
	fn device_changed() -> Weight {
		MeasuredWeight::<ParityDbWeight>::device_changed()
	}
}
