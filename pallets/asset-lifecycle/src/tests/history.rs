//! What nodes keep leads to all events of an asset, and to those of the assets that it was in.

use super::*;
use codec::Decode;
use frame::deps::{
	sp_core::offchain::testing::TestPersistentOffchainDB as Index, sp_io::hashing::blake2_256,
};
use std::collections::{BTreeMap, BTreeSet};
use tallystick_primitives::{
	evidence::Hash,
	gs1::{vocabulary::ErrorReason, Event as Epcis},
	FinalStatement, HostCrypto,
};

/// Where an event stands, and its leaf.
type Place = (u32, u32, Hash);

/// Nodes, of which each knows a fork of the chain. What one knows overwrites what those after it know.
struct Nodes(Vec<Index>);

impl Nodes {
	fn read<V: Decode>(&self, key: &[u8]) -> V {
		let bytes = self.0.iter().find_map(|index| index.get(key)).expect("a node keeps it");
		V::decode(&mut &bytes[..]).expect("it is what stands there")
	}

	/// The entries of a history, the newest first, but for those up to `until`.
	fn walk(&self, asset: AssetId, mut from: Hash, until: Hash) -> Vec<HistoryEntry> {
		let mut entries = Vec::new();
		while from != until {
			let entry: HistoryEntry = self.read(&history_key(&from));
			assert_eq!((entry.hash::<HostCrypto>(), entry.asset), (from, asset));
			let event: Epcis = self.read(&event_key(&entry.leaf));
			assert_eq!(event.leaf(blake2_256), entry.leaf);
			from = entry.before;
			entries.push(entry);
		}
		entries
	}

	fn places(&self, asset: AssetId, history: Hash) -> Vec<Place> {
		let entries = self.walk(asset, history, [0; 32]);
		entries.iter().rev().map(|entry| (entry.block, entry.index, entry.leaf)).collect()
	}

	/// All that happened to an asset, and to those that it was in meanwhile, in order. `within` are those
	/// that it is in now.
	fn story(&self, asset: AssetId, history: Hash, within: &[HistoryOf]) -> Vec<(AssetId, Place)> {
		let mut found = BTreeMap::new();
		self.gather(asset, history, [0; 32], within, &[], &mut found);
		found.into_iter().map(|((block, index), (id, leaf))| (id, (block, index, leaf))).collect()
	}

	/// Adds the part of a history after `until`, where the asset was in `before`, and up to `from`, where it
	/// is in `within`.
	fn gather(
		&self,
		asset: AssetId,
		from: Hash,
		until: Hash,
		within: &[HistoryOf],
		before: &[HistoryOf],
		found: &mut BTreeMap<(u32, u32), (AssetId, Hash)>,
	) {
		let mut end = within.to_vec();
		let mut parts = Vec::new();
		for entry in self.walk(asset, from, until) {
			found.insert((entry.block, entry.index), (asset, entry.leaf));
			match entry.moved {
				Some(Move::Joined { parents }) => {
					parts.push((parents.to_vec(), core::mem::take(&mut end)));
				},
				Some(Move::Left { parents }) => end = parents.to_vec(),
				None => (),
			}
		}
		parts.push((before.to_vec(), end));
		for (joined, left) in parts {
			let (Some((first, above)), Some((last, over))) =
				(joined.split_first(), left.split_first())
			else {
				continue;
			};
			assert_eq!(first.asset, last.asset);
			let mut inner = BTreeMap::new();
			self.gather(first.asset, last.history, first.history, over, above, &mut inner);
			for (place, event) in inner {
				found.entry(place).or_insert(event);
			}
		}
	}
}

/// Calls one after the other, each in a block of its own, and what they have to have done.
#[derive(Default)]
struct Log(BTreeMap<AssetId, Vec<Place>>);

