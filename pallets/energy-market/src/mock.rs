//! A runtime with nothing but what the pallet needs, and [`execute_with`], which checks the
//! pallet's properties after every test.

use crate::{self as pallet_energy_market, *};
use frame::{
	testing_prelude::*,
	traits::{
		fungible::{HoldConsideration, InspectHold},
		ConstU64 as ConstUint64, Convert, Get,
	},
};
use std::{
	cell::{Cell, RefCell},
	collections::BTreeMap,
};
use tallystick_primitives::{
	evidence::{fraud::KeyIn, DeviceKey, Limits},
	Calibration, ChannelKind, ChannelTraits, Consumer, DeviceStatus, KeyAge, Role, Roles, StreamId,
	Unit,
};
pub(crate) use tallystick_world::{AccountId, Clock, Device, Orgs, Registry, Watched};
use tallystick_world::{EnsureAdmin, EnsureMember};

/// The admin of the grid operator.
pub(crate) const GRID: AccountId = AccountId::new([11; 32]);
/// The admin of a supplier.
pub(crate) const NORTH: AccountId = AccountId::new([12; 32]);
/// The admin of another supplier.
pub(crate) const SOUTH: AccountId = AccountId::new([13; 32]);
/// Members of organisations that publish prices.
pub(crate) const BOURSES: [AccountId; 3] =
	[AccountId::new([14; 32]), AccountId::new([15; 32]), AccountId::new([16; 32])];
/// The admin of another grid operator.
pub(crate) const OTHER_GRID: AccountId = AccountId::new([17; 32]);
/// Owners of metering points. They belong to no organisation.
pub(crate) const HOMES: [AccountId; 4] = [
	AccountId::new([21; 32]),
	AccountId::new([22; 32]),
	AccountId::new([23; 32]),
	AccountId::new([24; 32]),
];
/// Belongs to nobody, but has a balance.
pub(crate) const STRANGER: AccountId = AccountId::new([99; 32]);
/// Belongs to nobody, and has nothing.
pub(crate) const POOR: AccountId = AccountId::new([98; 32]);

/// The accounts at which the organisations of the grid operator and the suppliers are paid.
pub(crate) const ACCOUNTS: [(OrgId, AccountId); 3] = [
	(GRIDS, AccountId::new([31; 32])),
	(NORTHS, AccountId::new([32; 32])),
	(SOUTHS, AccountId::new([33; 32])),
];

pub(crate) const GRIDS: OrgId = OrgId(10);
pub(crate) const NORTHS: OrgId = OrgId(11);
pub(crate) const SOUTHS: OrgId = OrgId(12);
pub(crate) const PUBLISHERS: [OrgId; 3] = [OrgId(13), OrgId(14), OrgId(15)];
pub(crate) const OTHER_GRIDS: OrgId = OrgId(16);

/// The beginning of a slot and of a period.
pub(crate) const START: u64 = 20_000 * 86_400_000;
pub(crate) const SLOT: u64 = 900_000;
pub(crate) const ESTIMATION: u64 = 86_400_000;
pub(crate) const CORRECTION: u64 = 3 * 86_400_000;
pub(crate) const RETENTION: u64 = 10 * 86_400_000;
pub(crate) const MAX_AHEAD: u64 = 40 * 86_400_000;
pub(crate) const MAX_POWER: u32 = 100_000_000;
pub(crate) const PAYMENT_TERM: u64 = 5 * 86_400_000;
pub(crate) const FLOAT_PERIODS: u32 = 3;
pub(crate) const BALANCE: u64 = 1_000_000_000_000;

tallystick_world::mock_runtime! { AccountId; 2: Market = pallet_energy_market }

/// A unit of money for every byte.
pub struct PerByte;

impl Convert<Footprint, u64> for PerByte {
	fn convert(footprint: Footprint) -> u64 {
		footprint.count * 10 + footprint.size
	}
}

type Hold<Reason> = HoldConsideration<AccountId, Balances, Reason, PerByte>;

thread_local! {
	static CHANNELS: RefCell<BTreeMap<StreamId, ChannelTraits>> = RefCell::default();
	static DECLARED: RefCell<Vec<DeviceId>> = RefCell::default();
	static STOPS: Cell<(u64, Option<u64>)> = const { Cell::new((0, None)) };
}

/// For how long safe mode has refused the calls of others.
pub struct SafeMode;

