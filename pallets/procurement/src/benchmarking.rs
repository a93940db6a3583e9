//! Benchmarks of the calls and of what other pallets ask, each in its worst case: records as large as they can be, a machine in
//! as many parents as it can be, and streams of devices of their own.

use super::*;
use alloc::{boxed::Box, format, vec, vec::Vec};
use frame::benchmarking::prelude::*;
use tallystick_orders::{Landed, TaxRate};
use tallystick_primitives::{
	evidence::{Crypto, Point, Purpose, Summary},
	gs1::Text,
	samples,
	// The preludes have something else of some of these names.
	AssetId,
	Facts,
	HostCrypto,
	Member,
	NeedStanding,
	Observation,
	Unit,
};
use tallystick_rules::{
	condition::{MAX_INPUTS, MAX_NODES},
	source::MAX_AGE,
	Comparison, Figure, Node, Quantity, Ref, Source,
};
use tallystick_world::{Actors, Secret};

const NOW: u64 = 1_800_000_000_000;
const HOUR: u64 = 3_600_000;
const DAY: u64 = 24 * HOUR;
/// After the veto window of an order that was placed a millisecond after [`NOW`].
const LATER: u64 = HOUR + 2;

/// The seeds of members, each of an organisation of its own.
const BUYER: u32 = 0;
const CARRIER: u32 = 1;
/// The seeds of accounts that pledge money for another organisation than their own, so that more accounts are involved.
const COLLEAGUE: u32 = 2;
const SALES: u32 = 3;
/// The seed of the first vendor's member.
const VENDORS: u32 = 100;
/// The seed of the first arbiter.
const ARBITERS: u32 = 200;
/// The seed of the device of the first stream on which orders depend.
const SENSORS: u32 = 1_000;
/// The seed of the device of the first stream that covers a need.
const SHELVES: u32 = 2_000;
/// The seed of the device that is visited.
const MACHINE: u32 = 3_000;

/// The units of an order.
const QUANTITY: u32 = 2;
const UNIT: u128 = 1_000;
const FREIGHT: u128 = 100;
const TAX: TaxRate = TaxRate::MAX;
const CODE: [u8; MAX_CODE as usize] = [7; MAX_CODE as usize];

fn begin<T: Config>() {
	T::BenchmarkHelper::set_time(NOW);
}

fn past<T: Config>(millis: u64) {
	T::BenchmarkHelper::set_time(NOW + millis);
}

fn origin<T: Config>(who: &T::AccountId) -> T::RuntimeOrigin {
	RawOrigin::Signed(who.clone()).into()
}

fn failed<T: Config>(error: Error<T>) -> BenchmarkError {
	DispatchError::from(error).into()
}

/// A member of another organisation for each seed, who can pay for what a benchmark stores.
fn member<T: Config>(seed: u32) -> Result<Member<T::AccountId>, BenchmarkError> {
	let who = T::BenchmarkHelper::member(seed);
	T::Consideration::ensure_successful(&who, Footprint::from_parts(1, 1_000_000));
	T::MemberOrigin::ensure_origin(origin::<T>(&who))
		.map_err(|_| BenchmarkError::Stop("the account is a member"))
}

/// The account of a seed, in the organisation of another one.
fn member_of<T: Config>(org: OrgId, seed: u32) -> Result<Member<T::AccountId>, BenchmarkError> {
	let Member { who, .. } = member::<T>(seed)?;
	Ok(Member { who, org })
}

fn machine<T: Config>() -> Result<AssetId, BenchmarkError> {
	Ok(T::BenchmarkHelper::asset_of(member::<T>(BUYER)?.who))
}

fn category(number: u32) -> Category {
	let part = Text::new(&format!("{number:020}")).expect("20 digits");
	Category { class: 10_000_405, part: Some(part) }
}

/// A vendor's offer. Vendors name different arbiters.
fn offer<T: Config>(vendor: u32) -> Result<OfferOf<T>, BenchmarkError> {
	Ok(Offer {
		gtin: Some("04006381333931".parse().expect("its last digit is right")),
		document: [1; 32],
		by: Delivery::Parcel,
		unit: UNIT,
		freight: FREIGHT,
		tax: TAX,
		stock: 100,
		accept: HOUR,
		dispatch: HOUR,
		delivery: HOUR,
		until: Millis(NOW + 100 * DAY),
		arbiter: member::<T>(ARBITERS + vendor % MAX_ARBITERS)?.who,
	})
}

fn landed() -> Landed {
	Landed::of(UNIT, QUANTITY, FREIGHT, TAX).expect("it is small")
}

/// Has a vendor offer a category. Somebody else pays the deposit.
fn publish<T: Config>(vendor: u32, category: Category) -> Result<OrgId, BenchmarkError> {
	let org = member::<T>(vendor)?.org;
	Pallet::<T>::do_publish(member_of::<T>(org, SALES)?, category, offer::<T>(vendor)?)?;
	Ok(org)
}

