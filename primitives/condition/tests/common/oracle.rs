//! What a series of readings measures, by its definition, millisecond by millisecond.
//!
//! Nothing here is taken from the crate but its data types: no formula, no summary, no table.

use super::{Readings, POLICY};
use tallystick_condition::{Doubt, Measure, Policy, Tally};
use tallystick_records::telemetry::Facts;

/// The measure of a value, from its definition.
pub fn figure(measure: &Measure, value: i64) -> u128 {
	match measure {
		Measure::Above(bound) => u128::from(value > i64::from(*bound)),
		Measure::Below(bound) => u128::from(value < i64::from(*bound)),
		Measure::Missing => 0,
		Measure::Convex(table) => {
			// The table's own fields are private; their JSON is not.
			let table = serde_json::to_value(table).unwrap();
			let number = |name: &str| table[name].as_i64().unwrap();
			let points: Vec<(i32, i32)> = table["breakpoints"]
				.as_array()
				.unwrap()
				.iter()
				.map(|point| {
					(point["at"].as_i64().unwrap() as i32, point["slope"].as_i64().unwrap() as i32)
				})
				.collect();
			let slope = number("slope") as i32;
			let line = super::defined(number("x0"), number("f0"), slope, &points, value);
			line.max(0) as u128
		},
	}
}

/// A run as it was made, with its facts.
#[derive(Clone, Debug)]
pub struct Observation {
	pub readings: Readings,
	pub facts: Facts,
}

/// What each millisecond of a stream counts, from the moment at which its tally begins.
pub struct Oracle {
	pub begin: u64,
	/// The measure of each millisecond, and whether it is missing.
	pub figures: Vec<(u128, bool)>,
	standing: Option<(u64, i64, bool)>,
	policy: Policy,
	cache: std::collections::HashMap<i64, u128>,
	missing: u128,
	stands: u64,
	spacing: u64,
}

impl Oracle {
	pub fn new(policy: &Policy, period: u64, begin: u64) -> Self {
		let missing = match policy.measure {
			Measure::Missing => 1,
			_ => figure(&policy.measure, policy.hot.into())
				.max(figure(&policy.measure, policy.cold.into())),
		};
		let spacing = (period * u64::from(policy.spacing) / 1_000).max(1);
		let stands = (period * u64::from(policy.stands) / 1_000).max(spacing);
		Self {
			begin,
			figures: vec![],
			standing: None,
			policy: policy.clone(),
			cache: Default::default(),
			missing,
			stands,
			spacing,
		}
	}

	/// Until when milliseconds are counted.
	pub fn until(&self) -> u64 {
		self.begin + self.figures.len() as u64
	}

	pub fn spacing(&self) -> u64 {
		self.spacing
	}

	fn doubtful(&self, observation: &Observation) -> bool {
		let effect = [
			Facts::FORK,
			Facts::SKEW,
			Facts::OUT_OF_RANGE,
			Facts::UNCALIBRATED,
			Facts::LATE,
			Facts::OLD_KEY,
		];
		let odd = effect
			.into_iter()
			.any(|fact| observation.facts.contains(fact) && !self.policy.ignored.contains(fact));
		let readings = &observation.readings;
		let gaps = readings.len() as u64 - 1;
		let time = readings[readings.len() - 1].0 - readings[0].0;
		odd || (self.policy.oversampled == Doubt::Doubtful && time < gaps * self.spacing)
	}

	/// Counts a run: each millisecond that is not counted yet, up to the run's last reading.
	pub fn observe(&mut self, observation: &Observation) {
		let doubtful = self.doubtful(observation);
		let readings = &observation.readings;
		let last = readings[readings.len() - 1];
		let (from, before) = (self.until(), self.standing);
		let mut next = 0;
		for now in from..last.0 {
			while next < readings.len() && readings[next].0 <= now {
				next += 1;
			}
			let standing = match next.checked_sub(1) {
				Some(index) => Some((readings[index].0, readings[index].1, doubtful)),
				None => before,
			};
			let stands = match standing {
				Some((time, value, doubtful)) => {
					(now - time < self.stands).then_some((value, doubtful))
				},
				// The first reading ever also stands back.
				None => (readings[0].0 - now <= self.stands).then_some((readings[0].1, doubtful)),
			};
			self.count(stands);
		}
		if last.0 > from {
			self.standing = Some((last.0, last.1, doubtful));
		}
	}

	/// Counts milliseconds for which no data come.
	pub fn silence(&mut self, until: u64) {
		while self.until() < until {
			let now = self.until();
			let stands = self.standing.and_then(|(time, value, doubtful)| {
				(now - time < self.stands).then_some((value, doubtful))
			});
			self.count(stands);
		}
	}

	fn count(&mut self, stands: Option<(i64, bool)>) {
		let (measure, missing) = (&self.policy.measure, self.missing);
		self.figures.push(match stands {
			None => (missing, true),
			Some((value, doubtful)) => {
				let read = *self.cache.entry(value).or_insert_with(|| figure(measure, value));
				if doubtful {
					// As it says or as missing time, whichever is more.
					(read.max(missing), true)
				} else {
					(read, false)
				}
			},
		});
	}

	/// What the time between two moments measures, and how much of it is missing.
	pub fn between(&self, from: u64, to: u64) -> (u128, u128) {
		let part = &self.figures[(from - self.begin) as usize..(to - self.begin) as usize];
		let missing = part.iter().filter(|(_, missing)| *missing).count();
		(part.iter().map(|(figure, _)| figure).sum(), missing as u128)
	}
}

/// What a tally counted.
pub fn counted(tally: &Tally) -> tallystick_condition::Counted {
	tally.entry(POLICY).unwrap().counted
}
