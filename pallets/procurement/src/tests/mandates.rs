//! What owners permit their machines.

use super::*;

fn try_grant(who: AccountId, machine: Machine, terms: TermsOf<Test>) -> DispatchResult {
	Procurement::grant_mandate(signed(who), machine, Box::new(terms), None)
}

fn amend(who: AccountId, terms: TermsOf<Test>) -> DispatchResult {
	Procurement::amend_mandate(signed(who), MANDATE, Box::new(terms))
}

fn end(who: AccountId) -> DispatchResult {
	Procurement::end_mandate(signed(who), MANDATE)
}

/// Terms that no mandate may have.
fn bad_terms() -> Vec<TermsOf<Test>> {
	let bad: [fn(&mut TermsOf<Test>); 18] = [
		|terms| terms.categories = BoundedVec::new(),
		|terms| terms.vendors = BoundedVec::new(),
		|terms| terms.arbiters = BoundedVec::new(),
		|terms| terms.categories = vec![DETERGENT, DETERGENT].try_into().unwrap(),
		|terms| terms.vendors = vec![VENDORS, RIVALS, VENDORS].try_into().unwrap(),
		|terms| terms.arbiters = vec![ARBITER, ARBITER].try_into().unwrap(),
		|terms| terms.per_unit = 0,
		|terms| terms.per_order = 0,
		|terms| terms.per_period = 0,
		|terms| terms.period = 0,
		|terms| terms.within = 0,
		|terms| terms.window = 0,
		|terms| terms.arbitration = 0,
		|terms| terms.window = MAX_SPAN + 1,
		|terms| terms.arbitration = MAX_SPAN + 1,
		|terms| terms.veto = MAX_SPAN + 1,
		|terms| terms.until = Millis(NOW - 1),
		|terms| terms.until = Millis(0),
	];
	let with = |change: fn(&mut TermsOf<Test>)| {
		let mut terms = terms();
		change(&mut terms);
		terms
	};
	bad.map(with).into()
}

#[test]
fn an_owner_gives_a_machine_a_mandate_and_the_money_of_a_period_is_held() {
	execute_with(|| {
		let device = device(1);
		assert_ok!(try_grant(OWNER, Machine::Device(device), terms()));
		let subject = Subject::Device { device, tenure: 0 };
		let (mandate, org) = (MANDATE, OWNERS);
		assert_eq!(events(), [Event::MandateGranted { mandate, org, subject }]);
		assert_eq!((left(), held(HoldReason::Budget, &OWNER)), (600, 600));
		assert!(held(HoldReason::Record, &OWNER) > 0);
		// The money is the giver's, who may be a colleague of the device's owner.
		assert_ok!(try_grant(COLLEAGUE, Machine::Device(device), terms()));
		assert_eq!(held(HoldReason::Budget, &COLLEAGUE), 600);
	});
}

#[test]
fn an_asset_has_a_mandate_for_as_long_as_its_owner_has_it() {
	execute_with(|| {
		let asset = || Machine::Asset(ASSET);
		assert_noop!(try_grant(OWNER, asset(), terms()), Error::NotOwner);
		// Who holds it does not own it.
		Assets::set(ASSET, CARRIERS, OWNERS);
		assert_noop!(try_grant(OWNER, asset(), terms()), Error::NotOwner);
		Assets::set(ASSET, OWNERS, CARRIERS);
		assert_ok!(try_grant(OWNER, asset(), terms()));
		assert_noop!(end(STRANGER), Error::MandateRuns);
		Assets::set(ASSET, CARRIERS, CARRIERS);
		assert_ok!(end(STRANGER));
	});
}

#[test]
fn only_the_owner_gives_a_machine_a_mandate() {
	execute_with(|| {
		let device = device(1);
		let machine = || Machine::Device(device);
		assert_noop!(try_grant(VENDOR, machine(), terms()), Error::NotOwner);
		assert_noop!(try_grant(STRANGER, machine(), terms()), DispatchError::BadOrigin);
		let unknown = Machine::Device(DeviceId([7; 32]));
		assert_noop!(try_grant(OWNER, unknown, terms()), Error::NotOwner);
		Registry::edit(&device, |record| record.ended = Some(Millis(NOW)));
		assert_noop!(try_grant(OWNER, machine(), terms()), Error::NotOwner);
		Registry::edit(&device, |record| record.ended = None);
		Orgs::suspend(OWNERS);
		assert_noop!(try_grant(OWNER, machine(), terms()), DispatchError::BadOrigin);
	});
}

