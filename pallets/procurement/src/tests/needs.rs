//! What machines lack.

use super::*;
use tallystick_primitives::Needs as _;

fn try_declare(who: AccountId, category: Category, quantity: u32) -> DispatchResult {
	Procurement::declare_need(signed(who), MANDATE, category, quantity, [2; 32], None, None)
}

fn change(who: AccountId, mandate: MandateId, quantity: u32) -> DispatchResult {
	Procurement::change_need(signed(who), NEED, mandate, quantity, [4; 32])
}

fn remove(who: AccountId) -> DispatchResult {
	Procurement::remove_need(signed(who), NEED)
}

fn category(class: u32) -> Category {
	Category { class, part: None }
}

#[test]
fn an_owner_declares_what_a_machine_may_come_to_lack() {
	execute_with(|| {
		let device = device(1);
		assert_noop!(try_declare(OWNER, DETERGENT, 2), Error::UnknownMandate);
		grant(device, terms());
		assert_noop!(try_declare(VENDOR, DETERGENT, 2), Error::NotOwner);
		assert_noop!(try_declare(STRANGER, DETERGENT, 2), DispatchError::BadOrigin);
		assert_noop!(try_declare(OWNER, category(1), 2), Error::WrongMandate);
		assert_noop!(try_declare(OWNER, DETERGENT, 0), Error::NoQuantity);
		events();
		assert_ok!(try_declare(COLLEAGUE, DETERGENT, 2));
		let subject = Subject::Device { device, tenure: 0 };
		assert_eq!(events(), [Event::NeedDeclared { need: NEED, subject, category: DETERGENT }]);
		assert_eq!(need_state(NEED), NeedState::Clear);
		assert!(held(HoldReason::Record, &COLLEAGUE) > 0);
		assert_noop!(try_declare(OWNER, DETERGENT, 3), Error::AlreadyDeclared);
		// Under another mandate it is the same need.
		grant(device, terms());
		let again = Procurement::declare_need(
			signed(OWNER),
			MandateId(1),
			DETERGENT,
			2,
			[2; 32],
			None,
			None,
		);
		assert_noop!(again, Error::AlreadyDeclared);
	});
}

#[test]
fn what_covers_a_need_is_a_sound_condition() {
	execute_with(|| {
		grant(device(1), terms());
		let covered = Some(Box::new(Condition::default()));
		let declared =
			Procurement::declare_need(signed(OWNER), MANDATE, DETERGENT, 2, [2; 32], covered, None);
		assert_noop!(declared, Error::BadCondition);
	});
}

#[test]
fn ids_of_needs_come_to_an_end() {
	execute_with(|| {
		grant(device(1), terms());
		NextNeedId::<Test>::put(NeedId(u32::MAX));
		assert_noop!(try_declare(OWNER, DETERGENT, 2), Error::IdsExhausted);
	});
}

#[test]
fn a_stream_covers_a_few_needs_and_each_is_cleared() {
	execute_with(|| {
		let device = device(1);
		let all: Vec<_> = (0..MAX_COVERED + 1).map(category).collect();
		let categories = all.clone().try_into().unwrap();
		grant(device, MandateTerms { categories, ..terms() });
		let covered = || Some(Box::new(condition(level(device), Comparison::AtLeast, 30)));
		let declare = |category| {
			Procurement::declare_need(signed(OWNER), MANDATE, category, 1, [2; 32], covered(), None)
		};
		for category in &all[..4] {
			assert_ok!(declare(*category));
		}
		assert_noop!(declare(all[4]), Error::TooManyCovered);
		assert_eq!(Watched::references(Consumer::Procurement, &level(device)), MAX_COVERED);
		for need in 0..4 {
			assert_ok!(Procurement::place_order(signed(OWNER), NeedId(need)));
			assert_eq!(need_state(NeedId(need)), NeedState::Open);
		}
		observe(level(device), 1, 30);
		for need in 0..4 {
			assert_eq!(need_state(NeedId(need)), NeedState::Clear);
		}
		// Where one goes, there is room for another one.
		assert_ok!(remove(OWNER));
		assert_ok!(declare(all[4]));
		assert_eq!(Covering::<Test>::get(level(device)).len() as u32, MAX_COVERED);
	});
}

