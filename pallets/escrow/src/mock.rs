//! A runtime with the pallet, and the world's members and clock. Its smallest balance is 10, so that
//! there is dust.

use crate::{self as pallet_escrow, *};
use frame::{
	deps::sp_runtime::DispatchResult,
	testing_prelude::*,
	traits::{
		fungible::{HoldConsideration, InspectHold},
		ConstU64 as ConstUint64, Convert,
	},
};
use std::{cell::Cell, collections::BTreeMap};
use tallystick_primitives::{Escrow as _, OrgId, Roles};
use tallystick_world::EnsureMember;
pub(crate) use tallystick_world::{AccountId, Clock, Expiries, Orgs, NOW};

pub(crate) const BUYER: AccountId = AccountId::new([11; 32]);
pub(crate) const SELLER: AccountId = AccountId::new([12; 32]);
pub(crate) const ARBITER: AccountId = AccountId::new([13; 32]);
/// Another member of the arbiter's organisation.
pub(crate) const COLLEAGUE: AccountId = AccountId::new([14; 32]);
/// Belongs to nobody, but has a balance.
pub(crate) const STRANGER: AccountId = AccountId::new([15; 32]);
/// Has nothing, and belongs to nobody.
pub(crate) const NOBODY: AccountId = AccountId::new([16; 32]);

pub(crate) const BUYERS: OrgId = OrgId(10);
pub(crate) const SELLERS: OrgId = OrgId(11);
pub(crate) const ARBITERS: OrgId = OrgId(12);

pub(crate) const BALANCE: u64 = 1_000_000;
/// The smallest balance, as in the macro below.
pub(crate) const SMALLEST: u64 = 10;
pub(crate) const MAX_DURATION: u64 = 100_000;
/// When a dispute's arbiter must have decided, unless a test says otherwise.
pub(crate) const UNTIL: Millis = Millis(NOW + 1_000);
/// The backstop of an escrow, unless a test says otherwise.
pub(crate) const BACKSTOP: Millis = Millis(NOW + 2_000);
/// The number of the opener's record.
pub(crate) const REFERENCE: u64 = 77;

tallystick_world::mock_runtime! { AccountId, 10; 2: Escrow = pallet_escrow }

/// A unit of money for every byte.
pub struct Price;

impl Convert<Footprint, u64> for Price {
	fn convert(footprint: Footprint) -> u64 {
		footprint.count * 10 + footprint.size
	}
}

parameter_types! {
	pub const ForRecord: RuntimeHoldReason = RuntimeHoldReason::Escrow(HoldReason::Record);
}

thread_local! {
	static STOPPED: Cell<bool> = const { Cell::new(false) };
}

/// Whether safe mode refuses the calls of others.
pub struct SafeMode;

impl SafeMode {
	pub(crate) fn set(is_entered: bool) {
		STOPPED.set(is_entered);
	}
}

impl Get<bool> for SafeMode {
	fn get() -> bool {
		STOPPED.get()
	}
}

/// A block begins, with the clock of the one before it.
pub(crate) fn block() {
	System::set_block_number(System::block_number() + 1);
	<Escrow as Hooks<u64>>::on_initialize(System::block_number());
}

impl crate::Config for Test {
	#[cfg(feature = "runtime-benchmarks")]
	type BenchmarkHelper = tallystick_world::InMemory;
	type Consideration = HoldConsideration<AccountId, Balances, ForRecord, Price>;
	type Currency = Balances;
	type MaxDuration = ConstUint64<MAX_DURATION>;
	type MemberOrigin = EnsureMember;
	type Membership = Orgs;
	type OnExpired = (Expiries,);
	type Stopped = SafeMode;
	type Time = Clock;
	type WeightInfo = ();
}

pub(crate) fn build() -> TestState {
	let balances = pallet_balances::GenesisConfig {
		balances: [BUYER, SELLER, ARBITER, STRANGER].map(|who| (who, BALANCE)).into(),
		..Default::default()
	};
	let storage = RuntimeGenesisConfig { balances, ..Default::default() }.build_storage();
	tallystick_world::reset();
	SafeMode::set(false);
	Orgs::admit(BUYERS, Roles::ALL, [BUYER]);
	Orgs::admit(SELLERS, Roles::ALL, [SELLER]);
	Orgs::admit(ARBITERS, Roles::ALL, [ARBITER, COLLEAGUE]);
	let mut state = TestState::from(storage.expect("the genesis of the tests is sound"));
	state.execute_with(|| System::set_block_number(1));
	state
}

