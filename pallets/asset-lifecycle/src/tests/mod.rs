//! The pallet's tests, one file a feature.

mod aggregation;
mod assets;
mod classes;
mod custody;
mod deposits;
mod documents;
mod errors;
mod events;
mod flags;
mod history;
mod invariants;
mod lineage;
mod lots;
mod recall;
mod settlements;
mod stays;
mod tallies;
mod trades;
mod weights;

use crate::{mock::*, Error, Event, *};
use frame::testing_prelude::*;
use tallystick_primitives::{
	gs1::{Lgtin, Sgtin},
	AssetId, PolicyId, Role,
};

type Assets = crate::Assets<Test>;

/// The class of apples that most tests use: it has a GTIN and two policies.
const APPLES: ClassId = ClassId(0);
/// What pallets and containers are of. Anyone may make them.
const UNITS: ClassId = ClassId(1);
/// Of apples.
const JUICE: ClassId = ClassId(2);

/// The states of apples.
const PICKED: u8 = 0;
const COOLED: u8 = 1;
const SOLD: u8 = 2;
const CONDEMNED: u8 = 3;

/// Without the weight.
fn bare(result: DispatchResultWithPostInfo) -> DispatchResult {
	result.map(|_| ()).map_err(|error| error.error)
}

fn name(text: &str) -> Name {
	text.as_bytes().to_vec().try_into().expect("it is short")
}

fn state(text: &str, kind: StateKind) -> State<Name> {
	State { name: name(text), kind }
}

fn way(from: u8, to: u8, by: Trigger, step: BizStep, disposition: Disposition) -> Transition {
	Transition { from, to, by, step, disposition }
}

/// A definition with one state, of anyone's making.
fn plain(text: &str) -> ClassDefinition {
	Definition {
		name: name(text),
		gtin: None,
		unit: None,
		decimals: 0,
		states: vec![state("there", StateKind::Live), state("gone", StateKind::Final)]
			.try_into()
			.expect("two"),
		transitions: vec![way(
			0,
			1,
			Trigger::Owner,
			BizStep::Decommissioning,
			Disposition::Inactive,
		)]
		.try_into()
		.expect("one"),
		policies: Default::default(),
		ingredients: Default::default(),
		shelf_life: ShelfLife::New,
		makers: Makers::Anyone,
	}
}

fn apples() -> ClassDefinition {
	let weighted = |policy| Weighted { policy: PolicyId(policy), weight: 1 };
	Definition {
		gtin: Some(gtin(FARM, 1)),
		unit: Some(text("KGM")),
		states: vec![
			state("picked", StateKind::Live),
			state("cooled", StateKind::Live),
			state("sold", StateKind::Final),
			state("condemned", StateKind::Final),
		]
		.try_into()
		.expect("four"),
		transitions: vec![
			way(PICKED, COOLED, Trigger::Custodian, BizStep::Storing, Disposition::InProgress),
			way(COOLED, SOLD, Trigger::Owner, BizStep::RetailSelling, Disposition::RetailSold),
			way(
				PICKED,
				CONDEMNED,
				Trigger::Role(Role::Accreditor),
				BizStep::Inspecting,
				Disposition::Destroyed,
			),
			way(COOLED, CONDEMNED, Trigger::Either, BizStep::Destroying, Disposition::Destroyed),
		]
		.try_into()
		.expect("four"),
		policies: vec![weighted(0), weighted(1)].try_into().expect("two"),
		makers: Makers::Definer,
		..plain("apples")
	}
}

fn juice() -> ClassDefinition {
	Definition {
		unit: Some(text("LTR")),
		ingredients: vec![Ingredient { class: APPLES, min: 500_000, max: 700_000 }]
			.try_into()
			.expect("one"),
		shelf_life: ShelfLife::Inherited,
		..plain("juice")
	}
}

fn define(definition: ClassDefinition) -> DispatchResult {
	Lifecycle::define_class(signed(FARMER), Box::new(definition), Some(prefix(FARM)))
}

