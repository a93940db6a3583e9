//! The vectors on disk are those that the code makes: `UPDATE_VECTORS=1` writes them. Among them are the design's examples.

mod common;

use common::{
	as_condition, as_program, central_europe, changed, condition, empty, moment, one_in, pause,
	program, quantity, reading, site, snapshot, stream, unsound, HOUR, MINUTE, NEW_YEAR,
};
use serde_json::{json, Value as Json};
use std::collections::BTreeMap;
use tallystick_evidence::{Limits, Point};
use tallystick_records::{market::PointId, telemetry::Facts, AssetId, Millis, Rate, Slot};
use tallystick_rules::{
	node::MAX_TIME, source::MAX_AGE, text::parse, Actuated, AssetState, Band, Comparison,
	Condition, Direction, Effect, EventId, Factor, Figure, Found, MandateId, NeedId, NeedState,
	Node, Output, Place, Problem, Program, Ref, Series, Severity, Site, Snapshot, Source, Span,
	Statistic, Value, Weekly,
};
use tallystick_world::Numbers;

const DEVICES: &str =
	"device a = 0x0101010101010101010101010101010101010101010101010101010101010101
device b = 0x0202020202020202020202020202020202020202020202020202020202020202
";

#[test]
fn vectors_are_current() {
	let mut cases: Vec<Json> =
		[cheap(), heating(), zones(), detergent(), shaking(), curve(), timers(), days()]
			.into_iter()
			.collect();
	for seed in 0..150 {
		cases.push(random(seed));
	}
	assert_current("rules.json", &cases);
}

/// Compares a file of vectors with these, one line for each, or writes it.
fn assert_current(name: &str, cases: &[Json]) {
	let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("vectors").join(name);
	let cases: Vec<_> = cases.iter().map(Json::to_string).collect();
	let text = format!("[\n{}\n]\n", cases.join(",\n"));
	if std::env::var_os("UPDATE_VECTORS").is_some() {
		std::fs::write(&path, &text).unwrap();
	}
	let found = std::fs::read_to_string(&path).unwrap_or_default();
	assert!(found == text, "{name} differs: UPDATE_VECTORS=1 cargo test -p tallystick-rules");
}

#[test]
fn vectors_of_conditions_are_current() {
	let mut cases = written_conditions();
	for seed in 0..40 {
		let mut chance = Numbers(seed);
		let condition = condition(&mut chance, 23);
		let program = as_program(&condition);
		let all: Vec<_> = (0..3)
			.map(|_| {
				let now = moment(&mut chance);
				snapshot(&mut chance, &program, now)
			})
			.collect();
		cases.push(condition_case(&format!("chance {seed}"), None, &condition, &all));
	}
	assert_current("conditions.json", &cases);
}

/// A condition, and what it says of each snapshot.
fn condition_case(name: &str, text: Option<&str>, condition: &Condition, all: &[Snapshot]) -> Json {
	condition.check().unwrap();
	let steps: Vec<_> = all
		.iter()
		.map(|snapshot| {
			let trace = condition.trace(snapshot);
			json!({ "snapshot": snapshot, "trace": trace, "truth": trace.truth() })
		})
		.collect();
	let cost = condition.cost();
	json!({ "name": name, "text": text, "condition": condition, "cost": cost, "steps": steps })
}

