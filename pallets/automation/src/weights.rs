//! Weights of `pallet_automation`, measured in the Tallystick runtime.
//!
//! Written by a program; do not edit. To measure again:
//! `STEPS=50 REPEAT=20 ./scripts/benchmark.sh pallet_automation`
//!
//! - frame-benchmarking-cli 64.0.0, 2026-11-29, host `two-core-vm`, CPU `AMD EPYC`
//! - steps: 50, repeat: 20, WASM execution: Compiled, analysis: MinSquares
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
	/// - Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(715), added: 3190, mode: `MaxEncodedLen`)
	/// - Storage: `Automation::Sites` (r:0 w:1)
	/// - Proof: `Automation::Sites` (`max_values`: None, `max_size`: Some(1933), added: 4408, mode: `MaxEncodedLen`)
	fn open_site() -> Weight {
		// Recorded proof size: 620 bytes.
		// Minimum execution time: 93_218_000 picoseconds.
		Weight::from_parts(101_611_000, 4180)
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
	/// - Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(715), added: 3190, mode: `MaxEncodedLen`)
	/// - Storage: `Timestamp::Now` (r:1 w:0)
	/// - Proof: `Timestamp::Now` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	/// - Storage: `Automation::Agenda` (r:0 w:1)
	/// - Proof: `Automation::Agenda` (`max_values`: None, `max_size`: Some(56), added: 2531, mode: `MaxEncodedLen`)
	fn change_site() -> Weight {
		// Recorded proof size: 2645 bytes.
		// Minimum execution time: 156_092_000 picoseconds.
		Weight::from_parts(161_671_000, 5398)
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
	/// - Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(715), added: 3190, mode: `MaxEncodedLen`)
	/// - Storage: `Automation::Alarms` (r:0 w:1)
	/// - Proof: `Automation::Alarms` (`max_values`: None, `max_size`: Some(109), added: 2584, mode: `MaxEncodedLen`)
	fn close_site() -> Weight {
		// Recorded proof size: 2571 bytes.
		// Minimum execution time: 89_573_000 picoseconds.
		Weight::from_parts(91_296_000, 5398)
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
	/// - Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(715), added: 3190, mode: `MaxEncodedLen`)
	/// - Storage: `Automation::Sites` (r:1 w:1)
	/// - Proof: `Automation::Sites` (`max_values`: None, `max_size`: Some(1933), added: 4408, mode: `MaxEncodedLen`)
	/// - Storage: `Automation::Actuators` (r:16 w:0)
	/// - Proof: `Automation::Actuators` (`max_values`: None, `max_size`: Some(562), added: 3037, mode: `MaxEncodedLen`)
	/// - Storage: `Automation::Standings` (r:16 w:16)
	/// - Proof: `Automation::Standings` (`max_values`: None, `max_size`: Some(1683), added: 4158, mode: `MaxEncodedLen`)
	/// - Storage: `Automation::Streams` (r:16 w:16)
	/// - Proof: `Automation::Streams` (`max_values`: None, `max_size`: Some(2225), added: 4700, mode: `MaxEncodedLen`)
	/// - Storage: `Automation::Wakers` (r:16 w:16)
	/// - Proof: `Automation::Wakers` (`max_values`: None, `max_size`: Some(131), added: 2606, mode: `MaxEncodedLen`)
	/// - Storage: `Telemetry::Streams` (r:16 w:16)
	/// - Proof: `Telemetry::Streams` (`max_values`: None, `max_size`: Some(245), added: 2720, mode: `MaxEncodedLen`)
	/// - Storage: `Telemetry::Tails` (r:16 w:16)
	/// - Proof: `Telemetry::Tails` (`max_values`: None, `max_size`: Some(327), added: 2802, mode: `MaxEncodedLen`)
	/// - Storage: `Automation::States` (r:1 w:1)
	/// - Proof: `Automation::States` (`max_values`: None, `max_size`: Some(448), added: 2923, mode: `MaxEncodedLen`)
	/// - Storage: `Timestamp::Now` (r:1 w:0)
	/// - Proof: `Timestamp::Now` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	/// - Storage: `Automation::Agenda` (r:0 w:1)
	/// - Proof: `Automation::Agenda` (`max_values`: None, `max_size`: Some(56), added: 2531, mode: `MaxEncodedLen`)
	/// - Storage: `Automation::RulesOf` (r:0 w:1)
	/// - Proof: `Automation::RulesOf` (`max_values`: None, `max_size`: Some(24), added: 2499, mode: `MaxEncodedLen`)
	/// - Storage: `Automation::Programs` (r:0 w:1)
	/// - Proof: `Automation::Programs` (`max_values`: None, `max_size`: Some(4369), added: 6844, mode: `MaxEncodedLen`)
	/// - Storage: `Automation::Rules` (r:0 w:1)
	/// - Proof: `Automation::Rules` (`max_values`: None, `max_size`: Some(327), added: 2802, mode: `MaxEncodedLen`)
	fn deploy(i: u32, o: u32, ) -> Weight {
		// Recorded proof size: 4332 bytes + i * 307 + o * 458.
		// Minimum execution time: 663_287_000 picoseconds.
		Weight::from_parts(34_119_830, 5398)
			// Standard error: 1_594_788
			.saturating_add(Weight::from_parts(54_836_615, 0).saturating_mul(i.into()))
			// Standard error: 1_705_220
			.saturating_add(Weight::from_parts(53_000_284, 0).saturating_mul(o.into()))
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
	/// - Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(715), added: 3190, mode: `MaxEncodedLen`)
	/// - Storage: `Automation::Programs` (r:1 w:1)
	/// - Proof: `Automation::Programs` (`max_values`: None, `max_size`: Some(4369), added: 6844, mode: `MaxEncodedLen`)
	/// - Storage: `Automation::States` (r:1 w:1)
	/// - Proof: `Automation::States` (`max_values`: None, `max_size`: Some(448), added: 2923, mode: `MaxEncodedLen`)
	/// - Storage: `Automation::Standings` (r:16 w:16)
	/// - Proof: `Automation::Standings` (`max_values`: None, `max_size`: Some(1683), added: 4158, mode: `MaxEncodedLen`)
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
	/// - Proof: `Automation::Agenda` (`max_values`: None, `max_size`: Some(56), added: 2531, mode: `MaxEncodedLen`)
	/// - Storage: `Telemetry::Tails` (r:1 w:1)
	/// - Proof: `Telemetry::Tails` (`max_values`: None, `max_size`: Some(327), added: 2802, mode: `MaxEncodedLen`)
	fn replace(i: u32, o: u32, ) -> Weight {
		// Recorded proof size: 19224 bytes + i * 153 + o * 23.
		// Minimum execution time: 3_127_916_000 picoseconds.
		Weight::from_parts(3_486_348_416, 67518)
			// Standard error: 2_821_024
			.saturating_add(Weight::from_parts(28_138_169, 0).saturating_mul(o.into()))
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
		// Recorded proof size: 1724 bytes.
		// Minimum execution time: 45_448_000 picoseconds.
		Weight::from_parts(49_804_000, 7834)
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
	/// - Proof: `Automation::Standings` (`max_values`: None, `max_size`: Some(1683), added: 4158, mode: `MaxEncodedLen`)
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
	/// - Proof: `Automation::Agenda` (`max_values`: None, `max_size`: Some(56), added: 2531, mode: `MaxEncodedLen`)
	fn pause() -> Weight {
		// Recorded proof size: 13734 bytes.
		// Minimum execution time: 1_503_768_000 picoseconds.
		Weight::from_parts(1_558_780_000, 67518)
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
	/// - Proof: `Automation::Agenda` (`max_values`: None, `max_size`: Some(56), added: 2531, mode: `MaxEncodedLen`)
	fn resume() -> Weight {
		// Recorded proof size: 976 bytes.
		// Minimum execution time: 36_574_000 picoseconds.
		Weight::from_parts(41_111_000, 3913)
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
	/// - Proof: `Automation::Standings` (`max_values`: None, `max_size`: Some(1683), added: 4158, mode: `MaxEncodedLen`)
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
	/// - Proof: `Telemetry::Tails` (`max_values`: None, `max_size`: Some(327), added: 2802, mode: `MaxEncodedLen`)
	/// - Storage: `Automation::Sites` (r:1 w:1)
	/// - Proof: `Automation::Sites` (`max_values`: None, `max_size`: Some(1933), added: 4408, mode: `MaxEncodedLen`)
	/// - Storage: `System::Account` (r:1 w:1)
	/// - Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	/// - Storage: `Balances::Holds` (r:1 w:1)
	/// - Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(715), added: 3190, mode: `MaxEncodedLen`)
	/// - Storage: `Automation::Agenda` (r:0 w:1)
	/// - Proof: `Automation::Agenda` (`max_values`: None, `max_size`: Some(56), added: 2531, mode: `MaxEncodedLen`)
	/// - Storage: `Automation::RulesOf` (r:0 w:1)
	/// - Proof: `Automation::RulesOf` (`max_values`: None, `max_size`: Some(24), added: 2499, mode: `MaxEncodedLen`)
	/// - Storage: `Automation::Streams` (r:0 w:16)
	/// - Proof: `Automation::Streams` (`max_values`: None, `max_size`: Some(2225), added: 4700, mode: `MaxEncodedLen`)
	fn remove() -> Weight {
		// Recorded proof size: 19434 bytes.
		// Minimum execution time: 2_879_686_000 picoseconds.
		Weight::from_parts(2_961_458_000, 67518)
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
	/// - Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(715), added: 3190, mode: `MaxEncodedLen`)
	fn permit() -> Weight {
		// Recorded proof size: 1291 bytes.
		// Minimum execution time: 80_610_000 picoseconds.
		Weight::from_parts(82_493_000, 6174)
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
	/// - Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(715), added: 3190, mode: `MaxEncodedLen`)
	fn revoke() -> Weight {
		// Recorded proof size: 831 bytes.
		// Minimum execution time: 60_881_000 picoseconds.
		Weight::from_parts(62_132_000, 4180)
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
	/// - Proof: `Telemetry::Tails` (`max_values`: None, `max_size`: Some(327), added: 2802, mode: `MaxEncodedLen`)
	/// - Storage: `Automation::Streams` (r:0 w:1)
	/// - Proof: `Automation::Streams` (`max_values`: None, `max_size`: Some(2225), added: 4700, mode: `MaxEncodedLen`)
	fn evict() -> Weight {
		// Recorded proof size: 1330 bytes.
		// Minimum execution time: 108_682_000 picoseconds.
		Weight::from_parts(123_744_000, 3792)
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
	/// - Proof: `Automation::Standings` (`max_values`: None, `max_size`: Some(1683), added: 4158, mode: `MaxEncodedLen`)
	/// - Storage: `Automation::Legacies` (r:1 w:1)
	/// - Proof: `Automation::Legacies` (`max_values`: None, `max_size`: Some(785), added: 3260, mode: `MaxEncodedLen`)
	/// - Storage: `Automation::Rules` (r:16 w:0)
	/// - Proof: `Automation::Rules` (`max_values`: None, `max_size`: Some(327), added: 2802, mode: `MaxEncodedLen`)
	/// - Storage: `Telemetry::Streams` (r:4 w:4)
	/// - Proof: `Telemetry::Streams` (`max_values`: None, `max_size`: Some(245), added: 2720, mode: `MaxEncodedLen`)
	/// - Storage: `Automation::Sites` (r:1 w:1)
	/// - Proof: `Automation::Sites` (`max_values`: None, `max_size`: Some(1933), added: 4408, mode: `MaxEncodedLen`)
	/// - Storage: `System::Account` (r:1 w:1)
	/// - Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	/// - Storage: `Balances::Holds` (r:1 w:1)
	/// - Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(715), added: 3190, mode: `MaxEncodedLen`)
	/// - Storage: `Telemetry::Tails` (r:4 w:4)
	/// - Proof: `Telemetry::Tails` (`max_values`: None, `max_size`: Some(327), added: 2802, mode: `MaxEncodedLen`)
	/// - Storage: `Timestamp::Now` (r:1 w:0)
	/// - Proof: `Timestamp::Now` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	/// - Storage: `Automation::Agenda` (r:0 w:2)
	/// - Proof: `Automation::Agenda` (`max_values`: None, `max_size`: Some(56), added: 2531, mode: `MaxEncodedLen`)
	/// - Storage: `Automation::Alarms` (r:0 w:2)
	/// - Proof: `Automation::Alarms` (`max_values`: None, `max_size`: Some(109), added: 2584, mode: `MaxEncodedLen`)
	/// - Storage: `Automation::Followers` (r:0 w:1)
	/// - Proof: `Automation::Followers` (`max_values`: None, `max_size`: Some(62), added: 2537, mode: `MaxEncodedLen`)
	fn set_safety() -> Weight {
		// Recorded proof size: 6496 bytes.
		// Minimum execution time: 453_996_000 picoseconds.
		Weight::from_parts(462_048_000, 59230)
			.saturating_add(DbWeight::get().reads(44))
			.saturating_add(DbWeight::get().writes(19))
	}
	/// - Storage: `Automation::Actuators` (r:1 w:1)
	/// - Proof: `Automation::Actuators` (`max_values`: None, `max_size`: Some(562), added: 3037, mode: `MaxEncodedLen`)
	/// - Storage: `DeviceRegistry::Devices` (r:1 w:0)
	/// - Proof: `DeviceRegistry::Devices` (`max_values`: None, `max_size`: Some(300), added: 2775, mode: `MaxEncodedLen`)
	/// - Storage: `Automation::Standings` (r:1 w:1)
	/// - Proof: `Automation::Standings` (`max_values`: None, `max_size`: Some(1683), added: 4158, mode: `MaxEncodedLen`)
	/// - Storage: `Automation::Legacies` (r:1 w:1)
	/// - Proof: `Automation::Legacies` (`max_values`: None, `max_size`: Some(785), added: 3260, mode: `MaxEncodedLen`)
	/// - Storage: `Automation::Rules` (r:16 w:0)
	/// - Proof: `Automation::Rules` (`max_values`: None, `max_size`: Some(327), added: 2802, mode: `MaxEncodedLen`)
	/// - Storage: `Telemetry::Streams` (r:4 w:4)
	/// - Proof: `Telemetry::Streams` (`max_values`: None, `max_size`: Some(245), added: 2720, mode: `MaxEncodedLen`)
	/// - Storage: `Automation::Sites` (r:1 w:1)
	/// - Proof: `Automation::Sites` (`max_values`: None, `max_size`: Some(1933), added: 4408, mode: `MaxEncodedLen`)
	/// - Storage: `System::Account` (r:1 w:1)
	/// - Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	/// - Storage: `Balances::Holds` (r:1 w:1)
	/// - Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(715), added: 3190, mode: `MaxEncodedLen`)
	/// - Storage: `Automation::Agenda` (r:0 w:1)
	/// - Proof: `Automation::Agenda` (`max_values`: None, `max_size`: Some(56), added: 2531, mode: `MaxEncodedLen`)
	/// - Storage: `Automation::Alarms` (r:0 w:2)
	/// - Proof: `Automation::Alarms` (`max_values`: None, `max_size`: Some(109), added: 2584, mode: `MaxEncodedLen`)
	/// - Storage: `Automation::Followers` (r:0 w:1)
	/// - Proof: `Automation::Followers` (`max_values`: None, `max_size`: Some(62), added: 2537, mode: `MaxEncodedLen`)
	fn drop_actuator() -> Weight {
		// Recorded proof size: 4262 bytes.
		// Minimum execution time: 162_692_000 picoseconds.
		Weight::from_parts(167_939_000, 45822)
			.saturating_add(DbWeight::get().reads(27))
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
	/// - Proof: `Automation::Standings` (`max_values`: None, `max_size`: Some(1683), added: 4158, mode: `MaxEncodedLen`)
	/// - Storage: `Automation::Alarms` (r:2 w:2)
	/// - Proof: `Automation::Alarms` (`max_values`: None, `max_size`: Some(109), added: 2584, mode: `MaxEncodedLen`)
	/// - Storage: `Telemetry::Streams` (r:4 w:0)
	/// - Proof: `Telemetry::Streams` (`max_values`: None, `max_size`: Some(245), added: 2720, mode: `MaxEncodedLen`)
	/// - Storage: `Automation::Signals` (r:1 w:0)
	/// - Proof: `Automation::Signals` (`max_values`: None, `max_size`: Some(207), added: 2682, mode: `MaxEncodedLen`)
	/// - Storage: `Automation::Agenda` (r:0 w:1)
	/// - Proof: `Automation::Agenda` (`max_values`: None, `max_size`: Some(56), added: 2531, mode: `MaxEncodedLen`)
	fn set_by_hand() -> Weight {
		// Recorded proof size: 3621 bytes.
		// Minimum execution time: 151_575_000 picoseconds.
		Weight::from_parts(156_473_000, 14865)
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
	/// - Proof: `Automation::Standings` (`max_values`: None, `max_size`: Some(1683), added: 4158, mode: `MaxEncodedLen`)
	/// - Storage: `Timestamp::Now` (r:1 w:0)
	/// - Proof: `Timestamp::Now` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	/// - Storage: `Automation::Alarms` (r:2 w:2)
	/// - Proof: `Automation::Alarms` (`max_values`: None, `max_size`: Some(109), added: 2584, mode: `MaxEncodedLen`)
	/// - Storage: `Telemetry::Streams` (r:4 w:0)
	/// - Proof: `Telemetry::Streams` (`max_values`: None, `max_size`: Some(245), added: 2720, mode: `MaxEncodedLen`)
	/// - Storage: `Automation::Signals` (r:1 w:0)
	/// - Proof: `Automation::Signals` (`max_values`: None, `max_size`: Some(207), added: 2682, mode: `MaxEncodedLen`)
	/// - Storage: `Automation::Agenda` (r:0 w:1)
	/// - Proof: `Automation::Agenda` (`max_values`: None, `max_size`: Some(56), added: 2531, mode: `MaxEncodedLen`)
	fn release_by_hand() -> Weight {
		// Recorded proof size: 3705 bytes.
		// Minimum execution time: 159_787_000 picoseconds.
		Weight::from_parts(166_207_000, 14865)
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
	/// - Proof: `Automation::Standings` (`max_values`: None, `max_size`: Some(1683), added: 4158, mode: `MaxEncodedLen`)
	/// - Storage: `Timestamp::Now` (r:1 w:0)
	/// - Proof: `Timestamp::Now` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	/// - Storage: `Automation::Alarms` (r:2 w:2)
	/// - Proof: `Automation::Alarms` (`max_values`: None, `max_size`: Some(109), added: 2584, mode: `MaxEncodedLen`)
	/// - Storage: `Telemetry::Streams` (r:4 w:0)
	/// - Proof: `Telemetry::Streams` (`max_values`: None, `max_size`: Some(245), added: 2720, mode: `MaxEncodedLen`)
	/// - Storage: `Automation::Signals` (r:1 w:0)
	/// - Proof: `Automation::Signals` (`max_values`: None, `max_size`: Some(207), added: 2682, mode: `MaxEncodedLen`)
	/// - Storage: `Automation::Agenda` (r:0 w:1)
	/// - Proof: `Automation::Agenda` (`max_values`: None, `max_size`: Some(56), added: 2531, mode: `MaxEncodedLen`)
	fn stop() -> Weight {
		// Recorded proof size: 3621 bytes.
		// Minimum execution time: 152_997_000 picoseconds.
		Weight::from_parts(160_709_000, 14865)
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
	/// - Proof: `Automation::Standings` (`max_values`: None, `max_size`: Some(1683), added: 4158, mode: `MaxEncodedLen`)
	/// - Storage: `Timestamp::Now` (r:1 w:0)
	/// - Proof: `Timestamp::Now` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	/// - Storage: `Automation::Alarms` (r:2 w:2)
	/// - Proof: `Automation::Alarms` (`max_values`: None, `max_size`: Some(109), added: 2584, mode: `MaxEncodedLen`)
	/// - Storage: `Telemetry::Streams` (r:4 w:0)
	/// - Proof: `Telemetry::Streams` (`max_values`: None, `max_size`: Some(245), added: 2720, mode: `MaxEncodedLen`)
	/// - Storage: `Automation::Signals` (r:1 w:0)
	/// - Proof: `Automation::Signals` (`max_values`: None, `max_size`: Some(207), added: 2682, mode: `MaxEncodedLen`)
	/// - Storage: `Automation::Agenda` (r:0 w:1)
	/// - Proof: `Automation::Agenda` (`max_values`: None, `max_size`: Some(56), added: 2531, mode: `MaxEncodedLen`)
	fn start() -> Weight {
		// Recorded proof size: 3697 bytes.
		// Minimum execution time: 148_010_000 picoseconds.
		Weight::from_parts(152_928_000, 14865)
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
	/// - Proof: `Automation::Standings` (`max_values`: None, `max_size`: Some(1683), added: 4158, mode: `MaxEncodedLen`)
	/// - Storage: `Automation::Alarms` (r:3 w:3)
	/// - Proof: `Automation::Alarms` (`max_values`: None, `max_size`: Some(109), added: 2584, mode: `MaxEncodedLen`)
	/// - Storage: `Timestamp::Now` (r:1 w:0)
	/// - Proof: `Timestamp::Now` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	/// - Storage: `Telemetry::Streams` (r:4 w:0)
	/// - Proof: `Telemetry::Streams` (`max_values`: None, `max_size`: Some(245), added: 2720, mode: `MaxEncodedLen`)
	/// - Storage: `Automation::Signals` (r:1 w:0)
	/// - Proof: `Automation::Signals` (`max_values`: None, `max_size`: Some(207), added: 2682, mode: `MaxEncodedLen`)
	/// - Storage: `Automation::Agenda` (r:0 w:1)
	/// - Proof: `Automation::Agenda` (`max_values`: None, `max_size`: Some(56), added: 2531, mode: `MaxEncodedLen`)
	fn free() -> Weight {
		// Recorded proof size: 3688 bytes.
		// Minimum execution time: 155_652_000 picoseconds.
		Weight::from_parts(162_271_000, 14865)
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
	/// - Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(715), added: 3190, mode: `MaxEncodedLen`)
	/// - Storage: `Timestamp::Now` (r:1 w:0)
	/// - Proof: `Timestamp::Now` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	/// - Storage: `Automation::Agenda` (r:0 w:1)
	/// - Proof: `Automation::Agenda` (`max_values`: None, `max_size`: Some(56), added: 2531, mode: `MaxEncodedLen`)
	/// - Storage: `Automation::Groups` (r:0 w:1)
	/// - Proof: `Automation::Groups` (`max_values`: None, `max_size`: Some(751), added: 3226, mode: `MaxEncodedLen`)
	fn form_group() -> Weight {
		// Recorded proof size: 6655 bytes.
		// Minimum execution time: 375_719_000 picoseconds.
		Weight::from_parts(389_069_000, 49582)
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
	/// - Proof: `Automation::Standings` (`max_values`: None, `max_size`: Some(1683), added: 4158, mode: `MaxEncodedLen`)
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
	/// - Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(715), added: 3190, mode: `MaxEncodedLen`)
	/// - Storage: `Automation::Agenda` (r:0 w:16)
	/// - Proof: `Automation::Agenda` (`max_values`: None, `max_size`: Some(56), added: 2531, mode: `MaxEncodedLen`)
	fn dissolve_group() -> Weight {
		// Recorded proof size: 10777 bytes.
		// Minimum execution time: 1_396_479_000 picoseconds.
		Weight::from_parts(1_442_427_000, 67518)
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
	/// - Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(715), added: 3190, mode: `MaxEncodedLen`)
	/// - Storage: `Automation::Signals` (r:0 w:1)
	/// - Proof: `Automation::Signals` (`max_values`: None, `max_size`: Some(207), added: 2682, mode: `MaxEncodedLen`)
	fn open_signal() -> Weight {
		// Recorded proof size: 617 bytes.
		// Minimum execution time: 65_067_000 picoseconds.
		Weight::from_parts(66_409_000, 4180)
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
	/// - Proof: `Automation::Agenda` (`max_values`: None, `max_size`: Some(56), added: 2531, mode: `MaxEncodedLen`)
	fn set_limit() -> Weight {
		// Recorded proof size: 718 bytes.
		// Minimum execution time: 26_710_000 picoseconds.
		Weight::from_parts(27_981_000, 3672)
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
	/// - Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(715), added: 3190, mode: `MaxEncodedLen`)
	fn close_signal() -> Weight {
		// Recorded proof size: 876 bytes.
		// Minimum execution time: 58_336_000 picoseconds.
		Weight::from_parts(61_251_000, 4180)
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
	/// - Proof: `Automation::Standings` (`max_values`: None, `max_size`: Some(1683), added: 4158, mode: `MaxEncodedLen`)
	/// - Storage: `Automation::Alarms` (r:2 w:2)
	/// - Proof: `Automation::Alarms` (`max_values`: None, `max_size`: Some(109), added: 2584, mode: `MaxEncodedLen`)
	/// - Storage: `Telemetry::Streams` (r:4 w:0)
	/// - Proof: `Telemetry::Streams` (`max_values`: None, `max_size`: Some(245), added: 2720, mode: `MaxEncodedLen`)
	/// - Storage: `Automation::Agenda` (r:0 w:1)
	/// - Proof: `Automation::Agenda` (`max_values`: None, `max_size`: Some(56), added: 2531, mode: `MaxEncodedLen`)
	/// - Storage: `Automation::Followers` (r:0 w:2)
	/// - Proof: `Automation::Followers` (`max_values`: None, `max_size`: Some(62), added: 2537, mode: `MaxEncodedLen`)
	fn follow() -> Weight {
		// Recorded proof size: 4013 bytes.
		// Minimum execution time: 157_754_000 picoseconds.
		Weight::from_parts(162_501_000, 14865)
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
		// Recorded proof size: 2445 bytes.
		// Minimum execution time: 26_670_000 picoseconds.
		Weight::from_parts(28_022_000, 5398)
			.saturating_add(DbWeight::get().reads(4))
			.saturating_add(DbWeight::get().writes(1))
	}
	/// - Storage: `DeviceRegistry::Devices` (r:5 w:0)
	/// - Proof: `DeviceRegistry::Devices` (`max_values`: None, `max_size`: Some(300), added: 2775, mode: `MaxEncodedLen`)
	/// - Storage: `Automation::Actuators` (r:1 w:0)
	/// - Proof: `Automation::Actuators` (`max_values`: None, `max_size`: Some(562), added: 3037, mode: `MaxEncodedLen`)
	/// - Storage: `Automation::Standings` (r:1 w:1)
	/// - Proof: `Automation::Standings` (`max_values`: None, `max_size`: Some(1683), added: 4158, mode: `MaxEncodedLen`)
	/// - Storage: `Consortium::Members` (r:1 w:0)
	/// - Proof: `Consortium::Members` (`max_values`: None, `max_size`: Some(52), added: 2527, mode: `MaxEncodedLen`)
	/// - Storage: `Consortium::Organizations` (r:1 w:0)
	/// - Proof: `Consortium::Organizations` (`max_values`: None, `max_size`: Some(117), added: 2592, mode: `MaxEncodedLen`)
	/// - Storage: `Consortium::Buckets` (r:1 w:1)
	/// - Proof: `Consortium::Buckets` (`max_values`: None, `max_size`: Some(72), added: 2547, mode: `MaxEncodedLen`)
	/// - Storage: `Timestamp::Now` (r:1 w:0)
	/// - Proof: `Timestamp::Now` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	/// - Storage: `Automation::Alarms` (r:1 w:1)
	/// - Proof: `Automation::Alarms` (`max_values`: None, `max_size`: Some(109), added: 2584, mode: `MaxEncodedLen`)
	/// - Storage: `Telemetry::Streams` (r:4 w:0)
	/// - Proof: `Telemetry::Streams` (`max_values`: None, `max_size`: Some(245), added: 2720, mode: `MaxEncodedLen`)
	/// - Storage: `Automation::Signals` (r:1 w:0)
	/// - Proof: `Automation::Signals` (`max_values`: None, `max_size`: Some(207), added: 2682, mode: `MaxEncodedLen`)
	/// - Storage: `Automation::Agenda` (r:0 w:1)
	/// - Proof: `Automation::Agenda` (`max_values`: None, `max_size`: Some(56), added: 2531, mode: `MaxEncodedLen`)
	fn answer() -> Weight {
		// Recorded proof size: 3824 bytes.
		// Minimum execution time: 166_127_000 picoseconds.
		Weight::from_parts(174_900_000, 14865)
			.saturating_add(DbWeight::get().reads(17))
			.saturating_add(DbWeight::get().writes(4))
	}
	/// - Storage: `DeviceRegistry::Devices` (r:1 w:0)
	/// - Proof: `DeviceRegistry::Devices` (`max_values`: None, `max_size`: Some(300), added: 2775, mode: `MaxEncodedLen`)
	/// - Storage: `Automation::Actuators` (r:1 w:0)
	/// - Proof: `Automation::Actuators` (`max_values`: None, `max_size`: Some(562), added: 3037, mode: `MaxEncodedLen`)
	/// - Storage: `Automation::Standings` (r:1 w:0)
	/// - Proof: `Automation::Standings` (`max_values`: None, `max_size`: Some(1683), added: 4158, mode: `MaxEncodedLen`)
	/// - Storage: `System::BlockHash` (r:1 w:0)
	/// - Proof: `System::BlockHash` (`max_values`: None, `max_size`: Some(44), added: 2519, mode: `MaxEncodedLen`)
	/// - Storage: `Consortium::Members` (r:1 w:0)
	/// - Proof: `Consortium::Members` (`max_values`: None, `max_size`: Some(52), added: 2527, mode: `MaxEncodedLen`)
	/// - Storage: `Consortium::Organizations` (r:1 w:0)
	/// - Proof: `Consortium::Organizations` (`max_values`: None, `max_size`: Some(117), added: 2592, mode: `MaxEncodedLen`)
	/// - Storage: `Consortium::Buckets` (r:1 w:0)
	/// - Proof: `Consortium::Buckets` (`max_values`: None, `max_size`: Some(72), added: 2547, mode: `MaxEncodedLen`)
	fn authorize_answer() -> Weight {
		// Recorded proof size: 2085 bytes.
		// Minimum execution time: 96_994_000 picoseconds.
		Weight::from_parts(101_851_000, 5148)
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
	/// - Proof: `Automation::Standings` (`max_values`: None, `max_size`: Some(1683), added: 4158, mode: `MaxEncodedLen`)
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
	/// - Proof: `Automation::Agenda` (`max_values`: None, `max_size`: Some(56), added: 2531, mode: `MaxEncodedLen`)
	fn answer_all(a: u32, ) -> Weight {
		// Recorded proof size: 3437 bytes + a * 424.
		// Minimum execution time: 12_990_000 picoseconds.
		Weight::from_parts(47_804_084, 12090)
			// Standard error: 446_077
			.saturating_add(Weight::from_parts(136_540_153, 0).saturating_mul(a.into()))
			.saturating_add(Weight::from_parts(0, 4158).saturating_mul(a.into()))
			.saturating_add(DbWeight::get().reads(13))
			.saturating_add(DbWeight::get().reads((3_u64).saturating_mul(a.into())))
			.saturating_add(DbWeight::get().writes(1))
			.saturating_add(DbWeight::get().writes((2_u64).saturating_mul(a.into())))
	}
	fn verify_p256() -> Weight {
		// Recorded proof size: 0 bytes.
		// Minimum execution time: 1_513_082_000 picoseconds.
		Weight::from_parts(1_544_909_000, 0)
	}
	fn verify_secp256k1() -> Weight {
		// Recorded proof size: 0 bytes.
		// Minimum execution time: 85_588_000 picoseconds.
		Weight::from_parts(99_498_000, 0)
	}
	/// - Storage: `Automation::Streams` (r:1 w:1)
	/// - Proof: `Automation::Streams` (`max_values`: None, `max_size`: Some(2225), added: 4700, mode: `MaxEncodedLen`)
	fn enqueue() -> Weight {
		// Recorded proof size: 2086 bytes.
		// Minimum execution time: 14_562_000 picoseconds.
		Weight::from_parts(19_600_000, 5690)
			.saturating_add(DbWeight::get().reads(1))
			.saturating_add(DbWeight::get().writes(1))
	}
	/// - Storage: `Automation::Agenda` (r:2 w:1)
	/// - Proof: `Automation::Agenda` (`max_values`: None, `max_size`: Some(56), added: 2531, mode: `MaxEncodedLen`)
	fn next_due() -> Weight {
		// Recorded proof size: 33 bytes.
		// Minimum execution time: 10_506_000 picoseconds.
		Weight::from_parts(12_469_000, 6052)
			.saturating_add(DbWeight::get().reads(2))
			.saturating_add(DbWeight::get().writes(1))
	}
	/// - Storage: `Automation::Agenda` (r:3 w:0)
	/// - Proof: `Automation::Agenda` (`max_values`: None, `max_size`: Some(56), added: 2531, mode: `MaxEncodedLen`)
	fn find_due() -> Weight {
		// Recorded proof size: 13 bytes.
		// Minimum execution time: 11_608_000 picoseconds.
		Weight::from_parts(14_231_000, 8583)
			.saturating_add(DbWeight::get().reads(3))
	}
	/// - Storage: `Automation::Sites` (r:1 w:1)
	/// - Proof: `Automation::Sites` (`max_values`: None, `max_size`: Some(1933), added: 4408, mode: `MaxEncodedLen`)
	/// - Storage: `Consortium::Members` (r:1 w:0)
	/// - Proof: `Consortium::Members` (`max_values`: None, `max_size`: Some(52), added: 2527, mode: `MaxEncodedLen`)
	/// - Storage: `Consortium::Organizations` (r:1 w:0)
	/// - Proof: `Consortium::Organizations` (`max_values`: None, `max_size`: Some(117), added: 2592, mode: `MaxEncodedLen`)
	/// - Storage: `Consortium::Buckets` (r:1 w:0)
	/// - Proof: `Consortium::Buckets` (`max_values`: None, `max_size`: Some(72), added: 2547, mode: `MaxEncodedLen`)
	/// - Storage: `Automation::RulesOf` (r:1 w:0)
	/// - Proof: `Automation::RulesOf` (`max_values`: None, `max_size`: Some(24), added: 2499, mode: `MaxEncodedLen`)
	/// - Storage: `Automation::Rules` (r:1 w:0)
	/// - Proof: `Automation::Rules` (`max_values`: None, `max_size`: Some(327), added: 2802, mode: `MaxEncodedLen`)
	/// - Storage: `Automation::States` (r:1 w:1)
	/// - Proof: `Automation::States` (`max_values`: None, `max_size`: Some(448), added: 2923, mode: `MaxEncodedLen`)
	/// - Storage: `Timestamp::Now` (r:1 w:0)
	/// - Proof: `Timestamp::Now` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	/// - Storage: `Automation::Agenda` (r:0 w:3)
	/// - Proof: `Automation::Agenda` (`max_values`: None, `max_size`: Some(56), added: 2531, mode: `MaxEncodedLen`)
	fn calendar() -> Weight {
		// Recorded proof size: 3064 bytes.
		// Minimum execution time: 63_013_000 picoseconds.
		Weight::from_parts(70_024_000, 5398)
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
	/// - Proof: `Automation::Agenda` (`max_values`: None, `max_size`: Some(56), added: 2531, mode: `MaxEncodedLen`)
	fn retry() -> Weight {
		// Recorded proof size: 402 bytes.
		// Minimum execution time: 26_930_000 picoseconds.
		Weight::from_parts(30_766_000, 3913)
			.saturating_add(DbWeight::get().reads(3))
			.saturating_add(DbWeight::get().writes(3))
	}
	/// - Storage: `Consortium::Members` (r:1 w:0)
	/// - Proof: `Consortium::Members` (`max_values`: None, `max_size`: Some(52), added: 2527, mode: `MaxEncodedLen`)
	/// - Storage: `Consortium::Organizations` (r:1 w:0)
	/// - Proof: `Consortium::Organizations` (`max_values`: None, `max_size`: Some(117), added: 2592, mode: `MaxEncodedLen`)
	/// - Storage: `Consortium::Buckets` (r:1 w:1)
	/// - Proof: `Consortium::Buckets` (`max_values`: None, `max_size`: Some(72), added: 2547, mode: `MaxEncodedLen`)
	fn load_payer() -> Weight {
		// Recorded proof size: 616 bytes.
		// Minimum execution time: 24_136_000 picoseconds.
		Weight::from_parts(25_388_000, 3582)
			.saturating_add(DbWeight::get().reads(3))
			.saturating_add(DbWeight::get().writes(1))
	}
	/// - Storage: `Automation::Sites` (r:1 w:0)
	/// - Proof: `Automation::Sites` (`max_values`: None, `max_size`: Some(1933), added: 4408, mode: `MaxEncodedLen`)
	fn load_site() -> Weight {
		// Recorded proof size: 1896 bytes.
		// Minimum execution time: 6_099_000 picoseconds.
		Weight::from_parts(6_330_000, 5398)
			.saturating_add(DbWeight::get().reads(1))
	}
	/// - `a` ranges over `1..=65536`
	fn process_arrivals(a: u32, ) -> Weight {
		// Recorded proof size: 0 bytes.
		// Minimum execution time: 3_395_000 picoseconds.
		Weight::from_parts(3_495_000, 0)
			// Standard error: 119
			.saturating_add(Weight::from_parts(81_316, 0).saturating_mul(a.into()))
	}
	/// - Storage: `Automation::Streams` (r:1 w:1)
	/// - Proof: `Automation::Streams` (`max_values`: None, `max_size`: Some(2225), added: 4700, mode: `MaxEncodedLen`)
	/// - Storage: `Automation::Wakers` (r:1 w:0)
	/// - Proof: `Automation::Wakers` (`max_values`: None, `max_size`: Some(131), added: 2606, mode: `MaxEncodedLen`)
	/// - Storage: `DeviceRegistry::Devices` (r:1 w:0)
	/// - Proof: `DeviceRegistry::Devices` (`max_values`: None, `max_size`: Some(300), added: 2775, mode: `MaxEncodedLen`)
	fn show() -> Weight {
		// Recorded proof size: 2950 bytes.
		// Minimum execution time: 23_875_000 picoseconds.
		Weight::from_parts(25_307_000, 5690)
			.saturating_add(DbWeight::get().reads(3))
			.saturating_add(DbWeight::get().writes(1))
	}
	/// - Storage: `Automation::Rules` (r:1 w:0)
	/// - Proof: `Automation::Rules` (`max_values`: None, `max_size`: Some(327), added: 2802, mode: `MaxEncodedLen`)
	/// - Storage: `Automation::States` (r:1 w:0)
	/// - Proof: `Automation::States` (`max_values`: None, `max_size`: Some(448), added: 2923, mode: `MaxEncodedLen`)
	fn load_rule() -> Weight {
		// Recorded proof size: 588 bytes.
		// Minimum execution time: 10_586_000 picoseconds.
		Weight::from_parts(13_250_000, 3913)
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
		// Minimum execution time: 33_720_000 picoseconds.
		Weight::from_parts(18_156_430, 7834)
			// Standard error: 53_616
			.saturating_add(Weight::from_parts(8_538_494, 0).saturating_mul(i.into()))
			// Standard error: 136
			.saturating_add(Weight::from_parts(3_325, 0).saturating_mul(s.into()))
			.saturating_add(Weight::from_parts(0, 4700).saturating_mul(i.into()))
			.saturating_add(DbWeight::get().reads(1))
			.saturating_add(DbWeight::get().reads((2_u64).saturating_mul(i.into())))
	}
	/// - Storage: `Automation::Streams` (r:1 w:0)
	/// - Proof: `Automation::Streams` (`max_values`: None, `max_size`: Some(2225), added: 4700, mode: `MaxEncodedLen`)
	/// - Storage: `Telemetry::Streams` (r:1 w:0)
	/// - Proof: `Telemetry::Streams` (`max_values`: None, `max_size`: Some(245), added: 2720, mode: `MaxEncodedLen`)
	fn read_latest() -> Weight {
		// Recorded proof size: 362 bytes.
		// Minimum execution time: 8_433_000 picoseconds.
		Weight::from_parts(9_053_000, 5690)
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
	/// - Proof: `Automation::Standings` (`max_values`: None, `max_size`: Some(1683), added: 4158, mode: `MaxEncodedLen`)
	fn read_actuator() -> Weight {
		// Recorded proof size: 1898 bytes.
		// Minimum execution time: 32_619_000 picoseconds.
		Weight::from_parts(50_045_000, 5148)
			.saturating_add(DbWeight::get().reads(5))
	}
	/// - Storage: `Automation::States` (r:0 w:1)
	/// - Proof: `Automation::States` (`max_values`: None, `max_size`: Some(448), added: 2923, mode: `MaxEncodedLen`)
	fn remember() -> Weight {
		// Recorded proof size: 0 bytes.
		// Minimum execution time: 8_693_000 picoseconds.
		Weight::from_parts(9_774_000, 0)
			.saturating_add(DbWeight::get().writes(1))
	}
	/// - Storage: `Automation::Agenda` (r:0 w:2)
	/// - Proof: `Automation::Agenda` (`max_values`: None, `max_size`: Some(56), added: 2531, mode: `MaxEncodedLen`)
	fn rearm() -> Weight {
		// Recorded proof size: 0 bytes.
		// Minimum execution time: 4_997_000 picoseconds.
		Weight::from_parts(5_989_000, 0)
			.saturating_add(DbWeight::get().writes(2))
	}
	/// - Storage: `Timestamp::Now` (r:1 w:0)
	/// - Proof: `Timestamp::Now` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	/// - Storage: `Automation::Alarms` (r:1 w:1)
	/// - Proof: `Automation::Alarms` (`max_values`: None, `max_size`: Some(109), added: 2584, mode: `MaxEncodedLen`)
	/// - Storage: `Automation::Agenda` (r:0 w:1)
	/// - Proof: `Automation::Agenda` (`max_values`: None, `max_size`: Some(56), added: 2531, mode: `MaxEncodedLen`)
	fn alarm() -> Weight {
		// Recorded proof size: 140 bytes.
		// Minimum execution time: 30_475_000 picoseconds.
		Weight::from_parts(35_803_000, 3574)
			.saturating_add(DbWeight::get().reads(2))
			.saturating_add(DbWeight::get().writes(2))
	}
	/// - `o` ranges over `1..=16`
	/// - Storage: `Automation::Programs` (r:1 w:0)
	/// - Proof: `Automation::Programs` (`max_values`: None, `max_size`: Some(4369), added: 6844, mode: `MaxEncodedLen`)
	/// - Storage: `Automation::States` (r:1 w:1)
	/// - Proof: `Automation::States` (`max_values`: None, `max_size`: Some(448), added: 2923, mode: `MaxEncodedLen`)
	/// - Storage: `Automation::Standings` (r:16 w:16)
	/// - Proof: `Automation::Standings` (`max_values`: None, `max_size`: Some(1683), added: 4158, mode: `MaxEncodedLen`)
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
	/// - Proof: `Automation::Agenda` (`max_values`: None, `max_size`: Some(56), added: 2531, mode: `MaxEncodedLen`)
	fn starve(o: u32, ) -> Weight {
		// Recorded proof size: 4419 bytes + o * 460.
		// Minimum execution time: 170_934_000 picoseconds.
		Weight::from_parts(143_932_830, 12090)
			// Standard error: 1_026_633
			.saturating_add(Weight::from_parts(92_510_671, 0).saturating_mul(o.into()))
			.saturating_add(Weight::from_parts(0, 4158).saturating_mul(o.into()))
			.saturating_add(DbWeight::get().reads(16))
			.saturating_add(DbWeight::get().reads((4_u64).saturating_mul(o.into())))
			.saturating_add(DbWeight::get().writes(5))
			.saturating_add(DbWeight::get().writes((3_u64).saturating_mul(o.into())))
	}
	/// - `i` ranges over `0..=16`
	fn fire(i: u32, ) -> Weight {
		// Recorded proof size: 0 bytes.
		// Minimum execution time: 9_905_000 picoseconds.
		Weight::from_parts(11_105_860, 0)
			// Standard error: 4_896
			.saturating_add(Weight::from_parts(126_366, 0).saturating_mul(i.into()))
	}
	/// - Storage: `Automation::Standings` (r:1 w:1)
	/// - Proof: `Automation::Standings` (`max_values`: None, `max_size`: Some(1683), added: 4158, mode: `MaxEncodedLen`)
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
	/// - Proof: `Automation::Agenda` (`max_values`: None, `max_size`: Some(56), added: 2531, mode: `MaxEncodedLen`)
	fn act() -> Weight {
		// Recorded proof size: 3765 bytes.
		// Minimum execution time: 124_505_000 picoseconds.
		Weight::from_parts(133_028_000, 14865)
			.saturating_add(DbWeight::get().reads(15))
			.saturating_add(DbWeight::get().writes(3))
	}
	/// - Storage: `Automation::Flaggers` (r:1 w:0)
	/// - Proof: `Automation::Flaggers` (`max_values`: None, `max_size`: Some(33), added: 2508, mode: `MaxEncodedLen`)
	/// - Storage: `AssetLifecycle::Assets` (r:1 w:0)
	/// - Proof: `AssetLifecycle::Assets` (`max_values`: None, `max_size`: Some(327), added: 2802, mode: `MaxEncodedLen`)
	fn flag() -> Weight {
		// Recorded proof size: 20 bytes.
		// Minimum execution time: 5_138_000 picoseconds.
		Weight::from_parts(5_408_000, 3792)
			.saturating_add(DbWeight::get().reads(2))
	}
	/// - Storage: `Automation::Standings` (r:1 w:1)
	/// - Proof: `Automation::Standings` (`max_values`: None, `max_size`: Some(1683), added: 4158, mode: `MaxEncodedLen`)
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
	/// - Proof: `Automation::Agenda` (`max_values`: None, `max_size`: Some(56), added: 2531, mode: `MaxEncodedLen`)
	fn tend() -> Weight {
		// Recorded proof size: 3705 bytes.
		// Minimum execution time: 114_170_000 picoseconds.
		Weight::from_parts(117_164_000, 14865)
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
	/// - Proof: `Automation::Standings` (`max_values`: None, `max_size`: Some(1683), added: 4158, mode: `MaxEncodedLen`)
	/// - Storage: `Telemetry::Streams` (r:4 w:0)
	/// - Proof: `Telemetry::Streams` (`max_values`: None, `max_size`: Some(245), added: 2720, mode: `MaxEncodedLen`)
	/// - Storage: `Consortium::Buckets` (r:1 w:0)
	/// - Proof: `Consortium::Buckets` (`max_values`: None, `max_size`: Some(72), added: 2547, mode: `MaxEncodedLen`)
	/// - Storage: `Automation::Agenda` (r:0 w:2)
	/// - Proof: `Automation::Agenda` (`max_values`: None, `max_size`: Some(56), added: 2531, mode: `MaxEncodedLen`)
	fn tell() -> Weight {
		// Recorded proof size: 3918 bytes.
		// Minimum execution time: 143_013_000 picoseconds.
		Weight::from_parts(150_614_000, 14865)
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
	/// - Proof: `Consortium::Buckets` (`max_values`: None, `max_size`: Some(72), added: 2547, mode: `MaxEncodedLen`)
	/// - Storage: `Automation::States` (r:1 w:1)
	/// - Proof: `Automation::States` (`max_values`: None, `max_size`: Some(448), added: 2923, mode: `MaxEncodedLen`)
	/// - Storage: `Timestamp::Now` (r:1 w:0)
	/// - Proof: `Timestamp::Now` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	/// - Storage: `Automation::Agenda` (r:0 w:3)
	/// - Proof: `Automation::Agenda` (`max_values`: None, `max_size`: Some(56), added: 2531, mode: `MaxEncodedLen`)
	fn tell_reader() -> Weight {
		// Recorded proof size: 1294 bytes.
		// Minimum execution time: 54_831_000 picoseconds.
		Weight::from_parts(60_250_000, 3913)
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
	/// - Proof: `Automation::Agenda` (`max_values`: None, `max_size`: Some(56), added: 2531, mode: `MaxEncodedLen`)
	fn wake_readers(r: u32, ) -> Weight {
		// Recorded proof size: 804 bytes + r * 79.
		// Minimum execution time: 25_007_000 picoseconds.
		Weight::from_parts(9_636_724, 4027)
			// Standard error: 149_355
			.saturating_add(Weight::from_parts(11_755_229, 0).saturating_mul(r.into()))
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
	/// - Proof: `Automation::Standings` (`max_values`: None, `max_size`: Some(1683), added: 4158, mode: `MaxEncodedLen`)
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
	/// - Proof: `Automation::Agenda` (`max_values`: None, `max_size`: Some(56), added: 2531, mode: `MaxEncodedLen`)
	fn share(m: u32, ) -> Weight {
		// Recorded proof size: 3402 bytes + m * 447.
		// Minimum execution time: 287_678_000 picoseconds.
		Weight::from_parts(63_511_314, 12090)
			// Standard error: 1_461_603
			.saturating_add(Weight::from_parts(131_491_812, 0).saturating_mul(m.into()))
			.saturating_add(Weight::from_parts(0, 4158).saturating_mul(m.into()))
			.saturating_add(DbWeight::get().reads(14))
			.saturating_add(DbWeight::get().reads((4_u64).saturating_mul(m.into())))
			.saturating_add(DbWeight::get().writes(1))
			.saturating_add(DbWeight::get().writes((3_u64).saturating_mul(m.into())))
	}
	/// - Storage: `Automation::Actuators` (r:9 w:0)
	/// - Proof: `Automation::Actuators` (`max_values`: None, `max_size`: Some(562), added: 3037, mode: `MaxEncodedLen`)
	/// - Storage: `Automation::Standings` (r:8 w:8)
	/// - Proof: `Automation::Standings` (`max_values`: None, `max_size`: Some(1683), added: 4158, mode: `MaxEncodedLen`)
	/// - Storage: `Automation::Alarms` (r:1 w:1)
	/// - Proof: `Automation::Alarms` (`max_values`: None, `max_size`: Some(109), added: 2584, mode: `MaxEncodedLen`)
	/// - Storage: `Automation::Legacies` (r:0 w:1)
	/// - Proof: `Automation::Legacies` (`max_values`: None, `max_size`: Some(785), added: 3260, mode: `MaxEncodedLen`)
	fn device_changed() -> Weight {
		// Recorded proof size: 1181 bytes.
		// Minimum execution time: 158_336_000 picoseconds.
		Weight::from_parts(161_831_000, 34254)
			.saturating_add(DbWeight::get().reads(18))
			.saturating_add(DbWeight::get().writes(10))
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
