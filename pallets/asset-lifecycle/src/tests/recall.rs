//! Recalls and quarantine.

use super::*;
use crate::features::lots::lot_hash;
use frame::{deps::frame_support::weights::WeightMeter, traits::Hooks};

use tallystick_primitives::evidence::Hash;

const NOTICE: Hash = [7; 32];

/// The lots of a small supply chain: apples of the farm, juice made of them, and apples of another lot.
struct Chain {
	apples: TraceLotId,
	juice: TraceLotId,
	others: TraceLotId,
	/// Apples that are left.
	crate_of_apples: AssetId,
	bottle: AssetId,
	other_crate: AssetId,
}

fn chain() -> Chain {
	let apples = lot(FARMER, APPLES, 1);
	let [used, crate_of_apples] = [0, 1].map(|unit| create(FARMER, apples, unit, 10));
	let others = lot(FARMER, APPLES, 2);
	let other_crate = create(FARMER, others, 2, 10);
	let bottle = press(&[used], 3, 3);
	let juice = asset(bottle).lot;
	Chain { apples, juice, others, crate_of_apples, bottle, other_crate }
}

/// Juice of apples of ten kilograms each.
fn press(apples: &[AssetId], code: u32, unit: u32) -> AssetId {
	let quantity = 6 * apples.len() as u64;
	let portion = Portion { quantity, key: Some(sscc(FARM, unit)) };
	assert_ok!(transform(apples, code, portion));
	last_asset()
}

fn transform(apples: &[AssetId], code: u32, portion: Portion) -> DispatchResult {
	let outputs = vec![portion].try_into().expect("one");
	let lot = new_lot(FARM, code);
	Lifecycle::transform(signed(FARMER), ids(apples), JUICE, lot, outputs, 0, now())
}

fn recall(who: AccountId, lot: TraceLotId) -> RecallId {
	assert_ok!(Lifecycle::recall_lot(signed(who), lot, NOTICE));
	RecallId(NextRecallId::<Test>::get().expect("there is one").0 - 1)
}

/// A block's share of recalls.
fn block() {
	Lifecycle::on_poll(1, &mut WeightMeter::new());
}

/// How many blocks it takes until nothing spreads or ends.
fn settle() -> u32 {
	let mut blocks = 0;
	while !Walks::<Test>::get().is_empty() {
		block();
		blocks += 1;
	}
	blocks
}

fn status(lot: TraceLotId) -> LotStatus {
	Lifecycle::lot_status(lot).expect("it is there")
}

fn recalled_by(recall: RecallId) -> LotStatus {
	LotStatus::Recalled { by: vec![recall], more: 0 }
}

fn held_by(recall: RecallId) -> LotStatus {
	LotStatus::Held { by: vec![recall] }
}

fn quarantine(who: AccountId, id: AssetId) {
	assert_ok!(Lifecycle::quarantine(signed(who), id, now()));
}

fn offer(from: AccountId, id: AssetId, to: OrgId, terms: Terms) -> DispatchResult {
	bare(Lifecycle::offer_custody(signed(from), id, to, terms))
}

#[test]
fn a_recall_holds_descendants_at_once_and_marks_them_later() {
	run(|| {
		let Chain { apples, juice, others, bottle, .. } = chain();
		let recall = recall(FARMER, apples);
		assert_eq!(status(apples), recalled_by(recall));
		assert_eq!(status(juice), held_by(recall));
		assert_eq!(status(others), LotStatus::Clear);
		assert_eq!(Lifecycle::recall_of(apples), Some(recall));
		assert_ok!(Lifecycle::do_try_state());
		assert_eq!(Lifecycle::asset_status(bottle).expect("it is there").lot, held_by(recall));

		settle();
		assert_eq!(status(juice), recalled_by(recall));
		assert_eq!(status(others), LotStatus::Clear);
		let record = Lifecycle::recall(recall).expect("it is there");
		assert_eq!((record.phase, record.lots), (RecallPhase::Spread, 2));
		assert!(events().contains(&Event::RecallSpread { recall, lots: 2 }));
		assert_eq!(Lifecycle::recalled_lots(recall, None, 10), [apples, juice]);
		assert_eq!(Lifecycle::recalled_lots(recall, Some(apples), 10), [juice]);
		assert_eq!(Lifecycle::recalled_lots(recall, None, 1), [apples]);
	});
}

