//! Claims on warranties, and what their issuers pay.

use super::{
	visits::{machine, publish_visits, says, set_slots, visit, visit_offer},
	*,
};
use tallystick_primitives::{
	evidence::{Crypto, Hash, Scheme},
	records::asset::DocumentKind,
	HostCrypto, Issued,
};
use tallystick_world::{Device, NOW};

type Error = crate::Error<Test>;
type Event = crate::Event<Test>;

/// A member of the organisation that answers for the machine.
const MAKER: AccountId = CARRIER;
const MAKERS: OrgId = CARRIERS;
const ASSET: AssetId = AssetId(7);
const DOCUMENT: Hash = [8; 32];
/// How long a warrantor has for its answer.
const WINDOW: u64 = 3 * DAY;

fn warranty() -> Issued {
	Issued { kind: DocumentKind::Warranty, issuer: MAKERS, until: Some(Millis(NOW + DAY)) }
}

fn covered_by(machine: &Device, issued: Issued) -> NeedId {
	Assets::set(ASSET, OWNERS, OWNERS);
	Assets::issue(ASSET, DOCUMENT, issued);
	let need = NextNeedId::<Test>::get().unwrap_or(NeedId(0));
	let mandate = grant(machine.id, terms());
	let warranty = Some(Warranty { asset: ASSET, document: DOCUMENT });
	let call =
		Procurement::declare_need(signed(OWNER), mandate, DETERGENT, 2, [2; 32], None, warranty);
	assert_ok!(call);
	need
}

/// A machine under warranty, the mandate of whoever answers for it, and a vendor's offer of visits.
fn warranted() -> (Device, NeedId, MandateId) {
	publish_visits();
	let machine = machine(Scheme::Ed25519);
	let need = covered_by(&machine, warranty());
	(machine, need, for_warranties(terms()))
}

fn for_warranties(terms: TermsOf<Test>) -> MandateId {
	let mandate = NextMandateId::<Test>::get().unwrap_or(MandateId(0));
	let machines = Machine::Warranties;
	assert_ok!(Procurement::grant_mandate(signed(MAKER), machines, Box::new(terms), None));
	mandate
}

fn place(need: NeedId) -> DispatchResult {
	Procurement::place_order(signed(OWNER), need)
}

/// The owner asks, and the warrantor can answer.
fn claim(need: NeedId) {
	assert_ok!(place(need));
	assert!(matches!(claim_of(need), Claim::Made { warrantor: MAKERS, .. }));
}

fn claim_of(need: NeedId) -> Claim {
	Procurement::load_need(need).unwrap().claim
}

fn allow(who: AccountId, need: NeedId, mandate: MandateId) -> DispatchResult {
	Procurement::grant_claim(signed(who), need, mandate)
}

fn deny(who: AccountId, need: NeedId) -> DispatchResult {
	Procurement::refuse_claim(signed(who), need, [9; 32])
}

/// An order that the warrantor pays, and the vendor has accepted.
fn granted(need: NeedId, mandate: MandateId) -> OrderId {
	let order = NextOrderId::<Test>::get().unwrap_or(OrderId(0));
	claim(need);
	assert_ok!(allow(MAKER, need, mandate));
	Clock::pass(HOUR + 1);
	assert_ok!(Procurement::accept(signed(VENDOR), order));
	order
}

/// How much more owner, warrantor and vendor have than at first.
fn gains() -> [i64; 3] {
	[OWNER, MAKER, VENDOR].map(|who| wealth(&who) as i64 - (BALANCE + PURSE) as i64)
}

#[test]
fn the_warrantor_is_asked_first() {
	execute_with(|| {
		let (_, need, _) = warranted();
		events();
		assert_ok!(place(need));
		let (warrantor, until) = (MAKERS, Millis(NOW + WINDOW));
		assert_eq!(claim_of(need), Claim::Made { warrantor, until });
		let (evidence, cause) = (BoundedVec::new(), None);
		assert_eq!(events(), [Event::Claimed { need, warrantor, until, evidence, cause }]);
		assert_eq!(need_state(need), NeedState::Open);
		assert_eq!(NextOrderId::<Test>::get(), None);
		assert_eq!(gains(), [0; 3]);

		Clock::set(NOW + WINDOW);
		assert_noop!(place(need), Error::ClaimOpen);
	});
}

