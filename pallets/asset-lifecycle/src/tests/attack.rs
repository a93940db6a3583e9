//! What a thief would try.

use super::*;
use tallystick_primitives::DeviceGuard;

const DEADLINE: u64 = START + 3 * HOUR;

/// Offers for so many seconds, as long as an offer can last.
fn offer_long(from: AccountId, to: AccountId, id: AssetId, seconds: u64) -> Terms {
	let until = Millis(Clock::now() + OFFER_TIME);
	let terms = Terms { agreed: seconds * 1_000, until, ..terms(id) };
	assert_ok!(Lifecycle::offer_custody(signed(from), id, org_of(&to), terms));
	terms
}

/// Goods of the rival's lot, which the farm bought and sells on.
fn of_the_rivals_lot() -> (AssetId, TradeId) {
	purses();
	let [id] = units(RIVAL);
	hand_over(RIVAL, FARMER, id, owning(id));
	let terms = TradeTerms { policies: Default::default(), ..trade_terms() };
	assert_ok!(offer_trade(id, terms));
	let trade = Lifecycle::open_trade(id).expect("it was offered");
	assert_ok!(Lifecycle::fund(signed(SHOP), trade));
	(id, trade)
}

/// The seller hands over sound goods. Just before the carrier accepts, their friend, who made the lot, recalls
/// it, and ends that at once.
#[test]
fn a_recall_between_offer_and_acceptance_frees_no_bond() {
	run_with_fish(|| {
		let (id, trade) = of_the_rivals_lot();
		let terms = offer_long(FARMER, CARRIER, id, 2);
		assert_ok!(Lifecycle::post_bond(signed(CARRIER), trade, BOND));
		assert_ok!(Lifecycle::recall_lot(signed(RIVAL), asset(id).lot, [3; 32]));
		let taken = accept(CARRIER, id, terms, Receipt::default());
		assert_ok!(Lifecycle::end_recall(signed(RIVAL), RecallId(0)));
		if taken.is_ok() {
			Clock::set(DEADLINE + WINDOW + 1);
			assert_ok!(settle(trade));
			assert_eq!(gained(), [500_000, -500_000, 0, 0], "the carrier has goods and bond");
		}
	});
}

/// The shop keeps the logger and what it says, and passes it on to a friend, who revokes it.
#[test]
fn nobody_beyond_the_trade_takes_the_keepers_silence_from_them() {
	run_with_fish(|| {
		let mut journey = Journey::begin(SHOP);
		let device = journey.stream.device;
		until(10);
		hand(FARMER, CARRIER, journey.id, 2, Some(BOND));
		for ten in 0..4 {
			journey.say(ten * 10, 4);
		}
		until(90);
		hand(CARRIER, SHOP, journey.id, 0, None);
		journey.show_begin();
		let losses = || journey.pricing().intervals.iter().map(|own| own.loss).collect::<Vec<_>>();
		assert_eq!(losses(), [0, 0, 49_000]);
		assert_ok!(Lifecycle::consent(signed(SHOP), journey.id, journey.stream));
		assert_ok!(<Lifecycle as DeviceGuard<AccountId>>::ensure_free(&device));
		Registry::edit(&device, |record| record.owner = RIVAL);
		<Lifecycle as OnDeviceChange<AccountId>>::on_transferred(&device, &SHOP, &RIVAL);
		Registry::edit(&device, |record| record.status = DeviceStatus::Revoked);
		<Lifecycle as OnDeviceChange<AccountId>>::on_ended(&device, &RIVAL, DeviceStatus::Revoked);
		let after = losses();
		journey.settle();
		assert_eq!((gained(), after), ([1_000_000, 0, -1_000_000, 0], vec![0, 0, 49_000]));
	});
}

