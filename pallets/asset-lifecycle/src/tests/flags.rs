//! What rules read of assets, and the flags that they set.

use super::{
	tallies::{
		attach, define_policy, fish, logger, observation, run_with_fish, say, Archive, WARM,
	},
	*,
};
use tallystick_condition::measure::Measure;
use tallystick_primitives::{
	AssetFacts, ConditionSum, DeviceStatus, Facts, OnDeviceChange, OnObservation, StreamId,
};

fn set(id: AssetId, flag: u8, org: OrgId) {
	<Lifecycle as AssetFacts>::set_flag(id, flag, org);
}

fn clear(id: AssetId, flag: u8, org: OrgId) {
	<Lifecycle as AssetFacts>::clear_flag(id, flag, org);
}

fn flag(id: AssetId, flag: u8) -> Option<bool> {
	<Lifecycle as AssetFacts>::flag(id, flag)
}

fn owner(id: AssetId) -> Option<OrgId> {
	<Lifecycle as AssetFacts>::owner(id)
}

/// Apples that are sold, which ends them.
fn end(id: AssetId) {
	assert_ok!(Lifecycle::change_state(signed(FARMER), id, COOLED, now()));
	assert_ok!(Lifecycle::change_state(signed(FARMER), id, SOLD, now()));
}

#[test]
fn the_owner_sets_and_clears_thirty_two_flags() {
	run(|| {
		let id = crates(&[20])[0];
		assert_eq!((Lifecycle::flags(id), flag(id, 3)), (vec![], Some(false)));
		System::reset_events();
		for number in [3, 31, 0, 3] {
			set(id, number, FARM);
		}
		assert_eq!(Lifecycle::flags(id), [0, 3, 31]);
		assert_eq!(
			[0, 3, 4, 31].map(|number| flag(id, number).unwrap()),
			[true, true, false, true]
		);
		clear(id, 3, FARM);
		clear(id, 3, FARM);
		assert_eq!(Lifecycle::flags(id), [0, 31]);
		let flagged = |flag| Event::Flagged { asset: id, flag, org: FARM };
		let unflagged = Event::Unflagged { asset: id, flag: 3, org: FARM };
		assert_eq!(events(), [flagged(3), flagged(31), flagged(0), unflagged], "only changes");
	});
}

#[test]
fn there_is_no_flag_above_thirty_one() {
	run(|| {
		let id = crates(&[20])[0];
		set(id, 32, FARM);
		set(id, u8::MAX, FARM);
		assert_eq!((Lifecycle::flags(id), flag(id, 32)), (vec![], Some(false)));
		assert_eq!(Flags::<Test>::get(id), None);
	});
}

#[test]
fn only_the_owner_sets_flags_and_a_custodian_does_not() {
	run(|| {
		let id = crates(&[20])[0];
		hand_over(FARMER, CARRIER, id, terms(id));
		for org in [CARRIERS, RIVALS] {
			set(id, 1, org);
		}
		assert!(Lifecycle::flags(id).is_empty());
		set(id, 1, FARM);
		clear(id, 1, CARRIERS);
		assert_eq!(Lifecycle::flags(id), [1]);
	});
}

#[test]
fn flags_of_a_former_owner_do_not_count() {
	run(|| {
		let id = crates(&[20])[0];
		set(id, 1, FARM);
		set(id, 2, FARM);
		hand_over(FARMER, SHOP, id, owning(id));
		assert_eq!((owner(id), Lifecycle::flags(id)), (Some(SHOPS), vec![]));
		set(id, 5, FARM);
		// Whoever set them clears them also now.
		clear(id, 1, FARM);
		hand_over(SHOP, FARMER, id, owning(id));
		assert_eq!(Lifecycle::flags(id), [2]);
		hand_over(FARMER, SHOP, id, owning(id));
		// The first flag of the next owner ends all of the former one.
		set(id, 3, SHOPS);
		assert_eq!(Lifecycle::flags(id), [3]);
		clear(id, 2, FARM);
		hand_over(SHOP, FARMER, id, owning(id));
		assert!(Lifecycle::flags(id).is_empty());
	});
}

