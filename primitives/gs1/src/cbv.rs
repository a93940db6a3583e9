//! The event hash of the Core Business Vocabulary 2.0, section 8.9.
//!
//! The hashed text names each field and its value, in the standard's order. Where the standard is ambiguous, the
//! published examples of its reference implementation decide: the type of a business transaction, source or
//! destination comes before its value.

use crate::{
	event::{Action, Class, Epc, Event, Hash, Items, Parties, Quantity, TransactionId, What},
	form::in_urn,
	vocabulary::Uri,
	DigitalLink, Key,
};
use alloc::{
	format,
	string::{String, ToString},
	vec::Vec,
};
use core::fmt::{self, Write};
use sha2::{Digest, Sha256};

/// The namespace for what EPCIS does not define: the hash of master data, and amounts short, damaged or over.
pub const NAMESPACE: &str = "urn:tallystick:epcis:";

/// Bytes in hexadecimal.
pub(crate) struct Hex<'a>(pub(crate) &'a [u8]);

impl fmt::Display for Hex<'_> {
	fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
		self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
	}
}

/// The identifier of an event with this CBV hash: `ni:///sha-256;…?ver=CBV2.0`.
pub fn event_id(hash: &Hash) -> String {
	format!("ni:///sha-256;{}?ver=CBV2.0", Hex(hash))
}

impl Event {
	/// The name of the event's type in EPCIS.
	pub const fn type_name(&self) -> &'static str {
		match self.what {
			What::Object { .. } => "ObjectEvent",
			What::Aggregation { .. } => "AggregationEvent",
			What::Transaction { .. } => "TransactionEvent",
			What::Transformation { .. } => "TransformationEvent",
			What::Association { .. } => "AssociationEvent",
		}
	}

	/// The name of the event's action in EPCIS. A transformation has none.
	pub const fn action(&self) -> Option<&'static str> {
		let action = match &self.what {
			What::Object { action, .. }
			| What::Aggregation { action, .. }
			| What::Transaction { action, .. }
			| What::Association { action, .. } => action,
			What::Transformation { .. } => return None,
		};
		Some(match action {
			Action::Add => "ADD",
			Action::Observe => "OBSERVE",
			Action::Delete => "DELETE",
		})
	}

	/// The things by the names of their lists in EPCIS: identified things and quantities.
	pub(crate) fn lists(&self) -> Vec<(&'static str, &'static str, &Items)> {
		match &self.what {
			What::Object { items, .. } | What::Transaction { items, .. } => {
				[("epcList", "quantityList", items)].into()
			},
			What::Aggregation { children, .. } | What::Association { children, .. } => {
				[("childEPCs", "childQuantityList", children)].into()
			},
			What::Transformation { inputs, outputs } => [
				("inputEPCList", "inputQuantityList", inputs),
				("outputEPCList", "outputQuantityList", outputs),
			]
			.into(),
		}
	}

	/// The thing that holds or has the children.
	pub(crate) const fn parent(&self) -> Option<&Epc> {
		match &self.what {
			What::Aggregation { parent, .. } => parent.as_ref(),
			What::Association { parent, .. } => Some(parent),
			_ => None,
		}
	}

	/// The text whose SHA-256 is the CBV hash. It leaves out the record time and any error declaration.
	pub fn pre_hash(&self) -> String {
		let mut text = Text(String::new());
		text.field("eventType", self.type_name());
		text.field("eventTime", self.time);
		text.field("eventTimeZoneOffset", self.offset);
		if let Some(parent) = self.parent() {
			text.field("parentID", parent.digital_link());
		}
		for (epcs, quantities, items) in self.lists() {
			text.list(epcs, items.epcs.iter().map(|epc| format!("epc={}", epc.digital_link())));
			text.list(quantities, items.quantities.iter().map(quantity));
		}
		if let Some(action) = self.action() {
			text.field("action", action);
		}
		if let Some(step) = self.step {
			text.field("bizStep", step.uri());
		}
		if let Some(disposition) = self.disposition {
			text.field("disposition", disposition.uri());
		}
		for (name, place) in [("readPoint", self.read_point), ("bizLocation", self.location)] {
			if let Some(place) = place {
				text.field(&format!("{name}id"), place.digital_link());
			}
		}
		text.list(
			"bizTransactionList",
			self.transactions.iter().map(|transaction| {
				format!("type={}bizTransaction={}", transaction.kind.uri(), transaction.id)
			}),
		);
		for (list, name, parties) in [
			("sourceList", "source", &self.source),
			("destinationList", "destination", &self.destination),
		] {
			let parties = parties.typed().into_iter();
			text.list(list, parties.map(|(kind, id)| format!("type={}{name}={id}", sdt(kind))));
		}
		if let Some(ilmd) = &self.ilmd {
			text.field(&format!("ilmd{{{NAMESPACE}}}hash"), format_args!("0x{}", Hex(ilmd)));
		}
		for (name, amount) in self.discrepancy.named() {
			text.field(&format!("{{{NAMESPACE}}}{name}"), amount.with_unit());
		}
		text.0
	}

	/// The CBV 2.0 event hash: SHA-256 of [`Event::pre_hash`].
	pub fn cbv_hash(&self) -> Hash {
		Sha256::digest(self.pre_hash().as_bytes()).into()
	}

	/// The event's identifier, which is its CBV hash: `ni:///sha-256;…?ver=CBV2.0`.
	pub fn id(&self) -> String {
		event_id(&self.cbv_hash())
	}
}