/// Two conditions of an order of detergent, and one over two streams, with what each says.
fn written_conditions() -> Vec<Json> {
	let (yes, no) = (Some(true), Some(false));
	let percent = |level, facts, age| {
		let mut seen = reading(NEW_YEAR - age, level);
		seen.facts = facts;
		at(NEW_YEAR, vec![Found::Observed(seen)])
	};
	let none = Facts::NONE;
	let levels = |low| {
		vec![
			(percent(9, none, 0), Some(9 < low)),
			(percent(10, none, 0), Some(10 < low)),
			(percent(29, none, 0), Some(29 < low)),
			(percent(30, none, 0), Some(30 < low)),
			// An age of one hour is accepted, a millisecond more is not.
			(percent(9, none, HOUR), Some(9 < low)),
			(percent(9, none, HOUR + 1), None),
			(percent(9, Facts::RESTART, 0), Some(9 < low)),
			(percent(9, Facts::GAP, 0), None),
			(percent(9, Facts::RESTART.with(Facts::GAP), 0), None),
			(at(NEW_YEAR, vec![Found::Nothing]), None),
		]
	};
	let covered = levels(30).into_iter().map(|(snapshot, low)| (snapshot, low.map(|low| !low)));
	let two = |level, cycles| {
		let observed = |value: Option<i64>| {
			value.map_or(Found::Nothing, |value| Found::Observed(reading(NEW_YEAR, value)))
		};
		at(NEW_YEAR, vec![observed(level), observed(cycles)])
	};
	let worn = vec![
		(two(Some(24), Some(0)), yes),
		(two(Some(25), Some(0)), no),
		(two(Some(25), Some(499)), no),
		(two(Some(25), Some(500)), yes),
		(two(Some(24), None), yes),
		(two(Some(25), None), None),
		(two(None, Some(500)), yes),
		(two(None, Some(0)), None),
	];
	let guarded = two(None, None);
	[
		(
			"low",
			"in level = a/1.last as 1 % max_age 1 h\nwhen level < 10 %\n",
			levels(10),
		),
		(
			"covered",
			"in level = a/1.last as 1 % max_age 1 h\nwhen level >= 30 %\n",
			covered.collect(),
		),
		(
			"worn",
			"in flow = a/2.mean as 0.1 l/s max_age 1 h\nin cycles = b/3.last as 1 max_age 1 d\nlet slow = flow < 2.5 l/s\nwhen slow || cycles >= 500\n",
			worn,
		),
		(
			"guarded",
			"in level = a/1.last as 1 % max_age 1 h allow none\nwhen known(level) && level < 10 % else true\n",
			vec![(guarded, no), (percent(9, none, 0), yes), (percent(9, Facts::RESTART, 0), no)],
		),
	]
	.into_iter()
	.map(|(name, body, steps)| {
		let text = format!("{DEVICES}{body}");
		let condition = Condition::parse(&text).unwrap_or_else(|error| panic!("{error}\n{text}"));
		for (number, (snapshot, expected)) in steps.iter().enumerate() {
			assert_eq!(condition.evaluate(snapshot), *expected, "{name}: {number}");
		}
		let all: Vec<_> = steps.into_iter().map(|(snapshot, _)| snapshot).collect();
		condition_case(name, Some(&text), &condition, &all)
	})
	.collect()
}

/// All that can be wrong with a program. Facts without a name are not among them: JSON cannot write these.
const PROBLEMS: [&str; 26] = [
	"noOutput",
	"cells",
	"missing",
	"notTruth",
	"notNumber",
	"notSeries",
	"mixed",
	"units",
	"exponents",
	"point",
	"noFigure",
	"quantity",
	"exponent",
	"zero",
	"digits",
	"ends",
	"time",
	"buckets",
	"slots",
	"quantile",
	"table",
	"param",
	"flag",
	"level",
	"label",
	"twice",
];

fn place(place: Place) -> Json {
	match place {
		Place::Program => json!("program"),
		Place::Input(number) => json!({ "input": number }),
		Place::Node(number) => json!({ "node": number }),
		Place::Output(number) => json!({ "output": number }),
	}
}

/// All that can be wrong with a condition, and not with a program.
const PROBLEMS_OF_CONDITIONS: [&str; 4] = ["noValue", "notStream", "state", "calendar"];

#[test]
fn conditions_that_are_refused_are_current() {
	let mut cases: Vec<Json> = Vec::new();
	let mut times = BTreeMap::<String, usize>::new();
	let mut note = |condition: &Condition, most: usize| {
		let Err(error) = condition.check() else { return false };
		let (place, problem) = (place(error.place), named(&error.problem));
		let times = times.entry(problem.clone()).or_default();
		*times += 1;
		if *times <= most {
			cases.push(json!({ "condition": condition, "place": place, "problem": problem }));
		}
		true
	};
	for (number, condition) in refused_conditions().iter().enumerate() {
		assert!(note(condition, usize::MAX), "condition {number} is sound");
	}
	for seed in 0..400 {
		let mut chance = Numbers(seed);
		let mut program = unsound(&mut chance);
		// Otherwise most of them are refused for their inputs.
		if !one_in(&mut chance, 4) {
			program.inputs = condition(&mut chance, 0).inputs.into_inner().try_into().unwrap();
		}
		note(&as_condition(&program), 4);
	}
	for problem in PROBLEMS_OF_CONDITIONS {
		assert!(times.contains_key(problem), "{problem}");
	}
	assert_current("unsound_conditions.json", &cases);
}

