use super::*;

fn bind(digits: &str, org: OrgId) -> DispatchResult {
	let prefix = CompanyPrefix::new(digits).expect("it has 4 to 12 digits");
	Lifecycle::bind_prefix(signed(ACCREDITOR), prefix, org, None)
}

#[test]
fn a_class_is_stored_under_a_deposit() {
	execute_with(|| {
		assert_ok!(define(apples()));
		let class = Lifecycle::class(APPLES).expect("it is there");
		assert_eq!((class.org, class.retired, &class.definition), (FARM, false, &apples()));
		let expected = Event::ClassDefined { class: APPLES, org: FARM };
		assert_eq!(events().pop(), Some(expected));
		let footprint = Lifecycle::class_footprint(&class);
		assert_eq!((held(&FARMER), footprint.count), (10 * 3 + footprint.size, 3));
	});
}

#[test]
fn refuses_unsound_definitions() {
	execute_with(|| {
		assert_ok!(define(plain("ingredient")));
		let states = |states: Vec<_>| states.try_into().expect("few");
		let transitions = |ways: Vec<_>| ways.try_into().expect("few");
		let step = |from, to| way(from, to, Trigger::Owner, BizStep::Other, Disposition::Active);
		let live = |text| state(text, StateKind::Live);
		let last = |text| state(text, StateKind::Final);
		let two = || vec![live("a"), last("b")];
		for (definition, error) in [
			(Definition { name: name(""), ..plain("x") }, Error::<Test>::BadDefinition),
			(Definition { name: name("a\nb"), ..plain("x") }, Error::<Test>::BadDefinition),
			(Definition { unit: Some(text("kg")), ..plain("x") }, Error::<Test>::BadDefinition),
			(Definition { decimals: 5, ..plain("x") }, Error::<Test>::BadDefinition),
			(Definition { makers: Makers::Anyone, ..apples() }, Error::<Test>::BadDefinition),
			(Definition { states: states(vec![]), ..plain("x") }, Error::<Test>::BadStates),
			(
				Definition { states: states(vec![live("a"), live("a")]), ..plain("x") },
				Error::<Test>::BadStates,
			),
			(
				Definition { states: states(vec![last("a"), live("b")]), ..plain("x") },
				Error::<Test>::BadStates,
			),
			(
				Definition { states: states(vec![live(""), last("b")]), ..plain("x") },
				Error::<Test>::BadStates,
			),
			(
				Definition {
					states: states(two()),
					transitions: transitions(vec![step(1, 0)]),
					..plain("x")
				},
				Error::<Test>::BadTransitions,
			),
			(
				Definition { transitions: transitions(vec![step(0, 2)]), ..plain("x") },
				Error::<Test>::BadTransitions,
			),
			(
				Definition { transitions: transitions(vec![step(0, 0)]), ..plain("x") },
				Error::<Test>::BadTransitions,
			),
			(
				Definition { transitions: transitions(vec![step(0, 1); 2]), ..plain("x") },
				Error::<Test>::BadTransitions,
			),
			(
				Definition {
					policies: vec![Weighted { policy: PolicyId(0), weight: 0 }]
						.try_into()
						.expect("one"),
					..plain("x")
				},
				Error::<Test>::BadPolicies,
			),
			(
				Definition {
					policies: vec![Weighted { policy: PolicyId(0), weight: 1 }; 2]
						.try_into()
						.expect("two"),
					..plain("x")
				},
				Error::<Test>::BadPolicies,
			),
			(
				Definition {
					ingredients: vec![Ingredient { class: ClassId(9), min: 0, max: 1 }]
						.try_into()
						.expect("one"),
					..plain("x")
				},
				Error::<Test>::BadIngredients,
			),
			(
				Definition {
					ingredients: vec![Ingredient { class: ClassId(0), min: 2, max: 1 }]
						.try_into()
						.expect("one"),
					..plain("x")
				},
				Error::<Test>::BadIngredients,
			),
		] {
			assert_noop!(define(definition), error);
		}
	});
}

