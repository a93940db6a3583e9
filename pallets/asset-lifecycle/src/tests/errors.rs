//! Errors: each call says in its documentation with which ones it fails.

use super::{
	tallies::{attach, define_policy, fish, logger, run_with_fish},
	trades::trade_terms,
	*,
};
use tallystick_condition::measure::Measure;

/// The documentation of a call.
fn documentation(call: &str) -> &'static str {
	let all = include_str!("../calls.rs");
	let end = all.find(&format!("pub fn {call}(")).expect("there is such a call");
	let start = all[..end].rfind("\n\n").expect("something stands before it");
	&all[start..end]
}

/// Checks that a call fails with this error, and says so.
fn refused(call: &str, result: DispatchResult, error: Error<Test>) {
	let name = format!("[`Error::{error:?}`]");
	assert_eq!(result, Err(error.into()), "{call}");
	assert!(documentation(call).contains(&name), "{call} does not name {name}");
}

/// Fish that the farm sells, of which something else is left to be merged with it.
fn traded() -> [AssetId; 2] {
	let both = fish();
	let terms = TradeTerms { policies: Default::default(), ..trade_terms() };
	assert_ok!(Lifecycle::offer_trade(signed(FARMER), both[0], SHOPS, Box::new(terms)));
	both
}

/// What makes a lot of juice of one asset.
fn pressed(id: AssetId) -> DispatchResult {
	let output = Portion { quantity: 1, key: Some(sscc(FARM, 70)) };
	let outputs = Portions::try_from(vec![output]).expect("one");
	let lot = new_lot(FARM, 7);
	Lifecycle::transform(signed(FARMER), ids(&[id]), JUICE, lot, outputs, 0, now())
}

#[test]
fn what_is_traded_stays_as_it_is() {
	run_with_fish(|| {
		let [id, other] = traded();
		let open = || Error::<Test>::TradeOpen;
		let farmer = || signed(FARMER);
		let offer = Lifecycle::offer_custody(farmer(), id, CARRIERS, owning(id));
		refused("offer_custody", bare(offer), open());
		let parts = vec![Portion { quantity: 1, key: None }].try_into().expect("one");
		refused("split", bare(Lifecycle::split(farmer(), id, parts, None, now())), open());
		let both = ids(&[id, other]);
		refused("merge", Lifecycle::merge(farmer(), both, None, None, None, now()), open());
		refused("transform", pressed(id), open());
		refused("change_state", Lifecycle::change_state(farmer(), id, 1, now()), open());
		let [pallet] = units(FARMER);
		let joined = Lifecycle::join(farmer(), pallet, ids(&[id]), now());
		refused("join", bare(joined), open());
		join(FARMER, pallet, &[other]);
		let terms = TradeTerms { policies: Default::default(), ..trade_terms() };
		assert_ok!(Lifecycle::offer_trade(farmer(), pallet, SHOPS, Box::new(terms)));
		let left = Lifecycle::leave(farmer(), pallet, ids(&[other]), now());
		refused("leave", bare(left), open());
	});
}

#[test]
fn what_is_watched_neither_ends_nor_joins() {
	run_with_fish(|| {
		let [id, other] = fish();
		attach(FARMER, id, logger(1, FARMER));
		let watched = || Error::<Test>::Watched;
		let both = ids(&[id, other]);
		let merged = Lifecycle::merge(signed(FARMER), both, None, None, None, now());
		refused("merge", merged, watched());
		refused("transform", pressed(id), watched());
		let ended = Lifecycle::change_state(signed(FARMER), id, 1, now());
		refused("change_state", ended, watched());
		let [pallet] = units(FARMER);
		let joined = Lifecycle::join(signed(FARMER), pallet, ids(&[id]), now());
		refused("join", bare(joined), watched());
	});
}

#[test]
fn a_stream_counts_by_no_more_policies_than_its_tally_has_room_for() {
	run_with_fish(|| {
		// Two are there, which no goods here are under.
		for limit in 0..9 {
			define_policy(Measure::Above(limit));
		}
		let of = |policies: core::ops::Range<u32>, code| {
			let weighted =
				policies.map(|policy| Weighted { policy: PolicyId(4 + policy), weight: 1 });
			let policies = weighted.collect::<Vec<_>>().try_into().expect("at most four");
			assert_ok!(define(ClassDefinition { policies, ..plain("goods") }));
			let class = ClassId(NextClassId::<Test>::get().expect("one was defined").0 - 1);
			create(FARMER, lot(FARMER, class, code), code, 1)
		};
		let goods = [of(0..4, 80), of(4..8, 81), of(8..9, 82)];
		let [pallet, other] = units(FARMER);
		let stream = logger(1, FARMER);
		attach(FARMER, pallet, stream);
		attach(FARMER, other, stream);
		join(FARMER, pallet, &goods[..2]);
		let joined = Lifecycle::join(signed(FARMER), other, ids(&goods[2..]), now());
		refused("join", bare(joined), Error::<Test>::TallyFull);
	});
}

#[test]
fn what_leaves_has_room_for_the_stays_of_what_it_was_in() {
	run_with_fish(|| {
		let [id] = fish();
		let [pallet] = units(FARMER);
		let stream = logger(1, FARMER);
		for _ in 0..16 {
			attach(FARMER, id, stream);
			Clock::pass(1_000);
			assert_ok!(Lifecycle::detach(signed(FARMER), id, stream));
		}
		attach(FARMER, pallet, stream);
		join(FARMER, pallet, &[id]);
		Clock::pass(1_000);
		let left = Lifecycle::leave(signed(FARMER), pallet, ids(&[id]), now());
		refused("leave", bare(left), Error::<Test>::TooManyStays);
	});
}

#[test]
fn what_is_on_its_way_in_time_has_nothing_to_appeal() {
	run_with_fish(|| {
		let [id] = fish();
		assert_ok!(Lifecycle::offer_trade(signed(FARMER), id, SHOPS, Box::new(trade_terms())));
		let trade = Lifecycle::open_trade(id).expect("it was offered");
		tallystick_world::Escrows::set_purse(SHOP, 2_000_000);
		assert_ok!(Lifecycle::fund(signed(SHOP), trade));
		let early = |error| refused("appeal", Lifecycle::appeal(signed(FARMER), trade), error);
		early(Error::<Test>::WrongTradeState);
		assert_ok!(Lifecycle::pick_up(signed(FARMER), trade, 0));
		early(Error::<Test>::TradeRuns);
	});
}
