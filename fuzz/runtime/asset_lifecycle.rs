//! Calls of the asset lifecycle: classes, lots, assets and their custody, streams, trades and recalls.

use super::{
	cast,
	device_registry::SENSOR,
	source::{any_of, Pick, Source},
	telemetry,
	world::World,
};
use pallet_asset_lifecycle::{
	AssetIds, BizStep, Call, Circumstances, ClassDefinition, Corrections, Curve, Definition,
	Disposition, DocumentKind, Ingredient, Keeper, LeafProof, LotDates, Makers, NewLot, Offers,
	Opening, Passes, Place, Policy, Portion, Receipt, ShelfLife, State, StateKind, StayKind, Stays,
	Tallies, Terms, TradeTerms, TradeTermsOf, Transition, Trigger, Weighted,
};
use tallystick_condition::{
	price::{CurvePoint, WHOLE},
	Doubt, Measure, Probe,
};
use tallystick_primitives::{
	gs1::{
		event::{Action, Discrepancy, Event as Epcis, Items, Time, What, ZoneOffset},
		vocabulary::ErrorReason,
		CompanyPrefix, Giai, Gln, Key, Sgln, Text,
	},
	AssetId, ClassId, Facts, Millis, OrgId, PolicyId, StreamId, TraceLotId, TradeId, Unit,
};
use tallystick_runtime::{AssetLifecycle, Runtime, RuntimeCall};

pub(crate) fn call(from: &mut Source) -> RuntimeCall {
	match from.below(8) {
		0 => master_data(from),
		1 | 2 => assets(from),
		3 => hand_overs(from),
		4 => streams(from),
		5 | 6 => trades(from),
		_ => recalls(from),
	}
	.into()
}

fn master_data(from: &mut Source) -> Call<Runtime> {
	any_of!(from, Call:
		bind_prefix { prefix, org, party },
		release_prefix { prefix },
		define_class { definition, prefix },
		retire_class { class },
		drop_class { class },
		open_lot { class, lot },
		drop_lot { lot },
		define_policy { policy },
		drop_policy { policy },
	)
}

fn assets(from: &mut Source) -> Call<Runtime> {
	match from.below(16) {
		0 | 1 => return transform(from),
		2 => return leave(from),
		_ => {},
	}
	any_of!(from, Call:
		create { lot, key, prefix, quantity: quantity, circumstances },
		set_key { asset: nameless, key, prefix, circumstances },
		change_state { asset, state: |from: &mut Source| from.below(4) as u8, circumstances },
		drop_asset { asset },
		split { asset, parts, prefix, circumstances },
		merge { inputs: alike, key, prefix, lot, circumstances },
		join { parent, children, circumstances },
		correct { asset, wrong: wrong, reason: |_| ErrorReason::IncorrectData, corrections: |_| Corrections::default() },
		add_document { asset, document, kind, until },
		remove_document { asset, document },
	)
}

fn hand_overs(from: &mut Source) -> Call<Runtime> {
	match from.one_in(2) {
		true => accept(from),
		false if from.one_in(2) => offer(from),
		false => any_of!(from, Call:
			withdraw { asset },
			refuse { asset },
			lapse { asset },
		),
	}
}

fn streams(from: &mut Source) -> Call<Runtime> {
	if from.one_in(6) {
		return forget_stay(from);
	}
	if from.one_in(6) {
		return prove_boundary(from);
	}
	any_of!(from, Call:
		lend { device, to, until },
		end_loan { device, to },
		attach { asset, stream: sensor, kind },
		detach { asset, stream: attached },
		swap { asset, old: attached, new: sensor },
		consent { asset, stream: attached },
	)
}

fn trades(from: &mut Source) -> Call<Runtime> {
	if from.one_in(4) {
		return offer_trade(from);
	}
	any_of!(from, Call:
		withdraw_trade { trade },
		fund { trade },
		post_bond { trade, amount },
		pick_up { trade, agreed },
		deliver { trade },
		price_trade { trade },
		show { trade, proof: |from: &mut Source| Box::new(leaf(from)), opening: |_| Opening::default() },
		appeal { trade },
		settle_trade { trade },
		swap_stream { trade, old: attached, new: attached },
	)
}