#[test]
fn what_is_in_an_asset_has_flags_of_its_owner() {
	run(|| {
		let id = crates(&[20])[0];
		let [pallet] = units(FARMER);
		join(FARMER, pallet, &[id]);
		set(id, 1, FARM);
		assert_eq!((Lifecycle::flags(id), Lifecycle::flags(pallet)), (vec![1], vec![]));
		hand_over(FARMER, SHOP, pallet, owning(pallet));
		assert_eq!((owner(id), Lifecycle::flags(id)), (Some(SHOPS), vec![]));
	});
}

#[test]
fn flags_go_with_the_asset() {
	run(|| {
		let id = crates(&[20])[0];
		set(id, 1, FARM);
		end(id);
		assert_eq!((owner(id), flag(id, 1), Lifecycle::flags(id)), (None, None, vec![]));
		set(id, 2, FARM);
		assert_eq!(Flags::<Test>::get(id), Some(OwnFlags { org: FARM, set: 2 }));
		Clock::pass(DROP_DELAY);
		assert_ok!(Lifecycle::drop_asset(signed(STRANGER), id).map(|_| ()));
		assert_eq!(Flags::<Test>::iter().count(), 0);
		assert_eq!((owner(id), flag(id, 1)), (None, None));
	});
}

#[test]
fn a_footprint_covers_the_bytes_of_flags() {
	run(|| {
		let id = crates(&[20])[0];
		set(id, 31, FARM);
		let key = Flags::<Test>::hashed_key_for(id);
		let value = Flags::<Test>::get(id).expect("one is set").encoded_size();
		// The runtime's price of a record is that of 100 bytes.
		assert!(key.len() + value <= <Lifecycle as AssetFacts>::footprint() + 100);
	});
}

fn condition(id: AssetId) -> Option<ConditionSum> {
	<Lifecycle as AssetFacts>::condition(id)
}

/// What the condition has added up to at most, with data up to a moment.
fn known(most: u128, end: u64) -> Option<ConditionSum> {
	Some(ConditionSum { most, until: Millis(end + DATA_DEADLINE) })
}

/// Has time pass up to a moment.
fn until(millis: u64) {
	Clock::set(START + millis);
}

fn revoke(stream: StreamId, owner: &AccountId) {
	let status = DeviceStatus::Revoked;
	<Lifecycle as OnDeviceChange<AccountId>>::on_ended(&stream.device, owner, status);
}

#[test]
fn a_condition_is_the_most_that_the_first_policy_can_have_added_up_to() {
	run_with_fish(|| {
		let [id] = fish();
		let stream = logger(1, FARMER);
		assert_eq!(condition(id), None, "nothing watches it");
		attach(FARMER, id, stream);
		assert_eq!(condition(id), None, "nothing has come");
		say(stream, START, &[20, 20, 20, 4]);
		until(4_000);
		assert_eq!(condition(id), known(3_000, START + 3_000));
		// A reading stands for two seconds. The three after that are missing.
		say(stream, START + 8_000, &[4, 4]);
		until(9_000);
		assert_eq!(condition(id), known(6_000, START + 9_000));
	});
}

#[test]
fn without_a_proven_beginning_all_counts_that_the_stream_has_counted() {
	run_with_fish(|| {
		let [other, id] = fish();
		let stream = logger(1, FARMER);
		let mut archive = Archive::default();
		attach(FARMER, other, stream);
		archive.say(stream, START, &[20; 11]);
		until(10_000);
		attach(FARMER, id, stream);
		assert_eq!(condition(id), None, "nothing of this asset has come");
		archive.say(stream, START + 11_000, &[20, 20, 4]);
		until(13_000);
		assert_eq!(
			condition(id),
			known(3_000, START + 13_000),
			"the newest leaf knows its beginning"
		);
		archive.say(stream, START + 14_000, &[4, 4]);
		until(15_000);
		assert_eq!(condition(id), known(13_000, START + 15_000));

		let (at, proof) = (Millis(START + 10_000), Box::new(archive.proof(1)));
		assert_ok!(Lifecycle::prove_boundary(signed(SHOP), id, at, proof));
		assert_eq!(condition(id), known(3_000, START + 15_000));
		assert_eq!(condition(other), known(13_000, START + 15_000));
		// The same as the view says.
		let figures = Lifecycle::condition(id, None, None, vec![]).expect("it is there");
		let figure = figures.iter().find(|figure| figure.policy == WARM).expect("it counts");
		assert_eq!((figure.value.upper, figure.known), (3_000, Knowledge::Complete));
	});
}

