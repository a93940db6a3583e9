//! What members pay, and what their organisations pay for them: the table of `docs/money.md`.

use codec::Encode;
use frame_support::{
	assert_noop, assert_ok,
	dispatch::{GetDispatchInfo, Pays},
	traits::{
		fungible::{Inspect, Mutate},
		Get,
	},
};
use pallet_consortium::GenesisOrganization;
use pallet_device_registry::{Channel, ModelId, ModelOf, Scope};
use sp_keyring::Sr25519Keyring::{Alice, Bob, Charlie, Dave};
use sp_runtime::{traits::Dispatchable, BuildStorage, DispatchError};
use tallystick_primitives::{
	control::{Bounds, Kind, Pace, Writable},
	evidence::{message::Possession, Batch, DeviceId, Limits, Message, Purpose, Scheme, SecretKey},
	ChannelKind, Escrow as _, EscrowId, EscrowPurpose, HostCrypto, Millis, OrgId, Role, StreamId,
};
use tallystick_runtime::{
	configs::system::Genesis, constants::UNIT, AccountId, Balance, Balances, Consortium,
	ConsortiumConfig, DeviceRegistry, Escrow, Runtime, RuntimeCall, RuntimeGenesisConfig,
	RuntimeOrigin, System,
};

type Registry = pallet_device_registry::Call<Runtime>;

const NOW: u64 = 1_800_000_000_000;
const EXPIRES: Millis = Millis(NOW + 60_000);
const BUILDERS: OrgId = OrgId(0);
const BUYERS: OrgId = OrgId(1);

/// Alice's organisation with Bob, and Charlie's. None of the three has a balance.
fn two_organizations() -> sp_io::TestExternalities {
	let organization = |name: &str, admin: AccountId, members| GenesisOrganization {
		name: name.into(),
		admin,
		roles: Role::ALL.to_vec(),
		members,
		validators: vec![],
	};
	let organizations = vec![
		organization("Builders", Alice.to_account_id(), vec![Bob.to_account_id()]),
		organization("Buyers", Charlie.to_account_id(), vec![]),
	];
	let consortium = ConsortiumConfig { organizations, ..Default::default() };
	let genesis = RuntimeGenesisConfig { consortium, ..Default::default() };
	let mut ext: sp_io::TestExternalities = genesis.build_storage().expect("it builds").into();
	ext.execute_with(|| {
		System::set_block_number(1);
		pallet_timestamp::Now::<Runtime>::put(NOW);
	});
	ext
}

fn fund(org: OrgId) {
	assert_ok!(Balances::mint_into(&Consortium::account(org), 100 * UNIT));
}

fn held(org: OrgId) -> Balance {
	Consortium::account_of(org).expect("it exists").held
}

fn sign(who: &AccountId, call: impl Into<RuntimeCall>) -> Result<(), DispatchError> {
	let origin = RuntimeOrigin::signed(who.clone());
	call.into().dispatch(origin).map(|_| ()).map_err(|error| error.error)
}

/// What a call of Bob's makes his organisation put up.
fn deposit_of(call: impl Into<RuntimeCall>) -> Balance {
	deposit_by(&Bob.to_account_id(), call)
}

/// What a call of a builder's makes their organisation put up.
fn deposit_by(who: &AccountId, call: impl Into<RuntimeCall>) -> Balance {
	let before = held(BUILDERS);
	assert_ok!(sign(who, call));
	held(BUILDERS) - before
}

/// What an escrow makes the organisation of its payer put up, who pays with money of their own.
fn deposit_of_escrow(payer: &AccountId) -> Balance {
	assert_ok!(Balances::mint_into(payer, 100 * UNIT));
	let before = held(BUILDERS);
	assert_ok!(open(payer, UNIT));
	held(BUILDERS) - before
}

fn open(payer: &AccountId, amount: Balance) -> Result<EscrowId, DispatchError> {
	Escrow::open(EscrowPurpose::Order, 7, payer, amount, EXPIRES)
}

fn model(channels: u8) -> Registry {
	model_of(channels, None)
}

/// A model with `channels` channels, each of which can be written as `write` says.
fn model_of(channels: u8, write: Option<Writable>) -> Registry {
	let channel = |number: u8| Channel {
		name: vec![b'a' + number; 11].try_into().expect("short"),
		unit: b"Cel".to_vec().try_into().expect("short"),
		exponent: -1,
		kind: ChannelKind::Gauge,
		limits: Limits { low: -400, high: 850 },
		period: 60_000,
		write,
	};
	Registry::define_model {
		thing: [1; 32],
		uri: b"https://example.com/tm.json".to_vec().try_into().expect("short"),
		channels: (0..channels).map(channel).collect::<Vec<_>>().try_into().expect("few"),
		endorsers: Default::default(),
	}
}

/// A set-point of something that is switched, such as the release of a heat pump.
fn target() -> Option<Writable> {
	let range = Limits { low: 0, high: 1 };
	let pace = Pace { off: Some(0), min_on: 600_000, min_off: 600_000, per_hour: 6 };
	let bounds = Bounds { range, step: 1, fail_safe: 1, startup: 1, pace, lease: 300_000 };
	Some(Writable { kind: Kind::SetPoint, bounds })
}

/// The registration of a new device by its future owner.
fn registration(owner: &AccountId, scheme: Scheme) -> (DeviceId, Registry) {
	let secret = SecretKey::from_seed(scheme, [scheme as u8 + 1; 32]).expect("a key");
	let key = secret.public();
	let device = DeviceId::of::<HostCrypto>(&key);
	let metadata = [2; 32];
	let payload =
		Possession { owner: owner.clone().into(), model: 0, metadata, expires: EXPIRES.0 }
			.to_bytes();
	let message = Message::new(Purpose::Register, &Genesis::get(), &device, scheme, &payload);
	let signature = secret.sign(&message.expect("a short payload"));
	let endorsement = None;
	let model = ModelId(0);
	let call =
		Registry::register { key, model, metadata, expires: EXPIRES, signature, endorsement };
	(device, call)
}

