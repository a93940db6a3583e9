//! B2: a plan with perfect knowledge of weather, gains and prices of the whole week, by a linear programme.
//!
//! The programme relaxes the plant. Valves, least times and the least power of the heat pump do not bind it, and its
//! flow is never hotter than the heat of the step needs. So no controller can have a lower sum of cost and discomfort,
//! and a result below it is a bug.

use crate::{
	metrics::{self, price_at, value_of_heat, COMFORT},
	model::{State, STEP, STEPS_PER_HOUR},
	plant::{cop, EMITTERS, FLOW, POWER_LEAST, POWER_LIMIT},
	prices::HOURS,
	week::{self, Week},
	zones::{Zones, ZONES},
};
use clarabel::{
	algebra::CscMatrix,
	solver::{
		DefaultSettingsBuilder, DefaultSolver, IPSolver, SolverError, SolverStatus,
		SupportedConeT::{NonnegativeConeT, ZeroConeT},
	},
};

/// The least mean temperature of the zones in a step, weighted by emitters, for which the bound holds, in °C: 19.5 in occupied
/// hours from Tuesday on, otherwise 15.5.
pub fn least_mean(step: usize) -> f64 {
	if step >= 24 * STEPS_PER_HOUR && week::occupied(step) {
		19.5
	} else {
		15.5
	}
}

/// Kilowatt-hours of electricity, at the week's mean price, that a kelvin-hour of a zone outside the limits counts as.
pub const DISCOMFORT: f64 = 20.0;

/// Powers, in kW of heat, at which tangents bound the electric power from below.
const TANGENTS: [f64; 7] = [0.0, 15.0, 30.0, 40.0, 50.0, 65.0, 80.0];

/// Temperatures are counted from here, in °C.
const ORIGIN: f64 = 20.0;

/// Why there is no plan.
#[derive(Debug, thiserror::Error)]
pub enum PlanError {
	/// The solver refuses the programme.
	#[error("the solver refuses the linear programme: {0}; this is a bug")]
	Refused(SolverError),
	/// The solver did not end with a solution.
	#[error("the solver ended with {0:?}; this is a bug")]
	Unsolved(SolverStatus),
}

/// The plan of a week.
#[derive(Clone, Copy, PartialEq, Debug, serde::Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Plan {
	/// The bound: no controller's cost, less the value of stored heat, with its discomfort priced, is below it. In USD.
	pub bound: f64,
	/// What the plan pays, less the value of stored heat, in USD.
	pub net: f64,
	/// Electricity, in kWh.
	pub electricity: f64,
	/// Heat, in kWh.
	pub heat: f64,
	/// Greatest mean power of 15 min, in kW.
	pub peak: f64,
	/// Kelvin-hours outside, over all zones.
	pub kelvin_hours: f64,
}

/// What a kelvin-hour of a zone outside the limits costs in the programme, in USD.
pub fn price_of_discomfort(prices: &[f64; HOURS]) -> f64 {
	DISCOMFORT * prices.iter().sum::<f64>() / HOURS as f64
}

/// Where the variables of a step are.
const HEAT: usize = 0;
const POWER: usize = ZONES;
const OUTSIDE: usize = POWER + 1;
const ROOMS: usize = OUTSIDE + ZONES;
const FABRIC: usize = ROOMS + ZONES;
const VARIABLES: usize = FABRIC + ZONES;

/// Rows `Σ a x (= or ≤) b`.
#[derive(Default)]
struct Rows {
	places: (Vec<usize>, Vec<usize>, Vec<f64>),
	right: Vec<f64>,
}

impl Rows {
	fn add(&mut self, terms: impl IntoIterator<Item = (usize, f64)>, right: f64) {
		for (variable, factor) in terms {
			self.places.0.push(self.right.len());
			self.places.1.push(variable);
			self.places.2.push(factor);
		}
		self.right.push(right);
	}
}

