//! A table of key data elements by critical tracking event, in the terms of the FDA's rule on food traceability (21 CFR
//! 1.1325 to 1.1350, “FSMA 204”).
//!
//! An event holds lots, quantities, dates, places, parties and references, and so does the table. The description of a
//! product, the name of a field and telephone numbers are master data; the table names their hash.

use crate::{
	cbv::Hex,
	event::{Action, Amount, Class, Event, Items, Parties, Time, What},
	vocabulary::BizStep,
	Key,
};
use alloc::collections::BTreeSet;

/// A critical tracking event.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum CriticalEvent {
	/// A raw commodity was harvested.
	Harvesting,
	/// It was cooled before its first packing.
	Cooling,
	/// It was packed for the first time.
	InitialPacking,
	/// It was received on land from a fishing vessel.
	FirstLandBasedReceiving,
	/// It was shipped.
	Shipping,
	/// It was received.
	Receiving,
	/// It became another food.
	Transformation,
}

impl CriticalEvent {
	/// The name in the rule.
	pub const fn name(self) -> &'static str {
		match self {
			Self::Harvesting => "harvesting",
			Self::Cooling => "cooling",
			Self::InitialPacking => "initial packing",
			Self::FirstLandBasedReceiving => "first land-based receiving",
			Self::Shipping => "shipping",
			Self::Receiving => "receiving",
			Self::Transformation => "transformation",
		}
	}

	/// The critical tracking event of an event, by its kind and step. Commissioning a lot counts as harvesting, and
	/// packing always counts as the first packing.
	///
	/// No step of the Core Business Vocabulary says that goods were cooled, come from a vessel or were packed before.
	/// Callers who know that pass a function of their own to [`sheet`].
	pub fn of(event: &Event) -> Option<Self> {
		match (&event.what, event.step?) {
			(What::Transformation { .. }, _) => Some(Self::Transformation),
			(What::Object { action: Action::Add, .. }, BizStep::Commissioning) => {
				Some(Self::Harvesting)
			},
			(What::Aggregation { action: Action::Add, .. }, BizStep::Packing) => {
				Some(Self::InitialPacking)
			},
			(_, BizStep::Shipping) => Some(Self::Shipping),
			(_, BizStep::Receiving) => Some(Self::Receiving),
			_ => None,
		}
	}
}

/// The names of the columns. Each row is one lot, kind or thing of one event. `key` names it, and `container` names
/// what it was packed in or on. `date` is local, `time` is in UTC. Units are those of UN/ECE Recommendation 20, where
/// `EA` is a piece. A thing is one piece; `content` is the quantity of goods in it, if that is known.
pub const COLUMNS: [&str; 17] = [
	"critical_event",
	"part",
	"key",
	"gtin",
	"quantity",
	"unit",
	"content",
	"content_unit",
	"container",
	"date",
	"time",
	"location",
	"from",
	"to",
	"references",
	"master_data",
	"event",
];

/// The contents of a thing: its key, and the amount in it.
pub type Content = Option<(Key, Amount)>;

/// The unit for counted things.
const PIECE: &str = "EA";

/// The table in CSV. It has the events that `of` maps to critical tracking events; [`CriticalEvent::of`] is such a
/// function. Each event comes with the content of one of its things, because no event records that. Events declared
/// wrong, by themselves or by another one of `events`, are left out.
pub fn sheet<'a>(
	events: impl IntoIterator<Item = (&'a Event, Content)>,
	of: impl Fn(&Event) -> Option<CriticalEvent>,
) -> Result<String, csv::Error> {
	let events = events.into_iter().map(|(event, content)| (event, content, event.cbv_hash()));
	let events: Vec<_> = events.collect();
	let wrong = events.iter().filter(|(event, ..)| event.error.is_some());
	let wrong: BTreeSet<_> = wrong.map(|(.., hash)| hash).collect();
	let mut to = csv::Writer::from_writer(Vec::new());
	to.write_record(COLUMNS)?;
	for (event, content, _) in events.iter().filter(|(.., hash)| !wrong.contains(hash)) {
		if let Some(critical) = of(event) {
			for (part, items) in parts(event) {
				rows(critical, part, event, items, *content)
					.try_for_each(|row| to.write_record(row))?;
			}
		}
	}
	let bytes = to.into_inner().map_err(|error| error.into_error())?;
	Ok(String::from_utf8_lossy(&bytes).into_owned())
}

fn parts(event: &Event) -> Vec<(&'static str, &Items)> {
	match &event.what {
		What::Object { items, .. } | What::Transaction { items, .. } => [("item", items)].into(),
		What::Aggregation { children, .. } | What::Association { children, .. } => {
			[("content", children)].into()
		},
		What::Transformation { inputs, outputs } => [("input", inputs), ("output", outputs)].into(),
	}
}

fn rows<'a>(
	critical_event: CriticalEvent,
	part: &'static str,
	event: &'a Event,
	items: &'a Items,
	content: Content,
) -> impl Iterator<Item = [String; COLUMNS.len()]> + 'a {
	let things = items.epcs.iter().map(move |epc| {
		let key = Key::from(*epc);
		let content = content.filter(|(of, _)| *of == key).map(|(_, amount)| amount);
		(key.to_string(), key.gtin(), Amount::new(1, 0, None), content)
	});
	let quantities = items.quantities.iter().map(|quantity| {
		let (key, gtin) = match quantity.class {
			Class::Lgtin(lot) => (lot.to_string(), Some(lot.gtin)),
			Class::Gtin(gtin) => (format!("(01){gtin}"), Some(gtin)),
			Class::AssetType(kind) => (format!("(8003)0{kind}"), None),
		};
		(key, gtin, quantity.amount, None)
	});
	let number = |amount: Option<Amount>| amount.map(|amount| amount.to_string());
	let unit = |amount: Option<Amount>| {
		amount.map(|amount| amount.unit().map_or(PIECE.into(), |unit| unit.code().to_string()))
	};
	quantities.chain(things).map(move |(key, gtin, amount, content)| {
		[
			critical_event.name().into(),
			part.into(),
			key,
			gtin.map(|gtin| gtin.to_string()).unwrap_or_default(),
			number(amount).unwrap_or_default(),
			unit(amount).unwrap_or_default(),
			number(content).unwrap_or_default(),
			unit(content).unwrap_or_default(),
			event.parent().map(|epc| Key::from(*epc).to_string()).unwrap_or_default(),
			local_date(event),
			event.time.to_string(),
			event.read_point.or(event.location).map(|it| it.to_string()).unwrap_or_default(),
			side(&event.source),
			side(&event.destination),
			references(event),
			event.ilmd.map(|hash| format!("0x{}", Hex(&hash))).unwrap_or_default(),
			event.id(),
		]
	})
}

/// The place on one side of a hand-over, or else who holds or owns the goods there.
fn side(parties: &Parties) -> String {
	let party = parties.possessor.or(parties.owner);
	match (parties.location, party) {
		(Some(place), _) => place.to_string(),
		(None, Some(party)) => party.to_string(),
		(None, None) => String::new(),
	}
}

fn references(event: &Event) -> String {
	let references = event.transactions.iter();
	let references: Vec<_> = references.map(|it| format!("{} {}", it.kind.term(), it.id)).collect();
	references.join(", ")
}

/// The date on local clocks.
fn local_date(event: &Event) -> String {
	let offset = i64::from(event.offset.minutes()).saturating_mul(60_000);
	let local = event.time.millis().saturating_add_signed(offset);
	let local = Time::new(local).unwrap_or(Time::MAX).to_string();
	local.split('T').next().unwrap_or_default().into()
}
