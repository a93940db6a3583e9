//! Events: bytes, leaf, CBV hash, JSON.

mod common;

use codec::{Decode, Encode, MaxEncodedLen};
use common::{amount, event, plain, published, sound_event, things, vectors, vectors::blake2b_256};
use proptest::prelude::*;
use serde_json::{json, Value};
use tallystick_gs1::{
	cbv::event_id,
	epcis,
	event::*,
	kde::{self, CriticalEvent},
	vocabulary::{BizStep, Disposition, ErrorReason, TransactionType},
	Key,
};

#[test]
fn published_examples_have_the_published_hashes() {
	let file = include_str!("../vectors/published.json");
	let file: Value = serde_json::from_str(file).unwrap();
	let expected = file["events"].as_array().unwrap();
	let events = published::events();
	assert_eq!(events.len(), expected.len());
	for (event, expected) in events.iter().zip(expected) {
		assert_eq!(event.pre_hash(), expected["preHash"], "{expected}");
		assert_eq!(event.id(), expected["id"], "{expected}");
		assert_eq!(event.check(), Ok(()));
	}
}

#[test]
fn vectors_are_current() {
	let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("vectors");
	for (name, content) in vectors::files() {
		let found = std::fs::read_to_string(folder.join(name)).unwrap_or_default();
		// The order of names in JSON follows from a feature of serde_json that any crate may turn on.
		let read = |text: &str| serde_json::from_str::<Value>(text).unwrap_or_else(|_| text.into());
		let current = read(&found) == read(&content);
		assert!(current, "{name} differs: cargo run -p tallystick-gs1 --example gs1_vectors");
	}
	for (name, event) in vectors::events() {
		assert_eq!(event.check(), Ok(()), "{name}");
	}
}

/// The page shows the event that packs a pallet, whole.
#[test]
fn the_worked_example_of_the_documentation_is_computed() {
	let page = include_str!("../../../docs/events.md");
	let (_, event) = vectors::events().into_iter().find(|(name, _)| *name == "packing").unwrap();
	let block = |text: &str| text.split_whitespace().collect::<String>();
	for shown in [
		vectors::hex(&event.leaf_bytes()),
		vectors::hex(&event.leaf(blake2b_256)),
		event.pre_hash(),
		event.id(),
	] {
		let shown = format!("```{shown}```");
		assert!(block(page).contains(&shown), "docs/events.md lacks\n{shown}");
	}
	let (_, json) = page.split_once("```json").unwrap();
	let (json, _) = json.split_once("```").unwrap();
	assert_eq!(serde_json::from_str::<Value>(json).unwrap(), epcis::event(&event));
	assert!(page.contains("at most 5,734 bytes"));
}

#[test]
fn a_hash_depends_on_what_happened_and_not_on_when_it_was_recorded_or_declared_wrong() {
	let events = vectors::events();
	let (_, event) = &events[0];
	let mut declared = event.clone();
	declared.recorded = Time::MAX;
	let corrections = Default::default();
	declared.error = Some(ErrorDeclaration { time: Time::MAX, reason: None, corrections });
	assert_eq!(declared.cbv_hash(), event.cbv_hash());
	assert_ne!(declared.leaf(blake2b_256), event.leaf(blake2b_256));

	let changed: [fn(&mut Event); 10] = [
		|event| event.time = Time::new(event.time.millis() + 1).unwrap(),
		|event| event.offset = ZoneOffset::new(event.offset.minutes() + 1).unwrap(),
		|event| event.step = None,
		|event| event.disposition = None,
		|event| event.read_point = None,
		|event| event.location = None,
		|event| event.ilmd = None,
		|event| event.source.owner = Some("9521141000007".parse().unwrap()),
		|event| event.destination.owner = Some("9521141000007".parse().unwrap()),
		|event| {
			let id = TransactionId::Hash([0; 32]);
			let transaction = Transaction { kind: TransactionType::Inv, id };
			event.transactions.try_push(transaction).unwrap();
		},
	];
	let mut hashes = vec![event.cbv_hash()];
	for change in changed {
		let mut event = event.clone();
		change(&mut event);
		assert!(!hashes.contains(&event.cbv_hash()));
		hashes.push(event.cbv_hash());
	}
}

