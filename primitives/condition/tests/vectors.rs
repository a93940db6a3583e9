//! The vectors on disk are those that the code makes: `UPDATE_VECTORS=1` writes them.

mod common;

use codec::Encode;
use common::{hinge, policy, table, tally, tree, Chance, Readings, LIMITS, POLICY, STREAM};
use serde_json::{json, to_value, Value};
use tallystick_condition::{
	evidence::{Limits, Native, Node, Summary},
	price::{allowance, loss, settle, share, CurvePoint, MAX_LOSS, WHOLE},
	stay,
	table::ShelfLife,
	tally::LEAF_DOMAIN,
	Breakpoint, Convex, Curve, Doubt, Holder, Interval, Measure, Moment, Opening, Phi, Policy,
	PolicyId, Tally,
};
use tallystick_records::{
	device::{ChannelKind, ChannelTraits},
	telemetry::Facts,
	Unit,
};

#[test]
fn vectors_are_current() {
	let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("vectors");
	let files = [
		("measures.json", measures()),
		("sums.json", sums()),
		("policies.json", policies()),
		("tallies.json", tallies()),
		("openings.json", openings()),
		("charges.json", charges()),
		("prices.json", prices()),
	];
	for (name, content) in files {
		let text = lines(&content);
		let path = folder.join(name);
		if std::env::var_os("UPDATE_VECTORS").is_some() {
			std::fs::write(&path, &text).unwrap();
		}
		let found = std::fs::read_to_string(&path).unwrap_or_default();
		assert!(
			found == text,
			"{name} differs: UPDATE_VECTORS=1 cargo test -p tallystick-condition"
		);
	}
}

/// JSON with a line for each case.
fn lines(content: &Value) -> String {
	match content {
		Value::Array(cases) => {
			let cases: Vec<_> = cases.iter().map(Value::to_string).collect();
			format!("[\n{}\n]\n", cases.join(",\n"))
		},
		Value::Object(groups) => {
			let groups: Vec<_> = groups
				.iter()
				.map(|(name, cases)| format!("\"{name}\": {}", lines(cases).trim_end()))
				.collect();
			format!("{{\n{}\n}}\n", groups.join(",\n"))
		},
		other => other.to_string(),
	}
}

fn hex(bytes: &[u8]) -> String {
	format!("0x{}", hex::encode(bytes))
}

fn text(number: impl ToString) -> String {
	number.to_string()
}

/// The name of an error, without what it holds.
fn error(error: impl core::fmt::Debug) -> String {
	let shown = format!("{error:?}");
	shown.split('(').next().unwrap_or_default().into()
}

fn shelf_life() -> ShelfLife {
	ShelfLife { q10: 2_500, exponent: -1, reference: 40, low: -50, high: 400, step: 8 }
}