/// Has a vendor offer visits, at as many times as it can, from three hours after this moment on.
fn publish_visits<T: Config>(
	vendor: u32,
	category: Category,
	from: u64,
) -> Result<OrgId, BenchmarkError> {
	let org = member::<T>(vendor)?.org;
	let offer = Offer { by: Delivery::Visit, ..offer::<T>(vendor)? };
	Pallet::<T>::do_publish(member_of::<T>(org, SALES)?, category, offer)?;
	Pallet::<T>::do_set_slots(org, category, slots(from))?;
	Ok(org)
}

fn slots(from: u64) -> BoundedVec<Millis, ConstU32<MAX_SLOTS>> {
	let slots = (0..u64::from(MAX_SLOTS)).map(|slot| Millis(from + 3 * HOUR + slot));
	slots.collect::<Vec<_>>().try_into().expect("as many as can be")
}

/// The only channel of a device of the buyer's.
fn stream<T: Config>(seed: u32) -> Result<StreamId, BenchmarkError> {
	let secret = Secret::new(seed);
	let device = secret.id::<HostCrypto>();
	if T::Devices::status(&device).is_none() {
		let owner = member::<T>(BUYER)?.who;
		T::BenchmarkHelper::device_of(owner.clone(), &secret, 1, &owner);
	}
	Ok(StreamId { device, channel: 0 })
}

fn streams<T: Config>(first: u32) -> Result<Vec<StreamId>, BenchmarkError> {
	(first..first + MAX_INPUTS).map(stream::<T>).collect()
}

/// An observation that was made and arrives at this moment.
fn observation(at: u64) -> Observation {
	let point = Point { time: at, value: 1 };
	let summary =
		Summary { count: 1, first: point, last: point, min: 1, max: 1, sum: 1, violations: 0 };
	let (boot_epoch, sequence, root, facts) = (0, 0, [0; 32], Facts::NONE);
	Observation { boot_epoch, sequence, summary, root, at: Millis(at), facts }
}

/// A condition with as many of the costliest nodes as it can have. It is true once all streams are known.
fn condition(streams: &[StreamId]) -> Condition {
	let quantity = Quantity { unit: Unit::CELSIUS, exponent: 0 };
	let source = |stream: &StreamId| Source::Stream {
		stream: *stream,
		figure: Figure::Mean,
		quantity,
		max_age: MAX_AGE,
		allow: Facts::NONE,
	};
	let (low, high) = (Ref::Node(0), Ref::Node(1));
	let mut nodes = vec![Node::Number { value: 0, quantity }, Node::Number { value: 9, quantity }];
	let inputs = (0..streams.len() as u8).cycle();
	nodes.extend(inputs.take(MAX_NODES as usize - 3).map(|input| Node::Line {
		of: Ref::Input(input),
		x0: low,
		y0: low,
		x1: high,
		y1: high,
	}));
	let (how, left) = (Comparison::Greater, Ref::Node(MAX_NODES as u8 - 2));
	nodes.push(Node::Compare { how, left, right: low });
	let inputs: Vec<_> = streams.iter().map(source).collect();
	Condition {
		inputs: inputs.try_into().expect("as many as can be"),
		nodes: nodes.try_into().expect("as many as can be"),
	}
}

/// Terms with this many vendors. The other lists are full.
fn terms<T: Config>(vendors: u32) -> Result<TermsOf<T>, BenchmarkError> {
	let vendors = (VENDORS..VENDORS + vendors).map(|seed| Ok(member::<T>(seed)?.org));
	let vendors = vendors.collect::<Result<Vec<_>, BenchmarkError>>()?;
	let arbiters = (ARBITERS..ARBITERS + MAX_ARBITERS).map(|seed| Ok(member::<T>(seed)?.who));
	let arbiters = arbiters.collect::<Result<Vec<_>, BenchmarkError>>()?;
	let categories: Vec<_> = (0..MAX_CATEGORIES).map(category).collect();
	Ok(MandateTerms {
		categories: categories.try_into().expect("as many as can be"),
		vendors: vendors.try_into().expect("as many as can be"),
		arbiters: arbiters.try_into().expect("as many as can be"),
		per_unit: 5 * UNIT,
		per_order: 10 * UNIT,
		per_period: 20 * UNIT,
		period: DAY,
		veto: HOUR,
		within: DAY,
		window: DAY,
		arbitration: DAY,
		filled: 10 * UNIT,
		until: Millis(NOW + 100 * DAY),
	})
}

/// Makes an observation of each stream the newest one.
fn observe<T: Config>(condition: &Condition, at: u64) {
	for stream in condition.streams() {
		T::BenchmarkHelper::observed(&stream, observation(at));
	}
}

