//! Figures that were worked out by hand.

mod common;

use common::{fold, hinge, policy, tally, tree, POLICY};
use tallystick_condition::{
	evidence::{Native, Summary},
	table::ShelfLife,
	Bounds, Measure, Opening, Policy,
};
use tallystick_records::telemetry::Facts;

/// The integral over the last observation alone.
fn last(policy: Policy, period: u32, readings: &[&[(u64, i64)]], opening: bool) -> Bounds {
	let mut tally = tally(period, readings[0][0].0, policy);
	for readings in readings {
		tally = fold(&tally, readings, Facts::NONE);
	}
	let leaf = tally.last.as_ref().unwrap();
	let tree = tree(readings[readings.len() - 1]);
	let opened = Opening::full(&tree).unwrap().unfold::<Native>(&leaf.root).unwrap();
	let nodes: &[Summary] = if opening { &opened } else { &[leaf.root.summary] };
	let meter = tally.meter(POLICY).unwrap();
	leaf.between(POLICY, &meter, nodes, leaf.before.until, leaf.end()).unwrap().value
}

#[test]
fn four_readings_above_eight_degrees_have_the_known_bounds() {
	let readings = [(0, 40), (60_000, 90), (120_000, 70), (180_000, 50)];
	let bounds = |opening| last(policy(hinge(80)), 60_000, &[&readings], opening);
	assert_eq!(bounds(false), Bounds { lower: 588_000, upper: 624_000 });
	assert_eq!(bounds(true), Bounds::exact(600_000));
}

fn shelf_life() -> Measure {
	let life = ShelfLife { q10: 2_500, exponent: -1, reference: 40, low: -50, high: 400, step: 8 };
	Measure::Convex(life.table().unwrap())
}

/// 61 readings around 4 °C: a cooler that switches on and off, and a door that opens once.
fn ordinary_hour() -> Vec<(u64, i64)> {
	let value = |minute: u64| match minute {
		30 => 58,
		_ => 40 + [0, 5, 8, 5, 0, -5, -8, -5][minute as usize % 8],
	};
	(0..=60).map(|minute| (minute * 60_000, value(minute))).collect()
}

#[test]
fn an_ordinary_hour_of_shelf_life_is_known_within_a_few_parts_in_a_thousand() {
	let readings = ordinary_hour();
	let bounds = |opening| last(policy(shelf_life()), 60_000, &[&readings], opening);
	let (rough, exact) = (bounds(false), bounds(true));
	assert!(exact.is_exact() && rough.lower <= exact.lower && exact.upper <= rough.upper);
	let off = |figure: u128| (figure as f64 / exact.lower as f64 - 1.0) * 100.0;
	assert_eq!(
		format!("{:.1} % / {:+.1} %", off(rough.lower), off(rough.upper)),
		"-0.3 % / +1.3 %"
	);
}

#[test]
fn a_chord_through_the_mean_would_be_five_times_too_small() {
	// Ten readings of 2 °C in ten seconds, then 20 °C that stands for a minute.
	let mut readings: Vec<_> = (0..10).map(|second| (second * 1_000, 20)).collect();
	readings.extend([(10_000, 200), (70_000, 20)]);
	let policy = |spacing| Policy { stands: 60_000, spacing, ..policy(hinge(0)) };
	let exact = last(policy(0), 1_000, &[&readings], true);
	assert_eq!(exact, Bounds::exact(10_000 * 20 + 60_000 * 200));
	let standing = readings.iter().take(11);
	let chord = standing.map(|(_, value)| *value as u128).sum::<u128>() * 70_000 / 11;
	assert_eq!((exact.lower + chord / 2) / chord, 5);
	for spacing in [0, 500, 980, 1_000] {
		assert!(last(policy(spacing), 1_000, &[&readings], false).contain(exact.lower));
	}
}
