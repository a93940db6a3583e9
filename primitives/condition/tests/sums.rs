//! The bounds of sums against all values that there are, and tables against what they stand for.

mod common;

use common::{oracle::figure, Chance, LIMITS};
use proptest::prelude::*;
use tallystick_condition::{
	evidence::Limits, table, table::ShelfLife, table::ShelfLifeError, Bounds, Measure, Phi,
};

/// Calls `found` with the sum of every choice of `count` values from `low` to `high`.
fn all(
	figures: &[u128],
	low: i64,
	count: usize,
	from: usize,
	sum: i64,
	figure: u128,
	found: &mut impl FnMut(i64, u128),
) {
	if count == 0 {
		return found(sum, figure);
	}
	for index in from..figures.len() {
		let (value, more) = (low + index as i64, figures[index]);
		all(figures, low, count - 1, index, sum + value, figure + more, found);
	}
}

#[test]
fn bounds_of_a_sum_are_attained_and_no_choice_of_values_lies_beyond() {
	let mut reached = 0;
	for seed in 0..4_000 {
		let mut chance = Chance::new(seed);
		let measure = chance.measure();
		let floor = chance.pick(&[0, 0, 1, 4]);
		let count = chance.between(0, 5) as usize;
		let low = chance.between(-40, 40);
		let high = low + chance.between(0, 6);
		let figures: Vec<u128> =
			(low..=high).map(|value| figure(&measure, value).max(floor)).collect();
		let mut seen = std::collections::BTreeMap::<i64, Bounds>::new();
		all(&figures, low, count, 0, 0, 0, &mut |sum, figure| {
			let bounds = seen.entry(sum).or_insert(Bounds::exact(figure));
			bounds.lower = bounds.lower.min(figure);
			bounds.upper = bounds.upper.max(figure);
		});
		let phi = Phi { measure: &measure, floor };
		let (least, greatest) = (low * count as i64, high * count as i64);
		for sum in least - 2..=greatest + 2 {
			assert_eq!(
				phi.sum(count as u32, low, high, sum.into()),
				seen.get(&sum).copied(),
				"seed {seed}: {measure:?}, {count} values from {low} to {high}, sum {sum}"
			);
			reached += 1;
		}
		let range = phi.range(low, high);
		assert_eq!(Some(&range.lower), figures.iter().min(), "seed {seed}");
		assert_eq!(Some(&range.upper), figures.iter().max(), "seed {seed}");
	}
	assert!(reached > 30_000, "{reached}");
}

#[test]
fn a_table_is_at_every_integer_what_its_slopes_add_up_to() {
	for seed in 0..3_000 {
		let measure = Chance::new(seed).measure();
		assert_eq!(measure.check(&LIMITS), Ok(()), "seed {seed}");
		for value in -90..=90 {
			assert_eq!(measure.at(value), figure(&measure, value), "seed {seed}, {value}");
		}
		if let Measure::Convex(_) = measure {
			for value in -89..=89 {
				let [a, b, c] = [-1, 0, 1].map(|step| measure.at(value + step));
				assert!(a + c >= 2 * b, "seed {seed}: not convex at {value}");
			}
		}
	}
}

#[test]
fn a_table_is_checked_at_every_value_within_the_limits() {
	for seed in 0..3_000 {
		let mut chance = Chance::new(seed);
		let points: Vec<(i32, i32)> = (0..chance.between(0, 4))
			.map(|index| (chance.between(-9, 9) as i32 + 20 * index as i32 - 40, index as i32 - 2))
			.collect();
		let (x0, f0) = (chance.between(-60, 60), chance.between(0, 60));
		let measure = common::table(x0 as i32, f0 as u32, -3, &points);
		let negative =
			(LIMITS.low..=LIMITS.high).any(|x| common::defined(x0, f0, -3, &points, x) < 0);
		assert_eq!(measure.check(&LIMITS).is_err(), negative, "seed {seed}");
	}
}

#[test]
fn a_shelf_life_table_follows_the_rule_within_seven_parts_in_ten_thousand() {
	let life = ShelfLife { q10: 2_500, exponent: -1, reference: 40, low: -50, high: 400, step: 8 };
	let table = life.table().unwrap();
	assert_eq!(table.breakpoints().len(), 57);
	for value in -50..=400 {
		let rule = 1e6 * 2.5f64.powf((value - 40) as f64 / 100.0);
		let off = table.at(value) as f64 / rule - 1.0;
		assert!((-0.000_1..0.000_71).contains(&off), "{value}: {off}");
	}
	for (exponent, factor) in [(0, 1), (-2, 100), (-3, 1_000)] {
		let life = ShelfLife {
			q10: 3_000,
			exponent,
			reference: 5 * factor,
			low: 0,
			high: 30 * factor,
			step: factor as u32,
		};
		let table = life.table().unwrap();
		for value in 0..=30 * factor {
			let rule = 1e6 * 3f64.powf(f64::from(value - 5 * factor) / f64::from(10 * factor));
			let off = table.at(value.into()) as f64 / rule - 1.0;
			assert!(off.abs() < 0.002, "10^{exponent}, {value}: {off}");
		}
	}
}

#[test]
fn a_shelf_life_that_is_no_table_is_refused() {
	let good = ShelfLife { q10: 2_500, exponent: -1, reference: 40, low: -50, high: 400, step: 8 };
	let field = |life: ShelfLife| life.table().unwrap_err();
	assert_eq!(field(ShelfLife { q10: 1_000, ..good }), ShelfLifeError::Field("q10"));
	assert_eq!(field(ShelfLife { q10: 10_001, ..good }), ShelfLifeError::Field("q10"));
	assert_eq!(field(ShelfLife { exponent: 1, ..good }), ShelfLifeError::Field("exponent"));
	assert_eq!(field(ShelfLife { exponent: -4, ..good }), ShelfLifeError::Field("exponent"));
	assert_eq!(field(ShelfLife { low: 400, ..good }), ShelfLifeError::Field("low"));
	assert_eq!(field(ShelfLife { step: 0, ..good }), ShelfLifeError::Field("step"));
	assert_eq!(field(ShelfLife { step: 7, ..good }), ShelfLifeError::Breakpoints(65));
	assert!(matches!(field(ShelfLife { high: 4_000, step: 100, ..good }), ShelfLifeError::Rate(_)));
}

#[test]
fn degrees_count_beyond_their_bound_alone() {
	let (above, below) =
		(table::degrees_above(80, 3).unwrap(), table::degrees_below(-10, 2).unwrap());
	assert_eq!([79, 80, 81, 100].map(|value| above.at(value)), [0, 0, 3, 60]);
	assert_eq!([-9, -10, -11, -100].map(|value| below.at(value)), [0, 0, 2, 180]);
}

proptest! {
	#[test]
	fn no_measure_and_no_sum_panics(
		bytes in prop::collection::vec(any::<u8>(), 0..600),
		value: i64, floor: u128, count: u32, low: i64, high: i64, sum: i128, limits: (i64, i64)
	) {
		use codec::Decode;
		if let Ok(measure) = Measure::decode(&mut &bytes[..]) {
			let phi = Phi { measure: &measure, floor };
			let _ = (phi.at(value), phi.range(low, high), phi.sum(count, low, high, sum));
			let _ = measure.check(&Limits { low: limits.0, high: limits.1 });
		}
	}
}