#[test]
fn held_and_recalled_goods_are_neither_sold_packed_nor_used_up() {
	run(|| {
		let Chain { apples, crate_of_apples, other_crate, bottle, .. } = chain();
		let [pallet] = units(FARMER);
		recall(FARMER, apples);
		for (id, error) in [
			(crate_of_apples, Error::<Test>::LotRecalled.into()),
			(bottle, Error::<Test>::LotHeld.into()),
		] as [(AssetId, DispatchError); 2]
		{
			assert_noop!(offer(FARMER, id, SHOPS, terms(id)), error);
			assert_noop!(offer(FARMER, id, SHOPS, owning(id)), error);
			assert_noop!(Lifecycle::join(signed(FARMER), pallet, ids(&[id]), now()), error);
		}
		let portion = Portion { quantity: 6, key: Some(sscc(FARM, 50)) };
		assert_noop!(transform(&[crate_of_apples], 50, portion), Error::<Test>::LotRecalled);
		let lot = Some(new_lot(FARM, 51));
		assert_noop!(
			Lifecycle::merge(
				signed(FARMER),
				ids(&[crate_of_apples, other_crate]),
				None,
				None,
				lot,
				now()
			),
			Error::<Test>::LotRecalled
		);
		// Others are as free as before.
		join(FARMER, pallet, &[other_crate]);
		assert_ok!(offer(FARMER, pallet, SHOPS, owning(pallet)));
		settle();
		assert_noop!(offer(FARMER, bottle, SHOPS, terms(bottle)), Error::<Test>::LotRecalled);
	});
}

#[test]
fn recalled_goods_are_destroyed_but_not_sold() {
	run(|| {
		let Chain { apples, crate_of_apples: id, .. } = chain();
		recall(FARMER, apples);
		assert_ok!(Lifecycle::change_state(signed(FARMER), id, COOLED, now()));
		assert_noop!(
			Lifecycle::change_state(signed(FARMER), id, SOLD, now()),
			Error::<Test>::LotRecalled
		);
		assert_ok!(Lifecycle::change_state(signed(FARMER), id, CONDEMNED, now()));
		assert!(!asset(id).is_live());
		settle();
	});
}

#[test]
fn recalled_goods_go_back_to_their_maker_with_a_carrier() {
	run(|| {
		let Chain { apples, crate_of_apples: id, .. } = chain();
		hand_over(FARMER, CARRIER, id, terms(id));
		hand_over(CARRIER, SHOP, id, terms(id));
		recall(FARMER, apples);
		settle();
		assert_noop!(offer(SHOP, id, RIVALS, terms(id)), Error::<Test>::LotRecalled);
		hand_over(SHOP, CARRIER, id, terms(id));
		assert_noop!(offer(CARRIER, id, RIVALS, terms(id)), Error::<Test>::LotRecalled);
		hand_over(CARRIER, FARMER, id, terms(id));
		assert_eq!(holder(id).custodian, FARM);
	});
}

#[test]
fn goods_that_were_sold_are_returned_with_their_ownership_to_the_maker_alone() {
	run(|| {
		let Chain { apples, crate_of_apples: id, .. } = chain();
		hand_over(FARMER, SHOP, id, owning(id));
		recall(FARMER, apples);
		assert_noop!(offer(SHOP, id, CARRIERS, owning(id)), Error::<Test>::LotRecalled);
		hand_over(SHOP, FARMER, id, owning(id));
		assert_eq!(holder(id).owner, FARM);
		settle();
	});
}

#[test]
fn an_offer_from_before_the_recall_is_not_accepted_after_it() {
	run(|| {
		let Chain { apples, crate_of_apples, bottle, .. } = chain();
		let (sold, juice) = (owning(crate_of_apples), owning(bottle));
		assert_ok!(offer(FARMER, crate_of_apples, SHOPS, sold));
		assert_ok!(offer(FARMER, bottle, SHOPS, juice));
		recall(FARMER, apples);
		let receipt = Receipt::default();
		assert_noop!(accept(SHOP, crate_of_apples, sold, receipt), Error::<Test>::LotRecalled);
		assert_noop!(accept(SHOP, bottle, juice, receipt), Error::<Test>::LotHeld);
		settle();
		assert_noop!(accept(SHOP, bottle, juice, receipt), Error::<Test>::LotRecalled);
		assert_ok!(Lifecycle::refuse(signed(SHOP), bottle));
	});
}

#[test]
fn a_recall_that_ends_gives_everything_back() {
	run(|| {
		let Chain { apples, juice, bottle, .. } = chain();
		let before = held(&FARMER);
		let uses = LotUses::<Test>::get(apples).expect("it is there").uses;
		let recall = recall(FARMER, apples);
		assert!(held(&FARMER) > before);
		settle();
		assert_noop!(Lifecycle::end_recall(signed(RIVAL), recall), Error::<Test>::NotRecaller);
		assert_ok!(Lifecycle::end_recall(signed(FARMHAND), recall));
		assert_noop!(Lifecycle::end_recall(signed(FARMER), recall), Error::<Test>::AlreadyEnding);
		assert_ok!(Lifecycle::do_try_state());
		settle();
		assert_eq!([status(apples), status(juice)], [LotStatus::Clear, LotStatus::Clear]);
		assert_eq!(held(&FARMER), before);
		assert_eq!(Lifecycle::recall(recall), None);
		assert_eq!(RecalledLots::<Test>::iter().count() + LotMarks::<Test>::iter().count(), 0);
		assert!(!Walks::<Test>::exists());
		assert_eq!(LotUses::<Test>::get(apples).expect("it is there").uses, uses);
		assert!(events().contains(&Event::RecallEnded { recall }));
		assert_noop!(Lifecycle::end_recall(signed(FARMER), recall), Error::<Test>::UnknownRecall);
		hand_over(FARMER, SHOP, bottle, owning(bottle));
	});
}

