//! Traits that this pallet implements for others.

use super::*;
use frame::deps::frame_support::storage::with_storage_layer;
use tallystick_primitives::{NeedStanding, Needs, Observation, OnObservation};

impl<T: Config> Needs for Pallet<T> {
	fn standing(need: NeedId) -> Option<NeedStanding> {
		let record = Self::load_need(need).ok()?;
		let (open, failed) = (record.is_open(), record.has_failed(Self::now()));
		Some(NeedStanding { org: record.org, open, failed })
	}

	fn order(org: OrgId, need: NeedId, cause: Hash) -> Result<(), DispatchError> {
		with_storage_layer(|| Self::do_order(org, need, Some(cause)).map(|_| ()))
	}

	fn weight_of_standing() -> Weight {
		T::WeightInfo::standing()
	}

	fn weight_of_order() -> Weight {
		Self::weight_of_place_order()
	}
}

impl<T: Config> OnObservation for Pallet<T> {
	const CONSUMER: Consumer = Consumer::Procurement;

	fn on_observation(stream: &StreamId, observation: &Observation) -> Weight {
		T::WeightInfo::cover(Self::cover(stream, observation))
	}

	fn weight() -> Weight {
		T::WeightInfo::cover(MAX_COVERED)
	}
}
