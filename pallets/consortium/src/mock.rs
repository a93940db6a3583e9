//! A runtime with nothing but what the pallet needs, and `TestExt`, which checks the pallet's
//! properties after every test.

use crate::{self as pallet_consortium, Quota, Settings, SponsoredPayment};
use frame::{
	deps::frame_support::{traits::ContainsPair, weights::IdentityFee},
	testing_prelude::*,
	traits::{fungible::Mutate, ConstU64 as ConstUint64},
};
use pallet_transaction_payment::{ChargeTransactionPayment, FungibleAdapter};
use tallystick_primitives::{OrgId, Role, Roles};
pub(crate) use tallystick_world::SessionKeys as Keys;

// As wide as the ids of organisations' accounts.
pub(crate) type AccountId = u128;
pub(crate) type Payment = SponsoredPayment<Test, ChargeTransactionPayment<Test>>;

pub(crate) const ALICE: AccountId = 1;
pub(crate) const BOB: AccountId = 2;
pub(crate) const CAROL: AccountId = 3;
/// Belongs to nobody.
pub(crate) const STRANGER: AccountId = 9;
/// Has a balance; nobody else has.
pub(crate) const RICH: AccountId = 10;
/// Alice's organisation.
pub(crate) const ORG: OrgId = OrgId(0);
/// Bob's organisation.
pub(crate) const OTHER: OrgId = OrgId(1);
pub(crate) const PERIOD: u64 = 100;
pub(crate) const SESSIONS_KEPT: u32 = 4;
/// Some three calls.
pub(crate) const BLOCK_SHARE: u64 = 2_000_000_000;
pub(crate) const QUOTA: Quota = Quota { bytes: 1_000, ref_time: 10_000_000_000 };

tallystick_world::mock_runtime! {
	AccountId;
	2: TransactionPayment = pallet_transaction_payment,
	3: Consortium = pallet_consortium,
	4: Holding = holding,
}

/// A pallet that has a reason to hold money.
#[frame::pallet]
// The macro wants its items public.
#[allow(unreachable_pub)]
pub mod holding {
	use frame::prelude::*;

	#[pallet::config]
	pub trait Config: frame_system::Config {}

	#[pallet::pallet]
	pub struct Pallet<T>(_);

	/// Why balances are held.
	#[pallet::composite_enum]
	pub enum HoldReason {
		/// For what tests store.
		Test,
	}
}

impl holding::Config for Test {}

#[derive_impl(pallet_transaction_payment::config_preludes::TestDefaultConfig)]
impl pallet_transaction_payment::Config for Test {
	type LengthToFee = IdentityFee<u64>;
	type OnChargeTransaction = FungibleAdapter<Balances, ()>;
	type WeightToFee = frame::deps::frame_support::weights::FixedFee<1, u64>;
}

/// What only benchmarks of this pallet need.
#[cfg(feature = "runtime-benchmarks")]
pub struct Helper;

#[cfg(feature = "runtime-benchmarks")]
impl crate::BenchmarkHelper<AccountId, RuntimeCall> for Helper {
	fn set_keys(who: &AccountId, _: u32) {
		Keys::set(*who);
	}

	fn council_call(_: &AccountId) -> RuntimeCall {
		crate::Call::<Test>::drop_keys { who: STRANGER }.into()
	}
}

/// The pallet's own calls.
pub struct OwnCalls;

impl Contains<RuntimeCall> for OwnCalls {
	fn contains(call: &RuntimeCall) -> bool {
		matches!(call, RuntimeCall::Consortium(_))
	}
}

/// Alice is the council. It decides by remarks.
pub struct AliceRemarks;

impl ContainsPair<AccountId, RuntimeCall> for AliceRemarks {
	fn contains(who: &AccountId, call: &RuntimeCall) -> bool {
		*who == ALICE
			&& matches!(call, RuntimeCall::System(frame_system::Call::remark_with_event { .. }))
	}
}

/// To leave.
pub struct Leaving;

impl Contains<RuntimeCall> for Leaving {
	fn contains(call: &RuntimeCall) -> bool {
		matches!(call, RuntimeCall::Consortium(crate::Call::remove_member { .. }))
	}
}