fn amount(sum: Balance) -> String {
	format!("{}.{:03}", sum / UNIT, sum % UNIT / 1_000)
}

#[test]
fn deposits_are_as_documented() {
	let page = include_str!("../../docs/money.md");
	let rows = two_organizations().execute_with(|| {
		fund(BUILDERS);
		let bob = Bob.to_account_id();
		let mut rows = vec![
			("model with one channel, as in the example", deposit_of(model(1))),
			("model with ten such channels", deposit_of(model(10))),
			("model with one such channel that can be written", deposit_of(model_of(1, target()))),
		];
		let lot = Registry::post_lot { model: ModelId(0), root: [3; 32], count: 1_000_000 };
		rows.push(("production lot, however large", deposit_of(lot)));
		let mut devices = Vec::new();
		for scheme in [Scheme::Ed25519, Scheme::P256, Scheme::Secp256k1] {
			let (device, call) = registration(&bob, scheme);
			devices.push((device, deposit_of(call)));
		}
		let (device, sum) = devices[0];
		assert!(devices.iter().all(|(_, other)| *other == sum), "whatever the scheme of its key");
		rows.push(("device, with all keys that it can ever have", sum));
		let gateway = Alice.to_account_id();
		let authorize = Registry::authorize_gateway { scope: Scope::AllOfOwner, gateway };
		rows.push(("authorisation of a gateway", deposit_of(authorize)));
		rows.push(("account that anchors, with its first batch", deposit_of(anchor(0))));
		let stream = StreamId { device, channel: 0 };
		let watch = pallet_telemetry::Call::<Runtime>::watch { stream };
		rows.push(("watch on a stream", deposit_of(watch)));
		let invite = pallet_consortium::Call::<Runtime>::invite { who: Dave.to_account_id() };
		rows.push(("member, from the invitation on", deposit_by(&Alice.to_account_id(), invite)));
		rows.push(("escrow", deposit_of_escrow(&bob)));
		// Nothing but the money in escrow is the member's own.
		assert_eq!(System::account(&bob).data.reserved, UNIT);
		rows
	});
	let rows = rows.iter().map(|(what, sum)| format!("| {what} | {} |", amount(*sum)));
	let missing: Vec<String> = rows.filter(|row| !page.contains(row.as_str())).collect();
	assert!(missing.is_empty(), "docs/money.md lacks\n{}", missing.join("\n"));
}

fn anchor(number: u64) -> pallet_telemetry::Call<Runtime> {
	let batch = Batch { root: [1; 32], segments: 1, readings: 1, start: 1, end: 1, data: [2; 32] };
	pallet_telemetry::Call::anchor { number, batch, observed: Default::default() }
}

#[test]
fn accounts_that_anchor_once_and_leave_cost_their_organisation_a_deposit_each() {
	two_organizations().execute_with(|| {
		fund(BUILDERS);
		let admin = Alice.to_account_id();
		let join = |who: &AccountId| {
			let invite = pallet_consortium::Call::<Runtime>::invite { who: who.clone() };
			assert_ok!(sign(&admin, invite));
			assert_ok!(sign(who, pallet_consortium::Call::<Runtime>::join { org: BUILDERS }));
		};
		let leave = |who: AccountId| {
			let remove = pallet_consortium::Call::<Runtime>::remove_member { who };
			assert_ok!(sign(&admin, remove));
		};
		let come_and_go = |index: u16| {
			let mut bytes = [7; 32];
			bytes[..2].copy_from_slice(&index.to_le_bytes());
			let who = AccountId::new(bytes);
			join(&who);
			let anchored = sign(&who, anchor(0));
			leave(who.clone());
			anchored.map(|()| who)
		};
		join(&Dave.to_account_id());
		let place = held(BUILDERS);
		leave(Dave.to_account_id());
		assert_eq!(held(BUILDERS), 0);
		let first = come_and_go(0).expect("it can pay");
		let price = held(BUILDERS);
		let available = || Consortium::account_of(BUILDERS).expect("it exists").available;
		let amount = available() - 3 * price - place;
		let withdraw = pallet_consortium::Call::<Runtime>::withdraw { amount, to: first.clone() };
		assert_ok!(sign(&admin, withdraw));

		let anchored = (1..1_000).filter(|index| come_and_go(*index).is_ok()).count();
		assert_eq!((anchored, held(BUILDERS)), (3, 4 * price));
		let poor = pallet_consortium::Error::<Runtime>::DepositUnaffordable;
		assert_eq!(come_and_go(1_000), Err(poor.into()));
		// Whoever has paid goes on with the next number, and pays nothing.
		join(&first);
		assert_eq!(
			sign(&first, anchor(0)),
			Err(pallet_telemetry::Error::<Runtime>::StaleBatch.into())
		);
		assert_ok!(sign(&first, anchor(1)));
		assert_eq!(held(BUILDERS), 4 * price + place);
	});
}

#[test]
fn an_empty_account_is_named_as_the_reason() {
	two_organizations().execute_with(|| {
		let refused = sign(&Bob.to_account_id(), model(1));
		assert_eq!(refused, Err(pallet_consortium::Error::<Runtime>::DepositUnaffordable.into()));
		fund(BUILDERS);
		assert_ok!(sign(&Bob.to_account_id(), model(1)));
	});
}

#[test]
fn a_sale_moves_the_deposit_to_the_buyer_s_organisation() {
	two_organizations().execute_with(|| {
		fund(BUILDERS);
		let (bob, charlie) = (Bob.to_account_id(), Charlie.to_account_id());
		deposit_of(model(1));
		let (device, call) = registration(&bob, Scheme::P256);
		let (before, sum) = (held(BUILDERS), deposit_of(call));
		let offer = Registry::offer_transfer { device, to: charlie.clone(), expires: EXPIRES };
		assert_ok!(sign(&bob, offer));
		let accept = || Registry::accept_transfer { device };
		assert_eq!(
			sign(&charlie, accept()),
			Err(pallet_consortium::Error::<Runtime>::DepositUnaffordable.into())
		);
		fund(BUYERS);
		assert_ok!(sign(&charlie, accept()));
		assert_eq!((held(BUILDERS), held(BUYERS)), (before, sum));
	});
}