#[test]
fn a_recall_that_ends_while_it_spreads_holds_nothing_any_more() {
	run(|| {
		let Chain { apples, juice, .. } = chain();
		let recall = recall(FARMER, apples);
		assert_ok!(Lifecycle::end_recall(RuntimeOrigin::root(), recall));
		assert!(events().contains(&Event::RecallEnding { recall, by: None }));
		assert_eq!(status(juice), LotStatus::Clear);
		settle();
		assert_eq!(status(apples), LotStatus::Clear);
	});
}

#[test]
fn a_recall_does_not_stop_a_rival() {
	run(|| {
		let Chain { apples, juice, crate_of_apples, .. } = chain();
		let before = held(&RIVAL);
		let recall = recall(RIVAL, apples);
		let until = Millis(START + DECISION_TIME);
		assert_eq!(
			Lifecycle::recall(recall).expect("it is there").phase,
			RecallPhase::Proposed { until }
		);
		block();
		assert_eq!([status(apples), status(juice)], [LotStatus::Clear, LotStatus::Clear]);
		hand_over(FARMER, SHOP, crate_of_apples, owning(crate_of_apples));

		// Nobody but the council confirms it, and only in time.
		for who in [RIVAL, ACCREDITOR, FARMER] {
			assert_noop!(Lifecycle::confirm_recall(signed(who), recall), DispatchError::BadOrigin);
		}
		assert_noop!(
			Lifecycle::lapse_recall(signed(STRANGER), recall),
			Error::<Test>::DecisionOpen
		);
		Clock::set(until.0 + 1);
		assert_noop!(
			Lifecycle::confirm_recall(RuntimeOrigin::root(), recall),
			Error::<Test>::DecisionLate
		);
		let paid = Lifecycle::lapse_recall(signed(STRANGER), recall).expect("its time is over");
		assert_eq!(paid.pays_fee, Pays::No);
		assert_eq!(held(&RIVAL), before);
		assert!(events().contains(&Event::RecallLapsed { recall }));
		assert_noop!(
			Lifecycle::lapse_recall(signed(STRANGER), recall),
			Error::<Test>::UnknownRecall
		);
	});
}

#[test]
fn the_council_confirms_a_recall_of_what_others_made() {
	run(|| {
		let Chain { apples, juice, .. } = chain();
		let [first, second] = [RIVAL, ACCREDITOR].map(|who| recall(who, apples));
		Clock::pass(DECISION_TIME);
		assert_ok!(Lifecycle::confirm_recall(RuntimeOrigin::root(), second));
		assert_eq!([status(apples), status(juice)], [recalled_by(second), held_by(second)]);
		let root = RuntimeOrigin::root;
		assert_noop!(Lifecycle::confirm_recall(root(), second), Error::<Test>::NotProposed);
		assert_noop!(Lifecycle::confirm_recall(root(), first), Error::<Test>::AlreadyRecalled);
		assert_noop!(
			Lifecycle::recall_lot(signed(FARMER), apples, NOTICE),
			Error::<Test>::AlreadyRecalled
		);
		Clock::pass(1);
		assert_noop!(Lifecycle::lapse_recall(signed(STRANGER), second), Error::<Test>::NotProposed);
		// The proposer takes the other one back.
		assert_ok!(Lifecycle::end_recall(signed(RIVAL), first));
		assert_eq!(held(&RIVAL), 0);
		settle();
	});
}

#[test]
fn the_maker_recalls_although_a_proposal_is_open() {
	run(|| {
		let Chain { apples, .. } = chain();
		let proposed = recall(RIVAL, apples);
		let own = recall(FARMER, apples);
		assert_eq!(status(apples), recalled_by(own));
		assert_ok!(Lifecycle::end_recall(RuntimeOrigin::root(), proposed));
		settle();
	});
}

#[test]
fn a_lot_that_was_dropped_is_not_recalled() {
	run(|| {
		let unused = lot(FARMER, APPLES, 1);
		let proposed = recall(RIVAL, unused);
		Clock::pass(DROP_DELAY + 86_400_000);
		assert_ok!(Lifecycle::drop_lot(signed(STRANGER), unused));
		assert_noop!(
			Lifecycle::recall_lot(signed(FARMER), unused, NOTICE),
			Error::<Test>::UnknownLot
		);
		assert_noop!(
			Lifecycle::confirm_recall(RuntimeOrigin::root(), proposed),
			Error::<Test>::DecisionLate
		);
	});
}

