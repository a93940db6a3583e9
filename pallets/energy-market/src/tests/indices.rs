use super::*;

fn index(publishers: &[OrgId]) -> DispatchResult {
	let publishers = publishers.to_vec().try_into().expect("few");
	Market::define_index(signed(GRID), name("day ahead"), publishers)
}

#[test]
fn an_index_has_two_or_three_publishers() {
	run(|| {
		let [first, second, _] = PUBLISHERS;
		assert_noop!(index(&[first]), Error::<Test>::BadPublishers);
		assert_noop!(index(&[first, first]), Error::<Test>::BadPublishers);
		assert_noop!(index(&[first, OrgId(77)]), Error::<Test>::UnknownOrganization);
		assert_ok!(index(&[first, second]));
		assert_ok!(index(&PUBLISHERS));
		assert_eq!(Market::price_index(IndexId(0)).map(|index| index.definer), Some(GRIDS));
		let first = Market::price_indices(None, 1);
		let second = Market::price_indices(Some(first[0]), 9);
		let mut listed: Vec<_> = first.into_iter().chain(second).collect();
		listed.sort();
		assert_eq!(listed, [IndexId(0), IndexId(1)]);
	});
}

#[test]
fn a_value_counts_that_two_publishers_said() {
	run(|| {
		let (index, slot) = (define_index(), unopened());
		let [first, second, third] = &BOURSES;
		assert_ok!(publish(first, index, slot, &[100, -100, 300]));
		assert_eq!(Market::index_value(index, slot), None);
		assert_ok!(publish(second, index, slot, &[100, -101]));
		let value = |later| Market::index_value(index, Slot(slot.0 + later)).map(|rate| rate.0);
		assert_eq!([0, 1, 2].map(value), [Some(100), None, None]);
		assert_ok!(publish(third, index, slot, &[999, -101, 300]));
		assert_eq!([0, 1, 2].map(value), [Some(100), Some(-101), Some(300)]);
		let period = Market::timing().period_of(slot);
		assert_eq!(Market::reports(index, period).len(), 3);
	});
}

#[test]
fn nobody_takes_back_what_they_published() {
	run(|| {
		let (index, slot) = (define_index(), unopened());
		let [first, second, _] = &BOURSES;
		assert_ok!(publish(first, index, slot, &[100]));
		let other = publish(first, index, slot, &[101]);
		assert_noop!(other, Error::<Test>::AlreadyPublished);
		assert_ok!(publish(first, index, slot, &[100, 200]));
		assert_ok!(publish(second, index, slot, &[100, 200]));
		let other = publish(second, index, slot, &[100, 201]);
		assert_noop!(other, Error::<Test>::AlreadyPublished);
		assert_noop!(publish(&GRID, index, slot, &[100]), Error::<Test>::NotPublisher);
		assert_noop!(publish(first, IndexId(9), slot, &[100]), Error::<Test>::UnknownIndex);
	});
}

#[test]
fn values_are_published_before_the_book_opens() {
	run(|| {
		let index = define_index();
		let [first, second, _] = &BOURSES;
		let slot = unopened();
		assert_ok!(publish(first, index, slot, &[100]));
		let early = publish(first, index, ahead(HORIZON - 1), &[100]);
		assert_noop!(early, Error::<Test>::TooEarly);
		// A millisecond before the book opens, and when it does.
		let opens = Market::timing().opens(slot).0;
		Clock::set(opens - 1);
		let last = hypothetically!({
			assert_ok!(publish(second, index, slot, &[100]));
			Market::index_value(index, slot)
		});
		assert_eq!(last, Some(Rate(100)));
		Clock::set(opens);
		assert_noop!(publish(second, index, slot, &[100]), Error::<Test>::TooEarly);
		assert_eq!(Market::index_value(index, slot), None);
	});
}

#[test]
fn values_are_those_of_one_period() {
	run(|| {
		let index = define_index();
		let first = &BOURSES[0];
		// The next period begins with the day.
		let midnight = ahead(96);
		let last = Slot(midnight.0 - 1);
		assert_noop!(publish(first, index, last, &[1, 2]), Error::<Test>::NotOnePeriod);
		assert_noop!(publish(first, index, last, &[]), Error::<Test>::NotOnePeriod);
		assert_ok!(publish(first, index, last, &[1]));
		assert_ok!(publish(first, index, midnight, &[7; 96]));
		let far = Slot(ahead(MAX_AHEAD / SLOT).0);
		assert_noop!(publish(first, index, far, &[1, 2]), Error::<Test>::TooFarAhead);
		let wild = publish(first, index, ahead(40), &[i64::MAX]);
		assert_noop!(wild, Error::<Test>::BadRate);
	});
}

#[test]
fn reports_are_kept_as_long_as_accounts_need_them() {
	run(|| {
		let (index, slot) = (define_index(), ahead(96));
		for who in &BOURSES[..2] {
			assert_ok!(publish(who, index, slot, &[7; 96]));
		}
		let period = Market::timing().period_of(slot);
		let drop = |period| bare(Market::drop_reports(signed(STRANGER), index, period));
		assert_noop!(drop(Period(0)), Error::<Test>::NotPublished);
		Clock::set(Market::timing().end(Slot(slot.0 + 95)).0 + RETENTION - 1);
		assert_noop!(drop(period), Error::<Test>::StillNeeded);
		Clock::pass(1);
		assert_ok!(drop(period));
		assert_eq!((held(&BOURSES[0]), held(&BOURSES[1])), (0, 0));
	});
}

#[test]
fn an_index_outlives_its_definers_interest_for_tariffs_that_follow_it() {
	run(|| {
		let index = define_index();
		let tariff =
			offer(NORTH, Availability::Open, NOTICE, dynamic(index, 500)).expect("it is sound");
		let drop = |who| Market::drop_index(signed(who), index);
		assert_noop!(drop(GRID), Error::<Test>::NotDefiner);
		// Those who follow it do not keep the definer's deposit, but the index.
		assert_ok!(drop(STRANGER_MEMBER));
		assert_eq!(held(&STRANGER_MEMBER), 0);
		assert_noop!(drop(STRANGER_MEMBER), Error::<Test>::IndexInUse);
		assert!(Indices::<Test>::contains_key(index));
		assert_ok!(publish(&BOURSES[0], index, ahead(96), &[7]));
		let another = offer(NORTH, Availability::Open, NOTICE, dynamic(index, 500));
		assert_noop!(another, Error::<Test>::UnknownIndex);
		assert_ok!(Market::end_tariff(signed(NORTH), tariff, ahead(HORIZON + 1)));
		pass(HORIZON + 1);
		pass_retention();
		assert_ok!(bare(Market::drop_tariff(signed(STRANGER), tariff)));
		assert!(!Indices::<Test>::contains_key(index));
		assert_noop!(drop(STRANGER_MEMBER), Error::<Test>::UnknownIndex);
	});
}
