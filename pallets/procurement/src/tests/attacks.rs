//! What nobody gets by any trick.

use super::*;

fn amend(who: AccountId, terms: TermsOf<Test>) -> DispatchResult {
	Procurement::amend_mandate(signed(who), MANDATE, Box::new(terms))
}

/// What the payer of the first mandate has spent or in escrow.
fn spent() -> u64 {
	BALANCE + PURSE - wealth(&OWNER)
}

fn place() -> DispatchResult {
	Procurement::place_order(signed(OWNER), NEED)
}

/// The first order is paid by what was received, and the need is clear again.
fn pay(order: OrderId) {
	Clock::pass(3 * DAY + 1);
	assert_ok!(advance(order));
	clear(NEED);
}

#[test]
fn a_device_does_not_widen_its_mandate() {
	execute_with(|| {
		let (need, stream) = conditional();
		let before = Procurement::mandate(MANDATE);
		for (sequence, value) in [i64::MIN, -1, 0, 9, 10, 30, i64::MAX].into_iter().enumerate() {
			observe(stream, sequence as u64, value);
			assert_eq!(Procurement::mandate(MANDATE), before);
		}
		// One that lies all the time has ordered what a period permits, and no more.
		for sequence in 0..9 {
			observe(stream, sequence, 0);
			let _ = Procurement::place_order(signed(OWNER), need);
			if let Some(order) = Procurement::need(need).unwrap().order {
				Clock::pass(HOUR + 1);
				assert_ok!(Procurement::accept(signed(VENDOR), order));
				assert_ok!(ship(order, 2, None));
				assert_ok!(receive(order, 2));
				Clock::pass(3 * DAY + 1);
				assert_ok!(advance(order));
			}
			observe(stream, sequence, 30);
		}
		assert!(Clock::now() < NOW + 30 * DAY);
		assert_eq!(spent(), 2 * GROSS);
	});
}

#[test]
fn a_device_has_no_account_that_could_sign() {
	execute_with(|| {
		let need = ready();
		let as_account = AccountId::new(machine().0);
		let terms = MandateTerms { per_period: 900, ..terms() };
		assert_noop!(amend(as_account.clone(), terms), DispatchError::BadOrigin);
		let placed = Procurement::place_order(signed(as_account), need);
		assert_noop!(placed, DispatchError::BadOrigin);
	});
}

#[test]
fn a_colleague_does_not_spend_more_of_the_payers_money() {
	execute_with(|| {
		let need = ready();
		let wider = MandateTerms { per_unit: 900, per_order: 900, per_period: 900, ..terms() };
		assert_noop!(amend(COLLEAGUE, wider), Error::NotPayer);
		// More units do not fit either.
		let changed = Procurement::change_need(signed(COLLEAGUE), need, MANDATE, 3, [2; 32]);
		assert_ok!(changed);
		assert_ok!(Procurement::place_order(signed(COLLEAGUE), need));
		assert_eq!((need_state(need), spent()), (NeedState::Open, 0));
		// A mandate of their own is their own money.
		let device = machine();
		let (machine, terms) = (Machine::Device(device), Box::new(terms()));
		assert_ok!(Procurement::grant_mandate(signed(COLLEAGUE), machine, terms, None));
		let own = MandateId(1);
		assert_ok!(Procurement::change_need(signed(COLLEAGUE), need, own, 2, [2; 32]));
		order(need);
		assert_eq!((spent(), wealth(&COLLEAGUE)), (0, BALANCE + PURSE - GROSS));
	});
}

#[test]
fn nobody_buys_of_their_own_organisation() {
	execute_with(|| {
		// The owner's organisation sells as well.
		Orgs::admit(OWNERS, Roles::ALL, []);
		publish(OWNER, Offer { unit: 1, ..offer() });
		let device = device(1);
		let vendors: BoundedVec<_, _> = vec![OWNERS].try_into().unwrap();
		let terms = MandateTerms { vendors, ..terms() };
		let granted = Procurement::grant_mandate(
			signed(OWNER),
			Machine::Device(device),
			Box::new(terms.clone()),
			None,
		);
		assert_noop!(granted, Error::OwnVendor);
		grant(device, super::terms());
		assert_noop!(amend(OWNER, terms), Error::OwnVendor);
	});
}

