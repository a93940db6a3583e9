use super::*;
use codec::Decode;
use frame::deps::sp_io::hashing::blake2_256;
use tallystick_primitives::{
	evidence::{batch::EventRoot, merkle::MerkleTree, Hash, Tree},
	gs1::{
		event::{Action, What, ZoneOffset},
		Event as Epcis, Pgln,
	},
	EventLog, FinalStatement, HostCrypto,
};

const GENESIS: Hash = [7; 32];

pub(super) fn recorded() -> Vec<(AssetId, Hash, u32)> {
	let events = events().into_iter();
	events
		.filter_map(|event| match event {
			Event::Recorded { asset, leaf, index } => Some((asset, leaf, index)),
			_ => None,
		})
		.collect()
}

#[test]
fn the_events_of_a_block_are_found_from_its_statement() {
	let mut world = build();
	let index = world.offchain_db();
	let (leaves, statement) = world.execute_with(|| {
		assert_ok!(define(apples()));
		assert_ok!(define(plain("unit")));
		let cases = crates(&[5, 6]);
		let [pallet] = units(FARMER);
		join(FARMER, pallet, &cases);
		let statement = Lifecycle::take(&GENESIS).expect("the block has events");
		assert_eq!(Lifecycle::take(&GENESIS), None, "and they are taken");
		(recorded(), statement)
	});
	world.persist_offchain_overlay();

	assert_eq!(leaves.iter().map(|(.., at)| *at).collect::<Vec<_>>(), [0, 1, 2, 3]);
	let hashes: Vec<_> = leaves.iter().map(|(_, leaf, _)| *leaf).collect();
	let tree = MerkleTree::build::<HostCrypto>(Tree::Events, hashes.clone()).expect("four");
	let root = tree.root::<HostCrypto>();
	let of = |genesis| EventRoot { root, count: 4 }.leaf::<HostCrypto>(&genesis);
	assert_eq!(of(GENESIS), statement);
	assert_ne!(of([0; 32]), statement, "another chain's statement is another one");

	// A node walks from the statement back to the first event.
	let read = |hash: &Hash| index.get(&event_key(hash)).expect("the node keeps it");
	let kept = <(Hash, u32, Hash)>::decode(&mut &read(&statement)[..]).expect("a root");
	assert_eq!((kept.0, kept.1), (root, 4));
	let mut run = kept.2;
	for leaf in hashes.iter().rev() {
		let (before, found) = <(Hash, Hash)>::decode(&mut &read(&run)[..]).expect("a leaf");
		assert_eq!((found, run), (*leaf, blake2_256(&[before, *leaf].concat())));
		let event = Epcis::decode(&mut &read(leaf)[..]).expect("an event");
		assert_eq!(event.leaf(blake2_256), *leaf);
		run = before;
	}
	assert_eq!(run, [0; 32]);
}

#[test]
fn what_other_pallets_prove_stands_in_the_tree_beside_the_events_of_assets() {
	let mut world = build();
	let index = world.offchain_db();
	let statement = world.execute_with(|| {
		assert_ok!(define(apples()));
		assert_ok!(define(plain("unit")));
		assert_eq!(<Lifecycle as EventLog>::append([8; 32], b"eight"), Ok(0));
		let [_] = units(FARMER);
		assert_eq!(<Lifecycle as EventLog>::append([9; 32], b"nine"), Ok(2));
		let [(_, own, place)] = recorded()[..] else { panic!("one event of an asset") };
		assert_eq!(place, 1);
		let leaves = vec![[8; 32], own, [9; 32]];
		let tree = MerkleTree::build::<HostCrypto>(Tree::Events, leaves).expect("three");
		let root = EventRoot { root: tree.root::<HostCrypto>(), count: 3 };
		assert_eq!(Lifecycle::take(&GENESIS), Some(root.leaf::<HostCrypto>(&GENESIS)));
		assert_eq!(
			<Lifecycle as EventLog>::append([8; 32], b"eight"),
			Ok(0),
			"the next block begins anew"
		);
		Lifecycle::take(&GENESIS).expect("it has one leaf")
	});
	world.persist_offchain_overlay();
	let read = |hash: &Hash| index.get(&event_key(hash)).expect("the node keeps it");
	assert_eq!(read(&[9; 32]), b"nine");
	let (_, count, run) = <(Hash, u32, Hash)>::decode(&mut &read(&statement)[..]).expect("a root");
	let first = <(Hash, Hash)>::decode(&mut &read(&run)[..]).expect("a leaf");
	assert_eq!((count, first), (1, ([0; 32], [8; 32])));
}

/// The event of the last call, as nodes keep it.
pub(super) fn last_event(world: &mut TestState, call: impl FnOnce() -> DispatchResult) -> Epcis {
	events_of(world, call).pop().expect("it was recorded")
}

/// The events up to those of a call, as nodes keep them.
pub(super) fn events_of(
	world: &mut TestState,
	call: impl FnOnce() -> DispatchResult,
) -> Vec<Epcis> {
	let index = world.offchain_db();
	let recorded = world.execute_with(|| {
		assert_ok!(call());
		recorded()
	});
	world.persist_offchain_overlay();
	let event = |(_, leaf, _): &(AssetId, Hash, u32)| {
		let bytes = index.get(&event_key(leaf)).expect("the node keeps it");
		Epcis::decode(&mut &bytes[..]).expect("an event")
	};
	recorded.iter().map(event).collect()
}

