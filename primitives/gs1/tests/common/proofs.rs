//! A chain with events of assets, proof files of them, and files that prove nothing.

use super::{
	scene::{proven_vectors, refused_vectors, unreadable, untrue, Named},
	vectors,
};
use codec::Encode;
use serde_json::json;
use tallystick_evidence::Trusted;
use tallystick_gs1::{
	epcis,
	event::{Event, Time},
	proof::MAGIC,
	vocabulary::{BizStep, Disposition, ErrorReason, TransactionType},
	EventProof,
};

pub type Scene = super::scene::Scene<Event>;

/// A lot's life in one block.
pub fn life() -> Scene {
	let events = vectors::events().into_iter().map(|(_, event)| event).collect();
	Scene::new(7, events, 2, 4)
}

/// Proofs by their names.
pub fn proofs() -> Vec<(String, EventProof, Trusted)> {
	let life = life();
	let names = vectors::events().into_iter().map(|(name, _)| name);
	let of_life = (0..).zip(names).map(|(at, name)| {
		let name = if name == "the smallest" { "nothing but a pallet" } else { name };
		(name.to_owned(), life.proof(at), life.trusted())
	});
	let (_, smallest) = vectors::events().pop().unwrap();
	let alone = Scene::new(8, vec![smallest], 0, 0);
	let own = ("up to its own block".to_owned(), alone.proof_at(0, 1), alone.chain.trusted(1));
	let smallest = ("the smallest".to_owned(), alone.proof(0), alone.trusted());
	of_life.chain([own, smallest]).collect()
}

/// Files that prove nothing, with what they are checked against.
pub fn refusals() -> Vec<Named> {
	let scene = life();
	let trusted = scene.trusted();
	// The packing of a pallet: see docs/events.md for its bytes.
	let good = scene.proof(1);
	let mut all = unreadable(&good, trusted);
	let file = good.to_file();
	let start = MAGIC.len() + 32;
	let places = start + good.event.encode().len();
	// Bytes of the event are replaced by others.
	let mut splice = |name: &str, at: std::ops::Range<usize>, with: &[u8]| {
		let mut file = file.clone();
		file.splice(start + at.start..start + at.end, with.iter().copied());
		all.push((format!("step 2: {name}"), file, trusted));
	};
	splice("a time after the year 9999", 0..8, &(Time::MAX.millis() + 1).to_le_bytes());
	splice("an offset of more than 14 hours", 8..10, &841i16.to_le_bytes());
	splice("an unknown kind of event", 18..19, &[5]);
	splice("an unknown action", 19..20, &[3]);
	splice("an option that is neither there nor not", 20..21, &[2]);
	splice("a parent without a right check digit", 22..23, &[0x10]);
	splice("a child that is a lot", 31..32, &[1]);
	splice("a list with a length that is not the shortest", 30..31, &[5, 0]);
	splice("more than 32 things", 30..31, &[33 << 2]);
	let serial = 31 + 1 + 8;
	splice("a text with a character that GS1 does not have", serial + 1..serial + 2, b" ");
	splice("a text with a length that is not the shortest", serial..serial + 1, &[29, 0]);
	let lot = serial + 8 + 1;
	splice("an empty text", lot + 9..lot + 13, &[0]);
	splice("an unknown kind of quantity", lot..lot + 1, &[3]);
	let amount = lot + 1 + 8 + 4;
	splice("a zero at the end, behind the decimal point", amount + 9..amount + 10, &[1]);
	splice(
		"more than four digits behind the decimal point",
		amount + 1..amount + 10,
		&[1, 0, 0, 0, 0, 0, 0, 0, 5],
	);
	splice("a unit with a small letter", amount + 12..amount + 13, b"k");
	let step = amount + 1 + 8 + 1 + 5;
	splice("an unknown step", step + 1..step + 2, &[BizStep::ALL.len() as u8]);
	splice("an unknown disposition", step + 3..step + 4, &[Disposition::ALL.len() as u8]);
	splice("an extension 0", step + 4 + 1 + 8..step + 4 + 1 + 8 + 1, &[1, 4, b'0']);
	let path = places - start + 8;
	splice("a path with a length that is not the shortest", path..path + 1, &[13, 0]);
	let later = |time: Time| Time::new(time.millis() + 1).unwrap();
	let event = &good.event;
	let changed = [
		("another time", Event { time: later(event.time), ..event.clone() }),
		("another time of recording", Event { recorded: later(event.recorded), ..event.clone() }),
	];
	all.extend(untrue(&scene, 1, 2, &changed));
	all
}

/// The files by their names.
pub fn files() -> Vec<(&'static str, String)> {
	let proven = |event: &Event| {
		json!({
			"event": vectors::hex(&event.encode()),
			"recorded": event.recorded.millis(),
			"id": event.id(),
			"epcis": epcis::event(event),
		})
	};
	let vocabulary = json!({
		"BizStep": BizStep::ALL,
		"Disp": Disposition::ALL,
		"BTT": TransactionType::ALL,
		"ER": ErrorReason::ALL,
	});
	vec![
		("proofs.json", proven_vectors(&proofs(), proven)),
		("refused.json", refused_vectors::<Event>(&refusals())),
		("vocabulary.json", serde_json::to_string_pretty(&vocabulary).unwrap() + "\n"),
	]
}
