//! Money between parties.

use super::{governance::is_refused, monetary::Deposit};
use crate::{
	AssetLifecycle, Balances, Consortium, Procurement, Runtime, RuntimeHoldReason, Timestamp,
};
use frame_support::{
	parameter_types,
	traits::{ConstU64, Get},
};
use pallet_consortium::EnsureMember;
use pallet_escrow::HoldReason;

const DAY: u64 = 24 * 60 * 60_000;

parameter_types! {
	pub const RecordDeposit: RuntimeHoldReason = RuntimeHoldReason::Escrow(HoldReason::Record);
}

/// The calls with which somebody meets a deadline of a dispute, an order, a trade or an account.
pub const MEETS_DEADLINE: [(&str, &str); 23] = [
	("AssetLifecycle", "accept"),
	("AssetLifecycle", "appeal"),
	("AssetLifecycle", "deliver"),
	("AssetLifecycle", "fund"),
	("AssetLifecycle", "offer_custody"),
	("AssetLifecycle", "pick_up"),
	("AssetLifecycle", "post_bond"),
	("AssetLifecycle", "show"),
	("EnergyMarket", "settle"),
	("Escrow", "decide"),
	("Procurement", "accept"),
	("Procurement", "attest"),
	("Procurement", "claim"),
	("Procurement", "dispute"),
	("Procurement", "grant_claim"),
	("Procurement", "receive"),
	("Procurement", "refuse_claim"),
	("Procurement", "rework"),
	("Procurement", "send_back"),
	("Procurement", "ship"),
	("Procurement", "take_back"),
	("Procurement", "withdraw"),
	("Telemetry", "observe"),
];

/// Whether safe mode or a pause refuses what somebody needs to meet a deadline.
pub struct Stopped;

impl Get<bool> for Stopped {
	fn get() -> bool {
		is_refused(&MEETS_DEADLINE)
	}
}

impl pallet_escrow::Config for Runtime {
	#[cfg(feature = "runtime-benchmarks")]
	type BenchmarkHelper = crate::benchmarks::World;
	type Consideration = Deposit<RecordDeposit>;
	type Currency = Balances;
	// Longer than an order with its delivery, return and dispute takes.
	type MaxDuration = ConstU64<{ 366 * DAY }>;
	type MemberOrigin = EnsureMember<Runtime>;
	type Membership = Consortium;
	type OnExpired = (AssetLifecycle, Procurement);
	type Stopped = Stopped;
	type Time = Timestamp;
	type WeightInfo = pallet_escrow::weights::SubstrateWeight<Runtime>;
}