/// The buyer's mandate for an asset.
fn grant<T: Config>(asset: AssetId, vendors: u32) -> Result<MandateId, BenchmarkError> {
	grant_for::<T>(Machine::Asset(asset), vendors)
}

/// The buyer's mandate for a machine.
fn grant_for<T: Config>(machine: Machine, vendors: u32) -> Result<MandateId, BenchmarkError> {
	let mandate = NextMandateId::<T>::get().unwrap_or(MandateId(0));
	let condition = condition(&streams::<T>(SENSORS)?);
	let (buyer, terms) = (member::<T>(BUYER)?, terms::<T>(vendors)?);
	Pallet::<T>::do_grant(buyer, machine, terms, Some(condition))?;
	Ok(mandate)
}

/// A need of a mandate's category. It is covered once its streams are known.
fn declare<T: Config>(
	mandate: MandateId,
	number: u32,
	streams: &[StreamId],
) -> Result<NeedId, BenchmarkError> {
	let need = NextNeedId::<T>::get().unwrap_or(NeedId(0));
	let (buyer, covered) = (member::<T>(BUYER)?, condition(streams));
	let of = category(number);
	Pallet::<T>::do_declare(buyer, mandate, of, QUANTITY, [2; 32], Some(covered), None)?;
	Ok(need)
}

/// As many needs as one stream can cover, but the first `but`. All have the same streams.
fn declare_all<T: Config>(mandate: MandateId, but: u32) -> Result<Vec<NeedId>, BenchmarkError> {
	let streams = streams::<T>(SHELVES)?;
	(but..MAX_COVERED).map(|number| declare::<T>(mandate, number, &streams)).collect()
}

/// Orders what a need lacks, on observations that are newer than the need.
fn place<T: Config>(need: NeedId) -> Result<OrderId, BenchmarkError> {
	past::<T>(1);
	let Need { mandate, .. } = Pallet::<T>::need(need).ok_or("the need is declared")?;
	observe::<T>(&Conditions::<T>::get(mandate).ok_or("the mandate has one")?, NOW + 1);
	match Pallet::<T>::do_order(member::<T>(BUYER)?.org, need, None)? {
		Met::Ordered(order) => Ok(order),
		_ => Err(BenchmarkError::Stop("an offer fits")),
	}
}

/// An order of a mandate with full lists, which the first vendor can accept.
fn offered<T: Config>() -> Result<OrderId, BenchmarkError> {
	begin::<T>();
	let mandate = grant::<T>(machine::<T>()?, MAX_VENDORS)?;
	let need = declare::<T>(mandate, 0, &streams::<T>(SHELVES)?)?;
	publish::<T>(VENDORS, category(0))?;
	let order = place::<T>(need)?;
	past::<T>(LATER);
	Ok(order)
}

fn accept<T: Config>(order: OrderId) -> Result<(), BenchmarkError> {
	Ok(Pallet::<T>::do_accept(member::<T>(VENDORS)?, order)?)
}

fn ship<T: Config>(order: OrderId, asset: Option<AssetId>) -> Result<(), BenchmarkError> {
	let org = member::<T>(VENDORS)?.org;
	let parcel = HostCrypto::hash(&[&CODE]);
	Ok(Pallet::<T>::do_ship(org, order, QUANTITY, parcel, [3; 32], asset)?)
}

/// An order that is on its way, with an asset.
fn shipped<T: Config>() -> Result<OrderId, BenchmarkError> {
	let order = offered::<T>()?;
	accept::<T>(order)?;
	ship::<T>(order, Some(T::BenchmarkHelper::asset_of(member::<T>(VENDORS)?.who)))?;
	Ok(order)
}

/// An order of which this many units have arrived.
fn received<T: Config>(quantity: u32) -> Result<OrderId, BenchmarkError> {
	let order = shipped::<T>()?;
	Pallet::<T>::do_receive(member::<T>(BUYER)?.org, order, quantity, &CODE)?;
	Ok(order)
}

/// An order about which the buyer has called the arbiter. Somebody else put up the deposit.
fn disputed<T: Config>() -> Result<OrderId, BenchmarkError> {
	let order = received::<T>(QUANTITY - 1)?;
	let org = member::<T>(BUYER)?.org;
	Pallet::<T>::do_dispute(member_of::<T>(org, COLLEAGUE)?, order, [4; 32])?;
	Ok(order)
}

/// The device that is visited, and signs for it.
fn visited<T: Config>() -> Result<DeviceId, BenchmarkError> {
	Ok(stream::<T>(MACHINE)?.device)
}

