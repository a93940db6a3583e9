use super::*;

fn revise(who: AccountId, tariff: TariffId, from: Slot, next: Tariff) -> DispatchResult {
	Market::publish_version(signed(who), tariff, from, Box::new(next))
}

fn end(who: AccountId, tariff: TariffId, from: Slot) -> DispatchResult {
	Market::end_tariff(signed(who), tariff, from)
}

#[test]
fn a_supplier_offers_a_tariff_with_notice() {
	run(|| {
		let open = Availability::Open;
		assert_noop!(offer(GRID, open, NOTICE, flat(1, 1)), DispatchError::BadOrigin);
		let short = offer(NORTH, open, NOTICE - 1, flat(1, 1));
		assert_noop!(short, Error::<Test>::NoticeTooShort);
		let most = (MAX_AHEAD / SLOT) as u32 - 1;
		let long = offer(NORTH, open, most + 1, flat(1, 1));
		assert_noop!(long, Error::<Test>::NoticeTooLong);
		let wild = offer(NORTH, open, NOTICE, flat(i64::MAX, 1));
		assert_noop!(wild, Error::<Test>::BadTariff);
		let tariff = offer(NORTH, open, most, flat(1, 1)).expect("it is sound");
		let last = ahead(u64::from(most) + 1);
		assert_ok!(revise(NORTH, tariff, last, flat(2, 1)));
		assert_eq!(Market::tariff(tariff).map(|head| head.supplier), Some(NORTHS));
		assert_eq!(Market::tariff_version(tariff, 1), Some(flat(2, 1)));
		assert_eq!(Market::supplier(NORTHS).map(|supplier| supplier.tariffs), Some(2));
		for nameless in [Name::default(), b"a\nb".to_vec().try_into().unwrap()] {
			let (lead, terms) = (unopened(), Box::new(flat(1, 1)));
			let offered = Market::offer_tariff(signed(NORTH), nameless, open, NOTICE, lead, terms);
			assert_noop!(offered, Error::<Test>::BadName);
		}
	});
}

#[test]
fn customers_can_leave_before_a_price_that_they_do_not_want() {
	run(|| {
		const DAYS: u64 = 3 * 96;
		Reaction::set(DAYS * SLOT);
		let least = NOTICE + DAYS as u32;
		assert_eq!(Market::least_notice(), least);
		let open = Availability::Open;
		let short = offer(SOUTH, open, least - 1, flat(250, 50));
		assert_noop!(short, Error::<Test>::NoticeTooShort);
		let tariff = offer(SOUTH, open, least, flat(250, 50)).expect("it is sound");
		let (owner, point) = (HOMES[0].clone(), home(HOMES[0].clone(), 1));
		let begin = unopened();
		assert_ok!(Market::request_contract(signed(owner.clone()), point, tariff, begin));
		pass(HORIZON);
		let dear = ahead(u64::from(least) + 1);
		let early = revise(SOUTH, tariff, Slot(dear.0 - 1), flat(9_999, 0));
		assert_noop!(early, Error::<Test>::TooEarly);
		assert_ok!(revise(SOUTH, tariff, dear, flat(9_999, 0)));
		// The last moment of the time in which a customer can react.
		Clock::pass(DAYS * SLOT);
		assert_ok!(Market::end_contract(signed(owner), point, dear));
		assert_eq!(rate(point, Slot(dear.0 - 1)), 250);
		assert_eq!(rate(point, dear), 300);
	});
}

#[test]
fn a_version_is_only_followed_by_the_next_one_after_its_notice() {
	run(|| {
		let notice = NOTICE + 8;
		let tariff = offer(NORTH, Availability::Open, notice, flat(1, 1)).expect("it is sound");
		let earliest = u64::from(notice) + 1;
		let early = revise(NORTH, tariff, ahead(earliest - 1), flat(2, 1));
		assert_noop!(early, Error::<Test>::TooEarly);
		let others = revise(SOUTH, tariff, ahead(earliest), flat(2, 1));
		assert_noop!(others, Error::<Test>::NotSupplier);
		assert_ok!(revise(NORTH, tariff, ahead(earliest), flat(2, 1)));
		let again = revise(NORTH, tariff, ahead(earliest), flat(3, 1));
		assert_noop!(again, Error::<Test>::NotLater);
		assert_ok!(revise(NORTH, tariff, ahead(earliest + 1), flat(3, 1)));
		let unknown = revise(NORTH, TariffId(77), ahead(earliest), flat(2, 1));
		assert_noop!(unknown, Error::<Test>::UnknownTariff);
		assert_eq!(Market::tariff_version(tariff, 0), Some(flat(1, 1)));
	});
}