#[test]
fn a_gtin_needs_a_prefix_of_the_organisation() {
	execute_with(|| {
		let class = |who, prefix| Lifecycle::define_class(signed(who), Box::new(apples()), prefix);
		// A rival's.
		assert_noop!(class(RIVAL, Some(prefix(FARM))), Error::<Test>::NotYourPrefix);
		assert_noop!(class(RIVAL, Some(prefix(RIVALS))), Error::<Test>::NotUnderPrefix);
		assert_noop!(class(FARMER, None), Error::<Test>::NotUnderPrefix);
		let unbound = CompanyPrefix::new("123456").expect("six digits");
		assert_noop!(class(FARMER, Some(unbound)), Error::<Test>::PrefixNotBound);
		assert_ok!(class(FARMER, Some(prefix(FARM))));
	});
}

#[test]
fn no_bound_prefix_begins_with_another() {
	execute_with(|| {
		assert_ok!(bind("9501234", FARM));
		for overlapping in ["9501", "9501234", "95012345", "950123456789"] {
			assert_noop!(bind(overlapping, RIVALS), Error::<Test>::PrefixTaken);
		}
		assert_ok!(bind("9501235", RIVALS));
		assert_noop!(bind("7777", OrgId(99)), Error::<Test>::UnknownOrganization);
		let prefix = CompanyPrefix::new("9501234").expect("seven digits");
		let stranger = Lifecycle::bind_prefix(signed(FARMER), prefix, FARM, None);
		assert_noop!(stranger, DispatchError::BadOrigin);

		assert_ok!(Lifecycle::release_prefix(signed(ACCREDITOR), prefix));
		assert_noop!(bind("9501", FARM), Error::<Test>::PrefixTaken);
		assert_ok!(bind("95012345", FARM));
		assert_eq!(Lifecycle::prefix(prefix), None);
	});
}

#[test]
fn an_organisation_has_one_number_under_its_prefix() {
	execute_with(|| {
		assert_eq!(Lifecycle::party(FARM), Some(gln(FARM, 0)));
		let second = CompanyPrefix::new("9501234").expect("seven digits");
		let bind = |party| Lifecycle::bind_prefix(signed(ACCREDITOR), second, FARM, Some(party));
		assert_noop!(bind(gln(FARM, 1)), Error::<Test>::NotUnderPrefix);
		let under = Gln::from_body(950_123_400_000).expect("12 digits");
		assert_noop!(bind(under), Error::<Test>::AlreadyNumbered);
		assert_ok!(Lifecycle::release_prefix(signed(ACCREDITOR), prefix(FARM)));
		assert_eq!(Lifecycle::party(FARM), None);
		assert_ok!(bind(under));
		assert_eq!(Lifecycle::party(FARM), Some(under));
	});
}

#[test]
fn no_accreditor_takes_away_what_another_bound() {
	execute_with(|| {
		let bystander = OrgId(9);
		Orgs::admit(bystander, Role::Accreditor.into(), [STRANGER]);
		let release = |origin, of| Lifecycle::release_prefix(origin, prefix(of));
		for who in [STRANGER, RIVAL] {
			assert_noop!(release(signed(who), FARM), Error::<Test>::NotYourPrefix);
		}
		let taken = Lifecycle::bind_prefix(signed(STRANGER), prefix(FARM), RIVALS, None);
		assert_noop!(taken, Error::<Test>::PrefixTaken);

		// Its accreditor, the organisation itself, the council.
		let before = held(&ACCREDITOR);
		assert_ok!(release(signed(ACCREDITOR), FARM));
		assert_ok!(release(signed(RIVAL), RIVALS));
		assert_ok!(release(RuntimeOrigin::root(), SHOPS));
		let deposits = 3 * Price::convert(Lifecycle::prefix_footprint());
		assert_eq!(held(&ACCREDITOR), before - deposits);
		for (org, who) in [(FARM, FARMER), (RIVALS, RIVAL), (SHOPS, SHOP)] {
			assert_eq!((Lifecycle::prefix(prefix(org)), Lifecycle::party(org)), (None, None));
			assert_noop!(release(signed(who), org), Error::<Test>::PrefixNotBound);
		}
	});
}

