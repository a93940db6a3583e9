//! What other pallets ask of this one.

use crate::*;
use tallystick_primitives::{Consumer, Observation, OnObservation};

impl<T: Config> OnObservation for Pallet<T> {
	const CONSUMER: Consumer = Consumer::EnergyMarket;

	fn on_observation(stream: &StreamId, observation: &Observation) -> Weight {
		Self::observe(stream, observation)
	}

	fn weight() -> Weight {
		Self::weight_of_observation()
	}
}
