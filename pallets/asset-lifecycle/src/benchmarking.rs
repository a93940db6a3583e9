//! Benchmarks of the calls, each in its worst case: records as large as they can be, parents as deep.

use super::*;
use crate::{
	features::recall::Stored,
	lineage::{Marks, Task, Walk},
};
use alloc::{boxed::Box, format, string::String, vec, vec::Vec};
use frame::{benchmarking::prelude::*, traits::EnsureOrigin};
use tallystick_condition::{
	price::{CurvePoint, WHOLE},
	Breakpoint, Convex, Doubt, Measure, Probe,
};
use tallystick_primitives::{
	evidence::{self, run::RunTree, Crypto, Hash, Node, Point, Summary},
	gs1::{
		event::{Transaction, TransactionId, ZoneOffset, MAX_TRANSACTIONS},
		vocabulary::TransactionType,
		Giai, Sgln,
	},
	// Two preludes have something else of these names.
	AssetId,
	DeviceStatus,
	EscrowPurpose,
	Facts,
	FinalStatement,
	HostCrypto,
	Member,
	Observation,
	OnDeviceChange,
	OnObservation,
	Unit,
};
use tallystick_world::{Actors, Secret};

const NOW: u64 = 1_800_000_000_000;

fn origin<T: Config>(who: &T::AccountId) -> T::RuntimeOrigin {
	RawOrigin::Signed(who.clone()).into()
}

fn member<T: Config>(seed: u32) -> Result<Member<T::AccountId>, BenchmarkError> {
	let who = T::BenchmarkHelper::member(seed);
	// Enough for whatever a benchmark stores.
	T::AssetConsideration::ensure_successful(&who, Footprint::from_parts(1, 1_000_000));
	T::MemberOrigin::ensure_origin(origin::<T>(&who))
		.map_err(|_| BenchmarkError::Stop("the account is a member"))
}

/// A longest prefix, so that all shorter ones are counted.
fn prefix(seed: u32) -> CompanyPrefix {
	CompanyPrefix::new(&format!("9{seed:011}")).expect("twelve digits")
}

fn gln(seed: u32) -> Gln {
	let digits = format!("{}", prefix(seed));
	let last = (0..10).find_map(|digit| format!("{digits}{digit}").parse().ok());
	last.expect("one of ten is the check digit")
}

fn giai(seed: u32, unit: u32) -> Key {
	let text = format!("{}{unit:018}", prefix(seed));
	Key::Giai(Giai::new(&text).expect("thirty digits"))
}

fn text<const N: usize>(text: &str) -> Text<N> {
	Text::new(text).expect("it is short")
}

fn name(seed: u32) -> Name {
	let text: String = format!("{seed:064}");
	text.into_bytes().try_into().expect("64 bytes")
}

