//! Proof files of acts: they verify, and nothing else does. `UPDATE_VECTORS=1` writes the vectors.

#[path = "../../evidence/tests/common/chain.rs"]
mod chain;
mod common;
#[path = "../../evidence/tests/common/scene.rs"]
mod scene;

use codec::{Decode, Encode};
use common::{
	acts::{act, event},
	stream, MINUTE, NEW_YEAR,
};
use proptest::prelude::*;
use scene::{
	assert_bounded, assert_no_bit_can_change, assert_refused, assert_shown, hex, proven_vectors,
	refused_vectors, unreadable, untrue, verdict, Named, Recorded,
};
use tallystick_evidence::{EventLeaf, EventProof, Native, Proof, ProofError, Trusted};
use tallystick_records::{
	gs1::{proof::MAGIC as EVENT_MAGIC, Event},
	telemetry::Facts,
	CommandId, Millis,
};
use tallystick_rules::{
	act::{COMMANDED, COMMANDED_LEN, EARLIEST, FIRED, LATEST},
	proof::MAGIC,
	Act, ActProof, Commanded, Effect, EventId, Evidence, Fired, Firing, Reason, RuleId, Value,
};

type Scene = scene::Scene<Act>;

/// What rules and actuators of a building did in one block.
fn acts() -> Vec<(&'static str, Act)> {
	let at = Millis(NEW_YEAR + 8 * MINUTE);
	let observed = |seed: u8, sequence, facts, value| Evidence {
		stream: stream(seed, 0x0102),
		boot_epoch: 3,
		sequence,
		facts,
		value,
	};
	let firing = |output, effect| Firing { output, effect };
	let fired = |rule, version, firings, evidence| {
		Act::Fired(Fired { at, rule: RuleId(rule), version, firings, evidence })
	};
	let heated = fired(
		4,
		1,
		vec![firing(0, Effect::Value(21)), firing(5, Effect::Active)],
		vec![
			observed(7, 9, Facts::GAP.with(Facts::OMITTED), Value::Number(-2)),
			observed(8, 1 << 60, Facts::NONE, Value::Truth(true)),
			observed(9, 0, Facts::LATE, Value::Undefined),
		],
	);
	let command = |id, value, cause| {
		let (actuator, tenure, id) = (stream(11, 2), 2, CommandId(id));
		Act::Commanded(Commanded { at, actuator, tenure, id, value, cause })
	};
	let because = |reason: Reason| reason.hash::<Native>();
	let commanded = command(6, 21, heated.leaf_hash::<Native>());
	let all_facts = Facts::ALL.into_iter().fold(Facts::NONE, Facts::with);
	let longest = fired(
		u32::MAX,
		u32::MAX,
		(0..16).map(|output| firing(output, Effect::Value(i64::MIN))).collect(),
		(0..16).map(|seed| observed(seed, u64::MAX, all_facts, Value::Number(i64::MAX))).collect(),
	);
	let hand = Reason::Hand { level: 8, account: [0x77; 32] };
	let grid = Reason::Grid { event: EventId(258) };
	vec![
		("a rule with observations", heated),
		("the command that it led to", commanded),
		(
			"a rule that released an output by time",
			fired(4, 2, vec![firing(0, Effect::Released)], vec![]),
		),
		("a command by default", command(7, 0, because(Reason::Default))),
		("the longest", longest),
		("a command by hand", command(8, i64::MIN, because(hand))),
		("a command after a guard failed", command(9, -1, because(Reason::Unguarded))),
		(
			"a command to an actuator that changed too often",
			command(10, 5, because(Reason::Hunting)),
		),
		("a command by a grid operator's limit", command(11, 4, because(grid))),
	]
}

fn smallest() -> Act {
	let firings = vec![Firing { output: 0, effect: Effect::Active }];
	let (at, rule) = (Millis(NEW_YEAR), RuleId(0));
	Act::Fired(Fired { at, rule, version: 0, firings, evidence: vec![] })
}

/// The place of the first event of an asset among the [`building`]'s.
const ASSET: u32 = 2;

