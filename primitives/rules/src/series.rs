//! Series: a price for each slot of time, and statistics of them.

use crate::{
	node::{Span, Statistic, MAX_AHEAD},
	site::LocalDay,
	value::{floor_div, Value},
};
use alloc::vec::Vec;
use bounded_collections::{BoundedVec, ConstU32};
use codec::MaxEncodedLen;
use tallystick_records::{Millis, Rate, Slot};

/// The most slots of a series: two days of 25 hours in quarters of an hour.
pub const MAX_SLOTS: u32 = 200;

record! {
	/// Prices of consecutive slots.
	#[derive(Default, MaxEncodedLen)]
	pub struct Series {
		/// Length of a slot, in milliseconds. If it is 0, no price is known.
		pub slot: u32,
		/// The first slot, counted from 1970.
		pub first: Slot,
		/// The final prices; `None` where the price is unknown. Slots before and after are unknown.
		pub prices: BoundedVec<Option<Rate>, ConstU32<MAX_SLOTS>>,
	}
}

impl Series {
	/// The slot of a moment.
	pub fn slot_at(&self, now: Millis) -> Option<Slot> {
		Slot::at(now, self.slot.into())
	}

	/// The price of a slot.
	pub fn price(&self, slot: Slot) -> Option<i64> {
		let place = usize::try_from(slot.0.checked_sub(self.first.0)?).ok()?;
		let price = *self.prices.get(place)?;
		price.map(|price| price.0)
	}

	/// The price of the slot that is this many slots after the current one.
	pub fn at(&self, now: Millis, slot: u8) -> Value {
		let ahead = || self.slot_at(now)?.0.checked_add(slot.into()).map(Slot);
		ahead().and_then(|slot| self.price(slot)).into()
	}

	/// When the current slot ends.
	pub(crate) fn slot_end(&self, now: Millis) -> Option<u64> {
		let next = self.slot_at(now)?.0.checked_add(1)?;
		next.checked_mul(self.slot.into())
	}

	/// The slots of a span: the first one, and the one after the last.
	fn slots(&self, now: Millis, span: Span, day: Option<LocalDay>) -> Option<(u64, u64)> {
		match span {
			Span::Slots { from, to } => {
				let current = self.slot_at(now)?.0;
				Some((current.checked_add(from.into())?, current.checked_add(to.into())?))
			},
			Span::Day => {
				let day = day?;
				// The first slot that begins at a moment or later.
				let slot = |moment: u64| {
					let before =
						moment.checked_sub(1).and_then(|last| last.checked_div(self.slot.into()));
					before.map_or(0, |before| before.saturating_add(1))
				};
				(self.slot > 0).then(|| (slot(day.begins), slot(day.ends)))
			},
		}
	}

	/// A statistic of the slots of a span. `day` is the local day of `now`.
	pub(crate) fn over(
		&self,
		now: Millis,
		span: Span,
		statistic: Statistic,
		day: Option<LocalDay>,
	) -> Value {
		self.prices_of(now, span, day)
			.and_then(|prices| self.statistic(now, statistic, prices))
			.map_or(Value::Undefined, |number| Value::fit(Some(number)))
	}

	fn prices_of(&self, now: Millis, span: Span, day: Option<LocalDay>) -> Option<Vec<i64>> {
		let (from, to) = self.slots(now, span, day)?;
		if to.checked_sub(from)? > MAX_AHEAD.into() {
			return None;
		}
		(from..to).map(|slot| self.price(Slot(slot))).collect()
	}

	fn statistic(&self, now: Millis, statistic: Statistic, mut prices: Vec<i64>) -> Option<i128> {
		match statistic {
			Statistic::Min => prices.into_iter().min().map(i128::from),
			Statistic::Max => prices.into_iter().max().map(i128::from),
			Statistic::Mean => {
				let count = i128::try_from(prices.len()).ok()?;
				// Fewer than 2^8 numbers of 64 bits.
				let sum = prices.into_iter().map(i128::from).fold(0, i128::saturating_add);
				floor_div(sum, count)
			},
			Statistic::Quantile(thousandths) => {
				let share = prices.len().saturating_mul(thousandths.into());
				let place = share.div_ceil(1_000).saturating_sub(1);
				if place >= prices.len() {
					return None;
				}
				let (_, price, _) = prices.select_nth_unstable(place);
				Some((*price).into())
			},
			Statistic::Rank => {
				let current = self.price(self.slot_at(now)?)?;
				let below = prices.into_iter().filter(|price| *price < current).count();
				i128::try_from(below).ok()
			},
		}
	}
}