fn policy() -> Policy {
	let breakpoints = (1..=64).map(|at| Breakpoint { at, slope: at });
	Policy {
		measure: Measure::Convex(Convex::new(0, 0, 0, breakpoints).expect("it is convex")),
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

/// A class with everything that one can have. It can be made from `ingredients`.
fn definition(policies: &[PolicyId], ingredients: &[ClassId]) -> ClassDefinition {
	let states: Vec<_> = (0..16)
		.map(|at| State {
			name: name(at),
			kind: if at == 15 { StateKind::Final } else { StateKind::Live },
		})
		.collect();
	let transitions: Vec<_> = (0..8)
		.rev()
		.flat_map(|from| (8..16).map(move |to| (from, to)))
		.map(|(from, to)| Transition {
			from,
			to,
			by: Trigger::Either,
			step: BizStep::Other,
			disposition: Disposition::Unknown,
		})
		.collect();
	let policies: Vec<_> =
		policies.iter().map(|policy| Weighted { policy: *policy, weight: 1 }).collect();
	let ingredients: Vec<_> = ingredients
		.iter()
		.map(|class| Ingredient { class: *class, min: 0, max: u64::MAX })
		.collect();
	Definition {
		name: name(99),
		gtin: None,
		unit: Some(text("KGM")),
		decimals: 3,
		states: states.try_into().expect("16"),
		transitions: transitions.try_into().expect("64"),
		policies: policies.try_into().expect("at most 4"),
		ingredients: ingredients.try_into().expect("at most 16"),
		shelf_life: ShelfLife::New,
		makers: Makers::Anyone,
	}
}

fn circumstances() -> Circumstances {
	let place = Sgln::new(gln(0), Some(text("12345678901234567890"))).expect("no zero");
	let transaction = Transaction { kind: TransactionType::Po, id: TransactionId::Hash([7; 32]) };
	Circumstances {
		at: Some(Millis(NOW)),
		offset: ZoneOffset::UTC,
		read_point: Some(place),
		location: Some(place),
		transactions: vec![transaction; MAX_TRANSACTIONS as usize].try_into().expect("the most"),
		ilmd: None,
	}
}

fn new_lot(seed: u32, code: u32) -> NewLot {
	let source = Sgln::new(gln(seed), Some(text("12345678901234567890"))).expect("no zero");
	let dates = LotDates { made: Millis(NOW), expires: Some(Millis(NOW)) };
	NewLot { code: text(&format!("{code:020}")), source, prefix: prefix(seed), dates }
}

/// The member of the organisation of this seed, which has a prefix and a number.
fn party<T: Config>(seed: u32) -> Result<Member<T::AccountId>, BenchmarkError> {
	T::BenchmarkHelper::set_time(NOW);
	let party = member::<T>(seed)?;
	let number = Some(gln(seed));
	Pallet::<T>::do_bind_prefix(party.clone(), prefix(seed), party.org, number)?;
	Ok(party)
}

/// A class with four policies of its own.
fn class<T: Config>(
	maker: &Member<T::AccountId>,
	ingredients: &[ClassId],
) -> Result<ClassId, BenchmarkError> {
	let mut policies = Vec::new();
	for _ in 0..4 {
		policies.push(Pallet::<T>::do_define_policy(maker.clone(), policy())?);
	}
	let definition = definition(&policies, ingredients);
	Ok(Pallet::<T>::do_define_class(maker.clone(), definition, None)?)
}

/// As many assets of a class, each of a lot of its own.
fn assets<T: Config>(
	maker: &Member<T::AccountId>,
	class: ClassId,
	units: core::ops::Range<u32>,
) -> Result<Vec<AssetId>, BenchmarkError> {
	let mut assets = Vec::new();
	for unit in units {
		let lot = Pallet::<T>::do_open_lot(maker.clone(), class, new_lot(0, unit))?;
		let (key, prefix) = (giai(0, unit), prefix(0));
		let circumstances = Circumstances::default();
		let asset = Pallet::<T>::do_create(maker.clone(), lot, key, prefix, 1_000, circumstances)?;
		assets.push(asset);
	}
	Ok(assets)
}

fn ids(assets: &[AssetId]) -> AssetIds {
	assets.to_vec().try_into().expect("not more than allowed")
}

/// An asset as deep as a parent can be, in a root that holds eight policies.
fn parent<T: Config>(maker: &Member<T::AccountId>) -> Result<AssetId, BenchmarkError> {
	let [one, two] = [class::<T>(maker, &[])?, class::<T>(maker, &[])?];
	let mut line = assets::<T>(maker, one, 900..903)?;
	line.extend(assets::<T>(maker, two, 903..904)?);
	for pair in line.windows(2) {
		if let [above, below] = pair {
			Pallet::<T>::do_join(maker.org, *above, ids(&[*below]), Default::default())?;
		}
	}
	Ok(*line.last().expect("four"))
}

fn terms(quantity: u64) -> Terms {
	Terms {
		passes: Passes::Ownership,
		quantity,
		at: Some(Millis(NOW)),
		agreed: 1,
		bond: 0,
		keeper: Keeper::Taker,
		step: BizStep::Receiving,
		until: Millis(NOW),
	}
}

fn pass<T: Config>(millis: u64) {
	T::BenchmarkHelper::set_time(NOW.saturating_add(millis));
}

/// A stream of a device that is lent to an organisation, each by another owner.
fn stream<T: Config>(seed: u32, to: OrgId) -> Result<StreamId, BenchmarkError> {
	let gateway = T::BenchmarkHelper::member(0);
	let owner = T::BenchmarkHelper::member(1_000_000 + seed);
	let device = T::BenchmarkHelper::device_of(owner.clone(), &Secret::new(seed), 1, &gateway);
	Pallet::<T>::do_lend(owner, device, to, Millis(u64::MAX))?;
	Ok(StreamId { device, channel: 0 })
}

/// Attaches `streams` streams to an asset, each of which counts by all of its policies.
fn watch<T: Config>(
	holder: &Member<T::AccountId>,
	asset: AssetId,
	streams: u32,
) -> Result<Vec<StreamId>, BenchmarkError> {
	let mut watching = Vec::new();
	for seed in 0..streams {
		let stream = stream::<T>(1_000 + seed, holder.org)?;
		Pallet::<T>::do_attach(holder.clone(), asset, stream, StayKind::Witness)?;
		watching.push(stream);
	}
	let policies = Pallet::<T>::asset(asset).expect("it is there").policies;
	Stays::<T>::mutate(asset, |stays| {
		for (stay, _) in stays.iter_mut() {
			stay.from = Millis(0);
			let counted =
				|(policy, _): &(PolicyId, u32)| CountedSince { policy: *policy, since: Millis(0) };
			let counted: Vec<_> = policies.iter().map(counted).collect();
			stay.policies = counted.try_into().expect("eight");
		}
	});
	for stream in &watching {
		full_tally::<T>(*stream, &policies);
	}
	Ok(watching)
}

/// A tally that counts by these policies and has as many peaks as it can have.
fn full_tally<T: Config>(stream: StreamId, policies: &PolicyCounts) {
	let mut tally = Tally::new(stream, 1_000, 0);
	for (id, _) in policies {
		tally.add(*id, policy()).expect("at most eight");
	}
	let node = observed(0);
	let root = Node { summary: node.summary, hash: node.root };
	tally = tally.fold::<HostCrypto>(root, Facts::NONE).expect("it is sound");
	tally.observations = (1 << 31) - 1;
	tally.peaks = vec![[7; 32]; 31].try_into().expect("31");
	Tallies::<T>::insert(stream, tally);
	let policies = policies.iter().map(|(policy, _)| (*policy, 1)).collect::<Vec<_>>();
	let policies = policies.try_into().expect("at most eight");
	TallyUses::<T>::insert(stream, StreamUse { stays: 1, policies });
}

/// Readings that differ, after `start`.
fn observed(start: u64) -> Observation {
	let point = |time, value| Point { time, value };
	let summary = Summary {
		count: 250,
		first: point(start + 1_000, 20),
		last: point(start + 250_000, 90),
		min: -5,
		max: 280,
		sum: 12_345,
		violations: 0,
	};
	Observation {
		boot_epoch: 0,
		sequence: 0,
		summary,
		root: [9; 32],
		at: Millis(NOW),
		facts: Facts::LATE,
	}
}

const BOND: u128 = 1_000_000_000;
const DELIVERED: TradeState = TradeState::Delivered { since: Millis(NOW), priced: None };

/// A root that holds eight policies.
fn root<T: Config>(maker: &Member<T::AccountId>) -> Result<AssetId, BenchmarkError> {
	let parent = parent::<T>(maker)?;
	Ok(Pallet::<T>::holder(parent).expect("it is there").root)
}

/// Terms with as long a curve as there can be.
fn trade_terms<T: Config>(
	asset: AssetId,
	policies: u32,
) -> Result<TradeTermsOf<T>, BenchmarkError> {
	let points = (1..=16u32).map(|at| CurvePoint { loss: at.into(), parts: WHOLE - at });
	let own = Pallet::<T>::asset(asset).expect("it is there").policies;
	let weighted = own.iter().map(|(policy, _)| Weighted { policy: *policy, weight: 3 });
	Ok(TradeTerms {
		price: BOND,
		curve: Curve::new(points).expect("it falls"),
		policies: weighted
			.take(policies as usize)
			.collect::<Vec<_>>()
			.try_into()
			.expect("at most eight"),
		rate: 0,
		arbiter: party::<T>(2)?.who,
		offered_until: Millis(NOW),
		pick_up_by: Millis(NOW),
		deliver_by: Millis(NOW),
		data: 1,
		window: 1,
		arbitration: 1,
	})
}

fn offered<T: Config>(
	maker: &Member<T::AccountId>,
	buyer: &Member<T::AccountId>,
) -> Result<TradeId, BenchmarkError> {
	offered_under::<T>(maker, buyer, 8)
}

/// The same under so many policies.
fn offered_under<T: Config>(
	maker: &Member<T::AccountId>,
	buyer: &Member<T::AccountId>,
	policies: u32,
) -> Result<TradeId, BenchmarkError> {
	let root = root::<T>(maker)?;
	let terms = trade_terms::<T>(root, policies)?;
	Ok(Pallet::<T>::do_offer_trade(maker.clone(), root, buyer.org, terms)?)
}

/// Makes one stream count by each policy of an asset.
fn count_by_own<T: Config>(asset: AssetId) {
	Stays::<T>::mutate(asset, |stays| {
		for (stay, _) in stays.iter_mut() {
			stay.kind = StayKind::Counting;
		}
	});
}

/// A trade with as many legs, each bonded, streams and leaves as there can be.
fn longest<T: Config>(
	maker: &Member<T::AccountId>,
	buyer: &Member<T::AccountId>,
	state: TradeState,
) -> Result<TradeId, BenchmarkError> {
	traded::<T>(maker, buyer, state, [14, MAX_WATCHINGS, MAX_LEAVES])
}

/// A trade with so many legs, each bonded and with a part that was refused, streams, and leaves of which
/// something is known.
fn traded<T: Config>(
	maker: &Member<T::AccountId>,
	buyer: &Member<T::AccountId>,
	state: TradeState,
	size: [u32; 3],
) -> Result<TradeId, BenchmarkError> {
	traded_under::<T>(maker, buyer, state, (8, Loggers::Each), size)
}

/// What counts from the pick-up on.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Loggers {
	/// One for each policy, up to the middle: as many records as there can be.
	Each,
	/// One for all policies, up to the last second: as much to compute of each leaf as there can be.
	One,
}

/// The same under so many policies, by one logger or several.
fn traded_under<T: Config>(
	maker: &Member<T::AccountId>,
	buyer: &Member<T::AccountId>,
	state: TradeState,
	(policies, loggers): (u32, Loggers),
	[legs, streams, leaves]: [u32; 3],
) -> Result<TradeId, BenchmarkError> {
	let trade = offered_under::<T>(maker, buyer, policies)?;
	Pallet::<T>::do_fund(buyer.clone(), trade)?;
	let mut record = Pallet::<T>::trade(trade).expect("it is there");
	let watching = watch::<T>(maker, record.asset, MAX_WATCHINGS)?;
	// Whoever can show a leaf.
	let mut payers = vec![maker.who.clone(), buyer.who.clone()];
	let backstop = Millis(NOW + 1_000_000);
	// One of the seller's, if there is no other.
	let seller = Leg {
		holder: maker.org,
		from: Millis(0),
		to: Some(Millis(18_000)),
		agreed: 1,
		bond: None,
		keeper: Keeper::Taker,
		counted: vec![0; 8].try_into().expect("eight"),
		shown: 0,
	};
	if legs == 0 {
		record.legs.try_push(seller).expect("the first");
	}
	for leg in 0..legs as u8 {
		let carrier = party::<T>(3 + u32::from(leg))?;
		payers.push(carrier.who.clone());
		let held = Pallet::<T>::balance(BOND).map_err(|_| "it is small")?;
		let escrow = T::Escrow::open(EscrowPurpose::Bond, trade.0, &carrier.who, held, backstop)?;
		let (org, payer) = (carrier.org, carrier.who.clone());
		let bond = Bond { org, payer, escrow, amount: BOND, due: 0, goods: 0 };
		record.bonds.try_push(bond).expect("fourteen");
		let part = AssetId(u64::MAX - u64::from(leg));
		let refused = Refused { asset: part, quantity: 0, bond: Some(leg) };
		record.refused.try_push(refused).expect("fourteen");
		OpenTrades::<T>::insert(part, trade);
		let from = Millis(u64::from(leg) * 18_000);
		let to = Some(Millis(from.0 + 18_000));
		let leg = Leg {
			holder: org,
			from,
			to,
			agreed: 1,
			bond: Some(leg),
			keeper: Keeper::Taker,
			counted: vec![0; 8].try_into().expect("eight"),
			shown: 0,
		};
		record.legs.try_push(leg).expect("fourteen");
	}
	// Each policy's stream was replaced by another one.
	let twice = record.terms.policies.iter().chain(&record.terms.policies);
	let watched = watching.iter().take(streams as usize);
	let swapped = Millis(match loggers {
		Loggers::Each => 126_000,
		Loggers::One => u64::from(legs.max(1)) * 18_000 - 1_000,
	});
	for (at, (Weighted { policy, .. }, own)) in twice.zip(watched).enumerate() {
		let first = at < policies as usize;
		let stream = if first && loggers == Loggers::One { &watching[0] } else { own };
		Pallet::<T>::use_policy(
			stream,
			&T::Devices::channel(stream).ok_or("it has a channel")?,
			*policy,
		)?;
		TallyUses::<T>::mutate_extant(stream, |used| used.stays += 1);
		let (from, to) = match first {
			true => (Millis(0), Some(swapped)),
			false => (swapped, None),
		};
		let owner = None;
		let watching = Watching { policy: *policy, stream: *stream, owner, from, to, failed: None };
		record.streams.try_push(watching).expect("sixteen");
	}
	OpenTrades::<T>::remove(record.asset);
	record.state = state;
	let mut rest = leaves;
	let legs = record.legs.iter_mut().map(|leg| (&mut leg.shown, MAX_SHOWN_OF_LEG));
	for (shown, most) in record.shown.iter_mut().zip(MAX_SHOWN).chain(legs) {
		*shown = rest.min(most.into()) as u8;
		rest -= u32::from(*shown);
	}
	let stream = *watching.first().expect("eight");
	let tally = Tallies::<T>::get(stream).expect("it is there");
	let leaf = tally.last.clone().expect("it has one");
	let nodes = core::slice::from_ref(&leaf.root.summary);
	let known = |(index, watching): (usize, &Watching)| {
		let meter = tally.meter(watching.policy)?;
		let known = Pallet::<T>::known_of(&record, index, &meter, &leaf, nodes).ok()??;
		Some((watching.policy, known))
	};
	let known: Vec<_> = record.streams.iter().take(8).enumerate().filter_map(known).collect();
	let known: BoundedVec<_, _> = known.try_into().expect("at most eight");
	for (number, payer) in (0..leaves).zip(payers.iter().cycle().cloned()) {
		let leaf = Leaf { number, ..leaf.clone() };
		let ticket = T::TradeConsideration::new(&payer, Pallet::<T>::shown_footprint())?;
		let shown = Shown { leaf, known: known.clone(), payer };
		ShownLeaves::<T>::insert(trade, (stream, number), (shown, ticket));
	}
	Trades::<T>::mutate_extant(trade, |(stored, _)| *stored = record);
	Ok(trade)
}

/// A run with a reading more than there are pairs, and every pair of its tree.
fn opened(pairs: u32) -> (Node, Opening) {
	let readings: Vec<evidence::Leaf> = (0..=u64::from(pairs))
		.map(|at| evidence::Reading::plain(1_000 * (at + 1), 5).into())
		.collect();
	let tree = RunTree::build::<HostCrypto>(0, evidence::Limits::NONE, &readings);
	let tree = tree.expect("in order").expect("it has readings");
	(tree.run().root, Opening::full(&tree).expect("at most 256 pairs"))
}

/// Recalls of nobody's lots, so that the list of walks is as long. Whether an asset descends from one
/// of them has to be looked up.
fn fill_walks<T: Config>(count: u32) {
	let mut walks = Walks::<T>::get().into_inner();
	let first = walks.len() as u32;
	for at in first..count {
		let (recall, lot) = (RecallId(u32::MAX - at), TraceLotId(u64::MAX - u64::from(at)));
		let task = Task::Mark(Some(lot));
		walks.push(Walk {
			recall,
			org: OrgId(u32::MAX),
			lot,
			task,
			at: lot,
			tail: lot,
			lots: 1,
			beyond: 0,
		});
	}
	Walks::<T>::put(BoundedVec::truncate_from(walks));
}

/// An asset as deep as one can be, and its owner.
fn deepest<T: Config>() -> Result<(Member<T::AccountId>, AssetId), BenchmarkError> {
	let maker = party::<T>(0)?;
	let parent = parent::<T>(&maker)?;
	let class = Pallet::<T>::asset(parent).expect("it is there").class;
	let child = *assets::<T>(&maker, class, 0..1)?.first().expect("one");
	Pallet::<T>::do_join(maker.org, parent, ids(&[child]), Circumstances::default())?;
	Ok((maker, child))
}

/// As many marks as are named, with this one among them, and others.
fn full_marks(recall: RecallId) -> Marks {
	let others = (1..lineage::MAX_MARKS).map(|at| RecallId(u32::MAX - at));
	let recalls = others.chain(core::iter::once(recall)).collect::<Vec<_>>();
	Marks { recalls: recalls.try_into().expect("sixteen"), more: 1 }
}

/// A recall of a lot from which many others were made, all of them with nearly as many marks as are
/// named.
fn spreading<T: Config>() -> Result<(Walk, TraceLotId), BenchmarkError> {
	let maker = party::<T>(0)?;
	let class = class::<T>(&maker, &[])?;
	let lot = Pallet::<T>::do_open_lot(maker.clone(), class, new_lot(0, 0))?;
	let walk = Walk::start(&mut Stored::<T>::new(), RecallId(0), maker.org, lot);
	let mut marks = full_marks(RecallId(u32::MAX));
	marks.recalls.pop();
	for made in 1..=32u64 {
		LotsMadeFrom::<T>::insert(lot, TraceLotId(made), ());
		LotMarks::<T>::insert(TraceLotId(made), marks.clone());
	}
	Ok((walk, lot))
}

#[benchmarks]
mod benchmarks {
	use super::*;

	#[benchmark]
	fn bind_prefix() -> Result<(), BenchmarkError> {
		let Member { who, org } = member::<T>(0)?;
		#[extrinsic_call]
		_(origin::<T>(&who), prefix(0), org, Some(gln(0)));
		assert_eq!(PartyNumbers::<T>::get(org), Some(gln(0)));
		Ok(())
	}

	#[benchmark]
	fn release_prefix() -> Result<(), BenchmarkError> {
		let Member { who, org } = party::<T>(0)?;
		#[extrinsic_call]
		_(origin::<T>(&who), prefix(0));
		assert_eq!(PartyNumbers::<T>::get(org), None);
		Ok(())
	}

	#[benchmark]
	fn define_policy() -> Result<(), BenchmarkError> {
		let Member { who, .. } = party::<T>(0)?;
		#[extrinsic_call]
		_(origin::<T>(&who), Box::new(policy()));
		assert!(Policies::<T>::contains_key(PolicyId(0)));
		Ok(())
	}

	#[benchmark]
	fn drop_policy() -> Result<(), BenchmarkError> {
		let maker = party::<T>(0)?;
		let policy = Pallet::<T>::do_define_policy(maker.clone(), policy())?;
		#[extrinsic_call]
		_(origin::<T>(&maker.who), policy);
		assert!(!Policies::<T>::contains_key(policy));
		Ok(())
	}

	#[benchmark]
	fn define_class(i: Linear<0, 16>) -> Result<(), BenchmarkError> {
		let maker = party::<T>(0)?;
		let mut policies = Vec::new();
		for _ in 0..4 {
			policies.push(Pallet::<T>::do_define_policy(maker.clone(), policy())?);
		}
		let mut ingredients = Vec::new();
		for _ in 0..i {
			let definition = definition(&[], &[]);
			ingredients.push(Pallet::<T>::do_define_class(maker.clone(), definition, None)?);
		}
		let mut definition = definition(&policies, &ingredients);
		definition.gtin = (0..10).find_map(|last| format!("0{}{last}", prefix(0)).parse().ok());
		definition.makers = Makers::Definer;
		#[extrinsic_call]
		_(origin::<T>(&maker.who), Box::new(definition), Some(prefix(0)));
		assert!(Classes::<T>::contains_key(ClassId(i)));
		Ok(())
	}

	#[benchmark]
	fn retire_class() -> Result<(), BenchmarkError> {
		let maker = party::<T>(0)?;
		let class = class::<T>(&maker, &[])?;
		#[extrinsic_call]
		_(origin::<T>(&maker.who), class);
		assert!(Pallet::<T>::class(class).is_some_and(|class| class.retired));
		Ok(())
	}

	/// The policies go with it.
	#[benchmark]
	fn drop_class() -> Result<(), BenchmarkError> {
		let maker = party::<T>(0)?;
		let class = class::<T>(&maker, &[])?;
		let (named, _) = Classes::<T>::get(class).ok_or(BenchmarkError::Stop("it is there"))?;
		let named = named.definition.policies;
		for Weighted { policy, .. } in &named {
			Pallet::<T>::do_drop_policy(maker.org, *policy)?;
		}
		Pallet::<T>::do_retire_class(maker.org, class)?;
		#[extrinsic_call]
		_(origin::<T>(&maker.who), class);
		assert!(!Classes::<T>::contains_key(class));
		assert!(named.iter().all(|of| !Policies::<T>::contains_key(of.policy)));
		Ok(())
	}

	#[benchmark]
	fn open_lot() -> Result<(), BenchmarkError> {
		let maker = party::<T>(0)?;
		let class = class::<T>(&maker, &[])?;
		#[extrinsic_call]
		_(origin::<T>(&maker.who), class, new_lot(0, 0));
		assert!(Lots::<T>::contains_key(TraceLotId(0)));
		Ok(())
	}

	/// Of a lot that was made from as many as it can be.
	#[benchmark]
	fn drop_lot() -> Result<(), BenchmarkError> {
		let maker = party::<T>(0)?;
		let class = class::<T>(&maker, &[])?;
		let inputs = assets::<T>(&maker, class, 0..MAX_ITEMS)?;
		let asset = Pallet::<T>::do_merge(
			maker.clone(),
			ids(&inputs),
			Some(giai(0, 500)),
			Some(prefix(0)),
			Some(new_lot(0, 500)),
			Circumstances::default(),
		)?;
		Pallet::<T>::do_change_state(maker.org, asset, 15, Circumstances::default())?;
		let lot = TraceLotId(MAX_ITEMS.into());
		pass::<T>(T::DropDelay::get());
		Pallet::<T>::do_drop_asset(asset)?;
		pass::<T>(T::DropDelay::get().saturating_mul(2));
		#[extrinsic_call]
		_(origin::<T>(&maker.who), lot);
		assert!(!Lots::<T>::contains_key(lot));
		Ok(())
	}

	#[benchmark]
	fn create() -> Result<(), BenchmarkError> {
		let maker = party::<T>(0)?;
		let class = class::<T>(&maker, &[])?;
		let lot = Pallet::<T>::do_open_lot(maker.clone(), class, new_lot(0, 0))?;
		let circumstances = Box::new(Circumstances { ilmd: Some([7; 32]), ..circumstances() });
		#[extrinsic_call]
		_(origin::<T>(&maker.who), lot, giai(0, 0), prefix(0), 1_000, circumstances);
		assert!(Assets::<T>::contains_key(AssetId(0)));
		Ok(())
	}

	#[benchmark]
	fn set_key() -> Result<(), BenchmarkError> {
		let maker = party::<T>(0)?;
		let class = class::<T>(&maker, &[])?;
		let asset = *assets::<T>(&maker, class, 0..1)?.first().expect("one");
		Assets::<T>::mutate(asset, |stored| {
			if let Some((record, _)) = stored {
				record.key = None;
			}
		});
		let circumstances = Box::new(circumstances());
		#[extrinsic_call]
		_(origin::<T>(&maker.who), asset, giai(0, 1), prefix(0), circumstances);
		assert_eq!(ByKey::<T>::get(giai(0, 1)), Some(Bearer::Live(asset)));
		Ok(())
	}

	/// To the final state, by the last of the transitions.
	#[benchmark]
	fn change_state() -> Result<(), BenchmarkError> {
		let maker = party::<T>(0)?;
		let class = class::<T>(&maker, &[])?;
		let asset = *assets::<T>(&maker, class, 0..1)?.first().expect("one");
		let circumstances = Box::new(circumstances());
		fill_walks::<T>(MAX_SPREADING);
		#[extrinsic_call]
		_(origin::<T>(&maker.who), asset, 15, circumstances);
		assert_eq!(ByKey::<T>::get(giai(0, 0)), Some(Bearer::Ended(asset)));
		Ok(())
	}

	#[benchmark]
	fn drop_asset() -> Result<(), BenchmarkError> {
		let maker = party::<T>(0)?;
		let class = class::<T>(&maker, &[])?;
		let asset = *assets::<T>(&maker, class, 0..1)?.first().expect("one");
		Pallet::<T>::do_set_flag(asset, 31, maker.org);
		Pallet::<T>::do_change_state(maker.org, asset, 15, Circumstances::default())?;
		pass::<T>(T::DropDelay::get());
		#[extrinsic_call]
		_(origin::<T>(&maker.who), asset);
		assert!(!Assets::<T>::contains_key(asset) && !ByKey::<T>::contains_key(giai(0, 0)));
		Ok(())
	}

	#[benchmark]
	fn split(p: Linear<1, { MAX_ITEMS }>) -> Result<(), BenchmarkError> {
		let maker = party::<T>(0)?;
		let class = class::<T>(&maker, &[])?;
		let asset = *assets::<T>(&maker, class, 0..1)?.first().expect("one");
		let parts: Vec<_> =
			(1..=p).map(|unit| Portion { quantity: 1, key: Some(giai(0, unit)) }).collect();
		let parts = parts.try_into().expect("not more than allowed");
		let circumstances = Box::new(circumstances());
		#[extrinsic_call]
		_(origin::<T>(&maker.who), asset, parts, Some(prefix(0)), circumstances);
		assert!(Assets::<T>::contains_key(AssetId(p.into())));
		Ok(())
	}

	/// Each of a lot of its own.
	#[benchmark]
	fn merge(i: Linear<2, { MAX_ITEMS }>) -> Result<(), BenchmarkError> {
		let maker = party::<T>(0)?;
		let class = class::<T>(&maker, &[])?;
		let inputs = assets::<T>(&maker, class, 0..i)?;
		let (key, lot) = (Some(giai(0, 500)), Some(new_lot(0, 500)));
		let circumstances = Box::new(circumstances());
		fill_walks::<T>(MAX_SPREADING);
		#[extrinsic_call]
		_(origin::<T>(&maker.who), ids(&inputs), key, Some(prefix(0)), lot, circumstances);
		assert!(Pallet::<T>::asset_by_key(giai(0, 500)).is_some());
		Ok(())
	}

	/// Each of a lot of its own.
	#[benchmark]
	fn transform(
		i: Linear<1, { MAX_ITEMS }>,
		o: Linear<1, { MAX_ITEMS }>,
	) -> Result<(), BenchmarkError> {
		let maker = party::<T>(0)?;
		let from = class::<T>(&maker, &[])?;
		let to = class::<T>(&maker, &[from])?;
		let inputs = assets::<T>(&maker, from, 0..i)?;
		let outputs: Vec<_> =
			(0..o).map(|unit| Portion { quantity: 1, key: Some(giai(0, 500 + unit)) }).collect();
		let outputs = outputs.try_into().expect("not more than allowed");
		let loss = u64::from(i) * 1_000 - u64::from(o);
		let circumstances = Box::new(circumstances());
		fill_walks::<T>(MAX_SPREADING);
		#[extrinsic_call]
		_(origin::<T>(&maker.who), ids(&inputs), to, new_lot(0, 500), outputs, loss, circumstances);
		assert!(Pallet::<T>::asset_by_key(giai(0, 500)).is_some());
		Ok(())
	}

	#[benchmark]
	fn join(c: Linear<1, { MAX_ITEMS }>) -> Result<(), BenchmarkError> {
		let maker = party::<T>(0)?;
		let parent = parent::<T>(&maker)?;
		let class = Pallet::<T>::asset(parent).expect("it is there").class;
		let children = assets::<T>(&maker, class, 0..c)?;
		let circumstances = Box::new(circumstances());
		fill_walks::<T>(MAX_SPREADING);
		#[extrinsic_call]
		_(origin::<T>(&maker.who), parent, ids(&children), circumstances);
		assert_eq!(Children::<T>::iter_key_prefix(parent).count(), c as usize);
		Ok(())
	}

	#[benchmark]
	fn leave(c: Linear<1, { MAX_ITEMS }>) -> Result<(), BenchmarkError> {
		let maker = party::<T>(0)?;
		let parent = parent::<T>(&maker)?;
		let class = Pallet::<T>::asset(parent).expect("it is there").class;
		let children = ids(&assets::<T>(&maker, class, 0..c)?);
		Pallet::<T>::do_join(maker.org, parent, children.clone(), Circumstances::default())?;
		pass::<T>(1);
		let circumstances = Box::new(Circumstances { at: None, ..circumstances() });
		#[extrinsic_call]
		_(origin::<T>(&maker.who), parent, children.clone(), circumstances);
		assert_eq!(Children::<T>::iter_key_prefix(parent).count(), 0);
		Ok(())
	}

	/// Has the streams that watch a root count by eight other policies than before.
	#[benchmark]
	fn follow_policies(s: Linear<0, 16>) -> Result<(), BenchmarkError> {
		let maker = party::<T>(0)?;
		let root = root::<T>(&maker)?;
		watch::<T>(&maker, root, s)?;
		let (before, mut now) = (Pallet::<T>::asset(root), Pallet::<T>::asset(root));
		let (before, now) = (before.expect("it is there"), now.as_mut().expect("it is there"));
		for (id, _) in now.policies.iter_mut() {
			*id = Pallet::<T>::do_define_policy(maker.clone(), policy())?;
		}
		#[block]
		{
			Pallet::<T>::follow_policies(root, &before.policies, now)?;
		}
		let counted = |(policy, _): &(PolicyId, u32)| {
			let stays = Stays::<T>::get(root);
			let mut all = stays.iter().flat_map(|(stay, _)| &stay.policies);
			all.any(|counted| counted.policy == *policy)
		};
		assert!(!before.policies.iter().any(counted));
		Ok(())
	}

	/// Gives an asset the stays of a root, with four policies each. The assets between are as deep as there
	/// can be, and had as many other stays.
	#[benchmark]
	fn copy_stays(s: Linear<1, 16>) -> Result<(), BenchmarkError> {
		let (maker, child) = deepest::<T>()?;
		let root = Pallet::<T>::holder(child).expect("it is there").root;
		watch::<T>(&maker, root, 16)?;
		let mut others = Stays::<T>::get(root);
		for (stay, _) in others.iter_mut() {
			stay.to = Some(Millis(0));
		}
		let line = Pallet::<T>::line(child)
			.map_err(|_| "it is there")?
			.into_iter()
			.skip(1)
			.map(|live| (live.id, Millis(0)));
		let line: Vec<_> = line.collect();
		for (above, _) in &line {
			match *above == root {
				true => Stays::<T>::mutate(root, |stays| stays.truncate(s as usize)),
				false => Stays::<T>::insert(above, others.clone()),
			}
		}
		let record = Pallet::<T>::asset(child).expect("it is there");
		#[block]
		{
			Pallet::<T>::copy_stays(&maker.who, child, &record, &line, Millis(NOW))?;
		}
		assert_eq!(Stays::<T>::get(child).len(), s as usize);
		Ok(())
	}

	/// While so many recalls have not marked all lots yet.
	#[benchmark]
	fn offer_custody(w: Linear<0, { MAX_SPREADING }>) -> Result<(), BenchmarkError> {
		let (maker, buyer, taker) = (party::<T>(0)?, party::<T>(1)?, party::<T>(3)?);
		let trade = offered::<T>(&maker, &buyer)?;
		let asset = Pallet::<T>::trade(trade).expect("it is there").asset;
		fill_walks::<T>(w);
		let terms = Terms { passes: Passes::Custody, bond: BOND, ..terms(1_000) };
		#[extrinsic_call]
		_(origin::<T>(&maker.who), asset, taker.org, terms);
		assert!(Offers::<T>::contains_key(asset));
		Ok(())
	}

	#[benchmark]
	fn withdraw() -> Result<(), BenchmarkError> {
		let (maker, taker) = (party::<T>(0)?, party::<T>(1)?);
		let class = class::<T>(&maker, &[])?;
		let asset = *assets::<T>(&maker, class, 0..1)?.first().expect("one");
		Pallet::<T>::do_offer(maker.clone(), asset, taker.org, terms(1_000))?;
		#[extrinsic_call]
		_(origin::<T>(&maker.who), asset);
		assert!(!Offers::<T>::contains_key(asset));
		Ok(())
	}

	/// Of an asset with so many stays, each consented to, and while so many recalls have not marked all lots
	/// yet; with the ownership and the deposit, or without.
	#[benchmark]
	fn accept(
		s: Linear<0, 16>,
		w: Linear<0, { MAX_SPREADING }>,
		o: Linear<0, 1>,
	) -> Result<(), BenchmarkError> {
		let (maker, taker) = (party::<T>(0)?, party::<T>(1)?);
		let class = class::<T>(&maker, &[])?;
		let asset = *assets::<T>(&maker, class, 0..1)?.first().expect("one");
		for stream in watch::<T>(&maker, asset, s)? {
			Pallet::<T>::do_consent(maker.org, asset, stream)?;
		}
		let passes = if o == 1 { Passes::Ownership } else { Passes::Custody };
		let terms = Terms { passes, ..terms(1_000) };
		Pallet::<T>::do_offer(maker, asset, taker.org, terms)?;
		let circumstances = Box::new(circumstances());
		fill_walks::<T>(w);
		#[extrinsic_call]
		_(origin::<T>(&taker.who), asset, terms, Receipt::default(), circumstances);
		let holder = Pallet::<T>::holder(asset).expect("it is there");
		assert_eq!((holder.custodian, holder.owner == taker.org), (taker.org, o == 1));
		Ok(())
	}

	#[benchmark]
	fn refuse() -> Result<(), BenchmarkError> {
		let (maker, taker) = (party::<T>(0)?, party::<T>(1)?);
		let class = class::<T>(&maker, &[])?;
		let asset = *assets::<T>(&maker, class, 0..1)?.first().expect("one");
		Pallet::<T>::do_offer(maker, asset, taker.org, terms(1_000))?;
		#[extrinsic_call]
		_(origin::<T>(&taker.who), asset);
		assert!(!Offers::<T>::contains_key(asset));
		Ok(())
	}

	#[benchmark]
	fn lapse() -> Result<(), BenchmarkError> {
		let (maker, taker) = (party::<T>(0)?, party::<T>(1)?);
		let class = class::<T>(&maker, &[])?;
		let asset = *assets::<T>(&maker, class, 0..1)?.first().expect("one");
		Pallet::<T>::do_offer(maker, asset, taker.org, terms(1_000))?;
		pass::<T>(1);
		#[extrinsic_call]
		_(origin::<T>(&taker.who), asset);
		assert!(!Offers::<T>::contains_key(asset));
		Ok(())
	}

	/// Of the asset that is deepest.
	#[benchmark]
	fn correct() -> Result<(), BenchmarkError> {
		let maker = party::<T>(0)?;
		let parent = parent::<T>(&maker)?;
		let class = Pallet::<T>::asset(parent).expect("it is there").class;
		let child = *assets::<T>(&maker, class, 0..1)?.first().expect("one");
		Pallet::<T>::do_join(maker.org, parent, ids(&[child]), Circumstances::default())?;
		let others = (500..500 + MAX_ITEMS).map(|unit| giai(0, unit)).collect();
		let event = Pallet::<T>::longest_event(child, others, circumstances())?;
		let corrections: Corrections = vec![[9; 32]; 8].try_into().expect("eight");
		#[extrinsic_call]
		_(origin::<T>(&maker.who), child, Box::new(event), ErrorReason::IncorrectData, corrections);
		assert!(BlockEvents::<T>::get().count > 0);
		Ok(())
	}

	#[benchmark]
	fn add_document() -> Result<(), BenchmarkError> {
		let maker = party::<T>(0)?;
		let parent = parent::<T>(&maker)?;
		let (kind, document) = (DocumentKind::Warranty, [1; 32]);
		#[extrinsic_call]
		_(origin::<T>(&maker.who), parent, document, kind, Some(Millis(NOW)));
		assert!(Documents::<T>::contains_key(parent, document));
		Ok(())
	}

	#[benchmark]
	fn remove_document() -> Result<(), BenchmarkError> {
		let maker = party::<T>(0)?;
		let class = class::<T>(&maker, &[])?;
		let asset = *assets::<T>(&maker, class, 0..1)?.first().expect("one");
		let document: Hash = [1; 32];
		let kind = DocumentKind::Other;
		Pallet::<T>::do_add_document(maker.clone(), asset, document, kind, None)?;
		#[extrinsic_call]
		_(origin::<T>(&maker.who), asset, document);
		assert!(!Documents::<T>::contains_key(asset, document));
		Ok(())
	}

	#[benchmark]
	fn lend() -> Result<(), BenchmarkError> {
		let taker = party::<T>(1)?;
		// It replaces a loan of before.
		let StreamId { device, .. } = stream::<T>(1, taker.org)?;
		let owner = T::Devices::owner(&device).ok_or("the device has an owner")?;
		#[extrinsic_call]
		_(origin::<T>(&owner), device, taker.org, Millis(NOW));
		assert!(Loans::<T>::get(device, taker.org).is_some_and(|(loan, _)| loan.until.0 == NOW));
		Ok(())
	}

	#[benchmark]
	fn end_loan() -> Result<(), BenchmarkError> {
		let taker = party::<T>(1)?;
		let StreamId { device, .. } = stream::<T>(1, taker.org)?;
		let owner = T::Devices::owner(&device).ok_or("the device has an owner")?;
		#[extrinsic_call]
		_(origin::<T>(&owner), device, taker.org);
		assert!(!Loans::<T>::contains_key(device, taker.org));
		Ok(())
	}

	/// As the last of sixteen.
	#[benchmark]
	fn attach() -> Result<(), BenchmarkError> {
		let maker = party::<T>(0)?;
		let parent = parent::<T>(&maker)?;
		let root = Pallet::<T>::holder(parent).expect("it is there").root;
		watch::<T>(&maker, root, 15)?;
		let stream = stream::<T>(1, maker.org)?;
		#[extrinsic_call]
		_(origin::<T>(&maker.who), root, stream, StayKind::Counting);
		assert_eq!(Stays::<T>::get(root).len(), 16);
		Ok(())
	}

	#[benchmark]
	fn detach() -> Result<(), BenchmarkError> {
		let maker = party::<T>(0)?;
		let parent = parent::<T>(&maker)?;
		let root = Pallet::<T>::holder(parent).expect("it is there").root;
		let stream = *watch::<T>(&maker, root, 16)?.last().expect("sixteen");
		#[extrinsic_call]
		_(origin::<T>(&maker.who), root, stream);
		assert!(Stays::<T>::get(root).last().is_some_and(|(stay, _)| !stay.is_open()));
		Ok(())
	}

	#[benchmark]
	fn swap() -> Result<(), BenchmarkError> {
		let maker = party::<T>(0)?;
		let parent = parent::<T>(&maker)?;
		let root = Pallet::<T>::holder(parent).expect("it is there").root;
		let old = *watch::<T>(&maker, root, 15)?.last().expect("fifteen");
		let new = stream::<T>(1, maker.org)?;
		#[extrinsic_call]
		_(origin::<T>(&maker.who), root, old, new);
		assert_eq!(Stays::<T>::get(root).len(), 16);
		Ok(())
	}

	#[benchmark]
	fn consent() -> Result<(), BenchmarkError> {
		let maker = party::<T>(0)?;
		let parent = parent::<T>(&maker)?;
		let root = Pallet::<T>::holder(parent).expect("it is there").root;
		let stream = *watch::<T>(&maker, root, 16)?.last().expect("sixteen");
		#[extrinsic_call]
		_(origin::<T>(&maker.who), root, stream);
		assert_eq!(DeviceUses::<T>::get(stream.device).map(|used| used.withheld), Some(0));
		Ok(())
	}

	/// The last one of its stream, with both boundaries proven.
	#[benchmark]
	fn forget_stay() -> Result<(), BenchmarkError> {
		let maker = party::<T>(0)?;
		let class = class::<T>(&maker, &[])?;
		let asset = *assets::<T>(&maker, class, 0..1)?.first().expect("one");
		let stream = *watch::<T>(&maker, asset, 16)?.last().expect("sixteen");
		Pallet::<T>::do_detach(maker.org, asset, stream)?;
		let leaf = Tallies::<T>::get(stream).and_then(|tally| tally.last).expect("it has one");
		for moment in [0, NOW] {
			let payer = maker.who.clone();
			let ticket = T::StayConsideration::new(&payer, Pallet::<T>::boundary_footprint())?;
			let boundary = (Boundary { leaf: leaf.clone(), payer }, ticket);
			Boundaries::<T>::insert(asset, (stream, Millis(moment)), boundary);
		}
		pass::<T>(T::DataDeadline::get() + 1);
		#[extrinsic_call]
		_(origin::<T>(&maker.who), asset, stream, Millis(0));
		assert_eq!(Tallies::<T>::get(stream), None);
		Ok(())
	}

	/// With the longest path.
	#[benchmark]
	fn prove_boundary() -> Result<(), BenchmarkError> {
		let maker = party::<T>(0)?;
		let parent = parent::<T>(&maker)?;
		let root = Pallet::<T>::holder(parent).expect("it is there").root;
		let stream = *watch::<T>(&maker, root, 16)?.last().expect("sixteen");
		// The first leaf of 2^31, whose path is as long as there are peaks.
		let mut tally = Tallies::<T>::get(stream).expect("it is there");
		let leaf = tally.last.clone().expect("it has one");
		let path = vec![[7; 32]; 31];
		let climb = |below: Hash, beside: &Hash| HostCrypto::hash(&[&below, beside]);
		let peak = path.iter().fold(leaf.hash::<HostCrypto>(), climb);
		tally.observations = 1 << 31;
		tally.peaks = vec![peak].try_into().expect("one");
		Tallies::<T>::insert(stream, tally);
		let proof = LeafProof { leaf, path: path.try_into().expect("31") };
		#[extrinsic_call]
		_(origin::<T>(&maker.who), root, Millis(0), Box::new(proof));
		assert!(Boundaries::<T>::contains_key(root, (stream, Millis(0))));
		Ok(())
	}

	/// Of an asset as deep as one can be, whose former owner has set some.
	#[benchmark]
	fn set_flag() -> Result<(), BenchmarkError> {
		let (maker, asset) = deepest::<T>()?;
		let org = maker.org;
		Flags::<T>::insert(asset, OwnFlags { org: OrgId(u32::MAX), set: 1 });
		#[block]
		{
			Pallet::<T>::do_set_flag(asset, 31, org);
		}
		assert_eq!(Pallet::<T>::flags(asset), [31]);
		Ok(())
	}

	/// The earliest of as many stays as there can be. It began within a run, as is proven, and goes on in another one.
	#[benchmark]
	fn read_condition() -> Result<(), BenchmarkError> {
		let maker = party::<T>(0)?;
		let parent = parent::<T>(&maker)?;
		let root = Pallet::<T>::holder(parent).expect("it is there").root;
		let stream = *watch::<T>(&maker, root, 16)?.first().expect("sixteen");
		let since = Millis(100_000);
		Stays::<T>::mutate(root, |stays| {
			for (stay, _) in stays.iter_mut() {
				match stay.stream == stream {
					true => stay.kind = StayKind::Counting,
					false => stay.to = Some(since),
				}
				stay.policies.iter_mut().for_each(|counted| counted.since = since);
			}
		});
		let leaf = Tallies::<T>::get(stream).and_then(|tally| tally.last).expect("it has one");
		Pallet::<T>::on_observation(&stream, &observed(1_000_000));
		Tallies::<T>::mutate_extant(stream, |tally| {
			tally.entries.iter_mut().for_each(|entry| entry.counted.doubtful = false);
		});
		let payer = maker.who.clone();
		let ticket = T::StayConsideration::new(&payer, Pallet::<T>::boundary_footprint())?;
		Boundaries::<T>::insert(root, (stream, since), (Boundary { leaf, payer }, ticket));
		T::BenchmarkHelper::set_time(1_250_000);
		let sum;
		#[block]
		{
			sum = Pallet::<T>::condition_sum(root);
		}
		assert!(sum.is_some_and(|sum| sum.most > 0));
		Ok(())
	}

	/// Of a stream with as many policies as there can be, each with as many breakpoints, and all peaks
	/// merge.
	#[benchmark]
	fn on_observation() -> Result<(), BenchmarkError> {
		let maker = party::<T>(0)?;
		let parent = parent::<T>(&maker)?;
		let root = Pallet::<T>::holder(parent).expect("it is there").root;
		let stream = *watch::<T>(&maker, root, 1)?.last().expect("one");
		let observation = observed(1_000_000);
		#[block]
		{
			Pallet::<T>::on_observation(&stream, &observation);
		}
		let tally = Tallies::<T>::get(stream).expect("it is there");
		assert_eq!((tally.observations, tally.entries.len()), (1 << 31, 8));
		assert_eq!(tally.until.until, 1_250_000);
		Ok(())
	}

	/// The end of a device is the dearest change.
	#[benchmark]
	fn device_changed() -> Result<(), BenchmarkError> {
		let maker = party::<T>(0)?;
		let class = class::<T>(&maker, &[])?;
		let asset = *assets::<T>(&maker, class, 0..1)?.first().expect("one");
		let StreamId { device, .. } = *watch::<T>(&maker, asset, 1)?.last().expect("one");
		let owner = T::Devices::owner(&device).ok_or("the device has an owner")?;
		#[block]
		{
			Pallet::<T>::on_ended(&device, &owner, DeviceStatus::Revoked);
		}
		assert!(DeviceUses::<T>::get(device).is_some_and(|used| used.ended.is_some()));
		Ok(())
	}

	#[benchmark]
	fn offer_trade(p: Linear<0, 8>) -> Result<(), BenchmarkError> {
		let (maker, buyer) = (party::<T>(0)?, party::<T>(1)?);
		let root = root::<T>(&maker)?;
		let terms = Box::new(trade_terms::<T>(root, p)?);
		#[extrinsic_call]
		_(origin::<T>(&maker.who), root, buyer.org, terms);
		assert!(OpenTrades::<T>::contains_key(root));
		Ok(())
	}

	#[benchmark]
	fn withdraw_trade() -> Result<(), BenchmarkError> {
		let (maker, buyer) = (party::<T>(0)?, party::<T>(1)?);
		let trade = offered::<T>(&maker, &buyer)?;
		#[extrinsic_call]
		_(origin::<T>(&maker.who), trade);
		assert!(!Trades::<T>::contains_key(trade));
		Ok(())
	}

	#[benchmark]
	fn fund() -> Result<(), BenchmarkError> {
		let (maker, buyer) = (party::<T>(0)?, party::<T>(1)?);
		let trade = offered::<T>(&maker, &buyer)?;
		#[extrinsic_call]
		_(origin::<T>(&buyer.who), trade);
		assert!(Pallet::<T>::trade(trade).is_some_and(|trade| trade.escrow.is_some()));
		Ok(())
	}

	#[benchmark]
	fn post_bond() -> Result<(), BenchmarkError> {
		let (maker, buyer, carrier) = (party::<T>(0)?, party::<T>(1)?, party::<T>(3)?);
		let trade = offered::<T>(&maker, &buyer)?;
		Pallet::<T>::do_fund(buyer, trade)?;
		let asset = Pallet::<T>::trade(trade).expect("it is there").asset;
		let terms = Terms { passes: Passes::Custody, bond: BOND, ..terms(1_000) };
		Pallet::<T>::do_offer(maker, asset, carrier.org, terms)?;
		#[extrinsic_call]
		_(origin::<T>(&carrier.who), trade, BOND);
		assert!(Pallet::<T>::trade(trade).is_some_and(|trade| trade.bonds.len() == 1));
		Ok(())
	}

	#[benchmark]
	fn pick_up() -> Result<(), BenchmarkError> {
		let (maker, buyer) = (party::<T>(0)?, party::<T>(1)?);
		let trade = offered::<T>(&maker, &buyer)?;
		let asset = Pallet::<T>::trade(trade).expect("it is there").asset;
		watch::<T>(&maker, asset, 15)?;
		count_by_own::<T>(asset);
		// A stream, and its owner, for each policy.
		Stays::<T>::mutate(asset, |stays| {
			for (at, (stay, _)) in stays.iter_mut().enumerate() {
				let own = stay.policies.iter().nth(at).copied();
				let own = own.into_iter().collect::<Vec<_>>();
				stay.policies = own.try_into().expect("one at most");
			}
		});
		Pallet::<T>::do_fund(buyer, trade)?;
		#[extrinsic_call]
		_(origin::<T>(&maker.who), trade, 1);
		assert!(Pallet::<T>::trade(trade).is_some_and(|trade| trade.streams.len() == 8));
		Ok(())
	}

	#[benchmark]
	fn deliver() -> Result<(), BenchmarkError> {
		let (maker, buyer) = (party::<T>(0)?, party::<T>(1)?);
		let trade = longest::<T>(&maker, &buyer, TradeState::Moving)?;
		Trades::<T>::mutate_extant(trade, |(record, _)| {
			let last = record.legs.last_mut().expect("as many as there can be");
			(last.holder, last.to) = (buyer.org, None);
			OpenTrades::<T>::insert(record.asset, trade);
		});
		#[extrinsic_call]
		_(origin::<T>(&buyer.who), trade);
		let state = Pallet::<T>::trade(trade).map(|trade| trade.state);
		assert_eq!(state, Some(DELIVERED));
		Ok(())
	}

	#[benchmark]
	fn price_trade() -> Result<(), BenchmarkError> {
		let (maker, buyer) = (party::<T>(0)?, party::<T>(1)?);
		let trade = longest::<T>(&maker, &buyer, DELIVERED)?;
		let streams = Pallet::<T>::trade(trade).expect("it is there").streams;
		for Watching { stream, .. } in streams {
			Tallies::<T>::mutate_extant(stream, |tally| tally.until.until = u64::MAX);
		}
		#[extrinsic_call]
		_(origin::<T>(&buyer.who), trade);
		let state = Pallet::<T>::trade(trade).map(|trade| trade.state);
		assert_eq!(
			state,
			Some(TradeState::Delivered { since: Millis(NOW), priced: Some(Millis(NOW)) })
		);
		Ok(())
	}

	/// Of a run with as many readings as an opening can show, for eight policies on one stream.
	#[benchmark]
	fn show(o: Linear<0, 256>) -> Result<(), BenchmarkError> {
		let (maker, buyer) = (party::<T>(0)?, party::<T>(1)?);
		let trade = traded::<T>(&maker, &buyer, DELIVERED, [14, MAX_WATCHINGS, 0])?;
		let stream = Pallet::<T>::trade(trade).expect("it is there").streams[0].stream;
		let (root, opening) = opened(o);
		let leaf = Leaf {
			stream,
			number: 0,
			before: Default::default(),
			root,
			facts: Facts::LATE,
			counted: Tallies::<T>::get(stream)
				.expect("it is there")
				.last
				.expect("it has one")
				.counted,
		};
		let path = vec![[7; 32]; 31];
		let climb = |below: Hash, beside: &Hash| HostCrypto::hash(&[&below, beside]);
		let peak = path.iter().fold(leaf.hash::<HostCrypto>(), climb);
		Tallies::<T>::mutate_extant(stream, |tally| {
			tally.observations = 1 << 31;
			tally.peaks = vec![peak].try_into().expect("one");
		});
		Trades::<T>::mutate_extant(trade, |(record, _)| {
			record.legs[0].from = Millis(0);
			record.streams.truncate(8);
			for watching in record.streams.iter_mut() {
				(watching.stream, watching.from) = (stream, Millis(0));
				watching.to = None;
			}
			record.shown = [0; 3];
		});
		let proof = Box::new(LeafProof { leaf, path: path.try_into().expect("31") });
		#[extrinsic_call]
		_(origin::<T>(&maker.who), trade, proof, opening);
		assert!(ShownLeaves::<T>::contains_key(trade, (stream, 0)));
		Ok(())
	}

	#[benchmark]
	fn appeal() -> Result<(), BenchmarkError> {
		let (maker, buyer) = (party::<T>(0)?, party::<T>(1)?);
		let trade = longest::<T>(&maker, &buyer, DELIVERED)?;
		#[extrinsic_call]
		_(origin::<T>(&buyer.who), trade);
		assert!(Pallet::<T>::trade(trade).is_some_and(|trade| trade.appealed.is_some()));
		Ok(())
	}

	/// Of a trade with so many legs, watchings and leaves, which is paid. Without a watching no leaf counts, so
	/// that there is one at least. Those of the pick-up are of one stream.
	#[benchmark]
	fn settle_trade(
		b: Linear<0, 14>,
		s: Linear<1, { MAX_WATCHINGS }>,
		l: Linear<0, { MAX_LEAVES }>,
	) -> Result<(), BenchmarkError> {
		let (maker, buyer) = (party::<T>(0)?, party::<T>(1)?);
		let size = [b, s, l];
		let trade = traded_under::<T>(&maker, &buyer, DELIVERED, (8, Loggers::One), size)?;
		pass::<T>(10_000);
		#[extrinsic_call]
		_(origin::<T>(&buyer.who), trade);
		assert!(!Trades::<T>::contains_key(trade));
		Ok(())
	}

	/// The same for a trade as small as most are.
	#[benchmark]
	fn settle_small_trade(
		b: Linear<0, { SMALL_TRADE[0] }>,
		s: Linear<1, { SMALL_TRADE[1] }>,
		l: Linear<0, { SMALL_TRADE[2] }>,
	) -> Result<(), BenchmarkError> {
		let (maker, buyer) = (party::<T>(0)?, party::<T>(1)?);
		let [_, policies, _] = SMALL_TRADE;
		let (watched, size) = ((policies, Loggers::One), [b, s, l]);
		let trade = traded_under::<T>(&maker, &buyer, DELIVERED, watched, size)?;
		pass::<T>(10_000);
		#[extrinsic_call]
		settle_trade(origin::<T>(&buyer.who), trade);
		assert!(!Trades::<T>::contains_key(trade));
		Ok(())
	}

	/// The last agreement: one stream that witnessed replaces another one for eight policies.
	#[benchmark]
	fn swap_stream() -> Result<(), BenchmarkError> {
		let (maker, buyer) = (party::<T>(0)?, party::<T>(1)?);
		let trade = offered::<T>(&maker, &buyer)?;
		let asset = Pallet::<T>::trade(trade).expect("it is there").asset;
		let streams = watch::<T>(&maker, asset, 15)?;
		let (old, new) = (streams[0], streams[14]);
		Stays::<T>::mutate(asset, |stays| {
			stays.iter_mut().take(1).for_each(|(stay, _)| stay.kind = StayKind::Counting);
		});
		Pallet::<T>::do_fund(buyer.clone(), trade)?;
		Pallet::<T>::do_pick_up(maker.org, trade, 0)?;
		Pallet::<T>::do_swap_stream(maker, trade, old, new)?;
		#[extrinsic_call]
		_(origin::<T>(&buyer.who), trade, old, new);
		assert!(Pallet::<T>::trade(trade).is_some_and(|trade| trade.streams.len() == 16));
		Ok(())
	}

	#[benchmark]
	fn fold_events() -> Result<(), BenchmarkError> {
		// As many peaks as there can be.
		let peaks = vec![[7; 32]; 31].try_into().expect("31");
		BlockEvents::<T>::put(Peaks { count: (1 << 31) - 1, peaks, run: [7; 32] });
		let statement;
		#[block]
		{
			statement = <Pallet<T> as FinalStatement>::take(&[7; 32]);
		}
		assert!(statement.is_some() && !BlockEvents::<T>::exists());
		Ok(())
	}

	#[benchmark]
	fn recall_lot() -> Result<(), BenchmarkError> {
		let maker = party::<T>(0)?;
		let class = class::<T>(&maker, &[])?;
		let lot = Pallet::<T>::do_open_lot(maker.clone(), class, new_lot(0, 0))?;
		fill_walks::<T>(MAX_SPREADING.saturating_sub(1));
		#[extrinsic_call]
		_(origin::<T>(&maker.who), lot, [7; 32]);
		assert!(RecallByLot::<T>::contains_key(lot));
		Ok(())
	}

	#[benchmark]
	fn confirm_recall() -> Result<(), BenchmarkError> {
		let (maker, other) = (party::<T>(0)?, party::<T>(1)?);
		let class = class::<T>(&maker, &[])?;
		let lot = Pallet::<T>::do_open_lot(maker, class, new_lot(0, 0))?;
		let recall = Pallet::<T>::do_recall(other, lot, [7; 32])?;
		fill_walks::<T>(MAX_SPREADING.saturating_sub(1));
		let origin =
			T::AdminOrigin::try_successful_origin().map_err(|_| BenchmarkError::Weightless)?;
		#[extrinsic_call]
		_(origin as T::RuntimeOrigin, recall);
		assert_eq!(RecallByLot::<T>::get(lot), Some(recall));
		Ok(())
	}

	#[benchmark]
	fn lapse_recall() -> Result<(), BenchmarkError> {
		let (maker, other) = (party::<T>(0)?, party::<T>(1)?);
		let class = class::<T>(&maker, &[])?;
		let lot = Pallet::<T>::do_open_lot(maker.clone(), class, new_lot(0, 0))?;
		let recall = Pallet::<T>::do_recall(other, lot, [7; 32])?;
		pass::<T>(T::RecallDecisionTime::get().saturating_add(1));
		#[extrinsic_call]
		_(origin::<T>(&maker.who), recall);
		assert!(!Recalls::<T>::contains_key(recall));
		Ok(())
	}

	/// While it spreads, so that its walk turns.
	#[benchmark]
	fn end_recall() -> Result<(), BenchmarkError> {
		let maker = party::<T>(0)?;
		let class = class::<T>(&maker, &[])?;
		let lot = Pallet::<T>::do_open_lot(maker.clone(), class, new_lot(0, 0))?;
		let recall = Pallet::<T>::do_recall(maker.clone(), lot, [7; 32])?;
		fill_walks::<T>(MAX_SPREADING.saturating_sub(1));
		#[extrinsic_call]
		_(origin::<T>(&maker.who), recall);
		assert!(!RecallByLot::<T>::contains_key(lot));
		Ok(())
	}

	/// Of the asset that is deepest in goods that are on the way.
	#[benchmark]
	fn quarantine() -> Result<(), BenchmarkError> {
		let (maker, child) = deepest::<T>()?;
		let root = Pallet::<T>::holder(child).expect("it is there").root;
		let (buyer, terms) = (party::<T>(1)?.org, trade_terms::<T>(root, 8)?);
		let trade = Pallet::<T>::do_offer_trade(maker.clone(), root, buyer, terms)?;
		Trades::<T>::mutate_extant(trade, |(record, _)| record.state = TradeState::Moving);
		let circumstances = Box::new(circumstances());
		#[extrinsic_call]
		_(origin::<T>(&maker.who), child, circumstances);
		assert_eq!(Pallet::<T>::asset(child).map(|asset| asset.holds.own), Some(1));
		assert!(Pallet::<T>::trade(trade).is_some_and(|trade| trade.stopped));
		Ok(())
	}

	/// Of the asset that is deepest.
	#[benchmark]
	fn release() -> Result<(), BenchmarkError> {
		let (maker, child) = deepest::<T>()?;
		Pallet::<T>::do_quarantine(maker.org, child, Circumstances::default())?;
		let circumstances = Box::new(circumstances());
		#[extrinsic_call]
		_(origin::<T>(&maker.who), child, circumstances);
		assert_eq!(Pallet::<T>::asset(child).map(|asset| asset.holds.own), Some(0));
		Ok(())
	}

	/// The recalls are read and written, and none makes a step.
	#[benchmark]
	fn process_recalls() -> Result<(), BenchmarkError> {
		fill_walks::<T>(MAX_SPREADING.saturating_add(MAX_ENDING));
		let walks = Walks::<T>::get();
		#[block]
		{
			let walks: alloc::collections::VecDeque<_> = Walks::<T>::get().into_inner().into();
			Walks::<T>::put(BoundedVec::truncate_from(walks.into()));
		}
		assert_eq!(Walks::<T>::get(), walks);
		Ok(())
	}

	/// The second lot after one, with all marks but one.
	#[benchmark]
	fn mark_lot() -> Result<(), BenchmarkError> {
		let (mut walk, lot) = spreading::<T>()?;
		walk.step(&mut Stored::<T>::new());
		#[block]
		{
			walk.step(&mut Stored::<T>::new());
		}
		assert_eq!((walk.lot, walk.lots), (lot, 3));
		Ok(())
	}

	/// The asset that is deepest.
	#[benchmark]
	fn count_asset() -> Result<(), BenchmarkError> {
		let (maker, child) = deepest::<T>()?;
		let lot = Pallet::<T>::asset(child).ok_or(BenchmarkError::Stop("it is there"))?.lot;
		let mut walk = Walk::start(&mut Stored::<T>::new(), RecallId(0), maker.org, lot);
		walk.task = Task::Count(None);
		#[block]
		{
			walk.step(&mut Stored::<T>::new());
		}
		assert!(Pallet::<T>::asset(child).is_some_and(|asset| asset.holds.recalled));
		Ok(())
	}

	#[benchmark]
	fn lift_lot() -> Result<(), BenchmarkError> {
		let (walk, _) = spreading::<T>()?;
		let marks = full_marks(walk.recall);
		LotMarks::<T>::insert(walk.lot, marks.clone());
		let mut walk = Walk::lift(walk.recall, walk.org, walk.lot, 1);
		#[block]
		{
			walk.step(&mut Stored::<T>::new());
		}
		assert!(LotMarks::<T>::get(walk.lot) != marks);
		Ok(())
	}

	/// The last step of a recall, which removes it.
	#[benchmark]
	fn finish_recall() -> Result<(), BenchmarkError> {
		let maker = party::<T>(0)?;
		let class = class::<T>(&maker, &[])?;
		let lot = Pallet::<T>::do_open_lot(maker.clone(), class, new_lot(0, 0))?;
		let recall = Pallet::<T>::do_recall(maker.clone(), lot, [7; 32])?;
		Pallet::<T>::do_end_recall(Some(maker.org), recall)?;
		let mut walk = Walk::lift(recall, maker.org, lot, 1);
		walk.step(&mut Stored::<T>::new());
		#[block]
		{
			walk.step(&mut Stored::<T>::new());
			Pallet::<T>::finish_recall(&walk);
		}
		assert!(!Recalls::<T>::contains_key(recall));
		Ok(())
	}

	#[benchmark]
	fn pay_marks() -> Result<(), BenchmarkError> {
		let maker = party::<T>(0)?;
		let class = class::<T>(&maker, &[])?;
		let lot = Pallet::<T>::do_open_lot(maker.clone(), class, new_lot(0, 0))?;
		let recall = Pallet::<T>::do_recall(maker.clone(), lot, [7; 32])?;
		let mut walk = Walk::lift(recall, maker.org, lot, 1);
		(walk.task, walk.beyond) = (Task::Count(None), 1);
		#[block]
		{
			walk.step(&mut Stored::<T>::new());
			Pallet::<T>::pay_marks(&walk);
		}
		assert_eq!(Pallet::<T>::recall(recall).map(|recall| recall.paid), Some(1));
		Ok(())
	}

	impl_benchmark_test_suite!(Pallet, crate::mock::build(), crate::mock::Test);
}
