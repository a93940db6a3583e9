//! Programs and histories by chance.
#![allow(dead_code, unreachable_pub)]

pub mod acts;

use tallystick_evidence::{DeviceId, Limits, Point, Summary};
use tallystick_records::{
	market::PointId, telemetry::Facts, AssetId, Millis, Rate, Slot, StreamId, Unit,
};
use tallystick_rules::{
	Actuated, AssetState, Band, Cells, Comparison, Condition, Daylight, Direction, EventId,
	Exception, Factor, Figure, Found, Kind, Kinds, MandateId, NeedId, NeedState, Node, Observed,
	Output, Program, Quantity, Ref, Series, Severity, Site, Snapshot, Source, Span, Statistic,
	Switch, Value, Weekly, Zone,
};
use tallystick_world::Numbers;

pub const SECOND: u64 = 1_000;
pub const MINUTE: u64 = 60 * SECOND;
pub const HOUR: u64 = 60 * MINUTE;
pub const DAY: u64 = 24 * HOUR;

/// Midnight of 2026-01-01 in UTC, a Thursday.
pub const NEW_YEAR: u64 = 1_767_225_600_000;

pub fn unit(symbol: &str) -> Unit {
	Unit::new(symbol.as_bytes()).unwrap()
}

pub fn quantity(symbol: &str, exponent: i8) -> Quantity {
	Quantity { unit: unit(symbol), exponent }
}

pub fn stream(device: u8, channel: u16) -> StreamId {
	StreamId { device: DeviceId([device; 32]), channel }
}

/// The rule of Central Europe: `CET-1CEST,M3.5.0,M10.5.0/3`.
pub fn central_europe() -> Zone {
	let switch = |month, minute| Switch { month, week: 5, weekday: 0, minute };
	let daylight = Daylight { offset: 120, begins: switch(3, 120), ends: switch(10, 180) };
	Zone { standard: 60, daylight: Some(daylight) }
}

/// An observation of one reading, which arrives at once.
pub fn reading(time: u64, value: i64) -> Observed {
	let point = Point { time, value };
	Observed {
		summary: Summary {
			count: 1,
			first: point,
			last: point,
			min: value,
			max: value,
			sum: value.into(),
			violations: 0,
		},
		limits: Limits::NONE,
		arrived: Millis(time),
		facts: Facts::NONE,
		active: true,
		missed: false,
	}
}

pub fn pick<T: Clone>(chance: &mut Numbers, from: &[T]) -> T {
	from[chance.below(from.len() as u64) as usize].clone()
}

pub fn one_in(chance: &mut Numbers, times: u64) -> bool {
	chance.below(times) == 0
}

/// From −`width` to `width`.
pub fn about(chance: &mut Numbers, width: u64) -> i64 {
	chance.below(2 * width + 1) as i64 - width as i64
}

/// A number that is small, at an end of its type, or in between.
pub fn number(chance: &mut Numbers) -> i64 {
	match chance.below(12) {
		0 => pick(chance, &[i64::MIN, i64::MIN + 1, i64::MAX, i64::MAX - 1, 0]),
		1 => chance.next_u64() as i64,
		2 | 3 => about(chance, 1 << 40),
		_ => about(chance, 40),
	}
}

fn some_quantity(chance: &mut Numbers) -> Quantity {
	let unit = pick(chance, &["Cel", "Cel", "K", "W", "W", "Wh", "", "", "/kWh", "m/s2"]);
	quantity(unit, pick(chance, &[0, 0, 0, -1, -2, 3]))
}

fn time(chance: &mut Numbers) -> u32 {
	let unit = pick(chance, &[1, SECOND, MINUTE, HOUR]);
	let time = ((1 + chance.below(90)) * unit) as u32;
	time.min(7 * DAY as u32)
}

fn facts(chance: &mut Numbers) -> Facts {
	let mut facts = Facts::NONE;
	for fact in Facts::ALL {
		facts = facts.with_if(fact, one_in(chance, 6));
	}
	facts
}