/// The seller recalls their lot when the truck is at the dock, ends that after the deadline, and takes nothing
/// back.
#[test]
fn a_seller_who_stops_goods_by_a_recall_that_ends_has_no_claim() {
	run_with_fish(|| {
		let journey = Journey::begin(FARMER);
		until(10);
		hand(FARMER, CARRIER, journey.id, 2, Some(BOND));
		Clock::set(DEADLINE - 1);
		assert_ok!(Lifecycle::recall_lot(signed(FARMER), asset(journey.id).lot, [3; 32]));
		let terms = offer_late(CARRIER, SHOP, journey.id);
		assert_eq!(terms, Err(Error::<Test>::LotRecalled.into()));
		// The carrier has this noted, if they can.
		let _ = settle(journey.trade);
		Clock::set(DEADLINE + 1);
		assert_ok!(Lifecycle::end_recall(signed(FARMER), RecallId(0)));
		Lifecycle::process_recalls(&mut frame::deps::frame_support::weights::WeightMeter::new());
		assert_eq!(Lifecycle::recall(RecallId(0)), None);
		Clock::set(DEADLINE + WINDOW + 1);
		assert_ok!(settle(journey.trade));
		assert_eq!(gained(), [0; 4], "the seller has the carrier's bond");
	});
}

fn offer_late(from: AccountId, to: AccountId, id: AssetId) -> DispatchResult {
	let terms = Terms { agreed: 0, ..terms(id) };
	bare(Lifecycle::offer_custody(signed(from), id, org_of(&to), terms))
}

/// The same with a lot that the goods are made from: while the recall spreads, they are held and not marked.
#[test]
fn a_seller_whose_recall_holds_the_goods_has_no_claim() {
	run_with_fish(|| {
		purses();
		let [apple] = crates(&[1_000])[..] else { panic!() };
		let output = Portion { quantity: 600, key: Some(sscc(FARM, 70)) };
		let outputs = Portions::try_from(vec![output]).expect("one");
		let (lot, from) = (new_lot(FARM, 7), ids(&[apple]));
		assert_ok!(Lifecycle::transform(signed(FARMER), from, JUICE, lot, outputs, 0, now()));
		let id = last_asset();
		let terms = TradeTerms { policies: Default::default(), ..trade_terms() };
		assert_ok!(offer_trade(id, terms));
		let trade = Lifecycle::open_trade(id).expect("it was offered");
		assert_ok!(Lifecycle::fund(signed(SHOP), trade));
		hand(FARMER, CARRIER, id, 2, Some(BOND));
		assert_ok!(Lifecycle::recall_lot(signed(FARMER), asset(apple).lot, [3; 32]));
		assert_eq!(offer_late(CARRIER, SHOP, id), Err(Error::<Test>::LotHeld.into()));
		Clock::set(DEADLINE + WINDOW + 1);
		assert_ok!(settle(trade));
		assert_eq!(gained(), [0; 4], "the seller has the carrier's bond");
	});
}

/// The carrier offers in time; the shop accepts a millisecond after the deadline.
#[test]
fn a_buyer_who_accepts_after_the_deadline_does_not_have_goods_for_nothing() {
	run_with_fish(|| {
		let journey = Journey::begin(FARMER);
		until(10);
		hand(FARMER, CARRIER, journey.id, 2, Some(PRICE));
		let terms = offer_long(CARRIER, SHOP, journey.id, 0);
		Clock::set(DEADLINE + 1);
		let taken = accept(SHOP, journey.id, terms, Receipt::default());
		assert_eq!(taken, Err(Error::<Test>::TradeOver.into()));
	});
}

/// The carrier offers what was refused back. The seller first has the bond paid, then accepts.
#[test]
fn a_seller_does_not_accept_back_what_a_bond_has_paid() {
	for whole in [false, true] {
		run_with_fish(|| {
			let journey = Journey::begin(FARMER);
			until(10);
			hand(FARMER, CARRIER, journey.id, 2, Some(PRICE));
			let mut back = journey.id;
			if !whole {
				let terms = offer_long(CARRIER, SHOP, journey.id, 0);
				let receipt = Receipt { damaged: 9, ..Default::default() };
				assert_ok!(accept(SHOP, journey.id, terms, receipt));
				back = last_asset();
			}
			let terms = offer_long(CARRIER, FARMER, back, 0);
			Clock::set(DEADLINE + DATA + WINDOW + 1);
			assert_ok!(settle(journey.trade));
			let [_, carrier, ..] = gained();
			assert!(carrier <= -900_000);
			let taken = accept(FARMER, back, terms, Receipt::default());
			assert_eq!(taken, Err(Error::<Test>::NoOffer.into()), "{whole}");
		});
	}
}

