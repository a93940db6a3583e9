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

/// A carrier beyond their allowance hands the goods to a friend, whom they allow all that is left. A
/// known gap: the carrier saves some of the seller's money.
#[test]
fn a_friend_without_a_bond_takes_some_of_a_carriers_loss() {
	let paid = |friend: bool| {
		let mut gain = [0; 4];
		run_with_fish(|| {
			let mut journey = Journey::begin(FARMER);
			until(10);
			assert_ok!(Lifecycle::pick_up(signed(FARMER), journey.trade, 0));
			until(20);
			hand(FARMER, CARRIER, journey.id, 2, Some(PRICE));
			if friend {
				until(22);
				hand(CARRIER, RIVAL, journey.id, 8, None);
			}
			until(40);
			hand(if friend { RIVAL } else { CARRIER }, SHOP, journey.id, 0, None);
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
	assert!(paid(true)[1] > paid(false)[1]);
}

/// A friend of the shop's lent the logger. They revoke it on the way, and the shop signs no swap. A known
/// gap: the holder answers, who could do nothing.
#[test]
fn the_holder_answers_for_the_device_of_a_stranger() {
	run_with_fish(|| {
		let mut journey = Journey::begin(RIVAL);
		until(10);
		hand(FARMER, CARRIER, journey.id, 2, Some(PRICE));
		for ten in 0..2 {
			journey.say(ten * 10, 4);
		}
		until(20);
		let (device, status) = (journey.stream.device, DeviceStatus::Revoked);
		Registry::edit(&device, |record| record.status = status);
		<Lifecycle as OnDeviceChange<AccountId>>::on_ended(&device, &RIVAL, status);
		until(90);
		hand(CARRIER, SHOP, journey.id, 0, None);
		journey.show_begin();
		journey.settle();
		let [_, carrier, ..] = gained();
		assert!(carrier < 0, "{carrier}");
	});
}

/// The farm counts on a bond. The carrier posts one of a unit, accepts, and vanishes. A known gap: the
/// terms of a hand-over name no bond.
#[test]
fn a_bond_of_one_unit_is_all_that_its_carrier_risks() {
	run_with_fish(|| {
		let journey = Journey::begin(FARMER);
		until(10);
		let terms = offer_long(FARMER, CARRIER, journey.id, 2);
		assert_ok!(Lifecycle::post_bond(signed(CARRIER), journey.trade, 1));
		assert_ok!(accept(CARRIER, journey.id, terms, Receipt::default()));
		Clock::set(DEADLINE + WINDOW + 1);
		assert_ok!(settle(journey.trade));
		let [farmer, ..] = gained();
		assert_eq!(farmer, 1);
	});
}
