//! Council, safe mode, pausing of calls, and proxies.

use crate::{
	constants::{deposit, DAYS, HOURS, MAXIMUM_BLOCK_WEIGHT},
	weights, AccountId, Balance, Balances, BlockNumber, Runtime, RuntimeCall, RuntimeEvent,
	RuntimeHoldReason, RuntimeOrigin, SafeMode, System, TxPause,
};
use alloc::vec::Vec;
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use frame_support::{
	ensure, parameter_types,
	traits::{
		Consideration, ConstU32, Contains, EitherOfDiverse, GetCallMetadata, InstanceFilter,
		MapSuccess, MaybeConsideration,
	},
	weights::Weight,
};
use frame_system::EnsureRoot;
use pallet_collective::{
	CostOf, DefaultVote, EnsureProportionAtLeast, Error, MemberCount, Proposals,
};
use pallet_tx_pause::RuntimeCallNameOf;
use scale_info::TypeInfo;
use sp_runtime::{
	traits::{BlakeTwo256, Replace},
	DispatchError, Perbill,
};

/// The council of the consortium.
pub type CouncilInstance = pallet_collective::Instance1;

/// The only authority: two thirds of the council.
pub type AdminOrigin = EitherOfDiverse<
	EnsureRoot<AccountId>,
	EnsureProportionAtLeast<AccountId, CouncilInstance, 2, 3>,
>;

/// Counts a member that has not voted as against, even if the council has a prime. So two thirds
/// means two thirds of the members, by their own votes.
pub struct SilenceIsNo;

impl DefaultVote for SilenceIsNo {
	fn default_vote(
		_prime: Option<bool>,
		_ayes: MemberCount,
		_nays: MemberCount,
		_members: MemberCount,
	) -> bool {
		false
	}
}

/// The most open motions of one member of the council, of a hundred in all. In benchmarks one member
/// fills all places.
const MAX_OPEN: usize = if cfg!(feature = "runtime-benchmarks") { usize::MAX } else { 3 };

/// The place of a member's open motion: one of few, and nothing is paid for it.
#[derive(
	Clone, PartialEq, Eq, Debug, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub struct OpenMotion;

impl Consideration<AccountId, u32> for OpenMotion {
	fn new(who: &AccountId, _: u32) -> Result<Self, DispatchError> {
		let motions = Proposals::<Runtime, CouncilInstance>::get();
		// The last one is the motion that takes the place.
		let open = motions.split_last().map_or(&[][..], |(_, open)| open);
		// The collective keeps the places of ended motions until somebody claims each. They are
		// dropped here, so that there is at most one place more than motions can be open.
		let (open, over): (Vec<_>, Vec<_>) = CostOf::<Runtime, CouncilInstance>::iter()
			.partition(|(motion, _)| open.contains(motion));
		for (motion, _) in over {
			CostOf::<Runtime, CouncilInstance>::remove(motion);
		}
		let own = open.iter().filter(|(_, (proposer, _))| proposer == who).count();
		ensure!(own < MAX_OPEN, Error::<Runtime, CouncilInstance>::TooManyProposals);
		Ok(Self)
	}

	fn update(self, _: &AccountId, _: u32) -> Result<Self, DispatchError> {
		Ok(self)
	}

	fn drop(self, _: &AccountId) -> Result<(), DispatchError> {
		Ok(())
	}

	#[cfg(feature = "runtime-benchmarks")]
	fn ensure_successful(_: &AccountId, _: u32) {}
}

impl MaybeConsideration<AccountId, u32> for OpenMotion {
	fn is_none(&self) -> bool {
		false
	}
}

/// The longest call that is kept until the council has voted on it, in bytes. A runtime is authorised by
/// its hash, and any other longer call can be split.
pub const MAX_MOTION_LENGTH: u32 = 16 * 1024;

/// Refuses motions with long calls, which the council would have to keep.
pub struct ShortMotions;

impl Contains<RuntimeCall> for ShortMotions {
	fn contains(call: &RuntimeCall) -> bool {
		// The pallet refuses a call that is longer than its proposer says. With a threshold below two no
		// call is kept.
		!matches!(
			call,
			RuntimeCall::Council(pallet_collective::Call::propose { threshold: 2.., length_bound, .. })
				if *length_bound > MAX_MOTION_LENGTH
		)
	}
}

