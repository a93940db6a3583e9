//! The comparison of controllers over seeds, tariffs and weeks of prices.

use crate::{
	controllers::{
		plan::{price_of_discomfort, Plan, PlanError},
		rules::{Rules, RulesError, Texts},
		Controller,
	},
	fit::Fit,
	metrics::{Cost, Metrics},
	prices::{PriceWeek, Tariff},
	run,
	tuned::Tuned,
	week::Week,
	zones::Zones,
};

/// What runs a building.
#[derive(Clone, Copy, PartialEq, Eq, Debug, serde::Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Kind {
	/// B0.
	Constant,
	/// B1.
	Setback,
	/// The rules, without prices: what they do for other reasons.
	Blind,
	/// The rules.
	Rules,
	/// B2.
	Plan,
}

impl Kind {
	/// As tables name it.
	pub const fn name(self) -> &'static str {
		match self {
			Self::Constant => "B0 constant",
			Self::Setback => "B1 setback",
			Self::Blind => "rules without prices",
			Self::Rules => "rules",
			Self::Plan => "B2 plan",
		}
	}
}

/// Why a comparison failed.
#[derive(Debug, thiserror::Error)]
pub enum TableError {
	/// The rules cannot be used.
	#[error(transparent)]
	Rules(#[from] RulesError),
	/// There is no plan.
	#[error(transparent)]
	Plan(#[from] PlanError),
	/// There is nothing to compare.
	#[error("there is no week of prices; data/prices-2021-winter.csv holds at least one")]
	Empty,
	/// A thread panicked.
	#[error("a computation panicked; this is a bug")]
	Panic,
}

/// One controller in one week of prices, with one seed and one tariff.
#[derive(Clone, PartialEq, Debug, serde::Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Run {
	/// What ran the building.
	pub kind: Kind,
	/// The tariff.
	pub tariff: Tariff,
	/// The seed of the zones.
	pub seed: u64,
	/// The Monday of the prices.
	pub monday: String,
	/// Cost less the value of stored heat, in USD.
	pub net: f64,
	/// Paid for electricity, in USD. Of a plan it is its net cost.
	pub paid: f64,
	/// `net`, and the price of discomfort: by which controllers are tuned and compared with the bound, in USD.
	pub priced: f64,
	/// Nobody's priced cost is below it, in USD. Plans have it only.
	pub bound: Option<f64>,
	/// Electricity, in kWh.
	pub electricity: f64,
	/// Heat, in kWh.
	pub heat: f64,
	/// Greatest mean power of 15 min, in kW.
	pub peak: f64,
	/// Kelvin-hours outside, over all zones.
	pub kelvin_hours: f64,
	/// What does not depend on prices, in detail. Plans have none.
	pub metrics: Option<Metrics>,
}

/// The building in a week, with the zones of each seed.
#[derive(Clone, PartialEq, Debug)]
pub struct Building {
	/// The week.
	pub week: Week,
	/// Seeds and their zones.
	pub zones: Vec<(u64, Zones)>,
	/// The rules that run it.
	pub rules: Texts,
	/// The controllers' parameters.
	pub tuned: Tuned,
}

impl Building {
	/// With the zones of these seeds.
	pub fn new(week: Week, fit: &Fit, seeds: &[u64], rules: Texts, tuned: Tuned) -> Self {
		let zones = seeds.iter().map(|seed| (*seed, Zones::of_seed(&fit.model, *seed))).collect();
		Self { week, zones, rules, tuned }
	}
}

/// Plays one controller with one seed.
pub fn play(week: &Week, zones: &Zones, controller: &mut dyn Controller) -> (run::Log, Metrics) {
	let log = run::play(week, zones, controller, None);
	let metrics = Metrics::new(week, zones, &log);
	(log, metrics)
}

fn of_log(
	week: &Week,
	played: &(run::Log, Metrics),
	kind: Kind,
	(tariff, seed): (Tariff, u64),
	prices: &PriceWeek,
) -> Run {
	let (log, metrics) = played;
	let hours = prices.tariff(tariff);
	let cost = Cost::new(week, log, metrics, &hours);
	Run {
		kind,
		tariff,
		seed,
		monday: prices.monday.clone(),
		net: cost.net(),
		paid: cost.paid,
		priced: cost.net() + price_of_discomfort(&hours) * metrics.kelvin_hours(),
		bound: None,
		electricity: metrics.electricity,
		heat: metrics.heat,
		peak: metrics.peak,
		kelvin_hours: metrics.kelvin_hours(),
		metrics: Some(metrics.clone()),
	}
}

/// All runs: of each seed, tariff, and week of prices, in this order. Two rates do not follow the index, so that their first week
/// stands for all. Plans are made for as many seeds as `planned` says.
pub fn compare(
	building: &Building,
	prices: &[PriceWeek],
	planned: usize,
) -> Result<Vec<Run>, TableError> {
	if prices.is_empty() {
		return Err(TableError::Empty);
	}
	std::thread::scope(|scope| {
		let threads: Vec<_> = building
			.zones
			.iter()
			.enumerate()
			.map(|(number, (seed, zones))| {
				scope.spawn(move || compare_seed(building, zones, *seed, prices, number < planned))
			})
			.collect();
		let mut runs = Vec::new();
		for thread in threads {
			runs.extend(thread.join().map_err(|_| TableError::Panic)??);
		}
		Ok(runs)
	})
}

fn compare_seed(
	building: &Building,
	zones: &Zones,
	seed: u64,
	prices: &[PriceWeek],
	plan: bool,
) -> Result<Vec<Run>, TableError> {
	let week = &building.week;
	let mut runs = Vec::new();
	for tariff in Tariff::ALL {
		let tuned = building.tuned.of(tariff);
		let rules = &tuned.rules.parameters;
		let constant = play(week, zones, &mut { tuned.constant.parameters });
		let setback = play(week, zones, &mut { tuned.setback.parameters });
		let blind = play(week, zones, &mut Rules::new(&building.rules, rules, None)?);
		let weeks = if tariff == Tariff::TwoRate { 1 } else { prices.len() };
		for prices in prices.iter().take(weeks) {
			let of = (tariff, seed);
			runs.push(of_log(week, &constant, Kind::Constant, of, prices));
			runs.push(of_log(week, &setback, Kind::Setback, of, prices));
			let hours = prices.tariff(tariff);
			runs.push(of_log(week, &blind, Kind::Blind, of, prices));
			let mut rules = Rules::new(&building.rules, rules, Some(&hours))?;
			let rules = play(week, zones, &mut rules);
			runs.push(of_log(week, &rules, Kind::Rules, of, prices));
			if plan {
				let plan = Plan::new(week, zones, &hours)?;
				runs.push(Run {
					kind: Kind::Plan,
					tariff,
					seed,
					monday: prices.monday.clone(),
					net: plan.net,
					paid: plan.net,
					priced: plan.net + price_of_discomfort(&hours) * plan.kelvin_hours,
					bound: Some(plan.bound),
					electricity: plan.electricity,
					heat: plan.heat,
					peak: plan.peak,
					kelvin_hours: plan.kelvin_hours,
					metrics: None,
				});
			}
		}
	}
	Ok(runs)
}

/// A median with its range.
#[derive(Clone, Copy, PartialEq, Debug, serde::Serialize)]
pub struct Spread {
	/// The median: of an even number of values the mean of the two in the middle.
	pub median: f64,
	/// The least.
	pub least: f64,
	/// The greatest.
	pub greatest: f64,
}

impl Spread {
	/// `None` if there are no values.
	pub fn of(values: impl IntoIterator<Item = f64>) -> Option<Self> {
		let mut values: Vec<f64> = values.into_iter().collect();
		values.sort_by(f64::total_cmp);
		let (least, greatest) = (*values.first()?, *values.last()?);
		let upper = values[values.len() / 2];
		let lower = values[(values.len() - 1) / 2];
		Some(Self { median: (lower + upper) / 2.0, least, greatest })
	}
}

/// A row of the table: a controller under a tariff.
#[derive(Clone, PartialEq, Debug, serde::Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Row {
	/// The tariff.
	pub tariff: Tariff,
	/// The controller.
	pub kind: Kind,
	/// Cost less the value of stored heat, in USD: over seeds and weeks of prices.
	pub net: Spread,
	/// The change of that cost from B1's of the same seed and prices, in percent.
	pub change: Spread,
	/// The part that was saved of what can be saved at most, from B1 to the bound, discomfort priced, in percent: over
	/// runs that have a plan.
	pub share: Option<Spread>,
	/// Mean electricity, in kWh.
	pub electricity: f64,
	/// Mean heat, in kWh.
	pub heat: f64,
	/// Greatest mean power of 15 min, in kW.
	pub peak: f64,
	/// Kelvin-hours outside, over all zones: mean, and greatest of a run.
	pub kelvin_hours: (f64, f64),
	/// The worst zone of all runs: minutes and kelvin-hours outside.
	pub worst: Option<(f64, f64)>,
	/// Mean starts of the heat pump a day.
	pub starts: Option<f64>,
	/// Mean changes of set-points a day.
	pub commands: Option<f64>,
	/// Minutes at fail-safe, over all runs.
	pub fail_safe: Option<f64>,
}

