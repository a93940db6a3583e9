//! Runs, policies and tallies to test with.
#![allow(dead_code, unreachable_pub)]

pub mod oracle;

use tallystick_condition::{
	evidence::{run::RunTree, DeviceId, Leaf, Limits, Native, Reading},
	Breakpoint, Convex, Doubt, Measure, Policy, PolicyId, Probe, Tally,
};
use tallystick_records::{telemetry::Facts, StreamId, Unit};
use tallystick_world::Numbers;

/// Times and values in ascending order of time.
pub type Readings = Vec<(u64, i64)>;

/// The stream of all tests.
pub const STREAM: StreamId = StreamId { device: DeviceId([7; 32]), channel: 3 };

/// The policy of tests with one.
pub const POLICY: PolicyId = PolicyId(5);

/// The tree of a run.
pub fn tree(readings: &[(u64, i64)]) -> RunTree {
	let leaves: Vec<Leaf> =
		readings.iter().map(|(time, value)| Reading::plain(*time, *value).into()).collect();
	RunTree::build::<Native>(STREAM.channel, Limits::NONE, &leaves).unwrap().unwrap()
}

/// A policy by default, for tenths of a degree.
pub fn policy(measure: Measure) -> Policy {
	Policy {
		measure,
		unit: Unit::CELSIUS,
		exponent: -1,
		probe: Probe::Air,
		stands: Policy::DEFAULT_STANDS,
		spacing: Policy::DEFAULT_SPACING,
		hot: 150,
		cold: -50,
		ignored: Facts::NONE,
		oversampled: Doubt::Doubtful,
	}
}

/// A table that is 0 up to `bound`, and rises by one for each unit from there.
pub fn hinge(bound: i32) -> Measure {
	Measure::Convex(tallystick_condition::table::degrees_above(bound, 1).unwrap())
}

/// A table.
pub fn table(x0: i32, f0: u32, slope: i32, breakpoints: &[(i32, i32)]) -> Measure {
	let breakpoints = breakpoints.iter().map(|(at, slope)| Breakpoint { at: *at, slope: *slope });
	Measure::Convex(Convex::new(x0, f0, slope, breakpoints).unwrap())
}

/// A tally that begins at a moment and counts by one policy.
pub fn tally(period: u32, at: u64, policy: Policy) -> Tally {
	let mut tally = Tally::new(STREAM, period, at);
	tally.add(POLICY, policy).unwrap();
	tally
}

/// A tally after a run.
pub fn fold(tally: &Tally, readings: &[(u64, i64)], facts: Facts) -> Tally {
	tally.fold::<Native>(tree(readings).run().root, facts).unwrap()
}

/// What a test draws by chance, the same each time.
pub struct Chance(pub Numbers);

/// The limits of the channel that chance makes policies for. Some values lie beyond.
pub const LIMITS: Limits = Limits { low: -60, high: 60 };

impl Chance {
	/// From a seed.
	pub fn new(seed: u64) -> Self {
		Self(Numbers(seed))
	}

	/// A number from `low` to `high`, both included.
	pub fn between(&mut self, low: i64, high: i64) -> i64 {
		low + self.0.below((high - low + 1) as u64) as i64
	}

	/// Yes once in so many times.
	pub fn once_in(&mut self, times: u64) -> bool {
		self.0.below(times) == 0
	}

	/// One of some.
	pub fn pick<T: Clone>(&mut self, from: &[T]) -> T {
		from[self.0.below(from.len() as u64) as usize].clone()
	}

	/// A measure of each kind.
	pub fn measure(&mut self) -> Measure {
		match self.between(0, 9) {
			0 => Measure::Missing,
			1..=2 => Measure::Above(self.between(-30, 30) as i32),
			3..=4 => Measure::Below(self.between(-30, 30) as i32),
			5 => hinge(self.between(-30, 30) as i32),
			_ => self.table(),
		}
	}