pub fn source(chance: &mut Numbers) -> Source {
	let stream = stream(chance.below(3) as u8, chance.below(4) as u16);
	let quantity = some_quantity(chance);
	match chance.below(12) {
		0 => Source::Actuator {
			stream,
			state: pick(
				chance,
				&[Actuated::Commanded, Actuated::Confirmed, Actuated::Silent, Actuated::Mode],
			),
			quantity,
		},
		1..=3 => Source::Price {
			point: PointId([chance.below(3) as u8; 16]),
			direction: pick(chance, &[Direction::Import, Direction::Export]),
		},
		4 => Source::Need {
			need: NeedId(chance.below(9) as u32),
			state: pick(chance, &[NeedState::Open, NeedState::Failed]),
		},
		5 => Source::Asset {
			asset: AssetId(chance.below(9)),
			state: pick(chance, &[AssetState::Condition, AssetState::Flag(3)]),
		},
		6 => Source::Event { event: EventId(chance.below(9) as u32), quantity },
		7 => Source::Param {
			param: chance.below(16) as u8,
			quantity: pick(chance, &[None, Some(quantity)]),
		},
		_ => Source::Stream {
			stream,
			figure: pick(chance, &Figure::ALL),
			quantity,
			max_age: time(chance),
			allow: facts(chance),
		},
	}
}

/// A node that names any of these, as far as the names of each kind reach.
fn node(chance: &mut Numbers, names: &Names) -> Option<Node> {
	use Comparison::*;
	let all = [Less, AtMost, Equal, Unequal, AtLeast, Greater];
	let how = pick(chance, &all);
	Some(match chance.below(34) {
		0..=2 => {
			let quantity = names.quantity(chance);
			let quantity = if one_in(chance, 3) { some_quantity(chance) } else { quantity };
			Node::Number { value: number(chance), quantity }
		},
		3 => Node::Truth(one_in(chance, 2)),
		4 => Node::Not(names.truth(chance)?),
		5 => Node::And(names.truth(chance)?, names.truth(chance)?),
		6 => Node::Or(names.truth(chance)?, names.truth(chance)?),
		7..=9 => {
			let left = names.number(chance)?;
			Node::Compare { how, left, right: names.like(chance, left) }
		},
		10 => {
			let how = pick(chance, &[Equal, Unequal]);
			Node::Compare { how, left: names.truth(chance)?, right: names.truth(chance)? }
		},
		11 => Node::Add(names.number(chance)?, names.number(chance)?),
		12 => {
			let left = names.number(chance)?;
			Node::Subtract(left, names.like(chance, left))
		},
		13 => {
			let by = Factor { value: number(chance), exponent: about(chance, 2) as i8 };
			let of = names.number(chance)?;
			pick(chance, &[Node::Multiply { of, by }, Node::Divide { of, by }])
		},
		14 => Node::Scale { of: names.number(chance)?, digits: about(chance, 3) as i8 },
		15 => {
			let left = names.number(chance)?;
			let right = names.like(chance, left);
			pick(chance, &[Node::Min(left, right), Node::Max(left, right)])
		},
		16 => Node::Abs(names.number(chance)?),
		17 | 18 => {
			let of = names.number(chance)?;
			let (low, high) = (names.like(chance, of), names.like(chance, of));
			pick(chance, &[Node::Clamp { of, low, high }, Node::Mid(of, low, high)])
		},
		19 => {
			let of = names.number(chance)?;
			let (y0, x0) = (names.number(chance)?, names.like(chance, of));
			Node::Line { of, x0, y0, x1: names.like(chance, of), y1: names.like(chance, y0) }
		},
		20 => {
			let (condition, yes) = (names.truth(chance)?, names.value(chance)?);
			Node::Choose { condition, yes, no: names.like(chance, yes) }
		},
		21 => Node::Known(names.value(chance)?),
		22 => {
			let first = names.value(chance)?;
			Node::Else(first, names.like(chance, first))
		},
		23 => {
			let of = names.number(chance)?;
			let (low, high) = (names.like(chance, of), names.like(chance, of));
			Node::Hysteresis { of, low, high }
		},
		24 => Node::OnDelay { of: names.truth(chance)?, time: time(chance) },
		25 => Node::OffDelay { of: names.truth(chance)?, time: time(chance) },
		26 | 27 => {
			let buckets = 1 + chance.below(16) as u8;
			let least = 1 + chance.below(buckets.into()) as u8;
			Node::Count { of: names.truth(chance)?, least, width: time(chance).max(1_000), buckets }
		},
		28 => Node::Delta(names.number(chance)?),
		29 => Node::Stuck { of: names.number(chance)?, time: time(chance) },
		30 => Node::At { series: names.series(chance)?, slot: chance.below(8) as u8 },
		31 => {
			let from = chance.below(6) as u8;
			let span = Span::Slots { from, to: from + 1 + chance.below(9) as u8 };
			let statistics = [
				Statistic::Min,
				Statistic::Max,
				Statistic::Mean,
				Statistic::Quantile(1 + chance.below(1_000) as u16),
				Statistic::Rank,
			];
			Node::Over {
				series: names.series(chance)?,
				span: pick(chance, &[Span::Day, span]),
				statistic: pick(chance, &statistics),
			}
		},
		32 => Node::Weekly(chance.below(3) as u8),
		_ => Node::Holiday,
	})
}

