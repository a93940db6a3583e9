use super::*;

fn open(who: AccountId, code: usize, terms: ZoneTermsOf<Test>) -> DispatchResult {
	Market::open_zone(signed(who), eic(code), unopened(), Box::new(terms))
}

fn set(who: AccountId, from: Slot, terms: ZoneTermsOf<Test>) -> DispatchResult {
	Market::set_terms(signed(who), ZONE, from, Box::new(terms))
}

#[test]
fn a_grid_operator_opens_a_zone_under_its_code() {
	run(|| {
		assert_eq!(Market::zone_by_eic(eic(0)), Some(ZONE));
		let zone = Market::zone(ZONE).expect("it is there");
		assert_eq!((zone.operator, zone.terms.at(ahead(HORIZON))), (GRIDS, Some(&0)));
		assert_eq!(zone.terms.at(ahead(HORIZON - 1)), None);
		assert_eq!(Market::terms(ZONE, 0), Some(zone_terms(basics())));
		assert_noop!(open(NORTH, 1, zone_terms(basics())), DispatchError::BadOrigin);
		assert_noop!(open(GRID, 0, zone_terms(basics())), Error::<Test>::EicTaken);
		assert_ok!(open(GRID, 1, zone_terms(basics())));
		assert_eq!(Market::zones(None, 9).len(), 2);
	});
}

#[test]
fn refuses_terms_that_are_unsound() {
	run(|| {
		let refused = |change: &dyn Fn(&mut ZoneTermsOf<Test>), error: Error<Test>| {
			let mut terms = zone_terms(basics());
			change(&mut terms);
			let error = DispatchError::from(error);
			assert_noop!(open(GRID, 1, terms.clone()), error);
			assert_noop!(set(GRID, ahead(HORIZON + 1), terms), error);
		};
		type E = Error<Test>;
		refused(&|terms| terms.grid.tick = Price(0), E::BadGrid);
		refused(&|terms| terms.grid.cap = Price(2_000), E::BadGrid);
		refused(&|terms| terms.charges.0[0].rate = Rate(-1), E::BadCharges);
		refused(&|terms| terms.deviation = Price(0), E::BadDeviation);
		refused(&|terms| terms.defaults.clear(), E::NoDefault);
		refused(&|terms| terms.defaults[1] = terms.defaults[0], E::DefaultTwice);
		refused(&|terms| terms.defaults[0].tariff = TariffId(9), E::UnknownTariff);
		refused(&|terms| terms.defaults[0].supplier = SOUTHS, E::NotSupplier);

		let open = offer(NORTH, Availability::Open, NOTICE, flat(1, 1)).expect("sound");
		let open = agreement(NORTHS, open);
		refused(&|terms| terms.defaults[0] = open, E::NotAvailable);
		pass(1);
		let late = offer(NORTH, Availability::Default(GRIDS), NOTICE, flat(1, 1)).expect("sound");
		let mut terms = zone_terms(basics());
		terms.defaults[0].tariff = late;
		let begun = Tariffs::<Test>::get(late).expect("it is there").0.versions.entries()[0].from;
		assert_ok!(set(GRID, begun, terms.clone()));
		pass(1);
		let later = offer(NORTH, Availability::Default(GRIDS), NOTICE, flat(1, 1)).expect("sound");
		assert_ok!(Market::end_tariff(signed(NORTH), later, ahead(HORIZON + 5)));
		terms.defaults[0].tariff = later;
		assert_noop!(set(GRID, unopened(), terms), E::TariffEnds);
	});
}

#[test]
fn a_tariff_is_a_default_of_the_operator_alone_whom_it_is_offered_to() {
	run(|| {
		// Another operator names the tariffs that were offered to this one.
		let taken = open(OTHER_GRID, 1, zone_terms(basics()));
		assert_noop!(taken, Error::<Test>::NotAvailable);
		let other = Availability::Default(OTHER_GRIDS);
		let own = offer(SOUTH, other, NOTICE, flat(300, 80)).expect("it is sound");
		let terms = zone_terms(vec![agreement(SOUTHS, own)]);
		assert_noop!(set(GRID, ahead(HORIZON + 1), terms.clone()), Error::<Test>::NotAvailable);
		assert_ok!(open(OTHER_GRID, 1, terms));
	});
}

#[test]
fn terms_change_after_the_least_notice() {
	run(|| {
		const DAYS: u64 = 3 * 96;
		pass(1);
		Reaction::set(DAYS * SLOT);
		let mut dear = zone_terms(basics());
		dear.charges.0[0].rate = Rate(9_999);
		let early = set(GRID, ahead(HORIZON + DAYS - 1), dear.clone());
		assert_noop!(early, Error::<Test>::TooEarly);
		assert_ok!(set(GRID, ahead(HORIZON + DAYS), dear));
		// A zone that is new has nobody who could leave it.
		assert_ok!(open(GRID, 1, zone_terms(basics())));
	});
}

#[test]
fn refuses_a_default_whose_tariff_begins_later() {
	run(|| {
		let from = ahead(HORIZON + 10);
		let first = Box::new(flat(1, 1));
		let availability = Availability::Default(GRIDS);
		let late = signed(NORTH);
		assert_ok!(Market::offer_tariff(late, name("l"), availability, NOTICE, from, first));
		let terms = zone_terms(vec![agreement(NORTHS, TariffId(2))]);
		assert_noop!(set(GRID, ahead(HORIZON + 9), terms.clone()), Error::<Test>::NotBegun);
		assert_ok!(set(GRID, from, terms));
	});
}