/// The same while the arbiter decides.
#[test]
fn a_seller_does_not_accept_back_what_the_arbiter_decides_over() {
	run_with_fish(|| {
		let journey = Journey::begin(FARMER);
		until(10);
		hand(FARMER, CARRIER, journey.id, 2, Some(PRICE));
		let terms = offer_long(CARRIER, FARMER, journey.id, 0);
		Clock::set(DEADLINE + 1);
		assert_ok!(Lifecycle::appeal(signed(CARRIER), journey.trade));
		Clock::pass(WINDOW);
		assert_ok!(settle(journey.trade));
		let taken = accept(FARMER, journey.id, terms, Receipt::default());
		assert_eq!(taken, Err(Error::<Test>::NoOffer.into()));
	});
}

/// The carrier puts up a bond, waits until the goods cannot be picked up any more, has the bond back, and
/// accepts.
#[test]
fn an_offer_within_a_trade_ends_with_it() {
	run_with_fish(|| {
		let journey = Journey::begin(FARMER);
		until(10);
		let terms = offer_long(FARMER, CARRIER, journey.id, 2);
		assert_ok!(Lifecycle::post_bond(signed(CARRIER), journey.trade, PRICE));
		Clock::set(START + 2 * HOUR + 1);
		assert_ok!(settle(journey.trade));
		assert_eq!(gained(), [0; 4]);
		let taken = accept(CARRIER, journey.id, terms, Receipt::default());
		assert_eq!(taken, Err(Error::<Test>::NoOffer.into()), "goods without a bond");
	});
}

/// A swap that not all signed is left behind when the arbiter is called.
#[test]
fn no_swap_is_left_behind() {
	run_with_fish(|| {
		let journey = Journey::begin(FARMER);
		until(10);
		hand(FARMER, CARRIER, journey.id, 2, Some(BOND));
		let new = logger(2, CARRIER);
		let (old, trade) = (journey.stream, journey.trade);
		assert_ok!(Lifecycle::swap_stream(signed(CARRIER), trade, old, new));
		Clock::set(DEADLINE + 1);
		assert_ok!(Lifecycle::appeal(signed(CARRIER), trade));
		Clock::pass(WINDOW);
		assert_ok!(settle(trade));
	});
}

/// With one leg, fourteen parts are refused after the deadline.
#[test]
fn settling_pays_for_the_parts_that_were_refused() {
	let weight = |parts: u64| {
		let mut used = None;
		run_with_fish(|| {
			purses();
			let lot = lot(FARMER, FISH_CLASS, 50);
			let id = create(FARMER, lot, 50, 100);
			let trade = funded(id);
			hand(FARMER, CARRIER, id, 2, Some(BOND));
			Clock::set(DEADLINE + 1);
			for part in 0..parts {
				let (from, to) = match part % 2 {
					0 => (CARRIER, RIVAL),
					_ => (RIVAL, CARRIER),
				};
				let terms = Terms { agreed: 0, ..terms(id) };
				assert_ok!(Lifecycle::offer_custody(signed(from), id, org_of(&to), terms));
				let receipt = Receipt { damaged: 1, ..Default::default() };
				assert_ok!(accept(to, id, terms, receipt));
			}
			assert_eq!(super::trade(trade).refused.len() as u64, parts);
			Clock::pass(WINDOW);
			let result = Lifecycle::settle_trade(signed(STRANGER), trade).expect("it is due");
			used = result.actual_weight;
		});
		used.expect("it is counted")
	};
	let (one, all) = (weight(1), weight(14));
	assert!(all.ref_time() > one.ref_time(), "{one:?} {all:?}");
}

const FISH_CLASS: ClassId = ClassId(3);

