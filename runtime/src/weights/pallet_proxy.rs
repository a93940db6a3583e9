//! Weights of `pallet_proxy`, measured in this runtime.
//!
//! Written by a program; do not edit. To measure again:
//! `STEPS=50 REPEAT=20 ./scripts/benchmark.sh pallet_proxy`
//!
//! - frame-benchmarking-cli 64.0.0, 2026-11-22, host `two-core-vm`, CPU `Intel(R) Xeon(R) Processor`
//! - steps: 50, repeat: 20, WASM execution: Compiled, analysis: MinSquares
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
		// Minimum execution time: 20_383_000 picoseconds.
		Weight::from_parts(24_989_400, 4706)
			// Standard error: 2_414
			.saturating_add(Weight::from_parts(81_008, 0).saturating_mul(p.into()))
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
		// Minimum execution time: 50_767_000 picoseconds.
		Weight::from_parts(52_820_449, 5698)
			// Standard error: 13_295
			.saturating_add(Weight::from_parts(420_355, 0).saturating_mul(a.into()))
			// Standard error: 13_736
			.saturating_add(Weight::from_parts(223_772, 0).saturating_mul(p.into()))
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
		// Minimum execution time: 34_780_000 picoseconds.
		Weight::from_parts(30_245_187, 5698)
			// Standard error: 14_070
			.saturating_add(Weight::from_parts(511_263, 0).saturating_mul(a.into()))
			// Standard error: 14_537
			.saturating_add(Weight::from_parts(271_853, 0).saturating_mul(p.into()))
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
		// Minimum execution time: 35_456_000 picoseconds.
		Weight::from_parts(54_702_474, 5698)
			// Standard error: 46_956
			.saturating_add(Weight::from_parts(450_373, 0).saturating_mul(a.into()))
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
		// Minimum execution time: 50_955_000 picoseconds.
		Weight::from_parts(54_523_079, 5698)
			// Standard error: 39_268
			.saturating_add(Weight::from_parts(438_788, 0).saturating_mul(a.into()))
			// Standard error: 40_572
			.saturating_add(Weight::from_parts(175_416, 0).saturating_mul(p.into()))
			.saturating_add(T::DbWeight::get().reads(3))
			.saturating_add(T::DbWeight::get().writes(2))
	}
	/// - `p` ranges over `1..=31`
	/// - Storage: `Proxy::Proxies` (r:1 w:1)
	/// - Proof: `Proxy::Proxies` (`max_values`: None, `max_size`: Some(1241), added: 3716, mode: `MaxEncodedLen`)
	fn add_proxy(p: u32, ) -> Weight {
		// Recorded proof size: 90 bytes + p * 37.
		// Minimum execution time: 28_707_000 picoseconds.
		Weight::from_parts(38_124_646, 4706)
			// Standard error: 5_689
			.saturating_add(Weight::from_parts(155_206, 0).saturating_mul(p.into()))
			.saturating_add(T::DbWeight::get().reads(1))
			.saturating_add(T::DbWeight::get().writes(1))
	}
	/// - `p` ranges over `1..=31`
	/// - Storage: `Proxy::Proxies` (r:1 w:1)
	/// - Proof: `Proxy::Proxies` (`max_values`: None, `max_size`: Some(1241), added: 3716, mode: `MaxEncodedLen`)
	fn remove_proxy(p: u32, ) -> Weight {
		// Recorded proof size: 90 bytes + p * 37.
		// Minimum execution time: 35_232_000 picoseconds.
		Weight::from_parts(53_209_316, 4706)
			// Standard error: 27_409
			.saturating_add(Weight::from_parts(174_465, 0).saturating_mul(p.into()))
			.saturating_add(T::DbWeight::get().reads(1))
			.saturating_add(T::DbWeight::get().writes(1))
	}
	/// - `p` ranges over `1..=31`
	/// - Storage: `Proxy::Proxies` (r:1 w:1)
	/// - Proof: `Proxy::Proxies` (`max_values`: None, `max_size`: Some(1241), added: 3716, mode: `MaxEncodedLen`)
	fn remove_proxies(p: u32, ) -> Weight {
		// Recorded proof size: 90 bytes + p * 37.
		// Minimum execution time: 45_632_000 picoseconds.
		Weight::from_parts(60_661_568, 4706)
			// Standard error: 22_727
			.saturating_add(Weight::from_parts(4_642_938, 0).saturating_mul(p.into()))
			.saturating_add(T::DbWeight::get().reads(1))
			.saturating_add(T::DbWeight::get().writes(1))
	}
	/// - `p` ranges over `1..=31`
	/// - Storage: `Proxy::Proxies` (r:1 w:1)
	/// - Proof: `Proxy::Proxies` (`max_values`: None, `max_size`: Some(1241), added: 3716, mode: `MaxEncodedLen`)
	fn create_pure(p: u32, ) -> Weight {
		// Recorded proof size: 102 bytes.
		// Minimum execution time: 31_468_000 picoseconds.
		Weight::from_parts(73_318_926, 4706)
			// Standard error: 11_693
			.saturating_add(Weight::from_parts(96_552, 0).saturating_mul(p.into()))
			.saturating_add(T::DbWeight::get().reads(1))
			.saturating_add(T::DbWeight::get().writes(1))
	}
	/// - `p` ranges over `0..=30`
	/// - Storage: `Proxy::Proxies` (r:1 w:1)
	/// - Proof: `Proxy::Proxies` (`max_values`: None, `max_size`: Some(1241), added: 3716, mode: `MaxEncodedLen`)
	fn kill_pure(p: u32, ) -> Weight {
		// Recorded proof size: 127 bytes + p * 37.
		// Minimum execution time: 30_264_000 picoseconds.
		Weight::from_parts(64_341_178, 4706)
			// Standard error: 7_944
			.saturating_add(Weight::from_parts(249_270, 0).saturating_mul(p.into()))
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
		// Minimum execution time: 50_187_000 picoseconds.
		Weight::from_parts(55_217_000, 5698)
			.saturating_add(T::DbWeight::get().reads(3))
			.saturating_add(T::DbWeight::get().writes(3))
	}
}