#[test]
fn a_vendor_who_becomes_the_owner_does_not_order_of_themselves() {
	execute_with(|| {
		let need = ready();
		hand_over(&machine(), VENDOR);
		// The mandate was for the former owner's tenure, and the former owner's money.
		assert_noop!(Procurement::place_order(signed(VENDOR), need), Error::NotOwner);
		assert_ok!(place());
		assert_eq!(given_up(), Some(GivenUp::MandateEnded));
		let granted = Procurement::grant_mandate(
			signed(VENDOR),
			Machine::Device(machine()),
			Box::new(terms()),
			None,
		);
		assert_noop!(granted, Error::OwnVendor);
		assert_eq!(spent(), 0);
	});
	execute_with(|| {
		publish(VENDOR, offer());
		Assets::set(ASSET, OWNERS, OWNERS);
		let (machine, terms) = (Machine::Asset(ASSET), Box::new(terms()));
		assert_ok!(Procurement::grant_mandate(signed(OWNER), machine, terms, None));
		let declared =
			Procurement::declare_need(signed(OWNER), MANDATE, DETERGENT, 2, [2; 32], None, None);
		assert_ok!(declared);
		Assets::set(ASSET, VENDORS, VENDORS);
		assert_noop!(Procurement::place_order(signed(VENDOR), NEED), Error::NotOwner);
		assert_ok!(place());
		assert_eq!((given_up(), spent()), (Some(GivenUp::MandateEnded), 0));
	});
}

#[test]
fn a_member_of_the_vendor_who_joins_the_owner_acts_for_the_owner_only() {
	execute_with(|| {
		let order = offered(ready());
		Orgs::admit(OWNERS, Role::Operator.into(), [VENDOR]);
		assert_noop!(Procurement::accept(signed(VENDOR), order), Error::NotParty);
		assert_noop!(Procurement::refuse(signed(VENDOR), order), Error::NotParty);
	});
}

#[test]
fn a_vendor_alone_does_not_prove_a_delivery() {
	let claim = |order| Procurement::claim(signed(VENDOR), order);
	// Without an asset.
	execute_with(|| {
		let order = shipped(ready(), 2);
		assert_noop!(claim(order), Error::NoCustody);
	});
	// In their own hands still, also if they are a carrier themselves.
	execute_with(|| {
		let order = accepted(ready());
		Assets::set(ASSET, VENDORS, VENDORS);
		assert_ok!(ship(order, 2, Some(ASSET)));
		assert_noop!(claim(order), Error::NoCustody);
		Orgs::admit(VENDORS, Roles::ALL, []);
		Orgs::pay_from(VENDORS, VENDOR);
		assert_noop!(claim(order), Error::NoCustody);
		// In those of an accomplice who carries nothing.
		Assets::set(ASSET, VENDORS, RIVALS);
		assert_noop!(claim(order), Error::NoCustody);
		Assets::set(ASSET, VENDORS, OrgId(99));
		assert_noop!(claim(order), Error::NoCustody);
		// They do not know that the code they have is good for nothing.
		let code = CODE.to_vec().try_into().unwrap();
		assert_noop!(Procurement::receive(signed(VENDOR), order, 2, code), Error::NotParty);
		Clock::pass(5 * DAY + 1);
		assert_ok!(advance(order));
		assert_eq!(gains(), [BOND as i64, -(BOND as i64), 0]);
	});
}

