//! Money between parties.

use super::monetary::Deposit;
use crate::{
	AssetLifecycle, Balances, Consortium, Procurement, Runtime, RuntimeHoldReason, Timestamp,
};
use frame_support::{parameter_types, traits::ConstU64};
use pallet_consortium::EnsureMember;
use pallet_escrow::HoldReason;

const DAY: u64 = 24 * 60 * 60_000;

parameter_types! {
	pub const RecordDeposit: RuntimeHoldReason = RuntimeHoldReason::Escrow(HoldReason::Record);
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
	type Time = Timestamp;
	type WeightInfo = pallet_escrow::weights::SubstrateWeight<Runtime>;
}