#[test]
fn a_recalled_lot_stays_and_its_unused_descendants_can_go() {
	run(|| {
		let Chain { apples, juice, bottle, crate_of_apples, .. } = chain();
		assert_ok!(Lifecycle::change_state(signed(FARMER), bottle, 1, now()));
		for state in [COOLED, CONDEMNED] {
			assert_ok!(Lifecycle::change_state(signed(FARMER), crate_of_apples, state, now()));
		}
		let recall = recall(FARMER, apples);
		settle();
		Clock::pass(DROP_DELAY);
		for ended in [AssetId(0), crate_of_apples, bottle] {
			assert_ok!(Lifecycle::drop_asset(signed(STRANGER), ended));
		}
		Clock::pass(DROP_DELAY);
		assert_ok!(Lifecycle::drop_lot(signed(STRANGER), juice));
		Clock::pass(DROP_DELAY);
		assert_ok!(Lifecycle::do_try_state());
		assert_noop!(Lifecycle::drop_lot(signed(STRANGER), apples), Error::<Test>::LotInUse);
		assert_ok!(Lifecycle::end_recall(signed(FARMER), recall));
		settle();
		assert_eq!(RecalledLots::<Test>::iter().count(), 0);
		Clock::pass(DROP_DELAY);
		assert_ok!(Lifecycle::drop_lot(signed(STRANGER), apples));
	});
}

#[test]
fn a_flood_of_recalls_leaves_room_for_others() {
	run(|| {
		let lots: Vec<_> = (0..20).map(|code| lot(FARMER, APPLES, code)).collect();
		for lot in &lots[..4] {
			recall(FARMER, *lot);
		}
		assert_noop!(
			Lifecycle::recall_lot(signed(FARMHAND), lots[4], NOTICE),
			Error::<Test>::TooManyOwnRecalls
		);
		// Neither does an end make room at once.
		assert_ok!(Lifecycle::end_recall(signed(FARMER), RecallId(0)));
		assert_noop!(
			Lifecycle::recall_lot(signed(FARMER), lots[4], NOTICE),
			Error::<Test>::TooManyOwnRecalls
		);
		settle();
		recall(FARMER, lots[4]);
		settle();
	});
}

#[test]
fn the_seventeenth_recall_waits_until_one_has_spread() {
	run(|| {
		let lots: Vec<_> = (0..17).map(|code| lot(FARMER, APPLES, code)).collect();
		let proposed: Vec<_> = lots.iter().map(|lot| recall(RIVAL, *lot)).collect();
		for recall in &proposed[..16] {
			assert_ok!(Lifecycle::confirm_recall(RuntimeOrigin::root(), *recall));
		}
		let seventeenth = proposed[16];
		assert_noop!(
			Lifecycle::confirm_recall(RuntimeOrigin::root(), seventeenth),
			Error::<Test>::TooManyRecalls
		);
		assert_noop!(
			Lifecycle::recall_lot(signed(FARMER), lots[16], NOTICE),
			Error::<Test>::TooManyRecalls
		);
		assert_ok!(Lifecycle::do_try_state());
		settle();
		assert_ok!(Lifecycle::confirm_recall(RuntimeOrigin::root(), seventeenth));
		settle();

		// As many end at once.
		for recall in &proposed[..16] {
			assert_ok!(Lifecycle::end_recall(signed(RIVAL), *recall));
		}
		assert_noop!(
			Lifecycle::end_recall(signed(RIVAL), seventeenth),
			Error::<Test>::TooManyEnding
		);
		settle();
		assert_ok!(Lifecycle::end_recall(signed(RIVAL), seventeenth));
		settle();
	});
}

/// A lot of juice that descends from this many lots of apples.
fn descendant(count: u32) -> Vec<TraceLotId> {
	let lots: Vec<_> = (0..count).map(|code| lot(FARMER, APPLES, code)).collect();
	let crates: Vec<_> =
		(0..).zip(&lots).map(|(unit, lot)| create(FARMER, *lot, unit, 10)).collect();
	press(&crates, 99, 99);
	lots
}

#[test]
fn a_recall_pays_for_marks_that_no_lot_has_paid_for() {
	run(|| {
		let lots = descendant(18);
		let before = held(&FARMER);
		let mut recalls = Vec::new();
		for (number, lot) in (1u64..).zip(lots) {
			let held_before = held(&FARMER);
			recalls.push(recall(FARMER, lot));
			settle();
			// The seventeenth mark of the juice, and each one after it.
			let beyond = u64::from(number > 16);
			let Footprint { count, size } = Lifecycle::recall_footprint(beyond);
			assert_eq!(held(&FARMER) - held_before, 10 * count + size, "recall {number}");
			assert_eq!(Lifecycle::recall(*recalls.last().unwrap()).unwrap().paid, beyond);
		}
		for recall in recalls {
			assert_ok!(Lifecycle::end_recall(signed(FARMER), recall));
			settle();
		}
		assert_eq!(held(&FARMER), before);
	});
}