#[test]
fn json_has_every_field_of_an_event() {
	let names = |event: &Event| -> Vec<String> {
		let json = epcis::event(event);
		json.as_object().unwrap().keys().cloned().collect()
	};
	let events = vectors::events();
	let find = |name: &str| events.iter().find(|(found, _)| *found == name).unwrap().1.clone();
	let mut shipping = find("shipping");
	shipping.location = shipping.destination.location;
	let mut expected = vec![
		"action",
		"bizLocation",
		"bizStep",
		"bizTransactionList",
		"destinationList",
		"disposition",
		"epcList",
		"eventID",
		"eventTime",
		"eventTimeZoneOffset",
		"readPoint",
		"recordTime",
		"sourceList",
		"type",
	];
	let mut found = names(&shipping);
	found.sort();
	assert_eq!(found, expected);
	let json = epcis::event(&shipping);
	assert_eq!(json["action"], "OBSERVE");
	assert_eq!(json["bizStep"], "shipping");
	assert_eq!(json["recordTime"], "2026-01-01T03:00:06.000Z");
	assert_eq!(
		json["bizTransactionList"][0],
		json!({ "type": "po", "bizTransaction": "urn:epcglobal:cbv:bt:9521141000007:2026%2F17" })
	);
	assert_eq!(
		json["destinationList"],
		json!([
			{ "type": "location", "destination": "https://id.gs1.org/414/9521141000014" },
			{ "type": "possessing_party", "destination": "https://id.gs1.org/417/9521141000007" },
		])
	);

	let declared = find("error declaration");
	expected = vec![
		"bizStep",
		"errorDeclaration",
		"eventID",
		"eventTime",
		"eventTimeZoneOffset",
		"ilmd",
		"inputQuantityList",
		"outputEPCList",
		"outputQuantityList",
		"readPoint",
		"recordTime",
		"type",
	];
	let mut found = names(&declared);
	found.sort();
	assert_eq!(found, expected);
	assert_eq!(
		epcis::event(&declared)["errorDeclaration"],
		json!({
			"declarationTime": "2026-01-02T00:00:00.000Z",
			"reason": "incorrect_data",
			"correctiveEventIDs": [find("transformation").id()],
		})
	);
	assert_eq!(
		epcis::event(&declared)["inputQuantityList"],
		json!([
			{
				"epcClass": "https://id.gs1.org/01/09521321000513/10/L-1",
				"quantity": 598.25,
				"uom": "KGM",
			},
			{ "epcClass": "https://id.gs1.org/01/09521141000106", "quantity": 40, "uom": "LTR" },
		])
	);
}

#[test]
fn an_event_that_epcis_does_not_allow_is_named() {
	let pallet = things(&["(00)195213210000000015"]);
	let object = |items| plain(What::Object { action: Action::Observe, items });
	assert_eq!(object(Items::default()).check(), Err(Unsound::NoItems));
	assert_eq!(object(pallet.clone()).check(), Ok(()));
	let event = Event { ilmd: Some([0; 32]), ..object(pallet.clone()) };
	assert_eq!(event.check(), Err(Unsound::NothingMade));

	let mut twice = pallet.clone();
	twice.epcs.try_push(pallet.epcs[0]).unwrap();
	assert_eq!(object(twice).check(), Err(Unsound::Repeated));
	let packed = |action, parent, children| plain(What::Aggregation { action, parent, children });
	let parent = Some(pallet.epcs[0]);
	assert_eq!(packed(Action::Add, None, pallet.clone()).check(), Err(Unsound::NoParent));
	assert_eq!(packed(Action::Observe, None, pallet.clone()).check(), Ok(()));
	assert_eq!(packed(Action::Add, parent, Items::default()).check(), Err(Unsound::NoItems));
	assert_eq!(packed(Action::Delete, parent, Items::default()).check(), Ok(()));

	let bound = plain(What::Transaction { action: Action::Add, items: pallet.clone() });
	assert_eq!(bound.check(), Err(Unsound::NoTransaction));
	let made = |inputs, outputs| plain(What::Transformation { inputs, outputs });
	assert_eq!(made(pallet.clone(), Items::default()).check(), Err(Unsound::NoItems));
	assert_eq!(made(Items::default(), pallet.clone()).check(), Err(Unsound::NoItems));
	assert_eq!(made(pallet.clone(), pallet).check(), Ok(()));
}