impl SafeMode {
	pub(crate) fn set(is_entered: bool) {
		let since = is_entered.then(Clock::now);
		STOPS.set((Self::get(), since));
	}

	fn reset() {
		STOPS.set((0, None));
	}
}

impl Get<u64> for SafeMode {
	fn get() -> u64 {
		let (lost, since) = STOPS.get();
		lost + since.map_or(0, |since| Clock::now() - since)
	}
}

/// The world's devices, with registers on channels 0 and 1.
pub struct MeterRegistry;

impl MeterRegistry {
	/// What every channel 0 and 1 is.
	pub(crate) fn register() -> ChannelTraits {
		ChannelTraits {
			kind: ChannelKind::Counter,
			unit: Unit::WATT_HOURS,
			exponent: 0,
			limits: Limits::NONE,
			period: 900_000,
			write: None,
		}
	}

	/// Makes a channel another one.
	pub(crate) fn set(stream: StreamId, traits: ChannelTraits) {
		CHANNELS.with_borrow_mut(|channels| channels.insert(stream, traits));
	}

	/// Nobody but its owner vouches for a device.
	pub(crate) fn declare(device: DeviceId) {
		DECLARED.with_borrow_mut(|declared| declared.push(device));
	}
}

impl Contains<DeviceId> for MeterRegistry {
	fn contains(device: &DeviceId) -> bool {
		<Self as DeviceRegistry<AccountId>>::status(device).is_some()
			&& !DECLARED.with_borrow(|declared| declared.contains(device))
	}
}

impl DeviceRegistry<AccountId> for MeterRegistry {
	fn status(device: &DeviceId) -> Option<DeviceStatus> {
		Registry::status(device)
	}

	fn ended(device: &DeviceId) -> Option<Millis> {
		Registry::ended(device)
	}

	fn owner(device: &DeviceId) -> Option<AccountId> {
		Registry::owner(device)
	}

	fn tenure(device: &DeviceId) -> Option<u32> {
		Registry::tenure(device)
	}

	fn key(device: &DeviceId, epoch: u32) -> (KeyIn, KeyAge) {
		Registry::key(device, epoch)
	}

	fn present_key(device: &DeviceId) -> Option<DeviceKey> {
		Registry::present_key(device)
	}

	fn channel(stream: &StreamId) -> Option<ChannelTraits> {
		let known = <Registry as DeviceRegistry<_>>::channel(stream)?;
		let other = CHANNELS.with_borrow(|channels| channels.get(stream).copied());
		Some(other.unwrap_or(if stream.channel < 2 { Self::register() } else { known }))
	}

	fn calibration(device: &DeviceId) -> Option<Calibration> {
		Registry::calibration(device)
	}

	fn may_anchor(gateway: &AccountId, device: &DeviceId) -> bool {
		Registry::may_anchor(gateway, device)
	}

	fn suspend_for_equivocation(device: &DeviceId) -> bool {
		<Registry as DeviceRegistry<AccountId>>::suspend_for_equivocation(device)
	}

	fn weight() -> Weight {
		<Registry as DeviceRegistry<AccountId>>::weight()
	}
}

/// A weight for every call: none is measured here.
pub struct Weights;

/// So many millionths of a second.
fn micros(micros: u32) -> Weight {
	Weight::from_parts(u64::from(micros) * 1_000_000, 0)
}

macro_rules! weigh {
	($($call:ident)*) => {
		impl WeightInfo for Weights {
			$(fn $call() -> Weight {
				Weight::from_parts(1_000, 100)
			})*

			fn publish(values: u32) -> Weight {
				Weight::from_parts(1_000, 100).saturating_mul(values.into())
			}

			fn prices(tariffs: u32) -> Weight {
				Weight::from_parts(1_000, 100).saturating_mul(tariffs.into())
			}

			fn show_readings(readings: u32) -> Weight {
				micros(100 + 5 * readings)
			}

			fn on_observation(periods: u32, older: u32) -> Weight {
				micros(50 + 20 * periods + 20 * older)
			}

			// Orders and clearing.

			fn fund() -> Weight {
				micros(50)
			}

			fn withdraw() -> Weight {
				micros(50)
			}

			fn place(orders: u32) -> Weight {
				micros(50 + 2 * orders)
			}

			fn change_pages(pages: u32) -> Weight {
				micros(10 * pages)
			}

			fn advance(points: u32) -> Weight {
				micros(100 + 70 * points)
			}

			fn process_gates(tests: u32) -> Weight {
				micros(20 + 10 * tests)
			}

			fn clear(pages: u32) -> Weight {
				micros(100 + 10 * pages)
			}

			fn process_trades(tests: u32) -> Weight {
				micros(20 + 10 * tests)
			}

			// Settlement.

			fn settle(parties: u32) -> Weight {
				micros(400 + 50 * parties)
			}

			fn pay_debts(parties: u32) -> Weight {
				micros(100 + 50 * parties)
			}
		}
	};
}