/// A carrier beyond their allowance hands the goods to a friend, with as much allowance as they can.
#[test]
fn a_friend_without_a_bond_takes_none_of_a_carriers_loss() {
	let paid = |friend: Option<u64>| {
		let mut gain = [0; 4];
		run_with_fish(|| {
			let mut journey = Journey::begin(FARMER);
			until(10);
			assert_ok!(Lifecycle::pick_up(signed(FARMER), journey.trade, 0));
			until(20);
			hand(FARMER, CARRIER, journey.id, 2, Some(PRICE));
			if let Some(seconds) = friend {
				until(22);
				let terms = Terms { agreed: 2_001, ..terms(journey.id) };
				let more = Lifecycle::offer_custody(signed(CARRIER), journey.id, RIVALS, terms);
				assert_noop!(bare(more), Error::<Test>::AllowanceTooHigh);
				hand(CARRIER, RIVAL, journey.id, seconds, None);
				let agreed = trade(journey.trade).legs.into_iter().map(|leg| leg.agreed);
				let own = 2_000 - seconds * 1_000;
				assert_eq!(agreed.collect::<Vec<_>>(), [0, own, seconds * 1_000]);
			}
			until(40);
			hand(if friend.is_some() { RIVAL } else { CARRIER }, SHOP, journey.id, 0, None);
			for (ten, value) in [4, 20, 20, 4, 4, 4].into_iter().enumerate() {
				journey.say(ten as u64 * 10, value);
			}
			until(60);
			for number in 1..5 {
				let _ = show(FARMER, journey.trade, &journey.archive, number);
			}
			journey.settle();
			gain = gained();
		});
		gain
	};
	let [farmer, carrier, ..] = paid(None);
	assert!(carrier < 0);
	for seconds in 0..=2 {
		let [with, pays, ..] = paid(Some(seconds));
		assert!(pays <= carrier && with >= farmer, "{seconds}: {pays}, not {carrier}");
	}
}

/// The carrier has used up what the farm gave them, and has the goods from a friend again.
#[test]
fn allowance_that_is_handed_on_comes_back_once() {
	run_with_fish(|| {
		let journey = Journey::begin(FARMER);
		until(10);
		hand(FARMER, CARRIER, journey.id, 2, Some(BOND));
		until(11);
		hand(CARRIER, RIVAL, journey.id, 2, None);
		until(12);
		hand(RIVAL, CARRIER, journey.id, 1, None);
		until(13);
		let terms = Terms { agreed: 1_001, ..terms(journey.id) };
		let more = Lifecycle::offer_custody(signed(CARRIER), journey.id, RIVALS, terms);
		assert_noop!(bare(more), Error::<Test>::AllowanceTooHigh);
		// The farm disposes of what nobody has.
		hand(CARRIER, FARMER, journey.id, 0, None);
		until(14);
		let all = Terms { agreed: 8_001, ..super::terms(journey.id) };
		let more = Lifecycle::offer_custody(signed(FARMER), journey.id, RIVALS, all);
		assert_noop!(bare(more), Error::<Test>::AllowanceTooHigh);
		hand(FARMER, RIVAL, journey.id, 8, None);
		let agreed = trade(journey.trade).legs.into_iter().map(|leg| leg.agreed);
		assert_eq!(agreed.collect::<Vec<_>>(), [0, 1_000, 1_000, 0, 8_000]);
	});
}

/// A device ends at this moment, by its owner's will.
fn revoke(journey: &Journey, owner: &AccountId) {
	let (device, status) = (journey.stream.device, DeviceStatus::Revoked);
	Registry::edit(&device, |record| record.status = status);
	<Lifecycle as OnDeviceChange<AccountId>>::on_ended(&device, owner, status);
}

fn losses(journey: &Journey) -> Vec<u128> {
	journey.pricing().intervals.iter().map(|own| own.loss).collect()
}

