use super::*;
use std::collections::BTreeMap;

#[test]
fn a_root_counts_what_it_holds() {
	run(|| {
		let cases = crates(&[5, 6, 7]);
		let [pallet, container] = units(FARMER);
		join(FARMER, pallet, &cases);
		join(FARMER, container, &[pallet]);
		assert_eq!(asset(pallet).below, [3, 0, 0, 0]);
		assert_eq!(asset(container).below, [1, 3, 0, 0]);
		let policies = vec![(PolicyId(0), 3), (PolicyId(1), 3)];
		assert_eq!(asset(container).policies.to_vec(), policies);
		// By the page, in the order of the keys' hashes.
		let mut listed = Lifecycle::children(pallet, None, 2);
		listed.extend(Lifecycle::children(pallet, listed.last().copied(), 2));
		listed.sort();
		assert_eq!(listed, cases);
		let joined = Event::Joined { child: cases[0], parent: pallet };
		assert!(events().contains(&joined));

		leave(FARMER, pallet, &cases[..1]);
		assert_eq!(asset(container).below, [1, 2, 0, 0]);
		leave(FARMER, container, &[pallet]);
		assert_eq!(asset(container).below, [0; 4]);
		assert!(asset(container).policies.is_empty());
		assert_eq!(asset(pallet).below, [2, 0, 0, 0]);
	});
}

#[test]
fn no_asset_is_more_than_four_levels_deep() {
	run(|| {
		let all: [_; 6] = units(FARMER);
		// The lower half first: 3 in 2, 2 in 1.
		join(FARMER, all[2], &[all[3]]);
		join(FARMER, all[1], &[all[2]]);
		join(FARMER, all[0], &[all[1]]);
		join(FARMER, all[3], &[all[4]]);
		assert_eq!(asset(all[0]).below, [1, 1, 1, 1]);
		let deeper = Lifecycle::join(signed(FARMER), all[4], ids(&[all[5]]), now());
		assert_noop!(deeper, Error::<Test>::TooDeep);
		let higher = Lifecycle::join(signed(FARMER), all[5], ids(&[all[0]]), now());
		assert_noop!(higher, Error::<Test>::TooDeep);
		let circle = Lifecycle::join(signed(FARMER), all[4], ids(&[all[0]]), now());
		assert_noop!(circle, Error::<Test>::Circular);
		let itself = Lifecycle::join(signed(FARMER), all[5], ids(&[all[5]]), now());
		assert_noop!(itself, Error::<Test>::Circular);
	});
}

#[test]
fn a_child_does_nothing_apart_from_its_parent() {
	run(|| {
		let cases = crates(&[5, 6]);
		let [pallet, other] = units(FARMER);
		join(FARMER, pallet, &cases[..1]);
		let child = cases[0];
		let offer = Lifecycle::offer_custody(signed(FARMER), child, SHOPS, owning(child));
		assert_noop!(offer, Error::<Test>::NotRoot);
		let change = Lifecycle::change_state(signed(FARMER), child, COOLED, now());
		assert_noop!(change, Error::<Test>::NotRoot);
		let twice = Lifecycle::join(signed(FARMER), other, ids(&[child]), now());
		assert_noop!(twice, Error::<Test>::NotRoot);
		let part = Portion { quantity: 1, key: None };
		let parts = Portions::try_from(vec![part]).expect("one");
		let split = Lifecycle::split(signed(FARMER), child, parts, None, now());
		assert_noop!(split, Error::<Test>::NotRoot);
		let merge = Lifecycle::merge(signed(FARMER), ids(&cases), None, None, None, now());
		assert_noop!(merge, Error::<Test>::NotRoot);
		let gone = Lifecycle::change_state(signed(FARMER), pallet, 1, now());
		assert_noop!(gone, Error::<Test>::NotEmpty);
		let wrong = Lifecycle::leave(signed(FARMER), other, ids(&[child]), now());
		assert_noop!(wrong, Error::<Test>::NotChild);
		let stranger = Lifecycle::leave(signed(CARRIER), pallet, ids(&[child]), now());
		assert_noop!(stranger, Error::<Test>::NotCustodian);
	});
}

#[test]
fn what_is_offered_keeps_its_contents() {
	run(|| {
		let cases = crates(&[5, 6, 7]);
		let [pallet, container] = units(FARMER);
		join(FARMER, pallet, &cases[..1]);
		join(FARMER, container, &[pallet]);
		assert_ok!(Lifecycle::offer_custody(signed(FARMER), container, CARRIERS, terms(container)));
		// Neither in the container nor in the pallet that is in it.
		for parent in [pallet, container] {
			let join = Lifecycle::join(signed(FARMER), parent, ids(&cases[1..2]), now());
			assert_noop!(join, Error::<Test>::OfferOpen);
		}
		let leave = Lifecycle::leave(signed(FARMER), pallet, ids(&cases[..1]), now());
		assert_noop!(leave, Error::<Test>::OfferOpen);
		// What is offered itself goes into nothing.
		assert_ok!(Lifecycle::offer_custody(signed(FARMER), cases[2], CARRIERS, terms(cases[2])));
		assert_ok!(Lifecycle::withdraw(signed(FARMER), container));
		let join = Lifecycle::join(signed(FARMER), pallet, ids(&cases[2..]), now());
		assert_noop!(join, Error::<Test>::OfferOpen);
	});
}