#[test]
fn terms_need_a_default_in_good_standing() {
	run(|| {
		Orgs::suspend(NORTHS);
		assert_ok!(set(GRID, ahead(HORIZON + 1), zone_terms(basics())));
		Orgs::suspend(SOUTHS);
		let refused = set(GRID, ahead(HORIZON + 2), zone_terms(basics()));
		assert_noop!(refused, Error::<Test>::NoDefault);
		// A supplier without the role is none.
		Orgs::admit(NORTHS, Role::Operator.into(), []);
		let refused = set(GRID, ahead(HORIZON + 2), zone_terms(basics()));
		assert_noop!(refused, Error::<Test>::NoDefault);
	});
}

#[test]
fn terms_change_only_where_no_book_is_open() {
	run(|| {
		pass(1);
		let terms = || zone_terms(basics());
		assert_noop!(set(GRID, ahead(HORIZON - 1), terms()), Error::<Test>::TooEarly);
		assert_noop!(set(OTHER_GRID, ahead(HORIZON), terms()), Error::<Test>::NotOperator);
		assert_ok!(set(GRID, ahead(HORIZON), terms()));
		assert_noop!(set(GRID, ahead(HORIZON), terms()), Error::<Test>::NotLater);
		let last = MAX_AHEAD / SLOT;
		assert_noop!(set(GRID, ahead(last + 1), terms()), Error::<Test>::TooFarAhead);
		assert_ok!(set(GRID, ahead(last), terms()));
		let zone = Market::zone(ZONE).expect("it is there");
		let numbers: Vec<_> = zone.terms.entries().iter().map(|entry| entry.value).collect();
		assert_eq!(numbers, [0, 1, 2]);
	});
}

#[test]
fn terms_are_kept_as_long_as_accounts_need_them() {
	run(|| {
		let before = held(&GRID);
		assert_ok!(set(GRID, ahead(HORIZON + 1), zone_terms(basics())));
		pass(HORIZON + 1);
		let forget = || bare(Market::forget_terms(signed(STRANGER), ZONE));
		assert_noop!(forget(), Error::<Test>::StillNeeded);
		Clock::pass(RETENTION - 1);
		assert_noop!(forget(), Error::<Test>::StillNeeded);
		Clock::pass(1);
		assert_ok!(forget());
		assert_eq!((Market::terms(ZONE, 0), held(&GRID)), (None, before));
		assert_eq!(TariffUses::<Test>::get(NORTH_BASIC), 1);
	});
}

#[test]
fn a_zone_has_a_bounded_number_of_terms_and_gets_room_with_time() {
	run(|| {
		for later in 1..16 {
			assert_ok!(set(GRID, ahead(HORIZON + later), zone_terms(basics())));
		}
		let full = set(GRID, ahead(HORIZON + 16), zone_terms(basics()));
		assert_noop!(full, Error::<Test>::TooManyChanges);
		Clock::pass((HORIZON + 1) * SLOT + RETENTION);
		assert_ok!(set(GRID, unopened(), zone_terms(basics())));
		assert_eq!(Market::terms(ZONE, 0), None);
		assert_eq!(Terms::<Test>::iter_keys().count(), 16);
	});
}

#[test]
fn a_zone_without_points_is_dropped() {
	run(|| {
		let point = home(HOMES[0].clone(), 1);
		let drop = |who| Market::drop_zone(signed(who), ZONE);
		assert_noop!(drop(OTHER_GRID), Error::<Test>::NotOperator);
		assert_noop!(drop(GRID), Error::<Test>::ZoneInUse);
		assert_ok!(Market::close_point(signed(HOMES[0].clone()), point));
		pass(HORIZON);
		pass_retention();
		assert_ok!(bare(Market::drop_point(signed(STRANGER), point)));
		assert_ok!(drop(GRID));
		assert_noop!(drop(GRID), Error::<Test>::UnknownZone);
		assert_eq!((held(&GRID), Market::zone_by_eic(eic(0))), (0, None));
		assert_eq!(TariffUses::<Test>::iter().count(), 0);
		assert_eq!(events().pop(), Some(Event::ZoneDropped { zone: ZONE }));
		// No id is given out twice.
		assert_ok!(open(GRID, 0, zone_terms(basics())));
		assert_eq!(Market::zone_by_eic(eic(0)), Some(ZoneId(1)));
	});
}

#[test]
fn genesis_refuses_an_impossible_timing() {
	let build = |timing: Timing| {
		let market = GenesisConfig { timing, ..Default::default() };
		let genesis = RuntimeGenesisConfig { market, ..Default::default() };
		std::panic::catch_unwind(|| genesis.build_storage().is_ok()).unwrap_or_default()
	};
	let timing = DayAhead::get();
	assert!(build(timing));
	assert!(build(Timing { slot: 60_000, period: 4, lead: 0, firm: 0, horizon: 60_000 }));
	assert!(!build(Timing { slot: 7_000, ..timing }));
	assert!(!build(Timing { period: 97, ..timing }));
	assert!(!build(Timing { horizon: timing.lead, ..timing }));
	assert!(!build(Timing { horizon: u32::MAX, ..timing }), "beyond MaxAhead, if that is shorter");
	Reaction::set(MAX_AHEAD);
	assert!(!build(timing), "no notice is within MaxAhead");
	Reaction::set(0);
}