#[test]
fn a_need_gets_another_mandate_quantity_and_address() {
	execute_with(|| {
		assert_noop!(change(OWNER, MANDATE, 1), Error::UnknownNeed);
		let need = ready();
		let device = machine();
		let other = self::device(2);
		let second = grant(device, terms());
		let foreign = grant(other, terms());
		let categories = vec![category(1)].try_into().unwrap();
		let without = grant(device, MandateTerms { categories, ..terms() });
		assert_noop!(change(VENDOR, second, 1), Error::NotOwner);
		assert_noop!(change(OWNER, MandateId(9), 1), Error::UnknownMandate);
		assert_noop!(change(OWNER, foreign, 1), Error::WrongMandate);
		assert_noop!(change(OWNER, without, 1), Error::WrongMandate);
		assert_noop!(change(OWNER, second, 0), Error::NoQuantity);
		// An open order keeps what it was placed with.
		let order = order(need);
		events();
		assert_ok!(change(COLLEAGUE, second, 1));
		assert_eq!(events(), [Event::NeedChanged { need }]);
		let kept = Procurement::order(order).unwrap().order;
		assert_eq!((kept.mandate, kept.quantity, kept.address), (MANDATE, 2, [2; 32]));
		assert_ok!(Procurement::withdraw(signed(OWNER), order));
		assert_eq!(left(), 600);
		clear(need);
		let next = Procurement::order(super::order(need)).unwrap().order;
		assert_eq!((next.mandate, next.quantity, next.address), (second, 1, [4; 32]));
		assert_eq!((left(), next.landed.gross), (600, 144));
	});
}

#[test]
fn a_need_is_removed_by_its_owner_and_after_a_sale_by_anybody() {
	execute_with(|| {
		assert_noop!(remove(OWNER), Error::UnknownNeed);
		let need = ready();
		let before = held(HoldReason::Record, &OWNER);
		assert_noop!(remove(VENDOR), Error::SubjectRuns);
		assert_noop!(remove(STRANGER), Error::SubjectRuns);
		let order = order(need);
		assert_noop!(remove(OWNER), Error::OrderOpen);
		assert_ok!(Procurement::withdraw(signed(OWNER), order));
		events();
		assert_ok!(remove(COLLEAGUE));
		assert_eq!(events(), [Event::NeedRemoved { need }]);
		assert!(held(HoldReason::Record, &OWNER) < before);
		assert_eq!(Procurement::need(need), None);
		assert_eq!(Watched::all(Consumer::Procurement).len(), 0);
	});
	execute_with(|| {
		let need = ready();
		let order = order(need);
		hand_over(&machine(), RIVAL);
		assert_noop!(remove(STRANGER), Error::OrderOpen);
		assert_ok!(Procurement::withdraw(signed(OWNER), order));
		assert_ok!(remove(STRANGER));
	});
}

#[test]
fn an_owner_says_that_nothing_is_lacking() {
	execute_with(|| {
		let clear = |who| Procurement::clear_need(signed(who), NEED);
		assert_noop!(clear(OWNER), Error::UnknownNeed);
		let need = ready();
		assert_noop!(clear(VENDOR), Error::NotOwner);
		assert_noop!(clear(OWNER), Error::AlreadyClear);
		let order = order(need);
		events();
		assert_ok!(clear(COLLEAGUE));
		assert_eq!(events(), [Event::Cleared { need, by: Covered::ByHand }]);
		assert_eq!((need_state(need), state(order)), (NeedState::Clear, OrderState::Placed));
		// The order is open all the same, and nothing else is ordered.
		assert_noop!(Procurement::place_order(signed(OWNER), need), Error::OrderOpen);
		assert_noop!(clear(OWNER), Error::AlreadyClear);
		// How it ends is no failure of a need that is clear.
		Clock::pass(2 * HOUR + 1);
		assert_ok!(advance(order));
		let record = Procurement::need(need).unwrap();
		assert_eq!((record.state, record.failures), (NeedState::Clear, 0));
		assert_eq!((record.skipped.len(), record.last), (0, Some(Outcome::Lapsed)));
	});
}

#[test]
fn a_need_that_was_given_up_is_cleared_by_hand_and_ordered_at_once() {
	execute_with(|| {
		let need = ready();
		assert_ok!(Procurement::withdraw(signed(OWNER), order(need)));
		assert_noop!(Procurement::place_order(signed(OWNER), need), Error::CoolingDown);
		clear(need);
		order(need);
	});
}

#[test]
fn only_the_condition_clears_what_was_delivered() {
	execute_with(|| {
		let need = ready();
		let stream = level(machine());
		let order = received(need, 2);
		Clock::pass(3 * DAY + 1);
		assert_ok!(advance(order));
		for value in [0, 29] {
			observe(stream, 1, value);
			assert_eq!(need_state(need), NeedState::Ordered);
			assert_noop!(Procurement::place_order(signed(OWNER), need), Error::NotCovered);
		}
		events();
		observe(stream, 2, 30);
		assert_eq!(events(), [Event::Cleared { need, by: Covered::ByCondition }]);
		// What is clear stays so, without a word.
		observe(stream, 3, 90);
		assert_eq!(events(), []);
		super::order(need);
	});
}

