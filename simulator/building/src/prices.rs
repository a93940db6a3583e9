//! Tariffs over weeks of the day-ahead index.
//!
//! The building and the market were measured in different years and places. So each hour has the price of an hour on
//! the same weekday and at the same time of day. Prices and weather are independent of each other.

use crate::data::PriceHour;

/// Hours of a week.
pub const HOURS: usize = 168;

/// What a tariff with fixed parts adds to the index, for grid, levies and supply, in USD/kWh. An assumption.
pub const FIXED_PARTS: f64 = 0.12;

/// The two-rate tariff by day, from 07:00 to 23:00, in USD/kWh. An assumption.
pub const DAY_RATE: f64 = 0.22;

/// The two-rate tariff by night, in USD/kWh. An assumption.
pub const NIGHT_RATE: f64 = 0.13;

/// How electricity is paid for.
#[derive(Clone, Copy, PartialEq, Eq, Debug, serde::Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Tariff {
	/// The index alone.
	Index,
	/// The index and [`FIXED_PARTS`].
	Fixed,
	/// [`DAY_RATE`] and [`NIGHT_RATE`].
	TwoRate,
}

impl Tariff {
	/// All tariffs.
	pub const ALL: [Self; 3] = [Self::Index, Self::Fixed, Self::TwoRate];

	/// As tables name it.
	pub const fn name(self) -> &'static str {
		match self {
			Self::Index => "index",
			Self::Fixed => "index with fixed parts",
			Self::TwoRate => "two rates",
		}
	}
}

/// The index of a week, from Monday 00:00 on the local clock.
#[derive(Clone, PartialEq, Debug)]
pub struct PriceWeek {
	/// The Monday, such as `2021-01-04`.
	pub monday: String,
	/// The index of each hour, in USD/kWh.
	pub index: [f64; HOURS],
}

impl PriceWeek {
	/// All weeks of which at least 167 hours are there. An hour that the clock skips has the price of the hour before; of one that it
	/// repeats the first counts.
	pub fn all(hours: &[PriceHour]) -> Vec<Self> {
		let mut weeks = Vec::new();
		let monday = |hour: &PriceHour| (hour.local + 3 * 24) / HOURS as u64;
		for hours in hours.chunk_by(|a, b| monday(a) == monday(b)) {
			let mut index = [None; HOURS];
			for hour in hours {
				let place = (hour.local as usize + 3 * 24) % HOURS;
				if let Some(place) = index.get_mut(place) {
					place.get_or_insert(hour.price / 1_000.0);
				}
			}
			let (Some(first), Some(start)) = (index[0], hours.first()) else { continue };
			if index.iter().flatten().count() + 1 < HOURS {
				continue;
			}
			let mut last = first;
			let index = index.map(|price| {
				last = price.unwrap_or(last);
				last
			});
			weeks.push(Self { monday: date(start.local / 24), index });
		}
		weeks
	}

	/// What a kilowatt-hour costs in each hour, in USD.
	pub fn tariff(&self, tariff: Tariff) -> [f64; HOURS] {
		core::array::from_fn(|hour| match tariff {
			Tariff::Index => self.index[hour],
			Tariff::Fixed => self.index[hour] + FIXED_PARTS,
			Tariff::TwoRate if (7..23).contains(&(hour % 24)) => DAY_RATE,
			Tariff::TwoRate => NIGHT_RATE,
		})
	}
}

/// The date of a day that is counted from 1970-01-01.
fn date(day: u64) -> String {
	let mut rest = day;
	let mut year = 1970;
	let leap = |year: u64| {
		year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400))
	};
	while rest >= 365 + u64::from(leap(year)) {
		rest -= 365 + u64::from(leap(year));
		year += 1;
	}
	let mut month = 1;
	for days in [31, 28 + u64::from(leap(year)), 31, 30, 31, 30, 31, 31, 30, 31, 30, 31] {
		if rest < days {
			break;
		}
		rest -= days;
		month += 1;
	}
	format!("{year}-{month:02}-{:02}", rest + 1)
}

#[cfg(test)]
mod tests {
	use super::*;
	use crate::data;

	#[test]
	fn there_are_twenty_four_weeks_of_the_index() {
		let weeks = PriceWeek::all(&data::prices().unwrap());
		assert_eq!(weeks.len(), 24);
		assert_eq!(weeks[0].monday, "2021-01-04");
		assert_eq!(weeks[23].monday, "2021-12-20");
		// Monday from 00:00, at USD 16.17 for each MWh.
		assert!((weeks[0].index[0] - 0.016_17).abs() < 1e-9);
	}

	#[test]
	fn a_skipped_hour_has_the_price_before_it_and_of_a_repeated_one_the_first_counts() {
		let mut hours: Vec<PriceHour> = (0..168)
			.map(|hour| PriceHour { local: 4 * 24 + hour, price: hour as f64 * 1_000.0 })
			.collect();
		hours.remove(50);
		hours.insert(80, PriceHour { local: hours[79].local, price: 7_000.0 });
		let weeks = PriceWeek::all(&hours);
		assert_eq!(weeks.len(), 1);
		assert_eq!(weeks[0].monday, "1970-01-05");
		assert_eq!(weeks[0].index[49..52], [49.0, 49.0, 51.0]);
		assert_eq!(weeks[0].index[80], 80.0);
	}
}
