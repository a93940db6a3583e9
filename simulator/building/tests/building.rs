//! The building as a whole: model, zones, plant, controllers and their comparison.

use tallystick_building::{
	controllers::{
		plan::{self, Plan},
		rules::{Parameters, Rules, Texts, TEXTS},
		Controller, View,
	},
	data::{self, Hour, Period},
	envelope::{Claims, FAIL_SAFE_SET_POINT, LEAST_OFF, LEAST_ON, SET_POINTS},
	fit::Fit,
	metrics::{Cost, Metrics},
	model::{State, STEPS_PER_HOUR},
	plant::{POWER_LEAST, POWER_LIMIT},
	prices::{PriceWeek, Tariff, HOURS},
	report,
	run::{self, Dead},
	table::{self, Building, Kind},
	tuned::Tuned,
	week::Week,
	zones::{Zones, SEEDS, ZONES},
};

fn measured() -> (Vec<Hour>, Fit) {
	let hours = data::heating().unwrap();
	let fit = Fit::new(&hours);
	(hours, fit)
}

fn tuning() -> (Week, Fit) {
	let (hours, fit) = measured();
	(Week::new(Period::Tuning, &hours, &fit), fit)
}

fn tuned() -> Tuned {
	Tuned::committed().unwrap()
}

fn price_weeks() -> Vec<PriceWeek> {
	PriceWeek::all(&data::prices().unwrap())
}

#[test]
fn the_fit_sees_no_hour_after_its_period_and_is_the_same_each_time() {
	let (mut hours, fit) = measured();
	for hour in &mut hours[Period::Fit.hours().end..] {
		(hour.power, hour.indoor) = (1e3, -40.0);
	}
	assert_eq!(Fit::new(&hours), fit);
}

#[test]
fn the_free_run_is_near_the_measured_temperature_where_it_was_fitted() {
	let (hours, fit) = measured();
	let (period, deviation) = report::deviations(&hours, &fit)[0];
	assert_eq!(period, Period::Fit);
	assert!(deviation.rmse < 0.5, "{deviation:?}");
	assert!(deviation.bias.abs() < 0.05, "{deviation:?}");
	let model = fit.model;
	assert!(
		model.rooms > 1.0 && model.fabric > model.rooms && model.outer < model.inner,
		"{model:?}"
	);
}

#[test]
fn with_the_residual_the_measured_power_gives_the_measured_temperature() {
	let (hours, fit) = measured();
	let known = &hours[..Period::Tuning.hours().end];
	let (gains, states) = fit.model.residual(known, fit.fabric);
	for (state, hour) in states.iter().zip(known) {
		assert!((state.rooms - hour.indoor).abs() < 1e-9);
	}
	// The same in zones that differ in nothing, a quarter of an hour at a time.
	let zones = Zones::equal(&fit.model);
	let mut at = Zones::start(states[0]);
	for (hour, gain) in known.iter().zip(gains) {
		for state in &at {
			assert!((state.rooms - hour.indoor).abs() < 1e-6);
		}
		for _ in 0..STEPS_PER_HOUR {
			at = zones.step(&at, &[hour.power / ZONES as f64; ZONES], gain, hour.outdoor);
		}
	}
}

#[test]
fn zones_of_each_seed_add_up_to_the_building_and_differ() {
	let (_, fit) = measured();
	let mut sizes = Vec::new();
	for seed in SEEDS {
		let zones = Zones::of_seed(&fit.model, seed).zones;
		let sum =
			|of: fn(&tallystick_building::zones::Zone) -> f64| zones.iter().map(of).sum::<f64>();
		for (sum, whole) in [
			(sum(|zone| zone.model.inner), fit.model.inner),
			(sum(|zone| zone.model.outer), fit.model.outer),
			(sum(|zone| zone.model.rooms), fit.model.rooms),
			(sum(|zone| zone.model.fabric), fit.model.fabric),
			(sum(|zone| zone.model.gain), fit.model.gain),
			(sum(|zone| zone.gains), 1.0),
			(sum(|zone| zone.emitters), 1.0),
		] {
			assert!((sum - whole).abs() < 1e-9 * whole.abs().max(1.0), "{sum} {whole}");
		}
		sizes.push(zones[0].model.rooms);
	}
	sizes.dedup();
	assert_eq!(sizes.len(), SEEDS.len());
}