weigh! {
	open_zone set_terms forget_terms drop_zone define_index drop_reports drop_index offer_tariff publish_version end_tariff forget_versions drop_tariff note_standing propose_point confirm_point close_point drop_point request_contract accept_contract withdraw_request end_contract propose_meter confirm_meter forget_readings forgive fund_float withdraw_float
}

parameter_types! {
	pub GridOperators: Roles = Role::GridOperator.into();
	pub EnergySuppliers: Roles = Role::EnergySupplier.into();
	/// None, unless a test says otherwise.
	pub static Reaction: u64 = 0;
	// As long as these, unless a test says otherwise.
	pub static EstimationTime: u64 = ESTIMATION;
	pub static CorrectionTime: u64 = CORRECTION;
	pub static RetentionTime: u64 = RETENTION;
	pub static PaymentTime: u64 = PAYMENT_TERM;
	pub const MarketPalletId: PalletId = PalletId(*b"tallymkt");
	pub const ForZone: RuntimeHoldReason = RuntimeHoldReason::Market(HoldReason::Zone);
	pub const ForIndex: RuntimeHoldReason = RuntimeHoldReason::Market(HoldReason::Index);
	pub const ForTariff: RuntimeHoldReason = RuntimeHoldReason::Market(HoldReason::Tariff);
	pub const ForPoint: RuntimeHoldReason = RuntimeHoldReason::Market(HoldReason::Point);
}

impl crate::Config for Test {
	#[cfg(feature = "runtime-benchmarks")]
	type BenchmarkHelper = tallystick_world::InMemory;
	type Correction = CorrectionTime;
	type Currency = Balances;
	type Devices = MeterRegistry;
	type EndorsedDevices = MeterRegistry;
	type Estimation = EstimationTime;
	type FloatPeriods = ConstU32<FLOAT_PERIODS>;
	type GridOperatorAdminOrigin = EnsureAdmin<GridOperators>;
	type GridOperatorOrigin = EnsureMember<GridOperators>;
	type IndexConsideration = Hold<ForIndex>;
	type Lost = SafeMode;
	type MaxAhead = ConstUint64<MAX_AHEAD>;
	type MaxPower = ConstU32<MAX_POWER>;
	type MemberOrigin = EnsureMember;
	type Membership = Orgs;
	type OrgAdminOrigin = EnsureAdmin;
	type PalletId = MarketPalletId;
	type PaymentTerm = PaymentTime;
	type PointConsideration = Hold<ForPoint>;
	type Reaction = Reaction;
	type Retention = RetentionTime;
	type SupplierAdminOrigin = EnsureAdmin<EnergySuppliers>;
	type TariffConsideration = Hold<ForTariff>;
	type Time = Clock;
	type Watch = Watched;
	type WeightInfo = Weights;
	type ZoneConsideration = Hold<ForZone>;
}

/// Accounts with balances, and organisations of all roles.
pub(crate) fn build() -> TestState {
	let rich = [GRID, NORTH, SOUTH, OTHER_GRID, STRANGER].into_iter().chain(BOURSES).chain(HOMES);
	let rich = rich.chain(ACCOUNTS.map(|(_, account)| account));
	let balances = pallet_balances::GenesisConfig {
		balances: rich.map(|who| (who, BALANCE)).collect(),
		..Default::default()
	};
	let storage = RuntimeGenesisConfig { balances, ..Default::default() }.build_storage();
	tallystick_world::reset();
	CHANNELS.take();
	DECLARED.take();
	SafeMode::reset();
	Reaction::set(0);
	EstimationTime::set(ESTIMATION);
	CorrectionTime::set(CORRECTION);
	RetentionTime::set(RETENTION);
	PaymentTime::set(PAYMENT_TERM);
	Clock::set(START);
	for (org, role, members) in [
		(GRIDS, Role::GridOperator, vec![GRID]),
		(OTHER_GRIDS, Role::GridOperator, vec![OTHER_GRID]),
		(NORTHS, Role::EnergySupplier, vec![NORTH]),
		(SOUTHS, Role::EnergySupplier, vec![SOUTH]),
	] {
		Orgs::admit(org, role.into(), members);
	}
	for (org, who) in PUBLISHERS.into_iter().zip(BOURSES) {
		Orgs::admit(org, Role::Auditor.into(), [who]);
	}
	for (org, account) in ACCOUNTS {
		Orgs::pay_from(org, account);
	}
	let mut state = TestState::from(storage.expect("the genesis of the tests is sound"));
	state.execute_with(|| System::set_block_number(1));
	state
}

