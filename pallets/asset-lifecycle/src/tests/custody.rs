use super::{events::events_of, *};
use tallystick_primitives::gs1::event::{Amount, Discrepancy, Unit};

fn offer(from: AccountId, id: AssetId, to: OrgId, terms: Terms) -> DispatchResult {
	bare(Lifecycle::offer_custody(signed(from), id, to, terms))
}

#[test]
fn custody_passes_by_offer_and_acceptance() {
	run(|| {
		let [id] = crates(&[20])[..] else { panic!() };
		let terms = terms(id);
		let before = held(&FARMER);
		assert_ok!(offer(FARMER, id, CARRIERS, terms));
		assert_eq!(Lifecycle::offers_to(CARRIERS, None, 9), [id]);
		let offered = Event::Offered { asset: id, from: FARM, to: CARRIERS, terms };
		assert_eq!(events().pop(), Some(offered));

		Clock::pass(60_000);
		assert_ok!(accept(CARRIER, id, terms, Receipt::default()));
		let at = Millis(START + 60_000);
		let expected = Holder { root: id, owner: FARM, custodian: CARRIERS, since: at };
		assert_eq!(holder(id), expected);
		assert_eq!(held(&FARMER), before, "the asset's deposit covers an offer");
		let (from, to, holds) = (FARM, CARRIERS, Holds::default());
		let receipt = Receipt::default();
		let handed = Event::HandedOver { asset: id, from, to, at, receipt, rest: None, holds };
		assert!(events().contains(&handed));
		// Nobody accepts an offer twice.
		assert_noop!(accept(CARRIER, id, terms, receipt), Error::<Test>::NoOffer);
	});
}

#[test]
fn nobody_delivers_what_they_do_not_hold() {
	run(|| {
		let [id] = crates(&[20])[..] else { panic!() };
		// The carrier has not picked it up.
		assert_noop!(offer(CARRIER, id, SHOPS, terms(id)), Error::<Test>::NotCustodian);
		assert_ok!(offer(FARMER, id, CARRIERS, terms(id)));
		assert_noop!(offer(CARRIER, id, SHOPS, terms(id)), Error::<Test>::NotCustodian);
		let shop = accept(SHOP, id, terms(id), Receipt::default());
		assert_noop!(shop, Error::<Test>::NotTaker);
		// The custodian cannot offer it to two.
		assert_noop!(offer(FARMER, id, SHOPS, terms(id)), Error::<Test>::OfferOpen);
		assert_ok!(accept(CARRIER, id, terms(id), Receipt::default()));
		// It was handed on.
		assert_noop!(offer(FARMER, id, SHOPS, terms(id)), Error::<Test>::NotCustodian);
	});
}

#[test]
fn an_acceptance_names_the_terms_that_it_accepts() {
	run(|| {
		let [id] = crates(&[20])[..] else { panic!() };
		let first = terms(id);
		assert_ok!(offer(FARMER, id, CARRIERS, first));
		assert_ok!(Lifecycle::withdraw(signed(FARMHAND), id));
		let second = Terms { agreed: 1, ..first };
		assert_ok!(offer(FARMER, id, CARRIERS, second));
		let accepted = accept(CARRIER, id, first, Receipt::default());
		assert_noop!(accepted, Error::<Test>::TermsDiffer);
		let other_time =
			Lifecycle::accept(signed(CARRIER), id, second, Receipt::default(), at(START));
		assert_noop!(other_time, Error::<Test>::TermsDiffer);
		assert_ok!(accept(CARRIER, id, second, Receipt::default()));
	});
}

#[test]
fn refuses_offers_that_cannot_be_true() {
	run(|| {
		let [id] = crates(&[20])[..] else { panic!() };
		let good = terms(id);
		let now = Clock::now();
		for (terms, error) in [
			(Terms { quantity: 19, ..good }, Error::<Test>::WrongQuantity),
			(Terms { until: Millis(now - 1), ..good }, Error::<Test>::OfferExpired),
			(Terms { until: Millis(now + OFFER_TIME + 1), ..good }, Error::<Test>::OfferTooLong),
			(Terms { at: Some(Millis(now + 1)), ..good }, Error::<Test>::InFuture),
			(Terms { at: Some(Millis(now - 1)), ..good }, Error::<Test>::BeforeLastEvent),
		] {
			assert_noop!(offer(FARMER, id, CARRIERS, terms), error);
		}
		assert_noop!(offer(FARMER, id, FARM, good), Error::<Test>::AlreadyCustodian);
		Orgs::suspend(CARRIERS);
		assert_noop!(offer(FARMER, id, CARRIERS, good), Error::<Test>::TakerNotInStanding);
	});
}

