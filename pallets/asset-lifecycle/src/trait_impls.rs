//! What other pallets ask of this one.

use super::*;
use tallystick_primitives::FinalStatement;

impl<T: Config> FinalStatement for Pallet<T> {
	fn take() -> Option<Hash> {
		Self::fold_events()
	}

	fn weight() -> Weight {
		T::WeightInfo::fold_events()
	}
}
