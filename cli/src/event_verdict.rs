//! Says what an event of an asset says, for the verdict on its proof.

use crate::{
	assets::history::{amount_text, each_thing, words},
	recorded::{Row, Telling},
};
use codec::Encode;
use serde_json::{json, Value};
use tallystick_client::hexed;
use tallystick_gs1::{
	cbv::{event_id, NAMESPACE},
	epcis::{self, CONTEXT},
	event::{Action, Epc, Event, Items, Parties, What},
	Key, Pgln,
};

const UNPROVEN: [&str; 5] = [
	"that the event is true: the chain took it from somebody who had the right to report it",
	"that its time is right; the time at which it was recorded is the chain's own",
	"which organisations have these numbers: ask the chain, or GS1",
	"that nobody declared it wrong since, and what happened before and after it: ask a node for the asset's history",
	"what the master data and documents say, of which it has only the hash or the number",
];

impl Telling for Event {
	const KIND: &'static str = "event";

	fn rows(&self) -> Vec<Row> {
		let mut rows = rows(self);
		rows.push(("event id", vec![self.id()]));
		rows
	}

	fn recorded(&self) -> String {
		format!("{}, by the chain's clock", self.recorded)
	}

	fn json(&self) -> Value {
		let mut epcis = epcis::event(self);
		epcis["@context"] = json!([CONTEXT, { "tallystick": NAMESPACE }]);
		json!({
			"epcis": epcis,
			"eventId": self.id(),
			"event": hexed(&self.encode()),
			"recorded": self.recorded.millis().to_string(),
		})
	}

	fn unproven(&self) -> Vec<&'static str> {
		UNPROVEN.to_vec()
	}
}

/// What an event says, by its parts.
fn rows(event: &Event) -> Vec<Row> {
	let mut rows = vec![("event", vec![headline(event)])];
	let mut put = |name, lines: Vec<String>| {
		if !lines.is_empty() {
			rows.push((name, lines));
		}
	};
	let epc = |epc: &Epc| Key::from(*epc).to_string();
	match &event.what {
		What::Object { items, .. } | What::Transaction { items, .. } => {
			put("things", each_thing(items))
		},
		What::Aggregation { action, parent, children } => {
			put("things", all_if_empty(children));
			let side = match action {
				Action::Add => "put into",
				Action::Observe => "seen in",
				Action::Delete => "out of",
			};
			put(side, parent.iter().map(epc).collect());
		},
		What::Transformation { inputs, outputs } => {
			put("used up", each_thing(inputs));
			put("made", each_thing(outputs));
		},
		What::Association { action, parent, children } => {
			put("things", all_if_empty(children));
			let side = match action {
				Action::Add => "fitted to",
				Action::Observe => "seen on",
				Action::Delete => "off",
			};
			put(side, vec![epc(parent)]);
		},
	}
	if is_hand_over(event) {
		put("from", side(&event.source));
		put("to", side(&event.destination));
	}
	let time = format!("{}, as it was reported; clocks there: {}", event.time, event.offset);
	put("time", vec![time]);
	put("place", event.read_point.iter().map(ToString::to_string).collect());
	put("from then", event.location.iter().map(|place| format!("at {place}")).collect());
	let state = event.disposition.iter().map(|disposition| words(disposition.term()));
	put("state", state.collect());
	let documents = event.transactions.iter();
	put("documents", documents.map(|one| format!("{} {}", one.kind.term(), one.id)).collect());
	put("data", event.ilmd.iter().map(|hash| format!("of the hash {}", hexed(hash))).collect());
	let differs = event.discrepancy.named();
	put(
		"differs",
		differs.map(|(name, amount)| format!("{} {name}", amount_text(&amount))).collect(),
	);
	if let Some(error) = &event.error {
		let reason = error.reason.map(|reason| format!(": {}", words(reason.term())));
		let declared = format!("{}{}", error.time, reason.unwrap_or_default());
		let right = error.corrections.iter().map(|hash| format!("right is {}", event_id(hash)));
		put("wrong", std::iter::once(declared).chain(right).collect());
	}
	rows
}

/// The first row: what kind of event it is.
fn headline(event: &Event) -> String {
	let what = match (is_hand_over(event), event.destination.owner) {
		(true, Some(_)) => ", a hand-over with the ownership",
		(true, None) => ", a hand-over of custody",
		(false, _) => "",
	};
	let wrong = if event.error.is_some() { "DECLARED WRONG: " } else { "" };
	let action = event.action().map(|action| format!(" {action}")).unwrap_or_default();
	format!("{wrong}{}{what} ({}{action})", step(event), event.type_name())
}

fn is_hand_over(event: &Event) -> bool {
	[&event.source, &event.destination].into_iter().any(|side| *side != Parties::default())
}

fn step(event: &Event) -> String {
	event.step.map_or("no step".into(), |step| words(step.term()))
}

/// The parties and the place on one side of a hand-over.
fn side(parties: &Parties) -> Vec<String> {
	let Parties { owner, possessor, location } = parties;
	let party = |party: &Pgln, role: &str| format!("(417){}, {role}", party.0);
	let who = match (owner, possessor) {
		(Some(owner), Some(holder)) if owner == holder => vec![party(owner, "owner and holder")],
		_ => {
			let owner = owner.iter().map(|owner| party(owner, "owner"));
			owner.chain(possessor.iter().map(|holder| party(holder, "holder"))).collect()
		},
	};
	let who = match (who.is_empty(), location) {
		(true, None) => vec!["an organisation whose number the event does not name".into()],
		_ => who,
	};
	who.into_iter().chain(location.iter().map(|place| format!("at {place}"))).collect()
}

/// Without a list, all that is in or on the parent is meant.
fn all_if_empty(items: &Items) -> Vec<String> {
	match items.is_empty() {
		true => vec!["everything".into()],
		false => each_thing(items),
	}
}