#[test]
fn a_device_changes_hands_within_an_organisation_without_free_money() {
	two_organizations().execute_with(|| {
		fund(BUILDERS);
		let (alice, bob) = (Alice.to_account_id(), Bob.to_account_id());
		deposit_of(model(1));
		let (device, call) = registration(&bob, Scheme::P256);
		deposit_of(call);
		let account = || Consortium::account_of(BUILDERS).expect("it exists");
		let (before, amount) = (account().held, account().available);
		let withdraw =
			pallet_consortium::Call::<Runtime>::withdraw { amount, to: Charlie.to_account_id() };
		assert_ok!(sign(&alice, withdraw));
		assert_eq!(account().available, 0);

		let offer = Registry::offer_transfer { device, to: alice.clone(), expires: EXPIRES };
		assert_ok!(sign(&bob, offer));
		assert_ok!(sign(&alice, Registry::accept_transfer { device }));
		assert_eq!(DeviceRegistry::device(device).expect("it is there").owner, alice);
		assert_eq!((account().held, account().available), (before, 0));
	});
}

#[test]
fn the_deposit_returns_to_whoever_paid_after_the_owner_has_left() {
	two_organizations().execute_with(|| {
		fund(BUILDERS);
		let bob = Bob.to_account_id();
		deposit_of(model(1));
		let (device, call) = registration(&bob, Scheme::Ed25519);
		let before = held(BUILDERS);
		deposit_of(call);
		let leave = pallet_consortium::Call::<Runtime>::remove_member { who: bob.clone() };
		assert_ok!(sign(&bob, leave));
		assert_ok!(sign(&bob, Registry::retire { device }));
		let delay: u64 = <Runtime as pallet_device_registry::Config>::DropDelay::get();
		pallet_timestamp::Now::<Runtime>::put(NOW + delay);
		assert_ok!(sign(&Charlie.to_account_id(), Registry::drop_device { device }));
		assert_eq!(held(BUILDERS), before);
	});
}

#[test]
fn an_admin_frees_the_deposit_of_a_member_who_lost_their_key() {
	two_organizations().execute_with(|| {
		fund(BUILDERS);
		let (alice, bob) = (Alice.to_account_id(), Bob.to_account_id());
		deposit_of(model(1));
		let (device, call) = registration(&bob, Scheme::P256);
		let (before, sum) = (held(BUILDERS), deposit_of(call));
		let remove = pallet_consortium::Call::<Runtime>::remove_member { who: bob };
		assert_ok!(sign(&alice, remove));
		let adopt = || Registry::adopt { device };
		let not_theirs = pallet_device_registry::Error::<Runtime>::OtherOrganization;
		assert_eq!(sign(&Charlie.to_account_id(), adopt()), Err(not_theirs.into()));
		assert_ok!(sign(&alice, adopt()));
		assert_eq!(held(BUILDERS), before + sum, "for its new owner, out of the same account");
		assert_ok!(sign(&alice, Registry::retire { device }));
		let delay: u64 = <Runtime as pallet_device_registry::Config>::DropDelay::get();
		pallet_timestamp::Now::<Runtime>::put(NOW + delay);
		assert_ok!(sign(&Charlie.to_account_id(), Registry::drop_device { device }));
		assert_eq!(held(BUILDERS), before);
	});
}

#[test]
fn money_in_escrow_goes_from_one_organisation_s_account_to_another_s() {
	two_organizations().execute_with(|| {
		fund(BUILDERS);
		let (builders, buyers) = (Consortium::account(BUILDERS), Consortium::account(BUYERS));
		let escrow = open(&builders, 30 * UNIT).expect("the organisation can afford it");
		assert!(held(BUILDERS) > 30 * UNIT, "the money and the deposit");
		// What is in escrow is not the admin's to withdraw.
		let withdraw = pallet_consortium::Call::<Runtime>::withdraw {
			amount: 70 * UNIT,
			to: Alice.to_account_id(),
		};
		let refused = sign(&Alice.to_account_id(), withdraw);
		assert_eq!(refused, Err(pallet_consortium::Error::<Runtime>::NotAvailable.into()));
		// The other account does not exist before.
		let paid = Escrow::release(EscrowPurpose::Order, escrow, &buyers, 20 * UNIT);
		assert_eq!((paid, Balances::free_balance(&buyers)), (Ok(20 * UNIT), 20 * UNIT));
		assert_eq!(Escrow::close(EscrowPurpose::Order, escrow), Ok(10 * UNIT));
		assert_eq!((held(BUILDERS), Balances::free_balance(&builders)), (0, 80 * UNIT));
	});
}

#[test]
fn a_member_of_a_third_organisation_decides_for_nothing() {
	two_organizations().execute_with(|| {
		fund(BUILDERS);
		let [alice, bob, charlie] = [Alice, Bob, Charlie].map(|who| who.to_account_id());
		let escrow = open(&Consortium::account(BUILDERS), 30 * UNIT).expect("affordable");
		let terms = |arbiter: &AccountId| pallet_escrow::DisputeOf::<Runtime> {
			arbiter: arbiter.clone(),
			payee: Dave.to_account_id(),
			parties: [BUILDERS, OrgId(9)],
			low: UNIT,
			high: 20 * UNIT,
			default: 10 * UNIT,
			until: EXPIRES,
		};
		for partial in [&alice, &bob] {
			let refused = Escrow::dispute(EscrowPurpose::Order, escrow, terms(partial));
			assert_eq!(refused, Err(pallet_escrow::Error::<Runtime>::PartialArbiter.into()));
		}
		assert_ok!(Escrow::dispute(EscrowPurpose::Order, escrow, terms(&charlie)));
		let decide = |amount| pallet_escrow::Call::<Runtime>::decide { escrow, amount };
		assert_eq!(
			sign(&bob, decide(UNIT)),
			Err(pallet_escrow::Error::<Runtime>::NotArbiter.into())
		);
		let call = RuntimeCall::from(decide(UNIT));
		let info = call.get_dispatch_info();
		assert!(Consortium::sponsors(&charlie, &call, &info, 150));
		assert_ok!(sign(&charlie, decide(UNIT)));
		assert_eq!(Escrow::resolve(EscrowPurpose::Order, escrow), Ok(UNIT));
		assert_eq!(Balances::free_balance(Dave.to_account_id()), UNIT);
	});
}

