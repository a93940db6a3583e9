use super::*;

fn request(who: &AccountId, point: PointId, tariff: TariffId, from: Slot) -> DispatchResult {
	Market::request_contract(signed(who.clone()), point, tariff, from)
}

fn accept(who: AccountId, point: PointId, tariff: TariffId, from: Slot) -> DispatchResult {
	Market::accept_contract(signed(who), point, tariff, from)
}

fn end(who: &AccountId, point: PointId, from: Slot) -> DispatchResult {
	Market::end_contract(signed(who.clone()), point, from)
}

/// A tariff of the south that is for whom they accept.
fn special() -> TariffId {
	offer(SOUTH, Availability::OnRequest, NOTICE, flat(250, 50)).expect("it is sound")
}

/// A tariff of the south that anybody can have.
fn open() -> TariffId {
	offer(SOUTH, Availability::Open, NOTICE, flat(260, 50)).expect("it is sound")
}

#[test]
fn a_contract_is_agreed_by_both() {
	run(|| {
		let (point, owner, tariff) = (home(HOMES[0].clone(), 1), &HOMES[0], special());
		let from = ahead(HORIZON + 3);
		assert_noop!(request(&STRANGER, point, tariff, from), Error::<Test>::NotOwner);
		assert_noop!(accept(SOUTH, point, tariff, from), Error::<Test>::NotRequested);
		assert_ok!(request(owner, point, tariff, from));
		assert_eq!(supplied(point, from).0, NORTH_BASIC);
		assert_noop!(accept(NORTH, point, tariff, from), Error::<Test>::NotRequested);
		let other = accept(SOUTH, point, tariff, ahead(HORIZON + 4));
		assert_noop!(other, Error::<Test>::NotRequested);
		let other = accept(SOUTH, point, SOUTH_BASIC, from);
		assert_noop!(other, Error::<Test>::NotRequested);
		assert_ok!(accept(SOUTH, point, tariff, from));
		assert_noop!(accept(SOUTH, point, tariff, from), Error::<Test>::NotRequested);
		assert_eq!(supplied(point, Slot(from.0 - 1)), (NORTH_BASIC, Basis::Default, 0));
		assert_eq!(supplied(point, from), (tariff, Basis::Contract, 0));
		let agreed = Event::ContractAgreed { point, supplier: SOUTHS, tariff, from };
		assert_eq!(events().pop(), Some(agreed));
	});
}

#[docify::export]
#[test]
fn a_tariff_that_is_open_needs_no_answer() {
	run(|| {
		let (point, owner, tariff) = (home(HOMES[0].clone(), 1), &HOMES[0], open());
		assert_ok!(request(owner, point, tariff, unopened()));
		assert_eq!(supplied(point, unopened()), (tariff, Basis::Contract, 0));
		assert_eq!(Market::request(point), None);
		// A default's, too.
		assert_ok!(request(owner, point, SOUTH_BASIC, ahead(HORIZON + 1)));
		assert_eq!(supplied(point, ahead(HORIZON + 1)).0, SOUTH_BASIC);
	});
}

#[test]
fn suppliers_change_at_the_boundary_of_a_slot_that_is_not_open() {
	run(|| {
		let (point, owner, tariff) = (home(HOMES[0].clone(), 1), &HOMES[0], open());
		pass(40);
		let early = request(owner, point, tariff, ahead(HORIZON - 1));
		assert_noop!(early, Error::<Test>::TooEarly);
		let late = request(owner, point, tariff, ahead(MAX_AHEAD / SLOT + 1));
		assert_noop!(late, Error::<Test>::TooFarAhead);
		let switch = ahead(HORIZON);
		assert_ok!(request(owner, point, tariff, switch));
		let before: Vec<_> = (0..HORIZON).map(|later| rate(point, ahead(later))).collect();
		assert_eq!(before, [300; HORIZON as usize]);
		assert_eq!(rate(point, switch), 260);
		// Asked for in time, but accepted too late.
		let (special, from) = (special(), ahead(HORIZON));
		assert_ok!(request(owner, point, special, from));
		pass(1);
		assert_noop!(accept(SOUTH, point, special, from), Error::<Test>::TooEarly);
	});
}

