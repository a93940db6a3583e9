//! Traits that this pallet implements for others.

use crate::*;
use tallystick_primitives::{Consumer, DeviceStatus, Observation, OnDeviceChange, OnObservation};

impl<T: Config> OnObservation for Pallet<T> {
	const CONSUMER: Consumer = Consumer::Automation;

	fn on_observation(stream: &StreamId, observation: &Observation) -> Weight {
		Self::enqueue(stream, observation);
		T::WeightInfo::enqueue()
	}

	fn weight() -> Weight {
		T::WeightInfo::enqueue()
	}
}

impl<T: Config> OnDeviceChange<T::AccountId> for Pallet<T> {
	fn on_transferred(device: &DeviceId, _: &T::AccountId, _: &T::AccountId) {
		Self::end_all_commands(device);
	}

	fn on_ended(device: &DeviceId, _: &T::AccountId, _: DeviceStatus) {
		Self::end_all_commands(device);
		Legacies::<T>::remove(device);
	}

	fn weight() -> Weight {
		T::WeightInfo::device_changed()
	}
}