/// The acts, with two events of assets among them.
fn building() -> Scene {
	let mut all: Vec<_> = acts().into_iter().map(|(_, act)| Recorded::Event(act)).collect();
	for place in [ASSET, 5] {
		let event = event(NEW_YEAR, NEW_YEAR + u64::from(place));
		all.insert(place as usize, Recorded::Other(event.leaf_hash::<Native>()));
	}
	Scene::among(7, all, 2, 4)
}

fn proofs() -> Vec<(String, ActProof, Trusted)> {
	let building = building();
	let names = acts().into_iter().map(|(name, _)| name.to_owned());
	let of_building =
		(0..).zip(names).map(|(at, name)| (name, building.proof(at), building.trusted()));
	let alone = Scene::new(8, vec![smallest()], 0, 0);
	let own = ("up to its own block".to_owned(), alone.proof_at(0, 1), alone.chain.trusted(1));
	let smallest = ("the smallest".to_owned(), alone.proof(0), alone.trusted());
	of_building.chain([own, smallest]).collect()
}

/// Changes of a firing. Each makes another one of it that could have been.
const OTHER_FIRINGS: [(&str, fn(&mut Fired)); 14] = [
	("another time", |fired| fired.at.0 += 1),
	("another rule", |fired| fired.rule.0 += 1),
	("another version", |fired| fired.version += 1),
	("another output", |fired| fired.firings[1].output += 1),
	("another effect", |fired| fired.firings[1].effect = Effect::Released),
	("another set-point", |fired| fired.firings[0].effect = Effect::Value(22)),
	("an output left out", |fired| fired.firings.truncate(1)),
	("another device", |fired| fired.evidence[0].stream.device.0[0] ^= 1),
	("another boot epoch", |fired| fired.evidence[0].boot_epoch += 1),
	("another segment", |fired| fired.evidence[0].sequence += 1),
	("a fact left out", |fired| fired.evidence[0].facts = Facts::GAP),
	("another value", |fired| fired.evidence[0].value = Value::Number(-3)),
	("an observation left out", |fired| fired.evidence.truncate(2)),
	("observations in another order", |fired| fired.evidence.swap(0, 1)),
];

/// The same of a command.
const OTHER_COMMANDS: [(&str, fn(&mut Commanded)); 8] = [
	("a command at another time", |act| act.at.0 += 1),
	("a command to another device", |act| act.actuator.device.0[0] ^= 1),
	("a command to another channel", |act| act.actuator.channel += 1),
	("a command in another tenure", |act| act.tenure += 1),
	("a command with another id", |act| act.id.0 += 1),
	("a command with another value", |act| act.value += 1),
	("a command with another cause", |act| act.cause[0] ^= 1),
	("a command that nobody claimed", |act| act.cause = Reason::Default.hash::<Native>()),
];

