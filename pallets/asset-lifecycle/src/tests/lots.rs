use super::*;

fn split(who: AccountId, id: AssetId, parts: &[u64]) -> DispatchResult {
	let portions: Vec<_> =
		parts.iter().map(|quantity| Portion { quantity: *quantity, key: None }).collect();
	bare(Lifecycle::split(signed(who), id, portions.try_into().expect("few"), None, now()))
}

fn merge(who: AccountId, inputs: &[AssetId], lot: Option<NewLot>) -> DispatchResult {
	Lifecycle::merge(signed(who), ids(inputs), None, None, lot, now())
}

fn press(inputs: &[AssetId], code: u32, litres: &[u64]) -> DispatchResult {
	let outputs: Vec<_> = (100 * code..)
		.zip(litres)
		.map(|(unit, quantity)| Portion { quantity: *quantity, key: Some(sscc(FARM, unit)) })
		.collect();
	let (lot, outputs) = (new_lot(FARM, code), outputs.try_into().expect("few"));
	Lifecycle::transform(signed(FARMER), ids(inputs), JUICE, lot, outputs, 0, now())
}

fn quantities() -> u64 {
	Assets::iter_values()
		.filter(|(asset, _)| asset.is_live() && asset.class == APPLES)
		.map(|(asset, _)| asset.quantity)
		.sum()
}

#[test]
fn a_split_keeps_quantity_lot_and_custody() {
	run(|| {
		let [id] = crates(&[20])[..] else { panic!() };
		Clock::pass(1_000);
		assert_ok!(split(FARMER, id, &[3, 7]));
		let (first, second) = (AssetId(id.0 + 1), AssetId(id.0 + 2));
		assert_eq!([id, first, second].map(|id| asset(id).quantity), [10, 3, 7]);
		assert_eq!(quantities(), 20, "9");
		for part in [first, second] {
			let part = asset(part);
			assert_eq!((part.lot, part.place, part.key), (asset(id).lot, asset(id).place, None));
		}
		assert_noop!(split(FARMER, id, &[10]), Error::<Test>::NotConserved);
		assert_noop!(split(FARMER, id, &[0]), Error::<Test>::BadQuantity);
		assert_noop!(split(FARMER, id, &[]), Error::<Test>::BadItems);
		assert_noop!(split(CARRIER, id, &[1]), Error::<Test>::NotCustodian);

		let key = sscc(FARM, 77);
		let label = |id, key| Lifecycle::set_key(signed(FARMER), id, key, prefix(FARM), now());
		assert_noop!(label(first, asset(id).key.expect("it has one")), Error::<Test>::KeyTaken);
		assert_ok!(label(first, key));
		assert_eq!(Lifecycle::asset_by_key(key), Some(first));
		assert_noop!(label(first, sscc(FARM, 78)), Error::<Test>::AlreadyKeyed);
	});
}

#[test]
fn what_no_event_can_name_needs_a_key() {
	run(|| {
		let lot = lot(FARMER, UNITS, 1);
		let id = create(FARMER, lot, 1, 5);
		// Units have no GTIN.
		assert_noop!(split(FARMER, id, &[1]), Error::<Test>::KeyMissing);
		let part = Portion { quantity: 1, key: Some(sscc(FARM, 2)) };
		let parts = Portions::try_from(vec![part]).expect("one");
		let split = |prefix| Lifecycle::split(signed(FARMER), id, parts.clone(), prefix, now());
		assert_noop!(split(None), Error::<Test>::NotUnderPrefix);
		assert_ok!(split(Some(prefix(FARM))));
	});
}

