//! Machines that buy.

use super::{monetary::Deposit, system::Genesis};
use crate::{
	AssetLifecycle, Balances, Consortium, DeviceRegistry, Escrow, Runtime, RuntimeHoldReason,
	Telemetry, Timestamp,
};
use frame_support::{parameter_types, traits::ConstU64};
use pallet_consortium::{EnsureMember, EnsureRole};
use pallet_procurement::HoldReason;
use sp_runtime::Permill;
use tallystick_primitives::{Role, Roles};

const DAY: u64 = 24 * 60 * 60_000;

parameter_types! {
	pub const RecordDeposit: RuntimeHoldReason = RuntimeHoldReason::Procurement(HoldReason::Record);
	pub Vendors: Roles = Role::ServiceProvider.into();
	pub const Bond: Permill = Permill::from_percent(10);
	pub const ArbiterFee: Permill = Permill::from_percent(5);
}

impl pallet_procurement::Config for Runtime {
	type ArbiterFee = ArbiterFee;
	type Assets = AssetLifecycle;
	#[cfg(feature = "runtime-benchmarks")]
	type BenchmarkHelper = crate::benchmarks::World;
	type Bond = Bond;
	type Consideration = Deposit<RecordDeposit>;
	type Currency = Balances;
	type Devices = DeviceRegistry;
	type Escrow = Escrow;
	type Genesis = Genesis;
	// An order with a visit, a second visit, a return and a dispute fits into an escrow.
	type MaxSpan = ConstU64<{ 25 * DAY }>;
	type MemberOrigin = EnsureMember<Runtime>;
	type Membership = Consortium;
	type MinWindow = ConstU64<DAY>;
	type Time = Timestamp;
	type VendorOrigin = EnsureRole<Runtime, Vendors>;
	type Watch = Telemetry;
	type WeightInfo = pallet_procurement::weights::SubstrateWeight<Runtime>;
}