/// What there is to name.
struct Names<'a>(&'a Kinds);

impl Names<'_> {
	fn all(&self) -> Vec<(Ref, Kind)> {
		let inputs = self.0.inputs().iter().enumerate();
		let inputs = inputs.map(|(number, kind)| (Ref::Input(number as u8), *kind));
		let nodes = self.0.nodes().iter().enumerate();
		inputs.chain(nodes.map(|(number, kind)| (Ref::Node(number as u8), *kind))).collect()
	}

	fn find(&self, chance: &mut Numbers, fits: impl Fn(&Kind) -> bool) -> Option<Ref> {
		let all: Vec<Ref> =
			self.all().into_iter().filter(|(_, kind)| fits(kind)).map(|(of, _)| of).collect();
		(!all.is_empty()).then(|| pick(chance, &all))
	}

	fn truth(&self, chance: &mut Numbers) -> Option<Ref> {
		self.find(chance, |kind| *kind == Kind::Truth)
	}

	fn number(&self, chance: &mut Numbers) -> Option<Ref> {
		self.find(chance, |kind| matches!(kind, Kind::Number(_)))
	}

	fn series(&self, chance: &mut Numbers) -> Option<Ref> {
		self.find(chance, |kind| matches!(kind, Kind::Series(_)))
	}

	fn value(&self, chance: &mut Numbers) -> Option<Ref> {
		self.find(chance, |kind| !matches!(kind, Kind::Series(_)))
	}

	/// One of the same kind.
	fn like(&self, chance: &mut Numbers, other: Ref) -> Ref {
		let kind = self.0.get(other).unwrap();
		self.find(chance, |found| *found == kind).unwrap()
	}

	fn quantity(&self, chance: &mut Numbers) -> Quantity {
		match self.number(chance).and_then(|of| self.0.get(of)) {
			Some(Kind::Number(quantity)) => quantity,
			_ => some_quantity(chance),
		}
	}
}