/// An accepted order of a visit to a device that is an asset, too.
fn booked<T: Config>() -> Result<OrderId, BenchmarkError> {
	begin::<T>();
	let mandate = grant_for::<T>(Machine::Device(visited::<T>()?), MAX_VENDORS)?;
	let need = declare::<T>(mandate, 0, &streams::<T>(SHELVES)?)?;
	publish_visits::<T>(VENDORS, category(0), NOW)?;
	let order = place::<T>(need)?;
	let warranty = Warranty { asset: machine::<T>()?, document: [8; 32] };
	Needs::<T>::mutate_extant(need, |(of, ..)| of.warranty = Some(warranty));
	past::<T>(LATER);
	accept::<T>(order)?;
	Ok(order)
}

/// A statement with as many codes as it can have, under the machine's signature.
fn signed<T: Config>(
	order: OrderId,
	said: Said,
	sequence: u64,
) -> Result<(Statement, Signature), BenchmarkError> {
	let codes = BoundedVec::truncate_from(vec![u16::MAX; MAX_CODES as usize]);
	let (tenure, counter, boot_epoch) = (0, 300, 0);
	let visit = Orders::<T>::get(order).and_then(|(of, _)| of.order.visit);
	let statement = Statement { order, tenure, visit, said, counter, codes, boot_epoch, sequence };
	let (genesis, device) = (T::Genesis::get(), visited::<T>()?);
	let bytes = statement.to_bytes();
	let signature = Secret::new(MACHINE).sign(Purpose::Attest, &genesis, &device, &bytes);
	Ok((statement, signature))
}

/// A visit whose two ends the machine has signed.
fn ended<T: Config>() -> Result<OrderId, BenchmarkError> {
	let order = booked::<T>()?;
	for (said, sequence) in [(Said::Started, 1), (Said::Finished, 2)] {
		let (statement, signature) = signed::<T>(order, said, sequence)?;
		Pallet::<T>::do_attest(statement, &signature)?;
	}
	Ok(order)
}

fn load<T: Config>(order: OrderId) -> Result<OrderRecordOf<T>, BenchmarkError> {
	Pallet::<T>::load_order(order).map_err(failed)
}

fn assert_last<T: Config>(event: Event<T>) {
	frame_system::Pallet::<T>::assert_last_event(event.into());
}

/// Checks where an order stands, and that the last event says so.
fn assert_advanced<T: Config>(order: OrderId, state: OrderState) {
	let stored = Pallet::<T>::load_order(order).map(|record| record.order);
	let stored = stored.ok().expect("it has not ended");
	assert_eq!(stored.state, state);
	assert_last::<T>(Event::Advanced { order, state, until: stored.until });
}

/// Checks how an order ended, and that its money has gone where it belongs.
fn assert_ended<T: Config>(
	order: OrderId,
	record: OrderRecordOf<T>,
	(outcome, fee): (Outcome, u128),
) {
	let need = record.order.need;
	assert!(Pallet::<T>::order(order).is_none());
	let stored = Pallet::<T>::need(need).expect("it is stored");
	assert_eq!((stored.order, stored.last), (None, Some(outcome)));
	let paid = outcome.amount();
	let refunded = record.order.landed.gross - paid;
	let budget = Mandates::<T>::get(record.order.mandate).map(|(of, _)| of.budget);
	assert_eq!(budget.map(|budget| budget.spent), Some(paid));
	let balance = |amount| Pallet::<T>::balance(amount).ok().expect("it is small");
	let (paid, refunded, bond) = (balance(paid), balance(refunded), 0);
	assert_last::<T>(Event::Ended { order, need, outcome, paid, refunded, bond, fee });
}

#[benchmarks]
mod benchmarks {
	use super::*;

	/// The offer replaces another one, whose deposit goes back to another account.
	#[benchmark]
	fn publish_offer() -> Result<(), BenchmarkError> {
		begin::<T>();
		let (of, offer) = (category(0), offer::<T>(VENDORS)?);
		let vendor = publish::<T>(VENDORS, of)?;
		let Member { who, .. } = member::<T>(VENDORS)?;
		let changed = Offer { stock: 1, ..offer };
		#[extrinsic_call]
		_(origin::<T>(&who), of, Box::new(changed.clone()));
		assert_eq!(Pallet::<T>::offer(vendor, of), Some(changed));
		assert_last::<T>(Event::OfferPublished { vendor, category: of });
		Ok(())
	}

	#[benchmark]
	fn remove_offer() -> Result<(), BenchmarkError> {
		begin::<T>();
		let of = category(0);
		let vendor = publish::<T>(VENDORS, of)?;
		let Member { who, .. } = member::<T>(VENDORS)?;
		#[extrinsic_call]
		_(origin::<T>(&who), vendor, of);
		assert_eq!(Pallet::<T>::offer(vendor, of), None);
		assert_last::<T>(Event::OfferRemoved { vendor, category: of });
		Ok(())
	}