/// The farm has lent the logger of a friend of the shop's. They revoke it on the way, and the shop signs no swap.
#[test]
fn whoever_chose_the_device_of_a_stranger_answers_for_its_end() {
	run_with_fish(|| {
		let mut journey = Journey::begin(RIVAL);
		until(10);
		hand(FARMER, CARRIER, journey.id, 2, Some(PRICE));
		for ten in 0..2 {
			journey.say(ten * 10, 4);
		}
		until(20);
		revoke(&journey, &RIVAL);
		until(90);
		hand(CARRIER, SHOP, journey.id, 0, None);
		journey.show_begin();
		assert_eq!(losses(&journey), [70_000, 0, 0]);
		journey.settle();
		assert_eq!(gained(), [400_000, 0, -400_000, 0]);
	});
}

/// The carrier swaps to the logger of a friend, who revokes it.
#[test]
fn a_carrier_answers_for_the_friend_whose_logger_they_swapped_to() {
	run_with_fish(|| {
		let mut journey = Journey::begin(FARMER);
		until(10);
		hand(FARMER, CARRIER, journey.id, 2, Some(PRICE));
		for ten in 0..2 {
			journey.say(ten * 10, 4);
		}
		until(20);
		let new = logger(2, RIVAL);
		assert_ok!(Lifecycle::lend(signed(RIVAL), new.device, CARRIERS, Millis(u64::MAX)));
		for who in [FARMER, SHOP, CARRIER] {
			let old = journey.stream;
			assert_ok!(Lifecycle::swap_stream(signed(who), journey.trade, old, new));
		}
		journey.stream = new;
		until(21);
		revoke(&journey, &RIVAL);
		until(90);
		hand(CARRIER, SHOP, journey.id, 0, None);
		journey.show_begin();
		// The second before is its keeper's: the shop's.
		assert_eq!(losses(&journey), [0, 69_000, 1_000]);
	});
}

/// The shop lent the logger, and sells it on the way to a friend, who revokes it. The carrier is in league.
#[test]
fn whoever_sells_a_logger_on_the_way_answers_for_its_end() {
	run_with_fish(|| {
		let mut journey = Journey::begin(SHOP);
		let device = journey.stream.device;
		until(10);
		hand(FARMER, CARRIER, journey.id, 2, Some(PRICE));
		for ten in 0..2 {
			journey.say(ten * 10, 4);
		}
		until(20);
		assert_ok!(Lifecycle::consent(signed(CARRIER), journey.id, journey.stream));
		assert_ok!(<Lifecycle as DeviceGuard<AccountId>>::ensure_free(&device));
		Registry::edit(&device, |record| record.owner = RIVAL);
		<Lifecycle as OnDeviceChange<AccountId>>::on_transferred(&device, &SHOP, &RIVAL);
		revoke(&journey, &RIVAL);
		until(90);
		hand(CARRIER, SHOP, journey.id, 0, None);
		journey.show_begin();
		assert_eq!(losses(&journey), [0, 0, 70_000]);
	});
}

/// The owner of a logger leaves their organisation, and revokes it then.
#[test]
fn nobody_leaves_an_organisation_to_revoke_its_logger() {
	run_with_fish(|| {
		let mut journey = Journey::begin(SHOP);
		until(10);
		hand(FARMER, CARRIER, journey.id, 2, Some(PRICE));
		for ten in 0..2 {
			journey.say(ten * 10, 4);
		}
		until(20);
		Orgs::remove_member(&SHOP);
		revoke(&journey, &SHOP);
		Orgs::admit(SHOPS, Role::ServiceProvider.into(), vec![SHOP]);
		until(90);
		hand(CARRIER, SHOP, journey.id, 0, None);
		journey.show_begin();
		assert_eq!(losses(&journey), [0, 0, 70_000]);
	});
}

