//! The properties that the crate's documentation numbers, on programs and histories by chance.

mod common;

use codec::{Decode, Encode, MaxEncodedLen};
use common::{
	as_condition, as_program, changed, condition, empty, moment, one_in, pause, program, site,
	snapshot, stream, unsound, DAY, NEW_YEAR,
};
use proptest::prelude::*;
use tallystick_records::{telemetry::Facts, Millis};
use tallystick_rules::{
	Cell, Cells, Condition, Effect, Evaluation, Figure, Found, Kind, Node, Place, Problem, Program,
	ProgramError, Quantity, Ref, Site, Snapshot, Source, Value,
};
use tallystick_world::Numbers;

fn cases(cases: u32) -> ProptestConfig {
	ProptestConfig { cases, ..ProptestConfig::default() }
}

/// What a value is, as far as it is known.
fn fits(value: Value, kind: Kind) -> bool {
	match (value, kind) {
		(Value::Undefined, _) => true,
		(Value::Truth(_), kind) => kind == Kind::Truth,
		(Value::Number(_), kind) => kind != Kind::Truth,
	}
}

/// Whether what a node says depends on an input, also by what it remembers.
fn depends(program: &Program, changed: &[bool]) -> Vec<bool> {
	let mut nodes: Vec<bool> = Vec::new();
	for node in &program.nodes {
		let named = node.operands().any(|of| match of {
			Ref::Input(number) => changed[usize::from(number)],
			Ref::Node(number) => nodes[usize::from(number)],
		});
		nodes.push(named);
	}
	nodes
}

/// A program with a history: its site, its states, and the newest snapshot with its evaluation.
struct Story {
	program: Program,
	site: Site,
	cells: Cells,
	snapshot: Snapshot,
	evaluation: Evaluation,
}

fn story(chance: &mut Numbers, nodes: u64, steps: u64) -> Story {
	let program = program(chance, nodes);
	let now = moment(chance);
	let site = site(chance, now);
	site.check().unwrap();
	let mut cells = empty();
	let mut snapshot = snapshot(chance, &program, now);
	let mut evaluation = program.evaluate(&cells, &site, &snapshot);
	for _ in 0..chance.below(steps + 1) {
		let now = snapshot.now.0 + pause(chance, snapshot.now.0);
		cells = evaluation.cells;
		snapshot = changed(chance, &program, &snapshot, now);
		evaluation = program.evaluate(&cells, &site, &snapshot);
	}
	Story { program, site, cells, snapshot, evaluation }
}