/// A sound program: at most `nodes` random nodes, and one that is always true.
pub fn program(chance: &mut Numbers, nodes: u64) -> Program {
	let mut program = Program::default();
	let mut kinds = Kinds::default();
	for _ in 0..1 + chance.below(6) {
		let source = source(chance);
		if kinds.add_input(&source).is_ok() {
			program.inputs.try_push(source).unwrap();
		}
	}
	for _ in 0..2 * chance.below(nodes + 1) {
		let Some(node) = node(chance, &Names(&kinds)) else { continue };
		if program.nodes.len() < nodes as usize && kinds.add_node(&node).is_ok() {
			program.nodes.try_push(node).unwrap();
		}
	}
	let always = Node::Truth(true);
	if program.nodes.len() < 96 && kinds.add_node(&always).is_ok() {
		program.nodes.try_push(always).unwrap();
	}
	for number in 0..1 + chance.below(4) {
		let names = Names(&kinds);
		let when = names.truth(chance).unwrap();
		let output = match chance.below(6) {
			0 => Output::Order { need: NeedId(number as u32), when },
			1 => Output::Alarm {
				name: b"too_hot".to_vec().try_into().unwrap(),
				severity: pick(chance, &[Severity::Notice, Severity::Warning, Severity::Critical]),
				when,
			},
			2 => Output::Flag { asset: AssetId(number), flag: chance.below(32) as u8, when },
			3 => match names.find(chance, |kind| *kind == Kind::Number(Quantity::price())) {
				Some(value) => Output::Bid { mandate: MandateId(number as u32), value, when },
				None => continue,
			},
			_ => Output::Set {
				actuator: stream(9, number as u16),
				level: 10 + chance.below(6) as u8,
				value: names.value(chance).unwrap(),
				when: pick(chance, &[None, Some(when)]),
			},
		};
		program.outputs.try_push(output).unwrap();
	}
	if program.outputs.is_empty() {
		let when = Names(&kinds).truth(chance).unwrap();
		program.outputs.try_push(Output::Order { need: NeedId(0), when }).unwrap();
	}
	program
}

/// A sound condition of at most `nodes` random nodes, and one that is a truth value.
pub fn condition(chance: &mut Numbers, nodes: u64) -> Condition {
	let mut condition = Condition::default();
	let mut kinds = Kinds::condition();
	for _ in 0..1 + chance.below(12) {
		let source = source(chance);
		if condition.inputs.len() < 4 && kinds.add_input(&source).is_ok() {
			condition.inputs.try_push(source).unwrap();
		}
	}
	for _ in 0..4 * chance.below(nodes + 1) {
		let Some(node) = node(chance, &Names(&kinds)) else { continue };
		if condition.nodes.len() < nodes as usize && kinds.add_node(&node).is_ok() {
			condition.nodes.try_push(node).unwrap();
		}
	}
	let last = Names(&kinds).truth(chance).map_or(Node::Truth(true), Node::Not);
	condition.nodes.try_push(last).unwrap();
	condition
}

/// The inputs and nodes of a program, as far as a condition has room for them.
pub fn as_condition(program: &Program) -> Condition {
	let inputs = program.inputs.iter().take(4).copied().collect::<Vec<_>>();
	let nodes = program.nodes.iter().take(24).copied().collect::<Vec<_>>();
	Condition { inputs: inputs.try_into().unwrap(), nodes: nodes.try_into().unwrap() }
}

/// A condition's inputs and nodes as a program, with an order that is placed while the condition is true.
pub fn as_program(condition: &Condition) -> Program {
	let when = Ref::Node(condition.nodes.len() as u8 - 1);
	let order = Output::Order { need: NeedId(0), when };
	Program {
		inputs: condition.inputs.to_vec().try_into().unwrap(),
		nodes: condition.nodes.to_vec().try_into().unwrap(),
		outputs: vec![order].try_into().unwrap(),
	}
}

fn refer(chance: &mut Numbers) -> Ref {
	let number = pick(chance, &[0, 0, 1, 1, 2, 3, 5, 9, 40, 200, 255]);
	pick(chance, &[Ref::Input(number), Ref::Node(number)])
}