/// The farm counts on a bond. The carrier would post one of a unit, accept, and vanish.
#[test]
fn a_carrier_accepts_with_as_large_a_bond_as_the_terms_say() {
	run_with_fish(|| {
		let journey = Journey::begin(FARMER);
		until(10);
		let until = Millis(Clock::now() + OFFER_TIME);
		let terms = Terms { agreed: 2_000, bond: PRICE, until, ..terms(journey.id) };
		assert_ok!(Lifecycle::offer_custody(signed(FARMER), journey.id, CARRIERS, terms));
		let bond = |amount| Lifecycle::post_bond(signed(CARRIER), journey.trade, amount);
		let taken = || accept(CARRIER, journey.id, terms, Receipt::default());
		assert_noop!(taken(), Error::<Test>::BondMissing);
		assert_noop!(bond(PRICE - 1), Error::<Test>::BondTooSmall);
		assert_ok!(bond(PRICE));
		assert_noop!(bond(PRICE), Error::<Test>::AlreadyBonded);
		assert_ok!(taken());
		Clock::set(DEADLINE + WINDOW + 1);
		assert_ok!(settle(journey.trade));
		let [farmer, carrier, ..] = gained();
		assert_eq!((farmer, carrier), (1_000_000, -1_000_000));
	});
}

/// The carrier has put up a small bond for an offer that was taken back.
#[test]
fn a_bond_from_an_earlier_offer_answers_only_if_it_is_large_enough() {
	run_with_fish(|| {
		let mut journey = Journey::begin(FARMER);
		until(10);
		let bond = |amount| Lifecycle::post_bond(signed(CARRIER), journey.trade, amount);
		for (least, posted) in [(0, 1), (BOND, BOND), (PRICE, PRICE), (BOND, 0)] {
			let terms = Terms { agreed: 2_000, bond: least, ..terms(journey.id) };
			assert_ok!(Lifecycle::offer_custody(signed(FARMER), journey.id, CARRIERS, terms));
			if posted == 0 {
				assert_noop!(bond(PRICE), Error::<Test>::AlreadyBonded);
				assert_ok!(accept(CARRIER, journey.id, terms, Receipt::default()));
			} else {
				if least > 0 {
					let taken = accept(CARRIER, journey.id, terms, Receipt::default());
					assert_noop!(taken, Error::<Test>::BondMissing);
				}
				assert_ok!(bond(posted));
				assert_ok!(Lifecycle::withdraw(signed(FARMER), journey.id));
			}
		}
		let record = trade(journey.trade);
		assert_eq!((record.bonds.len(), record.legs[0].bond), (3, Some(1)));
		until(50);
		hand(CARRIER, SHOP, journey.id, 0, None);
		for ten in 0..6 {
			journey.say(ten * 10, 4);
		}
		journey.show_begin();
		journey.settle();
		assert_eq!(gained(), [1_000_000, 0, -1_000_000, 0], "all bonds are back");
	});
}

/// Nobody could accept such an offer.
#[test]
fn terms_ask_for_a_bond_only_where_one_can_be_put_up() {
	run_with_fish(|| {
		let journey = Journey::begin(FARMER);
		let offered = |from: AccountId, to: AccountId, id: AssetId| {
			let terms = Terms { agreed: 0, bond: 1, ..terms(id) };
			bare(Lifecycle::offer_custody(signed(from), id, org_of(&to), terms))
		};
		let error = Error::<Test>::NoBondPossible;
		let [other] = units(FARMER);
		assert_noop!(offered(FARMER, CARRIER, other), error);
		let error = Error::<Test>::NoBondPossible;
		assert_noop!(offered(FARMER, SHOP, journey.id), error);
		until(10);
		hand(FARMER, CARRIER, journey.id, 2, Some(BOND));
		let error = Error::<Test>::NoBondPossible;
		assert_noop!(offered(CARRIER, FARMER, journey.id), error);
		// A part that is refused.
		let terms = offer_long(CARRIER, RIVAL, journey.id, 0);
		let receipt = Receipt { damaged: 1, ..Default::default() };
		assert_ok!(accept(RIVAL, journey.id, terms, receipt));
		let error = Error::<Test>::NoBondPossible;
		assert_noop!(offered(CARRIER, RIVAL, last_asset()), error);
		Clock::set(DEADLINE + 1);
		let error = Error::<Test>::NoBondPossible;
		assert_noop!(offered(RIVAL, CARRIER, journey.id), error);
	});
}
