//! Timers, counts and other states against models that look at the whole history each time.

mod common;

use common::{empty, quantity, reading, stream, MINUTE, SECOND};
use proptest::prelude::*;
use tallystick_records::{telemetry::Facts, Millis};
use tallystick_rules::{
	Cells, Figure, Found, Node, Output, Program, Ref, Site, Snapshot, Source, Value,
};

/// A program whose only input has one node, and that node.
fn of_truth(node: Node) -> Program {
	program(Source::Param { param: 0, quantity: None }, vec![node])
}

fn of_number(nodes: Vec<Node>) -> Program {
	program(Source::Param { param: 0, quantity: Some(quantity("K", -1)) }, nodes)
}

fn program(source: Source, nodes: Vec<Node>) -> Program {
	let value = Ref::Node(nodes.len() as u8 - 1);
	let output = Output::Set { actuator: stream(1, 1), level: 10, value, when: None };
	let program = Program {
		inputs: vec![source].try_into().unwrap(),
		nodes: nodes.try_into().unwrap(),
		outputs: vec![output].try_into().unwrap(),
	};
	program.check().unwrap();
	program
}

/// The last node's value at each moment, evaluated at each moment.
fn run(program: &Program, history: &[(u64, Value)]) -> Vec<Value> {
	let mut cells = empty();
	let mut values = Vec::new();
	for (at, value) in history {
		let snapshot =
			Snapshot { now: Millis(*at), found: vec![Found::Value(*value)].try_into().unwrap() };
		let evaluation = program.evaluate(&cells, &Site::default(), &snapshot);
		values.push(*evaluation.trace.nodes.last().unwrap());
		cells = evaluation.cells;
	}
	values
}

fn truths() -> impl Strategy<Value = Value> {
	prop_oneof![
		4 => Just(Value::Truth(true)),
		4 => Just(Value::Truth(false)),
		1 => Just(Value::Undefined),
	]
}

/// Values with the moments at which they began to stand, some seconds apart.
fn history<V: Strategy<Value = Value>>(values: V) -> impl Strategy<Value = Vec<(u64, Value)>> {
	prop::collection::vec((prop_oneof![Just(0), 0..5u64, 0..40u64], values), 1..40).prop_map(
		|steps| {
			let mut at = 1_000_000;
			let mut all: Vec<(u64, Value)> = Vec::new();
			for (pause, value) in steps {
				at += SECOND * (1 + pause);
				all.push((at, value));
			}
			all
		},
	)
}

/// The pieces of history up to and including the newest moment: value, begin, end.
fn pieces(history: &[(u64, Value)]) -> Vec<(Value, u64, u64)> {
	let last = history.last().unwrap().0;
	let ends = history.iter().skip(1).map(|(at, _)| *at).chain([last + 1]);
	history.iter().zip(ends).map(|((at, value), end)| (*value, *at, end)).collect()
}

/// For how long a history has ended with values that pass.
fn ended_with(history: &[(u64, Value)], passes: impl Fn(Value) -> bool) -> Option<u64> {
	let since = history.iter().rev().take_while(|(_, value)| passes(*value)).last()?;
	Some(history.last().unwrap().0 - since.0)
}

