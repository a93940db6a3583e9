//! What a home used and made, hour by hour.

use crate::{Series, SeriesError};
use std::path::Path;

/// The registers of a meter, in Wh.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Registers {
	/// Taken from the grid: OBIS 1.8.0.
	pub import: u64,
	/// Fed into the grid: OBIS 2.8.0.
	pub export: u64,
}

impl Registers {
	/// Both, saturating at 2^64 − 1.
	#[must_use]
	pub const fn plus(self, other: Self) -> Self {
		Self {
			import: self.import.saturating_add(other.import),
			export: self.export.saturating_add(other.export),
		}
	}

	/// What these exceed `earlier` by, and nothing where they do not.
	#[must_use]
	pub const fn since(self, earlier: Self) -> Self {
		Self {
			import: self.import.saturating_sub(earlier.import),
			export: self.export.saturating_sub(earlier.export),
		}
	}

	fn map(self, each: impl Fn(u64) -> u64) -> Self {
		Self { import: each(self.import), export: each(self.export) }
	}
}

/// A home's energy in an hour, in Wh.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Hour {
	/// Used.
	pub load: u64,
	/// Generated.
	pub pv: u64,
}

impl Hour {
	/// What the meter counts of it: the difference, on one of its registers.
	pub const fn metered(self) -> Registers {
		Registers {
			import: self.load.saturating_sub(self.pv),
			export: self.pv.saturating_sub(self.load),
		}
	}
}

/// A home's energy, hour by hour, over and over. An hour may be played in less time than it took.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Home {
	begin: u64,
	length: u64,
	hours: Vec<Hour>,
	/// What the meter counted before each hour, and before the first one of the next round.
	sums: Vec<Registers>,
}

/// Why a series is not a home's energy.
#[derive(Debug, thiserror::Error)]
pub enum HomeError {
	/// The file is no series.
	#[error(transparent)]
	Series(#[from] SeriesError),
	/// Its columns are others.
	#[error("a home has the columns `load:Wh:0` and `pv:Wh:0`")]
	Columns,
	/// A row is missing, has only one of the values, or one below zero.
	#[error("the row after {0} ms is not an hour later, or lacks a value of at least 0 Wh")]
	Row(u64),
	/// An hour would take no time.
	#[error("an hour takes at least a millisecond")]
	Length,
}

const HOUR: u64 = 3_600_000;

impl Home {
	/// Reads a file such as `data/homes/home-01.csv`: a row an hour, with the hour's beginning.
	pub fn read(path: &Path) -> Result<Self, HomeError> {
		Self::from_series(&Series::read(path)?)
	}

	/// The home that these are the hours of.
	pub fn from_series(series: &Series) -> Result<Self, HomeError> {
		let is = |at: usize, name: &str| {
			series.channels.get(at).is_some_and(|channel| {
				(channel.name.as_str(), channel.unit.as_str(), channel.exponent) == (name, "Wh", 0)
			})
		};
		if series.channels.len() != 2 || !is(0, "load") || !is(1, "pv") {
			return Err(HomeError::Columns);
		}
		let mut hours = Vec::with_capacity(series.points.len() / 2);
		let begin = series.points.first().map_or(0, |point| point.time);
		let mut next = begin;
		for row in series.points.chunks(2) {
			let bad = HomeError::Row(next);
			let [load, pv] = row else { return Err(bad) };
			let (Ok(used), Ok(made)) = (u64::try_from(load.value), u64::try_from(pv.value)) else {
				return Err(bad);
			};
			if (load.channel, load.time, pv.channel, pv.time) != (0, next, 1, next) {
				return Err(bad);
			}
			hours.push(Hour { load: used, pv: made });
			next = next.saturating_add(HOUR);
		}
		Ok(Self::new(begin, hours))
	}

	/// A home with these hours, the first of which begins at `begin`, in UTC milliseconds.
	pub fn new(begin: u64, hours: Vec<Hour>) -> Self {
		let mut sums = vec![Registers::default()];
		sums.extend(hours.iter().scan(Registers::default(), |sum, hour| {
			*sum = sum.plus(hour.metered());
			Some(*sum)
		}));
		Self { begin, length: HOUR, hours, sums }
	}