/// Conditions with one mistake each.
fn refused_conditions() -> Vec<Condition> {
	let of = Ref::Input(0);
	let percent = quantity("%", 0);
	let level = Source::Stream {
		stream: stream(1, 1),
		figure: Figure::Last,
		quantity: percent,
		max_age: 60_000,
		allow: Facts::RESTART,
	};
	let actuator =
		Source::Actuator { stream: stream(1, 1), state: Actuated::Confirmed, quantity: percent };
	let other = [
		actuator,
		Source::Price { point: PointId([3; 16]), direction: Direction::Import },
		Source::Need { need: NeedId(0), state: NeedState::Open },
		Source::Asset { asset: AssetId(0), state: AssetState::Condition },
		Source::Event { event: EventId(0), quantity: percent },
		Source::Param { param: 0, quantity: None },
	];
	let number = Node::Number { value: 10, quantity: percent };
	let low = Node::Compare { how: Comparison::Less, left: of, right: Ref::Node(0) };
	let truth = Ref::Node(1);
	let more = [
		Node::Hysteresis { of, low: Ref::Node(0), high: Ref::Node(0) },
		Node::OnDelay { of: truth, time: 1 },
		Node::OffDelay { of: truth, time: 1 },
		Node::Count { of: truth, least: 1, width: 1_000, buckets: 1 },
		Node::Delta(of),
		Node::Stuck { of, time: 1 },
		Node::Weekly(0),
		Node::Holiday,
		Node::At { series: of, slot: 0 },
		Node::Over { series: of, span: Span::Day, statistic: Statistic::Min },
		Node::Not(Ref::Node(2)),
		// A value that is a number.
		Node::Abs(of),
	];
	let condition = |inputs: &[Source], nodes: &[Node]| Condition {
		inputs: inputs.to_vec().try_into().unwrap(),
		nodes: nodes.to_vec().try_into().unwrap(),
	};
	condition(&[level], &[number, low]).check().unwrap();
	let with_inputs = other.iter().map(|other| condition(&[level, *other], &[number, low]));
	let with_nodes = more.iter().map(|more| condition(&[level], &[number, low, *more]));
	let without = [condition(&[level], &[]), condition(&[], &[]), condition(&[], &[number])];
	with_inputs.chain(with_nodes).chain(without).collect()
}

#[test]
fn programs_that_are_refused_are_current() {
	let mut cases: Vec<Json> = Vec::new();
	let mut times = BTreeMap::<String, usize>::new();
	let mut note = |program: &Program, most: usize| {
		let Err(error) = program.check() else { return false };
		let (place, problem) = (place(error.place), named(&error.problem));
		let times = times.entry(problem.clone()).or_default();
		*times += 1;
		if *times <= most {
			cases.push(json!({ "program": program, "place": place, "problem": problem }));
		}
		true
	};
	for (number, program) in refused().iter().enumerate() {
		assert!(note(program, usize::MAX), "program {number} is sound");
	}
	for seed in 0..400 {
		note(&unsound(&mut tallystick_world::Numbers(seed)), 8);
	}
	for problem in PROBLEMS {
		assert!(times.contains_key(problem), "{problem}");
	}
	assert_eq!(times.len(), PROBLEMS.len());
	assert_current("unsound.json", &cases);
}

/// The name of a problem, as JSON names others.
fn named(problem: &Problem) -> String {
	let shown = format!("{problem:?}");
	let name = shown.split(|other: char| !other.is_alphanumeric()).next().unwrap_or_default();
	let (first, others) = name.split_at(1);
	first.to_lowercase() + others
}

