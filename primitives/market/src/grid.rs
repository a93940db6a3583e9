//! The prices that an order can name, and how a limit becomes one of them.

use crate::money::rate;
use tallystick_records::{Price, Rate};

/// The most prices of a grid.
pub const MAX_TICKS: u16 = 1_024;

/// The greatest price; the least is its negative. It bounds all sums, so none overflows for any energy in
/// watt-hours.
pub const MAX_PRICE: i64 = 1_000_000_000;

/// The greatest rate; the least is its negative. It is [`MAX_PRICE`] for each of 1,000 Wh.
pub const MAX_RATE: i64 = 1_000_000_000_000;

record! {
	/// A price of a grid, by its number. The floor is number 0.
	#[derive(Copy, PartialOrd, Ord, Hash, Default)]
	pub struct Tick(pub u16);

	/// The prices that an order can name: from the floor to the cap, a tick apart.
	#[derive(Copy)]
	pub struct Grid {
		/// The least. It may be negative.
		pub floor: Price,
		/// The greatest.
		pub cap: Price,
		/// From one price to the next.
		pub tick: Price,
	}
}

/// What is wrong with a grid.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum GridError {
	/// The tick is this, below 1.
	Tick(Price),
	/// The floor is above the cap, or one of them is beyond [`MAX_PRICE`].
	Bounds,
	/// The cap is this much more than a whole number of ticks above the floor.
	Uneven(Price),
	/// It has this many prices, more than [`MAX_TICKS`].
	Ticks(u64),
}

impl core::fmt::Display for GridError {
	fn fmt(&self, f: &mut core::fmt::Formatter) -> core::fmt::Result {
		match self {
			Self::Tick(tick) => write!(f, "the tick is {tick}; it has to be 1 per Wh or more"),
			Self::Bounds => write!(
				f,
				"the floor is above the cap, or one of them is not within -{MAX_PRICE} and {MAX_PRICE}"
			),
			Self::Uneven(rest) => write!(
				f,
				"the cap is a whole number of ticks above the floor and {rest} more; lower it by that"
			),
			Self::Ticks(found) => {
				write!(f, "the grid has {found} prices; widen the tick, {MAX_TICKS} is the most")
			},
		}
	}
}

impl core::error::Error for GridError {}

/// Why no price of a grid meets a limit.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum LimitError {
	/// The buyer's limit is below this: the floor with all charges.
	TooLow(Rate),
	/// The seller's limit is above this, the cap.
	TooHigh(Rate),
}

impl core::fmt::Display for LimitError {
	fn fmt(&self, f: &mut core::fmt::Formatter) -> core::fmt::Result {
		match self {
			Self::TooLow(least) => write!(
				f,
				"no price can meet the buyer's limit; raise it to {least} or more, which is the floor \
				with all charges"
			),
			Self::TooHigh(most) => write!(
				f,
				"no price can meet the seller's limit; lower it to {most} or less, which is the cap"
			),
		}
	}
}

impl core::error::Error for LimitError {}

fn narrow(rate: i128) -> Rate {
	Rate(i64::try_from(rate).unwrap_or(if rate < 0 { i64::MIN } else { i64::MAX }))
}

impl Grid {
	/// The grid from `floor` to `cap`.
	pub fn new(floor: Price, cap: Price, tick: Price) -> Result<Self, GridError> {
		let grid = Self { floor, cap, tick };
		grid.check()?;
		Ok(grid)
	}

	/// Checks its bounds. Decoding does not.
	pub fn check(&self) -> Result<(), GridError> {
		if self.tick.0 < 1 {
			return Err(GridError::Tick(self.tick));
		}
		let bounds = -MAX_PRICE..=MAX_PRICE;
		let within = bounds.contains(&self.floor.0) && bounds.contains(&self.cap.0);
		let Some(width) = self.cap.checked_sub(self.floor).filter(|width| within && width.0 >= 0)
		else {
			return Err(GridError::Bounds);
		};
		let rest = width.0.checked_rem(self.tick.0).unwrap_or_default();
		if rest != 0 {
			return Err(GridError::Uneven(Price(rest)));
		}
		match self.count() {
			found if found > MAX_TICKS.into() => Err(GridError::Ticks(found)),
			_ => Ok(()),
		}
	}

	fn count(&self) -> u64 {
		let width = self.cap.0.saturating_sub(self.floor.0);
		let steps = width.checked_div(self.tick.0).and_then(|steps| u64::try_from(steps).ok());
		steps.map_or(0, |steps| steps.saturating_add(1))
	}

	/// How many prices it has: 1 to [`MAX_TICKS`].
	pub fn ticks(&self) -> u16 {
		u16::try_from(self.count()).unwrap_or(MAX_TICKS).min(MAX_TICKS)
	}

	/// The price with this number. `None` if it is above the cap.
	pub fn price(&self, tick: Tick) -> Option<Price> {
		let above = self.tick.0.checked_mul(tick.0.into())?;
		(tick.0 < self.ticks()).then_some(Price(self.floor.0.checked_add(above)?))
	}

	/// The tick for a buyer who pays at most `limit`, with `charges` on top of the price included.
	///
	/// It is the highest price that keeps within the limit, ⌊(limit − charges − floor) / tick⌋, and the cap
	/// if the limit is above it.
	pub fn bid(&self, limit: Rate, charges: Rate) -> Result<Tick, LimitError> {
		let least = rate(self.floor).saturating_add(charges.0.into());
		let above = i128::from(limit.0).saturating_sub(least);
		let top = self.ticks().saturating_sub(1);
		// Division rounds towards zero, but a limit just below the floor must not become 0.
		match above.checked_div(rate(self.tick)) {
			Some(number) if above >= 0 => Ok(Tick(u16::try_from(number).unwrap_or(top).min(top))),
			_ => Err(LimitError::TooLow(narrow(least))),
		}
	}

	/// The tick for a seller who gets at least `limit`.
	///
	/// It is the lowest price that does, ⌈(limit − floor) / tick⌉, and the floor if the limit is below it.
	pub fn ask(&self, limit: Rate) -> Result<Tick, LimitError> {
		let (above, tick) =
			(i128::from(limit.0).saturating_sub(rate(self.floor)).max(0), rate(self.tick));
		let up = above.saturating_add(tick).saturating_sub(1);
		let number = up.checked_div(tick).and_then(|number| u16::try_from(number).ok());
		match number {
			Some(number) if number < self.ticks() => Ok(Tick(number)),
			_ => Err(LimitError::TooHigh(narrow(rate(self.cap)))),
		}
	}
}