#[test]
fn an_event_holds_32_things_of_each_sort_and_no_more() {
	let mut items = Items::default();
	let lot: Key = "(01)09521321000513(10)L-1".parse().unwrap();
	let pallet: Key = "(00)195213210000000015".parse().unwrap();
	for _ in 0..MAX_ITEMS {
		items.push(lot, None).unwrap();
		items.push(pallet, None).unwrap();
	}
	assert_eq!(items.push(lot, None), Err(lot));
	assert_eq!(items.push(pallet, None), Err(pallet));
	let event = plain(What::Transformation { inputs: items.clone(), outputs: items });
	assert_eq!(Event::decode(&mut &event.encode()[..]), Ok(event));
	let one_too_many = (vec![pallet; 33], Vec::<u8>::new()).encode();
	assert!(Items::decode(&mut &one_too_many[..]).is_err());
	assert_eq!(Event::max_encoded_len(), 5_734);
}

#[test]
fn no_leaf_has_the_length_of_a_node_of_the_mountain_range() {
	let smallest = plain(What::Object { action: Action::Observe, items: Items::default() });
	let bytes = smallest.leaf_bytes();
	assert_eq!(bytes.len(), MIN_LEAF_LEN);
	assert_eq!(bytes[0], LEAF);
	assert_eq!(Event::decode(&mut &bytes[1..]), Ok(smallest.clone()));
	assert_eq!(smallest.leaf(blake2b_256), blake2b_256(&bytes));
}

#[test]
fn every_day_until_the_year_9999_has_its_date() {
	let (mut year, mut month, mut day) = (1970, 1, 1);
	for days in 0..=Time::MAX.millis() / 86_400_000 {
		let time = Time::new(days * 86_400_000 + 86_399_999).unwrap();
		assert_eq!(time.to_string(), format!("{year:04}-{month:02}-{day:02}T23:59:59.999Z"));
		let leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
		let last = match month {
			2 if leap => 29,
			2 => 28,
			4 | 6 | 9 | 11 => 30,
			_ => 31,
		};
		day += 1;
		if day > last {
			(month, day) = (month + 1, 1);
		}
		if month > 12 {
			(year, month) = (year + 1, 1);
		}
	}
	assert_eq!((year, month, day), (10_000, 1, 1));
	assert_eq!(Time::new(Time::MAX.millis() + 1), None);
}

#[test]
fn offsets_amounts_and_units_have_bounds() {
	for (minutes, text) in [(0, "+00:00"), (-1, "-00:01"), (840, "+14:00"), (-570, "-09:30")] {
		assert_eq!(ZoneOffset::new(minutes).unwrap().to_string(), text);
	}
	assert_eq!(ZoneOffset::new(841), None);
	assert_eq!(ZoneOffset::new(i16::MIN), None);

	let text = |number, decimals| Amount::new(number, decimals, None).map(|it| it.to_string());
	assert_eq!(text(2500, 3).as_deref(), Some("2.5"));
	assert_eq!(text(2000, 3).as_deref(), Some("2"));
	assert_eq!(text(1, 4).as_deref(), Some("0.0001"));
	assert_eq!(text(0, 200).as_deref(), Some("0"));
	assert_eq!(text(1, 5), None);
	assert_eq!(text(Amount::MAX, 0).as_deref(), Some("999999999999999"));
	assert_eq!(text(Amount::MAX + 1, 0), None);

	for code in ["KGM", "H87", "4G", "10", "E27", "NAN"] {
		assert_eq!(Unit::new(code).unwrap().code(), code);
	}
	let json = serde_json::to_string(&Unit::new("KGM")).unwrap();
	assert_eq!(json, "\"KGM\"");
	assert_eq!(serde_json::from_str::<Unit>(&json).ok(), Unit::new("KGM"));
	assert!(serde_json::from_str::<Unit>("\"kgm\"").is_err());
	for code in ["", "K", "KGMX", "kgm", "05", "0", "1E5", "INF", "K-M", "é"] {
		assert_eq!(Unit::new(code), None, "{code}");
	}
}

#[test]
fn nothing_invalid_is_decoded() {
	fn refused<T: Decode + std::fmt::Debug>(bytes: impl Encode) {
		T::decode(&mut &bytes.encode()[..]).unwrap_err();
	}
	refused::<Time>(Time::MAX.millis() + 1);
	refused::<ZoneOffset>(841i16);
	refused::<Unit>("kgm");
	refused::<Unit>("05");
	let unit = None::<&str>;
	refused::<Amount>((10u64, 1u8, unit));
	refused::<Amount>((1u64, 5u8, unit));
	refused::<Amount>((Amount::MAX + 1, 0u8, unit));
	refused::<Epc>((1u8, 9521321000513u64, "L"));
	refused::<Action>(3u8);
	refused::<BizStep>(41u8);
	refused::<Disposition>(33u8);
	refused::<TransactionType>(13u8);
	refused::<ErrorReason>(2u8);
}