#[test]
fn an_escrow_whose_opener_falls_silent_ends_for_nothing() {
	two_organizations().execute_with(|| {
		fund(BUILDERS);
		let builders = Consortium::account(BUILDERS);
		let escrow = open(&builders, 30 * UNIT).expect("the organisation can afford it");
		let expire = || RuntimeCall::from(pallet_escrow::Call::<Runtime>::expire { escrow });
		let anybody = || RuntimeOrigin::signed(Dave.to_account_id());
		let early = expire().dispatch(anybody()).expect_err("the backstop has not passed");
		assert_eq!(early.post_info.pays_fee, Pays::Yes);
		pallet_timestamp::Now::<Runtime>::put(EXPIRES.0 + 1);
		assert_eq!(expire().dispatch(anybody()).map(|info| info.pays_fee), Ok(Pays::No));
		assert_eq!((held(BUILDERS), Balances::free_balance(&builders)), (0, 100 * UNIT));
	});
}

#[test]
fn to_fill_a_gigabyte_with_escrows_binds_as_much_as_documented() {
	let page = include_str!("../../docs/money.md");
	two_organizations().execute_with(|| {
		fund(BUILDERS);
		let bob = Bob.to_account_id();
		let deposit = deposit_of_escrow(&bob);
		let before = size();
		assert_ok!(open(&bob, UNIT));
		let bytes = size() - before;
		let bound = bound_by_a_gigabyte(deposit, bytes);
		let row = format!("{bytes} bytes, so that 1 GB of them binds {bound} TALLY");
		assert!(page.contains(&row), "docs/money.md lacks “{row}”");
	});
}

/// Keys and values that members have the chain keep, as the database does.
fn size() -> usize {
	let pallets = ["AssetLifecycle", "Escrow", "Telemetry"];
	let pallets = pallets.map(|name| sp_io::hashing::twox_128(name.as_bytes()));
	let mut sum = 0;
	let mut key = Vec::new();
	while let Some(next) = sp_io::storage::next_key(&key) {
		if pallets.iter().any(|pallet| next.starts_with(pallet)) {
			sum += next.len() + sp_io::storage::get(&next).map_or(0, |value| value.len());
		}
		key = next;
	}
	sum
}

/// What 1 GB of a record binds, in TALLY, rounded down to ten thousand.
fn bound_by_a_gigabyte(deposit: Balance, bytes: usize) -> Balance {
	1_000_000_000 / bytes as Balance * deposit / UNIT / 10_000 * 10_000
}

#[test]
fn the_price_is_in_the_constants() {
	two_organizations().execute_with(|| {
		fund(BUILDERS);
		let sum = deposit_of(model(1));
		let (record, _): (ModelOf<Runtime>, _) =
			pallet_device_registry::Models::<Runtime>::get(ModelId(0)).expect("just defined");
		let bytes = record.encode().len() as u32;
		let base = <Runtime as pallet_consortium::Config>::DepositBase::get();
		let byte = <Runtime as pallet_consortium::Config>::DepositPerByte::get();
		assert_eq!(sum, base + Balance::from(bytes) * byte);
		assert_eq!(sum, Consortium::deposit(bytes));
		assert!(DeviceRegistry::model(ModelId(0)).is_some());
	});
}

mod assets {
	//! What assets and what belongs to them bind.

	use super::*;
	use pallet_asset_lifecycle::{
		BizStep, Call, ClassDefinition, Curve, Definition, Disposition, DocumentKind, Keeper, Leaf,
		LeafProof, LotDates, Makers, NewLot, Opening, Passes, Policy, Receipt, ShelfLife, State,
		StateKind, StayKind, Terms, TradeTerms, Transition, Trigger, Weighted,
	};
	use tallystick_condition::{
		measure::Measure,
		price::{CurvePoint, WHOLE},
		Breakpoint, Convex, Doubt, Probe,
	};
	use tallystick_primitives::{
		gs1::{CompanyPrefix, Gln, Key, Sscc, Text},
		AssetId, ClassId, Facts, Observation, OnObservation, PolicyId, TraceLotId, TradeId, Unit,
	};
	use tallystick_runtime::AssetLifecycle;

	type Assets = Call<Runtime>;

	const HOUR: u64 = 3_600_000;

