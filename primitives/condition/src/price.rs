//! From charges to a price, and who bears the difference.

use crate::wide::mul_div;
use alloc::vec::Vec;
use bounded_collections::{BoundedVec, ConstU32};
use tallystick_evidence::json;

/// Most points of a price curve.
pub const MAX_POINTS: u32 = 16;

/// Most custody intervals of a trade.
pub const MAX_INTERVALS: usize = 16;

/// The whole of an offer, in the parts of a [`Curve`].
pub const WHOLE: u32 = 1_000_000_000;

/// The greatest loss. More counts as this much, so that the losses of a trade add up.
pub const MAX_LOSS: u128 = (1 << 120) - 1;

record! {
	/// A corner of a price curve.
	#[derive(Copy)]
	pub struct CurvePoint {
		/// The loss.
		#[serde(with = "json::Exact")]
		pub loss: u128,
		/// The price at this loss, in thousand-millionths of the offer.
		pub parts: u32,
	}

	/// What goods are worth after a loss, as a part of what was offered for sound ones: straight from
	/// point to point, level before the first and after the last.
	pub struct Curve {
		#[cfg_attr(feature = "schema", schemars(with = "Vec<CurvePoint>"))]
		points: BoundedVec<CurvePoint, ConstU32<MAX_POINTS>>,
	}

	/// Who had the goods in custody during an interval.
	#[derive(Copy)]
	pub enum Holder {
		/// The seller.
		#[codec(index = 0)]
		Seller,
		/// The buyer.
		#[codec(index = 1)]
		Buyer,
		/// A carrier who answers with a bond of this much.
		#[codec(index = 2)]
		Bonded(#[serde(with = "json::Exact")] u128),
		/// A carrier without a bond. Whoever handed the goods on to them answers for the interval.
		#[codec(index = 3)]
		Unbonded,
	}

	/// A custody interval of a trade.
	#[derive(Copy)]
	pub struct Interval {
		/// Who had the goods.
		pub holder: Holder,
		/// The loss in it, from [`loss`].
		#[serde(with = "json::Exact")]
		pub loss: u128,
		/// The loss that its terms allow, from [`allowance`].
		#[serde(with = "json::Exact")]
		pub allowance: u128,
	}
}

/// What is wrong with a curve.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum CurveError {
	/// It has this many points: none, or more than [`MAX_POINTS`].
	Points(usize),
	/// The point with this number, from zero, does not have a greater loss than the one before it, or
	/// has one above [`MAX_LOSS`].
	Order(usize),
	/// The price rises at the point with this number, or is above [`WHOLE`].
	Rises(usize),
}

impl core::fmt::Display for CurveError {
	fn fmt(&self, f: &mut core::fmt::Formatter) -> core::fmt::Result {
		match self {
			Self::Points(found) => {
				write!(f, "the price curve has {found} points; give it 1 to {MAX_POINTS}")
			},
			Self::Order(index) => write!(
				f,
				"point {index} of the price curve does not have a greater loss than the one before it, \
				or has one above {MAX_LOSS}; sort the points by loss"
			),
			Self::Rises(index) => write!(
				f,
				"at point {index} of the price curve the price is above the one before it, or above \
				the offer; a price never rises with the loss"
			),
		}
	}
}

impl core::error::Error for CurveError {}

/// Why a trade cannot be settled.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum PriceError {
	/// It has this many custody intervals: none, or more than [`MAX_INTERVALS`].
	Intervals(usize),
	/// Bonds and offer together are more money than there can be.
	Money,
}

impl core::fmt::Display for PriceError {
	fn fmt(&self, f: &mut core::fmt::Formatter) -> core::fmt::Result {
		match self {
			Self::Intervals(found) => {
				write!(f, "the trade has {found} custody intervals; it needs 1 to {MAX_INTERVALS}")
			},
			Self::Money => f.write_str("bonds and offer together do not fit 128 bits"),
		}
	}
}