fn measures() -> Value {
	let wide = Limits { low: -(1 << 31), high: 1 << 31 };
	let mut cases = vec![];
	let mut case = |name: &str, measure: &Measure, limits: Limits, values: &[i64]| {
		let figures: Vec<_> = values
			.iter()
			.map(|value| json!({ "value": value, "figure": text(measure.at(*value)) }))
			.collect();
		let refused = measure.check(&limits).err().map(error);
		cases.push(json!({
			"name": name, "measure": measure, "limits": limits, "refused": refused, "figures": figures,
		}));
	};
	let near = [-80, -61, -60, -59, -31, -30, -29, -1, 0, 1, 29, 30, 31, 59, 60, 61, 80];
	case("missing", &Measure::Missing, LIMITS, &near);
	case("above", &Measure::Above(30), LIMITS, &near);
	case("below", &Measure::Below(-30), LIMITS, &near);
	case("hinge", &hinge(30), LIMITS, &near);
	case("no breakpoint", &table(10, 100, 1, &[]), LIMITS, &near);
	case(
		"x0 right of all breakpoints",
		&table(60, 1_000, -3, &[(-30, -1), (0, 0), (29, 7)]),
		LIMITS,
		&near,
	);
	case(
		"x0 left of all breakpoints",
		&table(-60, 500, -3, &[(-30, -1), (0, 0), (29, 7)]),
		LIMITS,
		&near,
	);
	case("negative beyond the limits", &table(-60, 0, 5, &[(0, 6)]), LIMITS, &near);
	case("negative within the limits", &table(0, 10, -1, &[(30, 1)]), LIMITS, &near);
	case("negative at the lower end", &table(0, 10, 1, &[(30, 2)]), LIMITS, &near);
	case(
		"at the greatest figure",
		&table(0, u32::MAX, -1, &[(0, 0)]),
		Limits { low: 0, high: 60 },
		&[0, 60],
	);
	case(
		"beyond the greatest figure",
		&table(0, u32::MAX, 0, &[(0, 1)]),
		Limits { low: 0, high: 1 },
		&[0, 1],
	);
	let steep = table(0, 7, i32::MIN, &[(0, 0), (1, i32::MAX)]);
	case(
		"the steepest",
		&steep,
		Limits { low: 0, high: 2 },
		&[-(1 << 31), -1, 0, 1, 2, 3, 1 << 31],
	);
	case("the widest hinge", &hinge(i32::MAX), wide, &[-(1 << 31), 1 << 31]);
	let life = Measure::Convex(shelf_life().table().unwrap());
	case(
		"shelf life: Q10 2.5, tenths of a degree, 1,000,000 at 4 °C",
		&life,
		Limits { low: -400, high: 450 },
		&[-400, -50, -49, -42, 0, 37, 40, 41, 46, 100, 150, 250, 398, 400, 405, 450],
	);
	let mut chance = Chance::new(1);
	for number in 0..12 {
		case(&format!("chance {number}"), &chance.measure(), LIMITS, &near);
	}

	let point = |at, slope| Breakpoint { at, slope };
	let malformed: Vec<(&str, Vec<Breakpoint>)> = vec![
		("65 breakpoints", (0..65).map(|at| point(at, at)).collect()),
		("two breakpoints at one value", vec![point(1, 1), point(1, 2)]),
		("breakpoints in descending order", vec![point(1, 1), point(2, 2), point(0, 3)]),
		("the slope falls below the first", vec![point(1, -1)]),
		("the slope falls later", vec![point(1, 1), point(2, 3), point(3, 2)]),
	];
	let malformed: Vec<_> = malformed
		.into_iter()
		.map(|(name, points)| {
			let refused = error(Convex::new(0, 0, 0, points.clone()).unwrap_err());
			json!({ "name": name, "x0": 0, "f0": 0, "slope": 0, "breakpoints": points, "refused": refused })
		})
		.collect();
	json!({ "measures": cases, "malformed": malformed })
}

fn sums() -> Value {
	let mut cases = vec![];
	let mut case = |measure: &Measure, floor: u128, count: u32, low: i64, high: i64, sum: i128| {
		let bounds = Phi { measure, floor }.sum(count, low, high, sum);
		cases.push(json!({
			"measure": measure, "floor": text(floor), "count": count, "low": low, "high": high,
			"sum": text(sum), "bounds": bounds,
		}));
	};
	let valley = table(0, 0, -2, &[(0, 0), (3, 1), (5, 4)]);
	for measure in [&valley, &hinge(2), &Measure::Above(2), &Measure::Below(2), &Measure::Missing] {
		for floor in [0, 1] {
			case(measure, floor, 0, -3, 7, 0);
			case(measure, floor, 0, -3, 7, 1);
			case(measure, floor, 4, 5, 5, 20);
			case(measure, floor, 4, 2, 2, 8);
			case(measure, floor, 4, -3, 7, -12);
			case(measure, floor, 4, -3, 7, 28);
			case(measure, floor, 4, -3, 7, 29);
			case(measure, floor, 4, -3, 7, -13);
			case(measure, floor, 4, -3, 7, 9);
			case(measure, floor, 5, -3, 7, -1);
			case(measure, floor, 3, 3, 7, 14);
			case(measure, floor, 3, -7, 2, -4);
		}
	}
	let wide = Limits { low: -(1 << 31), high: 1 << 31 };
	case(&hinge(0), 0, u32::MAX, wide.low, wide.high, 12_345_678_901_234);
	case(&Measure::Below(-5), 0, u32::MAX, wide.low, wide.high, -12_345_678_901_234);
	let mut chance = Chance::new(2);
	for _ in 0..60 {
		let measure = chance.measure();
		let count = chance.between(1, 9) as u32;
		let (a, b) = (chance.between(-60, 60), chance.between(-60, 60));
		let (low, high) = (a.min(b), a.max(b));
		let sum = (0..count).map(|_| i128::from(chance.between(low, high))).sum();
		let floor = chance.pick(&[0, 0, 3]);
		case(&measure, floor, count, low, high, sum);
	}
	Value::Array(cases)
}