#[test]
fn refuses_a_contract_that_nobody_can_keep() {
	run(|| {
		let (owner, tariff) = (&HOMES[0], open());
		propose(owner.clone(), 1);
		let proposal = request(owner, point_id(1), tariff, unopened());
		assert_noop!(proposal, Error::<Test>::NotConfirmed);
		let point = home(owner.clone(), 2);
		let unknown = request(owner, point, TariffId(77), unopened());
		assert_noop!(unknown, Error::<Test>::UnknownTariff);
		assert_noop!(request(owner, point_id(9), tariff, unopened()), Error::<Test>::UnknownPoint);
		Orgs::suspend(SOUTHS);
		let suspended = request(owner, point, tariff, unopened());
		assert_noop!(suspended, Error::<Test>::NotSupplying);
		Orgs::resume(SOUTHS);
		pass(1);
		let late = offer(SOUTH, Availability::Open, NOTICE, flat(1, 1)).expect("it is sound");
		assert_ok!(Market::end_tariff(signed(SOUTH), late, ahead(HORIZON + 2)));
		let over = request(owner, point, late, ahead(HORIZON + 2));
		assert_noop!(over, Error::<Test>::TariffEnds);
		let first = Box::new(flat(1, 1));
		let begins = ahead(HORIZON + 9);
		let open = Availability::Open;
		assert_ok!(Market::offer_tariff(signed(SOUTH), name("n"), open, NOTICE, begins, first));
		let early = request(owner, point, TariffId(late.0 + 1), ahead(HORIZON + 8));
		assert_noop!(early, Error::<Test>::NotBegun);
		assert_ok!(Market::close_point(signed(owner.clone()), point));
		let closed = request(owner, point, tariff, unopened());
		assert_noop!(closed, Error::<Test>::NotConfirmed);
	});
}

#[test]
fn no_contract_begins_before_its_point_takes_part() {
	run(|| {
		let owner = &HOMES[0];
		let terms = Box::new(zone_terms(basics()));
		// A zone that opens later.
		let opens = ahead(HORIZON + 10);
		assert_ok!(Market::open_zone(signed(GRID), eic(1), opens, terms));
		let (meter, point) = (meter(1), point_id(1));
		let owned = signed(owner.clone());
		assert_ok!(Market::propose_point(owned, point, ZoneId(1), meter, POWERS));
		assert_ok!(Market::confirm_point(signed(GRID), point, owner.clone(), meter, POWERS));
		let early = request(owner, point, NORTH_BASIC, Slot(opens.0 - 1));
		assert_noop!(early, Error::<Test>::TooEarly);
		assert_noop!(end(owner, point, Slot(opens.0 - 1)), Error::<Test>::TooEarly);
		assert_ok!(request(owner, point, SOUTH_BASIC, opens));
		assert_eq!(supplied(point, opens), (SOUTH_BASIC, Basis::Contract, 0));
		assert_eq!(Market::supply(point, Slot(opens.0 - 1)), None);
	});
}

#[test]
fn a_request_is_withdrawn_or_refused() {
	run(|| {
		let (point, owner, tariff) = (home(HOMES[0].clone(), 1), &HOMES[0], special());
		let withdraw = |who: &AccountId| Market::withdraw_request(signed(who.clone()), point);
		for by in [owner, &SOUTH] {
			assert_ok!(request(owner, point, tariff, unopened()));
			assert_noop!(withdraw(&NORTH), Error::<Test>::NotOwner);
			assert_ok!(withdraw(by));
			assert_noop!(withdraw(by), Error::<Test>::NotRequested);
		}
		assert_ok!(request(owner, point, tariff, unopened()));
		assert_ok!(Market::close_point(signed(owner.clone()), point));
		assert_eq!(Market::request(point), None);
	});
}