fn recalls(from: &mut Source) -> Call<Runtime> {
	any_of!(from, Call:
		recall_lot { lot, notice },
		confirm_recall { recall },
		lapse_recall { recall },
		end_recall { recall },
		quarantine { asset, circumstances },
		release { asset: held, circumstances },
	)
}

/// A prefix, of which there are few.
fn prefix(seed: usize) -> CompanyPrefix {
	CompanyPrefix::new(&format!("9{seed:011}")).expect("twelve digits")
}

/// The number under a prefix.
fn gln(prefix: &CompanyPrefix) -> Gln {
	let last = (0..10).find_map(|digit| format!("{prefix}{digit}").parse().ok());
	last.expect("one of ten is the check digit")
}

fn giai(seed: usize, unit: usize) -> Key {
	Key::Giai(Giai::new(&format!("{}{unit}", prefix(seed))).expect("short"))
}

/// Mostly the prefix of the first organisation.
fn seed(from: &mut Source) -> usize {
	from.one_of(&[0, 0, 0, 0, 1, 2])
}

impl Pick for CompanyPrefix {
	fn pick(from: &mut Source) -> Self {
		prefix(seed(from))
	}
}

impl Pick for Gln {
	fn pick(from: &mut Source) -> Self {
		gln(&from.pick())
	}
}

impl Pick for Key {
	fn pick(from: &mut Source) -> Self {
		giai(seed(from), from.below(16))
	}
}

impl Pick for NewLot {
	fn pick(from: &mut Source) -> Self {
		let mut lot = new_lot(seed(from), from.below(8));
		if from.one_in(8) {
			lot.dates = LotDates { made: from.pick(), expires: from.pick() };
		}
		lot
	}
}

fn new_lot(seed: usize, code: usize) -> NewLot {
	let prefix = prefix(seed);
	NewLot {
		code: Text::new(&format!("{code}")).expect("short"),
		source: Sgln::new(gln(&prefix), None).expect("it has no extension"),
		prefix,
		dates: LotDates { made: Millis(1_600_000_000_000), expires: None },
	}
}

impl Pick for Circumstances {
	fn pick(from: &mut Source) -> Self {
		match from.below(8) {
			7 => Circumstances { at: from.pick(), ilmd: from.pick(), ..Circumstances::default() },
			_ => Circumstances::default(),
		}
	}
}

impl Pick for DocumentKind {
	fn pick(from: &mut Source) -> Self {
		from.one_of(&[DocumentKind::Other, DocumentKind::Warranty, DocumentKind::Service])
	}
}

impl Pick for StayKind {
	fn pick(from: &mut Source) -> Self {
		from.one_of(&[StayKind::Counting, StayKind::Witness])
	}
}

impl Pick for Portion {
	fn pick(from: &mut Source) -> Self {
		Portion { quantity: quantity(from), key: from.pick() }
	}
}

fn quantity(from: &mut Source) -> u64 {
	if from.one_in(16) {
		return from.number();
	}
	from.one_of(&[10, 1, 100, 1_000])
}

/// A stream that says how warm it is.
fn sensor(from: &mut Source) -> StreamId {
	StreamId { device: from.pick(), channel: SENSOR }
}

/// A stream that is with an asset, mostly.
fn attached(from: &mut Source) -> StreamId {
	let (_, _, stream) = stay(from);
	if from.one_in(8) {
		sensor(from)
	} else {
		stream
	}
}

impl Pick for Policy {
	fn pick(from: &mut Source) -> Self {
		let measures = [Measure::Above(30), Measure::Below(0), Measure::Missing];
		Policy { measure: from.one_of(&measures), ..policy() }
	}
}

/// What sensors count by.
fn policy() -> Policy {
	Policy {
		measure: Measure::Above(30),
		unit: Unit::CELSIUS,
		exponent: 0,
		probe: Probe::Core,
		stands: Policy::DEFAULT_STANDS,
		spacing: Policy::DEFAULT_SPACING,
		hot: 300,
		cold: 0,
		ignored: Facts::NONE,
		oversampled: Doubt::Doubtful,
	}
}