proptest! {
	#[test]
	fn an_on_delay_is_true_after_that_time_of_truth(all in history(truths()), time in 1..60u64) {
		let program =
			of_truth(Node::OnDelay { of: Ref::Input(0), time: (time * SECOND) as u32 });
		for (length, found) in (1..).zip(run(&program, &all)) {
			let past = &all[..length];
			let expected = match past[length - 1].1 {
				Value::Undefined => Value::Undefined,
				_ => {
					let held = ended_with(past, |value| value == Value::Truth(true));
					Value::Truth(held.is_some_and(|held| held >= time * SECOND))
				},
			};
			prop_assert_eq!(found, expected);
		}
	}

	#[test]
	fn an_off_delay_stays_true_for_that_time_after_truth(all in history(truths()), time in 1..60u64) {
		let program =
			of_truth(Node::OffDelay { of: Ref::Input(0), time: (time * SECOND) as u32 });
		for (length, found) in (1..).zip(run(&program, &all)) {
			let past = &all[..length];
			let expected = match past[length - 1].1 {
				Value::Truth(false) => {
					// The newest false after the newest true.
					let fell = past.iter().rposition(|(_, value)| *value == Value::Truth(true)).map(|on| {
						past[on..].iter().find(|(_, value)| *value == Value::Truth(false)).unwrap().0
					});
					Value::Truth(fell.is_some_and(|fell| past[length - 1].0 < fell + time * SECOND))
				},
				other => other,
			};
			prop_assert_eq!(found, expected);
		}
	}

	#[test]
	fn a_count_is_decided_only_by_what_is_known(
		all in history(truths()), width in 1..30u64, buckets in 1..17u8, least in 1..17u8
	) {
		let (least, width) = (least.min(buckets), width * SECOND);
		let node = Node::Count { of: Ref::Input(0), least, width: width as u32, buckets };
		let program = of_truth(node);
		for (length, found) in (1..).zip(run(&program, &all)) {
			let past = &all[..length];
			let now = past[length - 1].0;
			let pieces = pieces(past);
			let (mut truths, mut unknown) = (0, 0);
			for number in 0..u64::from(buckets) {
				let begin = (now / width - number) * width;
				let end = (begin + width).min(now + 1);
				let within = |piece: &&(Value, u64, u64)| piece.1 < end && piece.2 > begin;
				let has = |value| pieces.iter().filter(within).any(|piece| piece.0 == value);
				if has(Value::Truth(true)) {
					truths += 1;
				} else if has(Value::Undefined) || begin < all[0].0 {
					unknown += 1;
				}
			}
			let expected = if truths >= least {
				Value::Truth(true)
			} else if truths + unknown < least {
				Value::Truth(false)
			} else {
				Value::Undefined
			};
			prop_assert_eq!(found, expected, "{} true, {} unknown of {:?}", truths, unknown, past);
		}
	}

	#[test]
	fn a_hysteresis_follows_the_newest_bound_that_was_crossed(
		all in history(prop_oneof![
			9 => (-6..7i64).prop_map(Value::Number), 1 => Just(Value::Undefined)
		]),
		low in -4..4i64, width in 0..5i64
	) {
		let high = low + width;
		let bound = |value| Node::Number { value, quantity: quantity("K", -1) };
		let (low_at, high_at) = (Ref::Node(0), Ref::Node(1));
		let switch = Node::Hysteresis { of: Ref::Input(0), low: low_at, high: high_at };
		let program = of_number(vec![bound(low), bound(high), switch]);
		for (length, found) in (1..).zip(run(&program, &all)) {
			let past = &all[..length];
			let numbers = || past.iter().rev().filter_map(|(_, value)| value.number());
			let crossed = numbers().find(|number| *number > high || *number < low);
			let expected = match past[length - 1].1 {
				Value::Undefined => Value::Undefined,
				_ => Value::Truth(crossed.is_some_and(|number| number > high)),
			};
			prop_assert_eq!(found, expected);
		}
	}

	#[test]
	fn a_delta_is_the_newest_change_and_a_stuck_number_has_none(
		all in history(prop_oneof![
			9 => (0..3i64).prop_map(Value::Number), 1 => Just(Value::Undefined)
		]),
		time in 1..60u64
	) {
		let delta = of_number(vec![Node::Delta(Ref::Input(0))]);
		let stuck =
			of_number(vec![Node::Stuck { of: Ref::Input(0), time: (time * SECOND) as u32 }]);
		let (deltas, stucks) = (run(&delta, &all), run(&stuck, &all));
		for length in 1..=all.len() {
			let past = &all[..length];
			let Value::Number(current) = past[length - 1].1 else {
				prop_assert_eq!(deltas[length - 1], Value::Undefined);
				prop_assert_eq!(stucks[length - 1], Value::Undefined);
				continue;
			};
			let mut numbers: Vec<i64> = past.iter().filter_map(|(_, value)| value.number()).collect();
			numbers.dedup();
			let change = numbers.len().checked_sub(2).map(|before| current - numbers[before]);
			prop_assert_eq!(deltas[length - 1], Value::from(change));
			let held = ended_with(past, |value| value == Value::Number(current)).unwrap();
			prop_assert_eq!(stucks[length - 1], Value::Truth(held >= time * SECOND));
		}
	}
}