/// A world with the three classes.
fn run<R>(test: impl FnOnce() -> R) -> R {
	execute_with(|| {
		for definition in [apples(), plain("unit"), juice()] {
			define(definition).expect("it is sound");
		}
		test()
	})
}

fn org_of(who: &AccountId) -> OrgId {
	<Orgs as Membership<AccountId>>::organization(who).expect("a member")
}

fn new_lot(org: OrgId, code: u32) -> NewLot {
	NewLot {
		code: text(&format!("L{code}")),
		source: gln(org, 1).into(),
		prefix: prefix(org),
		dates: LotDates { made: Millis(START), expires: Some(Millis(START + 86_400_000)) },
	}
}

fn last_lot() -> TraceLotId {
	TraceLotId(NextLotId::<Test>::get().expect("a lot was opened").0 - 1)
}

fn last_asset() -> AssetId {
	AssetId(NextAssetId::<Test>::get().expect("an asset was created").0 - 1)
}

/// A lot of a class, of the organisation of `who`.
fn lot(who: AccountId, class: ClassId, code: u32) -> TraceLotId {
	let org = org_of(&who);
	assert_ok!(Lifecycle::open_lot(signed(who), class, new_lot(org, code)));
	last_lot()
}

/// When and where nothing is said.
fn now() -> Box<Circumstances> {
	Box::default()
}

fn at(time: u64) -> Box<Circumstances> {
	Box::new(Circumstances { at: Some(Millis(time)), ..Default::default() })
}

fn create(who: AccountId, lot: TraceLotId, unit: u32, quantity: u64) -> AssetId {
	let org = org_of(&who);
	let key = sscc(org, unit);
	assert_ok!(Lifecycle::create(signed(who), lot, key, prefix(org), quantity, now()));
	last_asset()
}

/// Apples of the farm, of one lot.
fn crates(quantities: &[u64]) -> Vec<AssetId> {
	let lot = lot(FARMER, APPLES, 1);
	let each = (0..).zip(quantities);
	each.map(|(unit, quantity)| create(FARMER, lot, unit, *quantity)).collect()
}

/// Units of an organisation: pallets, containers.
fn units<const N: usize>(who: AccountId) -> [AssetId; N] {
	let lot = lot(who.clone(), UNITS, 900);
	core::array::from_fn(|at| create(who.clone(), lot, 900 + at as u32, 1))
}

fn ids(ids: &[AssetId]) -> AssetIds {
	ids.to_vec().try_into().expect("few")
}

fn join(who: AccountId, parent: AssetId, children: &[AssetId]) {
	assert_ok!(Lifecycle::join(signed(who), parent, ids(children), now()));
}

fn leave(who: AccountId, parent: AssetId, children: &[AssetId]) {
	assert_ok!(Lifecycle::leave(signed(who), parent, ids(children), now()));
}

fn asset(id: AssetId) -> AssetOf<Test> {
	Lifecycle::asset(id).expect("it is there")
}

fn terms(id: AssetId) -> Terms {
	Terms {
		passes: Passes::Custody,
		quantity: asset(id).quantity,
		at: None,
		agreed: 3_600_000,
		bond: 0,
		keeper: Keeper::Taker,
		step: BizStep::Receiving,
		until: Millis(Clock::now() + 3_600_000),
	}
}

fn owning(id: AssetId) -> Terms {
	Terms { passes: Passes::Ownership, ..terms(id) }
}

fn accept(who: AccountId, id: AssetId, terms: Terms, receipt: Receipt) -> DispatchResult {
	bare(Lifecycle::accept(signed(who), id, terms, receipt, now()))
}

/// Offers and accepts.
fn hand_over(from: AccountId, to: AccountId, id: AssetId, terms: Terms) {
	assert_ok!(Lifecycle::offer_custody(signed(from), id, org_of(&to), terms));
	assert_ok!(accept(to, id, terms, Receipt::default()));
}

fn holder(id: AssetId) -> Holder {
	Lifecycle::holder(id).expect("it is there")
}
