//! What other pallets ask of this one.

use crate::{features::meters::MAX_PERIODS, *};
use tallystick_primitives::{Consumer, Observation, OnObservation};

impl<T: Config> OnObservation for Pallet<T> {
	const CONSUMER: Consumer = Consumer::EnergyMarket;

	fn on_observation(stream: &StreamId, observation: &Observation) {
		Self::observe(stream, observation);
	}

	fn weight() -> Weight {
		T::WeightInfo::on_observation(MAX_PERIODS)
	}
}