	/// A record, what one binds, and the bytes that one more takes.
	struct Row(&'static str, Balance, usize);

	fn by_bob(what: &'static str, call: Assets) -> Row {
		let before = size();
		let deposit = deposit_of(call);
		Row(what, deposit, size() - before)
	}

	fn prefix() -> CompanyPrefix {
		"4012345".parse().expect("seven digits")
	}

	fn sscc(number: u32) -> Key {
		let body = 4_012_345_000_000_000 + u64::from(number);
		Key::Sscc(Sscc::from_body(body).expect("16 digits"))
	}

	/// Degree-minutes above 8.0 °C, in a table as long as one can be.
	fn policy() -> Policy {
		let breakpoints = (0..64).map(|at| Breakpoint { at: 80 + at, slope: at });
		let table = Convex::new(0, 0, 0, breakpoints);
		Policy {
			measure: Measure::Convex(table.expect("it is convex")),
			unit: Unit::CELSIUS,
			exponent: -1,
			probe: Probe::Air,
			stands: Policy::DEFAULT_STANDS,
			spacing: Policy::DEFAULT_SPACING,
			hot: 300,
			cold: -100,
			ignored: Facts::NONE,
			oversampled: Doubt::Doubtful,
		}
	}

	fn class() -> ClassDefinition {
		let name = |text: &str| text.as_bytes().to_vec().try_into().expect("short");
		let state = |text, kind| State { name: name(text), kind };
		let states = vec![
			state("harvested", StateKind::Live),
			state("cooled", StateKind::Live),
			state("sold", StateKind::Final),
		];
		let way = |from, to, by| Transition {
			from,
			to,
			by,
			step: BizStep::Storing,
			disposition: Disposition::InProgress,
		};
		let transitions = vec![way(0, 1, Trigger::Custodian), way(1, 2, Trigger::Owner)];
		let weighted = Weighted { policy: PolicyId(0), weight: 1 };
		Definition {
			name: name("strawberries"),
			gtin: None,
			unit: None,
			decimals: 0,
			states: states.try_into().expect("three"),
			transitions: transitions.try_into().expect("two"),
			policies: vec![weighted].try_into().expect("one"),
			ingredients: Default::default(),
			shelf_life: ShelfLife::New,
			makers: Makers::Anyone,
		}
	}

	fn new_lot(code: &str) -> NewLot {
		let source = Gln::from_body(401_234_500_001);
		NewLot {
			code: Text::new(code).expect("short"),
			source: source.expect("a GLN").into(),
			prefix: prefix(),
			dates: LotDates { made: Millis(NOW), expires: None },
		}
	}

	fn create(lot: u64, number: u32) -> Assets {
		let (key, circumstances) = (sscc(number), Box::default());
		Assets::create { lot: TraceLotId(lot), key, prefix: prefix(), quantity: 10, circumstances }
	}

	fn terms(agreed: u64) -> Terms {
		Terms {
			passes: Passes::Custody,
			quantity: 10,
			at: None,
			agreed,
			bond: 0,
			keeper: Keeper::Taker,
			step: BizStep::Receiving,
			until: Millis(NOW + HOUR),
		}
	}

	/// Has a stream say something, and returns the leaf of that.
	fn say(stream: StreamId, start: u64) -> Leaf {
		use tallystick_evidence::{Native, Reading, RunHasher};
		let limits = Limits { low: -400, high: 850 };
		let mut hasher = RunHasher::new(stream.channel, limits);
		for reading in 0..10 {
			let reading = Reading::plain(start + reading * 60_000, 85);
			hasher.push::<Native>(&reading.into()).expect("in order");
		}
		let root = hasher.finish::<Native>().expect("small").expect("it has readings").root;
		let observation = Observation {
			boot_epoch: 0,
			sequence: 0,
			summary: root.summary,
			root: root.hash,
			at: Millis(start),
			facts: Facts::NONE,
		};
		AssetLifecycle::on_observation(&stream, &observation);
		AssetLifecycle::tally(stream).and_then(|tally| tally.last).expect("it was counted")
	}

	fn trade_terms() -> TradeTerms<AccountId> {
		let points = [(10_000, WHOLE), (110_000, 0)];
		let points = points.map(|(loss, parts)| CurvePoint { loss, parts });
		TradeTerms {
			price: UNIT,
			curve: Curve::new(points).expect("it falls"),
			policies: vec![Weighted { policy: PolicyId(0), weight: 1 }].try_into().expect("one"),
			rate: 1,
			arbiter: Dave.to_account_id(),
			offered_until: Millis(NOW + HOUR),
			pick_up_by: Millis(NOW + 2 * HOUR),
			deliver_by: Millis(NOW + 3 * HOUR),
			data: HOUR,
			window: HOUR,
			arbitration: HOUR,
		}
	}

	fn rows() -> Vec<Row> {
		let (bob, charlie) = (Bob.to_account_id(), Charlie.to_account_id());
		let id = |id: u64| AssetId(id);
		let mut rows = vec![
			by_bob(
				"company prefix",
				Assets::bind_prefix { prefix: prefix(), org: BUILDERS, party: None },
			),
			by_bob(
				"condition policy with a table of 64 points",
				Assets::define_policy { policy: Box::new(policy()) },
			),
			by_bob(
				"class with three states and a policy",
				Assets::define_class { definition: Box::new(class()), prefix: None },
			),
			by_bob("traceability lot", Assets::open_lot { class: ClassId(0), lot: new_lot("L1") }),
		];
		rows.push(by_bob("asset", create(0, 1)));
		assert_ok!(sign(&bob, create(0, 2)));

		// What a hundred of them take once they are packed.
		let before = (held(BUILDERS), size());
		for number in 100..200 {
			assert_ok!(sign(&bob, create(0, number)));
		}
		let children: Vec<_> = (2..102).map(id).collect();
		for children in children.chunks(25) {
			let children = children.to_vec().try_into().expect("few");
			let (parent, circumstances) = (id(1), Box::default());
			assert_ok!(sign(&bob, Assets::join { parent, children, circumstances }));
		}
		let (deposit, bytes) = (held(BUILDERS) - before.0, size() - before.1);
		rows.push(Row("asset that is in another one", deposit / 100, bytes / 100));

		assert_ok!(sign(&bob, model(1)));
		let (device, call) = registration(&bob, Scheme::Ed25519);
		assert_ok!(sign(&bob, call));
		let stream = StreamId { device, channel: 0 };
		let until = Millis(NOW + 24 * HOUR);
		rows.push(by_bob("loan of a device", Assets::lend { device, to: BUYERS, until }));
		let kind = StayKind::Counting;
		rows.push(by_bob(
			"stay of the first stream of a device",
			Assets::attach { asset: id(0), stream, kind },
		));
		rows.push(by_bob(
			"stay of a stream that watches already",
			Assets::attach { asset: id(1), stream, kind },
		));
		let document = Assets::add_document {
			asset: id(0),
			document: [4; 32],
			kind: DocumentKind::Certificate,
			until: None,
		};
		rows.push(by_bob("document", document));
		let leaf = say(stream, NOW + 60_000);
		let proof = LeafProof { leaf, path: Default::default() };
		rows.push(by_bob(
			"proven boundary of a stay",
			Assets::prove_boundary {
				asset: id(1),
				at: Millis(NOW),
				proof: Box::new(proof.clone()),
			},
		));

		let offer =
			Assets::offer_trade { asset: id(0), buyer: BUYERS, terms: Box::new(trade_terms()) };
		rows.push(by_bob("trade with one policy", offer));
		assert_ok!(Balances::mint_into(&charlie, 100 * UNIT));
		fund(BUYERS);
		assert_ok!(sign(&charlie, Assets::fund { trade: TradeId(0) }));
		assert_ok!(sign(&bob, Assets::pick_up { trade: TradeId(0), agreed: 0 }));
		let offer = Assets::offer_custody { asset: id(0), to: BUYERS, terms: terms(0) };
		assert_eq!(deposit_of(offer), 0, "the asset's deposit covers it");
		let accept = Assets::accept {
			asset: id(0),
			terms: terms(0),
			receipt: Receipt::default(),
			circumstances: Box::default(),
		};
		pallet_timestamp::Now::<Runtime>::put(NOW + HOUR / 2);
		assert_ok!(sign(&charlie, accept));
		rows.push(by_bob(
			"leaf that is shown for a trade, one policy",
			Assets::show { trade: TradeId(0), proof: Box::new(proof), opening: Opening::default() },
		));
		rows.push(by_bob("recall", Assets::recall_lot { lot: TraceLotId(0), notice: [5; 32] }));
		rows
	}

	/// Dave, who arbitrates, is of another organisation.
	fn with_an_arbiter() -> sp_io::TestExternalities {
		let mut ext = two_organizations();
		ext.execute_with(|| {
			let name = b"Arbiters".to_vec().try_into().expect("short");
			let origin = RuntimeOrigin::root();
			let roles = tallystick_primitives::Roles::ALL;
			assert_ok!(Consortium::admit(origin, name, Dave.to_account_id(), roles));
			let dave = RuntimeOrigin::signed(Dave.to_account_id());
			assert_ok!(Consortium::join(dave, OrgId(2)));
		});
		ext
	}

	#[test]
	fn deposits_of_assets_are_as_documented() {
		let page = include_str!("../../docs/money.md");
		let rows = with_an_arbiter().execute_with(|| {
			assert_ok!(Balances::mint_into(&Consortium::account(BUILDERS), 1_000 * UNIT));
			rows()
		});
		let rows = rows.iter().map(|Row(what, deposit, bytes)| {
			let bound = bound_by_a_gigabyte(*deposit, *bytes);
			format!("| {what} | {} | {bytes} | {bound} |", amount(*deposit))
		});
		let missing: Vec<String> = rows.filter(|row| !page.contains(row.as_str())).collect();
		assert!(missing.is_empty(), "docs/money.md lacks\n{}", missing.join("\n"));
	}
}

mod market {
	//! What records of the energy market bind.

