//! Money is neither made nor lost, and nobody pays for what their terms allow.

mod common;

use common::Chance;
use proptest::prelude::*;
use tallystick_condition::{
	price::{allowance, loss, settle, share, CurvePoint, MAX_INTERVALS, MAX_LOSS, WHOLE},
	Curve, CurveError, Holder, Interval, PriceError,
};

fn curve(points: &[(u128, u32)]) -> Result<Curve, CurveError> {
	Curve::new(points.iter().map(|(loss, parts)| CurvePoint { loss: *loss, parts: *parts }))
}

/// A curve by chance: prices fall, losses rise.
fn any_curve(chance: &mut Chance) -> Curve {
	let count = chance.between(1, 8) as usize;
	let mut losses: Vec<u128> = (0..count).map(|_| chance.0.below(5_000) as u128).collect();
	losses.sort_unstable();
	losses.dedup();
	let mut parts: Vec<u32> =
		losses.iter().map(|_| chance.0.below(u64::from(WHOLE) + 1) as u32).collect();
	parts.sort_unstable_by(|a, b| b.cmp(a));
	if chance.once_in(2) {
		parts[0] = WHOLE;
	}
	let points: Vec<_> = losses.into_iter().zip(parts).collect();
	curve(&points).unwrap()
}

fn any_intervals(chance: &mut Chance) -> Vec<Interval> {
	(0..chance.between(1, 9))
		.map(|_| {
			let bond = chance.0.below(400_000) as u128;
			Interval {
				holder: chance.pick(&[
					Holder::Seller,
					Holder::Buyer,
					Holder::Bonded(bond),
					Holder::Unbonded,
				]),
				loss: chance.0.below(2_000) as u128,
				allowance: chance.0.below(1_000) as u128,
			}
		})
		.collect()
}

#[test]
fn a_price_never_rises_with_the_loss_and_never_exceeds_the_offer() {
	for seed in 0..2_000 {
		let mut chance = Chance::new(seed);
		let curve = any_curve(&mut chance);
		let offer = chance.0.next_u64() as u128;
		let mut before = offer;
		for loss in (0..5_100).step_by(17).chain([MAX_LOSS]) {
			let price = curve.price(offer, loss);
			assert!(price <= before, "seed {seed}, loss {loss}");
			assert_eq!(price == offer, loss <= curve.free() && curve.parts(loss) == WHOLE);
			before = price;
		}
		for point in curve.points() {
			let exact = offer * u128::from(point.parts) / u128::from(WHOLE);
			assert_eq!(curve.price(offer, point.loss), exact, "seed {seed}");
		}
		let free = curve.free();
		if free > 0 && free < u128::MAX {
			assert_eq!(curve.price(offer, free), offer);
			// One thousand-millionth may be less than a unit of loss is worth.
			assert!(curve.parts(free + 1) < WHOLE, "seed {seed}");
		}
	}
}

#[test]
fn between_two_points_the_price_is_rounded_down() {
	let curve = curve(&[(0, WHOLE), (3, 0)]).unwrap();
	assert_eq!(
		[0, 1, 2, 3, 4].map(|loss| curve.parts(loss)),
		[WHOLE, 666_666_666, 333_333_333, 0, 0]
	);
	assert_eq!(curve.price(3, 1), 1);
	assert_eq!(curve.price(u128::MAX, 0), u128::MAX);
}

#[test]
fn all_money_is_paid_out_and_nobody_pays_for_what_is_allowed() {
	for seed in 0..100_000 {
		let mut chance = Chance::new(seed);
		let curve = any_curve(&mut chance);
		let intervals = any_intervals(&mut chance);
		let offer = chance.0.below(1_000_000_000) as u128;
		let settled = settle(offer, &curve, &intervals).unwrap();
		let discount = offer - settled.price;
		let bonds: u128 = settled.bonds.iter().sum();
		assert_eq!(settled.seller + settled.buyer, offer + bonds, "seed {seed}");
		assert!(settled.buyer <= discount, "seed {seed}");

		let excess: Vec<u128> = intervals
			.iter()
			.map(|interval| interval.loss.saturating_sub(interval.allowance))
			.collect();
		let all: u128 = excess.iter().sum();
		let shared: u128 = settled.shares.iter().sum();
		assert_eq!(shared, if all == 0 { 0 } else { discount }, "seed {seed}");
		for (share, excess) in settled.shares.iter().zip(&excess) {
			if *excess == 0 {
				assert_eq!(*share, 0, "seed {seed}");
			} else {
				let down = discount * excess / all;
				assert!(*share == down || *share == down + 1, "seed {seed}");
			}
		}
		for (index, interval) in intervals.iter().enumerate() {
			// Whoever had the goods last before this interval, with a name to answer by.
			let answers = (0..=index)
				.rev()
				.find(|index| !matches!(intervals[*index].holder, Holder::Unbonded))
				.filter(|index| !matches!(intervals[*index].holder, Holder::Seller));
			assert_eq!(settled.answers[index], answers, "seed {seed}");
			let due: u128 = (0..intervals.len())
				.filter(|other| settled.answers[*other] == Some(index))
				.map(|other| settled.shares[other])
				.sum();
			let pays = match interval.holder {
				Holder::Bonded(bond) => due.min(bond),
				_ => 0,
			};
			assert_eq!(settled.bonds[index], pays, "seed {seed}");
		}
	}
}