/// Programs with one mistake each, next to a bound where there is one.
fn refused() -> Vec<Program> {
	use Ref::{Input, Node as Of};
	let param = |param, quantity| Source::Param { param, quantity };
	let observed = |figure, quantity, max_age| Source::Stream {
		stream: stream(1, 0),
		figure,
		quantity,
		max_age,
		allow: Facts::NONE,
	};
	let price = Source::Price { point: PointId([3; 16]), direction: Direction::Import };
	let (celsius, watts) = (quantity("Cel", -1), quantity("W", 0));
	let inputs = vec![
		observed(Figure::Last, celsius, 60_000),
		price,
		param(0, None),
		param(1, Some(watts)),
		param(2, Some(quantity("Wh", 0))),
		param(3, Some(quantity("W", -1))),
		param(4, Some(quantity("K", -1))),
		param(5, Some(quantity("/kWh", 1))),
	];
	let number = |value, quantity| Node::Number { value, quantity };
	let nodes = vec![Node::Truth(true), number(5, watts), number(9, watts)];
	let order = Output::Order { need: NeedId(0), when: Of(0) };
	let program = |inputs: &[Source], nodes: &[Node], outputs: Vec<Output>| Program {
		inputs: inputs.to_vec().try_into().unwrap(),
		nodes: nodes.to_vec().try_into().unwrap(),
		outputs: outputs.try_into().unwrap(),
	};
	program(&inputs, &nodes, vec![order.clone()]).check().unwrap();

	let (truth, power) = (Input(2), Input(3));
	let by = |value, exponent| Factor { value, exponent };
	let count = |least, width, buckets| vec![Node::Count { of: truth, least, width, buckets }];
	let over = |span, statistic| vec![Node::Over { series: Input(1), span, statistic }];
	let line = |x0, x1| vec![Node::Line { of: power, x0, y0: Of(1), x1, y1: Of(2) }];
	let more: Vec<Vec<Node>> = vec![
		vec![Node::Not(power)],
		vec![Node::Not(Input(1))],
		vec![Node::Not(Of(3))],
		vec![Node::Not(Input(8))],
		vec![Node::And(truth, power)],
		vec![Node::Abs(truth)],
		vec![Node::Abs(Input(1))],
		vec![Node::Known(Input(1))],
		vec![Node::At { series: power, slot: 0 }],
		vec![Node::Else(truth, power)],
		vec![Node::Choose { condition: truth, yes: power, no: truth }],
		vec![Node::Choose { condition: truth, yes: power, no: Input(4) }],
		vec![Node::Min(power, Input(4))],
		vec![Node::Add(Input(0), Input(0))],
		vec![Node::Add(Input(0), power)],
		vec![Node::Subtract(Input(6), Input(0))],
		vec![Node::Subtract(power, Input(4))],
		vec![Node::Min(power, Input(5))],
		vec![Node::Add(power, Input(5))],
		vec![Node::Abs(Input(0))],
		vec![Node::Multiply { of: Input(0), by: by(2, 0) }],
		vec![number(1, quantity("a\"b", 0))],
		vec![number(1, quantity("W", 19))],
		vec![number(1, quantity("W", -19))],
		vec![Node::Multiply { of: power, by: by(2, 19) }],
		vec![Node::Divide { of: Input(5), by: by(2, 18) }],
		vec![Node::Divide { of: power, by: by(0, 0) }],
		vec![Node::Scale { of: power, digits: 0 }],
		vec![Node::Scale { of: power, digits: 19 }],
		vec![Node::Scale { of: power, digits: -19 }],
		vec![Node::Scale { of: Input(5), digits: 18 }],
		line(power, Of(2)),
		line(Of(1), Of(1)),
		line(Of(2), Of(1)),
		vec![Node::OnDelay { of: truth, time: 0 }],
		vec![Node::OffDelay { of: truth, time: MAX_TIME + 1 }],
		vec![Node::Stuck { of: power, time: 0 }],
		count(1, 999, 1),
		count(0, 1_000, 1),
		count(5, 1_000, 4),
		count(1, 1_000, 17),
		vec![Node::At { series: Input(1), slot: 200 }],
		over(Span::Slots { from: 3, to: 3 }, Statistic::Min),
		over(Span::Slots { from: 0, to: 201 }, Statistic::Min),
		over(Span::Day, Statistic::Quantile(0)),
		over(Span::Day, Statistic::Quantile(1_001)),
		vec![Node::Weekly(8)],
		vec![Node::Delta(power); 17],
	];
	let with_nodes = more
		.into_iter()
		.map(|more| program(&inputs, &[nodes.clone(), more].concat(), vec![order.clone()]));

	let flag = |flag| Source::Asset { asset: AssetId(0), state: AssetState::Flag(flag) };
	let more = [
		observed(Figure::Last, watts, 0),
		observed(Figure::Last, watts, MAX_AGE + 1),
		observed(Figure::Last, quantity("W", 19), 1),
		observed(Figure::Rate, watts, 1),
		param(16, None),
		param(6, Some(quantity("W", -19))),
		flag(32),
	];
	let with_inputs = more
		.into_iter()
		.map(|more| program(&[inputs.clone(), vec![more]].concat(), &nodes, vec![order.clone()]));

	let set = |level, value| Output::Set { actuator: stream(9, 0), level, value, when: None };
	let alarm = |name: &[u8]| Output::Alarm {
		name: name.to_vec().try_into().unwrap(),
		severity: Severity::Notice,
		when: Of(0),
	};
	let bid = |value| Output::Bid { mandate: MandateId(0), value, when: Of(0) };
	let more = vec![
		vec![],
		vec![set(9, power)],
		vec![set(16, power)],
		vec![set(10, Input(1))],
		vec![set(10, power), set(11, power)],
		vec![alarm(b"")],
		vec![alarm(b"1a")],
		vec![alarm(b"a-b")],
		vec![Output::Flag { asset: AssetId(0), flag: 32, when: Of(0) }],
		vec![bid(power)],
		vec![bid(Input(7))],
		vec![bid(Input(1))],
		vec![Output::Order { need: NeedId(0), when: power }],
		vec![Output::Order { need: NeedId(0), when: Of(3) }],
	];
	let with_outputs = more.into_iter().map(|more| program(&inputs, &nodes, more));
	with_nodes.chain(with_inputs).chain(with_outputs).collect()
}

