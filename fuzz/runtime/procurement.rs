//! Calls of procurement: offers, mandates, needs and orders. Machines sign for visits and parcels.

use super::{
	asset_lifecycle::goods,
	cast,
	source::{any_of, Pick, Source},
	world::World,
};
use frame_support::{traits::ConstU32, BoundedVec};
use pallet_procurement::{
	Call, Category, Delivery, Machine, MandateTerms, Offer, OfferOf, OrderState, Orders, Said,
	Statement, TaxRate, TermsOf, Warranty, MAX_CODE,
};
use tallystick_evidence::{Crypto, Native, Purpose};
use tallystick_primitives::{AssetId, MandateId, Millis, NeedId, OrderId, OrgId};
use tallystick_runtime::{Runtime, RuntimeCall};

const HOUR: u64 = 3_600_000;
const DAY: u64 = 24 * HOUR;

pub(crate) fn call(from: &mut Source) -> RuntimeCall {
	match from.below(4) {
		0 => terms(from),
		1 => attest(from),
		_ => orders(from),
	}
	.into()
}

fn terms(from: &mut Source) -> Call<Runtime> {
	any_of!(from, Call:
		publish_offer { category, offer },
		remove_offer { vendor, category },
		grant_mandate { machine, terms, condition: |_| None },
		amend_mandate { mandate, terms },
		end_mandate { mandate },
		declare_need {
			mandate, category, quantity: quantity, address, covered: |_| None, warranty
		},
		change_need { need, mandate, quantity: quantity, address },
		remove_need { need },
		clear_need { need },
		place_order { need },
		set_slots { category, slots: slots },
		grant_claim { need, mandate },
		refuse_claim { need, reason },
	)
}

fn orders(from: &mut Source) -> Call<Runtime> {
	any_of!(from, Call:
		withdraw { order },
		accept { order },
		refuse { order },
		ship { order, quantity: quantity, parcel: |_| parcel(), invoice, asset },
		cancel { order },
		receive { order, quantity: quantity, code: code },
		claim { order },
		dispute { order, reason },
		send_back { order },
		take_back { order },
		propose { order, amount: |from: &mut Source| from.one_of(&[1_000, 0, 1_000_000]) },
		advance { order },
		rework { order, slot: slot },
		report { order, document },
	)
}

fn category(number: usize) -> Category {
	Category { class: 10_000_405 + number as u32, part: None }
}

impl Pick for Category {
	fn pick(from: &mut Source) -> Self {
		category(from.below(4))
	}
}

impl Pick for Machine {
	fn pick(from: &mut Source) -> Self {
		match from.below(3) {
			0 => Machine::Asset(from.pick()),
			1 => Machine::Device(from.pick()),
			_ => Machine::Warranties,
		}
	}
}

impl Pick for Warranty {
	fn pick(from: &mut Source) -> Self {
		Warranty { asset: from.pick(), document: from.pick() }
	}
}

fn quantity(from: &mut Source) -> u32 {
	if from.one_in(16) {
		return from.pick();
	}
	from.one_of(&[2, 1])
}

impl Pick for OfferOf<Runtime> {
	fn pick(from: &mut Source) -> Self {
		let by = from.one_of(&[Delivery::Parcel, Delivery::Visit]);
		let mut offer = offer(by, from.now);
		if from.one_in(4) {
			(offer.unit, offer.freight) = (from.pick(), from.pick());
			(offer.stock, offer.until) = (from.pick(), from.pick());
			offer.arbiter = from.pick();
		}
		offer
	}
}

fn offer(by: Delivery, now: u64) -> OfferOf<Runtime> {
	Offer {
		gtin: None,
		document: [1; 32],
		by,
		unit: 1_000_000,
		freight: 100_000,
		tax: TaxRate::MAX,
		stock: 10,
		accept: HOUR,
		dispatch: DAY,
		delivery: DAY,
		until: Millis(now + 100 * DAY),
		arbiter: arbiter(),
	}
}

/// A member of an organisation that neither buys nor sells.
fn arbiter() -> tallystick_runtime::AccountId {
	cast::account(3)
}

