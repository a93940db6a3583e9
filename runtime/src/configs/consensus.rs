//! Authorship, Aura, session, GRANDPA, double votes and the Merkle Mountain Range.

use super::system::Genesis;
use crate::{
	constants::SLOT_DURATION, weights, AccountId, Aura, Balances, BlockNumber, Consortium, Hash,
	Runtime, RuntimeCall, RuntimeEvent, Session, SessionKeys, System, UncheckedExtrinsic,
};
use alloc::vec::Vec;
use codec::{Decode, DecodeWithMemTracking, Encode};
use frame_support::{
	parameter_types,
	traits::{ConstBool, ConstU128, ConstU32, ConstU64, FindAuthor, Get, KeyOwnerProofSystem},
	weights::Weight,
};
use frame_system::offchain::{CreateBare, CreateTransactionBase};
use pallet_grandpa::EquivocationOffence;
use pallet_mmr::{LeafDataProvider, OnNewRoot};
use pallet_session::PeriodicSessions;
use scale_info::TypeInfo;
use sp_consensus_aura::sr25519::AuthorityId as AuraId;
use sp_consensus_grandpa::{AuthorityId as VotingKey, KEY_TYPE};
use sp_core::crypto::KeyTypeId;
use sp_runtime::{
	traits::{BlakeTwo256, Convert, OpaqueKeys},
	ConsensusEngineId, DigestItem, DispatchResult,
};
use sp_session::{GetSessionNumber, GetValidatorCount, ValidatorCount};
use sp_staking::{
	offence::{Offence, OffenceError, ReportOffence},
	SessionIndex,
};
use tallystick_primitives::{
	evidence::{mmr::BlockLeaf, MMR_ENGINE_ID},
	KeyRegistry, Membership,
};

/// Most validators there can be. Must not be lowered.
pub const MAX_VALIDATORS: u32 = 128;

/// The number of sessions for which a misbehaviour can be proven.
pub const SESSIONS_KEPT: SessionIndex = 168;

/// Finds the account whose seat it is to author this block.
pub struct AuthorOfSlot;

impl FindAuthor<AccountId> for AuthorOfSlot {
	fn find_author<'a, I>(digests: I) -> Option<AccountId>
	where
		I: 'a + IntoIterator<Item = (ConsensusEngineId, &'a [u8])>,
	{
		let seat = Aura::find_author(digests)?;
		Session::validators().into_iter().nth(seat as usize)
	}
}

impl pallet_authorship::Config for Runtime {
	type EventHandler = ();
	type FindAuthor = AuthorOfSlot;
}

impl pallet_aura::Config for Runtime {
	type AllowMultipleBlocksPerSlot = ConstBool<false>;
	type AuthorityId = AuraId;
	type DisabledValidators = ();
	type MaxAuthorities = ConstU32<MAX_VALIDATORS>;
	type SlotDuration = ConstU64<SLOT_DURATION>;
}

/// How long a session lasts, as the council has set it.
pub struct SessionLength;

impl Get<BlockNumber> for SessionLength {
	fn get() -> BlockNumber {
		Consortium::session_length()
	}
}

/// Only members of organisations in good standing set session keys.
pub struct ValidatorIdOfMember;

impl Convert<AccountId, Option<AccountId>> for ValidatorIdOfMember {
	fn convert(who: AccountId) -> Option<AccountId> {
		<Consortium as Membership<_>>::organization(&who).map(|_| who)
	}
}

/// Asks the consortium for the validator set, and tells it whose keys vote.
pub struct ConsortiumSessions;

impl pallet_session::SessionManager<AccountId> for ConsortiumSessions {
	fn new_session(_: SessionIndex) -> Option<Vec<AccountId>> {
		let validators = Consortium::validators();
		// An unchanged set is not announced again, since each announcement changes GRANDPA's
		// authority set, which light clients and warp sync have to follow. The session pallet itself
		// announces replaced keys.
		let unchanged = validators == Session::validators();
		(!validators.is_empty() && !unchanged).then_some(validators)
	}

	fn start_session(index: SessionIndex) {
		// The keys that are queued now vote from now on. Keys that accounts have set since then
		// vote later.
		let voters = pallet_session::QueuedKeys::<Runtime>::get();
		Consortium::note_voters(index, voters.into_iter().map(|(who, keys)| (keys.grandpa, who)));
	}

	fn end_session(index: SessionIndex) {
		Consortium::forget_voters(index);
	}
}

impl pallet_session::Config for Runtime {
	type Currency = Balances;
	type DisablingStrategy = ();
	type KeyDeposit = ConstU128<0>;
	type Keys = SessionKeys;
	type NextSessionRotation = PeriodicSessions<SessionLength, ConstU32<0>>;
	type RuntimeEvent = RuntimeEvent;
	type SessionHandler = <SessionKeys as OpaqueKeys>::KeyTypeIdProviders;
	type SessionManager = ConsortiumSessions;
	type ShouldEndSession = PeriodicSessions<SessionLength, ConstU32<0>>;
	type ValidatorId = AccountId;
	type ValidatorIdOf = ValidatorIdOfMember;
	// Its benchmarks need a staking pallet, so these are the SDK's weights.
	type WeightInfo = pallet_session::weights::SubstrateWeight<Runtime>;
}

/// The session pallet, as the consortium asks for keys.
pub struct SessionKeyRegistry;

impl KeyRegistry<AccountId> for SessionKeyRegistry {
	fn is_registered(who: &AccountId) -> bool {
		<Session as frame_support::traits::ValidatorRegistration<_>>::is_registered(who)
	}