#[test]
fn a_notice_counts_whole_slots_from_the_middle_of_one_too() {
	run(|| {
		let tariff = offer(NORTH, Availability::Open, NOTICE, flat(1, 1)).expect("it is sound");
		pass(1);
		for millis in [0, 1, SLOT - 2, 1] {
			Clock::pass(millis);
			let early = revise(NORTH, tariff, ahead(HORIZON - 1), flat(2, 1));
			assert_noop!(early, Error::<Test>::TooEarly);
			hypothetically_ok!(revise(NORTH, tariff, ahead(HORIZON), flat(2, 1)));
		}
	});
}

#[test]
fn a_supplier_publishes_no_index_of_their_own_tariff() {
	run(|| {
		let unknown = offer(NORTH, Availability::Open, NOTICE, dynamic(IndexId(0), 500));
		assert_noop!(unknown, Error::<Test>::UnknownIndex);
		let publishers = vec![NORTHS, PUBLISHERS[0]].try_into().expect("two");
		assert_ok!(Market::define_index(signed(NORTH), name("own"), publishers));
		let own = || dynamic(IndexId(0), 500);
		let refused = offer(NORTH, Availability::Open, NOTICE, own());
		assert_noop!(refused, Error::<Test>::OwnIndex);
		assert_ok!(offer(SOUTH, Availability::Open, NOTICE, own()));
		let revised = revise(NORTH, NORTH_BASIC, ahead(HORIZON), own());
		assert_noop!(revised, Error::<Test>::OwnIndex);
		assert_eq!(IndexUses::<Test>::get(IndexId(0)), 1);
	});
}

#[test]
fn a_tariff_ends_with_notice() {
	run(|| {
		let tariff = offer(NORTH, Availability::Open, NOTICE, flat(1, 1)).expect("it is sound");
		assert_noop!(end(SOUTH, tariff, ahead(HORIZON)), Error::<Test>::NotSupplier);
		assert_noop!(end(NORTH, tariff, ahead(HORIZON - 1)), Error::<Test>::TooEarly);
		assert_ok!(end(NORTH, tariff, ahead(HORIZON)));
		assert_noop!(end(NORTH, tariff, ahead(HORIZON + 1)), Error::<Test>::TariffEnds);
		let next = revise(NORTH, tariff, ahead(HORIZON + 1), flat(2, 1));
		assert_noop!(next, Error::<Test>::TariffEnds);
	});
}

#[test]
fn a_default_supplier_leaves_with_notice() {
	run(|| {
		let point = home(HOMES[0].clone(), 1);
		let last = ahead(HORIZON + 5);
		assert_noop!(end(NORTH, NORTH_BASIC, ahead(HORIZON - 1)), Error::<Test>::TooEarly);
		assert_ok!(end(NORTH, NORTH_BASIC, last));
		// The next default supplies then, although the terms name the one who left.
		assert_eq!(supplied(point, Slot(last.0 - 1)), (NORTH_BASIC, Basis::Default, 0));
		assert_eq!(supplied(point, last), (SOUTH_BASIC, Basis::Default, 0));
		// Nobody names it anew, and it is kept as long as terms name it.
		let terms = || Box::new(zone_terms(basics()));
		let named = Market::set_terms(signed(GRID), ZONE, ahead(HORIZON + 9), terms());
		assert_noop!(named, Error::<Test>::TariffEnds);
		pass(HORIZON + 5);
		pass_retention();
		let drop = || bare(Market::drop_tariff(signed(STRANGER), NORTH_BASIC));
		assert_noop!(drop(), Error::<Test>::TariffInUse);
		let others = Box::new(zone_terms(vec![agreement(SOUTHS, SOUTH_BASIC)]));
		assert_ok!(Market::set_terms(signed(GRID), ZONE, unopened(), others));
		pass(HORIZON);
		pass_retention();
		assert_ok!(bare(Market::forget_terms(signed(STRANGER), ZONE)));
		assert_ok!(drop());
	});
}

#[test]
fn somebody_supplies_when_all_defaults_have_left() {
	run(|| {
		let point = home(HOMES[0].clone(), 1);
		assert_ok!(end(NORTH, NORTH_BASIC, ahead(HORIZON + 5)));
		// Whoever has left is asked after whoever is suspended.
		Orgs::suspend(SOUTHS);
		assert_ok!(bare(Market::note_standing(signed(STRANGER), SOUTHS)));
		assert_eq!(supplied(point, ahead(HORIZON + 4)).0, NORTH_BASIC);
		assert_eq!(supplied(point, ahead(HORIZON + 5)).0, SOUTH_BASIC);
		Orgs::resume(SOUTHS);
		assert_ok!(bare(Market::note_standing(signed(STRANGER), SOUTHS)));
		assert_ok!(end(SOUTH, SOUTH_BASIC, ahead(HORIZON + 7)));
		let tariffs = [4, 5, 6, 7, 8].map(|later| supplied(point, ahead(HORIZON + later)).0);
		let expected = [NORTH_BASIC, SOUTH_BASIC, SOUTH_BASIC, NORTH_BASIC, NORTH_BASIC];
		assert_eq!(tariffs, expected);
	});
}