fn refusals() -> Vec<Named> {
	let scene = building();
	let trusted = scene.trusted();
	let good = scene.proof(0);
	let mut all = unreadable(&good, trusted);
	let file = good.to_file();
	let mut put = |name: &str, file: Vec<u8>| all.push((format!("step 2: {name}"), file, trusted));
	put("the magic of an event's proof", [&EVENT_MAGIC, &file[5..]].concat());

	// Other bytes stand for the act.
	let start = MAGIC.len() + 32;
	let end = start + good.event.to_bytes().len();
	let mut replace = |name: &str, act: &[u8]| {
		put(name, [&file[..start], act, &file[end..]].concat());
	};
	replace("an event of an asset", &event(NEW_YEAR, NEW_YEAR).encode());
	let bytes = good.event.to_bytes();
	let mut splice = |name: &str, at: std::ops::Range<usize>, with: &[u8]| {
		let mut act = bytes.clone();
		act.splice(at, with.iter().copied());
		replace(name, &act);
	};
	let [early, late] = [EARLIEST.0 - 1, LATEST.0 + 1].map(u64::to_le_bytes);
	splice("an unknown kind of act", 0..1, &[0x19]);
	splice("a reason instead of an act", 0..1, &[0x43]);
	splice("a firing before 3 November 2004", 1..9, &early);
	splice("a firing at 2^56 milliseconds", 1..9, &late);
	let (outputs, observed) = (18, 18 + 2 * 10 + 1);
	splice("no output", outputs - 1..observed - 1, &[0]);
	let many = [&[17][..], &[0; 17 * 10]].concat();
	splice("more than 16 outputs", outputs - 1..observed - 1, &many);
	splice("more outputs than there are", outputs - 1..outputs, &[3]);
	splice("an unknown kind of output", outputs + 1..outputs + 2, &[3]);
	splice("a released output with a value", outputs + 1..outputs + 2, &[0]);
	splice("an active output with a value", outputs + 12..outputs + 13, &[1]);
	let many = [&[17][..], &bytes[observed..observed + 57].repeat(17)].concat();
	splice("more than 16 observations", observed - 1..observed + 3 * 57, &many);
	splice("more observations than there are", observed - 1..observed, &[4]);
	let (facts, kind) = (observed + 46, observed + 48);
	splice("a bit that is no fact", facts..facts + 2, &(1u16 << 9).to_le_bytes());
	splice("an unknown kind of value", kind..kind + 1, &[3]);
	splice("a truth that is neither true nor false", kind..kind + 2, &[1, 2]);
	splice("an undefined value that is one", kind..kind + 1, &[0]);
	let command = scene.events[1].to_bytes();
	replace("a command before 3 November 2004", &[&command[..1], &early, &command[9..]].concat());
	replace("a command at 2^56 milliseconds", &[&command[..1], &late, &command[9..]].concat());
	replace("a command without its last byte", &command[..COMMANDED_LEN - 1]);
	let mut long = file.clone();
	let path = end + 8;
	long.splice(path..path + 1, [long[path] | 1, 0]);
	put("a path with a length that is not the shortest", long);

	let changed = OTHER_FIRINGS.map(|(name, edit)| {
		let Act::Fired(mut fired) = good.event.clone() else { unreachable!() };
		edit(&mut fired);
		(name, Act::Fired(fired))
	});
	all.extend(untrue(&scene, 0, 1, &changed));
	let mut put = |name: &str, proof: ActProof| {
		all.push((format!("step 8: {name}"), proof.to_file(), trusted));
	};
	for (name, edit) in OTHER_COMMANDS {
		let mut proof = scene.proof(1);
		let Act::Commanded(command) = &mut proof.event else { unreachable!() };
		edit(command);
		put(name, proof);
	}
	let place = scene.place(ASSET);
	put("in the place of an event of an asset", EventProof { place, ..scene.proof(0) });
	all
}

