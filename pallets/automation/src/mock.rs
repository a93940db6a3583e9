//! A runtime with the pallet, and the world's members, devices and clock.

use crate::{self as pallet_automation, *};
use frame::{
	testing_prelude::*,
	traits::{
		fungible::{HoldConsideration, InspectHold},
		Convert,
	},
};
use std::{cell::RefCell, collections::BTreeMap};
use tallystick_control::{Bounds, Envelope, Kind, Pace, Writable};
use tallystick_primitives::{
	evidence::{fraud::KeyIn, Crypto, DeviceKey, Hash, Limits, Point, Scheme, Summary},
	records::market::{Direction, PointId},
	AssetFacts, AssetId, BlockFull, Calibration, ChannelTraits, ConditionSum, Consumer,
	DeviceStatus, Facts, KeyAge, NeedStanding, Observation, OnDeviceChange, OnObservation,
	PriceWindow, Role, Roles, SlotPrices,
};
use tallystick_rules::{Effect, Output};
pub(crate) use tallystick_world::{AccountId, Clock, Orgs, Purse, Registry, Watched, GATEWAY};
use tallystick_world::{EnsureMember, Record};

/// A member of the organisation that runs a building.
pub(crate) const OWNER: AccountId = AccountId::new([11; 32]);
/// Another member of it.
pub(crate) const COLLEAGUE: AccountId = AccountId::new([12; 32]);
/// A member of another organisation.
pub(crate) const RIVAL: AccountId = AccountId::new([13; 32]);
/// Belongs to nobody, but has a balance.
pub(crate) const STRANGER: AccountId = AccountId::new([14; 32]);

/// A member of a grid operator.
pub(crate) const GRID: AccountId = AccountId::new([15; 32]);

pub(crate) const BUILDERS: OrgId = OrgId(10);
pub(crate) const RIVALS: OrgId = OrgId(11);
pub(crate) const GRIDS: OrgId = OrgId(12);

pub(crate) const BALANCE: u64 = 1_000_000_000;

tallystick_world::mock_runtime! { AccountId; 2: Automation = pallet_automation }

/// A unit of money for every byte.
pub struct PerByte;

impl Convert<Footprint, u64> for PerByte {
	fn convert(footprint: Footprint) -> u64 {
		footprint.count * 10 + footprint.size
	}
}

type Hold<Reason> = HoldConsideration<AccountId, Balances, Reason, PerByte>;

/// Weights by which tests count what fits into a block.
pub struct Weights;

fn micros(micros: u64) -> Weight {
	Weight::from_parts(micros * 1_000_000, 0)
}

macro_rules! weigh {
	($($call:ident)*) => {
		impl WeightInfo for Weights {
			$(fn $call() -> Weight {
				micros(10)
			})*

			fn process_arrivals(arrivals: u32) -> Weight {
				Weight::from_parts(u64::from(arrivals) * 1_000, 0)
			}

			fn wake(_: u32, steps: u32) -> Weight {
				micros(100) + Weight::from_parts(u64::from(steps) * 1_000, 0)
			}

			fn fire(_: u32) -> Weight {
				micros(10)
			}

			fn deploy(_: u32, _: u32) -> Weight {
				micros(100)
			}

			fn replace(_: u32, _: u32) -> Weight {
				micros(100)
			}

			fn answer_all(answers: u32) -> Weight {
				micros(10 + 100 * u64::from(answers))
			}

			fn starve(outputs: u32) -> Weight {
				micros(10 + 10 * u64::from(outputs))
			}

			fn share(members: u32) -> Weight {
				micros(20 * u64::from(members))
			}

			fn wake_readers(_: u32) -> Weight {
				micros(10)
			}
		}
	};
}

weigh! {
	open_site change_site close_site adjust pause resume remove permit revoke evict set_safety drop_actuator set_by_hand release_by_hand stop start free form_group dissolve_group open_signal set_limit close_signal follow tell tell_reader acknowledge_alarm answer authorize_answer verify_p256 verify_secp256k1 enqueue next_due calendar retry load_payer load_site read_latest read_actuator rearm alarm show load_rule remember act flag tend find_due device_changed
}

thread_local! {
	static PRICES: RefCell<BTreeMap<PointId, SlotPrices>> = RefCell::default();
	static CHARGED: RefCell<BTreeMap<AccountId, Weight>> = RefCell::default();
	static SPENT: RefCell<Vec<AccountId>> = RefCell::default();
	static ASSETS: RefCell<BTreeMap<AssetId, (OrgId, Option<ConditionSum>)>> = RefCell::default();
}