#[test]
fn a_hand_over_may_be_dated_back_to_the_last_event() {
	run(|| {
		let [id] = crates(&[20])[..] else { panic!() };
		Clock::pass(2 * 3_600_000);
		let at = Some(Millis(START + 3_600_000));
		let dated = Terms { at, ..terms(id) };
		assert_ok!(offer(FARMER, id, CARRIERS, dated));
		assert_ok!(accept(CARRIER, id, dated, Receipt::default()));
		assert_eq!(holder(id).since, Millis(START + 3_600_000));
		// Before the carrier had it.
		let earlier = Terms { at: Some(Millis(START + 3_599_999)), ..terms(id) };
		assert_noop!(offer(CARRIER, id, SHOPS, earlier), Error::<Test>::BeforeLastEvent);
		// What was good when it was offered is too old when it is accepted.
		let late = Terms { at, until: Millis(Clock::now() + BACKDATE), ..terms(id) };
		assert_ok!(offer(CARRIER, id, SHOPS, late));
		Clock::pass(BACKDATE);
		assert_noop!(accept(SHOP, id, late, Receipt::default()), Error::<Test>::TooOld);
		assert_ok!(Lifecycle::refuse(signed(SHOP), id));
	});
}

#[test]
fn nothing_is_refused_of_what_no_event_can_name_in_part() {
	run(|| {
		let lot = lot(FARMER, UNITS, 1);
		// Units have no GTIN.
		let id = create(FARMER, lot, 1, 5);
		let terms = terms(id);
		assert_ok!(Lifecycle::offer_custody(signed(FARMER), id, CARRIERS, terms));
		let receipt = Receipt { damaged: 1, ..Default::default() };
		assert_noop!(accept(CARRIER, id, terms, receipt), Error::<Test>::Indivisible);
		assert_ok!(accept(CARRIER, id, terms, Receipt { over: 1, ..Default::default() }));
	});
}

#[test]
fn what_is_short_or_damaged_stays_with_the_giver() {
	run(|| {
		let [id] = crates(&[20])[..] else { panic!() };
		let terms = terms(id);
		assert_ok!(offer(FARMER, id, CARRIERS, terms));
		for (short, damaged) in [(20, 0), (10, 10), (u64::MAX, 1)] {
			let receipt = Receipt { short, damaged, over: 0 };
			let accepted = accept(CARRIER, id, terms, receipt);
			assert_noop!(accepted, Error::<Test>::NothingAccepted);
		}
		let receipt = Receipt { short: 1, damaged: 2, over: 0 };
		assert_ok!(accept(CARRIER, id, terms, receipt));
		let rest = last_asset();
		assert_eq!((asset(id).quantity, asset(rest).quantity), (17, 3), "9");
		assert_eq!(holder(id).custodian, CARRIERS);
		assert_eq!((holder(rest).custodian, holder(rest).owner), (FARM, FARM));
		assert_eq!(asset(rest).payer, FARMER);
		let is_it = |event: &Event<Test>| {
			matches!(event, Event::HandedOver { rest: Some(found), receipt: noted, .. }
				if *found == rest && *noted == receipt)
		};
		assert!(events().iter().any(is_it));
	});
}

#[test]
fn the_events_say_what_was_short_damaged_or_over() {
	let mut world = build();
	let id = world.execute_with(|| {
		assert_ok!(define(apples()));
		let [id] = crates(&[20])[..] else { panic!() };
		assert_ok!(offer(FARMER, id, CARRIERS, terms(id)));
		id
	});
	let receipt = Receipt { short: 1, damaged: 2, over: 5 };
	let taken = events_of(&mut world, || accept(CARRIER, id, terms(id), receipt));
	let [.., split, taken] = &taken[..] else { panic!() };
	let Definition { unit, decimals, .. } = apples();
	let unit = unit.and_then(|unit| Unit::new(unit.as_str()));
	let amount = |quantity| Amount::new(quantity, decimals, unit);
	let found = Discrepancy { short: amount(1), damaged: amount(2), over: amount(5) };
	assert_eq!(taken.discrepancy, found);
	assert_eq!(split.discrepancy, Discrepancy { over: None, ..found });
	world.execute_with(|| {
		let id = create(FARMER, asset(id).lot, 9, 20);
		assert_ok!(offer(FARMER, id, CARRIERS, terms(id)));
		let receipt = Receipt { over: u64::MAX, ..Default::default() };
		let accepted = accept(CARRIER, id, terms(id), receipt);
		assert_noop!(accepted, Error::<Test>::BadQuantity);
	});
}