impl Log {
	/// Makes a call, whose events change the assets of each list, and no others.
	fn changes(&mut self, events: &[&[AssetId]], call: impl FnOnce() -> DispatchResult) {
		let histories = || -> BTreeMap<_, _> {
			Assets::iter().map(|(id, (asset, _))| (id, asset.history)).collect()
		};
		Lifecycle::take(&[7; 32]);
		let block = System::block_number() as u32 + 1;
		System::set_block_number(block.into());
		System::reset_events();
		Clock::pass(6_000);
		let before = histories();
		assert_ok!(call());
		let recorded: Vec<_> = super::events::recorded();
		assert_eq!(recorded.len(), events.len());
		for ((_, leaf, index), changed) in recorded.into_iter().zip(events) {
			for id in *changed {
				self.0.entry(*id).or_default().push((block, index, leaf));
			}
		}
		let changed = histories().into_iter().filter(|(id, now)| before.get(id) != Some(now));
		let expected: BTreeSet<_> = events.iter().flat_map(|ids| ids.iter().copied()).collect();
		assert_eq!(changed.map(|(id, _)| id).collect::<BTreeSet<_>>(), expected);
	}

	/// The place of an asset's event, by its number from the first one.
	fn place(&self, asset: AssetId, number: usize) -> (AssetId, Place) {
		(asset, self.0[&asset][number])
	}
}

fn quarantine(who: AccountId, id: AssetId) -> DispatchResult {
	Lifecycle::quarantine(signed(who), id, now())
}

fn change(who: AccountId, id: AssetId, state: u8) -> DispatchResult {
	Lifecycle::change_state(signed(who), id, state, now())
}

fn portion(quantity: u64, unit: u32) -> Portion {
	Portion { quantity, key: Some(sscc(FARM, unit)) }
}

fn offered(from: AccountId, to: AccountId, id: AssetId, terms: Terms) -> Terms {
	assert_ok!(Lifecycle::offer_custody(signed(from), id, org_of(&to), terms));
	terms
}