#[test]
fn a_number_that_nobody_asked_for_goes() {
	execute_with(|| {
		let (bystander, given) = (OrgId(9), gln(FARM, 0));
		Orgs::admit(bystander, Role::Accreditor.into(), [STRANGER]);
		assert_ok!(Lifecycle::release_prefix(signed(FARMER), prefix(FARM)));
		let wrong = CompanyPrefix::new("9501234").expect("seven digits");
		let under = Gln::from_body(950_123_400_000).expect("12 digits");
		assert_ok!(Lifecycle::bind_prefix(signed(STRANGER), wrong, FARM, Some(under)));
		let bind = || Lifecycle::bind_prefix(signed(ACCREDITOR), prefix(FARM), FARM, Some(given));
		assert_noop!(bind(), Error::<Test>::AlreadyNumbered);
		assert_ok!(Lifecycle::release_prefix(signed(FARMHAND), wrong));
		assert_ok!(bind());
		assert_eq!(Lifecycle::party(FARM), Some(given));
	});
}

#[test]
fn a_retired_class_goes_with_its_last_lot() {
	run(|| {
		let lot = lot(FARMER, APPLES, 1);
		assert_noop!(Lifecycle::drop_class(signed(STRANGER), APPLES), Error::<Test>::ClassInUse);
		let retire = |who| Lifecycle::retire_class(signed(who), APPLES);
		assert_noop!(retire(RIVAL), Error::<Test>::NotDefiner);
		assert_ok!(retire(FARMHAND));
		assert_noop!(retire(FARMER), Error::<Test>::ClassRetired);
		let (key, prefix) = (sscc(FARM, 1), prefix(FARM));
		let create = Lifecycle::create(signed(FARMER), lot, key, prefix, 1, now());
		assert_noop!(create, Error::<Test>::ClassRetired);
		let open = Lifecycle::open_lot(signed(FARMER), APPLES, new_lot(FARM, 2));
		assert_noop!(open, Error::<Test>::ClassRetired);

		Clock::pass(86_400_000 + DROP_DELAY);
		assert_ok!(Lifecycle::drop_lot(signed(STRANGER), lot));
		let before = held(&FARMER);
		assert_ok!(Lifecycle::drop_class(signed(STRANGER), APPLES));
		assert!(held(&FARMER) < before);
		assert_eq!(Lifecycle::class(APPLES), None);
	});
}

#[test]
fn a_policy_goes_with_the_last_class_that_names_it() {
	run(|| {
		let inverted = Policy { cold: 301, ..policy() };
		let define = |policy| Lifecycle::define_policy(signed(FARMER), Box::new(policy));
		assert_noop!(define(inverted), Error::<Test>::BadPolicy);
		let before = held(&FARMER);
		assert_ok!(define(policy()));
		let own = PolicyId(2);
		let stored = Lifecycle::policy(own).expect("it is there");
		assert_eq!((stored.org, &stored.policy), (FARM, &policy()));
		let drop = |who, id| Lifecycle::drop_policy(signed(who), id);
		assert_noop!(drop(RIVAL, own), Error::<Test>::NotDefiner);
		assert_ok!(drop(FARMER, own));
		assert_eq!((held(&FARMER), Lifecycle::policy(own)), (before, None));

		// A class of others does not keep the deposit of whoever defined its policy, but the policy.
		let deposit = held(&ACCREDITOR);
		assert_ok!(drop(ACCREDITOR, PolicyId(0)));
		assert!(held(&ACCREDITOR) < deposit);
		assert_noop!(drop(ACCREDITOR, PolicyId(0)), Error::<Test>::PolicyInUse);
		assert!(Lifecycle::policy(PolicyId(0)).is_some());
		assert_noop!(super::define(apples()), Error::<Test>::BadPolicies);

		assert_ok!(Lifecycle::retire_class(signed(FARMER), APPLES));
		assert_ok!(Lifecycle::drop_class(signed(STRANGER), APPLES));
		assert_eq!(Lifecycle::policy(PolicyId(0)), None);
		assert!(Lifecycle::policy(PolicyId(1)).is_some());
		assert_ok!(drop(ACCREDITOR, PolicyId(1)));
		assert_eq!(Lifecycle::policy(PolicyId(1)), None);
	});
}