#[test]
fn a_child_follows_its_root_and_its_owner_stays() {
	run(|| {
		let [case] = crates(&[5])[..] else { panic!() };
		let [pallet] = units(FARMER);
		// The carrier's container, in the farm's hands.
		let [container] = units(CARRIER);
		hand_over(CARRIER, FARMER, container, terms(container));
		join(FARMER, pallet, &[case]);
		join(FARMER, container, &[pallet]);
		assert_eq!(asset(case).owner, None, "it follows the pallet");
		assert_eq!(asset(pallet).owner, Some(FARM));
		assert_eq!(asset(container).foreign, 1, "the pallet");

		Clock::pass(1_000);
		hand_over(FARMER, CARRIER, container, terms(container));
		let since = Millis(START + 1_000);
		let held = Holder { root: container, owner: FARM, custodian: CARRIERS, since };
		assert_eq!(holder(case), held);
		Clock::pass(1_000);
		// The container is not sold with the farm's goods in it.
		let sale = Lifecycle::offer_custody(signed(CARRIER), container, SHOPS, owning(container));
		assert_noop!(sale, Error::<Test>::HoldsOthers);

		leave(CARRIER, pallet, &[case]);
		let place = Place::Root { custodian: CARRIERS, since };
		assert_eq!((asset(case).owner, asset(case).place), (Some(FARM), place), "10");
		assert_eq!(asset(container).foreign, 1);
		leave(CARRIER, container, &[pallet]);
		assert_eq!(asset(container).foreign, 0);
		assert_eq!((asset(pallet).owner, asset(pallet).place), (Some(FARM), place));
	});
}

#[docify::export]
#[test]
fn ownership_passes_with_all_that_follows() {
	run(|| {
		let cases = crates(&[5, 6]);
		let [pallet] = units(FARMER);
		join(FARMER, pallet, &cases);
		hand_over(FARMER, SHOP, pallet, owning(pallet));
		assert_eq!(holder(cases[0]).owner, SHOPS);
		leave(SHOP, pallet, &cases);
		assert!(cases.iter().all(|case| asset(*case).owner == Some(SHOPS)));
	});
}

#[test]
fn more_policies_than_an_asset_can_have_are_refused() {
	run(|| {
		let [pallet] = units(FARMER);
		for _ in 0..12 {
			assert_ok!(Lifecycle::define_policy(signed(FARMER), Box::new(policy())));
		}
		for (class, first) in [(3, 2), (4, 6), (5, 10)] {
			let policies =
				(first..first + 4).map(|id| Weighted { policy: PolicyId(id), weight: 1 });
			let policies = policies.collect::<Vec<_>>().try_into().expect("four");
			assert_ok!(define(Definition { policies, ..plain("goods") }));
			let goods = create(FARMER, lot(FARMER, ClassId(class), class), class, 1);
			let joined = Lifecycle::join(signed(FARMER), pallet, ids(&[goods]), now());
			match class {
				5 => {
					assert_noop!(joined, Error::<Test>::TooManyPolicies);
				},
				_ => {
					assert_ok!(joined);
				},
			}
		}
	});
}

/// Every key of the state.
fn state() -> BTreeMap<Vec<u8>, Vec<u8>> {
	use frame::deps::sp_io::storage;
	let mut pairs = BTreeMap::new();
	let mut key = storage::next_key(&[]);
	while let Some(found) = key {
		key = storage::next_key(&found);
		let value = frame::deps::frame_support::storage::unhashed::get_raw(&found);
		pairs.insert(found, value.unwrap_or_default());
	}
	pairs
}

/// What a hand-over of a container reads, as the nodes of the proof of it and their size, and how many
/// keys it writes.
fn cost_of_a_hand_over(children: u64) -> (usize, usize, usize) {
	let mut world = build();
	let container = world.execute_with(|| {
		assert_ok!(define(apples()));
		assert_ok!(define(plain("unit")));
		let [container] = units(FARMER);
		let (mut record, ticket) = Assets::get(container).expect("it is there");
		record.below = [children as u32, 0, 0, 0];
		record.policies = vec![(PolicyId(0), children as u32)].try_into().expect("one");
		Assets::insert(container, (record, ticket));
		for child in 0..children {
			Children::<Test>::insert(container, AssetId(1_000 + child), ());
		}
		let terms = terms(container);
		assert_ok!(Lifecycle::offer_custody(signed(FARMER), container, CARRIERS, terms));
		container
	});
	world.commit_all().expect("no transaction is open");
	let (before, terms) = world.execute_with(|| (state(), terms(container)));
	let (after, proof) = world.execute_and_prove(|| {
		assert_ok!(accept(CARRIER, container, terms, Receipt::default()));
	});
	let ((), after) = (after, world.execute_with(state));
	let changed = after.iter().filter(|(key, value)| before.get(*key) != Some(*value)).count();
	let removed = before.keys().filter(|key| !after.contains_key(*key)).count();
	(proof.iter_nodes().count(), proof.encoded_size(), changed + removed)
}

#[test]
fn a_container_with_100_000_cases_is_handed_over_at_the_cost_of_ten() {
	let few = cost_of_a_hand_over(10);
	assert_eq!(cost_of_a_hand_over(100_000), few);
	assert!(few.2 > 0);
}