#[test]
fn terms_name_somebody_and_some_money_and_some_time() {
	execute_with(|| {
		let device = device(1);
		for terms in bad_terms() {
			assert_noop!(try_grant(OWNER, Machine::Device(device), terms), Error::BadTerms);
		}
		grant(device, terms());
		for terms in bad_terms() {
			assert_noop!(amend(OWNER, terms), Error::BadTerms);
		}
		let longer = MandateTerms { period: 31 * DAY, ..terms() };
		assert_noop!(amend(OWNER, longer), Error::BadTerms);
	});
}

#[test]
fn a_mandate_names_no_vendor_of_its_owner() {
	execute_with(|| {
		let own = || MandateTerms { vendors: vec![VENDORS, OWNERS].try_into().unwrap(), ..terms() };
		let device = device(1);
		assert_noop!(try_grant(OWNER, Machine::Device(device), own()), Error::OwnVendor);
		grant(device, terms());
		assert_noop!(amend(OWNER, own()), Error::OwnVendor);
	});
}

#[test]
fn a_mandate_names_arbiters_of_other_organisations() {
	execute_with(|| {
		let device = device(1);
		grant(device, terms());
		for arbiter in [COLLEAGUE, STRANGER] {
			let arbiters = vec![ARBITER, arbiter].try_into().unwrap();
			let terms = MandateTerms { arbiters, ..terms() };
			let granted = try_grant(OWNER, Machine::Device(device), terms.clone());
			assert_noop!(granted, Error::BadArbiter);
			assert_noop!(amend(OWNER, terms), Error::BadArbiter);
		}
	});
}

#[test]
fn nobody_permits_more_than_they_have() {
	execute_with(|| {
		let device = device(1);
		let with = |per_period| MandateTerms { per_period, ..terms() };
		let granted = try_grant(OWNER, Machine::Device(device), with(BALANCE.into()));
		assert_noop!(granted, Error::Unaffordable);
		let granted = try_grant(OWNER, Machine::Device(device), with(u128::MAX));
		assert_noop!(granted, Error::TooMuch);
		grant(device, terms());
		assert_noop!(amend(OWNER, with(BALANCE.into())), Error::Unaffordable);
		assert_noop!(amend(OWNER, with(u128::MAX)), Error::TooMuch);
		assert_eq!(held(HoldReason::Budget, &OWNER), 600);
	});
}

#[test]
fn a_condition_is_sound_and_its_channels_count_what_it_says() {
	execute_with(|| {
		let device = device(1);
		let grant = |condition: Condition| {
			let (machine, terms) = (Machine::Device(device), Box::new(terms()));
			Procurement::grant_mandate(signed(OWNER), machine, terms, Some(Box::new(condition)))
		};
		let sound = condition(level(device), Comparison::Less, 10);
		assert_noop!(grant(Condition::default()), Error::BadCondition);
		let mut unknown = sound.clone();
		let mut other_unit = sound.clone();
		let tallystick_rules::Source::Stream { stream, .. } = &mut unknown.inputs[0] else {
			panic!("it is a stream")
		};
		stream.channel = 9;
		assert_noop!(grant(unknown), Error::BadCondition);
		let tallystick_rules::Source::Stream { quantity, .. } = &mut other_unit.inputs[0] else {
			panic!("it is a stream")
		};
		quantity.exponent = 1;
		other_unit.nodes[0] = tallystick_rules::Node::Number { value: 1, quantity: *quantity };
		assert_eq!(other_unit.check(), Ok(()));
		assert_noop!(grant(other_unit), Error::BadCondition);

		assert_ok!(grant(sound));
		assert_eq!(Watched::references(Consumer::Procurement, &level(device)), 1);
		assert_ok!(end(OWNER));
		assert_eq!(Watched::references(Consumer::Procurement, &level(device)), 0);
		assert_eq!(held(HoldReason::Record, &OWNER), 0);
	});
}

#[test]
fn ids_of_mandates_come_to_an_end() {
	execute_with(|| {
		let device = device(1);
		NextMandateId::<Test>::put(MandateId(u32::MAX));
		assert_noop!(try_grant(OWNER, Machine::Device(device), terms()), Error::IdsExhausted);
	});
}

#[test]
fn only_the_payer_amends_a_mandate() {
	execute_with(|| {
		assert_noop!(amend(OWNER, terms()), Error::UnknownMandate);
		let device = device(1);
		grant(device, terms());
		for who in [COLLEAGUE, VENDOR] {
			assert_noop!(amend(who, terms()), Error::NotPayer);
		}
		assert_noop!(amend(STRANGER, terms()), DispatchError::BadOrigin);
		events();
		assert_ok!(amend(OWNER, MandateTerms { per_unit: 1, ..terms() }));
		assert_eq!(events(), [Event::MandateAmended { mandate: MANDATE }]);
		assert_eq!(Procurement::mandate(MANDATE).unwrap().terms.per_unit, 1);
		hand_over(&device, RIVAL);
		assert_noop!(amend(OWNER, terms()), Error::NotOwner);
	});
}