/// The prices that a test sets.
pub struct Prices;

impl Prices {
	pub(crate) fn set(point: PointId, prices: SlotPrices) {
		PRICES.with_borrow_mut(|all| all.insert(point, prices));
	}
}

impl PriceSeries for Prices {
	fn prices(point: PointId, _: Direction, _: PriceWindow) -> Option<SlotPrices> {
		PRICES.with_borrow(|all| all.get(&point).cloned())
	}

	fn weight() -> Weight {
		Weight::zero()
	}
}

thread_local! {
	static WRITABLE: RefCell<BTreeMap<StreamId, Writable>> = RefCell::default();
}

/// The world's devices, some channels of which can be written.
pub struct Devices;

impl Devices {
	/// Lets a channel be written.
	pub(crate) fn set_writable(stream: StreamId, writable: Writable) {
		WRITABLE.with_borrow_mut(|all| all.insert(stream, writable));
	}
}

impl DeviceRegistry<AccountId> for Devices {
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
		let write = WRITABLE.with_borrow(|all| all.get(stream).copied());
		Some(ChannelTraits { write, ..known })
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

thread_local! {
	static NEEDS: RefCell<BTreeMap<NeedId, NeedStanding>> = RefCell::default();
	static ORDERED: RefCell<Vec<(OrgId, NeedId, Hash)>> = RefCell::default();
}

/// Needs of machines, and the orders that were wanted.
pub struct AllNeeds;

impl AllNeeds {
	pub(crate) fn set(need: NeedId, org: OrgId, open: bool, failed: bool) {
		NEEDS.with_borrow_mut(|all| all.insert(need, NeedStanding { org, open, failed }));
	}

	/// The orders since the last call of this function.
	pub(crate) fn ordered() -> Vec<(OrgId, NeedId, Hash)> {
		ORDERED.take()
	}
}

impl Needs for AllNeeds {
	fn standing(need: NeedId) -> Option<NeedStanding> {
		NEEDS.with_borrow(|all| all.get(&need).copied())
	}

	fn order(org: OrgId, need: NeedId, cause: Hash) -> Result<(), DispatchError> {
		let standing = Self::standing(need).ok_or(DispatchError::CannotLookup)?;
		if standing.open {
			return Err(DispatchError::Other("something is on order"));
		}
		ORDERED.with_borrow_mut(|all| all.push((org, need, cause)));
		Ok(())
	}

	fn weight_of_standing() -> Weight {
		micros(1)
	}

	fn weight_of_order() -> Weight {
		micros(700)
	}
}

/// Assets, their conditions, and the flags that are set. A call that fails sets none.
pub struct Assets;

parameter_types! {
	storage SetFlags: BTreeMap<(AssetId, u8), OrgId> = BTreeMap::new();
}

impl Assets {
	/// Gives an asset to an organisation. A new one has no condition.
	pub(crate) fn give(asset: AssetId, owner: OrgId) {
		ASSETS.with_borrow_mut(|all| all.entry(asset).or_insert((owner, None)).0 = owner);
	}

	pub(crate) fn set_condition(asset: AssetId, condition: Option<ConditionSum>) {
		ASSETS.with_borrow_mut(|all| {
			all.entry(asset).and_modify(|(_, known)| *known = condition);
		});
	}

	/// Ends an asset.
	pub(crate) fn end(asset: AssetId) {
		ASSETS.with_borrow_mut(|all| all.remove(&asset));
	}
}

impl AssetFacts for Assets {
	fn owner(asset: AssetId) -> Option<OrgId> {
		ASSETS.with_borrow(|all| all.get(&asset).map(|(owner, _)| *owner))
	}

	fn condition(asset: AssetId) -> Option<ConditionSum> {
		ASSETS
			.with_borrow(|all| all.get(&asset)?.1)
			.filter(|condition| Clock::now() <= condition.until.0)
	}

	fn flag(asset: AssetId, flag: u8) -> Option<bool> {
		Self::owner(asset).map(|owner| SetFlags::get().get(&(asset, flag)) == Some(&owner))
	}

	fn set_flag(asset: AssetId, flag: u8, org: OrgId) {
		if Self::owner(asset) == Some(org) {
			let mut flags = SetFlags::get();
			flags.insert((asset, flag), org);
			SetFlags::set(&flags);
		}
	}