	fn table(&mut self) -> Measure {
		let mut places: Vec<i32> =
			(0..self.between(0, 6)).map(|_| self.between(-60, 60) as i32).collect();
		places.sort_unstable();
		places.dedup();
		let mut slopes: Vec<i32> = (0..=places.len()).map(|_| self.between(-9, 9) as i32).collect();
		slopes.sort_unstable();
		let points: Vec<_> = places.into_iter().zip(slopes[1..].iter().copied()).collect();
		let x0 = self.between(-60, 60) as i32;
		// As high as keeps it from being negative within the limits.
		let least = (LIMITS.low..=LIMITS.high)
			.map(|x| defined(x0.into(), 0, slopes[0], &points, x))
			.min()
			.unwrap();
		let f0 = u32::try_from(-least).unwrap() + self.between(0, 5) as u32;
		table(x0, f0, slopes[0], &points)
	}

	/// A policy that fits the limits, with any spacing and any doubts.
	pub fn policy(&mut self) -> Policy {
		let (a, b) = (self.between(-60, 60) as i32, self.between(-60, 60) as i32);
		let facts = Facts::ALL
			.into_iter()
			.fold(Facts::NONE, |facts, fact| facts.with_if(fact, self.once_in(3)));
		let spacing = self.pick(&[0, 0, 500, 800, 980, 1_000]);
		Policy {
			measure: self.measure(),
			stands: self.pick(&[1_000, 1_500, 2_000, 2_000, 5_000, 50_000]),
			spacing,
			hot: a.max(b),
			cold: a.min(b),
			ignored: facts,
			oversampled: self.pick(&[Doubt::Ignored, Doubt::Doubtful]),
			..policy(Measure::Missing)
		}
	}

	/// Facts, often none.
	pub fn facts(&mut self) -> Facts {
		let mut facts = Facts::NONE;
		while self.once_in(3) {
			facts = facts.with(self.pick(&Facts::ALL));
		}
		facts
	}

	/// Readings from a moment on, none nearer to each other than `spacing`. What they are like
	/// changes from run to run: regular or late or with gaps, slow or jumping, equal, beyond the
	/// limits, one alone.
	pub fn run(&mut self, start: u64, spacing: u64, period: u64, most: i64) -> Readings {
		let count = if self.once_in(6) { 1 } else { self.between(1, most) };
		let kind = self.between(0, 4);
		let mut time = start;
		let mut value = self.between(-50, 50);
		let mut readings = vec![];
		for _ in 0..count {
			readings.push((time, value));
			let gap = match kind {
				0 => period,
				1 => spacing,
				2 => period + self.0.below(3),
				_ if self.once_in(4) => self.0.below(9 * period),
				_ => self.0.below(2 * period),
			};
			time += gap.max(spacing).max(1);
			value = match kind {
				1 => value,
				2 => (value + self.between(-2, 2)).clamp(-60, 60),
				3 if self.once_in(8) => self.between(-80, 80),
				_ => self.between(-60, 60),
			};
		}
		readings
	}

	/// Where the next run begins: after the end of the last one, mostly soon, sometimes much later
	/// and sometimes, by a clock that went back, before it.
	pub fn start(&mut self, until: u64, spacing: u64, period: u64) -> u64 {
		match self.between(0, 7) {
			0 => until + period,
			1 => until + self.0.below(20 * period) + 1,
			2 => until.saturating_sub(self.0.below(9 * period)),
			_ => until + spacing.max(self.0.below(2 * period)).max(1),
		}
	}
}

/// A table from its definition: by steps of one from `x0` to `x`, each with the slope that is in
/// force there.
pub fn defined(x0: i64, f0: i64, slope: i32, points: &[(i32, i32)], x: i64) -> i64 {
	let slope_at = |x: i64| {
		let before = points.iter().rev().find(|(at, _)| i64::from(*at) <= x);
		i64::from(before.map_or(slope, |(_, slope)| *slope))
	};
	let (from, to) = (x.min(x0), x.max(x0));
	let change: i64 = (from..to).map(slope_at).sum();
	f0 + if x < x0 { -change } else { change }
}