fn vectors() -> [(&'static str, String); 2] {
	let of_act = |act: &Act| {
		let mut shown = serde_json::to_value(act).unwrap();
		shown["act"] = hex(&act.to_bytes()).into();
		shown
	};
	[
		("proofs.json", proven_vectors(&proofs(), of_act)),
		("refused.json", refused_vectors::<Act>(&refusals())),
	]
}

#[test]
fn vectors_are_current() {
	let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("vectors");
	for (name, text) in vectors() {
		let path = folder.join(name);
		if std::env::var_os("UPDATE_VECTORS").is_some() {
			std::fs::write(&path, &text).unwrap();
		}
		let found = std::fs::read_to_string(&path).unwrap_or_default();
		assert!(found == text, "{name} differs: UPDATE_VECTORS=1 cargo test -p tallystick-rules");
	}
}

proptest! {
	#![proptest_config(ProptestConfig::with_cases(48))]

	#[test]
	fn every_act_of_a_block_is_proven_and_no_event_of_an_asset_as_an_act(
		recorded in prop::collection::vec(prop::option::weighted(0.7, act()), 1..9),
		others in 0u32..5,
		after in 0u32..12,
		index: prop::sample::Index,
		at: prop::sample::Index,
	) {
		let asset = |place| event(NEW_YEAR, NEW_YEAR + place);
		let all = (0..).zip(&recorded).map(|(place, act)| match act {
			Some(act) => Recorded::Event(act.clone()),
			None => Recorded::Other(asset(place).leaf_hash::<Native>()),
		});
		let scene = Scene::among(3, all.collect(), others, after);
		let index = index.index(recorded.len()) as u32;
		let end = scene.chain.height() - at.index(after as usize + 2) as u32;
		let trusted = scene.chain.trusted(end);
		let block = scene.chain.block_proof(scene.at.0, scene.at.1, end);
		let header = scene.chain.blocks[end as usize].header.clone();
		let (genesis, place) = (trusted.genesis, scene.place(index));
		let Some(act) = recorded[index as usize].clone() else {
			// It is proven as an event of an asset, and as nothing else.
			let event = asset(index.into());
			let proof = EventProof { genesis, event, place, block, header };
			let proven = verdict::<Event>(&proof.to_file(), &trusted).unwrap();
			prop_assert_eq!((proven.index, proven.count), (index, recorded.len() as u32));
			let file = proof.to_file();
			prop_assert_eq!(ActProof::from_file(&file), Err(ProofError::Malformed));
			let renamed = [&MAGIC, &file[5..]].concat();
			prop_assert_eq!(ActProof::from_file(&renamed), Err(ProofError::Malformed));
			for act in recorded.into_iter().flatten() {
				let EventProof { place, block, header, .. } = proof.clone();
				let proof = EventProof { genesis, event: act, place, block, header };
				prop_assert_eq!(proof.verify::<Native>(&trusted), Err(ProofError::NotInChain));
			}
			return Ok(());
		};
		let proof = EventProof { genesis, event: act, place, block, header };
		let file = proof.to_file();
		prop_assert_eq!(ActProof::from_file(&file), Ok(proof.clone()));
		let proven = verdict::<Act>(&file, &trusted).unwrap();
		prop_assert_eq!(&proven.event, &proof.event);
		prop_assert_eq!((proven.index, proven.count), (index, recorded.len() as u32));
		prop_assert_eq!(proven.leaf, proof.event.leaf::<Native>());
		let block = scene.chain.leaf(proven.block);
		prop_assert_eq!((proven.block, proven.block_hash), (block.number, block.hash));

		// It is no event of an asset, whatever the file calls it.
		let renamed = [&EVENT_MAGIC, &file[5..]].concat();
		for file in [&file, &renamed] {
			let read = EventProof::<Event>::from_file(file);
			prop_assert_eq!(read, Err(ProofError::Malformed));
		}
		// It is bound to its block's number of events, and to its own chain.
		let mut more = proof.clone();
		more.place.count += 1;
		prop_assert_eq!(more.verify::<Native>(&trusted), Err(ProofError::NotInChain));
		let elsewhere = Trusted { genesis: [1; 32], ..trusted };
		prop_assert_eq!(proof.verify::<Native>(&elsewhere), Err(ProofError::OtherChain));
		let proof = EventProof { genesis: [1; 32], ..proof };
		prop_assert_eq!(proof.verify::<Native>(&elsewhere), Err(ProofError::OtherChain));
	}

	#[test]
	fn arbitrary_bytes_never_panic(bytes in prop::collection::vec(any::<u8>(), 0..2000)) {
		let _ = ActProof::from_file(&bytes);
		let _ = ActProof::from_file(&[&MAGIC[..], &bytes].concat());
	}

	#[test]
	fn damaged_files_never_panic_and_are_refused(
		act in 0u32..8,
		at: prop::sample::Index,
		with: Vec<u8>,
		cut: prop::sample::Index,
	) {
		let scene = building();
		let good = scene.proof(act).to_file();
		let at = at.index(good.len());
		let end = (at + cut.index(40)).min(good.len());
		let mut file = good.clone();
		file.splice(at..end, with);
		prop_assert!(verdict::<Act>(&file, &scene.trusted()).is_err() || file == good);
	}
}

proptest! {
	#![proptest_config(ProptestConfig::with_cases(12))]

	#[test]
	fn no_byte_of_a_file_can_change(act in act(), before in 0u32..3, byte in 1u8..) {
		let scene = Scene::new(4, vec![act], before, 2);
		let (file, trusted) = (scene.proof(0).to_file(), scene.trusted());
		let mut changed = file.clone();
		for at in 0..file.len() {
			changed[at] ^= byte;
			prop_assert!(verdict::<Act>(&changed, &trusted).is_err(), "byte {at}");
			changed[at] ^= byte;
		}
	}
}

/// Other files have the same shape, and only longer acts: their bytes change in the test above.
#[test]
fn no_bit_of_a_file_can_change() {
	let proofs = proofs();
	let (first, last) = (proofs.iter().take(2), proofs.iter().rev().take(2));
	for (name, proof, trusted) in first.chain(last) {
		assert_no_bit_can_change::<Act>(name, &proof.to_file(), trusted);
	}
}

#[test]
fn a_file_of_more_than_64_kib_is_refused_unread() {
	assert_bounded::<Act>();
}

#[test]
fn a_file_is_of_an_act_of_an_event_or_of_a_reading() {
	let (_, proof, _) = proofs().pop().unwrap();
	assert_eq!(Proof::from_file(&proof.to_file()), Err(ProofError::Malformed));
	let read = EventProof::<Event>::from_file(&proof.to_file());
	assert_eq!(read, Err(ProofError::Malformed));
}

/// The vectors of assets' events have more kinds of them than a test here makes.
#[test]
fn no_event_of_an_asset_has_the_bytes_or_the_leaf_of_an_act() {
	let vectors: Vec<serde_json::Value> =
		serde_json::from_str(include_str!("../../gs1/vectors/events.json")).unwrap();
	assert!(vectors.len() > 15);
	let leaves: Vec<_> = acts().iter().map(|(_, act)| act.leaf_hash::<Native>()).collect();
	for vector in vectors {
		let text = vector["event"].as_str().unwrap();
		let bytes: Vec<_> = (0..text.len() / 2)
			.map(|at| u8::from_str_radix(&text[2 * at..2 * at + 2], 16).unwrap())
			.collect();
		let event = Event::decode(&mut &*bytes).unwrap();
		let mut all = vec![event.leaf_bytes(), bytes];
		// Whatever its time: the first byte is that of a firing, or of a command.
		for tag in [FIRED, COMMANDED] {
			let mut other = all[1].clone();
			other[0] = tag;
			all.push(other);
		}
		for bytes in all {
			assert_eq!(<Act as EventLeaf>::read(&mut &*bytes), None, "{}", vector["name"]);
		}
		assert!(!leaves.contains(&event.leaf_hash::<Native>()));
	}
}

/// What is beyond the bounds is not hashed, so that it would be proven with the rest.
#[test]
fn an_act_beyond_its_bounds_is_not_proven() {
	let scene = building();
	let trusted = scene.trusted();
	let longest = scene.proof(4);
	assert!(longest.verify::<Native>(&trusted).is_ok());
	let Act::Fired(fired) = &longest.event else { unreachable!() };
	let mut more = fired.clone();
	more.firings.push(more.firings[0]);
	let event = Act::Fired(more);
	assert_eq!(event.leaf::<Native>(), longest.event.leaf::<Native>());
	let proof = EventProof { event, ..longest.clone() };
	assert_eq!(proof.verify::<Native>(&trusted), Err(ProofError::Malformed));
}

#[test]
fn every_step_has_a_refusal_with_its_error() {
	assert_refused::<Act>(&refusals());
}

/// A command names the firing that led to it: both together show why it was given.
#[test]
fn a_command_leads_to_the_firing_that_caused_it() {
	let (scene, trusted) = (building(), building().trusted());
	let [fired, commanded] = [0, 1].map(|act| scene.proof(act).verify::<Native>(&trusted).unwrap());
	let Act::Commanded(commanded) = commanded.event else { unreachable!() };
	assert_eq!(commanded.cause, fired.leaf);
}

/// The page shows the smallest file with its offsets, and the hashes on the path.
#[test]
fn the_worked_example_of_the_documentation_is_computed() {
	let page = include_str!("../../../docs/proofs.md");
	let (_, section) = page.split_once("### Example of an act\n").unwrap();
	let (section, _) = section.split_once("\n## ").unwrap();
	let (_, proof, trusted) = proofs().pop().unwrap();
	assert_shown(section, &proof, &trusted);
}
