//! Devices, their models, keys and gateways.

use super::{monetary::Deposit, system::Genesis, AdminOrigin};
use crate::{
	AccountId, AssetLifecycle, Automation, Consortium, EnergyMarket, Runtime, RuntimeCall,
	RuntimeHoldReason, Telemetry, Timestamp,
};
use frame_support::{
	parameter_types,
	traits::{ConstU32, ConstU64},
	weights::Weight,
};
use pallet_consortium::{EnsureMember, EnsureOrgAdmin, EnsureRole};
use pallet_device_registry::HoldReason;
use sp_runtime::transaction_validity::{TransactionValidityError, ValidTransaction};
use tallystick_primitives::{evidence::model, HostCrypto, Preflight, Role, Roles, DEVICE_PRIORITY};

const MINUTE: u64 = 60_000;
const DAY: u64 = 24 * 60 * MINUTE;
/// For how long the chain knows a device after its end, in milliseconds.
pub(super) const DROP_DELAY: u64 = 30 * DAY;

parameter_types! {
	pub const ModelDeposit: RuntimeHoldReason =
		RuntimeHoldReason::DeviceRegistry(HoldReason::Model);
	pub const LotDeposit: RuntimeHoldReason = RuntimeHoldReason::DeviceRegistry(HoldReason::Lot);
	pub const DeviceDeposit: RuntimeHoldReason =
		RuntimeHoldReason::DeviceRegistry(HoldReason::Device);
	pub const GatewayDeposit: RuntimeHoldReason =
		RuntimeHoldReason::DeviceRegistry(HoldReason::Gateway);
	pub Manufacturers: Roles = Role::Manufacturer.into();
	pub Accreditors: Roles = Role::Accreditor.into();
}

/// Lets calls that make statements of devices wait for a block with room for them.
pub struct StatementRoom;

impl Preflight<AccountId, RuntimeCall> for StatementRoom {
	fn check(
		_: &AccountId,
		call: &RuntimeCall,
	) -> Result<ValidTransaction, TransactionValidityError> {
		match call {
			RuntimeCall::DeviceRegistry(call) => {
				pallet_device_registry::StatementRoom::<Runtime>::check(call)
			},
			_ => Ok(ValidTransaction::default()),
		}
	}

	fn weight() -> Weight {
		// Reads how full the block is.
		<Runtime as frame_system::Config>::DbWeight::get().reads(1)
	}
}

impl pallet_device_registry::Config for Runtime {
	type AccreditorOrigin = EnsureRole<Runtime, Accreditors>;
	type AdminOrigin = AdminOrigin;
	#[cfg(feature = "runtime-benchmarks")]
	type BenchmarkHelper = crate::benchmarks::World;
	type Crypto = HostCrypto;
	type DeviceConsideration = Deposit<DeviceDeposit>;
	type DropDelay = ConstU64<DROP_DELAY>;
	type GatewayConsideration = Deposit<GatewayDeposit>;
	type Genesis = Genesis;
	type Guard = (AssetLifecycle, EnergyMarket);
	type LotConsideration = Deposit<LotDeposit>;
	type ManufacturerOrigin = EnsureRole<Runtime, Manufacturers>;
	type MaxChannels = ConstU32<{ model::MAX_CHANNELS }>;
	type MaxEndorsers = ConstU32<8>;
	type MaxGateways = ConstU32<16>;
	type MaxKeys = ConstU32<16>;
	type MaxLifetime = ConstU64<DAY>;
	type MaxNameLength = ConstU32<{ model::MAX_CHANNEL_NAME }>;
	type MaxUnitLength = ConstU32<{ model::MAX_UNIT }>;
	type MaxUriLength = ConstU32<{ model::MAX_URI }>;
	type MemberOrigin = EnsureMember<Runtime>;
	type Membership = Consortium;
	type MinKeyAge = ConstU64<{ 60 * MINUTE }>;
	type ModelConsideration = Deposit<ModelDeposit>;
	type OnDeviceChange = (AssetLifecycle, Automation);
	type OrgAdminOrigin = EnsureOrgAdmin<Runtime>;
	type RotationDelay = ConstU64<{ 7 * DAY }>;
	type RotationPriority = ConstU64<DEVICE_PRIORITY>;
	type Statements = Telemetry;
	type Time = Timestamp;
	type WeightInfo = pallet_device_registry::weights::SubstrateWeight<Runtime>;
}