#[test]
fn terms_are_those_of_the_standard() {
	assert_eq!(
		(BizStep::ALL.len(), Disposition::ALL.len(), TransactionType::ALL.len()),
		(41, 33, 13)
	);
	assert_eq!(
		BizStep::RetailSelling.uri().to_string(),
		"https://ref.gs1.org/cbv/BizStep-retail_selling"
	);
	assert_eq!(Disposition::InTransit.uri().to_string(), "https://ref.gs1.org/cbv/Disp-in_transit");
	assert_eq!(TransactionType::Po.uri().to_string(), "https://ref.gs1.org/cbv/BTT-po");
	for (index, step) in BizStep::ALL.iter().enumerate() {
		assert_eq!(step.encode(), [index as u8]);
		assert_eq!(serde_json::to_value(step).unwrap(), step.term());
	}
	assert_eq!(event_id(&[0xab; 32]), format!("ni:///sha-256;{}?ver=CBV2.0", "ab".repeat(32)));
}

#[test]
fn a_sheet_has_a_row_for_each_lot_of_each_critical_event_that_is_right() {
	let events: Vec<_> = vectors::events().into_iter().map(|(_, event)| event).collect();
	let pallet: Key = "(00)195213210000000015".parse().unwrap();
	let pallet = (pallet, Amount::new(600, 0, Unit::new("KGM")).unwrap());
	let rows = events.iter().map(|event| (event, Some(pallet)));
	let sheet = kde::sheet(rows, CriticalEvent::of).unwrap();
	assert_eq!(sheet, include_str!("../vectors/sheet.csv"));
	let mut reader = csv::Reader::from_reader(sheet.as_bytes());
	let names = reader.headers().unwrap().clone();
	let rows: Vec<_> = reader.records().map(Result::unwrap).collect();
	let column = |name: &str| {
		let at = names.iter().position(|found| found == name).unwrap();
		rows.iter().map(|row| row[at].to_string()).collect::<Vec<_>>()
	};
	let names = [
		"harvesting",
		"initial packing",
		"initial packing",
		"shipping",
		"receiving",
		"transformation",
		"transformation",
		"transformation",
		"transformation",
	];
	assert_eq!(column("critical_event"), names);
	assert_eq!(
		column("part"),
		["item", "content", "content", "item", "item", "input", "input", "output", "output"]
	);
	let quantities = ["1200.5", "600", "1", "1", "598.25", "598.25", "40", "5000", "1"];
	assert_eq!(column("quantity"), quantities);
	assert_eq!(column("unit"), ["KGM", "KGM", "EA", "EA", "KGM", "KGM", "LTR", "EA", "EA"]);
	// Of a thing whose content is given.
	assert_eq!(column("content"), ["", "", "", "600", "", "", "", "", ""]);
	assert_eq!(column("content_unit")[3], "KGM");
	assert_eq!(column("key")[0], "(01)09521321000513(10)L-1");
	assert_eq!(column("container")[1], "(00)195213210000000015");
	assert_eq!(column("to")[3], "(414)9521141000014");

	// The declaration takes the event with it, wherever it stands.
	let right = &events[4];
	let mut declared = right.clone();
	let corrections = Default::default();
	declared.error = Some(ErrorDeclaration { time: Time::MAX, reason: None, corrections });
	let none = kde::sheet([(right, None), (&declared, None)], CriticalEvent::of).unwrap();
	assert_eq!(none, kde::COLUMNS.join(",") + "\n");
	let cooled = kde::sheet([(right, None)], |_| Some(CriticalEvent::Cooling)).unwrap();
	assert_eq!(cooled.lines().filter(|line| line.starts_with("cooling,")).count(), 4);
}