#[test]
fn whoever_cannot_pay_for_marks_recalls_no_more_before_that_recall_ends() {
	run(|| {
		let lots = descendant(18);
		for lot in &lots[..16] {
			recall(FARMER, *lot);
			settle();
		}
		let seventeenth = recall(FARMER, lots[16]);
		let rest = Balances::free_balance(FARMER) - 5;
		assert_ok!(Balances::transfer_keep_alive(signed(FARMER), STRANGER, rest));
		settle();
		// The goods are recalled all the same.
		let is_recalled = |lot| matches!(status(lot), LotStatus::Recalled { .. });
		assert!(is_recalled(lots[16]));
		assert!(events().contains(&Event::MarksNotPaid { recall: seventeenth, marks: 1 }));
		assert_ok!(Balances::transfer_keep_alive(signed(STRANGER), FARMER, rest));
		let eighteenth = Lifecycle::recall_lot(signed(FARMER), lots[17], NOTICE);
		assert_noop!(eighteenth, Error::<Test>::MarksUnpaid);
		assert_ok!(Lifecycle::do_try_state());
		assert_ok!(Lifecycle::end_recall(signed(FARMER), seventeenth));
		settle();
		recall(FARMER, lots[17]);
	});
}

#[test]
fn goods_in_a_container_are_counted_by_all_around_them() {
	run(|| {
		let Chain { apples, crate_of_apples, other_crate, bottle, .. } = chain();
		let [pallet, container] = units(FARMER);
		join(FARMER, container, &[pallet]);
		join(FARMER, pallet, &[crate_of_apples, other_crate, bottle]);
		let below = |id| Lifecycle::asset_status(id).expect("it is there").below;
		let recall = recall(FARMER, apples);
		assert!(Lifecycle::asset_status(container).expect("it is there").counting);
		settle();
		assert_eq!([below(pallet), below(container)], [2, 2]);
		assert!(!Lifecycle::asset_status(container).expect("it is there").counting);

		// Whoever takes the container over sees it; the ownership does not pass.
		assert_noop!(
			offer(FARMER, container, SHOPS, owning(container)),
			Error::<Test>::ContentsOnHold
		);
		hand_over(FARMER, SHOP, container, terms(container));
		let shown = events().into_iter().rev().find_map(|event| match event {
			Event::HandedOver { holds, .. } => Some(holds.below),
			_ => None,
		});
		assert_eq!(shown, Some(2));

		// What leaves is counted no more, and does not come back.
		leave(SHOP, pallet, &[bottle]);
		assert_eq!([below(pallet), below(container)], [1, 1]);
		assert_ok!(Lifecycle::do_try_state());
		assert_noop!(
			Lifecycle::join(signed(SHOP), pallet, ids(&[bottle]), now()),
			Error::<Test>::LotRecalled
		);
		assert_noop!(offer(SHOP, bottle, RIVALS, terms(bottle)), Error::<Test>::LotRecalled);

		assert_ok!(Lifecycle::end_recall(signed(FARMER), recall));
		settle();
		assert_eq!([below(pallet), below(container)], [0, 0]);
		join(SHOP, pallet, &[bottle]);
	});
}

#[test]
fn goods_under_two_recalls_are_counted_once_and_until_both_end() {
	run(|| {
		let Chain { apples, juice, bottle, .. } = chain();
		let [pallet] = units(FARMER);
		join(FARMER, pallet, &[bottle]);
		let below = || asset(pallet).holds.below;
		let first = recall(FARMER, apples);
		let second = recall(FARMER, juice);
		settle();
		assert_eq!(below(), 1);
		assert_eq!(status(juice), LotStatus::Recalled { by: vec![second, first], more: 0 });
		assert_ok!(Lifecycle::end_recall(signed(FARMER), first));
		settle();
		assert_eq!((below(), status(juice)), (1, recalled_by(second)));
		// A third one arrives while the second one ends.
		assert_ok!(Lifecycle::end_recall(signed(FARMER), second));
		let third = recall(FARMER, apples);
		settle();
		assert_eq!((below(), status(juice)), (1, recalled_by(third)));
		assert_ok!(Lifecycle::end_recall(signed(FARMER), third));
		settle();
		assert_eq!((below(), status(juice)), (0, LotStatus::Clear));
	});
}

#[test]
fn moving_goods_does_not_clear_them() {
	run(|| {
		let Chain { apples, crate_of_apples: id, other_crate, .. } = chain();
		let [clear, other] = units(FARMER);
		join(FARMER, clear, &[id, other_crate]);
		let recall = recall(FARMER, apples);
		// Out of one container, which is clear itself, and into another one.
		leave(FARMER, clear, &[id]);
		assert_noop!(
			Lifecycle::join(signed(FARMER), other, ids(&[id]), now()),
			Error::<Test>::LotRecalled
		);
		// Parts are as recalled as the whole, and cannot be mixed with others.
		let parts = vec![Portion { quantity: 4, key: None }].try_into().expect("one");
		assert_ok!(Lifecycle::split(signed(FARMER), id, parts, None, now()));
		let part = last_asset();
		assert_eq!(Lifecycle::asset_status(part).expect("it is there").lot, recalled_by(recall));
		assert_noop!(offer(FARMER, part, SHOPS, terms(part)), Error::<Test>::LotRecalled);
		assert_noop!(
			Lifecycle::merge(signed(FARMER), ids(&[id, part]), None, None, None, now()),
			Error::<Test>::LotRecalled
		);
		// New goods of a recalled lot are recalled from the first moment.
		let late = create(FARMER, apples, 60, 1);
		assert_noop!(offer(FARMER, late, SHOPS, terms(late)), Error::<Test>::LotRecalled);
		settle();
		assert_eq!(asset(clear).holds.below, 0);
	});
}

