//! Fitting the model: Levenberg's and Marquardt's method, from a fixed start, without chance.

use crate::{
	data::{Hour, Period},
	model::Model,
};

/// Most rounds. The fit converges in far fewer.
const ROUNDS: usize = 200;

/// The fit has converged when a round betters the sum of squares by less than this part.
const ENOUGH: f64 = 1e-12;

/// Logarithms of the four positive parameters, the gain in tens of kW, and the first temperature of the fabric.
type Point = [f64; 6];

/// A fitted model.
#[derive(Clone, Copy, PartialEq, Debug, serde::Serialize)]
pub struct Fit {
	/// The model.
	pub model: Model,
	/// Temperature of the fabric when the first hour begins, in °C.
	pub fabric: f64,
	/// Rounds that the fit took.
	pub rounds: usize,
}

impl Fit {
	/// The model whose free run is nearest to the measured temperatures of [`Period::Fit`], by the sum of squares. It sees no
	/// other hours.
	pub fn new(hours: &[Hour]) -> Self {
		let hours = hours.get(Period::Fit.hours()).unwrap_or(hours);
		let start = Model { inner: 10.0, outer: 2.0, rooms: 50.0, fabric: 200.0, gain: 1.0 };
		let mut point = point(&start, hours.first().map_or(18.0, |hour| hour.indoor));
		let mut errors = errors(point, hours);
		let mut damping = 1e-2;
		let mut rounds = 0;
		while rounds < ROUNDS {
			rounds += 1;
			let next = propose(point, &errors, hours, damping);
			let there = self::errors(next, hours);
			let (before, after) = (squares(&errors), squares(&there));
			if after >= before {
				damping *= 8.0;
				if damping > 1e12 {
					break;
				}
				continue;
			}
			(point, errors) = (next, there);
			damping /= 4.0;
			if before - after < before * ENOUGH {
				break;
			}
		}
		let (model, fabric) = model(point);
		Self { model, fabric, rounds }
	}
}

fn point(model: &Model, fabric: f64) -> Point {
	let Model { inner, outer, rooms, fabric: capacity, gain } = *model;
	[inner.ln(), outer.ln(), rooms.ln(), capacity.ln(), gain / 10.0, fabric]
}

fn model(point: Point) -> (Model, f64) {
	let [inner, outer, rooms, fabric, gain, first] = point;
	let model = Model {
		inner: inner.exp(),
		outer: outer.exp(),
		rooms: rooms.exp(),
		fabric: fabric.exp(),
		gain: gain * 10.0,
	};
	(model, first)
}

/// What is computed less what was measured. A run that leaves the numbers is as bad as can be.
fn errors(point: Point, hours: &[Hour]) -> Vec<f64> {
	let (model, fabric) = model(point);
	let states = model.free_run(hours, fabric);
	let error = |computed: f64, measured: f64| {
		let error = computed - measured;
		if error.is_finite() {
			error.clamp(-1e6, 1e6)
		} else {
			1e6
		}
	};
	states.iter().zip(hours).map(|(state, hour)| error(state.rooms, hour.indoor)).collect()
}

fn squares(errors: &[f64]) -> f64 {
	errors.iter().map(|error| error * error).sum()
}

/// Where the damped normal equations lead.
fn propose(point: Point, here: &[f64], hours: &[Hour], damping: f64) -> Point {
	const DELTA: f64 = 1e-5;
	let slopes: Vec<Vec<f64>> = (0..point.len())
		.map(|number| {
			let mut near = point;
			near[number] += DELTA;
			errors(near, hours).iter().zip(here).map(|(a, b)| (a - b) / DELTA).collect()
		})
		.collect();
	let dot = |a: &[f64], b: &[f64]| a.iter().zip(b).map(|(a, b)| a * b).sum::<f64>();
	let mut matrix = [[0.0; 6]; 6];
	let mut right = [0.0; 6];
	for (row, slope) in slopes.iter().enumerate() {
		for (column, other) in slopes.iter().enumerate() {
			matrix[row][column] = dot(slope, other);
		}
		matrix[row][row] *= 1.0 + damping;
		matrix[row][row] += 1e-12;
		right[row] = -dot(slope, here);
	}
	let step = solve(matrix, right);
	let mut next = point;
	for (value, step) in next.iter_mut().zip(step) {
		*value += step.clamp(-2.0, 2.0);
	}
	next
}

/// Gauss' elimination with the greatest pivot.
fn solve(mut matrix: [[f64; 6]; 6], mut right: [f64; 6]) -> [f64; 6] {
	let size = right.len();
	for column in 0..size {
		let pivot = (column..size)
			.max_by(|a, b| matrix[*a][column].abs().total_cmp(&matrix[*b][column].abs()))
			.unwrap_or(column);
		matrix.swap(column, pivot);
		right.swap(column, pivot);
		for row in column + 1..size {
			let factor = matrix[row][column] / matrix[column][column];
			let upper = matrix[column];
			for (value, above) in matrix[row].iter_mut().zip(upper) {
				*value -= factor * above;
			}
			right[row] -= factor * right[column];
		}
	}
	for row in (0..size).rev() {
		let known: f64 = (row + 1..size).map(|column| matrix[row][column] * right[column]).sum();
		right[row] = (right[row] - known) / matrix[row][row];
	}
	right
}