	/// The same hours from `begin` on, each `length` milliseconds long.
	pub fn at(&self, begin: u64, length: u64) -> Result<Self, HomeError> {
		if length == 0 {
			return Err(HomeError::Length);
		}
		Ok(Self { begin, length, ..self.clone() })
	}

	/// The day after `days` days, laid over a day that shows these hours on its local clock: 0 to 23, one
	/// of them twice on a day of 25 hours, and one not at all on a day of 23. The home's first hour has
	/// to begin at midnight. `None` if the home has no such day or hour.
	pub fn day(&self, days: usize, clock: &[u8]) -> Option<Self> {
		let first = days.checked_mul(24)?;
		let of = self.hours.get(first..first.checked_add(24)?)?;
		let hours = clock.iter().map(|hour| of.get(usize::from(*hour)).copied());
		let begin = self.begin.saturating_add((first as u64).saturating_mul(self.length));
		Some(Self { length: self.length, ..Self::new(begin, hours.collect::<Option<_>>()?) })
	}

	/// When the first hour begins: UTC, in milliseconds.
	pub const fn begin(&self) -> u64 {
		self.begin
	}

	/// When the last hour ends: UTC, in milliseconds.
	pub const fn end(&self) -> u64 {
		self.begin.saturating_add(self.length.saturating_mul(self.hours.len() as u64))
	}

	/// The hours.
	pub fn hours(&self) -> &[Hour] {
		&self.hours
	}

	/// What the meter counts from the beginning until `time`: of the hour that runs then, the part that
	/// has passed, rounded down.
	pub fn energy(&self, time: u64) -> Registers {
		let passed = time.saturating_sub(self.begin);
		let hour = passed.checked_div(self.length).unwrap_or(0);
		let count = self.hours.len() as u64;
		let (Some(rounds), Some(place)) = (hour.checked_div(count), hour.checked_rem(count)) else {
			return Registers::default();
		};
		let sum = |at: u64| self.sums.get(at as usize).copied().unwrap_or_default();
		let running =
			self.hours.get(place as usize).map_or_else(Registers::default, |h| h.metered());
		let part = passed.checked_rem(self.length).unwrap_or(0);
		let share = |energy: u64| {
			let share = u128::from(energy) * u128::from(part) / u128::from(self.length.max(1));
			// Below the energy of the hour.
			share as u64
		};
		let before = sum(count).map(|round| round.saturating_mul(rounds));
		before.plus(sum(place)).plus(running.map(share))
	}

