//! Assets, and what happens to them.

use super::{monetary::Deposit, AdminOrigin};
use crate::{
	constants::MAXIMUM_BLOCK_WEIGHT, Consortium, DeviceRegistry, Escrow, Runtime,
	RuntimeHoldReason, Telemetry, Timestamp,
};
use frame_support::{parameter_types, traits::ConstU64, weights::Weight};
use pallet_asset_lifecycle::HoldReason;
use pallet_consortium::{EnsureMember, EnsureRole};
use sp_runtime::Perbill;
use tallystick_primitives::{Role, Roles};

const HOUR: u64 = 60 * 60_000;
const DAY: u64 = 24 * HOUR;

parameter_types! {
	pub const PrefixDeposit: RuntimeHoldReason =
		RuntimeHoldReason::AssetLifecycle(HoldReason::Prefix);
	pub const PolicyDeposit: RuntimeHoldReason =
		RuntimeHoldReason::AssetLifecycle(HoldReason::Policy);
	pub const ClassDeposit: RuntimeHoldReason =
		RuntimeHoldReason::AssetLifecycle(HoldReason::Class);
	pub const LotDeposit: RuntimeHoldReason = RuntimeHoldReason::AssetLifecycle(HoldReason::Lot);
	pub const AssetDeposit: RuntimeHoldReason =
		RuntimeHoldReason::AssetLifecycle(HoldReason::Asset);
	pub const DocumentDeposit: RuntimeHoldReason =
		RuntimeHoldReason::AssetLifecycle(HoldReason::Document);
	pub const StayDeposit: RuntimeHoldReason = RuntimeHoldReason::AssetLifecycle(HoldReason::Stay);
	pub const LoanDeposit: RuntimeHoldReason = RuntimeHoldReason::AssetLifecycle(HoldReason::Loan);
	pub const TradeDeposit: RuntimeHoldReason = RuntimeHoldReason::AssetLifecycle(HoldReason::Trade);
	pub const RecallDeposit: RuntimeHoldReason =
		RuntimeHoldReason::AssetLifecycle(HoldReason::Recall);
	pub MaxRecallWeight: Weight = Perbill::from_percent(5) * MAXIMUM_BLOCK_WEIGHT;
	pub Accreditors: Roles = Role::Accreditor.into();
}

impl pallet_asset_lifecycle::Config for Runtime {
	type AccreditorOrigin = EnsureRole<Runtime, Accreditors>;
	type AdminOrigin = AdminOrigin;
	type AssetConsideration = Deposit<AssetDeposit>;
	#[cfg(feature = "runtime-benchmarks")]
	type BenchmarkHelper = crate::benchmarks::World;
	type ClassConsideration = Deposit<ClassDeposit>;
	// A lorry may deliver its data only once it has returned.
	type DataDeadline = ConstU64<{ 2 * DAY }>;
	type Devices = DeviceRegistry;
	type DocumentConsideration = Deposit<DocumentDeposit>;
	// Goods may be recalled weeks after they were sold.
	type DropDelay = ConstU64<{ 90 * DAY }>;
	type Escrow = Escrow;
	type LoanConsideration = Deposit<LoanDeposit>;
	type LotConsideration = Deposit<LotDeposit>;
	// A lorry without a network arrives within a shift.
	type MaxBackdate = ConstU64<{ 12 * HOUR }>;
	// A trade lasts at most six of these, which is less than the longest escrow.
	type MaxTradeTime = ConstU64<{ 60 * DAY }>;
	type MaxOfferTime = ConstU64<{ 30 * DAY }>;
	type MaxRecallWeight = MaxRecallWeight;
	type MemberOrigin = EnsureMember<Runtime>;
	type Membership = Consortium;
	type PolicyConsideration = Deposit<PolicyDeposit>;
	type PrefixConsideration = Deposit<PrefixDeposit>;
	type RecallConsideration = Deposit<RecallDeposit>;
	// The council can decide over a weekend.
	type RecallDecisionTime = ConstU64<{ 3 * DAY }>;
	type RuntimeHoldReason = RuntimeHoldReason;
	type StayConsideration = Deposit<StayDeposit>;
	type Time = Timestamp;
	type TradeConsideration = Deposit<TradeDeposit>;
	type Watch = Telemetry;
	type WeightInfo = pallet_asset_lifecycle::weights::SubstrateWeight<Runtime>;
}
