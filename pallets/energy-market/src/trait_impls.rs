//! Traits that this pallet implements for others.

use crate::*;
use tallystick_market::timeline::MAX_ENTRIES;
use tallystick_primitives::{
	records::market::Direction, Consumer, DeviceGuard, Observation, OnObservation, PriceSeries,
	PriceWindow, SlotPrices,
};

/// A grid operator gets charges if its own meters do not report, and it has confirmed these meters. So it can
/// neither suspend them nor give them away. Other organisations have not agreed to meter anything, and are free to
/// do so. So is an account that has left the operator: the operator's admin has to be able to adopt its meters.
impl<T: Config> DeviceGuard<T::AccountId> for Pallet<T> {
	fn ensure_free(device: &DeviceId) -> DispatchResult {
		let points = PointsByDevice::<T>::get(device);
		if points.is_empty() {
			return Ok(());
		}
		let owner = T::Devices::owner(device);
		let Some(org) = owner.and_then(|owner| T::Membership::organization(&owner)) else {
			return Ok(());
		};
		for id in points {
			let zone = Points::<T>::get(id).and_then(|(point, _)| Zones::<T>::get(point.zone));
			let is_own = zone.is_some_and(|(zone, _)| zone.operator == org);
			ensure!(!is_own, Error::<T>::DeviceNeeded);
		}
		Ok(())
	}

	/// A device's signed segments can reach the chain without a gateway.
	fn ensure_all_free(_: &T::AccountId) -> DispatchResult {
		Ok(())
	}

	fn weight() -> Weight {
		let points = u64::from(MAX_POINTS).saturating_mul(2).saturating_add(1);
		let reads = T::DbWeight::get().reads(points);
		reads.saturating_add(T::Devices::weight()).saturating_add(T::Membership::weight())
	}
}

impl<T: Config> OnObservation for Pallet<T> {
	const CONSUMER: Consumer = Consumer::EnergyMarket;

	fn on_observation(stream: &StreamId, observation: &Observation) -> Weight {
		Self::observe(stream, observation)
	}

	fn weight() -> Weight {
		Self::weight_of_observation()
	}
}

impl<T: Config> PriceSeries for Pallet<T> {
	fn prices(point: PointId, direction: Direction, window: PriceWindow) -> Option<SlotPrices> {
		Self::prices_of(point, direction, window)
	}

	fn weight() -> Weight {
		T::WeightInfo::prices(MAX_ENTRIES)
	}
}
