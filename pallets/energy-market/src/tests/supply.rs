use super::*;
use tallystick_primitives::{records::market::Direction, PriceSeries, PriceWindow};

/// What two publishers say of a day, and the tariff that follows it.
fn followed(from: Slot, values: &[i64]) -> (IndexId, TariffId) {
	let index = define_index();
	for who in &BOURSES[..2] {
		assert_ok!(publish(who, index, from, values));
	}
	let tariff = offer(SOUTH, Availability::Open, NOTICE, dynamic(index, 999));
	(index, tariff.expect("it is sound"))
}

#[test]
fn a_quote_shows_the_price_and_its_parts() {
	run(|| {
		let point = home(HOMES[0].clone(), 1);
		let quote = Market::quote(point, unopened(), WattHours(800)).expect("it is supplied");
		assert_eq!(quote.supply.agreement, agreement(NORTHS, NORTH_BASIC));
		assert_eq!((quote.supply.basis, quote.supply.terms), (Basis::Default, 0));
		let quoted = quote.quote;
		assert_eq!(quoted.rates, Rates { supply: Rate(300), feed_in: Rate(80) });
		assert_eq!((quoted.energy, quoted.all_in), (WattHours(800), Rate(390)));
		let parts: Vec<_> = quoted.charges.iter().map(|part| (part.kind, part.amount)).collect();
		assert_eq!(quoted.supply, 240);
		assert_eq!(parts, [(ChargeKind::Network, 56), (ChargeKind::Tax, 16)]);
		assert_eq!(quoted.total, 240 + 56 + 16);
		assert!(quote.provisional);
		pass(1);
		let quote = Market::quote(point, ahead(HORIZON - 1), WattHours(800));
		assert!(!quote.expect("it is supplied").provisional);
		assert_eq!(Market::quote(point_id(9), unopened(), WattHours(1)), None);
		assert_eq!(Market::quote(point, present(), WattHours(1)), None);
	});
}

#[test]
fn a_dynamic_tariff_follows_what_was_published_in_time_and_else_falls_back() {
	run(|| {
		let (point, from) = (home(HOMES[0].clone(), 1), ahead(HORIZON));
		let (index, tariff) = followed(from, &[100, -50]);
		let switch = Market::request_contract(signed(HOMES[0].clone()), point, tariff, from);
		assert_ok!(switch);
		let rates = [0, 1, 2].map(|later| rate(point, ahead(HORIZON + later)));
		assert_eq!(rates, [110, -40, 999]);
		// One publisher alone is not enough, and nobody is once the book is open.
		let third = ahead(HORIZON + 2);
		assert_ok!(publish(&BOURSES[2], index, third, &[1]));
		assert_eq!(rate(point, third), 999);
		Clock::set(Market::timing().opens(third).0);
		assert_noop!(publish(&BOURSES[1], index, third, &[1]), Error::<Test>::TooEarly);
		assert_eq!(rate(point, third), 999);
	});
}

#[test]
fn a_new_version_takes_over_at_its_slot() {
	run(|| {
		let point = home(HOMES[0].clone(), 1);
		let from = ahead(HORIZON + 9);
		let next = Box::new(flat(400, 1));
		assert_ok!(Market::publish_version(signed(NORTH), NORTH_BASIC, from, next));
		assert_eq!(supplied(point, Slot(from.0 - 1)), (NORTH_BASIC, Basis::Default, 0));
		assert_eq!(supplied(point, from), (NORTH_BASIC, Basis::Default, 1));
		assert_eq!((rate(point, Slot(from.0 - 1)), rate(point, from)), (300, 400));
	});
}

#[test]
fn new_terms_of_a_zone_take_over_at_their_slot() {
	run(|| {
		let point = home(HOMES[0].clone(), 1);
		let from = ahead(HORIZON + 9);
		let mut terms = zone_terms(vec![agreement(SOUTHS, SOUTH_BASIC)]);
		terms.charges = Charges::new([]).expect("none is wrong");
		assert_ok!(Market::set_terms(signed(GRID), ZONE, from, Box::new(terms)));
		let total =
			|slot| Market::quote(point, slot, WattHours(1_000)).map(|quote| quote.quote.total);
		assert_eq!(total(Slot(from.0 - 1)), Some(390));
		assert_eq!(total(from), Some(320));
	});
}