	#[benchmark]
	fn grant_mandate() -> Result<(), BenchmarkError> {
		begin::<T>();
		let Member { who, org } = member::<T>(BUYER)?;
		let (asset, terms) = (machine::<T>()?, terms::<T>(MAX_VENDORS)?);
		let condition = condition(&streams::<T>(SENSORS)?);
		let of = Machine::Asset(asset);
		#[extrinsic_call]
		_(origin::<T>(&who), of, Box::new(terms), Some(Box::new(condition.clone())));
		let (mandate, subject) = (MandateId(0), Subject::Asset { asset, owner: org });
		assert_eq!(Conditions::<T>::get(mandate), Some(condition));
		assert_last::<T>(Event::MandateGranted { mandate, org, subject });
		Ok(())
	}

	/// A higher limit puts more on hold.
	#[benchmark]
	fn amend_mandate() -> Result<(), BenchmarkError> {
		begin::<T>();
		let mandate = grant::<T>(machine::<T>()?, MAX_VENDORS)?;
		let Member { who, .. } = member::<T>(BUYER)?;
		let terms = MandateTerms { per_period: 30 * UNIT, ..terms::<T>(MAX_VENDORS)? };
		#[extrinsic_call]
		_(origin::<T>(&who), mandate, Box::new(terms.clone()));
		let stored = Pallet::<T>::mandate(mandate).expect("it is stored");
		assert_eq!((stored.budget.left(), stored.terms), (30 * UNIT, terms));
		assert_last::<T>(Event::MandateAmended { mandate });
		Ok(())
	}

	/// Anybody may, since the machine is somebody else's. That takes the most reads.
	#[benchmark]
	fn end_mandate() -> Result<(), BenchmarkError> {
		begin::<T>();
		let asset = machine::<T>()?;
		let mandate = grant::<T>(asset, MAX_VENDORS)?;
		let before = Subject::Asset { asset, owner: member::<T>(VENDORS)?.org };
		Mandates::<T>::mutate_extant(mandate, |(of, _)| of.subject = before);
		let Member { who, .. } = member::<T>(CARRIER)?;
		#[extrinsic_call]
		_(origin::<T>(&who), mandate);
		assert!(Pallet::<T>::mandate(mandate).is_none());
		assert!(!Conditions::<T>::contains_key(mandate));
		assert_last::<T>(Event::MandateEnded { mandate });
		Ok(())
	}

	/// The need takes the last place in the list of each of its streams.
	#[benchmark]
	fn declare_need() -> Result<(), BenchmarkError> {
		begin::<T>();
		let asset = machine::<T>()?;
		let mandate = grant::<T>(asset, MAX_VENDORS)?;
		declare_all::<T>(mandate, 1)?;
		let streams = streams::<T>(SHELVES)?;
		let (of, covered) = (category(0), Some(Box::new(condition(&streams))));
		let warranty = Warranty { asset, document: [8; 32] };
		let Member { who, org: owner } = member::<T>(BUYER)?;
		#[extrinsic_call]
		_(origin::<T>(&who), mandate, of, QUANTITY, [2; 32], covered, Some(warranty));
		for stream in streams {
			assert_eq!(Covering::<T>::get(stream).len() as u32, MAX_COVERED);
		}
		let (need, subject) = (NeedId(MAX_COVERED - 1), Subject::Asset { asset, owner });
		assert_last::<T>(Event::NeedDeclared { need, subject, category: of });
		Ok(())
	}

	/// The need gets another mandate.
	#[benchmark]
	fn change_need() -> Result<(), BenchmarkError> {
		begin::<T>();
		let asset = machine::<T>()?;
		let mandate = grant::<T>(asset, MAX_VENDORS)?;
		let need = declare::<T>(mandate, 0, &streams::<T>(SHELVES)?)?;
		let mandate = grant::<T>(asset, MAX_VENDORS)?;
		let Member { who, .. } = member::<T>(BUYER)?;
		#[extrinsic_call]
		_(origin::<T>(&who), need, mandate, QUANTITY + 1, [9; 32]);
		let stored = Pallet::<T>::need(need).expect("it is stored");
		assert_eq!((stored.mandate, stored.quantity), (mandate, QUANTITY + 1));
		assert_last::<T>(Event::NeedChanged { need });
		Ok(())
	}

	/// Anybody may, since the machine is somebody else's. That takes the most reads.
	#[benchmark]
	fn remove_need() -> Result<(), BenchmarkError> {
		begin::<T>();
		let asset = machine::<T>()?;
		let mandate = grant::<T>(asset, MAX_VENDORS)?;
		let needs = declare_all::<T>(mandate, 0)?;
		let need = *needs.last().ok_or("as many as can be")?;
		let before = Subject::Asset { asset, owner: member::<T>(VENDORS)?.org };
		let Need { subject, category, .. } = Pallet::<T>::need(need).ok_or("it is declared")?;
		Declared::<T>::remove(subject, category);
		Declared::<T>::insert(before, category, need);
		Needs::<T>::mutate_extant(need, |(of, ..)| of.subject = before);
		let Member { who, .. } = member::<T>(CARRIER)?;
		#[extrinsic_call]
		_(origin::<T>(&who), need);
		assert!(Pallet::<T>::need(need).is_none());
		for stream in streams::<T>(SHELVES)? {
			assert_eq!(Covering::<T>::get(stream).len() as u32, MAX_COVERED - 1);
		}
		assert_last::<T>(Event::NeedRemoved { need });
		Ok(())
	}

