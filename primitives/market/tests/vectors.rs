//! The vectors on disk are those that the code makes: `UPDATE_VECTORS=1` writes them.

mod common;

use common::{grid, pages, random_book, reference::Single, step};
use serde_json::{json, Value};
use tallystick_evidence::{Point, Summary};
use tallystick_market::{
	clear, grid::MAX_RATE, substitute, Band, Bill, Block, Blocks, Charge, ChargeKind, Charges,
	Dynamic, Formula, Grid, IndexId, Local, Metered, Order, Parts, Position, Quality, Quote, Rates,
	Reading, Register, Run, Running, Side, Step, Tariff, Terms, Tick, TimeOfUse, Timing,
};
use tallystick_records::{telemetry::Trust, Millis, Price, Rate, Slot, WattHours};
use tallystick_world::Numbers;

#[test]
fn vectors_are_current() {
	let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("vectors");
	let files = [
		("grids.json", grids()),
		("books.json", books()),
		("slots.json", slots()),
		("tariffs.json", tariffs()),
		("registers.json", registers()),
		("positions.json", positions()),
	];
	for (name, content) in files {
		let text = lines(&content);
		let path = folder.join(name);
		if std::env::var_os("UPDATE_VECTORS").is_some() {
			std::fs::write(&path, &text).unwrap();
		}
		let found = std::fs::read_to_string(&path).unwrap_or_default();
		assert!(found == text, "{name} differs: UPDATE_VECTORS=1 cargo test -p tallystick-market");
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

/// The name of an error, or null.
fn refused<T, E: core::fmt::Debug>(result: &Result<T, E>) -> Value {
	let Err(error) = result else { return Value::Null };
	let shown = format!("{error:?}");
	let name = shown.split(|c: char| !c.is_alphanumeric()).next();
	json!(name)
}

fn pick<T: Copy>(chance: &mut Numbers, from: &[T]) -> T {
	from[chance.below(from.len() as u64) as usize]
}

/// From −`width` to `width`.
fn about(chance: &mut Numbers, width: i64) -> i64 {
	chance.below(2 * width as u64 + 1) as i64 - width
}

fn grids() -> Value {
	let malformed = [
		(0, 10, 1),
		(0, 10, 0),
		(1, 0, 1),
		(-5, 6, 4),
		(0, 1_024, 1),
		(0, 1_023, 1),
		(-1_000_000_001, 0, 1),
		(7, 7, 3),
	];
	let checks: Vec<_> = malformed
		.into_iter()
		.map(|(floor, cap, tick)| {
			let grid = Grid { floor: Price(floor), cap: Price(cap), tick: Price(tick) };
			let check = grid.check();
			let ticks = check.is_ok().then(|| grid.ticks());
			json!({ "grid": grid, "refused": refused(&check), "ticks": ticks })
		})
		.collect();
	let mut chance = Numbers(11);
	let mut limits = Vec::new();
	for _ in 0..60 {
		let (floor, tick) = (about(&mut chance, 300), 1 + chance.below(7) as i64);
		let cap = floor + tick * chance.below(90) as i64;
		let grid = Grid::new(Price(floor), Price(cap), Price(tick)).unwrap();
		let limit = Rate(about(&mut chance, 700_000));
		let charges = Rate(pick(&mut chance, &[0, 123_456, 200_000]));
		let (bid, ask) = (grid.bid(limit, charges), grid.ask(limit));
		limits.push(json!({
			"grid": grid, "limit": limit, "charges": charges,
			"bid": bid.ok(), "bidRefused": refused(&bid), "ask": ask.ok(), "askRefused": refused(&ask),
		}));
	}
	let small = grid(0, 10);
	let step = |tick, energy| Step { tick: Tick(tick), energy };
	let orders: Vec<_> = [
		(vec![], 0),
		(vec![step(0, 5), step(9, 5)], 10),
		(vec![step(0, 5), step(9, 5)], 9),
		(vec![step(1, 5), step(1, 5)], 99),
		(vec![step(2, 5), step(1, 5)], 99),
		(vec![step(1, 0)], 99),
		(vec![step(10, 1)], 99),
	]
	.into_iter()
	.map(|(steps, most)| {
		let order = Order::new(Side::Sell, steps).unwrap();
		let check = order.check(&small, most);
		json!({ "order": order, "ticks": 10, "most": most, "refused": refused(&check) })
	})
	.collect();
	json!({ "grids": checks, "limits": limits, "orders": orders })
}

fn book(name: &str, floor: i64, ticks: u16, steps: &[Single], capacity: u64) -> Value {
	let grid = grid(floor, ticks);
	let clearing = clear(&grid, &pages(steps), WattHours(capacity));
	let mut running = Running::default();
	let fills: Vec<_> = steps
		.iter()
		.map(|single| {
			let (side, step) = step(single);
			clearing.map_or(WattHours(0), |clearing| running.fill(&clearing, side, &step))
		})
		.collect();
	let steps: Vec<_> = steps
		.iter()
		.map(|single| {
			let (side, step) = step(single);
			json!({ "side": side, "tick": step.tick, "energy": step.energy })
		})
		.collect();
	json!({
		"name": name, "grid": grid, "steps": steps, "capacity": WattHours(capacity), "clearing": clearing,
		"fills": fills,
	})
}

fn books() -> Value {
	let all = u64::MAX;
	let mut books = vec![
		book("nobody", 0, 5, &[], all),
		book("one bid", 0, 5, &[(true, 4, 9)], all),
		book("one ask", 0, 5, &[(false, 0, 9)], all),
		book("the limits do not meet", 0, 5, &[(true, 1, 9), (false, 2, 9)], all),
		book("one limit for all", -9, 5, &[(true, 2, 9), (false, 2, 9)], all),
		book("below zero, rounded down", -10, 20, &[(true, 4, 5), (false, 3, 5)], all),
		book(
			"bids are rationed",
			0,
			9,
			&[(true, 5, 10), (true, 5, 11), (true, 5, 12), (false, 1, 20)],
			all,
		),
		book(
			"asks are rationed",
			0,
			9,
			&[(false, 3, 7), (false, 3, 7), (false, 3, 7), (true, 6, 20)],
			all,
		),
		book(
			"unfilled steps narrow the price",
			0,
			40,
			&[(true, 30, 5), (false, 4, 5), (true, 11, 1), (false, 20, 1)],
			all,
		),
		book("the capacity binds", 0, 40, &[(true, 30, 500), (false, 4, 700), (true, 8, 9)], 123),
		book("no capacity", 0, 40, &[(true, 30, 500), (false, 4, 700)], 0),
	];
	let mut chance = Numbers(12);
	for number in 0..250 {
		let (ticks, steps, capacity) = random_book(&mut chance);
		let floor = about(&mut chance, 1_000);
		books.push(book(&format!("chance {number}"), floor, ticks, &steps, capacity));
	}
	json!(books)
}

fn slots() -> Value {
	let timing = |slot, period| Timing {
		slot,
		period,
		lead: 3_600_000,
		firm: 300_000,
		horizon: 172_800_000,
	};
	let checks: Vec<_> = [
		timing(900_000, 96),
		timing(0, 96),
		timing(7_000, 96),
		timing(60_000, 0),
		timing(60_000, 97),
		Timing { horizon: 3_900_000, ..timing(900_000, 96) },
	]
	.into_iter()
	.map(|timing| json!({ "timing": timing, "refused": refused(&timing.check()) }))
	.collect();
	let mut chance = Numbers(13);
	let mut moments = Vec::new();
	for _ in 0..80 {
		let slot = pick(&mut chance, &[60_000, 900_000, 1_800_000, 3_600_000]);
		let timing = timing(slot, pick(&mut chance, &[1, 5, 96]));
		let now = Millis(1_774_224_000_000 + chance.below(400_000_000_000));
		let slot = Slot(timing.slot_at(now).0 + chance.below(220));
		let offset = pick(&mut chance, &[0, 60, 120, -210, 345, 840, -840]);
		let local = Local::at(now, offset);
		let power = chance.below(50_000) as u32;
		moments.push(json!({
			"timing": timing, "now": now, "of": timing.slot_at(now), "slot": slot,
			"start": timing.start(slot), "end": timing.end(slot), "opens": timing.opens(slot),
			"gate": timing.gate(slot), "phase": format!("{:?}", timing.phase(slot, now)),
			"nextUnopened": timing.next_unopened(now), "period": timing.period_of(slot),
			"place": timing.place(slot), "weekBefore": timing.week_before(slot),
			"power": power, "most": timing.most(power), "maxSkew": timing.max_skew(),
			"deadline": timing.deadline(slot, now, 7_200_000),
			"offset": offset,
			"local": { "day": local.day, "weekday": local.weekday, "minute": local.minute },
		}));
	}
	json!({ "timings": checks, "moments": moments })
}

fn random_table(chance: &mut Numbers, until: u64) -> Formula {
	let mut bands = vec![Band { days: 127, from: 0, rate: Rate(about(chance, 400_000)) }];
	for hour in 1..24 {
		if chance.below(3) == 0 {
			let days = 1 + chance.below(127) as u8;
			bands.push(Band { days, from: 60 * hour, rate: Rate(about(chance, 400_000)) });
		}
	}
	let offset = pick(chance, &[0, 60, 120, -210, 345]);
	let fallback = Rate(about(chance, 400_000));
	Formula::TimeOfUse(TimeOfUse::new(offset, Slot(until), fallback, bands).unwrap())
}

fn tariffs() -> Value {
	const MONDAY: u64 = 1_774_224_000_000;
	let first = MONDAY / 900_000;
	let mut chance = Numbers(14);
	let flat = |rate| Formula::Flat(Rate(rate));
	let band = |days, from| Band { days, from, rate: Rate(1) };
	let raw = |offset, bands: Vec<Band>| {
		let bands = bands.try_into().unwrap();
		Formula::TimeOfUse(TimeOfUse { offset, until: Slot(9), fallback: Rate(2), bands })
	};
	let blocks = |above: &[(u64, i64)]| {
		let more: Vec<_> = above
			.iter()
			.map(|(above, rate)| Block { above: WattHours(*above), rate: Rate(*rate) })
			.collect();
		Blocks { first: Rate(300_000), more: more.try_into().unwrap() }
	};
	let malformed: Vec<_> = [
		flat(MAX_RATE + 1),
		raw(841, vec![band(127, 0)]),
		raw(0, vec![]),
		raw(0, vec![band(0, 0)]),
		raw(0, vec![band(128, 0)]),
		raw(0, vec![band(127, 5), band(127, 0)]),
		raw(0, vec![band(127, 1_440)]),
		raw(0, vec![band(127, 0), band(3, 9), band(2, 9)]),
		raw(0, vec![band(31, 0), band(64, 1)]),
		Formula::Blocks(blocks(&[(0, 1)])),
		Formula::Blocks(blocks(&[(5, 1), (5, 1)])),
	]
	.into_iter()
	.map(|supply| Tariff { supply, feed_in: flat(0) })
	.chain([Tariff { supply: flat(0), feed_in: Formula::Blocks(blocks(&[])) }])
	.map(|tariff| json!({ "tariff": tariff, "refused": refused(&tariff.check()) }))
	.collect();

	let mut rates = Vec::new();
	for number in 0..40 {
		let formula = |chance: &mut Numbers, kind| match kind {
			0 => Formula::Flat(Rate(about(chance, 400_000))),
			1 => {
				let margin = Rate(about(chance, 50_000));
				let fallback = Rate(about(chance, 400_000));
				Formula::Dynamic(Dynamic {
					index: IndexId(chance.below(3) as u32),
					margin,
					fallback,
				})
			},
			_ => {
				let until = first + chance.below(1_000);
				random_table(chance, until)
			},
		};
		let supply = if number % 7 == 6 {
			Formula::Blocks(blocks(&[(1_000, 200_000)]))
		} else {
			formula(&mut chance, number % 3)
		};
		let kind = chance.below(3);
		let tariff = Tariff { supply, feed_in: formula(&mut chance, kind) };
		assert_eq!(tariff.check(), Ok(()));
		let cases: Vec<_> = (0..8)
			.map(|_| {
				let slot = Slot(first + chance.below(700));
				let start = Millis(slot.0 * 900_000);
				let published: Vec<Option<Rate>> = (0..3)
					.map(|_| match chance.below(8) {
						0 | 1 => None,
						2 => Some(Rate(MAX_RATE + 1)),
						_ => Some(Rate(about(&mut chance, 300_000))),
					})
					.collect();
				let found = tariff.at(slot, start, |index| published[index.0 as usize]);
				json!({ "slot": slot, "start": start, "indices": published, "rates": found })
			})
			.collect();
		rates.push(json!({ "tariff": tariff, "cases": cases }));
	}
	let mut rests = Vec::new();
	for above in [&[][..], &[(1_000, 250_001)], &[(1_000, 250_001), (3_000, 400_003), (9_000, -7)]]
	{
		let blocks = blocks(above);
		for supplied in [0, 999, 1_000, 1_001, 2_999, 3_001, 12_345, 99_999_999] {
			let supplied = WattHours(supplied);
			let rest = blocks.rest(supplied).to_string();
			let (supply, feed_in) = (Formula::Blocks(blocks.clone()), flat(0));
			let line = Tariff { supply, feed_in }.rest(supplied);
			let energy = line.map(|line| line.energy);
			rests.push(json!({
				"blocks": blocks, "supplied": supplied, "rest": rest, "energy": energy,
			}));
		}
	}
	let mut quotes = Vec::new();
	for _ in 0..25 {
		let charges = random_charges(&mut chance);
		let supply = about(&mut chance, 400_000);
		let given = Rates { supply: Rate(supply), feed_in: Rate(supply.min(50_000)) };
		let energy = WattHours(chance.below(20_000));
		let quote = Quote::new(given, &charges, energy);
		quotes.push(json!({ "charges": charges, "quote": quote }));
	}
	json!({ "malformed": malformed, "tariffs": rates, "rests": rests, "quotes": quotes })
}

fn random_charges(chance: &mut Numbers) -> Charges<u32> {
	let charge = |number| {
		let kind = pick(chance, &[ChargeKind::Network, ChargeKind::Levy, ChargeKind::Tax]);
		Charge { kind, rate: Rate(chance.below(150_000) as i64), payee: number }
	};
	let count = 3;
	Charges::new((0..count).map(charge).collect::<Vec<_>>()).unwrap()
}

fn reading(at: u64, register: u64) -> Reading {
	Reading { at: Millis(at), register: WattHours(register) }
}

fn random_runs(chance: &mut Numbers) -> Vec<Run> {
	let (mut at, mut register, mut meter) = (chance.below(1_500), chance.below(5_000), 0);
	let mut runs = Vec::new();
	for _ in 0..1 + chance.below(9) {
		let first = reading(at, register);
		if chance.below(3) > 0 {
			at += 1 + chance.below(1_300);
			if chance.below(2) == 0 {
				at = at.next_multiple_of(1_000);
			}
			register += chance.below(400);
		}
		runs.push(Run {
			meter,
			first,
			last: reading(at, register),
			doubtful: chance.below(9) == 0,
		});
		at += pick(chance, &[1, 10, 100, 500, 1_000, 1_001, 3_500]);
		match chance.below(9) {
			0 => register = chance.below(register + 1),
			1 => (meter, register) = (meter + 1, chance.below(10_000)),
			_ => register += chance.below(400),
		}
	}
	runs
}

fn registers() -> Value {
	let mut chance = Numbers(15);
	let mut registers = Vec::new();
	let mut case = |name: String, runs: &[Run]| {
		let register = Register::new(runs, 1_000);
		let intervals: Vec<_> = (0..10)
			.map(|slot| {
				let (from, to) = (Millis(slot * 1_000), Millis(slot * 1_000 + 1_000));
				register.as_ref().ok().and_then(|register| register.energy(from, to))
			})
			.collect();
		registers.push(json!({
			"name": name, "slot": 1_000, "runs": runs, "refused": refused(&register), "intervals": intervals,
		}));
	};
	let run = |meter, first, last| Run { meter, first, last, doubtful: false };
	case(
		"the meter is replaced at a boundary".into(),
		&[
			run(0, reading(0, 100), reading(1_000, 200)),
			run(1, reading(1_000, 7), reading(2_000, 30)),
		],
	);
	case(
		"the register falls".into(),
		&[
			run(0, reading(0, 100), reading(1_400, 200)),
			run(0, reading(1_600, 7), reading(3_000, 30)),
		],
	);
	case(
		"two runs overlap".into(),
		&[
			run(0, reading(0, 100), reading(1_400, 200)),
			run(0, reading(1_400, 201), reading(3_000, 230)),
		],
	);
	for number in 0..150 {
		case(format!("chance {number}"), &random_runs(&mut chance));
	}
	let mut runs = Vec::new();
	for _ in 0..40 {
		let first = Point { time: 5, value: about(&mut chance, 40_000) };
		let last = Point { time: 9, value: first.value + chance.below(4_000) as i64 };
		let min = first.value - i64::from(chance.below(6) == 0);
		let max = last.value + i64::from(chance.below(6) == 0);
		let summary = Summary { count: 3, first, last, min, max, sum: 0, violations: 0 };
		let exponent = pick(&mut chance, &[0, 0, -1, -3, 3, 18]);
		let run = Run::new(&summary, exponent, 4, Trust::Trusted);
		runs.push(json!({
			"summary": summary, "exponent": exponent, "refused": refused(&run),
			"first": run.map(|run| run.first.register).ok(), "last": run.map(|run| run.last.register).ok(),
		}));
	}
	let substitutes: Vec<_> = [
		(Some(70), 50, 100),
		(Some(30), 50, 100),
		(Some(170), 50, 100),
		(None, 50, 100),
		(None, 150, 100),
	]
	.into_iter()
	.map(|(last_week, standard, most): (Option<u64>, u64, u64)| {
		let found = substitute(last_week.map(WattHours), WattHours(standard), most);
		json!({ "lastWeek": last_week, "standard": standard, "most": most, "interval": found })
	})
	.collect();
	json!({ "registers": registers, "runs": runs, "substitutes": substitutes })
}

fn positions() -> Value {
	let mut chance = Numbers(16);
	let mut bills = Vec::new();
	for number in 0..120 {
		let charges = random_charges(&mut chance);
		let mut bill = Bill::new(&charges);
		let mut slots = Vec::new();
		for _ in 0..1 + chance.below(4) {
			let supply = about(&mut chance, 400_000);
			let rates = Rates { supply: Rate(supply), feed_in: Rate(about(&mut chance, 400_000)) };
			let terms = Terms { rates, deviation: Price(1 + chance.below(9) as i64) };
			let (bought, sold) = match chance.below(3) {
				0 => (chance.below(4_000), 0),
				1 => (0, chance.below(4_000)),
				_ => (0, 0),
			};
			let position = Position { bought: WattHours(bought), sold: WattHours(sold) };
			let price = (bought + sold > 0).then(|| Price(about(&mut chance, 400)));
			let meter = |chance: &mut Numbers| match chance.below(3) {
				0 => WattHours(bought + sold),
				_ => WattHours(chance.below(5_000)),
			};
			let metered = Metered {
				import: meter(&mut chance),
				export: meter(&mut chance),
				quality: pick(
					&mut chance,
					&[Quality::Provided, Quality::Calculated, Quality::Estimated],
				),
			};
			let parts = Parts::new(&position, &metered);
			bill.add(&parts, &terms, price);
			let rates = |price: Price| {
				json!([terms.returned(price).to_string(), terms.covered(price).to_string(),])
			};
			slots.push(json!({
				"position": position, "metered": metered, "terms": terms, "price": price, "parts": parts,
				"balance": parts.balance().to_string(), "deviation": price.map(rates),
			}));
		}
		bills.push(json!({
			"name": format!("chance {number}"), "charges": charges, "slots": slots,
			"exact": bill.exact().to_string(), "lines": bill.lines(),
		}));
	}
	let mut holds = Vec::new();
	for _ in 0..100 {
		let charges = random_charges(&mut chance);
		let rates = Rates {
			supply: Rate(about(&mut chance, 400_000)),
			feed_in: Rate(about(&mut chance, 400_000)),
		};
		let terms = Terms { rates, deviation: Price(1 + chance.below(9) as i64) };
		let side = pick(&mut chance, &[Side::Buy, Side::Sell]);
		let limit = Price(about(&mut chance, 400));
		let energy = WattHours(chance.below(5_000));
		let hold = terms.hold(&charges, side, limit, energy).to_string();
		holds.push(json!({
			"terms": terms, "charges": charges, "side": side, "limit": limit, "energy": energy, "hold": hold,
		}));
	}
	json!({ "bills": bills, "holds": holds })
}