#[test]
fn a_tariff_is_dropped_with_all_versions_when_no_account_needs_it() {
	run(|| {
		let before = held(&NORTH);
		let tariff = offer(NORTH, Availability::Open, NOTICE, flat(1, 1)).expect("it is sound");
		assert_ok!(revise(NORTH, tariff, ahead(HORIZON + 1), flat(2, 1)));
		let drop = || bare(Market::drop_tariff(signed(STRANGER), tariff));
		assert_noop!(drop(), Error::<Test>::StillNeeded);
		let last = ahead(HORIZON + 2);
		assert_ok!(end(NORTH, tariff, last));
		Clock::set(Market::timing().start(last).0 + RETENTION - 1);
		assert_noop!(drop(), Error::<Test>::StillNeeded);
		Clock::pass(1);
		assert_ok!(drop());
		assert_noop!(drop(), Error::<Test>::UnknownTariff);
		assert_eq!(held(&NORTH), before);
	});
}

#[test]
fn a_supplier_is_known_as_long_as_they_have_tariffs() {
	run(|| {
		let bourse = BOURSES[0].clone();
		Orgs::admit(PUBLISHERS[0], Role::EnergySupplier.into(), []);
		let tariff = offer(bourse.clone(), Availability::Open, NOTICE, flat(1, 1)).expect("sound");
		assert!(Market::supplier(PUBLISHERS[0]).is_some());
		assert_ok!(end(bourse, tariff, ahead(HORIZON)));
		pass(HORIZON);
		pass_retention();
		assert_ok!(bare(Market::drop_tariff(signed(STRANGER), tariff)));
		assert_eq!(Market::supplier(PUBLISHERS[0]), None);
	});
}

#[test]
fn versions_are_forgotten_when_no_account_needs_them() {
	run(|| {
		let before = held(&NORTH);
		pass(1);
		assert_ok!(revise(NORTH, NORTH_BASIC, ahead(HORIZON), flat(2, 1)));
		let forget = || bare(Market::forget_versions(signed(STRANGER), NORTH_BASIC));
		// The version from before was never in force after this slot.
		Clock::set(Market::timing().start(ahead(HORIZON)).0 + RETENTION - 1);
		let needed = forget();
		assert_noop!(needed, Error::<Test>::StillNeeded);
		Clock::pass(1);
		let forgotten = forget();
		assert_eq!(forgotten, Ok(()));
		assert_eq!((Market::tariff_version(NORTH_BASIC, 0), held(&NORTH)), (None, before));
		assert_noop!(forget(), Error::<Test>::StillNeeded);
	});
}

#[test]
fn each_block_looks_at_a_few_suppliers_in_turn() {
	run(|| {
		// Ten more of them.
		let accounts: Vec<_> = (50..60).map(|seed| AccountId::new([seed; 32])).collect();
		for (number, who) in (50..).zip(&accounts) {
			Orgs::admit(OrgId(number), Role::EnergySupplier.into(), [who.clone()]);
			assert_ok!(<Balances as frame::traits::fungible::Mutate<_>>::mint_into(who, BALANCE));
			assert_ok!(offer(who.clone(), Availability::Open, NOTICE, flat(1, 1)));
		}
		let suspended = || {
			let records = Suppliers::<Test>::iter_values();
			let last = |record: SupplierOf<Test>| record.standing.entries().last().map(|e| e.value);
			records.filter_map(last).filter(|last| *last == Standing::Suspended).count()
		};
		for number in 50..60 {
			Orgs::suspend(OrgId(number));
		}
		let counts: Vec<_> = (0..6)
			.map(|_| {
				poll();
				suspended()
			})
			.collect();
		assert!(counts[0] <= 4 && counts[1] <= 8, "{counts:?}");
		assert_eq!(counts[3..], [10, 10, 10]);
		for number in 50..60 {
			Orgs::resume(OrgId(number));
		}
		(0..8).for_each(|_| poll());
		assert_eq!(suspended(), 0);
		// Without room for one, a block does nothing.
		Orgs::suspend(OrgId(50));
		let mut meter = WeightMeter::with_limit(Weight::from_parts(10, 10));
		(0..8).for_each(|_| {
			Market::on_poll(1, &mut meter);
		});
		assert_eq!((suspended(), meter.consumed()), (0, Weight::zero()));
	});
}