#[test]
fn whoever_grants_a_claim_pays() {
	execute_with(|| {
		let (machine, need, mandate) = warranted();
		let before = Mandates::<Test>::get(MandateId(0)).unwrap().0.budget;
		let order = granted(need, mandate);
		let placed = Procurement::load_order(order).unwrap().order;
		assert_eq!((placed.buyer, placed.payer), (MAKERS, MAKER));
		assert_eq!((need_state(need), claim_of(need)), (NeedState::Ordered, Claim::None));
		assert_eq!(Mandates::<Test>::get(MandateId(0)).unwrap().0.budget, before);
		let left = Mandates::<Test>::get(mandate).unwrap().0.budget.left();
		assert_eq!(left, 600 - u128::from(GROSS));
		visit(&machine, order);
		Clock::pass(3 * DAY + 1);
		assert_ok!(advance(order));
		assert_eq!(gains(), [0, -(GROSS as i64), GROSS as i64]);
		assert_noop!(place(need), Error::NotCovered);
	});
}

#[test]
fn what_comes_back_of_a_granted_claim_is_the_warrantors() {
	execute_with(|| {
		let (_, need, mandate) = warranted();
		let order = granted(need, mandate);
		assert_ok!(Procurement::cancel(signed(VENDOR), order));
		assert_eq!(gains(), [0, 27, -27]);
		assert_eq!(need_state(need), NeedState::Open);
		assert_eq!(Mandates::<Test>::get(mandate).unwrap().0.budget.left(), 600);
		// Another vendor may do it, at the warrantor's cost again.
		publish(RIVAL, visit_offer());
		assert_ok!(set_slots(RIVAL, &[NOW + 2 * DAY]));
		claim(need);
		assert_ok!(allow(MAKER, need, mandate));
		assert_eq!(Procurement::load_order(OrderId(1)).unwrap().order.vendor, RIVALS);
	});
}

#[test]
fn whoever_is_refused_orders_at_their_own_cost() {
	execute_with(|| {
		let (_, need, mandate) = warranted();
		claim(need);
		events();
		assert_ok!(deny(MAKER, need));
		assert_eq!(events(), [Event::ClaimRefused { need, reason: [9; 32] }]);
		assert_noop!(deny(MAKER, need), Error::NoClaim);
		assert_noop!(allow(MAKER, need, mandate), Error::NoClaim);
		assert_ok!(place(need));
		assert_eq!(Procurement::load_order(OrderId(0)).unwrap().order.buyer, OWNERS);
	});
}

#[test]
fn a_silent_warrantor_has_nothing_more_to_say() {
	execute_with(|| {
		let (_, need, mandate) = warranted();
		claim(need);
		Clock::set(NOW + WINDOW + 1);
		assert_noop!(allow(MAKER, need, mandate), Error::NoClaim);
		assert_noop!(deny(MAKER, need), Error::NoClaim);
		assert_ok!(set_slots(VENDOR, &[NOW + 5 * DAY]));
		assert_ok!(place(need));
		assert_eq!(Procurement::load_order(OrderId(0)).unwrap().order.buyer, OWNERS);
	});
}

#[test]
fn an_answer_at_the_last_moment_counts() {
	execute_with(|| {
		let (_, need, mandate) = warranted();
		assert_ok!(set_slots(VENDOR, &[NOW + 5 * DAY]));
		claim(need);
		Clock::set(NOW + WINDOW);
		assert_ok!(allow(MAKER, need, mandate));
	});
}

#[test]
fn only_the_warrantor_answers_a_claim() {
	execute_with(|| {
		let (_, need, mandate) = warranted();
		assert_noop!(allow(MAKER, need, mandate), Error::NoClaim);
		assert_noop!(deny(MAKER, need), Error::NoClaim);
		claim(need);
		for who in [OWNER, VENDOR, RIVAL] {
			assert_noop!(allow(who.clone(), need, mandate), Error::NoClaim);
			assert_noop!(deny(who, need), Error::NoClaim);
		}
		assert_noop!(deny(STRANGER, need), DispatchError::BadOrigin);
		assert_noop!(deny(MAKER, NeedId(1)), Error::UnknownNeed);
		assert_ok!(allow(MAKER, need, mandate));
		assert_noop!(allow(MAKER, need, mandate), Error::NoClaim);
	});
}

#[test]
fn a_warranty_that_does_not_hold_is_not_claimed() {
	let cases: [fn(); 8] = [
		|| Assets::issue(ASSET, DOCUMENT, Issued { until: Some(Millis(NOW - 1)), ..warranty() }),
		|| Assets::issue(ASSET, DOCUMENT, Issued { kind: DocumentKind::Service, ..warranty() }),
		|| Assets::issue(ASSET, DOCUMENT, Issued { issuer: OWNERS, ..warranty() }),
		|| Assets::issue(ASSET, DOCUMENT, Issued { issuer: OrgId(99), ..warranty() }),
		|| Assets::set(ASSET, VENDORS, OWNERS),
		|| Orgs::suspend(MAKERS),
		|| {
			Needs::<Test>::mutate_extant(NeedId(0), |(of, ..)| {
				of.warranty = Some(Warranty { asset: AssetId(8), document: DOCUMENT });
			})
		},
		|| {
			Needs::<Test>::mutate_extant(NeedId(0), |(of, ..)| {
				of.warranty = Some(Warranty { asset: ASSET, document: [7; 32] });
			})
		},
	];
	for case in cases {
		execute_with(|| {
			let (_, need, _) = warranted();
			case();
			assert_ok!(place(need));
			assert_eq!(claim_of(need), Claim::None);
			assert_eq!(Procurement::load_order(OrderId(0)).unwrap().order.buyer, OWNERS);
		});
	}
	execute_with(|| {
		publish_visits();
		let machine = machine(Scheme::Ed25519);
		let need = covered_by(&machine, Issued { until: Some(Millis(NOW)), ..warranty() });
		claim(need);
	});
}