/// The measured weights of the collective, with what they leave out.
pub struct MotionWeights;

type Measured = weights::pallet_collective::WeightInfo<Runtime>;

impl pallet_collective::WeightInfo for MotionWeights {
	fn set_members(m: u32, n: u32, p: u32) -> Weight {
		Measured::set_members(m, n, p)
	}

	fn execute(b: u32, m: u32) -> Weight {
		Measured::execute(b, m)
	}

	fn propose_execute(b: u32, m: u32) -> Weight {
		Measured::propose_execute(b, m)
	}

	// The measured weight lacks the length of the kept call, and the work of `OpenMotion`. A byte is
	// counted as where a motion is closed.
	fn propose_proposed(b: u32, m: u32, p: u32) -> Weight {
		let bytes = Weight::from_parts(100_000, 0).saturating_mul(b.into());
		let places = <Runtime as frame_system::Config>::DbWeight::get().reads_writes(101, 100);
		Measured::propose_proposed(b, m, p).saturating_add(bytes).saturating_add(places)
	}

	fn vote(m: u32) -> Weight {
		Measured::vote(m)
	}

	fn close_early_disapproved(m: u32, p: u32) -> Weight {
		Measured::close_early_disapproved(m, p)
	}

	fn close_early_approved(b: u32, m: u32, p: u32) -> Weight {
		Measured::close_early_approved(b, m, p)
	}

	fn close_disapproved(m: u32, p: u32) -> Weight {
		Measured::close_disapproved(m, p)
	}

	fn close_approved(b: u32, m: u32, p: u32) -> Weight {
		Measured::close_approved(b, m, p)
	}

	fn disapprove_proposal(p: u32) -> Weight {
		Measured::disapprove_proposal(p)
	}

	fn kill(d: u32, p: u32) -> Weight {
		Measured::kill(d, p)
	}

	fn release_proposal_cost() -> Weight {
		Measured::release_proposal_cost()
	}
}

parameter_types! {
	pub MaxProposalWeight: Weight = Perbill::from_percent(50) * MAXIMUM_BLOCK_WEIGHT;
}

impl pallet_collective::Config<CouncilInstance> for Runtime {
	type Consideration = OpenMotion;
	type DefaultVote = SilenceIsNo;
	type DisapproveOrigin = AdminOrigin;
	type KillOrigin = AdminOrigin;
	type MaxMembers = ConstU32<100>;
	type MaxProposalWeight = MaxProposalWeight;
	type MaxProposals = ConstU32<100>;
	type MotionDuration = ConstU32<{ 7 * DAYS }>;
	type Proposal = RuntimeCall;
	type RuntimeEvent = RuntimeEvent;
	type RuntimeOrigin = RuntimeOrigin;
	type SetMembersOrigin = AdminOrigin;
	type WeightInfo = MotionWeights;
}

/// Calls of the SDK that nobody may sign.
///
/// A validator's keys can be replaced but not withdrawn: otherwise the set could shrink below its
/// minimum. `consortium.drop_keys` removes those of accounts that no longer validate.
///
/// The node of a block's author reports double votes by itself. Signed reports would be free if they
/// succeed.
pub struct NeverSigned;

impl Contains<RuntimeCall> for NeverSigned {
	fn contains(call: &RuntimeCall) -> bool {
		!matches!(
			call,
			RuntimeCall::Session(pallet_session::Call::purge_keys {})
				| RuntimeCall::Grandpa(pallet_grandpa::Call::report_equivocation { .. })
		)
	}
}

/// Whether the call takes money out of an organisation's account, or names another admin, who can do
/// so.
fn moves_money(call: &pallet_consortium::Call<Runtime>) -> bool {
	matches!(
		call,
		pallet_consortium::Call::withdraw { .. } | pallet_consortium::Call::set_admin { .. }
	)
}