#[test]
fn what_was_handed_over_before_shipment_is_handed_over_for_something_else() {
	execute_with(|| {
		let order = accepted(ready());
		for custodian in [CARRIERS, OWNERS] {
			Assets::set(ASSET, VENDORS, custodian);
			assert_noop!(ship(order, 2, Some(ASSET)), Error::WrongAsset);
		}
		assert_ok!(ship(order, 2, None));
	});
}

#[test]
fn one_parcel_proves_one_delivery() {
	execute_with(|| {
		let first = accepted(ready());
		let other = device(2);
		declare(grant(other, terms()), other);
		let second = offered(NeedId(1));
		assert_ok!(Procurement::accept(signed(VENDOR), second));
		Assets::set(ASSET, VENDORS, VENDORS);
		assert_ok!(ship(first, 2, Some(ASSET)));
		assert_noop!(ship(second, 2, Some(ASSET)), Error::WrongAsset);
		Assets::set(ASSET, VENDORS, CARRIERS);
		assert_ok!(Procurement::claim(signed(VENDOR), first));
		assert_noop!(ship(second, 2, Some(ASSET)), Error::WrongAsset);
		// It is free again, but no longer the vendor's to ship.
		Clock::pass(5 * DAY + 1);
		assert_ok!(advance(first));
		assert_eq!(Parcels::<Test>::get(ASSET), None);
	});
}

#[test]
fn a_vendor_who_ships_nothing_and_waits_gets_nothing() {
	// Without a word after acceptance, the bond is lost.
	execute_with(|| {
		let order = accepted(ready());
		Clock::pass(DAY + 1);
		assert_ok!(advance(order));
		assert_eq!(gains(), [BOND as i64, -(BOND as i64), 0]);
	});
	// Who says to have shipped has to show it.
	execute_with(|| {
		let order = shipped(ready(), 2);
		Clock::pass(5 * DAY + 1);
		assert_ok!(advance(order));
		assert_eq!(gains(), [BOND as i64, -(BOND as i64), 0]);
	});
	// Who calls the arbiter pays for it, and gets nothing if the arbiter is silent.
	execute_with(|| {
		let order = disputed(VENDOR, shipped(ready(), 2));
		assert_ok!(decide(order, 0));
		assert_ok!(advance(order));
		assert_eq!(gains(), [0, -(FEE as i64), FEE as i64]);
	});
}

#[test]
fn a_buyer_who_keeps_it_and_says_nothing_pays() {
	// Where a carrier has signed, by itself.
	execute_with(|| {
		let order = claimed(ready());
		Clock::pass(5 * DAY + 1);
		assert_ok!(advance(order));
		assert_eq!(gains(), [-(GROSS as i64), GROSS as i64, 0]);
	});
	// Otherwise by the arbiter.
	execute_with(|| {
		let order = disputed(VENDOR, shipped(ready(), 2));
		assert_ok!(decide(order, 251));
		assert_ok!(advance(order));
		assert_eq!(gains(), [-264, 251, 13]);
	});
	// Who says to send it back and does not, as well.
	execute_with(|| {
		let order = returning(ready());
		Clock::pass(5 * DAY + 1);
		assert_ok!(advance(order));
		Clock::pass(5 * DAY + 1);
		assert_ok!(advance(order));
		assert_eq!(gains(), [-(GROSS as i64), GROSS as i64, 0]);
	});
}

#[test]
fn nobody_orders_without_a_mandate_or_after_its_end() {
	execute_with(|| {
		let (need, stream) = conditional();
		observe(stream, 1, 0);
		assert_ok!(Procurement::end_mandate(signed(OWNER), MANDATE));
		for who in [VENDOR, RIVAL, ARBITER] {
			assert_noop!(Procurement::place_order(signed(who), need), Error::NotOwner);
		}
		assert_ok!(place());
		Clock::pass(COOL_DOWN);
		assert_ok!(place());
		assert_eq!((Orders::<Test>::iter().count(), spent()), (0, 0));
		assert!(matches!(need_state(need), NeedState::GivenUp { .. }));
	});
	execute_with(|| {
		let (need, stream) = conditional();
		Clock::set(terms().until.0 + 1);
		publish(VENDOR, Offer { until: Millis(Clock::now()), ..offer() });
		observe(stream, 1, 0);
		assert_noop!(Procurement::place_order(signed(VENDOR), need), Error::NotOwner);
		assert_ok!(place());
		assert_eq!((Orders::<Test>::iter().count(), spent()), (0, 0));
	});
}

