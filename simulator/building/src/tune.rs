//! Tuning of baselines and rules, on the tuning week, by the same measure.
//!
//! The measure is the cost at a tariff, with discomfort priced as in [plan]: the mean over seeds, then the median over
//! weeks of prices. One parameter after another moves over its grid, until a round changes nothing. The rules have one
//! more condition: over all zones, and in the worst one, their kelvin-hours outside the limits may be nine tenths of
//! B1's. Each one more adds a penalty.
//!
//! [plan]: crate::controllers::plan

use crate::{
	controllers::{
		constant::Constant,
		plan::price_of_discomfort,
		rules::{Parameters, Rules, RulesError},
		setback::Setback,
		Controller,
	},
	metrics::{Cost, Metrics},
	prices::{PriceWeek, Tariff, HOURS},
	run::Log,
	table::{play, Building, Spread},
	tuned::{Choice, Score, Set, Tuned},
};

/// Tuning takes one week of prices in five.
const EVERY: usize = 5;

/// Most rounds.
const ROUNDS: usize = 6;

/// The part of B1's kelvin-hours outside that the rules may have: less than one, since they are tuned with a part of the prices.
const MARGIN: f64 = 0.9;

/// By which part of the cost a kelvin-hour too many counts.
const EXCESS: f64 = 0.2;

/// Where the tuning of B0 begins, with each temperature of the flow of its grid.
const CONSTANT: Constant = Constant { set_point: 20.1, plus: 6.0 };

/// The same of B1.
const SETBACK: Setback =
	Setback { comfort: 20.1, setback: 16.0, hours_per_kelvin: 4.0, plus: 10.0 };

/// Where the tuning of the rules begins, besides B1's temperatures.
const RULES: Parameters = Parameters {
	comfort: 20.1,
	setback: 16.0,
	store: 0.25,
	pace: 0.25,
	plus: 2.0,
	boost: 8.0,
	most: 27.0,
};

/// Whether a score is better than another, if no more than this may be outside: in the worst zone, and over all.
fn beats(this: &Score, other: &Score, (worst, kelvin_hours): (f64, f64)) -> bool {
	let measure = |of: &Score| {
		let excess = (of.worst - worst).max(0.0) + (of.kelvin_hours - kelvin_hours).max(0.0);
		of.cost + EXCESS * excess * of.cost.abs()
	};
	measure(this) < measure(other)
}

/// Tunes all controllers for all tariffs. The parameters that the building has do not matter.
pub fn tune(building: &Building, prices: &[PriceWeek]) -> Result<Tuned, RulesError> {
	let some: Vec<PriceWeek> = prices.iter().step_by(EVERY).cloned().collect();
	// Two rates do not follow the index.
	let first = some.get(..1).unwrap_or(&some);
	Ok(Tuned {
		index: tune_for(building, Tariff::Index, &some)?,
		fixed: tune_for(building, Tariff::Fixed, &some)?,
		two_rate: tune_for(building, Tariff::TwoRate, first)?,
	})
}

fn tune_for(building: &Building, tariff: Tariff, prices: &[PriceWeek]) -> Result<Set, RulesError> {
	let bound = (f64::INFINITY, f64::INFINITY);
	let steps = |from: f64, count: usize, step: f64| -> Vec<f64> {
		(0..count).map(|number| from + number as f64 * step).collect()
	};
	let set_points = steps(20.0, 13, 0.05);
	let setbacks = steps(16.0, 9, 0.5);
	let plus = steps(-2.0, 10, 2.0);

	let constant = descend(
		&plus.iter().map(|plus| Constant { plus: *plus, ..CONSTANT }).collect::<Vec<_>>(),
		&[
			(|of: &mut Constant, value| of.set_point = value, set_points.clone()),
			(|of, value| of.plus = value, plus.clone()),
		],
		bound,
		|of| Ok(score_without_prices(building, tariff, prices, || *of)),
	)?;
	let setback = descend(
		&plus.iter().map(|plus| Setback { plus: *plus, ..SETBACK }).collect::<Vec<_>>(),
		&[
			(|of: &mut Setback, value| of.comfort = value, set_points.clone()),
			(|of, value| of.setback = value, setbacks.clone()),
			(|of, value| of.hours_per_kelvin = value, steps(1.0, 23, 0.5)),
			(|of, value| of.plus = value, plus.clone()),
		],
		bound,
		|of| Ok(score_without_prices(building, tariff, prices, || *of)),
	)?;
	let score = setback.score;
	let Setback { comfort, setback: low, plus: above, .. } = setback.parameters;
	let rules = descend(
		&[RULES, Parameters { comfort, setback: low, plus: above, ..RULES }],
		&[
			(|of: &mut Parameters, value| of.comfort = value, set_points),
			(|of, value| of.setback = value, setbacks),
			(|of, value| of.store = value, steps(0.0, 9, 0.25)),
			(|of, value| of.pace = value, steps(0.1, 9, 0.05)),
			(|of, value| of.plus = value, plus),
			(|of, value| of.boost = value, steps(0.0, 9, 2.0)),
			(|of, value| of.most = value, steps(9.0, 8, 3.0)),
		],
		(MARGIN * score.worst, MARGIN * score.kelvin_hours),
		|of| score_rules(building, tariff, prices, of),
	)?;
	Ok(Set { constant, setback, rules })
}