/// Whether the call decides about money in an order: commits it, or says where it goes.
fn buys_or_sells(call: &pallet_procurement::Call<Runtime>) -> bool {
	use pallet_procurement::Call;
	matches!(
		call,
		Call::publish_offer { .. }
			| Call::grant_mandate { .. }
			| Call::amend_mandate { .. }
			| Call::place_order { .. }
			| Call::grant_claim { .. }
			| Call::accept { .. }
			| Call::cancel { .. }
			| Call::receive { .. }
			| Call::dispute { .. }
			| Call::send_back { .. }
			| Call::take_back { .. }
			| Call::propose { .. }
	)
}

/// Whether safe mode refuses calls, or a pause one of these: the pallet's name and the call's.
pub(super) fn is_refused(calls: &[(&str, &str)]) -> bool {
	let is_paused = |(pallet, call): &(&str, &str)| {
		TxPause::is_paused_unbound((*pallet).into(), (*call).into())
	};
	// Most of the time nothing is paused.
	let any = || pallet_tx_pause::PausedCalls::<Runtime>::iter_keys().next().is_some();
	SafeMode::is_entered() || (any() && calls.iter().any(is_paused))
}

/// The calls that keep a chain alive and let the council repair it. Neither safe mode nor a pause
/// stops them.
pub struct Vital;

fn is_vital(pallet: &[u8], call: &[u8]) -> bool {
	match pallet {
		b"Timestamp" | b"Session" | b"Council" | b"SafeMode" | b"TxPause" => true,
		b"Grandpa" => call != b"report_equivocation",
		// Money that leaves an organisation can wait.
		b"Consortium" => call != b"withdraw",
		b"System" => call == b"apply_authorized_upgrade",
		_ => false,
	}
}

impl Contains<RuntimeCall> for Vital {
	fn contains(call: &RuntimeCall) -> bool {
		let name = call.get_call_metadata();
		is_vital(name.pallet_name.as_bytes(), name.function_name.as_bytes())
	}
}

impl Contains<RuntimeCallNameOf<Runtime>> for Vital {
	fn contains((pallet, call): &RuntimeCallNameOf<Runtime>) -> bool {
		is_vital(pallet, call)
	}
}

parameter_types! {
	pub const SafeModeDuration: BlockNumber = 4 * HOURS;
	pub const NoDeposit: Option<Balance> = None;
	pub const NeverReleased: Option<BlockNumber> = None;
}

impl pallet_safe_mode::Config for Runtime {
	type Currency = Balances;
	// Nobody can enter safe mode for a deposit: only the council can.
	type EnterDepositAmount = NoDeposit;
	type EnterDuration = SafeModeDuration;
	type ExtendDepositAmount = NoDeposit;
	type ExtendDuration = SafeModeDuration;
	type ForceDepositOrigin = AdminOrigin;
	type ForceEnterOrigin = MapSuccess<AdminOrigin, Replace<SafeModeDuration>>;
	type ForceExitOrigin = AdminOrigin;
	type ForceExtendOrigin = MapSuccess<AdminOrigin, Replace<SafeModeDuration>>;
	type Notify = ();
	type ReleaseDelay = NeverReleased;
	type RuntimeEvent = RuntimeEvent;
	type RuntimeHoldReason = RuntimeHoldReason;
	type WeightInfo = weights::pallet_safe_mode::WeightInfo<Runtime>;
	type WhitelistedCalls = Vital;
}

impl pallet_tx_pause::Config for Runtime {
	type MaxNameLen = ConstU32<256>;
	type PauseOrigin = AdminOrigin;
	type RuntimeCall = RuntimeCall;
	type RuntimeEvent = RuntimeEvent;
	type UnpauseOrigin = AdminOrigin;
	type WeightInfo = weights::pallet_tx_pause::WeightInfo<Runtime>;
	type WhitelistedCalls = Vital;
}