	use super::*;
	use pallet_energy_market::{
		Availability, Call, Eic, Meter, Name, PointId, Powers, ZoneId, ZoneTerms,
	};
	use sp_keyring::Sr25519Keyring::Eve;
	use tallystick_market::{Agreement, Charges, Formula, Grid, IndexId, Tariff, TariffId};
	use tallystick_primitives::{records::Rate, Price, Slot, WattHours};
	use tallystick_runtime::EnergyMarket;

	type Market = Call<Runtime>;

	fn name() -> Name {
		b"day ahead".to_vec().try_into().expect("short")
	}

	fn tariff() -> Box<Tariff> {
		let flat = |rate| Formula::Flat(Rate(rate));
		Box::new(Tariff { supply: flat(300_000), feed_in: flat(80_000) })
	}

	fn terms() -> Box<pallet_energy_market::ZoneTermsOf<Runtime>> {
		let agreement = Agreement { supplier: BUILDERS, tariff: TariffId(0) };
		Box::new(ZoneTerms {
			grid: Grid::new(Price(0), Price(999), Price(1)).expect("1,000 prices"),
			capacity: WattHours(1_000_000),
			charges: Charges::new([]).expect("none"),
			deviation: Price(1),
			standard: WattHours(100),
			defaults: vec![agreement].try_into().expect("one"),
		})
	}

	/// What a metering point makes its owner put up, who belongs to no organisation.
	fn deposit_of_point() -> Balance {
		let owner = Eve.to_account_id();
		assert_ok!(Balances::mint_into(&owner, 100 * UNIT));
		let device = DeviceId([7; 32]);
		let propose = Market::propose_point {
			point: PointId([1; 16]),
			zone: ZoneId(0),
			meter: Meter { device, import: 0, export: 1 },
			powers: Powers { connected: 11_000, export: 8_000 },
		};
		assert_ok!(sign(&owner, propose));
		System::account(&owner).data.reserved
	}

	#[test]
	fn deposits_of_the_energy_market_are_as_documented() {
		let page = include_str!("../../docs/money.md");
		let rows = two_organizations().execute_with(|| {
			fund(BUILDERS);
			let admin = Alice.to_account_id();
			let from = EnergyMarket::first_unopened();
			let notice = EnergyMarket::least_notice();
			let offer = Market::offer_tariff {
				name: name(),
				availability: Availability::Default(BUILDERS),
				notice,
				from,
				first: tariff(),
			};
			let offer = ("tariff, with its first version", deposit_by(&admin, offer));
			let next = Slot(from.0 + u64::from(notice));
			let publish =
				Market::publish_version { tariff: TariffId(0), from: next, next: tariff() };
			let publish = ("each more version of a tariff", deposit_by(&admin, publish));
			let eic = Eic::new("10YDE-VE-------2").expect("it is one");
			let open = Market::open_zone { eic, from, terms: terms() };
			let open = ("zone, with its first terms", deposit_by(&admin, open));
			let set = Market::set_terms { zone: ZoneId(0), from: next, terms: terms() };
			let set = ("each more version of a zone's terms", deposit_by(&admin, set));
			let publishers = vec![BUILDERS, BUYERS].try_into().expect("two");
			let define = Market::define_index { name: name(), publishers };
			let define = ("index", deposit_of(define));
			let values = vec![Rate(5)].try_into().expect("one");
			let report = Market::publish { index: IndexId(0), from, values };
			let report = ("a publisher's report of a period of an index", deposit_of(report));
			let point = ("metering point, with all that belongs to it", deposit_of_point());
			[offer, publish, open, set, define, report, point]
		});
		let rows = rows.iter().map(|(what, sum)| format!("| {what} | {} |", amount(*sum)));
		let missing: Vec<String> = rows.filter(|row| !page.contains(row.as_str())).collect();
		assert!(missing.is_empty(), "docs/money.md lacks\n{}", missing.join("\n"));
	}