#[test]
fn an_event_says_what_when_where_and_why() {
	let mut world = build();
	let lot = world.execute_with(|| {
		assert_ok!(define(apples()));
		Clock::pass(60_000);
		lot(FARMER, APPLES, 1)
	});
	let place = gln(FARM, 3).into();
	let key = Key::Lgtin(Lgtin { gtin: gtin(FARM, 1), lot: text("L1") });
	let created = last_event(&mut world, || {
		let circumstances = Circumstances {
			at: Some(Millis(START + 1)),
			read_point: Some(place),
			ilmd: Some([7; 32]),
			..Default::default()
		};
		Lifecycle::create(signed(FARMER), lot, key, prefix(FARM), 25, circumstances.into())
	});
	assert_eq!((created.time.millis(), created.recorded.millis()), (START + 1, START + 60_000));
	assert_eq!((created.read_point, created.ilmd), (Some(place), Some([7; 32])));
	assert_eq!(created.step, Some(BizStep::Commissioning));
	let What::Object { action: Action::Add, items } = created.what else { panic!() };
	let amount = items.quantities[0].amount.expect("it is known");
	assert_eq!((amount.number(), amount.unit().expect("KGM").code()), (25, "KGM"));

	let id = AssetId(0);
	let terms = world.execute_with(|| {
		let terms = owning(id);
		assert_ok!(Lifecycle::offer_custody(signed(FARMER), id, SHOPS, terms));
		terms
	});
	let taken = last_event(&mut world, || accept(SHOP, id, terms, Receipt::default()));
	let parties = [FARM, SHOPS].map(|org| Some(Pgln(gln(org, 0))));
	assert_eq!([taken.source.possessor, taken.destination.possessor], parties);
	assert_eq!([taken.source.owner, taken.destination.owner], parties);
	assert_eq!(taken.step, Some(BizStep::Receiving));

	let wrong = world.execute_with(|| {
		let with_data = Circumstances { ilmd: Some([7; 32]), ..Default::default() };
		Lifecycle::change_state(signed(SHOP), id, COOLED, with_data.into())
	});
	assert_eq!(wrong, Err(Error::<Test>::NothingMade.into()));

	// What the taker refuses is split off at the same place, on the same clock.
	let terms = world.execute_with(|| {
		let terms = super::terms(id);
		assert_ok!(Lifecycle::offer_custody(signed(SHOP), id, FARM, terms));
		terms
	});
	let offset = ZoneOffset::new(120).expect("two hours");
	let refused = events_of(&mut world, || {
		let there = Circumstances { offset, read_point: Some(place), ..Default::default() };
		let receipt = Receipt { damaged: 1, ..Default::default() };
		bare(Lifecycle::accept(signed(FARMER), id, terms, receipt, there.into()))
	});
	let [.., rest, taken] = &refused[..] else { panic!("two events") };
	assert_eq!([rest.step, taken.step], [Some(BizStep::Repackaging), Some(BizStep::Receiving)]);
	for event in [rest, taken] {
		assert_eq!((event.offset, event.read_point), (offset, Some(place)));
	}
}

#[test]
fn a_correction_repeats_the_event_and_undoes_nothing() {
	let mut world = build();
	let (id, terms) = world.execute_with(|| {
		assert_ok!(define(apples()));
		assert_ok!(define(plain("unit")));
		let [id] = crates(&[5])[..] else { panic!() };
		let terms = terms(id);
		assert_ok!(Lifecycle::offer_custody(signed(FARMER), id, CARRIERS, terms));
		(id, terms)
	});
	let event = last_event(&mut world, || accept(CARRIER, id, terms, Receipt::default()));
	let correct = |who, event: &Epcis| {
		let corrections = vec![[9; 32]].try_into().expect("one");
		let event = Box::new(event.clone());
		Lifecycle::correct(signed(who), id, event, ErrorReason::IncorrectData, corrections)
	};
	let declared = last_event(&mut world, || correct(FARMER, &event));
	assert_eq!(declared.error.as_ref().expect("it is declared").corrections.to_vec(), [[9; 32]]);
	assert_eq!(Epcis { error: None, ..declared.clone() }, event);
	world.execute_with(|| {
		assert_eq!(holder(id).custodian, CARRIERS, "the hand-over stands");
		let corrected = Event::Corrected { asset: id, wrong: event.leaf(blake2_256), by: FARM };
		assert!(events().contains(&corrected));
		assert_noop!(correct(RIVAL, &event), Error::<Test>::NotOwner);
		assert_noop!(correct(FARMER, &declared), Error::<Test>::WrongEvent);
		let [other] = units(FARMER);
		let what = What::Object { action: Action::Observe, items: Default::default() };
		let about_another = Epcis { what, ..event.clone() };
		assert_noop!(correct(FARMER, &about_another), Error::<Test>::WrongEvent);
		assert!(asset(other).is_live());
	});
}