/// Whether a call decides about money in the energy market. Orders and supply are paid out of the margin that was put up
/// for them, customers out of a float, and charges to whom a zone's terms name. A proposed point takes a deposit, and a
/// meter that does not report costs its home all that the connection can take. Dropping a closed point as its owner
/// gives up what suppliers owe it.
fn commits_money(call: &pallet_energy_market::Call<Runtime>) -> bool {
	use pallet_energy_market::Call;
	matches!(
		call,
		Call::open_zone { .. }
			| Call::set_terms { .. }
			| Call::drop_zone { .. }
			| Call::offer_tariff { .. }
			| Call::publish_version { .. }
			| Call::end_tariff { .. }
			| Call::propose_point { .. }
			| Call::propose_meter { .. }
			| Call::confirm_meter { .. }
			| Call::confirm_point { .. }
			| Call::close_point { .. }
			| Call::drop_point { .. }
			| Call::request_contract { .. }
			| Call::accept_contract { .. }
			| Call::end_contract { .. }
			| Call::fund { .. }
			| Call::withdraw { .. }
			| Call::place { .. }
			| Call::forgive { .. }
			| Call::fund_float { .. }
			| Call::withdraw_float { .. }
	)
}

/// What a proxy may do for the account that appointed it.
#[derive(
	Clone,
	Copy,
	PartialEq,
	Eq,
	PartialOrd,
	Ord,
	Debug,
	Default,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
)]
pub enum ProxyType {
	/// Everything.
	#[default]
	#[codec(index = 0)]
	Any,
	/// Everything that moves no money.
	#[codec(index = 1)]
	NonTransfer,
	/// The council's votes.
	#[codec(index = 2)]
	Governance,
	/// An organisation's members.
	#[codec(index = 3)]
	Consortium,
	/// Everything that an organisation or a home does in the energy market, with their money.
	#[codec(index = 4)]
	EnergyMarket,
}

impl InstanceFilter<RuntimeCall> for ProxyType {
	fn filter(&self, call: &RuntimeCall) -> bool {
		match self {
			Self::Any => true,
			Self::NonTransfer => match call {
				RuntimeCall::Consortium(call) => !moves_money(call),
				// Deciding a dispute means deciding about somebody's money.
				RuntimeCall::Escrow(call) => !matches!(call, pallet_escrow::Call::decide { .. }),
				// Buying goods, or answering for them, takes money.
				RuntimeCall::AssetLifecycle(call) => !matches!(
					call,
					pallet_asset_lifecycle::Call::fund { .. }
						| pallet_asset_lifecycle::Call::post_bond { .. }
				),
				RuntimeCall::EnergyMarket(call) => !commits_money(call),
				RuntimeCall::Procurement(call) => !buys_or_sells(call),
				call => !matches!(call, RuntimeCall::Balances(_)),
			},
			Self::Governance => matches!(call, RuntimeCall::Council(_)),
			Self::Consortium => {
				matches!(call, RuntimeCall::Consortium(call) if !moves_money(call))
			},
			Self::EnergyMarket => matches!(call, RuntimeCall::EnergyMarket(_)),
		}
	}

	fn is_superset(&self, other: &Self) -> bool {
		match (self, other) {
			(Self::Any, _) => true,
			(_, Self::Any) => false,
			(Self::NonTransfer, other) => *other != Self::EnergyMarket,
			(one, other) => one == other,
		}
	}
}

parameter_types! {
	pub const ProxyDepositBase: Balance = deposit(1, 8);
	pub const ProxyDepositFactor: Balance = deposit(0, 33);
	pub const AnnouncementDepositBase: Balance = deposit(1, 8);
	pub const AnnouncementDepositFactor: Balance = deposit(0, 66);
}

impl pallet_proxy::Config for Runtime {
	type AnnouncementDepositBase = AnnouncementDepositBase;
	type AnnouncementDepositFactor = AnnouncementDepositFactor;
	type BlockNumberProvider = System;
	type CallHasher = BlakeTwo256;
	type Currency = Balances;
	type MaxPending = ConstU32<32>;
	type MaxProxies = ConstU32<32>;
	type ProxyDepositBase = ProxyDepositBase;
	type ProxyDepositFactor = ProxyDepositFactor;
	type ProxyType = ProxyType;
	type RuntimeCall = RuntimeCall;
	type RuntimeEvent = RuntimeEvent;
	type WeightInfo = weights::pallet_proxy::WeightInfo<Runtime>;
}
