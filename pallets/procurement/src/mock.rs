//! A runtime with the pallet, and the world's members, devices, escrows and clock.

use crate::{self as pallet_procurement, *};
use frame::{
	deps::sp_runtime::DispatchResult,
	testing_prelude::*,
	traits::{
		fungible::{HoldConsideration, InspectHold},
		ConstU64 as ConstUint64, Convert,
	},
};
use std::collections::BTreeMap;
use tallystick_primitives::{
	evidence::{Crypto, DeviceId, Point, Scheme, Summary},
	Facts, HostCrypto, Observation, OnObservation, Roles,
};
use tallystick_rules::{Comparison, Figure, Node, Quantity, Ref, Source};
pub(crate) use tallystick_world::{
	AccountId, Assets, Clock, Escrows, Orgs, Registry, Watched, GATEWAY,
};
use tallystick_world::{EnsureMember, Record, NOW};

/// A member of the organisation that owns the machine.
pub(crate) const OWNER: AccountId = AccountId::new([11; 32]);
/// Another member of it.
pub(crate) const COLLEAGUE: AccountId = AccountId::new([12; 32]);
pub(crate) const VENDOR: AccountId = AccountId::new([13; 32]);
pub(crate) const RIVAL: AccountId = AccountId::new([14; 32]);
pub(crate) const ARBITER: AccountId = AccountId::new([15; 32]);
pub(crate) const CARRIER: AccountId = AccountId::new([16; 32]);
/// Belongs to nobody, but has a balance.
pub(crate) const STRANGER: AccountId = AccountId::new([17; 32]);

pub(crate) const OWNERS: OrgId = OrgId(10);
pub(crate) const VENDORS: OrgId = OrgId(11);
pub(crate) const RIVALS: OrgId = OrgId(12);
pub(crate) const ARBITERS: OrgId = OrgId(13);
pub(crate) const CARRIERS: OrgId = OrgId(14);

pub(crate) const EVERYBODY: [AccountId; 7] =
	[OWNER, COLLEAGUE, VENDOR, RIVAL, ARBITER, CARRIER, STRANGER];

pub(crate) const BALANCE: u64 = 1_000_000;
/// What each account has beside, for escrows.
pub(crate) const PURSE: u64 = 1_000_000;
pub(crate) const MINUTE: u64 = 60_000;
pub(crate) const HOUR: u64 = 60 * MINUTE;
pub(crate) const DAY: u64 = 24 * HOUR;
pub(crate) const MAX_SPAN: u64 = 90 * DAY;

pub(crate) const DETERGENT: Category = Category { class: 10_000_405, part: None };

/// The code in every parcel.
pub(crate) const CODE: &[u8] = b"open sesame";

tallystick_world::mock_runtime! { AccountId; 2: Procurement = pallet_procurement }

/// A unit of money for every byte.
pub struct PerByte;

impl Convert<Footprint, u64> for PerByte {
	fn convert(footprint: Footprint) -> u64 {
		footprint.count * 10 + footprint.size
	}
}

parameter_types! {
	pub const ConstGenesis: [u8; 32] = tallystick_world::GENESIS;
	pub const ForRecord: RuntimeHoldReason = RuntimeHoldReason::Procurement(HoldReason::Record);
	pub Vendors: Roles = Role::ServiceProvider.into();
	pub const Bond: Permill = Permill::from_percent(10);
	pub const ArbiterFee: Permill = Permill::from_percent(5);
}

impl crate::Config for Test {
	type ArbiterFee = ArbiterFee;
	type Assets = Assets;
	#[cfg(feature = "runtime-benchmarks")]
	type BenchmarkHelper = tallystick_world::InMemory;
	type Bond = Bond;
	type Consideration = HoldConsideration<AccountId, Balances, ForRecord, PerByte>;
	type Currency = Balances;
	type Devices = Registry;
	type Escrow = Escrows;
	type Genesis = ConstGenesis;
	type MaxSpan = ConstUint64<MAX_SPAN>;
	type MinWindow = ConstUint64<HOUR>;
	type MemberOrigin = EnsureMember;
	type Membership = Orgs;
	type Time = Clock;
	type VendorOrigin = EnsureMember<Vendors>;
	type Watch = Watched;
	type WeightInfo = ();
}