	/// The registers at all boundaries of slots of `slot` milliseconds, counted from 1970 in UTC, from
	/// the home's beginning to its end. They show `start` at the beginning, whether or not that is a
	/// boundary.
	///
	/// Whatever the slot's length, the slots between two hours' beginnings add up to these hours.
	pub fn registers(&self, slot: u64, start: Registers) -> Vec<(u64, Registers)> {
		let Some(first) = self.begin.checked_next_multiple_of(slot) else { return Vec::new() };
		std::iter::successors(Some(first), |time| time.checked_add(slot))
			.take_while(|time| *time <= self.end())
			.map(|time| (time, start.plus(self.energy(time))))
			.collect()
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	const QUARTER: u64 = HOUR / 4;

	fn home() -> Home {
		let hours = [(1_003, 0), (500, 1_500), (0, 7), (250, 250)];
		Home::new(10 * HOUR, hours.map(|(load, pv)| Hour { load, pv }).to_vec())
	}

	#[test]
	fn an_hour_is_spread_over_its_slots_to_the_watt_hour() {
		let start = Registers { import: 5_000, export: 80 };
		let all = home().registers(QUARTER, start);
		let imports: Vec<_> = all.iter().map(|(_, registers)| registers.import).collect();
		let exports: Vec<_> = all.iter().map(|(_, registers)| registers.export).collect();
		let flat = [6_003; 13];
		assert_eq!(imports[..4], [5_000, 5_250, 5_501, 5_752]);
		assert_eq!(imports[4..], flat);
		assert_eq!(exports[..9], [80, 80, 80, 80, 80, 330, 580, 830, 1_080]);
		assert_eq!(exports[9..], [1_081, 1_083, 1_085, 1_087, 1_087, 1_087, 1_087, 1_087]);
		assert_eq!((all[0].0, all[16].0), (10 * HOUR, 14 * HOUR));
	}

	#[test]
	fn slots_of_any_length_add_up_to_the_hours() {
		let home = home();
		let total = Registers { import: 1_003, export: 1_007 };
		for slot in [1_000, 7 * 60_000, QUARTER, 13 * 60_000, HOUR, 2 * HOUR] {
			let all = home.registers(slot, Registers::default());
			assert!(all.iter().all(|(time, _)| time % slot == 0), "{slot}");
			let rises = |pair: &[(u64, Registers)]| {
				pair[1].0 == pair[0].0 + slot
					&& pair[0].1.import <= pair[1].1.import
					&& pair[0].1.export <= pair[1].1.export
			};
			assert!(all.windows(2).all(rises), "{slot}");
			for (time, registers) in &all {
				assert_eq!(*registers, home.energy(*time));
				// Where an hour begins, nothing is rounded.
				let hours = (time - home.begin()) / HOUR;
				let whole = home.hours().iter().take(hours as usize);
				let whole = whole.fold(Registers::default(), |sum, hour| sum.plus(hour.metered()));
				if time % HOUR == 0 {
					assert_eq!(*registers, whole, "{slot}");
				}
			}
		}
		assert_eq!(home.energy(home.end()), total);
		// And on from there, over and over.
		assert_eq!(home.energy(home.end() + 4 * HOUR), total.plus(total));
		assert_eq!(home.energy(home.end() + QUARTER).import, 1_003 + 250);
	}

	#[test]
	fn an_hour_can_be_played_in_a_minute() {
		let fast = home().at(60_000, 60_000).unwrap();
		assert_eq!(fast.energy(90_000), Registers { import: 501, export: 0 });
		assert_eq!(fast.end(), 5 * 60_000);
		assert!(matches!(home().at(0, 0), Err(HomeError::Length)));
	}

	#[test]
	fn a_day_follows_the_local_clock() {
		let hours = (0..48).map(|hour| Hour { load: hour, pv: 0 }).collect();
		let home = Home::new(0, hours);
		let long: Vec<u8> = (0..2).chain(1..24).collect();
		let loads = |home: &Home| home.hours().iter().map(|hour| hour.load).collect::<Vec<_>>();
		let day = home.day(1, &long).unwrap();
		assert_eq!(loads(&day)[..4], [24, 25, 25, 26]);
		assert_eq!((day.hours().len(), day.begin(), day.end()), (25, 24 * HOUR, 49 * HOUR));
		let short: Vec<u8> = (0..2).chain(3..24).collect();
		assert_eq!(loads(&home.day(0, &short).unwrap())[..3], [0, 1, 3]);
		assert_eq!(home.day(2, &long), None);
		assert_eq!(home.day(0, &[24]), None);
	}

	#[test]
	fn refuses_what_is_no_home() {
		let read = |csv: &str| Home::from_series(&Series::from_csv(csv.as_bytes()).unwrap());
		let good =
			"time,load:Wh:0,pv:Wh:0\n2016-08-08T07:00:00Z,868,0\n2016-08-08T08:00:00Z,858,1\n";
		assert_eq!(read(good).unwrap().hours()[1], Hour { load: 858, pv: 1 });
		for (from, to) in [("pv:Wh", "pv:W"), ("load", "power"), (":0,", ":-1,")] {
			assert!(matches!(read(&good.replacen(from, to, 1)), Err(HomeError::Columns)), "{to}");
		}
		for (from, to) in [("T08", "T09"), ("858,", ","), (",868", ",-1"), (",1\n", ",\n")] {
			assert!(matches!(read(&good.replacen(from, to, 1)), Err(HomeError::Row(_))), "{to}");
		}
	}
}