/// A program's history: each snapshot, and what it comes to from the states before.
fn case(name: &str, text: Option<&str>, program: &Program, site: &Site, all: &[Snapshot]) -> Json {
	let kinds = program.check().unwrap();
	site.check().unwrap();
	let mut cells = empty();
	let steps: Vec<_> = all
		.iter()
		.map(|snapshot| {
			let evaluation = program.evaluate(&cells, site, snapshot);
			cells = evaluation.cells.clone();
			json!({ "snapshot": snapshot, "evaluation": evaluation })
		})
		.collect();
	json!({
		"name": name, "text": text, "program": program, "kinds": kinds.nodes(), "cost": program.cost(),
		"site": site, "steps": steps,
	})
}

fn written(name: &str, body: &str, site: &Site, all: &[Snapshot]) -> (Json, Vec<Vec<Effect>>) {
	let text = format!("rule {name} site 1\n{DEVICES}{body}");
	let program = parse(&text).unwrap_or_else(|error| panic!("{error}\n{text}")).program;
	assert_eq!(parse(&parse(&text).unwrap().to_string()).unwrap().program, program);
	let mut cells = empty();
	let effects = all
		.iter()
		.map(|snapshot| {
			let evaluation = program.evaluate(&cells, site, snapshot);
			cells = evaluation.cells.clone();
			evaluation.effects.to_vec()
		})
		.collect();
	(case(name, Some(&text), &program, site, all), effects)
}

fn at(now: u64, found: Vec<Found>) -> Snapshot {
	Snapshot { now: Millis(now), found: found.try_into().unwrap() }
}

fn observed(time: u64, value: i64) -> Found {
	Found::Observed(reading(time, value))
}

