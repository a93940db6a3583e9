//! A runtime with nothing but what the pallet needs, devices that sign, and `TestExt`, which checks
//! the pallet's properties after every test.

use crate::{self as pallet_telemetry, ObservedOf, ObservedRun, Settings};
use core::cell::Cell;
use frame::{
	deps::frame_support::traits::{fungible::HoldConsideration, LinearStoragePrice},
	testing_prelude::*,
	traits::ConstU64 as ConstUint64,
};
use tallystick_primitives::{
	evidence::{Batch, Hash},
	Consumer, FactPolicy, FinalStatement, Observation, OnObservation, Roles, StreamId,
};
pub(crate) use tallystick_world::{
	any_batch, batch, runs_root, runs_tree, AccountId, Clock, Device, Ear, Purse, Registry, Said,
	CHANNELS, GATEWAY, GENESIS, NOW, OTHER, OWNER, OWNERS,
};
use tallystick_world::{EnsureMember, Orgs, GATEWAYS};

pub(crate) const RETENTION: u64 = 10;
pub(crate) const MAX_RETENTION: u64 = 1_000_000;
pub(crate) const SETTINGS: Settings<u64> =
	Settings { retention: RETENTION, max_skew: 60_000, late_after: 900_000 };
/// A member without a balance.
pub(crate) const POOR: AccountId = AccountId::new([8; 32]);
const BALANCE: u64 = 1_000_000;

tallystick_world::mock_runtime! {
	AccountId;
	2: Telemetry = pallet_telemetry,
	3: Alarm = pallet_example_alarm,
}

thread_local! {
	static COUNTED: Cell<u64> = const { Cell::new(0) };
}

/// Counts what it is told.
pub struct Counter;

impl Counter {
	/// What an observation costs it, which is less than the most that it may.
	pub(crate) const COST: Weight = Weight::from_parts(70, 1);

	pub(crate) fn counted() -> u64 {
		COUNTED.take()
	}
}

impl OnObservation for Counter {
	const CONSUMER: Consumer = Consumer::EnergyMarket;

	fn on_observation(_: &StreamId, _: &Observation) -> Weight {
		COUNTED.set(COUNTED.get() + 1);
		Self::COST
	}

	fn weight() -> Weight {
		Weight::from_parts(100, 1)
	}
}

thread_local! {
	static LAST: Cell<Option<Hash>> = const { Cell::new(None) };
}

/// A statement that another pallet has ready at the end of the block.
pub struct Last;

impl Last {
	pub(crate) fn set(leaf: Hash) {
		LAST.set(Some(leaf));
	}
}

impl FinalStatement for Last {
	fn take(genesis: &Hash) -> Option<Hash> {
		assert_eq!(*genesis, GENESIS);
		LAST.take()
	}

	fn weight() -> Weight {
		Weight::from_parts(10, 1)
	}
}

parameter_types! {
	pub const Cautious: FactPolicy = FactPolicy::CAUTIOUS;
	pub const Genesis: Hash = GENESIS;
	pub const ForGateway: RuntimeHoldReason =
		RuntimeHoldReason::Telemetry(crate::HoldReason::Gateway);
	pub const ForWatch: RuntimeHoldReason = RuntimeHoldReason::Telemetry(crate::HoldReason::Watch);
}

type Deposit<Reason> = HoldConsideration<
	AccountId,
	Balances,
	Reason,
	LinearStoragePrice<ConstUint64<100>, ConstUint64<1>, u64>,
>;

impl crate::Config for Test {
	type AdminOrigin = EnsureRoot<AccountId>;
	#[cfg(feature = "runtime-benchmarks")]
	type BenchmarkHelper = tallystick_world::InMemory;
	type Devices = Registry;
	type FinalStatement = Last;
	type GatewayConsideration = Deposit<ForGateway>;
	type Genesis = Genesis;
	type MaxObserved = ConstU32<64>;
	type MaxRetention = ConstUint64<MAX_RETENTION>;
	type MaxRuns = ConstU32<4>;
	type MaxStatements = ConstU32<8>;
	type MemberOrigin = EnsureMember;
	type OnObservation = (Ear, Counter, Alarm);
	type Quota = Purse;
	type Time = Clock;
	type WatchConsideration = Deposit<ForWatch>;
	type WeightInfo = ();
}