/// The least electric power for heat in kW, and its slope: with the coolest flow that can give it off to rooms of this mean
/// temperature.
fn least_power(heat: f64, rooms: f64, outdoor: f64) -> (f64, f64) {
	let power = |heat: f64| {
		let flow = (rooms + heat / EMITTERS).clamp(*FLOW.start(), *FLOW.end());
		heat / cop(flow, outdoor)
	};
	const DELTA: f64 = 1e-4;
	// The function is convex, so that the slope on the left, where it may have a corner, is a tangent's, too.
	let left = (heat - DELTA).max(0.0);
	(power(heat), (power(left + DELTA) - power(left)) / DELTA)
}

impl Plan {
	/// Plans a week at these prices, in USD/kWh of each hour.
	pub fn new(week: &Week, zones: &Zones, prices: &[f64; HOURS]) -> Result<Self, PlanError> {
		let steps = week.steps();
		let at = |step: usize, variable: usize| step * VARIABLES + variable;
		let mut equal = Rows::default();
		let mut at_most = Rows::default();
		let mut cost = vec![0.0; steps * VARIABLES];
		let discomfort = price_of_discomfort(prices);
		let value = value_of_heat(week, prices);
		let first = State { rooms: week.first.rooms - ORIGIN, fabric: week.first.fabric - ORIGIN };

		for step in 0..steps {
			let hour = step / STEPS_PER_HOUR;
			let outdoor = week.outdoor[hour];
			let price = price_at(prices, step);
			cost[at(step, POWER)] = STEP * price;

			let floor = least_mean(step);
			for heat in TANGENTS {
				let (power, slope) = least_power(heat, floor, outdoor);
				let heats = (0..ZONES).map(|zone| (at(step, HEAT + zone), slope));
				at_most.add(heats.chain([(at(step, POWER), -1.0)]), slope * heat - power);
			}
			at_most.add([(at(step, POWER), 1.0)], POWER_LIMIT);
			// It cannot waste electricity where prices are below zero.
			let worst = 1.0 / cop(*FLOW.end(), outdoor);
			let heats = (0..ZONES).map(|zone| (at(step, HEAT + zone), -worst));
			at_most.add(heats.chain([(at(step, POWER), 1.0)]), POWER_LEAST);

			for (number, zone) in zones.zones.iter().enumerate() {
				// The temperatures before the step: variables, or numbers in the first one.
				let known = |variable: usize, first: f64| match step.checked_sub(1) {
					Some(before) => (Some(at(before, variable)), 0.0),
					None => (None, first),
				};
				let emitters = EMITTERS * zone.emitters;
				let heat = at(step, HEAT + number);
				let (before, constant) = known(ROOMS + number, first.rooms);
				at_most.add(
					[(heat, 1.0)].into_iter().chain(before.map(|of| (of, emitters))),
					emitters * (*FLOW.end() - ORIGIN - constant),
				);
				at_most.add([(heat, -1.0)], 0.0);

				// rooms' = rooms + a (fabric − rooms) + w Σ (neighbour − rooms) + b (heat + gains)
				let model = &zone.model;
				let b = STEP / model.rooms;
				let neighbours: Vec<usize> = [number.checked_sub(1), Some(number + 1)]
					.into_iter()
					.flatten()
					.filter(|other| *other < ZONES)
					.collect();
				let mut terms = vec![(at(step, ROOMS + number), 1.0), (heat, -b)];
				let mut right = b * (model.gain + week.residual[hour] * zone.gains);
				let out = model.inner + zones.wall * neighbours.len() as f64;
				let mut on = vec![
					(ROOMS + number, 1.0 - b * out, first.rooms),
					(FABRIC + number, b * model.inner, first.fabric),
				];
				on.extend(neighbours.iter().map(|n| (ROOMS + n, b * zones.wall, first.rooms)));
				for (variable, factor, first) in on {
					let (before, constant) = known(variable, first);
					terms.extend(before.map(|of| (of, -factor)));
					right += factor * constant;
				}
				equal.add(terms, right);

				// fabric' = fabric + c (inner (rooms − fabric) + outer (outdoor − fabric))
				let c = STEP / model.fabric;
				let mut terms = vec![(at(step, FABRIC + number), 1.0)];
				let mut right = c * model.outer * (outdoor - ORIGIN);
				for (variable, factor, first) in [
					(FABRIC + number, 1.0 - c * (model.inner + model.outer), first.fabric),
					(ROOMS + number, c * model.inner, first.rooms),
				] {
					let (before, constant) = known(variable, first);
					terms.extend(before.map(|of| (of, -factor)));
					right += factor * constant;
				}
				equal.add(terms, right);

				let (rooms, outside) = (at(step, ROOMS + number), at(step, OUTSIDE + number));
				at_most.add([(outside, -1.0)], 0.0);
				if week::occupied(step) {
					cost[outside] = STEP * discomfort;
					at_most.add([(rooms, -1.0), (outside, -1.0)], ORIGIN - COMFORT.start());
					at_most.add([(rooms, 1.0), (outside, -1.0)], COMFORT.end() - ORIGIN);
				} else {
					at_most.add([(outside, 1.0)], 0.0);
				}
				if step + 1 == steps {
					cost[rooms] = -value * model.rooms;
					cost[at(step, FABRIC + number)] = -value * model.fabric;
				}
			}
		}

		let solution = solve(&cost, equal, at_most)?;
		// Stored heat counts from the beginning on.
		let before: f64 = zones.zones.iter().map(|zone| zone.model.stored(first)).sum();
		let x = &solution.0;
		let sum =
			|variable: usize| (0..steps).map(|step| x[at(step, variable)]).sum::<f64>() * STEP;
		let heat: f64 = (0..ZONES).map(|zone| sum(HEAT + zone)).sum();
		let kelvin_hours = (0..steps)
			.filter(|step| week::occupied(*step))
			.flat_map(|step| (0..ZONES).map(move |zone| at(step, ROOMS + zone)))
			.map(|rooms| STEP * metrics::outside(x[rooms] + ORIGIN))
			.sum();
		let constant = value * before;
		let all: f64 = cost.iter().zip(x).map(|(cost, x)| cost * x).sum();
		Ok(Self {
			bound: solution.1 + constant,
			net: all + constant - discomfort * kelvin_hours,
			electricity: sum(POWER),
			heat,
			peak: (0..steps).map(|step| x[at(step, POWER)]).fold(0.0, f64::max),
			kelvin_hours,
		})
	}
}