#[test]
fn a_lot_made_while_a_recall_spreads_is_of_clear_ones() {
	run(|| {
		let Chain { apples, other_crate, bottle, .. } = chain();
		let recall = recall(FARMER, apples);
		let juice = press(&[other_crate], 70, 70);
		assert_eq!(status(asset(juice).lot), LotStatus::Clear);
		assert_noop!(
			Lifecycle::merge(
				signed(FARMER),
				ids(&[juice, bottle]),
				None,
				None,
				Some(new_lot(FARM, 71)),
				now()
			),
			Error::<Test>::LotHeld
		);
		settle();
		assert_eq!(status(asset(juice).lot), LotStatus::Clear);
		assert_eq!(status(asset(bottle).lot), recalled_by(recall));
	});
}

#[test]
fn a_block_makes_no_more_steps_than_its_share() {
	run(|| {
		let apples = lot(FARMER, APPLES, 1);
		let crates: Vec<_> = (0..40).map(|unit| create(FARMER, apples, unit, 10)).collect();
		for (unit, id) in (100..).zip(&crates) {
			press(&[*id], unit, unit);
		}
		let recall = recall(FARMER, apples);
		let mut marked = 1;
		let most = MaxRecallWeight::get()
			.checked_div_per_component(&<() as crate::WeightInfo>::mark_lot())
			.expect("a mark has a weight");
		while !status_spread(recall) {
			let mut meter = WeightMeter::new();
			Lifecycle::on_poll(1, &mut meter);
			assert!(meter.consumed().all_lte(MaxRecallWeight::get()));
			let now_marked = RecalledLots::<Test>::iter_prefix(recall).count();
			assert!((now_marked - marked) as u64 <= most);
			marked = now_marked;
			assert_ok!(Lifecycle::do_try_state());
		}
		assert_eq!(marked, 41);
		// A full block makes none.
		assert_ok!(Lifecycle::end_recall(signed(FARMER), recall));
		Lifecycle::on_poll(1, &mut WeightMeter::with_limit(Weight::zero()));
		assert_eq!(RecalledLots::<Test>::iter_prefix(recall).count(), 41);
		settle();
	});
}

fn status_spread(recall: RecallId) -> bool {
	Lifecycle::recall(recall).is_some_and(|record| record.phase == RecallPhase::Spread)
}

#[test]
fn small_recalls_do_not_wait_for_a_large_one() {
	run(|| {
		let apples = lot(FARMER, APPLES, 1);
		let crates: Vec<_> = (0..60).map(|unit| create(FARMER, apples, unit, 10)).collect();
		for (unit, id) in (100..).zip(&crates) {
			press(&[*id], unit, unit);
		}
		let small = lot(FARMER, APPLES, 2);
		let large = recall(FARMER, apples);
		let small = recall(FARMER, small);
		block();
		assert!(status_spread(small) && !status_spread(large));
		settle();
	});
}

#[test]
fn an_owner_keeps_goods_in_quarantine() {
	run(|| {
		let id = crates(&[10])[0];
		assert_noop!(Lifecycle::release(signed(FARMER), id, now()), Error::<Test>::NotInQuarantine);
		assert_noop!(Lifecycle::quarantine(signed(RIVAL), id, now()), Error::<Test>::NotOwner);
		quarantine(FARMER, id);
		assert!(Lifecycle::asset_status(id).expect("it is there").quarantined);
		assert_noop!(
			Lifecycle::quarantine(signed(FARMER), id, now()),
			Error::<Test>::AlreadyInQuarantine
		);
		assert_noop!(offer(FARMER, id, SHOPS, terms(id)), Error::<Test>::OnHold);
		assert_noop!(offer(FARMER, id, SHOPS, owning(id)), Error::<Test>::OnHold);
		let [pallet] = units(FARMER);
		assert_noop!(
			Lifecycle::join(signed(FARMER), pallet, ids(&[id]), now()),
			Error::<Test>::OnHold
		);
		let portion = Portion { quantity: 6, key: Some(sscc(FARM, 50)) };
		assert_noop!(transform(&[id], 50, portion), Error::<Test>::OnHold);
		assert_ok!(Lifecycle::release(signed(FARMHAND), id, now()));
		assert!(events().contains(&Event::Released { asset: id, by: FARM }));
		hand_over(FARMER, SHOP, id, owning(id));
		assert_noop!(Lifecycle::quarantine(signed(FARMER), id, now()), Error::<Test>::NotOwner);
	});
}