	fn clear_flag(asset: AssetId, flag: u8, org: OrgId) {
		let mut flags = SetFlags::get();
		if flags.get(&(asset, flag)) == Some(&org) {
			flags.remove(&(asset, flag));
			SetFlags::set(&flags);
		}
	}

	fn footprint() -> usize {
		16
	}

	fn weight() -> Weight {
		micros(7)
	}
}

/// Counts what is charged to whom, and refuses those whose quota is spent.
pub struct Quota;

impl Quota {
	/// Whether the quota of an account's organisation is spent.
	pub(crate) fn spend(who: AccountId, is_spent: bool) {
		SPENT.with_borrow_mut(|spent| {
			spent.retain(|other| *other != who);
			if is_spent {
				spent.push(who);
			}
		});
	}

	/// What was charged to an account since the last question.
	pub(crate) fn charged(who: &AccountId) -> Weight {
		CHARGED.with_borrow_mut(|charged| charged.remove(who)).unwrap_or_default()
	}
}

impl DeviceQuota<AccountId> for Quota {
	fn left(owner: &AccountId) -> Weight {
		match SPENT.with_borrow(|spent| spent.contains(owner)) {
			true => Weight::zero(),
			false => <Purse as DeviceQuota<_>>::left(owner).min(LeftWeight::get()),
		}
	}

	fn suffices(owner: &AccountId, bytes: usize, weight: Weight) -> bool {
		Purse::suffices(owner, bytes, weight)
			&& weight.all_lte(LeftWeight::get())
			&& !SPENT.with_borrow(|spent| spent.contains(owner))
	}

	fn charge(owner: &AccountId, bytes: usize, weight: Weight) -> bool {
		let suffices = Self::suffices(owner, bytes, weight);
		if suffices {
			CHARGED.with_borrow_mut(|all| *all.entry(owner.clone()).or_default() += weight);
		}
		suffices
	}

	fn take_share(
		owner: &AccountId,
		taken: DeviceShare,
		among: u32,
		bytes: usize,
		weight: Weight,
	) -> Option<DeviceShare> {
		Purse::take_share(owner, taken, among, bytes, weight)
	}