parameter_types! {
	pub const DefaultQuota: Quota = QUOTA;
	pub const OrgPalletId: PalletId = PalletId(*b"tallyorg");
	pub const ForTests: RuntimeHoldReason = RuntimeHoldReason::Holding(holding::HoldReason::Test);
}

impl crate::Config for Test {
	type AdminOrigin = EnsureRoot<AccountId>;
	#[cfg(feature = "runtime-benchmarks")]
	type BenchmarkHelper = Helper;
	type BlockShare = ConstUint64<BLOCK_SHARE>;
	type CouncilCalls = AliceRemarks;
	type Currency = Balances;
	type DefaultQuota = DefaultQuota;
	type DepositBase = ConstUint64<10>;
	type DepositPerByte = ConstUint64<2>;
	type MaxMembers = ConstU32<4>;
	type MaxNameLength = ConstU32<16>;
	type MaxValidators = ConstU32<3>;
	type PalletId = OrgPalletId;
	type Preflight = ();
	type QuotaPeriod = ConstUint64<PERIOD>;
	type SessionKeys = Keys;
	type SessionsKept = ConstU32<SESSIONS_KEPT>;
	type SponsoredCalls = OwnCalls;
	type SponsoredPriority = ConstUint64<7>;
	type UnsuspendableCalls = Leaving;
	type VotingKey = u32;
	type WeightInfo = ();
}

/// Builds the state that a test starts from.
pub(crate) struct TestExt {
	organizations: Vec<crate::GenesisOrganization<AccountId>>,
	settings: Settings<u64>,
}

impl TestExt {
	/// Nobody.
	pub(crate) fn empty() -> Self {
		Self { organizations: vec![], settings: Settings { min_validators: 1, session_length: 10 } }
	}

	/// [`ORG`] with Alice and the account with a balance, [`OTHER`] with Bob; each admin validates.
	pub(crate) fn new() -> Self {
		let organization = |name: &str, admin, roles, members| crate::GenesisOrganization {
			name: name.into(),
			admin,
			roles,
			members,
			validators: vec![admin],
		};
		Self {
			organizations: vec![
				organization("org", ALICE, vec![Role::Manufacturer, Role::Auditor], vec![RICH]),
				organization("other", BOB, vec![Role::Carrier], vec![]),
			],
			..Self::empty()
		}
	}

	pub(crate) fn build(self) -> TestState {
		let storage = RuntimeGenesisConfig {
			balances: pallet_balances::GenesisConfig {
				balances: vec![(RICH, 1_000_000)],
				..Default::default()
			},
			consortium: crate::GenesisConfig {
				organizations: self.organizations,
				settings: self.settings,
			},
			..Default::default()
		}
		.build_storage()
		.expect("the genesis of the tests is sound");
		TestState::from(storage)
	}

	pub(crate) fn execute_with<R>(self, test: impl FnOnce() -> R) -> R {
		self.build().execute_with(|| {
			tallystick_world::reset();
			Keys::set(ALICE);
			Keys::set(BOB);
			System::set_block_number(1);
			let result = test();
			Consortium::do_try_state().expect("the properties hold after every test");
			result
		})
	}
}

pub(crate) fn root() -> RuntimeOrigin {
	RuntimeOrigin::root()
}

pub(crate) fn signed(who: AccountId) -> RuntimeOrigin {
	RuntimeOrigin::signed(who)
}

/// Gives an organisation's account money.
pub(crate) fn fund(org: OrgId, amount: u64) {
	assert_ok!(Balances::mint_into(&Consortium::account(org), amount));
}

/// Makes an account a member of [`ORG`], which has the money for it.
pub(crate) fn add_member(who: AccountId) {
	fund(ORG, 1_000);
	assert_ok!(Consortium::invite(signed(ALICE), who));
	assert_ok!(Consortium::join(signed(who), ORG));
}

pub(crate) fn name(text: &str) -> crate::NameOf<Test> {
	text.as_bytes().to_vec().try_into().expect("short enough")
}

pub(crate) fn roles(role: Role) -> Roles {
	role.into()
}

pub(crate) fn last_event() -> crate::Event<Test> {
	match System::events().pop().expect("there is an event").event {
		RuntimeEvent::Consortium(event) => event,
		other => panic!("another pallet's event: {other:?}"),
	}
}