#[test]
fn what_a_suspended_device_says_covers_nothing() {
	execute_with(|| {
		let need = ready();
		order(need);
		let device = machine();
		Registry::edit(&device, |record| record.status = DeviceStatus::Suspended);
		observe(level(device), 1, 90);
		assert_eq!(need_state(need), NeedState::Ordered);
	});
}

#[test]
fn a_stream_that_covers_nothing_clears_nothing() {
	execute_with(|| {
		let need = ready();
		order(need);
		let other = StreamId { device: machine(), channel: 1 };
		observe(other, 1, 90);
		assert_eq!(need_state(need), NeedState::Ordered);
	});
}

#[test]
fn others_see_whether_a_need_is_open_or_was_given_up() {
	execute_with(|| {
		assert_eq!(Procurement::standing(NEED), None);
		let need = ready();
		let standing = || {
			let of = Procurement::standing(need).unwrap();
			assert_eq!(of.org, OWNERS);
			(of.open, of.failed)
		};
		assert_eq!(standing(), (false, false));
		let order = order(need);
		assert_eq!(standing(), (true, false));
		// Open as long as its order is, although it is clear.
		clear(need);
		assert_eq!(standing(), (true, false));
		assert_ok!(Procurement::withdraw(signed(OWNER), order));
		assert_eq!(standing(), (false, false));
		assert_ok!(Procurement::withdraw(signed(OWNER), super::order(need)));
		assert_eq!(standing(), (false, true));
	});
}

#[test]
fn a_former_owner_does_not_declare_needs_of_what_was_sold() {
	execute_with(|| {
		Assets::set(ASSET, OWNERS, OWNERS);
		let (machine, terms) = (Machine::Asset(ASSET), Box::new(terms()));
		assert_ok!(Procurement::grant_mandate(signed(OWNER), machine, terms, None));
		assert_ok!(try_declare(OWNER, DETERGENT, 2));
		Assets::set(ASSET, CARRIERS, CARRIERS);
		// It stands in the way of the new owner, who removes it for good.
		assert_ok!(remove(CARRIER));
		assert_noop!(try_declare(OWNER, DETERGENT, 2), Error::NotOwner);
	});
}

#[test]
fn the_needs_of_a_former_owner_keep_no_places_of_a_sold_device() {
	execute_with(|| {
		let sold = device(1);
		let covered = || condition(level(sold), Comparison::AtLeast, 30);
		// On machines that it keeps, the seller takes all places of a stream of the one that it sells.
		let seller: Vec<NeedId> = (2u8..)
			.take(MAX_COVERED as usize)
			.map(|seed| {
				let need = NextNeedId::<Test>::get().unwrap_or(NeedId(0));
				let mandate = grant(device(seed), terms());
				let covered = Some(Box::new(covered()));
				let declared = Procurement::declare_need(
					signed(OWNER),
					mandate,
					DETERGENT,
					2,
					[2; 32],
					covered,
					None,
				);
				assert_ok!(declared);
				need
			})
			.collect();
		hand_over(&sold, CARRIER);
		assert_eq!(Covering::<Test>::get(level(sold)).to_vec(), seller);

		let (machine, terms) = (Machine::Device(sold), Box::new(terms()));
		let mandate = NextMandateId::<Test>::get().unwrap();
		let need = NextNeedId::<Test>::get().unwrap();
		assert_ok!(Procurement::grant_mandate(signed(CARRIER), machine, terms, None));
		assert_ok!(Procurement::declare_need(
			signed(CARRIER),
			mandate,
			DETERGENT,
			2,
			[2; 32],
			Some(Box::new(covered())),
			None
		));
		assert_eq!(Covering::<Test>::get(level(sold)).to_vec(), [need]);
		// Their records go as any others do.
		for need in seller {
			assert_ok!(Procurement::remove_need(signed(OWNER), need));
		}
		assert_eq!(Covering::<Test>::get(level(sold)).to_vec(), [need]);
	});
}

#[test]
fn a_new_owner_pays_for_the_conditions_of_a_former_one_once() {
	execute_with(|| {
		let need = ready();
		order(need);
		let stream = level(machine());
		// Nobody is the owner while the organisation is suspended: that drops nothing.
		Orgs::suspend(OWNERS);
		assert_eq!(Procurement::cover(&stream, &observation(1, 90)), 1);
		Orgs::resume(OWNERS);
		assert_eq!(Covering::<Test>::get(stream).to_vec(), [need]);

		hand_over(&stream.device, CARRIER);
		assert_eq!(Procurement::cover(&stream, &observation(2, 90)), 1);
		assert_eq!(need_state(need), NeedState::Ordered);
		assert_eq!(Procurement::cover(&stream, &observation(3, 90)), 0);
		assert!(!Covering::<Test>::contains_key(stream));
	});
}
