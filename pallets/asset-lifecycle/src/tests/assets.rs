use super::*;

fn change(who: AccountId, id: AssetId, state: u8) -> DispatchResult {
	Lifecycle::change_state(signed(who), id, state, now())
}

#[test]
fn an_asset_is_created_under_its_key_and_a_deposit() {
	run(|| {
		let before = held(&FARMER);
		let lot = lot(FARMER, APPLES, 1);
		let key = sscc(FARM, 1);
		assert_ok!(Lifecycle::create(signed(FARMER), lot, key, prefix(FARM), 20, now()));
		let id = last_asset();
		let cost = 20 + Lifecycle::lot_footprint(0).size + Lifecycle::asset_footprint().size;
		assert_eq!(held(&FARMER), before + cost);
		assert_eq!(Lifecycle::asset_by_key(key), Some(id));
		let created = asset(id);
		assert_eq!((created.owner, created.quantity, created.state), (Some(FARM), 20, PICKED));
		assert_eq!(created.policies.to_vec(), [(PolicyId(0), 1), (PolicyId(1), 1)]);
		let since = Millis(START);
		let expected = Holder { root: id, owner: FARM, custodian: FARM, since };
		assert_eq!(holder(id), expected);
		let created = Event::Created { asset: id, class: APPLES, lot, org: FARM, quantity: 20 };
		assert!(events().contains(&created));
	});
}

#[test]
fn refuses_the_keys_of_others() {
	run(|| {
		let own = lot(FARMER, APPLES, 1);
		let create = |who: AccountId, lot, key, prefix| {
			Lifecycle::create(signed(who), lot, key, prefix, 1, now())
		};
		let rivals = sscc(RIVALS, 1);
		let rival = create(FARMER, own, rivals, prefix(RIVALS));
		assert_noop!(rival, Error::<Test>::NotYourPrefix);
		let other = create(FARMER, own, rivals, prefix(FARM));
		assert_noop!(other, Error::<Test>::NotUnderPrefix);
		let key = sscc(FARM, 1);
		assert_noop!(create(RIVAL, own, key, prefix(RIVALS)), Error::<Test>::NotMaker);
		let open = Lifecycle::open_lot(signed(RIVAL), APPLES, new_lot(RIVALS, 1));
		assert_noop!(open, Error::<Test>::NotMaker);
		// Another item of the farm's, and another lot's number.
		let serial = text("7");
		let sgtin = |item| Key::Sgtin(Sgtin { gtin: gtin(FARM, item), serial });
		assert_noop!(create(FARMER, own, sgtin(2), prefix(FARM)), Error::<Test>::WrongKey);
		assert_ok!(create(FARMER, own, sgtin(1), prefix(FARM)));
		let lgtin = |code: &str| Key::Lgtin(Lgtin { gtin: gtin(FARM, 1), lot: text(code) });
		assert_noop!(create(FARMER, own, lgtin("L2"), prefix(FARM)), Error::<Test>::WrongKey);
		assert_ok!(create(FARMER, own, lgtin("L1"), prefix(FARM)));
		assert_noop!(create(FARMER, own, lgtin("L1"), prefix(FARM)), Error::<Test>::KeyTaken);
	});
}

#[test]
fn a_key_is_free_again_once_its_asset_ended() {
	run(|| {
		let [id] = crates(&[5])[..] else { panic!() };
		let key = asset(id).key.expect("it has one");
		assert_ok!(change(FARMER, id, COOLED));
		assert_ok!(change(FARMER, id, SOLD));
		assert_eq!(Lifecycle::asset_by_key(key), None);
		assert_noop!(change(FARMER, id, COOLED), Error::<Test>::AssetEnded);
		let again = create(FARMER, asset(id).lot, 0, 5);
		assert_eq!(asset(again).key, Some(key));
		assert_eq!(Lifecycle::asset_by_key(key), Some(again));
	});
}

