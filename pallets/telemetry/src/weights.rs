//! Weights of `pallet_telemetry`, measured in the Tallystick runtime.
//!
//! Written by a program; do not edit. To measure again:
//! `STEPS=20 REPEAT=10 ./scripts/benchmark.sh pallet_telemetry`
//!
//! - frame-benchmarking-cli 64.0.0, 2026-11-22, host `two-core-vm`, CPU `Intel(R) Xeon(R) Processor`
//! - steps: 20, repeat: 10, WASM execution: Compiled, analysis: MinSquares
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
	/// - Storage: `Telemetry::Convictions` (r:1 w:0)
	/// - Proof: `Telemetry::Convictions` (`max_values`: None, `max_size`: Some(56), added: 2531, mode: `MaxEncodedLen`)
	/// - Storage: `Telemetry::NextBatch` (r:1 w:1)
	/// - Proof: `Telemetry::NextBatch` (`max_values`: None, `max_size`: Some(56), added: 2531, mode: `MaxEncodedLen`)
	/// - Storage: `Telemetry::AnchoredIn` (r:1 w:1)
	/// - Proof: `Telemetry::AnchoredIn` (`max_values`: None, `max_size`: Some(20494), added: 22969, mode: `MaxEncodedLen`)
	/// - Storage: `Telemetry::Statements` (r:1 w:1)
	/// - Proof: `Telemetry::Statements` (`max_values`: Some(1), `max_size`: Some(16386), added: 16881, mode: `MaxEncodedLen`)
	/// - Storage: `Telemetry::Batches` (r:0 w:1)
	/// - Proof: `Telemetry::Batches` (`max_values`: None, `max_size`: Some(161), added: 2636, mode: `MaxEncodedLen`)
	fn anchor() -> Weight {
		// Recorded proof size: 17006 bytes.
		// Minimum execution time: 109_111_000 picoseconds.
		Weight::from_parts(132_391_000, 23959)
			.saturating_add(DbWeight::get().reads(6))
			.saturating_add(DbWeight::get().writes(4))
	}
	/// - `r` ranges over `0..=16`
	/// - Storage: `DeviceRegistry::Devices` (r:1 w:0)
	/// - Proof: `DeviceRegistry::Devices` (`max_values`: None, `max_size`: Some(252), added: 2727, mode: `MaxEncodedLen`)
	/// - Storage: `Telemetry::Tails` (r:1 w:1)
	/// - Proof: `Telemetry::Tails` (`max_values`: None, `max_size`: Some(145), added: 2620, mode: `MaxEncodedLen`)
	/// - Storage: `Consortium::Members` (r:1 w:0)
	/// - Proof: `Consortium::Members` (`max_values`: None, `max_size`: Some(52), added: 2527, mode: `MaxEncodedLen`)
	/// - Storage: `Consortium::Organizations` (r:1 w:0)
	/// - Proof: `Consortium::Organizations` (`max_values`: None, `max_size`: Some(117), added: 2592, mode: `MaxEncodedLen`)
	/// - Storage: `Consortium::Buckets` (r:1 w:1)
	/// - Proof: `Consortium::Buckets` (`max_values`: None, `max_size`: Some(64), added: 2539, mode: `MaxEncodedLen`)
	/// - Storage: `Timestamp::Now` (r:1 w:0)
	/// - Proof: `Timestamp::Now` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	/// - Storage: `Telemetry::ChainSettings` (r:1 w:0)
	/// - Proof: `Telemetry::ChainSettings` (`max_values`: Some(1), `max_size`: Some(20), added: 515, mode: `MaxEncodedLen`)
	/// - Storage: `Telemetry::Streams` (r:16 w:16)
	/// - Proof: `Telemetry::Streams` (`max_values`: None, `max_size`: Some(187), added: 2662, mode: `MaxEncodedLen`)
	/// - Storage: `DeviceRegistry::Models` (r:1 w:0)
	/// - Proof: `DeviceRegistry::Models` (`max_values`: None, `max_size`: Some(5237), added: 7712, mode: `MaxEncodedLen`)
	fn observe(r: u32, ) -> Weight {
		// Recorded proof size: 2188 bytes + r * 68.
		// Minimum execution time: 84_437_000 picoseconds.
		Weight::from_parts(109_484_131, 8702)
			// Standard error: 360_346
			.saturating_add(Weight::from_parts(37_296_739, 0).saturating_mul(r.into()))
			.saturating_add(Weight::from_parts(0, 2662).saturating_mul(r.into()))
			.saturating_add(DbWeight::get().reads(8))
			.saturating_add(DbWeight::get().reads((1_u64).saturating_mul(r.into())))
			.saturating_add(DbWeight::get().writes(2))
			.saturating_add(DbWeight::get().writes((1_u64).saturating_mul(r.into())))
	}
	/// - `r` ranges over `0..=16`
	/// - Storage: `DeviceRegistry::Devices` (r:1 w:0)
	/// - Proof: `DeviceRegistry::Devices` (`max_values`: None, `max_size`: Some(252), added: 2727, mode: `MaxEncodedLen`)
	/// - Storage: `Telemetry::Tails` (r:1 w:0)
	/// - Proof: `Telemetry::Tails` (`max_values`: None, `max_size`: Some(145), added: 2620, mode: `MaxEncodedLen`)
	/// - Storage: `Consortium::Members` (r:1 w:0)
	/// - Proof: `Consortium::Members` (`max_values`: None, `max_size`: Some(52), added: 2527, mode: `MaxEncodedLen`)
	/// - Storage: `Consortium::Organizations` (r:1 w:0)
	/// - Proof: `Consortium::Organizations` (`max_values`: None, `max_size`: Some(117), added: 2592, mode: `MaxEncodedLen`)
	/// - Storage: `Consortium::Buckets` (r:1 w:0)
	/// - Proof: `Consortium::Buckets` (`max_values`: None, `max_size`: Some(64), added: 2539, mode: `MaxEncodedLen`)
	/// - Storage: `Timestamp::Now` (r:1 w:0)
	/// - Proof: `Timestamp::Now` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	/// - Storage: `Telemetry::ChainSettings` (r:1 w:0)
	/// - Proof: `Telemetry::ChainSettings` (`max_values`: Some(1), `max_size`: Some(20), added: 515, mode: `MaxEncodedLen`)
	/// - Storage: `Telemetry::Streams` (r:16 w:0)
	/// - Proof: `Telemetry::Streams` (`max_values`: None, `max_size`: Some(187), added: 2662, mode: `MaxEncodedLen`)
	/// - Storage: `DeviceRegistry::Models` (r:1 w:0)
	/// - Proof: `DeviceRegistry::Models` (`max_values`: None, `max_size`: Some(5237), added: 7712, mode: `MaxEncodedLen`)
	/// - Storage: `System::BlockHash` (r:1 w:0)
	/// - Proof: `System::BlockHash` (`max_values`: None, `max_size`: Some(44), added: 2519, mode: `MaxEncodedLen`)
	fn authorize_observe(r: u32, ) -> Weight {
		// Recorded proof size: 2229 bytes + r * 68.
		// Minimum execution time: 1_786_018_000 picoseconds.
		Weight::from_parts(1_969_208_017, 8702)
			// Standard error: 5_426_393
			.saturating_add(Weight::from_parts(27_580_838, 0).saturating_mul(r.into()))
			.saturating_add(Weight::from_parts(0, 2662).saturating_mul(r.into()))
			.saturating_add(DbWeight::get().reads(9))
			.saturating_add(DbWeight::get().reads((1_u64).saturating_mul(r.into())))
	}
	/// - `d` ranges over `0..=96`
	/// - Storage: `Telemetry::Batches` (r:3 w:1)
	/// - Proof: `Telemetry::Batches` (`max_values`: None, `max_size`: Some(161), added: 2636, mode: `MaxEncodedLen`)
	/// - Storage: `System::BlockHash` (r:1 w:0)
	/// - Proof: `System::BlockHash` (`max_values`: None, `max_size`: Some(44), added: 2519, mode: `MaxEncodedLen`)
	/// - Storage: `DeviceRegistry::Devices` (r:1 w:1)
	/// - Proof: `DeviceRegistry::Devices` (`max_values`: None, `max_size`: Some(252), added: 2727, mode: `MaxEncodedLen`)
	/// - Storage: `Telemetry::Convictions` (r:1 w:1)
	/// - Proof: `Telemetry::Convictions` (`max_values`: None, `max_size`: Some(56), added: 2531, mode: `MaxEncodedLen`)
	fn challenge(d: u32, ) -> Weight {
		// Recorded proof size: 949 bytes.
		// Minimum execution time: 3_249_703_000 picoseconds.
		Weight::from_parts(3_822_969_297, 8898)
			// Standard error: 3_048_022
			.saturating_add(Weight::from_parts(7_284_100, 0).saturating_mul(d.into()))
			.saturating_add(DbWeight::get().reads(6))
			.saturating_add(DbWeight::get().writes(3))
	}
	/// - Storage: `Consortium::Members` (r:1 w:0)
	/// - Proof: `Consortium::Members` (`max_values`: None, `max_size`: Some(52), added: 2527, mode: `MaxEncodedLen`)
	/// - Storage: `Consortium::Organizations` (r:1 w:0)
	/// - Proof: `Consortium::Organizations` (`max_values`: None, `max_size`: Some(117), added: 2592, mode: `MaxEncodedLen`)
	/// - Storage: `Telemetry::Watchers` (r:1 w:1)
	/// - Proof: `Telemetry::Watchers` (`max_values`: None, `max_size`: Some(114), added: 2589, mode: `MaxEncodedLen`)
	/// - Storage: `DeviceRegistry::Devices` (r:1 w:0)
	/// - Proof: `DeviceRegistry::Devices` (`max_values`: None, `max_size`: Some(252), added: 2727, mode: `MaxEncodedLen`)
	/// - Storage: `DeviceRegistry::Models` (r:1 w:0)
	/// - Proof: `DeviceRegistry::Models` (`max_values`: None, `max_size`: Some(5237), added: 7712, mode: `MaxEncodedLen`)
	/// - Storage: `Telemetry::Streams` (r:1 w:1)
	/// - Proof: `Telemetry::Streams` (`max_values`: None, `max_size`: Some(187), added: 2662, mode: `MaxEncodedLen`)
	/// - Storage: `Telemetry::Tails` (r:1 w:1)
	/// - Proof: `Telemetry::Tails` (`max_values`: None, `max_size`: Some(145), added: 2620, mode: `MaxEncodedLen`)
	/// - Storage: `System::Account` (r:1 w:1)
	/// - Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	/// - Storage: `Balances::Holds` (r:1 w:1)
	/// - Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(229), added: 2704, mode: `MaxEncodedLen`)
	fn watch() -> Weight {
		// Recorded proof size: 1677 bytes.
		// Minimum execution time: 179_670_000 picoseconds.
		Weight::from_parts(201_674_000, 8702)
			.saturating_add(DbWeight::get().reads(9))
			.saturating_add(DbWeight::get().writes(5))
	}
	/// - Storage: `Telemetry::Watchers` (r:1 w:1)
	/// - Proof: `Telemetry::Watchers` (`max_values`: None, `max_size`: Some(114), added: 2589, mode: `MaxEncodedLen`)
	/// - Storage: `System::Account` (r:1 w:1)
	/// - Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	/// - Storage: `Balances::Holds` (r:1 w:1)
	/// - Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(229), added: 2704, mode: `MaxEncodedLen`)
	/// - Storage: `Telemetry::Streams` (r:1 w:1)
	/// - Proof: `Telemetry::Streams` (`max_values`: None, `max_size`: Some(187), added: 2662, mode: `MaxEncodedLen`)
	/// - Storage: `Telemetry::Tails` (r:1 w:1)
	/// - Proof: `Telemetry::Tails` (`max_values`: None, `max_size`: Some(145), added: 2620, mode: `MaxEncodedLen`)
	fn unwatch() -> Weight {
		// Recorded proof size: 713 bytes.
		// Minimum execution time: 125_894_000 picoseconds.
		Weight::from_parts(134_332_000, 3694)
			.saturating_add(DbWeight::get().reads(5))
			.saturating_add(DbWeight::get().writes(5))
	}
	/// - Storage: `Telemetry::Convictions` (r:1 w:1)
	/// - Proof: `Telemetry::Convictions` (`max_values`: None, `max_size`: Some(56), added: 2531, mode: `MaxEncodedLen`)
	fn pardon() -> Weight {
		// Recorded proof size: 158 bytes.
		// Minimum execution time: 19_064_000 picoseconds.
		Weight::from_parts(19_710_000, 3521)
			.saturating_add(DbWeight::get().reads(1))
			.saturating_add(DbWeight::get().writes(1))
	}
	/// - Storage: `Telemetry::ChainSettings` (r:1 w:1)
	/// - Proof: `Telemetry::ChainSettings` (`max_values`: Some(1), `max_size`: Some(20), added: 515, mode: `MaxEncodedLen`)
	fn configure() -> Weight {
		// Recorded proof size: 86 bytes.
		// Minimum execution time: 14_774_000 picoseconds.
		Weight::from_parts(17_550_000, 1505)
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
		// Recorded proof size: 206 bytes + e * 40.
		// Minimum execution time: 9_558_000 picoseconds.
		Weight::from_parts(9_749_000, 46928)
			// Standard error: 57_840
			.saturating_add(Weight::from_parts(2_722_228, 0).saturating_mul(e.into()))
			.saturating_add(DbWeight::get().reads(4))
			.saturating_add(DbWeight::get().writes(2))
			.saturating_add(DbWeight::get().writes((1_u64).saturating_mul(e.into())))
	}
	/// - `n` ranges over `0..=512`
	/// - Storage: `Telemetry::Statements` (r:1 w:1)
	/// - Proof: `Telemetry::Statements` (`max_values`: Some(1), `max_size`: Some(16386), added: 16881, mode: `MaxEncodedLen`)
	/// - Storage: `Telemetry::StatementsRoot` (r:0 w:1)
	/// - Proof: `Telemetry::StatementsRoot` (`max_values`: Some(1), `max_size`: Some(32), added: 527, mode: `MaxEncodedLen`)
	fn on_finalize(n: u32, ) -> Weight {
		// Recorded proof size: 105 bytes + n * 32.
		// Minimum execution time: 4_262_000 picoseconds.
		Weight::from_parts(8_979_641, 17871)
			// Standard error: 2_576
			.saturating_add(Weight::from_parts(590_106, 0).saturating_mul(n.into()))
			.saturating_add(DbWeight::get().reads(1))
			.saturating_add(DbWeight::get().writes(2))
	}
	/// - Storage: `Telemetry::Statements` (r:1 w:1)
	/// - Proof: `Telemetry::Statements` (`max_values`: Some(1), `max_size`: Some(16386), added: 16881, mode: `MaxEncodedLen`)
	fn append() -> Weight {
		// Recorded proof size: 16457 bytes.
		// Minimum execution time: 6_414_000 picoseconds.
		Weight::from_parts(6_881_000, 17871)
			.saturating_add(DbWeight::get().reads(1))
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