/// A program that is probably not sound.
pub fn unsound(chance: &mut Numbers) -> Program {
	let mut program = self::program(chance, 30);
	for number in 0..program.nodes.len() {
		if !one_in(chance, 4) {
			continue;
		}
		let (a, b, c) = (refer(chance), refer(chance), refer(chance));
		let small = chance.next_u64() as u8;
		let time = chance.next_u64() as u32 >> chance.below(32);
		let by = Factor { value: number_or_zero(chance), exponent: small as i8 };
		let statistic = Statistic::Quantile(chance.next_u64() as u16);
		let nodes = [
			Node::Compare { how: Comparison::Less, left: a, right: b },
			Node::Clamp { of: a, low: b, high: c },
			Node::Line { of: a, x0: b, y0: c, x1: a, y1: c },
			Node::Line { of: a, x0: b, y0: c, x1: c, y1: a },
			Node::Divide { of: a, by },
			Node::Multiply { of: a, by },
			Node::Scale { of: a, digits: small as i8 },
			Node::Count { of: a, least: small, width: time, buckets: chance.next_u64() as u8 },
			Node::OnDelay { of: a, time },
			Node::OffDelay { of: a, time },
			Node::Stuck { of: a, time },
			Node::Over { series: a, span: Span::Slots { from: small, to: 255 - small }, statistic },
			Node::Over { series: a, span: Span::Day, statistic },
			Node::At { series: a, slot: small },
			Node::Weekly(small),
			Node::Delta(a),
		];
		program.nodes[number] = pick(chance, &nodes);
	}
	for number in 0..program.inputs.len() {
		if one_in(chance, 4) {
			program.inputs[number] = source(chance);
		}
	}
	program
}

fn number_or_zero(chance: &mut Numbers) -> i64 {
	if one_in(chance, 3) {
		0
	} else {
		number(chance)
	}
}

pub fn observed(chance: &mut Numbers, now: u64) -> Observed {
	let last = now.saturating_sub(chance.below(20) * chance.below(2 * MINUTE));
	let count = 1 + chance.below(4) as u32;
	let first = last.saturating_sub(u64::from(count - 1) * (1 + chance.below(MINUTE)));
	let values: Vec<i64> = (0..count).map(|_| number(chance)).collect();
	let count = if first == last { 1 } else { count };
	let values = &values[..count as usize];
	let mut observed = Observed {
		summary: Summary {
			count,
			first: Point { time: first, value: values[0] },
			last: Point { time: last, value: values[values.len() - 1] },
			min: *values.iter().min().unwrap(),
			max: *values.iter().max().unwrap(),
			sum: values.iter().map(|value| i128::from(*value)).sum(),
			violations: 0,
		},
		limits: Limits::NONE,
		arrived: Millis(now.saturating_sub(chance.below(3) * chance.below(MINUTE))),
		facts: if one_in(chance, 6) { facts(chance) } else { Facts::NONE },
		active: !one_in(chance, 25),
		missed: one_in(chance, 25),
	};
	if one_in(chance, 25) {
		observed.summary.sum += 1 << 70;
	}
	observed
}

pub fn series(chance: &mut Numbers, now: u64) -> Series {
	let slot = pick(chance, &[900_000u32, 900_000, 3_600_000, 300_000]);
	let length = [100, 200, 4][chance.below(3) as usize];
	let first = (now / u64::from(slot)).saturating_sub(chance.below(110));
	let holes = pick(chance, &[1_000_000, 1_000_000, 1_000_000, 30]);
	let width = pick(chance, &[3, 400_000]);
	let prices: Vec<_> =
		(0..length).map(|_| (!one_in(chance, holes)).then(|| Rate(about(chance, width)))).collect();
	Series { slot, first: Slot(first), prices: prices.try_into().unwrap() }
}

/// What is perhaps known of a source.
pub fn found(chance: &mut Numbers, source: &Source, now: u64) -> Found {
	if one_in(chance, 12) {
		return Found::Nothing;
	}
	match (source, source.kind()) {
		(Source::Stream { .. }, _) => Found::Observed(observed(chance, now)),
		(Source::Price { .. }, _) => Found::Prices(series(chance, now)),
		(_, Some(Kind::Truth)) => Found::Value(Value::Truth(one_in(chance, 2))),
		_ => Found::Value(Value::Number(number(chance))),
	}
}