#[test]
fn a_key_finds_the_last_asset_that_had_it_until_that_is_dropped() {
	run(|| {
		let [first] = crates(&[5])[..] else { panic!() };
		let (key, lot) = (asset(first).key.expect("it has one"), asset(first).lot);
		assert_eq!(Lifecycle::last_by_key(key), Some(first));
		let sell = |id| {
			assert_ok!(change(FARMER, id, COOLED));
			assert_ok!(change(FARMER, id, SOLD));
		};
		sell(first);
		assert_eq!(Lifecycle::last_by_key(key), Some(first), "3");
		let second = create(FARMER, lot, 0, 5);
		assert_eq!(Lifecycle::last_by_key(key), Some(second), "3");
		Clock::pass(DROP_DELAY);
		assert_ok!(Lifecycle::drop_asset(signed(STRANGER), first));
		assert_eq!(Lifecycle::asset_by_key(key), Some(second), "3: another one has the key");
		sell(second);
		Clock::pass(DROP_DELAY);
		assert_ok!(Lifecycle::drop_asset(signed(STRANGER), second));
		assert_eq!(Lifecycle::last_by_key(key), None, "3");
		assert_eq!(ByKey::<Test>::iter_keys().count(), 0);
	});
}

#[test]
fn states_change_as_the_class_allows() {
	run(|| {
		let [id, other, third] = crates(&[5, 5, 5])[..] else { panic!() };
		assert_noop!(change(FARMER, id, SOLD), Error::<Test>::NoTransition);
		assert_noop!(change(RIVAL, id, COOLED), Error::<Test>::NotAllowed);
		hand_over(FARMER, CARRIER, id, terms(id));
		// The custodian's, not the owner's.
		assert_noop!(change(FARMER, id, COOLED), Error::<Test>::NotAllowed);
		assert_ok!(change(CARRIER, id, COOLED));
		let expected = Event::StateChanged { asset: id, old: PICKED, new: COOLED, by: CARRIERS };
		assert!(events().contains(&expected));
		// The owner's, not the custodian's.
		assert_noop!(change(CARRIER, id, SOLD), Error::<Test>::NotAllowed);
		assert_ok!(change(FARMER, id, SOLD));
		// Either's.
		assert_ok!(change(FARMER, other, COOLED));
		assert_noop!(change(RIVAL, other, CONDEMNED), Error::<Test>::NotAllowed);
		assert_ok!(change(FARMHAND, other, CONDEMNED));
		// A role's.
		assert_noop!(change(FARMER, third, CONDEMNED), Error::<Test>::NotAllowed);
		assert_ok!(change(ACCREDITOR, third, CONDEMNED));
		assert_eq!(events().into_iter().filter(|e| matches!(e, Event::Ended { .. })).count(), 3);
	});
}

#[test]
fn events_are_neither_in_the_future_nor_late_nor_out_of_order() {
	run(|| {
		Clock::pass(2 * BACKDATE);
		let [id] = crates(&[5])[..] else { panic!() };
		let time = Clock::now();
		Clock::pass(1_000);
		let cool = |at| Lifecycle::change_state(signed(FARMER), id, COOLED, at);
		assert_noop!(cool(at(time + 1_001)), Error::<Test>::InFuture);
		assert_noop!(cool(at(time - 1)), Error::<Test>::BeforeLastEvent);
		Clock::pass(BACKDATE);
		assert_noop!(cool(at(time + 999)), Error::<Test>::TooOld);
		assert_ok!(cool(at(time + 1_000)));
		assert_eq!(asset(id).last, Millis(time + 1_000));
	});
}

#[test]
fn an_asset_that_ended_is_dropped_by_anybody_later() {
	run(|| {
		let [id] = crates(&[5])[..] else { panic!() };
		let drop = || Lifecycle::drop_asset(signed(STRANGER), id);
		assert_noop!(drop().map_err(|refused| refused.error), Error::<Test>::AssetInUse);
		assert_ok!(change(FARMER, id, COOLED));
		assert_ok!(change(FARMER, id, SOLD));
		Clock::pass(DROP_DELAY - 1);
		assert_noop!(drop().map_err(|refused| refused.error), Error::<Test>::AssetInUse);
		Clock::pass(1);
		let before = held(&FARMER);
		assert_eq!(drop().expect("it is time").pays_fee, Pays::No);
		assert_eq!(held(&FARMER), before - 10 - Lifecycle::asset_footprint().size);
		assert_eq!(Lifecycle::asset(id), None);
	});
}

#[test]
fn a_member_without_money_creates_nothing() {
	run(|| {
		let create = Lifecycle::open_lot(signed(POOR), UNITS, new_lot(CARRIERS, 1));
		assert!(create.is_err());
	});
}