/// The solution, and the value of the dual programme, which is a bound from below.
fn solve(cost: &[f64], equal: Rows, at_most: Rows) -> Result<(Vec<f64>, f64), PlanError> {
	let mut rows = equal.right.len();
	let cones = [ZeroConeT(rows), NonnegativeConeT(at_most.right.len())];
	let (mut row, mut column, mut factor) = equal.places;
	let mut right = equal.right;
	row.extend(at_most.places.0.iter().map(|row| row + rows));
	column.extend(at_most.places.1);
	factor.extend(at_most.places.2);
	rows += at_most.right.len();
	right.extend(at_most.right);

	// Money in hundredths, so that the numbers of the programme are of one size.
	const CENTS: f64 = 100.0;
	let cost: Vec<f64> = cost.iter().map(|cost| cost * CENTS).collect();
	let matrix = CscMatrix::new_from_triplets(rows, cost.len(), row, column, factor);
	let quadratic = CscMatrix::zeros((cost.len(), cost.len()));
	let settings = DefaultSettingsBuilder::default().verbose(false).build().unwrap_or_default();
	let mut solver = DefaultSolver::new(&quadratic, &cost, &matrix, &right, &cones, settings)
		.map_err(PlanError::Refused)?;
	solver.solve();
	let solution = solver.solution;
	match solution.status {
		SolverStatus::Solved | SolverStatus::AlmostSolved => {
			Ok((solution.x, solution.obj_val_dual / CENTS))
		},
		status => Err(PlanError::Unsolved(status)),
	}
}
