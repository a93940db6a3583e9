//! Telemetry.

use super::{devices::DROP_DELAY, monetary::Deposit, system::Genesis, AdminOrigin};
use crate::{
	constants::SLOT_DURATION, AccountId, AssetLifecycle, Automation, BlockNumber, Consortium,
	DeviceRegistry, EnergyMarket, Procurement, Runtime, RuntimeCall, RuntimeHoldReason, Timestamp,
};
use frame_support::{parameter_types, traits::ConstU32, weights::Weight};
use pallet_consortium::EnsureMember;
use pallet_telemetry::{AnchorOrder, HoldReason};
use sp_runtime::transaction_validity::{TransactionValidityError, ValidTransaction};
use tallystick_primitives::Preflight;

parameter_types! {
	/// A challenge is judged by the keys of the batch's devices, which must be stored as long.
	pub const MaxRetention: BlockNumber = (DROP_DELAY / SLOT_DURATION) as BlockNumber;
	pub const FirstBatchDeposit: RuntimeHoldReason =
		RuntimeHoldReason::Telemetry(HoldReason::Gateway);
	pub const WatchDeposit: RuntimeHoldReason = RuntimeHoldReason::Telemetry(HoldReason::Watch);
}

impl pallet_telemetry::Config for Runtime {
	type AdminOrigin = AdminOrigin;
	#[cfg(feature = "runtime-benchmarks")]
	type BenchmarkHelper = crate::benchmarks::World;
	type Devices = DeviceRegistry;
	type FinalStatement = AssetLifecycle;
	type GatewayConsideration = Deposit<FirstBatchDeposit>;
	type Genesis = Genesis;
	type MaxObserved = ConstU32<64>;
	type MaxRetention = MaxRetention;
	type MaxRuns = ConstU32<16>;
	type MaxStatements = ConstU32<512>;
	type MemberOrigin = EnsureMember<Runtime>;
	type OnObservation = (AssetLifecycle, EnergyMarket, Automation, Procurement);
	type Quota = Consortium;
	type Time = Timestamp;
	type WatchConsideration = Deposit<WatchDeposit>;
	type WeightInfo = pallet_telemetry::weights::SubstrateWeight<Runtime>;
}

/// The least number of bytes that a batch counts as in a quota: its record stays for as long as it
/// can be challenged. The default quota pays for 1,024 batches an hour.
const LEAST_BYTES_OF_BATCH: usize = 16 * 1024;

/// Lets a gateway's batches into the pool in their order, and none twice.
pub struct BatchOrder;

impl Preflight<AccountId, RuntimeCall> for BatchOrder {
	fn check(
		who: &AccountId,
		call: &RuntimeCall,
	) -> Result<ValidTransaction, TransactionValidityError> {
		match call {
			RuntimeCall::Telemetry(call) => AnchorOrder::<Runtime>::check(who, call),
			_ => Ok(ValidTransaction::default()),
		}
	}

	fn least_bytes(call: &RuntimeCall) -> usize {
		match call {
			RuntimeCall::Telemetry(pallet_telemetry::Call::anchor { .. }) => LEAST_BYTES_OF_BATCH,
			_ => 0,
		}
	}

	fn weight() -> Weight {
		// Reads the gateway's record, and how full the block is.
		<Runtime as frame_system::Config>::DbWeight::get().reads(2)
	}
}
