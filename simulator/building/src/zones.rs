//! Ten zones of the building: a synthetic split, because one temperature was measured.
//!
//! A seed decides how large each zone is, how it loses heat, what gains it has and how large its emitters are. Over all zones
//! each quantity adds up to that of the building. Zones are in a row, and neighbours exchange heat.

use crate::model::{Model, State};

/// How many zones there are.
pub const ZONES: usize = 10;

/// The seeds with which results are computed.
pub const SEEDS: [u64; 5] = [1, 2, 3, 4, 5];

/// By how much a zone's size differs from the mean one, at most: 1 ± this.
const SIZE: f64 = 0.4;

/// The same of its losses for its size.
const LOSSES: f64 = 0.2;

/// The same of its gains for its size.
const GAINS: f64 = 0.5;

/// The same of its emitters for its losses.
const EMITTERS: f64 = 0.15;

/// Conductance between two neighbours, as a part of a mean zone's conductance between rooms and fabric.
const WALL: f64 = 0.1;

/// A number for each zone.
pub type PerZone<T> = [T; ZONES];

/// A zone.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Zone {
	/// The zone as a building of its own. Its `gain` is its part of the mean gain.
	pub model: Model,
	/// Its part of the residual gain. All parts add up to one.
	pub gains: f64,
	/// Its part of the emitters. All parts add up to one.
	pub emitters: f64,
}

/// The building, split.
#[derive(Clone, PartialEq, Debug)]
pub struct Zones {
	/// The zones.
	pub zones: PerZone<Zone>,
	/// Conductance between neighbours, in kW/K.
	pub wall: f64,
}

/// Numbers between −1 and 1 that look like chance: the generator SplitMix64.
struct Chance(u64);

impl Chance {
	fn next(&mut self) -> f64 {
		self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
		let mut mixed = self.0;
		mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
		mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
		mixed ^= mixed >> 31;
		(mixed >> 11) as f64 / (1u64 << 52) as f64 - 1.0
	}

	/// For each zone 1 ± `spread`.
	fn around_one(&mut self, spread: f64) -> PerZone<f64> {
		core::array::from_fn(|_| 1.0 + spread * self.next())
	}
}

/// Parts that add up to one, in these proportions.
fn parts(proportions: PerZone<f64>) -> PerZone<f64> {
	let sum: f64 = proportions.iter().sum();
	proportions.map(|part| part / sum)
}

fn times(a: PerZone<f64>, b: PerZone<f64>) -> PerZone<f64> {
	core::array::from_fn(|zone| a[zone] * b[zone])
}

impl Zones {
	/// Zones of one size, which differ in nothing.
	pub fn equal(model: &Model) -> Self {
		let same = [1.0 / ZONES as f64; ZONES];
		Self::with(model, same, same, same, same)
	}

	/// The zones of a seed.
	pub fn of_seed(model: &Model, seed: u64) -> Self {
		let mut chance = Chance(seed);
		let size = parts(chance.around_one(SIZE));
		let losses = parts(times(size, chance.around_one(LOSSES)));
		let gains = parts(times(size, chance.around_one(GAINS)));
		let emitters = parts(times(losses, chance.around_one(EMITTERS)));
		Self::with(model, size, losses, gains, emitters)
	}

	fn with(
		model: &Model,
		size: PerZone<f64>,
		losses: PerZone<f64>,
		gains: PerZone<f64>,
		emitters: PerZone<f64>,
	) -> Self {
		let zones = core::array::from_fn(|zone| Zone {
			model: Model {
				inner: model.inner * size[zone],
				outer: model.outer * losses[zone],
				rooms: model.rooms * size[zone],
				fabric: model.fabric * size[zone],
				gain: model.gain * gains[zone],
			},
			gains: gains[zone],
			emitters: emitters[zone],
		});
		Self { zones, wall: WALL * model.inner / ZONES as f64 }
	}

	/// The temperatures a step later, from the heat of each zone's emitters and the building's residual gain, in kW.
	#[must_use]
	pub fn step(
		&self,
		states: &PerZone<State>,
		heat: &PerZone<f64>,
		residual: f64,
		outdoor: f64,
	) -> PerZone<State> {
		core::array::from_fn(|number| {
			let zone = &self.zones[number];
			let gain = residual * zone.gains + self.heat_of_neighbours(states, number);
			zone.model.step(states[number], heat[number] + gain, outdoor)
		})
	}

	/// What the neighbours of a zone give it, in kW.
	fn heat_of_neighbours(&self, states: &PerZone<State>, number: usize) -> f64 {
		let flow = |to: usize| {
			states.get(to).map_or(0.0, |other| self.wall * (other.rooms - states[number].rooms))
		};
		number.checked_sub(1).map_or(0.0, flow) + flow(number + 1)
	}

	/// Heat that is stored above 0 °C, in kWh.
	pub fn stored(&self, states: &PerZone<State>) -> f64 {
		self.zones.iter().zip(states).map(|(zone, state)| zone.model.stored(*state)).sum()
	}

	/// The temperature of the rooms, weighted by emitters, in °C.
	pub fn mean(&self, states: &PerZone<State>) -> f64 {
		self.zones.iter().zip(states).map(|(zone, state)| zone.emitters * state.rooms).sum()
	}

	/// The state of the building from which all zones begin.
	pub fn start(state: State) -> PerZone<State> {
		[state; ZONES]
	}
}