proptest! {
	#![proptest_config(cases(2_000))]

	#[test]
	fn property_1_nothing_panics_whether_it_was_checked_or_not(seed: u64, late: bool) {
		let mut chance = Numbers(seed);
		let program = unsound(&mut chance);
		let _ = program.check();
		let now = if late { u64::MAX - chance.below(DAY) } else { chance.below(DAY) };
		let mut site = site(&mut chance, now.min(NEW_YEAR));
		if one_in(&mut chance, 2) {
			site.zone.standard = chance.next_u64() as i16;
		}
		let mut cells: Cells =
			(0..chance.below(17)).map(|_| any_cell(&mut chance)).collect::<Vec<_>>().try_into().unwrap();
		let mut snapshot = snapshot(&mut chance, &program, now);
		for _ in 0..3 {
			let evaluation = program.evaluate(&cells, &site, &snapshot);
			prop_assert_eq!(evaluation.effects.len(), program.outputs.len());
			prop_assert_eq!(evaluation.trace.nodes.len(), program.nodes.len());
			prop_assert!(evaluation.next.is_none_or(|next| next > snapshot.now));
			prop_assert!(evaluation.own.is_none_or(|own| evaluation.next.is_some_and(|next| next <= own)));
			let now = snapshot.now.0.saturating_add(pause(&mut chance, snapshot.now.0));
			snapshot = changed(&mut chance, &program, &snapshot, now);
			cells = evaluation.cells;
		}
	}

	#[test]
	fn property_2_knowing_more_changes_no_value_that_was_known(seed: u64) {
		let mut chance = Numbers(seed);
		let Story { mut program, site, snapshot, .. } = story(&mut chance, 40, 0);
		for node in program.nodes.iter_mut() {
			// These ask what is known, or remember it.
			if node.is_stateful() || matches!(node, Node::Known(_)) {
				*node = Node::Truth(true);
			}
			if let Node::Else(first, _) = node {
				*node = Node::Min(*first, *first);
			}
		}
		let mut less = snapshot.clone();
		for found in less.found.iter_mut() {
			if one_in(&mut chance, 2) {
				*found = Found::Nothing;
			}
		}
		let more = program.evaluate(&empty(), &site, &snapshot).trace.nodes;
		let less = program.evaluate(&empty(), &site, &less).trace.nodes;
		for (number, (less, more)) in less.into_iter().zip(more).enumerate() {
			prop_assert!(!less.is_defined() || less == more, "node {}: {:?} {:?}", number, less, more);
		}
	}

	#[test]
	fn property_3_an_undefined_condition_or_value_never_acts(seed: u64) {
		let mut chance = Numbers(seed);
		let Story { program, evaluation, .. } = story(&mut chance, 30, 3);
		let value_of = |of: Ref| match of {
			Ref::Input(number) => evaluation.trace.inputs[usize::from(number)].value,
			Ref::Node(number) => evaluation.trace.nodes[usize::from(number)],
		};
		for (output, effect) in program.outputs.iter().zip(&evaluation.effects) {
			let holds = output.when().is_none_or(|when| value_of(when) == Value::Truth(true));
			let value = output.value().map(value_of);
			let acts = holds && value.is_none_or(Value::is_defined);
			prop_assert_eq!(*effect != Effect::Released, acts);
			if let (Effect::Value(found), Some(Value::Number(value))) = (effect, value) {
				prop_assert_eq!(*found, value);
			}
		}
	}

	#[test]
	fn property_4_a_node_depends_only_on_what_it_names(seed: u64) {
		let mut chance = Numbers(seed);
		let Story { program, site, cells, snapshot, evaluation } = story(&mut chance, 40, 3);
		let other = changed(&mut chance, &program, &snapshot, snapshot.now.0);
		let differs: Vec<bool> =
			other.found.iter().zip(&snapshot.found).map(|(a, b)| a != b).collect();
		let depends = depends(&program, &differs);
		let other = program.evaluate(&cells, &site, &other);
		let mut cell = 0;
		for (number, node) in program.nodes.iter().enumerate() {
			if !depends[number] {
				prop_assert_eq!(other.trace.nodes[number], evaluation.trace.nodes[number]);
			}
			if node.is_stateful() {
				prop_assert!(depends[number] || other.cells[cell] == evaluation.cells[cell]);
				cell += 1;
			}
		}
		prop_assert_eq!(cell, other.cells.len());
	}

	#[test]
	fn property_5_no_value_changes_before_the_next_moment_that_an_evaluation_names(seed: u64) {
		let mut chance = Numbers(seed);
		let Story { program, site, cells, snapshot, evaluation } = story(&mut chance, 40, 5);
		let now = snapshot.now.0;
		let next = evaluation.next.map_or(now + 400 * DAY, |next| next.0);
		prop_assert!(next > now);
		for _ in 0..4 {
			// With the states from before, as if this evaluation came later; and with those from after it.
			let at = [now + chance.below(next - now), next - 1][chance.below(2) as usize];
			let later = Snapshot { now: Millis(at), ..snapshot.clone() };
			let after = program.evaluate(&evaluation.cells, &site, &later);
			prop_assert_eq!(&after.trace, &evaluation.trace, "at {} after {}", at, now);
			prop_assert_eq!(&after.effects, &evaluation.effects);
			prop_assert!(after.next.is_none_or(|after| after.0 >= next) || evaluation.next.is_none());
			let _ = &cells;
		}
	}

	#[test]
	fn property_6_an_evaluation_more_than_is_needed_changes_no_later_value(seed: u64) {
		let mut chance = Numbers(seed);
		let Story { program, site, evaluation, snapshot, .. } = story(&mut chance, 40, 3);
		let (mut plain, mut busy) = (evaluation.clone(), evaluation);
		let mut snapshot = snapshot;
		for _ in 0..5 {
			let end = snapshot.now.0 + pause(&mut chance, snapshot.now.0);
			// One that is evaluated when it has to be, and one that is evaluated more often.
			while let Some(next) = plain.next.filter(|next| next.0 < end) {
				let due = Snapshot { now: next, ..snapshot.clone() };
				plain = program.evaluate(&plain.cells, &site, &due);
				let mut at = snapshot.now.0;
				for _ in 0..3 {
					at += chance.below(next.0 - at + 1);
					let more = Snapshot { now: Millis(at), ..snapshot.clone() };
					busy = program.evaluate(&busy.cells, &site, &more);
				}
				busy = program.evaluate(&busy.cells, &site, &due);
				prop_assert_eq!(&busy.trace, &plain.trace);
				snapshot.now = next;
			}
			let more = Snapshot { now: Millis((snapshot.now.0 + end) / 2), ..snapshot.clone() };
			busy = program.evaluate(&busy.cells, &site, &more);
			snapshot = changed(&mut chance, &program, &snapshot, end);
			plain = program.evaluate(&plain.cells, &site, &snapshot);
			busy = program.evaluate(&busy.cells, &site, &snapshot);
			prop_assert_eq!(&busy.trace, &plain.trace);
			prop_assert_eq!(&busy.effects, &plain.effects);
		}
	}

	#[test]
	fn property_7_each_value_is_of_the_kind_that_the_check_says(seed: u64) {
		let mut chance = Numbers(seed);
		let Story { program, evaluation, .. } = story(&mut chance, 60, 3);
		let kinds = program.check().unwrap();
		for (value, kind) in evaluation.trace.nodes.iter().zip(kinds.nodes()) {
			prop_assert!(fits(*value, *kind), "{:?} is not {:?}", value, kind);
		}
		for (seen, kind) in evaluation.trace.inputs.iter().zip(kinds.inputs()) {
			prop_assert!(fits(seen.value, *kind));
			prop_assert_eq!(seen.lack.is_some(), seen.value == Value::Undefined);
		}
	}

	#[test]
	fn a_condition_says_what_a_program_with_the_same_nodes_says_on_any_site(seed: u64) {
		let mut chance = Numbers(seed);
		let condition = condition(&mut chance, 23);
		prop_assert_eq!(condition.check(), Ok(()));
		let program = as_program(&condition);
		program.check().unwrap();
		let now = moment(&mut chance);
		let site = site(&mut chance, now);
		let snapshot = snapshot(&mut chance, &program, now);
		let cells = vec![any_cell(&mut chance)].try_into().unwrap();
		let evaluation = program.evaluate(&cells, &site, &snapshot);
		let trace = condition.trace(&snapshot);
		prop_assert_eq!(&trace, &evaluation.trace);
		let truth = condition.evaluate(&snapshot);
		prop_assert_eq!(truth, trace.truth());
		prop_assert_eq!(truth == Some(true), evaluation.effects[0] == Effect::Active);
		let last = trace.nodes[trace.nodes.len() - 1];
		prop_assert_eq!(truth.is_some(), last.is_defined());
		prop_assert_eq!(condition.cost() + 1, program.cost());
		prop_assert_eq!(condition.streams().count(), trace.inputs.len());
	}

	#[test]
	fn a_condition_that_was_not_checked_is_evaluated_and_survives_its_bytes(seed: u64) {
		let mut chance = Numbers(seed);
		let program = unsound(&mut chance);
		let condition = as_condition(&program);
		let _ = condition.check();
		let now = chance.below(DAY);
		let snapshot = snapshot(&mut chance, &program, now);
		prop_assert_eq!(condition.trace(&snapshot).nodes.len(), condition.nodes.len());
		let _ = condition.to_string();
		let bytes = condition.encode();
		prop_assert!(bytes.len() <= Condition::max_encoded_len());
		prop_assert_eq!(&Condition::decode(&mut &bytes[..]).unwrap(), &condition);
		let json = serde_json::to_string(&condition).unwrap();
		prop_assert_eq!(serde_json::from_str::<Condition>(&json).unwrap(), condition);
	}

	#[test]
	fn a_program_and_its_evaluation_survive_their_bytes(seed: u64) {
		let mut chance = Numbers(seed);
		let Story { program, site, snapshot, evaluation, .. } = story(&mut chance, 96, 3);
		prop_assert_eq!(Program::decode(&mut &program.encode()[..]).unwrap(), program.clone());
		prop_assert_eq!(Site::decode(&mut &site.encode()[..]).unwrap(), site);
		prop_assert_eq!(Snapshot::decode(&mut &snapshot.encode()[..]).unwrap(), snapshot);
		prop_assert_eq!(Evaluation::decode(&mut &evaluation.encode()[..]).unwrap(), evaluation);
		prop_assert!(program.encode().len() <= Program::max_encoded_len());
		prop_assert_eq!(program.cells() as u64, program.nodes.iter().filter(|n| n.is_stateful()).count() as u64);
		prop_assert!(program.cost() <= 8_576);
		let json = serde_json::to_string(&program).unwrap();
		prop_assert_eq!(serde_json::from_str::<Program>(&json).unwrap(), program);
	}
}