#[test]
fn heat_is_neither_made_nor_lost_within_the_building() {
	let (_, fit) = measured();
	let zones = Zones::of_seed(&fit.model, 1);
	let before = core::array::from_fn(|zone| State { rooms: 15.0 + zone as f64, fabric: 18.0 });
	let heat = [3.0; ZONES];
	let after = zones.step(&before, &heat, 7.0, 5.0);
	let outwards: f64 = zones
		.zones
		.iter()
		.zip(&before)
		.map(|(zone, state)| zone.model.outer * (state.fabric - 5.0))
		.sum();
	let expected = 0.25 * (30.0 + 7.0 + fit.model.gain - outwards);
	assert!((zones.stored(&after) - zones.stored(&before) - expected).abs() < 1e-9);
}

/// Claims by chance, within and beyond what is allowed.
struct Wild(u64);

impl Controller for Wild {
	fn decide(&mut self, _: &View) -> Claims {
		let mut next = || {
			self.0 = self
				.0
				.wrapping_mul(6_364_136_223_846_793_005)
				.wrapping_add(1_442_695_040_888_963_407);
			let number = (self.0 >> 40) as f64 / (1u64 << 24) as f64;
			(number > 0.1).then_some(number * 80.0 - 10.0)
		};
		Claims { set_points: core::array::from_fn(|_| next()), flow: next() }
	}
}

#[test]
fn whoever_claims_what_the_plant_stays_within_its_envelope() {
	let (week, fit) = tuning();
	for seed in SEEDS {
		let zones = Zones::of_seed(&fit.model, seed);
		let log = run::play(&week, &zones, &mut Wild(seed), None);
		let mut since = LEAST_OFF;
		let mut on = false;
		for record in &log.records {
			assert!(record.set_points.iter().all(|of| SET_POINTS.contains(of)));
			assert!((30.0..=55.0).contains(&record.flow));
			let power = record.output.power;
			assert!(if record.running {
				(POWER_LEAST..=POWER_LIMIT).contains(&power)
			} else {
				power == 0.0
			});
			if record.running != on {
				assert!(since >= if on { LEAST_ON } else { LEAST_OFF });
				(on, since) = (record.running, 0);
			}
			since += 1;
			assert!(record.states.iter().all(|state| (5.0..30.0).contains(&state.rooms)));
		}
	}
}

#[test]
fn no_controller_beats_the_plan() {
	let (week, fit) = tuning();
	let weeks = price_weeks();
	for (seed, prices, tariff) in [(1, &weeks[0], Tariff::Index), (2, &weeks[16], Tariff::Fixed)] {
		let zones = Zones::of_seed(&fit.model, seed);
		let hours = prices.tariff(tariff);
		let plan = Plan::new(&week, &zones, &hours).unwrap();
		let discomfort = plan::price_of_discomfort(&hours);
		assert!(plan.net + discomfort * plan.kelvin_hours >= plan.bound - 1e-3);
		assert!(plan.peak <= POWER_LIMIT + 1e-3, "{plan:?}");
		let tuned = *tuned().of(tariff);
		let all: [&mut dyn Controller; 3] = [
			&mut { tuned.constant.parameters },
			&mut { tuned.setback.parameters },
			&mut Rules::new(&Texts::default(), &tuned.rules.parameters, Some(&hours)).unwrap(),
		];
		for controller in all {
			let log = run::play(&week, &zones, controller, None);
			// What the bound supposes.
			for (step, record) in log.records.iter().enumerate() {
				assert!(zones.mean(&record.states) >= plan::least_mean(step), "step {step}");
			}
			let metrics = Metrics::new(&week, &zones, &log);
			let net = Cost::new(&week, &log, &metrics, &hours).net();
			let all = net + discomfort * metrics.kelvin_hours();
			assert!(all >= plan.bound - 1e-3, "{all} beats {}", plan.bound);
		}
	}
}