impl Pick for ClassDefinition {
	fn pick(from: &mut Source) -> Self {
		let policies = from.below(2);
		let policies: Vec<PolicyId> = (0..policies).map(|_| from.pick()).collect();
		let ingredients = from.some(2);
		definition(from.one_in(2).then_some(0), &policies, &ingredients)
	}
}

/// A class of a maker's own number, or one that others may make from.
fn definition(
	numbered: Option<usize>,
	policies: &[PolicyId],
	ingredients: &[ClassId],
) -> ClassDefinition {
	let state = |name: &str, kind| State {
		name: name.as_bytes().to_vec().try_into().expect("short"),
		kind,
	};
	let states = vec![
		state("new", StateKind::Live),
		state("used", StateKind::Live),
		state("gone", StateKind::Final),
	];
	let move_to = |from, to| Transition {
		from,
		to,
		by: Trigger::Either,
		step: BizStep::Other,
		disposition: Disposition::Unknown,
	};
	let transitions = vec![move_to(0, 1), move_to(1, 0), move_to(0, 2), move_to(1, 2)];
	let policies = policies.iter().map(|policy| Weighted { policy: *policy, weight: 1 });
	let ingredients =
		ingredients.iter().map(|class| Ingredient { class: *class, min: 0, max: u64::MAX });
	let gtin = numbered.map(|seed| {
		let last = (0..10).find_map(|last| format!("0{}{last}", prefix(seed)).parse().ok());
		last.expect("one of ten is the check digit")
	});
	Definition {
		name: b"goods".to_vec().try_into().expect("short"),
		gtin,
		unit: None,
		decimals: 0,
		states: states.try_into().expect("few"),
		transitions: transitions.try_into().expect("few"),
		policies: policies.collect::<Vec<_>>().try_into().expect("few"),
		ingredients: ingredients.collect::<Vec<_>>().try_into().expect("few"),
		shelf_life: ShelfLife::New,
		makers: if numbered.is_some() { Makers::Definer } else { Makers::Anyone },
	}
}

/// Those that may be of a kind, or any.
fn alike(from: &mut Source) -> AssetIds {
	if from.one_in(2) {
		return from.pick();
	}
	AssetIds::truncate_from(vec![AssetId(1), AssetId(3)])
}

/// An asset that its holder has stopped, if there is one.
fn held(from: &mut Source) -> AssetId {
	let is_held =
		|asset: &AssetId| AssetLifecycle::asset(*asset).is_some_and(|asset| asset.holds.own > 0);
	(0..8).map(AssetId).find(is_held).unwrap_or_else(|| from.pick())
}

/// An asset without a key, if there is one.
fn nameless(from: &mut Source) -> AssetId {
	let is_nameless =
		|asset: &AssetId| AssetLifecycle::asset(*asset).is_some_and(|asset| asset.key.is_none());
	(0..16).map(AssetId).find(is_nameless).unwrap_or_else(|| from.pick())
}

/// An asset leaves another one that it is in.
fn leave(from: &mut Source) -> Call<Runtime> {
	let parent_of = |asset: AssetId| match AssetLifecycle::asset(asset)?.place {
		Place::Child { parent, .. } => Some((parent, asset)),
		Place::Root { .. } => None,
	};
	let found = (0..8).map(AssetId).find_map(parent_of);
	let (parent, child) = found.unwrap_or_else(|| from.pick());
	let children = AssetIds::truncate_from(vec![child]);
	Call::leave { parent, children, circumstances: from.pick() }
}

/// All that is in some assets becomes something else.
fn transform(from: &mut Source) -> Call<Runtime> {
	let inputs = match from.one_in(2) {
		true => vec![from.pick()],
		false => vec![AssetId(1), AssetId(3)],
	};
	let held = |asset: &AssetId| AssetLifecycle::asset(*asset).map_or(0, |asset| asset.quantity);
	let sum: u64 = inputs.iter().map(held).fold(0, u64::saturating_add);
	let made = from.below(4) as u64;
	let outputs = vec![Portion { quantity: sum.saturating_sub(made), key: from.pick() }];
	Call::transform {
		inputs: AssetIds::truncate_from(inputs),
		class: from.pick(),
		lot: from.pick(),
		outputs: outputs.try_into().expect("one"),
		loss: if from.one_in(8) { from.pick() } else { made.min(sum) },
		circumstances: from.pick(),
	}
}

