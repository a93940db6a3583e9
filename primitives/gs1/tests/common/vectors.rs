//! The test vectors of events, for other implementations.

use super::{plain, published, things};
use codec::Encode;
use serde_json::{json, Value};
use tallystick_gs1::{
	epcis,
	event::*,
	kde,
	vocabulary::{BizStep, Disposition, ErrorReason, TransactionType},
	Key,
};

pub fn blake2b_256(bytes: &[u8]) -> Hash {
	let hash = blake2b_simd::Params::new().hash_length(32).hash(bytes);
	hash.as_bytes().try_into().unwrap()
}

pub use super::scene::hex;

const FARM: &str = "(414)9521321000018(254)field-7";
const DEPOT: &str = "(414)9521321000025";
const KITCHEN: &str = "(414)9521141000014";
const GROWER: &str = "(417)9521321000001";
const COOK: &str = "(417)9521141000007";
const PALLET: &str = "(00)195213210000000015";

fn epc(text: &str) -> Epc {
	Epc::try_from(text.parse::<Key>().unwrap()).unwrap()
}

/// The life of a lot of lettuce, and of what becomes of it.
pub fn events() -> Vec<(&'static str, Event)> {
	let mut hour = 0;
	let mut next = |step: BizStep, place: &str, what: What| {
		hour += 1;
		let time = 1_767_225_600_000 + hour * 3_600_000;
		Event {
			time: Time::new(time).unwrap(),
			offset: ZoneOffset::new(60).unwrap(),
			recorded: Time::new(time + 6_000).unwrap(),
			step: Some(step),
			read_point: Some(place.parse().unwrap()),
			..plain(what)
		}
	};
	let lot = "(01)09521321000513(10)L-1";

	let items = things(&[&format!("{lot} = 1200.5 KGM")]);
	let harvest = Event {
		disposition: Some(Disposition::Active),
		location: Some(FARM.parse().unwrap()),
		ilmd: Some(blake2b_256(b"the sheet of the harvest")),
		..next(BizStep::Commissioning, FARM, What::Object { action: Action::Add, items })
	};

	let children = things(&[&format!("{lot} = 600 KGM"), "(8003)09521321000056crate-1"]);
	let (action, parent) = (Action::Add, Some(epc(PALLET)));
	let packing = Event {
		disposition: Some(Disposition::InProgress),
		..next(BizStep::Packing, DEPOT, What::Aggregation { action, parent, children })
	};

	let items = things(&[PALLET]);
	let mut shipping = Event {
		disposition: Some(Disposition::InTransit),
		source: Parties {
			owner: Some(GROWER.parse().unwrap()),
			possessor: Some(GROWER.parse().unwrap()),
			location: Some(DEPOT.parse().unwrap()),
		},
		destination: Parties {
			owner: None,
			possessor: Some(COOK.parse().unwrap()),
			location: Some(KITCHEN.parse().unwrap()),
		},
		..next(BizStep::Shipping, DEPOT, What::Object { action: Action::Observe, items })
	};
	for (kind, id) in [
		(
			TransactionType::Po,
			TransactionId::Issued {
				by: "9521141000007".parse().unwrap(),
				number: "2026/17".parse().unwrap(),
			},
		),
		(TransactionType::Bol, TransactionId::Hash(blake2b_256(b"the consignment note"))),
	] {
		shipping.transactions.try_push(Transaction { kind, id }).unwrap();
	}

	let amount = |number, decimals| Amount::new(number, decimals, Unit::new("KGM"));
	let receiving = Event {
		disposition: None,
		source: shipping.destination,
		destination: Parties { owner: shipping.destination.possessor, ..shipping.destination },
		discrepancy: Discrepancy { short: amount(125, 2), damaged: amount(5, 1), over: None },
		..next(
			BizStep::Receiving,
			KITCHEN,
			What::Object {
				action: Action::Observe,
				items: things(&[&format!("{lot} = 598.25 KGM")]),
			},
		)
	};

	let inputs = things(&[&format!("{lot} = 598.25 KGM"), "(01)09521141000106 = 40 LTR"]);
	let outputs = things(&["(01)09521141000205(10)S-9 = 5000", "(01)09521141000212(21)sample"]);
	let mut transformation = Event {
		ilmd: Some(blake2b_256(b"the sheet of the salad")),
		..next(BizStep::Commissioning, KITCHEN, What::Transformation { inputs, outputs })
	};

	let (action, children) = (Action::Add, things(&["(8004)9521321logger.4"]));
	let parent = epc("(8003)09521321000056crate-1");
	let association =
		next(BizStep::Installing, DEPOT, What::Association { action, parent, children });

	let items = things(&["(01)09521141000205(10)S-9 = 2"]);
	let sale = Event {
		disposition: Some(Disposition::RetailSold),
		..next(BizStep::RetailSelling, KITCHEN, What::Object { action: Action::Delete, items })
	};

	let right = transformation.cbv_hash();
	let made = transformation.clone();
	transformation.step = Some(BizStep::Assembling);
	let mut error = ErrorDeclaration {
		time: Time::new(1_767_312_000_000).unwrap(),
		reason: Some(ErrorReason::IncorrectData),
		corrections: Default::default(),
	};
	error.corrections.try_push(right).unwrap();
	let declared = Event { recorded: error.time, error: Some(error), ..transformation };

	let smallest = plain(What::Object { action: Action::Observe, items: things(&[PALLET]) });

	vec![
		("harvest", harvest),
		("packing", packing),
		("shipping", shipping),
		("receiving less", receiving),
		("transformation", made),
		("fitting a logger", association),
		("sale", sale),
		("error declaration", declared),
		("the smallest", smallest),
	]
}

/// What follows from an event.
fn vector(name: &str, event: &Event) -> Value {
	json!({
		"name": name,
		"event": hex(&event.encode()),
		"leaf": hex(&event.leaf(blake2b_256)),
		"preHash": event.pre_hash(),
		"id": event.id(),
		"epcis": epcis::event(event),
	})
}

/// The files by their names.
pub fn files() -> Vec<(&'static str, String)> {
	let made = events().into_iter().map(|(name, event)| vector(name, &event));
	let published = published::events()
		.into_iter()
		.enumerate()
		.map(|(number, event)| vector(&format!("event {} of published.json", number + 1), &event));
	let events: Vec<_> = made.chain(published).collect();
	let life: Vec<_> = self::events().into_iter().map(|(_, event)| event).collect();
	let pallet = (PALLET.parse().unwrap(), Amount::new(600, 0, Unit::new("KGM")).unwrap());
	let sheet = life.iter().map(|event| (event, Some(pallet)));
	let sheet = kde::sheet(sheet, kde::CriticalEvent::of).unwrap();
	let mut files = super::proofs::files();
	files.extend([
		("sheet.csv", sheet),
		("events.json", serde_json::to_string_pretty(&events).unwrap() + "\n"),
	]);
	files
}