impl core::error::Error for PriceError {}

impl Curve {
	/// The curve through these points.
	pub fn new(points: impl IntoIterator<Item = CurvePoint>) -> Result<Self, CurveError> {
		let points: Vec<_> = points.into_iter().collect();
		let found = points.len();
		let points = points.try_into().map_err(|_| CurveError::Points(found))?;
		let curve = Self { points };
		curve.check()?;
		Ok(curve)
	}

	/// Whether the points are in order. One that was decoded is not checked.
	pub fn check(&self) -> Result<(), CurveError> {
		let mut before: Option<&CurvePoint> = None;
		for (index, point) in self.points.iter().enumerate() {
			if point.loss > MAX_LOSS || before.is_some_and(|before| before.loss >= point.loss) {
				return Err(CurveError::Order(index));
			}
			if point.parts > before.map_or(WHOLE, |before| before.parts) {
				return Err(CurveError::Rises(index));
			}
			before = Some(point);
		}
		before.map(|_| ()).ok_or(CurveError::Points(0))
	}

	/// The points, from the least loss to the greatest.
	pub fn points(&self) -> &[CurvePoint] {
		&self.points
	}

	/// The greatest loss that costs nothing. A trade's allowances together must not exceed it. 0 if
	/// the price is below the offer from the start, and `u128::MAX` if it never is.
	pub fn free(&self) -> u128 {
		let mut free = 0;
		for point in &self.points {
			if point.parts < WHOLE {
				return free;
			}
			free = point.loss;
		}
		u128::MAX
	}

	/// The price after a loss, in thousand-millionths of the offer, rounded down.
	pub fn parts(&self, loss: u128) -> u32 {
		let mut left: Option<&CurvePoint> = None;
		for point in &self.points {
			if loss < point.loss {
				let Some(left) = left else { return point.parts };
				let fall = left.parts.saturating_sub(point.parts);
				let width = point.loss.saturating_sub(left.loss);
				let at = loss.saturating_sub(left.loss);
				// The fall is rounded up, so the price is rounded down.
				let fallen = mul_div(fall.into(), at, width)
					.map_or(fall.into(), |(part, rest)| part.saturating_add((rest > 0).into()));
				let fallen = u32::try_from(fallen).unwrap_or(fall);
				return left.parts.saturating_sub(fallen);
			}
			left = Some(point);
		}
		left.map_or(0, |point| point.parts)
	}

	/// The price after a loss, rounded down to the unit. Never above the offer.
	pub fn price(&self, offer: u128, loss: u128) -> u128 {
		let parts = self.parts(loss).min(WHOLE);
		mul_div(offer, parts.into(), WHOLE.into()).map_or(0, |(price, _)| price)
	}
}

/// The loss from the charges of several policies, each with its weight. At most [`MAX_LOSS`].
pub fn loss(charges: impl IntoIterator<Item = (u32, u128)>) -> u128 {
	charges.into_iter().fold(0u128, |sum, (weight, charge)| {
		// Losses above the greatest one are all treated alike.
		sum.saturating_add(charge.saturating_mul(weight.into())).min(MAX_LOSS)
	})
}

/// The loss that an interval's terms allow: the agreed time in milliseconds, at the reference rate, in loss
/// a millisecond. At most [`MAX_LOSS`].
pub fn allowance(agreed: u64, rate: u128) -> u128 {
	u128::from(agreed).saturating_mul(rate).min(MAX_LOSS)
}