/// Runs a test in a new world, and checks the properties at its end.
pub(crate) fn execute_with<R>(test: impl FnOnce() -> R) -> R {
	build().execute_with(|| {
		let issued = Balances::total_issuance();
		let result = test();
		check();
		assert_eq!(Balances::total_issuance(), issued, "5: money came into being or was lost");
		result
	})
}

/// The same for a test in which something outside of the pallet takes or burns money.
pub(crate) fn execute_with_losses(test: impl FnOnce()) {
	build().execute_with(test)
}

/// Checks every property that one state alone shows.
pub(crate) fn check() {
	Escrow::do_try_state().expect("the properties hold");
	let mut held = BTreeMap::<AccountId, (u64, u64)>::new();
	for (record, _) in Escrows::<Test>::iter_values() {
		let sums = held.entry(record.payer).or_default();
		*sums = (sums.0 + record.held, sums.1 + deposit());
	}
	for who in [BUYER, SELLER, ARBITER, COLLEAGUE, STRANGER, NOBODY] {
		let on_hold = (money_of(&who), deposit_of(&who));
		assert_eq!(on_hold, held.remove(&who).unwrap_or_default(), "2, 6: {who}");
	}
	assert_eq!(held, BTreeMap::new(), "an account that the check does not know");
}

/// The deposit for one escrow.
pub(crate) fn deposit() -> u64 {
	Price::convert(Escrow::footprint())
}

/// What an account has in escrow.
pub(crate) fn money_of(who: &AccountId) -> u64 {
	Balances::balance_on_hold(&HoldReason::Money.into(), who)
}

/// What an account has put up for records.
pub(crate) fn deposit_of(who: &AccountId) -> u64 {
	Balances::balance_on_hold(&HoldReason::Record.into(), who)
}

pub(crate) fn free(who: &AccountId) -> u64 {
	Balances::free_balance(who)
}

pub(crate) fn signed(who: AccountId) -> RuntimeOrigin {
	RuntimeOrigin::signed(who)
}

pub(crate) fn try_open(amount: u64, backstop: Millis) -> Result<EscrowId, DispatchError> {
	Escrow::open(EscrowPurpose::Order, REFERENCE, &BUYER, amount, backstop)
}

/// An order of the buyer's.
pub(crate) fn open(amount: u64) -> EscrowId {
	try_open(amount, BACKSTOP).expect("the buyer can afford it")
}

pub(crate) fn release(escrow: EscrowId, payee: &AccountId, amount: u64) -> u64 {
	Escrow::release(EscrowPurpose::Order, escrow, payee, amount).expect("it is held")
}

pub(crate) fn try_close(escrow: EscrowId) -> Result<u64, DispatchError> {
	Escrow::close(EscrowPurpose::Order, escrow)
}

/// A dispute between buyer and seller about 1,000.
pub(crate) fn terms() -> DisputeOf<Test> {
	Dispute {
		arbiter: ARBITER,
		payee: SELLER,
		parties: [BUYERS, SELLERS],
		low: 100,
		high: 900,
		default: 600,
		until: UNTIL,
	}
}

pub(crate) fn try_dispute(escrow: EscrowId, terms: DisputeOf<Test>) -> DispatchResult {
	Escrow::dispute(EscrowPurpose::Order, escrow, terms)
}

/// An order of 1,000 that is in dispute.
pub(crate) fn disputed() -> EscrowId {
	let escrow = open(1_000);
	try_dispute(escrow, terms()).expect("the terms are sound");
	escrow
}

pub(crate) fn decide(escrow: EscrowId, amount: u64) -> DispatchResult {
	Escrow::decide(signed(ARBITER), escrow, amount)
}

pub(crate) fn try_settle(escrow: EscrowId) -> DispatchResult {
	Escrow::settle(EscrowPurpose::Order, escrow)
}

pub(crate) fn try_resolve(escrow: EscrowId) -> Result<u64, DispatchError> {
	Escrow::resolve(EscrowPurpose::Order, escrow)
}

pub(crate) fn expire(escrow: EscrowId) -> Result<(), DispatchError> {
	Escrow::expire(signed(STRANGER), escrow).map(|_| ()).map_err(|error| error.error)
}

/// The pallet's events since the last call of this function.
pub(crate) fn events() -> Vec<crate::Event<Test>> {
	let events = System::events().into_iter();
	let events = events.filter_map(|record| match record.event {
		RuntimeEvent::Escrow(event) => Some(event),
		_ => None,
	});
	let events = events.collect();
	System::reset_events();
	events
}