#[test]
fn what_was_spent_stays_spent_when_a_mandate_is_amended() {
	execute_with(|| {
		let order = order(ready());
		let with = |per_period| MandateTerms { per_period, ..terms() };
		let budget = || (left(), held(HoldReason::Budget, &OWNER));
		// Higher, lower, and lower than what is spent.
		for (limit, expected) in [(1_000, 736), (300, 36), (200, 0), (264, 0), (265, 1)] {
			assert_ok!(amend(OWNER, with(limit)));
			assert_eq!(budget(), (expected, expected as u64), "{limit}");
		}
		// What comes back fills it up to the new limit only.
		assert_ok!(amend(OWNER, with(200)));
		assert_ok!(Procurement::withdraw(signed(OWNER), order));
		assert_eq!((budget(), gains()), ((200, 200), [0; 3]));
	});
}

#[test]
fn a_new_period_has_the_whole_budget_and_an_order_tops_it_up() {
	execute_with(|| {
		let need = ready();
		for _ in 0..2 {
			let order = received(need, 2);
			Clock::pass(3 * DAY + 1);
			assert_ok!(advance(order));
			clear(need);
		}
		assert_eq!((left(), held(HoldReason::Budget, &OWNER)), (72, 72));
		assert_ok!(Procurement::place_order(signed(OWNER), need));
		assert_eq!((need_state(need), last(need).is_some()), (NeedState::Open, true));
		Clock::set(NOW + 30 * DAY - 1);
		assert_eq!(left(), 72);
		Clock::pass(1);
		// It is held with the next order.
		assert_eq!((left(), held(HoldReason::Budget, &OWNER)), (600, 72));
		let order = order(need);
		assert_eq!((left(), held(HoldReason::Budget, &OWNER)), (336, 336));
		assert_eq!(Procurement::order(order).unwrap().order.period, 1);
	});
}

#[test]
fn a_payer_who_cannot_afford_a_new_period_orders_nothing() {
	execute_with(|| {
		let need = ready();
		for _ in 0..2 {
			let order = received(need, 2);
			Clock::pass(3 * DAY + 1);
			assert_ok!(advance(order));
			clear(need);
		}
		impoverish(OWNER);
		Clock::set(NOW + 30 * DAY);
		assert_noop!(Procurement::place_order(signed(OWNER), need), Error::Unaffordable);
		assert_eq!((need_state(need), held(HoldReason::Budget, &OWNER)), (NeedState::Clear, 72));
		// A colleague of theirs has money, but it is not theirs that is spent.
		assert_noop!(Procurement::place_order(signed(COLLEAGUE), need), Error::Unaffordable);
	});
}

#[test]
fn a_mandate_ends_by_its_organisation_and_once_it_is_over_by_anybody() {
	execute_with(|| {
		assert_noop!(end(OWNER), Error::UnknownMandate);
		let device = device(1);
		grant(device, terms());
		for who in [VENDOR, STRANGER] {
			assert_noop!(end(who), Error::MandateRuns);
		}
		events();
		assert_ok!(end(COLLEAGUE));
		assert_eq!(events(), [Event::MandateEnded { mandate: MANDATE }]);
		assert_eq!((held(HoldReason::Budget, &OWNER), held(HoldReason::Record, &OWNER)), (0, 0));
		assert_noop!(end(OWNER), Error::UnknownMandate);
	});
	let overs: [fn(); 3] = [
		|| Clock::pass(365 * DAY + 1),
		|| hand_over(&device_of_mandate(), RIVAL),
		|| Registry::edit(&device_of_mandate(), |record| record.ended = Some(Millis(NOW))),
	];
	for over in overs {
		execute_with(|| {
			grant(device(1), terms());
			// Not because its organisation is suspended for a while.
			Orgs::suspend(OWNERS);
			assert_noop!(end(STRANGER), Error::MandateRuns);
			Orgs::resume(OWNERS);
			over();
			assert_ok!(end(STRANGER));
			assert_eq!(held(HoldReason::Budget, &OWNER), 0);
			assert_eq!(wealth(&OWNER), BALANCE + PURSE);
		});
	}
}

fn device_of_mandate() -> DeviceId {
	match Procurement::mandate(MANDATE).unwrap().subject {
		Subject::Device { device, .. } => device,
		subject => panic!("it is no device: {subject:?}"),
	}
}

#[test]
fn a_mandate_runs_until_its_last_moment() {
	execute_with(|| {
		let need = ready();
		Clock::set(terms().until.0);
		publish(VENDOR, Offer { until: Millis(Clock::now()), ..offer() });
		assert_noop!(end(STRANGER), Error::MandateRuns);
		order(need);
	});
}
