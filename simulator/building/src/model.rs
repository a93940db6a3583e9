//! The building as a circuit of two resistances and two capacities.
//!
//! The rooms, with their air and furniture, exchange heat with the fabric of the building, and the fabric with the air
//! outdoors. Heating and gains reach the rooms. Time goes in quarters of an hour; within one, all flows of heat are constant.

use crate::data::Hour;

/// Length of a step, in hours.
pub const STEP: f64 = 0.25;

/// Steps of an hour.
pub const STEPS_PER_HOUR: usize = 4;

/// What the building is made of.
#[derive(Clone, Copy, PartialEq, Debug, serde::Serialize)]
pub struct Model {
	/// Conductance between rooms and fabric, in kW/K.
	pub inner: f64,
	/// Conductance between fabric and outdoors, in kW/K.
	pub outer: f64,
	/// Capacity of the rooms, in kWh/K.
	pub rooms: f64,
	/// Capacity of the fabric, in kWh/K.
	pub fabric: f64,
	/// Mean gain from people, devices and the sun, in kW.
	pub gain: f64,
}

/// Temperatures of the building, in °C.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct State {
	/// Of the rooms.
	pub rooms: f64,
	/// Of the fabric.
	pub fabric: f64,
}

impl Model {
	/// The temperatures a step later. `heat` is what reaches the rooms, in kW, without the mean gain.
	#[must_use]
	pub fn step(&self, state: State, heat: f64, outdoor: f64) -> State {
		let inwards = self.inner * (state.fabric - state.rooms);
		let outwards = self.outer * (state.fabric - outdoor);
		State {
			rooms: state.rooms + STEP / self.rooms * (inwards + heat + self.gain),
			fabric: state.fabric - STEP / self.fabric * (inwards + outwards),
		}
	}

	/// The temperatures an hour later.
	#[must_use]
	pub fn hour(&self, state: State, heat: f64, outdoor: f64) -> State {
		(0..STEPS_PER_HOUR).fold(state, |state, _| self.step(state, heat, outdoor))
	}

	/// The state at the beginning of each hour, from the first one on, with the measured heating and nothing corrected: a
	/// free run. `fabric` is the first temperature of the fabric.
	pub fn free_run(&self, hours: &[Hour], fabric: f64) -> Vec<State> {
		let mut states = Vec::with_capacity(hours.len());
		let mut state = State { rooms: hours.first().map_or(0.0, |hour| hour.indoor), fabric };
		for hour in hours {
			states.push(state);
			state = self.hour(state, hour.power, hour.outdoor);
		}
		states
	}

	/// What the model does not know, as a gain for each hour, in kW: with it, the measured power gives the measured temperature.
	/// Also the state at the beginning of each hour. The last hour's gain is zero, since nothing was measured at its end.
	pub fn residual(&self, hours: &[Hour], fabric: f64) -> (Vec<f64>, Vec<State>) {
		let (mut gains, mut states) = (Vec::new(), Vec::new());
		let mut state = State { rooms: hours.first().map_or(0.0, |hour| hour.indoor), fabric };
		// The temperature at the hour's end is a linear function of the gain.
		let flat = State { rooms: 0.0, fabric: 0.0 };
		let effect = self.hour(flat, 1.0, 0.0).rooms - self.hour(flat, 0.0, 0.0).rooms;
		for (number, hour) in hours.iter().enumerate() {
			states.push(state);
			let without = self.hour(state, hour.power, hour.outdoor);
			let gain =
				hours.get(number + 1).map_or(0.0, |next| (next.indoor - without.rooms) / effect);
			gains.push(gain);
			state = self.hour(state, hour.power + gain, hour.outdoor);
		}
		(gains, states)
	}

	/// Heat that is stored above 0 °C, in kWh.
	pub fn stored(&self, state: State) -> f64 {
		self.rooms * state.rooms + self.fabric * state.fabric
	}
}

/// How far a free run is from what was measured, in K.
#[derive(Clone, Copy, PartialEq, Debug, serde::Serialize)]
pub struct Deviation {
	/// Root of the mean square.
	pub rmse: f64,
	/// Mean of computed less measured.
	pub bias: f64,
}

impl Deviation {
	/// Compares the states at the beginning of hours with what was measured then. Zero without any hour.
	pub fn of(states: &[State], hours: &[Hour]) -> Self {
		let errors: Vec<f64> =
			states.iter().zip(hours).map(|(state, hour)| state.rooms - hour.indoor).collect();
		let count = errors.len().max(1) as f64;
		Self {
			rmse: (errors.iter().map(|error| error * error).sum::<f64>() / count).sqrt(),
			bias: errors.iter().sum::<f64>() / count,
		}
	}
}