/// Runs a test in a new world, and checks the properties at its end.
pub(crate) fn execute_with<R>(test: impl FnOnce() -> R) -> R {
	build().execute_with(|| {
		let result = test();
		check();
		result
	})
}

/// Checks all properties.
pub(crate) fn check() {
	Market::do_try_state().expect("the properties hold after every test");
	check_deposits();
	check_watched();
	check_pots();
}

/// Property 51: a pot has its endowment and what it owes, and no unit more.
fn check_pots() {
	for (zone, owed) in Market::credits().expect("points that traded exist") {
		let (pot, endowment) = (Market::pot(zone), Balances::minimum_balance());
		assert_eq!(u128::from(Balances::free_balance(pot)), owed + u128::from(endowment), "51");
	}
}

/// Property 41: the registers of meters are watched, once for each point.
fn check_watched() {
	let mut watched = BTreeMap::<StreamId, u32>::new();
	for metering in PointMeters::<Test>::iter_values().flat_map(|state| state.meters) {
		for channel in [metering.import.channel, metering.export.channel] {
			*watched.entry(StreamId { device: metering.device, channel }).or_default() += 1;
		}
	}
	for (stream, count) in watched {
		assert_eq!(Watched::references(Consumer::EnergyMarket, &stream), count, "41: {stream:?}");
	}
}

/// Property 10: what is held for records is what they ask for.
fn check_deposits() {
	let mut asked = BTreeMap::<(AccountId, u8), u64>::new();
	let mut add = |payer: AccountId, reason: HoldReason, footprint| {
		*asked.entry((payer, reason as u8)).or_default() += PerByte::convert(footprint);
	};
	for (_, deposit) in Zones::<Test>::iter_values() {
		add(deposit.payer, HoldReason::Zone, Market::zone_footprint());
	}
	for (_, deposit) in Terms::<Test>::iter_values() {
		add(deposit.payer, HoldReason::Zone, Market::terms_footprint());
	}
	for deposit in Indices::<Test>::iter_values().filter_map(|(_, deposit)| deposit) {
		add(deposit.payer, HoldReason::Index, Market::index_footprint());
	}
	for (_, deposit) in Reports::<Test>::iter_values().flatten() {
		add(deposit.payer, HoldReason::Index, Market::report_footprint());
	}
	for (_, deposit) in Tariffs::<Test>::iter_values() {
		add(deposit.payer, HoldReason::Tariff, Market::tariff_footprint());
	}
	for (_, deposit) in Versions::<Test>::iter_values() {
		add(deposit.payer, HoldReason::Tariff, Market::version_footprint());
	}
	for (point, deposit) in Points::<Test>::iter_values() {
		assert_eq!(point.owner, deposit.payer, "10: somebody else paid for a point");
		add(deposit.payer, HoldReason::Point, Market::point_footprint());
	}
	for who in frame_system::Account::<Test>::iter_keys() {
		use HoldReason::{Index, Point, Tariff, Zone};
		for reason in [Zone, Index, Tariff, Point] {
			let expected = asked.remove(&(who.clone(), reason as u8)).unwrap_or_default();
			let found = Balances::balance_on_hold(&reason.into(), &who);
			assert_eq!(found, expected, "10: {reason:?} of {who:?}");
		}
	}
	assert!(asked.is_empty(), "10: deposits of nobody: {asked:?}");
}

/// The pallet's events so far.
pub(crate) fn events() -> Vec<crate::Event<Test>> {
	let events = System::events().into_iter();
	events
		.filter_map(|record| match record.event {
			RuntimeEvent::Market(event) => Some(event),
			_ => None,
		})
		.collect()
}

/// What is held of an account.
pub(crate) fn held(who: &AccountId) -> u64 {
	Balances::total_balance_on_hold(who)
}

pub(crate) fn signed(who: AccountId) -> RuntimeOrigin {
	RuntimeOrigin::signed(who)
}
