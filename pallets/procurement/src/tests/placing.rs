//! How an order is placed: why it may be, and with whom.

use super::*;
use tallystick_primitives::{Facts, Needs};
use tallystick_rules::Value;

fn place(who: AccountId) -> DispatchResult {
	Procurement::place_order(signed(who), NEED)
}

/// The leaf of the firing of a rule.
const FIRING: Hash = [7; 32];

/// A rule of an organisation orders.
fn rule(org: OrgId) -> DispatchResult {
	<Procurement as Needs>::order(org, NEED, FIRING)
}

/// Why no offer fitted since the last look at the events.
fn unmet() -> Vec<(OrgId, Misfit)> {
	let unmet = events().into_iter().find_map(|event| match event {
		Event::Unmet { misfits, .. } => Some(misfits.into_inner()),
		_ => None,
	});
	unmet.expect("no offer fits")
}

#[test]
fn an_order_moves_its_money_into_escrow() {
	execute_with(|| {
		let need = ready();
		let deposits = held(HoldReason::Record, &OWNER);
		events();
		assert_ok!(place(COLLEAGUE));
		let landed = Landed { net: 220, rate: TaxRate(2_000), tax: 44, gross: 264 };
		let placed = Event::Placed {
			order: ORDER,
			need,
			vendor: VENDORS,
			quantity: 2,
			landed,
			until: Millis(NOW + HOUR),
			evidence: BoundedVec::new(),
			cause: None,
		};
		assert_eq!(events(), [placed]);
		let order = Procurement::order(ORDER).unwrap().order;
		let escrow = Escrows::get(order.escrow).unwrap();
		assert_eq!((escrow.held, escrow.payer), (GROSS, OWNER));
		assert_eq!((escrow.purpose, escrow.reference), (EscrowPurpose::Order, 0));
		assert_eq!((left(), held(HoldReason::Budget, &OWNER)), (336, 336));
		// Its record costs the payer, whoever asked.
		assert!(held(HoldReason::Record, &OWNER) > deposits);
		assert_eq!(need_state(need), NeedState::Ordered);
		assert_eq!(Procurement::need(need).unwrap().order, Some(ORDER));
		assert_noop!(place(OWNER), Error::OrderOpen);
		assert_ok!(Procurement::withdraw(signed(OWNER), ORDER));
		assert_eq!(held(HoldReason::Record, &OWNER), deposits);
	});
}

#[test]
fn without_a_condition_only_the_owner_orders() {
	execute_with(|| {
		assert_noop!(place(OWNER), Error::UnknownNeed);
		ready();
		for who in [VENDOR, RIVAL, CARRIER] {
			assert_noop!(place(who), Error::NotOwner);
		}
		assert_noop!(place(STRANGER), DispatchError::BadOrigin);
		assert_noop!(rule(VENDORS), Error::NotOwner);
	});
}

#[test]
fn a_condition_holds_an_order_together_and_its_evidence_is_kept() {
	execute_with(|| {
		let (need, stream) = conditional();
		assert_noop!(place(OWNER), Error::ConditionUnknown);
		observe(stream, 4, 10);
		assert_noop!(place(OWNER), Error::ConditionFalse);
		observe(stream, 5, 9);
		assert_noop!(place(VENDOR), Error::NotOwner);
		events();
		assert_ok!(place(OWNER));
		let value = Value::Number(9);
		let facts = Facts::NONE;
		let seen = Evidence { stream, boot_epoch: 0, sequence: 5, facts, value };
		let kept = Procurement::order(ORDER).unwrap();
		assert_eq!(kept.evidence.to_vec(), [seen]);
		assert!(events().iter().any(
			|event| matches!(event, Event::Placed { evidence, .. } if *evidence == kept.evidence)
		));
		// What is observed later does not change what was known.
		observe(stream, 6, 8);
		assert_eq!(Procurement::order(ORDER).unwrap().evidence, kept.evidence);
		assert_eq!((kept.order.need, kept.order.payer), (need, OWNER));
	});
}

#[test]
fn an_observation_that_is_too_old_is_no_evidence() {
	execute_with(|| {
		let (_, stream) = conditional();
		observe(stream, 1, 9);
		Clock::pass(HOUR + 1);
		assert_noop!(place(OWNER), Error::ConditionUnknown);
		observe(stream, 2, 9);
		Clock::pass(HOUR);
		assert_ok!(place(OWNER));
	});
}