/// An event about an asset that somebody calls wrong.
fn wrong(from: &mut Source) -> Box<Epcis> {
	let asset = AssetLifecycle::asset(AssetId(from.below(8) as u64));
	let key = asset.and_then(|asset| asset.key).unwrap_or_else(|| from.pick());
	let mut items = Items::default();
	items.epcs.try_push(key.try_into().expect("it is of one thing")).expect("the first");
	let time = Time::new(from.now.saturating_sub(1_000)).expect("it is before the year 9999");
	Box::new(Epcis {
		time,
		offset: ZoneOffset::UTC,
		recorded: time,
		what: What::Object { action: Action::Observe, items },
		step: None,
		disposition: None,
		read_point: None,
		location: None,
		transactions: Default::default(),
		source: Default::default(),
		destination: Default::default(),
		ilmd: None,
		discrepancy: Discrepancy::default(),
		error: None,
	})
}

fn offer(from: &mut Source) -> Call<Runtime> {
	let (asset, to): (AssetId, OrgId) = (from.pick(), from.pick());
	let held = AssetLifecycle::asset(asset).map_or(1, |asset| asset.quantity);
	let terms = Terms {
		passes: from.one_of(&[Passes::Custody, Passes::Ownership]),
		quantity: if from.one_in(16) { from.pick() } else { held },
		at: None,
		agreed: from.one_of(&[0, 1, 100, 100_000]),
		bond: from.one_of(&[0, 1_000, 50_000_000]),
		keeper: from.one_of(&[Keeper::Taker, Keeper::Giver]),
		step: BizStep::Receiving,
		until: from.pick(),
	};
	Call::offer_custody { asset, to, terms }
}

/// Somebody takes what is offered, or a part.
fn accept(from: &mut Source) -> Call<Runtime> {
	let offers: Vec<_> = Offers::<Runtime>::iter().take(8).collect();
	let at = from.below(offers.len());
	let Some((asset, offer)) = offers.get(at) else { return self::offer(from) };
	let receipt = match from.below(4) {
		0 => Receipt { short: 1, damaged: 0, over: 0 },
		1 => Receipt { short: from.pick(), damaged: from.pick(), over: from.pick() },
		_ => Receipt::default(),
	};
	Call::accept { asset: *asset, terms: offer.terms, receipt, circumstances: from.pick() }
}

fn forget_stay(from: &mut Source) -> Call<Runtime> {
	let (asset, since, stream) = stay(from);
	Call::forget_stay { asset, stream, from: since }
}

/// A stream's stay with an asset: the asset, the beginning and the stream.
fn stay(from: &mut Source) -> (AssetId, Millis, StreamId) {
	let all = Stays::<Runtime>::iter().flat_map(|(asset, stays)| {
		stays.into_iter().map(move |(stay, _)| (asset, stay.from, stay.stream))
	});
	let all: Vec<_> = all.take(16).collect();
	let at = from.below(all.len());
	all.get(at).copied().unwrap_or_else(|| (from.pick(), Millis(0), sensor(from)))
}

fn prove_boundary(from: &mut Source) -> Call<Runtime> {
	let (asset, since, stream) = stay(from);
	let proof = Box::new(leaf_of(&stream).unwrap_or_else(|| leaf(from)));
	Call::prove_boundary { asset, at: since, proof }
}

/// The proof of a stream's newest leaf, if it is its tree's last peak by itself.
fn leaf_of(stream: &StreamId) -> Option<LeafProof> {
	let leaf = Tallies::<Runtime>::get(stream)?.last?;
	Some(LeafProof { leaf, path: Default::default() })
}

/// The newest leaf of any stream.
fn leaf(from: &mut Source) -> LeafProof {
	let streams: Vec<_> = Tallies::<Runtime>::iter_keys().take(8).collect();
	let at = from.below(streams.len());
	let found = streams.get(at).and_then(leaf_of);
	found.unwrap_or_else(|| LeafProof { leaf: zero(), path: Default::default() })
}