/// Shares `amount` in proportion to `weights`. Each share is rounded down; the units left over go one each
/// to the largest remainders, the earlier one first. A weight of 0 gets nothing.
///
/// `None` if all weights are 0 or they add up to more than 2^127.
pub fn share(amount: u128, weights: &[u128]) -> Option<Vec<u128>> {
	let all = weights.iter().try_fold(0u128, |all, weight| all.checked_add(*weight))?;
	if all == 0 {
		return None;
	}
	let mut shares = Vec::with_capacity(weights.len());
	let mut remainders = Vec::with_capacity(weights.len());
	let mut left = amount;
	for (index, weight) in weights.iter().enumerate() {
		let (part, remainder) = mul_div(amount, *weight, all)?;
		left = left.checked_sub(part)?;
		shares.push(part);
		remainders.push((remainder, index));
	}
	remainders.sort_by(|(a, i), (b, j)| b.cmp(a).then(i.cmp(j)));
	for (_, index) in remainders {
		let Some(less) = left.checked_sub(1) else { break };
		left = less;
		let part = shares.get_mut(index)?;
		*part = part.checked_add(1)?;
	}
	Some(shares)
}

/// Who gets and who pays what. Together the parties get exactly the offer and all bonds.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Settlement {
	/// What the goods are worth after their loss.
	pub price: u128,
	/// Each interval's share of the difference between offer and price.
	pub shares: Vec<u128>,
	/// The interval whose holder answers for each interval. `None`: the seller.
	pub answers: Vec<Option<usize>>,
	/// What each interval's bond pays to the seller.
	pub bonds: Vec<u128>,
	/// What the seller gets: the price, what the bonds pay, and the shares of the buyer's own
	/// intervals.
	pub seller: u128,
	/// What the buyer has back of the offer.
	pub buyer: u128,
}

/// Settles a trade whose intervals are listed in their order.
///
/// The price follows from the sum of all losses. Those who caused losses beyond their allowances share the
/// difference from the offer, in proportion to them. If nobody did, the seller bears it. If a carrier has
/// no bond, whoever handed the goods to it answers for its interval. A bond pays no more than its amount;
/// the seller bears the rest.
pub fn settle(
	offer: u128,
	curve: &Curve,
	intervals: &[Interval],
) -> Result<Settlement, PriceError> {
	let found = intervals.len();
	if found == 0 || found > MAX_INTERVALS {
		return Err(PriceError::Intervals(found));
	}
	let loss = loss(intervals.iter().map(|interval| (1, interval.loss)));
	let price = curve.price(offer, loss);
	let discount = offer.saturating_sub(price);
	let beyond =
		|interval: &Interval| interval.loss.min(MAX_LOSS).saturating_sub(interval.allowance);
	let excess: Vec<_> = intervals.iter().map(beyond).collect();
	// At most 16 losses below 2^120.
	let shares = share(discount, &excess).unwrap_or_else(|| excess.iter().map(|_| 0).collect());

	let mut answers = Vec::with_capacity(found);
	let mut answer = None;
	for (index, interval) in intervals.iter().enumerate() {
		match interval.holder {
			Holder::Seller => answer = None,
			Holder::Buyer | Holder::Bonded(_) => answer = Some(index),
			Holder::Unbonded => {},
		}
		answers.push(answer);
	}

	let mut bonds = Vec::with_capacity(found);
	let (mut seller, mut buyer) = (price, discount);
	let mut money = offer;
	for (index, interval) in intervals.iter().enumerate() {
		let answered = answers.iter().zip(&shares).filter(|(answer, _)| **answer == Some(index));
		// Shares of the discount.
		let due = answered.fold(0u128, |due, (_, share)| due.saturating_add(*share));
		let mut pays = 0;
		match interval.holder {
			Holder::Bonded(bond) => {
				pays = due.min(bond);
				money = money.checked_add(bond).ok_or(PriceError::Money)?;
				seller = seller.checked_add(pays).ok_or(PriceError::Money)?;
			},
			Holder::Buyer => {
				buyer = buyer.checked_sub(due).ok_or(PriceError::Money)?;
				seller = seller.checked_add(due).ok_or(PriceError::Money)?;
			},
			Holder::Seller | Holder::Unbonded => {},
		}
		bonds.push(pays);
	}
	Ok(Settlement { price, shares, answers, bonds, seller, buyer })
}