fn any_cell(chance: &mut Numbers) -> Cell {
	use tallystick_rules::Buckets;
	let (a, b) = (chance.next_u64(), chance.next_u64());
	let last = [None, Some(false), Some(true)][chance.below(3) as usize];
	let buckets = Buckets { newest: a, truths: b as u16, unknown: (b >> 16) as u16, last };
	[
		Cell::Empty,
		Cell::On(a & 1 == 0),
		Cell::Since(Millis(a)),
		Cell::First(a as i64),
		Cell::Changed { from: a as i64, to: b as i64 },
		Cell::Still { value: a as i64, since: Millis(b) },
		Cell::Buckets(buckets),
	][chance.below(7) as usize]
}

#[test]
fn facts_without_a_name_are_accepted_by_no_program_and_no_condition() {
	let unnamed = Facts::decode(&mut &0x2600u16.to_le_bytes()[..]).unwrap();
	let error = ProgramError { place: Place::Input(0), problem: Problem::Facts(unnamed) };
	for (more, expected) in [(Facts::NONE, Ok(())), (unnamed, Err(error))] {
		let source = Source::Stream {
			stream: stream(1, 1),
			figure: Figure::Last,
			quantity: Quantity::plain(),
			max_age: 1,
			allow: Facts::ALL.into_iter().fold(more, Facts::with),
		};
		let condition = Condition {
			inputs: vec![source].try_into().unwrap(),
			nodes: vec![Node::Known(Ref::Input(0))].try_into().unwrap(),
		};
		assert_eq!(condition.check(), expected);
		assert_eq!(as_program(&condition).check().map(|_| ()), expected);
	}
}

#[test]
fn a_state_takes_16_bytes_beside_its_tag() {
	assert_eq!(Cell::max_encoded_len(), 17);
}

#[test]
fn chance_reaches_every_node_and_lack() {
	let (mut nodes, mut lacks, mut defined, mut all) = (vec![], vec![], 0u32, 0u32);
	for seed in 0..400 {
		let Story { program, evaluation, .. } = story(&mut Numbers(seed), 60, 3);
		for (node, value) in program.nodes.iter().zip(&evaluation.trace.nodes) {
			nodes.push((node.encode()[0], value.is_defined()));
			defined += u32::from(value.is_defined());
			all += 1;
		}
		let found = evaluation.trace.inputs.iter().filter_map(|seen| seen.lack);
		lacks.extend(found.map(|lack| lack.encode()[0]));
	}
	nodes.sort_unstable();
	nodes.dedup();
	lacks.sort_unstable();
	lacks.dedup();
	for node in 0..30 {
		assert!(nodes.contains(&(node, true)), "node {node} is never defined");
	}
	for lack in [0, 2, 3, 4, 5, 6, 7] {
		assert!(lacks.contains(&lack), "lack {lack} never occurs");
	}
	assert!(3 * defined > all, "{defined} of {all} values are defined");
}