/// A machine that runs while the next hour is among the cheapest three tenths of the day.
fn cheap() -> Json {
	let midnight = NEW_YEAR - HOUR;
	let site = Site { zone: central_europe(), ..Site::default() };
	// Dear by day, cheap from 01:00 to 06:00 and at noon for half an hour.
	let prices: Vec<_> = (0..96)
		.map(|quarter: i64| match quarter {
			4..=23 => Some(Rate(180_000 + quarter)),
			48 | 49 => Some(Rate(100_000)),
			_ => Some(Rate(320_000 - quarter)),
		})
		.collect();
	let series = Series {
		slot: 900_000,
		first: Slot(midnight / 900_000),
		prices: prices.try_into().unwrap(),
	};
	let all: Vec<_> = [0, 2, 4, 10, 20, 21, 46, 48, 90, 93, 95]
		.map(|quarter| at(midnight + quarter * 15 * MINUTE, vec![Found::Prices(series.clone())]))
		.to_vec();
	let body = "in p = price 0x03030303030303030303030303030303 import
set b/1 level 10 = 2000 W when max(p, 0, 4) <= quantile(p, day, 300)
";
	let (case, effects) = written("cheap", body, &site, &all);
	let runs: Vec<_> = effects.iter().map(|effects| effects[0] == Effect::Value(2_000)).collect();
	// At 05:15 one of the next four quarters is dear. Those from 22:30 on are the next cheapest; from 23:15 on one is not known.
	let expected = [false, false, true, true, true, false, false, false, true, false, false];
	assert_eq!(runs, expected);
	case
}

/// A set-point by a schedule, over both changes of the clock.
fn heating() -> Json {
	let band = Band { days: 127, from: 150, to: 360 };
	let table = Weekly(vec![band].try_into().unwrap());
	let site =
		Site { zone: central_europe(), tables: vec![table].try_into().unwrap(), ..Site::default() };
	// 2026-03-29: 02:00 is followed by 03:00. 2026-10-25: 03:00 is followed by 02:00.
	let [spring, autumn] = [NEW_YEAR + 87 * 24 * HOUR, NEW_YEAR + 297 * 24 * HOUR];
	let mut all = Vec::new();
	for (midnight, begin) in [(spring, 0), (autumn, -60i64)] {
		for quarter in 0..24 {
			let now = midnight.saturating_add_signed((begin + 15 * quarter) * MINUTE as i64);
			let warm = [168, 172, 199, 203, 205, 209][quarter as usize % 6];
			all.push(at(now, vec![observed(now, warm)]));
		}
	}
	let body = "table use = 0
in t = a/3.last as 0.1 Cel max_age 10 min
let sp = weekly(use) ? 20.5 Cel : 17 Cel
set b/1 level 12 = hyst(sp - t, -0.3 K, 0.3 K)
";
	written("heating", body, &site, &all).0
}

/// Zones of a building share what power is left.
fn zones() -> Json {
	let mut body = String::from("in left0 = param 0 as W\n");
	for zone in 1..=10 {
		body.push_str(&format!("in want{zone} = a/{zone}.last as 1 max_age 10 min\n"));
	}
	for zone in 1..=10 {
		let (before, rated) = (zone - 1, 100 * zone);
		body.push_str(&format!(
			"let go{zone} = want{zone} > 0 && left{before} >= {rated} W\nlet left{zone} = left{before} - (go{zone} ? {rated} W : 0 W)\nset b/{zone} level 10 = go{zone}\n"
		));
	}
	let mut all = Vec::new();
	for (step, left) in [5_500, 3_000, 999, 99, 5_500].into_iter().enumerate() {
		let now = NEW_YEAR + step as u64 * MINUTE;
		let mut found = vec![Found::Value(Value::Number(left))];
		for zone in 1..=10u64 {
			let wants = i64::from(!(zone + step as u64).is_multiple_of(4));
			// One sensor is dead from the third step on.
			let read = if zone == 5 { NEW_YEAR - 8 * MINUTE } else { now };
			found.push(observed(read, wants));
		}
		all.push(at(now, found));
	}
	let (case, effects) = written("zones", &body, &Site::default(), &all);
	// Where too little is left, nobody runs, whatever the dead sensor would say. Otherwise those after it do not know
	// what is left, and are released unless they want nothing.
	assert_eq!(effects[3][4..], [Effect::Value(0); 6]);
	let mut released = [Effect::Released; 6];
	released[3] = Effect::Value(0);
	assert_eq!(effects[4][4..], released);
	case
}