#[test]
fn what_a_suspended_device_said_is_no_evidence() {
	execute_with(|| {
		let (_, stream) = conditional();
		observe(stream, 1, 9);
		Registry::edit(&stream.device, |record| record.status = DeviceStatus::Suspended);
		assert_noop!(place(OWNER), Error::ConditionUnknown);
		Registry::edit(&stream.device, |record| record.status = DeviceStatus::Active);
		assert_ok!(place(OWNER));
	});
}

#[test]
fn what_covers_a_need_does_not_have_it_ordered() {
	execute_with(|| {
		let (_, stream) = conditional();
		observe(stream, 1, 90);
		assert_noop!(place(OWNER), Error::ConditionFalse);
		assert_eq!(events().len(), 3);
	});
}

#[test]
fn a_rule_orders_for_its_organisation_and_is_named_as_the_cause() {
	execute_with(|| {
		let need = ready();
		events();
		assert_ok!(rule(OWNERS));
		let caused = |event: &Event| matches!(event, Event::Placed { need: of, cause, .. } if (*of, *cause) == (need, Some(FIRING)));
		assert!(events().iter().any(caused));
		assert_noop!(rule(OWNERS), Error::OrderOpen);
		assert_eq!(Orders::<Test>::iter().count(), 1);
	});
}

#[test]
fn an_offer_that_does_not_fit_leaves_the_need_open() {
	let cases: [(Misfit, fn(&mut OfferOf<Test>)); 6] = [
		(Misfit::NoOffer, |offer| offer.until = Millis(NOW)),
		(Misfit::Stock, |offer| offer.stock = 1),
		(Misfit::Arbiter, |offer| offer.arbiter = CARRIER),
		(Misfit::Late, |offer| offer.delivery = 6 * DAY),
		(Misfit::UnitPrice, |offer| offer.unit = 130),
		(Misfit::OrderPrice, |offer| offer.freight = u128::MAX),
	];
	for (misfit, change) in cases {
		execute_with(|| {
			let need = ready();
			let mut offer = offer();
			change(&mut offer);
			publish(VENDOR, offer);
			Clock::pass(1);
			events();
			assert_ok!(place(OWNER));
			assert_eq!(unmet(), [(VENDORS, misfit), (RIVALS, Misfit::NoOffer)]);
			assert_eq!((need_state(need), gains(), left()), (NeedState::Open, [0; 3], 600));
			// It can be tried again.
			publish(VENDOR, super::offer());
			order(need);
		});
	}
}

#[test]
fn an_order_stays_below_all_ceilings() {
	let cases: [(Misfit, fn(&mut TermsOf<Test>)); 4] = [
		(Misfit::UnitPrice, |terms| terms.per_unit = 131),
		(Misfit::OrderPrice, |terms| terms.per_order = 263),
		(Misfit::Budget, |terms| terms.per_period = 263),
		(Misfit::Late, |terms| terms.within = 3 * DAY + 2 * HOUR - 1),
	];
	for (misfit, change) in cases {
		execute_with(|| {
			ready();
			let mut terms = terms();
			change(&mut terms);
			assert_ok!(Procurement::amend_mandate(signed(OWNER), MANDATE, Box::new(terms)));
			events();
			assert_ok!(place(OWNER));
			assert_eq!(unmet()[0], (VENDORS, misfit));
		});
	}
	execute_with(|| {
		let need = ready();
		let within = 3 * DAY + 2 * HOUR;
		let limits =
			MandateTerms { per_unit: 132, per_order: 264, per_period: 264, within, ..terms() };
		assert_ok!(Procurement::amend_mandate(signed(OWNER), MANDATE, Box::new(limits)));
		order(need);
		assert_eq!((left(), held(HoldReason::Budget, &OWNER)), (0, 0));
	});
}

#[test]
fn nothing_is_ordered_of_vendors_who_are_suspended_or_have_failed() {
	execute_with(|| {
		let need = ready();
		Orgs::suspend(VENDORS);
		events();
		assert_ok!(place(OWNER));
		assert_eq!(unmet(), [(VENDORS, Misfit::Vendor), (RIVALS, Misfit::NoOffer)]);
		Orgs::resume(VENDORS);
		assert_ok!(Procurement::refuse(signed(VENDOR), offered(need)));
		events();
		assert_ok!(place(OWNER));
		assert_eq!(unmet(), [(VENDORS, Misfit::Failed), (RIVALS, Misfit::NoOffer)]);
		// Once the need was clear, everybody is asked again.
		clear(need);
		order(need);
	});
}