fn policies() -> Value {
	let channel = ChannelTraits {
		kind: ChannelKind::Gauge,
		unit: Unit::CELSIUS,
		exponent: -1,
		limits: Limits { low: -400, high: 450 },
		period: 60_000,
		write: None,
	};
	let good = policy(hinge(80));
	let cases: Vec<(&str, Policy, ChannelTraits)> = vec![
		("good", good.clone(), channel),
		("a counter", good.clone(), ChannelTraits { kind: ChannelKind::Counter, ..channel }),
		("another unit", good.clone(), ChannelTraits { unit: Unit::WATT_HOURS, ..channel }),
		("another exponent", good.clone(), ChannelTraits { exponent: -2, ..channel }),
		(
			"limits at the reach",
			good.clone(),
			ChannelTraits { limits: Limits { low: -(1 << 31), high: 1 << 31 }, ..channel },
		),
		(
			"limits beyond the reach",
			good.clone(),
			ChannelTraits { limits: Limits { low: -400, high: (1 << 31) + 1 }, ..channel },
		),
		(
			"limits out of order",
			good.clone(),
			ChannelTraits { limits: Limits { low: 1, high: 0 }, ..channel },
		),
		("cold above hot", Policy { cold: 151, ..good.clone() }, channel),
		("hot beyond the limits", Policy { hot: 451, ..good.clone() }, channel),
		("cold beyond the limits", Policy { cold: -401, ..good.clone() }, channel),
		("never stands", Policy { stands: 0, spacing: 0, ..good.clone() }, channel),
		("stands too long", Policy { stands: 1_000_001, ..good.clone() }, channel),
		("stands below the spacing", Policy { stands: 979, ..good.clone() }, channel),
		("spacing above the period", Policy { spacing: 1_001, ..good.clone() }, channel),
		("negative within the limits", policy(table(0, 100, 1, &[])), channel),
		(
			"short period",
			Policy { stands: 1, spacing: 1, ..good.clone() },
			ChannelTraits { period: 1, ..channel },
		),
		("long period", good, ChannelTraits { period: u32::MAX, ..channel }),
	];
	cases
		.into_iter()
		.map(|(name, policy, channel)| {
			let meter = policy.on(channel.period);
			json!({
				"name": name,
				"policy": policy,
				"channel": {
					"kind": channel.kind, "unit": channel.unit, "exponent": channel.exponent,
					"limits": channel.limits, "period": channel.period,
				},
				"refused": policy.check(&channel).err().map(error),
				"stands": text(meter.stands()),
				"spacing": text(meter.spacing()),
				"missing": text(policy.missing()),
			})
		})
		.collect()
}

/// A stream as it is observed, with what the tally says after each run.
struct Stream {
	name: String,
	first: Tally,
	tally: Tally,
	tallies: Vec<Tally>,
	observations: Vec<Value>,
	/// What is asked at the end: stays and silences.
	stays: Vec<Value>,
	silences: Vec<Value>,
}

impl Stream {
	fn new(name: impl ToString, tally: Tally) -> Self {
		Self {
			name: name.to_string(),
			first: tally.clone(),
			tally,
			tallies: vec![],
			observations: vec![],
			stays: vec![],
			silences: vec![],
		}
	}

	fn observe(&mut self, readings: &[(u64, i64)], facts: Facts) {
		let root = tree(readings).run().root;
		let readings: Vec<_> =
			readings.iter().map(|(time, value)| json!([text(time), text(value)])).collect();
		self.observe_node(Some(readings), root, facts);
	}

	fn observe_node(&mut self, readings: Option<Vec<Value>>, root: Node, facts: Facts) {
		let folded = self.tally.fold::<Native>(root, facts);
		let mut seen = json!({ "readings": readings, "root": root, "facts": facts });
		match folded {
			Err(refused) => seen["refused"] = json!(error(refused)),
			Ok(after) => {
				let leaf = after.last.as_ref().unwrap();
				let counted: Vec<_> = after.entries.iter().map(|entry| entry.counted).collect();
				seen["leaf"] = json!(hex(&[&[LEAF_DOMAIN][..], &leaf.encode()].concat()));
				seen["hash"] = json!(hex(&leaf.hash::<Native>()));
				seen["until"] = to_value(after.until).unwrap();
				seen["peaks"] = json!(after.peaks.iter().map(|peak| hex(peak)).collect::<Vec<_>>());
				seen["counted"] = to_value(counted).unwrap();
				self.tally = after.clone();
				self.tallies.push(after);
			},
		}
		self.observations.push(seen);
	}

