//! Events as JSON-LD of EPCIS 2.0.
//!
//! Keys are written as canonical GS1 Digital Link URIs, which need no company prefix. Terms of the Core Business
//! Vocabulary are bare strings. Every event has a JSON form.

use crate::{
	cbv::{event_id, Hex, NAMESPACE},
	event::{Amount, Event, Items, Quantity, Time},
};
use serde_json::{json, Map, Value};

/// The JSON-LD context of EPCIS 2.0, which defines the names.
pub const CONTEXT: &str = "https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld";

/// The event as an element of an `eventList`. Its id is its CBV hash.
pub fn event(event: &Event) -> Value {
	let mut to = Map::new();
	let mut put = |name: &str, value: Value| {
		to.insert(name.into(), value);
	};
	put("type", json!(event.type_name()));
	put("eventID", json!(event.id()));
	put("eventTime", json!(event.time.to_string()));
	put("eventTimeZoneOffset", json!(event.offset.to_string()));
	put("recordTime", json!(event.recorded.to_string()));
	if let Some(parent) = event.parent() {
		put("parentID", json!(parent.digital_link().to_string()));
	}
	for (epcs, quantities, Items { epcs: things, quantities: amounts }) in event.lists() {
		if !things.is_empty() {
			let things = things.iter().map(|epc| epc.digital_link().to_string());
			put(epcs, things.collect());
		}
		if !amounts.is_empty() {
			put(quantities, amounts.iter().map(quantity).collect());
		}
	}
	if let Some(action) = event.action() {
		put("action", json!(action));
	}
	if let Some(step) = event.step {
		put("bizStep", json!(step));
	}
	if let Some(disposition) = event.disposition {
		put("disposition", json!(disposition));
	}
	for (name, place) in [("readPoint", event.read_point), ("bizLocation", event.location)] {
		if let Some(place) = place {
			put(name, json!({ "id": place.digital_link().to_string() }));
		}
	}
	if !event.transactions.is_empty() {
		let transactions = event.transactions.iter().map(
			|transaction| json!({ "type": transaction.kind, "bizTransaction": transaction.id.to_string() }),
		);
		put("bizTransactionList", transactions.collect());
	}
	for (list, name, parties) in [
		("sourceList", "source", &event.source),
		("destinationList", "destination", &event.destination),
	] {
		let parties = parties.typed();
		if !parties.is_empty() {
			let parties = parties.into_iter().map(|(kind, id)| json!({ "type": kind, name: id }));
			put(list, parties.collect());
		}
	}
	if let Some(ilmd) = &event.ilmd {
		put("ilmd", json!({ "tallystick:hash": format!("0x{}", Hex(ilmd)) }));
	}
	for (name, amount) in event.discrepancy.named() {
		put(&format!("tallystick:{name}"), json!(amount.with_unit().to_string()));
	}
	if let Some(error) = &event.error {
		let mut declaration = Map::new();
		declaration.insert("declarationTime".into(), json!(error.time.to_string()));
		if let Some(reason) = error.reason {
			declaration.insert("reason".into(), json!(reason));
		}
		if !error.corrections.is_empty() {
			let corrections = error.corrections.iter().map(event_id);
			declaration.insert("correctiveEventIDs".into(), corrections.collect());
		}
		put("errorDeclaration", declaration.into());
	}
	Value::Object(to)
}

/// An EPCIS document of events, created at a time.
pub fn document<'a>(events: impl IntoIterator<Item = &'a Event>, created: Time) -> Value {
	let events: Vec<_> = events.into_iter().map(event).collect();
	json!({
		"@context": [CONTEXT, { "tallystick": NAMESPACE }],
		"type": "EPCISDocument",
		"schemaVersion": "2.0",
		"creationDate": created.to_string(),
		"epcisBody": { "eventList": events },
	})
}

fn quantity(quantity: &Quantity) -> Value {
	let mut to = Map::new();
	to.insert("epcClass".into(), json!(quantity.class.to_string()));
	if let Some(amount) = &quantity.amount {
		to.insert("quantity".into(), number(amount));
		if let Some(unit) = amount.unit() {
			to.insert("uom".into(), json!(unit.code()));
		}
	}
	to.into()
}

/// The nearest float prints with the same digits, because there are at most 15.
fn number(amount: &Amount) -> Value {
	match amount.decimals() {
		0 => json!(amount.number()),
		decimals => json!(amount.number() as f64 / 10f64.powi(decimals.into())),
	}
}