impl Pick for TermsOf<Runtime> {
	fn pick(from: &mut Source) -> Self {
		let mut terms = mandate(from.now);
		if from.one_in(2) {
			terms.veto = from.one_of(&[0, HOUR]);
		}
		if from.one_in(4) {
			(terms.per_unit, terms.per_order) = (from.pick(), from.pick());
			(terms.per_period, terms.period) = (from.pick(), from.pick());
			(terms.filled, terms.until) = (from.pick(), from.pick());
		}
		terms
	}
}

fn mandate(now: u64) -> TermsOf<Runtime> {
	MandateTerms {
		categories: (0..4).map(category).collect::<Vec<_>>().try_into().expect("few"),
		vendors: vec![OrgId(1), OrgId(2)].try_into().expect("few"),
		arbiters: vec![arbiter()].try_into().expect("few"),
		per_unit: 5_000_000,
		per_order: 20_000_000,
		per_period: 50_000_000,
		period: DAY,
		veto: 0,
		within: 10 * DAY,
		window: DAY,
		arbitration: DAY,
		filled: 0,
		until: Millis(now + 300 * DAY),
	}
}

const CODE: [u8; 2] = [7; 2];

fn parcel() -> [u8; 32] {
	Native::hash(&[&CODE])
}

fn code(from: &mut Source) -> BoundedVec<u8, ConstU32<MAX_CODE>> {
	if from.one_in(8) {
		return from.pick();
	}
	BoundedVec::truncate_from(CODE.to_vec())
}

fn slot(from: &mut Source) -> Millis {
	let slots = pallet_procurement::Slots::<Runtime>::iter_values().flatten();
	let first = slots.into_iter().find(|slot| slot.0 > from.now);
	first.filter(|_| !from.one_in(8)).unwrap_or_else(|| from.pick())
}

/// Free times of a vendor, from some hours on.
fn slots<S: frame_support::traits::Get<u32>>(from: &mut Source) -> BoundedVec<Millis, S> {
	if from.one_in(8) {
		return from.pick();
	}
	times(from.now)
}

fn times<S: frame_support::traits::Get<u32>>(now: u64) -> BoundedVec<Millis, S> {
	let times = (1..6).map(|number| Millis(now + number * 9 * HOUR));
	BoundedVec::truncate_from(times.collect())
}

/// A device signs a statement about an order.
fn attest(from: &mut Source) -> Call<Runtime> {
	let ids: Vec<_> = Orders::<Runtime>::iter_keys().take(8).collect();
	let at = from.below(ids.len());
	let order = ids.get(at).copied().unwrap_or(OrderId(0));
	let found = Orders::<Runtime>::get(order).map(|(record, _)| record.order);
	let said = match found.as_ref().map(|order| order.state) {
		Some(OrderState::Accepted) => Said::Started,
		Some(OrderState::Started) => Said::Finished,
		Some(OrderState::Shipped { quantity, .. }) => Said::Received { quantity },
		_ => from.one_of(&[Said::Started, Said::Finished, Said::Received { quantity: 1 }]),
	};
	let visit = found.and_then(|order| order.visit);
	let device = from.below(cast::DEVICES);
	let sequence = from.byte().into();
	statement(from.cast, device, (order, visit, said), sequence)
}

/// What a device says about an order, with a number that is larger the later it says it.
fn statement(
	cast: &mut cast::Cast,
	at: usize,
	(order, visit, said): (OrderId, Option<Millis>, Said),
	sequence: u64,
) -> Call<Runtime> {
	let device = cast.device(at);
	let (tenure, boot_epoch) = (device.tenure, device.boot_epoch);
	let codes = Default::default();
	let statement =
		Statement { order, tenure, visit, said, counter: 1, codes, boot_epoch, sequence };
	let signature = device.sign_payload(Purpose::Attest, &statement.to_bytes());
	Call::attest { statement: Box::new(statement), signature }
}