#[test]
fn what_is_over_is_noted_and_creates_nothing() {
	run(|| {
		let [id] = crates(&[20])[..] else { panic!() };
		let terms = terms(id);
		assert_ok!(offer(FARMER, id, CARRIERS, terms));
		let count = Assets::iter_keys().count();
		let receipt = Receipt { over: 5, ..Default::default() };
		assert_ok!(accept(CARRIER, id, terms, receipt));
		assert_eq!((asset(id).quantity, Assets::iter_keys().count()), (20, count));
	});
}

#[test]
fn a_container_is_taken_as_a_whole() {
	run(|| {
		let cases = crates(&[20]);
		let [container] = units(FARMER);
		join(FARMER, container, &cases);
		let terms = terms(container);
		assert_ok!(offer(FARMER, container, CARRIERS, terms));
		let receipt = Receipt { damaged: 1, ..Default::default() };
		let accepted = accept(CARRIER, container, terms, receipt);
		assert_noop!(accepted, Error::<Test>::NothingAccepted);
	});
}

#[test]
fn an_offer_ends_by_refusal_withdrawal_or_lapse() {
	run(|| {
		let [id] = crates(&[20])[..] else { panic!() };
		let before = held(&FARMER);
		let terms = terms(id);
		let make = || offer(FARMER, id, CARRIERS, terms).expect("it can be offered");

		make();
		assert_noop!(Lifecycle::refuse(signed(SHOP), id), Error::<Test>::NotTaker);
		assert_ok!(Lifecycle::refuse(signed(CARRIER), id));
		assert_eq!((events().pop(), held(&FARMER)), (Some(Event::Refused { asset: id }), before));

		make();
		assert_noop!(Lifecycle::withdraw(signed(CARRIER), id), Error::<Test>::NotCustodian);
		assert_ok!(Lifecycle::withdraw(signed(FARMER), id));
		assert_eq!((events().pop(), held(&FARMER)), (Some(Event::Withdrawn { asset: id }), before));

		make();
		let lapse = || Lifecycle::lapse(signed(STRANGER), id).map_err(|refused| refused.error);
		Clock::set(terms.until.0);
		assert_noop!(lapse(), Error::<Test>::OfferValid);
		Clock::pass(1);
		let accepted = accept(CARRIER, id, terms, Receipt::default());
		assert_noop!(accepted, Error::<Test>::OfferExpired);
		assert_ok!(lapse());
		assert_eq!((events().pop(), held(&FARMER)), (Some(Event::Lapsed { asset: id }), before));
		assert_noop!(lapse(), Error::<Test>::NoOffer);
	});
}

#[test]
fn the_deposit_goes_with_the_ownership() {
	run(|| {
		let [id] = crates(&[20])[..] else { panic!() };
		let cost = 10 + Lifecycle::asset_footprint().size;
		let before = held(&FARMER);
		hand_over(FARMER, CARRIER, id, terms(id));
		assert_eq!((held(&FARMER), held(&CARRIER)), (before, 0));
		// The carrier does not own it.
		assert_noop!(offer(CARRIER, id, SHOPS, owning(id)), Error::<Test>::NotOwner);
		hand_over(CARRIER, FARMER, id, terms(id));
		hand_over(FARMER, SHOP, id, owning(id));
		assert_eq!((held(&FARMER), held(&SHOP)), (before - cost, cost));
		let changed = Event::OwnerChanged { asset: id, old: FARM, new: SHOPS };
		assert!(events().contains(&changed));
	});
}

#[test]
fn many_offers_cost_the_deposits_of_as_many_assets() {
	run(|| {
		let lot = lot(FARMER, APPLES, 1);
		let before = held(&FARMER);
		for unit in 0..100 {
			let id = create(FARMER, lot, unit, 1);
			assert_ok!(offer(FARMER, id, CARRIERS, terms(id)));
		}
		let asset = 10 + Lifecycle::asset_footprint().size;
		assert_eq!(held(&FARMER) - before, 100 * asset);
		assert_eq!(held(&CARRIER), 0);
		// The list of the carrier's offers is read by the page.
		assert_eq!(Lifecycle::offers_to(CARRIERS, None, 1_000).len(), 100);
	});
}
