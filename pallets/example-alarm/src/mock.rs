//! A runtime with the pallet, the real telemetry pallet, and the world's registry, members and
//! clock.

use crate as pallet_example_alarm;
use frame::{
	deps::frame_support::traits::{fungible::HoldConsideration, LinearStoragePrice},
	testing_prelude::*,
	traits::ConstU64 as ConstUint64,
};
use tallystick_primitives::{FactPolicy, Facts};
use tallystick_world::{AccountId, Clock, EnsureMember, Purse, Registry, GENESIS, OTHER, OWNER};

tallystick_world::mock_runtime! {
	AccountId;
	2: Telemetry = pallet_telemetry,
	3: Alarm = pallet_example_alarm,
}

type Deposit<Reason> = HoldConsideration<
	AccountId,
	Balances,
	Reason,
	LinearStoragePrice<ConstUint64<100>, ConstUint64<1>, u64>,
>;

parameter_types! {
	pub const Genesis: tallystick_primitives::evidence::Hash = GENESIS;
	pub const ForWatching: RuntimeHoldReason =
		RuntimeHoldReason::Telemetry(pallet_telemetry::HoldReason::Watch);
	pub const ForRule: RuntimeHoldReason = RuntimeHoldReason::Alarm(crate::HoldReason::Rule);
	pub const Policy: FactPolicy = FactPolicy { ignored: Facts::GAP, refused: Facts::OUT_OF_RANGE };
}

impl pallet_telemetry::Config for Test {
	type AdminOrigin = EnsureRoot<AccountId>;
	#[cfg(feature = "runtime-benchmarks")]
	type BenchmarkHelper = tallystick_world::InMemory;
	type Devices = Registry;
	type FinalStatement = ();
	type GatewayConsideration = ();
	type Genesis = Genesis;
	type MaxObserved = ConstU32<4>;
	type MaxRetention = ConstUint64<1_000_000>;
	type MaxRuns = ConstU32<4>;
	type MaxStatements = ConstU32<8>;
	type MemberOrigin = EnsureMember;
	type OnObservation = (Alarm,);
	type Quota = Purse;
	type Time = Clock;
	type WatchConsideration = Deposit<ForWatching>;
	type WeightInfo = ();
}

impl crate::Config for Test {
	#[cfg(feature = "runtime-benchmarks")]
	type BenchmarkHelper = tallystick_world::InMemory;
	type Consideration = Deposit<ForRule>;
	type Devices = Registry;
	type MemberOrigin = EnsureMember;
	type Policy = Policy;
	type Watch = Telemetry;
	type WeightInfo = ();
}

/// A new world, in which its members have money.
pub(crate) fn build() -> TestState {
	tallystick_world::reset();
	let balances = pallet_balances::GenesisConfig {
		balances: [OTHER, OWNER].map(|who| (who, 1_000_000)).into(),
		..Default::default()
	};
	let storage = RuntimeGenesisConfig { balances, ..Default::default() }.build_storage();
	let mut state = TestState::from(storage.expect("the genesis of the tests is sound"));
	state.execute_with(|| System::set_block_number(1));
	state
}

/// Runs a test in a new world, and checks the properties at its end.
pub(crate) fn execute_with(test: impl FnOnce()) {
	build().execute_with(|| {
		test();
		Alarm::do_try_state().expect("the properties hold after every test");
	});
}