	fn stay(&mut self, from: u64, to: u64) {
		let find = |at: u64| {
			let mut leaves = self.tallies.iter().filter_map(|tally| tally.last.as_ref());
			leaves.find(|leaf| leaf.covers(at)).unwrap()
		};
		let moment = |at: u64| {
			let leaf = find(at);
			Moment { at, leaf, nodes: core::slice::from_ref(&leaf.root.summary) }
		};
		for entry in &self.tally.entries {
			let policy = entry.counted.policy;
			let meter = self.tally.meter(policy).unwrap();
			let figures = stay(policy, &meter, &moment(from), &moment(to)).unwrap();
			self.stays.push(json!({
				"policy": policy, "from": text(from), "to": text(to),
				"fromLeaf": find(from).number, "toLeaf": find(to).number,
				"value": figures.value, "missing": figures.missing,
			}));
		}
	}

	fn silence(&mut self, from: u64, to: u64) {
		for entry in &self.tally.entries {
			let policy = entry.counted.policy;
			let figure = self.tally.silence(policy, from, to).unwrap();
			self.silences.push(json!({
				"policy": policy, "from": text(from), "to": text(to), "figure": text(figure),
			}));
		}
	}

	fn done(self) -> Value {
		let policies: Vec<_> = self
			.first
			.entries
			.iter()
			.map(|entry| json!({ "id": entry.counted.policy, "policy": entry.policy }))
			.collect();
		json!({
			"name": self.name,
			"stream": self.first.stream,
			"period": self.first.period,
			"at": text(self.first.until.until),
			"policies": policies,
			"observations": self.observations,
			"stays": self.stays,
			"silences": self.silences,
		})
	}
}

/// Readings one period apart from a moment on.
fn regular(start: u64, values: &[i64]) -> Readings {
	(0..).zip(values).map(|(number, value)| (start + number * 60_000, *value)).collect()
}

fn tallies() -> Value {
	let mut all = vec![];
	let at = 1_700_000_000_000;

	let mut stream = Stream::new("four readings above 8 °C", tally(60_000, at, policy(hinge(80))));
	stream.observe(&regular(at, &[40, 90, 70, 50]), Facts::NONE);
	stream.stay(at, at + 150_000);
	stream.stay(at + 60_000, at + 120_000);
	stream.silence(at + 180_000, at + 180_000 + 600_000);
	all.push(stream.done());

	let several = [
		policy(hinge(80)),
		policy(Measure::Above(80)),
		policy(Measure::Below(0)),
		policy(Measure::Missing),
		policy(Measure::Convex(shelf_life().table().unwrap())),
		Policy { ignored: Facts::UNCALIBRATED, spacing: 0, ..policy(hinge(80)) },
		Policy { oversampled: Doubt::Ignored, stands: 5_000, ..policy(hinge(80)) },
		Policy { hot: 30, cold: -50, ..policy(hinge(80)) },
	];
	let mut first = Tally::new(STREAM, 60_000, at);
	for (id, policy) in (1..).zip(several) {
		first.add(PolicyId(id), policy).unwrap();
	}
	let mut stream = Stream::new("eight policies, and all that can happen to a stream", first);
	let hour: Vec<i64> = (0..=60).map(|minute| 40 + [0, 5, 9, 4, -3, -6][minute % 6]).collect();
	stream.observe(&regular(at + 30_000, &hour), Facts::NONE);
	let mut next = at + 30_000 + 61 * 60_000;
	stream.observe(&regular(next, &[40, 95, 120, 60, 30]), Facts::UNCALIBRATED);
	next += 20 * 60_000;
	stream.observe(&regular(next, &[70]), Facts::GAP.with(Facts::RESTART));
	// A clock that went back: first by a part of the run, then by all of it.
	stream.observe(&regular(next - 120_000, &[-10, 95, 20, 81, 5]), Facts::SKEW);
	stream.observe(&regular(next - 600_000, &[200, 200]), Facts::SKEW);
	next += 180_000;
	let burst: Readings =
		(0..40).map(|second| (next + second * 1_000, 90 - second as i64)).collect();
	stream.observe(&burst, Facts::NONE);
	stream.observe(&regular(next + 100_000, &[50, 50, 50]), Facts::LATE.with(Facts::OMITTED));
	// What contradicts itself, or lies beyond any channel, is not counted.
	let mut root = tree(&regular(next + 300_000, &[40, 50])).run().root;
	root.summary.sum = 91;
	stream.observe_node(None, root, Facts::NONE);
	stream.observe(&regular(next + 300_000, &[40, (1 << 31) + 1]), Facts::OUT_OF_RANGE);
	stream.observe(&regular(next + 420_000, &[40, 50, 82, 40]), Facts::NONE);
	stream.stay(at, at + 1);
	stream.stay(at + 10_000, next);
	stream.stay(at + 1_000_000, at + 2_000_000);
	stream.stay(at + 3_700_000, next + 150_000);
	let end = stream.tally.until.until;
	stream.silence(end + 30_000, end + 500_000);
	stream.silence(end + 3_600_000, end + 7_200_000);
	all.push(stream.done());

	for seed in 0..24 {
		let mut chance = Chance::new(1_000 + seed);
		let period = chance.between(4, 20) as u64;
		let at = chance.between(0, 300) as u64;
		let mut first = Tally::new(STREAM, period as u32, at);
		for id in 0..chance.between(1, 3) as u32 {
			first.add(PolicyId(7 * id), chance.policy()).unwrap();
		}
		let mut stream = Stream::new(format!("chance {seed}"), first);
		for _ in 0..chance.between(1, 5) {
			let until = stream.tally.until.until;
			let start = chance.start(until, 1, period);
			let readings = chance.run(start, 1, period, 12);
			let facts = chance.facts();
			stream.observe(&readings, facts);
		}
		let end = stream.tally.until.until;
		if end > at {
			for _ in 0..3 {
				let [a, b] = [0, 0].map(|_| at + chance.0.below(end - at));
				stream.stay(a.min(b), a.max(b));
			}
		}
		stream.silence(end, end + 10 * period);
		all.push(stream.done());
	}
	Value::Array(all)
}