#[test]
fn customers_of_a_suspended_supplier_fall_to_the_first_default_that_supplies() {
	run(|| {
		let (point, owner) = (home(HOMES[0].clone(), 1), &HOMES[0]);
		let tariff = offer(SOUTH, Availability::Open, NOTICE, flat(1, 1)).expect("it is sound");
		assert_ok!(Market::request_contract(signed(owner.clone()), point, tariff, unopened()));
		pass(40);
		let note = |org| bare(Market::note_standing(signed(STRANGER), org));
		assert_noop!(note(SOUTHS), Error::<Test>::NothingChanged);
		assert_noop!(note(GRIDS), Error::<Test>::UnknownSupplier);
		Orgs::suspend(SOUTHS);
		assert_ok!(note(SOUTHS));
		assert_noop!(note(SOUTHS), Error::<Test>::NothingChanged);
		// At once for slots that are not open, and for no other.
		let open = ahead(HORIZON - 1);
		assert_eq!(supplied(point, open), (tariff, Basis::Contract, 0));
		assert_eq!(supplied(point, unopened()), (NORTH_BASIC, Basis::Default, 0));
		pass(10);
		Orgs::resume(SOUTHS);
		assert_ok!(note(SOUTHS));
		assert_eq!(supplied(point, ahead(HORIZON - 1)), (NORTH_BASIC, Basis::Default, 0));
		assert_eq!(supplied(point, unopened()), (tariff, Basis::Contract, 0));
	});
}

#[test]
fn a_default_that_is_suspended_is_passed_over() {
	run(|| {
		let point = home(HOMES[0].clone(), 1);
		Orgs::suspend(NORTHS);
		poll();
		assert_eq!(supplied(point, unopened()), (SOUTH_BASIC, Basis::Default, 0));
		// Without any that supplies, the first one does until the operator names another.
		Orgs::suspend(SOUTHS);
		poll();
		assert_eq!(supplied(point, unopened()), (NORTH_BASIC, Basis::Default, 0));
	});
}

#[test]
fn a_suspension_that_ends_before_its_slot_opens_leaves_no_trace() {
	run(|| {
		let point = home(HOMES[0].clone(), 1);
		for _ in 0..40 {
			Orgs::suspend(NORTHS);
			poll();
			Orgs::resume(NORTHS);
			poll();
		}
		assert_eq!(supplied(point, unopened()).0, NORTH_BASIC);
		let record = Market::supplier(NORTHS).expect("they have a tariff");
		assert_eq!(record.standing.entries().len(), 1);
	});
}

#[test]
fn the_role_of_a_supplier_counts_like_their_standing() {
	run(|| {
		let point = home(HOMES[0].clone(), 1);
		Orgs::admit(NORTHS, Role::Operator.into(), []);
		poll();
		assert_eq!(supplied(point, unopened()).0, SOUTH_BASIC);
	});
}

#[test]
fn customers_of_a_tariff_that_ends_fall_to_the_default() {
	run(|| {
		let (point, owner) = (home(HOMES[0].clone(), 1), &HOMES[0]);
		let tariff = offer(SOUTH, Availability::Open, NOTICE, flat(1, 1)).expect("it is sound");
		assert_ok!(Market::request_contract(signed(owner.clone()), point, tariff, unopened()));
		let end = ahead(HORIZON + 4);
		assert_ok!(Market::end_tariff(signed(SOUTH), tariff, end));
		assert_eq!(supplied(point, Slot(end.0 - 1)), (tariff, Basis::Contract, 0));
		assert_eq!(supplied(point, end), (NORTH_BASIC, Basis::Default, 0));
		// Also when nothing is left of the tariff.
		Clock::set(Market::timing().start(end).0);
		pass_retention();
		assert_ok!(bare(Market::drop_tariff(signed(STRANGER), tariff)));
		assert_eq!(supplied(point, unopened()), (NORTH_BASIC, Basis::Default, 0));
	});
}

#[test]
fn a_quote_of_long_ago_is_refused_before_anything_of_it_is_forgotten() {
	run(|| {
		let point = home(HOMES[0].clone(), 1);
		let (first, end) = (unopened(), ahead(HORIZON + 1));
		let next = Box::new(flat(400, 1));
		assert_ok!(Market::publish_version(signed(NORTH), NORTH_BASIC, end, next));
		Clock::set(Market::timing().end(first).0 + RETENTION - 1);
		assert_eq!(rate(point, first), 300);
		Clock::pass(1);
		assert_eq!(Market::quote(point, first, WattHours(1)), None);
		assert_ok!(bare(Market::forget_versions(signed(STRANGER), NORTH_BASIC)));
		assert_eq!(rate(point, end), 400);
	});
}