/// Moves one parameter after another, from the best of these starts on.
fn descend<P: Copy>(
	starts: &[P],
	grids: &[(fn(&mut P, f64), Vec<f64>)],
	bound: (f64, f64),
	score: impl Fn(&P) -> Result<Score, RulesError>,
) -> Result<Choice<P>, RulesError> {
	let mut found = None;
	for start in starts {
		let there = score(start)?;
		if found.is_none_or(|(_, at)| beats(&there, &at, bound)) {
			found = Some((*start, there));
		}
	}
	let Some((mut best, mut at)) = found else { return Err(RulesError::NoStart) };
	for _ in 0..ROUNDS {
		let mut moved = false;
		for (set, values) in grids {
			for value in values {
				let mut there = best;
				set(&mut there, *value);
				let score = score(&there)?;
				if beats(&score, &at, bound) {
					(best, at, moved) = (there, score, true);
				}
			}
		}
		if !moved {
			break;
		}
	}
	Ok(Choice { parameters: best, score: at })
}

/// Cost less the value of stored heat, and discomfort, in USD.
fn measure(building: &Building, log: &Log, metrics: &Metrics, prices: &[f64; HOURS]) -> f64 {
	let net = Cost::new(&building.week, log, metrics, prices).net();
	net + price_of_discomfort(prices) * metrics.kelvin_hours()
}

/// Of a controller that prices do not move.
fn score_without_prices<C: Controller>(
	building: &Building,
	tariff: Tariff,
	prices: &[PriceWeek],
	controller: impl Fn() -> C,
) -> Score {
	let played: Vec<_> = building
		.zones
		.iter()
		.map(|(_, zones)| play(&building.week, zones, &mut controller()))
		.collect();
	let costs = prices.iter().map(|prices| {
		let prices = prices.tariff(tariff);
		let cost = played.iter().map(|(log, metrics)| measure(building, log, metrics, &prices));
		cost.sum::<f64>() / played.len().max(1) as f64
	});
	let metrics = played.iter().map(|(_, metrics)| metrics);
	let worst = metrics.clone().map(|of| of.worst().kelvin_hours).fold(0.0, f64::max);
	let all: f64 = metrics.map(|of| of.kelvin_hours()).sum();
	Score {
		worst,
		kelvin_hours: all / played.len().max(1) as f64,
		cost: Spread::of(costs).map_or(0.0, |spread| spread.median),
	}
}

fn score_rules(
	building: &Building,
	tariff: Tariff,
	prices: &[PriceWeek],
	parameters: &Parameters,
) -> Result<Score, RulesError> {
	// A seed a thread.
	let scores = std::thread::scope(|scope| {
		let threads: Vec<_> = building
			.zones
			.iter()
			.map(|(_, zones)| {
				scope.spawn(move || -> Result<_, RulesError> {
					let each = |prices: &PriceWeek| {
						let hours = prices.tariff(tariff);
						let mut rules = Rules::new(&building.rules, parameters, Some(&hours))?;
						let (log, metrics) = play(&building.week, zones, &mut rules);
						let cost = measure(building, &log, &metrics, &hours);
						Ok((cost, metrics.worst().kelvin_hours, metrics.kelvin_hours()))
					};
					prices.iter().map(each).collect::<Result<Vec<_>, _>>()
				})
			})
			.collect();
		threads
			.into_iter()
			.map(|thread| thread.join().map_err(|_| RulesError::Panic)?)
			.collect::<Result<Vec<_>, _>>()
	})?;
	let seeds = scores.len().max(1) as f64;
	let costs: Vec<f64> = (0..prices.len())
		.map(|week| scores.iter().map(|seed| seed[week].0).sum::<f64>() / seeds)
		.collect();
	let worst = scores.iter().flatten().map(|run| run.1).fold(0.0, f64::max);
	let all: f64 = scores.iter().flatten().map(|run| run.2).sum();
	let runs = costs.len() * building.zones.len();
	Ok(Score {
		worst,
		kelvin_hours: all / runs.max(1) as f64,
		cost: Spread::of(costs).map_or(0.0, |spread| spread.median),
	})
}