	#[test]
	fn a_device_that_only_its_owner_vouches_for_is_no_meter() {
		use frame_support::traits::Contains;
		use tallystick_primitives::{records::device::Provenance, LotId};
		use tallystick_runtime::configs::market::EndorsedDevices;
		two_organizations().execute_with(|| {
			fund(BUILDERS);
			let bob = Bob.to_account_id();
			deposit_of(model(1));
			let (device, call) = registration(&bob, Scheme::Ed25519);
			assert!(!EndorsedDevices::contains(&device));
			deposit_of(call);
			let is_meter = |provenance| {
				pallet_device_registry::Devices::<Runtime>::mutate_extant(device, |(record, _)| {
					record.provenance = provenance;
				});
				EndorsedDevices::contains(&device)
			};
			assert!(!is_meter(Provenance::Declared));
			assert!(is_meter(Provenance::Endorsed));
			assert!(is_meter(Provenance::Lot(LotId(0))));
		});
	}

	#[test]
	fn a_home_pays_for_its_point_although_it_belongs_to_an_organisation() {
		two_organizations().execute_with(|| {
			fund(BUILDERS);
			let before = held(BUILDERS);
			let bob = Bob.to_account_id();
			let propose = Market::propose_point {
				point: PointId([1; 16]),
				zone: ZoneId(0),
				meter: Meter { device: DeviceId([7; 32]), import: 0, export: 1 },
				powers: Powers { connected: 11_000, export: 8_000 },
			};
			let from = EnergyMarket::first_unopened();
			let (availability, first) = (Availability::Default(BUILDERS), tariff());
			let notice = EnergyMarket::least_notice();
			let offer = Market::offer_tariff { name: name(), availability, notice, from, first };
			let admin = Alice.to_account_id();
			assert_noop!(sign(&bob, offer.clone()), DispatchError::BadOrigin);
			assert_ok!(sign(&admin, offer));
			let eic = Eic::new("10YDE-VE-------2").expect("it is one");
			let open = Market::open_zone { eic, from, terms: terms() };
			assert_noop!(sign(&bob, open.clone()), DispatchError::BadOrigin);
			assert_ok!(sign(&admin, open));
			let organization = held(BUILDERS);
			assert!(organization > before);
			assert!(sign(&bob, propose.clone()).is_err(), "they have no money of their own");
			assert_ok!(Balances::mint_into(&bob, 100 * UNIT));
			assert_ok!(sign(&bob, propose));
			assert_eq!(held(BUILDERS), organization);
			assert!(System::account(&bob).data.reserved > 0);
		});
	}
}

mod automation {
	//! What records of rules and actuators bind.

	use super::*;
	use pallet_automation::{Call, Group, GroupMember, RuleSettings, Safety};
	use tallystick_client::rules::{text, Quantity, SiteId};
	use tallystick_primitives::control::Envelope;

	type Automation = Call<Runtime>;

	#[test]
	fn deposits_of_rules_and_actuators_are_as_documented() {
		let page = include_str!("../../docs/money.md");
		let rows = two_organizations().execute_with(|| {
			fund(BUILDERS);
			let bob = Bob.to_account_id();
			deposit_of(model_of(2, target()));
			let (device, call) = registration(&bob, Scheme::Ed25519);
			deposit_of(call);
			let site = SiteId(0);
			let mut rows =
				vec![("site", deposit_of(Automation::open_site { site: Box::default() }))];
			let Some(Writable { bounds, .. }) = target() else { panic!("it can be written") };
			let envelope = Envelope { bounds, slew: None, default: 1 };
			let safety = Safety { envelope, guards: Default::default(), deadline: 60_000 };
			let set = |channel| Automation::set_safety {
				actuator: StreamId { device, channel },
				site,
				safety: Box::new(safety.clone()),
			};
			rows.push(("actuator", deposit_of(set(0))));
			deposit_of(set(1));
			let text = "rule cold site 0\nin least = param 0 as 1 Cel\nalarm cold notice when least > 1 Cel";
			let rule = text::parse(text).expect("a rule");
			let deploy = Automation::deploy {
				site,
				name: rule.name,
				program: Box::new(rule.program),
				settings: RuleSettings::default(),
			};
			rows.push(("rule with one parameter and one alarm", deposit_of(deploy)));
			let permit = Automation::permit { device, org: BUYERS };
			rows.push(("permit for another organisation's rules", deposit_of(permit)));
			let member = |channel| GroupMember { actuator: StreamId { device, channel }, rated: 1 };
			let group = Group {
				org: BUILDERS,
				site,
				members: vec![member(0), member(1)].try_into().expect("two"),
				cap: Some(1),
				exclusive: Default::default(),
			};
			let form = Automation::form_group { group: Box::new(group) };
			rows.push(("group of actuators", deposit_of(form)));
			let open = Automation::open_signal { quantity: Quantity::plain() };
			rows.push(("signal of a grid operator", deposit_of(open)));
			rows
		});
		let rows = rows.iter().map(|(what, sum)| format!("| {what} | {} |", amount(*sum)));
		let missing: Vec<String> = rows.filter(|row| !page.contains(row.as_str())).collect();
		assert!(missing.is_empty(), "docs/money.md lacks\n{}", missing.join("\n"));
	}
}

mod procurement {
	//! What records of machines that buy bind, and how their money goes.

	use super::*;
	use pallet_procurement::{
		Call, Category, Delivery, Machine, MandateId, MandateTerms, NeedId, Offer, OrderId, TaxRate,
	};
	use tallystick_primitives::evidence::{Crypto, Hash};

	type Procurement = Call<Runtime>;