#[test]
fn what_was_short_damaged_or_over_is_in_the_hash_and_the_json() {
	let (_, event) =
		vectors::events().into_iter().find(|(name, _)| *name == "receiving less").unwrap();
	let json = epcis::event(&event);
	assert_eq!(json["tallystick:short"], "1.25 KGM");
	assert_eq!(json["tallystick:damaged"], "0.5 KGM");
	assert_eq!(json.get("tallystick:over"), None);
	let end = "{urn:tallystick:epcis:}damaged=0.5 KGM{urn:tallystick:epcis:}short=1.25 KGM";
	assert!(event.pre_hash().ends_with(end), "{}", event.pre_hash());
	let over = Discrepancy { over: Amount::new(2, 0, None), ..Default::default() };
	let event = Event { discrepancy: over, ..event };
	assert_eq!(epcis::event(&event)["tallystick:over"], "2");
}

#[test]
fn a_sheet_gives_the_day_where_it_happened() {
	let items = things(&["(01)09521321000513(10)=1+1 = 2 KGM"]);
	let mut event = plain(What::Object { action: Action::Add, items });
	event.step = Some(BizStep::Commissioning);
	for (time, offset, day) in [
		(1_767_225_599_999, 0, "2025-12-31"),
		(1_767_225_599_999, 1, "2026-01-01"),
		(1_767_225_600_000, -1, "2025-12-31"),
		(0, -60, "1970-01-01"),
		(Time::MAX.millis(), 60, "9999-12-31"),
	] {
		event.time = Time::new(time).unwrap();
		event.offset = ZoneOffset::new(offset).unwrap();
		let sheet = kde::sheet([(&event, None)], CriticalEvent::of).unwrap();
		let row = sheet.lines().nth(1).unwrap();
		assert!(row.contains(&format!(",{day},")), "{row}");
		// No spreadsheet takes a lot for a formula.
		assert!(row.starts_with("harvesting,item,(01)09521321000513(10)=1+1,"), "{row}");
	}
}

proptest! {
	#[test]
	fn events_go_there_and_back(event in event()) {
		let bytes = event.encode();
		prop_assert!(bytes.len() <= Event::max_encoded_len());
		let mut rest = &bytes[..];
		prop_assert_eq!(Event::decode(&mut rest), Ok(event.clone()));
		prop_assert!(rest.is_empty());
		let leaf = event.leaf_bytes();
		prop_assert!(leaf.len() >= MIN_LEAF_LEN);
		let mut rest = &leaf[1..];
		prop_assert_eq!(Event::decode(&mut rest), Ok(event));
		prop_assert!(rest.iter().all(|byte| *byte == 0));
	}

	#[test]
	fn every_event_has_its_json_and_its_hash(event in event()) {
		let json = epcis::event(&event);
		prop_assert_eq!(&json["eventID"], &json!(event.id()));
		prop_assert_eq!(&json["type"], &json!(event.type_name()));
		let _ = event.check();
	}

	#[test]
	fn the_order_of_things_does_not_matter(event in sound_event()) {
		let mut turned = event.clone();
		turned.transactions.as_mut().reverse();
		match &mut turned.what {
			What::Object { items, .. }
			| What::Transaction { items, .. }
			| What::Aggregation { children: items, .. }
			| What::Association { children: items, .. } => {
				items.epcs.as_mut().reverse();
				items.quantities.as_mut().reverse();
			},
			What::Transformation { inputs, outputs } => {
				inputs.epcs.as_mut().reverse();
				outputs.quantities.as_mut().reverse();
			},
		}
		prop_assert_eq!(turned.cbv_hash(), event.cbv_hash());
	}

	#[test]
	fn changed_bytes_are_another_event_or_none(event in event(), at: prop::sample::Index, by in 1u8..) {
		let mut bytes = event.encode();
		let at = at.index(bytes.len());
		bytes[at] = bytes[at].wrapping_add(by);
		if let Ok(other) = Event::decode(&mut &bytes[..]) {
			prop_assert_ne!(other.leaf(blake2b_256), event.leaf(blake2b_256));
			let _ = (epcis::event(&other), other.check());
		}
	}

	#[test]
	fn json_writes_an_amount_with_its_own_digits(amount in amount()) {
		let quantity = Quantity { class: Class::Gtin("9506000134352".parse().unwrap()), amount: Some(amount) };
		let mut items = Items::default();
		items.quantities.try_push(quantity).unwrap();
		let json = epcis::event(&plain(What::Object { action: Action::Add, items }));
		prop_assert_eq!(json["quantityList"][0]["quantity"].to_string(), amount.to_string());
	}
}
