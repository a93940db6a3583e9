//! Orders, and pages with their sums.

use crate::grid::{Grid, Tick};
use bounded_collections::{BoundedVec, ConstU32};
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use scale_info::TypeInfo;

/// The prices on one page of a book.
pub const PAGE: u16 = 64;

/// The most steps that a point can have in one slot. Never lowered: orders that are stored stay
/// readable.
pub const MAX_STEPS: u32 = 8;

record! {
	/// Whether energy is bought or sold.
	#[derive(Copy)]
	pub enum Side {
		/// Bought: a bid.
		#[codec(index = 0)]
		Buy,
		/// Sold: an ask.
		#[codec(index = 1)]
		Sell,
	}

	/// How much is bought at most, or sold at least, at one price.
	#[derive(Copy)]
	pub struct Step {
		/// The limit: a buyer pays at most this price, a seller gets at least this price.
		pub tick: Tick,
		/// The energy, in watt-hours.
		pub energy: u32,
	}

	/// What one metering point buys or sells in one slot. It may have no steps.
	pub struct Order {
		/// The side of all steps.
		pub side: Side,
		/// In ascending order of price, one at each.
		pub steps: BoundedVec<Step, ConstU32<MAX_STEPS>>,
	}
}

/// What is wrong with an order.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum OrderError {
	/// It has this many steps, more than [`MAX_STEPS`].
	Steps(usize),
	/// The step with this number, from zero, is not above the price of the one before it.
	Sequence(usize),
	/// The step with this number names no energy.
	Nothing(usize),
	/// The step with this number names a price above the cap.
	Tick(usize),
	/// The steps add up to more watt-hours than the point can take or deliver in a slot.
	Power {
		/// The sum of the steps.
		asked: u64,
		/// The most that the point's power allows.
		most: u64,
	},
}

impl core::fmt::Display for OrderError {
	fn fmt(&self, f: &mut core::fmt::Formatter) -> core::fmt::Result {
		match self {
			Self::Steps(found) => {
				write!(f, "the order has {found} steps; join some, {MAX_STEPS} is the most")
			},
			Self::Sequence(step) => write!(
				f,
				"step {step} of the order is not above the price of the step before it; sort the \
				steps by price, with one at each"
			),
			Self::Nothing(step) => write!(f, "step {step} of the order is 0 Wh; leave it out"),
			Self::Tick(step) => {
				write!(f, "step {step} of the order is above the cap; lower its price")
			},
			Self::Power { asked, most } => write!(
				f,
				"the order's steps are {asked} Wh together; the point's power allows {most} Wh in a \
				slot"
			),
		}
	}
}

impl core::error::Error for OrderError {}

impl Order {
	/// An order of these steps.
	pub fn new(side: Side, steps: impl IntoIterator<Item = Step>) -> Result<Self, OrderError> {
		let steps: alloc::vec::Vec<_> = steps.into_iter().collect();
		let found = steps.len();
		let steps = steps.try_into().map_err(|_| OrderError::Steps(found))?;
		Ok(Self { side, steps })
	}

	/// Checks whether a point may place the order. `most` is the energy in watt-hours that the point takes
	/// or delivers in a slot at most. Decoding does not check an order.
	pub fn check(&self, grid: &Grid, most: u64) -> Result<(), OrderError> {
		let ticks = grid.ticks();
		let mut before: Option<Tick> = None;
		for (index, step) in self.steps.iter().enumerate() {
			if step.energy == 0 {
				return Err(OrderError::Nothing(index));
			}
			if step.tick.0 >= ticks {
				return Err(OrderError::Tick(index));
			}
			if before.is_some_and(|before| before >= step.tick) {
				return Err(OrderError::Sequence(index));
			}
			before = Some(step.tick);
		}
		let asked = self.energy();
		if asked > most {
			return Err(OrderError::Power { asked, most });
		}
		Ok(())
	}

	/// All steps together, in watt-hours.
	pub fn energy(&self) -> u64 {
		// Eight numbers of 32 bits.
		self.steps.iter().fold(0u64, |sum, step| sum.saturating_add(step.energy.into()))
	}
}

impl Tick {
	/// The number of the page that the price is on.
	pub const fn page(self) -> u16 {
		self.0 / PAGE
	}
}

/// The bids and asks of a zone's slot at [`PAGE`] neighbouring prices, added up, in watt-hours.
#[derive(
	Clone, PartialEq, Eq, Debug, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub struct Page {
	/// Energy that is bought, at each price.
	pub buy: [u64; PAGE as usize],
	/// Energy that is sold, at each price.
	pub sell: [u64; PAGE as usize],
}

impl Default for Page {
	fn default() -> Self {
		Self { buy: [0; PAGE as usize], sell: [0; PAGE as usize] }
	}
}

impl Page {
	/// Whether nobody bids or asks at its prices.
	pub fn is_empty(&self) -> bool {
		self.buy.iter().chain(&self.sell).all(|energy| *energy == 0)
	}

	fn bucket(&mut self, side: Side, tick: Tick) -> Option<&mut u64> {
		let buckets = match side {
			Side::Buy => &mut self.buy,
			Side::Sell => &mut self.sell,
		};
		buckets.get_mut(usize::from(tick.0 % PAGE))
	}

	/// Adds a step, which has to be on this page. `None` if the sum does not fit; then the page stays
	/// unchanged.
	pub fn add(&mut self, side: Side, step: &Step) -> Option<()> {
		let bucket = self.bucket(side, step.tick)?;
		*bucket = bucket.checked_add(step.energy.into())?;
		Some(())
	}

	/// Removes a step that was added. `None` if the page has less than that; then the page stays unchanged.
	pub fn take(&mut self, side: Side, step: &Step) -> Option<()> {
		let bucket = self.bucket(side, step.tick)?;
		*bucket = bucket.checked_sub(step.energy.into())?;
		Some(())
	}
}