/// The table of all runs.
pub fn table(runs: &[Run], days: f64) -> Vec<Row> {
	let mut rows = Vec::new();
	for tariff in Tariff::ALL {
		for kind in [Kind::Constant, Kind::Setback, Kind::Blind, Kind::Rules, Kind::Plan] {
			let of: Vec<&Run> =
				runs.iter().filter(|run| run.tariff == tariff && run.kind == kind).collect();
			rows.extend(row(runs, &of, days));
		}
	}
	rows
}

fn row(runs: &[Run], of: &[&Run], days: f64) -> Option<Row> {
	let first = of.first()?;
	let (kind, tariff) = (first.kind, first.tariff);
	let other = |run: &Run, kind: Kind| {
		runs.iter().find(|other| {
			other.kind == kind
				&& other.tariff == run.tariff
				&& other.seed == run.seed
				&& other.monday == run.monday
		})
	};
	let baseline = |run: &Run| other(run, Kind::Setback).map(|run| run.net);
	let change = of.iter().filter_map(|run| {
		let before = baseline(run)?;
		Some((run.net - before) / before.abs().max(1e-9) * 100.0)
	});
	let share = of.iter().filter_map(|run| {
		let before = other(run, Kind::Setback)?.priced;
		let bound = other(run, Kind::Plan)?.bound?;
		Some((before - run.priced) / (before - bound) * 100.0)
	});
	let mean = |value: fn(&Run) -> f64| {
		of.iter().map(|run| value(run)).sum::<f64>() / of.len().max(1) as f64
	};
	let most =
		|value: fn(&Run) -> f64| of.iter().map(|run| value(run)).fold(f64::NEG_INFINITY, f64::max);
	let metrics: Vec<&Metrics> = of.iter().filter_map(|run| run.metrics.as_ref()).collect();
	let known = |value: f64| (!metrics.is_empty()).then_some(value);
	let of_all = |value: fn(&Metrics) -> f64| metrics.iter().map(|of| value(of)).sum::<f64>();
	let worst = metrics
		.iter()
		.map(|metrics| metrics.worst())
		.max_by(|a, b| a.kelvin_hours.total_cmp(&b.kelvin_hours));
	let count = metrics.len().max(1) as f64;
	Some(Row {
		tariff,
		kind,
		net: Spread::of(of.iter().map(|run| run.net))?,
		change: Spread::of(change)?,
		share: Spread::of(share),
		electricity: mean(|run| run.electricity),
		heat: mean(|run| run.heat),
		peak: most(|run| run.peak),
		kelvin_hours: (mean(|run| run.kelvin_hours), most(|run| run.kelvin_hours)),
		worst: worst.map(|zone| (zone.minutes, zone.kelvin_hours)),
		starts: known(of_all(|of| of.starts) / count),
		commands: known(of_all(|of| of.commands as f64) / count / days),
		fail_safe: known(of_all(|of| of.fail_safe)),
	})
}
