//! Weights of `pallet_telemetry`, measured in the Tallystick runtime.
//!
//! Written by a program; do not edit. To measure again:
//! `STEPS=50 REPEAT=20 ./scripts/benchmark.sh pallet_telemetry`
//!
//! - frame-benchmarking-cli 64.0.0, 2026-11-29, host `two-core-vm`, CPU `AMD EPYC`
//! - steps: 50, repeat: 20, WASM execution: Compiled, analysis: MinSquares
//! - worst case map size: 1000000, additional trie layers: 2

#![cfg_attr(rustfmt, rustfmt_skip)]
#![allow(unused_imports)]

use frame::{deps::frame_support::weights::RuntimeDbWeight, weights_prelude::*};

/// Weight functions of the pallet.
pub trait WeightInfo {
	/// Weight of `anchor`.
	fn anchor() -> Weight;
	/// Weight of `observe`.
	fn observe(r: u32, ) -> Weight;
	/// Weight of `authorize_observe`.
	fn authorize_observe(r: u32, ) -> Weight;
	/// Weight of `challenge`.
	fn challenge(d: u32, ) -> Weight;
	/// Weight of `convict_device`.
	fn convict_device() -> Weight;
	/// Weight of `watch`.
	fn watch() -> Weight;
	/// Weight of `unwatch`.
	fn unwatch() -> Weight;
	/// Weight of `pardon`.
	fn pardon() -> Weight;
	/// Weight of `configure`.
	fn configure() -> Weight;
	/// Weight of `on_initialize`.
	fn on_initialize(e: u32, ) -> Weight;
	/// Weight of `on_finalize`.
	fn on_finalize(n: u32, ) -> Weight;
	/// Weight of `append`.
	fn append() -> Weight;
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
	/// - Storage: `Consortium::Members` (r:1 w:0)
	/// - Proof: `Consortium::Members` (`max_values`: None, `max_size`: Some(52), added: 2527, mode: `MaxEncodedLen`)
	/// - Storage: `Consortium::Organizations` (r:1 w:0)
	/// - Proof: `Consortium::Organizations` (`max_values`: None, `max_size`: Some(117), added: 2592, mode: `MaxEncodedLen`)
	/// - Storage: `Telemetry::Gateways` (r:1 w:1)
	/// - Proof: `Telemetry::Gateways` (`max_values`: None, `max_size`: Some(113), added: 2588, mode: `MaxEncodedLen`)
	/// - Storage: `System::Account` (r:1 w:1)
	/// - Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	/// - Storage: `Balances::Holds` (r:1 w:1)
	/// - Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(715), added: 3190, mode: `MaxEncodedLen`)
	/// - Storage: `Telemetry::AnchoredIn` (r:1 w:1)
	/// - Proof: `Telemetry::AnchoredIn` (`max_values`: None, `max_size`: Some(20494), added: 22969, mode: `MaxEncodedLen`)
	/// - Storage: `Telemetry::Statements` (r:1 w:1)
	/// - Proof: `Telemetry::Statements` (`max_values`: Some(1), `max_size`: Some(16386), added: 16881, mode: `MaxEncodedLen`)
	/// - Storage: `Telemetry::Batches` (r:0 w:1)
	/// - Proof: `Telemetry::Batches` (`max_values`: None, `max_size`: Some(161), added: 2636, mode: `MaxEncodedLen`)
	fn anchor() -> Weight {
		// Recorded proof size: 17295 bytes.
		// Minimum execution time: 125_016_000 picoseconds.
		Weight::from_parts(142_803_000, 23959)
			.saturating_add(DbWeight::get().reads(7))
			.saturating_add(DbWeight::get().writes(6))
	}
	/// - `r` ranges over `0..=16`
	/// - Storage: `DeviceRegistry::Devices` (r:1 w:0)
	/// - Proof: `DeviceRegistry::Devices` (`max_values`: None, `max_size`: Some(300), added: 2775, mode: `MaxEncodedLen`)
	/// - Storage: `Telemetry::Tails` (r:1 w:1)
	/// - Proof: `Telemetry::Tails` (`max_values`: None, `max_size`: Some(327), added: 2802, mode: `MaxEncodedLen`)
	/// - Storage: `Telemetry::Streams` (r:16 w:16)
	/// - Proof: `Telemetry::Streams` (`max_values`: None, `max_size`: Some(245), added: 2720, mode: `MaxEncodedLen`)
	/// - Storage: `Consortium::Members` (r:1 w:0)
	/// - Proof: `Consortium::Members` (`max_values`: None, `max_size`: Some(52), added: 2527, mode: `MaxEncodedLen`)
	/// - Storage: `Consortium::Organizations` (r:1 w:0)
	/// - Proof: `Consortium::Organizations` (`max_values`: None, `max_size`: Some(117), added: 2592, mode: `MaxEncodedLen`)
	/// - Storage: `Consortium::Buckets` (r:1 w:1)
	/// - Proof: `Consortium::Buckets` (`max_values`: None, `max_size`: Some(72), added: 2547, mode: `MaxEncodedLen`)
	/// - Storage: `Timestamp::Now` (r:1 w:0)
	/// - Proof: `Timestamp::Now` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	/// - Storage: `Telemetry::ChainSettings` (r:1 w:0)
	/// - Proof: `Telemetry::ChainSettings` (`max_values`: Some(1), `max_size`: Some(20), added: 515, mode: `MaxEncodedLen`)
	/// - Storage: `DeviceRegistry::Models` (r:1 w:0)
	/// - Proof: `DeviceRegistry::Models` (`max_values`: None, `max_size`: Some(9173), added: 11648, mode: `MaxEncodedLen`)
	fn observe(r: u32, ) -> Weight {
		// Recorded proof size: 3675 bytes + r * 61.
		// Minimum execution time: 64_516_000 picoseconds.
		Weight::from_parts(86_579_103, 12638)
			// Standard error: 142_239
			.saturating_add(Weight::from_parts(26_743_874, 0).saturating_mul(r.into()))
			.saturating_add(Weight::from_parts(0, 2720).saturating_mul(r.into()))
			.saturating_add(DbWeight::get().reads(8))
			.saturating_add(DbWeight::get().reads((1_u64).saturating_mul(r.into())))
			.saturating_add(DbWeight::get().writes(2))
			.saturating_add(DbWeight::get().writes((1_u64).saturating_mul(r.into())))
	}
	/// - `r` ranges over `0..=16`
	/// - Storage: `DeviceRegistry::Devices` (r:1 w:0)
	/// - Proof: `DeviceRegistry::Devices` (`max_values`: None, `max_size`: Some(300), added: 2775, mode: `MaxEncodedLen`)
	/// - Storage: `Telemetry::Tails` (r:1 w:0)
	/// - Proof: `Telemetry::Tails` (`max_values`: None, `max_size`: Some(327), added: 2802, mode: `MaxEncodedLen`)
	/// - Storage: `Telemetry::Streams` (r:16 w:0)
	/// - Proof: `Telemetry::Streams` (`max_values`: None, `max_size`: Some(245), added: 2720, mode: `MaxEncodedLen`)
	/// - Storage: `Consortium::Members` (r:1 w:0)
	/// - Proof: `Consortium::Members` (`max_values`: None, `max_size`: Some(52), added: 2527, mode: `MaxEncodedLen`)
	/// - Storage: `Consortium::Organizations` (r:1 w:0)
	/// - Proof: `Consortium::Organizations` (`max_values`: None, `max_size`: Some(117), added: 2592, mode: `MaxEncodedLen`)
	/// - Storage: `Consortium::Buckets` (r:1 w:0)
	/// - Proof: `Consortium::Buckets` (`max_values`: None, `max_size`: Some(72), added: 2547, mode: `MaxEncodedLen`)
	/// - Storage: `Timestamp::Now` (r:1 w:0)
	/// - Proof: `Timestamp::Now` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	/// - Storage: `Telemetry::ChainSettings` (r:1 w:0)
	/// - Proof: `Telemetry::ChainSettings` (`max_values`: Some(1), `max_size`: Some(20), added: 515, mode: `MaxEncodedLen`)
	/// - Storage: `DeviceRegistry::Models` (r:1 w:0)
	/// - Proof: `DeviceRegistry::Models` (`max_values`: None, `max_size`: Some(9173), added: 11648, mode: `MaxEncodedLen`)
	/// - Storage: `System::BlockHash` (r:1 w:0)
	/// - Proof: `System::BlockHash` (`max_values`: None, `max_size`: Some(44), added: 2519, mode: `MaxEncodedLen`)
	fn authorize_observe(r: u32, ) -> Weight {
		// Recorded proof size: 3729 bytes + r * 61.
		// Minimum execution time: 97_625_000 picoseconds.
		Weight::from_parts(106_436_775, 12638)
			// Standard error: 23_653
			.saturating_add(Weight::from_parts(19_735_583, 0).saturating_mul(r.into()))
			.saturating_add(Weight::from_parts(0, 2720).saturating_mul(r.into()))
			.saturating_add(DbWeight::get().reads(9))
			.saturating_add(DbWeight::get().reads((1_u64).saturating_mul(r.into())))
	}
	/// - `d` ranges over `0..=160`
	/// - Storage: `Telemetry::Batches` (r:3 w:2)
	/// - Proof: `Telemetry::Batches` (`max_values`: None, `max_size`: Some(161), added: 2636, mode: `MaxEncodedLen`)
	/// - Storage: `System::BlockHash` (r:1 w:0)
	/// - Proof: `System::BlockHash` (`max_values`: None, `max_size`: Some(44), added: 2519, mode: `MaxEncodedLen`)
	/// - Storage: `Telemetry::Gateways` (r:1 w:1)
	/// - Proof: `Telemetry::Gateways` (`max_values`: None, `max_size`: Some(113), added: 2588, mode: `MaxEncodedLen`)
	fn challenge(d: u32, ) -> Weight {
		// Recorded proof size: 728 bytes.
		// Minimum execution time: 47_481_000 picoseconds.
		Weight::from_parts(49_682_473, 8898)
			// Standard error: 935
			.saturating_add(Weight::from_parts(726_668, 0).saturating_mul(d.into()))
			.saturating_add(DbWeight::get().reads(5))
			.saturating_add(DbWeight::get().writes(3))
	}
	/// - Storage: `DeviceRegistry::Devices` (r:1 w:1)
	/// - Proof: `DeviceRegistry::Devices` (`max_values`: None, `max_size`: Some(300), added: 2775, mode: `MaxEncodedLen`)
	/// - Storage: `System::BlockHash` (r:1 w:0)
	/// - Proof: `System::BlockHash` (`max_values`: None, `max_size`: Some(44), added: 2519, mode: `MaxEncodedLen`)
	fn convict_device() -> Weight {
		// Recorded proof size: 535 bytes.
		// Minimum execution time: 100_019_000 picoseconds.
		Weight::from_parts(102_483_000, 3765)
			.saturating_add(DbWeight::get().reads(2))
			.saturating_add(DbWeight::get().writes(1))
	}
	/// - Storage: `Consortium::Members` (r:1 w:0)
	/// - Proof: `Consortium::Members` (`max_values`: None, `max_size`: Some(52), added: 2527, mode: `MaxEncodedLen`)
	/// - Storage: `Consortium::Organizations` (r:1 w:0)
	/// - Proof: `Consortium::Organizations` (`max_values`: None, `max_size`: Some(117), added: 2592, mode: `MaxEncodedLen`)
	/// - Storage: `Telemetry::Watchers` (r:1 w:1)
	/// - Proof: `Telemetry::Watchers` (`max_values`: None, `max_size`: Some(146), added: 2621, mode: `MaxEncodedLen`)
	/// - Storage: `DeviceRegistry::Devices` (r:1 w:0)
	/// - Proof: `DeviceRegistry::Devices` (`max_values`: None, `max_size`: Some(300), added: 2775, mode: `MaxEncodedLen`)
	/// - Storage: `DeviceRegistry::Models` (r:1 w:0)
	/// - Proof: `DeviceRegistry::Models` (`max_values`: None, `max_size`: Some(9173), added: 11648, mode: `MaxEncodedLen`)
	/// - Storage: `Telemetry::Streams` (r:1 w:1)
	/// - Proof: `Telemetry::Streams` (`max_values`: None, `max_size`: Some(245), added: 2720, mode: `MaxEncodedLen`)
	/// - Storage: `Telemetry::Tails` (r:1 w:1)
	/// - Proof: `Telemetry::Tails` (`max_values`: None, `max_size`: Some(327), added: 2802, mode: `MaxEncodedLen`)
	/// - Storage: `System::Account` (r:1 w:1)
	/// - Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	/// - Storage: `Balances::Holds` (r:1 w:1)
	/// - Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(715), added: 3190, mode: `MaxEncodedLen`)
	fn watch() -> Weight {
		// Recorded proof size: 2890 bytes.
		// Minimum execution time: 99_658_000 picoseconds.
		Weight::from_parts(102_062_000, 12638)
			.saturating_add(DbWeight::get().reads(9))
			.saturating_add(DbWeight::get().writes(5))
	}
	/// - Storage: `Telemetry::Watchers` (r:1 w:1)
	/// - Proof: `Telemetry::Watchers` (`max_values`: None, `max_size`: Some(146), added: 2621, mode: `MaxEncodedLen`)
	/// - Storage: `System::Account` (r:1 w:1)
	/// - Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	/// - Storage: `Balances::Holds` (r:1 w:1)
	/// - Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(715), added: 3190, mode: `MaxEncodedLen`)
	/// - Storage: `Telemetry::Streams` (r:1 w:1)
	/// - Proof: `Telemetry::Streams` (`max_values`: None, `max_size`: Some(245), added: 2720, mode: `MaxEncodedLen`)
	/// - Storage: `Telemetry::Tails` (r:1 w:1)
	/// - Proof: `Telemetry::Tails` (`max_values`: None, `max_size`: Some(327), added: 2802, mode: `MaxEncodedLen`)
	fn unwatch() -> Weight {
		// Recorded proof size: 717 bytes.
		// Minimum execution time: 63_014_000 picoseconds.
		Weight::from_parts(64_416_000, 4180)
			.saturating_add(DbWeight::get().reads(5))
			.saturating_add(DbWeight::get().writes(5))
	}
	/// - Storage: `Telemetry::Gateways` (r:1 w:1)
	/// - Proof: `Telemetry::Gateways` (`max_values`: None, `max_size`: Some(113), added: 2588, mode: `MaxEncodedLen`)
	fn pardon() -> Weight {
		// Recorded proof size: 179 bytes.
		// Minimum execution time: 10_526_000 picoseconds.
		Weight::from_parts(10_977_000, 3578)
			.saturating_add(DbWeight::get().reads(1))
			.saturating_add(DbWeight::get().writes(1))
	}
	/// - Storage: `Telemetry::ChainSettings` (r:1 w:1)
	/// - Proof: `Telemetry::ChainSettings` (`max_values`: Some(1), `max_size`: Some(20), added: 515, mode: `MaxEncodedLen`)
	fn configure() -> Weight {
		// Recorded proof size: 47 bytes.
		// Minimum execution time: 6_930_000 picoseconds.
		Weight::from_parts(7_361_000, 1505)
			.saturating_add(DbWeight::get().reads(1))
			.saturating_add(DbWeight::get().writes(1))
	}
	/// - `e` ranges over `0..=1024`
	/// - Storage: `Telemetry::ExpiryCursor` (r:1 w:1)
	/// - Proof: `Telemetry::ExpiryCursor` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
	/// - Storage: `Telemetry::ChainSettings` (r:1 w:0)
	/// - Proof: `Telemetry::ChainSettings` (`max_values`: Some(1), `max_size`: Some(20), added: 515, mode: `MaxEncodedLen`)
	/// - Storage: `Telemetry::AnchoredIn` (r:2 w:2)
	/// - Proof: `Telemetry::AnchoredIn` (`max_values`: None, `max_size`: Some(20494), added: 22969, mode: `MaxEncodedLen`)
	/// - Storage: `Telemetry::Batches` (r:0 w:1024)
	/// - Proof: `Telemetry::Batches` (`max_values`: None, `max_size`: Some(161), added: 2636, mode: `MaxEncodedLen`)
	fn on_initialize(e: u32, ) -> Weight {
		// Recorded proof size: 170 bytes + e * 40.
		// Minimum execution time: 7_161_000 picoseconds.
		Weight::from_parts(7_271_000, 46928)
			// Standard error: 12_106
			.saturating_add(Weight::from_parts(2_245_069, 0).saturating_mul(e.into()))
			.saturating_add(DbWeight::get().reads(4))
			.saturating_add(DbWeight::get().writes(2))
			.saturating_add(DbWeight::get().writes((1_u64).saturating_mul(e.into())))
	}
	/// - `n` ranges over `0..=512`
	/// - Storage: `Telemetry::Statements` (r:1 w:1)
	/// - Proof: `Telemetry::Statements` (`max_values`: Some(1), `max_size`: Some(16386), added: 16881, mode: `MaxEncodedLen`)
	/// - Storage: `System::BlockHash` (r:1 w:0)
	/// - Proof: `System::BlockHash` (`max_values`: None, `max_size`: Some(44), added: 2519, mode: `MaxEncodedLen`)
	/// - Storage: `Telemetry::StatementsRoot` (r:0 w:1)
	/// - Proof: `Telemetry::StatementsRoot` (`max_values`: Some(1), `max_size`: Some(32), added: 527, mode: `MaxEncodedLen`)
	fn on_finalize(n: u32, ) -> Weight {
		// Recorded proof size: 120 bytes + n * 32.
		// Minimum execution time: 7_491_000 picoseconds.
		Weight::from_parts(14_151_396, 17871)
			// Standard error: 700
			.saturating_add(Weight::from_parts(535_502, 0).saturating_mul(n.into()))
			.saturating_add(DbWeight::get().reads(2))
			.saturating_add(DbWeight::get().writes(2))
	}
	/// - Storage: `Telemetry::Statements` (r:1 w:1)
	/// - Proof: `Telemetry::Statements` (`max_values`: Some(1), `max_size`: Some(16386), added: 16881, mode: `MaxEncodedLen`)
	fn append() -> Weight {
		// Recorded proof size: 16418 bytes.
		// Minimum execution time: 5_348_000 picoseconds.
		Weight::from_parts(5_739_000, 17871)
			.saturating_add(DbWeight::get().reads(1))
			.saturating_add(DbWeight::get().writes(1))
	}
	fn verify_p256() -> Weight {
		// Recorded proof size: 0 bytes.
		// Minimum execution time: 1_534_184_000 picoseconds.
		Weight::from_parts(1_560_984_000, 0)
	}
	fn verify_secp256k1() -> Weight {
		// Recorded proof size: 0 bytes.
		// Minimum execution time: 74_621_000 picoseconds.
		Weight::from_parts(74_862_000, 0)
	}
}