#[test]
fn a_custodian_cannot_sell_or_quarantine_what_others_own() {
	run(|| {
		let id = crates(&[10])[0];
		hand_over(FARMER, SHOP, id, terms(id));
		assert_noop!(Lifecycle::quarantine(signed(SHOP), id, now()), Error::<Test>::NotOwner);
		quarantine(FARMER, id);
		assert_noop!(offer(SHOP, id, RIVALS, terms(id)), Error::<Test>::OnHold);
		assert_noop!(Lifecycle::release(signed(SHOP), id, now()), Error::<Test>::NotOwner);
		hand_over(SHOP, FARMER, id, terms(id));
	});
}

#[test]
fn nothing_escapes_from_quarantine() {
	run(|| {
		let goods = crates(&[10, 10, 10]);
		let [pallet] = units(FARMER);
		join(FARMER, pallet, &goods[..2]);
		hand_over(FARMER, CARRIER, pallet, terms(pallet));
		quarantine(FARMER, pallet);
		let status = Lifecycle::asset_status(goods[0]).expect("it is there");
		assert!(status.quarantined && status.lot == LotStatus::Clear);
		assert_noop!(
			Lifecycle::leave(signed(CARRIER), pallet, ids(&[goods[0]]), now()),
			Error::<Test>::OnHold
		);
		assert_noop!(offer(CARRIER, pallet, SHOPS, terms(pallet)), Error::<Test>::OnHold);
		hand_over(CARRIER, FARMER, pallet, terms(pallet));
		assert_noop!(
			Lifecycle::join(signed(FARMER), pallet, ids(&[goods[2]]), now()),
			Error::<Test>::OnHold
		);
		assert_ok!(Lifecycle::release(signed(FARMER), pallet, now()));
		leave(FARMER, pallet, &[goods[0]]);
	});
}

#[test]
fn a_case_in_quarantine_is_shown_and_does_not_stop_the_container_of_another() {
	run(|| {
		let case = crates(&[10])[0];
		let [container] = units(CARRIER);
		hand_over(FARMER, CARRIER, case, terms(case));
		join(CARRIER, container, &[case]);
		quarantine(FARMER, case);
		assert_eq!(asset(container).holds.below, 1);
		hand_over(CARRIER, SHOP, container, terms(container));
		leave(SHOP, container, &[case]);
		assert_eq!(asset(container).holds.below, 0);
		assert_noop!(offer(SHOP, case, RIVALS, terms(case)), Error::<Test>::OnHold);
		assert_ok!(Lifecycle::release(signed(FARMER), case, now()));
	});
}

#[test]
fn quarantine_of_an_offered_asset_stops_the_hand_over() {
	run(|| {
		let id = crates(&[10])[0];
		let terms = owning(id);
		assert_ok!(offer(FARMER, id, SHOPS, terms));
		quarantine(FARMER, id);
		assert_noop!(accept(SHOP, id, terms, Receipt::default()), Error::<Test>::OnHold);
		assert_ok!(Lifecycle::release(signed(FARMER), id, now()));
		assert_ok!(accept(SHOP, id, terms, Receipt::default()));
	});
}