/// Detergent is ordered once.
fn detergent() -> Json {
	let body = "in level = a/1.last as 1 % max_age 1 h
in detergent.open = need 7.open
order 7 when level < 10 % && !detergent.open
";
	let step = |minute: u64, level, open: Option<bool>| {
		let now = NEW_YEAR + minute * MINUTE;
		at(now, vec![observed(now, level), Found::Value(open.into())])
	};
	let all = [
		step(0, 40, Some(false)),
		step(1, 9, Some(false)),
		step(2, 9, Some(true)),
		step(3, 9, None),
		step(4, 12, None),
		step(5, 8, Some(false)),
	];
	let (case, effects) = written("detergent", body, &Site::default(), &all);
	let orders: Vec<_> = effects.iter().map(|effects| effects[0] == Effect::Active).collect();
	assert_eq!(orders, [false, true, false, false, false, true]);
	case
}

/// An alarm after three minutes of five with a shock.
fn shaking() -> Json {
	let body = "in v.max = a/4.max as 0.1 m/s2 max_age 90 s
alarm shaking warning when count(v.max > 8 m/s2, 3, 1 min, 5)
";
	let values = [10, 90, 20, 95, 30, 81, 20, 20, 20, 20, 20];
	let mut all: Vec<_> = (0..)
		.zip(values)
		.map(|(minute, value)| {
			let now = NEW_YEAR + minute * MINUTE;
			at(now, vec![observed(now, value)])
		})
		.collect();
	// The sensor falls silent.
	let silent = all[10].found.clone();
	for minute in 12..18 {
		all.push(Snapshot { now: Millis(NEW_YEAR + minute * MINUTE), found: silent.clone() });
	}
	let (case, effects) = written("shaking", body, &Site::default(), &all);
	let alarms: Vec<_> = effects.iter().map(|effects| effects[0] == Effect::Active).collect();
	assert!(!alarms[0] && alarms[5] && !alarms[10]);
	case
}

/// A heating curve, another line over all numbers, and how fast a meter counts.
fn curve() -> Json {
	let body = "in t = a/5.last as 0.1 Cel max_age 1 h
in power = a/6.rate as 0.1 Wh max_age 1 h
in x = param 0 as 1
set b/1 level 10 = line(t, -10 Cel, 55.0 Cel, 20 Cel, 25.0 Cel) when power < 3000 W
set b/2 level 10 = line(x, -9223372036854775807, 9223372036854775807, 9223372036854775807, -9223372036854775807)
set b/3 level 10 = line(x, -30, 0, 40, 55)
";
	// A reading 90 s before another one.
	let metered = |time, [first, last]: [i64; 2]| {
		let mut observed = reading(time, last);
		observed.summary.count = 2;
		observed.summary.first = Point { time: time - 90_000, value: first };
		(observed.summary.min, observed.summary.max) = (first.min(last), first.max(last));
		observed.summary.sum = (first + last).into();
		Found::Observed(observed)
	};
	let known = |value| Found::Value(Value::Number(value));
	let mut beyond = reading(NEW_YEAR, 120);
	beyond.limits = Limits { low: -400, high: 100 };
	let mut admitted = beyond;
	admitted.summary.violations = 1;
	let cases = [
		(observed(NEW_YEAR, -150), metered(NEW_YEAR, [5, 12]), known(3)),
		(observed(NEW_YEAR, -100), metered(NEW_YEAR, [5, 1_000]), known(-3)),
		(observed(NEW_YEAR, -99), metered(NEW_YEAR, [7, 7]), known(i64::MIN)),
		(observed(NEW_YEAR, 51), metered(NEW_YEAR, [0, 749]), known(i64::MAX)),
		(observed(NEW_YEAR, 199), metered(NEW_YEAR, [0, 750]), known(-29)),
		// A counter fell, and one has one reading only.
		(observed(NEW_YEAR, 200), metered(NEW_YEAR, [9, 8]), known(39)),
		(observed(NEW_YEAR, 210), observed(NEW_YEAR, 8), known(-31)),
		// Others than the program takes them for.
		(known(200), known(8), Found::Value(Value::Truth(true))),
		(observed(NEW_YEAR, 0), Found::Prices(Series::default()), observed(NEW_YEAR, 8)),
		(Found::Observed(beyond), metered(NEW_YEAR, [0, 1]), Found::Value(Value::Undefined)),
		(Found::Observed(admitted), metered(NEW_YEAR, [0, 1]), Found::Nothing),
	];
	let all: Vec<_> = cases.into_iter().map(|(a, b, c)| at(NEW_YEAR, vec![a, b, c])).collect();
	let (case, effects) = written("curve", body, &Site::default(), &all);
	assert_eq!(effects[0][..2], [Effect::Value(550), Effect::Value(-3)]);
	assert_eq!(effects[3][2], Effect::Value(55));
	case
}