#[test]
fn a_claim_is_granted_under_a_mandate_that_fits() {
	execute_with(|| {
		let (_, need, mandate) = warranted();
		let other = Category { class: 1, part: None };
		let elsewhere = MandateTerms { categories: vec![other].try_into().unwrap(), ..terms() };
		let elsewhere = for_warranties(elsewhere);
		let brief = for_warranties(MandateTerms { until: Millis(NOW + HOUR), ..terms() });
		let poor = for_warranties(MandateTerms { per_order: u128::from(GROSS) - 1, ..terms() });
		let machines = Machine::Warranties;
		assert_ok!(Procurement::grant_mandate(
			signed(RIVAL),
			machines,
			Box::new(MandateTerms { vendors: vec![VENDORS].try_into().unwrap(), ..terms() }),
			None
		));
		let foreign = MandateId(poor.0 + 1);
		let for_one = device(9);
		tallystick_world::Registry::edit(&for_one, |record| record.owner = MAKER);
		let machines = Machine::Device(for_one);
		assert_ok!(Procurement::grant_mandate(signed(MAKER), machines, Box::new(terms()), None));
		let for_one = MandateId(foreign.0 + 1);
		claim(need);
		Clock::pass(HOUR + 1);
		for wrong in [MandateId(0), elsewhere, brief, foreign, for_one] {
			assert_noop!(allow(MAKER, need, wrong), Error::WrongMandate);
		}
		assert_noop!(allow(MAKER, need, MandateId(99)), Error::UnknownMandate);
		assert_noop!(allow(MAKER, need, poor), Error::NothingFits);
		assert_ok!(allow(MAKER, need, mandate));
	});
}

#[test]
fn a_mandate_for_warranties_orders_nothing_by_itself() {
	execute_with(|| {
		let (machine, need, mandate) = warranted();
		let declare = |who| {
			Procurement::declare_need(signed(who), mandate, DETERGENT, 2, [2; 32], None, None)
		};
		assert_noop!(declare(MAKER), Error::WrongMandate);
		assert_noop!(declare(OWNER), Error::WrongMandate);
		let change = Procurement::change_need(signed(OWNER), need, mandate, 2, [2; 32]);
		assert_noop!(change, Error::WrongMandate);
		// It is no mandate for the warrantor's own machines either.
		hand_over(&machine.id, MAKER);
		assert_noop!(declare(MAKER), Error::WrongMandate);
		assert_noop!(Procurement::place_order(signed(MAKER), need), Error::NotOwner);
	});
}

#[test]
fn a_need_that_was_cleared_is_claimed_anew() {
	execute_with(|| {
		let (_, need, mandate) = warranted();
		claim(need);
		assert_ok!(Procurement::clear_need(signed(OWNER), need));
		assert_eq!(claim_of(need), Claim::None);
		assert_noop!(allow(MAKER, need, mandate), Error::NoClaim);
		claim(need);
		assert_ok!(deny(MAKER, need));
		assert_ok!(Procurement::clear_need(signed(OWNER), need));
		claim(need);
	});
}

#[test]
fn the_warrantor_is_asked_again_after_an_order_of_the_owners_has_failed() {
	execute_with(|| {
		let (_, need, _) = warranted();
		claim(need);
		assert_ok!(deny(MAKER, need));
		assert_ok!(place(need));
		assert_ok!(Procurement::refuse(signed(VENDOR), OrderId(0)));
		claim(need);
	});
}