pub(crate) fn build() -> TestState {
	let balances = pallet_balances::GenesisConfig {
		balances: EVERYBODY.map(|who| (who, BALANCE)).into(),
		..Default::default()
	};
	let storage = RuntimeGenesisConfig { balances, ..Default::default() }.build_storage();
	tallystick_world::reset();
	Orgs::admit(OWNERS, Role::Operator.into(), [OWNER, COLLEAGUE]);
	Orgs::admit(VENDORS, Role::ServiceProvider.into(), [VENDOR]);
	Orgs::admit(RIVALS, Role::ServiceProvider.into(), [RIVAL]);
	Orgs::admit(ARBITERS, Role::Auditor.into(), [ARBITER]);
	Orgs::admit(CARRIERS, Role::Carrier.into(), [CARRIER]);
	Orgs::pay_from(VENDORS, VENDOR);
	Orgs::pay_from(RIVALS, RIVAL);
	for who in EVERYBODY {
		Escrows::set_purse(who, PURSE);
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

/// Checks every property that one state alone shows.
pub(crate) fn check() {
	Procurement::do_try_state().expect("the properties hold");
	let conditions = Conditions::<Test>::iter_values().chain(CoveredWhen::<Test>::iter_values());
	let mut expected = BTreeMap::<StreamId, u32>::new();
	for condition in conditions {
		for stream in Procurement::streams_of(&condition) {
			*expected.entry(stream).or_default() += 1;
		}
	}
	assert_eq!(Watched::all(Consumer::Procurement), expected, "9");
	let held = |reason: HoldReason, who: &AccountId| Balances::balance_on_hold(&reason.into(), who);
	let sum = |kind: fn(&OrderRecordOf<Test>) -> &Option<Pledge<AccountId>>, who: &AccountId| {
		let records = Orders::<Test>::iter_values();
		let own = records.filter_map(|(record, _)| kind(&record).clone());
		own.filter(|pledge| pledge.who == *who).map(|pledge| pledge.amount as u64).sum::<u64>()
	};
	for who in EVERYBODY {
		let budgets = Mandates::<Test>::iter_values().filter(|(of, _)| of.payer == who);
		let left: u64 = budgets.map(|(of, _)| of.budget.left() as u64).sum();
		assert_eq!(held(HoldReason::Budget, &who), left, "2: {who}");
		assert_eq!(held(HoldReason::Bond, &who), sum(|record| &record.bond, &who), "5: {who}");
		assert_eq!(
			held(HoldReason::Deposit, &who),
			sum(|record| &record.deposit, &who),
			"5: {who}"
		);
	}
	assert_eq!(
		all_money(),
		EVERYBODY.len() as u64 * (BALANCE + PURSE),
		"7: money is lost or came into being"
	);
}

/// The money of all accounts, with what is in escrow.
fn all_money() -> u64 {
	let escrows = Orders::<Test>::iter_values();
	let escrowed: u64 = escrows.filter_map(|(of, _)| Escrows::held(of.order.escrow)).sum();
	let own = EVERYBODY.map(|who| Balances::total_balance(&who) + Escrows::purse(&who).unwrap());
	escrowed + own.into_iter().sum::<u64>()
}

/// What an account has on hold for a reason.
pub(crate) fn held(reason: HoldReason, who: &AccountId) -> u64 {
	Balances::balance_on_hold(&reason.into(), who)
}

/// What an account has, in its balance and beside it.
pub(crate) fn wealth(who: &AccountId) -> u64 {
	Balances::total_balance(who) + Escrows::purse(who).unwrap()
}

pub(crate) fn signed(who: AccountId) -> RuntimeOrigin {
	RuntimeOrigin::signed(who)
}

/// The device of a seed, with two channels of degrees.
pub(crate) fn device(seed: u8) -> DeviceId {
	let secret = tallystick_world::secret(Scheme::Ed25519, seed);
	Registry::add(secret.public(), OWNER, 2, GATEWAY)
}

/// The channel that says how full the machine is.
pub(crate) fn level(device: DeviceId) -> StreamId {
	StreamId { device, channel: 0 }
}

/// Whether the last value of a stream, at most an hour old, compares so with a number.
pub(crate) fn condition(stream: StreamId, comparison: Comparison, bound: i64) -> Condition {
	let channel = Registry::channel(&stream).expect("the device is registered");
	let quantity = Quantity { unit: channel.unit, exponent: channel.exponent };
	let figure = Figure::Last;
	let source =
		Source::Stream { stream, figure, quantity, max_age: HOUR as u32, allow: Facts::NONE };
	let compare = Node::Compare { how: comparison, left: Ref::Input(0), right: Ref::Node(0) };
	let bound = Node::Number { value: bound, quantity };
	let condition = Condition {
		inputs: vec![source].try_into().unwrap(),
		nodes: vec![bound, compare].try_into().unwrap(),
	};
	assert_eq!(condition.check(), Ok(()));
	condition
}

/// An observation of one value, now.
pub(crate) fn observation(sequence: u64, value: i64) -> Observation {
	let point = Point { time: Clock::now(), value };
	let (min, max, sum) = (value, value, value.into());
	let summary = Summary { count: 1, first: point, last: point, min, max, sum, violations: 0 };
	let (boot_epoch, root, facts) = (0, [0; 32], Facts::NONE);
	let at = Millis(Clock::now());
	Observation { boot_epoch, sequence, summary, root, at, facts }
}

/// The chain takes an observation of a stream.
pub(crate) fn observe(stream: StreamId, sequence: u64, value: i64) {
	take(stream, observation(sequence, value));
}

/// The chain takes this observation of a stream.
pub(crate) fn take(stream: StreamId, observation: Observation) {
	Watched::set_latest(stream, observation.clone());
	if Watched::references(Consumer::Procurement, &stream) > 0 {
		<Procurement as OnObservation>::on_observation(&stream, &observation);
	}
}

/// Two units cost (2 · 100 + 20) · 1.2 = 264 with everything.
pub(crate) fn offer() -> OfferOf<Test> {
	Offer {
		gtin: None,
		document: [1; 32],
		by: Delivery::Parcel,
		unit: 100,
		freight: 20,
		tax: TaxRate(2_000),
		stock: 10,
		accept: HOUR,
		dispatch: DAY,
		delivery: 2 * DAY,
		until: Millis(NOW + 365 * DAY),
		arbiter: ARBITER,
	}
}

pub(crate) const GROSS: u64 = 264;

pub(crate) fn publish(who: AccountId, offer: OfferOf<Test>) {
	assert_ok!(Procurement::publish_offer(signed(who), DETERGENT, Box::new(offer)));
}

pub(crate) fn terms() -> TermsOf<Test> {
	MandateTerms {
		categories: vec![DETERGENT].try_into().unwrap(),
		vendors: vec![VENDORS, RIVALS].try_into().unwrap(),
		arbiters: vec![ARBITER].try_into().unwrap(),
		per_unit: 150,
		per_order: 300,
		per_period: 600,
		period: 30 * DAY,
		veto: HOUR,
		within: 7 * DAY,
		window: 3 * DAY,
		arbitration: 5 * DAY,
		filled: 0,
		until: Millis(NOW + 365 * DAY),
	}
}

/// A machine's mandate without a condition.
pub(crate) fn grant(device: DeviceId, terms: TermsOf<Test>) -> MandateId {
	let mandate = NextMandateId::<Test>::get().unwrap_or(MandateId(0));
	assert_ok!(Procurement::grant_mandate(
		signed(OWNER),
		Machine::Device(device),
		Box::new(terms),
		None
	));
	mandate
}

/// A need of two units that is covered from 30 on.
pub(crate) fn declare(mandate: MandateId, device: DeviceId) -> NeedId {
	let need = NextNeedId::<Test>::get().unwrap_or(NeedId(0));
	let covered = condition(level(device), Comparison::AtLeast, 30);
	assert_ok!(Procurement::declare_need(
		signed(OWNER),
		mandate,
		DETERGENT,
		2,
		[2; 32],
		Some(Box::new(covered)),
		None
	));
	need
}

/// A machine with a mandate and a need, and a vendor's offer.
pub(crate) fn ready() -> NeedId {
	publish(VENDOR, offer());
	let device = device(1);
	declare(grant(device, terms()), device)
}

/// Places an order by hand.
pub(crate) fn order(need: NeedId) -> OrderId {
	let order = NextOrderId::<Test>::get().unwrap_or(OrderId(0));
	assert_ok!(Procurement::place_order(signed(OWNER), need));
	assert!(Orders::<Test>::contains_key(order), "an offer fits");
	order
}

/// An order that the vendor can accept.
pub(crate) fn offered(need: NeedId) -> OrderId {
	let order = order(need);
	Clock::pass(HOUR + 1);
	order
}

/// An order that was accepted.
pub(crate) fn accepted(need: NeedId) -> OrderId {
	let order = offered(need);
	assert_ok!(Procurement::accept(signed(VENDOR), order));
	order
}

/// An order of which this many units are on their way.
pub(crate) fn shipped(need: NeedId, quantity: u32) -> OrderId {
	let order = accepted(need);
	let parcel = HostCrypto::hash(&[CODE]);
	assert_ok!(Procurement::ship(signed(VENDOR), order, quantity, parcel, [3; 32], None));
	order
}

pub(crate) fn receive(order: OrderId, quantity: u32) -> DispatchResult {
	let code = CODE.to_vec().try_into().unwrap();
	Procurement::receive(signed(OWNER), order, quantity, code)
}

/// An order of which this many units have arrived, out of two.
pub(crate) fn received(need: NeedId, quantity: u32) -> OrderId {
	let order = shipped(need, 2);
	assert_ok!(receive(order, quantity));
	order
}

pub(crate) fn advance(order: OrderId) -> DispatchResult {
	Procurement::advance(signed(STRANGER), order).map(|_| ()).map_err(|error| error.error)
}

/// Where an order stands.
pub(crate) fn state(order: OrderId) -> OrderState {
	Procurement::load_order(order).unwrap().order.state
}

/// Where a need stands.
pub(crate) fn need_state(need: NeedId) -> NeedState {
	Procurement::load_need(need).unwrap().state
}

/// How the last order of a need ended.
pub(crate) fn last(need: NeedId) -> Option<Outcome> {
	Procurement::load_need(need).unwrap().last
}

/// The pallet's events since the last call of this function.
pub(crate) fn events() -> Vec<crate::Event<Test>> {
	let events = System::events().into_iter();
	let events = events.filter_map(|record| match record.event {
		RuntimeEvent::Procurement(event) => Some(event),
		_ => None,
	});
	let events = events.collect();
	System::reset_events();
	events
}

/// Hands a device to another owner.
pub(crate) fn hand_over(device: &DeviceId, to: AccountId) {
	Registry::edit(device, |record: &mut Record| {
		record.owner = to;
		record.tenure += 1;
	});
}