	fn purge_keys(who: &AccountId) -> DispatchResult {
		Session::purge_keys(frame_system::RawOrigin::Signed(who.clone()).into())
	}
}

impl<LocalCall> CreateTransactionBase<LocalCall> for Runtime
where
	RuntimeCall: From<LocalCall>,
{
	type Extrinsic = UncheckedExtrinsic;
	type RuntimeCall = RuntimeCall;
}

impl<LocalCall> CreateBare<LocalCall> for Runtime
where
	RuntimeCall: From<LocalCall>,
{
	fn create_bare(call: RuntimeCall) -> UncheckedExtrinsic {
		UncheckedExtrinsic::new_bare(call)
	}
}

parameter_types! {
	pub ReportLongevity: u64 =
		u64::from(SESSIONS_KEPT) * u64::from(Consortium::session_length());
}

/// The weights of GRANDPA, measured as far as its calls can be measured.
pub struct GrandpaWeights;

impl pallet_grandpa::WeightInfo for GrandpaWeights {
	fn report_equivocation(validator_count: u32, max_nominators_per_validator: u32) -> Weight {
		// Only its first part has a benchmark. The SDK's estimate covers more than the whole.
		<() as pallet_grandpa::WeightInfo>::report_equivocation(
			validator_count,
			max_nominators_per_validator,
		)
	}

	fn note_stalled() -> Weight {
		weights::pallet_grandpa::WeightInfo::<Runtime>::note_stalled()
	}
}

/// Names the session in which a key voted twice. The chain itself knows whose the key was then.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Encode, Decode, DecodeWithMemTracking, TypeInfo)]
pub struct VotedIn(pub SessionIndex);

impl GetSessionNumber for VotedIn {
	fn session(&self) -> SessionIndex {
		self.0
	}
}

impl GetValidatorCount for VotedIn {
	fn validator_count(&self) -> ValidatorCount {
		MAX_VALIDATORS
	}
}

/// Records double votes with the consortium pallet, under the account that had the key. The council
/// decides on the consequences.
pub struct VotesOnRecord;

impl KeyOwnerProofSystem<(KeyTypeId, VotingKey)> for VotesOnRecord {
	type IdentificationTuple = AccountId;
	type Proof = VotedIn;

	fn prove((kind, key): (KeyTypeId, VotingKey)) -> Option<VotedIn> {
		let proof = VotedIn(Session::current_index());
		Self::check_proof((kind, key), proof).map(|_| proof)
	}

	fn check_proof((kind, key): (KeyTypeId, VotingKey), proof: VotedIn) -> Option<AccountId> {
		(kind == KEY_TYPE).then(|| Consortium::voter(proof.0, &key)).flatten()
	}
}

impl ReportOffence<AccountId, AccountId, EquivocationOffence<AccountId>> for VotesOnRecord {
	fn report_offence(
		_reporters: Vec<AccountId>,
		offence: EquivocationOffence<AccountId>,
	) -> Result<(), OffenceError> {
		let pallet_grandpa::TimeSlot { set_id, round } = offence.time_slot;
		let now = Session::current_index();
		Consortium::report_double_vote(now, offence.offender, set_id, round)
			.then_some(())
			.ok_or(OffenceError::DuplicateReport)
	}

	fn is_known_offence(
		offenders: &[AccountId],
		_: &<EquivocationOffence<AccountId> as Offence<AccountId>>::Slot,
	) -> bool {
		let now = Session::current_index();
		offenders.iter().all(|who| Consortium::is_reported(now, who))
	}
}

impl pallet_grandpa::Config for Runtime {
	type EquivocationReportSystem = pallet_grandpa::EquivocationReportSystem<
		Self,
		VotesOnRecord,
		VotesOnRecord,
		ReportLongevity,
	>;
	type KeyOwnerProof = VotedIn;
	type MaxAuthorities = ConstU32<MAX_VALIDATORS>;
	type MaxNominators = ConstU32<0>;
	type MaxSetIdSessionEntries = ConstU64<{ SESSIONS_KEPT as u64 }>;
	type RuntimeEvent = RuntimeEvent;
	type WeightInfo = GrandpaWeights;
}

/// A block's leaf in the Merkle Mountain Range: the block's hash, and the root over its statements.
pub struct BlockLeaves;

impl LeafDataProvider for BlockLeaves {
	type LeafData = BlockLeaf;

	fn leaf_data() -> BlockLeaf {
		BlockLeaf {
			// The leaf that a block appends is its parent's. The first block appends one, too.
			number: System::block_number().saturating_sub(1),
			hash: System::parent_hash().0,
			statements: pallet_telemetry::StatementsRoot::<Runtime>::get(),
		}
	}
}

/// Writes the chain's genesis hash and the range's root into the header, so that a header is all that a
/// verifier needs. The genesis hash tells the blocks of two chains with the same validators apart.
pub struct RootInHeader;

impl OnNewRoot<Hash> for RootInHeader {
	fn on_new_root(root: &Hash) {
		let item = [Genesis::get(), root.0].concat();
		System::deposit_log(DigestItem::Consensus(MMR_ENGINE_ID, item));
	}
}

impl pallet_mmr::Config for Runtime {
	#[cfg(feature = "runtime-benchmarks")]
	type BenchmarkHelper = ();
	type BlockHashProvider = pallet_mmr::DefaultBlockHashProvider<Runtime>;
	type Hashing = BlakeTwo256;
	type LeafData = BlockLeaves;
	type OnNewRoot = RootInHeader;
	type WeightInfo = weights::pallet_mmr::WeightInfo<Runtime>;
	const INDEXING_PREFIX: &'static [u8] = sp_mmr_primitives::INDEXING_PREFIX;
}