#[test]
fn an_owner_leaves_for_any_slot_that_is_not_open() {
	run(|| {
		let (point, owner, tariff) = (home(HOMES[0].clone(), 1), &HOMES[0], open());
		assert_noop!(end(owner, point, ahead(HORIZON + 1)), Error::<Test>::NoContract);
		// What was to begin later gives way.
		assert_ok!(request(owner, point, tariff, ahead(HORIZON + 50)));
		assert_ok!(request(owner, point, SOUTH_BASIC, ahead(HORIZON + 5)));
		assert_eq!(supplied(point, ahead(HORIZON + 60)).0, SOUTH_BASIC);
		assert_noop!(end(owner, point, ahead(HORIZON - 1)), Error::<Test>::TooEarly);
		assert_ok!(end(owner, point, ahead(HORIZON + 7)));
		let tariffs = [4, 5, 6, 7].map(|later| supplied(point, ahead(HORIZON + later)).0);
		assert_eq!(tariffs, [NORTH_BASIC, SOUTH_BASIC, SOUTH_BASIC, NORTH_BASIC]);
	});
}

#[test]
fn a_supplier_ends_a_contract_with_the_tariffs_notice() {
	run(|| {
		let (point, owner) = (home(HOMES[0].clone(), 1), &HOMES[0]);
		let tariff = offer(SOUTH, Availability::Open, 96, flat(1, 1)).expect("it is sound");
		assert_noop!(end(&SOUTH, point, ahead(97)), Error::<Test>::NoContract);
		assert_ok!(request(owner, point, tariff, unopened()));
		assert_noop!(end(&NORTH, point, ahead(97)), Error::<Test>::NotSupplier);
		assert_noop!(end(&SOUTH, point, ahead(96)), Error::<Test>::TooEarly);
		// What the owner has agreed with another supplier stays.
		assert_ok!(request(owner, point, NORTH_BASIC, ahead(200)));
		assert_noop!(end(&SOUTH, point, ahead(200)), Error::<Test>::NotSupplier);
		assert_ok!(end(&SOUTH, point, ahead(97)));
		let supply = |later| supplied(point, ahead(later));
		assert_eq!(supply(96), (tariff, Basis::Contract, 0));
		assert_eq!(supply(97), (NORTH_BASIC, Basis::Default, 0));
		assert_eq!(supply(200), (NORTH_BASIC, Basis::Contract, 0));
		// It keeps nobody from leaving sooner.
		assert_ok!(request(owner, point, SOUTH_BASIC, ahead(HORIZON + 1)));
		assert_eq!(supply(HORIZON + 1).0, SOUTH_BASIC);
		assert_eq!(supply(97).0, SOUTH_BASIC);
	});
}

#[test]
fn an_owner_who_often_switches_leaves_room_for_the_supplier_to_end_it() {
	run(|| {
		let (point, owner) = (home(HOMES[0].clone(), 1), &HOMES[0]);
		let mut switches = 0;
		let full = loop {
			let tariff = [SOUTH_BASIC, NORTH_BASIC][switches % 2];
			let from = ahead(HORIZON + 1 + switches as u64);
			match request(owner, point, tariff, from) {
				Ok(()) => switches += 1,
				Err(refused) => break refused,
			}
		};
		assert_eq!(full, Error::<Test>::TooManyChanges.into());
		assert_eq!(switches, 13);
		assert_ok!(end(&SOUTH, point, ahead(HORIZON + 40)));
		assert_eq!(supplied(point, ahead(HORIZON + 40)).1, Basis::Default);
		// With time there is room again.
		pass(HORIZON + 41);
		pass_retention();
		assert_ok!(request(owner, point, SOUTH_BASIC, unopened()));
	});
}

#[test]
fn requests_are_listed_until_they_are_done() {
	run(|| {
		let (tariff, from) = (special(), ahead(HORIZON + 3));
		let points = [home(HOMES[0].clone(), 1), home(HOMES[1].clone(), 2)];
		for (owner, point) in HOMES.iter().zip(points) {
			assert_ok!(request(owner, point, tariff, from));
		}
		let first = Market::requests(None, 1);
		let second = Market::requests(Some(first[0].0), 9);
		let mut listed: Vec<_> = first.into_iter().chain(second).collect();
		listed.sort_by_key(|(point, _)| *point);
		let asked = RequestRecord { agreement: agreement(SOUTHS, tariff), from };
		assert_eq!(listed, points.map(|point| (point, asked)));
		assert_ok!(accept(SOUTH, points[0], tariff, from));
		assert_eq!(Market::requests(None, 9), [(points[1], asked)]);
	});
}
