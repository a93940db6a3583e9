//! A runtime with nothing but what the pallet needs, and `TestExt`, which checks the pallet's
//! properties after every test.

use crate::{self as pallet_asset_lifecycle, *};
use frame::{
	testing_prelude::*,
	traits::{
		fungible::{HoldConsideration, InspectHold},
		ConstU64 as ConstUint64, Convert,
	},
};
use std::collections::BTreeMap;
use tallystick_condition::{
	measure::Measure,
	policy::{Doubt, Probe},
};
use tallystick_primitives::{
	gs1::{Gtin, Sscc},
	Facts, Role, Roles,
};
use tallystick_world::EnsureMember;
pub(crate) use tallystick_world::{AccountId, Clock, Escrows, Orgs, Registry, Watched};

/// Grows and packs.
pub(crate) const FARMER: AccountId = AccountId::new([1; 32]);
/// Of the same organisation.
pub(crate) const FARMHAND: AccountId = AccountId::new([2; 32]);
pub(crate) const CARRIER: AccountId = AccountId::new([3; 32]);
pub(crate) const SHOP: AccountId = AccountId::new([4; 32]);
/// Grows, too.
pub(crate) const RIVAL: AccountId = AccountId::new([5; 32]);
pub(crate) const ACCREDITOR: AccountId = AccountId::new([6; 32]);
/// A member of the carrier without a balance.
pub(crate) const POOR: AccountId = AccountId::new([7; 32]);
/// Belongs to nobody, but has a balance.
pub(crate) const STRANGER: AccountId = AccountId::new([99; 32]);

pub(crate) const FARM: OrgId = OrgId(0);
pub(crate) const CARRIERS: OrgId = OrgId(1);
pub(crate) const SHOPS: OrgId = OrgId(2);
pub(crate) const RIVALS: OrgId = OrgId(3);
pub(crate) const ACCREDITORS: OrgId = OrgId(4);

pub(crate) const START: u64 = 1_800_000_000_000;
pub(crate) const BACKDATE: u64 = 4 * 3_600_000;
pub(crate) const OFFER_TIME: u64 = 7 * 86_400_000;
pub(crate) const TRADE_TIME: u64 = 30 * 86_400_000;
pub(crate) const DATA_DEADLINE: u64 = 86_400_000;
pub(crate) const DROP_DELAY: u64 = 30 * 86_400_000;
pub(crate) const DECISION_TIME: u64 = 2 * 86_400_000;
/// How many steps of recalls a block makes at least.
pub(crate) const STEPS: u64 = 8;
pub(crate) const BALANCE: u64 = 10_000_000;

/// The weight of `count` steps of recalls, each taken as the costliest kind.
pub(crate) fn steps(count: u64) -> Weight {
	let base = <() as crate::WeightInfo>::process_recalls();
	let step = Lifecycle::least_recall_weight().saturating_sub(base);
	base.saturating_add(step.saturating_mul(count))
}

tallystick_world::mock_runtime! { AccountId; 2: Lifecycle = pallet_asset_lifecycle }

/// A unit of money for every byte.
pub struct Price;

impl Convert<Footprint, u64> for Price {
	fn convert(footprint: Footprint) -> u64 {
		footprint.count * 10 + footprint.size
	}
}

type Deposit<Reason> = HoldConsideration<AccountId, Balances, Reason, Price>;

parameter_types! {
	pub Accreditors: Roles = Role::Accreditor.into();
	pub const ForPrefix: RuntimeHoldReason = RuntimeHoldReason::Lifecycle(HoldReason::Prefix);
	pub const ForPolicy: RuntimeHoldReason = RuntimeHoldReason::Lifecycle(HoldReason::Policy);
	pub const ForClass: RuntimeHoldReason = RuntimeHoldReason::Lifecycle(HoldReason::Class);
	pub const ForLot: RuntimeHoldReason = RuntimeHoldReason::Lifecycle(HoldReason::Lot);
	pub const ForAsset: RuntimeHoldReason = RuntimeHoldReason::Lifecycle(HoldReason::Asset);
	pub const ForStay: RuntimeHoldReason = RuntimeHoldReason::Lifecycle(HoldReason::Stay);
	pub const ForTrade: RuntimeHoldReason = RuntimeHoldReason::Lifecycle(HoldReason::Trade);
	pub const ForLoan: RuntimeHoldReason = RuntimeHoldReason::Lifecycle(HoldReason::Loan);
	pub const ForDocument: RuntimeHoldReason = RuntimeHoldReason::Lifecycle(HoldReason::Document);
	pub const ForRecall: RuntimeHoldReason = RuntimeHoldReason::Lifecycle(HoldReason::Recall);
	pub MaxRecallWeight: Weight = steps(STEPS);
}

