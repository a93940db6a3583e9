//! The day: what was measured of homes and prices.

use super::HOMES;
use crate::{
	meter::{hours_of, Home, Hour, PriceHour},
	story::StoryError,
	Series,
};
use tallystick_client::records::Rate;

/// Each home's number in the data, and its hours.
const MEASURED: [(u8, &[u8]); HOMES] = [
	(1, include_bytes!("../../../../data/homes/home-01.csv")),
	(2, include_bytes!("../../../../data/homes/home-02.csv")),
	(3, include_bytes!("../../../../data/homes/home-03.csv")),
	(4, include_bytes!("../../../../data/homes/home-04.csv")),
	(5, include_bytes!("../../../../data/homes/home-05.csv")),
	(8, include_bytes!("../../../../data/homes/home-08.csv")),
	(9, include_bytes!("../../../../data/homes/home-09.csv")),
	(10, include_bytes!("../../../../data/homes/home-10.csv")),
	(11, include_bytes!("../../../../data/homes/home-11.csv")),
	(13, include_bytes!("../../../../data/homes/home-13.csv")),
	(16, include_bytes!("../../../../data/homes/home-16.csv")),
	(17, include_bytes!("../../../../data/homes/home-17.csv")),
];

const PRICES: [&[u8]; 2] = [
	include_bytes!("../../../../data/prices-2021-11.csv"),
	include_bytes!("../../../../data/prices-2021-12.csv"),
];

/// Days of the homes' week, which begins on a Monday.
const WEEK: usize = 7;

/// A home's energy on the day, and what the home expects.
#[derive(Clone, Debug)]
pub(super) struct Measured {
	/// Its number in the data.
	pub(super) number: u8,
	/// What its meter counts.
	pub(super) home: Home,
	/// What it used and made in the same hours of the day before, or on a Monday of the Sunday of that week.
	pub(super) expected: Vec<Hour>,
}

/// A day of prices, and the homes' day of the same weekday, hour by hour of the local clocks.
#[derive(Clone, Debug)]
pub(super) struct Day {
	pub(super) hours: Vec<PriceHour>,
	pub(super) homes: Vec<Measured>,
}

impl Day {
	/// The day of this date, on the local clock of the prices.
	pub(super) fn read(date: &str) -> Result<Self, StoryError> {
		let mut hours = Vec::new();
		for bytes in PRICES {
			hours.extend(hours_of(&PriceHour::all(&Series::from_csv(bytes)?)?, date)?);
		}
		let Some(first) = hours.first().filter(|_| hours.len() >= 23) else {
			return Err(StoryError::option(format!(
				"there are no prices of {date}; there are some of 2021-11-01 to 11-14 and 2021-12-13 to 12-19"
			)));
		};
		// 1970-01-01 was a Thursday.
		let weekday = (first.date.saturating_add(3) % WEEK as u64) as usize;
		let before = weekday.checked_sub(1).unwrap_or(WEEK - 1);
		let clock: Vec<_> = hours.iter().map(|hour| hour.clock).collect();
		let homes = MEASURED.map(|(number, bytes)| {
			let week = Home::from_series(&Series::from_csv(bytes)?)?;
			let of = |day| week.day(day, &clock).ok_or_else(|| StoryError::option("no such day"));
			let expected = of(before)?.hours().to_vec();
			Ok(Measured { number, home: of(weekday)?, expected })
		});
		Ok(Self { homes: homes.into_iter().collect::<Result<_, StoryError>>()?, hours })
	}

	/// The index in each hour. A TALLY stands for a dollar.
	pub(super) fn index(&self) -> Vec<Rate> {
		// A cent for a MWh is 10 millionths of a dollar for a kWh.
		self.hours.iter().map(|hour| Rate(hour.cents.saturating_mul(10))).collect()
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn a_day_has_the_hours_of_its_weekday_and_expects_those_of_the_day_before() {
		let day = Day::read("2021-12-15").unwrap();
		let week = Home::from_series(&Series::from_csv(MEASURED[0].1).unwrap()).unwrap();
		// A Wednesday.
		assert_eq!(day.homes[0].home.hours(), &week.hours()[48..72]);
		assert_eq!(day.homes[0].expected, week.hours()[24..48]);
		assert_eq!(day.homes.len(), HOMES);
		// Its first hour begins at 06:00 UTC.
		assert_eq!(day.index()[0], Rate(-3_020));
		assert_eq!(day.index().iter().filter(|rate| rate.0 < 0).count(), 15);
		// A Monday follows the Sunday of the same week.
		let monday = Day::read("2021-12-13").unwrap();
		assert_eq!(monday.homes[0].expected, week.hours()[144..168]);
	}

	#[test]
	fn a_repeated_hour_has_the_same_energy_twice() {
		let day = Day::read("2021-11-07").unwrap();
		assert_eq!(day.hours.len(), 25);
		let hours = day.homes[0].home.hours();
		assert_eq!((hours.len(), hours[1]), (25, hours[2]));
		assert_eq!((day.hours[1].clock, day.hours[2].clock), (1, 1));
	}
}