/// Timers over times in which nothing is known.
fn timers() -> Json {
	let body = "in on = param 0
in x = param 1 as 0.1 K
set a/1 level 10 = ton(on, 30 s)
set a/2 level 10 = tof(on, 30 s)
set a/3 level 10 = count(on, 2, 20 s, 4)
set a/4 level 10 = stuck(x, 30 s)
set a/5 level 10 = delta(x)
set a/6 level 10 = hyst(x, -0.5 K, 0.5 K) else false
";
	let (yes, no) = (Some(true), Some(false));
	let history = [
		(0, yes, Some(0)),
		(10, yes, Some(6)),
		(20, None, Some(6)),
		(29, no, None),
		(40, no, Some(6)),
		(58, no, Some(4)),
		(59, no, Some(-5)),
		(60, yes, Some(-6)),
		(61, yes, None),
		(89, yes, None),
		(90, yes, Some(-6)),
		(95, no, Some(0)),
		(96, None, Some(0)),
		(119, None, Some(0)),
		(130, no, Some(0)),
		(131, yes, Some(i64::MIN)),
		(132, no, Some(i64::MAX)),
		(161, no, Some(i64::MAX)),
		(162, no, Some(i64::MAX)),
		(400, yes, Some(i64::MAX)),
		(2_000, None, Some(i64::MAX)),
	];
	let all: Vec<_> = history
		.into_iter()
		.map(|(second, truth, number): (u64, Option<bool>, Option<i64>)| {
			let found = vec![Found::Value(truth.into()), Found::Value(number.into())];
			at(NEW_YEAR + 1_000 * second, found)
		})
		.collect();
	written("timers", body, &Site::default(), &all).0
}

/// Statistics of days with 92, 96 and 100 quarters of an hour.
fn days() -> Json {
	let body = "in p = price 0x03030303030303030303030303030303 export
set b/1 level 10 = min(p, day)
set b/2 level 10 = max(p, day)
set b/3 level 10 = mean(p, day)
set b/4 level 10 = quantile(p, day, 1)
set b/5 level 10 = quantile(p, day, 250)
set b/6 level 10 = quantile(p, day, 1000)
set b/7 level 10 = rank(p, day)
set b/8 level 10 = at(p, 3)
set b/9 level 10 = mean(p, 1, 9)
";
	let site = Site { zone: central_europe(), ..Site::default() };
	let mut all = Vec::new();
	for day in [86, 87, 88, 296, 297, 298] {
		let first = (NEW_YEAR + day * 24 * HOUR) / 900_000 - 8;
		// No two prices of a day are the same, and some are below zero.
		let prices: Vec<_> =
			(0..112i64).map(|quarter| Some(Rate(37 * quarter % 113 * 1_000 - 9_999))).collect();
		let series =
			Series { slot: 900_000, first: Slot(first), prices: prices.try_into().unwrap() };
		for quarter in [4, 7, 8, 15, 50, 95, 98, 99, 103, 104] {
			all.push(at((first + quarter) * 900_000 + 17, vec![Found::Prices(series.clone())]));
		}
	}
	let (case, effects) = written("days", body, &site, &all);
	let known = effects.iter().filter(|effects| effects[0] != Effect::Released).count();
	assert!(20 < known && known < effects.len());
	case
}

fn random(seed: u64) -> Json {
	let mut chance = Numbers(seed);
	let program = program(&mut chance, 40);
	let now = moment(&mut chance);
	let site = site(&mut chance, now);
	let mut all = vec![snapshot(&mut chance, &program, now)];
	for _ in 0..3 {
		let before = &all[all.len() - 1];
		let now = before.now.0 + pause(&mut chance, before.now.0);
		let next = changed(&mut chance, &program, before, now);
		all.push(next);
	}
	case(&format!("chance {seed}"), None, &program, &site, &all)
}