pub fn snapshot(chance: &mut Numbers, program: &Program, now: u64) -> Snapshot {
	let all: Vec<_> = program.inputs.iter().map(|source| found(chance, source, now)).collect();
	Snapshot { now: Millis(now), found: all.try_into().unwrap() }
}

/// The same snapshot, with one or two inputs that are new.
pub fn changed(chance: &mut Numbers, program: &Program, before: &Snapshot, now: u64) -> Snapshot {
	let mut next = Snapshot { now: Millis(now), found: before.found.clone() };
	for (number, source) in program.inputs.iter().enumerate() {
		if one_in(chance, 2) {
			next.found[number] = found(chance, source, now);
		}
	}
	next
}

pub fn zone(chance: &mut Numbers) -> Zone {
	let switch = |chance: &mut Numbers, month: u8| Switch {
		month: month + chance.below(3) as u8,
		week: 1 + chance.below(5) as u8,
		weekday: chance.below(7) as u8,
		minute: pick(chance, &[0, 60, 120, 180, -60, 1_440, 1_500]),
	};
	match chance.below(5) {
		0 => Zone::UTC,
		1 | 2 => central_europe(),
		3 => Zone { standard: about(chance, 14) as i16 * 45, daylight: None },
		_ => {
			let standard = about(chance, 12) as i16 * 60;
			let (early, late) = (switch(chance, 2), switch(chance, 9));
			// North or south of the equator.
			let (begins, ends) = if one_in(chance, 2) { (early, late) } else { (late, early) };
			let offset = standard + pick(chance, &[30, 60, -60]);
			Zone { standard, daylight: Some(Daylight { offset, begins, ends }) }
		},
	}
}

pub fn site(chance: &mut Numbers, now: u64) -> Site {
	let table = |chance: &mut Numbers| {
		let bands: Vec<_> = (0..chance.below(6))
			.map(|_| {
				let from = 15 * chance.below(95) as u16;
				let to = (from + 15 * (1 + chance.below(60) as u16)).min(1_440);
				let days = pick(chance, &[0b1_1111u8, 0b110_0000, 0b1111_1111, 128, 1, 0b101]);
				Band { days, from, to }
			})
			.collect();
		Weekly(bands.try_into().unwrap())
	};
	let tables = vec![table(chance), table(chance)];
	let today = (now / DAY) as i32;
	let mut next = today.saturating_sub(5);
	let exceptions: Vec<_> = (0..chance.below(5))
		.map(|_| {
			let first = next.saturating_add(chance.below(6) as i32);
			let last = first.saturating_add(chance.below(3) as i32);
			next = last.saturating_add(1);
			Exception { first, last }
		})
		.collect();
	Site {
		zone: zone(chance),
		tables: tables.try_into().unwrap(),
		exceptions: exceptions.try_into().unwrap(),
	}
}

/// A moment, often around a change of the clock in 2026 in Central Europe.
pub fn moment(chance: &mut Numbers) -> u64 {
	match chance.below(4) {
		0 => NEW_YEAR + 87 * DAY + chance.below(2 * DAY),
		1 => NEW_YEAR + 297 * DAY + chance.below(2 * DAY),
		_ => NEW_YEAR + chance.below(365 * DAY),
	}
}

/// A span of time that is short, long, or ends with a minute.
pub fn pause(chance: &mut Numbers, now: u64) -> u64 {
	match chance.below(6) {
		0 => 1 + chance.below(3),
		1 => 1 + chance.below(MINUTE),
		2 => MINUTE - now % MINUTE,
		3 => 1 + chance.below(10 * MINUTE),
		4 => HOUR - now % HOUR,
		_ => 1 + chance.below(3 * DAY),
	}
}

pub fn empty() -> Cells {
	Cells::new()
}
