//! Organisations, and what they pay for.

use super::{
	consensus::{SessionKeyRegistry, MAX_VALIDATORS, SESSIONS_KEPT},
	monetary::{RecordBase, RecordByte},
	AdminOrigin,
};
use crate::{constants::HOURS, Balances, Runtime, RuntimeCall};
use frame_support::{
	parameter_types,
	traits::{ConstU32, ConstU64, Contains},
	weights::constants::WEIGHT_REF_TIME_PER_SECOND,
	PalletId,
};
use pallet_consortium::Quota;

/// What an organisation pays for. None of these carries out another call as the signer: a motion
/// of the council acts with the council's authority alone.
pub struct SponsoredCalls;

impl Contains<RuntimeCall> for SponsoredCalls {
	fn contains(call: &RuntimeCall) -> bool {
		matches!(
			call,
			RuntimeCall::Session(_)
				| RuntimeCall::Consortium(_)
				| RuntimeCall::DeviceRegistry(_)
				| RuntimeCall::Telemetry(_)
				| RuntimeCall::Escrow(_)
				| RuntimeCall::AssetLifecycle(_)
				| RuntimeCall::EnergyMarket(_)
				| RuntimeCall::Automation(_)
				| RuntimeCall::Procurement(_)
				| RuntimeCall::Council(
					pallet_collective::Call::propose { .. }
						| pallet_collective::Call::vote { .. }
						| pallet_collective::Call::close { .. }
				)
		)
	}
}

/// What stays open to a suspended organisation: a vote in the council, which is another matter,
/// for its members to leave, and to bring its machines to a safe stop.
pub struct UnsuspendableCalls;

impl Contains<RuntimeCall> for UnsuspendableCalls {
	fn contains(call: &RuntimeCall) -> bool {
		matches!(
			call,
			RuntimeCall::Council(_)
				| RuntimeCall::Consortium(pallet_consortium::Call::remove_member { .. })
				| RuntimeCall::Automation(pallet_automation::Call::stop { .. })
		)
	}
}

parameter_types! {
	pub const OrganizationAccounts: PalletId = PalletId(*b"tallyorg");
	/// An hour's 16 MiB, or 60 s of execution: some three per cent of what the chain can carry.
	pub const DefaultQuota: Quota =
		Quota { bytes: 16 * 1024 * 1024, ref_time: 60 * WEIGHT_REF_TIME_PER_SECOND };
}

impl pallet_consortium::Config for Runtime {
	type AdminOrigin = AdminOrigin;
	#[cfg(feature = "runtime-benchmarks")]
	type BenchmarkHelper = crate::benchmarks::Keys;
	type Currency = Balances;
	type DefaultQuota = DefaultQuota;
	type DepositBase = RecordBase;
	type DepositPerByte = RecordByte;
	type MaxMembers = ConstU32<100_000>;
	type MaxNameLength = ConstU32<64>;
	type MaxValidators = ConstU32<MAX_VALIDATORS>;
	type PalletId = OrganizationAccounts;
	type Preflight = super::telemetry::BatchOrder;
	type QuotaPeriod = ConstU32<HOURS>;
	type SessionKeys = SessionKeyRegistry;
	type SessionsKept = ConstU32<SESSIONS_KEPT>;
	type SponsoredCalls = SponsoredCalls;
	type SponsoredPriority = ConstU64<0>;
	type UnsuspendableCalls = UnsuspendableCalls;
	type VotingKey = pallet_grandpa::AuthorityId;
	type WeightInfo = pallet_consortium::weights::SubstrateWeight<Runtime>;
}