	fn weight() -> Weight {
		Weight::zero()
	}
}

parameter_types! {
	pub const ForSite: RuntimeHoldReason = RuntimeHoldReason::Automation(HoldReason::Site);
	pub const ForRule: RuntimeHoldReason = RuntimeHoldReason::Automation(HoldReason::Rule);
	pub const ConstGenesis: [u8; 32] = tallystick_world::GENESIS;
	pub const ForActuator: RuntimeHoldReason = RuntimeHoldReason::Automation(HoldReason::Actuator);
	pub GridOperators: Roles = Role::GridOperator.into();
	/// What each organisation has left.
	pub static LeftWeight: Weight = Weight::MAX;
	/// Whether safe mode or a pause refuses orders.
	pub static IsStopped: bool = false;
	pub static MaxWeight: Weight = Weight::from_parts(400_000_000_000, u64::MAX);
}

/// Keeps the leaves that tests have not taken. A call that fails adds none.
pub struct Events;

parameter_types! {
	storage Leaves: Vec<Hash> = Vec::new();
}

impl Events {
	/// The leaves since the last call of this function.
	pub(crate) fn take() -> Vec<Hash> {
		let leaves = Leaves::get();
		Leaves::set(&Vec::new());
		leaves
	}
}

impl EventLog for Events {
	fn append(leaf: Hash, bytes: &[u8]) -> Result<u32, BlockFull> {
		assert_eq!(HostCrypto::hash(&[bytes]), leaf, "the leaf follows from the bytes");
		assert!(Act::from_bytes(bytes).is_some(), "anyone can read it");
		let mut leaves = Leaves::get();
		leaves.push(leaf);
		Leaves::set(&leaves);
		Ok(leaves.len() as u32 - 1)
	}
}

impl crate::Config for Test {
	type ActuatorConsideration = Hold<ForActuator>;
	type Assets = Assets;
	#[cfg(feature = "runtime-benchmarks")]
	type BenchmarkHelper = tallystick_world::InMemory;
	type Devices = Devices;
	type Events = Events;
	type Genesis = ConstGenesis;
	type GridOperatorOrigin = EnsureMember<GridOperators>;
	type MaxWeight = MaxWeight;
	type MemberOrigin = EnsureMember;
	type Membership = Orgs;
	type Needs = AllNeeds;
	type Prices = Prices;
	type Quota = Quota;
	type RuleConsideration = Hold<ForRule>;
	type SiteConsideration = Hold<ForSite>;
	type Stopped = IsStopped;
	type Time = Clock;
	type Watch = Watched;
	type WeightInfo = Weights;
}

pub(crate) fn build() -> TestState {
	let balances = pallet_balances::GenesisConfig {
		balances: [OWNER, COLLEAGUE, RIVAL, STRANGER, GRID].map(|who| (who, BALANCE)).into(),
		..Default::default()
	};
	let storage = RuntimeGenesisConfig { balances, ..Default::default() }.build_storage();
	tallystick_world::reset();
	PRICES.take();
	NEEDS.take();
	ORDERED.take();
	WRITABLE.take();
	CHARGED.take();
	SPENT.take();
	ASSETS.take();
	IsStopped::set(false);
	MaxWeight::set(Weight::from_parts(400_000_000_000, u64::MAX));
	Orgs::admit(BUILDERS, Roles::ALL, [OWNER, COLLEAGUE]);
	Orgs::admit(RIVALS, Role::Operator.into(), [RIVAL]);
	Orgs::admit(GRIDS, Role::GridOperator.into(), [GRID]);
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

/// Checks every property that one state alone shows.
pub(crate) fn check() {
	Automation::do_try_state().expect("the properties hold after every test");
	check_flags();
	check_watched();
	check_deposits();
}

/// Property 31: who set a flag has a rule for it, whose output is active.
pub(crate) fn check_flags() {
	for ((asset, flag), org) in SetFlags::get() {
		let flagger = Flaggers::<Test>::get(asset, flag).expect("31: a rule has the flag");
		assert_eq!(flagger.org, org, "31: of the organisation that set it");
		let program = Automation::program(flagger.rule).expect("it is stored");
		let own = |output: &Output| matches!(output, Output::Flag { asset: of, flag: number, .. } if (*of, *number) == (asset, flag));
		let output = program.outputs.iter().position(own).expect("30");
		let state = Automation::state(flagger.rule).expect("it is stored");
		assert_eq!(state.effects.get(output), Some(&Effect::Active), "31: {asset:?} {flag}");
	}
}

/// Property 3: streams that wake rules are watched once for each, and guards' for each guard.
fn check_watched() {
	let mut expected = BTreeMap::<StreamId, usize>::new();
	for stream in Streams::<Test>::iter_keys() {
		*expected.entry(stream).or_default() += Wakers::<Test>::get(stream).len();
	}
	for (record, _) in Actuators::<Test>::iter_values() {
		for guard in record.safety.guards {
			*expected.entry(guard.stream).or_default() += 1;
		}
	}
	let watched = Watched::all(Consumer::Automation);
	let watched: BTreeMap<_, _> =
		watched.into_iter().map(|(stream, count)| (stream, count as usize)).collect();
	assert_eq!(watched, expected, "3");
}

/// Property 7: what is held for records is what they ask for.
fn check_deposits() {
	let mut asked = BTreeMap::<(AccountId, u8), u64>::new();
	let mut add = |payer: AccountId, reason: HoldReason, footprint| {
		*asked.entry((payer, reason as u8)).or_default() += PerByte::convert(footprint);
	};
	for (_, deposit) in Sites::<Test>::iter_values() {
		add(deposit.payer, HoldReason::Site, Automation::site_footprint());
	}
	for (_, deposit) in Signals::<Test>::iter_values() {
		add(deposit.payer, HoldReason::Site, Automation::signal_footprint());
	}
	for (rule, (_, deposit)) in Rules::<Test>::iter() {
		let stored = Programs::<Test>::get(rule).unwrap();
		add(deposit.payer, HoldReason::Rule, Automation::rule_footprint(&stored));
	}
	for (_, deposit) in Permits::<Test>::iter_values() {
		add(deposit.payer, HoldReason::Rule, Automation::permit_footprint());
	}
	for (_, deposit) in Actuators::<Test>::iter_values() {
		add(deposit.payer, HoldReason::Actuator, Automation::actuator_footprint());
	}
	for (_, deposit) in Groups::<Test>::iter_values() {
		add(deposit.payer, HoldReason::Actuator, Automation::group_footprint());
	}
	for who in frame_system::Account::<Test>::iter_keys() {
		for reason in [HoldReason::Site, HoldReason::Rule, HoldReason::Actuator] {
			let expected = asked.remove(&(who.clone(), reason as u8)).unwrap_or_default();
			let found = Balances::balance_on_hold(&reason.into(), &who);
			assert_eq!(found, expected, "7: {reason:?} of {who:?}");
		}
	}
	assert!(asked.is_empty(), "7: deposits of nobody: {asked:?}");
}

/// The device of a seed, with two channels of degrees.
pub(crate) fn device(seed: u8, owner: AccountId) -> DeviceId {
	let secret = tallystick_world::secret(Scheme::Ed25519, seed);
	Registry::add(secret.public(), owner, 2, GATEWAY)
}

/// The first channel of a device.
pub(crate) fn stream(seed: u8, owner: AccountId) -> StreamId {
	StreamId { device: device(seed, owner), channel: 0 }
}

/// An observation of one value, now.
pub(crate) fn observation(sequence: u64, value: i64) -> Observation {
	let now = Clock::now();
	let point = Point { time: now, value };
	let (min, max, sum) = (value, value, value.into());
	let summary = Summary { count: 1, first: point, last: point, min, max, sum, violations: 0 };
	let (boot_epoch, root, facts) = (0, [0; 32], Facts::NONE);
	Observation { boot_epoch, sequence, summary, root, at: Millis(now), facts }
}

/// The chain takes an observation of a stream.
pub(crate) fn observe(stream: StreamId, sequence: u64, value: i64) {
	let observation = observation(sequence, value);
	Watched::set_latest(stream, observation.clone());
	if Watched::references(Consumer::Automation, &stream) > 0 {
		<Automation as OnObservation>::on_observation(&stream, &observation);
	}
}

/// What is done at the beginning of a block. Returns its weight.
pub(crate) fn poll() -> Weight {
	let mut meter = WeightMeter::new();
	Automation::on_poll(System::block_number(), &mut meter);
	meter.consumed()
}

/// Two seconds later, the next block begins.
pub(crate) fn next_block() -> Weight {
	Clock::pass(2_000);
	System::set_block_number(System::block_number() + 1);
	poll()
}

/// The pallet's events since the last call of this function.
pub(crate) fn events() -> Vec<crate::Event<Test>> {
	let events = System::events().into_iter();
	let events = events.filter_map(|record| match record.event {
		RuntimeEvent::Automation(event) => Some(event),
		_ => None,
	});
	let events = events.collect();
	System::reset_events();
	events
}

pub(crate) fn signed(who: AccountId) -> RuntimeOrigin {
	RuntimeOrigin::signed(who)
}

/// What is held of an account.
pub(crate) fn held(who: &AccountId) -> u64 {
	Balances::total_balance_on_hold(who)
}

/// Hands a device to another owner.
pub(crate) fn hand_over(device: &DeviceId, to: AccountId) {
	Registry::edit(device, |record: &mut Record| {
		record.owner = to;
		record.tenure += 1;
	});
}

/// What the manufacturer of a heater permits: off, or up to 60 degrees, with rests.
pub(crate) fn heater() -> Writable {
	let pace = Pace { off: Some(0), min_on: 60_000, min_off: 120_000, per_hour: 6 };
	let range = Limits { low: 0, high: 60 };
	let bounds = Bounds { range, step: 1, fail_safe: 15, startup: 0, pace, lease: 600_000 };
	Writable { kind: Kind::SetPoint, bounds }
}

/// What the owner permits of it.
pub(crate) fn safety() -> Safety {
	let mut bounds = heater().bounds;
	bounds.range.high = 50;
	let envelope = Envelope { bounds, slew: None, default: 0 };
	Safety { envelope, guards: Default::default(), deadline: 30_000 }
}

/// The second channel of a device, which its owner lets rules set.
pub(crate) fn actuator(seed: u8, who: AccountId, site: SiteId) -> StreamId {
	let actuator = StreamId { device: device(seed, who.clone()), channel: 1 };
	Devices::set_writable(actuator, heater());
	assert_ok!(Automation::set_safety(signed(who), actuator, site, Box::new(safety())));
	actuator
}

/// Hands a device with actuators to another owner, as the registry does.
pub(crate) fn transfer(device: &DeviceId, from: &AccountId, to: AccountId) {
	hand_over(device, to.clone());
	<Automation as OnDeviceChange<AccountId>>::on_transferred(device, from, &to);
}