impl crate::Config for Test {
	type AccreditorOrigin = EnsureMember<Accreditors>;
	type AdminOrigin = EnsureRoot<AccountId>;
	type AssetConsideration = Deposit<ForAsset>;
	#[cfg(feature = "runtime-benchmarks")]
	type BenchmarkHelper = tallystick_world::InMemory;
	type ClassConsideration = Deposit<ForClass>;
	type DataDeadline = ConstUint64<DATA_DEADLINE>;
	type Devices = Registry;
	type DocumentConsideration = Deposit<ForDocument>;
	type DropDelay = ConstUint64<DROP_DELAY>;
	type Escrow = Escrows;
	type LoanConsideration = Deposit<ForLoan>;
	type LotConsideration = Deposit<ForLot>;
	type MaxBackdate = ConstUint64<BACKDATE>;
	type MaxOfferTime = ConstUint64<OFFER_TIME>;
	type MaxTradeTime = ConstUint64<TRADE_TIME>;
	type MaxRecallWeight = MaxRecallWeight;
	type MemberOrigin = EnsureMember;
	type Membership = Orgs;
	type PolicyConsideration = Deposit<ForPolicy>;
	type PrefixConsideration = Deposit<ForPrefix>;
	type RecallConsideration = Deposit<ForRecall>;
	type RecallDecisionTime = ConstUint64<DECISION_TIME>;
	type RuntimeHoldReason = RuntimeHoldReason;
	type StayConsideration = Deposit<ForStay>;
	type Time = Clock;
	type TradeConsideration = Deposit<ForTrade>;
	type Watch = Watched;
	type WeightInfo = ();
}

/// The members of the benchmarks, who store as much as there can be.
fn actors() -> Vec<(AccountId, u64)> {
	#[cfg(feature = "runtime-benchmarks")]
	let actors = (0..20)
		// Owners of devices that are lent.
		.chain(1_000_000..1_000_020)
		.chain(1_001_000..1_001_020)
		.chain([u32::MAX])
		.map(|seed| <tallystick_world::InMemory as tallystick_world::Actors<_>>::member(seed))
		.map(|who| (who, 1 << 50))
		.collect();
	#[cfg(not(feature = "runtime-benchmarks"))]
	let actors = Vec::new();
	actors
}

/// Accounts with balances, and prefixes of the farm, the carrier, the shop and the rival.
pub(crate) fn build() -> TestState {
	let rich = [FARMER, FARMHAND, CARRIER, SHOP, RIVAL, ACCREDITOR, STRANGER];
	let balances = pallet_balances::GenesisConfig {
		balances: rich.into_iter().map(|who| (who, BALANCE)).chain(actors()).collect(),
		..Default::default()
	};
	let storage = RuntimeGenesisConfig { balances, ..Default::default() }.build_storage();
	tallystick_world::reset();
	Clock::set(START);
	for (org, role, members) in [
		(FARM, Role::Operator, vec![FARMER, FARMHAND]),
		(CARRIERS, Role::Carrier, vec![CARRIER, POOR]),
		(SHOPS, Role::ServiceProvider, vec![SHOP]),
		(RIVALS, Role::Operator, vec![RIVAL]),
		(ACCREDITORS, Role::Accreditor, vec![ACCREDITOR]),
	] {
		Orgs::admit(org, role.into(), members);
	}
	let mut state = TestState::from(storage.expect("the genesis of the tests is sound"));
	state.execute_with(|| {
		System::set_block_number(1);
		for org in [FARM, CARRIERS, SHOPS, RIVALS] {
			let party = Some(gln(org, 0));
			Lifecycle::bind_prefix(signed(ACCREDITOR), prefix(org), org, party)
				.expect("they differ");
		}
		for _ in 0..2 {
			Lifecycle::define_policy(signed(ACCREDITOR), Box::new(policy())).expect("it is sound");
		}
	});
	state
}

/// Runs a test in a new world, and checks the properties at its end.
pub(crate) fn execute_with<R>(test: impl FnOnce() -> R) -> R {
	build().execute_with(|| {
		let result = test();
		Lifecycle::do_try_state().expect("the properties hold after every test");
		check_holds();
		result
	})
}

