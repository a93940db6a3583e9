//! Organisations, and what they pay for.

use super::{
	consensus::{SessionKeyRegistry, MAX_VALIDATORS, SESSIONS_KEPT},
	governance::MaxProposalWeight,
	monetary::{RecordBase, RecordByte},
	AdminOrigin,
};
use crate::{
	constants::{HOURS, MAXIMUM_BLOCK_WEIGHT},
	AccountId, Balances, Council, Runtime, RuntimeCall,
};
use frame_support::{
	dispatch::GetDispatchInfo,
	parameter_types,
	traits::{ConstU32, ConstU64, Contains, ContainsPair},
	weights::{constants::WEIGHT_REF_TIME_PER_SECOND, Weight},
	PalletId,
};
use pallet_consortium::Quota;
use sp_runtime::transaction_validity::{TransactionValidityError, ValidTransaction};
use tallystick_primitives::Preflight;

/// The calls that an organisation pays for, whichever of its members signs. None of these
/// dispatches another call as the signer.
pub struct SponsoredCalls;

/// Whether only the council's origin may make the call. If an account signs it, it books block time
/// only to be refused; `enact` books as much as its inner call.
fn is_the_council_s(call: &pallet_consortium::Call<Runtime>) -> bool {
	use pallet_consortium::Call;
	matches!(
		call,
		Call::admit { .. }
			| Call::set_roles { .. }
			| Call::suspend { .. }
			| Call::resume { .. }
			| Call::set_quota { .. }
			| Call::add_validator { .. }
			| Call::remove_validator { .. }
			| Call::configure { .. }
			| Call::dissolve { .. }
			| Call::enact { .. }
	)
}

impl Contains<RuntimeCall> for SponsoredCalls {
	fn contains(call: &RuntimeCall) -> bool {
		match call {
			RuntimeCall::Consortium(call) => !is_the_council_s(call),
			RuntimeCall::Session(_)
			| RuntimeCall::DeviceRegistry(_)
			| RuntimeCall::Telemetry(_)
			| RuntimeCall::Escrow(_)
			| RuntimeCall::AssetLifecycle(_)
			| RuntimeCall::EnergyMarket(_)
			| RuntimeCall::Automation(_)
			| RuntimeCall::Procurement(_) => true,
			_ => false,
		}
	}
}

/// The calls by which a member of the council proposes a motion, votes on one and closes it. None of
/// these dispatches a call as the signer: a motion acts with the council's authority alone.
pub struct CouncilCalls;

impl ContainsPair<AccountId, RuntimeCall> for CouncilCalls {
	fn contains(who: &AccountId, call: &RuntimeCall) -> bool {
		use pallet_collective::Call;
		let RuntimeCall::Council(call) = call else { return false };
		// The weight that the signer books for the motion. The council executes nothing above a limit,
		// so booking more can only lead to a refusal.
		let booked = match call {
			Call::vote { .. } => 0,
			Call::propose { proposal, .. } => proposal.get_dispatch_info().call_weight.ref_time(),
			Call::close { proposal_weight_bound, .. } => proposal_weight_bound.ref_time(),
			_ => return false,
		};
		booked <= MaxProposalWeight::get().ref_time() && Council::is_member(who)
	}
}

/// The priority of sponsored transactions: before those that pay a fee, unless their tip is ten
/// million units or more.
pub const SPONSORED_PRIORITY: u64 = 1 << 60;

/// The extra priority of the council's motions over members' other transactions.
pub const MOTION_PRIORITY: u64 = 1 << 61;

/// The extra priority of the council's votes. They come before motions, whoever pays for either. So
/// no member of the council can keep others from voting by closing motions that are not due.
pub const VOTE_PRIORITY: u64 = 1 << 62;

/// Gives the council's transactions priority over members' others.
pub struct CouncilFirst;

impl Preflight<AccountId, RuntimeCall> for CouncilFirst {
	fn check(
		who: &AccountId,
		call: &RuntimeCall,
	) -> Result<ValidTransaction, TransactionValidityError> {
		let priority = match call {
			call if !CouncilCalls::contains(who, call) => 0,
			RuntimeCall::Council(pallet_collective::Call::vote { .. }) => VOTE_PRIORITY,
			_ => MOTION_PRIORITY,
		};
		Ok(ValidTransaction { priority, ..Default::default() })
	}

	fn weight() -> Weight {
		// The council's members.
		<Runtime as frame_system::Config>::DbWeight::get().reads(1)
	}
}

/// The calls that a suspended organisation can still make. Its members can vote in the council,
/// which is a separate matter, can leave, and can bring its machines to a safe stop. Its admin can
/// end memberships and invitations.
pub struct UnsuspendableCalls;

impl Contains<RuntimeCall> for UnsuspendableCalls {
	fn contains(call: &RuntimeCall) -> bool {
		matches!(
			call,
			RuntimeCall::Council(_)
				| RuntimeCall::Consortium(
					pallet_consortium::Call::remove_member { .. }
						| pallet_consortium::Call::withdraw_invitation { .. }
				) | RuntimeCall::Automation(pallet_automation::Call::stop { .. })
		)
	}
}

parameter_types! {
	pub const OrganizationAccounts: PalletId = PalletId(*b"tallyorg");
	/// An hour's 16 MiB, or 60 s of execution: some three per cent of what the chain can carry.
	pub const DefaultQuota: Quota =
		Quota { bytes: 16 * 1024 * 1024, ref_time: 60 * WEIGHT_REF_TIME_PER_SECOND };
	/// A quarter of a block: a batch with 56 segments, each of six runs and with a signature of P-256,
	/// fits. The largest one books some two fifths of a block.
	pub const BlockShare: u64 = MAXIMUM_BLOCK_WEIGHT.ref_time() / 4;
}

impl pallet_consortium::Config for Runtime {
	type AdminOrigin = AdminOrigin;
	#[cfg(feature = "runtime-benchmarks")]
	type BenchmarkHelper = crate::benchmarks::Keys;
	type BlockShare = BlockShare;
	type CouncilCalls = CouncilCalls;
	type Currency = Balances;
	type DefaultQuota = DefaultQuota;
	type DepositBase = RecordBase;
	type DepositPerByte = RecordByte;
	type MaxMembers = ConstU32<100_000>;
	type MaxNameLength = ConstU32<64>;
	type MaxValidators = ConstU32<MAX_VALIDATORS>;
	type PalletId = OrganizationAccounts;
	type Preflight = (super::telemetry::BatchOrder, super::devices::StatementRoom, CouncilFirst);
	type QuotaPeriod = ConstU32<HOURS>;
	type SessionKeys = SessionKeyRegistry;
	type SessionsKept = ConstU32<SESSIONS_KEPT>;
	type SponsoredCalls = SponsoredCalls;
	type SponsoredPriority = ConstU64<SPONSORED_PRIORITY>;
	type UnsuspendableCalls = UnsuspendableCalls;
	type VotingKey = pallet_grandpa::AuthorityId;
	type WeightInfo = pallet_consortium::weights::SubstrateWeight<Runtime>;
}
