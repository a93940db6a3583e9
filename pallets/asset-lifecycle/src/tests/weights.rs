//! What calls give back of the weight that is charged first.

use super::{
	tallies::{fish, logger, run_with_fish},
	terms as terms_of,
	trades::trade_terms,
	*,
};
use frame::deps::frame_support::dispatch::GetDispatchInfo;
use tallystick_primitives::Escrow;

type Measured = <Test as crate::Config>::WeightInfo;

/// What a call was charged first, and in the end.
fn charged(who: AccountId, call: crate::Call<Test>) -> (Weight, Weight) {
	let call = RuntimeCall::Lifecycle(call);
	let first = call.get_dispatch_info().call_weight;
	let done = call.dispatch(signed(who)).expect("the call is sound");
	let used = done.actual_weight.unwrap_or(first);
	assert!(used.all_lte(first), "{used:?} of {first:?}");
	(first, used)
}

fn offered(id: AssetId, terms: Terms) -> (Weight, Weight) {
	charged(FARMER, crate::Call::offer_custody { asset: id, to: SHOPS, terms })
}

fn accepted(id: AssetId, terms: Terms, receipt: Receipt) -> (Weight, Weight) {
	let circumstances = now();
	charged(SHOP, crate::Call::accept { asset: id, terms, receipt, circumstances })
}

/// Has so many streams watch an asset.
fn watch(id: AssetId, streams: u8) {
	for seed in 1..=streams {
		let stream = logger(seed, FARMER);
		assert_ok!(Lifecycle::attach(signed(FARMER), id, stream, StayKind::Witness));
	}
}

#[test]
fn an_ordinary_hand_over_pays_for_the_stays_that_there_are() {
	run(|| {
		let ids = crates(&[10, 10, 10, 10]);
		for (id, stays) in ids.iter().zip([0, 1, 3]) {
			watch(*id, stays);
			let terms = terms(*id);
			assert_eq!(offered(*id, terms).1, Measured::offer_custody(0));
			let (first, used) = accepted(*id, terms, Receipt::default());
			assert_eq!(used, Measured::accept(stays.into(), 0, 0));
			assert!(first.all_gte(Measured::accept(MAX_STAYS, MAX_SPREADING, 1)));
		}
		let last = ids[3];
		offered(last, owning(last));
		let (_, used) = accepted(last, owning(last), Receipt::default());
		assert_eq!(used, Measured::accept(0, 0, 1));
	});
}

#[test]
fn a_hand_over_pays_for_a_part_that_stays_behind_with_its_stays() {
	run(|| {
		let id = crates(&[10])[0];
		watch(id, 2);
		Clock::pass(1_000);
		let (terms, receipt) = (terms(id), Receipt { short: 1, ..Receipt::default() });
		offered(id, terms);
		let (first, used) = accepted(id, terms, receipt);
		let part = Measured::split(1).saturating_add(Measured::copy_stays(2));
		assert_eq!(used, Measured::accept(2, 0, 0).saturating_add(part));
		let whole = Receipt::default();
		let without = Lifecycle::weight_of_accept(&terms, &whole);
		assert!(first.all_gte(without.saturating_add(part)), "the receipt names it");
	});
}

#[test]
fn recalls_that_spread_make_a_hand_over_dearer_until_they_have() {
	run(|| {
		let id = crates(&[10])[0];
		let other = lot(FARMER, APPLES, 77);
		assert_ok!(Lifecycle::recall_lot(signed(FARMER), other, [7; 32]));
		let terms = terms(id);
		assert_eq!(offered(id, terms).1, Measured::offer_custody(1));
		assert_eq!(accepted(id, terms, Receipt::default()).1, Measured::accept(0, 1, 0));
	});
}

#[test]
fn a_child_pays_for_streams_only_if_it_brings_or_takes_policies() {
	run(|| {
		let boxes = crates(&[10, 10]);
		let [pallet] = units(FARMER);
		watch(pallet, 2);
		let joined = |id: AssetId| {
			let (parent, children, circumstances) = (pallet, ids(&[id]), now());
			charged(FARMER, crate::Call::join { parent, children, circumstances }).1
		};
		let followed = Measured::follow_policies(2);
		assert_eq!(joined(boxes[0]), Measured::join(1).saturating_add(followed));
		assert_eq!(joined(boxes[1]), Measured::join(1), "of a class whose policies it has");
		Clock::pass(1_000);
		let left = |id: AssetId| {
			let (parent, children, circumstances) = (pallet, ids(&[id]), now());
			charged(FARMER, crate::Call::leave { parent, children, circumstances }).1
		};
		let copied = Measured::leave(1).saturating_add(Measured::copy_stays(2));
		assert_eq!(left(boxes[0]), copied);
		assert_eq!(left(boxes[1]), copied.saturating_add(followed));
	});
}

/// What settling a trade of fish was charged in the end, that a carrier has brought, after an appeal or not.
fn settled(appeals: bool) -> Weight {
	run_with_fish(|| {
		let [id] = fish();
		for who in [FARMER, SHOP] {
			tallystick_world::Escrows::set_purse(who, 2_000_000);
		}
		let terms = trade_terms();
		let times = [terms.data, terms.window].into_iter().sum::<u64>();
		assert_ok!(Lifecycle::offer_trade(signed(FARMER), id, SHOPS, Box::new(terms)));
		let trade = Lifecycle::open_trade(id).expect("it was offered");
		assert_ok!(Lifecycle::fund(signed(SHOP), trade));
		let to = |agreed| Terms { agreed, ..terms_of(id) };
		hand_over(FARMER, CARRIER, id, to(1_000));
		Clock::pass(1_000);
		hand_over(CARRIER, SHOP, id, to(0));
		if appeals {
			assert_ok!(Lifecycle::appeal(signed(SHOP), trade));
		}
		Clock::pass(times + 1);
		let (first, used) = charged(STRANGER, crate::Call::settle_trade { trade });
		assert!(first.all_gte(Measured::settle_trade(MAX_LEGS, MAX_WATCHINGS, MAX_LEAVES)));
		used
	})
}

#[test]
fn a_small_trade_pays_for_itself_and_for_no_arbiter() {
	let database: frame::deps::frame_support::weights::RuntimeDbWeight =
		<Test as frame_system::Config>::DbWeight::get();
	let own = Measured::settle_small_trade(1, 0, 0).saturating_add(database.reads_writes(2, 4));
	assert_eq!(settled(false), own);
	let arbiter = <tallystick_world::Escrows as Escrow<AccountId>>::weight_of_dispute();
	// Of the buyer's money and a bond.
	assert_eq!(settled(true), own.saturating_add(arbiter.saturating_mul(2)));
}