	/// The order of the need is open.
	#[benchmark]
	fn clear_need() -> Result<(), BenchmarkError> {
		let need = load::<T>(offered::<T>()?)?.order.need;
		let Member { who, .. } = member::<T>(BUYER)?;
		#[extrinsic_call]
		_(origin::<T>(&who), need);
		assert_eq!(Pallet::<T>::need(need).map(|of| of.state), Some(NeedState::Clear));
		assert_last::<T>(Event::Cleared { need, by: Covered::ByHand });
		Ok(())
	}

	/// Under a condition, in a new period, so that the hold is topped up. All offers are of visits and come to the same, so that lots
	/// are drawn. The mandate is for an asset, which takes more reads than a device, and the need for a device, to which visits are. A claim on
	/// a warranty costs less: it evaluates no condition.
	#[benchmark]
	fn place_order(v: Linear<1, MAX_VENDORS>) -> Result<(), BenchmarkError> {
		begin::<T>();
		let mandate = grant::<T>(machine::<T>()?, v)?;
		let streams = streams::<T>(SHELVES)?;
		let (spent, need) =
			(declare::<T>(mandate, 0, &streams)?, declare::<T>(mandate, 1, &streams)?);
		publish::<T>(VENDORS, category(0))?;
		for vendor in VENDORS..VENDORS + v {
			publish_visits::<T>(vendor, category(1), NOW + DAY)?;
		}
		let subject = Subject::Device { device: visited::<T>()?, tenure: 0 };
		Needs::<T>::mutate_extant(need, |(of, ..)| of.subject = subject);
		Needs::<T>::mutate_extant(spent, |(of, ..)| of.quantity = 2 * QUANTITY);
		place::<T>(spent)?;
		let before = Mandates::<T>::get(mandate).map(|(of, _)| of.budget.left());
		past::<T>(DAY);
		let Member { who, .. } = member::<T>(BUYER)?;
		#[extrinsic_call]
		_(origin::<T>(&who), need);
		let left = Mandates::<T>::get(mandate).map(|(of, _)| of.budget.left());
		assert!(left > before);
		assert_eq!(left, Some(20 * UNIT - landed().gross));
		let id = OrderId(1);
		let OrderRecord { order, evidence, .. } = load::<T>(id)?;
		assert_eq!((order.landed, evidence.len() as u32), (landed(), MAX_EVIDENCE));
		let Order { vendor, quantity, landed, until, .. } = order;
		assert_eq!(Slots::<T>::get(vendor, category(1)).len() as u32, MAX_SLOTS - 1);
		let (order, cause) = (id, None);
		assert_last::<T>(Event::Placed {
			order,
			need,
			vendor,
			quantity,
			landed,
			until,
			evidence,
			cause,
		});
		Ok(())
	}

	#[benchmark]
	fn accept() -> Result<(), BenchmarkError> {
		let order = offered::<T>()?;
		let Member { who, .. } = member::<T>(VENDORS)?;
		#[extrinsic_call]
		_(origin::<T>(&who), order);
		assert!(load::<T>(order)?.bond.is_some_and(|bond| bond.who == who && bond.amount > 0));
		assert_advanced::<T>(order, OrderState::Accepted);
		Ok(())
	}

	#[benchmark]
	fn ship() -> Result<(), BenchmarkError> {
		let order = offered::<T>()?;
		super::accept::<T>(order)?;
		let Member { who, .. } = member::<T>(VENDORS)?;
		let asset = T::BenchmarkHelper::asset_of(who.clone());
		let (quantity, parcel) = (QUANTITY, [6; 32]);
		#[extrinsic_call]
		_(origin::<T>(&who), order, quantity, parcel, [3; 32], Some(asset));
		assert_eq!(Parcels::<T>::get(asset), Some(order));
		assert_advanced::<T>(order, OrderState::Shipped { quantity, parcel });
		Ok(())
	}

	/// The buyer sends all of it back, which takes a deposit as well.
	#[benchmark]
	fn receive() -> Result<(), BenchmarkError> {
		let order = received::<T>(QUANTITY)?;
		let Member { who, .. } = member::<T>(BUYER)?;
		#[extrinsic_call]
		send_back(origin::<T>(&who), order);
		let deposit = load::<T>(order)?.deposit;
		assert!(deposit.is_some_and(|deposit| deposit.who == who && deposit.amount > 0));
		assert_advanced::<T>(order, OrderState::Returning { quantity: QUANTITY });
		Ok(())
	}