/// Writing to a string never fails.
struct Text(String);

impl Text {
	fn field(&mut self, name: &str, value: impl fmt::Display) {
		let _ = write!(self.0, "{name}={value}");
	}

	fn list(&mut self, name: &str, elements: impl Iterator<Item = String>) {
		let mut elements: Vec<_> = elements.collect();
		elements.sort_unstable();
		if !elements.is_empty() {
			self.0.push_str(name);
			elements.iter().for_each(|element| self.0.push_str(element));
		}
	}
}

fn quantity(quantity: &Quantity) -> String {
	let mut text = format!("quantityElementepcClass={}", quantity.class);
	if let Some(amount) = &quantity.amount {
		let _ = write!(text, "quantity={amount}");
		if let Some(unit) = amount.unit() {
			let _ = write!(text, "uom={}", unit.code());
		}
	}
	text
}

/// The Web URI of a type of source or destination.
const fn sdt(term: &'static str) -> Uri {
	Uri::new("SDT", term)
}

impl Epc {
	/// The canonical GS1 Digital Link URI.
	pub fn digital_link(&self) -> DigitalLink<Key> {
		Key::from(*self).digital_link()
	}
}

impl fmt::Display for Class {
	/// The canonical GS1 Digital Link URI.
	fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
		match self {
			Self::Lgtin(lot) => lot.digital_link().fmt(f),
			Self::Gtin(gtin) => gtin.digital_link().fmt(f),
			Self::AssetType(kind) => write!(f, "https://id.gs1.org/8003/0{kind}"),
		}
	}
}

impl fmt::Display for TransactionId {
	/// The URN.
	fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
		match self {
			Self::Issued { by, number } => {
				write!(f, "urn:epcglobal:cbv:bt:{by}:{}", in_urn(number.as_str()))
			},
			Self::Hash(hash) => write!(f, "urn:tallystick:hash:0x{}", Hex(hash)),
		}
	}
}

impl Parties {
	/// The URIs by the terms of their types, in alphabetical order.
	pub(crate) fn typed(&self) -> Vec<(&'static str, String)> {
		let location = self.location.map(|place| ("location", place.digital_link().to_string()));
		let owner = self.owner.map(|party| ("owning_party", party.digital_link().to_string()));
		let possessor =
			self.possessor.map(|party| ("possessing_party", party.digital_link().to_string()));
		[location, owner, possessor].into_iter().flatten().collect()
	}
}