fn zero<T: codec::Decode>() -> T {
	T::decode(&mut sp_runtime::traits::TrailingZeroInput::zeroes()).expect("zeros are one")
}

fn offer_trade(from: &mut Source) -> Call<Runtime> {
	let (asset, buyer): (AssetId, OrgId) = (from.pick(), from.pick());
	let mut terms = trade_terms(asset, from.now);
	terms.arbiter = from.pick();
	if from.one_in(4) {
		terms.price = from.pick();
		terms.rate = from.pick();
		(terms.data, terms.window, terms.arbitration) = (from.pick(), from.pick(), from.pick());
	}
	if from.one_in(4) {
		let mut times = [from.moment(), from.moment(), from.moment()];
		times.sort();
		[terms.offered_until, terms.pick_up_by, terms.deliver_by] = times.map(Millis);
	}
	Call::offer_trade { asset, buyer, terms: Box::new(terms) }
}

/// Terms by all policies of an asset.
fn trade_terms(asset: AssetId, now: u64) -> TradeTermsOf<Runtime> {
	const DAY: u64 = 24 * 3_600_000;
	let own = AssetLifecycle::asset(asset).map(|asset| asset.policies).unwrap_or_default();
	let policies = own.iter().map(|(policy, _)| Weighted { policy: *policy, weight: 1 });
	let point = |loss, parts| CurvePoint { loss, parts };
	let curve = [point(100_000, WHOLE), point(10_000_000, 0)];
	TradeTerms {
		price: 10_000_000,
		curve: Curve::new(curve).expect("it falls"),
		policies: policies.collect::<Vec<_>>().try_into().expect("as many as it has"),
		rate: 1,
		arbiter: cast::account(3),
		offered_until: Millis(now + DAY),
		pick_up_by: Millis(now + DAY),
		deliver_by: Millis(now + 10 * DAY),
		data: DAY,
		window: DAY,
		arbitration: DAY,
	}
}

/// Two organisations make goods under their prefixes. The first one has sent a part on the way, with a stream,
/// to the second one, which has paid. A carrier is offered the goods.
pub(crate) fn on_the_way(world: &mut World) {
	goods(world);
	let (asset, trade) = (AssetId(0), TradeId(0));
	let (buyer, terms) = (OrgId(1), Box::new(trade_terms(asset, world.now())));
	world.submit(0, Call::offer_trade { asset, buyer, terms });
	world.submit(1, Call::fund { trade });
	world.submit(0, Call::pick_up { trade, agreed: 0 });
	let terms = custody(world.now());
	world.submit(0, Call::offer_custody { asset, to: OrgId(2), terms });
	world.submit(2, Call::post_bond { trade, amount: 1_000 });
}

/// The carrier has brought the goods. One of the others has ended, and a lot is recalled.
pub(crate) fn delivered(world: &mut World) {
	brought(world, 0);
	let circumstances = Default::default();
	world.submit(0, Call::change_state { asset: AssetId(3), state: 2, circumstances });
	let (children, circumstances) = (AssetIds::truncate_from(vec![AssetId(2)]), Default::default());
	world.submit(0, Call::join { parent: AssetId(1), children, circumstances });
	let (buyer, terms) = (OrgId(1), Box::new(trade_terms(AssetId(1), world.now())));
	world.submit(0, Call::offer_trade { asset: AssetId(1), buyer, terms });
	let (document, kind) = ([1; 32], DocumentKind::Other);
	world.submit(0, Call::add_document { asset: AssetId(1), document, kind, until: None });
	let definition = Box::new(definition(None, &[], &[]));
	world.submit(0, Call::define_class { definition, prefix: None });
	world.submit(0, Call::open_lot { class: ClassId(0), lot: new_lot(0, 7) });
	world.submit(0, Call::retire_class { class: ClassId(2) });
	let stream = StreamId { device: world.cast.devices[2].id, channel: SENSOR };
	world.submit(1, Call::detach { asset: AssetId(0), stream });
	world.submit(1, Call::recall_lot { lot: TraceLotId(0), notice: [5; 32] });
}

/// The buyer has taken the goods from the carrier, and carries them on.
pub(crate) fn carried_by_buyer(world: &mut World) {
	brought(world, 100);
}