fn pair(pair: &[Node; 2]) -> String {
	hex(&pair.encode())
}

fn openings() -> Value {
	let mut cases = vec![];
	let mut case = |name: &str, root: &Node, opening: &Opening| {
		let pairs: Vec<_> = opening.0.iter().map(pair).collect();
		let (closed, refused) = match opening.unfold::<Native>(root) {
			Ok(closed) => (Some(closed), None),
			Err(refused) => (None, Some(error(refused))),
		};
		cases.push(json!({
			"name": name, "root": root, "pairs": pairs, "closed": closed, "refused": refused,
		}));
	};
	let readings = regular(1_700_000_000_000, &[40, 90, 70, 50, 30, 81, 82, 40, 40, 40, 99]);
	let tree = tree(&readings);
	let root = tree.run().root;
	let full = Opening::full(&tree).unwrap();
	let moment = readings[5].0 + 7_000;
	case("nothing", &root, &Opening::default());
	case("everything", &root, &full);
	case("around a moment", &root, &Opening::around(&tree, moment).unwrap());
	case("the left half", &root, &Opening::of(&tree, |node| node.first.time < moment).unwrap());
	let mut chance = Chance::new(3);
	for number in 0..6 {
		let opening = Opening::of(&tree, |_| !chance.once_in(3)).unwrap();
		case(&format!("chance {number}"), &root, &opening);
	}
	let long: Readings = (0..257).map(|n| (n * 60_000, (n as i64 * 7) % 100)).collect();
	let long = common::tree(&long);
	case("257 readings", &long.run().root, &Opening::full(&long).unwrap());

	let edit = |edit: &dyn Fn(&mut Vec<[Node; 2]>)| {
		let mut pairs = full.0.to_vec();
		edit(&mut pairs);
		Opening(pairs.try_into().unwrap())
	};
	case("a pair twice", &root, &edit(&|pairs| pairs.insert(1, pairs[0])));
	case(
		"without the first pair",
		&root,
		&edit(&|pairs| {
			pairs.remove(0);
		}),
	);
	case("two pairs in the wrong order", &root, &edit(&|pairs| pairs.swap(1, 2)));
	case("children in the wrong order", &root, &edit(&|pairs| pairs[0].swap(0, 1)));
	case("a pair too many", &root, &edit(&|pairs| pairs.push(pairs[3])));
	case("another hash", &root, &edit(&|pairs| pairs[2][0].hash[0] ^= 1));
	case("another sum", &root, &edit(&|pairs| pairs[2][0].summary.sum += 1));
	case(
		"a sum that moved from one child to the other",
		&root,
		&edit(&|pairs| {
			pairs[2][0].summary.sum += 1;
			pairs[2][1].summary.sum -= 1;
		}),
	);
	// A tree whose maker wrote what cannot be.
	let mut children = full.0[0];
	children[0].summary.sum = 100_000;
	let lying = Node {
		summary: Node::parent_summary(&children[0], &children[1]).unwrap(),
		hash: Node::parent_hash::<Native>(&children[0], &children[1]),
	};
	case(
		"children that contradict themselves",
		&lying,
		&Opening(vec![children].try_into().unwrap()),
	);
	Value::Array(cases)
}