/// Property 11: what is held is what the records ask for.
pub(crate) fn check_holds() {
	let mut held = BTreeMap::<(AccountId, u8), u64>::new();
	let mut add = |who: AccountId, reason: HoldReason, footprint| {
		*held.entry((who, reason as u8)).or_default() += Price::convert(footprint);
	};
	for (binding, _) in Prefixes::<Test>::iter_values() {
		add(binding.payer, HoldReason::Prefix, Lifecycle::prefix_footprint());
	}
	for (policy, _) in Policies::<Test>::iter_values().filter(|(_, ticket)| ticket.is_some()) {
		add(policy.payer.clone(), HoldReason::Policy, Lifecycle::policy_footprint(&policy));
	}
	for (class, _) in Classes::<Test>::iter_values() {
		add(class.payer.clone(), HoldReason::Class, Lifecycle::class_footprint(&class));
	}
	for (lot, _) in Lots::<Test>::iter_values() {
		add(lot.payer, HoldReason::Lot, Lifecycle::lot_footprint(lot.inputs.len() as u32));
	}
	for (asset, _) in Assets::<Test>::iter_values() {
		add(asset.payer, HoldReason::Asset, Lifecycle::asset_footprint());
	}
	for (document, _) in Documents::<Test>::iter_values() {
		add(document.payer, HoldReason::Document, Lifecycle::document_footprint());
	}
	for stays in Stays::<Test>::iter_values() {
		for (stay, _) in stays {
			add(stay.payer, HoldReason::Stay, Lifecycle::stay_footprint());
		}
	}
	for (boundary, _) in Boundaries::<Test>::iter_values() {
		add(boundary.payer, HoldReason::Stay, Lifecycle::boundary_footprint());
	}
	for (trade, _) in Trades::<Test>::iter_values() {
		add(trade.payee.clone(), HoldReason::Trade, Lifecycle::trade_footprint(&trade));
	}
	for (shown, _) in ShownLeaves::<Test>::iter_values() {
		add(shown.payer, HoldReason::Trade, Lifecycle::shown_footprint());
	}
	for (loan, _) in Loans::<Test>::iter_values() {
		add(loan.owner, HoldReason::Loan, Lifecycle::loan_footprint());
	}
	for (recall, _) in Recalls::<Test>::iter_values() {
		add(recall.payer, HoldReason::Recall, Lifecycle::recall_footprint(recall.paid));
	}
	use HoldReason::*;
	for who in frame_system::Account::<Test>::iter_keys() {
		for reason in [Prefix, Policy, Class, Lot, Asset, Document, Stay, Loan, Trade, Recall] {
			let expected = held.remove(&(who.clone(), reason as u8)).unwrap_or_default();
			let found = Balances::balance_on_hold(&reason.into(), &who);
			assert_eq!(found, expected, "11: {reason:?} of {who:?}");
		}
	}
	assert!(held.is_empty(), "11: deposits of nobody: {held:?}");
}

pub(crate) fn signed(who: AccountId) -> RuntimeOrigin {
	RuntimeOrigin::signed(who)
}

/// The company prefix of an organisation.
pub(crate) fn prefix(org: OrgId) -> CompanyPrefix {
	CompanyPrefix::new(&format!("400{:04}", org.0)).expect("seven digits")
}

/// A policy that counts the time above 8.0 °C.
pub(crate) fn policy() -> Policy {
	Policy {
		measure: Measure::Above(80),
		unit: tallystick_primitives::Unit::CELSIUS,
		exponent: -1,
		probe: Probe::Air,
		stands: Policy::DEFAULT_STANDS,
		spacing: Policy::DEFAULT_SPACING,
		hot: 300,
		cold: -100,
		ignored: Facts::NONE,
		oversampled: Doubt::Doubtful,
	}
}

/// What digits write, as the body of a key.
fn body(digits: String) -> u64 {
	digits.parse().expect("they are digits")
}

/// A GTIN of an organisation.
pub(crate) fn gtin(org: OrgId, item: u32) -> Gtin {
	Gtin::from_body(body(format!("{}{item:05}", prefix(org)))).expect("12 digits")
}

/// A key of a pallet or parcel of an organisation.
pub(crate) fn sscc(org: OrgId, unit: u32) -> Key {
	Key::Sscc(Sscc::from_body(body(format!("{}{unit:09}", prefix(org)))).expect("16 digits"))
}

/// A place of an organisation.
pub(crate) fn gln(org: OrgId, place: u32) -> Gln {
	Gln::from_body(body(format!("{}{place:05}", prefix(org)))).expect("12 digits")
}

pub(crate) fn text<const N: usize>(text: &str) -> Text<N> {
	Text::new(text).expect("it is short and of GS1's characters")
}

/// What the last call deposited, but for the bytes' hash.
pub(crate) fn events() -> Vec<crate::Event<Test>> {
	let events = System::events().into_iter();
	events
		.filter_map(|record| match record.event {
			RuntimeEvent::Lifecycle(event) => Some(event),
			_ => None,
		})
		.collect()
}

/// What is held of an account.
pub(crate) fn held(who: &AccountId) -> u64 {
	Balances::total_balance_on_hold(who)
}
