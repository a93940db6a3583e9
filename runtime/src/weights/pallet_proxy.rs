//! Weights of `pallet_proxy`, measured in this runtime.
//!
//! Written by a program; do not edit. To measure again:
//! `STEPS=10 REPEAT=10 ./scripts/benchmark.sh pallet_proxy`
//!
//! - frame-benchmarking-cli 64.0.0, 2026-11-22, host `unnamed`, CPU `Intel(R) Xeon(R) Processor`
//! - steps: 10, repeat: 10, WASM execution: Compiled, analysis: MinSquares
//! - worst case map size: 1000000, additional trie layers: 2

#![cfg_attr(rustfmt, rustfmt_skip)]
#![allow(missing_docs, unreachable_pub, unused_imports)]

use core::marker::PhantomData;
use frame_support::{traits::Get, weights::Weight};

/// Weights of `pallet_proxy`.
pub struct WeightInfo<T>(PhantomData<T>);

impl<T: frame_system::Config> pallet_proxy::WeightInfo for WeightInfo<T> {
	/// - `p` ranges over `1..=31`
	/// - Storage: `Proxy::Proxies` (r:1 w:0)
	/// - Proof: `Proxy::Proxies` (`max_values`: None, `max_size`: Some(1241), added: 3716, mode: `MaxEncodedLen`)
	/// - Storage: `SafeMode::EnteredUntil` (r:1 w:0)
	/// - Proof: `SafeMode::EnteredUntil` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
	/// - Storage: `TxPause::PausedCalls` (r:1 w:0)
	/// - Proof: `TxPause::PausedCalls` (`max_values`: None, `max_size`: Some(532), added: 3007, mode: `MaxEncodedLen`)
	fn proxy(p: u32, ) -> Weight {
		// Recorded proof size: 136 bytes + p * 37.
		// Minimum execution time: 22_720_000 picoseconds.
		Weight::from_parts(22_016_308, 4706)
			// Standard error: 72_481
			.saturating_add(Weight::from_parts(573_058, 0).saturating_mul(p.into()))
			.saturating_add(T::DbWeight::get().reads(3))
	}
	/// - `a` ranges over `0..=31`
	/// - `p` ranges over `1..=31`
	/// - Storage: `Proxy::Proxies` (r:1 w:0)
	/// - Proof: `Proxy::Proxies` (`max_values`: None, `max_size`: Some(1241), added: 3716, mode: `MaxEncodedLen`)
	/// - Storage: `Proxy::Announcements` (r:1 w:1)
	/// - Proof: `Proxy::Announcements` (`max_values`: None, `max_size`: Some(2233), added: 4708, mode: `MaxEncodedLen`)
	/// - Storage: `System::Account` (r:1 w:1)
	/// - Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	/// - Storage: `SafeMode::EnteredUntil` (r:1 w:0)
	/// - Proof: `SafeMode::EnteredUntil` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
	/// - Storage: `TxPause::PausedCalls` (r:1 w:0)
	/// - Proof: `TxPause::PausedCalls` (`max_values`: None, `max_size`: Some(532), added: 3007, mode: `MaxEncodedLen`)
	fn proxy_announced(a: u32, p: u32, ) -> Weight {
		// Recorded proof size: 463 bytes + a * 68 + p * 37.
		// Minimum execution time: 62_696_000 picoseconds.
		Weight::from_parts(31_272_659, 5698)
			// Standard error: 220_390
			.saturating_add(Weight::from_parts(1_299_436, 0).saturating_mul(a.into()))
			// Standard error: 229_120
			.saturating_add(Weight::from_parts(1_151_198, 0).saturating_mul(p.into()))
			.saturating_add(T::DbWeight::get().reads(5))
			.saturating_add(T::DbWeight::get().writes(2))
	}
	/// - `a` ranges over `0..=31`
	/// - `p` ranges over `1..=31`
	/// - Storage: `Proxy::Announcements` (r:1 w:1)
	/// - Proof: `Proxy::Announcements` (`max_values`: None, `max_size`: Some(2233), added: 4708, mode: `MaxEncodedLen`)
	/// - Storage: `System::Account` (r:1 w:1)
	/// - Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	fn remove_announcement(a: u32, p: u32, ) -> Weight {
		// Recorded proof size: 332 bytes + a * 68.
		// Minimum execution time: 34_147_000 picoseconds.
		Weight::from_parts(28_606_373, 5698)
			// Standard error: 110_235
			.saturating_add(Weight::from_parts(645_677, 0).saturating_mul(a.into()))
			// Standard error: 114_602
			.saturating_add(Weight::from_parts(201_662, 0).saturating_mul(p.into()))
			.saturating_add(T::DbWeight::get().reads(2))
			.saturating_add(T::DbWeight::get().writes(2))
	}
	/// - `a` ranges over `0..=31`
	/// - `p` ranges over `1..=31`
	/// - Storage: `Proxy::Announcements` (r:1 w:1)
	/// - Proof: `Proxy::Announcements` (`max_values`: None, `max_size`: Some(2233), added: 4708, mode: `MaxEncodedLen`)
	/// - Storage: `System::Account` (r:1 w:1)
	/// - Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	fn reject_announcement(a: u32, _p: u32, ) -> Weight {
		// Recorded proof size: 332 bytes + a * 68.
		// Minimum execution time: 35_265_000 picoseconds.
		Weight::from_parts(56_357_290, 5698)
			// Standard error: 130_620
			.saturating_add(Weight::from_parts(150_457, 0).saturating_mul(a.into()))
			.saturating_add(T::DbWeight::get().reads(2))
			.saturating_add(T::DbWeight::get().writes(2))
	}
	/// - `a` ranges over `0..=31`
	/// - `p` ranges over `1..=31`
	/// - Storage: `Proxy::Proxies` (r:1 w:0)
	/// - Proof: `Proxy::Proxies` (`max_values`: None, `max_size`: Some(1241), added: 3716, mode: `MaxEncodedLen`)
	/// - Storage: `Proxy::Announcements` (r:1 w:1)
	/// - Proof: `Proxy::Announcements` (`max_values`: None, `max_size`: Some(2233), added: 4708, mode: `MaxEncodedLen`)
	/// - Storage: `System::Account` (r:1 w:1)
	/// - Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	fn announce(a: u32, p: u32, ) -> Weight {
		// Recorded proof size: 349 bytes + a * 68 + p * 37.
		// Minimum execution time: 48_100_000 picoseconds.
		Weight::from_parts(52_327_688, 5698)
			// Standard error: 62_208
			.saturating_add(Weight::from_parts(235_910, 0).saturating_mul(a.into()))
			// Standard error: 64_672
			.saturating_add(Weight::from_parts(155_820, 0).saturating_mul(p.into()))
			.saturating_add(T::DbWeight::get().reads(3))
			.saturating_add(T::DbWeight::get().writes(2))
	}
	/// - `p` ranges over `1..=31`
	/// - Storage: `Proxy::Proxies` (r:1 w:1)
	/// - Proof: `Proxy::Proxies` (`max_values`: None, `max_size`: Some(1241), added: 3716, mode: `MaxEncodedLen`)
	fn add_proxy(p: u32, ) -> Weight {
		// Recorded proof size: 90 bytes + p * 37.
		// Minimum execution time: 33_364_000 picoseconds.
		Weight::from_parts(36_635_023, 4706)
			// Standard error: 47_088
			.saturating_add(Weight::from_parts(156_484, 0).saturating_mul(p.into()))
			.saturating_add(T::DbWeight::get().reads(1))
			.saturating_add(T::DbWeight::get().writes(1))
	}
	/// - `p` ranges over `1..=31`
	/// - Storage: `Proxy::Proxies` (r:1 w:1)
	/// - Proof: `Proxy::Proxies` (`max_values`: None, `max_size`: Some(1241), added: 3716, mode: `MaxEncodedLen`)
	fn remove_proxy(p: u32, ) -> Weight {
		// Recorded proof size: 90 bytes + p * 37.
		// Minimum execution time: 33_051_000 picoseconds.
		Weight::from_parts(37_125_459, 4706)
			// Standard error: 29_354
			.saturating_add(Weight::from_parts(71_114, 0).saturating_mul(p.into()))
			.saturating_add(T::DbWeight::get().reads(1))
			.saturating_add(T::DbWeight::get().writes(1))
	}
	/// - `p` ranges over `1..=31`
	/// - Storage: `Proxy::Proxies` (r:1 w:1)
	/// - Proof: `Proxy::Proxies` (`max_values`: None, `max_size`: Some(1241), added: 3716, mode: `MaxEncodedLen`)
	fn remove_proxies(p: u32, ) -> Weight {
		// Recorded proof size: 90 bytes + p * 37.
		// Minimum execution time: 33_122_000 picoseconds.
		Weight::from_parts(17_057_066, 4706)
			// Standard error: 302_861
			.saturating_add(Weight::from_parts(4_558_000, 0).saturating_mul(p.into()))
			.saturating_add(T::DbWeight::get().reads(1))
			.saturating_add(T::DbWeight::get().writes(1))
	}
	/// - `p` ranges over `1..=31`
	/// - Storage: `Proxy::Proxies` (r:1 w:1)
	/// - Proof: `Proxy::Proxies` (`max_values`: None, `max_size`: Some(1241), added: 3716, mode: `MaxEncodedLen`)
	fn create_pure(p: u32, ) -> Weight {
		// Recorded proof size: 102 bytes.
		// Minimum execution time: 35_671_000 picoseconds.
		Weight::from_parts(35_197_067, 4706)
			// Standard error: 213_833
			.saturating_add(Weight::from_parts(1_193_885, 0).saturating_mul(p.into()))
			.saturating_add(T::DbWeight::get().reads(1))
			.saturating_add(T::DbWeight::get().writes(1))
	}
	/// - `p` ranges over `0..=30`
	/// - Storage: `Proxy::Proxies` (r:1 w:1)
	/// - Proof: `Proxy::Proxies` (`max_values`: None, `max_size`: Some(1241), added: 3716, mode: `MaxEncodedLen`)
	fn kill_pure(_p: u32, ) -> Weight {
		// Recorded proof size: 127 bytes + p * 37.
		// Minimum execution time: 36_808_000 picoseconds.
		Weight::from_parts(58_601_658, 4706)
			.saturating_add(T::DbWeight::get().reads(1))
			.saturating_add(T::DbWeight::get().writes(1))
	}
	/// - Storage: `Proxy::Proxies` (r:1 w:1)
	/// - Proof: `Proxy::Proxies` (`max_values`: None, `max_size`: Some(1241), added: 3716, mode: `MaxEncodedLen`)
	/// - Storage: `System::Account` (r:1 w:1)
	/// - Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	/// - Storage: `Proxy::Announcements` (r:1 w:1)
	/// - Proof: `Proxy::Announcements` (`max_values`: None, `max_size`: Some(2233), added: 4708, mode: `MaxEncodedLen`)
	fn poke_deposit() -> Weight {
		// Recorded proof size: 416 bytes.
		// Minimum execution time: 96_075_000 picoseconds.
		Weight::from_parts(110_932_000, 5698)
			.saturating_add(T::DbWeight::get().reads(3))
			.saturating_add(T::DbWeight::get().writes(3))
	}
}