#[test]
fn the_cheapest_offer_is_taken_and_then_the_earliest() {
	execute_with(|| {
		let need = ready();
		let chosen = || {
			let order = order(need);
			let vendor = Procurement::order(order).unwrap().order.vendor;
			assert_ok!(Procurement::withdraw(signed(OWNER), order));
			clear(need);
			vendor
		};
		publish(RIVAL, Offer { unit: 99, delivery: 3 * DAY, ..offer() });
		assert_eq!(chosen(), RIVALS);
		publish(RIVAL, Offer { unit: 100, delivery: 2 * DAY - 1, ..offer() });
		assert_eq!(chosen(), RIVALS);
		publish(RIVAL, Offer { unit: 100, delivery: 2 * DAY + 1, ..offer() });
		assert_eq!(chosen(), VENDORS);
		// Between equal ones it is drawn anew for each try.
		publish(RIVAL, offer());
		let winners: std::collections::BTreeSet<_> = (0..20).map(|_| chosen()).collect();
		assert_eq!(winners.len(), 2);
	});
}

#[test]
fn a_need_whose_mandate_has_ended_is_given_up() {
	let ends: [fn(); 4] = [
		|| {
			assert_ok!(Procurement::end_mandate(signed(OWNER), MANDATE));
		},
		|| Clock::pass(365 * DAY + 1),
		|| hand_over(&machine(), COLLEAGUE),
		|| Registry::edit(&machine(), |record| record.ended = Some(Millis(NOW))),
	];
	for end in ends {
		execute_with(|| {
			let need = ready();
			end();
			assert_noop!(place(VENDOR), Error::NotOwner);
			events();
			assert_ok!(place(OWNER));
			let until = Millis(Clock::now() + COOL_DOWN);
			let why = GivenUp::MandateEnded;
			assert!(events().contains(&Event::NeedGivenUp { need, why, until }));
			assert_eq!(need_state(need), NeedState::GivenUp { until });
			assert_noop!(place(OWNER), Error::CoolingDown);
			assert_eq!(gains(), [0; 3]);
		});
	}
}

#[test]
fn a_need_is_not_ordered_under_a_mandate_that_names_its_category_no_more() {
	execute_with(|| {
		ready();
		let categories = vec![Category { class: 1, part: None }].try_into().unwrap();
		let terms = Box::new(MandateTerms { categories, ..terms() });
		assert_ok!(Procurement::amend_mandate(signed(OWNER), MANDATE, terms));
		assert_noop!(place(OWNER), Error::WrongMandate);
	});
}

#[test]
fn ids_of_orders_come_to_an_end() {
	execute_with(|| {
		ready();
		NextOrderId::<Test>::put(OrderId(u64::MAX));
		assert_noop!(place(OWNER), Error::IdsExhausted);
	});
}

#[test]
fn a_need_is_given_up_when_all_vendors_of_its_mandate_have_failed() {
	execute_with(|| {
		publish(VENDOR, offer());
		let device = device(1);
		let vendors = vec![VENDORS].try_into().unwrap();
		let need = declare(grant(device, MandateTerms { vendors, ..terms() }), device);
		assert_ok!(Procurement::refuse(signed(VENDOR), offered(need)));
		assert_eq!(need_state(need), NeedState::Open);
		events();
		assert_ok!(place(OWNER));
		let until = Millis(Clock::now() + COOL_DOWN);
		let why = GivenUp::Failures;
		assert!(events().contains(&Event::NeedGivenUp { need, why, until }));
		assert_noop!(place(OWNER), Error::CoolingDown);
		Clock::pass(COOL_DOWN);
		order(need);
	});
}

#[test]
fn what_was_observed_before_a_need_was_cleared_or_given_up_is_no_evidence() {
	execute_with(|| {
		let (need, stream) = conditional();
		observe(stream, 1, 9);
		let first = order(need);
		assert_ok!(Procurement::withdraw(signed(OWNER), first));
		Clock::pass(COOL_DOWN / 2);
		clear(need);
		assert_noop!(place(OWNER), Error::EvidenceOld);
		observe(stream, 2, 8);
		assert_ok!(place(OWNER));
	});
}