#[test]
fn an_order_goes_on_when_the_warrantors_mandate_ends() {
	execute_with(|| {
		let (machine, need, mandate) = warranted();
		let order = granted(need, mandate);
		assert_ok!(Procurement::end_mandate(signed(MAKER), mandate));
		assert_eq!(held(HoldReason::Budget, &MAKER), 0);
		visit(&machine, order);
		Clock::pass(3 * DAY + 1);
		assert_ok!(advance(order));
		assert_eq!(last(need), Some(Outcome::Paid { amount: GROSS.into() }));
		assert_eq!(gains(), [0, -(GROSS as i64), GROSS as i64]);
	});
	execute_with(|| {
		let (_, need, mandate) = warranted();
		let order = granted(need, mandate);
		assert_ok!(Procurement::end_mandate(signed(MAKER), mandate));
		Clock::set(NOW + 3 * DAY + 1);
		assert_ok!(advance(order));
		assert_eq!(last(need), Some(Outcome::Failed));
		assert_eq!(gains(), [0, 27, -27]);
		assert_eq!(held(HoldReason::Budget, &MAKER), 0);
	});
}

#[test]
fn owner_and_warrantor_have_the_vendor_come_again() {
	for who in [OWNER, MAKER] {
		execute_with(|| {
			let (machine, need, mandate) = warranted();
			let order = granted(need, mandate);
			visit(&machine, order);
			let slot = Millis(NOW + 3 * DAY);
			let call = |who| Procurement::rework(signed(who), order, slot);
			assert_noop!(call(RIVAL), Error::NotParty);
			assert_ok!(call(who));
			assert_eq!(state(order), OrderState::Accepted);
		});
	}
}

#[test]
fn a_machine_signs_for_goods_that_its_warrantor_pays() {
	execute_with(|| {
		publish(VENDOR, offer());
		let machine = machine(Scheme::Ed25519);
		let need = covered_by(&machine, warranty());
		let order = granted(need, for_warranties(terms()));
		let parcel = HostCrypto::hash(&[CODE]);
		assert_ok!(Procurement::ship(signed(VENDOR), order, 2, parcel, [3; 32], None));
		assert_ok!(says(&machine, order, Said::Received { quantity: 2 }, 1));
		Clock::pass(3 * DAY + 1);
		assert_ok!(advance(order));
		assert_eq!(gains(), [0, -(GROSS as i64), GROSS as i64]);
	});
}

#[test]
fn an_order_of_a_warrantor_that_is_taken_back_leaves_the_owner_to_pay() {
	for (who, wait) in [(MAKER, 0), (OWNER, 0), (MAKER, HOUR + 1), (OWNER, HOUR + 1)] {
		execute_with(|| {
			let (_, need, mandate) = warranted();
			claim(need);
			assert_ok!(allow(MAKER, need, mandate));
			let order = OrderId(0);
			assert_noop!(Procurement::withdraw(signed(RIVAL), order), Error::NotParty);
			Clock::pass(wait);
			// The owner, too, for whom the warrantor may have ordered of somebody who never comes.
			assert_ok!(Procurement::withdraw(signed(who), order));
			assert_eq!((need_state(need), claim_of(need)), (NeedState::Open, Claim::Over));
			assert_ok!(place(need));
			assert_eq!(Procurement::load_order(OrderId(1)).unwrap().order.buyer, OWNERS);
		});
	}
}

#[test]
fn a_claim_is_not_granted_for_a_machine_in_other_hands() {
	execute_with(|| {
		let (machine, need, mandate) = warranted();
		claim(need);
		hand_over(&machine.id, VENDOR);
		assert_noop!(allow(MAKER, need, mandate), Error::NoClaim);
	});
}

#[test]
fn a_claim_is_not_granted_for_more_than_was_claimed() {
	execute_with(|| {
		let (_, need, mandate) = warranted();
		claim(need);
		assert_ok!(Procurement::change_need(signed(OWNER), need, MandateId(0), 3, [2; 32]));
		assert_noop!(allow(MAKER, need, mandate), Error::NoClaim);
		assert_ok!(Procurement::change_need(signed(OWNER), need, MandateId(0), 2, [2; 32]));
		claim(need);
		assert_ok!(deny(MAKER, need));
		// What was refused stays refused.
		assert_ok!(Procurement::change_need(signed(OWNER), need, MandateId(0), 3, [2; 32]));
		assert_eq!(claim_of(need), Claim::Over);
	});
}

#[test]
fn nobody_of_the_warrantors_decides_a_dispute_that_it_pays() {
	execute_with(|| {
		let (_, need, mandate) = warranted();
		claim(need);
		Orgs::remove_member(&ARBITER);
		Orgs::admit(MAKERS, Role::Carrier.into(), [ARBITER]);
		assert_noop!(allow(MAKER, need, mandate), Error::NothingFits);
	});
}

#[test]
fn a_mandate_for_warranties_has_no_condition() {
	execute_with(|| {
		let own = device(1);
		let condition = condition(level(own), tallystick_rules::Comparison::Less, 10);
		let machines = Machine::Warranties;
		let granted = Procurement::grant_mandate(
			signed(OWNER),
			machines,
			Box::new(terms()),
			Some(Box::new(condition)),
		);
		assert_noop!(granted, Error::BadCondition);
	});
}