/// The buyer has so much time left, in milliseconds. Without any, the goods are delivered.
fn brought(world: &mut World, agreed: u64) {
	on_the_way(world);
	let asset = AssetId(0);
	hand_over(world, asset, 2);
	telemetry::speak(world, 0, (3, 1_000), 40);
	let terms = Terms { agreed, bond: 0, ..custody(world.now()) };
	world.submit(2, Call::offer_custody { asset, to: OrgId(1), terms });
	hand_over(world, asset, 1);
	telemetry::speak(world, 0, (3, 1_000), 40);
}

/// What a carrier is offered the goods under.
fn custody(now: u64) -> Terms {
	Terms {
		passes: Passes::Custody,
		quantity: 100,
		at: None,
		agreed: 1_000,
		bond: 1_000,
		keeper: Keeper::Taker,
		step: BizStep::Receiving,
		until: Millis(now + 24 * 3_600_000),
	}
}

/// Somebody takes what they are offered.
fn hand_over(world: &mut World, asset: AssetId, taker: usize) {
	let offer = Offers::<Runtime>::get(asset).expect("it is offered");
	let (terms, receipt, circumstances) = (offer.terms, Default::default(), Default::default());
	world.submit(taker, Call::accept { asset, terms, receipt, circumstances });
}

/// Goods of two classes, the second of which is made from the first one. A sensor counts for one of them.
pub(crate) fn goods(world: &mut World) {
	for (seed, org) in [(0, 0), (1, 1)] {
		let (prefix, org, party) = (prefix(seed), OrgId(org), Some(gln(&prefix(seed))));
		world.submit(2, Call::bind_prefix { prefix, org, party });
	}
	let class = |numbered, policies: &[PolicyId], ingredients: &[ClassId]| Call::define_class {
		definition: Box::new(definition(numbered, policies, ingredients)),
		prefix: Some(prefix(0)),
	};
	world.submit(0, Call::define_policy { policy: Box::new(policy()) });
	world.submit(0, class(Some(0), &[PolicyId(0)], &[]));
	world.submit(1, class(None, &[], &[ClassId(0)]));
	for (code, class) in [(0, ClassId(0)), (1, ClassId(1)), (2, ClassId(0))] {
		world.submit(0, Call::open_lot { class, lot: new_lot(0, code) });
	}
	world.submit(1, Call::open_lot { class: ClassId(1), lot: new_lot(1, 0) });
	for (unit, lot) in [0, 0, 1, 2].into_iter().enumerate() {
		let (lot, key, prefix) = (TraceLotId(lot), giai(0, unit), prefix(0));
		let circumstances = Default::default();
		world.submit(0, Call::create { lot, key, prefix, quantity: 100, circumstances });
	}
	let (lot, key, prefix) = (TraceLotId(3), giai(1, 0), prefix(1));
	let circumstances = Default::default();
	world.submit(1, Call::create { lot, key, prefix, quantity: 100, circumstances });
	let stream = StreamId { device: world.cast.devices[0].id, channel: SENSOR };
	world.submit(0, Call::lend { device: stream.device, to: OrgId(0), until: Millis(u64::MAX) });
	world.submit(0, Call::attach { asset: AssetId(0), stream, kind: StayKind::Counting });
	let (lot, key, prefix) = (TraceLotId(0), giai(0, 9), self::prefix(0));
	let circumstances = Default::default();
	world.submit(0, Call::create { lot, key, prefix, quantity: 100, circumstances });
	let parts = vec![Portion { quantity: 10, key: None }].try_into().expect("one");
	let circumstances = Default::default();
	world.submit(0, Call::split { asset: AssetId(5), parts, prefix: None, circumstances });
	let device = world.cast.devices[4].id;
	world.submit(0, Call::lend { device, to: OrgId(0), until: Millis(u64::MAX) });
	let stream = StreamId { device: world.cast.devices[2].id, channel: SENSOR };
	world.submit(0, Call::lend { device: stream.device, to: OrgId(0), until: Millis(u64::MAX) });
	world.submit(0, Call::attach { asset: AssetId(0), stream, kind: StayKind::Witness });
	world.pass(60_000);
	telemetry::speak(world, 0, (3, 1_000), 20);
}