#[test]
fn a_condition_is_unknown_once_no_more_data_are_waited_for() {
	run_with_fish(|| {
		let [id] = fish();
		let stream = logger(1, FARMER);
		attach(FARMER, id, stream);
		say(stream, START, &[20, 4]);
		let sum = known(1_000, START + 1_000);
		until(1_000 + DATA_DEADLINE);
		assert_eq!(condition(id), sum);
		Clock::pass(1);
		assert_eq!(condition(id), None);
		say(stream, Clock::now(), &[4]);
		assert!(condition(id).is_some_and(|sum| sum.most > 1_000), "missing time counts");
	});
}

#[test]
fn a_condition_of_doubtful_data_is_unknown() {
	run_with_fish(|| {
		let [id] = fish();
		let stream = logger(1, FARMER);
		attach(FARMER, id, stream);
		let doubtful = observation(START, &[4; 11], Facts::UNCALIBRATED);
		Lifecycle::on_observation(&stream, &doubtful);
		until(10_000);
		assert_eq!(condition(id), None);
		say(stream, START + 11_000, &[4, 4]);
		until(12_000);
		assert_eq!(condition(id), known(11_000, START + 12_000), "as if it had been warm");
	});
}

#[test]
fn a_condition_is_known_only_while_a_stream_counts_for_the_asset_itself() {
	run_with_fish(|| {
		let [id, child] = fish();
		let stream = logger(1, FARMER);
		assert_ok!(Lifecycle::attach(signed(FARMER), id, stream, StayKind::Witness));
		say(stream, START, &[20, 4]);
		until(1_000);
		assert_eq!(condition(id), None, "a witness does not count");
		assert_ok!(Lifecycle::detach(signed(FARMER), id, stream));
		attach(FARMER, id, stream);
		say(stream, START + 2_000, &[20, 4]);
		until(3_000);
		assert!(condition(id).is_some());
		join(FARMER, id, &[child]);
		say(stream, START + 4_000, &[20, 4]);
		until(5_000);
		assert_eq!(condition(child), None, "the asset that it is in has the stream");
		assert_ok!(Lifecycle::detach(signed(FARMER), id, stream));
		assert_eq!(condition(id), None);
	});
}

#[test]
fn another_stream_begins_anew_and_a_device_at_its_end_counts_no_more() {
	run_with_fish(|| {
		let [id] = fish();
		let (old, new) = (logger(1, FARMER), logger(2, FARMER));
		attach(FARMER, id, old);
		say(old, START, &[20, 20, 20]);
		until(2_000);
		assert_eq!(condition(id), known(2_000, START + 2_000));
		revoke(old, &FARMER);
		assert_eq!(condition(id), None);
		// The stay of before is not ended.
		attach(FARMER, id, new);
		say(new, START + 2_000, &[20, 4]);
		until(3_000);
		assert_eq!(condition(id), known(1_000, START + 3_000));
	});
}

#[test]
fn an_asset_without_a_policy_has_no_condition() {
	run(|| {
		define_policy(Measure::Above(8));
		let [unit] = units(FARMER);
		let stream = logger(1, FARMER);
		attach(FARMER, unit, stream);
		assert_eq!(condition(unit), None);
		assert_eq!(condition(AssetId(999)), None);
	});
}