/// Each slot in which a point takes part has one supplier, and no other slot has any.
fn check_supplied(point: PointId, begin: Slot, end: Option<Slot>) {
	for slot in (begin.0 - 3..begin.0 + 300).map(Slot) {
		let part = begin <= slot && end.is_none_or(|end| slot < end);
		assert_eq!(Market::supply(point, slot).is_some(), part, "{slot}");
		let quote = Market::quote(point, slot, WattHours(1));
		assert_eq!(quote.is_some(), part, "{slot} has no price");
	}
}

#[test]
fn no_point_is_ever_without_a_supplier() {
	run(|| {
		let (begin, owner) = (unopened(), HOMES[0].clone());
		let point = home(owner.clone(), 1);
		check_supplied(point, begin, None);
		let tariff = offer(SOUTH, Availability::Open, NOTICE, flat(1, 1)).expect("it is sound");
		assert_ok!(Market::request_contract(signed(owner.clone()), point, tariff, ahead(50)));
		assert_ok!(Market::end_tariff(signed(SOUTH), tariff, ahead(120)));
		check_supplied(point, begin, None);
		pass(40);
		// First the supplier, then all defaults.
		for org in [SOUTHS, NORTHS] {
			Orgs::suspend(org);
			poll();
			check_supplied(point, begin, None);
		}
		pass(40);
		Orgs::resume(NORTHS);
		poll();
		let other = Box::new(zone_terms(vec![agreement(NORTHS, NORTH_BASIC)]));
		assert_ok!(Market::set_terms(signed(GRID), ZONE, ahead(60), other));
		assert_ok!(Market::end_contract(signed(owner.clone()), point, ahead(HORIZON)));
		check_supplied(point, begin, None);
		pass(70);
		assert_ok!(Market::close_point(signed(owner), point));
		check_supplied(point, begin, Some(unopened()));
		// Each slot is in one account.
		Clock::set(Market::timing().end(unopened()).0 + 2 * CORRECTION);
		let timing = Market::timing();
		let statement = |period| Market::statement(point, Period(period)).expect("it has one");
		for period in timing.period_of(begin).0..timing.period_of(Slot(begin.0 + 150)).0 {
			let mut seen = Places::default();
			for account in statement(period).accounts {
				for place in (0..96).filter(|place| account.slots.contains(*place)) {
					assert!(!seen.contains(place), "two accounts have a slot");
					seen = seen.with(place);
				}
			}
			for (slot, place) in timing.slots(Period(period)).zip(0..) {
				assert_eq!(seen.contains(place), Market::supply(point, slot).is_some());
			}
		}
	});
}

#[test]
fn prices_are_known_for_open_slots_with_all_that_comes_on_top() {
	run(|| {
		let point = home(HOMES[0].clone(), 1);
		pass(1);
		let now = Millis(Clock::now());
		let ask = |direction, ahead| {
			let window = PriceWindow { from: now, until: now, now, ahead };
			Market::prices(point, direction, window).expect("the point is there")
		};
		let prices = ask(Direction::Import, 100);
		assert_eq!((prices.slot, prices.first, prices.prices.len()), (900_000, present(), 101));
		// The point takes part from the first slot on whose book was not open when it was confirmed.
		let known = (0..).zip(&prices.prices).filter(|(_, price)| price.is_some());
		let known: Vec<_> = known.map(|(place, price)| (place, price.unwrap())).collect();
		assert_eq!(known, [(HORIZON - 1, Rate(390))]);
		let quote = Market::quote(point, ahead(HORIZON - 1), WattHours(1_000)).unwrap();
		assert_eq!(quote.quote.all_in, Rate(390));
		assert_eq!(ask(Direction::Export, 40).prices[HORIZON as usize - 1], Some(Rate(80)));
		// Never more than can be held.
		assert_eq!(ask(Direction::Import, u8::MAX).prices.len(), 200);
		let window = PriceWindow { from: now, until: now, now, ahead: 0 };
		assert!(Market::prices(point_id(9), Direction::Import, window).is_none());
	});
}