#[test]
fn an_ended_mandate_gives_no_budget_back_to_the_next_one() {
	execute_with(|| {
		let order = order(ready());
		assert_ok!(Procurement::end_mandate(signed(OWNER), MANDATE));
		let next = grant(machine(), terms());
		let budget = || Procurement::mandate(next).unwrap().budget.left();
		assert_eq!(budget(), 600);
		assert_ok!(Procurement::withdraw(signed(OWNER), order));
		assert_eq!((budget(), held(HoldReason::Budget, &OWNER)), (600, 600));
	});
}

#[test]
fn what_comes_back_in_a_later_period_is_not_spent_again() {
	execute_with(|| {
		let need = ready();
		Clock::set(NOW + 29 * DAY + 12 * HOUR);
		let order = shipped(need, 2);
		Clock::pass(5 * DAY + 1);
		assert_ok!(advance(order));
		// In the new period there is the whole budget, and no more.
		assert_eq!((left(), gains()), (600, [BOND as i64, -(BOND as i64), 0]));
		assert_eq!(held(HoldReason::Budget, &OWNER), 336);
		clear(need);
		let first = received(need, 2);
		pay(first);
		let second = received(need, 2);
		pay(second);
		events();
		assert_ok!(place());
		// The bond of the first was the owner's.
		let spent = spent() + BOND;
		assert_eq!((need_state(need), left(), spent), (NeedState::Open, 72, 2 * GROSS));
	});
	// Also where the new period has begun with another order.
	execute_with(|| {
		let need = ready();
		let categories: BoundedVec<_, _> =
			vec![DETERGENT, Category { class: 1, part: None }].try_into().unwrap();
		assert_ok!(amend(OWNER, MandateTerms { categories: categories.clone(), ..terms() }));
		let published = Procurement::publish_offer(signed(RIVAL), categories[1], Box::new(offer()));
		assert_ok!(published);
		let declared = Procurement::declare_need(
			signed(OWNER),
			MANDATE,
			categories[1],
			2,
			[2; 32],
			None,
			None,
		);
		assert_ok!(declared);
		Clock::set(NOW + 29 * DAY + 12 * HOUR);
		let late = shipped(need, 2);
		Clock::pass(DAY);
		order(NeedId(1));
		assert_eq!(left(), 336);
		Clock::pass(4 * DAY + 1);
		assert_ok!(advance(late));
		assert_eq!((left(), held(HoldReason::Budget, &OWNER)), (336, 336));
	});
}

#[test]
fn to_amend_a_mandate_does_not_forget_what_was_spent() {
	execute_with(|| {
		let need = ready();
		let first = received(need, 2);
		pay(first);
		let second = received(need, 2);
		pay(second);
		for limit in [1, 600, 528, 600] {
			assert_ok!(amend(OWNER, MandateTerms { per_period: limit, ..terms() }));
		}
		assert_ok!(place());
		assert_eq!((need_state(need), left(), spent()), (NeedState::Open, 72, 2 * GROSS));
	});
}

#[test]
fn to_order_and_object_again_and_again_costs_nothing_and_gives_nothing() {
	execute_with(|| {
		let need = ready();
		for _ in 0..5 {
			assert_ok!(Procurement::withdraw(signed(OWNER), order(need)));
			clear(need);
			assert_eq!((left(), spent()), (600, 0));
		}
		assert_eq!(Procurement::need(need).unwrap().attempts, 5);
	});
}