#[test]
fn every_call_adds_its_event_to_the_history_of_each_asset_that_it_changes() {
	let mut world = build();
	let mut log = Log::default();
	let id = AssetId;
	let histories: BTreeMap<_, _> = world.execute_with(|| {
		for definition in [apples(), plain("unit"), juice()] {
			assert_ok!(define(definition));
		}
		let [picked, boxed] = [lot(FARMER, APPLES, 1), lot(FARMER, UNITS, 2)];
		for at in 0..4 {
			log.changes(&[&[id(at)]], || {
				create(FARMER, picked, at as u32, 20);
				Ok(())
			});
		}
		log.changes(&[&[id(4)]], || {
			create(FARMER, boxed, 50, 1);
			Ok(())
		});
		log.changes(&[&[id(0), id(5), id(6)]], || {
			let parts = vec![portion(5, 60), Portion { quantity: 5, key: None }];
			let parts = parts.try_into().expect("two");
			bare(Lifecycle::split(signed(FARMER), id(0), parts, Some(prefix(FARM)), now()))
		});
		log.changes(&[&[id(6)]], || {
			Lifecycle::set_key(signed(FARMER), id(6), sscc(FARM, 61), prefix(FARM), now())
		});
		log.changes(&[&[id(5), id(6), id(7)]], || {
			let (inputs, key) = (ids(&[id(5), id(6)]), Some(sscc(FARM, 62)));
			Lifecycle::merge(signed(FARMER), inputs, key, Some(prefix(FARM)), None, now())
		});
		log.changes(&[&[id(0), id(7), id(8), id(9)]], || {
			let outputs = vec![portion(5, 63), portion(5, 64)].try_into().expect("two");
			let (inputs, lot) = (ids(&[id(0), id(7)]), new_lot(FARM, 3));
			Lifecycle::transform(signed(FARMER), inputs, JUICE, lot, outputs, 0, now())
		});
		log.changes(&[&[id(1)]], || change(FARMER, id(1), COOLED));
		log.changes(&[&[id(4), id(1), id(2)]], || {
			bare(Lifecycle::join(signed(FARMER), id(4), ids(&[id(1), id(2)]), now()))
		});
		log.changes(&[&[id(1)]], || quarantine(FARMER, id(1)));
		log.changes(&[&[id(1)]], || Lifecycle::release(signed(FARMER), id(1), now()));
		// A hand-over changes the root alone.
		let agreed = offered(FARMER, CARRIER, id(4), terms(id(4)));
		log.changes(&[&[id(4)]], || accept(CARRIER, id(4), agreed, Receipt::default()));
		log.changes(&[&[id(4), id(2)]], || {
			bare(Lifecycle::leave(signed(CARRIER), id(4), ids(&[id(2)]), now()))
		});
		// What is short stays with the giver, by an event of its own.
		let agreed = offered(FARMER, SHOP, id(3), owning(id(3)));
		log.changes(&[&[id(10), id(3)], &[id(3)]], || {
			accept(SHOP, id(3), agreed, Receipt { short: 2, ..Default::default() })
		});
		log.changes(&[&[id(3)]], || change(SHOP, id(3), COOLED));
		log.changes(&[&[id(3)]], || change(SHOP, id(3), SOLD));
		Assets::iter().map(|(id, (asset, _))| (id, asset.history)).collect()
	});
	let index = world.offchain_db();
	world.persist_offchain_overlay();
	let nodes = Nodes(vec![index]);

	// A correction changes the asset that it names, also one that ended.
	let (_, _, leaf) = *log.0[&id(3)].last().expect("it was sold");
	let wrong: Epcis = nodes.read(&event_key(&leaf));
	let history = world.execute_with(|| {
		log.changes(&[&[id(3)]], || {
			let (wrong, reason) = (Box::new(wrong), ErrorReason::IncorrectData);
			Lifecycle::correct(signed(SHOP), id(3), wrong, reason, Default::default())
		});
		Lifecycle::do_try_state().expect("the properties hold");
		asset(id(3)).history
	});
	world.persist_offchain_overlay();

	assert_eq!(histories.keys().collect::<Vec<_>>(), log.0.keys().collect::<Vec<_>>());
	for (id, found) in histories.into_iter().chain([(id(3), history)]) {
		let mut expected = log.0[&id].clone();
		if id == AssetId(3) && found != history {
			expected.pop();
		}
		assert_eq!(nodes.places(id, found), expected, "{id:?}");
		assert!(!expected.is_empty());
	}
}