	const HOUR: u64 = 3_600_000;
	const DAY: u64 = 24 * HOUR;
	const DETERGENT: Category = Category { class: 10_000_405, part: None };
	const CODE: &[u8] = b"in the parcel";

	/// Bob's device with an offer of Charlie's, and Dave as arbiter of a third organisation.
	fn stage() -> (DeviceId, Vec<(&'static str, Balance)>) {
		fund(BUILDERS);
		fund(BUYERS);
		let (bob, charlie, dave) =
			(Bob.to_account_id(), Charlie.to_account_id(), Dave.to_account_id());
		for who in [&bob, &charlie] {
			assert_ok!(Balances::mint_into(who, 100 * UNIT));
		}
		let (origin, roles) = (RuntimeOrigin::root(), Role::Auditor.into());
		let name = b"Arbiters".to_vec().try_into().expect("short");
		assert_ok!(Consortium::admit(origin, name, dave.clone(), roles));
		assert_ok!(Consortium::join(RuntimeOrigin::signed(dave.clone()), OrgId(2)));
		deposit_of(model(2));
		let (device, call) = registration(&bob, Scheme::Ed25519);
		deposit_of(call);
		let offer = Offer {
			gtin: None,
			document: [1; 32],
			by: Delivery::Parcel,
			unit: UNIT,
			freight: 0,
			tax: TaxRate(0),
			stock: 9,
			accept: HOUR,
			dispatch: DAY,
			delivery: DAY,
			until: Millis(NOW + 100 * DAY),
			arbiter: dave.clone(),
		};
		let publish = Procurement::publish_offer { category: DETERGENT, offer: Box::new(offer) };
		let before = Consortium::account_of(BUYERS).expect("it exists").held;
		assert_ok!(sign(&charlie, publish));
		let offered = Consortium::account_of(BUYERS).expect("it exists").held - before;
		let terms = MandateTerms {
			categories: vec![DETERGENT].try_into().expect("one"),
			vendors: vec![BUYERS].try_into().expect("one"),
			arbiters: vec![dave].try_into().expect("one"),
			per_unit: UNIT,
			per_order: 2 * UNIT,
			per_period: 4 * UNIT,
			period: 30 * DAY,
			veto: 0,
			within: 5 * DAY,
			window: DAY,
			arbitration: DAY,
			filled: 0,
			until: Millis(NOW + 100 * DAY),
		};
		let machine = Machine::Device(device);
		let grant = Procurement::grant_mandate { machine, terms: Box::new(terms), condition: None };
		let mandate = deposit_of(grant);
		let declare = Procurement::declare_need {
			mandate: MandateId(0),
			category: DETERGENT,
			quantity: 2,
			address: [2; 32],
			covered: None,
			warranty: None,
		};
		let need = deposit_of(declare);
		let rows = vec![("offer", offered), ("mandate", mandate), ("need", need)];
		(device, rows)
	}

	fn pass(millis: u64) {
		pallet_timestamp::Now::<Runtime>::mutate(|now| *now += millis);
	}

	#[test]
	fn deposits_of_machines_that_buy_are_as_documented() {
		let page = include_str!("../../docs/money.md");
		let rows = two_organizations().execute_with(|| {
			let (_, mut rows) = stage();
			let order = deposit_of(Procurement::place_order { need: NeedId(0) });
			rows.push(("order, with its escrow", order));
			rows
		});
		let rows = rows.iter().map(|(what, sum)| format!("| {what} | {} |", amount(*sum)));
		let missing: Vec<String> = rows.filter(|row| !page.contains(row.as_str())).collect();
		assert!(missing.is_empty(), "docs/money.md lacks\n{}", missing.join("\n"));
	}

	#[test]
	fn an_order_goes_from_the_owner_s_account_to_the_vendor_s_organisation() {
		two_organizations().execute_with(|| {
			stage();
			let (bob, charlie) = (Bob.to_account_id(), Charlie.to_account_id());
			let shop = Consortium::account(BUYERS);
			let order = OrderId(0);
			let free = Balances::free_balance(&bob);
			assert_ok!(sign(&bob, Procurement::place_order { need: NeedId(0) }));
			assert_eq!(Balances::free_balance(&bob), free, "the budget was on hold before");
			assert_ok!(sign(&charlie, Procurement::accept { order }));
			let parcel = HostCrypto::hash(&[CODE]);
			let (quantity, invoice, asset): (_, Hash, _) = (2, [3; 32], None);
			assert_ok!(sign(
				&charlie,
				Procurement::ship { order, quantity, parcel, invoice, asset }
			));
			let code = CODE.to_vec().try_into().expect("short");
			assert_ok!(sign(&bob, Procurement::receive { order, quantity, code }));
			pass(DAY + 1);
			let before = Balances::free_balance(&shop);
			assert_ok!(sign(&Dave.to_account_id(), Procurement::advance { order }));
			assert_eq!(Balances::free_balance(&shop) - before, 2 * UNIT);
			assert_eq!(Balances::free_balance(&bob), free);
			assert_eq!(Balances::free_balance(&charlie), 100 * UNIT, "the bond came back");
		});
	}

	#[test]
	fn an_order_whose_parties_fall_silent_ends_for_nothing() {
		two_organizations().execute_with(|| {
			stage();
			let (bob, charlie) = (Bob.to_account_id(), Charlie.to_account_id());
			let order = OrderId(0);
			assert_ok!(sign(&bob, Procurement::place_order { need: NeedId(0) }));
			assert_ok!(sign(&charlie, Procurement::accept { order }));
			let (bound, free) = (held(BUILDERS), Balances::free_balance(&bob));
			pass(DAY + 1);
			assert_ok!(sign(&Dave.to_account_id(), Procurement::advance { order }));
			assert!(held(BUILDERS) < bound, "deposits came back");
			// A tenth of two units is the vendor's bond; the price is in the budget again.
			assert_eq!(Balances::free_balance(&bob), free + UNIT / 5);
			assert_eq!(Balances::total_balance(&charlie), 100 * UNIT - UNIT / 5);
		});
	}
}