	/// A carrier has the asset.
	#[benchmark]
	fn claim() -> Result<(), BenchmarkError> {
		let order = shipped::<T>()?;
		let Member { who, .. } = member::<T>(VENDORS)?;
		// As if the vendor had handed it over.
		let asset = T::BenchmarkHelper::asset_of(member::<T>(CARRIER)?.who);
		let parted = load::<T>(order)?.asset.ok_or("it travels with one")?;
		Parcels::<T>::remove(parted);
		Parcels::<T>::insert(asset, order);
		Orders::<T>::mutate_extant(order, |(of, _)| of.asset = Some(asset));
		#[extrinsic_call]
		_(origin::<T>(&who), order);
		let (quantity, parcel) = (QUANTITY, HostCrypto::hash(&[&CODE]));
		assert_advanced::<T>(order, OrderState::Claimed { quantity, parcel });
		Ok(())
	}

	/// The vendor says that more was shipped than received.
	#[benchmark]
	fn dispute() -> Result<(), BenchmarkError> {
		let order = received::<T>(QUANTITY - 1)?;
		let Member { who, .. } = member::<T>(VENDORS)?;
		#[extrinsic_call]
		_(origin::<T>(&who), order, [4; 32]);
		let deposit = load::<T>(order)?.deposit;
		assert!(deposit.is_some_and(|deposit| deposit.who == who && deposit.amount > 0));
		let (by, signed) = (Party::Vendor, QUANTITY - 1);
		assert_advanced::<T>(order, OrderState::Disputed { by, signed });
		Ok(())
	}

	/// Both parties agree in a dispute. The vendor is paid; the rest, the bond and the deposit go back to one account each. An
	/// order that fails pays no vendor and has no deposit, so it costs less.
	#[benchmark]
	fn end_order() -> Result<(), BenchmarkError> {
		let order = disputed::<T>()?;
		let amount = UNIT;
		Pallet::<T>::do_propose(member::<T>(BUYER)?, order, amount)?;
		let record = load::<T>(order)?;
		let Member { who, .. } = member::<T>(VENDORS)?;
		#[extrinsic_call]
		propose(origin::<T>(&who), order, amount);
		assert_ended::<T>(order, record, (Outcome::Agreed { amount }, 0));
		Ok(())
	}

	/// The arbiter has decided for the buyer, and gets the fee from the vendor's bond.
	#[benchmark]
	fn advance() -> Result<(), BenchmarkError> {
		let order = disputed::<T>()?;
		let (record, amount) = (load::<T>(order)?, UNIT);
		let arbiter = record.order.arbiter.clone();
		T::BenchmarkHelper::decide(arbiter, record.order.escrow, amount);
		let Member { who, .. } = member::<T>(CARRIER)?;
		#[extrinsic_call]
		_(origin::<T>(&who), order);
		let fee = Pallet::<T>::fee_of(&record.order);
		assert!(fee > 0);
		assert_ended::<T>(order, record, (Outcome::Decided { amount }, fee));
		Ok(())
	}

	/// Each need is on its way: it becomes clear, and its order counts as received. They share no stream but the observed one.
	#[benchmark]
	fn cover(n: Linear<0, MAX_COVERED>) -> Result<(), BenchmarkError> {
		begin::<T>();
		let (machine, shared) = (machine::<T>()?, stream::<T>(SHELVES)?);
		let mut needs = Vec::new();
		for number in 0..n {
			let mandate = grant::<T>(machine, MAX_VENDORS)?;
			let mut streams = streams::<T>(SHELVES + MAX_INPUTS * number)?;
			*streams.first_mut().ok_or("as many as can be")? = shared;
			needs.push(declare::<T>(mandate, number, &streams)?);
			publish::<T>(VENDORS, category(number))?;
		}
		let mut orders = Vec::new();
		for need in &needs {
			orders.push(place::<T>(*need)?);
		}
		past::<T>(LATER);
		for order in &orders {
			super::accept::<T>(*order)?;
			super::ship::<T>(*order, None)?;
		}
		for need in &needs {
			let covered = CoveredWhen::<T>::get(need).ok_or("the need has one")?;
			observe::<T>(&covered, NOW + LATER);
		}
		let judged;
		#[block]
		{
			judged = Pallet::<T>::cover(&shared, &observation(NOW + LATER));
		}
		assert_eq!(judged, n);
		for (need, order) in needs.iter().zip(&orders) {
			assert_eq!(Pallet::<T>::need(*need).map(|of| of.state), Some(NeedState::Clear));
			let (quantity, shipped) = (QUANTITY, QUANTITY);
			let state = load::<T>(*order)?.order.state;
			assert_eq!(state, OrderState::Received { quantity, shipped });
		}
		if let Some(need) = needs.last() {
			assert_last::<T>(Event::Cleared { need: *need, by: Covered::ByCondition });
		}
		Ok(())
	}

