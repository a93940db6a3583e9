//! Events of the examples of epcis-event-hash-generator that consist of what our events can hold, in the order of
//! `vectors/published.json`.

use super::{plain, things};
use tallystick_gs1::{
	event::*,
	vocabulary::{BizStep, Disposition, TransactionType},
	Sgln,
};

fn at(mut event: Event, utc: u64, offset: i16, step: BizStep, read_point: &str) -> Event {
	event.time = Time::new(utc).unwrap();
	event.offset = ZoneOffset::new(offset).unwrap();
	event.step = Some(step);
	event.read_point = Some(read_point.parse().unwrap());
	event
}

fn issued(kind: TransactionType, by: &str, number: &str) -> Transaction {
	let id = TransactionId::Issued { by: by.parse().unwrap(), number: number.parse().unwrap() };
	Transaction { kind, id }
}

fn object(action: Action, texts: &[&str]) -> Event {
	plain(What::Object { action, items: things(texts) })
}

fn aggregation(action: Action, parent: &str, children: &[&str]) -> Event {
	let parent = Epc::try_from(parent.parse::<tallystick_gs1::Key>().unwrap()).unwrap();
	plain(What::Aggregation { action, parent: Some(parent), children: things(children) })
}

fn transaction(action: Action, texts: &[&str]) -> Event {
	plain(What::Transaction { action, items: things(texts) })
}

fn parties(owner: Option<&str>, possessor: Option<&str>, location: Option<&str>) -> Parties {
	Parties {
		owner: owner.map(|urn| urn.parse().unwrap()),
		possessor: possessor.map(|urn| urn.parse().unwrap()),
		location: location.map(|urn| urn.parse::<Sgln>().unwrap()),
	}
}

pub fn events() -> Vec<Event> {
	use Action::{Add, Delete, Observe};
	use TransactionType::{Desadv, Inv, Po};
	let mut all = Vec::new();

	let event = object(Observe, &["urn:epc:id:sscc:4012345.1112223334"]);
	let mut event =
		at(event, 1_645_012_200_000, 60, BizStep::Departing, "urn:epc:id:sgln:4012345.00022.0");
	event.transactions.try_push(issued(Desadv, "4012345000009", "ASN1099")).unwrap();
	event.source = parties(None, Some("urn:epc:id:pgln:4012345.00000"), None);
	event.destination = parties(None, Some("urn:epc:id:pgln:4023333.00000"), None);
	all.push(event);

	let event = object(Observe, &["urn:epc:id:sscc:5200001.0111111146"]);
	let mut event =
		at(event, 1_571_652_030_000, 60, BizStep::Departing, "urn:epc:id:sgln:5200001.99901.0");
	event.transactions.try_push(issued(Desadv, "5200001000008", "4711")).unwrap();
	event.transactions.try_push(issued(Inv, "5200001000008", "RE1099")).unwrap();
	event.source = parties(None, Some("urn:epc:id:pgln:5200001.00000"), None);
	event.destination = parties(
		None,
		Some("urn:epc:id:pgln:4000001.98765"),
		Some("urn:epc:id:sgln:4012345.00012.0"),
	);
	all.push(event.clone());

	let read_point = "urn:epc:id:sgln:4012345.00012.0";
	let mut event = at(event, 1_571_655_630_000, 60, BizStep::Receiving, read_point);
	let giver = Some("urn:epc:id:pgln:4000001.00012");
	event.source = parties(giver, giver, None);
	let taker = Some("urn:epc:id:pgln:4012345.00000");
	event.destination = parties(taker, taker, Some(read_point));
	all.push(event);

	let event = object(Observe, &["urn:epc:id:sscc:4012345.0111111111"]);
	let mut event =
		at(event, 1_571_669_100_000, 60, BizStep::Inspecting, "urn:epc:id:sgln:4012345.00024.0");
	event.disposition = Some(Disposition::InProgress);
	all.push(event);

	let children = ["98", "97", "107", "109"]
		.map(|serial| format!("urn:epc:id:sgtin:4047023.077551.{serial}"));
	let children = children.each_ref().map(String::as_str);
	let event = aggregation(Add, "urn:epc:id:sscc:4047023.0111111122", &children);
	let read_point = "urn:epc:id:sgln:4047023.00012.0";
	all.push(at(event, 1_571_651_936_591, 120, BizStep::Packing, read_point));

	let children = [
		"urn:epc:class:lgtin:4054739.099902.P2 = 12 KGM",
		"urn:epc:class:lgtin:4054739.012345.lot2 = 17",
	];
	let event = aggregation(Add, "urn:epc:id:sscc:4012344.0111111133", &children);
	let read_point = "urn:epc:id:sgln:4012345.00025.0";
	all.push(at(event, 1_571_671_856_591, 120, BizStep::Packing, read_point));

	let event = aggregation(Delete, "urn:epc:id:sscc:4012344.0111111144", &[]);
	let mut event = at(event, 1_571_651_936_591, 120, BizStep::Unpacking, read_point);
	event.transactions.try_push(issued(Inv, "4012345123456", "RE1099")).unwrap();
	all.push(event);

	let children = ["3", "4", "5"].map(|last| format!("urn:epc:id:sscc:4012344.099881112{last}"));
	let children = children.each_ref().map(String::as_str);
	let event = aggregation(Delete, "urn:epc:id:sscc:4012344.0998811122", &children);
	let mut event =
		at(event, 1_571_659_376_000, 120, BizStep::Unpacking, "urn:epc:id:sgln:4012345.00077.0");
	event.transactions.try_push(issued(Inv, "4012345123456", "4711")).unwrap();
	all.push(event);

	let event = transaction(
		Add,
		&["urn:epc:id:sgtin:0614141.107340.1", "urn:epc:id:sgtin:0614141.107340.2"],
	);
	let mut event =
		at(event, 1_571_637_900_000, -360, BizStep::Shipping, "urn:epc:id:sgln:4012345.00000.5");
	event.location = Some("urn:epc:id:sgln:4012345.00000.0".parse().unwrap());
	event.transactions.try_push(issued(Po, "4012345123456", "RE100099")).unwrap();
	all.push(event);

	let event = transaction(Add, &["urn:epc:class:lgtin:4012345.099988.2014-02-10 = 2030 KGM"]);
	let mut event = at(event, 1_571_662_736_591, 120, BizStep::Holding, read_point);
	event.location = Some("urn:epc:id:sgln:4012345.00002.0".parse().unwrap());
	event.transactions.try_push(issued(Inv, "4012345123456", "RE1099")).unwrap();
	all.push(event);

	all
}