#[test]
fn states_are_written_only_when_they_change() {
	let node = Node::Count { of: Ref::Input(0), least: 1, width: 60_000, buckets: 3 };
	let program = of_truth(node);
	let evaluate = |cells: &Cells, minute: u64, truth| {
		let found = vec![Found::Value(Value::Truth(truth))].try_into().unwrap();
		let snapshot = Snapshot { now: Millis(1_000 * MINUTE + minute * MINUTE), found };
		program.evaluate(cells, &Site::default(), &snapshot)
	};
	let mut evaluation = evaluate(&empty(), 0, false);
	for minute in 1..=2 {
		assert_eq!(evaluation.next, Some(Millis((1_000 + minute) * MINUTE)));
		evaluation = evaluate(&evaluation.cells, minute, false);
	}
	// All intervals are false now: nothing changes, and nothing has to be written.
	assert_eq!(evaluation.next, None);
	let quiet = evaluate(&evaluation.cells, 500, false);
	assert_eq!(quiet.cells, evaluation.cells);
	assert_eq!(quiet.trace.nodes[0], Value::Truth(false));
	let loud = evaluate(&quiet.cells, 900, true);
	assert_eq!(loud.trace.nodes[0], Value::Truth(true));
	assert_ne!(loud.cells, quiet.cells);
}

#[test]
fn an_input_is_undefined_for_each_of_its_lacks() {
	use tallystick_rules::Lack;
	let source = Source::Stream {
		stream: stream(1, 2),
		figure: Figure::Last,
		quantity: quantity("Cel", -1),
		max_age: 60_000,
		allow: Facts::RESTART,
	};
	let program = program(source, vec![Node::Known(Ref::Input(0))]);
	let see = |now: u64, change: &dyn Fn(&mut tallystick_rules::Observed)| {
		let mut observed = reading(1_000_000, 215);
		observed.arrived = Millis(1_005_000);
		change(&mut observed);
		let found = vec![Found::Observed(observed)].try_into().unwrap();
		let snapshot = Snapshot { now: Millis(now), found };
		program.evaluate(&empty(), &Site::default(), &snapshot)
	};
	let fresh = see(1_010_000, &|_| {});
	assert_eq!(fresh.trace.inputs[0].value, Value::Number(215));
	// The reading is earlier than its arrival, and counts up to the whole minute.
	assert_eq!((fresh.next, fresh.own), (Some(Millis(1_060_001)), Some(Millis(1_060_001))));
	assert_eq!(see(1_060_000, &|_| {}).trace.inputs[0].lack, None);
	let lack = |now, change: &dyn Fn(&mut _)| {
		let evaluation = see(now, change);
		assert_eq!(evaluation.trace.inputs[0].value, Value::Undefined);
		assert_eq!(evaluation.trace.nodes[0], Value::Truth(false));
		evaluation.trace.inputs[0].lack.unwrap()
	};
	assert_eq!(lack(1_060_001, &|_| {}), Lack::Stale);
	// A clock that is ahead makes no reading younger than its arrival.
	let ahead = |observed: &mut tallystick_rules::Observed| {
		observed.summary.first.time = 9_000_000;
		observed.summary.last.time = 9_000_000;
	};
	assert_eq!(lack(1_065_001, &ahead), Lack::Stale);
	assert_eq!(see(1_065_000, &ahead).next, Some(Millis(1_065_001)));
	assert_eq!(lack(1_010_000, &|observed| observed.active = false), Lack::Inactive);
	assert_eq!(lack(1_010_000, &|observed| observed.missed = true), Lack::Missed);
	assert_eq!(lack(1_010_000, &|observed| observed.summary.sum += 1), Lack::Incoherent);
	let odd = |observed: &mut tallystick_rules::Observed| {
		observed.facts = Facts::RESTART.with(Facts::GAP).with(Facts::OLD_KEY);
	};
	assert_eq!(lack(1_010_000, &odd), Lack::Facts(Facts::GAP.with(Facts::OLD_KEY)));
	let restarted = see(1_010_000, &|observed| observed.facts = Facts::RESTART);
	assert_eq!(restarted.trace.inputs[0].lack, None);
}