/// A thousand lots that descend from one, in layers, so that the last ones have about a thousand
/// ancestors; ten thousand assets of the last ones, on pallets, or as many as TALLYSTICK_RECALLED says; and as
/// many lots of another family with as many ancestors.
#[test]
fn a_recall_spreads_to_all_descendants_within_its_share_of_each_block() {
	const LAYERS: u64 = 100;
	const WIDTH: u64 = 10;
	const LAST: u64 = 200;
	let recalled = std::env::var("TALLYSTICK_RECALLED").ok().and_then(|count| count.parse().ok());
	let each = recalled.unwrap_or(10_000) / LAST;
	run(|| {
		let origin = lot(FARMER, APPLES, 1);
		let first = create(FARMER, origin, 1, 1);
		let (lot_record, lot_ticket) = Lots::<Test>::get(origin).expect("it is there");
		let (asset_record, asset_ticket) = crate::Assets::<Test>::get(first).expect("it is there");

		// Two families of lots, stored as the calls would.
		let mut next = origin.0 + 1;
		let mut store = |inputs: &[TraceLotId]| {
			let mut ancestors = Ancestors::default();
			for input in inputs {
				ancestors.extend(&Lifecycle::lot(*input).expect("it is there").ancestors);
				ancestors.insert(&lot_hash(*input));
			}
			let lot = TraceLotId(next);
			next += 1;
			let inputs_of = inputs.to_vec().try_into().expect("few");
			let record = TraceLot { ancestors, inputs: inputs_of, ..lot_record.clone() };
			Lots::<Test>::insert(lot, (record, lot_ticket.clone()));
			for input in inputs {
				LotsMadeFrom::<Test>::insert(input, lot, ());
			}
			lot
		};
		let mut family = |root: TraceLotId| {
			let mut layer = vec![root];
			for _ in 0..LAYERS {
				layer = (0..WIDTH).map(|_| store(&layer)).collect();
			}
			(0..LAST).map(|_| store(&layer)).collect::<Vec<_>>()
		};
		let descendants = family(origin);
		let stranger = TraceLotId(1_000_000);
		Lots::<Test>::insert(stranger, (lot_record.clone(), lot_ticket.clone()));
		let others = family(stranger);
		const CALLS: TraceLotId = TraceLotId(2_000_000);
		NextLotId::<Test>::put(CALLS);
		let mut unit = first.0 + 1;
		for lot in &descendants {
			let pallet = AssetId(unit);
			unit += 1;
			let place =
				Place::Child { parent: pallet, joined: Millis(START), since: Millis(START) };
			let child = Asset { lot: *lot, key: None, owner: None, place, ..asset_record.clone() };
			for _ in 0..each {
				crate::Assets::<Test>::insert(AssetId(unit), (child.clone(), asset_ticket.clone()));
				PackedAssets::<Test>::insert(lot, AssetId(unit), ());
				unit += 1;
			}
			let root = Asset { below: [each as u32, 0, 0, 0], ..asset_record.clone() };
			crate::Assets::<Test>::insert(pallet, (root, asset_ticket.clone()));
		}

		// Look-ups are right at once.
		let recall = recall(FARMER, origin);
		assert_eq!(status(origin), recalled_by(recall));
		let unmarked = |lots: &[TraceLotId]| {
			lots.iter().filter(|lot| status(**lot) == LotStatus::Clear).count()
		};
		assert_eq!(unmarked(&descendants), 0);

		// Those of the other family have a thousand ancestors, none of which is recalled. For each of as many
		// recalls as can spread at once the filter errs anew.
		for code in 100..99 + MAX_SPREADING {
			let unrelated = lot(RIVAL, UNITS, code);
			let proposed = self::recall(SHOP, unrelated);
			assert_ok!(Lifecycle::confirm_recall(RuntimeOrigin::root(), proposed));
		}
		let false_holds = match status(others[0]) {
			LotStatus::Clear => 0,
			LotStatus::Held { by } => by.len(),
			status => panic!("{status:?}"),
		};
		assert!((1..MAX_SPREADING as usize).contains(&false_holds), "{false_holds}");

		let share = steps(999);
		let (mut blocks, mut until_spread, mut most) = (0u64, 0u64, 0);
		while !Walks::<Test>::get().is_empty() {
			let started = std::time::Instant::now();
			let mut meter = WeightMeter::with_limit(share);
			Lifecycle::process_recalls(&mut meter);
			most = most.max(started.elapsed().as_millis());
			assert!(meter.consumed().all_lte(share));
			blocks += 1;
			if !status_spread(recall) {
				until_spread += 1;
				assert_eq!(unmarked(&descendants), 0, "a lot is missed in block {blocks}");
			}
		}
		until_spread += 1;
		println!(
			"verdict after {until_spread} blocks, all counted after {blocks}; \
			 {false_holds} of {MAX_SPREADING} recalls held a lot of the other family until the verdict; \
			 the longest share took {most} ms",
		);
		assert_eq!(unmarked(&others), others.len(), "false holds end with the verdict");
		assert!(descendants.iter().all(|lot| status(*lot) == recalled_by(recall)));
		let lots = 1 + LAYERS * WIDTH + LAST;
		assert_eq!(Lifecycle::recall(recall).expect("it is there").lots, lots);
		let counted = crate::Assets::<Test>::iter_values()
			.filter(|(asset, _)| asset.holds.recalled)
			.count() as u64;
		assert_eq!(counted, LAST * each);
		let shown: u32 =
			crate::Assets::<Test>::iter_values().map(|(asset, _)| asset.holds.below).sum();
		assert_eq!(u64::from(shown), LAST * each);
		// An edge or a lot a step.
		let edges = WIDTH + (LAYERS - 1) * WIDTH * WIDTH + LAST * WIDTH;
		assert!(until_spread <= (edges + lots) / 999 + 2);
		assert!(blocks <= (edges + 2 * lots + LAST * each) / 999 + 2);

		// The family was stored by hand: it goes the same way, before the properties are checked.
		for id in (first.0 + 1..unit).map(AssetId) {
			if let Some((asset, _)) = crate::Assets::<Test>::take(id) {
				PackedAssets::<Test>::remove(asset.lot, id);
			}
		}
		let ids: Vec<_> =
			Lots::<Test>::iter_keys().filter(|lot| *lot != origin && *lot < CALLS).collect();
		for lot in ids {
			Lots::<Test>::remove(lot);
			LotMarks::<Test>::remove(lot);
			let _ = LotsMadeFrom::<Test>::clear_prefix(lot, u32::MAX, None);
		}
		let _ = LotsMadeFrom::<Test>::clear_prefix(origin, u32::MAX, None);
		assert_ok!(Lifecycle::end_recall(signed(FARMER), recall));
		settle();
	});
}
