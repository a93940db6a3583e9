//! The prices of metering points.

use alloc::vec::Vec;
use sp_weights::Weight;
use tallystick_records::{
	market::{Direction, PointId},
	Millis, Rate, Slot,
};

/// Prices of consecutive slots.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct SlotPrices {
	/// The length of a slot, in milliseconds.
	pub slot: u32,
	/// The first slot, counted from 1970.
	pub first: Slot,
	/// The price of each slot, with all parts of it. `None` where it is not final.
	pub prices: Vec<Option<Rate>>,
}

/// The slots for which prices are requested.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct PriceWindow {
	/// The first slot contains this moment.
	pub from: Millis,
	/// The last slot begins before this moment, but is at least `ahead` slots after the slot of `now`.
	pub until: Millis,
	/// The present.
	pub now: Millis,
	/// The least number of slots after the present one.
	pub ahead: u8,
}

/// The price of energy, ahead of time if the tariffs define it.
pub trait PriceSeries {
	/// The prices of a point, for at most 200 slots. `None` for an unknown point.
	fn prices(point: PointId, direction: Direction, window: PriceWindow) -> Option<SlotPrices>;

	/// The most that this costs.
	fn weight() -> Weight;
}

/// Knows no price.
impl PriceSeries for () {
	fn prices(_: PointId, _: Direction, _: PriceWindow) -> Option<SlotPrices> {
		None
	}

	fn weight() -> Weight {
		Weight::zero()
	}
}
