//! Rules and actuators.

use super::{governance::is_refused, market::GridOperators, monetary::Deposit, system::Genesis};
use crate::{
	constants::MAXIMUM_BLOCK_WEIGHT, AssetLifecycle, Consortium, DeviceRegistry, EnergyMarket,
	Procurement, Runtime, RuntimeHoldReason, Telemetry, Timestamp,
};
use frame_support::{parameter_types, traits::Get, weights::Weight};
use pallet_automation::HoldReason;
use pallet_consortium::{EnsureMember, EnsureRole};
use sp_runtime::Perbill;

parameter_types! {
	pub const SiteDeposit: RuntimeHoldReason = RuntimeHoldReason::Automation(HoldReason::Site);
	pub const RuleDeposit: RuntimeHoldReason = RuntimeHoldReason::Automation(HoldReason::Rule);
	pub const ActuatorDeposit: RuntimeHoldReason =
		RuntimeHoldReason::Automation(HoldReason::Actuator);
	/// Enough for the largest rule, which reads 16 price series and has 16 needs ordered.
	pub MaxRulesWeight: Weight = Perbill::from_percent(30) * MAXIMUM_BLOCK_WEIGHT;
}

/// Whether safe mode or a pause refuses what rules order.
pub struct OrdersStopped;

impl Get<bool> for OrdersStopped {
	fn get() -> bool {
		is_refused(&[("Procurement", "place_order")])
	}
}

impl pallet_automation::Config for Runtime {
	type ActuatorConsideration = Deposit<ActuatorDeposit>;
	type Assets = AssetLifecycle;
	#[cfg(feature = "runtime-benchmarks")]
	type BenchmarkHelper = crate::benchmarks::World;
	type Devices = DeviceRegistry;
	type Events = AssetLifecycle;
	type Genesis = Genesis;
	type GridOperatorOrigin = EnsureRole<Runtime, GridOperators>;
	type MaxWeight = MaxRulesWeight;
	type MemberOrigin = EnsureMember<Runtime>;
	type Membership = Consortium;
	type Needs = Procurement;
	type Prices = EnergyMarket;
	type Quota = Consortium;
	type RuleConsideration = Deposit<RuleDeposit>;
	type SiteConsideration = Deposit<SiteDeposit>;
	type Stopped = OrdersStopped;
	type Time = Timestamp;
	type Watch = Telemetry;
	type WeightInfo = pallet_automation::weights::SubstrateWeight<Runtime>;
}