impl pallet_example_alarm::Config for Test {
	#[cfg(feature = "runtime-benchmarks")]
	type BenchmarkHelper = tallystick_world::InMemory;
	type Consideration = ();
	type Devices = Registry;
	type MemberOrigin = EnsureMember;
	type Policy = Cautious;
	type Watch = Telemetry;
	type WeightInfo = ();
}

/// Builds the state that a test starts from.
pub(crate) struct TestExt;

impl TestExt {
	pub(crate) fn build() -> TestState {
		let storage = RuntimeGenesisConfig {
			balances: pallet_balances::GenesisConfig {
				balances: [GATEWAY, OTHER, OWNER].map(|who| (who, BALANCE)).into(),
				..Default::default()
			},
			telemetry: crate::GenesisConfig { settings: SETTINGS },
			..Default::default()
		}
		.build_storage()
		.expect("the genesis of the tests is sound");
		new_world();
		TestState::from(storage)
	}

	pub(crate) fn execute_with<R>(test: impl FnOnce() -> R) -> R {
		Self::execute_in(&mut Self::build(), test)
	}

	pub(crate) fn execute_in<R>(state: &mut TestState, test: impl FnOnce() -> R) -> R {
		state.execute_with(|| {
			new_world();
			Counter::counted();
			System::set_block_number(1);
			Telemetry::on_initialize(1);
			let result = test();
			Telemetry::do_try_state().expect("the properties hold after every test");
			result
		})
	}
}

/// The world with [`POOR`].
fn new_world() {
	tallystick_world::reset();
	Orgs::admit(GATEWAYS, Roles::ALL, [POOR]);
}

/// Ends blocks until `block` has begun, two seconds each.
pub(crate) fn run_to(block: u64) {
	while System::block_number() < block {
		Telemetry::on_finalize(System::block_number());
		System::set_block_number(System::block_number() + 1);
		Clock::pass(2_000);
		Telemetry::on_initialize(System::block_number());
	}
}

pub(crate) fn next_block() {
	run_to(System::block_number() + 1);
}

/// A segment as the pallet takes it.
pub(crate) trait Observe {
	/// With the runs of these channels.
	fn with(&self, channels: &[u16]) -> ObservedOf<Test>;

	/// With all runs.
	fn all(&self) -> ObservedOf<Test>;
}

impl Observe for Said {
	fn with(&self, channels: &[u16]) -> ObservedOf<Test> {
		let runs =
			self.runs_of(channels).into_iter().map(|(run, place)| ObservedRun { run, place });
		let runs = runs.collect::<Vec<_>>().try_into().expect("few runs");
		let Self { header, scheme, signature, .. } = *self;
		ObservedOf::<Test> { header, scheme, signature, runs }
	}

	fn all(&self) -> ObservedOf<Test> {
		self.with(&self.channels())
	}
}

pub(crate) fn anchor(number: u64, batch: Batch, observed: &[ObservedOf<Test>]) -> DispatchResult {
	anchor_as(GATEWAY, number, batch, observed)
}

pub(crate) fn anchor_as(
	gateway: AccountId,
	number: u64,
	batch: Batch,
	observed: &[ObservedOf<Test>],
) -> DispatchResult {
	let observed = observed.to_vec().try_into().expect("few segments");
	let anchored = Telemetry::anchor(signed(gateway), number, batch, observed);
	anchored.map(|_| ()).map_err(|refused| refused.error)
}

pub(crate) fn root() -> RuntimeOrigin {
	RuntimeOrigin::root()
}

pub(crate) fn signed(who: AccountId) -> RuntimeOrigin {
	RuntimeOrigin::signed(who)
}

pub(crate) fn events() -> Vec<crate::Event<Test>> {
	System::events()
		.into_iter()
		.filter_map(|record| match record.event {
			RuntimeEvent::Telemetry(event) => Some(event),
			_ => None,
		})
		.collect()
}

pub(crate) fn last_event() -> crate::Event<Test> {
	events().pop().expect("there is an event")
}

/// Bytes of all keys and values in the storage.
pub(crate) fn state_size() -> usize {
	let mut size = 0;
	let mut key = Vec::new();
	while let Some(next) = frame::deps::sp_io::storage::next_key(&key) {
		size += next.len() + frame::deps::sp_io::storage::get(&next).map_or(0, |value| value.len());
		key = next;
	}
	// Each block of a chain begins with a digest of its own; those of this mock go on with the last one's.
	size - System::digest().encoded_size()
}