#[test]
fn a_merge_of_one_lot_keeps_it_and_of_several_makes_one() {
	run(|| {
		let [one, two, three] = crates(&[1, 2, 4])[..] else { panic!() };
		let first = asset(one).lot;
		assert_noop!(merge(FARMER, &[one], None), Error::<Test>::BadItems);
		assert_noop!(merge(FARMER, &[one, one], None), Error::<Test>::BadItems);
		let needless = merge(FARMER, &[one, two], Some(new_lot(FARM, 5)));
		assert_noop!(needless, Error::<Test>::WrongLot);
		assert_ok!(merge(FARMER, &[one, two], None));
		let both = last_asset();
		assert_eq!((asset(both).lot, asset(both).quantity), (first, 3));
		assert!(asset(one).ended.is_some());
		assert_noop!(merge(FARMER, &[one, three], None), Error::<Test>::AssetEnded);

		let second = lot(FARMER, APPLES, 2);
		let other = create(FARMER, second, 50, 8);
		assert_noop!(merge(FARMER, &[both, other], None), Error::<Test>::WrongLot);
		assert_ok!(merge(FARMER, &[both, other], Some(new_lot(FARM, 3))));
		let merged = last_asset();
		let made = Lifecycle::lot(asset(merged).lot).expect("it is there");
		assert_eq!(made.inputs.to_vec(), [first, second]);
		assert_eq!(asset(merged).quantity, 11);
		assert_eq!(quantities(), 15, "9");
		assert_eq!(Lifecycle::lots_made_from(first, None, 10), [asset(merged).lot]);
		// Nothing can be added to it.
		let key = sscc(FARM, 60);
		let add = Lifecycle::create(signed(FARMER), asset(merged).lot, key, prefix(FARM), 1, now());
		assert_noop!(add, Error::<Test>::LotClosed);
	});
}

#[test]
fn only_like_assets_of_an_owner_who_holds_them_merge() {
	run(|| {
		let [one, two, three] = crates(&[1, 2, 4])[..] else { panic!() };
		assert_ok!(Lifecycle::change_state(signed(FARMER), two, COOLED, now()));
		assert_noop!(merge(FARMER, &[one, two], None), Error::<Test>::NotAlike);
		hand_over(FARMER, CARRIER, three, terms(three));
		assert_noop!(merge(FARMER, &[one, three], None), Error::<Test>::NotCustodian);
		assert_noop!(merge(CARRIER, &[three, one], None), Error::<Test>::NotOwner);
	});
}

#[test]
fn a_transformation_yields_within_bounds_and_inherits_the_expiry() {
	run(|| {
		let [one, two, pallet] = crates(&[600, 400, 1])[..] else { panic!() };
		// 500 to 700 litres of a tonne.
		assert_noop!(press(&[one, two], 7, &[499]), Error::<Test>::OutOfYield);
		assert_noop!(press(&[one, two], 7, &[701]), Error::<Test>::OutOfYield);
		assert_noop!(press(&[one, two], 7, &[]), Error::<Test>::BadItems);
		assert_ok!(press(&[one, two], 7, &[300, 310]));
		let juice = last_asset();
		let lot = asset(juice).lot;
		assert_eq!((asset(juice).class, asset(juice).quantity), (JUICE, 310));
		let record = Lifecycle::lot(lot).expect("it is there");
		assert_eq!(record.inputs.to_vec(), [asset(one).lot]);
		let apples = crate::features::lots::lot_hash(asset(one).lot);
		assert!(record.ancestors.may_hold(&apples));
		let no_ingredient = press(&[juice], 8, &[310]);
		assert_noop!(no_ingredient, Error::<Test>::NotIngredient);

		let mut late = new_lot(FARM, 9);
		late.dates.expires = late.dates.expires.map(|end| Millis(end.0 + 1));
		let outputs = Portions::try_from(vec![Portion { quantity: 1, key: Some(sscc(FARM, 1)) }]);
		let outputs = outputs.expect("one");
		let press = |lot, loss| {
			let inputs = ids(&[pallet]);
			Lifecycle::transform(signed(FARMER), inputs, JUICE, lot, outputs.clone(), loss, now())
		};
		assert_noop!(press(late, 0), Error::<Test>::OutOfYield);
	});
}