#[test]
fn leftover_units_go_to_the_largest_remainders_and_then_by_order() {
	assert_eq!(share(100, &[1, 1, 1]), Some(vec![34, 33, 33]));
	assert_eq!(share(10, &[3, 3, 1]), Some(vec![4, 4, 2]));
	assert_eq!(share(11, &[3, 3, 1]), Some(vec![5, 5, 1]));
	assert_eq!(share(5, &[0, 1, 0, 1]), Some(vec![0, 3, 0, 2]));
	assert_eq!(share(5, &[0, 0]), None);
	assert_eq!(share(5, &[]), None);
	assert_eq!(share(u128::MAX, &[MAX_LOSS, MAX_LOSS]).unwrap().iter().sum::<u128>(), u128::MAX);
}

#[test]
fn a_discount_without_any_loss_beyond_the_allowances_is_the_sellers() {
	let curve = curve(&[(0, WHOLE), (10, 0)]).unwrap();
	let interval = |holder| Interval { holder, loss: 5, allowance: 5 };
	let intervals = [interval(Holder::Seller), interval(Holder::Bonded(1_000))];
	let settled = settle(1_000, &curve, &intervals).unwrap();
	assert_eq!((settled.price, settled.seller, settled.buyer), (0, 0, 1_000));
	assert_eq!((settled.shares, settled.bonds), (vec![0, 0], vec![0, 0]));
}

#[test]
fn what_cannot_be_settled_is_refused() {
	let curve = curve(&[(0, WHOLE)]).unwrap();
	let interval = Interval { holder: Holder::Bonded(u128::MAX), loss: 0, allowance: 0 };
	assert_eq!(settle(1, &curve, &[]), Err(PriceError::Intervals(0)));
	assert_eq!(settle(1, &curve, &[interval; 17]), Err(PriceError::Intervals(17)));
	assert_eq!(settle(1, &curve, &[interval]), Err(PriceError::Money));
	assert!(settle(0, &curve, &[interval]).is_ok());
}

#[test]
fn losses_and_allowances_end_at_the_greatest() {
	assert_eq!(loss([(2, 5), (0, 7), (1, 1)]), 11);
	assert_eq!(loss([(u32::MAX, u128::MAX)]), MAX_LOSS);
	assert_eq!(allowance(15, 3), 45);
	assert_eq!(allowance(u64::MAX, u128::MAX), MAX_LOSS);
	let curve = curve(&[(0, WHOLE), (MAX_LOSS, 0)]).unwrap();
	let most = Interval { holder: Holder::Buyer, loss: u128::MAX, allowance: 0 };
	let settled = settle(u128::MAX, &curve, &[most; MAX_INTERVALS]).unwrap();
	assert_eq!((settled.price, settled.seller, settled.buyer), (0, u128::MAX, 0));
}

proptest! {
	#[test]
	fn nothing_panics_whatever_curve_and_losses(
		bytes in prop::collection::vec(any::<u8>(), 0..400),
		offer: u128,
		intervals in prop::collection::vec((0..4u8, any::<u128>(), any::<u128>(), any::<u128>()), 0..18),
	) {
		use codec::Decode;
		let curve = Curve::decode(&mut &bytes[..])
			.unwrap_or_else(|_| curve(&[(3, 5), (9, 2)]).unwrap());
		let intervals: Vec<_> = intervals
			.into_iter()
			.map(|(kind, bond, loss, allowance)| Interval {
				holder: match kind {
					0 => Holder::Seller,
					1 => Holder::Buyer,
					2 => Holder::Bonded(bond >> 8),
					_ => Holder::Unbonded,
				},
				loss,
				allowance,
			})
			.collect();
		if let Ok(settled) = settle(offer, &curve, &intervals) {
			prop_assert!(settled.price <= offer);
			prop_assert!(settled.buyer <= offer - settled.price);
		}
		let _ = (curve.check(), curve.free());
	}
}