fn charges() -> Value {
	let mut cases = vec![];
	let mut case = |name: &str,
	                tally: &Tally,
	                readings: &[(u64, i64)],
	                cuts: &[u64],
	                openings: Vec<Opening>| {
		let root = tree(readings).run().root;
		let leaf = tally.last.as_ref().unwrap();
		let mut known: Option<tallystick_condition::Known> = None;
		let mut steps = vec![];
		let entry = tally.entry(POLICY).unwrap();
		let meter = tally.meter(POLICY).unwrap();
		for opening in [Opening::default()].into_iter().chain(openings) {
			let nodes: Vec<Summary> = opening.unfold::<Native>(&root).unwrap();
			let pieces = leaf.pieces(POLICY, &meter, &nodes, cuts).unwrap();
			let both = match &known {
				Some(known) => known.intersect(&pieces).unwrap(),
				None => pieces,
			};
			steps.push(json!({
				"pairs": opening.0.iter().map(pair).collect::<Vec<_>>(),
				"known": both,
				"total": both.total(),
				"charged": text(both.charged()),
				"charges": both.charges().iter().map(text).collect::<Vec<_>>(),
			}));
			known = Some(both);
		}
		cases.push(json!({
			"name": name,
			"period": tally.period,
			"policy": entry.policy,
			"before": leaf.before,
			"doubtful": leaf.counted(POLICY).unwrap().doubtful,
			"facts": leaf.facts,
			"root": root,
			"cuts": cuts.iter().map(text).collect::<Vec<_>>(),
			"steps": steps,
		}));
	};
	let at = 1_700_000_000_000;
	// Ten minutes at 12 °C, then 4 °C.
	let values: Vec<i64> = (0..=60).map(|minute| if minute < 10 { 120 } else { 40 }).collect();
	let readings = regular(at + 60_000, &values);
	let end = at + 61 * 60_000;
	let after = common::fold(&tally(60_000, at, policy(hinge(80))), &readings, Facts::NONE);
	let tree = tree(&readings);
	let handed = at + 11 * 60_000;
	let around = |moment| Opening::around(&tree, moment).unwrap();
	let full = || Opening::full(&tree).unwrap();
	case(
		"a hand-over after the warm minutes",
		&after,
		&readings,
		&[at, handed, end],
		vec![around(handed), full()],
	);
	case(
		"a trade that begins after the warm minutes",
		&after,
		&readings,
		&[handed, end],
		vec![around(handed), full()],
	);
	case(
		"a trade that ends in the run, with two hand-overs",
		&after,
		&readings,
		&[at + 5_000, at + 30_000, handed, at + 2_000_000],
		vec![around(handed), around(at + 2_000_000), full()],
	);
	case(
		"a trade that begins before the first reading",
		&after,
		&readings,
		&[at + 30_000, end],
		vec![full()],
	);
	// Eight readings do not fit into the run's time at the spacing, though the first four do.
	let crowd: Readings = [0, 1_000, 2_000, 177_000, 178_000, 179_000, 180_000, 181_000]
		.map(|after| (at + 60_000 + after, if after < 2_000 { 120 } else { 40 }))
		.to_vec();
	let last = |readings: &Readings| readings.last().unwrap().0;
	let first_pair = |readings: &Readings| {
		let full = Opening::full(&common::tree(readings)).unwrap();
		Opening(full.0[..1].to_vec().try_into().unwrap())
	};
	let crowded = common::fold(&tally(60_000, at, policy(hinge(80))), &crowd, Facts::NONE);
	let all = Opening::full(&common::tree(&crowd)).unwrap();
	case(
		"an oversampled run, of which a pair looks regular",
		&crowded,
		&crowd,
		&[at, last(&crowd)],
		vec![first_pair(&crowd), all],
	);
	// Two readings are nearer than the spacing, and all would fit: the bounds cross when all is shown.
	let near: Readings = [0, 1_000, 2_000, 122_000, 202_000, 282_000, 362_000, 442_000]
		.map(|after| (at + 60_000 + after, if after < 2_000 { 120 } else { 40 }))
		.to_vec();
	let crossed = common::fold(&tally(60_000, at, policy(hinge(80))), &near, Facts::NONE);
	let all = Opening::full(&common::tree(&near)).unwrap();
	case("bounds that cross", &crossed, &near, &[at, last(&near)], vec![first_pair(&near), all]);
	for seed in 0..24 {
		let mut chance = Chance::new(2_000 + seed);
		let policy = chance.policy();
		let period = chance.between(4, 20) as u64;
		let at = chance.between(0, 300) as u64;
		let spacing = if chance.once_in(4) { 1 } else { policy.on(period as u32).spacing() };
		let mut tally = tally(period as u32, at, policy);
		let first = chance.run(at + 3, spacing, period, 6);
		let facts = chance.facts();
		tally = common::fold(&tally, &first, facts);
		let start = chance.start(tally.until.until, spacing, period);
		let readings = chance.run(start, spacing, period, 16);
		let facts = chance.facts();
		tally = common::fold(&tally, &readings, facts);
		let leaf = tally.last.clone().unwrap();
		let (begin, end) = (leaf.before.until, leaf.end());
		let mut cuts: Vec<u64> =
			(0..chance.between(2, 5)).map(|_| begin + chance.0.below(end - begin + 1)).collect();
		if chance.once_in(2) {
			cuts.extend([begin, end]);
		}
		cuts.sort_unstable();
		let tree = common::tree(&readings);
		let mut openings: Vec<_> =
			(0..2).map(|_| Opening::of(&tree, |_| !chance.once_in(3)).unwrap()).collect();
		openings.push(Opening::full(&tree).unwrap());
		case(&format!("chance {seed}"), &tally, &readings, &cuts, openings);
	}
	Value::Array(cases)
}