/// The first organisation's machines buy from the second and the third one: a parcel is shipped, a visit is booked,
/// an order is placed, and a warranty is claimed.
pub(crate) fn opening(world: &mut World) {
	goods(world);
	let (now, device) = (world.now(), world.cast.devices[0].id);
	let offers = [
		(1, 0, Delivery::Parcel),
		(2, 1, Delivery::Visit),
		(1, 2, Delivery::Parcel),
		(2, 3, Delivery::Parcel),
	];
	for (vendor, number, by) in offers {
		let (category, offer) = (category(number), Box::new(offer(by, now)));
		world.submit(vendor, Call::publish_offer { category, offer });
	}
	world.submit(2, Call::set_slots { category: category(1), slots: times(now) });

	let asset = AssetId(2);
	let kind = pallet_asset_lifecycle::DocumentKind::Warranty;
	let (document, until) = ([1; 32], Some(Millis(now + 300 * DAY)));
	let warranty = Warranty { asset, document };
	let document = pallet_asset_lifecycle::Call::add_document { asset, document, kind, until };
	world.submit(WARRANTOR, document);
	let machines = [
		(0, Machine::Device(device)),
		(0, Machine::Asset(asset)),
		(WARRANTOR, Machine::Warranties),
	];
	for (owner, machine) in machines {
		let mut terms = Box::new(mandate(now));
		if owner == WARRANTOR {
			terms.vendors = vec![OrgId(2)].try_into().expect("one");
		}
		world.submit(owner, Call::grant_mandate { machine, terms, condition: None });
	}
	let needs = [(0, 0, None), (0, 1, Some(warranty)), (0, 2, None), (1, 3, Some(warranty))];
	for (mandate, number, warranty) in needs {
		let (mandate, category) = (MandateId(mandate), category(number));
		let (quantity, address, covered) = (2, [2; 32], None);
		let need = Call::declare_need { mandate, category, quantity, address, covered, warranty };
		world.submit(0, need);
	}
	for need in (0..4).map(NeedId) {
		world.submit(0, Call::place_order { need });
	}
	world.submit(1, Call::accept { order: OrderId(0) });
	let (invoice, asset) = ([3; 32], None);
	let ship = Call::ship { order: OrderId(0), quantity: 2, parcel: parcel(), invoice, asset };
	world.submit(1, ship);
	world.submit(WARRANTOR, Call::refuse_claim { need: NeedId(1), reason: [4; 32] });
	world.submit(0, Call::place_order { need: NeedId(1) });
	world.submit(2, Call::accept { order: OrderId(2) });
}

/// Who has issued a warranty.
const WARRANTOR: usize = 1;

/// The same, and the parcel was received in part, which is disputed. Another one is on its way with a carrier.
pub(crate) fn disputed(world: &mut World) {
	opening(world);
	let (order, code) = (OrderId(0), BoundedVec::truncate_from(CODE.to_vec()));
	world.submit(0, Call::receive { order, quantity: 1, code });
	world.submit(0, Call::dispute { order, reason: [4; 32] });
	world.submit(WARRANTOR, Call::grant_claim { need: NeedId(3), mandate: MandateId(2) });
	let (order, invoice, asset) = (OrderId(1), [3; 32], AssetId(4));
	world.submit(1, Call::accept { order });
	let ship = Call::ship { order, quantity: 2, parcel: parcel(), invoice, asset: Some(asset) };
	world.submit(1, ship);
	let terms = pallet_asset_lifecycle::Terms {
		passes: pallet_asset_lifecycle::Passes::Custody,
		quantity: 100,
		at: None,
		agreed: 0,
		bond: 0,
		keeper: Default::default(),
		step: pallet_asset_lifecycle::BizStep::Shipping,
		until: Millis(world.now() + DAY),
	};
	let (receipt, circumstances) = (Default::default(), Default::default());
	let offer = pallet_asset_lifecycle::Call::offer_custody { asset, to: OrgId(2), terms };
	world.submit(1, offer);
	let accept = pallet_asset_lifecycle::Call::accept { asset, terms, receipt, circumstances };
	world.submit(2, accept);
}

/// The same as first, but the parcel goes back, and the visit is over: the machine has signed for it.
pub(crate) fn visited(world: &mut World) {
	opening(world);
	let (order, code) = (OrderId(0), BoundedVec::truncate_from(CODE.to_vec()));
	world.submit(0, Call::receive { order, quantity: 2, code });
	world.submit(0, Call::send_back { order });
	let order = OrderId(2);
	let visit = Orders::<Runtime>::get(order).and_then(|(record, _)| record.order.visit);
	world.pass(10 * HOUR);
	for (said, sequence) in [(Said::Started, 1), (Said::Finished, 2)] {
		let call = statement(&mut world.cast, 0, (order, visit, said), sequence);
		world.submit(0, call);
	}
}