#[test]
fn the_rules_are_text_that_prints_as_it_was_read() {
	for (number, text) in TEXTS.iter().enumerate() {
		let rule = tallystick_rules::text::parse(text).unwrap();
		let again = tallystick_rules::text::parse(&rule.to_string()).unwrap();
		assert_eq!(again.program, rule.program, "rule {number}");
	}
}

#[test]
fn the_rules_of_zones_differ_in_zone_and_device_only() {
	let body = |number: usize| {
		let zone = number + 1;
		TEXTS[number]
			.replace(&format!("Zone {zone}:"), "Zone N:")
			.replace(&format!("zone.{zone:02}"), "zone.NN")
			.replace(&format!("0x{zone:064x}"), "DEVICE")
	};
	for zone in 1..ZONES {
		assert_eq!(body(zone), body(0), "zone {}", zone + 1);
	}
}

#[test]
fn a_dead_sensor_releases_its_zone_to_the_fail_safe_and_no_other() {
	let (week, fit) = tuning();
	let zones = Zones::of_seed(&fit.model, 3);
	let hours = price_weeks()[0].tariff(Tariff::Fixed);
	let from = 100;
	let mut rules =
		Rules::new(&Texts::default(), &tuned().fixed.rules.parameters, Some(&hours)).unwrap();
	let log = run::play(&week, &zones, &mut rules, Some(Dead { zone: 4, from }));
	for record in &log.records[from..] {
		assert_eq!(record.set_points[4], FAIL_SAFE_SET_POINT);
		assert_eq!(record.fail_safe, 1);
	}
	assert!(log.records[..from].iter().all(|record| record.fail_safe == 0));
	// Warm enough all the same.
	let metrics = Metrics::new(&week, &zones, &log);
	assert!(metrics.zones[4].kelvin_hours < 20.0);
}

#[test]
fn rules_heat_more_before_a_dear_hour_than_without_it() {
	let (week, fit) = tuning();
	let zones = Zones::of_seed(&fit.model, 1);
	let flat = [0.2; HOURS];
	let mut dear = flat;
	// Friday from 10:00 to 13:00.
	dear[106..109].fill(1.0);
	let parameters = Parameters { store: 1.0, ..tuned().fixed.rules.parameters };
	let play = |prices: &[f64; HOURS]| {
		run::play(
			&week,
			&zones,
			&mut Rules::new(&Texts::default(), &parameters, Some(prices)).unwrap(),
			None,
		)
	};
	let heat = |log: &run::Log, hours: core::ops::Range<usize>| -> f64 {
		log.records[hours.start * STEPS_PER_HOUR..hours.end * STEPS_PER_HOUR]
			.iter()
			.map(|record| record.output.power)
			.sum()
	};
	let (calm, moved) = (play(&flat), play(&dear));
	assert!(heat(&moved, 102..106) > heat(&calm, 102..106));
	assert!(heat(&moved, 106..109) < heat(&calm, 106..109));
}

#[test]
fn the_same_seeds_give_the_same_table() {
	let (week, fit) = tuning();
	let weeks = price_weeks();
	let building = Building::new(week, &fit, &SEEDS[..2], Texts::default(), tuned());
	let table = || {
		let runs = table::compare(&building, &weeks[..3], 0).unwrap();
		(report::markdown(&table::table(&runs, building.week.days())), report::csv(&runs))
	};
	assert_eq!(table(), table());
}

#[test]
fn tuned_rules_leave_nobody_colder_than_the_baseline() {
	let (week, fit) = tuning();
	let building = Building::new(week, &fit, &SEEDS, Texts::default(), tuned());
	let runs = table::compare(&building, &price_weeks(), 0).unwrap();
	let rows = table::table(&runs, building.week.days());
	let of = |kind: Kind, tariff: Tariff| {
		rows.iter().find(|row| row.kind == kind && row.tariff == tariff).unwrap()
	};
	for tariff in Tariff::ALL {
		let (baseline, rules) = (of(Kind::Setback, tariff), of(Kind::Rules, tariff));
		assert!(rules.kelvin_hours.0 <= baseline.kelvin_hours.0, "{tariff:?}: {rules:?}");
	}
}