fn curve(points: &[(u128, u32)]) -> Result<Curve, tallystick_condition::CurveError> {
	Curve::new(points.iter().map(|(loss, parts)| CurvePoint { loss: *loss, parts: *parts }))
}

fn prices() -> Value {
	let flat = curve(&[(0, WHOLE)]).unwrap();
	let usual = curve(&[(1_000, WHOLE), (5_000, WHOLE / 2), (6_000, 0)]).unwrap();
	let odd = curve(&[(7, WHOLE), (1_000, 333_333_333), (1_007, 333_333_333), (4_011, 1)]).unwrap();
	let low = curve(&[(10, 900_000_000), (20, 100_000_000)]).unwrap();
	let offers = [0, 1, 999, 1_000_000, 123_456_789_012, u128::MAX];
	let mut points = vec![];
	for curve in [&flat, &usual, &odd, &low] {
		for loss in
			[0, 6, 7, 8, 500, 999, 1_000, 1_001, 1_003, 3_333, 5_000, 5_999, 6_000, MAX_LOSS]
		{
			let prices: Vec<_> =
				offers.iter().map(|offer| text(curve.price(*offer, loss))).collect();
			points.push(json!({
				"curve": curve, "free": text(curve.free()), "loss": text(loss),
				"parts": curve.parts(loss), "offers": offers.map(text), "prices": prices,
			}));
		}
	}
	let malformed: Vec<(&str, Vec<(u128, u32)>)> = vec![
		("no points", vec![]),
		("17 points", (0..17).map(|loss| (loss, 5)).collect()),
		("two points at one loss", vec![(1, 5), (1, 4)]),
		("a loss beyond the greatest", vec![(MAX_LOSS + 1, 5)]),
		("above the offer", vec![(1, WHOLE + 1)]),
		("rises", vec![(1, 5), (2, 4), (3, 5)]),
	];
	let malformed: Vec<_> = malformed
		.into_iter()
		.map(|(name, points)| {
			let refused = error(curve(&points).unwrap_err());
			let points: Vec<_> = points
				.iter()
				.map(|(loss, parts)| CurvePoint { loss: *loss, parts: *parts })
				.collect();
			json!({ "name": name, "points": points, "refused": refused })
		})
		.collect();

	let losses: Vec<_> = [vec![], vec![(1, 588_000), (3, 7)], vec![(u32::MAX, u128::MAX), (1, 1)]]
		.into_iter()
		.map(|charges: Vec<(u32, u128)>| {
			let shown: Vec<_> = charges
				.iter()
				.map(|(weight, charge)| json!({ "weight": weight, "charge": text(charge) }))
				.collect();
			json!({ "charges": shown, "loss": text(loss(charges)) })
		})
		.collect();
	let allowances: Vec<_> = [(0, 7), (4_200_000, 12), (u64::MAX, u128::MAX)]
		.into_iter()
		.map(|(agreed, rate)| {
			json!({
				"agreed": text(agreed), "rate": text(rate),
				"allowance": text(allowance(agreed, rate)),
			})
		})
		.collect();

	let mut chance = Chance::new(4);
	let mut shares = vec![
		(100, vec![1, 1, 1]),
		(5, vec![0, 0]),
		(7, vec![3, 0, 3, 1]),
		(u128::MAX, vec![MAX_LOSS; 16]),
	];
	for _ in 0..20 {
		let weights = (0..chance.between(1, 6)).map(|_| chance.0.below(50) as u128).collect();
		shares.push((chance.0.below(1_000_000) as u128, weights));
	}
	let shares: Vec<_> = shares
		.into_iter()
		.map(|(amount, weights)| {
			json!({
				"amount": text(amount), "weights": weights.iter().map(text).collect::<Vec<_>>(),
				"shares": share(amount, &weights).map(|parts| parts.iter().map(text).collect::<Vec<_>>()),
			})
		})
		.collect();

	let mut settlements = vec![];
	let mut case = |name: &str, offer: u128, curve: &Curve, intervals: &[Interval]| {
		let settled = settle(offer, curve, intervals).unwrap();
		settlements.push(json!({
			"name": name, "offer": text(offer), "curve": curve, "intervals": intervals,
			"price": text(settled.price),
			"shares": settled.shares.iter().map(text).collect::<Vec<_>>(),
			"answers": settled.answers,
			"bonds": settled.bonds.iter().map(text).collect::<Vec<_>>(),
			"seller": text(settled.seller), "buyer": text(settled.buyer),
		}));
	};
	let interval = |holder, loss, allowance| Interval { holder, loss, allowance };
	let offer = 1_000_003;
	case("no loss", offer, &usual, &[interval(Holder::Seller, 0, 0)]);
	case(
		"a loss within the allowances costs nothing",
		offer,
		&usual,
		&[interval(Holder::Seller, 400, 400), interval(Holder::Bonded(10), 500, 600)],
	);
	case(
		"a loss within the allowances, but beyond what is free",
		offer,
		&low,
		&[interval(Holder::Seller, 5, 5), interval(Holder::Bonded(10), 9, 10)],
	);
	case(
		"three share",
		offer,
		&usual,
		&[
			interval(Holder::Seller, 1_000, 300),
			interval(Holder::Bonded(1_000_000), 1_500, 500),
			interval(Holder::Buyer, 900, 200),
		],
	);
	case(
		"a bond is the most that its carrier pays",
		offer,
		&usual,
		&[interval(Holder::Seller, 0, 0), interval(Holder::Bonded(1_000), 5_900, 200)],
	);
	case(
		"who hands on to a carrier without a bond answers",
		offer,
		&usual,
		&[
			interval(Holder::Seller, 100, 0),
			interval(Holder::Unbonded, 700, 0),
			interval(Holder::Bonded(900_000), 800, 100),
			interval(Holder::Unbonded, 900, 100),
			interval(Holder::Unbonded, 1_000, 100),
			interval(Holder::Buyer, 300, 0),
		],
	);
	for number in 0..20 {
		let intervals: Vec<_> = (0..chance.between(1, 7))
			.map(|_| {
				let bond = chance.0.below(300_000) as u128;
				let holder = chance.pick(&[
					Holder::Seller,
					Holder::Buyer,
					Holder::Bonded(bond),
					Holder::Unbonded,
				]);
				interval(holder, chance.0.below(2_000) as u128, chance.0.below(600) as u128)
			})
			.collect();
		let curve = chance.pick(&[&usual, &odd, &low]).clone();
		case(
			&format!("chance {number}"),
			chance.0.below(1_000_000_000) as u128,
			&curve,
			&intervals,
		);
	}
	json!({
		"curves": points, "malformed": malformed, "losses": losses, "allowances": allowances,
		"shares": shares, "settlements": settlements,
	})
}