#[test]
fn what_happened_to_a_child_in_its_parents_is_found_without_the_state() {
	let mut world = build();
	let mut log = Log::default();
	let (case, boxed, pallet, truck) = (AssetId(0), AssetId(1), AssetId(2), AssetId(3));
	let (dropped, inside) = world.execute_with(|| {
		assert_ok!(define(apples()));
		assert_ok!(define(plain("unit")));
		let (picked, of_units) = (lot(FARMER, APPLES, 1), lot(FARMER, UNITS, 2));
		for id in [case, boxed, pallet, truck] {
			let lot = if id == case { picked } else { of_units };
			log.changes(&[&[id]], || {
				create(FARMER, lot, id.0 as u32, 5);
				Ok(())
			});
		}
		let join =
			|parent, child| bare(Lifecycle::join(signed(FARMER), parent, ids(&[child]), now()));
		let leave =
			|who, parent, child| bare(Lifecycle::leave(signed(who), parent, ids(&[child]), now()));
		// The box is on the pallet before the case is in the box, and moves to the truck with it.
		log.changes(&[&[pallet, boxed]], || join(pallet, boxed));
		log.changes(&[&[boxed, case]], || join(boxed, case));
		let agreed = offered(FARMER, CARRIER, pallet, terms(pallet));
		log.changes(&[&[pallet]], || accept(CARRIER, pallet, agreed, Receipt::default()));
		log.changes(&[&[pallet, boxed]], || leave(CARRIER, pallet, boxed));
		// The case has nothing to do with the pallet any more.
		let agreed = offered(CARRIER, FARMER, pallet, terms(pallet));
		log.changes(&[&[pallet]], || accept(FARMER, pallet, agreed, Receipt::default()));
		let agreed = offered(CARRIER, FARMER, boxed, terms(boxed));
		log.changes(&[&[boxed]], || accept(FARMER, boxed, agreed, Receipt::default()));
		log.changes(&[&[truck, boxed]], || join(truck, boxed));
		let inside = (asset(case).history, [boxed, truck].map(|id| (id, asset(id).history)));
		let agreed = offered(FARMER, SHOP, truck, terms(truck));
		log.changes(&[&[truck]], || accept(SHOP, truck, agreed, Receipt::default()));
		log.changes(&[&[boxed, case]], || leave(SHOP, boxed, case));
		log.changes(&[&[truck, boxed]], || leave(SHOP, truck, boxed));

		// The chain forgets the pallet and the case itself.
		log.changes(&[&[pallet]], || change(FARMER, pallet, 1));
		log.changes(&[&[case]], || change(SHOP, case, COOLED));
		log.changes(&[&[case]], || change(FARMER, case, SOLD));
		let last = asset(case).history;
		Clock::pass(DROP_DELAY);
		for id in [pallet, case] {
			assert_ok!(Lifecycle::drop_asset(signed(STRANGER), id));
			assert_eq!(Lifecycle::asset(id), None);
		}
		assert!(super::super::mock::events()
			.contains(&Event::AssetDropped { asset: case, history: last }));
		Lifecycle::do_try_state().expect("the properties hold");
		(last, inside)
	});
	let nodes = Nodes(vec![world.offchain_db()]);
	world.persist_offchain_overlay();

	let up_to_the_truck = [
		log.place(case, 0),
		log.place(case, 1),
		// The hand-over on the pallet, and the move from there to the truck.
		log.place(pallet, 2),
		log.place(boxed, 3),
		log.place(boxed, 4),
		log.place(boxed, 5),
	];
	let after = [log.place(truck, 2), log.place(case, 2), log.place(case, 3), log.place(case, 4)];
	let all: Vec<_> = up_to_the_truck.iter().chain(&after).copied().collect();
	assert_eq!(nodes.story(case, dropped, &[]), all);
	// While it is in others, their histories are those of the state.
	let (history, parents) = inside;
	let within = parents.map(|(asset, history)| HistoryOf { asset, history });
	assert_eq!(nodes.story(case, history, &within), up_to_the_truck);
}

#[test]
fn a_fork_overwrites_no_history() {
	let fork = |delay: u64, others: u32| {
		let mut world = build();
		let history = world.execute_with(|| {
			assert_ok!(define(apples()));
			let [id] = crates(&[5])[..] else { panic!() };
			let lot = last_lot();
			Lifecycle::take(&[7; 32]);
			Clock::pass(6_000);
			System::set_block_number(5 + delay);
			for unit in 0..others {
				create(FARMER, lot, 70 + unit, 1);
			}
			System::reset_events();
			assert_ok!(change(FARMER, id, COOLED));
			assert_ok!(Lifecycle::do_try_state());
			asset(id).history
		});
		let index = world.offchain_db();
		world.persist_offchain_overlay();
		(history, index)
	};
	// The same event, in other blocks and at other places.
	let forks = [fork(0, 0), fork(1, 0), fork(0, 1), fork(0, 0)];
	let places = |nodes: &Nodes| {
		[0, 1, 2, 3].map(|at| *nodes.places(AssetId(0), forks[at].0).last().expect("two"))
	};
	let orders = [[0, 1, 2, 3], [3, 2, 1, 0]]
		.map(|order| Nodes(order.into_iter().map(|at: usize| forks[at].1.clone()).collect()));
	for nodes in &orders {
		let [one, later, second, same] = places(nodes);
		assert_eq!([one.2, one.2, one.2], [later.2, second.2, same.2], "it is the same event");
		assert_eq!(
			[(one.0, one.1), (later.0, later.1), (second.0, second.1)],
			[(5, 0), (6, 0), (5, 1)]
		);
		assert_eq!(same, one);
	}
}