	/// As many times as can be, where there were as many before.
	#[benchmark]
	fn set_slots() -> Result<(), BenchmarkError> {
		begin::<T>();
		let of = category(0);
		let vendor = publish_visits::<T>(VENDORS, of, NOW)?;
		let Member { who, .. } = member::<T>(VENDORS)?;
		let changed = super::slots(NOW + DAY);
		#[extrinsic_call]
		_(origin::<T>(&who), of, changed.clone());
		assert_eq!(Slots::<T>::get(vendor, of), changed);
		assert_last::<T>(Event::SlotsSet { vendor, category: of, slots: MAX_SLOTS });
		Ok(())
	}

	#[benchmark]
	fn refuse_claim() -> Result<(), BenchmarkError> {
		begin::<T>();
		let mandate = grant::<T>(machine::<T>()?, MAX_VENDORS)?;
		let need = declare::<T>(mandate, 0, &streams::<T>(SHELVES)?)?;
		let Member { who, org: warrantor } = member::<T>(VENDORS)?;
		let made = Claim::Made { warrantor, until: Millis(NOW) };
		Needs::<T>::mutate_extant(need, |(of, ..)| of.claim = made);
		let reason = [4; 32];
		#[extrinsic_call]
		_(origin::<T>(&who), need, reason);
		assert_eq!(Pallet::<T>::need(need).map(|of| of.claim), Some(Claim::Over));
		assert_last::<T>(Event::ClaimRefused { need, reason });
		Ok(())
	}

	/// The machine signs by Ed25519. A signature of P-256, for which the host has no function, is checked beside it.
	#[benchmark]
	fn attest() -> Result<(), BenchmarkError> {
		let order = booked::<T>()?;
		let (statement, signature) = signed::<T>(order, Said::Started, 1)?;
		let Member { who, .. } = member::<T>(CARRIER)?;
		let (key, sample) = samples::P256;
		let (origin, statement) = (origin::<T>(&who), Box::new(statement));
		let valid;
		#[block]
		{
			valid = HostCrypto::verify(&key, &samples::MESSAGE, &sample);
			Pallet::<T>::attest(origin, statement, signature)?;
		}
		assert!(valid);
		let need = Pallet::<T>::need(load::<T>(order)?.order.need).expect("it is stored");
		assert_eq!(need.attested.map(|of| of.place), Some((0, 1)));
		assert_advanced::<T>(order, OrderState::Started);
		Ok(())
	}

	/// At one of as many times as can be.
	#[benchmark]
	fn rework() -> Result<(), BenchmarkError> {
		let order = ended::<T>()?;
		let (vendor, slots) = (load::<T>(order)?.order.vendor, super::slots(NOW + DAY));
		let slot = *slots.first().ok_or("as many as can be")?;
		Pallet::<T>::do_set_slots(vendor, category(0), slots)?;
		let Member { who, .. } = member::<T>(BUYER)?;
		#[extrinsic_call]
		_(origin::<T>(&who), order, slot);
		assert_eq!(load::<T>(order)?.order.visit, Some(slot));
		assert_eq!(Slots::<T>::get(vendor, category(0)).len() as u32, MAX_SLOTS - 1);
		assert_advanced::<T>(order, OrderState::Accepted);
		Ok(())
	}

	#[benchmark]
	fn report() -> Result<(), BenchmarkError> {
		let (order, document) = (ended::<T>()?, [9; 32]);
		let need = Pallet::<T>::need(load::<T>(order)?.order.need).expect("it is stored");
		let Warranty { asset, .. } = need.warranty.ok_or("the machine is an asset")?;
		let Member { who, org } = member::<T>(VENDORS)?;
		#[extrinsic_call]
		_(origin::<T>(&who), order, document);
		let issuer = T::Assets::document(asset, &document).map(|issued| issued.issuer);
		assert_eq!(issuer, Some(org));
		assert_last::<T>(Event::Reported { order, asset, document });
		Ok(())
	}

	#[benchmark]
	fn standing() -> Result<(), BenchmarkError> {
		let need = load::<T>(offered::<T>()?)?.order.need;
		let found;
		#[block]
		{
			found = <Pallet<T> as tallystick_primitives::Needs>::standing(need);
		}
		let org = member::<T>(BUYER)?.org;
		assert_eq!(found, Some(NeedStanding { org, open: true, failed: false }));
		Ok(())
	}

	impl_benchmark_test_suite!(Pallet, crate::mock::build(), crate::mock::Test);
}