/// For tests: the measured weights on ParityDB.
impl WeightInfo for () {
	fn anchor() -> Weight {
		MeasuredWeight::<ParityDbWeight>::anchor()
	}
	fn observe(r: u32, ) -> Weight {
		MeasuredWeight::<ParityDbWeight>::observe(r, )
	}
	fn authorize_observe(r: u32, ) -> Weight {
		MeasuredWeight::<ParityDbWeight>::authorize_observe(r, )
	}
	fn challenge(d: u32, ) -> Weight {
		MeasuredWeight::<ParityDbWeight>::challenge(d, )
	}
	fn convict_device() -> Weight {
		MeasuredWeight::<ParityDbWeight>::convict_device()
	}
	fn watch() -> Weight {
		MeasuredWeight::<ParityDbWeight>::watch()
	}
	fn unwatch() -> Weight {
		MeasuredWeight::<ParityDbWeight>::unwatch()
	}
	fn pardon() -> Weight {
		MeasuredWeight::<ParityDbWeight>::pardon()
	}
	fn configure() -> Weight {
		MeasuredWeight::<ParityDbWeight>::configure()
	}
	fn on_initialize(e: u32, ) -> Weight {
		MeasuredWeight::<ParityDbWeight>::on_initialize(e, )
	}
	fn on_finalize(n: u32, ) -> Weight {
		MeasuredWeight::<ParityDbWeight>::on_finalize(n, )
	}
	fn append() -> Weight {
		MeasuredWeight::<ParityDbWeight>::append()
	}
	fn verify_p256() -> Weight {
		MeasuredWeight::<ParityDbWeight>::verify_p256()
	}
	fn verify_secp256k1() -> Weight {
		MeasuredWeight::<ParityDbWeight>::verify_secp256k1()
	}
}