#[test]
fn a_lot_expires_no_later_than_what_it_is_made_from() {
	run(|| {
		let [one] = crates(&[1_000])[..] else { panic!() };
		let make = |expires| {
			let mut lot = new_lot(FARM, 7);
			lot.dates.expires = expires;
			let output = Portion { quantity: 600, key: Some(sscc(FARM, 70)) };
			let outputs = Portions::try_from(vec![output]).expect("one");
			Lifecycle::transform(signed(FARMER), ids(&[one]), JUICE, lot, outputs, 0, now())
		};
		let end = START + 86_400_000;
		assert_noop!(make(None), Error::<Test>::BadDates);
		assert_noop!(make(Some(Millis(end + 1))), Error::<Test>::BadDates);
		assert_ok!(make(Some(Millis(end))));
	});
}

#[test]
fn in_one_unit_nothing_disappears() {
	run(|| {
		let ingredients = vec![Ingredient { class: APPLES, min: 0, max: 1_000_000 }];
		let dried = Definition {
			unit: apples().unit,
			ingredients: ingredients.try_into().expect("one"),
			..plain("dried")
		};
		assert_ok!(define(dried));
		let [one] = crates(&[100])[..] else { panic!() };
		let dry = |quantity, loss| {
			let output = Portion { quantity, key: Some(sscc(FARM, 70)) };
			let outputs = Portions::try_from(vec![output]).expect("one");
			let lot = new_lot(FARM, 7);
			Lifecycle::transform(signed(FARMER), ids(&[one]), ClassId(3), lot, outputs, loss, now())
		};
		assert_noop!(dry(20, 79), Error::<Test>::NotConserved);
		assert_noop!(dry(20, 81), Error::<Test>::NotConserved);
		assert_ok!(dry(20, 80));
	});
}

#[test]
fn a_lot_stays_for_as_long_as_something_is_made_of_it() {
	run(|| {
		let [one] = crates(&[1_000])[..] else { panic!() };
		let first = asset(one).lot;
		assert_ok!(press(&[one], 7, &[600]));
		let juice = last_asset();
		Clock::pass(86_400_000 + DROP_DELAY);
		assert_ok!(Lifecycle::drop_asset(signed(STRANGER), one));
		Clock::pass(86_400_000 + DROP_DELAY);
		let drop =
			|lot| Lifecycle::drop_lot(signed(STRANGER), lot).map_err(|refused| refused.error);
		assert_noop!(drop(first), Error::<Test>::LotInUse);
		assert_ok!(Lifecycle::change_state(signed(FARMER), juice, 1, now()));
		Clock::pass(DROP_DELAY);
		assert_ok!(Lifecycle::drop_asset(signed(STRANGER), juice));
		assert_noop!(drop(asset_lot(7)), Error::<Test>::LotInUse);
		Clock::pass(DROP_DELAY);
		assert_ok!(drop(asset_lot(7)));
		assert_noop!(drop(first), Error::<Test>::LotInUse);
		Clock::pass(DROP_DELAY);
		assert_ok!(drop(first));
		assert_eq!(Lifecycle::lot_by_code(gln(FARM, 1), text("L1")), None);
	});
}

fn asset_lot(code: u32) -> TraceLotId {
	Lifecycle::lot_by_code(gln(FARM, 1), text(&format!("L{code}"))).expect("it is there")
}

#[test]
fn a_lot_has_its_code_at_a_source_of_its_organisation() {
	run(|| {
		let open = |who, lot| Lifecycle::open_lot(signed(who), UNITS, lot);
		assert_ok!(open(FARMER, new_lot(FARM, 1)));
		assert_noop!(open(FARMER, new_lot(FARM, 1)), Error::<Test>::LotTaken);
		assert_noop!(open(RIVAL, new_lot(FARM, 2)), Error::<Test>::NotYourPrefix);
		let elsewhere = NewLot { source: gln(RIVALS, 1).into(), ..new_lot(FARM, 3) };
		assert_noop!(open(FARMER, elsewhere), Error::<Test>::NotUnderPrefix);
		let dates = LotDates { made: Millis(2), expires: Some(Millis(1)) };
		let backwards = NewLot { dates, ..new_lot(FARM, 4) };
		assert_noop!(open(FARMER, backwards), Error::<Test>::BadDates);
	});
}
